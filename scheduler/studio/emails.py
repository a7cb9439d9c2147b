"""A day's e-mail for the screen: the very page that its readers get, with its pictures within."""

from base64 import b64encode
from datetime import date
from functools import lru_cache

from scheduler.digest import DayComposer, compose
from scheduler.digest.smtp_url import relay_of
from scheduler.digest.timing import due_at
from scheduler.digest.trial import try_out
from scheduler.errors import DigestError, NothingToSend, Problem
from scheduler.models import Subscriber
from scheduler.studio.desk import Desk
from scheduler.studio.digest_page import DigestView

_READER = Subscriber(id=0, email="reader@example.org", token="a-token-of-a-reader-00")
_PICTURES = "picture:"


def digest_view(desk: Desk, day: date) -> DigestView | None:
    """None on a day without one; where it cannot be made, the view says why."""
    calendar = desk.calendar()
    if calendar.digest is None:
        return None
    at = due_at(calendar, calendar.digest, day)
    known = desk.ledger.mailings.mailing(day)
    state = f"{known.state}" if known else ""
    try:
        composer = _composer(desk, day, desk.mark())
    except NothingToSend:
        return None
    except DigestError as error:
        wrong = Problem(what=error.what, remedy=error.remedy)
        return DigestView(
            subject="", sender=calendar.digest.sender, preheader="", html="", plain="", at=at, problems=(wrong,)
        )
    return DigestView(
        subject=composer.edition.subject,
        sender=calendar.digest.sender,
        preheader=composer.edition.preheader,
        html=_with_pictures(composer),
        plain=composer.plain_text(_READER),
        at=at,
        state=state,
        problems=tuple(composer.problems),
    )


@lru_cache(maxsize=8)
def _composer(desk: Desk, day: date, _mark: str) -> DayComposer:
    """Made once for the page and its frames, until something changes."""
    return compose(desk.calendar(), desk.ledger.deliveries(), day, desk.settings(), desk.clock())


def _with_pictures(composer: DayComposer) -> str:
    html = composer.page(_READER, _PICTURES)
    for picture in composer.gallery.all:
        kind = "png" if picture.name.endswith(".png") else "jpeg"
        data = b64encode(picture.file.read_bytes()).decode()
        html = html.replace(f"{_PICTURES}{picture.name}", f"data:image/{kind};base64,{data}")
    return html


def send_trial(desk: Desk, day: date, to: str) -> str:
    """Sends it there, as `scheduler digest send --to` does."""
    relay = relay_of(desk.settings().get("SMTP_URL"))
    outcome = try_out(_composer(desk, day, desk.mark()), relay, to, desk.ledger)
    return f"{to}: {outcome.state}. {outcome.reply}"
