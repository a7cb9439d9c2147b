"""Answers that somebody wrote into our mail, between its questions; and into a telephone, after saying what comes."""

from handed_in import Desk, mail

from scheduler.models import Kind

ANSWERS = """\
Hi all, see below between your lines.

On Mon, 4 Sep 2023 at 09:12, Ola Sample <ola@example.org> wrote:
> Dear Zola,
> could you answer these?
>
> Who are you, and where do you work?

Zola Testa, community worker, Sample House, Zambia

> Why did you choose this work?

Because my neighbour's door was open.

> Please tell us about your role and a
> typical day

I visit four families.

> What do you love most?

The walk home.

Thanks, Zola
"""
SPOKEN = """\
voice message from Zola
so hi, I'm Zola Testa
I'm a community worker at Sample House in Zambia
so why I do this
my neighbour used to leave her door open
ok, my day
I get up at five and I visit four families
the results, um
thirty families have got their papers
what I love is the walk home
school, ok, I have a diploma in social work
is that enough
"""


def test_answers_between_the_quoted_questions_are_read(desk: Desk) -> None:
    desk.drop("zola.eml", mail(ANSWERS))
    found = desk.only()
    assert found.kind is Kind.PROFILE
    assert (found.parts.name, found.parts.organisation) == ("Zola Testa", "Sample House")
    assert found.parts.why == "Because my neighbour's door was open."
    assert found.parts.role == "I visit four families."
    assert (found.parts.love or "").startswith("The walk home.")


def test_an_answer_that_is_to_come_is_none(desk: Desk) -> None:
    asked = "\n> Could you give us a quote?\n\nI will think about it and send it soon.\n\nThanks, Zola\n"
    desk.drop("zola.eml", mail(ANSWERS.replace("\nThanks, Zola\n", asked)))
    assert desk.only().parts.quote is None


def test_what_an_interviewer_adds_to_a_question_is_no_answer(desk: Desk) -> None:
    desk.drop(
        "zola.txt",
        "OLA: Who are you?\nZOLA: I'm Zola Testa, a social worker at the Sample Hills Foundation here in Zambia.\n\n"
        "OLA: Why did you choose this work? Somebody told me you were a baker.\nZOLA: My neighbour's door was open.\n\n"
        "OLA: What do you love most?\nZOLA: The walk home.\n",
    )
    parts = desk.only().parts
    assert (parts.name, parts.why) == ("Zola Testa", "My neighbour's door was open.")


def test_a_mail_below_an_answer_is_still_left_out(desk: Desk) -> None:
    desk.drop("zola.eml", mail("My name is Zola Testa.\n\n> What do you love most?\n> Please answer by Monday.\n"))
    assert "Monday" not in desk.only().text


def test_what_is_announced_on_a_telephone_is_told_below_it(desk: Desk) -> None:
    desk.drop("zola.txt", SPOKEN)
    parts = desk.only().parts
    assert parts.why == "my neighbour used to leave her door open"
    assert parts.role == "I get up at five and I visit four families"
    assert parts.support == "thirty families have got their papers"
    assert parts.love == "what I love is the walk home"
    assert parts.qualifications == "school, ok, I have a diploma in social work"
