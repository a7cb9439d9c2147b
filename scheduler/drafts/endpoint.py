"""Asks a language model behind an OpenAI-compatible address (`/chat/completions`): Ollama, llama.cpp, vLLM, vendors.

Off unless SUMMARY_LLM_URL and SUMMARY_LLM_MODEL are set. Patience is short, and after two failures in a row nothing
more is asked in this run. What the other side says is never passed on: it may hold anything.
"""

import json
import time
from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

import requests

from scheduler.drafts.advice import TASK, AdviceError
from scheduler.errors import SettingsError
from scheduler.settings import Secret, Settings

_PATIENCE = 20.0
_CONNECT = 5.0
_LARGEST = 100_000
_FAILURES = 2
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Endpoint:
    """One address; asks once about the same lines. `patience` in seconds is for the whole answer."""

    def __init__(self, url: str, model: str, key: Secret, *, patience: float = _PATIENCE) -> None:
        self._url, self._model, self._key, self._patience = url, model, key, patience
        self._answers = dict[tuple[str, ...], str]()
        self._failed = 0

    def ask(self, lines: Sequence[str]) -> str:
        lines = tuple(lines)
        if lines in self._answers:
            return self._answers[lines]
        if self._failed >= _FAILURES:
            raise AdviceError(f"it failed {_FAILURES} times and is not asked any more")
        try:
            answer = self._content(self._answer(lines))
        except AdviceError:
            self._failed += 1
            raise
        self._failed = 0
        self._answers[lines] = answer
        return answer

    def _answer(self, lines: Sequence[str]) -> bytes:
        numbered = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
        messages = [{"role": "system", "content": TASK}, {"role": "user", "content": numbered}]
        key = self._key.reveal()
        try:
            with requests.post(
                f"{self._url}/chat/completions",
                json={"model": self._model, "messages": messages, "temperature": 0},
                headers={"Authorization": f"Bearer {key}"} if key else {},
                timeout=(min(_CONNECT, self._patience), self._patience),
                allow_redirects=False,
                stream=True,
            ) as response:
                if response.status_code != requests.codes.ok:
                    raise AdviceError(f"it answers {response.status_code}")
                return self._body(response)
        except requests.RequestException:
            raise AdviceError("it cannot be reached, or is too slow") from None

    def _body(self, response: requests.Response) -> bytes:
        """The whole answer, unless it comes too slowly or is too large: a timeout begins anew with every byte."""
        deadline, body = time.monotonic() + self._patience, b""
        for piece in iter(partial(response.raw.read1, 8192, decode_content=True), b""):
            body += piece
            if time.monotonic() > deadline:
                raise AdviceError("it is too slow")
            if len(body) > _LARGEST:
                raise AdviceError("it says far too much")
        return body

    def _content(self, body: bytes) -> str:
        try:
            content = json.loads(body)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError):
            raise AdviceError("it does not answer as such an address does") from None
        if not isinstance(content, str):
            raise AdviceError("it does not answer as such an address does")
        return content


def adviser(settings: Settings) -> Endpoint | None:
    """The address that the settings name; None when they name none. SettingsError for one that is not safe to use."""
    url, model = settings.get("SUMMARY_LLM_URL").rstrip("/"), settings.get("SUMMARY_LLM_MODEL")
    if not url:
        return None
    if not model:
        raise SettingsError("SUMMARY_LLM_MODEL is not set.", "Name the model, or take SUMMARY_LLM_URL out as well.")
    if not _is_safe(url):
        remedy = (
            "Give https://…/v1, or http:// for this machine only: what members hand in must not travel in the open."
        )
        raise SettingsError("SUMMARY_LLM_URL is no address that may be used.", remedy)
    return Endpoint(url, model, Secret(settings.get("SUMMARY_LLM_KEY")))


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    own = parts.scheme == "http" and parts.hostname in _LOOPBACK
    return bool(parts.hostname) and parts.username is None and (parts.scheme == "https" or own)
