"""The week, played in seconds: the real adapters against sandbox networks, under a simulated clock.

`play` publishes everything that is approved as the service would; `write_report` makes the page that shows, hour by
hour, what followers will see, and every problem. Nothing outside this machine is ever contacted.
"""

from scheduler.rehearsal.play import Played, play
from scheduler.rehearsal.report import write_report

__all__ = ["Played", "play", "write_report"]
