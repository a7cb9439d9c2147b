"""How texts count, what in them is a link or a hashtag, and how two texts are compared. Pure.

X counts as its own library does (twitter-text, configuration v3): text in NFC, a link is 23 whatever its length, an
emoji is 2 however many code points it has, Latin and its like are 1, everything else is 2. The public suffix list tells
what ends a bare domain, because `example.org` is a link too.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from functools import cache, lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import regex
from publicsuffixlist import PublicSuffixList

X_LINK_LENGTH = 23
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that X counts as 1 (twitter-text config/v3.json)."""
_ALL_LIGHT = re.compile("[\0-\u00a8\u00aa-\u00ad\u00af-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]*")
"""Nothing but those, and none of © and ®, which may be emoji."""
_LONGEST_LINK = 4096
_LONGEST_LABEL = 63

_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3")
_LABEL = r"[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])?"
_ASCII_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?"
_ENDING = r"(?:xn--[A-Za-z0-9-]+|[A-Za-z]{2,}|[^\W\dA-Za-z_]{2,})"
_IN_PATH = r"\p{Latin}\p{Cyrillic}\p{N}"
_PATH_SIGN = rf"[{_IN_PATH}!*';:=+,.$/%#\[\]\-\u2013_~@|&?]"
_TAIL = (
    r"(?P<port>:\d+)?"
    rf"(?P<path>/(?:(?:{_PATH_SIGN}|\({_PATH_SIGN}*\))*(?:[{_IN_PATH}=_#/+\-]|\({_PATH_SIGN}*\)))?)?"
    rf"(?P<query>\?[{_IN_PATH}!?*'();:&=+$/%#\[\]\-_.,~|@]*[{_IN_PATH}_&=#/\-])?"
)
_LINK = regex.compile(
    rf"(?<![A-Za-z0-9@＠$#＃_])(?:(?P<scheme>https?://)(?P<host>(?:{_LABEL}\.)+{_ENDING}))(?![A-Za-z0-9_@-]){_TAIL}"
    rf"|(?<![A-Za-z0-9@＠$#＃_./+-])(?P<host>(?:{_ASCII_LABEL}\.)+{_ENDING})(?![A-Za-z0-9_@＠+-]|\.[A-Za-z0-9]){_TAIL}",
    regex.IGNORECASE,
)
_WITH_A_DOT = re.compile(r"(?<!\S)\S*?\.\S+")
_HASHTAG = regex.compile(r"(?<![\p{L}\p{M}\p{N}&_/])[#＃](?=[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}])[\p{L}\p{M}\p{N}_]+")
_MENTION = regex.compile(r"(?<![\p{L}\p{N}_@＠./])[@＠][A-Za-z0-9_]{1,15}(?![A-Za-z0-9_@＠.])")
_CASHTAG = regex.compile(r"(?<!\S)\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![A-Za-z0-9_])")


def links(text: str) -> list[tuple[int, int]]:
    """Where X sees links: start and end of each, bare domains with a known ending too."""
    words = _WITH_A_DOT.finditer(text)  # no link goes beyond a word, and most words need no second look
    return [found.span() for word in words for found in _LINK.finditer(text, *word.span()) if _is_link(found)]


def without_links(text: str) -> str:
    """The text with its links cut out."""
    for start, end in reversed(links(text)):
        text = text[:start] + text[end:]
    return text


def hashtags(text: str) -> list[str]:
    """Every hashtag with its sign, in order."""
    return [match.group() for match in _HASHTAG.finditer(text)]


def mentions(text: str) -> list[str]:
    """Every @account, in order."""
    return [match.group() for match in _MENTION.finditer(text)]


def cashtags(text: str) -> list[str]:
    """Every $CASHTAG, in order."""
    return [match.group() for match in _CASHTAG.finditer(text)]


def weighted_length(text: str) -> int:
    """The text's length as X counts it; the limit of a post is 280."""
    text = unicodedata.normalize("NFC", text)
    length, place = 0, 0
    for start, end in links(text):
        length += _weight(text[place:start]) + X_LINK_LENGTH
        place = end
    return length + _weight(text[place:])


def _weight(text: str) -> int:
    if text.isascii() or _ALL_LIGHT.fullmatch(text):
        return len(text)
    return sum(2 if _is_emoji(cluster) else sum(map(_code_point, cluster)) for cluster in _GRAPHEME.findall(text))


def _is_emoji(cluster: str) -> bool:
    # A lone © or ☺ may be text; followed by anything it is a sequence, and a keycap begins with a plain digit.
    return bool(_EMOJI.search(cluster)) and (len(cluster) > 1 or ord(cluster) > 0xFF)


def _code_point(letter: str) -> int:
    return 1 if any(first <= ord(letter) <= last for first, last in _LIGHT) else 2


def _is_link(match: regex.Match[str]) -> bool:
    host = match["host"] or ""
    if len(match[0]) > _LONGEST_LINK or any(len(_ascii(label)) > _LONGEST_LABEL for label in host.split(".")):
        return False
    return _is_known_domain(".".join(map(_ascii, host.lower().split("."))))


def _ascii(label: str) -> str:
    if label.isascii():
        return label
    return "xn--" + label.encode("punycode").decode()


@lru_cache(maxsize=1024)
def _is_known_domain(host: str) -> bool:
    return _suffixes().publicsuffix(host) not in {None, host}


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)


_TURNING_Y = re.compile("[^aeiou]y$")


def counted(number: int, thing: str) -> str:
    """ "1 post", "2 posts", "2 deliveries"."""
    if number == 1:
        return f"1 {thing}"
    return f"{number} {thing[:-1]}ies" if _TURNING_Y.search(thing) else f"{number} {thing}s"


_UNITS = ((86_400, "days"), (3_600, "h"), (60, "min"), (1, "s"))


def lasting(span: timedelta) -> str:
    """How long, in its largest unit and the one below: "3 days 4 h", "2 h 5 min", "40 s"."""
    left = round(span.total_seconds())
    first = next((place for place, (seconds, _) in enumerate(_UNITS) if left >= seconds), len(_UNITS) - 1)
    said: list[str] = []
    for seconds, unit in _UNITS[first : first + 2]:
        number, left = divmod(left, seconds)
        if number or not said:
            said.append("1 day" if (number, unit) == (1, "days") else f"{number} {unit}")
    return " ".join(said)


def tagged(link: str, tags: Mapping[str, str]) -> str:
    """The link with `tags` in its query; what it had already, the fragment too, stays as it was."""
    if not link or not tags:
        return link
    parts = urlsplit(link)
    there = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    added = urlencode({name: value for name, value in tags.items() if name not in there})
    query = "&".join(part for part in (parts.query, added) if part)
    return urlunsplit(parts._replace(query=query))


def normalised(text: str) -> str:
    """For comparing what was sent with what a network shows: NFC, and every run of space is one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())
