"""X, through tweepy: OAuth 1.0a, media upload v2 (which tweepy 4.17 does not know), threads as replies to ourselves.

X has no key against doubles. What protects: one request, its own refusal of duplicate texts, and a look at the account.
"""

import html
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import tweepy

from scheduler import text
from scheduler.errors import NeedsPerson, Problem, PublishError, Rejected, Severity, Unavailable, Unconfirmed
from scheduler.models import Account, Channel, Json, Media, Prepared, Receipt, Shown, Variant
from scheduler.platforms.alike import alike
from scheduler.platforms.answers.x import NEXT_WINDOW, Refusal, TooLarge, at_create, elsewhere, unauthorised
from scheduler.platforms.base import Platform
from scheduler.platforms.looks import UNTOLD
from scheduler.platforms.oauth import Signer
from scheduler.platforms.rules import Feed, Limits
from scheduler.platforms.wire import no_answer, session
from scheduler.settings import Credentials

API = "https://api.twitter.com"  # tweepy's own host; the signature covers it
CHUNK_BYTES, SMALLER_CHUNK_BYTES = 4_000_000, 1_000_000  # X takes at most 5 MB a segment, and 1000 segments
PROCESSING_SECONDS = 900
EXPORT_AGAIN = "Export it again as MP4 (H.264, AAC)."
ALT_TEXT_PAUSES = (2.0, 5.0)  # seconds before each further try
_SHORTENED = "https://t.co/"
DOLLARS, DOLLARS_WITH_LINK, DOLLARS_ALT = 0.015, 0.20, 0.005
"""What X asks for a post, for one that holds a link, and for a picture's alt text (its price list of April 2026)."""
POSTS_A_WINDOW, POSTS_A_DAY = 100, 2400
"""X's own limits for one user: POST /2/tweets in 15 minutes (Rate limits), and posts of an account in a day."""

_STUMBLES = (tweepy.TweepyException, AttributeError, LookupError, OSError, TypeError, ValueError, RecursionError)
"""What goes wrong under way (requests' own errors are OSErrors), and how tweepy stumbles over answers that it does not
expect."""


class X(Platform):
    label = "X"
    limits = Limits(
        text=280,
        alt=1000,
        images=4,
        image_bytes=5_000_000,
        image_types=frozenset({"JPEG", "PNG", "GIF", "WEBP"}),
        video_bytes=512_000_000,
        video_seconds=140,
        video_side=1280,
        thread=25,
        card_size=(1600, 900),
        catch_up=max(NEXT_WINDOW / POSTS_A_WINDOW, timedelta(days=1) / POSTS_A_DAY),
    )
    feed = Feed(link_characters=30)
    secrets = ("API_KEY", "API_SECRET", "ACCESS_TOKEN", "ACCESS_TOKEN_SECRET")

    def __init__(self, channel: Channel, credentials: Credentials) -> None:
        super().__init__(channel, credentials)
        self.sleep: Callable[[float], None] = time.sleep
        self._opened: tweepy.Client | None = None
        self._user: dict[str, Any] | None = None

    def count(self, text_: str) -> int:
        return text.weighted_length(text_)

    def compose(self, variant: Variant) -> str:
        if not variant.link or variant.link in variant.text:
            return variant.text.rstrip("\n")
        return f"{variant.text.rstrip()}\n\n{variant.link}".lstrip()

    def problems(self, variant: Variant) -> Iterator[Problem]:
        yield from super().problems(variant)
        words = " ".join(self.compose(part) for part in variant.parts())
        if len(text.cashtags(words)) > 1:
            yield Problem(what="X refuses more than one $cashtag in a post.", remedy="Leave one.")
        if mentions := text.mentions(words):
            yield Problem(
                what=f"X may refuse posts by programs that mention accounts ({', '.join(mentions)}).",
                remedy="Name them without the @, or be ready to post this one by hand.",
                severity=Severity.WARNING,
            )

    def price(self, variant: Variant) -> float:
        described = bool(variant.card) + sum(bool(media.alt) for media in variant.media)
        parts = map(self.compose, variant.parts())
        return described * DOLLARS_ALT + sum(DOLLARS_WITH_LINK if text.links(part) else DOLLARS for part in parts)

    def prepare(self, variant: Variant, key: str) -> Prepared:
        request: dict[str, Json] = {"text": self.compose(variant)}
        if variant.media:
            request["media_ids"] = [self._number(variant, media) for media in variant.media]
        if variant.reply_to:
            request["in_reply_to_tweet_id"] = variant.reply_to
        return Prepared(request=request)

    def upload_ahead(self, variant: Variant) -> None:
        for media in variant.media:
            if media.is_video:
                self._number(variant, media)

    def publish(self, prepared: Prepared, key: str) -> Receipt:
        ids: Any = prepared.request.get("media_ids", ())
        try:
            answer = self._ask(lambda: self._client.create_tweet(**prepared.request), at_create)
        finally:
            if self._wire.left:  # else the next try takes the same: a film takes minutes
                self.uploads.used(ids)
        try:
            number = str(answer["data"]["id"])
        except (KeyError, TypeError):
            raise Unconfirmed("X answered without saying whether it is out.") from None
        return Receipt(id=number, url=_address(number))

    def shown(self, since: datetime) -> Iterator[Shown]:
        for post in self._timeline(str(self._me()["id"]), since):
            yield _shown(post)

    def matches(self, prepared: Prepared, shown: Shown) -> bool:
        if shown.reply_to != (prepared.request.get("in_reply_to_tweet_id") or ""):
            return False
        sent, there = str(prepared.request["text"]), shown.text
        if _SHORTENED in there and _SHORTENED not in sent:  # X did not say what its short links stand for
            sent, there = text.without_links(sent), text.without_links(there)
        return alike(sent, there)

    def check(self) -> Account:
        try:
            me = self._me()
        except Unavailable as error:  # a person waits: no second try first
            raise error.then or error from None
        response = self._wire.last
        level = response.headers.get("x-access-level", "") if response is not None else ""
        warnings = ("Its keys may only read. Set Read and write, then make new tokens.",) if level == "read" else ()
        return Account(id=str(me["id"]), name=f"@{me.get('username', '?')}", warnings=warnings)

    def delete(self, receipt: Receipt) -> None:
        self._ask(lambda: self._client.delete_tweet(receipt.id), elsewhere)

    # --- reading ------------------------------------------------------------------------------------------------------

    def _me(self) -> dict[str, Any]:
        if self._user is None:
            answer = self._ask(lambda: self._client.get_me(user_auth=True), elsewhere)
            self._user = _data(answer)
        return self._user

    def _timeline(self, user: str, since: datetime) -> Iterator[dict[str, Any]]:
        page: str | None = None
        while True:
            answer = self._ask(
                lambda: self._client.get_users_tweets(
                    user,
                    user_auth=True,
                    max_results=100,
                    start_time=since.astimezone(UTC).replace(microsecond=0),
                    pagination_token=page,  # noqa: B023 - called at once
                    tweet_fields=["created_at", "entities", "referenced_tweets", "note_tweet"],
                ),
                elsewhere,
            )
            page = _meta(answer).get("next_token")
            yield from answer.get("data") or []
            if not page:
                return

    # --- uploading: invisible, so it may be repeated -----------------------------------------------------------------

    def _number(self, variant: Variant, media: Media) -> str:
        """Of a film that may have gone up before; a picture is up at once, and may be shown twice."""
        return self.uploads.number(variant.key, media, self._upload) if media.is_video else self._upload(media)

    def _upload(self, media: Media) -> str:
        in_one = not media.is_video and media.file.suffix.lower() != ".gif"
        number = self._upload_picture(media.file) if in_one else self._upload_in_parts(media)
        if media.alt:
            self._describe(number, media.alt)
        return number

    def _describe(self, number: str, alt: str) -> None:
        """Gives a picture its words. NeedsPerson after three failures: nothing is posted without them."""
        words = {"id": number, "metadata": {"alt_text": {"text": alt}}}
        for pause in (*ALT_TEXT_PAUSES, None):
            try:
                _data(self._call("POST", "/2/media/metadata", json=words))
                return
            except Unavailable as error:
                if error.retry_in or error.retry_at or not self._wire.left:  # about the account or the way, not this
                    raise
                if pause is None:
                    remedy = "Look whether X has trouble with alt texts, then resume the channel."
                    raise NeedsPerson("X does not take the alt text.", remedy, words=error.words) from None
                self.sleep(pause)

    def _upload_picture(self, file: Path) -> str:
        with file.open("rb") as opened:
            answer = self._call(
                "POST", "/2/media/upload", data={"media_category": "tweet_image"}, files={"media": (file.name, opened)}
            )
        return str(_data(answer)["id"])

    def _upload_in_parts(self, media: Media) -> str:
        try:
            return self._send_parts(media, CHUNK_BYTES)
        except TooLarge:
            return self._send_parts(media, SMALLER_CHUNK_BYTES)

    def _send_parts(self, media: Media, size_of_part: int) -> str:
        kind, category = ("video/mp4", "tweet_video") if media.is_video else ("image/gif", "tweet_gif")
        size = media.file.stat().st_size
        begun = {"media_type": kind, "total_bytes": size, "media_category": category}
        number = str(_data(self._call("POST", "/2/media/upload/initialize", json=begun))["id"])
        with media.file.open("rb") as opened:
            for index, chunk in enumerate(iter(lambda: opened.read(size_of_part), b"")):
                self._call(
                    "POST",
                    f"/2/media/upload/{number}/append",
                    data={"segment_index": str(index)},
                    files={"media": (media.file.name, chunk)},
                )
        self._wait_until_ready(number, _data(self._call("POST", f"/2/media/upload/{number}/finalize")))
        return number

    def _wait_until_ready(self, number: str, answer: dict[str, Any]) -> None:
        waited = 0.0
        while (info := answer.get("processing_info")) and info.get("state") != "succeeded":
            if info.get("state") == "failed":
                told = (info.get("error") or {}).get("message", "no reason given")
                raise Rejected(f"X cannot use this video: {told}.", EXPORT_AGAIN, words=told)
            if waited > PROCESSING_SECONDS:
                what = "X has been processing the video for 15 minutes."
                raise Unavailable(what, retry_in=NEXT_WINDOW, then=Rejected(what, EXPORT_AGAIN))
            pause = float(info.get("check_after_secs") or 1)
            self.sleep(pause)
            waited += pause
            asked = {"media_id": number, "command": "STATUS"}
            answer = _data(self._call("GET", "/2/media/upload", params=asked))

    # --- speaking -----------------------------------------------------------------------------------------------------

    @property
    def _client(self) -> tweepy.Client:
        if self._opened is None:
            key, secret, token, token_secret = (self.credentials[name] for name in self.secrets)
            self._opened = tweepy.Client(
                consumer_key=key,
                consumer_secret=secret,
                access_token=token,
                access_token_secret=token_secret,
                return_type=dict,
                wait_on_rate_limit=False,
            )
            self._opened.session = session(self._wire, Signer(key, secret, token, token_secret))
        return self._opened

    def _call(self, method: str, path: str, **parts: Any) -> dict[str, Any]:
        """An endpoint that tweepy does not know."""

        def request() -> Any:
            response = self._client.session.request(method, API + path, **parts)
            if response.status_code >= 400:
                raise tweepy.HTTPException(response)
            return response.json() if response.content else {}

        answer: dict[str, Any] = self._ask(request, elsewhere)
        return answer

    def _ask(self, request: Callable[[], Any], translate: Callable[[Refusal], PublishError]) -> Any:
        """Asks, and translates what goes wrong: tweepy's errors, the wire's, and those that tweepy stumbles into."""
        self._wire.forget()
        try:
            return request()
        except _STUMBLES as error:
            response = self._wire.last
            if response is not None and response.status_code >= 400:
                refusal = Refusal(response)
                told = self._unauthorised(refusal) if refusal.status == 401 else translate(refusal)
                raise told from None
            raise no_answer(self.label, error, left=self._wire.left, visible=translate is at_create) from None

    def _unauthorised(self, refusal: Refusal) -> PublishError:
        """A 401 may be a dead token or an outage of X: one harmless question tells."""
        keys_work: bool | None = True
        try:
            self._client.get_me(user_auth=True)
        except tweepy.Unauthorized:
            keys_work = False
        except Exception:  # whatever else happens says nothing about the token
            keys_work = None
        return unauthorised(refusal, keys_work=keys_work)


PLATFORM = X


def _address(number: str) -> str:
    return f"https://x.com/i/web/status/{number}"


def _data(answer: Any) -> dict[str, Any]:
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, dict) or "id" not in data:
        raise Unavailable("X answered something that cannot be read.")
    return data


def _replied_to(post: dict[str, Any]) -> str:
    references = post.get("referenced_tweets") or []
    return next((str(each["id"]) for each in references if each.get("type") == "replied_to"), "")


def _meta(answer: Any) -> dict[str, Any]:
    """What X says about a page of posts; an empty page has no posts but still this."""
    meta = answer.get("meta") if isinstance(answer, dict) else None
    if not isinstance(meta, dict) or (meta.get("result_count") and not answer.get("data")):
        raise Unavailable("X did not say what the account shows.")
    return meta


def _shown(post: Any) -> Shown:
    try:
        number, made = str(post["id"]), post.get("created_at")
        at = datetime.fromisoformat(made) if made else UNTOLD
        return Shown(id=number, url=_address(number), text=_whole(post), at=at, reply_to=_replied_to(post))
    except (AttributeError, LookupError, TypeError, ValueError):
        raise Unavailable("X shows a post that cannot be read.") from None


def _whole(post: dict[str, Any]) -> str:
    """The text with its links as they were sent, and without those that X adds for pictures."""
    words = html.unescape((post.get("note_tweet") or {}).get("text") or post.get("text") or "")
    for link in (post.get("entities") or {}).get("urls") or []:
        whole = link.get("expanded_url") or ""
        of_media = "media_key" in link or "/photo/" in whole or "/video/" in whole
        words = words.replace(link["url"], "" if of_media else whole)
    return words.rstrip()
