"""The words for what is to come: a status, a duty, a deadline on a day ahead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from regtrack.fold.duty import GENERAL
from regtrack.model.change import Facet, Upcoming
from regtrack.report import labels
from regtrack.report.changes_in_words import status_ahead
from regtrack.report.language import joined, mark, tr

_COMING = MappingProxyType(
    {
        Facet.DUTY: mark("{name} required"),
        Facet.DEADLINE: mark("last day for {name}"),
        Facet.VALUE: mark("{name}: {after}"),
    }
)
_NAMED = MappingProxyType(
    {
        (Facet.DUTY, "applicability"): mark("applies"),
        (Facet.DEADLINE, ""): mark("last day"),
    }
)
"""A duty or a day that has words of its own."""
_AGAIN = MappingProxyType({"in_force": mark("in force again"), "current": mark("current again")})
_OF_ACTS: Mapping[Facet, Callable[[str], str]] = MappingProxyType(
    {
        Facet.STATUS: labels.status,
        Facet.ANNOUNCED: labels.announced_act,
        Facet.ENFORCEMENT: labels.enforcement,
        Facet.TEXT: labels.phrase,
    }
)


def coming(item: Upcoming, *, again: bool = False) -> str:
    """Return what is on a day ahead, without the day; ``again`` where it returns from a stay."""
    after, name = item.after, item.name or ""
    if again and item.facet is Facet.STATUS and after in _AGAIN:
        return tr(_AGAIN[after])
    if item.facet is Facet.STATUS and after == "expired":
        return status_ahead(after)
    if item.facet in _OF_ACTS:
        return _OF_ACTS[item.facet](after)
    message = _NAMED.get((item.facet, name), _COMING.get(item.facet, "{after}"))
    if item.facet is Facet.DEADLINE and labels.is_occasion(name):
        message = "{name}"
    named = item.facet is Facet.DUTY and name not in GENERAL
    if item.facet is Facet.DUTY and after == "no longer required":
        message = mark("end of {name}") if named else mark("{name} no longer required")
    elif named:
        message = "{name}"
    return tr(message, name=labels.name(name), after=after)


def doubts_of(item: Upcoming) -> str:
    """Return the doubts about a status that is to come."""
    return joined("; ", labels.doubts(item.flags)) if item.facet is Facet.STATUS else ""
