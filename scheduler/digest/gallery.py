"""The pictures of one edition, gathered: cards, photographs, the campaign's header and logo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from scheduler import cards
from scheduler.cards.themes import Theme
from scheduler.digest.content import Edition, Story
from scheduler.digest.pictures import CARD, Picture, for_email
from scheduler.models import Calendar, Media

_HEADER, _LOGO = (1200, 1200), (160, 160)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """The pictures of an edition: each story's, its films, and those of the campaign."""

    stories: Mapping[str, Picture] = field(default_factory=dict)
    films: Mapping[str, Sequence[Media]] = field(default_factory=dict)
    header: Picture | None = None
    logo: Picture | None = None
    badge: Picture | None = None

    @property
    def all(self) -> tuple[Picture, ...]:
        """Each once, in the order in which they are seen."""
        found = (self.header, self.badge, *self.stories.values(), self.logo)
        return tuple({each.name: each for each in found if each}.values())


def gallery_of(made: Edition, calendar: Calendar, theme: Theme) -> Gallery:
    """Draws and gathers them; a story whose picture is the header itself shows none."""
    header = _of_campaign(theme.header, calendar, _HEADER)
    if header:
        header = replace(header, alt=f"{made.campaign.name}: {made.campaign.theme}")
    pictures = {story.id: each for story in made.stories if (each := _picture(story, calendar, theme))}
    return Gallery(
        stories={name: each for name, each in pictures.items() if header is None or each.name != header.name},
        films={story.id: found for story in made.stories if (found := _films(story))},
        header=header,
        badge=None if header else _of_campaign(theme.logo_on_brand, calendar, _LOGO),
        logo=_of_campaign(theme.logo, calendar, _LOGO),
    )


def _films(story: Story) -> list[Media]:
    return [media for media in story.media if media.is_video]


def _of_campaign(file: Path | None, calendar: Calendar, most: tuple[int, int]) -> Picture | None:
    return for_email(file, calendar.folder, most=most) if file else None


def _picture(story: Story, calendar: Calendar, theme: Theme) -> Picture | None:
    """Its card, else its first picture."""
    folder = calendar.folder
    if story.card:
        cache = folder / ".scheduler" / "cards"
        file = cards.card_file(story.card, size=CARD, theme=theme, folder=folder, cache=cache)
        return for_email(file, folder, alt=cards.alt_text(story.card, theme))
    first = next((media for media in story.media if not media.is_video), None)
    return for_email(first.file, folder, alt=first.alt) if first else None
