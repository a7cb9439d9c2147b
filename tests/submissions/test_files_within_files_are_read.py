"""Archives, Outlook's mails and mailboxes: what is in them is read, and none of them can do harm."""

import io
import struct
import zipfile
from pathlib import Path

from handed_in import PROFILE, Desk, mail, paragraph, picture, word
from made_files import film, message, open_document, outlook, zipped

from scheduler.models import FindingKind, Kind, Readiness
from scheduler.submissions.readers.inside import MOST_FILES

FILM = next((Path(__file__).parents[2] / "assets" / "submissions").rglob("*.mp4"))


def unreadable(desk: Desk) -> list[str]:
    (found,) = desk.read().values()
    return [finding.text for finding in found.findings if finding.kind is FindingKind.UNREADABLE]


def test_an_archive_is_read_as_a_folder_would_be_without_what_systems_leave_in_it(desk: Desk) -> None:
    junk = {"__MACOSX/nia/._profile.docx": b"\0\5\x16\7", "nia/.DS_Store": b"\0\0\0\1Bud1", "nia/Thumbs.db": b"x"}
    profile = word("".join(paragraph(line) for line in PROFILE.splitlines() if line))
    archive = desk.drop("nia.zip", zipped({"nia/profile.docx": profile, "nia/fotos/José.jpg": picture(), **junk}))

    found = desk.only()

    assert (found.status, found.parts.name, found.files) == (Readiness.READY, "Nia Testa", (archive,))
    assert [media.file.name for media in found.media] == ["José.jpg"]


def test_what_was_only_read_is_not_left_lying_about(desk: Desk) -> None:
    desk.drop("nia.zip", zipped({"profile.txt": PROFILE, "me.jpg": picture()}))
    desk.drop("ola.eml", mail("Dear team,", ("profile.txt", PROFILE.encode())))

    desk.read()

    assert [file.name for file in desk.work.rglob("*")] == ["nia", "me.jpg"]


def test_no_name_in_an_archive_leads_elsewhere(desk: Desk) -> None:
    names = ("../../evil.jpg", "/etc/evil.jpg", "C:\\Windows\\evil.jpg", "..\\evil.jpg")
    pictures = {name: picture() + bytes(number) for number, name in enumerate(names)}
    desk.drop("nia.zip", zipped({"profile.txt": PROFILE, **pictures}))

    media = desk.only().media

    assert len({each.file for each in media}) == 4
    assert all(each.file.resolve().is_relative_to(desk.work.resolve()) for each in media)


def test_a_link_in_an_archive_is_not_followed(desk: Desk) -> None:
    link = zipfile.ZipInfo("me.jpg")
    link.external_attr = 0o120777 << 16
    kept = io.BytesIO(zipped({"profile.txt": PROFILE}))
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr(link, "/etc/hostname")
    desk.drop("nia.zip", kept.getvalue())

    assert unreadable(desk) == ["me.jpg is a link, not a file. Ask for the file itself."]


def test_archives_within_archives_are_read_to_some_depth(desk: Desk) -> None:
    content = zipped({"profile.txt": PROFILE})
    desk.drop("nia.zip", zipped({"again.zip": content}))
    assert desk.only().status is Readiness.READY

    for _ in range(6):
        content = zipped({"again.zip": content})
    desk.drop("nia.zip", content)
    assert "too many files deep" in unreadable(desk)[0]


def test_a_bomb_does_not_go_off(desk: Desk) -> None:
    large = bytearray(zipped({"zeros.bin": b"0"}))
    struct.pack_into("<I", large, large.index(b"PK\1\2") + 24, 1_800_000_000)  # as its directory says
    desk.drop("bomb.zip", bytes(large))
    assert "unpack to more" in unreadable(desk)[0]

    desk.drop("bomb.zip", zipped({f"{number}.txt": "x" for number in range(MOST_FILES + 1)}))
    assert f"{MOST_FILES + 1} files" in unreadable(desk)[0]


def test_bombs_within_office_files_do_not_go_off(desk: Desk) -> None:
    desk.drop("bomb.docx", zipped({"[Content_Types].xml": "<a/>", "word/document.xml": bytes(60_000_000)}))
    assert "unpack to more" in unreadable(desk)[0]

    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    laugh = f'<!DOCTYPE w [<!ENTITY e0 "ha">{entities}]><w>&e11;</w>'
    desk.drop("bomb.docx", zipped({"[Content_Types].xml": "<a/>", "word/document.xml": laugh}))
    assert "what no Office program writes" in unreadable(desk)[0]


def test_a_locked_archive_says_so(desk: Desk) -> None:
    content = bytearray(zipped({"profile.txt": PROFILE}))
    content[6] |= 1
    content[content.index(b"PK\1\2") + 8] |= 1
    desk.drop("nia.zip", bytes(content))

    assert "locked with a password" in unreadable(desk)[0]


def test_an_archive_of_several_people_is_remarked(desk: Desk) -> None:
    desk.drop("all.zip", zipped({f"{name}.txt": PROFILE.replace("Nia", name) for name in ("Nia", "Ola", "Kim")}))

    assert any("unpack it into the submissions folder" in remark for remark in desk.only().remarks)


def test_a_mail_saved_by_outlook_is_read_with_what_is_attached(desk: Desk) -> None:
    desk.drop(
        "nia.msg", outlook("Dear team,\n\nKind regards,\n", files={"a.txt": PROFILE.encode(), "me.jpg": picture()})
    )

    found = desk.only()

    assert (found.status, found.parts.name) == (Readiness.READY, "Nia Testa")
    assert [media.file.name for media in found.media] == ["me.jpg"]


def test_outlooks_page_and_a_mail_within_its_mail_are_read(desk: Desk) -> None:
    page = "".join(f"<p>{line}</p>" for line in PROFILE.replace("Kenya", "Côte d’Ivoire").splitlines())
    desk.drop("nia.msg", outlook(files={"mine.msg": message(page=page.encode("cp1252"))}, sender="Ola Sample"))

    found = desk.only()

    assert (found.parts.name, found.parts.country) == ("Nia Testa", "Côte d’Ivoire")


def test_a_mail_within_a_mail_is_read(desk: Desk) -> None:
    desk.drop("nia.eml", mail("See attached.", ("mine.eml", mail(PROFILE, ("me.jpg", picture())))))

    found = desk.only()

    assert (found.parts.name, len(found.media)) == ("Nia Testa", 1)


def test_of_a_saved_mailbox_each_mail_is_a_submission(desk: Desk) -> None:
    mails = (mail(PROFILE), mail(PROFILE.replace("Nia", "Ola")).replace(b"Nia Testa <", b"Ola Testa <"))
    desk.drop("saved.mbox", b"".join(b"From week Sat Sep 30 18:00:00 2023\n" + each + b"\n" for each in mails))

    found = desk.read()

    assert {each.parts.name for each in found.values()} == {"Nia Testa", "Ola Testa"}
    assert set(found) == {"nia-testa-my-profile", "ola-testa-my-profile"}


def test_rich_text_is_read_and_what_it_hides_is_found(desk: Desk) -> None:
    lines = "".join(line.replace("’", r"\'92") + "\\par " for line in PROFILE.splitlines())
    desk.drop("nia.rtf", rb"{\rtf1\ansi\ansicpg1252 " + lines.encode() + rb"{\v not for you}}")

    found = desk.only()

    assert found.parts.name == "Nia Testa"
    assert [finding.kind for finding in found.findings] == [FindingKind.HIDDEN_TEXT]


def test_open_document_is_read_with_its_tables_and_text_boxes(desk: Desk) -> None:
    cells = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in ("Name", "Nia Testa"))
    box = "<draw:frame><draw:text-box><text:p>Country: Kenya</text:p></draw:text-box></draw:frame>"
    told = "<text:h>Why did you choose this work?</text:h><text:p>My <text:span>neighbour</text:span> did it.</text:p>"
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    desk.drop(
        "nia.odt",
        open_document(f"{table}<text:p>{box}</text:p>{told}<text:h>Your role</text:h><text:p>I visit.</text:p>"),
    )

    parts = desk.only().parts

    assert (parts.name, parts.country, parts.why) == ("Nia Testa", "Kenya", "My neighbour did it.")


def test_a_film_tells_its_length_size_and_coding(desk: Desk) -> None:
    film(desk.folder / "boat.mp4", FILM)

    (remark,) = desk.only().remarks

    assert remark == "boat.mp4: 6 s, 640 x 360, H.264, 0.1 MB, without sound."


def test_a_film_that_is_too_long_for_a_network_is_told_at_once(desk: Desk) -> None:
    film(desk.folder / "boat.mp4", FILM, longer=30)

    found = desk.only()

    assert "boat.mp4 is 3 min 2 s long; X takes 2 min 20 s. Cut it." in found.remarks
    assert found.kind is Kind.MULTIMEDIA
