"""Submissions in the shape that scripts rely on (`scheduler intake --json`)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC

from scheduler.models import Campaign, Finding, Json, Submission
from scheduler.submissions.remarks import remarks
from scheduler.submissions.replies import reply

Quotes = Mapping[str, Sequence[Mapping[str, str]]]
Summaries = Mapping[str, Mapping[str, str]]


def as_json(
    submissions: Sequence[Submission], quotes: Quotes, summaries: Summaries, campaign: Campaign | None = None
) -> dict[str, Json]:
    """`quotes` and `summaries` by submission id, as the drafts room makes them."""
    return {
        "submissions": [
            {
                "id": each.id,
                "files": [str(file) for file in each.files],
                "kind": each.kind.value,
                "language": each.language,
                "received": each.received.astimezone(UTC).isoformat() if each.received else None,
                "late": each.late,
                "status": each.status.value,
                "missing": list(each.missing),
                "parts": asdict(each.parts),
                "findings": [_finding(finding) for finding in each.findings],
                "quotes": [dict(quote) for quote in quotes.get(each.id, ())],
                "summaries": dict(summaries.get(each.id, {})),
                "reply": reply(each, campaign),
                "title": each.title or None,
                "author": each.author or None,
                "angles": list(each.angles),
                "off_theme": each.off_theme or None,
                "versions": list(each.versions),
                "declined": each.declined or None,
                "remarks": list[Json](remarks(each, campaign)),
            }
            for each in submissions
        ]
    }


def _finding(finding: Finding) -> dict[str, Json]:
    return {
        "kind": finding.kind.value,
        "text": finding.text,
        "file": str(finding.file),
        "line": finding.line,
        "start": finding.start,
        "end": finding.end,
        "blocks": finding.blocks,
        "cleared_by": finding.cleared_by or None,
    }
