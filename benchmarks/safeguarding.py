"""How much of what could harm somebody is found, and how often what is harmless is taken for it.

    python -m benchmarks.safeguarding [--show]

Sentences with a planted telephone number, e-mail address or child (benchmarks/corpora/safeguarding.yaml, all invented)
stand each in a harmless text of their language; found is what overlaps the planted words. Beside it, in the same run,
what anybody would write in an afternoon: phonenumbers, one expression for e-mail, one for ages.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import phonenumbers
import yaml

from scheduler.submissions.safeguarding import findings

CORPUS = Path(__file__).parent / "corpora" / "safeguarding.yaml"
PARAGRAPHS = 5
"""So many paragraphs make one clean profile."""
Find = Callable[[str], list[tuple[str, str]]]
"""What is found in a text: kinds and words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    kind: str
    language: str
    text: str
    words: str


def ours(text: str) -> list[tuple[str, str]]:
    return [(each.kind.value, each.text) for each in findings(text, Path("a.txt"), region=None)]


def naive(text: str) -> list[tuple[str, str]]:
    found = [("phone", match.raw_string) for match in phonenumbers.PhoneNumberMatcher(text, None)]
    found += [("email", match[0]) for match in re.finditer(r"[\w.+-]+@[\w-]+\.[\w.-]+", text)]
    return found + [("minor", match[0]) for match in re.finditer(r"\b1?\d[ -]years?[ -]old|\baged 1?\d\b", text)]


def planted(corpus: dict[str, dict[str, dict[str, list[str]]]], clean: dict[str, list[str]]) -> Iterator[Planted]:
    for kind, languages in corpus["planted"].items():
        for language, sentences in languages.items():
            for number, sentence in enumerate(sentences):
                start, end = sentence.index("{"), sentence.rindex("}")
                words = sentence[start + 1 : end]
                bare = sentence[:start] + words + sentence[end + 1 :]
                host = clean[language]
                text = f"{host[number % len(host)]}\n\n{bare}\n\n{host[(number + 1) % len(host)]}"
                yield Planted(kind=kind, language=language, text=text, words=words)


def profiles(clean: dict[str, list[str]]) -> Iterator[str]:
    for paragraphs in clean.values():
        for start in range(0, len(paragraphs), PARAGRAPHS):
            yield "\n\n".join(paragraphs[start : start + PARAGRAPHS])


def is_found(find: Find, each: Planted) -> bool:
    return any(
        (kind == each.kind and (words in each.words or each.words in words))
        or (kind == each.kind and _overlap(words, each))
        for kind, words in find(each.text)
    )


def _overlap(words: str, each: Planted) -> bool:
    at, place = each.text.find(words), each.text.find(each.words)
    return at >= 0 and at < place + len(each.words) and place < at + len(words)


def measure(name: str, find: Find, texts: list[Planted], clean: list[str], show: bool) -> None:
    began = time.process_time()
    missed = [each for each in texts if not is_found(find, each)]
    alarms = [(kind, words) for text in clean for kind, words in find(text)]
    spent = time.process_time() - began
    every, lost = Counter(each.kind for each in texts), Counter(each.kind for each in missed)
    shares = "  ".join(f"{kind} {100 * (1 - lost[kind] / count):5.1f} %" for kind, count in every.items())
    per_ten = 10 * len(alarms) / len(clean)
    pages = (len(texts) + len(clean)) / spent
    whole = 100 * (1 - len(missed) / len(texts))
    print(
        f"{name:<8} {whole:5.1f} % found  {shares}  {per_ten:4.1f} alarms per 10 clean profiles  {pages:6.0f} texts/s"
    )
    for each in missed if show else ():
        print(f"   missed {each.kind}/{each.language}: {each.words}")
    for kind, words in alarms if show else ():
        print(f"   alarm {kind}: {words}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="every miss and every false alarm")
    show = parser.parse_args().show
    corpus = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    texts, clean = list(planted(corpus, corpus["clean"])), list(profiles(corpus["clean"]))
    print(f"{len(texts)} planted, {len(clean)} clean profiles")
    measure("ours", ours, texts, clean, show)
    measure("naive", naive, texts, clean, show=False)


if __name__ == "__main__":
    main()
