"""The header of every message: all fields of the trade, folded validly, whoever the recipient is."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import pytest
from digest.digest_samples import ADA, DIGEST, MONDAY, NOBODY, NOW, PAGES, TUESDAY, calendar_of, composed, post
from hypothesis import example, given
from hypothesis import strategies as st

from scheduler.digest import DayComposer, compose, faults
from scheduler.digest.headers import coded, mailbox, phrase, sender_id, unstructured
from scheduler.errors import DigestError, SettingsError
from scheduler.settings import Settings

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Co", "Zl", "Zp")), max_size=120)


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def decoded(words: str) -> str:
    """Encoded words that follow each other belong together (RFC 2047; `policy.default` sets spaces between them)."""
    return str(make_header(decode_header(words)))


@pytest.fixture(scope="module")
def composer(tmp_path_factory: pytest.TempPathFactory) -> DayComposer:
    calendar = calendar_of(tmp_path_factory.mktemp("week"), post("a", text="It begins. Read on."))
    return composed(calendar, BOUNCE_ADDRESS="b@news.example.org")


def test_every_field_of_the_trade_stands_there(composer: DayComposer) -> None:
    message = read(composer.letter(ADA).data)
    assert message["From"] == "Our Week <week@example.org>"
    assert message["Reply-To"] == "Our Week <week@example.org>"
    assert message["To"] == "Ada <ada@example.com>"
    assert message["Subject"] == "Our Week, day 1: It begins."
    assert message["Date"] == "Mon, 06 Nov 2023 12:30:00 +0000"
    assert message["List-Id"] == "Our Week daily <example.org>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Feedback-ID"] == "our-week:daily:bulk:exampleorg"
    assert message["Precedence"] == "bulk"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert message["MIME-Version"] == "1.0"
    assert message.get_content_type() == "multipart/alternative"


def test_list_unsubscribe_is_folded_at_its_comma_and_holds_no_encoded_word(composer: DayComposer) -> None:
    page = f"https://mail.example.org/u/{ADA.token}"
    mailto = f"mailto:week+u-{ADA.token}@example.org?subject=unsubscribe"
    assert f"\r\nList-Unsubscribe: <{page}>,\r\n <{mailto}>\r\n".encode() in composer.letter(ADA).data


def test_the_standard_library_would_have_spoiled_it(composer: DayComposer) -> None:
    """The trap that `headers` is written around (cpython#85725); when this fails, Python has mended it."""
    message = EmailMessage(policy=policy.SMTP)
    message["List-Unsubscribe"] = f"<https://mail.example.org/u/{'t' * 60}>, <mailto:week+u-{'t' * 60}@example.org>"
    assert b"=?utf-8?q?" in message.as_bytes()


def test_a_bounce_comes_back_to_an_address_of_its_own(composer: DayComposer) -> None:
    assert composer.letter(ADA).sender == f"b+{ADA.token}@news.example.org"


def test_without_an_address_for_bounces_they_come_to_the_sender(tmp_path: Path) -> None:
    assert composed(calendar_of(tmp_path, post("a"))).letter(ADA).sender == "week@example.org"


def test_the_same_letter_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, post("a"))
    assert composed(calendar).letter(ADA) == composed(calendar).letter(ADA)


def test_a_message_id_is_the_recipients_and_the_days_and_tells_no_token(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, post("a"), post("b", "2023-11-07 09:00"))
    monday, tuesday = composed(calendar), composed(calendar, TUESDAY)
    found = {each.message_id(who) for each in (monday, tuesday) for who in (ADA, NOBODY)}
    assert len(found) == 4
    assert not any(ADA.token in each for each in found)
    assert monday.letter(ADA).message_id == monday.message_id(ADA)
    assert f"Message-ID: {monday.message_id(ADA)}\r\n".encode() in monday.letter(ADA).data
    assert monday.message_id(ADA).startswith("<2023-11-06.")


def test_a_later_try_has_the_same_message_id(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, post("a"))
    settings = Settings(folder=tmp_path, values=PAGES)
    later = compose(calendar, {}, MONDAY, settings, NOW + timedelta(hours=1))
    assert later.message_id(ADA) == composed(calendar).message_id(ADA)


def test_without_a_server_one_leaves_by_mail_and_is_told_what_is_missing(tmp_path: Path) -> None:
    composer = composed(calendar_of(tmp_path, post("a")), UNSUBSCRIBE_URL="")
    message = read(composer.letter(ADA).data)
    assert message["List-Unsubscribe"] == f"<mailto:week+u-{ADA.token}@example.org?subject=unsubscribe>"
    assert "List-Unsubscribe-Post" not in message
    assert "Gmail and Yahoo" in composer.problems[0].what
    assert f"mailto:week+u-{ADA.token}@example.org" in composer.page(ADA, "")
    assert faults(composer.letter(ADA).data) == []


def test_another_address_may_take_those_who_leave(tmp_path: Path) -> None:
    composer = composed(calendar_of(tmp_path, post("a")), UNSUBSCRIBE_MAILTO="leave@news.example.org")
    assert f"<mailto:leave+u-{ADA.token}@news.example.org?subject=unsubscribe>".encode() in composer.letter(ADA).data


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("UNSUBSCRIBE_URL", "http://mail.example.org"),
        ("UNSUBSCRIBE_URL", "mail.example.org"),
        ("UNSUBSCRIBE_URL", "https://mail.example.org/?a=b"),
        ("BOUNCE_ADDRESS", "Bounces <b@news.example.org>"),
        ("BOUNCE_ADDRESS", "b"),
        ("UNSUBSCRIBE_MAILTO", "mailto:leave@example.org?subject=x"),
    ],
)
def test_an_address_that_is_none_is_said_by_its_name(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=name):
        compose(calendar_of(tmp_path, post("a")), {}, MONDAY, Settings(folder=tmp_path, values={name: value}), NOW)


@given(NAMES)
@example('O\'Brien, "Pat" \\ (x) <y@example.org>')
@example("=?utf-8?q?trick?=")
@example("فاطمة المصري")
@example("\U0001f469\u200d\u2695\ufe0f " * 12)
@example("x" * 110)
def test_any_name_is_read_back_and_every_message_passes(composer: DayComposer, name: str) -> None:
    data = composer.letter(replace(ADA, name=name)).data
    assert faults(data) == []
    told, address = parseaddr(message_from_bytes(data)["To"])
    assert (decoded(told), address) == (" ".join(name.split()), "ada@example.com")


@given(NAMES.filter(lambda words: words.strip()))
@example("A subject that is longer than any line of a header may be, and goes on for a while after that" * 2)
@example("Our Week, day 3: فاطمة المصري, Daniel Mwangi and Supervision is not a luxury")
def test_any_subject_is_read_back(words: str) -> None:
    data = f"Subject: {unstructured(words, 60)}\r\n\r\n".encode()
    assert read(data)["Subject"] == " ".join(words.split())
    assert all(len(line) <= 78 or " " not in line.strip() for line in data.decode().split("\r\n"))


@given(NAMES)
def test_no_encoded_word_is_too_long_or_cut_within_a_character(words: str) -> None:
    for word in coded(words).split("\r\n "):
        assert len(word) <= 75
        read(f"Subject: {word}\r\n\r\n".encode())["Subject"].encode()


def test_a_line_end_in_a_name_adds_no_field(composer: DayComposer) -> None:
    data = composer.letter(replace(ADA, name="Ada\r\nBcc: all@example.org")).data
    assert "Bcc" not in read(data)
    assert faults(data) == []


def test_a_domain_of_any_script_goes_as_dns_has_it(composer: DayComposer) -> None:
    letter = composer.letter(replace(ADA, email="ada@bücher.example"))
    assert letter.recipient == "ada@xn--bcher-kva.example"
    assert read(letter.data)["To"] == "Ada <ada@xn--bcher-kva.example>"


def test_a_local_part_of_any_script_stays_for_a_server_that_takes_it(composer: DayComposer) -> None:
    letter = composer.letter(replace(ADA, email="çağla@bücher.example"))
    assert letter.recipient == "çağla@xn--bcher-kva.example"
    assert "çağla@xn--bcher-kva.example".encode() in letter.data


def test_a_domain_that_cannot_be_is_said_without_telling_the_address(composer: DayComposer) -> None:
    with pytest.raises(DigestError, match="cannot be written in DNS") as told:
        composer.letter(replace(ADA, email="ada@ü-.-.example"))
    assert "ada" not in str(told.value)


def test_names_of_senders_are_quoted_or_encoded_as_they_must() -> None:
    assert phrase("Our Week") == "Our Week"
    assert phrase("Week, our") == '"Week, our"'
    assert phrase('The "week"') == '"The \\"week\\""'
    assert mailbox("", "a@example.org") == "a@example.org"
    assert mailbox("Zoë", "a@example.org") == "=?utf-8?b?Wm/Dqw==?= <a@example.org>"


@pytest.mark.parametrize("domain", ["a.io", "example.org", "a-very-long-domain-indeed.example.org"])
def test_a_sender_id_keeps_its_length(domain: str) -> None:
    assert 5 <= len(sender_id(domain)) <= 15


def test_a_list_may_have_a_name_of_its_own(tmp_path: Path) -> None:
    digest = DIGEST + "  list_id: week.example.org\n"
    data = composed(calendar_of(tmp_path, post("a"), digest=digest)).letter(ADA).data
    assert read(data)["List-Id"] == "Our Week daily <week.example.org>"


# --- the lint itself --------------------------------------------------------------------------------------------------

SPOILED = [
    (b"List-Id: Our", b"List-Idd: Our", "List-Id stands there 0 times"),
    (b"Precedence: bulk", b"Precedence: bulk\r\nPrecedence: bulk", "Precedence stands there 2 times"),
    (b"Precedence: bulk", b"Precedence: list", "precedence is not bulk"),
    (b"<https://mail", b"=?utf-8?q?=3Chttps://mail", "List-Unsubscribe is no list of addresses"),
    (b"List-Unsubscribe: <https", b"List-Unsubscribe: =?utf-8?q?x?= <https", "holds an encoded word"),
    (b"List-Unsubscribe=One-Click", b"List-Unsubscribe=Two-Clicks", "does not go with"),
    (b"List-Unsubscribe: <https", b"List-Unsubscribe: <https://a.org/>, <https", "more than one page"),
    (b"Message-ID: <", b"Message-ID: ", "Message-ID is not one"),
    (b"bulk:exampleorg", b"bulk:ex", "Feedback-ID has not the form"),
    (b"<ada@example.com>", b"<ada@example.com>, <ben@example.com>", "one recipient"),
    (b"Precedence: bulk", b"Precedence: bulk\r\nX-Long: " + b"word " * 30, "could be folded"),
    (b"Subject: Our", b"Subject: \x07Our", "control character"),
    (b"Subject: Our", "Subject: Öur".encode(), "subject is not ASCII"),
    (b"multipart/alternative", b"multipart/mixed", "no multipart/alternative"),
    (b"quoted-printable", b"8bit", "not quoted-printable"),
    (b"Read on.", b"Read on.\r\n.\r\n", "full stop"),
    (b"Read on.", b"Read on.\n", "LF or CR alone"),
    (b"Read on.", "Es beginnt für alle.".encode(), "not ASCII"),
    (b"Read on.", b"Read on. " * 9, "longer than 78"),
]


@pytest.mark.parametrize(("before", "after", "told"), SPOILED)
def test_the_lint_sees_each_fault(before: bytes, after: bytes, told: str, composer: DayComposer) -> None:
    data = composer.letter(ADA).data
    head, _, body = data.partition(b"\r\n\r\n")
    spoiled = data.replace(before, after, 1) if before in head else head + b"\r\n\r\n" + body.replace(before, after)
    assert spoiled != data
    assert any(told in fault for fault in faults(spoiled)), faults(spoiled)


def test_a_message_without_a_body_is_a_fault() -> None:
    assert faults(b"From: a@example.org\r\n") == ["There is no empty line below the header."]
