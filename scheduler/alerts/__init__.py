"""Alerts: one when a person is needed, one when it is over, for each cause and each address in ALERT_URLS."""

from scheduler.alerts.address import Address, addresses
from scheduler.alerts.causes import Alert, Scene, causes
from scheduler.alerts.news import Message, News, View, look, news, pause_after
from scheduler.alerts.telling import Alerts, InMemory, Messenger, Receiver, Store

__all__ = [
    "Address",
    "Alert",
    "Alerts",
    "InMemory",
    "Message",
    "Messenger",
    "News",
    "Receiver",
    "Scene",
    "Store",
    "View",
    "addresses",
    "causes",
    "look",
    "news",
    "pause_after",
]
