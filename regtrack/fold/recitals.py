"""What later documents recite of a rule that is not on record itself: when it was published, and when it began."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs

from regtrack.dates import DAWN, NEVER, Tick
from regtrack.fold.terms import DIM, OP, Known, seen
from regtrack.model.posting import RECITED
from regtrack.model.scope import Path, covers


def issued(recitals: Iterable[Known], stages: Iterable[Known]) -> Iterator[Known]:
    """Yield what documents recite of the issue of a rule, as reached on the day that they tell.

    A stage on record that was known before any of them is that of the rule itself, and outweighs them. Of two days, or
    two stages, neither is believed.
    """
    told = [k for k in recitals if k.row.dimension is DIM.STAGE]
    first = min((k.available for k in told), default=NEVER)
    if len({k.row.stage for k in told}) != 1 or any(k.available < first for k in stages):
        return
    begins, last = [k.begin0 if k.begins else DAWN for k in told], max(k.begin1 for k in told)
    for known in told:
        yield seen(
            known,
            hold=min(begins),
            begin0=min(begins),
            begin1=last,
            detail=attrs.evolve(known.detail, flags=(*known.detail.flags, RECITED)),
        )


def since_issue(acts: list[Known], told: Sequence[Known], since: Tick) -> list[Known]:
    """Return acts with the first day of effect of a rule, which a later document told, as one that it had all along.

    Only of a document that tells of the publication as well: a correction has a day of its own.
    """
    force = [k for k in acts if k.row.dimension is DIM.FORCE and k.row.operation is not OP.NOTE]
    first = min((k.hold for k in force if k.row.operation is not OP.OPEN), default=NEVER)
    known = {k.available for k in told}
    opens = {k.id for k in force if k.row.operation is OP.OPEN and since < k.hold < first and k.available in known}
    return [seen(k, hold=since) if k.id in opens else k for k in acts]


def recited(recitals: Iterable[Known], others: Sequence[Known], since: Tick) -> Iterator[Known]:
    """Yield what documents recite of the begin of a rule, each as an act of the day on which it began.

    Nothing where other acts tell of its making: of all of it, or of the same part. One that gives no day says that it
    had begun when it was published, and nothing of before. An exact day outweighs it, and a span; spans narrow each
    other. Of two days for one thing neither is believed (they are one act, and conflict).

    Args:
        recitals: of any kind.
        others: the acts on record.
        since: by when it is recited to be published, from which on it waited for its day; ``NEVER`` if it is not.
    """
    if any(k.row.dimension is DIM.STAGE and k.row.operation is OP.REACH for k in others):
        return
    opened = [k.detail.parts for k in others if k.row.dimension is DIM.FORCE and k.row.operation is OP.OPEN]
    groups: defaultdict[tuple[tuple[Path, ...], tuple[Path, ...]], list[Known]] = defaultdict(list)
    for known in recitals:
        parts = known.detail.parts
        told = any(not of or (parts and any(covers(p, q) for p in of for q in parts)) for of in opened)
        if known.row.dimension is DIM.FORCE and not told:
            groups[parts, known.detail.exclude].append(known)
    whole = groups.get(((), ()), [])
    rest = next((left for (parts, left), of in groups.items() if left and not parts and any(map(_is_exact, of))), ())
    for (parts, _), group in groups.items():
        exact = [k for k in group if _is_exact(k)]
        if parts and not exact and any(map(_is_exact, whole)):
            continue  # the whole has its day, and so have its parts
        told_of = [*group, *whole] if parts else group
        begins = [k.begin0 if k.begins else DAWN for k in told_of]
        first, last = max(begins), min(k.begin1 for k in told_of)
        available = min(k.available for k in group)
        by = min(k for k in told_of if k.begin1 == last)
        for known in exact or [min(group)]:
            span = (known.begin0, known.begin1) if exact else (first, last) if first <= last else (min(begins), last)
            hold = min(since, *(k.begin0 for k in exact)) if exact else min(since, span[0])
            detail = attrs.evolve(known.detail, flags=(*(known if exact else by).detail.flags, RECITED))
            if group is whole and not exact:  # of the rest the day is told: a span is left for what is no part of it
                detail = attrs.evolve(detail, parts=rest)
            yield seen(known, hold=hold, available=available, begin0=span[0], begin1=span[1], detail=detail)


def _is_exact(known: Known) -> bool:
    return known.begins and known.begin0 == known.begin1
