"""Countries as contributors name them, for reading telephone numbers without their country's code."""

from functools import cache

from scheduler.submissions.folding import folded


def region_of(country: str | None) -> str | None:
    """The two-letter code of a country named in English, French, Spanish, Portuguese, Arabic or Amharic; else None."""
    return _by_name().get(_plain(country)) if country else None


@cache
def _by_name() -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for language in ("en", "fr", "es", "pt", "ar", "am"):
        names = Locale(language).territories
        found |= {_plain(name): code for code, name in names.items() if len(code) == 2 and code.isalpha()}
    return {**found, "uk": "GB", "usa": "US", "ivory coast": "CI", "tanzania": "TZ", "the philippines": "PH"}


def _plain(name: str) -> str:
    return " ".join(folded(name).split())
