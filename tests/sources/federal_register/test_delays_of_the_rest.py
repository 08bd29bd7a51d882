"""A delay of a recorded rule that leaves something out: what is left out keeps its day, and the rest is delayed."""

from __future__ import annotations

import datetime as dt
import itertools
import json

from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
RULE = {
    "document_number": "2024-91001", "publication_date": "2024-05-15", "type": "Rule", "title": "Widget Reporting",
    "citation": "89 FR 42111", "action": "Final rule.", "dates": "This rule is effective February 10, 2025.",
    "abstract": None, "effective_on": "2025-02-10", "cfr_references": [{"title": 9, "part": 93}],
}  # fmt: skip
EXCEPTIONS = (
    ", other than {p},", ", except {p},", ", except for {p},", " (except {p})", " (other than {p})", ", excluding {p},",
    ", with the exception of {p},", ", not including {p},", ", apart from {p},", ", but not {p},",
)  # fmt: skip
OBJECTS = (
    "the final rule{x} published May 15, 2024, at 89 FR 42111,",
    "the amendments to 9 CFR part 93{x} published May 15, 2024, at 89 FR 42111,",
    "the final rule published at 89 FR 42111{x}",
    "9 CFR part 93{x} as published at 89 FR 42111,",
)
SENTENCES = (
    "The effective date of {o} is delayed until April 11, 2025.",
    "As of February 3, 2025, the effective date of {o} is postponed from February 10, 2025, until April 11, 2025.",
)
PARTS = (("§ 93.118", ("9 CFR 93.118",)), ("§ 93.118(b)", ("9 CFR 93.118(b)",)))
ROWS = [
    (sentence.format(o=form.format(x=left_out.format(p=part))).replace(",,", ","), names)
    for number, (sentence, form, left_out, (part, names)) in enumerate(
        itertools.product(SENTENCES, OBJECTS, EXCEPTIONS, PARTS)
    )
    if number % 3 == 0  # each form of each with some of the others
]


@each_row(("dates", "left_out"), ROWS)
def test_what_is_left_out_of_a_delay_keeps_its_day(dates: str, left_out: tuple[str, ...]) -> None:
    delay = {
        **RULE, "document_number": "2025-91002", "publication_date": "2025-02-03", "citation": "90 FR 8790",
        "title": "Widget Reporting; Delay", "action": "Final rule; delay of effective date.", "dates": dates,
        "effective_on": None,
    }  # fmt: skip
    tracker = recorded((RULE, delay), NOW)
    for section, right in [*((each, "yes") for each in left_out), ("9 CFR 93.103", "no")]:
        state = tracker.state("89 FR 42111", "2025-03-08", "2025-03-08", scope=section)
        doubt = state.force == "unknown" or not _DOUBTS.isdisjoint(state.flags)
        assert state.force == right or doubt, f"{section}: {state.force} {state.status} {sorted(state.flags)}"


def test_amendments_by_number_are_instructions() -> None:
    """ "Amendments 3 through 5" of a rule are less than the rule."""
    delay = {
        **RULE, "document_number": "2025-91002", "publication_date": "2025-02-03", "citation": "90 FR 8790",
        "title": "Widget Reporting; Delay", "action": "Final rule; delay of effective date.", "effective_on": None,
        "dates": "The effective date for amendments 3 through 5 to 9 CFR part 93, published at 89 FR 42111, is delayed "
        "until April 11, 2025.",
    }  # fmt: skip
    tracker = recorded((RULE, delay), NOW)
    (event,) = (
        e["record"]
        for e in map(json.loads, tracker.export())
        if "delay_effective" in str(e.get("record", {}).get("kind"))
    )
    assert event["parts"] == ["instruction 3", "instruction 4", "instruction 5"]
