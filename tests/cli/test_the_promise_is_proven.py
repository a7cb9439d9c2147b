"""prove: the history replayed, what the accounts show beside it, and exit code 1 where it does not hold."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from campaigns import Stage, post, staged
from cli.shell import Shell
from click.testing import Result
from services import NEW_YORK

from scheduler import delivery
from scheduler.models import Delivery, Prepared, State
from scheduler.sandbox import LOST


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        made.write(post("welcome"), post("evening", at="2023-11-06 19:00", more="channels: [x]"))
        made.play()
        yield made


def prove(stage: Stage, *words: str) -> Result:
    return Shell(stage.folder)("prove", *words, env=stage.sandbox.environment())


def change(stage: Stage, *statements: str) -> None:
    """As somebody would who tampers with the ledger, or a fault of ours."""
    with closing(sqlite3.connect(stage.folder / ".scheduler" / "ledger.db")) as ledger:
        for statement in statements:
            ledger.execute(statement)
        ledger.commit()


def test_a_week_that_went_well_holds_in_the_ledger_and_on_the_accounts(stage: Stage) -> None:
    told = "Out: 3 deliveries of 2 posts, each accepted once, after its intent was written;"
    assert prove(stage).output.startswith(told)
    done = prove(stage, "--ask-networks")
    assert done.exit_code == 0, done.output
    assert done.output.endswith("The accounts show the same.\n")


def test_scripts_get_the_same_as_json(stage: Stage) -> None:
    told = {"holds": True, "out": 3, "posts": 2, "found": 0, "unsettled": 0, "flaws": []}
    assert json.loads(prove(stage, "--json").output) == told


def test_what_was_only_found_on_the_account_is_told_apart(stage: Stage) -> None:
    stage.start_over(minutes=30)
    evening, night = post("evening", at="2023-11-06 19:00", more="channels: [x]"), post("night", at="2023-11-06 20:30")
    stage.write(evening, night)
    stage.play()
    told = prove(stage).output
    assert told.startswith("Out: 3 deliveries of 2 posts (1 of them found on the account), each accepted once; ")
    assert "intent" not in told


def test_what_is_past_its_time_and_not_settled_is_counted(stage: Stage) -> None:
    row = stage.ledger.deliveries()["evening/x/1"]
    stage.ledger.put(replace(row, state=State.UNCONFIRMED, receipt=None, wake=stage.clock.now), stage.clock.now)
    stage.write(
        post("welcome"), post("evening", at="2023-11-06 19:00", more="channels: [x]"), post("far", "2999-11-06")
    )
    done = prove(stage)
    assert (done.exit_code, "history. Not settled: 1. (--ask-networks" in done.output) == (0, True), done.output


def test_a_lost_answer_that_was_found_again_holds(stage: Stage) -> None:
    stage.sandbox.fail("x", "create", LOST)
    stage.write(post("third", at="2023-11-07 09:00", more="channels: [x]"))
    stage.play()
    done = prove(stage, "--ask-networks")
    assert done.exit_code == 0, done.output


def test_what_is_due_and_not_out_is_named_with_the_reason(stage: Stage) -> None:
    stage.write(post("welcome"), post("late", at="2023-11-01 09:00", more="channels: [x]"))
    stage.play()
    done = prove(stage)
    assert done.exit_code == 1
    assert "late/x/1: It is missed. It was due" in done.output


def test_a_send_without_an_intent_is_found(stage: Stage) -> None:
    change(
        stage,
        "DROP TRIGGER history_no_delete",
        "DELETE FROM history WHERE key = 'welcome/x/1' AND state = 'publishing'",
    )
    done = prove(stage)
    assert done.exit_code == 1
    assert "welcome/x/1: Lines of its history are missing." in done.output
    assert "welcome/x/1: It was accepted while it was planned, without an intent to send it." in done.output


def test_a_send_after_a_cancel_is_found(stage: Stage) -> None:
    change(
        stage,
        "DROP TRIGGER history_no_update",
        "UPDATE history SET state = 'cancelled' WHERE key = 'welcome/x/1' AND state = 'planned'",
    )
    assert "welcome/x/1: It was sent while it was cancelled." in prove(stage).output


def test_a_row_that_was_changed_behind_the_historys_back_is_found(stage: Stage) -> None:
    change(stage, "UPDATE deliveries SET state = 'planned' WHERE key = 'welcome/x/1'")
    assert "welcome/x/1: The ledger's row is not what its history ends with." in prove(stage).output


def test_one_post_on_the_account_for_two_deliveries_is_found(stage: Stage) -> None:
    change(
        stage,
        "UPDATE deliveries SET receipt_id ="
        " (SELECT receipt_id FROM deliveries WHERE key = 'welcome/x/1') WHERE key = 'evening/x/1'",
    )
    assert "It shares the receipt" in prove(stage).output


def test_a_second_copy_on_an_account_is_found(stage: Stage) -> None:
    row = stage.ledger.deliveries()["welcome/facebook/1"]
    assert row.prepared
    stage.clock.forward(days=2)  # by then Facebook takes the same words again
    stage.dispatch.publisher.platform("facebook").publish(row.prepared, "by hand")
    assert prove(stage).exit_code == 0
    done = prove(stage, "--ask-networks")
    assert done.exit_code == 1
    assert "welcome/facebook/1: The account shows it 2 times: https://" in done.output


def test_a_post_that_somebody_took_down_is_found(stage: Stage) -> None:
    row = stage.ledger.deliveries()["evening/x/1"]
    assert row.receipt
    stage.dispatch.publisher.platform("x").delete(row.receipt)
    assert "evening/x/1: The account does not show it (any more)" in prove(stage, "--ask-networks").output


def test_a_receipt_that_comes_after_its_sender_was_taken_for_dead_is_no_flaw(stage: Stage) -> None:
    """It was looked for in vain meanwhile, and cancelled."""
    stage.clock.forward(hours=1)
    stage.write(post("night", at=f"{stage.clock.now.astimezone(NEW_YORK):%Y-%m-%d %H:%M}", more="channels: [x]"))
    stage.dispatch.catch_up()
    now, platform = stage.clock.moment(), stage.dispatch.publisher.platform("x")

    def store(row: Delivery) -> Delivery:
        stored = stage.ledger.put(row, now.at)
        assert stored
        return stored

    prepared = Prepared(request={"text": "This is night"})
    sent = store(delivery.armed(stage.ledger.deliveries()["night/x/1"], prepared, "this service", now.at))
    unclear = store(delivery.recovered(sent, now, (0.0,)))
    absent = store(delivery.after_look(unclear, None, None, now, (0.0,)))
    cancelled = store(delivery.withdraw(absent, "It is no longer approved."))
    assert cancelled.state is State.CANCELLED
    store(replace(delivery.published(sent, platform.publish(prepared, "k"), now.at), fence=cancelled.fence))
    assert prove(stage, "--ask-networks").output.endswith("The accounts show the same.\n")


def test_an_account_that_cannot_be_read_is_told_in_words(stage: Stage) -> None:
    stage.sandbox.revoke("x")
    done = prove(stage, "--ask-networks")
    assert done.exit_code == 1
    assert done.output.strip()


def test_what_an_older_ledger_gave_to_a_person_is_no_flaw_once_it_is_resolved(stage: Stage) -> None:
    stage.ledger.close()
    for file in (stage.folder / ".scheduler").glob("ledger.db*"):
        file.unlink()
    stage.clock.forward(hours=9)  # by now the first is too late, and would be missed
    stage.restart()
    stage.play()
    shell = Shell(stage.folder)
    for key in stage.states():
        assert shell("resolve", key, "--out", "https://x.com/i/web/status/17").exit_code in {0, 1}
    told = prove(stage).output
    assert "became unconfirmed while" not in told
    assert "without an intent" not in told
