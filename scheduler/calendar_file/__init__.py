"""posts.yaml, the team's file: read strictly, checked, composed into variants, and edited without disturbing a line.

    read(path), load(path)                       a calendar, or every problem with its place
    Reader(path)                                 the same again and again: what was not edited is not read anew
    KeptPosts, Outline, outline(post, calendar)  what a Reader keeps: each post in little, read again when asked for
    packed(outline), unpacked(it), Numbers       many of them in little room, and where the one with an id is
    Memory(file)                                 outlines from one start to the next; it saves work and decides nothing
    read_card(path)                              one quote card in a file of its own
    check(calendar), check_post(post, calendar)  what would go wrong with its content, as sentences for people
    check_files, check_variant                   the same in parts: of a post, of one channel
    repetitions(sayers)                          who says what another said within a day
    by_place                                     sorts problems as they stand in the file
    variants(post, calendar)                     what each channel's followers will get
    by_email(post, channel, calendar)            the same words as the daily e-mail has them
    address_of(sender)                           the name and address of "Name <address>"
    files_of(post, calendar), stamp(file)        the files that decide over a post, and whether one was changed
    no_garbage_collection()                      while many values are made
    fingerprint(post, calendar)                  eight hex digits of that: what an approval is bound to
    append_posts(path, posts, notes)             new posts below the last; nothing else changes
    approve(path, ids, by=…, at=…)               status and approval of those posts; nothing else changes
    approval(by, at)                             the same as a change, for change_posts
    change_posts(path, wanted, seen=…)           any edit of posts, on top of what an editor saw
    version_of(post, calendar)                   tells whether it is still what an editor saw

`parsing` (strict YAML; `nodes`: every value with its place; `syntax`: what is no YAML) → `fields`, `times` (one value)
→ `channels`, `week`, `posts`, `digests`, `schema` (which keys there are) → `chunks`, `parts` (each post by its own
lines) → `reader`; `compose` (what followers get) → `together`, `checks` → `outlines` (a post in little), `numbers` →
`outlining` (of many, with `helper` processes), `kept`, `memory`, `keeping` → `reader`. An edit goes through `trees` (a
post as a tree), `writing` (trees as YAML), `changes` and `splices` (where to cut) and `edits`, which proves it, to
`saving`. Nothing else writes the file. Modules are imported on first use: reading one card needs few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scheduler.calendar_file.checks import check, check_approved, check_files, check_post, check_variant
    from scheduler.calendar_file.collecting import no_garbage_collection
    from scheduler.calendar_file.compose import (
        Stamp,
        by_email,
        channels_of,
        files_of,
        fingerprint,
        platform_of,
        stamp,
        variants,
    )
    from scheduler.calendar_file.digests import HOSTED, INLINE, address_of, unknown_placeholders
    from scheduler.calendar_file.edits import (
        Change,
        append_posts,
        approval,
        approve,
        change_posts,
        remove_posts,
        version_of,
    )
    from scheduler.calendar_file.fields import by_place
    from scheduler.calendar_file.kept import KeptPosts, Lately
    from scheduler.calendar_file.memory import Memory
    from scheduler.calendar_file.numbers import Numbers
    from scheduler.calendar_file.one_card import read_card
    from scheduler.calendar_file.outlines import ALIVE, Outline, Packed, Told, outline, packed, unpacked
    from scheduler.calendar_file.reader import Reader, Reading, load, read
    from scheduler.calendar_file.together import NEVER, Sayer, repetitions

_HOME = {
    "ALIVE": "outlines",
    "Change": "edits",
    "HOSTED": "digests",
    "INLINE": "digests",
    "KeptPosts": "kept",
    "Lately": "kept",
    "Memory": "memory",
    "NEVER": "together",
    "Numbers": "numbers",
    "Outline": "outlines",
    "Packed": "outlines",
    "Reader": "reader",
    "Reading": "reader",
    "Sayer": "together",
    "Stamp": "compose",
    "Told": "outlines",
    "address_of": "digests",
    "append_posts": "edits",
    "approval": "edits",
    "approve": "edits",
    "by_email": "compose",
    "by_place": "fields",
    "change_posts": "edits",
    "channels_of": "compose",
    "check": "checks",
    "check_approved": "checks",
    "check_files": "checks",
    "check_post": "checks",
    "check_variant": "checks",
    "files_of": "compose",
    "fingerprint": "compose",
    "load": "reader",
    "no_garbage_collection": "collecting",
    "outline": "outlines",
    "packed": "outlines",
    "platform_of": "compose",
    "read": "reader",
    "read_card": "one_card",
    "remove_posts": "edits",
    "repetitions": "together",
    "stamp": "compose",
    "unknown_placeholders": "digests",
    "unpacked": "outlines",
    "variants": "compose",
    "version_of": "edits",
}
__all__ = [
    "ALIVE",
    "HOSTED",
    "INLINE",
    "NEVER",
    "Change",
    "KeptPosts",
    "Lately",
    "Memory",
    "Numbers",
    "Outline",
    "Packed",
    "Reader",
    "Reading",
    "Sayer",
    "Stamp",
    "Told",
    "address_of",
    "append_posts",
    "approval",
    "approve",
    "by_email",
    "by_place",
    "change_posts",
    "channels_of",
    "check",
    "check_approved",
    "check_files",
    "check_post",
    "check_variant",
    "files_of",
    "fingerprint",
    "load",
    "no_garbage_collection",
    "outline",
    "packed",
    "platform_of",
    "read",
    "read_card",
    "remove_posts",
    "repetitions",
    "stamp",
    "unknown_placeholders",
    "unpacked",
    "variants",
    "version_of",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
