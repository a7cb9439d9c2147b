"""The rehearsal shows each day's e-mail, made at its hour, the same bytes as the preview."""

from datetime import UTC, date, datetime
from pathlib import Path

from campaigns import HEAD, post

from scheduler.calendar_file import load
from scheduler.digest import compose
from scheduler.models import Subscriber
from scheduler.rehearsal import play, write_report
from scheduler.settings import Settings

DIGEST = 'digest: {at: "07:30", from: "Our week <week@example.org>", address: "1 Example Road"}\n'
READER = Subscriber(id=0, email="reader@example.org", token="a-token-of-a-reader-00")


def campaign(folder: Path, *posts: str) -> Path:
    file = folder / "posts.yaml"
    file.write_text(HEAD.replace("posts:\n", f"{DIGEST}posts:\n") + "".join(posts), encoding="utf-8")
    return file


def test_each_day_with_posts_has_its_email(tmp_path: Path) -> None:
    file = campaign(tmp_path, post("hello"), post("later", "2023-11-08 09:00"))
    played = play(file)
    assert [email.day for email in played.emails] == [date(2023, 11, 6), date(2023, 11, 8)]
    page = write_report(played, tmp_path / "out").read_text()
    assert "media/email-2023-11-06.html" in page
    assert "Our week, day 3:" in page


def test_it_is_what_the_preview_shows(tmp_path: Path) -> None:
    file = campaign(tmp_path, post("hello"))
    write_report(play(file), tmp_path / "out")
    now = datetime(2023, 11, 6, 12, 30, tzinfo=UTC)
    composer = compose(load(file), {}, date(2023, 11, 6), Settings.load(tmp_path, {}), now)
    assert (tmp_path / "out" / "media" / "email-2023-11-06.html").read_text() == composer.page(READER, "")


def test_a_campaign_without_a_digest_has_none(tmp_path: Path) -> None:
    file = tmp_path / "posts.yaml"
    file.write_text(HEAD + post("hello"), encoding="utf-8")
    played = play(file)
    assert played.emails == ()
    assert "the daily e-mail" not in write_report(played, tmp_path / "out").read_text()
