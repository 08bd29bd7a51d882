"""What was reported and is on record is told once, with both sources, and not as unconfirmed."""

from __future__ import annotations

from regtrack.model.change import Section
from regtrack.model.document import Document
from regtrack.report import render
from regtrack.report.answer.confirmed import told_together
from regtrack.report.answer.model import CitedDocument
from regtrack.report.answer.parts import AnswerEntry
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests.helpers import NOW, RULE, e, events_of, recorded_tick, rule
from tests.rows import each_row

KEY = "item:1:publish:x"
FACT = e("publish", published="2025-05-13", summary="The rule was issued.", evidence=["fr"])
REPORT = e(
    "publish", KEY, available="2025-05-14T00:00:00Z", certainty="reported",
    summary="A Wire on us/x/rule: published.", evidence=[{"document": "item:1", "quote": "It was issued."}],
)  # fmt: skip
CONFIRM = e(
    "confirm", f"{KEY}:confirmed", of=KEY, available="2025-05-14", certainty="reported", note="Recorded as publish.",
    summary="The rule was issued.", evidence=["fr", {"document": "item:1", "quote": "It was issued."}],
)  # fmt: skip
QUOTED = "Reported: “It was issued.” (Source: A Wire)"


def track(*tables: dict[str, object]) -> Tracker:
    store = SqliteStore(":memory:")
    things = [rule(kind="guidance"), Document("fr", "Register"), Document("item:1", "A Wire"), *events_of(tables)]
    store.append(Batch("t", "T", things), recorded_tick("2025-06-01"))
    return Tracker(store, clock=lambda: NOW)


def since(first: str, *tables: dict[str, object]) -> tuple[dict[Section, int], str]:
    """How many changes each section has, and the report as a text."""
    report = track(*tables).since(first, until="2025-05-16", threshold="reported")
    sections = [change.section for change in report.changes]
    return {each: sections.count(each) for each in sections}, render(report, "text", full=True, width=300)


def test_a_report_that_nothing_confirms_is_not_confirmed() -> None:
    told = {**REPORT, "kind": "report", "summary": "A Wire on us/x/rule: a statement."}
    assert since("2025-05-12", FACT, told)[0][Section.REPORTED] == 1


def test_a_confirmed_report_is_told_with_the_fact() -> None:
    sections, text = since("2025-05-12", FACT, REPORT, CONFIRM)
    assert Section.REPORTED not in sections
    assert (text.count("The rule was issued."), text.count(QUOTED), "Confirmed" in text) == (1, 1, False)
    assert "Source: Register, secondary (and 1 more)" in text


def test_where_the_fact_was_known_before_the_confirmation_is_told() -> None:
    sections, text = since("2025-05-13", FACT, REPORT, CONFIRM)
    assert Section.REPORTED not in sections
    assert (text.count("Confirmed"), text.count(QUOTED)) == (1, 1)


def test_a_change_that_rests_on_confirmed_reports_alone_is_told_with_the_fact() -> None:
    """A promise without a date is no stage; its report would be one."""
    promise = {**FACT, "kind": "announce", "key": "publish", "effect": "unknown", "announced": "2025-05-13",
               "certainty": "announced"}  # fmt: skip
    del promise["published"]
    told = {**REPORT, "kind": "announce", "summary": "A Wire on us/x/rule: announced."}
    _, text = since("2025-05-12", promise, told, CONFIRM)
    assert text.count("[reported]") == 0
    assert text.count(QUOTED) == 1


def test_a_timeline_has_one_entry_for_both() -> None:
    answer = track(FACT, REPORT, CONFIRM).timeline(instrument=RULE, threshold="reported")
    assert len(answer.events) == 3
    text = render(answer, "text", full=True, width=300)
    assert ": 1 event; most recent" in text
    assert (text.count("The rule was issued."), text.count(QUOTED)) == (1, 1)
    later = track(FACT, REPORT, CONFIRM).timeline("2025-05-13", instrument=RULE, threshold="reported")
    assert render(later, "text", full=True, width=300).count(QUOTED) == 1


def test_a_report_that_contradicts_the_record_stays_in_a_timeline() -> None:
    contested = {**REPORT, "conflicts_with": ["publish"]}
    answer = track(FACT, contested, CONFIRM).timeline(instrument=RULE, threshold="reported")
    assert "2 events" in render(answer, "text", full=True, width=300)


def test_programs_see_every_event() -> None:
    answer = track(FACT, REPORT, CONFIRM).timeline(instrument=RULE, threshold="reported")
    assert render(answer, "json").count('"kind":') == 3


@each_row(("count", "en", "ja"), [(2, "", ""), (3, "And 1 more report.", "ほか報道1件。"),
                                                 (9, "And 7 more reports.", "ほか報道7件。")])  # fmt: skip
def test_of_many_reports_two_are_quoted(count: int, en: str, ja: str) -> None:
    told = []
    for number in range(count):
        key, proof = f"item:1:publish:x:{number}", {"document": "item:1", "quote": f"It was issued, says {number}."}
        told += [
            {**REPORT, "key": key, "evidence": [proof]},
            {**CONFIRM, "key": f"{key}:confirmed", "of": key, "evidence": ["fr", proof]},
        ]
    report = track(FACT, *told).since("2025-05-12", until="2025-05-16")
    text, japanese = (render(report, "text", full=True, width=2000, lang=lang) for lang in ("en", "ja"))
    assert (text.count("Reported: “"), japanese.count("報道：「")) == (2, 2)
    assert en in text
    assert ja in japanese
    assert ("more report" in text) == bool(en)


def entry(sentence: str, publisher: str, certainty: str = "reported", quote: str | None = "Words.") -> AnswerEntry:
    source = CitedDocument(publisher, "13 May 2025", None, None, quote, "en", "secondary")
    return AnswerEntry("13 May 2025", sentence, certainty=certainty, note="A note.", sources=(source,))


def test_feeds_that_report_the_same_are_told_together() -> None:
    """The first leads, and of many others two are quoted; what says something else has an entry of its own."""
    one, *others = [entry("Rescission, no date given.", name) for name in "ABCD"]
    other = entry("Replacement, no date given.", "E")
    told, apart = told_together([one, *others, other])
    assert apart == other
    assert told.note == (
        "A note. Reported: “Words.” (Source: B, 13 May 2025, secondary) "
        "Reported: “Words.” (Source: C, 13 May 2025, secondary) And 1 more report."
    )
    assert [each.publisher for each in told.sources] == ["A", "B", "C", "D"]


def test_what_is_surer_leads_and_what_has_no_quote_is_told_by_itself() -> None:
    press, agency = entry("Rescission.", "Press"), entry("Rescission.", "Agency", "announced", None)
    (told,) = told_together([press, agency])
    assert (told.certainty, [each.publisher for each in told.sources]) == ("announced", ["Agency", "Press"])
    curated = [entry("Rescission.", name, quote=None) for name in "AB"]
    assert told_together(curated) == curated
