"""What a submission says: its kind, its running text and title, its parts and who wrote it."""

import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from scheduler.models import Kind, Media, Parts, Submission
from scheduler.submissions import parts as profile_parts
from scheduler.submissions.bylines import Who, from_one_line, is_byline, is_who_line, written_by
from scheduler.submissions.extract import HEADING, Extract
from scheduler.submissions.folding import folded
from scheduler.submissions.language import language_of
from scheduler.submissions.names import is_introduction, named_in_headline
from scheduler.submissions.portraits import argues, is_about_one
from scheduler.submissions.quoted import (
    in_third_person,
    outside,
    own_words,
    same_person,
    speaker,
    speakers,
    speaks_of_itself,
    unquoted,
    without_epigraphs,
)
from scheduler.submissions.sections import Section, sections
from scheduler.submissions.signature import signed
from scheduler.submissions.told import PROSE
from scheduler.submissions.topmost import at_the_top, is_credit

_BLOG_WORDS, _SIGNED_BLOG_WORDS = 120, 60
"""A text of so many words is a blog post; with a title and an author, fewer are enough."""
_LONGEST_TITLE = 120
_ANSWERS, _ANSWERS_OF_AN_ESSAY = 2, 3
"""With so many of the call's questions answered, it is a profile."""
_LONGEST_MONOLOGUE = 900
_TELLINGS = 2
"""A story that names its worker so often is about her."""
_BEGINNING = 400
_ABOUT = {"consent", "date", "alt", "summary", "caption", "contact", "quote"}
_PROFILE = re.compile(
    r"\b(?:worker'?s?|staff|member|colleague|my|our)s? profile\b|\bprofile (?:of|:)|^profile\b(?=\W)|^perfil\b"
    r"|^portrait (?:d'|de )"
    r"|\b(?:retrato|perfil) (?:de|do|da) |^ملف "
)
_FACTS = {*_ABOUT, "name", "title", "organisation", "country", "person", "post"}
_TOLD = {"why", "role", "support", "love"}
_IS_A_WORKER = re.compile(
    r"\bmy name is\b|\bI am an? [\w -]{0,40}(?:workers?\b|carer|counsell?or|social)"
    r"|(?-i:\bI(?: am|[’']m) [A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The cleaned text, and what was seen in it."""

    text: str
    cut: list[Section]
    parts: Parts
    title: str
    written_by: Who
    third_person: bool


def understood(name: str, files: tuple[Path, ...], text: str, read: list[Extract], said: Kind | None) -> Submission:
    """The submission as far as it can be told from its words; `said` is the kind when a person has named it."""
    told = _told(text)
    media = tuple(path for extract in read for path in extract.media)
    kind = said or _kind(told, media)
    about = {section.part: section.body for section in told.cut if section.part in _ABOUT}
    sender = next((extract.author for extract in read if extract.author), "")
    found = _worded(_completed(told, kind, sender))
    body = _body(told, kind, found.name or "")
    alt = " ".join(about.get("alt", "").split())
    return Submission(
        id=name,
        files=files,
        kind=kind,
        language=language_of(body or text, text),
        title=told.title if kind is not Kind.PROFILE else "",
        author=found.name or sender,
        address=_address(read, about),
        text=about.get("caption", body) if kind is Kind.MULTIMEDIA else body,
        own_summary=_plain_list(about.get("summary", "")),
        words=_words(told.cut) if kind is Kind.PROFILE else 0,
        parts=found,
        third_person=told.third_person,
        media=tuple(Media(file=path, alt=alt) for path in media),
    )


def _address(read: list[Extract], about: dict[str, str]) -> str:
    """Where a reply reaches the contributor: the mail's sender, else what the form says of contact."""
    said = re.search(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", about.get("contact", ""))
    return next((extract.address for extract in read if extract.address), said[0] if said else "")


def _told(text: str) -> _Told:
    text, who_signed = signed(text)
    cut = sections(text)
    title = _title(text, cut)
    running = "\n\n".join(section.body for section in cut if section.part not in _FACTS)
    bare = _without_lines(running, title)
    whole = unquoted(bare)
    third_person = in_third_person(whole)
    # The quotation marks around a whole text are nobody else's: what stands in them is told, not quoted.
    told = text if whole == bare else f"{title}\n\n{whole}"
    parts = profile_parts.find(told, cut, third_person=third_person, signed=who_signed)
    return _Told(text=text, cut=cut, parts=parts, title=title, written_by=written_by(text), third_person=third_person)


def _completed(told: _Told, kind: Kind, sender: str) -> Parts:
    """The author's post and place with a blog post; the sender's name with a profile that does not say one."""
    if kind is Kind.BLOG:
        # What is labelled "Title" in a blog post is the post's, and it answers no questions.
        labelled = {s.part: s.body.split("\n")[0] for s in told.cut if s.part in {"name", "organisation", "country"}}
        if "," in labelled.get("name", ""):  # "Author: Nadia Osei, Sample Network, Ghana"
            labelled |= from_one_line(labelled["name"])
        return Parts(**{**told.written_by, **{part: words for part, words in labelled.items() if words}})
    if kind is not Kind.PROFILE:
        return told.parts
    found = told.parts
    if _tells_of_the_author(told):
        known = {part: words for part, words in asdict(found).items() if words}
        found = Parts(**{**told.written_by, **known})
    return replace(found, name=sender) if found.name is None and sender else found


def _worded(parts: Parts) -> Parts:
    """Without what has no letter: a line that was drawn below an answer."""
    found = asdict(parts).items()
    return Parts(**{part: words if any(sign.isalnum() for sign in words or "") else None for part, words in found})


def _tells_of_the_author(told: _Told) -> bool:
    """Whether the byline of a profile names the worker, and not whoever wrote it down."""
    name, author = told.parts.name or "", told.written_by.get("name", "")
    mine = speaks_of_itself(told.text) and not told.third_person and not profile_parts.is_interview(told.text)
    return bool(author) and (same_person(name, author) if name else mine)


# --- kind -------------------------------------------------------------------------------------------------------------


def _kind(told: _Told, media: tuple[Path, ...]) -> Kind:
    words = len(told.text.split())
    asked = {section.part for section in told.cut if section.body} & set(PROSE)
    answers = sum(getattr(told.parts, part) is not None for part in PROSE)
    if len(asked) >= _ANSWERS and (told.parts.name or speaks_of_itself(told.text) or told.third_person):
        return Kind.PROFILE
    if _is_called_a_blog(told.cut):
        return Kind.BLOG
    if _tells_a_profile(told, answers) or (_is_a_portrait(told) and answers >= _answers_of_a_portrait(told)):
        return Kind.PROFILE
    if any(Media(file=path).is_video for path in media) or (media and words < _BLOG_WORDS):
        return Kind.MULTIMEDIA
    if not told.written_by and (_introduces(told) or _shows_one_worker(told, words)):
        return Kind.PROFILE
    argument = _has_a_post(told) and argues(told.text)  # with a worker for its example
    if (_is_about_one_worker(told) and not argument) or (answers and any(each.part == "name" for each in told.cut)):
        return Kind.PROFILE
    signed = bool(told.title and told.written_by)
    if _is_a_portrait(told) and answers and not argument:
        return Kind.UNKNOWN  # of one worker, but hardly anything of their work
    return Kind.BLOG if words >= (_SIGNED_BLOG_WORDS if signed else _BLOG_WORDS) else Kind.UNKNOWN


def _tells_a_profile(told: _Told, answers: int) -> bool:
    """A monologue or a story that answers the call's questions unasked. Blog posts tell of work too: what is signed
    must also say why its author does this work, and in their own person or with one worker's quoted words."""
    parts = told.parts
    by_another = bool(told.written_by) and not _tells_of_the_author(told)
    if parts.name and parts.title and parts.quote and not by_another and len(told.text.split()) <= _BLOG_WORDS:
        return True
    if (
        _is_called_a_profile(told)
        or _stands_under_a_name(told)
        or (answers >= _ANSWERS and bool(parts.title) and _begins_with_its_worker(told))
    ):
        return True
    if told.title and told.written_by:
        return answers >= _ANSWERS_OF_AN_ESSAY and bool(parts.why) and (not by_another or told.third_person)
    personal = bool(parts.why or parts.love) and len(told.text.split()) <= _LONGEST_MONOLOGUE
    if not told.written_by and parts.why and (parts.role or parts.love) and speaks_of_itself(told.text) and personal:
        return True  # whose it is will be asked
    about_one = personal and bool(parts.name) and (speaks_of_itself(told.text) or bool(parts.title))
    return answers >= _ANSWERS and about_one


def _is_a_portrait(told: _Told) -> bool:
    """Somebody else's story of one worker, of whom it says what they are or do; who wrote it does not matter."""
    name = told.parts.name or ""
    by_another = not same_person(told.written_by.get("name", ""), name)
    parts = told.parts
    works = bool(parts.title or (parts.role and parts.support and (parts.why or parts.love)))
    return told.third_person and works and by_another and is_about_one(told.text, name)


def _answers_of_a_portrait(told: _Told) -> int:
    """An argument, or what is signed with a post and an organisation, must answer more to be more than its example."""
    return _ANSWERS + (_ANSWERS if _has_a_post(told) or argues(told.text) else 0)


def _has_a_post(told: _Told) -> bool:
    """Whether whoever signed it says for whom they speak."""
    return bool({"title", "organisation"} & told.written_by.keys())


def _stands_under_a_name(told: _Told) -> bool:
    """In the place of a title it has its worker's name and post, and then somebody says "I"."""
    line, _, rest = told.text.partition("\n")
    stands = is_who_line(line.removeprefix(HEADING)) and bool(told.parts.title)
    return stands and speaks_of_itself(rest) and not _first_line(rest.strip())


def _begins_with_its_worker(told: _Told) -> bool:
    """The first line says nothing but who it is, and what: no blog post has its author for a title."""
    first = at_the_top(told.text.partition("\n")[0])
    return bool(first.get("title")) and not told.third_person and same_person(first["name"], told.parts.name or "")


def _is_called_a_blog(cut: list[Section]) -> bool:
    """A form that asks for the text of a blog post, or for its author."""
    asked = [section for section in cut if section.part and section.body]
    return any(each.part == "text" or re.search(r"blog|author|auteur|autor", folded(each.label)) for each in asked)


def _is_called_a_profile(told: _Told) -> bool:
    """Its title says what it is, and then somebody says "I", or one worker is told of."""
    first = folded(told.text[:_LONGEST_TITLE].removeprefix(HEADING).split("\n")[0].strip())
    return _PROFILE.search(first) is not None and (speaks_of_itself(told.text) or bool(told.parts.name))


def _shows_one_worker(told: _Told, words: int) -> bool:
    """Captions and short texts that name one worker and what they are."""
    return words <= _BLOG_WORDS and bool(told.parts.name and told.parts.title)


def _introduces(told: _Told) -> bool:
    beginning = outside(told.text[:_BEGINNING])
    return _IS_A_WORKER.search(beginning) is not None or (
        bool(told.parts.title) and any(is_introduction(line) for line in beginning.split("\n"))
    )


def _is_about_one_worker(told: _Told) -> bool:
    """An interview, or a story in which one worker alone speaks: told with confidence, or not at all."""
    name = told.parts.name
    if not name:
        return False
    lines = [line.removeprefix(HEADING).strip() for line in told.text.split("\n") if line.strip()]
    announced = same_person(named_in_headline(lines), name)
    if profile_parts.is_interview(told.text):
        return announced or not told.written_by
    often = max(len(re.findall(rf"\b{re.escape(word)}\b", told.text)) for word in name.split()) >= _TELLINGS
    said = speakers(told.text)
    speaks = bool(said) and (same_person(said[0], name) or same_person(speaker(told.text), name))
    return told.third_person and bool(own_words(told.text, name)) and often and (announced or speaks)


# --- running text and title -------------------------------------------------------------------------------------------


def _title(text: str, cut: list[Section]) -> str:
    """The first heading, else what is labelled so (below a heading, that is somebody's post), else a first line that
    stands like one."""
    labelled = next((section.body for section in cut if section.part == "title" and section.body), "")
    heads = (section.label for section in cut if section.heading and not section.part and not is_byline(section.label))
    return next((head for head in heads if not _is_a_date(head)), "") or labelled.split("\n")[0] or _first_line(text)


def _first_line(text: str) -> str:
    line, _, rest = text.partition("\n")
    stands = 0 < len(line) <= _LONGEST_TITLE and line[-1] not in ".:;," and not is_byline(line)
    starts = not line[:1].islower() and line[:1] not in '“«"-'
    return line if stands and starts and rest.strip() and not sections(line)[0].label else ""


def _is_a_date(line: str) -> bool:
    return re.search(r"\d{4}$|^\d", line) is not None and len(line.split()) <= 4


def _body(told: _Told, kind: Kind, name: str) -> str:
    """The running text without labels, title, byline and other people's words above it."""
    if kind is Kind.PROFILE:
        answers = [section.body for section in told.cut if section.part in _TOLD and section.body]
        if len(answers) >= _ANSWERS:
            return "\n\n".join(answers)
    kept = (section.body for section in told.cut if section.body and section.part not in _FACTS)
    text = _without_lines("\n\n".join(kept), told.title)
    return without_epigraphs(unquoted(text), told.written_by.get("name", name))


def _words(cut: list[Section]) -> int:
    """How many a profile has, its quote included; labels and facts are none."""
    return sum(len(section.body.split()) for section in cut if section.part == "quote" or section.part not in _FACTS)


def _without_lines(text: str, title: str) -> str:
    """Without the title and the bylines, wherever they stand."""
    lines = text.split("\n")
    kept = [line for line in lines if line.strip() != title or not title]
    paragraphs = "\n".join(line for line in kept if not _is_credit(line)).split("\n\n")
    return "\n\n".join(each.strip() for each in paragraphs if each.strip())


def _is_credit(line: str) -> bool:
    return (
        is_byline(line) or is_who_line(line) or is_credit(line) or re.match(r"^By the [\w ]{5,80}\.$", line) is not None
    )


def _plain_list(text: str) -> str:
    """Key messages as sentences after each other."""
    items = [re.sub(r"^[-•*]\s*", "", line).strip() for line in text.split("\n") if line.strip()]
    return " ".join(items)
