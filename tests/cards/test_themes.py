"""assets/theme.yaml is read strictly: every mistake is named with its file and its remedy; no file is no mistake."""

from pathlib import Path

import pytest
from cards.card_samples import ROOT, THEME, card

from scheduler.cards import Theme, load_theme, render
from scheduler.cards.themes import CONTRAST, PAIRS, Colours, contrast, rgb
from scheduler.errors import CardError


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "theme.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colours: {brand: #0f5257}\n", "is not YAML at line"),
        ("colours:\n  brand: #0f5257\n", r"has None for colours\.brand.*takes # for a comment"),
        ("colours: {brand: teal}", r"has 'teal' for colours\.brand"),
        ("colours: {bland: '#0f5257'}", "unknown key 'bland' in colours"),
        ("colors: {brand: '#0f5257'}", "unknown key 'colors'.*It may have: campaign, colours"),
        ("colours: {ink: '#999999'}", r"ink on paper with a contrast of 2\.\d:1"),
        ("weights: {quote: bold}", r"has 'bold' for weights\.quote.*100 to 900"),
        ("weights: {quote: true}", r"has True for weights\.quote"),
        ("weights: 500", "has no keys in weights"),
        ("logo: nowhere.png", "names nowhere.png as logo, which is not there"),
        ("campaign: 2023", "has 2023 for campaign"),
        ("- a list", "has no keys"),
        ("a: [", "is not YAML at line"),
        ("\ttabs: 1", "is not YAML at line 1"),
        (b"campaign: \xff\xfe", "is not UTF-8"),
        ("[" * 5_000, "is not YAML"),
        ("campaign: " + "x" * 200_000, "is too large"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_its_remedy(text: str | bytes, words: str, tmp_path: Path) -> None:
    with pytest.raises(CardError, match=words) as caught:
        load_theme(write(tmp_path, text))
    assert str(tmp_path / "theme.yaml") in caught.value.what
    assert caught.value.remedy


def test_without_a_file_there_is_a_theme_all_the_same(tmp_path: Path) -> None:
    theme = load_theme(tmp_path / "none.yaml")
    assert theme == Theme()
    assert render(card(), size=(600, 338), theme=theme).size == (600, 338)


def test_an_empty_file_is_the_built_in_theme(tmp_path: Path) -> None:
    assert load_theme(write(tmp_path, "# nothing yet\n")) == Theme()


def test_keys_that_are_left_out_keep_their_defaults(tmp_path: Path) -> None:
    theme = load_theme(write(tmp_path, "colours: {brand: '#400040'}\ncampaign: Ours\n"))
    assert (theme.colours.brand, theme.colours.paper, theme.campaign) == ("#400040", Colours().paper, "Ours")


def test_the_sample_theme_has_its_pictures_and_the_fonts_folder_when_there_is_one(tmp_path: Path) -> None:
    assert THEME.logo == ROOT / "assets" / "logo.png"
    assert THEME.header == ROOT / "assets" / "header.png"
    (tmp_path / "fonts").mkdir()
    assert load_theme(write(tmp_path, "")).fonts == tmp_path.resolve() / "fonts"


def test_a_theme_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CardError, match="cannot be read"):
        load_theme(tmp_path)


def test_a_logo_that_is_no_picture_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_text("not a picture")
    theme = load_theme(write(tmp_path, "logo: logo.png"))
    with pytest.raises(CardError, match=r"logo .*logo\.png is not a picture"):
        render(card(), size=(600, 338), theme=theme)


def test_a_campaign_line_that_is_far_too_long_is_refused_in_words() -> None:
    with pytest.raises(CardError, match="campaign line is too long"):
        render(card(), size=(600, 338), theme=Theme(campaign="Week of everything " * 20))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast(rgb("#777777"), rgb("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_every_pair_of_the_built_in_theme_is_readable() -> None:
    for front, back in PAIRS:
        assert contrast(rgb(getattr(Colours(), front)), rgb(getattr(Colours(), back))) >= CONTRAST
