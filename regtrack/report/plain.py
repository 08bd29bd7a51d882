"""Answers as plain tables: the JSON that programs read (docs/reference/json.md), one function an answer.

Every top-level table names its schema. Within a major number of the schema, keys are only added.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from regtrack import dates
from regtrack.dates import Moment
from regtrack.model.answers import Report, StateReport
from regtrack.model.change import Change, Upcoming
from regtrack.model.citing import Sources, citations
from regtrack.model.event import Recorded
from regtrack.model.horizon import Horizon
from regtrack.model.kinds import Certainty
from regtrack.model.listings import Board, TimelineReport, UpcomingReport
from regtrack.model.state import State
from regtrack.records.canonical import to_record
from regtrack.report import answer as answers
from regtrack.report.answer.model import InstrumentStanding
from regtrack.report.answer.moved import Moved
from regtrack.report.answer.parts import BoardRow
from regtrack.report.language import SOURCE, speaking

Table = dict[str, Any]


def fields(item: object, names: str, **own: object) -> Table:
    """Return fields of an item in the order of their names, each as JSON has it; those in ``own`` as they are there."""
    return {name: own[name] if name in own else _plain(getattr(item, name)) for name in names.split()}


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | bool):
        return value.value if isinstance(value, StrEnum) else value
    if isinstance(value, Certainty):
        return value.label
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Moment) else value


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
    return {"schema": schema_name(answer.command), "changes": [change(each, events) for each in answer.changes]}


def moved(item: Moved) -> Table:
    """One instrument that moved: what changed in short words, and where it stands."""
    lines = [line._asdict() for line in item.lines]
    found = standing(item.standing) if item.standing is not None else None
    return {"instrument": item.id, **fields(item, "name weight lines standing", lines=lines, standing=found)}


def standing(item: InstrumentStanding) -> Table:
    """Where an instrument stands, in short words."""
    source = item.source
    proof = fields(source, _PROOF) if source else dict.fromkeys(_PROOF.split())
    return {**fields(item, "status since comply next_on next enforced doubts sentence"), **proof}


_PROOF = "publisher url standing"


def board(answer: Board) -> Table:
    """Return what ``board`` answers."""
    with speaking(SOURCE):
        view = answers.of(answer)
    return {
        "schema": schema_name("board"),
        "on": str(answer.on),
        "known": str(answer.known),
        "headline": view.headline,
        "notices": list(view.notices),
        "rows": [row(each) for each in view.rows],
        "horizon": horizon(answer.horizon),
    }


def row(item: BoardRow) -> Table:
    """One line of the board."""
    return {"instrument": item.id, **fields(item, "name cited weight ended"), **standing(item.standing)}


def states(answer: StateReport) -> Table:
    """Return what ``state`` answers for one instrument."""
    return {
        "schema": schema_name("state"),
        **state(answer.states[0], EventTables(answer.sources)),
        "at_published": _in_short(answer.published),
        "horizon": horizon(answer.horizon),
    }


def timeline(answer: TimelineReport) -> Table:
    """Return what ``timeline`` answers."""
    return {
        "schema": schema_name("timeline"),
        "headline": _headline(answer),
        "events": EventTables(answer.sources).of(answer.events),
        "horizon": horizon(answer.horizon),
    }


def upcoming(answer: UpcomingReport) -> Table:
    """Return what ``upcoming`` answers."""
    events = EventTables(answer.sources)
    return {
        "schema": schema_name("upcoming"),
        "headline": _headline(answer),
        "after": str(answer.after),
        "within": answer.within,
        "upcoming": [upcoming_item(each, events) for each in answer.upcoming],
        "undated": events.of(answer.undated),
        "horizon": horizon(answer.horizon),
    }


_STATE = (
    "instrument title scope on known known_by threshold zone status underlying force stage duty duty_from enforcement "
    "since until scheduled_next announced_changes deadlines duties values conflicts flags because overridden scopes "
    "whole"
)
_CHANGE = (
    "instrument title scope section facet name before after on until then came_and_went flags kind cause because "
    "sources"
)
_UPCOMING = "on instrument title scope facet name after certainty flags because sources"


def state(answer: State, events: EventTables) -> Table:
    """One state, with the same for each of its provisions."""
    following = answer.scheduled_next
    return fields(
        answer,
        _STATE,
        title=events.sources.instruments[answer.instrument].title,
        scheduled_next={"on": following.date, "status": following.status} if following else None,
        announced_changes=[
            {**fields(each, "key kind certainty date"), "id": each.event_id} for each in answer.announced_changes
        ],
        deadlines=[{**fields(each, "name on open derived"), "id": each.event_id} for each in answer.deadlines],
        duties=[
            {**fields(each, "name parties answer"), "from": each.since, "until": each.until} for each in answer.duties
        ],
        values=dict(answer.values),
        because=events.of(answer.because),
        overridden=events.of(answer.overridden),
        scopes=[state(part, events) for part in answer.scopes],
        whole=_in_short(answer.whole),
    )


def _in_short(state: State | None) -> Table | None:
    return fields(state, "status force") if state else None


def change(item: Change, events: EventTables) -> Table:
    """One change with the events and documents behind it."""
    kind = events.sources.events[item.because[0]].event.kind if item.because else None
    return {**_proven(item, _CHANGE, events, kind=kind), **reviews(item, events.sources)}


def _proven(item: Change | Upcoming, names: str, events: EventTables, **own: object) -> Table:
    """Return fields of what events say, with those events and their documents."""
    title = events.sources.instruments[item.instrument].title
    because, cited = events.of(item.because), events.cited(item.because)
    return fields(item, names, title=title, because=because, sources=cited, **own)


def reviews(item: Change, sources: Sources) -> Table:
    """Return what people did about a change, and the id by which they name it; nothing unless that was asked for."""
    if sources.reviews is None:
        return {}
    return {"id": item.id, "reviews": [to_record(each) for each in sources.reviews.get(item.id, ())]}


def upcoming_item(item: Upcoming, events: EventTables) -> Table:
    """One date ahead."""
    return _proven(item, _UPCOMING, events)


def cited(recorded: Iterable[Recorded], sources: Sources) -> list[Table]:
    """Return what is cited for some events together, the best first."""
    return [
        fields(each, "publisher url title date standing quote document later", date=each.date and each.date.text)
        for each in citations(recorded, sources)
    ]


def _headline(answer: TimelineReport | UpcomingReport) -> str:
    with speaking(SOURCE):
        return answers.of(answer).headline


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


_SOURCE = "id title last_recorded checked_through last_whole problem failures due"


def horizon(item: Horizon) -> Table:
    """How far the answer can be trusted."""
    found = fields(
        item,
        "known_by threshold recorded_until sources empty instruments",
        sources=[fields(each, _SOURCE) for each in item.sources],
        instruments=[fields(each, "id name checked_through") for each in item.instruments],
    )
    return found if item.damaged_at is None else {**found, "damaged_at": str(item.damaged_at)}
