"""What members hand in, read: any form, cleaned, its parts found, and nothing let through that could harm somebody.

`readers` (one a form) → `cleaner` → `parts` and `kinds` → `safeguarding` and `consent` → `intake`, which says what is
ready, what is missing and what is held. `record` keeps who agreed to what.
"""

from scheduler.submissions.record import RECORD_FILE, Record

__all__ = ["RECORD_FILE", "Record"]
