"""From events to the state of the law: pure, and it knows dimensions and operations only.

The idea in five lines. What has dates is an amendment; a provision and an instrument are views over amendments. A
dimension of it holds *terms*, stretches of legal time. An event opens a term, moves its begin or its end, or shuts it.
Statements of one act stand beside each other; a later act rules from the moment it takes hold, so what counts on day D
is the last act that had taken hold by D. Nothing that the clock does is ever an event.

Order of acts: by the moment they take hold, then by when they could be known; what is equal in both is one act. Never
by when they were recorded, nor by their names, so that neither the order of ingestion nor an id can matter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter

from regtrack.dates import DAWN, NEVER, Tick
from regtrack.fold.reach import amended, restates
from regtrack.fold.terms import DIM, OP, Known, Limit, as_known, by_dimension, for_whom
from regtrack.model.document import OF_ITEMS
from regtrack.model.kinds import Certainty, Dimension, Family
from regtrack.model.posting import SCOPE_UNREAD, UNREAD, Posting, ticks_of
from regtrack.model.scope import Path, amendment_of, covers, provision_of
from regtrack.model.state import KnownBy

_ASIDE = frozenset((Dimension.TEXT, Dimension.ENFORCEMENT, Dimension.DUTY))
"""A rule of which only the text, the enforcement or a duty is known is not known to bind, and not known not to."""
_REPORTED, _ANNOUNCED, _PUBLISHED = map(int, (Certainty.REPORTED, Certainty.ANNOUNCED, Certainty.PUBLISHED))


def _known(postings: Sequence[Posting], limit: Limit) -> list[Known]:
    """Return what is known by then, in order: one posting a fact.

    By record, a revision counts from when it was recorded. By public knowledge it always counts: that we first wrote
    it down wrongly was never public.
    """
    tick = limit.tick
    if limit.known_by is KnownBy.RECORD:
        postings = [p for p in postings if p.recorded <= tick]
    if len({p.key for p in postings if p.detail.settled}) == len(postings):  # most instruments: nothing to weigh
        known = [p for p in postings if p.available <= tick]
    else:
        known = [k for p in _current(postings) if (k := as_known(p, limit)) is not None]
    known.sort()
    return known


def _current(postings: Sequence[Posting]) -> list[Posting]:
    """Return the newest record of each fact, without those that our own record says were wrong."""
    postings = sorted(postings, key=_SEQ)
    newest = {p.key: p for p in postings}
    revised = {p.detail.of: p.seq for p in postings if p.detail.of is not None and p.row.operation is OP.REVISE}
    return [p for p in newest.values() if p.seq >= revised.get(p.key, 0)]


_SEQ, _AVAILABLE = attrgetter("seq"), attrgetter("available")


class Course:
    """All that is known of one instrument, sorted once and then queried for any tick of legal time.

    Args:
        postings: every posting of the instrument, in any order.
        family: which vocabulary of statuses it uses.
        limit: what counts as known.
    """

    def __init__(self, postings: Sequence[Posting], family: Family, limit: Limit) -> None:
        self.limit = limit
        self.family = family
        self.postings = postings
        self.counted: list[Known] = []
        self.uncounted: list[Known] = []
        self.confirmed: set[str] = set()
        self.restated: set[str] = set()
        self.unread: list[Known] = []
        self.foreign: list[Known] = []
        self.amendments: tuple[Path, ...] = ()
        self.contested = False
        self.divided = False
        self.vague = False
        self._ticks: list[Tick] | None = None
        threshold = int(limit.threshold)
        announced = min(threshold, _ANNOUNCED)
        enforcement, knowledge, force = DIM.ENFORCEMENT, DIM.KNOWLEDGE, DIM.FORCE
        verdicts: list[Known] = []
        acts: defaultdict[Dimension, list[Known]] = defaultdict(list)
        persons, count = False, self.counted.append
        for known in _known(postings, limit):
            row, detail, certainty = known.row, known.detail, known.certainty
            foreign = row.unknown
            if not detail.simple:
                foreign = foreign or UNREAD in detail.flags
                self.contested = self.contested or bool(detail.conflicts_with)
                self.vague = self.vague or detail.undated
                if detail.parts or detail.exclude:
                    self.divided = True
                    self.amendments = detail.amendments or self.amendments
                    if SCOPE_UNREAD in detail.flags:
                        self.unread.append(known)
                if row.dimension is knowledge and detail.of:
                    verdicts.append(known)
                persons = persons or (detail.parties is not None and row.dimension is force)
            if foreign:
                self.foreign.append(known)
            # An agency's announcement does move its own enforcement; nothing else (semantics 1.2).
            if certainty >= _PUBLISHED or (
                certainty >= (announced if row.dimension is enforcement else threshold) and not detail.undated
            ):
                count(known)
                acts[row.dimension].append(known)
            elif row.operation is not OP.RECITE:  # what is recited is no promise
                self.uncounted.append(known)
        retracted = self._heed(verdicts) if verdicts else ()
        if retracted:
            self.counted = [k for k in self.counted if k.key not in retracted]
            self.uncounted = [k for k in self.uncounted if k.key not in retracted]
        if self.contested:
            self._set_aside()
        self.acts = by_dimension(self.counted) if retracted or self.contested else acts
        recitals = [k for d in (DIM.STAGE, force) for k in self.acts.get(d, ()) if k.row.operation is OP.RECITE]
        if recitals:
            self._weigh(recitals)
        self.force_known = not self.acts.keys() <= _ASIDE
        self._corroborate()
        if persons:
            self._divide_by_persons()

    def _divide_by_persons(self) -> None:
        """Let what takes effect for some persons on a day of its own be a part of its own."""
        opens = (k for k in self.counted if k.row.dimension is DIM.FORCE and k.row.operation is OP.OPEN)
        if found := for_whom(opens):
            self.divided = True
            self.counted = [found.get(k.id, k) for k in self.counted]

    def _weigh(self, recitals: Sequence[Known]) -> None:
        """Let what later documents recite of the making of a rule count only where nothing else tells of it."""
        from regtrack.fold.recitals import issued, recited, since_issue  # of most rules nothing is recited

        others = [k for k in self.counted if k.row.operation is not OP.RECITE]
        self.acts = by_dimension(others)
        told = list(issued(recitals, self.acts[DIM.STAGE]))
        since = max((k.begin1 for k in told), default=NEVER)
        others = since_issue(others, told, since)
        self.counted = sorted([*others, *told, *recited(recitals, others, since)])
        self.acts = by_dimension(self.counted)

    def _corroborate(self) -> None:
        """Let a report of an act on record move nothing, and promise nothing, at any threshold."""
        everything = self.uncounted if self.limit.threshold == _PUBLISHED else [*self.uncounted, *self.counted]
        reports = [k for k in everything if k.certainty < _PUBLISHED]
        if not reports or not self.counted:
            return
        self.restated = {known.key for known in reports if restates(known, self.acts[known.row.dimension])}
        if not self.restated or everything is self.uncounted:
            return
        moved = [k for k in self.counted if k.key in self.restated]
        if moved:
            self.counted = [k for k in self.counted if k.key not in self.restated]
            self.acts = by_dimension(self.counted)
            self.uncounted = sorted([*self.uncounted, *moved])

    def _set_aside(self) -> None:
        """Let a claim against the record count nowhere (docs/decisions/0007).

        Of two reports of feeds neither is the record: where reports count, the later one rules as ever. A report that
        a person recorded is.
        """
        reported = {k.key for k in self.counted if k.certainty <= _REPORTED and k.key.startswith(OF_ITEMS)}
        claims = {loser for each in self.contesting() for loser, other in self.lost(each) if {loser, other} - reported}
        self.uncounted += [k for k in self.counted if k.key in claims]
        self.uncounted.sort()
        self.counted = [k for k in self.counted if k.key not in claims]

    def _heed(self, verdicts: Sequence[Known]) -> set[str]:
        """Note what is confirmed, and return what is retracted.

        Only a statement that counts, or is as certain as its object, is heeded: a news report retracts no act.
        """
        certainty = {known.key: known.certainty for known in chain(self.counted, self.uncounted)}
        retracted: set[str] = set()
        for known in verdicts:
            of = known.detail.of or ""
            if known.certainty < min(self.limit.threshold, certainty.get(of, self.limit.threshold)):
                continue
            if known.row.operation is OP.RETRACT:
                retracted.add(of)
            elif known.row.operation is OP.CONFIRM:
                self.confirmed.add(of)
        return retracted

    def contradicted(self, known: Known) -> list[str]:
        """Return the keys of what a statement contradicts, but for what nobody knew then."""
        return [key for key in known.detail.conflicts_with if key not in self._not_yet]

    def contesting(self) -> Iterator[Known]:
        """Return the statements that contradict another, as far as it is known."""
        return (k for k in chain(self.counted, self.uncounted) if k.detail.conflicts_with and self.contradicted(k))

    def lost(self, known: Known) -> Iterator[tuple[str, str]]:
        """Return, for each statement that one contradicts, the key of the loser of the two, and of the other.

        The less certain loses; of two that are equally certain, the one that says of itself that it contradicts.
        """
        for key in self.contradicted(known):
            other = self._certainty.get(key, known.certainty)
            yield (key, known.key) if other < known.certainty else (known.key, key)

    @cached_property
    def _certainty(self) -> dict[str, int]:
        return {k.key: k.certainty for k in chain(self.counted, self.uncounted)}

    @cached_property
    def first_recorded(self) -> dict[str, int]:
        """The place in the record of the first statement under each key."""
        return {p.key: p.seq for p in sorted(self.postings, key=lambda p: -p.seq)}

    @cached_property
    def _not_yet(self) -> set[str]:
        """Keys of what is recorded and not known."""
        return {p.key for p in self.postings} - {k.key for k in chain(self.counted, self.uncounted)}

    def seen(self) -> Tick:
        """When the last statement became known."""
        known = map(_AVAILABLE, chain(self.counted, self.uncounted))
        return max(filter(self.limit.tick.__ge__, known), default=DAWN)

    @cached_property
    def only_parts(self) -> bool:
        """Whether dates are set for parts alone, so that there is no rest of the instrument that could stand anyhow."""
        force = [k for k in self.counted if k.row.dimension is DIM.FORCE and k.row.operation is not OP.NOTE]
        understood = any(SCOPE_UNREAD not in k.detail.flags for k in force)
        return self.divided and understood and all(k.detail.parts for k in force)

    @cached_property
    def paths(self) -> list[Path]:
        """The parts that some counted event distinguishes, sorted: as amendments where these differ, else as stated."""
        return sorted({part for path in self._named for part in self.parts_of(path)}) if self.divided else []

    @cached_property
    def _named(self) -> set[Path]:
        return {path for known in self.counted for path in (*known.detail.parts, *known.detail.exclude)}

    @cached_property
    def _distinguished(self) -> set[str | None]:
        """The amendments that some event distinguishes from the rest."""
        return {amendment_of(path) for path in self._named} - {None}

    def parts_of(self, path: Path) -> list[Path]:
        """Return what a part consists of.

        Itself, or what each amendment does to it, if some event distinguishes these.
        """
        if not self.amendments or not path or not self._distinguished:
            return [path]
        found = list(amended(path, self.amendments))
        differs = amendment_of(path) or any(each[0] in self._distinguished for each in found)
        return found if found and differs else [path]

    def elements(self, path: Path) -> list[Path]:
        """Return the parts whose standings make up that of one: what it consists of, then what differs within it."""
        if not self.divided:
            return [path]
        parts = self.parts_of(path)
        return [*parts, *(p for p in self.paths if p not in parts and any(covers(q, p) for q in (path, *parts)))]

    def is_of_rest(self, path: Path) -> bool:
        """Whether a provision that no statement names is of what the named ones leave.

        These are provisions of its part of the Code, and were read, and something is said of the whole.
        """
        named = self._named
        read = not self.unread and all(each[0].endswith(" CFR") for each in named)
        return self.divided and read and not self.only_parts and any(each[:2] == path[:2] for each in named)

    def is_unread(self, path: Path) -> bool:
        """Whether a part is only words that nobody could resolve."""
        naming = [k for k in self.counted if path in k.detail.parts or path in k.detail.exclude]
        return bool(naming) and all(SCOPE_UNREAD in k.detail.flags for k in naming)

    @property
    def promises(self) -> bool:
        """Whether a change was announced that is not yet enacted, and not restated by an act."""
        return any(k.key not in self.restated and k.key not in self.confirmed for k in self.uncounted)

    def quiet(self, first: Tick, last: Tick) -> bool:
        """Whether no date of any statement lies between two ticks (last included), so that all is the same at both."""
        ticks = self._ticks
        if ticks is None:
            found = set(chain.from_iterable(map(ticks_of, chain(self.counted, self.uncounted))))
            found.discard(None)
            self._ticks = ticks = sorted(found)  # type: ignore[arg-type]  # None is out
        return bisect_right(ticks, first) == bisect_right(ticks, last)

    def stirred(self, later: Course, first: Tick, last: Tick) -> list[Known]:
        """Return what counts in one of two courses alone, or has a date between two ticks: only it changes anything."""
        mine, theirs = self.counted, later.counted
        if theirs[: len(mine)] == mine:  # most often: what came later stands at the end
            found = theirs[len(mine) :]
        else:
            gone = {k.id: k for k in mine}
            found = [k for k in theirs if gone.pop(k.id, None) is not k]
            found += gone.values()
        if not self.quiet(first, last):
            found += [k for k in self.counted if any(t is not None and first < t <= last for t in ticks_of(k))]
        return found

    def stands_as(self, other: Course) -> bool:
        """Whether the same acts give the same status in two courses, whatever else is announced in them."""
        return self is other or (
            self.force_known is other.force_known
            and (self.force_known or self.uncounted == other.uncounted)
            and self.confirmed == other.confirmed
            and self.divided is other.divided
            and not (self.divided and self.only_parts is not other.only_parts)
        )

    @cached_property
    def origin_known(self) -> bool:
        """Whether it is on record how the rule was made or put in force, and not only what was done to it later."""
        return any(
            (k.row.dimension is DIM.STAGE and k.row.operation is OP.REACH and not k.row.of_earlier)
            or (k.row.dimension is DIM.FORCE and k.row.operation is OP.OPEN)
            for k in self.counted
        )

    @property
    def is_cited(self) -> bool:
        """Whether nothing tells of its making but what later documents recite: then there is a rest beside parts."""
        return not self.origin_known or any(k.row.operation is OP.RECITE for k in self.acts[DIM.STAGE])

    @cached_property
    def _by_part(self) -> dict[Path, list[int]]:
        found: defaultdict[Path, list[int]] = defaultdict(list)
        for place, known in enumerate(self.counted):
            for part in known.detail.parts or ((),):
                found[part].append(place)
        return found

    def about(self, path: Path) -> list[Known]:
        """Return the counted events about a provision, about what contains it, or about the whole, in order."""
        ways = {path, provision_of(path)}
        around = (self._by_part.get(way[:steps], ()) for way in ways for steps in range(len(way) + 1))
        return [self.counted[place] for place in sorted({*chain.from_iterable(around)})]
