"""The repository's own submissions, read from their files and drafted into the model calendar."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.calendar_file import append_posts, check_post, load
from scheduler.drafts import Drafted, draft
from scheduler.models import Calendar, Kind, Readiness, Submission
from scheduler.submissions import RECORD_FILE, Record
from scheduler.submissions.intake import read_folder

ROOT = Path(__file__).parents[2]
NOW = datetime(2023, 10, 4, 9, 0, tzinfo=UTC)
Sample = tuple[list[Submission], list[Drafted], Calendar]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("week")
    shutil.copy(ROOT / "posts.yaml", folder)
    shutil.copytree(ROOT / "assets", folder / "assets")
    calendar = load(folder / "posts.yaml")
    campaign = calendar.campaign
    record, work = Record(folder / RECORD_FILE), folder / "work"
    work.mkdir()
    found = read_folder(
        folder / campaign.submissions, close=campaign.submissions_close, record=record, work=work, now=NOW
    )
    return found, draft(found, calendar), calendar


def test_every_ready_submission_has_a_place(sample: Sample) -> None:
    found, made, _ = sample
    assert {each.post.id for each in made} == {each.id for each in found if each.status is Readiness.READY}
    assert len(made) >= 10
    assert all(each.post.at for each in made)


def test_no_held_or_incomplete_one_is_drafted(sample: Sample) -> None:
    _, made, _ = sample
    assert not {"gwen-pritchard", "jonas-weber", "tomasi-vakaruru"} & {each.post.id for each in made}


def test_every_profile_has_a_card_with_its_portrait(sample: Sample) -> None:
    found, made, calendar = sample
    profiles = {each.id for each in found if each.kind is Kind.PROFILE}
    for each in made:
        if each.post.id in profiles:
            assert each.post.card is not None
            assert each.post.card.portrait is not None
            assert (calendar.folder / each.post.card.portrait).is_file()


def test_the_blog_with_key_messages_is_a_thread(sample: Sample) -> None:
    threads = {each.post.id: each.post.overrides["x"].thread for each in sample[1] if "x" in each.post.overrides}
    beginning, messages = threads["supervision-is-not-a-luxury"]
    assert beginning.startswith("Supervision is not a luxury\n\n")
    assert messages.count(".") == 3
    assert threads["the-register-on-the-wall"] == ()


def test_no_then_stands_without_its_now(sample: Sample) -> None:
    said = {each.post.id: (each.post.text, each.post.overrides["x"].text or "") for each in sample[1]}
    for text in (*said["amina-okello"], *said["daniel-mwangi"], *said["rajesh-thapa"]):
        assert ("Two years ago" in text) == ("Today half of them" in text)
        assert ("Five years ago" in text) == ("fewer than two in ten" in text)
        assert ("People used to" in text) == ("Now seven in ten" in text)


def test_a_short_network_has_one_passage_of_a_worker(sample: Sample) -> None:
    for each in sample[1]:
        if each.post.card:
            assert (each.post.overrides["x"].text or "").count("\n\n") == 2, "person, words, hashtags"


def test_the_film_is_described(sample: Sample) -> None:
    film = next(each.post for each in sample[1] if each.post.id == "mai-nguyen")
    assert film.text.startswith("The visit by boat\nNguyễn Thị Mai, Community Social Work Collaborator, Lotus River")
    assert film.media[0].alt.startswith("A short drawn animation without sound.")


def test_what_was_written_into_the_file_has_no_problem(sample: Sample) -> None:
    _, made, calendar = sample
    append_posts(calendar.file, [each.post for each in made], {each.post.id: each.note for each in made})
    newest = load(calendar.file)
    assert [str(problem) for post in newest.posts for problem in check_post(post, newest)] == []
