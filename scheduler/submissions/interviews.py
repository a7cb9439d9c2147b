"""Interviews in which each line begins with who speaks: "Anna: …", "Sreymom: …"."""

import re
from collections import Counter

_SPEAKS = re.compile(r"^(?P<who>[^\W\d_][\w.'’ -]{0,24})[:：]\s+(?P<words>\S.*)$")
_TURN = re.compile(r"^[—–-]\s*(?=\S)")
_LEAST_LINES = 2


def as_questions(text: str) -> str:
    """The same with "Q:" for whoever asks and "A:" for whoever answers, and without the dashes of a dialogue; any
    other text as it is."""
    asking, answering = speakers(text)
    if answering:
        return "\n".join(_named(line, asking, answering) for line in text.split("\n"))
    asked = sum(bool(_TURN.match(line)) and line.rstrip().endswith(("?", "؟")) for line in text.split("\n"))
    return "\n".join(_TURN.sub("", line) for line in text.split("\n")) if asked >= _LEAST_LINES else text


def speakers(text: str) -> tuple[str, str]:
    """Who asks and who answers; ("", "") when it is no interview of two."""
    spoken = [match for line in text.split("\n") if (match := _SPEAKS.match(line))]
    lines = Counter(match["who"] for match in spoken)
    talking = [who for who, number in lines.items() if number >= _LEAST_LINES]
    if len(talking) != 2:
        return "", ""
    asked = Counter(match["who"] for match in spoken if match["words"].rstrip('”»" ').endswith(("?", "؟")))
    one, other = talking
    if asked[one] == asked[other]:
        return "", ""
    return (one, other) if asked[one] > asked[other] else (other, one)


def _named(line: str, asking: str, answering: str) -> str:
    match = _SPEAKS.match(line)
    if not match or match["who"] not in {asking, answering}:
        return line
    return f"A: {match['words']}" if match["who"] == answering else f"Q: {_question(match['words'])}"


def _question(words: str) -> str:
    """Without what whoever asks adds to the question: "What made you join? I heard you wanted to be a nurse." """
    asked = max(words.rfind("?"), words.rfind("؟")) + 1
    return words[:asked] or words
