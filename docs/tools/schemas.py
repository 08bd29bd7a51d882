"""The published JSON Schemas: for the JSON of each command, for each line of JSON Lines, for editors of timeline files.

Each file stands alone. Lists of kinds, statuses and the like are taken from the code, so that they cannot differ.
"""

from __future__ import annotations

import json
from pathlib import Path

from regtrack._bundled import schema_address as address
from regtrack.model.change import Cause, Facet, Section
from regtrack.model.kinds import KINDS, Certainty
from regtrack.model.links import LinkStanding
from regtrack.model.state import Force, KnownBy
from regtrack.report import labels
from regtrack.report.answer.model import Weight
from tools import (
    digest_schemas,
    feed_schemas,
    line_schemas,
    server_schemas,
    settings_schema,
    text_schemas,
    timeline_schema,
    words,
)
from tools.words import Schema


def files(folder: Path) -> dict[Path, str]:
    """Every schema file with its text."""
    made = {
        **{name: make() for name, make in _COMMANDS.items()},
        **line_schemas.of_answers(_COMMANDS),
        "export-line": line_schemas.of_export(_event(), _document()),
        "timeline-file": timeline_schema.timeline_file(),
        "settings": settings_schema.settings_file(),
        "feed-file": feed_schemas.feed_file(),
        "feed": feed_schemas.feed(),
        "feeds": feed_schemas.feeds(),
        "feed-test": feed_schemas.feed_test(),
        "inbox": feed_schemas.inbox(_event(), _document()),
        "inbox-silent": feed_schemas.inbox_silent(_document()),
        "digest-run": digest_schemas.run(),
        "digest-outbox": digest_schemas.outbox(),
        "digest-history": digest_schemas.history(),
        "webhook": digest_schemas.webhook(_sources()),
        "text": text_schemas.text(),
        "redline": text_schemas.redline(),
        "search": text_schemas.search(),
        "verify": server_schemas.verify(),
        "review": server_schemas.review(),
        "users": server_schemas.users(),
    }
    return {
        folder / f"{name}.schema.json": json.dumps({**each, "$id": address(name)}, ensure_ascii=False, indent=2) + "\n"
        for name, each in made.items()
    }


def _moment(about: str) -> Schema:
    return words.text(f"{about}: a day (its end) or an instant in UTC.", f"({words.DAY}|{words.UTC})")


def _legal(about: str, *, null: bool = True) -> Schema:
    return words.text(
        f"{about}: a legal day, or a local minute, in the instrument's zone; or a span, indefinite, unknown or always.",
        f"({words.LEGAL}|{words.SPAN}|indefinite|unknown|always)",
        null=null,
    )


def _known_by() -> Schema:
    return words.one_of("Whose knowledge: the public's, or this ledger's record.", KnownBy)


def _event() -> Schema:
    about = timeline_schema.event_keys()
    shown = {name: about[name] for name in about if name not in ("end_ambiguous", "evidence")}
    shown["flags"] = words.array(words.FLAG, about["flags"]["description"])
    for name in ("effect", "until", "through", "issued", "announced", "filed", "published", "available", "as_of"):
        shown[name] = words.text(about[name]["description"], words.WHEN)
    for name in ("key", "of"):
        shown[name] = words.text(f"{about[name]['description']} Written file-id:key.", r"[^:]+:.+")
    shown["id"] = words.text("Id of this record, made from its content.", "[0-9a-f]{24}")
    shown["source"] = words.text("Id of the file or feed it came from.")
    shown["recorded_at"] = words.text("When this ledger stored it, UTC.", words.UTC)
    shown["available_at"] = words.text("When the public could first read it at its certainty, UTC.", words.UTC)
    shown["evidence"] = words.array(
        words.table(
            "A document that proves it; those of the time of the answer, the best first.",
            {
                "document": words.ref("document"),
                "quote": words.text("The words, exactly as printed."),
                "note": words.text("How they prove it."),
            },
            ("quote", "note"),
        )
    )
    shown["sources"] = _sources()
    needed = (
        "key", "kind", "target", "certainty", "id", "source", "recorded_at", "available_at", "evidence", "sources",
    )  # fmt: skip
    return words.table(
        "An event as it was recorded. Keys with their default value are left out.",
        shown,
        tuple(name for name in shown if name not in needed),
    )


def _sources() -> Schema:
    """Return what is cited, as every format shows it."""
    return words.array(
        words.table(
            "A source.",
            {
                "publisher": words.text("Who published it."),
                "url": words.text("Its address; null where there is none.", null=True),
                "title": words.text("Its title, in its own language.", null=True),
                "date": words.text("When it was published.", null=True),
                "standing": words.one_of("The official text, a copy of one, or a secondary source.", LinkStanding),
                "quote": words.text("The words that prove it, exactly as printed.", null=True),
                "document": words.text("Id of the document; null for an address made from a number.", null=True),
                "later": {
                    "description": "It was published after what the answer knows, and nothing of that time is held.",
                    "type": "boolean",
                },
            },
        ),
        "What is cited for it: official texts first, nothing later than the answer's knowledge.",
    )


def _document() -> Schema:
    about = timeline_schema.document_keys()
    about["id"] = words.text("Its id, written file-id:document-id.")
    return words.table("A published document.", about, tuple(n for n in about if n not in ("id", "publisher")))


def _horizon() -> Schema:
    source = {
        "id": words.text("The file or feed."),
        "title": words.text("Its name."),
        "last_recorded": _moment("When it was last read, whole or not"),
        "checked_through": words.text("The last day on which its author looked.", words.DAY, null=True),
        "last_whole": words.text("When it was last fully read; null if it never was.", words.UTC, null=True),
        "problem": words.text("What was wrong the last time; null when nothing was.", null=True),
        "failures": {"description": "How often in a row it could not be read whole.", "type": "integer", "minimum": 0},
        "due": words.text("When it is to be read again; null for what is not read by itself.", words.UTC, null=True),
    }
    instrument = {
        "id": words.text("Id of the instrument.", words.ID),
        "name": words.text("Its name."),
        "checked_through": words.text("The last day up to which its sources were read.", words.DAY),
    }
    return words.table(
        "What the answer rests on.",
        {
            "known_by": _known_by(),
            "threshold": words.certainty("The certainty from which a statement counts."),
            "recorded_until": words.text(
                "Moment of the ledger's last entry; null if it is empty.", words.UTC, null=True
            ),
            "sources": words.array(words.table("A file or feed that was read.", source)),
            "empty": words.array(
                words.text("A filter."), "Valid filters of the question that nothing recorded carries."
            ),
            "instruments": words.array(words.table("An instrument whose own sources were read to a day.", instrument)),
            "damaged_at": _moment("When a check found the ledger damaged, if none has found it whole since"),
        },
        ("damaged_at",),
    )


def _about_target() -> Schema:
    return {
        "instrument": words.text("Id of the instrument.", words.ID),
        "title": words.text("Its title."),
        "scope": words.text("The provision; null for the instrument as a whole.", null=True),
    }


def _zone() -> Schema:
    return words.text("IANA zone of the days and local minutes beside it.")


def _change() -> Schema:
    return words.table(
        "One thing that is different, once.",
        {
            **_about_target(),
            "section": words.one_of("Where a report puts it.", Section),
            "facet": words.one_of("What about the instrument changed.", Facet),
            "name": words.text("Which value, deadline or statement, where there are several.", null=True),
            "before": words.text("What it was, in words of the model; null if there was nothing.", null=True),
            "after": words.text("What it is; null if there is nothing.", null=True),
            "on": _legal("Since when"),
            "until": _legal("When that ends, by what is known"),
            "then": words.one_of("The status that follows by itself.", labels.STATUSES, null=True),
            "came_and_went": {"description": "It began and ended between the two days.", "type": "boolean"},
            "flags": words.array(words.FLAG, "Warnings, as in a state."),
            "kind": words.one_of("Kind of the leading event.", words.RECORDED_KINDS, null=True),
            "cause": words.one_of("Why.", Cause),
            "because": words.array(words.ref("event"), "The events that made it, the most telling first."),
            "sources": _sources(),
            "zone": _zone(),
            "id": words.text("Names the change, where reviews were asked for.", "[0-9a-f]{24}"),
            "reviews": words.array(server_schemas.done(), "What people did about it, where that was asked for."),
        },
        ("id", "reviews"),
    )


def _moved() -> Schema:
    line = {
        "on": words.text("The day, ISO; empty where there is none.", null=True),
        "text": words.text("What changed, in short words."),
    }
    return words.table(
        "An instrument that moved.",
        {
            "instrument": words.text("Its id.", words.ID),
            "name": words.text("What it is called."),
            "weight": words.one_of("How much it weighs; the heaviest come first.", Weight),
            "lines": words.array(words.table("A day.", line), "What changed, a line a day."),
            "standing": {"anyOf": [standing(), {"type": "null"}]},
        },
    )


def standing() -> Schema:
    """Where an instrument stands, as a board shows it."""
    return words.table(
        "Where it stands, in short English words.",
        {
            "status": words.text("In a word or two."),
            "since": _legal("Since when"),
            "comply": _legal("Since when compliance is required, where that is another day"),
            "next_on": _legal("The next date"),
            "next": words.text("What comes then, or was announced without a date.", null=True),
            "next_by": words.one_of(
                "How sure that date is: set by an act (published), or only said.",
                [each.label for each in Certainty],
                null=True,
            ),
            "enforced": words.text("What was said of its enforcement, and by whom.", null=True),
            "doubts": words.array(words.text("A doubt."), "The weightiest first."),
            "sentence": words.text("All of it in one sentence."),
            "publisher": words.text("Of the best source.", null=True),
            "url": words.text("Of the best source.", null=True),
            "standing": words.one_of("Of the best source.", LinkStanding, null=True),
            "zone": _zone(),
        },
    )


def _upcoming_item() -> Schema:
    return words.table(
        "A date ahead.",
        {
            "on": _legal("When", null=False),
            **_about_target(),
            "facet": words.one_of("What will change.", Facet),
            "name": words.text("Which value, deadline or statement.", null=True),
            "after": words.text("What it will be."),
            "certainty": words.certainty("How sure the date is; announced and reported dates bind nobody yet."),
            "flags": words.array(words.FLAG, "Warnings, as in a state."),
            "because": words.array(words.ref("event"), "The events that set it."),
            "sources": _sources(),
            "zone": _zone(),
        },
    )


def _state_properties() -> Schema:
    status = list(labels.STATUSES)
    scheduled = words.table("", {"on": _legal("When", null=False), "status": words.one_of("", status)})
    announced = {
        "key": words.text("The statement."),
        "kind": words.one_of("Kind of the act that was announced.", words.RECORDED_KINDS),
        "certainty": words.certainty("How far it has come."),
        "date": _legal("The day it is announced for"),
        "id": words.text("Id of the event."),
    }
    deadline = {
        "name": words.text("For what."),
        "on": _legal("The last day", null=False),
        "open": {"description": "Whether it still lies ahead.", "type": "boolean"},
        "derived": {"description": "Counted from publication, not printed.", "type": "boolean"},
        "id": words.text("Id of the event."),
        "of": words.text("The other instrument whose deadline was set or moved; null for its own.", null=True),
    }
    duty = {
        "name": words.text("Compliance or applicability."),
        "parties": words.text("Whom it is for; null for everyone.", null=True),
        "answer": words.one_of("Whether it holds.", _ANSWERS),
        "from": _legal("From when"),
        "until": _legal("The first day on which it holds no more"),
    }
    hours = {"from": _legal("From when", null=False), "until": _legal("Until when", null=False)}
    whole = {"status": words.one_of("Its status.", status), "force": words.one_of("Whether it binds.", Force)}
    return {
        **_about_target(),
        "on": _moment("The legal day asked about"),
        "known": _moment("Up to when statements count"),
        "known_by": _known_by(),
        "threshold": words.certainty("The certainty from which a statement counts."),
        "zone": words.text("IANA zone of the instrument's legal days."),
        "status": words.one_of("One word; docs/reference/event-kinds.md says what each means.", status),
        "underlying": words.one_of("What the status would be without the stays.", status, null=True),
        "force": words.one_of("Whether it binds; partial also where it does in some hours of the day only.", Force),
        "hours": words.array(words.table("From when until when.", hours), "Hours of the day in which alone it binds."),
        "stage": words.one_of("How far it has come in being made.", _stages(), null=True),
        "duty": words.one_of("Whether one must comply; partial when that differs.", (*_ANSWERS, "partial")),
        "duty_from": _legal("From when"),
        "enforcement": words.one_of("How it is enforced.", labels.ENFORCEMENT),
        "since": _legal("Since when the status is what it is; null if it always was"),
        "until": _legal("Until when, by what is scheduled"),
        "scheduled_next": {"description": "The next change of status that is known.",
                           "anyOf": [scheduled, {"type": "null"}]},
        "announced_changes": words.array(words.table("A change said but not done.", announced)),
        "deadlines": words.array(words.table("A date by which somebody must act.", deadline)),
        "duties": words.array(words.table("What some persons must do, and when.", duty)),
        "values": {"description": "Dated parameters by name.", "type": "object", "additionalProperties": words.VALUE},
        "valued_by": words.array(words.ref("event"), "The events that set these values, in the same order."),
        "conflicts": words.array(words.text(""), "Keys of statements that contradict the record."),
        "flags": words.array(words.FLAG, "Warnings."),
        "because": words.array(words.ref("event"), "The events that the answer rests on."),
        "overridden": words.array(words.ref("event"), "Events that once gave the answer and no longer do."),
        "scopes": words.array(words.ref("state"), "The same for each part that has a history of its own."),
        "whole": {"description": "The instrument as a whole, where nothing is recorded of the part asked about.",
                  "anyOf": [words.table("", whole), {"type": "null"}]},
    }  # fmt: skip


_ANSWERS = ("yes", "no", "unknown")


def _stages() -> list[str]:
    words = {word for kind in KINDS.values() for word in (kind.stage, kind.again) if word}
    return sorted(words | {"unknown"})


def _command(name: str, properties: Schema, optional: tuple[str, ...] = (), **defs: Schema) -> Schema:
    shared = {"event": _event(), "document": _document()} if name != "status" else {}
    return {
        "$schema": words.DRAFT,
        "$id": f"regtrack/{name}/1",
        "title": f"The answer of regtrack {name} --format json",
        **words.table(
            "", {"schema": words.schema_name(f"regtrack/{name}/1"), **properties, "horizon": _horizon()}, optional
        ),
        "$defs": {**defs, **shared},
    }  # fmt: skip


def _report(name: str, first: str, second: str) -> Schema:
    point = {"on": _moment("The legal day"), "known": _moment("Up to when statements counted")}
    return _command(
        name,
        {
            first: words.table("The earlier side.", point),
            second: words.table("The later side.", point),
            **_heading("The answer in one sentence."),
            "counts": words.text("How many instruments moved, and what comes next."),
            "notices": words.array(words.text("A sentence."), "What must be read before all else."),
            "moved": words.array(words.ref("moved"), "The instruments that moved, the heaviest first."),
            "changes": words.array(words.ref("change"), "By section, then by date and instrument."),
            "upcoming": words.array(words.ref("upcoming_item"), "Dates ahead of the later day; always empty for diff."),
            "undated": words.array(words.ref("event"), "Promises made in the window, without a date."),
            "claims": words.array(words.ref("event"), "Statements made in the window that contradict the record."),
            "late": words.array(words.ref("event"), "Public before the window, recorded in it."),
        },
        moved=_moved(),
        change=_change(),
        upcoming_item=_upcoming_item(),
    )


def _heading(headline: str) -> Schema:
    return {"headline": words.text(headline), "window": words.text("Which days it is about, as known when.")}


def _board() -> Schema:
    row = {
        "instrument": words.text("Its id.", words.ID),
        "name": words.text("What it is called."),
        "cited": words.text("The number by which it is cited.", null=True),
        "weight": words.one_of("How much it weighs; the heaviest come first.", Weight),
        "ended": {"description": "It has ended.", "type": "boolean"},
        **standing()["properties"],
    }
    return _command(
        "board",
        {
            "on": _moment("The legal day"),
            "known": _moment("Up to when statements counted"),
            **_heading("How many instruments there are, and how many have a date soon."),
            "notices": words.array(words.text("A sentence."), "What must be read before all else."),
            "rows": words.array(words.ref("row"), "The heaviest first, those with a date first, what has ended last."),
        },
        row=words.table("Where an instrument stands.", row),
    )


def _since() -> Schema:
    return _report("since", "since", "until")


def _diff() -> Schema:
    return _report("diff", "from", "to")


def _state() -> Schema:
    properties = _state_properties()
    published = {key: properties[key] for key in ("status", "force")}
    whole = {
        **_heading("The answer in one sentence."),
        **properties,
        "at_published": {
            "description": "The same by published acts alone, when the threshold is lower; else null.",
            "anyOf": [words.table("", published), {"type": "null"}],
        },
    }
    return _command("state", whole, state=words.table("The state of one provision.", properties))


def _timeline() -> Schema:
    return _command(
        "timeline",
        {
            **_heading("The answer in one sentence."),
            "events": words.array(words.ref("event"), "In the order in which they happened."),
        },
    )


def _upcoming() -> Schema:
    return _command(
        "upcoming",
        {
            "after": _moment("The day looked ahead from"),
            "within": {"description": "How many days ahead.", "type": "integer", "minimum": 0},
            **_heading("The answer in one sentence."),
            "upcoming": words.array(words.ref("upcoming_item"), "By date."),
            "undated": words.array(words.ref("event"), "Promises without a date that were not kept yet."),
        },
        upcoming_item=_upcoming_item(),
    )


def _status() -> Schema:
    count = {"type": "integer", "minimum": 0}
    instrument = timeline_schema.instrument_keys()
    return _command(
        "status",
        {
            "location": words.text("Path or address of the ledger."),
            "schema_version": {"description": "Of the ledger's tables.", "type": "integer", "minimum": 1},
            "instruments": {"description": "How many instruments.", **count},
            "documents": {"description": "How many documents.", **count},
            "events": {"description": "How many events.", **count},
            "links": {"description": "How many links the hash chain has.", **count},
            "head": words.text("The last of them, 64 hexadecimal digits; empty without one."),
            "unread": words.array(words.text("Id of a feed."), "Feeds that are followed and were never read."),
            "unknown_kinds": words.array(
                words.text(""), "Kinds with which the ledger was written and whose plug-ins are not installed here."
            ),
            "problems": words.array(
                words.text("A sentence."), "What does not go on as it should; all with --exit-code."
            ),
            "instrument_list": words.array(
                words.table(
                    "An instrument.", instrument, tuple(n for n in instrument if n not in ("id", "kind", "title"))
                ),
                "With --instruments: each of them.",
            ),
        },
        ("instrument_list",),
    )


def _sync() -> Schema:
    def count(about: str) -> Schema:
        return {"description": about, "type": "integer", "minimum": 0}

    whole = {"description": "Whether everything that was asked for came and could be read.", "type": "boolean"}
    feed = {
        "feed": words.text("Its id, with the filters that it was read under."),
        "title": words.text("Its name."),
        "since": words.text("The first day asked for; null for a feed without days to ask for.", words.DAY, null=True),
        "until": words.text("The last day asked for.", words.DAY, null=True),
        "days_read": count("How many of them were read."),
        "days_skipped": count("How many were known to be read whole already."),
        "documents": count("How many documents came; of a feed of news, how many are new or changed."),
        "filings": {**count("How many were on public inspection; null when it was not asked."),
                    "type": ["integer", "null"]},
        "items": {**count("How many items a feed of news had; null when none came."), "type": ["integer", "null"]},
        "waiting": count("How many things a person has now to look at."),
        "unread": count("How many statements were not understood; they move nothing."),
        "same": {"description": "The feed is what it was when it was last read.", "type": "boolean"},
        "new": count("Facts new to the ledger."),
        "revised": count("Facts now said otherwise."),
        "withdrawn": count("Facts taken back."),
        "unchanged": count("Facts known already."),
        "problems": words.array(words.text(""), "What is missing or cannot be read, a sentence each."),
        "dry_run": {"description": "Nothing was recorded.", "type": "boolean"},
        "whole": whole,
    }  # fmt: skip
    return {
        "$schema": words.DRAFT,
        "$id": "regtrack/sync/1",
        "title": "The report of regtrack sync --format json",
        **words.table(
            "",
            {
                "schema": words.schema_name("regtrack/sync/1"),
                "whole": whole,
                "feeds": words.array(words.table("A feed that was read.", feed)),
            },
        ),
    }


_COMMANDS = {
    "since": _since, "diff": _diff, "state": _state, "timeline": _timeline, "upcoming": _upcoming, "board": _board,
    "status": _status, "sync": _sync,
}  # fmt: skip
