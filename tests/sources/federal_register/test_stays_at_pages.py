"""The stay that a page made which is not on record is lifted or extended: which rule it stayed, and since when."""

from __future__ import annotations

from tests.rows import each_row
from tests.sources.federal_register.test_only_recited import told

RULE, PART = "88 FR 41000", "40 CFR 700.9(b)"
LIFTS = "Effective July 22, 2024, the stay of 40 CFR 700.9(b) published at 88 FR 60100 (August 31, 2023) is lifted."
LIFTED = {"2023-06-01": "none", "2023-12-01": "unknown", "2024-07-01": "stayed", "2024-07-22": "in_force"}
AT_PAGE = "the stay published at 88 FR 60100, August 31, 2023, of 40 CFR 700.9(b) (88 FR 41000, June 23, 2023)"
ROWS = (
    (f"Effective July 22, 2024, {AT_PAGE} is lifted.", "The agency is lifting a stay.", LIFTED),
    (f"T{AT_PAGE[1:]} is extended from July 1, 2024, until January 2, 2025.", "The agency extends a stay.",
     {"2024-07-08": "stayed", "2025-02-03": "in_force"}),
    (LIFTS, "The agency stayed § 700.9(b) on August 31, 2023, pending a review of the final rule published on June 23, "
     "2023 (88 FR 41000).", LIFTED),
    (LIFTS, "The agency lifts the stay of two provisions of its standard for widgets (88 FR 41000, June 23, 2023).",
     LIFTED),
    ("The stay of 40 CFR 700.9(b) published at 88 FR 60100 (August 31, 2023) is extended from July 1, 2024, until "
     "January 2, 2025.",
     "The agency extends its stay of a provision of the final rule published on June 23, 2023 (88 FR 41000).",
     {"2024-07-08": "stayed", "2025-02-03": "in_force"}),
    # nobody knows which rule it stayed
    (LIFTS, "The agency lifts the stay. The fees were set by the final rule published on June 23, 2023 (88 FR 41000).",
     None),
    (LIFTS, "The agency proposed on June 23, 2023 (88 FR 41000), to lift the stay of the proposed rule.", None),
    (LIFTS, "The agency reviewed the stay of the final rules published on June 23, 2023 (88 FR 41000), and on July 6, "
     "2023 (88 FR 43000).", None),
    (LIFTS, "Unlike the stay of the final rule published on June 23, 2023 (88 FR 41000), this is over.", None),
    (LIFTS, "The stay stood when the final rule of January 23, 2024 (89 FR 4100) raised the fees.", None),
)  # fmt: skip


@each_row(("dates", "abstract", "states"), ROWS)
def test_the_rule_is_told_beside_the_page_of_its_stay(dates: str, abstract: str, states: dict[str, str] | None) -> None:
    action = f"Final rule; {'lifting' if 'lifted' in dates else 'extension'} of stay."
    tracker = told(type="Rule", action=action, dates=dates, abstract=abstract)
    if states is None:
        known = {name for each in tracker.instruments() for name in each.citation}
        assert known.isdisjoint((RULE, "89 FR 4100"))
    else:
        found = {day: tracker.state(RULE, day, "2024-06-25", scope=PART).status for day in states}
        assert found == states
