"""A rule that does nothing but end others takes effect on the day on which it ends them."""

from __future__ import annotations

from tests.sources.federal_register.test_moved_or_paused import RULE, TITLE, act
from tests.sources.federal_register.test_what_is_over import force, ledger

ENDS = "Effective October 14, 2024, the final rule published February 5, 2024, at 89 FR 7700, is rescinded."
BY = act(f"{TITLE}; Rescission", "Final rule; rescission.", ENDS, "The agency rescinds the rule.")


def test_it_waits_for_the_day_that_the_api_has_too() -> None:
    tracker = ledger(RULE, BY | {"effective_on": "2024-10-14"})
    own = BY["document_number"]
    assert [force(tracker, own, day) for day in ("2024-10-13", "2024-10-14")] == ["no", "yes"]
    assert [force(tracker, "89 FR 7700", day) for day in ("2024-10-13", "2024-10-14")] == ["yes", "no"]


def test_without_a_day_of_its_own_it_counts_from_its_publication() -> None:
    tracker = ledger(RULE, BY | {"effective_on": None})
    assert force(tracker, BY["document_number"], "2024-10-13") == "yes"


def test_what_lifts_a_stay_waits_for_its_day() -> None:
    stay = "As of March 10, 2024, the final rule published February 5, 2024, at 89 FR 7700, is stayed indefinitely."
    lifts = (
        "Effective October 14, 2024, the stay of the final rule published February 5, 2024, at 89 FR 7700, is lifted."
    )
    first = act(f"{TITLE}; Stay", "Final rule; stay.", stay, "", document_number="2024-90002", citation="89 FR 17000")
    last = act(f"{TITLE}; Lifting of Stay", "Final rule; lifting of stay.", lifts, "", effective_on="2024-10-14")
    tracker = ledger(RULE, first | {"publication_date": "2024-03-08"}, last)
    assert [force(tracker, last["document_number"], day) for day in ("2024-10-13", "2024-10-14")] == ["no", "yes"]
