"""Facebook Pages as they behave in 2026, as far as our paths go: page tokens, unpublished photos, posts, paging."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from werkzeug import Request, Response

from scheduler.models import Channel
from scheduler.sandbox.faults import json_response
from scheduler.sandbox.world import KEPT, Picture, Seen, Upload, World, picture_kind

_VERSIONS = ("v21.0", "v22.0", "v23.0", "v24.0", "v25.0", "v26.0")
_PICTURES = {"JPEG", "PNG", "GIF", "BMP", "TIFF"}
_FIRST_PHOTO = 122_000_000_000_000
_GRAPH_PATH = re.compile(r"/v\d+\.\d+/")


@dataclass(frozen=True, slots=True)
class FacebookAccount:
    """A Page and its token, which is no secret."""

    network = "facebook"
    channel: str
    id: str
    username: str
    token: str


_EDGES = {
    ("POST", "photos"): ("media", "_photo"),
    ("POST", "feed"): ("create", "_feed"),
    ("POST", "videos"): ("create", "_video"),
    ("GET", "published_posts"): ("read", "_published"),
    ("GET", ""): ("account", "_node"),
    ("DELETE", ""): ("delete", "_delete"),
}
"""What a node offers here: each method and edge with the step that it belongs to and who answers."""


class _No(Exception):  # noqa: N818
    """Facebook refuses, in the Graph API's shape."""

    def __init__(self, code: int, message: str, *, subcode: int | None = None, kind: str = "OAuthException") -> None:
        super().__init__(message)
        error: dict[str, object] = {"message": message, "type": kind, "code": code, "fbtrace_id": "Sandbox"}
        if subcode is not None:
            error["error_subcode"] = subcode
        self.response = _json({"error": error}, 500 if code in {1, 2} and subcode is None else 400)


class FacebookNetwork:
    """All Pages of one sandbox."""

    def __init__(self, world: World, channels: Iterable[Channel]) -> None:
        self._world = world
        self._videos: dict[str, Seen] = {}
        self.accounts = {account.token: account for account in map(_account, channels)}

    def secrets(self) -> dict[str, dict[str, str]]:
        return {account.channel: {"PAGE_TOKEN": account.token} for account in self.accounts.values()}

    def takes(self, request: Request) -> bool:
        return bool(_GRAPH_PATH.match(request.path)) or "access_token" in request.values

    def answer(self, request: Request) -> Response:
        version, _, rest = request.path.strip("/").partition("/")
        try:
            account = self._who(request)
            step, do = self._find(request, rest, account)
            response = self._world.faults.around(account.channel, step, lambda: self._locked(do))
        except _No as no:
            response = no.response
        # A version that has expired is silently answered by the oldest that lives.
        response.headers["facebook-api-version"] = version if version in _VERSIONS else _VERSIONS[0]
        return response

    def _locked(self, do: Callable[[], Response]) -> Response:
        with self._world.lock:
            return do()

    def _who(self, request: Request) -> FacebookAccount:
        token = request.values.get("access_token", "")
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ").removeprefix("OAuth ")
        account = self.accounts.get(token or bearer)
        if account is None:
            raise _No(190, "Error validating access token: Malformed or unknown access token.", subcode=467)
        if account.channel in self._world.faults.dead:
            words = "The session has been invalidated because the user changed their password."
            raise _No(190, f"Error validating access token: {words}", subcode=460)
        if "ids" in request.args:
            raise _No(100, "(#100) The parameter ids is no longer supported")
        return account

    def _find(self, request: Request, rest: str, account: FacebookAccount) -> tuple[str, Callable[[], Response]]:
        """The step that is asked for, and how it is done."""
        node, _, edge = rest.strip("/").partition("/")
        node = account.id if node == "me" else node
        method = "DELETE" if request.values.get("method") == "delete" else request.method
        step, name = _EDGES.get((method, edge), ("", ""))
        if not name:
            raise _No(100, f"Unsupported {method.lower()} request.", subcode=33, kind="GraphMethodException")
        return step, lambda: getattr(self, name)(request, node, account)

    # --- posting ------------------------------------------------------------------------------------------------------

    def _photo(self, request: Request, page: str, account: FacebookAccount) -> Response:
        _own(page, account)
        given = request.files.get("source")
        data = given.read() if given else b""
        if picture_kind(data) not in _PICTURES:
            raise _No(324, "(#324) Missing or invalid image file")
        if len(data) > 4_000_000:
            raise _No(1, "Please reduce the size of your image to smaller than 4 MB", subcode=1366046)
        number = str(_FIRST_PHOTO + self._world.number())
        alt = request.form.get("alt_text_custom", "")
        self._world.uploads[number] = Upload(
            id=number, owner=account.id, at=self._world.clock(), data=data, alt=alt, finished=False
        )
        if not _flag(request, "published"):
            return _json({"id": number})
        words = request.form.get("caption") or request.form.get("message") or ""
        post = self._publish(account, words, photos=[number])
        return _json({"id": number, "post_id": post.id})

    def _feed(self, request: Request, page: str, account: FacebookAccount) -> Response:
        _own(page, account)
        words, link = request.form.get("message", ""), request.form.get("link", "")
        photos = _attached(request)
        if not (words or link or photos):
            raise _No(100, "(#100) Missing message or attachment")
        self._refuse_duplicate(words, link, photos, account)
        if not _flag(request, "published"):
            return _json({"id": f"{account.id}_{_FIRST_PHOTO + self._world.number()}"})
        post = self._publish(account, words, link=link, photos=photos)
        return _json(_asked_for(request, {"id": post.id, "permalink_url": post.url, "created_time": _time(post.at)}))

    def _video(self, request: Request, page: str, account: FacebookAccount) -> Response:
        _own(page, account)
        given = request.files.get("source")
        data = given.read() if given else b""
        if b"ftyp" not in data[:16]:
            raise _No(382, "(#382) The video file you selected is in a format that we don't support.")
        number = str(_FIRST_PHOTO + self._world.number())
        post = self._publish(account, request.form.get("description", ""), video=Picture(data))
        self._videos[number] = post
        return _json({"id": number})

    def _publish(
        self,
        account: FacebookAccount,
        words: str,
        *,
        link: str = "",
        photos: list[str] | None = None,
        video: Picture | None = None,
    ) -> Seen:
        pictures = tuple(self._take(number, account) for number in photos or [])
        number = f"{account.id}_{_FIRST_PHOTO + self._world.number()}"
        post = Seen(
            network="facebook",
            channel=account.channel,
            id=number,
            url=f"https://www.facebook.com/{number}",
            text=words,
            at=self._world.clock(),
            link=link,
            pictures=pictures,
            video=video,
        )
        self._world.show(post)
        for photo in photos or []:
            upload = self._world.uploads[photo]
            self._world.uploads[photo] = replace(upload, finished=True, owner=f"{account.id} {number}")
        return post

    def _take(self, number: str, account: FacebookAccount) -> Picture:
        upload = self._world.uploads.get(number)
        if upload and upload.finished:
            raise _No(100, "These photos were already posted.", subcode=1366051)
        if upload is None or upload.owner != account.id or self._world.clock() - upload.at > KEPT:
            raise _No(100, "(#100) Invalid parameter: attached_media")
        return Picture(upload.data, upload.alt)

    def _refuse_duplicate(self, words: str, link: str, photos: list[str], account: FacebookAccount) -> None:
        if photos:
            return
        for post in self._world.fresh(account.channel, words):
            if post.link == link and not post.pictures and post.id not in self._world.deleted:
                raise _No(506, "(#506) Duplicate status message")

    def _delete(self, _request: Request, number: str, account: FacebookAccount) -> Response:
        if not any(post.id == number for post in self._world.visible(account.channel)):
            raise _missing(number)
        self._world.deleted.add(number)
        return _json({"success": True})

    # --- reading ------------------------------------------------------------------------------------------------------

    def _published(self, request: Request, page: str, account: FacebookAccount) -> Response:
        _own(page, account)
        posts = self._world.listed(account.channel)
        size = min(int(request.args.get("limit", "25")), 100)
        begin = int(request.args.get("after", "0") or "0")
        shown = [_asked_for(request, self._read(post)) for post in posts[begin : begin + size]]
        answer: dict[str, Any] = {"data": shown}
        if shown:
            answer["paging"] = {"cursors": {"before": str(begin), "after": str(begin + len(shown))}}
            if begin + size < len(posts):
                answer["paging"]["next"] = (
                    f"https://graph.facebook.com/v26.0/{page}/published_posts?after={begin + size}"
                )
        return _json(answer)

    def _read(self, post: Seen) -> dict[str, object]:
        found: dict[str, object] = {
            "id": post.id,
            "message": post.text,
            "created_time": _time(post.at),
            "permalink_url": post.url,
            "is_published": True,
        }
        photos = [number for number, upload in self._world.uploads.items() if upload.owner.endswith(f" {post.id}")]
        attachments = [{"media_type": "photo", "target": {"id": number}} for number in photos]
        if len(attachments) > 1:
            found["attachments"] = {"data": [{"media_type": "album", "subattachments": {"data": attachments}}]}
        elif attachments:
            found["attachments"] = {"data": attachments}
        elif post.link:
            wrapped = f"https://l.facebook.com/l.php?{urlencode({'u': post.link})}"
            found["attachments"] = {"data": [{"media_type": "link", "url": wrapped}]}
        return found

    def _node(self, _request: Request, number: str, account: FacebookAccount) -> Response:
        if number == account.id:
            return _json({"id": account.id, "name": account.username})
        if video := self._videos.get(number):
            ready = {"video_status": "ready", "publishing_phase": {"status": "complete"}}
            return _json({"id": number, "post_id": video.id, "permalink_url": video.url, "status": ready})
        for post in self._world.visible(account.channel):
            if post.id == number:
                return _json(self._read(post))
        raise _missing(number)


def _account(channel: Channel) -> FacebookAccount:
    number = channel.options.get("page") or str(int(hashlib.sha1(channel.name.encode()).hexdigest()[:10], 16))
    return FacebookAccount(channel.name, number, f"{channel.name} (sandbox page)", f"sandbox-page-token-{channel.name}")


def _own(page: str, account: FacebookAccount) -> None:
    if page != account.id:
        raise _No(200, "(#200) Unpublished posts must be posted to a page as the page itself.")


def _missing(number: str) -> _No:
    words = f"Unsupported get request. Object with ID '{number}' does not exist, or cannot be loaded."
    return _No(100, words, subcode=33, kind="GraphMethodException")


def _flag(request: Request, name: str) -> bool:
    """Only lowercase words and digits are booleans; Python's False is an error, as in the real API."""
    given = request.form.get(name, "true")
    if given not in {"true", "false", "1", "0"}:
        raise _No(100, f"(#100) Param {name} must be a boolean")
    return given in {"true", "1"}


def _attached(request: Request) -> list[str]:
    """`attached_media` as JSON text, or as attached_media[0]=…; a list spoilt by a client library is refused."""
    given = request.form.getlist("attached_media")
    given += [value for name, value in request.form.items() if re.fullmatch(r"attached_media\[\d+\]", name)]
    found = []
    for value in given:
        try:
            parsed = json.loads(value)
            listed = parsed if isinstance(parsed, list) else [parsed]
            found += [str(each["media_fbid"]) for each in listed]
        except (ValueError, TypeError, KeyError):
            raise _No(100, "(#100) Param attached_media must be an array.") from None
    return found


def _asked_for(request: Request, found: dict[str, object]) -> dict[str, object]:
    """Only the fields that were asked for, and the id always."""
    asked = request.values.get("fields", "")
    names = {"id", *re.findall(r"(\w+)(?:\{[^}]*\}+)?(?:,|$)", asked)} if asked else {"id", "message", "created_time"}
    return {name: value for name, value in found.items() if name in names or (name == "attachments" and name in asked)}


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def _json(body: object, status: int = 200) -> Response:
    usage = json.dumps({"call_count": 1, "total_time": 1, "total_cputime": 1})
    return json_response(body, status, {"X-App-Usage": usage, "Content-Type": "application/json; charset=UTF-8"})


STAND_IN = FacebookNetwork
