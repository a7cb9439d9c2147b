"""A letter as we really write it comes back: its own head tells whose it was, and where it bounces to."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from campaigns import HEAD, post
from digest import returns
from digest.returns import Return

from scheduler.calendar_file import load
from scheduler.digest import compose
from scheduler.digest.bounces import hear
from scheduler.digest.headers import token_hash
from scheduler.models import Letter, Subscriber
from scheduler.settings import Settings

NOW = datetime(2023, 11, 6, 12, 30, tzinfo=UTC)
AMINA = Subscriber(id=1, email="amina@mail.example.net", token="k3-Jd_9aQx7LmPz2RtVw8A")
DIGEST = 'digest: {at: "07:30", from: "Our week <week@news.example.org>", address: "1 Example Road"}\n'


def letter(folder: Path, **settings: str) -> Letter:
    text = HEAD.replace("posts:\n", f"{DIGEST}posts:\n") + post("hello")
    (folder / "posts.yaml").write_text(text, encoding="utf-8")
    day = compose(load(folder / "posts.yaml"), {}, date(2023, 11, 6), Settings.load(folder, settings), NOW)
    return day.letter(AMINA)


def bounced(sent: Letter) -> Return:
    head = sent.data.partition(b"\r\n\r\n")[0].decode().replace("\r\n", "\n")
    return Return(text=returns.POSTFIX.text.replace(returns.ORIGINAL, f"{head}\n"), to=sent.sender)


@pytest.mark.parametrize(
    "settings",
    [
        {"UNSUBSCRIBE_URL": "https://mail.example.org/week", "BOUNCE_ADDRESS": "b@news.example.org"},
        {"UNSUBSCRIBE_URL": "https://mail.example.org"},
        {"UNSUBSCRIBE_MAILTO": "leave@news.example.org"},
        {},
    ],
    ids=["bounce address", "link", "mailto", "nothing set"],
)
def test_it_tells_whose_it_was_whatever_is_set(tmp_path: Path, settings: dict[str, str]) -> None:
    who = hear(bounced(letter(tmp_path, **settings)).raw("unused"), NOW).who
    assert who.tokens == (AMINA.token,)


def test_its_id_tells_it_too(tmp_path: Path) -> None:
    who = hear(bounced(letter(tmp_path)).raw("unused"), NOW).who
    assert any(token_hash(AMINA.token) in each.split(".") for each in who.message_ids)


def test_the_address_that_it_offers_for_leaving_is_understood(tmp_path: Path) -> None:
    head = letter(tmp_path, UNSUBSCRIBE_MAILTO="leave@news.example.org").data.decode("utf-8", "replace")
    to = head.partition("<mailto:")[2].partition("?")[0]
    mail = f"From: a@mail.example.net\r\nTo: {to}\r\nSubject: unsubscribe\r\n\r\n".encode()
    heard = hear(mail, NOW)
    assert (heard.meaning.value, heard.who.tokens) == ("unsubscribe", (AMINA.token,))
