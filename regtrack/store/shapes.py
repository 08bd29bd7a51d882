"""The tables of a ledger as data: statements of the migrations, and what columns and keys they lead to."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from typing import NamedTuple

from regtrack.store.schema import MIGRATIONS, VERSION


def statements(script: str) -> list[str]:
    """Split a script into statements; executescript would end the transaction."""
    statements, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            statements.append(current)
            current = ""
    return statements


class TableShape(NamedTuple):
    """A table: its columns, those first that order its rows, and how many these are."""

    columns: tuple[str, ...]
    keys: int

    @property
    def listed(self) -> str:
        """Its columns as SQL lists them."""
        return ", ".join(f'"{column}"' for column in self.columns)

    def query(self, name: str) -> str:
        """Return the query for all of its rows, in order."""
        first = ", ".join(f'"{column}"' for column in self.columns[: self.keys])
        return f"SELECT {self.listed} FROM {name} ORDER BY {first}"


def made(version: int = VERSION) -> sqlite3.Connection:
    """Return an empty ledger of a version, in memory."""
    db = sqlite3.connect(":memory:")
    for migration in MIGRATIONS[:version]:
        db.executescript(migration)
    return db


_LED_BY = {"posting": "seq", "told": "digest"}
"""Columns by which tables grow, where it is not the first of their key."""


def ordered(table: str) -> TableShape:
    """Return a table whose rows are ordered as they were added."""
    columns, keys = shapes()[table]
    return TableShape(tuple(sorted(columns, key=lambda column: column != _LED_BY.get(table, columns[0]))), keys)


@cache
def shapes() -> Mapping[str, TableShape]:
    """Return the tables that hold rows of a ledger, by name: all but indexes of words and checksums."""
    found: dict[str, TableShape] = {}
    with closing(made()) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid").fetchall():
            if name != "seal" and name.partition("_")[0] != "words":
                rows = db.execute(
                    f"SELECT name, pk FROM pragma_table_info('{name}') ORDER BY pk = 0, pk, cid"
                ).fetchall()
                found[name] = TableShape(tuple(row[0] for row in rows), sum(row[1] > 0 for row in rows))
    return found
