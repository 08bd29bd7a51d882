"""A statement against what is recorded of its instrument: confirmed, contradicted, or neither.

Nothing is overwritten: values that compete are kept, each with its source, and a statement that differs says with which
facts (semantics, section 7). Facts are what the ledger has of the same instrument, except reports and claims that
contradict it themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import attrs

from regtrack import dates
from regtrack.ingest.news.claim import Claim
from regtrack.ingest.news.facets import Detail, find_details
from regtrack.ingest.news.folding import fold
from regtrack.ingest.news.languages import language_of
from regtrack.ingest.news.when import Candidate, days_of, legal_days
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Certainty, Dimension, Operation
from regtrack.model.when import When, WhenKind

SAME_ACT_DAYS = 45
"""Two dates of acts that can happen again are dates of one act if they are no further apart."""

ASSERTED = frozenset(("has", "will", "plans", "reportedly"))
"""Ways to claim that an act is done or will be; the others claim none."""
_DONE = frozenset(("has", "reportedly"))
_MAKING = frozenset(("announce", "sign", "adopt", "file_for_inspection", "publish"))
"""Steps in the making of one document: a day that is right for any of them is right."""
_SAYING = frozenset({"announce", *(kind.name for kind in KINDS.values() if kind.dimension is Dimension.ENFORCEMENT)})
"""Acts that are done by announcing them."""
_ONCE = frozenset((Operation.REACH, Operation.SHUT, Operation.VOID))
"""What happens to an instrument once, so that another date for it is a contradiction however far away."""
_BINDING = (Dimension.FORCE, Dimension.DUTY)

Days = tuple[tuple[dt.date, dt.date], ...]


@attrs.frozen
class Verdict:
    """What is recorded of what is claimed.

    Attributes:
        confirmed_by: the fact that says the same; None if none does.
        against: the facts that say something else, each with what they differ in.
    """

    confirmed_by: Event | None = None
    against: tuple[tuple[Event, str], ...] = ()


def reconcile(claim: Claim, facts: Iterable[Event], instrument: Instrument, said_on: dt.date) -> Verdict:
    """Compare a claim with the facts of its instrument.

    Args:
        claim: what is claimed.
        facts: every event that is recorded of the instrument.
        instrument: what it is claimed of.
        said_on: the day on which the item was published.
    """
    sound = [fact for fact in facts if not _is_hearsay(fact)]
    against = list(_other_details(claim, sound))
    if claim.act == "note" or claim.modality not in ASSERTED:
        return Verdict(against=tuple(against))
    known = [fact for fact in sound if _same_act(fact, claim.act)]
    meant, besides = legal_days(claim.when, instrument.legal_zone)
    days = days_of(meant)
    agreeing = [fact for fact in known if _agrees(claim, days, fact, said_on)]
    confirming = max(agreeing, key=lambda fact: fact.certainty, default=None)
    if confirming is not None:
        return Verdict(None if against else confirming, tuple(against))
    for fact in known:
        if fact.kind == claim.act:
            against += [(fact, words) for words in _differs(claim, days, days_of(besides), fact, said_on)]
    if against and days:
        against += list(_mistaken_for(claim, days, sound))
    return Verdict(against=tuple(against))


def confirms(report: Event, fact: Event) -> bool:
    """Whether a fact that arrived later says the same as a report that is recorded: act, target and day."""
    if report.target != fact.target or _is_hearsay(fact) or fact.certainty <= report.certainty:
        return False
    stated = report.until if _sets_an_end(report.kind) else report.effect
    span = stated.days(None) if stated is not None else None
    return _same_act(fact, report.kind) and span is not None and _meet((span,), days_of_fact(fact))


def is_done_on(fact: Event, act: str, day: dt.date) -> bool:
    """Whether a fact is an act of this sort on just this day: of its kind, or one that moves the same aspect."""
    row = KINDS[act]
    alike = _same_act(fact, act) or (row.dimension is fact.row.dimension and row.dimension is not Dimension.STAGE)
    return alike and not _is_hearsay(fact) and (day, day) in days_of_fact(fact)


def moved_on(facts: Iterable[Event]) -> frozenset[dt.date]:
    """The first and last days of what is recorded of an instrument, but for hearsay."""
    return frozenset(day for fact in facts if not _is_hearsay(fact) for span in days_of_fact(fact) for day in span)


def days_of_fact(fact: Event) -> Days:
    """The days that are right for a fact: of its effect, or of any step in which it became known."""
    if _sets_an_end(fact.kind):
        stated: Sequence[When | None] = (fact.until,)
    elif fact.row.dimension is Dimension.STAGE:
        stated = (fact.effect, fact.as_of, fact.issued, fact.announced, fact.filed, fact.published)
    else:
        stated = (fact.effect or fact.issued or fact.announced or fact.filed or fact.published,)
    return days_of(Candidate(each, "", fact.zone or dates.FEDERAL_ZONE) for each in stated if each is not None)


def _is_hearsay(fact: Event) -> bool:
    return fact.kind in ("report", "confirm", "retract", "check") or bool(fact.conflicts_with)


def _sets_an_end(kind: str) -> bool:
    row = KINDS[kind]
    return row.dimension is Dimension.DEADLINE or row.operation is Operation.REEND


def _same_act(fact: Event, act: str) -> bool:
    return fact.kind == act or {fact.kind, act} <= _MAKING


def _agrees(claim: Claim, days: Days, fact: Event, said_on: dt.date) -> bool:
    """Whether a fact is what is claimed: the same day, or done shortly before where the claim names none."""
    known = days_of_fact(fact)
    if days:
        return _meet(days, known)
    if claim.modality not in _DONE or fact.kind != claim.act:
        return False
    if fact.certainty <= Certainty.ANNOUNCED and fact.kind not in _SAYING:
        return False
    return any(first <= said_on and said_on.toordinal() - last.toordinal() <= SAME_ACT_DAYS for first, last in known)


def _differs(claim: Claim, days: Days, besides: Days, fact: Event, said_on: dt.date) -> Iterable[str]:
    """In what a fact of the same act differs from what is claimed."""
    if (
        claim.modality in _DONE
        and fact.kind not in _SAYING
        and fact.certainty <= Certainty.ANNOUNCED
        and not _dated(fact)
    ):
        announced = days_of_fact(attrs.evolve(fact, effect=None))
        near = days or ((said_on, said_on),)
        if not announced or _apart(near, announced) <= SAME_ACT_DAYS:
            yield "said to be done, and only announced"
        return
    known = days_of_fact(fact)
    if not days or not known or fact.parts:
        return
    if fact.row.operation in _ONCE or fact.kind == "set_effective" or _apart(days, known) <= SAME_ACT_DAYS:
        same = " (the same day, if the outlet's own day is meant)" if _meet(besides, known) else ""
        yield f"another date{same}"


def _mistaken_for(claim: Claim, days: Days, facts: Iterable[Event]) -> Iterable[tuple[Event, str]]:
    """Facts of another kind that fall on the day claimed: what it may have been mistaken for."""
    for fact in facts:
        if (
            fact.kind != claim.act
            and fact.row.dimension in _BINDING
            and _dated(fact)
            and _meet(days, days_of_fact(fact))
        ):
            yield fact, "that day is another one's"


def _dated(fact: Event) -> bool:
    stated = fact.until if _sets_an_end(fact.kind) else fact.effect
    if stated is None:
        return fact.certainty > Certainty.ANNOUNCED or fact.row.dimension is Dimension.STAGE
    return stated.dated and stated.kind is not WhenKind.INDEFINITE


def _meet(days: Days, others: Days) -> bool:
    return any(first <= end and start <= last for first, last in days for start, end in others)


def _apart(days: Days, others: Days) -> int:
    """Days between the nearest of two sets of spans."""
    return min(
        max(start.toordinal() - last.toordinal(), first.toordinal() - end.toordinal(), 0)
        for first, last in days
        for start, end in others
    )


def _other_details(claim: Claim, facts: Iterable[Event]) -> Iterable[tuple[Event, str]]:
    """Facts that give a detail otherwise: where a firm is from, what a thing derives from, whom it is limited to."""
    told: dict[str, set[str]] = {}
    for detail in claim.details:
        told.setdefault(detail.name, set()).add(detail.value)
    if not told:
        return
    found = [(fact, detail) for fact in facts for detail in details_of_fact(fact) if detail.name in told]
    agreed = {detail.name for _, detail in found if detail.value in told[detail.name]}
    seen: set[str] = set()
    for fact, detail in found:
        if detail.name not in agreed and fact.key not in seen:
            seen.add(fact.key)
            yield fact, f"{detail.name}: {', '.join(sorted(told[detail.name]))}, not {detail.value}"


def details_of_fact(fact: Event) -> frozenset[Detail]:
    """The details that a recorded fact gives in its own words."""
    language = language_of(fact.language)
    if language is None:
        return frozenset()
    return find_details(fold(fact.summary, language).text, fact.kind, language)
