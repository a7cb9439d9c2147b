"""What visitors send: the fields of a form, and what they want by them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from scheduler.door.pages import day_in_words, texts

_LONGEST_BREAK = 90
"""Days."""
_MOST_FIELDS = 20
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What somebody chose. `name` None, `language` "": not said; `as_it_is`: a break, or none, goes on."""

    name: str | None
    language: str
    as_it_is: bool
    until: datetime | None


async def fields(request: Request) -> dict[str, str]:
    """The fields of a form, urlencoded or multipart; a mail provider may leave out the type. HTTPException 400."""
    if request.headers.get("content-type", "").strip().lower().startswith("multipart/form-data"):
        async with request.form(max_files=2, max_fields=_MOST_FIELDS) as form:
            return {name: value for name, value in form.items() if isinstance(value, str)}
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return dict(parse_qsl(body.strip(), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise HTTPException(400) from None


def wish(told: Mapping[str, str]) -> str:
    """Which button was pressed; "leave" also for the one-click of RFC 8058."""
    one_click = any(
        name.lower() == "list-unsubscribe" and value.strip().lower() == "one-click" for name, value in told.items()
    )
    return "leave" if one_click else told.get("do", "")


def choices(told: Mapping[str, str], now: datetime, ends: datetime | None) -> Choices:
    """What the form of preferences says; what it does not say, or wrongly, stays as it is."""
    name, break_ = told.get("name"), told.get("break", "")
    language = told.get("language", "")
    known = break_ in {"none", "end"} or _days(break_) > 0
    return Choices(
        name=None if name is None else _plain(name),
        language=language if language in texts() else "",
        as_it_is=not known or (break_ == "end" and ends is None),
        until=ends if break_ == "end" else now + timedelta(days=_days(break_)) if _days(break_) else None,
    )


def breaks(language: str, until: datetime | None, *, to_the_end: bool) -> Iterator[tuple[str, str, bool]]:
    """The breaks that somebody may choose: value, words, whether it is the one now."""
    said = texts()[language]
    if until:
        yield "keep", said["until"].format(date=day_in_words(until.date(), language)), True
    yield "none", said["every_day"], not until
    for days, words in said["days"].items():
        yield str(days), words, False
    if to_the_end:
        yield "end", said["until_end"], False


def _days(text: str) -> int:
    """A number of days that a break may last; 0: it is none."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0
    return number if number <= _LONGEST_BREAK else 0


def _plain(name: str) -> str:
    """A name as one line of visible letters: it will stand in the head of an e-mail."""
    line = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(line.split())[:_LONGEST_NAME]
