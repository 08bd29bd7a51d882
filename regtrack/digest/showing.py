"""Runs, the outbox and the history of digests: in words for people, as tables for programs and auditors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.digest.digests import RunReport
from regtrack.digest.model import Delivery
from regtrack.report import dates_in_words, layout, plain
from regtrack.report.layout import count_of
from regtrack.report.table import csv_of
from regtrack.store.messages import FactDelivery, LastDigest, OutboxRow

Table = dict[str, Any]
_WIDTH = 80

# --- a run ------------------------------------------------------------------------------------------------------------


def run_table(report: RunReport) -> Table:
    """Return the result of a run as a table, for programs."""
    return {
        "schema": plain.schema_name("digest-run"),
        "whole": report.whole,
        "busy": report.busy,
        "waiting": report.waiting,
        "made": [attrs.asdict(each) for each in report.made],
        "sent": [
            {**message(each.row), "state": each.outcome.value, "detail": each.detail, "next_at": _instant(each.next_at)}
            for each in report.sent
        ],
    }


def run_text(report: RunReport, *, dry: bool = False) -> str:
    """Return the result of a run as text."""
    lines: list[str] = []
    for result in report.made:
        if result.problem is not None:
            lines += layout.wrap(f"{result.subscriber}: PROBLEM: {result.problem}", _WIDTH, "", "  ")
        elif result.title:
            made = "digest (dry run)" if dry else "digest"
            lines += layout.wrap(f"{result.subscriber}: {made}: {result.title}", _WIDTH, "", "  ")
    silent = sum(not each.title and each.problem is None for each in report.made)
    if silent:
        lines.append(f"Nothing to report: {count_of(silent, 'subscriber', 'subscribers')}.")
    if not report.made:
        lines.append("No digest is due.")
    return "\n".join([*lines, *_sent(report)]) + "\n"


def sent_text(report: RunReport) -> str:
    """Return the result of sending alone as text."""
    return "\n".join([*_sent(report)] or ["Nothing was to be sent."]) + "\n"


def rebased_text(undone: Mapping[str, LastDigest]) -> str:
    """Return as text of whom digests were undone, and where the next ones begin."""
    lines = [
        f"{id_}: undone up to digest {last.number}; the next one covers what came after {_words(last.at)}."
        for id_, last in undone.items()
    ]
    return "\n".join(lines or ["No digest is dated in the future."]) + "\n"


def _sent(report: RunReport) -> Iterator[str]:
    for sent in report.sent:
        to = f"{sent.row.subscriber} <{sent.row.address}>"
        again = f"; again at {_words(sent.next_at)}" if sent.next_at is not None else ""
        yield from layout.wrap(f"{sent.outcome.value}: {to}: {sent.detail}{again}", _WIDTH, "", "  ")
    if report.busy:
        yield "Another process is sending; it sends these too, or the next run does."
    elif report.waiting:
        yield f"Waiting: {count_of(report.waiting, 'message', 'messages')}."


# --- the outbox -------------------------------------------------------------------------------------------------------


def message(row: OutboxRow) -> Table:
    """Return a message and its delivery status as a table."""
    return {
        "row": row.row,
        "subscriber": row.subscriber,
        "digest": row.digest,
        "channel": row.kind,
        "address": row.address,
        "message_id": row.id,
        "title": row.title,
        "state": row.state,
        "tries": row.tries,
        "queued_at": dates.iso_instant(row.queued_at),
        "changed_at": dates.iso_instant(row.changed_at),
        "next_at": _instant(row.next_at),
        "detail": row.detail,
        "sha256": row.sha256,
        "size": row.size,
    }


def outbox_table(rows: Sequence[OutboxRow]) -> Table:
    """Messages, for programs."""
    return {"schema": plain.schema_name("digest-outbox"), "messages": [message(row) for row in rows]}


def outbox_text(rows: Sequence[OutboxRow]) -> str:
    """Messages, for people."""
    if not rows:
        return "Every message has arrived.\n"
    lines: list[str] = []
    for row in rows:
        lines += layout.wrap(f"{row.state}  {row.subscriber} <{row.address}>  {row.title}", _WIDTH, "", "  ")
        when = f"since {_words(row.changed_at)}, tried {count_of(row.tries, 'time', 'times')}"
        again = f", again at {_words(row.next_at)}" if row.next_at is not None else ""
        lines += layout.wrap(f"{when}{again}{f': {row.detail}' if row.detail else ''}", _WIDTH, "    ")
    return "\n".join(lines) + "\n"


# --- the history ------------------------------------------------------------------------------------------------------

COLUMNS = (
    "told_at", "subscriber", "digest", "kind", "instrument", "scope", "on", "sentence", "events", "matched", "channel",
    "address", "message_id", "state", "state_at", "sha256",
)  # fmt: skip


def delivery_table(sent: FactDelivery) -> Table:
    """Return a delivered fact with the messages that carried it, as a table."""
    return {
        "told_at": dates.iso_instant(sent.at),
        "subscriber": sent.subscriber,
        "digest": sent.digest,
        "kind": sent.fact.kind,
        "instrument": sent.fact.instrument or None,
        "scope": sent.fact.scope,
        "on": sent.fact.on,
        "sentence": sent.fact.sentence,
        "events": list(sent.fact.events),
        "matched": sent.matched,
        "messages": [message(each) for each in sent.messages],
    }


def history_rows(history: Iterable[FactDelivery]) -> Iterator[Table]:
    """Return a row for each fact in each message, for a spreadsheet."""
    for sent in history:
        table = delivery_table(sent)
        for each in sent.messages:
            yield {
                **table, "channel": each.kind, "address": each.address, "message_id": each.id, "state": each.state,
                "state_at": dates.iso_instant(each.changed_at), "sha256": each.sha256,
            }  # fmt: skip
        if not sent.messages:
            yield table


def history_text(history: Iterable[FactDelivery]) -> str:
    """Return the delivery history as text."""
    lines: list[str] = []
    last: tuple[str, int] | None = None
    for sent in history:
        if (sent.subscriber, sent.digest) != last:
            last = sent.subscriber, sent.digest
            lines += [""] if lines else []
            lines.append(f"{_words(sent.at)}  {sent.subscriber}, digest {sent.digest}")
            for each in sent.messages:
                lines += layout.wrap(f"{each.state} <{each.address}> {each.id}", _WIDTH, "  ", "    ")
        what = f"{sent.fact.instrument}: " if sent.fact.instrument else ""
        lines += layout.wrap(f"{what}{sent.fact.sentence}", _WIDTH, "  - ", "    ")
    return "\n".join(lines) + "\n" if lines else "No fact that was sent matches.\n"


def _history_json(history: Iterable[FactDelivery]) -> str:
    table = {"schema": plain.schema_name("digest-history"), "told": [delivery_table(each) for each in history]}
    return json.dumps(table, ensure_ascii=False, indent=2) + "\n"


HISTORY: Mapping[str, Callable[[Iterable[FactDelivery]], str]] = MappingProxyType(
    {
        "text": history_text,
        "json": _history_json,
        "jsonl": lambda history: "".join(
            json.dumps(delivery_table(each), ensure_ascii=False) + "\n" for each in history
        ),
        "csv": lambda history: csv_of(COLUMNS, history_rows(history)),
    }
)
"""The forms in which the history is given."""


def deliveries_text(deliveries: Iterable[Delivery]) -> str:
    """Return the result of a test delivery as text."""
    return "".join(f"{each.outcome.value}: {each.detail}\n" for each in deliveries)


# --- words ------------------------------------------------------------------------------------------------------------


def _instant(tick: Tick | None) -> str | None:
    return dates.iso_instant(tick) if tick is not None else None


def _words(tick: Tick | None) -> str:
    assert tick is not None
    moment = dates.local(tick, "UTC")
    return f"{dates_in_words.day(moment.date())} at {moment:%H:%M} UTC"
