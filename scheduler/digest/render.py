"""One day's e-mail as HTML and as text, once for all: what differs between recipients is left open as slots."""

import contextlib
import hashlib
import re
import textwrap
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from scheduler.cards.themes import Colours, contrast, rgb
from scheduler.digest.content import Edition, Section, Story, in_words
from scheduler.digest.gallery import Gallery
from scheduler.digest.palette import by_day, by_night
from scheduler.digest.pictures import Picture
from scheduler.digest.segments import GREETING, NAME, SLOT, slot
from scheduler.errors import DigestError

WIDTH = 72
"""Columns of the text part."""
_ROOM = 536
"""Pixels across, within the margins."""
_TALLEST = 420
_UNSEEN = "\u200c\u00a0" * 60
"""Behind the preheader, so that mailboxes do not show what follows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where a recipient goes from the e-mail, each with the token's slot in it; "" where nobody answers."""

    unsubscribe: str
    preferences: str = ""
    view: str = ""


def html(edition: Edition, gallery: Gallery, links: Links, colours: Colours) -> str:
    """The HTML part; pictures and what is each recipient's own are slots."""
    from mrml import to_html

    day, night = by_day(colours), by_night(colours)
    written = (
        _templates(True)
        .get_template("digest.mjml")
        .render(
            **_words(edition, gallery, links),
            greeting=Markup(slot(GREETING)),
            headline=Markup(" ").join(_apart(edition)),
            day=asdict(day),
            night=asdict(night),
            header=gallery.header,
            logo=gallery.logo,
            badge=gallery.badge,
            home=edition.campaign.link,
            padding=_UNSEEN,
            play=max((day.panel, day.ink, "#000000"), key=lambda each: contrast(rgb(each), rgb(day.bright))),
        )
    )
    # The compiler takes addresses in ASCII alone; no text holds a sign that is made of its own hash.
    sign = f"slot{hashlib.sha256(written.encode()).hexdigest()[:16]}"
    made = to_html(SLOT.sub(rf"{sign}_\1_{sign}", written))
    if made.warnings:
        raise DigestError("The e-mail's template has a fault.", str(made.warnings[0]))
    return _small(re.sub(f"{sign}_(.*?)_{sign}", lambda found: slot(found[1]), made.content))


def text(edition: Edition, gallery: Gallery, links: Links) -> str:
    """The text part, at most 72 columns wide but for links."""
    written = _templates(False).get_template("digest.txt")
    page = written.render(**_words(edition, gallery, links), greeting=slot(GREETING))
    return re.sub(r"\n{4,}", "\n\n\n", page).strip() + "\n"


def greetings(colours: Colours) -> tuple[str, str]:
    """What stands in the greeting's slot for those who have a name, in the text and in HTML."""
    style = f"margin:18px 0 0;font-size:18px;line-height:1.55;color:{colours.ink};"
    return f"Hello {slot(NAME)},\n\n", f'<p class="ink" style="{style}">Hello <bdi>{slot(NAME)}</bdi>,</p>'


def _words(edition: Edition, gallery: Gallery, links: Links) -> dict[str, Any]:
    campaign = edition.campaign
    return {
        "edition": edition,
        "pictures": gallery.stories,
        "films": gallery.films,
        "date": in_words(edition.day),
        "numbered": 1 <= edition.number <= edition.of,
        "next_words": _next(edition),
        "until": f"It comes once a day, until {in_words(campaign.ends)}.",
        "unsubscribe": links.unsubscribe,
        "preferences": links.preferences,
        "view": links.view,
        "address": edition.digest.address.strip(),
    }


def _next(edition: Edition) -> str:
    if edition.next_day is None:
        return ""
    following = edition.next_day - edition.day == timedelta(days=1)
    return f"{'Tomorrow' if following else 'Next'}, {in_words(edition.next_day).rsplit(' ', 1)[0]}"


def _apart(edition: Edition) -> list[Markup]:
    """The headline in words, each name of its own direction."""
    found: Any = escape(edition.headline)
    for name in edition.names:
        found = found.replace(escape(name), Markup("<bdi>{}</bdi>").format(name), 1)
    return [found]


# --- how templates write ----------------------------------------------------------------------------------------------


@cache
def _templates(markup: bool) -> Environment:
    made = Environment(
        loader=PackageLoader("scheduler.digest"),
        autoescape=markup,
        undefined=StrictUndefined,
        trim_blocks=not markup,
        lstrip_blocks=not markup,
    )
    filters: Mapping[str, Callable[..., object]] = {
        "src": lambda picture: slot(picture.name),
        "uri": uri,
        "shown_width": shown_width,
        "more": more,
        "wrapped": wrapped,
        "underlined": underlined,
    }
    made.filters.update(filters)
    return made


def uri(link: str) -> str:
    """The link in ASCII, as HTML and mail want it."""
    host = urlsplit(link).hostname or ""
    if not host.isascii():
        import idna

        with contextlib.suppress(idna.IDNAError):  # then it is a link that leads nowhere, as it stands
            link = link.replace(host, idna.encode(host, uts46=True).decode(), 1)
    return quote(link, safe="%/:=&?~#+!$,;'@()*[]-._")


def shown_width(picture: Picture) -> int:
    """Pixels across at which it is shown: never so high that it fills a screen."""
    return min(_ROOM, picture.width, round(_TALLEST * picture.width / picture.height))


def more(story: Story) -> str:
    """The words of a story's link: they tell by themselves where it leads."""
    if story.section is Section.WATCH:
        return f"Watch “{story.heading}”" if story.heading else "Watch the film"
    if story.section is Section.STORIES and story.heading:
        return f"Read “{story.heading}”"
    if story.section is Section.PEOPLE and story.heading:
        return f"Read more from {story.heading}"
    return f"Read more at {urlsplit(story.link).hostname or story.link}"


def wrapped(text: str, indent: str = "", first: str | None = None) -> str:
    """Each line folded at 72 columns, words and links whole."""
    filler = _Filler(WIDTH, initial_indent=indent if first is None else first, subsequent_indent=indent)
    return "\n".join(filler.fill(line) if line.strip() else "" for line in text.splitlines())


class _Filler(textwrap.TextWrapper):
    """Measures columns as a terminal does: wide signs are two, marks that combine are none."""

    def __init__(self, width: int, **more: Any) -> None:
        super().__init__(width, break_long_words=False, break_on_hyphens=False, **more)

    def _split(self, text: str) -> list[str]:
        return [_Columns(part) for part in super()._split(text)]


class _Columns(str):
    __slots__ = ()

    def __len__(self) -> int:
        return columns(self)


def columns(text: str) -> int:
    """How many columns a text takes."""
    if text.isascii():
        return str.__len__(text)
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    marks = sum(unicodedata.category(sign) in {"Mn", "Me", "Cf"} for sign in text)
    return str.__len__(text) + wide - marks


def underlined(text: str, sign: str) -> str:
    return sign * min(WIDTH, max(map(columns, wrapped(text).splitlines()), default=0))


_AROUND = re.compile(r"\s*\n\s*")


def _small(page: str) -> str:
    """Without the line ends between elements, and without what only Word of 2010 and before needs twice."""
    return _AROUND.sub("\n", page).strip() + "\n"
