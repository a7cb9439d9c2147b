"""How X gives texts back: every link through its own shortener, HTML escaped, pictures as one more link at the end."""

import hashlib
import html

from scheduler import text
from scheduler.sandbox.world import Seen

_LONGEST_DISPLAY = 30


def shown(words: str) -> str:
    """The text as the API returns it."""
    for start, end in reversed(text.links(words)):
        words = words[:start] + shorten(words[start:end]) + words[end:]
    return html.escape(words, quote=False)


def media_link(post: Seen) -> str:
    """What X adds to the text of a post with pictures or a video."""
    return f" {shorten(_media_address(post))}" if post.pictures or post.video else ""


def entities(post: Seen) -> list[dict[str, str]]:
    """Each short link of the text with what it stands for."""
    links = [post.text[start:end] for start, end in text.links(post.text)]
    whole = [(link, link if "://" in link else f"http://{link}") for link in links]
    if post.pictures or post.video:
        whole.append((_media_address(post), _media_address(post)))
    return [{"url": shorten(link), "expanded_url": full, "display_url": display(full)} for link, full in whole]


def shorten(link: str) -> str:
    return f"https://t.co/{hashlib.sha256(link.encode()).hexdigest()[:10]}"


def display(link: str) -> str:
    """How X shows a link: without its scheme, the path cut short."""
    bare = (link.partition("://")[2] or link).removeprefix("www.").rstrip("/")
    return bare if len(bare) <= _LONGEST_DISPLAY else bare[: _LONGEST_DISPLAY - 1] + "…"


def _media_address(post: Seen) -> str:
    return f"{post.url}/{'video' if post.video else 'photo'}/1"
