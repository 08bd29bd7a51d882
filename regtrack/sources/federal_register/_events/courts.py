"""What a court did of which a document tells, and the day from which it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regtrack.citations import ReferenceKind
from regtrack.model.when import When
from regtrack.sources.federal_register._events.asserted import is_asserted
from regtrack.sources.federal_register._events.scoping import Scopes
from regtrack.sources.federal_register.deeds import ENDINGS
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import days_in, find_references
from regtrack.sources.federal_register.references.targets import ActTarget, all_names
from regtrack.sources.federal_register.text.sentences import sentence_at
from regtrack.sources.federal_register.text.statement import Modality, Statement

_COURT = re.compile(r"\b(?:court|judge|panel|circuit)\b", re.IGNORECASE)
_VACATED = re.compile(r"\b(?:vacated|set aside|vacaturs?)\b", re.IGNORECASE)
_NOT_VACATED = re.compile(
    r"\b(?:had|revers\w*|overturn\w*|declin\w*|refus\w*|den(?:y|ie)\w*|not|ask\w*|request\w*|would|could|earlier|previous\w*"
    r"|another)\b[^.;]{0,80}?\b(?:vacat\w+|set aside)\b",
    re.IGNORECASE,
)
_TAKEN_OUT = re.compile(
    r"\b(?:remov(?:es?|ing)|delet(?:es?|ing)|amend(?:s|ing)|revis(?:es|ing)|conform(?:s|ing)|rescind(?:s|ing)"
    r"|strik(?:es|ing)|vacated|set aside)\b",
    re.IGNORECASE,
)
_ORDER_COUNTS = re.compile(
    r"\b(?:court|order|decision|judgment|vacatur)\b[^.;]{0,40}?\b(?:had|took|has|became)\b[^.;]{0,20}?\beffect(?:ive)?\b"
    r"[^.;]{0,40}?\b(?:filing|entry|issuance|ruling)(?: on|,) [A-Z][a-z]+ \d{1,2}, \d{4}"
)
"""The day from which a court's order counts, whenever the agency takes its words out of the Code."""
_MANDATE = re.compile(r"\bmandate\b[^.;]{0,40}?\bissued? (?:its \w+ )?on [A-Z][a-z]+ \d{1,2}, \d{4}")
"""From the mandate a court's judgment counts (Fed. R. App. P. 41(c))."""


def vacated(document: RegisterDocument, acted_on: Sequence[ActTarget]) -> Iterator[Statement]:
    """State that a court vacated what a document takes out of the Code, from the day on which its order counts."""
    text = document.dates or ""
    removed = [each for each in acted_on if each.deed.verb in ENDINGS and not each.deed.proposed]
    told = _ORDER_COUNTS.search(text) if len(removed) == 1 else None
    if told and (day := days_in(told[0])[-1].on) is not None:
        quote = sentence_at(text, *told.span())
        yield Statement("vacate", quote, removed[0].references, When.parse(day), relation="vacates")


def taken_out(document: RegisterDocument, acted_on: Sequence[ActTarget], scopes: Scopes) -> Iterator[Statement]:
    """State what a court vacated of the one rule that SUMMARY cites, by the provisions that are taken out."""
    told = document.abstract or ""
    done = {each.deed.verb for each in acted_on} & {"vacate", "disapprove"}
    if done or not (_VACATED.search(told) and _COURT.search(told)) or _NOT_VACATED.search(told):
        return
    sentences = dict.fromkeys(sentence_at(told, *match.span()) for match in _TAKEN_OUT.finditer(told))
    cited = {each.name: each for each in find_references(told) if each.kind is ReferenceKind.FR_CITATION}
    cited.pop(document.citation or "", None)
    for sentence in sentences if len(cited) == 1 else ():
        found = scopes.named(sentence).parts
        if found and is_asserted(sentence):
            target = all_names(acted_on, next(iter(cited.values())))
            yield Statement(
                "vacate", sentence, target, parts=found, modality=Modality.NAMED, relation="vacates", label="vacate"
            )  # fmt: skip
            return


def done_on(document: RegisterDocument, target: ActTarget) -> When | None:
    """Return the day on which a court or Congress acted, if its sentence prints one beside those of publication."""
    deed = target.deed
    mandate = _MANDATE.search(f"{document.dates or ''} {document.abstract or ''}")
    if mandate and (issued := days_in(mandate[0])[-1].on) is not None:
        return When.parse(issued)  # the opinion before it moves nothing
    text = (document.dates if deed.field == "dates" else document.abstract) or ""
    place = text.find(deed.quote) if deed.field in ("dates", "abstract") else -1
    sentence = sentence_at(text, place, place + len(deed.quote)) if place >= 0 else target.quote
    cited = (*target.references, *find_references(sentence))
    printed = {day.on for day in days_in(sentence)} - {each.published_on for each in cited}
    only = printed.pop() if len(printed) == 1 else None
    return When.parse(only) if only is not None else None
