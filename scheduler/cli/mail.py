"""What came by e-mail, fetched before intake reads the folder."""

import click

from scheduler.cli import campaign
from scheduler.errors import SettingsError
from scheduler.models import Calendar
from scheduler.text import counted


def fetch_mail(calendar: Calendar, *, quiet: bool = False) -> bool:
    """Fetches new mails into the submissions folder when MAILBOX_URL is set; False when a person should look.

    What goes wrong is told beside the output, never instead of it: intake goes on with what is there.
    """
    url = campaign.settings().get("MAILBOX_URL")
    if not url:
        return True
    from scheduler.submissions.mailbox import Fetched, address, fetch

    try:
        with campaign.steps("Fetching mail", quiet=quiet) as step:
            came = fetch(address(url), calendar.folder / calendar.campaign.submissions, progress=step)
    except SettingsError as error:
        came = Fetched(problems=(str(error),))
    if came.files and not quiet:
        campaign.tell(f"{counted(len(came.files), 'mail')} fetched.")
    for problem in came.problems:
        click.echo(problem, err=True)
    return not came.problems
