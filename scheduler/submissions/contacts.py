"""Telephone numbers, addresses and numbers of papers: tables of how they are written, one row a way.

`phonenumbers` knows every country's numbers, but only with the country (see `phones`); what is written, or announced,
like a number to be called is found here without it.
"""

import re
from collections.abc import Iterable, Iterator

from scheduler.submissions.screening import Screen, screened

_TLD = r"(?:com|org|net|info|edu|gov|int|ngo|africa|(?:co|or|org|ac|go|gov|gob|com|edu|net)\.[a-z]{2}|[a-z]{2})"
_AT_WORD = r"(?:at|AT|At|a|arobase|arrobas?|chez|آت|ات|@)"
_AT = rf"(?: ?[\[({{<] ?{_AT_WORD} ?[\])}}>] ?| ?[@＠] ?)"
_SAID_AT = r"(?: (?:arobase|arrobas?|ARROBA|آت|ات) |_(?:at|AT)_|-(?:at|AT)-)"
_DOT_WORD = r"(?:dot|DOT|Dot|point|punto|ponto|PUNTO|PONTO|نقطة)"
_DOT = rf"(?:\.| ?[\[({{] ?(?:{_DOT_WORD}|\.) ?[\])}}] ?| {_DOT_WORD} | \. ?(?=[a-z]))"
_LOCAL = rf"(?<![\w.+-])[\w+-]{{1,64}}(?:(?:\.| {_DOT_WORD} | ?[\[(] ?{_DOT_WORD} ?[\])] ?)[\w+-]+)*"

_EMAILS = (
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",  # nia@example.org
    rf"{_LOCAL}{_AT}[\w-]+(?:{_DOT}\w{{2,}}){{1,3}}",  # nia (at) example.org · nia @ example.org
    rf"{_LOCAL} (?:at|AT|At) [\w-]+(?: (?:(?:dot|DOT|Dot) \w{{2,}}|{_DOT_WORD} (?:org|com|net"
    rf"|info))){{1,3}}",  # nia AT example DOT org
    rf"{_LOCAL}{_SAID_AT}[\w-]{{1,63}}?(?:[ _-]?[\[(]? ?{_DOT_WORD} ?[\])]?[ _-]?\w{{2,}})"
    r"{1,3}",  # nia arroba ejemplo punto org
    rf"{_LOCAL}(?: (?:arobase|arrobas?|ARROBA|CHEZ|آت) |_at_"
    rf"|-at-)[\w-]+(?:\.\w{{2,}}){{1,3}}",  # nia arroba example.org
    r"(?<![\w.+-])(?!(?:more|us|me|it|is|are|look|read|found|available|online|here|website|visit|find|site|page|details"
    r"|information|published|posted|article|and|or|see)\b)[\w.+-]+ (?:at|AT) "
    rf"(?!www\.)[a-z0-9-]+\.{_TLD}\b(?!\.\w)",  # nia at example.co.ke
)
_EMAIL_MARKS = (
    "@",
    rf"[@＠]|[\[({{<] ?{_AT_WORD} ?[\])}}>]",
    rf" (?:at|AT|At) [\w-]+ {_DOT_WORD}",
    r"arob|arrob|ARROB|CHEZ|آت|ات|_(?:at|AT)_|-(?:at|AT)-",
    r"arob|arrob|ARROB|CHEZ|آت|_at_|-at-",
    rf" (?:at|AT) [a-z0-9-]+\.{_TLD}\b",
)
"""What a text has in which a row of `_EMAILS` fits: looking for this is quick."""
_NO = r"(?:[Nn](?:\.? ?[º°o]\.?|[úu]m\.)|#)"
"""How "number" is written short: n.º, nº, No., núm., #."""
_ADDRESSES = (
    r"\b(?:P\. ?O\. ?Box|P\.?O\.? Box|Private Bag|B\.?P\.?|Casilla|Apartado(?: [Pp]ostal)?|Caixa Postal"
    r"|Postfach|ص\.? ?ب\.?)"
    rf"(?: {_NO})?:? \d+",
    r"\b\d{1,4}[a-z]?,? (?:[A-Z][\w’'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Crescent"
    r"|Terrace|Way)\b",
    r"\b(?:Plot|House|Flat|Apartment|Apt|Stand|Erf|Shop)\.? (?:[Nn]o\.? ?|[Nn]umber |#)?\d+\w?",  # Plot 1234
    r"\b\d{1,4}(?: bis| ter)?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Ii]mpasse|[Aa]llée|[Cc]hemin) (?:[\w’'-]+ ?){1,4}",
    r"\b(?:[Cc]alle|[Aa]venida|Av\.|[Jj]irón|Jr\.|[Cc]arrera|[Pp]asaje|[Rr]ua|[Tt]ravessa)"
    r"(?! d?onde| em que| que)(?: [\w’'-]+){1,4}?,?"
    rf" (?:{_NO} ?)?\d+(?: {_NO} ?\d+)?(?:-\d+)?",  # Calle Los Olivos 234 · Rua da Paz, nº 12
    r"\b\d{1,4},? (?:calle|avenida|rua) (?:[\w’'-]+ ?){1,4}",
    rf"\b(?:[Vv]illa|[Ll]ot|[Pp]arcelle|[Mm]anzana|[Mm]z\.?|[Ll]ote|[Qq]uarteirão|[Cc]asa) (?:{_NO} ?)?\d{{1,4}}\b",
    r"\b(?:ul|al|pl)\. (?:[A-ZÀ-Ž][\w-]+ ){1,3}\d+(?:/\d+)?",  # ul. Kwiatowa 12
    r"\b[A-ZÄÖÜ][\wäöüß-]+(?:straße|strasse|str\.|weg|gasse|platz|allee) \d+\w?",  # Musterstraße 5
    r"شارع (?:\S+ ){1,4}(?:رقم |بناية |منزل )?\d+",
)
THOUSANDS = r"[1-9]\d{0,2}(?:[ .\u00a0]\d{3})+"
"""How large sums are written, and no numbers of papers."""
_PAPER = (
    r"(?:national id(?:entity)?(?: card)?|id (?:card|number|no)|passport|passeport|pasaporte|passaporte"
    r"|reisepass|nrc|omang"
    r"|(?:national|social) insurance|nino|sécurité sociale|segur(?:idad|ança) social|social security|nas|nina"
    r"|nid|nin|bvn|ssn|nrn|aadhaar|pesel|c[ée]dula|dni|cni|curp|cpf|rut|nss|nif|niss|bilhete de identidade"
    r"|\bBI\b|carnet"
    r"|carte (?:nationale )?d[’']identité|numéro d[’']identité|documento de identidad|birth certificate"
    r"|acte de naissance"
    r"|partida de nacimiento|هوية|الهوية|جواز|البطاقة الوطنية|(?:ال)?رقمي? (?:الوطني|القومي))"
)
_PAPERS = (
    rf"(?i:\b{_PAPER}\b)\D{{0,24}}[\w/-]*\d[\w/.-]{{4,}}",  # Passport No. A1234567
    rf"(?i:\b{_PAPER}\b)\D{{0,24}}(?!{THOUSANDS}(?! ?\d))\d+(?: \d+){{2,}}",  # CNI n° 1 751 1990 01234
    r"\bID\b(?:[^\d.!?\n]|[Nn]o\.){0,24}\d{5,}",  # ID: 23456789 · my ID is 23456789
    r"\b\d{6}/\d{2}/\d\b",  # a Zambian registration card
    r"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b",  # a Brazilian CPF
    r"\b\d{3}-\d{2}-\d{4}\b",  # a social security number of the United States
    r"\b[A-Z]{4}\d{6}[HM][A-Z]{5}\w\d\b",  # a Mexican CURP
)


Rows = Screen[re.Pattern[str]]
ADDRESSES, PAPERS = (screened(map(re.compile, rows)) for rows in (_ADDRESSES, _PAPERS))
_MARKED_EMAILS = tuple(zip(map(re.compile, _EMAIL_MARKS), map(re.compile, _EMAILS), strict=True))


def emails(text: str) -> Iterator[tuple[int, str]]:
    """Every e-mail address, with its place, however its signs are written."""
    yield from _places((row for mark, row in _MARKED_EMAILS if mark.search(text)), text)


def places(table: Rows, text: str) -> Iterator[tuple[int, str]]:
    """Where each of the table's rows is found, and the words; nothing twice."""
    yield from _places(table.may_fit(text), text)


def _places(rows: Iterable[re.Pattern[str]], text: str) -> Iterator[tuple[int, str]]:
    taken = list[tuple[int, int]]()
    for row in rows:
        for match in row.finditer(text):
            start, end = match.span()
            if not any(start < other_end and other < end for other, other_end in taken):
                taken.append((start, end))
                yield start, text[start:end].strip()
