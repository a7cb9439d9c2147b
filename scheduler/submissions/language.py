"""Which language a text is in."""

from functools import cache
from typing import Any

_SHORTEST, _SURE = 20, 120
"""Characters: below the first nobody can tell; below the second, what stands around it is asked, too."""
_MOST = 3000
"""Characters that are looked at: enough to tell by, and the time goes with their number."""
_KEPT, _CERTAIN = 0.02, 0.9
"""How likely the language of what stands around must be for a short text to be taken for it, too; and how
likely a rarely written one must be."""
_CODES = (
    "en fr es pt ar de it nl sw am ti om so ha yo ig zu xh rw ln wo mg ru uk pl ro bg sr hr sq el tr fa ps ur hi ne bn"
    " ta te mr gu pa si my km lo th vi id ms tl zh ja ko mn ka hy az uz kk ky tg he ku ht qu gn"
)
_WRITTEN = frozenset(_CODES.split())


def language_of(text: str, around: str = "") -> str:
    """Its ISO 639-1 code; "" for a text too short to tell. `around`: the form or mail in which it stands, whose
    language a short text most likely shares."""
    told, whole = text.strip()[:_MOST], around.strip()[:_MOST]
    if len(told) < _SHORTEST:
        told, whole = whole, ""
    if len(told) < _SHORTEST:
        return ""
    if len(told) >= _SURE:
        best: str = _identifier().classify(told)[0]
        return best
    likely = _likeliest(whole) if len(whole) > len(told) else ""
    return likely if dict(_identifier().rank(told)).get(likely, 0.0) >= _KEPT else _likeliest(told)


def _likeliest(text: str) -> str:
    """The first that is sure, or that many people write: a few English words are rarely meant as Latin or Pidgin."""
    ranked: list[tuple[str, float]] = _identifier().rank(text)
    written = (language for language, likely in ranked if likely >= _CERTAIN or language in _WRITTEN)
    return next(written, ranked[0][0])


@cache
def _identifier() -> Any:
    """With probabilities that can be compared; loading takes a second, and only intake needs it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
