"""The same words arrive in many forms; each gives the same submission."""

from datetime import UTC, datetime

import pytest
from handed_in import BLOG, PROFILE, Desk, mail, paragraph, pdf, picture, row, word

from scheduler.models import Kind, Readiness
from scheduler.submissions import as_json

ROWS = "".join(
    row(label, value)
    for label, value in (
        ("Name", "Nia Testa"),
        ("Title", "Case worker"),
        ("Organisation", "The Sample Family Centre"),
        ("Country", "Kenya"),
        ("Why did you choose this work?", "My neighbour did it, and I saw what one patient visitor can change."),
        ("Your role", "I visit four families a day and write down what we agreed on."),
        ("Support and results", "Last year thirty families got their papers."),
        ("What do you love most?", "The walk home after a good visit."),
        ("Qualifications and skills", "A diploma in social work, and patience."),
        ("Quote", "“I cannot carry the load for a family, but I can walk beside them.”"),
        ("Consent", "Yes, I agree."),
    )
)
HTML = "<!doctype html><html><nav>Home</nav>" + "".join(f"<p>{line}</p>" for line in PROFILE.splitlines()) + "</html>"
FORMS = {
    "nia.txt": PROFILE.encode(),
    "nia.md": PROFILE.encode("utf-8-sig"),
    "nia-windows.txt": PROFILE.replace("\n", "\r\n").encode("utf-16"),
    "nia.html": HTML.encode(),
    "nia.docx": word("".join(paragraph(line) for line in PROFILE.splitlines() if line)),
    "nia-form.docx": word(f"<w:tbl>{ROWS}</w:tbl>"),
    "nia.pdf": pdf(*(line for line in PROFILE.splitlines() if line)),
    "nia.eml": mail("Dear team,\n\n" + PROFILE + "\n-- \nNia\n+254 712 345 678\n"),
    "nia-attached.eml": mail("Dear team,\n\nKind regards,\n", ("profile.txt", PROFILE.encode())),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_profile_in_any_form_is_ready(desk: Desk, name: str) -> None:
    desk.drop(name, FORMS[name])

    found = desk.only()

    assert (found.kind, found.status, found.missing) == (Kind.PROFILE, Readiness.READY, ())
    assert found.parts.name == "Nia Testa"
    assert found.parts.organisation == "The Sample Family Centre"
    assert found.parts.country == "Kenya"
    assert found.parts.quote == "I cannot carry the load for a family, but I can walk beside them."
    assert found.language == "en"


def test_a_form_that_numbers_its_questions_in_a_column_is_read(desk: Desk) -> None:
    numbered = "".join(
        row(str(number), label, value)
        for number, (label, value) in enumerate(
            (("Name", "Nia Testa"), ("Your role", "I visit."), ("Quote", "I walk."))
        )
    )
    desk.drop("nia.docx", word(f"<w:tbl>{row('No.', 'Question', 'Answer')}{numbered}</w:tbl>"))

    parts = desk.only().parts

    assert (parts.name, parts.role, parts.quote) == ("Nia Testa", "I visit.", "I walk.")


def test_what_nobody_sees_is_taken_out_and_joiners_stay(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE.replace("Nia Testa", "Ni\u00ada Te\u200bsta\u2060").replace("Case", "می\u200cروم"))

    parts = desk.only().parts

    assert (parts.name, parts.title) == ("Nia Testa", "می\u200cروم worker")


def test_a_mail_that_was_passed_on_is_its_first_senders(desk: Desk) -> None:
    head = "---------- Forwarded message ---------\nFrom: Nia Testa <nia@example.org>\nSubject: mine\nTo: Ola\n\n"
    desk.drop("passed-on.eml", mail("See below. O.\n\n" + head + PROFILE.replace("Name: Nia Testa\n", "")))

    found = desk.only()

    assert (found.parts.name, found.parts.organisation) == ("Nia Testa", "The Sample Family Centre")
    assert "See below" not in found.text


def test_a_mail_saved_as_text_loses_its_head(desk: Desk) -> None:
    desk.drop(
        "saved.txt",
        "Subject: my profile\nTo: team\nFrom: nia@example.org\n\n" + PROFILE.replace("Kenya", "Côte d’Ivoire"),
    )

    found = desk.only()

    assert found.parts.country == "Côte d’Ivoire"
    assert found.status is Readiness.READY


def test_of_a_saved_web_page_only_the_article_is_read(desk: Desk) -> None:
    page = (
        "<html><head><title>Our Network | Home</title></head><body><div class='menu'>About us</div><!-- secret -->"
        "<article><h1>A register on the wall</h1><div>By <b>Ola Sample</b></div>"
        f"<div>{'We hung the register where <b>everybody</b> could read it. ' * 20}</div>"
        "<div class='related'>Why we walk: a diary</div></article></body></html>"
    )
    desk.drop("saved.html", page)

    found = desk.only()

    assert (found.kind, found.title, found.author) == (Kind.BLOG, "A register on the wall", "Ola Sample")
    assert found.text == ("We hung the register where everybody could read it. " * 20).strip()


def test_what_is_not_there_is_none_and_named(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE.replace("Country: Kenya\n", ""))

    assert (desk.only().parts.country, desk.only().missing) == (None, ("country",))


def test_two_attachments_of_one_name_are_both_kept(desk: Desk) -> None:
    desk.drop("nia.eml", mail(PROFILE, ("image.jpg", picture()), ("image.jpg", picture(located=True))))

    media = desk.only().media

    assert len({each.file for each in media}) == 2
    assert all(each.file.is_relative_to(desk.work) for each in media)


def test_an_attachment_cannot_be_written_elsewhere(desk: Desk) -> None:
    desk.drop("nia.eml", mail(PROFILE, ("../../../evil.jpg", picture())))

    assert all(each.file.resolve().is_relative_to(desk.work.resolve()) for each in desk.only().media)


def test_a_folder_is_one_submission_with_all_its_files(desk: Desk) -> None:
    files = {desk.drop("nia/profile.txt", PROFILE), desk.drop("nia/photos/me.jpg", picture())}

    found = desk.only()

    assert (found.id, set(found.files), len(found.media)) == ("nia", files, 1)


def test_two_of_one_name_do_not_share_an_id(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE)
    desk.drop("nia.md", PROFILE[: PROFILE.index("Consent")])

    found = desk.read()

    assert {name: each.status for name, each in found.items()} == {
        "nia-txt": Readiness.READY,
        "nia-md": Readiness.HELD,
    }


@pytest.mark.parametrize(("day", "late"), [("02 Oct 2023", False), ("03 Oct 2023", True)])
def test_late_is_after_the_last_day(desk: Desk, day: str, late: bool) -> None:
    without = PROFILE.replace("Date: 2023-09-20\n", "")
    desk.drop("nia.eml", mail(without, sent=f"Mon, {day} 10:00:00 +0000"))

    found = desk.only()

    assert found.received == datetime(2023, 10, int(day[:2]), 10, tzinfo=UTC)
    assert found.late is late


def test_a_blog_post_has_its_title_and_author(desk: Desk) -> None:
    desk.drop("wall.md", BLOG)

    found = desk.only()

    assert (found.kind, found.title, found.author) == (Kind.BLOG, "A register on the wall", "Ola Sample")
    assert found.text.startswith("We hung the register")


def test_progress_tells_how_many_of_how_many(desk: Desk) -> None:
    heard = list[tuple[int, int]]()
    desk.drop("a.txt", PROFILE)
    desk.drop("b.txt", PROFILE)

    desk.read(progress=lambda done, of: heard.append((done, of)))

    assert heard == [(1, 2), (2, 2)]


def test_the_listing_has_the_keys_that_scripts_rely_on(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE)

    rows = as_json([desk.only()], {}, {})["submissions"]

    assert isinstance(rows, list)
    assert isinstance(rows[0], dict)
    assert list(rows[0])[:13] == [
        *("id", "files", "kind", "language", "received", "late", "status", "missing", "parts", "findings", "quotes"),
        *("summaries", "reply"),
    ]
    assert "remarks" in rows[0]
