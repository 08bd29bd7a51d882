"""Which documents a document acts on."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence

import attrs

from regtrack.citations import IN_REGISTER, Reference
from regtrack.citations import ReferenceKind as Kind
from regtrack.dates_in_text.words import lower
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register._events.governed import subject_before
from regtrack.sources.federal_register._events.objects import DOCUMENT, is_asserted, is_in_passing
from regtrack.sources.federal_register.acts import Classification
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.deeds import DEEDS, OF_PROPOSALS, Deed
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.text import citations, sentences
from regtrack.sources.federal_register.text.vocabulary import spelled

DOCUMENTS = IN_REGISTER | {Kind.AIRWORTHINESS_DIRECTIVE, Kind.PUBLIC_LAND_ORDER, Kind.PUBLICATION}
"""Kinds of references that may name what a document acts on."""
PRESIDENTIAL = DOCUMENTS | {Kind.EXECUTIVE_ORDER, Kind.PROCLAMATION}
"""The same for a presidential document."""

_NAMES = re.compile(
    r"\b(?:published|appear(?:ed|ing)|issued|promulgated|(?:an?|its|the) [\w ]{0,40}(?:rule|notice|NPRM|order))\b"
)
_OTHER_MATTER = re.compile(
    r"\b(?:memorand|regulatory (?:review|freeze)|executive order|e\.o\.|in accordance with|consistent with|pursuant to"
    r"|comments? on the information collection)"
)
_SAME = re.compile(r"\s*[;,]\s*|(?:(?!\band\b|\bor\b|\.\s)[^;]){0,160}", re.DOTALL)
_LISTS = re.compile(
    r"\W*(?:among (?:them|these|those)|(?:they|these|those|the (?:[\w-]+ ){1,4}?)\W?(?:are|include)"
    r"|includ(?:ed|ing)|namely)\b(?: (?:are|is|were))?",
    re.IGNORECASE,
)
"""Opens a sentence that lists what the one before it speaks of."""
_THAT_DOCUMENT = re.compile(
    r"\w+(?: (?:hereby|now|also))? (?:that|the (?:earlier|prior|previous|same)) (?:\w+ ){0,3}?"
    r"(?:rule|notice|document|policy|guidance|order|proposal|interpretation|declaration|designation)\b",
    re.IGNORECASE,
)
"""A deed, and what the sentence before is about."""


def done_to_that(sentence: str, text: str, verb: str) -> bool:
    """Return whether a deed is not told in the sentence that names a document, and done to "that rule" in another."""
    stems = DEEDS[verb].stems
    found = (each.start() for each in stems.finditer(lower(text)))
    return stems.search(lower(sentence)) is None and any(_THAT_DOCUMENT.match(text, start) for start in found)


_PROPOSAL = re.compile(r"\b(?:NPRM|proposed|proposal|notice of proposed rulemaking)\b[^.;]{0,80}$", re.IGNORECASE)


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
            if found := self._of_noun(span, verb) or self._before(span, verb):
                return found
            if _LISTS.match(self.text, begin) and DEEDS[verb].stems.search(lower(self.text[slice(*span)])):
                return self._groups((begin, end), (begin, end), self.references)
        return []

    def _before(self, span: tuple[int, int], verb: str) -> list[ReferenceGroup]:
        """Return the one document of the sentence before, where a deed is done to "that notice"."""
        place = self.spans.index(span)
        text = self.text[slice(*span)]
        stem = DEEDS[verb].stems.search(lower(text)) if place else None
        if stem is None or not _THAT_DOCUMENT.match(text, stem.start()):
            return []
        before = self.spans[place - 1]
        found = self._groups(before, before, self.references)
        return found if len({each.names for each in found}) == 1 else []

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
        ]
        after = self._groups((place, span[1]), span, allowed)
        return after or self._groups((span[0], place), span, allowed)

    def _is_proposal(self, reference: Reference) -> bool:
        """Whether the words around a citation say that it is a proposal, to which nothing final can be done."""
        if reference.kind is Kind.PUBLICATION:
            return "propos" in reference.name or "NPRM" in reference.name
        before = self.text[max(0, reference.start - 160) : reference.start]
        return _PROPOSAL.search(before) is not None

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
        return _SAME.fullmatch(self.text, last.end, reference.start) is not None


_MOVES = frozenset(("delay_effective", "stay", "extend_stay"))
_LIKE: dict[str, frozenset[str]] = {
    "delay_effective": _MOVES,
    "stay": _MOVES,
    "delay_compliance": frozenset(("delay_compliance", "delay_effective")),
    "confirm_direct_final": frozenset(("confirm_effective",)),
    "rescind": frozenset(("rescind", "withdraw", "withdraw_final")),
}
"""What DATES may call a deed, where ACTION and title call it otherwise; every other deed is called the same."""
_RANK = {kind: rank for rank, kind in enumerate(Kind)}


@attrs.frozen
class ActTarget(ReferenceGroup):
    """One document that is acted on, its most telling name first.

    A RIN or docket comes from the acting document's own ``heading`` where its words name nothing better.

    Attributes:
        deed: what is done to it.
    """

    deed: Deed


def targets(
    document: RegisterDocument, classification: Classification, claims: Sequence[DateClaim] = ()
) -> tuple[ActTarget, ...]:
    """Return the documents that each deed of a document is done to.

    Only the object of the deed counts: a delay cites the rule that it delays and also the memorandum that asked for it.
    DATES is read first, then SUMMARY, until a number or a citation is found.
    """
    if not classification.deeds:
        return ()
    reading = _SentenceCache(document, classification.stage, claims)
    return tuple(target for deed in classification.deeds for target in reading.targets(deed))


_DONE = ("withdraw", "rescind", "supersede", "stay")
_DOES = "|".join(f"(?P<{act}>{spelled(act, 'participle')})" for act in _DONE)
_PASSIVE = re.compile(
    r"\b(?:is|are)\s(?:(?:hereby|being|also|now|therefore|further|temporarily)\s)*"
    rf"(?:{_DOES})\b"
    r"(?!\s(?:in part|to the extent|insofar|for|as (?:to|of)|with respect|only|except|by|if|unless|when|upon|to|on|from"
    r"|effective|until|through)\b)"
)
"""What a clause does, without a day, to all of the document before it."""
_CITED_ON = r"(?:\son\s[A-Z]\w+\s\d{1,2},\s\d{4})?[\s)\],]*"
_ENDS, _JOINS = re.compile(_CITED_ON), re.compile(rf"{_CITED_ON}(?:and|or)\s(?:[\w,-]+\s){{0,9}}\(?")


def passives(document: RegisterDocument, stage: str) -> Iterator[ActTarget]:
    """Yield the documents of which DATES or SUMMARY says that they are withdrawn, rescinded, superseded or stayed."""
    allowed, own = DOCUMENTS - {Kind.PUBLICATION}, frozenset(filter(None, (document.number, document.citation)))
    for field in ("dates", "abstract") if stage != "proposed" else ():
        text = getattr(document, field) or ""
        for match in _PASSIVE.finditer(text):
            clause = sentences.sentence_at(text, *match.span())
            place, act = clause.find(match[0]), next(name for name in _DONE if match[name])
            if place <= 0 or not is_asserted(clause, match[0]) or subject_before(clause, place) is not None:
                continue
            every = ReferencedText(field, clause[:place], allowed, own).groups()
            named = [each for each in every if not is_in_passing(clause, each.references)]
            ends = [_JOINS.fullmatch(clause, a.end, b.start) for a, b in itertools.pairwise(named)]
            begin = max((each.end for each in every if named and each.end <= named[0].start), default=0)
            if not (named and all(ends) and _ENDS.fullmatch(clause, named[-1].end, place)):
                continue
            if len(DOCUMENT.findall(clause, begin, named[0].start)) <= 1:  # "The guidance on the rule" is no rule
                deed = Deed(moves.WITHDRAWN.get(stage, act) if act == "withdraw" else act, match[0], field)
                yield from (ActTarget(tuple(sorted(each.references, key=_rank)), clause, field, deed) for each in named)


class _SentenceCache:
    """The texts of one document, each cut into sentences at most once."""

    def __init__(self, document: RegisterDocument, stage: str, claims: Sequence[DateClaim]) -> None:
        self.document = document
        self.stage = stage
        self.allowed = PRESIDENTIAL if stage == "presidential" else DOCUMENTS
        self.own = frozenset(filter(None, (document.number, document.citation)))
        self.claims = claims
        self.passages: dict[str, ReferencedText] = {}

    def targets(self, deed: Deed) -> Iterator[ActTarget]:
        if deed.field == "number":
            number = self.document.correction_of or deed.quote.partition("-")[2]
            yield ActTarget((_heading(Kind.FR_DOCUMENT, number),), deed.quote, "number", deed)
            return
        groups = [self._cited(group) for group in self._groups(deed)]
        for group in groups:
            references = tuple(sorted(group.references, key=_rank))
            day = next((each.published_on for each in references if each.published_on), None)
            related = () if group.strong else self._related(day)
            yield ActTarget((*references, *related), group.quote, group.field, deed)
        if not groups and self._related():
            yield ActTarget(self._related(), deed.quote, "heading", deed)

    def _groups(self, deed: Deed) -> list[ReferenceGroup]:
        groups: list[ReferenceGroup] = []
        _merge(groups, self._claimed(deed))
        if deed.field == "title":
            _merge(groups, self._titled(deed))
        for ask in (ReferencedText.spoken_of, ReferencedText.introduced):
            for passage in self._passages(groups):
                found = ask(passage, deed.verb)
                named = any(group.strong for group in groups)
                _merge(groups, [group for group in found if not named or any(_alike(group, other) for other in groups)])
            if any(group.strong for group in groups):
                break
        if "named" in DEEDS[deed.verb].traits and len(groups) == 2 and groups[0].strong != groups[1].strong:
            first, second = groups  # one document: SUMMARY names its day, another text its number
            return [attrs.evolve(first, references=_joined(first.references, second.references))]
        return groups

    def _passages(self, groups: Sequence[ReferenceGroup]) -> Iterator[ReferencedText]:
        """Yield the texts to be asked: SUMMARY always, DATES where its claims say nothing."""
        claimed = bool(groups) and groups[0].field == "dates"
        if self.document.dates and not claimed:
            yield self._passage("dates", self.document.dates)
        if self.document.abstract:
            yield self._passage("abstract", self.document.abstract)

    def _cited(self, group: ReferenceGroup) -> ReferenceGroup:
        """Return a document named by its day or its own number, with the citation that another sentence gives it."""
        if any(reference.kind in IN_REGISTER for reference in group.references):
            return group
        days = frozenset(ref.published_on for ref in group.references if ref.published_on)
        numbers = frozenset(ref.name for ref in group.references if ref.kind is not Kind.PUBLICATION)
        for passage in self.passages.values():
            same = [ref for other in passage.named(numbers) for ref in other.references if ref.kind in IN_REGISTER]
            if same:
                return attrs.evolve(group, references=_joined(group.references, same[:1]))
        cited = [ref for passage in self.passages.values() for ref in passage.references if ref.kind in IN_REGISTER]
        found = _joined((), [ref for ref in cited if ref.published_on in days])
        kinds = [reference.kind for reference in found]
        only = [reference for reference in found if kinds.count(reference.kind) == 1]  # of two, either may be meant
        return attrs.evolve(group, references=(*group.references, *only))

    def _passage(self, field: str, text: str) -> ReferencedText:
        if field not in self.passages:
            self.passages[field] = ReferencedText(field, text, self.allowed, self.own)
        return self.passages[field]

    def _claimed(self, deed: Deed) -> list[ReferenceGroup]:
        """Return what the claims of DATES about this deed act on."""
        like = _LIKE.get(deed.verb, frozenset((deed.verb,)))
        names: set[str] = set()
        for claim in self.claims:
            if claim.target and moves.verb_of(claim, self.stage) in like:
                for name in claim.target:
                    names.add(name.removeprefix("FR Doc. "))
                    names.update(reference.name for reference in find_references(name))
        return self._passage("dates", self.document.dates or "").named(frozenset(names)) if names else []

    def _titled(self, deed: Deed) -> list[ReferenceGroup]:
        """Return what stands after the deed in the title: "Extension of Public Land Order No. 7668"."""
        title = self.document.title
        place = max(title.find(deed.quote), 0)
        named = [each for each in find_references(title) if each.start >= place and each.kind in self.allowed]
        named = named or [each for each in find_references(deed.quote) if each.kind in self.allowed]
        return [ReferenceGroup((each,), title, "title") for each in named]

    def _related(self, day: dt.date | None = None) -> tuple[Reference, ...]:
        """Return the names that related documents share, of the one that was published on a day if one is told."""
        rins = tuple(_heading(Kind.RIN, rin) for rin in self.document.rins)
        found = (*rins, *(_heading(Kind.DOCKET, docket) for docket in self.document.dockets))
        return tuple(attrs.evolve(each, published_on=day) for each in found)


def _heading(kind: Kind, name: str) -> Reference:
    return Reference(kind, name, "", 0, 0)


def _rank(reference: Reference) -> tuple[int, bool]:
    return _RANK[reference.kind], not reference.consistent


def _alike(group: ReferenceGroup, other: ReferenceGroup) -> bool:
    """Whether two groups name one document: by a common name, or by its day of publication."""
    if group.names & other.names:
        return True
    days = {reference.published_on for reference in group.references} - {None}
    others = {reference.published_on for reference in other.references} - {None}
    if not days & others:
        return False
    kinds = {reference.kind for reference in group.references}
    repeated = kinds & {reference.kind for reference in other.references}
    return not repeated or any(not ref.consistent for ref in (*group.references, *other.references))


def _merge(groups: list[ReferenceGroup], found: Sequence[ReferenceGroup]) -> None:
    """Add groups, joining those that name a document that is there already."""
    for group in found:
        for index, known in enumerate(groups):
            if _alike(known, group):
                groups[index] = attrs.evolve(known, references=_joined(known.references, group.references))
                break
        else:
            groups.append(group)


def _joined(known: Sequence[Reference], new: Sequence[Reference]) -> tuple[Reference, ...]:
    """Each name once; the first mention that tells the day of publication counts."""
    by_name = {(reference.kind, reference.name): reference for reference in known}
    for reference in new:
        first = by_name.setdefault((reference.kind, reference.name), reference)
        if first.published_on is None and reference.published_on is not None:
            by_name[reference.kind, reference.name] = reference
    return tuple(by_name.values())
