"""card: one quote card, or many, without a calendar."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from scheduler.cli import campaign
from scheduler.errors import CardError
from scheduler.models import Card

_FIELDS = ("quote", "name", "title", "organisation", "country", "lang", "portrait", "focus", "theme", "alt")


def _size(_context: click.Context, _option: click.Parameter, value: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{2,5})x(\d{2,5})", value)
    if not found:
        raise click.BadParameter("write it as 1600x900")
    return int(found[1]), int(found[2])


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--size", default="1600x900", show_default=True, callback=_size, help="Width and height in pixels.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The picture: .jpg or .png.")
@click.option("--batch", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="One JSON mapping a line.")
@click.option("--out-dir", type=click.Path(file_okay=False, path_type=Path), help="Where --batch writes 0001.jpg …")
@click.option("--format", "kind", default="jpg", type=click.Choice(["jpg", "png"]), help="Of --batch.")
def card(
    file: Path | None, size: tuple[int, int], out: Path | None, batch: Path | None, out_dir: Path | None, kind: str
) -> None:
    """Draw a quote card from a YAML mapping: quote, name, title, organisation, country, lang, portrait, focus, theme.

    Example: scheduler card card.yaml --size 1200x630 --out card.jpg
    """
    if batch and out_dir and not file:
        _draw_many(batch, size, out_dir, kind)
    elif file and out and not batch:
        _draw(_from_yaml(file), size, file.parent, out)
        campaign.tell(str(out))
    else:
        raise click.UsageError("Give FILE with --out, or --batch with --out-dir.")


def _draw(wanted: Card, size: tuple[int, int], folder: Path, out: Path) -> None:
    from scheduler.cards import jpeg, load_theme, placed, png, render
    from scheduler.cards.files import write

    if out.suffix.lower() not in {".jpg", ".jpeg", ".png"}:
        raise CardError(f"{out.name} is neither .jpg nor .png.", "Name it so.")
    picture = render(placed(wanted, folder), size=size, theme=load_theme(campaign.folder() / "assets" / "theme.yaml"))
    write(png(picture) if out.suffix.lower() == ".png" else jpeg(picture), out)


def _draw_many(batch: Path, size: tuple[int, int], out_dir: Path, kind: str) -> None:
    lines = batch.read_text(encoding="utf-8").splitlines()
    with campaign.steps("Drawing cards") as step:
        for number, line in enumerate(lines, start=1):
            _draw(_from_json(line, f"{batch}:{number}"), size, batch.parent, out_dir / f"{number:04}.{kind}")
            step(number, len(lines))


def _from_yaml(file: Path) -> Card:
    from scheduler.calendar_file import read_card

    return read_card(file)


def _from_json(line: str, place: str) -> Card:
    try:
        mapping = json.loads(line)
    except ValueError:
        raise CardError(f"{place}: this is not JSON.", "One mapping a line.") from None
    if not isinstance(mapping, dict) or not {"quote", "name"} <= mapping.keys():
        raise CardError(f"{place}: a card needs a quote and a name.", "Add what is missing.")
    if unknown := sorted(set(mapping) - set(_FIELDS)):
        raise CardError(f"{place}: a card has no {unknown[0]!r}.", f"It may have: {', '.join(_FIELDS)}.")
    return Card(**dict(_values(mapping)))


def _values(mapping: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in mapping.items():
        if name == "portrait":
            yield name, Path(value) if value else None
        elif name == "focus":
            yield name, tuple(float(part) for part in value) if value else None
        else:
            yield name, str(value)
