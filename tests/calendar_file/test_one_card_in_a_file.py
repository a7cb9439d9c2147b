"""`scheduler card FILE.yaml`: a card's mapping by itself, read as strictly as the calendar's."""

import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.calendar_file import read_card
from scheduler.errors import CalendarError
from scheduler.models import Card


def written(folder: Path, text: str) -> Path:
    file = folder / "card.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_quote_and_a_name_are_enough(tmp_path: Path) -> None:
    assert read_card(written(tmp_path, "quote: I love this work.\nname: Ann\n")) == Card(
        quote="I love this work.", name="Ann"
    )


def test_every_key_is_kept_as_it_is_written(tmp_path: Path) -> None:
    text = "quote: 'Ja: ja'\nname: Ann\ncountry: NO\nlang: nb\nportrait: a.jpg\nfocus: [0.5, 0.25]\ntheme: plain\n"
    card = read_card(written(tmp_path, text))
    assert (card.country, card.portrait, card.focus) == ("NO", Path("a.jpg"), (0.5, 0.25))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("quote: Hello\n", "card.yaml:1:1: error: card has no name."),
        ("quote: Hello\nname: Ann\nnmae: Bob\n", "card.yaml:3:1: error: card has no key 'nmae'."),
        ("quote: We ship #today\nname: Ann\n", "card.yaml:1:8: error: YAML drops everything after #"),
        ("", "holds no card"),
        ("quote: [", "card.yaml:1:8: error: This is not YAML: a bracket opens here"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CalendarError) as raised:
        read_card(written(tmp_path, text))
    assert told in str(raised.value)


def test_a_file_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(CalendarError, match="cannot be read: No such file"):
        read_card(tmp_path / "none.yaml")


def test_reading_one_loads_no_more_of_the_calendar_than_it_needs(tmp_path: Path) -> None:
    file = written(tmp_path, "quote: I love this work.\nname: Ann\n")
    program = (
        "import sys; from pathlib import Path; from scheduler.calendar_file import read_card;"
        "read_card(Path(sys.argv[1])); print(*sorted(sys.modules))"
    )
    command = [sys.executable, "-c", program, str(file)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "scheduler.calendar_file.one_card" in loaded
    assert not {"scheduler.calendar_file.reader", "scheduler.platforms", "filelock", "msgspec"} & set(loaded)
