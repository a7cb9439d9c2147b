"""OAuth 1.0a as X checks it: who signed a request, that the signature is right, and that it comes once."""

import hmac
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from oauthlib.oauth1.rfc5849 import signature, utils
from werkzeug import Request

_SKEW_SECONDS = 300


class Unverified(Exception):  # noqa: N818
    """The request is not signed, wrongly signed, too old, or was here before."""


def given(request: Request) -> dict[str, str]:
    """What the Authorization header claims."""
    header = request.headers.get("Authorization", "")
    if not header.startswith("OAuth "):
        raise Unverified
    return {name: utils.unescape(value) for name, value in utils.parse_authorization_header(header)}


def verify(request: Request, claims: Mapping[str, str], keys: Mapping[str, str]) -> None:
    """That the holder of `keys` signed this very request. A client that was turned to a sandbox names the address that
    it signed in X-Original-Url."""
    if claims.get("oauth_consumer_key") != keys["API_KEY"]:
        raise Unverified
    address = request.headers.get("X-Original-Url", request.url)
    if not hmac.compare_digest(_signature(request, address, keys), claims.get("oauth_signature", "")):
        raise Unverified


def _signature(request: Request, address: str, keys: Mapping[str, str]) -> str:
    form = list(request.form.items()) if request.mimetype == "application/x-www-form-urlencoded" else []
    signed = signature.collect_parameters(
        uri_query=urlsplit(address).query, body=form, headers={"Authorization": request.headers["Authorization"]}
    )
    base = signature.signature_base_string(
        request.method, signature.base_string_uri(address), signature.normalize_parameters(signed)
    )
    key = "&".join(utils.escape(keys[name]) for name in ("API_SECRET", "ACCESS_TOKEN_SECRET"))
    return b64encode(hmac.new(key.encode(), base.encode(), "sha1").digest()).decode()


@dataclass(slots=True)
class Nonces:
    """Each may be used once, and only with a fresh timestamp."""

    _spent: set[str] = field(default_factory=set)

    def spend(self, claims: Mapping[str, str]) -> None:
        nonce, stamp = claims.get("oauth_nonce", ""), claims.get("oauth_timestamp", "")
        if not stamp.isdigit() or abs(time.time() - int(stamp)) > _SKEW_SECONDS or nonce in self._spent:
            raise Unverified
        self._spent.add(nonce)
