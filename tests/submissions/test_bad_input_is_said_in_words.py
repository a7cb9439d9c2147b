"""One broken file never stops the others, is never lost, and is never explained by a traceback."""

import tracemalloc
from pathlib import Path

import pytest
from handed_in import NOW, PROFILE, Desk, huge_film, mail, paragraph, pdf, picture, word

from scheduler.errors import SubmissionError
from scheduler.models import FindingKind, Kind, Readiness
from scheduler.submissions import Record, read_folder, reply

BROKEN = {
    "empty.txt": (b"", "is empty"),
    "locked.pdf": (pdf("Secret words", password="open sesame"), "locked with a password"),
    "broken.docx": (word(paragraph("Hello"))[:300], "damaged"),
    "cut.pdf": (pdf("Some words")[:60], "damaged"),
    "not-a-picture.jpg": (b"\xff\xd8\xff" + b"nothing" * 40, "damaged"),
    "cut-film.mp4": (b"\0\0\0\x14ftypisom\0\0\x02\0isom", "no film"),
    "program.docx": (b"MZ\0\0" + b"\0" * 200, "not what its name says"),
    "archive.xyz": (b"\0\1\2\3" * 50, "not known here"),
    "spreadsheet.zip": (b"PK\x03\x04" + b"x" * 100, "damaged"),
    "scan.pdf": (pdf(), "no text"),
    "packed.rar": (b"Rar!\x1a\x07\0" + b"x" * 100, "a RAR archive"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old Word file"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_held_with_the_reason_and_does_not_stop_the_others(desk: Desk, name: str) -> None:
    content, words = BROKEN[name]
    broken = desk.drop(name, content)
    desk.drop("whole.txt", PROFILE)

    found = desk.read()

    held = next(each for each in found.values() if broken in each.files)
    assert (held.kind, held.status) == (Kind.UNKNOWN, Readiness.HELD)
    said = [finding for finding in held.findings if finding.kind is FindingKind.UNREADABLE]
    assert len(said) == 1
    assert words in said[0].text
    assert name in said[0].text
    assert said[0].file == broken
    assert found["whole"].status is Readiness.READY
    assert "could not open" in reply(held)


def test_every_broken_file_at_once_is_still_listed(desk: Desk) -> None:
    dropped = {desk.drop(name, content) for name, (content, _) in BROKEN.items()}

    found = desk.read()

    assert {file for each in found.values() for file in each.files} == dropped


def test_the_wrong_extension_is_seen_through(desk: Desk) -> None:
    desk.drop("profile.txt", word("".join(paragraph(line) for line in PROFILE.splitlines() if line)))

    found = desk.only()

    assert found.parts.name == "Nia Testa"
    assert found.status is Readiness.READY


def test_text_named_as_a_word_file_is_read_as_text(desk: Desk) -> None:
    desk.drop("profile.docx", PROFILE)

    assert desk.only().status is Readiness.READY


def test_a_film_of_50_mb_is_not_loaded_into_memory(desk: Desk) -> None:
    huge_film(desk.folder / "film.mp4", 50)
    tracemalloc.start()

    desk.read()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 15_000_000


def test_no_quote_is_named_as_missing(desk: Desk) -> None:
    desk.drop(
        "nia.txt", PROFILE.replace("Quote\nI cannot carry the load for a family, but I can walk beside them.", "")
    )

    found = desk.only()

    assert (found.status, found.missing) == (Readiness.INCOMPLETE, ("quote",))
    assert found.parts.quote is None
    assert "A quote in your own words" in reply(found)


def test_no_consent_is_held(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE[: PROFILE.index("Consent")])

    found = desk.only()

    assert found.status is Readiness.HELD
    assert [finding.kind for finding in found.findings] == [FindingKind.CONSENT]
    assert "May we share your words" in reply(found)


def test_an_empty_folder_is_a_submission_that_cannot_be_read(desk: Desk) -> None:
    (desk.folder / "nobody").mkdir()

    found = desk.only()

    assert found.status is Readiness.HELD
    assert "empty" in found.findings[0].text


@pytest.mark.parametrize("target", ["/etc/hostname", ".."])
def test_a_link_to_elsewhere_is_not_followed(desk: Desk, target: str) -> None:
    (desk.folder / "profile.txt").symlink_to(target)

    found = desk.only()

    assert found.text == ""
    assert found.findings[0].text == "profile.txt is a link. Put the file itself here."


def test_a_link_that_leads_nowhere_is_held(desk: Desk) -> None:
    (desk.folder / "gone.txt").symlink_to(desk.folder / "never-was.txt")

    found = desk.only()

    assert found.status is Readiness.HELD
    assert found.findings[0].kind is FindingKind.UNREADABLE


def test_a_broken_attachment_does_not_lose_the_mail(desk: Desk) -> None:
    desk.drop("nia.eml", mail(PROFILE, ("form.pdf", pdf("Words")[:60]), ("nia.jpg", picture())))

    found = desk.only()

    assert found.parts.name == "Nia Testa"
    assert [media.file.suffix for media in found.media] == [".jpg"]
    assert found.status is Readiness.HELD
    assert any(f.kind is FindingKind.UNREADABLE and "form.pdf" in f.text for f in found.findings)


def test_a_broken_picture_in_a_folder_does_not_lose_the_words(desk: Desk) -> None:
    desk.drop("nia/profile.txt", PROFILE)
    broken = desk.drop("nia/portrait.jpg", b"\xff\xd8\xffnothing")

    found = desk.only()

    assert broken in found.files
    assert found.parts.name == "Nia Testa"
    assert found.status is Readiness.HELD


def test_a_folder_that_is_not_there_is_said_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match=r"is not there.*posts\.yaml"):
        read_folder(tmp_path / "elsewhere", close=None, record=Record(tmp_path / "r"), work=tmp_path, now=NOW)


def test_a_line_without_end_is_read_in_a_moment(desk: Desk) -> None:
    desk.drop("long.txt", "a." * 20_000 + "\n\n" + PROFILE)

    assert desk.only().parts.country == "Kenya"


def test_hidden_files_and_the_readme_are_not_submissions(desk: Desk) -> None:
    for name in (".DS_Store", "README.md", "~$nia.docx", "readme.txt"):
        desk.drop(name, PROFILE)

    assert desk.read() == {}
