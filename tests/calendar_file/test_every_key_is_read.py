"""Every key of posts.yaml, as the product describes it, becomes the value that it stands for."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from calendar_file.calendar_samples import HEAD, POSTS, calendar_of, folder_with, problems_of, told

from scheduler.calendar_file import check, load, read
from scheduler.models import Approval, Card, Channel, Digest, DigestDay, Media, Override, Slot, Status

ALL = """\
campaign:
  name: Week
  theme: Together   # in one line
  timezone: America/New_York          # IANA name
  starts: 2023-11-06
  ends: 2023-11-10
  submissions: {folder: submissions, close: 2023-10-02}
  link: https://www.example.org/week-2023
  hashtags: ["#Week", "#Work"]
  link_tags: {utm_campaign: week}
  approval: none
  max_late: 90m
  theme_file: assets/theme.yaml
channels:
  x: {platform: x}
  page: {platform: facebook, page: "104000000000001"}
slots:
  - {name: morning, days: [mon, Tue, wednesday], at: 9:00, channels: [x]}
  - {name: noon, days: [fri], at: 10:30}
digest:
  at: "07:30"
  from: "Week <week@example.org>"
  subject: "{campaign}, day {day}: {headline}"
  subscribers: people.csv
  address: "1 Example Road"
  max_late: 3h
  list_id: week.example.org
  pictures: hosted: https://example.org
  on_unknown: resend
  days: {2023-11-06: {subject: S, intro: I, leave_out: [a]}}
posts:
  - id: a
    at: 2023-11-06 09:00
    status: approved
    approval: {by: editor, at: 2023-10-30T14:02:00Z, content: 3f2a9c41}
    submission: a-form
    channels: [x]
    text: |
      One
      two
    link: https://www.example.org/a
    card: {quote: Q, name: N, title: T, organisation: O, country: NO, portrait: assets/p.jpg, lang: en, focus: [0.5, 1]}
    media: [{file: assets/a.jpg, alt: A}, {file: assets/b.mp4, alt: B, captions: assets/b.srt}]
    variants:
      x: {thread: [first, second]}
      page: {text: Longer, link: https://example.org/b, media: [], card: {quote: P, name: M}}
  - id: b
    slot: {day: fri, name: noon}
  - id: c
    slot: {day: 2023-11-07, name: morning}
    status: cancelled
  - id: d
    at: 2023-11-06T9:05:30
""".replace("pictures: hosted: ", 'pictures: "hosted: ').replace("https://example.org\n", 'https://example.org"\n')


def test_the_campaign(tmp_path: Path) -> None:
    campaign = load(folder_with(tmp_path, ALL)).campaign
    assert (campaign.name, campaign.theme, campaign.timezone.key) == ("Week", "Together", "America/New_York")
    assert (campaign.starts, campaign.ends) == (date(2023, 11, 6), date(2023, 11, 10))
    assert (campaign.submissions, campaign.submissions_close) == (Path("submissions"), date(2023, 10, 2))
    assert (campaign.link, campaign.hashtags) == ("https://www.example.org/week-2023", ("#Week", "#Work"))
    assert (campaign.link_tags, campaign.approval_required) == ({"utm_campaign": "week"}, False)
    assert (campaign.max_late, campaign.theme_file) == (timedelta(minutes=90), Path("assets/theme.yaml"))


def test_channels_and_slots(tmp_path: Path) -> None:
    calendar = load(folder_with(tmp_path, ALL))
    assert calendar.channels == {
        "x": Channel(name="x", platform="x"),
        "page": Channel(name="page", platform="facebook", options={"page": "104000000000001"}),
    }
    assert calendar.slots == (
        Slot(name="morning", days=frozenset({0, 1, 2}), at=time(9), channels=("x",)),
        Slot(name="noon", days=frozenset({4}), at=time(10, 30)),
    )


def test_the_digest(tmp_path: Path) -> None:
    assert load(folder_with(tmp_path, ALL)).digest == Digest(
        at=time(7, 30),
        sender="Week <week@example.org>",
        subscribers=Path("people.csv"),
        address="1 Example Road",
        list_id="week.example.org",
        pictures="https://example.org",
        on_unknown="resend",
        days={date(2023, 11, 6): DigestDay(subject="S", intro="I", leave_out=("a",))},
    )


def test_a_full_post(tmp_path: Path) -> None:
    post = load(folder_with(tmp_path, ALL)).posts[0]
    assert (post.id, post.status, post.submission, post.channels) == ("a", Status.APPROVED, "a-form", ("x",))
    assert post.at == datetime(2023, 11, 6, 14, tzinfo=UTC)
    assert post.approval == Approval(by="editor", at=datetime(2023, 10, 30, 14, 2, tzinfo=UTC), content="3f2a9c41")
    assert (post.text, post.link) == ("One\ntwo\n", "https://www.example.org/a")
    assert post.card == Card(
        quote="Q",
        name="N",
        title="T",
        organisation="O",
        country="NO",
        portrait=Path("assets/p.jpg"),
        lang="en",
        focus=(0.5, 1),
    )
    assert post.media == (
        Media(file=Path("assets/a.jpg"), alt="A"),
        Media(file=Path("assets/b.mp4"), alt="B", captions=Path("assets/b.srt")),
    )
    assert post.overrides == {
        "x": Override(thread=("first", "second")),
        "page": Override(text="Longer", link="https://example.org/b", media=(), card=Card(quote="P", name="M")),
    }


def test_slots_become_times(tmp_path: Path) -> None:
    posts = {post.id: post for post in load(folder_with(tmp_path, ALL)).posts}
    assert posts["b"].at == datetime(2023, 11, 10, 15, 30, tzinfo=UTC)
    assert (posts["c"].at, posts["c"].slot) == (datetime(2023, 11, 7, 14, tzinfo=UTC), "morning")
    assert posts["d"].at == datetime(2023, 11, 6, 14, 5, 30, tzinfo=UTC)


def test_every_value_of_a_post_knows_its_place(tmp_path: Path) -> None:
    places = load(folder_with(tmp_path, ALL)).posts[0].places
    lines = ALL.splitlines()
    for key, text in {
        "text": "|",
        "media.1.alt": "B",
        "variants.x.thread.1": "second",
        "variants.page.card.quote": "P",
        "approval.content": "3f2a",
    }.items():
        assert lines[places[key].line - 1][places[key].column - 1 :].startswith(text), key


def test_the_smallest_calendar_has_sensible_defaults(tmp_path: Path) -> None:
    calendar = load(folder_with(tmp_path, HEAD.partition("slots:")[0]))
    assert (calendar.posts, calendar.slots, calendar.digest) == ((), (), None)
    assert (calendar.campaign.approval_required, calendar.campaign.max_late) == (True, timedelta(hours=2))
    assert calendar.folder == tmp_path
    assert check(calendar) == ()


@pytest.mark.parametrize(("text", "length"), [("2h", 7200), ("30m", 1800), ("90s", 90), ("1d", 86400)])
def test_durations(tmp_path: Path, text: str, length: int) -> None:
    head = HEAD.replace("  starts:", f"  max_late: {text}\n  starts:")
    assert calendar_of(tmp_path, "", head).campaign.max_late == timedelta(seconds=length)


@pytest.mark.parametrize("code", ["NO", "no", "on", "y", "~country", "010", "1e3"])
def test_words_that_yaml_takes_for_something_else_stay_words(tmp_path: Path, code: str) -> None:
    card = calendar_of(tmp_path, f"  - id: a\n    card: {{quote: Q, name: N, country: {code}}}\n").posts[0].card
    assert card is not None
    assert card.country == code


@pytest.mark.parametrize("clock", ["10:30", "'10:30'", '"10:30"', "10:30:00"])
def test_a_time_needs_no_quotes(tmp_path: Path, clock: str) -> None:
    head = HEAD.replace('"09:00"', clock)
    assert calendar_of(tmp_path, "", head).slots[0].at == time(10, 30)


@pytest.mark.parametrize(
    "text",
    ['"We ship today #launch"', "'#launch'", "We ship#today", "|\n      We ship today #launch", ">\n      We #ship"],
)
def test_hashtags_that_yaml_keeps_are_fine(tmp_path: Path, text: str) -> None:
    assert "#" in calendar_of(tmp_path, f"  - id: a\n    text: {text}\n").posts[0].text


def test_comments_beside_other_values_are_fine(tmp_path: Path) -> None:
    found = problems_of(tmp_path, HEAD + POSTS + "  - id: a   # the first\n    status: draft # yet\n    text: Hi\n")
    assert told(found) == []


def test_the_version_is_of_the_bytes(tmp_path: Path) -> None:
    one = read(folder_with(tmp_path, HEAD)).version
    assert one == read(folder_with(tmp_path, HEAD)).version != read(folder_with(tmp_path, HEAD + "#\n")).version
    assert len(one) == 64


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    text = HEAD + POSTS + "  - id: a\n    text: |\n      One\n      two\n"
    spoiled = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert load(folder_with(tmp_path, spoiled)).posts[0].text == "One\ntwo\n"


def test_platforms_are_loaded_with_what_they_need(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, "")
    assert [channel.platform for channel in calendar.channels.values()] == ["x", "facebook"]
