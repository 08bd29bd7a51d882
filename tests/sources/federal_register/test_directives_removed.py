"""Airworthiness directives that are removed by their number, and the page that another sentence tells of them."""

from __future__ import annotations

import pytest

from regtrack.errors import NotFoundError
from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import force, ledger

REMOVAL = {
    "title": "Airworthiness Directives; Harlan Turbofan Engines", "action": "Final rule; removal.",
    "dates": "This AD becomes effective August 20, 2031.", "effective_on": "2031-08-20",
    "cfr_references": [{"title": 14, "part": 39}],
}  # fmt: skip
REMOVES = "The FAA is removing Airworthiness Directive (AD) 2030-07-51, which applied to Harlan engines. AD 2030-07-51"


@each_row("summary", (
    f"{REMOVES} required inspections of the disks and was issued on March 30, 2030 (95 FR 19070).",
    f"{REMOVES} was published on April 3, 2030, at 95 FR 19070.",
    "AD 2030-07-51, which was issued on March 30, 2030 (95 FR 19070), required inspections. The FAA is removing AD "
    "2030-07-51.",
))  # fmt: skip
def test_what_is_removed_by_its_number_ends_by_its_page(summary: str) -> None:
    tracker = ledger({**REMOVAL, "abstract": summary})
    assert [force(tracker, on, instrument="95 FR 19070") for on in ("2031-07-20", "2031-09-20")] == ["yes", "no"]


@each_row("summary", (
    f"{REMOVES} superseded AD 2028-01-02, which was issued on January 3, 2028 (95 FR 19070).",
    f"{REMOVES} referred to a bulletin that was issued on March 30, 2030 (95 FR 19070).",
    f"{REMOVES} was amended by a rule that was published on March 30, 2031 (95 FR 19070).",
    f"{REMOVES} was issued under a rule on fees that was published at 95 FR 19070.",
    f"{REMOVES} is no longer needed; the proposal was published on March 30, 2031 (95 FR 19070).",
))  # fmt: skip
def test_the_page_of_something_else_is_not_that_of_the_directive(summary: str) -> None:
    with pytest.raises(NotFoundError):
        ledger({**REMOVAL, "abstract": summary}).state("95 FR 19070", "2031-09-20")
