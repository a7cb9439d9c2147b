"""Which language a text is in."""

from functools import cache
from typing import Any

_SHORTEST, _SURE = 20, 120
"""Characters: below the first nobody can tell; below the second, what stands around it is asked, too."""
_MOST = 6000
_KEPT = 0.02
"""How likely the language of what stands around must be for a short text to be taken for it, too."""


def language_of(text: str, around: str = "") -> str:
    """Its ISO 639-1 code; "" for a text too short to tell. `around`: the form or mail in which it stands, whose
    language a short text most likely shares."""
    told, whole = text.strip()[:_MOST], around.strip()[:_MOST]
    if len(told) < _SHORTEST:
        told, whole = whole, ""
    if len(told) < _SHORTEST:
        return ""
    best: str = _identifier().classify(told)[0]
    if len(told) >= _SURE or len(whole) <= len(told):
        return best
    likely: str = _identifier().classify(whole)[0]
    return likely if dict(_identifier().rank(told)).get(likely, 0.0) >= _KEPT else best


@cache
def _identifier() -> Any:
    """With probabilities that can be compared; loading takes a second, and only intake needs it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
