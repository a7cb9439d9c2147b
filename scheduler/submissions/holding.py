"""Why something of a submission may not go out, told from the lines of the safeguarding record: pure."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.errors import SubmissionError
from scheduler.models import EVERYTHING, Agreement, FindingKind, Kind, Use, Variant
from scheduler.submissions.folding import folded
from scheduler.submissions.terms import is_named_by_the_link, names, reason_against, shows_picture, uses_on_record

MISSING, KIND, CONSENT = "missing", "kind", FindingKind.CONSENT.value
CONTRIBUTOR, QUOTED, PICTURED = "contributor", "quoted", "pictured"
"""Who somebody is: the one whom the submission is from or about, or another who is quoted or to be seen in it."""
FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the record. `event`: found, missing, cleared, person, row, consent, withdrawn, declined, taken (after
    all), taken down or forgotten.

    `what` is a finding's key, the uses agreed to, who a `person` is, or the stamp of a `row`; `until` is a date as ISO
    writes it.
    """

    submission: str
    event: str
    what: str = ""
    by: str = ""
    at: str = ""
    why: str = ""
    person: str = ""
    channels: tuple[str, ...] = ()
    until: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Somebody else who is quoted or to be seen. `agreement` None: there is none, or it was withdrawn."""

    person: str
    role: str
    agreement: Agreement | None
    withdrawn: bool = False

    def concerns(self, variant: Variant) -> bool:
        """Whether this post is theirs, too; a picture is, unless they are known only for their words."""
        return names(variant, self.person) or (self.role != QUOTED and shows_picture(variant))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One submission as the record has it: `never` is why nothing of it may go out, whatever it is ("" = it may)."""

    submission: str
    never: str = ""
    agreement: Agreement = EVERYTHING
    contributor: tuple[str, ...] = ()
    others: tuple[Other, ...] = ()

    def reason(self, variant: Variant | None = None, due: datetime | None = None, channel: str = "") -> str | None:
        """Why this variant may not go out then; without one: why nothing may (on that channel). None: it may."""
        if self.never:
            return self.never
        found = reason_against(self.agreement, f"for {self.submission}", variant, due, channel)
        if not found and variant and Use.NAME not in self.agreement.uses:
            found = self._of_the_name(variant)
        if found or variant is None:
            return found or None
        return next(filter(None, (self._of_another(other, variant, due) for other in self.others)), None)

    def _of_the_name(self, variant: Variant) -> str:
        against = f"The consent for {self.submission} does not cover the name, and"
        if told := next((name for name in self.contributor if names(variant, name)), ""):
            return f"{against} it says {told}."
        if any(is_named_by_the_link(variant, name) for name in self.contributor):
            return f"{against} its link tells the post's id, {variant.post}: give it another."
        return ""

    def _of_another(self, other: Other, variant: Variant, due: datetime | None) -> str:
        if not other.concerns(variant):
            return ""
        if other.agreement:
            return reason_against(other.agreement, f"of {other.person}", variant, due)
        if other.withdrawn:
            return f"The consent of {other.person} was withdrawn, and this names or shows them."
        return (
            f"This names or shows {other.person}, of whom no consent is on record. When it is given: "
            f'scheduler consent {self.submission} --person "{other.person}"'
        )


def standing(submission: str, entries: Sequence[Entry]) -> Standing:
    said = said_last(entries)
    mine = said.get("")
    return Standing(
        submission=submission,
        never=_never(submission, entries, mine),
        agreement=agreement(mine) if mine else EVERYTHING,
        contributor=tuple(entry.person for entry in entries if is_contributor(entry)),
        others=tuple(_others(entries, said)),
    )


def stranger(submission: str, forgotten: Iterable[str] = ()) -> Standing:
    """One of whom the record says nothing, or only that it was erased."""
    if trace_of(submission) in set(forgotten):
        return Standing(
            submission=submission, never=f"{submission} was forgotten, as was asked: nothing of it goes out."
        )
    return standing(submission, ())


def trace_of(submission: str) -> str:
    """What stays of a name when it is forgotten: enough to know it again, and nothing to read it from."""
    return f"{FORGOTTEN}-{hashlib.sha256(submission.encode()).hexdigest()[:16]}"


def _never(submission: str, entries: Sequence[Entry], mine: Entry | None) -> str:
    if mine is None:
        return f"There is no consent on record for {submission}. When it is given: scheduler consent {submission}"
    if mine.event == "withdrawn":
        return f"The consent for {submission} was withdrawn."
    if why := declined(entries):
        return f"The team does not take {submission}: {why}"
    if waiting := unsettled(entries):
        return f"{submission} has a finding that nobody has cleared: {waiting[0]}. scheduler clear {submission} …"
    return ""


def declined(entries: Iterable[Entry]) -> str:
    """Why the team does not take it; "" when it does."""
    said = [entry for entry in entries if entry.event in {"declined", "taken"}]
    return said[-1].why if said and said[-1].event == "declined" else ""


def said_last(entries: Sequence[Entry]) -> dict[str, Entry]:
    """What each person said last, consent or withdrawal, by name; the contributor's is ""."""
    own = {folded(entry.person) for entry in entries if is_contributor(entry)}
    said: dict[str, Entry] = {}
    for entry in entries:
        if entry.event in {"consent", "withdrawn"}:
            mine = not entry.person or folded(entry.person) in own or _is_the_id(entry.person, entry.submission)
            said["" if mine else entry.person] = entry
    return said


def is_contributor(entry: Entry) -> bool:
    return entry.event == "person" and entry.what == CONTRIBUTOR


def _is_the_id(person: str, submission: str) -> bool:
    return "-".join(folded(person).replace("-", " ").split()) == submission


def _others(entries: Sequence[Entry], said: dict[str, Entry]) -> Iterable[Other]:
    roles = {entry.person: entry.what for entry in entries if entry.event == "person" and not is_contributor(entry)}
    roles |= {person: "" for person in said if person and person not in roles}
    settled = cleared(entries)
    for person, role in roles.items():
        entry = said.get(person)
        if entry is None and f"{CONSENT}:{person}" in settled:
            continue
        given = agreement(entry) if entry and entry.event == "consent" else None
        yield Other(person=person, role=role, agreement=given, withdrawn=bool(entry and not given))


def agreement(entry: Entry) -> Agreement:
    """What a line of consent covers; a date that cannot be read has passed."""
    try:
        until = date.fromisoformat(entry.until) if entry.until else None
    except ValueError:
        until = date.min
    return Agreement(
        person=entry.person,
        uses=uses_on_record(entry.what),
        channels=entry.channels,
        until=until,
        how=entry.how or entry.why,
    )


def cleared(entries: Iterable[Entry]) -> dict[str, str]:
    """Who cleared which finding, or accepted what is missing, by its key."""
    return {entry.what: entry.by for entry in entries if entry.event == "cleared"}


def unsettled(entries: Sequence[Entry]) -> list[str]:
    """Findings that nobody has cleared, in the order in which they were found; consent is given, not cleared."""
    done = cleared(entries)
    found = (entry.what for entry in entries if entry.event == "found" and entry.what not in {CONSENT, KIND})
    return [what for what in dict.fromkeys(found) if what not in done and what.partition(":")[0] not in done]


def lacking(entries: Sequence[Entry]) -> list[str]:
    """Missing parts that nobody has accepted. They hold back nothing that is out already: only drafting asks."""
    done = cleared(entries)
    if any(what.startswith(f"{KIND}:") for what in done):
        done = {**done, f"{MISSING}:{KIND}": ""}
    return [entry.what for entry in entries if entry.event == "missing" and entry.what not in done]


def meant_by(what: str, submission: str, entries: Sequence[Entry], told: Iterable[str] = ()) -> list[str]:
    """The open findings or missing parts that somebody names: by key, by kind, or by the beginning of a key.

    SubmissionError, naming what is open, when there is none, or several that begin so.
    """
    waiting = [*unsettled(entries), *lacking(entries)]
    waiting += [key for key in dict.fromkeys(told) if key not in waiting and key not in cleared(entries)]
    if what in waiting or _says_the_kind(what, waiting):
        return [what]
    found = [key for key in waiting if key.partition(":")[0] == what]
    begun = [key for key in waiting if what and key.startswith(what)]
    found = found or (begun if len(begun) == 1 else [])
    if f"{MISSING}:{KIND}" in (found or [what]):
        raise SubmissionError(f"Nobody can tell yet what {submission} is.", "Say it: kind:blog, kind:profile, …")
    if not found:
        given = f" Consent is given, not cleared: scheduler consent {submission}" if what == CONSENT else ""
        remedy = f"Open are: {', '.join(waiting) or 'none'}.{given}"
        raise SubmissionError(f"{submission} has no open finding {what!r}.", remedy)
    return found


def _says_the_kind(what: str, waiting: list[str]) -> bool:
    return f"{MISSING}:{KIND}" in waiting and what in {f"{KIND}:{kind}" for kind in Kind if kind is not Kind.UNKNOWN}
