"""The e-mail's colours by light and by night, from the campaign's theme: every word stands at 4.5:1 at least."""

from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

from scheduler.cards.themes import CONTRAST, Colours, Rgb, contrast, luminance, mixed, rgb

_STEPS = 40
_LIVELY = 0.42
"""How full a light colour is at most: more glares by night."""
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_NIGHT, _DAWN = (14, 16, 17), (24, 27, 28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """As `#rrggbb`. `outer` lies around the `sheet`; `panel` is the brand's ground, for what comes next and for films.

    On the sheet stand `ink`, `muted`, `strong` (headings and links) and `accent`; on the panel `on_panel` and
    `bright`; around it `faint`. `rule` parts stories and is no text.
    """

    outer: str
    sheet: str
    ink: str
    muted: str
    strong: str
    accent: str
    rule: str
    panel: str
    on_panel: str
    bright: str
    faint: str


PAIRS = (
    ("ink", "sheet"),
    ("muted", "sheet"),
    ("strong", "sheet"),
    ("accent", "sheet"),
    ("on_panel", "panel"),
    ("bright", "panel"),
    ("faint", "outer"),
)


def by_day(colours: Colours) -> Palette:
    """The theme's own colours on its paper."""
    paper, ink = rgb(colours.paper), rgb(colours.ink)
    outer = mixed(paper, ink, 0.07)
    return Palette(
        outer=_hex(outer),
        sheet=colours.paper,
        ink=colours.ink,
        muted=colours.muted,
        strong=colours.brand,
        accent=colours.accent,
        rule=_hex(mixed(paper, ink, 0.14)),
        panel=colours.brand,
        on_panel=colours.on_brand,
        bright=colours.highlight,
        faint=_hex(_readable(rgb(colours.muted), outer)),
    )


def by_night(colours: Colours) -> Palette:
    """Light words on a ground that keeps a breath of the brand's colour."""
    brand = rgb(colours.brand)
    outer, sheet = mixed(_NIGHT, brand, 0.1), mixed(_DAWN, brand, 0.16)
    ink = _readable(mixed(_WHITE, sheet, 0.1), sheet, 10)
    return Palette(
        outer=_hex(outer),
        sheet=_hex(sheet),
        ink=_hex(ink),
        muted=_hex(_readable(mixed(ink, sheet, 0.32), sheet, 6)),
        strong=_hex(_alight(brand, sheet, 7.5)),
        accent=_hex(_alight(rgb(colours.accent), sheet, 6)),
        rule=_hex(mixed(sheet, _WHITE, 0.14)),
        panel=colours.brand,
        on_panel=colours.on_brand,
        bright=colours.highlight,
        faint=_hex(_readable(mixed(ink, outer, 0.35), outer, 5)),
    )


def _readable(front: Rgb, back: Rgb, least: float = CONTRAST) -> Rgb:
    """The colour, moved away from its ground until it can be read there."""
    away = _WHITE if luminance(back) < 0.18 else _BLACK
    shades = (mixed(front, away, step / _STEPS) for step in range(_STEPS + 1))
    return next((shade for shade in shades if contrast(shade, back) >= least), away)


def _alight(colour: Rgb, ground: Rgb, least: float) -> Rgb:
    """The same hue, lighter until it can be read: mixed with white it would turn grey."""
    hue, light, full = rgb_to_hls(*(part / 255 for part in colour))
    for step in range(_STEPS + 1):
        red, green, blue = hls_to_rgb(hue, light + (1 - light) * step / _STEPS, min(full, _LIVELY))
        shade = (round(255 * red), round(255 * green), round(255 * blue))
        if contrast(shade, ground) >= least:
            return shade
    return _WHITE


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
