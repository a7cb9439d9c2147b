"""studio: the week in a browser."""

from pathlib import Path

import click

from scheduler import clock
from scheduler.cli import campaign
from scheduler.errors import SettingsError
from scheduler.settings import Watched


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.option("--port", default=0, help="The port (default: any that is free).")
@click.option("--as", "name", default=campaign.who, show_default="git's user.name", help="Whose name approvals carry.")
@click.option("--demo", is_flag=True, help="A full week to try things on, in a folder of its own.")
def studio(folder: Path | None, port: int, name: str, demo: bool) -> None:
    """The web page of the week: write, preview, approve, move, and see what is out.

    It prints a link that logs you in, once. Stop it with Ctrl-C. Example: scheduler studio --port 8800
    """
    from scheduler.ledger import Ledger
    from scheduler.studio.app import studio as application
    from scheduler.studio.desk import Desk
    from scheduler.studio.guard import Doors
    from scheduler.studio.serving import LOOPBACK, Server

    if demo:
        from scheduler.cli.practice import make_sample_week

        folder = make_sample_week()
    if folder is not None:
        click.get_current_context().find_root().obj = folder
    file = campaign.calendar_path()
    watched = Watched(file.parent)
    desk = Desk(file=file, ledger=Ledger(watched().database), settings=watched, clock=clock.now)
    doors = Doors()
    app = application(desk, doors, hosts=(LOOPBACK, "localhost"))
    try:
        server = Server(app, LOOPBACK, port)
    except OSError as error:
        raise SettingsError(f"Port {port} cannot be used: {error.strerror}.", "Name another with --port.") from None
    link = f"http://{LOOPBACK}:{server.port}/login/{doors.link(name)}"
    server.serve_until_stopped(lambda: campaign.tell(f"The studio is open, once, at {link}"))
