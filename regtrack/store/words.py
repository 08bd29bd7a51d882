"""Full-text search in the embedded ledger: FTS5 with a porter index for English, and pairs of letters for Japanese.

``unicode61`` takes a run of Chinese or Japanese letters for one word, and the trigram tokenizer finds no word of two
letters, such as 輸出; so every two neighbours of such a run are indexed as a word of their own.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from hashlib import blake2b

from regtrack.errors import InputError
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.provision_text import Amendatory, Edition, Passage
from regtrack.store.base import Item, SearchHit

_LETTERS = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
"""Runs of letters that are written without blanks between words."""
_QUERY = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")
MOST_WORDS = 32
"""How many words one search may have."""


def pairs(text: str) -> str:
    """Return every two neighbours in runs of letters without blanks, and the single ones."""
    found: list[str] = []
    for run in _LETTERS.findall(text):
        found += [run[n : n + 2] for n in range(len(run) - 1)] or [run]
    return " ".join(found)


class WordIndex:
    """Indexes what is recorded.

    Args:
        db: the ledger.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._waiting: list[tuple[str, int, int]] = []
        self._editions: list[tuple[str, int]] = []
        self._amended: list[tuple[str, int]] = []
        self._printed: list[tuple[str, int]] = []

    def add(self, item: Item, seq: int) -> None:
        """Take note of an item and of the number of its entry."""
        self._waiting += [(text, seq, place) for place, text in _texts(item) if text]
        if isinstance(item, Edition):
            self._editions.append((item.part, seq))
            self._printed += [(passage, seq) for _, passage in item.provisions]
        elif isinstance(item, Amendatory):
            self._amended += [(part, seq) for part in item.parts]

    def flush(self) -> None:
        """Write what was noted; its entries must be written already."""
        self._db.executemany("INSERT OR IGNORE INTO edition VALUES (?, ?)", self._editions)
        self._db.executemany("INSERT OR IGNORE INTO amended VALUES (?, ?)", self._amended)
        self._db.executemany("INSERT OR IGNORE INTO printed VALUES (?, ?)", self._printed)
        for text, seq, place in self._waiting:
            digest = blake2b(text.encode(), digest_size=12).digest()
            row = self._db.execute("SELECT num FROM unit WHERE digest = ?", (digest,)).fetchone()
            if row is None:
                row = self._db.execute("INSERT INTO unit (digest) VALUES (?) RETURNING num", (digest,)).fetchone()
                self._db.execute("INSERT INTO words (rowid, text, pairs) VALUES (?, ?, ?)", (row[0], text, pairs(text)))
            self._db.execute("INSERT OR IGNORE INTO said VALUES (?, ?, ?)", (row[0], seq, place))
        for gathered in (self._waiting, self._editions, self._amended, self._printed):
            gathered.clear()


def _texts(item: Item) -> Iterator[tuple[int, str]]:
    """Return what of an item can be found, with its place in it."""
    if isinstance(item, Passage):
        yield 0, item.heading
        for place, (_, heading, words, _) in enumerate(item.paragraphs, 1):
            yield place, f"{heading} {words}".strip()
    elif isinstance(item, Amendatory):
        for place, (_, text, _, _, lines) in enumerate(item.instructions, 1):
            yield place, f"{text}\n{lines}".replace("<i>", "").replace("</i>", "").strip()
    elif isinstance(item, Event):
        quotes = (each.quote for each in item.evidence)
        yield 0, " ".join(filter(None, dict.fromkeys((item.summary, item.note, *quotes))))
    elif isinstance(item, Document):
        yield 0, item.title or ""
    elif isinstance(item, Instrument):
        yield 0, " ".join((item.title, *(name for _, names in item.aliases for name in names)))


def reindex(db: sqlite3.Connection) -> None:
    """Index what was recorded before there was an index."""
    from regtrack.records.canonical import load

    classes: dict[str, type[Event] | type[Document] | type[Instrument]] = {
        "event": Event, "document": Document, "instrument": Instrument,
    }  # fmt: skip
    index = WordIndex(db)
    for seq, type_, body in db.execute("SELECT seq, type, body FROM entry").fetchall():
        if type_ in classes:
            index.add(load(body, classes[type_]), seq)  # type: ignore[arg-type]
    index.flush()


def query_of(words: str) -> str:
    """Return words as FTS5 asks for them: all of them, and a phrase in quotation marks as it stands.

    Raises:
        InputError: there is no word in it, or too many.
    """
    terms: list[str] = []
    for match in _QUERY.finditer(words):
        phrase = match[1] if match[1] is not None else match[2]
        runs = _LETTERS.findall(phrase)
        for run in runs:
            together = " ".join(run[n : n + 2] for n in range(len(run) - 1))
            terms.append(f'pairs : "{together}"' if together else f'pairs : "{run}" *')
        rest = " ".join(_WORD.findall(_LETTERS.sub(" ", phrase)))
        terms += [f'text : "{rest}"'] if rest else []
    if not terms or len(terms) > MOST_WORDS:
        found = repr(words[:60]) if not terms else f"{len(terms)} words"
        raise InputError(f"search: found {found}; expected one to {MOST_WORDS} words")
    return " AND ".join(terms)


def search(db: sqlite3.Connection, words: str, limit: int) -> list[SearchHit]:
    """Return what has all of these words, best first."""
    rows = db.execute(
        """SELECT entry.type, entry.key, said.place, best.score, entry.id FROM
               (SELECT rowid, rank AS score FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?) AS best
           JOIN said ON said.unit = best.rowid JOIN entry ON entry.seq = said.entry
           ORDER BY best.score, entry.seq""",
        (query_of(words), limit),
    )
    return [SearchHit(type_, id_ if type_ == "event" else key, place, score) for type_, key, place, score, id_ in rows]
