"""Choose the facts that one subscriber receives now: those that pass the filters and were not reported before. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.digest import fact_sentences
from regtrack.digest.facts import GONE, WHOLE, Fact, FactKind, reminder_key
from regtrack.digest.subscriptions import FACT_FILTERS, Subscriber, Subscription
from regtrack.store.messages import ReportedDate


@attrs.frozen
class Before:
    """What a subscriber received before.

    Attributes:
        prints: what was last reported for each key, as its print.
        dates: the dates ahead of the last digest that were reported, by key, in the order of the reports.
    """

    prints: Mapping[str, str] = attrs.field(factory=dict)
    dates: Mapping[str, Sequence[ReportedDate]] = attrs.field(factory=dict)


@attrs.frozen
class StandingDates:
    """Which dates stand, past ones too, whoever follows them.

    Attributes:
        looked: ids of the instruments of which all dates were looked at.
        keys: of the dates that stand.
        days: each instrument with each day of its dates.
    """

    looked: frozenset[str]
    keys: frozenset[str]
    days: frozenset[tuple[str, str | None]]


@attrs.frozen
class Chosen:
    """A fact to report, what it matched, and whether it has a line of its own or is part of another's."""

    fact: Fact
    matched: tuple[str, ...]
    shown: bool = True


def matches(fact: Fact, subscription: Subscription) -> bool:
    """Whether a fact passes the filters on facts; its instrument has passed the others."""
    for name in FACT_FILTERS:
        wanted, unwanted = getattr(subscription, name), getattr(subscription, f"not_{name}")
        if (wanted and not _has(fact, name, wanted)) or (unwanted and _has(fact, name, unwanted)):
            return False
    return True


def _has(fact: Fact, name: str, values: Iterable[str]) -> bool:
    if name == "certainty":
        return fact.certainty in values
    if name == "language":
        return any(tag == value or tag.startswith(f"{value}-") for tag in fact.languages for value in values)
    return any(value.casefold() in fact.words for value in values)


def choose(
    matched: Iterable[tuple[Fact, tuple[str, ...]]],
    subscriber: Subscriber,
    before: Before,
    now: Tick,
    standing: StandingDates,
    follows: Callable[[str], tuple[str, ...]],
) -> list[Chosen]:
    """Choose what to report to a subscriber.

    Args:
        matched: the facts that a subscription admits, each once, with the labels of those that do.
        subscriber: who.
        before: what was reported before.
        now: the clock.
        standing: the dates that stand.
        follows: the labels of the subscriptions that admit an instrument.
    """
    today = dates.day_of(now, subscriber.schedule.zone)
    plain: list[Chosen] = []
    ahead: list[tuple[Fact, tuple[str, ...]]] = []
    for fact, labels in matched:
        if fact.kind is FactKind.DATE:
            ahead.append((fact, labels))
        elif _wanted(fact, subscriber, before):
            plain.append(Chosen(fact, labels))
    moved = list(_dates(ahead, subscriber, before, today, plain))
    return [*plain, *moved, *_gone(before, standing, follows)]


def _wanted(fact: Fact, subscriber: Subscriber, before: Before) -> bool:
    if any(before.prints.get(key) == fact.print for key in (fact.key, *fact.former)):
        return False
    if fact.kind is FactKind.FEED:
        return fact.print != WHOLE or fact.key in before.prints
    return subscriber.enrichment or fact.kind is not FactKind.ENRICHED


def _dates(
    ahead: Iterable[tuple[Fact, tuple[str, ...]]],
    subscriber: Subscriber,
    before: Before,
    today: dt.date,
    plain: list[Chosen],
) -> Iterator[Chosen]:
    """Yield dates to report; a change that states one already is extended by the day from which it moved."""
    named = {(each.fact.instrument, day): place for place, each in enumerate(plain) for day in each.fact.days}
    for fact, labels in ahead:
        reported_dates, formerly = (
            before.dates.get(fact.key, ()),
            [each for key in fact.former for each in before.dates.get(key, ())],
        )
        if not reported_dates and formerly and formerly[-1].print == fact.print:
            yield Chosen(fact, (f"reported before as {fact.former[0].split('|')[1]}",), shown=False)
            continue
        last = reported_dates[-1] if reported_dates else formerly[-1] if formerly else None
        left = days_left(fact, today)
        place = next((named[key] for day in fact.days if (key := (fact.instrument, day)) in named), None)
        if last is not None and last.print == fact.print:
            lead = _reminder(fact, subscriber, before, left)
            if lead is not None:
                yield Chosen(fact_sentences.reminder(fact, lead, left), labels)
        elif place is not None:
            if last is not None and last.print != GONE and not _names(plain[place].fact, fact, last.on):
                plain[place] = attrs.evolve(plain[place], fact=fact_sentences.amended(plain[place].fact, fact, last))
            yield Chosen(fact, labels, shown=False)
        elif last is not None and last.print != GONE:
            yield Chosen(fact_sentences.moved(fact, last), labels)
        elif left <= subscriber.horizon:
            yield Chosen(fact, labels)


def _names(change: Fact, fact: Fact, day: str | None) -> bool:
    """Whether a change names another day of a date too."""
    return any((*named[:-1], day) in change.days for named in fact.days)


def days_left(fact: Fact, today: dt.date) -> int:
    """How many days there are until a date."""
    assert fact.on is not None
    return dates.parse_date(fact.on[:10]).toordinal() - today.toordinal()


def _reminder(fact: Fact, subscriber: Subscriber, before: Before, left: int) -> int | None:
    """Return the reminder that is due: the nearest, unless the date was delivered since that became due."""
    due = min((lead for lead in subscriber.reminders if lead >= left), default=None)
    if due is None or left < 1:
        return None
    reported_dates = (*before.dates[fact.key], *before.dates.get(reminder_key(fact), ()))
    last = max(each.at for each in reported_dates)
    then = days_left(fact, dates.day_of(last, subscriber.schedule.zone))
    return due if then > due else None


def _gone(before: Before, standing: StandingDates, follows: Callable[[str], tuple[str, ...]]) -> Iterator[Chosen]:
    """Yield dates that were reported and no longer stand; one that arrived or has another name now is not gone."""
    for key, reported_dates in before.dates.items():
        last, instrument = reported_dates[-1], key.split("|")[1]
        if last.kind != FactKind.DATE or last.print == GONE or key in standing.keys:
            continue
        if instrument in standing.looked and (instrument, last.on) not in standing.days and follows(instrument):
            yield Chosen(fact_sentences.gone(key, last), follows(instrument))
