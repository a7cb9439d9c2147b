"""One module a form. `read_file` looks at what a file is, whatever its name says, and lets no foreign error out."""

import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from scheduler.errors import SubmissionError
from scheduler.submissions.apart import ask
from scheduler.submissions.extract import Extract
from scheduler.submissions.readers.forms import form_of
from scheduler.submissions.readers.inside import unpacking


def read_file(file: Path, work: Path) -> Extract:
    """What the file holds; attachments are taken out into `work`. SubmissionError, in words, when it cannot be read.

    It is read in another process, so that no file can hang or break this one.
    """
    return ask(file.name, read_alone, file, work)


def read_alone(file: Path, work: Path) -> Extract:
    """The same in this process, with what is in it."""
    with unpacking():
        return read_here(file, work)


def read_here(file: Path, work: Path) -> Extract:
    """The same for what was taken out of a file that is being read."""
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            raise SubmissionError(f"{file.name} is no file.", "Put a file here, or a folder of files.")
        if found.st_size == 0:
            raise SubmissionError(f"{file.name} is empty.", "Ask for it again.")
        module = import_module(f"scheduler.submissions.readers.{form_of(file)}")
        read: Callable[[Path, Path], Extract] = module.read
        return read(file, work)
    except SubmissionError:
        raise
    except OSError as error:
        if error.errno is None:  # some libraries raise it for what they cannot make sense of
            raise _damaged(file, error) from None
        remedy = "Look at its permissions, and at the disk."
        raise SubmissionError(f"{file.name} cannot be opened: {error.strerror}.", remedy) from None
    except MemoryError:
        remedy = "Ask for a smaller one, or open it and save it in another form."
        raise SubmissionError(f"{file.name} needs more memory than any text should.", remedy) from None
    except Exception as error:  # the libraries raise whatever they stumble over; one file must not stop the others
        raise _damaged(file, error) from None


def _damaged(file: Path, error: Exception) -> SubmissionError:
    remedy = "Ask for it again, or open it and save it in another form."
    return SubmissionError(f"{file.name} is damaged, or not what its name says ({type(error).__name__}).", remedy)
