"""For any two days a reader chooses, the page lists what ``since`` lists: asked in a browser, by its fields."""

import datetime as dt
import random

import pytest

from regtrack.model.change import Facet
from regtrack.model.instrument import Relation
from regtrack.report import render
from tests.helpers import RULE, e, rule, track

SHOWN = "[...document.querySelectorAll('#changed > li[data-i]')].map(each => each.dataset.i)"
SET = """days => Object.entries(days).map(([name, day]) => {
  const box = document.querySelector(`input[name=${name}]`);
  box.value = day;
  return box;
}).at(-1).dispatchEvent(new Event("input", { bubbles: true }))"""
"""The page answers once all three days are set, and not after each of them."""
LISTED = """([before, after]) => regtrack.instruments.flatMap(id => regtrack.changes(id, before, after).map(
  c => [id, c.scope, c.facet, c.name, c.before, c.after, c.on]))"""


def listed(answer):
    """The differences of two states that an answer lists, promises among them."""
    events = answer.sources.events
    changes = [
        (c.instrument, c.scope, c.facet.value, c.name, c.before, c.after, c.on)
        for c in answer.changes
        if c.facet is not Facet.RECORD
    ]
    return changes, {events[id_].event.key for id_ in answer.undated}


def compare(tracker, page, pairs, **filters):
    moved = 0
    for first, last in pairs:
        page.evaluate(SET, {"from": str(first), "on": str(last), "known": str(last)})
        answer = tracker.since(first, last, **filters)
        ours, promised = listed(answer)
        sides = [{"on": str(day), "known": str(day)} for day in (first, last)]
        theirs = [tuple(each) for each in page.evaluate(LISTED, sides)]
        promises = {each for each in theirs if each[2] == "announced" and each[3] in promised}
        assert sorted(set(theirs) - promises, key=repr) == sorted(ours, key=repr), f"{first} to {last}"
        more = page.locator("#changed + button")
        if more.is_visible():
            more.click()
        assert set(page.evaluate(SHOWN)) == {each[0] for each in theirs}
        moved += bool(ours)
    return moved


@pytest.mark.parametrize(
    ("filters", "count"), [({}, 7), ({"topic": "ai-chips"}, 3), ({"agency": "bis"}, 3)], ids=["all", "topic", "agency"]
)
def test_pairs_of_days(bundled, show, filters, count):
    """The page of one week answers for every other time too, for all that its filters admit."""
    chance = random.Random(f"days {filters}")
    first = dt.date(2022, 9, 1)
    days = [first + dt.timedelta(days=chance.randrange(1_545)) for _ in range(2 * count)]
    pairs = [sorted(each) for each in zip(days[::2], days[1::2], strict=True)]
    page = show(render(bundled.since("2025-05-12", "2025-05-20", **filters), "html"))
    assert compare(bundled, page, pairs, **filters) > count // 2


def test_heading_and_sections_follow_the_days(bundled, show):
    page = show(render(bundled.since("2025-05-12", "2025-05-20"), "html"))
    before = page.inner_text("h1")
    assert page.locator("#report").is_visible()
    page.fill("input[name=from]", "2025-10-01")
    page.fill("input[name=on]", "2025-11-15")
    page.fill("input[name=known]", "2025-11-15")
    assert page.inner_text("h1") == page.title() != before
    assert page.inner_text("h1").startswith("Affiliates Rule: stayed until 10 November 2026, then in force")
    assert "15 November 2025" in page.inner_text("#changed-title")
    assert not page.locator("#report").is_visible()


def test_a_large_ledger_bounds_the_days(show, monkeypatch):
    """A page that does not hold everything says for which days it can answer, and takes no others."""
    monkeypatch.setattr("regtrack.queries.reports.MOST_HELD", 3)
    rules = [rule(f"us/x/r{number}") for number in range(6)]
    made = [
        e("publish", f"p{number}", target=f"us/x/r{number}", published=f"2025-0{number + 1}-10", certainty="published")
        for number in range(6)
    ]
    tracker = track(made, rules)
    page = show(render(tracker.since("2025-02-01", "2025-04-01"), "html"))
    assert "Days from 1 February 2025 to 1 April 2025, for the 2 instruments" in page.inner_text("#machine")
    pairs = [(dt.date(2025, 2, 1), dt.date(2025, 3, 1)), (dt.date(2025, 2, 20), dt.date(2025, 4, 1))]
    assert compare(tracker, page, pairs) == 2
    before = page.inner_text("h1")
    page.fill("input[name=on]", "2025-05-01")
    assert page.inner_text("h1") == before


@pytest.mark.parametrize("alone", [False, True], ids=["beside what it stayed", "alone"])
def test_the_end_of_a_stay_is_as_doubtful_on_every_day(show, alone):
    """The page says of each day what a state of that day says, whether or not it lists what was stayed."""
    stay = "us/x/stay"
    tracker = track(
        [
            e("set_effective", "rule", effect="2025-01-01", published="2025-01-01"),
            e("stay", "pause", effect="2025-03-01", until="2025-09-01", published="2025-03-01", by=stay),
            e("set_effective", "stay", target=stay, effect="2025-03-01", published="2025-03-01"),
            e("set_expiry", "end", target=stay, of="stay", until="2025-09-01", published="2025-03-01"),
        ],
        [rule(RULE), rule(stay, relations=(Relation("stays", RULE),))],
    )
    answer = tracker.why(tracker.state(stay, "2025-06-01")) if alone else tracker.since("2025-06-01", "2025-10-01")
    page = show(render(answer, "html"))
    assert page.evaluate("regtrack.instruments") == ([stay] if alone else [RULE, stay])
    for on, known in (("2025-06-01",) * 2, ("2025-09-01",) * 2, ("2025-12-01", "2025-06-01"), ("2025-12-01",) * 2):
        found = page.evaluate("([id, on, known]) => regtrack.state(id, on, known)", [stay, on, known])
        assert found["flags"] == list(tracker.state(stay, on, known).flags), (on, known)
    page.evaluate(SET, {"from": "2025-06-01", "on": "2025-12-01", "known": "2025-12-01"})
    assert "not confirmed" in page.locator("#states > li", has_text=stay).inner_text()


def test_what_will_be_known_later_is_no_question(show):
    """Of a day to come the page tells what is known now, as the command does, and says why it takes no other."""
    tracker = track([e("set_effective", effect="2026-03-01", published="2025-01-01")])
    page = show(render(tracker.since("2025-12-01"), "html"))
    before = page.inner_text("h1")
    page.fill("input[name=on]", "2026-04-01")
    assert page.input_value("input[name=known]") == "2026-01-01"
    assert page.inner_text("h1") != before
    asked = page.inner_text("h1")
    page.fill("input[name=known]", "2026-02-01")
    assert page.inner_text("h1") == asked
    told = page.eval_on_selector("input[name=known]", "each => each.validationMessage")
    assert told == "Nobody knows yet what will be known after 1 January 2026."
    page.fill("input[name=known]", "2025-12-31")
    assert page.eval_on_selector("input[name=known]", "each => each.validationMessage") == ""
