"""subscribers: who gets the daily e-mail."""

import json
import os
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scheduler.cli import campaign
from scheduler.errors import SchedulerError
from scheduler.text import counted

if TYPE_CHECKING:
    from scheduler.digest.subscribers import ReadList
    from scheduler.ledger import Ledger
    from scheduler.ledger.subscribers import Imported

_MOST_SHOWN = 200


@click.group()
def subscribers() -> None:
    """Who gets the daily e-mail: bring them in, look at them, let them go.

    Example: scheduler subscribers import subscribers.csv
    """


@subscribers.command("import")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--confirm", is_flag=True, help="New ones get nothing before they said yes to a link (double opt-in).")
@click.option("--json", "as_script", is_flag=True, help="For scripts.")
def import_(file: Path | None, confirm: bool, as_script: bool) -> None:
    """Bring in a list: email, name, language, consent. Every line that is refused is named, with the reason.

    Nobody is taken out by it, and who left stays away, whatever the list says. The exit code is 1 when a line was
    refused. Example: scheduler subscribers import subscribers.csv
    """
    from scheduler.digest.subscribers import read_list

    known = read_list(file or _their_file(), confirmed=not confirm)
    done = _ledger().subscribers.bring(known.entries, campaign.wall_clock())
    if as_script:
        campaign.tell(json.dumps(_as_json(known, done), ensure_ascii=False, indent=2))
    else:
        _tell_import(known, done)
    if known.refused:
        raise SystemExit(1)


def _tell_import(known: "ReadList", done: "Imported") -> None:
    for refused in known.refused[:_MOST_SHOWN]:
        campaign.tell(str(refused))
    if len(known.refused) > _MOST_SHOWN:
        campaign.tell(f"… and {len(known.refused) - _MOST_SHOWN} more (--json has them all).")
    for hash_, reason in list(done.suppressed.items())[:_MOST_SHOWN]:
        campaign.tell(f"line {known.lines[hash_]}: stays without mail ({reason}).")
    if known.ignored:
        campaign.tell(f"Columns that are not read: {', '.join(known.ignored)}")
    same = len(known.entries) - len(done.added) - len(done.changed)
    parts = (f"{len(done.added)} added", f"{len(done.changed)} changed", f"{same} as they were")
    campaign.tell(f"{', '.join(parts)}; {counted(len(known.refused), 'line')} refused; "
                  f"{len(done.suppressed)} of them stay without mail.")  # fmt: skip


def _as_json(known: "ReadList", done: "Imported") -> dict[str, object]:
    return {
        "added": len(done.added),
        "changed": len(done.changed),
        "unchanged": len(known.entries) - len(done.added) - len(done.changed),
        "refused": [{"line": each.line, "address": each.address, "why": each.why} for each in known.refused],
        "suppressed": [{"line": known.lines[hash_], "reason": why.value} for hash_, why in done.suppressed.items()],
    }


@subscribers.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--links", is_flag=True, help="Beside each who has not said yes yet, the link by which they do.")
def export(file: Path | None, links: bool) -> None:
    """Write the list, with how each of them stands: to FILE, readable by nobody else, or to the screen.

    Example: scheduler subscribers export list.csv
    """
    from scheduler.digest.subscribers import write_list

    confirm_at = _confirm_at() if links else ""
    known = _ledger().subscribers.all()
    if file is None:
        write_list(known, sys.stdout, confirm_at)
        return
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(opened, "w", encoding="utf-8", newline="") as out:  # noqa: PTH123 - it is open already
        count = write_list(known, out, confirm_at)
    campaign.tell(f"{counted(count, 'subscriber')} in {file}. It holds personal data: keep it as long as you need it.")


@subscribers.command()
@click.argument("address")
@click.option("--yes", is_flag=True, help="Without asking.")
def forget(address: str, yes: bool) -> None:
    """Erase one of them for good; only a hash stays, so that no later list brings them back.

    Example: scheduler subscribers forget ada@example.org
    """
    from scheduler.ledger.subscribers import address_hash

    if not yes:
        click.confirm(f"Erase {address} for good?", abort=True)
    known = _ledger().subscribers.forget(address_hash(address), campaign.wall_clock())
    campaign.tell("Erased." if known else "Nobody has this address; no later list will bring it in.")
    file = _named()
    if file and file.is_file() and address.casefold() in file.read_text(encoding="utf-8", errors="replace").casefold():
        campaign.tell(f"It still stands in {file}: take it out there, too.")


@subscribers.command()
@click.option("--json", "as_script", is_flag=True, help="For scripts.")
def stats(as_script: bool) -> None:
    """How many there are, and how they stand. Example: scheduler subscribers stats"""
    found = _stats(_ledger(), campaign.wall_clock())
    if as_script:
        campaign.tell(json.dumps(found, ensure_ascii=False, indent=2))
        return
    campaign.tell(f"{counted(found['subscribed'], 'subscriber')} will get the next digest.")
    for name in ("unconfirmed", "paused"):
        if found[name]:
            campaign.tell(f"{found[name]} {name}")
    for title in ("suppressed", "languages", "domains"):
        if found[title]:
            rows = ((name, str(count)) for name, count in found[title].items())
            campaign.tell(f"\n{campaign.table((title, ''), rows)}")


def _stats(ledger: "Ledger", now: datetime) -> dict[str, Any]:
    from scheduler.digest.subscribers import state_of

    states, languages, domains = Counter[str](), Counter[str](), Counter[str]()
    for each in ledger.subscribers.all():
        awake = each.paused_until is None or each.paused_until <= now
        state = "subscribed" if state_of(each) == "paused" and awake else state_of(each)
        states[state] += 1
        if state == "subscribed":
            languages[each.subscriber.language or "(not said)"] += 1
            domains[each.subscriber.email.rpartition("@")[2].lower()] += 1
    return {
        **{name: states[name] for name in ("subscribed", "unconfirmed", "paused")},
        "suppressed": {reason.value: count for reason, count in ledger.subscribers.suppressions().items()},
        "languages": dict(languages.most_common()),
        "domains": dict(domains.most_common(10)),
    }


def _ledger() -> "Ledger":
    from scheduler.ledger import Ledger

    return Ledger(campaign.settings().database)


def _named() -> Path | None:
    """The list that posts.yaml names."""
    digest = campaign.calendar().digest if (campaign.folder() / "posts.yaml").is_file() else None
    return campaign.folder() / digest.subscribers if digest else None


def _their_file() -> Path:
    file = _named()
    if file is None:
        raise SchedulerError("posts.yaml has no digest, so no list is known.", "Name it: subscribers import FILE.csv")
    return file


def _confirm_at() -> str:
    address = campaign.settings().get("UNSUBSCRIBE_URL").rstrip("/")
    if not address:
        raise SchedulerError(
            "UNSUBSCRIBE_URL is not set: there is no page on which to say yes.",
            "Put the public address of `scheduler unsubscribe-server` into .env.",
        )
    return f"{address}/c/"
