"""X as it behaves in 2026, as far as our paths go: signatures, fields, lengths, duplicates, media, t.co, paging."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from scheduler import text
from scheduler.models import Channel
from scheduler.sandbox import oauth, tco
from scheduler.sandbox.faults import json_response
from scheduler.sandbox.world import KEPT, Picture, Seen, Upload, World, picture_kind

_FIRST_ID = 1_720_000_000_000_000_000  # as long as X's own in late 2023
_FIELDS = {
    *("card_uri", "community_id", "direct_message_deep_link", "edit_options", "for_super_followers_only", "geo"),
    *("made_with_ai", "media", "nullcast", "paid_partnership", "poll", "quote_tweet_id", "reply", "reply_settings"),
    *("share_with_followers", "text"),
}
_ROUTES = Map(
    [
        Rule("/2/tweets", methods=["POST"], endpoint=("create", "_create")),
        Rule("/2/tweets/<number>", methods=["DELETE"], endpoint=("delete", "_delete")),
        Rule("/2/users/me", methods=["GET"], endpoint=("account", "_me")),
        Rule("/2/users/<user>/tweets", methods=["GET"], endpoint=("read", "_timeline")),
        Rule("/2/media/upload", methods=["POST"], endpoint=("media", "_upload")),
        Rule("/2/media/upload", methods=["GET"], endpoint=("media", "_status")),
        Rule("/2/media/upload/initialize", methods=["POST"], endpoint=("media", "_initialize")),
        Rule("/2/media/upload/<number>/append", methods=["POST"], endpoint=("media", "_append")),
        Rule("/2/media/upload/<number>/finalize", methods=["POST"], endpoint=("media", "_finalize")),
        Rule("/2/media/metadata", methods=["POST"], endpoint=("alt", "_describe")),
    ]
)
"""What X offers here: each path with the step that it belongs to and who answers."""
_RATE = {"x-rate-limit-limit": "100", "x-rate-limit-remaining": "99", "x-access-level": "read-write"}


@dataclass(frozen=True, slots=True)
class XAccount:
    """An account and its keys, which are no secrets."""

    network = "x"
    channel: str
    id: str
    username: str
    keys: dict[str, str]


class _No(Exception):  # noqa: N818
    """X refuses: status, words, kind of problem."""

    def __init__(self, status: int, detail: str, kind: str = "about:blank", **more: object) -> None:
        super().__init__(detail)
        titles = {400: "Invalid Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found Error"}
        problem = {"title": titles.get(status, "Error"), "detail": detail, "type": kind, "status": status, **more}
        self.response = json_response(problem, status, _RATE)


def _invalid(message: str) -> _No:
    kind = "https://api.twitter.com/2/problems/invalid-request"
    detail = "One or more parameters to your request was invalid."
    return _No(400, detail, kind, errors=[{"parameters": {}, "message": message}])


class XNetwork:
    """All X accounts of one sandbox."""

    def __init__(self, world: World, channels: Iterable[Channel]) -> None:
        self._world = world
        self._nonces = oauth.Nonces()
        self.accounts = {account.keys["ACCESS_TOKEN"]: account for account in map(_account, channels)}

    def secrets(self) -> dict[str, dict[str, str]]:
        return {account.channel: account.keys for account in self.accounts.values()}

    def takes(self, request: Request) -> bool:
        return request.path.startswith(("/2/", "/1.1/"))

    def answer(self, request: Request) -> Response:
        try:
            account = self._who(request)
            step, do = self._find(request, account)
            return self._world.faults.around(account.channel, step, lambda: self._locked(do))
        except _No as no:
            return no.response

    def _locked(self, do: Callable[[], Response]) -> Response:
        with self._world.lock:
            return do()

    def _find(self, request: Request, account: XAccount) -> tuple[str, Callable[[], Response]]:
        """The step that is asked for, and how it is done."""
        routes = _ROUTES.bind("sandbox")
        try:
            (step, name), named = routes.match(request.path, request.method)
        except HTTPException:
            raise _No(404, f"The path {request.path} is not known here.") from None
        return step, lambda: getattr(self, name)(request, account, **named)

    def _me(self, _request: Request, account: XAccount) -> Response:
        return _found({"id": account.id, "name": account.username, "username": account.username})

    def _who(self, request: Request) -> XAccount:
        """Whose keys signed the request, over the address that the client meant to reach."""
        try:
            given = oauth.given(request)
            account = self.accounts[given["oauth_token"]]
            oauth.verify(request, given, account.keys)
            with self._world.lock:
                self._nonces.spend(given)
        except (oauth.Unverified, KeyError):
            raise _No(401, "Unauthorized") from None
        if account.channel in self._world.faults.dead:
            raise _No(401, "Unauthorized")
        return account

    # --- posting ------------------------------------------------------------------------------------------------------

    def _create(self, request: Request, account: XAccount) -> Response:
        body = _body(request)
        if unknown := sorted(set(body) - _FIELDS):
            what = "is not defined in the schema and the schema does not allow additional properties"
            raise _invalid(f"$.{unknown[0]}: {what}")
        words = body.get("text", "")
        uploads = self._media_of(body, account)
        if not words and not uploads:
            raise _invalid("$.text: must not be empty without media")
        if text.weighted_length(words) > 280:
            raise _No(400, "Your Tweet text is too long.", "https://api.twitter.com/2/problems/invalid-request")
        parent = self._parent(body, account)
        self._refuse_duplicate(words, account)
        number = str(_FIRST_ID + self._world.number())
        self._world.show(_post(number, words, uploads, parent, account, self._world.clock()))
        data = {"id": number, "text": tco.shown(words), "edit_history_post_ids": [number]}
        return json_response({"data": data}, 201, _RATE)

    def _media_of(self, body: dict[str, Any], account: XAccount) -> list[Upload]:
        asked = (body.get("media") or {}).get("media_ids") or []
        uploads = [self._world.uploads.get(str(number)) for number in asked]
        for upload in uploads:
            if upload is None or upload.owner != account.id or not upload.finished or upload.polls:
                raise _invalid("Your media IDs are invalid.")
            if self._world.clock() - upload.at > KEPT:
                raise _invalid("Your media IDs are invalid.")
        found = [upload for upload in uploads if upload]
        if len(found) > 4 or (len(found) > 1 and any(upload.video for upload in found)):
            raise _invalid("$.media.media_ids: at most 4 photos, or 1 video")
        return found

    def _parent(self, body: dict[str, Any], account: XAccount) -> str:
        parent = str((body.get("reply") or {}).get("in_reply_to_tweet_id") or "")
        if not parent:
            return ""
        post = next((post for post in self._world.posts if post.id == parent and post.network == "x"), None)
        if post is None or post.id in self._world.deleted:
            raise _No(403, "You attempted to reply to a Tweet that is deleted or not visible to you.")
        if post.channel != account.channel:
            raise _No(
                403,
                "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged "
                "by the author of the post you are replying to.",
            )
        return parent

    def _refuse_duplicate(self, words: str, account: XAccount) -> None:
        if words and any(self._world.fresh(account.channel, words)):
            raise _No(403, "You are not allowed to create a Tweet with duplicate content.")

    def _delete(self, _request: Request, account: XAccount, number: str) -> Response:
        mine = any(post.id == number and post.channel == account.channel for post in self._world.posts)
        if not mine:
            raise _No(404, f"Could not find post with id: [{number}].")
        self._world.deleted.add(number)
        return _found({"deleted": True})

    # --- media --------------------------------------------------------------------------------------------------------

    def _upload(self, request: Request, account: XAccount) -> Response:
        given = request.files.get("media")
        data = given.read() if given else b""
        if picture_kind(data) not in {"JPEG", "PNG", "GIF", "WEBP"}:
            raise _invalid("media: not an image that X takes")
        if len(data) > 5_000_000:
            raise _No(413, "Payload too large")
        return self._took(self._new_upload(account, data=data))

    def _initialize(self, request: Request, account: XAccount) -> Response:
        body = _body(request)
        if not {"media_type", "total_bytes", "media_category"} <= body.keys():
            raise _invalid("media_type, total_bytes and media_category are required")
        return self._took(self._new_upload(account, video=True, finished=False))

    def _append(self, request: Request, account: XAccount, number: str) -> Response:
        upload = self._mine(number, account)
        given = request.files.get("media")
        if given is None or not request.form.get("segment_index", "").isdigit():
            raise _invalid("media and segment_index are required")
        upload.data += given.read()
        return _found({"expires_at": int(self._world.clock().timestamp()) + 86400})

    def _finalize(self, _request: Request, account: XAccount, number: str) -> Response:
        upload = self._mine(number, account)
        upload.finished = True
        if picture_kind(upload.data) == "GIF":
            return self._took(upload)
        upload.polls = 2
        return self._took(upload)

    def _status(self, request: Request, account: XAccount) -> Response:
        upload = self._mine(request.args.get("media_id", ""), account)
        upload.polls = max(0, upload.polls - 1)
        return self._took(upload)

    def _describe(self, request: Request, account: XAccount) -> Response:
        body = _body(request)
        words = ((body.get("metadata") or {}).get("alt_text") or {}).get("text", "")
        if not 1 <= len(words) <= 1000:
            raise _invalid("$.metadata.alt_text.text: must be 1 to 1000 characters")
        self._mine(str(body.get("id", "")), account).alt = words
        return _found({"id": body["id"], "associated_metadata": body["metadata"]})

    def _new_upload(
        self, account: XAccount, *, data: bytes = b"", video: bool = False, finished: bool = True
    ) -> Upload:
        number = str(_FIRST_ID + self._world.number())
        upload = Upload(id=number, owner=account.id, at=self._world.clock(), data=data, video=video, finished=finished)
        self._world.uploads[number] = upload
        return upload

    def _mine(self, number: str, account: XAccount) -> Upload:
        upload = self._world.uploads.get(number)
        if upload is None or upload.owner != account.id:
            raise _No(404, "Media not found.")
        return upload

    def _took(self, upload: Upload) -> Response:
        data: dict[str, object] = {"id": upload.id, "media_key": f"3_{upload.id}", "expires_after_secs": 86400}
        if upload.data:
            data["size"] = len(upload.data)
        if upload.video and upload.finished:
            state = "in_progress" if upload.polls else "succeeded"
            data["processing_info"] = {
                "state": state,
                "check_after_secs": 0,
                "progress_percent": 100 - 40 * upload.polls,
            }
        return _found(data)

    # --- reading ------------------------------------------------------------------------------------------------------

    def _timeline(self, request: Request, account: XAccount, user: str) -> Response:
        if user != account.id:
            raise _No(403, "You are not permitted to perform this action.")
        size = int(request.args.get("max_results", "10"))
        if not 5 <= size <= 100:
            raise _invalid(f"The `max_results` query parameter value [{size}] is not between 5 and 100")
        posts = [post for post in self._world.listed(account.channel) if post.at >= _start(request)]
        begin = int(request.args.get("pagination_token", "0") or "0")
        page = posts[begin : begin + size]
        meta: dict[str, object] = {"result_count": len(page)}
        if begin + size < len(posts):
            meta["next_token"] = str(begin + size)
        answer: dict[str, object] = {"data": [self._read(post) for post in page], "meta": meta}
        if not page:
            del answer["data"]
        return json_response(answer, headers=_RATE)

    def _read(self, post: Seen) -> dict[str, object]:
        found: dict[str, object] = {
            "id": post.id,
            "text": tco.shown(post.text) + tco.media_link(post),
            "created_at": post.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "entities": {"urls": tco.entities(post)},
            "edit_history_tweet_ids": [post.id],
        }
        if post.reply_to:
            found["referenced_tweets"] = [{"type": "replied_to", "id": post.reply_to}]
        return found


def _account(channel: Channel) -> XAccount:
    number = str(int(hashlib.sha1(channel.name.encode()).hexdigest()[:8], 16))
    keys = {
        "API_KEY": f"sandbox-key-{channel.name}",
        "API_SECRET": f"sandbox-secret-{channel.name}",
        "ACCESS_TOKEN": f"{number}-sandbox-token-{channel.name}",
        "ACCESS_TOKEN_SECRET": f"sandbox-token-secret-{channel.name}",
    }
    username = "".join(letter for letter in channel.name if letter.isalnum()) + "_sandbox"
    return XAccount(channel=channel.name, id=number, username=username, keys=keys)


def _post(number: str, words: str, uploads: list[Upload], parent: str, account: XAccount, at: datetime) -> Seen:
    shown = [Picture(upload.data, upload.alt) for upload in uploads]
    video = bool(uploads) and uploads[0].video
    return Seen(
        network="x",
        channel=account.channel,
        id=number,
        url=f"https://x.com/{account.username}/status/{number}",
        text=words,
        at=at,
        pictures=() if video else tuple(shown),
        video=shown[0] if video else None,
        reply_to=parent,
    )


def _start(request: Request) -> datetime:
    asked = request.args.get("start_time")
    return datetime.fromisoformat(asked) if asked else datetime.min.replace(tzinfo=UTC)


def _body(request: Request) -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise _invalid("the body must be a JSON object")
    return body


def _found(data: dict[str, object]) -> Response:
    return json_response({"data": data}, headers=_RATE)


STAND_IN = XNetwork
