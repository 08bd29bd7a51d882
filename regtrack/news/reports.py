"""From what an item says to what the ledger records: mentions, reports of sure claims, and entries of the inbox.

A report never changes what the law is: it is ``reported``, or ``announced`` when an agency speaks of its own act in a
source that may announce. It keeps the exact quote and is joined to the fact that confirms it. What contradicts the
record is recorded as a mention that names what it contradicts, so that no report moves a rule against its record.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import TypeAlias

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.model.document import Evidence
from regtrack.model.event import Event
from regtrack.model.inbox import InboxEntry
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Certainty, Operation
from regtrack.model.when import When, WhenKind
from regtrack.news.days import Candidate, legal_days
from regtrack.news.item import Claim, ItemReading, Mention, NewsItem
from regtrack.news.language import language_of
from regtrack.news.matching import Facts, Ledger
from regtrack.news.names import bodies_of
from regtrack.news.reconciling import Reconciliation, other_details, reconcile, review
from regtrack.news.remarks import MANNERS, OUTLET_DAY, STATEMENT, SUMMARY, WEEKDAYS, is_difference, remark

_Against: TypeAlias = Sequence[tuple[Event, str]]  # Facts that are contradicted, each with what is said otherwise
MENTION = "report"  # the kind of event that says that an item is about an instrument; it moves nothing
_UNKNOWN = When(WhenKind.UNKNOWN, "unknown")
_MOST_QUOTES = 8
_KINDS = MappingProxyType(
    {
        "rule": "final_rule", "draft": "proposed_rule", "guidance": "guidance", "bill": "bill", "order": "order",
        "permission": "letter", "tariff": "order", "agreement": "agreement",
    }
)  # fmt: skip
"""Kind of the instrument that a phrase of a class may name; of any other class a notice."""


@attrs.frozen
class Reported:
    """What an item gives the ledger."""

    # mentions, reports and their confirmations; keys begin with the item's id and a colon
    events: tuple[Event, ...] = ()
    waiting: tuple[InboxEntry, ...] = ()  # what the ledger does not know, for a person to look at


def reports(item: NewsItem, reading: ItemReading, ledger: Ledger, *, seen_at: Tick) -> Reported:
    """Return the events that an item reports, and what of it waits for a person.

    An item about an instrument that the ledger knows is shown under it. Any other waits in one row for each instrument
    that it surely says something of, or else in one row under its headline, if it concerns the law at all. It is known
    from when it was published, or was first seen if it does not say.
    """
    if not reading.mentions and not reading.concerns:
        return Reported()
    maker = _Maker(item, item.published_at if item.published_at is not None else seen_at)
    events: list[Event] = []
    for mention in reading.mentions:
        instrument = ledger.instrument(mention.id)
        if instrument is not None:
            own = [claim for claim in reading.says if claim.target == mention.id]
            events += maker.of_instrument(mention, own, instrument, ledger.facts(mention.id).without(_own(item.id)))
    if events or not reading.concerns:
        return Reported(tuple(events))
    return Reported((), tuple(maker.entries(reading)))


def reviewed(
    report: Event, facts: Facts, instrument: Instrument, language: str, *, joined: Event | None = None
) -> list[Event] | None:
    """Return what is to be recorded of a report now that more is known of its instrument; None if that changes nothing.

    That is the report with what it contradicts, as a revision, and the event that joins it to the fact that confirms
    it; where that is not among them, nothing confirms it any longer. A contradiction that was found when the item was
    read stays, except where the record comes to say the same. ``joined`` is the event that joined it to the fact that
    confirmed it, if one did.
    """
    own = _own(report.evidence[0].document) if report.evidence else ()
    verdict = review(report, facts.without(own), instrument, language)
    fact = verdict.confirmed_by
    if fact is not None and fact.certainty > report.certainty:
        found = _confirmation(report, fact, instrument.publication_zone)
        bare = attrs.evolve(report, until=_end(report.until, report.kind, fact), name=_name(report.kind, fact))
        cleared = [_restated(bare, (), ())] if bare.conflicts_with or bare != report else []
        return [*cleared, found] if cleared or found != joined else None
    new = [each for each in verdict.against if each[0].key not in report.conflicts_with]
    if not new:
        return [] if joined is not None else None
    return [_restated(report, (*report.conflicts_with, *_keys(new)), new)]


def confirmed(key: str) -> str:
    """Return the key of the event that joins the report of a key to what confirms it."""
    return f"{key}:confirmed"


def _own(document: str) -> tuple[str, ...]:
    """Return what the keys begin with of all that a document says, also as a person linked it."""
    return f"{document}:", f"{document}?"


def _restated(report: Event, conflicts: tuple[str, ...], new: _Against) -> Event:
    """Return a report with what it contradicts now: what is new, besides what stays."""
    lines = [line for line in (report.note or "").split("\n") if conflicts or not is_difference(line)]
    note = "\n".join(dict.fromkeys(filter(None, (*lines, *_differences(new)))))
    return attrs.evolve(report, conflicts_with=conflicts, note=note or None)


def _confirmation(report: Event, fact: Event, zone: str) -> Event:
    """No more certain than the report: it joins two statements and must not count where the report does not.

    It is known once both of them are, on a day or at a moment, as the later of them states it.
    """
    known = max((report.known_from(), fact.known_from()), key=lambda when: when.public(zone))
    return Event(
        confirmed(report.key), "confirm", report.target, report.certainty, of=report.key, available=known,
        summary=fact.summary, note=remark("recorded", key=fact.key), language=fact.language,
        evidence=tuple(dict.fromkeys((*fact.evidence, *report.evidence))),
    )  # fmt: skip


class _Maker:
    """Of the events of one item."""

    def __init__(self, item: NewsItem, at: Tick) -> None:
        self.item, self.at = item, at
        self.said_on: dt.date = dates.day_of(at, item.zone)
        self.keys: Counter[str] = Counter()
        tables = [each for each in (language_of(item.language), language_of("en")) if each is not None]
        spoken = [id_ for each in tables for _, _, id_ in each.actors.find(item.publisher)]
        self.publisher = spoken[0] if spoken else None
        self.parents = {body: parent for each in reversed(tables) for body, parent in each.parents.items()}

    def of_instrument(
        self, mention: Mention, claims: Sequence[Claim], instrument: Instrument, facts: Facts
    ) -> Iterator[Event]:
        """Return a report for each sure claim; the mention, where there is none or something speaks against it."""
        against = list(other_details(mention.details, facts))
        told: set[str] = set()
        quotes: dict[str, None] = {}
        for claim in sorted(claims, key=lambda each: each.ahead and not each.when):
            if claim.act in told and claim.ahead and not claim.when:
                continue  # what was announced is told as done
            verdict = reconcile(claim, facts, instrument, self.said_on)
            if verdict.confirmed_by is None and not verdict.against and not self._is_sure(claim, instrument):
                continue
            if verdict.against:
                against += verdict.against
                quotes[claim.quote] = None
                continue
            told.add(claim.act)
            report = self._report(claim, instrument, verdict)
            yield report
            fact = verdict.confirmed_by
            if fact is not None and fact.certainty > report.certainty:
                yield _confirmation(report, fact, instrument.publication_zone)
        if against or not told:
            quotes |= dict.fromkeys(mention.quotes)
            yield self._mention(instrument, tuple(quotes), mention.rule, against)

    def _is_sure(self, claim: Claim, instrument: Instrument) -> bool:
        """Whether a claim that nothing confirms is sure: told with its day, of what the record was not read past.

        A record that was read up to a later day and does not have the act speaks against it.
        """
        through = instrument.checked_through
        if through is not None and dates.parse_date(through) >= self.said_on:
            return False
        if (
            claim.ahead
            and not claim.when
            and not any(self._same_body(claim.actor, each) for each in bodies_of(instrument))
        ):
            return False
        return (
            bool(claim.when or claim.until or claim.announced)
            or claim.rule == "own"
            or self._certainty(claim) > Certainty.REPORTED
        )

    def _mention(self, instrument: Instrument, quotes: Sequence[str], rule: str, against: _Against) -> Event:
        note = "\n".join((*([remark(_LINKED[rule])] if rule in _LINKED else []), *_differences(against)))
        return Event(
            self._key(MENTION, instrument.id), MENTION, instrument.id, Certainty.REPORTED, available=_instant(self.at),
            conflicts_with=_keys(against), summary=self._summary(STATEMENT, instrument.name, (), ()), note=note or None,
            evidence=tuple(Evidence(self.item.id, quote) for quote in quotes[:_MOST_QUOTES]),
        )  # fmt: skip

    def _report(self, claim: Claim, instrument: Instrument, verdict: Reconciliation) -> Event:
        effect, until = _stated(claim, instrument)
        until = _end(until, claim.act, verdict.confirmed_by)
        phrase = MANNERS["will" if claim.ahead else "has"].format(act=KINDS[claim.act].phrase)
        return Event(
            self._key(claim.act, instrument.id), claim.act, instrument.id, self._certainty(claim),
            effect=effect, until=until, announced=_one(claim.announced, instrument),
            name=_name(claim.act, verdict.confirmed_by),
            available=_instant(self.at), summary=self._summary(phrase, instrument.name, claim.when, claim.until),
            note=_note(claim, instrument), evidence=(Evidence(self.item.id, claim.quote),),
        )  # fmt: skip

    def _key(self, act: str, name: str) -> str:
        key = f"{self.item.id}:{act}:{name}"
        self.keys[key] += 1
        return key if self.keys[key] == 1 else f"{key}:{self.keys[key]}"

    def _certainty(self, claim: Claim) -> Certainty:
        """Return what the source may give; no more than reported of what others do."""
        own = not claim.reader and (
            not claim.actor or self.publisher is None or self._same_body(claim.actor, self.publisher)
        )
        return min(self.item.ceiling, Certainty.ANNOUNCED) if own else Certainty.REPORTED

    def _same_body(self, actor: str, publisher: str) -> bool:
        return actor == publisher or self.parents.get(actor) == publisher or self.parents.get(publisher) == actor

    def _summary(self, what: str, name: str, when: Iterable[Candidate], until: Iterable[Candidate]) -> str:
        days, ends = (" or ".join(each.when.text for each in dated) for dated in (when, until))
        what += f", {days}" if days else ""
        what += f", until {ends}" if ends else ""
        return SUMMARY.format(publisher=self.item.publisher, name=name, what=what)

    def entries(self, reading: ItemReading) -> Iterator[InboxEntry]:
        """One entry of the inbox for each thing that is surely told of; one under the headline where nothing is."""
        by_name: dict[str, list[Claim]] = {}
        for claim in reading.says:
            by_name.setdefault(claim.name, []).append(claim)
        for name, claims in by_name.items() or [(reading.name, [])]:
            proposed = self._proposed(name, claims[0].class_ if claims else "")
            events = [self._report(claim, proposed, Reconciliation()) for claim in claims]
            quotes = tuple(dict.fromkeys(claim.quote for claim in claims)) or (reading.lead,)
            yield InboxEntry(
                key=f"{self.item.id}?{proposed.id}", document=self.item.id, name=name, proposed=proposed,
                language=self.item.language, reason="no instrument of that name is recorded", quotes=quotes,
                events=tuple(events) or (self._mention(proposed, quotes, "", ()),),
            )  # fmt: skip

    def _proposed(self, name: str, class_: str) -> Instrument:
        """Return the instrument that a thing would become; its id is made of its name, whatever its letters."""
        slug = "-".join(re.findall(r"[a-z0-9]+", name.lower())) if name.isascii() else ""
        slug = slug[:60].strip("-") or hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]
        place, body = self.item.jurisdiction or "xx", "news"
        if self.publisher is not None and self.publisher.startswith(f"{place}/"):
            body = self.publisher.partition("/")[2]
        tag = self.item.language
        aliases = () if tag.partition("-")[0] == "en" else ((tag, (name,)),)
        kind = _KINDS.get(class_, "notice")
        return Instrument(f"{place}/{body}/{slug}", kind, name, aliases=aliases, topics=self.item.topics)


def _stated(claim: Claim, instrument: Instrument) -> tuple[When | None, When | None]:
    """Return the date that an act has or sets, and the end of what it begins."""
    row = KINDS[claim.act]
    when, until = _one(claim.when, instrument), _one(claim.until, instrument)
    if row.sets_an_end:
        end = until or when
        return None, attrs.evolve(end, inclusive=True) if end is not None else _UNKNOWN
    if when is not None:
        return attrs.evolve(when, inclusive=False), until
    return (_UNKNOWN if claim.ahead or row.operation is Operation.REBEGIN else None), until


def _name(kind: str, fact: Event | None) -> str | None:
    """Return what an act is called by the fact that confirms it: a chamber that passed a bill is no second one."""
    return fact.name if fact is not None and fact.kind == kind else None


def _end(until: When | None, kind: str, fact: Event | None) -> When | None:
    """Return the end that a report gives what it says began.

    None where the record, which confirms the begin, gives none.
    """
    foreign = fact is not None and fact.until is None and not KINDS[kind].sets_an_end
    return None if foreign else until


def _one(candidates: Sequence[Candidate], instrument: Instrument) -> When | None:
    """Return what a set of candidates says: the date, or the span within which it fell if there are several."""
    moved, _ = legal_days(candidates, instrument.legal_zone)
    if not moved:
        return None
    days = sorted({each.when.text for each in moved if each.when.kind is WhenKind.DATE})
    if len(days) > 1 and len(days) == len({each.when.text for each in moved}):
        return When.parse(f"{days[0]}..{days[-1]}", inclusive=moved[0].when.inclusive)
    return moved[0].when


def _note(claim: Claim, instrument: Instrument) -> str | None:
    """How it was read: the rules that gave the dates and the instrument; a line each."""
    lines = [*_dated(claim.when, instrument), *_dated(claim.until, instrument)]
    if claim.rule in _LINKED:
        lines.append(remark(_LINKED[claim.rule]))
    lines += [f"Read by {claim.reader}."] if claim.reader else []
    _, besides = legal_days(claim.when, instrument.legal_zone)
    lines += [OUTLET_DAY.format(date=each.when.text) for each in besides if each.when.kind is WhenKind.DATE]
    return "\n".join(lines) or None


_LINKED = MappingProxyType({"words": "elsewhere", "antecedent": "carried"})
"""How an instrument was found that the words themselves do not name, and the remark on it."""


def _dated(candidates: Sequence[Candidate], instrument: Instrument) -> Iterable[str]:
    """How the words of a date were read, where they do not spell it."""
    told: set[str] = set()
    for each in candidates:
        words, text = each.words, each.when.text
        if not words or text[:4] in words:
            continue
        also = words in told
        told.add(words)
        if each.when.kind is not WhenKind.DATE:
            yield remark("or" if also else "read", words=words, date=text)
            continue
        way = next((way for ending, way in _WAYS if each.rule.endswith(ending)), "weekday")
        day = WEEKDAYS[dates.parse_date(text).isoweekday() - 1]
        yield remark("or_weekday" if also else way, words=words, weekday=day, date=text)
    moved, _ = legal_days(candidates, instrument.legal_zone)
    there = [each.when.text for each in moved]
    if there != [each.when.text for each in candidates]:
        yield from (remark("moved", date=text) for text in there[:1])


_WAYS = ((": the last by the anchor", "last"), (": the next from the anchor", "next"))
"""Endings of the rules that give the day of a weekday, and the remarks on them."""


def _differences(against: _Against) -> list[str]:
    """Return what is said otherwise than on record, each once."""
    return list(dict.fromkeys(what for _, what in against))


def _keys(against: _Against) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.key for fact, _ in against))


def _instant(tick: Tick) -> When:
    return When(WhenKind.INSTANT, dates.iso_instant(tick))
