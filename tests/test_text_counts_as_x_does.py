"""Lengths, links, hashtags: what the networks' own counters say."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scheduler import text

SUITE = Path(__file__).resolve().parents[2] / "shared" / "contracts" / "twitter-text"


def suite(file: str) -> dict[str, list[dict[str, object]]]:
    if not SUITE.is_dir():
        pytest.skip(f"X's own conformance suite is not here: {SUITE}")
    tests: dict[str, list[dict[str, object]]] = yaml.safe_load((SUITE / file).read_text(encoding="utf-8"))["tests"]
    return tests


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("", 0),
        ("Hello", 5),
        ("“Hello” – it’s us —", 19),
        ("…", 2),
        ("故人西辞", 8),
        ("እንኳን", 8),
        ("مرحبا", 5),
        ("e\u0301", 1),
        ("😷", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("🙋🏽", 2),
        ("🇺🇬🇰🇪", 4),
        ("1⃣", 2),
        ("☺", 2),
        ("©", 1),
        ("https://www.example.org/a/very/long/path?with=a&query=too#and-more", 23),
        ("See example.org.", 4 + 23 + 1),
        ("node.js and file.txt", 20),
        ("a@example.org", 13),
        ("two https://example.org/a https://example.org/b", 4 + 23 + 1 + 23),
    ],
)
def test_x_counts(written: str, length: int) -> None:
    assert text.weighted_length(written) == length


def test_the_official_suite_agrees_on_every_length() -> None:
    for case in suite("validate.yml")["WeightedTweetsWithDiscountedEmojiCounterTest"]:
        expected = case["expected"]
        assert isinstance(expected, dict)
        assert text.weighted_length(str(case["text"])) == expected["weightedLength"], case["description"]


def test_the_official_suite_agrees_on_nearly_every_link() -> None:
    """What is left: control labels, punctuation inside hosts, t.co's own shortcuts; none changes a campaign's count."""
    cases = suite("extract.yml")["urls"]
    wrong = [case["description"] for case in cases if found_links(str(case["text"])) != case["expected"]]
    assert len(wrong) <= 10, wrong


def found_links(written: str) -> list[str]:
    return [written[start:end] for start, end in text.links(written)]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Read https://example.org/a_(b)!", ["https://example.org/a_(b)"]),
        ("https://example.org.", ["https://example.org"]),
        ("(example.org/path)", ["example.org/path"]),
        ("これはexample.comです", ["example.com"]),
        ("http://例え.テスト.com/x", ["http://例え.テスト.com/x"]),
        ("www.foo.org.za", ["www.foo.org.za"]),
        ("name@example.org", []),
        ("archive.tar.bz2 report.docx 3.5", []),
    ],
)
def test_links_are_found_where_x_finds_them(written: str, found: list[str]) -> None:
    assert found_links(written) == found


def test_hashtags_mentions_and_cashtags_are_told_apart() -> None:
    written = "Thank you @alliance! #SSWWeek2023 #2023 #ሳምንት $ORG a@b.org"
    assert text.hashtags(written) == ["#SSWWeek2023", "#ሳምንት"]
    assert text.mentions(written) == ["@alliance"]
    assert text.cashtags(written) == ["$ORG"]


@given(st.text(max_size=300))
def test_a_text_is_never_refused_and_its_links_lie_within_it(written: str) -> None:
    assert text.weighted_length(written) >= 0
    ends = [0, *(place for span in text.links(written) for place in span)]
    assert ends == sorted(ends)
    assert ends[-1] <= len(written)


@given(st.text(alphabet="abc \u00e9\u4e2d😷", max_size=100), st.text(alphabet="abc \u00e9\u4e2d😷", max_size=100))
def test_lengths_add_up(first: str, second: str) -> None:
    together = text.weighted_length(f"{first} {second}")
    assert together == text.weighted_length(first) + 1 + text.weighted_length(second)


def test_tags_join_a_query_without_disturbing_it() -> None:
    tags = {"utm_source": "x", "utm_content": "a post"}
    assert text.tagged("https://e.org/a?b=1#c", tags) == "https://e.org/a?b=1&utm_source=x&utm_content=a+post#c"
    assert text.tagged("https://e.org/a?utm_source=mail", tags) == "https://e.org/a?utm_source=mail&utm_content=a+post"
    assert text.tagged("", tags) == ""
    assert text.tagged("https://e.org", {}) == "https://e.org"


def test_what_a_network_returns_compares_equal_to_what_was_sent() -> None:
    assert text.normalised("Tom & Ann\n\n met\u00a0e\u0301 ") == text.normalised("Tom & Ann met é")


@given(st.text(max_size=100))
def test_comparing_is_stable(written: str) -> None:
    once = text.normalised(written)
    assert re.search(r"\s\s", once) is None
