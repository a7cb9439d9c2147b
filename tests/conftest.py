"""Fixtures that many stories share: a wire end with scripted answers."""

from collections.abc import Iterator

import pytest
from wire_end import WireEnd


@pytest.fixture
def wire_end() -> Iterator[WireEnd]:
    with WireEnd() as end:
        yield end
