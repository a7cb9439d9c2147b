"""consent, withdraw, takedown, forget: what somebody agreed to is kept to, and taken back at any time."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from campaigns import NINE, Stage, post, staged
from cli.shell import Shell
from click.testing import CliRunner, Result
from handed_in import PROFILE, picture

from scheduler.calendar_file import load, variants
from scheduler.cli import main
from scheduler.models import State
from scheduler.submissions import Record
from scheduler.submissions.terms import names

LATER = "2023-11-07 09:00"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        (tmp_path / "submissions").mkdir()
        (tmp_path / "submissions" / "nia.txt").write_text(PROFILE, encoding="utf-8")
        record(made).consent("nia", by="Ann", now=NINE)
        made.write(
            post("nia", more="submission: nia"),
            post("nia-again", at=LATER, more="submission: nia\ntext: Words of Nia"),
            post("other", more="channels: [x]"),
        )
        made.play(until=NINE.resolution)
        yield made


def record(stage: Stage) -> Record:
    return Record(stage.folder / "safeguarding.jsonl")


def say(stage: Stage, *words: str) -> Result:
    return Shell(stage.folder)(*words, env=stage.sandbox.environment())


def ask(stage: Stage, answers: str, *words: str) -> Result:
    runner = CliRunner(env=stage.sandbox.environment())
    return runner.invoke(main, ["-C", str(stage.folder), *words], input=answers, prog_name="scheduler")


def shown(stage: Stage) -> set[tuple[str, str]]:
    """What each account shows, by channel."""
    publisher = stage.dispatch.publisher
    return {(name, seen.text) for name in ("x", "facebook") for seen in publisher.platform(name).shown(NINE)}


def held(stage: Stage) -> dict[str, str]:
    return {key: row.words for key, row in stage.ledger.deliveries().items() if row.state is State.HELD}


def test_consent_is_recorded_with_its_terms_and_told_in_words(stage: Stage) -> None:
    done = say(
        stage, "consent", "nia", "--by", "Ann", "--uses", "words, not the picture", "--channels", "facebook",
        "--until", "2023-12-31", "--how", "by phone",
    )  # fmt: skip
    assert done.exit_code == 0
    told = "words, name, social media, e-mail, on facebook, until 31 December 2023; not picture."
    assert f"The consent for nia is on record: {told}" in done.output
    last = json.loads((stage.folder / "safeguarding.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["channels"], last["until"], last["how"], last["by"]) == (["facebook"], "2023-12-31", "by phone", "Ann")
    stage.cycle()
    assert held(stage) == {"nia-again/x/1": "The consent for nia is for facebook only, not for x."}


def test_what_is_included_unless_it_is_excluded_is_told(stage: Stage) -> None:
    told = say(stage, "consent", "nia", "--uses", "words, picture", "--how", "by phone").output
    assert "on record: everything (words, name, picture, social media, e-mail)." in told
    said = " ".join(say(stage, "consent", "--help").output.split())
    assert "The name and both places are included unless you say not" in said


@pytest.mark.parametrize("uses", ["words, not the name", "words, picture, not the name", "everything but not the name"])
def test_who_is_not_to_be_named_is_not_named_by_what_is_drafted_then(stage: Stage, uses: str) -> None:
    (stage.folder / "submissions" / "nia.txt").unlink()
    (stage.folder / "submissions" / "ola.txt").write_text(PROFILE.replace("Nia", "Ola"), encoding="utf-8")
    say(stage, "intake")
    done = say(stage, "consent", "ola", "--by", "Ann", "--uses", uses, "--how", "by phone")
    assert done.output.endswith("; not name.\n") or done.output.endswith("; not name, picture.\n"), done.output
    assert say(stage, "draft").exit_code == 0
    week = load(stage.folder / "posts.yaml")
    drafted = week.posts[-1]
    assert (drafted.submission, drafted.card) == ("ola", None)
    assert "families" in drafted.text
    assert not any(names(variant, "Ola Testa") for variant in variants(drafted, week))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--uses", "billboards"), "Say all, or some of"),
        (("--channels", "mastodon"), "There is no channel 'mastodon'"),
    ],
)
def test_terms_that_cannot_be_kept_are_refused(stage: Stage, words: tuple[str, str], told: str) -> None:
    before = record(stage).path.read_bytes()
    done = say(stage, "consent", "nia", *words)
    assert done.exit_code == 1
    assert told in done.output
    assert record(stage).path.read_bytes() == before


def test_when_a_consent_has_run_out_what_is_planned_is_held(stage: Stage) -> None:
    say(stage, "consent", "nia", "--until", "2023-11-06")
    stage.play()
    assert held(stage).keys() == {"nia-again/x/1", "nia-again/facebook/1"}
    assert "ran out on 6 November 2023" in held(stage)["nia-again/x/1"]


def test_withdrawal_holds_what_is_to_come_and_lists_what_is_out(stage: Stage) -> None:
    done = say(stage, "withdraw", "nia", "--by", "Ann", "--why", "She asked.")
    urls = [row.receipt.url for row in stage.ledger.deliveries().values() if row.receipt and row.post == "nia"]
    assert len(urls) == 2
    assert all(url in done.output for url in urls)
    assert "To take down what is out: scheduler takedown nia" in done.output
    stage.play()
    assert held(stage).keys() == {"nia-again/x/1", "nia-again/facebook/1"}


def test_what_is_taken_down_is_gone_for_good(stage: Stage) -> None:
    say(stage, "withdraw", "nia")
    done = say(stage, "takedown", "nia", "--by", "Ann", "--why", "She asked.", "--yes")
    assert done.exit_code == 0, done.output
    assert shown(stage) == {("x", "This is other")}
    row = stage.ledger.deliveries()["nia/x/1"]
    assert (row.state, row.words) == (State.CANCELLED, "Ann took it down. She asked.")
    assert record(stage).entries("nia")[-1].event == "taken down"
    proven = say(stage, "prove", "--ask-networks")
    assert "nia/x/1" not in proven.output
    assert say(stage, "takedown", "nia", "--yes").output == "Nothing of nia is out.\n"


def test_neither_an_edit_nor_a_new_consent_sends_it_again(stage: Stage) -> None:
    say(stage, "takedown", "nia", "--yes")
    stage.write(post("nia", at=LATER, more="submission: nia\ntext: Other words"))
    stage.play()
    assert shown(stage) == {("x", "This is other")}
    stage.write(post("other", more="channels: [x]"))
    stage.cycle()
    assert stage.ledger.deliveries()["nia/x/1"].words.endswith("took it down.")


def test_takedown_asks_twice(stage: Stage) -> None:
    assert ask(stage, "y\nn\n", "takedown", "nia").exit_code == 1
    assert ask(stage, "", "takedown", "nia").exit_code == 1
    assert len(shown(stage)) == 3
    assert ask(stage, "y\ny\n", "takedown", "nia").exit_code == 0
    assert len(shown(stage)) == 1


def test_what_a_network_does_not_delete_is_told_with_its_link(stage: Stage) -> None:
    stage.sandbox.revoke("facebook")
    done = say(stage, "takedown", "nia", "--yes")
    assert done.exit_code == 1
    row = stage.ledger.deliveries()["nia/facebook/1"]
    assert row.receipt
    assert "nia/facebook/1 is NOT down." in done.output
    assert f"Delete it by hand: {row.receipt.url}" in done.output
    assert row.state is State.PUBLISHED
    assert stage.ledger.deliveries()["nia/x/1"].state is State.CANCELLED


def test_what_somebody_deleted_by_hand_counts_as_down(stage: Stage) -> None:
    for row in stage.ledger.deliveries().values():
        if row.receipt and row.post == "nia":
            stage.dispatch.publisher.platform(row.channel).delete(row.receipt)
    done = say(stage, "takedown", "nia", "--yes")
    assert done.exit_code == 0, done.output


def test_a_single_post_is_taken_down_by_its_id(stage: Stage) -> None:
    assert say(stage, "takedown", "other", "--yes").exit_code == 0
    assert ("x", "This is other") not in shown(stage)


def test_a_taken_down_post_that_is_still_shown_is_a_flaw(stage: Stage) -> None:
    say(stage, "takedown", "nia", "--yes")
    row = stage.ledger.deliveries()["nia/facebook/1"]
    assert row.prepared
    stage.dispatch.publisher.platform("facebook").publish(row.prepared, "by hand")
    assert "nia/facebook/1: It is cancelled, but the account shows it" in say(stage, "prove", "--ask-networks").output


def test_somebody_who_is_forgotten_leaves_no_trace_but_that(stage: Stage) -> None:
    portrait = stage.folder / "assets" / "nia.jpg"
    portrait.parent.mkdir()
    portrait.write_bytes(picture())
    card = "submission: nia\ncard: {quote: I walk beside them., name: Nia Testa, portrait: assets/nia.jpg}"
    stage.write(post("nia", at=LATER, more=card), "  # about others\n", post("other", more="channels: [x]"))
    drawn = stage.folder / ".scheduler" / "cards"
    drawn.mkdir()
    done = say(stage, "forget", "nia", "--by", "Ann", "--yes")
    assert done.exit_code == 0, done.output
    assert not (stage.folder / "submissions" / "nia.txt").exists()
    assert not portrait.exists()
    assert not drawn.exists()
    calendar = (stage.folder / "posts.yaml").read_text(encoding="utf-8")
    assert "nia" not in calendar.lower()
    assert "# about others\n" in calendar
    assert "id: other" in calendar
    kept = record(stage).path.read_text(encoding="utf-8")
    assert "nia" not in kept.lower()
    assert '"event": "forgotten"' in kept
    assert "git" in done.output


def test_forgetting_names_what_is_still_out(stage: Stage) -> None:
    done = ask(stage, "n\n", "forget", "nia")
    assert "Still out on x: https://" in done.output
    assert "Still out on facebook: https://" in done.output
    assert (stage.folder / "submissions" / "nia.txt").exists()


def test_what_comes_back_after_it_was_forgotten_is_held(stage: Stage) -> None:
    say(stage, "forget", "nia", "--yes")
    (stage.folder / "submissions" / "nia.txt").write_text(PROFILE, encoding="utf-8")
    stage.write(post("nia", at=LATER, more="submission: nia\ntext: Words of Nia"))
    (told,) = json.loads(say(stage, "intake", "--json").output)["submissions"]
    assert told["status"] == "held"
    assert "It was forgotten" in told["findings"][0]["text"]
    assert "was forgotten" in str(record(stage).reasons_to_hold()("nia"))
