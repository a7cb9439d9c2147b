"""The door: the pages that face the internet. Subscribers leave, take a break or come back by their opaque token.

Nothing else is behind it: no list, no login, no calendar.
"""
