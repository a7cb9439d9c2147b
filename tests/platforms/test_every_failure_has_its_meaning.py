"""Every answer that the networks are known to give, over a real socket, ends as the one right outcome."""

import json
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from accounts import PAGE, PAGE_TOKEN, TOKENS, facebook_at, x_at
from hypothesis import given
from hypothesis import strategies as st
from wire_end import CUT, Answer, WireEnd

from scheduler.errors import (
    Duplicate,
    NeedsPerson,
    PublishError,
    Rejected,
    Unavailable,
    Unconfirmed,
)
from scheduler.models import Prepared
from scheduler.platforms import wire
from scheduler.platforms.base import Platform
from scheduler.platforms.wire import without, written

FIXTURES = Path(__file__).resolve().parents[3] / "shared" / "contracts" / "error-fixtures.json"
SENT = Prepared(request={"text": "Hello"})
SENT_TO_PAGE = Prepared(request={"message": "Hello"})
RESET = 2_000_000_000


def problem(status: int, detail: str, kind: str = "about:blank") -> Answer:
    return Answer(status, {"title": "No", "detail": detail, "type": kind, "status": status})


def graph(code: int, message: str = "No.", status: int = 400, **more: object) -> Answer:
    return Answer(status, {"error": {"message": message, "type": "OAuthException", "code": code, **more}})


X_ANSWERS = [
    ("duplicate", problem(403, "You are not allowed to create a Tweet with duplicate content."), Duplicate),
    ("503", problem(503, "Service Unavailable"), Unconfirmed),
    ("HTML", Answer(502, b"<html>Bad Gateway</html>", {"Content-Type": "text/html"}), Unconfirmed),
    ("no credits", problem(402, "credits depleted"), NeedsPerson),
    ("read-only keys", problem(403, "Your client app is not configured with the permissions."), NeedsPerson),
    ("any other 403", problem(403, "You are not permitted to perform this action."), NeedsPerson),
    ("foreign reply", problem(403, "Reply to this conversation is not allowed because you have not."), Rejected),
    ("parent gone", problem(403, "You attempted to reply to a Tweet that is deleted or not visible."), Rejected),
    ("long video", problem(403, "This user is not allowed to post a video longer than 2 minutes."), Rejected),
    ("too long", problem(400, "Your Tweet text is too long."), Rejected),
    ("media gone", problem(400, "Your media IDs are invalid."), Unavailable),
    ("rate", Answer(429, {"errors": [{"code": 88, "message": "Rate limit exceeded"}]}), Unavailable),
    ("created, empty", Answer(201, b""), Unconfirmed),
    ("created, no id", Answer(201, {"errors": [{"title": "x"}]}), Unconfirmed),
    ("created, null errors", Answer(201, {"errors": None}), Unconfirmed),
    ("a list", Answer(400, [1]), Rejected),
    ("redirect", Answer(302, {}, {"Location": "/elsewhere"}), Unconfirmed),
    ("cut", CUT, Unconfirmed),
]


@pytest.mark.parametrize(("answer", "outcome"), [row[1:] for row in X_ANSWERS], ids=[row[0] for row in X_ANSWERS])
def test_what_x_answers_to_a_post(wire_end: WireEnd, answer: Answer, outcome: type[PublishError]) -> None:
    wire_end.on("POST", "/2/tweets", answer)
    with pytest.raises(PublishError) as raised:
        x_at(wire_end.url).publish(SENT, "k")
    assert type(raised.value) is outcome
    assert len(wire_end.paths("POST")) == 1  # one request, whatever comes back


FACEBOOK_ANSWERS = [
    ("expired", graph(190, "Session has expired", error_subcode=463), NeedsPerson),
    ("permission", graph(200, "(#200) Unpublished posts must be posted as the page itself.", 403), NeedsPerson),
    ("app limit, transient", graph(4, is_transient=True), Unavailable),
    ("page limit", graph(32), Unavailable),
    ("posts too often", graph(368, error_subcode=1390008), Unavailable),
    ("standards", graph(368, error_subcode=1404102), NeedsPerson),
    ("already posted", graph(368, "You've already posted this"), Duplicate),
    ("duplicate", graph(506), Duplicate),
    ("photos posted", graph(100, error_subcode=1366051), Duplicate),
    ("parameter", graph(100), Rejected),
    ("object missing", graph(100, "Object with ID '1' does not exist", error_subcode=33), NeedsPerson),
    ("proof", graph(100, "API calls from the server require an appsecret_proof argument"), NeedsPerson),
    ("unknown", graph(1, status=500, error_subcode=99), Unconfirmed),
    ("service", graph(2, status=500, is_transient=True), Unconfirmed),
    ("too big", graph(1, error_subcode=1366046), Rejected),
    ("link", graph(1609005), Unavailable),
    ("never seen", graph(987654), NeedsPerson),
    ("HTML", Answer(503, b"<!DOCTYPE html><p>Sorry", {"Content-Type": "text/html"}), Unconfirmed),
    ("JSON, no error", Answer(503, {"ok": 1}), Unconfirmed),
    ("no id", Answer(200, {"ok": 1}), Unconfirmed),
    ("empty", Answer(200, b""), Unconfirmed),
    ("no type", Answer(200, b"what", {"Content-Type": ""}), Unconfirmed),
    ("redirect", Answer(302, {}, {"Location": "/elsewhere"}), Unconfirmed),
    ("cut", CUT, Unconfirmed),
]


@pytest.mark.parametrize(
    ("answer", "outcome"), [row[1:] for row in FACEBOOK_ANSWERS], ids=[row[0] for row in FACEBOOK_ANSWERS]
)
def test_what_facebook_answers_to_a_post(wire_end: WireEnd, answer: Answer, outcome: type[PublishError]) -> None:
    wire_end.on("POST", f"/v26.0/{PAGE}/feed", answer)
    with pytest.raises(PublishError) as raised:
        facebook_at(wire_end.url).publish(SENT_TO_PAGE, "k")
    assert type(raised.value) is outcome
    assert len(wire_end.paths("POST")) == 1


CLASSES = {
    "needs-human (thread broken)": (Rejected,),  # of this thread alone: the account is sound, so its channel goes on
    "permanent": (Rejected,),
    "permanent; ambiguous if any earlier attempt was ambiguous": (Duplicate,),
    "ambiguous": (Unconfirmed,),
    "needs-human": (NeedsPerson,),
    "needs-human after one verify (may be an outage)": (Unavailable,),
    "retry-later": (Unavailable,),
    "retry-now after re-upload": (Unavailable,),
}


def test_every_collected_answer_has_the_class_that_was_found_for_it(wire_end: WireEnd) -> None:
    if not FIXTURES.is_file():
        pytest.skip(f"The collected answers are not here: {FIXTURES}")
    wrong: list[tuple[str, ...]] = []
    for each in json.loads(FIXTURES.read_text(encoding="utf-8"))["fixtures"]:
        wanted = CLASSES.get(each["class"]) or CLASSES.get(each["class"].split(" (")[0])
        if each["phase"] != "create" or wanted is None:
            continue
        body = each["body"].encode() if isinstance(each["body"], str) else each["body"]
        headers = {
            name: str(value).replace("{epoch+", "2000000").rstrip("}") for name, value in each["headers"].items()
        }
        wire_end.on("POST", "/", Answer(each["status"], body, headers))
        try:
            if each["platform"] == "x":
                x_at(wire_end.url).publish(SENT, "k")
            else:
                facebook_at(wire_end.url).publish(SENT_TO_PAGE, "k")
        except PublishError as error:
            if not isinstance(error, wanted):
                wrong.append((each["platform"], each["name"], type(error).__name__, each["class"]))
    assert wrong == []


def test_a_401_is_a_dead_token_only_if_the_account_refuses_too(wire_end: WireEnd) -> None:
    wire_end.on("POST", "/2/tweets", problem(401, "Unauthorized"))
    wire_end.on("GET", "/2/users/me", problem(401, "Unauthorized"))
    with pytest.raises(Unavailable, match="outage") as raised:
        x_at(wire_end.url).publish(SENT, "k")
    assert (raised.value.retry_in, raised.value.for_all) == (timedelta(minutes=30), True)
    still_dead = raised.value.after("Unauthorized")
    assert isinstance(still_dead, NeedsPerson)
    assert "put new ones" in still_dead.advice
    assert raised.value.after("Something else") is raised.value
    assert wire_end.paths("GET") == ["/2/users/me"]
    wire_end.on("GET", "/2/users/me", Answer(200, {"data": {"id": "7", "username": "week"}}))
    with pytest.raises(Unavailable):
        x_at(wire_end.url).publish(SENT, "k")
    wire_end.on("GET", "/2/users/me", problem(503, "Service Unavailable"))
    with pytest.raises(Unavailable, match="outage"):
        x_at(wire_end.url).publish(SENT, "k")


def test_who_asks_whether_the_keys_work_is_told_at_once(wire_end: WireEnd) -> None:
    wire_end.on("GET", "/2/users/me", problem(401, "Unauthorized"))
    with pytest.raises(NeedsPerson, match="put new ones"):
        x_at(wire_end.url).check()


def test_a_429_waits_for_the_limit_that_is_used_up(wire_end: WireEnd) -> None:
    headers = {
        "x-rate-limit-remaining": "39999",
        "x-rate-limit-reset": str(RESET),
        "x-app-limit-24hour-remaining": "0",
        "x-app-limit-24hour-reset": str(RESET + 500),
    }
    wire_end.on("POST", "/2/tweets", Answer(429, {"title": "Too Many Requests"}, headers))
    with pytest.raises(Unavailable) as raised:
        x_at(wire_end.url).publish(SENT, "k")
    assert raised.value.retry_at == datetime.fromtimestamp(RESET + 500, UTC)


def test_a_429_that_names_no_time_waits_for_the_next_window(wire_end: WireEnd) -> None:
    wire_end.on("POST", "/2/tweets", Answer(429, {"title": "Too Many Requests"}))
    with pytest.raises(Unavailable) as raised:
        x_at(wire_end.url).publish(SENT, "k")
    assert (raised.value.retry_at, raised.value.retry_in) == (None, timedelta(minutes=15))


def test_facebook_says_when_the_page_may_call_again(wire_end: WireEnd) -> None:
    usage = json.dumps({PAGE: [{"type": "pages", "estimated_time_to_regain_access": 7}]})
    wire_end.on("POST", "/", Answer(400, graph(32).body, {"X-Business-Use-Case-Usage": usage}))
    with pytest.raises(Unavailable) as raised:
        facebook_at(wire_end.url).publish(SENT_TO_PAGE, "k")
    assert raised.value.retry_in == timedelta(minutes=7)


@pytest.mark.parametrize(("make", "sent"), [(x_at, SENT), (facebook_at, SENT_TO_PAGE)], ids=["x", "facebook"])
def test_what_never_left_the_machine_is_tried_again(make: type[Platform], sent: Prepared) -> None:
    for nowhere in ("http://127.0.0.1:1", "http://no-such-host.invalid"):
        with pytest.raises(Unavailable, match="could not be reached"):
            make(nowhere).publish(sent, "k")  # type: ignore[call-arg, arg-type]


@pytest.mark.parametrize(("make", "sent"), [(x_at, SENT), (facebook_at, SENT_TO_PAGE)], ids=["x", "facebook"])
def test_no_answer_in_time_is_unconfirmed(
    wire_end: WireEnd, make: type[Platform], sent: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "READ_SECONDS", 0.1)
    wire_end.on("POST", "/", Answer(200, {}, wait=0.5))
    with pytest.raises(Unconfirmed, match="No answer"):
        make(wire_end.url).publish(sent, "k")  # type: ignore[call-arg, arg-type]


@pytest.mark.parametrize(("make", "sent"), [(x_at, SENT), (facebook_at, SENT_TO_PAGE)], ids=["x", "facebook"])
def test_an_answer_that_drips_and_never_ends_is_unconfirmed(
    wire_end: WireEnd, make: type[Platform], sent: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "WHOLE_SECONDS", 0.3)
    wire_end.on("POST", "/", Answer(200, {"id": "1" * 1000}, drip=0.05))
    with pytest.raises(Unconfirmed, match="had not ended"):
        make(wire_end.url).publish(sent, "k")  # type: ignore[call-arg, arg-type]


@pytest.mark.parametrize(("make", "sent"), [(x_at, SENT), (facebook_at, SENT_TO_PAGE)], ids=["x", "facebook"])
def test_the_deadline_cuts_a_connection_that_the_answer_gives_up(
    wire_end: WireEnd, make: type[Platform], sent: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "WHOLE_SECONDS", 0.3)
    wire_end.on("POST", "/", Answer(200, {"id": "1" * 1000}, {"Connection": "close"}, drip=0.05))
    with pytest.raises(Unconfirmed, match="had not ended"):
        make(wire_end.url).publish(sent, "k")  # type: ignore[call-arg, arg-type]


def film(wire_end: WireEnd, folder: Path, *looks: Mapping[str, object]) -> Prepared:
    """A video that Facebook takes and says this about, one look after the other."""
    (folder / "boat.mp4").write_bytes(b"\0\0\0\x18ftypisom")
    wire_end.on("POST", f"/v26.0/{PAGE}/videos", Answer(200, {"id": "55"}))
    wire_end.on("GET", "/v26.0/55", *(Answer(200, {"id": "55", **look}) for look in looks))
    return Prepared(request={"description": "By boat", "video": str(folder / "boat.mp4")})


def test_a_video_is_out_when_facebook_shows_it(wire_end: WireEnd, tmp_path: Path) -> None:
    processing, ready = ({"status": {"video_status": state}} for state in ("processing", "ready"))
    sent = film(wire_end, tmp_path, processing, processing, {**ready, "post_id": f"{PAGE}_9"})
    assert facebook_at(wire_end.url).publish(sent, "k").id == f"{PAGE}_9"
    assert len(wire_end.paths("GET")) == 3


def test_a_video_that_facebook_took_but_cannot_show_is_refused(wire_end: WireEnd, tmp_path: Path) -> None:
    sent = film(wire_end, tmp_path, {"status": {"video_status": "error"}})
    with pytest.raises(Rejected, match="cannot show it"):
        facebook_at(wire_end.url).publish(sent, "k")


def test_a_video_of_which_facebook_says_nothing_more_is_out_all_the_same(wire_end: WireEnd, tmp_path: Path) -> None:
    sent = film(wire_end, tmp_path, {})
    wire_end.on("GET", "/v26.0/55", Answer(500, {"error": {"code": 2, "message": "Later."}}))
    assert facebook_at(wire_end.url).publish(sent, "k").id == "55"


QUOTED = [
    (x_at, SENT, problem(403, f"Token {TOKENS[2]} of key {TOKENS[0]} may not do this.")),
    (facebook_at, SENT_TO_PAGE, graph(190, f"Malformed access token {PAGE_TOKEN}.")),
]


@pytest.mark.parametrize(("make", "sent", "answer"), QUOTED, ids=["x", "facebook"])
def test_a_token_that_a_network_quotes_is_cut_out_of_its_words(
    wire_end: WireEnd, make: type[Platform], sent: Prepared, answer: Answer
) -> None:
    wire_end.on("POST", "/", answer)
    with pytest.raises(NeedsPerson) as raised:
        make(wire_end.url).publish(sent, "k")  # type: ignore[call-arg, arg-type]
    assert "•••" in raised.value.words
    assert "c0ffee" not in str(raised.value) + raised.value.advice


@given(st.text(min_size=6))
def test_no_written_form_of_a_secret_is_left(secret: str) -> None:
    for form in (secret, quote(secret, safe=""), json.dumps(secret)):
        assert secret.encode() not in without(written([secret]), f"<{form}>".encode())


@pytest.mark.parametrize("base", ["http://127.0.0.1:1", "answers"])
def test_no_token_is_ever_in_what_is_raised(wire_end: WireEnd, base: str) -> None:
    url = wire_end.url if base == "answers" else base
    wire_end.on("POST", "/", CUT)
    wire_end.on("GET", "/", Answer(400, b"<html>"))
    x, facebook = x_at(url), facebook_at(url)
    now = datetime.now(UTC)
    for ask in (
        lambda: x.publish(SENT, "k"),
        lambda: x.find(SENT, "k", now),
        lambda: facebook.publish(SENT_TO_PAGE, "k"),
        lambda: facebook.find(SENT_TO_PAGE, "k", now),
        facebook.check,
    ):
        with pytest.raises(PublishError) as raised:
            ask()
        told = "".join(traceback.format_exception(raised.value)) + raised.value.words + raised.value.remedy
        assert not any(token in told for token in (*TOKENS, PAGE_TOKEN))
        assert "c0ffee" not in repr((x.credentials, facebook.credentials))
