"""The ledger: what was tried and what came back. Facts only; the calendar holds the intent.

Two rules make "exactly once" possible. A write says which version of the row it knows (`fence`) and is refused when
somebody else was faster. A write that returned is on the disk, also after a power cut (SQLite: WAL, synchronous=FULL),
so the intent to send is durable before the socket is used. `history` only ever grows; the database itself refuses
anything else.
"""

from scheduler.ledger.store import Ledger

__all__ = ["Ledger"]
