"""The page about the reader tells the truth: its sentence is read as it says."""

import datetime as dt
import re
from pathlib import Path

from regtrack.dates_in_text import find_mentions
from regtrack.model.event import Event
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.events import compile_document
from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text import clause, clauses, sentences
from regtrack.sources.federal_register.text.periods import REGISTER
from tests.sources.federal_register.test_events import Known

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "federal-register-reader.md"
PUBLISHED = dt.date(2027, 3, 10)


def rows(heading: str) -> list[list[str]]:
    """The table after a heading, as printed."""
    after = PAGE.read_text("utf-8").partition(heading)[2]
    table = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE)
    assert table is not None
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in table[0].splitlines()[2:]]


def document() -> RegisterDocument:
    text = re.search(r"```text\n(.*)\n```", PAGE.read_text("utf-8"))
    assert text is not None
    return RegisterDocument(
        number="2027-00421", type=DocumentType.RULE, title="Widgets; Delay of Effective Date", published_on=PUBLISHED,
        action="Final rule; delay of effective date.", dates=text[1], origin=DocumentForm.METADATA,
    )  # fmt: skip


def test_the_roles_are_those_of_the_page() -> None:
    text = document().dates or ""
    reading = clause.DiscourseState(text, published_on=PUBLISHED)
    mentions = find_mentions(text, PUBLISHED, REGISTER)
    for number, sentence in enumerate(sentences.split(text)):
        inside = [each for each in mentions if sentence.start <= each.start < sentence.end]
        clauses.read_sentence(reading, sentence, number, inside)
    assert [[text[m.start : m.end], str(role)] for m, role in reading.roles] == [row[:2] for row in rows("**Roles.**")]


def test_the_statements_are_those_of_the_page() -> None:
    found = [
        [
            each.kind, each.target[0].name if each.target else "this document", str(each.when or ""),
            ", ".join(each.parts) or ("" if each.kind == "note" else "whole"), str(each.as_of or ""),
            str(each.modality),
        ]
        for each in DocumentReading(document()).statements()
    ]  # fmt: skip
    assert found == rows("**Statements.**")


def test_the_events_are_those_of_the_page() -> None:
    events = [each for each in compile_document(document(), Known()) if isinstance(each, Event)]
    assert [each.kind for each in events] == ["publish", "set_effective", "delay_effective", "note"]
    assert events[-1].flags == ("unread",)
