"""Telephone numbers, addresses and numbers of papers: tables of how they are written, one row a way.

`phonenumbers` knows every country's numbers, but only with the country (see `phones`); what is written, or announced,
like a number to be called is found here without it.
"""

import re
from collections.abc import Iterable, Iterator

from scheduler.submissions.screening import Screen, screened

_TLD = (
    r"(?:com|org|net|info|edu|gov|int|ngo|africa|(?:co|or|org|ac|go|gov|gob|com|edu|net)\.[a-z]{2}"
    r"|care|charity|foundation|health|ong|online|social|example|[a-z]{2})"
)
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
    r"\b\d{1,4}[a-zA-Z]?,? (?:[A-Z][\w’'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Crescent"
    r"|Terrace|Way)\b",
    r"\b(?:Plot|House|Flat|Apartment|Apt|Stand|Erf|Shop)\.? (?:[Nn]o\.? ?|[Nn]umber |#)?\d+\w?",  # Plot 1234
    # rue Saint-Léonard 118 · chaussée de Wavre 45
    r"\b(?:[Rr]ue|[Aa]venue|[Cc]haussée|[Bb]oulevard|[Cc]hemin|[Qq]uai|[Pp]lace) (?:(?:de|du|des|la|le|les|d[’']|l[’'])"
    r" ?)*(?:[A-ZÀ-Þ][\w’'-]+ ?)(?:[\w’'-]+ ){0,3}?(?<= )\d{1,4}(?: ?bis)?(?=,| à| ?$|\n| \d{4}\b)",
    r"\b(?:[Bb]oîte [Pp]ostale|[Cc]ase [Pp]ostale) \d+",
    r"\b\d{1,4}(?: bis| ter)?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Ii]mpasse|[Aa]llée|[Cc]hemin) (?:[\w’'-]+ ?){1,4}",
    r"\b(?:[Cc]alle|[Aa]venida|Av\.|[Jj]irón|Jr\.|[Cc]arrera|[Pp]asaje|[Rr]ua|[Tt]ravessa)"
    r"(?! d?onde| em que| que)(?: [\w’'-]+){1,4}?,?"
    rf" (?:{_NO} ?)?\d+(?: {_NO} ?\d+)?(?:-\d+)?",  # Calle Los Olivos 234 · Rua da Paz, nº 12
    r"\b\d{1,4},? (?:calle|avenida|rua) (?:[\w’'-]+ ?){1,4}",
    rf"\b(?:[Vv]illa|[Ll]ot|[Pp]arcelle|[Mm]anzana|[Mm]z\.?|[Ll]ote|[Qq]uarteirão|[Cc]asa) (?:{_NO} ?)?\d{{1,4}}\b",
    r"\b(?:ul|al|pl)\. (?:[A-ZÀ-Ž][\w-]+ ){1,3}\d+(?:/\d+)?",  # ul. Kwiatowa 12
    # Musterstraße 5
    r"\b[A-ZÄÖÜ][\wäöüß-]+(?:straße|strasse|str\.|weg|gasse|platz|allee|straat|laan|gata|gaten|gatan|veien|vej"
    r"|vägen) \d+\w?",
    r"\b(?:[Vv]ia|[Pp]iazza|[Cc]orso|Jl\.|Jalan|C/) ?(?:[A-ZÀ-Þ][\w’'-]+ ){1,3}(?:No\.? ?)?\d+\b",  # Via Roma 12
    r"\b[HD]\. ?No\.? ?\d[\w/-]*|\b(?:Door|House|Street) No\.? ?\d[\w/-]*",  # H.No. 4-7-112
    r"(?:عمارة|بناية|شقة|منزل)(?: رقم)? ?\d+",
    r"شارع (?:\S+ ){1,4}(?:رقم |بناية |منزل )?\d+",
)
THOUSANDS = r"[1-9]\d{0,2}(?:[ .\u00a0]\d{3})+"
"""How large sums are written, and no numbers of papers."""
_PAPER = (
    r"(?:national id(?:entity)?(?: card)?|i\.?d\.? (?:card|number|no)|identity (?:card|number|document)"
    r"|identification number"
    r"|(?:voter|refugee|ration|residence|citizen|insurance|tax)(?:[’']?s)? (?:card|id|number|permit)|ghana card"
    r"|driv(?:ing|er[’']?s) licen[cs]e|passport|passeport|pasaporte|passaporte|reisepass|nrc|omang"
    r"|(?:national|social) insurance|nino|sécurité sociale|segur(?:idad|ança) social|social security"
    r"|nid|nin|bvn|ssn|nrn|aadhaar|pesel|c[ée]dula|dni|cni|curp|cpf|rut|nss|nif|niss|nuit|bilhete de identidade"
    r"|(?-i:\b(?:BI|NAS|NINA|TIN|PAN|RG|NIE|DUI|DPI|CUI|RUN|NIU|NIK|CIN|CNIC|NRIC)\b)|carnet|carné"
    r"|carte (?:nationale )?d[’'](?:identité|électeur)|carte (?:consulaire|de séjour)|titre de séjour"
    r"|permis de conduire"
    r"|numéro (?:d[’']identi(?:té|fication)|national|fiscal)|número de (?:identi(?:dad|ficación|dade|ficação)"
    r"|documento)"
    r"|documento (?:nacional )?de identi(?:dad|dade)|tarjeta de identidad|licencia de conducir|cartão de cidadão"
    r"|carteira de (?:identidade|trabalho|motorista)|título de eleitor|carta de condução"
    r"|birth certificate|(?:acte|extrait) de naissance|partida de nacimiento|certidão de nascimento"
    r"|هوية|الهوية|جواز|(?:ال)?بطاقة (?:الوطنية|الشخصية)|(?:ال)?رقمي? (?:الوطني|القومي)|رقم (?:التعريف|الضمان))"
)
_YEARS = r"(?:19|20)\d\d(?:[-/–](?:(?:19|20)?\d\d))?(?![\w/.-]*\d{3})"
_TO_CALL = (
    r"(?:call|phone|tel|mob|cell|whats|ring|text|contact|reach|appel|joign|portable|móvil|celul|llam|fono|lig|telem"
    r"|هاتف|جوال|اتص)"
)
_GAP = rf"(?:(?!(?i:\b{_TO_CALL}))[^\d.!?\n+(]|\b(?:[Nn]o|[Nn]r|[Nn]um|n)\.){{0,46}}"
"""What may stand between a paper's name and its long number; it is the same sentence."""
_PAPERS = (
    # Passport No. A1234567; neither "passports, 2019-2021" nor "cédulas para 12.400 personas"
    rf"(?i:\b{_PAPER}\b)\D{{0,24}}(?<!\w)(?!{_YEARS}|\d{{1,3}}\.\d{{3}}(?![\w.-]))[\w/-]*\d[\w/().-]{{4,}}",
    rf"(?i:\b{_PAPER}\b){_GAP}(?<![\w.,])(?!{_YEARS}|{THOUSANDS}(?![-\d]| \d))\d[\d ./-]{{6,}}\d(?:[ -]?\w+\d)?(?!\w)",
    rf"(?i:\b{_PAPER}\b)\D{{0,24}}(?!{THOUSANDS}(?! ?\d))\d+(?: \d+){{2,}}",  # CNI n° 1 751 1990 01234
    # NIF 245 678 901
    rf"(?i:\b{_PAPER}\b)(?:[ ,:]{{0,2}}(?:is|é|es|est|no\.?|n[º°]|number|número|numéro|le|el|o)\b){{0,3}}[ :]{{1,2}}"
    r"\d{3}(?: \d{3}){2,}(?!\w)",
    r"\bID\b(?:[^\d.!?\n]|[Nn]o\.){0,24}\d{5,}",  # ID: 23456789 · my ID is 23456789
    r"\b\d{6}/\d{2}/\d\b",  # a Zambian registration card
    r"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b",  # a Brazilian CPF
    # a social security number of the United States, which gives out none that begin so
    r"(?<![\w-])(?!000|666|9)\d{3}-\d{2}-\d{4}\b(?!-)",
    r"\b[A-Z]{4}\d{6}[HM][A-Z]{5}\w\d\b",  # a Mexican CURP
)


_REFERENCE = re.compile(
    r"\b(?:ISBN|ISSN|DOI|case|file|registration|reg|account|invoice|budget|grant|project|resolution|licen[cs]e"
    r"|certificate|item|order|contract|decree|reference|ref|(?:budget|cost|project|grant) (?:line|code|centre)"
    r"|compte|dossier|projet|contrat|décret|référence|réf|cuenta|expediente|presupuesto|proyecto|contrato|decreto"
    r"|referencia|conta|processo|orçamento|projeto|projecto|referência|USD|EUR|KES|UGX|ZMW|XOF|CFA|US|R|NGN|GHS)"
    r"\.? ?(?:n[º°o]\.? ?|number |numéro |número |no\.? ?|of |de |du |:|was |is |#|\$)*$|[$€£₦]\s?$|ميزانية|\bvon$",
    re.IGNORECASE,
)


def is_reference(before: str) -> bool:
    """Whether what stands before a number says that it is a book's, a case's, a project's or a sum of money."""
    return _REFERENCE.search(before) is not None


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
