"""Who must comply, or to whom a rule applies, from when and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from regtrack.dates import NEVER, Tick
from regtrack.fold.terms import Known, end_of, reasons_of, ruling, terms_of
from regtrack.model.posting import Posting
from regtrack.model.state import Force
from regtrack.model.when import Span

_BEGIN = itemgetter(0, 1)
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


def duties_of(named: Mapping[tuple[str, str], Sequence[Known]], at: Tick, *, void: bool) -> list[Duty]:
    """Return the duties that acts set, for each class of persons.

    To comply, or if no act speaks of that, that it applies.

    Args:
        named: the acts that set each, in order; see :func:`~regtrack.fold.terms.by_name`.
        at: the tick asked about.
        void: there is nothing to comply with, whatever the dates say: the rule is stayed, or over.
    """
    for name in _NAMES:
        found = [_duty(acts, at, void) for (key, _), acts in named.items() if key == name]
        if found:
            return found
    return []


def _duty(acts: Sequence[Known], at: Tick, void: bool) -> Duty:
    terms = terms_of(ruling(acts, at))
    first, last = terms[0], terms[-1]
    if len(terms) > 1:
        first = min(terms, key=_BEGIN)
    elif len(acts) > 1 and (ends := [k for k in acts if k.end0 is not None]):
        end = end_of(ruling(ends, at, by_end=True))
        if end is not None:
            first = last = first._replace(end0=end.end0, end1=end.end1)
            terms = [first]
    answer = "no"
    if not void and first.begin0 < NEVER:
        for term in terms:
            if term.surely(at):
                answer = "yes"
                break
            if term.maybe(at):
                answer = "unknown"
    detail = terms[0].acts[0].detail
    start = Span(first.begin0, first.begin1) if first.begin1 < NEVER else None
    until = Span(last.end0, last.end1) if last.end0 is not None and last.end1 is not None else None
    return Duty(detail.name or "", detail.parties, answer, start, until, reasons_of(terms))


def duty_of(duties: Sequence[Duty], force: Force) -> tuple[str, Span | None]:
    """Whether compliance (else applicability, else force itself) has started, and from when."""
    if not duties:
        return _OF_FORCE.get(force, "unknown"), None
    answers = {each.answer for each in duties}
    starts = [each.start for each in duties if each.start is not None]
    answer = answers.pop() if len(answers) == 1 else "partial" if "yes" in answers else "unknown"
    if answer == "no" and force is Force.YES and len(duties) == 1 and duties[0].parties is not None:
        answer = "partial"  # of all others nothing is said but that the rule is in force
    return answer, min(starts, default=None)
