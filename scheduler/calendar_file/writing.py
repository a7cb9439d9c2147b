"""Trees as lines of YAML that a person would have written: no needless quotes, long texts as blocks."""

import re
from collections.abc import Iterable, Iterator, Mapping

import yaml

from scheduler.calendar_file.trees import Braces, Brackets, Plain, Tree

_LONGEST_ON_A_LINE = 88
STEP = 2
"""How far what belongs to a key or a dash stands in from it, in columns."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What YAML refuses, takes for the end of a line, or nobody would see."""


def in_line(tree: Tree) -> str:
    """The tree on one line: a text as it is where YAML leaves it alone, else in quotes; braces, brackets."""
    if isinstance(tree, str):
        return str(tree) if isinstance(tree, Plain) else _scalar(tree)
    if isinstance(tree, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {in_line(value)}" for key, value in tree.items()) + "}"
    return "[" + ", ".join(map(in_line, tree)) + "]"


def pairs(tree: Mapping[str, Tree]) -> Iterator[str]:
    """A mapping's keys and values, each on lines of its own, without indentation."""
    for key, value in tree.items():
        yield from under(f"{_scalar(key)}:", value)


def items(trees: Iterable[Tree]) -> Iterator[str]:
    """A list's items, each after a dash, without indentation."""
    for tree in trees:
        if isinstance(tree, Mapping) and tree and not isinstance(tree, Braces):
            first, *rest = pairs(tree)
            yield from (f"- {first}", *_indented(rest))
        else:
            yield from under("-", tree)


def under(before: str, tree: Tree) -> Iterator[str]:
    """`before` (a key with its colon, a dash) and the tree: on its line, or below it where that reads better."""
    if isinstance(tree, str):
        head, *block = block_lines(tree) if is_block(tree) else (in_line(tree),)
        yield from (f"{before} {head}", *_indented(block))
    elif not tree or isinstance(tree, Braces | Brackets):
        yield f"{before} {in_line(tree)}"
    else:
        yield before
        yield from _indented(pairs(tree) if isinstance(tree, Mapping) else items(tree))


def block_lines(text: str) -> Iterator[str]:
    """The head of a block (| and its signs), then the text's lines without indentation."""
    yield "|" + ("2" if text.startswith((" ", "\n")) else "") + ("" if text.endswith("\n") else "-")
    yield from text.removesuffix("\n").split("\n")


def comment(text: str) -> list[str]:
    """One line that YAML passes over; none for no text."""
    words = " ".join(_INVISIBLE.sub(" ", text).split())
    return [f"# {words}"] if words else []


def _scalar(text: str) -> str:
    return text if _stays_itself(text) else quoted(text)


def quoted(text: str) -> str:
    """The text on one line, in the quotes that need fewer signs within."""
    if '"' in text and "\\" not in text and not _INVISIBLE.search(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _stays_itself(text: str) -> bool:
    # YAML itself is asked, but never about brackets: they nest, and nesting without end kills its C parser.
    if not text[:1].isalnum() or re.search(r"[\[\]{},#]", text) or _INVISIBLE.search(text):
        return False
    try:
        return bool(yaml.load(f"[{text}]", Loader=yaml.CSafeLoader) == [text])
    except (yaml.YAMLError, ValueError):
        return False


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\u{ord(letter):04x}" if _INVISIBLE.match(letter) else letter


def is_block(tree: Tree) -> bool:
    """Whether it is a text that reads better on lines of its own than on one."""
    return isinstance(tree, str) and not isinstance(tree, Plain) and _as_block(tree)


def _as_block(text: str) -> bool:
    long = "\n" in text or len(text) > _LONGEST_ON_A_LINE
    if not long or not text.strip() or _INVISIBLE.search(text.replace("\n", "")):
        return False
    return not text.endswith((" ", "\n\n")) and not re.search(r"^ *\t|^ +$", text, re.MULTILINE)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (" " * STEP + line if line else line for line in lines)
