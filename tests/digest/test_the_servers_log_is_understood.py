"""Postfix's log, as it really looks: what was queued was taken, and absence is proven or is none."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.digest.reconciling import GRACE, LAST, SETTLED, RelayLog
from scheduler.errors import SettingsError

NOON = datetime(2023, 11, 6, 12, 0, tzinfo=UTC)
BEGUN, LOST = NOON + timedelta(seconds=10), NOON + timedelta(seconds=12)
TAKEN = """\
{0} mail postfix/smtpd[811]: connect from app.example.org[192.0.2.7]
{0} mail postfix/smtpd[811]: 4SPvZz1: client=app.example.org[192.0.2.7]
{0} mail postfix/cleanup[815]: 4SPvZz1: message-id=<20231106.1@news.example.org>
{0} mail postfix/qmgr[790]: 4SPvZz1: from=<b@news.example.org>, size=50311, nrcpt=1 (queue active)
{0} mail postfix/smtp[816]: 4SPvZz1: to=<ada@example.org>, relay=mx.example.org[192.0.2.9]:25, dsn=2.0.0, status=sent
{0} mail postfix/qmgr[790]: 4SPvZz1: removed
"""
CUT = """\
{0} mail postfix/smtpd[812]: connect from app.example.org[192.0.2.7]
{0} mail postfix/smtpd[812]: 4SPvZz2: client=app.example.org[192.0.2.7]
{0} mail postfix/cleanup[815]: 4SPvZz2: message-id=<20231106.2@news.example.org>
{0} mail postfix/smtpd[812]: lost connection after DATA (20480 bytes) from app.example.org[192.0.2.7]
"""
GONE = "{0} mail postfix/smtpd[812]: disconnect from app.example.org[192.0.2.7] ehlo=1 mail=1 rcpt=1 data=0/1\n"
OTHER = "{0} mail postfix/anvil[9]: statistics: max connection count 1\n"


def at(seconds: float) -> str:
    return (NOON + timedelta(seconds=seconds)).isoformat()


def log_of(folder: Path, text: str, now: datetime = NOON + timedelta(minutes=20)) -> RelayLog:
    file = folder / "mail.log"
    file.write_text(text, encoding="utf-8")
    log = RelayLog(file)
    log.read(now)
    return log


def test_what_was_queued_was_taken_and_what_was_cut_was_not(tmp_path: Path) -> None:
    log = log_of(tmp_path, TAKEN.format(at(0)) + CUT.format(at(11)))
    assert log.accepted("<20231106.1@news.example.org>")
    assert not log.accepted("<20231106.2@news.example.org>")
    assert not log.accepted("<20231106.3@news.example.org>")


def test_absence_is_proven_once_every_client_of_that_time_is_gone(tmp_path: Path) -> None:
    log = log_of(tmp_path, CUT.format(at(5)) + GONE.format(at(13)))
    assert not log.is_complete(BEGUN, LOST, LOST)
    assert log.is_complete(BEGUN, LOST, LOST + GRACE)


def test_while_one_is_there_it_may_still_be_taken(tmp_path: Path) -> None:
    log = log_of(tmp_path, CUT.format(at(5)) + OTHER.format(at(20)))
    assert not log.is_complete(BEGUN, LOST, LOST + SETTLED)
    assert log.is_complete(BEGUN, LOST, LOST + LAST)


def test_a_log_without_clients_needs_a_minute(tmp_path: Path) -> None:
    log = log_of(tmp_path, OTHER.format(at(1)) + OTHER.format(at(20)))
    assert not log.is_complete(BEGUN, LOST, LOST + GRACE)
    assert log.is_complete(BEGUN, LOST, LOST + SETTLED)


@pytest.mark.parametrize(("first", "last"), [(60, 90), (0, 5)], ids=["begins too late", "ends too early"])
def test_a_log_that_does_not_cover_the_time_proves_nothing(tmp_path: Path, first: int, last: int) -> None:
    log = log_of(tmp_path, OTHER.format(at(first)) + OTHER.format(at(last)))
    assert not log.is_complete(BEGUN, LOST, NOON + timedelta(days=1))


def test_what_is_written_meanwhile_is_read_without_the_rest_again(tmp_path: Path) -> None:
    log = log_of(tmp_path, OTHER.format(at(0)))
    whole = TAKEN.format(at(2))
    with (tmp_path / "mail.log").open("a") as file:
        file.write(whole[:300])
        file.flush()
        log.read(NOON)
        file.write(whole[300:])
        file.flush()
        log.read(NOON)
    assert log.accepted("<20231106.1@news.example.org>")


def test_what_was_rotated_away_counts(tmp_path: Path) -> None:
    (tmp_path / "mail.log.1").write_text(TAKEN.format(at(-5)))
    log = log_of(tmp_path, OTHER.format(at(20)))
    assert log.accepted("<20231106.1@news.example.org>")
    assert log.is_complete(BEGUN, LOST, LOST + LAST)


def test_times_without_a_year_are_those_of_the_last_one(tmp_path: Path) -> None:
    now = datetime(2024, 1, 2, 8, 0, tzinfo=UTC)
    written = datetime(2023, 12, 31, 23, 0, tzinfo=UTC)
    log = log_of(tmp_path, TAKEN.format(f"{written.astimezone():%b %d %H:%M:%S}"), now)
    assert log.accepted("<20231106.1@news.example.org>")
    assert log.first == log.last == written


def test_a_log_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"mail\.log, which cannot be read"):
        RelayLog(tmp_path / "mail.log").read(NOON)
