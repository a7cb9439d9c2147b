"""studio: the week in a browser."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import click

from scheduler import clock
from scheduler.cli import campaign
from scheduler.errors import SettingsError
from scheduler.settings import Watched


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.option("--port", default=0, help="The port (default: any that is free).")
@click.option("--host", default="127.0.0.1", help="Another address than this machine's own; needs STUDIO_LOGINS.")
@click.option("--as", "name", default=campaign.who, show_default="git's user.name", help="Whose name approvals carry.")
@click.option("--demo", is_flag=True, help="A full week to try things on, in a folder of its own.")
def studio(folder: Path | None, port: int, host: str, name: str, demo: bool) -> None:
    """The web page of the week: write, preview, approve, move, and see what is out.

    It prints a link that logs you in, once. Stop it with Ctrl-C. Example: scheduler studio --port 8800
    """
    from scheduler.ledger import Ledger
    from scheduler.studio.app import studio as application
    from scheduler.studio.desk import Desk
    from scheduler.studio.guard import Doors
    from scheduler.studio.serving import AT_HOME, LOOPBACK, Server

    now = clock.now
    if demo:
        folder, now = _full_week()
    if folder is not None:
        click.get_current_context().find_root().obj = folder
    file = campaign.calendar_path()
    watched = Watched(file.parent)
    desk = Desk(file=file, ledger=Ledger(watched().database), settings=watched, clock=now)
    doors = Doors(watched().studio_logins if host not in AT_HOME else None)
    if host not in AT_HOME and not doors.logins:
        remedy = "Put STUDIO_LOGINS=name:password into .env, and a web server with a certificate before it."
        raise SettingsError("A studio that others can reach needs logins.", remedy)
    app = application(desk, doors, hosts=(LOOPBACK, "localhost", host, *watched().get("STUDIO_NAMES").split()))
    try:
        server = Server(app, host, port)
    except OSError as error:
        words = f"{host}:{port} cannot be used: {error.strerror}."
        raise SettingsError(words, "Name another with --host or --port.") from None
    link = f"http://{host}:{server.port}/login/{doors.link(name)}"
    server.serve_until_stopped(lambda: campaign.tell(f"The studio is open, once, at {link}"))


def _full_week() -> tuple[Path, Callable[[], datetime]]:
    """The sample campaign on its Wednesday morning: what was due is out, in practice; the rest is to come."""
    from scheduler.cli.posts import approve_posts
    from scheduler.cli.practice import make_sample_week
    from scheduler.rehearsal import play

    folder = make_sample_week()
    calendar = campaign.calendar()
    wednesday = datetime.combine(calendar.campaign.starts + timedelta(days=2), time(10, 15), calendar.campaign.timezone)
    coming = sorted((post.at, post.id) for post in calendar.posts if post.at)
    approve_posts([name for at, name in coming if at < wednesday + timedelta(days=1)], every=False, by="the demo")
    play(folder / "posts.yaml", until=wednesday, ledger_file=folder.absolute() / ".scheduler" / "ledger.db")
    began = clock.now()
    campaign.tell(f"It is {wednesday:%A %d %B %Y, %H:%M %Z} in here, and time goes on.")
    return folder, lambda: wednesday + (clock.now() - began)
