"""Settings: the environment, `.env`, files for secrets; loud when wrong, silent about what is secret."""

from pathlib import Path

import pytest

from scheduler.errors import SettingsError
from scheduler.settings import RECONCILE_AFTER, Settings


def settings(folder: Path, **environ: str) -> Settings:
    return Settings.load(folder, environ)


def test_the_environment_wins_over_the_env_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("A=file\nB=file\n# C=comment\nD='quoted value'\n")
    found = settings(tmp_path, A="environment")
    assert [found.get(name, "default") for name in "ABCD"] == ["environment", "file", "default", "quoted value"]


def test_a_secret_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "token.txt").write_text("s3cret\n")
    found = settings(tmp_path, FACEBOOK_PAGE_TOKEN_FILE="token.txt")
    assert found.credentials("facebook", ["PAGE_TOKEN"])["PAGE_TOKEN"] == "s3cret"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"X_API_KEY_FILE names gone\.txt"):
        settings(tmp_path, X_API_KEY_FILE="gone.txt").get("X_API_KEY")


def test_an_env_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"A=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        settings(tmp_path)


def test_a_missing_secret_is_named_with_its_remedy(tmp_path: Path) -> None:
    credentials = settings(tmp_path, X_API_KEY="k").credentials("x", ["API_KEY", "API_SECRET"])
    assert credentials.missing(["API_KEY", "API_SECRET"]) == ["X_API_SECRET"]
    with pytest.raises(SettingsError, match=r"X_API_SECRET is not set.*X_API_SECRET_FILE"):
        credentials["API_SECRET"]


def test_an_empty_value_counts_as_not_set(tmp_path: Path) -> None:
    assert settings(tmp_path, X_API_KEY="  ").credentials("x", ["API_KEY"]).missing(["API_KEY"]) == ["X_API_KEY"]


def test_a_channels_name_begins_its_variables_in_capitals(tmp_path: Path) -> None:
    found = settings(tmp_path, X_EN_API_KEY="k").credentials("x-en", ["API_KEY"])
    assert found["API_KEY"] == "k"


def test_nothing_secret_is_ever_printed(tmp_path: Path) -> None:
    found = settings(tmp_path, X_API_KEY="s3cret")
    credentials = found.credentials("x", ["API_KEY"])
    assert "s3cret" not in f"{found!r} {found} {credentials!r} {credentials} {credentials.secrets['API_KEY']}"


def test_the_ledger_stands_beside_the_calendar_unless_told_otherwise(tmp_path: Path) -> None:
    assert settings(tmp_path).database == f"sqlite:///{tmp_path}/.scheduler/ledger.db"
    assert settings(tmp_path, SCHEDULER_DATABASE="sqlite:////elsewhere/l.db").database == "sqlite:////elsewhere/l.db"
    assert settings(tmp_path, SCHEDULER_DATABASE="postgresql://h/d").database == "postgresql+psycopg://h/d"


def test_when_to_look_back_can_be_set(tmp_path: Path) -> None:
    assert settings(tmp_path).reconcile_after == RECONCILE_AFTER
    assert settings(tmp_path, SCHEDULER_RECONCILE_AFTER="0,1,2.5").reconcile_after == (0.0, 1.0, 2.5)


def test_a_channel_of_a_real_network_is_not_looked_at_for_the_last_time_too_soon(tmp_path: Path) -> None:
    soon = {"SCHEDULER_RECONCILE_AFTER": "0,15,119"}
    with pytest.raises(SettingsError, match="SCHEDULER_RECONCILE_AFTER ends after 119 seconds, but x speaks to a real"):
        settings(tmp_path, **soon).credentials("x", [])
    assert settings(tmp_path, X_BASE_URL="http://h:1", **soon).credentials("x", []).base_url == "http://h:1"
    settings(tmp_path, SCHEDULER_RECONCILE_AFTER="0,120").credentials("x", [])


@pytest.mark.parametrize("text", ["soon", "5,1", "-1,2", ",", "0,99999999999", "nan", "inf"])
def test_times_that_cannot_be_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match="rising seconds"):
        _ = settings(tmp_path, SCHEDULER_RECONCILE_AFTER=text).reconcile_after


@pytest.mark.parametrize(
    "text",
    ["localhost:8900", "ftp://h", "http://h/path", "http://", "http://h:99999", "https://me:secret@h", "http://h?x=1"],
)
def test_an_address_that_is_more_or_less_than_a_host_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match="scheme, host and port only") as raised:
        settings(tmp_path, X_BASE_URL=text).credentials("x", [])
    assert "secret" not in str(raised.value)


def test_a_slash_at_the_end_of_an_address_does_no_harm(tmp_path: Path) -> None:
    assert settings(tmp_path, X_BASE_URL="http://h:1/").credentials("x", []).base_url == "http://h:1"
