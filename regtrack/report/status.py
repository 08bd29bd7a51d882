"""The contents of a ledger, in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regtrack.model.instrument import Instrument
from regtrack.model.totals import Status
from regtrack.records.canonical import to_record
from regtrack.report import labels, plain
from regtrack.report.answer import full
from regtrack.report.answer.answer import Answer
from regtrack.report.answer.limits import horizon_lines
from regtrack.report.answer.parts import AnswerEntry, AnswerGroup, AnswerPart, Point
from regtrack.report.language import SOURCE, foreign, instrument_label, joined, sentence, speaking, spoken, term, tr
from regtrack.store.chain import SHORT


def to_table(status: Status, *, unread: Sequence[str] = (), problems: Sequence[str] = ()) -> dict[str, Any]:
    """Return them for programs; ``unread`` are followed feeds that were never read, ``problems`` what cannot go on."""
    totals = status.totals
    table = {
        "schema": plain.schema_name("status"),
        "location": totals.location,
        "schema_version": totals.schema_version,
        "instruments": totals.instruments,
        "documents": totals.documents,
        "events": totals.events,
        "links": totals.links,
        "head": totals.head,
        "horizon": plain.horizon(status.horizon),
        "unread": list(unread),
        "problems": list(problems),
        "unknown_kinds": list(status.unknown_kinds),
    }
    listed = [to_record(each) for each in status.instruments]
    return {**table, "instrument_list": listed} if listed else table


def to_text(status: Status, *, unread: Sequence[str] = (), lang: str = SOURCE, width: int = 80) -> str:
    """Return the ledger's contents for people, in a language; ``unread`` are followed feeds that were never read.

    Raises:
        InputError: there is no such language.
    """
    with speaking(lang):
        return _text(status, unread, width)


def _text(status: Status, unread: Sequence[str], width: int) -> str:
    totals = status.totals
    held = tr(
        "{instruments} instruments, {events} events, {documents} documents",
        instruments=totals.instruments, events=totals.events, documents=totals.documents,
    )  # fmt: skip
    facts = {
        tr("Ledger"): totals.location,
        tr("Schema"): tr("version {number}", number=totals.schema_version),
        tr("Holds"): held,
    }
    if totals.links:
        facts[tr("Hash")] = tr("{head} (link {number})", head=totals.head[:SHORT], number=totals.links)
    parts = (_instrument_list(status.instruments),) if status.instruments else ()
    horizon = horizon_lines(status.horizon, each_feed=True)
    if unread:
        horizon += (tr("Followed but not yet read: {ids}.", ids=joined(", ", unread)),)
    if status.unknown_kinds:
        ids = joined(", ", status.unknown_kinds)
        horizon += (tr("Written with kinds that are not installed here, and shown as notes: {ids}.", ids=ids),)
    points = tuple(Point(label, None, text) for label, text in facts.items())
    answer = Answer((), tr("regtrack ledger"), "", points=points, details=parts, horizon=horizon)
    return full.to_text(answer, width=width)


def _instrument_list(instruments: Sequence[Instrument]) -> AnswerPart:
    """List the instruments with their names in English and in the language of the list."""
    groups = []
    for instrument in instruments:
        names = [name for tag, texts in instrument.aliases if tag in (SOURCE, spoken()) for name in texts]
        known_as = "; ".join((*instrument.citation, *instrument.document_number, *instrument.rin, *names))
        also = tr("Also: {names}", names=known_as) if known_as else ""
        entry = AnswerEntry("", sentence(instrument.title, "."), text=also, language=spoken(), spoken=foreign(SOURCE))
        groups.append(AnswerGroup(instrument_label(instrument), instrument.id, None, (entry,)))
    return AnswerPart("instruments", term("section", labels.INSTRUMENTS), tuple(groups))
