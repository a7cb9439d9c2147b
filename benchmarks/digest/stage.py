"""A campaign whose e-mail has some 50 KB, its ledger with so many subscribers, and a sending of it."""

import resource
import threading
import time
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from scheduler import clock
from scheduler.calendar_file import load
from scheduler.digest import DayComposer, compose
from scheduler.digest.languages import languages_apart
from scheduler.digest.sending import Ended, Sending, Terms
from scheduler.digest.smtp_url import relay_of
from scheduler.ledger import Ledger
from scheduler.ledger.subscribers import Entry
from scheduler.settings import Settings

DAY = date(2023, 11, 6)
MORNING = datetime(2023, 11, 6, 12, 30, tzinfo=UTC)
_POSTS = 9
_SENTENCE = "She has worked in the district for eleven years, and knows each family there by its name. "
_HEAD = """\
campaign: {name: A week, theme: People, timezone: UTC, starts: 2023-11-06, ends: 2023-11-10, approval: none}
channels: {facebook: {platform: facebook, page: "1"}}
digest: {at: "07:30", from: "A week <week@news.example.org>", address: "1 Example Road"}
posts:
"""


def prepare(folder: Path, recipients: int) -> list[str]:
    """Writes the campaign and brings in the subscribers; their addresses."""
    folder.mkdir(parents=True, exist_ok=True)
    posts = (_post(number) for number in range(_POSTS))
    (folder / "posts.yaml").write_text(_HEAD + "".join(posts), encoding="utf-8")
    addresses = [f"person{number}@d{number % 40}.example" for number in range(recipients)]
    ledger = ledger_of(folder)
    entries = [Entry(email=each, name=f"Person {number}", consent="form") for number, each in enumerate(addresses)]
    ledger.subscribers.bring(entries, MORNING)
    ledger.close()
    return addresses


def _post(number: int) -> str:
    words = f"Number {number}. {_SENTENCE * 14}"
    return f'  - {{id: p{number}, status: approved, at: 2023-11-06 {8 + number}:00, text: "{words.strip()}"}}\n'


def ledger_of(folder: Path) -> Ledger:
    return Ledger(f"sqlite:///{folder}/ledger.db")


def composer_of(folder: Path, environ: dict[str, str] | None = None) -> DayComposer:
    """`environ`: the settings for DKIM, if it is to be signed."""
    settings = Settings.load(folder, {"UNSUBSCRIBE_URL": "https://mail.example.org", **(environ or {})})
    with languages_apart() as language_of:  # as whoever sends does
        return compose(load(folder / "posts.yaml"), {}, DAY, settings, MORNING, language_of=language_of)


def send(folder: Path, smtp_url: str, composer: DayComposer, *, log: Path | None = None) -> Ended:
    """Sends it, or goes on with it, in this process."""
    terms = Terms(relay=relay_of(smtp_url), journal=folder / "digest.journal", relay_log=log)
    ledger = ledger_of(folder)
    try:
        return Sending(ledger, DAY, composer, terms, clock=clock.moment, stop=threading.Event()).send()
    finally:
        ledger.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Of one sending: seconds of the wall, microseconds of CPU a message; MB before it began, and at most."""

    seconds: float
    cpu: float
    before: float
    memory: float


def measured(folder: Path, smtp_url: str, recipients: int, composer: DayComposer) -> dict[str, float]:
    before, began, cpu = _most_memory(), time.monotonic(), time.process_time()
    send(folder, smtp_url, composer)
    spent = (time.process_time() - cpu) / recipients * 1e6
    return asdict(Cost(seconds=time.monotonic() - began, cpu=spent, before=before, memory=_most_memory()))


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
