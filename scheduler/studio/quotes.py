"""The contributor's own words that a card may quote."""

from starlette.requests import Request

from scheduler import drafts
from scheduler.models import Post
from scheduler.studio.reading import Inbox


def candidates(request: Request, post: Post) -> tuple[str, ...] | None:
    """Quotes of the post's submission, the best first; None while it is being read."""
    if not post.submission:
        return ()
    inbox: Inbox = request.app.state.inbox
    read = inbox.look()
    if read.found is None:
        return None
    submission = next((each for each in read.found if each.id == post.submission), None)
    return tuple(quote.text for quote in drafts.quotes(submission)) if submission else ()
