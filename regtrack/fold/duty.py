"""Who must comply, or to whom a rule applies, from when and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import NamedTuple

from regtrack.dates import NEVER, Tick
from regtrack.fold.effective import ScopeStatus
from regtrack.fold.terms import Known, end_of, reasons_of, ruling, terms_of
from regtrack.model.kinds import ENDED
from regtrack.model.posting import Posting
from regtrack.model.state import Force
from regtrack.model.when import Span

_BEGIN, _BEGIN_OF = itemgetter(0, 1), attrgetter("begin0")
GENERAL = ("compliance", "applicability")
"""What all of a rule asks for; any other name is one thing that has to be done, or that is forbidden."""
_YES, _NO = Force.YES, Force.NO
_OF_FORCE = {_YES: "yes", _NO: "no"}


class Duty(NamedTuple):
    """Whether some persons must comply, or a rule applies to them, at one tick.

    Attributes:
        name: compliance or applicability; else what has to be done, or is forbidden.
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

    @property
    def about(self) -> str | None:
        """Return what has to be done, where that has a name of its own, and by whom; None for all, by everyone."""
        named = None if self.name in GENERAL else self.name
        return f"{named} ({self.parties})" if named and self.parties else named or self.parties


def duties_of(named: Mapping[tuple[str, str], Sequence[Known]], at: Tick, standing: ScopeStatus) -> list[Duty]:
    """Return the duties that acts set, for each class of persons.

    To comply, or if no act speaks of that, that it applies; and beside it each that has a name of its own.

    Args:
        named: the acts that set each, in order; see :func:`~regtrack.fold.terms.by_name`.
        at: the tick asked about.
        standing: of the rule. There is nothing to comply with in one that is stayed or over, whatever the dates say; a
            single ban binds no earlier than its rule, of which somebody may have to comply with the rest before that.
    """
    first, second = GENERAL
    unasked = second if len(named) > 1 and first in {name for name, _ in named} else None
    void = standing.status == "stayed" or standing.status in ENDED
    found = [
        each
        for (name, _), acts in named.items()
        if name != unasked
        for each in _staged(_duty(acts, at, standing.force if void or name not in GENERAL else _YES), at)
    ]
    if len(found) == 1:
        return found
    delays = [each.acts[0].hold for each in found if each.name in GENERAL and not each.parties and each.answer == "no"]
    return [
        each._replace(answer="unknown")  # nobody has to comply yet, as a later act says
        if each.name not in GENERAL and each.answer == "yes" and any(each.acts[0].hold < hold for hold in delays)
        else each
        for each in found
    ]


def _duty(acts: Sequence[Known], at: Tick, force: Force) -> Duty:
    terms = terms_of(acts if len(acts) == 1 else ruling(acts, at))
    first, last = terms[0], terms[-1]
    if len(terms) > 1:
        first = min(terms, key=_BEGIN)
    elif len(acts) > 1 and (ends := [k for k in acts if k.end0 is not None]):
        end = end_of(ruling(ends, at, by_end=True))
        if end is not None:
            first = last = first._replace(end0=end.end0, end1=end.end1)
            terms = [first]
    answer = "no"
    if force is not _NO and first.begin0 < NEVER:
        for term in terms:
            if term.surely(at):
                answer = _OF_FORCE.get(force, "unknown")
                break
            if term.maybe(at):
                answer = "unknown"
    detail = terms[0].acts[0].detail
    start = Span(first.begin0, first.begin1) if first.begin1 < NEVER else None
    until = Span(last.end0, last.end1) if last.end0 is not None and last.end1 is not None else None
    return Duty(detail.name or "", detail.parties, answer, start, until, reasons_of(terms))


def _staged(duty: Duty, at: Tick) -> list[Duty]:
    """Return a duty for each of the days that one act sets, where nobody says whose each of them is."""
    if len(duty.acts) < 2 or any(act.begin0 != act.begin1 or act.end0 is not None for act in duty.acts):
        return [duty]
    stages: dict[Tick, list[Posting]] = {}
    for act in sorted(duty.acts, key=_BEGIN_OF):
        stages.setdefault(act.begin0, []).append(act)
    if len(stages) < 2:
        return [duty]
    return [
        duty._replace(answer="no" if at < begin else duty.answer, start=Span(begin, begin), acts=tuple(acts))
        for begin, acts in stages.items()
    ]


def duty_of(duties: Sequence[Duty], force: Force) -> tuple[str, Span | None]:
    """Whether compliance (else applicability, else force itself) has started, and from when.

    A duty with a name of its own is a part of it.
    """
    if not duties:
        return _OF_FORCE.get(force, "unknown"), None
    if len(duties) == 1 and duties[0].name in GENERAL and duties[0].parties is None:
        return duties[0].answer, duties[0].start
    general = [each for each in duties if each.name in GENERAL]
    answer = _together({each.answer for each in general} or {_OF_FORCE.get(force, "unknown")})
    if answer == "no" and force is _YES and len(general) == 1 and general[0].parties is not None:
        answer = "partial"  # of all others it is only known that the rule is in force
    starts = [each.start for each in general if each.start is not None]
    return _together({answer, *(each.answer for each in duties if each.name not in GENERAL)}), min(starts, default=None)


def _together(answers: set[str]) -> str:
    if len(answers) == 1:
        return answers.pop()
    return "unknown" if answers.isdisjoint(("yes", "partial")) else "partial"
