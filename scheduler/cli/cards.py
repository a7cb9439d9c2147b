"""card, cards: one quote card, a file of them, or the campaign's."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from scheduler.cli import campaign
from scheduler.errors import CardError, SchedulerError
from scheduler.models import Calendar, Card, Post, Status
from scheduler.photos import shortcomings
from scheduler.text import counted

if TYPE_CHECKING:
    from scheduler.cards.many import Job
    from scheduler.cards.themes import Theme

_CACHE = Path(".scheduler") / "cards"
_SHEET = Path(".scheduler") / "cards.jpg"


def _size(_context: click.Context, _option: click.Parameter, value: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{2,5})[x×](\d{2,5})", value)
    if not found:
        raise click.BadParameter("write it as 1600x900")
    return int(found[1]), int(found[2])


@click.command()
@click.argument("card", metavar="[FILE.yaml | ID]", required=False)
@click.option("--size", default="1600x900", show_default=True, callback=_size, help="Width and height in pixels.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The picture: .jpg or .png.")
@click.option("--open", "show", is_flag=True, help="Show the cards of the post ID.")
@click.option("--batch", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="One JSON mapping a line.")
@click.option("--out-dir", type=click.Path(file_okay=False, path_type=Path), help="Where --batch writes 0001.jpg …")
@click.option("--format", "kind", default="jpg", type=click.Choice(["jpg", "png"]), help="Of --batch.")
def card(
    card: str | None,
    size: tuple[int, int],
    out: Path | None,
    show: bool,
    batch: Path | None,
    out_dir: Path | None,
    kind: Literal["jpg", "png"],
) -> None:
    """Draw a quote card from a YAML mapping: quote, name, title, organisation, country, lang, portrait, focus, theme.

    Of a post of the campaign: ID alone draws its cards, one for each network's size.

    Example: scheduler card card.yaml --size 1200x630 --out card.jpg
    """
    if batch and out_dir and not (card or out or show):
        _draw_lines(batch, size, out_dir, kind)
    elif card and not (out or batch or _is_file(card)):
        _draw_of_post(card, show)
    elif card and out and not (show or batch):
        _draw_one(card, size, out)
    else:
        raise click.UsageError("Give FILE.yaml or ID with --out, ID alone, or --batch with --out-dir.")


def _draw_one(source: str, size: tuple[int, int], out: Path) -> None:
    if out.suffix.lower() not in {".jpg", ".jpeg", ".png"}:
        raise CardError(f"{out.name} is neither .jpg nor .png.", "Name it so.")
    wanted, folder = _wanted(source)
    _drawer(size, folder)(wanted, out)
    for what, remedy in shortcomings(folder / wanted.portrait) if wanted.portrait else ():
        click.echo(f"{what} {remedy}", err=True)
    campaign.tell(str(out))


def _is_file(source: str) -> bool:
    return Path(source).suffix in {".yaml", ".yml"} or Path(source).exists()


def _wanted(source: str) -> tuple[Card, Path]:
    """The card of a file or of a post, and the folder from which its portrait is found."""
    from scheduler.calendar_file import read_card

    if _is_file(source):
        return read_card(Path(source)), Path(source).parent
    calendar, post = _post(source)
    if post.card is None:
        raise SchedulerError(f"The post {source} has no card.", "Give it a `card:` with a quote and a name.")
    return post.card, calendar.folder


def _post(post_id: str) -> tuple[Calendar, Post]:
    calendar = campaign.calendar()
    post = next((post for post in calendar.posts if post.id == post_id), None)
    if post is None:
        raise SchedulerError(f"posts.yaml has no post {post_id!r}.", "scheduler status names them all.")
    return calendar, post


def _drawer(size: tuple[int, int], folder: Path) -> Callable[[Card, Path], None]:
    """Draws a card, whose portrait is found from `folder`, into a file of the kind that its name says."""
    from scheduler.cards import jpeg, load_theme, placed, png, render
    from scheduler.cards.files import write

    theme = load_theme(campaign.folder() / "assets" / "theme.yaml")

    def draw(wanted: Card, out: Path) -> None:
        picture = render(placed(wanted, folder), size=size, theme=theme)
        write(png(picture) if out.suffix.lower() == ".png" else jpeg(picture), out)

    return draw


def _draw_lines(batch: Path, size: tuple[int, int], out_dir: Path, kind: str) -> None:
    """Every line that can be drawn; each that cannot is told with its number."""
    from scheduler.cards.mapping import from_json

    lines, draw = _lines(batch), _drawer(size, batch.parent)
    wrong = 0
    with campaign.steps("Drawing cards") as step:
        for number, line in enumerate(lines, start=1):
            try:
                draw(from_json(line), out_dir / f"{number:04}.{kind}")
            except CardError as error:
                wrong += 1
                click.echo(f"{batch}:{number}: {error}", err=True)
            step(number, len(lines))
    _sum_up(len(lines) - wrong, wrong, out_dir)


def _lines(batch: Path) -> list[str]:
    try:
        text = batch.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CardError(f"{batch} is not UTF-8 text.", "Save it as UTF-8.") from None
    # Only line feeds end a line of JSON: the other ends of lines that Python knows may stand within its texts.
    return text.rstrip().split("\n") if text.strip() else []


def _sum_up(drawn: int, wrong: int, where: Path) -> None:
    campaign.tell(f"{counted(drawn, 'card')} drawn: {where}")
    if wrong:
        click.echo(f"{counted(wrong, 'card')} could not be drawn.", err=True)
        raise SystemExit(1)


def _draw_of_post(post_id: str, show: bool) -> None:
    calendar, post = _post(post_id)
    files, wrong = _drawn(calendar, [post])
    if not files and not wrong:
        raise SchedulerError(f"The post {post_id} has no card.", "Give it a `card:` with a quote and a name.")
    for file in files:
        campaign.tell(str(file))
        if show:
            click.launch(str(file))
    if wrong:
        raise SystemExit(1)


@click.command()
@click.option("--all", "every", is_flag=True, help="Also those of posts that are cancelled.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=f"The contact sheet (default: {_SHEET}).")
@click.option("--open", "show", is_flag=True, help="Show the contact sheet.")
def cards(every: bool, out: Path | None, show: bool) -> None:
    """Draw the campaign's cards as its channels get them, and one picture of them all to look at.

    Example: scheduler cards --all
    """
    from scheduler.cards import contact_sheet, jpeg
    from scheduler.cards.files import write

    calendar = campaign.calendar()
    files, wrong = _drawn(calendar, [post for post in calendar.posts if every or post.status is not Status.CANCELLED])
    if files:
        sheet = out or calendar.folder / _SHEET
        write(jpeg(contact_sheet(files)), sheet)
        campaign.tell(f"All of them on one picture: {sheet}")
        if show:
            click.launch(str(sheet))
    _sum_up(len(files), wrong, calendar.folder / _CACHE)


def _drawn(calendar: Calendar, posts: Sequence[Post]) -> tuple[list[Path], int]:
    """The files of the posts' cards, in the calendar's order, and how many could not be drawn: that is told."""
    from scheduler.cards import load_theme
    from scheduler.cards.many import draw_all

    named = dict(_jobs(calendar, posts, load_theme(calendar.folder / calendar.campaign.theme_file)))
    found: dict[Job, Path] = {}
    with campaign.steps("Drawing cards", quiet=not named) as step:
        for done, (job, result) in enumerate(draw_all(list(named)), start=1):
            if isinstance(result, CardError):
                click.echo(f"{named[job]}: {result}", err=True)
            else:
                found[job] = result
            step(done, len(named))
    return list(dict.fromkeys(found[job] for job in named if job in found)), len(named) - len(found)


def _jobs(calendar: Calendar, posts: Sequence[Post], theme: "Theme") -> Iterator[tuple["Job", str]]:
    from scheduler.calendar_file import variants
    from scheduler.cards.many import Job
    from scheduler.platforms import load as platform

    for post in posts:
        for variant in variants(post, calendar):
            if variant.card:
                size = platform(calendar.channels[variant.channel].platform).limits.card_size
                cache = calendar.folder / _CACHE
                yield Job(card=variant.card, size=size, theme=theme, folder=calendar.folder, cache=cache), post.id
