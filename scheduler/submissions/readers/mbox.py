"""A mailbox saved as one file (mbox): each mail is a submission of its own."""

import mailbox
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from scheduler.submissions.extract import Extract, Row
from scheduler.submissions.readers.mail import from_message


def read(file: Path, work: Path) -> Extract:
    box = mailbox.mbox(file, create=False)
    try:
        return Extract(rows=tuple(_row(n, box.get_bytes(key), file, work) for n, key in enumerate(box.keys(), start=1)))
    finally:
        box.close()


def _row(number: int, content: bytes, file: Path, work: Path) -> Row:
    message = BytesParser(policy=policy.default).parsebytes(content)
    assert isinstance(message, EmailMessage)
    found = from_message(message, f"{file.stem}-{number}", work)
    return Row(name=f"{found.author} {found.subject}".strip(), number=number, extract=found)
