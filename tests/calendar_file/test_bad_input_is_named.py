"""Each mistake that people make in posts.yaml: where it is said to be, and what is said."""

import re
from pathlib import Path

import pytest
from calendar_file.calendar_samples import FIRST, HEAD, POSTS, folder_with, problems_of, told

from scheduler.calendar_file import load, read
from scheduler.errors import CalendarError

# What is wrong with one post; its line (0 = the post's first) and column; words of the message; words of the remedy.
IN_A_POST = [
    ("  - id: a\n    text: We ship today #launch\n", 1, 11, "everything after #", "in quotes"),
    ("  - id: a\n    text: #launch\n", 1, 10, "everything after #", "in quotes"),
    ("  - id: a\n    card: {name: A, quote: Yes we can #hope\n      }\n", 1, 28, "everything after #", "in quotes"),
    ("  - id: a\n    variants: {x: {text: Today #launch\n      }}\n", 1, 26, "everything after #", "in quotes"),
    ("  - id: a\n    at: 2026-03-24\n", 1, 9, "has no time of day", "2026-03-24 09:00"),
    ("  - id: a\n    at: tomorrow\n", 1, 9, "'tomorrow' is not a day and time", "2023-11-06 09:00"),
    ("  - id: a\n    at: 2026-02-30 10:00\n", 1, 9, "2026-02-30 10:00", "Write it as"),
    ("  - id: a\n    at: 2026-03-24 25:00\n", 1, 9, "2026-03-24 25:00", "Write it as"),
    ("  - id: a\n    at: 2026-03-24T10:00:00Z\n", 1, 9, "2026-03-24T10:00:00Z", "without a zone"),
    ("  - id: a\n    at: 2026-03-24 10:00+01:00\n", 1, 9, "10:00+01:00", "without a zone"),
    ("  - id: a\n    at: 2026-03-29 02:30\n", 1, 9, "does not exist in Europe/Berlin", "01:30 or 03:30"),
    ("  - id: a\n    at: 2026-10-25 02:30\n", 1, 9, "exists twice in Europe/Berlin", "CEST"),
    ("  - id: a\n    at: 9999-12-31 23:59\n", 1, 9, "The year 9999 is far off", "from 2000 to 2099"),
    ("  - id: a\n    at: 0203-03-24 09:00\n", 1, 9, "The year 203 is far off", "from 2000 to 2099"),
    ("  - id: a\n    slot: {day: sun, name: night}\n", 1, 11, "does not exist in Europe/Berlin", "01:30 or 03:30"),
    ("  - id: a\n    slot: {day: mon, name: evening}\n", 1, 28, "no slot 'evening'", "morning"),
    ("  - id: a\n    slot: {day: sat, name: morning}\n", 1, 17, "does not come on 'sat'", "its days"),
    ("  - id: a\n    slot: {day: mon, name: morning}\n    at: 2026-03-24 09:00\n", 1, 11, "a time and a slot", "Keep"),
    ("  - id: a\n    chanels: [x]\n", 1, 5, "no key 'chanels'", "'channels'"),
    ("  - id: a\n    channels: [x, facebok]\n", 1, 19, "no channel 'facebok'", "'facebook'"),
    ("  - id: a\n    variants: {mastodon: {text: Hi}}\n", 1, 16, "no channel 'mastodon'", "x, facebook"),
    ("  - id: a\n    text: One\n    text: Two\n", 2, 5, "'text' stands here a second time", "Keep one"),
    ("  - id: a\n    text: One\n  - id: a\n    text: Two\n", 2, 9, f"on line {FIRST}", "another id"),
    ("  - id: a b\n", 0, 9, "'a b' cannot be a name", "letters, digits"),
    ("  - id: " + "a" * 81 + "\n", 0, 9, "cannot be a name", "80"),
    ("  - text: No name\n", 0, 5, "A post has no id", "id: …"),
    ("  - id: a\n    status: aproved\n", 1, 13, "'aproved' is none of the choices", "'approved'"),
    ("  - id: a\n    approval: {by: Ada, at: yesterday}\n", 1, 29, "'yesterday' is not a moment", "Z"),
    ("  - id: a\n    approval: {by: Ada, at: 2026-03-01T10:00:00}\n", 1, 29, "is not a moment", "Z"),
    ("  - id: a\n    approval: {by: Ada, at: 9999-12-31T23:59:00-10:00}\n", 1, 29, "The year 9999", "from 2000"),
    ("  - id: a\n    text: [one, two]\n", 1, 11, "A text belongs here", "quotes"),
    ("  - id: a\n    channels: []\n", 1, 15, "This list is empty", "then it is every channel"),
    ("  - id: a\n    channels:\n", 1, 14, "This list is empty", "then it is every channel"),
    ("  - id: a\n    variants: {x: {thread: []}}\n", 1, 28, "This list is empty", "parts"),
    ("  - id: a\n    slot: {day: mondy, name: morning}\n", 1, 17, "does not come on 'mondy'", "its days"),
    ("  - id: a\n    slot: {day: 9999-12-31, name: morning}\n", 1, 17, "does not come on '9999", "its days"),
    ("  - id: a\n    slot: {name: morning}\n", 1, 11, "slot has no day", "day: …"),
    ("  - id: a\n    card: {quote: Q, name: N, focus: [a, 0.1]}\n", 1, 39, "'a' is not a part", "0 to 1"),
    ("  - id: a\n    channels: x\n", 1, 15, "A list belongs here", "[one, two]"),
    ("  - id: a\n    media: {file: a.png}\n", 1, 12, "A list belongs here", "dash"),
    ("  - id: a\n    link: example.org\n", 1, 11, "'example.org' is not a link", "https://"),
    ("  - id: a\n    link: ftp://example.org\n", 1, 11, "is not a link", "https://"),
    ("  - id: a\n    link: https://\n", 1, 11, "is not a link", "https://"),
    ("  - id: a\n    link: https://[example.org\n", 1, 11, "is not a link", "https://"),
    ('  - id: a\n    media: [{file: "a\\0.jpg", alt: A}]\n', 1, 20, "cannot be the name of a file", "invisible"),
    ('  - id: a\n    media: [{file: "a\\nb.jpg", alt: A}]\n', 1, 20, "cannot be the name of a file", "line ends"),
    (f"  - id: a\n    media: [{{file: {'a' * 300}.jpg, alt: A}}]\n", 1, 20, "cannot be the name", "at most 255"),
    (f"  - id: a\n    media: [{{file: {'é' * 150}.jpg, alt: A}}]\n", 1, 20, "cannot be the name", "at most 255"),
    (f"  - id: a\n    media: [{{file: {'a/' * 3000}.jpg, alt: A}}]\n", 1, 20, "cannot be the name", "at most 255"),
    ("  - id: a\n    media: [{file: https://example.org/a.jpg, alt: A}]\n", 1, 20, "is an address", "Download it"),
    ("  - id: a\n    card: {quote: Q}\n", 1, 11, "card has no name", "name: …"),
    ("  - id: a\n    card: {quote: Q, name: N, focus: [0.5]}\n", 1, 38, "focus must be two numbers", "[0.5, 0.3]"),
    ("  - id: a\n    variants: {x: {text: A, thread: [B]}}\n", 1, 19, "a text and a thread", "Keep one"),
    ("  - just words\n", 0, 5, "A post must be a mapping", "id"),
    ("  - id: a\n    text: &one Hi\n", 1, 11, "Anchors (&)", "quote"),
    ("  - id: a\n    text: *one\n", 1, 11, "aliases (*)", "quote"),
    ("  - id: a\n    text: !!str Hi\n", 1, 11, "tag", "in quotes"),
    ("  - id: a\n    text: !important\n", 1, 11, "tag", "in quotes"),
    ("  - id: a\n    text: @ada writes\n", 1, 11, "not YAML", "in quotes"),
    ("  - id: a\n    text: Note: this\n", 1, 15, "not YAML", "must be in quotes"),
    ("  - id: a\n\ttext: Hi\n", 1, 1, "A tab", "spaces"),
    ("  - id: a\n    \ttext: Hi\n", 1, 5, "A tab", "spaces"),
    ("  - id: a\n    text: \x07Hi\n", 1, 11, "U+0007", "Delete"),
    ("  - id: a\n    text: One\u2028two\n", 1, 14, "U+2028", "press Enter"),
    ("  - id: a\n    text: One\rtwo\n", 1, 14, "U+000D", "press Enter"),
    ("---\nid: b\n", 0, 1, "second document", "one file"),
]


@pytest.mark.parametrize(("post", "line", "column", "what", "remedy"), IN_A_POST)
def test_a_mistake_in_a_post(tmp_path: Path, post: str, line: int, column: int, what: str, remedy: str) -> None:
    found = problems_of(tmp_path, HEAD + POSTS + post)
    (problem,) = [each for each in found if what in each.what]
    assert problem.place is not None
    assert (problem.place.line - FIRST, problem.place.column) == (line, column)
    assert remedy in problem.remedy
    assert problem.severity == "error"


# In the head: what to replace, by what; where the mistake is then, and the words.
IN_THE_HEAD = [
    ("Europe/Berlin", "Europe/Berlim", 4, 13, "not a time zone", "'Europe/Berlin'"),
    ("Europe/Berlin", "../../etc/passwd", 4, 13, "not a time zone", "America/New_York"),
    ("2026-03-29", "2026-03-20", 6, 9, "ends before it starts", "Mend"),
    ("2026-03-29", "the 29th", 6, 9, "not a date", "2023-11-06"),
    ("2026-03-29", "9999-03-29", 6, 9, "The year 9999 is far off", "from 2000 to 2099"),
    ("2026-03-29", "2062-03-29", 6, 9, "lasts 13155 days", "the year of starts or ends"),
    ("  theme: Together\n", "", 2, 3, "campaign has no theme", "theme: …"),
    ("theme: Together\n", "theme: Together #now\n", 3, 10, "everything after #", "quotes"),
    ("Europe/Berlin", "Europe", 4, 13, "not a time zone", "Europe/"),
    ("Europe/Berlin", "''", 4, 13, "not a time zone", "America/New_York"),
    ("x: {platform: x}", "x: {platform: fecebook}", 8, 17, "no platform 'fecebook'", "'facebook'"),
    ("x: {platform: x}", "x: {plattform: x}", 8, 7, "no key 'plattform'", "'platform'"),
    (', page: "104000000000001"', "", 9, 13, "needs page", "page: …"),
    ("x: {platform: x}", "x: {}", 8, 6, "The channel has no platform", "facebook or x"),
    ("x: {platform: x}", "x:", 8, 5, "A channel must be a mapping", "x: {platform: x}"),
    ("x: {platform: x}", "x: x", 8, 6, "A channel must be a mapping", "x: {platform: x}"),
    ("x: {platform: x}", "x: {platform: x, X_API_KEY: abc}", 8, 20, "X_API_KEY is one", "belongs in .env"),
    ("x: {platform: x}", "x: {platform: x, page_token: abc}", 8, 20, "page_token is one", "Change this key"),
    ("x: {platform: x}", "x: {platform: x}\n  X: {platform: x}", 9, 3, "the same secrets (X_…)", "Rename one"),
    ("x: {platform: x}", "a.b: {platform: x}\n  a-b: {platform: x}", 9, 3, "same secrets (A_B_…)", "Rename"),
    ("  facebook:", '  fb: {platform: facebook, page: "104000000000001"}\n  facebook:', 10, 3, "one account", "Take"),
    ('"104000000000001"', "MyPage", 9, 40, "'MyPage' cannot be right here", "digits only"),
    ('"104000000000001"', "''", 9, 40, "A value is missing", "digits only"),
    ("x: {platform: x}", "x: {platform: x, page: 1}", 8, 20, "no key 'page'", "nothing beside platform"),
    ("[mon, tue", "[mondays, tau", 11, 37, "not a day of the week", "mon, tue"),
    ("[sun]", "[]", 12, 25, "This list is empty", "Name its days"),
    ("[mon, tue", "[mondy, tue", 11, 28, "not a day of the week", "mon, tue"),
    ('at: "09:00"', "at: nine", 11, 58, "not a time of day", "09:00"),
    ('at: "09:00"', "at: 24:00", 11, 58, "not a time of day", "09:00"),
    ("channels: [x]", "channels: [y]", 12, 56, "no channel 'y'", "x"),
    ("name: night", "name: morning", 12, 5, "two slots 'morning'", "Rename"),
    ("slots:", "slot:", 10, 1, "no key 'slot'", "'slots'"),
    ("campaign:", "campain:", 1, 1, "no key 'campain'", "'campaign'"),
]


# A list of hashtags; what is said, with its line and column in the file.
HASHTAGS = [
    ("#A", "3:12 YAML drops everything after # here, hashtag and all."),  # a comment, for YAML
    ("\n    - #A", "4:6 YAML drops everything after # here, hashtag and all."),
    ("[A]", "3:14 'A' is not a hashtag."),
    ('["#A B"]', "3:14 '#A B' is not a hashtag."),
    ('["# A"]', "3:14 '# A' is not a hashtag."),
    ('["#"]', "3:14 '#' is not a hashtag."),
    ('["#1"]', "3:14 '#1' is not a hashtag."),  # no network links a number
    ("['#A', 1]", "3:20 '1' is not a hashtag."),
    ("['#A', '']", "3:20 '' is not a hashtag."),
]


@pytest.mark.parametrize(("listed", "said"), HASHTAGS)
def test_what_is_no_hashtag(tmp_path: Path, listed: str, said: str) -> None:
    (found,) = told(problems_of(tmp_path, HEAD.replace("  theme:", f"  hashtags: {listed}\n  theme:")))
    assert found.startswith(said)
    assert "in quotes" in found


@pytest.mark.parametrize(("old", "new", "line", "column", "what", "remedy"), IN_THE_HEAD)
def test_a_mistake_in_the_head(
    tmp_path: Path, old: str, new: str, line: int, column: int, what: str, remedy: str
) -> None:
    assert old in HEAD
    found = problems_of(tmp_path, HEAD.replace(old, new, 1))
    places = [(p.place.line, p.place.column) for p in found if p.place and what in p.what and remedy in p.remedy]
    assert places == [(line, column)], told(found)


def test_each_mistake_of_a_channel_or_slot_is_told_once(tmp_path: Path) -> None:
    for spoiled in ("  x:\n", "  x: x\n", "  x: {}\n", "  x: {plattform: x}\n"):
        assert len(problems_of(tmp_path, HEAD.replace("  x: {platform: x}\n", spoiled))) == 1
    assert len(problems_of(tmp_path, HEAD + POSTS + "  - id: a\n    slot: {name: morning}\n")) == 1
    for focus in ("[0.5]", "[0.5, 2]", "[a, b, c]"):
        assert (
            len(problems_of(tmp_path, f"{HEAD}{POSTS}  - id: a\n    card: {{quote: Q, name: N, focus: {focus}}}\n"))
            == 1
        )


def test_a_secret_is_never_repeated(tmp_path: Path) -> None:
    spoiled = HEAD.replace("{platform: x}", "{platform: x, API_SECRET: s3cr3t, X_API_KEY: [s3cr3t]}")
    assert "s3cr3t" not in "".join(told(problems_of(tmp_path, spoiled)))


def test_a_calendar_without_channels_is_told_so(tmp_path: Path) -> None:
    head = HEAD.partition("  x:")[0].replace("channels:", "channels: {}")
    assert told(problems_of(tmp_path, head)) == ["7:11 There are no channels. Write x: {platform: x}"]


def test_a_post_that_has_no_good_name_has_its_other_mistakes_named(tmp_path: Path) -> None:
    more = "    at: 2026-03-24 10:00\n    text: " + "word " * 60 + "\n    media: [{file: none.jpg, alt: A}]\n"
    for name, mistake in (("id: one two", "9 'one two' cannot be"), ("idd: one", "5 A post has no")):
        found = told(problems_of(tmp_path, f"{HEAD}{POSTS}  - {name}\n{more}"))
        assert found[0].startswith(f"{FIRST}:{mistake}")
        assert [each.partition(" ")[0] for each in found[-2:]] == [f"{FIRST + 2}:11", f"{FIRST + 3}:20"]


def test_two_posts_with_one_name_are_not_compared(tmp_path: Path) -> None:
    twice = "  - id: a\n    at: 2026-03-24 10:00\n    text: Hi\n" * 2
    (found,) = told(problems_of(tmp_path, HEAD + POSTS + twice))
    assert "There is a post 'a' already" in found


def test_a_file_that_is_not_utf8_is_named_at_its_first_bad_byte(tmp_path: Path) -> None:
    spoiled = HEAD.replace("Together", "Zusammen für alle").encode("latin-1")
    assert told(problems_of(tmp_path, spoiled)) == [
        "3:20 The file is not UTF-8 (byte 0xfc). Save it as UTF-8 in your editor."
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_file_in_another_unicode_encoding_is_refused_in_words(tmp_path: Path, encoding: str) -> None:
    (problem,) = problems_of(tmp_path, HEAD.encode(encoding))
    assert "not UTF-8" in problem.what


def test_an_empty_file_is_told_how_to_begin(tmp_path: Path) -> None:
    for text in ("", "\n\n", "# only a comment\n"):
        assert told(problems_of(tmp_path, text)) == [
            "1:1 The file is empty. `scheduler init FOLDER` makes one to begin with."
        ]


def test_a_file_that_is_not_there_is_a_problem_like_any_other(tmp_path: Path) -> None:
    (problem,) = read(tmp_path / "posts.yaml").problems
    assert "posts.yaml cannot be read" in problem.what


def test_a_folder_instead_of_a_file_is_said_in_words(tmp_path: Path) -> None:
    (problem,) = read(tmp_path).problems
    assert "cannot be read" in problem.what


@pytest.mark.parametrize("text", ["just words", "- a\n- list\n", "42", "[]", "{}", '""', "~"])
def test_a_file_of_another_shape_is_told_what_belongs_there(tmp_path: Path, text: str) -> None:
    found = problems_of(tmp_path, text)
    assert any("campaign" in problem.remedy or "campaign" in problem.what for problem in found), told(found)


@pytest.mark.parametrize("bracket", ["[", "{", "- ", "? ", "[{a: "])
def test_a_hundred_thousand_opening_brackets_are_an_error_not_a_crash(tmp_path: Path, bracket: str) -> None:
    found = problems_of(tmp_path, HEAD + "posts: " + ("\n" if bracket[0] in "-?" else "") + bracket * 100_000)
    assert found
    assert found[0].place is not None
    assert found[0].place.line >= FIRST - 1


def test_deep_nesting_says_where_and_how_deep(tmp_path: Path) -> None:
    (found,) = told(problems_of(tmp_path, HEAD + "posts: " + "[" * 17 + "]" * 17))
    assert re.match(r"\d+:23 More than 16 levels", found)


def test_exploding_anchors_are_refused_at_the_first(tmp_path: Path) -> None:
    bomb = (
        HEAD
        + "a: &a [x, x]\n"
        + "".join(f"{n}: &{n} [*{p}, *{p}]\n" for p, n in zip("abcdefgh", "bcdefghi", strict=True))
    )
    found = told(problems_of(tmp_path, bomb))
    assert [each[:12] for each in found] == ["13:4 Anchors", "14:4 Anchors", "14:8 Anchors"]


def test_what_stands_below_a_tag_or_an_anchor_is_read_too(tmp_path: Path) -> None:
    found = told(problems_of(tmp_path, HEAD + POSTS + "  - id: &one a\n    text: !!str Hi\n    txt: Ho\n"))
    assert [each.split()[0] for each in found] == [f"{FIRST}:9", f"{FIRST + 1}:11", f"{FIRST + 2}:5"]


def test_a_merge_key_is_refused(tmp_path: Path) -> None:
    found = problems_of(tmp_path, HEAD + POSTS + "  - <<: {text: Hi}\n    id: a\n")
    assert told(found)[0].startswith(f"{FIRST}:5 A post has no key '<<'.")


def test_load_raises_every_problem_in_the_order_of_the_file(tmp_path: Path) -> None:
    file = folder_with(tmp_path, HEAD + POSTS + "  - id: b c\n    txt: Hi\n")
    with pytest.raises(CalendarError) as caught:
        load(file)
    assert str(caught.value).splitlines() == [
        f"{file}:{FIRST}:9: error: 'b c' cannot be a name. Use letters, digits, - _ and . (at most 80).",
        f"{file}:{FIRST + 1}:5: error: A post has no key 'txt'. Did you mean 'text'?",
    ]
