"""How much an instrument and a change of it weigh."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from regtrack.model.change import Change, Facet, Section
from regtrack.model.citing import Sources
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty, Dimension, Family
from regtrack.model.state import State
from regtrack.report.answer.model import Weight

_CONTEXT = frozenset(("agreement", "news_report"))
_NO_ACT = frozenset(("announced", "reported"))
_IN_THE_MAKING = frozenset(("proposed", "proposal_withdrawn"))
_FACETS = MappingProxyType(
    {
        Facet.STATUS: 0,
        Facet.ENFORCEMENT: 1,
        Facet.DUTY: 2,
        Facet.SCHEDULE: 3,
        Facet.DEADLINE: 5,
        Facet.VALUE: 5,
        Facet.TEXT: 6,
        Facet.ANNOUNCED: 4,
        Facet.RECORD: 9,
    }
)
"""The most important come first."""


def only_said(change: Change, sources: Sources) -> bool:
    """Return whether a change is only an announcement or a report, not an act."""
    if change.section is Section.REPORTED:
        return True
    if change.facet is not Facet.RECORD or not change.because:
        return False
    lead = sources.events[change.because[0]].event
    dimension = lead.row.dimension
    if lead.row.unknown:  # an act that may have moved anything comes first
        return False
    return dimension is Dimension.KNOWLEDGE or (
        lead.certainty < Certainty.FILED and dimension is not Dimension.ENFORCEMENT
    )


def weight_of(instrument: Instrument, state: State | None, changes: Sequence[Change] = ()) -> Weight:
    """Return how much an instrument weighs as it stands."""
    status = state.status if state is not None else _status(changes)
    no_act = state is not None and state.announced_changes and state.stage is None
    if status in _NO_ACT or (status in ("none", "unknown") and no_act):
        return Weight.ANNOUNCED
    if instrument.family is Family.BILL or status in _IN_THE_MAKING or instrument.kind == "proposed_rule":
        return Weight.BILLS
    if instrument.kind in _CONTEXT:
        return Weight.CONTEXT
    return Weight.LAW if instrument.family is Family.RULE else Weight.GUIDANCE


def _status(changes: Sequence[Change]) -> str:
    return next((change.after or "none" for change in changes if change.facet is Facet.STATUS), "in_force")


def telling(change: Change) -> int:
    """Return the rank of a change among those of its instrument, the most important first."""
    return _FACETS[change.facet]
