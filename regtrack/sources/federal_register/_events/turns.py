"""What acts come to beside what they tell: of stays that are over, ends that wait, and what only stays something."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import attrs

from regtrack.dates_in_text.words import phrase
from regtrack.model.event import Event
from regtrack.model.inbox import UNREAD
from regtrack.model.kinds import Certainty
from regtrack.model.posting import TARGET_INFERRED
from regtrack.model.when import When
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register._events.meant import is_stay, stays_alone
from regtrack.sources.federal_register._events.recited import PAUSING, earlier_pauses
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD
from regtrack.sources.federal_register.acts import Classification
from regtrack.sources.federal_register.deeds import ENDINGS
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.references.finder import day_in
from regtrack.sources.federal_register.text.recitals import A_DAY, RECITALS
from regtrack.sources.federal_register.text.statement import Statement
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled

_DOUBTS = frozenset((UNREAD, SCOPE_UNREAD))
_UNKNOWN = When.parse("unknown")
_PAUSES = frozenset(("stay", "enjoin", "delay_effective", "delay_compliance"))
_AFTER_PAUSES = frozenset(("lift_stay", "extend_stay", "reinstate"))
_MOVES = frozenset(("delay_effective", "accelerate_effective", "set_effective"))
_ENDS = ENDINGS | {"vacate", "disapprove"}
_TURNS = _ENDS | _MOVES | {"stay", "enjoin"}
"""Acts on a rule after which it may not do what it was to do to another, or not on the day."""
_THOSE = re.compile(
    r"(?:(?:the|those|these|selected|delayed|postponed) )*"
    r"(?:provisions|amendments|regulations|sections|requirements)\b",
    re.IGNORECASE,
)
"""The name of a part that says no more than that it is one."""

BEGINS = frozenset(("set_effective", "accelerate_effective"))
_AGAIN = re.compile(r"(?<!not )\b(?:again\b|back in (?:force|effect)\b|resum(?:es?|ed|ing)\b)", re.IGNORECASE)
"""Of a rule that takes effect once more: nothing else tells that its stay is over."""
_GOES_ON = re.compile(r"\b(?:not|remains?|continues?|still)\b", re.IGNORECASE)
INDEFINITE = When.parse("indefinite")  # until when a document is in force whose stay has no end: another one lifts it
TERM = "term"  # what the event is called that tells it
_BESIDE = frozenset(  # what leaves a document to last as long as its stay: its issue, its day, comments, what is unread
    ("publish", "sign", "set_deadline", "open_comment", "set_effective", "note", "extend_expiry", *RECITALS)
)
_LASTING = re.compile(
    r"\b(?:amend(?:s|ed|ing|ments?)|revis(?:es|ed|ing|ions?)|correct(?:s|ed|ing|ions?)|add(?:s|ed|ing)|adopt(?:s|ed|ing)"
    rf"|{spelled('remove rescind withdraw', 'third', 'gerund')})\b",
    re.IGNORECASE,
)
_MADE_BEFORE = re.compile(  # in SUMMARY: what made the provisions that are stayed, which may be amendments
    r"(?<!is )(?<!are )(?<!hereby )(?<!being )\b(?:amended|revised|corrected|added|adopted)\b"
    rf"|\b{spelled('stay', 'third', 'gerund')} (?:(?! and |which|that)[^.;,]){{0,80}}?\b(?:amendment|revision)s?\b",
    re.IGNORECASE,
)
_IS_A_STAY = re.compile(rf"\b{spelled('stay', 'participle')}\b|\bstay of\b", re.IGNORECASE)
_HEADED_STAY = re.compile(rf"\b{nouns('stay')}\b", re.IGNORECASE)
_OTHER_DUTY = re.compile(r"\b(?:new|now|instead|revised|extended)\b", re.IGNORECASE)
"""Of a day of compliance that is told beside a stay: the document sets it, and lasts."""


def after_stay(
    said: Statement, rule: str, register: LedgerRegister, document: RegisterDocument, *, lifts: bool
) -> Statement:
    """Return the begin of a rule that is stayed as the end of its stay: it had begun, and begins no second time.

    As unread where nobody tells that the stay is over. The day that the rule had from the first is that of all that
    was not delayed, and ends no stay; a day since which it is in effect, and on which it was stayed already, does.
    ``lifts``: the document tells elsewhere that a stay is lifted.
    """
    quote, day = said.quote or "", said.when.text[:10] if said.when is not None and said.when.dated else ""
    again = _AGAIN.search(quote)
    lifted = moves.DELAY_LIFTED.search(quote) or (lifts and not _GOES_ON.search(quote))
    if not (again or lifted) and day in _days(each for each in register.acts_on(rule, "set_effective") if not each.by):
        whole = not (said.parts or is_named(said))
        return attrs.evolve(said, exclude=_delayed(rule, register) or said.exclude) if whole else said
    if not register.is_live(rule, "lift_stay", document):
        return said
    waits = register.is_live(rule, "delay_effective", document)
    ahead = document.published_on is not None and day >= document.published_on.isoformat()
    since = (
        day and not (ahead or _GOES_ON.search(quote)) and min(_days(register.acts_on(rule, "stay")), default=day) < day
    )
    if again or ((lifted or since) and not waits):
        return attrs.evolve(said, kind="lift_stay")
    of_some = waits or said.parts or said.exclude  # which may be others than those that are stayed
    return Statement.unread(quote, said.target, "whether its stay is over") if ahead and not of_some else said


def after_wait(said: Statement, rule: str, register: LedgerRegister, document: RegisterDocument) -> Statement:
    """Turn the lift of a stay into a start, for provisions that a rule left out of its effective date as stayed."""
    waits = said.kind == "lift_stay" and not register.is_live(rule, "lift_stay", document)
    if not waits or said.when is None or not register.is_live(rule, "accelerate_effective", document):
        return said
    left = {part for each in register.acts_on(rule, "set_effective") for part in (*each.parts, *each.exclude)}
    return attrs.evolve(said, kind="accelerate_effective") if said.parts and left >= {*said.parts} else said


def untold_pauses(events: Iterable[Event], own: str, register: LedgerRegister) -> Iterator[tuple[Event, When]]:
    """Yield each end or extension of a stay that nobody told, with the span in which that stay began."""
    found = [each for each in events if each.target != own]
    if _AFTER_PAUSES.isdisjoint(each.kind for each in found):
        return
    paused = {each.target for each in found if each.kind in _PAUSES}
    for each in found:
        sure = _DOUBTS.isdisjoint(each.flags) and _UNKNOWN not in (each.effect, each.until)
        if each.kind not in _AFTER_PAUSES or each.target in paused or not sure:
            continue
        if is_stay(each.target, register) or stays_alone(each.target, register):
            continue
        known = register.events_of(each.target)
        issued = [e.published.text for e in known if e.kind == "publish" and e.target == each.target and e.published]
        until = each.effect if each.effect is not None and each.effect.exact else each.published
        over = each.kind == "reinstate"
        before = _PAUSES | _ENDS | {"set_expiry"} if over else _PAUSES
        if issued and until is not None and not any(e.kind in before or (over and e.until) for e in known):
            since = When.parse(f"{min(issued)[:10]}..{until.text[:10]}")
            yield attrs.evolve(each, until=until if over else each.until), since


def _days(acts: Iterable[Event]) -> set[str]:
    return {each.effect.text for each in acts if each.effect is not None and each.effect.exact}


def _delayed(rule: str, register: LedgerRegister, by: str | None = None) -> tuple[str, ...] | None:
    """Return the provisions of a rule that one or any delayed, none for all of it; None where it did not."""
    delays = [each for each in register.acts_on(rule, "delay_effective") if by in (None, each.by)]
    parts = tuple(part for each in delays for part in each.parts)
    return parts if delays and all(each.parts for each in delays) else () if delays else None


_LONGER = re.compile(rf"\b{nouns('postpone')}\b[^.;]*? extended\b", re.IGNORECASE)


def no_more(said: Statement, rule: str, register: LedgerRegister, own: str) -> Statement:
    """Limit the extension of a stay, or of a delay that the sentence recites, to what was stayed or delayed."""
    quote = said.quote or ""
    earlier = tuple(earlier_pauses(quote))
    again = said.kind == "delay_effective" and bool(earlier or _LONGER.search(quote))
    if not (again or said.kind == "extend_stay") or said.parts or said.exclude or said.parties:
        return said
    known = {id_ for each in said.target if (id_ := register.cited(each)) is not None}
    pages = ({register.cited(each) for each in earlier} | known) - {rule}
    found = register.acts_on(rule, "delay_effective" if again else "stay")
    found = [each for each in found if each.by != own and (not pages or each.by in pages)]
    whole = any(not (each.parts or each.exclude) for each in found)
    named = any(part.rpartition(" ")[2] in quote for each in found for part in each.exclude)  # "now includes § 1.2"
    if not found or whole or named:
        return said
    parts = tuple(dict.fromkeys(part for each in found for part in each.parts))
    less = [each for each in found if each.exclude]
    left = tuple(part for part in less[0].exclude if part not in parts) if less else ()
    left = tuple(part for part in left if all(part in each.exclude for each in less))
    flags = {flag for each in found for flag in each.flags if flag == SCOPE_UNREAD}
    return attrs.evolve(said, parts=() if less else parts, exclude=left, flags=(*said.flags, *flags))


def of_page(said: Statement, rule: str, register: LedgerRegister) -> Statement:
    """Return the begin of provisions of a rule that a page tells as one of those which that page delayed."""
    told = SCOPE_UNREAD in said.flags and _THOSE.match(" ".join(said.parts)) is not None
    pages = list(earlier_pauses(said.quote or "")) if told or is_named(said) else []
    by = register.cited(pages[0]) if len(pages) == 1 else None
    parts = _delayed(rule, register, by) if by is not None else None
    flags = tuple(flag for flag in said.flags if flag != SCOPE_UNREAD)
    return said if parts is None else attrs.evolve(said, parts=parts, flags=flags)


def is_named(said: Statement) -> bool:
    """Return whether a statement about provisions names their delay alone."""
    quote, names = said.quote or "", {each.name for each in said.target}
    of_some = not said.parts and _THOSE.match(quote) is not None
    return of_some and any(each.name in names for each in earlier_pauses(quote))


class Carried(NamedTuple):
    """What an act on a rule comes to for another, which that rule ends: kind, id, quote, and fields of the event."""

    kind: str
    target: str
    quote: str | None
    fields: dict[str, Any]


def carried(events: Iterable[Event], own: str, register: LedgerRegister) -> Iterator[Carried]:
    """Yield what a document comes to for rules that another one ends, by what it does to that one.

    An end ahead does not come on its day. Where that is past, or the act is a court's or a stay, the rule is in doubt.
    """
    found = list(events)
    moved = {each.target for each in found if each.kind != "note"}
    for act in found:
        if act.kind not in _TURNS or act.target == own or act.parts or act.exclude or act.parties:
            continue
        for end in register.acts_by(act.target):
            if end.target in moved | {own}:
                continue
            if end.kind in ENDINGS:
                yield from _of_end(act, end, _day_of(end, act, register))
            elif end.kind in _PAUSES and act.kind in _ENDS and _last(end) > _on(act):
                summary = "Not read: whether it is in effect, since what pauses it is undone."
                more = {"as_of": When.parse(_on(act)), "flags": (UNREAD,), "name": UNREAD, "summary": summary}
                quote = act.evidence[0].quote
                yield Carried("note", end.target, quote, {"parts": end.parts, "exclude": end.exclude, **more})


def _day_of(end: Event, act: Event, register: LedgerRegister) -> str:
    """Return the day on which an end was to come before an act on what ends: its own, or that to which it was moved."""
    moves = (e for e in register.events_of(act.target) if e.kind in _MOVES and e.by not in (None, act.by))
    known = [(_published(e), _on(e)) for e in moves if e.effect is not None and e.effect.exact]
    return max((each for each in known if each[0] < _published(act)), default=("", _on(end)))[1]


def _of_end(act: Event, end: Event, day: str) -> Iterator[Carried]:
    moves, day_of_act = act.kind in _MOVES, _on(act)
    if (act.kind in ENDINGS and day < day_of_act) or (moves and day == day_of_act):
        return  # what a rule did is not undone by its end, nor moved by what confirms its day
    quote, fields = act.evidence[0].quote, {"parts": end.parts, "exclude": end.exclude}
    known = act.effect is not None and act.effect.text != "unknown"
    sure = _DOUBTS.isdisjoint(act.flags) and UNREAD not in end.flags and (known if moves else act.kind in _ENDS)
    if not sure or day < (_published(act) if moves else day_of_act):
        since = When.parse(day if moves else day_of_act)
        summary = "Not read: whether it ends, since what ends it is stayed, moved or undone."
        more = {"as_of": since, "flags": (UNREAD,), "name": UNREAD, "summary": summary}
        yield Carried("note", end.target, quote, {**fields, **more})
        return
    fields["flags"] = (*end.flags, TARGET_INFERRED)
    exact = moves and act.effect is not None and act.effect.exact
    if not exact or day_of_act > day:
        yield Carried("reinstate", end.target, quote, {**fields, "effect": When.parse(day)})
    if exact:
        yield Carried(end.kind, end.target, quote, {**fields, "effect": act.effect})


def _last(pause: Event) -> str:
    """Return the day on which a pause ends, or what sorts after all days."""
    end = pause.until if pause.kind in PAUSING else pause.effect
    return end.text if end is not None and end.exact else INDEFINITE.text


def _published(event: Event) -> str:
    return event.published.text[:10] if event.published is not None else ""


def _on(event: Event) -> str:
    """Return the day of an act, or that of its publication where it tells none."""
    exact = event.effect is not None and event.effect.exact
    return event.effect.text[:10] if exact and event.effect is not None else _published(event)


def of_stays(
    document: RegisterDocument, classification: Classification, events: Iterable[Event], own: str
) -> Event | None:
    """Return the last stay of a document, with which it is over; None where it does more, or has an end of its own."""
    if classification.stage != "final" or not classification.deeds:
        return None
    deeds = {each.verb for each in classification.deeds if not each.proposed} - {"extend_expiry"}  # of a stay, it is so
    of_duty = "delay_compliance" in deeds and _HEADED_STAY.search(document.heading) is not None
    if not deeds or not (deeds - {"delay_compliance"} if of_duty else deeds) <= PAUSING:
        return None
    events = [each for each in events if each.certainty is not Certainty.REPORTED]
    if of_duty:
        events = list(_with_stays_of_duty(events))
    stays = [each for each in events if each.kind in PAUSING and each.target != own]
    others = [each for each in events if each not in stays]
    begun = [each for each in others if each.kind == "set_effective"]
    less = any(e.target != own or e.parts or e.exclude or e.until or e.parties for e in begun)
    plain = all(each.kind in _BESIDE for each in others) and not less
    longer = [each for each in others if each.kind == "extend_expiry"]
    unread = any(UNREAD in e.flags or not (e.until is None or e.until.exact) for e in (*stays, *longer))
    if not stays or not plain or unread:
        return None
    heading = f"{document.title} {document.action} {_MADE_BEFORE.sub('', document.abstract or '')}"
    texts = (each.text for each in document.instructions)
    if _LASTING.search(heading) or not all(map(_IS_A_STAY.search, texts)):
        return None
    return max(stays, key=lambda each: (each.until or INDEFINITE).text)  # which sorts after all days


_OPENING = phrase(rf"\W*(?:effective|as of|beginning|starting)(?: on)? (?P<day>{A_DAY})")


def begin_of_stay(stay: Event, published_on: dt.date | None) -> When | None:
    """Return the day with which the last stay of a document opens, as that of the document; else its publication."""
    told = _OPENING.match(stay.evidence[0].quote or "")
    day = (day_in(told["day"]) if told is not None else None) or published_on
    return When.parse(day) if day is not None else None


def _stay_of_duty(event: Event) -> Event | None:
    """Return a compliance date that is stayed until a day as the stay that it is; None for one that is moved."""
    told = event.kind == "delay_compliance" and moves.STAY_OF_DUTY.search(event.evidence[0].quote or "")
    exact = event.effect is not None and event.effect.exact
    return attrs.evolve(event, kind="stay", effect=None, until=event.effect) if told and exact else None


def _with_stays_of_duty(events: list[Event]) -> Iterator[Event]:
    """Yield events with the stays of compliance dates as such, and without what is said of them once more.

    And without the days of compliance that such a stay leaves as they were: later ones, which are not new.
    """
    stays = {each.key: stay for each in events if (stay := _stay_of_duty(each)) is not None}
    quotes = {each.evidence[0].quote for each in stays.values()}
    last = max((each.until.text for each in stays.values() if each.until is not None), default="")
    for each in events:
        later = each.effect is not None and each.effect.exact and each.effect.text > last > ""
        left = each.kind == "set_compliance" and later and not _OTHER_DUTY.search(each.evidence[0].quote or "")
        again = each.kind == "extend_stay" and UNREAD in each.flags and each.evidence[0].quote in quotes
        due = each.kind == "set_deadline" and "compl" in (each.evidence[0].quote or "").lower()
        if not (left or again):
            yield attrs.evolve(each, kind="set_compliance") if due else stays.get(each.key, each)


def longer_stays_of_duty(events: dict[str, Event], own: str, register: LedgerRegister) -> list[Event]:
    """Return the extensions of stays of compliance dates, of documents that are in force as long as they stay them.

    Drop what is not read of the same extensions.
    """
    found = [stay for each in events.values() if each.target != own and (stay := _stay_of_duty(each)) is not None]
    found = [e for e in found if register.ends_on(e.target) and any(map(_stay_of_duty, register.acts_by(e.target)))]
    read = {(each.target, each.evidence[0].quote) for each in found}
    for key, each in list(events.items()):
        if each.kind == "extend_stay" and UNREAD in each.flags and (each.target, each.evidence[0].quote) in read:
            del events[key]
    return found


def drop_of_stays(events: dict[str, Event], own: str, register: LedgerRegister) -> None:
    """Drop the extension of a stay whose rule nobody can name from events which move the end of what made that stay."""
    moved = {each.target for each in events.values() if each.kind == "extend_expiry" and each.target != own}
    if not moved:
        return
    moved = {id_ for id_ in moved if stays_alone(id_, register)}
    for key in [key for key, each in events.items() if each.kind == "extend_stay" and each.target in moved]:
        del events[key]


def day_of_end(document: RegisterDocument, events: Iterable[Event], own: str) -> Event | None:
    """Return an act of a rule that only ends others or stays, on the API's later day: it begins then itself."""
    day, published = document.effective_on, document.published_on
    if document.type is not DocumentType.RULE or day is None or published is None or day <= published:
        return None
    acts = [each for each in events if each.kind in ENDINGS | {"lift_stay"} and each.target != own]
    when = acts[0].effect if acts and len({each.effect for each in acts}) == 1 else None
    return acts[0] if when is not None and when.exact and when.text[:10] == f"{day}" else None
