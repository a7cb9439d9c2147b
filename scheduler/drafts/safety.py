"""What must not be in anything that we propose, whoever wrote it: it is left out before anything is chosen.

This is the last net, not the first: what intake found stands in the submission's findings and is kept out here, and
what it may have missed is looked for once more. A line that only looks dangerous is lost to
us; nobody is harmed by that.
"""

import re
from collections.abc import Iterator

from scheduler.drafts.faithful import plain, sentences_of
from scheduler.models import FindingKind, Submission
from scheduler.submissions.sentences import Sentence

_ABOUT_WORDS = {
    FindingKind.PHONE,
    FindingKind.EMAIL,
    FindingKind.ADDRESS,
    FindingKind.NATIONAL_ID,
    FindingKind.MINOR,
    FindingKind.CLIENT,
    FindingKind.HIDDEN_TEXT,
    FindingKind.TRACKED_CHANGE,
    FindingKind.COMMENT,
}
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w|\w\s*(?:\(at\)|\[at\])\s*\w|\w+ at \w+\.(?:org|com|net)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,])\+?\(?\d(?:[\s().\-/]{0,2}\d){6,14}(?!\w)")
_NO_PHONE = re.compile(
    r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d"  # two years
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}"  # a date
    r"|\d{1,3}(?:[ .]\d{3})+"  # 1 250 000
)
_CHILD = (
    r"(?:child|boy|girl|baby|infant|toddler|son|daughter|teen|teenager|kid|orphan|pupil|student"
    r"|enfant|garçon|fille|fillette|bébé|fils|adolescente?|élève|orpheline?"
    r"|niñ[oa]|hij[oa]|chic[oa]|bebé|adolescente|alumn[oa]|huérfan[oa]"
    r"|criança|menin[oa]|filh[oa]|adolescente|alun[oa]|órfã?o?"
    r"|kind|mädchen|junge|tochter|sohn)"
)
_YEARS = r"(?:years?|yrs?|months?|ans|mois|años?|meses|anos?|jahren?)"
_UNDER_18 = r"(?:1[0-7]|[1-9])"
_IN_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
)
_MINOR = re.compile(
    rf"(?<!\w)(?:aged?\s+(?:of\s+)?(?:{_UNDER_18}|{_IN_WORDS})(?!\w)"
    rf"|(?:{_UNDER_18}|{_IN_WORDS})[\s-]{_YEARS}[\s-]old(?!\w)"
    rf"|âgée?s?\s+de\s+{_UNDER_18}\s+ans"
    rf"|{_UNDER_18}\s+(?:años|anos)\s+de\s+(?:edad|idade)"
    rf"|(?:tiene|tenía|tem|tinha)\s+{_UNDER_18}\s+(?:años|anos)"
    rf"|{_CHILD}s?(?:\s+\w+){{0,3}}?,?\s+(?:de\s+)?\(?{_UNDER_18}(?:\s+{_YEARS}|\)|,))"
    r"|(?:عمر[هىا]ا?|عمرها|عمره|تبلغ|يبلغ)(?:\s+من\s+العمر)?\s+[\d٠-٩\w]+\s+(?:سنة|سنوات|عام|أعوام)"
    r"|(?:طفل|طفلة|فتاة|فتى|ولد|بنت)[^.؟!]{0,20}[\d٠-٩]+\s*(?:سنة|سنوات|عام|أعوام)",
    re.IGNORECASE,
)


def has_contact(text: str) -> bool:
    """Whether a telephone number or an e-mail address stands in it."""
    return bool(_EMAIL.search(text)) or any(
        not _NO_PHONE.fullmatch(number.group().strip("() ")) for number in _NUMBER.finditer(text)
    )


def has_minor(text: str) -> bool:
    """Whether somebody under 18 is told of with their age."""
    return bool(_MINOR.search(text))


def safe_sentences(text: str, submission: Submission) -> tuple[Sentence, ...]:
    """The sentences of `text` that hold no finding, no telephone number, no e-mail address and no minor.

    Where a minor is told of, the whole paragraph goes: its other sentences are about the same person.
    """
    found = tuple(plain(finding.text) for finding in submission.findings if finding.kind in _ABOUT_WORDS)
    found = tuple(words for words in found if words)
    closed = [(start, end) for start, end in _paragraphs(text) if _is_about_a_minor(text[start:end], submission)]
    return tuple(
        sentence
        for sentence in sentences_of(text)
        if not has_contact(sentence.text)
        and not any(start <= sentence.start < end for start, end in closed)
        and not _touches(plain(sentence.text), found)
    )


def is_safe(text: str, submission: Submission) -> bool:
    """Whether every sentence of `text` is one that `safe_sentences` lets through."""
    return len(safe_sentences(text, submission)) == len(sentences_of(text))


def _touches(sentence: str, found: tuple[str, ...]) -> bool:
    return any(words in sentence or (len(sentence) > 1 and sentence in words) for words in found)


def _is_about_a_minor(paragraph: str, submission: Submission) -> bool:
    persons = (FindingKind.MINOR, FindingKind.CLIENT)
    found = [plain(finding.text) for finding in submission.findings if finding.kind in persons]
    return has_minor(paragraph) or any(words and words in plain(paragraph) for words in found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in re.finditer(r"\n\s*\n", text):
        yield start, gap.end()
        start = gap.end()
    yield start, len(text)
