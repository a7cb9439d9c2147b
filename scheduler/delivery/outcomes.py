"""How a row stands after what happened."""

from dataclasses import replace
from datetime import datetime, timedelta

from scheduler.delivery.planning import as_wished
from scheduler.delivery.states import NOT_YET
from scheduler.delivery.steps import late
from scheduler.errors import Duplicate, NeedsPerson, PublishError, Rejected, Unavailable, Unconfirmed
from scheduler.models import Delivery, Moment, Prepared, Receipt, Sighting, State, Wish
from scheduler.text import lasting

MOST_ABSENCES = 5
BACKOFF = tuple(timedelta(seconds=seconds) for seconds in (2, 5, 15, 30, 60, 120, 300))

Looks = tuple[float, ...]
"""Seconds after an unclear answer at which the account is read back."""


def armed(row: Delivery, prepared: Prepared, owner: str, now: datetime) -> Delivery:
    """About to be sent by `owner`: from here until an outcome is stored, it may be out."""
    return replace(
        row,
        state=State.PUBLISHING,
        wake=None,
        tick=None,
        owner=owner,
        prepared=prepared,
        since=now,
        attempts=row.attempts + 1,
        words="",
    )


def published(row: Delivery, receipt: Receipt, now: datetime, words: str = "") -> Delivery:
    return replace(row, state=State.PUBLISHED, wake=None, tick=None, receipt=receipt, at=now, words=words)


def out(row: Delivery, receipt: Receipt, now: Moment, looks: Looks, words: str = "") -> Delivery:
    """The network has it. If an earlier attempt was given up as absent, the account is read once more, later."""
    there = published(row, receipt, now.at, words)
    return _later(there, now, timedelta(seconds=looks[-1])) if row.absences else there


def after_error(row: Delivery, error: PublishError, now: Moment, looks: Looks) -> Delivery:
    """How the row stands after the network (or the way to it) failed."""
    words = error.words
    match error:
        case Unconfirmed():
            return unconfirmed(row, now, looks, words)
        case Duplicate() if row.uncertain:
            # To send it again would be refused again: when it is not found, a person is asked at once.
            return unconfirmed(replace(row, absences=MOST_ABSENCES - 1), now, looks, words)
        case Unavailable():
            waiting = replace(row, state=State.RETRYING, tries=row.tries + 1, words=words)
            return _later(waiting, now, _pause(error, row, now))
        case NeedsPerson():
            return replace(row, state=State.RETRYING, wake=now.at, tick=None, words=error.advice)
        case Rejected():
            return replace(row, state=State.FAILED, wake=None, tick=None, at=now.at, words=words)
    raise TypeError(f"{type(error).__name__} is no outcome")


def unconfirmed(row: Delivery, now: Moment, looks: Looks, words: str) -> Delivery:
    """It may be out: the account is read back before anything else happens."""
    unclear = replace(row, state=State.UNCONFIRMED, looks=0, uncertain=True, words=words)
    return _later(unclear, now, timedelta(seconds=looks[0]))


def after_look(
    row: Delivery,
    found: Receipt | None,
    wish: Wish | None,
    now: Moment,
    looks: Looks,
    parent: Delivery | None = None,
) -> Delivery:
    """How the row stands after the account was read back and answered. `parent`: the thread's part before it."""
    if row.state is State.PUBLISHED:
        return _looked_again(row, found)
    if found:
        return out(row, found, now, looks, "No answer had come; it was found on the account.")
    seen = replace(row, looks=row.looks + 1)
    if seen.looks < len(looks):
        return _next_look(seen, looks[seen.looks] - looks[row.looks])
    return _proven_absent(seen, wish, now, parent)


def sighted(row: Delivery, seen: Sighting, wish: Wish, now: datetime) -> Delivery:
    """How a row stands that was never sent from here, and is seen on the account, or as another delivery's."""
    variant, receipt = wish.variant, seen.receipt
    if receipt and seen.holder is None and (variant.text.strip() or variant.link):
        there = published(row, receipt, now, "It was out already, from before this ledger knew of it.")
        return replace(there, since=row.doubt, prepared=seen.likeness)
    where = f" ({receipt.url})" if receipt else ""
    if seen.holder:
        what = f"{seen.holder.key} says the same and is out already{where}. Was it renamed?"
    else:
        what = f"It has no words by which to know it, and the account shows something without words{where}. Is that it?"
    words = f"{what} Then skip it; or retry, to send it all the same."
    return replace(row, state=State.FAILED, wake=None, tick=None, at=now, words=words)


def may_be_unlisted(row: Delivery, ledger_began: datetime | None, now: datetime, looks: Looks) -> bool:
    """Whether it may have been sent just before this ledger began, too lately for its account to show it by now.

    Asked after a look in vain; who has waited for one has waited long enough. (What cuts that wait short sets `looks`
    back.)
    """
    is_new = ledger_began is not None and now < ledger_began + timedelta(seconds=looks[-1])
    return is_new and row.looks == 0


def unlisted(row: Delivery, now: Moment, looks: Looks) -> Delivery:
    """It waits as long as after a lost answer, then it is looked for once more."""
    pause = timedelta(seconds=looks[-1])
    words = (
        "This ledger is new, and the account may not show yet what was sent just before: it is looked for once more in "
        f"{lasting(pause)}, then sent. If you have looked yourself, say so (scheduler resolve {row.key} --not-out)."
    )
    waiting = replace(row, state=State.RETRYING, looks=row.looks + 1, words=words)
    return _later(waiting, now, pause)


def after_failed_look(row: Delivery, error: PublishError, wish: Wish | None, now: Moment, looks: Looks) -> Delivery:
    """The account could not be read: try again within `max_late`, then a person decides.

    What is wanted no more, or is too late, has the looks that remain: it is the last one that proves something.
    """
    if row.state is not State.PUBLISHED and (wish is None or late(row, wish, None, now.at)):
        if row.looks + 1 < len(looks):
            return _next_look(replace(row, looks=row.looks + 1), looks[row.looks + 1] - looks[row.looks])
        words = f"{row.words} The account cannot be read back ({error.words}). Look there yourself, then resolve it."
        return replace(row, wake=None, tick=None, words=words)
    return _later(replace(row, tries=row.tries + 1), now, _pause(error, row, now))


def recovered(row: Delivery, now: Moment, looks: Looks) -> Delivery:
    """A row in nobody's hands: what was armed has no outcome, so it is unconfirmed, never "to send".

    A wait that another machine counts, or this one before it started anew, begins again: nobody knows how much of it
    has passed.
    """
    if row.state is State.PUBLISHING:
        return unconfirmed(row, now, looks, "The service stopped while this was being sent.")
    if row.state is State.UNCONFIRMED and row.wake and row.boot != now.boot:
        again = unconfirmed(row, now, looks, row.words)
        asked = min(row.wake - now.at, timedelta(seconds=looks[-1]))  # of what a network asked for, what can be trusted
        return _later(again, now, max(timedelta(seconds=looks[0]), asked))
    # The clock was set between reading it and storing the row: no clock step was left to be noticed.
    return rewoken(row, now) if row.state is State.UNCONFIRMED and _waits_too_long(row, now) else row


def rewoken(row: Delivery, now: Moment) -> Delivery:
    """After the clock was set: what waits a number of seconds waits no longer and no shorter for it."""
    if row.wake is None or row.tick is None or row.boot != now.boot:
        return row
    return replace(row, wake=now.at + timedelta(seconds=max(0.0, row.tick - now.tick)))


def doubted(row: Delivery, forgotten_until: datetime) -> Delivery:
    """The ledger has forgotten what happened until then: what was due by then may be out, and a person looks."""
    if row.state not in {*NOT_YET, State.MISSED} or row.due > forgotten_until:
        return row
    words = (
        "This ledger is older than what was done last (restored from a copy?), so it may be out. "
        "Look at the account, then resolve it."
    )
    return replace(row, state=State.UNCONFIRMED, wake=None, tick=None, uncertain=True, words=words)


def _waits_too_long(row: Delivery, now: Moment) -> bool:
    """Whether the wall's clock would let it wait longer than the seconds that are left."""
    if row.wake is None or row.tick is None or row.boot != now.boot:
        return False
    return (row.wake - now.at).total_seconds() > max(0.0, row.tick - now.tick) + 1


def _looked_again(row: Delivery, other: Receipt | None) -> Delivery:
    settled = replace(row, wake=None, tick=None)
    if other is None:
        return settled
    words = f"It is out twice: an attempt that was not to be seen came through after all. Take one down: {other.url}"
    return replace(settled, words=words, twice=other.url)


def _proven_absent(row: Delivery, wish: Wish | None, now: Moment, parent: Delivery | None) -> Delivery:
    absences = row.absences + 1
    if absences >= MOST_ABSENCES:
        words = f"{row.words} Sent {row.attempts} times, not to be seen on the account. Look there, then resolve it."
        return replace(row, wake=None, tick=None, absences=absences, words=words)
    # Nothing is out, so what the calendar wants by now is what counts: other words, another time, or not yet.
    words = "No answer came; the account was read: it is not out."
    absent = replace(row, state=State.RETRYING, absences=absences, wake=now.at, tick=None, words=words)
    return as_wished(wish, absent, now.at, parent) if wish else absent  # whoever plans knows whether it is wanted


def _next_look(row: Delivery, seconds: float) -> Delivery:
    """Counted from the look before, which was due at `wake`: a look that came late does not delay the others."""
    assert row.wake is not None
    tick = None if row.tick is None else row.tick + seconds
    return replace(row, wake=row.wake + timedelta(seconds=seconds), tick=tick)


def _later(row: Delivery, now: Moment, pause: timedelta) -> Delivery:
    return replace(row, wake=now.at + pause, tick=now.tick + pause.total_seconds(), boot=now.boot)


def _pause(error: PublishError, row: Delivery, now: Moment) -> timedelta:
    """How long to wait: as the network says, else longer each time."""
    pause = BACKOFF[min(row.tries, len(BACKOFF) - 1)]
    if not isinstance(error, Unavailable):
        return pause
    if error.retry_at:
        return max(pause, error.retry_at - now.at)  # one that is past says that our clock is not theirs
    return error.retry_in or pause
