"""The same words twice, or a newer version: one stands, the others are held and name it. In doubt a person decides."""

from dataclasses import replace

from handed_in import BLOG, NOW, PROFILE, Desk, mail, paragraph, pdf, picture, word

from scheduler.models import FindingKind, Parts, Readiness, Submission
from scheduler.submissions import reply
from scheduler.submissions.twice import told_apart

QUOTE = "\n\nQuote\nI cannot carry the load for a family, but I can walk beside them."


def doubles(found: dict[str, Submission]) -> dict[str, list[str]]:
    return {
        name: said
        for name, each in found.items()
        if (said := [finding.text for finding in each.findings if finding.kind is FindingKind.DUPLICATE])
    }


def as_word(text: str) -> bytes:
    return word("".join(paragraph(line) for line in text.splitlines() if line))


def test_the_same_text_in_three_forms_is_used_once(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE)
    desk.drop("nia-testa.docx", as_word(PROFILE))
    desk.drop("mail.eml", mail(PROFILE))

    found = desk.read()

    assert len(doubles(found)) == 2
    ready = [each for each in found.values() if each.status is Readiness.READY]
    assert len(ready) == 1
    assert all(each.status is Readiness.HELD for each in found.values() if each is not ready[0])
    assert all(f"the same as {ready[0].id}" in said for said in doubles(found).values())


def test_broken_lines_of_a_pdf_do_not_hide_a_copy(desk: Desk) -> None:
    desk.drop("wall.md", BLOG)
    lines = [" ".join(BLOG.split()[start : start + 9]) for start in range(0, len(BLOG.split()), 9)]
    desk.drop("wall.pdf", pdf(*lines))

    assert len(doubles(desk.read())) == 1


def test_of_two_copies_the_fuller_stands(desk: Desk) -> None:
    desk.drop("a.txt", PROFILE)
    desk.drop("nia/profile.txt", PROFILE)
    desk.drop("nia/portrait.jpg", picture())

    assert doubles(desk.read()) == {"a": ["the same as nia"]}


def test_a_newer_version_stands_and_the_older_says_so(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE.replace(QUOTE, ""))
    desk.drop("again.txt", PROFILE.replace("2023-09-20", "2023-09-29"))

    found = desk.read()

    assert doubles(found) == {"nia": ["an older version of again"]}
    assert (found["again"].status, found["again"].versions) == (Readiness.READY, ("nia",))
    assert "newer version" in reply(found["nia"])


def test_a_corrected_number_is_a_newer_version_and_no_copy(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE)
    desk.drop("nia-corrected.txt", PROFILE.replace("thirty families", "forty families"))

    assert doubles(desk.read()) == {"nia": ["an older version of nia-corrected"]}


def test_the_one_that_has_what_the_other_lacks_is_newer(desk: Desk) -> None:
    desk.drop("nia-a.txt", PROFILE.replace(QUOTE, ""))
    desk.drop("nia-b.txt", PROFILE)

    assert doubles(desk.read()) == {"nia-a": ["an older version of nia-b"]}


def test_where_nobody_can_tell_both_wait_until_a_person_says_which(desk: Desk) -> None:
    desk.drop("one.txt", PROFILE)
    desk.drop("two.txt", PROFILE.replace("thirty families", "forty families"))
    assert doubles(desk.read()) == {"one": ["perhaps a version of two"], "two": ["perhaps a version of one"]}

    desk.record.clear("two", "duplicate:perhaps a version of one", by="Tess", why="She wrote to me", now=NOW)

    assert [name for name, each in desk.read().items() if each.status is Readiness.READY] == ["two"]


def test_what_is_declined_stands_in_nobodys_way(desk: Desk) -> None:
    desk.drop("one.txt", PROFILE)
    desk.drop("two.txt", PROFILE.replace("thirty families", "forty families"))
    desk.read()

    desk.record.decline("one", by="Tess", why="The other is right", now=NOW)

    found = desk.read()
    assert (found["one"].status, found["two"].status) == (Readiness.DECLINED, Readiness.READY)
    assert desk.record.reasons_to_hold()("two") is None


def test_one_form_filled_in_by_two_people_is_no_copy(desk: Desk) -> None:
    other = {
        "Nia Testa": "Ola Sample",
        "My neighbour did it, and I saw what one patient visitor can change in a street.": "I came by chance.",
        "I visit four families a day and write down what we agreed on.": "I answer the telephone from six on.",
        "I go along to offices. Last year thirty families got their papers.": "People find a bed for the night.",
        "The walk home after a good visit.": "The voice of somebody who calls again to say thank you.",
    }
    text = PROFILE
    for mine, theirs in other.items():
        text = text.replace(mine, theirs)
    desk.drop("nia.txt", PROFILE)
    desk.drop("ola.txt", text)

    assert doubles(desk.read()) == {}


def test_the_same_answers_under_two_names_are_of_two_people(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE)
    desk.drop("ola.txt", PROFILE.replace("Nia Testa", "Ola Sample"))

    assert doubles(desk.read()) == {}


def test_paragraphs_that_many_share_make_no_versions(desk: Desk) -> None:
    desk.drop("wall.md", BLOG)
    one = desk.only()
    shared = "\n\n".join(f"We all begin the week alike, with {number} words about the office." for number in range(9))
    many = [
        replace(
            one,
            id=f"s{number}",
            author="",
            parts=Parts(),
            text=f"{shared}\n\nOn day {number} the bus {number} came late.",
        )
        for number in range(20)
    ]

    assert [each.id for each in told_apart(many) if each.versions] == []


def test_of_several_perhaps_the_nearest_alone_is_named(desk: Desk) -> None:
    desk.drop("one.txt", PROFILE)
    desk.drop("two.txt", PROFILE.replace("thirty families", "forty families"))
    desk.drop("three.txt", PROFILE.replace("thirty families", "fifty families"))

    assert [len(said) for said in doubles(desk.read()).values()] == [1, 1, 1]


def test_one_worker_with_two_different_profiles_is_asked_about(desk: Desk) -> None:
    other = PROFILE
    for line in PROFILE.splitlines():
        if line.endswith(".") and "Consent" not in line:
            other = other.replace(line, f"Something else altogether, about {len(line)} quite other things and places.")
    desk.drop("one.txt", PROFILE)
    desk.drop("two.txt", other)

    assert set(doubles(desk.read())) == {"one", "two"}


def test_the_same_film_twice_is_seen(desk: Desk) -> None:
    desk.drop("one.jpg", picture())
    desk.drop("two.jpg", picture())

    assert len(doubles(desk.read())) == 1


def test_a_copy_among_many_is_found(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE)
    one = desk.only()
    words = [f"word{number % 997}x{number % 89}" for number in range(700)]
    many = [
        replace(
            one,
            id=f"s{number}",
            author=f"n{number}",
            text=" ".join(f"{word}{number}" for word in words),
            parts=replace(one.parts, name=f"N {number}"),
        )
        for number in range(200)
    ]
    twice = replace(many[7], id="twice")

    marked = told_apart([*many, twice])

    assert [each.id for each in marked if each.versions] == ["s7", "twice"]
