"""Labelled items as they are learned from."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from regtrack.news.claim import Claim
from regtrack.news.claims import claims_by_tables, passage_of, sentences_of
from regtrack.news.likelihood.seen import Seen, look, told_in, words
from regtrack.news.likelihood.weighing import worth_weighing
from regtrack.news.passage import Passage
from tests.accuracy import news_labels as labels
from tests.accuracy.news import KEPT_OUT

FRESH = labels.ITEMS.with_name("news_fresh")
"""Items written without knowing words or rules. Files of odd numbers served to mend these; of even ones nobody who does
so has read any, so that the tables read them as they read anything new."""


@attrs.frozen(eq=False)
class Sentence:
    """A sentence of an item: what weights see in it, and what the tables read."""

    passage: Passage
    seen: Seen
    words: frozenset[str]
    told: Sequence[Claim]

    def told_as(self, act: str) -> list[Claim]:
        """The claims of an act that the tables read in it."""
        return [claim for claim in self.told if claim.act == act]

    def told_besides(self, act: str) -> list[Claim]:
        """Its other claims."""
        return [claim for claim in self.told if claim.act != act]


@attrs.frozen(eq=False)
class Example:
    """An item: its sentences, the number of the first among all, and its labels.

    ``fresh``: it was written without knowing words or rules. ``unread``: and nobody who changes these has read it.
    """

    sentences: Sequence[Sentence]
    first: int
    labels: Sequence[labels.Label]
    fresh: bool
    unread: bool


class Cell(NamedTuple):
    """A sentence, by its number among all, and an act."""

    sentence: int
    act: str


def files() -> list[Path]:
    """The items that are learned from."""
    kept_out = {labels.ITEMS / name for name in KEPT_OUT}
    return [*sorted(set(labels.ITEMS.glob("*.toml")) - kept_out), *sorted(FRESH.glob("*.toml"))]


def is_unread(path: Path) -> bool:
    """Whether nobody who changes words or rules has read a file."""
    return path.parent == FRESH and int(path.stem[-2:]) % 2 == 0


def digest() -> str:
    """What tells whether weights were learned from these items."""
    found = hashlib.sha256()
    for path in files():
        found.update(path.name.encode())
        found.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()


def examples(language: str) -> list[Example]:
    """The items of a language."""
    return list(_examples(language))


def _examples(language: str) -> Iterator[Example]:
    first = 0
    for path in files():
        for table in tomllib.loads(path.read_text("utf-8"))["item"]:
            if str(table["language"]).startswith(language):
                example = _example(table, first, fresh=path.parent == FRESH, unread=is_unread(path))
                first += len(example.sentences)
                yield example


def _example(table: dict[str, Any], first: int, *, fresh: bool, unread: bool) -> Example:
    text, tag, anchor = labels.written(table)
    passage = passage_of(text, language=tag, anchor=anchor)
    assert passage is not None, tag
    spans = sentences_of(passage)
    claims = claims_by_tables(passage, spans)
    seen = [look(passage, *span, number) for number, span in enumerate(spans) if worth_weighing(passage, *span)]
    told = told_in(claims, passage, seen)
    found = [Sentence(passage, each, frozenset(words(each)), told[each.number]) for each in seen]
    return Example(found, first, labels.labels_of(table), fresh, unread)
