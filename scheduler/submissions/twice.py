"""Submissions that came twice: the same words in another file or form, or a newer version of them.

The newest stands. What is the same, or older, is held with a finding that names the one that stands. Where nobody can
tell which is newer, all are held and a person decides: `scheduler clear` lets one stand, `scheduler decline` lets go.
What the team has declined already takes no part.

Texts are never compared each with each: only those that share some of their shingles (runs of four words) are, and of
each text only every sixteenth shingle is looked up.
"""

import hashlib
import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

from scheduler.models import Finding, FindingKind, Kind, Readiness, Submission
from scheduler.submissions.folding import folded

_RUN, _SAMPLED = 4, 16
_HOLDERS = 12
"""A shingle that so many share is of a form or a greeting: it brings nobody together any more."""
_LEAST_WORDS = 6
_ALIKE, _INSIDE = 0.5, 0.75
"""Shingles in common that make two texts of one name versions: of both together, of the shorter one."""
_MOST, _NEARLY = 0.7, 0.85
"""The same without a name, and under two names: what they have in common with many others does not count then."""
_MANY = 4
"""A paragraph that more than so many different texts hold is nobody's own."""
_APART, _COMPLETE = 60.0, 0.97
"""Seconds between two that make one the later; and the share of a text that makes it a part of another."""
_NEWER = re.compile(
    r"(?<![a-z])(?:v(?:ersion)?[ _-]?[2-9]|final|new(?:er)?|revised|corrected|updated?|nouve\w+|nuev\w+|novo|corrig\w+)"
)


def told_apart(submissions: Sequence[Submission]) -> list[Submission]:
    """All of them in their order, with a finding where another copy or version stands."""
    texts = {each.id: _Text(each) for each in submissions if each.status is not Readiness.DECLINED}
    marked: dict[str, Submission] = {}
    for group in _groups(texts):
        marked |= {each.id: each for each in _marked([texts[name] for name in group])}
    return [marked.get(each.id, each) for each in submissions]


@dataclass(frozen=True)
class _Text:
    """A submission's words, made comparable."""

    of: Submission

    @property
    def paragraphs(self) -> list[list[str]]:
        parts = self.of.parts
        told = "\n".join(filter(None, (self.of.text, parts.qualifications, parts.quote)))
        return [words for each in folded(told).split("\n") if (words := re.findall(r"\w+", each))]

    @property
    def words(self) -> list[str]:
        return [word for each in self.paragraphs for word in each]

    @property
    def shingles(self) -> frozenset[int]:
        return frozenset(self.sketch.shingles)

    def own_shingles(self, common: frozenset[int]) -> "array[int]":
        """Without those of paragraphs that many others hold, too."""
        if common.isdisjoint(self.sketch.paragraphs):
            return self.sketch.shingles
        return array("I", _shingles([word for each in self.paragraphs if _hash(each) not in common for word in each]))

    @cached_property
    def sketch(self) -> "_Sketch":
        """What is kept of every text, instead of its words."""
        paragraphs = self.paragraphs
        words = [word for each in paragraphs for word in each]
        shingles = _shingles(words)
        letters = hashlib.blake2b("".join(words).encode(), digest_size=16).digest()
        sample = frozenset(each for each in shingles if each % _SAMPLED == 0)
        held = frozenset(map(_hash, paragraphs))
        return _Sketch(
            length=len(words), letters=letters, shingles=array("I", shingles), sample=sample, paragraphs=held
        )

    @cached_property
    def name(self) -> str:
        return " ".join(sorted(folded(self.of.parts.name or self.of.author).split()))

    @property
    def is_said_to_be_newer(self) -> bool:
        return any(_NEWER.search(folded(file.stem)) for file in self.of.files[:1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sketch:
    """`letters`: the digest of all that is written, without spaces, since lines and hyphens differ between forms.

    `shingles`: in four bytes each, because as a set those of a thousand texts would fill the memory."""

    length: int
    letters: bytes
    shingles: "array[int]"
    sample: frozenset[int]
    paragraphs: frozenset[int]


def _hash(words: list[str]) -> int:
    return zlib.crc32(" ".join(words).encode())


def _shingles(words: list[str]) -> frozenset[int]:
    runs = zip(*(words[start:] for start in range(_RUN)), strict=False)
    return frozenset(map(zlib.crc32, map(str.encode, map(" ".join, runs))))


# --- who belongs together ---------------------------------------------------------------------------------------------


def _groups(texts: dict[str, _Text]) -> list[list[str]]:
    """Names of submissions that are copies or versions of each other."""
    group_of: dict[str, list[str]] = {}
    for one, other in _pairs(texts):
        first, second = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if first is not second:
            first.extend(second)
            group_of |= dict.fromkeys(second, first)
    return list({id(group): group for group in group_of.values()}.values())


def _pairs(texts: dict[str, _Text]) -> Iterator[tuple[str, str]]:
    common = _held_by_many(texts)
    own = cache(lambda name: texts[name].own_shingles(common))
    for one, other in sorted(_candidates(texts)):
        if _is_version(texts[one], texts[other], lambda text: frozenset(own(text.of.id))):
            yield one, other
    for same in (*_alike(texts, _whose), *_alike(texts, _content)):
        yield from ((same[0], other) for other in same[1:])


def _candidates(texts: dict[str, _Text]) -> set[tuple[str, str]]:
    """Pairs that share letters, or at least two sampled shingles."""
    shared: Counter[tuple[str, str]] = Counter()
    holders: dict[int, list[str]] = defaultdict(list)
    for name, text in texts.items():
        for shingle in text.sketch.sample:
            if len(holders[shingle]) < _HOLDERS:
                shared.update((other, name) for other in holders[shingle])
                holders[shingle].append(name)
    short = {pair for same in _alike(texts, _letters) for pair in pairwise(same)}
    return {pair for pair, number in shared.items() if number > 1} | short


def _alike(texts: dict[str, _Text], key: Callable[[_Text], object | None]) -> list[list[str]]:
    found: dict[object, list[str]] = defaultdict(list)
    for name, text in texts.items():
        if (said := key(text)) is not None:
            found[said].append(name)
    return [names for names in found.values() if len(names) > 1]


def _letters(text: _Text) -> bytes | None:
    return text.sketch.letters if text.sketch.length >= _LEAST_WORDS else None


def _whose(text: _Text) -> tuple[str, str] | None:
    """One worker has one profile; two of one name may well work for two organisations."""
    whole = text.of.kind is Kind.PROFILE and " " in text.name and text.of.parts.organisation
    return (text.name, folded(text.of.parts.organisation or "")) if whole else None


def _content(text: _Text) -> tuple[int, ...] | None:
    """Pictures and films without words are the same when their bytes are."""
    media = [each.file for each in text.of.media]
    return tuple(sorted(map(_digest, media))) if media and text.sketch.length < _LEAST_WORDS else None


def _digest(file: Path) -> int:
    digest = 0
    with file.open("rb") as opened:
        while block := opened.read(1 << 20):
            digest = zlib.crc32(block, digest)
    return digest << 48 | file.stat().st_size


def _held_by_many(texts: dict[str, _Text]) -> frozenset[int]:
    different = {text.sketch.letters: text.sketch.paragraphs for text in texts.values()}
    held = Counter(each for paragraphs in different.values() for each in paragraphs)
    return frozenset(each for each, number in held.items() if number > _MANY)


def _is_version(one: _Text, other: _Text, own: Callable[[_Text], frozenset[int]]) -> bool:
    """`own`: the shingles that not many have."""
    if _are_two_workers(one, other):
        return False
    if one.sketch.letters == other.sketch.letters:
        return True
    if one.name and other.name and _is_one_person(one, other):
        of_both, of_shorter = _in_common(one.shingles, other.shingles)
        return of_both >= _ALIKE or of_shorter >= _INSIDE
    of_both, _ = _in_common(own(one), own(other))
    return of_both >= (_NEARLY if one.name and other.name else _MOST)


def _are_two_workers(one: _Text, other: _Text) -> bool:
    """Profiles under names that have nothing in common, however alike their answers are."""
    names = [set(folded(each.of.parts.name or "").split()) for each in (one, other) if each.of.kind is Kind.PROFILE]
    return len(names) > 1 and all(names) and names[0].isdisjoint(names[1])


def _in_common(first: frozenset[int], second: frozenset[int]) -> tuple[float, float]:
    """The share of what both have: of both together, and of the shorter one."""
    both = len(first & second)
    return both / (len(first | second) or 1), both / (min(len(first), len(second)) or 1)


# --- which of them stands ---------------------------------------------------------------------------------------------


def _marked(group: Sequence[_Text]) -> Iterator[Submission]:
    """Each of the group with its finding; the one that stands has none."""
    newest = _newest(group)
    stands = max(
        (each for each in group if newest and each.sketch.letters == newest.sketch.letters), key=_fullness, default=None
    )
    for each in group:
        others = tuple(sorted(other.of.id for other in group if other is not each))
        findings = (*each.of.findings, *_findings(each, stands or _nearest(each, group), surely=stands is not None))
        yield replace(each.of, versions=others, findings=findings)


def _nearest(each: _Text, group: Sequence[_Text]) -> _Text:
    """The one of the group that has the most in common with it."""
    mine = each.shingles
    others = (other for other in group if other is not each)
    return max(others, key=lambda other: _in_common(mine, other.shingles))


def _newest(group: Sequence[_Text]) -> _Text | None:
    """None when nobody can tell."""
    last = max(
        group, key=lambda each: (_when(each), each.is_said_to_be_newer, -len(each.of.missing), each.sketch.length)
    )
    differ = [each for each in group if each.sketch.letters != last.sketch.letters]
    return last if all(_is_surely_older(each, last) for each in differ) else None


def _is_surely_older(one: _Text, other: _Text) -> bool:
    """One contributor's, and earlier by its date, by its name, or because the other has all of it and what it lacks."""
    if not _is_one_person(one, other):
        return False
    if _when(other) - _when(one) > _APART:
        return not (one.is_said_to_be_newer and not other.is_said_to_be_newer)
    if one.is_said_to_be_newer != other.is_said_to_be_newer:
        return other.is_said_to_be_newer
    shingles = one.shingles
    inside = len(shingles & other.shingles) >= _COMPLETE * len(shingles)
    return inside and len(other.of.missing) < len(one.of.missing)


def _is_one_person(one: _Text, other: _Text) -> bool:
    names = {*one.name.split()}, {*other.name.split()}
    return names[0] <= names[1] or names[1] <= names[0]


def _when(text: _Text) -> float:
    return text.of.received.timestamp() if text.of.received else 0.0


def _fullness(text: _Text) -> tuple[bool, int, float]:
    """Of two copies, the one that is ready, that brings more pictures, that came first."""
    return text.of.status is Readiness.READY, len(text.of.media), -_when(text)


def _findings(each: _Text, nearest: _Text, *, surely: bool) -> Iterator[Finding]:
    """At most one: of which other one it is a copy or a version."""
    if each is not nearest:
        what = "the same as" if each.sketch.letters == nearest.sketch.letters else "an older version of"
        yield _finding(
            f"{what if surely else 'perhaps a version of'} {nearest.of.id}",
            each.of.files[0] if each.of.files else Path(),
        )


def _finding(words: str, file: Path) -> Finding:
    return Finding(kind=FindingKind.DUPLICATE, text=words, file=file)
