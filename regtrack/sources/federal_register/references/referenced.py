"""The documents that a text names, in the sentences that may act on them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import attrs

from regtrack.citations import IN_REGISTER, Reference
from regtrack.citations import ReferenceKind as Kind
from regtrack.dates_in_text.words import lower
from regtrack.sources.federal_register._events.asserted import finalized, is_governed
from regtrack.sources.federal_register._events.objects import ACTS
from regtrack.sources.federal_register.deeds import DEEDS, OF_PROPOSALS
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.text import citations, sentences
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled

DOCUMENTS = IN_REGISTER | {Kind.AIRWORTHINESS_DIRECTIVE, Kind.PUBLIC_LAND_ORDER, Kind.PUBLICATION}
"""Kinds of references that may name what a document acts on."""
PRESIDENTIAL = DOCUMENTS | {Kind.EXECUTIVE_ORDER, Kind.PROCLAMATION}  # the same for a presidential document

_NAMES = re.compile(
    r"\b(?:published|appear(?:ed|ing)|issued|promulgated|(?:an?|its|the) [\w ]{0,40}(?:rule|notice|NPRM|order))\b"
)
_OTHER_MATTER = re.compile(
    r"\b(?:memorand|regulatory (?:review|freeze)|executive order|e\.o\.|in accordance with|consistent with|pursuant to"
    r"|comments? on the information collection)"
)
_SAME = re.compile(r"\s*[;,]\s*|(?:(?!\band\b|\bor\b|\.\s)[^;]){0,160}", re.DOTALL)
_NOT_OF_IT = re.compile(r"\b(?:under|by|bulletin|that|supersed\w+|replac\w+|propos\w+|NPRM)\b")
"""Between the number of a directive and a page: something else was printed there."""
_LISTS = re.compile(
    r"\W*(?:among (?:them|these|those)|(?:they|these|those|the (?:[\w-]+ ){1,4}?)\W?(?:are|include)"
    r"|includ(?:ed|ing)|namely)\b(?: (?:are|is|were))?",
    re.IGNORECASE,
)
"""Opens a sentence that lists what the one before it speaks of."""
_THAT_DOCUMENT = re.compile(
    r"\w+(?: (?:hereby|now|also))? (?:the (?:requirements|provisions|effective date|effect(?:iveness)?|whole) of )?"
    r"(?:that|the (?:earlier|prior|previous|same)) (?:\w+ ){0,3}?"
    r"(?:rule|notice|document|policy|guidance|order|proposal|interpretation|declaration|designation)\b",
    re.IGNORECASE,
)
"""A deed, and what the sentence before is about."""


def done_to_that(sentence: str, text: str, verb: str) -> bool:
    """Return whether a deed is not told in the sentence that names a document, and done to "that rule" in another."""
    stems = DEEDS[verb].stems
    found = (each.start() for each in stems.finditer(lower(text)))
    return stems.search(lower(sentence)) is None and any(_THAT_DOCUMENT.match(text, start) for start in found)


_PROPOSAL = re.compile(
    r"\b(?:NPRM|(?<!\bas )proposed|proposal|notice of proposed rulemaking)\b[^.;]{0,80}$", re.IGNORECASE
)

_DONE_BY_IT = re.compile(
    rf"_[^.;]*\b(?:{spelled(ACTS, 'base', 'gerund', 'participle')}|{nouns(ACTS)} of)\b[^.;]*"
    r"\b(?:rule|regulation|order|notice|amendment)s?\b",
    re.IGNORECASE,
)
"""After a proposal that is adopted: what it does, and to what."""

_WOULD_DO = re.compile(
    rf"\b(?:NPRM|propos(?:ed|als?))\b[^;]*?[, )](?:(?:to|would(?: have)?) {spelled(ACTS, 'base', 'participle')}"
    rf"|{spelled(ACTS, 'gerund')}) (?:[^.;,]|\d, \d{{4}})*?\b(?:rule|regulation|order)s?\b(?:[^.;,]|\d, \d{{4}},?)*$",
    re.IGNORECASE,
)
"""Before what a proposal would do something to: "the proposed rule (89 FR 1) to rescind the rule published at"."""

_ISSUED_AT = re.compile(  # between the number of what a sentence is about, and a page
    r",?(?: (?:which|that))?(?:(?!\b(?:which|that|by|under|rule|NPRM|propos\w+|bulletin)\b)[^.;])*?"
    r"\b(?:was|were) (?:issued|published)\b(?:(?!\b(?:which|that|by|under|and|amend\w+)\b)[^.;]){0,60}",
)


@attrs.frozen
class ReferenceGroup:
    """References that name one document, and the sentence in which they stand."""

    references: tuple[Reference, ...]  # as they stand in the text
    quote: str  # the sentence
    field: str  # the text it is from

    @property
    def names(self) -> frozenset[tuple[Kind, str]]:
        """What it is called."""
        return frozenset((reference.kind, reference.name) for reference in self.references)

    @property
    def start(self) -> int:
        """Where the first of them begins."""
        return self.references[0].start

    @property
    def end(self) -> int:
        """Where the last of them ends."""
        return max(each.end for each in self.references)

    @property
    def strong(self) -> bool:
        """Whether a number or a citation identifies it."""
        return any(reference.kind is not Kind.PUBLICATION for reference in self.references)


class ReferencedText:
    """A text with its sentences and the references in them that may be acted on."""

    def __init__(self, field: str, text: str, allowed: frozenset[Kind], own: frozenset[str]) -> None:
        self.field = field
        self.text = text
        self.references = [
            reference
            for reference in find_references(text)
            if reference.kind in allowed and reference.name not in own and not reference.name.startswith("memorand")
        ]
        self.spans = [(part.start, part.end) for part in sentences.split(text)] if self.references else []

    def spoken_of(self, verb: str) -> list[ReferenceGroup]:
        """Return the documents in the first sentence that speaks of the deed, or in the list that follows it."""
        for span, (begin, end) in itertools.pairwise((*self.spans, (len(self.text),) * 2)):
            if found := self._before(span, verb) or self._of_noun(span, verb):
                return found
            if _LISTS.match(self.text, begin) and DEEDS[verb].stems.search(lower(self.text[slice(*span)])):
                return self._groups((begin, end), (begin, end), self.references)
        return []

    def _before(self, span: tuple[int, int], verb: str) -> list[ReferenceGroup]:
        """Return the one document of the sentence before, where a deed is done to "that notice"."""
        place = self.spans.index(span)
        text = self.text[slice(*span)]
        stem = DEEDS[verb].stems.search(lower(text)) if place else None
        pointer = _THAT_DOCUMENT.match(text, stem.start()) if stem else None
        if stem is None or pointer is None or self._is_named_after(span, pointer.end()):
            return []
        if is_governed(text, stem.start()) and "would" not in text[: stem.start()]:
            return []  # somebody asked for it
        before = self.spans[place - 1]
        proposal = pointer[0].lower().endswith("proposal")
        allowed = [e for e in self.references if proposal or verb in OF_PROPOSALS or not self._is_proposal(e)]
        found = self._groups(before, before, allowed)
        if proposal:
            found = [each for each in found if all(map(self._is_proposal, each.references))]
        return found if len({each.names for each in found}) == 1 else []

    def _is_named_after(self, span: tuple[int, int], place: int) -> bool:
        """Return whether a sentence names itself what "that rule" is, behind it: "that rule, published at 91 FR 1"."""
        begin = span[0] + place
        after = (each.start for each in self.references if begin <= each.start < span[1])
        return any(_OTHER_MATTER.search(lower(self.text[begin:start])) is None for start in after)

    def introduced(self, verb: str) -> list[ReferenceGroup]:
        """For some deeds, the document that a sentence introduces: "On D, EPA published a rule. It has an error"."""
        for span in self.spans if "named" in DEEDS[verb].traits else ():
            sentence = self.text[span[0] : span[1]]
            named = _NAMES.search(sentence) and not _OTHER_MATTER.search(lower(sentence))
            if named and (found := self._around(span, verb, span[0])):
                return found[:1]
        return []

    def groups(self) -> list[ReferenceGroup]:
        """Return all documents that it names."""
        return [group for span in self.spans for group in self._groups(span, span, self.references)]

    def named(self, names: frozenset[str]) -> list[ReferenceGroup]:
        """Return the documents with these names."""
        return [group for group in self.groups() if any(each.name in names for each in group.references)]

    def printed_at(self, names: frozenset[str]) -> list[Reference]:
        """Return the page at which a sentence says that what has such a name was issued: "AD 1 was issued at C"."""
        found = list[Reference]()
        for begin, end in self.spans:
            cited = [
                each for each in self.references if begin <= each.start < end and each.kind is not Kind.PUBLICATION
            ]
            last = max((each.end for each in cited if each.name in names), default=end)
            others = [each for each in cited if each.name not in names]
            if len(others) == 1 and others[0].kind in IN_REGISTER and last < others[0].start:
                found += others if _ISSUED_AT.fullmatch(self.text, last, others[0].start) else []
        return found

    def _of_noun(self, span: tuple[int, int], verb: str) -> list[ReferenceGroup]:
        sentence = lower(self.text[span[0] : span[1]])
        stem = DEEDS[verb].stems.search(sentence)
        if stem is None:
            return []
        place = span[0] + stem.start()
        found = self._around(span, verb, place)
        history = found and found[0].references[0].end <= place and _OTHER_MATTER.search(sentence)
        return [] if history else found

    def _around(self, span: tuple[int, int], verb: str, place: int) -> list[ReferenceGroup]:
        """Return what stands on the object's side of a verb, and is no history; else on its other side."""
        names = citations.acted_on(self.text, *span)
        allowed = [
            each
            for each in self.references
            if (each.kind is not Kind.FR_CITATION or each.name in names)
            and (verb in OF_PROPOSALS or not self._is_proposal(each))
            and not (each.start > span[0] and self._is_object_of_proposal(each, span))
        ]
        after = self._groups((place, span[1]), span, allowed)
        return after or self._groups((span[0], place), span, allowed)

    def _is_object_of_proposal(self, reference: Reference, span: tuple[int, int]) -> bool:
        """Return whether only a proposal that is named before would do something to a document."""
        before = self.text[span[0] : reference.start]
        return "ropos" in before and _WOULD_DO.search(finalized(self.text[slice(*span)])[: len(before)]) is not None

    def _is_proposal(self, reference: Reference) -> bool:
        """Whether the words around a citation say that it is a proposal, to which nothing final can be done."""
        if reference.kind is Kind.PUBLICATION:
            return "propos" in reference.name or "NPRM" in reference.name
        before = self.text[max(0, reference.start - 160) : reference.start]
        if _PROPOSAL.search(before) is None:
            return False
        begin, end = next(span for span in self.spans if span[0] <= reference.start < span[1])
        return _DONE_BY_IT.search(finalized(self.text[begin:end]), 0, reference.start - begin) is None

    def _groups(
        self, stretch: tuple[int, int], sentence: tuple[int, int], allowed: Sequence[Reference]
    ) -> list[ReferenceGroup]:
        groups: list[list[Reference]] = []
        for reference in allowed:
            if not stretch[0] <= reference.start < stretch[1]:
                continue
            if groups and self._same(groups[-1], reference):
                groups[-1].append(reference)
            else:
                groups.append([reference])
        quote = self.text[sentence[0] : sentence[1]].strip()
        return [ReferenceGroup(tuple(group), quote, self.field) for group in groups]

    def _same(self, group: Sequence[Reference], reference: Reference) -> bool:
        """Whether a reference names the document of the group once more: "FR Doc. X, published at Y"."""
        last = group[-1]
        if any(other.kind is reference.kind for other in group) or Kind.PUBLICATION in (last.kind, reference.kind):
            return False
        directive = Kind.AIRWORTHINESS_DIRECTIVE in (last.kind, reference.kind)
        if directive and _NOT_OF_IT.search(self.text, last.end, reference.start):
            return False
        return _SAME.fullmatch(self.text, last.end, reference.start) is not None
