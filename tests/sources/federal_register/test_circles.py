"""What is made for a document and thrown away is freed at once: circles cost a sync one part in twenty-five."""

from __future__ import annotations

import gc

from tests.sources.federal_register.test_moved_or_paused import RULE, TITLE, act
from tests.sources.federal_register.test_what_is_over import ledger

ENDS = "Effective October 14, 2024, the final rule published February 5, 2024, at 89 FR 7700, is rescinded."


def test_nothing_waits_for_the_collector() -> None:
    heading = (f"{TITLE}; Rescission", "Final rule.", ENDS)
    documents = [RULE, *(act(*heading, document_number=f"2024-{number}") for number in range(90100, 90130))]
    ledger(*documents[:2])  # what is made once
    gc.collect()
    gc.disable()
    try:
        tracker = ledger(*documents)
        found = gc.collect()
    finally:
        gc.enable()
    assert tracker is not None
    assert found < 15 * len(documents), found
