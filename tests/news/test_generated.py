"""Of items made from parts none claims what its parts do not say; ``python tests/news/generated.py`` reads them all."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from tests.news.generated import Case, cases, judged
from tests.news.made_words import SETS
from tests.rows import each_row

STEP = 29
"""One in so many is read here: a prime, so that no act or object is passed over."""


@each_row("name", SETS)
def test_no_made_item_is_read_wrong(name: str) -> None:
    """What an act is done to, who acts and whether it is done decide, in whatever words."""
    counts = Counter[str]()
    for case in islice(cases(name), None, None, STEP):
        verdict, wrong = judged(case)
        assert not wrong, (case.text, wrong)
        counts[verdict] += 1
    assert not counts["missed"]
    assert counts["abstained"] < counts.total() / 10


def test_a_wrong_claim_would_be_seen() -> None:
    text = "BIS suspended the Affiliates Rule on November 18, 2026."
    assert judged(Case("", "en", text, "us/bis/affiliates-50", frozenset({"rescind"})))[0] == "wrong"
    assert (
        judged(Case("", "en", text, "us/bis/affiliates-50", frozenset({"stay"}), frozenset({"2026-11-18"})))[0]
        == "right"
    )
