"""The seam for readers that understand: what they say of an item is taken only as far as it can be verified here.

A reader is a class without arguments behind an entry point of the group ``regtrack.readers``. It may be wrong, slow or
down: what it says is checked against the words of the item, and the item is read by the tables in any case.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Protocol

import attrs

from regtrack import dates
from regtrack.errors import DateError, kind_in_words
from regtrack.model.kinds import KINDS, Operation
from regtrack.model.when import When, WhenKind
from regtrack.news.days import Candidate, anchor_of, days_of, find_dates, resolve
from regtrack.news.folding import find_details, fold
from regtrack.news.item import Claim, NewsItem
from regtrack.news.language import Language
from regtrack.plugins import Door, having, in_words

_LEAST_NAME = 4  # a name of fewer characters tells no instrument
_NO_ACTS = (Operation.DERIVE, Operation.RECITE, Operation.NOTE, Operation.CONFIRM, Operation.RETRACT, Operation.REVISE)


@attrs.frozen
class Named:
    """An instrument that an item may be about: its id, and the names it goes by."""

    id: str
    names: tuple[str, ...]


@attrs.frozen
class ReaderFinding:
    """One act that a reader found in an item."""

    act: str  # kind of event
    instrument: str  # id of one of the instruments that were offered, or a name that stands in the quote
    quote: str  # the words of the item that tell it, exactly
    when: str | None = None  # the day of the act, or that it sets, in ISO form; None if the words give none
    until: str | None = None  # the end of what it begins, in the same way
    asserted: bool = True  # whether the item says that it is so: not that it is planned, possible or denied


class Reader(Protocol):
    """Reads the acts in an item; ``name`` says who read it."""

    name: str

    def read(self, item: NewsItem, candidates: Sequence[Named]) -> Iterable[ReaderFinding]:
        """Return the acts that an item tells, of these instruments or of others that it names; may raise anything."""
        ...


def _made(reader: Any) -> Reader:
    made: Reader = having("name", "read")(reader())
    return made


DOOR: Door[Reader] = Door("regtrack.readers", {"llm": "regtrack.llm:ModelReader"}, _made)
"""A class without arguments for each reader."""


@lru_cache(maxsize=1)
def installed() -> tuple[Reader, ...]:
    """Return the readers that say they are ready (``ready``, where they have it)."""
    return tuple(reader for reader in DOOR.values() if getattr(reader, "ready", True))


def ask(
    readers: Iterable[Reader], item: NewsItem, candidates: Sequence[Named], language: Language, dropped: Counter[str]
) -> Iterator[Claim]:
    """Return what readers say of an item and is true to its words; count what is ``dropped``, and why."""
    for reader in readers:
        try:
            every = list(reader.read(item, candidates))
        except Exception as error:  # noqa: BLE001 (a reader is somebody else's code, and no item is lost for it)
            dropped[f"{reader.name}: {in_words(error)}"] += 1
            continue
        for finding in every:
            try:
                found = verified(finding, item, candidates, language, reader.name)
            except (AttributeError, TypeError):  # another thing than a finding, or one of other types
                found = f"it gave {kind_in_words(finding)}, and no finding of text"
            if isinstance(found, str):
                dropped[f"{reader.name}: {found}"] += 1
            else:
                yield found


def verified(
    finding: ReaderFinding, item: NewsItem, candidates: Sequence[Named], language: Language, reader: str
) -> Claim | str:
    """Return the claim that a reader makes, or why it is not taken."""
    if finding.act not in KINDS or KINDS[finding.act].operation in _NO_ACTS:
        return "the act is no kind of event"
    if not finding.asserted:
        return "not asserted"
    if not finding.quote.strip() or not (finding.quote in item.text or finding.quote in item.title):
        return "the quote is not in the item"
    target = next((each.id for each in candidates if each.id == finding.instrument), None)
    if target is None and not _is_named(finding.instrument, finding.quote):
        return "the instrument is neither known nor named in the quote"
    found: dict[str, tuple[Candidate, ...]] = {}
    for field, stated in (("when", finding.when), ("until", finding.until)):
        day = _day(stated)
        if stated is not None and (day is None or day not in _days_in(finding.quote, item, language)):
            return "the day is not in the quote"
        found[field] = () if day is None else (Candidate(When(WhenKind.DATE, day.isoformat()), "read", item.zone),)
    details = find_details(fold(finding.quote, language).text, finding.act, language)
    return Claim(
        finding.act, target, finding.instrument, "", found["when"], found["until"], False, "reader", "", details,
        finding.quote, reader,
    )  # fmt: skip


def _is_named(name: str, quote: str) -> bool:
    return len(name.strip()) >= _LEAST_NAME and re.search(re.escape(name.strip()), quote, re.IGNORECASE) is not None


def _day(text: str | None) -> dt.date | None:
    try:
        return dates.parse_date(text) if text is not None else None
    except DateError:
        return None


def _days_in(quote: str, item: NewsItem, language: Language) -> set[dt.date]:
    """Return the days that a quote gives, by any tense of its verbs."""
    anchor = anchor_of(item.text, language=language, published_at=item.published_at, zone=item.zone)
    text = fold(quote, language).text
    found: set[dt.date] = set()
    previous: dt.date | None = None
    for hit in find_dates(text, 0, len(text), language, language.tables.language.numeric):
        for tense in ("past", "future"):
            spans = days_of(resolve(hit, language, anchor, tense, previous))
            found.update(day for span in spans for day in span)
            previous = spans[0][0] if spans else previous
    return found
