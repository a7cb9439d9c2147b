"""What all values share."""

from datetime import datetime

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def aware(moment: datetime) -> datetime:
    """The same moment; ValueError when it has no time zone (a naive time is always a bug here)."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment
