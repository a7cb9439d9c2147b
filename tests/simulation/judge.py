"""What must never happen, looked at on every commit, request and acceptance, and once more at the end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulation.intents import Calendar, said
from simulation.model_ledger import ModelLedger
from simulation.world import Broken, World

from scheduler.delivery import BEYOND_EDITS, NOT_YET
from scheduler.models import Delivery, Prepared, Receipt, State, Wish

ALL_WELL = timedelta(minutes=20)
GIVEN_UP = frozenset({State.FAILED, State.MISSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a network has accepted: `at`, and can be read from `seen` on."""

    key: str
    channel: str
    text: str
    parent: str
    id: str
    at: float
    seen: float

    @property
    def receipt(self) -> Receipt:
        return Receipt(id=self.id, url=f"https://example.org/{self.id}")


@dataclass(slots=True)
class Judge:
    """`confirmed`: the version of the calendar that the ledger has for a delivery, as its editor was told.

    `copies` stand under the delivery's first name, `times` are their deliveries' when they came out. By another name,
    and by another ledger once it was `lost`, only what says the same is known as the same; and what is not to be sent
    is not looked for.
    """

    world: World
    calendar: Calendar
    beyond: bool
    ledger: ModelLedger = field(init=False)
    copies: dict[str, list[Copy]] = field(default_factory=dict)
    confirmed: dict[str, int] = field(default_factory=dict)
    armed: dict[tuple[str, int], Delivery] = field(default_factory=dict)
    skipped: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    times: dict[str, datetime | None] = field(default_factory=dict)
    lost: bool = False
    calm_at: datetime | None = None

    def loses_the_ledger(self) -> None:
        self.lost = True
        self.confirmed.clear()
        self.skipped.clear()

    # --- while it goes on ---------------------------------------------------------------------------------------------

    def planned(self, version: int) -> None:
        """The calendar of that version is in the ledger; what is or may be out was too late for its edits."""
        for key in self.calendar.keys:
            row = self.ledger.rows.get(key)
            if row is None or row.state not in BEYOND_EDITS:
                self.confirmed[key] = max(version, self.confirmed.get(key, 0))

    def committed(self, old: Delivery | None, new: Delivery, at: datetime) -> None:
        self.world.tell(
            lambda: f"ledger: {new.key} {old.state if old else '-'} -> {new.state} #{new.fence} {new.words}"
        )
        if new.state is State.PUBLISHING:
            self._may_arm(old, new, at)
        if new.state is State.MISSED and (old is None or old.state is not State.MISSED):
            self._may_miss(new, at)

    def _may_arm(self, old: Delivery | None, new: Delivery, at: datetime) -> None:
        if old is None or old.state not in NOT_YET:
            raise Broken(f"{new.key} was armed from {old.state if old else 'nothing'}")
        if self.ledger.is_closed(new.channel, at):
            raise Broken(f"{new.key} was armed on a closed channel")
        wishes = self.calendar.wishes_since(self.confirmed.get(new.key, 0), new.key)
        if not any(wish and not wish.hold and wish.content == new.content for wish in wishes):
            raise Broken(f"{new.key} was armed with what nobody wants any more: {new.content}")
        self.armed[new.key, new.attempts] = new

    def _may_miss(self, row: Delivery, at: datetime) -> None:
        if at <= row.due + self.calendar.max_late:
            raise Broken(f"{row.key} is missed before it was late")
        if self.calm_at and row.part == 1 and row.due > self.calm_at + ALL_WELL:
            raise Broken(f"{row.key} was missed while all was well")

    def sends(self, key: str, attempt: int, prepared: Prepared, wall_was: datetime) -> None:
        """A request leaves; `wall_was` is the latest that its machine's clock showed since the work began."""
        armed = self.armed.get((key, attempt))
        if armed is None or armed.prepared != prepared:
            raise Broken(f"{key} is sent without a durable intent")
        if wall_was < armed.due:
            raise Broken(f"{key} is sent early")

    def accepted(self, copy: Copy) -> None:
        copies = self.copies.setdefault(said(copy.key), [])
        copies.append(copy)
        row = self.ledger.rows.get(copy.key)
        self.times[copy.id] = row.due if row else None
        same = [each for each in copies if self._is_the_same(each, copy)]
        self.world.tell(lambda: f"{copy.channel} shows {copy.key} (copy {len(copies)}, id {copy.id})")
        if len(same) > 1 and not self.beyond:
            raise Broken(f"{copy.key} is out twice")
        post, _, part = said(copy.key).rpartition("/")
        above = {parent.id for parent in self.copies.get(f"{post}/{int(part) - 1}", ())} if part != "1" else {""}
        if copy.parent not in above:
            raise Broken(f"{copy.key} is not under the part before it")

    def _is_the_same(self, one: Copy, other: Copy) -> bool:
        """By another name, a new time means that it is to go out again."""
        if one.key == other.key and not self.lost:
            return True
        return (one.text, one.parent) == (other.text, other.parent) and self.times[one.id] == self.times[other.id]

    # --- when it is calm ----------------------------------------------------------------------------------------------

    def settled(self) -> None:
        """A while after the last trouble nothing is unclear any more, unless a person was asked."""
        for row in self.ledger.rows.values():
            if row.state is State.UNCONFIRMED and row.wake:
                raise Broken(f"{row.key} is still {row.state}")

    def final(self) -> None:
        for key in self.calendar.keys:
            problem = self._wrong(self.ledger.rows.get(key), self.calendar.wish(key), self.copies.get(said(key), []))
            if problem:
                raise Broken(f"{key}: {problem}")

    def _wrong(self, row: Delivery | None, wish: Wish | None, copies: list[Copy]) -> str:
        if row is None:
            return "is wanted, and the ledger knows nothing of it" if wish else ""
        if self._waits_for_part(row):
            return ""
        return next(
            _found(
                row,
                wish,
                copies,
                skipped=self._is_skipped(row),
                twice=self._tells_twice(row, copies),
                told=self._is_told(row),
            ),
            "",
        )

    def _is_told(self, row: Delivery) -> bool:
        """Whether the ledger says that it is out, under one of its names, or that it may be."""
        known = self._names_of(row)
        out = any(each.state is State.PUBLISHED or (each.state is State.UNCONFIRMED and each.words) for each in known)
        return out or self.beyond or self.lost

    def _names_of(self, row: Delivery) -> list[Delivery]:
        return [each for each in self.ledger.rows.values() if said(each.key) == said(row.key)]

    def _waits_for_part(self, row: Delivery) -> bool:
        """A person sent it however late, and has not yet sent a part before it, or is still to settle that."""
        parent = self.ledger.rows.get(row.parent_key or "")
        if parent is None:
            return False
        asked = parent.state is State.UNCONFIRMED and parent.wake is None
        sent_alone = row.late_ok and parent.state not in BEYOND_EDITS
        return asked or sent_alone or (parent.state in NOT_YET and self._waits_for_part(parent))

    def _is_skipped(self, row: Delivery) -> bool:
        return row.state is State.CANCELLED and self.skipped.get(row.key) == (row.due, row.content)

    def _tells_twice(self, row: Delivery, copies: list[Copy]) -> bool:
        """Copies that say something else (an edit came between two attempts) are not looked for: nobody can tell."""
        different = len({(copy.text, copy.parent, self.times[copy.id]) for copy in copies}) != 1
        return different or len(copies) < 2 or any(each.twice for each in self._names_of(row))


def _found(
    row: Delivery, wish: Wish | None, copies: list[Copy], *, skipped: bool, twice: bool, told: bool
) -> Iterator[str]:
    """What is wrong with how a delivery stands at the end."""
    state, out = row.state, bool(copies)
    if out and not told:
        yield f"is out, and called {state}"
    if state is State.PUBLISHED and (row.receipt is None or row.receipt.id not in _ids(copies)):
        yield "is called published, and is not out"
    if not twice:
        yield "is out twice, and nobody was told"
    if state in NOT_YET or state is State.PUBLISHING or (state is State.UNCONFIRMED and row.wake):
        yield f"is still {state} ({row.due:%H:%M:%S}, wake {row.wake})"
    if state in GIVEN_UP | {State.HELD, State.UNCONFIRMED} and not row.words:
        yield f"is {state} without a word"
    if state not in BEYOND_EDITS:
        yield from _against(row, wish, skipped=skipped)


def _against(row: Delivery, wish: Wish | None, *, skipped: bool) -> Iterator[str]:
    """What is against the calendar in the row of something that is not out."""
    if wish is None and row.state is not State.CANCELLED:
        yield f"is not wanted, and is {row.state}"
    if wish and wish.hold and row.state is not State.HELD and row.state not in GIVEN_UP and not skipped:
        yield f"must be held, and is {row.state}"
    if wish and not wish.hold and row.state not in GIVEN_UP and not skipped:
        yield f"is wanted, and is {row.state}"
    if wish and row.state in GIVEN_UP and (row.due, row.content) != (wish.due, wish.content):
        yield f"was edited since it is {row.state}"


def _ids(copies: Iterable[Copy]) -> set[str]:
    return {copy.id for copy in copies}
