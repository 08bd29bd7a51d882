"""Which part of a document an act is done to, by all that its sentence, ACTION, SUMMARY and title tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from regtrack.model.scope import path_of, spell
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register._events.cited_parts import without_contents
from regtrack.sources.federal_register._events.end_words import IS_TEMPORARY
from regtrack.sources.federal_register._events.limits import (
    acts_on_excepted,
    before_the_rule,
    limited_to,
    narrowed,
    partial_act,
    to_extent,
    told_besides,
)
from regtrack.sources.federal_register._events.listed import ReadList
from regtrack.sources.federal_register._events.objects import changed_by, part_acted_on
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD, ClaimedPart, Scopes, part_name
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.deeds import DEEDS
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.moves import Move
from regtrack.sources.federal_register.references.referenced import done_to_that
from regtrack.sources.federal_register.references.targets import ActTarget
from regtrack.sources.federal_register.text import compliance
from regtrack.sources.federal_register.text.sentences import sentence_at
from regtrack.sources.federal_register.text.statement import Modality, Statement
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled

_OF_ALL = re.compile(
    rf"\b{spelled('withdraw rescind stay postpone', 'third', 'gerund')} (?:for [\w -]{{3,24}} )?"
    r"(?:the|this|that|its) (?:[\w-]+ ){0,3}"
    r"(?:rule|regulation)s?\b"
    r"(?! (?:adding|amending|revising|removing|provisions|requirements|amendments|that|which)\b)",
    re.IGNORECASE,
)
_OF_PROVISIONS = re.compile(  # what SUMMARY does to provisions, whatever of the rule DATES may tell
    rf"\b{spelled('stay postpone withdraw rescind', 'third', 'gerund')} (?:for [\w -]{{3,24}} )?(?:the )?"
    r"(?:effective(?:ness| dates?) (?:of|for) )?(?:paragraphs? [^.;]{1,60}? (?:of|in) )?"
    r"(?=§|\d+ CFR \d|[Ss]ections? \d)(?:[^.;]|\.\d)+"
)
_PROVISIONS = re.compile(r"(?:.*\bthe )?(?:provisions|requirements|amendments|regulations)", re.IGNORECASE)
_THE_PROVISIONS = re.compile(
    r"(?:all (?:of )?)?(?:the |its )?(?:provisions|requirements|amendments|regulations) (?:of|in) (?:the|that|its) "
    r"(?:[\w-]+ ){0,4}?rule(?:,? (?:published|issued|at \d|on [A-Z]|\(|\d+ FR)(?:(?!\b(?:that|which)\b).)*)?",
    re.IGNORECASE,
)
"""What a rule has, of which no word tells: all of it where SUMMARY acts on the rule."""
_ALL_OF_THEM = re.compile(r"\bin (?:its|their) entirety\b|\bcourt\b(?:[^.;]|D\.C\.){0,120}\bvacated\b", re.IGNORECASE)
"""What is done to the provisions of a rule is then done to all of it."""
_WHICH = re.compile(
    r"\b(?:that|which) (?:appl|govern|relat|concern|requir|address|add|amend|revis|limit|pertain|impos|set)\w*",
    re.IGNORECASE,
)
_LIST = re.compile(r"(?::|\b(?:namely|specifically|i\.e\.),?)\s(?P<what>(?:[^;.]|\.\d|;)+)")
_RULE_THAT = re.compile(r"\brules? (?:amending|revising|adding|that (?:amend|revis|add)\w*)\b", re.IGNORECASE)
"""A rule that is named by the provisions that it changes, of which some are meant."""
_RULE_AT = re.compile(  # a rule by its page, and what it changes beside that
    r"(?:the|that|its) (?:[\w-]+ ){0,3}?(?:rule|order|regulation)s?,? published [^;]*?,? (?:which |that )?"
    r"(?:add|amend|revis|establish|list)(?:ing|ed|s)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_THING = re.compile(
    r"(?:the |this |these )?(?P<thing>[a-z]+ [\w -]*?[a-z]{4,})(?= (?:of|for|on|to|from|in)\b)", re.IGNORECASE
)

_LASTS = re.compile(r"\b(?:final|removal)\b", re.IGNORECASE)
_SECTION, _T_SECTION = re.compile(r"\b\d+\.[\w-]+"), re.compile(r"\b\d+\.(?:[\w-]*\dT|T\d[\w-]*)\b")
_ITS_SECTION = re.compile(
    r"(?:the )?(?:applicability of )?(?:this section|(?:§|sections?|\d+ CFR) ?(?P<section>\d+\.[\w-]+))", re.IGNORECASE
)
_NO_SECTION = re.compile(r"(?:subpart \w+ to )?\d+ CFR (?:parts? )?\d+", re.IGNORECASE)
"""A part of the Code or a subpart: a rule may be on nothing else."""
_SUBPARTS = re.compile(r"\b[Ss]ubparts? ((?:[A-Z]{1,7}\b(?:,? and |, | through )?)+)")
_LETTERS = re.compile(r"\b(?!CFR\b)[A-Z]{1,7}\b")
_ALL_OF_RULE = re.compile(
    rf"\b(?:the|this|that) (?:[\w-]+ ){{0,3}}?(?:rule|regulation)s? (?:is|are) (?:\w+ )?"
    rf"{spelled('stay', 'participle')}\b"
    rf"|\b{spelled('stay', 'third', 'gerund')} (?:for [\w -]{{3,24}} )?"
    r"(?:the (?:effectiveness|effective dates?) of )?(?:the|this|that|its) (?:[\w-]+ ){0,3}(?:rule|regulation)s?\b"
    r"(?! (?:adding|amending|revising|removing|provisions|requirements|amendments|that|which)\b)",
    re.IGNORECASE,
)
"""In SUMMARY: all of a rule is stayed, whatever of it DATES tells."""
_IS_ADDED = re.compile(  # of provisions: the rule made them, and may have done nothing else
    r"\d\.\d[\w().-]*(?: of (?:title \d+|\d+ CFR))?,? (?:(?:which|that) (?:was|were) |as )?"
    r"(?:added|adopted|established|issued|promulgated),? (?:(?:by|in|at|on|through) |[A-Z]\w+ \d|\()"
)
_STAYS = re.compile(rf"\b{spelled('stay', 'third', 'gerund')}\b", re.IGNORECASE)
_TITLE_STAYS = re.compile(
    rf"[;:,] (?:administrative )?{nouns('stay')} of (?:the )?"
    r"(?:effective dates?|effectiveness|(?:final )?rule|regulation)s?$",
    re.IGNORECASE,
)
_ALL_DELAYED = re.compile(
    rf"\b{spelled('postpone', 'third', 'gerund')} the effective dates? of (?:the|that|its|these|those) "
    r"(?:(?:final|interim|direct) )*(?:rule|regulation)s?"
    r"(?=[.,(]| (?:adopted in|published|until|pending|indefinitely)\b)",
    re.IGNORECASE,
)
"""In SUMMARY: all of a rule is delayed, where DATES lists amendments in all parts of the Code that it is about."""
_AND_DOES = re.compile(  # a second act, on provisions of its own: "stays § 1.2 of the rule, and withdraws § 1.3"
    rf"\band (?:\w+ )?(?P<verb>{spelled('withdraw rescind stay postpone', 'third', 'gerund')}) "
    r"(?P<what>(?:§|\d+ CFR|[Ss]ections? \d)(?:[^.;]|\.\d)+)"
)
_ALL_ELSE = "all else that the rule does"
_WHOLE = ClaimedPart()


class ActParts:
    """The parts that the acts of one document are done to.

    ``partial``: the words by which ACTION or title says that it acts in part.
    """

    def __init__(
        self, document: RegisterDocument, claims: Sequence[DateClaim], scopes: Scopes, partial: str | None, *,
        is_notice: bool,
    ) -> None:  # fmt: skip
        self._document, self._claims, self._scopes = document, claims, scopes
        self._partial, self._is_notice = partial, is_notice

    def of_claim(self, claim: DateClaim, move: Move, *, of_another: bool) -> ClaimedPart:
        """Return the part of what it is about that a claim means."""
        if not (of_another or claim.scope or claim.scope_except or claim.less or claim.parties):
            return _WHOLE
        if of_another and _THE_PROVISIONS.fullmatch(claim.scope or "") and self._is_of_all():
            claim = attrs.evolve(claim, scope=None)
        if of_another and claim.scope and (rule := _RULE_THAT.search(claim.scope)) and rule.start():
            claim = attrs.evolve(claim, scope=f"{claim.scope[: rule.start()]}rule")
        if of_another and _RULE_AT.fullmatch(claim.scope or ""):
            claim = attrs.evolve(claim, scope=None)
        part = self._scopes.read(claim, of_another=of_another)
        if self._is_notice and move.kind == "set_effective" and not of_another:
            standing = all(" CFR " in each for each in part.parts)  # of which it tells when they are enforced
            part = part._replace(parts=()) if standing and not self._document.instructions else part
        own = move.kind == "set_expiry" and not of_another
        if own and self._is_in_title(claim.scope):
            return part._replace(parts=(), flags=())
        if own and self._is_its_section(claim.scope):
            return part._replace(parts=(), flags=(), unread=(), covered=part.parts)
        if claim.less and not (part.parts or part.parties):
            return part._replace(parts=(part_name(claim.less),), flags=(SCOPE_UNREAD,))
        if part.parties and move.kind == "set_effective":  # a notice is in force for what it is "applicable" to
            part = part._replace(parts=(part.parties,), parties=None)
        of_some = of_another and move.kind in moves.PARTIALLY and part.parts and not part.parties
        if of_some and (extent := to_extent(self._clause(claim))) and not self._scopes.named(extent).parts:
            return part._replace(parties=extent)
        if of_another and part.exclude and not part.parts and acts_on_excepted(claim.sentence):
            return part._replace(parts=part.exclude, exclude=())
        bare = (
            of_another and move.kind == "stay" and not self._partial and all(map(_NO_SECTION.fullmatch, claim.target))
        )
        if bare and part.parts and not (part.exclude or part.unread):
            return self._of_all_parts(part) if all(map(_NO_SECTION.fullmatch, part.parts)) else part
        added = of_another and move.kind == "stay" and not self._partial and _IS_ADDED.search(claim.sentence)
        if added and part.parts and not (part.exclude or part.unread):
            less = any("(" in each for each in part.parts) and not _ALL_OF_RULE.search(self._document.abstract or "")
            return part if less or self._besides(of_force=True) else self._of_all_parts(part)
        if of_another and move.kind == "delay_effective" and self._lists_all(part):
            return part._replace(parts=(), covered=(*part.parts, *self._document.cfr))
        if not of_another or part.parts or part.exclude or part.parties or move.kind not in moves.PARTIALLY:
            return part
        left_out, persons = narrowed(claim.sentence)
        found, unread = self._scopes.named(left_out) if left_out is not None else ReadList(())
        if left_out is not None and acts_on_excepted(claim.sentence):
            return part._replace(parts=found) if found else self.named_or_unread(left_out)
        if left_out is not None and (found or not self._partial):
            exclude = (*found, *map(part_name, unread)) if found else (left_out,)
            return part._replace(exclude=exclude, flags=() if found else (SCOPE_UNREAD,), unread_exclude=unread)
        clause = self._clause(claim)
        whole = claim.kind == "set_compliance" and compliance.is_with_all(clause)
        object_ = None if left_out or persons or whole else self._object(clause)
        if (self._partial or object_) and not persons:
            found, unread = self._scopes.named(before_the_rule(clause))
            if found:
                return part._replace(parts=found, unread=unread)
        if words := self._partial or persons or object_:
            return self.named_or_unread(words)
        return self._limited(clause, of_force=move.kind in moves.OF_FORCE) or part

    def _of_all_parts(self, part: ClaimedPart) -> ClaimedPart:
        """Return provisions that are stayed: all of a rule where another field stays it, which else may have more."""
        told = self._document.abstract or ""
        whole = _ALL_OF_RULE.search(told)
        clause = sentence_at(told, *whole.span()) if whole else ""
        subparts = {each for match in _SUBPARTS.finditer(told) for each in _LETTERS.findall(match[1])}
        stayed = {each for subpart in part.parts for each in _LETTERS.findall(subpart)}
        sections = not all(map(_NO_SECTION.fullmatch, part.parts))
        named = self._scopes.named(f"{self._document.dates}; {told}" if sections else told).parts
        others = {each for each in named if not (sections and each in part.parts)} or subparts - stayed
        limited = others or partial_act(clause) or limited_to(clause) or any(narrowed(clause))
        headed = sections and _TITLE_STAYS.search(self._document.title) and not _STAYS.search(told)
        limited = limited or (sections and any("(" in each for each in part.parts))
        if (whole or headed) and not limited and self._besides(of_force=True) is None:
            cfr = (spell(path_of(each)[:2]) for each in part.parts)
            return part._replace(parts=(), covered=(*part.parts, *dict.fromkeys(cfr)))
        return part._replace(flags=(*part.flags, SCOPE_UNREAD))

    def _lists_all(self, part: ClaimedPart) -> bool:
        """Return whether amendments in each of several parts of the Code are delayed, as SUMMARY delays the rule."""
        told, cfr = self._document.abstract or "", set(self._document.cfr)
        if self._partial or part.exclude or part.unread or len(cfr) < 2 or not _ALL_DELAYED.search(told):
            return False
        listed = {spell(path_of(each)[:2]) for each in part.parts}
        return listed == cfr and not self._scopes.named(told).parts and self._besides(of_force=True) is None

    def _besides(self, *, of_force: bool) -> ClaimedPart | None:
        """Return the part that an act is done to as another sentence tells it; None where it is the whole."""
        only, left_out, rest = told_besides(f"{self._document.dates} {self._document.abstract}", of_force=of_force)
        if only is not None:
            return self.named_or_unread(only)
        if left_out is not None:
            found, unread = self._scopes.named(left_out)
            exclude = (*found, *map(part_name, unread)) if found else (part_name(left_out),)
            return ClaimedPart((), exclude, flags=() if found else (SCOPE_UNREAD,), unread_exclude=unread)
        return ClaimedPart((f"all but {rest}",), flags=(SCOPE_UNREAD,)) if rest is not None else None

    def _is_of_all(self) -> bool:
        """Return whether SUMMARY does the act to all of a rule, and no field says that it is done in part."""
        return self._partial is None and _OF_ALL.search(self._document.abstract or "") is not None

    def _changed(self, clause: str) -> ReadList:
        """Return the provisions by which a clause names a rule, unless SUMMARY does the act to all of that rule."""
        words = None if _OF_ALL.search(self._document.abstract or "") else changed_by(clause)
        return self._scopes.named(words) if words is not None else ReadList(())

    def _is_in_title(self, words: str | None) -> bool:
        """Return whether the thing that ends is what the document is about: "the temporary modification of § 1.1"."""
        head = _THING.match(words or "")
        return head is not None and head["thing"].casefold() in self._document.title.casefold()

    def _is_its_section(self, words: str | None) -> bool:
        """Return whether a section that ends is all that a temporary rule adds: the one with a T in its number."""
        named, document = _ITS_SECTION.fullmatch(words or ""), self._document
        action = document.action or ""
        temporary = IS_TEMPORARY.match(action)
        if named is None or temporary is None or _LASTS.search(action, temporary.end()):
            return False
        changed = " ".join(target for each in document.instructions for target in each.targets)
        its = {*_T_SECTION.findall(f"{document.dates} {document.abstract}"), *_SECTION.findall(changed)}
        return len(its) == 1 and (named["section"] or min(its)) in its

    def _clause(self, claim: DateClaim) -> str:
        """Return the words of a sentence after what it says of another date: they have the object of this one."""
        place = claim.sentence.find(claim.quote)
        others = [each.quote for each in self._claims if each.sentence == claim.sentence]
        ends = [at + len(words) for words in others if 0 <= (at := claim.sentence.find(words)) < place]
        begin = max((end for end in ends if end <= place), default=0)
        later = (at for words in others if (at := claim.sentence.find(words)) > place)
        return without_contents(claim.sentence[begin : min(later, default=None)])

    def _object(self, sentence: str) -> str | None:
        words = part_acted_on(sentence, self._document.title.casefold())
        if words and _PROVISIONS.fullmatch(words) and not _WHICH.search(sentence):
            words = None if _ALL_OF_THEM.search(sentence) or self._is_of_all() else words
        return words or limited_to(sentence)

    def of_deed(self, target: ActTarget) -> ClaimedPart:
        """Return the part that an undated act is done to."""
        told, whole = self._document.abstract or "", self._partial is None
        if whole and target.field == "abstract" and done_to_that(target.quote, told, target.deed.verb):
            return ClaimedPart()  # the sentence that names the rule tells what it is about: "We now revoke that rule"
        sentence = target.quote if target.field in ("dates", "abstract") else sentence_of(self._document, target)
        second = _AND_DOES.search(sentence)
        own = second is not None and DEEDS[target.deed.verb].stems.match(second["verb"].lower())
        found, unread = self._scopes.named(second["what"] if own and second else before_the_rule(sentence))
        if found:
            return ClaimedPart(found, unread=unread)
        left_out, persons = narrowed(target.quote)
        part = self._partial or partial_act(target.deed.quote) or persons or self._object(target.quote)
        if left_out is not None and acts_on_excepted(target.quote):
            return self.named_or_unread(left_out)
        if part is None and left_out is not None:
            found, unread = self._scopes.named(left_out)
            exclude = (*found, *map(part_name, unread))
            return ClaimedPart((), exclude) if found else ClaimedPart((f"all but {left_out}",), flags=(SCOPE_UNREAD,))
        if part:
            return self.named_or_unread(part, target.quote)
        of_force = target.deed.verb in moves.OF_FORCE
        return self._limited(target.quote, of_force=of_force) or ClaimedPart()

    def named_or_unread(self, words: str, sentence: str = "") -> ClaimedPart:
        """Return the provisions that words name, or the list at the end of their sentence; else the words, unread."""
        listed, rule = _LIST.search(sentence), _RULE_THAT.search(words)
        found, unread = self._scopes.named(words[: rule.start()] if rule else words)
        if not found and listed:
            found, unread = self._scopes.named(listed["what"])
        return ClaimedPart(found, unread=unread) if found else ClaimedPart((part_name(words),), flags=(SCOPE_UNREAD,))

    def _limited(self, clause: str, *, of_force: bool) -> ClaimedPart | None:
        """Return the part that an act is done to as the name of the rule or another sentence tells; None for all."""
        besides = self._besides(of_force=of_force)
        found, unread = self._changed(clause)
        part_told = not (found or besides or _OF_ALL.search(self._document.abstract or ""))
        if part_told and (told := _OF_PROVISIONS.search(self._document.abstract or "")):
            found, unread = self._scopes.named(before_the_rule(told[0]) or told[0])
        if found:
            return ClaimedPart(found, rest=besides is None, unread=unread)
        return besides


def sentence_of(document: RegisterDocument, target: ActTarget) -> str:
    """Return the first sentence of SUMMARY or DATES that tells of an act which a heading names; else its words."""
    for text in filter(None, (document.abstract, document.dates)):
        if told := DEEDS[target.deed.verb].stems.search(text.lower()):
            return sentence_at(text, *told.span())
    return target.quote


def with_rest(stated: Statement, part: ClaimedPart) -> Iterator[Statement]:
    """Yield a statement, and what else it may be true of: items that were not read, or all the rest."""
    yield stated
    for others in filter(None, (part.unread, (_ALL_ELSE,) if part.rest else ())):
        flags = (*stated.flags, SCOPE_UNREAD)
        yield attrs.evolve(stated, parts=others, exclude=(), covered=(), flags=flags, modality=Modality.DONE)
