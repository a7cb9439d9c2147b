"""status, resolve, retry, skip, pause, resume, hold-all: what needs a person, and the person's answer."""

import json
import threading
from pathlib import Path

import pytest
from cli.shell import Shell, local, post, soon
from deliveries import NOON
from filelock import FileLock

from scheduler.locks import alone, is_held
from scheduler.models import State


@pytest.fixture
def shell(shell: Shell) -> Shell:
    shell.write(post("welcome", at=local(soon())))
    return shell


def state(shell: Shell, key: str = "welcome/x/1") -> str:
    rows = json.loads(shell("status", "--json").output)["deliveries"]
    return next(str(row["state"]) for row in rows if f"{row['post']}/{row['channel']}/{row['part']}" == key)


def test_status_for_scripts_has_the_promised_shape(shell: Shell) -> None:
    told = json.loads(shell("status", "--json").output)
    assert set(told) == {"now", "at_work", "overdue", "counts", "deliveries"}
    assert told["counts"] == {"planned": 2}
    assert set(told["deliveries"][0]) == {"post", "channel", "part", "state", "due", "at", "id", "url", "words"}


def test_status_ends_with_1_only_when_somebody_is_needed(shell: Shell) -> None:
    assert shell("status").exit_code == 0
    shell.known("welcome/x/1", State.FAILED, "The network said no.")
    done = shell("status")
    assert done.exit_code == 1
    assert "The network said no." in done.output


def test_status_says_that_no_service_is_at_work(shell: Shell) -> None:
    done = shell("status")
    assert done.output.startswith("No `scheduler run` is at work here.\n")
    assert done.exit_code == 0


def test_what_is_past_its_time_while_no_service_is_at_work_needs_a_person(shell: Shell) -> None:
    shell.write(post("welcome", at=local(soon(minutes=-5))), post("later", at=local(soon())))
    done = shell("status")
    assert done.output.startswith("No `scheduler run` is at work here. 2 are past their time.\n")
    assert done.exit_code == 1
    told = json.loads(shell("status", "--json").output)
    assert (told["at_work"], told["overdue"]) == (False, 2)


def test_what_is_looked_for_by_itself_says_until_when_it_waits(shell: Shell) -> None:
    shell.known("welcome/x/1", State.UNCONFIRMED, "The service stopped while this was being sent", wake=NOON)
    assert "being sent. It looks at the account again as soon as" in shell("status").output
    shell.known("welcome/x/1", State.UNCONFIRMED, wake=NOON.replace(year=2999))
    done = shell("status")
    assert (
        "It looks at the account again by itself at 2999-11-06 12:00:00 UTC. You need not do anything yet."
        in done.output
    )


def test_while_a_service_is_at_work_nothing_is_said_of_it(shell: Shell) -> None:
    shell.write(post("welcome", at=local(soon(minutes=-5))))
    with alone(shell.ledger.lock_files):
        done = shell("status")
        assert json.loads(shell("status", "--json").output)["at_work"] is True
    assert "at work" not in done.output
    assert done.exit_code == 0


def test_a_service_may_start_while_somebody_asks_for_it(tmp_path: Path) -> None:
    lock = tmp_path / "ledger.db.lock"
    asking = FileLock(lock, thread_local=False)
    asking.acquire()
    threading.Timer(0.2, asking.release).start()
    with alone([lock]):
        assert is_held(lock)


def test_status_says_in_capitals_that_the_networks_are_not_the_real_ones(shell: Shell) -> None:
    told = shell("status", env={"X_BASE_URL": "http://127.0.0.1:8900"}).output
    assert told.startswith("X TALKS TO http://127.0.0.1:8900, NOT TO THE REAL X.\n")


def test_status_tells_what_the_ledger_knows_when_the_calendar_is_broken(shell: Shell) -> None:
    shell.known("welcome/x/1", State.PUBLISHED)
    (shell.folder / "posts.yaml").write_text("posts: [")
    done = shell("status")
    assert "posts.yaml cannot be used" in done.output
    assert "welcome/x/1" in done.output
    assert done.exit_code == 1


def test_a_person_who_looked_says_that_it_is_out(shell: Shell) -> None:
    key = shell.known("welcome/x/1", State.UNCONFIRMED)
    done = shell("resolve", key, "--out", "https://x.com/i/web/status/17", "--by", "Ann")
    assert done.output == f"{key} is published. Ann looked: it is out.\n"
    assert state(shell) == "published"


def test_status_tells_where_it_is_beside_what_was_said_of_it(shell: Shell) -> None:
    shell(
        "resolve", shell.known("welcome/x/1", State.UNCONFIRMED), "--out", "https://x.com/i/web/status/17", "--by", "A"
    )
    assert "A looked: it is out. https://x.com/i/web/status/17\n" in shell("status").output


def test_a_person_who_looked_says_that_it_is_not_out(shell: Shell) -> None:
    key = shell.known("welcome/x/1", State.UNCONFIRMED)
    assert "is retrying" in shell("resolve", key, "--not-out", "--by", "Ann").output


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("https://x.com/ann/status/1723456789012345678?s=20", "1723456789012345678"),
        ("https://x.com/ann/status/1723456789012345678/photo/1", "1723456789012345678"),
        ("https://www.facebook.com/104000000000001_55512", "104000000000001_55512"),
    ],
)
def test_an_address_is_understood_as_people_copy_it(shell: Shell, address: str, number: str) -> None:
    shell("resolve", shell.known("welcome/x/1", State.UNCONFIRMED), "--out", address)
    rows = json.loads(shell("status", "--json").output)["deliveries"]
    assert [row["id"] for row in rows if row["channel"] == "x"] == [number]


def test_an_address_of_nothing_is_refused(shell: Shell) -> None:
    done = shell("resolve", shell.known("welcome/x/1", State.UNCONFIRMED), "--out", "it is out")
    assert done.exit_code == 1
    assert state(shell) == "unconfirmed"


@pytest.mark.parametrize("words", [(), ("--not-out", "--out", "https://x.com/1")])
def test_resolve_wants_one_answer(shell: Shell, words: tuple[str, ...]) -> None:
    assert shell("resolve", shell.known("welcome/x/1", State.UNCONFIRMED), *words).exit_code == 2
    assert state(shell) == "unconfirmed"


def test_what_failed_is_sent_again_or_skipped(shell: Shell) -> None:
    key = shell.known("welcome/x/1", State.FAILED)
    assert "is retrying" in shell("retry", key).output
    assert "is cancelled" in shell("skip", key).output


def test_what_is_out_cannot_be_sent_again(shell: Shell) -> None:
    done = shell("retry", shell.known("welcome/x/1", State.PUBLISHED))
    assert done.exit_code == 1
    assert "is published" in done.output


def test_a_key_that_is_not_known_is_named(shell: Shell) -> None:
    done = shell("skip", "welcom/x/1")
    assert done.exit_code == 1
    assert "welcom/x/1" in done.output


def test_a_paused_channel_keeps_its_queue_until_it_is_resumed(shell: Shell) -> None:
    assert shell("pause", "x", "--why", "The account is being renamed.").output == "x is paused.\n"
    assert state(shell) == "paused"
    assert state(shell, "welcome/facebook/1") == "planned"
    assert "The account is being renamed." in shell("status").output
    assert shell("resume", "x").output == "x goes on.\n"
    assert state(shell) == "planned"


def test_everything_is_held_and_released_at_once(shell: Shell) -> None:
    shell("hold-all", "--why", "Sad news this morning.")
    assert {state(shell), state(shell, "welcome/facebook/1")} == {"paused"}
    shell("release-all")
    assert {state(shell), state(shell, "welcome/facebook/1")} == {"planned"}


def test_the_brake_works_while_posts_yaml_is_broken(shell: Shell) -> None:
    shell.known("welcome/x/1", State.PLANNED)
    (shell.folder / "posts.yaml").write_text("posts: [")
    assert shell("hold-all").output == "Everything is held.\n"
    assert "Everything is held: A person holds everything." in shell("status").output
    assert shell("pause", "x").output == "x is paused.\n"
    assert shell("release-all").output.startswith("Every channel goes on.\nStill paused")
    assert shell("resume", "x").output == "x goes on.\n"


def test_a_channel_that_does_not_exist_is_named_with_those_that_do(shell: Shell) -> None:
    done = shell("pause", "twitter")
    assert done.exit_code == 1
    assert "There are: facebook, x." in done.output
