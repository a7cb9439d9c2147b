"""What a draft says on each channel: as much as its network takes, in the contributor's sentences.

Short networks get a summary, or a thread where the contributor brings key messages; all long ones share one text of
three to five sentences. Lengths are never guessed: each candidate is composed and counted as it would be sent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby, pairwise, product

from scheduler import calendar_file
from scheduler.drafts.advice import Adviser
from scheduler.drafts.choice import Extract
from scheduler.drafts.marks import in_marks
from scheduler.drafts.person import name_of, person
from scheduler.drafts.safety import is_safe
from scheduler.drafts.summary import Fits, joined, key_messages, summarise
from scheduler.drafts.voices import speaks
from scheduler.models import Calendar, Kind, Override, Post, Submission
from scheduler.platforms import load
from scheduler.platforms.base import Platform
from scheduler.settings import Credentials

SHORT = 500
"""A network with at most this many characters a post is a short one."""
_LONG_SENTENCES = (3, 5)
_FEWEST_PARTS, _MOST_PARTS, _FEWEST_MESSAGES = 2, 4, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The text that channels share, and what is said differently on some."""

    text: str
    overrides: Mapping[str, Override]
    remark: str = ""
    """Why an adviser's choice of sentences was not taken somewhere."""


def texts(submission: Submission, post: Post, calendar: Calendar, adviser: Adviser | None = None) -> Texts:
    """The words for every channel of `post`, whose link, card and media are those that will be sent."""
    rooms = [_Room(submission, post, calendar, name, adviser) for name in calendar_file.channels_of(post, calendar)]
    long = [room for room in rooms if room.platform.limits.text > SHORT]
    shared = _text(submission, long, roomy=True) if long else ""
    own = {room.channel: _override(room) for room in rooms if room not in long}
    if not long and own:
        shared = next((override.text for override in own.values() if override.text), "")
    return Texts(
        text=shared,
        overrides={name: said for name, said in own.items() if said.thread or said.text != shared},
        remark=next((remark for room in rooms for remark in room.remarks), ""),
    )


class _Room:
    """How much one channel takes of a post."""

    def __init__(
        self, submission: Submission, post: Post, calendar: Calendar, channel: str, adviser: Adviser | None
    ) -> None:
        self.submission, self.post, self.calendar, self.channel = submission, post, calendar, channel
        self.adviser, self.remarks = adviser, list[str]()
        known = calendar.channels[channel]
        self.platform: Platform = load(known.platform)(known, Credentials(channel=channel))

    def takes(self, text: str) -> bool:
        return self._fits(replace(self.post, text=text, overrides={}))

    def takes_thread(self, parts: Sequence[str]) -> bool:
        return self._fits(replace(self.post, overrides={self.channel: Override(thread=tuple(parts))}))

    def _fits(self, post: Post) -> bool:
        """Every part within the limit, composed as the publisher will compose it."""
        variant = next(each for each in calendar_file.variants(post, self.calendar) if each.channel == self.channel)
        count, compose = self.platform.count, self.platform.compose
        return all(count(compose(part)) <= self.platform.limits.text for part in variant.parts())


def _override(room: _Room) -> Override:
    thread = _thread(room) if room.platform.limits.thread >= _FEWEST_PARTS else ()
    return Override(thread=thread) if thread else Override(text=_text(room.submission, [room]))


# --- one text ---------------------------------------------------------------------------------------------------------


def _text(submission: Submission, rooms: Sequence[_Room], *, roomy: bool = False) -> str:
    """Head, summary and hashtags. The first hashtag goes before words do, the others come only where room is left."""
    tags = rooms[0].calendar.campaign.hashtags
    for head, tag in product(_heads(submission, roomy=roomy), dict.fromkeys((*tags[:1], ""))):

        def takes(words: str, head: str = head, tag: str = tag) -> bool:
            return all(room.takes(_stacked(head, words, tag)) for room in rooms)

        if words := _words(rooms[0], takes, roomy=roomy):
            return _with_hashtags(_stacked(head, words), tags, lambda text: all(room.takes(text) for room in rooms))
    title = _heads(submission, roomy=False)[0]
    return _with_hashtags(title, tags, lambda text: all(room.takes(text) for room in rooms))


def _with_hashtags(text: str, tags: Sequence[str], takes: Fits) -> str:
    """The text and as many of the first hashtags as there is room for; "" when it does not fit by itself."""
    forms = (_stacked(text, " ".join(tags[:number])) for number in range(len(tags), -1, -1))
    return next(filter(takes, forms), "")


def _words(room: _Room, takes: Fits, *, roomy: bool) -> str:
    """The summary: a passage a paragraph where there is room, else one passage, because pieces of several on one line
    read as none of them was meant. A worker who tells it in person does so in quotation marks."""

    def shown(extracts: Sequence[Extract]) -> str:
        passages = [(name, joined(list(each))) for name, each in groupby(extracts, key=lambda each: each.passage)]
        return "\n\n".join(_as_told(room.submission, passages))

    least, most = _LONG_SENTENCES if roomy else (1, 1_000)
    summary = summarise(
        room.submission, takes, least=least, most=most, one_passage=not roomy, shown=shown, adviser=room.adviser
    )
    room.remarks += filter(None, [summary.remark])
    return shown(summary.extracts)


def _as_told(submission: Submission, passages: Sequence[tuple[str, str]]) -> Iterator[str]:
    told = [text for name, text in passages if submission.kind is Kind.PROFILE and speaks(submission, name)]
    marked = dict(zip(told, in_marks(told, submission.language), strict=True))
    return (marked.get(text, text) for _, text in passages)


def _heads(submission: Submission, *, roomy: bool) -> tuple[str, ...]:
    """What stands above the words, the best first; "" is the last resort."""
    if submission.kind is Kind.PROFILE:
        return tuple(dict.fromkeys((person(submission), name_of(submission), "")))
    title = " ".join(submission.title.split()) if is_safe(submission.title, submission) else ""
    credit = person(submission) if roomy else ""
    return tuple(dict.fromkeys((_stacked(title, credit, gap="\n"), title, "")))


def _stacked(*blocks: str, gap: str = "\n\n") -> str:
    return gap.join(block for block in blocks if block)


# --- a thread ---------------------------------------------------------------------------------------------------------


def _thread(room: _Room) -> tuple[str, ...]:
    """Title and beginning, then the key messages in as few parts as hold them; () where the text deserves none, or
    where title and key messages are one post's worth."""
    submission = room.submission
    messages = key_messages(submission)
    if submission.kind is not Kind.BLOG or len(messages) < _FEWEST_MESSAGES:
        return ()
    if any(room.takes(_stacked(head, joined(messages))) for head in _heads(submission, roomy=False)[:1]):
        return ()
    most = min(_MOST_PARTS, room.platform.limits.thread) - 1
    rest = next(filter(room.takes_thread, (_packed(messages, number) for number in range(1, most + 1))), ())
    first = _first_part(room, rest) if rest else ""
    return (first, *rest) if first else ()


def _packed(messages: Sequence[Extract], number: int) -> tuple[str, ...]:
    """The messages in so many parts, in their order, the longest part as short as it can be."""
    cuts = combinations(range(1, len(messages)), number - 1)
    ways = ([messages[start:end] for start, end in pairwise([0, *cut, len(messages)])] for cut in cuts)
    packed = (tuple(joined(part) for part in way) for way in ways)
    return min(packed, key=lambda parts: max(map(len, parts)), default=())


def _first_part(room: _Room, rest: Sequence[str]) -> str:
    """The title, the text's own beginning and hashtags; "" when they and the rest cannot all fit."""
    beginning = replace(room.submission, own_summary="")
    tags = room.calendar.campaign.hashtags

    def takes(text: str) -> bool:
        return room.takes_thread((text, *rest))

    for head, tag in product(_heads(beginning, roomy=False), dict.fromkeys((*tags[:1], ""))):

        def with_head(words: str, head: str = head, tag: str = tag) -> bool:
            return takes(_stacked(head, words, tag))

        if words := summarise(beginning, with_head).text:
            return _with_hashtags(_stacked(head, words), tags, takes)
    return ""
