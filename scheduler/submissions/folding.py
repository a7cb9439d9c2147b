"""Words made comparable: without accents, Arabic hamzas and points, capitals and the marks around them."""

import unicodedata

_TATWEEL = "\u0640"


def folded(text: str) -> str:
    """Lower case, without marks above and below: "Él" and "el", "أكثر" and "اكثر" are the same."""
    bare = (sign for sign in unicodedata.normalize("NFD", text) if unicodedata.category(sign) != "Mn")
    return unicodedata.normalize("NFC", "".join(bare)).lower().replace(_TATWEEL, "").replace("’", "'")
