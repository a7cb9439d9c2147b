"""`scheduler card` and `scheduler cards`: one card, one a line, and the campaign's."""

import json
from pathlib import Path

import pytest
from cards.card_samples import PORTRAIT, QUOTES, pixels
from cli.shell import Shell, post

from scheduler.cards.many import Job, draw_all
from scheduler.cards.themes import Theme
from scheduler.errors import CardError
from scheduler.models import Card

SMALL = ("--size", "600x338")


def batch(shell: Shell, *lines: object) -> Path:
    """The file of a batch; what is not text already becomes JSON."""
    file = shell.folder / "quotes.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    file.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return file


def draw(shell: Shell, file: Path, *more: str) -> tuple[int, str, list[str]]:
    """Exit code, what was said, and the names in the folder."""
    out = shell.folder / "out"
    done = shell("card", "--batch", str(file), *SMALL, "--out-dir", str(out), *more)
    return done.exit_code, done.output, sorted(path.name for path in out.glob("*")) if out.exists() else []


def test_a_batch_makes_one_file_a_line_and_nothing_else(shell: Shell) -> None:
    quotes = [{"quote": QUOTES[lang], "name": "Amina", "lang": lang} for lang in ("en", "ar", "km")]
    code, said, names = draw(shell, batch(shell, *quotes))
    assert (code, names) == (0, ["0001.jpg", "0002.jpg", "0003.jpg"])
    assert "3 cards drawn" in said
    assert pixels(shell.folder / "out" / "0003.jpg").size == (600, 338)


def test_a_batch_makes_png_when_asked(shell: Shell) -> None:
    _, _, names = draw(shell, batch(shell, {"quote": "We listen.", "name": "Amina"}), "--format", "png")
    assert names == ["0001.png"]
    assert pixels(shell.folder / "out" / "0001.png").format is None
    assert (shell.folder / "out" / "0001.png").read_bytes().startswith(b"\x89PNG")


def test_portraits_of_a_batch_are_found_beside_its_file(shell: Shell) -> None:
    (shell.folder / "face.jpg").write_bytes(PORTRAIT.read_bytes())
    line = {"quote": "We listen.", "name": "Amina", "portrait": "face.jpg", "focus": [0.5, 0.25], "title": None}
    assert draw(shell, batch(shell, line))[0] == 0


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{not json", "This is not JSON"),
        ("", "This is not JSON"),
        ('["We listen."]', "This is not a mapping"),
        ({"name": "Amina"}, "A card needs a quote"),
        ({"quote": "We listen.", "name": ""}, "A card needs a name"),
        ({"quote": "We listen.", "name": "Amina", "colour": "red"}, "A card has no 'colour'"),
        ({"quote": 7, "name": "Amina"}, "quote is not text: 7"),
        ({"quote": "We listen.", "name": "Amina", "focus": [2, 0]}, "focus is not two numbers from 0 to 1"),
        ({"quote": "We listen.", "name": "Amina", "focus": "left"}, "focus is not two numbers from 0 to 1"),
        ({"quote": "We listen.", "name": "Amina", "portrait": "a\0b.jpg"}, "portrait is not a path"),
        ({"quote": "We listen.", "name": "Amina", "portrait": "gone.jpg"}, "There is no portrait"),
        ({"quote": "Hello བོད", "name": "Amina"}, r"No font here has these characters (Tibetan)"),
        ('{"quote": "half \\ud83d", "name": "Amina"}', "No font here has these characters"),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_the_others_are_drawn(shell: Shell, line: object, why: str) -> None:
    good = {"quote": "We listen.", "name": "Amina"}
    code, said, names = draw(shell, batch(shell, good, line, good))
    assert (code, names) == (1, ["0001.jpg", "0003.jpg"])
    assert f"quotes.jsonl:2: {why}" in said
    assert "1 card could not be drawn" in said


def test_only_line_feeds_end_a_line(shell: Shell) -> None:
    code, _, names = draw(shell, batch(shell, '{"quote": "We\u2028listen.", "name": "Amina\u0085Okello"}'))
    assert (code, names) == (0, ["0001.jpg"])


def test_a_batch_that_is_not_utf_8_is_refused_in_words(shell: Shell) -> None:
    file = shell.folder / "quotes.jsonl"
    file.write_bytes('{"quote": "é", "name": "A"}'.encode("latin-1"))
    code, said, _ = draw(shell, file)
    assert code == 1
    assert "is not UTF-8 text" in said


def test_an_empty_batch_draws_nothing(shell: Shell) -> None:
    assert draw(shell, batch(shell))[::2] == (0, [])


@pytest.mark.parametrize("name", ["card.jpg", "card.png"])
def test_one_card_comes_from_a_file_of_its_own(shell: Shell, name: str) -> None:
    (shell.folder / "one.yaml").write_text("quote: We listen.\nname: Amina\n")
    done = shell("card", str(shell.folder / "one.yaml"), *SMALL, "--out", str(shell.folder / name))
    assert done.exit_code == 0
    assert pixels(shell.folder / name).size == (600, 338)


def test_a_file_of_another_kind_is_refused_in_words(shell: Shell) -> None:
    (shell.folder / "one.yaml").write_text("quote: We listen.\nname: Amina\n")
    done = shell("card", str(shell.folder / "one.yaml"), "--out", str(shell.folder / "card.gif"))
    assert done.exit_code == 1
    assert "neither .jpg nor .png" in done.output


@pytest.mark.parametrize("words", [("one.yaml",), ("--batch", "posts.yaml"), ("one.yaml", "--out", "a.jpg", "--open")])
def test_half_a_command_is_wrong_use(shell: Shell, words: tuple[str, ...]) -> None:
    shell.write()
    assert shell("card", *(str(shell.folder / word) if "yaml" in word else word for word in words)).exit_code == 2


CARD = "card: {quote: We listen to every child., name: Amina Okello}"


def test_the_campaigns_cards_are_drawn_with_one_picture_of_them_all(shell: Shell) -> None:
    shell.write(post("one", more=CARD), post("two"), post("three", status="cancelled", more=CARD.replace("We", "They")))
    done = shell("cards")
    assert done.exit_code == 0
    assert "2 cards drawn" in done.output, "the post's, for each of its two channels"
    assert pixels(shell.folder / ".scheduler" / "cards.jpg").width == 1600
    assert "4 cards drawn" in shell("cards", "--all").output


def test_a_card_that_cannot_be_drawn_is_told_with_its_post_and_the_others_are_drawn(shell: Shell) -> None:
    shell.write(post("one", more=CARD), post("two", more=CARD.replace("We", "བོད")))
    done = shell("cards", "--all", "--out", str(shell.folder / "sheet.jpg"))
    assert done.exit_code == 1
    assert "two: No font here has these characters (Tibetan)" in done.output
    assert "2 cards could not be drawn" in done.output
    assert (shell.folder / "sheet.jpg").exists()


def test_a_campaign_without_cards_has_none_to_draw(shell: Shell) -> None:
    shell.write(post("one"))
    assert "0 cards drawn" in shell("cards", "--all").output


def test_the_cards_of_one_post_are_shown(shell: Shell) -> None:
    shell.write(post("one", more=CARD))
    done = shell("card", "one", "--open", env={"PATH": ""})
    assert done.exit_code == 0
    assert done.output.count(".jpg") == 2, "the file for each channel"


def test_a_card_of_a_post_is_drawn_in_any_size(shell: Shell) -> None:
    shell.write(post("one", more=CARD))
    assert shell("card", "one").output.count(".jpg") == 2
    done = shell("card", "one", "--size", "600x338", "--out", str(shell.folder / "one.png"))
    assert done.exit_code == 0
    assert pixels(shell.folder / "one.png").size == (600, 338)


def test_a_post_that_is_not_there_or_has_no_card_is_told(shell: Shell) -> None:
    shell.write(post("one"))
    assert "has no post 'gone'" in shell("card", "gone", "--open").output
    assert "The post one has no card" in shell("card", "one", "--open").output


def test_several_processes_draw_what_one_does(tmp_path: Path) -> None:
    cards = [Card(quote=f"{number} of us listen.", name="Amina") for number in range(3)]
    cards.append(Card(quote="བོད", name="Amina"))
    results = [
        {
            job.card: result.read_bytes() if isinstance(result, Path) else str(result)
            for job, result in draw_all(
                [
                    Job(card=card, size=(600, 338), theme=Theme(), folder=tmp_path, cache=tmp_path / str(processes))
                    for card in cards
                ],
                processes=processes,
            )
        }
        for processes in (1, 2)
    ]
    assert results[0] == results[1]
    assert "Tibetan" in str(results[0][cards[3]])
    assert not [error for error in results[0].values() if isinstance(error, CardError)]


def test_a_poor_portrait_is_drawn_and_said(shell: Shell) -> None:
    pixels(PORTRAIT).resize((225, 275)).save(shell.folder / "face.jpg")
    (shell.folder / "card.yaml").write_text("quote: We listen.\nname: Amina\nportrait: face.jpg\n", encoding="utf-8")
    done = shell("card", str(shell.folder / "card.yaml"), *SMALL, "--out", str(shell.folder / "card.jpg"))
    assert done.exit_code == 0
    assert "face.jpg is small (225 x 275 pixels)" in done.output
    assert (shell.folder / "card.jpg").is_file()


def test_check_names_a_theme_that_is_not_there_at_its_line(shell: Shell) -> None:
    for theme, code in (("plain", 0), ("evning", 1)):
        shell.write(post("one", more=CARD.replace("name:", f"theme: {theme}, name:")))
        done = shell("check")
        assert done.exit_code == code, done.output
    assert "There is no theme 'evning' for cards" in done.output
    assert "portrait, bleed, plain" in done.output
    assert "posts.yaml:" in done.output
