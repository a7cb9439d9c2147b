"""resolve, retry, skip, pause, resume, hold-all, release-all: what only a person can settle."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from scheduler import deciding
from scheduler.cli import campaign
from scheduler.errors import SchedulerError
from scheduler.models import Delivery

if TYPE_CHECKING:
    from scheduler.ledger import Ledger

by_option = click.option("--by", default=campaign.who, show_default="git's user.name", help="Who decides.")


@click.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY…")
@click.option("--out", "url", help="It is out, at this address.")
@click.option("--not-out", is_flag=True, help="It is not out: send it.")
@by_option
def resolve(keys: tuple[str, ...], url: str | None, not_out: bool, by: str) -> None:
    """Settle an unconfirmed delivery after looking at the account yourself.

    KEY is post/channel/part as `status` shows it. Example: scheduler resolve welcome/x/1 --not-out
    """
    if bool(url) == not_out:
        raise click.UsageError("Say either --out ADDRESS or --not-out.")
    now = campaign.wall_clock()
    if url:
        _decide(keys, lambda ledger, key: deciding.resolve_out(ledger, key, url, by=by, now=now))
    else:
        _decide(keys, lambda ledger, key: deciding.resolve_not_out(ledger, key, by=by, now=now))


@click.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY…")
@by_option
def retry(keys: tuple[str, ...], by: str) -> None:
    """Send what failed or was missed, now, however late.

    Example: scheduler retry welcome/x/1
    """
    now = campaign.wall_clock()
    _decide(keys, lambda ledger, key: deciding.retry(ledger, key, by=by, now=now))


@click.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY…")
@by_option
def skip(keys: tuple[str, ...], by: str) -> None:
    """Do not send it; it stays out of the queue until somebody edits it.

    Example: scheduler skip welcome/x/1
    """
    now = campaign.wall_clock()
    _decide(keys, lambda ledger, key: deciding.skip(ledger, key, by=by, now=now))


@click.command()
@click.argument("channel")
@click.option("--why", default="A person paused it.", help="The reason that everybody will read.")
@by_option
def pause(channel: str, why: str, by: str) -> None:
    """Send nothing on CHANNEL until `resume`; its queue is kept.

    Example: scheduler pause facebook --why "The page is being renamed."
    """
    _pause(channel, why, by)


@click.command()
@click.argument("channel")
@by_option
def resume(channel: str, by: str) -> None:
    """Let CHANNEL go on, after what stopped it is mended.

    Example: scheduler resume facebook
    """
    _resume(channel, by)


@click.command("hold-all")
@click.option("--why", default="A person holds everything.", help="The reason that everybody will read.")
@by_option
def hold_all(why: str, by: str) -> None:
    """Send nothing at all until `release-all`.

    Example: scheduler hold-all --why "Sad news this morning."
    """
    new = _ledger().hold_all(why, campaign.wall_clock(), by)
    campaign.tell("Everything is held." if new else "Everything was held already.")


@click.command("release-all")
@by_option
def release_all(by: str) -> None:
    """Let every channel go on.

    Example: scheduler release-all
    """
    was = _ledger().release_all(campaign.wall_clock(), by)
    still = ", ".join(sorted(_ledger().paused()))
    campaign.tell("Every channel goes on." if was else "Nothing was held.")
    if still:
        campaign.tell(f"Still paused, each for its own reason: {still}.")


def _decide(keys: Iterable[str], decide: Callable[["Ledger", str], Delivery]) -> None:
    ledger = _ledger()
    for key in keys:
        stored = decide(ledger, key)
        campaign.tell(f"{key} is {stored.state}. {stored.words}")


def _channels(ledger: "Ledger") -> set[str]:
    """Every channel of the calendar and of the ledger: the brake works while posts.yaml is broken, too."""
    from scheduler.calendar_file import read

    calendar = read(campaign.calendar_path()).calendar
    return ledger.channels() | set(calendar.channels if calendar else ())


def _pause(channel: str, why: str, by: str) -> None:
    ledger = _ledger()
    _only_known(channel, _channels(ledger))
    new = ledger.pause(channel, why, campaign.wall_clock(), by)
    campaign.tell(f"{channel} is paused." if new else f"{channel} was paused already: {ledger.paused()[channel]}")


def _resume(channel: str, by: str) -> None:
    ledger = _ledger()
    _only_known(channel, _channels(ledger) | set(ledger.paused()))
    was = deciding.resume(ledger, channel, by=by, now=campaign.wall_clock())
    campaign.tell(f"{channel} goes on." if was else f"{channel} was not paused.")


def _only_known(channel: str, known: set[str]) -> None:
    if channel not in known:
        raise SchedulerError(f"There is no channel {channel!r}.", f"There are: {', '.join(sorted(known))}.")


def _ledger() -> "Ledger":
    from scheduler.ledger import Ledger

    campaign.calendar_path()  # says so when this is no campaign, instead of making a ledger here
    return Ledger(campaign.settings().database)
