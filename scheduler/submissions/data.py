"""The tables that people may edit: what is asked for, what replies say in each language, what themes are about."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
_RIGHT_TO_LEFT = {"ar", "fa", "ur", "he", "ps", "ckb", "dv"}


@cache
def rules() -> dict[str, Any]:
    """What each kind of submission must hold (rules.yaml)."""
    return _table(_HERE / "rules.yaml")


@cache
def themes() -> dict[str, Any]:
    """Concepts of themes, and the kinds of blog post (themes.yaml)."""
    return _table(_HERE / "themes.yaml")


@cache
def cues() -> dict[str, Any]:
    """How the parts of a profile are told and asked for (cues.yaml)."""
    return _table(_HERE / "cues.yaml")


@cache
def words_in(language: str) -> dict[str, Any]:
    """What replies say in the language, in English where we have no words of it (words/LANGUAGE.yaml)."""
    return _table(_HERE / "words" / f"{known(language)}.yaml")


def known(language: str) -> str:
    """The language in which a reply is written to somebody who writes in `language`."""
    main = language.partition("-")[0].lower()
    return main if main in _languages() else "en"


def languages() -> list[str]:
    """Those that we have words of."""
    return sorted(_languages())


def is_right_to_left(language: str) -> bool:
    return language.partition("-")[0] in _RIGHT_TO_LEFT


@cache
def _languages() -> frozenset[str]:
    return frozenset(file.stem for file in (_HERE / "words").glob("*.yaml"))


def _table(file: Path) -> dict[str, Any]:
    with file.open(encoding="utf-8") as opened:
        read: dict[str, Any] = yaml.load(opened, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return read
