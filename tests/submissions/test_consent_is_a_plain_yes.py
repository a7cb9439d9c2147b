"""Only a yes and nothing but a yes is consent; everything else is held, quoted and asked."""

import pytest
from handed_in import PROFILE, Desk

from scheduler.models import FindingKind, Readiness
from scheduler.submissions import reply

FORM = PROFILE[: PROFILE.index("Consent")]


@pytest.mark.parametrize(
    "words",
    [
        "Consent: Yes.",
        "Consent: ok",
        "Consent: I agree",
        "Consent: Yes, I agree that my words and picture are shared in your e-mails and on social media.",
        "Consent: yes\n\nNia Testa\n20 September 2023",
        "Consent: Yes / No\nYes",
        "Consent:\n☒ Yes\n☐ No",
        "J’autorise la publication : oui",
        "¿Autoriza la publicación? Sí ( X )  No (  )",
        "Autorizo a publicação: sim",
        "Einwilligung: Ja, gerne",
        "الموافقة: نعم أوافق",
    ],
)
def test_a_plain_yes_is_consent(desk: Desk, words: str) -> None:
    desk.drop("nia.txt", FORM + words)

    assert desk.only().status is Readiness.READY


@pytest.mark.parametrize(
    "words",
    [
        "Consent: Yes, provided that my manager agrees",
        "Consent: Yes, on condition that you send me the text first",
        "Consent: Yes I do, until December 2023 only",
        "Consent: Yes if you change my name",
        "Consent: Yes. Please remove my surname before publishing.",
        "Consent: Yes.\n\nPlease remove my surname before publishing.",
        "Consent form attached: yes. Signed: pending",
        "Consent: Yes please anonymise",
        "Consent: Yes, after I have seen the text",
        "Consent: Yes / No (delete as appropriate)",
        "Consent: ☐ Yes ☒ No",
        "Do you consent to your story being shared?  [ ] Yes  [ ] No",
        "Photo consent: yes. Story consent: I would rather wait.",
        "Photo consent: yes\nStory consent: not yet",
        "Consentement : oui, sauf mon nom",
        "Consentimiento: sí, pero sin mi foto",
        "الموافقة: نعم، بشرط عدم ذكر اسمي",
    ],
)
def test_a_yes_with_a_condition_is_held_and_asked(desk: Desk, words: str) -> None:
    desk.drop("nia.txt", FORM + words)

    found = desk.only()

    assert found.status is Readiness.HELD
    assert [each.kind for each in found.findings] == [FindingKind.CONSENT]
    assert "May we share your words" in reply(found)
    assert not desk.record.consent_given("nia")


def test_the_condition_is_quoted_for_whoever_decides(desk: Desk) -> None:
    desk.drop("nia.txt", FORM + "Consent: Yes if you change my name")

    (finding,) = desk.only().findings

    assert finding.text == "The form does not say plainly yes: “Yes if you change my name”"
