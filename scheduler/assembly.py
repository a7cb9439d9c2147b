"""Wires one campaign: its networks, cards and consent record around a ledger and a clock."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from scheduler import cards
from scheduler.calendar_file import read
from scheduler.delivery import Terms
from scheduler.dispatch import Dispatch
from scheduler.errors import SettingsError, SubmissionError
from scheduler.ledger import Ledger
from scheduler.models import Calendar, Card, Channel, Media, Moment
from scheduler.overview import Overview, overview
from scheduler.pictures import without_metadata
from scheduler.platforms import load
from scheduler.platforms.base import Platform
from scheduler.platforms.looks import Looks
from scheduler.platforms.uploads import Uploads
from scheduler.publisher import Publisher
from scheduler.settings import Credentials, Settings
from scheduler.submissions import RECORD_FILE, Record
from scheduler.wishes import Consent, Wishes


def assemble(
    file: Path,
    *,
    settings: Callable[[], Settings],
    ledger: Ledger,
    clock: Callable[[], Moment],
    owner: str = "this service",
    ahead: timedelta = timedelta(0),
) -> Dispatch:
    """All that publishes the campaign of `file`: on the real networks, or on what `<CHANNEL>_BASE_URL` names.

    `settings` are asked anew before each step: a key that a person mends in `.env` is used at once. `ahead`: how long
    before its time a delivery may be prepared.
    """
    workshop = Workshop(settings)
    publisher = Publisher(
        ledger=ledger,
        platform=lambda name: workshop.platform(_channel(name, dispatch.calendar)),
        draw=lambda card, size: workshop.draw(card, size, _known(dispatch.calendar)),
        clean=lambda media: workshop.clean(media, file.parent),
        clock=clock,
        terms=Terms(owner=owner, looks=settings().reconcile_after, ahead=ahead),
    )
    record = file.parent / RECORD_FILE
    kept = Record(record)
    dispatch = Dispatch(
        publisher=publisher,
        file=file,
        consent=lambda: _consent(kept, clock().at),
        pace=lambda name: load(_channel(name, dispatch.calendar).platform).limits.catch_up,
        watched=(record,),
    )
    return dispatch


def survey(file: Path, ledger: Ledger, now: datetime) -> Overview:
    """The week as it stands; when posts.yaml is broken, only what the ledger knows."""
    calendar = read(file).calendar
    return surveyed(Wishes(calendar) if calendar else None, Record(file.parent / RECORD_FILE), ledger, now)


def surveyed(wishes: Wishes | None, record: Record, ledger: Ledger, now: datetime) -> Overview:
    """The same, of what is wanted; None: posts.yaml is broken."""
    wanted = wishes.all(_consent(record, now)) if wishes else None
    known = wishes.calendar.channels.values() if wishes else ()
    paces = {channel.name: load(channel.platform).limits.catch_up for channel in known}
    return overview(wanted, ledger.deliveries(), ledger.traffic(paces), now)


def _consent(record: Record, now: datetime) -> Consent:
    """What the record says, read once it is asked: a post of no submission has no need of it.

    Where it cannot be read, nothing of any submission goes out, and all else does.
    """

    @cache
    def reasons() -> Consent:
        try:
            return record.reasons_to_hold(now)
        except SubmissionError as error:
            words = str(error)
            return lambda _submission, _variant, _due: words

    return lambda submission, variant, due: reasons()(submission, variant, due)


def _known(calendar: Calendar | None) -> Calendar:
    if calendar is None:
        raise RuntimeError("nothing is due before a calendar was read")
    return calendar


def _channel(name: str, calendar: Calendar | None) -> Channel:
    """SettingsError when posts.yaml has it no more, or cannot be read at all: a delivery may outlive its channel."""
    if calendar is None or name not in calendar.channels:
        raise SettingsError(f"posts.yaml has no channel {name!r} any more.", "Put it back, or resolve by hand.")
    return calendar.channels[name]


def elsewhere(channel: Channel, credentials: Credentials) -> str:
    """In capitals, that a channel talks to another place than its real network; "" when it does not."""
    name, label = channel.name.upper(), load(channel.platform).label.upper()
    return f"{name} TALKS TO {credentials.base_url}, NOT TO THE REAL {label}." if credentials.base_url else ""


class Workshop:
    """Makes networks (one instance a thread: their libraries are not safe to share) and cards."""

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings = settings
        self._mine = threading.local()
        self._shared: dict[str, tuple[Channel, Credentials, tuple[Looks, Uploads]]] = {}
        self._turn = threading.Lock()

    def platform(self, channel: Channel) -> Platform:
        mine: dict[str, tuple[Settings, Platform]] = self._mine.__dict__.setdefault("platforms", {})
        settings, kind = self._settings(), load(channel.platform)
        before, known = mine.get(channel.name, (None, None))
        if known and before is settings and known.channel == channel and not known.credentials.in_files:
            return known  # nothing that it rests on can have changed
        credentials = settings.credentials(channel.name, kind.secrets)
        if known is None or (known.channel, known.credentials) != (channel, credentials):
            known = kind(channel, credentials)
            known.looks, known.uploads = self._shared_of(channel, credentials)
        mine[channel.name] = settings, known
        return known

    def _shared_of(self, channel: Channel, credentials: Credentials) -> tuple[Looks, Uploads]:
        """Those of one account: what stands at another, or is seen with other keys, tells nothing of this one."""
        with self._turn:
            known = self._shared.get(channel.name)
            if known is None or known[:2] != (channel, credentials):
                known = self._shared[channel.name] = channel, credentials, (Looks(), Uploads())
            return known[2]

    def clean(self, media: Media, folder: Path) -> Media:
        """The same picture without what it tells of place and time; a video stays as it is."""
        if media.is_video:
            return media
        return replace(media, file=without_metadata(media.file, folder / ".scheduler" / "media"))

    def draw(self, card: Card, size: tuple[int, int], calendar: Calendar) -> Media:
        """The card as a picture file with its alt text; CardError when it cannot be right."""
        folder = calendar.folder
        theme = cards.load_theme(folder / calendar.campaign.theme_file)
        file = cards.card_file(card, size=size, theme=theme, folder=folder, cache=folder / ".scheduler" / "cards")
        return Media(file=file, alt=card.alt or cards.alt_text(card, theme))
