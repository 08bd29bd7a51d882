"""Who must comply, or to whom a rule applies, from when and until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from regtrack.dates import NEVER, Tick
from regtrack.fold.terms import Known, by_name, end_of, reasons_of, ruling, terms_of
from regtrack.model.posting import Posting
from regtrack.model.state import Force
from regtrack.model.when import Span

_NAMES = ("compliance", "applicability")
_OF_FORCE = {Force.YES: "yes", Force.NO: "no"}


class Duty(NamedTuple):
    """Whether some persons must comply, or a rule applies to them, at one tick.

    Attributes:
        name: compliance or applicability.
        parties: whom it is for; None for everyone.
        answer: yes, no or unknown.
        start: from when, unless nobody knows.
        end: until when, if that is set.
        acts: what set it.
    """

    name: str
    parties: str | None
    answer: str
    start: Span | None
    end: Span | None
    acts: tuple[Posting, ...]


def duties_of(acts: Sequence[Known], at: Tick, *, void: bool) -> list[Duty]:
    """The duties that acts set, for each class of persons: to comply, or if no act speaks of that, that it applies.

    Args:
        acts: those that set duties, in order.
        at: the tick asked about.
        void: there is nothing to comply with, whatever the dates say: the rule is stayed, or over.
    """
    named = by_name(acts)
    for name in _NAMES:
        found = [_duty(own, at, void) for (key, _), own in sorted(named.items()) if key == name]
        if found:
            return found
    return []


def _duty(acts: Sequence[Known], at: Tick, void: bool) -> Duty:
    terms = terms_of(ruling(acts, at))
    ends = [k for k in acts if k.end0 is not None] if len(terms) == 1 else ()
    end = end_of(ruling(ends, at, by_end=True)) if ends else None
    if end is not None:
        terms = [terms[0]._replace(end0=end.end0, end1=end.end1)]
    begin0, begin1 = min(term[:2] for term in terms)
    last = terms[-1] if all(term.end1 is not None for term in terms) else None
    answer = "unknown"
    if void or begin0 == NEVER or not any(term.maybe(at) for term in terms):
        answer = "no"
    elif any(term.surely(at) for term in terms):
        answer = "yes"
    detail = terms[0].acts[0].detail
    start = Span(begin0, begin1) if begin1 < NEVER else None
    until = Span(last.end0, last.end1) if last is not None else None  # type: ignore[arg-type]  # both are set
    return Duty(detail.name or "", detail.parties, answer, start, until, reasons_of(terms))


def duty_of(duties: Sequence[Duty], force: Force) -> tuple[str, Span | None]:
    """Whether compliance (else applicability, else force itself) has started, and from when."""
    if not duties:
        return _OF_FORCE.get(force, "unknown"), None
    answers = {each.answer for each in duties}
    starts = [each.start for each in duties if each.start is not None]
    answer = answers.pop() if len(answers) == 1 else "partial" if "yes" in answers else "unknown"
    return answer, min(starts, default=None)
