"""Compile an edition into what the ledger records: each provision once by what it says, and a list of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby

from regtrack.model.document import Document, Rank
from regtrack.model.provision_text import Edition, Passage
from regtrack.model.scope import spell
from regtrack.model.when import When
from regtrack.records.canonical import compact_json
from regtrack.sources.cfr_editions.reading import PrintedPart
from regtrack.text.provision import Provision

SOURCE = "us-cfr"
TITLE = "Code of Federal Regulations"


SHORT = 8_000
"""A provision of no more letters is one passage: smaller ones cost more in lists than they save in words."""


def passages_of(provision: Provision) -> Iterator[Passage]:
    """Return the words of a provision, each passage under the digest of what it says.

    A long one is divided where its outermost paragraphs begin, so that of a supplement that changes in one comment the
    others are recorded once. Where it is divided follows from each paragraph alone: it is the same in every edition.
    """
    rows = tuple((each.address, each.heading, each.words, each.sort.value) for each in provision.paragraphs)
    long = sum(len(words) for _, _, words, _ in rows) > SHORT
    parts = [tuple(part) for _, part in groupby(rows, key=lambda row: row[0][:1] if long else None)]
    for place, part in enumerate(parts or [()]):
        heading = "" if place else provision.heading
        said = compact_json([heading, part])
        yield Passage(sha256(said.encode()).hexdigest()[:24], heading, part)


def compile_edition(
    part: PrintedPart, day: dt.date, *, sha: str | None = None, url: str | None = None
) -> Iterator[Document | Passage | Edition]:
    """Return what the ledger records of a part as printed on a day.

    Args:
        part: as read.
        day: as of which it is in print.
        sha: digest of the bytes it was read from.
        url: where it can be read.
    """
    name = "annual edition" if part.annual else "eCFR"
    key = f"{SOURCE}:{part.part.replace(' ', '-')}@{day}:{'annual' if part.annual else 'ecfr'}"
    yield Document(
        id=key, publisher=TITLE, url=url, title=f"{part.part} ({name} of {day})", date=When.parse(day),
        rank=Rank.OFFICIAL, sha256=sha,
    )  # fmt: skip
    yield from edition_items(key, part.part, day, part.provisions, whole=part.whole, document=key)


def edition_items(
    key: str, part: str, day: dt.date, provisions: Iterable[Provision], *, whole: bool, document: str | None = None
) -> Iterator[Passage | Edition]:
    """Return an edition after the passages that it lists."""
    listed: list[tuple[str, str]] = []
    for provision in provisions:
        for passage in passages_of(provision):
            listed.append((spell(provision.path), passage.id))
            yield passage
    yield Edition(key, part, When.parse(day), tuple(listed), whole, document)
