"""`scheduler run` as its users run it: a process of its own, real time, sandbox networks, and kill -9."""

import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from campaigns import CHANNELS, post
from services import COMMAND, PATIENCE, Running, service_in, soon

from scheduler.sandbox import LOST, RESET


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with service_in(tmp_path) as made:
        yield made


def test_due_posts_go_out_by_themselves_never_early_and_sigterm_stops_it_cleanly(running: Running) -> None:
    running.write(post("welcome", at=soon(3)), post("later", at=soon(3600)))
    process = running.start()
    running.until(lambda: len(running.texts()) == 2)
    (row,) = {(seen["due"], seen["state"]) for key, seen in running.status().items() if key.startswith("welcome")}
    assert row[1] == "published"
    assert min(seen.at for seen in running.sandbox.seen()) >= datetime.fromisoformat(str(row[0]))
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert running.status()["later/x/1"]["state"] == "planned"


def test_missing_secrets_are_said_by_name_at_the_start_and_the_other_channel_goes_on(running: Running) -> None:
    running.write(post("welcome", at=soon(3)))
    (running.folder / ".env").write_text("X_API_KEY=\n")
    del (environment := running.environment)["X_API_KEY"]
    with (running.folder / "log.txt").open("ab") as log:
        command = [*COMMAND, "-C", str(running.folder), "run"]
        running.processes.append(subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT))
    running.until(lambda: "not set: X_API_KEY." in running.log)
    assert running.sandbox.seen() == ()
    assert "FACEBOOK TALKS TO http://127.0.0.1" in running.log
    running.until(lambda: running.texts() == [("facebook", "This is welcome")])


def test_an_edit_is_followed_and_a_broken_file_survived(running: Running) -> None:
    running.write(post("welcome", at=soon(3600)))
    running.start()
    running.until(lambda: "posts.yaml: 1 post" in running.log)
    (running.folder / "posts.yaml").write_text("posts: [")
    running.until(lambda: "the last good version stays in force" in running.log)
    running.write(post("welcome", at=soon(0)))
    running.until(lambda: len(running.texts()) == 2)
    assert "posts.yaml: 1 post, 2 deliveries\n" in running.log
    assert "posts.yaml is in order again: 1 post, 2 deliveries.\n" in running.log


def test_a_second_service_refuses_to_start_in_words(running: Running) -> None:
    running.write(post("welcome", at=soon(3600)))
    running.start()
    running.until(lambda: "posts.yaml: 1 post" in running.log)
    second = running.start()
    assert second.wait(PATIENCE) == 1
    assert "Another `scheduler run` works on this campaign" in running.log
    assert "Traceback" not in running.log


@pytest.mark.slow
def test_killed_again_and_again_while_answers_are_lost_every_post_appears_once(running: Running) -> None:
    wanted = [f"p{number}" for number in range(16)]
    running.write(*(post(name, at=soon(3 + index * 0.4)) for index, name in enumerate(wanted)))
    chance = random.Random(7)
    running.sandbox.fail("x", "create", LOST, times=3)
    running.sandbox.fail("facebook", "create", RESET, times=3)
    process = running.start()
    for _ in range(5):
        time.sleep(1.2 + chance.random() * 0.8)
        process.kill()
        process.wait()
        process = running.start()
    running.until(lambda: {row["state"] for row in running.status().values()} == {"published"})
    everything = {(channel.name, f"This is {name}"): 1 for channel in CHANNELS for name in wanted}
    assert Counter(running.texts()) == everything
    assert "Traceback" not in running.log
