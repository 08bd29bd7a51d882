"""One event is told with one day, one name and one certainty, wherever it is told."""

import json
import re

import pytest

from regtrack.model.instrument import Relation
from regtrack.report import render
from tests.helpers import RULE, e, rule, track

STAY = "us/x/stay"


def flat(text):
    return " ".join(text.replace("\r\n ", "").split())


@pytest.fixture(scope="module")
def announced():
    """A plan of which an end was announced, and nothing enacted."""
    stated = {"announced": "2025-11-01", "certainty": "announced"}
    return track(
        [
            e("set_effective", "begin", effect="2025-11-10", **stated),
            e("set_expiry", "end", of="begin", through="2026-02-10", **stated),
        ],
        [rule(RULE, "agreement")],
    )


def test_an_announced_end_is_the_same_everywhere(announced):
    """The first day without it, as of an end that is set, so that no day moves when it is; its last day in words."""
    upcoming = announced.upcoming(90, on="2025-12-01")
    board = announced.board("2025-12-01", "2025-12-01")
    state = announced.state(RULE, "2025-12-01", "2025-12-01")
    (ahead,) = json.loads(render(upcoming, "json"))["upcoming"]
    assert (ahead["on"], ahead["certainty"]) == ("2026-02-11", "announced")
    assert f"11 Feb 2026 Title of {RULE}: end date through 10 February 2026" in flat(render(upcoming))
    (row,) = json.loads(render(board, "json"))["rows"]
    assert (row["next_on"], row["next"], row["next_by"]) == ("2026-02-11", "end date", "announced")
    assert "next date only announced: end date" in row["doubts"]
    assert "0 with a date in the next 90 days, and 1 with one that is only announced" in flat(render(board))
    assert "announced: end date through 10 February 2026" in flat(render(state))
    assert "Announced: end date through 10 February 2026" in flat(
        render(announced.since("2025-10-01", "2025-12-01"), full=True)
    )
    calendar = flat(render(upcoming, "ics"))
    assert "end date (announced only)" in calendar
    assert "DTSTART;VALUE=DATE:20260211" in calendar
    assert ",2026-02-11,end date,announced," in render(board, "csv")


@pytest.fixture(scope="module")
def abroad():
    """What is announced abroad about a rule at home: an end, and a start of another."""
    stated = {"announced": "2025-11-01", "certainty": "announced", "zone": "Asia/Shanghai"}
    return track(
        [
            e("set_effective", "begin", effect="2025-11-10", announced="2025-10-01", certainty="announced"),
            e("set_expiry", "end", of="begin", through="2026-02-10", **stated),
            e("set_effective", "other", target="us/x/other", effect="2026-02-20", **stated),
        ],
        [rule(RULE, "agreement"), rule("us/x/other", "agreement")],
    )


SAID_ABROAD = "end date through 10 February 2026 (Beijing time)"


def test_what_is_announced_abroad_is_told_by_the_days_of_there(abroad):
    """Nobody said "until 11:00 in New York": the day is told as it was stated, and whose day it is, in every format."""
    state = abroad.state(RULE, "2025-12-01", "2025-12-01")
    since, upcoming = abroad.since("2025-10-01", "2025-12-01"), abroad.upcoming(90, on="2025-12-01")
    for told in (render(state), render(state, full=True), render(upcoming), render(upcoming, full=True),
                 render(since, full=True), render(upcoming, "md"), render(since, "md"), render(state, "md"),
                 render(upcoming, "html"), render(since, "html"), render(state, "html"), render(upcoming, "ics"),
                 render(upcoming, "atom"), render(since, "atom"), render(abroad.timeline(), full=True)):  # fmt: skip
        assert re.search(f"(?i){re.escape(SAID_ABROAD)}|through 10 February 2026 \\(Beijing time\\)", flat(told)), told
        assert "until 10 February 2026 at" not in flat(told)
    assert "announced: end date through 10 Feb 2026 (Beijing time)" in flat(render(since))
    assert "start of effect for 20 February 2026 (Beijing time)" in flat(render(abroad.state("us/x/other")))
    assert "2026年2月10日（中国時間）" in flat(render(state, lang="ja"))
    assert "2026-02-10T11:00" in render(state, "json")  # the instant, by the clock that is named beside it


def test_an_announced_deadline_is_its_last_day_everywhere():
    """A deadline is the last day in, announced or set; an end is the first day without it."""
    tracker = track(
        [
            e("propose", "notice", published="2025-11-01"),
            e("extend_comment", "longer", through="2026-02-10", announced="2025-11-01", certainty="announced"),
        ],
        [rule(RULE, "proposed_rule")],
    )
    (ahead,) = tracker.upcoming(90, on="2025-12-01").upcoming
    (row,) = json.loads(render(tracker.board("2025-12-01", "2025-12-01"), "json"))["rows"]
    assert (ahead.on, row["next_on"]) == ("2026-02-10", "2026-02-10")


def test_what_was_announced_for_a_day_that_has_passed_changes_nothing_more(announced):
    """It was not enacted: that is told apart from what could still change."""
    shown = flat(render(announced.state(RULE, "2025-12-01", "2025-12-01")))
    assert "Could change announced: end date" in shown
    assert "Not enacted announced: start of effect for 10 November 2025" in shown
    assert "No: it is only announced; no act is on record." in shown


@pytest.fixture(scope="module")
def stayed():
    """A rule that another stays for a while; nothing is read after the stay began."""
    return track(
        [
            e("set_effective", "rule", effect="2025-01-01", published="2025-01-01"),
            e("stay", "pause", effect="2025-03-01", until="2025-09-01", published="2025-03-01", by=STAY),
            e("set_effective", "stay", target=STAY, effect="2025-03-01", published="2025-03-01"),
            e("set_expiry", "stay-end", target=STAY, of="stay", until="2025-09-01", published="2025-03-01"),
        ],
        [rule(RULE), rule(STAY, relations=(Relation("stays", RULE),))],
    )


DOUBT = "as scheduled and not confirmed"


def test_a_stay_that_ran_out_has_the_doubt_of_what_it_stayed(stayed):
    """Neither is surer than the other: state, board, since, dates ahead and calendar."""
    assert flat(render(stayed.state(STAY))).count(f"expired on 1 Sep 2025, {DOUBT}") == 1
    flags = {row.instrument: row.flags for row in stayed.board().states}
    assert set(flags[RULE]) - {"end_ambiguous"} <= set(flags[STAY])
    assert {each.instrument: each.flags for each in stayed.states()} == flags
    since = stayed.since("2025-06-01")
    assert {change.instrument for change in since.changes if "unconfirmed" in change.flags} == {RULE, STAY}
    assert flat(render(since)).count(DOUBT) >= 2
    ahead = stayed.upcoming(120, on="2025-06-01")
    assert [item.flags for item in ahead.upcoming] == [("unconfirmed",)] * 2
    assert "expires, if the stay is not extended" in flat(render(ahead))
    assert "STATUS:CONFIRMED" not in flat(render(ahead, "ics")).partition("SUMMARY:Title of us/x/stay: expires")[2]


def test_an_end_of_its_own_is_no_stay(stayed):
    """A rule that expires, and stays nothing, is not doubted."""
    tracker = track([e("set_effective", "rule", effect="2025-01-01", until="2025-09-01", published="2025-01-01")])
    assert DOUBT not in render(tracker.state(RULE))


def test_a_rule_that_is_published_is_not_only_announced(bundled):
    """Its day is not known, and something more was announced of it: it is law on record, without a date."""
    (row,) = json.loads(render(bundled.board(instrument="us/bis/entity-list-2024-05"), "json"))["rows"]
    assert (row["status"], row["weight"]) == ("published", "law")
    assert "no effective date" in row["doubts"]


def test_what_ended_is_listed_on_the_day_on_which_it_ended():
    """Not on that on which its end was set: "30 September: expired" is a wrong date."""
    tracker = track([e("set_effective", effect="2025-02-01", until="2025-04-01", published="2025-02-01")])
    told = flat(render(tracker.since("2025-01-01", "2025-06-01")))
    assert "1 Apr expired" in told
    assert "1 Feb expired" not in told
