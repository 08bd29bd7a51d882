"""What SUMMARY alone tells of days: until when an extension lasts, and how DATES of what is corrected have to read."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import regtrack
from tests.rows import each_row

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
EXTENDS = "This rule extends import restrictions on coins. "
LASTS = (  # SUMMARY of a rule, and the days before and after which it is over; none where nobody can tell
    (EXTENDS + "They will now remain in effect through June 20, 2029.", ("2029-06-20", "2029-06-21")),
    (EXTENDS + "The list remains in force, and the restrictions will continue through June 20, 2029.",
     ("2029-06-20", "2029-06-21")),
    ("We are extending the expiration dates of two listings. The listings, as extended, will no longer be effective on "
     "June 20, 2027.", ("2027-06-19", "2027-06-20")),
    ("The limits on shells, due to expire on June 20, 2024, are extended. These limits will now remain in effect until "
     "June 20, 2029.", ("2029-06-19", "2029-06-21")),
    (EXTENDS + "The agreement with Atlantia will remain in effect until June 20, 2029.", None),
    (EXTENDS + "The existing restrictions will remain in effect through June 25, 2024.", None),
    ("This rule extends the date of compliance. The old logs will remain in effect through June 20, 2029.", None),
    ("This rule extends the limits of the port. The pilot program of fees will remain in effect through June 20, 2029.",
     None),
)  # fmt: skip
RULE = "the final rule published on May 10, 2024 (89 FR 41000)"
READS = (  # SUMMARY of a correction of a rule that is effective July 1, and how that rule stands in the middle of July
    (f"In {RULE}, the effective date “July 1, 2024” is corrected to read “August 1, 2024.”", "delayed"),
    ("In FR Doc. 2024-90001, at 89 FR 41000, the effective date ``July 1, 2024'' is corrected to read ``August 1, "
     "2024''.", "delayed"),
    (f"The agency corrects {RULE}. The DATES section is corrected to read: “This rule is effective August 1, 2024.”",
     "delayed"),
    (f"In {RULE}, DATES is corrected to read as follows: “Effective from May 10, 2024, through July 10, 2024.”",
     "expired"),
    (f"In {RULE}, the compliance date “October 1, 2024” is corrected to read “December 2, 2024.”", "in_force"),
    (f"In {RULE}, in § 700.9(b), the words “built before July 1, 2024” are corrected to read “built before August 1, "
     "2024.”", "in_force"),
)  # fmt: skip


def read(folder: Path, *documents: tuple[str, str, str, str, str, str]) -> regtrack.Tracker:
    """Return a ledger with documents: number, day, page, ACTION, DATES and SUMMARY of each."""
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    for number, day, page, action, dates, abstract in documents:
        document = {
            "document_number": number, "publication_date": day, "type": "Rule", "citation": page, "action": action,
            "title": "Extension of Widgets", "dates": dates, "abstract": abstract, "effective_on": None,
            "cfr_references": [{"title": 40, "part": 700}],
        }  # fmt: skip
        path = folder / f"{number}.json"
        path.write_text(json.dumps({"count": 1, "results": [document]}))
        tracker.add(path)
    return tracker


@each_row(("abstract", "days"), LASTS)
def test_what_a_rule_extends_is_over_on_the_day_that_summary_tells(
    tmp_path: Path, abstract: str, days: tuple[str, str] | None
) -> None:
    tracker = read(
        tmp_path,
        ("2024-90001", "2024-06-20", "89 FR 52000", "Final rule.", "This rule is effective June 20, 2024.", abstract),
    )
    found = [tracker.state("89 FR 52000", day, "2024-08-01").status for day in days or ("2029-06-20", "2030-01-02")]
    assert found == (["in_force", "expired"] if days else ["in_force", "in_force"])


@each_row(("abstract", "status"), READS)
def test_dates_are_corrected_as_summary_prints_them(tmp_path: Path, abstract: str, status: str) -> None:
    tracker = read(
        tmp_path,
        ("2024-90001", "2024-05-10", "89 FR 41000", "Final rule.", "This rule is effective July 1, 2024.", "Widgets."),
        ("2024-90009", "2024-06-20", "89 FR 52000", "Final rule; correction.", "Effective June 20, 2024.", abstract),
    )
    assert tracker.state("89 FR 41000", "2024-07-15", "2024-06-20").status == status
