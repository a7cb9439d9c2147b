"""unsubscribe-server and bounces, as whoever runs them meets them."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from cli.shell import Shell, post, soon
from digest import plain_returns, returns
from digest.returns import ADDRESS, Return
from imap_server import PROGRAM, running

from scheduler.ledger.subscribers import Entry
from scheduler.models import Suppression


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    shell = Shell(tmp_path)
    shell.write(post("a"))
    return shell


def joined(shell: Shell) -> str:
    """Somebody on the list; their token."""
    ledger = shell.ledger
    ledger.subscribers.bring([Entry(email=ADDRESS, consent="web form")], soon())
    known = ledger.subscribers.by_address(ADDRESS)
    ledger.close()
    assert known
    return known.subscriber.token


def why_off(shell: Shell) -> Suppression | None:
    ledger = shell.ledger
    known = ledger.subscribers.by_address(ADDRESS)
    ledger.close()
    assert known
    return known.suppressed


def returned(shell: Shell, **mails: Return) -> str:
    """A folder with these mails."""
    folder, token = shell.folder / "returned", joined(shell)
    folder.mkdir()
    for name, mail in mails.items():
        (folder / f"{name}.eml").write_bytes(mail.raw(token))
    return str(folder)


def test_a_folder_of_mails_is_read_once_and_left_as_it_is(shell: Shell) -> None:
    folder = returned(shell, gone=returns.POSTFIX, absent=plain_returns.VACATION)
    first = shell("bounces", "--folder", folder)
    assert (first.exit_code, why_off(shell)) == (0, Suppression.BOUNCED)
    assert re.search(r"^gone +1$", first.output, re.MULTILINE)
    again = shell("bounces", "--folder", folder)
    assert "2 mails read, 1 of them counted before." in again.output
    assert len(list(Path(folder).glob("*.eml"))) == 2


def test_what_needs_a_person_is_told_without_any_address(shell: Shell) -> None:
    folder = returned(shell, refused=returns.GMAIL_UNAUTHENTICATED, letter=plain_returns.A_PERSON)
    done = shell("bounces", "--folder", folder, "--json")
    told = json.loads(done.output)
    assert done.exit_code == 1
    assert told["counts"] == {"mails": 2, "again": 0, "refused": 1, "unclear": 1}
    assert set(told["look"]) == {"refused.eml", "letter.eml"}
    assert "5.7.26" in told["look"]["refused.eml"]
    assert "@" not in done.output
    assert "digest" in shell.ledger.paused()
    assert shell("resume", "digest").exit_code == 0
    assert shell.ledger.paused() == {}


def test_without_a_mailbox_and_a_folder_it_says_what_to_set(shell: Shell) -> None:
    done = shell("bounces")
    assert done.exit_code == 1
    assert "BOUNCE_MAILBOX_URL is not set." in done.output
    assert "--folder" in done.output


def test_a_wrong_mailbox_is_told_by_the_name_of_its_setting_and_not_quoted(shell: Shell) -> None:
    done = shell("bounces", env={"BOUNCE_MAILBOX_URL": "imap://u:secret@mail.example.org/"})
    assert "BOUNCE_MAILBOX_URL begins with imap://" in done.output
    assert "secret" not in done.output


def test_a_mailbox_is_read_and_left_as_it_was_and_nothing_of_it_stays_here(shell: Shell) -> None:
    if not PROGRAM:
        pytest.skip("NOT TESTED: the mailbox needs Dovecot here (apt-get install dovecot-imapd).")
    token = joined(shell)
    with running() as server:
        server.put(returns.POSTFIX.raw(token))
        server.put(plain_returns.A_PERSON.raw(token))
        before = server.kept()
        env = {"BOUNCE_MAILBOX_URL": server.url()}
        first = shell("bounces", "--json", env=env)
        assert server.kept() == before
        second = shell("bounces", "--json", env=env)
    assert (first.exit_code, why_off(shell)) == (1, Suppression.BOUNCED)
    assert json.loads(first.output)["counts"] == {"mails": 2, "again": 0, "gone": 1, "unclear": 1}
    (left,) = (shell.folder / ".scheduler" / "returned").glob("*.eml")  # the person's letter waits for a person
    assert json.loads(second.output)["look"].keys() == {left.name}


@contextmanager
def serving(shell: Shell, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The server as a process, and where it listens."""
    command = [sys.executable, "-m", "scheduler", "-C", str(shell.folder), "unsubscribe-server", "--port", "0"]
    env = {**os.environ, **environment, "PYTHONUNBUFFERED": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    process = subprocess.Popen(command, env=env, **pipes)  # type: ignore[call-overload]
    try:
        told = ""
        while "http://127" not in told:
            line = process.stdout.readline()
            assert line, told
            told += line
        found = re.search(r"http://127\.0\.0\.1:\d+", told)
        assert found
        yield process, found[0]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_the_server_serves_tells_no_token_and_ends_when_told(shell: Shell) -> None:
    token = joined(shell)
    with serving(shell, UNSUBSCRIBE_URL="https://mail.example.org") as (process, url):
        page = requests.get(f"{url}/u/{token}", timeout=20)
        requests.post(f"{url}/u/{token}", data={"List-Unsubscribe": "One-Click"}, timeout=20)
        process.send_signal(signal.SIGTERM)
        told, _ = process.communicate(timeout=30)
    assert "daily e-mail of \u2068Our week\u2069." in page.text
    assert why_off(shell) is Suppression.UNSUBSCRIBED
    assert re.search(r"POST /u/… 200", told)
    assert token not in told
    assert process.returncode == 0


@pytest.mark.parametrize("url", ["http://mail.example.org", "mail.example.org", "https://x.example/?a=b"])
def test_an_address_that_is_not_public_is_told_before_anybody_is_served(shell: Shell, url: str) -> None:
    done = shell("unsubscribe-server", env={"UNSUBSCRIBE_URL": url})
    assert done.exit_code == 1
    assert "UNSUBSCRIBE_URL is no address of a server." in done.output


def test_a_port_that_is_taken_is_told_in_words(shell: Shell) -> None:
    with serving(shell) as (_, url):
        port = url.rpartition(":")[2]
        done = shell("unsubscribe-server", "--port", port)
    assert done.exit_code == 1
    assert f"Nobody can be heard on 127.0.0.1:{port}" in done.output
    assert "UNSUBSCRIBE_URL is not set" in done.output
