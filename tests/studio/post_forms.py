"""A post's form as a browser would fill it in and send it."""

import re
from html import unescape

from studio.open_studio import Open

from scheduler.models import Post

ALICE = "card:\n  quote: We listen first.\n  name: Alice Example"


def form_on(studio: Open, name: str = "hello", path: str = "") -> dict[str, str]:
    """Every field of the post's form as a browser would send it."""
    page = studio.get(path or f"/posts/{name}").text
    form = re.search(r'<form class="editor".*?</form>', page, re.S)
    assert form, page
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind = given.get("type", "text")
        if (
            "name" in given
            and kind not in {"image", "file"}
            and (kind not in {"checkbox", "radio"} or " checked" in tag)
        ):
            found[given["name"]] = given.get("value", "on" if kind == "checkbox" else "")
    for name_, body in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form[0], re.S):
        found[name_] = body
    for name_, body in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form[0], re.S):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', body) or re.search(
            r'value="([^"]*)"', body
        )
        found[name_] = (chosen[1] if chosen and chosen[1] is not None else chosen[2] if chosen else "") or ""
    return {key: unescape(value) for key, value in found.items()}


def saved(studio: Open, name: str = "hello", **changed: str) -> str:
    """The page that follows when those fields are filled in otherwise and the form is sent."""
    fields = form_on(studio, name) | {key.replace("__", "."): value for key, value in changed.items()}
    return studio.post(f"/posts/{name}", **fields).text


def the_post(studio: Open, name: str = "hello") -> Post:
    return next(each for each in studio.calendar().posts if each.id == name)
