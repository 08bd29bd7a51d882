"""How long a document is in force that only stays something for a time: as long as its stay."""

from __future__ import annotations

import re
from collections.abc import Iterable

from regtrack.model.event import Event
from regtrack.model.inbox import UNREAD
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.sources.federal_register._events.meant import stays_alone
from regtrack.sources.federal_register.acts import Classification
from regtrack.sources.federal_register.deeds import ENDINGS
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.text.recitals import RECITALS
from regtrack.sources.federal_register.text.vocabulary import spelled

INDEFINITE = When.parse("indefinite")
"""Until when a document is in force whose stay has no end: until another one lifts it."""
TERM = "term"
"""What the event is called that tells it."""
_STAYS = frozenset(("stay", "extend_stay"))
_BESIDE = frozenset(
    ("publish", "sign", "set_deadline", "open_comment", "set_effective", "note", "extend_expiry", *RECITALS)
)
"""What leaves a document to last as long as its stay: its issue, its day, comments on it, what was not read."""
_LASTING = re.compile(
    r"\b(?:amend(?:s|ed|ing|ments?)|revis(?:es|ed|ing|ions?)|correct(?:s|ed|ing|ions?)|add(?:s|ed|ing)|adopt(?:s|ed|ing)"
    rf"|{spelled('remove rescind withdraw', 'third', 'gerund')})\b",
    re.IGNORECASE,
)
_MADE_BEFORE = re.compile(
    r"(?<!is )(?<!are )(?<!hereby )(?<!being )\b(?:amended|revised|corrected|added|adopted)\b"
    rf"|\b{spelled('stay', 'third', 'gerund')} (?:(?! and |which|that)[^.;,]){{0,80}}?\b(?:amendment|revision)s?\b",
    re.IGNORECASE,
)
"""In SUMMARY: what made the provisions that are stayed, which may be amendments."""
_IS_A_STAY = re.compile(rf"\b{spelled('stay', 'participle')}\b|\bstay of\b", re.IGNORECASE)


def of_stays(
    document: RegisterDocument, classification: Classification, events: Iterable[Event], own: str
) -> Event | None:
    """Return the last stay of a document, with which it is over; None where it does more, or has an end of its own."""
    if classification.stage != "final" or not classification.deeds:
        return None
    deeds = {each.verb for each in classification.deeds if not each.proposed}
    if not deeds or not deeds <= _STAYS:
        return None
    events = [each for each in events if each.certainty is not Certainty.REPORTED]
    stays = [each for each in events if each.kind in _STAYS and each.target != own]
    others = [each for each in events if each not in stays]
    begun = [each for each in others if each.kind == "set_effective"]
    plain = all(each.kind in _BESIDE for each in others) and all(_is_whole(each, own) for each in begun)
    if not stays or not plain or any(_is_unread(each) for each in stays):
        return None
    heading = f"{document.title} {document.action} {_MADE_BEFORE.sub('', document.abstract or '')}"
    texts = (each.text for each in document.instructions)
    if _LASTING.search(heading) or not all(map(_IS_A_STAY.search, texts)):
        return None
    return max(stays, key=_end)


def _is_whole(begun: Event, own: str) -> bool:
    """Return whether an event dates all of its own document, and tells no end."""
    return begun.target == own and not (begun.parts or begun.exclude or begun.until or begun.parties)


def _is_unread(stay: Event) -> bool:
    """Return whether a stay has an end that is no day, or that nobody could read."""
    return UNREAD in stay.flags or not (stay.until is None or stay.until.exact)


def _end(stay: Event) -> str:
    return (stay.until or INDEFINITE).text  # which sorts after all days


def drop_of_stays(events: dict[str, Event], own: str, register: LedgerRegister) -> None:
    """Drop the extension of a stay whose rule nobody can name from events which move the end of what made that stay."""
    moved = {each.target for each in events.values() if each.kind == "extend_expiry" and each.target != own}
    moved = {id_ for id_ in moved if stays_alone(id_, register)}
    for key in [key for key, each in events.items() if each.kind == "extend_stay" and each.target in moved]:
        del events[key]


_TURNS = ENDINGS | {"lift_stay"}


def day_of_end(document: RegisterDocument, events: Iterable[Event], own: str) -> Event | None:
    """Return an act of a rule which only ends others or their stays, on the day to come that the API has for it.

    "Effective D, the rule published at C is rescinded": it takes effect itself on D.
    """
    day, published = document.effective_on, document.published_on
    if document.type is not DocumentType.RULE or day is None or published is None or day <= published:
        return None
    acts = [each for each in events if each.kind in _TURNS and each.target != own]
    when = acts[0].effect if acts and len({each.effect for each in acts}) == 1 else None
    return acts[0] if when is not None and when.exact and when.text[:10] == f"{day}" else None
