"""The schemas of JSON Lines: what each line of an answer may be, and each line of an exported ledger."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping

from regtrack.model.inbox import Verdict
from regtrack.model.people import ReviewAction
from regtrack.report.table import LISTS
from tools import timeline_schema, words
from tools.words import Schema


def of_answers(commands: Mapping[str, Callable[[], Schema]]) -> dict[str, Schema]:
    """For each command that answers in JSON Lines, the schema of a line, made from that of its JSON."""
    return {f"{name}-line": _of_answer(name, commands[name]()) for name in LISTS}


def _of_answer(name: str, whole: Schema) -> Schema:
    items = {key: whole["properties"][key]["items"]["$ref"].removeprefix("#/$defs/") for key in LISTS[name]}
    head = {key: each for key, each in whole["properties"].items() if key not in items}
    defs = whole["$defs"]
    lines = {"head_line": _typed(["head"], words.table("What was asked, and what the answer rests on.", head))}
    for of in dict.fromkeys(items.values()):
        lines[f"{of}_line"] = _typed([key for key in items if items[key] == of], defs[of])
    title = f"A line of what regtrack {name} --format jsonl writes; the first one is the head"
    return _line(f"regtrack/{name}-line/1", title, lines, defs)


def _typed(types: list[str], table: Schema) -> Schema:
    """Return an object that says with ``type`` what it is."""
    typed = copy.deepcopy(table)
    typed["properties"] = {"type": words.one_of("What this line is.", types), **typed["properties"]}
    typed["required"] = ["type", *typed["required"]]
    return typed


def _line(id_: str, title: str, lines: Schema, defs: Schema) -> Schema:
    return {
        "$schema": words.DRAFT,
        "$id": id_,
        "title": title,
        "oneOf": [words.ref(name) for name in lines],
        "$defs": {**lines, **defs},
    }


def of_export(event: Schema, document: Schema) -> Schema:
    """Return the schema of a line of an exported ledger."""
    instrument = timeline_schema.instrument_keys()
    needed = ("id", "kind", "title")
    bare = copy.deepcopy(event)
    for name in ("id", "source", "recorded_at", "available_at", "sources"):  # an answer adds these
        del bare["properties"][name]
        bare["required"].remove(name)
    bare["properties"]["evidence"]["items"]["properties"]["document"] = words.text("Id of the document.")
    thing = words.table("An instrument.", instrument, tuple(n for n in instrument if n not in needed))
    records = {"document": document, "instrument": thing, "event": bare, "inbox": _inbox(), **_wording(), **_people()}
    others = {"source": _source(), "sighting": _sighting(), "link": _link()}
    lines = {f"{name}_line": _typed([name], table) for name, table in others.items()}
    lines |= {f"{name}_line": _typed([name], _entry(record)) for name, record in records.items()}
    return _line(
        "regtrack/export-line/1", "A line of what regtrack export writes", lines, {"instrument": thing, "event": bare}
    )


def _wording() -> Schema:
    """Return the records of words of rules."""
    paragraph = {"description": "Address, heading, words, sort.", "type": "array", "minItems": 4, "maxItems": 4}
    passage = {
        "id": words.text("Digest of what it says."),
        "heading": words.text("Heading of the provision."),
        "paragraphs": words.array(paragraph, "In printed order."),
    }
    pair = {"description": "A provision and the id of its passage.", "type": "array", "minItems": 2, "maxItems": 2}
    edition = {
        "key": words.text("Names it."),
        "part": words.text("Such as 12 CFR 1024."),
        "printed_on": words.text("The day as of which it was in print.", words.WHEN),
        "provisions": words.array(pair, "What it prints."),
        "whole": {"description": "It is the whole part.", "type": "boolean"},
        "document": words.text("Id of the document."),
        "available": words.text("When the public could read it.", words.WHEN),
        "withdrawn": words.text("When it was found to be a wrong print.", words.WHEN),
    }
    row = {"description": "Number, text, targets, part, print.", "type": "array", "minItems": 5, "maxItems": 5}
    amendatory = {
        "key": words.text("Names them."),
        "instrument": words.text("Id of the instrument.", words.ID),
        "name": words.text("Number of the document."),
        "published": words.text("When the public could read them.", words.WHEN),
        "parts": words.array(words.text("A part."), "The parts that they change."),
        "page": {"description": "Where the document begins.", "type": "integer"},
        "instructions": words.array(row, "In printed order."),
        "filed": words.text("When they were put on public inspection.", words.WHEN),
        "document": words.text("Id of the document."),
        "event": words.text("Key of the event by which they take effect, if not by the instrument itself."),
    }
    return {
        "passage": words.table("The words of a provision.", passage, ("heading", "paragraphs")),
        "edition": words.table("An edition of a part.", edition, tuple(edition)[3:]),
        "amendatory": words.table("Amendatory instructions.", amendatory, tuple(amendatory)[4:]),
    }


def _people() -> Schema:
    """Return the records of who shares a ledger, and of what they did about changes."""
    yes = {"description": "Whether it is so.", "type": "boolean"}
    person = {
        "id": words.text("Names the person."),
        "name": words.text("For people to read."),
        "mail": words.text("Where their digests go."),
        "auditor": {**yes, "description": "May read the audit record."},
        "revoked": {**yes, "description": "May not sign in any more."},
        "tokens": words.array(words.text("SHA-256 of a token.", "[0-9a-f]{64}"), "What they sign in with."),
        "schedule": words.text("When their digests are sent."),
        "subscription": words.array({"type": "object"}, "What they follow: values by filter."),
    }
    review = {
        "about": words.text("Id of the change or of the event.", "[0-9a-f]{24}"),
        "instrument": words.text("Id of the instrument.", words.ID),
        "person": words.text("Who did it."),
        "action": words.one_of("What was done.", sorted(ReviewAction)),
        "made_at": words.text("When, as an ISO instant in UTC."),
        "to": words.text("Whom it was assigned to."),
        "note": words.text("In the person's own words."),
        "events": words.array(words.text("", "[0-9a-f]{24}"), "Ids of the events behind the change."),
    }
    return {
        "person": words.table("Somebody who may sign in.", person, tuple(person)[1:]),
        "review": words.table("What a person did about a change.", review, tuple(review)[5:]),
    }


def _tick(about: str) -> Schema:
    return {"description": f"{about}, in microseconds since 1970-01-01T00:00Z.", "type": "integer"}


def _link() -> Schema:
    hexadecimal = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    keys = {
        "num": {"description": "Its place in the chain.", "type": "integer", "minimum": 1},
        "subject": words.text("What it covers: `source 3`, `entries 1-500`, `digest 2 ID`, `attempt 1 MESSAGE-ID`."),
        "rows": {"description": "SHA-256 of the canonical lines of that.", **hexadecimal},
        "head": {"description": "SHA-256 of the head before it, the subject and the rows.", **hexadecimal},
    }
    return words.table("A link of the hash chain (docs/reference/chain.md).", keys)


def _source() -> Schema:
    number = {"description": "Number by which entries name it.", "type": "integer", "minimum": 1}
    check = {
        "description": "When, the digest of what was read, the last day looked at, what was wrong, how many items a "
        "feed had, and the tick at which it was to be read again.",
        "type": "array",
        "prefixItems": [
            _tick("When"),
            {"type": "string"},
            *({"type": ["string", "null"]},) * 2,
            *({"type": ["integer", "null"]},) * 2,
        ],
        "items": False,
        "minItems": 4,
    }
    return words.table(
        "A file or feed.",
        {
            "num": number,
            "id": words.text("Its id."),
            "title": words.text("Its name."),
            "first_recorded": _tick("When it was first recorded from"),
            "checks": words.array(check, "Each time it was read."),
        },
    )


def _sighting() -> Schema:
    return words.table(
        "That a feed showed a document.",
        {
            "document": words.text("Id of the document."),
            "source": {"description": "Number of the feed.", "type": "integer", "minimum": 1},
            "recorded": _tick("When the feed was first seen to show it by these names"),
            "names": words.array(
                {"type": "string", "pattern": "^[0-9a-f]{1,16}$"}, "What it is known again by, hashed."
            ),
        },
    )


def _inbox() -> Schema:
    fields = {
        "key": words.text("Names the entry; the keys of its events begin with it."),
        "document": words.text("Id of the document that says it."),
        "name": words.text("What the document calls the thing."),
        "proposed": words.ref("instrument"),
        "language": words.text("BCP 47 tag of the name."),
        "reason": words.text("Why it waits."),
        "quotes": words.array(words.text(""), "What the document says of it, exactly."),
        "events": words.array(words.ref("event"), "What is recorded when it is accepted or linked."),
        "suggestions": words.array(words.text("", words.ID), "Instruments that it may be, the likeliest first."),
        "verdict": words.one_of("What was decided; absent while it waits.", sorted(Verdict)),
        "instrument": words.text("The instrument that it was found to be.", words.ID),
        "note": words.text("Why, in the words of who decided."),
    }
    needed = ("key", "document", "proposed")
    return words.table("Something that waits for a person.", fields, tuple(n for n in fields if n not in needed))


def _entry(record: Schema) -> Schema:
    return words.table(
        "What was recorded, and when. A revised fact has an entry for each form.",
        {
            "seq": {"description": "Its place in the ledger.", "type": "integer", "minimum": 1},
            "recorded": _tick("When it was recorded"),
            "source": {"description": "Number of the file or feed it came from.", "type": "integer", "minimum": 1},
            "key": words.text("Names the fact; a later entry with the same key revises it."),
            "id": words.text("Made from the content.", "[0-9a-f]{24}"),
            "record": record,
            "history": {"description": "1: it was asked for afterwards, so that it is no news.", "const": 1},
        },
        ("history",),
    )
