"""What stands between a request that is composed and the network."""

from typing import Protocol


class Gate(Protocol):
    def ready(self) -> None:
        """Only the first byte is left. It may take some seconds; what it raises comes out again, and nothing leaves."""

    def gone(self) -> None:
        """The request has left; its answer may wait."""
