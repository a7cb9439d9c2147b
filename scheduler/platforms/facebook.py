"""Facebook Pages, through facebook-sdk 3.1, bent to a living version of the Graph API.

Pictures go up unpublished, then ONE request makes the post and names them: their ids are the strong key by which a post
without an answer is found again.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import facebook
import requests

from scheduler.errors import PublishError, Rejected, Unavailable, Unconfirmed
from scheduler.models import Account, Channel, Json, Media, Prepared, Receipt, Shown, Variant
from scheduler.platforms.alike import alike
from scheduler.platforms.answers.facebook import Refusal, at_create, elsewhere, used
from scheduler.platforms.base import Platform
from scheduler.platforms.looks import UNTOLD
from scheduler.platforms.rules import Feed, Limits, Option
from scheduler.platforms.wire import no_answer, session
from scheduler.settings import Credentials

GRAPH_VERSION = "v26.0"  # released 2026-07-29; an expired version would silently be answered by another
CALLS_A_DAY, CALLS_A_POST = 4800, 12
"""A Page may call 4800 times a day for each person engaged with it (Graph API, Rate Limits): we count on one. A post is
ten pictures, itself and a look back at most."""
_STUMBLES = (facebook.GraphAPIError, AttributeError, LookupError, OSError, TypeError, ValueError, RecursionError)
"""What goes wrong under way (requests' own errors are OSErrors), and how the library stumbles over answers that it does
not expect."""
VIDEO_LOOKS, VIDEO_PAUSE_SECONDS = 40, 3.0
FILM_WORKS = timedelta(minutes=30)
"""Nobody says how long it works on a film before the Page shows it. Too long delays one that was lost, too short sends
a second one."""
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
        video_seconds=1200,
        card_size=(1200, 630),
        catch_up=timedelta(days=1) / CALLS_A_DAY * CALLS_A_POST,
    )
    feed = Feed(fold_characters=477, fold_lines=5)
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
        answer = self._ask(lambda: self._create(request), at_create)
        number = str(answer.get("id", "")) if isinstance(answer, dict) else ""
        if not number:
            raise Unconfirmed("Facebook answered without saying whether it is out.")
        return self._receipt_of_video(number) if "video" in request else _receipt(number, answer.get("permalink_url"))

    def shown(self, since: datetime) -> Iterator[Shown]:
        for shown in map(_shown, self._published()):
            if shown.at < since:
                return
            yield shown

    def matches(self, prepared: Prepared, shown: Shown) -> bool:
        request: Any = prepared.request
        photos = request.get("photos")
        if photos and shown.media:
            return bool(shown.media.intersection(photos))
        words = str(request.get("message", request.get("description", "")))
        if not words and "link" in request:
            return not shown.text and alike(request["link"], shown.link)
        return alike(words, shown.text)

    def in_the_works(self, prepared: Prepared) -> timedelta:
        return FILM_WORKS if "video" in prepared.request else timedelta(0)

    def check(self) -> Account:
        answer = self._get(self.page, fields="id,name")
        response = self._wire.last
        headers = response.headers if response is not None else {}
        version = headers.get("facebook-api-version", "")
        old = version and version != GRAPH_VERSION
        warnings = (f"Facebook answered with version {version} instead of {GRAPH_VERSION}.",) if old else ()
        name = str(answer.get("name", ""))
        return Account(id=str(answer.get("id", "")), name=name, warnings=warnings, quota=used(headers))

    def delete(self, receipt: Receipt) -> None:
        self._ask(lambda: self._graph.request(f"{GRAPH_VERSION}/{receipt.id}", method="DELETE"), elsewhere)

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
        post = str(answer.get("post_id") or "")
        if post and "_" not in post:  # lists of posts write it with the Page
            post = f"{self.page}_{post}"
        return _receipt(post or number, answer.get("permalink_url"))

    # --- reading ------------------------------------------------------------------------------------------------------

    def _published(self) -> Iterator[dict[str, Any]]:
        """The Page's own posts, newest first."""
        fields = "id,message,created_time,permalink_url,attachments{media_type,target,url,subattachments}"
        asked: dict[str, Any] = {"fields": fields, "limit": 25}
        while True:
            answer = self._get(f"{self.page}/published_posts", **asked)
            if not isinstance(answer.get("data"), list):
                raise Unavailable("Facebook did not say what the Page shows.")
            yield from answer["data"]
            paging = answer.get("paging") or {}
            if not paging.get("next"):
                return
            asked["after"] = (paging.get("cursors") or {}).get("after")
            if not asked["after"]:
                raise Unavailable("Facebook did not say how to read on.")

    def _get(self, path: str, **asked: Any) -> dict[str, Any]:
        answer = self._ask(lambda: self._graph.request(f"{GRAPH_VERSION}/{path}", asked), elsewhere)
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

        answer = self._ask(request, elsewhere)
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

    def _ask(self, request: Callable[[], Any], translate: Callable[[Refusal], PublishError]) -> Any:
        """Asks, and translates what goes wrong. The library never looks at the HTTP status: we do."""
        self._wire.forget()
        try:
            answer = request()
        except _STUMBLES as error:
            raise self._translated(error, translate) from None
        response = self._wire.last
        if response is None or response.status_code < 400:
            return answer
        raise translate(Refusal(response)) from None

    def _translated(self, error: Exception, translate: Callable[[Refusal], PublishError]) -> PublishError:
        response = self._wire.last
        if response is not None and not isinstance(error, requests.TooManyRedirects):
            refusal = Refusal(response)
            if refusal.code is not None or refusal.status >= 400:
                return translate(refusal)
        return no_answer(self.label, error, left=self._wire.left, visible=translate is at_create)


PLATFORM = Facebook


def _receipt(number: str, permalink: object) -> Receipt:
    whole = isinstance(permalink, str) and urlsplit(permalink).scheme
    return Receipt(id=number, url=str(permalink) if whole else f"https://www.facebook.com/{number}")


def _created(post: dict[str, Any]) -> datetime:
    """When a post was made."""
    try:
        return datetime.strptime(str(post["created_time"]), "%Y-%m-%dT%H:%M:%S%z")
    except (KeyError, ValueError):
        return UNTOLD


def _shown(post: Any) -> Shown:
    try:
        attached = list(_attachments(post))
        pictures = frozenset(str(each["target"]["id"]) for each in attached if (each.get("target") or {}).get("id"))
        link = next((_unwrapped(str(each["url"])) for each in attached if each.get("url")), "")
        receipt, said = _receipt(str(post["id"]), post.get("permalink_url")), str(post.get("message", ""))
        return Shown(id=receipt.id, url=receipt.url, text=said, at=_created(post), media=pictures, link=link)
    except (AttributeError, LookupError, TypeError, ValueError):
        raise Unavailable("Facebook shows a post that cannot be read.") from None


def _attachments(post: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a post shows below its words, those of an album too."""
    waiting = list((post.get("attachments") or {}).get("data") or [])
    while waiting:
        attachment = waiting.pop()
        waiting += (attachment.get("subattachments") or {}).get("data") or []
        yield attachment


def _unwrapped(link: str) -> str:
    """What Facebook's own redirect in front of a link leads to."""
    parts = urlsplit(link)
    inner = parse_qs(parts.query).get("u", [""])[0] if (parts.hostname or "").endswith("facebook.com") else ""
    return inner or link
