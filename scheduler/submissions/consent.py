"""Whether what stands below "Consent" is a yes and nothing but a yes.

A closed list: whoever adds an "if", an "only" or an "after" has said something that a person must read. So has whoever
says it in words that are not listed; asking once more harms nobody, publishing does.
"""

import re
from collections.abc import Sequence

from scheduler.submissions.folding import folded
from scheduler.submissions.sections import Section

_MINE_EN = (
    r"(?:my|the|this) (?:words?|texts?|story|pictures?|photos?|portrait|image|name|profile|film|video|blog|answers)"
    r"(?: and (?:my )?(?:words?|texts?|story|pictures?|photos?|portrait|image|name|profile|film|video|answers))*"
)
_WHERE_EN = r"(?: by the campaign)?(?: in (?:your |the |the campaign s )?e ?mails and on social media)?"
_THAT_EN = (
    rf" that {_MINE_EN} (?:is|are|be|may be|can be) (?:shared|published|used)(?: with my name)?{_WHERE_EN}"
    rf"| to {_MINE_EN} being (?:shared|published|used){_WHERE_EN}"
    rf"| to the (?:use|publication|sharing) of {_MINE_EN}| for you to (?:use|share|publish) {_MINE_EN}| to this"
)
_PHRASES = (
    # English: yes · yes, gladly · yes, I agree that my words and picture are shared
    r"(?:y|yes|ok|okay|agreed|i do|yes i do)(?: gladly| please| of course| with pleasure)?",
    r"(?:yes )?i (?:do |hereby |fully |gladly )*(?:agree|consent|give (?:my |full )*(?:consent|permission))"
    rf"(?:{_THAT_EN})?(?: i can change my mind at any time)?",
    # French
    r"oui(?: bien sur| volontiers)?",
    r"(?:oui )?(?:j accepte|je suis d accord|je consens|j autorise|d accord)(?: que mes mots(?: et mon image)? soient"
    r" (?:partages|publies)(?: par la campagne)?(?: par courriel et sur les reseaux sociaux)?| la publication)?",
    # Spanish
    r"si(?: por supuesto| con gusto)?",
    r"(?:si )?(?:acepto|autorizo|estoy de acuerdo|doy mi consentimiento)(?: que mis palabras(?: y mi imagen)? se"
    r" (?:compartan|publiquen)(?: en los correos y en las redes sociales(?: de la campana)?)?| la publicacion)?",
    # Portuguese
    r"sim(?: claro| com prazer)?",
    r"(?:sim )?(?:aceito|autorizo|concordo|dou o meu consentimento)(?: que as minhas palavras(?: e a minha imagem)?"
    r" sejam (?:partilhadas|compartilhadas|publicadas)(?: nos e ?mails e nas redes sociais)?| a publicacao)?",
    # German
    r"ja(?: gerne?)?",
    r"(?:ja )?ich (?:stimme(?: dem)? zu|bin(?: damit)? einverstanden|willige ein)",
    # Arabic
    r"نعم|اوافق|نعم اوافق|موافقه?",
    r"(?:نعم )?اوافق على نشر كلماتي(?: وصورتي)?(?: ضمن الحملة)?"
    r"(?: في رسائل البريد الالكتروني ووسائل التواصل الاجتماعي)?",
    # Amharic
    r"አዎ|እስማማለሁ|አዎ እስማማለሁ|አዎ ቃሎቼና ፎቶዬ(?: በዘመቻው ኢሜይሎችና በማኅበራዊ ሚዲያ)? እንዲጋሩ እስማማለሁ",
)
_SAID_AGAIN = r"(?: consent yes(?: i agree)?)?"
_A_YES = re.compile("|".join(rf"(?:{folded(phrase)}){_SAID_AGAIN}" for phrase in _PHRASES))
_YES_OR_NO = re.compile(r"(?:yes no|oui non|si no|sim nao|ja nein)\b ?")
_TICK, _BLANK = r"[☒☑✓✔✅🗹]|\[\s?[xX✓]\s?\]|\(\s?[xX✓]\s?\)", r"[☐□]|\[\s*\]|\(\s*\)"
_YES_WORD, _NO_WORD = r"(?:yes|oui|s[ií]|sim|ja)", r"(?:no|non|n[ãa]o|nein)"
_TICKED = re.compile(
    rf"\s*(?:(?:{_TICK})\s*{_YES_WORD}\s*(?:{_BLANK})\s*{_NO_WORD}"
    rf"|{_YES_WORD}\s*(?:{_TICK})\s*{_NO_WORD}\s*(?:{_BLANK}))\s*",
    re.IGNORECASE,
)
_ON_TERMS = re.compile(
    r"\b(?:publi\w+|shar\w+|us(?:e|ed|ing)|remov\w+|delet\w+|chang\w+|anonym\w+|consent\w*|permission|withdraw\w*"
    r"|photos?|pictures?|(?:sur|first |last )?names?|please|only|but|unless|until|provided|condition|autoris\w+"
    r"|autoriz\w+|nom|nombre|nome|solo|somente|seulement|mais|pero|mas|siempre que|sauf|nur|aber|wenn|si)\b"
    r"|فقط|لكن|بشرط|اسمي|صورتي"
)
"""Words that make a paragraph below the answer part of it."""


def stated_consent(cut: Sequence[Section]) -> tuple[str, bool]:
    """What the form says about consent, and whether each of its answers is plainly yes."""
    answers = [section.body for section in cut if section.part == "consent" and section.body]
    said = " ".join(" ".join(answer.split()) for answer in answers)
    return said, bool(answers) and all(is_plain_yes(_answer(answer)) for answer in answers)


def is_plain_yes(answer: str) -> bool:
    """Whether these words, or ticked boxes, say yes and nothing else."""
    if _TICKED.fullmatch(answer):
        return True
    words = " ".join(re.sub(r"[\W_]+", " ", folded(answer)).split())
    chosen = _YES_OR_NO.sub("", words, count=1) if "\n" in answer else words
    return _A_YES.fullmatch(chosen) is not None


def _answer(body: str) -> str:
    """The first paragraph, and those below it that speak of publishing too; a name or a date below signs, no more."""
    first, *rest = body.split("\n\n")
    return "\n".join([first, *(paragraph for paragraph in rest if _ON_TERMS.search(folded(paragraph)))])
