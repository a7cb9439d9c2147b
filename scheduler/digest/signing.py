"""DKIM (RFC 6376, RFC 8463): signs a message by the domain that it comes from; relaxed/relaxed, nothing left out.

What must not be added later is signed once more than it stands there (oversigning): no second From or List-Unsubscribe
passes under our name. Bodies come from `segments` in their relaxed form already, so hashing one is one pass over it.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from scheduler.digest.headers import EOL, Field
from scheduler.errors import SettingsError
from scheduler.settings import Settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

_ONCE = ("Message-ID", "List-Id", "Feedback-ID", "MIME-Version", "Content-Type", "Precedence", "Auto-Submitted")
_OVERSIGNED = ("From", "To", "Subject", "Date", "Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post")
_LEAST_BITS = 1024
_SPACE = re.compile(r"[ \t\r\n]+")
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_HINT = "DKIM_KEY_FILE names a private key in PEM form: openssl genrsa -out dkim.pem 2048"

Sign = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Signs for one domain. Safe to use from several threads."""

    domain: str
    selector: str
    algorithm: str
    sign: Sign = field(repr=False)

    def field(self, fields: Mapping[str, str], body: Iterable[bytes], at: datetime) -> Field:
        """The DKIM-Signature field for a message: its fields as `relaxed` gives them, its body in pieces."""
        names = [name for name in (*_ONCE, *_OVERSIGNED) if name in fields]
        hashed = hashlib.sha256()
        for piece in body:
            hashed.update(piece)
        body_hash = base64.b64encode(hashed.digest()).decode()
        own = (
            f"v=1; a={self.algorithm}; c=relaxed/relaxed; d={self.domain};{EOL} s={self.selector}; "
            f"t={int(at.timestamp())};{EOL} h={_folded((*names, *_OVERSIGNED))};{EOL} bh={body_hash};{EOL} b="
        )
        signed = "".join([fields[name] for name in names])
        signature = self.sign(f"{signed}dkim-signature:{_relaxed(own)}".encode())
        written = base64.b64encode(signature).decode()
        lines = [written[start : start + 72] for start in range(0, len(written), 72)]
        return "DKIM-Signature", f"{own}{EOL} {f'{EOL} '.join(lines)}"


def relaxed(fields: Iterable[Field]) -> dict[str, str]:
    """Each field by its name, as it is signed: RFC 6376, section 3.4.2."""
    return {name: f"{name.lower()}:{_relaxed(value)}{EOL}" for name, value in fields}


@lru_cache(maxsize=16)
def _folded(names: tuple[str, ...]) -> str:
    """The names of `h=`, some to a line."""
    lines = [":".join(names[start : start + 4]) for start in range(0, len(names), 4)]
    return f":{EOL}  ".join(lines)


def _relaxed(value: str) -> str:
    return _SPACE.sub(" ", value).strip()


def signer(settings: Settings, sender_domain: str) -> Signer | None:
    """The signer that the settings name; None when they name none. SettingsError, in words, when it cannot sign."""
    key = settings.get("DKIM_KEY")
    domain, selector = settings.get("DKIM_DOMAIN"), settings.get("DKIM_SELECTOR")
    if not (key or domain or selector):
        return None
    found = {"DKIM_KEY_FILE": key, "DKIM_DOMAIN": domain, "DKIM_SELECTOR": selector}
    if lacking := [name for name, value in found.items() if not value]:
        remedy = "Give all three, or none: then the mail server may sign."
        raise SettingsError(f"{' and '.join(lacking)} is not set, but the others for DKIM are.", remedy)
    for name in ("DKIM_DOMAIN", "DKIM_SELECTOR"):
        if not _NAME.fullmatch(found[name]):
            raise SettingsError(f"{name} is {found[name]!r}.", "Write it as DNS has it, for example news.example.org.")
    if not f".{sender_domain.lower()}".endswith(f".{domain.lower()}"):
        what = f"DKIM_DOMAIN is {domain}, but the e-mail comes from {sender_domain}."
        raise SettingsError(what, "The sender's domain must be that domain, or one below it: else nobody counts it.")
    algorithm, sign = _key(key)
    return Signer(domain=domain, selector=selector, algorithm=algorithm, sign=sign)


def _key(pem: str) -> tuple[str, Sign]:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
    except ImportError:
        remedy = "Install it: pip install 'campaign-scheduler[dkim]'; or take the DKIM settings out."
        raise SettingsError("DKIM needs the package cryptography, which is not here.", remedy) from None
    key = _loaded(pem)
    if isinstance(key, ed25519.Ed25519PrivateKey):
        known = key
        return "ed25519-sha256", lambda data: known.sign(hashlib.sha256(data).digest())
    if not isinstance(key, rsa.RSAPrivateKey):
        raise SettingsError("The DKIM key is neither RSA nor Ed25519.", _HINT)
    if key.key_size < _LEAST_BITS:
        raise SettingsError(f"The DKIM key has {key.key_size} bits; receivers refuse less than {_LEAST_BITS}.", _HINT)
    return "rsa-sha256", _rsa(key)


def _rsa(key: "PrivateKeyTypes") -> Sign:
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    assert isinstance(key, rsa.RSAPrivateKey)
    padding, algorithm = PKCS1v15(), SHA256()
    return lambda data: key.sign(data, padding, algorithm)


def _loaded(pem: str) -> "PrivateKeyTypes":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        return load_pem_private_key(pem.encode(), password=None)
    except TypeError:
        raise SettingsError(
            "The DKIM key has a password.", "Write it without one, readable by this user only."
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        raise SettingsError("The DKIM key cannot be read.", _HINT) from None
