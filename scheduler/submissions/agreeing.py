"""Who agreed to what, as far as a submission itself says: in a field of its form, or in a consent form beside it.

A form that is attached is read for what it agrees to, and for nothing else: its words are nobody's story, and a
picture of it is never published. What it does not say plainly is for a person to read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from scheduler.models import EVERY_USE, EVERYTHING, Agreement, Finding, FindingKind, Media, Submission, Use
from scheduler.submissions.consent import is_plain_yes, stated_consent
from scheduler.submissions.dates import date_in
from scheduler.submissions.extract import HEADING, Extract
from scheduler.submissions.folding import folded
from scheduler.submissions.holding import CONTRIBUTOR, PICTURED, QUOTED
from scheduler.submissions.quoted import same_person, speakers
from scheduler.submissions.record import Record
from scheduler.submissions.sections import sections
from scheduler.submissions.terms import granted, uses_named

_NOBODY = "Nobody has agreed yet that this is shared: scheduler consent …"
_FORGOTTEN = "It was forgotten, as was asked, and came in again: scheduler consent …, or take it out of the folder"
_QUOTED = 120
"""So many characters of what was said instead of yes are shown."""
_CONSENT = (
    r"(?:consent(?!-day)|permission|release|consentement|autorisation|consentimiento|autorizacion|consentimento"
    r"|autorizacao|einwilligung|einverstan\w*|einverstaendnis|موافقه|اقرار)"
)
_FORM = r"(?:form|formulaire|fiche|formulario|termo|carta|letter|slip|signed|sheet|نموذج)"
_FILE = re.compile(rf"(?:^|[\W_]){_CONSENT}|(?:photo|image|media|model)[\W_]*(?:release|consent)")
_TITLE = re.compile(rf"^(?:\W|\w+ ){{0,3}}(?:{_FORM}\W+(?:de |d'|do |da )*{_CONSENT}|{_CONSENT}\W+(?:de \w+ )?{_FORM})")
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


def consent_forms(
    opened: Iterable[tuple[Path, Extract]],
) -> tuple[list[tuple[Path, Extract]], list[tuple[Path, Extract]]]:
    """The files of a submission, and the consent forms among them. A lone file is the submission itself."""
    every = list(opened)
    forms = [each for each in every if len(every) > 1 and _is_a_form(*each)]
    return [each for each in every if each not in forms], forms


def _is_a_form(file: Path, extract: Extract) -> bool:
    first = next((line for line in extract.text.split("\n") if line.strip()), "")
    titled = _TITLE.search(folded(first.removeprefix(HEADING))) is not None
    named = _FILE.search(folded(file.stem)) is not None
    return (named or titled) and not any(Media(file=path).is_video for path in extract.media)


def agreed_to(
    submission: Submission,
    text: str,
    opened: Iterable[tuple[Path, Extract]],
    signed: Iterable[tuple[Path, Extract]],
    record: Record,
) -> tuple[Submission, list[Finding]]:
    """With what its forms and the record agree to, and who is in it; and what somebody must still be asked."""
    given, unclear = list[Agreement](), list[Finding]()
    for file, extract in signed:
        found = _form_of(file, extract, submission)
        if found:
            given.append(found)
        else:
            words = "This consent form must be read by a person: scheduler consent … --how …"
            unclear.append(Finding(kind=FindingKind.CONSENT, text=words, file=file, blocks=False))
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
    words = f"The form does not say plainly yes: “{said[:_QUOTED]}”" if said and not is_yes else _NOBODY
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


def _form_of(file: Path, extract: Extract, submission: Submission) -> Agreement | None:
    """What it agrees to; None when that is not plain."""
    cut = sections(extract.text)
    name = next((each.body.split("\n")[0].strip() for each in cut if each.part == "name" and each.body), "")
    uses = _ticked_uses(extract.text) or (EVERY_USE if _agrees(extract.text) else None)
    if not uses or _is_unsigned(extract.text):
        return None
    worker = submission.parts.name or submission.author
    mine = not name or not worker or same_person(name, worker)
    until, unread = _until(extract.text)
    return (
        None if unread else Agreement(person="" if mine else name, uses=uses, until=until, how=f"the form {file.name}")
    )


def _ticked_uses(text: str) -> frozenset[Use] | None:
    """The uses whose boxes are ticked; None where no box speaks of a use, or one is ticked against it."""
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


def _agrees(text: str) -> bool:
    said, is_yes = stated_consent(sections(text))
    return is_yes or (not said and any(is_plain_yes(line) for line in text.split("\n")))


def _is_unsigned(text: str) -> bool:
    """Whether there is a place for a signature, and nothing in it."""
    for line in text.split("\n"):
        if _FOR_NOW.search(folded(line)) and re.search(r"[:：]", line):
            return not re.sub(r"[\s_.…-]", "", line.partition(":")[2])
    return False


def _until(text: str) -> tuple[date | None, bool]:
    """The last day that it names, and whether it names one that cannot be read."""
    for line in text.split("\n"):
        if found := _UNTIL.search(folded(line)):
            day = date_in(line)
            ends = re.search(r"\d", line[found.start() :]) is not None
            return day, day is None and ends
    return None, False
