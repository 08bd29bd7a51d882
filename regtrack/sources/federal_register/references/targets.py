"""Which documents a document acts on."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence

import attrs

from regtrack.citations import IN_REGISTER, Reference
from regtrack.citations import ReferenceKind as Kind
from regtrack.dates_in_text.words import holds
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register._events.asserted import is_asserted, is_in_passing
from regtrack.sources.federal_register._events.objects import DOCUMENT, subject_before
from regtrack.sources.federal_register.acts import Classification
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.deeds import DEEDS, Deed
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.references.pointed import pointed_to
from regtrack.sources.federal_register.references.referenced import (
    DOCUMENTS,
    PRESIDENTIAL,
    ReferencedText,
    ReferenceGroup,
)
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.vocabulary import letters_of, nouns, spelled

_MOVES = frozenset(("delay_effective", "stay", "extend_stay"))
_LIKE: dict[str, frozenset[str]] = {
    "delay_effective": _MOVES,
    "stay": _MOVES,
    "delay_compliance": frozenset(("delay_compliance", "delay_effective")),
    "confirm_direct_final": frozenset(("confirm_effective",)),
    "rescind": frozenset(("rescind", "withdraw", "withdraw_final")),
}
"""What DATES may call a deed, where ACTION and title call it otherwise; every other deed is called the same."""
_OF_PROVISIONS = frozenset(("delay_effective", "stay", "extend_stay", "lift_stay"))
"""Deeds that DATES may do to provisions alone, of a rule that SUMMARY tells."""
_RANK = {kind: rank for rank, kind in enumerate(Kind)}


@attrs.frozen
class ActTarget(ReferenceGroup):
    """One document that is acted on, its most telling name first.

    A RIN or docket comes from the acting document's own ``heading`` where its words name nothing better.
    """

    deed: Deed  # what is done to it


def targets(
    document: RegisterDocument, classification: Classification, claims: Sequence[DateClaim] = ()
) -> tuple[ActTarget, ...]:
    """Return the documents that each deed of a document is done to: objects of the deed, and no others that are cited.

    DATES is read first, then SUMMARY, until a number or a citation is found.
    """
    if not classification.deeds:
        return ()
    reading = _SentenceCache(document, classification.stage, claims)
    return tuple(target for deed in classification.deeds for target in reading.targets(deed))


def all_names(acted_on: Sequence[ActTarget], reference: Reference) -> tuple[Reference, ...]:
    """Return all names of the document that a reference means, among those acted on; a misprint is mended."""
    for target in acted_on:
        same = (each for each in target.references if each.page == reference.page and each.kind is reference.kind)
        if any(reference.page is not None or each.published_on == reference.published_on for each in same):
            return target.references
    return (reference,)


_NUMBERED = DOCUMENTS - {Kind.PUBLICATION}
_DONE = ("withdraw", "rescind", "supersede", "stay")
_DOES = "|".join(f"(?P<{act}>{spelled(act, 'participle')})" for act in _DONE)
_STEMS = letters_of(" ".join(_DONE))  # no text without one of these tells of such an act
_PASSIVE = re.compile(  # what a clause does, without a day, to all of the document before it
    r"\b(?:is|are)\s(?:(?:hereby|being|also|now|therefore|further|temporarily)\s)*"
    rf"(?:{_DOES})\b"
    r"(?!\s(?:in part|to the extent|insofar|for|as (?:to|of)|with respect|only|except|by|if|unless|when|upon|to|on|from"
    r"|effective|until|through)\b)"
)
_STAY_OF = re.compile(rf"(?:the |this )?(?:\w+ )?{nouns('stay')} (?:of|to) ", re.IGNORECASE)
"""What takes effect or is in effect, and is done to provisions: "The stay of § 1.1 is in effect until D"."""
_CITED_ON = r"(?:\son\s[A-Z]\w+\s\d{1,2},\s\d{4})?[\s)\],]*"
_ENDS, _JOINS = re.compile(_CITED_ON), re.compile(rf"{_CITED_ON}(?:and|or)\s(?:[\w,-]+\s){{0,9}}\(?")


def passives(document: RegisterDocument, stage: str) -> Iterator[ActTarget]:
    """Yield the documents of which DATES or SUMMARY says that they are withdrawn, rescinded, superseded or stayed."""
    own = frozenset(filter(None, (document.number, document.citation)))
    if stage == "proposed" or not holds(document.letters, _STEMS):
        return
    for field in ("dates", "abstract"):
        text = getattr(document, field) or ""
        for match in _PASSIVE.finditer(text):
            clause = sentences.sentence_at(text, *match.span())
            place, act = clause.find(match[0]), next(name for name in _DONE if match[name])
            if place <= 0 or not is_asserted(clause, match[0]) or subject_before(clause, place) is not None:
                continue
            every = ReferencedText(field, clause[:place], _NUMBERED, own).groups()
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
        if not groups and deed.verb in _OF_PROVISIONS and self._acts_on_provisions():
            return pointed_to(*(self._passage(name, text or "") for name, text in self._fields))
        if "named" in DEEDS[deed.verb].traits and len(groups) == 2 and groups[0].strong != groups[1].strong:
            first, second = groups  # one document: SUMMARY names its day, another text its number
            return [attrs.evolve(first, references=_joined(first.references, second.references))]
        return groups

    @property
    def _fields(self) -> tuple[tuple[str, str | None], ...]:
        return ("abstract", self.document.abstract), ("dates", self.document.dates)

    def _acts_on_provisions(self) -> bool:
        """Return whether DATES does such deeds, with a day, to what it does not name or to provisions alone."""
        told = (each for each in self.claims if moves.verb_of(each, self.stage) in _OF_PROVISIONS and not each.unread)
        of_stays = any(each.kind == "set_effective" and _STAY_OF.match(each.scope or "") for each in self.claims)
        named = [[r.kind for name in each.target for r in find_references(name)] for each in told]
        return (of_stays or bool(named)) and all(kind is Kind.CFR for kinds in named for kind in kinds)

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
            same = same or passage.printed_at(numbers)
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
