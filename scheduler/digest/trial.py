"""One copy to one address, on trial: it counts for nothing."""

from scheduler.digest.outcomes import Outcome
from scheduler.digest.session import send_one
from scheduler.digest.smtp_url import Relay
from scheduler.errors import DigestError
from scheduler.ledger import Ledger
from scheduler.ledger.subscribers import address_hash
from scheduler.models import Composer, Subscriber


def try_out(composer: Composer, relay: Relay, address: str, ledger: Ledger) -> Outcome:
    """What became of it. DigestError where that address wants no mail, or the server lets nobody in."""
    if reason := ledger.subscribers.suppressed(address_hash(address)):
        raise DigestError(f"{address} gets no mail any more ({reason}).")
    known = ledger.subscribers.by_address(address)
    reader = known.subscriber if known else Subscriber(id=0, email=address, token="a-trial-for-a-reader-00")
    return send_one(relay, composer.letter(reader), reader)
