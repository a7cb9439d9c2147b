"""What the calendar wants, delivery by delivery: the bridge from intent to the publisher.

A post that nobody approved has no wish. One that is approved, but must not go out (content changed since, no consent,
an error that `check` reports), has a wish with the reason in `hold`. What is wrong on one channel holds it only there.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from scheduler.calendar_file import check_files, check_variant, fingerprint, repeated, variants
from scheduler.errors import Problem, Severity
from scheduler.models import Calendar, Post, Status, Variant, Wish

Consent = Callable[[str], str | None]
"""Why nothing of this submission may go out (None: it may)."""


@dataclass(slots=True)
class Wishes:
    """The wishes of one calendar. Files and the consent record are looked at anew whenever one is asked for.

    `drafts_too`: as if somebody had approved every draft just as it stands (for a rehearsal).
    """

    calendar: Calendar
    drafts_too: bool = False
    _repeated: Mapping[tuple[str, str], Problem] = field(init=False)

    def __post_init__(self) -> None:
        self._repeated = repeated(self.calendar, filter(self._goes_out, self.calendar.posts))

    def all(self, consent: Consent) -> dict[str, Wish]:
        """Every wish of the calendar by its delivery's key."""
        return {wish.key: wish for post in self.calendar.posts for wish in self._of(post, consent)}

    def one(self, key: str, consent: Consent) -> Wish | None:
        """The wish for one delivery; None when the calendar wants no such thing."""
        name = key.split("/")[0]
        posts = (post for post in self.calendar.posts if post.id == name)
        return next((wish for post in posts for wish in self._of(post, consent) if wish.key == key), None)

    def _of(self, post: Post, consent: Consent) -> Iterator[Wish]:
        """One wish a channel and part; none for a post that is not approved."""
        if not self._goes_out(post):
            return
        campaign, content = self.calendar.campaign, fingerprint(post, self.calendar)
        due = post.at or datetime.combine(campaign.starts, time(), campaign.timezone)
        held = self._held(post, content, consent)
        for variant in variants(post, self.calendar):
            hold = held or self._held_there(post, variant)
            for part in variant.parts():
                yield Wish(variant=part, due=due, max_late=campaign.max_late, content=content, hold=hold)

    def _goes_out(self, post: Post) -> bool:
        if self.calendar.campaign.approval_required and not self.drafts_too:
            return post.status is Status.APPROVED
        return post.status is not Status.CANCELLED

    def _held(self, post: Post, content: str, consent: Consent) -> str:
        """Why nothing of it may go out; "" when it may."""
        if post.at is None:
            return "It has no time. Give it at: or slot:."
        draft = self.drafts_too and post.status is Status.DRAFT
        if post.approval and post.approval.content not in {"", content} and not draft:
            return f"It was changed after {post.approval.by or 'somebody'} approved it. Approve it again."
        if post.submission and (reason := consent(post.submission)):
            return reason
        return ""

    def _held_there(self, post: Post, variant: Variant) -> str:
        own = {name: said for name, said in post.overrides.items() if name == variant.channel}
        again = self._repeated.get((post.id, variant.channel))
        return _first_error(
            (
                *check_files(replace(post, overrides=own), self.calendar),
                *check_variant(variant, post, self.calendar),
                *([again] if again else []),
            )
        )


def _first_error(problems: Iterable[Problem]) -> str:
    errors = (problem for problem in problems if problem.severity is Severity.ERROR)
    return next((f"{error.what} {error.remedy}".strip() for error in errors), "")
