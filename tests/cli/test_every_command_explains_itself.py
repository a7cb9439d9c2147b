"""Help is part of the product: every command has it, with an example, and the README names no other."""

import re
from pathlib import Path

import click
import pytest
from cli.shell import Shell

from scheduler.cli import main

README = Path(__file__).parents[2] / "README.md"
NAMES = main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", NAMES)
def test_help_has_an_example_of_the_command(shell: Shell, name: str) -> None:
    told = " ".join(shell(name, "--help").output.split())
    assert f"Example: scheduler {name}" in told


def test_a_command_that_does_not_exist_is_wrong_use(shell: Shell) -> None:
    done = shell("publsh")
    assert done.exit_code == 2
    assert "No such command" in done.output


def test_every_command_in_the_readme_exists() -> None:
    inside = "\n".join(re.findall(r"```\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL))
    named = set(re.findall(r"^(?:.*  )?scheduler ([a-z][a-z-]+)", inside, re.MULTILINE))
    assert named >= {"init", "draft", "run"}
    assert named <= set(NAMES)


@pytest.mark.parametrize("name", ["check", "approve", "status", "run", "rehearse", "intake", "draft", "doctor"])
def test_without_a_campaign_it_says_where_it_looked_and_how_to_begin(shell: Shell, name: str) -> None:
    done = shell(name, *(["--all"] if name == "approve" else []))
    assert done.exit_code == 1
    assert f"There is no posts.yaml in {shell.folder}" in done.output
    assert "scheduler init" in done.output
