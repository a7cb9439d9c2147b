"""From a card's words to placed lines: what stands where, in which colour. Pure but for the fonts it measures with."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scheduler.cards import layout, shaping
from scheduler.cards.fonts import Library
from scheduler.cards.languages import is_rtl, quotation_marks, unquoted
from scheduler.cards.layout import Block, Box, Frame, Placed
from scheduler.cards.themes import Theme
from scheduler.errors import CardError
from scheduler.models import Card

QUOTE = (0.029, 0.083)
NAME, TITLE, DETAIL, CAMPAIGN = 0.0365, 0.0275, 0.024, 0.0195
SHRINK = 0.7
READABLE = "Shorten it: about 400 characters fit on a card."


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


def compose(card: Card, size: tuple[int, int], theme: Theme) -> Sheet:
    """The card's sheet; CardError when words are missing, do not fit, or have no font."""
    quote, fonts = unquoted(shaping.clean(card.quote)), library(theme.fonts)
    if not quote or not shaping.clean(card.name):
        raise CardError("A card needs a quote and a name.", "Write both.")
    rtl = is_rtl(card.lang, quote)
    frame = layout.frame(size, portrait=card.portrait is not None, rtl=rtl)
    person = list(_person(card, theme, fonts, frame))
    look = _ON_PAPER if card.portrait else _ON_BRAND
    gap = 0.05 * frame.unit
    below = gap + sum(block.height + space for block, space, _ in person)
    text = shaping.paragraph(
        quote, fonts, language=card.lang, weight=theme.weights.quote, rtl=rtl, marks=quotation_marks(card.lang)
    )
    smallest, largest = (share * frame.unit for share in QUOTE)
    block = layout.fit(text, frame.words.width, frame.words.height - below, largest=largest, smallest=smallest)
    if block is None:
        raise CardError(f"The quote is too long to be readable on this card: {quote[:40]}…", READABLE)
    return _sheet(frame, look, block, person, gap, _campaign(theme, fonts, frame))


def _person(card: Card, theme: Theme, fonts: Library, frame: Frame) -> Iterator[tuple[Block, float, str]]:
    """Name, title, organisation and country: each block, the space above it, and which colour it has."""
    weights, unit = theme.weights, frame.unit
    mark = "\u200f" if frame.rtl else "\u200e"
    where = f" {mark}·{mark} ".join(part for part in (card.organisation, card.country) if shaping.clean(part))
    rows = (
        ("name", card.name, NAME, weights.name, 0.042),
        ("title", card.title, TITLE, weights.quote, 0.02),
        ("organisation", where, DETAIL, weights.detail, 0.017),
    )
    for kind, words, share, weight, space in rows:
        if shaping.clean(words):
            rtl = frame.rtl if kind == "organisation" and "·" in where else None
            text = shaping.paragraph(words, fonts, language=card.lang, weight=weight, rtl=rtl)
            yield _small(text, frame, share * unit, kind), space * unit, kind


def _small(text: shaping.Paragraph, frame: Frame, size: float, kind: str) -> Block:
    block = layout.fit(text, frame.words.width, frame.words.height / 4, largest=size, smallest=size * SHRINK, lines=2)
    if block is None:
        raise CardError(f"The {kind} is too long for two lines of a card.", "Shorten it.")
    return block


def _campaign(theme: Theme, fonts: Library, frame: Frame) -> Block | None:
    if not shaping.clean(theme.campaign):
        return None
    text = shaping.paragraph(theme.campaign, fonts, weight=theme.weights.quote)
    width = frame.foot.width - frame.foot.height * 1.4
    block = layout.fit(
        text, width, frame.foot.height, largest=CAMPAIGN * frame.unit, smallest=CAMPAIGN * SHRINK * frame.unit, lines=2
    )
    if block is None:
        raise CardError("The theme's campaign line is too long for a card.", "Shorten `campaign` in the theme file.")
    return block


def _sheet(
    frame: Frame, look: _Look, quote: Block, person: list[tuple[Block, float, str]], gap: float, campaign: Block | None
) -> Sheet:
    used = quote.height + gap + sum(block.height + space for block, space, _ in person)
    top = frame.words.top + (frame.words.height - used) / 2
    pieces = [
        Piece(placed=line, colour=look.quote, mark=look.mark)
        for line in layout.place(quote, frame.words, top, rtl=frame.rtl)
    ]
    top += quote.height + gap
    rule = _at_start(frame, frame.words, top, width=0.06 * frame.unit, height=0.0045 * frame.unit)
    for block, space, kind in person:
        colour = look.name if kind == "name" else look.detail
        placed = layout.place(block, frame.words, top + space, rtl=frame.rtl)
        pieces += [Piece(placed=line, colour=colour, mark=colour) for line in placed]
        top += space + block.height
    logo = _at_start(frame, frame.foot, frame.foot.top, width=frame.foot.height, height=frame.foot.height)
    if campaign:
        pieces += _foot(frame, look, campaign)
    return Sheet(frame=frame, ground=look.ground, pieces=tuple(pieces), rule=rule, rule_colour=look.rule, logo=logo)


def _at_start(frame: Frame, box: Box, top: float, *, width: float, height: float) -> Box:
    """A box at the side where reading begins."""
    left = box.right - width if frame.rtl else box.left
    return Box(left=left, top=top, width=width, height=height)


def _foot(frame: Frame, look: _Look, campaign: Block) -> Iterator[Piece]:
    room = frame.foot.height * 1.4
    shift = 0.0 if frame.rtl else room
    box = Box(left=frame.foot.left + shift, top=frame.foot.top, width=frame.foot.width - room, height=frame.foot.height)
    top = box.top + (box.height - campaign.height) / 2
    for line in layout.place(campaign, box, top, rtl=frame.rtl):
        yield Piece(placed=line, colour=look.detail, mark=look.detail)
