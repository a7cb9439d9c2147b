"""A text that is nearly the same for everybody, encoded once: for each recipient, bytes are only put together.

Quoted-printable in a form that mail servers and DKIM leave alone: no white space is doubled or ends a line, no line
begins with a full stop (SMTP would double it) or with "From ". Slots stand on lines of their own, between soft breaks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

GREETING, TOKEN, NAME = "greeting", "token", "name"
_OPEN, _CLOSE = "\ue000", "\ue001"
SLOT = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_SOFT = b"=\r\n"
_LONGEST = 75
"""Characters of a line, and one for its soft break."""
_PLAIN = frozenset(range(33, 127)) - {ord("=")}
_AS_IT_IS = re.compile(r"(?!F)[A-Za-z0-9_/:-][A-Za-z0-9_/:.-]*(?: [A-Za-z0-9_/:.-]+)*")
_BYTES = tuple(bytes([byte]) if byte in _PLAIN - {ord("."), ord("F")} else b"=%02X" % byte for byte in range(256))
_SHORT = 40
_SPACE = ord(" ")


def slot(name: str) -> str:
    """The sign in a text of what is filled in later."""
    return f"{_OPEN}{name}{_CLOSE}"


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with the slots that have a value filled; the others stay."""
    return SLOT.sub(lambda found: values.get(found[1], found[0]), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """Pieces of bytes with a slot between each two."""

    pieces: tuple[bytes, ...]
    slots: tuple[str, ...]

    def with_(self, values: Mapping[str, bytes]) -> bytes:
        """All of it, every slot filled with a value that `quoted` made."""
        return b"".join(self.parts(values))

    def parts(self, values: Mapping[str, bytes]) -> list[bytes]:
        """The same, not yet put together: a letter of half a megabyte is copied once only."""
        parts = [self.pieces[0]]
        for name, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts += (values[name], piece)
        return parts

    def __add__(self, other: "Encoded") -> "Encoded":
        joint = self.pieces[-1] + other.pieces[0]
        pieces = (*self.pieces[:-1], joint, *other.pieces[1:])
        return Encoded(pieces=pieces, slots=self.slots + other.slots)


def plain(data: bytes) -> Encoded:
    """Bytes that are the same for everybody, and encoded already."""
    return Encoded(pieces=(data,), slots=())


def encoded(text: str) -> Encoded:
    """The text in quoted-printable, its slots open; it ends as it does, with a line end or without."""
    statics, slots = SLOT.split(text)[::2], SLOT.split(text)[1::2]
    last = len(statics) - 1
    pieces = []
    for number, static in enumerate(statics):
        piece = quoted(static)
        before = b"" if number == 0 or static.startswith("\n") else _SOFT
        after = b"" if number == last or piece.endswith(b"\n") or not piece else _SOFT
        pieces.append(before + piece + after)
    return Encoded(pieces=tuple(pieces), slots=tuple(slots))


def quoted(text: str) -> bytes:
    """The text in quoted-printable as it may stand at the beginning of a line, whatever follows."""
    if len(text) <= _LONGEST and _AS_IT_IS.fullmatch(text):
        return text.encode("ascii")
    short = b"".join([_BYTES[byte] for byte in text.encode("utf-8", "replace")]) if len(text) <= _SHORT else b""
    if short and len(short) <= _LONGEST and b"=0" not in short:  # a name, on one line
        return short
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return b"\r\n".join(_line(line) for line in lines)


def _line(line: str) -> bytes:
    out, length = bytearray(), 0
    for sign in _signs(line):
        if length + len(sign) > _LONGEST:
            out += _SOFT
            length = 0
            sign = _at_start(sign)
        out += sign if length else _at_start(sign)
        length += len(sign)
    return bytes(out)


def _at_start(sign: bytes) -> bytes:
    return b"=%02X" % sign[0] if sign in {b".", b"F"} else sign


def _signs(line: str) -> Iterator[bytes]:
    """Each character, encoded where it must be: its bytes stay on one line."""
    last = len(line) - 1
    for place, sign in enumerate(line):
        code = ord(sign)
        if code in _PLAIN:
            yield sign.encode()
        elif code == _SPACE and 0 < place < last and line[place - 1] != " ":
            yield b" "
        else:
            yield b"".join(b"=%02X" % byte for byte in sign.encode("utf-8", "replace"))
