"""OAuth 1.0a signatures (RFC 5849, section 3.4) by HMAC-SHA1: of method, address and query; no form is ever sent here.

oauthlib makes them; its client around that copies and checks each request several times, which takes as long again as
all else that a request costs us.
"""

import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import requests
from oauthlib.oauth1.rfc5849 import signature


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """Signs the requests of one account, each with its own time and nonce; `requests` takes it as `auth`."""

    client_key: str
    client_secret: str
    resource_owner_key: str
    resource_owner_secret: str

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        claims = [
            ("oauth_consumer_key", self.client_key),
            ("oauth_token", self.resource_owner_key),
            ("oauth_signature_method", "HMAC-SHA1"),
            ("oauth_version", "1.0"),
            ("oauth_nonce", secrets.token_hex(16)),
            ("oauth_timestamp", str(int(time.time()))),
        ]
        signed = signature.sign_hmac_sha1_with_client(_base(request.method or "", request.url or "", claims), self)
        words = (f'{name}="{quote(value, safe="~")}"' for name, value in [*claims, ("oauth_signature", signed)])
        request.headers["Authorization"] = "OAuth " + ", ".join(words)
        return request


def _base(method: str, url: str, claims: Iterable[tuple[str, str]]) -> str:
    """What is signed."""
    asked = signature.collect_parameters(uri_query=urlsplit(url).query)
    pairs = signature.normalize_parameters([*claims, *asked])
    base: str = signature.signature_base_string(method, signature.base_string_uri(url), pairs)
    return base
