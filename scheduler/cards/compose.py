"""From a card's words to placed lines: what stands where, in which colour. Pure but for the fonts it measures with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import sqrt
from pathlib import Path

from scheduler.cards import designs, layout, shaping
from scheduler.cards.designs import Frame
from scheduler.cards.fonts import Library
from scheduler.cards.languages import is_rtl, quotation_marks, unquoted
from scheduler.cards.layout import Block, Box
from scheduler.cards.melting import centred, melted
from scheduler.cards.shaping import Paragraph, paragraph
from scheduler.cards.sheets import Piece, Sheet
from scheduler.cards.themes import Theme
from scheduler.errors import CardError
from scheduler.models import Card

# Least size of the quote, as a share of the card's width: 8 points on a phone. Only Chinese of 400 signs needs it.
LEAST = 0.0205
# Sizes and the space above each row, as shares of the card's unit.
ROWS = {"name": (0.0385, 0.036), "title": (0.0285, 0.017), "organisation": (0.0255, 0.014), "country": (0.0255, 0.011)}
CAMPAIGN, GAP = 0.0205, 0.042
# The person's rows get smaller together, first to keep the name in one line, then to fit at all; the campaign's too.
SHRINKS = ((1.0, 1), (0.92, 1), (0.85, 1), (0.78, 1), (1.0, 3), (0.85, 3), (0.7, 3))
SHRINK = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    quote: str
    mark: str
    name: str
    title: str
    detail: str
    rule: str


_LOOKS = {
    "paper": _Look(quote="ink", mark="accent", name="brand", title="ink", detail="muted", rule="accent"),
    "brand": _Look(
        quote="on_brand", mark="highlight", name="highlight", title="on_brand", detail="on_brand", rule="highlight"
    ),
}


_Rows = list[tuple[Block, float, str]]
"""Each row's lines, the space above it, and what it is."""


@cache
def library(folder: Path | None) -> Library:
    """The fonts of a campaign, found once."""
    return Library(folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The card's texts, measured. `rows`: by kind; `place`: organisation and country in one row."""

    quote: Paragraph
    rows: dict[str, Paragraph]
    place: Paragraph | None
    campaign: Paragraph | None


def logo_of(theme: Theme, ground: str) -> Path | None:
    """The logo for that ground, if the theme has one."""
    return theme.logo_on_brand if ground == "brand" else theme.logo


def compose(card: Card, size: tuple[int, int], theme: Theme) -> Sheet:
    """The card's sheet; CardError when words are missing, do not fit, or have no font, or there is no such theme.

    The portrait keeps its full size as long as the quote is comfortable to read beside it.
    """
    quote = unquoted(shaping.clean(card.quote))
    if not quote or not shaping.clean(card.name):
        raise CardError("A card needs a quote and a name.", "Write both.")
    theme = theme.named(card.theme)
    rtl = is_rtl(card.lang, quote)
    words = _words(card, quote, theme, rtl)
    found = _best(designs.frames(size, design=theme.design if card.portrait else "plain", rtl=rtl), words)
    if found is None:
        raise _too_long(quote, words, size)
    return _sheet(found, words, logo=logo_of(theme, found.frame.ground) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """A frame with the quote's greatest size in it, the person's rows, and what these take of the quote's height."""

    frame: Frame
    size: int
    rows: _Rows
    below: float


def _best(frames: Iterable[Frame], words: _Words) -> _Fit | None:
    """The first frame in which the quote is comfortable to read, else that in which it is largest."""
    best: _Fit | None = None
    for frame in frames:
        tried = _fit(frame, words)
        if tried and (best is None or tried.size > best.size):
            best = tried
        if best and best.size >= frame.comfortable * frame.width:
            break
    return best


def _fit(frame: Frame, words: _Words) -> _Fit | None:
    rows = _rows(frame, words)
    if rows is None:
        return None
    below = 0.0 if frame.person else GAP * frame.unit + _height(rows)
    room = frame.words.height - below
    smallest = LEAST * frame.width
    size = layout.fitting(words.quote, frame.words.width, room, largest=frame.greatest, smallest=smallest)
    return _Fit(frame=frame, size=size, rows=rows, below=below) if size else None


def _too_long(quote: str, words: _Words, size: tuple[int, int]) -> CardError:
    unit = 0.85 * sqrt(size[0] * size[1])
    for kind, text in words.rows.items():
        if _one_size(text, 0.85 * size[0], ROWS[kind][0] * unit, 3) is None:
            return CardError(f"The {kind} is too long for three lines of a card.", "Shorten it.")
    return CardError(
        f"The quote is too long to be readable on this card ({len(quote)} characters): {quote[:40]}…",
        "Shorten it: about 400 characters fit, fewer with a long title or in a script of large letters.",
    )


def _words(card: Card, quote: str, theme: Theme, rtl: bool) -> _Words:
    fonts, weights, lang = library(theme.fonts), theme.weights, card.lang
    texts = {kind: shaping.clean(getattr(card, kind)) for kind in ROWS}
    weight = {"name": weights.name, "title": weights.quote}
    rows = {
        kind: paragraph(text, fonts, language=lang, weight=weight.get(kind, weights.detail))
        for kind, text in texts.items()
        if text
    }
    place = None
    if texts["organisation"] and texts["country"]:
        mark = "\u200f" if rtl else "\u200e"
        both = f"{texts['organisation']} {mark}·{mark} {texts['country']}"
        place = paragraph(both, fonts, language=lang, weight=weights.detail, rtl=rtl)
    line = shaping.clean(theme.campaign)
    return _Words(
        quote=paragraph(quote, fonts, language=lang, weight=weights.quote, rtl=rtl, marks=quotation_marks(lang)),
        rows=rows,
        place=place,
        campaign=paragraph(line, fonts, weight=weights.quote) if line else None,
    )


def _rows(frame: Frame, words: _Words) -> _Rows | None:
    """Name, title, organisation and country as large as their box allows; None when they do not fit."""
    box = frame.person or frame.words
    room = box.height if frame.person else box.height / 2
    for shrink, most in SHRINKS:
        rows = _sized(box.width, words, frame.unit * frame.scale * shrink, most)
        if rows and _height(rows) <= room:
            return rows
    return None


def _sized(width: float, words: _Words, unit: float, most: int) -> _Rows | None:
    """The rows at one size, the name in at most `most` lines, the others in three; organisation and country in one line
    where there is room for that. None if one does not fit."""
    size = ROWS["organisation"][0] * unit
    place = words.place and _one_size(words.place, width, size, 1)
    rows: _Rows = []
    for kind, text in words.rows.items():
        size, space = (share * unit for share in ROWS[kind])
        if place and kind == "organisation":
            rows.append((place, space, kind))
        elif not (place and kind == "country"):
            block = _one_size(text, width, size, most if kind == "name" else 3)
            if block is None:
                return None
            rows.append((block, space, kind))
    return rows


def _one_size(text: Paragraph, width: float, size: float, lines: int) -> Block | None:
    return layout.fit(text, width, lines * 2 * size, largest=size, smallest=size, lines=lines)


def _height(person: _Rows) -> float:
    return sum(block.height + space for block, space, _ in person)


def _sheet(fit: _Fit, words: _Words, *, logo: bool) -> Sheet:
    frame, person = fit.frame, fit.rows
    quote = layout.block(words.quote, frame.words.width, fit.size, least=LEAST * frame.width)
    look = _LOOKS[frame.ground]
    top = frame.words.top + (frame.words.height - quote.height - fit.below) * frame.anchor
    pieces = list(_pieces(frame, frame.words, quote, top, (look.quote, look.mark, "quote")))
    below = frame.person or replace(frame.words, top=top + quote.height + GAP * frame.unit)
    if frame.person:
        below = replace(below, top=below.top + (below.height - _height(person)) / 2)
    rule = _at_start(frame, below, below.top, width=0.06 * frame.unit, height=0.005 * frame.unit)
    whose = _LOOKS[frame.person_ground or frame.ground]
    pieces += _person(frame, below, person, whose)
    foot = frame.foot
    if words.campaign:
        pieces += _foot(frame, look, words.campaign, room=foot.height * 1.4 if logo else 0)
    sheet = Sheet(
        frame=frame,
        ground=frame.ground,
        pieces=tuple(pieces),
        rule=rule,
        rule_colour=whose.rule,
        logo=_at_start(frame, foot, foot.top, width=foot.height, height=foot.height),
    )
    return melted(sheet) if frame.bleeds else centred(sheet)


def _person(frame: Frame, box: Box, person: _Rows, look: _Look) -> Iterator[Piece]:
    top = box.top
    for block, space, kind in person:
        colour = {"name": look.name, "title": look.title}.get(kind, look.detail)
        yield from _pieces(frame, box, block, top + space, (colour, colour, kind))
        top += space + block.height


def _pieces(frame: Frame, box: Box, block: Block, top: float, what: tuple[str, str, str]) -> Iterator[Piece]:
    """`what`: colour, colour of marks, part."""
    colour, mark, part = what
    for line in layout.place(block, box, top, rtl=frame.rtl):
        yield Piece(placed=line, colour=colour, mark=mark, part=part)


def _at_start(frame: Frame, box: Box, top: float, *, width: float, height: float) -> Box:
    """A box at the side where reading begins."""
    left = box.right - width if frame.rtl else box.left
    return Box(left=left, top=top, width=width, height=height)


def _foot(frame: Frame, look: _Look, campaign: Paragraph, *, room: float) -> Iterator[Piece]:
    """The campaign's line; `room` is for the logo beside it."""
    foot = frame.foot
    box = replace(foot, left=foot.left + (0.0 if frame.rtl else room), width=foot.width - room)
    largest = CAMPAIGN * frame.unit
    block = layout.fit(campaign, box.width, box.height, largest=largest, smallest=largest * SHRINK, lines=2)
    if block is None:
        raise CardError("The theme's campaign line is too long for a card.", "Shorten `campaign` in the theme file.")
    top = box.top + (box.height - block.height) / 2
    yield from _pieces(frame, box, block, top, (look.detail, look.detail, "campaign"))
