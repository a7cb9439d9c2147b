"""What a card says to those who do not see it: the same words, in the card's language."""

from scheduler.cards.languages import quotation_marks, unquoted
from scheduler.cards.shaping import clean
from scheduler.models import Card

LIMIT = 1000  # characters: what X takes, the smallest of the networks' limits

# With a portrait, without one, and the comma between the person's details.
_WORDS = {
    "ar": ("بطاقة اقتباس مع صورة {name}:", "بطاقة اقتباس:", "، "),
    "en": ("Quote card with a portrait of {name}:", "Quote card:", ", "),
    "es": ("Tarjeta con una cita y un retrato de {name}:", "Tarjeta con una cita:", ", "),
    "fr": ("Carte de citation avec un portrait de {name} :", "Carte de citation :", ", "),
    "pt": ("Cartão com uma citação e um retrato de {name}:", "Cartão com uma citação:", ", "),
}


def alt_text(card: Card) -> str:
    """`card.alt` where somebody wrote it; else what the picture shows, in at most 1000 characters.

    In Arabic, English, French, Portuguese or Spanish, as `card.lang` says; in English for other languages. A quote
    that is too long ends at a word with an ellipsis.
    """
    if card.alt.strip():
        return card.alt.strip()
    portrayed, plain, comma = _WORDS.get(card.lang.lower().replace("_", "-").split("-")[0], _WORDS["en"])
    name = clean(card.name)
    person = comma.join(part for part in map(clean, (name, card.title, card.organisation, card.country)) if part)
    intro = (portrayed if card.portrait else plain).format(name=name)
    opening, closing = quotation_marks(card.lang)
    room = LIMIT - len(f"{intro} {opening}{closing} — {person}")
    quote = _shortened(unquoted(clean(card.quote)), max(room, 0))
    return f"{intro} {opening}{quote}{closing} — {person}"[:LIMIT]


def _shortened(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    head = text[: max(room - 1, 0)]
    return f"{head.rsplit(' ', 1)[0]}…" if head else ""
