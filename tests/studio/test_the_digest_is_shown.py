"""The digest's page: one day's e-mail on a wide screen, on a phone and in plain text, and a test of it."""

from datetime import UTC, date, datetime
from pathlib import Path

from campaigns import post
from studio.facts import said
from studio.open_studio import WEEK, Open, opened

from scheduler.studio.desk import Desk
from scheduler.studio.digest_page import DigestView

AT = datetime(2023, 11, 7, 12, 30, tzinfo=UTC)
WITH_DIGEST = WEEK.replace("channels:\n", 'digest: {at: "07:30", from: "Our week <week@example.org>"}\nchannels:\n', 1)


def made(_desk: Desk, day: date) -> DigestView | None:
    if day != date(2023, 11, 7):
        return None
    page = '<html><body style="color: #123456"><h1>Day 2</h1><script>alert(1)</script></body></html>'
    return DigestView(
        subject="Our week, day <2>", sender="week@example.org", preheader="Two posts.", html=page, plain="DAY 2", at=AT
    )


def test_tomorrows_is_shown_wide_narrow_and_plain(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        studio.app.state.digests = made
        page = studio.get("/digest").text
        assert "Digest of Tuesday, 7 November" in page
        assert "Our week, day &lt;2&gt;" in page
        assert page.count('sandbox="allow-popups" src="/digest/mail?day=2023-11-07"') == 2
        assert "DAY 2" in page
        assert "07:30 EST" in page


def test_the_e_mail_is_framed_as_it_is_and_runs_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        studio.app.state.digests = made
        answer = studio.get("/digest/mail?day=2023-11-07")
        assert "<h1>Day 2</h1>" in answer.text
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sandbox allow-popups" in policy
        assert studio.get("/digest/mail?day=2023-11-08").status_code == 404


def test_a_day_without_one_says_so(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        assert "The campaign sends no e-mail." in studio.get("/digest").text
        studio.write(post("a"), head=WITH_DIGEST)
        assert "At 07:30 (America/New_York), from Our week" in studio.get("/digest?day=2023-11-08").text


def test_every_day_of_the_week_is_a_link_away(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        page = studio.get("/digest?day=2023-11-08").text
        assert page.count('href="/digest?day=') == 5
        assert '<a class="button" href="/digest?day=2023-11-08" aria-current="page">' in page


def test_a_test_goes_where_somebody_says(tmp_path: Path) -> None:
    sent: list[tuple[date, str]] = []

    def send(_desk: Desk, day: date, to: str) -> str:
        sent.append((day, to))
        return f"A test went to {to}."

    with opened(tmp_path) as studio:
        studio.app.state.digests, studio.app.state.send_digest = made, send
        answer = studio.post("/digest/test", day="2023-11-07", to="ada@example.org")
        assert said(answer.text) == "A test went to ada@example.org."
        assert sent == [(date(2023, 11, 7), "ada@example.org")]


def offers_a_test(studio: Open) -> bool:
    return "Send a test to" in studio.get("/digest").text


def test_where_nothing_can_be_sent_nothing_is_offered(tmp_path: Path) -> None:
    with opened(tmp_path) as studio:
        studio.app.state.digests = made
        assert not offers_a_test(studio)
        assert "SMTP_URL" in studio.post("/digest/test", day="2023-11-07", to="a@example.org").text
