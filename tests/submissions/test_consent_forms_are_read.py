"""A consent form beside a submission is read for what it agrees to, and its words and picture are nobody's story."""

from datetime import date

import pytest
from handed_in import NOW, PROFILE, Desk, mail, paragraph, picture, word
from made_files import zipped

from scheduler.models import EVERY_USE, FindingKind, Readiness, Use

BARE = PROFILE[: PROFILE.index("Consent")]
FORM = """\
# Consent form

Name: Nia Testa

[x] My words and my name
[ ] My photograph
[x] Social media
[ ] E-mail newsletter

Valid until: 2024-06-30
Signature: N. Testa
"""


def test_ticked_boxes_say_which_uses_and_until_when(desk: Desk) -> None:
    desk.drop("nia/profile.txt", BARE)
    desk.drop("nia/consent.txt", FORM)

    found = desk.only()

    assert found.status is Readiness.READY
    assert found.agreed.uses == {Use.WORDS, Use.NAME, Use.SOCIAL}
    assert found.agreed.until == date(2024, 6, 30)
    on_record = desk.record.agreement("nia")
    assert on_record is not None
    assert (on_record.uses, on_record.until, on_record.how) == (
        found.agreed.uses,
        date(2024, 6, 30),
        "the form consent.txt",
    )


@pytest.mark.parametrize(
    "line",
    [
        "[x] Please do not use my name",
        "[x] I want to remain anonymous",
        "[ ] Social media [x] not with my name",
        "Please do not publish my full name.",
        "Remarks: anonymous, please.",
    ],
)
def test_a_form_that_says_not_by_name_is_read_by_a_person(desk: Desk, line: str) -> None:
    desk.drop("nia/profile.txt", BARE)
    desk.drop("nia/consent.txt", FORM.replace("[x] My words and my name", f"[x] My words\n{line}"))

    found = desk.only()

    assert found.status is Readiness.HELD
    assert desk.record.agreement("nia") is None


def test_a_box_for_staying_anonymous_that_is_not_ticked_says_nothing(desk: Desk) -> None:
    desk.drop("nia/profile.txt", BARE)
    desk.drop("nia/consent.txt", FORM.replace("Valid", "[ ] I want to remain anonymous\n\nValid"))
    assert Use.NAME in desk.only().agreed.uses


def test_that_nobody_agreed_is_said_of_the_file_with_the_words(desk: Desk) -> None:
    desk.drop("nia/a-portrait.jpg", picture())
    desk.drop("nia/profile.txt", BARE)
    desk.drop("nia/notes.txt", "Thank you!")

    found = desk.only()

    assert [(each.kind, each.file.name, each.start) for each in found.findings] == [
        (FindingKind.CONSENT, "profile.txt", None)
    ]
    assert [file.name for file in found.files] == ["profile.txt", "a-portrait.jpg", "notes.txt"]


def test_its_words_are_not_taken_for_the_story(desk: Desk) -> None:
    desk.drop("nia/profile.txt", BARE)
    desk.drop("nia/formulaire de consentement.txt", FORM)
    assert "photograph" not in desk.only().text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("release.txt", "Photo release\n\nName: Nia Testa\n\nI agree that my words and picture are shared.\n"),
        ("Einverstaendnis.txt", "Einverstandniserklarung\n\nName: Nia Testa\n\nIch bin einverstanden.\n"),
        ("scan.txt", "# Formulario de consentimiento\n\nNombre: Nia Testa\n\nSí, acepto.\n"),
    ],
)
def test_a_plain_yes_above_a_name_agrees_to_all(desk: Desk, name: str, text: str) -> None:
    desk.drop("nia/profile.txt", BARE)
    desk.drop(f"nia/{name}", text)
    assert desk.only().status is Readiness.READY
    assert desk.only().agreed.uses == EVERY_USE


def test_a_form_in_word_counts_as_well(desk: Desk) -> None:
    desk.drop("nia/profile.txt", BARE)
    lines = ("Consent form", "Name: Nia Testa", "I agree that my words are shared.", "Signature: Nia")
    desk.drop("nia/consent.docx", word("".join(map(paragraph, lines))))
    assert desk.only().status is Readiness.READY


@pytest.mark.parametrize(
    "form",
    [
        FORM.replace("N. Testa", "____________"),
        FORM.replace("[x]", "[ ]"),
        FORM.replace("2024-06-30", "the 30th of 6"),
        "Consent form\n\nName: Nia Testa\n\nI am not sure yet.\n",
    ],
)
def test_what_is_not_plain_is_for_a_person_to_read(desk: Desk, form: str) -> None:
    desk.drop("nia/profile.txt", BARE)
    file = desk.drop("nia/consent.txt", form)

    found = desk.only()

    assert found.status is Readiness.HELD
    assert file in [each.file for each in found.findings if each.kind is FindingKind.CONSENT]
    assert not desk.record.consent_given("nia")


def test_a_photographed_form_is_never_a_picture_of_the_submission(desk: Desk) -> None:
    desk.drop("nia/profile.txt", PROFILE)
    desk.drop("nia/consent-form.jpg", picture())
    portrait = desk.drop("nia/portrait.jpg", picture())

    found = desk.only()

    assert [media.file for media in found.media] == [portrait]
    assert "must be read by a person" in found.findings[0].text


def test_a_form_that_is_attached_to_a_mail_counts_as_well(desk: Desk) -> None:
    desk.drop("nia.eml", mail(BARE, ("consent.txt", FORM.encode())))

    found = desk.only()

    assert found.status is Readiness.READY
    assert found.agreed.uses == {Use.WORDS, Use.NAME, Use.SOCIAL}
    assert found.agreed.until == date(2024, 6, 30)
    assert found.agreed.how == "the form consent.txt"
    assert "photograph" not in found.text


def test_so_does_one_that_lies_in_an_archive(desk: Desk) -> None:
    desk.drop("nia.zip", zipped({"profile.txt": BARE, "nia/Consent form.txt": FORM}))
    assert desk.only().agreed.uses == {Use.WORDS, Use.NAME, Use.SOCIAL}


@pytest.mark.parametrize("name", ["nia.eml", "nia.txt"])
def test_so_does_one_that_stands_below_the_text(desk: Desk, name: str) -> None:
    text = f"{BARE}\n\n{FORM.removeprefix('# ')}"
    desk.drop(name, mail(text) if name.endswith("eml") else text)

    found = desk.only()

    assert found.status is Readiness.READY
    assert found.agreed.uses == {Use.WORDS, Use.NAME, Use.SOCIAL}
    assert found.parts.quote == "I cannot carry the load for a family, but I can walk beside them."


def test_a_form_in_a_mail_that_is_not_signed_is_for_a_person_to_read(desk: Desk) -> None:
    file = desk.drop("nia.eml", mail(BARE, ("consent.txt", FORM.replace("N. Testa", "____").encode())))

    found = desk.only()

    assert found.status is Readiness.HELD
    assert {(each.kind, each.file) for each in found.findings} == {(FindingKind.CONSENT, file)}
    assert any("must be read by a person" in each.text for each in found.findings)


def test_a_photographed_form_in_a_mail_is_no_picture_of_the_submission(desk: Desk) -> None:
    desk.drop("nia.eml", mail(PROFILE, ("consent form.jpg", picture()), ("nia.jpg", picture(kind="PNG"))))
    assert [media.file.name for media in desk.only().media] == ["nia.jpg"]


@pytest.mark.parametrize("name", ["Press release.txt", "consent and profile.txt"])
def test_a_story_that_is_named_like_a_form_is_a_story(desk: Desk, name: str) -> None:
    desk.drop("nia.eml", mail("Please find it attached.", (name, PROFILE.encode())))
    assert desk.only().status is Readiness.READY


def test_what_only_the_form_below_says_is_not_cut_off_with_it(desk: Desk) -> None:
    desk.drop("nia.txt", BARE.replace("Quote\n", "Consent form\n\n[x] My words\n\nQuote\n"))
    assert desk.only().parts.quote == "I cannot carry the load for a family, but I can walk beside them."


def test_the_form_of_another_person_is_theirs(desk: Desk) -> None:
    desk.drop("nia/profile.txt", PROFILE)
    desk.drop("nia/consent-rosa.txt", FORM.replace("Nia Testa", "Rosa Prueba"))
    desk.read()
    assert desk.record.settled("nia") == {"Rosa Prueba"}


def test_somebody_else_who_is_quoted_holds_only_what_names_them(desk: Desk) -> None:
    quoted = "Last year thirty families got their papers. “She never gave up on us,” said Rosa Prueba."
    desk.drop("nia.txt", PROFILE.replace("Last year thirty families got their papers.", quoted))

    found = desk.only()

    assert found.status is Readiness.READY
    (finding,) = found.findings
    assert finding.text == 'Rosa Prueba is quoted, and has not agreed: scheduler consent nia --person "Rosa Prueba"'
    desk.record.clear("nia", "consent:Rosa Prueba", by="Tess", why="She spoke in public.", now=NOW)
    assert desk.only().findings == ()


def test_people_on_a_picture_are_asked_for(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE.replace("Date:", "People in the photo: Nia Testa and Rosa Prueba\nDate:"))
    assert [each.text.split(" is ")[0] for each in desk.only().findings] == ["Rosa Prueba"]


def test_consent_for_whom_it_is_from_may_be_given_by_name(desk: Desk) -> None:
    desk.drop("nia.txt", BARE)
    assert desk.only().status is Readiness.HELD
    desk.record.consent("nia", by="Tess", agreed=desk.only().agreed, now=NOW)
    assert desk.only().status is Readiness.READY
    desk.record.withdraw("nia", by="Tess", why="", person="Nia Testa", now=NOW)
    assert desk.only().status is Readiness.HELD
