"""The digest's screen shows the bytes that readers get, and sends a real copy on trial."""

from pathlib import Path

from campaigns import HEAD, Clock, post
from studio.open_studio import opened

from scheduler.sandbox.mail import MailServer
from scheduler.settings import Watched

DIGEST = 'digest: {at: "07:30", from: "Our week <week@example.org>", address: "1 Example Road"}\n'
WITH_DIGEST = HEAD.replace("posts:\n", f"{DIGEST}posts:\n")
PICTURE = "media: [{file: assets/sun.png, alt: A sun}]"


def test_it_is_the_days_email_with_its_pictures_within(tmp_path: Path) -> None:
    with opened(tmp_path, clock=Clock()) as studio:
        studio.write(post("hello", more=PICTURE), head=WITH_DIGEST)
        assert "Our week, day 1: This is hello" in studio.get("/digest?day=2023-11-06").text
        mail = studio.get("/digest/mail?day=2023-11-06").text
        assert "This is hello" in mail
        assert "data:image/png;base64," in mail or "data:image/jpeg;base64," in mail
        assert "picture:" not in mail


def test_a_day_without_posts_has_none(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        studio.write(post("hello"), head=WITH_DIGEST)
        assert "There is no e-mail to show for this day." in studio.get("/digest?day=2023-11-08").text


def test_a_copy_is_sent_on_trial(tmp_path: Path) -> None:
    with MailServer() as server, opened(tmp_path) as studio:
        studio.desk.settings = Watched(tmp_path, {"SMTP_URL": server.address})
        studio.write(post("hello"), head=WITH_DIGEST)
        page = studio.post("/digest/test", day="2023-11-06", to="ada@example.org")
        assert "ada@example.org: accepted." in page.text
        assert list(server.accepted) == ["ada@example.org"]
