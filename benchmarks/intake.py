"""How long intake and drafting take: `python benchmarks/intake.py [--submissions 1000] [--words 800]`.

The peer is plain reading: it opens the same files and does the least that any tool must, which is to read each with its
library, and to tell the language of its text. Both run in processes of their own, one after the other, in one go. One
file in every hundred is broken, and must not stop the others. Cards are not drawn.

Memory is that of all processes at once, what they share counted once (Pss), and that of the largest one (Rss).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.invented import FORMS, file_of, submission

_LOOKS = 0.1
"""Seconds between two looks at the processes."""
_CALENDAR = """\
campaign: {name: A week, theme: A decade of work, timezone: Europe/Berlin, starts: 2023-11-06, ends: 2023-11-10,
  submissions: {folder: submissions, close: 2023-10-02}, link: "https://www.example.org/week", hashtags: ["#Week"]}
channels:
  x: {platform: x}
  facebook: {platform: facebook, page: "104000000000001"}
slots:
  - {name: morning, days: [mon, tue, wed, thu, fri], at: "09:00"}
posts: []
"""


def make(folder: Path, count: int, words: int) -> None:
    (folder / "posts.yaml").write_text(_CALENDAR)
    (folder / "submissions").mkdir()
    for seed in range(count):
        form = FORMS[seed // 2 % len(FORMS)]
        content = b"%PDF-1.4 torn" if seed % 100 == 99 else file_of(form, *submission(seed, words))
        (folder / "submissions" / f"s{seed:05}.{form}").write_bytes(content)


def plain_reading(folder: Path) -> object:
    import py3langid

    from scheduler.errors import SubmissionError
    from scheduler.submissions.readers import read_file

    languages = Counter[str]()
    for file in sorted((folder / "submissions").iterdir()):
        try:
            languages[py3langid.classify(read_file(file, folder / "work").text)[0]] += 1
        except SubmissionError:
            languages["broken"] += 1
    return languages


def ours(folder: Path) -> object:
    """What `scheduler intake --json` and `scheduler draft` do together, without printing and without cards."""
    from scheduler.calendar_file import load
    from scheduler.drafts import draft, proposals
    from scheduler.submissions import RECORD_FILE, Record, read_folder

    calendar = load(folder / "posts.yaml")
    found = read_folder(
        folder / "submissions",
        close=calendar.campaign.submissions_close,
        record=Record(folder / RECORD_FILE),
        work=folder / "work",
        now=datetime.now(UTC),
    )
    proposed = list(proposals(found, (240, 600)))
    drafted = draft(found, calendar)
    return {
        **Counter(str(each.status) for each in found),
        "quotes": sum(len(each.quotes) for each in proposed),
        "drafted": len(drafted),
    }


@dataclass(frozen=True, kw_only=True)
class _Taken:
    """Seconds on the clock and of the processors, megabytes together and of the largest process."""

    seconds: float
    processor: float
    together: float
    largest: float


def _measured(name: str, folder: Path) -> _Taken:
    begun, together, largest, spent = time.perf_counter(), 0.0, 0.0, dict[int, float]()
    with subprocess.Popen([sys.executable, __file__, "--only", name, str(folder)]) as ran:
        while ran.poll() is None:
            seen = {each: _held(each) for each in (ran.pid, *_below(ran.pid))}
            together = max(together, sum(pss for pss, _ in seen.values()))
            largest = max(largest, *(rss for _, rss in seen.values()))
            spent |= {each: _spent(each) or spent.get(each, 0.0) for each in seen}
            time.sleep(_LOOKS)
    seconds = time.perf_counter() - begun
    return _Taken(seconds=seconds, processor=sum(spent.values()), together=together, largest=largest)


def _below(process: int) -> Iterator[int]:
    with suppress(OSError):
        for child in map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()):
            yield child
            yield from _below(child)


def _held(process: int) -> tuple[float, float]:
    """Megabytes: its share of what several hold, and all that it holds."""
    try:
        lines = [line.split() for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]]
    except OSError:  # it is gone
        return 0.0, 0.0
    held = {line[0]: int(line[1]) / 1024 for line in lines}
    return held.get("Pss:", 0.0), held.get("Rss:", 0.0)


def _spent(process: int) -> float:
    """Seconds of the processors until now; 0 when it is gone."""
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def main(count: int, words: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        make(Path(made), count, words)
        load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
        print(f"{count} submissions of {words} words, {os.cpu_count()} processors, load before {load}", flush=True)
        taken = {name: _measured(name, Path(made)) for name in WORK}
    print(f"{'':14} {'clock':>8} {'processor':>10} {'each':>9} {'together':>10} {'largest':>9}")
    for name, each in taken.items():
        print(
            f"{name:14} {each.seconds:6.1f} s {each.processor:8.1f} s {each.processor / count * 1000:6.1f} ms"
            f" {each.together:7.0f} MB {each.largest:6.0f} MB"
        )
    peer, own = taken.values()
    print(f"ratio          {own.seconds / peer.seconds:8.1f} {own.processor / peer.processor:10.1f}")


WORK = {"plain reading": plain_reading, "ours": ours}

if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--submissions", type=int, default=1000)
    asked.add_argument("--words", type=int, default=800)
    asked.add_argument("--only", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    said = asked.parse_args()
    if said.only:
        print(f"{said.only[0]}: {WORK[said.only[0]](Path(said.only[1]))}")
    else:
        main(said.submissions, said.words)
