"""What the editor shows and takes of pictures: the campaign's own, cards as they would be drawn, portraits, uploads."""

import io
import re
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from scheduler.cards.portraits import FACE
from scheduler.errors import SchedulerError
from scheduler.models import Calendar, Card, Media, Post
from scheduler.studio.assets import FILMS, MOST_FILM_BYTES, PICTURES, inside, let_in
from scheduler.studio.desk import Desk
from scheduler.studio.editor import pressed
from scheduler.studio.findings import CARD_SIZES
from scheduler.studio.forms import Form
from scheduler.studio.moves import act
from scheduler.studio.pages import desk_of

SHOWN = (960, 1200)
"""Pixels: a preview is never wider, on a screen of twice the density either."""
PORTRAIT = 240
KEEP = {"Cache-Control": "private, max-age=600"}
_FORM_BYTES = 100_000


def contained(file: Path, size: tuple[int, int], cache: Path) -> Path:
    """The whole picture, upright, within `size`, kept under the name of its content."""
    stat = file.stat()
    name = f"{stat.st_ino:x}-{stat.st_mtime_ns:x}-{stat.st_size:x}-{size[0]}.jpg"
    kept = cache / name
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with Image.open(file) as opened:
            opened.draft("RGB", (size[0] * 2, size[1] * 2))
            picture = ImageOps.exif_transpose(opened).convert("RGB")
            picture.thumbnail(size)
            picture.save(kept, "JPEG", quality=82)
    return kept


def _cache(desk: Desk) -> Path:
    return desk.folder / ".scheduler" / "studio"


def _asset(request: Request) -> Response:
    desk = desk_of(request)
    try:
        calendar = desk.calendar()
        file = inside(request.query_params.get("file", ""), calendar, PICTURES)
        bare = desk.workshop.clean(Media(file=file), calendar.folder).file
        return FileResponse(contained(bare, SHOWN, _cache(desk)), headers=KEEP)
    except (SchedulerError, OSError, ValueError):
        return Response(status_code=404)


def _film(request: Request) -> Response:
    try:
        return FileResponse(
            inside(request.query_params.get("file", ""), desk_of(request).calendar(), FILMS), headers=KEEP
        )
    except SchedulerError:
        return Response(status_code=404)


def _card(request: Request) -> Response:
    """The card that the address describes; 422 with the words when it cannot be drawn right."""
    desk, asked = desk_of(request), request.query_params
    size = (request.path_params["width"], request.path_params["height"])
    if size not in CARD_SIZES:
        return Response(status_code=404)
    try:
        calendar = desk.calendar()
        portrait = asked.get("portrait", "")
        card = Card(
            **{
                name: asked.get(name, "")
                for name in ("quote", "name", "title", "organisation", "country", "lang", "theme")
            },
            portrait=inside(portrait, calendar, PICTURES) if portrait else None,
            focus=_pair(asked.get("focus", "")),
        )
        drawn = desk.workshop.draw(card, size, calendar).file
        return FileResponse(contained(drawn, SHOWN, _cache(desk)), headers=KEEP)
    except (SchedulerError, OSError, ValueError) as error:
        return Response(str(error), 422, media_type="text/plain")


def _pair(words: str) -> tuple[float, float] | None:
    found = re.fullmatch(r"([01](?:\.\d+)?),([01](?:\.\d+)?)", words)
    return (min(float(found[1]), 1.0), min(float(found[2]), 1.0)) if found else None


def portrait_size(file: Path) -> tuple[int, int] | None:
    """How large the editor shows a portrait, in pixels; None where it cannot be shown."""
    try:
        with Image.open(file) as opened:
            across, down = opened.size
            if opened.getexif().get(0x0112, 1) >= 5:  # it lies on its side
                across, down = down, across
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return PORTRAIT, max(1, round(PORTRAIT * down / across))


def _portrait(request: Request) -> Response:
    """A portrait with a ring where its centre is."""
    desk = desk_of(request)
    try:
        file = inside(request.query_params.get("file", ""), desk.calendar(), PICTURES)
        size = portrait_size(file)
        if size is None:
            return Response(status_code=404)
        with Image.open(contained(file, (SHOWN[0], 4 * SHOWN[1]), _cache(desk))) as opened:
            picture = opened.resize((2 * size[0], 2 * size[1]))
        return Response(
            _ringed(picture, _pair(request.query_params.get("focus", "")) or FACE),
            headers=KEEP,
            media_type="image/jpeg",
        )
    except (SchedulerError, OSError, ValueError):
        return Response(status_code=404)


def _ringed(picture: Image.Image, focus: tuple[float, float]) -> bytes:
    draw = ImageDraw.Draw(picture)
    x, y = focus[0] * picture.width, focus[1] * picture.height
    for radius, colour, width in ((30, "black", 9), (29, "white", 5)):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=colour, width=width)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


# --- uploads ----------------------------------------------------------------------------------------------------------


async def _upload(request: Request) -> Response:
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > MOST_FILM_BYTES + _FORM_BYTES:
        raise SchedulerError(f"An upload has at most {MOST_FILM_BYTES // 1_000_000} MB.", "Save the film smaller.")
    async with request.form(max_files=1, max_fields=10, max_part_size=_FORM_BYTES) as sent:
        file = sent.get("file")
        form = Form((key, value) for key, value in sent.items() if isinstance(value, str))
        if not isinstance(file, UploadFile):
            raise SchedulerError("No file was chosen.", "Choose one, then press Upload.")
        return await run_in_threadpool(_uploaded, request, form, file)


def _uploaded(request: Request, form: Form, file: UploadFile) -> Response:
    """Keeps the file in assets/, and adds it to the post's pictures or makes it the card's portrait."""
    post, calendar = desk_of(request).post(request.path_params["post"])
    kept = let_in(file.filename or "", file.file, calendar)
    act(request, form, {post.id: lambda was, known: _with(was, kept, form["as"], known)}, f"{kept.name} was added.")
    return RedirectResponse(f"/posts/{post.id}#pictures", 303)


def _with(post: Post, file: Path, role: str, calendar: Calendar) -> Post:
    if role == "portrait" and post.card:
        return replace(post, card=replace(post.card, portrait=file, focus=None))
    return pressed(post, f"media:{file.as_posix()}", calendar)


routes: list[BaseRoute] = [
    Route("/asset", _asset),
    Route("/film", _film),
    Route("/card/{width:int}x{height:int}", _card),
    Route("/portrait", _portrait),
    Route("/posts/{post}/media", _upload, methods=["POST"]),
]
