"""digest send, status, pause, resume, cancel: the daily e-mail on its way."""

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from types import FrameType
from typing import TYPE_CHECKING

import click

from scheduler.cli import campaign
from scheduler.errors import DigestError, Severity
from scheduler.models import Calendar, Digest, Mailing, MailingState, MailState
from scheduler.settings import Settings
from scheduler.text import counted

if TYPE_CHECKING:
    from scheduler.digest import DayComposer
    from scheduler.digest.sending import Ended, Terms
    from scheduler.digest.smtp_url import Relay
    from scheduler.ledger import Ledger

_DAY = click.DateTime(["%Y-%m-%d"])
_DONE = frozenset({MailState.ACCEPTED, MailState.FAILED, MailState.LEFT})
_IN_WORDS = {
    MailState.ACCEPTED: "taken by the mail server",
    MailState.PENDING: "not sent yet",
    MailState.CLAIMED: "on their way",
    MailState.DEFERRED: "put off by the mail server",
    MailState.FAILED: "refused",
    MailState.UNKNOWN: "of which nobody knows whether they arrived",
    MailState.LEFT: "who left meanwhile",
}
_NOW_WHAT = {
    MailingState.PAUSED: "To go on: scheduler digest resume --day {0}",
    MailingState.CANCELLED: "It is cancelled for good.",
    MailingState.FINISHED: "It was sent before; nothing more was sent now.",
}

_LET_GO = "To let it go on: scheduler release-all, or scheduler resume digest"


@click.command()
@click.option("--day", type=_DAY, help="Of the campaign (default: today, in the campaign's zone).")
@click.option("--yes", is_flag=True, help="Without asking.")
@click.option("--to", "address", help="One copy to this address only, for trial: it counts for nothing.")
def send(day: datetime | None, yes: bool, address: str | None) -> None:
    """Send a day's e-mail to the subscribers, now. Said again, after a crash too, it goes on where it was.

    It ends when nothing is due within a minute. Ctrl-C: what is on its way gets its answer, the rest waits for the next
    time. The exit code is 1 while something is left to do. Example: scheduler digest send --day 2023-11-06 --yes
    """
    from scheduler.digest.sending import terms_of
    from scheduler.digest.smtp_url import relay_of
    from scheduler.digest.timing import held
    from scheduler.ledger import Ledger

    calendar, settings = campaign.calendar(), campaign.settings()
    digest, chosen = _digest_of(calendar), _day_of(day, calendar)
    relay, ledger = relay_of(settings.get("SMTP_URL")), Ledger(settings.database)
    known = ledger.mailings.mailing(chosen)
    began = known.since if known and known.state is not MailingState.MISSED else campaign.wall_clock()
    composer = _composed(calendar, ledger, chosen, settings, began)
    if address:
        _try_out(composer, relay, address, ledger)
        return
    if words := held(ledger):
        raise DigestError(f"No e-mail is sent now: {words}", _LET_GO)
    if known and known.state in _NOW_WHAT:
        _refuse(known)
    _ask(calendar, digest, chosen, ledger, known, yes=yes)
    ledger.mailings.begin(chosen, began)
    _tell_the_end(_sent(ledger, chosen, composer, terms_of(calendar, digest, chosen, settings, relay)))


def _composed(calendar: Calendar, ledger: "Ledger", day: date, settings: Settings, began: datetime) -> "DayComposer":
    """The day's letters: the same bytes for as long as its sending lasts."""
    from scheduler.digest import compose
    from scheduler.digest.languages import languages_apart

    with languages_apart() as language_of:
        composer = compose(calendar, ledger.deliveries(), day, settings, began, language_of=language_of)
    for problem in composer.problems:
        click.echo(str(problem), err=True)
    if any(problem.severity is Severity.ERROR for problem in composer.problems):
        raise DigestError("It is not sent like this.", "Mend what stands above.")
    return composer


def _ask(calendar: Calendar, digest: Digest, day: date, ledger: "Ledger", known: Mailing | None, *, yes: bool) -> None:
    """Says what is about to happen, and waits for a yes unless there was one already."""
    from scheduler.digest.timing import lateness

    if (late := lateness(calendar, digest, day, campaign.wall_clock())) and not known:
        campaign.tell(f"{late} You say so, so it goes out.")
    if yes:
        return
    open_ones = sum(known.counts[state] for state in MailState if state not in _DONE) if known else 0
    whom = f"the {open_ones} who are left" if known else "every subscriber"
    click.confirm(f"Send the e-mail of {day} to {whom}?", abort=True)


def _try_out(composer: "DayComposer", relay: "Relay", address: str, ledger: "Ledger") -> None:
    """One copy to one address."""
    from scheduler.digest.trial import try_out

    outcome = try_out(composer, relay, address, ledger)
    campaign.tell(f"{outcome.state}: {outcome.reply}")
    if outcome.state is not MailState.ACCEPTED:
        raise SystemExit(1)


def _sent(ledger: "Ledger", day: date, composer: "DayComposer", terms: "Terms") -> "Ended":
    from scheduler.clock import moment
    from scheduler.digest.sending import Sending

    with campaign.steps("Sending") as step, _until_told() as stop:

        def told(mailing: Mailing) -> None:
            step(sum(mailing.counts[state] for state in _DONE), sum(mailing.counts.values()))

        return Sending(ledger, day, composer, terms, clock=moment, stop=stop, told=told).send()


@contextmanager
def _until_told() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C or SIGTERM sets; the second one ends the process as ever."""
    stop = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def end(number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, before[signal.Signals(number)])

    for number in before:
        signal.signal(number, end)
    yield stop
    for number, handler in before.items():
        signal.signal(number, handler)


def _tell_the_end(ended: "Ended") -> None:
    mailing = ended.mailing
    for line in _lines(mailing):
        campaign.tell(line)
    if ended.interrupted:
        campaign.tell("Stopped. Nothing is lost: say it again, and it goes on.")
    if mailing.state is MailingState.RUNNING and mailing.counts[MailState.UNKNOWN]:
        campaign.tell(
            "Of those nobody knows, RELAY_LOG (the mail server's log) can tell, or `on_unknown: resend` in posts.yaml "
            "decides; then say it again."
        )
    if mailing.state is not MailingState.FINISHED:
        raise SystemExit(1)


def _lines(mailing: Mailing) -> Iterator[str]:
    total = sum(mailing.counts.values())
    yield f"The e-mail of {mailing.day}: {mailing.state}, {counted(total, 'recipient')}."
    if mailing.words:
        yield mailing.words
    yield from (f"{count:>7} {_IN_WORDS[state]}" for state, count in mailing.counts.items() if count)
    if mailing.next_wake:
        yield f"The next that was put off is due at {mailing.next_wake.astimezone():%H:%M:%S}."
    if mailing.state in {MailingState.PAUSED, MailingState.CANCELLED}:
        yield _NOW_WHAT[mailing.state].format(mailing.day)


@click.command()
@click.option("--day", type=_DAY, help="Default: the one that was begun last.")
@click.option("--json", "as_script", is_flag=True, help="For scripts: the counts by state.")
def status(day: datetime | None, as_script: bool) -> None:
    """How far a day's e-mail is. Example: scheduler digest status --json"""
    mailings = _ledger().mailings
    days = mailings.days()
    chosen = day.date() if day else (days[-1] if days else None)
    mailing = mailings.mailing(chosen) if chosen else None
    if as_script:
        campaign.tell(json.dumps(_as_json(chosen, mailing), ensure_ascii=False, indent=2))
    elif mailing is None:
        campaign.tell(f"Nothing was sent{f' of {chosen}' if chosen else ''} yet.")
    else:
        for line in _lines(mailing):
            campaign.tell(line)


def _as_json(day: date | None, mailing: Mailing | None) -> dict[str, object]:
    counts = mailing.counts if mailing else {}
    return {
        "day": day.isoformat() if day else None,
        "state": mailing.state.value if mailing else None,
        "words": mailing.words if mailing else "",
        "since": mailing.since.isoformat() if mailing else None,
        "next_due": mailing.next_wake.isoformat() if mailing and mailing.next_wake else None,
        "total": sum(counts.values()),
        "counts": {state.value: counts.get(state, 0) for state in MailState},
    }


@click.command()
@click.option("--day", type=_DAY, required=True)
def pause(day: datetime) -> None:
    """Stop a day's e-mail for now; whoever sends it stops within a second.

    Example: scheduler digest pause --day 2023-11-06
    """
    _turn(day.date(), MailingState.PAUSED, f"Paused by {campaign.who()}.", but=MailingState.PAUSED)


@click.command()
@click.option("--day", type=_DAY, required=True)
def resume(day: datetime) -> None:
    """Let a day's e-mail go on. Example: scheduler digest resume --day 2023-11-06"""
    from scheduler.digest.timing import QUEUE

    _ledger().resume(QUEUE, campaign.wall_clock(), campaign.who())
    _turn(day.date(), MailingState.RUNNING, "", but=MailingState.RUNNING)
    campaign.tell(f"The service goes on with it; or say: scheduler digest send --day {day.date()}")


@click.command()
@click.option("--day", type=_DAY, required=True)
@click.option("--yes", is_flag=True, help="Without asking.")
def cancel(day: datetime, yes: bool) -> None:
    """End a day's e-mail for good: who has not got it gets none. Example: scheduler digest cancel --day 2023-11-06"""
    if not yes:
        click.confirm(f"End the e-mail of {day.date()} for good?", abort=True)
    _turn(day.date(), MailingState.CANCELLED, f"Cancelled by {campaign.who()}.", but=MailingState.CANCELLED)


def _turn(day: date, state: MailingState, words: str, *, but: MailingState) -> None:
    mailings = _ledger().mailings
    if mailings.turn_to(day, state, words, but):
        campaign.tell(f"The e-mail of {day} is {state} now.")
        return
    mailing = mailings.mailing(day)
    raise DigestError(f"The e-mail of {day} {f'is {mailing.state} already' if mailing else 'was never begun'}.")


def _refuse(mailing: Mailing) -> None:
    for line in _lines(mailing):
        campaign.tell(line)
    if mailing.state is MailingState.FINISHED:
        campaign.tell(_NOW_WHAT[mailing.state])
        raise SystemExit(0)
    raise SystemExit(1)


def _digest_of(calendar: Calendar) -> Digest:
    if calendar.digest is None:
        from scheduler.digest.content import ADD_IT

        raise DigestError("posts.yaml has no `digest`.", ADD_IT)
    return calendar.digest


def _day_of(day: datetime | None, calendar: Calendar) -> date:
    return day.date() if day else campaign.wall_clock().astimezone(calendar.campaign.timezone).date()


def _ledger() -> "Ledger":
    from scheduler.ledger import Ledger

    return Ledger(campaign.settings().database)
