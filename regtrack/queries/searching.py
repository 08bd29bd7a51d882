"""Full-text search: events, documents, instruments, and the words of rules, each as far as it was known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice

import attrs

from regtrack import dates
from regtrack.errors import InputError
from regtrack.fold import Question
from regtrack.model.document import Document
from regtrack.model.links import standing
from regtrack.model.provision_text import Amendatory, Edition
from regtrack.model.scope import Path, covers, path_of, spell
from regtrack.model.state import KnownBy
from regtrack.store import SearchHit, Store
from regtrack.text.operations import InstructionSource
from regtrack.text.provision import cite

MOST = 200
"""How many results a search may have."""
_SPARE = 6
"""How many more are looked at than are wanted, since some were not known yet or are of another part."""


@attrs.frozen
class SearchResult:
    """A result.

    Attributes:
        type: ``text``, ``amendment``, ``event``, ``document`` or ``instrument``.
        where: the provision, or the id of the event's target, the document or the instrument.
        title: a name for people.
        words: what has the words that were looked for.
        printed_from, printed_to: of a text: the first and the last edition that prints it.
        known_on: when it could be read first; None when nothing says.
        score: the smaller, the better.
        url, standing: of a document: its address, and whether it is official, a copy or secondary.
    """

    type: str
    where: str
    title: str
    words: str
    printed_from: str | None = None
    printed_to: str | None = None
    known_on: str | None = None
    score: float = 0.0
    url: str | None = None
    standing: str | None = None


@attrs.frozen
class SearchAnswer:
    """What a search found, best first.

    Attributes:
        words: what was looked for.
        question: the day and what counts as known.
        found: the results.
        more: there are more than were asked for.
    """

    words: str
    question: Question
    found: tuple[SearchResult, ...]
    more: bool = False


def search(
    store: Store,
    words: str,
    question: Question,
    *,
    cfr: Sequence[str] = (),
    types: Sequence[str] = (),
    limit: int = 20,
    on: dt.date | None = None,
) -> SearchAnswer:
    """Return what has all of some words.

    Args:
        store: the ledger.
        words: all must be there; a phrase stands in quotation marks.
        question: what counts as known.
        cfr: only texts of these provisions.
        types: only these: ``text``, ``amendment``, ``event``, ``document``, ``instrument``.
        limit: how many results.
        on: only texts and amendments that were in print on this day.

    Raises:
        InputError: there is no word to look for, or a value cannot be used.
    """
    if not 0 < limit <= MOST:
        raise InputError(f"limit: found {limit}; expected a number from 1 to {MOST}")
    scopes = [path_of(each) for each in cfr]
    hits = store.search(words, limit * _SPARE)
    seen: set[tuple[str, str, str]] = set()
    fitting = (
        found
        for start in range(0, len(hits), 2 * limit)  # most searches need no more than the first of them
        for found in _results(store, hits[start : start + 2 * limit], question, on, seen)
        if (not types or found.type in types) and (not scopes or _is_within(found, scopes))
    )
    results = list(islice(fitting, limit + 1))
    return SearchAnswer(words, question, tuple(results[:limit]), len(results) > limit)


def _is_within(found: SearchResult, scopes: Sequence[Path]) -> bool:
    """Whether a text or an amendment is of one of some provisions."""
    if found.type not in ("text", "amendment"):
        return False
    path = path_of(found.where.rpartition(" of ")[2] if found.where.startswith("comment ") else found.where)
    return any(covers(scope, path) for scope in scopes)


def _results(
    store: Store, hits: Sequence[SearchHit], question: Question, on: dt.date | None, seen: set[tuple[str, str, str]]
) -> Iterator[SearchResult]:
    passages = {hit.id for hit in hits if hit.type == "passage"}
    printing, words = store.printing(passages), store.passages(passages)
    events = store.events(hit.id for hit in hits if hit.type == "event")
    documents = store.documents(hit.id for hit in hits if hit.type == "document")
    numbers = store.numbers(hit.id for hit in hits if hit.type == "instrument")
    instruments = {item.id: item for item in store.instruments(numbers.values()).values()}
    records = store.instructions(hit.id for hit in hits if hit.type == "amendatory")
    for hit in hits:
        if hit.type == "passage":
            rows = words[hit.id].paragraphs
            address, heading, text, _ = rows[hit.place - 1] if hit.place else ((), words[hit.id].heading, "", "")
            found = _text(printing.get(hit.id, []), address, f"{heading} {text}".strip(), question, on, hit.score)
        elif hit.type == "amendatory":
            found = _instruction(records[hit.id], hit, question, on)
        elif hit.type == "event" and hit.id in events:
            recorded = events[hit.id]
            event = recorded.event
            known = min((tick for _, tick in event.steps(dates.FEDERAL_ZONE)), default=recorded.recorded)
            counted = recorded.recorded if question.known_by is KnownBy.RECORD else known
            if counted > question.limit.tick:
                continue
            quote = next((each.quote for each in event.evidence if each.quote), "")
            found = SearchResult(
                "event", event.target, event.kind, event.summary or quote or event.note or "",
                known_on=dates.day_of(known).isoformat(), score=hit.score,
            )  # fmt: skip
        elif hit.type == "document" and hit.id in documents:
            if not _was_out(documents[hit.id], question):
                continue
            found = _document(documents[hit.id], hit.score)
        elif hit.type == "instrument" and hit.id in instruments:
            item = instruments[hit.id]
            found = SearchResult("instrument", item.id, item.kind, item.title, score=hit.score)
        else:
            continue
        if found is not None and (key := (found.type, found.where, found.words)) not in seen:
            seen.add(key)
            yield found


def _instruction(record: Amendatory, hit: SearchHit, question: Question, on: dt.date | None) -> SearchResult | None:
    """Return an amendatory instruction, or the words printed below it."""
    late = on is not None and record.published.text > on.isoformat()
    if late or record.published.public(dates.FEDERAL_ZONE) > question.limit.tick:
        return None
    number, text, targets, part, lines = record.instructions[hit.place - 1]
    source = InstructionSource(record.name, number)
    where = targets[0] if targets else part or record.instrument
    return SearchResult(
        "amendment", where, str(source), f"{text} {lines}", known_on=record.published.text, score=hit.score
    )


def _was_out(document: Document, question: Question) -> bool:
    out = document.date
    return out is None or not out.dated or out.public(dates.FEDERAL_ZONE) <= question.limit.tick


def _document(document: Document, score: float) -> SearchResult:
    known = document.date.text if document.date is not None else None
    return SearchResult(
        "document", document.id, document.publisher or "", document.title or "", known_on=known, score=score,
        url=document.url, standing=standing(document).value,
    )  # fmt: skip


def _text(
    printing: Sequence[tuple[Edition, str]], address: tuple[str, ...], words: str, question: Question,
    on: dt.date | None, score: float,
) -> SearchResult | None:  # fmt: skip
    """Return a paragraph, with the editions that print it as far as they were known."""
    known = [
        (edition, path)
        for edition, path in printing
        if (edition.available or edition.printed_on).public(dates.FEDERAL_ZONE) <= question.limit.tick
        and (on is None or edition.printed_on.text <= on.isoformat())
    ]
    if not known:
        return None
    days = sorted(edition.printed_on.text for edition, _ in known)
    path = path_of(known[-1][1])
    return SearchResult("text", cite(path, address), spell(path), words, days[0], days[-1], days[0], score)
