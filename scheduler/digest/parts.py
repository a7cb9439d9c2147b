"""The body of a message: text, HTML and, inlined, its pictures; encoded once, with slots for what is each one's own."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.digest.pictures import Picture
from scheduler.digest.segments import Encoded, encoded, plain

EOL = "\r\n"
_HTML = "text/html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """`content_type` goes into the message's header."""

    content_type: str
    encoded: Encoded


def body_of(*, text: str, html: str, pictures: Sequence[Picture], domain: str, seed: str) -> Body:
    """multipart/alternative of text and HTML; with pictures HTML is a multipart/related. `seed` makes boundaries."""
    outer = f"=_alternative_{seed[:24]}"
    pieces = [
        _head(outer, 'text/plain; charset="utf-8"'),
        encoded(text),
        *_shown(html, pictures, outer, domain, f"=_related_{seed[24:48]}"),
        plain(f"--{outer}--{EOL}".encode()),
    ]
    whole = pieces[0]
    for piece in pieces[1:]:
        whole = whole + piece
    return Body(content_type=f'multipart/alternative;{EOL} boundary="{outer}"', encoded=whole)


def _shown(html: str, pictures: Sequence[Picture], outer: str, domain: str, inner: str) -> Iterator[Encoded]:
    written = f'{_HTML}; charset="utf-8"'
    if not pictures:
        yield from (_head(outer, written), encoded(html))
        return
    related = f'Content-Type: multipart/related; type="{_HTML}";{EOL} boundary="{inner}"'
    yield plain(f"--{outer}{EOL}{related}{EOL}{EOL}".encode())
    yield from (_head(inner, written), encoded(html))
    yield from (plain(_attached(picture, inner, domain)) for picture in pictures)
    yield plain(f"--{inner}--{EOL}{EOL}".encode())


def _head(boundary: str, kind: str) -> Encoded:
    return plain(
        f"--{boundary}{EOL}Content-Type: {kind}{EOL}Content-Transfer-Encoding: quoted-printable{EOL}{EOL}".encode()
    )


def _attached(picture: Picture, boundary: str, domain: str) -> bytes:
    data = base64.b64encode(picture.file.read_bytes()).decode()
    head = (
        f"--{boundary}",
        f"Content-Type: image/{picture.subtype}",
        "Content-Transfer-Encoding: base64",
        f"Content-ID: <{picture.name}@{domain}>",
        f'Content-Disposition: inline; filename="{picture.name}"',
    )
    lines = [data[start : start + 76] for start in range(0, len(data), 76)]
    return EOL.join((*head, "", *lines, "")).encode()
