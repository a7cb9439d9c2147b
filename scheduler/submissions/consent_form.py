"""How a consent form is known among what was handed in: by its name, or by its title."""

import re

from scheduler.models import Media
from scheduler.submissions.extract import HEADING, Extract
from scheduler.submissions.folding import folded

_CONSENT = (
    r"(?:consent(?!-day)|permission|release|consentement|autorisation|consentimiento|autorizacion|consentimento"
    r"|autorizacao|einwilligung|einverstan\w*|einverstaendnis|موافقه|اقرار)"
)
_FORM = r"(?:form|formulaire|fiche|formulario|termo|carta|letter|slip|signed|sheet|نموذج)"
_FILE = re.compile(rf"(?:^|(?<!press)[\W_]){_CONSENT}|(?:photo|image|media|model)[\W_]*(?:release|consent)")
_TITLE = re.compile(rf"^(?:\W|\w+ ){{0,3}}(?:{_FORM}\W+(?:de |d'|do |da )*{_CONSENT}|{_CONSENT}\W+(?:de \w+ )?{_FORM})")
_WORDS_OF_TITLE = 8
_LONGEST = 500
"""Words: a text that is longer, and only named like a form, is a story."""
_TOLD = {"why", "role", "support", "love", "qualifications", "quote"}


def is_a_form(stem: str, extract: Extract) -> bool:
    """Whether a file of this name, without its ending, is one, and nothing else besides."""
    first = next((line for line in extract.text.split("\n") if line.strip()), "")
    named = _FILE.search(folded(stem)) is not None and len(extract.text.split()) <= _LONGEST
    if not (named or _begins_as_title(first)) or any(Media(file=path).is_video for path in extract.media):
        return False
    from scheduler.submissions.sections import sections  # what reads files seldom needs it, and it takes time to load

    return not any(section.part in _TOLD and section.body for section in sections(extract.text))


def is_its_title(line: str) -> bool:
    """Whether the line says that what stands below is one, and nothing else."""
    alone = re.fullmatch(r"[^:：]*[:：]?\s*", line) is not None
    return alone and len(line.split()) <= _WORDS_OF_TITLE and _begins_as_title(line)


def _begins_as_title(line: str) -> bool:
    return _TITLE.search(folded(line.removeprefix(HEADING))) is not None
