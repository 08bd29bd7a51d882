"""The table of answers: what stands in it for a day and a knowledge is what the library answers for them."""

import datetime as dt
import json
import random
from bisect import bisect_right

from regtrack.dates import Moment
from regtrack.diff.readings import Side, read
from regtrack.fold import Cell, Course, Question, state
from regtrack.model.answers import Held
from regtrack.model.kinds import Certainty
from regtrack.model.scope import path_of
from regtrack.model.state import KnownBy
from regtrack.records.reading import read_event
from regtrack.report import render
from regtrack.report.page import time_machine
from regtrack.report.page.shapes import iso
from regtrack.report.page.time_machine import EPOCH, EVERY_MODE, FIRST, day_of, lanes, modes
from regtrack.report.page.time_machine_table import Table
from tests.helpers import RULE, e, rule, track
from tests.rows import each_row

MODES = [(by, floor) for by in KnownBy for floor in Certainty]
PUBLIC = KnownBy.PUBLIC, Certainty.PUBLISHED
STORY = [
    e("propose", published="2024-06-01", recorded="2024-07-01"),
    e("publish", published="2025-01-15", filed="2025-01-13T16:15[America/New_York]", recorded="2025-02-01"),
    e("set_effective", effect="2025-03-01", published="2025-01-15", filed="2025-01-14", recorded="2025-02-01"),
    e("set_compliance", effect="2025-05-01", published="2025-01-15", recorded="2025-02-01"),
    e("delay_effective", effect="2025-04-01", published="2025-02-20", recorded="2025-02-21"),
    e("stay", effect="2025-06-01", until="2025-09-01", published="2025-05-20", parts=["1 CFR 2.3"],
      recorded="2025-05-21"),
    e("rescind", effect="unknown", announced="2025-07-01", certainty="announced", recorded="2025-07-02"),
    e("set_expiry", until="2025-12-24T10:30[America/New_York]", published="2025-08-01",
      recorded="2025-08-02"),
    e("open_comment", through="2025-02-14", published="2025-01-15", recorded="2025-02-01"),
]  # fmt: skip


def at(rows, day):
    """The last row that begins on a day or before it."""
    return rows[bisect_right([row[0] for row in rows], day) - 1]


def number(day):
    return day.toordinal() - EPOCH


def days(chance, count, first=dt.date(2024, 5, 1)):
    return [first + dt.timedelta(days=chance.randrange(700)) for _ in range(count)]


@each_row("zone", [None, "Asia/Tokyo", "America/Los_Angeles", "Europe/Brussels"])
def test_a_day_and_a_knowledge_are_answered_as_by_the_fold(zone):
    """Status, force, enforcement and warnings of the whole; every facet of each provision; in any zone."""
    instrument = rule(RULE, zone=zone)
    answer = track(STORY, [instrument]).timeline()
    postings = answer.history.read()[RULE]
    (lane,) = lanes(Held({RULE: instrument}, {RULE: postings}, whole=True), MODES)
    chance = random.Random(str(zone))
    for on, known in zip(days(chance, 400), days(chance, 400), strict=True):
        mode = chance.choice(MODES)
        question = Question(Moment(day=on), Moment(day=known), *mode)
        _, version = at(lane.courses[mode], number(known))
        found = at(version.whole, number(on))
        ours = state(postings, instrument=RULE, family=instrument.family, zone=instrument.legal_zone, question=question)
        if ours.hours:  # the page tells how a day closes
            continue
        assert found[1:5] == (ours.status, ours.underlying, ours.force.value, ours.enforcement), (on, known, mode)
        assert ("as_scheduled" in ours.flags) == (found.turned > number(known))
        stale = [flag for flag in ours.flags if flag.startswith("stale_since")]
        assert stale == ([found.doubt] if found.doubt and found.returned <= number(known) else [])
        course = Course(postings, instrument.family, question.limit)
        for scope, facets in version.cells.items():
            cell = Cell(course, path_of(scope) if scope else ())
            expected = read(Side(cell, question.on.tick(instrument.legal_zone)), instrument.legal_zone)
            rows = {key: at(own, number(on)) for key, own in facets.items() if own[0].day <= number(on)}
            told = {key: (row.text, row.on) for key, row in rows.items() if row.text is not None}
            assert told == {key: (reading.text, reading.on) for key, reading in expected.items()}


def test_versions_are_as_many_as_there_are_knowledges():
    """One for each day on which something becomes known, and one before all."""
    answer = track(STORY).timeline()
    (lane,) = lanes(Held(answer.sources.instruments, answer.history.read(), whole=True), [PUBLIC])
    (first, empty), *later = lane.courses[PUBLIC]
    assert first == FIRST
    assert [row.status for row in empty.whole] == ["none"]
    published = {"2024-06-01", "2025-01-15", "2025-02-20", "2025-05-20", "2025-07-01", "2025-08-01"}
    assert {iso(day) for day, _ in later} == published | {
        "2025-01-13",
        "2025-01-14",
    }


def test_statements_are_told_with_their_steps():
    """Filed, then published: two dots on the line of knowledge."""
    answer = track(STORY[1:2]).timeline()
    (lane,) = lanes(Held(answer.sources.instruments, answer.history.read(), whole=True), [PUBLIC])
    told = [(iso(said.day), Certainty(said.certainty).label) for said in lane.statements]
    assert told == [("2025-01-13", "filed"), ("2025-01-15", "published")]


def test_a_large_page_counts_statements_in_its_own_way_alone():
    """Every way for a small page, its report's own first; one for a large one."""
    assert modes(EVERY_MODE, PUBLIC)[0] == PUBLIC
    assert set(modes(EVERY_MODE, PUBLIC)) == set(MODES)
    assert modes(EVERY_MODE + 1, PUBLIC) == [PUBLIC]


def test_a_day_is_that_on_whose_close_a_tick_has_come():
    """The last tick of a day belongs to it, the next to the next; beyond all days are the ends."""
    close = Moment.read("2025-03-01").tick()
    assert day_of(close) + 1 == day_of(close + 1)
    assert day_of(-(2**62)) == FIRST
    assert day_of(2**62) == time_machine.LAST


def test_the_table_says_each_thing_once():
    """Equal courses, tracks and words of different instruments share their places."""
    twins = ["us/x/one", "us/x/two"]
    tables = [{**each, "target": id_, "key": f"{id_}-{each['key']}"} for id_ in twins for each in STORY[:5]]
    answer = track(tables, [rule(id_) for id_ in twins]).timeline()
    found = lanes(Held(answer.sources.instruments, answer.history.read(), whole=True), [PUBLIC])
    table = json.loads(Table(found, [PUBLIC]).to_json())
    one, two = table["lanes"]
    assert one["said"] == two["said"]
    for name in ("words", "tracks", "wholes", "versions", "courses"):
        assert len({json.dumps(each) for each in table[name]}) == len(table[name]), name


def test_a_page_costs_what_its_instruments_cost(bundled):
    """Only the postings of the instruments that an answer names are read."""
    answer = bundled.since("2025-10-01", "2025-11-15", instrument="us/bis/affiliates-50")
    assert set(answer.history.read()) == set(answer.sources.instruments)


def test_a_second_page_of_a_ledger_folds_nothing_again_and_another_language_is_another_page() -> None:
    tracker = track([e("set_effective", published="2024-01-02", effect="2024-02-01")])
    pages = [render(tracker.since("2024-01-01", until), "html") for until in ("2024-01-31", "2024-02-28", "2024-01-31")]
    assert pages[0] == pages[2] != pages[1]
    made = time_machine._lane.cache_info()
    assert render(tracker.since("2024-01-01", "2024-01-15"), "html") != pages[0]
    assert time_machine._lane.cache_info().misses == made.misses
    assert "施行" in render(tracker.since("2024-01-01", "2024-01-31"), "html", lang="ja")
    assert time_machine._lane.cache_info().misses > made.misses
    tracker.record(read_event(e("rescind", published="2024-01-10", effect="2024-01-20")))
    assert render(tracker.since("2024-01-01", "2024-01-31"), "html") != pages[0]
