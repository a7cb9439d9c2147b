"""What many stories share: a wire end with scripted answers, a PostgreSQL, and property tests without a clock."""

from collections.abc import Iterator

import pytest
from databases import PostgreSQL, postgresql
from hypothesis import settings
from wire_end import WireEnd

settings.register_profile("house", deadline=None)  # how fast is for benchmarks: a busy machine breaks no test
settings.load_profile("house")


@pytest.fixture
def wire_end() -> Iterator[WireEnd]:
    with WireEnd() as end:
        yield end


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgreSQL]:
    """One server for each test process."""
    with postgresql() as server:
        yield server


@pytest.fixture
def database(postgres: PostgreSQL) -> Iterator[str]:
    """The address of a PostgreSQL database of the story's own, empty."""
    with postgres.database() as address:
        yield address
