"""Telephone numbers, addresses and numbers of papers: tables of how they are written, one row a way.

`phonenumbers` knows every country's numbers, but only with the country; what is written like a number to be called is
found here without it.
"""

import re
from collections.abc import Iterator

_TLD = r"(?:com|org|net|info|edu|gov|int|ngo|(?:co|or|org|ac|go|gov|gob|com|edu)\.[a-z]{2}|[a-z]{2})"
_AT = r"(?:\s?\[at\]\s?|\s?\(at\)\s?|\s@\s|@\s|\s@)"
_DOT = r"(?:\.|\s?\(dot\)\s?|\s?\[dot\]\s?)"
_DIGIT_WORD = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)"

EMAILS = (
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",  # nia@example.org
    rf"(?<![\w.+-])[\w.+-]+{_AT}[\w-]+(?:{_DOT}\w{{2,}}){{1,3}}",  # nia (at) example.org · nia @ example.org
    r"(?<![\w.+-])[\w.+-]+ (?:AT|at) [\w-]+ (?:DOT|dot) \w+",  # nia AT example DOT org
    rf"(?<![\w.+-])(?!(?:more|us|me|it|is|are|look|read|found|available|online|here|website|visit|find)\b)[\w.+-]+ at "
    rf"(?!www\.)[a-z0-9-]+\.{_TLD}\b(?!\.\w)",  # nia at example.co.ke
)
PHONES = (
    r"(?<![\w.,+/-])\+\d[\d ().\-/]{6,18}\d",  # +1 (868) 555 0199
    r"(?<![\w.,+/-])[0٠]\d(?:[ .\-/]?\d){6,10}(?![\w/]|[.,]\d)",  # 0772 123 456
    r"(?<![\w.,+/-])\(\d{2,4}\) ?\d{3}[ -]?\d{3,4}\b",  # (876) 555-0134
    r"(?:\b(?:tel|tél|phone|telephone|téléphone|teléfono|telefone|mobile|cell|celular|whatsapp|call(?: me)?|ring)\b"
    r"|رقمي?|هاتف)[^\d\n+]{0,14}(?P<found>\+?\d(?:[ .\-/()]{0,2}\d){6,12})(?!\w)",  # tél : 77 123 45 67
    rf"(?i:\b{_DIGIT_WORD}(?:[ ,-]+{_DIGIT_WORD}){{6,}}\b)",  # zero seven seven two …
)
ADDRESSES = (
    r"\b(?:P\.? ?O\.? Box|Private Bag|B\.?P\.?|Casilla|Apartado|Caixa Postal|Postfach)(?: N[o°º]\.?)? \d+",
    r"\b\d{1,4}[a-z]?,? (?:[A-Z][\w’'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Crescent)\b",
    r"\b(?:Plot|House|Flat|Apartment|Apt|Stand|Erf|Shop)\.? (?:[Nn]o\.? ?|[Nn]umber |#)?\d+\w?",  # Plot 1234
    r"\b\d{1,4}(?: bis| ter)?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Ii]mpasse|[Aa]llée|[Cc]hemin) (?:[\w’'-]+ ?){1,4}",
    r"\b(?:[Cc]alle|[Aa]venida|Av\.|[Jj]irón|Jr\.|[Cc]arrera|[Pp]asaje|[Rr]ua|[Tt]ravessa)(?: [\w’'-]+){1,4},?"
    r" (?:n[º°o]\.? ?|# ?)?\d+",  # Calle Los Olivos 234 · Rua da Paz, nº 12
    r"\b\d{1,4},? (?:calle|avenida|rua) (?:[\w’'-]+ ?){1,4}",
    r"\b(?:ul|al|pl)\. (?:[A-ZÀ-Ž][\w-]+ ){1,3}\d+(?:/\d+)?",  # ul. Kwiatowa 12
    r"\b[A-ZÄÖÜ][\wäöüß-]+(?:straße|strasse|str\.|weg|gasse|platz|allee) \d+\w?",  # Musterstraße 5
)
_PAPER = (
    r"(?:national id|id (?:card|number|no)|passport|passeport|pasaporte|passaporte|reisepass|nrc|omang|nid|nin|bvn|ssn"
    r"|aadhaar|pesel|c[ée]dula|dni|cni|curp|cpf|rut|carte d[’']identité|numéro d[’']identité|هوية|جواز)"
)
PAPERS = (
    rf"(?i:\b{_PAPER}\b)\D{{0,14}}[\w/-]*\d[\w/-]{{4,}}",  # Passport No. A1234567
    r"\bID(?: ?(?:no|No|number)\.?)?[:#\s]{1,3}\d{5,}",  # ID: 23456789
    r"\b\d{6}/\d{2}/\d\b",  # a Zambian registration card
)


def places(rows: tuple[str, ...], text: str) -> Iterator[tuple[int, str]]:
    """Where each of the table's rows is found, and the words; nothing twice."""
    taken = list[tuple[int, int]]()
    for row in rows:
        for match in re.finditer(row, text):
            start, end = match.span("found" if "found" in match.groupdict() else 0)
            if not any(start < other_end and other < end for other, other_end in taken):
                taken.append((start, end))
                yield start, text[start:end].strip()
