"""Pictures of the e-mails that stand on our own server, by names that are their content's hash."""

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

_NAME = re.compile(r"[0-9a-f]{16,64}\.(?:jpg|jpeg|png|gif|webp)")
_KINDS = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_FOREVER = "public, max-age=31536000, immutable"


def hosted(folder: Path | None) -> Callable[[Request], Awaitable[Response]]:
    """Serves the files of `folder` that are named by their hash, and no others: no name leads anywhere else."""

    async def picture(request: Request) -> Response:
        name = request.path_params["name"]
        file = folder / name if folder and _NAME.fullmatch(name) else None
        if file is None or file.is_symlink() or not file.is_file():
            raise HTTPException(404)
        headers = {"Cache-Control": _FOREVER, "ETag": f'"{name}"', "Cross-Origin-Resource-Policy": "cross-origin"}
        if f'"{name}"' in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return FileResponse(file, media_type=_KINDS[file.suffix], headers=headers)

    return picture
