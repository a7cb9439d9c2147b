"""What WCAG 2.2 AA asks of colours, names and structure, where a machine can tell."""

import re

import pytest

from scheduler.door.forms import breaks
from scheduler.door.pages import page, style, texts

_HEX = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6})")
LIGHT, DARK = (dict(_HEX.findall(part)) for part in style().decode().split("prefers-color-scheme: dark")[:2])


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("of", "on", "least"),
    [
        ("ink", "paper", 4.5),
        ("soft", "paper", 4.5),
        ("strong", "paper", 4.5),
        ("on-strong", "strong", 4.5),
        ("ink", "good", 4.5),
        ("rule", "paper", 3.0),  # 1.4.11: the edges of fields
    ],
)
def test_contrast_is_enough_by_day_and_by_night(colours: dict[str, str], of: str, on: str, least: float) -> None:
    assert contrast(colours[of], colours[on]) >= least


@pytest.mark.parametrize("language", sorted(texts()))
def test_every_field_has_a_name_and_every_page_one_headline(language: str) -> None:
    chosen = list(breaks(language, None, to_the_end=True))
    html = page("choose", language, prefix="", campaign="Week", token="T", name="", breaks=chosen, saved=True)
    fields = re.findall(r'<(?:input|select) id="([\w-]+)"', html)
    assert fields == re.findall(r'<label for="([\w-]+)"', html)
    assert len(re.findall(r'<label class="choice"><input type="radio"', html)) == html.count('type="radio"') == 5
    assert html.count("<h1>") == html.count("<main>") == html.count("<title>") == 1
    assert all(f'id="{name}"' in html for name in re.findall(r'aria-(?:describedby|labelledby)="([\w-]+)"', html))
    assert html.count(" checked") == 1


def test_every_thing_to_press_is_large_enough_for_a_thumb() -> None:
    sizes = re.findall(
        r"(?:^|\n)(button|input\[type=\"text\"\], select|\.choice) \{[^}]*?min-height: ([\d.]+)rem", style().decode()
    )
    assert {name for name, _ in sizes} == {"button", 'input[type="text"], select', ".choice"}
    assert all(float(size) * 16 >= 44 for _, size in sizes)
