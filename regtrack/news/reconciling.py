"""A statement against what is recorded of its instrument: confirmed, contradicted, or neither.

Nothing is overwritten: values that compete are kept, each with its source, and a statement that differs says with which
facts (semantics, section 7). Facts are what the ledger has of the same instrument, except reports and claims that
contradict it themselves: of two reports that differ neither is the record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs

from regtrack import dates
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Certainty, Dimension, Operation
from regtrack.model.when import WhenKind
from regtrack.news.acts import ENTRIES
from regtrack.news.days import Candidate, days_of, legal_days
from regtrack.news.item import Claim, ClaimDetail
from regtrack.news.matching import Days, Facts, days_of_fact, details_in, is_dated, known_on, steps
from regtrack.news.remarks import NOUNS, outlet_days, remark

SAME_ACT_DAYS = 45
"""Two dates of acts that can happen again are dates of one act if they are no further apart."""
_ENTERED_DAYS = 4
"""An entry of a list that is told without a day is made by a document of so many days before."""
_STILL_NEWS = dt.timedelta(days=14)
"""What was done so long ago is no longer announced."""
_SAYING = frozenset({"announce", *(kind.name for kind in KINDS.values() if kind.dimension is Dimension.ENFORCEMENT)})
"""Acts that are done by announcing them."""
_ONCE = frozenset((Operation.REACH, Operation.SHUT, Operation.VOID))
"""What happens to an instrument once, so that another date for it is a contradiction however far away."""
_NO_ACT = frozenset(("report", "note"))
"""Kinds of reports that claim no act."""

_Against: TypeAlias = Iterable[tuple[Event, str]]


@attrs.frozen
class Reconciliation:
    """What is recorded of what is claimed.

    Attributes:
        confirmed_by: the fact that says the same; None if none does.
        against: the facts that say something else, each with what it differs in, as a remark.
    """

    confirmed_by: Event | None = None
    against: tuple[tuple[Event, str], ...] = ()


@attrs.frozen
class _Assertion:
    """What is compared: an act with its days.

    Attributes:
        act: its kind.
        done: whether it is said to be done.
        promised: whether it is only announced, for a day that nobody tells.
        days: the days it has; of one that is only announced, those of that.
        besides: those it has if the outlet's own day is meant.
        on: the day on which it was said.
    """

    act: str
    done: bool
    promised: bool
    days: Days
    besides: Days
    on: dt.date


def reconcile(claim: Claim, facts: Facts, instrument: Instrument, said_on: dt.date) -> Reconciliation:
    """Compare a claim with the facts of its instrument.

    Args:
        claim: what is claimed.
        facts: what is recorded of the instrument.
        instrument: what it is claimed of.
        said_on: the day on which the item was published.
    """
    told = claim.until if KINDS[claim.act].sets_an_end and not claim.when else claim.when or claim.announced
    meant, besides = legal_days(told, instrument.legal_zone)
    promised = claim.ahead and not claim.when
    assertion = _Assertion(claim.act, not claim.ahead, promised, days_of(meant), days_of(besides), said_on)
    return _compare(assertion, facts, other_details(claim.details, facts))


def review(report: Event, facts: Facts, instrument: Instrument, language: str) -> Reconciliation:
    """Compare a report that is recorded with the facts of its instrument.

    As :func:`reconcile` does, from what a report keeps of its claim: an act whose day had come when it was reported was
    said to be done.

    Args:
        report: as recorded.
        facts: what is recorded of the instrument.
        instrument: its target.
        language: of its quotes.
    """
    against = other_details(_details_of(report, language), facts)
    if report.kind in _NO_ACT:
        return Reconciliation(against=tuple(against))
    stated = report.until if report.row.sets_an_end else report.effect
    promised = stated is not None and stated.kind is WhenKind.UNKNOWN
    told = report.announced if promised else stated
    days = days_of([Candidate(told, "", instrument.legal_zone)]) if told is not None else ()
    on: dt.date = dates.day_of(report.known_from().public(instrument.legal_zone), instrument.legal_zone)
    done = not promised and (stated is None or any(last <= on for _, last in days))
    besides = tuple((day, day) for day in map(dates.parse_date, outlet_days(report.note)))
    return _compare(_Assertion(report.kind, done, promised, days, besides, on), facts, against)


def _details_of(report: Event, language: str) -> frozenset[ClaimDetail]:
    act = "note" if report.kind in _NO_ACT else report.kind
    found = (details_in(each.quote, act, language) for each in report.evidence if each.quote is not None)
    return frozenset().union(*found)


def _compare(assertion: _Assertion, facts: Facts, details: _Against) -> Reconciliation:
    against = list(details)
    if assertion.promised:
        agreeing = [fact for fact, _ in facts.of_kind(assertion.act) if _is_promise_of(assertion, fact)][:1]
    else:
        agreeing = [fact for fact, days in facts.same_act(assertion.act) if _agrees(assertion, fact, days)]
    if agreeing or assertion.promised:
        confirming = max(agreeing, key=lambda fact: fact.certainty, default=None)
        return Reconciliation(None if against else confirming, tuple(against))
    for fact, days in facts.of_kind(assertion.act):
        against += [(fact, words) for words in _differs(assertion, fact, days)]
    if against and assertion.days:
        against += list(_mistaken_for(assertion, facts))
    return Reconciliation(against=tuple(against))


def _agrees(assertion: _Assertion, fact: Event, known: Days) -> bool:
    """Whether a fact is what is said: the same day, or done shortly before where none is named."""
    if assertion.days:
        return _meet(assertion.days, known)
    same = fact.kind == assertion.act
    if not assertion.done or not (same or assertion.act in ENTRIES):
        return False
    if fact.certainty <= Certainty.ANNOUNCED and fact.kind not in _SAYING:
        return False
    since = SAME_ACT_DAYS if same else _ENTERED_DAYS
    return any(first <= assertion.on and assertion.on.toordinal() - last.toordinal() <= since for first, last in known)


def _is_promise_of(assertion: _Assertion, fact: Event) -> bool:
    """Whether a fact is what is announced: known by then, not long done, and announced on the day that is told."""
    due = days_of_fact(fact)
    known = (*steps(fact), *due) or known_on(fact)
    over = is_dated(fact) and any(assertion.on - last > _STILL_NEWS for _, last in due)
    return not over and known[0][0] <= assertion.on and (not assertion.days or _meet(assertion.days, known))


def _differs(assertion: _Assertion, fact: Event, known: Days) -> Iterable[str]:
    """In what a fact of the same act differs from what is said."""
    if assertion.done and fact.kind not in _SAYING and fact.certainty <= Certainty.ANNOUNCED and not is_dated(fact):
        announced = days_of_fact(attrs.evolve(fact, effect=None)) or known_on(fact)
        near = assertion.days or ((assertion.on, assertion.on),)
        still = not assertion.days and fact.row.operation in _ONCE and announced[0][0] <= assertion.on
        if still or _apart(near, announced) <= SAME_ACT_DAYS:
            yield remark("only_announced")
        return
    if not assertion.days or not known or fact.parts:
        return
    if _of_one_act(fact, assertion.days, known):
        which = "outlet_day" if _meet(assertion.besides, known) else "other_date"
        yield remark(which, known=_spelled(known), date=_spelled(assertion.days))


def _of_one_act(fact: Event, days: Days, others: Days) -> bool:
    """Whether days that differ can only be meant for one act: it happens once, or they are near each other."""
    return fact.row.operation in _ONCE or fact.kind == "set_effective" or _apart(days, others) <= SAME_ACT_DAYS


def _mistaken_for(assertion: _Assertion, facts: Facts) -> Iterable[tuple[Event, str]]:
    """Facts of another kind that fall on the day that is said: what it may have been mistaken for."""
    for fact, days in facts.binding:
        if fact.kind != assertion.act and _meet(assertion.days, days):
            date, noun = _spelled(assertion.days), NOUNS.get(fact.kind, fact.row.phrase)
            other = NOUNS.get(assertion.act)
            name = "mistaken" if other else "mistaken_act"
            yield fact, remark(name, date=date, noun=noun, other=other)


def _spelled(days: Days) -> str:
    """Days in ISO form: of several the first, since they are the steps of one act or candidates for one day."""
    first, last = days[0]
    return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"


def _meet(days: Days, others: Days) -> bool:
    return any(first <= end and start <= last for first, last in days for start, end in others)


def _apart(days: Days, others: Days) -> int:
    """Days between the nearest of two sets of spans."""
    return min(
        max(start.toordinal() - last.toordinal(), first.toordinal() - end.toordinal(), 0)
        for first, last in days
        for start, end in others
    )


def other_details(details: frozenset[ClaimDetail], facts: Facts) -> Iterator[tuple[Event, str]]:
    """Facts that give a detail otherwise: where a firm is from, what a thing derives from, whom it is limited to."""
    seen: set[str] = set()
    for name in sorted({each.name for each in details}):
        values = {each.value for each in details if each.name == name}
        known = facts.details.get(name, ())
        if any(value in values for _, value in known):
            continue
        for fact, value in known:
            if fact.key not in seen:
                seen.add(fact.key)
                yield fact, remark("detail", detail=name, told=", ".join(sorted(values)), known=value)
