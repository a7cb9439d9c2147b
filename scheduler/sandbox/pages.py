"""What followers see, as pages: each account's posts as its network shows them."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from werkzeug import Request, Response

from scheduler import text
from scheduler.sandbox import tco
from scheduler.sandbox.world import Seen, World

_TEMPLATES = Path(__file__).parent / "templates"
STYLE = (_TEMPLATES / "post.css").read_text(encoding="utf-8")
_FOLD_CHARACTERS = 477
"""Where Facebook hides the rest of a text behind "See more"."""
_FOLD_LINES = 5


class AccountShown(Protocol):
    network: str

    @property
    def channel(self) -> str: ...
    @property
    def username(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Words:
    """A text as shown, and what is hidden behind the fold."""

    shown: Markup
    hidden: Markup


def render_post(seen: Seen, picture_url: Callable[[bytes], str]) -> Markup:
    """The post as its followers see it; `picture_url` says where a picture (or video) can be had."""
    template = _environment().get_template(f"{seen.network}_post.html")
    pictures = [(picture_url(picture.data), picture.alt) for picture in seen.pictures]
    video = picture_url(seen.video.data) if seen.video else ""
    host = (urlsplit(seen.link).hostname or "").removeprefix("www.")
    return Markup(template.render(post=seen, words=_words(seen), pictures=pictures, video=video, host=host))


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("scheduler.sandbox"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _words(seen: Seen) -> _Words:
    lines = seen.text.split("\n")
    folded = seen.network == "facebook" and (len(seen.text) > _FOLD_CHARACTERS or len(lines) > _FOLD_LINES)
    if not folded:
        return _Words(_linked(seen.text), Markup())
    at = len("\n".join(lines[:_FOLD_LINES]))
    if at > _FOLD_CHARACTERS:
        at = max(seen.text.rfind(" ", 0, _FOLD_CHARACTERS), 1)
    return _Words(_linked(seen.text[:at]), _linked(seen.text[at:]))


def _linked(words: str) -> Markup:
    """Escaped, with links and hashtags marked as the networks mark them."""
    return Markup().join(_pieces(words))


def _pieces(words: str) -> Iterator[Markup]:
    place = 0
    for start, end in text.links(words):
        yield _tagged(words[place:start])
        yield Markup('<span class="link">{}</span>').format(tco.display(words[start:end]))
        place = end
    yield _tagged(words[place:])


def _tagged(words: str) -> Markup:
    found = escape(words)
    for tag in sorted(set(text.hashtags(words)), key=len, reverse=True):
        found = Markup(found.replace(escape(tag), Markup('<span class="link">{}</span>').format(tag)))
    return found


# --- the pages of `scheduler sandbox` ---------------------------------------------------------------------------------


def answer(request: Request, world: World, accounts: list[AccountShown]) -> Response:
    """`/`: every account; `/<channel>`: one; `/media/<name>`: a picture."""
    name = request.path.strip("/")
    if name.startswith("media/"):
        return _media(name.removeprefix("media/"), world)
    chosen = [account for account in accounts if name in {"", account.channel}]
    if not chosen:
        return Response("There is no such page in the sandbox.", 404)
    with world.lock:
        feeds = [
            (account, [render_post(post, _address) for post in world.visible(account.channel)]) for account in chosen
        ]
    page = _environment().get_template("page.html").render(feeds=feeds, style=Markup(STYLE), accounts=accounts)
    return Response(page, content_type="text/html; charset=utf-8")


def _address(data: bytes) -> str:
    return f"/media/{hashlib.sha256(data).hexdigest()}"


def _media(name: str, world: World) -> Response:
    with world.lock:
        for post in world.posts:
            for media in (*post.pictures, *filter(None, [post.video])):
                if _address(media.data).endswith(name):
                    return Response(media.data, content_type="video/mp4" if post.video else "image/jpeg")
    return Response("There is no such picture.", 404)
