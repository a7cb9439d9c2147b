"""Stand-ins for the networks, over real HTTP on this machine: they accept, refuse and forget as the real ones do.

`Sandbox` serves one account a channel; `seen()` is what followers would see. Things go wrong on purpose: `fail()` one
step, `hang_up()` whatever comes next, `revoke()` a token, `down()` all of it; `show_after()` keeps a reader waiting.
`x` and `facebook` each hold one network's rules; `pages` shows what followers see.
"""

from scheduler.sandbox.faults import DRIP, GARBAGE, HANG, LAST, LATE, LOST, RESET, Answer, Fault
from scheduler.sandbox.pages import STYLE, render_post
from scheduler.sandbox.server import Sandbox
from scheduler.sandbox.world import Picture, Seen

__all__ = [
    "DRIP",
    "GARBAGE",
    "HANG",
    "LAST",
    "LATE",
    "LOST",
    "RESET",
    "STYLE",
    "Answer",
    "Fault",
    "Picture",
    "Sandbox",
    "Seen",
    "render_post",
]
