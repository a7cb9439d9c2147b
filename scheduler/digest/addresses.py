"""Whom the e-mail comes from, where its bounces go, and how a recipient leaves."""

from dataclasses import dataclass

from scheduler.calendar_file import address_of
from scheduler.errors import DigestError, SettingsError
from scheduler.models import Digest
from scheduler.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Whom messages come from, and where a recipient leaves: addresses, and what stands before and after a token.

    `bounces`: where bounces go, each with its token; "" means the plain sender. `page`: the unsubscribe server's
    address without a slash at its end, or "".
    """

    name: str
    sender: str
    leave: str
    bounces: str = ""
    page: str = ""

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]

    def envelope(self, token: str) -> str:
        return tagged(self.bounces, token) if self.bounces else self.sender

    def mailto(self, token: str) -> str:
        return f"mailto:{tagged(self.leave, f'u-{token}')}?subject=unsubscribe"

    def page_for(self, what: str, token: str) -> str:
        """The address of somebody's page (`u`, `p` or `v/DAY`); "" where no server answers."""
        return f"{self.page}/{what}/{token}" if self.page else ""


def tagged(address: str, tag: str) -> str:
    """local+tag@domain."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{tag}@{domain}"


def addresses_of(digest: Digest, settings: Settings) -> Addresses:
    """Whom mail comes from and goes back to; SettingsError for an address that is none."""
    name, sender = address_of(digest.sender)
    if not sender:
        raise DigestError(f"{digest.sender!r} is not a sender.", 'Write from: "Our week <week@example.org>".')
    return Addresses(
        name=name,
        sender=sender,
        leave=_address(settings, "UNSUBSCRIBE_MAILTO") or sender,
        bounces=_address(settings, "BOUNCE_ADDRESS"),
        page=page_of(settings),
    )


def _address(settings: Settings, name: str) -> str:
    written = settings.get(name)
    if written and address_of(written)[1] != written:
        raise SettingsError(f"{name} is not an e-mail address.", "Write it plainly: b@news.example.org.")
    return written


def page_of(settings: Settings) -> str:
    """The unsubscribe server's public address without a slash at its end; "": nobody set it."""
    written = settings.get("UNSUBSCRIBE_URL").rstrip("/")
    if written and not (written.startswith("https://") and len(written.split()) == 1 and "?" not in written):
        remedy = "It begins with https://, for example https://mail.example.org: mailboxes accept nothing else."
        raise SettingsError("UNSUBSCRIBE_URL is no address of a server.", remedy)
    return written


def a_label(address: str) -> str:
    """The address with its domain as DNS has it; DigestError when that cannot be."""
    if address.isascii():
        return address
    import idna

    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain if domain.isascii() else idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError:
        raise DigestError(
            "The domain of an address cannot be written in DNS.", "Mend it, and import it again."
        ) from None
