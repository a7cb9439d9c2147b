"""All that is drawn on a card, before it is: values between composing and drawing."""

from dataclasses import dataclass

from scheduler.cards.designs import Frame
from scheduler.cards.layout import Box, Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A line with its colours: names of the theme's colours. `mark`: for quotation marks. `part`: of the card."""

    placed: Placed
    colour: str
    mark: str
    part: str = ""

    @property
    def ink(self) -> Box:
        """Where its letters are, marks included, to the pixel or two."""
        placed, line, size = self.placed, self.placed.line, self.placed.size
        return Box(
            left=placed.x + line.outer_left * size,
            top=placed.y - line.top * size,
            width=(line.outer_right - line.outer_left) * size,
            height=(line.top - line.bottom) * size,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Veil:
    """Where the scrim ends: `edge`, from the left or the top. It covers what lies `before` that, or behind."""

    edge: float
    down: bool
    before: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that is drawn. `ground` is a theme colour; `rule` the short bar above the person. `at`: where on the portrait
    its point of interest belongs, 0..1. A portrait below words has `veils` over it, and words on the `inked` places."""

    frame: Frame
    ground: str
    pieces: tuple[Piece, ...]
    rule: Box
    rule_colour: str
    logo: Box
    at: tuple[float, float] = (0.5, 0.5)
    veils: tuple[Veil, ...] = ()
    inked: tuple[Box, ...] = ()

    def below(self, piece: Piece) -> str:
        """The theme colour on which the piece stands, if it is one: not a photograph, and not a panel with rings."""
        elsewhere = self.frame.person and piece.part not in {"quote", "campaign"}
        return "" if self.ground == "brand" or elsewhere else self.ground
