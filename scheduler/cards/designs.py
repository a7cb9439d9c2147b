"""The designs of a card: where portrait, words, person and campaign stand. Pure geometry, in pixels.

- `portrait`: the portrait at the side where reading begins; on upright cards a tile above the quote.
- `bleed`: the portrait from edge to edge, the words on a scrim: beside the face on wide cards, below it on others.
- `plain`: words alone, on the brand's ground with rings.

Each offers several frames: the first shows most of the portrait, each that follows has more room for words. Lengths
are shares of the card's unit, between the square root of its area and its width: phones show every picture as wide
as their screen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from scheduler.cards.layout import Box

DESIGNS = ("portrait", "bleed", "plain")
# From this ratio of width to height on words stand beside the portrait; up to that one the card is a story.
WIDE, STORY = 1.15, 0.6
# What a story's own buttons and names cover: 250 and 340 of 1920 pixels. Elsewhere, rounded corners and thumbnails.
STORY_TOP, STORY_BOTTOM, EDGE = 250 / 1920, 340 / 1920, 0.03
COMFORTABLE = 0.031  # 12 points on a phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A part of the ground in one of the theme's colours."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The places on a card: `words` holds quote and person, unless `person` is a place of its own; `foot` logo and
    campaign. `ground`, `person_ground`: theme colours below them. `anchor`: where the words stand in their box, from
    0 (top) to 1. `bleeds`: the portrait melts into the ground below the words. `greatest`: size of the quote; `scale`:
    of the person's rows; `comfortable`: share of the width that the quote should reach, lest a later frame is taken."""

    width: int
    height: int
    unit: float
    rtl: bool
    words: Box
    foot: Box
    ground: str = "paper"
    person: Box | None = None
    person_ground: str = ""
    portrait: Box | None = None
    panels: tuple[Panel, ...] = ()
    anchor: float = 0.5
    bleeds: bool = False
    greatest: float
    scale: float = 1.0
    comfortable: float = COMFORTABLE

    @property
    def story(self) -> bool:
        """Whether the network's own signs cover its top and its bottom."""
        return _story((self.width, self.height))

    def mirrored(self) -> "Frame":
        """The same for a language that reads from right to left."""
        across = self.width
        return replace(
            self,
            rtl=True,
            words=self.words.mirrored(across),
            foot=self.foot.mirrored(across),
            person=self.person and self.person.mirrored(across),
            portrait=self.portrait and self.portrait.mirrored(across),
            panels=tuple(replace(panel, box=panel.box.mirrored(across)) for panel in self.panels),
        )


def safe(size: tuple[int, int]) -> Box:
    """Where ink may stand: what no network covers or cuts off."""
    width, height = size
    edge = EDGE * min(size)
    top, bottom = (STORY_TOP * height, STORY_BOTTOM * height) if _story(size) else (edge, edge)
    return Box(left=edge, top=top, width=width - 2 * edge, height=height - top - bottom)


def frames(size: tuple[int, int], *, design: str, rtl: bool) -> Iterator[Frame]:
    """The design's frames for this size, mirrored for right-to-left."""
    width, height = size
    wide = width >= WIDE * height
    if design == "plain":
        found = _plain(size)
    elif design == "bleed":
        found = _bleed_wide(size) if wide else _bleed_tall(size)
    else:
        found = _beside(size) if wide else _band(size) if _story(size) else _tiles(size, (0.46, 0.4, 0.34, 0.28))
    for frame in found:
        yield frame.mirrored() if rtl else frame


def _story(size: tuple[int, int]) -> bool:
    return size[0] <= STORY * size[1]


def _unit(size: tuple[int, int]) -> float:
    return (sqrt(size[0] * size[1]) + size[0]) / 2


def _frame(size: tuple[int, int], left: float, top: float, right: float, bottom: float, **more: object) -> Frame:
    """Words and foot within these edges; marks hang into the margin that is left."""
    unit = _unit(size)
    high = 0.05 * unit
    foot = Box(left=left, top=bottom - high, width=right - left, height=high)
    words = Box(left=left, top=top, width=right - left, height=foot.top - 0.03 * unit - top)
    return Frame(width=size[0], height=size[1], unit=unit, rtl=False, words=words, foot=foot, **more)  # type: ignore[arg-type]


def _edges(size: tuple[int, int]) -> tuple[float, float, float, float]:
    """The margins of words: left, top, right, bottom, as places on the card."""
    width, height = size
    room, margin = safe(size), 0.06 * _unit(size)
    if _story(size):
        return 1.4 * margin, room.top + 0.3 * margin, width - 1.2 * margin, room.bottom
    return 1.4 * margin, margin, width - 1.2 * margin, height - 0.85 * margin


def _plain(size: tuple[int, int]) -> Iterator[Frame]:
    left, top, right, bottom = _edges(size)
    wide = size[0] >= WIDE * size[1]
    shift = 0.3 * left if wide else 0.0
    for scale in (1.0, 0.86, 0.75):
        greatest = (0.084 if wide else 0.09) * size[0]
        frame = _frame(size, left + shift, top, right - shift, bottom, ground="brand", greatest=greatest, scale=scale)
        yield replace(frame, comfortable=0.037) if wide else frame
    abreast = _abreast(frame)
    if wide and abreast.words.height > 0:  # on a strip there is no room above the person
        yield abreast


def _abreast(frame: Frame) -> Frame:
    """With person and campaign side by side below the quote."""
    foot, high = frame.foot, 0.15 * frame.unit
    half = 0.6 * frame.width - foot.left
    person = Box(left=foot.left, top=foot.bottom - high, width=half, height=high)
    room = replace(frame.words, height=person.top - 0.03 * frame.unit - frame.words.top)
    rest = replace(foot, left=foot.left + half, width=foot.width - half)
    return replace(frame, person=person, words=room, foot=rest)


def _beside(size: tuple[int, int]) -> Iterator[Frame]:
    """The portrait at the side, from top to bottom; where words are many, the person stands below it."""
    width, height = size
    _, top, right, bottom = _edges(size)
    unit, stripe = _unit(size), round(0.009 * height)
    for share, comfortable in ((0.385, 0.044), (0.34, 0.04)):
        picture = Box(left=0, top=0, width=round(share * width), height=height)
        panel = Panel(box=Box(left=picture.width, top=0, width=stripe, height=height), colour="highlight")
        start = picture.width + 0.085 * unit
        yield _frame(
            size,
            start,
            top,
            right,
            bottom,
            portrait=picture,
            panels=(panel,),
            greatest=0.068 * width,
            comfortable=comfortable,
        )
    for share, split, scale in ((0.33, 0.56, 1.0), (0.3, 0.52, 0.9), (0.26, 0.43, 0.85)):
        picture = Box(left=0, top=0, width=round(share * width), height=round(split * height))
        tile = Box(left=0, top=picture.height, width=picture.width, height=height - picture.height)
        yield _frame(
            size,
            picture.width + 0.075 * unit,
            top,
            right,
            bottom,
            portrait=picture,
            person=_inside(tile, 0.045 * unit, 0.045 * unit),
            person_ground="brand",
            panels=(Panel(box=tile, colour="brand"),),
            greatest=0.05 * width,
            scale=scale,
        )


def _inside(box: Box, across: float, down: float) -> Box:
    return Box(left=box.left + across, top=box.top + down, width=box.width - 2 * across, height=box.height - 2 * down)


def _tiles(size: tuple[int, int], shares: Sequence[float]) -> Iterator[Frame]:
    """Portrait and person side by side, the quote below."""
    width, height = size
    left, _, right, bottom = _edges(size)
    unit, covered = _unit(size), safe(size).top
    for share in shares:
        high = round(share * height)
        across = round(min(0.48 * width, 1.05 * high))
        tile = Box(left=across, top=0, width=width - across, height=high)
        yield _frame(
            size,
            left,
            high + 0.05 * unit,
            right,
            bottom,
            portrait=Box(left=0, top=0, width=across, height=high),
            person=_inside(replace(tile, top=covered, height=high - covered), 0.06 * unit, 0.02 * unit),
            person_ground="brand",
            panels=(Panel(box=tile, colour="brand"),),
            greatest=0.09 * width,
            scale=1.15,
            comfortable=0.037,
        )


def _band(size: tuple[int, int]) -> Iterator[Frame]:
    """A story: the portrait across the top, below the network's own signs; the brand's colour where its buttons are."""
    width, height = size
    left, _, right, bottom = _edges(size)
    for share, comfortable in ((0.46, 0.052), (0.42, 0.042)):
        picture = Box(left=0, top=0, width=width, height=round(share * height))
        floor = round(bottom + 0.03 * width)
        panels = (
            Panel(box=Box(left=0, top=floor, width=width, height=height - floor), colour="brand"),
            Panel(box=Box(left=0, top=picture.height, width=width, height=round(0.008 * width)), colour="highlight"),
        )
        top = picture.height + 0.06 * width
        yield _frame(
            size,
            left,
            top,
            right,
            bottom,
            portrait=picture,
            panels=panels,
            greatest=0.1 * width,
            comfortable=comfortable,
        )
    for frame in _tiles(size, (0.39, 0.35, 0.31)):
        yield replace(frame, panels=(*frame.panels, panels[0]))


def _bleed_wide(size: tuple[int, int]) -> Iterator[Frame]:
    """Words at the side where reading begins; the portrait melts into the ground behind them. Where words are many, the
    person stands below the face."""
    width, height = size
    left, top, right, bottom = _edges(size)
    for share, scale, comfortable in ((0.5, 1.0, 0.042), (0.55, 1.0, 0.038), (0.6, 0.95, 0.034), (0.66, 0.9, 0.031)):
        start = round((share - 0.1) * width)
        yield _frame(
            size,
            left,
            top,
            share * width,
            bottom,
            portrait=Box(left=start, top=0, width=width - start, height=height),
            bleeds=True,
            ground="brand",
            greatest=0.066 * width,
            scale=scale,
            comfortable=comfortable,
        )
    for share in (0.64, 0.7):
        start = round((share - 0.03) * width)
        person = Box(left=(share + 0.04) * width, top=0.56 * height, width=0, height=bottom - 0.56 * height)
        yield _frame(
            size,
            left,
            top,
            share * width,
            bottom,
            portrait=Box(left=start, top=0, width=width - start, height=round(0.8 * height)),
            person=replace(person, width=right - person.left),
            bleeds=True,
            ground="brand",
            greatest=0.05 * width,
            scale=0.92,
        )


def _bleed_tall(size: tuple[int, int]) -> Iterator[Frame]:
    """The face above, the words below; where there are too many for that, the face in the corner beside the person."""
    width, height = size
    left, highest, right, bottom = _edges(size)
    squat = width > 0.9 * height
    for share, comfortable in ((0.4, 0.06), (0.44, 0.055)) if squat else ((0.4, 0.055), (0.44, 0.046), (0.47, 0.04)):
        frame = _bleed(size, left, bottom - share * height, right, bottom, comfortable=comfortable)
        yield replace(frame, portrait=Box(left=0, top=0, width=width, height=height), anchor=1.0)
    for share in (0.42, 0.37, 0.3) if squat else (0.38, 0.32, 0.26):
        top = highest + share * height
        start = round(0.4 * width)
        yield replace(
            _bleed(size, left, top + 0.04 * width, right, bottom),
            portrait=Box(left=start, top=0, width=width - start, height=round(top + 0.1 * width)),
            person=Box(left=left, top=highest, width=0.47 * width - left, height=top - highest),
        )


def _bleed(
    size: tuple[int, int], left: float, top: float, right: float, bottom: float, comfortable: float = COMFORTABLE
) -> Frame:
    return _frame(
        size, left, top, right, bottom, bleeds=True, ground="brand", greatest=0.085 * size[0], comfortable=comfortable
    )
