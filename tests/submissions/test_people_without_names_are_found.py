"""Somebody whom nobody names is found when place, work and fate together say who it is; everything here is invented."""

from pathlib import Path

import pytest

from scheduler.models import FindingKind
from scheduler.submissions.safeguarding import findings

KNOWN_BY_IT_ALL = {
    "a widow, her place, her sons": "A widow from the village of Sampa whose two sons drowned keeps our books.",
    "the only one, and a loss": "There is a mother of four, the only woman driver in Sampleton, who lost her husband.",
    "what he was, and is": "I visit a former bell-ringer of Sampleton cathedral who is blind.",
    "a family": "We think of the only twins in Sampleton, whose father drowned at the bridge.",
    "fr: a widow": "Une veuve du village de Grand-Essai, dont le mari s’est noyé, vend du riz devant la gare.",
    "fr: what he was": "L’ancien sonneur, amputé d’une jambe, qui dort près de la passerelle Essai.",
    "es: a widow": "Acompañamos a una viuda de la aldea de Prueba cuyo marido fue asesinado.",
    "es: the only one": "La única partera de Prueba, que perdió a su hijo en el río, nos pidió ayuda.",
    "pt: a widow": "Ajudámos uma viúva da aldeia de Prova cujo filho morreu na mina.",
    "ar: a widow": "أرملة من قرية الصيادين فقدت زوجها في البحر وتبيع السمك.",
}
NOT_TO_BE_KNOWN = {
    "no place": "A widow whose two sons drowned keeps our books.",
    "no fate": "A baker from Sampleton who laughs a lot brings us bread.",
    "many": "Women who lost their husbands in the war in Sampleton meet on Mondays.",
    "the writer": "I am the only midwife in Sampleton, a former teacher who lost her sight.",
    "the writer's kin": "My grandmother was the only midwife in Sampleton and she was blind.",
    "a colleague": "Our director, a former teacher from Sampleton, lost her job in the crisis.",
    "the worker, named": "Zola Testa, a former nurse from Sampleton who lost her sight, leads our team.",
    "a house": "The former school in Sampleton, which burned down, is our office.",
    "a country only": "I learned from a former teacher in Kenya who was blind.",
    "es: a worker": "La única trabajadora social de Prueba camina dos horas.",
}


@pytest.mark.parametrize("text", KNOWN_BY_IT_ALL.values(), ids=KNOWN_BY_IT_ALL)
def test_a_person_is_found_who_is_known_by_what_is_told_together(text: str) -> None:
    assert [each.kind for each in findings(text, Path("a.txt"), region=None)] == [FindingKind.CLIENT]


@pytest.mark.parametrize("text", NOT_TO_BE_KNOWN.values(), ids=NOT_TO_BE_KNOWN)
def test_less_than_that_is_let_be(text: str) -> None:
    assert findings(text, Path("a.txt"), region=None) == []
