"""Answers in short, as tables: the answer first, then items, each with its sources and with what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from regtrack.model.answers import Report, StateReport
from regtrack.model.horizon import Horizon
from regtrack.model.links import LinkStanding, code_link, official_link
from regtrack.model.listings import Board, TimelineReport, UpcomingReport
from regtrack.queries.searching import SearchAnswer, SearchResult
from regtrack.queries.texts import TextAnswer
from regtrack.report import answer as answers
from regtrack.report.answer.cited import sources_of
from regtrack.report.answer.entries import event_entry
from regtrack.report.answer.limits import horizon_lines, instruments_line, read_through
from regtrack.report.answer.model import CitedDocument
from regtrack.report.answer.standing import standing
from regtrack.report.dates_in_words import zoned
from regtrack.report.layout import cut
from regtrack.report.texts import text_table

Table = dict[str, Any]
SOURCES = 2
"""So many sources of each item; the others are counted."""
_LINES = 4
_LONG = 300
"""Words of others are cut at so many characters, with an ellipsis."""
_PIECE = 3000
"""A longer paragraph of law is told in pieces, and none of its words is left out."""
_NO_OFFICIAL_TEXT = "no official text"
_GROUPS = {"announced": "announced, not enacted", "undated": "promised without a date"}
"""What is in doubt about the dates of a group."""


def _cut(text: str) -> str:
    return cut(text, _LONG)


def horizon_of(horizon: Horizon) -> Table:
    """Return how far an answer can be trusted."""
    last = read_through(horizon)
    failing = [_cut(source.title) for source in horizon.sources if source.problem is not None]
    return {
        "counts": horizon_lines(horizon)[0],
        "read_through": last.isoformat() if last is not None else None,
        "sources": len(horizon.sources),
        "not_read_whole": failing[:_LINES],
        **({"instruments": _cut(instruments_line(horizon.instruments))} if horizon.instruments else {}),
    }


def _cited(source: CitedDocument) -> Table:
    whole = {
        "publisher": _cut(source.publisher),
        "date": source.date,
        "title": _cut(source.title or ""),
        "url": source.url,
        "standing": source.standing,
        "quote": _cut(source.quote or ""),
    }
    return {name: value for name, value in whole.items() if value}


def cited(sources: Iterable[CitedDocument]) -> Table:
    """Return the best sources, and how many more there are."""
    every = tuple(sources)
    more = {"more_sources": len(every) - SOURCES} if len(every) > SOURCES else {}
    return {"sources": [_cited(each) for each in every[:SOURCES]], **more}


def _doubt(sources: Iterable[CitedDocument]) -> list[str]:
    return [] if any(each.standing == LinkStanding.OFFICIAL.value for each in sources) else [_NO_OFFICIAL_TEXT]


def of_changes(report: Report) -> tuple[Table, list[Table]]:
    """Return what changed: an item for each instrument that moved, the heaviest first."""
    answer = answers.of(report)
    head = {
        "answer": answer.headline,
        "notices": answer.notices,
        "window": answer.window,
        "counts": answer.counts,
        "doubt": [answer.unsure] if answer.unsure else [],
        "horizon": horizon_of(report.horizon),
    }
    items = [
        {
            "id": each.id,
            "name": _cut(each.label),
            "weight": each.weight.value,
            "changes": [_cut(f"{line.on}: {line.text}") for line in each.lines[:_LINES]],
            **({"more_changes": len(each.lines) - _LINES} if len(each.lines) > _LINES else {}),
            "stands": each.standing.sentence if each.standing else "",
            "doubt": list(each.standing.doubts) if each.standing else _doubt(each.sources),
            **cited(each.sources),
        }
        for each in answer.moved
    ]
    return head, items


def of_dates(report: UpcomingReport | TimelineReport) -> tuple[Table, list[Table]]:
    """Return dates ahead, the nearest first; or what happened, the newest first."""
    listed = answers.of(report)
    head = {
        "answer": listed.headline,
        "notices": listed.notices,
        "window": listed.window,
        "order": "newest first" if listed.newest else "nearest first",
        "horizon": horizon_of(report.horizon),
    }
    items = [
        {
            "on": each.on,
            "id": each.id,
            "name": _cut(each.name),
            "what": _cut(each.text),
            "weight": each.weight.value,
            "doubt": [*([_GROUPS[group.id]] if group.id in _GROUPS else []), *_doubt(each.sources)],
            **cited(each.sources),
        }
        for group in listed.dates
        for each in group.dates
    ]
    return head, items[::-1] if listed.newest else items


def of_board(board: Board) -> tuple[Table, list[Table]]:
    """Return where every instrument stands, an item each."""
    view = answers.of(board)
    head = {
        "answer": view.headline,
        "notices": view.notices,
        "window": view.window,
        "horizon": horizon_of(board.horizon),
    }
    items = [
        {
            "id": row.id,
            "name": _cut(row.name),
            "citation": row.cited,
            "weight": row.weight.value,
            "stands": row.standing.sentence,
            "next": " ".join(filter(None, (zoned(row.standing.next_on, row.standing.zone), row.standing.next))),
            "doubt": list(row.standing.doubts),
            **cited([row.standing.source] if row.standing.source else []),
        }
        for row in view.rows
    ]
    return head, items


def _standing_head(report: StateReport) -> Table:
    answer, state = answers.of(report), report.states[0]
    stands = standing(state, report.sources)
    return {
        "answer": answer.headline,
        "about": answer.window,
        "id": state.instrument,
        "status": state.status,
        "force": state.force.value,
        "notices": answer.notices,
        "doubt": list(stands.doubts),
        "flags": list(state.flags),
        "horizon": horizon_of(report.horizon),
        **cited(sources_of((id_ for id_ in state.because if id_ in report.sources.events), report.sources)),
    }


def of_state(report: StateReport) -> tuple[Table, list[Table]]:
    """Return where an instrument stands, and the points that this rests on."""
    items = [
        {
            "label": point.label,
            "on": zoned(point.on, report.states[0].zone),
            "text": _cut(point.text),
            **cited(point.sources),
        }
        for point in answers.of(report).points
    ]
    return _standing_head(report), items


def of_reasons(report: StateReport) -> tuple[Table, list[Table]]:
    """Return where an instrument stands, and every event behind that, also those that were overridden."""
    because = {*report.states[0].because, *report.states[0].valued_by}
    events = report.sources.events
    ordered = sorted(events, key=lambda id_: (id_ not in because, events[id_].event.happened().text, id_))
    return _standing_head(report), [_reason(id_, report, counts=id_ in because) for id_ in ordered]


def _reason(id_: str, report: StateReport, *, counts: bool) -> Table:
    entry = event_entry(id_, report.sources)
    event = report.sources.events[id_].event
    return {
        "on": event.happened().text,
        "id": event.target,
        "what": _cut(entry.sentence),
        "said": _cut(entry.text),
        "note": _cut(entry.note),
        "certainty": event.certainty.label,
        "counts": counts,
        "doubt": _doubt(entry.sources),
        **cited(entry.sources),
    }


def of_search(answer: SearchAnswer, horizon: Horizon, about: TimelineReport | None) -> tuple[Table, list[Table]]:
    """Return what a search found, best first.

    Args:
        answer: what was found.
        horizon: how far the ledger can be trusted.
        about: the events of the instruments that were found, for their sources.
    """
    count = f"{'At least ' if answer.more else ''}{len(answer.found)}"
    head = {
        "answer": f"{count} found with all words of {_cut(answer.words)!r}."
        if answer.found
        else f"Nothing that was read has all words of {_cut(answer.words)!r}; what was not read may.",
        "known": str(answer.question.known),
        "horizon": horizon_of(horizon),
    }
    return head, [_found(each, about) for each in answer.found]


def _found(result: SearchResult, about: TimelineReport | None) -> Table:
    proofs = _proofs(result, about)
    return {
        "type": result.type,
        "where": result.where,
        "title": _cut(result.title),
        "words": _cut(result.words),
        "known_on": result.known_on,
        "doubt": [] if any(each.get("standing") == "official" for each in proofs) else [_NO_OFFICIAL_TEXT],
        "sources": proofs,
    }


def _proofs(result: SearchResult, about: TimelineReport | None) -> list[Table]:
    if result.type == "document":
        return [{"publisher": _cut(result.title), "url": result.url, "standing": result.standing}] if result.url else []
    if about is not None and result.where in about.sources.instruments:
        own = {id_: each.event for id_, each in about.sources.events.items() if each.event.target == result.where}
        telling = [id_ for id_, event in own.items() if result.type == "event" and event.summary == result.words]
        if found := sources_of(telling, about.sources):
            return [_cited(each) for each in found[:SOURCES]]
        link = official_link(about.sources.instruments[result.where])
    else:
        link = code_link(result.where.rpartition(" of ")[2].partition("(")[0], result.printed_to)
    return [{"publisher": link.publisher, "url": link.url, "standing": "official"}] if link is not None else []


def of_text(answer: TextAnswer, horizon: Horizon) -> tuple[Table, list[Table]]:
    """Return the words of a provision, a paragraph an item, with how sure each is."""
    table = text_table(answer)
    day = answer.text.printed_on.isoformat()
    link = code_link(answer.scope.rpartition(" of ")[2].partition("(")[0], day)
    head = {
        "answer": f"{answer.scope} on {answer.question.on}, as known on {answer.question.known}, "
        f"the {answer.which} text: {len(table['paragraphs'])} paragraphs.",
        "which": answer.which,
        "printed_on": day,
        "doubt": [*table["flags"], *map(_cut, table["could_not_incorporate"][:_LINES])],
        "to_come": table["to_come"][:_LINES],
        "sources": [{"publisher": link.publisher, "url": link.url, "standing": "official"}] if link else [],
        "horizon": horizon_of(horizon),
    }
    return head, [piece for each in table["paragraphs"] for piece in _pieces(each, answer.which)]


def _pieces(paragraph: Table, which: str) -> Iterator[Table]:
    words = paragraph["words"] if which == "operative" else paragraph["printed"]
    whole = " ".join(filter(None, (paragraph["designator"], paragraph["heading"], words)))
    made_by = {"made_by": paragraph["made_by"][:SOURCES]} if paragraph["made_by"] else {}
    for start in range(0, max(len(whole), 1), _PIECE):
        goes_on = {"goes_on": True} if start + _PIECE < len(whole) else {}
        yield {
            "scope": paragraph["scope"], "text": whole[start : start + _PIECE], "check": paragraph["check"], **made_by,
            **goes_on,
        }  # fmt: skip
