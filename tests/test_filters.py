"""Filters as people write them: kindly read, and never silently empty."""

import pytest

from regtrack.errors import InputError
from regtrack.report import render
from tests.helpers import e, rule, track
from tests.rows import each_row

RULES = [
    rule(
        "us/bis/one", agencies=("industry-and-security-bureau", "commerce", "commerce-department"),
        cfr=("15 CFR 744",), topics=("ai-chips",),
    ),
    rule("us/ofac/two", cfr=("31 CFR 587.1",), topics=("sanctions",)),
    rule("us/commerce/three", kind="interim_final_rule"),
    rule("us/x/guide", kind="guidance"),
]  # fmt: skip
MADE = [
    e("publish", f"p{place}", target=each.id, published=f"2025-01-0{place + 1}", certainty="published")
    for place, each in enumerate(RULES)
]


@pytest.fixture(scope="module")
def tracker():
    return track(MADE, RULES)


@each_row(
    ("filters", "expected"),
    [
        ({"agency": "BIS"}, {"one"}),
        ({"agency": "Industry and Security Bureau"}, {"one"}),
        ({"agency": "commerce"}, {"one", "three"}),
        ({"agency": "Department of Commerce"}, {"one", "three"}),
        ({"cfr": "744"}, {"one"}),
        ({"cfr": "15:744"}, {"one"}),
        ({"cfr": "15cfr744"}, {"one"}),
        ({"cfr": "15 CFR part 744"}, {"one"}),
        ({"cfr": "15:744.21(a)"}, {"one"}),
        ({"cfr": "EAR"}, {"one"}),
        ({"cfr": "31:500-599"}, {"two"}),
        ({"topic": "AI chips"}, {"one"}),
        ({"topic": "AI_Chips"}, {"one"}),
        ({"kind": "rule"}, {"one", "two", "three"}),
        ({"kind": "Final Rule"}, {"one", "two"}),
        ({"kind": "IFR"}, {"three"}),
        ({"not_agency": "Commerce"}, {"two", "guide"}),
        ({"agency": ["BIS", "OFAC"]}, {"one", "two"}),
    ],
)
def test_what_people_write_is_understood(tracker, filters, expected):
    found = {each.instrument.rpartition("/")[2] for each in tracker.states(**filters)}
    assert found == expected


@each_row(
    ("filters", "words"),
    [
        ({"agency": "ofca"}, "did you mean ofac?"),
        ({"topic": "ai-chisp"}, "did you mean ai-chips?"),
        ({"topic": "weather"}, "expected one of ai-chips, sanctions"),
        ({"kind": "finalrul"}, "did you mean final_rule?"),
        ({"cfr": "chips"}, "expected a part such as 15:744"),
        ({"cfr": "9999"}, "without a title"),
        ({"cfr": "99:1"}, "expected a title from 1 to 50"),
        ({"cfr": "15:774-730"}, "the lower first"),
        ({"agencies": "bis"}, "filter: found 'agencies'"),
        ({"not_topic": "ai-chisp"}, "did you mean ai-chips?"),
    ],
)
def test_what_nothing_carries_is_an_error_that_names_the_nearest(tracker, filters, words):
    """Also in a window in which nothing would have changed, and beside a value that is known."""
    with pytest.raises(InputError) as caught:
        tracker.since("2025-02-01", "2025-02-02", **filters)
    assert words in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("filters", [{"cfr": "40:60"}, {"agency": "epa"}])
def test_what_is_valid_and_empty_says_so_first(tracker, filters):
    answer = tracker.since("2025-01-01", "2025-02-01", **filters)
    first = render(answer, "text", full=True).splitlines()[0]
    assert first.startswith("Nothing recorded matches ")
    assert answer.horizon.empty
    assert "Nothing recorded matches" in render(answer, "html")
    assert not tracker.since("2025-01-01", "2025-02-01").horizon.empty


def test_a_part_under_two_titles_asks_which(tracker):
    more = [*RULES, rule("us/y/other", cfr=("12 CFR 744",))]
    with pytest.raises(InputError, match=r"recorded are 12:744, 15:744"):
        track(MADE, more).since("2025-01-01", cfr="744")
