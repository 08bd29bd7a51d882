"""The ledger's tables, as numbered migrations; each runs once, in a transaction of its own.

``entry`` is the append-only record: everything that was ever stored, whole, in the order in which it was stored.
The other tables are made from it and only make it quick to read:

* ``posting``: each event compiled for the fold, kept together by target, so that one target or all are read in order;
* ``mark``: every tick at which something about a target may change, so that a window of time finds its targets;
* ``target``: every instrument, with a number, the place of its newest record and what the fold has to know of it;
* ``name``: every name and identifier of an instrument; ``page``: where in the Federal Register it is printed;
  ``provision``: the parts and sections of the Code that it, or an event on it, names;
* ``digest``, ``told``: each digest of a subscriber and the facts in it, append-only; ``fact``: the facts, once for
  all; ``outbox``: the messages, whose states move; ``body``: their texts; ``attempt``: each time that one was tried;
* ``sighting``: the documents that feeds showed; ``item_name``: further identifiers of an item, besides its id;
* ``edition``, ``amended``: which editions of a part of the Code, and which instructions on it, are recorded;
  ``printed``: where a passage is printed; ``unit``: what can be searched, each paragraph once; ``words``: its index;
* ``link``: the hash chain over sources, entries, digests and attempts; see :mod:`regtrack.store.chain`;
* ``readdressed``: what a message was before it got another address; ``rebase``: digests of a wrong clock, undone;
* ``clock``: the last present moment that was believed; ``seal``: checksums of tables whose rows may change;
* ``bookmark``: up to when somebody has read, by name;
* ``source``: every file or feed that was ever followed, since when; ``check_in``: each time it was read, and what
  was wrong then; ``portion``: the parts of a feed that were read whole, so that an interrupted run goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from regtrack.errors import StoreError
from regtrack.store.database import Database


def _append_only(words: str, *tables: str) -> str:
    """Return the triggers that refuse to change or delete rows of tables."""
    return "".join(
        f"""    CREATE TRIGGER {table}_is_never_{done} BEFORE {what} ON {table}
        BEGIN SELECT RAISE(ABORT, '{words}'); END;
"""
        for table in tables
        for done, what in (("changed", "UPDATE"), ("deleted", "DELETE"))
    )


MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE source (
        num INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        first_recorded INTEGER NOT NULL
    );
    CREATE TABLE check_in (          -- what is known of a source each time it was read
        source INTEGER NOT NULL REFERENCES source (num),
        recorded INTEGER NOT NULL,
        digest TEXT NOT NULL,
        checked_through TEXT,
        PRIMARY KEY (source, recorded)
    ) WITHOUT ROWID;
    CREATE TABLE target (
        num INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL,      -- seq of the newest record of the instrument
        kind TEXT NOT NULL,
        zone TEXT NOT NULL
    );
    CREATE TABLE entry (
        seq INTEGER PRIMARY KEY,
        recorded INTEGER NOT NULL,
        source INTEGER NOT NULL REFERENCES source (num),
        type TEXT NOT NULL,          -- instrument, document or event
        key TEXT NOT NULL,
        id TEXT NOT NULL UNIQUE,
        target INTEGER REFERENCES target (num),
        body TEXT NOT NULL
    );
    CREATE INDEX entry_key ON entry (key);       -- and by seq, as every index is
    CREATE INDEX entry_source ON entry (source, recorded);
    CREATE TABLE posting (
        target INTEGER NOT NULL REFERENCES target (num),
        seq INTEGER NOT NULL REFERENCES entry (seq),
        id TEXT NOT NULL,
        key TEXT NOT NULL,
        kind TEXT NOT NULL,
        certainty INTEGER NOT NULL,
        available INTEGER NOT NULL,
        recorded INTEGER NOT NULL,
        hold INTEGER NOT NULL,
        begin0 INTEGER, begin1 INTEGER, end0 INTEGER, end1 INTEGER,
        detail TEXT,
        PRIMARY KEY (target, seq)
    ) WITHOUT ROWID;
    CREATE TABLE mark (
        tick INTEGER NOT NULL,
        target INTEGER NOT NULL,
        PRIMARY KEY (tick, target)
    ) WITHOUT ROWID;
    CREATE TABLE name (
        name TEXT NOT NULL,
        target INTEGER NOT NULL REFERENCES target (num),
        PRIMARY KEY (name, target)
    ) WITHOUT ROWID;
    """
    + _append_only("the ledger is append-only", "entry"),
    """
    ALTER TABLE check_in ADD COLUMN problem TEXT;                    -- why it is not the whole; NULL: it is
    ALTER TABLE entry ADD COLUMN history INTEGER NOT NULL DEFAULT 0; -- asked for afterwards: it is no news
    ALTER TABLE target ADD COLUMN same_as INTEGER REFERENCES target (num);
    CREATE TABLE page (
        volume INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        target INTEGER NOT NULL REFERENCES target (num),
        PRIMARY KEY (volume, first, target)
    ) WITHOUT ROWID;
    CREATE TABLE portion (
        source INTEGER NOT NULL REFERENCES source (num),
        name TEXT NOT NULL,
        read INTEGER NOT NULL,           -- when it was last read whole
        first_read INTEGER NOT NULL,
        PRIMARY KEY (source, name)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE cut (                   -- up to when the last digests read the record; what comes later is after it
        only INTEGER PRIMARY KEY CHECK (only = 1),
        known INTEGER NOT NULL
    );
    CREATE TABLE subscriber (
        num INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE
    );
    CREATE TABLE digest (
        num INTEGER PRIMARY KEY,
        subscriber INTEGER NOT NULL REFERENCES subscriber (num),
        number INTEGER NOT NULL,
        at INTEGER NOT NULL,             -- the clock
        known INTEGER NOT NULL,          -- up to when the record counts
        title TEXT NOT NULL,
        UNIQUE (subscriber, number)      -- two processes cannot both make the next one
    );
    CREATE TABLE fact (
        num INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        print TEXT NOT NULL,
        kind TEXT NOT NULL,
        instrument TEXT NOT NULL,
        scope TEXT,
        on_ TEXT,
        sort INTEGER,
        sentence TEXT NOT NULL,
        events TEXT NOT NULL,
        UNIQUE (key, print, sentence, events)
    );
    CREATE INDEX fact_date ON fact (sort) WHERE kind IN ('date', 'reminder');
    CREATE TABLE told (
        subscriber INTEGER NOT NULL REFERENCES subscriber (num),
        fact INTEGER NOT NULL REFERENCES fact (num),
        digest INTEGER NOT NULL REFERENCES digest (num),
        matched TEXT NOT NULL,
        PRIMARY KEY (subscriber, fact, digest)
    ) WITHOUT ROWID;
    CREATE TABLE body (
        sha256 TEXT PRIMARY KEY,
        data BLOB NOT NULL               -- zlib
    ) WITHOUT ROWID;
    CREATE TABLE outbox (
        num INTEGER PRIMARY KEY,
        digest INTEGER NOT NULL REFERENCES digest (num),
        place INTEGER NOT NULL,
        kind TEXT NOT NULL,
        address TEXT NOT NULL,
        sender TEXT NOT NULL,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        head BLOB NOT NULL,
        body TEXT NOT NULL REFERENCES body (sha256),
        sha256 TEXT NOT NULL,            -- of head and body together
        size INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'failed', 'unknown')),
        tries INTEGER NOT NULL,
        queued_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL,
        next_at INTEGER,
        detail TEXT NOT NULL,
        UNIQUE (digest, place)
    );
    CREATE INDEX outbox_state ON outbox (state, next_at);
    CREATE TABLE attempt (
        outbox INTEGER NOT NULL REFERENCES outbox (num),
        at INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        detail TEXT NOT NULL
    );
    CREATE INDEX attempt_outbox ON attempt (outbox);
    """
    + _append_only("what was told is append-only", "told", "fact", "digest")
    + """    CREATE TRIGGER outbox_is_never_deleted BEFORE DELETE ON outbox
        BEGIN SELECT RAISE(ABORT, 'a message is never deleted'); END;
    """,
    """
    ALTER TABLE check_in ADD COLUMN count INTEGER;   -- how many items a feed had; NULL: none are counted
    ALTER TABLE check_in ADD COLUMN due INTEGER;     -- when it is to be read again
    CREATE TABLE sighting (
        document TEXT NOT NULL,
        source INTEGER NOT NULL REFERENCES source (num),
        recorded INTEGER NOT NULL,                   -- when this feed was first seen to show it
        PRIMARY KEY (document, source)
    ) WITHOUT ROWID;
    CREATE TABLE item_name (
        name INTEGER NOT NULL,
        document TEXT NOT NULL,
        PRIMARY KEY (name, document)
    ) WITHOUT ROWID;
    CREATE INDEX entry_inbox ON entry (key, seq) WHERE type = 'inbox';
    """,
    """
    ALTER TABLE check_in ADD COLUMN known TEXT NOT NULL DEFAULT '';  -- what to ask the server with whether it changed
    """,
    """
    CREATE TABLE edition (
        part TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (seq),
        PRIMARY KEY (part, entry)
    ) WITHOUT ROWID;
    CREATE TABLE amended (
        part TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (seq),
        PRIMARY KEY (part, entry)
    ) WITHOUT ROWID;
    CREATE TABLE printed (
        passage TEXT NOT NULL,
        entry INTEGER NOT NULL REFERENCES entry (seq),  -- of the edition
        PRIMARY KEY (passage, entry)
    ) WITHOUT ROWID;
    CREATE TABLE unit (
        num INTEGER PRIMARY KEY,
        digest BLOB NOT NULL UNIQUE                     -- of what it says: said twice, it is indexed once
    );
    CREATE TABLE said (
        unit INTEGER NOT NULL REFERENCES unit (num),
        entry INTEGER NOT NULL REFERENCES entry (seq),
        place INTEGER NOT NULL,                         -- which paragraph of a passage; 0 elsewhere
        PRIMARY KEY (unit, entry, place)
    ) WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5(
        text, pairs, content = '', columnsize = 0, tokenize = "porter unicode61 remove_diacritics 2"
    );
    """,
    """
    CREATE TABLE bookmark (
        name TEXT PRIMARY KEY,
        tick INTEGER NOT NULL            -- up to when its owner has read
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE link (                  -- see regtrack.store.chain
        num INTEGER PRIMARY KEY,
        subject TEXT NOT NULL,
        rows TEXT NOT NULL,
        head TEXT NOT NULL
    );
    CREATE TABLE clock (                 -- the last present moment that was believed
        only INTEGER PRIMARY KEY CHECK (only = 1),
        at INTEGER NOT NULL
    );
    CREATE TABLE seal (                  -- see sqlite_database.py
        name TEXT PRIMARY KEY,
        sum INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE rebase (                -- digests that were made under a wrong clock
        num INTEGER PRIMARY KEY,
        subscriber INTEGER NOT NULL REFERENCES subscriber (num),
        sound INTEGER NOT NULL,          -- the last digest before them; 0: none
        last INTEGER NOT NULL,           -- the last of them
        at INTEGER NOT NULL,             -- when they were undone, by the right clock
        day TEXT NOT NULL,               -- the same; what they told as having come about after it is told again,
        until TEXT NOT NULL,             -- up to the day of the last of them
        from_at INTEGER NOT NULL,        -- where the next digest begins
        from_known INTEGER NOT NULL
    );
    CREATE TABLE readdressed (           -- what a message was before it got another address
        num INTEGER PRIMARY KEY,
        outbox INTEGER NOT NULL REFERENCES outbox (num),
        at INTEGER NOT NULL,
        address TEXT NOT NULL,
        head BLOB NOT NULL,
        sha256 TEXT NOT NULL             -- of head and body together
    );
    CREATE INDEX readdressed_outbox ON readdressed (outbox);
    CREATE INDEX told_digest ON told (digest);
    ALTER TABLE attempt RENAME TO former_attempt;
    CREATE TABLE attempt (
        num INTEGER PRIMARY KEY,
        outbox INTEGER NOT NULL REFERENCES outbox (num),
        at INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        detail TEXT NOT NULL
    );
    INSERT INTO attempt (outbox, at, outcome, detail) SELECT outbox, at, outcome, detail FROM former_attempt
        ORDER BY rowid;
    DROP TABLE former_attempt;
    CREATE INDEX attempt_outbox ON attempt (outbox);
    DROP TRIGGER IF EXISTS outbox_keeps_its_messages;
    CREATE TRIGGER outbox_keeps_its_messages
        BEFORE UPDATE OF digest, place, kind, sender, id, title, body, queued_at ON outbox
        BEGIN SELECT RAISE(ABORT, 'a message is never changed'); END;
    DROP TRIGGER IF EXISTS nothing_is_told_twice;
    CREATE TRIGGER nothing_is_told_twice BEFORE INSERT ON told
        WHEN (SELECT same.print FROM fact AS same JOIN told ON told.fact = +same.num -- by key, not by all ever told
              WHERE same.key = (SELECT key FROM fact WHERE num = NEW.fact) AND told.subscriber = NEW.subscriber
              AND NOT EXISTS (SELECT 1 FROM rebase WHERE rebase.subscriber = told.subscriber
                              AND told.digest > rebase.sound AND told.digest <= rebase.last
                              AND ((substr(same.on_, 1, 10) > rebase.day
                                    AND substr(same.on_, 1, 10) <= rebase.until) OR NOT EXISTS
                                   (SELECT 1 FROM outbox WHERE outbox.digest = told.digest
                                    AND outbox.state IN ('sent', 'unknown'))))
              ORDER BY told.digest DESC LIMIT 1) = (SELECT print FROM fact WHERE num = NEW.fact)
        BEGIN SELECT RAISE(ABORT, 'this was told already'); END;
    """
    + _append_only("the chain is append-only", "link", "attempt", "readdressed", "rebase"),
    # Events are compiled anew by what opens the ledger: the fold has learned to distinguish amendments.
    "",
    # People who share a ledger and what they did about changes are entries too; an older release does not know them.
    """
    CREATE INDEX IF NOT EXISTS entry_person ON entry (seq) WHERE type = 'person';
    """,
    # SQLite takes 2 us more for each entry, of any type, where an index has an expression, as this one had.
    """
    DROP INDEX IF EXISTS entry_review;
    CREATE INDEX entry_review ON entry (key) WHERE type = 'review';
    """,
    # What an act that names a provision alone is done to is looked for among the instruments on it.
    """
    CREATE TABLE provision (
        place TEXT NOT NULL,             -- a part or a section of the Code
        target INTEGER NOT NULL REFERENCES target (num),
        PRIMARY KEY (place, target)
    ) WITHOUT ROWID;
    """,
)
VERSION = len(MIGRATIONS)
INDEXED, CHAINED = 5, 7
"""From which migration on words are indexed, and what is recorded is chained; what was recorded before is, in it."""
COMPILED, PLACED = 8, 11
"""The migrations with which events are compiled anew, and what provisions instruments are on is found."""
Steps = Mapping[int, Callable[[Database], None]]


def migrate(db: Database, *, read_only: bool = False, steps: Steps = MappingProxyType({})) -> None:
    """Bring a ledger to this version; raises StoreError for one that a newer release has written, or that cannot be.

    Args:
        db: the ledger.
        read_only: it cannot be written.
        steps: what else a migration takes, by its number.
    """
    version = db.version()
    if version > VERSION:
        raise StoreError(
            f"{db.location}: found schema version {version}; expected at most {VERSION}. It was written by a newer "
            "release: upgrade regtrack to read it"
        )
    if read_only and version < VERSION:
        raise StoreError(
            f"{db.location}: found schema version {version}; expected {VERSION}. It has to be brought forward, and "
            "cannot be written: copy it to where you may write, and open the copy"
        )
    if version < VERSION:
        with db.transaction():
            version = db.version()  # another process may have been first
            while version < VERSION:
                version = db.migrate(version)
                if version - 1 in steps:
                    steps[version - 1](db)
