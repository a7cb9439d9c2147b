"""init and doctor: a folder that works at once, and what would fail said before it does."""

import json

import pytest
from campaigns import HEAD
from cli.shell import CHANNELS, Shell, local, post, soon

from scheduler.models import State
from scheduler.sandbox import Sandbox
from scheduler.sandbox.mail import MailServer, MailTerms


def test_a_new_campaign_passes_check_and_teaches_by_its_comments(shell: Shell) -> None:
    done = shell("init", "week", "--name", 'The "Best": week #1')
    assert done.exit_code == 0
    new = Shell(shell.folder / "week")
    assert new("check").output == "1 post, 0 errors, 0 warnings.\n"
    assert new.calendar.count("#") > 15
    for part in ("assets/theme.yaml", "submissions", ".env.example", ".gitignore"):
        assert (new.folder / part).exists()


def test_a_new_campaign_has_its_digest_in_comments_and_says_which_keys_it_has(shell: Shell) -> None:
    shell("init")
    without = shell("digest", "preview")
    assert without.exit_code == 1
    for key in ("at:", "from:", "subscribers:", "address:"):
        assert key in without.output
    begun = shell.calendar.replace("# digest:\n", "digest:\n").replace("status: draft", "status: approved")
    for key in ("at", "from", "subscribers", "address"):
        begun = begun.replace(f"\n#   {key}:", f"\n  {key}:")
    (shell.folder / "posts.yaml").write_text(begun, encoding="utf-8")
    assert shell("check").output == "1 post, 0 errors, 0 warnings.\n"
    assert shell("digest", "preview").exit_code == 0


def test_an_existing_campaign_is_never_overwritten(shell: Shell) -> None:
    shell.write(post("welcome"))
    before = shell.calendar
    done = shell("init")
    assert done.exit_code == 1
    assert "is there already" in done.output
    assert shell.calendar == before


def test_doctor_names_every_secret_that_is_missing(shell: Shell) -> None:
    shell("init")
    done = shell("doctor", "--offline")
    assert done.exit_code == 1
    for name in ("X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET", "FACEBOOK_PAGE_TOKEN"):
        assert name in done.output


def test_doctor_says_whose_accounts_they_are_and_that_they_are_not_the_real_ones(shell: Shell) -> None:
    shell("init")
    with Sandbox(CHANNELS, clock=soon) as sandbox:
        done = shell("doctor", env=sandbox.environment())
    assert done.exit_code == 0, done.output
    assert "x is @x_sandbox on X" in done.output
    assert "FACEBOOK TALKS TO http://127.0.0.1" in done.output


def test_doctor_says_that_a_key_is_not_accepted(shell: Shell) -> None:
    shell("init")
    with Sandbox(CHANNELS, clock=soon) as sandbox:
        done = shell("doctor", env={**sandbox.environment(), "X_ACCESS_TOKEN_SECRET": "mistyped"})
    assert done.exit_code == 1
    assert "MEND  x:" in done.output
    assert "mistyped" not in done.output


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"SCHEDULER_DATABASE": "oracle::"}, "SCHEDULER_DATABASE"),
        ({"X_BASE_URL": "localhost:80/v1"}, "X_BASE_URL"),
        ({"SCHEDULER_RECONCILE_AFTER": "soon"}, "SCHEDULER_RECONCILE_AFTER"),
        ({"X_API_KEY_FILE": "keys/none.txt"}, "X_API_KEY_FILE"),
    ],
)
def test_doctor_names_a_setting_that_cannot_be_used(shell: Shell, environment: dict[str, str], words: str) -> None:
    shell("init")
    done = shell("doctor", "--offline", env=environment)
    assert done.exit_code == 1
    assert words in done.output


def test_doctor_sees_a_clock_that_went_back(shell: Shell) -> None:
    shell.write(post("welcome", at=local(soon())))
    ledger = shell.ledger
    ledger.pause("x", "A test.", soon())
    shell.known("welcome/x/1", State.PUBLISHED)  # its history is ten minutes ahead
    done = shell("doctor", "--offline")
    assert "The clock says" in done.output
    assert "x is paused: A test." in done.output


def test_doctor_names_a_script_that_no_font_here_can_draw(shell: Shell) -> None:
    card = 'card: {quote: "𒀭𒈹 is Sumerian", name: Enheduanna}'
    shell.write(post("poet", at=local(soon(days=1)), more=card))
    (shell.folder / "submissions").mkdir()
    done = shell("doctor", "--offline")
    assert done.exit_code == 1
    assert "Cuneiform" in done.output


def test_check_shows_a_person_no_more_than_anybody_reads_and_a_script_all(shell: Shell) -> None:
    minutes = [f"2023-11-06 {hour:02}:{minute:02}" for hour in range(9, 14) for minute in range(60)]
    shell.write(*(post(f"post-{number}", at=at, more="colour: green") for number, at in enumerate(minutes)))
    told = shell("check").output.splitlines()
    assert [len(told), *told[-2:]] == [202, "… and 100 more.", "300 errors, 0 warnings."]
    assert len(json.loads(shell("check", "--json").output)) == 300


def test_check_says_what_is_odd_about_the_slots_of_a_good_calendar(shell: Shell) -> None:
    shell.write(post("welcome"), 'slots:\n  - {name: weekend, days: [sat], at: "09:00"}\n')
    done = shell("check")
    assert done.exit_code == 0
    assert "warning: No sat is in the campaign's week." in done.output
    assert done.output.endswith("1 post, 0 errors, 1 warning.\n")


def test_check_tells_a_script_what_it_tells_a_person(shell: Shell) -> None:
    shell.write(post("welcome", more="colour: green"))
    told, listed = shell("check"), shell("check", "--json")
    assert told.exit_code == listed.exit_code == 1
    (problem,) = json.loads(listed.output)
    where = f"{problem['file']}:{problem['line']}:{problem['column']}"
    assert f"{where}: error: {problem['what']} {problem['remedy']}" in told.output
    assert (problem["line"], problem["column"]) == (16, 5)


DIGEST = 'digest: {at: "07:30", from: "Our week <week@example.org>", address: "1 Example Road"}\n'


def with_digest(shell: Shell) -> None:
    calendar = HEAD.replace("posts:\n", f"{DIGEST}posts:\n") + post("hello")
    (shell.folder / "posts.yaml").write_text(calendar, encoding="utf-8")


def test_doctor_says_what_the_daily_email_lacks(shell: Shell) -> None:
    with_digest(shell)
    done = shell("doctor", "--offline")
    assert "Nobody is on the list of the daily e-mail." in done.output
    assert "SMTP_URL is not set" in done.output
    assert "UNSUBSCRIBE_URL" in done.output
    assert "The e-mail of 2023-11-06 can be made" in done.output


def test_doctor_tries_the_mail_server(shell: Shell) -> None:
    with_digest(shell)
    with MailServer() as server:
        assert "The mail server 127.0.0.1 lets us in." in shell("doctor", env={"SMTP_URL": server.address}).output
    assert "does not answer" in shell("doctor", env={"SMTP_URL": server.address}).output
    with MailServer(terms=MailTerms(user="ada", password="right")) as server:
        wrong = server.address.replace("right", "wrong")
        done = shell("doctor", env={"SMTP_URL": wrong})
    assert "does not let us in: 535" in done.output
    assert "wrong" not in done.output
