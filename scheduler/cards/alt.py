"""What a card says to those who do not see it: the same words, in the card's language."""

from scheduler.cards.languages import quotation_marks, unquoted
from scheduler.cards.shaping import clean
from scheduler.cards.themes import Theme
from scheduler.models import Card

LIMIT = 1000  # characters: what X takes, the smallest of the networks' limits

# With a portrait, without one, and the comma between the person's details.
_WORDS = {
    "ar": ("بطاقة اقتباس مع صورة {name}:", "بطاقة اقتباس:", "، "),
    "de": ("Zitatkarte mit einem Porträt von {name}:", "Zitatkarte:", ", "),
    "en": ("Quote card with a portrait of {name}:", "Quote card:", ", "),
    "es": ("Tarjeta con una cita y un retrato de {name}:", "Tarjeta con una cita:", ", "),
    "fr": ("Carte de citation avec un portrait {de}{name}\u00a0:", "Carte de citation\u00a0:", ", "),
    "hi": ("{name} के चित्र के साथ उद्धरण कार्ड:", "उद्धरण कार्ड:", ", "),
    "id": ("Kartu kutipan dengan potret {name}:", "Kartu kutipan:", ", "),
    "it": ("Scheda con una citazione e un ritratto di {name}:", "Scheda con una citazione:", ", "),
    "ja": ("{name}さんの肖像を添えた引用カード：", "引用カード：", "、"),
    "nl": ("Citaatkaart met een portret van {name}:", "Citaatkaart:", ", "),
    "pt": ("Cartão com uma citação e um retrato de {name}:", "Cartão com uma citação:", ", "),
    "ru": ("Карточка с цитатой и портретом ({name}):", "Карточка с цитатой:", ", "),
    "uk": ("Картка з цитатою та портретом ({name}):", "Картка з цитатою:", ", "),
    "zh": ("引语卡片，附{name}的肖像：", "引语卡片：", "，"),
    "zh-hant": ("引言卡片，附{name}的肖像：", "引言卡片：", "，"),
}
_TRADITIONAL = {"zh-hk": "zh-hant", "zh-mo": "zh-hant", "zh-tw": "zh-hant"}
_UNSPACED = {"ja", "zh", "zh-hant"}


def alt_text(card: Card, theme: Theme | None = None, *, limit: int = LIMIT) -> str:
    """`card.alt` where somebody wrote it; else what the picture shows, in at most `limit` characters.

    In the card's language if its words are known here, else in English. A quote that is too long ends at a word with
    an ellipsis. `theme`: the campaign's, which may show no portrait.
    """
    if card.alt.strip():
        return card.alt.strip()
    language = _known(card.lang)
    portrayed, plain, comma = _WORDS[language]
    name = clean(card.name)
    person = comma.join(part for part in map(clean, (name, card.title, card.organisation, card.country)) if part)
    shown = card.portrait and (theme or Theme()).named(card.theme).design != "plain"
    intro = (portrayed if shown else plain).format(name=name, de=_of(name))
    opening, closing = quotation_marks(card.lang)
    start = f"{intro}{'' if language in _UNSPACED else ' '}{opening}"
    room = limit - len(f"{start}{closing} — {person}")
    quote = _shortened(unquoted(clean(card.quote)), max(room, 0))
    return f"{start}{quote}{closing} — {person}"[:limit]


def _known(lang: str) -> str:
    """The language whose words are used: English for those not named here."""
    tag = lang.lower().replace("_", "-")
    tag = _TRADITIONAL.get(tag, tag)
    return next((each for each in (tag, tag.split("-")[0]) if each in _WORDS), "en")


def _of(name: str) -> str:
    """The French preposition before a name."""
    return "d’" if name[:1].lower() in set("aeiouyâàéèêëîïôöûü") else "de "


def _shortened(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    head = text[: max(room - 1, 0)]
    return f"{head.rsplit(' ', 1)[0]}…" if head else ""
