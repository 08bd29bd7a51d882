"""The ledger's tables in PostgreSQL, made from the migrations of SQLite; :mod:`regtrack.store.schema` says what for.

Text compares by code points (``COLLATE "C"``), as it does in SQLite. A b-tree holds no text of more than 2,700 bytes,
so that long texts are found by hash indexes, and are kept unique by exclusion constraints over them. ``recorded`` only
grows: a BRIN index of a few pages finds a window of it in a record of any size. There are no seals: the server keeps
checksums of its pages (``initdb --data-checksums``). The one writer of a ledger sees to it that what is referred to is
there, as it does in SQLite.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from types import MappingProxyType

from regtrack.store.schema import MIGRATIONS
from regtrack.store.shapes import made, statements

_FIRST = 9
"""A new ledger begins with all that there was when PostgreSQL was first supported."""
_WORDS = """
CREATE TEXT SEARCH DICTIONARY stem (TEMPLATE = snowball, LANGUAGE = porter);
CREATE TEXT SEARCH CONFIGURATION words (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR
    asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart, email, protocol,
    url, host, url_path, file, sfloat, float, int, uint, version, tag, entity WITH stem;
CREATE TABLE ledger_version (version INTEGER NOT NULL);
INSERT INTO ledger_version VALUES (0);
CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$;
"""
CLOSED = """
DO $$ DECLARE added regclass; BEGIN
    IF (SELECT relrowsecurity FROM pg_class WHERE oid = 'entry'::regclass) THEN
        FOR added IN SELECT oid FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relrowsecurity
                     AND relnamespace = current_schema()::regnamespace
        LOOP EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', added); END LOOP;
    END IF;
END $$;
"""
"""Closes new tables of a team's ledger to others too."""
_INDEXES = """
CREATE INDEX entry_beginning ON entry (left(key, 100)) WHERE type = 'event';
CREATE INDEX entry_recorded ON entry USING brin (recorded) WITH (pages_per_range = 128, autosummarize = on);
CREATE INDEX name_name ON name USING hash (name);
CREATE INDEX name_target ON name (target);
CREATE INDEX page_target ON page (target);
CREATE INDEX sighting_document ON sighting USING hash (document);
CREATE INDEX sighting_source ON sighting (source);
CREATE INDEX item_name_name ON item_name (name);
CREATE INDEX unit_words ON unit USING gin (words);
CREATE INDEX unit_pairs ON unit USING gin (pairs);
CREATE INDEX fact_key ON fact USING hash (key);
CREATE INDEX told_fact ON told (fact);
"""
_OTHERWISE = MappingProxyType(
    {
        "entry_key": "entry USING hash (key)",
        "entry_source": "entry (source) WHERE type = 'event'",
        "entry_inbox": "entry (seq) WHERE type = 'inbox'",
        "entry_review": "entry (left(key, 100)) WHERE type = 'review'",
    }
)
"""Indexes that are others here."""
_FURTHER = MappingProxyType({11: "CREATE INDEX name_beginning ON name (left(name, 100));"})
"""Indexes that a migration adds here alone, since a primary key is one in SQLite."""
_LONG = MappingProxyType(
    {
        "source": ("id", "id"),
        "name": ("name, target", "(name || ' ' || target::TEXT)"),
        "sighting": ("document, source", "(document || ' ' || source::TEXT)"),
        "item_name": ("name, document", "(document || ' ' || name::TEXT)"),
        "fact": (
            "key, print, sentence, events",
            "(key || chr(31) || print || chr(31) || sentence || chr(31) || events)",
        ),
    }
)
"""Keys that hold long texts: the columns, and what is hashed."""
_COUNTED = ("source", "target", "entry", "unit", "link")
"""Tables whose rows are written with their numbers."""
_BULK = (
    "check_in entry posting mark name page provision portion sighting item_name edition amended printed said target"
).split()
"""Tables with so many rows that no server looks up what each refers to."""
_COLUMNS = MappingProxyType({"unit": ", words TSVECTOR, pairs TSVECTOR"})
"""Columns that are not in SQLite."""
_TABLE = re.compile(r"CREATE TABLE (?P<name>\w+) \((?P<columns>.*)\)(?: WITHOUT ROWID)?;?\s*", re.DOTALL)
_INDEX = re.compile(r"CREATE INDEX (?P<name>\w+) ON (?P<on>.*?);?\s*", re.DOTALL)
_TRIGGER = re.compile(
    r"CREATE TRIGGER (?P<name>\w+)\s+(?P<when>BEFORE .*?)(?:\s+WHEN (?P<test>.*))?"
    r"\s+BEGIN SELECT RAISE\(ABORT, (?P<words>'[^']*')\); END;?\s*",
    re.DOTALL,
)
_TYPES = MappingProxyType({"INTEGER": "BIGINT", "TEXT": 'TEXT COLLATE "C"', "BLOB": "BYTEA", "only": '"only"'})


SPLIT = ("posting", "mark")
"""Tables that can be split by the hash of their target: each key has it, and no trigger or reference crosses parts."""


def script(version: int, parts: int = 0) -> tuple[int, str]:
    """Return what brings the tables from a version to a later one, with that.

    Args:
        version: of the tables.
        parts: into how many new tables of targets are split; 0: they are whole.
    """
    if version:
        made_by = (translated(statement) for statement in statements(MIGRATIONS[version]))
        return version + 1, "\n".join((*made_by, _FURTHER.get(version, "")))
    tables = "\n".join(map(translated, _made()))
    for name in SPLIT if parts else ():
        tables = re.sub(
            rf"(CREATE TABLE {name} \([^;]*\));", rf"\1 PARTITION BY HASH (target); {_split(name, parts)}", tables
        )
    return _FIRST, _WORDS + tables + _INDEXES


def _split(name: str, parts: int) -> str:
    return " ".join(
        f"CREATE TABLE {name}_{part} PARTITION OF {name} FOR VALUES WITH (MODULUS {parts}, REMAINDER {part});"
        for part in range(parts)
    )


def _made() -> Iterator[str]:
    """Return the statements that make the tables of SQLite as they are now."""
    with closing(made(_FIRST)) as db:
        yield from (
            statement
            for name, table, statement in db.execute(
                "SELECT name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
            )
            if table != "seal" and name.partition("_")[0] != "words"
        )


def translated(statement: str) -> str:
    """Return a statement that makes a table, an index or a trigger as PostgreSQL takes it."""
    text = re.sub(r"--[^\n]*", "", statement).strip()
    if (found := _TABLE.fullmatch(text)) is not None:
        return _table(found["name"].strip('"'), found["columns"])
    if (found := _INDEX.fullmatch(text)) is not None:
        return f"CREATE INDEX {found['name']} ON {_OTHERWISE.get(found['name'], found['on'])};"
    if (found := _TRIGGER.fullmatch(text)) is not None:
        return _trigger(found["name"], found["when"], found["test"], found["words"])
    return f"{text};"


def _table(name: str, columns: str) -> str:
    if name not in _COUNTED:
        columns = columns.replace("num INTEGER PRIMARY KEY", "num INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY")
    if name in _BULK:
        columns = re.sub(r" REFERENCES \w+ \(\w+\)", "", columns)
    columns = re.sub(r"\b(history|certainty) INTEGER", r"\1 SMALLINT", columns)
    columns = re.sub(r"\b(INTEGER|TEXT|BLOB|only)\b", lambda word: _TYPES[word[0]], columns)
    if name in _LONG:
        keys, hashed = _LONG[name]
        columns = re.sub(rf",\s+(PRIMARY KEY|UNIQUE) \({keys}\)", "", columns).replace(" UNIQUE", "")
        columns += f", EXCLUDE USING hash ({hashed} WITH =)"
    return f"CREATE TABLE {name} ({columns}{_COLUMNS.get(name, '')});"


def _trigger(name: str, when: str, test: str | None, words: str) -> str:
    if test is None:
        refused = when.replace("DELETE", "DELETE OR TRUNCATE")
        return f"CREATE TRIGGER {name} {refused} FOR EACH STATEMENT EXECUTE FUNCTION refuse({words});"
    return f"""CREATE FUNCTION {name}() RETURNS TRIGGER LANGUAGE plpgsql AS $$
        BEGIN IF {test} THEN
            RAISE EXCEPTION USING MESSAGE = {words}, ERRCODE = 'integrity_constraint_violation';
        END IF; RETURN NEW; END $$;
        CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}();"""
