"""Facebook Pages, through facebook-sdk 3.1, bent to a living version of the Graph API.

Pictures go up unpublished, then ONE request makes the post and names them: their ids are the strong key by which a post
without an answer is found again.
"""

import json
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import facebook
import requests

from scheduler import text
from scheduler.errors import Duplicate, NeedsPerson, PublishError, Rejected, Unavailable, Unconfirmed
from scheduler.models import Account, Channel, Json, Media, Prepared, Receipt, Variant
from scheduler.platforms.base import Platform
from scheduler.platforms.rules import Limits, Option
from scheduler.platforms.wire import json_of, no_answer, session
from scheduler.settings import Credentials

GRAPH_VERSION = "v26.0"  # released 2026-07-29; an expired version would silently be answered by another
LOOK_BACK = timedelta(seconds=60)  # Facebook's clock is not ours
HOUR = timedelta(hours=1)
LINK_AGAIN = timedelta(minutes=10)  # a site of ours that is down comes back; at max_late a person decides
DAY = timedelta(hours=24)
VIDEO_LOOKS, VIDEO_PAUSE_SECONDS = 40, 3.0
_IN_THE_WORKS = {"processing", "uploading", "upload_complete"}


class Facebook(Platform):
    label = "Facebook"
    limits = Limits(
        text=63_206,
        alt=1000,
        images=10,
        image_bytes=4_000_000,
        image_types=frozenset({"JPEG", "PNG", "GIF", "BMP", "TIFF"}),
        video_bytes=1_000_000_000,
        card_size=(1200, 630),
    )
    secrets = ("PAGE_TOKEN",)
    options: ClassVar = {"page": Option(shape="[0-9]+", remedy="The Page's settings show its number: digits only.")}

    def __init__(self, channel: Channel, credentials: Credentials) -> None:
        super().__init__(channel, credentials)
        self.page = channel.options.get("page", "")
        self.sleep: Callable[[float], None] = time.sleep
        self._opened: Any = None

    def count(self, text_: str) -> int:
        return len(text_)

    def compose(self, variant: Variant) -> str:
        """The link is a card below a plain text; beside pictures there is no such card, so it ends the text."""
        words = variant.text.rstrip()
        if not variant.link or not (variant.media or variant.card) or variant.link in words:
            return words
        return f"{words}\n\n{variant.link}".lstrip()

    def prepare(self, variant: Variant, key: str) -> Prepared:
        words = self.compose(variant)
        if any(media.is_video for media in variant.media):
            return Prepared(request={"description": words, "video": str(variant.media[0].file)})
        request: dict[str, Json] = {"message": words}
        if variant.media:
            request["photos"] = [self._upload(media) for media in variant.media]
        elif variant.link and variant.link not in words:
            request["link"] = variant.link
        return Prepared(request=request)

    def publish(self, prepared: Prepared, key: str) -> Receipt:
        request = prepared.request
        answer = self._ask(lambda: self._create(request), _at_create)
        number = str(answer.get("id", "")) if isinstance(answer, dict) else ""
        if not number:
            raise Unconfirmed("Facebook answered without saying whether it is out.")
        return self._receipt_of_video(number) if "video" in request else _receipt(number, answer.get("permalink_url"))

    def find(self, prepared: Prepared, key: str, since: datetime, taken: Collection[str] = ()) -> Receipt | None:
        for post in self._published(since - LOOK_BACK):
            if str(post["id"]) not in taken and _is_it(post, prepared.request):
                return _receipt(str(post["id"]), post.get("permalink_url"))
        return None

    def check(self) -> Account:
        answer = self._get(self.page, fields="id,name")
        response = self._wire.last
        version = response.headers.get("facebook-api-version", "") if response is not None else ""
        old = version and version != GRAPH_VERSION
        warnings = (f"Facebook answered with version {version} instead of {GRAPH_VERSION}.",) if old else ()
        return Account(id=str(answer.get("id", "")), name=str(answer.get("name", "")), warnings=warnings)

    def delete(self, receipt: Receipt) -> None:
        self._ask(lambda: self._graph.request(f"{GRAPH_VERSION}/{receipt.id}", method="DELETE"), _elsewhere)

    def _receipt_of_video(self, number: str) -> Receipt:
        """The post that shows the video, once it can be seen; the video itself when Facebook does not say in time.

        Rejected when Facebook could make nothing of it: it took the upload, but nobody will ever see it.
        """
        answer: dict[str, Any] = {}
        for _ in range(VIDEO_LOOKS):
            with suppress(PublishError):  # it is taken already: what goes wrong with asking changes nothing
                answer = self._get(number, fields="status,post_id,permalink_url")
            state = str((answer.get("status") or {}).get("video_status", ""))
            if state == "error":
                words = "Facebook took the video, but cannot show it."
                raise Rejected(words, "Export it again as MP4 (H.264, AAC); then it is planned again.")
            if state not in _IN_THE_WORKS:
                break
            self.sleep(VIDEO_PAUSE_SECONDS)
        return _receipt(str(answer.get("post_id") or number), answer.get("permalink_url"))

    # --- reading ------------------------------------------------------------------------------------------------------

    def _published(self, since: datetime) -> Iterator[dict[str, Any]]:
        """The Page's own posts, newest first, until before `since`."""
        asked: dict[str, Any] = {
            "fields": "id,message,created_time,permalink_url,attachments{media_type,target,url,subattachments}",
            "limit": 25,
        }
        while True:
            answer = self._get(f"{self.page}/published_posts", **asked)
            for post in answer.get("data") or []:
                if _created(post) < since:
                    return
                yield post
            after = ((answer.get("paging") or {}).get("cursors") or {}).get("after")
            if not after or not (answer.get("paging") or {}).get("next"):
                return
            asked["after"] = after

    def _get(self, path: str, **asked: Any) -> dict[str, Any]:
        answer = self._ask(lambda: self._graph.request(f"{GRAPH_VERSION}/{path}", asked), _elsewhere)
        if not isinstance(answer, dict):
            raise Unavailable("Facebook answered something that cannot be read.")
        return answer

    # --- writing ------------------------------------------------------------------------------------------------------

    def _upload(self, media: Media) -> str:
        """A picture that nobody sees yet; repeatable, and gone after a day if no post names it."""

        def request() -> Any:
            with media.file.open("rb") as opened:
                words = {"alt_text_custom": media.alt} if media.alt else {}
                return self._graph.put_photo(opened, album_path=f"{self.page}/photos", published="false", **words)

        answer = self._ask(request, _elsewhere)
        if not isinstance(answer, dict) or not answer.get("id"):
            raise Unavailable("Facebook took a picture without giving its number.")
        return str(answer["id"])

    def _create(self, request: Any) -> Any:
        if "video" in request:
            return self._create_video(Path(request["video"]), request["description"])
        fields: dict[str, str] = {"fields": "id,permalink_url"}
        if request["message"]:
            fields["message"] = request["message"]
        if "link" in request:
            fields["link"] = request["link"]
        if "photos" in request:
            # The library would spoil a list: it must be JSON text.
            fields["attached_media"] = json.dumps([{"media_fbid": number} for number in request["photos"]])
        return self._graph.put_object(self.page, "feed", **fields)

    def _create_video(self, file: Path, words: str) -> Any:
        with file.open("rb") as opened:
            return self._graph.request(
                f"{GRAPH_VERSION}/{self.page}/videos",
                post_args={"description": words},
                files={"source": (file.name, opened, "video/mp4")},
                method="POST",
            )

    # --- speaking -----------------------------------------------------------------------------------------------------

    @property
    def _graph(self) -> Any:
        if self._opened is None:
            self._opened = facebook.GraphAPI(self.credentials["PAGE_TOKEN"], session=session(self._wire))
            self._opened.version = GRAPH_VERSION  # its constructor knows only versions that have expired
        return self._opened

    def _ask(self, request: Callable[[], Any], translate: Callable[["_Refusal"], PublishError]) -> Any:
        """Asks, and translates what goes wrong. The library never looks at the HTTP status: we do."""
        try:
            answer = request()
        except PublishError:
            raise
        except (requests.RequestException, facebook.GraphAPIError, KeyError, TypeError, ValueError) as error:
            raise self._translated(error, translate) from None
        response = self._wire.last
        if response is None or response.status_code < 400:
            return answer
        raise translate(_Refusal(response)) from None

    def _translated(self, error: Exception, translate: Callable[["_Refusal"], PublishError]) -> PublishError:
        response = self._wire.last
        if response is not None and not isinstance(error, requests.TooManyRedirects):
            refusal = _Refusal(response)
            if refusal.code is not None or refusal.status >= 400:
                return translate(refusal)
        return no_answer(self.label, error, visible=translate is _at_create)


PLATFORM = Facebook


class _Refusal:
    """An answer with an error in it, read as far as it can be read; code and subcode decide, never the text alone."""

    def __init__(self, response: requests.Response) -> None:
        self.status = response.status_code
        self.headers = response.headers
        body = json_of(response)
        error = body.get("error") if isinstance(body, dict) else None
        told: dict[str, Any] = error if isinstance(error, dict) else {}
        self.code: int | None = told.get("code") if isinstance(told.get("code"), int) else None
        self.subcode: int | None = told.get("error_subcode")
        self.transient = bool(told.get("is_transient"))
        self.message = str(told.get("message", ""))
        words = told.get("error_user_msg") or told.get("message")
        self.words = str(words) if words else f"HTTP {self.status} without an explanation."

    @property
    def regain(self) -> timedelta:
        """How long until the Page may call again: Facebook's own estimate, else an hour."""
        try:
            usage = json.loads(self.headers.get("X-Business-Use-Case-Usage", "{}"))
            minutes = max(int(each["estimated_time_to_regain_access"]) for list_ in usage.values() for each in list_)
        except (ValueError, KeyError, TypeError, AttributeError):
            return HOUR
        return timedelta(minutes=minutes) if minutes > 0 else HOUR


_LIMITS = {4, 17, 32, 341, 613, 80001}
_PERMISSIONS = {3, 10, *range(200, 300), 102, 190, 467}
_PAGE_BLOCKED = {1404078, 4854002, 1404006, 1404112}
_UNREADABLE_LINK = 1609005
_BAD_CONTENT = {100, 324, 382, 1366046, 2069019, 1363040, 1363127, 1363128, 1363129, 1609008, 2061006, 1349125}
_OUT_OF_ORDER = {1363047, 1609010}
_ALREADY_POSTED = 1366051
_POSTING_TOO_OFTEN = 1390008
_PERSON = "Look at the Page and its token in Meta's developer site; put a new token into .env, then resume the channel."


def _at_create(refusal: _Refusal) -> PublishError:
    """What Facebook's answer to the one visible request means (by code and subcode)."""
    known = _by_number(refusal)
    if known is not None:
        return known
    if refusal.code is None or refusal.status >= 500 or refusal.transient or refusal.code in {1, 2}:
        return Unconfirmed("Facebook's answer was unclear; it may be out.", words=refusal.words)
    return NeedsPerson(f"Facebook refuses: {refusal.words}", _PERSON, words=refusal.words)


def _elsewhere(refusal: _Refusal) -> PublishError:
    """What an answer means when nothing visible was asked for."""
    known = _by_number(refusal)
    if isinstance(known, Unconfirmed):
        return Unavailable(known.what, words=known.words)
    if known is not None:
        return known
    if refusal.code is None or refusal.status >= 500 or refusal.transient or refusal.code in {1, 2, 6000, 6001}:
        return Unavailable("Facebook could not do it now.", words=refusal.words)
    return Rejected(f"Facebook refuses it: {refusal.words}", "Change the post.", words=refusal.words)


def _by_number(refusal: _Refusal) -> PublishError | None:
    """The codes whose meaning is sure; None: it depends on what was asked for."""
    code, subcode, words = refusal.code, refusal.subcode, refusal.words
    numbers = {code, subcode}
    if code in _LIMITS:
        return Unavailable("Facebook's limit is reached.", words=words, retry_in=refusal.regain, for_all=True)
    if numbers & _OUT_OF_ORDER:
        return Unconfirmed("Facebook is out of order; it may be out.", words=words)
    if _is_duplicate(refusal):
        return Duplicate("Facebook has this already.", "Change the words.", words=words)
    if subcode == _POSTING_TOO_OFTEN:
        return Unavailable("Facebook says that the Page posts too often.", words=words, retry_in=DAY, for_all=True)
    if _is_about_the_account(refusal):
        return NeedsPerson(f"Facebook refuses the Page: {words}", _PERSON, words=words)
    if _UNREADABLE_LINK in numbers:
        return Unavailable(f"Facebook cannot read the link: {words}", words=words, retry_in=LINK_AGAIN)
    if numbers & _BAD_CONTENT:
        return Rejected(f"Facebook refuses it: {words}", "Change the post; then it is planned again.", words=words)
    return None


def _is_duplicate(refusal: _Refusal) -> bool:
    already = refusal.code == 368 and "already posted" in refusal.message.lower()
    return already or refusal.code == 506 or refusal.subcode == _ALREADY_POSTED


def _is_about_the_account(refusal: _Refusal) -> bool:
    proof = refusal.code == 100 and "appsecret_proof" in refusal.message
    missing = refusal.code == 100 and (refusal.subcode == 33 or "does not exist" in refusal.message)
    blocked = refusal.code == 368 or refusal.subcode in _PAGE_BLOCKED
    return proof or missing or blocked or refusal.code in _PERMISSIONS


def _receipt(number: str, permalink: object) -> Receipt:
    whole = isinstance(permalink, str) and urlsplit(permalink).scheme
    return Receipt(id=number, url=str(permalink) if whole else f"https://www.facebook.com/{number}")


def _created(post: dict[str, Any]) -> datetime:
    """When a post was made; now and ever if Facebook does not say, so that it is looked at."""
    try:
        return datetime.strptime(str(post["created_time"]), "%Y-%m-%dT%H:%M:%S%z")
    except (KeyError, ValueError):
        return datetime.max.replace(tzinfo=UTC)


def _is_it(post: dict[str, Any], request: Any) -> bool:
    if photos := request.get("photos"):
        return bool(set(photos) & set(_targets(post)))
    words = request.get("message", request.get("description", ""))
    return text.normalised(str(post.get("message", ""))) == text.normalised(words)


def _targets(post: dict[str, Any]) -> Iterator[str]:
    """The ids of the pictures that a post shows."""
    waiting = list((post.get("attachments") or {}).get("data") or [])
    while waiting:
        attachment = waiting.pop()
        waiting += (attachment.get("subattachments") or {}).get("data") or []
        number = (attachment.get("target") or {}).get("id")
        if number:
            yield str(number)
