"""OAuth 1.0a signatures (RFC 5849, section 3.4) by HMAC-SHA1: of method, address and query; no form is ever sent here.

oauthlib does this too, and takes a third of the time that a whole request costs us: what is due in the same second is
out sooner so. The sandbox verifies with oauthlib.
"""

import hmac
import secrets
import time
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, urlsplit

import requests


class Signer:
    """Signs the requests of one account, each with its own time and nonce; `requests` takes it as `auth`."""

    def __init__(self, key: str, secret: str, token: str, token_secret: str) -> None:
        self._key = f"{_escaped(secret)}&{_escaped(token_secret)}".encode()
        self._claims = {
            "oauth_consumer_key": _escaped(key),
            "oauth_token": _escaped(token),
            "oauth_signature_method": "HMAC-SHA1",
            "oauth_version": "1.0",
        }

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        claims = {**self._claims, "oauth_nonce": secrets.token_hex(16), "oauth_timestamp": str(int(time.time()))}
        base = _base(request.method or "", request.url or "", claims.items())
        signature = b64encode(hmac.digest(self._key, base.encode(), "sha1")).decode()
        claims["oauth_signature"] = _escaped(signature)
        request.headers["Authorization"] = "OAuth " + ", ".join(f'{name}="{value}"' for name, value in claims.items())
        return request


def _base(method: str, url: str, claims: Iterable[tuple[str, str]]) -> str:
    """What is signed. `claims` are escaped already."""
    parts = urlsplit(url)
    asked = ((_escaped(name), _escaped(value)) for name, value in parse_qsl(parts.query, keep_blank_values=True))
    pairs = "&".join(f"{name}={value}" for name, value in sorted([*claims, *asked]))
    address = f"{parts.scheme}://{parts.netloc.lower()}{parts.path}"
    return f"{method}&{_escaped(address)}&{_escaped_again(pairs)}"


def _escaped(words: str) -> str:
    return quote(words, safe="~")


def _escaped_again(pairs: str) -> str:
    """Of what is escaped already, only these signs are left to do."""
    return pairs.replace("%", "%25").replace("=", "%3D").replace("&", "%26")
