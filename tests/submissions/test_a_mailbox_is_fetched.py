"""What came by e-mail is fetched once, from a real mail server, which is left as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.shell import Shell
from handed_in import PROFILE, Desk, mail
from imap_server import PASSWORD, PROGRAM, Server, breaking_off, running, trusts

from scheduler.errors import SettingsError
from scheduler.models import Readiness
from scheduler.submissions.mailbox import address, fetch

OTHER = mail("Dear team,\n\nMine follows tomorrow.\n").replace(b"My profile", b"Tomorrow")


@pytest.fixture(scope="module")
def _server() -> Iterator[Server]:
    if not PROGRAM:
        pytest.skip("NOT TESTED: the mailbox needs Dovecot here (apt-get install dovecot-imapd).")
    with running() as server:
        yield server


@pytest.fixture
def server(_server: Server) -> Server:
    """With an empty mailbox."""
    for file in (_server.home / "mail").rglob("*.test*"):
        file.unlink()
    return _server


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def numbered(number: int, content: bytes = OTHER) -> bytes:
    return b"Message-ID: <%d@example.org>\r\n" % number + content


def test_a_mail_becomes_a_submission_with_what_is_attached(server: Server, desk: Desk) -> None:
    server.put(numbered(1, mail("Dear team,\n\nKind regards,\n", ("profile.txt", PROFILE.encode()))))

    came = fetch(address(server.url()), desk.folder)

    assert came.problems == ()
    assert [file.name for file in came.files] == ["mail-2023-09-30-nia-testa-c0723f.eml"]
    assert desk.only().status is Readiness.READY


def test_nothing_is_fetched_twice_not_even_what_a_person_took_out(server: Server, desk: Desk) -> None:
    for number in range(3):
        server.put(numbered(number))
    first = fetch(address(server.url()), desk.folder)
    first.files[0].unlink()
    server.put(numbered(7))

    second = fetch(address(server.url()), desk.folder)

    assert (len(first.files), len(second.files)) == (3, 1)


def test_a_mail_that_came_twice_or_has_no_number_is_one_file(server: Server, desk: Desk) -> None:
    for content in (numbered(1), numbered(1), OTHER, OTHER):
        server.put(content)

    fetch(address(server.url()), desk.folder)

    assert len(desk.read()) == 2


def test_the_mailbox_stays_as_it_was(server: Server, desk: Desk) -> None:
    for number in range(3):
        server.put(numbered(number))
    before = server.kept()

    fetch(address(server.url()), desk.folder)

    assert server.kept() == before
    assert len(before) == 3


def test_the_folder_and_the_encryption_are_as_the_address_says(
    server: Server, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", trusts(server))
    server.put(numbered(1))
    server.put(numbered(2), folder="Week &AOk-t&AOk-")

    came = fetch(address(server.url(folder="Week été", secure=True)), desk.folder)

    assert (len(came.files), came.problems) == (1, ())


def test_a_mail_that_is_too_large_is_told_and_the_others_come(server: Server, desk: Desk) -> None:
    server.put(numbered(1, OTHER + b"x" * 30_000))
    server.put(numbered(2))

    came = fetch(address(server.url()), desk.folder, most=20_000)

    assert len(came.files) == 1
    assert len(came.problems) == 1
    assert "“Tomorrow” of Nia Testa (2023-09-30)" in came.problems[0]
    assert "by hand" in came.problems[0]


def test_a_wrong_password_is_told_and_never_shown(server: Server, desk: Desk) -> None:
    (told,) = fetch(address(server.url(password="Hunter-2")), desk.folder).problems

    assert "refuses the password" in told
    assert "Hunter" not in told


def test_a_folder_that_is_not_there_is_told_with_those_that_are(server: Server, desk: Desk) -> None:
    (told,) = fetch(address(server.url(folder="Weak")), desk.folder).problems

    assert "has no such folder" in told
    assert "INBOX" in told


def test_a_certificate_of_nobody_is_refused(server: Server, desk: Desk) -> None:
    (told,) = fetch(address(server.url(secure=True)), desk.folder).problems

    assert "is not trusted" in told


def test_intake_fetches_first_and_a_password_may_stand_in_a_file(server: Server, shell: Shell) -> None:
    shell.write()
    server.put(numbered(1, mail(PROFILE)))
    (shell.folder / "secret").write_text(server.url())

    done = shell("intake", env={"MAILBOX_URL_FILE": str(shell.folder / "secret")})

    assert "1 mail fetched." in done.output
    assert "mail-2023-09-30-nia-testa" in done.output
    assert PASSWORD not in done.output


def test_intake_goes_on_with_what_is_there_when_the_server_is_down(shell: Shell) -> None:
    shell.write()
    (shell.folder / "submissions").mkdir()
    (shell.folder / "submissions" / "nia.txt").write_text(PROFILE)

    done = shell("intake", env={"MAILBOX_URL": "imap://week:Hunter-2@127.0.0.1:9/INBOX"})

    assert "127.0.0.1:9 cannot be reached" in done.output
    assert "1 submission: 1 ready" in done.output
    assert "Hunter" not in done.output
    assert done.exit_code == 1


@pytest.mark.parametrize(
    "url",
    [
        "imaps://mail.example.org/INBOX",
        "https://week:Hunter-2@mail.example.org/",
        "imaps://week:Hunter-2@mail.example.org:port/",
        "imaps://week:Hunter#2@mail.example.org/",
        "week:Hunter-2@mail.example.org",
        "imaps://week:Hunter-2@[mail/",
    ],
)
def test_an_address_that_cannot_be_right_is_told_without_quoting_it(url: str) -> None:
    with pytest.raises(SettingsError, match=r"no address of a mailbox.*imaps://user") as told:
        address(url)

    assert "Hunter" not in str(told.value)


def test_a_password_never_travels_in_the_open() -> None:
    with pytest.raises(SettingsError, match="for everybody to read"):
        address("imap://week:Hunter-2@mail.example.org/INBOX")


def test_the_parts_of_an_address_may_hold_anything() -> None:
    where = address("imaps://week%40example.org:a%3A%40%2F%23@mail.example.org/Week%202023/In")

    assert (where.user, where.password.reveal(), where.folder) == ("week@example.org", "a:@/#", "Week 2023/In")
    assert (where.host, where.port, where.encrypted) == ("mail.example.org", 993, True)
    assert "a:@" not in f"{where} {where!r}"


@pytest.mark.parametrize("after", ["LOGIN", "EXAMINE", "SEARCH", "FETCH"])
@pytest.mark.parametrize("answer", [b"", b"* BYE and gone\r\n", b"\xff\xfe{99999999999}\r\n", b"* 1 FETCH (UID x"])
def test_a_server_that_breaks_off_or_talks_nonsense_is_told_in_words(tmp_path: Path, after: str, answer: bytes) -> None:
    with breaking_off(after, answer) as port:
        came = fetch(address(f"imap://week:Hunter-2@127.0.0.1:{port}/INBOX"), tmp_path)

    assert came.files == ()
    assert len(came.problems) == 1
    assert "The mailbox (week on 127.0.0.1, folder INBOX)" in came.problems[0]
    assert "Hunter" not in came.problems[0]
