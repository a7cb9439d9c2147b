"""The core of delivery: pure decisions. It is told the time and what happened, and says what to do next.

The states and what leads from one to the next:

    planned ──arm──> publishing ──receipt──> published ──look again──> published (two of it: a person takes one down)
       ▲ ▲               ├── refused ──────> failed        (mended content plans it again)
       │ └── retrying <──┼── not sent ───────┘
       │        ▲        └── unclear ──────> unconfirmed ──found──> published
       │        └───────────── proven absent ────┘   └── no proof ── waits for a person (wake is None)
       └── held, missed, cancelled: never sent; planned again when the calendar allows it, unless it was taken down

What is wanted only after its time is looked for before it is sent (`Delivery.doubt`): seen ──> published, or failed
where another delivery has it.

`planning` says how the calendar wants a row, `agenda` what is due, `protocol` how one delivery goes step by step,
`outcomes` how a row stands after what happened, `persons` what only a person can settle. Nothing here reads a clock, a
file, the database or the network: the service, the cluster, the rehearsal and the simulator bring those.
"""

from scheduler.delivery.agenda import Traffic, catching_up, due, late_since, next_wake, parent_of, seconds_left, shown
from scheduler.delivery.outcomes import (
    MOST_ABSENCES,
    after_error,
    after_failed_look,
    after_look,
    armed,
    doubted,
    published,
    recovered,
    rewoken,
    unconfirmed,
)
from scheduler.delivery.persons import resolved_not_out, resolved_out, resumed, retried, skipped, taken_down
from scheduler.delivery.planning import Timed, plan, stands, withdraw
from scheduler.delivery.protocol import (
    Arm,
    Await,
    Effect,
    Find,
    Newest,
    Now,
    Prepare,
    Publish,
    Rest,
    Review,
    Seek,
    Situation,
    Steps,
    Stop,
    Store,
    Terms,
    work,
)
from scheduler.delivery.states import BEYOND_EDITS, NOT_YET, UNSETTLED, was_out
from scheduler.delivery.steps import Step, late, step

__all__ = [
    "BEYOND_EDITS",
    "MOST_ABSENCES",
    "NOT_YET",
    "UNSETTLED",
    "Arm",
    "Await",
    "Effect",
    "Find",
    "Newest",
    "Now",
    "Prepare",
    "Publish",
    "Rest",
    "Review",
    "Seek",
    "Situation",
    "Step",
    "Steps",
    "Stop",
    "Store",
    "Terms",
    "Timed",
    "Traffic",
    "after_error",
    "after_failed_look",
    "after_look",
    "armed",
    "catching_up",
    "doubted",
    "due",
    "late",
    "late_since",
    "next_wake",
    "parent_of",
    "plan",
    "published",
    "recovered",
    "resolved_not_out",
    "resolved_out",
    "resumed",
    "retried",
    "rewoken",
    "seconds_left",
    "shown",
    "skipped",
    "stands",
    "step",
    "taken_down",
    "unconfirmed",
    "was_out",
    "withdraw",
    "work",
]
