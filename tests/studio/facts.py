"""What happened to deliveries, put into a ledger as the publisher would."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from studio.open_studio import Open

from scheduler.models import Delivery, Prepared, Receipt, State

DUE = datetime.fromisoformat("2023-11-06T09:00:00-05:00")


def stored(studio: Open, row: Delivery, at: datetime) -> Delivery:
    kept = studio.ledger.put(row, at)
    assert kept is not None
    return kept


def planned(studio: Open, post: str, channel: str = "x", due: datetime = DUE) -> Delivery:
    """As the calendar wants it: what is known of other content is planned again."""
    key = f"{post}/{channel}/1"
    wanted = next((each.row for each in studio.desk.view().standings if each.row.key == key), None)
    row = wanted or Delivery(post=post, channel=channel, part=1, state=State.PLANNED, due=due, wake=due)
    return stored(studio, row, due - timedelta(days=1))


def sent(studio: Open, post: str, channel: str = "x", due: datetime = DUE) -> Delivery:
    row = planned(studio, post, channel, due)
    asked = replace(row, state=State.PUBLISHING, prepared=Prepared(request={"text": post}), attempts=1, since=due)
    return stored(studio, replace(asked, wake=None), due)


def published(studio: Open, post: str, channel: str = "x", due: datetime = DUE) -> Delivery:
    at = due + timedelta(seconds=1)
    receipt = Receipt(id=f"17{post}", url=f"https://network.example/{channel}/{post}")
    return stored(studio, replace(sent(studio, post, channel, due), state=State.PUBLISHED, receipt=receipt, at=at), at)


def failed(studio: Open, post: str, channel: str = "x", words: str = "It is too long.") -> Delivery:
    row = replace(sent(studio, post, channel), state=State.FAILED, words=words)
    return stored(studio, row, DUE + timedelta(seconds=1))


def unclear(studio: Open, post: str, channel: str = "x") -> Delivery:
    """The answer was lost, the account was looked at once in vain, and now a person must look."""
    row = replace(sent(studio, post, channel), state=State.UNCONFIRMED, words="The answer was lost.")
    row = stored(studio, row, DUE + timedelta(seconds=10))
    looked = replace(row, looks=1, words="The account cannot be read.")
    return stored(studio, looked, DUE + timedelta(seconds=25))


def seen_on(page: str, name: str) -> str:
    """The version of a post that the page's form for many sends."""
    found = re.search(rf'name="seen-{name}" value="(\w+)"', page)
    assert found, f"{name} is not on the page"
    return found[1]


def said(page: str) -> str:
    found = re.search(r'<div class="said.*?<p>(.*?)</p>', page, re.DOTALL)
    return found[1] if found else ""
