"""Amendments drafted over made-up sections: what is not as it should be is refused, and says so."""

from collections import Counter

from tests.text.drafting.trial import EXACT, MISREAD, REFUSED, WRONG, run

SEEDS = range(90_000, 90_060)


def test_drafted_amendments_come_out_as_they_should_or_are_refused() -> None:
    found = [each for seed in SEEDS for each in run(seed)]
    told = [f"seed {each.seed}, {each.section}: {each.instruction}\n{each.wrong}" for each in found
            if each.verdict in (WRONG, MISREAD)]  # fmt: skip
    assert not told, "\n".join(told)
    count = Counter(each.verdict for each in found)
    assert count[EXACT] > 4 * count[REFUSED]
