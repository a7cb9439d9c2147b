"""What could harm somebody is found with its file and line; what is harmless is let be. All of it is invented."""

from pathlib import Path

import pytest
from handed_in import PROFILE, Desk, paragraph, picture, word

from scheduler.models import FindingKind, Readiness
from scheduler.submissions.safeguarding import findings


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FindingKind.PHONE, "Call 0712 345 678 at any hour."),
        (FindingKind.PHONE, "Reach me on zero seven one two, three four five six seven."),
        (FindingKind.PHONE, "Call +44 29 2018 0461."),
        (FindingKind.EMAIL, "Write to nia.testa@example.org today."),
        (FindingKind.EMAIL, "Write to nia at example.org today."),
        (FindingKind.EMAIL, "Write to nia at example.co.ke today."),
        (FindingKind.EMAIL, "nia.testa @ example.org"),
        (FindingKind.EMAIL, "nia.testa AT example DOT org"),
        (FindingKind.EMAIL, "nia.testa[at]mail.example.org"),
        (FindingKind.ADDRESS, "Come to 14 Lower Sample Road."),
        (FindingKind.ADDRESS, "P.O. Box 1234, somewhere."),
        (FindingKind.ADDRESS, "BP 1234, quelque part"),
        (FindingKind.ADDRESS, "I live at Plot 1234, Sample South."),
        (FindingKind.ADDRESS, "House No. 12, Lane 4"),
        (FindingKind.ADDRESS, "12 Rue des Exemples"),
        (FindingKind.ADDRESS, "Calle Los Ejemplos 234"),
        (FindingKind.ADDRESS, "Rua do Exemplo, nº 12"),
        (FindingKind.ADDRESS, "ul. Wzorowa 12/4"),
        (FindingKind.ADDRESS, "Musterstraße 5"),
        (FindingKind.NATIONAL_ID, "Her national ID is 1234567."),
        (FindingKind.NATIONAL_ID, "My NRC is 123456/10/1"),
        (FindingKind.NATIONAL_ID, "ID: 23456789"),
        (FindingKind.NATIONAL_ID, "Omang number 123456789"),
        (FindingKind.MINOR, "There was Carys, aged 9, who said little."),
        (FindingKind.MINOR, "A 13-year-old girl named Zola told us."),
        (FindingKind.MINOR, "The boy, 8 years old, was HIV positive."),
        (FindingKind.MINOR, "I was asked to visit Zola, aged 12, at home."),
        (FindingKind.MINOR, "J'ai connu Zola, 12 ans, à la maison."),
    ],
)
def test_a_planted_identifier_is_found(kind: FindingKind, text: str) -> None:
    found = findings(f"First line.\n{text}", Path("a.txt"), region="KE")

    assert [(each.kind, each.line, each.file) for each in found] == [(kind, 2, Path("a.txt"))]
    assert found[0].blocks


@pytest.mark.parametrize(
    "words",
    [
        "0772 123 456",
        "0772-123-456",
        "0772123456",
        "01 23 45 67 89",
        "(876) 555-0134",
        "+1 (868) 555 0199",
        "٠٧٩١٢٣٤٥٦٧",
    ],
)
def test_a_telephone_number_is_found_without_its_country(words: str) -> None:
    (found,) = findings(f"Reach me on {words}", Path("a.txt"), region=None)

    assert (found.kind, found.text) == (FindingKind.PHONE, words)


@pytest.mark.parametrize(
    "text",
    [
        "When I was 15 years old, Kenya changed and so did I.",
        "We reached 30 families in 2021, and 1,200 people by 2023.",
        "I have done this for 14 years. Page 1 of 3.",
        "Children aged 5 to 17 come to the centre on Mondays.",
        "We met at example street corners.",
        "Our village is small.",
        "We helped 1,250 families and 3 400 000 people between 2015-2019.",
        "The budget was 12 345 678 shillings in 2022.",
        "ISBN 978-3-16-148410-0",
        "Resolution 2023-10-02, 10:30-12:45",
        "Read more at example.org.",
        "Write to us, or follow @SampleNetwork.",
    ],
)
def test_what_is_harmless_is_let_be(text: str) -> None:
    assert findings(text, Path("a.txt"), region="KE") == []


def test_a_finding_names_the_file_and_line_in_a_folder_of_several(desk: Desk) -> None:
    desk.drop("nia/a-portrait.jpg", picture())
    desk.drop("nia/b-profile.txt", PROFILE)
    file = desk.drop("nia/c-more.txt", "Hello there.\nCall 0712 345 678.\n")

    (finding,) = desk.only().findings

    assert (finding.file, finding.line) == (file, 2)


@pytest.mark.parametrize(
    ("kind", "body", "more"),
    [
        (FindingKind.HIDDEN_TEXT, paragraph("secret", hidden=True), {}),
        (FindingKind.TRACKED_CHANGE, '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins></w:p>', {}),
        (
            FindingKind.TRACKED_CHANGE,
            '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>',
            {},
        ),
        (
            FindingKind.COMMENT,
            "",
            {
                "comments": '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                '<w:comment w:id="1"/></w:comments>'
            },
        ),
    ],
)
def test_what_word_hides_holds_the_file(desk: Desk, kind: FindingKind, body: str, more: dict[str, str]) -> None:
    whole = "".join(paragraph(line) for line in PROFILE.splitlines() if line)
    desk.drop("nia.docx", word(whole + body, **more))

    found = desk.only()

    assert [finding.kind for finding in found.findings] == [kind]
    assert found.status is Readiness.HELD


STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)


@pytest.mark.parametrize("looks", ["<w:vanish/>", '<w:rStyle w:val="Secret"/>', '<w:color w:val="FFFFFF"/>'])
def test_hidden_words_are_quoted_however_they_are_hidden(desk: Desk, looks: str) -> None:
    whole = "".join(paragraph(line) for line in PROFILE.splitlines() if line)
    hidden = f"<w:p><w:r><w:rPr>{looks}</w:rPr><w:t>The house behind the well.</w:t></w:r></w:p>"
    desk.drop("nia.docx", word(whole + hidden, styles=STYLES))

    (finding,) = desk.only().findings

    assert (finding.kind, finding.text) == (FindingKind.HIDDEN_TEXT, "The house behind the well.")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_tells_its_place_is_said(desk: Desk, kind: str) -> None:
    desk.drop("nia/profile.txt", PROFILE)
    photo = desk.drop(f"nia/portrait.{kind.lower()}", picture(located=True, kind=kind))

    found = desk.only()

    assert [(finding.kind, finding.file) for finding in found.findings] == [(FindingKind.GPS, photo)]
