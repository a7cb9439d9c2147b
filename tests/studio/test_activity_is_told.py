"""Activity: what was tried and what came back, newest first, with what people decided."""

import re
from pathlib import Path

from campaigns import post
from studio.facts import failed, planned, published, unclear
from studio.open_studio import opened

from scheduler.models import State


def rows(page: str) -> list[str]:
    """Each line of the table as its words."""
    body = page.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in page else ""
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in body.split("</tr>") if row.strip()]


def test_each_attempt_is_told_by_its_outcome_newest_first(tmp_path: Path) -> None:
    with opened(tmp_path, post("a"), post("b", "2023-11-07 09:00")) as studio:
        published(studio, "a", "x")
        failed(studio, "a", "facebook", words="(403) Not permitted.")
        planned(studio, "b")
        told = rows(studio.get("/activity").text)
        assert len(told) == 2
        assert any("09:00:01 EST" in each and "published" in each and "See it" in each for each in told)
        assert any("failed (403) Not permitted." in each for each in told)


def test_the_link_leads_to_what_is_out(tmp_path: Path) -> None:
    with opened(tmp_path, post("a")) as studio:
        published(studio, "a", "x")
        assert 'href="https://network.example/x/a"' in studio.get("/activity").text


def test_an_address_that_somebody_typed_never_becomes_a_script(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]")) as studio:
        unclear(studio, "a")
        studio.post("/deliveries", do="out", url="javascript:alert(17)", **{"key-0": "a/x/1"})
        for path in ("/activity", "/channels", "/queue"):
            assert "javascript:" not in studio.get(path).text


def test_a_decision_is_told_once_with_whose_it_was(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]")) as studio:
        failed(studio, "a")
        studio.post("/deliveries", do="skip", **{"key-0": "a/x/1"})
        told = rows(studio.get("/activity").text)
        assert [each for each in told if "skip" in each] == [next(each for each in told if "by Ada" in each)]
        assert "a on x" not in " ".join(told)


def test_what_failed_last_can_be_sent_again_from_its_line_and_only_then(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]")) as studio:
        failed(studio, "a")
        assert studio.get("/activity").text.count('value="retry"') == 1
        studio.post("/deliveries", do="retry", **{"key-0": "a/x/1"})
        assert 'value="retry"' not in studio.get("/activity").text
        row = studio.ledger.delivery("a/x/1")
        assert row
        assert row.state is State.RETRYING


def test_what_is_unclear_stands_above_with_its_evidence(tmp_path: Path) -> None:
    with opened(tmp_path, post("a", more="channels: [x]")) as studio:
        unclear(studio, "a")
        above = studio.get("/activity").text.split('id="happened"')[0]
        assert "The answer was lost." in above
        assert "I looked: it is not. Send it" in above


def test_the_address_filters_by_channel_outcome_and_post(tmp_path: Path) -> None:
    with opened(tmp_path, post("a"), post("b", "2023-11-07 09:00")) as studio:
        published(studio, "a", "x")
        failed(studio, "a", "facebook")
        published(studio, "b", "x")
        studio.ledger.pause("x", "Renamed.", studio.clock(), "Ada")
        assert len(rows(studio.get("/activity").text)) == 4
        assert len(rows(studio.get("/activity?channel=facebook").text)) == 1
        assert len(rows(studio.get("/activity?outcome=published").text)) == 2
        assert len(rows(studio.get("/activity?post=b").text)) == 1
        (decided,) = rows(studio.get("/activity?outcome=decisions").text)
        assert "pause by Ada Renamed." in decided


def test_many_lines_stand_on_pages(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        for number in range(101):
            studio.ledger.pause("x", f"Reason {number}.", studio.clock(), "Ada")
            studio.ledger.resume("x", studio.clock(), "Ada")
        first, third = studio.get("/activity").text, studio.get("/activity?page=3").text
        assert (len(rows(first)), len(rows(third))) == (100, 2)
        assert 'href="/activity?page=2"' in first
        assert len(rows(studio.get("/activity?page=99").text)) == 2


def test_before_anything_happened_it_says_so(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        assert "Nothing yet." in studio.get("/activity").text
