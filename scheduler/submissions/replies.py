"""The reply to a contributor, in their language, for a person to send: warm, and plain about what is missing."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from babel import Locale

from scheduler.models import Campaign, FindingKind, Kind, Readiness, Submission
from scheduler.submissions.data import known, words_in
from scheduler.submissions.guidelines import date_in_words, length, wished_parts

_HONORIFICS = re.compile(r"^(?:\w{1,4}\.|Dr|Prof|Mrs?|Ms|Mme|Mlle|Sra?|Dra?|Sister|Père|Padre)\s+(?=\S)")


def reply(submission: Submission, campaign: Campaign | None = None) -> str:
    """A draft in the contributor's language, in English where we have no words of theirs; the program sends nothing."""
    said = words_in(submission.language)
    about = {"week": campaign.name if campaign else said["week"], "theme": campaign.theme if campaign else ""}
    paragraphs = [
        _greeting(submission, said),
        said["thanks"][submission.kind.value],
        *_middle(submission, campaign, said, about),
        f"{said['closing']}\n{said['team'].format(**about)}",
    ]
    return "\n\n".join(paragraphs) + "\n"


def mailto(submission: Submission, campaign: Campaign | None = None) -> str:
    """A link that opens the reply in a mail program, to the contributor where we know the address."""
    said = words_in(submission.language)
    subject = said["subject"].format(week=campaign.name if campaign else said["week"])
    body = reply(submission, campaign).replace("\n", "\r\n")
    return f"mailto:{quote(submission.address, safe='@')}?subject={quote(subject)}&body={quote(body)}"


def _greeting(submission: Submission, said: dict[str, Any]) -> str:
    name = _HONORIFICS.sub("", submission.author or submission.parts.name or "")
    greeting: str = said["greeting"].format(name=name.split()[0].rstrip(",")) if name else said["greeting_unknown"]
    return greeting


def _middle(
    submission: Submission, campaign: Campaign | None, said: dict[str, Any], about: dict[str, str]
) -> Iterator[str]:
    if submission.status is Readiness.DECLINED:
        yield said["declined"]
        return
    if settled := _twice(submission, said):
        yield settled
        return
    asked = list(_asked(submission, said, about))
    if asked:
        yield said["ask"] + "\n\n" + "\n".join(f"- {each}" for each in asked)
        yield said["how"]
    else:
        yield said["ready"] if submission.status is Readiness.READY else said["reading"]
    yield from _kindly(submission, campaign, said)


def _twice(submission: Submission, said: dict[str, Any]) -> str:
    """What to say of a text of which another copy or version will be used."""
    open_ = (each.text for each in submission.findings if each.kind is FindingKind.DUPLICATE and not each.cleared_by)
    kind = next((text.split()[0] for text in open_), "")
    told: str = said["duplicate"].get({"the": "same", "an": "older"}.get(kind, kind), "")
    return told


def _asked(submission: Submission, said: dict[str, Any], about: dict[str, str]) -> Iterator[str]:
    for part in submission.missing:
        yield _part(part, submission.kind, said).format(**about)
    open_ = dict.fromkeys(each.kind for each in submission.findings if each.blocks and not each.cleared_by)
    yield from (said["findings"][kind.value] for kind in open_ if kind.value in said["findings"])


def _part(part: str, kind: Kind, said: dict[str, Any]) -> str:
    if part in {"kind", "theme"}:
        asked: str = said[part]
        return asked
    tables = {Kind.BLOG: "blog_parts", Kind.MULTIMEDIA: "multimedia_parts"}
    table = said.get(tables.get(kind, "parts"), {})
    return f"{table.get(part) or said['parts'][part]}."


def _kindly(submission: Submission, campaign: Campaign | None, said: dict[str, Any]) -> Iterator[str]:
    """What is said besides, and asks for nothing that must be."""
    which, words, least, most = length(submission)
    if which and submission.status is not Readiness.HELD:
        yield said[which].format(words=words, least=least, most=most)
    if wished := wished_parts(submission):
        yield said["wished"].format(parts=", ".join(_inside(said["parts"][part]) for part in wished))
    close = campaign.submissions_close if campaign else None
    if submission.late and close and submission.received:
        yield said["late"].format(
            days=_days((submission.received.date() - close).days, submission),
            close=date_in_words(close, known(submission.language)),
        )


def _inside(words: str) -> str:
    """As it is written inside a sentence."""
    return words[:1].lower() + words[1:]


def _days(number: int, submission: Submission) -> str:
    language = known(submission.language)
    forms = words_in(language)["days"]
    told: str = forms.get(Locale(language).plural_form(number), forms["many"])
    return told.format(n=number)
