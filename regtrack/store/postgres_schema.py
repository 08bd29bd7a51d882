"""The ledger's tables in PostgreSQL; what each is for is said in :mod:`regtrack.store.schema`.

Text compares by code points (``COLLATE "C"``), as it does in SQLite. A b-tree holds no text of more than 2,700 bytes,
so that long texts are found by hash indexes, and are kept unique by exclusion constraints over them. ``recorded`` only
grows: a BRIN index of a few pages finds a window of it in a record of any size. What PostgreSQL itself
keeps checksums of (``initdb --data-checksums``) has no seals. The one writer of a ledger sees to it
that what is referred to is there, as it does in SQLite, and numbers targets without gaps.
"""

from __future__ import annotations

_WORDS = """
CREATE TEXT SEARCH DICTIONARY stem (TEMPLATE = snowball, LANGUAGE = porter);
CREATE TEXT SEARCH CONFIGURATION words (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR
    asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart, email, protocol,
    url, host, url_path, file, sfloat, float, int, uint, version, tag, entity WITH stem;
"""

_TABLES = """
CREATE TABLE ledger_version (version INTEGER NOT NULL);
INSERT INTO ledger_version VALUES (0);

CREATE TABLE source (
    num BIGINT PRIMARY KEY,
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    first_recorded BIGINT NOT NULL,
    EXCLUDE USING hash (id WITH =)
);
CREATE TABLE check_in (
    source BIGINT NOT NULL,
    recorded BIGINT NOT NULL,
    digest TEXT NOT NULL,
    checked_through TEXT,
    problem TEXT,
    count BIGINT,
    due BIGINT,
    known TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (source, recorded)
);
CREATE TABLE portion (
    source BIGINT NOT NULL,
    name TEXT NOT NULL,
    read BIGINT NOT NULL,
    first_read BIGINT NOT NULL,
    PRIMARY KEY (source, name)
);
CREATE TABLE target (
    num BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    entry BIGINT NOT NULL,
    kind TEXT NOT NULL,
    zone TEXT NOT NULL,
    same_as BIGINT
);
CREATE FUNCTION next_target() RETURNS BIGINT LANGUAGE sql VOLATILE AS 'SELECT coalesce(max(num), 0) + 1 FROM target';
ALTER TABLE target ALTER num SET DEFAULT next_target();
CREATE TABLE entry (
    seq BIGINT PRIMARY KEY,
    recorded BIGINT NOT NULL,
    source BIGINT NOT NULL,
    type TEXT NOT NULL,
    key TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    target BIGINT,
    body TEXT NOT NULL,
    history SMALLINT NOT NULL DEFAULT 0
);
CREATE INDEX entry_key ON entry USING hash (key);
CREATE INDEX entry_beginning ON entry (left(key, 100)) WHERE type = 'event';
CREATE INDEX entry_recorded ON entry USING brin (recorded) WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX entry_source ON entry (source) WHERE type = 'event';
CREATE INDEX entry_inbox ON entry (seq) WHERE type = 'inbox';
CREATE TABLE posting (
    target BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    id TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    certainty SMALLINT NOT NULL,
    available BIGINT NOT NULL,
    recorded BIGINT NOT NULL,
    hold BIGINT NOT NULL,
    begin0 BIGINT, begin1 BIGINT, end0 BIGINT, end1 BIGINT,
    detail TEXT,
    PRIMARY KEY (target, seq)
);
CREATE TABLE mark (
    tick BIGINT NOT NULL,
    target BIGINT NOT NULL,
    PRIMARY KEY (tick, target)
);
CREATE TABLE name (
    name TEXT NOT NULL,
    target BIGINT NOT NULL,
    EXCLUDE USING hash ((name || ' ' || target::TEXT) WITH =)
);
CREATE INDEX name_name ON name USING hash (name);
CREATE INDEX name_target ON name (target);
CREATE TABLE page (
    volume BIGINT NOT NULL,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    target BIGINT NOT NULL,
    PRIMARY KEY (volume, first, target)
);
CREATE INDEX page_target ON page (target);
CREATE TABLE bookmark (
    name TEXT PRIMARY KEY,
    tick BIGINT NOT NULL
);
CREATE TABLE sighting (
    document TEXT NOT NULL,
    source BIGINT NOT NULL,
    recorded BIGINT NOT NULL,
    EXCLUDE USING hash ((document || ' ' || source::TEXT) WITH =)
);
CREATE INDEX sighting_document ON sighting USING hash (document);
CREATE INDEX sighting_source ON sighting (source);
CREATE TABLE item_name (
    name BIGINT NOT NULL,
    document TEXT NOT NULL,
    EXCLUDE USING hash ((document || ' ' || name::TEXT) WITH =)
);
CREATE INDEX item_name_name ON item_name (name);

CREATE TABLE edition (
    part TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (part, entry)
);
CREATE TABLE amended (
    part TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (part, entry)
);
CREATE TABLE printed (
    passage TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (passage, entry)
);
CREATE TABLE unit (
    num BIGINT PRIMARY KEY,
    digest BYTEA NOT NULL UNIQUE,
    words TSVECTOR,
    pairs TSVECTOR                 -- NULL where nothing is written without blanks
);
CREATE INDEX unit_words ON unit USING gin (words);
CREATE INDEX unit_pairs ON unit USING gin (pairs);
CREATE TABLE said (
    unit BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (unit, entry, place)
);

CREATE TABLE cut (
    "only" INTEGER PRIMARY KEY CHECK ("only" = 1),
    known BIGINT NOT NULL
);
CREATE TABLE subscriber (
    num BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
);
CREATE TABLE digest (
    num BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    subscriber BIGINT NOT NULL REFERENCES subscriber (num),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    known BIGINT NOT NULL,
    title TEXT NOT NULL,
    UNIQUE (subscriber, number)
);
CREATE TABLE fact (
    num BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    key TEXT NOT NULL,
    print TEXT NOT NULL,
    kind TEXT NOT NULL,
    instrument TEXT NOT NULL,
    scope TEXT,
    on_ TEXT,
    sort BIGINT,
    sentence TEXT NOT NULL,
    events TEXT NOT NULL,
    EXCLUDE USING hash ((key || chr(31) || print || chr(31) || sentence || chr(31) || events) WITH =)
);
CREATE INDEX fact_key ON fact USING hash (key);
CREATE INDEX fact_date ON fact (sort) WHERE kind IN ('date', 'reminder');
CREATE TABLE told (
    subscriber BIGINT NOT NULL REFERENCES subscriber (num),
    fact BIGINT NOT NULL REFERENCES fact (num),
    digest BIGINT NOT NULL REFERENCES digest (num),
    matched TEXT NOT NULL,
    PRIMARY KEY (subscriber, fact, digest)
);
CREATE INDEX told_fact ON told (fact);
CREATE INDEX told_digest ON told (digest);
CREATE TABLE body (
    sha256 TEXT PRIMARY KEY,
    data BYTEA NOT NULL
);
CREATE TABLE outbox (
    num BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    digest BIGINT NOT NULL REFERENCES digest (num),
    place BIGINT NOT NULL,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    sender TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    head BYTEA NOT NULL,
    body TEXT NOT NULL REFERENCES body (sha256),
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'failed', 'unknown')),
    tries BIGINT NOT NULL,
    queued_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    next_at BIGINT,
    detail TEXT NOT NULL,
    UNIQUE (digest, place)
);
CREATE INDEX outbox_state ON outbox (state, next_at);
CREATE TABLE attempt (
    num BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    outbox BIGINT NOT NULL REFERENCES outbox (num),
    at BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX attempt_outbox ON attempt (outbox);
CREATE TABLE readdressed (
    num BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    outbox BIGINT NOT NULL REFERENCES outbox (num),
    at BIGINT NOT NULL,
    address TEXT NOT NULL,
    head BYTEA NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX readdressed_outbox ON readdressed (outbox);
CREATE TABLE rebase (
    num BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    subscriber BIGINT NOT NULL REFERENCES subscriber (num),
    sound BIGINT NOT NULL,
    last BIGINT NOT NULL,
    at BIGINT NOT NULL,
    day TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    from_known BIGINT NOT NULL
);
CREATE TABLE clock (
    "only" INTEGER PRIMARY KEY CHECK ("only" = 1),
    at BIGINT NOT NULL
);
CREATE TABLE link (
    num BIGINT PRIMARY KEY,
    subject TEXT NOT NULL,
    rows TEXT NOT NULL,
    head TEXT NOT NULL
);
"""

_REFUSALS = """
CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('the ledger is append-only');
CREATE TRIGGER told_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON told
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('what was told is append-only');
CREATE TRIGGER fact_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('what was told is append-only');
CREATE TRIGGER digest_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON digest
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('what was told is append-only');
CREATE TRIGGER outbox_keeps_its_messages
    BEFORE UPDATE OF digest, place, kind, sender, id, title, body, queued_at ON outbox
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('a message is never changed');
CREATE TRIGGER outbox_is_never_deleted BEFORE DELETE OR TRUNCATE ON outbox
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('a message is never deleted');
CREATE TRIGGER link_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON link
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('the chain is append-only');
CREATE TRIGGER attempt_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON attempt
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('the chain is append-only');
CREATE TRIGGER readdressed_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON readdressed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('the chain is append-only');
CREATE TRIGGER rebase_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rebase
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('the chain is append-only');
CREATE FUNCTION refuse_what_was_told() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT same.print FROM fact AS same JOIN told ON told.fact = same.num
        WHERE same.key = (SELECT key FROM fact WHERE num = NEW.fact) AND told.subscriber = NEW.subscriber
        AND NOT EXISTS (SELECT 1 FROM rebase WHERE rebase.subscriber = told.subscriber
                        AND told.digest > rebase.sound AND told.digest <= rebase.last
                        AND substr(same.on_, 1, 10) > rebase.day)
        ORDER BY told.digest DESC LIMIT 1) = (SELECT print FROM fact WHERE num = NEW.fact) THEN
        RAISE EXCEPTION USING MESSAGE = 'this was told already', ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nothing_is_told_twice BEFORE INSERT ON told
    FOR EACH ROW EXECUTE FUNCTION refuse_what_was_told();
"""

SCRIPTS: dict[int, tuple[int, str]] = {0: (8, _WORDS + _TABLES.replace(" TEXT", ' TEXT COLLATE "C"') + _REFUSALS)}
"""By version: the version that a script leads to, and the script. A new ledger begins with all that there was when
PostgreSQL was first supported; from there on each migration of SQLite has a script here."""
