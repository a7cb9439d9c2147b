"""What stands in one day's e-mail: pure, from the calendar and the posts chosen for the day and the next one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scheduler.calendar_file import unknown_placeholders
from scheduler.cards.languages import is_rtl, quotation_marks, unquoted
from scheduler.digest.choosing import Chosen
from scheduler.digest.words import Told, clean, says, title_of, told
from scheduler.errors import DigestError, NothingToSend
from scheduler.models import Calendar, Campaign, Card, Digest, DigestDay, Kind, Media

MOST_TEASERS = 5
ADD_IT = 'Add it: digest: {at: "07:30", from: "Our week <week@example.org>", subscribers: …, address: …}'
"""What to do where a calendar has no digest."""
_MOST_NAMED = 3
_AND_MORE = "{names} and {more} more"


class Section(StrEnum):
    """Where a post stands; the value is the section's heading."""

    NEWS = "From the campaign"
    PEOPLE = "Meet the people"
    STORIES = "Stories and ideas"
    WATCH = "To watch"


_OF_KIND = {Kind.PROFILE: Section.PEOPLE, Kind.BLOG: Section.STORIES, Kind.MULTIMEDIA: Section.WATCH}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One post as it stands in the e-mail. `heading` "": it begins with its words. `name`: what others call it.

    `quote`: the card's words with their quotation marks, where the paragraphs do not say them already. `language` is ""
    where nobody can tell.
    """

    id: str
    section: Section
    name: str
    heading: str = ""
    byline: str = ""
    quote: str = ""
    paragraphs: tuple[str, ...] = ()
    whole: bool = True
    link: str = ""
    card: Card | None = None
    media: tuple[Media, ...] = ()
    language: str = ""
    rtl: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """One line of what comes next."""

    name: str
    byline: str = ""
    language: str = ""
    rtl: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All that one day's e-mail says. `number` and `of` count the campaign's days; `coming` is on `next_day`."""

    campaign: Campaign
    digest: Digest
    day: date
    number: int
    of: int
    subject: str
    headline: str
    names: tuple[str, ...]
    preheader: str
    intro: tuple[str, ...]
    sections: tuple[tuple[Section, tuple[Story, ...]], ...]
    next_day: date | None
    coming: tuple[Teaser, ...]

    @property
    def stories(self) -> Iterator[Story]:
        return (story for _, stories in self.sections for story in stories)


LanguageOf = Callable[[str], str]


def edition(
    day: date,
    calendar: Calendar,
    today: Sequence[Chosen],
    coming: tuple[date, Sequence[Chosen]] | None,
    *,
    kinds: Mapping[str, Kind],
    language_of: LanguageOf,
) -> Edition:
    """The day's e-mail. `kinds`: of the submissions, as far as anybody said; `coming`: the next day with posts.

    DigestError when nothing stands on the day, or its words have placeholders that nobody knows.
    """
    if calendar.digest is None:
        raise DigestError("posts.yaml has no `digest`.", ADD_IT)
    if not today:
        raise NothingToSend(f"There is nothing on that day ({in_words(day)}).", "No e-mail goes out.")
    digest, said = calendar.digest, calendar.digest.days.get(day, DigestDay())
    stories = [_story(each, kinds, language_of) for each in today]
    named = [story for story in stories if story.heading] or stories[:1]
    names = tuple(story.name for story in named)
    headline = _listed(names)
    values = _values(day, calendar.campaign, headline)
    intro = tuple(_filled(part, values) for part in said.intro.strip().split("\n\n") if part.strip())
    number, of = _number(day, calendar.campaign), _number(calendar.campaign.ends, calendar.campaign)
    return Edition(
        campaign=calendar.campaign,
        digest=digest,
        day=day,
        number=number,
        of=of,
        subject=" ".join(_filled(said.subject or digest.subject, values).split()),
        headline=headline,
        names=names,
        preheader=intro[0] if intro else _preheader(stories),
        intro=intro or (_opening(number, of, calendar.campaign.name),),
        sections=tuple(_sections(stories)),
        next_day=coming[0] if coming else None,
        coming=tuple(_teasers(coming[1] if coming else (), kinds, language_of)),
    )


def in_words(day: date) -> str:
    """For example: Monday 6 November 2023."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _number(day: date, campaign: Campaign) -> int:
    return (day - campaign.starts) // timedelta(days=1) + 1


# --- subject, introduction --------------------------------------------------------------------------------------------


def _values(day: date, campaign: Campaign, headline: str) -> Mapping[str, str]:
    return {
        "campaign": campaign.name,
        "day": str(_number(day, campaign)),
        "headline": headline,
        "theme": campaign.theme,
        "date": in_words(day),
    }


def _filled(written: str, values: Mapping[str, str]) -> str:
    if unknown := unknown_placeholders(written):
        raise DigestError(f"Nobody knows what {{{unknown[0]}}} means in {written!r}.", "`scheduler check` says where.")
    return clean(written.format_map(values).strip())


def _opening(number: int, of: int, campaign: str) -> str:
    """What is said where the team says nothing of its own."""
    return f"Here is day {number} of {campaign}." if 1 <= number <= of else f"Here is the news of {campaign}."


def _listed(names: Sequence[str]) -> str:
    """ "Ada, Ben and Cleo"; of many, the first ones and how many more."""
    if len(names) > _MOST_NAMED + 1:
        return _AND_MORE.format(names=", ".join(names[:_MOST_NAMED]), more=len(names) - _MOST_NAMED)
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _preheader(stories: Sequence[Story]) -> str:
    """What a mailbox shows beside the subject: the first words that are not in it."""
    lead = next((story for story in stories if story.heading), stories[0])
    return lead.quote or title_of(lead.paragraphs) or lead.byline


# --- stories ----------------------------------------------------------------------------------------------------------


def _sections(stories: Iterable[Story]) -> Iterator[tuple[Section, tuple[Story, ...]]]:
    """In the order of their first posts."""
    found: dict[Section, list[Story]] = {}
    for story in stories:
        found.setdefault(story.section, []).append(story)
    return ((section, tuple(each)) for section, each in found.items())


def _story(each: Chosen, kinds: Mapping[str, Kind], language_of: LanguageOf) -> Story:
    variant, text = each.told, told(each.told)
    card = variant.card
    heading, byline = _called(card, text)
    whole = "\n".join((heading, *text.paragraphs))
    language = (card.lang if card else "") or language_of(whole)
    return Story(
        id=each.post.id,
        section=_section(each, text, kinds),
        name=heading or title_of(text.paragraphs) or each.post.id,
        heading=heading,
        byline=byline,
        quote=_quoted(card, language) if card and not says(text.paragraphs, card.quote) else "",
        paragraphs=_paragraphs(card, text),
        whole=text.whole,
        link=variant.link,
        card=card,
        media=() if card else variant.media,
        language=language,
        rtl=is_rtl(language, whole),
    )


def _called(card: Card | None, text: Told) -> tuple[str, str]:
    """The heading, and who that is: of a card, as it stands there."""
    if card is None:
        return text.heading, text.byline
    name, *rest = (clean(" ".join(part.split())) for part in (card.name, card.title, card.organisation, card.country))
    return name, " · ".join(part for part in rest if part)


def _paragraphs(card: Card | None, text: Told) -> tuple[str, ...]:
    """Without the line that says again who speaks; any other heading stays."""
    lost = card and text.heading and card.name not in text.heading
    return (" ".join((text.heading, text.byline)).strip(), *text.paragraphs) if lost else text.paragraphs


def _quoted(card: Card, language: str) -> str:
    opening, closing = quotation_marks(language)
    return f"{opening}{clean(' '.join(unquoted(card.quote).split()))}{closing}"


def _section(each: Chosen, text: Told, kinds: Mapping[str, Kind]) -> Section:
    """By the submission's kind if somebody knows it, else by what the post holds."""
    known = _OF_KIND.get(kinds.get(each.post.submission, Kind.UNKNOWN))
    if known:
        return known
    if each.told.card:
        return Section.PEOPLE
    if any(media.is_video for media in each.told.media):
        return Section.WATCH
    return Section.STORIES if text.heading else Section.NEWS


def _teasers(coming: Sequence[Chosen], kinds: Mapping[str, Kind], language_of: LanguageOf) -> Iterator[Teaser]:
    for each in coming[:MOST_TEASERS]:
        story = _story(each, kinds, language_of)
        yield Teaser(name=story.name, byline=story.byline, language=story.language, rtl=story.rtl)
