"""How often an editor would take the first quote that is proposed, or one of three, over invented profiles.

    python -m benchmarks.quotes [--verbose] [FOLDER]

Beside some of the profiles in benchmarks/profiles stands a file NAME.quotes: a sentence or two a line that an editor
would take, written down before any proposal was looked at; an empty file: none fits. A proposal is a hit that holds
one of them whole, and at most as many words besides. Beside it, in the same run, what anybody would write in an
afternoon: the longest sentences in the first person, and what stands in quotation marks. "barred": proposals with a
word of harm, of children or of families, which are never to be proposed, however well an editor might like them.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.parts import plain_text, read
from scheduler.drafts import quotes
from scheduler.drafts.words import tells_of_clients, tells_of_harm
from scheduler.models import Submission
from scheduler.submissions.sentences import sentences

_FIRST_PERSON = re.compile(
    r"\b(?:I|my|me|we|our|je|j'|mon|ma|mes|nous|yo|mi|mis|me|eu|meu|minha)\b|(?:^|\s)(?:[أن]\w+|\w+ي)(?=\s)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“([^“”]+)”|«\s*([^«»]+?)\s*»|\"([^\"]+)\"")
_MOST = 3
Method = Callable[[str], Sequence[str]]


def main() -> None:
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    folder = Path(words[0] if words else Path(__file__).parent / "profiles")
    accepted = {file.stem: file.read_text(encoding="utf-8").splitlines() for file in sorted(folder.glob("*.quotes"))}
    texts = {name: plain_text((folder / f"{name}.txt").read_text(encoding="utf-8")) for name in accepted}
    found = {each.id: each for each in read(texts)}
    asked = {name for name, each in found.items() if each.parts.quote}
    print(f"{len(accepted)} profiles: {len(asked)} came with a quote, {_silent(accepted)} have none that fits")
    methods: dict[str, Method] = {
        "ours": lambda name: [quote.text for quote in quotes(found[name])],
        "ours, without the quote that came": lambda name: [quote.text for quote in quotes(_unasked(found[name]))],
        "longest in the first person": lambda name: _longest(texts[name]),
        "in quotation marks": lambda name: _quoted(texts[name]),
    }
    for label, method in methods.items():
        _tell(label, accepted, method, verbose="-v" in sys.argv or "--verbose" in sys.argv)


def _silent(accepted: Mapping[str, Sequence[str]]) -> int:
    return sum(not lines for lines in accepted.values())


def _unasked(submission: Submission) -> Submission:
    return replace(submission, parts=replace(submission.parts, quote=None))


def _longest(text: str) -> list[str]:
    mine = (each.text for line in text.split("\n") for each in sentences(line) if _FIRST_PERSON.search(each.text))
    return sorted(mine, key=len, reverse=True)[:_MOST]


def _quoted(text: str) -> list[str]:
    return [next(filter(None, match.groups())) for match in _QUOTED.finditer(text)][:_MOST]


def _tell(label: str, accepted: Mapping[str, Sequence[str]], method: Method, *, verbose: bool) -> None:
    proposed = {name: method(name) for name in accepted}
    fitting = {name: lines for name, lines in accepted.items() if lines}
    first, any_ = (
        sum(any(_is_hit(text, lines) for text in proposed[name][:most]) for name, lines in fitting.items())
        for most in (1, _MOST)
    )
    barred = sum(tells_of_harm(text) or tells_of_clients(text) for texts in proposed.values() for text in texts)
    silent = sum(not proposed[name] for name, lines in accepted.items() if not lines)
    print(
        f"{label:34} hit@1 {100 * first / len(fitting):5.1f} %   hit@3 {100 * any_ / len(fitting):5.1f} %"
        f"   silent where none fits: {silent} of {_silent(accepted)}   barred: {barred}"
    )
    for name, lines in accepted.items() if verbose else ():
        for text in proposed[name]:
            print(f"    {name}: {'+' if _is_hit(text, lines) else '-'} {text}")


def _is_hit(text: str, lines: Iterable[str]) -> bool:
    told = _key(text)
    return any((key := _key(line)) in told and len(told.split()) <= 2 * len(key.split()) for line in lines)


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


if __name__ == "__main__":
    main()
