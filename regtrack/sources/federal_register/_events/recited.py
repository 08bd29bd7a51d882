"""Which rule a document recites something of, and which of its acts are recitals."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import NamedTuple

import attrs

from regtrack.citations import Reference, ReferenceKind
from regtrack.dates import add_days
from regtrack.dates_in_text.words import holds
from regtrack.model.event import Event
from regtrack.model.kinds import Dimension
from regtrack.model.when import When
from regtrack.sources.federal_register._events.asserted import AFTER_PAUSES
from regtrack.sources.federal_register.references.finder import days_in, find_references
from regtrack.sources.federal_register.text.recitals import RECITED, REST, SAME, WAS_EFFECTIVE
from regtrack.sources.federal_register.text.sentences import sentence_at
from regtrack.sources.federal_register.text.statement import Statement
from regtrack.sources.federal_register.text.vocabulary import letters_of, spelled

_NO_ACTS = frozenset(("note", "set_effective", "correct", "recite_effective"))
_WAS_PAUSED = re.compile(
    rf"(?:(?<!\bis )(?<!\bare )(?<!\bbe )\b{spelled('postpone stay', 'participle')}\b|{AFTER_PAUSES})"
    r"(?:[^.;(]|\.\d){0,60}\(?$",
    re.IGNORECASE,
)
"""Before the page of an earlier delay: "further delayed November 13, 2017, at 82 FR 52288", "after delays at"."""
_NEAR = 100
_TELLS_BEGIN = frozenset(("set_effective", "delay_effective", "accelerate_effective", "reinstate", "disapprove"))
"""Kinds of acts that say themselves when a rule takes effect: what is recited beside them was a plan."""
_Names = Mapping[str, Iterable[tuple[str, dt.date | None]]]
"""Of each rule, what the document calls it: names, and days of publication."""


def earlier_pauses(text: str) -> Iterator[Reference]:
    """Yield the pages at which a text tells of an earlier delay or stay of what it acts on."""
    for each in find_references(text):
        told = _WAS_PAUSED.search(text, max(0, each.start - _NEAR), each.start)
        if told is not None and each.kind is ReferenceKind.FR_CITATION:
            yield each


_DELAYED = re.compile(
    rf"(?P<of>(?:[^.;,]|\.\d)*)(?<!\bis )(?<!\bare )(?<!\bbe )\b{spelled('postpone', 'participle')}\b"
    r"(?P<told>(?:(?!\b(?:is|are|will|and (?:is|are)) |\bwithdraw)(?:[^.;]|\.\d)){1,400})",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|to|through)(?: (?:the|a new) (?:effective )?(?:date|day) of)? $", re.IGNORECASE)
_WAS_TO = re.compile(
    r"\b(?:(?:(?:was|were|had been) (?:\w+ )?to|would (?:have|otherwise)) (?:take|taken|go|gone|come|become)"
    r"(?: in(?:to)?)? ?(?:effect|force|effective)|ha[ds] an effective date, as (?:further )?delayed, of)(?: on)? $",
    re.IGNORECASE,
)
"""Before the day that a rule had last, when it was ended."""
_OF_DUTIES = re.compile(
    r"\b(?:compliance|applicab\w+|comments?|closing|reporting|expiration|deadlines?)\b", re.IGNORECASE
)


class LastDelay(NamedTuple):
    """What a document tells of the last delay of what it ends.

    Attributes:
        until: the day on which the rule would have taken effect; None where it is not told.
        since: the day of that delay, or the first of several, if it is printed.
        sentence: that tells it.
        page: of that delay.
    """

    until: dt.date | None
    since: dt.date | None
    sentence: str
    page: Reference | None = None


def last_delay(dates: str, summary: str, published_on: dt.date) -> LastDelay | None:
    """Return how a rule was last delayed that is ended now: "delayed at C until D, is withdrawn"; None where untold.

    A delay that was over when the document was published has let the rule take effect, and tells nothing.
    """
    if not holds(f"{dates} {summary}".lower(), _POSTPONES):
        return None
    untold = None
    for told in _DELAYED.finditer(dates):
        if _OF_DUTIES.search(told["of"]):
            continue
        words, sentence = told["told"], sentence_at(dates, *told.span("told"))
        days = [each for each in days_in(words) if each.on is not None]
        until = [each.on for each in days if each.on and _UNTIL.search(words, 0, each.start)]
        since = sorted(each.on for each in days if each.on and each.on not in until)
        pages = [each for each in find_references(words) if each.kind is ReferenceKind.FR_CITATION]
        page = pages[-1] if pages else None
        if until and until[-1] > published_on:
            return LastDelay(until[-1], since[-1] if since else None, sentence, page)
        if since and not until:
            untold = untold or LastDelay(None, since[0], sentence, page)
    for text in (dates, summary):
        for day in days_in(text):
            if day.on is not None and day.on > published_on and _WAS_TO.search(text, 0, day.start):
                return LastDelay(day.on, None, sentence_at(text, day.start, day.end))
    return untold


_POSTPONES = letters_of("postpone")


def set_apart(events: MutableMapping[str, Event], own: str, published_on: dt.date | None) -> None:
    """Take a day for recited that a document tells of a rule in the past tense, and does something else to it."""
    for key, each in events.items():
        on = each.effect.days(None) if each.effect is not None and each.effect.exact else None
        past = on is not None and published_on is not None and on[1] < published_on
        if each.kind == "set_effective" and each.target != own and past and not each.until:
            others = (e for e in events.values() if e.target == each.target and e is not each)
            if WAS_EFFECTIVE.search(each.evidence[0].quote or "") and any(e.kind not in _NO_ACTS for e in others):
                events[key] = attrs.evolve(each, kind=RECITED)


def rule_of(
    said: Statement, done: Mapping[str, Sequence[Event]], names: Mapping[str, Iterable[tuple[str, dt.date | None]]]
) -> str | None:
    """Return the rule that something is recited of, among those that something is done to.

    One without a name is that to which alone something is done, if that is more than to extend its comment period.
    """
    pages = {each.name for each in said.target if each.kind is not ReferenceKind.PUBLICATION}
    days = {each.published_on for each in said.target if each.published_on is not None}
    named = [id_ for id_, called in names.items() if id_ in done and _is_named(called, pages, days)]
    if said.target:
        return named[0] if len(named) == 1 and len(pages) <= 1 else None
    only = next(iter(done)) if len(done) == 1 else None
    return only if only and any(e.row.dimension is not Dimension.DEADLINE for e in done[only]) else None


def _is_named(names: Iterable[tuple[str, dt.date | None]], pages: Collection[str], days: Collection[dt.date]) -> bool:
    """Return whether one of the names of a rule is among some, or where these are no more than days, its day."""
    return any(name in pages or (not pages and day in days) for name, day in names)


_SAYS_NO_MORE = frozenset(("correct", "note", "propose"))
_IMPLIES = frozenset(("delay_compliance", "lift_stay"))


def implied(events: Sequence[Event]) -> Event | None:
    """Return the act on a rule from whose day on it binds: the last day of compliance, or the end of a stay.

    A stay that has an end is lifted then. None where another act of the same document tells of its force, or it is
    told since when.
    """
    acts = [_lifted(e) for e in events if e.kind not in _SAYS_NO_MORE and not (e.kind == RECITED and e.exclude)]
    dated = all(each.kind in _IMPLIES and each.effect is not None and each.effect.exact for each in acts)
    alone = len({each.kind for each in acts}) == 1
    return max(acts, key=lambda each: each.effect.text if each.effect else "") if dated and alone else None


def _lifted(event: Event) -> Event:
    """Return a stay with its end as what lifts it, which is in force by its last day; anything else as it is."""
    days = event.until.days(None) if event.until is not None and event.until.exact else None
    if event.kind not in ("stay", "extend_stay") or event.until is None or days is None:
        return event
    last = days[1] if event.until.inclusive else add_days(days[1], -1)
    return attrs.evolve(event, kind="lift_stay", effect=When.parse(last), until=None)


def extent_of(said: Statement, acts: Sequence[Event]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the provisions of which something is recited, and those that are left out; None where an act tells it."""
    within = said.parts or said.label == SAME
    if any(each.kind in _TELLS_BEGIN and (within or not (each.parts or each.exclude)) for each in acts):
        return None
    named = tuple(dict.fromkeys(part for each in acts for part in each.parts))
    if said.label == REST:
        return (said.parts, named) if named else None
    return (named, ()) if said.label == SAME else (said.parts, ())
