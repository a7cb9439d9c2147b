"""From a card's words to placed lines: what stands where, in which colour. Pure but for the fonts it measures with."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from scheduler.cards import layout, shaping
from scheduler.cards.fonts import Library
from scheduler.cards.languages import is_rtl, quotation_marks, unquoted
from scheduler.cards.layout import Block, Box, Frame, Placed
from scheduler.cards.shaping import Paragraph, paragraph
from scheduler.cards.themes import Theme
from scheduler.errors import CardError
from scheduler.models import Card

# Least, comfortable and greatest size of the quote, as shares of the card's width. The least is 8 points on a phone.
LEAST, COMFORTABLE, GREATEST = 0.0215, 0.026, 0.063
# Sizes and the space above each row, as shares of the card's unit.
ROWS = (("name", 0.0365, 0.036), ("title", 0.0275, 0.019), ("organisation", 0.024, 0.016))
CAMPAIGN, GAP = 0.0195, 0.042
SHRINK = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line with its colours: names of the theme's colours. `mark`: for quotation marks."""

    placed: Placed
    colour: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that is drawn. `ground` is a theme colour; `rule` the short bar between quote and person."""

    frame: Frame
    ground: str
    pieces: tuple[Piece, ...]
    rule: Box
    rule_colour: str
    logo: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    ground: str
    quote: str
    mark: str
    name: str
    detail: str
    rule: str


_ON_PAPER = _Look(ground="paper", quote="ink", mark="accent", name="brand", detail="muted", rule="accent")
_ON_BRAND = _Look(
    ground="brand", quote="on_brand", mark="highlight", name="highlight", detail="on_brand", rule="highlight"
)


@cache
def library(folder: Path | None) -> Library:
    """The fonts of a campaign, found once."""
    return Library(folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The card's texts, measured. `rows`: kind, text, size and space above. `logo`: the campaign's line stands beside
    one."""

    quote: Paragraph
    rows: tuple[tuple[str, Paragraph, float, float], ...]
    campaign: Paragraph | None
    logo: bool


def logo_of(theme: Theme, ground: str) -> Path | None:
    """The logo for that ground, if the theme has one."""
    return theme.logo_on_brand if ground == "brand" else theme.logo


def compose(card: Card, size: tuple[int, int], theme: Theme) -> Sheet:
    """The card's sheet; CardError when words are missing, do not fit, or have no font.

    The portrait keeps its full width as long as the quote is comfortable to read beside it.
    """
    quote = unquoted(shaping.clean(card.quote))
    if not quote or not shaping.clean(card.name):
        raise CardError("A card needs a quote and a name.", "Write both.")
    rtl = is_rtl(card.lang, quote)
    look = _ON_PAPER if card.portrait else _ON_BRAND
    words = _words(card, quote, theme, rtl, logo=logo_of(theme, look.ground) is not None)
    best: tuple[float, Sheet] | None = None
    for frame in layout.frames(size, portrait=card.portrait is not None, rtl=rtl):
        tried = _attempt(frame, look, words)
        if tried and (best is None or tried[0] > best[0]):
            best = tried
        if best and best[0] >= COMFORTABLE * size[0]:
            break
    if best is None:
        raise CardError(
            f"The quote is too long to be readable on this card ({len(quote)} characters): {quote[:40]}…",
            "Shorten it: about 400 characters fit, fewer with a long title or in a script of large letters.",
        )
    return best[1]


def _words(card: Card, quote: str, theme: Theme, rtl: bool, *, logo: bool) -> _Words:
    fonts, weights = library(theme.fonts), theme.weights
    mark = "\u200f" if rtl else "\u200e"
    where = f" {mark}·{mark} ".join(part for part in (card.organisation, card.country) if shaping.clean(part))
    texts = {"name": (card.name, weights.name), "title": (card.title, weights.quote)}
    texts["organisation"] = (where, weights.detail)
    rows = []
    for kind, size, space in ROWS:
        text, weight = texts[kind]
        if shaping.clean(text):
            way = rtl if mark in text else None
            rows.append((kind, paragraph(text, fonts, language=card.lang, weight=weight, rtl=way), size, space))
    line = shaping.clean(theme.campaign)
    return _Words(
        quote=paragraph(
            quote, fonts, language=card.lang, weight=weights.quote, rtl=rtl, marks=quotation_marks(card.lang)
        ),
        rows=tuple(rows),
        campaign=paragraph(line, fonts, weight=weights.quote) if line else None,
        logo=logo,
    )


def _attempt(frame: Frame, look: _Look, words: _Words) -> tuple[float, Sheet] | None:
    """The quote's size and the sheet; None when the quote does not fit into this frame."""
    person = [(_small(text, frame, size, kind), space * frame.unit, kind) for kind, text, size, space in words.rows]
    below = GAP * frame.unit + sum(block.height + space for block, space, _ in person)
    quote = layout.fit(
        words.quote,
        frame.words.width,
        frame.words.height - below,
        largest=GREATEST * min(frame.width, 4 / 3 * frame.unit),
        smallest=LEAST * frame.width,
    )
    return (quote.size, _sheet(frame, look, quote, person, words)) if quote else None


def _small(text: Paragraph, frame: Frame, size: float, kind: str) -> Block:
    """A row of at most three lines, a little smaller where it is long."""
    box, largest = frame.words, size * frame.unit
    block = layout.fit(text, box.width, box.height / 4, largest=largest, smallest=largest * SHRINK, lines=3)
    if block is None:
        raise CardError(f"The {kind} is too long for three lines of a card.", "Shorten it.")
    return block


def _sheet(frame: Frame, look: _Look, quote: Block, person: list[tuple[Block, float, str]], words: _Words) -> Sheet:
    gap = GAP * frame.unit
    used = quote.height + gap + sum(block.height + space for block, space, _ in person)
    top = frame.words.top + (frame.words.height - used) / 2
    pieces = list(_pieces(frame, quote, top, look.quote, look.mark))
    top += quote.height + gap
    rule = _at_start(frame, frame.words, top, width=0.06 * frame.unit, height=0.0045 * frame.unit)
    for block, space, kind in person:
        colour = look.name if kind == "name" else look.detail
        pieces += _pieces(frame, block, top + space, colour, colour)
        top += space + block.height
    foot = frame.foot
    if words.campaign:
        pieces += _foot(frame, look, words.campaign, room=foot.height * 1.4 if words.logo else 0)
    return Sheet(
        frame=frame,
        ground=look.ground,
        pieces=tuple(pieces),
        rule=rule,
        rule_colour=look.rule,
        logo=_at_start(frame, foot, foot.top, width=foot.height, height=foot.height),
    )


def _pieces(frame: Frame, block: Block, top: float, colour: str, mark: str) -> Iterator[Piece]:
    for line in layout.place(block, frame.words, top, rtl=frame.rtl):
        yield Piece(placed=line, colour=colour, mark=mark)


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
    for line in layout.place(block, box, box.top + (box.height - block.height) / 2, rtl=frame.rtl):
        yield Piece(placed=line, colour=look.detail, mark=look.detail)
