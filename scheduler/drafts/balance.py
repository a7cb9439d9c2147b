"""The order in which submissions take the free places of the week, so that it does not read like a list by sender.

Kinds are spread evenly; inside that, no organisation follows itself where another can stand between, and countries and
languages change as often as they can.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from scheduler.models import Submission


def spread(submissions: Iterable[Submission]) -> list[Submission]:
    """All of them in a balanced order, the same for the same input.

    Those who came first and on time go first where nothing else decides.
    """
    waiting = sorted(submissions, key=lambda each: (each.late, each.received is None, each.received or 0, each.id))
    wanted = _kinds_in_turn(waiting)
    order: list[Submission] = []
    crowd = Counter(organisation(each) for each in waiting)
    for kind in wanted:
        previous = order[-1] if order else None
        best = min(waiting, key=lambda each: _cost(each, previous, kind, crowd, len(waiting)))
        waiting.remove(best)
        crowd[organisation(best)] -= 1
        order.append(best)
    return order


def organisation(submission: Submission) -> str:
    """Its name for comparing; the submission's own id where none is known, since that is nobody else's."""
    return " ".join((submission.parts.organisation or submission.id).casefold().split())


def _kinds_in_turn(submissions: Sequence[Submission]) -> list[str]:
    """Each kind's places, spread evenly over the whole: of 2 among 12, one stands in each half."""
    counts = Counter(each.kind.value for each in submissions)
    places = [((number + 0.5) / count, kind) for kind, count in counts.items() for number in range(count)]
    return [kind for _, kind in sorted(places)]


def _cost(
    candidate: Submission, previous: Submission | None, kind: str, crowd: Counter[str], left: int
) -> tuple[bool, bool, bool, int]:
    """Least is best: another organisation than before; one that must be placed now or never; the kind whose turn it
    is; a country and a language that change."""
    own = organisation(candidate)
    urgent = 2 * crowd[own] > left
    if not previous:
        return False, not urgent, candidate.kind.value != kind, 0
    same = (candidate.parts.country == previous.parts.country) + (candidate.language == previous.language)
    return own == organisation(previous), not urgent, candidate.kind.value != kind, same
