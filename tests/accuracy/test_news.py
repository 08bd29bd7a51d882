"""Real items are read at least as well as their targets ask for."""

import json

import pytest

from tests import realdata
from tests.accuracy import news, news_rounds, news_shown
from tests.helpers import e, events_of


@pytest.mark.skipif(not (realdata.DATA / news.REAL).is_dir(), reason=f"no news-real in {realdata.DATA}")
def test_no_target_is_missed_on_real_texts() -> None:
    lines = list(news.report(realdata.DATA, listed=False))
    assert [line for line in lines if "MISSED" in line] == []
    assert len([line for line in lines if "target" in line]) == 4 + len(news.TARGETS) + 5


_WRITTEN = {"published_on", "language", "publisher", "title", "text"}
"""What stands in a round besides, of items that were written for it: nobody else's words."""


def test_rounds_hold_facts_and_no_text_and_no_document_twice() -> None:
    files = sorted(news_rounds.ROUNDS.glob("*.json"))
    told = [json.loads(file.read_text("utf-8")) for file in files]
    ids = [case["id"] for each in told for case in each["cases"]]
    assert len(ids) == len(set(ids))
    assert len(files) >= 4
    for each in told:
        first = each["first_reading"]
        assert first["relevant"] + first["irrelevant"] <= each["looked_up"] + len(each["cases"])
        facts = {"id", "relevant", "mentions", "acts"} | (_WRITTEN if each["looked_up"] == 0 else set())
        assert all(set(case) == facts for case in each["cases"])


def test_a_report_against_the_record_would_be_seen_to_change_a_state() -> None:
    (event,) = events_of([
        e("rescind", "item:1:rescind", target="us/bis/affiliates-50", effect="2025-10-20", certainty="reported",
          available="2025-10-20T12:00:00Z")
    ])  # fmt: skip
    assert news_shown._after([event])[0] == 1
