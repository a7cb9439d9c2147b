"""The page on which the communications team lives: the week, written and approved in a browser.

`serving` (uvicorn) → `app` (routes) → `guard` (who may come in) → the screens (`week`, …: each reads the `desk`, makes
plain values of what it shows, and renders a template) → `desk` (calendar, ledger, record: as they are now).

posts.yaml stays the truth: every action is an edit of it by `calendar_file`, or a decision in the ledger. Every screen
works without JavaScript; `static/studio.js` only makes it quicker.
"""
