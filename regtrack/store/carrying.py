"""The digests, messages and marks in an export: their tables, row by row, as a ledger keeps them.

An empty ledger takes them over with the links that prove them. Another has subscribers of its own, and ignores them.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regtrack.dates import Tick
from regtrack.errors import StoreError
from regtrack.store import chain, linking
from regtrack.store.database import Database, chunks
from regtrack.store.shapes import ordered

TABLES = (
    "subscriber", "rebase", "digest", "fact", "told", "body", "outbox", "attempt", "readdressed", "bookmark", "cut"
)  # fmt: skip
"""Each table after those that its rows refer to."""
_BYTES = frozenset((("body", "data"), ("outbox", "head"), ("readdressed", "head")))
_ROWS = 200
"""How many rows one line has at most."""
_AGAIN = "`regtrack check` says what else is damaged; an export that was edited cannot be restored"
_LEFT = "the ledger was restored from an export; whether this was sent since is not known"


def carried(db: Database) -> Iterator[dict[str, object]]:
    """Return the rows of these tables as lines of an export."""
    for name in TABLES:
        shape = ordered(name)
        for chunk in chunks(db.stream(shape.query(name)), _ROWS):
            written = [
                [b64encode(value).decode() if isinstance(value, bytes | memoryview) else value for value in row]
                for row in chunk
            ]
            yield {"type": "table", "name": name, "columns": list(shape.columns), "rows": written}


def flaws(line: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Return what is wrong with such a line: the field, what was found, what was expected."""
    if line["name"] not in TABLES:
        yield "name", repr(line["name"])[:60], f"one of {', '.join(TABLES)}"
        return
    columns = ordered(line["name"]).columns
    if tuple(line["columns"]) != columns:
        yield "columns", repr(line["columns"])[:60], ", ".join(columns)
        return
    for place, row in enumerate(line["rows"], 1):
        if not isinstance(row, list) or len(row) != len(columns) or not all(map(_is_value, row)):
            yield f"rows[{place}]", repr(row)[:60], f"a text, a whole number or null for each of {len(columns)} columns"
            return
        if _read(line["name"], columns, row) is None:
            yield f"rows[{place}]", repr(row)[:60], "bytes in base 64"
            return


def _is_value(value: object) -> bool:
    return value is None or isinstance(value, str) or (type(value) is int and -(2**63) <= value < 2**63)


def _read(name: str, columns: Iterable[str], row: Iterable[Any]) -> tuple[Any, ...] | None:
    try:
        return tuple(
            b64decode(value, validate=True) if (name, column) in _BYTES else value
            for column, value in zip(columns, row, strict=True)
        )
    except (ValueError, TypeError):
        return None


def take_in(db: Database, lines: Iterable[Mapping[str, Any]]) -> None:
    """Write lines into the tables of a ledger that holds nothing yet."""
    for line in lines:
        shape = ordered(line["name"])
        rows = [read for row in line["rows"] if (read := _read(line["name"], shape.columns, row)) is not None]
        db.insert(f"{line['name']} ({shape.listed})", rows, ignore=line["name"] in ("bookmark", "cut"))
    db.count_on()


def verify(db: Database, links: Iterable[chain.ChainLink], after: int) -> None:
    """Raise StoreError for a link behind one that its digest, message or attempt does not fit, or for a message."""
    from regtrack.store.checking import LedgerCheck

    for link in links:
        if link.num <= after or link.subject.partition(" ")[0] in (*chain.IN_EXPORTS, "restored"):
            continue
        if chain.digest(linking.covered(db, link.subject)) != link.rows:
            raise StoreError(f"{db.location}: {link.subject} is not what was told, sent or tried; {_AGAIN}")
    if (damage := next(LedgerCheck(db, None).messages(), None)) is not None:
        raise StoreError(f"{db.location}: {damage.place}: {damage.found}; {_AGAIN}")


def hold(db: Database, now: Tick) -> None:
    """Note of each message that had not left that it may have left since, from the ledger that was exported."""
    from regtrack.store.messages import Attempt
    from regtrack.store.outbox import SqlOutbox

    rows = db.execute(
        "SELECT num FROM outbox WHERE state IN ('queued', 'sending') OR next_at IS NOT NULL ORDER BY num"
    ).fetchall()
    for (num,) in rows:
        SqlOutbox(db).settle(Attempt(num, now, "unknown", _LEFT), None)
