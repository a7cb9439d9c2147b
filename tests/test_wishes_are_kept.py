"""Wishes are taken over from one edit to the next, and whatever they depend on is seen all the same."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from scheduler.calendar_file import Reader, approve, load
from scheduler.models import State, Variant, Wish
from scheduler.wanted import Wanted
from scheduler.wishes import Wishes

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HEAD = """\
campaign: {name: Week, theme: Together, timezone: Europe/Berlin, starts: 2026-03-23, ends: 2026-03-29}
channels:
  x: {platform: x}
  facebook: {platform: facebook, page: "104000000000001"}
posts:
"""


def post(name: str, text: str, more: str = "", at: str = "2026-03-24 10:00") -> str:
    return f"  - id: {name}\n    at: {at}\n    status: approved\n    text: {text}\n{more}"


def anybody(_submission: str, _variant: Variant, _due: datetime) -> str | None:
    return None


def nobody(submission: str, _variant: Variant, _due: datetime) -> str | None:
    return f"The consent for {submission} was withdrawn."


class Campaign:
    """One posts.yaml with a reader that is kept, and the wishes after each edit."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "posts.yaml"
        self._reader = Reader(self.file)
        self.wishes: Wishes | None = None

    def edit(self, posts: str, head: str = HEAD) -> Wanted:
        self.file.write_text(head + posts)
        calendar = self._reader.read().calendar
        assert calendar is not None
        self.wishes = Wishes(calendar, before=self.wishes)
        return self.wishes.all(anybody)

    def one(self, key: str) -> Wish:
        assert self.wishes is not None
        wish = self.wishes.one(key, anybody)
        assert wish is not None
        return wish

    def hold(self, key: str) -> str:
        return self.one(key).hold


def kept(before: Wanted, after: Wanted) -> set[str]:
    return after.keys() - set(after.changed_since(before))


def differences(before: Wanted, after: Wanted) -> set[str]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def test_only_the_wishes_of_an_edited_post_are_new(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path)
    before = campaign.edit(post("a", "First") + post("b", "Second") + post("c", "Third"))
    after = campaign.edit(post("new", "New") + post("a", "First") + post("b", "Other words"))
    assert kept(before, after) == {"a/x/1", "a/facebook/1"}
    assert {"c/x/1", "c/facebook/1"} <= set(after.changed_since(before))
    assert after.keys() == {"new/x/1", "new/facebook/1", "a/x/1", "a/facebook/1", "b/x/1", "b/facebook/1"}


def test_a_remark_in_the_file_renews_nothing(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path)
    before = campaign.edit(post("a", "First") + post("b", "Second"))
    after = campaign.edit(post("a", "First") + "  # a remark\n\n" + post("b", "Second"))
    assert kept(before, after) == before.keys() == after.keys()


def test_other_tags_for_links_renew_every_wish(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path)
    posts = post("a", "First", "    link: https://example.org/a\n")
    before = campaign.edit(posts)
    after = campaign.edit(posts, HEAD.replace("theme:", "link_tags: {utm_campaign: week}, theme:"))
    assert kept(before, after) == set()
    assert "utm_campaign=week" in campaign.one("a/x/1").variant.link


def test_one_that_says_the_same_is_held_for_as_long_as_it_does(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path)
    late = "2026-03-24 18:00"
    campaign.edit(post("a", "First") + post("b", "Second", at=late))
    campaign.edit(post("a", "Second") + post("b", "Second", at=late))
    assert campaign.hold("a/x/1") == ""
    assert "b says exactly what a says" in campaign.hold("b/x/1")
    campaign.edit(post("a", "First") + post("b", "Second", at=late))
    assert campaign.hold("b/x/1") == ""


def test_of_two_that_say_the_same_another_is_held_when_their_times_change(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path)
    campaign.edit(post("a", "Same", at="2026-03-24 08:00") + post("b", "Same", at="2026-03-24 09:00"))
    assert (campaign.hold("a/x/1") == "", campaign.hold("b/x/1") == "") == (True, False)
    campaign.edit(post("a", "Same", at="2026-03-24 10:00") + post("b", "Same", at="2026-03-24 09:00"))
    assert (campaign.hold("a/x/1") == "", campaign.hold("b/x/1") == "") == (False, True)


def test_consent_may_go_and_come_without_an_edit(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path)
    first = campaign.edit(post("a", "First", "    submission: ada\n") + post("b", "Second"))
    assert campaign.wishes is not None
    held = campaign.wishes.all(nobody)
    assert held["a/x/1"].hold == "The consent for ada was withdrawn."
    assert held.changed_since(first) == ["a/x/1", "a/facebook/1"]
    assert campaign.wishes.all(anybody) == first


def test_a_picture_may_go_and_come_without_an_edit(tmp_path: Path) -> None:
    picture = tmp_path / "sun.png"
    Image.new("RGB", (8, 8), "gold").save(picture)
    campaign = Campaign(tmp_path)
    first = campaign.edit(post("a", "First", "    media: [{file: sun.png, alt: A sun}]\n"))
    picture.rename(tmp_path / "sum.png")
    assert "is not there. Did you mean" in campaign.hold("a/x/1")
    (tmp_path / "sum.png").rename(tmp_path / "moon.png")
    assert "is not there. Mend the path" in campaign.hold("a/x/1")
    (tmp_path / "moon.png").rename(picture)
    assert campaign.hold("a/x/1") == ""
    assert campaign.edit(post("a", "First", "    media: [{file: sun.png, alt: A sun}]\n")) == first


def test_a_picture_exchanged_after_its_approval_holds_the_post(tmp_path: Path) -> None:
    picture = tmp_path / "sun.png"
    Image.new("RGB", (8, 8), "gold").save(picture)
    campaign = Campaign(tmp_path)
    campaign.edit(post("a", "First", "    media: [{file: sun.png, alt: A sun}]\n"))
    approve(campaign.file, ["a"], by="Ada", at=NOW)
    wishes = Wishes(load(campaign.file))
    allowed = wishes.one("a/x/1", anybody)
    assert allowed is not None
    assert allowed.hold == ""
    Image.new("RGB", (9, 9), "gray").save(picture)
    held = wishes.one("a/x/1", anybody)
    assert held is not None
    assert held.hold == "It was changed after Ada approved it. Approve it again."


def test_wishes_of_a_rehearsal_are_not_taken_over_by_the_service(tmp_path: Path) -> None:
    (tmp_path / "posts.yaml").write_text(HEAD + post("a", "First") + "  - {id: draft, text: Second}\n")
    calendar = load(tmp_path / "posts.yaml")
    rehearsed = Wishes(calendar, drafts_too=True)
    assert "draft/x/1" in rehearsed.all(anybody)
    assert Wishes(calendar, before=rehearsed).all(anybody).keys() == {"a/x/1", "a/facebook/1"}


def as_planned(wanted: Wanted) -> dict[str, tuple[str, State, datetime, str]]:
    """How the ledger has it, once it is planned."""
    return {key: (key, State.PLANNED, wish.due, wish.content) for key, wish in wanted.items()}


def test_at_a_start_only_what_the_ledger_has_otherwise_is_looked_at(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path)
    before = as_planned(campaign.edit("".join(post(name, f"Words of {name}") for name in "abc")))
    edited = post("new", "New") + post("a", "Other words") + post("b", "Words of b", at="2026-03-25 10:00")
    after = campaign.edit(edited)
    both = [f"{name}/{channel}/1" for name in ("new", "a", "b", "c") for channel in ("x", "facebook")]
    assert list(after.unlike(before.values(), NOW)) == both
    assert list(after.unlike(reversed(as_planned(after).values()), NOW)) == []


def test_at_a_start_what_is_held_or_due_is_looked_at_and_what_is_out_is_not(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path)
    later = "2026-03-24 18:00"
    wanted = campaign.edit(post("a", "Same") + post("again", "Same", at=later) + post("empty", "''") + post("b", "Own"))
    stands = as_planned(wanted)
    held = ["again/x/1", "again/facebook/1", "empty/x/1", "empty/facebook/1"]
    assert list(wanted.unlike(stands.values(), NOW)) == held
    stands["empty/x/1"] = ("empty/x/1", State.PUBLISHED, NOW, "")
    assert "empty/x/1" not in list(wanted.unlike(stands.values(), NOW))
    at_noon = datetime(2026, 3, 24, 12, tzinfo=UTC)
    assert {"a/x/1", "b/x/1", "again/x/1"} <= set(wanted.unlike(stands.values(), at_noon))


def test_at_a_start_what_rests_on_the_record_is_as_the_record_says(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path)
    stands = as_planned(campaign.edit(post("a", "First", "    submission: ada\n") + post("b", "Second")))
    assert campaign.wishes is not None
    assert list(campaign.wishes.all(anybody).unlike(stands.values(), NOW)) == []
    assert list(campaign.wishes.all(nobody).unlike(stands.values(), NOW)) == ["a/x/1", "a/facebook/1"]


names = st.sampled_from("abcde")
texts = st.sampled_from(("Same", "Also the same", "Own words", "''"))
times = st.sampled_from(("2026-03-24 08:00", "2026-03-24 09:00", "2026-03-25 08:30", "2026-03-27 08:00"))
threads = st.sampled_from(("", "    variants: {x: {thread: [Same, Same]}}\n", "    channels: [x]\n"))
posts_of_a_week = st.lists(st.tuples(names, texts, threads, times), max_size=5, unique_by=lambda each: each[0])


@settings(max_examples=120)
@given(st.lists(posts_of_a_week, min_size=1, max_size=4))
def test_after_any_edits_they_are_those_of_the_file_read_anew(edits: list[list[tuple[str, str, str, str]]]) -> None:
    with TemporaryDirectory() as folder:
        campaign = Campaign(Path(folder))
        before: Wanted | None = None
        for posts in edits:
            wishes = campaign.edit("".join(post(*each) for each in posts) or "  []\n")
            assert wishes == Wishes(load(campaign.file)).all(anybody)
            assert len(wishes) == len(list(wishes))
            assert before is None or differences(before, wishes) <= set(wishes.changed_since(before))
            before = wishes


@settings(max_examples=120)
@given(posts_of_a_week, posts_of_a_week, st.data())
def test_in_whatever_order_the_ledger_has_them_the_same_are_looked_at(
    planned: list[tuple[str, str, str, str]], edited: list[tuple[str, str, str, str]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        campaign = Campaign(Path(folder))
        rows = as_planned(campaign.edit("".join(post(*each) for each in planned) or "  []\n"))
        wanted = campaign.edit("".join(post(*each) for each in edited) or "  []\n")
        otherwise = [key for key, row in as_planned(wanted).items() if row != rows.get(key) or wanted[key].hold]
        order = data.draw(st.permutations(list(rows.values())))
        alone = [key for key, *_ in order if key not in wanted]
        assert list(wanted.unlike(order, NOW)) == [*otherwise, *alone]


def test_what_is_kept_has_no_words_that_could_be_sent(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path)
    kept = campaign.edit(post("a", "First"))["a/x/1"]
    with pytest.raises(RuntimeError, match="is read from the file"):
        _ = kept.variant
    assert campaign.one("a/x/1").variant.text == "First"
    assert (kept.post, kept.channel, kept.part, kept.key) == ("a", "x", 1, "a/x/1")


def test_of_many_posts_that_were_read_long_ago_each_is_read_again(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path)
    campaign.edit(
        "".join(f"  - {{id: p{n}, at: 2026-03-24 10:00, status: approved, text: No. {n}}}\n" for n in range(5000))
    )
    assert [campaign.one(f"p{n}/x/1").variant.text for n in (0, 4999, 0)] == ["No. 0", "No. 4999", "No. 0"]
