"""What an incoming mail means: an address that is gone or full, a refusal of us, a complaint, a wish to leave.

Pure. Codes are those of RFC 3463 and its registry. In doubt nobody is taken off the list: what a mail server says of us
(5.7.x) stops the mailing, and what nobody understands is told to a person.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from enum import StrEnum
from hashlib import sha256

from scheduler.digest.returned import Incoming, Who, plain


class Meaning(StrEnum):
    """What follows from it; where a report tells of several recipients, the earlier one here counts."""

    REFUSED = "refused"
    """Our mail is not allowed there: the campaign's mailing stops, a person is told, nobody is taken off."""
    UNCLEAR = "unclear"
    """A person should look."""
    FOR_NOW = "for now"
    """The mailbox is full, or could not be reached: another try, and a pause after some of them."""
    GONE = "gone"
    """There is no such mailbox: suppressed."""
    COMPLAINT = "complaint"
    """They called it spam: suppressed."""
    UNSUBSCRIBE = "unsubscribe"
    NOTHING = "nothing"
    """A delay, a delivery, an absence: nothing follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One mail understood. `words` are for a person, and hold no address; `mark` is the same at each reading."""

    meaning: Meaning
    who: Who
    words: str
    mark: str
    at: datetime


_CODE = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\d|\.\d)")
_ADDRESS = re.compile(r"\S+@\S+")
_RETURNED = re.compile(r"^-{3,20}[^\n]{0,80}(?:copy|original|below|returned|headers)", re.IGNORECASE | re.MULTILINE)
"""Where a plain bounce begins to repeat our mail."""
_OUR_FAULT = frozenset({"5.1.7", "5.1.8"})
"""The sender's address, not the recipient's."""
_GONE = re.compile(
    r"user (?:is )?unknown|unknown (?:user|recipient|address|mailbox)|no such (?:user|mailbox|recipient|person)|"
    r"(?:does not|doesn't|doesn’t) exist|no mailbox here|(?:mailbox|user|recipient|address) not found|"
    r"invalid (?:recipient|mailbox)|unrouteable address|(?:account|mailbox) (?:\w+ ){0,3}(?:disabled|closed)|"
    r"utilisateur inconnu|n['’]existe pas|no existe|usuario desconocido|não existe",
    re.IGNORECASE,
)
_FULL = re.compile(r"mailbox (?:\w+ ){0,4}full|over ?quota|quota|insufficient (?:system )?storage", re.IGNORECASE)
_REFUSED = re.compile(
    r"\bspf\b|\bdkim\b|\bdmarc\b|\bspam|\bblocked\b|black ?list|block ?list|polic(?:y|ies)|unauthenticated|reputation|"
    r"not (?:authori[sz]ed|permitted|allowed)|access denied|sender (?:\w+ ){0,2}(?:rejected|denied)",
    re.IGNORECASE,
)
_ABSENCE = re.compile(
    r"^(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|vacation|réponse automatique|"
    r"absen(?:ce|t)|en congés?|respuesta automática|fuera de (?:la )?oficina|ausente|resposta automática|ausência|"
    r"fora do escritório|abwesen|automatische antwort|رد تلقائي|الرد التلقائي|خارج المكتب)",
    re.IGNORECASE,
)
_MACHINES = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|maildaemon|mailerdaemon)@?", re.IGNORECASE)


def hear(raw: bytes, now: datetime) -> Heard:
    """What the mail means, and whom it is about."""
    try:
        return _understood(Incoming.read(raw), now)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):  # the library stumbles over odd forms
        mark = sha256(raw).hexdigest()[:32]
        return Heard(meaning=Meaning.UNCLEAR, who=Who(), words="It cannot be read.", mark=mark, at=now)


def _understood(mail: Incoming, now: datetime) -> Heard:
    meaning, words = _meaning(mail)
    who = Who(tokens=tuple(mail.leaves())) if meaning is Meaning.UNSUBSCRIBE else _whom(mail)
    return Heard(meaning=meaning, who=who, words=_harmless(words), mark=mail.mark, at=mail.sent(now))


Judged = tuple[Meaning, str]


def _meaning(mail: Incoming) -> Judged:
    if feedback := mail.feedback():
        return _complaint(feedback)
    if deliveries := mail.deliveries():
        return _delivery(deliveries)
    if mail.report == "disposition-notification":
        return Meaning.NOTHING, "They opened it."
    if not _is_failure(mail):
        if _is_absence(mail):
            return Meaning.NOTHING, "An automatic reply."
        if mail.leaves():
            return Meaning.UNSUBSCRIBE, "They wrote to the address for unsubscribing."
    return _plain_bounce(mail) if is_automatic(mail) else (Meaning.UNCLEAR, "A person may have written this.")


def is_automatic(mail: Incoming) -> bool:
    """No person sent it: the return path is null (RFC 5321, 4.5.5), or it comes from a mail server itself."""
    return mail.told("Return-Path").replace(" ", "") == "<>" or bool(_MACHINES.match(_sender(mail)))


# --- reports ----------------------------------------------------------------------------------------------------------


def _complaint(feedback: Message) -> Judged:
    kind = plain(feedback, "Feedback-Type").lower()
    if kind in {"abuse", "fraud", "complaint"}:
        return Meaning.COMPLAINT, "They called it spam."
    if kind.startswith("opt-out"):
        return Meaning.COMPLAINT, "They asked their provider for no more of it."
    if kind == "not-spam":
        return Meaning.NOTHING, "They said that it is no spam."
    return Meaning.UNCLEAR, f"A provider reports: {kind or 'something'}."


def _delivery(blocks: Sequence[Message]) -> Judged:
    failed = [block for block in blocks if _has_failed(block)]
    if not failed:
        told = ", ".join(sorted({plain(block, "Action").lower() or "no failure" for block in blocks}))
        return Meaning.NOTHING, f"Only a report: {told}."
    order = list(Meaning)
    return min((_judged_block(block) for block in failed), key=lambda judged: order.index(judged[0]))


def _has_failed(block: Message) -> bool:
    action = plain(block, "Action").lower()
    return action == "failed" if action else plain(block, "Status").startswith(("4", "5"))


def _judged_block(block: Message) -> Judged:
    told = plain(block, "Diagnostic-Code").partition(";")[2] or plain(block, "Diagnostic-Code")
    codes = [*_CODE.findall(plain(block, "Status")), *_CODE.findall(told)]
    return judged(codes, told)


def judged(codes: Sequence[str], words: str) -> Judged:
    """What these codes mean; the words decide where no code says anything of its own."""
    by_words = _of_words(words)
    means = {_of_code(code) for code in codes}
    if by_words and all(_is_vague(code) for code in codes):
        means = {by_words}
    said = f"{' '.join(dict.fromkeys(codes))} {words}".strip()
    return next((meaning for meaning in Meaning if meaning in means), Meaning.UNCLEAR), said


def _is_vague(code: str) -> bool:
    """It only says what kind of thing is wrong: 5.1.0 is said of senders, too."""
    return code.startswith("5.") and code.endswith(".0") and not code.startswith("5.7.")


def _of_code(code: str) -> Meaning | None:
    kind, subject, _ = code.split(".")
    if code in _OUR_FAULT or (kind, subject) == ("5", "7"):
        return Meaning.REFUSED
    if (kind, subject) == ("4", "7"):  # put off because of who we are: not to be counted against them
        return Meaning.UNCLEAR
    if kind == "4" or code == "5.2.2" or subject == "4":
        return Meaning.FOR_NOW
    return Meaning.GONE if subject == "1" or code == "5.2.1" else None


def _of_words(words: str) -> Meaning | None:
    found = ((_REFUSED, Meaning.REFUSED), (_FULL, Meaning.FOR_NOW), (_GONE, Meaning.GONE))
    return next((meaning for pattern, meaning in found if pattern.search(words)), None)


# --- bounces of no form -----------------------------------------------------------------------------------------------


def _plain_bounce(mail: Incoming) -> Judged:
    """What a mail server wrote in its own words: flufl.bounce knows whom, the codes within say why."""
    temporary, permanent = _detected(mail.message)
    text = _RETURNED.split(mail.words(), maxsplit=1)[0]
    if temporary and not permanent:
        return Meaning.NOTHING, "Only a warning of a delay."
    if not permanent and not mail.told("X-Failed-Recipients"):
        return Meaning.UNCLEAR, f"A machine wrote: {mail.told('Subject')}"
    return judged(_CODE.findall(text), text)


def _detected(message: Message) -> tuple[list[str], list[str]]:
    """The addresses that failed for now and for good, as far as flufl.bounce knows the form."""
    from flufl.bounce import all_failures

    logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)  # it tells of each fault, with the mail's own words
    try:
        found = all_failures(message)
    except Exception:  # it reads what anybody may send, by guessing
        return [], []
    temporary, permanent = ([address.decode("utf-8", "replace") for address in sorted(each)] for each in found)
    return temporary, permanent


def _whom(mail: Incoming) -> Who:
    who = mail.about()
    if who.addresses or not is_automatic(mail):
        return who
    found = [address for some in _detected(mail.message) for address in some]
    return Who(tokens=who.tokens, message_ids=who.message_ids, addresses=tuple(found))


# --- what people and their programs write -----------------------------------------------------------------------------


def _is_failure(mail: Incoming) -> bool:
    """Exim calls its bounces automatic replies, too."""
    return bool(mail.told("X-Failed-Recipients")) or bool(_MACHINES.match(_sender(mail)))


def _is_absence(mail: Incoming) -> bool:
    """RFC 3834, and what programs did before it."""
    submitted = mail.told("Auto-Submitted").partition(";")[0].strip().lower()
    older = mail.told("Precedence").lower() in {"auto_reply", "auto-reply"}
    marked = any(mail.told(name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder"))
    titled = bool(_ABSENCE.match(re.sub(r"^(?:re|tr|rv|fw|aw)\s*:\s*", "", mail.told("Subject"), flags=re.IGNORECASE)))
    return submitted in {"auto-replied", "auto-notified"} or older or marked or titled


def _sender(mail: Incoming) -> str:
    """The address in From, without the name before it."""
    found = _ADDRESS.search(mail.told("From"))
    return (found[0] if found else mail.told("From")).strip('<>" ')


def _harmless(words: str) -> str:
    """A mail server's words as one line, without addresses."""
    return " ".join(_ADDRESS.sub("…", words[:1000]).split())[:300]
