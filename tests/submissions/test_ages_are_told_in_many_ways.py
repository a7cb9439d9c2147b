"""A child's age is found where it is guessed, or told by a day of birth; what is said of any child is let be."""

from pathlib import Path

import pytest

from scheduler.models import FindingKind
from scheduler.submissions.safeguarding import findings

GUESSED = {
    "maybe": "He was maybe twelve when he came to us from Sampleton.",
    "perhaps": "The boy, perhaps eleven, slept in our office.",
    "roughly": "A girl of roughly nine followed me to the clinic in Sampleton.",
    "not more than": "A boy who can't be more than ten begs at the bridge.",
    "teens": "Kemi (not her real name) is in her early teens and lives in Sampleton.",
    "said by a child": '"I am eleven," she told me.',
    "who is, after a school": "I worked with Jonas at Sample school, who is 13 and was cutting himself.",
    "fr: environ": "Il avait environ onze ans quand il est arrivé d'Exempleville.",
    "fr: dizaine": "Une fillette d'une dizaine d'années dort devant la gare.",
    "fr: devait avoir": "Le garçon devait avoir huit ans.",
    "es: unos": "Tendría unos once años cuando la trajeron de Prueba.",
    "es: alrededor": "Tiene alrededor de trece años y vive en Prueba.",
    "pt: cerca de": "Tinha cerca de doze anos e vivia na rua em Prova.",
    "pt: uns": "Ele devia ter uns nove anos quando chegou de Prova.",
    "ar": "كان عمره حوالي عشر سنوات عندما جاء من القرية.",
    # a day of birth
    "en: a form": "Date of birth: 14/02/2014",
    "fr: né le": "Amadou est né le 5 mai 2013 à Exempleville.",
    "es: nació el": "Lucía nació el 3 de abril de 2015 en Prueba.",
    "pt: nasceu a": "O Tomás nasceu a 5 de maio de 2014.",
    "ar: a day": "ولد أحمد في 5 مايو 2013.",
}
NOBODYS = {
    "any child": 'They said that a fifteen-year-old is not a "case", and that nobody who is 12 is a "little one".',
    "a right": "A girl of 14 has the right to say no.",
    "a law": "By law a boy of 16 may work.",
    "fr: a right": "Un enfant de sept ans a le droit d'être entendu.",
    "es: a law": "La ley cambió, artículo 26 bis, y ya nadie puede internar a un menor de tres años.",
    "pt: a right": "Uma menina de 12 anos tem o direito de ser ouvida.",
    "a span of years": "Em dois anos, 112 crianças voltaram a estudar.",
    "two cooks": "Joel is the son of two cooks.",
    "a calling": "He decided at the age of 12 to become a social worker, in the year that he lost both parents.",
    "es: a calling": "Decidió a los once años que sería trabajadora social.",
    "es: one's own": "A los doce años repartía leche con mi padre y conocía las casas de la parroquia.",
    "pt: one's own": "Eu tinha quinze anos quando veio a cheia e passei três dias em cima de um telhado.",
}
SOMEBODYS = {
    "a place": "A girl of 14 from Sampleton was married to a trader, and nobody asked her.",
    "a name": "By law Zola, who is 12, may not work.",
    "es: a girl who came": "A los doce años llegó a mi casa desde Prueba.",
    "es: a niece": "Mi sobrina tenía 9 años cuando mi hermana se fue.",
    "a child's own wish": "Zola, age 14, wants to become a social worker.",
    "a boy of two": "A boy of two with scabies was left in Sampleton.",
}


@pytest.mark.parametrize("text", [*GUESSED.values(), *SOMEBODYS.values()], ids=[*GUESSED, *SOMEBODYS])
def test_a_childs_age_is_found_however_unsure(text: str) -> None:
    assert FindingKind.MINOR in [each.kind for each in findings(text, Path("a.txt"), region=None)]


@pytest.mark.parametrize("text", NOBODYS.values(), ids=NOBODYS)
def test_an_age_that_is_nobodys_is_let_be(text: str) -> None:
    assert findings(text, Path("a.txt"), region=None) == []
