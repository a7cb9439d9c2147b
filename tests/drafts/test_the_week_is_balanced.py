"""In which order submissions take the free places: kinds spread, no organisation behind itself where avoidable."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

from drafts.draft_samples import RECEIVED, blog, profile
from hypothesis import given
from hypothesis import strategies as st

from scheduler.drafts.balance import organisation
from scheduler.drafts.balance import spread as placed
from scheduler.models import Kind, Slot, Submission


def spread(submissions: list[Submission]) -> list[Submission]:
    return [each.submission for each in placed(submissions)]


def of(organisation_: str, id_: str) -> Submission:
    return profile(id_, organisation=organisation_)


def repeats(order: list[Submission]) -> int:
    return sum(organisation(one) == organisation(two) for one, two in pairwise(order))


def test_two_of_one_organisation_are_kept_apart() -> None:
    order = spread([of("Two Rivers", "a"), of("Two Rivers", "b"), of("Lotus", "c")])
    assert [organisation(each) for each in order] == ["two rivers", "lotus", "two rivers"]


def test_an_organisation_is_the_same_however_it_is_written() -> None:
    assert repeats(spread([of("Two  rivers", "a"), of("TWO RIVERS", "b"), of("Lotus", "c")])) == 0


def test_submissions_without_an_organisation_are_nobodys_neighbours() -> None:
    assert repeats([blog("a"), blog("b")]) == 0


@given(st.lists(st.sampled_from("abcd"), max_size=14))
def test_no_organisation_follows_itself_where_another_could_stand_between(names: list[str]) -> None:
    order = spread([of(name, f"{name}{number}") for number, name in enumerate(names)])
    most = max(Counter(names).values(), default=0)
    assert repeats(order) == max(0, most - (len(names) - most) - 1)


def test_kinds_are_spread_over_the_whole() -> None:
    profiles = [of(f"o{number}", f"p{number}") for number in range(8)]
    order = spread([blog("a"), blog("b"), *profiles])
    places = [number for number, each in enumerate(order) if each.kind is Kind.BLOG]
    assert places[0] < 5 <= places[1]


def test_countries_and_languages_change_where_they_can() -> None:
    given_ = [
        profile(f"{country}{number}", country=country, language=language, organisation=f"{country}{number}")
        for country, language in (("Peru", "es"), ("Ghana", "en"))
        for number in range(3)
    ]
    order = spread(given_)
    assert all(one.parts.country != two.parts.country for one, two in pairwise(order))


def test_who_came_first_goes_first_and_the_late_go_last() -> None:
    late = profile("late", late=True, received=RECEIVED - timedelta(days=9), organisation="a", country=None)
    early = profile("early", received=RECEIVED - timedelta(days=3), organisation="b", country=None)
    undated = profile("undated", received=None, organisation="c", country=None)
    then = profile("then", received=RECEIVED, organisation="d", country=None)
    assert [each.id for each in spread([undated, late, then, early])] == ["early", "then", "undated", "late"]


@given(st.permutations([of(name, f"{name}{number}") for number, name in enumerate("aabbcde")]))
def test_the_order_does_not_depend_on_who_was_read_first(submissions: list[Submission]) -> None:
    ordered = spread(submissions)
    assert ordered == spread(sorted(submissions, key=lambda each: each.id))
    assert sorted(each.id for each in ordered) == sorted(each.id for each in submissions)


# --- within the calendar ----------------------------------------------------------------------------------------------

MORNING, NOON = (
    Slot(name=name, days=frozenset(range(7)), at=time(hour)) for name, hour in (("morning", 9), ("noon", 12))
)


def places(days: int) -> list[tuple[datetime, Slot]]:
    return [
        (datetime(2023, 11, 6 + day, slot.at.hour, tzinfo=UTC), slot) for day in range(days) for slot in (MORNING, NOON)
    ]


def test_no_organisation_stands_beside_its_own_post_in_the_calendar() -> None:
    standing = [(datetime(2023, 11, 6, 10, tzinfo=UTC), of("Two Rivers", "out-already"))]

    found = placed([of("Two Rivers", "a"), of("Lotus", "b"), of("Nawafidh", "c")], places(2), standing)

    assert [each.submission.id for each in found] == ["b", "c", "a"]
    assert found[1].before is not None
    assert found[1].before.id == "out-already"


def test_a_day_does_not_speak_one_language_only() -> None:
    tongues = {"en": 4, "fr": 4}
    given_ = [
        profile(f"{tongue}{number}", language=tongue, country=None, organisation=f"{tongue}{number}")
        for tongue, count in tongues.items()
        for number in range(count)
    ]

    found = placed(given_, places(4))

    by_day: dict[object, set[str]] = {}
    for each in found:
        assert each.place is not None
        by_day.setdefault(each.place[0].date(), set()).add(each.submission.language)
    assert all(len(languages) == 2 for languages in by_day.values())


def test_the_same_hour_is_not_always_the_same_languages() -> None:
    given_ = [profile(f"s{n}", language="en" if n % 2 else "ar", country=None, organisation=f"o{n}") for n in range(8)]

    mornings = [
        each.submission.language for each in placed(given_, places(4)) if each.place and each.place[1] is MORNING
    ]

    assert set(mornings) == {"ar", "en"}


def test_one_country_in_two_languages_is_one_country() -> None:
    given_ = [profile("a", country="Belgique"), profile("b", country="Belgium"), profile("c", country="Peru")]

    order = spread([replace(each, parts=replace(each.parts, organisation=each.id)) for each in given_])

    assert [each.id for each in order] == ["a", "c", "b"]
