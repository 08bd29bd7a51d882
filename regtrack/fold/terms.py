"""Terms of legal time and the acts that move them: which act rules at a tick, and which terms run.

Statements that take hold and became known at the same moments are one act: they stand beside each other, and rule as a
whole (docs/decisions/0021). A later act rules from the moment it takes hold, so what counts on day D is the last act
that had taken hold by D (:func:`ruling`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby
from operator import itemgetter
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeAlias

import attrs

from regtrack.dates import NEVER, Tick
from regtrack.model.kinds import Certainty, Dimension, Operation
from regtrack.model.posting import Posting
from regtrack.model.scope import for_persons
from regtrack.model.state import KnownBy
from regtrack.model.when import Span

# Looking up a member of an enum costs five times as much as this in Python 3.11.
OP = SimpleNamespace(**Operation.__members__)
DIM = SimpleNamespace(**Dimension.__members__)
BEGINS = frozenset({OP.OPEN, OP.REBEGIN, OP.RECITE})
CLOSES = frozenset({OP.VOID, OP.SHUT, OP.REOPEN})


Known: TypeAlias = Posting
"""A posting as far as it is known: with the certainty it had reached by then, and when it takes hold at that."""


class Limit(NamedTuple):
    """What a question counts as known."""

    tick: Tick
    known_by: KnownBy
    threshold: Certainty


class _Seen(Posting):
    """A posting as the fold sees it: less certain than is recorded, or about a part of its own."""

    _recorded: Posting

    @property
    def posting(self) -> Posting:
        return self._recorded


def as_known(p: Posting, limit: Limit) -> Known | None:
    """Return the posting at the highest certainty it had by then, or None if it was not known at all."""
    certainty, hold, steps = p.certainty, p.hold, p.detail.steps
    if p.available > limit.tick:
        for step, step_available, step_hold in reversed(steps):
            if step_available <= limit.tick:
                certainty, hold = step, step_hold
                break
        else:
            return None
    if steps and limit.threshold < certainty:  # it counts from the first step that is enough for the question
        hold = min(hold, *(s for step, known, s in steps if step >= limit.threshold and known <= limit.tick), hold)
    if certainty == p.certainty and hold == p.hold:
        return p
    begin0, begin1 = (p.begin0, p.begin1) if p.begins else (hold, hold)
    return seen(p, certainty=certainty, hold=hold, begin0=begin0, begin1=begin1)


def seen(p: Known, **changed: Any) -> Known:
    """Return a posting with something changed as the fold sees it; it is still the one that is recorded."""
    posting = _Seen(*p._replace(**changed))
    posting._recorded = p.posting
    return posting


def is_presumed(span: Span, acts: Sequence[Posting]) -> bool:
    """Whether what happens within a span of days is only inferred from later documents: no date that lies ahead."""
    return not span.exact and bool(acts) and all(each.row.operation is OP.RECITE for each in acts)


def for_whom(opens: Iterable[Known]) -> dict[str, Known]:
    """Return acts that take effect for some persons only, each as a part of its own, by id.

    Nothing where all of it is for the same: whom a letter is for is no part of it.
    """
    opens = [k for k in opens if not (k.detail.condition and k.detail.parties)]  # those are not all whom it binds
    if len({k.detail.parties for k in opens}) < 2:
        return {}
    return {
        k.id: seen(k, detail=attrs.evolve(k.detail, parts=for_persons(k.detail.parts, k.detail.parties)))
        for k in opens
        if k.detail.parties
    }


def by_dimension(acts: Iterable[Known]) -> defaultdict[Dimension, list[Known]]:
    """Return acts by what they move, in their order."""
    found: defaultdict[Dimension, list[Known]] = defaultdict(list)
    for known in acts:
        found[known.row.dimension].append(known)
    return found


def by_begin(known: Known) -> tuple[Tick, Tick, Tick, int, str]:
    """Return the order of acts by the date they set, where the last to come rules; of one moment, by what they say."""
    return known.begin1, known.hold, known.available, known.row.place, str(known.detail.value)


# --- which act rules ------------------------------------------------------------------------------------------------

act_of = itemgetter(0, 1)
"""What makes statements one act: when they take hold, and when they could be known."""


def ruling(acts: Sequence[Known], at: Tick, *, by_end: bool = False) -> list[Known]:
    """Return the statements of the last act on one date that had taken hold by then, else of the first.

    An act whose date lies before it takes hold reaches back to that date (a rule effective before its publication).
    One that gives no date does not take the place of one that does, unless it says "indefinitely".
    """
    if len(acts) < 2:
        return list(acts)
    act, before = acts[-1], acts[-2]
    alone = act.hold != before.hold or act.available != before.available
    if alone and act.hold <= at and not (_is_undated(act, by_end) if by_end else act.detail.undated):  # most often
        return [act]
    last = len(acts)
    undated: list[Known] = []
    while last:
        first = bisect_left(acts, act_of(acts[last - 1]), key=act_of)
        statements = acts[first:last]
        if statements[0].hold <= at or not first or any(_reaches_back(k, at, by_end) for k in statements):
            dated = [k for k in statements if not _is_undated(k, by_end)]
            if dated:
                return dated
            undated = undated or list(statements)
        last = first
    return undated


def _is_undated(known: Known, by_end: bool) -> bool:
    return known.end0 != known.end1 == NEVER if by_end else known.detail.undated


def _reaches_back(known: Known, at: Tick, by_end: bool) -> bool:
    date = known.end0 if by_end else known.begin0
    return date is None or date <= at


def unheeded(acts: Sequence[Known], at: Tick) -> bool:
    """Whether the last act that had taken hold by then gives no date, so that an earlier one still rules."""
    held = [k for k in acts if k.hold <= at]
    last = [k for k in held if act_of(k) == act_of(held[-1])]
    return bool(last) and all(k.detail.undated for k in last) and not all(k.detail.undated for k in held)


def earlier(acts: Sequence[Known], act: Known) -> Sequence[Known]:
    """Return the statements, of some in order, that come before the act to which one of them belongs."""
    return acts[: bisect_left(acts, act_of(act), key=act_of)]


def was_late(starts: Sequence[Known], move: Known) -> bool:
    """Whether a date was moved after it had come: by the law, or as everyone knew it then (N4)."""
    begins = [k.begin1 for k in ruling(earlier(starts, move), move.hold)]
    return bool(begins) and (min(begins) < move.hold or max(begins) + _DAY <= move.available)


_DAY = 86_400_000_000


# --- the terms that an act sets -------------------------------------------------------------------------------------


class Term(NamedTuple):
    """A stretch of legal time, with the statements that set it.

    Attributes:
        begin0, begin1: the earliest and the latest tick of its begin.
        end0, end1: of its end, when one is stated.
        acts: the statements.
        alternative: it runs only if something happens ("or, in bad weather, on the 5th").
        conflict: the statements give different dates for one thing; the dates are the first and the last of them.
    """

    begin0: Tick
    begin1: Tick
    end0: Tick | None
    end1: Tick | None
    acts: tuple[Known, ...]
    alternative: bool = False
    conflict: bool = False

    def surely(self, at: Tick) -> bool:
        """Whether it runs at a tick, whatever is not known."""
        return not self.alternative and self.begin1 <= at and (self.end0 is None or at < self.end0)

    def maybe(self, at: Tick) -> bool:
        """Whether it may run at a tick."""
        return self.begin0 <= at and (self.end1 is None or at < self.end1)

    def over(self, at: Tick) -> bool:
        """Whether it has ended by a tick."""
        return self.end1 is not None and self.end1 <= at


def terms_of(statements: Sequence[Known]) -> list[Term]:
    """Return the terms that one act sets, in order.

    Two windows are two terms, two dates for one thing are a conflict.
    """
    if len(statements) == 1:
        only = statements[0]
        return [Term(only.begin0, only.begin1, only.end0, only.end1, (only,))]
    moves = [k for k in statements if k.row.operation is OP.REBEGIN]  # who says "delayed" also says from when
    found: dict[tuple[Tick, Tick, Tick | None, Tick | None], list[Known]] = {}
    for known in moves or statements:
        found.setdefault((known.begin0, known.begin1, known.end0, known.end1), []).append(known)
    if len(found) == 1:
        dates, acts = found.popitem()
        return [Term(*dates, tuple(acts))]
    terms = [
        Term(*dates, tuple(acts), alternative=all(k.detail.condition for k in acts)) for dates, acts in found.items()
    ]
    if all(term.alternative for term in terms):
        terms = [term._replace(alternative=False) for term in terms]
    sure = sorted(_without_end_unsaid([term for term in terms if not term.alternative]), key=_by_dates)
    if len(sure) > 1 and any(_clash(*pair) for pair in combinations(sure, 2)):
        sure = [_merged(sure)]
    return sorted([*sure, *(term for term in terms if term.alternative)], key=_by_dates)


def _by_dates(term: Term) -> tuple[Tick, Tick, Tick, Tick]:
    first, last = (NEVER if end is None else end for end in (term.end0, term.end1))
    return term.begin0, term.begin1, first, last


def _without_end_unsaid(terms: list[Term]) -> Iterator[Term]:
    """Terms, of two that begin alike and of which one has no end the other with the reasons of both."""
    for _, group in groupby(sorted(terms, key=_by_dates), lambda term: (term.begin0, term.begin1)):
        alike = list(group)
        ended = [term for term in alike if term.end0 is not None]
        acts = tuple(known for term in alike for known in term.acts)
        if len(ended) == 1:
            yield ended[0]._replace(acts=acts)
        else:
            yield from alike


def _clash(one: Term, other: Term) -> bool:
    """Whether two terms give different dates for one thing: they begin alike or end alike."""
    begins, ends = one[:2] == other[:2], one[2:4] == other[2:4]
    return begins != ends


def _merged(terms: Sequence[Term]) -> Term:
    first, last = [t.end0 for t in terms], [t.end1 for t in terms]
    return Term(
        min(t.begin0 for t in terms),
        max(t.begin1 for t in terms),
        None if None in first else min(first),  # type: ignore[type-var]
        None if None in last else max(last),  # type: ignore[type-var]
        tuple(known for term in terms for known in term.acts),
        conflict=True,
    )


def end_of(statements: Sequence[Known]) -> Term | None:
    """Return the end that statements of one act set, as a term that began before all time."""
    ends = {(k.end0, k.end1) for k in statements if k.end0 is not None and k.end1 is not None}
    if not ends:
        return None
    first, last = min(end0 for end0, _ in ends), max(end1 for _, end1 in ends)
    return Term(0, 0, first, last, tuple(statements), conflict=len(ends) > 1)


def windows_of(starts: Sequence[Known]) -> dict[tuple[Tick, Tick], list[Term]]:
    """Return the windows of each act that sets several (N2)."""
    opens = [known for known in starts if known.row.operation is OP.OPEN]
    if len(opens) < 2:
        return {}
    found = {act: terms_of(list(statements)) for act, statements in groupby(opens, act_of)}
    return {act: terms for act, terms in found.items() if len(terms) > 1}


def by_name(acts: Sequence[Known]) -> dict[tuple[str, str], list[Known]]:
    """Acts in order, by the name of what they set, a deadline or a duty, and by whom it is for; sorted by these."""
    named: dict[tuple[str, str], list[Known]] = {}
    for known in acts:
        detail = known.detail
        named.setdefault((detail.name or "", detail.parties or ""), []).append(known)
    return named if len(named) < 2 else dict(sorted(named.items()))


def reasons_of(terms: Iterable[Term]) -> tuple[Posting, ...]:
    """Return what is recorded of the statements that set some terms."""
    return tuple([known.posting for term in terms for known in term.acts])


# --- pauses and enforcement: any number of terms may overlap ----------------------------------------------------------

_Moving: TypeAlias = Mapping[tuple[str | None, str | None], list[tuple[int, Known]]]
"""Acts with their places, by the key of the term that they move, or by the status of all that they do."""


def active_terms(acts: Sequence[Known], at: Tick) -> tuple[list[Posting], list[Posting]]:
    """Return the terms running at a tick and those that may be, each with the acts that moved it.

    Any number may overlap.
    """
    active: list[Posting] = []
    doubtful: list[Posting] = []
    moving = _moving(acts) if len(acts) > 1 else None
    for opening in acts:
        if opening.row.operation is not OP.OPEN and not _goes_on(opening, acts):
            continue
        moves = _moves(opening, moving) if moving else ()
        begin = end = opening
        if moves:
            begins = [opening, *(k for k in moves if k.row.operation is OP.REBEGIN)]
            begin = (ruling(begins, at) or begins)[0]
            ends = [opening, *(k for k in moves if k.row.operation is OP.REEND)]
            end = max(ruling(ends, at, by_end=True) or ends[:1], key=_last_end)
        end0 = NEVER if end.end0 is None else end.end0
        end1 = NEVER if end.end1 is None else end.end1
        for shut in moves:
            over = shut.end0 is not None and shut.end0 <= at  # it was shut for a while: enforced in July
            if shut.row.operation is OP.SHUT and shut.begin0 <= at and not over:
                end0, end1 = min(end0, shut.begin0), min(end1, shut.begin1)
        if begin.begin1 <= at < end0:
            active.append(opening.posting)
            if end is not opening:
                active.append(end.posting)
        elif begin.begin0 <= at < end1:
            doubtful.append(opening.posting)
    return active, doubtful


def _goes_on(act: Known, acts: Sequence[Known]) -> bool:
    """Whether an act extends a term of which nothing else is known: it runs at least since that act."""
    if act.row.operation is not OP.REEND or act.detail.of is not None:
        return False
    return not any(k.row.status == act.row.status and k.row.operation is not OP.SHUT for k in acts[: acts.index(act)])


def _last_end(known: Known) -> Tick:
    return NEVER if known.end1 is None else known.end1


def _moving(acts: Sequence[Known]) -> _Moving:
    """Return the acts that move or shut terms, in order, each by the key of a term or by a status.

    An act moves the term that it names, or that an act moves which it names; if it names none, all terms of its status.
    """
    movers = [(place, k) for place, k in enumerate(acts) if k.row.operation is not OP.OPEN]
    if not movers:
        return {}
    named: dict[str, set[str | None]] = {}
    for _, k in movers:
        named.setdefault(k.key, set()).add(k.detail.of)
    found: dict[tuple[str | None, str | None], list[tuple[int, Known]]] = {}
    for place, k in movers:
        of = k.detail.of
        terms = {(None, k.row.status)} if of is None else {(key, None) for key in ({of} | named.get(of, set())) if key}
        for term in terms:
            found.setdefault(term, []).append((place, k))
    return found


def _moves(opening: Known, moving: _Moving) -> list[Known]:
    """Return the acts that move or shut a term; what shuts those before it leaves what the same act opens."""
    both = moving.get((opening.key, None), []) + moving.get((None, opening.row.status), [])
    begin, act = opening.begin0, act_of(opening)
    return [
        k for _, k in sorted(both)
        if k.row.operation is not OP.SHUT or k.begin1 > begin or (k.begin1 == begin and act_of(k) != act)
    ]  # fmt: skip
