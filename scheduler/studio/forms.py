"""What a form sent: texts by name, of a size that a page of ours can have; the work is done outside the event loop."""

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from scheduler.errors import SchedulerError

MOST_BYTES = 1_000_000
MOST_FIELDS = 2_000


class Form(dict[str, str]):
    """Texts by name; a field that was not sent is empty."""

    def __missing__(self, key: str) -> str:
        return ""


async def form_of(request: Request, work: Callable[[Request, Form], Response]) -> Response:
    """Reads the form and does the work with it; SchedulerError when it is larger than any of ours."""
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > MOST_BYTES:
        raise SchedulerError("This form is too large.", "Shorten the text.")
    read = Form()
    if request.method == "POST":
        sent = await request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES)
        # Browsers send a line's end as CR LF, whatever was typed.
        read = Form(
            (key, value.replace("\r\n", "\n")) for key, value in sent.multi_items() if not isinstance(value, UploadFile)
        )
    return await run_in_threadpool(work, request, read)
