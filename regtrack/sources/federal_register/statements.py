"""From a document to its statements: what DATES, instructions, SUMMARY, ACTION and title say, each thing once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import attrs

from regtrack.citations import IN_REGISTER, Reference, ReferenceKind
from regtrack.dates_in_text.words import holds
from regtrack.model.inbox import UNREAD
from regtrack.model.when import When
from regtrack.sources.federal_register import corroborate, moves
from regtrack.sources.federal_register._events import renewed
from regtrack.sources.federal_register._events.act_parts import sentence_of, with_rest
from regtrack.sources.federal_register._events.asserted import NOT_THEN, is_asserted
from regtrack.sources.federal_register._events.cited_parts import plain
from regtrack.sources.federal_register._events.court_words import taken_out
from regtrack.sources.federal_register._events.courts import NAMELESS, CourtAct
from regtrack.sources.federal_register._events.end_words import PAPER_ENDED
from regtrack.sources.federal_register._events.ends import told_once, without
from regtrack.sources.federal_register._events.fields import DocumentFields
from regtrack.sources.federal_register._events.listed import is_broken, unmentioned
from regtrack.sources.federal_register._events.of_claims import ClaimStatements
from regtrack.sources.federal_register._events.provisions import of_provisions
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD, ClaimedPart, Scopes, part_name
from regtrack.sources.federal_register._events.spans import days_of, with_end_of_whole
from regtrack.sources.federal_register.claims import DateClaim, is_other
from regtrack.sources.federal_register.deeds import DEEDS, ENDINGS, Deed, having
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.references.targets import ActTarget, all_names
from regtrack.sources.federal_register.text import citations
from regtrack.sources.federal_register.text.moving import A_DELAY
from regtrack.sources.federal_register.text.recitals import OF_RECITALS, PLANNED, RECITED, recitals
from regtrack.sources.federal_register.text.statement import Modality, Statement
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled

_FORESEEN = "an act that is only proposed, requested or conditional"
_UNKNOWN = When.parse("unknown")
_BY_OTHERS = having("elsewhere")
_SOMETIME = frozenset(("stay", "enjoin", "vacate"))  # what a court did before the document that tells it, if on no day
_CUTS = ENDINGS | {"vacate", "extend_expiry"}
_COMMENTS_MOVED = frozenset(("extend_comment", "reopen_comment"))
_OF_NOT_THEN = ("not become", "not be effective", "not take", "not go into", "not come into")
_NAMELESS_DEADLINES = frozenset(("deadline", "now", "closing"))
_PAUSING = frozenset(("stay", "delay_effective"))
_INTENT = re.compile(  # before a document: what is withdrawn is what was meant to be done to it
    rf"\b(?:notices? of intent|intent(?:ion)?|requests?|petitions?|plans?) to"
    rf" {spelled('withdraw rescind remove supersede stay postpone extend', 'base')}\b[^;]*\Z"
)
_STILL_STAYED = re.compile(
    rf"\b{nouns('stay')} of (?P<what>(?:[^.;]|\.\d)+?) (?:remains?|continues?|is (?:still|not lifted))\b", re.IGNORECASE
)
_DUE_WITH_LIFT = re.compile(
    r"(?:\b[A-Z][^.;]* must comply|\bCompliance)\b(?:[^.;]|\.\d)*? (?:as of|from|on|by|beginning|starting)"
    r" (?:(?:the|that) (?:day|date)(?: on which)? )?(?:the|that) stay"
    rf" (?:is {spelled('lift end', 'participle')}|ends)\b[^.;]*"
)
_ENFORCEMENT = re.compile(r"(?:notice|notification)s? of (?:\w+ )?(?:enforcement|expired)\b", re.IGNORECASE)


class DocumentReading(DocumentFields):
    """All that one document says."""

    def statements(self) -> Iterator[Statement]:
        """Yield what is said: dated statements first, then deeds that may have been told without a date."""
        over = self.ends.own(self.classification)
        read = self.document.letters or self.claims or self.targets or self.classification.deeds or self.courts.acts
        if not (over or read or _ENFORCEMENT.match(self.document.action or "")):
            return  # as most documents without DATES and SUMMARY
        undoings = [] if self.proposed else list(self.ends.of_others(self.begins, self.ends_on))
        ended = {(each.quote, name.name) for each in undoings for name in each.target}
        published = list(self.ends.licences())
        dated = [] if published else self._dated(over, ended)  # else the days are of licences that were replaced
        shorter = [] if self.proposed else list(self.ends.shortened(self.targets))
        over = None if any(each.until is not None for each in shorter) else over
        dated = without(told_once(self._of_comments(dated)), shorter) if dated else dated
        told = self.proposed or any(each.kind == "extend_expiry" for each in dated)
        extended = [] if told else list(renewed.told_in_summary(self.document, self.targets))
        dated = [*dated, *extended]
        yield from (*dated, *shorter, *renewed.own_ends(self.document, dated), *self._due_with_lift(dated))
        if not any(_is_own_end(each) for each in (*dated, *shorter)):
            yield from [over] if over is not None else self.ends.at_most(self.begins)
        yield from (attrs.evolve(each, flags=(*each.flags, *self.flags)) for each in published)
        yield from undoings
        yield from self._rest(dated)
        yield from ClaimStatements(self).undated()
        if not any(each.kind in moves.OF_FORCE and not each.target for each in (*dated, *published)):
            yield from self.ends.made_before()
        for act in self.courts.acts:
            yield from without(self._of_court(act), shorter)
        told = bool(self.targets) and any(each.target for each in dated)
        longer = {name.name for each in dated if each.kind == "extend_expiry" for name in each.target}
        cut = {name.name for each in shorter if each.until is not None for name in each.target}
        for target in self.targets:
            if target.deed.verb in _CUTS and not cut.isdisjoint(name.name for name in target.references):
                continue  # the part that is vacated is what is left of its time
            again = target.deed.verb == "extend_stay"  # the suspension is what was announced there, and no stay of it
            again = again or (target.deed.verb == "delay_effective" and not A_DELAY.search(target.quote))
            if again and any(name.name in longer for name in target.references):
                continue
            by_court = target.deed.verb in _BY_OTHERS and target.deed.verb in self.courts.verbs
            if not by_court and not any(name in {each.name for each in target.references} for _, name in ended):
                yield from self._of_target(target, told=told)
        yield from self._doubts(over, {each.quote for each in extended})
        if not self.claims and over is None and _ENFORCEMENT.match(self.document.action or ""):
            # announced, and no word tells when
            yield Statement("set_effective", self.document.action, when=_UNKNOWN, modality=Modality.NAMED)
        yield from self._of_deeds(over)
        yield from self._recited()

    def _dated(self, over: Statement | None, ended: Collection[tuple[str | None, str]]) -> list[Statement]:
        """Return what is said of dates, but for what was read of what is let be, and of what is ended."""
        of_claims = ClaimStatements(self)
        claims = self.claims
        if over is not None:
            claims = [each for each in claims if not _is_told_by(over, each, of_claims.about(each))]
        if ended:
            claims = [
                c for c in claims if not any((c.sentence, n.name) in ended for t in of_claims.named(c) for n in t)
            ]
        said = with_end_of_whole([of_provisions(e, self.scopes) for claim in claims for e in of_claims.of(claim)])
        is_notice = self.classification.kind == "notice"
        return [doubt for each in said for doubt in with_all_parts(each, said, self.scopes, is_notice=is_notice)]

    def _of_comments(self, dated: list[Statement]) -> list[Statement]:
        """Return what is said of dates, with the one new day for comments as that of what their extension names."""
        moved = [each for each in self.targets if each.deed.verb in _COMMENTS_MOVED and not each.deed.proposed]
        if len(moved) != 1:
            return dated
        own = [each for each in dated if not each.target and _closes_comments(each)]
        if len(own) != 1 or any(each.kind in _COMMENTS_MOVED for each in dated):
            return dated
        if IN_REGISTER.isdisjoint(each.kind for each in moved[0].references):
            return dated  # a docket has several documents
        verb, said = moved[0].deed.verb, own[0]
        when = None if verb == "extend_comment" else said.when
        move = attrs.evolve(said, kind=verb, target=moved[0].references, when=when, name=None)
        return [move if each is said else each for each in dated]

    def _of_target(self, target: ActTarget, *, told: bool) -> Iterator[Statement]:
        """Yield what is done to a document that is named; ``told``: the dates tell what is done to others."""
        words = f"{target.quote} {self.document.title}"
        if target.deed.verb in ENDINGS and (moves.DELAY_ENDED.search(words) or moves.END_DELAYED.search(target.quote)):
            return
        proposed = target.deed.proposed or self.proposed
        if target.deed.verb in ENDINGS and not proposed and PAPER_ENDED.search(target.quote):
            yield Statement.unread(
                target.quote, target.references, "what is left without what extended or corrected it"
            )
            return
        running = target.field in ("dates", "abstract") and not proposed
        named = max((target.quote.find(each.quote) for each in target.references if each.quote), default=0)
        if running and (_INTENT.search(target.quote[: max(named, 0)]) or not self._is_done(target)):
            yield Statement.unread(target.quote, target.references, _FORESEEN)
        elif target.deed.verb not in _PAUSING or not moves.DELAY_ENDED.search(target.quote):
            said = list(self._of_deed(target))
            yield from said[:1] if told else said

    def _doubts(self, over: Statement | None, read: Collection[str | None]) -> Iterator[Statement]:
        """Yield what was not read of corrections, and of days in SUMMARY but for sentences that were ``read``."""
        for said in self.ends.sentences if holds(self.document.letters, _OF_NOT_THEN) and not self.proposed else ():
            if NOT_THEN.search(said) and not any(each.sentence == said for each in self.claims):
                names = [each for each in find_references(said) if each.kind in IN_REGISTER]
                yield from [Statement.unread(said, tuple(names[:1]), "when it takes effect")] if names else []
        if self.targets:
            yield from unread_correction(self.document, self.claims, self.targets)
        yield from renewed.doubted(self.document, self.classification.deeds, self.targets, self.claims)
        if any(each.verb == "lift_stay" and not each.proposed for each in self.classification.deeds):
            for told in filter(None, map(_STILL_STAYED.search, self.ends.sentences)):
                parts = self.scopes.named(told["what"]).parts
                doubt = Statement.unread(told.string, (), "what is stayed still")  # the lift of others is in force
                yield from [attrs.evolve(doubt, parts=parts)] if parts else []
        if self.told and self.classification.stage == "final" and self.document.published_on is not None:
            unread = list(unread_days(self.told, self.claims, self.document.published_on, self.targets))
            recited = (
                {each.quote for each in self._recited()} if unread and self.dateless else ()
            )  # "The rest begins D"
            unread = [each for each in unread if each.quote not in recited and each.quote not in read]
            yield from (each for each in unread if over is None or each.target or each.quote != over.quote)

    def _of_deeds(self, over: Statement | None) -> Iterator[Statement]:
        """Yield the deeds of headings that nothing else has told, done to what no words name."""
        if not self.classification.deeds:
            return
        stage = self.classification.stage
        done: set[str | None] = {*self.courts.verbs, *(each.deed.verb for each in self.targets)}
        done |= {moves.verb_of(each, stage) for each in self.claims if any(map(_names, each.target))}
        for deed in self.classification.deeds:
            left = deed.verb not in done and not deed.proposed
            if left and "lasting" in DEEDS[deed.verb].traits and (over is None or deed.verb != "stay"):
                yield from self._of_deed(ActTarget((NAMELESS,), deed.quote, deed.field, deed))

    def _recited(self) -> Iterator[Statement]:
        """State what is told of older rules: since when they are in effect, or that they are."""
        if not holds(self.document.letters, OF_RECITALS):
            return
        day = self.document.published_on
        texts = filter(None, (self.document.dates, self.document.abstract))
        for recital in recitals("\n\n".join(texts), day) if day is not None else ():
            part = self.scopes.named(recital.part) if recital.part else None
            named = [each for each in find_references(recital.before) if each.kind is not ReferenceKind.CFR]
            known = named or recital.name is None or recital.name.casefold() in self.document.title.casefold()
            if (part is not None and (part.unread or not part.parts)) or not known:
                continue
            yield Statement(
                RECITED, recital.sentence, tuple(named),
                when=When.parse(recital.since) if recital.since is not None else None,
                parts=part.parts if part is not None else (), modality=Modality.RECITED,
                label=recital.of, mode=PLANNED if recital.planned else None,
            )  # fmt: skip

    def _due_with_lift(self, dated: list[Statement]) -> Iterator[Statement]:
        """State that one has to comply from the day on which a stay is lifted, as SUMMARY says without that day."""
        days = {each.when for each in dated if each.kind == "lift_stay" and each.when and each.when.dated}
        told = _DUE_WITH_LIFT.search(self.document.abstract or "") if len(days) == 1 else None
        if told is not None and is_asserted(told[0]) and self.document.published_on is not None:
            opened, last = When.parse(self.document.published_on), attrs.evolve(days.pop(), inclusive=True)
            yield Statement("set_deadline", told[0], when=opened, until=last, name="compliance")

    def _rest(self, dated: list[Statement]) -> Iterator[Statement]:
        """State that nobody tells when the rest takes effect, where DATES tells it of one part and of nothing else."""
        alone = dated[0] if len(dated) == 1 and self.classification.stage == "final" else None
        if alone is None or alone.kind != "set_effective" or alone.target or alone.until or not alone.parts:
            return
        changed = {target for each in self.document.instructions for target in each.targets}
        if not changed or not all(target.startswith(alone.parts) for target in changed):
            yield attrs.evolve(alone, when=_UNKNOWN, parts=(), exclude=alone.parts, label="rest")

    def _of_court(self, act: CourtAct) -> Iterator[Statement]:
        """Yield what a court did: to all of a document, or to the part that the act names."""
        if act.kind is None:
            as_of = act.when if act.when is not None and act.when.exact else None
            yield attrs.evolve(Statement.unread(act.sentence, act.target, "what is left of a court's act"), as_of=as_of)
            return
        deed = Deed(act.kind, act.words, act.field)
        whole = act.whole or act.kind == "accelerate_effective"
        part = ClaimedPart() if whole else self.parts.of_deed(ActTarget(act.target, act.sentence, act.field, deed))
        if act.limit is not None:
            part = self.parts.named_or_unread(act.limit)
            if act.kind == "enjoin" and SCOPE_UNREAD in part.flags:
                part = ClaimedPart(parties=part_name(act.limit))
        if (act.less or act.apart) and not (part.parts or part.exclude):
            yield from self._of_court(attrs.evolve(act, kind=None))
            return
        if act.kind == "vacate" and SCOPE_UNREAD in part.flags:
            found, unread = self.scopes.named(taken_out(self.document))
            part = ClaimedPart(found, unread=unread) if found else part  # what is taken out for it
        when, told_on = act.when, self.document.published_on
        undated = when is None and act.kind in _SOMETIME
        if undated and (first := act.target[0].published_on) and told_on:
            when = When.parse(f"{first}..{told_on}")
        dated = when is not None and act.target != (NAMELESS,)
        said = Statement(
            act.kind, act.sentence, act.target, when, act.until, part.parts, part.exclude, part.parties,
            flags=part.flags, modality=Modality.DONE if dated else Modality.NAMED,
            relation=DEEDS[act.kind].relation if act.kind in DEEDS else None, label=act.kind,
        )  # fmt: skip
        yield from with_rest(said, part)
        stayed = any((each.kind, each.target) == ("stay", act.target) for each in self.courts.acts)
        if act.kind == "enjoin" and not (part.parts or part.exclude or part.parties or stayed):
            yield from self._of_court(attrs.evolve(act, kind=None))  # nobody may be made to comply: is it in force?

    def _of_deed(self, target: ActTarget) -> Iterator[Statement]:
        """Yield what it does to another, in case that no date has said it."""
        deed = target.deed
        row = DEEDS[deed.verb]
        kind = "note" if deed.proposed else row.kind or "note"
        relation = "proposes_change_to" if deed.proposed else row.relation
        what = deed.verb.replace("_", " ")
        part = self.parts.of_deed(target) if kind in moves.PARTIALLY else ClaimedPart()
        if part.unread:
            parts = (*part.parts, *map(part_name, part.unread))
            part = part._replace(parts=parts, flags=(*part.flags, SCOPE_UNREAD), unread=())
        renews = kind == "extend_expiry" and not deed.proposed and renewed.RENEWED.search(target.quote) is not None
        end = (self.ends.renewed_until(target.quote) or self._own_end()) if renews else None
        flags = (*part.flags, *([UNREAD] if kind in moves.MOVES_FORCE and not (deed.proposed or end) else []))
        quote = None if deed.field == "number" else target.quote or deed.quote  # a number says it without words
        stated = Statement(
            kind, quote, target.references,
            when=_UNKNOWN if kind in moves.NEEDS_BEGIN else None,
            until=(end or _UNKNOWN) if kind in moves.NEEDS_END else None,
            parts=part.parts, exclude=part.exclude, flags=flags,
            modality=Modality.PROPOSED if deed.proposed else Modality.NAMED,
            as_of=self.as_of, relation=relation, label=deed.verb,
            mode="as_if_included" if deed.verb == "correct" and "as if" in target.quote else None,
            summary="" if kind != "note" else f"{'Proposed' if deed.proposed else 'Stated'}: {what}.",
        )  # fmt: skip
        yield from with_rest(stated, part)
        yield from renewed.own_ends(self.document, [stated] if end else ())

    def _own_end(self) -> When | None:
        """Return the one end that DATES tells beside a begin: "The renewed exemption is effective D, through E"."""
        ends = [each.until for each in self.claims if each.kind == "set_effective" and each.until and not each.target]
        return ends[0] if len(ends) == 1 and ends[0].dated else None

    def _is_done(self, target: ActTarget) -> bool:
        """Return whether an act is done, as the sentence says that names the document, or for ACTION another one."""
        return is_asserted(target.quote) or (
            target.deed.field == "action"
            and is_asserted(sentence := sentence_of(self.document, target))
            and sentence != target.quote
        )


def _closes_comments(said: Statement) -> bool:
    """Return whether a statement is of a day for comments, or of a deadline of which no word tells what it is for."""
    bare = said.kind == "set_deadline" and said.name in _NAMELESS_DEADLINES
    return (said.kind == "open_comment" or bare) and said.until is not None and said.until.dated


def _is_own_end(said: Statement) -> bool:
    """Return whether a statement tells when the whole document ends."""
    own = not (said.target or said.parts or said.parties)
    return own and said.until is not None and said.kind in ("set_effective", "set_expiry")


def _names(text: str) -> bool:
    """Return whether words name a document, and no provision only."""
    return any(each.kind is not ReferenceKind.CFR for each in find_references(text))


def _is_told_by(over: Statement, claim: DateClaim, about: Iterable[tuple[Reference, ...]]) -> bool:
    """Return whether a claim is of what the document lets be, and of nothing else: no deadline, nothing unread."""
    paused = claim.kind == "stay" and moves.is_of_enforcement(claim)
    told = claim.sentence == over.quote and (paused or is_other(claim) or claim.kind == "open_comment")
    return told and all(each == (NAMELESS,) for each in about)


def unread_correction(
    document: RegisterDocument, claims: Sequence[DateClaim], acted_on: Sequence[ActTarget]
) -> Iterator[Statement]:
    """Doubt the dates of what is corrected where a correction tells of a date in error, and none was read."""
    corrected = [each for each in acted_on if each.deed.verb == "correct"]
    if not corrected or any(each.kind in moves.ON_OTHERS or each.act == "correct" for each in claims):
        return
    if sentence := corroborate.date_in_error(document.dates, document.abstract):
        for target in corrected:
            yield Statement.unread(sentence, target.references, "which date is corrected")


def unread_days(
    told: Sequence[DateClaim], claims: Sequence[DateClaim], published_on: dt.date, acted_on: Sequence[ActTarget]
) -> Iterator[Statement]:
    """Doubt what a rule's SUMMARY does to a date that is to come, where no claim has that date."""
    read = {day for claim in claims for day in days_of(claim)}
    for sentence in corroborate.days_left(told, published_on, read):
        names = citations.acted_on(sentence, 0, len(sentence))
        for target in [all_names(acted_on, each) for name in names for each in find_references(name)] or [()]:
            yield Statement.unread(sentence, target, "a date that only SUMMARY tells")


def with_all_parts(
    said: Statement, dated: Sequence[Statement], scopes: Scopes, *, is_notice: bool
) -> Iterator[Statement]:
    """Yield a statement, and doubt the provisions in its sentence that none of that sentence has: never all."""
    same = [each for each in dated if each.quote == said.quote and each.modality is Modality.DONE]
    named = any(each.parts or each.exclude for each in same)
    own = said.kind == "set_effective" and not said.target
    if own and not named:  # of what a notice enforces, or a rule sets in force, the document is all
        others = (each for each in dated if each.kind == said.kind and not each.target)
        own = is_notice or all(each.quote == said.quote for each in others)
    else:
        own = False
    left: tuple[str, ...] = ()
    if said.quote and said.modality is Modality.DONE and said.kind not in moves.DEADLINES and not own:
        parts = [part for each in same for part in (*each.parts, *each.exclude, *each.covered)]
        left = unmentioned(plain(said.quote), parts)
    less = said.parts or said.exclude or said.covered
    whole = not less and (said.kind in moves.PARTIALLY if said.target else said.kind == "set_effective")
    whole = bool(left) and (whole or is_broken(plain(said.quote or "")))
    if not whole:
        yield said
    if left:
        found = scopes.named(", ".join(left))
        doubted = () if whole or found.unread else found.parts
        yield attrs.evolve(Statement.unread(said.quote, said.target, "all provisions of it"), parts=doubted)
