"""What a document is about, where nothing that it does to it was read: the rule that it may have moved is in doubt.

A document "X; Notification of Court Order", "Reinstatement of X" or "X; Extension" is about the rule X, whatever its
words. When no statement on another document came of it, the reader has missed what it does, and the rule may not go on
as if nothing had been published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from regtrack.citations import IN_REGISTER, Reference
from regtrack.model.event import Event
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.references.finder import find_references

_OF_FORCE = re.compile(
    r"\b(?:court|vacat|remand|enjoin|injunct|set aside|invalid|nullif|disapprov|remov|cancel|terminat|expir|extend"
    r"|extension|reinstat|restor|revers|reviv|stay|suspen|lift|delay|postpon|defer|toll|withdr|rescind|resciss|repeal"
    r"|revok|revoc|supersed|replac|moratori|abeyance|effective date|compliance date|enforce)",
    re.IGNORECASE,
)
"""Words of force in the widest sense: they read nothing, they only tell that something may have been missed."""
_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 2
"""So many words a title has by which a document is known to be about another one."""


class _Register(Protocol):
    def cited(self, reference: Reference) -> str | None: ...

    def rule_titled(self, id_: str) -> str | None: ...


def subjects(document: RegisterDocument, events: Iterable[Event], own: str, register: _Register) -> Iterator[str]:
    """Yield the ids of recorded rules that a document is about and none of its statements moves.

    Args:
        document: as read.
        events: what was read of it.
        own: the id of its own instrument.
        register: what the ledger knows.
    """
    if document.type is DocumentType.PROPOSED_RULE or any(each.target != own for each in events):
        return
    text = "\n".join(filter(None, (document.dates, document.abstract)))
    names = {each.name: each for each in find_references(text) if each.kind in IN_REGISTER}
    title = _words(document.title) if names else ""
    for id_ in dict.fromkeys(filter(None, map(register.cited, names.values()))):
        subject = _words(register.rule_titled(id_) or "")
        about = id_ != own and subject.count(" ") > _SHORTEST and subject in title
        if about and _OF_FORCE.search(" ".join((title.replace(subject, " "), document.action or "", text))):
            yield id_


def _words(text: str) -> str:
    """Return the words of a title in lower case, with a blank around each."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
