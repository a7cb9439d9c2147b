"""No sentence, title or line goes out by which somebody could find a child, whatever intake found.

All names are invented. One table says what gives a child away, the other what adults say every day.
"""

from pathlib import Path

import pytest
from drafts.draft_samples import blog, calendar, profile

from scheduler.drafts import draft, quotes, summarise
from scheduler.drafts.minors import _minor, has_minor, minors_named
from scheduler.models import Media

SAFE = "The kettle stayed on for everybody who came."


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Sefina Tuala, 14, came to our door in spring.", "name and age"),
        ("Sefina, 7: the girl with the drum", "name and age in a title"),
        ("Sefina Tuala – 9 – came to our door.", "between dashes"),
        ("Sefina Tuala, now fourteen, came back.", "in words"),
        ("We visit Owain Pryce (15) on Fridays.", "in parentheses"),
        ("Owain and Sefina, aged 12 and 14, came.", "two of them"),
        ("Owain Pryce is in Grade 6.", "a school year"),
        ("Owain was in standard four.", "a school year in words"),
        ("Our youngest guest is a sixth-grader.", "a school year as a noun"),
        ("She is a pupil at Llwyn School.", "a school"),
        ("She was 12 when she came.", "a pronoun"),
        ("The youngest is six.", "no name at all"),
        ("Owain turned 12 in our garden.", "a birthday"),
        ("At fourteen, he left.", "at an age"),
        ("Her cousin was married at 15.", "something done at an age"),
        ("“My name is Sefina Tuala and I draw,” the girl told us.", "a child who says her name"),
        ("A girl of fifteen came.", "a girl of an age"),
        ("Little Sefina Tuala was left at the gate.", "an adjective that says child"),
        ("A boy named Owain came.", "a child's name"),
        ("Her daughter Sefina came.", "somebody's child by name"),
        ("Owain, born 2014, came.", "a year of birth"),
        ("His date of birth: 3.5.2014.", "a date of birth"),
        ("Carys, aged 9, stopped talking.", "aged"),
        ("A 13-year-old came alone.", "with hyphens"),
        ("A thirteen-year-old came alone.", "in words with hyphens"),
        ("A 16-yr-old came alone.", "shortened"),
        ("The baby is 8 months old.", "in months"),
        ("The boy (6) came alone.", "no name, in parentheses"),
        ("Une fille de 9 ans est venue.", "fr: a girl of"),
        ("Sa fille, âgée de 12 ans, est venue.", "fr: âgée de"),
        ("Awa, neuf ans, est venue.", "fr: name and age in words"),
        ("Elle avait neuf ans.", "fr: avait"),
        ("Il est en CM2.", "fr: a school year"),
        ("Awa, née en 2014, est venue.", "fr: a year of birth"),
        ("Una niña de 11 años vino sola.", "es: a girl of"),
        ("Su hijo tiene 7 años.", "es: tiene"),
        ("Inés, de doce años, vino sola.", "es: name and age in words"),
        ("Cumplió doce años en marzo.", "es: a birthday"),
        ("Está en quinto grado.", "es: a school year"),
        ("Um menino de oito anos veio.", "pt: a boy of"),
        ("Ela tinha 15 anos.", "pt: tinha"),
        ("Ele fez doze anos.", "pt: a birthday"),
        ("Lena ist 5 Jahre alt.", "de: Jahre alt"),
        ("Das neunjährige Mädchen kam allein.", "de: one word"),
        ("Mit zwölf Jahren kam er allein.", "de: mit … Jahren"),
        ("Er geht in die 5. Klasse.", "de: a school year"),
        ("طفلة عمرها ٩ سنوات جاءت وحدها.", "ar: a girl with her age"),
        ("عمرها ١٢ وهي تدرس.", "ar: figures without years"),
        ("جاءت في الثالثة عشرة من العمر.", "ar: in the thirteenth year"),
        ("جاءت وهي في الثالثة عشرة.", "ar: the same, shorter"),
        ("بنت في السادسة من عمرها.", "ar: in the sixth"),
        ("هو في الصف السادس.", "ar: a school year"),
    ],
)
def test_what_gives_a_child_away_is_seen(text: str, remark: str) -> None:
    assert has_minor(text), remark


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Since 2016 our team of five has walked the valley.", "a team"),
        ("I have worked here 12 years.", "years of work"),
        ("She has worked here for 12 years.", "somebody else's years of work"),
        ("I look after forty families.", "families"),
        ("We have two children.", "a number of children"),
        ("We support children aged 5 to 17.", "a group, nobody in it"),
        ("A woman aged 34 came alone.", "an adult"),
        ("Forty-five years old, I began again.", "an adult, in words"),
        ("We accompanied 132 moves.", "a larger number"),
        ("Ten years ago we were three.", "time that went by"),
        ("A decade of children's services.", "no number at all"),
        ("In 2013, 14 offices opened.", "a year, then a number"),
        ("We trained in Kenya, 12 offices in all.", "a place, then a number"),
        ("We opened on Monday, 6 November.", "a date"),
        ("The meeting begins at 9.", "an hour"),
        ("The office was 12 kilometres away.", "a distance"),
        ("The centre was 10 years old in May.", "a centre's age"),
        ("Our 12-year-old organisation grows.", "an organisation's age"),
        ("Our network was born in 2014.", "a founding"),
        ("Young People Lead", "a title"),
        ("I was nine when a social worker came to our door.", "the worker's own childhood"),
        ("Depuis 10 ans, nous travaillons avec les enfants.", "fr: years of work"),
        ("Il y a neuf ans, nous étions trois.", "fr: time that went by"),
        ("Notre association a dix ans.", "fr: an association's age"),
        ("Elle a dix ans d'expérience.", "fr: experience"),
        ("Hace 12 años que trabajo aquí.", "es: years of work"),
        ("Con doce años de experiencia, sigo aquí.", "es: experience"),
        ("Há oito anos trabalho aqui.", "pt: years of work"),
        ("Seit 12 Jahren arbeite ich hier.", "de: years of work"),
        ("Mit zwölf Jahren Erfahrung bin ich noch hier.", "de: experience"),
        ("أعمل هنا منذ اثنتي عشرة سنة.", "ar: years of work"),
        ("نبدأ في الثامنة صباحا.", "ar: an hour"),
    ],
)
def test_what_adults_say_every_day_stays_sayable(text: str, remark: str) -> None:
    assert not has_minor(text), remark


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("“I was nine when he came,” said Owain.", "somebody else may be speaking"),
        ("I was twelve when I was raped.", "it hurts"),
        ("I am 14 years old.", "still a child"),
    ],
)
def test_not_every_childhood_in_the_first_person_is_sayable(text: str, remark: str) -> None:
    assert has_minor(text), remark


def test_the_names_of_the_children_are_known() -> None:
    assert minors_named("Sefina Tuala, 14, came. Ines Okafor let her in.") == {"Sefina Tuala", "Sefina"}
    assert "Owain Pryce" in minors_named("She was 12 when Owain Pryce came.")
    assert minors_named("Ines Okafor let forty families in.") == frozenset()


def test_another_paragraph_with_the_childs_name_is_left_out() -> None:
    text = f"Sefina Tuala, 14, came in spring.\n\nOn Mondays Sefina brings her brothers along to us.\n\n{SAFE}"
    assert summarise(blog(text=text), lambda _: True).text == SAFE


def test_a_name_known_from_the_text_is_no_title() -> None:
    titled = blog(title="Sefina brings her brothers", text=f"Sefina Tuala, 14, came in spring.\n\n{SAFE}")
    assert "Sefina" not in repr([each.post for each in draft([titled], calendar(Path("campaign")))])


@pytest.mark.parametrize("title", ["Owain Pryce (15) smiles again", "Little Owain Smiles", "A girl of fifteen"])
def test_a_title_that_tells_of_a_child_is_not_the_headline(title: str) -> None:
    (made,) = draft([blog(title=title, text=SAFE)], calendar(Path("campaign")))
    assert title not in repr(made.post)
    assert SAFE in made.post.text


def test_a_child_is_not_credited_as_the_author() -> None:
    (made,) = draft(
        [blog(author="Sefina Tuala", text=f"Sefina Tuala, 14, came.\n\n{SAFE}")], calendar(Path("campaign"))
    )
    assert "Sefina" not in repr(made.post)


def test_a_child_in_a_picture_is_not_described_by_name() -> None:
    shown = blog(text=SAFE, media=(Media(file=Path("campaign/in/one.jpg"), alt="Sefina, 7, and her drum"),))
    (made,) = draft([shown], calendar(Path("campaign")))
    assert "Sefina" not in repr(made.post)


def test_no_quote_tells_of_a_child() -> None:
    found = quotes(profile(quote="I walk with Owain Pryce (15) and I learn.", love="I love how I walk with Owain, 15."))
    assert "Owain" not in repr(found)


def test_what_a_child_says_in_quotation_marks_is_no_workers_quote() -> None:
    text = "“My name is Sefina Tuala and I draw what I want,” the girl told us.\n\nThe bus came."
    told = profile(third_person=True, text=text, quote=None, why=None, role=None, support=None, love=None)
    assert quotes(told) == ()


def test_what_spares_time_hides_nothing() -> None:
    """Every rule is tried only where one of its words stands; here each is tried on everything that is told above."""
    told = [line for line in Path(__file__).read_text(encoding="utf-8").splitlines() if line.strip()]
    found = {(rule.pattern, line) for rule, _ in _minor().rows for line in told if rule.search(line)}
    assert len(found) > 50
    assert found <= {(rule.pattern, line) for line in told for rule in _minor().may_fit(line)}
