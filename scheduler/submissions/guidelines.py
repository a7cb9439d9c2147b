"""What each kind of submission must hold: one source (rules.yaml) for the checks, the replies and the members' page."""

from datetime import date
from pathlib import Path
from string import Template

from babel.dates import format_date
from babel.numbers import format_decimal

from scheduler.models import Campaign, Kind, Submission
from scheduler.submissions.data import is_right_to_left, known, rules, themes, words_in
from scheduler.submissions.language import language_of

_PAGES = Path(__file__).parent / "pages"


def missing_parts(submission: Submission) -> tuple[str, ...]:
    """What its kind needs and it has not; ("kind",) when nobody can tell what it is."""
    if submission.kind is Kind.UNKNOWN:
        return ("kind",) if submission.text else ()
    needed = rules()[submission.kind]["needed"]
    theme = ("theme",) if submission.off_theme else ()
    return (*(part for part in needed if not _has(submission, part)), *theme)


def wished_parts(submission: Submission) -> tuple[str, ...]:
    """What would be good to have too."""
    wished = rules()[submission.kind]["wished"] if submission.kind is not Kind.UNKNOWN else ()
    return tuple(part for part in wished if not _has(submission, part))


def length(submission: Submission) -> tuple[str, int, int, int]:
    """("short", "long" or "", its words, the fewest, the most): asked for kindly, never a reason to hold it."""
    fewest, most = rules()[submission.kind]["words"] if submission.kind is not Kind.UNKNOWN else (0, 10**6)
    words = max(len(submission.text.split()), submission.words)
    return "short" if words < fewest else "long" if words > most else "", words, fewest, most


def _has(submission: Submission, part: str) -> bool:
    if submission.kind is Kind.BLOG and part in {"title", "author"}:
        return bool(getattr(submission, part))
    if part == "caption":
        return bool(submission.text)
    if part == "alt text":
        return all(media.alt for media in submission.media)
    return getattr(submission.parts, part) is not None


def page(kind: Kind, campaign: Campaign | None = None, language: str = "") -> str:
    """The page for contributors, in Markdown, with the campaign's name, theme and last day if there is one.

    `language`: of those that we have words of; the one in which the campaign is told when it is "".
    """
    language = known(language or (language_of(f"{campaign.name}. {campaign.theme}") if campaign else ""))
    asked, said = rules()[kind], words_in(language)
    about = said["guidelines"]
    close = campaign.submissions_close if campaign else None
    least, most = asked.get("sentences", ("", ""))
    text = Template((_PAGES / language / f"{kind}.md").read_text(encoding="utf-8")).substitute(
        week=campaign.name if campaign else said["week"],
        theme=about["theme"].format(theme=campaign.theme) if campaign else "",
        close=about["close"].format(close=date_in_words(close, language)) if close else "",
        parts="\n".join(f"{number}. {said['parts'][part]}" for number, part in enumerate(_listed(kind), start=1)),
        kinds="\n".join(f"- {about['kinds'][kind]}" for kind in (*themes()["angles"], "combination")),
        fewest=_number(asked["words"][0], language),
        most=_number(asked["words"][1], language),
        portrait=_number(asked.get("portrait", {}).get("width", 0), language),
        width=_number(asked.get("picture", {}).get("width", 0), language),
        minutes=asked.get("minutes", ""),
        least_sentences=least,
        most_sentences=most,
        consent=about["consent"],
        care=about["care"],
    )
    # Markdown has no word for it, but what makes a page of it understands this; plain text is turned by its letters.
    return f'<div dir="rtl" lang="{language}">\n\n{text}\n</div>\n' if is_right_to_left(language) else text


def date_in_words(day: date, language: str) -> str:
    return format_date(day, format="long", locale="en_GB" if language == "en" else language)


def _number(number: int, language: str) -> str:
    return str(format_decimal(number, locale=language))


def _listed(kind: Kind) -> list[str]:
    return [part for part in (*rules()[kind]["needed"], *rules()[kind]["wished"]) if part in words_in("en")["parts"]]
