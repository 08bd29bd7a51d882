"""From linked claims to what the ledger records: reports with their words, and entries of the inbox for the rest.

A report never changes what the law is: it is ``reported``, or ``announced`` when an agency speaks of its own act in a
source that may announce. It keeps the exact quote, names the facts that it contradicts, and is joined to the fact that
confirms it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeAlias

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.model.document import Evidence
from regtrack.model.event import Event
from regtrack.model.inbox import InboxEntry
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS, Certainty, Operation
from regtrack.model.when import When, WhenKind
from regtrack.news.claim import Claim
from regtrack.news.competing import Competing
from regtrack.news.folding import fold
from regtrack.news.item import Item
from regtrack.news.languages import language_of
from regtrack.news.link import Link
from regtrack.news.reconciling import Facts, Heard, Verdict, reconcile, review
from regtrack.news.remarks import MANNERS, OUTLET_DAY, STATEMENT, SUMMARY, is_difference, remark, weekday
from regtrack.news.tables import ASSERTED
from regtrack.news.when import Candidate, legal_days

_Against: TypeAlias = Sequence[tuple[Event, str]]
"""Facts that are contradicted, each with what is said otherwise."""
_UNKNOWN = When(WhenKind.UNKNOWN, "unknown")
_KINDS = MappingProxyType(
    {
        "rule": "final_rule",
        "replacement": "final_rule",
        "draft": "proposed_rule",
        "guidance": "guidance",
        "bill": "bill",
        "order": "order",
        "list": "notice",
        "controls": "final_rule",
        "permission": "letter",
        "tariff": "order",
        "agreement": "agreement",
        "decision": "decision",
        "release": "press_release",
    }
)
"""Kind of the instrument that a phrase of a class may name; of any other class a notice."""


class Ledger(Protocol):
    """What is recorded already."""

    def instrument(self, id: str) -> Instrument | None:
        """The newest record of an instrument."""
        ...

    def facts(self, id: str) -> Facts:
        """What is recorded of an instrument."""
        ...

    def others(self, id: str) -> Competing:
        """What items report of an instrument."""
        ...


@attrs.frozen
class Reported:
    """What an item gives the ledger.

    Attributes:
        events: reports and their confirmations; keys begin with the item's id and a colon.
        waiting: what could not be linked, for a person to look at.
    """

    events: tuple[Event, ...] = ()
    waiting: tuple[InboxEntry, ...] = ()


def reports(item: Item, links: Iterable[Link], ledger: Ledger, *, seen_at: Tick) -> Reported:
    """The events that an item reports.

    Args:
        item: the item.
        links: its claims, linked.
        ledger: what is recorded of the instruments.
        seen_at: when the item was first seen; from then on it is known, if it does not say when it was published.
    """
    maker = _Maker(item, item.published_at if item.published_at is not None else seen_at)
    told: list[_Told] = []
    unlinked: list[Link] = []
    own = _own(item.id)
    for found in links:
        instrument = ledger.instrument(found.id) if found.id is not None else None
        if instrument is None:
            unlinked.append(found)
            continue
        facts, others = ledger.facts(instrument.id).without(own), ledger.others(instrument.id)
        verdict = reconcile(found.claim, facts, instrument, maker.said_on, others.before(item.id, found.claim.act))
        told.append(_Told(found, instrument, verdict))
    events = [event for each in _without_echoes(told) for event in maker.events(each)]
    return Reported(tuple(events), tuple(maker.entries(unlinked)))


class _Told(NamedTuple):
    """What is told of an instrument, and what is recorded of it."""

    found: Link
    instrument: Instrument
    verdict: Verdict

    @property
    def sentence(self) -> tuple[str, str, int]:
        """The sentence that tells it, and of what."""
        claim = self.found.claim
        return self.instrument.id, claim.part, claim.start


def _without_echoes(told: Sequence[_Told]) -> list[_Told]:
    """All but the statements of a sentence that tells an act of the same instrument, and contradict no more than it."""
    acts: dict[tuple[str, str, int], set[str]] = {}
    for each in told:
        if each.found.claim.act != "note":
            acts.setdefault(each.sentence, set()).update(fact.key for fact, _ in each.verdict.against)
    return [
        each
        for each in told
        if each.found.claim.act != "note"
        or each.sentence not in acts
        or not acts[each.sentence].issuperset(fact.key for fact, _ in each.verdict.against)
    ]


def reviewed(
    report: Event,
    facts: Facts,
    instrument: Instrument,
    language: str,
    *,
    joined: Event | None = None,
    others: Iterable[Heard] = (),
) -> list[Event] | None:
    """What is to be recorded of a report now that more is known of its instrument; None if that changes nothing.

    That is the report with what it contradicts, as a revision, and the event that joins it to the fact that confirms
    it; where that is not among them, nothing confirms it any longer. A contradiction that was found when the item was
    read stays, except where the record comes to say the same.

    Args:
        report: as recorded.
        facts: what is recorded of its target, with what is new.
        instrument: its target.
        language: of its quotes.
        joined: the event that joins it to the fact that confirmed it; None if none did.
        others: what other items report of the act.
    """
    own = _own(report.evidence[0].document) if report.evidence else ()
    verdict = review(report, facts.without(own), instrument, language, others)
    fact = verdict.confirmed_by
    if fact is not None and fact.certainty > report.certainty:
        found = _confirmation(report, fact, instrument.publication_zone)
        bare = attrs.evolve(report, until=_end(report.until, report.kind, fact))
        cleared = [_restated(bare, (), ())] if bare.conflicts_with or bare != report else []
        return [*cleared, found] if cleared or found != joined else None
    new = [each for each in verdict.against if each[0].key not in report.conflicts_with]
    if not new:
        return [] if joined is not None else None
    return [_restated(report, (*report.conflicts_with, *_keys(new)), new)]


def confirmed(key: str) -> str:
    """The key of the event that joins the report of a key to what confirms it."""
    return f"{key}:confirmed"


def _own(document: str) -> tuple[str, ...]:
    """What the keys begin with of all that a document says, also as a person linked it."""
    return f"{document}:", f"{document}?"


def _restated(report: Event, conflicts: tuple[str, ...], new: _Against) -> Event:
    """A report with what it contradicts now: what is new, besides what stays."""
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

    def __init__(self, item: Item, at: Tick) -> None:
        self.item, self.at = item, at
        self.said_on: dt.date = dates.day_of(at, item.zone)
        self.keys: Counter[str] = Counter()
        self.language = language = language_of(item.language)
        spoken = [id_ for _, _, id_ in language.actors.find(item.publisher)] if language is not None else []
        english = language_of("en")
        spoken += [id_ for _, _, id_ in english.actors.find(item.publisher)] if english is not None else []
        self.publisher = spoken[0] if spoken else None
        self.parents = {**(english.parents if english else {}), **(language.parents if language else {})}

    def events(self, told: _Told) -> list[Event]:
        """A report, and what confirms it."""
        instrument, verdict = told.instrument, told.verdict
        report = self._report(told)
        fact = verdict.confirmed_by
        if fact is None or fact.certainty <= report.certainty or report.kind in ("report", "note"):
            return [report]
        return [report, _confirmation(report, fact, instrument.publication_zone)]

    def _report(self, told: _Told) -> Event:
        found, instrument, verdict = told
        claim = found.claim
        certainty = self._certainty(claim)
        kind = claim.act if _asserted(claim) else "note" if certainty > Certainty.REPORTED else "report"
        effect, until = _stated(claim, instrument) if _asserted(claim) else (None, None)
        until = _end(until, kind, verdict.confirmed_by)
        conflicts = _keys(verdict.against)
        return Event(
            self._key(claim, instrument.id), kind, instrument.id, certainty, effect=effect, until=until,
            available=_instant(self.at), conflicts_with=conflicts, summary=self._summary(claim, instrument.name),
            note=_note(found, instrument, verdict.against), evidence=(Evidence(self.item.id, claim.quote),),
        )  # fmt: skip

    def _key(self, claim: Claim, name: str) -> str:
        key = f"{self.item.id}:{claim.act}:{name}"
        self.keys[key] += 1
        return key if self.keys[key] == 1 else f"{key}:{self.keys[key]}"

    def _certainty(self, claim: Claim) -> Certainty:
        """What the source may give; no more than reported of what others do, or what is not asserted."""
        own = not claim.actor or self.publisher is None or self._same_body(claim.actor, self.publisher)
        return min(self.item.ceiling, Certainty.ANNOUNCED) if own and _announced(claim) else Certainty.REPORTED

    def _same_body(self, actor: str, publisher: str) -> bool:
        return actor == publisher or self.parents.get(actor) == publisher or self.parents.get(publisher) == actor

    def _summary(self, claim: Claim, name: str) -> str:
        days = " or ".join(each.when.text for each in claim.when)
        until = " or ".join(each.when.text for each in claim.until)
        when = f", {days}" if days else ""
        when += f", until {until}" if until else ""
        phrase = STATEMENT if claim.act == "note" else MANNERS[claim.modality].format(act=KINDS[claim.act].phrase)
        return SUMMARY.format(publisher=self.item.publisher, name=name, what=f"{phrase}{when}")

    def entries(self, unlinked: Sequence[Link]) -> Iterable[InboxEntry]:
        """One entry of the inbox for each thing that was not linked."""
        by_name: dict[str, list[Link]] = {}
        for found in unlinked:
            name = " ".join(found.claim.numbers[:1]) or found.claim.target
            by_name.setdefault(name, []).append(found)
        for name, links in by_name.items():
            yield self._entry(name, links)

    def _entry(self, name: str, links: Sequence[Link]) -> InboxEntry:
        claims = [found.claim for found in links]
        printed = self._as_printed(name, claims)
        proposed = self._proposed(name, printed, claims)
        told = [_Told(found, proposed, Verdict()) for found in links]
        events = [self._report(each) for each in _without_echoes(told)]
        others = tuple(dict.fromkeys(id_ for found in links for id_ in found.others))
        reason = (
            f"one of {len(others)} instruments of that name" if others else "no instrument of that name is recorded"
        )
        return InboxEntry(
            key=f"{self.item.id}?{proposed.id}", document=self.item.id, name=printed, proposed=proposed,
            language=self.item.language, reason=reason, quotes=tuple(dict.fromkeys(claim.quote for claim in claims)),
            events=tuple(events), suggestions=others,
        )  # fmt: skip

    def _as_printed(self, name: str, claims: Sequence[Claim]) -> str:
        """A name as the text has it, where it is read in other characters: traditional ones as simplified ones."""
        if self.language is None or not self.language.fold:
            return name
        for text in (*dict.fromkeys(claim.quote for claim in claims), self.item.text):
            folded = fold(text, self.language)
            at = folded.text.find(name)
            if name and at >= 0:
                first, last = folded.span(at, at + len(name))
                return " ".join(text[first:last].split())
        return name

    def _proposed(self, name: str, printed: str, claims: Sequence[Claim]) -> Instrument:
        """The instrument that a thing would become; its id is made of the name as it is read, whatever its letters."""
        place = self.item.jurisdiction or "xx"
        body = (
            next((claim.actor.partition("/")[2] for claim in claims if claim.actor.startswith(f"{place}/")), "")
            or "news"
        )
        told = name
        if all(claim.bare and not claim.numbers for claim in claims):
            told = f"{name} {self.item.id.rpartition(':')[2][:8]}"  # "the rule" of one item is not that of another
        slug = "-".join(re.findall(r"[a-z0-9]+", told.lower())) if told.isascii() else ""
        slug = slug[:60].strip("-") or hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:12]
        kind = _KINDS.get(claims[0].class_, "notice")
        tag = self.item.language
        aliases = () if not printed or tag.partition("-")[0] == "en" else ((tag, (printed,)),)
        title = printed or self.item.title or self.item.id
        return Instrument(f"{place}/{body}/{slug}", kind, title, aliases=aliases, topics=self.item.topics)


def _asserted(claim: Claim) -> bool:
    return claim.act != "note" and claim.modality in ASSERTED


def _announced(claim: Claim) -> bool:
    return claim.modality in ("has", "will", "plans")


def _stated(claim: Claim, instrument: Instrument) -> tuple[When | None, When | None]:
    """The date that an act has or sets, and the end of what it begins."""
    row = KINDS[claim.act]
    when, until = _one(claim.when, instrument), _one(claim.until, instrument)
    if row.sets_an_end:
        return None, attrs.evolve(when, inclusive=True) if when is not None else _UNKNOWN
    if when is None and (claim.modality in ("will", "plans") or row.operation is Operation.REBEGIN):
        when = _UNKNOWN
    return (attrs.evolve(when, inclusive=False) if when is not None else None), until


def _end(until: When | None, kind: str, fact: Event | None) -> When | None:
    """The end that a report gives what it says began; none where the record, which confirms the begin, gives none."""
    foreign = fact is not None and fact.until is None and not KINDS[kind].sets_an_end
    return None if foreign else until


def _one(candidates: Sequence[Candidate], instrument: Instrument) -> When | None:
    """What a set of candidates says: the date, or the span within which it fell if there are several."""
    moved, _ = legal_days(candidates, instrument.legal_zone)
    if not moved:
        return None
    days = sorted({each.when.text for each in moved if each.when.kind is WhenKind.DATE})
    if len(days) > 1 and len(days) == len({each.when.text for each in moved}):
        return When.parse(f"{days[0]}..{days[-1]}", inclusive=moved[0].when.inclusive)
    return moved[0].when


def _note(found: Link, instrument: Instrument, against: _Against) -> str | None:
    """How it was read: the rules that gave the dates and the link, and what speaks against it; a line each."""
    lines = [*_dated(found.claim.when, instrument), *_dated(found.claim.until, instrument)]
    if found.rule in _LINKED:
        lines.append(remark(_LINKED[found.rule], **({"score": f"{found.score:.0f}"} if found.rule == "alike" else {})))
    _, besides = legal_days(found.claim.when, instrument.legal_zone)
    lines += [OUTLET_DAY.format(date=each.when.text) for each in besides if each.when.kind is WhenKind.DATE]
    return "\n".join((*lines, *_differences(against))) or None


_LINKED = MappingProxyType(
    {"context": "elsewhere", "carried": "carried", "subject": "subject", "alike": "alike", "day": "day"}
)
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
        day = weekday(dates.parse_date(text))
        yield remark("or_weekday" if also else way, words=words, weekday=day, date=text)
    moved, _ = legal_days(candidates, instrument.legal_zone)
    there = [each.when.text for each in moved]
    if there != [each.when.text for each in candidates]:
        yield from (remark("moved", date=text) for text in there[:1])


_WAYS = ((": the last by the anchor", "last"), (": the next from the anchor", "next"))
"""Endings of the rules that give the day of a weekday, and the remarks on them."""


def _differences(against: _Against) -> list[str]:
    """What is said otherwise than on record, each once."""
    return list(dict.fromkeys(what for _, what in against))


def _keys(against: _Against) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.key for fact, _ in against))


def _instant(tick: Tick) -> When:
    return When(WhenKind.INSTANT, dates.iso_instant(tick))
