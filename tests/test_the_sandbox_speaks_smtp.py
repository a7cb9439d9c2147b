"""The stand-in mail server, as any client meets it."""

import smtplib
from pathlib import Path

import pytest

from scheduler.sandbox.mail import MailFaults, MailServer, MailTerms

MESSAGE = "Message-ID: <1@news.example.org>\r\nSubject: Day 1\r\n\r\nHello\r\n.\r\nthere\r\n"


def send(server: MailServer, recipient: str = "ada@example.org") -> None:
    with smtplib.SMTP("127.0.0.1", server.port) as client:
        client.sendmail("week@example.org", [recipient], MESSAGE)


def test_what_it_accepts_stands_in_its_log(tmp_path: Path) -> None:
    file = tmp_path / "accepted.txt"
    with MailServer(accepted_file=file) as server:
        send(server)
        send(server, "bo@example.org")
    assert file.read_text() == "<1@news.example.org>\tada@example.org\n<1@news.example.org>\tbo@example.org\n"


def test_it_logs_as_postfix_does(tmp_path: Path) -> None:
    file = tmp_path / "mail.log"
    with MailServer(log=file) as server:
        send(server)
    told = [line.split(" ", 3)[3] for line in file.read_text().splitlines()]
    assert told == [
        "connect from localhost[127.0.0.1]",
        "Q0000001: message-id=<1@news.example.org>",
        "Q0000001: from=<>, size=68, nrcpt=1 (queue active)",
        "disconnect from localhost[127.0.0.1]",
    ]


def test_without_the_password_nothing_is_taken() -> None:
    with MailServer(terms=MailTerms(user="week", password="s3cret")) as server:
        with pytest.raises(smtplib.SMTPSenderRefused, match="Authentication required"):
            send(server)
        with smtplib.SMTP("127.0.0.1", server.port) as client:
            client.login("week", "s3cret")
            client.sendmail("week@example.org", ["ada@example.org"], MESSAGE)
    assert server.accepted == {"ada@example.org": 1}


def test_what_goes_wrong_can_be_changed_while_it_serves() -> None:
    with MailServer(faults=MailFaults(greylist=True)) as server:
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="Greylisted"):
            send(server)
        send(server)
        server.faults.lose_after_dot = 1
        with pytest.raises(smtplib.SMTPServerDisconnected):
            send(server)
    assert server.accepted == {"ada@example.org": 2}
