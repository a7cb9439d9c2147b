"""Tells an open page that what it shows may have changed: ids only, the page asks again itself."""

import asyncio
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from scheduler.studio.pages import desk_of

LOOK_SECONDS = 0.5
ALIVE_LOOKS = 30
"""After so many looks without news something is sent, so that a dead connection is found out."""


async def _events(request: Request) -> Response:
    return StreamingResponse(_news(request), media_type="text/event-stream")


async def _news(request: Request) -> AsyncIterator[str]:
    desk, stopping = desk_of(request), request.app.state.stopping
    known, quiet = request.query_params.get("since", ""), 0
    yield "retry: 2000\n\n"
    while not stopping.is_set() and not await request.is_disconnected():
        mark = await run_in_threadpool(desk.mark)
        quiet += 1
        if mark != known or quiet >= ALIVE_LOOKS:
            yield f"data: {mark}\n\n"
            known, quiet = mark, 0
        await asyncio.sleep(LOOK_SECONDS)


routes: list[BaseRoute] = [Route("/events", _events)]
