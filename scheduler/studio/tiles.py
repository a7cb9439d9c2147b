"""A post as it stands on the calendar: small, with its state in a word."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.calendar_file import channels_of, version_of
from scheduler.models import Calendar, Delivery, Media, Post, State, Status
from scheduler.overview import Overview, Standing
from scheduler.platforms import load

TITLE = 100  # the page clamps it to its own lines; more is never seen
_WORST = (
    State.UNCONFIRMED,
    State.FAILED,
    State.MISSED,
    State.HELD,
    State.PAUSED,
    State.PUBLISHING,
    State.RETRYING,
    State.PLANNED,
    State.PUBLISHED,
    State.CANCELLED,
)
"""Of a post on several channels the state is told that needs a person most."""
FIXED = {State.PUBLISHED, State.PUBLISHING, State.UNCONFIRMED}
"""What is out, or may be, does not move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A channel's sign: two letters, and its name for whoever cannot see them."""

    channel: str
    letters: str
    label: str
    platform: str

    @property
    def name(self) -> str:
        """The network's, with the channel's where that is another."""
        return self.label if self.label.casefold() == self.channel.casefold() else f"{self.label} ({self.channel})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """`state` is the word that is shown and the class that colours it; `seen`: the version on which edits build."""

    post: Post
    title: str
    state: str
    words: str
    at: datetime | None
    channels: tuple[Mark, ...]
    picture: bool
    video: bool
    needs_person: bool
    movable: bool
    seen: str


def tiles(calendar: Calendar, view: Overview) -> dict[str, Tile]:
    """Every post of the calendar, by its id."""
    by_post: dict[str, list[Standing]] = {}
    for standing in view.standings:
        by_post.setdefault(standing.row.post, []).append(standing)
    marks = marks_of(calendar)
    return {post.id: _tile(post, calendar, by_post.get(post.id, ()), marks) for post in calendar.posts}


def is_movable(post: Post, desk_rows: Iterable[Delivery]) -> bool:
    """Whether nothing of it is or may be out."""
    return not any(row.post == post.id and row.state in FIXED for row in desk_rows)


def marks_of(calendar: Calendar) -> dict[str, Mark]:
    """Each channel's sign; two of one network are told apart by their names."""
    return {
        name: Mark(
            channel=name, letters=name[:2].title(), label=load(channel.platform).label, platform=channel.platform
        )
        for name, channel in calendar.channels.items()
    }


def _tile(post: Post, calendar: Calendar, standings: Sequence[Standing], marks: Mapping[str, Mark]) -> Tile:
    state, words = _state(post, standings)
    pictures = [*([post.card] if post.card else []), *post.media]
    return Tile(
        post=post,
        title=title_of(post),
        state=state,
        words=words,
        at=post.at.astimezone(calendar.campaign.timezone) if post.at else None,
        channels=tuple(marks[name] for name in channels_of(post, calendar) if name in marks),
        picture=bool(pictures) and not (isinstance(pictures[0], Media) and pictures[0].is_video),
        video=any(media.is_video for media in post.media),
        needs_person=any(standing.needs_person for standing in standings) and post.status is not Status.CANCELLED,
        movable=not any(standing.state in FIXED for standing in standings),
        seen=version_of(post, calendar),
    )


def title_of(post: Post) -> str:
    """The first words that followers will read."""
    said = [post.text, *(each.text or "".join(each.thread[:1]) for each in post.overrides.values())]
    said += [post.card.quote] if post.card else []
    words = next((text for text in said if text.strip()), post.id)
    first = words.strip().partition("\n")[0]
    return first if len(first) <= TITLE else f"{first[:TITLE]}…"


def _is_or_was_out(standing: Standing) -> bool:
    return standing.state in FIXED or standing.row.receipt is not None


def _state(post: Post, standings: Iterable[Standing]) -> tuple[str, str]:
    """In a word, and what is to be said about it."""
    told = sorted(standings, key=lambda standing: _WORST.index(standing.state))
    if post.status is Status.CANCELLED and not any(standing.state in FIXED for standing in told):
        return "cancelled", ""
    if not told or (post.status is Status.DRAFT and not any(map(_is_or_was_out, told))):
        return post.status.value, ""  # what the ledger still has of a draft is how its approval ended
    worst = told[0]
    states = {standing.state for standing in told}
    if worst.state is State.PLANNED:
        return ("partly published" if State.PUBLISHED in states else "approved"), worst.words
    differs = next((standing.words for standing in told if standing.differs), "")
    return worst.state.value, worst.words or differs
