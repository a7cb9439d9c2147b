"""Words come out as they were written, whatever wrote them; and their language is known, also of a sentence."""

import pytest
from handed_in import Desk, drawn, paragraph, row, word
from hypothesis import given
from hypothesis import strategies as st

from scheduler.submissions.language import language_of
from scheduler.submissions.readers import read_file
from scheduler.submissions.readers.encodings import decoded, mended

TEXTS = {
    "fr": "Après l'été, les élèves de la forêt ont fêté Noël à l'école. Ça coûte très cher.",
    "de": "Ich möchte Straßenkinder begleiten, und das ist schön für alle.",
    "pt": "Não há pão; a criança está sã. A informação é de São José.",
    "es": "El niño comió piña, ¿cómo está? Qué bien que vino mañana.",
}
OLD = ("cp1252", "latin-1", "mac_roman", "cp850")
WIDE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("encoding", [*OLD, *WIDE])
def test_a_text_is_read_in_the_encoding_that_it_was_saved_in(language: str, encoding: str) -> None:
    assert decoded(TEXTS[language].encode(encoding)) == TEXTS[language]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1256", "أعمل مع الأسر في المدينة منذ عشر سنوات وأحب عملي"),
        ("cp1251", "Я работаю с семьями в городе"),
        ("cp1250", "Pracuję z rodzinami, żeby dzieci były bezpieczne"),
        ("cp1254", "Ailelerle çalışıyorum; çocuklar için güvenli bir şehir"),
    ],
)
def test_other_alphabets_of_old_windows_are_known(encoding: str, text: str) -> None:
    assert decoded(text.encode(encoding)) == text


GOOD = "Elle dit : « J’aime ça », l’été — “naïve” … São José não é país, señor"


@pytest.mark.parametrize("taken_for", ["cp437", "cp850", "mac_roman", "latin-1"])
def test_what_was_read_in_a_wrong_encoding_is_mended(taken_for: str) -> None:
    assert mended(GOOD.encode().decode(taken_for)) == GOOD


def test_a_few_wrong_signs_among_sound_ones_are_mended() -> None:
    assert (
        mended("I am┬áNia. I donÔÇÖt mind ├®t├®, été, and │ lines ─ stay.")
        == "I am\u00a0Nia. I don’t mind été, été, and │ lines ─ stay."
    )


@given(st.text(max_size=300))
def test_text_is_read_back_as_it_was(text: str) -> None:
    bare = text.encode("utf-8", "ignore").decode().removeprefix("\ufeff")
    if "\0" not in bare:
        assert decoded(bare.encode()) == bare


@given(st.binary(max_size=400))
def test_any_bytes_become_some_text(data: bytes) -> None:
    assert mended(decoded(data)) is not None


@pytest.mark.parametrize(
    ("text", "around", "language"),
    [
        ("Parce que ma voisine.", "Pourquoi avez-vous choisi ce métier ? Parce que ma voisine. Votre rôle ?", "fr"),
        ("Nia Testa, Sample City", "Name: Nia Testa, Sample City. What do you do at work all day?", "en"),
        ("", "¿Por qué eligió este trabajo? ¿Qué es lo que más le gusta?", "es"),
        ("I cannot carry the load for a family, but I can walk beside them, every day, as far as they want me to go.",)
        * 2
        + ("en",),
        ("أعمل مع الأسر في المدينة منذ عشر سنوات", "My story: أعمل مع الأسر في المدينة منذ عشر سنوات", "ar"),
        ("Name: Nia. I visit. Because I can.", "", "en"),
        ("Hm.", "", ""),
    ],
)
def test_a_short_text_shares_the_language_of_its_form_when_it_may(text: str, around: str, language: str) -> None:
    assert language_of(text, around) == language


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("", "cp1252"),
        ("; charset=us-ascii", "utf-8"),
        ("; charset=x-unknown", "mac_roman"),
        ("; charset=cp1251", "cp1251"),
    ],
)
def test_a_mail_is_read_whatever_it_says_of_its_encoding(desk: Desk, said: str, encoding: str) -> None:
    text = "Я работаю с семьями" if encoding == "cp1251" else TEXTS["fr"]
    head = f"From: Nia <nia@example.org>\nSubject: mine\nContent-Type: text/plain{said}\n\n"
    file = desk.drop("nia.eml", head.encode() + text.encode(encoding))

    assert read_file(file, desk.work).text == text


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERING = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def asked(question: str, answer: str) -> str:
    """A question that Word numbers by itself, and what stands below it."""
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f"<w:p>{number}<w:r><w:t>{question}</w:t></w:r></w:p>{paragraph(answer)}"


def test_questions_that_word_numbers_are_questions(desk: Desk) -> None:
    body = asked("Name", "Nia Testa") + asked("Why did you choose this work?", "My neighbour did it.")
    desk.drop("nia.docx", word(body + asked("Your role", "I visit."), numbering=NUMBERING))

    parts = desk.only().parts

    assert (parts.name, parts.why, parts.role) == ("Nia Testa", "My neighbour did it.", "I visit.")


def test_text_boxes_are_read_once_and_heads_feet_and_footnotes_are_not_the_body(desk: Desk) -> None:
    inner = f"<w:txbxContent>{paragraph('Name: Nia Testa')}</w:txbxContent>"
    mc, shape = "http://schemas.openxmlformats.org/markup-compatibility/2006", "urn:schemas-microsoft-com:vml"
    box = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps"><w:drawing>{inner}</w:drawing>'
        f'</mc:Choice><mc:Fallback><w:pict><v:textbox xmlns:v="{shape}">{inner}</v:textbox></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r></w:p>"
    )
    noted = '<w:p><w:r><w:t>I visit</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
    around = {
        "header1": f"<w:hdr {_W}>{paragraph('Strictly for us')}</w:hdr>",
        "footnotes": f'<w:footnotes {_W}><w:footnote w:id="2">{paragraph("By bus.")}</w:footnote></w:footnotes>',
    }
    desk.drop("nia.docx", word(box + paragraph("Your role") + noted, **around))

    file = desk.folder / "nia.docx"

    assert read_file(file, desk.work).text.split("\n\n") == ["Name: Nia Testa", "Your role", "I visit."]


def test_a_table_in_a_pdf_keeps_its_questions_apart_from_its_answers(desk: Desk) -> None:
    cells = (("Name", "Nia Testa"), ("Country", "Kenya"), ("Your role", "I visit four families a day."))
    desk.drop("nia.pdf", drawn("".join(f"({label}) Tj 200 0 Td ({said}) Tj -200 -14 Td " for label, said in cells)))

    parts = desk.only().parts

    assert (parts.name, parts.country) == ("Nia Testa", "Kenya")


@pytest.mark.parametrize(
    "table",
    [
        row("Name", "Country", "Your role") + row("Nia Testa", "Kenya", "I visit."),
        row("Name", "Nia Testa", "Country", "Kenya") + row("Your role", "I visit.", "", ""),
        row("Name", "Nia Testa") + row("Country", "Kenya") + row("Your role") + row("I visit."),
    ],
)
def test_a_table_is_read_whichever_way_it_runs(desk: Desk, table: str) -> None:
    desk.drop("nia.docx", word(f"<w:tbl>{table}</w:tbl>"))

    parts = desk.only().parts

    assert (parts.name, parts.country, parts.role) == ("Nia Testa", "Kenya", "I visit.")
