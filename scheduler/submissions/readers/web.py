"""HTML as lines: saved web pages, the HTML part of mails, and what mammoth makes of Word."""

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from scheduler.submissions.extract import Extract, heading
from scheduler.submissions.readers.encodings import decoded
from scheduler.submissions.readers.hidden import hidden_in
from scheduler.submissions.readers.plain import tidy
from scheduler.submissions.readers.tabular import lines_of

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_NOT_CONTENT = ("head", "script", "style", "nav", "header", "footer", "aside", "form", "noscript")
_NOT_CONTENT_CLASSES = {
    *("menu", "breadcrumb", "breadcrumbs", "topbar", "sidebar", "cookie", "cookies", "share", "sharing", "related"),
    *("comments", "newsletter"),
}
_BLOCKS = [*_HEADINGS, "p", "div", "section", "article", "main", "table", "tr", "ul", "ol", "li", "blockquote", "body"]
_LONGEST_HEADING = 160
_LONGEST_QUOTE = 300
_CHARSET = re.compile(rb"<meta[^>]{0,80}charset=[\"']?([\w-]+)", re.IGNORECASE)
_HEAD = 4096


def read(file: Path, _work: Path) -> Extract:
    data = file.read_bytes()
    stated = _CHARSET.search(data[:_HEAD])
    source = decoded(data, stated[1].decode() if stated else "")
    text = from_html(source)
    return Extract(text=text, noticed=hidden_in(source, text))


def from_html(source: str) -> str:
    """The content as lines; a table of two columns becomes headings with what stands beside them."""
    soup = BeautifulSoup(source, "html.parser")
    for part in soup(lambda tag: tag.name in _NOT_CONTENT or _is_aside(tag)):
        part.decompose()
    content = soup.find("article") or soup.find("main") or soup
    return tidy("\n\n".join(line for line in _lines(content) if line.strip()))


def _is_aside(tag: Tag) -> bool:
    names = {*(tag.get_attribute_list("class")), *(tag.get_attribute_list("id"))}
    return not _NOT_CONTENT_CLASSES.isdisjoint(str(name).lower() for name in names)


def _lines(node: Tag) -> Iterator[str]:
    for child in node.children:
        if not isinstance(child, Tag):
            # Comments and the like are strings, too, but of their own classes.
            if type(child) is NavigableString and child.strip():
                yield " ".join(str(child).split())
        elif child.name in _HEADINGS or _is_bold_line(child):
            yield heading(child.get_text(" ", strip=True))
        elif child.name == "tr" or (child.name == "table" and not child.find("table")):
            yield from lines_of([_cells(row) for row in child.find_all("tr") or [child]])
        elif child.name == "li":
            yield "- " + _words(child)
        elif child.name == "p" or not child.find(_BLOCKS):
            yield _quotation(child) if child.name == "blockquote" else _words(child)
        else:
            yield from _lines(child)


def _cells(row: Tag) -> list[str]:
    return [cell.get_text("\n", strip=True) for cell in row.find_all(["td", "th"], recursive=False)]


def _words(node: Tag) -> str:
    for line_break in node.find_all("br"):
        line_break.replace_with("\n")
    return "\n".join(" ".join(line.split()) for line in node.get_text().split("\n")).strip()


def _quotation(node: Tag) -> str:
    """A short pull quote, in the marks that its page draws around it by style alone."""
    words = _words(node)
    bare = len(words) <= _LONGEST_QUOTE and "\n" not in words and words[:1].isupper() and words[-1:] in ".!?"
    return f"“{words}”" if bare else words


def _is_bold_line(node: Tag) -> bool:
    """A paragraph that is bold as a whole is a heading to whoever wrote it."""
    if node.name != "p":
        return False
    whole = node.get_text(strip=True)
    bold = "".join(part.get_text(strip=True) for part in node.find_all(["strong", "b"]))
    return bool(whole) and whole == bold and len(whole) <= _LONGEST_HEADING
