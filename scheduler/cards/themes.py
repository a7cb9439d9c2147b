"""How a campaign's cards look: colours, logo, header, weights. From assets/theme.yaml; every key may be left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from scheduler.errors import CardError

CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3, level AA
MAX_BYTES = 100_000

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """As `#rrggbb`. Text in ink, muted, brand or accent stands on paper; on_brand and highlight stand on brand."""

    paper: str = "#fbf7f0"
    ink: str = "#17292b"
    muted: str = "#4d6062"
    brand: str = "#0f5257"
    accent: str = "#b8431f"
    on_brand: str = "#ffffff"
    highlight: str = "#f2b441"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Font weights, 100 to 900, as far as the font has them."""

    quote: int = 500
    name: int = 700
    detail: int = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """`campaign` is the line at the foot of a card. `fonts`: a folder with the campaign's own fonts, or None."""

    colours: Colours = field(default_factory=Colours)
    weights: Weights = field(default_factory=Weights)
    campaign: str = ""
    logo: Path | None = None
    logo_on_brand: Path | None = None
    header: Path | None = None
    fonts: Path | None = None


PAIRS = (
    ("ink", "paper"),
    ("muted", "paper"),
    ("brand", "paper"),
    ("accent", "paper"),
    ("on_brand", "brand"),
    ("highlight", "brand"),
)


def rgb(colour: str) -> Rgb:
    """`#rrggbb` as three numbers of 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def load_theme(path: Path) -> Theme:
    """The theme file, its paths made absolute; the built-in theme when there is no such file.

    CardError, with the file and what to mend, when it cannot be used.
    """
    if not path.exists():
        return Theme(fonts=_folder(path.parent / "fonts"))
    reader = _Reader(path)
    colours = Colours(**reader.section("colours", Colours, _colour))
    reader.check_contrast(colours)
    return Theme(
        colours=colours,
        weights=Weights(**reader.section("weights", Weights, _weight)),
        campaign=reader.words("campaign"),
        logo=reader.file("logo"),
        logo_on_brand=reader.file("logo_on_brand"),
        header=reader.file("header"),
        fonts=_folder(path.parent / (reader.words("fonts") or "fonts")),
    )


def _folder(path: Path) -> Path | None:
    return path.resolve() if path.is_dir() else None


class _Reader:
    """The mapping in one theme file; every complaint names the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.values = self._checked(self._parsed(), {part.name for part in fields(Theme)}, "")

    def _parsed(self) -> Any:
        try:
            if self.path.stat().st_size > MAX_BYTES:
                raise self.error("is too large for a theme", f"Keep it under {MAX_BYTES} bytes.")
            return yaml.safe_load(self.path.read_text(encoding="utf-8")) or {}
        except OSError as error:
            raise self.error(f"cannot be read: {error.strerror}", "Mend its path or its permissions.") from None
        except UnicodeDecodeError:
            raise self.error("is not UTF-8 text", "Save it as UTF-8.") from None
        except yaml.MarkedYAMLError as error:
            line = f" at line {error.problem_mark.line + 1}" if error.problem_mark else ""
            raise self.error(f"is not YAML{line}: {error.problem}", "Mend that line.") from None
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            raise self.error(f"is not YAML: {error}", "Write it again from the sample.") from None

    def error(self, what: str, remedy: str) -> CardError:
        return CardError(f"{self.path}: the theme {what}.", remedy)

    def _checked(self, found: Any, known: set[str], where: str) -> Mapping[str, Any]:
        if not isinstance(found, dict):
            raise self.error(f"has no keys{where}", f"It may have: {', '.join(sorted(known))}.")
        for key in found:
            if key not in known:
                raise self.error(f"has an unknown key {key!r}{where}", f"It may have: {', '.join(sorted(known))}.")
        return found

    def section(self, name: str, shape: type, check: Any) -> dict[str, Any]:
        known = {part.name for part in fields(shape)}
        found = self._checked(self.values.get(name) or {}, known, f" in {name}")
        for key, value in found.items():
            if complaint := check(value):
                raise self.error(f"has {value!r} for {name}.{key}", complaint)
        return dict(found)

    def words(self, name: str) -> str:
        value = self.values.get(name) or ""
        if not isinstance(value, str):
            raise self.error(f"has {value!r} for {name}", "Write words, in quotation marks.")
        return value

    def file(self, name: str) -> Path | None:
        value = self.words(name)
        path = (self.path.parent / value).resolve()
        if value and not path.is_file():
            raise self.error(f"names {value} as {name}, which is not there", f"Paths start at {self.path.parent}.")
        return path if value else None

    def check_contrast(self, colours: Colours) -> None:
        for front, back in PAIRS:
            ratio = contrast(rgb(getattr(colours, front)), rgb(getattr(colours, back)))
            if ratio < CONTRAST:
                raise self.error(
                    f"has {front} on {back} with a contrast of {ratio:.1f}:1",
                    f"Text needs {CONTRAST}:1 to be readable: make one darker or lighter.",
                )


def _colour(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch("#[0-9a-fA-F]{6}", value):
        return ""
    return 'Write it as "#0f5257", with the quotation marks: without them YAML takes # for a comment.'


def _weight(value: Any) -> str:
    return "" if type(value) is int and 100 <= value <= 900 else "Write a number from 100 to 900."
