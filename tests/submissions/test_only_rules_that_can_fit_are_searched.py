"""A screen may spare a search, never a finding."""

import re
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import regex
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.invented import submission
from scheduler.drafts import contrast, minors, safety
from scheduler.submissions import contacts, cues, headings, names, people, posts, theme
from scheduler.submissions.needs import comparable, needs_of
from scheduler.submissions.screening import AnyPattern, Screen, screened
from scheduler.submissions.sentences import sentences

TABLES: dict[str, Screen[Any]] = {
    "headings": headings._ROWS,
    "told": cues._told(frozenset(["any", "en", "fr", "es", "pt", "ar"])),
    "asked": cues.rows("asked"),
    "labels": cues.rows("labels"),
    "ages": people._TOLD_AGES,
    "called": people._CALLED_IN_ARABIC,
    "school": people._AT_SCHOOL,
    "clients": people._TOLD_CLIENTS,
    "addresses": contacts.ADDRESSES,
    "papers": contacts.PAPERS,
    "introductions": names._INTRODUCTIONS,
    "posts": posts._patterns(),
    "angles": theme._angles(),
    "minors": minors._minor(),
    "own past": minors._own(),
    "reaches": safety._REACHES,
    "halves": contrast._FIRST_HALVES,
}
"""Every table that is screened."""
SAMPLES = Path(__file__).parents[2] / "assets" / "submissions"


def patterns(table: Screen[Any]) -> list[AnyPattern]:
    return [pattern for pattern, _ in table.rows]


def let_through(pattern: AnyPattern, text: str) -> bool:
    return bool(list(screened([pattern]).may_fit(text)))


def sample_sentences() -> Iterable[str]:
    written = [file.read_text(encoding="utf-8") for file in SAMPLES.iterdir() if file.suffix in {".md", ".txt"}]
    invented = ["\n".join(told for each in submission(seed, 200)[1] for told in each) for seed in range(6)]
    return (
        sentence.text for text in (*written, *invented) for line in text.split("\n") for sentence in sentences(line)
    )


def spelled(words: str) -> list[list[str]]:
    return [sorted(need) for need in needs_of(words)]


@pytest.mark.parametrize("name", TABLES)
def test_no_finding_in_our_samples_is_spared(name: str) -> None:
    for text in sample_sentences():
        found = [row for pattern, row in TABLES[name].rows if pattern.search(text)]
        let = list(TABLES[name].may_fit(text))
        assert [row for row in found if row not in let] == []


@pytest.mark.parametrize("name", TABLES)
def test_whatever_a_rule_fits_is_let_through(name: str) -> None:
    for pattern in patterns(TABLES[name]):
        if isinstance(pattern, re.Pattern):  # what `regex` makes cannot be written backwards
            made(pattern)


def made(pattern: re.Pattern[str]) -> None:
    """Writes texts that the pattern fits, and shows them to its screen."""

    @settings(max_examples=2, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.from_regex(pattern))
    def holds(text: str) -> None:
        assert let_through(pattern, text)

    holds()


def test_a_rule_needs_its_words() -> None:
    assert spelled(r"\b(?:pupil|learner) (?:at|of) ") == [
        ["\blearner at ", "\blearner of ", "\bpupil at ", "\bpupil of "]
    ]


def test_of_alternatives_each_gives_a_word() -> None:
    assert spelled(r"\w+(?:primary \w+|\w+ nursery)") == [[" nursery", "primary "]]


def test_what_may_be_missing_is_not_needed() -> None:
    assert spelled(r"(?:kindergarten)?\w+(?!classroom)(?<!teacher)") == []


def test_a_rule_without_letters_is_always_searched() -> None:
    assert let_through(re.compile(r"\w+"), "")
    assert list(needs_of(r"(?(unknown")) == []


def test_a_word_within_another_is_none() -> None:
    rule = re.compile(r"\bnin\b \d")
    assert let_through(rule, "my nin 7")
    assert not let_through(rule, "morning 7, beginning 7")


@pytest.mark.parametrize("text", ["AGED ٧", "aged\u00a07", "Aged\t9"])
def test_capitals_figures_and_spaces_of_all_scripts_are_alike(text: str) -> None:
    assert let_through(re.compile(r"aged\s\d", re.IGNORECASE), text)


@pytest.mark.parametrize(
    ("rule", "text"), [("kid sister", "\u212aıD \u017fİster"), ("straße", "STRAẞE"), ("ñandú", "ÑANDÚ")]
)
def test_rare_relatives_of_letters_are_let_through(rule: str, text: str) -> None:
    for each in text, text.lower(), text.upper():
        for pattern in re.compile(rule, re.IGNORECASE), regex.compile(rule, regex.IGNORECASE):
            assert let_through(pattern, each) or not pattern.search(each)


def test_what_regex_alone_knows_says_nothing() -> None:
    rule = regex.compile(r"(?P<name>\p{Lu}\p{L}+), (?P<name>twelve|\p{N}+)")
    assert let_through(rule, "Ruth, ٧")


def test_rows_come_in_the_order_of_their_table() -> None:
    table = screened(map(re.compile, ("road", "river", "ro.d")))
    assert [each.pattern for each in islice(table.may_fit("the river, the road"), 3)] == ["road", "river", "ro.d"]


def test_comparable_text_has_one_figure() -> None:
    assert comparable("Été 2016\n") == "été 0000 "
