"""What lasts, or waits, until its maker says otherwise in another document: it lasts, or waits, until that is told."""

from __future__ import annotations

from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row
from tests.sources.federal_register.test_stays_of_provisions import RULE
from tests.sources.federal_register.test_terms_of_stays import ledger

SPEAKS = {
    "title": "Bicycles; Stay of Enforcement", "action": "Notice; stay of enforcement.", "type": "Notice",
    "effective_on": "2031-06-05", "abstract": "The Consumer Product Safety Commission announces a stay of enforcement "
    "of testing requirements of 16 CFR 1512.18(e).",
}  # fmt: skip
ENDS = (
    "and will remain in effect until the Commission terminates it by notice in the Federal Register.",
    "and remains in effect until the Commission publishes a notice in the Federal Register ending it.",
    "and will continue until rescinded by the Commission.",
    "until the Commission revokes it by publishing a document in the Federal Register.",
    "and will stay in effect until further order of the Commission.",
    "and remains in effect until further notice.",
    "until modified, suspended, or terminated by the Commission.",
    "and will be in effect until lifted by a notice published in the Federal Register.",
    "until such time as the Commission withdraws it by notice in the Federal Register.",
    "and shall remain in force unless and until the Commission rescinds it.",
    "and remains in effect until the Commission announces its termination in the Federal Register.",
    "until the Commission, by notice in the Federal Register, terminates the stay.",
)


def lasting(tail: str) -> tuple[str, bool]:
    """Return the force in September of what began in June, and whether it is in doubt."""
    dates = f"This stay of enforcement is effective {'on' if tail.startswith('and') else 'from'} June 5, 2031, {tail}"
    state = ledger({**SPEAKS, "dates": dates}).state("96 FR 21000", "2031-09-01", "2032-06-01")
    return str(state.force), not _DOUBTS.isdisjoint(state.flags)


@each_row("tail", ENDS)
def test_what_its_maker_may_end_lasts_until_that_is_told(tail: str) -> None:
    assert lasting(tail) == ("yes", False)


OPEN = (
    "and will remain in effect until the bridge is repaired.",
    "and will remain in effect until a court terminates it.",
    "and will remain in effect until the proceeding is completed.",
    "and will remain in effect unless and until the bridge is repaired.",
    "until the Commission issues a final decision in Docket 7.",
    "until the manufacturer terminates it by written notice.",
)


@each_row("tail", OPEN)
def test_what_something_else_may_end_is_in_doubt(tail: str) -> None:
    assert lasting(tail)[1]


THE_RULE = "the final rule published on May 3, 2030, at 95 FR 30000"
WAITS = (
    f"The effective date of {THE_RULE}, is postponed from July 2, 2030, until further order of the Board.",
    f"The effective date of {THE_RULE}, is delayed from July 2, 2030, until further notice.",
    f"The July 2, 2030, effective date of {THE_RULE}, is postponed until further order.",
    f"The effective date of {THE_RULE}, is postponed from July 2, 2030, to a date to be announced.",
    f"The effective date of {THE_RULE}, is delayed from July 2, 2030, until a further decision of the Board.",
    f"The effective date of {THE_RULE}, is delayed from July 2, 2030, indefinitely.",
    f"The effective date of {THE_RULE}, is held in abeyance until further order of the Board.",
    f"The Board postpones from July 2, 2030, until further order the effective date of {THE_RULE}.",
    f"The effective date of {THE_RULE}, is postponed from July 2, 2030, until further notice in the Federal Register.",
)
GOES_ON = (
    f"The Board proposes that the effective date of {THE_RULE}, be postponed from July 2, 2030, until further order.",
    f"The effective date of {THE_RULE}, is not postponed from July 2, 2030.",
)
POSTPONED = {
    "document_number": "2030-90001", "publication_date": "2030-06-05", "citation": "95 FR 40000",
    "action": "Final rule; postponement of effective date.", "title": "Kilns; Postponement",
    "abstract": "The Board is postponing the effective date. It will publish notice of the new one.",
}  # fmt: skip


@each_row("dates", WAITS)
def test_what_waits_for_an_order_has_no_day(dates: str) -> None:
    tracker = ledger(RULE, {**POSTPONED, "dates": dates})
    for day, status in (("2030-06-20", "pending"), ("2030-08-16", "delayed_indefinitely")):
        state = tracker.state("95 FR 30000", day, "2032-06-01")
        assert state.force == "no", (day, status, state.status)
        assert _DOUBTS.isdisjoint(state.flags), day
    assert state.status == status


@each_row("dates", GOES_ON)
def test_what_is_not_postponed_is_never_said_to_wait(dates: str) -> None:
    state = ledger(RULE, {**POSTPONED, "dates": dates}).state("95 FR 30000", "2030-08-16", "2032-06-01")
    assert state.force == "yes"


def test_the_day_before_an_order_is_told_of_a_rule_that_is_only_cited() -> None:
    state = ledger({**POSTPONED, "dates": WAITS[0]}).state("95 FR 30000", "2030-05-20", "2030-06-05")
    assert (state.status, state.force) == ("pending", "no")
