"""What languages and countries are called in English, in whatever language they were said."""

from babel import Locale

from scheduler.submissions.regions import region_of


def language_name(code: str) -> str:
    """ "Arabic" for ar; the code itself where it has no name."""
    return str(Locale("en").languages.get(code.partition("-")[0], code))


def country_name(said: str | None) -> str:
    """ "Belgium" for Belgique; as it was said where we do not know it; "" for none."""
    code = region_of(said)
    return str(Locale("en").territories.get(code, said)) if code else said or ""
