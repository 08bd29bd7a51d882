"""A claim with the sentence that proves it, and what takes effect or ends on its day."""

from __future__ import annotations

import re
from typing import NamedTuple

import attrs

from regtrack.sources.federal_register._events.governed import DateSubject, subject_before
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.text.scopes import moved_part

_WITH = re.compile(r"^\s*(?:compliance|conformity) with\s+", re.IGNORECASE)


class Said(NamedTuple):
    """A claim, the sentence that proves it, whether that is one of DATES, and its words for less than a document."""

    claim: DateClaim
    sentence: str
    of_dates: bool = True
    less: str | None = None


def subject_of(said: Said) -> DateSubject | None:
    """Return what takes effect or ends on the day of a claim, where that is not the document that it names."""
    claim = said.claim
    if claim.kind not in ("set_effective", "set_expiry") or claim.act not in (None, "set"):
        return None
    place = said.sentence.find(claim.quote)
    return subject_before(said.sentence, place) if place > 0 else None


def is_act(said: Said) -> bool:
    """Return whether what takes effect or ends is an act on a document, and not the document."""
    return bool((subject := subject_of(said)) and subject.kind)


def done_to(said: Said, subject: DateSubject) -> Said:
    """Return a claim about the part of a document that its subject names."""
    scope = moved_part(_WITH.sub("", subject.done_to)) if subject.kind is not None else said.claim.scope
    less = subject.words if subject.kind is None or "partial" in subject.words.casefold() else None
    return said._replace(claim=attrs.evolve(said.claim, scope=scope), less=less)
