"""A public ledger and one's own that answer as one: what each holds, and what they say twice."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

import regtrack
from regtrack import dates
from regtrack.errors import InputError, StoreError
from regtrack.report import render
from regtrack.store import Batch, SqliteStore, Store, open_store
from regtrack.store.joined import JoinedStore
from regtrack.store.messages import ReportedFact
from regtrack.tracker import Tracker
from tests.bench import generate
from tests.hardcases.runner import Case, answer, load_cases, mismatches
from tests.helpers import NOW, RULE, e, events_of, rule
from tests.store.kinds import STORES
from tests.store.postgres.test_reports import COUNT, QUESTIONS

AT = dates.tick_of(NOW)
CASES = [case for case in load_cases(Path(__file__).parents[1] / "hardcases") if case.xfail is None]
PUBLIC, SECRET = events_of([
    e("set_effective", "t:public", effect="2024-03-01", published="2024-01-15"),
    e("stay", "t:secret", effect="2024-03-10", published="2024-02-15"),
])  # fmt: skip
REVISED = attrs.evolve(PUBLIC, effect=attrs.evolve(PUBLIC.effect, text="2024-04-01"))


class Halves(JoinedStore):
    """A pair of ledgers, each item of a batch recorded in either or in both of them, by chance."""

    def __init__(self, stores: list[Store], seed: int) -> None:
        super().__init__(stores)
        self.chance = random.Random(seed)

    def append(self, batch: Batch, now: int) -> Any:
        there, here = list[Any](), list[Any]()
        for item in batch.items:
            for place in self.chance.choice([(there,), (here,), (there, here)]):
                place.append(item)
        JoinedStore([self._own, self._stores[0]]).append(attrs.evolve(batch, items=there), now)
        return super().append(attrs.evolve(batch, items=here), now)


@pytest.fixture(params=["sqlite", "postgres"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, Store, JoinedStore]]:
    """A public ledger with a rule and an event, one's own beside it, and both as one."""
    public, own = SqliteStore(tmp_path / "public.sqlite"), STORES[request.param](request)("own")
    public.append(Batch("public", "P", [rule(), PUBLIC]), AT)
    yield public, own, JoinedStore([public, own])
    public.close()
    own.close()


# --- as one ledger ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_hard_case_split_at_random(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    halves = Halves([SqliteStore(":memory:"), SqliteStore(":memory:")], seed=len(case.id))
    monkeypatch.setattr(regtrack, "open", lambda _place, *, clock, **_: Tracker(halves, clock=clock))
    other = attrs.evolve(case)
    for question in case.questions:
        assert mismatches(answer(other, question), question["expect"]) == [], question


def test_reports_are_those_of_one_ledger() -> None:
    """To the byte, of a generated ledger whose facts lie in either or in both."""
    one, halves = SqliteStore(":memory:"), Halves([SqliteStore(":memory:"), SqliteStore(":memory:")], seed=0)
    for store in (one, halves):
        store.append(Batch("bench", "B", [*generate.instruments(COUNT), *generate.documents(COUNT)]), generate.LOADED)
        for events in generate.events(COUNT, 10_000):
            store.append(Batch("bench", "B", events), generate.LOADED)
        store.append(Batch("bench", "B", generate.news(COUNT)), generate.UPDATED)
    here, there = (Tracker(store, clock=lambda: generate_now()) for store in (one, halves))
    for name, question in QUESTIONS.items():
        for format_ in ("text", "json"):
            assert render(question(here), format_) == render(question(there), format_), (name, format_)
    totals = [(each.instruments, each.documents, each.events) for each in (one.totals(), halves.totals())]
    assert totals[0] == totals[1]


def generate_now() -> Any:
    return dates.instant_of(dates.parse_instant("2025-09-01T12:00:00Z"))


# --- which of them ----------------------------------------------------------------------------------------------------


def test_what_is_written_goes_into_the_last(pair: tuple[Store, Store, JoinedStore]) -> None:
    public, own, both = pair
    before = public.head()
    assert both.append(Batch("ours", "O", [SECRET]), AT + 1).new == 1
    tracker = Tracker(both, clock=lambda: NOW)
    assert tracker.state(RULE, "2024-03-05").status == "in_force"
    assert tracker.state(RULE, "2024-03-15").status == "stayed"
    assert Tracker(public, clock=lambda: NOW).state(RULE, "2024-03-15").status == "in_force"
    assert own.totals().events == 1
    assert own.totals().instruments == 1  # its own record of the rule, to be read by itself
    assert (both.totals().instruments, both.totals().events) == (1, 2)
    both.bookmark("last", AT)
    assert (public.bookmarks(), own.bookmarks()) == ({}, {"last": AT})
    assert public.head() == before
    assert both.head() == own.head()
    assert both.head(before.head) == before


def test_the_same_fact_counts_once(pair: tuple[Store, Store, JoinedStore]) -> None:
    _, own, both = pair
    both.append(Batch("ours", "O", [PUBLIC, SECRET]), AT + 1)
    assert own.totals().events == 2
    assert both.totals().events == 2
    (number,) = both.numbers([RULE]).values()
    assert [[p.key for p in postings] for _, postings in both.postings()] == [["t:public", "t:secret"]]
    assert {each.recorded for each in both.events(p.id for _, own in both.postings() for p in own).values()} == {
        AT, AT + 1,
    }  # fmt: skip
    assert [(each.posting.key, each.target) for each in both.arrivals(AT, AT + 5)] == []  # a first load is no news
    both.append(Batch("ours", "O", [REVISED]), AT + 2)
    assert [(each.posting.key, each.revises, each.target) for each in both.arrivals(AT + 1, AT + 5)] == [
        ("t:public", True, number)
    ]
    assert both.standing(["t:public"]) == {"t:public": REVISED}


def test_what_is_said_otherwise_stands_as_in_one_ledger(pair: tuple[Store, Store, JoinedStore]) -> None:
    """What was recorded last, whichever ledger has it; what a source takes back is gone wherever it is recorded."""
    public, _, both = pair
    both.append(Batch("ours", "O", [REVISED]), AT + 1)
    tracker = Tracker(both, clock=lambda: NOW)
    assert tracker.state(RULE, "2024-03-05").status == "pending"
    assert tracker.state(RULE, "2024-04-05").status == "in_force"
    third = attrs.evolve(PUBLIC, effect=attrs.evolve(PUBLIC.effect, text="2024-05-01"))
    public.append(Batch("public", "P", [third]), AT + 2)
    assert tracker.state(RULE, "2024-04-05").status == "pending"
    both.append(Batch("ours", "O", [], restated=["t:"]), AT + 3)
    assert tracker.state(RULE, "2024-06-05").status != "in_force"
    assert both.standing(["t:public"]) == {}


def test_digests_live_in_the_last(pair: tuple[Store, Store, JoinedStore]) -> None:
    from tests.store.contract.test_outbox import digest, fact

    public, own, both = pair
    assert both.outbox.commit(digest(fact()))
    assert list(public.outbox.history()) == []
    assert [isinstance(each.fact, ReportedFact) for each in own.outbox.history()] == [True]


def test_checks_name_the_ledger(pair: tuple[Store, Store, JoinedStore]) -> None:
    public, _, both = pair
    assert list(both.check()) == []
    assert isinstance(public, SqliteStore)
    public._db.execute("DELETE FROM mark")
    assert {each.place.partition(": ")[0] for each in both.check()} == {public.location}


# --- opening ----------------------------------------------------------------------------------------------------------


def test_several_are_opened_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    public, own = tmp_path / "public.sqlite", tmp_path / "own.sqlite"
    with regtrack.open(public, bundled=False) as tracker:
        tracker.record(rule(), PUBLIC)
    for named in ([public, own], f"{public} + {own}"):
        with regtrack.open(named, bundled=False, clock=lambda: NOW) as tracker:
            assert tracker.state(RULE, "2024-03-05").status == "in_force"
            assert tracker.status().totals.location == f"{public} + {own}"
    monkeypatch.setenv("REGTRACK_STORE", f"{public} + {own}")
    with regtrack.open(bundled=False) as tracker:
        tracker.record(SECRET)
    with regtrack.open(public, bundled=False) as tracker:
        assert tracker.status().totals.events == 1
    with pytest.raises(StoreError, match="found no ledger to read"):
        open_store([tmp_path / "none.sqlite", own])
    with pytest.raises(InputError, match="expected one, or several that differ"):
        open_store([own, own])
