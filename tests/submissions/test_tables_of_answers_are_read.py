"""The export of a web form: each row is a submission, whoever exported it, in whatever order."""

import re
from datetime import UTC, datetime

import pytest
from handed_in import PROFILE, Desk
from made_files import workbook, zipped

from scheduler.models import FindingKind, Kind, Readiness

QUESTIONS = {
    "Timestamp": "9/14/2023 10:11:12",
    "Full name": "Nia Testa",
    "Title": "Case worker",
    "Organisation": "The Sample Family Centre",
    "Country": "Kenya",
    "Why did you choose this work?": "My neighbour did it, and I saw what one patient visitor can change.",
    "What is your role, and what does a typical day look like?": "I visit four families a day.",
    "What support do you give, and what are the results?": "Thirty families got their papers.",
    "What do you love most?": "The walk home after a good visit.",
    "Qualifications and skills": "A diploma in social work, and patience.",
    "A quote in your own words": "I cannot carry the load for a family, but I can walk beside them.",
    "Consent": "Yes, I agree.",
}
FRENCH = {
    "Horodateur": "03/04/2023 08:00:00",
    "Nom": "Sampleau",
    "Prénom": "Élodie",
    "Fonction": "Assistante sociale",
    "Organisation": "Centre d’exemple",
    "Pays": "Bénin",
    "Pourquoi avez-vous choisi ce métier ?": "Parce qu’une voisine m’a aidée.",
    "Votre rôle et une journée type": "J’accompagne des familles.",
    "Citation": "J’avance avec elles.",
    "Autorisation": "Oui, j’accepte.",
}


def table(*rows: dict[str, str], between: str = ",") -> str:
    lines = [list(rows[0]), *([row.get(question, "") for question in rows[0]] for row in rows)]
    return "".join(between.join('"' + cell.replace('"', '""') + '"' for cell in line) + "\r\n" for line in lines)


def other(name: str, **more: str) -> dict[str, str]:
    return {**QUESTIONS, "Full name": name, **more}


def test_each_row_is_a_submission_with_its_parts(desk: Desk) -> None:
    export = desk.drop("export.csv", table(QUESTIONS, other("Ola Sample", Country="Ghana")))

    found = desk.read()

    assert set(found) == {"nia-testa", "ola-sample"}
    assert {each.status for each in found.values()} == {Readiness.READY}
    assert {each.files for each in found.values()} == {(export,)}
    assert found["ola-sample"].parts.country == "Ghana"
    assert found["nia-testa"].parts.quote == "I cannot carry the load for a family, but I can walk beside them."
    assert found["nia-testa"].received == datetime(2023, 9, 14, 10, 11, 12, tzinfo=UTC)


def test_the_names_stay_when_the_rows_come_in_another_order(desk: Desk) -> None:
    rows = [QUESTIONS, other("Ola Sample"), other("Ola Sample", Country="Ghana")]
    desk.drop("export.csv", table(*rows))
    before = desk.read()
    desk.drop("export.csv", table(*reversed(rows), between=";"))

    after = desk.read()

    assert {name: each.parts for name, each in before.items()} == {name: each.parts for name, each in after.items()}
    assert len(after) == 3


def test_a_row_takes_no_other_submissions_name(desk: Desk) -> None:
    desk.drop("nia-testa.txt", PROFILE)
    desk.drop("answers.csv", table(QUESTIONS))

    assert set(desk.read()) == {"nia-testa", "nia-testa-answers"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_table_is_read_however_it_was_saved(desk: Desk, encoding: str, between: str) -> None:
    desk.drop("export.csv", table(FRENCH, between=between).encode(encoding))

    (found,) = desk.read().values()

    assert found.id == "elodie-sampleau"
    assert (found.parts.name, found.parts.country) == ("Élodie Sampleau", "Bénin")
    assert found.parts.quote == "J’avance avec elles."
    assert found.received == datetime(2023, 4, 3, 8, tzinfo=UTC)


def test_excel_says_itself_what_stands_between_cells(desk: Desk) -> None:
    desk.drop("export.csv", "sep=;\r\n" + table(QUESTIONS, between=";"))

    assert desk.only().parts.name == "Nia Testa"


def test_a_workbook_is_read_below_its_title(desk: Desk) -> None:
    row = {**QUESTIONS, "Timestamp": datetime(2023, 9, 14, 10, 11, 12), "Consent": True}  # noqa: DTZ001 - as Excel has it
    desk.drop("export.xlsx", workbook([["Week 2023: answers"], [], list(row), list(row.values())], merged="A1:D1"))

    found = desk.only()

    assert (found.id, found.status) == ("nia-testa", Readiness.READY)
    assert found.received == datetime(2023, 9, 14, 10, 11, 12, tzinfo=UTC)


def test_a_second_person_of_a_name_does_not_rename_the_first(desk: Desk) -> None:
    desk.drop("export.csv", table(QUESTIONS))
    desk.read()
    namesake = {**QUESTIONS, "Country": "Ghana", "Timestamp": "9/20/2023 10:11:12"}

    for rows in ([QUESTIONS, namesake], [namesake, QUESTIONS]):  # some tools export the newest first
        desk.drop("export.csv", table(*rows))
        found = desk.read()

        assert found["nia-testa"].parts.country == "Kenya"
        (other_id,) = found.keys() - {"nia-testa"}
        assert re.fullmatch(r"nia-testa-[0-9a-f]{6}", other_id)


def test_nor_one_that_bears_the_tables_name_besides(desk: Desk) -> None:
    desk.drop("nia-testa.txt", PROFILE)
    desk.drop("answers.csv", table(QUESTIONS))
    desk.read()
    desk.drop("answers.csv", table({**QUESTIONS, "Country": "Ghana"}, QUESTIONS))

    assert desk.read()["nia-testa-answers"].parts.country == "Kenya"


def test_where_nobody_can_tell_which_of_two_was_first_none_takes_the_others_name(desk: Desk) -> None:
    desk.drop("export.csv", table(QUESTIONS))
    desk.read()
    edited = {**QUESTIONS, "What do you love most?": "The first tea of the day."}
    desk.drop("export.csv", table(edited, {**QUESTIONS, "Country": "Ghana"}))

    assert "nia-testa" not in desk.read()


def test_a_row_that_was_edited_keeps_its_name(desk: Desk) -> None:
    desk.drop("export.csv", table(QUESTIONS))
    desk.read()
    edited = {**QUESTIONS, "What do you love most?": "The first tea of the day."}
    desk.drop("export.csv", table(edited))
    assert desk.only().id == "nia-testa"

    desk.drop("export.csv", table({**QUESTIONS, "Country": "Ghana"}, edited))

    assert desk.read()["nia-testa"].parts.love == "The first tea of the day."


def test_merged_cells_are_said_of_each_of_their_rows(desk: Desk) -> None:
    rows: list[list[object]] = [
        ["Name", "Organisation", "Your role"],
        ["Nia", "The Centre", "I visit."],
        ["Ola", None, "I cook."],
    ]
    desk.drop("export.xlsx", workbook(rows, merged="B2:B3"))

    assert {each.parts.organisation for each in desk.read().values()} == {"The Centre"}


def test_a_formula_without_its_result_is_told_by_its_cell(desk: Desk) -> None:
    desk.drop("export.xlsx", workbook([["Name", "Your role"], ["Nia", '=CONCAT("I ","visit.")']]))

    (finding,) = (each for each in desk.only().findings if each.kind is FindingKind.UNREADABLE)

    assert "Cell B2 of export.xlsx is a formula" in finding.text


def test_what_excel_hides_or_comments_is_held_for_a_person(desk: Desk) -> None:
    rows: list[list[object]] = [["Name", "Your role"], ["Nia", "I visit."], ["Ola", "I cook."], ["Kim", "I write."]]
    desk.drop("export.xlsx", workbook(rows, hidden=2, comment="B3"))

    kinds = {name: {finding.kind for finding in each.findings} for name, each in desk.read().items()}

    assert FindingKind.HIDDEN_TEXT in kinds["nia"]
    assert FindingKind.COMMENT in kinds["ola"]
    assert {FindingKind.HIDDEN_TEXT, FindingKind.COMMENT}.isdisjoint(kinds["kim"])


def test_links_and_what_nobody_asked_are_told_and_links_are_never_fetched(desk: Desk) -> None:
    more = {"Your photo": "https://files.example.org/1", "Size of your shirt": "M"}
    desk.drop("export.csv", table({**QUESTIONS, **more}))

    found = desk.only()

    assert any("Row 2 links to https://files.example.org/1 (“Your photo”)" in remark for remark in found.remarks)
    assert any("Size of your shirt" in remark for remark in found.remarks)
    assert "example.org" not in found.text


def test_a_long_answer_to_an_unknown_question_is_not_lost(desk: Desk) -> None:
    words = "The register hangs where everybody can read it, and nobody asks any more. " * 20
    desk.drop("export.csv", table({"Author": "Ola Sample", "Title of your blog post": "A register", "Anything": words}))

    found = desk.only()

    assert (found.kind, found.title, found.author) == (Kind.BLOG, "A register", "Ola Sample")
    assert words.strip() in found.text


def test_a_row_without_words_is_told(desk: Desk) -> None:
    empty = {**dict.fromkeys(QUESTIONS, ""), "Timestamp": "9/15/2023 10:11:12"}
    desk.drop("export.csv", table(QUESTIONS, empty))

    (held,) = (each for each in desk.read().values() if each.id != "nia-testa")

    assert (held.kind, held.status) == (Kind.UNKNOWN, Readiness.HELD)
    assert any("Row 3 of export.csv holds no words" in finding.text for finding in held.findings)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2\n", "none of its columns"),
        ("Name,Country\n", "no answers"),
        (workbook([]), "empty table"),
        (zipped({"xl/workbook.xml": "<a/>", "b": ""}), "damaged"),
    ],
)
def test_a_table_that_is_none_is_held_with_the_reason(desk: Desk, content: str | bytes, words: str) -> None:
    desk.drop("export.csv", content)

    held = desk.only()

    assert (held.kind, held.status) == (Kind.UNKNOWN, Readiness.HELD)
    assert words in held.findings[0].text


def test_a_table_beside_other_files_is_asked_to_stand_alone(desk: Desk) -> None:
    desk.drop("nia/profile.txt", PROFILE)
    export = desk.drop("nia/export.csv", table(QUESTIONS, other("Ola Sample")))

    found = desk.only()

    assert export in found.files
    assert found.status is Readiness.HELD
    assert any("2 rows, each a submission" in finding.text for finding in found.findings)
