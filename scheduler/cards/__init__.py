"""Quote cards: a worker's words, portrait, name and campaign as one picture, in any script that has a font.

    render(card, size=(1600, 900), theme=theme)                      a Pillow picture
    card_file(card, size=…, theme=…, folder=…, cache=…)              a JPEG file, drawn once
    jpeg(image), png(image)                                          bytes without metadata
    alt_text(card)                                                   the same for a screen reader
    load_theme(path)                                                 assets/theme.yaml
    lacking_scripts(folder)                                          what no font here can draw
    contact_sheet(files)                                             all cards on one picture, to look at

How a card comes about: `themes` (colours, logo) and `languages` (direction, quotation marks) → `compose` (which words
in which box) → `fonts`, `bidi`, `shaping` (words to lines) and `layout` (sizes and places: pure) → `draw`, with
`portraits` → `files`. Everything that cannot be right is a CardError in words. Modules are imported on first use:
Pillow and HarfBuzz would make every command slow to start.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.cards.alt import alt_text as alt_text
    from scheduler.cards.draw import contact_sheet as contact_sheet
    from scheduler.cards.draw import render as render
    from scheduler.cards.files import card_file as card_file
    from scheduler.cards.files import jpeg as jpeg
    from scheduler.cards.files import placed as placed
    from scheduler.cards.files import png as png
    from scheduler.cards.fonts import lacking_scripts as lacking_scripts
    from scheduler.cards.themes import Theme as Theme
    from scheduler.cards.themes import load_theme as load_theme

_HOME = {
    "alt_text": "alt",
    "card_file": "files",
    "contact_sheet": "draw",
    "jpeg": "files",
    "lacking_scripts": "fonts",
    "load_theme": "themes",
    "placed": "files",
    "png": "files",
    "render": "draw",
    "Theme": "themes",
}
__all__ = [
    "Theme",
    "alt_text",
    "card_file",
    "contact_sheet",
    "jpeg",
    "lacking_scripts",
    "load_theme",
    "placed",
    "png",
    "render",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
