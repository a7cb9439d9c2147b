"""What members hand in, read: any form, cleaned, its parts found, and nothing let through that could harm somebody.

`readers` (one a form) → `cleaner` → `sections` (cut by the table in `headings`) → `parts` (asked for by a heading, or
`told` in running text by the signs in `cues`), `names` with `posts` and `signature` (who it is), `quoted` → `reading`,
which says what it is; `theme`; `safeguarding` (tables in `contacts` and `people`) and `consent` → `intake`, which says
what is ready, missing or held; `twice` tells copies and versions apart. `guidelines` is what is asked for (rules.yaml),
`replies` what we answer (words/LANGUAGE.yaml), `remarks`, `report` and `listing` how it is shown, `record` keeps who
agreed to what.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scheduler.submissions.record import RECORD_FILE, Record

if TYPE_CHECKING:
    from scheduler.submissions.guidelines import page as page
    from scheduler.submissions.intake import named as named
    from scheduler.submissions.intake import read_folder as read_folder
    from scheduler.submissions.listing import as_json as as_json
    from scheduler.submissions.replies import reply as reply

_HOME = {"as_json": "listing", "named": "intake", "page": "guidelines", "read_folder": "intake", "reply": "replies"}
ATTACHMENTS = Path("assets") / "attachments"
"""Where pictures are taken out of e-mails: beside all others, because posts.yaml names them and git must keep them."""
__all__ = ["ATTACHMENTS", "RECORD_FILE", "Record", "as_json", "named", "page", "read_folder", "reply"]


def __getattr__(name: str) -> Any:
    # The publisher asks only the record: it need not wait for the readers' libraries.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
