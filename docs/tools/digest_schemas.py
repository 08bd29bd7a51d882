"""The schemas of what regtrack digest writes as JSON."""

from __future__ import annotations

from regtrack.digest import webhook_payload
from regtrack.digest.facts import SECTIONS, FactKind
from regtrack.model.change import Facet
from regtrack.store.messages import STATES
from tools import words
from tools.words import Schema


def _count(about: str, least: int = 0) -> Schema:
    return {"description": about, "type": "integer", "minimum": least}


def _message() -> Schema:
    return {
        "row": _count("Its number in the outbox.", 1),
        "subscriber": words.text("Whose it is."),
        "digest": _count("Number of the subscriber's digest.", 1),
        "channel": words.one_of("By which way it leaves.", ("mail", "apprise", "webhook")),
        "address": words.text("Where it goes; the address of a channel by the place where it is kept."),
        "message_id": words.text("Its Message-ID, without the angle brackets; the same however often it is sent."),
        "title": words.text("Its subject."),
        "state": words.one_of("How far it has come.", STATES),
        "tries": _count("How often it was tried."),
        "queued_at": words.text("When it was made, UTC.", words.UTC),
        "changed_at": words.text("When its state last changed, UTC.", words.UTC),
        "next_at": words.text("When it is tried again, UTC; null if it is not.", words.UTC, null=True),
        "detail": {"description": "What the server said last.", "type": "string"},
        "sha256": words.text("Digest of the whole message.", "[0-9a-f]{64}"),
        "size": _count("Bytes of the whole message."),
    }


def _schema(name: str, title: str, properties: Schema) -> Schema:
    id_ = f"regtrack/{name}/1"
    table = words.table("", {"schema": words.schema_name(id_), **properties})
    return {"$schema": words.DRAFT, "$id": id_, "title": title, **table}


def run() -> Schema:
    """Return what `digest run` and `digest retry` write."""
    made = {
        "subscriber": words.text("Whose."),
        "number": _count("Number of the digest; 0 when none was made."),
        "title": {"description": "What it says in a line; empty when there was nothing to tell.", "type": "string"},
        "facts": _count("How many facts it shows."),
        "messages": _count("How many messages carry it."),
        "problem": words.text("Why none was made; null when one was.", null=True),
    }
    return _schema(
        "digest-run",
        "What regtrack digest run --format json writes",
        {
            "whole": {"description": "Every digest was made, and every message tried was accepted.", "type": "boolean"},
            "busy": {"description": "Another process was sending.", "type": "boolean"},
            "waiting": _count("Messages that are tried later."),
            "made": words.array(words.table("A digest.", made), "The digests of those whose turn it was."),
            "sent": words.array(words.table("A message.", _message()), "The messages that were tried."),
        },
    )


def outbox() -> Schema:
    """Return what `digest outbox` writes."""
    rows = words.array(words.table("A message.", _message()), "In the order in which they were made.")
    return _schema("digest-outbox", "What regtrack digest outbox --format json writes", {"messages": rows})


def _telling() -> Schema:
    return {
        "told_at": words.text("When the digest was made, UTC.", words.UTC),
        "subscriber": words.text("Who was told."),
        "digest": _count("Number of the subscriber's digest.", 1),
        "kind": words.one_of("What sort of fact.", FactKind),
        "instrument": words.text("What it is about; null for a feed.", null=True),
        "scope": words.text("The provision; null for the whole.", null=True),
        "on": words.text("The day it names; null for none.", null=True),
        "sentence": words.text("In words, as it was told."),
        "events": words.array(words.text(""), "Keys of the events behind it."),
        "matched": {"description": "What it matched of what is followed.", "type": "string"},
        "messages": words.array(words.table("A message.", _message()), "The messages that carried it."),
    }


def history() -> Schema:
    """Return what `digest history` writes; each line of JSON Lines is an item of ``told``."""
    told = words.array(words.table("A fact that was told.", _telling()), "Oldest first.")
    return _schema("digest-history", "What regtrack digest history --format json writes", {"told": told})


def webhook(sources: Schema) -> Schema:
    """Return what a webhook carries."""
    event = {
        "id": words.text("Id of the record, made from its content.", "[0-9a-f]{24}"),
        "key": words.text("Its key, written file-id:key; the same when the record is corrected."),
        "kind": words.one_of("What was done.", words.RECORDED_KINDS),
        "published": words.text("When it was published, as in a timeline file.", null=True),
        "effect": words.text("From when it has effect, as in a timeline file.", null=True),
        "until": words.text("When its effect ends, as in a timeline file.", null=True),
    }
    moved = {
        "from": words.text("The day that was told.", null=True),
        "to": words.text("The day that it is now; null if it fell away.", null=True),
    }
    fact = {
        "kind": words.one_of("What sort of fact.", FactKind),
        "section": words.one_of("Where a digest puts it.", SECTIONS),
        "instrument": words.text("Id of the instrument; null for a source.", words.ID, null=True),
        "title": words.text("Title of the instrument.", null=True),
        "scope": words.text("The provision; null for the whole.", null=True),
        "act": words.one_of("Kind of the leading event.", words.RECORDED_KINDS, null=True),
        "facet": words.one_of("What about the instrument changed; null for what is no change.", Facet, null=True),
        "name": words.text("Which value, deadline or statement, where there are several.", null=True),
        "before": words.text("What it was, in words of the model; null if there was nothing.", null=True),
        "after": words.text("What it is, in words of the model; null if there is nothing.", null=True),
        "on": words.text("The day that the fact names; null for none, also of a date that fell away.", null=True),
        "moved": {
            "description": "Of a date that this subscriber was told before and that moved or fell away; else null.",
            "anyOf": [words.table("", moved), {"type": "null"}],
        },
        "until": words.text("When that ends, by what is known.", null=True),
        "certainty": {"anyOf": [words.certainty("How sure the leading statement is."), {"type": "null"}]},
        "flags": words.array(words.FLAG, "Warnings, as in a state."),
        "sentence": words.text("In words, in the subscriber's language."),
        "matched": words.array(words.text(""), "What it matched of what is followed."),
        "events": words.array(words.table("An event.", event), "Those behind it, the most telling first."),
        "sources": sources,
    }
    chain = {
        "link": _count("Number of the last link.", 1),
        "head": words.text("Its hash; regtrack check HASH says whether a ledger has it.", "[0-9a-f]{64}"),
    }
    return _schema(
        "webhook",
        "What a webhook carries",
        {
            "type": words.one_of(
                "A digest, or a test message (no facts).", (webhook_payload.DIGEST, webhook_payload.TRIAL)
            ),
            "made_at": words.text("When it was made, UTC.", words.UTC),
            "since": words.text("When the digest before it was made, UTC; null for the first.", words.UTC, null=True),
            "headline": words.text("What it says in a sentence, in the subscriber's language."),
            "chain": {
                "anyOf": [words.table("Where the ledger's hash chain ended.", chain), {"type": "null"}],
            },
            "facts": words.array(words.table("A fact.", fact), "Each once; none twice to the same subscriber."),
        },
    )
