"""Words that nobody sees who reads the file are found, with their place; so are notes in its margin."""

import io

import pytest
from handed_in import NOW, PROFILE, Desk, paragraph, pdf, picture, word
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text

from scheduler.models import FindingKind, Readiness

WHOLE = "".join(paragraph(line) for line in PROFILE.splitlines() if line)
CHANGES = (
    '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>The well is deep.</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="x"><w:r><w:delText>The well is dry.</w:delText></w:r></w:del></w:p>'
)


def test_each_tracked_change_and_comment_is_told_in_its_words(desk: Desk) -> None:
    remarks = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:comment w:id="1"><w:p><w:r><w:t>Is she safe there?</w:t></w:r></w:p></w:comment></w:comments>'
    )
    desk.drop("nia.docx", word(WHOLE + CHANGES, comments=remarks))

    found = {(each.kind, each.text) for each in desk.only().findings}

    assert found == {
        (FindingKind.TRACKED_CHANGE, "The well is deep."),
        (FindingKind.TRACKED_CHANGE, "The well is dry."),
        (FindingKind.COMMENT, "Is she safe there?"),
    }


def test_each_of_them_is_cleared_by_itself_or_all_of_a_kind(desk: Desk) -> None:
    desk.drop("nia.docx", word(WHOLE + CHANGES))
    desk.read()
    assert desk.record.clear("nia", "tracked_change:The well is de", by="Tess", why="seen", now=NOW) == [
        "tracked_change:The well is deep."
    ]
    assert desk.only().status is Readiness.HELD
    desk.record.clear("nia", "tracked_change", by="Tess", why="seen", now=NOW)
    assert desk.only().status is Readiness.READY


def test_a_finding_says_where_in_its_file_it_stands(desk: Desk) -> None:
    text = PROFILE + "\nP.S.\nMy line is 0712 345 678, always.\n"
    desk.drop("nia.txt", text)
    (finding,) = desk.only().findings
    assert text[finding.start : finding.end] == finding.text == "0712 345 678"
    assert "0712 345 678" in text.splitlines()[finding.line - 1]


@pytest.mark.parametrize(
    "style", ["display:none", "visibility: hidden", "font-size:0", "color:#FFF", "color: rgb(255, 255, 255)"]
)
def test_hidden_words_of_a_page_are_found(desk: Desk, style: str) -> None:
    lines = "".join(f"<p>{line}</p>" for line in PROFILE.splitlines() if line)
    desk.drop("nia.html", f'<html><body>{lines}<p style="{style}">The house behind the well.</p></body></html>')
    (finding,) = desk.only().findings
    assert (finding.kind, finding.text) == (FindingKind.HIDDEN_TEXT, "The house behind the well.")


def test_a_hidden_menu_and_white_on_blue_are_no_secret(desk: Desk) -> None:
    lines = "".join(f"<p>{line}</p>" for line in PROFILE.splitlines() if line)
    menu = '<nav style="display:none">Home</nav><p style="color:white;background:navy">Hello</p>'
    desk.drop("nia.html", f"<html><body>{menu}{lines}</body></html>")
    assert desk.only().findings == ()


def test_a_note_in_the_margin_of_a_pdf_is_found(desk: Desk) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*(line for line in PROFILE.splitlines() if line)))))
    writer.add_annotation(0, Text(rect=(10, 10, 20, 20), text="She lives at the mill."))
    kept = io.BytesIO()
    writer.write(kept)
    desk.drop("nia.pdf", kept.getvalue())
    assert (FindingKind.COMMENT, "She lives at the mill.") in {(each.kind, each.text) for each in desk.only().findings}


def test_a_photo_that_tells_its_place_is_held_until_somebody_clears_it(desk: Desk) -> None:
    desk.drop("nia/profile.txt", PROFILE)
    desk.drop("nia/portrait.jpg", picture(located=True))
    assert desk.only().status is Readiness.HELD
    desk.record.clear("nia", "gps", by="Tess", why="Taken at the public office.", now=NOW)
    assert desk.only().status is Readiness.READY
    desk.drop("nia/another.jpg", picture(located=True))
    assert desk.only().status is Readiness.HELD
