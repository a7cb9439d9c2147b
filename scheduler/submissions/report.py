"""The page of `scheduler intake`: every submission with what it lacks, what was found and the reply, in one file."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from scheduler.models import Calendar, Readiness, Submission
from scheduler.submissions.called import language_name
from scheduler.submissions.data import known
from scheduler.submissions.remarks import command_for, commands, lateness, open_findings, remarks
from scheduler.submissions.replies import mailto, reply
from scheduler.submissions.web_page import written

ORDER = (Readiness.HELD, Readiness.INCOMPLETE, Readiness.READY, Readiness.DECLINED)


def write_report(submissions: Sequence[Submission], calendar: Calendar, file: Path, now: datetime) -> Path:
    """Writes the page; its path. What needs a person comes first."""
    week = calendar.campaign
    groups = [(status, [told(each, calendar) for each in submissions if each.status is status]) for status in ORDER]
    return written(
        file,
        "intake.html",
        title=f"What came in · {week.name}",
        week=week,
        groups=[(status, rows) for status, rows in groups if rows],
        number=len(submissions),
        late=sum(each.late for each in submissions),
        now=now.astimezone(week.timezone),
        language=language_name,
    )


def told(submission: Submission, calendar: Calendar) -> dict[str, Any]:
    """What a page shows of one submission."""
    week, late = calendar.campaign, lateness(submission, calendar.campaign)
    return {
        "it": submission,
        "who": submission.author or submission.parts.name or "",
        "late": late,
        "received": submission.received.astimezone(week.timezone) if submission.received else None,
        "remarks": [each for each in remarks(submission, week) if each != late],
        "findings": [
            {"of": each, "where": f"{shown(each.file, calendar)}:{each.line}", "command": command_for(submission, each)}
            for each in open_findings(submission)
        ],
        "cleared": [each for each in submission.findings if each.cleared_by],
        "commands": commands(submission),
        "files": [shown(file, calendar) for file in submission.files],
        "reply": reply(submission, week),
        "reply_in": known(submission.language),
        "mailto": mailto(submission, week),
    }


def shown(file: Path, calendar: Calendar) -> str:
    """The file's path as people in the campaign's folder would write it."""
    folder = calendar.folder.absolute()
    return str(file.absolute().relative_to(folder)) if file.absolute().is_relative_to(folder) else str(file)
