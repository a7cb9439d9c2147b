"""What many stories share: a wire end with scripted answers, and property tests without a clock."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from wire_end import WireEnd

settings.register_profile("house", deadline=None)  # how fast is for benchmarks: a busy machine breaks no test
settings.load_profile("house")


@pytest.fixture
def wire_end() -> Iterator[WireEnd]:
    with WireEnd() as end:
        yield end
