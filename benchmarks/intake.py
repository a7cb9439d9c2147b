"""How long intake and drafting take, as a ratio to a floor: `python benchmarks/intake.py [SUBMISSIONS [WORDS]]`.

The floor opens the same files and does the least that any tool must: read each file with its library, and tell the
language of its text. Both run in processes of their own, one after the other, in one go; the second line is their
memory. One file in every hundred is broken, and must not stop the others. Cards are not drawn.
"""

import atexit
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.invented import FORMS, file_of, submission

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


def floor(folder: Path) -> object:
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


def _measured(work: Callable[[Path], object], folder: Path) -> None:
    begun = time.perf_counter()
    told = work(folder)
    spent = time.perf_counter() - begun
    atexit._run_exitfuncs()  # processes count once they have ended
    own, others = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    counted = sum(each.ru_utime + each.ru_stime for each in (own, others))
    print(json.dumps([spent, counted, max(own.ru_maxrss, others.ru_maxrss) / 1024, str(told)]))


def main(count: int, words: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        make(Path(made), count, words)
        print(f"{count} submissions of {words} words")
        taken = {}
        for name in ("floor", "ours"):
            ran = subprocess.run([sys.executable, __file__, name, made], stdout=subprocess.PIPE, text=True, check=True)
            seconds, taken[name], memory, told = json.loads(ran.stdout)
            print(f"{name:6} {seconds:6.1f} s, of the processor {taken[name]:6.1f} s  {memory:4.0f} MB  {told}")
        print(f"ours / floor = {taken['ours'] / taken['floor']:.1f}")


if __name__ == "__main__":
    if sys.argv[1:2] in (["floor"], ["ours"]):
        _measured({"floor": floor, "ours": ours}[sys.argv[1]], Path(sys.argv[2]))
    else:
        main(*(int(each) for each in (sys.argv[1:] + ["1000", "800"][len(sys.argv) - 1 :])))
