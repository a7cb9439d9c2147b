"""What X's refusals mean. Two questions decide: was something visible asked for, and what do status and words say?"""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import requests

from scheduler.errors import Duplicate, NeedsPerson, PublishError, Rejected, Unavailable, Unconfirmed
from scheduler.platforms.wire import json_of

NEXT_WINDOW = timedelta(minutes=15)
"""Of X's rate limits, when it does not say which."""
OUTAGE = timedelta(minutes=30)
"""Keys that were good yesterday: X has answered 401 to everybody before, for about so long."""
_SIGNED_AT = re.compile(r'oauth_timestamp="(\d+)"')
_CLOCKS_AGREE = timedelta(minutes=4)
"""X takes what was signed up to five minutes ago, or ahead."""


class TooLarge(Rejected):
    """More bytes than X takes at once."""


class Refusal:
    """An answer of 4xx or 5xx, read as far as it can be read."""

    def __init__(self, response: requests.Response) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self._response = response
        body = json_of(response)
        problem = body if isinstance(body, dict) else {}
        errors = problem.get("errors") if isinstance(problem.get("errors"), list) else []
        first = errors[0] if errors and isinstance(errors[0], dict) else {}
        self.kind = str(problem.get("type", "")).rstrip("/").rpartition("/")[2]
        specific = first.get("message") if problem.get("title") == "Invalid Request" else None
        told = specific or problem.get("detail") or first.get("message") or problem.get("title")
        self.words = str(told) if told else f"HTTP {self.status} without an explanation."

    def says(self, *phrases: str) -> bool:
        return any(phrase in self.words.lower() for phrase in phrases)

    @property
    def retry_at(self) -> datetime | None:
        """The latest reset of the limits that are used up; None when X names none."""
        used_up = (name for name, value in self.headers.items() if name.lower().endswith("-remaining") and value == "0")
        resets = (self.headers.get(name[: -len("remaining")] + "reset", "") for name in used_up)
        return max((datetime.fromtimestamp(int(at), UTC) for at in resets if at.isdigit()), default=None)

    @property
    def clock_apart(self) -> timedelta:
        """How far our clock was ahead of X's when this was signed; zero when nobody says."""
        signed = _SIGNED_AT.search(self._response.request.headers.get("Authorization", ""))
        try:
            answered = parsedate_to_datetime(self.headers.get("Date", ""))
        except ValueError:
            return timedelta()
        if signed is None or answered.tzinfo is None:
            return timedelta()
        return datetime.fromtimestamp(int(signed[1]), UTC) - answered

    @property
    def wrong_clock(self) -> bool:
        return abs(self.clock_apart) > _CLOCKS_AGREE


_REMEDIES = {
    402: "Buy credits in X's developer portal (or lift the spending limit), then resume the channel.",
    403: "Look at the account and the app in X's developer portal, then resume the channel.",
}
_MEND = "Change the post, then it is planned again."
_ABOUT_THE_ACCOUNT = {"oauth1-permissions", "client-forbidden", "user-suspended"}
_CONTENT = ("not allowed because", "cashtag", "video longer", "too long", "invalid url", "deleted or not visible")


def at_create(refusal: Refusal) -> PublishError:
    """What X's answer to the one visible request means."""
    words = refusal.words
    if refusal.status >= 500 or refusal.status == 408:
        return Unconfirmed(f"X answered {refusal.status}; it may be out.", words=words)
    if refusal.status == 403 and refusal.says("duplicate"):
        return Duplicate("X has this text already.", "Change the words.", words=words)
    if refusal.status == 400 and refusal.says("media ids"):
        no = Rejected("X does not take the pictures, though they were sent again.", "Look at them.", words=words)
        return Unavailable("X no longer has the pictures; they are sent again.", words=words, then=no)
    if refusal.status in {400, 404, 409, 413, 422} or _is_about_content(refusal):
        return Rejected(f"X refuses it: {words}", _MEND, words=words)
    if refusal.status in {402, 403, 429}:
        return elsewhere(refusal)
    return NeedsPerson(f"X refuses: {words}", _REMEDIES[403], words=words)  # never seen: nothing more goes out unlooked


def _is_about_content(refusal: Refusal) -> bool:
    return refusal.status == 403 and refusal.kind not in _ABOUT_THE_ACCOUNT and refusal.says(*_CONTENT)


def elsewhere(refusal: Refusal) -> PublishError:
    """What an answer means when nothing visible was asked for."""
    words = refusal.words
    if refusal.status == 429:
        at, else_in = refusal.retry_at, NEXT_WINDOW
        return Unavailable("X's limit is reached.", words=words, retry_at=at, retry_in=else_in, for_all=True)
    if refusal.status in _REMEDIES:
        return NeedsPerson(f"X refuses the account: {words}", _REMEDIES[refusal.status], words=words)
    if refusal.status >= 500 or refusal.status in {404, 408}:
        return Unavailable(f"X answered {refusal.status}.", words=words)
    if refusal.status == 413:
        return TooLarge(f"X refuses it: {words}", "Save it smaller.", words=words)
    return Rejected(f"X refuses it: {words}", "Change the post.", words=words)


def unauthorised(refusal: Refusal, *, keys_work: bool | None) -> PublishError:
    """What a 401 means. `keys_work`: X's answer to a harmless question with the same keys; None: no clear one."""
    words = refusal.words
    if refusal.wrong_clock:
        return _wrong_clock(refusal)
    if keys_work is None:
        return Unavailable(
            "X answers that nobody may do anything: an outage, it seems.", words=words, retry_in=NEXT_WINDOW
        )
    if keys_work:
        return Unavailable("X refused keys that work.", words=words, retry_in=timedelta(minutes=1))
    remedy = "Look at the app's keys and tokens in X's developer portal; put new ones into .env, then resume."
    dead = NeedsPerson(f"X does not accept the keys: {words}", remedy, words=words)
    wait = f"It may be an outage of X: the keys are tried once more in {OUTAGE.seconds // 60} minutes."
    return Unavailable("X does not accept the keys.", wait, words=words, retry_in=OUTAGE, for_all=True, then=dead)


def _wrong_clock(refusal: Refusal) -> PublishError:
    minutes = round(abs(refusal.clock_apart) / timedelta(minutes=1))
    which = "ahead of" if refusal.clock_apart > timedelta() else "behind"
    what = f"This machine's clock is {minutes} minutes {which} X's: X refuses what it signs."
    remedy = "Set the clock (a time service does it for good), then resume the channel."
    then = NeedsPerson(what, remedy, words=what)
    return Unavailable(what, remedy, words=what, retry_in=timedelta(minutes=5), for_all=True, then=then)
