"""A day in the browser, from the calendar itself: only days that were sent, made once for all who look."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from campaigns import HEAD, post
from door.house import NOW

from scheduler.calendar_file import load
from scheduler.digest import DayComposer, compose
from scheduler.door.views import Views
from scheduler.ledger import Ledger
from scheduler.ledger.subscribers import Entry
from scheduler.models import Subscriber
from scheduler.settings import Settings

DAY = date(2023, 11, 6)
AMINA = Subscriber(id=1, email="amina@example.org", name="Amina <b>", token="k3-Jd_9aQx7LmPz2RtVw8A")
DIGEST = 'digest: {at: "07:30", from: "Our week <week@example.org>", address: "1 Example Road"}\n'


class Archive:
    """A campaign with one day's post, a clock of seconds, and a count of how often a day was made."""

    def __init__(self, folder: Path) -> None:
        text = HEAD.replace("posts:\n", f"{DIGEST}posts:\n") + post("hello") + post("later", at="2023-11-07 09:00")
        (folder / "posts.yaml").write_text(text, encoding="utf-8")
        self.folder, self.seconds, self.made = folder, 0.0, 0
        self.ledger = Ledger(f"sqlite:///{folder}/ledger.db")
        self.ledger.subscribers.bring([Entry(email=AMINA.email, consent="On paper, in May")], NOW)
        self.views = Views(self.ledger, self.composed, pictures="/m/", clock=lambda: self.seconds)

    def composed(self, day: date, began: datetime) -> DayComposer:
        self.made += 1
        settings = Settings.load(self.folder, {"UNSUBSCRIBE_URL": "https://mail.example.org"})
        return compose(load(self.folder / "posts.yaml"), {}, day, settings, began)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive(tmp_path)
    yield archive
    archive.ledger.close()


def test_a_day_that_was_sent_is_shown_with_their_own_links(archive: Archive) -> None:
    archive.ledger.mailings.begin(DAY, NOW)
    html = archive.views(DAY, AMINA) or ""
    assert "This is hello" in html
    assert f"https://mail.example.org/u/{AMINA.token}" in html
    assert "Amina &lt;b&gt;" in html


def test_a_day_that_is_still_to_come_or_was_missed_is_not(archive: Archive) -> None:
    archive.ledger.mailings.miss(DAY, "too late", NOW)
    assert archive.views(DAY, AMINA) is None
    assert archive.views(date(2023, 11, 7), AMINA) is None
    assert archive.made == 0


def test_it_is_made_once_for_all_who_look_and_again_after_a_while(archive: Archive) -> None:
    archive.ledger.mailings.begin(DAY, NOW)
    for _ in range(5):
        archive.views(DAY, AMINA)
    assert archive.made == 1
    archive.seconds = 600
    archive.views(DAY, AMINA)
    assert archive.made == 2
