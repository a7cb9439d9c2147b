"""Bytes as text, whatever wrote them; and text that was once read in the wrong encoding, mended."""

import codecs
import re

import ftfy

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD = ("cp1252", "mac_roman", "cp850", "cp1250", "cp1251", "cp1256", "cp1254")
"""What was written before UTF-8: Windows in the West, Mac, DOS; then the Windows of central Europe, Cyrillic, Arabic,
Turkish. Of two that read equally well, the first counts."""
_SAMPLE = 200_000
_COMMON = set("éèêëàâäáãåçñíìîïóòôöõúùûüœæøßÉÀÇÑÖÜÄışğİęąłżśćńőűřšžč’‘“”–—…«»°€·•´¿¡")
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(r"[\t\n\r -%'-~’‘“”–—…]*")
"""What no wrong encoding leaves behind; an ampersand may begin "&eacute;"."""
_TORN = re.compile(r"(?<=[^\W\d_])[^\w\s!-~’\u00ad](?=[^\W\d_])")
"""A sign within a word."""
_CONTINUED = range(0x80, 0xC0)


def decoded(data: bytes, stated: str = "") -> str:
    """The bytes as text: by their mark, as UTF-8 or UTF-16, as they say of themselves, else what reads best."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    for encoding in filter(None, ("utf-8", stated)):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(_likeliest(data[:_SAMPLE]), "replace")


def is_wide(begin: bytes) -> bool:
    """Whether it begins as UTF-16 or UTF-32 does, with a mark or without."""
    return begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) or bool(_wide(begin))


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every second byte of Western text is zero."""
    sample = data[: 2 * (min(len(data), 2000) // 2)]
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if half < 4 or max(even, odd) < 0.6 * half or min(even, odd) > 0.02 * half:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _likeliest(data: bytes) -> str:
    if data.count(b"\xff\xfd") > len(data) // 4:  # no text at all
        return "latin-1"
    return max(_OLD, key=lambda encoding: _reads_well(data.decode(encoding, "replace")))


def _reads_well(text: str) -> int:
    """How much of what is beyond ASCII stands as letters stand in words: "é" within "été", but not "Ž" within "ŽtŽ"."""
    score = 0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        foreign = [sign for sign in word if not sign.isascii()]
        common = sum(sign in _COMMON for sign in foreign)
        if len({_script(sign) for sign in word}) > 1:  # half Latin, half Arabic
            score -= 3 * len(foreign)
        elif len(foreign) == len(word) > 2 and _script(word[0]) == "latin":  # Cyrillic or Arabic, taken for Latin
            score -= len(foreign)
        elif _script(word[0]) != "latin":
            score += len(foreign) if len(word) > 1 else -1
        else:
            score += 2 * common - (len(foreign) - common)
        if not (word.islower() or word.istitle() or word.isupper() or _script(word[0]) == "arabic"):
            score -= 2 * len(foreign)
    signs = [sign for sign in text if not sign.isascii() and not sign.isalpha()]
    score -= 3 * len(_TORN.findall(text))
    return score + sum(2 if sign in _COMMON or sign == "\u00a0" else -3 for sign in signs)


def _script(sign: str) -> str:
    return "arabic" if "\u0600" <= sign <= "\u06ff" else "cyrillic" if "\u0400" <= sign <= "\u04ff" else "latin"


# --- mending ----------------------------------------------------------------------------------------------------------


def mended(text: str) -> str:
    """The text without mojibake; what is sound stays as it is."""
    if _PLAIN.fullmatch(text):
        return text
    for pattern, codec in _RUNS:
        text = pattern.sub(lambda found, codec=codec: _as_utf8(found[0], codec), text)  # type: ignore[misc]
    return ftfy.fix_text(text, uncurl_quotes=False)


def _runs(codec: str, leads: str) -> re.Pattern[str]:
    """UTF-8 that was read as DOS text: "┬á", "├®", "ÔÇÖ". ftfy knows it only where all of a text was."""
    follow = re.escape(bytes(_CONTINUED).decode(codec, "replace"))
    two, three = (re.escape("".join(signs)) for signs in leads.split())
    return re.compile(rf"(?:[{two}][{follow}]|[{three}][{follow}]{{2}})+")


def _as_utf8(words: str, codec: str) -> str:
    try:
        return words.encode(codec).decode("utf-8")
    except UnicodeError:
        return words


_RUNS = (
    (_runs("cp437", "┬├┼╪┘ Γ"), "cp437"),
    (_runs("cp850", "┬├┼Ï┘ Ô"), "cp850"),
)
