"""Which rule a document recites something of, and which of its acts are recitals."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, NamedTuple

import attrs

from regtrack.citations import Reference, ReferenceKind
from regtrack.dates import add_days
from regtrack.dates_in_text.words import holds, phrase
from regtrack.model.event import Event
from regtrack.model.kinds import Dimension
from regtrack.model.when import When
from regtrack.sources.federal_register._events.asserted import AFTER_PAUSES
from regtrack.sources.federal_register.deeds import ENDINGS
from regtrack.sources.federal_register.references.finder import day_in, days_in, find_references
from regtrack.sources.federal_register.text.recitals import A_DAY, PLANNED, RECITALS, RECITED, REST, SAME, WAS_EFFECTIVE
from regtrack.sources.federal_register.text.sentences import sentence_at
from regtrack.sources.federal_register.text.statement import Statement
from regtrack.sources.federal_register.text.vocabulary import letters_of, nouns, spelled

_NO_ACTS = frozenset(("note", "set_effective", "correct", *RECITALS))
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
        printed = each.kind is ReferenceKind.FR_CITATION
        if printed and _WAS_PAUSED.search(text, max(0, each.start - _NEAR), each.start):
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
    """What a document tells of the last delay of what it ends."""

    until: dt.date | None  # the day on which the rule would have taken effect; None where it is not told
    since: dt.date | None  # the day of that delay, or the first of several, if it is printed
    sentence: str  # that tells it
    page: Reference | None = None  # of that delay


def last_delay(dates: str, summary: str, published_on: dt.date) -> LastDelay | None:
    """Return how a rule was last delayed that is ended now: "delayed at C until D, is withdrawn"; if that lasts."""
    if not holds(f"{dates} {summary}".lower(), _POSTPONES):
        return None
    untold = None
    for told in _DELAYED.finditer(dates):
        if _OF_DUTIES.search(told["of"]):
            continue
        words, sentence = told["told"], sentence_at(dates, *told.span("told"))
        if _ENDS_IT.search(sentence) is None or _ANOTHER.search(sentence.partition(words)[0]):
            continue
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
            if day.on is not None and day.on > published_on and (was := _WAS_TO.search(text, 0, day.start)):
                sentence = sentence_at(text, day.start, day.end)
                if not _OF_DUTIES.search(sentence.partition(was[0])[0]):
                    return LastDelay(day.on, None, sentence)
    return untold


_FIRST_DELAY = phrase(
    rf"\bon (?P<since>{A_DAY}),? (?:[\w.’']+ ){{1,6}}?(?:delayed|postponed) the effective date"
    rf"(?: of (?:the|that) (?:(?:final|interim|direct) )*rule)?(?: from {A_DAY})?,? (?:to|until) (?P<until>{A_DAY})"
)


def first_delay(summary: str) -> LastDelay | None:
    """Return the one earlier delay of what is delayed further, as SUMMARY tells it: "On D, FDA delayed it to E"."""
    found = list(_FIRST_DELAY.finditer(summary))
    since, until = (day_in(found[0][name]) for name in ("since", "until")) if len(found) == 1 else (None, None)
    return LastDelay(until, since, sentence_at(summary, *found[0].span())) if since and until else None


_ENDS_IT = re.compile(rf"\b(?:{spelled('withdraw rescind supersede')}|{nouns('withdraw rescind')})\b", re.IGNORECASE)
_ANOTHER = re.compile(  # before the delay of a rule that is named beside the one that is ended
    r"\b(?:amended|revised|corrected|replaced) by\b|\b(?:separate|another|other) rule\b", re.IGNORECASE
)
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
    """Return the rule that something is recited of: a named one, or the only one, acted on by more than comments."""
    pages = {each.name for each in said.target if each.kind is not ReferenceKind.PUBLICATION}
    days = {each.published_on for each in said.target if each.published_on is not None}
    named = [id_ for id_, called in names.items() if id_ in done and _is_named(called, pages, days)]
    if said.target:
        return named[0] if len(named) == 1 and len(pages) <= 1 else None
    only = next(iter(done)) if len(done) == 1 else None
    years, told = set(_OF_YEAR.findall(said.quote or "")), {day.year for _, day in names.get(only or "", ()) if day}
    if years and told and not years & set(map(str, told)):
        return None  # "the 2021 rule"
    return only if only and any(e.row.dimension is not Dimension.DEADLINE for e in done[only]) else None


def _is_named(names: Iterable[tuple[str, dt.date | None]], pages: Collection[str], days: Collection[dt.date]) -> bool:
    """Return whether one of the names of a rule is among some, or where these are no more than days, its day."""
    return any(name in pages or (not pages and day in days) for name, day in names)


_OF_YEAR = phrase(
    r"\b(?:the|that) (\d{4}) (?:(?:interim|direct|final|temporary) ){0,2}(?:rules?|regulations?|IFR|DFR|TFR)\b"
)
_SAYS_NO_MORE = frozenset(("correct", "note", "propose"))
_IMPLIES = frozenset(("delay_compliance", "lift_stay", "extend_expiry"))


def implied(events: Sequence[Event]) -> Event | None:
    """Return the one act on a rule by whose day it binds: a last day of compliance, the end of a stay, an extension."""
    acts = [_lifted(each) for each in events if each.kind not in _SAYS_NO_MORE]
    if any(each.kind == "lift_stay" for each in acts):  # what is told of the rest tells nothing of what is stayed
        acts = [each for each in acts if not ((each.kind == RECITED and each.exclude) or is_told_stay(each))]
    dated = all(each.kind in _IMPLIES and each.effect is not None and each.effect.exact for each in acts)
    alone = len({each.kind for each in acts}) == 1
    return max(acts, key=lambda each: each.effect.text if each.effect else "") if dated and alone else None


def is_told_stay(act: Event) -> bool:
    """Return whether an act is a stay of which only its end, or a later one, tells."""
    return act.kind == "stay" and act.effect is not None and not act.effect.exact


def has_begun(acts: Collection[Event], text: str) -> bool:
    """Return whether what is done to a rule is done to what has effect, and no word tells that it may have none."""
    done = [each for each in acts if each.kind not in _SAYS_NO_MORE and each.row.dimension is not Dimension.STAGE]
    return (
        bool(done)
        and all(each.kind in _PRESUMES or _REPEALED.search(each.evidence[0].quote or "") for each in done)
        and not may_wait(text)
    )


def may_wait(text: str) -> bool:
    """Return whether a text tells that a rule has not begun, was delayed, or is over: a stay of it tells nothing."""
    return _NOT_BEGUN.search(text) is not None


PAUSING = frozenset(("stay", "extend_stay"))


_PRESUMES = PAUSING | {"lift_stay", "delay_compliance", "announce_nonenforcement"}
_REPEALED = phrase(rf"\b(?:{spelled('rescind remove', 'base', 'third', 'participle', 'gerund')}|repeal\w*)\b")
_NOT_BEGUN = phrase(
    r"\bnot (?:yet )?(?:taken?|gone?|become|in) (?:in(?:to)? )?effect|\bnot yet effective"
    r"|\bwithdr[ae]w(?!n from (?:service|use|operation|production|the market)\b)"
    r"|\b(?:before|until|unless|if) (?:it|they|the \w+ ?\w* rule) (?:takes?|becomes?|goe?s?)\b"
    r"|\bwill (?:take effect|become effective|go into effect)"
    r"|\b(?:the|that|its) (?:\w+ ){0,3}rules? (?:takes? effect|becomes? effective|(?:has|have) an effective date"
    r"|is (?:to be )?effective)"
    r"|\b(?:vacat\w+|enjoin\w*|invalidated|set aside|expired"
    r"|no longer(?! (?:exists?|needed|necessary|used?|made|manufactured|produced|sold|in (?:service|production))\b))\b"
    r"|\btemporary (?:\w+ )?(?:rule|order)"
    r"|\beffective(?:ness| date)[^.;]{0,120}\b(?:delay|postpon|defer|extend|chang)"
    r"|\b(?:delay|postpon|defer|extend|chang)\w*[^.;]{0,120}\b(?:effective date|effectiveness|applicability)"
    r"|(?:\b(?:was|were|been|as|and)|,) (?:(?:most|\w+ly|first|further) ){0,2}(?:delayed|postponed|deferred)\b"
)


def planned(said: Statement, acts: Sequence[Event], published_on: dt.date) -> dict[str, Any] | None:
    """Return when a rule may have begun that was meant for a day, and what of it: then, or until the acts on it."""
    day = said.when
    if day is None or not acts or not all(each.row.dimension in _OF_FORCE for each in acts if each.kind != "note"):
        return None
    parts = tuple(dict.fromkeys(part for each in acts for part in each.parts))
    of = said.parts or (parts if said.label == SAME else ())
    whole = any(not (each.parts or each.exclude) for each in acts if each.kind != "note")
    ahead = day.text > published_on.isoformat()
    if said.label == REST:
        return {"effect": day, "exclude": parts} if ahead and parts and not whole else None
    if ahead:
        return {"effect": day, "parts": of}
    days = [each.effect.text[:10] for each in acts if each.kind in _CUTS and each.effect and each.effect.exact]
    last = max([published_on.isoformat(), *days])
    return {"effect": When.parse(f"{day.text}..{last}"), "parts": () if whole and not of else of or parts}


def old_day(acts: Iterable[Event]) -> Statement | None:
    """Return the day for which a rule was meant that is delayed for the first time, as its delay tells it."""
    for each in acts:
        quote = each.evidence[0].quote or ""
        match = _FROM.search(quote) if each.kind == "delay_effective" else None
        first = match is not None and not _AGAIN.search(quote) and next(earlier_pauses(quote), None) is None
        day = day_in(match["day"]) if match is not None and first else None
        if day is not None:
            return Statement(RECITED, quote, when=When.parse(day), parts=each.parts, mode=PLANNED)
    return None


_AGAIN = re.compile(
    r"\b(?:further(?! (?:notice|order|action|decision)\b)|again|previously|earlier|second|another"
    r"|additional|(?:was|were|been) \w*delayed)\b",
    re.IGNORECASE,
)
_FROM = phrase(
    rf"\b(?:delay|postpon|extend|chang|defer)\w*(?:,? for \d+ days)?,? f(?:ro|or)m"
    rf" (?:the (?:original(?:ly scheduled)? )?(?:effective date of )?)?(?P<day>{A_DAY}),?(?: effective date)?"
    rf" (?:to|until|through) (?:(?:a|the) new effective date of )?(?:{A_DAY}|further (?:notice|order|action|decision))"
)
_OF_FORCE = frozenset((Dimension.FORCE, Dimension.PAUSE))
_CUTS = ENDINGS | {"stay", "vacate"}


def _lifted(event: Event) -> Event:
    """Return a stay with its end as what lifts it, which is in force by its last day; anything else as it is.

    What is extended is in force when that is published.
    """
    if event.kind == "extend_expiry":
        return attrs.evolve(event, effect=event.published and When.parse(event.published.text))
    days = event.until.days(None) if event.until is not None and event.until.exact else None
    if event.kind not in ("stay", "extend_stay") or event.until is None or days is None:
        return event
    last = days[1] if event.until.inclusive else add_days(days[1], -1)
    return attrs.evolve(event, kind="lift_stay", effect=When.parse(last), until=None)


def _meet(some: Iterable[str], others: Collection[str]) -> bool:
    """Return whether some provisions are among others, or above or within one of them."""
    pairs = ((f"{one}(", f"{other}(") for one in some for other in others)
    return any(one.startswith(other) or other.startswith(one) for one, other in pairs)


def extent_of(said: Statement, acts: Sequence[Event]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the provisions of which something is recited, and those that are left out; None where an act tells it."""
    apart = said.parts and said.label is None
    for each in acts:
        whole = not (each.parts or each.exclude)
        within = _meet(said.parts, each.parts) or bool(each.exclude) if apart else said.parts or said.label == SAME
        if each.kind in _TELLS_BEGIN and (within or whole):
            return None
    named = tuple(dict.fromkeys(part for each in acts for part in each.parts))
    if said.label == REST:
        return (said.parts, named) if named else None
    return (named, ()) if said.label == SAME else (said.parts, ())
