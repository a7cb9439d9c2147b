"""Whatever a file holds, it is read or told in words, in bounded time; the next one is read as if it were the first."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from handed_in import PROFILE, Desk, mail, paragraph, pdf, picture, row, word
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_files import message, open_document, outlook, workbook, zipped

from scheduler.errors import SubmissionError
from scheduler.submissions.apart import Helper, LostError, in_order
from scheduler.submissions.extract import Extract
from scheduler.submissions.readers import read_alone, read_here
from scheduler.submissions.readers.inside import unpacking

FILM = next((Path(__file__).parents[2] / "assets" / "submissions").rglob("*.mp4"))
ROWS: list[list[object]] = [["Name", "Country", "Your role"], ["Nia", "Kenya", "I visit."], ["Ola", "Ghana", "I cook."]]
WHOLE = {
    "a.txt": PROFILE.encode(),
    "a-mac.txt": "l’été à l’école".encode("mac_roman"),
    "a.md": b"# Title\n\n| Name | Nia |\n|---|---|\n\n**Why** [because](x)\n",
    "a.html": b"<html><body><table><tr><td>Name</td><td>Nia</td></tr></table><p><b>Why?</b></p><p>So.</p></body>",
    "a.docx": word(paragraph("Name: Nia") + f"<w:tbl>{row('Country', 'Kenya')}</w:tbl>"),
    "a.odt": open_document("<text:h>Why</text:h><text:p>So</text:p>"),
    "a.rtf": rb"{\rtf1\ansi{\fonttbl\f0 Arial;}\f0 Name: Nia\par \u1605? \'e9\par}",
    "a.pdf": pdf("Name: Nia", "Country: Kenya"),
    "a.eml": mail(PROFILE, ("me.jpg", picture()), ("a.txt", b"words")),
    "a.msg": outlook("Words", files={"a.txt": b"words", "b.msg": message("Inner")}),
    "a.mbox": b"From a Sat Sep 30 18:00:00 2023\n" + mail("One") + b"\nFrom a Sat Sep 30 18:00:00 2023\n" + mail("Two"),
    "a.csv": b'Name,Country,"Your role"\nNia,Kenya,"I visit,\nand write"\n',
    "a.xlsx": workbook(ROWS, merged="B2:B3", comment="C2"),
    "a.zip": zipped({"b/a.txt": "words", "me.jpg": picture()}),
    "a.jpg": picture(located=True),
    "a.mp4": FILM.read_bytes()[:20_000],
}


class Reader:
    """Reads files in a process apart. `patience` in seconds."""

    def __init__(self, patience: float) -> None:
        self.helper = Helper(patience)

    def read(self, file: Path, work: Path) -> Extract:
        return self.helper.ask(file.name, read_alone, file, work)

    def process(self) -> int:
        return self.helper.ask("its number", os.getpid)


@pytest.fixture
def reader() -> Iterator[Reader]:
    reader = Reader(patience=5)
    yield reader
    reader.helper.close()


def read(file: Path, work: Path) -> Extract | str:
    """What comes of it, or why not; any other error is a failure of the test."""
    try:
        with unpacking():
            return read_here(file, work)
    except SubmissionError as error:
        return str(error)


def is_told(found: Extract | str, file: Path) -> bool:
    """Whether there are words, or the reason why not, with the file's name and what to do."""
    return isinstance(found, Extract) or ((file.name in found or found.startswith("It ")) and found.count(".") > 1)


@pytest.mark.parametrize("name", WHOLE)
def test_each_form_is_read_when_it_is_whole(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(WHOLE[name])

    assert isinstance(read(file, tmp_path / "work"), Extract)


@pytest.mark.parametrize("name", WHOLE)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_anywhere_is_told_or_read_over(tmp_path: Path, name: str, data: st.DataObject) -> None:
    content = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        end = min(len(content), at + data.draw(st.integers(0, 40)))
        content[at:end] = data.draw(st.binary(max_size=40))
        content = content or bytearray(b"x")
    file = tmp_path / name
    file.write_bytes(content)

    assert is_told(read(file, tmp_path / "work"), file)


@pytest.mark.parametrize("name", WHOLE)
@given(cut=st.floats(0, 1))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_that_breaks_off_is_told_or_read_as_far_as_it_goes(tmp_path: Path, name: str, cut: float) -> None:
    file = tmp_path / name
    file.write_bytes(WHOLE[name][: int(len(WHOLE[name]) * cut)])

    assert is_told(read(file, tmp_path / "work"), file)


@given(content=st.binary(max_size=3000), end=st.sampled_from([".txt", ".eml", ".csv", ".html", ".docx", ".xyz", ""]))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_under_any_name_are_told_or_read(tmp_path: Path, content: bytes, end: str) -> None:
    file = tmp_path / f"any{end}"
    file.write_bytes(content)

    assert is_told(read(file, tmp_path / "work"), file)


@given(text=st.text(max_size=600) | st.lists(st.sampled_from([*PROFILE.split(), "\n", "“", "?", ":"])).map(" ".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_become_a_submission(desk: Desk, text: str) -> None:
    desk.drop("any.txt", text.encode("utf-8", "replace") or b" ")

    found = desk.only()

    assert "not understood" not in "".join(finding.text for finding in found.findings)


ENDLESS = {
    "nested.html": b"<html>" + b"<div>" * 200_000,
    "nested.docx": word("<w:tbl>" * 20_000 + "</w:tbl>" * 20_000),
    "stars.md": b"**a*_[" * 200_000,
    "quotes.csv": b'Name,Country\n"' + b'a""' * 300_000,
    "mail.eml": b"From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 50_000,
    "deep.eml": b"From: a\nSubject: b\n" + b"Content-Type: message/rfc822\n\n" * 5_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_would_take_for_ever_is_ended(reader: Reader, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(ENDLESS[name])
    (tmp_path / "next.txt").write_text("words")

    with suppress(SubmissionError):
        reader.read(tmp_path / name, tmp_path / "work")

    assert reader.read(tmp_path / "next.txt", tmp_path / "work").text == "words"


def test_a_pdf_that_shows_itself_again_and_again_is_ended(tmp_path: Path) -> None:
    reader = Reader(patience=2)
    (tmp_path / "loop.pdf").write_bytes(_pdf_of_mirrors())
    (tmp_path / "next.txt").write_text("words")

    with pytest.raises(SubmissionError, match=r"loop\.pdf"):
        reader.read(tmp_path / "loop.pdf", tmp_path / "work")
    assert reader.read(tmp_path / "next.txt", tmp_path / "work").text == "words"
    reader.helper.close()


def _pdf_of_mirrors(depth: int = 30) -> bytes:
    """Each form shows the next one ten times, 30 deep."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/F Do\nendstream",
    ]
    show = b"/F Do " * 10
    for number in range(depth):
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (number + 6) if number < depth - 1 else b""
        head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%s/Length %d>>" % (inner, len(show))
        objects.append(head + b"stream\n" + show + b"\nendstream")
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, each) for number, each in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Size 99/Root 1 0 R>>\n%%EOF"


def test_a_reading_process_that_is_killed_is_replaced(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "next.txt").write_text("words")
    reader.read(tmp_path / "next.txt", tmp_path / "work")
    os.kill(reader.process(), signal.SIGKILL)

    assert reader.read(tmp_path / "next.txt", tmp_path / "work").text == "words"


def test_a_file_that_kills_the_reading_process_costs_that_file(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "next.txt").write_text("words")

    with pytest.raises(LostError, match=r"bomb\.txt broke the program"):
        reader.helper.ask("bomb.txt", os.abort)
    assert reader.read(tmp_path / "next.txt", tmp_path / "work").text == "words"


def test_a_process_that_hangs_ends_by_itself() -> None:
    reader = Reader(patience=0.2)
    hanging = reader.process()

    with pytest.raises(LostError, match="takes longer"):
        reader.helper.ask("slow.txt", time.sleep, 60)

    assert _ends(hanging)


def _ends(process: int) -> bool:
    for _ in range(600):
        if not Path(f"/proc/{process}").exists():
            return True
        time.sleep(0.05)
    return False


def test_what_several_helpers_find_comes_in_the_order_of_the_question() -> None:
    assert list(in_order(_slow_first, range(20), at_once=2)) == list(range(20))


def _slow_first(number: int) -> int:
    time.sleep(0.05 if number % 4 == 0 else 0)
    return number


def test_what_is_no_file_is_told_and_not_waited_for(desk: Desk) -> None:
    os.mkfifo(desk.folder / "pipe.txt")
    desk.drop("whole.txt", PROFILE)

    found = desk.read()

    assert "pipe.txt is no file" in found["pipe"].findings[0].text
    assert found["whole"].parts.name == "Nia Testa"


def test_a_file_that_nobody_may_read_is_told(desk: Desk) -> None:
    if os.getuid() == 0:
        pytest.skip("NOT TESTED: root may read everything.")
    desk.drop("secret.txt", PROFILE).chmod(0)

    assert "cannot be opened" in desk.only().findings[0].text


def test_modules_that_lie_in_the_campaigns_folder_are_not_run(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "email.py").write_text("raise SystemExit")
    (tmp_path / "a.eml").write_bytes(mail("Words"))
    monkeypatch.chdir(tmp_path)

    assert reader.read(tmp_path / "a.eml", tmp_path / "work").text.strip() == "Words"
