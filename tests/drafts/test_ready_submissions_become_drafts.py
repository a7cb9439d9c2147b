"""What stands in posts.yaml after drafting: for whom, when, with which card, media and reasons."""

from dataclasses import replace
from pathlib import Path

import pytest
from drafts.draft_samples import LINK, blog, calendar, finding, profile

from scheduler.calendar_file import append_posts, check_post, load
from scheduler.drafts import draft
from scheduler.models import FindingKind, Kind, Media, Post, Readiness, Status, Submission

HEAD = """\
campaign:
  name: Our week
  theme: A decade
  timezone: America/New_York
  starts: 2023-11-06
  ends: 2023-11-07
  link: https://www.example.org/week-2023
  hashtags: ["#OurWeek"]
channels:
  x: {platform: x}
  facebook: {platform: facebook, page: "104000000000001"}
slots:
  - {name: morning, days: [mon, tue], at: "09:00"}
posts:
  - id: welcome
    at: 2023-11-06 09:00
    status: approved
    text: Good morning.
"""


def film(folder: Path, **changes: object) -> Submission:
    given = {
        "kind": Kind.MULTIMEDIA,
        "title": "The visit by boat",
        "text": "Some front doors open onto the water. Three mornings a week we go there by boat.",
        "media": (Media(file=folder / "submissions" / "boat.mp4", alt="A small boat crosses a wide river."),),
        **changes,
    }
    return replace(blog("the-boat"), **given)  # type: ignore[arg-type]


def test_a_draft_is_about_its_submission_and_nothing_is_approved(tmp_path: Path) -> None:
    post = draft([profile()], calendar(tmp_path))[0].post
    assert (post.id, post.submission) == ("ines-okafor", "ines-okafor")
    assert post.status is Status.DRAFT
    assert post.approval is None
    assert post.link == LINK


@pytest.mark.parametrize("status", [each for each in Readiness if each is not Readiness.READY])
def test_only_ready_submissions_are_drafted(status: Readiness, tmp_path: Path) -> None:
    assert draft([profile(status=status)], calendar(tmp_path)) == []


def test_what_has_a_post_already_is_not_drafted_again(tmp_path: Path) -> None:
    by_submission = Post(id="the-first-voice", submission="ines-okafor")
    by_id = Post(id="the-well")
    week = calendar(tmp_path, posts=(by_submission, by_id))
    assert [each.post.id for each in draft([profile(), blog(), profile("new")], week)] == ["new"]


def test_a_newer_version_of_what_has_a_post_is_no_second_post(tmp_path: Path) -> None:
    newer = profile("ines-again", versions=("ines-okafor",))
    week = calendar(tmp_path, posts=(Post(id="the-first-voice", submission="ines-okafor"),))
    assert draft([newer], week) == []
    taken_back = Post(id="the-first-voice", submission="ines-okafor", status=Status.CANCELLED)
    assert [each.post.id for each in draft([newer], replace(week, posts=(taken_back,)))] == ["ines-again"]


def test_the_note_says_what_it_brings_to_its_day(tmp_path: Path) -> None:
    french = profile("zoe", language="fr", country="Belgique", organisation="Passerelles")
    notes = {each.post.id: each.note for each in draft([profile(), french], calendar(tmp_path))}
    assert "The day’s first in French. The day’s first from Belgium." in notes["zoe"]


def test_nothing_ready_is_no_draft(tmp_path: Path) -> None:
    assert draft([], calendar(tmp_path)) == []


def test_each_takes_the_next_free_place(tmp_path: Path) -> None:
    week = calendar(tmp_path)
    first = draft([profile()], week)[0].post
    assert f"{first.at:%Y-%m-%d %H:%M %Z}" == "2023-11-06 09:00 EST"
    assert first.slot == "at 09:00"
    again = draft([blog()], replace(week, posts=(first,)))[0].post
    assert f"{again.at:%Y-%m-%d %H:%M}" == "2023-11-06 15:30"


def test_drafts_come_in_the_order_of_their_places(tmp_path: Path) -> None:
    made = draft([profile(f"p{number}", organisation=f"o{number}") for number in range(7)], calendar(tmp_path))
    times = [each.post.at for each in made if each.post.at]
    assert len(set(times)) == 7
    assert times == sorted(times)


def test_when_the_places_run_out_the_rest_are_drafts_without_a_time(tmp_path: Path) -> None:
    week = calendar(tmp_path, days=1, times=("09:00",))
    placed, left = draft([profile("a", organisation="a"), profile("b", organisation="b")], week)
    assert placed.post.at is not None
    assert (left.post.at, left.post.slot, left.post.status) == (None, "", Status.DRAFT)
    assert left.post.text
    assert "every place of the week is taken" in left.note


def test_a_week_without_slots_still_gives_drafts(tmp_path: Path) -> None:
    assert draft([profile()], calendar(tmp_path, slots=()))[0].post.at is None


def test_the_note_says_why_it_stands_there(tmp_path: Path) -> None:
    first, second = draft([profile(), blog()], calendar(tmp_path))
    assert first.note == "Draft for at 09:00, Monday 6 November: the next free place."
    assert second.note.endswith("After ines-okafor: another kind.") or second.note.endswith(
        "After the-well: another kind."
    )


def test_the_note_owns_up_to_two_of_one_organisation_in_a_row(tmp_path: Path) -> None:
    _, second = draft([profile("a"), profile("b")], calendar(tmp_path))
    assert "It follows a of the same organisation: no other was left" in second.note


# --- cards and media --------------------------------------------------------------------------------------------------


def test_a_profile_with_a_quote_has_a_card(tmp_path: Path) -> None:
    portrait = Media(file=tmp_path / "submissions" / "ines" / "portrait.jpg")
    film_first = Media(file=tmp_path / "submissions" / "ines" / "hello.mp4")
    made = draft([profile(media=(film_first, portrait))], calendar(tmp_path))[0]
    card = made.post.card
    assert card is not None
    assert card.quote == made.quotes[0].text == "I carry no answers, I carry a chair and I sit down."
    assert (card.name, card.title, card.organisation) == ("Ines Okafor", "Community Worker", "Two Rivers Circle")
    assert (card.country, card.lang) == ("Ghana", "en")
    assert card.portrait == Path("submissions/ines/portrait.jpg")
    assert made.post.media == ()


def test_a_profile_without_a_picture_has_a_card_without_a_portrait(tmp_path: Path) -> None:
    card = draft([profile()], calendar(tmp_path))[0].post.card
    assert card is not None
    assert card.portrait is None


def test_a_profile_without_a_quote_shows_its_picture(tmp_path: Path) -> None:
    silent = profile(quote=None, why=None, love=None, role="Forty households on both banks.", support=None)
    made = draft([replace(silent, media=(Media(file=tmp_path / "in" / "p.jpg"),))], calendar(tmp_path))[0]
    assert made.quotes == ()
    assert made.post.card is None
    assert made.post.media == (Media(file=Path("in/p.jpg")),)


def test_a_film_goes_out_with_its_description(tmp_path: Path) -> None:
    media = draft([film(tmp_path)], calendar(tmp_path))[0].post.media
    assert media == (Media(file=Path("submissions/boat.mp4"), alt="A small boat crosses a wide river."),)


def test_a_film_without_a_description_is_described_by_its_caption(tmp_path: Path) -> None:
    bare = film(tmp_path, media=(Media(file=tmp_path / "boat.mp4", captions=tmp_path / "boat.srt"),))
    media = draft([bare], calendar(tmp_path))[0].post.media[0]
    assert media.alt == "Some front doors open onto the water."
    assert media.captions == Path("boat.srt")
    assert draft([replace(bare, text="")], calendar(tmp_path))[0].post.media[0].alt == ""


def test_one_film_goes_alone_and_no_more_pictures_than_every_channel_takes(tmp_path: Path) -> None:
    pictures = tuple(Media(file=tmp_path / f"{number}.jpg", alt="A river.") for number in range(7))
    mixed = (*pictures, Media(file=tmp_path / "boat.mp4", alt="A boat."), Media(file=tmp_path / "two.mp4"))
    week = calendar(tmp_path)
    assert [each.file.name for each in draft([film(tmp_path, media=mixed)], week)[0].post.media] == ["boat.mp4"]
    assert len(draft([film(tmp_path, media=pictures)], week)[0].post.media) == 4


def test_paths_are_relative_to_the_calendar_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    picture = Media(file=Path("week/in/boat.mp4"), alt="A boat.")
    media = draft([film(tmp_path, media=(picture,))], calendar(Path("week")))[0].post.media
    assert media[0].file == Path("in/boat.mp4")


# --- into the file ----------------------------------------------------------------------------------------------------


def test_drafts_stand_in_posts_yaml_as_they_were_made_and_pass_the_check(tmp_path: Path) -> None:
    path = tmp_path / "posts.yaml"
    path.write_text(HEAD, encoding="utf-8")
    submissions = [
        profile(),
        profile("rtl", language="ar", organisation="Nawafidh", quote="أحب عملي لأنني أملك وقتا.", country="الأردن"),
        blog(own_summary="A well needs two handles. A street needs one rule. A bench needs paint."),
    ]
    made = draft(submissions, load(path))
    append_posts(path, [each.post for each in made], {each.post.id: each.note for each in made})
    calendar_ = load(path)
    assert path.read_text(encoding="utf-8").startswith(HEAD)
    assert [replace(post, places={}) for post in calendar_.posts[1:]] == [each.post for each in made]
    assert [problem for post in calendar_.posts for problem in check_post(post, calendar_)] == []
    assert draft(submissions, calendar_) == []


def test_no_draft_holds_what_was_found(tmp_path: Path) -> None:
    told = "Ring me on 029 2018 0461. I visit forty households on both banks of the river."
    found = (finding(FindingKind.PHONE, "029 2018 0461"),)
    made = draft([profile(role=told, why=told, support=told, love=told, text=told, findings=found)], calendar(tmp_path))
    assert "0461" not in repr(made[0].post)
    assert "0461" not in repr(made[0].quotes)
