"""Plain text and Markdown, in whatever encoding, mojibake mended."""

import re
from pathlib import Path

import ftfy

from scheduler.submissions.extract import Extract, heading

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Soft hyphens and spaces without width. Joiners stay: Persian, Hindi and many emoji are written with them."""
_OLD_WINDOWS = ("cp1252", "latin-1")


def read(file: Path, _work: Path) -> Extract:
    return Extract(text=tidy(decoded(file.read_bytes())))


def decoded(data: bytes) -> str:
    """The bytes as text: what they say they are, else UTF-8, else what Windows used to write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    for encoding in ("utf-8-sig", *_OLD_WINDOWS):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 decodes everything")


def tidy(text: str) -> str:
    """Mojibake mended, what nobody sees and Markdown's marks taken away, its headings kept as headings."""
    mended = ftfy.fix_text(text.replace("\r\n", "\n").replace("┬á", " "), uncurl_quotes=False).translate(_UNSEEN)
    return "\n".join(_line(line.rstrip()) for line in mended.split("\n"))


def _line(line: str) -> str:
    if found := re.match(r"#{1,6}\s+(.*)", line):
        return heading(re.sub(r"[*_]{1,2}([^*_]+)[*_]{1,2}", r"\1", found[1]))
    line = re.sub(r"(\*\*|__)(.+?)\1", r"\2", line)
    line = re.sub(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])", r"\1", line)
    line = re.sub(r"!?\[([^\]]*)\]\([^)\s]*\)", r"\1", line)
    return re.sub(r"^>\s?", "", line)
