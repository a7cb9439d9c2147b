"""X, through tweepy: OAuth 1.0a, media upload v2 (which tweepy 4.17 does not know), threads as replies to ourselves.

X has no key against doubles. What protects: one request, its own refusal of duplicate texts, and a look at the account.
"""

import html
import time
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
import tweepy

from scheduler import text
from scheduler.errors import (
    Duplicate,
    NeedsPerson,
    Problem,
    PublishError,
    Rejected,
    Severity,
    Unavailable,
    Unconfirmed,
)
from scheduler.models import Account, Channel, Json, Media, Prepared, Receipt, Variant
from scheduler.platforms.base import Platform
from scheduler.platforms.rules import Limits
from scheduler.platforms.wire import json_of, no_answer, session
from scheduler.settings import Credentials

API = "https://api.twitter.com"  # tweepy's own host; the signature covers it
CHUNK_BYTES = 4_000_000  # X takes at most 5 MB a segment
PROCESSING_SECONDS = 900
_SHORTENED = "https://t.co/"
LOOK_BACK = timedelta(seconds=60)  # the account's clock is not ours
NEXT_WINDOW = timedelta(minutes=15)  # of X's rate limits, when it does not say which

_STUMBLES = (AttributeError, TypeError, ValueError, RecursionError)
"""What tweepy raises over answers that it does not expect."""


class X(Platform):
    label = "X"
    limits = Limits(
        text=280,
        alt=1000,
        images=4,
        image_bytes=5_000_000,
        image_types=frozenset({"JPEG", "PNG", "GIF", "WEBP"}),
        video_bytes=512_000_000,
        thread=25,
        card_size=(1600, 900),
    )
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

    def prepare(self, variant: Variant, key: str) -> Prepared:
        request: dict[str, Json] = {"text": self.compose(variant)}
        if variant.media:
            request["media_ids"] = [self._upload(media) for media in variant.media]
        if variant.reply_to:
            request["in_reply_to_tweet_id"] = variant.reply_to
        return Prepared(request=request)

    def publish(self, prepared: Prepared, key: str) -> Receipt:
        answer = self._ask(lambda: self._client.create_tweet(**prepared.request), _at_create)
        try:
            number = str(answer["data"]["id"])
        except (KeyError, TypeError):
            raise Unconfirmed("X answered without saying whether it is out.") from None
        return self._receipt(number)

    def find(self, prepared: Prepared, key: str, since: datetime, taken: Collection[str] = ()) -> Receipt | None:
        user = self._me()["id"]
        for post in self._timeline(user, since - LOOK_BACK):
            if str(post["id"]) in taken:
                continue
            if _replied_to(post) == prepared.request.get("in_reply_to_tweet_id") and _same_words(post, prepared):
                return self._receipt(str(post["id"]))
        return None

    def check(self) -> Account:
        me = self._me()
        response = self._wire.last
        level = response.headers.get("x-access-level", "") if response is not None else ""
        warnings = ("Its keys may only read. Set Read and write, then make new tokens.",) if level == "read" else ()
        return Account(id=str(me["id"]), name=f"@{me.get('username', '?')}", warnings=warnings)

    def delete(self, receipt: Receipt) -> None:
        self._ask(lambda: self._client.delete_tweet(receipt.id), _elsewhere)

    # --- reading ------------------------------------------------------------------------------------------------------

    def _me(self) -> dict[str, Any]:
        if self._user is None:
            answer = self._ask(lambda: self._client.get_me(user_auth=True), _elsewhere)
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
                _elsewhere,
            )
            yield from answer.get("data") or []
            page = (answer.get("meta") or {}).get("next_token")
            if not page:
                return

    def _receipt(self, number: str) -> Receipt:
        return Receipt(id=number, url=f"https://x.com/i/web/status/{number}")

    # --- uploading: invisible, so it may be repeated -----------------------------------------------------------------

    def _upload(self, media: Media) -> str:
        in_one = not media.is_video and media.file.suffix.lower() != ".gif"
        number = self._upload_picture(media.file) if in_one else self._upload_in_parts(media)
        if media.alt:
            words = {"id": number, "metadata": {"alt_text": {"text": media.alt}}}
            self._call("POST", "/2/media/metadata", json=words)
        return number

    def _upload_picture(self, file: Path) -> str:
        with file.open("rb") as opened:
            answer = self._call(
                "POST", "/2/media/upload", data={"media_category": "tweet_image"}, files={"media": (file.name, opened)}
            )
        return str(_data(answer)["id"])

    def _upload_in_parts(self, media: Media) -> str:
        kind, category = ("video/mp4", "tweet_video") if media.is_video else ("image/gif", "tweet_gif")
        size = media.file.stat().st_size
        begun = {"media_type": kind, "total_bytes": size, "media_category": category}
        number = str(_data(self._call("POST", "/2/media/upload/initialize", json=begun))["id"])
        with media.file.open("rb") as opened:
            for index, chunk in enumerate(iter(lambda: opened.read(CHUNK_BYTES), b"")):
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
                raise Rejected(f"X cannot use this video: {told}.", "Export it again as MP4 (H.264, AAC).", words=told)
            if waited > PROCESSING_SECONDS:
                raise Unavailable("X has been processing the video for 15 minutes.", retry_in=NEXT_WINDOW)
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
            self._opened.session = session(self._wire)
        return self._opened

    def _call(self, method: str, path: str, **parts: Any) -> dict[str, Any]:
        """An endpoint that tweepy does not know, signed as tweepy signs."""

        def request() -> Any:
            client = self._client
            keys = (client.consumer_key, client.consumer_secret, client.access_token, client.access_token_secret)
            signed = tweepy.OAuth1UserHandler(*keys).apply_auth()
            response = client.session.request(method, API + path, auth=signed, **parts)
            if response.status_code >= 400:
                raise tweepy.HTTPException(response)
            return response.json() if response.content else {}

        answer: dict[str, Any] = self._ask(request, _elsewhere)
        return answer

    def _ask(self, request: Callable[[], Any], translate: Callable[["_Refusal"], PublishError]) -> Any:
        """Asks, and translates what goes wrong: tweepy's errors, the wire's, and those that tweepy stumbles into."""
        try:
            return request()
        except PublishError:
            raise
        except (requests.RequestException, tweepy.TweepyException, *_STUMBLES) as error:
            response = self._wire.last
            if response is not None and response.status_code >= 400:
                refusal = _Refusal(response)
                if refusal.status == 401:
                    raise self._unauthorised(refusal) from None
                raise translate(refusal) from None
            raise no_answer(self.label, error, visible=translate is _at_create) from None

    def _unauthorised(self, refusal: "_Refusal") -> PublishError:
        """A 401 may be a dead token or an outage of X: one harmless question tells."""
        remedy = "Look at the app's keys and tokens in X's developer portal; put new ones into .env, then resume."
        dead = NeedsPerson(f"X does not accept the keys: {refusal.words}", remedy, words=refusal.words)
        try:
            self._client.get_me(user_auth=True)
        except tweepy.Unauthorized:
            return dead
        except Exception:  # whatever else happens says nothing about the token
            return Unavailable("X answers that nobody may do anything: an outage, it seems.", retry_in=NEXT_WINDOW)
        return Unavailable(refusal.words, retry_in=timedelta(minutes=1))


PLATFORM = X


class _Refusal:
    """An answer of 4xx or 5xx, read as far as it can be read."""

    def __init__(self, response: requests.Response) -> None:
        self.status = response.status_code
        self.headers = response.headers
        body = json_of(response)
        problem = body if isinstance(body, dict) else {}
        errors = problem.get("errors") if isinstance(problem.get("errors"), list) else []
        first = errors[0] if errors and isinstance(errors[0], dict) else {}
        self.kind = str(problem.get("type", "")).rstrip("/").rpartition("/")[2]
        self.code = first.get("code")
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


_REMEDIES = {
    402: "Buy credits in X's developer portal (or lift the spending limit), then resume the channel.",
    403: "Look at the account and the app in X's developer portal, then resume the channel.",
}
_CONTENT = ("not allowed because", "cashtag", "video longer", "too long", "invalid url", "deleted or not visible")


def _at_create(refusal: _Refusal) -> PublishError:
    """What X's answer to the one visible request means (measured table: failures.md 5.1, kept in CONTRIBUTING)."""
    if refusal.status >= 500:
        return Unconfirmed(f"X answered {refusal.status}; it may be out.", words=refusal.words)
    if refusal.status == 403 and refusal.says("duplicate"):
        return Duplicate("X has this text already.", "Change the words.", words=refusal.words)
    if refusal.status == 400 and refusal.says("media ids"):
        return Unavailable("X no longer has the pictures; they are sent again.", words=refusal.words)
    if refusal.status in {400, 404, 409, 413, 422} or (refusal.status == 403 and refusal.says(*_CONTENT)):
        return Rejected(
            f"X refuses it: {refusal.words}", "Change the post, then it is planned again.", words=refusal.words
        )
    return _elsewhere(refusal)


def _elsewhere(refusal: _Refusal) -> PublishError:
    """What an answer means when nothing visible was asked for."""
    if refusal.status == 429:
        at, else_in = refusal.retry_at, NEXT_WINDOW
        return Unavailable("X's limit is reached.", words=refusal.words, retry_at=at, retry_in=else_in, for_all=True)
    if refusal.status in _REMEDIES:
        return NeedsPerson(f"X refuses the account: {refusal.words}", _REMEDIES[refusal.status], words=refusal.words)
    if refusal.status >= 500 or refusal.status in {404, 408}:
        return Unavailable(f"X answered {refusal.status}.", words=refusal.words)
    return Rejected(f"X refuses it: {refusal.words}", "Change the post.", words=refusal.words)


def _data(answer: Any) -> dict[str, Any]:
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, dict) or "id" not in data:
        raise Unavailable("X answered something that cannot be read.")
    return data


def _replied_to(post: dict[str, Any]) -> str | None:
    references = post.get("referenced_tweets") or []
    return next((str(each["id"]) for each in references if each.get("type") == "replied_to"), None)


def _same_words(post: dict[str, Any], prepared: Prepared) -> bool:
    """Whether the post shows what was sent, after all that X does to a text."""
    shown = html.unescape((post.get("note_tweet") or {}).get("text") or post.get("text") or "")
    for link in (post.get("entities") or {}).get("urls") or []:
        whole = link.get("expanded_url") or ""
        of_media = "media_key" in link or "/photo/" in whole or "/video/" in whole
        shown = shown.replace(link["url"], "" if of_media else whole)
    sent = str(prepared.request["text"])
    if _SHORTENED in shown and _SHORTENED not in sent:  # X did not say what its short links stand for
        shown, sent = text.without_links(shown), text.without_links(sent)
    return _comparable(shown) == _comparable(sent)


def _comparable(words: str) -> str:
    """X adds a scheme to bare domains and a slash after hosts."""
    bare = text.normalised(words).replace("https://", "").replace("http://", "")
    return " ".join(word.rstrip("/") for word in bare.split())
