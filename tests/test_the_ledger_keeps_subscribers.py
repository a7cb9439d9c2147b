"""Who gets the digest: known by token and by the hash of an address; who left stays away."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.ledger import Ledger
from scheduler.ledger.subscribers import Entry, address_hash
from scheduler.models import MailState, Subscription, Suppression

NOON = datetime(2023, 11, 6, 12, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
ADA = address_hash("ada@example.org")


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    on_postgres = request.param == "postgresql"
    made = Ledger(request.getfixturevalue("database") if on_postgres else f"sqlite:///{tmp_path}/ledger.db")
    yield made
    made.close()


def entry(email: str = "ada@example.org", name: str = "Ada", *, confirmed: bool = True) -> Entry:
    return Entry(email=email, name=name, language="en", consent="form, 1 May", confirmed=confirmed)


def ada(ledger: Ledger) -> Subscription:
    found = ledger.subscribers.by_address("Ada@Example.org")
    assert found is not None
    return found


def test_a_subscriber_is_found_by_token_and_by_address(ledger: Ledger) -> None:
    ledger.subscribers.bring([entry()], NOON)
    known = ada(ledger)
    assert (known.subscriber.name, known.consent, known.since, known.confirmed) == ("Ada", "form, 1 May", NOON, NOON)
    assert len(known.subscriber.token) >= 22
    assert ledger.subscribers.by_token(known.subscriber.token) == known
    assert ledger.subscribers.by_token("guessed") is None


def test_a_second_import_changes_what_it_says_and_keeps_the_token(ledger: Ledger) -> None:
    ledger.subscribers.bring([entry()], NOON)
    before = ada(ledger)
    again = ledger.subscribers.bring([entry(name="Ada L."), entry("bo@example.org")], NOON + WEEK)
    assert again.changed == {ADA}
    assert again.added == {address_hash("bo@example.org")}
    assert (ada(ledger).subscriber.name, ada(ledger).subscriber.token) == ("Ada L.", before.subscriber.token)
    assert ada(ledger).since == NOON


def test_what_somebody_chose_on_their_page_survives_an_import(ledger: Ledger) -> None:
    ledger.subscribers.bring([entry()], NOON)
    assert ledger.subscribers.prefer(ada(ledger).subscriber.token, name="A. Lovelace", language="fr")
    assert not ledger.subscribers.bring([entry()], NOON).changed
    assert (ada(ledger).subscriber.name, ada(ledger).subscriber.language) == ("A. Lovelace", "fr")


def test_who_left_stays_away_whatever_is_imported(ledger: Ledger) -> None:
    ledger.subscribers.bring([entry()], NOON)
    assert ledger.subscribers.suppress(ADA, Suppression.UNSUBSCRIBED, NOON)
    assert not ledger.subscribers.suppress(ADA, Suppression.COMPLAINED, NOON)
    assert ledger.subscribers.bring([entry()], NOON).suppressed == {ADA: Suppression.UNSUBSCRIBED}
    assert ada(ledger).suppressed is Suppression.UNSUBSCRIBED


def test_a_hash_outlives_whom_it_stands_for(ledger: Ledger) -> None:
    ledger.subscribers.bring([entry()], NOON)
    assert ledger.subscribers.forget(ADA, NOON)
    assert ledger.subscribers.by_address("ada@example.org") is None
    assert ledger.subscribers.suppressions() == {Suppression.FORGOTTEN: 1}
    assert ledger.subscribers.bring([entry()], NOON).suppressed == {ADA: Suppression.FORGOTTEN}


def test_only_the_reason_that_is_taken_back_is(ledger: Ledger) -> None:
    """ "I did not mean to" undoes one's own leaving, never a complaint."""
    ledger.subscribers.bring([entry()], NOON)
    ledger.subscribers.suppress(ADA, Suppression.COMPLAINED, NOON)
    assert not ledger.subscribers.restore(ADA, Suppression.UNSUBSCRIBED)
    assert ledger.subscribers.suppressed(ADA) is Suppression.COMPLAINED
    assert ledger.subscribers.restore(ADA, Suppression.COMPLAINED)
    assert ada(ledger).suppressed is None


def test_a_pause_and_a_first_yes_are_kept(ledger: Ledger) -> None:
    ledger.subscribers.bring([entry(confirmed=False)], NOON)
    token = ada(ledger).subscriber.token
    assert ada(ledger).confirmed is None
    assert ledger.subscribers.confirm(token, NOON)
    assert ledger.subscribers.confirm(token, NOON + WEEK)
    assert ledger.subscribers.pause(token, NOON + WEEK)
    assert (ada(ledger).confirmed, ada(ledger).paused_until) == (NOON, NOON + WEEK)
    assert ledger.subscribers.pause(token, None)
    assert ada(ledger).paused_until is None
    assert not ledger.subscribers.confirm("guessed", NOON)


def test_a_bounce_read_twice_counts_once(ledger: Ledger) -> None:
    assert ledger.subscribers.note_bounce("m1", ADA, "soft", NOON)
    assert not ledger.subscribers.note_bounce("m1", ADA, "soft", NOON)
    assert ledger.subscribers.note_bounce("m2", ADA, "soft", NOON + WEEK)
    assert ledger.subscribers.bounced(ADA, "soft", NOON) == 2
    assert ledger.subscribers.bounced(ADA, "soft", NOON + timedelta(days=1)) == 1
    assert ledger.subscribers.bounced(ADA, "hard", NOON) == 0


def test_the_number_of_one_who_was_forgotten_is_not_given_again(ledger: Ledger) -> None:
    """Else a newcomer would count as one who got the day's digest already."""
    ledger.subscribers.bring([entry()], NOON)
    ledger.mailings.begin(date(2023, 11, 6), NOON)
    ledger.subscribers.forget(ADA, NOON)
    ledger.subscribers.bring([entry("bo@example.org")], NOON)
    newcomer = ledger.subscribers.by_address("bo@example.org")
    mailing = ledger.mailings.mailing(date(2023, 11, 6))
    assert newcomer is not None
    assert mailing is not None
    assert newcomer.subscriber.id == 2
    assert mailing.counts[MailState.PENDING] == 1
