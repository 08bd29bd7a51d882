"""An approval of what provisions ask for, and what it makes effective: those of the rule that waits, and no others."""

from __future__ import annotations

import re

import attrs

from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD, Scopes
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.statement import Modality, Statement

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
    return is_headed(document) or _tells(f"{document.dates} {document.abstract}")


def is_headed(document: RegisterDocument) -> bool:
    """Return whether the title or ACTION of a document tells it: it is for nothing else."""
    return _HEADED.search(f"{document.title}; {document.action}") is not None


def _tells(text: str) -> bool:
    return _APPROVED.search(text) is not None


def of_provisions(said: Statement, scopes: Scopes) -> Statement:
    """Return what is said of a rule as said of provisions that it makes effective: "§ 1.2 of the rule is"."""
    quote = said.quote or ""
    of_rule = said.kind == "set_effective" and said.target and said.modality is Modality.DONE
    read = (said.parts and SCOPE_UNREAD not in said.flags) or said.exclude or said.covered
    if not of_rule or read or not _tells(quote):
        return said
    last = max(_TAKE_EFFECT.finditer(quote), key=lambda each: each.end(), default=None)
    found = scopes.named(last["what"]) if last is not None else None
    if found is None or found.unread or not found.parts:
        return said
    return attrs.evolve(said, parts=found.parts, flags=tuple(flag for flag in said.flags if flag != SCOPE_UNREAD))


_BEGINS = re.compile(r"\b(?:(?:is|are) (?:now )?|becomes? )effective\b|\b(?:takes?|goes?) (?:into )?effect\b")
_LATER = re.compile(r"\b(?:when|until|once|after|if|unless|not)\b")


def begins(text: str) -> str:
    """Return the sentences of a text that tell what takes effect, and not when something else has happened."""
    told = (text[each.start : each.end] for each in sentences.split(text))
    return " ".join(each for each in told if _BEGINS.search(each) and not _LATER.search(each))
