"""What there is to say of a submission, for the team, in a few words each."""

import re
import shlex
from collections.abc import Iterable

from scheduler.models import Campaign, Finding, Kind, Readiness, Submission
from scheduler.submissions.guidelines import length, wished_parts
from scheduler.submissions.record import key_of, missing_key
from scheduler.submissions.terms import wished_uses
from scheduler.text import counted

_FEWEST_WORDS = 3
"""So many words of a finding tell people which one it is; `scheduler clear` needs no more."""


def remarks(submission: Submission, campaign: Campaign | None = None) -> list[str]:
    """What is missing, late, off theme, too long: plain words, the weightiest first. Findings are told apart."""
    said = [
        f"declined: {submission.declined}" if submission.declined else "",
        f"missing: {', '.join(submission.missing)}" if submission.missing else "",
        f"off theme: {submission.off_theme}" if submission.off_theme else "",
        lateness(submission, campaign),
        *_besides(submission),
    ]
    return [each for each in said if each]


def in_a_line(submission: Submission, campaign: Campaign | None = None) -> str:
    """What a person has to look at, findings too."""
    open_ = [f"{finding.kind}: {finding.text}" for finding in open_findings(submission)]
    said = [
        f"declined: {submission.declined}" if submission.declined else "",
        f"missing: {', '.join(submission.missing)}" if submission.missing else "",
        f"off theme: {submission.off_theme}" if submission.off_theme else "",
        *open_,
        lateness(submission, campaign),
    ]
    return "; ".join(filter(None, said))


def _besides(submission: Submission) -> list[str]:
    which, words, fewest, most = length(submission)
    wished = wished_parts(submission)
    return [
        f"{which}: {counted(words, 'word')} (asked for: {fewest} to {most})" if which else "",
        f"not said: {', '.join(wished)}" if wished else "",
    ]


def lateness(submission: Submission, campaign: Campaign | None = None) -> str:
    """ "3 days late"; "" when it came in time."""
    if not submission.late:
        return ""
    close = campaign.submissions_close if campaign else None
    if not close or not submission.received:
        return "late"
    return f"{counted((submission.received.date() - close).days, 'day')} late"


def open_findings(submission: Submission) -> list[Finding]:
    """What a person has still to decide."""
    return [each for each in submission.findings if each.blocks and not each.cleared_by]


def commands(submission: Submission) -> list[str]:
    """What to type to take what is missing as it is, or to say what it is."""
    if submission.status is Readiness.DECLINED:
        return [f"scheduler decline {submission.id} --undo --why …"]
    if submission.kind is Kind.UNKNOWN and "kind" in submission.missing:
        return [f"scheduler clear {submission.id} kind:{kind} --why …" for kind in ("blog", "profile", "multimedia")]
    return [f"scheduler clear {submission.id} missing --why …"] if submission.missing else []


def command_for(submission: Submission, finding: Finding) -> str:
    """What to type to settle a finding."""
    if finding.kind.value == "consent":
        return f'scheduler consent {submission.id} --uses "{wished_uses(finding.text) or "…"}" --how "…"'
    others = {key_of(each) for each in open_findings(submission)} | {*map(missing_key, submission.missing)}
    return f"scheduler clear {submission.id} {shlex.quote(_in_short(key_of(finding), others))} --why …"


def _in_short(key: str, keys: Iterable[str]) -> str:
    """The first words of a key, as many as no other one begins with."""
    others = [other for other in keys if other != key]
    ends = [word.end() for word in re.finditer(r"\S+", key.partition("\n")[0])][_FEWEST_WORDS - 1 :]
    return next((key[:end] for end in ends if not any(other.startswith(key[:end]) for other in others)), key)
