"""A verb is a row: what one way of saying it does, another does in every field, and an unknown one does nothing."""

import datetime as dt

import pytest

from regtrack.model.event import Event
from regtrack.model.kinds import KINDS
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.events import compile_document
from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text import cues
from regtrack.sources.federal_register.text.vocabulary import ACTS, MOVING, Does, act_of
from tests.sources.federal_register.test_events import Known

PUBLISHED = dt.date(2017, 3, 1)
WAYS = [
    ("delayed until", "delay of", "delaying the effective date"),
    ("tolled until", "tolling of", "tolling the effective date"),
    ("held in abeyance until", "postponement of", "holding the effective date in abeyance"),
    ("pushed back to", "deferral of", "pushing back the effective date"),
    ("put off until", "delay of", "putting off the effective date"),
]


def document(dates: str, action: str = "Final rule.", abstract: str = "") -> RegisterDocument:
    return RegisterDocument(
        number="2017-00500", type=DocumentType.RULE, title="Test Procedures", published_on=PUBLISHED, action=action,
        dates=dates, abstract=abstract, origin=DocumentForm.METADATA,
    )  # fmt: skip


def events(found: RegisterDocument) -> list[Event]:
    return [item for item in compile_document(found, Known()) if isinstance(item, Event)]


@pytest.mark.parametrize(("passive", "noun", "active"), WAYS)
def test_dates_summary_and_action_read_every_verb_of_a_row(passive: str, noun: str, active: str) -> None:
    said = f"The effective date of the rule published at 82 FR 1052 on January 4, 2017, is {passive} May 1, 2017."
    (delay,) = [event for event in events(document(said)) if event.kind == "delay_effective"]
    assert (delay.target, str(delay.effect)) == ("us/fr/82-fr-1052", "2017-05-01")
    told = document("", abstract=f"EPA is {active} of the rule published at 82 FR 1052 on January 4, 2017.")
    assert [deed.verb for deed in DocumentReading(told).classification.deeds] == ["delay_effective"]
    named = document("", action=f"Final rule; {noun} effective date.")
    assert [deed.verb for deed in DocumentReading(named).classification.deeds] == ["delay_effective"]


@pytest.mark.parametrize(
    "verb", ["mothballed until", "parked until", "frozen until", "kept from taking effect, it is understood, until"]
)
def test_a_verb_that_no_row_has_is_unread_and_moves_nothing(verb: str) -> None:
    said = f"The effective date of the rule published at 82 FR 1052 on January 4, 2017, is {verb} May 1, 2017."
    moved = [event for event in events(document(said)) if event.kind not in ("publish", "note")]
    assert moved == []


def test_every_form_leads_back_to_its_row() -> None:
    for act in MOVING:
        for verb in act.verbs:
            for form in (verb.base, verb.third, verb.participle, verb.gerund):
                assert act_of(f"{form.upper()} {verb.particle}".strip()) is act
    assert {act.does for act in ACTS.values()} == set(Does)


def test_what_a_date_is_said_to_be_is_a_row_of_the_one_table_of_kinds() -> None:
    for table in (cues.PREDICATES, cues.EVENTS, cues.DEADLINES, cues.MOVED):
        assert {cue.kind for cue, _, _ in table} <= set(KINDS)
