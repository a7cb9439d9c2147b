"""The service sends the daily e-mail: at its hour, once, not in the night, and not while somebody holds it."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from campaigns import HEAD, NINE, Clock, post

from scheduler.alerts import causes
from scheduler.alerts.causes import Scene
from scheduler.calendar_file import load
from scheduler.digest.daily import AGAIN, Daily
from scheduler.ledger import Ledger
from scheduler.ledger.subscribers import Entry
from scheduler.models import MailingState, MailState
from scheduler.sandbox.mail import MailServer
from scheduler.settings import Settings

MONDAY, TUESDAY = date(2023, 11, 6), date(2023, 11, 7)
DIGEST = 'digest: {at: "07:30", from: "Our week <week@example.org>", address: "1 Example Road"}\n'
SEVEN = NINE - timedelta(hours=2)
HALF_PAST = NINE - timedelta(hours=1, minutes=30)


@dataclass
class Office:
    """A campaign with three subscribers, its mail server, and what a service has to send the digest."""

    folder: Path
    server: MailServer
    clock: Clock = field(default_factory=lambda: Clock(SEVEN))
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.write(post("hello"), post("later", "2023-11-07 09:00"))
        self.ledger = Ledger(f"sqlite:///{self.folder}/ledger.db")
        names = ("amina", "bo", "carla")
        self.ledger.subscribers.bring([Entry(email=f"{name}@example.org", consent="Said so") for name in names], SEVEN)
        self.environment = {"SMTP_URL": self.server.address}
        self.daily = self.service()

    def write(self, *posts: str) -> None:
        (self.folder / "posts.yaml").write_text(HEAD.replace("posts:\n", f"{DIGEST}posts:\n") + "".join(posts))

    def service(self) -> Daily:
        return Daily(self.ledger, lambda: Settings.load(self.folder, self.environment), self.clock.moment)

    def look(self) -> object:
        """What the service does at a beat, and then until what it began is done."""
        wake = self.daily.look(load(self.folder / "posts.yaml"))
        for thread in threading.enumerate():
            if thread.name.startswith("digest "):
                thread.join(60)
        self.daily.look(load(self.folder / "posts.yaml"))
        return wake

    def received(self) -> list[str]:
        return sorted(self.server.accepted.elements())

    def state(self, day: date = MONDAY) -> MailingState | None:
        mailing = self.ledger.mailings.mailing(day)
        return mailing.state if mailing else None


EVERYBODY = ["amina@example.org", "bo@example.org", "carla@example.org"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with MailServer() as server:
        made = Office(tmp_path, server)
        yield made
        made.daily.finish()
        made.ledger.close()


def test_before_its_hour_nothing_goes_out_and_the_hour_is_known(office: Office) -> None:
    assert office.look() == HALF_PAST
    assert office.received() == []


def test_at_its_hour_everybody_gets_it_once(office: Office) -> None:
    office.clock.now = HALF_PAST
    for _ in range(3):
        office.look()
    assert office.received() == EVERYBODY
    assert office.state() is MailingState.FINISHED


def test_a_service_that_starts_late_still_sends_it(office: Office) -> None:
    office.clock.now = HALF_PAST + timedelta(hours=2)
    office.look()
    assert office.received() == EVERYBODY


def test_later_than_that_it_is_missed_and_a_person_is_told(office: Office) -> None:
    office.clock.now = HALF_PAST + timedelta(hours=4)
    office.look()
    assert office.received() == []
    assert office.state() is MailingState.MISSED
    alert = causes(Scene(campaign="Our week", now=office.clock.now, digest=office.daily.trouble))["digest"]
    assert "was missed" in alert.what
    assert alert.remedy == "To send it all the same: scheduler digest send --day 2023-11-06"


def test_a_day_without_posts_sends_nothing_and_is_no_trouble(office: Office) -> None:
    office.write(post("later", "2023-11-08 09:00"))
    office.clock.now = HALF_PAST
    office.look()
    assert office.received() == []
    assert office.daily.trouble is None


def test_while_everything_is_held_nothing_goes_out(office: Office) -> None:
    office.clock.now = HALF_PAST
    office.ledger.hold_all("Sad news.", office.clock.now, "Ada")
    office.look()
    assert office.received() == []
    office.ledger.release_all(office.clock.now, "Ada")
    office.look()
    assert office.received() == EVERYBODY


def test_two_services_never_both_send(office: Office) -> None:
    office.clock.now = HALF_PAST
    other = office.service()
    calendar = load(office.folder / "posts.yaml")
    other.look(calendar)
    office.look()
    other.finish()
    office.clock.forward(minutes=2)
    office.look()
    assert office.received() == EVERYBODY


def test_what_is_wrong_with_the_settings_is_told_and_mended_while_it_runs(office: Office) -> None:
    address = office.environment.pop("SMTP_URL")
    office.clock.now = HALF_PAST
    office.look()
    assert office.daily.trouble
    assert "SMTP_URL" in office.daily.trouble.what
    office.environment["SMTP_URL"] = address
    office.clock.now += AGAIN
    office.look()
    assert office.daily.trouble is None
    assert office.received() == EVERYBODY


def test_who_was_put_off_gets_it_when_the_service_looks_again(office: Office) -> None:
    office.clock.now = HALF_PAST
    office.environment["SMTP_URL"] += "&retry_after=120" if "?" in office.server.address else "?retry_after=120"
    office.server.faults.greylist = True
    office.look()
    mailing = office.ledger.mailings.mailing(MONDAY)
    assert mailing
    assert mailing.counts[MailState.DEFERRED] == 3
    office.clock.forward(minutes=3)
    office.look()
    assert office.received() == EVERYBODY


def test_the_next_day_has_its_own(office: Office) -> None:
    office.clock.now = HALF_PAST
    office.look()
    office.clock.forward(days=1)
    office.look()
    assert office.received() == sorted(EVERYBODY * 2)
    assert office.state(TUESDAY) is MailingState.FINISHED
