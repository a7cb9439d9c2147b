"""A door that is open, and closed after the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from door.house import House, opened


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with opened(tmp_path) as house:
        yield house
