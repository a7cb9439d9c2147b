"""Summaries beside the first sentences (Lead) and sumy's five, in one run: `python benchmarks/summaries.py "
"[FILE.jsonl]`.

Each line of the file has `document`, `summary` (what an editor wrote), `title`, `lang`. All get the same sentences and
the same budgets, whole sentences only; ROUGE F1 by Google's package with a tokenizer that knows other letters than a to
z. "dirty" is the same text in the noise of pages and mails (`benchmarks/noise.py`): ours is cleaned, as intake does.
The number to look at is the difference to Lead. sumy and rouge-score: pip install --group benchmarks.
"""

import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import accumulate, takewhile
from pathlib import Path
from statistics import mean
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from rouge_score.rouge_scorer import RougeScorer
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers import AbstractSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from benchmarks.noise import LANGUAGES, noisy
from scheduler.drafts import summarise
from scheduler.models import Kind
from scheduler.submissions.cleaner import clean
from scheduler.submissions.extract import Extract
from scheduler.submissions.reading import understood
from scheduler.submissions.sentences import sentences

DATA = Path(__file__).parents[2] / "shared" / "data" / "summaries-dev.jsonl"
BUDGETS = (240, 600)
_SUMY = {
    "LexRank": LexRankSummarizer,
    "TextRank": TextRankSummarizer,
    "LSA": LsaSummarizer,
    "Luhn": LuhnSummarizer,
    "KL": KLSummarizer,
}
Row = Mapping[str, str]
Method = Callable[[str, Row, int], str]


class Words:
    """Splits a text into words as sumy and rouge-score ask for it, in any language."""

    def tokenize(self, text: str) -> list[str]:
        return re.findall(r"\w+", text.lower())

    def to_words(self, text: str) -> list[str]:
        return self.tokenize(text)


_WORDS = Words()
_ROUGE = RougeScorer(["rouge1", "rouge2", "rougeL"], tokenizer=_WORDS)


def lead(text: str, _row: Row, budget: int) -> str:
    """As many of the first sentences as fit."""
    beginnings = accumulate((each.text for each in sentences(text)), lambda before, next_: f"{before} {next_}")
    return max(takewhile(lambda short: len(short) <= budget, beginnings), key=len, default="")


def ours(text: str, row: Row, budget: int) -> str:
    """Read as intake reads a text; only its title is told, as a form would."""
    read = understood("one", (), clean(text), [Extract(text=text)], Kind.BLOG)
    return summarise(replace(read, title=row["title"]), lambda short: len(short) <= budget).text


def sumys(summarizer: AbstractSummarizer) -> Method:
    """Its best sentences, each that still fits, in the text's order."""

    def method(text: str, _row: Row, budget: int) -> str:
        found = [Sentence(each.text, _WORDS) for each in sentences(text)]

        def filled(ranked: Iterable[Any]) -> list[Any]:
            room, taken = budget + 1, []
            for each in ranked:
                if len(str(each.sentence)) < room:
                    taken.append(each)
                    room -= len(str(each.sentence)) + 1
            return taken

        return " ".join(map(str, summarizer(ObjectDocumentModel([Paragraph(found)]), filled))) if found else ""

    return method


def _dressed(text: str, row: Row, place: int) -> str:
    """In the noise of its own language, every second one in that of each language in turn."""
    language = LANGUAGES[place // 2 % len(LANGUAGES)] if place % 2 else row["lang"]
    return noisy(text, row["title"], language, random.Random(place))


def scores(made: Iterable[str], rows: Iterable[Row]) -> dict[str, float]:
    """Mean F1 in hundredths."""
    each = [_ROUGE.score(row["summary"], summary) for summary, row in zip(made, rows, strict=True)]
    return {name: 100 * mean(one[name].fmeasure for one in each) for name in ("rouge1", "rouge2", "rougeL")}


def main(path: Path) -> None:
    if not path.is_file():
        sys.exit(f"{path} is not here: name a file with documents and their summaries.")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [row["document"].replace("\n", "\n\n") for row in rows]
    dressed = [_dressed(text, row, place) for place, (text, row) in enumerate(zip(texts, rows, strict=True))]
    methods = {"ours": ours, "Lead": lead, **{name: sumys(kind()) for name, kind in _SUMY.items()}}
    for budget in BUDGETS:
        print(f"\n{budget} characters   clean: R1 / R2 / RL        dirty: R1 / R2 / RL        documents/s")
        for name, method in methods.items():
            begun = time.process_time()
            clean_, dirty = (
                scores([method(text, row, budget) for text, row in zip(some, rows, strict=True)], rows)
                for some in (texts, dressed)
            )
            speed = 2 * len(rows) / (time.process_time() - begun)
            shown = ["  /  ".join(f"{value:4.1f}" for value in found.values()) for found in (clean_, dirty)]
            print(f"{name:9}       {'        '.join(shown)}    {speed:10.0f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
