"""One reading finds every mistake of form, so that nobody mends a calendar one `check` at a time."""

from pathlib import Path

from calendar_file.calendar_samples import folder_with, problems_of, told

from scheduler.calendar_file import read

TWELVE = """\
campaign:
  name: Week
  theme: Together
  timezone: Europe/Berlin
  starts: 2026-03-23
  ends: 2026-03-29
  max_late: soon
channels:
  x: {platform: x}
slots:
  - {name: morning, days: [mon, funday], at: "09:00"}
digest:
  at: half past seven
  from: week@example.org
posts:
  - id: one
    at: 2026-03-29 02:30
    text: We ship today #launch
  - id: one
    statsu: approved
    at: 2026-03-24
  - id: two
    channels: [facebook]
    text: Hi
    text: Ho
  - id: three
    media: [{file: assets/sun.png, alt: Sun, atl: Sun}]
    link: www.example.org
"""


def test_twelve_mistakes_are_twelve_problems_each_at_its_place(tmp_path: Path) -> None:
    assert told(problems_of(tmp_path, TWELVE)) == [
        "7:13 'soon' is not a duration. Write it as 2h, 30m, 90s or 1d.",
        "11:33 'funday' is not a day of the week. Write mon, tue, wed, thu, fri, sat or sun.",
        "13:7 'half past seven' is not a time of day. Write it as \"09:00\".",
        "17:9 2026-03-29 02:30 does not exist in Europe/Berlin: the clocks go forward over it that day."
        " Write 01:30 or 03:30.",
        '18:11 YAML drops everything after # here, hashtag and all. Put the text in quotes: "… #…"',
        "19:9 There is a post 'one' already, on line 16. Give this one another id.",
        "20:5 A post has no key 'statsu'. Did you mean 'status'?",
        "21:9 2026-03-24 has no time of day. Write for example 2026-03-24 09:00.",
        "23:16 There is no channel 'facebook'. Choose from: x.",
        "25:5 'text' stands here a second time (first on line 24). Keep one of them.",
        "27:46 A picture or video has no key 'atl'. Did you mean 'alt'?",
        "28:11 'www.example.org' is not a link. A link begins with https:// and has no spaces.",
    ]


def test_a_calendar_with_mistakes_is_not_used(tmp_path: Path) -> None:
    assert read(folder_with(tmp_path, TWELVE)).calendar is None


def test_every_problem_of_the_file_has_a_remedy(tmp_path: Path) -> None:
    assert all(problem.remedy for problem in problems_of(tmp_path, TWELVE))


def test_what_stands_behind_a_mistake_in_a_list_keeps_its_place(tmp_path: Path) -> None:
    media = "media: [{alt: A}, {file: none.png, alt: A}]"
    thread = f"variants: {{x: {{thread: [[a], {'word ' * 60}]}}}}"
    head = TWELVE.partition("posts:")[0].replace("soon", "2h").replace("half past seven", "7:30")
    found = told(problems_of(tmp_path, f"{head}posts:\n  - id: one\n    text: A\n    {media}\n    {thread}\n"))
    assert [each.partition(". ")[0] for each in found] == [
        "11:33 'funday' is not a day of the week",
        "18:13 A picture or video has no file",
        "18:30 The file none.png is not there",
        "19:29 A text belongs here, not a list or mapping",
        "19:34 The text is 19 too long for X (299 of 280)",
    ]


FORM_AND_CONTENT = """\
campaign:
  name: Week
  theme: Together
  timezone: Europe/Berlim
  starts: 2026-03-23
  ends: 2026-03-29
channels:
  x: {platform: x}
  page: {platform: fecebook}
posts:
  - id: one
    at: 2026-03-24 10:00
    media: [{file: assets/gone.png, alt: A}]
    channels: [page, x]
  - id: two
    status: approved
    text: Same words
  - id: three
    text: Same words
    chanels: [x]
  - id: four
    text: We ship #launch
  - id: five
    at: 2026-03-24
    status: approved
    text: Fine
  - id: six
    channels: [facebook]
  - id: seven
    at: 2026-03-25 10:00
"""


def test_mistakes_of_content_are_found_beside_mistakes_of_form_and_none_is_told_twice(tmp_path: Path) -> None:
    found = told(problems_of(tmp_path, FORM_AND_CONTENT))
    assert [each.partition(". ")[0] for each in found] == [
        "4:13 'Europe/Berlim' is not a time zone",
        "9:20 There is no platform 'fecebook'",
        "13:20 The file assets/gone.png is not there",
        "16:13 two is to go out, but has no time",
        "19:11 three says exactly what two says",
        "20:5 A post has no key 'chanels'",
        "22:11 YAML drops everything after # here, hashtag and all",
        "24:9 2026-03-24 has no time of day",
        "28:16 There is no channel 'facebook'",
        "29:9 seven has nothing to say",
    ]
