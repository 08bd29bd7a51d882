"""Which references of a text name the documents that a verb acts on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

import attrs

from regtrack.citations import IN_REGISTER, Reference
from regtrack.citations import ReferenceKind as Kind
from regtrack.sources.federal_register._acts import prose
from regtrack.sources.federal_register._acts.deed import Deed, DeedVerb
from regtrack.sources.federal_register._acts.performing import lower, performed
from regtrack.sources.federal_register._references.finder import find_references
from regtrack.sources.federal_register.text import citations, sentences

DOCUMENTS = IN_REGISTER | {Kind.AIRWORTHINESS_DIRECTIVE, Kind.PUBLIC_LAND_ORDER, Kind.PUBLICATION}
"""Kinds of references that may name what a document acts on."""
PRESIDENTIAL = DOCUMENTS | {Kind.EXECUTIVE_ORDER, Kind.PROCLAMATION}
"""The same for a presidential document."""

_NOUNS = {
    DeedVerb.DELAY_EFFECTIVE: r"delay|postpon|defer|extend|extension|chang",
    DeedVerb.ACCELERATE_EFFECTIVE: r"accelerat|advanc|earlier|chang",
    DeedVerb.SET_EFFECTIVE: r"announc|effective",
    DeedVerb.CONFIRM_DIRECT_FINAL: r"confirm",
    DeedVerb.CONFIRM_EFFECTIVE: r"confirm",
    DeedVerb.STAY: r"\bstay|suspen",
    DeedVerb.EXTEND_STAY: r"\bstay|suspen",
    DeedVerb.LIFT_STAY: r"\blift|\bstay|suspen",
    DeedVerb.WITHDRAW_FINAL: r"withdr",
    DeedVerb.WITHDRAW_PROPOSAL: r"withdr",
    DeedVerb.WITHDRAW: r"withdr|rescind|rescission",
    DeedVerb.RESCIND: r"resci|repeal|revo[ck]|remov|terminat|eliminat",
    DeedVerb.SUPERSEDE: r"supersed",
    DeedVerb.EXTEND_EXPIRY: r"exten[ds]|continu",
    DeedVerb.DELAY_COMPLIANCE: r"delay|postpon|defer|exten[ds]",
    DeedVerb.EXTEND_COMMENT: r"exten[ds]",
    DeedVerb.REOPEN_COMMENT: r"open",
    DeedVerb.MOVE_DEADLINE: r"exten[ds]",
    DeedVerb.FINALIZE: r"affirm|adopt|finaliz",
    DeedVerb.SUPPLEMENT: r"supplement|revis|modif",
    DeedVerb.AMEND: r"amend",
    DeedVerb.CORRECT: r"correct|error|incorrect",
}
"""Stems by which a sentence speaks of a deed."""
_STEMS = {verb: re.compile(pattern) for verb, pattern in _NOUNS.items()}
_TOLD = {verb: tuple(row for row in prose.TOLD if row.verb is verb) for verb in DeedVerb}
_TOLD[DeedVerb.CONFIRM_DIRECT_FINAL] = _TOLD[DeedVerb.CONFIRM_EFFECTIVE]
_NAMES = re.compile(
    r"\b(?:published|appear(?:ed|ing)|issued|promulgated|(?:an?|its|the) [\w ]{0,40}(?:rule|notice|NPRM|order))\b"
)
_OTHER_MATTER = re.compile(
    r"\b(?:memorand|regulatory (?:review|freeze)|executive order|e\.o\.|in accordance with|consistent with|pursuant to"
    r"|comments? on the information collection)",
)
_SAME = re.compile(r"\s*[;,]\s*|(?:(?!\band\b|\bor\b|\.\s)[^;]){0,160}", re.DOTALL)
_PROPOSAL = re.compile(r"\b(?:NPRM|proposed|proposal|notice of proposed rulemaking)\b[^.;]{0,80}$", re.IGNORECASE)
_PROPOSED = re.compile(
    r"[\s,(]*(?:proposed|NPRM)\b"
    r"|[\s,)]*(?:\w+ ){0,3}(?:issued|published) (?:an?|our|its) (?:propos|NPRM|notice of propos)",
    re.IGNORECASE,
)
_OF_PROPOSALS = frozenset(
    (
        DeedVerb.WITHDRAW_PROPOSAL,
        DeedVerb.WITHDRAW,
        DeedVerb.EXTEND_COMMENT,
        DeedVerb.REOPEN_COMMENT,
        DeedVerb.MOVE_DEADLINE,
        DeedVerb.SUPPLEMENT,
        DeedVerb.CORRECT,
        DeedVerb.AMEND,
    )
)
BY_NAMING = frozenset(
    (
        DeedVerb.CORRECT,
        DeedVerb.CONFIRM_DIRECT_FINAL,
        DeedVerb.CONFIRM_EFFECTIVE,
        DeedVerb.SUPPLEMENT,
        DeedVerb.EXTEND_COMMENT,
        DeedVerb.REOPEN_COMMENT,
        DeedVerb.MOVE_DEADLINE,
        DeedVerb.DELAY_COMPLIANCE,
    )
)
"""Deeds that are done to the document which the text introduces first, if no sentence says more."""
_FILED = re.compile(r"\s*Filed\b")
_MEMORANDUM = re.compile(
    r"\bmemorand(?:um|a)\b"
    r"(?:(?!\b(?:rules?|regulations?|notices?|NPRM|action|amendments?|orders?|delay\w*|postpon\w*)\b).)*$",
    re.IGNORECASE | re.DOTALL,
)
"""Before the citation of a memorandum that asks for delays, which is never what is delayed."""


@attrs.frozen
class ReferenceGroup:
    """References that name one document, and the sentence in which they stand.

    Attributes:
        references: as they stand in the text.
        quote: the sentence.
        field: the text it is from.
    """

    references: tuple[Reference, ...]
    quote: str
    field: str

    @property
    def names(self) -> frozenset[tuple[Kind, str]]:
        """What it is called."""
        return frozenset((reference.kind, reference.name) for reference in self.references)

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
            if reference.kind in allowed
            and reference.name not in own
            and not reference.name.startswith("memorand")
            and not _FILED.match(text, reference.end)
            and not (reference.kind in IN_REGISTER and _of_memorandum(text, reference.start))
        ]
        self.spans = [(part.start, part.end) for part in sentences.split(text)] if self.references else []

    def performed(self, deed: Deed) -> list[ReferenceGroup]:
        """Return the documents acted on in the sentences that perform the deed."""
        return [group for span in self.spans for group in self._of_deed(span, deed)]

    def spoken_of(self, deed: Deed) -> list[ReferenceGroup]:
        """Return the documents in the first sentence that speaks of the deed."""
        return next((found for span in self.spans if (found := self._of_noun(span, deed.verb))), [])

    def introduced(self, deed: Deed) -> list[ReferenceGroup]:
        """For some deeds, the document that a sentence introduces: "On D, EPA published a rule. It has an error"."""
        spans = self.spans if deed.verb in BY_NAMING else ()
        return next((found for span in spans if (found := self._of_naming(span, deed.verb))), [])

    def published_on(self, days: frozenset[dt.date]) -> list[Reference]:
        """Numbers and citations of documents published on one of these days."""
        return [
            reference
            for reference in self.references
            if reference.published_on in days and reference.kind in IN_REGISTER
        ]

    def named(self, names: frozenset[str]) -> list[ReferenceGroup]:
        """Return the documents with these names."""
        return [
            group
            for span in self.spans
            for group in self._groups(span, lambda _: True)
            if any(reference.name in names for reference in group.references)
        ]

    def _of_deed(self, span: tuple[int, int], deed: Deed) -> list[ReferenceGroup]:
        sentence = self.text[span[0] : span[1]]
        lowered = lower(sentence)
        for row in _TOLD[deed.verb]:
            hit = performed(row, sentence, lowered) if row.needle in lowered else None
            if hit is not None and (deed.proposed or not hit.proposed):
                place = span[0] + (hit.end if hit.passive else hit.start)
                return self._around(span, deed.verb, place, passive=hit.passive)
        return []

    def _of_noun(self, span: tuple[int, int], verb: DeedVerb) -> list[ReferenceGroup]:
        sentence = lower(self.text[span[0] : span[1]])
        stem = _STEMS[verb].search(sentence)
        if stem is None:
            return []
        found = self._around(span, verb, span[0] + stem.start(), whole=True)
        return (
            []
            if found and found[0].references[0].end <= span[0] + stem.start() and _OTHER_MATTER.search(sentence)
            else found
        )

    def _of_naming(self, span: tuple[int, int], verb: DeedVerb) -> list[ReferenceGroup]:
        sentence = self.text[span[0] : span[1]]
        if _OTHER_MATTER.search(lower(sentence)) or not _NAMES.search(sentence):
            return []
        return self._around(span, verb, span[0])[:1]

    def _around(
        self, span: tuple[int, int], verb: DeedVerb, place: int, *, passive: bool = False, whole: bool = False
    ) -> list[ReferenceGroup]:
        """Return what stands on the object's side of a verb, and is no history; else on its other side."""
        start, end = span
        sides = [(start, place), (place, end)] if passive else [(place, end), (start, place)]
        for first, last in sides:
            names = frozenset(citations.acted_on(self.text, *(span if whole else (first, last))))
            found = self._groups(
                span,
                lambda ref, first=first, last=last, names=names: (  # type: ignore[misc]
                    first <= ref.start < last
                    and (ref.kind is not Kind.FR_CITATION or ref.name in names)
                    and (verb in _OF_PROPOSALS or not self._is_proposal(ref))
                ),
            )
            if found:
                return found
        return []

    def _is_proposal(self, reference: Reference) -> bool:
        """Whether the words around a citation say that it is a proposal, to which nothing final can be done."""
        if reference.kind is Kind.PUBLICATION:
            return "propos" in reference.name or "NPRM" in reference.name
        before = self.text[max(0, reference.start - 160) : reference.start]
        return bool(_PROPOSAL.search(before) or _PROPOSED.match(self.text, reference.end))

    def _groups(self, span: tuple[int, int], wanted: Callable[[Reference], bool]) -> list[ReferenceGroup]:
        groups: list[list[Reference]] = []
        for reference in self.references:
            if not span[0] <= reference.start < span[1] or not wanted(reference):
                continue
            if groups and self._same(groups[-1], reference):
                groups[-1].append(reference)
            else:
                groups.append([reference])
        quote = self.text[span[0] : span[1]].strip()
        return [ReferenceGroup(tuple(group), quote, self.field) for group in groups]

    def _same(self, group: Sequence[Reference], reference: Reference) -> bool:
        """Whether a reference names the document of the group once more: "FR Doc. X, published at Y"."""
        last = group[-1]
        if any(other.kind is reference.kind for other in group) or Kind.PUBLICATION in (last.kind, reference.kind):
            return False
        return _SAME.fullmatch(self.text, last.end, reference.start) is not None


def _of_memorandum(text: str, place: int) -> bool:
    return _MEMORANDUM.search(text, max(0, place - 220), place) is not None
