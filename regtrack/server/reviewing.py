"""What people did about changes: the changes of a window with it, and the record for an auditor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regtrack import dates
from regtrack.errors import InputError
from regtrack.model.answers import Report
from regtrack.model.change import Change
from regtrack.records.canonical import to_record
from regtrack.report import changes_in_words, plain
from regtrack.report.language import SOURCE, speaking
from regtrack.store import Store
from regtrack.tracker import Tracker

if TYPE_CHECKING:
    from regtrack.server.answers import AnswerDesk

Table = dict[str, Any]


def read(body: Any) -> dict[str, Any]:
    """Return what somebody wants to record about a change; raises InputError."""
    wanted = {"about": str, "events": list, "action": str, "to": str, "note": str}
    if not isinstance(body, dict):
        raise InputError('body: expected {"about": ID, "events": [ID], "action": "seen"}')
    for name, value in body.items():
        if name not in wanted or not isinstance(value, wanted[name]):
            raise InputError(
                f"body: found {str(name)[:40]!r}; expected {', '.join(wanted)}, events as a list, the rest as texts"
            )
    if "about" not in body or "action" not in body:
        raise InputError("body: expected about and action")
    events = body.get("events", [])
    if not all(isinstance(each, str) for each in events):
        raise InputError("events: expected a list of ids")
    return {"to": None, "note": None, **body, "events": events}


def worklist(desk: AnswerDesk, pairs: Sequence[tuple[str, str]]) -> Table:
    """Return what changed in a window, each change with its id and with what people did about it."""
    from regtrack.server.questions import asked_of, question_of

    given = asked_of(question_of("since").read(list(pairs)))
    report = desk.tracker().since(given.pop("since"), reviews=True, **given)
    with speaking(SOURCE):
        changes = [_short(change, report) for change in report.changes]
    return {
        "schema": plain.schema_name("review"),
        "since": str(report.law[0]),
        "until": str(report.law[1]),
        "open": sum(all(each["action"] != "done" for each in change["reviews"]) for change in changes),
        "changes": changes,
    }


def _short(change: Change, report: Report) -> Table:
    table = plain.change(change, plain.EventTables(report.sources))
    kept = "instrument title scope section facet name before after on until cause flags".split()
    source = next(iter(table["sources"]), None)
    return {
        "id": table["id"],
        **{name: table[name] for name in kept},
        "text": changes_in_words.turned(change, report.sources),
        "events": list(change.because),
        "summary": next((each["summary"] for each in table["because"] if each.get("summary")), ""),
        "url": source["url"] if source else None,
        "reviews": table["reviews"],
    }


def window(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the days of an audit record from an address; raises InputError."""
    given = dict(pairs)
    if len(given) != len(pairs) or not set(given) <= {"since", "until"}:
        raise InputError("question: expected since and until, each at most once")
    return given


def audit(store: Store, since: str | None = None, until: str | None = None) -> Iterator[Table]:
    """Return who received what, who looked and what was decided, and who could sign in; each in order.

    Args:
        store: the ledger.
        since: only what was done after this day or instant.
        until: only what was done by the close of this day, or by this instant.
    """
    from regtrack.digest.showing import delivery_table

    first = dates.Moment.read(since, "since").tick() if since is not None else dates.DAWN
    last = dates.Moment.read(until, "until").tick() if until is not None else dates.NEVER
    for delivery in Tracker(store).digests.history(since=since, until=until):
        yield {"type": "told", **delivery_table(delivery)}
    for entry in store.reviews():
        if first < dates.parse_instant(entry.review.made_at) <= last:
            recorded_at = dates.iso_instant(entry.recorded)
            yield {"type": "review", **to_record(entry.review), "recorded_at": recorded_at}
    for person in store.people().values():
        shown: Mapping[str, Any] = to_record(person)
        yield {"type": "person", **{name: value for name, value in shown.items() if name != "tokens"}}
