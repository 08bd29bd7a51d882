"""The texts that are indexed for search, and the terms of a query, whichever database keeps the index.

A run of Chinese or Japanese letters is no word, and a search may be for two letters of it, such as 輸出; so every two
neighbours of such a run are indexed as a word of their own.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from regtrack.errors import InputError
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.inbox import InboxEntry
from regtrack.model.instrument import Instrument
from regtrack.model.people import Person, Review
from regtrack.model.provision_text import Amendatory, Edition, Passage
from regtrack.store.batches import Item
from regtrack.store.database import LETTERS, Database, SearchTerm, SearchText

_QUERY = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")
MOST_WORDS = 32
"""How many words one search may have."""
MOST_RANKED = 200
"""How many texts a search ranks, if no more are wanted; where more have its words, those that were recorded last."""
_MEAN, _SATURATION, _BY_LENGTH = 400, 1.2, 0.75
"""BM25, with a mean length (of letters) that is the same for every ledger, so that every ledger ranks alike."""


class WordIndex:
    """Indexes what is recorded.

    Args:
        db: the ledger.
    """

    def __init__(self, db: Database) -> None:
        self._db, self._indexed = db, db.indexed
        self._waiting: list[SearchText] = []
        self._listed: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)

    def add(self, item: Item, seq: int) -> None:
        """Take note of an item and of the number of its entry."""
        for place, text in texts_of(item):
            if text:
                self._waiting.append((_digest(text), self._indexed(text), seq, place))
        if isinstance(item, Edition):
            self._listed["edition"].add((item.part, seq))
            self._listed["printed"].update((passage, seq) for _, passage in item.provisions)
        elif isinstance(item, Amendatory):
            self._listed["amended"].update((part, seq) for part in item.parts)

    def flush(self) -> None:
        """Write what was noted; its entries must be written already."""
        for table, rows in self._listed.items():
            self._db.insert(table, sorted(rows), ignore=True)
        if self._waiting:
            self._db.index(self._waiting)
        self._waiting.clear()
        self._listed.clear()


_EMPTY = blake2b(digest_size=12)


def _digest(text: str) -> bytes:
    made = _EMPTY.copy()  # quicker than setting one up
    made.update(text.encode())
    return made.digest()


def texts_of(item: Item) -> list[tuple[int, str]]:
    """Return what of an item can be found, with its place in it; nothing of people and what they wrote."""
    if isinstance(item, Event):
        sentences = {item.summary: None, item.note: None}  # in this order, each once
        for evidence in item.evidence:
            sentences[evidence.quote] = None
        return [(0, " ".join(filter(None, sentences)))]
    if isinstance(item, Passage):
        paragraphs = (f"{heading} {words}".strip() for _, heading, words, _ in item.paragraphs)
        return [(0, item.heading), *enumerate(paragraphs, 1)]
    if isinstance(item, Amendatory):
        texts = (f"{text}\n{lines}" for _, text, _, _, lines in item.instructions)
        return list(enumerate((text.replace("<i>", "").replace("</i>", "").strip() for text in texts), 1))
    if isinstance(item, Document):
        return [(0, item.title or "")]
    if isinstance(item, Instrument):
        return [(0, " ".join((item.title, *(name for _, names in item.aliases for name in names))))]
    return []


CLASSES: Mapping[str, type[Any]] = MappingProxyType(
    {
        "instrument": Instrument,
        "document": Document,
        "event": Event,
        "inbox": InboxEntry,
        "passage": Passage,
        "edition": Edition,
        "amendatory": Amendatory,
        "person": Person,
        "review": Review,
    }
)
"""What an entry of each type is."""


def reindex(db: Database, after: int = 0, count: int = sys.maxsize) -> int | None:
    """Index entries that are not indexed yet, so many after one; return the last of them, or None if there is none."""
    from regtrack.records.canonical import load

    index, seq = WordIndex(db), None
    query = "SELECT seq, type, body FROM entry WHERE seq > ? ORDER BY seq LIMIT ?"
    for seq, type_, body in db.execute(query, (after, count)).fetchall():
        index.add(load(body, CLASSES[type_]), seq)  # type: ignore[arg-type]
    index.flush()
    return seq


def terms_of(words: str) -> list[SearchTerm]:
    """Return what a search asks for: all of its words, and a phrase in quotation marks as it stands.

    Raises:
        InputError: there is no word in it, or too many.
    """
    terms: list[SearchTerm] = []
    for match in _QUERY.finditer(words):
        phrase = match[1] if match[1] is not None else match[2]
        for run in re.findall(LETTERS, phrase):
            together = tuple(run[n : n + 2] for n in range(len(run) - 1))
            terms.append(SearchTerm(True, together) if together else SearchTerm(True, (run,), begins=True))
        rest = tuple(_WORD.findall(re.sub(LETTERS, " ", phrase)))
        terms += [SearchTerm(False, rest)] if rest else []
    if not terms or len(terms) > MOST_WORDS:
        found = repr(words[:60]) if not terms else f"{len(terms)} words"
        raise InputError(f"search: found {found}; expected one to {MOST_WORDS} words")
    return terms


def score(text: str, terms: Iterable[SearchTerm]) -> float:
    """Return how well a text that has all terms fits them, by BM25 without the weights of rare terms.

    The smaller, the better. It hangs on the text alone, so that SQLite, PostgreSQL and joined ledgers rank alike.
    """
    small = text.casefold()
    length = _SATURATION * (1 - _BY_LENGTH + _BY_LENGTH * len(small) / _MEAN)
    counts = (max(1, small.count(("" if term.pairs else " ").join(term.words).casefold())) for term in terms)
    return -round(sum(count * (_SATURATION + 1) / (count + length) for count in counts), 6)
