"""Words made comparable: without accents, Arabic hamzas and points, capitals and the marks around them."""

import unicodedata

_TATWEEL = "\u0640"


class _Bare(dict[int, int | None]):
    """For `str.translate`: marks above and below go, the rest stays. Each sign is looked up once."""

    def __missing__(self, sign: int) -> int | None:
        kept = None if unicodedata.category(chr(sign)) == "Mn" else sign
        self[sign] = kept
        return kept


_BARE = _Bare()


def folded(text: str) -> str:
    """Lower case, without marks above and below: "Él" and "el", "أكثر" and "اكثر" are the same."""
    return unmarked(text).lower().replace(_TATWEEL, "").replace("’", "'")


def unmarked(text: str) -> str:
    """Without marks above and below: "José" as "Jose"."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_BARE))
