"""A post's pictures, small: the card as it will be drawn, or the photograph as it will leave."""

import hashlib
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageOps
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from scheduler.errors import SchedulerError
from scheduler.models import Calendar, Post
from scheduler.studio.desk import Desk
from scheduler.studio.pages import desk_of

SIZES = {"small": (480, 270), "large": (1600, 900)}
CARD = (1600, 900)


def picture_file(desk: Desk, calendar: Calendar, post: Post, number: int) -> Path:
    """The post's picture of that number as it will leave; the card is the first. SchedulerError when there is none."""
    if post.card and number == 0:
        return desk.workshop.draw(post.card, CARD, calendar).file
    media = [each for each in post.media if not each.is_video]
    place = number - bool(post.card)
    if not 0 <= place < len(media):
        raise SchedulerError("This post has no such picture.")
    there = replace(media[place], file=calendar.folder / media[place].file)
    return desk.workshop.clean(there, calendar.folder).file


def small(file: Path, size: tuple[int, int], cache: Path) -> Path:
    """The picture cropped to `size`, kept under the name of its content."""
    stat = file.stat()
    name = hashlib.sha256(f"{file} {stat.st_mtime_ns} {stat.st_size} {size}".encode()).hexdigest()[:24]
    kept = cache / f"{name}.jpg"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with Image.open(file) as opened:
            opened.draft("RGB", size)
            ImageOps.fit(opened.convert("RGB"), size, centering=(0.5, 0.35)).save(kept, "JPEG", quality=82)
    return kept


def _picture(request: Request) -> Response:
    desk = desk_of(request)
    post, calendar = desk.post(request.path_params["post"])
    size = SIZES.get(request.query_params.get("size", ""), SIZES["small"])
    try:
        file = small(
            picture_file(desk, calendar, post, request.path_params["number"]),
            size,
            desk.folder / ".scheduler" / "studio",
        )
    except (SchedulerError, OSError):
        return Response(status_code=404)
    return FileResponse(file, headers={"Cache-Control": "private, max-age=3600"})


routes: list[BaseRoute] = [Route("/picture/{post}/{number:int}", _picture)]
