"""What feeds are recorded to say, in the language of a report, beside the record that it contradicts."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.kinds import KINDS
from regtrack.model.when import When
from regtrack.news.remarks import DIFFERENCES, MANNERS, REMARKS, STATEMENT, SUMMARY, parsed, remark
from regtrack.report import render
from regtrack.report.language import speaking
from regtrack.report.remarks import heard
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests.helpers import NOW, RULE, e, events_of, recorded_tick, rule

PLACES = {
    "words": "last, “Friday”", "weekday": "Friday", "date": "2025-05-09", "score": "91", "key": "a:b",
    "known": "2025-05-08", "detail": "sponsors",
    "told": "several",
}  # fmt: skip
NAMED = rule(RULE, title="Widget rule: the second", aliases=(("ja", ("ウィジェット規則",)),))
RECORD = [
    e("set_effective", effect="2025-01-13", published="2025-01-15", summary="In force from 13 January.",
      evidence=["fr"]),
    e("set_compliance", effect="2025-05-15", published="2025-01-15", summary="Exporters comply from May.",
      evidence=[{"document": "fr", "quote": "compliance is required from May 15"}]),
]  # fmt: skip


def report(**fields: Any) -> Event:
    given = e(
        "set_effective", "item:1:set_effective:x", effect="2025-05-15", available="2025-05-14", certainty="reported",
        conflicts_with=["set_effective", "set_compliance"], evidence=["item:1"],
        summary=f"A Wire on {NAMED.name}: to be effective date set, 2025-05-15.",
        note="On record the date is 2025-01-13, not 2025-05-15.\nIn the zone of the law that is 2025-05-14.",
    )  # fmt: skip
    (made,) = events_of([{**given, **fields}])
    return made


def track(*events: Event) -> Tracker:
    store = SqliteStore(":memory:")
    documents = [Document("fr", "Register", None, "The rule", When.parse("2025-01-15")), Document("item:1", "A Wire")]
    store.append(Batch("t", "T", [NAMED, *documents, *events_of(RECORD), *events]), recorded_tick("2025-06-01"))
    return Tracker(store, clock=lambda: NOW)


def test_every_remark_is_found_again_with_what_is_in_it() -> None:
    """In the order of the table: a sentence that says more is not taken for one that says less."""
    for name, text in REMARKS.items():
        values = {place: value for place, value in PLACES.items() if f"{{{place}}}" in text}
        assert parsed(remark(name, **values)) == (name, values)
    assert parsed("An announced rescission changes nothing in law.") is None


@pytest.mark.parametrize("manner", MANNERS)
def test_every_summary_is_said_in_another_language(manner: str) -> None:
    """The act in each manner; what stands in other words stays as it is."""
    sources = track(report()).timeline(instrument=RULE).sources
    for act in (*(kind.phrase for kind in KINDS.values()), STATEMENT):
        for days in ("", ", 2025-05-09 or 2025-05-16", ", 2025-05-09, until 2025-06-01", ", until 2025-06"):
            what = f"{MANNERS[manner].format(act=act)}{days}"
            told = report(summary=SUMMARY.format(publisher="A: Wire", name=NAMED.name, what=what))
            with speaking("ja"):
                said = heard(told, sources)
            assert said.language == "ja"
            assert said.summary.startswith("ウィジェット規則に関するA: Wireの報道：")
            assert "2025-" not in said.summary
    other = report(summary="Something else.")
    with speaking("ja"):
        assert (heard(other, sources).summary, heard(other, sources).language) == ("Something else.", "en")


def test_days_are_spelled_and_sentences_made_one_text() -> None:
    text = render(track(report()).timeline(instrument=RULE, threshold="reported"), "text", full=True, width=500)
    assert "A Wire on Widget rule: the second: to be effective date set, 15 May 2025." in text
    words = "On record the date is 13 January 2025, not 15 May 2025. In the zone of the law that is 14 May 2025."
    assert words in text


def test_what_is_contradicted_is_shown_with_its_quote_or_as_a_summary_with_its_source() -> None:
    told = attrs.evolve(report(), note=None)
    text = render(track(told).timeline(instrument=RULE, threshold="reported"), "text", full=True, width=500)
    source = "(Source: Register, “The rule”, 15 January 2025"
    assert f"On record: In force from 13 January. {source}" in text
    assert f"On record: “compliance is required from May 15” {source}" in text


def test_who_writes_of_a_contradiction_says_what_is_so() -> None:
    """The record is not shown again beside it, whatever else contradicts it."""
    written = attrs.evolve(report(), key="t:claim", summary="It is claimed; in fact it is not so.", note=None)
    text = render(
        track(report(), written).timeline(instrument=RULE, threshold="reported"), "text", full=True, width=500
    )
    assert text.count("On record: In force") == 1


def test_the_record_is_shown_from_when_it_is_known() -> None:
    """Before, there is nothing that the report contradicts."""
    later = attrs.evolve(report(), available=events_of([e("publish", published="2025-01-10")])[0].published)
    for known, shown in (("2025-01-12", False), ("2025-01-20", True)):
        answer = track(later).timeline(instrument=RULE, known=known, until=known, threshold="reported")
        text = render(answer, "text", full=True, width=500)
        assert ("On record" in text) is shown


def test_japanese() -> None:
    text = render(
        track(report()).timeline(instrument=RULE, threshold="reported"), "text", full=True, width=500, lang="ja"
    )
    assert "記録では2025年5月15日ではなく2025年1月13日である。" in text
    assert "記録の内容：「compliance is required from May 15」" in text


def test_details_and_countries_are_words() -> None:
    line = remark("detail", detail="goods and CN", told="made there, several", known="GB")
    sources = track(report()).timeline(instrument=RULE).sources
    told = heard(report(note=line), sources)
    assert told.note == (
        "It differs from the record in a detail (goods and China): it says “made there, several”, the record "
        "“the United Kingdom”."
    )  # fmt: skip
    assert set(DIFFERENCES) <= set(REMARKS)
