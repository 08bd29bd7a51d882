"""A statement against what is recorded of its instrument: confirmed, contradicted, or neither.

Nothing is overwritten: values that compete are kept, each with its source, and a statement that differs says with which
facts (semantics, section 7). Facts are what the ledger has of the same instrument, except reports and claims that
contradict it themselves: of two reports that differ neither is the record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from regtrack import dates
from regtrack.model.event import Event
from regtrack.model.inbox import OF_ITEMS
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Certainty, Dimension, Operation
from regtrack.model.when import When, WhenKind
from regtrack.news.acts import CHANGES, ENTRIES, MAKING, ClaimDetail, find_details
from regtrack.news.days import Candidate, days_of, legal_days
from regtrack.news.folding import fold
from regtrack.news.language import language_of
from regtrack.news.names import OtherAct
from regtrack.news.reading import Claim
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
_BINDING = (Dimension.FORCE, Dimension.DUTY)
_HEARSAY = frozenset(("report", "confirm", "retract", "check"))
_NO_ACT = frozenset(("report", "note"))
"""Kinds of reports that claim no act."""

Days = tuple[tuple[dt.date, dt.date], ...]


@attrs.frozen
class Reconciliation:
    """What is recorded of what is claimed.

    Attributes:
        confirmed_by: the fact that says the same; None if none does.
        against: the facts that say something else, each with what it differs in, as a remark.
    """

    confirmed_by: Event | None = None
    against: tuple[tuple[Event, str], ...] = ()


class Facts:
    """What is recorded of one instrument, sorted out once for all that is claimed of it.

    Reports of items are left out, however many there are: they are no record to contradict, nor do they confirm.

    Args:
        events: every event that is recorded of it.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        self._sound = [fact for fact in events if not _is_hearsay(fact)]
        self._of_items = [fact.key for fact in self._sound if fact.key.startswith(OF_ITEMS)]
        self._of_kind: dict[str, list[tuple[Event, Days]]] = {}
        for fact in self._sound:
            self._of_kind.setdefault(fact.kind, []).append((fact, days_of_fact(fact)))

    def __iter__(self) -> Iterator[Event]:
        return iter(self._sound)

    def without(self, own: tuple[str, ...]) -> Facts:
        """All but those whose keys begin so: what an item says itself."""
        if not any(key.startswith(own) for key in self._of_items):
            return self
        return Facts(fact for fact in self._sound if not fact.key.startswith(own))

    def of_kind(self, act: str) -> Sequence[tuple[Event, Days]]:
        """Those of one kind, each with the days that are right for it."""
        return self._of_kind.get(act, ())

    def same_act(self, act: str) -> Sequence[tuple[Event, Days]]:
        """Those of its kind, or any step in the making of the same document.

        What a document does by being issued is done on the days of its making, or when it takes effect.
        """
        if act in CHANGES:
            return [*self.of_kind(act), *self._making, *self.of_kind("set_effective")]
        return self._making if act in MAKING else self.of_kind(act)

    @cached_property
    def _making(self) -> Sequence[tuple[Event, Days]]:
        begun = ((fact, _steps(fact)) for fact, _ in self.of_kind("set_effective"))
        return [*(each for kind in sorted(MAKING) for each in self.of_kind(kind)), *(each for each in begun if each[1])]

    @cached_property
    def binding(self) -> Sequence[tuple[Event, Days]]:
        """Those that say on which days it binds."""
        every = (each for found in self._of_kind.values() for each in found)
        return [each for each in every if each[0].row.dimension in _BINDING and _dated(each[0])]

    @cached_property
    def details(self) -> Mapping[str, Sequence[tuple[Event, str]]]:
        """By the name of a detail: who gives it, and how."""
        found: dict[str, list[tuple[Event, str]]] = {}
        for fact in self._sound:
            for detail in sorted(details_of_fact(fact), key=lambda each: (each.name, each.value)):
                found.setdefault(detail.name, []).append((fact, detail.value))
        return found


@attrs.frozen
class _Assertion:
    """What is compared: an act with its days.

    Attributes:
        act: its kind.
        asserted: whether it is claimed at all.
        done: whether it is assertion to be done.
        days: the days it has; of one that is only announced, those of that.
        besides: those it has if the outlet's own day is meant.
        on: the day on which it was assertion.
        details: what else is assertion of it.
        promised: whether it is only announced, for a day that nobody tells.
    """

    act: str
    asserted: bool
    done: bool
    days: Days
    besides: Days
    on: dt.date
    details: frozenset[ClaimDetail]
    promised: bool = False


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
    assertion = _Assertion(
        claim.act, True, not claim.ahead, days_of(meant), days_of(besides), said_on, claim.details,
        promised=claim.ahead and not claim.when,
    )  # fmt: skip
    return _compare(assertion, facts)


def reconcile_details(details: frozenset[ClaimDetail], facts: Facts, said_on: dt.date) -> Reconciliation:
    """Compare details that are told of an instrument, without an act, with its facts."""
    return _compare(_Assertion("note", False, False, (), (), said_on, details), facts)


def review(report: Event, facts: Facts, instrument: Instrument, language: str) -> Reconciliation:
    """Compare a report that is recorded with the facts of its instrument.

    As :func:`reconcile` does, from what a report keeps of its claim: an act whose day had come when it was reported was
    assertion to be done.

    Args:
        report: as recorded.
        facts: what is recorded of the instrument.
        instrument: its target.
        language: of its quotes.
    """
    stated = _stated(report)
    promised = stated is not None and stated.kind is WhenKind.UNKNOWN
    told = report.announced if promised else stated
    days = days_of([Candidate(told, "", instrument.legal_zone)]) if told is not None else ()
    on: dt.date = dates.day_of(report.known_from().public(instrument.legal_zone), instrument.legal_zone)
    done = not promised and (stated is None or any(last <= on for _, last in days))
    besides = tuple((day, day) for day in map(dates.parse_date, outlet_days(report.note)))
    asserted = report.kind not in _NO_ACT
    details = _details_of(report, "note" if not asserted else report.kind, language)
    return _compare(_Assertion(report.kind, asserted, done, days, besides, on, details, promised), facts)


def _details_of(report: Event, act: str, language: str) -> frozenset[ClaimDetail]:
    tables = language_of(language)
    if tables is None:
        return frozenset()
    quotes = [each.quote for each in report.evidence if each.quote is not None]
    return frozenset().union(*(find_details(fold(quote, tables).text, act, tables) for quote in quotes))


def _stated(report: Event) -> When | None:
    return report.until if report.row.sets_an_end else report.effect


def _compare(assertion: _Assertion, facts: Facts) -> Reconciliation:
    against = list(_other_details(assertion, facts))
    if not assertion.asserted:
        return Reconciliation(against=tuple(against))
    if assertion.promised:
        agreeing = [fact for fact, _ in facts.of_kind(assertion.act) if _is_promise_of(assertion, fact)]
        return Reconciliation(None if against else next(iter(agreeing), None), tuple(against))
    agreeing = [fact for fact, days in facts.same_act(assertion.act) if _agrees(assertion, fact, days)]
    confirming = max(agreeing, key=lambda fact: fact.certainty, default=None)
    if confirming is not None:
        return Reconciliation(None if against else confirming, tuple(against))
    for fact, days in facts.of_kind(assertion.act):
        against += [(fact, words) for words in _differs(assertion, fact, days)]
    if against and assertion.days:
        against += list(_mistaken_for(assertion, facts))
    return Reconciliation(against=tuple(against))


def done_on(facts: Iterable[Event]) -> frozenset[tuple[str, dt.date]]:
    """Return what is recorded of an instrument, but for hearsay: each kind of act with its first and last days."""
    sound = [fact for fact in facts if not _is_hearsay(fact)]
    done = {(fact.kind, day) for fact in sound for span in days_of_fact(fact) for day in span}
    begun = (fact for fact in sound if fact.kind == "set_effective")
    return frozenset(done | {("publish", day) for fact in begun for span in _steps(fact) for day in span})


def deeds_of(facts: Iterable[Event]) -> tuple[OtherAct, ...]:
    """Return what other instruments did to one, by what is recorded but for hearsay."""
    done = [fact for fact in facts if fact.by is not None and fact.by.count("/") > 1 and not _is_hearsay(fact)]
    known = (min(first for first, _ in (*_steps(each), *_known_on(each))) for each in done)
    return tuple(OtherAct(each.kind, str(each.by), on, not _dated(each)) for each, on in zip(done, known, strict=True))


def days_of_fact(fact: Event) -> Days:
    """Return the days that are right for a fact: of its effect, or of any step in which it became known."""
    if fact.row.sets_an_end:
        stated: Sequence[When | None] = (fact.until,)
    elif fact.row.dimension is Dimension.STAGE:
        return _steps(fact)
    else:
        stated = (fact.effect or fact.issued or fact.announced or fact.filed or fact.published,)
    return days_of(Candidate(each, "", fact.zone or dates.FEDERAL_ZONE) for each in stated if each is not None)


def _steps(fact: Event) -> Days:
    """Return the days on which the document of a fact was made, and of a stage that of its effect."""
    own = (fact.effect, fact.as_of) if fact.row.dimension is Dimension.STAGE else ()
    stated = (*own, fact.issued, fact.announced, fact.filed, fact.published)
    return days_of(Candidate(each, "", fact.zone or dates.FEDERAL_ZONE) for each in stated if each is not None)


def _known_on(fact: Event) -> Days:
    """Return the day from which the public could know of a fact that states no other."""
    zone = fact.zone or dates.FEDERAL_ZONE
    return days_of([Candidate(fact.known_from(), "", zone)])


def _is_hearsay(fact: Event) -> bool:
    """Whether it is no record: a report, of whatever act, and what contradicts the record itself."""
    reported = fact.certainty is Certainty.REPORTED and fact.key.startswith(OF_ITEMS)
    return reported or fact.kind in _HEARSAY or bool(fact.conflicts_with)


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
    known = (*_steps(fact), *due) or _known_on(fact)
    over = _dated(fact) and any(assertion.on - last > _STILL_NEWS for _, last in due)
    return not over and known[0][0] <= assertion.on and (not assertion.days or _meet(assertion.days, known))


def _differs(assertion: _Assertion, fact: Event, known: Days) -> Iterable[str]:
    """In what a fact of the same act differs from what is said."""
    if assertion.done and fact.kind not in _SAYING and fact.certainty <= Certainty.ANNOUNCED and not _dated(fact):
        announced = days_of_fact(attrs.evolve(fact, effect=None)) or _known_on(fact)
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
            yield (
                fact,
                (
                    remark("mistaken", date=date, noun=noun, other=other)
                    if other
                    else remark("mistaken_act", date=date, noun=noun)
                ),
            )


def _dated(fact: Event) -> bool:
    stated = fact.until if fact.row.sets_an_end else fact.effect
    if stated is None:
        return fact.certainty > Certainty.ANNOUNCED or fact.row.dimension is Dimension.STAGE
    return stated.dated and stated.kind is not WhenKind.INDEFINITE


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


def _other_details(assertion: _Assertion, facts: Facts) -> Iterable[tuple[Event, str]]:
    """Facts that give a detail otherwise: where a firm is from, what a thing derives from, whom it is limited to."""
    seen: set[str] = set()
    for name in sorted({each.name for each in assertion.details}):
        values = {each.value for each in assertion.details if each.name == name}
        known = facts.details.get(name, ())
        if any(value in values for _, value in known):
            continue
        for fact, value in known:
            if fact.key not in seen:
                seen.add(fact.key)
                yield fact, remark("detail", detail=name, told=", ".join(sorted(values)), known=value)


def details_of_fact(fact: Event) -> frozenset[ClaimDetail]:
    """Return the details that a recorded fact gives in its own words."""
    language = language_of(fact.language)
    if language is None:
        return frozenset()
    return find_details(fold(fact.summary, language).text, fact.kind, language)
