"""The contributor's own words that a card may quote."""

from starlette.requests import Request

from scheduler.models import Post


def candidates(request: Request, post: Post) -> tuple[str, ...]:
    """Quotes of the post's submission, the best first; none where it was not read yet."""
    known: dict[str, tuple[str, ...]] = request.app.state.quotes
    return known.get(post.submission, ()) if post.submission else ()
