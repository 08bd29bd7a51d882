"""The earlier end of what another notice extended or gave, in a notice that shortens it: its own end it is not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

import attrs

from regtrack.citations import IN_REGISTER, Reference
from regtrack.dates_in_text.expressions import TimeExpression, find_mentions, masked
from regtrack.dates_in_text.words import holds
from regtrack.model.when import When
from regtrack.sources.federal_register._events.asserted import is_asserted, is_in_passing
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.references.targets import ActTarget, all_names
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.statement import Statement

SIGNS = ("vacat", "short", "curtail", "reduc", "would ", "instead", "rather")
"""Letters of which a document that shortens something holds some; and one that cites something."""
_CITING = ("FR", "Fed", "ublished")
_SPAN = r"(?:period|term|length|duration|time|extension|designation|closure|exemption|waiver|authorization|suspension)"
_SHORTENS = re.compile(
    rf"\bpartial(?:ly)? (?:vacat|rescind|rescission|terminat)\w+|\bvacat\w+ [^.;]{{0,80}}\bin part\b|\bshorten\w*"
    rf"|\bcurtail\w*|\breduc(?:es|ed|ing|tion)\b (?:of |in )?(?:the |that |its )?(?:\w+ ){{0,2}}?{_SPAN}"
    rf"|\b{_SPAN}\b[^.;]{{0,80}}? (?:is|are) (?:\w+ )?reduced\b",
    re.IGNORECASE,
)
_CUTS = re.compile(r"\b(?:shorten|curtail|reduc)", re.IGNORECASE)
"""Of time; what is vacated in part may be something else."""
_WAS = r"would (?:otherwise )?have (?:ended|expired|terminated|lasted|run|continued|been in effect|remained in effect)"
_LASTS = r"(?:remains?|continues?|stays?|be|is|are) in (?:effect|force)|lasts?|runs?|continues?"
_ENDS = r"(?:ends?|expires?|terminates?)"
_EARLIER = re.compile(  # a day as #
    rf"\b{_SPAN}s?\b[^;#]*?(?:,? (?:which )?{_WAS} (?:on |through |until )?#,?(?: and| but)?)?"
    rf" (?:will|shall)? ?(?:now |only |instead )*"
    rf"(?:(?:{_LASTS})(?: only)?(?: for [\w ()-]+,)? (?P<how>through|until)"
    rf"|{_ENDS} (?:on|at the end of|instead on)) #",
    re.IGNORECASE,
)
_NO_SPAN = re.compile(
    r"\b(?:comments?|registration|vacatur|re-registration|hearing|application|filing)\b", re.IGNORECASE
)
_LONGER = re.compile(r"\b(?:further|additional) (?:period|extension)\b|\bthis notice extends\b", re.IGNORECASE)
_TERMS = ("set_expiry", "extend_expiry")
_UNREAD = "until when it lasts that is shortened"


def shortened(document: RegisterDocument, acted_on: Collection[ActTarget]) -> Iterator[Statement]:
    """Yield the end of each document whose end a notice brings forward; in doubt where the day was not read."""
    told = f"{document.dates or ''}\n{document.abstract or ''}"
    heading = f"{document.title}; {document.action or ''}"
    if document.published_on is None or not holds(told, _CITING):
        return
    texts = [told[each.start : each.end].strip() for each in sentences.split(told)]
    acts = [each for each in texts if (cue := _SHORTENS.search(each)) and is_asserted(each, cue[0])]
    acts = [each for each in acts if not _NO_SPAN.search(each)]
    does = acts or (_SHORTENS.search(heading) and not _NO_SPAN.search(heading))
    cited = {name.name: name for each in texts for name in _cited(each)} if does else {}
    if len(cited) != 1 or _LONGER.search(told):
        return
    ends = {each: end for each in texts if (end := _end(document, each)) is not None}
    target = all_names(tuple(acted_on), *cited.values())
    days = {each.text for each in ends.values()}
    if len(days) == 1:
        sentence, end = max(ends.items(), key=lambda each: each[1].inclusive)
        flags = () if end.inclusive else ("end_ambiguous",)
        yield Statement("set_expiry", sentence, target, until=end, flags=flags)
    elif days or any(_CUTS.search(each) for each in acts):
        yield Statement.unread(next(iter(ends), document.title), target, _UNREAD)


def without(dated: Iterable[Statement], ends: Collection[Statement]) -> list[Statement]:
    """Return statements without its own end, and what is vacated in part, if an end that is shortened tells it."""
    if not ends:
        return list(dated)
    days = {each.until.text for each in ends if each.until is not None}
    cut = {name.name for each in ends if each.until is not None for name in each.target}
    return [each for each in dated if not (_is_own(each, days) or _is_of(each, cut))]


def _is_own(said: Statement, days: Collection[str]) -> bool:
    return said.kind in _TERMS and not said.target and said.until is not None and said.until.text in days


def _is_of(said: Statement, cut: Collection[str]) -> bool:
    told = said.kind in _TERMS or SCOPE_UNREAD in said.flags
    return told and any(name.name in cut for name in said.target)


def _cited(sentence: str) -> Iterator[Reference]:
    for each in find_references(sentence):
        if each.kind in IN_REGISTER and not is_in_passing(sentence, (each,)):
            yield each


def _end(document: RegisterDocument, sentence: str) -> When | None:
    """Return the day that a sentence tells as the earlier end."""
    if document.published_on is None or _NO_SPAN.search(sentence) or not is_asserted(sentence):
        return None
    days: list[TimeExpression] = [each for each in find_mentions(sentence, document.published_on) if not each.last]
    marked = masked(sentence, days)
    told = _EARLIER.search(marked)
    if told is None:
        return None
    day = days[marked.count("#", 0, told.end()) - 1].first.day
    if day is None or day < document.published_on:
        return None
    return attrs.evolve(When.parse(f"{day}"), inclusive=told["how"] != "until")
