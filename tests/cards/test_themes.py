"""assets/theme.yaml is read strictly: every mistake is named with its file and its remedy; no file is no mistake."""

from dataclasses import replace
from pathlib import Path

import pytest
from cards.card_samples import ROOT, THEME, card
from PIL import Image

from scheduler.cards import Theme, load_theme, render
from scheduler.cards.designs import DESIGNS
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
        ("theme: sunny", r"has 'sunny' for theme\..*portrait, bleed, plain"),
        ("design: bleed", "unknown key 'design'"),
        ("themes: {evening: {design: sunny}}", r"has 'sunny' for design in themes\.evening\..*portrait, bleed, plain"),
        ("themes: {evening: {theme: bleed}}", r"unknown key 'theme' in themes\.evening\..*colours, design"),
        ("themes: {evening: {colours: {brand: teal}}}", r"has 'teal' for colours\.brand in themes\.evening"),
        ("themes: {evening: {colours: {brand: '#ffffff'}}}", r"brand on paper .* in themes\.evening"),
        ("themes: {evening: {logo: no.png}}", r"names no\.png as logo, which is not there in themes\.evening"),
        ("themes: {evening: bleed}", r"has no keys in themes\.evening"),
        ("themes: [bleed]", "has no names in themes"),
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


def test_a_card_picks_its_theme_by_name_and_the_file_says_which_one_is_the_default(tmp_path: Path) -> None:
    theme = load_theme(write(tmp_path, "theme: bleed\nthemes: {evening: {colours: {brand: '#2b1a4f'}}}\n"))
    assert theme.design == theme.named("").design == "bleed"
    assert theme.named("plain").design == "plain"
    evening = theme.named("evening")
    assert (evening.design, evening.colours.brand, evening.colours.ink) == ("bleed", "#2b1a4f", Colours().ink)
    assert evening.named("evening") == evening


def test_a_look_of_its_own_may_be_the_default(tmp_path: Path) -> None:
    theme = load_theme(write(tmp_path, "theme: calm\nthemes: {calm: {design: plain, campaign: Calm}}\n"))
    assert (theme.design, theme.campaign) == ("plain", "Calm")
    assert theme.named("bleed").design == "bleed"


def test_each_look_may_have_its_own_logo_header_weights_and_fonts(tmp_path: Path) -> None:
    for name in ("logo.png", "night.png", "header.png"):
        Image.new("RGB", (9, 9)).save(tmp_path / name)
    (tmp_path / "letters").mkdir()
    text = (
        "logo: logo.png\nthemes: {night: {logo: night.png, header: header.png, fonts: letters, weights: {name: 900}}}\n"
    )
    theme = load_theme(write(tmp_path, text))
    night = theme.named("night")
    assert (theme.logo, night.logo) == (tmp_path.resolve() / "logo.png", tmp_path.resolve() / "night.png")
    assert (theme.header, night.header) == (None, tmp_path.resolve() / "header.png")
    assert (night.fonts, night.weights.name) == (tmp_path.resolve() / "letters", 900)


def test_a_theme_that_is_not_there_is_refused_with_the_names_of_those_that_are(tmp_path: Path) -> None:
    theme = load_theme(write(tmp_path, "themes: {evening: {}}"))
    with pytest.raises(CardError, match=r"no theme 'evning' for cards.*portrait, bleed, plain, evening"):
        render(replace(card(), theme="evning"), size=(600, 338), theme=theme)


def test_the_three_designs_look_different() -> None:
    pictures = [render(replace(card(), theme=name), size=(600, 338), theme=THEME).tobytes() for name in DESIGNS]
    assert len(set(pictures)) == 3


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
