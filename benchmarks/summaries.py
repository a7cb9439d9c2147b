"""ROUGE-1 F1 of our summaries beside plain Lead, in one run: `python benchmarks/summaries.py [FILE.jsonl]`.

Each line of the file has `document`, `summary` (what an editor wrote), `title`, `lang`. Both methods get the same
sentences and the same budgets, 240 and 600 characters, whole sentences only. The number to look at is the ratio.
"""

import json
import re
import sys
import time
from collections import Counter
from itertools import accumulate, takewhile
from pathlib import Path
from statistics import mean

from scheduler.drafts import summarise
from scheduler.models import Kind, Submission
from scheduler.submissions.sentences import sentences

DATA = Path(__file__).parents[2] / "shared" / "data" / "summaries-dev.jsonl"
BUDGETS = (240, 600)


def rouge_1(summary: str, reference: str) -> float:
    """F1 of the words that both have, in any language (the usual tokenizer deletes every letter but a to z)."""
    ours, theirs = (Counter(re.findall(r"\w+", text.lower())) for text in (summary, reference))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def lead(text: str, budget: int) -> str:
    """As many of the first sentences as fit."""
    beginnings = accumulate((each.text for each in sentences(text)), lambda before, next_: f"{before} {next_}")
    return max(takewhile(lambda short: len(short) <= budget, beginnings), key=len, default="")


def ours(text: str, row: dict[str, str], budget: int) -> str:
    blog = Submission(id="one", files=(), kind=Kind.BLOG, language=row["lang"], title=row["title"], text=text)
    return summarise(blog, lambda short: len(short) <= budget).text


def main(path: Path) -> None:
    if not path.is_file():
        sys.exit(f"{path} is not here: name a file with documents and their summaries.")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [row["document"].replace("\n", "\n\n") for row in rows]
    for budget in BUDGETS:
        begun = time.process_time()
        mine = mean(rouge_1(ours(text, row, budget), row["summary"]) for text, row in zip(texts, rows, strict=True))
        spent = time.process_time() - begun
        plain = mean(rouge_1(lead(text, budget), row["summary"]) for text, row in zip(texts, rows, strict=True))
        speed = f"{len(rows) / spent:.0f} documents/s"
        print(f"{budget} characters: {100 * mine:.1f} / Lead {100 * plain:.1f} = {mine / plain:.3f}  ({speed})")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
