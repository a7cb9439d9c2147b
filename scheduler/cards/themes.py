"""How a campaign's cards look: design, colours, logo, header, weights. From assets/theme.yaml; every key may be left
out. Besides the campaign's look the file may hold others, which a card picks by `theme`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import yaml

from scheduler.cards.designs import DESIGNS
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
    """`campaign` is the line at the foot of a card. `fonts`: a folder with the campaign's own fonts, or None. `design`:
    one of designs.DESIGNS. `others`: the looks that a card may pick by name."""

    colours: Colours = field(default_factory=Colours)
    weights: Weights = field(default_factory=Weights)
    campaign: str = ""
    logo: Path | None = None
    logo_on_brand: Path | None = None
    header: Path | None = None
    fonts: Path | None = None
    design: str = "portrait"
    name: str = ""
    others: tuple["Theme", ...] = ()

    def named(self, name: str) -> "Theme":
        """The look of that name: the campaign's own, one of the theme file's, or a design; CardError if none is."""
        if name in {"", self.name}:
            return replace(self, others=()) if self.others else self
        own = next((other for other in self.others if other.name == name), None)
        if own is None and name not in DESIGNS:
            known = ", ".join(dict.fromkeys((*DESIGNS, *(other.name for other in self.others))))
            raise CardError(f"There is no theme {name!r} for cards.", f"Write one of these: {known}.")
        return own or replace(self, design=name, name=name, others=())


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
    return contrast_of(luminance(one), luminance(other))


def contrast_of(one: float, other: float) -> float:
    """The same of two luminances."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    """The first colour with that share of the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def shaded(colours: Colours, share: float) -> Rgb:
    """The brand's colour moved away from the text that stands on it: never harder to read than the brand itself."""
    light = luminance(rgb(colours.on_brand)) > luminance(rgb(colours.brand))
    return mixed(rgb(colours.brand), (0, 0, 0) if light else (255, 255, 255), share)


def luminance(colour: Rgb) -> float:
    """WCAG 2.2 relative luminance, 0 to 1."""
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
    chosen = reader.words("theme")
    theme = _look(reader, Theme(fonts=_folder(path.parent / "fonts")), chosen if chosen in DESIGNS else "")
    others = [_look(part, theme, name) for name, part in reader.others()]
    theme = replace(theme, others=tuple(others))
    try:
        return replace(theme.named(chosen), others=theme.others)
    except CardError as error:
        raise reader.error(f"has {chosen!r} for theme", error.remedy) from None


def _look(reader: "_Reader", base: Theme, name: str = "") -> Theme:
    """What the reader holds, and what the base has where it says nothing."""
    design = reader.words("design") or (name if name in DESIGNS else base.design)
    if design not in DESIGNS:
        raise reader.error(f"has {design!r} for design", f"Write one of these: {', '.join(DESIGNS)}.")
    colours = replace(base.colours, **reader.section("colours", Colours, _colour))
    reader.check_contrast(colours)
    return Theme(
        colours=colours,
        weights=replace(base.weights, **reader.section("weights", Weights, _weight)),
        campaign=reader.words("campaign") or base.campaign,
        logo=reader.file("logo") or base.logo,
        logo_on_brand=reader.file("logo_on_brand") or base.logo_on_brand,
        header=reader.file("header") or base.header,
        fonts=_folder(reader.folder / reader.words("fonts")) if reader.words("fonts") else base.fonts,
        design=design,
        name=name,
    )


def _folder(path: Path) -> Path | None:
    return path.resolve() if path.is_dir() else None


_KEYS = ("campaign", "colours", "fonts", "header", "logo", "logo_on_brand", "weights")


class _Reader:
    """The mapping in one theme file, or one look in it (`where`); every complaint names the file."""

    def __init__(self, path: Path, values: Any = None, where: str = "") -> None:
        self.path, self.where = path, where
        found = values if where else self._parsed()
        self.values = self._checked(found, {*_KEYS, "design"} if where else {*_KEYS, "theme", "themes"}, "")

    @property
    def folder(self) -> Path:
        return self.path.parent

    def others(self) -> Iterator[tuple[str, "_Reader"]]:
        """The looks under `themes`, by name."""
        found = self.values.get("themes") or {}
        if not isinstance(found, dict) or not all(isinstance(name, str) and name for name in found):
            raise self.error("has no names in themes", "Write `themes: {evening: {design: bleed}}`.")
        for name, values in found.items():
            yield name, _Reader(self.path, values, f" in themes.{name}")

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
        return CardError(f"{self.path}: the theme {what}{self.where}.", remedy)

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
        path = (self.folder / value).resolve()
        if value and not path.is_file():
            raise self.error(f"names {value} as {name}, which is not there", f"Paths start at {self.folder}.")
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
