"""Real files of every form, made small for the tests. Everybody in them is invented."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

from PIL import Image
from pypdf import PdfWriter

from scheduler import platforms
from scheduler.models import Submission
from scheduler.submissions import RECORD_FILE, Record, read_folder

NOW = datetime(2023, 10, 1, 9, tzinfo=UTC)
CLOSE = date(2023, 10, 2)

PROFILE = """\
Name: Nia Testa
Title: Case worker
Organisation: The Sample Family Centre
Country: Kenya
Date: 2023-09-20

Why did you choose this work?
My neighbour did it, and I saw what one patient visitor can change in a street.

What is your role, and what does a typical day look like?
I visit four families a day and write down what we agreed on.

What support do you give, and what are the results?
I go along to offices. Last year thirty families got their papers.

What do you love most?
The walk home after a good visit.

Qualifications and skills
A diploma in social work, and patience.

Quote
I cannot carry the load for a family, but I can walk beside them.

Consent: yes, I agree that my words and picture are shared.
"""
BLOG = "# A register on the wall\n\nBy Ola Sample\n\n" + "We hung the register where everybody could read it. " * 20


class Desk:
    """A submissions folder, its record and its work folder; what is dropped in can be read as intake does."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "submissions"
        self.folder.mkdir()
        self.work = home / "work"
        self.record = Record(home / RECORD_FILE)

    def drop(self, name: str, content: str | bytes) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def read(self, progress: Callable[[int, int], None] = lambda _done, _of: None) -> dict[str, Submission]:
        found = read_folder(
            self.folder,
            close=CLOSE,
            record=self.record,
            work=self.work,
            now=NOW,
            networks=[platforms.load("x"), platforms.load("facebook")],
            progress=progress,
        )
        assert len({each.id for each in found}) == len(found)
        return {each.id: each for each in found}

    def only(self) -> Submission:
        (found,) = self.read().values()
        return found


_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
)
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def paragraph(text: str, *, hidden: bool = False) -> str:
    looks = "<w:rPr><w:vanish/></w:rPr>" if hidden else ""
    return f'<w:p><w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def word(body: str, **more: str) -> bytes:
    """A .docx with this body in WordprocessingML; `more` are further parts under word/ by their name."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as parts:
        parts.writestr("[Content_Types].xml", _TYPES)
        parts.writestr("_rels/.rels", _RELATIONS)
        parts.writestr("word/document.xml", _DOCUMENT.format(body))
        for name, content in more.items():
            parts.writestr(f"word/{name}.xml", content)
    return kept.getvalue()


def pdf(*lines: str, password: str = "") -> bytes:
    """One page with these lines of text; locked when there is a password."""
    return drawn("".join(f"({line}) Tj 0 -14 Td " for line in lines), password)


def drawn(shown: str, password: str = "") -> bytes:
    """One page with what these commands of PDF draw."""
    stream = f"BT /F1 11 Tf 40 780 Td {shown} ET".encode("latin-1")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    whole = out + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer
    return _locked(whole, password) if password else whole


def _locked(whole: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(whole))
    writer.encrypt(password, algorithm="RC4-128")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def picture(*, located: bool = False, kind: str = "JPEG") -> bytes:
    kept, exif = io.BytesIO(), Image.Exif()
    if located:
        exif.get_ifd(0x8825).update({1: "S", 2: (1.0, 17.0, 30.0), 3: "E", 4: (36.0, 49.0, 0.0)})
    Image.new("RGB", (40, 30), "teal").save(kept, kind, exif=exif.tobytes())
    return kept.getvalue()


def mail(text: str, *attachments: tuple[str, bytes], sent: str = "Sat, 30 Sep 2023 18:00:00 +0300") -> bytes:
    message = EmailMessage()
    message["From"] = "Nia Testa <nia@example.org>"
    message["To"] = "week@example.org"
    message["Subject"] = "My profile"
    message["Date"] = sent
    message.set_content(text)
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def huge_film(file: Path, megabytes: int) -> None:
    """A file that begins as an MP4 and is as large as said, without filling the disk."""
    with file.open("wb") as opened:
        opened.write(struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 512, b"isom"))
        opened.truncate(megabytes * 1_000_000)
