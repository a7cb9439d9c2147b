"""The safeguarding record: who agreed to what, what was found, who cleared it, and when.

One line of JSON an event, in `safeguarding.jsonl` beside posts.yaml; lines are only ever added, but for those of
somebody who is forgotten. People can read it, git can keep it, and the publisher asks it before each sending.
"""

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from scheduler.errors import SubmissionError
from scheduler.models import EVERY_USE, Agreement, Finding, FindingKind, Kind, Submission, Variant
from scheduler.submissions import holding
from scheduler.submissions.holding import CONSENT, FORGOTTEN, KIND, MISSING, Entry, Standing
from scheduler.submissions.terms import on_record

RECORD_FILE = "safeguarding.jsonl"
_PATIENCE_SECONDS = 10
_THE_FORM, _ALL_OF_THE_FORM = "the form", "all uses named in the form"

Reason = Callable[..., str | None]
"""Why this of a submission may not go out: asked with its name, and as far as known its variant, time and channel."""


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one campaign; `path` need not exist yet."""

    path: Path

    def entries(self, submission: str | None = None) -> list[Entry]:
        """Every line, oldest first. SubmissionError, with its number, for a line that is damaged."""
        known = self._known()
        if submission is None:
            return list(known.entries)
        return list(known.by_submission.get(submission, ()))

    def reasons_to_hold(self, now: datetime | None = None) -> Reason:
        """Why something of a submission may not go out (None when it may, or when no record is kept here at all), as
        the record stands now. It is read anew only when the file was written since, so that it may be asked all the
        time. `now`: what is late is judged by today's consent.
        """
        return _asked(self._known().standings, now)

    def _known(self) -> "_Known":
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return _Known(())
        except OSError as error:
            raise _unreadable(self.path, error) from None
        return _known_in(self, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino)

    def _read(self) -> list[Entry]:
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise _unreadable(self.path, error) from None
        return [self._entry(line, number) for number, line in enumerate(lines, start=1) if line.strip()]

    def names(self) -> set[str]:
        """Every submission of which it says anything."""
        return {entry.submission for entry in self.entries() if entry.event != FORGOTTEN}

    def consent_given(self, submission: str) -> bool:
        return self._said(submission) == "consent"

    def withdrawn(self, submission: str) -> bool:
        return self._said(submission) == "withdrawn"

    def agreement(self, submission: str) -> Agreement | None:
        """What its contributor agreed to; None: to nothing."""
        said = holding.said_last(self.entries(submission)).get("")
        return holding.agreement(said) if said and said.event == "consent" else None

    def unasked(self, submission: str) -> list[str]:
        """Others who are quoted or to be seen in it, and who have not agreed."""
        return [
            each.person for each in holding.standing(submission, self.entries(submission)).others if not each.agreement
        ]

    def settled(self, submission: str) -> set[str]:
        """Others who have agreed, or who need not be asked, as somebody said."""
        stands = holding.standing(submission, self.entries(submission))
        excused = {key.partition(":")[2] for key in self.cleared(submission) if key.startswith(f"{CONSENT}:")}
        return {each.person for each in stands.others if each.agreement} | excused

    def forgotten(self, submission: str) -> bool:
        trace = holding.trace_of(submission)
        return trace in self._known().by_submission

    def cleared(self, submission: str) -> dict[str, str]:
        """Who cleared which finding, or accepted what is missing, by its key."""
        return holding.cleared(self.entries(submission))

    def kind(self, submission: str) -> Kind | None:
        """What kind a person said it is, when intake could not tell."""
        said = [what.partition(":")[2] for what in self.cleared(submission) if what.startswith(f"{KIND}:")]
        return Kind(said[-1]) if said else None

    def declined(self, submission: str) -> str:
        """Why the team does not take it; "" when it does."""
        return holding.declined(self.entries(submission))

    def row_stamp(self, submission: str) -> str:
        """The stamp that it bore last as a row of a table; "" when it was none."""
        return next((entry.what for entry in reversed(self.entries(submission)) if entry.event == "row"), "")

    def note_rows(self, stamps: Mapping[str, str], now: datetime) -> None:
        """Which row of a table bears which name, so that it keeps it in the next export."""
        new = {name: stamp for name, stamp in stamps.items() if stamp and stamp != self.row_stamp(name)}
        rows = [Entry(submission=name, event="row", what=new[name], by="intake") for name in new]
        self._add([row for row in rows if not self.forgotten(row.submission)], now)

    def decline(self, submission: str, *, by: str, why: str, now: datetime) -> None:
        """What waited only because it may be a version of this one waits no longer."""
        lines = [Entry(submission=submission, event="declined", by=by, why=why)]
        for name in self.names() - {submission}:
            for what in holding.unsettled(self.entries(name)):
                if what.startswith(f"{FindingKind.DUPLICATE}:") and what.endswith(f" {submission}"):
                    lines.append(
                        Entry(submission=name, event="cleared", what=what, by=by, why=f"{submission} is declined")
                    )
        self._add(lines, now)

    def take(self, submission: str, *, by: str, why: str, now: datetime) -> None:
        """Takes what was declined after all."""
        self._add([Entry(submission=submission, event="taken", by=by, why=why)], now)

    def note(self, submissions: Iterable[Submission], now: datetime) -> None:
        """What intake found in them, all of it in one go. Nothing is noted twice; what a person said of somebody's
        consent is not overruled by a form, and what is forgotten is not remembered for being handed in again.
        """
        self._add(
            [
                entry
                for each in submissions
                for entry in _lines_about(each, self.entries(each.id), self.forgotten(each.id))
            ],
            now,
        )

    def clear(
        self, submission: str, what: str, *, by: str, why: str, now: datetime, told: Collection[str] = ()
    ) -> list[str]:
        """A named person says why a finding is no reason to hold it back, or accepts what is missing; the keys.

        `what`: a finding's key or its beginning, or a kind for all that are open of it; `missing` or `missing:quote`;
        `kind:blog` for what could not be told; `consent:NAME` for another who need not be asked. `told`: keys of what
        its posts give away.
        """
        entries = self.entries(submission)
        asked = {f"{CONSENT}:{person}" for person in self.unasked(submission)}
        meant = [what] if what in asked else holding.meant_by(what, submission, entries, told)
        self._add([Entry(submission=submission, event="cleared", what=key, by=by, why=why) for key in meant], now)
        return meant

    def consent(
        self, submission: str, *, by: str, uses: str = "all", now: datetime, agreed: Agreement | None = None
    ) -> None:
        """Somebody agreed: to `uses` in words, or as `agreed` says."""
        plain = Entry(submission=submission, event="consent", what=uses, by=by)
        self._add([_consent(submission, agreed, by) if agreed else plain], now)

    def withdraw(self, submission: str, *, by: str, why: str, now: datetime, person: str = "") -> None:
        self._add([Entry(submission=submission, event="withdrawn", by=by, why=why, person=person)], now)

    def taken_down(self, submission: str, *, what: str, by: str, why: str, now: datetime) -> None:
        self._add([Entry(submission=submission, event="taken down", what=what, by=by, why=why)], now)

    def forget(self, submission: str, *, by: str, now: datetime) -> None:
        """Erases every line about it but one, which says that it was done and does not name it."""
        kept = [entry for entry in self.entries() if entry.submission != submission]
        done = Entry(submission=holding.trace_of(submission), event=FORGOTTEN, by=by, at=_iso(now))
        with self._alone():
            new = self.path.with_suffix(".new")
            new.write_text("".join(_line(entry) for entry in (*kept, done)), encoding="utf-8")
            with new.open("rb") as file:
                os.fsync(file.fileno())
            new.replace(self.path)

    def _said(self, submission: str) -> str:
        said = holding.said_last(self.entries(submission)).get("")
        return said.event if said else ""

    def _entry(self, line: str, number: int) -> Entry:
        try:
            read = json.loads(line)
            return Entry(**{**read, "channels": tuple(read.get("channels", ()))})
        except (ValueError, TypeError, AttributeError):
            raise SubmissionError(
                f"{self.path}:{number} is damaged.", "Mend the line by hand; until then nothing goes out unseen."
            ) from None

    def _add(self, entries: Sequence[Entry], now: datetime) -> None:
        text = "".join(_line(replace(entry, at=_iso(now))) for entry in entries)
        if not text:
            return
        with self._alone(), self.path.open("a", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time; SubmissionError, in words, when it cannot be written."""
        try:
            folder = self.path.parent / ".scheduler"
            folder.mkdir(exist_ok=True)
            with FileLock(folder / "record.lock").acquire(timeout=_PATIENCE_SECONDS):
                yield
        except Timeout:
            raise SubmissionError(f"Another command is writing {self.path}.", "Try again in a moment.") from None
        except OSError as error:
            raise SubmissionError(f"{self.path} cannot be written: {error.strerror}.", "Mend the folder.") from None


def _line(entry: Entry) -> str:
    return json.dumps({name: value for name, value in asdict(entry).items() if value}, ensure_ascii=False) + "\n"


def _iso(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _unreadable(path: Path, error: Exception) -> SubmissionError:
    return SubmissionError(f"{path} cannot be read: {error}.", "Mend the file; git has its history.")


class _Known:
    """What one state of the file says, told in the ways in which it is asked."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries

    @cached_property
    def by_submission(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.submission, []).append(entry)
        return found

    @cached_property
    def standings(self) -> dict[str, Standing]:
        return {submission: holding.standing(submission, said) for submission, said in self.by_submission.items()}


@lru_cache(maxsize=4)
def _known_in(record: Record, *_written: int) -> _Known:
    """`_written` is the file's stamp from before it is read: an event added meanwhile has another one."""
    return _Known(record._read())


def _consent(submission: str, agreed: Agreement, by: str, why: str = "") -> Entry:
    every = _ALL_OF_THE_FORM if by == _THE_FORM else "all"
    return Entry(
        submission=submission,
        event="consent",
        what=every if agreed.uses == EVERY_USE else on_record(agreed.uses),
        by=by,
        why=why,
        person=agreed.person,
        channels=agreed.channels,
        until=agreed.until.isoformat() if agreed.until else "",
        how=agreed.how,
    )


def _lines_about(submission: Submission, known: list[Entry], forgotten: bool) -> Iterator[Entry]:
    """The lines that the record does not have yet."""
    if forgotten and not known:
        return
    people = [
        Entry(submission=submission.id, event="person", what=role, by="intake", person=name)
        for role, name in submission.people
    ]
    here = {(entry.event, entry.what, entry.person) for entry in known if entry.event == "person"}
    new = [entry for entry in people if (entry.event, entry.what, entry.person) not in here]
    yield from new
    said = set(holding.said_last([*known, *new]))
    for agreed in submission.given:
        if agreed.person not in said:
            yield _consent(submission.id, agreed, _THE_FORM)
            said.add(agreed.person)
    noted_before = {(entry.event, entry.what) for entry in known}
    found = {key_of(each): each.text for each in submission.findings if each.blocks}
    for key, text in found.items():
        if ("found", key) not in noted_before:
            yield Entry(submission=submission.id, event="found", what=key, by="intake", why=text)
    for key in map(missing_key, submission.missing):
        if ("missing", key) not in noted_before:
            yield Entry(submission=submission.id, event="missing", what=key, by="intake")


def _asked(known: dict[str, Standing], now: datetime | None) -> Reason:
    def reason(
        submission: str, variant: Variant | None = None, due: datetime | None = None, channel: str = ""
    ) -> str | None:
        if not known:
            return None
        stands = known.get(submission) or holding.stranger(submission, known)
        late = max(due, now.astimezone(due.tzinfo)) if due and now else due
        return stands.reason(variant, late, channel)

    return reason


def missing_key(part: str) -> str:
    """What `scheduler clear` calls a part that is not there."""
    return f"{MISSING}:{part}"


def key_of(finding: Finding) -> str:
    """A finding's name within its submission: its kind, and the words or the file that it is about."""
    if finding.kind in BY_WORDS:
        return f"{finding.kind}:{finding.text}"
    return f"{finding.kind}:{finding.file.name}" if finding.kind in BY_FILE else finding.kind.value


def cleared_by(finding: Finding, cleared: dict[str, str]) -> str:
    """Who cleared it; older records name some findings by their kind alone."""
    return cleared.get(key_of(finding)) or cleared.get(finding.kind.value, "")


BY_WORDS = {
    FindingKind.PHONE,
    FindingKind.EMAIL,
    FindingKind.ADDRESS,
    FindingKind.NATIONAL_ID,
    FindingKind.MINOR,
    FindingKind.CLIENT,
    FindingKind.HIDDEN_TEXT,
    FindingKind.TRACKED_CHANGE,
    FindingKind.COMMENT,
    FindingKind.DUPLICATE,
}
"""Findings whose text is the very words that somebody must look at."""
BY_FILE = {FindingKind.GPS, FindingKind.UNREADABLE}
