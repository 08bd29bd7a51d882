"""The schemas of feed files, for editors, and of what regtrack feeds and regtrack inbox write as JSON."""

from __future__ import annotations

from typing import Any

from regtrack.model.document import Rank
from regtrack.sources.feed_file import KEYS, REQUIRED
from regtrack.sources.registry import formats
from tools import line_schemas, words
from tools.words import Schema

_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
_TAG = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_EVERY = r"[1-9][0-9]{0,3} ?[mhd]"


def keys() -> dict[str, Schema]:
    """Return the keys of a feed file."""
    return {
        "id": words.text("The id of the feed, in the ledger and on the command line; also the file's name.", _ID),
        "title": words.text("The name that reports show."),
        "url": words.text("The address of the feed.", r"https?://\S+"),
        "format": words.one_of("The format; for news, any of the first three.", formats()),
        "publisher": words.text("Who publishes it."),
        "language": words.text("Language tag of items that do not state their language; default en.", _TAG),
        "zone": words.text("IANA time zone of the publisher, for dates without a zone."),
        "jurisdiction": words.text(
            "The jurisdiction whose law it reports on, as in instrument ids: us, jp, eu; default none.", r"([a-z]{2})?"
        ),
        "topics": words.array(words.text(""), "Its topics."),
        "cfr": words.array(
            words.text("", r"([1-9]|[1-4][0-9]|50) CFR( [0-9]+[a-z]?(-[0-9]+[a-z]?)?)?"),
            "The parts of the CFR to follow, such as 15 CFR 744, 15 CFR 730-774 or 15 CFR; required by format ecfr.",
        ),
        "text": {
            "description": "Whether to read the text of those parts too, for regtrack text; default false.",
            "type": "boolean",
        },
        "ceiling": words.certainty(
            "The highest certainty that its items can have: announced for a body that reports its own acts, reported "
            "for anybody else; default reported."
        ),
        "rank": words.one_of("Its rank as evidence when sources disagree; default press.", Rank),
        "every": words.text("Polling interval, at least 5m, such as 30m, 2h or 1d; default 1h.", _EVERY),
        "checked": {
            "description": "The day on which this address was last verified, or false; default false.",
            "anyOf": [{"type": "string", "pattern": f"^{words.DAY}$"}, {"const": False}],
        },
        "follow": {
            "description": "Whether sync reads it by default; if absent, only if its address was checked.",
            "type": "boolean",
        },
        "note": words.text("A note for whoever reads the file."),
    }


def feed_file() -> Schema:
    """For editors; reading the file checks more, such as that the zone exists."""
    made = keys()
    assert tuple(made) == KEYS
    optional = tuple(name for name in made if name not in REQUIRED)
    return {
        "$schema": words.DRAFT,
        "$id": "regtrack/feed-file/1",
        "title": "A feed",
        **words.table("docs/reference/feed-files.md", made, optional),
    }


def _schema(name: str, title: str, properties: Schema, **more: Any) -> Schema:
    id_ = f"regtrack/{name}/1"
    table = words.table("", {"schema": words.schema_name(id_), **properties})
    return {"$schema": words.DRAFT, "$id": id_, "title": title, **table, **more}


def _flag(about: str) -> Schema:
    return {"description": about, "type": "boolean"}


def _count(about: str, *, null: bool = False) -> Schema:
    return {"description": about, "type": ["integer", "null"] if null else "integer", "minimum": 0}


def _info() -> Schema:
    made = keys()
    every = {**made, "jurisdiction": {"description": made["jurisdiction"]["description"], "type": "string"}}
    every["checked"] = words.text("The day on which this address was last verified.", words.DAY, null=True)
    every["note"] = words.text("Anything its reader should know.", null=True)
    del every["follow"]
    return {
        **every,
        "followed": _flag("Whether it is read without being named."),
        "own": _flag("It is the user's, or the user said something of it."),
        "last_whole": words.text("When it was last fully read, UTC; null if it never was.", words.UTC, null=True),
        "last_tried": words.text("When it was last read at all, UTC.", words.UTC, null=True),
        "due": words.text("When it is read again, UTC; null for at once.", words.UTC, null=True),
        "failures": _count("How often in a row it could not be read whole."),
        "problem": words.text("What was wrong the last time; null when nothing was.", null=True),
        "items": _count("How many items it had; null if it never came.", null=True),
    }


def feed() -> Schema:
    """Return what `feeds show` writes."""
    return _schema("feed", "What regtrack feeds show --format json writes", _info())


def feeds() -> Schema:
    """Return what `feeds list` writes."""
    listed = words.array(words.table("A feed.", _info()), "By id.")
    faults = words.array(words.text(""), "What is wrong with files that describe feeds; those feeds are not read.")
    return _schema("feeds", "What regtrack feeds list --format json writes", {"feeds": listed, "problems": faults})


def feed_test() -> Schema:
    """Return what `feeds test` writes."""
    newest = {
        "title": {"description": "Its title.", "type": "string"},
        "url": words.text("Its address.", null=True),
        "published_at": words.text("When it was published, UTC.", words.UTC, null=True),
    }
    return _schema(
        "feed-test",
        "What regtrack feeds test --format json writes",
        {
            "url": words.text("The address that answered."),
            "format": {"description": "What was found there; empty for nothing that is a feed.", "type": "string"},
            "title": {"description": "Its title.", "type": "string"},
            "language": {"description": "The language that it names.", "type": "string"},
            "items": _count("How many items it has."),
            "dated": _count("How many of them state when they were published."),
            "newest": {
                "description": "The newest item; null where there is none.",
                "anyOf": [words.table("", newest), {"type": "null"}],
            },
            "problem": words.text("What is wrong; null when nothing is.", null=True),
        },
    )


def inbox(event: Schema, document: Schema) -> Schema:
    """Return what `inbox list` writes; its events and documents are as an export has them."""
    export = line_schemas.of_export(event, document)["$defs"]
    record = export["inbox_line"]["properties"]["record"]
    bare = words.table("A document that the ledger does not hold.", {"id": words.text("Its id.")})
    properties = {
        "number": {"description": "A short name for it in commands.", "type": "integer", "minimum": 1},
        **record["properties"],
        "recorded_at": words.text("When it was recorded, or decided, UTC.", words.UTC),
        "document": {"description": "The document that says it.", "anyOf": [words.ref("document"), bare]},
    }
    optional = tuple(name for name in properties if name not in (*record["required"], "number", "recorded_at"))
    return _schema(
        "inbox",
        "What regtrack inbox list --format json writes",
        {
            "entries": words.array(words.table("Something that waits.", properties, optional), "Oldest first."),
            "unread": words.array(words.ref("event"), "Statements of the Register that could not be read."),
        },
        **{"$defs": {"document": document, "instrument": export["instrument"], "event": export["event"]}},
    )


def inbox_silent(document: Schema) -> Schema:
    """Return what `inbox silent` writes; its documents are as an export has them."""
    item = {
        "document": {"description": "The item.", **words.ref("document")},
        "feeds": words.array(words.text("Id of a feed."), "The feeds that showed it."),
        "seen_at": words.text("When it was first seen, UTC.", words.UTC),
    }
    return _schema(
        "inbox-silent",
        "What regtrack inbox silent --format json writes",
        {
            "total": _count("How many items gave nothing, these included."),
            "items": words.array(words.table("An item from which nothing was read.", item), "The newest first."),
        },
        **{"$defs": {"document": document}},
    )
