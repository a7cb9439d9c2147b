"""What Facebook's refusals mean: code and subcode decide, the text only where it must, the status hardly ever."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import requests

from scheduler.errors import Duplicate, NeedsPerson, PublishError, Rejected, Unavailable, Unconfirmed
from scheduler.platforms.wire import json_of

HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)
LINK_AGAIN = timedelta(minutes=10)
"""A site of ours that is down comes back."""
LATER = timedelta(minutes=15)


class Refusal:
    """An answer with an error in it, read as far as it can be read."""

    def __init__(self, response: requests.Response) -> None:
        self.status = response.status_code
        self.headers = response.headers
        body = json_of(response)
        error = body.get("error") if isinstance(body, dict) else None
        told: dict[str, Any] = error if isinstance(error, dict) else {}
        self.code: int | None = told.get("code") if isinstance(told.get("code"), int) else None
        self.subcode: int | None = told.get("error_subcode") if isinstance(told.get("error_subcode"), int) else None
        self.transient = bool(told.get("is_transient"))
        self.message = str(told.get("message", ""))
        words = told.get("error_user_msg") or told.get("message")
        self.words = str(words) if words else f"HTTP {self.status} without an explanation."

    @property
    def numbers(self) -> set[int]:
        return {number for number in (self.code, self.subcode) if number is not None}

    @property
    def regain(self) -> timedelta:
        """How long until the Page may call again: Facebook's own estimate, else an hour."""
        try:
            usage = json.loads(self.headers.get("X-Business-Use-Case-Usage", "{}"))
            minutes = max(int(each["estimated_time_to_regain_access"]) for list_ in usage.values() for each in list_)
        except (ValueError, KeyError, TypeError, AttributeError):
            return HOUR
        return timedelta(minutes=minutes) if minutes > 0 else HOUR

    @property
    def unclear(self) -> bool:
        """Facebook does not know itself, or says nothing that can be read."""
        return self.code in {None, 1, 2} or self.status >= 500 or self.transient


_LIMITS = {4, 17, 32, 341, 613, 80001}
_PERMISSIONS = {3, 10, *range(200, 300), 102, 190, 467}
_PAGE_BLOCKED = {467, 1404078, 4854002, 1404006, 1404112, 1404102, 1346003}
_CANNOT_FETCH = 389
_UPLOAD_FAILED = {6000, 6001}
_UNREADABLE_LINK = 1609005
_BAD_VIDEO = {382, 1363040, *range(1363100, 1363200)}
_BAD_CONTENT = {100, 324, 1366046, 2069019, 1609008, 2061006, 1349125} | _BAD_VIDEO
_OUT_OF_ORDER = {1363047, 1609010}
_ALREADY_POSTED = 1366051
_POSTING_TOO_OFTEN = 1390008
_PERSON = "Look at the Page and its token in Meta's developer site; put a new token into .env, then resume the channel."
_MEND = "Change the post; then it is planned again."


def at_create(refusal: Refusal) -> PublishError:
    """What Facebook's answer to the one visible request means."""
    words = refusal.words
    if refusal.numbers & _OUT_OF_ORDER:
        return Unconfirmed("Facebook is out of order; it may be out.", words=words)
    known = _by_number(refusal)
    if known is not None:
        return known
    if refusal.unclear:
        return Unconfirmed("Facebook's answer was unclear; it may be out.", words=words)
    return NeedsPerson(f"Facebook refuses: {words}", _PERSON, words=words)  # never seen: nothing more goes out unlooked


def elsewhere(refusal: Refusal) -> PublishError:
    """What an answer means when nothing visible was asked for."""
    words = refusal.words
    if refusal.numbers & _OUT_OF_ORDER:
        return Unavailable("Facebook is out of order.", words=words, retry_in=LATER)
    known = _by_number(refusal)
    if known is not None:
        return known
    if refusal.unclear:
        return Unavailable("Facebook could not do it now.", words=words)
    return Rejected(f"Facebook refuses it: {words}", "Change the post.", words=words)


def _by_number(refusal: Refusal) -> PublishError | None:
    """The codes whose meaning is sure; None: it depends on what was asked for."""
    words = refusal.words
    if refusal.code in _LIMITS:
        return Unavailable("Facebook's limit is reached.", words=words, retry_in=refusal.regain, for_all=True)
    if _is_duplicate(refusal):
        return Duplicate("Facebook has this already.", "Change the words.", words=words)
    if refusal.subcode == _POSTING_TOO_OFTEN:
        return Unavailable("Facebook says that the Page posts too often.", words=words, retry_in=DAY, for_all=True)
    if refusal.transient:
        return None
    if _is_about_the_account(refusal):
        return NeedsPerson(f"Facebook refuses the Page: {words}", _PERSON, words=words)
    return _about_content(refusal)


def _about_content(refusal: Refusal) -> PublishError | None:
    """What is wrong with this post alone: its channel goes on, whatever becomes of it."""
    numbers, words = refusal.numbers, refusal.words
    if _UNREADABLE_LINK in numbers:
        what = f"Facebook cannot read the link: {words}"
        no = Rejected(what, "Open it without being signed in; once it answers: scheduler retry.", words=words)
        return Unavailable(what, words=words, retry_in=LINK_AGAIN, then=no)
    if _CANNOT_FETCH in numbers:
        no = Rejected(f"Facebook cannot fetch the video: {words}", _MEND, words=words)
        return Unavailable("Facebook could not fetch the video.", words=words, retry_in=LATER, then=no)
    if numbers & _UPLOAD_FAILED:
        return Unavailable("The upload to Facebook failed; it is sent again.", words=words)
    if numbers & _BAD_CONTENT:
        return Rejected(f"Facebook refuses it: {words}", _MEND, words=words)
    return None


def _is_duplicate(refusal: Refusal) -> bool:
    already = refusal.code == 368 and "already posted" in refusal.message.lower()
    return already or refusal.code == 506 or refusal.subcode == _ALREADY_POSTED


def _is_about_the_account(refusal: Refusal) -> bool:
    proof = refusal.code == 100 and "appsecret_proof" in refusal.message
    missing = refusal.code == 100 and (refusal.subcode == 33 or "does not exist" in refusal.message)
    blocked = refusal.code == 368 or bool(refusal.numbers & _PAGE_BLOCKED)
    return proof or missing or blocked or refusal.code in _PERMISSIONS


def used(headers: Mapping[str, str]) -> str:
    """How much of its calls are used (docs/graph-api/overview/rate-limiting), in words; "" when it does not say."""
    try:
        share = max(int(value) for value in json.loads(headers.get("X-App-Usage", "")).values())
    except (ValueError, TypeError, AttributeError):
        return ""
    return f"{share} % of the calls that Facebook allows are used"
