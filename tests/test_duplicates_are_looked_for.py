"""What a network refuses because it has it already, when it may be ours."""

from deliveries import LOOKS, moment, row, wish

from scheduler import delivery
from scheduler.errors import Duplicate
from scheduler.models import State


def test_a_duplicate_after_an_unclear_answer_is_a_sign_to_look() -> None:
    after = delivery.after_error(row(State.PUBLISHING, uncertain=True), Duplicate("Have it."), moment(), LOOKS)
    assert after.state is State.UNCONFIRMED


def test_what_is_refused_as_a_duplicate_and_then_not_found_is_a_persons_at_once() -> None:
    refused = delivery.after_error(
        row(State.PUBLISHING, uncertain=True, attempts=2), Duplicate("Have it.", words="Have it."), moment(), LOOKS
    )
    for _ in LOOKS:
        assert refused.wake
        refused = delivery.after_look(refused, None, wish(), moment(refused.wake), LOOKS)
    assert (refused.state, refused.wake) == (State.UNCONFIRMED, None)
    assert refused.words == "Have it. Sent 2 times, not to be seen on the account. Look there, then resolve it."
