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

    if demo:
        from scheduler.cli.practice import make_sample_week

        folder = make_sample_week()
    if folder is not None:
        click.get_current_context().find_root().obj = folder
    file = campaign.calendar_path()
    watched = Watched(file.parent)
    desk = Desk(file=file, ledger=Ledger(watched().database), settings=watched, clock=clock.now)
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
