"""The command line: one short module a family of commands; the only place that prints.

Each command is imported when it is used, so that `scheduler --help` answers at once.
"""

import logging
import sys
import traceback
from importlib import import_module
from pathlib import Path

import click

from scheduler.errors import SchedulerError

_COMMANDS = {
    "setup": ("init", "doctor"),
    "intake": ("guidelines", "intake"),
    "safeguarding": ("clear", "consent", "withdraw", "takedown", "forget"),
    "drafting": ("draft",),
    "coverage": ("coverage", "decline"),
    "posts": ("check", "approve"),
    "cards": ("card", "cards"),
    "digest": ("digest",),
    "subscribers": ("subscribers",),
    "service": ("run", "status"),
    "door": ("unsubscribe-server", "bounces"),
    "evidence": ("prove",),
    "person": ("resolve", "retry", "skip", "pause", "resume", "hold-all", "release-all"),
    "studio": ("studio",),
    "practice": ("sandbox", "rehearse", "demo"),
}
"""Which module has which commands, in the order in which a week uses them."""


class _Commands(click.Group):
    """Finds a command's module by its name; every command takes -C, and every failure is told in words."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return [name for names in _COMMANDS.values() for name in names]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        module = next((module for module, names in _COMMANDS.items() if name in names), None)
        if module is None:
            return None
        command: click.Command = getattr(import_module(f"scheduler.cli.{module}"), name.replace("-", "_"))
        _take_folder(command, context)
        _refuse_dots(command)
        return command

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except SchedulerError as error:
            click.echo(str(error), err=True)
        except OSError as error:
            click.echo(f"{error.filename or 'A file'}: {error.strerror or error}.", err=True)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if context.params.get("verbose"):
                raise
            place = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
            click.echo(
                f"A fault of scheduler itself ({what}). Nothing is lost; -v shows more. Please report it.", err=True
            )
        sys.exit(1)


def _take_folder(command: click.Command, context: click.Context) -> None:
    """Lets it take -C, and whatever stands below it."""
    if not any(option.name == "folder" for option in command.params):
        command.params.append(_folder_option())
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            if below := command.get_command(context, name):
                _take_folder(below, context)


_IN_ONES_OWN_WORDS = {"by", "why", "how", "uses"}
"""What commands that are printed to be pasted have "…" for: whoever pastes them must say it."""


def _refuse_dots(command: click.Command) -> None:
    for option in command.params:
        if option.name in _IN_ONES_OWN_WORDS:
            option.callback = _in_words


def _in_words(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value.strip() in {"…", "..."}:
        raise click.BadParameter(f"{value.strip()} stands for words of your own: say it.")
    return value


def _folder_option() -> click.Option:
    return click.Option(
        ["-C", "folder"],
        type=click.Path(file_okay=False, path_type=Path),
        help="The campaign's folder (default: this one).",
        expose_value=False,
        callback=_remember_folder,
    )


def _remember_folder(context: click.Context, _option: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.find_root().obj = value


@click.group(cls=_Commands, params=[_folder_option()], context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="campaign-scheduler")
@click.option("-v", "--verbose", is_flag=True, help="Say every step.")
@click.pass_context
def main(context: click.Context, verbose: bool) -> None:
    """Submissions become posts on one calendar, and go out once, on time, only when approved."""
    context.obj = context.obj or Path()
    serves = context.invoked_subcommand in {"run", "unsubscribe-server"}
    logging.basicConfig(
        level=logging.INFO if verbose or serves else logging.ERROR,
        format="%(asctime)s %(message)s" if serves else "%(message)s",
    )
    # tweepy and urllib3 print headers with credentials at DEBUG; APScheduler tells every wake-up at INFO.
    for library in ("tweepy", "urllib3", "requests_oauthlib", "oauthlib", "apscheduler", "uvicorn"):
        logging.getLogger(library).setLevel(logging.ERROR)
