"""A fault of ours, told without the words of whoever stumbled."""

import logging
import traceback

log = logging.getLogger(__name__)


def log_surprise(what: str, error: Exception) -> None:
    """A fault of ours, in the log: its kind and place."""
    # Never the error's own text: a foreign library may have put a token into it.
    where = traceback.extract_tb(error.__traceback__)[-1]
    log.error("%s: unexpected %s at %s:%s", what, type(error).__name__, where.filename, where.lineno)
