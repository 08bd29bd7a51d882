"""What a document is about, where nothing that it does to it was read: the rule that it may have moved is in doubt.

A document "X; Notification of Court Order", "Reinstatement of X" or "X; Extension" is about the rule X, whatever its
words; so is one whose DATES tell something of force of it. When no statement on another document came of it, the
reader has missed what it does, and the rule may not go on as if nothing had been published.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import partial

import attrs

from regtrack.citations import IN_REGISTER, Reference
from regtrack.dates_in_text.words import holds
from regtrack.model.event import Event
from regtrack.sources.federal_register._events.asserted import is_asserted, named_in_passing
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.moves import DEADLINES
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.text import citations, heads
from regtrack.sources.federal_register.text.sentences import sentence_at
from regtrack.sources.federal_register.text.vocabulary import least, letters_of, nouns, spelled, stems
from regtrack.sources.federal_register.titles import OF_ENDS_OR_PAUSES

_OF_FORCE = re.compile(
    rf"\b(?:{stems('postpone extend stay lift withdraw rescind supersede')}|court|remand|enjoin|injunct|set aside|vacat"
    r"|invalid|nullif|disapprov|remov|cancel|terminat|expir|reinstat|restor|revers|reviv|replac|moratori|enforce"
    r"|effective date|compliance date|resum|\bagain\b|no longer|\bis over\b|lapse|dissol"
    r"|\bends\b|\bend on\b|shorten|\bcontinu(?:es|ing) the\b"
    r"|back in(?:to)? (?:effect|force)|cease|conclude|return\w* to (?:effect|force))",
    re.IGNORECASE,
)
"""Words of force in the widest sense: they read nothing, they only tell that something may have been missed."""
_OF_PAPERS = ("information collection", "paperwork", "meeting", "briefing", "system of records")
"""Headings of documents that leave rules as they are, whatever they extend, renew or cancel."""
_REGISTER = ("FR", "Fed", "F.", "ule ", "otice ")  # no text without one of these cites a document of the Register
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"part (\d+)", re.IGNORECASE)
_SHORTEST = 2  # the fewest words of a title by which a document is known to be about another one


_GRAVE = "postpone stay withdraw rescind supersede"
_MOVES = re.compile(rf"\b(?:{stems(_GRAVE)}|vacat|disapprov)", re.IGNORECASE)
_EXTENDS = re.compile(rf"\b{stems('extend')}", re.IGNORECASE)
_WITHDRAWS = re.compile(rf"\b{nouns('withdraw rescind end')}\b", re.IGNORECASE)
_OF_MOVES = least((*letters_of(f"{_GRAVE} end"), "vacat", "disapprov"))  # letters of which both hold some
_IS_DONE = re.compile(  # an act that a clause does to the document that it names, or to the order of a court about it
    r"(?:(?<!which )(?<!that )|(?<=, which ))\b(?:is|are) (?:(?:hereby|being|also|now|therefore|further|temporarily) )*"
    rf"(?:{spelled(_GRAVE, 'participle')}|vacated|enjoined)\b"
    rf"|(?<!which )(?<!that )\b(?:{spelled(_GRAVE, 'third')}|(?:is|are) {spelled(_GRAVE, 'gerund')})"
    r" (?:the|an?|its|that|this) (?:[\w,]+ ){0,5}?(?:rule|regulation|order|notice|directive|AD)s?\b"
    r"|(?<!which )(?<!that )\b(?:will|shall) (?:now )?"
    r"(?:no longer (?:appl|be (?:in (?:effect|force)|effective|applicable))"
    r"|(?:cease|expire|terminate|lapse)\b)|(?<!which )(?<!that )(?:will (?:now )?end|ends) on\b"
    r"|\b(?:orders?|decisions?|judgments?|rulings?|injunctions?|vacaturs?)\b[^.;]{0,200}?"
    rf"\b(?:is|are|was|were|has been|have been) (?:\w+ )?(?:{spelled(_GRAVE, 'participle')}|lifted|reversed|vacated)\b"
)
_ENDED_BY = f"{_GRAVE} remove"
_POINTER = (
    r"(?P<{0}>it|them|(?:the|that|those|these|this|its|such) (?:[\w-]+ ){{0,4}}?(?:rules?|regulations?|amendments?"
    r"|provisions?|requirements?|standards?|former|latter|first|second|subpart)|(?:\d+ CFR )?part \d+|subpart \w)\b"
)
_TO_THAT = re.compile(
    rf"\b(?:{spelled(_ENDED_BY, 'third')}|(?:is|are) (?:now )?{spelled(_ENDED_BY, 'gerund')}|eliminates|deletes)"
    rf" (?:the effective date of )?{_POINTER.format('object')}"
    rf"|\b{_POINTER.format('subject')}[^.;]{{0,60}}? (?:(?:is|are) (?:(?:hereby|being|also|now|therefore) )*"
    rf"(?:{spelled(_ENDED_BY, 'participle')}|eliminated|deleted)|no longer appl)",
    re.IGNORECASE,
)
"""An act on what another sentence names, or on a part of the Code."""
_IS_UNDONE = re.compile(r"\b(?:vacat|disapprov|joint resolution|enjoin|injunct|set aside|remand|nullif)", re.IGNORECASE)
"""What a court or Congress did to the rule whose title a document has."""
_OF_DONE = least((  # letters of which both hold some
    *letters_of(_GRAVE), "vacat", "disapprov", "joint resolution", "enjoin", "injunct", "set aside", "remand", "nullif",
    "longer", "cease", "expire", "terminate", "lapse", "end on", "ends on", "lifted", "reversed",
))  # fmt: skip


def subjects(document: RegisterDocument, events: Iterable[Event], own: str, register: LedgerRegister) -> Iterator[str]:
    """Yield the ids of recorded instruments that a document is about and that no statement of it moves."""
    events = list(events)
    told, printed = document.abstract or "", document.dates or ""
    heading = f"{document.title} {document.action or ''}"
    proposed, rule = document.type is DocumentType.PROPOSED_RULE, document.type is DocumentType.RULE
    cited = _cited(printed, told)
    notice = document.type is DocumentType.NOTICE and holds(document.heading, OF_ENDS_OR_PAUSES)
    if not (cited or proposed or rule or notice) or holds(document.heading, _OF_PAPERS):
        return
    moves = (e for e in events if e.kind != "correct" and (proposed or not (e.summary or "").startswith("Proposed:")))
    moved = {each.target for each in moves} - {own}
    if proposed and not moved and _WITHDRAWS.search(heading):
        named = [register.cited(each) for each in cited]
        found = named or [register.by_title.titled(document.title, None)]
        yield from (id_ for id_ in found if id_ not in (None, own) and not register.title_of(id_))
    if notice and not moved:
        yield from (id_ for id_ in register.by_title.otherwise_of(document) if id_ != own)
    alone = rule and not (cited or moved)
    extends = alone and _EXTENDS.search(heading) and not any(each.kind in DEADLINES for each in events)
    undone = alone and holds(document.letters, _OF_DONE)
    told_of = alone and (extends or (undone and (_IS_DONE.search(printed) or _IS_UNDONE.search(f"{told} {printed}"))))
    id_ = None
    if told_of or (alone and holds(document.heading, _OF_MOVES) and _moves(heading)):
        id_ = register.by_title.begun_by(document, or_headed=True)
    if id_ is not None and (told_of or _moves(heading.replace(register.title_of(id_) or "", ""))):
        yield id_
    if cited and not (moved or proposed):
        yield from _pointed_at(f"{printed}\n{told}", cited, register)
        yield from _ended(document, f"{printed}\n{told}", cited, register, own)
    title = _words(document.title) if cited else ""
    for each in () if proposed else cited:
        id_ = register.cited(each)
        id_ = next(filter(None, (register.moved_by(id_, by) for by in ("stays", "delays"))), id_) if id_ else None
        subject = _words(register.title_of(id_) or "") if id_ is not None and id_ != own else ""
        if id_ is None or id_ in moved or not subject.strip():
            continue
        if subject.count(" ") > _SHORTEST and subject in title:
            about = " ".join((title.replace(subject, " "), document.action or "", printed, told))
        else:
            clause = sentence_at(f"{printed}\n{told}", each.start, each.end)
            done = _IS_DONE.search(clause) and is_asserted(clause) and each.name not in named_in_passing(clause)
            about = clause if done or (each.end <= len(printed) and not moved) else ""
        if _OF_FORCE.search(about):
            yield id_


_ENDS = "withdraw rescind end remove supersede"
_SIGNS_OF_ENDS = (*letters_of(_ENDS), "suspen", "permanent")
_DOES = re.compile(
    rf"\b(?:(?P<does>{spelled(f'{_ENDS} stay', 'third', 'gerund', 'base')})(?! (?:on|at|in|by|with|when|as)\b)"
    rf"|(?<!which )(?<!that )(?:is|are) (?:(?:hereby|being|also|now|therefore|further|temporarily) )*"
    rf"(?P<done>{spelled(f'{_ENDS} stay', 'participle')}|made permanent))\b"
)
_OF_PARTS = re.compile(r"(?:(?:is|are) (?:\w+ )*)?(?:remov|stay|suspend|paus)")
"""What is done as a rule to provisions: it is no end of a document that another sentence cites."""
_HEADED = re.compile(rf"\b(?:{nouns(_ENDS)}|cancell?ation|suspension)\b")
"""Nouns of ends, in a title or ACTION in lower case."""


def _ended(
    document: RegisterDocument, text: str, cited: Collection[Reference], register: LedgerRegister, own: str
) -> Iterator[str]:
    """Yield what a document cites that asserts an end of something, whatever that is called: with the end, or alone."""
    heading = f"{document.title}; {document.action or ''}".lower()
    if not holds(f"{heading} {text}".lower(), _SIGNS_OF_ENDS):
        return
    acts = [each for each in _DOES.finditer(text) if _is_done(text, each)]
    clauses = [sentence_at(text, *each.span()) for each in acts]
    if not clauses and ("ropos" in text or not any(map(partial(_is_headed, heading), _HEADED.finditer(heading)))):
        return
    near = {each.name for clause in clauses for each in find_references(clause)}
    alone = len(cited) == 1 and (not acts or not all(_OF_PARTS.match(each[0]) for each in acts))
    meant = [each for each in cited if each.name in near] or (cited if alone else ())
    for each in meant:
        id_ = register.cited(each)
        if id_ in (None, own) or register.title_of(id_ or "") is None:
            continue
        if each.name not in named_in_passing(sentence_at(text, each.start, each.end)):
            yield id_


def _is_headed(heading: str, noun: re.Match[str]) -> bool:
    """Return whether a noun in a title or ACTION tells an end, and nobody only asks for it or proposes it."""
    before = heading[: noun.start()]
    return not (heads.NOT_DONE.search(before) or heads.PROPOSED.search(before))


def _is_done(text: str, act: re.Match[str]) -> bool:
    """Return whether words for an end are what the document does."""
    if act["does"]:
        return heads.is_decided(text, act.start("does"), act["does"])
    return is_asserted(sentence_at(text, *act.span()), act["done"])


def _pointed_at(text: str, cited: Iterable[Reference], register: LedgerRegister) -> Iterator[str]:
    """Yield what is cited and another sentence may act on: "removes those regulations"; or rules on that part."""
    for match in _TO_THAT.finditer(text):
        words = match["object"] or match["subject"]
        if "propos" in match[0] or not is_asserted(sentence_at(text, *match.span()), match[0]):
            continue
        part = _PART.search(words)
        for id_ in filter(None, map(register.cited, cited)):
            of_part = part is None or any(each.rpartition(" ")[2] == part[1] for each in register.cfr_of(id_))
            if of_part and register.title_of(id_):
                yield id_


def _moves(heading: str) -> bool:
    """Whether a title or ACTION tells an act that ends or moves a rule."""
    return _MOVES.search(heading) is not None or _WITHDRAWS.search(heading) is not None


def _cited(printed: str, told: str) -> Collection[Reference]:
    """Return the documents that DATES and SUMMARY cite, each where one does so first, as in one text of two lines."""
    found: dict[str, Reference] = {}
    for text, begin in ((printed, 0), (told, len(printed) + 1)):
        for each in find_references(text) if holds(text, _REGISTER) and citations.cites_the_register(text) else ():
            if each.kind in IN_REGISTER:
                found.setdefault(each.name, attrs.evolve(each, start=each.start + begin, end=each.end + begin))
    return found.values()


def _words(text: str) -> str:
    """Return the words of a title in lower case, with a blank around each."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
