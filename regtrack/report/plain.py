"""Answers as plain tables: the JSON that programs read (docs/reference/json.md), one function an answer.

Every top-level table names its schema. Within a major number of the schema, keys are only added.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from regtrack import dates
from regtrack.dates import Moment
from regtrack.model.answers import Report, StateReport
from regtrack.model.change import Change, Upcoming
from regtrack.model.citing import Sources, citations
from regtrack.model.event import Recorded
from regtrack.model.horizon import Horizon
from regtrack.model.listings import Board, TimelineReport, UpcomingReport
from regtrack.model.state import State
from regtrack.records.canonical import to_record
from regtrack.report import answer as answers
from regtrack.report.answer.model import InstrumentStanding
from regtrack.report.answer.moved import Moved
from regtrack.report.answer.parts import BoardRow
from regtrack.report.answer.report import window as window_of
from regtrack.report.language import SOURCE, speaking

Table = dict[str, Any]


def schema_name(command: str) -> str:
    """Return the name of a command's schema, as ``regtrack/since/1``."""
    return f"regtrack/{command}/1"


def report(answer: Report) -> Table:
    """Return what ``since`` and ``diff`` answer."""
    key = "since" if answer.command == "since" else "from"
    other = "until" if answer.command == "since" else "to"
    with speaking(SOURCE):
        first = answers.of(answer)
        listed = [moved(each) for each in first.moved]
    events = EventTables(answer.sources)
    return {
        "schema": schema_name(answer.command),
        key: {"on": str(answer.law[0]), "known": str(answer.knowledge[0])},
        other: {"on": str(answer.law[1]), "known": str(answer.knowledge[1])},
        "headline": first.headline,
        "window": first.window,
        "counts": first.counts,
        "notices": list(first.notices),
        "moved": listed,
        "changes": [change(each, events) for each in answer.changes],
        "upcoming": [upcoming_item(each, events) for each in answer.upcoming],
        "undated": events.of(answer.undated),
        "claims": events.of(answer.claims),
        "late": events.of(answer.late),
        "horizon": horizon(answer.horizon),
    }


def rows(answer: Report) -> Table:
    """Return the changes of a report alone, which are the rows of a spreadsheet."""
    events = EventTables(answer.sources)
    with speaking(SOURCE):
        window = window_of(answer)
    return {
        "schema": schema_name(answer.command),
        "window": window,
        "changes": [change(each, events) for each in answer.changes],
    }


def moved(item: Moved) -> Table:
    """Return one instrument that moved: what changed in short words, and where it stands."""
    return {
        "instrument": item.id,
        "name": item.name,
        "weight": item.weight.value,
        "lines": [{"on": line.on, "text": line.text} for line in item.lines],
        "standing": standing(item.standing) if item.standing is not None else None,
    }


def standing(item: InstrumentStanding) -> Table:
    """Return where an instrument stands, in short words."""
    return {
        "status": item.status,
        "since": item.since,
        "comply": item.comply,
        "next_on": item.next_on,
        "next": item.next,
        "next_by": item.next_by or None,
        "enforced": item.enforced,
        "doubts": list(item.doubts),
        "sentence": item.sentence,
        "publisher": item.source.publisher if item.source else None,
        "url": item.source.url if item.source else None,
        "standing": item.source.standing if item.source else None,
        "zone": item.zone,
    }


def board(answer: Board) -> Table:
    """Return what ``board`` answers."""
    with speaking(SOURCE):
        view = answers.of(answer)
    return {
        "schema": schema_name("board"),
        "on": str(answer.on),
        "known": str(answer.known),
        "headline": view.headline,
        "window": view.window,
        "notices": list(view.notices),
        "rows": [row(each) for each in view.rows],
        "horizon": horizon(answer.horizon),
    }


def row(item: BoardRow) -> Table:
    """Return one line of the board."""
    return {
        "instrument": item.id,
        "name": item.name,
        "cited": item.cited,
        "weight": item.weight.value,
        "ended": item.ended,
        **standing(item.standing),
    }


def states(answer: StateReport) -> Table:
    """Return what ``state`` answers for one instrument."""
    return {
        "schema": schema_name("state"),
        **_heading(answer),
        **state(answer.states[0], EventTables(answer.sources)),
        "at_published": (
            {"status": answer.published.status, "force": answer.published.force.value} if answer.published else None
        ),
        "horizon": horizon(answer.horizon),
    }


def timeline(answer: TimelineReport) -> Table:
    """Return what ``timeline`` answers."""
    return {
        "schema": schema_name("timeline"),
        **_heading(answer),
        "events": EventTables(answer.sources).of(answer.events),
        "horizon": horizon(answer.horizon),
    }


def upcoming(answer: UpcomingReport) -> Table:
    """Return what ``upcoming`` answers."""
    events = EventTables(answer.sources)
    return {
        "schema": schema_name("upcoming"),
        **_heading(answer),
        "after": str(answer.after),
        "within": answer.within,
        "upcoming": [upcoming_item(each, events) for each in answer.upcoming],
        "undated": events.of(answer.undated),
        "horizon": horizon(answer.horizon),
    }


def state(answer: State, events: EventTables) -> Table:
    """Return one state, with the same for each of its provisions."""
    following = answer.scheduled_next
    return {
        "instrument": answer.instrument,
        "title": events.sources.instruments[answer.instrument].title,
        "scope": answer.scope,
        "on": str(answer.on),
        "known": str(answer.known),
        "known_by": answer.known_by.value,
        "threshold": answer.threshold.label,
        "zone": answer.zone,
        "status": answer.status,
        "underlying": answer.underlying,
        "force": answer.force.value,
        "hours": [{"from": begin, "until": end} for begin, end in answer.hours],
        "stage": answer.stage,
        "duty": answer.duty,
        "duty_from": answer.duty_from,
        "enforcement": answer.enforcement,
        "since": answer.since,
        "until": answer.until,
        "scheduled_next": {"on": following.date, "status": following.status} if following else None,
        "announced_changes": [
            {"key": a.key, "kind": a.kind, "certainty": a.certainty.label, "date": a.date, "id": a.event_id}
            for a in answer.announced_changes
        ],
        "deadlines": [
            {"name": d.name, "on": d.on, "open": d.open, "derived": d.derived, "id": d.event_id, "of": d.of}
            for d in answer.deadlines
        ],
        "duties": [
            {"name": d.name, "parties": d.parties, "answer": d.answer, "from": d.since, "until": d.until}
            for d in answer.duties
        ],
        "values": dict(answer.values),
        "valued_by": events.of(answer.valued_by),
        "conflicts": list(answer.conflicts),
        "flags": list(answer.flags),
        "because": events.of(answer.because),
        "overridden": events.of(answer.overridden),
        "scopes": [state(part, events) for part in answer.scopes],
        "whole": {"status": answer.whole.status, "force": answer.whole.force.value} if answer.whole else None,
    }


def change(item: Change, events: EventTables) -> Table:
    """Return one change with the events and documents behind it."""
    sources = events.sources
    return {
        "instrument": item.instrument,
        "title": sources.instruments[item.instrument].title,
        "scope": item.scope,
        "section": item.section.value,
        "facet": item.facet.value,
        "name": item.name,
        "before": item.before,
        "after": item.after,
        "on": item.on,
        "until": item.until,
        "then": item.then,
        "came_and_went": item.came_and_went,
        "flags": list(item.flags),
        "kind": sources.events[item.because[0]].event.kind if item.because else None,
        "cause": item.cause.value,
        "because": events.of(item.because),
        "sources": events.cited(item.because),
        "zone": sources.instruments[item.instrument].legal_zone,
        **reviews(item, sources),
    }


def reviews(item: Change, sources: Sources) -> Table:
    """Return the reviews of a change, and its id; nothing unless reviews were asked for."""
    if sources.reviews is None:
        return {}
    return {"id": item.id, "reviews": [to_record(each) for each in sources.reviews.get(item.id, ())]}


def upcoming_item(item: Upcoming, events: EventTables) -> Table:
    """Return one date ahead."""
    sources = events.sources
    return {
        "on": item.on,
        "instrument": item.instrument,
        "title": sources.instruments[item.instrument].title,
        "scope": item.scope,
        "facet": item.facet.value,
        "name": item.name,
        "after": item.after,
        "certainty": item.certainty.label,
        "flags": list(item.flags),
        "because": events.of(item.because),
        "sources": events.cited(item.because),
        "zone": sources.instruments[item.instrument].legal_zone,
    }


def cited(recorded: Iterable[Recorded], sources: Sources) -> list[Table]:
    """Return what is cited for some events together, the best first."""
    return [
        {
            "publisher": each.publisher,
            "url": each.url,
            "title": each.title,
            "date": each.date.text if each.date else None,
            "standing": each.standing.value,
            "quote": each.quote,
            "document": each.document,
            "later": each.later,
        }
        for each in citations(recorded, sources)
    ]


def _heading(answer: StateReport | TimelineReport | UpcomingReport) -> Table:
    """Return the answer in a sentence, and which days it is about, as known when."""
    with speaking(SOURCE):
        view = answers.of(answer)
    return {"headline": view.headline, "window": view.window}


class EventTables:
    """The events of an answer as they were recorded, with their documents in full; each is put into a table once."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self._tables: dict[str, Table] = {}
        self._documents: dict[str, Table] = {}
        self._cited: dict[tuple[str, ...], list[Table]] = {}

    def of(self, ids: Iterable[str]) -> list[Table]:
        """Return the tables of some events."""
        return [self._tables.get(id_) or self._made(id_) for id_ in ids]

    def _made(self, id_: str) -> Table:
        recorded = self.sources.events[id_]
        event, zone = recorded.event, self.sources.instruments[recorded.event.target].publication_zone
        record = to_record(event)
        table = self._tables[id_] = {
            **record,
            "id": recorded.id,
            "source": recorded.source,
            "recorded_at": dates.iso_instant(recorded.recorded),
            "available_at": dates.iso_instant(event.known_from().public(zone)),
            "evidence": [{**each, "document": self._document(each["document"])} for each in record.get("evidence", ())],
            "sources": self.cited((id_,)),
        }
        return table

    def cited(self, ids: tuple[str, ...]) -> list[Table]:
        """Return what is cited for some events together, the best first."""
        found = self._cited.get(ids)
        if found is None:
            found = self._cited[ids] = cited((self.sources.events[id_] for id_ in ids), self.sources)
        return found

    def _document(self, id_: str) -> Table:
        found = self._documents.get(id_)
        if found is None:
            found = self._documents[id_] = to_record(self.sources.documents[id_])
        return found


def horizon(item: Horizon) -> Table:
    """Return how far the answer can be trusted."""
    return {
        "known_by": item.known_by.value,
        "threshold": item.threshold.label,
        "recorded_until": _moment(item.recorded_until),
        "sources": [
            {
                "id": each.id,
                "title": each.title,
                "last_recorded": _moment(each.last_recorded),
                "checked_through": each.checked_through,
                "last_whole": _moment(each.last_whole),
                "problem": each.problem,
                "failures": each.failures,
                "due": _moment(each.due),
            }
            for each in item.sources
        ],
        "empty": list(item.empty),
        "instruments": [
            {"id": each.id, "name": each.name, "checked_through": each.checked_through} for each in item.instruments
        ],
        **({"damaged_at": _moment(item.damaged_at)} if item.damaged_at is not None else {}),
    }


def _moment(value: Moment | None) -> str | None:
    return str(value) if value is not None else None
