"""The doubt of a stay, shown on the instrument that made it too: that it ran out is as unsure as what it stayed is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import attrs

from regtrack.dates import Moment
from regtrack.fold import UNCONFIRMED, Question, state
from regtrack.model.change import Change, Facet, Upcoming
from regtrack.model.state import State
from regtrack.store import Store

_Item = TypeVar("_Item", bound=State | Change | Upcoming)
_EXPIRED = "expired"


def doubted(store: Store, items: Iterable[_Item], question: Question) -> tuple[_Item, ...]:
    """Return states, changes or dates ahead; of one that is the end of a stay, with the doubt of the return."""
    found = tuple(items)
    ends = {each.instrument for each in found if _is_end(each)}
    if not ends:
        return found
    numbers = store.numbers(ends)
    stayed = {item.id: item.stays for item in store.instruments(numbers.values()).values()}
    return tuple(_with_doubt(store, each, stayed.get(each.instrument, ()), question) for each in found)


def _is_end(item: State | Change | Upcoming) -> bool:
    if isinstance(item, State):
        return item.status == _EXPIRED
    return item.facet is Facet.STATUS and item.after == _EXPIRED


def _with_doubt(store: Store, item: _Item, stayed: Iterable[str], question: Question) -> _Item:
    if not stayed or not _is_end(item):
        return item
    on = Moment(tick=item.sort) if isinstance(item, Upcoming) else question.on
    then = Question(on, question.known, question.known_by, question.threshold)
    numbers = store.numbers(stayed).values()
    postings = dict(store.postings(numbers))
    flags = set(item.flags)
    for num, (id_, family, zone) in store.outlines(numbers).items():
        returned = state(postings.get(num, ()), instrument=id_, family=family, zone=zone, question=then)
        flags.update(each for each in returned.flags if each == UNCONFIRMED or each.startswith("stale_since="))
    return attrs.evolve(item, flags=tuple(sorted(flags)))
