"""A child or a client who could be recognised is found however it is said; all names and ages are invented."""

from pathlib import Path

import pytest
from handed_in import PROFILE, Desk

from scheduler.models import FindingKind, Readiness
from scheduler.submissions.safeguarding import findings

CHILDREN = {
    "beside the writer's own, fr": "J’ai commencé à suivre une fille de huit ans du village de Sampleville.",
    "beside the writer's own, en": "I have been the teacher of Asha Testa, a girl of 9.",
    # an age beside a name
    "an age between commas": "Zola Testa, 14, was brought to our centre after her uncle hurt her.",
    "an age in brackets": "Tumi Testa (15) lives in Sampleville.",
    "months": "Baby Sami, 8 months, was left at the market.",
    "words": "Zola is thirteen years old and lives in Sampletown.",
    "aged, in words": "Zola, aged thirteen, lives in Sampletown.",
    "a hyphened age before the name": "Twelve-year-old Zola Testa was sent away.",
    "a short form": "Sami is a 16-yr-old boy living with HIV.",
    "was, without years": "Sami was 12 when he came to us.",
    "turned": "Sami turned 12 in our centre.",
    "years of age": "At just nine years of age, Zola Testa was looking after three brothers.",
    "twins": "The twins Zola and Tumi, both 7, were left at our gate.",
    "a girl of": "I met Zola Testa, a girl of fifteen, in the camp.",
    "a year of birth": "Her daughter Lena (born 2014) has Down syndrome.",
    "she, a sentence later": "Zola Testa came to us in May. She was 14 when her mother died.",
    "a private matter and no name": "The boy, 8 years old, was HIV positive.",
    "the worker's own child": "My daughter, who is 12 and has epilepsy, taught me patience.",
    # a class or a school beside a name
    "a grade": "Zola is in Grade 6 at Sample School and was raped last year.",
    "a pupil": "Sina, a pupil at Sample Primary School, stopped coming to class.",
    # a child called by name
    "little": "Little Zola Testa was abandoned by her mother.",
    "called": "We met a boy called Sami at the station.",
    # French, Spanish, Portuguese, German, Arabic, Amharic
    "fr: between commas": "Awa Essai, 9 ans, élève à l'école du quartier, a été violée.",
    "fr: words": "Awa Essai, neuf ans, vit à Exempleville.",
    "fr: âgée de": "Awa, âgée de 16 ans, vit à Exempleville.",
    "fr: a girl of": "J'ai rencontré Awa, une fille de quinze ans.",
    "es: de": "Luis Prueba, de 12 años, vive en Ejemplo.",
    "es: words": "Luis tenía doce años cuando llegó.",
    "es: con solo": "Con solo trece años, Rosa Prueba ya era madre.",
    "pt: de": "A Joana, de 15 anos, da escola de Exemplo, está grávida.",
    "pt: tinha": "A Joana tinha onze anos quando chegou.",
    "de: alt": "Lena Muster, 5 Jahre alt, lebt in Musterstadt.",
    "de: jährig": "Der zwölfjährige Timo Muster kam allein.",
    "de: erst": "Timo war erst zwölf, als er nach Musterstadt kam.",
    "ar: between commas": "سامي، ٩ سنوات، يعيش في المخيم.",
    "ar: figures": "الطفلة سارة، عمرها ١٢ سنة، من المخيم.",
    "ar: words": "سارة فتاة في الثالثة عشرة من عمرها من المدينة.",
    "several": "Her daughters, 6 and 9, sleep in the kitchen.",
    "no number: school": "Fatou, still in primary school, was promised to a man of fifty.",
    "no number: a child by name": "We met Kofi, a street child, in the rain.",
    "no number: village and illness": "The little girl from Sampleton, who lost both parents, calls me auntie.",
    "quoted": "“I am twelve,” the girl told me, “and I want to go home.”",
    "more months than years": "The youngest, Ato, is 20 months old.",
    "fr: school": "Sa fille Awa, en CE2, ne parle plus.",
    "es: school": "La pequeña Rosa cursa segundo de primaria.",
    "pt: several": "As duas filhas dela, de 6 e 9 anos, dormem na cozinha.",
    "ar: a name": "ابنتها مريم مصابة بالصرع وتعيش في القرية.",
    "am: figures": "የ12 ዓመት ልጅ ወደ እኛ መጣች።",
    "in a letter": "Last week a card came from Zola Testa, 16, who is well again.",
    "the youngest": "Their youngest, Tumi, stays with an aunt.",
    "fr: a name that ends like a plural": "La jeune Inès, qui va au collège, lit à voix haute.",
    "es: the youngest": "Su hija menor, Lucía, canta.",
    "pt: the youngest": "O seu caçula, Davi, ri.",
    "pt: the youngest daughter": "A sua filha mais nova, Joana, ri.",
}
HARMLESS = {
    "own childhood, en": "I have been deaf since birth and I was the first deaf pupil of my valley.",
    "own childhood, fr": "J’étais une enfant rêveuse. J’ai commencé à vendre du savon à neuf ans.",
    "own childhood, es": "Fui una niña callada; a los nueve años bajé sola al puerto.",
    "own childhood, pt": "Quando era criança vendia peixe; só aprendi a ler aos catorze anos.",
    "own childhood, fr, by its age": "À onze ans, dans ma vallée, je gardais les chèvres.",
    "own childhood, es, by its age": "De niño, a los diez años, cargaba agua en el puerto de mi pueblo.",
    "own childhood, pt, by its age": "Decidi cedo: aos nove anos, na casa da minha avó, vi a cheia chegar.",
    "an idea's age": "A thirteen-year-old idea grows up, and the circle is thirteen years old this week.",
    "a collective's age": "Le collectif fête ses neuf ans ; l’institut a onze ans.",
    "an hour": "Every evening at 7 she opens the women's hall.",
    "a helpline": "رقم خط نجدة الطفل ١٢٣٤٥ على الباب.",
    "a thing that is it": "Now it is nine years old, and it has four hundred members.",
    "an organisation's age": "Our 12-year-old organisation, Sample Africa, works in Sampletown.",
    "a centre's age": "The centre was 10 years old in May, said Minister Testa.",
    "an anniversary": "The Alliance turned 10 this year, and Sample Network with it.",
    "a network's birth": "Our network was born in 2013 in Sampletown.",
    "years of service": "I have worked here for 12 years with Mary Testa.",
    "a number before workers": "In May, 14 workers came to Sampletown.",
    "a count by country": "We opened offices in Zambia (12) and Malawi (9).",
    "a chapter": "Chapter 14, Mary Testa, Sampletown office.",
    "a share": "Among Samplers, 16.5 per cent said so.",
    "a group by age": "We serve children aged 5 to 17 in Sampletown.",
    "a group under an age": "Children under the age of five in Sampletown are seen first.",
    "a group above an age": "Girls aged 12 and above meet in Sampletown.",
    "all pupils": "Every pupil at Sample Primary School gets a meal.",
    "a grown-up": "Grace Testa, 34, is twenty-five years younger than her teacher.",
    "my own age": "When I was 12 my teacher Mrs Testa took me in.",
    "my own age, later in the sentence": "In Sampletown I was fifteen when Mrs Testa took me in.",
    "at an age, I": "At 16 I left Sampletown.",
    "my brother of long ago": "My little brother was five when our father died.",
    "a school that is worked in": "In Grade 4 classes I run a circle every Monday, and teachers join me.",
    "a child without anything": "A boy once asked me why adults whisper.",
    "as if": "He has the heart of a sixteen-year-old.",
    "es: my own age": "A los 16 años dejé la escuela en Ejemplo.",
    "ar: my own age": "عندما كنت في التاسعة من عمري مرضت أمي.",
    "fr: duration": "Depuis 12 ans, je travaille à Exempleville avec Awa Essai.",
    "fr: ago": "Il y a neuf ans, Awa Essai a ouvert la porte.",
    "es: duration": "Rosa Prueba trabaja aquí desde hace doce años.",
    "es: experience": "Rosa Prueba, con 12 años de experiencia, dirige el equipo.",
    "pt: duration": "A Joana Prova trabalha aqui há dez anos.",
    "de: duration": "Seit 12 Jahren arbeitet Anna Muster in Musterstadt.",
    "ar: duration": "أعمل هنا منذ ١٢ سنة.",
}


@pytest.mark.parametrize("text", CHILDREN.values(), ids=CHILDREN)
def test_a_child_who_can_be_recognised_is_found_in_the_sentence_that_tells_it(text: str) -> None:
    found = findings(f"Before.\n\n{text}", Path("a.txt"), region=None)

    assert {each.kind for each in found} == {FindingKind.MINOR}
    assert found[-1].text in text
    assert found[-1].line == 3
    assert found[-1].blocks


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_groups_things_and_the_writer_are_let_be(text: str) -> None:
    assert findings(text, Path("a.txt"), region=None) == []


@pytest.mark.parametrize(
    "text",
    [
        "Our client Agnes Testa, who is HIV positive, lives near the market.",
        "Mrs. Testa's husband beats her.",
        "Agnes Testa was raped by a neighbour.",
    ],
)
def test_a_client_who_is_told_of_with_an_illness_or_a_crime_is_found(text: str) -> None:
    assert [each.kind for each in findings(text, Path("a.txt"), region=None)] == [FindingKind.CLIENT]


@pytest.mark.parametrize(
    "text",
    [
        "On Mondays I sit with the only deaf fisherman of Sampleton, who talks with his hands.",
        "Nous suivons la seule couturière du village de Testville, battue par son beau-frère.",
        "Visito a la única mujer ciega de Villaprueba los lunes.",
        "Acompanho a única professora de Provadouro, que foi violada em 2019.",
        "أزور الأرملة الوحيدة في قرية التجربة كل خميس.",
    ],
)
def test_who_is_the_only_one_of_a_kind_in_a_place_is_found_without_a_name(text: str) -> None:
    assert [each.kind for each in findings(text, Path("a.txt"), region=None)] == [FindingKind.CLIENT]


@pytest.mark.parametrize(
    "text",
    [
        "I am the only deaf social worker in Sampleton.",
        "It is the only shelter for abused women in Sampleton.",
        "She is the only psychologist in Sampleton who works with blind children.",
        "It was the only blind school in Sampleton.",
    ],
)
def test_houses_colleagues_and_the_writer_may_be_the_only_ones(text: str) -> None:
    assert findings(text, Path("a.txt"), region=None) == []


def test_a_name_and_an_age_on_two_lines_of_a_mail_belong_together() -> None:
    text = "Last spring a neighbour brought us her niece Zola Testa,\n14, who had not slept for days.\n"

    (found,) = findings(text, Path("a.txt"), region=None)

    assert found.text == "Last spring a neighbour brought us her niece Zola Testa, 14, who had not slept for days."


def test_a_child_in_the_headline_holds_the_submission(desk: Desk) -> None:
    desk.drop("a.md", "# Tumi Testa (15) smiles again\n\nBy Ola Sample\n\n" + "We hung the register on the wall. " * 30)

    found = desk.only()

    assert found.status is Readiness.HELD
    assert "Tumi Testa (15) smiles again" in [each.text for each in found.findings]


def test_a_child_in_an_answer_holds_the_submission(desk: Desk) -> None:
    desk.drop("nia.txt", PROFILE.replace("I visit four families", "I visit Tumi Testa (15). I visit four families"))

    found = desk.only()

    assert [(each.kind, each.text) for each in found.findings] == [(FindingKind.MINOR, "I visit Tumi Testa (15).")]
    assert found.status is Readiness.HELD
