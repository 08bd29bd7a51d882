"""Everything that is done to a ledger, in any order: the same on each database, and the same after a copy.

A ``World`` is one history, told to several ledgers at once. What they answer is compared, with what copies of them
answer: an export that is added elsewhere, a ledger moved to the other database, one that is opened to be read only.
"""

import datetime as dt
import json
from collections.abc import Callable
from difflib import unified_diff
from typing import Any

from hypothesis import strategies as st

from regtrack import dates
from regtrack.errors import RegtrackError
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.inbox import InboxEntry
from regtrack.model.people import SOURCE, Person, Review, ReviewAction
from regtrack.report import render
from regtrack.sources.files.dump import read_dump
from regtrack.store import Batch, Sighting, Store, in_order, moving
from regtrack.tracker import Tracker
from tests.digest.office import Office, person
from tests.helpers import rule
from tests.strategies import DAYS, INSTRUMENTS, event

TARGETS = tuple(each.id for each in INSTRUMENTS)
START = dates.parse_instant("2024-01-05T12:00:00Z")
HOUR = 3_600_000_000
LATER = dt.datetime(2027, 1, 1, 12, tzinfo=dt.UTC)
STEPS = (0, HOUR, 26 * HOUR, 200 * HOUR, -HOUR)
OPS = (
    "record", "record", "complete", "complete", "restated", "dry_run", "history", "retitle", "same_as", "inbox",
    "accept", "reject", "link", "mark", "review", "digest", "digest", "rebase", "check_in",
)  # fmt: skip
FILES = ("file", "other")


class World:
    """One history, told to ledgers of several kinds.

    Args:
        stores: the ledgers, empty.
    """

    def __init__(self, stores: list[Store]) -> None:
        self.stores = stores
        self.now = START
        self.made = 0
        self.files: dict[str, dict[str, Event]] = {name: {} for name in FILES}
        self.keys: list[tuple[str, str]] = []
        self.each(lambda store: store.append(Batch("t", "T", list(INSTRUMENTS)), self.now))

    def each(self, do: Callable[[Store], Any]) -> Any:
        """Do it to every ledger; what comes of it is the same, an error too."""
        found = [self._outcome(do, store) for store in self.stores]
        assert all(each == found[0] for each in found), found
        return found[0]

    def _outcome(self, do: Callable[[Store], Any], store: Store) -> Any:
        try:
            return do(store)
        except RegtrackError as error:
            return type(error).__name__, str(error).replace(store.location, "LEDGER")

    def step(self, draw: Any) -> str:
        """Do one thing more."""
        self.now = max(self.now + draw(st.sampled_from(STEPS)), START)
        name: str = draw(st.sampled_from(OPS))
        getattr(self, f"_{name}")(draw)
        return name

    # --- what is done -------------------------------------------------------------------------------------------------

    def _event(self, draw: Any, key: str = "") -> Event:
        self.made += 1
        made: Event = draw(event(key or f"e{self.made}", TARGETS, tuple(self.keys[-6:])))
        self.keys.append((made.key, made.target))
        return made

    def _put(self, *items: Any, source: str = "t", **more: Any) -> None:
        self.each(lambda store: store.append(Batch(source, source.upper(), in_order(items), **more), self.now))

    def _record(self, draw: Any) -> None:
        known = [key for key, _ in self.keys if key.startswith("e")]
        key = draw(st.sampled_from(["", "", *known[-4:]]))
        self._put(*[self._event(draw, key if not n else "") for n in range(draw(st.integers(1, 3)))])

    def _complete(self, draw: Any) -> None:
        """Tell a file anew: some facts go, some are corrected, some are back, some are new."""
        name = draw(st.sampled_from(FILES))
        file = self.files[name]
        for key in list(file):
            turn = draw(st.integers(0, 5))
            if turn == 0:
                del file[key]
            elif turn == 1:
                file[key] = self._event(draw, key)
        for _ in range(draw(st.integers(0, 2))):
            key = f"{name}:{draw(st.integers(0, 4))}"
            file[key] = self._event(draw, key)
        self._put(*file.values(), source=name, complete=True, digest=str(self.made))

    def _restated(self, draw: Any) -> None:
        day = draw(st.integers(0, 2))
        made = [self._event(draw, f"fr:{day}:{n}") for n in range(draw(st.integers(0, 2)))]
        self._put(*made, source="register", restated=[f"fr:{day}:"], portions=[f"day {day}"])

    def _dry_run(self, draw: Any) -> None:
        made, keys = self.made, list(self.keys)
        self._put(self._event(draw), dry_run=True)
        self.made, self.keys = made, keys

    def _history(self, draw: Any) -> None:
        self._put(self._event(draw), source="archive", history=True)

    def _retitle(self, draw: Any) -> None:
        self.made += 1
        old = draw(st.sampled_from(INSTRUMENTS))
        self._put(rule(old.id, old.kind, title=f"Title {self.made}", aliases=(("en", (f"Name {self.made}",)),)))

    def _same_as(self, draw: Any) -> None:
        self.made += 1
        stand_in = rule(f"us/fr/89-fr-{self.made}", "notice", citation=(f"89 FR {self.made + 100}",))
        told = draw(event(f"of:{self.made}", (stand_in.id,)))
        self._put(stand_in, told)
        target = draw(st.sampled_from(TARGETS))
        same = rule(stand_in.id, "notice", citation=stand_in.citation, same_as=target)
        moved = Event(**{name: getattr(told, name) for name in _FIELDS} | {"target": target})
        self._put(same, moved)

    def _inbox(self, draw: Any) -> None:
        self.made += 1
        shown = f"item:{self.made}"
        key = f"{shown}?order"
        proposed = rule(f"us/x/found-{draw(st.integers(0, 2))}", "guidance")
        claim = draw(event(f"{key}/claim", (proposed.id,)))
        entry = InboxEntry(
            key, shown, "An order", proposed, quotes=("words",), events=(claim,), suggestions=TARGETS[:1]
        )
        paper = Document(shown, "Publisher", f"https://example.org/{self.made}", f"Item {self.made}")
        self._put(paper, entry, source="feed", sightings=[Sighting(shown, (self.made,))])

    def _accept(self, draw: Any) -> None:
        self._decide(draw, lambda inbox, key: inbox.accept(key))

    def _reject(self, draw: Any) -> None:
        self._decide(draw, lambda inbox, key: inbox.reject(key, note="no"))

    def _link(self, draw: Any) -> None:
        self._decide(draw, lambda inbox, key: inbox.link(key, TARGETS[0]))

    def _decide(self, draw: Any, do: Callable[[Any, str], Any]) -> None:
        key = f"item:{draw(st.integers(1, max(1, self.made)))}?order"
        self.each(lambda store: str(do(self.tracker(store).inbox, key)))

    def _mark(self, draw: Any) -> None:
        name = draw(st.sampled_from(("last", "ada")))
        self.each(lambda store: store.bookmark(name, self.now))

    def _review(self, draw: Any) -> None:
        self.made += 1
        about = f"{draw(st.integers(0, 3)):024x}"
        action = draw(st.sampled_from(list(ReviewAction)))
        made = Review(about, TARGETS[0], "ada", action, dates.iso_instant(self.now), note=f"note {self.made}")
        items = [Person("ada", "Ada", "ada@example.org", revoked=draw(st.booleans())), made]
        self.each(lambda store: store.append(Batch(SOURCE, "People", items, closes=False), self.now))

    def _digest(self, draw: Any) -> None:
        days = draw(st.sampled_from((0, 0, 0, 30)))  # a wrong clock
        self.each(lambda store: self._report(self._office(store, days).run()))

    def _rebase(self, _: Any) -> None:
        self.each(lambda store: {who: last.at for who, last in self._office(store).digests.rebase().items()})

    def _check_in(self, draw: Any) -> None:
        problem = draw(st.sampled_from((None, None, "not there")))
        batch = Batch("feed", "FEED", [], digest=str(self.made % 2), problem=problem, next_poll_at=self.now + HOUR)
        self.each(lambda store: store.check_in([batch], self.now))

    def _office(self, store: Store, days: int = 0) -> Office:
        office = Office(person(), person("kai", schedule="weekly mon 07:00 UTC"), store=store)  # type: ignore[arg-type]
        office.now = self.now + 24 * days * HOUR
        return office

    def _report(self, report: Any) -> Any:
        return [(each.subscriber, each.number, each.facts) for each in getattr(report, "made", ())] or report.whole

    # --- what it answers ----------------------------------------------------------------------------------------------

    def tracker(self, store: Store) -> Tracker:
        return Tracker(store, clock=lambda: dt.datetime.fromtimestamp(self.now / 1e6, dt.UTC))

    def answers(self, store: Store, asked: tuple[str, str, str]) -> list[str]:
        """Every question, as the JSON that programs read."""
        tracker, (first, last, known_by) = Tracker(store, clock=lambda: LATER), asked
        first, last = sorted((first, last))
        found = [
            tracker.since(first, known_by=known_by), tracker.since(first, last, known_by=known_by),
            tracker.diff(first, last, known=last, known_by=known_by), tracker.board(last, known_by=known_by),
            tracker.upcoming(within=400), tracker.since(first, threshold="reported"),
            tracker.timeline(),
            *(tracker.why(tracker.state(target, last, first, known_by=known_by)) for target in TARGETS),
        ]  # fmt: skip
        shown = [render(each, "json") for each in found]
        shown += [str(tracker.search(words).found) for words in ("title", "name")]
        shown.append(str(tracker.inbox.list(decided=True)))
        shown.append(str([(each.review, each.recorded) for each in store.reviews()]))
        shown.append(str(list(store.outbox.history())) + str(store.outbox.rows()) + str(store.bookmarks()))
        return [each.replace(store.location, "LEDGER") for each in shown]

    def compare(self, asked: tuple[str, str, str], *others: Store) -> None:
        """The same answers from each, and nothing damaged."""
        expected = self.answers(self.stores[0], asked)
        for store in (*self.stores[1:], *others):
            for mine, other in zip(expected, self.answers(store, asked), strict=True):
                if mine != other:
                    changed = unified_diff(mine.split(","), other.split(","), "first", store.location, n=1, lineterm="")
                    raise AssertionError("\n".join(changed)[:3000])
        heads = {store.head().head for store in (*self.stores, *others)}
        assert len(heads) == 1
        for store in (*self.stores, *others):
            assert [str(each) for each in store.check()] == []


_FIELDS = tuple(field.name for field in Event.__attrs_attrs__)  # type: ignore[attr-defined]
asked = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS), st.sampled_from(["public", "record"]))


def restored(store: Store, target: Store, at: int) -> Store:
    """A ledger that is made from an export of another."""
    lines = "\n".join(json.dumps(line, ensure_ascii=False, sort_keys=True) for line in store.dump())
    target.merge(read_dump(lines.encode(), "export"), at)
    return target


def moved(store: Store, target: Store) -> Store:
    """A ledger that another one was moved to."""
    moving.move(store, target)
    return target
