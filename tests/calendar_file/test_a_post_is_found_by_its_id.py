"""Where a post stands is found by its id, of many and of few, and two with one id are noticed."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar_file import Numbers, Outline, Packed, packed, unpacked
from scheduler.models import Status

NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)
NAMES = st.lists(st.text("abñ-.", min_size=1, max_size=3), max_size=30)


def outlines_of(names: list[str]) -> list[Packed]:
    return [packed(Outline(name, Status.DRAFT, True, NOON, "", "", "", "", (), (), ())) for name in names]


@given(NAMES)
def test_each_is_found_and_nothing_else(names: list[str]) -> None:
    outlines = outlines_of(list(dict.fromkeys(names)))
    numbers = Numbers.of(outlines)
    assert [numbers.find(unpacked(each).id, outlines) for each in outlines] == [
        (number, unpacked(each)) for number, each in enumerate(outlines)
    ]
    assert numbers.find("another", outlines) is None


def test_two_ids_with_one_checksum_are_two_posts() -> None:
    outlines = outlines_of(["plumless", "between", "buckeroo"])
    numbers = Numbers.of(outlines)
    assert [numbers.find(name, outlines) for name in ("plumless", "buckeroo")] == [
        (0, unpacked(outlines[0])),
        (2, unpacked(outlines[2])),
    ]
    assert not numbers.has_doubles(outlines)


@given(NAMES)
def test_two_with_one_id_are_noticed(names: list[str]) -> None:
    outlines = outlines_of(names)
    assert Numbers.of(outlines).has_doubles(outlines) == (len(set(names)) < len(names))
