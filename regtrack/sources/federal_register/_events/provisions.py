"""Which rule an act is done to that names a provision and no rule: the one that waits or is stayed there.

A delay, or the extension or end of a stay, needs something that waits or is stayed: the one rule on the part that it
may be is meant. A stay may be of what has long been in force: it is on a rule that names the provision itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import attrs

from regtrack import dates
from regtrack.dates import Moment
from regtrack.dates_in_text.words import MONTH, holds
from regtrack.fold import Course, Question, state_of
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, overlap, path_of, provision_of, spell
from regtrack.model.state import KnownBy, State
from regtrack.sources.federal_register._events.cited_parts import instructions_in, parts_in
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD, Scopes
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.statement import Modality, Statement
from regtrack.store import Store

_WAITS = frozenset(("pending", "delayed", "delayed_indefinitely"))
_STAYED = frozenset(("stayed",))
LIVE = {
    "delay_effective": _WAITS, "accelerate_effective": _WAITS, "extend_stay": _STAYED, "lift_stay": _STAYED,
    "stay": _WAITS | _STAYED,
}  # fmt: skip
"""Acts that may name a provision alone, each with the statuses of what they are done to."""
_RECENT_DAYS = 180  # A rule that took effect so long before a stay of the provision that it names may be what is stayed


class RulesOnProvision(NamedTuple):
    """The one rule that an act on a provision is done to, or those that it may be done to."""

    target: str | None = None
    doubted: tuple[str, ...] = ()


def is_section(part: str) -> bool:
    """Whether a part is a section of the Code, or something in one, or an annex or a subpart of a part."""
    path = path_of(part)
    return len(path) > 2 and path[0].endswith(" CFR")


def rules_on(store: Store, part: str, kind: str, published_on: dt.date, own: str) -> RulesOnProvision:
    """Return what an act on a part, of a kind in :data:`LIVE`, may be done to by what was known a day before."""
    path, question = path_of(part), _before(published_on)
    named = [each for each in _on(store, path, 3, question) if each.instrument.id != own and each.names]
    live = [each.instrument.id for each in named if each.statuses & LIVE[kind]]
    if len(live) == 1:
        return RulesOnProvision(live[0])
    if not live and kind == "stay":
        since = dates.instant_of(Moment(day=dates.add_days(published_on, -_RECENT_DAYS)).tick())
        live = [each.instrument.id for each in named if each.is_in_force_since(since)]
    if not live:
        others = (each for each in _on(store, path, 2, question) if each.instrument.id != own and each.may_reach)
        live = [each.instrument.id for each in others if each.statuses & LIVE[kind]]
        if len(live) == 1 and kind != "stay":
            return RulesOnProvision(live[0])
    return RulesOnProvision(None, tuple(live))


def statuses_of(store: Store, id_: str, published_on: dt.date) -> set[str]:
    """Return how an instrument, and what differs in it, stood before the day on which an act was published."""
    found = store.instruments(store.numbers([id_]).values())
    question = _before(published_on)
    return {
        status
        for num, postings in store.postings(found)
        for status in _RuleOnPart(found[num], postings, (), question).statuses
    }


def _before(published_on: dt.date) -> Question:
    day = Moment(day=dates.add_days(published_on, -1))
    return Question(day, day, KnownBy.PUBLIC, Certainty.PUBLISHED)


class _RuleOnPart:
    """An instrument on a part of the Code, and how it stands there."""

    def __init__(self, instrument: Instrument, postings: list[Posting], path: Path, question: Question) -> None:
        self.instrument = instrument
        changed = (*map(path_of, instrument.cfr), *instrument.amendments())
        acted_on = (each for p in postings for each in (*p.detail.parts, *p.detail.exclude))
        paths = [provision_of(each) for each in (*changed, *acted_on)]
        self.names = any(len(each) > 2 and overlap(each, path) for each in paths)
        self.may_reach = not (self.names or instrument.instructions) and path[:2] in paths
        course = Course(postings, instrument.family, question.limit)
        found = state_of(course, instrument=instrument.id, zone=instrument.legal_zone, question=question, path=path)
        self._states: tuple[State, ...] = (found, *found.scopes)

    @property
    def statuses(self) -> set[str]:
        """How the provision, and what differs in it, stands."""
        return {each.status for each in self._states}

    def is_in_force_since(self, since: dates.Instant) -> bool:
        """Whether it, or something in it, took effect after a moment, and is in force."""
        return any(
            each.status == "in_force" and each.since_at is not None and each.since_at > since for each in self._states
        )


def _on(store: Store, path: Path, steps: int, question: Question) -> Iterator[_RuleOnPart]:
    """Yield the instruments on the part or the section that a path lies in."""
    found = store.instruments(store.touching(spell(path[:steps])))
    for num, postings in store.postings(found):
        yield _RuleOnPart(found[num], postings, path, question)


def by_rule(found: Iterable[tuple[str, RulesOnProvision]]) -> dict[str, tuple[str, ...]]:
    """Return the parts of which each rule is the one that is meant, by its id."""
    targets: dict[str, tuple[str, ...]] = {}
    for part, rules in found:
        if rules.target is not None:
            targets[rules.target] = (*targets.get(rules.target, ()), part)
    return targets


_COLLECTION = r"(?:information|collections?|paperwork|recordkeeping|ICR|OMB|Office of Management)\b"
_HEADED = re.compile(
    rf"\b(?:approval of (?:[\w-]+ ){{0,3}}{_COLLECTION}|(?:OMB|information collection) approval"
    r"|(?:announcement|notice|notification) of (?:[\w-]+ ){0,3}effective (?:and \w+ )?dates?)",
    re.IGNORECASE,
)
_APPROVED = re.compile(
    rf"(?:\bOMB|Management and Budget)\b\W{{0,3}}(?:OMB\)? )?(?:(?:has|have) )?(?:approved|cleared)\b"
    rf"|\b{_COLLECTION}(?:[^.;]|\.\d)*? (?:was|were|(?:has|have) been) (?:approved|cleared)\b",
    re.IGNORECASE,
)
_TAKE_EFFECT = re.compile(
    r"(?<!\w)(?P<what>(?:the (?:amendments?|additions?|revisions?) (?:to|of) )?"
    r"(?:§|\d+ CFR|Secs?\.|(?:sections?|(?:sub)?paragraphs?)\b|(?:amendatory )?instructions?\b)"
    r"(?:(?!\brules?\b)[^;])*?) (?:is|are|becomes?|will be|will become|takes?|goes?|will take) (?:into )?effect",
    re.IGNORECASE,
)


def is_announced(document: RegisterDocument) -> bool:
    """Return whether a document tells that something was approved, or since when something is effective."""
    told = f"{document.dates} {document.abstract}" if holds(document.letters, ("approved", "cleared")) else ""
    return is_headed(document) or _APPROVED.search(told) is not None


def is_headed(document: RegisterDocument) -> bool:
    """Return whether the title or ACTION of a document tells it: it is for nothing else."""
    return _HEADED.search(f"{document.title}; {document.action}") is not None


def of_provisions(said: Statement, scopes: Scopes) -> Statement:
    """Return what is said of a rule as said of provisions that it makes effective: "§ 1.2 of the rule is"."""
    quote = said.quote or ""
    of_rule = said.kind == "set_effective" and said.target and said.modality is Modality.DONE
    read = (said.parts and SCOPE_UNREAD not in said.flags) or said.exclude or said.covered
    if not of_rule or read or _APPROVED.search(quote) is None:
        return said
    last = max(_TAKE_EFFECT.finditer(quote), key=lambda each: each.end(), default=None)
    found = scopes.named(last["what"]) if last is not None else None
    if found is None or found.unread or not found.parts:
        return said
    return attrs.evolve(said, parts=found.parts, flags=tuple(flag for flag in said.flags if flag != SCOPE_UNREAD))


def of_instructions(
    said: Statement, rule: str, document: RegisterDocument, known: Sequence[Event], cfr: tuple[str, ...]
) -> tuple[Statement, dict[str, RulesOnProvision]]:
    """Return an act on instructions as one on what these change, as it or the rule tells it; else what is in doubt.

    A rule of which sections begin apart is on record by these: instruction 9 may be one of them. ``known``: the events
    on record of the rule.
    """
    numbers = {each for each in said.parts if each.startswith("instruction ")}
    on_record = {part for each in known for part in (*each.parts, *each.exclude)}
    if not numbers or numbers != set(said.parts) or numbers <= on_record:
        return said, {}
    quotes = (each.quote or "" for event in known for each in event.evidence[:1])
    changed = {}
    for text in (document.dates or "", document.abstract or "", *quotes):
        for clause in _CLAUSES.split(text):
            stated = instructions_in(clause) if _CHANGES.search(clause) else ()
            told = frozenset(f"instruction {each}" for each in stated)
            parts = tuple(each for each in parts_in(clause, cfr) if is_section(each)) if told else ()
            if parts and told <= numbers:
                changed[told] = parts
    if numbers <= {each for told in changed for each in told}:
        named = dict.fromkeys(part for parts in changed.values() for part in parts)
        return attrs.evolve(said, parts=tuple(named)), {}
    return said, {each: RulesOnProvision(rule) for each in sorted(on_record) if is_section(each)}


_NOT_LEFT_OUT = r"(?:(?!\b(?:other than|except|excluding|but not)\b)[^§])*?"
_CHANGES = re.compile(  # "instruction 9, which revises § 1.2", or "§ 1.2 (instruction 9)"
    rf"\binstructions?\b{_NOT_LEFT_OUT}(?:\b(?:amend|revis|add|remov)\w*\s|\()(?:§|[Ss]ec|\d+ CFR)"
    rf"|(?:§|[Ss]ec(?:s?\.|tions?)|\d+ CFR \d+\.){_NOT_LEFT_OUT}(?:\(|\bin )(?:amendatory )?instructions?\b"
)
_CLAUSES = re.compile(rf"\b{MONTH} \d{{1,2}}, \d{{4}}|[.;] (?=[A-Z])")  # each with a day of its own
_BEGINS = re.compile(r"\b(?:(?:is|are) (?:now )?|becomes? )effective\b|\b(?:takes?|goes?) (?:into )?effect\b")
_LATER = re.compile(r"\b(?:when|until|once|after|if|unless|not)\b")


def told_begins(text: str) -> str:
    """Return the sentences of a text that tell what takes effect, and not when something else has happened."""
    told = (text[each.start : each.end] for each in sentences.split(text))
    return " ".join(each for each in told if _BEGINS.search(each) and not _LATER.search(each))
