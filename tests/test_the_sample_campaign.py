"""The sample campaign is in order: a calendar without a problem, and submissions of every form."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path

import mammoth
import pytest
from PIL import Image
from pymediainfo import MediaInfo
from pypdf import PdfReader

from scheduler import calendar_file, slots
from scheduler.models import Calendar, FindingKind, Kind, Media, Post, Readiness, Status, Submission
from scheduler.submissions import Record
from scheduler.submissions.intake import read_folder
from scheduler.submissions.readers import read_file
from scheduler.text import hashtags, weighted_length

TOP = Path(__file__).parents[1]
SUBMISSIONS = TOP / "assets" / "submissions"
TEXTS = TOP / "tools" / "sample_texts"
MEGABYTE = 1024 * 1024
MADE = {
    "amina-okello": "amina-okello/profile.docx",
    "daniel-mwangi": "daniel-mwangi/profile.docx",
    "rajesh-thapa": "rajesh-thapa.eml",
    "selam-tesfaye": "selam-tesfaye/profile.docx",
    "the-register-on-the-wall": "the-register-on-the-wall.pdf",
}


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return calendar_file.load(TOP / "posts.yaml")


def media_of(post: Post) -> Iterator[Media]:
    yield from post.media
    for override in post.overrides.values():
        yield from override.media or ()


# --- posts.yaml ---------------------------------------------------------------------------------------------------


def test_check_has_nothing_to_say(calendar: Calendar) -> None:
    assert calendar_file.check(calendar) == ()


def test_it_is_the_reference_week(calendar: Calendar) -> None:
    assert calendar.campaign.timezone.key == "America/New_York"
    assert [f"{day:%a %d}" for day in slots.week(calendar.campaign)] == [
        "Mon 06",
        "Tue 07",
        "Wed 08",
        "Thu 09",
        "Fri 10",
    ]
    assert f"{calendar.campaign.submissions_close}" == "2023-10-02"
    assert set(calendar.channels) == {"x", "facebook"}


def test_three_posts_are_approved_and_one_waits_for_a_person(calendar: Calendar) -> None:
    by_status = {status: [post.id for post in calendar.posts if post.status is status] for status in Status}
    assert by_status[Status.APPROVED] == ["welcome", "ten-years-in-three-steps", "closing"]
    assert by_status[Status.DRAFT] == ["question-of-the-week"]


def test_every_part_fits_into_a_post_on_x_with_its_link(calendar: Calendar) -> None:
    for post in calendar.posts:
        on_x = next(variant for variant in calendar_file.variants(post, calendar) if variant.channel == "x")
        for part in on_x.parts():
            assert weighted_length(f"{part.text}\n\n{part.link}".strip()) <= 280, part.key


def test_the_thread_has_three_parts_on_x_and_one_text_on_facebook(calendar: Calendar) -> None:
    post = next(post for post in calendar.posts if post.id == "ten-years-in-three-steps")
    on_x, on_facebook = calendar_file.variants(post, calendar)
    assert [bool(part.link) for part in on_x.parts()] == [False, False, True]
    assert len(on_facebook.parts()) == 1


def test_no_paragraph_is_broken_in_the_middle_of_a_sentence(calendar: Calendar) -> None:
    for post in calendar.posts:
        for variant in calendar_file.variants(post, calendar):
            for text in variant.thread or (variant.text,):
                assert re.search(r"[^\n]\n[^\n]", text) is None, f"{variant.key}: a line break that followers would see"


def test_every_text_carries_the_hashtag_of_the_week(calendar: Calendar) -> None:
    for post in calendar.posts:
        for variant in calendar_file.variants(post, calendar):
            assert "#SSWWeek2023" in hashtags("\n".join(variant.thread or (variant.text,))), variant.key


def test_hand_written_times_leave_every_slot_to_the_drafts(calendar: Calendar) -> None:
    taken = {post.at for post in calendar.posts}
    places = [moment for moment, _slot in slots.occurrences(calendar)]
    assert not taken & set(places)
    assert len(places) >= 12


def test_every_picture_is_there_and_is_described(calendar: Calendar) -> None:
    media = [media for post in calendar.posts for media in media_of(post)]
    assert media
    for each in media:
        assert len(each.alt.split()) >= 8, each.file
        with Image.open(calendar.folder / each.file) as picture:
            picture.verify()


def test_the_digest_is_set_up(calendar: Calendar) -> None:
    assert calendar.digest is not None
    assert calendar.digest.address
    assert set(calendar.digest.days) <= set(slots.week(calendar.campaign))


# --- the files of the submissions -----------------------------------------------------------------------------------


def files() -> list[Path]:
    return sorted(file for file in SUBMISSIONS.rglob("*") if file.is_file())


def handed_in() -> list[str]:
    """The submissions by their names: each file at the top, each folder."""
    return sorted(path.stem for path in SUBMISSIONS.iterdir() if path.name != "README.md")


def test_they_come_in_the_forms_in_which_they_really_arrive() -> None:
    assert 12 <= len(handed_in()) <= 14
    assert {file.suffix for file in files()} == {".docx", ".eml", ".jpg", ".md", ".mp4", ".pdf", ".txt"}


def test_the_folder_stays_small() -> None:
    assert sum(file.stat().st_size for file in files()) < 3 * MEGABYTE


def test_the_readme_says_that_all_is_invented_and_names_every_submission() -> None:
    readme = (SUBMISSIONS / "README.md").read_text(encoding="utf-8")
    assert "invented" in readme
    named = {Path(cell.strip().rstrip("/")).stem for cell in re.findall(r"^\| ([a-z][^|]+)\|", readme, re.MULTILINE)}
    assert named - {"submission"} == set(handed_in())


def test_portraits_are_the_campaigns_own_illustrations() -> None:
    portraits = list(SUBMISSIONS.glob("*/portrait.jpg"))
    assert len(portraits) == 8
    for portrait in portraits:
        assert portrait.read_bytes() == (TOP / "assets" / "portraits" / f"{portrait.parent.name}.jpg").read_bytes()


def test_the_film_is_short_small_and_of_a_kind_that_networks_take() -> None:
    (film,) = SUBMISSIONS.rglob("*.mp4")
    assert film.stat().st_size < 150 * 1024
    (track,) = MediaInfo.parse(film).video_tracks
    assert track.format == "AVC"
    assert (track.width, track.height) == (640, 360)
    assert 2_000 <= float(track.duration) <= 10_000


def words(text: str) -> str:
    return " ".join(re.sub(r"^#+ ", "", text, flags=re.MULTILINE).split())


def read_back(file: Path) -> str:
    if file.suffix == ".docx":
        return str(mammoth.extract_raw_text(BytesIO(file.read_bytes())).value)
    if file.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(file).pages)
    body = message_from_bytes(file.read_bytes(), policy=default).get_body()
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize(("text", "file"), MADE.items())
def test_made_files_hold_every_word_of_their_text(text: str, file: str) -> None:
    """A changed text whose file was not made again (tools/make_samples.py) is found here."""
    assert words((TEXTS / f"{text}.md").read_text(encoding="utf-8")) in words(read_back(SUBMISSIONS / file))


def test_every_text_that_is_made_into_a_file_is_known_here() -> None:
    assert {file.stem for file in TEXTS.iterdir()} == set(MADE)


def test_the_email_brings_its_photo_a_day_after_the_close(calendar: Calendar) -> None:
    mail = message_from_bytes((SUBMISSIONS / "rajesh-thapa.eml").read_bytes(), policy=default)
    close = calendar.campaign.submissions_close
    assert close is not None
    assert mail["Date"].datetime.date() > close
    (photo,) = mail.iter_attachments()
    assert photo.get_content() == (TOP / "assets" / "portraits" / "rajesh-thapa.jpg").read_bytes()


def test_no_address_or_link_leads_to_anybody_real() -> None:
    sources = [*TEXTS.iterdir(), TOP / "posts.yaml", *(file for file in files() if file.suffix in {".md", ".txt"})]
    for source in sources:
        hosts = re.findall(r"(?:https?://|\w@)([\w.-]+\w)", source.read_text(encoding="utf-8"))
        assert all(re.search(r"(^|\.)example(\.org)?$", host) for host in hosts), f"{source.name}: {hosts}"


@pytest.mark.parametrize("file", [file.relative_to(SUBMISSIONS).as_posix() for file in files()])
def test_every_file_can_be_read_and_hides_nothing(file: str, tmp_path: Path) -> None:
    extract = read_file(SUBMISSIONS / file, tmp_path)
    assert extract.text.strip() or extract.media
    assert extract.noticed == ()


# --- what intake makes of them ----------------------------------------------------------------------------------------

PROFILE, BLOG, MULTIMEDIA = Kind.PROFILE, Kind.BLOG, Kind.MULTIMEDIA
READY, INCOMPLETE, HELD = Readiness.READY, Readiness.INCOMPLETE, Readiness.HELD
EXPECTED = {
    "amina-okello": (PROFILE, READY, "en", "Amina Okello"),
    "claire-dubois": (PROFILE, READY, "fr", "Claire Dubois"),
    "daniel-mwangi": (PROFILE, READY, "en", "Daniel Mwangi"),
    "fatima-al-masri": (PROFILE, READY, "ar", "فاطمة المصري"),
    "gwen-pritchard": (PROFILE, HELD, "en", "Gwen Pritchard"),
    "jonas-weber": (PROFILE, HELD, "en", "Jonas Weber"),
    "lucia-quispe": (PROFILE, READY, "es", "Lucía Quispe"),
    "mai-nguyen": (MULTIMEDIA, READY, "en", "Nguyễn Thị Mai"),
    "rajesh-thapa": (PROFILE, READY, "en", "Rajesh Thapa"),
    "selam-tesfaye": (PROFILE, READY, "am", "ሰላም ተስፋዬ"),
    "sophea-chan": (PROFILE, READY, "en", "Sophea Chan"),
    "supervision-is-not-a-luxury": (BLOG, READY, "en", "Marisol Ibarra Cruz"),
    "the-register-on-the-wall": (BLOG, READY, "en", "Kwabena Ofosu-Mensah"),
    "tomasi-vakaruru": (PROFILE, INCOMPLETE, "en", "Tomasi Vakaruru"),
}
PROBLEMS = {
    "gwen-pritchard": {FindingKind.MINOR, FindingKind.PHONE},
    "jonas-weber": {FindingKind.CONSENT},
}
QUOTES = {
    "amina-okello": "I cannot take a family’s burden away, but I can make sure that they never have to carry it alone.",
    "claire-dubois": "On ne sort personne de la rue : on marche à côté, et un jour c’est l’autre qui montre le chemin.",
    "daniel-mwangi": "I have never met a person who was only the worst thing they had done.",
    "fatima-al-masri": "لا أملك حلولًا لكل شيء، لكنني أملك وقتًا، والوقت أول ما يحتاجه الإنسان ليقف من جديد.",
    "lucia-quispe": "Yo no llevo soluciones en la mochila: llevo tiempo, y con tiempo la gente encuentra las suyas",
    "rajesh-thapa": "A road can be closed for weeks, but a person should never be.",
    "selam-tesfaye": "ሰው ሲሰማ ይድናል፤ የእኔ ሥራ ማንም ሳይሰማ እንዳይቀር ማድረግ ነው።",
    "sophea-chan": "The best day in my work is the day a family no longer needs me.",
}


@pytest.fixture(scope="module")
def intake(calendar: Calendar, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Submission]:
    work = tmp_path_factory.mktemp("intake")
    found = read_folder(
        calendar.folder / calendar.campaign.submissions,
        close=calendar.campaign.submissions_close,
        record=Record(work / "safeguarding.jsonl"),
        work=work,
        now=datetime(2023, 10, 4, 9, tzinfo=UTC),
    )
    return {submission.id: submission for submission in found}


def test_intake_finds_every_submission(intake: dict[str, Submission]) -> None:
    assert sorted(intake) == sorted(EXPECTED) == handed_in()


@pytest.mark.parametrize("name", EXPECTED)
def test_intake_says_what_each_one_is(name: str, intake: dict[str, Submission]) -> None:
    found = intake[name]
    assert (found.kind, found.status, found.language, found.author) == EXPECTED[name], (found.missing, found.findings)


@pytest.mark.parametrize("name", EXPECTED)
def test_only_the_two_held_ones_have_findings(name: str, intake: dict[str, Submission]) -> None:
    assert {finding.kind for finding in intake[name].findings} == PROBLEMS.get(name, set())


def test_the_incomplete_one_lacks_its_quote_and_nothing_else(intake: dict[str, Submission]) -> None:
    assert {name: found.missing for name, found in intake.items() if found.missing} == {"tomasi-vakaruru": ("quote",)}


def test_only_the_email_is_late(intake: dict[str, Submission]) -> None:
    assert [name for name, found in intake.items() if found.late] == ["rajesh-thapa"]
    times = [found.received for found in intake.values() if found.received and not found.late]
    assert {(time.year, time.month) for time in times} == {(2023, 9)}


@pytest.mark.parametrize("name", QUOTES)
def test_the_quote_for_the_card_is_the_workers_own(name: str, intake: dict[str, Submission]) -> None:
    assert (intake[name].parts.quote or "").rstrip(".") == QUOTES[name].rstrip(".")


def test_who_they_are_is_read_in_full(intake: dict[str, Submission]) -> None:
    for name in QUOTES:
        parts = intake[name].parts
        assert all((parts.name, parts.title, parts.organisation, parts.country)), name


def test_each_profile_that_goes_out_brings_a_portrait(intake: dict[str, Submission]) -> None:
    assert {name for name, found in intake.items() if found.kind is PROFILE and not found.media} == {
        "gwen-pritchard",
        "tomasi-vakaruru",
    }


def test_the_film_brings_its_description_and_the_blog_its_own_summary(intake: dict[str, Submission]) -> None:
    assert "The sun rises over a wide river" in intake["mai-nguyen"].media[0].alt
    assert intake["supervision-is-not-a-luxury"].own_summary.startswith("A worker who is listened to once a week stays")
    assert [name for name, found in intake.items() if found.third_person] == ["lucia-quispe"]
