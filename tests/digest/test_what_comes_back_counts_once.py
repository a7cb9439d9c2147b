"""From a mail that came back to what is kept of the subscriber: once, however often it is read."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from digest import plain_returns, returns
from digest.returns import ADDRESS, Return

from scheduler.alerts import Scene, causes
from scheduler.digest.bounces import Meaning
from scheduler.digest.headers import token_hash
from scheduler.digest.incoming import BREAK, Returns
from scheduler.digest.timing import QUEUE
from scheduler.ledger import Ledger
from scheduler.ledger.subscribers import Entry
from scheduler.models import MailingState, Subscription, Suppression

NOW = datetime(2023, 11, 6, 12, 0, tzinfo=UTC)
TODAY = date(2023, 11, 6)


class Office:
    """The list with two people on it, and a clock."""

    def __init__(self, folder: Path) -> None:
        self.ledger, self.now = Ledger(f"sqlite:///{folder}/ledger.db"), NOW
        entries = [Entry(email=email, consent="web form") for email in (ADDRESS, "other@example.org")]
        self.ledger.subscribers.bring(entries, NOW)
        self.returns = Returns(self.ledger, lambda: self.now)

    @property
    def joao(self) -> Subscription:
        known = self.ledger.subscribers.by_address(ADDRESS)
        assert known
        return known

    @property
    def token(self) -> str:
        return self.joao.subscriber.token

    def take(self, mail: Return, **changes: str) -> Meaning:
        return self.returns.take(mail.raw(self.token, **changes)).meaning

    def take_dated(self, mail: Return, day: str) -> None:
        self.take(Return(text=mail.text.replace("06 Nov 2023 09:12:44", f"{day} Nov 2023 09:12:44"), to=mail.to))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.ledger.close()


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        (returns.POSTFIX, Suppression.BOUNCED),
        (plain_returns.QMAIL, Suppression.BOUNCED),
        (plain_returns.YAHOO_COMPLAINT, Suppression.COMPLAINED),
        (plain_returns.UNSUBSCRIBE, Suppression.UNSUBSCRIBED),
    ],
)
def test_it_is_kept_why_nothing_more_is_sent(office: Office, mail: Return, reason: Suppression) -> None:
    office.take(mail)
    assert office.joao.suppressed is reason
    other = office.ledger.subscribers.by_address("other@example.org")
    assert other is not None
    assert other.suppressed is None


@pytest.mark.parametrize(
    "mail", [returns.POSTFIX_GREYLISTED, plain_returns.VACATION, plain_returns.A_PERSON, returns.TOO_LARGE]
)
def test_other_mail_changes_nothing(office: Office, mail: Return) -> None:
    before = office.joao
    office.take(mail)
    assert office.joao == before


def test_three_full_mailboxes_within_a_week_are_a_break_and_two_are_not(office: Office) -> None:
    office.now = NOW + timedelta(days=3)
    for day in ("06", "07"):
        office.take_dated(returns.POSTFIX_FULL, day)
    assert office.joao.paused_until is None
    office.take_dated(returns.POSTFIX_EXPIRED, "08")
    assert office.joao.paused_until == datetime(2023, 11, 8, 9, 12, 44, tzinfo=UTC) + BREAK
    assert office.joao.suppressed is None


def test_three_in_a_longer_time_are_none(office: Office) -> None:
    office.now = NOW + timedelta(days=20)
    for day in ("06", "10", "14"):
        office.take_dated(returns.POSTFIX_FULL, day)
    assert office.joao.paused_until is None


def test_the_same_bounce_read_three_times_counts_once(office: Office) -> None:
    for _ in range(3):
        assert office.take(returns.POSTFIX_FULL) is Meaning.FOR_NOW
    assert office.joao.paused_until is None


def test_who_came_back_is_not_taken_off_again_by_the_same_mail(office: Office) -> None:
    office.take(plain_returns.UNSUBSCRIBE)
    office.ledger.subscribers.restore(office.joao.hash, Suppression.UNSUBSCRIBED)
    assert office.returns.take(plain_returns.UNSUBSCRIBE.raw(office.token)).again
    assert office.joao.suppressed is None


def test_a_refusal_of_us_stops_the_mailing_tells_why_and_takes_nobody_off(office: Office) -> None:
    office.ledger.mailings.begin(TODAY, NOW)
    office.take(returns.GMAIL_UNAUTHENTICATED)
    mailing = office.ledger.mailings.mailing(TODAY)
    assert mailing is not None
    assert mailing.state is MailingState.PAUSED
    assert "5.7.26" in mailing.words
    assert office.ledger.paused()[QUEUE] == mailing.words
    assert "@" not in mailing.words
    assert office.joao.suppressed is None


def test_the_refusal_is_alerted_until_a_person_resumes_the_queue(office: Office) -> None:
    office.take(returns.GMAIL_UNAUTHENTICATED)
    scene = Scene(campaign="Our week", now=NOW, pauses=office.ledger.pauses())
    alert = causes(scene)[f"paused/{QUEUE}"]
    assert "unauthenticated" in alert.what
    assert alert.remedy.endswith("scheduler resume digest")


def test_what_a_person_resumed_is_not_stopped_again_by_the_same_mail(office: Office) -> None:
    office.take(returns.GMAIL_UNAUTHENTICATED)
    office.ledger.resume(QUEUE, NOW, "Ada")
    office.take(returns.GMAIL_UNAUTHENTICATED)
    assert office.ledger.paused() == {}


def test_a_report_about_nobody_on_the_list_does_nothing_but_is_told(office: Office) -> None:
    """Anybody may write one, to stop a campaign or to have somebody taken off."""
    for mail in (returns.GMAIL_UNAUTHENTICATED, returns.POSTFIX):
        done = office.returns.take(mail.raw("Z" * 22, address="nobody@example.com"))
        assert (done.meaning, done.needs_person) == (Meaning.UNCLEAR, True)
    assert office.ledger.paused() == {}


def test_a_server_that_writes_all_in_small_letters_is_understood(office: Office) -> None:
    bare = Return(text=returns.POSTFIX.text.replace(returns.ORIGINAL, ""))
    office.take(bare, to=bare.to.replace("{token}", office.token.lower()), address="elsewhere@example.com")
    assert office.joao.suppressed is Suppression.BOUNCED


def test_the_id_of_our_message_is_enough(office: Office) -> None:
    only_id = f"Message-ID: <2023-11-06.{token_hash(office.token)}.c0ffee@news.example.org>\n"
    bare = Return(text=returns.POSTFIX.text.replace(returns.ORIGINAL, only_id))
    office.take(bare, to="week@news.example.org", address="elsewhere@example.com")
    assert office.joao.suppressed is Suppression.BOUNCED


def test_where_only_the_address_is_told_it_is_compared_without_capitals(office: Office) -> None:
    bare = Return(text=returns.POSTFIX.text.replace(returns.ORIGINAL, ""))
    office.take(bare, to="week@news.example.org", address=ADDRESS.upper())
    assert office.joao.suppressed is Suppression.BOUNCED
