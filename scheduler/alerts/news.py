"""What is new since an address was last told: alerts that begin, and alerts that are over. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler.alerts.causes import PATIENCE, Alert, Scene, causes
from scheduler.delivery import NOT_YET
from scheduler.models import Delivery, State, Told
from scheduler.text import counted, lasting

_PAUSES = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 120, 300, 900))


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent: plain text in any script. `over`: it is good news."""

    title: str
    body: str
    over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One message to send about `cause`, and what is known to be told once it was sent (None: it is over)."""

    cause: str
    message: Message
    told: Told | None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One look: the causes now, and since when those of earlier looks are `gone`. `began`: the first look of all."""

    scene: Scene
    causes: Mapping[str, Alert]
    gone: Mapping[str, datetime]
    began: datetime


def look(scene: Scene, before: View | None = None) -> View:
    """The view of the scene, after the one `before`."""
    now = causes(scene)
    gone = {**dict.fromkeys(before.causes, scene.now), **before.gone} if before else {}
    return View(
        scene=scene,
        causes=now,
        gone={cause: at for cause, at in gone.items() if cause not in now},
        began=before.began if before else scene.now,
    )


def news(view: View, told: Mapping[str, Told]) -> Iterator[News]:
    """What to tell somebody who was told of `told`, in this order. What lasts is told once, however it grows."""
    for cause, alert in view.causes.items():
        if cause not in told or told[cause].mark != alert.mark:
            yield _beginning(alert, view.scene)
    if view.scene.ledger is None:  # without it nothing is known of the others, so nothing can be called over
        for known in told.values():
            if known.cause not in view.causes and not _catching_up(known, view):
                yield _end(known, view)


def pause_after(failures: int) -> timedelta:
    """How long to wait before an alert is tried again that could not be sent so many times in a row."""
    return _PAUSES[min(failures, len(_PAUSES)) - 1]


def _beginning(alert: Alert, scene: Scene) -> News:
    told = Told(cause=alert.cause, mark=alert.mark, title=alert.title, since=alert.since, at=scene.now)
    body = f"{alert.what}\n\n{alert.remedy}"
    return News(cause=alert.cause, message=Message(title=_titled(alert.title, scene), body=body), told=told)


def _end(known: Told, view: View) -> News:
    kind, _, place = known.cause.partition("/")
    if kind == "paused":
        title, body = _goes_on(place, _ended(known, view), view.scene)
    else:
        title, body = _ENDS.get(kind, (f"Settled: {known.title}", "Nothing of it waits for a person any more."))
    lasted = f"It lasted {lasting(view.scene.now - known.since)}, since {view.scene.moment(known.since)}."
    message = Message(title=_titled(title, view.scene), body=f"{body}\n{lasted}", over=True)
    return News(cause=known.cause, message=message, told=None)


_ENDS = {
    "calendar": ("posts.yaml can be used again", "Its edits are in force."),
    "ledger": ("The ledger can be used again", "What was due meanwhile goes out now, or is missed if it is too late."),
}


def _goes_on(channel: str, ended: datetime, scene: Scene) -> tuple[str, str]:
    pause = scene.pauses.get(channel)
    if pause and pause.by:
        return f"{channel} is mended, but paused by {pause.by}", f"To let it go on: scheduler resume {channel}"
    kept = [row for row in scene.rows if row.channel == channel and _was_kept(row, ended)]
    out = sum(row.state is State.PUBLISHED for row in kept)
    if not kept:
        return f"{channel} goes on", "Nothing had become late."
    have = "has" if out == 1 else "have"
    return f"{channel} goes on", f"{counted(len(kept), 'post')} had waited, {out} {have} gone out since."


def _was_kept(row: Delivery, ended: datetime) -> bool:
    """It was due, and not out, when the pause ended."""
    return row.due <= ended and (_on_its_way(row) or (row.at is not None and row.at >= ended))


def _catching_up(known: Told, view: View) -> bool:
    """A channel's end is told when what it had kept is out, but not much later."""
    kind, _, channel = known.cause.partition("/")
    ended, scene = _ended(known, view), view.scene
    pause = scene.pauses.get(channel)
    stopped = pause is not None and pause.until is None
    if kind != "paused" or stopped or scene.now - ended >= PATIENCE:
        return False
    return any(row.channel == channel and row.due <= ended and _on_its_way(row) for row in scene.rows)


def _on_its_way(row: Delivery) -> bool:
    return row.state in NOT_YET or row.state is State.PUBLISHING


def _ended(known: Told, view: View) -> datetime:
    return view.gone.get(known.cause, view.began)


def _titled(title: str, scene: Scene) -> str:
    """What happened comes first: a phone shows no more of a title."""
    return " ".join(f"{title} · {scene.campaign}".split())
