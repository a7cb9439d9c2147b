"""The door on loopback, over a real ledger, as a browser or a mail provider meets it."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import requests

from scheduler.door.app import About, Door, View, application
from scheduler.door.serving import Patient, server
from scheduler.ledger import Ledger
from scheduler.ledger.subscribers import Entry
from scheduler.models import Subscription

NOW = datetime(2023, 11, 6, 10, 0, tzinfo=UTC)
ENDS = datetime(2023, 11, 11, tzinfo=UTC)
NOBODY = "A" * 22
"""A token that nobody has."""


@dataclass
class House:
    """The server, the ledger behind it, and a clock that the test sets."""

    ledger: Ledger
    url: str = ""
    now: datetime = NOW
    headers: Mapping[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(self.url + path, headers=headers, timeout=10, allow_redirects=False)

    def post(self, path: str, fields: Mapping[str, str] | None = None, **headers: str) -> requests.Response:
        return requests.post(self.url + path, data=fields, headers=headers, timeout=10, allow_redirects=False)

    def joined(self, email: str = "amina@example.org", **more: str | bool) -> str:
        """Somebody on the list; their token."""
        told = {"name": "Amina Diallo", "language": "en", "consent": "web form, 2023-10-01", **more}
        self.ledger.subscribers.bring([Entry(email=email, **told)], self.now)  # type: ignore[arg-type]
        known = self.ledger.subscribers.by_address(email)
        assert known
        return known.subscriber.token

    def of(self, token: str) -> Subscription:
        known = self.ledger.subscribers.by_token(token)
        assert known
        return known

    def gets_mail(self, token: str) -> bool:
        """Whether they would get a copy if a mailing began now."""
        day = (self.now + timedelta(days=len(self.ledger.mailings.days()))).date()
        self.ledger.mailings.begin(day, self.now)
        copies = self.ledger.mailings.mailing(day)
        return bool(copies and sum(copies.counts.values()))


@contextmanager
def opened(
    folder: Path, *, view: View | None = None, proxies: str = "", prefix: str = "", connection: type[Patient] = Patient
) -> Iterator[House]:
    """A door in use; it is closed with the block."""
    house = House(ledger=Ledger(f"sqlite:///{folder}/ledger.db"))
    door = Door(
        subscribers=house.ledger.subscribers,
        about=About(name="Social Service Workforce Week 2023", ends=ENDS),
        clock=lambda: house.now,
        view=view or (lambda _day, _subscriber: None),
        pictures=folder / "pictures",
        prefix=prefix,
    )
    serving = server(application(door), host="127.0.0.1", port=0, proxies=proxies, connection=connection)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        house.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread = threading.Thread(target=serving.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield house
        finally:
            serving.should_exit = True
            thread.join(timeout=20)
            house.ledger.close()
