"""The guidelines' own headings, run in before the answer in bold or with a full stop, are no words of the answer."""

import pytest
from handed_in import Desk

from scheduler.submissions.data import words_in
from scheduler.submissions.guidelines import length
from scheduler.submissions.headings import part_of
from scheduler.submissions.remarks import remarks

PARTS = ("why", "role", "support", "love", "qualifications", "quote")
ANSWERS = {
    "en": {
        "why": "My aunt did it for thirty years. I carried her bag when I was nine, and never put it down.",
        "role": "I look after forty households in two streets. In the morning I walk the first of them.",
        "support": "I go along to offices. Last year thirty families got their papers.",
        "love": "The walk home after a good visit.",
        "qualifications": "A diploma in social work, and patience.",
        "quote": "I cannot carry the load for a family, but I can walk beside them.",
    },
    "fr": {
        "why": "Ma tante l’a fait trente ans. Je portais son sac à neuf ans.",
        "role": "Je suis quarante foyers dans deux rues. Le matin, je marche.",
        "support": "J’accompagne au bureau. Trente familles ont eu leurs papiers.",
        "love": "Le retour à pied après une bonne visite.",
        "qualifications": "Un diplôme en travail social, et de la patience.",
        "quote": "Je ne peux pas porter la charge, mais je peux marcher à côté.",
    },
    "es": {
        "why": "Mi tía lo hizo treinta años. Yo llevaba su bolsa a los nueve.",
        "role": "Acompaño a cuarenta hogares en dos calles. Por la mañana camino.",
        "support": "Voy con ellos a las oficinas. Treinta familias tienen sus papeles.",
        "love": "La vuelta a casa después de una buena visita.",
        "qualifications": "Un diploma en trabajo social, y paciencia.",
        "quote": "No puedo llevar la carga, pero puedo caminar al lado.",
    },
    "pt": {
        "why": "A minha tia fê-lo trinta anos. Eu levava a bolsa dela aos nove.",
        "role": "Acompanho quarenta casas em duas ruas. De manhã caminho.",
        "support": "Vou com eles aos serviços. Trinta famílias têm os seus papéis.",
        "love": "O caminho para casa depois de uma boa visita.",
        "qualifications": "Um diploma em serviço social, e paciência.",
        "quote": "Não posso levar a carga, mas posso caminhar ao lado.",
    },
    "ar": {
        "why": "عملت خالتي به ثلاثين عاما. كنت أحمل حقيبتها وأنا صغيرة.",
        "role": "أرافق أربعين أسرة في شارعين. في الصباح أمشي إليهم.",
        "support": "أذهب معهم إلى المكاتب. حصلت ثلاثون أسرة على أوراقها.",
        "love": "الطريق إلى البيت بعد زيارة طيبة.",
        "qualifications": "دبلوم في العمل الاجتماعي، وصبر.",
        "quote": "لا أستطيع أن أحمل العبء، لكني أستطيع أن أمشي بجانبهم.",
    },
}
FIELDS = "Name: Kemi Adeola\nTitle: Community health worker\nOrganisation: Sample Hands\nCountry: Nigeria\n"
IN_THE_FIRST_PERSON = {
    "en": [
        (
            "Why I chose this work",
            "My role and a typical day",
            "Support and impact",
            "What I love most",
            "My qualifications and skills",
        ),
        (
            "Why I chose this work",
            "My role, and what a typical day looks like",
            "The support I give, and what comes of it",
            "What I love most about my work",
            "My qualifications and skills",
        ),
    ],
    "fr": [
        (
            "Pourquoi j’ai choisi ce métier",
            "Mon rôle, et à quoi ressemble une journée type",
            "Le soutien que j’apporte, et ses résultats",
            "Ce que j’aime le plus dans mon travail",
            "Ma formation et mes compétences",
        )
    ],
    "es": [
        (
            "Por qué elegí este trabajo",
            "Mi papel y cómo es un día típico",
            "El apoyo que doy y sus resultados",
            "Lo que más me gusta de mi trabajo",
            "Mi formación y mis habilidades",
        )
    ],
    "pt": [
        (
            "Por que escolhi este trabalho",
            "O meu papel e como é um dia típico",
            "O apoio que dou e os seus resultados",
            "O que mais amo no meu trabalho",
            "A minha formação e competências",
        )
    ],
    "ar": [
        (
            "لماذا اخترت هذا العمل",
            "دوري، وكيف يبدو يوم عادي",
            "الدعم الذي أقدمه، ونتائجه",
            "أكثر ما أحبه في عملي",
            "مؤهلاتي ومهاراتي",
        )
    ],
}
MARKS = {"bold with a full stop": "**{}.** {}", "full stop": "{}. {}", "bold alone": "**{}** {}", "bold": "**{}:** {}"}


def headings() -> list[tuple[str, dict[str, str]]]:
    """As the page for members has them, and as its readers turn them."""
    quotes = {language: words_in(language)["parts"]["quote"] for language in ANSWERS}
    asked = [(language, {part: words_in(language)["parts"][part] for part in PARTS}) for language in ANSWERS]
    turned = [
        (language, dict(zip(PARTS, (*heads, quotes[language]), strict=True)))
        for language, every in IN_THE_FIRST_PERSON.items()
        for heads in every
    ]
    return asked + turned


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
@pytest.mark.parametrize(("language", "heads"), headings(), ids=lambda each: each if isinstance(each, str) else "")
def test_a_heading_of_the_guidelines_is_not_taken_into_the_answer(
    desk: Desk, language: str, heads: dict[str, str], mark: str
) -> None:
    answers = ANSWERS[language]
    told = "\n\n".join(mark.format(heads[part], answers[part]) for part in PARTS)
    desk.drop("kemi.md", f"{FIELDS}\n{told}\n\nConsent: yes\n")

    found = desk.only()

    assert {part: getattr(found.parts, part) for part in PARTS} == answers


@pytest.mark.parametrize("language", ANSWERS)
def test_every_heading_of_the_page_asks_for_its_part(language: str) -> None:
    asked = dict(words_in(language)["parts"])
    if language == "pt":
        del asked["title"]  # "A sua função" asks for both: how long the answer is tells which
    assert {part: part_of(heading) for part, heading in asked.items()} == {part: part for part in asked}


def test_a_single_heading_that_runs_in_goes_too_where_others_stand_alone(desk: Desk) -> None:
    answers = ANSWERS["en"]
    told = (
        f"**Why I chose this work.** {answers['why']}\n\n## My role\n\n{answers['role']}\n\n## What I love\n\nHome.\n"
    )
    desk.drop("kemi.md", f"{FIELDS}\n{told}\nConsent: yes\n")
    assert desk.only().parts.why == answers["why"]


def test_short_headings_beside_those_of_the_page_run_in_too(desk: Desk) -> None:
    answers = ANSWERS["en"]
    heads = {"why": "Why I chose this work", "role": "My role and a typical day", "qualifications": "My skills"}
    told = "\n\n".join(f"**{head}.** {answers[part]}" for part, head in {**heads, "quote": "Quote"}.items())
    desk.drop("kemi.md", f"{FIELDS}\n{told}\n\nConsent: yes\n")
    found = desk.only().parts
    assert {part: getattr(found, part) for part in (*heads, "quote")} == {
        part: answers[part] for part in (*heads, "quote")
    }


def test_a_sentence_that_says_what_is_loved_is_no_heading(desk: Desk) -> None:
    told = "My role is to visit families in two streets. I walk.\n\nWhat I love most is the walk home. I sing then.\n"
    desk.drop("kemi.txt", f"{FIELDS}\n{told}\nConsent: yes\n")
    found = desk.only()
    assert "My role is to visit families in two streets." in (found.parts.role or found.text)
    assert "What I love most is the walk home." in (found.parts.love or found.text)


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_all_that_the_contributor_wrote_is_counted(desk: Desk, mark: str) -> None:
    heads, answers = headings()[len(ANSWERS)][1], {**ANSWERS["en"], "qualifications": "I learned patience. " * 20}
    told = "\n\n".join(mark.format(heads[part], answers[part].strip()) for part in PARTS)
    desk.drop("kemi.md", f"{FIELDS}\n{told}\n\nConsent: yes\n")

    found = desk.only()

    assert length(found)[1] == sum(len(answer.split()) for answer in answers.values())
    assert not [each for each in remarks(found) if each.startswith("short")]
