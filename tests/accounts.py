"""Adapters with keys that nobody has, turned to an address on this machine."""

from scheduler.models import Channel
from scheduler.platforms.facebook import Facebook
from scheduler.platforms.x import X
from scheduler.settings import Credentials, Secret

TOKENS = ("KEY-c0ffee", "SECRET-c0ffee", "7-TOKEN-c0ffee", "TOKENSECRET-c0ffee")
PAGE = "104000000000001"
PAGE_TOKEN = "PAGETOKEN-c0ffee"


def x_at(url: str) -> X:
    secrets = {name: Secret(value) for name, value in zip(X.secrets, TOKENS, strict=True)}
    made = X(Channel(name="x", platform="x"), Credentials(channel="x", secrets=secrets, base_url=url))
    made.sleep = lambda _seconds: None
    return made


def facebook_at(url: str) -> Facebook:
    channel = Channel(name="facebook", platform="facebook", options={"page": PAGE})
    secrets = {"PAGE_TOKEN": Secret(PAGE_TOKEN)}
    made = Facebook(channel, Credentials(channel="facebook", secrets=secrets, base_url=url))
    made.sleep = lambda _seconds: None
    return made
