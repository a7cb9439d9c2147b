"""A calendar that is no YAML: the mistake is named on the line where it was made, not where reading gave up."""

from pathlib import Path

import pytest
from calendar_file.calendar_samples import FIRST, HEAD, POSTS, problems_of, told

AFTER = "    status: draft\n  - id: b\n    text: Ho\n"

# Why people do it; the lines below `- id: a`; line (0 = the first of them) and column; words; words of the remedy.
MISTAKES = [
    ("no space", "    text:Hello\n", 0, 5, "no space behind this key's colon", "key: value"),
    ("no space, behind a dash", "  - id:c\n    text: Hi\n", 0, 5, "no space behind this key's colon", "key: value"),
    ("a space from a web page", "    text:\u00a0Hello\n", 0, 5, "not an ordinary one", "space bar"),
    ("a colon of a Chinese keyboard", "    text：Hello\n", 0, 5, "colon behind this key", "Type :"),
    ("no key at all", "    text: Hello\n    and more\n", 1, 5, "no key with a value", "deeper"),
    ("a key too deep", "    link: a\n     text: Hi\n", 1, 10, "a colon and a space", "right below the key above"),
    ("a key not deep enough", "    link: a\n   text: Hi\n", 1, 4, "not indented like", "right below the key"),
    ("a post's dash too deep", "    link: a\n   - id: c\n", 1, 4, "not indented like", "right below the key"),
    ("a quote left open", '    text: "Hello\n', 0, 11, "a quote opens here", "Close it"),
    ("an apostrophe left open", "    text: 'Hello\n", 0, 11, "a quote opens here", "Close it"),
    ("open, and closed by the next one", '    text: "Hello\n    link: "a"\n', 0, 11, "closed lines below", "Close it"),
    ("open, and closed by an empty one", '    text: "Hello\n    link: ""\n', 0, 11, "closed lines below", "Close it"),
    ("a bracket left open", "    channels: [x, facebook\n", 0, 15, "a bracket opens here", "Close it"),
    ("a brace left open", "    card: {quote: Q, name: N\n", 0, 11, "a bracket opens here", "Close it"),
    ("a list on lines left open", "    channels: [\n      x,  # one\n", 0, 15, "a bracket opens here", "Close it"),
    ("one bracket too many", "    channels: [x]]\n", 0, 15, "behind the closing bracket", "in quotes"),
    ("a hashtag in a list", "    channels: [#x]\n", 0, 15, "everything after # is dropped", '["#one", "#two"]'),
    ("a second hashtag", '    channels: ["#x", #y]\n', 0, 15, "everything after # is dropped", '["#one", "#two"]'),
    ("a hashtag in braces", "    variants: {x: {text: A #x}}\n", 0, 19, "everything after # is dropped", "in quotes"),
    ("a text not indented", "    text: |\n    Hello there\n", 1, 5, "indented less", "below |"),
    ("a text at the margin", "    text: |\nHello there\n", 1, 1, "indented less", "below |"),
    ("its second line", "    text: |\n      Hello\n    and more\n", 2, 5, "indented less", "below |"),
    ("its second line, half", "    text: |\n      Hello\n     and: more\n", 2, 6, "indented less", "below |"),
    ("a text beside |", "    text: | Hello\n", 0, 11, "the line of | or >", "next line"),
    ("words in quotes", '    text: "Hello" she said\n', 0, 11, "behind the closing quote", "whole text in quotes"),
    ("an apostrophe", "    text: 'It's here'\n", 0, 11, "behind the closing quote", "whole text in double quotes"),
    ("words in brackets", "    text: [Photo] here\n", 0, 11, "behind the closing bracket", "whole text in quotes"),
    ("a name to fill in", "    text: {name} says\n", 0, 11, "behind the closing bracket", "whole text in quotes"),
    ("quotes in a list", '    channels: ["x" "y"]\n', 0, 16, "a comma is missing", "comma"),
    ("a colon", "    text: Note: this\n", 0, 15, "a colon and a space", "must be in quotes"),
    (
        "a colon in braces",
        "    variants: {x: {text: A: b}}\n",
        0,
        27,
        "a text in brackets ends here",
        "whole text in quotes",
    ),
    ("stars for bold", "    text: *bold* move\n", 0, 11, "this sign has a meaning", "whole text in quotes"),
    ("a dash of speech", "    text: - hello\n", 0, 11, "this sign has a meaning", "whole text in quotes"),
    ("an ampersand", "    text: & more\n", 0, 11, "this sign has a meaning", "whole text in quotes"),
    ("a question mark", "    text: ? now\n", 0, 11, "this sign has a meaning", "whole text in quotes"),
    ("a comma", "    text: , and\n", 0, 11, "this sign has a meaning", "whole text in quotes"),
    ("a backtick", "    text: `code`\n", 0, 11, "this sign has a meaning", "whole text in quotes"),
    ("a path of Windows", '    text: "C:\\path"\n', 0, 14, "a backslash", "single quotes"),
]


@pytest.mark.parametrize(("why", "lines", "line", "column", "what", "remedy"), MISTAKES)
@pytest.mark.parametrize("after", [AFTER, ""], ids=["inside", "at-the-end"])
def test_the_mistake_is_named_where_it_was_made(
    tmp_path: Path, why: str, lines: str, line: int, column: int, what: str, remedy: str, after: str
) -> None:
    found = problems_of(tmp_path, HEAD + POSTS + "  - id: a\n" + lines + after)
    assert len(found) == 1, (why, told(found))
    assert found[0].place is not None
    assert (found[0].place.line - FIRST - 1, found[0].place.column) == (line, column), told(found)
    assert what in found[0].what
    assert remedy in found[0].remedy


@pytest.mark.parametrize("sign", ["\x80", "\x9f", "\ufffe", "\uffff"])
def test_signs_that_yaml_has_not_are_named_at_their_place(tmp_path: Path, sign: str) -> None:
    (found,) = told(problems_of(tmp_path, f"{HEAD}{POSTS}  - id: a\n    text: é{sign}\n"))
    assert found.startswith(f"{FIRST + 1}:12 An invisible control character (U+{ord(sign):04X})")
