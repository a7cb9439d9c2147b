"""Submissions that nobody wrote: as many as wanted, no two alike, in the lengths and forms that members send.

Everybody in them is invented. One seed gives one submission, always the same.
"""

import random
import sys
from email.message import EmailMessage
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from handed_in import paragraph, pdf, word

FORMS = ("txt", "docx", "html", "eml", "md", "pdf")

_WHO = (
    "our team",
    "the case workers",
    "a volunteer",
    "my supervisor",
    "the ward committee",
    "a neighbour",
    "the clinic",
)
_DOES = (
    *("visited", "wrote down", "explained", "waited for", "learned to read", "kept", "shared", "counted", "opened"),
    *("translated", "repaired", "carried", "discussed", "planned", "checked"),
)
_WHAT = (
    *("the register of the district", "a kettle and some chairs", "the forms that nobody liked", "a map of every road"),
    *("the rules of the house", "the list of open questions", "a letter from the ministry", "the bus timetable"),
    *("the new guidelines", "the notes of the last meeting", "a bicycle without brakes", "the radio programme"),
)
_WHEN = (
    *("in the first week of March", "after the long rains", "before anybody had asked", "on market days"),
    *("in 2016", "for the last time", "while the kettle boiled", "when the road was closed", "every second Friday"),
)
_THEN = (
    *("and the office on the hill stayed open until dark", "so that the next worker could begin where she had ended"),
    *("because a promise that is written down is easier to keep", "although the budget had been cut by 12 per cent"),
    *("which saved 40 hours of walking", "and nobody had to tell the same story twice"),
    *("until the supervision group met again", "as the profession had always asked us to do"),
)
_STARTS = ("", "", "", "Years ago ", "Today ", "In our district ", "For most of us ", "At the end of the month ")
_NAMES = ("Achola Testa", "Beka Sample", "Ciro Muster", "Dalia Specimen", "Emeka Probe", "Farida Prova", "Goran Mostra")
_PLACES = ("Kenya", "Nepal", "Peru", "Ghana", "Jordan", "Uganda", "Cambodia", "Zambia")
_QUESTIONS = (
    "Why did you choose this work?",
    "What is your role, and what does a typical day look like?",
    "What support do you give, and what are the results?",
    "What do you love most?",
)


def paragraphs(words: int, chance: random.Random, *, first_person: bool = False) -> list[str]:
    """Running text of at least so many words, in paragraphs of four to seven sentences."""
    found, told = list[str](), 0
    while told < words:
        one = " ".join(_sentence(chance, first_person=first_person) for _ in range(chance.randint(4, 7)))
        told += len(one.split())
        found.append(one)
    return found


def _sentence(chance: random.Random, *, first_person: bool) -> str:
    who = "I" if first_person and chance.random() < 0.6 else chance.choice(_WHO)
    pieces = (chance.choice(_STARTS) + who, *map(chance.choice, (_DOES, _WHAT, _WHEN)))
    told = f"{' '.join(pieces)}, {chance.choice(_THEN)}."
    return told[0].upper() + told[1:]


def submission(seed: int, words: int) -> tuple[str, list[tuple[str, str]]]:
    """A title, and headings with what stands below them: every second one is a profile, the others are blog posts."""
    chance = random.Random(seed)
    name, place = f"{chance.choice(_NAMES)} {chr(65 + seed % 26)}.", chance.choice(_PLACES)
    if seed % 2:
        body = [("", f"By {name}"), *(("", each) for each in paragraphs(words, chance))]
        return f"What the register of {place} taught us in {1990 + seed % 34} days", body
    about = [("Name", name), ("Title", "Case worker"), ("Organisation", f"Sample Circle {seed}"), ("Country", place)]
    asked = [
        (each, "\n\n".join(paragraphs(words // len(_QUESTIONS), chance, first_person=True))) for each in _QUESTIONS
    ]
    end = [
        ("Qualifications", "A diploma in social work, and patience."),
        ("Quote", _sentence(chance, first_person=True)),
    ]
    return "Worker profile", [*about, *asked, *end, ("Consent", "Yes, I agree that my words and picture are shared.")]


def file_of(form: str, title: str, body: list[tuple[str, str]]) -> bytes:
    """The submission as a member's file of this form."""
    if form == "docx":
        told = [paragraph(escape(line)) for line in _lines(title, body)]
        return word("".join(told))
    if form == "html":
        told = [
            f"<h2>{escape(head)}</h2><p>{escape(text)}</p>" if head else f"<p>{escape(text)}</p>" for head, text in body
        ]
        return f"<html><body><article><h1>{escape(title)}</h1>{''.join(told)}</article></body></html>".encode()
    if form == "pdf":
        return pdf(*(piece for line in _lines(title, body) for piece in _wrapped(line)))
    if form == "eml":
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = "Ola Sample <ola@example.org>", "week@example.org", title
        mail["Date"] = "Tue, 12 Sep 2023 14:05:00 +0000"
        mail.set_content("\n\n".join(["Dear team,", *_lines(title, body), "Kind regards,"]))
        return mail.as_bytes()
    marks = "## " if form == "md" else ""
    told = [f"{marks}{head}\n{text}" if head else text for head, text in body]
    return "\n\n".join([title, *told]).encode()


def _lines(title: str, body: list[tuple[str, str]]) -> list[str]:
    return [title, *(line for head, text in body for line in (head, *text.split("\n\n")) if line)]


def _wrapped(line: str, width: int = 90) -> list[str]:
    lines = [""]
    for each in line.split():
        lines = [*lines[:-1], f"{lines[-1]} {each}".strip()] if len(lines[-1]) + len(each) < width else [*lines, each]
    return [each.replace("(", "").replace(")", "") for each in lines]
