"""What the room knows of languages: small tables of words, by language, and patterns made of them.

Written from common usage of each language; where a language is missing, nothing is concluded from its words.
"""

import re
from functools import cache, lru_cache

_NEGATIONS = """
    not no never none nobody nothing nor neither cannot without unless only if except but although though however until
    hardly barely rarely yet
    ne pas jamais sans sauf si mais seulement aucun aucune personne rien ni que
    nunca jamás sin salvo pero solo sólo excepto ningún ninguna nadie nada
    não nem sem se mas só somente apenas exceto nenhum nenhuma ninguém
    nicht kein keine keinen nie ohne außer wenn aber nur
    لا لم لن ليس ليست دون بدون إلا إذا لو لكن غير ما
"""
"""Words that carry a sentence's meaning on their own: what holds one of them is never cut away."""

_CONNECTIVES = """
    and|but|so|also|moreover|however|therefore|furthermore|then|thus|in addition|as a result|for example|nevertheless
    et|mais|donc|aussi|de plus|cependant|ainsi|par exemple|toutefois
    y|pero|además|también|sin embargo|por eso|por ejemplo|así
    e|mas|além disso|também|no entanto|por isso|por exemplo|assim
    و|لكن|لذلك|كذلك|أيضا|مثلا
""".replace("\n", "|")

_DANGLING = """
    this that these those they he she it its their his her him them such there another other both
    il elle ils elles ce cet cette ces cela ça leur leurs celui celle ceci
    él ella ellos ellas este esta esto estos estas ese esa eso esos esas aquel aquella su sus
    ele ela eles elas este esta isto estes estas esse essa isso seu sua seus suas
    هو هي هم هذا هذه هؤلاء ذلك تلك
    er sie es dies dieser diese dieses
"""

_FIRST_PERSON = {
    "en": "i i'm i've i'd i'll me my mine myself we we're we've us our ours",
    "fr": "je j' me m' moi mon ma mes mien mienne nous notre nos on",
    "es": "yo me mi mis mí mío mía conmigo nos nosotros nosotras nuestro nuestra nuestros nuestras soy estoy tengo "
    "creo siento quiero amo llevo elegí aprendí puedo sueño he encanta",
    "pt": "eu me mim meu minha meus minhas comigo nos nós nosso nossa nossos nossas sou estou tenho acredito gosto "
    "amo quero sinto posso aprendi adoro",
    "ar": "أنا إنني إني أنني لي عندي معي لدي نحن لنا عندنا كنت أحب أملك أعمل أريد أرى أشعر أؤمن أعرف أقول أتعلم أعيش "
    "أستطيع لكنني نعمل نؤمن عملي حياتي نفسي",
    "de": "ich mich mir mein meine meinen meinem meiner wir uns unser unsere",
    "it": "io mi me mio mia miei mie noi ci nostro nostra sono ho credo amo",
    "am": "እኔ የእኔ ለእኔ እኔን እኛ የእኛ ለእኛ ሥራዬ ስራዬ",
    "sw": "mimi yangu wangu langu zangu sisi yetu wetu ninapenda napenda",
    "ru": "я меня мне мной мой моя моё мои мы нас нам наш наша наши",
}


def main(language: str) -> str:
    """The language without its region: "fr" of "fr-BE"."""
    return language.lower().replace("_", "-").split("-")[0]


def whole_words(words: str, apart: str | None = None) -> re.Pattern[str]:
    """Any of `words` as a whole word, capitals or not; one that ends in an apostrophe may lean on the next word.

    They are set apart by space, or by `apart` where some are two words.
    """
    forms = sorted({word.strip() for word in words.split(apart) if word.strip()}, key=len, reverse=True)
    leaning = [re.escape(word[:-1]) for word in forms if word.endswith("'")]
    plain = [_prefixed(word) for word in forms if not word.endswith("'")]
    leaning_form = f"|(?:{'|'.join(leaning)})['’]" if leaning else ""
    return re.compile(rf"(?<![\w'’])(?:(?:{'|'.join(plain)})(?!\w){leaning_form})", re.IGNORECASE)


def _prefixed(word: str) -> str:
    """The word as a pattern; an Arabic one also with what is written onto its front: and, the, for, in, as."""
    front = "[وف]?(?:[بك]?ال|لل|[بلك])?" if "\u0600" <= word[0] <= "\u06ff" else ""
    return front + re.escape(word)


_NEGATION = re.compile(rf"{whole_words(_NEGATIONS).pattern}|n['’]t\b|(?<!\w)n['’]|(?<!\w)qu['’]", re.IGNORECASE)
_CONNECTIVE = whole_words(_CONNECTIVES, "|").pattern
_THERE_IS = r"(?!there(?:['’]s| is| are| was| were| has been| have been)\b)"
_DANGLING_START = re.compile(rf"[\W_]*{_THERE_IS}(?:{whole_words(_DANGLING).pattern}|{_CONNECTIVE})", re.IGNORECASE)
LEADING_CONNECTIVE = re.compile(rf"{_CONNECTIVE},?\s+", re.IGNORECASE)
_KNOWN_SCRIPTS = re.compile(r"[\s\d\W_A-Za-z\u00aa-\u024f\u0600-\u06ff]*")


def may_go(words: str) -> bool:
    """Whether a sentence keeps its meaning without `words`, as far as a list can tell: they hold no negation and no
    condition, and are in a script whose negations we know."""
    return bool(_KNOWN_SCRIPTS.fullmatch(words)) and not _NEGATION.search(words)


def leans_back(sentence: str) -> bool:
    """Whether it begins with a word about something said before: This, They, But …"""
    return bool(_DANGLING_START.match(sentence))


@cache
def _pronouns(language: str) -> re.Pattern[str]:
    return whole_words(_FIRST_PERSON[language] if language else " ".join(_FIRST_PERSON.values()))


@lru_cache(maxsize=1024)
def first_persons(text: str, language: str) -> int:
    """How often the speaker speaks of themselves; 0 for a language whose words are not in the table.

    With no language named, the words of all of them count.
    """
    if language and main(language) not in _FIRST_PERSON:
        return 0
    return len(_pronouns(main(language)).findall(text))


_CLIENTS = whole_words(
    """
    child children kid kids baby babies infant infants toddler toddlers son sons daughter daughters girl girls boy
    boys teen teens teenager teenagers orphan orphans twin twins family families parent parents husband husbands
    wife wives mother mothers father fathers mum mums mom moms dad dads brother brothers sister sisters sibling
    siblings cousin cousins niece nephew aunt auntie uncle grandmother grandmothers grandfather grandma grandpa
    granny grandparents grandchild grandchildren grandson granddaughter stepfather stepmother stepson stepdaughter
    widow widows widower client clients patient enfant enfants bébé bébés fils fille filles fillette gamin gamine
    garçon garçons orphelin orpheline orphelins famille familles parents mari mère mères père pères maman papa
    frère frères sœur sœurs soeur cousin cousine nièce neveu tante oncle grand-mère grand-père petit-fils
    petite-fille beau-père veuve veuf patient patiente niño niña niños niñas bebé bebés hijo hija hijos hijas
    chico chica huérfano huérfana familia familias marido esposo esposa madre madres padre padres mamá papá
    hermano hermana hermanos hermanas primo prima sobrino sobrina tía tío abuela abuelo abuelos abuelas nieto
    nieta nietos viuda viudo padrastro madrastra criança crianças menino menina meninos meninas filho filha filhos
    filhas órfão órfã família famílias mãe mães pai pais mamã mamãe papai irmão irmã irmãos irmãs primo prima
    sobrinho sobrinha tia tio avó avô avós neto neta netos viúva viúvo padrasto madrasta طفل طفلة أطفال ابن ابنة
    ابني ابنتي طفلي أطفالي أولادي بنت بنات ولد أولاد أسرة أسر عائلة عائلات عائلتي أسرتي أم أمي أمها أمه أب أبي
    أبوها أبوه زوج زوجة أخ أخي أخوه أخت أختي جدة جدتي جد جدي عم عمي عمة خال خالة أرملة يتيم يتيمة ሕፃን ህጻን ልጅ ልጆች
    ቤተሰብ
    """
)


_KIN = re.compile(
    rf"(?<!\w)(?:my|our|mon|ma|mes|notre|nos|mi|mis|nuestr[oa]s?|meus?|minhas?|nossos?|nossas?)\s+(?:\w+\s+)?"
    rf"{_CLIENTS.pattern}|(?<!\w)(?:ابني|ابنتي|طفلي|طفلتي|أطفالي|أولادي|عائلتي|أسرتي|زوجي|زوجتي|أمي|أبي|أخي|أختي|جدتي|جدي)(?!\w)",
    re.IGNORECASE,
)


def tells_of_clients(text: str) -> bool:
    """Whether it has a word for a child or a family: the worker's own, or those whom they serve."""
    return bool(_CLIENTS.search(text))


def tells_of_kin(text: str) -> bool:
    """Whether it tells of somebody as the speaker's own: my daughter, our children."""
    return bool(_KIN.search(text))


def _several(words: str, apart: str | None = None) -> tuple[frozenset[str], frozenset[str]]:
    """Single words, and those that are two or more."""
    known = {" ".join(word.split()).replace("’", "'") for word in words.split(apart) if word.strip()}
    return frozenset(word for word in known if " " not in word), frozenset(word for word in known if " " in word)


_SENDING = re.compile(
    r"\b(?:my|our|this|mon|notre|ce|mi|nuestro|este|o meu|meu) (?:profile|portrait|profil|perfil|submission|story"
    r"|form)\b"
    r"|\b(?:attach(?:ed|ing)?|enclosed|deadline|feel free to|please (?:find|see|note|let|edit|use|change|do)"
    r"|kind regards"
    r"|ci-joint|pièce jointe|veuillez|en retard|disculpen|perdonen|adjunt[oa]s?|les envío|le envío|em anexo|segue|envio"
    r"|desculpem?)\b|مرفق|أرسل لكم|تجدون",
    re.IGNORECASE,
)


def tells_of_sending(text: str) -> bool:
    """Whether it is about the submission itself: here is my profile, sorry that it is late."""
    return _SENDING.search(text) is not None


_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_COUNTS = _several(
    """
    believe learned learnt love hope hopes proud wish dream want wanted feel felt know matters means taught
    remind reminds promise trust remember understood never nobody somebody everybody always because
    crois appris aime espère fier fière rêve veux voulais sens sais compte enseigné confiance jamais personne toujours
    creo aprendí amo gusta espero orgullo orgullosa orgulloso sueño quiero quería siento sé importa enseñó confianza
    nunca nadie
    acredito aprendi adoro gosto espero orgulho sonho quero queria sinto sei importa ensinou confiança nunca ninguém
    glaube gelernt liebe hoffe stolz träume will wollte fühle weiß zählt vertrauen niemand immer
    أؤمن تعلمت أحب آمل فخورة فخور أحلم أريد أردت أشعر أعرف علمتني
    """
)
_DAYS = _several(
    """
    born|grew up|years old|my name is|married|went to school|studied|graduated|degree|diploma
    |was a teacher|my father was|my mother was|home visits
    |refer|referred|register|registered|report|reports|meeting|meetings|forms|coordinate|supervise|manage
    |every morning|every day|each day|chaque matin|chaque jour|cada mañana|cada día|todos los días|todos os dias
    |كل يوم|كل صباح|calls|arrive|lunch|breakfast|travelled|budget|thank you|i work as|i am a
    |i work for|i work with|i work at
    |née|né|grandi|j'ai étudié|j’ai étudié|diplôme|licence|rédige|rapports|réunion|réunions|fiches|oriente|merci
    |je m'appelle|je m’appelle|nací|crecí|estudié|licenciada|licenciado|fichas|informes|reunión|reuniones
    |gracias|me llamo|llego
    |nasci|cresci|estudei|licenciatura|fichas|relatórios|reunião|reuniões|obrigado|obrigada|meu nome|chamo-me
    |geboren|aufgewachsen|studiert|berichte|sitzungen|danke|ich heiße
    |ولدت|نشأت|درست|تقارير|اجتماعات|شكرا|اسمي
    """,
    "|",
)


def tells_what_counts(text: str) -> bool:
    """Whether it has a word of what somebody thinks, hopes or has learned."""
    return _has(text, _COUNTS)


@lru_cache(maxsize=1024)
def tells_of_days(text: str) -> bool:
    """Whether it has a word of a life's dates or of a working day's tasks: true, but nothing for a card."""
    return _has(text, _DAYS)


def _has(text: str, words: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether one of the words, or of the phrases, stands in the text. Asked of every sentence, so it must be quick."""
    small = text.lower().replace("’", "'")
    return not words[0].isdisjoint(_WORD.findall(small)) or any(phrase in small for phrase in words[1])
