"""Countries as contributors name them, for reading telephone numbers without their country's code."""

import re
from functools import cache

from scheduler.submissions.folding import folded


def region_of(country: str | None) -> str | None:
    """The two-letter code of a country named in English, French, Spanish, Portuguese, Arabic or Amharic; else None."""
    return _by_name().get(_plain(country)) if country else None


def regions_named(text: str) -> list[str]:
    """The codes of all countries that are named anywhere in the text, those named first in front."""
    words = [(match[0], match.start()) for match in _WORD.finditer(text)]
    found = dict[str, None]()
    for first in range(len(words)):
        if not (words[first][0][0].isupper() or "\u0600" <= words[first][0][0] <= "\u06ff"):
            continue
        for last in range(first, min(first + _LONGEST, len(words))):
            name = " ".join(word for word, _ in words[first : last + 1])
            if code := _by_name().get(_plain(name)):
                found[code] = None
    return list(found)


_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONGEST = 4
"""So many words make the name of a country at most."""


_ALSO = {
    **dict.fromkeys(("dr congo", "drc", "rd congo", "rdc", "democratic republic of the congo"), "CD"),
    **dict.fromkeys(("democratic republic of congo", "republique democratique du congo"), "CD"),
    **dict.fromkeys(("east timor", "timor leste"), "TL"),
    **dict.fromkeys(("palestine", "palestina", "فلسطين", "state of palestine", "occupied palestinian territory"), "PS"),
    **dict.fromkeys(("myanmar", "burma", "birmanie"), "MM"),
    **dict.fromkeys(("england", "scotland", "wales", "northern ireland", "u.k."), "GB"),
    **{"bosnia and herzegovina": "BA", "trinidad and tobago": "TT", "antigua and barbuda": "AG"},
    **{"sao tome and principe": "ST", "saint kitts and nevis": "KN", "saint vincent and the grenadines": "VC"},
    **{"czech republic": "CZ", "turkey": "TR", "the gambia": "GM", "macedonia": "MK", "lao pdr": "LA", "u.s.a.": "US"},
    **{
        "guinea bissau": "GW",
        "trinidad": "TT",
        "saint lucia": "LC",
        "bosnia": "BA",
        "swaziland": "SZ",
        "hong kong": "HK",
    },
    **{"the netherlands": "NL", "the united states": "US", "the united kingdom": "GB", "cape verde": "CV"},
}
"""What people say, and the tables of names do not; folded."""


@cache
def _by_name() -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for language in ("en", "fr", "es", "pt", "ar", "am"):
        names = Locale(language).territories
        found |= {_plain(name): code for code, name in names.items() if len(code) == 2 and code.isalpha()}
    return {**found, "uk": "GB", "usa": "US", "ivory coast": "CI", "tanzania": "TZ", "the philippines": "PH", **_ALSO}


def _plain(name: str) -> str:
    return " ".join(folded(name).split())
