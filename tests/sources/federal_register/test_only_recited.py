"""A rule that a document cites and does nothing to: its publication, and since when it is in effect, are told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from regtrack.tracker import Tracker
from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
RULE = "the final rule published on June 23, 2023 (88 FR 41000)"
IN_FORCE = {"2023-06-01": "none", "2023-09-01": "pending", "2024-08-01": "in_force"}
PROPOSED = {"2024-08-01": "pending", "2024-09-02": "in_force"}
ROWS = (
    ("Notice", "Notification of enforcement discretion.", f"The agency will not act on the logs adopted in {RULE}. The "
     "final rule took effect on October 5, 2023, and remains in effect.", IN_FORCE),
    ("Notice", "Notice.", f"T{RULE[1:]} became effective October 5, 2023. This notice gives its forms.", IN_FORCE),
    ("Rule", "Final rule; correcting amendment.", f"It is correcting {RULE}. The final rule revised the fees for "
     "logs and took effect on October 5, 2023.", {"2024-08-01": "in_force"}),
    ("Proposed Rule", "Proposed delay of effective date.", "The agency proposes to delay until March 3, 2025, the "
     "effective date of the final rule published at 88 FR 41000 on June 23, 2023, which is currently August 12, 2024.",
     PROPOSED),
    ("Proposed Rule", "Proposed delay of effective date.", f"The agency proposes to delay until March 3, 2025, {RULE}, "
     "which is scheduled to take effect on August 12, 2024.", PROPOSED),
    # what was undone, or of which nobody knows whether it is meant, is not put down
    ("Notice", "Notice.", f"T{RULE[1:]} became effective October 5, 2023. A court vacated it on May 1, 2024.", None),
    ("Notice", "Notice.", f"It amended {RULE} by the rule of August 1, 2023 (88 FR 50500). The rule took effect "
     "October 5, 2023.", None),
    ("Notice", "Notice.", f"T{RULE[1:]} took effect on October 5, 2023. The 2024 rule replaced it.", None),
    ("Notice", "Notice.", f"T{RULE[1:]} carries out an act. The act took effect on October 5, 2023.", None),
    ("Notice", "Notice.", "The proposed rule published June 23, 2023 (88 FR 41000), was adopted. The rule took effect "
     "October 5, 2023.", None),
    ("Notice", "Notice.", f"Paragraph (b) of § 700.9 in {RULE} became effective October 5, 2023.", None),
)  # fmt: skip


def told(**fields: Any) -> Tracker:
    """Return a ledger of one document that cites a rule which is not on record."""
    document = {
        "document_number": "2024-90009", "publication_date": "2024-06-20", "citation": "89 FR 52000",
        "title": "Widget Logs", "effective_on": None, "cfr_references": [{"title": 40, "part": 700}], **fields,
    }  # fmt: skip
    return recorded([document], NOW)


@each_row(("kind", "action", "abstract", "states"), ROWS)
def test_what_is_told_of_a_rule_that_nothing_is_done_to(
    kind: str, action: str, abstract: str, states: dict[str, str] | None
) -> None:
    tracker = told(type=kind, action=action, dates="Comments are due July 8, 2024.", abstract=abstract)
    if states is None:
        assert not any("88 FR 41000" in each.citation for each in tracker.instruments())
    else:
        assert {day: tracker.state("88 FR 41000", day, "2024-08-01").status for day in states} == states
