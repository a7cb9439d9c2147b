"""One address as a person writes it, for whoever connects, and for whoever reads it."""

from pathlib import Path

import pytest

from scheduler.databases import for_psycopg, for_sqlalchemy, is_postgresql, shown
from scheduler.settings import Settings


@pytest.mark.parametrize(
    "written",
    [
        "postgresql://anna:s3cret@db.example:6432/posts?sslmode=require",
        "postgres://anna:s3cret@db.example:6432/posts?sslmode=require",
        "postgresql+psycopg://anna:s3cret@db.example:6432/posts?sslmode=require",
    ],
)
def test_every_way_of_writing_it_means_the_same(written: str) -> None:
    rest = "anna:s3cret@db.example:6432/posts?sslmode=require"
    assert for_sqlalchemy(written) == f"postgresql+psycopg://{rest}"
    assert for_psycopg(written) == f"postgresql://{rest}"
    assert is_postgresql(written)
    assert shown(written) == "db.example:6432/posts"


def test_a_sockets_folder_is_shown_as_the_host() -> None:
    assert shown("postgresql://anna:s3cret@/posts?host=/run/postgresql") == "/run/postgresql/posts"


def test_sqlite_stays_as_it_is() -> None:
    assert for_sqlalchemy("sqlite:////data/ledger.db") == "sqlite:////data/ledger.db"
    assert not is_postgresql("sqlite:////data/ledger.db")


def test_the_setting_gives_the_ledger_what_it_opens(tmp_path: Path) -> None:
    settings = Settings(folder=tmp_path, values={"SCHEDULER_DATABASE": "postgresql://anna@db.example/posts"})
    assert settings.database == "postgresql+psycopg://anna@db.example/posts"
