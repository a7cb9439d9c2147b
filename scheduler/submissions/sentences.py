"""Text into sentences, in any of our members' scripts, with the exact place of each.

Rules, not a model: an end mark, perhaps a closing quote, then a space and something that may begin a sentence; in Thai
and Lao, which have no end marks, a space. Rules of this size were measured to be better than the libraries, which know
neither Ethiopic nor Devanagari marks. Where both readings are possible, two sentences stay one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BEFORE_A_NAME = _table(
    """
    mr mrs ms dr prof st vs dept rev gen gov sgt capt col lt maj sen rep hon pres supt mt ft messrs bro ie eg al ca cf
    mme mmes mlle mm sr sra srta dra ud uds vd núm av avda gral lic ing exa exma exmo sto sta eng
    bzw ggf evtl fr hr nr str bw bi dkt mwl mh डॉ श्री प्रो पं सुश्री أ د م ул им тов проф
    e.g i.e p.ej p.ex p.e v.exa z.b d.h u.a e.v ph.d m.a b.a m.sc b.sc
    """
)
"""Behind these a sentence goes on."""
_BEFORE_A_FIGURE = _table("p pp no nos n nº fig figs art arts vol ch cap sec pág págs s seite bd tel approx tab par")
_MAY_END = _table(
    """
    etc inc ltd co corp jr sr usw n.k nk a.m p.m am pm u.s u.k u.n e.u d.c u.s.a ee.uu uu ee et.al ss bros gmbh
    """
)
"""These end a sentence when the next word is one that begins sentences, and not a name."""
_STARTERS = _table(
    """
    the a an i we it they he she you this that these those our my his her their its in on at as for when after before
    since while with if but and so then there here what how who why every many some most all one today now each both
    el la los las un una yo nosotros es en no cuando después desde hoy le les je nous il elle ce cette dans depuis
    quand o os eu nós ele ela em quando depois hoje der die das wir ich es sie er im am heute
    """
)
_GERMAN_ORDINAL = re.compile(
    r"\s(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Klasse|Jahrhundert|Geburtstag"
    r"|Jahrestag|Lebensjahr|Stock|Mal|Tag|Schuljahr)\b"
)

_CLOSES = r"(?:[\"'”’»)\]]|[ \u00a0\u202f]»)*"
_ENDS = re.compile(
    r"(?=[!.?։؟۔।॥။፡።፧፨។៕…。！？｡\n])(?:"  # all that follows begins so; saying it first spares most places
    rf"(?:[.!?…]+|[؟۔։]){_CLOSES}(?=\s|$)"  # Latin and its like, Arabic, Urdu, Armenian: a space must follow
    r"|[。！？｡](?:[」』”’）]+(?=\s|$|[「『“‘（])|(?![」』”’）]))"  # Chinese and Japanese; 「…。」と goes on
    r"|(?:[።፧፨।॥။]|፡፡|(?<!។ល)[។៕](?!ល។))[\"'”’»]*"  # Ethiopic, Devanagari, Burmese, Khmer (whose ។ល។ is "etc.")
    r"|\n\s*\n)"  # a new paragraph
)
_LOWER = re.compile(r"\s+[\"'“‘«(¿¡]*(?:\s?)[a-zà-öø-ÿа-яα-ω]")
_NEXT_WORD = re.compile(r"\s+[\"'“‘«(¿¡\s]*([^\W_]+)")
_OPENS = "\"'“‘«(¿¡-–—•"
_WITHOUT_MARKS = re.compile(r"[\u0e00-\u0eff]")
_THAI_SPACE = re.compile(
    r"(?<=[\u0e00-\u0e46\u0e48-\u0eff])[ \u00a0]+(?=[\u0e00-\u0eff])"
    r"(?!(?:และ|หรือ|แต่|ที่|ซึ่ง|เพราะ|โดย|เพื่อ|ว่า|กับ|ของ|จึง|ก็|ๆ|ฯ|ແລະ|ຫຼື|ແຕ່|ທີ່|ເພາະ))"
)
_FEWEST_WITHOUT_MARKS = 15
"""Characters that make a sentence of Thai or Lao: shorter ones are parts of one."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is exactly source[start:end], without space around it."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """Every sentence, in order; what is between two is only space."""
    return list(_cut(text))


@lru_cache(maxsize=512)
def _cut(text: str) -> tuple[Sentence, ...]:
    # Remembered, because a line's sentences are asked for when it is cleaned, understood, searched and summarised.
    found, start = list[Sentence](), 0
    for mark in _ENDS.finditer(text):
        if _ends_here(text, mark, start):
            found += _sentences(text, start, mark.end())
            start = mark.end()
    found += _sentences(text, start, len(text))
    return tuple(sentence for sentence in found if sentence.text)


def _sentences(text: str, start: int, end: int) -> Iterator[Sentence]:
    """What stands between two end marks: one sentence, in Thai and Lao perhaps several."""
    if _WITHOUT_MARKS.search(text, start, end):
        for space in _THAI_SPACE.finditer(text, start, end):
            if min(space.start() - start, end - space.end()) >= _FEWEST_WITHOUT_MARKS:
                yield _sentence(text, start, space.start())
                start = space.end()
    yield _sentence(text, start, end)


def _sentence(text: str, start: int, end: int) -> Sentence:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Sentence(piece.strip(), start, start + len(piece.strip()))


def _ends_here(text: str, mark: re.Match[str], start: int) -> bool:
    sign = mark.group()
    if sign[0] not in ".…!?":
        return True
    if _LOWER.match(text, mark.end()):
        return False
    return sign != "." or not _is_short_for_something(text, mark, start)


def _is_short_for_something(text: str, mark: re.Match[str], start: int) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or a number: "Grace W. Njeri", "p. 12", "3. Mai"."""
    begin = max(text.rfind(" ", start, mark.start()), text.rfind("\n", start, mark.start()), start - 1) + 1
    word = text[begin : mark.start()].lstrip(_OPENS)
    bare = word.lower()
    if bare.isdecimal():
        opens_a_list = not text[start:begin].strip(_OPENS + " \n\t") and len(bare) <= 2
        return opens_a_list or bool(len(bare) <= 2 and _GERMAN_ORDINAL.match(text, mark.end()))
    if bare in _BEFORE_A_NAME or _is_initial(word, text[max(0, begin - 3) : begin]):
        return True
    found = _NEXT_WORD.match(text, mark.end())
    next_word = found[1].lower() if found else ""
    if bare in _BEFORE_A_FIGURE:
        return next_word[:1].isdecimal()
    return bare in _MAY_END and bool(next_word) and next_word not in _STARTERS


def _is_initial(word: str, before: str) -> bool:
    """One letter that stands for a word, but not I, nor the unit in "8 h"."""
    return len(word) == 1 and word.isalpha() and word != "I" and not before.rstrip()[-1:].isdecimal()
