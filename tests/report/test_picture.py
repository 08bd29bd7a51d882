"""The timeline picture: which lanes, which shapes, and where they stand."""

import re
from itertools import pairwise

import pytest

from regtrack.dates import Moment
from regtrack.model.answers import Held
from regtrack.model.kinds import Certainty
from regtrack.model.state import KnownBy
from regtrack.report import render
from regtrack.report.page import picture
from regtrack.report.page.picture import MOST, PictureFrame, draw
from regtrack.report.page.time_machine import day_of, lanes
from tests.helpers import e, rule, track
from tests.rows import each_row

MODE = KnownBy.PUBLIC, Certainty.PUBLISHED


def day(text):
    return day_of(Moment.read(text).tick())


def drawn(tables, *, known="2025-12-31", compared=("2025-01-01", "2025-12-31"), today=None, instruments=None):
    answer = track(tables, instruments).timeline()
    found = lanes(Held(answer.sources.instruments, answer.history.read(), whole=True), [MODE])
    frame = PictureFrame(tuple(map(day, compared)), day(known), day(today) if today else None)
    return draw(found, MODE, frame)


def shapes(shown, kind):
    """What is drawn of the only lane."""
    (lane,) = shown.lanes
    return [shape for shape in lane.drawn if shape.kind == kind]


def stands(shown, kind):
    """All that the only lane can come to show, each with the days of knowledge for which it stands."""
    (lane,) = shown.lanes
    return {shape: known for shape, known in lane.stands.items() if shape.kind == kind}


STAYED = [
    e("set_effective", effect="2025-03-01", published="2025-02-01"),
    e("stay", effect="2025-06-01", until="2025-09-01", published="2025-05-20"),
]


def test_bars_follow_the_status():
    """Pending, in force, stayed, in force again: each bar begins where the one before it ends."""
    shown = drawn(STAYED)
    bars = shapes(shown, "bar")
    assert [bar.look for bar in bars] == ["pending", "force", "stayed", "force"]
    for one, other in pairwise(bars):
        assert one.end == other.x
    assert shown.lanes[0].words[2] == "Stayed from 1 June 2025 until 1 September 2025."


def test_a_bar_stands_for_the_knowledge_by_which_it_is_so():
    """Before the stay was known the rule was in force without an end; both are in the picture, one of them shown."""
    early = drawn(STAYED, known="2025-04-01")
    assert [bar.look for bar in shapes(early, "bar")] == ["pending", "force"]
    everything = stands(early, "bar")
    assert {bar.look for bar in everything} == {"pending", "force", "stayed"}
    assert [known[0][0] for bar, known in everything.items() if bar.look == "stayed"] == [day("2025-05-20")]


def test_knowledge_is_apart_from_effect():
    """A dot for each statement on the day it became known, whatever day it is about; none where a bar begins then."""
    dots = stands(drawn(STAYED, known="2025-04-01"), "dot")
    assert [(dot.look, known[0][0]) for dot, known in dots.items()] == [
        ("published", day("2025-02-01")), ("published", day("2025-05-20")),
    ]  # fmt: skip
    assert [dot.x for dot in shapes(drawn(STAYED), "dot")] == ["38.2%"]  # 20 May: a bar says the other


def test_announced_changes_and_enforcement_are_told_apart():
    """What was only said is a line and a mark; given-up enforcement hatches the bar, and its words say so."""
    tables = [
        *STAYED[:1],
        e("rescind", effect="unknown", announced="2025-05-13", certainty="announced"),
        e("announce_nonenforcement", effect="2025-05-13", announced="2025-05-13", certainty="announced"),
    ]
    shown = drawn(tables)
    assert [bar.look for bar in shapes(shown, "bar")] == ["pending", "force", "unenforced"]
    assert [each.look for each in shapes(shown, "said")] == ["announced"]
    assert [each.look for each in shapes(shown, "mark")] == ["announced"]
    assert [each.word for each in shapes(shown, "mark")] == ["rescission, no date given"]
    assert [each.word for each in shapes(shown, "bar")] == [
        "", "in force from 1 March 2025", "in force, non-enforcement announced from 13 May 2025",
    ]  # fmt: skip
    assert shapes(shown, "under") == []  # the bar tells it


def test_deadlines_and_duties_are_marks():
    """On the day itself, with its words."""
    tables = [
        *STAYED[:1],
        e("set_compliance", effect="2025-05-15", published="2025-02-01"),
        e("open_comment", through="2025-04-02", published="2025-02-01"),
    ]
    marks = stands(drawn(tables), "mark")
    assert {(mark.look, mark.title) for mark in marks} >= {
        ("duty", "Compliance required from 15 May 2025."), ("deadline", "Comments close on 2 April 2025."),
    }  # fmt: skip


def test_lines_for_the_days_compared_and_today():
    """Today is drawn where it lies near; what lies after the knowledge begins after that day."""
    shown = drawn(STAYED, today="2025-11-01", known="2025-06-30")
    assert [(line.look, line.label) for line in shown.lines] == [
        ("from", "1 Jan 2025"), ("on", "31 Dec 2025"), ("today", "1 Nov 2025"),
    ]  # fmt: skip
    assert [line.look for line in drawn(STAYED, today="2040-02-01").lines] == ["from", "on"]
    assert [line.look for line in drawn(STAYED, compared=("2025-05-01",)).lines] == ["on"]
    scale = shown.last - shown.first
    assert float(shown.known.x[:-1]) == pytest.approx((day("2025-07-01") - shown.first) / scale * 100, abs=0.06)


@each_row("compared", [("2025-05-12", "2025-05-20"), ("2025-01-01", "2025-12-31"), ("2005-01-01", "2025-01-01")])
def test_the_axis_has_room_for_its_names(compared):
    """A dozen at most, in order, within the picture."""
    shown = drawn([e("set_effective", effect="2004-03-01", published="2004-02-01")], compared=compared)
    places = [float(line.x[:-1]) for line in shown.months]
    assert 1 <= len(places) <= 13
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)


def test_lanes_in_the_order_in_which_they_begin():
    """As a staircase; the id decides among equals."""
    ids = ["us/x/c", "us/x/a", "us/x/b"]
    tables = [
        e("set_effective", f"k{n}", target=id_, effect=f"2025-0{month}-01", published=f"2025-0{month}-01")
        for n, (id_, month) in enumerate(zip(ids, (2, 4, 2), strict=True))
    ]
    shown = drawn(tables, instruments=[rule(id_) for id_ in ids])
    assert [lane.id for lane in shown.lanes] == ["us/x/b", "us/x/c", "us/x/a"]


def test_sixty_lanes_at_most():
    """Those of which most was said; how many are left out is told."""
    ids = [f"us/x/rule-{n:03}" for n in range(MOST + 15)]
    tables = [e("set_effective", f"k{id_}", target=id_, effect="2025-03-01", published="2025-02-01") for id_ in ids]
    tables += [e("note", f"n{id_}", target=id_, published="2025-04-01") for id_ in ids[-20:]]
    shown = drawn(tables, instruments=[rule(id_) for id_ in ids])
    assert len(shown.lanes) == MOST
    assert shown.left_out == 15
    assert {lane.id for lane in shown.lanes} >= set(ids[-20:])


def test_nothing_to_draw_is_no_picture():
    """An answer without events has none."""
    assert draw([], MODE, PictureFrame((0, 100), 100, None)) is None


def test_long_names_are_cut_to_their_columns():
    """Two columns for a Japanese character; the whole name stands in the title."""
    title = "先端計算用半導体及び半導体製造装置に関する輸出管理規則の改正"
    shown = drawn(STAYED, instruments=[rule(title=title)])
    assert shown.lanes[0].name.endswith("…")
    assert picture.cells(shown.lanes[0].name) <= picture.NAME
    assert shown.lanes[0].title == title


def test_every_status_has_a_look():
    """A status without one would have no bar; only nothing and none have none."""
    from regtrack.report import labels

    assert set(labels.STATUSES) - set(labels.LOOKS) == {"none"}


def test_the_window_fills_the_width():
    """From the first of the compared days to the close of the last."""
    shown = drawn(STAYED)
    assert (shown.first, shown.last) == (day("2025-01-01"), day("2025-12-31") + 1)


def test_only_signs_in_use_are_explained(bundled):
    page = render(bundled.since("2025-05-12", "2025-05-20"), "html")
    shown = re.findall(r'<li data-sign="([^"]+)">', page)
    assert "bar unenforced" in shown
    assert "bar stayed" not in shown  # nothing was, in that week
    assert '<li data-sign="bar stayed" hidden>' in page  # another week can show it


def test_lanes_stand_under_their_topic():
    """What moved first leads; a topic alone needs no heading."""
    fish = ("us/x/fish", "Fish rule", ("fish",))
    rules = [
        rule(id_, title=title, topics=topics) for id_, title, topics in (fish, ("us/x/chip", "Chip rule", ("chips",)))
    ]
    events = [
        e("publish", f"p{n}", target=each.id, published="2025-02-01") for n, each in enumerate(rules)
    ]  # fmt: skip
    page = render(track(events, rules).since("2025-01-31", "2025-02-28"), "html")
    headings = re.findall(r'<svg class="topic"[^>]*><text[^>]*>([^<]+)<', page)
    assert sorted(headings) == ["chips", "fish"]
    alone = render(track(events[:1], rules[:1]).since("2025-01-31", "2025-02-28"), "html")
    assert 'class="topic' not in alone


def test_words_stand_where_there_is_room_for_them():
    """The longest that fits is written on a bar, a shorter one on a short bar, none on the shortest."""
    tables = [
        e("set_effective", effect="2025-03-01", published="2025-02-01"),
        e("stay", effect="2025-10-20", until="2025-12-01", published="2025-10-10"),
    ]
    assert [bar.word for bar in shapes(drawn(tables), "bar")] == [
        "",
        "in force from 1 March 2025",
        "stayed",
        "in force",
    ]


def test_lanes_of_one_topic_stand_under_their_weight(bundled):
    page = render(bundled.since("2025-05-12", "2025-05-20"), "html")
    headings = re.findall(r'<svg class="topic"[^>]*><text[^>]*>([^<]+)<', page)
    assert headings == ["Binding law", "Guidance and lists", "Bills and proposals", "Announced, not enacted"]
