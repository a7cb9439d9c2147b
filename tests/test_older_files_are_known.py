"""A machine whose files are older than what was planned from is told from one whose files are newer."""

import os
from pathlib import Path

from scheduler.editions import Editions, editions, older


def saved(folder: Path, seconds: int, **texts: str) -> Editions:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
        os.utime(folder / name, (seconds, seconds))
    return editions([folder / "posts", folder / "record"])


def test_another_text_that_was_saved_before_is_older(tmp_path: Path) -> None:
    planned = saved(tmp_path / "a", 200, posts="new", record="same")
    ours = saved(tmp_path / "b", 100, posts="old", record="same")
    assert older(ours, planned) == ["posts"]
    assert older(planned, ours) == []


def test_the_same_text_is_never_older(tmp_path: Path) -> None:
    assert older(saved(tmp_path / "a", 100, posts="same"), saved(tmp_path / "b", 200, posts="same")) == []


def test_a_record_that_is_not_there_yet_is_older_than_one_that_was_planned_from(tmp_path: Path) -> None:
    planned = saved(tmp_path / "a", 100, posts="same", record="No consent.")
    assert older(saved(tmp_path / "b", 300, posts="same"), planned) == ["record"]


def test_where_nobody_planned_nothing_is_older(tmp_path: Path) -> None:
    assert older(saved(tmp_path, 100, posts="text"), {}) == []
