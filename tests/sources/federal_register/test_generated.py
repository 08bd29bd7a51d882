"""Sentences made from the vocabulary (act x object x scope x roles x recitals x order) read right, or abstain.

The frame is drawn first and the sentence is spelled from it, so that what it says is known without reading it.
"""

from __future__ import annotations

import datetime as dt

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from regtrack.model.event import Event
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.events import compile_document
from regtrack.sources.federal_register.text.vocabulary import ACTS, Does, InflectedVerb
from tests.sources.federal_register.test_events import Known

PUBLISHED = dt.date(2017, 3, 1)
TARGET, RECITED = "82 FR 1052", "82 FR 8500"
OBJECTS = {
    "effective date": ("delay_effective", None),
    "compliance date": ("delay_compliance", None),
    "applicability date": ("delay_compliance", "applicability"),
}
SCOPES = {
    "": (),
    "the amendments to § 430.3(a) in ": ("10 CFR 430.3(a)",),
    "amendatory instruction 7 of ": ("instruction 7",),
    "certain provisions of ": None,  # no provision is named: unread, or a part of its own
}
LATER = [verb for act in ACTS.values() if act.does is Does.LATER for verb in act.verbs]


@attrs.frozen
class Frame:
    """What a sentence says.

    Attributes:
        verb: the verb that moves the date.
        object, scope: what it moves, and of which part.
        own_on, old_on, new_on: the days, by role; None where the sentence has none.
        recital: an earlier delay is told, with a citation and a day of its own.
        passive: "X is delayed", not "EPA is delaying X".
        cited_first: the citation stands before the day of publication.
    """

    verb: InflectedVerb
    object: str
    scope: str
    own_on: dt.date | None
    old_on: dt.date | None
    new_on: dt.date
    recital: bool
    passive: bool
    cited_first: bool


def day(first: str, last: str) -> st.SearchStrategy[dt.date]:
    return st.dates(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


frames = st.builds(
    Frame,
    st.sampled_from(LATER),
    st.sampled_from(sorted(OBJECTS)),
    st.sampled_from(sorted(SCOPES)),
    st.none() | day("2017-02-15", "2017-03-01"),
    st.none() | day("2017-03-10", "2017-04-30"),
    day("2017-05-01", "2018-12-31"),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


def printed(on: dt.date) -> str:
    return f"{on:%B} {on.day}, {on.year}"


def spell(frame: Frame) -> str:
    """The sentence."""
    published = "published at {0} on {1}" if frame.cited_first else "published on {1}, at {0}"
    rule = f"the final rule {published.format(TARGET, 'January 4, 2017')}"
    if frame.recital:
        rule += f", which was delayed until March 21, 2017, at {RECITED} (February 1, 2017),"
    thing = f"the {frame.object} of {frame.scope}{rule}"
    to = (
        f"from {printed(frame.old_on)}, to {printed(frame.new_on)}"
        if frame.old_on
        else f"until {printed(frame.new_on)}"
    )
    verb = frame.verb
    if frame.passive:
        body = f"{thing}{'' if thing.endswith(',') else ','} is {f'{verb.participle} {verb.particle}'.strip()} {to}."
    else:
        body = f"DOE is {f'{verb.gerund} {verb.particle}'.strip()} {thing} {to}."
    if frame.own_on:
        return f"As of {printed(frame.own_on)}, {body}"
    return body[0].upper() + body[1:]


def events_of(text: str, action: str = "Final rule; delay of dates.") -> list[Event]:
    document = RegisterDocument(
        number="2017-00500", type=DocumentType.RULE, title="Test Procedures", published_on=PUBLISHED,
        action=action, dates=text, cfr=("10 CFR 430",), origin=DocumentForm.METADATA,
    )  # fmt: skip
    return [item for item in compile_document(document, Known()) if isinstance(item, Event)]


@settings(max_examples=150, deadline=None)
@given(frames)
def test_every_sentence_reads_right_or_abstains(frame: Frame) -> None:
    text = spell(frame)
    kind, name = OBJECTS[frame.object]
    parts = SCOPES[frame.scope]
    read = 0
    for event in events_of(text):
        if event.kind in ("publish", "note") or "unread" in event.flags:
            continue
        dated = [str(when) for when in (event.effect, event.until) if when is not None and when.dated]
        if event.target == "us/fr/2017-500":
            assert dated == ([frame.own_on.isoformat()] if frame.own_on else []), text
            continue
        assert event.target == "us/fr/82-fr-1052", text
        if not dated:
            continue  # that it is delayed is known, and to which day is not
        assert event.kind == kind, text
        assert event.name == name, text
        assert dated == [frame.new_on.isoformat()], text
        assert event.parts == parts if parts is not None else "scope_unread" in event.flags, text
        read += 1
    assert read <= 1, text


def test_most_sentences_are_read() -> None:
    """Abstaining on everything would pass the property; the plainest sentence of every verb is read."""
    for verb in LATER:
        plain = Frame(verb, "effective date", "", None, None, dt.date(2017, 6, 1), False, True, True)
        assert [str(e.effect) for e in events_of(spell(plain)) if e.kind == "delay_effective"] == ["2017-06-01"]


ENDS = {
    "withdraw": {"withdraw", "withdraw_final", "rescind"},
    "rescind": {"withdraw", "withdraw_final", "rescind"},
    "supersede": {"supersede"},
    "reinstate": {"reinstate"},
    "remove": {"rescind", "lift_stay"},
    "vacate": {"vacate"},
    "set aside": {"vacate"},
    "amend": {"amend"},
}
PARTICIPLES = {
    **{name: [verb.participle for verb in ACTS[name].verbs] for name in ENDS if name in ACTS},
    "vacate": ["vacated"], "set aside": ["set aside"], "amend": ["amended", "modified"],
}  # fmt: skip
NOUNS = ("final rule", "order", "notice", "interim final rule")
OF_DONE = {
    "opener": "Effective {own}, {thing} is {verb}.",
    "tail": "{Thing} is {verb} effective {own}.",
    "as of": "As of {own}, {thing} is {verb}.",
    "label": "Effective date: {own}. {Thing} is {verb} as of {own}.",
}
RECITALS = {"": "", "delayed": f", which was delayed until March 21, 2017, at {RECITED} (February 1, 2017),"}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([(name, verb) for name, verbs in PARTICIPLES.items() for verb in verbs]), st.sampled_from(NOUNS),
    st.sampled_from(sorted(OF_DONE)), st.sampled_from(sorted(RECITALS)), day("2017-03-01", "2018-12-31"),
)  # fmt: skip
def test_what_is_done_to_a_document_is_that_or_unread(
    act: tuple[str, str], noun: str, form: str, recital: str, on: dt.date
) -> None:
    name, verb = act
    thing = f"the {noun} published on January 4, 2017, at {TARGET}{RECITALS[recital]}"
    text = OF_DONE[form].format(own=printed(on), thing=thing, Thing=thing[0].upper() + thing[1:], verb=verb)
    for event in events_of(text, action="Notice."):
        if event.kind in ("publish", "note") or "unread" in event.flags:
            continue
        dated = [str(when) for when in (event.effect, event.until) if when is not None and when.dated]
        assert dated in ([], [on.isoformat()]), text
        if event.target == "us/fr/2017-500":
            assert event.kind == "set_effective", text
            continue
        assert event.target == "us/fr/82-fr-1052", text
        assert event.kind in ENDS[name], text


PAUSES = {
    "The stay of {thing} is lifted effective {own}.": {"lift_stay"},
    "The stay of {thing} is vacated effective {own}.": {"lift_stay"},
    "Effective {own}, the stay of {thing} is terminated.": {"lift_stay"},
    "The delay of the effective date of {thing} is lifted effective {own}.": {"accelerate_effective", "lift_stay"},
    "The delay of the effective date of {thing} is withdrawn as of {own}.": {"accelerate_effective"},
    "Effective {own}, the order staying {thing} is rescinded.": set(),
    "Effective {own}, the notice delaying the effective date of {thing} is withdrawn.": set(),
}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(PAUSES)), st.sampled_from(sorted(RECITALS)), day("2017-03-01", "2018-12-31"))
def test_an_end_of_a_pause_neither_ends_nor_pauses_the_rule(form: str, recital: str, on: dt.date) -> None:
    thing = f"the final rule published on January 4, 2017, at {TARGET}{RECITALS[recital]}"
    text = form.format(thing=thing, own=printed(on))
    for event in events_of(text, action="Final rule."):
        if event.kind in ("publish", "note") or "unread" in event.flags or event.target == "us/fr/2017-500":
            continue
        assert event.kind in PAUSES[form], (text, event.kind)
