"""What a language asks of a card: its direction and its quotation marks.

Quotation marks as in Unicode's CLDR (delimiters, quotationStart and quotationEnd), from memory and checked by readers'
usage; no library that we have offers them. Languages not named use the English marks.
"""

from scheduler.cards import bidi

RTL = {"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}

_ANGLES = ("«", "»")
_FRENCH = ("«\u00a0", "\u00a0»")
_LOW = ("„", "“")
_LOW_HIGH = ("„", "”")
_CURLY = ("“", "”")
_CORNERS = ("「", "」")

_MARKS = {
    **dict.fromkeys(
        ("am", "ar", "be", "ca", "el", "es", "fa", "hy", "it", "nb", "nn", "no", "ps", "pt-pt", "ru", "sq", "ti", "uk"),
        _ANGLES,
    ),
    "fr": _FRENCH,
    **dict.fromkeys(("bg", "cs", "de", "et", "is", "ka", "lt", "mk", "sk", "sl"), _LOW),
    **dict.fromkeys(("hr", "hu", "pl", "ro", "sr"), _LOW_HIGH),
    **dict.fromkeys(("fi", "he", "sv"), ("”", "”")),
    "de-ch": _ANGLES,
    "fr-ch": _ANGLES,
    "ja": _CORNERS,
    "ur": ("”", "“"),
    **dict.fromkeys(("zh-hant", "zh-hk", "zh-tw"), _CORNERS),
}
_OURS = "\"'“”„‟«»‹›「」『』‘’‚"


def quotation_marks(language: str) -> tuple[str, str]:
    """Opening and closing mark, in the order in which they are written."""
    tag = language.lower().replace("_", "-")
    return _MARKS.get(tag) or _MARKS.get(tag.split("-")[0]) or _CURLY


def is_rtl(language: str, text: str) -> bool:
    """Whether the card reads from right to left: as the language does, else as the text begins."""
    main = language.lower().replace("_", "-").split("-")[0]
    return main in RTL if main else bool(bidi.first_strong(text))


def unquoted(text: str) -> str:
    """The quote without marks that enclose all of it: the card sets its own."""
    inner = text.strip()
    if len(inner) < 2 or inner[0] not in _OURS or inner[-1] not in _OURS:
        return inner
    middle = inner[1:-1].strip()
    return inner if any(mark in middle for mark in _OURS.replace("’", "").replace("'", "")) else middle
