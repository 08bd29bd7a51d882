"""Schemas of what ``regtrack text``, ``diff --text`` and ``search`` write."""

from __future__ import annotations

from regtrack.text.align import Turn
from regtrack.text.history import Check
from regtrack.text.operations import Verb
from regtrack.text.redline import WordMark
from tools import words
from tools.words import Schema


def _schema(name: str, title: str, properties: Schema) -> Schema:
    return {
        "$schema": words.DRAFT,
        "$id": f"regtrack/{name}/1",
        "title": title,
        **words.table("", {"schema": words.schema_name(f"regtrack/{name}/1"), **properties}),
    }


def _texts(about: str) -> Schema:
    return words.array(words.text("A sentence."), about)


_REFUSALS = "What could not be incorporated, because it has no certain reading: what was found and what was expected."


def text() -> Schema:
    """Return the schema of the text of a provision."""
    origin = {
        "document": words.text("Number of the document."),
        "instruction": words.text("Number of the instruction in it.", null=True),
        "verb": words.one_of("What it did.", Verb),
        "effective": words.text("The legal day from which it holds.", words.DAY, null=True),
        "was": words.text("Where the paragraph stood before, if it was redesignated.", null=True),
    }
    paragraph = {
        "scope": words.text("Where it stands, as it is cited."),
        "designator": {"description": "What is printed before it.", "type": "string"},
        "heading": words.text("Its heading in law; null where the law has nothing.", null=True),
        "words": words.text("Its words in law; null where the law has nothing.", null=True),
        "check": words.one_of("How it stands against what the Code prints.", Check),
        "printed": words.text("What the Code prints, where that differs.", null=True),
        "cause": words.text("Why the print differs, if that is known.", null=True),
        "assumed": {"description": "It is so only if what was assumed takes effect.", "type": "boolean"},
        "made_by": words.array(words.table("An instruction.", origin), "What made it what it is, latest last."),
        "could_not_incorporate": _texts(_REFUSALS),
    }
    ahead = {
        "on": words.text("The legal day; null when it is not known.", words.DAY, null=True),
        "source": words.text("The document and the instruction."),
        "scope": words.text("What it changes."),
    }
    return _schema(
        "text",
        "The answer of regtrack text --format json",
        {
            "scope": words.text("The provision."),
            "on": words.text("The legal day, or an instant."),
            "known": words.text("Up to when statements count."),
            "known_by": words.one_of("Whose knowledge.", ("public", "record")),
            "threshold": words.certainty("The certainty from which a statement counts."),
            "which": words.one_of("The text: what the law says, or what the Code prints.", ("operative", "codified")),
            "base_on": words.text("The edition from which it is compiled.", words.DAY),
            "printed_on": words.text("The latest edition.", words.DAY),
            "assumed": words.array(words.text("Id of an instrument."), "What was taken for in force."),
            "words": {"description": "The words alone, a paragraph a line.", "type": "string"},
            "paragraphs": words.array(words.table("A paragraph.", paragraph), "In printed order."),
            "flags": words.array(words.text("A warning."), "What a careful reader should be warned of."),
            "could_not_incorporate": _texts(_REFUSALS),
            "uncodified": _texts("What is done to what is not text of the Code, such as an authority citation."),
            "to_come": words.array(words.table("A change that is known to come.", ahead), "Changes to come."),
        },
    )


def redline() -> Schema:
    """Return the schema of a redline."""
    run = {
        "mark": words.one_of("Whether the words stay, go or come.", WordMark),
        "words": {"description": "The words, with the blanks behind them.", "type": "string"},
    }
    change = {
        "turn": words.one_of("What became of the paragraph.", [each for each in Turn if each is not Turn.SAME]),
        "before": words.text("Where it stood.", null=True),
        "after": words.text("Where it stands.", null=True),
        "runs": words.array(words.table("Words of one sort in a row.", run), "Together they are both sides."),
    }
    side = {
        "on": words.text("The legal day, or an instant."),
        "known": words.text("Up to when statements count."),
    }
    part = {
        "scope": words.text("The provision."),
        "before": words.table("The earlier text.", side),
        "after": words.table("The later text.", side),
        "changes": words.array(words.table("A paragraph that changed.", change), "In the order of the later text."),
        "could_not_incorporate": _texts(_REFUSALS),
    }
    return _schema(
        "redline",
        "The answer of regtrack diff --text --format json",
        {"redlines": words.array(words.table("A provision.", part), "One for each provision that was asked for.")},
    )


def search() -> Schema:
    """Return the schema of what a search found."""
    found = {
        "type": words.one_of("What it is.", ("text", "amendment", "event", "document", "instrument")),
        "where": words.text("The provision, or the id of the instrument or document."),
        "title": {"description": "A name for people.", "type": "string"},
        "words": {"description": "What has the words that were looked for.", "type": "string"},
        "printed_from": words.text("Of a text: the first edition that prints it.", words.DAY, null=True),
        "printed_to": words.text("Of a text: the last edition that prints it.", words.DAY, null=True),
        "known_on": words.text("When it could be read first.", null=True),
    }
    return _schema(
        "search",
        "The answer of regtrack search --format json",
        {
            "words": words.text("What was looked for."),
            "known": words.text("Up to when statements count."),
            "more": {"description": "There are more than were asked for.", "type": "boolean"},
            "found": words.array(words.table("A result.", found), "The best first."),
        },
    )
