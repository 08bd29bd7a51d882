"""Acts that reach a rule by way of another document, in words of several drafters: the state that a lawyer gives."""

import datetime as dt
from pathlib import Path

import pytest

from tests.sources.federal_register.recorded import recorded

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
NAMES = ("number", "title", "action", "day", "dates", "summary", "citation")
RULE = (
    "2024-90001",
    "Widget Rules",
    "Final rule.",
    "2024-03-01",
    "This rule is effective May 1, 2024.",
    "",
    "89 FR 15000",
)
OF_RULE = "rule published March 1, 2024 (89 FR 15000),"
HELD = {
    "base": [RULE],
    "delayed": [RULE, ("2024-90002", "Widget Rules; Delay", "Final rule; delay of effective date.", "2024-04-01",
                       f"The effective date of the {OF_RULE} is delayed until May 12, 2024.", "", "89 FR 22000")],
    "stayed": [RULE, ("2024-90008", "Widget Rules; Stay", "Final rule; stay.", "2024-05-30",
                      f"Effective June 1, 2024, the {OF_RULE} is stayed until June 1, 2025.", "", "89 FR 46000")],
    "temporary": [(*RULE[:2], "Temporary rule.", RULE[3],
                   "This temporary rule is effective March 1, 2024, through September 30, 2024.", "", RULE[6])],
}  # fmt: skip
LINES = Path(__file__).with_name("moved_rules.tsv").read_text("utf-8").splitlines()[1:]
CASES = [tuple(line.split("\t")) for line in LINES]


def as_api(row):
    told = dict(zip(NAMES, row, strict=True))
    return {
        "document_number": told["number"], "publication_date": told["day"], "type": "Rule", "title": told["title"],
        "action": told["action"], "dates": told["dates"], "abstract": told["summary"] or None,
        "citation": told["citation"], "effective_on": None, "cfr_references": [],
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case[4][:30]}" for number, case in enumerate(CASES)])
def test_a_rule_stands_as_the_last_document_leaves_it(case):
    held, *document, states = case
    tracker = recorded(map(as_api, [*HELD[held], ("2024-90009", *document, "89 FR 90000")]), NOW)
    for day, statuses in (each.split("=") for each in states.split("; ")):
        assert tracker.state("89 FR 15000", day, max(day, document[2])).status in statuses.split("/"), day
