"""A process that makes outlines for another one: a calendar on its input, outlines on its output, and nothing else."""

import sys
from pathlib import Path

import msgspec

from scheduler.calendar_file.chunks import taken_apart
from scheduler.calendar_file.collecting import no_garbage_collection
from scheduler.calendar_file.outlining import outlines_here
from scheduler.calendar_file.parts import bare_of


def main(file: Path) -> None:
    """Exits with 1 where there is any error: whoever asked finds it again."""
    with no_garbage_collection():
        layout = taken_apart(sys.stdin.buffer.read())
        found = bare_of(layout, file) if layout else None
        outlines = outlines_here(layout.chunks, layout, found[0]) if layout and found else None
    if outlines is None:
        raise SystemExit(1)
    sys.stdout.buffer.write(msgspec.msgpack.encode(outlines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
