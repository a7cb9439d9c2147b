"""Who agreed to what, as far as a submission itself says: in a field of its form, or in a consent form beside it.

A form that is attached is read for what it agrees to, and for nothing else: its words are nobody's story, and a
picture of it is never published. What it does not say plainly is for a person to read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from scheduler.models import EVERY_USE, EVERYTHING, Agreement, Finding, FindingKind, Submission, Use
from scheduler.submissions.consent import is_plain_yes, stated_consent
from scheduler.submissions.consent_form import is_a_form, is_its_title
from scheduler.submissions.dates import date_in
from scheduler.submissions.extract import Extract
from scheduler.submissions.folding import folded
from scheduler.submissions.holding import CONTRIBUTOR, PICTURED, QUOTED
from scheduler.submissions.quoted import same_person, speakers
from scheduler.submissions.record import Record
from scheduler.submissions.sections import sections
from scheduler.submissions.terms import SHOWN, excludes_the_name, granted, uses_named

_NOBODY = "Nobody has agreed yet that this is shared: scheduler consent …"
_FORGOTTEN = "It was forgotten, as was asked, and came in again: scheduler consent …, or take it out of the folder"
_TICKED = re.compile(r"[☒☑✓✔✅🗹]|\[\s?[xX✓]\s?\]|\(\s?[xX✓]\s?\)")
_BLANK = re.compile(r"[☐□]|\[\s*\]|\(\s*\)")
_UNTIL = re.compile(
    r"\b(?:until|till|valid (?:to|through)|expires?(?: on)?|ends on|jusqu['’ ]?au?|valable|hasta(?: el)?|valido ate|ate"
    r"|bis(?: zum)?)\b|حتى"
)
_FOR_NOW = re.compile(r"\b(?:signature|signed|signe|firma|firmado|assinatura|unterschrift)\b|التوقيع")
_PEOPLE = re.compile(
    r"^(?:- )?(?:people|persons?|who is|those|personnes?|personas|pessoas)\b[^:\n]{0,40}"
    r"\b(?:photo|picture|image|film|video|foto|imagen|imagem)\w*\s*[:：]\s*(?P<names>[^\n]+)$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Form:
    """A consent form, and in which file it came."""

    file: Path
    name: str
    extract: Extract


def consent_forms(opened: Iterable[tuple[Path, Extract]]) -> tuple[list[tuple[Path, Extract]], list[Form]]:
    """The files of a submission without the consent forms, and these: files of their own, what came in a mail, or what
    stands below the text. A lone file is the submission itself."""
    every, files, forms = list(opened), list[tuple[Path, Extract]](), list[Form]()
    for file, extract in every:
        if len(every) > 1 and is_a_form(file.stem, extract):
            forms.append(Form(file, file.name, extract))
            continue
        text, below = _cut_off(extract.text)
        files.append((file, replace(extract, text=text)))
        forms += [Form(file, name, form) for name, form in extract.forms]
        forms += [Form(file, file.name, Extract(text=below))] if below else []
    return files, forms


def _cut_off(text: str) -> tuple[str, str]:
    """The text, and the form below it: with boxes or a place to sign, and with nothing that only it says."""
    lines = text.split("\n")
    for number, line in enumerate(lines[1:], start=1):
        if is_its_title(line):
            above, below = "\n".join(lines[:number]), "\n".join(lines[number:])
            return (above, below) if _is_filled_in(below) and _says_nothing_new(below, above) else (text, "")
    return text, ""


def _is_filled_in(text: str) -> bool:
    return bool(_TICKED.search(text) or _BLANK.search(text)) or any(map(_is_for_a_signature, text.split("\n")))


def _says_nothing_new(below: str, above: str) -> bool:
    asked, there = ({each.part for each in sections(text) if each.body} for text in (below, above))
    return asked <= there | {"", "consent", "name", "date", "contact"}


def agreed_to(
    submission: Submission,
    text: str,
    opened: Iterable[tuple[Path, Extract]],
    signed: Iterable[Form],
    record: Record,
) -> tuple[Submission, list[Finding]]:
    """With what its forms and the record agree to, and who is in it; and what somebody must still be asked."""
    given, unclear = list[Agreement](), list[Finding]()
    for form in signed:
        found = _form_of(form, submission)
        if found:
            given.append(found)
        else:
            words = "This consent form must be read by a person: scheduler consent … --how …"
            unclear.append(Finding(kind=FindingKind.CONSENT, text=words, file=form.file, blocks=False))
    said, is_yes = stated_consent(sections(text))
    if is_yes and not any(each.person == "" for each in given):
        given.append(Agreement(how="stated in what was handed in"))
    on_record, forgotten = record.agreement(submission.id), record.forgotten(submission.id)
    mine = on_record or next((each for each in given if not each.person), None)
    open_ = None if on_record or (mine and not record.withdrawn(submission.id) and not forgotten) else said
    people = tuple(_people(submission, text))
    settled = record.settled(submission.id)
    asked = [] if open_ is None else [_not_given(submission, open_, is_yes=is_yes, forgotten=forgotten)]
    others = _others(submission, people, {each.person for each in given} | settled)
    told = replace(submission, agreed=mine or EVERYTHING, given=tuple(given), people=people)
    return told, [*asked, *unclear, *others]


def _not_given(submission: Submission, said: str, *, is_yes: bool, forgotten: bool) -> Finding:
    words = f"The form does not say plainly yes: “{said[:SHOWN]}”" if said and not is_yes else _NOBODY
    words = _FORGOTTEN if forgotten else words
    return Finding(kind=FindingKind.CONSENT, text=words, file=submission.files[0] if submission.files else Path())


def _others(submission: Submission, people: Iterable[tuple[str, str]], asked: set[str]) -> Iterator[Finding]:
    """Other people who have not agreed. That holds nothing but what names or shows them."""
    for role, name in people:
        if role != CONTRIBUTOR and name not in asked:
            how = "quoted" if role == QUOTED else "to be seen"
            words = f'{name} is {how}, and has not agreed: scheduler consent {submission.id} --person "{name}"'
            first = submission.files[0] if submission.files else Path()
            yield Finding(kind=FindingKind.CONSENT, text=words, file=first, blocks=False)


def _people(submission: Submission, text: str) -> Iterator[tuple[str, str]]:
    """Who it is from or about, who else is quoted in it, and who is said to be on its pictures."""
    worker = submission.parts.name or submission.author
    if worker:
        yield CONTRIBUTOR, worker
    for name in speakers(text):
        if worker and not same_person(name, worker):
            yield QUOTED, name
    for match in _PEOPLE.finditer(text):
        for name in re.split(r"\s*(?:[,;،]|\band\b|\bet\b|\by\b|\be\b|&)\s*", match["names"].strip(" .")):
            if name and not (worker and same_person(name, worker)):
                yield PICTURED, name


# --- a consent form ---------------------------------------------------------------------------------------------------


def _form_of(form: Form, submission: Submission) -> Agreement | None:
    """What it agrees to; None when that is not plain."""
    text = form.extract.text
    name = next((each.body.split("\n")[0].strip() for each in sections(text) if each.part == "name" and each.body), "")
    uses = _ticked_uses(text) or (EVERY_USE if _agrees(text) else None)
    if not uses or _is_unsigned(text) or _asks_not_to_be_named(text):
        return None
    worker = submission.parts.name or submission.author
    mine = not name or not worker or same_person(name, worker)
    until, unread = _until(text)
    return (
        None if unread else Agreement(person="" if mine else name, uses=uses, until=until, how=f"the form {form.name}")
    )


def _ticked_uses(text: str) -> frozenset[Use] | None:
    """The uses whose boxes are ticked; None where no box speaks of a use, or something is said against one."""
    ticked, offered = set[Use](), set[Use]()
    for line in text.split("\n"):
        named = uses_named(_TICKED.sub(" ", _BLANK.sub(" ", line)))
        if not named or not (_TICKED.search(line) or _BLANK.search(line)):
            continue
        if _TICKED.search(line) and _BLANK.search(line):  # Yes [x] No [ ]: which of them stands beside which word
            return None
        offered |= named
        ticked |= named if _TICKED.search(line) else set()
    return granted(ticked, offered) if ticked else None


def _asks_not_to_be_named(text: str) -> bool:
    said = (line for line in text.split("\n") if _TICKED.search(line) or not _BLANK.search(line))
    return any(map(excludes_the_name, said))


def _agrees(text: str) -> bool:
    said, is_yes = stated_consent(sections(text))
    return is_yes or (not said and any(is_plain_yes(line) for line in text.split("\n")))


def _is_unsigned(text: str) -> bool:
    """Whether there is a place for a signature, and nothing in it."""
    for line in text.split("\n"):
        if _is_for_a_signature(line):
            return not re.sub(r"[\s_.…-]", "", line.partition(":")[2])
    return False


def _is_for_a_signature(line: str) -> bool:
    return _FOR_NOW.search(folded(line)) is not None and re.search(r"[:：]", line) is not None


def _until(text: str) -> tuple[date | None, bool]:
    """The last day that it names, and whether it names one that cannot be read."""
    for line in text.split("\n"):
        if found := _UNTIL.search(folded(line)):
            day = date_in(line)
            ends = re.search(r"\d", line[found.start() :]) is not None
            return day, day is None and ends
    return None, False
