"""The tree of a YAML file: every value with its source text and its place, whatever it may mean."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scheduler.errors import Place, Problem


@dataclass(slots=True)
class Node:
    """One value. `mark` is libyaml's, where it begins; `start` and `end` are character offsets in the text.

    Its place is worked out when somebody asks: of a thousand values, that is one.
    """

    file: Path
    mark: Any
    end: int

    @property
    def start(self) -> int:
        return int(self.mark.index)

    @property
    def place(self) -> Place:
        return Place(file=self.file, line=self.mark.line + 1, column=self.mark.column + 1)


@dataclass(slots=True)
class Scalar(Node):
    """`style` is YAML's sign: "" plain, ' or " quoted, | or > block. `cut`: what YAML drops after it, from ` #` on."""

    text: str
    style: str = ""
    cut: str = ""

    @property
    def is_null(self) -> bool:
        return self.style == "" and self.text in {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True)
class Sequence(Node):
    flow: bool
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Pair:
    key: Scalar
    value: Node


@dataclass(slots=True)
class Table(Node):
    """A mapping; `pairs` by key, in the order of the file."""

    flow: bool
    pairs: dict[str, Pair] = field(default_factory=dict)

    def get(self, key: str) -> Node | None:
        pair = self.pairs.get(key)
        return pair.value if pair else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The tree (None when the text cannot be parsed at all) with what is wrong; `text` is what the offsets count in."""

    root: Node | None
    text: str
    problems: tuple[Problem, ...]
