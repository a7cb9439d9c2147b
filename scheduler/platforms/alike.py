"""Whether two texts are the same after all that networks do to a text on its way."""

import html
import re
import unicodedata
from functools import lru_cache

from scheduler.text import normalised

_TAG = re.compile(r"[?&]utm_\w+=[^&#\s]*")


def alike(sent: str, shown: str) -> bool:
    """True when only what networks change is different: composition, space, what cannot be seen, HTML entities, the
    scheme of a link and a slash at its end; and the tags of a link, which hold the post's and the channel's names:
    renamed, it says the same."""
    return _comparable(sent) == _comparable(shown)


@lru_cache(4096)  # a look compares each text of the account, and seldom is the only look
def _comparable(words: str) -> str:
    visible = "".join(letter for letter in _unescaped(words) if letter.isspace() or not _is_unseen(letter))
    bare = normalised(visible).replace("https://", "").replace("http://", "")
    return " ".join(word.rstrip("/") for word in _TAG.sub("", bare).split())


def _unescaped(words: str) -> str:
    """Until nothing is left to do: of a text that was escaped once or twice, or not, the same comes out."""
    while (once := html.unescape(words)) != words:
        words = once
    return words


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cn", "Cs"}
