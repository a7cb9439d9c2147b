"""A post as a form: its fields as texts, and the post that filled-in fields make of another. Pure.

Fields of one channel begin with its name: "x.text". Whatever the form did not send stays as it is in the post.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from scheduler.calendar_file import channels_of
from scheduler.errors import SchedulerError
from scheduler.models import Calendar, Card, Media, Override, Post
from scheduler.platforms import load

CARD_WORDS = ("quote", "name", "title", "organisation", "country", "lang", "theme", "alt")
MANY_WORDS = 88
"""A text that is longer stands on lines of its own in the file, and ends like them."""
MOST_PIXELS = 100_000

Fields = Mapping[str, str]


def fields_of(post: Post, calendar: Calendar) -> dict[str, str]:
    """What the form shows, by the fields' names."""
    found = {"text": post.text, "link": post.link, "submission": post.submission, "to": "shown"}
    found |= {f"to.{name}": "on" for name in channels_of(post, calendar)}
    found |= _alts("", post.media) | _card_fields(post.card)
    for name in calendar.channels:
        found |= _own_fields(name, post.overrides.get(name, Override()))
    return found


def _own_fields(name: str, own: Override) -> dict[str, str]:
    mode = "thread" if own.thread else "shared" if own.text is None else "text"
    found = {f"{name}.mode": mode, f"{name}.own-link": "shown", f"{name}.link": own.link or ""}
    found |= {f"{name}.has-link": "on"} if own.link is not None else {}
    found |= {f"{name}.text": own.text} if own.text is not None else {}
    found |= {f"{name}.part.{number}": part for number, part in enumerate(own.thread)}
    return found | _alts(f"{name}.", own.media or ())


def _alts(owner: str, media: tuple[Media, ...]) -> dict[str, str]:
    return {f"{owner}alt.{number}": each.alt for number, each in enumerate(media)}


def _card_fields(card: Card | None) -> dict[str, str]:
    found = {f"card.{name}": getattr(card, name) if card else "" for name in CARD_WORDS}
    found["card.portrait"] = str(card.portrait or "") if card else ""
    across, down = (f"{part * 100:g}" for part in card.focus) if card and card.focus else ("", "")
    return found | {"card.across": across, "card.down": down}


# --- back into a post -------------------------------------------------------------------------------------------------


def edited(post: Post, form: Fields, calendar: Calendar) -> Post:
    """The post as the form has it; SchedulerError, in words, for what can be no post."""
    return replace(
        post,
        text=_words(form.get("text", post.text), post.text),
        link=form.get("link", post.link).strip(),
        submission=form.get("submission", post.submission).strip(),
        channels=_channels(post, form, calendar),
        media=_described("", post.media, form),
        card=_card(post.card, form),
        overrides=dict(_overrides(post, form, calendar)),
    )


def _words(new: str, old: str) -> str:
    """As it was where only its end is another; else without what nobody sees, and ending as a text in the file does."""
    if new.rstrip() == old.rstrip():
        return old
    lines = [line.rstrip() for line in new.replace("\r", "\n").split("\n")]
    words = "\n".join(lines).strip()
    ends = old.endswith("\n") if _is_long(old) else _is_long(words)
    return f"{words}\n" if ends and words else words


def _is_long(words: str) -> bool:
    return "\n" in words or len(words) > MANY_WORDS


def _channels(post: Post, form: Fields, calendar: Calendar) -> tuple[str, ...]:
    """None where they are those that the post would have anyway."""
    if "to" not in form:
        return post.channels
    asked = tuple(name for name in calendar.channels if f"to.{name}" in form)
    if not asked:
        raise SchedulerError("No channel is chosen.", "Choose one; to keep the post at home, cancel it.")
    if set(asked) == set(channels_of(post, calendar)):
        return post.channels
    return () if set(asked) == set(channels_of(replace(post, channels=()), calendar)) else asked


def _described(owner: str, media: tuple[Media, ...], form: Fields) -> tuple[Media, ...]:
    return tuple(
        replace(each, alt=_line(form.get(f"{owner}alt.{number}", each.alt), each.alt))
        for number, each in enumerate(media)
    )


def _line(new: str, old: str) -> str:
    """A text without lines: as it was where only spaces differ."""
    words = " ".join(new.split())
    return old if words == " ".join(old.split()) else words


def _overrides(post: Post, form: Fields, calendar: Calendar) -> Iterator[tuple[str, Override]]:
    for name in dict.fromkeys((*post.overrides, *calendar.channels)):
        was = post.overrides.get(name, Override())
        own = _override(name, was, form)
        if own != Override() or (name in post.overrides and own == was):
            yield name, own


def _override(name: str, was: Override, form: Fields) -> Override:
    own = replace(was, media=None if was.media is None else _described(f"{name}.", was.media, form))
    if f"{name}.own-link" in form:
        own = replace(own, link=form.get(f"{name}.link", "").strip() if f"{name}.has-link" in form else None)
    match form.get(f"{name}.mode"):
        case "text":
            return replace(own, thread=(), text=_words(form.get(f"{name}.text", was.text or ""), was.text or ""))
        case "thread":
            return replace(own, thread=_thread(name, was.thread, form), text=None)
        case "shared":
            return replace(own, thread=(), text=None)
    return own


def _thread(name: str, was: tuple[str, ...], form: Fields) -> tuple[str, ...]:
    sent = [form[f"{name}.part.{number}"] for number in range(_parts_sent(name, form))]
    olds = [*was, *[""] * len(sent)]
    return tuple(_words(new, old) for new, old in zip(sent, olds, strict=False)) or was


def _parts_sent(name: str, form: Fields) -> int:
    return next(number for number in range(len(form) + 1) if f"{name}.part.{number}" not in form)


def _card(card: Card | None, form: Fields) -> Card | None:
    """None where neither quote nor name is filled in."""
    if "card.quote" not in form:
        return card
    known, shown = card or Card(quote="", name=""), _card_fields(card)
    said = {name: _line(form.get(f"card.{name}", shown[f"card.{name}"]), getattr(known, name)) for name in CARD_WORDS}
    if not said["quote"] and not said["name"]:
        return None
    if not said["quote"] or not said["name"]:
        raise SchedulerError("A card needs a quote and a name.", "Write both, or empty both to have no card.")
    portrait = form.get("card.portrait", shown["card.portrait"]).strip()
    new = known.portrait if portrait == shown["card.portrait"] else _of_campaign(portrait) if portrait else None
    # Where the centre of one photograph is says nothing about another.
    known = known if portrait == shown["card.portrait"] else replace(known, focus=None)
    return replace(known, **said, portrait=new, focus=_focus(known, form, shown))


def _of_campaign(file: str) -> Path:
    """The path of a file in the campaign's folder; SchedulerError when it would lead out of it."""
    path = Path(file)
    if path.is_absolute() or ".." in path.parts:
        raise SchedulerError(f"{file} lies outside the campaign's folder.", "Upload it, or copy it into assets/.")
    return path


def _focus(card: Card, form: Fields, shown: Fields) -> tuple[float, float] | None:
    across, down = (form.get(f"card.{name}", shown[f"card.{name}"]).strip() for name in ("across", "down"))
    if (across, down) == (shown["card.across"], shown["card.down"]):
        return card.focus
    if not across and not down:
        return None
    try:
        found = round(float(across) / 100, 3), round(float(down) / 100, 3)
    except ValueError:
        found = -1.0, -1.0
    if not all(0 <= part <= 1 for part in found):
        raise SchedulerError("The centre of the portrait is two numbers from 0 to 100.", "Or leave both empty.")
    return found


# --- what a button does beside saving -------------------------------------------------------------------------------


def pressed(post: Post, do: str, calendar: Calendar) -> Post:
    """The post after the button `do`, "what:about" ("reset:x"); as it is when there is no such button."""
    verb, _, about = do.partition(":")
    made = _BUTTONS.get(verb)
    return made(post, about, calendar) if made else post


def _with_own(change: Callable[[Override, Post], Override]) -> Callable[[Post, str, Calendar], Post]:
    def made(post: Post, name: str, calendar: Calendar) -> Post:
        if name not in calendar.channels:
            return post
        own = change(post.overrides.get(name, Override()), post)
        rest = {other: said for other, said in post.overrides.items() if other != name}
        if own == Override():
            return replace(post, overrides=rest)
        return replace(post, overrides={**post.overrides, name: own})

    return made


def _said_now(own: Override, post: Post) -> str:
    if own.thread:
        return "\n\n".join(part.strip("\n") for part in own.thread if part.strip()) + "\n"
    return post.text if own.text is None else own.text


def _less_a_part(post: Post, about: str, calendar: Calendar) -> Post:
    name, _, number = about.rpartition(".")

    def less(own: Override, _post: Post) -> Override:
        left = tuple(part for place, part in enumerate(own.thread) if str(place) != number)
        return replace(own, thread=left)

    return _with_own(less)(post, name, calendar) if name in post.overrides else post


def _more_media(post: Post, file: str, _calendar: Calendar) -> Post:
    return replace(post, media=(*post.media, Media(file=_of_campaign(file))))


def _less_media(post: Post, number: str, _calendar: Calendar) -> Post:
    return replace(post, media=tuple(each for place, each in enumerate(post.media) if str(place) != number))


def _media_first(post: Post, number: str, _calendar: Calendar) -> Post:
    first = [each for place, each in enumerate(post.media) if str(place) == number]
    return replace(post, media=(*first, *(each for each in post.media if each not in first)))


def _quoting(post: Post, quote: str, _calendar: Calendar) -> Post:
    card = post.card or Card(quote="", name="")
    return replace(post, card=replace(card, quote=quote)) if quote.strip() else post


_BUTTONS: dict[str, Callable[[Post, str, Calendar], Post]] = {
    "customise": _with_own(lambda own, post: replace(own, text=_said_now(own, post), thread=())),
    "reset": _with_own(lambda _own, _post: Override()),
    "thread": _with_own(lambda own, post: replace(own, thread=(_said_now(own, post), ""), text=None)),
    "part": _with_own(lambda own, _post: replace(own, thread=(*own.thread, ""), text=None)),
    "less-part": _less_a_part,
    "media": _more_media,
    "less-media": _less_media,
    "first-media": _media_first,
    "quote": _quoting,
    "less-card": lambda post, _about, _calendar: replace(post, card=None),
}


def looked_at(post: Post, form: Fields) -> Post:
    """The post with its portrait's centre where somebody pressed; a press by keyboard names no place."""
    sent = [form.get("focus.x", ""), form.get("focus.y", ""), *form.get("focus-size", "").split("x")]
    if post.card is None or len(sent) != 4 or not all(each.isdecimal() for each in sent):
        return post
    x, y, across, down = (min(int(each), MOST_PIXELS) for each in sent)
    if not (0 < x <= across and 0 < y <= down):
        return post
    return replace(post, card=replace(post.card, focus=(round(x / across, 3), round(y / down, 3))))


def most_parts(channel: str, calendar: Calendar) -> int:
    """How many parts a thread may have there; 1: there are no threads."""
    return load(calendar.channels[channel].platform).limits.thread
