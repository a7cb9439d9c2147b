"""posts.yaml, the team's file: read strictly, checked, composed into variants, and edited without disturbing a line.

`nodes` (strict YAML with places) → `fields` and `schema`, `posts` (what keys there are) → `reader` (a calendar or its
problems) → `compose` (what followers get) → `checks` (what would go wrong); `edits` writes, line by line.
Only this room writes posts.yaml.
"""

from scheduler.calendar_file.checks import check, check_post
from scheduler.calendar_file.compose import channels_of, fingerprint, variants
from scheduler.calendar_file.edits import append_posts, approve
from scheduler.calendar_file.reader import Reading, load, read

__all__ = [
    "Reading",
    "append_posts",
    "approve",
    "channels_of",
    "check",
    "check_post",
    "fingerprint",
    "load",
    "read",
    "variants",
]
