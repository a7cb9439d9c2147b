"""Which font draws which character: the campaign's own fonts, then the font packages, then the system's.

No character is ever drawn as a box or left out: one that no font has is a CardError that names it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from scheduler.cards.emoji import coloured, pictorial
from scheduler.errors import CardError

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
SYSTEM = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
# What decoders leave in place of a character that they lost: fonts have a box for it.
LOST = "\ufffd"
UNKNOWN = "a symbol without a name here"
# What is remembered of single signs; texts of any script use fewer.
REMEMBERED = 20_000
Box = tuple[float, float, float, float]
"""The ink of a glyph in em, y upwards: left, bottom, right, top."""
_ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}
_CJK = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"}
# What follows the script in the names of characters.
_KIND = re.compile(
    "LETTER|SYLLABLE|SIGN|VOWEL|DIGIT|CAPITAL|SMALL|MARK|SUBJOINED|UNIFIED|COMPATIBILITY|HIEROGLYPH|IDEOGRAPH"
)


SCRIPTS = {
    "Latin": "aß",
    "Cyrillic": "жї",
    "Greek": "λ",
    "Arabic": "عگ",
    "Hebrew": "ש",
    "Devanagari": "झ",
    "Bengali": "ক",
    "Gujarati": "ક",
    "Gurmukhi": "ਕ",
    "Tamil": "க",
    "Telugu": "క",
    "Kannada": "ಕ",
    "Malayalam": "ക",
    "Sinhala": "ක",
    "Khmer": "ក",
    "Thai": "ก",
    "Lao": "ກ",
    "Burmese": "က",
    "Ethiopic": "ሰ",
    "Armenian": "ա",
    "Georgian": "ა",
    "Chinese": "汉漢",
    "Japanese": "あ",
    "Korean": "한",
}
"""A letter or two of each script in which people write to us."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A font at one weight: HarfBuzz's `drawn` font, the length of one font unit in `em`, and the glyphs' ink."""

    drawn: Any
    em: float
    boxes: dict[int, Box | None] = field(default_factory=dict)

    def measure(self, glyph: int) -> Box | None:
        """The ink of one glyph, remembered in `boxes`; None when it has none."""
        found = self.drawn.get_glyph_extents(glyph)
        box = None
        if found and found.width and found.height:
            left, top = found.x_bearing * self.em, found.y_bearing * self.em
            box = (left, top + found.height * self.em, left + found.width * self.em, top)
        self.boxes[glyph] = box
        return box


@dataclass(frozen=True, eq=False)
class Font:
    """One font file. Its variable weights are made when first asked for."""

    path: Path
    _weights: dict[int, Cut] = field(default_factory=dict, repr=False)

    @cached_property
    def face(self) -> Any:
        return hb.Face(hb.Blob.from_file_path(str(self.path)))

    @cached_property
    def characters(self) -> Any:
        """The code points that it has."""
        return self.face.unicodes

    @cached_property
    def pictures(self) -> bool:
        """An emoji font: its spaces and digits are not for text."""
        return "emoji" in self.path.name.lower() or self.coloured

    @cached_property
    def coloured(self) -> bool:
        return coloured(self.face)

    def has(self, text: str) -> bool:
        return LOST not in text and all(ord(sign) in self.characters for sign in text if not invisible(sign))

    def at(self, weight: int) -> Cut:
        """The font at that weight (100 to 900, held to what the file offers)."""
        if weight not in self._weights:
            font = hb.Font(self.face)
            if any(axis.tag == "wght" for axis in self.face.axis_infos):
                font.set_variations({"wght": weight})
            self._weights[weight] = Cut(font, 1 / self.face.upem)
        return self._weights[weight]


@lru_cache(maxsize=REMEMBERED)
def invisible(character: str) -> bool:
    """Characters that steer shaping and need no glyph: joiners, direction marks, variation selectors, tags."""
    code = ord(character)
    return (
        unicodedata.category(character) == "Cf"
        or 0xFE00 <= code <= 0xFE0F
        or 0x180B <= code <= 0x180D
        or 0xE0000 <= code <= 0xE0FFF
        or code in {0x034F, 0x17B4, 0x17B5}
    )


class Library:
    """The fonts of one campaign. `folder`: its own fonts (assets/fonts), which may be missing.

    `packages` and `system` are for tests that take them away.
    """

    def __init__(
        self, folder: Path | None = None, *, packages: Iterable[str] = PACKAGES, system: Iterable[Path] = SYSTEM
    ) -> None:
        self._packages = {name for name in packages if _package(name)}
        packed = [file for name in packages for file in _files(_package(name))]
        self._fonts = [Font(path) for path in [*_files(folder), *packed]]
        self._system_folders = tuple(system)
        self._found: dict[tuple[str, Font | None], Font | None] = {}

    @cached_property
    def _system(self) -> list[Font]:
        paths = [file for folder in self._system_folders for file in _files(folder)]
        return [font for path in paths if (font := _readable(Font(path)))]

    def font(self, cluster: str, *, like: Font | None = None) -> Font | None:
        """The font for one character with its marks: the one beside it if that has it, else the first that has it."""
        if (cluster, like) not in self._found:
            if len(self._found) > REMEMBERED:
                self._found.clear()
            takes_it = like and not like.pictures and _inherits(cluster) and like.has(cluster)
            self._found[cluster, like] = like if takes_it else self._first(cluster)
        return self._found[cluster, like]

    def _first(self, cluster: str) -> Font | None:
        """Emoji in colour where the campaign or the system has a font for that; emoji fonts are not for other text."""
        if pictorial(cluster):
            pictures = [font for font in (*self._fonts, *self._system) if font.pictures]
            fonts = [*sorted(pictures, key=lambda font: not font.coloured), *self._fonts]
        else:
            fonts = sorted(self._fonts, key=lambda font: font.pictures)
        return next((font for font in fonts if font.has(cluster)), None) or next(
            (font for font in self._system if font.has(cluster)), None
        )

    def require(self, clusters: Iterable[str]) -> None:
        """CardError that names every character which no font has, its script, and what to install."""
        lacking = {cluster for cluster in clusters if self.font(cluster) is None}
        missing = sorted({c for cluster in lacking for c in cluster if not invisible(c) and self.font(c) is None})
        if missing:
            raise CardError(_what(missing), _remedy(missing, self._packages))
        if lacking:
            raise CardError(
                f"No font here has these characters in one sign: {', '.join(sorted(lacking)[:8])}.",
                "Check the spelling: a mark stands on a letter of another script.",
            )


def lacking_scripts(folder: Path | None) -> list[str]:
    """The scripts that no font here draws; `folder` holds the campaign's own fonts, if it has any."""
    library = Library(folder)
    return [name for name, letters in SCRIPTS.items() if not all(map(library.font, letters))]


def _what(characters: list[str]) -> str:
    scripts = sorted({script_name(character) for character in characters})
    shown = ", ".join(f"{character} (U+{ord(character):04X})" for character in characters[:8])
    more = f" and {len(characters) - 8} more" if len(characters) > 8 else ""
    return f"No font here has these characters ({', '.join(scripts)}): {shown}{more}."


def _remedy(characters: list[str], packages: set[str]) -> str:
    names = {unicodedata.name(character, "").split(" ")[0].split("-")[0] for character in characters}
    if "manimgx_fonts" not in packages:
        return "Install the fonts: pip install manimgx-fonts"
    if names & _CJK and "manimgx_fonts_cjk" not in packages:
        return "Install the fonts for Chinese, Japanese and Korean: pip install manimgx-fonts-cjk"
    script = script_name(characters[0])
    if script == UNKNOWN or unicodedata.category(characters[0])[0] in "CS":
        return "Put a font that has them into the campaign's assets/fonts, or write them another way."
    return (
        f"Install one: sudo apt install fonts-noto-core (Debian, Ubuntu); or put 'Noto Sans {script}', from"
        " fonts.google.com/noto, into the campaign's assets/fonts."
    )


def script_name(character: str) -> str:
    """The script in words, from the character's Unicode name: Tibetan, Arabic, CJK."""
    words = unicodedata.name(character, "").replace("-", " ").split()
    script = words[: _kind_at(words)][:2]
    return " ".join(word if word == "CJK" else word.capitalize() for word in script) or UNKNOWN


def _kind_at(words: list[str]) -> int:
    return next((index for index, word in enumerate(words) if _KIND.fullmatch(word)), 0)


@lru_cache(maxsize=REMEMBERED)
def _inherits(cluster: str) -> bool:
    """Punctuation, digits and spaces look best in the font of the text around them; letters have their own."""
    return not unicodedata.category(cluster[0]).startswith("L") and "\ufe0f" not in cluster


@cache
def _package(name: str) -> Path | None:
    """Where the font package is; None when it is not installed."""
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _files(folder: Path | None) -> list[Path]:
    """Upright fonts below the folder, always in the same order: the plain text font, others, symbols, emoji."""
    if not folder or not folder.is_dir():
        return []
    found = [path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and "Italic" not in path.name]
    return sorted(found, key=lambda path: (_rank(path.name.lower()), path.name, str(path)))


def _rank(name: str) -> int:
    if name.startswith(("notosans[", "notosans-regular")):
        return 0
    return 1 + 2 * ("emoji" in name) + ("symbol" in name)


def _readable(font: Font) -> Font | None:
    """System folders hold all sorts of files: what HarfBuzz cannot read does not count."""
    try:
        return font if len(font.characters) else None
    except hb.HarfBuzzError:
        return None
