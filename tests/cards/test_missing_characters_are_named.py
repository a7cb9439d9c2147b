"""A character that no font has is an error with its script and a remedy: never a box, never a blank."""

from pathlib import Path

import pytest
from cards.card_samples import THEME, card

from scheduler.cards import render
from scheduler.cards.fonts import UNKNOWN, Library, script_name
from scheduler.cards.shaping import MAX_CLUSTERS, clean, paragraph
from scheduler.errors import CardError

PACKED = Library(system=())


def test_the_script_the_characters_and_the_remedy_are_named() -> None:
    with pytest.raises(CardError) as caught:
        paragraph("Hello བོད", PACKED)
    assert caught.value.what == "No font here has these characters (Tibetan): ད (U+0F51), བ (U+0F56), ོ (U+0F7C)."
    assert "sudo apt install fonts-noto-core" in caught.value.remedy
    assert "assets/fonts" in caught.value.remedy
    assert "Noto Sans Tibetan" in caught.value.remedy


def test_many_missing_characters_are_counted_not_listed() -> None:
    with pytest.raises(CardError, match=r"and 2 more\."):
        paragraph("".join(chr(0x1800 + 0x20 + number) for number in range(10)), PACKED)


def test_without_the_chinese_package_its_install_command_is_given() -> None:
    with pytest.raises(CardError, match=r"\(CJK\): 孩 .*pip install manimgx-fonts-cjk"):
        paragraph("孩", Library(packages=("manimgx_fonts",), system=()))


def test_without_any_font_the_package_is_named() -> None:
    with pytest.raises(CardError, match="pip install manimgx-fonts"):
        paragraph("Hello", Library(packages=("no_such_package",), system=()))


def test_the_campaigns_own_font_comes_first(tmp_path: Path) -> None:
    source = PACKED.font("ب")
    assert source is not None
    (tmp_path / "Own.ttf").write_bytes(source.path.read_bytes())
    found = Library(tmp_path, system=()).font("ب")
    assert found is not None
    assert found.path == tmp_path / "Own.ttf"


def test_system_fonts_are_the_last_resort_and_broken_files_there_do_no_harm(tmp_path: Path) -> None:
    source = PACKED.font("ب")
    assert source is not None
    (tmp_path / "a-broken.ttf").write_bytes(b"this is no font")
    (tmp_path / "system.ttf").write_bytes(source.path.read_bytes())
    library = Library(packages=(), system=(tmp_path,))
    found = library.font("ب")
    assert found is not None
    assert found.path.name == "system.ttf"
    assert library.font("孩") is None


def test_a_broken_font_of_the_campaign_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"")
    assert Library(tmp_path, system=()).font("a") is not None


def test_invisible_characters_need_no_font_and_direction_overrides_are_taken_out() -> None:
    assert clean("a\u202eb\u2066c\u2069\x00\u00add") == "abcd"
    assert paragraph("می\u200cکنم \u200fok", PACKED).clusters


@pytest.mark.parametrize("text", ["lost \ufffd here", "half \ud83d here", "private \ue000 here"])
def test_what_some_program_lost_is_said_and_never_left_out(text: str) -> None:
    with pytest.raises(CardError, match=r"No font here has these characters .* U\+|\(U\+") as caught:
        paragraph(text, PACKED)
    assert str(caught.value).encode()


def test_spaces_are_single_but_no_break_spaces_stay() -> None:
    assert clean("  oui\u00a0!\n\n non\t ") == "oui\u00a0! non"
    assert clean("100 %") == "100\u00a0%"


def test_a_mark_on_a_letter_of_another_script_is_a_spelling_mistake() -> None:
    with pytest.raises(CardError, match=r"in one sign: 0ា\. Check the spelling"):
        paragraph("0ា", PACKED)


def test_a_text_beyond_any_card_is_refused_before_any_work() -> None:
    with pytest.raises(CardError, match="do not fit on a card"):
        paragraph("word " * MAX_CLUSTERS, PACKED)


@pytest.mark.parametrize(
    ("character", "script"),
    [("བ", "Tibetan"), ("ሀ", "Ethiopic"), ("孩", "CJK"), ("ᱥ", "Ol Chiki"), ("か", "Hiragana"), ("😀", UNKNOWN)],
)
def test_scripts_have_names(character: str, script: str) -> None:
    assert script_name(character) == script


@pytest.mark.parametrize(("quote", "name"), [("  ", "Amina"), ("Hello", "\u200b"), ("“ ”", "Amina")])
def test_a_card_without_quote_or_name_is_refused(quote: str, name: str) -> None:
    with pytest.raises(CardError, match="needs a quote and a name"):
        render(card(quote, name=name), size=(1200, 630), theme=THEME)
