"""Telephone numbers: announced, written like one, spelled in words, or known to the numbering plan of a country.

A row of figures is looked at once, with what stands before and behind it. Years, dates, thousands, sums of money and
books have their own ways of being written.
"""

import re
from collections.abc import Iterator

from scheduler.submissions.contacts import THOUSANDS, is_reference
from scheduler.submissions.regions import regions_named

_FIGURES = re.compile(r"(?<![\w.,/:+-])(?:\+ ?|00 ?)?\(?\d(?:[ ().\-/\u00a0\u2013]{0,3}\d){5,15}(?![\w%]|[.,:]\d)")
_CUE = re.compile(
    r"\b(?:call|phone|telephone|mobile|cell|tel|whats ?app|ring|text|dial|sms|reach|contact|landline|hotline|fax|signal"
    r"|telegram|viber|my number|number is|number\?|line|portable|joindre|appel\w*|téléphon\w*|tél|numéro|sms|joignable"
    r"|móvil|celular|tel[ée]fono|ll[aá]m\w+|n[úu]mero|fono|fijo|fixo|fixe|m[áa]rque|telem[óo]vel|telefon\w*"
    r"|ligue|ligar|zap|contacto|contato"
    r"|Telefon|Handy|anrufen|Nummer)\b|هاتف|رقمي?|اتصل|اتصال|جوال|موبايل|واتس|للتواصل|تلفون|خلوي",
    re.IGNORECASE,
)
_CUE_BEHIND = re.compile(r"[ ,(–-]{0,3}(?:\(?(?:mobile|cell|whats ?app|home|office|tel|phone|ext)\b)", re.IGNORECASE)
_UNIT = re.compile(
    r" ?(?:shillings?|francs?|pesos?|meticais|kwacha|naira|dollars?|euros?|USD|EUR|CFA|FCFA|soles|reais|rands?"
    r"|rupees|birr"
    r"|cedis?|people|persons|families|children|households|women|men|km|kg|personnes|enfants|familles|personas"
    r"|niños|familias"
    r"|pessoas|crianças|famílias|habitants|inhabitants|دينار\w*|شخص\w*|ليرة|جنيه\w*|طفل\w*|[%$€£])",
    re.IGNORECASE,
)
_NO_PHONE = re.compile(
    r"(?:19|20)\d\d ?[-–/ ] ?(?:19|20)\d\d|(?:19|20)\d\d(?:[ ./-](?:19|20)?\d\d){1,3}"  # years
    r"|(?:1[89]|20)\d\d[-/.][01]?\d[-/.][0-3]?\d.*|[0-3]?\d[-./ ][0-3]?\d[-./ ](?:1[89]|20)\d\d(?: .*)?"  # a date
    r"|97[89][- ]?\d[\d -]{8,}"  # a book
)
_THOUSANDS = re.compile(THOUSANDS)
_ROUND = re.compile(rf"{THOUSANDS}(?<=[ .\u00a0]000)")
"""A sum in thousands: no number to be called is so round and begins so."""
_SURE = re.compile(r"\+|00|\(|0\d")
"""How a number begins that is written to be called."""
_DIGIT_WORDS = (
    r"zero|oh|o|nought|one|two|three|four|five|six|seven|eight|nine|double|triple",
    r"zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?"
    r"|trente|quarante"
    r"|cinquante|soixante|et",
    r"cero|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doble|veinte|treinta|cuarenta|cincuenta"
    r"|sesenta|setenta"
    r"|ochenta|noventa|y",
    r"zero|uma?|dois|duas|três|quatro|cinco|seis|meia|sete|oito|nove|dez|vinte|trinta|quarenta|cinquenta"
    r"|sessenta|setenta"
    r"|oitenta|noventa|e",
    r"null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun",
    r"صفر|واحد|[إا]ثنان|[إا]ثنين|ثلاثة?|[أا]ربعة?|خمسة?|ستة?|سبعة?|ثمانية?|تسعة?",
)
_SPELLED = tuple(
    re.compile(rf"(?<!\w)(?:{words}|\d)(?:[ ,.–-]{{1,3}}(?:{words}|\d{{1,4}})){{5,}}(?!\w)", re.IGNORECASE)
    for words in _DIGIT_WORDS
)
_ANY_DIGIT_WORD = frozenset(
    re.sub(r"\[(.).\]|\?", r"\1", word) for words in _DIGIT_WORDS for word in words.split("|")
) | set(re.findall(r"\w+", "vingts trente واحد ثلاثة اربع أربعة اربعة خمسة ستة سبعة ثمانية تسعة una uma"))
_ENUMERATED = re.compile(
    r"(?:one|un|uno|um|eins|1)\W+(?:two|deux|dos|dois|zwei|2)\W+(?:three|trois|tres|três"
    r"|drei|3)\b",
    re.I,
)
_AROUND = 45
_FEWEST, _MOST = 7, 15
_FEWEST_POSSIBLE = 8
"""So many figures are enough for a number that a country might have, though it has given out none such."""
_RUN = re.compile(r"\d{10,13}")


def phones(text: str, region: str | None) -> Iterator[tuple[int, str]]:
    """Every number to be called, with its place. `region`: the contributor's country as two letters."""
    regions: tuple[str, ...] | None = None
    for match in _FIGURES.finditer(text):
        words = match[0].rstrip(" (-–/")
        certain = _is_announced(match, text)
        if certain is None:
            continue
        if not certain and regions is None:
            regions = tuple(dict.fromkeys((*([region] if region else ()), *regions_named(text))))
        if certain or any(_is_known_in(words, each) for each in regions or ()):
            yield match.start(), words
    yield from _spelled(text)


def _is_announced(match: re.Match[str], text: str) -> bool | None:
    """Whether it is written or announced as one to be called; None: it is certainly something else."""
    words = match[0].strip("( -–/")
    count = sum(sign.isdecimal() for sign in words)
    before, behind = text[max(0, match.start() - _AROUND) : match.start()], text[match.end() : match.end() + _AROUND]
    before = re.split(r"[.!?؟]\s|\n\n", before)[-1]
    if _NO_PHONE.fullmatch(words) or _ROUND.fullmatch(words) or is_reference(before) or _UNIT.match(behind):
        return None
    cue = _CUE.search(before) is not None or _CUE_BEHIND.match(behind) is not None
    if not _FEWEST - (1 if cue else 0) <= count <= _MOST:
        return None
    if _SURE.match(re.sub(r"[ .-]", "", _western(match[0]))) and count > _FEWEST:
        return True
    return cue or (_RUN.fullmatch(words) is not None and not _THOUSANDS.fullmatch(words))


def _western(words: str) -> str:
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in words)


def _is_known_in(words: str, region: str) -> bool:
    """Whether that country has such numbers; thousands are written so, too."""
    import phonenumbers

    if _THOUSANDS.fullmatch(words):
        return False
    try:
        number = phonenumbers.parse(_western(words), region)
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.is_valid_number_for_region(number, region):
        return True
    many = sum(sign.isdecimal() for sign in words) >= _FEWEST_POSSIBLE
    return many and phonenumbers.is_possible_number(number) and re.search(r"\d[ -]\d", words) is not None


def _spelled(text: str) -> Iterator[tuple[int, str]]:
    """Figures in words, one after the other; at least three words, and no counting."""
    figures = "".join("9" if word in _ANY_DIGIT_WORD else " " for word in re.findall(r"[^\W_]+", text.lower()))
    if "9999" not in figures:
        return
    for row in _SPELLED:
        for match in row.finditer(text):
            words = re.findall(r"[^\W\d_]{2,}", match[0])
            if len(words) > 3 and not _ENUMERATED.match(match[0]):
                yield match.start(), match[0]
