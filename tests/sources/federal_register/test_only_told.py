"""What is told and not done: drafts, proposals that are only cited, courts before their mandate, and what is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import regtrack
from tests.rows import each_row
from tests.sources.federal_register.test_of_others import NOW
from tests.sources.federal_register.test_statements import told

RULE = "us/fr/92-fr-1052"
BEGUN = "set_effective 2027-04-12"
CITED = "published January 8, 2027 (92 FR 1052)"


@each_row(
    ("dates", "fields", "expected"),
    [
        # what comment is sought on is not done
        ("This rule is effective April 12, 2027.",
         {"abstract": "We seek comment on this delay, as well as a further delay of the applicability date until "
                      "January 3, 2028."}, [BEGUN]),
        ("It requests comments on whether the rule should expire on June 1, 2028. Comments are due May 3, 2027.",
         {}, ["open_comment 2027-03-10 through 2027-05-03"]),
        ("The agency invites comments on the rule by May 3, 2027.", {}, ["open_comment 2027-03-10 through 2027-05-03"]),
        # of a court's opinion and its mandate, the mandate counts
        (f"The rule {CITED} was vacated.",
         {"title": "Widgets; Vacatur of Rule", "action": "Final rule; notification of court action.", "abstract":
          f"On November 2, 2026, the court vacated the rule {CITED}. The mandate issued on January 20, 2027."},
         [f"vacate {RULE} 2027-01-20"]),
        # an order counts before the Code is amended
        ("The action is effective April 12, 2027. However, the court order had legal effect immediately upon its "
         "filing on October 22, 2026.",
         {"title": "Widgets; Removal", "abstract": f"This final rule removes the final rule {CITED}. It responds to a "
                                                   "decision that vacated the rule."},
         [BEGUN, f"rescind {RULE} 2027-04-12", f"vacate {RULE} 2026-10-22"]),
    ],
)  # fmt: skip
def test_what_is_told_is_not_done(dates: str, fields: dict[str, Any], expected: list[str]) -> None:
    assert sorted(told(dates, **fields)) == sorted(expected)


def status(folder: Path, instrument: str, **fields: Any) -> tuple[str, str]:
    """Return the status and the force, once one document is known, of what goes by a name."""
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    row = {"document_number": "2026-30001", "publication_date": "2026-04-06", "citation": "91 FR 9000", **fields}
    path = folder / "one.json"
    path.write_text(json.dumps({"count": 1, "results": [row]}), "utf-8")
    tracker.add(path)
    state = tracker.state(instrument, "2026-06-01", "2026-06-01")
    return state.status, state.force.value


@each_row(
    ("title", "expected"),
    [
        ("Widgets; Draft Guidance for Industry; Availability", ("proposed", "no")),
        ("Widget Manual 2800; Proposed Directive", ("proposed", "no")),
        ("Proposed Policy Statement on Widgets", ("proposed", "no")),
        ("Draft Policies for Widgets", ("proposed", "no")),
        ("Proposed Settlement on Widgets", ("current", "yes")),
        ("Widgets; Final Directive; Comments on the Proposed Directive", ("current", "yes")),
        ("Widgets; Draft Revised Guidance; Request for Comments", ("proposed", "no")),
        ("Widgets; Guidance for Industry; Availability", ("current", "yes")),
        ("Widgets; Draft Guidance for Industry; Withdrawal of Guidance", ("current", "yes")),
    ],
)
def test_draft_guidance_is_not_in_effect(tmp_path: Path, title: str, expected: tuple[str, str]) -> None:
    dates = "Submit comments on it by July 6, 2026."
    found = status(tmp_path, "91 FR 9000", type="Notice", title=title, action="Notice.", dates=dates)
    assert found == expected


@each_row(
    ("dates", "expected"),
    [
        ("The comment period on the proposed rule published January 5, 2026 (91 FR 100), is reopened. Comments are due "
         "May 4, 2026.", ("proposed", "no")),
        ("The comment deadline for the advance notice published January 5, 2026 (91 FR 100), is extended. Comments are "
         "now due May 4, 2026.", ("proposed", "no")),
        ("The comment period of the document published January 5, 2026 (91 FR 100), is reopened to May 4, 2026.",
         ("none", "unknown")),
    ],
)  # fmt: skip
def test_a_proposal_known_by_its_comments_is_proposed(tmp_path: Path, dates: str, expected: tuple[str, str]) -> None:
    title, action = "Widgets; Reopening of Comment Period", "Proposed rule; reopening of comment period."
    assert status(tmp_path, "91 FR 100", type="Proposed Rule", title=title, action=action, dates=dates) == expected
