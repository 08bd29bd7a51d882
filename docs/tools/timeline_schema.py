"""The schema of timeline files, for editors; and what instruments, documents and events have."""

from __future__ import annotations

from typing import Any

import attrs

from regtrack.model.document import Document, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import RELATIONS, Instrument
from regtrack.model.kinds import INSTRUMENT_KINDS, KINDS, Dimension, Operation
from regtrack.records import leaves
from tools import words
from tools.words import Schema


def _texts(about: str) -> Schema:
    return words.array({"type": "string", "minLength": 1}, about)


def _by_name(about: str, pattern: str) -> Schema:
    return {
        "description": about, "type": "object", "patternProperties": {f"^{pattern}$": _texts("")},
        "additionalProperties": False,
    }  # fmt: skip


def instrument_keys() -> Schema:
    """Return the keys of an instrument."""
    relation = {
        "kind": words.one_of("What this instrument does to the other.", sorted(RELATIONS)),
        "target": words.text("Id of the other.", words.ID),
    }
    return {
        "id": words.text("jurisdiction/body/name in lower case; never changes.", words.ID),
        "kind": words.one_of("What kind of legal work it is.", INSTRUMENT_KINDS),
        "title": words.text("Official title."),
        "short": words.text("The name people use."),
        "zone": words.text("IANA zone of its legal days; default: that of its jurisdiction."),
        "aliases": _by_name("Other names, lists by language tag.", r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
        "citation": _texts("Citations as printed, such as 90 FR 4544."),
        "last_page": {
            "description": "Last page of the document at its first citation, so that any page of it is found.",
            "type": "integer", "minimum": 1,
        },
        "document_number": _texts("Federal Register document numbers, such as 2025-00636."),
        "rin": _texts("Regulation Identifier Numbers; related documents may share one."),
        "docket": _texts("Dockets; related documents may share one."),
        "bill": words.text("Congress, type and number, such as 119 S 1705."),
        "cfr": _texts("Parts or provisions it touches, such as 15 CFR 744."),
        "topics": _texts("Subjects to filter by; default: those of the file."),
        "jurisdiction": words.text("Default: the first part of the id."),
        "agency": words.text("Default: the second part of the id."),
        "agencies": _texts("Every body that issued it, by any name to filter by, when there are several."),
        "url": words.text("Where it can be read."),
        "note": words.text("What a careful reader should also know."),
        "instructions": _by_name(
            'Provisions by the amendatory instruction that changes them; an event on "instruction 3" reaches them.',
            r"[0-9]+[a-z]*(\.[a-z]+)?",
        ),
        "relations": words.array(words.table("", relation), "What it does to other instruments."),
        "same_as": words.text("Id of the instrument that this one turned out to be.", words.ID),
        "checked_through": words.text("The last day up to which its sources were read.", words.DAY),
    }  # fmt: skip


def document_keys() -> Schema:
    """Return the keys of a document."""
    return {
        "id": words.text("Names the document in this file."),
        "publisher": words.text("Who published it."),
        "url": words.text("Where it was read."),
        "title": words.text("Its title, in its own language."),
        "date": words.text("When it says it was published: a day, a month, a year or a span.", words.READABLE),
        "language": words.text("Language tag; default en.", r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
        "rank": words.one_of("How much its words weigh when sources disagree; default press.", Rank),
        "sha256": words.text("Digest of its bytes, when they were fetched.", "[0-9a-f]{64}"),
        "text_sha256": words.text("Digest of its words in plain text, when they came in a feed.", "[0-9a-f]{64}"),
        "note": words.text("Anything a careful reader should know about it."),
    }


def event_keys() -> Schema:
    """Return the keys of an event, as a timeline writes them."""
    evidence = {
        "document": words.text("Id of a document in this file."),
        "quote": words.text("The words, exactly as printed."),
        "note": words.text("How they prove it."),
    }
    return {
        "key": words.text("Names the fact, unique in the file; the same key with other content revises it."),
        "kind": words.one_of("What happened; docs/reference/event-kinds.md lists them.", words.RECORDED_KINDS),
        "target": words.text("Id of the instrument it happened to.", words.ID),
        "certainty": words.certainty("The highest step it has reached; default: that of the highest date given."),
        "parts": _texts("The provisions meant; none: the whole instrument."),
        "exclude": _texts("Provisions that are left out."),
        "parties": words.text("Whom it is limited to, in words."),
        "effect": words.text("The day its effect starts: the (new) effective, compliance or stay date.", words.WHEN),
        "until": words.text("Its end, or the deadline: the first day no longer included.", words.WHEN),
        "through": words.text("Its end, or the deadline: the last day included.", words.WHEN),
        "issued": words.text("Signed, adopted, judged or sent.", words.READABLE),
        "announced": words.text("When a press release or a speech said it.", words.READABLE),
        "filed": words.text("When it could be read on public inspection.", words.READABLE),
        "published": words.text("When it was officially published.", words.READABLE),
        "available": words.text("First public moment, if none of these is it.", words.READABLE),
        "as_of": words.text("When the act itself takes hold, if not at its publication.", words.WHEN),
        "of": words.text("Key of the event this one moves, ends, confirms or retracts."),
        "conflicts_with": _texts("Keys of statements that this one contradicts."),
        "name": words.text("Which value or deadline; for a vote the chamber."),
        "value": {"description": "What the value is, for set_value.", **words.VALUE},
        "mode": words.one_of("Whether it reaches back; default prospective.", sorted(leaves.MODES)),
        "condition": words.text("What must happen first, in words."),
        "by": words.text("The instrument or body that acts."),
        "zone": words.text("IANA zone of its days; default: the target's."),
        "summary": {"description": "One or two sentences for a reader.", "type": "string"},
        "note": words.text("What a careful reader should also know."),
        "language": words.text("Language tag of summary and note; default en.", r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
        "flags": words.array(words.one_of("", sorted(leaves.FLAGS)), "What a careful reader should be warned of."),
        "end_ambiguous": {"description": "The source's \"until\" can be read either way.", "type": "boolean"},
        "evidence": words.array(
            {"anyOf": [words.text("Id of a document."), words.table("", evidence, ("quote", "note"))]},
            "What proves it.", minItems=1,
        ),
    }  # fmt: skip


def _rules_of_kinds() -> list[Schema]:
    """Return what the kind of an event asks for, by dimension and operation."""

    def where(test: Any) -> list[str]:
        return [k.name for k in KINDS.values() if k.operation is not Operation.DERIVE and test(k)]

    def rule(names: list[str], then: Schema) -> Schema:
        return {"if": {"properties": {"kind": {"enum": names}}, "required": ["kind"]}, "then": then}

    end = {"anyOf": [{"required": ["until"]}, {"required": ["through"]}]}
    pointing = (Operation.CONFIRM, Operation.RETRACT, Operation.REVISE)
    return [
        rule(where(lambda k: k.operation is Operation.REEND or k.dimension is Dimension.DEADLINE), end),
        rule(where(lambda k: k.operation is Operation.REBEGIN), {"required": ["effect"]}),
        rule(where(lambda k: k.dimension is Dimension.VALUE), {"required": ["name", "value"]}),
        rule(where(lambda k: k.dimension is Dimension.DEADLINE and not k.name_default), {"required": ["name"]}),
        rule(where(lambda k: k.operation in pointing), {"required": ["of"]}),
    ]


def timeline_file() -> Schema:
    """For editors; `regtrack add` checks more, such as that every key and id is there."""
    instrument, document, event = instrument_keys(), document_keys(), event_keys()
    assert set(instrument) == {f.name for f in attrs.fields(Instrument)}
    assert set(document) == {f.name for f in attrs.fields(Document)}
    assert set(event) == {f.name for f in attrs.fields(Event)} | {"through", "end_ambiguous"}
    dates = ("issued", "announced", "filed", "published", "available", "as_of")
    needed = ("key", "kind", "target", "evidence")
    head = {
        "id": words.text("Names the file's facts; lower case, digits, hyphens.", r"[a-z0-9][a-z0-9\-]*"),
        "title": words.text("Its name in reports."),
        "topics": _texts("Given to every instrument that lists none."),
        "checked_through": words.text("The last day on which its author looked.", words.DAY),
        "zone": words.text("For readers; not used."),
        "language": words.text("For readers; not used."),
        "note": words.text("For readers; not used."),
        "parts": _texts("Further files of this timeline, beside it; they hold no [timeline] table."),
    }
    tables = {
        "timeline": words.table("What the file is.", head, tuple(n for n in head if n != "id")),
        "instrument": words.array(
            words.table("A legal work.", instrument, tuple(n for n in instrument if n not in ("id", "kind", "title")))
        ),
        "document": words.array(
            words.table("Something published that proves things.", document,
                    tuple(n for n in document if n not in ("id", "publisher")))
        ),
        "event": words.array(
            words.table(
                "One dated legal happening.", event, tuple(n for n in event if n not in needed),
                anyOf=[{"required": [name]} for name in dates],
                allOf=[{"not": {"required": ["until", "through"]}}, *_rules_of_kinds()],
            )
        ),
    }  # fmt: skip
    return {
        "$schema": words.DRAFT,
        "$id": "regtrack/timeline-file/1",
        "title": "A regtrack timeline file (TOML; dates as ISO text)",
        **words.table(
            "docs/reference/timeline-format.md", tables, ("timeline", "instrument", "document", "event")
        ),  # a part has no [timeline]
    }
