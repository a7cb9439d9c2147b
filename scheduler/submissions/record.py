"""The safeguarding record: who agreed to what, what was found, who cleared it, and when.

One line of JSON an event, in `safeguarding.jsonl` beside posts.yaml; lines are only ever added. People can read it, git
can keep it, and the publisher asks it before each sending.
"""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from scheduler.errors import SubmissionError
from scheduler.models import Finding, FindingKind, Kind

RECORD_FILE = "safeguarding.jsonl"
_MISSING, _KIND = "missing", "kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the record. `event`: found, missing, cleared, consent, withdrawn, declined or taken (after all);
    `what`: its key."""

    submission: str
    event: str
    what: str = ""
    by: str = ""
    at: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one campaign; `path` need not exist yet."""

    path: Path

    def entries(self, submission: str | None = None) -> list[Entry]:
        """Every line, oldest first. SubmissionError, with its number, for a line that is damaged."""
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []
        except (OSError, UnicodeDecodeError) as error:
            raise SubmissionError(
                f"{self.path} cannot be read: {error}.", "Mend the file; git has its history."
            ) from None
        found = [self._entry(line, number) for number, line in enumerate(lines, start=1) if line.strip()]
        return [entry for entry in found if submission in {None, entry.submission}]

    def reasons_to_hold(self) -> Callable[[str], str | None]:
        """Why nothing of a submission may go out (None when it may, or when no record is kept here at all), as the
        record stands now. It is read anew only when the file was written since, so that it may be asked all the time.
        """
        try:
            stat = self.path.stat()
        except OSError:  # not there, or not to be read: to be said, and not remembered
            return _asked(_reasons(self.entries()))
        return _asked(_reasons_in(self, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino))

    def names(self) -> set[str]:
        """Every submission of which it says anything."""
        return {entry.submission for entry in self.entries()}

    def consent_given(self, submission: str) -> bool:
        return _agreement(self.entries(submission)) == "consent"

    def withdrawn(self, submission: str) -> bool:
        return _agreement(self.entries(submission)) == "withdrawn"

    def cleared(self, submission: str) -> dict[str, str]:
        """Who cleared which finding, or accepted what is missing, by its key."""
        return {entry.what: entry.by for entry in self.entries(submission) if entry.event == "cleared"}

    def kind(self, submission: str) -> Kind | None:
        """What kind a person said it is, when intake could not tell."""
        said = [what.partition(":")[2] for what in self.cleared(submission) if what.startswith(f"{_KIND}:")]
        return Kind(said[-1]) if said else None

    def declined(self, submission: str) -> str:
        """Why the team does not take it; "" when it does."""
        return _declined(self.entries(submission))

    def decline(self, submission: str, *, by: str, why: str, now: datetime) -> None:
        """What waited only because it may be a version of this one waits no longer."""
        self._add(submission, "declined", "", by, now, why)
        for each in self.names() - {submission}:
            for what in _open(self.entries(each)):
                if what.startswith(f"{FindingKind.DUPLICATE}:") and what.endswith(f" {submission}"):
                    self._add(each, "cleared", what, by, now, f"{submission} is declined")

    def take(self, submission: str, *, by: str, why: str, now: datetime) -> None:
        """Takes what was declined after all."""
        self._add(submission, "taken", "", by, now, why)

    def note(
        self, submission: str, findings: Iterable[Finding], missing: Iterable[str] = (), *, consent: str, now: datetime
    ) -> None:
        """What intake found, which parts are missing, and the consent that the form itself gives ("" = none); nothing
        is noted twice."""
        known = {(entry.event, entry.what) for entry in self.entries(submission)}
        if consent and not any(event in {"consent", "withdrawn"} for event, _ in known):
            self._add(submission, "consent", consent, "the form", now, "stated in what was handed in")
        for finding in findings:
            if finding.blocks and ("found", key_of(finding)) not in known:
                self._add(submission, "found", key_of(finding), "intake", now, finding.text)
        for part in missing:
            if ("missing", missing_key(part)) not in known:
                self._add(submission, "missing", missing_key(part), "intake", now, "")

    def clear(self, submission: str, what: str, *, by: str, why: str, now: datetime) -> None:
        """A named person says why a finding is no reason to hold it back, or accepts what is missing.

        `what`: a finding's key; `missing` or `missing:quote`; `kind:blog` for what could not be told.
        """
        entries = self.entries(submission)
        waiting = [*_open(entries), *_lacking(entries)]
        meant = _lacking(entries) if what == _MISSING else [what]
        if missing_key(_KIND) in meant:
            raise SubmissionError(f"Nobody can tell yet what {submission} is.", "Say it: kind:blog, kind:profile, …")
        if not meant or not all(each in waiting or _names_a_kind(each, waiting) for each in meant):
            given = f" Consent is given, not cleared: scheduler consent {submission}"
            remedy = f"Open are: {', '.join(waiting) or 'none'}." + (given if what == FindingKind.CONSENT else "")
            raise SubmissionError(f"{submission} has no open finding {what!r}.", remedy)
        for each in meant:
            self._add(submission, "cleared", each, by, now, why)

    def consent(self, submission: str, *, by: str, uses: str, now: datetime) -> None:
        self._add(submission, "consent", uses, by, now, "")

    def withdraw(self, submission: str, *, by: str, why: str, now: datetime) -> None:
        self._add(submission, "withdrawn", "", by, now, why)

    def _entry(self, line: str, number: int) -> Entry:
        try:
            return Entry(**json.loads(line))
        except (ValueError, TypeError):
            raise SubmissionError(
                f"{self.path}:{number} is damaged.", "Mend the line by hand; until then nothing goes out unseen."
            ) from None

    def _add(self, submission: str, event: str, what: str, by: str, now: datetime, why: str) -> None:
        at = now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        line = {"submission": submission, "event": event, "what": what, "by": by, "at": at, "why": why}
        text = json.dumps({name: value for name, value in line.items() if value}, ensure_ascii=False)
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise SubmissionError(f"{self.path} cannot be written: {error.strerror}.", "Mend the folder.") from None


@lru_cache(maxsize=4)
def _reasons_in(record: Record, *_written: int) -> dict[str, str | None]:
    """`_written` is the file's stamp from before it is read: an event added meanwhile has another one."""
    return _reasons(record.entries())


def _reasons(entries: Iterable[Entry]) -> dict[str, str | None]:
    """Of every submission that is known: why nothing of it may go out."""
    known: dict[str, list[Entry]] = {}
    for entry in entries:
        known.setdefault(entry.submission, []).append(entry)
    return {submission: _reason(submission, said) for submission, said in known.items()}


def _asked(reasons: dict[str, str | None]) -> Callable[[str], str | None]:
    def reason(submission: str) -> str | None:
        if not reasons or submission in reasons:
            return reasons.get(submission)
        return _reason(submission, [])

    return reason


def _reason(submission: str, entries: list[Entry]) -> str | None:
    agreement = _agreement(entries)
    if agreement == "withdrawn":
        return f"The consent for {submission} was withdrawn."
    if not agreement:
        return f"There is no consent on record for {submission}. When it is given: scheduler consent {submission}"
    if why := _declined(entries):
        return f"The team does not take {submission}: {why}"
    if waiting := _open(entries):
        return f"{submission} has a finding that nobody has cleared: {waiting[0]}. scheduler clear {submission} …"
    return None


def _agreement(entries: list[Entry]) -> str:
    """What was said last: "consent", "withdrawn", or "" when nobody has said anything."""
    said = [entry.event for entry in entries if entry.event in {"consent", "withdrawn"}]
    return said[-1] if said else ""


def _declined(entries: list[Entry]) -> str:
    said = [entry for entry in entries if entry.event in {"declined", "taken"}]
    return said[-1].why if said and said[-1].event == "declined" else ""


def _open(entries: list[Entry]) -> list[str]:
    """Findings that nobody has cleared, in the order in which they were found; consent is given, not cleared."""
    cleared = {entry.what for entry in entries if entry.event == "cleared"}
    settled = cleared | {FindingKind.CONSENT.value, _KIND}  # an older record has its open question as a finding
    return [entry.what for entry in entries if entry.event == "found" and entry.what not in settled]


def _lacking(entries: list[Entry]) -> list[str]:
    """Missing parts that nobody has accepted. They hold back nothing that is out already: only drafting asks."""
    cleared = {entry.what for entry in entries if entry.event == "cleared"}
    told = {missing_key(_KIND) for what in cleared if what.startswith(f"{_KIND}:")}
    return [entry.what for entry in entries if entry.event == "missing" and entry.what not in cleared | told]


def _names_a_kind(what: str, waiting: list[str]) -> bool:
    return missing_key(_KIND) in waiting and what in {f"{_KIND}:{kind}" for kind in Kind if kind is not Kind.UNKNOWN}


def missing_key(part: str) -> str:
    """What `scheduler clear` calls a part that is not there."""
    return f"{_MISSING}:{part}"


def key_of(finding: Finding) -> str:
    """A finding's name within its submission: its kind, and the words or the line that it is about."""
    return f"{finding.kind}:{finding.text}" if finding.kind in BY_WORDS else finding.kind.value


BY_WORDS = {
    FindingKind.PHONE,
    FindingKind.EMAIL,
    FindingKind.ADDRESS,
    FindingKind.NATIONAL_ID,
    FindingKind.MINOR,
    FindingKind.CLIENT,
    FindingKind.HIDDEN_TEXT,
    FindingKind.DUPLICATE,
}
"""Findings whose text is the very words that somebody must look at."""
