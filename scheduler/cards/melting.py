"""Where the face belongs on its picture, and how a picture below words melts into the ground: pure geometry."""

from collections.abc import Iterable
from dataclasses import replace

from scheduler.cards.designs import safe
from scheduler.cards.layout import Box
from scheduler.cards.sheets import Piece, Sheet, Veil


def centred(sheet: Sheet) -> Sheet:
    """The face in the middle of its picture, below what a story's own signs cover."""
    picture, frame = sheet.frame.portrait, sheet.frame
    if picture is None:
        return sheet
    covered = safe((frame.width, frame.height)).top
    return replace(sheet, at=(0.5, (covered / picture.height + 1) / 2)) if frame.story else sheet


def melted(sheet: Sheet) -> Sheet:
    """With a portrait that melts into the ground towards the words."""
    frame = sheet.frame
    quote = _ink(piece for piece in sheet.pieces if piece.part == "quote")
    if frame.person:
        person = _ink(piece for piece in sheet.pieces if piece.part not in {"quote", "campaign"})
        below, beside = (person, quote) if frame.person.top > frame.words.top else (quote, person)
        return _veiled(sheet, (quote, person), down=below.top, along=beside)
    inked = _ink(sheet.pieces)
    if frame.anchor == 1.0:
        picture = Box(left=0, top=0, width=frame.width, height=min(frame.height, round(inked.top + 0.22 * frame.unit)))
        sheet = replace(sheet, frame=replace(frame, portrait=picture))
        return _veiled(sheet, (inked,), down=inked.top)
    return _veiled(sheet, (inked,), along=inked)


def _veiled(sheet: Sheet, inked: tuple[Box, ...], *, down: float = 0.0, along: Box | None = None) -> Sheet:
    """Veils below `down` and on the side of `along`; the face belongs in the middle of what they leave free."""
    frame, picture = sheet.frame, sheet.frame.portrait
    assert picture
    veils = []
    left, right, bottom = 0.0, float(frame.width), picture.bottom
    top = 0.5 * safe((frame.width, frame.height)).top
    if down:
        veils.append(Veil(edge=down, down=True, before=False))
        bottom = down - 0.06 * frame.unit
    if along:
        edge = along.left if frame.rtl else along.right
        veils.append(Veil(edge=edge, down=False, before=not frame.rtl))
        left, right = (left, edge) if frame.rtl else (edge, right)
    at = (((left + right) / 2 - picture.left) / picture.width, ((top + bottom) / 2 - picture.top) / picture.height)
    return replace(sheet, at=at, veils=tuple(veils), inked=inked)


def _ink(pieces: Iterable[Piece]) -> Box:
    """Around the ink of all of them."""
    boxes = [piece.ink for piece in pieces]
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left=left, top=top, width=right - left, height=bottom - top)
