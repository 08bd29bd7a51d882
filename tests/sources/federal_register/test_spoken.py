"""Every generated sentence about acts on documents reads right, or abstains; see :mod:`.spoken`."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regtrack.model.event import Event
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.events import compile_document
from tests.sources.federal_register.spoken import FAMILIES, PUBLISHED, Spoken
from tests.sources.federal_register.test_events import Known

SENTENCES = {family: tuple(made()) for family, made in FAMILIES.items()}
OWN = "us/fr/2026-10002"
_MOVES_NOTHING = frozenset({"publish", "note", "correct", "amend", "propose", "confirm", "report"})


def faults(said: Spoken, field: str) -> list[str]:
    """What is read of a sentence in DATES or SUMMARY, and does not stand there."""
    texts = {"dates": "This rule is effective March 10, 2026.", field: said.text}
    document = RegisterDocument(
        number="2026-10002", type=DocumentType.RULE, title="Storage Tanks", action=said.action, cfr=("40 CFR 112",),
        published_on=dt.date.fromisoformat(PUBLISHED), origin=DocumentForm.METADATA, **texts,
    )  # fmt: skip
    found = []
    for event in compile_document(document, Known()):
        if not isinstance(event, Event) or event.kind in _MOVES_NOTHING or "unread" in event.flags:
            continue
        days = {str(when)[:10] for when in (event.effect, event.until) if when is not None and when.exact}
        if event.target == OWN:
            if days - {PUBLISHED, said.on} or event.kind not in ("set_effective", "open_comment", *said.kinds):
                found.append(f"own {event.kind} {sorted(days)}")
        elif event.target not in said.targets or event.kind not in said.kinds:
            found.append(f"{event.target} {event.kind}")
        elif days - {PUBLISHED, said.on, *([said.since] if event.until is not None else [])}:
            found.append(f"{event.target} {event.kind} {sorted(days)}")
        elif said.part and not (event.parts or event.exclude or event.parties):
            found.append(f"{event.target} {event.kind} of the whole")
    return found


@pytest.mark.parametrize("family", SENTENCES)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_said_is_read_or_not_read(family: str, data: st.DataObject) -> None:
    said = data.draw(st.sampled_from(SENTENCES[family]))
    field = data.draw(st.sampled_from(("dates", "abstract")))
    assert not faults(said, field), said.text
