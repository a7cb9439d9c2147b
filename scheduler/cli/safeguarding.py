"""clear, consent, withdraw, takedown, forget: what people decide for those who are pictured or quoted."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from scheduler.cli import campaign, handed_in
from scheduler.errors import SchedulerError
from scheduler.models import Agreement, Calendar, Delivery
from scheduler.text import counted

if TYPE_CHECKING:
    from scheduler.forgetting import Traces
    from scheduler.ledger import Ledger

_by = click.option("--by", default=campaign.who, show_default="git's user.name", help="Who says so.")
_person = click.option(
    "--person", default="", metavar="NAME", help="Another who is quoted or to be seen (default: whom it is from)."
)
_yes = click.option("--yes", is_flag=True, help="For scripts: do not ask.")

_BEYOND_REACH = """\
It is erased here; the record keeps only that it was done. What this cannot reach:
- git's history has the files still: `git filter-repo` takes them out, also where they were pushed to
- the ledger keeps the words of what was sent, as its proof: delete .scheduler when the campaign is over
- a rehearsal's pages, mail boxes, backups, and what others have copied
"""


@click.command()
@click.argument("submission")
@click.argument("finding")
@_by
@click.option("--why", required=True, help="Why it is no reason to hold the submission back.")
def clear(submission: str, finding: str, by: str, why: str) -> None:
    """Clear a finding, by name and with a reason; the record keeps both.

    FINDING is as `scheduler intake` prints it: kind:text, or as much of its beginning as is one finding's alone, or
    only the kind for all of that kind. What is `missing` (or only `missing:quote`) is accepted in the same way, and
    `kind:blog` says what intake could not tell.

    Example: scheduler clear amina-okello "phone:0772 123 456" --why "The office's public number."
    """
    if not why.strip():
        raise click.UsageError("Say why: the record keeps it.")
    from scheduler.care import told_in_posts

    name, now = handed_in.known(submission), campaign.wall_clock()
    told = told_in_posts(campaign.calendar(), name)
    for key in campaign.record().clear(name, finding, by=by, why=why, now=now, told=told):
        campaign.tell(f"{key} of {name} is cleared by {by}.")


@click.command()
@click.argument("submission")
@_by
@click.option(
    "--uses",
    default="all",
    show_default=True,
    help="Some of: words, name, picture, social media, e-mail; and what not: “words, not the name”.",
)
@click.option("--channels", default="", metavar="x,facebook", help="Only on these channels (default: on all).")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which it counts.")
@_person
@click.option("--how", default="", help="How it was given: on paper, by telephone …")
def consent(submission: str, by: str, uses: str, channels: str, until: datetime | None, person: str, how: str) -> None:
    """Record what a person agreed to; from then on it is kept to, until they agree to something else.

    The name and both places are included unless you say not: "words" is words with the name, on social media and by
    e-mail, without a picture; "words, picture, not the name" names nobody. The answer lists what is on record.

    Example: scheduler consent jonas-weber --by Ann --uses "words, not the picture" --until 2030-12-31 --how "by phone"
    """
    from scheduler.submissions.terms import in_words, uses_in

    calendar, name = campaign.calendar(), handed_in.known(submission)
    agreed = Agreement(
        person=person,
        uses=uses_in(uses),
        channels=_channels(channels, calendar),
        until=until.date() if until else None,
        how=how,
    )
    campaign.record().consent(name, by=by, agreed=agreed, now=campaign.wall_clock())
    whose = f"of {person} in {name}" if person else f"for {name}"
    campaign.tell(f"The consent {whose} is on record: {in_words(agreed)}.")
    _warn_of_the_past(agreed.until)


def _warn_of_the_past(until: date | None) -> None:
    if until and until < campaign.wall_clock().date():
        campaign.tell("That day has passed: nothing goes out on this consent.")


def _channels(names: str, calendar: Calendar) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    if unknown := [name for name in wanted if name not in calendar.channels]:
        raise SchedulerError(f"There is no channel {unknown[0]!r}.", f"There are: {', '.join(calendar.channels)}.")
    return wanted


@click.command()
@click.argument("submission")
@_by
@_person
@click.option("--why", default="", help="What the person said.")
def withdraw(submission: str, by: str, person: str, why: str) -> None:
    """Record that a consent was withdrawn: future posts are held at once, what is out is listed.

    Example: scheduler withdraw amina-okello
    """
    name = handed_in.known(submission)
    campaign.record().withdraw(name, by=by, why=why, person=person, now=campaign.wall_clock())
    campaign.tell(
        f"Nothing more that names or shows {person} goes out." if person else f"Nothing more of {name} goes out."
    )
    if there := _out(name):
        for row in there:
            campaign.tell(
                f"Out on {row.channel}: {row.receipt.url if row.receipt else 'perhaps; see scheduler status'}"
            )
        campaign.tell(f"To take down what is out: scheduler takedown {name}")


@click.command()
@click.argument("submission")
@_by
@click.option("--why", default="", help="Why; the record keeps it.")
@_yes
def takedown(submission: str, by: str, why: str, yes: bool) -> None:
    """Delete on the networks what is out of a submission (or of one post). It is never sent again.

    What a network does not delete is told with its link; the exit code is 1 then.
    Example: scheduler takedown amina-okello --why "She withdrew her consent."
    """
    name, ledger = handed_in.known(submission, posts=True), _ledger()
    there = _out(name, ledger)
    if not there:
        campaign.tell(f"Nothing of {name} is out.")
        return
    for row in there:
        campaign.tell(f"Out on {row.channel}: {_where(row)}")
    _ask_twice(f"Delete {counted(len(there), 'post')}", yes)
    left = _take_down(name, there, ledger, by, why)
    if not campaign.record().withdrawn(name):
        campaign.tell(f"What is still to come is not held by this: scheduler withdraw {name}")
    if left:
        raise SystemExit(1)


def _take_down(name: str, rows: Sequence[Delivery], ledger: "Ledger", by: str, why: str) -> int:
    """How many are left."""
    from scheduler.assembly import Workshop
    from scheduler.errors import SettingsError
    from scheduler.platforms.base import Platform
    from scheduler.takedown import take_down

    workshop, channels = Workshop(campaign.settings), campaign.calendar().channels

    def platform(channel: str) -> Platform:
        if channel not in channels:
            raise SettingsError(f"posts.yaml has no channel {channel!r} any more.", "Put it back, or delete by hand.")
        return workshop.platform(channels[channel])

    left = 0
    for row in rows:
        done = take_down(row, platform, ledger, by=by, why=why, now=campaign.wall_clock())
        if done.down:
            campaign.record().taken_down(name, what=done.url, by=by, why=why, now=campaign.wall_clock())
            campaign.tell(f"{row.key} is down.")
        else:
            left += 1
            campaign.tell(f"{row.key} is NOT down. {done.words} Delete it by hand: {done.url or 'see the account'}")
    return left


@click.command()
@click.argument("submission")
@_by
@_yes
def forget(submission: str, by: str, yes: bool) -> None:
    """Erase a person's submission, portrait, consent and posts here; only the fact that it was done stays.

    Example: scheduler forget amina-okello
    """
    from scheduler.forgetting import forget as erase
    from scheduler.forgetting import traces

    calendar, name = campaign.calendar(), handed_in.known(submission)
    found = traces(name, calendar)
    _tell_traces(name, found)
    _ask_twice(f"Erase all of {name}", yes)
    left = erase(name, found, calendar, campaign.record(), by=by, now=campaign.wall_clock())
    for problem in left:
        campaign.tell(problem)
    campaign.tell(_BEYOND_REACH)
    if left:
        raise SystemExit(1)


def _tell_traces(name: str, found: "Traces") -> None:
    for file in found.files:
        campaign.tell(f"File: {file}")
    for post in found.posts:
        campaign.tell(f"Post in posts.yaml: {post}")
    for row in _out(name):
        campaign.tell(f"Still out on {row.channel}: {_where(row)} (first: scheduler takedown {name})")


def _where(row: Delivery) -> str:
    return row.receipt.url if row.receipt else "perhaps; see scheduler status"


def _ask_twice(what: str, yes: bool) -> None:
    if yes:
        return
    click.confirm(f"{what}?", abort=True)
    click.confirm("This cannot be undone. Really?", abort=True)


def _out(name: str, ledger: "Ledger | None" = None) -> list[Delivery]:
    """Deliveries of the submission (or post) that are out, or may be."""
    from scheduler.takedown import out

    posts = {post.id for post in campaign.calendar().posts if name in {post.submission, post.id}} | {name}
    rows = (ledger or _ledger()).deliveries().values()
    return out(row for row in rows if row.post in posts)


def _ledger() -> "Ledger":
    from scheduler.ledger import Ledger

    return Ledger(campaign.settings().database)
