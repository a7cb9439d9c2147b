"""Bounces, complaints and automatic replies in the forms of the world's mail servers."""

from datetime import UTC, datetime

import pytest
from digest import plain_returns, returns
from digest.returns import ADDRESS, Return

from scheduler.digest.bounces import Heard, Meaning, hear, judged

NOW = datetime(2023, 11, 7, 8, 0, tzinfo=UTC)
TOKEN = "k3-Jd_9aQx7LmPz2RtVw8A"


def heard(mail: Return, **changes: str) -> Heard:
    return hear(mail.raw(TOKEN, **changes), NOW)


@pytest.mark.parametrize(
    ("mail", "meaning"),
    [
        (returns.POSTFIX, Meaning.GONE),
        (returns.POSTFIX_FULL, Meaning.FOR_NOW),
        (returns.POSTFIX_DISABLED, Meaning.GONE),
        (returns.POSTFIX_EXPIRED, Meaning.FOR_NOW),
        (returns.POSTFIX_GREYLISTED, Meaning.NOTHING),  # a delay is no bounce
        (returns.POSTFIX_DELIVERED, Meaning.NOTHING),
        (returns.NO_SUCH_DOMAIN, Meaning.GONE),
        (returns.NULL_MX, Meaning.GONE),
        (returns.OUR_SENDER, Meaning.REFUSED),  # 5.1.x, but of ours
        (returns.ONLY_WORDS, Meaning.GONE),
        (returns.ONLY_WORDS_OF_US, Meaning.REFUSED),
        (returns.NO_REASON, Meaning.UNCLEAR),
        (returns.PUT_OFF_BY_POLICY, Meaning.UNCLEAR),
        (returns.TOO_LARGE, Meaning.UNCLEAR),
        (returns.GMAIL, Meaning.GONE),
        (returns.GMAIL_UNAUTHENTICATED, Meaning.REFUSED),
        (returns.MICROSOFT, Meaning.GONE),
        (plain_returns.QMAIL, Meaning.GONE),  # and not the 5.7.1 in our own words below
        (plain_returns.EXIM, Meaning.GONE),
        (plain_returns.EXIM_WARNING, Meaning.NOTHING),
        (plain_returns.YAHOO_COMPLAINT, Meaning.COMPLAINT),
        (plain_returns.NOT_SPAM, Meaning.NOTHING),
        (plain_returns.VACATION, Meaning.NOTHING),
        (plain_returns.VACATION_UNMARKED, Meaning.NOTHING),
        (plain_returns.UNSUBSCRIBE, Meaning.UNSUBSCRIBE),
        (plain_returns.A_PERSON, Meaning.UNCLEAR),
    ],
    ids=lambda value: value.value if isinstance(value, Meaning) else "",
)
def test_each_mail_means_what_its_sender_meant(mail: Return, meaning: Meaning) -> None:
    assert heard(mail).meaning is meaning


ALL = [value for each in (returns, plain_returns) for value in vars(each).values() if isinstance(value, Return)]
ABOUT = [mail for mail in ALL if mail not in {plain_returns.VACATION, plain_returns.VACATION_UNMARKED}]


@pytest.mark.parametrize("mail", ABOUT)
def test_the_token_is_found_in_where_it_was_sent_to(mail: Return) -> None:
    assert heard(mail).who.tokens[0] == TOKEN


@pytest.mark.parametrize(
    "mail", [returns.POSTFIX, returns.GMAIL, returns.MICROSOFT, plain_returns.QMAIL, plain_returns.EXIM]
)
def test_without_an_address_of_its_own_our_letter_within_tells_whom(mail: Return) -> None:
    told = heard(mail, to="week@news.example.org").who
    assert told.tokens == (TOKEN,)
    assert f"2023-11-06.{TOKEN}.c0ffee@news.example.org" in told.message_ids
    assert told.addresses == (ADDRESS,)


@pytest.mark.parametrize("mail", [plain_returns.QMAIL, plain_returns.EXIM, returns.POSTFIX])
def test_where_nothing_of_ours_came_back_the_address_is_told(mail: Return) -> None:
    bare = Return(text=mail.text.replace(returns.ORIGINAL, "Subject: Workforce Week, day 1\n"))
    told = heard(bare, to="week@news.example.org").who
    assert (told.tokens, told.addresses) == ((), (ADDRESS,))


def test_what_is_written_to_the_address_of_bounces_is_no_wish_to_leave() -> None:
    assert heard(plain_returns.UNSUBSCRIBE, to=returns.POSTFIX.to.replace("{token}", TOKEN)).meaning is Meaning.UNCLEAR


@pytest.mark.parametrize(
    ("codes", "words", "meaning"),
    [
        (["5.1.1"], "blocked as spam? no: unknown", Meaning.GONE),  # a code that says it all
        (["5.1.0"], "sender denied", Meaning.REFUSED),
        (["5.1.0"], "address rejected", Meaning.GONE),
        (["5.7.0"], "user unknown", Meaning.REFUSED),  # never taken off for it
        (["5.1.1", "5.7.1"], "", Meaning.REFUSED),
        (["5.0.0", "4.2.2"], "mailbox full", Meaning.FOR_NOW),
        (["4.2.0"], "user unknown", Meaning.FOR_NOW),
        (["5.4.1"], "Recipient address rejected: Access denied", Meaning.FOR_NOW),
        (["5.2.2", "5.1.1"], "", Meaning.FOR_NOW),
        ([], "552 mailbox for joao is full", Meaning.FOR_NOW),
        ([], "", Meaning.UNCLEAR),
    ],
)
def test_in_doubt_nobody_is_taken_off_the_list(codes: list[str], words: str, meaning: Meaning) -> None:
    assert judged(codes, words)[0] is meaning


def test_of_several_recipients_the_one_counts_that_does_least_harm() -> None:
    block = "\nFinal-Recipient: rfc822; list@mail.example.net\nAction: failed\nStatus: 5.2.2\n\n--4SPx1D"
    both = Return(text=returns.POSTFIX.text.replace("\n--4SPx1D", block, 3).replace(block, "\n--4SPx1D", 2))
    assert heard(both).meaning is Meaning.FOR_NOW


def test_a_report_in_letters_of_the_world_is_read() -> None:
    """RFC 6533: the library does not take this type apart by itself."""
    text = returns.POSTFIX.text.replace("message/delivery-status", "message/global-delivery-status")
    mail = Return(text=text.replace("Final-Recipient: rfc822; ", "Final-Recipient: utf-8; "))
    assert heard(mail, address="joão@correio.example").meaning is Meaning.GONE


def test_the_words_for_people_hold_no_address() -> None:
    for mail in ALL:
        assert "@" not in heard(mail).words
    assert "Recipient address rejected" in heard(returns.POSTFIX).words


def test_a_mail_is_known_again_and_two_are_told_apart() -> None:
    """Also from another server, which wrote its own lines above it and its own ends of lines."""
    marks = {hear(mail.raw(token), NOW).mark for mail in ABOUT for token in (TOKEN, TOKEN[::-1])}
    copy = b"Received: from a by b; Mon\n" + returns.GMAIL.raw(TOKEN).replace(b"\r\n", b"\n")
    assert hear(copy, NOW).mark == heard(returns.GMAIL).mark
    assert len(marks) == 2 * len(ABOUT)


def test_a_date_in_the_future_counts_as_now() -> None:
    later = Return(text=returns.POSTFIX.text.replace("06 Nov 2023", "06 Nov 2033"))
    assert heard(later).at == NOW
    assert heard(returns.POSTFIX).at == datetime(2023, 11, 6, 9, 12, 44, tzinfo=UTC)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\nno parts",
        b"Return-Path: <>\r\nContent-Type: text/plain; charset=klingon\r\n\r\n\xe9\xe9",
        b"Return-Path: <>\r\nSubject: =?x?q?=ff?=\r\nDate: yesterday\r\nFrom: \xff\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: message/delivery-status\r\n\r\n\xff",
        b"Content-Type: message/feedback-report\r\n\r\nFeedback-Type: \xff\r\n",
        b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(3000)),
        b"Content-Type: message/rfc822\r\n\r\n" * 3000,
    ],
)
def test_what_nobody_can_read_is_left_to_a_person(raw: bytes) -> None:
    assert hear(raw, NOW).meaning is Meaning.UNCLEAR
