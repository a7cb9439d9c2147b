"""What a theme file names: cards are drawn with its logos and fonts, so an approval covers these too."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from scheduler.calendar_file.stamps import Stamp, stamp

_LOGOS = ("logo", "logo_on_brand")
_FONTS, _ENDINGS = "fonts", {".ttf", ".otf", ".ttc", ".otc"}


def files_of_theme(theme: Path) -> tuple[Path, ...]:
    """The logos of all its looks, their folders of fonts and what is in these, in an order that lasts.

    None where it cannot be read: drawing tells why.
    """
    logos, folders = _named(theme, stamp(theme))
    return (*logos, *(font for folder in folders for font in _fonts(folder, stamp(folder))))


@lru_cache(maxsize=16)
def _named(theme: Path, _changed: Stamp | None) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Its logos and its folders of fonts, among them the one beside it that is used when it names none."""
    looks = list(_looks(theme))
    logos = [theme.parent / look[key] for look in looks for key in _LOGOS if _is_words(look.get(key))]
    folders = [theme.parent / look[_FONTS] for look in looks if _is_words(look.get(_FONTS))]
    return tuple(dict.fromkeys(logos)), tuple(dict.fromkeys((*folders, theme.parent / _FONTS)))


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value) and "\0" not in value


def _looks(theme: Path) -> Iterator[dict[str, Any]]:
    try:
        found = yaml.safe_load(theme.read_bytes())
    except (OSError, yaml.YAMLError, RecursionError, ValueError):
        return
    if not isinstance(found, dict):
        return
    yield found
    others = found.get("themes")
    yield from (look for look in (others.values() if isinstance(others, dict) else ()) if isinstance(look, dict))


@lru_cache(maxsize=16)
def _fonts(folder: Path, _changed: Stamp | None) -> tuple[Path, ...]:
    """Those in the folder, and the folder itself, which changes when a file is put into it or taken out."""
    if not folder.is_dir():
        return ()
    return (folder, *sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS))
