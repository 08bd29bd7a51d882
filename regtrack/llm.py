"""A reader of news that asks a language model: any endpoint that speaks the chat completions of OpenAI.

It is off until ``[llm]`` of the settings file names it, or ``REGTRACK_LLM_URL`` and ``REGTRACK_LLM_MODEL`` do, which
go before. What it answers is verified by :mod:`regtrack.news.readers`, and kept, so that one text has one answer.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs
import platformdirs

from regtrack.errors import InputError
from regtrack.model.kinds import KINDS, Operation
from regtrack.news.item import NewsItem
from regtrack.news.readers import Named, ReaderFinding

URL, MODEL, KEY = "REGTRACK_LLM_URL", "REGTRACK_LLM_MODEL", "REGTRACK_LLM_KEY"
SECONDS, ITEMS = "REGTRACK_LLM_SECONDS", "REGTRACK_LLM_ITEMS"
_VERSION = 1
"""Of the question; another one gives other answers."""
_MOST_TEXT, _MOST_ANSWER, _MOST_BYTES = 12_000, 2_000, 1_000_000
"""Characters of an item that are sent, tokens of an answer, and its bytes."""
_FAILURES = 3
"""So many failures in a row, and nothing more is asked in this run."""
_NO_ACTS = (Operation.DERIVE, Operation.RECITE)
_ACTS = sorted(kind.name for kind in KINDS.values() if kind.operation not in _NO_ACTS)
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["acts"],
    "properties": {
        "acts": {
            "type": "array",
            "maxItems": 20,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["act", "instrument", "quote", "when", "until", "asserted"],
                "properties": {
                    "act": {"type": "string", "enum": _ACTS},
                    "instrument": {"type": "string"},
                    "quote": {"type": "string"},
                    "when": {"type": ["string", "null"]},
                    "until": {"type": ["string", "null"]},
                    "asserted": {"type": "boolean"},
                },
            },
        }
    },
}
"""What an answer looks like."""
_QUESTION = (
    "List the acts that the news item says happened to legal instruments. Use an id from the list of instruments where "
    "it is one of these, else its name exactly as in the quote. Quote the sentence exactly. Days in ISO form, only if "
    "the quote gives them. asserted is false for what is planned, possible, asked for or denied. Do not guess."
)


@attrs.frozen
class ModelSettings:
    """Which model is asked, and how much of it.

    Attributes:
        url: of the endpoint, up to ``/chat/completions``.
        model: its name.
        key: what it asks for; empty if nothing.
        seconds: how long one answer may take.
        items: how many items it is asked about in a run: what it may cost.
        cache: folder in which answers are kept.
    """

    url: str
    model: str
    cache: Path
    key: str = ""
    seconds: float = 30.0
    items: int = 200

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> ModelSettings | None:
        """Return what an environment says; None if it names no endpoint.

        Raises:
            InputError: a limit is no number.
        """
        url, model = environment.get(URL, ""), environment.get(MODEL, "")
        if not url or not model:
            return None
        limits: dict[str, float] = {}
        for name, default in ((SECONDS, 30.0), (ITEMS, 200.0)):
            try:
                limits[name] = float(environment.get(name) or default)
            except ValueError:
                raise InputError(f"{name}: found {environment[name]!r}; expected a number") from None
        return cls(url.rstrip("/"), model, _cache(), environment.get(KEY, ""), limits[SECONDS], int(limits[ITEMS]))

    @classmethod
    def found(cls) -> ModelSettings | None:
        """Return what the environment says, or else the settings file; None if neither names a model.

        Raises:
            InputError: what is set cannot be read.
        """
        from regtrack.config import read_model  # with the settings of digests: only where a model may be named

        own = cls.of(os.environ)
        table = read_model() if own is None else None
        if table is None:
            return own
        key = table.key.reveal() if table.key is not None else ""
        return cls(table.url.rstrip("/"), table.model, _cache(), key, table.seconds, table.items)


def _cache() -> Path:
    return platformdirs.user_cache_path("regtrack") / "llm"


class ModelReader:
    """Asks a language model what an item says.

    Args:
        settings: which; by default what the environment or the settings file says.
    """

    def __init__(self, settings: ModelSettings | None = None) -> None:
        self._settings = settings if settings is not None else ModelSettings.found()
        self.name = f"llm {self._settings.model}" if self._settings is not None else "llm"
        self._asked = self._failed = 0

    @property
    def ready(self) -> bool:
        """Whether there is a model to ask, and the extra ``regtrack[llm]`` is installed."""
        return self._settings is not None and find_spec("jsonschema") is not None

    def read(self, item: NewsItem, candidates: Sequence[Named]) -> list[ReaderFinding]:
        """See :class:`~regtrack.news.readers.Reader`.

        Raises:
            InputError: the model did not answer, or not in the form that was asked for; the limit of a run is reached.
        """
        settings = self._settings
        if settings is None:
            return []
        question = _question(item, candidates)
        kept = settings.cache / f"{_digest(settings.model, question)}.json"
        if kept.is_file():
            return _findings(json.loads(kept.read_text("utf-8")))
        if self._failed >= _FAILURES or self._asked >= settings.items:
            raise InputError("not asked any more in this run")
        self._asked += 1
        try:
            answer = _checked(_ask(settings, question))
        except InputError:
            self._failed += 1
            raise
        self._failed = 0
        settings.cache.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
        return _findings(answer)


def _question(item: NewsItem, candidates: Sequence[Named]) -> str:
    published = item.published_at if item.published_at is not None else "unknown"
    known = "\n".join(f"{each.id}: {'; '.join(each.names[:6])}" for each in candidates)
    return (
        f"Published (microseconds of UTC): {published}\nInstruments:\n{known or 'none'}\n\n"
        f"{item.title}\n\n{item.text[:_MOST_TEXT]}"
    )


def _digest(model: str, question: str) -> str:
    return hashlib.sha256(f"{_VERSION}\n{model}\n{question}".encode("utf-8", "replace")).hexdigest()


def _ask(settings: ModelSettings, question: str) -> str:
    """Return the words of the model's answer."""
    import urllib3

    retries = urllib3.Retry(
        total=2, backoff_factor=0.5, status_forcelist=(429, 500, 502, 503, 504), allowed_methods=None, redirect=0
    )
    headers = {
        "Content-Type": "application/json",
        **({"Authorization": f"Bearer {settings.key}"} if settings.key else {}),
    }
    body = {
        "model": settings.model,
        "temperature": 0,
        "max_tokens": _MOST_ANSWER,
        "messages": [{"role": "system", "content": _QUESTION}, {"role": "user", "content": question}],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "acts", "strict": True, "schema": dict(SCHEMA)},
        },
    }
    with urllib3.PoolManager(num_pools=1) as pool:
        try:
            response = pool.request(
                "POST", f"{settings.url}/chat/completions", body=json.dumps(body).encode(), headers=headers,
                timeout=urllib3.Timeout(total=settings.seconds), retries=retries, preload_content=False,
            )  # fmt: skip
            content = _content(response, settings)
        except urllib3.exceptions.HTTPError as error:
            late = isinstance(error, urllib3.exceptions.TimeoutError)
            how = f"none within {settings.seconds:g} s" if late else "the connection failed"
            raise InputError(f"llm: could not reach {settings.url} ({how}); expected an answer") from None
    if response.status != 200:
        raise InputError(f"llm: found status {response.status} from {settings.url}; expected 200")
    try:
        return str(json.loads(content)["choices"][0]["message"]["content"])
    except (ValueError, LookupError, TypeError):
        raise InputError(f"llm: the answer of {settings.url} is no chat completion") from None


def _content(response: Any, settings: ModelSettings) -> bytes:
    """Return the bytes of an answer, as far as they come in time: one that drips does not keep a run waiting."""
    content, end = b"", time.monotonic() + settings.seconds
    while chunk := response.read1(65_536):
        content += chunk
        if len(content) > _MOST_BYTES or time.monotonic() > end:
            response.close()
            raise InputError(f"llm: the answer of {settings.url} is too long or too slow")
    return content


def _checked(words: str) -> Any:
    """Return an answer in the form that was asked for."""
    import jsonschema  # type: ignore[import-untyped]

    try:
        answer = json.loads(words)
        jsonschema.validate(answer, SCHEMA)
    except (ValueError, jsonschema.ValidationError):
        raise InputError("llm: the answer has not the form that was asked for") from None
    return answer


def _findings(answer: Any) -> list[ReaderFinding]:
    return [ReaderFinding(**each) for each in answer["acts"]]
