"""Channels: whose account it is when somebody asks, what went out last and goes next, and the brake."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

from campaigns import CHANNELS, Clock, post
from studio.facts import planned, published, said
from studio.open_studio import Open, opened

from scheduler.assembly import Workshop
from scheduler.errors import NeedsPerson
from scheduler.models import Account, Channel
from scheduler.platforms.base import Platform
from scheduler.sandbox import Sandbox
from scheduler.settings import Settings
from scheduler.studio.channels import Accounts, Answer

NOW = datetime(2023, 11, 6, 13, tzinfo=UTC)


def card(page: str, channel: str) -> str:
    return page.split(f'aria-labelledby="channel-{channel}"')[1].split("</section>")[0]


def keys_of(sandbox: Sandbox, studio: Open) -> None:
    lines = (f"{name}={value}\n" for name, value in sandbox.environment().items())
    (studio.folder / ".env").write_text("".join(lines), encoding="utf-8")


def test_the_account_is_asked_only_when_somebody_says_so(tmp_path: Path) -> None:
    with opened(tmp_path) as studio, Sandbox(CHANNELS, clock=Clock()) as sandbox:
        keys_of(sandbox, studio)
        assert "not asked yet" in card(studio.get("/channels").text, "x")
        page = studio.post("/channels/x", do="ask").text
        assert "asked Mon 6 Nov, 08:00 EST" in card(page, "x")
        assert "@" in card(page, "x")
        assert "not asked yet" in card(page, "facebook")


def test_the_quota_is_told_where_the_network_says_it(tmp_path: Path) -> None:
    with opened(tmp_path) as studio, Sandbox(CHANNELS, clock=Clock()) as sandbox:
        keys_of(sandbox, studio)
        assert "1 % of the calls" in card(studio.post("/channels/facebook", do="ask").text, "facebook")
        assert "Quota" not in card(studio.post("/channels/x", do="ask").text, "x")


def test_an_address_for_practice_is_said_in_capitals(tmp_path: Path) -> None:
    with opened(tmp_path) as studio, Sandbox(CHANNELS, clock=Clock()) as sandbox:
        keys_of(sandbox, studio)
        assert "NOT TO THE REAL" in card(studio.get("/channels").text, "x")


def test_secrets_that_are_not_set_are_named_and_none_is_shown(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        (studio.folder / ".env").write_text("X_API_KEY=c0ffee-secret\n", encoding="utf-8")
        page = studio.get("/channels").text
        assert "Not set: X_API_SECRET" in card(page, "x")
        assert "c0ffee-secret" not in page


def test_what_went_out_last_and_what_comes_next_is_told(tmp_path: Path) -> None:
    with opened(tmp_path, post("a"), post("b", "2023-11-07 09:00"), post("c", "2023-11-08 09:00")) as studio:
        published(studio, "a")
        planned(studio, "b")
        told = card(studio.get("/channels").text, "x")
        assert 'href="https://network.example/x/a"' in told
        assert "Tue 7 Nov, 09:00 EST" in told
        assert "This is b" in told
        assert "and 1 more" in told


def test_a_channel_is_paused_with_a_reason_and_goes_on(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        page = studio.post("/channels/x", do="pause", why="The page is being renamed.").text
        assert studio.ledger.paused() == {"x": "The page is being renamed."}
        assert "by Ada" in card(page, "x")
        assert said(studio.post("/channels/x", do="resume").text) == "x goes on."
        assert studio.ledger.paused() == {}


def test_everything_is_held_with_one_button_and_released_with_another(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        studio.post("/hold", do="hold", why="Sad news this morning.")
        assert studio.ledger.traffic().held == "Sad news this morning."
        assert "Everything is held." in studio.get("/").text
        studio.post("/hold", do="release")
        assert studio.ledger.traffic().held is None


def test_releasing_everything_leaves_what_was_paused_for_its_own_reason(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        studio.post("/channels/x", do="pause", why="Renamed.")
        studio.post("/hold", do="hold")
        assert "Still paused, each for its own reason: x." in said(studio.post("/hold", do="release").text)


def test_a_channel_that_there_is_not_is_not_paused(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        assert "There is no channel" in studio.post("/channels/myspace", do="pause").text
        assert studio.ledger.paused() == {}


class Slow(Workshop):
    """Its networks answer when they are let."""

    def __init__(self, answer: Account | NeedsPerson) -> None:
        super().__init__(lambda: Settings.load(Path(), {}))
        self.answer, self.may = answer, Event()

    def platform(self, channel: Channel) -> Platform:
        self.may.wait(10)
        if isinstance(self.answer, NeedsPerson):
            raise self.answer
        return Answering(self.answer)  # type: ignore[return-value]


class Answering:
    def __init__(self, account: Account) -> None:
        self.account = account

    def check(self) -> Account:
        return self.account


def test_a_network_that_does_not_answer_keeps_nobody_waiting_and_its_answer_is_kept() -> None:
    accounts, workshop, told = Accounts(patience=0.01), Slow(Account(id="1", name="@us")), Event()
    accounts.ask(CHANNELS[0], workshop, NOW, told.set)
    assert accounts.is_asking("x")
    assert "x" not in accounts.known
    workshop.may.set()
    assert told.wait(10)
    assert accounts.known["x"].account == Account(id="1", name="@us")


def test_what_the_account_refuses_is_told_in_its_words() -> None:
    accounts, workshop = Accounts(), Slow(NeedsPerson("The token was refused.", "Make a new one."))
    workshop.may.set()
    accounts.ask(CHANNELS[0], workshop, NOW, lambda: None)
    assert accounts.known["x"].trouble == "The token was refused. Make a new one."


def test_credentials_that_end_soon_are_marked(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        account = Account(id="1", name="Our page", expires=NOW + timedelta(days=3), warnings=("It may only read.",))
        studio.app.state.accounts.known["facebook"] = Answer(asked=NOW, account=account)
        told = card(studio.get("/channels").text, "facebook")
        assert '<span class="over-limit">its credentials end on Thu 9 Nov' in told
        assert "It may only read." in told


def test_what_the_calendar_costs_is_told(tmp_path: Path) -> None:
    posts = (
        post("a", more='link: "https://www.example.org/a"'),
        post("b", "2023-11-07 09:00"),
        post("c", "2023-11-09 09:00", more="media: [{file: assets/sun.png, alt: A sun}]"),
        post("d", "2023-11-08 09:00", "cancelled"),
    )
    with opened(tmp_path, *posts) as studio:
        page = studio.get("/channels").text
        assert page.count("for all posts of the calendar") == 1  # Facebook asks nothing
        assert "about $0.24 for all posts of the calendar" in page
