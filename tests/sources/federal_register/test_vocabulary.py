"""A verb is a row: what one way of saying it does, another does in every field, and an unknown one does nothing."""

import datetime as dt
import subprocess
import sys

from regtrack.model.event import Event
from regtrack.model.kinds import KINDS
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.events import compile_document
from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text import cues
from regtrack.sources.federal_register.text.vocabulary import ACTS, MOVING, Does, act_of
from tests.rows import each_row
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


@each_row(("passive", "noun", "active"), WAYS)
def test_dates_summary_and_action_read_every_verb_of_a_row(passive: str, noun: str, active: str) -> None:
    said = f"The effective date of the rule published at 82 FR 1052 on January 4, 2017, is {passive} May 1, 2017."
    (delay,) = [event for event in events(document(said)) if event.kind == "delay_effective"]
    assert (delay.target, str(delay.effect)) == ("us/fr/82-fr-1052", "2017-05-01")
    told = document("", abstract=f"EPA is {active} of the rule published at 82 FR 1052 on January 4, 2017.")
    assert [deed.verb for deed in DocumentReading(told).classification.deeds] == ["delay_effective"]
    named = document("", action=f"Final rule; {noun} effective date.")
    assert [deed.verb for deed in DocumentReading(named).classification.deeds] == ["delay_effective"]


@each_row(
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
        assert {cue.kind for cue, _, _ in table.rows} <= set(KINDS)


@each_row(
    "table, words",
    [
        (cues.EVENTS, "A teleconference is set for"),
        (cues.PREDICATES, "The order goes into effect on"),
        (cues.PREDICATES, "It will go into force on"),
        (cues.MOVED, "the ending date of the program"),
    ],
)
def test_the_letters_of_a_row_begin_a_word_of_it(table: cues.CueTable, words: str) -> None:
    assert cues.first(table, words, 0, len(words)) is not None
    assert cues.first(table, f"(“{words.upper()}”)", 2, len(words) + 2) is not None


NEW_VERBS = """
from regtrack.sources.federal_register.text import vocabulary as v

def add(act, verbs, nouns):
    row = v.ACTS[act]
    more = tuple(v._verb(verb) for verb in verbs.split(", "))
    v.ACTS[act] = row._replace(verbs=row.verbs + more, nouns=row.nouns + tuple(nouns.split()))

add("postpone", "mothball, shelve, lay/lays/laid/laid/laying on ice", "mothballing shelving")
add("stay", "freeze/freezes/froze/frozen/freezing", "freeze")
add("rescind", "scrap+", "scrapping")
v.MOVING = tuple(act for act in v.ACTS.values() if act.does is not v.Does.NOTHING)
v._BY_FORM = {
    (getattr(verb, name), verb.particle): act for act in v.MOVING for verb in act.verbs for name in v.FORMS
}
v._PARTICIPLES = frozenset(verb.participle for act in v.MOVING for verb in act.verbs) | {"corrected"}

from tests.sources.federal_register.test_vocabulary import document, events
import attrs

CITED = "the rule published at 82 FR 1052 on January 4, 2017"
SAID = (
    ("delay_effective", f"The effective date of {CITED}, is mothballed until May 1, 2017.", "", ""),
    ("delay_effective", f"DOE is laying on ice the effective date of {CITED}, until May 1, 2017.", "", ""),
    ("delay_effective", "", "Final rule; mothballing of effective date.", f"The mothballing is of {CITED}."),
    ("delay_effective", "", "", f"DOE is shelving the effective date of {CITED}."),
    ("stay", f"Effective May 1, 2017, 10 CFR 430.3(a), added by {CITED}, is frozen.", "", ""),
    ("stay", "", "Final rule; freeze of regulations.", f"DOE is freezing the requirements of {CITED}."),
    ("rescind", "", "Final rule; scrapping of regulations.", f"DOE is scrapping {CITED}."),
)
for kind, dates, action, abstract in SAID:
    told = document(dates, action or "Final rule.", abstract)
    texts = [told] if not action else [told, attrs.evolve(told, action=None, title=action[12:].capitalize())]
    for each in texts:
        found = [(event.kind, event.target) for event in events(each) if event.kind not in ("publish", "note")]
        assert (kind, "us/fr/82-fr-1052") in found, (kind, each.dates, each.action, each.title, found)
"""


def test_a_new_verb_is_added_to_the_vocabulary_and_nowhere_else() -> None:
    """The rows are changed before anything else is loaded; every field then reads verbs that no file has ever had."""
    done = subprocess.run([sys.executable, "-c", NEW_VERBS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
