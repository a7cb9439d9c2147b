"""From a day of the calendar to its letters: everything that is the same for all is made here, once."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from html import escape

from scheduler import cards
from scheduler.calendar_file import HOSTED, INLINE
from scheduler.digest.addresses import Addresses, addresses_of
from scheduler.digest.choosing import Chosen, Facts, chosen
from scheduler.digest.content import Edition, edition
from scheduler.digest.gallery import Gallery, gallery_of
from scheduler.digest.headers import Heads
from scheduler.digest.parts import Body, body_of
from scheduler.digest.render import Links, greetings, html, text
from scheduler.digest.segments import GREETING, NAME, TOKEN, Encoded, encoded, filled, quoted, slot
from scheduler.digest.signing import Signer, relaxed, signer
from scheduler.digest.words import clean
from scheduler.errors import DigestError, Problem, SettingsError, Severity
from scheduler.models import Calendar, Delivery, Digest, Kind, Letter, Subscriber
from scheduler.settings import Settings
from scheduler.submissions import RECORD_FILE, Record
from scheduler.submissions.language import language_of
from scheduler.wishes import Wishes

WARN_BYTES, MOST_BYTES = 80_000, 100_000
"""Of the HTML: Gmail cuts off what is beyond 102 KB, the way to unsubscribe with it."""


@dataclass(frozen=True, kw_only=True)
class DayComposer:
    """Writes one day's letters (see `models.Composer`); from several threads at once.

    `html` and `text` have their slots open; `greetings` fill one of them, in text and in HTML. `problems`: what a
    person should know before it goes out.
    """

    edition: Edition
    html: str = field(repr=False)
    text: str = field(repr=False)
    gallery: Gallery
    greetings: tuple[str, str]
    heads: Heads
    body: Body = field(repr=False)
    signer: Signer | None
    problems: tuple[Problem, ...] = ()

    def letter(self, subscriber: Subscriber) -> Letter:
        token, own = subscriber.token, self.heads.own(subscriber)
        in_text, in_html = self._greetings(_plain(subscriber.name))
        body = self.body.encoded.parts({TOKEN: quoted(token), _IN_TEXT: in_text, _IN_HTML: in_html})
        own_head = "".join([f"{name}: {value}\r\n" for name, value in own])
        head = (self._signature(own, body), self._same_head, own_head.encode("utf-8", "replace"), b"\r\n")
        return Letter(
            message_id=own[1][1],
            sender=self.heads.addresses.envelope(token),
            recipient=_address_in(own[0][1]),
            data=b"".join((*head, *body)),
        )

    def message_id(self, subscriber: Subscriber) -> str:
        return self.heads.message_id(subscriber.token)

    def page(self, subscriber: Subscriber, pictures: str) -> str:
        """The HTML as one recipient sees it in a browser; the pictures lie below the address `pictures`."""
        name = escape(_plain(subscriber.name))
        greeting = filled(self.greetings[1], {NAME: name}) if name else ""
        values = {TOKEN: subscriber.token, GREETING: greeting}
        return filled(self.html, {**values, **{each.name: f"{pictures}{each.name}" for each in self.gallery.all}})

    def plain_text(self, subscriber: Subscriber) -> str:
        """The text part as one recipient reads it."""
        name = _plain(subscriber.name)
        greeting = filled(self.greetings[0], {NAME: name}) if name else ""
        return filled(self.text, {TOKEN: subscriber.token, GREETING: greeting})

    def _greetings(self, name: str) -> tuple[bytes, bytes]:
        """Encoded, for the text and for HTML; nothing for those who have no name."""
        if not name:
            return b"", b""
        in_text, in_html = self._encoded_greetings
        return in_text.with_({NAME: quoted(name)}), in_html.with_({NAME: quoted(escape(name))})

    @cached_property
    def _encoded_greetings(self) -> tuple[Encoded, Encoded]:
        return encoded(self.greetings[0]), encoded(self.greetings[1])

    def _signature(self, own: tuple[tuple[str, str], ...], body: Iterable[bytes]) -> bytes:
        if self.signer is None:
            return b""
        name, value = self.signer.field({**self._same_relaxed, **relaxed(own)}, body, self.heads.at)
        return f"{name}: {value}\r\n".encode()

    @cached_property
    def _same_fields(self) -> tuple[tuple[str, str], ...]:
        return (*self.heads.same, ("Content-Type", self.body.content_type))

    @cached_property
    def _same_relaxed(self) -> dict[str, str]:
        return relaxed(self._same_fields)

    @cached_property
    def _same_head(self) -> bytes:
        return "".join(f"{name}: {value}\r\n" for name, value in self._same_fields).encode()


_IN_HTML, _IN_TEXT = f"{GREETING} in html", f"{GREETING} in text"


def _plain(name: str) -> str:
    return " ".join(clean(name).split())


def _address_in(mailbox: str) -> str:
    return mailbox.rpartition("<")[2].rstrip(">")


# --- one day ----------------------------------------------------------------------------------------------------------


def compose(
    calendar: Calendar,
    rows: Mapping[str, Delivery],
    day: date,
    settings: Settings,
    now: datetime,
    *,
    language_of: Callable[[str], str] = language_of,
) -> DayComposer:
    """The day's e-mail, ready for any number of recipients.

    `rows`: the ledger's, by key. `now`: when its sending began; the same `now` gives the same letters, byte for byte.
    DigestError when there is nothing on that day, or it cannot be made; SettingsError for what a deployment sets.
    """
    record = Record(calendar.folder / RECORD_FILE)
    consent = record.reasons_to_hold(now)
    facts = Facts(wishes=Wishes(calendar).all(consent), rows=rows, consent=consent)
    today = chosen(day, calendar, facts)
    kinds = _kinds(today, record)
    made = edition(day, calendar, today, _coming(day, calendar, facts), kinds=kinds, language_of=language_of)
    return composer(made, calendar, settings, now)


def _kinds(today: tuple[Chosen, ...], record: Record) -> Mapping[str, Kind]:
    """What a person said a submission is."""
    names = {each.post.submission for each in today if each.post.submission}
    return {name: kind for name in names if (kind := record.kind(name))}


def _coming(day: date, calendar: Calendar, facts: Facts) -> tuple[date, tuple[Chosen, ...]] | None:
    """The next day of the campaign on which something stands."""
    for later in days(calendar):
        if later > day and (found := chosen(later, calendar, facts)):
            return later, found
    return None


def days(calendar: Calendar) -> list[date]:
    """The campaign's days."""
    week = calendar.campaign
    return [week.starts + timedelta(days=number) for number in range((week.ends - week.starts).days + 1)]


def next_day(calendar: Calendar, today: date) -> date:
    """The campaign's next day with a post of any kind; the first one when the campaign is over."""
    taken = {post.at.date() for post in calendar.posts if post.at}
    mine = [day for day in days(calendar) if day in taken] or [calendar.campaign.starts]
    return next((day for day in mine if day >= today), mine[0])


def composer(made: Edition, calendar: Calendar, settings: Settings, now: datetime) -> DayComposer:
    """Puts an edition into words, pictures and bytes."""
    theme = cards.load_theme(calendar.folder / calendar.campaign.theme_file)
    addresses = addresses_of(made.digest, settings)
    gallery = gallery_of(made, calendar, theme)
    links = Links(
        unsubscribe=addresses.page_for("u", slot(TOKEN)) or addresses.mailto(slot(TOKEN)),
        preferences=addresses.page_for("p", slot(TOKEN)),
        view=addresses.page_for(f"v/{made.day}", slot(TOKEN)),
    )
    page, plain = html(made, gallery, links, theme.colours), text(made, gallery, links)
    heads = Heads(
        addresses=addresses,
        day=made.day,
        campaign=made.campaign.name,
        subject=made.subject,
        list_id=made.digest.list_id or addresses.domain,
        at=now.replace(microsecond=0),
    )
    return DayComposer(
        edition=made,
        html=page,
        text=plain,
        gallery=gallery,
        greetings=greetings(theme.colours),
        heads=heads,
        body=_body(made, page, plain, gallery, addresses),
        signer=signer(settings, addresses.domain),
        problems=tuple(_problems(page, addresses, made.digest)),
    )


def _body(made: Edition, page: str, plain: str, gallery: Gallery, addresses: Addresses) -> Body:
    attached = gallery.all if made.digest.pictures == INLINE else ()
    base = _base(made.digest, addresses)
    sources = {each.name: f"{base}{each.name}" + (f"@{addresses.domain}" if attached else "") for each in gallery.all}
    seed = hashlib.sha256(f"{made.campaign.name}{made.day}".encode()).hexdigest()
    return body_of(
        text=filled(plain, {GREETING: slot(_IN_TEXT)}),
        html=filled(page, {**sources, GREETING: slot(_IN_HTML)}),
        pictures=attached,
        domain=addresses.domain,
        seed=seed,
    )


def _base(digest: Digest, addresses: Addresses) -> str:
    """What stands before a picture's name."""
    if digest.pictures == INLINE:
        return "cid:"
    if digest.pictures != HOSTED:
        return f"{digest.pictures.rstrip('/')}/"
    if not addresses.page:
        what = "The e-mail's pictures are to be hosted by the unsubscribe server, but UNSUBSCRIBE_URL is not set."
        raise SettingsError(what, "Set it to the server's public address, or write pictures: inline.")
    return f"{addresses.page}/m/"


def _problems(page: str, addresses: Addresses, digest: Digest) -> Iterator[Problem]:
    size = len(page.encode())
    if size > MOST_BYTES:
        raise DigestError(
            f"The e-mail's HTML has {size:,} bytes; Gmail cuts off what is beyond 102,000, the way to leave with it.",
            "Leave posts out of that day (digest: days: leave_out), or shorten their texts.",
        )
    if size > WARN_BYTES:
        yield Problem(
            what=f"The e-mail's HTML has {size:,} bytes; from {MOST_BYTES:,} on it is not sent.",
            remedy="Leave posts out, or shorten their texts.",
            severity=Severity.WARNING,
        )
    if not addresses.page:
        yield Problem(
            what="There is no one-click unsubscribing, which Gmail and Yahoo ask of everybody who writes to many.",
            remedy="Run `scheduler unsubscribe-server` and set UNSUBSCRIBE_URL to its public address.",
            severity=Severity.WARNING,
        )
    if not digest.address.strip():
        yield Problem(
            what="The footer has no postal address.", remedy="Add address: to digest.", severity=Severity.WARNING
        )
