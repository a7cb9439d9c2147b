"""DKIM: what we sign, others can verify; what is added or changed on the way does not pass."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from digest.digest_samples import ADA, CARD, NOBODY, calendar_of, composed, post

from scheduler.digest import DayComposer, faults
from scheduler.errors import SettingsError

Key = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def pem(key: Key) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def signed(folder: Path, key: str, domain: str = "example.org", selector: str = "s1") -> DayComposer:
    """With a card, inlined, so that there is a picture in what is signed."""
    calendar = calendar_of(folder, post("ben", "2023-11-06 09:00", CARD))
    (folder / "dkim.pem").write_text(key, encoding="utf-8")
    return composed(calendar, DKIM_KEY_FILE="dkim.pem", DKIM_DOMAIN=domain, DKIM_SELECTOR=selector)


def passes(data: bytes, key: rsa.RSAPrivateKey) -> bool:
    """As a receiver asks DNS and decides."""
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    record = f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}".encode()

    def asked(name: bytes, timeout: int = 5) -> bytes:
        assert name == b"s1._domainkey.example.org."
        return record

    try:
        return bool(dkim.DKIM(data).verify(dnsfunc=asked))
    except dkim.ValidationError:  # the body is another
        return False


@pytest.mark.parametrize("who", [ADA, NOBODY])
def test_a_receiver_finds_the_signature_right(who: object, tmp_path: Path) -> None:
    data = signed(tmp_path, pem(rsa_key())).letter(who).data  # type: ignore[arg-type]
    assert passes(data, rsa_key())
    assert faults(data) == []


def test_so_it_does_with_the_younger_kind_of_key(tmp_path: Path) -> None:
    """dkimpy needs PyNaCl for these, so a receiver's steps are taken here (RFC 8463: their hash is signed)."""
    key = ed25519.Ed25519PrivateKey.generate()
    head, _, body = signed(tmp_path, pem(key)).letter(ADA).data.partition(b"\r\n\r\n")
    fields = {}
    for field in re.split(rb"\r\n(?![ \t])", head):
        name, _, value = field.partition(b":")
        fields[name.lower()] = name.lower() + b":" + b" ".join(value.split())
    own = fields[b"dkim-signature"]
    tags = dict(part.strip().split(b"=", 1) for part in own.partition(b":")[2].split(b";"))
    names = [name.strip().lower() for name in tags[b"h"].split(b":")]
    told = b"".join(fields[name] + b"\r\n" for name in dict.fromkeys(names) if name in fields)
    told += own[: own.index(b" b=") + 3]
    assert tags[b"a"] == b"ed25519-sha256"
    assert base64.b64decode(tags[b"bh"]) == hashlib.sha256(body).digest()
    key.public_key().verify(base64.b64decode(tags[b"b"]), hashlib.sha256(told).digest())


def test_a_relay_may_fold_the_header_anew_and_change_white_space(tmp_path: Path) -> None:
    data = signed(tmp_path, pem(rsa_key())).letter(ADA).data
    assert passes(data.replace(b"Precedence: bulk", b"PRECEDENCE:   bulk  "), rsa_key())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Subject: Our", b"Subject: Your"),
        (b"To: Ada", b"To: Eve"),
        (b"mail.example.org/u/", b"evil.example.org/u/"),
        (b"Hello", b"Goodbye"),
        (b"Precedence: bulk", b"Precedence: bulk\r\nSubject: Another"),
        (b"Precedence: bulk", b"Precedence: bulk\r\nFrom: Eve <eve@example.org>"),
        (b"Precedence: bulk", b"Precedence: bulk\r\nList-Unsubscribe: <https://evil.example.org>"),
        (b"Precedence: bulk", b"Precedence: bulk\r\nReply-To: eve@example.org"),
    ],
)
def test_what_is_changed_or_added_does_not_pass(before: bytes, after: bytes, tmp_path: Path) -> None:
    data = signed(tmp_path, pem(rsa_key())).letter(ADA).data
    changed = data.replace(before, after, 1)
    assert changed != data
    assert not passes(changed, rsa_key())


def test_both_fields_of_one_click_are_signed(tmp_path: Path) -> None:
    head = signed(tmp_path, pem(rsa_key())).letter(ADA).data.partition(b" bh=")[0].replace(b"\r\n", b"")
    names = [name.strip() for name in head.partition(b"h=")[2].rstrip(b"; ").split(b":")]
    assert names.count(b"List-Unsubscribe") == names.count(b"List-Unsubscribe-Post") == 2
    assert names.count(b"From") == 2


def test_a_sender_below_the_domain_may_be_signed_for(tmp_path: Path) -> None:
    calendar = calendar_of(
        tmp_path, post("a"), digest='digest: {at: "07:30", from: week@news.example.org, address: 1 Road}\n'
    )
    composer = composed(calendar, DKIM_KEY=pem(rsa_key()), DKIM_DOMAIN="example.org", DKIM_SELECTOR="s1")
    assert passes(composer.letter(ADA).data, rsa_key())


def test_without_settings_nothing_is_signed(tmp_path: Path) -> None:
    assert b"DKIM-Signature" not in composed(calendar_of(tmp_path, post("a"))).letter(ADA).data


REFUSED = [
    (lambda: pem(rsa_key()), "another.org", "s1", "comes from example.org"),
    (lambda: pem(rsa_key()), "ample.org", "s1", "comes from example.org"),
    (lambda: pem(rsa_key()), "", "s1", "DKIM_DOMAIN is not set"),
    (lambda: pem(rsa_key()), "example.org", "", "DKIM_SELECTOR is not set"),
    (lambda: pem(rsa_key()), "example.org", "a b", "DKIM_SELECTOR is 'a b'"),
    (lambda: "no key", "example.org", "s1", "cannot be read"),
    (lambda: pem(ec.generate_private_key(ec.SECP256R1())), "example.org", "s1", "neither RSA nor Ed25519"),
]


@pytest.mark.parametrize(("key", "domain", "selector", "told"), REFUSED)
def test_settings_that_cannot_sign_are_said(key: object, domain: str, selector: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=told):
        signed(tmp_path, key(), domain, selector)  # type: ignore[operator]


def test_a_key_with_a_password_is_said(tmp_path: Path) -> None:
    locked = rsa_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")).decode()
    with pytest.raises(SettingsError, match="has a password"):
        signed(tmp_path, locked)


def test_a_key_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="DKIM_KEY_FILE names gone"):
        composed(calendar_of(tmp_path, post("a")), DKIM_KEY_FILE="gone.pem")
