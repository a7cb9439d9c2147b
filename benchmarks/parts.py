"""How many of the parts of a profile are found in the right place, over invented profiles in the shapes that come.

    python -m benchmarks.parts [--verbose] [FOLDER]

In each file of benchmarks/profiles the words that a part must hold are marked: {why|my mother was one}. What is not
marked must not be found at all. Beside it stands what a reader finds that knows only the labels of the form.
"""

import re
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from scheduler.models import Kind, Parts, Submission
from scheduler.submissions import Record
from scheduler.submissions.intake import read_folder

_MARK = re.compile(r"\{(\w+)\|([^{}|]+)\}")
_LABELS = {
    "name": "name", "title": "title", "organisation": "organisation", "country": "country",
    "why": "why did you choose this work?", "role": "what is your role?", "support": "what support do you give?",
    "love": "what do you love most?", "qualifications": "qualifications and skills", "quote": "quote",
}  # fmt: skip


def main() -> None:
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    files = sorted(Path(words[0] if words else Path(__file__).parent / "profiles").glob("*.txt"))
    marked = {file.stem: file.read_text(encoding="utf-8") for file in files}
    texts = {name: plain_text(text) for name, text in marked.items()}
    wanted = {name: _wanted(text) for name, text in marked.items()}
    for label, found in (("only labels", _by_labels(texts)), ("intake", _by_intake(texts, verbose="-v" in sys.argv))):
        _tell(label, wanted, found, verbose=label == "intake" and "-v" in sys.argv)


def plain_text(marked: str) -> str:
    """As it was sent, without the marks."""
    return _MARK.sub(r"\2", marked)


def read(texts: dict[str, str]) -> list[Submission]:
    """What intake makes of the profiles, each a file of its own."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "submissions"
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        record, now = Record(Path(home) / "record.jsonl"), datetime(2023, 10, 1, tzinfo=UTC)
        return read_folder(folder, close=None, record=record, work=Path(home), now=now)


def _wanted(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part, words in _MARK.findall(text):
        found.setdefault(part, []).append(" ".join(words.split()))
    return found


def _by_intake(texts: dict[str, str], *, verbose: bool) -> dict[str, dict[str, str | None]]:
    found = read(texts)
    if verbose:
        for each in found:
            if each.kind is not Kind.PROFILE:
                print(f"{each.id}: taken for {each.kind}")
    return {each.id: asdict(each.parts) for each in found}


def _by_labels(texts: dict[str, str]) -> dict[str, dict[str, str | None]]:
    found = {}
    for name, text in texts.items():
        parts = asdict(Parts())
        for line, below in zip(text.split("\n"), [*text.split("\n")[1:], ""], strict=True):
            label, _, value = line.partition(":")
            for part, known in _LABELS.items():
                if label.strip().lower() == known:
                    parts[part] = value.strip() or below.strip()
        found[name] = parts
    return found


def _tell(
    label: str, wanted: dict[str, dict[str, list[str]]], found: dict[str, dict[str, str | None]], *, verbose: bool
) -> None:
    right, there, invented = Counter[str](), Counter[str](), []
    for name, parts in found.items():
        for part, told in parts.items():
            must = wanted[name].get(part, [])
            plain = " ".join((told or "").split())
            foreign = [
                words for other, many in wanted[name].items() if other != part for words in many if words in plain
            ]
            is_right = bool(must) and all(words in plain for words in must) and not (foreign and part not in _MAY_HOLD)
            there[part] += bool(must)
            right[part] += is_right
            if told and not must:
                invented.append(f"{name}.{part}: {plain[:90]}")
            if verbose and must and not is_right:
                print(f"{name}.{part}: wanted {must}, found {plain[:150]!r}{f' with {foreign}' if foreign else ''}")
    share = 100 * right.total() / there.total()
    print(
        f"{label}: {right.total()} of {there.total()} parts in the right place ({share:.1f} %), "
        f"{len(invented)} invented"
    )
    if verbose:
        print("  " + ", ".join(f"{part} {right[part]}/{there[part]}" for part in there))
        print("\n".join(invented))


_MAY_HOLD = {"why", "role", "support", "love", "qualifications"}
"""A told part may hold a name or a place; one told part must not hold another's words."""


if __name__ == "__main__":
    main()
