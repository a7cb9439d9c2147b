"""The command line as its users meet it: words in, words out, an exit code."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from campaigns import CHANNELS, HEAD, post
from click.testing import CliRunner, Result

from scheduler.assembly import survey
from scheduler.cli import main
from scheduler.ledger import Ledger
from scheduler.models import State

NEW_YORK = ZoneInfo("America/New_York")


@dataclass
class Shell:
    """Somebody at a terminal, working on the campaign in `folder`."""

    folder: Path

    def __call__(self, *words: str, env: dict[str, str] | None = None) -> Result:
        """Runs `scheduler -C FOLDER WORDS…`; what goes wrong must have been told in words."""
        done = CliRunner(env=env).invoke(main, ["-C", str(self.folder), *words], prog_name="scheduler")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert "Traceback" not in done.output
        return done

    def write(self, *posts: str) -> None:
        (self.folder / "posts.yaml").write_text(HEAD + "".join(posts), encoding="utf-8")

    @property
    def calendar(self) -> str:
        return (self.folder / "posts.yaml").read_text(encoding="utf-8")

    @property
    def ledger(self) -> Ledger:
        return Ledger(f"sqlite:///{self.folder}/.scheduler/ledger.db")

    def known(self, key: str, state: State, words: str = "", wake: datetime | None = None) -> str:
        """A delivery as an earlier `scheduler run` left it; its key."""
        ledger = self.ledger
        (row,) = (
            each.row for each in survey(self.folder / "posts.yaml", ledger, soon()).standings if each.row.key == key
        )
        ledger.put(replace(row, state=state, words=words, wake=wake), soon())
        ledger.close()
        return key


def soon(**parts: float) -> datetime:
    return datetime.now(UTC) + timedelta(**(parts or {"minutes": 10}))


def local(moment: datetime) -> str:
    """The moment as posts.yaml has it."""
    return f"{moment.astimezone(NEW_YORK):%Y-%m-%d %H:%M:%S}"


__all__ = ["CHANNELS", "Shell", "local", "post", "soon"]
