"""Our signatures beside oauthlib's: whatever the address says, both come to the same."""

import requests
from hypothesis import given
from hypothesis import strategies as st
from oauthlib.oauth1.rfc5849 import signature, utils

from scheduler.platforms.oauth import Signer

KEYS = ("the key", "a/secret+", "7-token", "its&secret")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def signed(method: str, url: str, asked: dict[str, str]) -> requests.PreparedRequest:
    made = requests.Request(method, url, params=asked, auth=Signer(*KEYS)).prepare()
    assert isinstance(made, requests.PreparedRequest)
    return made


def claims(request: requests.PreparedRequest) -> dict[str, str]:
    header = request.headers["Authorization"]
    return {name: utils.unescape(value) for name, value in utils.parse_authorization_header(header)}


@given(st.sampled_from(["GET", "POST", "DELETE"]), st.dictionaries(WORDS, WORDS, max_size=4))
def test_oauthlib_agrees(method: str, asked: dict[str, str]) -> None:
    request = signed(method, "https://API.example.org/2/users/7/tweets", asked)
    url = str(request.url)
    collected = signature.collect_parameters(
        uri_query=url.partition("?")[2], headers={"Authorization": request.headers["Authorization"]}
    )
    base = signature.signature_base_string(
        method, signature.base_string_uri(url), signature.normalize_parameters(collected)
    )
    theirs = signature.sign_hmac_sha1_with_client(base, _Client())
    assert claims(request)["oauth_signature"] == theirs


class _Client:
    client_secret, resource_owner_secret = KEYS[1], KEYS[3]


def test_each_request_has_a_nonce_of_its_own() -> None:
    nonces = {claims(signed("GET", "https://api.example.org/", {}))["oauth_nonce"] for _ in range(50)}
    assert len(nonces) == 50
