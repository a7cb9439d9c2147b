"""What goes wrong at X and Facebook, answer by answer, and what each means before and at the one visible step.

The tables follow what was collected of both networks' answers; a remark names each row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from campaigns import NINE

from scheduler.sandbox import GARBAGE, LOST, RESET, Answer, Fault


class Outcome(Enum):
    """What becomes of a post whose step fails once."""

    SOON = "tried again within minutes, and out"
    LATER = "tried again when the network said, and out"
    MISSED = "may be tried again only when it is too late"
    PERMANENT = "failed; the channel goes on"
    PERSON = "waits for a person, and the channel with it"
    UNCLEAR = "looked for on the account, then out, once"


SOON, LATER, MISSED = Outcome.SOON, Outcome.LATER, Outcome.MISSED
PERMANENT, PERSON, UNCLEAR = Outcome.PERMANENT, Outcome.PERSON, Outcome.UNCLEAR


@dataclass(frozen=True, kw_only=True)
class Row:
    """`unseen` and `create`: what the failure means before and at the visible step (None: it does not happen there);
    `says` must be told to people; `wait` is how long the network asks for."""

    network: str
    remark: str
    fault: Fault
    unseen: Outcome | None
    create: Outcome | None
    says: str = ""
    wait: timedelta = timedelta()

    def __str__(self) -> str:
        return f"{self.network}: {self.remark}"


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


# --- X --------------------------------------------------------------------------------------------------------------


def _x(
    remark: str,
    status: int,
    says: str,
    unseen: Outcome | None,
    create: Outcome | None,
    *,
    kind: str = "about:blank",
    wait: timedelta = timedelta(),
    **headers: str,
) -> Row:
    """A row with an answer in X's shape; `headers` have _ for -."""
    body = {"title": "No", "detail": says, "type": kind, "status": status}
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    fault = Answer(status, body, sent)
    return Row(network="x", remark=remark, fault=fault, unseen=unseen, create=create, says=says, wait=wait)


def _x_code(remark: str, status: int, code: int, says: str, unseen: Outcome | None, create: Outcome | None) -> Row:
    """A row with an answer in the older shape."""
    fault = Answer(status, {"errors": [{"code": code, "message": says}]})
    return Row(network="x", remark=remark, fault=fault, unseen=unseen, create=create, says=says, wait=minutes(15))


def _reset(after: timedelta) -> str:
    return str(int((NINE + after).timestamp()))


def _of_both(network: str) -> Iterator[Row]:
    """What happens on the way to any network."""
    nested = Answer(201, "[" * 100_000, {"Content-Type": "application/json"}, done=True)
    for remark, fault in (
        ("broken before it was done", RESET),
        ("broken after it was done", LOST),
        ("done, and HTML", GARBAGE),
        ("done, and empty", Answer(201, "", {"Content-Type": "application/json"}, done=True)),
        ("done, and no id", Answer(201, {"errors": [{"title": "x"}]}, done=True)),
        ("done, and null", Answer(201, {"errors": None}, done=True)),
        ("done, and a list", Answer(200, [1], done=True)),
        ("done, and nested without end", nested),
        ("redirect", Answer(302, {}, {"Location": "/elsewhere"}, done=True)),
        ("redirect to nowhere", Answer(303, {"data": {"id": "7"}, "id": "7"})),
        ("500 after it was done", Answer(500, {}, done=True)),
        ("503 after it was done", Answer(503, {"title": "Service Unavailable"}, done=True)),
        ("HTML 503 after it was done", Answer(503, "<html>Sorry", done=True)),
        ("502 in HTML", Answer(502, "<html>Bad Gateway")),
        ("504", Answer(504, {"title": "Gateway Timeout"})),
    ):
        yield Row(network=network, remark=remark, fault=fault, unseen=SOON, create=UNCLEAR)


_LOCKED = "To protect our users from spam, your account is temporarily locked."
_FOREIGN = "is not allowed because you have not been mentioned or otherwise engaged."
_USED_UP = {"x_rate_limit_remaining": "0", "x_rate_limit_reset": _reset(minutes(30))}
_USED_UP_TODAY = {
    "x_rate_limit_remaining": "39999",
    "x_rate_limit_reset": _reset(minutes(10)),
    "x_app_limit_24hour_remaining": "0",
    "x_app_limit_24hour_reset": _reset(minutes(90)),
}
X_ROWS = (
    *_of_both("x"),
    _x("408", 408, "Request Timeout", SOON, UNCLEAR),
    _x("too long", 400, "Your Tweet text is too long.", PERMANENT, PERMANENT),
    _x("too long, as 403", 403, "Your Tweet text is too long.", None, PERMANENT),
    _x("unknown field", 400, "$.foo: is not defined in the schema", PERMANENT, PERMANENT),
    _x("invalid URL", 400, "The Tweet contains an invalid URL.", PERMANENT, PERMANENT),
    _x("media gone", 400, "Your media IDs are invalid.", None, SOON),
    _x("401, and the keys work", 401, "Unauthorized", LATER, LATER, wait=minutes(1)),
    _x(
        "no credits",
        402,
        "does not have any credits",
        PERSON,
        PERSON,
        kind="https://api.twitter.com/2/problems/credits",
    ),
    _x(
        "credits depleted",
        402,
        "credits depleted",
        PERSON,
        PERSON,
        kind="https://api.x.com/2/problems/credits-depleted",
    ),
    _x("duplicate", 403, "You are not allowed to create a Tweet with duplicate content.", None, PERMANENT),
    _x("read-only", 403, "oauth1 app permissions", PERSON, PERSON, kind="https://a.b/problems/oauth1-permissions"),
    _x("not enrolled", 403, "attached to a Project", PERSON, PERSON, kind="https://a.b/problems/client-forbidden"),
    _x("suspended", 403, "not allowed because suspended", PERSON, PERSON, kind="https://a.b/problems/user-suspended"),
    _x_code("locked", 403, 326, _LOCKED, PERSON, PERSON),
    _x_code("access level", 403, 453, "You currently have access to a subset of endpoints", PERSON, PERSON),
    _x("foreign reply", 403, f"Reply to this conversation {_FOREIGN}", None, PERMANENT),
    _x("foreign quote", 403, f"Quoting this post {_FOREIGN}", None, PERMANENT),
    _x("cashtags", 403, "A post may have a maximum of one cashtag.", None, PERMANENT),
    _x("long video", 403, "This user is not allowed to post a video longer than 2 minutes.", None, PERMANENT),
    _x("parent gone", 403, "a Tweet that is deleted or not visible to you.", None, PERMANENT),
    _x("other 403", 403, "You are not permitted to perform this action.", PERSON, PERSON),
    Row(network="x", remark="403 in HTML", fault=Answer(403, "<html>"), unseen=PERSON, create=PERSON, says="HTTP 403"),
    _x("404", 404, "Not Found", SOON, PERMANENT),
    _x("413", 413, "Payload Too Large", PERMANENT, PERMANENT),
    _x("limit until a time", 429, "Too Many Requests", LATER, LATER, wait=minutes(30), **_USED_UP),
    _x("limit of a day", 429, "Too Many Requests", LATER, LATER, wait=minutes(90), **_USED_UP_TODAY),
    _x("limit without a time", 429, "usage-capped", LATER, LATER, wait=minutes(15)),
    _x_code("limit, the older way", 429, 88, "Rate limit exceeded", LATER, LATER),
    Row(
        network="x",
        remark="a list in a 400",
        fault=Answer(400, [1]),
        unseen=PERMANENT,
        create=PERMANENT,
        says="HTTP 400",
    ),
    _x("never seen", 418, "I'm a teapot", PERMANENT, PERSON),
)


# --- Facebook -------------------------------------------------------------------------------------------------------


def _fb(
    remark: str,
    code: int,
    unseen: Outcome | None,
    create: Outcome | None,
    *,
    subcode: int | None = None,
    says: str = "",
    status: int = 400,
    wait: timedelta = timedelta(),
    transient: bool = False,
    regain: int | None = None,
) -> Row:
    """A row with an answer in the Graph API's shape; `regain` are the minutes that its usage header gives."""
    words = says or f"(#{code}) {remark} is what Facebook says"
    error = {"message": words, "type": "OAuthException", "code": code, "error_subcode": subcode}
    usage = f'{{"1": [{{"type": "pages", "estimated_time_to_regain_access": {regain}}}]}}'
    headers = {} if regain is None else {"X-Business-Use-Case-Usage": usage}
    fault = Answer(status, {"error": {**error, "is_transient": transient}}, headers)
    return Row(network="facebook", remark=remark, fault=fault, unseen=unseen, create=create, says=words, wait=wait)


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_PROOF = "API calls from the server require an appsecret_proof argument"
_ALREADY = "You've already posted this. (already posted)"
FACEBOOK_ROWS = (
    *_of_both("facebook"),
    Row(network="facebook", remark="JSON without error", fault=Answer(400, {"ok": 1}), unseen=SOON, create=UNCLEAR),
    _fb("unknown", 1, SOON, UNCLEAR, status=500),
    _fb("unknown, 99", 1, SOON, UNCLEAR, subcode=99),
    _fb("service", 2, SOON, UNCLEAR, status=500, transient=True),
    _fb("any transient", 100, SOON, UNCLEAR, transient=True),
    _fb("5xx with a new code", 987654, SOON, UNCLEAR, status=500),
    _fb("out of order", 2, LATER, UNCLEAR, subcode=1363047, wait=minutes(15)),
    _fb("not available", 2, LATER, UNCLEAR, subcode=1609010, wait=minutes(15)),
    _fb("app limit", 4, LATER, LATER, wait=HOUR, transient=True),
    _fb("user limit", 17, LATER, LATER, wait=HOUR),
    _fb("page limit, with a time", 32, LATER, LATER, wait=minutes(20), regain=20),
    _fb("page limit, no estimate", 32, LATER, LATER, wait=HOUR, regain=0),
    _fb("action limit", 341, LATER, LATER, wait=HOUR),
    _fb("custom limit", 613, LATER, LATER, wait=HOUR),
    _fb("business limit", 80001, LATER, LATER, wait=HOUR),
    _fb("posting too often", 368, MISSED, MISSED, subcode=1390008, wait=DAY),
    _fb("already posted", 368, None, PERMANENT, says=_ALREADY),
    _fb("duplicate", 506, None, PERMANENT),
    _fb("photos posted", 100, None, PERMANENT, subcode=1366051),
    _fb("policy", 368, PERSON, PERSON),
    _fb("standards", 368, PERSON, PERSON, subcode=1404102),
    _fb("abusive", 100, PERSON, PERSON, subcode=1346003),
    _fb("token", 190, PERSON, PERSON, subcode=463),
    _fb("token, without subcode", 190, PERSON, PERSON),
    _fb("session", 102, PERSON, PERSON),
    _fb("invalid token", 467, PERSON, PERSON),
    _fb("invalid token, as subcode", 100, PERSON, PERSON, subcode=467),
    _fb("capability", 3, PERSON, PERSON),
    _fb("permission", 10, PERSON, PERSON, status=403),
    _fb("page permission", 200, PERSON, PERSON),
    _fb("last permission", 299, PERSON, PERSON, status=403),
    _fb("object missing", 100, PERSON, PERSON, subcode=33),
    _fb("page authorisation", 100, PERSON, PERSON, subcode=1404078),
    _fb("confirm identity", 100, PERSON, PERSON, subcode=4854002),
    _fb("security check", 100, PERSON, PERSON, subcode=1404006),
    _fb("limited account", 100, PERSON, PERSON, subcode=1404112),
    _fb("proof", 100, PERSON, PERSON, says=_PROOF),
    _fb("parameter", 100, PERMANENT, PERMANENT),
    _fb("image", 324, PERMANENT, PERMANENT),
    _fb("image too large", 1, PERMANENT, PERMANENT, subcode=1366046),
    _fb("bad file", 100, PERMANENT, PERMANENT, subcode=2069019),
    _fb("video too small", 382, PERMANENT, PERMANENT),
    _fb("video ratio", 100, PERMANENT, PERMANENT, subcode=1363040),
    _fb("video frames", 352, PERMANENT, PERMANENT, subcode=1363129),
    _fb("cannot fetch", 389, LATER, LATER, wait=minutes(15)),
    _fb("upload", 6000, SOON, SOON),
    _fb("upload, 6001", 6001, SOON, SOON),
    _fb("link", 1609005, None, LATER, wait=minutes(10)),
    _fb("link, as subcode", 100, None, LATER, subcode=1609005, wait=minutes(10)),
    _fb("facebook link", 100, None, PERMANENT, subcode=1609008),
    _fb("bad URL", 100, None, PERMANENT, subcode=2061006),
    _fb("bad format", 100, None, PERMANENT, subcode=1349125),
    _fb("never seen", 987654, PERMANENT, PERSON),
)
ROWS = (*X_ROWS, *FACEBOOK_ROWS)
