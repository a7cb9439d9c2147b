"""Ways to reach somebody, in five languages; and numbers that are none. All of it is invented."""

from pathlib import Path

import pytest

from scheduler.models import FindingKind
from scheduler.submissions.safeguarding import findings

PHONES = {
    "announced": "From home you dial 733 500 761.",
    "fr": "Mon numéro est le 77 555 01 28.",
    "fr, in words": "Appelez le zéro six, trente-neuf, quatre-vingt-dix-huit, douze, quarante-sept.",
    "es, in words": "Llame al cero nueve nueve, cinco cinco cinco, cero uno cuatro siete.",
    "pt": "Ligue para (11) 95555-0147.",
    "ar": "رقمي هو 0795550143.",
    "ar, in words": "الرقم صفر سبعة تسعة خمسة خمسة خمسة صفر واحد أربعة",
    "a country that is named": "Au Cameroun, faites le 6 99 55 01 28.",
    "one row of figures": "Write it down: 254733500761.",
    "figure by figure": "Text 0 7 1 2 5 5 5 0 1 9 first.",
    "fr, four figures first": "À Rabat, c'est le 0522-41-90-77.",
    "with an extension": "Call me at home: 555-0143 ext. 9.",
}
EMAILS = {
    "words for its signs": "My address is ruth dot sample at example dot org.",
    "fr": "Mon adresse : awa.essai arobase exemple.org.",
    "es": "Mi correo es rosa.prueba arroba ejemplo punto org.",
    "pt": "joana.prova (arroba) exemplo.com.br",
    "ar": "عنواني sara.test آت example.org",
    "braces": "ruth{at}example.org",
    "underscores": "ruth.sample_at_example.org",
    "a word for one sign only": "For questions: ruth at oldhouse.example or by post.",
    "underscores, in capitals": "ruth_AT_sample_DOT_org",
}
PAPERS = {
    "a sentence": "My Kenyan ID is 23456789.",
    "with its number": "ID no. 23456789",
    "in groups": "Le numéro de ma CNI : 1 555 1999 00000.",
    "an insurance": "My National Insurance number is QQ 12 34 56 C.",
    "fr, an insurance": "Mon numéro de sécurité sociale : 1 55 08 75 000 000 00.",
    "ar": "رقمي القومي هو 29001010000000",
    "words between": "My Aadhaar for the ministry's honorarium is 4821 7730 9152.",
    "a voter's card": "Her voter's card is AFD0000567.",
    "fr, an identification": "Mon numéro d’identification nationale est le 004-551-208-7.",
    "es, an identity": "Mi número de identidad es 0801-1990-12345.",
    "es, with points": "Mi DNI es 45.018.823.",
    "pt, a taxpayer's": "O meu NUIT é 123456789.",
    "ar, a card": "رقم البطاقة الشخصية 123456789",
    "in three groups": "Passeport n° 12 1985 00417",
}
PLACES = {
    "es": "Vivo en la Calle 12 n.º 34-56, barrio Prueba.",
    "es, older": "Calle Los Olivos nº 234",
    "pt": "Moro na Rua da Prova, n.º 7, 1.º direito.",
    "box": "P.O. Box No. 45",
    "fr, the number last": "Pour le courrier : rue Saint-Exemple 118, 4000 Exempleville.",
    "nl": "Kerkstraat 12, 1017 GC Sampledam",
    "it": "Via Prova 12, Provaria",
    "a house and a door": "H.No. 4-7-112, Gandhi Nagar",
    "ar, a flat": "عمارة النخيل، شقة 12",
}
NEITHER = [
    "The budget was 12 345 678 shillings, ISBN 978-3-16-148410-0, pages 12-17.",
    "A rua onde moramos há 35 anos tem 12 lojas.",
    "Entre 2013 y 2023 formamos a 1.250 personas con 12.345.678 pesos.",
    "In Kenya we reached 1 250 000 people between 2015 2019.",
    "One, two, three, four, five, six: the children count the steps.",
    "Case number 20231187 was closed on 14/03/2021.",
    "We are community-led at some point in the process.",
    "The budget line of 3 450 000 lei was cut.",
    "In 2019 nobody had a passport: 12 345 678 people.",
    "The ID cards were printed. 250000 of them.",
    "We tell of it in our book (ISBN 978-91-7000-482-3) and on pages 112-119.",
    "Our project 123-45-6789 and budget line 123-45-6780 were closed; see invoice no. 554-20-1187.",
    "Conseguimos la cédula para 12.400 personas en 2021; ajudámos nas 12.400 casas da província.",
    "Passport control moved in 2019-2021.",
    "The data can be found at sample.example and at care.example.",
    "On Sample Street 12 people sleep; le long de la rue 12 personnes dorment.",
    "Meet us at example dinners, or follow @SampleNetwork.",
]


@pytest.mark.parametrize("text", PHONES.values(), ids=PHONES)
def test_a_number_to_be_called_is_found(text: str) -> None:
    assert [each.kind for each in findings(text, Path("a.txt"), region=None)] == [FindingKind.PHONE]


@pytest.mark.parametrize("text", EMAILS.values(), ids=EMAILS)
def test_an_address_is_found_however_its_signs_are_written(text: str) -> None:
    assert [each.kind for each in findings(text, Path("a.txt"), region=None)] == [FindingKind.EMAIL]


@pytest.mark.parametrize("text", PAPERS.values(), ids=PAPERS)
def test_the_number_of_a_paper_is_found_however_it_is_grouped(text: str) -> None:
    assert [each.kind for each in findings(text, Path("a.txt"), region=None)] == [FindingKind.NATIONAL_ID]


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_where_somebody_lives_is_found_however_its_number_is_written(text: str) -> None:
    assert [each.kind for each in findings(text, Path("a.txt"), region=None)] == [FindingKind.ADDRESS]


@pytest.mark.parametrize("text", NEITHER)
def test_other_numbers_and_words_are_let_be(text: str) -> None:
    assert findings(text, Path("a.txt"), region=None) == []
