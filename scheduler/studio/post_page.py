"""The screen of one post: what its form shows, what is wrong with it, what followers will see, what became of it."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from scheduler.assembly import surveyed
from scheduler.calendar_file import channels_of, version_of
from scheduler.cards import load_theme
from scheduler.cards.designs import DESIGNS
from scheduler.checking import stale
from scheduler.errors import CardError, Problem
from scheduler.models import Calendar, Media, Post, Status
from scheduler.studio.assets import FILMS, assets_of
from scheduler.studio.desk import Desk
from scheduler.studio.editor import fields_of, most_parts
from scheduler.studio.findings import findings
from scheduler.studio.forms import Form
from scheduler.studio.media import portrait_size
from scheduler.studio.pages import desk_of, environment, render
from scheduler.studio.places import choices, local_fields
from scheduler.studio.previews import Preview, address_of, previews, sizes_of
from scheduler.studio.quotes import candidates, origins
from scheduler.studio.review import notes_on
from scheduler.studio.tiles import FIXED, marks_of, tiles, title_of
from scheduler.studio.traces import Trace, history_of, of_post
from scheduler.submissions import RECORD_FILE, Record
from scheduler.wishes import Wishes

MOST_REMEMBERED = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """What one channel says. `mode`: shared, text or thread; `parts`: the thread's; `most`: how many it may have."""

    channel: str
    label: str
    used: bool
    mode: str
    parts: tuple[str, ...]
    media: tuple[Media, ...]
    own_card: bool
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A picture or film in the list of media: `address` shows it, small ("" where it cannot)."""

    media: Media
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """How the portrait is shown to be pressed on: its address and size in pixels."""

    address: str
    size: tuple[int, int]


def shown_fields(post: Post, calendar: Calendar, form: Form | None = None) -> dict[str, str]:
    """What stands in the form: what somebody sent, else what the post says."""
    known = fields_of(post, calendar) | local_fields(post, calendar) | {"place": "keep"}
    if not form:
        return known
    # A box that is not ticked is not sent, and a part of a thread that is not sent is gone.
    lasting = {name: value for name, value in known.items() if not name.startswith("to.") and ".has-" not in name}
    return {name: value for name, value in lasting.items() if ".part." not in name} | dict(form)


def tabs_of(post: Post, calendar: Calendar, fields: dict[str, str]) -> tuple[Tab, ...]:
    used = channels_of(post, calendar)
    return tuple(_tab(name, post, calendar, fields, used=name in used) for name in calendar.channels)


def _tab(name: str, post: Post, calendar: Calendar, fields: dict[str, str], *, used: bool) -> Tab:
    own = post.overrides.get(name)
    numbers = range(sum(key.startswith(f"{name}.part.") for key in fields))
    return Tab(
        channel=name,
        label=marks_of(calendar)[name].label,
        used=used,
        mode=fields.get(f"{name}.mode", "shared"),
        parts=tuple(fields.get(f"{name}.part.{number}", "") for number in numbers),
        media=(own.media or ()) if own else (),
        own_card=bool(own and own.card),
        most=most_parts(name, calendar),
    )


def pieces_of(media: Sequence[Media], calendar: Calendar) -> tuple[Piece, ...]:
    return tuple(
        Piece(media=each, address="" if each.is_video else address_of(each.file, calendar, "asset")) for each in media
    )


def portrait_of(post: Post, calendar: Calendar) -> Portrait | None:
    if not post.card or not post.card.portrait:
        return None
    size = portrait_size(calendar.folder / post.card.portrait)
    focus = {"focus": ",".join(map(str, post.card.focus))} if post.card.focus else {}
    return Portrait(address=address_of(post.card.portrait, calendar, "portrait", **focus), size=size) if size else None


def looks(calendar: Calendar) -> list[str]:
    """The themes that a card may pick."""
    try:
        theme = load_theme(calendar.folder / calendar.campaign.theme_file)
    except CardError:
        return list(DESIGNS)
    return list(dict.fromkeys((*DESIGNS, *(other.name for other in theme.others))))


def live_values(post: Post, calendar: Calendar, desk: Desk) -> dict[str, Any]:
    """What changes while somebody types: previews, problems, the card in every size."""
    return {
        "post": post,
        "previews": previews(post, calendar),
        "problems": findings(post, calendar, desk.clock()),
        "sizes": sizes_of(post.card, calendar),
        "portrait": portrait_of(post, calendar),
    }


def chip_of(post: Post, calendar: Calendar, desk: Desk) -> str:
    """The sign of its state after an edit: the post is looked at alone, because a whole week takes long."""
    alone = replace(calendar, posts=(post,))
    view = surveyed(Wishes(alone), Record(desk.folder / RECORD_FILE), desk.ledger, desk.clock())
    return str(fragments().chip(tiles(alone, view)[post.id]))


def fragments() -> Any:
    """The macros of previews.html: pieces of the page, made alone."""
    return environment().get_template("previews.html").module


def live_parts(post: Post, calendar: Calendar, desk: Desk) -> dict[str, str]:
    """The same as pieces of the page, by the ids that they replace."""
    values = live_values(post, calendar, desk)
    made = fragments()
    found = {"previews": made.previews(values["previews"]), "problems": made.problems(values["problems"])}
    found |= {"sizes": made.sizes(values["sizes"]), "state": made.status(post)}
    counts = counters(post, calendar, values["previews"])
    return {key: str(piece) for key, piece in {**found, **{k: made.count(v) for k, v in counts.items()}}.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """`label`: the network, where several count one text."""

    label: str
    count: int
    limit: int


def counters(post: Post, calendar: Calendar, shown: Sequence[Preview]) -> dict[str, list[Count]]:
    """By the id of the place where it stands: how long a text is, as each network counts it with its link."""
    found: dict[str, list[Count]] = {"count.shared": []}
    for preview in shown:
        own = post.overrides.get(preview.channel)
        thread, shared = bool(own and own.thread), not own or (own.text is None and not own.thread)
        for number, part in enumerate(preview.parts):
            key = "count.shared" if shared else f"count.{preview.channel}" + (f".{number}" if thread else "")
            label = preview.label if shared else ""
            found.setdefault(key, []).append(Count(label=label, count=part.count, limit=part.limit))
    return found


def page(
    request: Request,
    post: Post,
    calendar: Calendar,
    *,
    status: int = 200,
    form: Form | None = None,
    wrong: Sequence[Problem] = (),
    refused: str = "Not saved",
) -> HTMLResponse:
    """The editor. `form`: as it was sent, where it could not be saved; `wrong`: why."""
    desk, fields = desk_of(request), shown_fields(post, calendar, form)
    saved = post.id in {each.id for each in calendar.posts}
    remember(request, post, calendar)
    live = live_values(post, calendar, desk)
    values = {
        "calendar": calendar,
        "f": fields,
        "tabs": tabs_of(post, calendar, fields),
        "open_tab": request.query_params.get("tab") or fields.get("tab", "") or "shared",
        "counts": counters(post, calendar, live["previews"]),
        "places": choices(post, calendar, desk.clock()),
        "seen": form["seen"] if form else version_of(post, calendar) if saved else "",
        "saved": saved,
        "title": title_of(post) if saved else "New post",
        **_pictures(request, post, calendar),
        **(_past(request, post, calendar) if saved else _NO_PAST),
    }
    return render(request, "post.html", screen="week", status=status, wrong=wrong, refused=refused, **values, **live)


def _pictures(request: Request, post: Post, calendar: Calendar) -> dict[str, Any]:
    """What may be chosen of pictures, and of words and looks for a card."""
    return {
        "pieces": pieces_of(post.media, calendar),
        "assets": _assets(calendar),
        "pictures": [str(file) for file in assets_of(calendar) if file.suffix.lower() not in FILMS],
        "looks": looks(calendar),
        "quotes": candidates(request, post),
        "origins": origins(request, post),
    }


def _assets(calendar: Calendar) -> list[tuple[str, str]]:
    """Every picture and film of assets/, with the address that shows it ("" of a film)."""
    return [
        (file.as_posix(), "" if file.suffix.lower() in FILMS else address_of(file, calendar, "asset"))
        for file in assets_of(calendar)
    ]


def _approvable(known: Post, calendar: Calendar, *, out: bool) -> bool:
    """What nobody approved, or what says something else by now."""
    bound = known.status is Status.APPROVED and known.approval is not None and not stale(known, calendar)
    return not out and not bound and known.status is not Status.CANCELLED


_NO_PAST: dict[str, Any] = {
    "approvable": False,
    "tile": None,
    "standings": [],
    "out": False,
    "history": [],
    "notes": [],
    "traces": [],
    "cancelled": False,
}


def _past(request: Request, post: Post, calendar: Calendar) -> dict[str, Any]:
    desk = desk_of(request)
    view, decisions = desk.view(), desk.ledger.decisions()
    known = next(each for each in calendar.posts if each.id == post.id)
    standings = of_post(post.id, view)
    out = any(standing.state in FIXED for standing in standings)
    traces: Sequence[Trace] = request.app.state.traces.get(post.id, ())
    return {
        "tile": tiles(replace(calendar, posts=(known,)), view)[post.id],
        "standings": standings,
        "out": out,
        "approvable": _approvable(known, calendar, out=out),
        "history": history_of(post.id, desk.ledger, view, decisions),
        "notes": notes_on(post.id, decisions),
        "traces": list(reversed(traces)),
        "cancelled": known.status is Status.CANCELLED,
    }


# --- what somebody was shown, to tell their changes from another's ----------------------------------------------------


def remember(request: Request, post: Post, calendar: Calendar) -> None:
    """Keeps what the form shows, under its version."""
    shown: OrderedDict[tuple[str, str], dict[str, str]] = request.app.state.shown
    shown[post.id, version_of(post, calendar)] = shown_fields(post, calendar)
    while len(shown) > MOST_REMEMBERED:
        shown.popitem(last=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A field that says another thing here than there; `mine`: it was changed here."""

    name: str
    label: str
    theirs: str
    sent: str
    mine: bool


def differences(request: Request, form: Form, post: Post, calendar: Calendar) -> list[Difference]:
    """Every field in which the form differs from the file as it is now."""
    now = shown_fields(post, calendar)
    base = request.app.state.shown.get((post.id, form["seen"]))
    sent = {name: form.get(name, "") for name in sorted({*now, *form}) if name in form or name in _unticked(now)}
    return [
        Difference(
            name=name, label=label_of(name), theirs=now.get(name, ""), sent=value, mine=_changed(name, value, base)
        )
        for name, value in sent.items()
        if name not in _NO_FIELDS and value.rstrip() != now.get(name, "").rstrip()
    ]


_NO_FIELDS = {"seen", "do", "tab", "to", "focus.x", "focus.y", "focus-size"}


def _unticked(now: dict[str, str]) -> set[str]:
    return {name for name in now if name.startswith("to.") or ".has-" in name or ".part." in name}


def _changed(name: str, value: str, base: dict[str, str] | None) -> bool:
    return base is None or base.get(name, "").rstrip() != value.rstrip()


_LABELS = {
    "text": "Text for every channel",
    "link": "Link",
    "submission": "Submission",
    "place": "Time",
    "date": "Day",
    "time": "Time of day",
    "mode": "whose words",
    "has-link": "a link of its own",
}


def label_of(name: str) -> str:
    """What people call a field."""
    if name in _LABELS:
        return _LABELS[name]
    owner, _, rest = name.partition(".")
    if owner == "to":
        return f"Goes to {rest}"
    kind, _, number = rest.partition(".")
    if owner == "alt":
        return f"Alt text {int(rest) + 1}"
    words = {"part": "part", "alt": "alt text"}.get(kind, _LABELS.get(kind, kind)).lower()
    return f"{owner}: {words}" + (f" {int(number) + 1}" if number.isdigit() else "")
