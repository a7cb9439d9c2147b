"""What will fail, said today: each finding is fine (no severity), worth a look (warning) or must be mended (error)."""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from scheduler import cards
from scheduler.alerts import Message, addresses
from scheduler.assembly import elsewhere
from scheduler.calendar_file import check, read, variants
from scheduler.digest.relay import Connection, Lost, Refused
from scheduler.digest.smtp_url import relay_of
from scheduler.errors import NothingToSend, PublishError, SchedulerError, Severity
from scheduler.ledger import Ledger
from scheduler.models import Calendar, Channel, Delivery
from scheduler.platforms import load
from scheduler.settings import Settings
from scheduler.text import counted

LEAST_FREE_BYTES = 200_000_000
"""Room for a campaign's cards, attachments and ledger; below it SQLite may fail in the middle of a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    what: str
    remedy: str = ""
    severity: Severity | None = None


def checkup(file: Path, settings: Settings, now: datetime, *, ask: bool) -> Iterator[Finding]:
    """Every finding, the good ones too. With `ask`, the networks are asked whose accounts the credentials open."""
    yield _yaml_parser()
    yield from _folder(file.parent)
    yield from _settings(settings)
    yield from _ledger(settings, now)
    reading = read(file)
    if reading.calendar is None:
        yield _bad(f"posts.yaml cannot be used: {reading.problems[0]}", "`scheduler check` lists every problem.")
        return
    yield from _contents(reading.calendar)
    yield from channels(reading.calendar, settings, ask=ask)
    if reading.calendar.digest:
        yield from _digest(reading.calendar, settings, now, ask=ask)


def _digest(calendar: Calendar, settings: Settings, now: datetime, *, ask: bool) -> Iterator[Finding]:
    """The daily e-mail: its mail server, its list, and the next one made as it will be sent."""
    try:
        ledger = Ledger(settings.database)
        on_list = sum(1 for _ in ledger.subscribers.all())
        rows = ledger.deliveries()
        ledger.close()
        yield _list(on_list)
        yield from _mail_server(settings, ask=ask)
        yield from _next_email(calendar, rows, settings, now)
    except SchedulerError as error:
        yield _bad(error.what, error.remedy)


def _list(on_list: int) -> Finding:
    if on_list:
        return _good(f"{counted(on_list, 'subscriber')} on the list of the daily e-mail.")
    return _look("Nobody is on the list of the daily e-mail.", "Bring them in: scheduler subscribers import FILE.csv")


def _mail_server(settings: Settings, *, ask: bool) -> Iterator[Finding]:
    if not settings.get("SMTP_URL"):
        remedy = "Put it into .env (.env.example says how)."
        yield _look("SMTP_URL is not set: the daily e-mail cannot be sent.", remedy)
        return
    relay = relay_of(settings.get("SMTP_URL"))
    if not ask:
        return
    try:
        Connection(relay).part()
    except Refused as error:
        what = f"The mail server {relay.host} does not let us in: {error.reply.code} {error.reply.words}"
        yield _bad(what, "Compare SMTP_URL with what it expects.")
    except Lost:
        yield _bad(
            f"The mail server {relay.host}:{relay.port} does not answer.", "Is the port right, and is it reached?"
        )
    else:
        yield _good(f"The mail server {relay.host} lets us in.")


def _next_email(
    calendar: Calendar, rows: Mapping[str, Delivery], settings: Settings, now: datetime
) -> Iterator[Finding]:
    from scheduler.digest import compose, next_day  # they draw: a service that only starts has no need of them

    day = next_day(calendar, now.astimezone(calendar.campaign.timezone).date())
    try:
        composer = compose(calendar, rows, day, settings, now)
    except NothingToSend:
        yield _good(f"Nothing stands in the e-mail of {day}; none will be sent.")
        return
    for problem in composer.problems:
        yield Finding(what=problem.what, remedy=problem.remedy, severity=problem.severity)
    yield _good(f"The e-mail of {day} can be made: “{composer.edition.subject}”.")


def channels(calendar: Calendar, settings: Settings, *, ask: bool) -> Iterator[Finding]:
    """Each channel's secrets and address, and with `ask` its account."""
    for channel in calendar.channels.values():
        yield from _channel(channel, settings, ask=ask)


def _good(what: str) -> Finding:
    return Finding(what=what)


def _look(what: str, remedy: str) -> Finding:
    return Finding(what=what, remedy=remedy, severity=Severity.WARNING)


def _bad(what: str, remedy: str) -> Finding:
    return Finding(what=what, remedy=remedy, severity=Severity.ERROR)


def _yaml_parser() -> Finding:
    if yaml.__with_libyaml__:
        return _good("PyYAML has its fast C parser.")
    return _bad(
        "PyYAML is installed without its C parser.", "Install it from a wheel: pip install --force-reinstall PyYAML"
    )


def _folder(folder: Path) -> Iterator[Finding]:
    if not os.access(folder, os.W_OK):
        yield _bad(f"{folder.absolute()} cannot be written.", "Give this user the right to write there.")
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        yield _bad(f"Only {free // 1_000_000} MB are free on the disk of {folder.absolute()}.", "Make room.")
    else:
        yield _good(f"{free // 1_000_000_000} GB are free on the disk.")


def _settings(settings: Settings) -> Iterator[Finding]:
    try:
        looks = ", ".join(f"{seconds:g}" for seconds in settings.reconcile_after)
        yield _good(f"After an unclear answer, the account is read back after {looks} seconds.")
    except SchedulerError as error:
        yield _bad(error.what, error.remedy)
    try:
        yield _alerts(len(addresses(settings.alert_urls)))
    except SchedulerError as error:
        yield _bad(error.what, error.remedy)


def _alerts(number: int) -> Finding:
    if number:
        return _good(f"Alerts are set up ({number} in ALERT_URLS). To try them: scheduler doctor --send-test-alert")
    remedy = "Put ALERT_URLS into .env, for example mailto://user:password@example.org (.env.example says more)."
    return _look("No alerts are set up: nobody is told when a channel stops or a post fails.", remedy)


def alerts_on_trial(file: Path, settings: Settings) -> Iterator[Finding]:
    """Sends a test alert to every address, and says which of them took it."""
    calendar = read(file).calendar
    campaign = calendar.campaign.name if calendar else file.absolute().parent.name
    body = "This is a test. An alert says what has stopped, since when, and what to type when it is mended."
    message = Message(title=f"Test of the alerts · {campaign}", body=body, over=True)
    found = addresses(settings.alert_urls)
    for address in found:
        if address.send(message):
            yield _good(f"A test alert went to {address.label}.")
        else:
            yield _bad(
                f"{address.label} took no test alert.", "Compare it with the service's page; is its host reached?"
            )
    if not found:
        yield _alerts(0)


def _ledger(settings: Settings, now: datetime) -> Iterator[Finding]:
    try:
        ledger = Ledger(settings.database)
        history = ledger.history()
        paused = ledger.paused()
        ledger.close()
    except SchedulerError as error:
        yield _bad(error.what, error.remedy)
        return
    yield _good(f"The ledger opens; it holds {counted(len(history), 'event')}.")
    if history and history[-1].at > now + timedelta(minutes=1):
        yield _bad(
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, but the newest event in the ledger is of {history[-1].at}.",
            "Set the clock (a time service does it for good): posts would go out late.",
        )
    for channel, words in paused.items():
        yield _look(f"{channel} is paused: {words}", f"When it is mended: scheduler resume {channel}")


def _contents(calendar: Calendar) -> Iterator[Finding]:
    problems = check(calendar)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        yield _bad(f"posts.yaml has {counted(len(errors), 'error')}.", "`scheduler check` lists them with their lines.")
    else:
        yield _good(f"posts.yaml: {counted(len(calendar.posts), 'post')}, {counted(len(problems), 'warning')}.")
    yield from _assets(calendar)


def _assets(calendar: Calendar) -> Iterator[Finding]:
    if not calendar.campaign.submissions.is_dir() and not (calendar.folder / calendar.campaign.submissions).is_dir():
        yield _look(
            f"The submissions folder {calendar.campaign.submissions} is not there.", "Make it, or mend the path."
        )
    try:
        theme = cards.load_theme(calendar.folder / calendar.campaign.theme_file)
    except SchedulerError as error:
        yield _bad(error.what, error.remedy)
        return
    yield _good("The theme of the cards is in order.")
    yield from _fonts(theme)
    yield from _cards(calendar, theme)


def _fonts(theme: "cards.Theme") -> Iterator[Finding]:
    """Whether a card can be drawn in any script that people write to us in."""
    if lacking := cards.lacking_scripts(theme.fonts):
        remedy = "Install all fonts: pip install 'campaign-scheduler[all]'. Or put some into assets/fonts."
        yield _look(f"No font here draws {', '.join(lacking)}.", remedy)
    else:
        yield _good("There are fonts for the scripts of the world.")


def _cards(calendar: Calendar, theme: "cards.Theme") -> Iterator[Finding]:
    """Draws every card that is to go out, to the bin: what cannot be right is said today."""
    drawn = 0
    for variant in (each for post in calendar.posts for each in variants(post, calendar)):
        size = load(calendar.channels[variant.channel].platform).limits.card_size
        for card in filter(None, [variant.card]):
            try:
                cards.render(cards.placed(card, calendar.folder), size=size, theme=theme)
                drawn += 1
            except SchedulerError as error:
                yield _bad(f"The card of {variant.post} for {variant.channel}: {error.what}", error.remedy)
    if drawn:
        yield _good(f"{counted(drawn, 'card')} can be drawn.")


def _channel(channel: Channel, settings: Settings, *, ask: bool) -> Iterator[Finding]:
    platform = load(channel.platform)
    try:
        credentials = settings.credentials(channel.name, platform.secrets)
    except SchedulerError as error:
        yield _bad(error.what, error.remedy)
        return
    if credentials.base_url:
        yield _look(elsewhere(channel, credentials), "That is right for practice. To go live, remove its _BASE_URL.")
    missing = credentials.missing(platform.secrets)
    if missing:
        yield _bad(f"{channel.name}: not set: {', '.join(missing)}.", "Put them into .env beside posts.yaml.")
    elif ask:
        yield from _account(channel, settings)


def _account(channel: Channel, settings: Settings) -> Iterator[Finding]:
    platform = load(channel.platform)
    try:
        account = platform(channel, settings.credentials(channel.name, platform.secrets)).check()
    except PublishError as error:
        yield _bad(f"{channel.name}: {error.words}", error.remedy or "Nothing can be sent until this is mended.")
        return
    until = f", until {account.expires:%Y-%m-%d}" if account.expires else ""
    yield _good(f"{channel.name} is {account.name} on {platform.label}{until}.")
    for warning in account.warnings:
        yield _look(f"{channel.name}: {warning}", "")
