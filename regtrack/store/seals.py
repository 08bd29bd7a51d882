"""Checksums of the tables whose rows may change, so that damage to them is found too.

What is only ever added is in the hash chain. The rest, such as when a source was read and how far a message has come,
has for each table the sum of the checksums of its rows, which every write keeps up to date. A sum finds damage, and no
forger: whoever can write the table can write the sum.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from hashlib import blake2b
from types import MappingProxyType

SEALED = MappingProxyType(
    {
        "check_in": "source, recorded, digest, checked_through, problem, count, due, known",
        "portion": "source, name, read, first_read",
        "sighting": "document, source, recorded",
        "item_name": "name, document",
        "bookmark": "name, tick",
        "cut": "only, known",
        "clock": "only, at",
        "outbox": "num, state, tries, changed_at, next_at, detail",
    }
)
"""Each table with the columns that count."""
_BITS = (1 << 62) - 1


def row_seal(*values: object) -> int:
    """Return the checksum of a row."""
    return int.from_bytes(blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=8).digest()) & _BITS


def keep_seals(db: sqlite3.Connection) -> None:
    """Make every write of this connection keep the sums up to date; before its first write."""
    db.create_function("row_seal", -1, row_seal, deterministic=True)
    for name, columns in SEALED.items():
        for verb, change in (
            ("INSERT", f"+ row_seal({_of('NEW', columns)})"),
            ("DELETE", f"- row_seal({_of('OLD', columns)})"),
            ("UPDATE", f"+ row_seal({_of('NEW', columns)}) - row_seal({_of('OLD', columns)})"),
        ):
            db.execute(
                f"""CREATE TEMP TRIGGER IF NOT EXISTS seal_{name}_{verb} AFTER {verb} ON main.{name}
                    BEGIN UPDATE seal SET sum = (sum {change}) & {_BITS} WHERE name = '{name}'; END"""
            )


def _of(row: str, columns: str) -> str:
    return ", ".join(f"{row}.{column}" for column in columns.split(", "))


def seal_all(db: sqlite3.Connection) -> None:
    """Set every sum to what its table holds."""
    db.executemany("INSERT OR REPLACE INTO seal VALUES (?, ?)", [(name, _sum(db, name)) for name in SEALED])


def broken(db: sqlite3.Connection) -> Iterator[str]:
    """Return the tables whose rows are not what was written."""
    kept = dict(db.execute("SELECT name, sum FROM seal"))
    return (name for name in SEALED if kept.get(name) != _sum(db, name))


def _sum(db: sqlite3.Connection, name: str) -> int:
    return sum(row_seal(*row) for row in db.execute(f"SELECT {SEALED[name]} FROM {name}")) & _BITS
