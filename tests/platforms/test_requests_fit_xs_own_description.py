"""What our adapter sends to X is valid against X's own OpenAPI document, where that is at hand."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from accounts import x_at
from jsonschema import Draft202012Validator
from PIL import Image
from wire_end import Answer, Asked, WireEnd

from scheduler.models import Media, Variant

_RENAMED = {"tweet.fields": "post.fields"}
"""X's document has the new name only; tweepy 4.17 sends the one that X had for years."""
DOCUMENT = Path(__file__).resolve().parents[3] / "shared" / "contracts" / "x-api-v2-openapi.json"


@cache
def described() -> dict[str, Any]:
    if not DOCUMENT.is_file():
        pytest.skip(f"X's OpenAPI document is not here: {DOCUMENT}")
    found: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return found


def operation(asked: Asked) -> dict[str, Any]:
    """The description of what was asked for; a path that X does not have fails."""
    path = asked.path.partition("?")[0].strip("/").split("/")
    for template, methods in described()["paths"].items():
        pieces = template.strip("/").split("/")
        fits = len(pieces) == len(path) and all(a == b or a.startswith("{") for a, b in zip(pieces, path, strict=True))
        if fits and asked.method.lower() in methods:
            found: dict[str, Any] = methods[asked.method.lower()]
            return found
    pytest.fail(f"X has no {asked.method} {asked.path}")


def parameters(asked: Asked) -> set[str]:
    known = operation(asked).get("parameters", [])
    components = described()["components"]["parameters"]
    return {(components[each["$ref"].rpartition("/")[2]] if "$ref" in each else each)["name"] for each in known}


def body_problems(asked: Asked) -> list[str]:
    content = operation(asked).get("requestBody", {}).get("content", {})
    if not asked.headers.get("Content-Type", "").startswith("application/json"):
        return []
    schema = {**content["application/json"]["schema"], "components": described()["components"]}
    return [error.message for error in Draft202012Validator(schema).iter_errors(json.loads(asked.body))]


@pytest.fixture
def end(wire_end: WireEnd) -> WireEnd:
    done = {"state": "succeeded"}
    answer = {"data": {"id": "7", "username": "week", "processing_info": done}}
    for method in ("GET", "POST", "DELETE"):
        wire_end.on(method, "/", Answer(200, answer))
    wire_end.on("GET", "/2/users/7/tweets", Answer(200, {"meta": {"result_count": 0}}))
    return wire_end


def everything(end: WireEnd, folder: Path) -> None:
    x = x_at(end.url)
    Image.new("RGB", (20, 20)).save(folder / "a.jpg")
    (folder / "a.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(5_000_000))
    picture, film = Media(file=folder / "a.jpg", alt="Dark"), Media(file=folder / "a.mp4", alt="A film")
    for media in ((), (picture, picture), (film,)):
        prepared = x.prepare(Variant(post="a", channel="x", text="Hi", media=media, reply_to="5"), "k")
        receipt = x.publish(prepared, "k")
    x.find(prepared, "k", datetime.now(UTC))
    x.check()
    x.delete(receipt)


def test_every_path_parameter_and_body_is_one_that_x_describes(end: WireEnd, tmp_path: Path) -> None:
    described()
    everything(end, tmp_path)
    assert len(end.asked) >= 15
    for asked in end.asked:
        assert body_problems(asked) == [], asked.path
        given = {pair.partition("=")[0] for pair in asked.path.partition("?")[2].split("&") if pair}
        assert {_RENAMED.get(name, name) for name in given} <= parameters(asked), asked.path


def test_the_check_can_fail(wire_end: WireEnd) -> None:
    wrong = Asked("POST", "/2/tweets", {"Content-Type": "application/json"}, b'{"text": "Hi", "no_such_field": 1}')
    assert body_problems(wrong)
