"""The pages: what they say in which language, and their HTML. Pure."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined

_HERE = Path(__file__).parent
_DEFAULT = "en"
_RIGHT_TO_LEFT = {"ar"}
_LONGEST_HEADER = 500


def page(which: str, language: str, *, prefix: str, campaign: str, **about: Any) -> str:
    """The HTML of templates/WHICH.html in the language; `prefix` stands before every path."""
    language = spoken(language)
    name = f"\u2068{campaign}\u2069"  # apart from the direction of the words around it
    said = {key: _filled(text, name) for key, text in texts()[language].items()}
    return (
        _environment()
        .get_template(f"{which}.html")
        .render(
            said=said,
            language=language,
            direction="rtl" if language in _RIGHT_TO_LEFT else "ltr",
            prefix=prefix,
            campaign=campaign,
            called=called(),
            **about,
        )
    )


def style() -> bytes:
    return (_HERE / "templates" / "style.css").read_bytes()


def spoken(language: str) -> str:
    """The language, if there are words of it; else English."""
    main = language.replace("_", "-").partition("-")[0].strip().lower()
    return main if main in texts() else _DEFAULT


def called() -> Mapping[str, str]:
    """Each language's name in itself."""
    return {language: said["called"] for language, said in texts().items()}


def preferred(header: str) -> str:
    """The language to speak to a browser with this Accept-Language (RFC 9110, 12.5.4)."""
    wishes = (_wish(item) for item in header[:_LONGEST_HEADER].split(","))
    ranked = sorted(wishes, key=lambda wish: -wish[1])  # sorting keeps their order among equals
    return next((language for language, weight in ranked if language in texts() and weight > 0), _DEFAULT)


def day_in_words(day: date, language: str) -> str:
    return format_date(day, format="long", locale=spoken(language))


@cache
def texts() -> dict[str, dict[str, Any]]:
    with (_HERE / "words.yaml").open(encoding="utf-8") as opened:
        read: dict[str, dict[str, Any]] = yaml.safe_load(opened)
    return read


def _filled(text: Any, campaign: str) -> Any:
    return text.replace("{campaign}", campaign) if isinstance(text, str) else text


def _wish(item: str) -> tuple[str, float]:
    tag, _, weight = item.partition(";")
    try:
        number = float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        number = 0.0
    return tag.strip().partition("-")[0].lower(), number


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("scheduler.door"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
