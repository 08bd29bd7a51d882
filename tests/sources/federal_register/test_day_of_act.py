"""The day of an act, wherever it stands: "is stayed, effective D, until E" and "is stayed until E, effective D"."""

from __future__ import annotations

from itertools import product

import pytest

from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text.statement import Modality
from tests.rows import each_row
from tests.sources.federal_register.test_events import document

OWN = ("effective March 10, 2026", "as of March 10, 2026", "on March 10, 2026")
ENDS = (
    ("until October 13, 2026", "2026-10-13"), ("through October 13, 2026", "2026-10-13"), ("indefinitely", None),
    ("until further notice", None), ("for 217 days, until October 13, 2026", "2026-10-13"),
)  # fmt: skip
RULE = "the final rule published at 91 FR 1100 on January 12, 2026,"
TITLES = (("Storage Tank Inspections; {}", "Final rule; {}."), ("Storage Tank Inspections", "Final rule."))


def orders(act: str, own: str, end: str) -> list[str]:
    """One act, its day and its end, in the orders in which they are written."""
    act = act.format(RULE)
    joined = [f"{act} {own} and {end}"] if end.startswith(("until", "through")) else []
    told = [f"{own}, {act} {end}", f"{act} {end}, {own}", f"{act}, {own}, {end}", *joined]
    return [f"{each[0].upper()}{each[1:]}.".replace(", ,", ",") for each in told]


@pytest.mark.parametrize("act", ["the effective date of {} is delayed", "{} is delayed"])
def test_a_delay_is_to_the_day_that_it_names_and_not_to_that_of_the_act(act: str) -> None:
    for own, (end, day), (title, action) in product(OWN, ENDS, TITLES):
        for words in orders(act, own, end):
            fields = {"title": title.format("Delay"), "action": action.format("delay of effective date")}
            told = DocumentReading(document(dates=words, abstract="", **fields)).statements()
            moved = [each for each in told if each.target and each.modality is Modality.DONE]
            kinds = [(each.kind, each.when and each.when.text, each.parts) for each in moved]
            begins = "2026-10-14" if end.startswith("through") else day  # it waits on the last day, too
            assert kinds == [("delay_effective", begins or "indefinite", ())], (words, kinds)


@each_row(
    ("act", "parts"),
    [
        ("{} is stayed", ()),
        ("40 CFR 112.7(c) of {} is stayed", ("40 CFR 112.7(c)",)),
        ("40 CFR 112.7(c), as added by {} is suspended", ("40 CFR 112.7(c)",)),
        ("the effectiveness of {} is suspended", ()),
    ],
)
def test_a_stay_begins_on_the_day_of_the_act_and_ends_where_it_says(act: str, parts: tuple[str, ...]) -> None:
    for own, (end, day), (title, action) in product(OWN, ENDS, TITLES):
        for words in orders(act, own, end):
            fields = {"title": title.format("Stay"), "action": action.format("stay")}
            told = DocumentReading(document(dates=words, abstract="", **fields)).statements()
            moved = [each for each in told if each.target and each.modality is Modality.DONE]
            spans = [(e.kind, e.when and e.when.text, e.until and e.until.text, e.parts) for e in moved]
            assert spans == [("stay", "2026-03-10", day, parts)], (words, spans)


def test_a_delay_with_one_day_to_come_has_two_readings() -> None:
    """ "Is delayed, effective D": from D, or to D."""
    words = f"The effective date of {RULE} is delayed, effective June 1, 2026.".replace(",,", ",")
    told = DocumentReading(document(dates=words, abstract="", title="Storage Tank Inspections; Delay")).statements()
    assert not [each for each in told if each.target and each.modality is Modality.DONE]
