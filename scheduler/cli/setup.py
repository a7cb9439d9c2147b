"""init, doctor: begin a campaign; say today what would fail tomorrow."""

import shutil
from collections.abc import Iterable
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import click
from tzlocal import get_localzone_name

from scheduler.cli import campaign
from scheduler.errors import SchedulerError, Severity

if TYPE_CHECKING:
    from scheduler.checkup import Finding

_NEW = Path(__file__).parent / "new_campaign"


def sample_folder() -> Path:
    """The sample campaign: inside an installed package, else (when developing) the repository itself."""
    package = Path(__file__).parents[1]
    inside = package / "sample"
    return inside if inside.is_dir() else package.parent


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--name", default="Our campaign week", show_default=True, help="The campaign's name.")
def init(folder: Path, name: str) -> None:
    """A new campaign folder that passes `check` and teaches by its comments.

    Example: scheduler init workforce-week --name "Workforce Week 2027"
    """
    folder = folder if folder.is_absolute() else campaign.folder() / folder
    if (folder / "posts.yaml").exists():
        raise SchedulerError(
            f"{folder / 'posts.yaml'} is there already.", "Nothing was changed. Choose another folder."
        )
    for part in ("assets/portraits", "assets/fonts", "submissions"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    _copy(sample_folder() / ".env.example", folder / ".env.example")
    _copy(_NEW / "gitignore", folder / ".gitignore")
    known = _known_of(name, campaign.wall_clock().date())
    for made, target in (("theme.yaml", folder / "assets" / "theme.yaml"), ("posts.yaml", folder / "posts.yaml")):
        if not target.exists():
            text = (_NEW / made).read_text(encoding="utf-8")
            target.write_text(Template(text).substitute(known), encoding="utf-8")
    campaign.tell(f"{folder / 'posts.yaml'} is ready. Next: read it, then `scheduler -C {folder} check`.")


def _known_of(name: str, today: date) -> dict[str, object]:
    """What a new campaign's files say of it: a week that begins on a Monday, with time to collect submissions first."""
    starts = today + timedelta(days=28 - today.weekday())
    return {
        "name": _quoted(name),
        "zone": _zone(),
        "starts": starts,
        "ends": starts + timedelta(days=4),
        "close": starts - timedelta(days=10),
    }


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _zone() -> str:
    name = get_localzone_name() or "Etc/UTC"
    return name if "/" in name else "Etc/UTC"


def _copy(source: Path, target: Path) -> None:
    if not target.exists():
        shutil.copyfile(source, target)


@click.command()
@click.option("--offline", is_flag=True, help="Do not ask the networks whose accounts these are.")
@click.option("--send-test-alert", "try_alerts", is_flag=True, help="Only send a test to every address in ALERT_URLS.")
def doctor(offline: bool, try_alerts: bool) -> None:
    """What will fail, said today: secrets, accounts, alerts, clock, fonts, folders, database.

    Example: scheduler doctor --offline
    """
    from scheduler.checkup import alerts_on_trial, checkup

    campaign.tell(f"scheduler {version('campaign-scheduler')}")
    file, settings = campaign.calendar_path(), campaign.settings()
    if try_alerts:
        _tell_findings(alerts_on_trial(file, settings))
    else:
        _tell_findings(checkup(file, settings, campaign.wall_clock(), ask=not offline))


def _tell_findings(findings: "Iterable[Finding]") -> None:
    """One after the other, as they are found; exit code 1 when something must be mended."""
    worst = False
    for finding in findings:
        mark = {None: "ok", Severity.WARNING: "look", Severity.ERROR: "MEND"}[finding.severity]
        campaign.tell(f"{mark:<5} {finding.what}" + (f"\n      {finding.remedy}" if finding.remedy else ""))
        worst = worst or finding.severity is Severity.ERROR
    if worst:
        raise SystemExit(1)
