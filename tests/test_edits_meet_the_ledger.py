"""Whatever people do to posts.yaml: the ledger has what the last good file wants, and each part is out once."""

import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from campaigns import HEAD, NINE, post, staged
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from scheduler.models import State

MAX_LATE = timedelta(hours=2)
NAMES = st.sampled_from(["first", "second"])
CHANNELS = st.sampled_from([("x",), ("facebook",), ("x", "facebook")])


@dataclass(frozen=True)
class Intent:
    """A post as the file has it; `minutes` after nine is its time."""

    name: str
    minutes: int = 60
    words: int = 1
    parts: int = 1
    status: str = "approved"
    channels: tuple[str, ...] = ("x", "facebook")

    @property
    def due(self) -> datetime:
        return NINE + timedelta(minutes=self.minutes)

    def texts(self) -> dict[str, str]:
        """What each of its deliveries says; the thread is X's."""
        texts = {f"{self.name}/facebook/1": f"Words {self.words} of {self.name}"}
        for part in range(1, self.parts + 1):
            texts[f"{self.name}/x/{part}"] = self._part(part)
        return {key: text for key, text in texts.items() if key.split("/")[1] in self.channels}

    def _part(self, part: int) -> str:
        return f"Words {self.words} of {self.name}" + (f", part {part}" if self.parts > 1 else "")

    def lines(self) -> str:
        """As it stands in posts.yaml."""
        at = datetime(2023, 11, 6, 9) + timedelta(minutes=self.minutes)  # noqa: DTZ001 - New York's, as people write it
        more = [f"channels: [{', '.join(self.channels)}]", f"text: Words {self.words} of {self.name}"]
        if self.parts > 1 and "x" in self.channels:
            thread = ", ".join(f"'{self._part(part)}'" for part in range(1, self.parts + 1))
            more.append(f"variants: {{x: {{thread: [{thread}]}}}}")
        return post(self.name, at=f"{at:%Y-%m-%d %H:%M}", status=self.status, more="\n".join(more))


@dataclass
class Expected:
    """The model: what is out stays, and of the rest the last good file has its way."""

    wanted: dict[str, Intent] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    out: dict[str, str] = field(default_factory=dict)

    def look(self, now: datetime) -> None:
        texts = {key: (each, text) for each in self.wanted.values() for key, text in self._wants(each).items()}
        for key in self.states.keys() - texts.keys() - self.out.keys():
            self.states[key] = State.CANCELLED
        for key, (intent, text) in sorted(texts.items()):
            if key not in self.out:
                self.states[key] = self._state(key, intent, now)
                if self.states[key] is State.PUBLISHED:
                    self.out[key] = text

    def _wants(self, intent: Intent) -> dict[str, str]:
        return intent.texts() if intent.status == "approved" else {}

    def _state(self, key: str, intent: Intent, now: datetime) -> State:
        name, _, part = key.rpartition("/")
        parent = f"{name}/{int(part) - 1}"
        begun = part != "1" and parent in self.out
        if now > intent.due + MAX_LATE and not begun:
            return State.MISSED
        return State.PUBLISHED if now >= intent.due else State.PLANNED


def no_pace(_channel: str) -> timedelta:
    return timedelta(0)


class Edits(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.staged = staged(Path(self.folder.name))
        self.stage = self.staged.__enter__()
        self.stage.dispatch.pace = no_pace
        self.expected = Expected()
        self.files: list[dict[str, Intent]] = []
        self.save({"first": Intent("first"), "second": Intent("second", minutes=90)})

    def teardown(self) -> None:
        self.stage.ledger.close()
        self.staged.__exit__(None, None, None)
        self.folder.cleanup()

    def save(self, posts: dict[str, Intent]) -> None:
        self.files.append(posts)
        self.expected.wanted = posts
        self.stage.write(*(each.lines() for each in posts.values()))

    def edit(self, name: str, **change: object) -> None:
        known = self.files[-1]
        edited = replace(known.get(name, Intent(name)), **change)  # type: ignore[arg-type]
        self.save({**known, name: edited})

    @rule(name=NAMES)
    def write_other_words(self, name: str) -> None:
        self.edit(name, words=len(self.files) + 1)

    @rule(name=NAMES, later=st.sampled_from([5, 30, 90]))
    def give_another_time(self, name: str, later: int) -> None:
        minutes = (self.stage.clock.now - NINE) // timedelta(minutes=1)
        self.edit(name, minutes=minutes + later)

    @rule(name=NAMES, channels=CHANNELS)
    def choose_channels(self, name: str, channels: tuple[str, ...]) -> None:
        self.edit(name, channels=channels)

    @rule(name=NAMES, status=st.sampled_from(["approved", "draft", "cancelled"]))
    def set_the_status(self, name: str, status: str) -> None:
        self.edit(name, status=status)

    @rule(name=NAMES, parts=st.integers(1, 3))
    def make_a_thread(self, name: str, parts: int) -> None:
        self.edit(name, parts=parts)

    @rule(name=NAMES)
    def take_it_out_of_the_file(self, name: str) -> None:
        self.save({key: each for key, each in self.files[-1].items() if key != name})

    @rule(data=st.data())
    def put_an_older_file_back(self, data: st.DataObject) -> None:
        self.save(data.draw(st.sampled_from(self.files)))

    @rule()
    def break_the_file(self) -> None:
        """The last good version stays in force."""
        (self.stage.folder / "posts.yaml").write_text(f"{HEAD}  - id: [")

    @rule(minutes=st.sampled_from([1, 20, 60, 150]))
    def wait(self, minutes: int) -> None:
        self.stage.clock.forward(minutes=minutes)

    @rule()
    def start_anew(self) -> None:
        """With a good file: a service that has never read one sends nothing."""
        self.save(self.files[-1])
        self.stage.restart()
        self.stage.dispatch.pace = no_pace

    @invariant()
    def the_ledger_has_what_is_wanted(self) -> None:
        before = None
        while before != (before := self.stage.ledger.deliveries()):  # what is late goes one by one
            self.stage.cycle()
        self.expected.look(self.stage.clock.now)
        assert self.stage.states() == self.expected.states
        for row in self.stage.ledger.deliveries().values():
            if row.state is State.PLANNED:
                assert row.wake == row.due == self.files[-1][row.post].due

    @invariant()
    def each_part_is_out_once_as_it_was_approved(self) -> None:
        for channel in ("x", "facebook"):
            out = Counter(text for key, text in self.expected.out.items() if key.split("/")[1] == channel)
            assert Counter(self.stage.texts(channel)) == out


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
