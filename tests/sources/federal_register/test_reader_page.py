"""The page about the reader tells the truth: its sentence is read as it says."""

import datetime as dt
import json
import re
from pathlib import Path

import regtrack
from regtrack.dates_in_text.expressions import find_mentions
from regtrack.model.event import Event
from regtrack.report import plain
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


def printed() -> RegisterDocument:
    """The document that was printed, 74 FR 5107."""
    text = re.search(r"```text\n(Effective January.*)\n```", PAGE.read_text("utf-8"))
    assert text is not None
    return RegisterDocument(
        number="E9-1960", type=DocumentType.RULE, title="Sale and Disposal of National Forest System Timber",
        published_on=dt.date(2009, 1, 29), action="Final rule; notice of delay of effective date and comment period.",
        dates=text[1], origin=DocumentForm.METADATA,
    )  # fmt: skip


def roles_of(found: RegisterDocument) -> list[list[str]]:
    text, day = found.dates or "", found.published_on
    assert day is not None
    reading = clause.DiscourseState(text, published_on=day)
    mentions = find_mentions(text, day, REGISTER)
    for number, sentence in enumerate(sentences.split(text)):
        inside = [each for each in mentions if sentence.start <= each.start < sentence.end]
        clauses.read_sentence(reading, sentence, number, inside)
    return [[text[mention.start : mention.end], str(role)] for mention, role in reading.roles]


def test_the_roles_are_those_of_the_page() -> None:
    assert roles_of(document()) == [row[:2] for row in rows("**Roles.**")]
    assert roles_of(printed()) == rows("**Frame, as printed.**")


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


def test_the_printed_document_becomes_the_events_and_the_states_of_the_page(tmp_path: Path) -> None:
    found = [each for each in compile_document(printed(), Known()) if isinstance(each, Event)]
    told = [[each.kind, each.target, str(each.effect or ""), str(each.until or "")] for each in found]
    assert told == rows("**Events, as printed.**")
    delay = printed()
    rule = {
        "document_number": "E8-30706", "publication_date": "2008-12-29", "type": "Rule", "title": delay.title,
        "citation": "73 FR 79367", "dates": "This rule is effective January 28, 2009.", "effective_on": "2009-01-28",
    }  # fmt: skip
    fields = {"document_number": delay.number, "publication_date": "2009-01-29", "type": "Rule", "title": delay.title}
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: dt.datetime(2026, 11, 27, tzinfo=dt.UTC))
    for row in (rule, {**fields, "action": delay.action, "dates": delay.dates}):
        path = tmp_path / f"{row['document_number']}.json"
        path.write_text(json.dumps({"count": 1, "results": [row]}), "utf-8")
        tracker.add(path)
    for on, known, status, until in rows("**State, as printed.**"):
        answer = plain.states(tracker.why(tracker.state("73 FR 79367", on, known)))
        assert (answer["status"], (answer["until"] or "")[:10]) == (status, until), (on, known)
