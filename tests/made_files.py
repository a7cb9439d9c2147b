"""Files of rarer forms, made by hand for the tests: Outlook's mails, workbooks, OpenDocument, films."""

import io
import struct
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
Tree = Mapping[str, "bytes | Tree"]


def outlook(
    text: str = "",
    *,
    page: bytes = b"",
    files: Mapping[str, "bytes | Tree"] | None = None,
    sender: str = "Nia Testa",
    subject: str = "My profile",
    sent: datetime = datetime(2023, 9, 30, 15, tzinfo=UTC),
) -> bytes:
    """A .msg as Outlook saves it; a file within it may be a message again."""
    return ole(message(text, page=page, files=files, sender=sender, subject=subject, sent=sent))


def message(
    text: str = "",
    *,
    page: bytes = b"",
    files: Mapping[str, "bytes | Tree"] | None = None,
    sender: str = "Nia Testa",
    subject: str = "My profile",
    sent: datetime = datetime(2023, 9, 30, 15, tzinfo=UTC),
    head: int = 24,
) -> Tree:
    ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    made: dict[str, bytes | Tree] = {
        "__properties_version1.0": bytes(head) + struct.pack("<IIQ", 0x00390040, 6, ticks),
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
        "__substg1.0_0C1A001F": sender.encode("utf-16-le"),
        "__substg1.0_1000001F": text.encode("utf-16-le"),
        "__substg1.0_10130102": page,
    }
    for number, (name, content) in enumerate((files or {}).items()):
        held = "__substg1.0_37010102" if isinstance(content, bytes) else "__substg1.0_3701000D"
        made[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            held: content,
        }
    return made


def ole(tree: Tree) -> bytes:
    """A compound file (MS-CFB, version 3) with these storages and streams."""
    if "__properties_version1.0" in tree:
        properties = tree["__properties_version1.0"]
        assert isinstance(properties, bytes)
        tree = {**tree, "__properties_version1.0": bytes(8) + properties}
    entries = list[dict[str, object]]()
    _entered("Root Entry", tree, entries, kind=5)
    mini, minifat = b"", list[int]()
    sectors, fat = list[bytes](), list[int]()

    def placed(content: bytes) -> int:
        first = len(sectors)
        blocks = [content[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(content), _SECTOR)]
        sectors.extend(blocks)
        fat.extend([*range(first + 1, first + len(blocks)), _END])
        return first

    for entry in entries:
        content = entry["content"]
        assert isinstance(content, bytes)
        if not content or entry["kind"] != 2:
            continue
        if len(content) >= _CUTOFF:
            entry["start"] = placed(content)
        else:
            count = -(-len(content) // _MINI)
            entry["start"] = len(minifat)
            minifat.extend([*range(len(minifat) + 1, len(minifat) + count), _END])
            mini += content.ljust(count * _MINI, b"\0")
    entries[0] |= {"start": placed(mini) if mini else _END, "content": mini}
    minifat_start = placed(struct.pack(f"<{len(minifat)}I", *minifat).ljust(_SECTOR, b"\xff")) if minifat else _END
    directory = placed(b"".join(_record(entry) for entry in entries))
    fat_sectors = 1
    while (len(fat) + fat_sectors) * 4 > fat_sectors * _SECTOR:
        fat_sectors += 1
    fat_at = len(sectors)
    whole = [*fat, *[_FAT] * fat_sectors]
    table = struct.pack(f"<{len(whole)}I", *whole).ljust(fat_sectors * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIII", 0, fat_sectors, directory, 0, _CUTOFF)
    head += struct.pack("<IIII", minifat_start, -(-len(minifat) * 4 // _SECTOR), _END, 0)
    head += struct.pack("<109I", *[*range(fat_at, fat_at + fat_sectors), *[_FREE] * (109 - fat_sectors)])
    return head + b"".join(sectors) + table


def _entered(name: str, node: "bytes | Tree", entries: list[dict[str, object]], kind: int = 2) -> int:
    """Adds the entry and all below it; its number. Siblings hang on each other to the right."""
    number = len(entries)
    held = isinstance(node, Mapping)
    entry: dict[str, object] = {
        **{"name": name, "kind": kind if kind == 5 else 1 if held else 2, "child": _FREE, "right": _FREE},
        **{"start": 0, "content": b"" if held else node},
    }
    entries.append(entry)
    before: dict[str, object] | None = None
    if isinstance(node, Mapping):
        for below in sorted(node, key=lambda each: (len(each), each.upper())):
            at = _entered(below, node[below], entries)
            (entry if before is None else before)["child" if before is None else "right"] = at
            before = entries[at]
    return number


def _record(entry: Mapping[str, object]) -> bytes:
    name, content = str(entry["name"]).encode("utf-16-le"), entry["content"]
    assert isinstance(content, bytes)
    begin = name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, int(str(entry["kind"])), 1)
    links = struct.pack("<III", _FREE, int(str(entry["right"])), int(str(entry["child"])))
    return begin + links + bytes(36) + struct.pack("<IQ", int(str(entry["start"])), len(content))


def workbook(rows: list[list[object]], *, merged: str = "", hidden: int = 0, comment: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    if hidden:
        sheet.row_dimensions[hidden].hidden = True
    if comment:
        from openpyxl.comments import Comment

        sheet[comment].comment = Comment("not sure about her", "Editor")
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return kept.getvalue()


def open_document(body: str) -> bytes:
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "text", "table", "draw", "style")
    )
    content = f"<office:document-content{names}><office:body><office:text>{body}</office:text></office:body>"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content + "</office:document-content>"})


def film(file: Path, source: Path, *, longer: int = 1) -> Path:
    """A copy of a film that says that it is so many times as long: its clock runs slower by as much."""
    content = bytearray(source.read_bytes())
    for box in (b"mvhd", b"mdhd"):
        at = content.find(box)
        while at >= 0:
            place = at + 16  # version and flags, two times, then the ticks of a second
            (ticks,) = struct.unpack_from(">I", content, place)
            struct.pack_into(">I", content, place, max(ticks // longer, 1))
            at = content.find(box, at + 4)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file
