"""The page's answers are the library's, on hundreds of pairs of days drawn by a fixed seed."""

import datetime as dt
import random
from copy import copy
from pathlib import Path

import pytest

from regtrack import diff
from regtrack.dates import Moment
from regtrack.diff import Subject
from regtrack.fold import Question, state
from regtrack.model.change import Facet
from regtrack.model.kinds import Certainty
from regtrack.model.state import KnownBy
from regtrack.report import render
from tests.hardcases.runner import apart, load_cases, together

CASES = Path(__file__).parents[1] / "hardcases"

ASK_STATES = """([ids, pairs]) => pairs.map(([on, known, mode]) => ids.map(id => {
  const found = regtrack.state(id, on, known, mode);
  return [found.status, found.underlying, found.force, found.enforcement, found.flags];
}))"""
ASK_CHANGES = """asked => asked.map(([id, before, after, mode]) => regtrack.changes(id, before, after, mode).map(
  c => [c.scope, c.facet, c.name, c.before, c.after, c.on, !!c.went]))"""
SAMPLE = 16
"""So many instruments are asked about for each pair of days, drawn anew."""
MODES = [(by, floor) for by in KnownBy for floor in Certainty]


class Ledger:
    """The instruments of one answer, to be asked beside its page."""

    def __init__(self, answer):
        self.page = render(answer, "html")
        self._instruments = instruments = answer.sources.instruments
        self.subjects = {
            id_: Subject(id_, instruments[id_].family, instruments[id_].legal_zone, postings)
            for id_, postings in answer.history.read().items()
            if postings
        }

    def part(self, ids):
        """Some instruments of the page alone."""
        part = copy(self)
        part.subjects = {id_: self.subjects[id_] for id_ in ids if id_ in self.subjects}
        return part

    def days(self, chance, count):
        """Days on which something may turn, those beside them, and any others."""
        ticks = {
            tick
            for subject in self.subjects.values()
            for p in subject.postings
            for tick in (p.available, p.recorded, p.hold, p.begin0, p.begin1, p.end0, p.end1)
            if tick is not None and abs(tick) < 2**61
        }
        turns = sorted({dt.date(1970, 1, 1) + dt.timedelta(microseconds=tick) for tick in ticks})
        first, last = turns[0] - dt.timedelta(days=100), turns[-1] + dt.timedelta(days=400)
        for _ in range(count):
            if chance.random() < 0.6:
                yield chance.choice(turns) + dt.timedelta(days=chance.randint(-1, 1))
            else:
                yield first + dt.timedelta(days=chance.randrange((last - first).days))

    def state(self, subject, on, known, mode):
        question = Question(Moment(day=on), Moment(day=known), *mode)
        found = state(
            subject.postings, instrument=subject.id, family=subject.family, zone=subject.zone, question=question
        )
        if found.hours:  # the page tells how a day closes
            return None
        flags = {*found.flags}
        if found.status == "expired":  # the end of a stay is as unsure as the return of what it stayed
            others = [self.subjects[id_] for id_ in self._instruments[subject.id].stays if id_ in self.subjects]
            behind = [flag for each in others for flag in (self.state(each, on, known, mode) or [[]])[-1]]
            flags |= {flag for flag in behind if flag == "unconfirmed" or flag.startswith("stale_since=")}
        flags = sorted(flags)
        return [found.status, found.underlying, found.force.value, found.enforcement, flags]

    def changes(self, subject, before, after, mode):
        asked = (Question(Moment(day=on), Moment(day=known), *mode) for on, known in (before, after))
        found = diff.compare(subject, *asked)
        return [
            [c.scope, c.facet.value, c.name, c.before, c.after, c.on, c.came_and_went]
            for c in found
            if c.facet is not Facet.RECORD  # a statement that moved nothing is no difference of two states
        ]


def unseen(page):
    """The page with nothing of it laid out or painted, for those who ask its script alone."""
    assert page.count("<body") == 1
    return page.replace("<body", "<body hidden")


def name_of(mode):
    return f"{mode[0].value}/{mode[1].label}"


def compare_states(ledger, page, chance, count, modes):
    days = ledger.days(chance, 2 * count)
    pairs = [(on, known, chance.choice(modes)) for on, known in zip(days, days, strict=True)]
    asked = [[str(Moment(day=on)), str(Moment(day=known)), name_of(mode)] for on, known, mode in pairs]
    found_by_pair = page.evaluate(ASK_STATES, [list(ledger.subjects), asked])
    for (on, known, mode), found in zip(pairs, found_by_pair, strict=True):
        theirs = dict(zip(ledger.subjects, found, strict=True))
        for subject in chance.sample(list(ledger.subjects.values()), min(SAMPLE, len(found))):
            ours = ledger.state(subject, on, known, mode)
            assert ours is None or theirs[subject.id] == ours, (
                f"{subject.id} on {on} as known on {known} by {name_of(mode)}"
            )


def compare_changes(ledger, page, chance, count, modes):
    days = list(ledger.days(chance, 4 * count))
    cases = []
    for place in range(count):
        a, b, c, d = days[4 * place : 4 * place + 4]
        before, after = chance.choice([((a, a), (b, b)), ((a, c), (b, c)), ((a, b), (a, c)), ((a, b), (c, d))])
        cases.append((chance.choice(list(ledger.subjects.values())), before, after, chance.choice(modes)))
    asked = [
        [subject.id, *({"on": str(on), "known": str(known)} for on, known in (before, after)), name_of(mode)]
        for subject, before, after, mode in cases
    ]
    differing = 0
    for (subject, before, after, mode), found in zip(cases, page.evaluate(ASK_CHANGES, asked), strict=True):
        expected = ledger.changes(subject, before, after, mode)
        key = repr
        told = f"{subject.id} from {before} to {after} by {name_of(mode)}"
        assert sorted(found, key=key) == sorted(expected, key=key), told
        differing += bool(found)
    return differing


@pytest.fixture(scope="module")
def timeline(bundled):
    return Ledger(bundled.timeline())


def test_states_of_the_bundled_timeline(timeline, show):
    """160 pairs, 16 instruments for each: status, what lies under a stay, force, enforcement and warnings."""
    page = show(unseen(timeline.page), unfold=False)
    assert page.evaluate("regtrack.instruments") == list(timeline.subjects)
    chance = random.Random(20251110)
    compare_states(timeline, page, chance, 100, MODES[3:4])
    compare_states(timeline, page, chance, 60, MODES)


def test_changes_of_the_bundled_timeline(timeline, show):
    """500 pairs of questions, whatever moves: law, knowledge or both."""
    page = show(unseen(timeline.page), unfold=False)
    assert compare_changes(timeline, page, random.Random(20250513), 500, MODES) > 125


def test_hard_cases(show):
    """Provisions, zones, corrections, doubtful dates: each hard case on its own days, many on a page."""
    page, asked = None, 0
    for cases in apart(load_cases(CASES)):
        ledger = Ledger(together(cases).timeline())
        page = show(unseen(ledger.page), again=page, unfold=False)
        assert page.evaluate("regtrack.instruments") == list(ledger.subjects)
        for case in cases:
            own, chance = ledger.part(item.id for item in case.timeline.instruments), random.Random(case.id)
            compare_states(own, page, chance, 10, MODES)
            compare_changes(own, page, chance, 20, MODES)
            asked += len(own.subjects)
    assert asked > 110
