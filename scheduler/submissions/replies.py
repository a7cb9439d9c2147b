"""The reply to a contributor, ready to be sent by a person: warm, and plain about what is missing."""

from scheduler.models import FindingKind, Kind, Readiness, Submission
from scheduler.submissions.guidelines import PARTS

_ASK_ABOUT = {
    FindingKind.UNREADABLE: "We could not open what you sent. Could you send it again, as Word, PDF or plain text?",
    FindingKind.MINOR: "One sentence makes it possible to recognise a child. May we leave out the name, age or place?",
    FindingKind.CLIENT: "One sentence tells something private of somebody by name. May we leave out the name?",
    FindingKind.PHONE: "It holds a telephone number. We will leave it out, so that nobody is called at home.",
    FindingKind.HIDDEN_TEXT: "The file holds hidden text. Could you send a clean copy?",
    FindingKind.TRACKED_CHANGE: "The file holds tracked changes. Could you accept them and send it again?",
    FindingKind.KIND: "Is it a blog post, or a profile of yourself? Our questions for both are on the page we sent.",
    FindingKind.CONSENT: "May we share your words and picture in e-mails and on social media? A short yes is enough.",
}


def reply(submission: Submission) -> str:
    """A draft in English; nothing is sent by the program."""
    name = (submission.author or submission.parts.name or "colleague").split()[0]
    asked = [_part(part, submission.kind) for part in submission.missing]
    kinds = dict.fromkeys(finding.kind for finding in submission.findings if finding.blocks and not finding.cleared_by)
    asked += [_ASK_ABOUT[kind] for kind in kinds if kind in _ASK_ABOUT]
    if submission.status is Readiness.READY:
        body = "It is complete, and will be part of the week. We will send you the link when it is out."
    elif asked:
        body = "Before we can share it, we need your help:\n\n" + "\n".join(f"- {each}" for each in asked)
    else:
        body = "We are reading it with care, and will come back to you soon."
    thanks = "Thank you very much for your contribution!"
    return f"Dear {name},\n\n{thanks}\n\n{body}\n\nWith warm regards,\nThe campaign team\n"


def _part(part: str, kind: Kind) -> str:
    if part in PARTS and kind is Kind.PROFILE:
        return f"{PARTS[part]}."
    return {"title": "A title.", "author": "Your name.", "caption": "A caption of two or three sentences."}.get(
        part, "An alt text that says what is to be seen."
    )
