"""What is encoded once and filled for each recipient reads as if the standard library had written it for them alone."""

import quopri
import re
from email import message_from_bytes, policy
from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from scheduler.digest.segments import encoded, filled, quoted, slot

# Any script, any name; no line ends of other kinds, which no mail has, and none of the private signs of slots.
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\ue000\ue001"))
LINES = st.lists(st.one_of(WORDS, st.sampled_from(["", ".", "..", "From here", " ", "  two  ", "\t"])), max_size=6)
TEXTS = LINES.map("\n".join)


def read_back(data: bytes) -> str:
    return quopri.decodestring(data).decode().replace("\r\n", "\n")


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_it_reads_as_the_text_with_its_slots_filled(one: str, two: str, first: str, second: str) -> None:
    text = f"{one}{slot('a')}{two}{slot('b')}{slot('a')}end\n"
    data = encoded(text).with_({"a": quoted(first), "b": quoted(second)})
    assert read_back(data) == filled(text, {"a": first, "b": second})


@given(TEXTS, TEXTS)
def test_it_reads_as_the_standard_library_would_have_it(text: str, name: str) -> None:
    ours = encoded(f"{text}{slot('name')}\n").with_({"name": quoted(name)})
    head = b'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    theirs = EmailMessage(policy=policy.SMTP)
    theirs.set_content(f"{text}{name}\n", cte="quoted-printable")
    mine = message_from_bytes(head + ours, policy=policy.default)
    again = message_from_bytes(theirs.as_bytes(), policy=policy.default)
    assert isinstance(mine, EmailMessage)
    assert isinstance(again, EmailMessage)
    assert mine.get_content() == again.get_content()


@given(TEXTS, TEXTS)
def test_mail_servers_and_signatures_have_nothing_to_change(text: str, name: str) -> None:
    data = encoded(f"{text}{slot('name')}{text}\n").with_({"name": quoted(name)})
    for line in data.split(b"\r\n"):
        assert len(line) <= 76
        assert not line.startswith((b".", b"From "))
        assert not re.search(rb"[ \t]$|[ \t]{2}|\t", line)
        assert line.isascii()
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert b"\n" not in data.replace(b"\r\n", b"")


@given(TEXTS)
def test_no_character_is_cut_in_two_by_a_line(text: str) -> None:
    for line in quoted(text).split(b"\r\n"):
        quopri.decodestring(line.removesuffix(b"=")).decode()


def test_pieces_that_follow_each_other_are_one() -> None:
    both = encoded(f"a{slot('x')}") + encoded(f"b{slot('y')}c\n")
    assert read_back(both.with_({"x": b"1", "y": b"2"})) == "a1b2c\n"
