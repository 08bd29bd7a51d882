"""Schemas of what only the server gives: whether a citation holds, and what people did about changes."""

from __future__ import annotations

from regtrack.model.links import LinkStanding
from regtrack.model.people import ReviewAction
from regtrack.model.state import Force
from tools import words
from tools.words import Schema


def _schema(name: str, title: str, properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "$schema": words.DRAFT,
        "title": title,
        **words.table("", {"schema": words.schema_name(f"regtrack/{name}/1"), **properties}, optional),
    }


def _lines(about: str) -> Schema:
    return words.array(words.text("A sentence."), about)


def verify() -> Schema:
    """Return the schema of the verdict on a citation."""
    source = {
        "publisher": words.text("Who published it."),
        "date": words.text("When.", null=True),
        "title": {"description": "Its title.", "type": "string"},
        "url": words.text("Its address; null where there is none.", null=True),
        "standing": words.one_of("The official text, a copy of one, or a secondary source.", LinkStanding),
        "quote": {"description": "Words of it.", "type": "string"},
    }
    horizon = {
        "counts": words.text("What counts as known."),
        "read_through": words.text("Through which day all sources were read.", words.DAY, null=True),
        "sources": {"description": "How many sources there are.", "type": "integer"},
        "not_read_whole": _lines("Source problemsed."),
        "instruments": words.text("Instruments whose sources were read through a day."),
    }
    found = {
        "verdict": words.one_of("Whether it was in force: unverified is never no.", ("yes", "no", "unverified")),
        "claim": words.text("What was verified."),
        "why_unverified": _lines("What keeps the record from saying yes or no."),
        "answer": words.text("The verdict in a sentence."),
        "about": {"description": "What the instrument is.", "type": "string"},
        "id": words.text("Id of the instrument.", words.ID),
        "status": words.text("Its status."),
        "force": words.one_of("Whether it bound anyone.", Force),
        "notices": _lines("What a reader has to know first."),
        "doubt": _lines("What is in doubt."),
        "flags": _lines("Flags of the state."),
        "horizon": words.table("How far the answer can be trusted.", horizon, ("instruments",)),
        "sources": words.array(words.table("A source.", source, tuple(source)), "The best first."),
        "more_sources": {"description": "How many further sources there are.", "type": "integer"},
    }
    optional = ("about", "id", "status", "force", "notices", "flags", "more_sources")
    return _schema("verify", "The verdict of /v1/verify", found, optional)


def users() -> Schema:
    """Return the schema of the people of a ledger."""
    person = {
        "id": words.text("Names the person."),
        "tokens": {"description": "How many tokens sign them in.", "type": "integer", "minimum": 0},
        "name": words.text("For people to read."),
        "mail": words.text("Where their digests go."),
        "auditor": {"description": "May read the audit record.", "const": True},
        "revoked": {"description": "May not sign in any more.", "const": True},
        "schedule": words.text("When their digests are sent."),
        "subscription": words.array({"type": "object"}, "What they follow: values by filter."),
    }
    listed = words.array(words.table("Somebody who may sign in, or once could.", person, tuple(person)[2:]), "By id.")
    return _schema("users", "What regtrack users list --format json writes", {"users": listed})


def done() -> Schema:
    """Return the schema of what one person did about a change."""
    fields = {
        "about": words.text("Id of the change.", "[0-9a-f]{24}"),
        "instrument": words.text("Id of the instrument.", words.ID),
        "person": words.text("Who did it."),
        "action": words.one_of("What was done.", ReviewAction),
        "made_at": words.text("When, UTC.", words.UTC),
        "to": words.text("Whom it was assigned to."),
        "note": words.text("In the person's own words."),
        "events": words.array(words.text("", "[0-9a-f]{24}"), "Ids of the events behind the change."),
    }
    return words.table("What a person did.", fields, ("to", "note", "events"))


def review() -> Schema:
    """Return the schema of the changes of a window with what people did about them."""
    reviewed = done()
    change = {
        "id": words.text("Names the change; another day, state or cause is another change.", "[0-9a-f]{24}"),
        "instrument": words.text("Id of the instrument.", words.ID),
        "title": words.text("Its title."),
        **{name: words.text("As in since.", null=True) for name in ("scope", "name", "before", "after", "on", "until")},
        **{name: words.text("As in since.") for name in ("section", "facet", "cause")},
        "flags": _lines("As in since."),
        "text": words.text("What changed, in a sentence."),
        "events": reviewed["properties"]["events"],
        "summary": {"description": "What the record says of it.", "type": "string"},
        "url": words.text("The best source.", null=True),
        "reviews": words.array(reviewed, "In order."),
    }
    found = {
        "since": words.text("The earlier day or instant."),
        "until": words.text("The later one."),
        "open": {"description": "How many changes nobody is done with.", "type": "integer", "minimum": 0},
        "changes": words.array(words.table("A change.", change), "As since gives them."),
    }
    return _schema("review", "What changed, with what people did about it", found)
