"""The demo: the main job on the sample campaign, again and again, and nothing of the user's at risk."""

import re
import time

import pytest
from cli.shell import Shell

DAY = re.compile(r"^(?:Mon|Tue|Wed|Thu|Fri) \d\d Nov +\d published +\d published$", re.MULTILINE)


@pytest.mark.slow
def test_it_plays_the_sample_campaign_and_starts_clean_each_time(shell: Shell) -> None:
    first = shell("demo")
    assert first.exit_code == 0, first.output
    assert len(DAY.findall(first.output)) == 5
    page = shell.folder / "demo" / "rehearsal" / "index.html"
    assert str(page) in first.output
    before = page.read_text(encoding="utf-8")
    (shell.folder / "demo" / "stray.txt").touch()
    time.sleep(1)  # approvals bear another second
    second = shell("demo")
    assert second.exit_code == 0
    assert not (shell.folder / "demo" / "stray.txt").exists()
    assert page.read_text(encoding="utf-8") == before


def test_a_folder_that_it_did_not_make_is_left_alone(shell: Shell) -> None:
    (shell.folder / "demo").mkdir()
    (shell.folder / "demo" / "mine.txt").touch()
    done = shell("demo")
    assert done.exit_code == 1
    assert "was not made by the demo" in done.output
    assert (shell.folder / "demo" / "mine.txt").exists()
