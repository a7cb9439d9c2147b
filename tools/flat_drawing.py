"""Flat drawing with smooth outlines, for the scripts beside this one; coordinates are the finished picture's pixels."""

from collections.abc import Iterable

from PIL import Image, ImageDraw, ImageFilter

TIMES = 3  # everything is drawn this much larger and shrunk at the end
MIDDLE = 450  # the axis of symmetry

Point = tuple[float, float]


def path(text: str) -> list[Point]:
    """`450,246 540,264` as points."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


class Sheet:
    """A canvas that takes coordinates of the finished picture."""

    def __init__(self, size: tuple[int, int], colour: str) -> None:
        self.size = size
        self.image = Image.new("RGB", (size[0] * TIMES, size[1] * TIMES), colour)
        self.draw = ImageDraw.Draw(self.image)

    def blob(self, points: Iterable[Point], colour: str) -> None:
        """A closed smooth shape through the points."""
        self.draw.polygon(scaled(smooth(list(points), closed=True)), fill=colour)

    def polygon(self, points: Iterable[Point], colour: str) -> None:
        self.draw.polygon(scaled(list(points)), fill=colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        self.draw.ellipse(scaled([(x - rx, y - ry), (x + rx, y + ry)]), fill=colour)

    def ring(self, x: float, y: float, rx: float, ry: float, colour: str, width: float) -> None:
        self.draw.ellipse(scaled([(x - rx, y - ry), (x + rx, y + ry)]), outline=colour, width=round(width * TIMES))

    def stroke(self, points: Iterable[Point], colour: str, width: float) -> None:
        """A smooth line with round ends."""
        line = smooth(list(points), closed=False)
        self.draw.line(scaled(line), fill=colour, width=round(width * TIMES), joint="curve")
        for x, y in (line[0], line[-1]):
            self.oval(x, y, width / 2, width / 2, colour)

    def glow(self, x: float, y: float, rx: float, ry: float, colour: str, strength: float) -> None:
        """A soft, see-through spot."""
        mask = Image.new("L", self.size, 0)
        ImageDraw.Draw(mask).ellipse((x - rx, y - ry, x + rx, y + ry), fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(16)).resize(self.image.size)
        self.image.paste(Image.new("RGB", self.image.size, colour), (0, 0), mask)

    def finished(self) -> Image.Image:
        return self.image.resize(self.size, Image.Resampling.BOX)


def scaled(points: list[Point]) -> list[Point]:
    return [(x * TIMES, y * TIMES) for x, y in points]


def smooth(points: list[Point], *, closed: bool, steps: int = 14) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    count = len(points)
    at = (lambda i: points[i % count]) if closed else (lambda i: points[min(max(i, 0), count - 1)])
    curve = [
        _between(at(i - 1), at(i), at(i + 1), at(i + 2), step / steps)
        for i in range(count if closed else count - 1)
        for step in range(steps)
    ]
    return curve if closed else [*curve, points[-1]]


def _between(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    def along(i: int) -> float:
        return 0.5 * (
            2 * b[i]
            + (c[i] - a[i]) * t
            + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t**2
            + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3
        )

    return along(0), along(1)


def mirrored(points: list[Point]) -> list[Point]:
    """The right half given from top to bottom, closed with its mirror image."""
    return points + [(2 * MIDDLE - x, y) for x, y in reversed(points) if x != MIDDLE]


def mixed(colour: str, other: str, share: float) -> str:
    """`share` of `other` in `colour`."""
    parts = [(int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)
