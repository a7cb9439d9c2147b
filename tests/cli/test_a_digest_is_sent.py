"""The daily e-mail from the command line: who gets it, sending it, and how far it is."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.shell import Shell, local, post, soon

from scheduler.sandbox.mail import MailFaults, MailServer

DIGEST = """\
digest:
  at: "07:30"
  from: "Workforce Week <week@example.org>"
  address: "Example Network, 1 Example Road, Example City"
"""
LIST = "email,name,language,consent\nada@example.org,Ada,en,form 1 May\nbo@example.org,Bo,fr,form 2 May\n"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as mail:
        yield mail


@pytest.fixture
def day(shell: Shell, server: MailServer) -> str:
    """A campaign with a post on that day, and a list that was brought in."""
    at = local(soon(hours=1))
    shell.write(post("welcome", at=at))
    file = shell.folder / "posts.yaml"
    file.write_text(shell.calendar.replace("posts:\n", f"{DIGEST}\nposts:\n", 1), encoding="utf-8")
    (shell.folder / ".env").write_text(f"SMTP_URL={server.address}\n")
    (shell.folder / "subscribers.csv").write_text(LIST)
    assert shell("subscribers", "import").exit_code == 0
    return at[:10]


def test_it_goes_to_everybody_and_said_again_to_nobody(shell: Shell, server: MailServer, day: str) -> None:
    sent = shell("digest", "send", "--day", day, "--yes")
    assert sent.exit_code == 0, sent.output
    assert "2 taken by the mail server" in sent.output
    again = shell("digest", "send", "--day", day, "--yes")
    assert (again.exit_code, server.accepted) == (0, {"ada@example.org": 1, "bo@example.org": 1})


def test_its_counts_can_be_read_by_a_script(shell: Shell, day: str) -> None:
    before = json.loads(shell("digest", "status", "--json").output)
    assert (before["state"], before["total"]) == (None, 0)
    shell("digest", "send", "--day", day, "--yes")
    told = json.loads(shell("digest", "status", "--json").output)
    assert (told["day"], told["state"], told["total"]) == (day, "finished", 2)
    assert told["counts"]["accepted"] == 2


def test_without_a_yes_nothing_is_sent(shell: Shell, server: MailServer, day: str) -> None:
    assert shell("digest", "send", "--day", day).exit_code == 1
    assert not server.accepted


def test_a_trial_counts_for_nothing(shell: Shell, server: MailServer, day: str) -> None:
    assert shell("digest", "send", "--day", day, "--to", "ada@example.org").exit_code == 0
    shell("digest", "send", "--day", day, "--yes")
    assert server.accepted == {"ada@example.org": 2, "bo@example.org": 1}


def test_what_is_left_to_do_is_told_by_the_exit_code(shell: Shell, server: MailServer, day: str) -> None:
    server.faults = MailFaults(greylist=True)
    put_off = shell("digest", "send", "--day", day, "--yes")
    assert put_off.exit_code == 1
    assert "2 put off by the mail server" in put_off.output
    assert "is due at" in put_off.output


def test_a_refusal_of_our_mail_is_told_and_waits_for_a_person(shell: Shell, server: MailServer, day: str) -> None:
    server.faults = MailFaults(policy_after=0)
    stopped = shell("digest", "send", "--day", day, "--yes")
    assert stopped.exit_code == 1
    assert "550 5.7.26 This mail has been blocked" in stopped.output
    server.faults = MailFaults()
    still = shell("digest", "send", "--day", day, "--yes")
    assert still.exit_code == 1
    assert f"scheduler digest resume --day {day}" in still.output
    assert shell("digest", "resume", "--day", day).exit_code == 0
    assert shell("digest", "send", "--day", day, "--yes").exit_code == 0
    assert sum(server.accepted.values()) == 2


def test_a_cancelled_one_is_not_sent(shell: Shell, server: MailServer, day: str) -> None:
    server.faults = MailFaults(greylist=True)
    shell("digest", "send", "--day", day, "--yes")
    assert shell("digest", "cancel", "--day", day, "--yes").exit_code == 0
    assert shell("digest", "send", "--day", day, "--yes").exit_code == 1
    assert shell("digest", "pause", "--day", day).exit_code == 1
    assert not server.accepted


def test_a_day_that_was_never_begun_cannot_be_paused(shell: Shell, day: str) -> None:
    paused = shell("digest", "pause", "--day", day)
    assert (paused.exit_code, "was never begun" in paused.output) == (1, True)


def test_without_subscribers_nothing_is_begun(shell: Shell, day: str) -> None:
    for address in ("ada@example.org", "bo@example.org"):
        shell("subscribers", "forget", address, "--yes")
    nobody = shell("digest", "send", "--day", day, "--yes")
    assert (nobody.exit_code, "nobody to send it to" in nobody.output) == (1, True)
    assert json.loads(shell("digest", "status", "--json").output)["state"] is None


def test_a_day_without_posts_sends_nothing_and_says_so(shell: Shell, server: MailServer, day: str) -> None:
    empty = shell("digest", "send", "--day", local(soon(days=40))[:10], "--yes")
    assert empty.exit_code == 1
    assert "nothing on that day" in empty.output
    assert not server.accepted


def test_who_was_forgotten_stays_away_and_the_import_says_so(shell: Shell, server: MailServer, day: str) -> None:
    forgotten = shell("subscribers", "forget", "bo@example.org", "--yes")
    assert "still stands in" in forgotten.output
    again = shell("subscribers", "import")
    assert "line 3: stays without mail (forgotten)" in again.output
    shell("digest", "send", "--day", day, "--yes")
    assert server.accepted == {"ada@example.org": 1}


def test_who_is_asked_first_gets_nothing_before_they_said_yes(shell: Shell, server: MailServer, day: str) -> None:
    (shell.folder / "more.csv").write_text("email,consent\ncy@example.org,table at the fair\n")
    shell("subscribers", "import", str(shell.folder / "more.csv"), "--confirm")
    assert "1 unconfirmed" in shell("subscribers", "stats").output
    shell("digest", "send", "--day", day, "--yes")
    assert "cy@example.org" not in server.accepted


def test_the_list_can_be_taken_out_for_nobody_else_to_read(shell: Shell, day: str, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    assert shell("subscribers", "export", str(file)).exit_code == 0
    assert file.stat().st_mode & 0o077 == 0
    assert [line.split(",")[0] for line in file.read_text().splitlines()[1:]] == ["ada@example.org", "bo@example.org"]


def test_refused_lines_are_told_and_the_others_come_in(shell: Shell, day: str) -> None:
    (shell.folder / "more.csv").write_text("email,consent\nnobody,form\ncy@example.org,form\n")
    told = shell("subscribers", "import", str(shell.folder / "more.csv"))
    assert told.exit_code == 1
    assert "line 2: nobody: this is no valid address" in told.output
    assert "1 added" in told.output
    as_json = json.loads(shell("subscribers", "import", str(shell.folder / "more.csv"), "--json").output)
    assert (as_json["unchanged"], len(as_json["refused"])) == (1, 1)
