"""The values that flow through the house: frozen, keyword-only, aware times only, no I/O.

The words are those of the product (see README): a *post* stands in the calendar, a *variant* is what one channel's
followers get of it, a *delivery* is one variant (or one part of a thread) on its way out.
"""

from scheduler.models.agreed import BY_EMAIL, EVERY_USE, EVERYTHING, Agreement, Use
from scheduler.models.alerts import Pause, Told, Trouble
from scheduler.models.facts import Decision, Delivery, Event, Sighting, State, Wish
from scheduler.models.handed_in import Finding, FindingKind, Kind, Parts, Readiness, Submission
from scheduler.models.intent import (
    Approval,
    Calendar,
    Campaign,
    Card,
    Channel,
    Digest,
    DigestDay,
    Media,
    Override,
    Post,
    Slot,
    Status,
)
from scheduler.models.mailing import (
    Composer,
    Letter,
    Mailing,
    MailingState,
    MailState,
    Subscriber,
    Subscription,
    Suppression,
)
from scheduler.models.outgoing import Account, Prepared, Receipt, Shown, Variant
from scheduler.models.values import Json, Moment, aware

__all__ = [
    "BY_EMAIL",
    "EVERYTHING",
    "EVERY_USE",
    "Account",
    "Agreement",
    "Approval",
    "Calendar",
    "Campaign",
    "Card",
    "Channel",
    "Composer",
    "Decision",
    "Delivery",
    "Digest",
    "DigestDay",
    "Event",
    "Finding",
    "FindingKind",
    "Json",
    "Kind",
    "Letter",
    "MailState",
    "Mailing",
    "MailingState",
    "Media",
    "Moment",
    "Override",
    "Parts",
    "Pause",
    "Post",
    "Prepared",
    "Readiness",
    "Receipt",
    "Shown",
    "Sighting",
    "Slot",
    "State",
    "Status",
    "Submission",
    "Subscriber",
    "Subscription",
    "Suppression",
    "Told",
    "Trouble",
    "Use",
    "Variant",
    "Wish",
    "aware",
]
