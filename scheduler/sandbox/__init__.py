"""Stand-ins for the networks, over real HTTP on this machine: they accept, refuse and forget as the real ones do.

`Sandbox` serves one account a channel; `seen()` is what followers would see; `fail()` makes a step go wrong on purpose.
`x` and `facebook` each hold one network's rules; `pages` shows what followers see.
"""

from scheduler.sandbox.faults import GARBAGE, HANG, LOST, RESET, Answer, Fault
from scheduler.sandbox.pages import STYLE, render_post
from scheduler.sandbox.server import Sandbox
from scheduler.sandbox.world import Picture, Seen

__all__ = [
    "GARBAGE",
    "HANG",
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
