"""From a document to its statements: what DATES, instructions, SUMMARY, ACTION and title say, each thing once.

What a claim or a deed becomes is a row of a table (``moves.py``). Nothing here knows what the ledger holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from regtrack import dates
from regtrack.citations import Reference, ReferenceKind
from regtrack.dates_in_text.weekdays import misnamed
from regtrack.model.inbox import UNREAD
from regtrack.model.when import When
from regtrack.sources.federal_register import corroborate, moves
from regtrack.sources.federal_register._events import courts
from regtrack.sources.federal_register._events.act_parts import ActParts, sentence_of
from regtrack.sources.federal_register._events.asserted import is_asserted, is_expected, is_in_passing
from regtrack.sources.federal_register._events.cited_parts import cfr_parts_in
from regtrack.sources.federal_register._events.courts import NAMELESS, CourtAct, CourtReading
from regtrack.sources.federal_register._events.doubts import unread_correction, unread_days, with_all_parts
from regtrack.sources.federal_register._events.forbearance import forborne
from regtrack.sources.federal_register._events.governed import DateSubject, done_to, is_act, subject_of
from regtrack.sources.federal_register._events.licences import licences
from regtrack.sources.federal_register._events.limits import (
    partial_act,
)
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD, ClaimedPart, Scopes, part_name
from regtrack.sources.federal_register._events.spans import (
    days_of,
    is_day,
    is_timed,
    may_include,
    span,
    windows,
    with_last_day,
)
from regtrack.sources.federal_register._events.undone import undone
from regtrack.sources.federal_register.acts import bare_kind, classify, stage_of
from regtrack.sources.federal_register.agencies import title_of
from regtrack.sources.federal_register.claims import OCCASIONS, DateClaim, is_other, kind_and_name
from regtrack.sources.federal_register.dates import read_dates, read_instruction_dates, refers_to_preamble
from regtrack.sources.federal_register.deeds import DEEDS, ENDINGS, Deed, having
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.moves import Move
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.references.targets import ActTarget, all_names, passives, targets
from regtrack.sources.federal_register.text import heads
from regtrack.sources.federal_register.text.citations import acted_on
from regtrack.sources.federal_register.text.cues import changes
from regtrack.sources.federal_register.text.places import clock_of
from regtrack.sources.federal_register.text.recitals import RECITED, recitals
from regtrack.sources.federal_register.text.sentences import sentence_at
from regtrack.sources.federal_register.text.statement import Modality, Statement
from regtrack.sources.federal_register.text.vocabulary import nouns

_DENIED = "another field of the document denies it"
_HALF_READ = "the sentence tells more than was read"
_FORESEEN = "an act that is only proposed, requested or conditional"
_UNKNOWN = When.parse("unknown")
_OWN_ACT = re.compile(rf"[;,] {nouns('withdraw rescind stay postpone')}\.?$", re.IGNORECASE)
_IN_PART = re.compile(r"\bpartial (?:extension|reopening) of (?:the )?(?:public )?comment", re.IGNORECASE)
_BY_OTHERS = having("elsewhere")
_PAUSING = frozenset(("stay", "delay_effective"))
_ENDS_IT = ENDINGS | {"set_expiry", "vacate"}
_ALL_ELSE = "all else that the rule does"
_ENFORCEMENT = re.compile(r"(?:notice|notification)s? of (?:\w+ )?(?:enforcement|expired)\b", re.IGNORECASE)
_REACHES_BACK = re.compile(r"\bCongressional Review Act\b|\bCRA\b")
"""A date that is corrected for it never came: 5 U.S.C. 801 lets no rule take effect before it is reported."""
_EXTENDS = frozenset(("extend_expiry", "extend_stay"))
_OF_HOURS = frozenset(("set_effective", "set_expiry"))


class DocumentReading:
    """All that one document says.

    Attributes:
        classification: what it is and does.
        claims: what it says of dates.
        targets: the documents that it acts on.
    """

    def __init__(self, document: RegisterDocument) -> None:
        self.document = document
        self._place = clock_of(document.dates or "", document.title, document.abstract or "")
        self._courts = courts.read(document) if stage_of(document) != "proposed" else CourtReading()
        self._told = self._without_courts(self._in_summary())
        claims = self._without_courts(self._in_dates())
        self.classification = classify(document, claims)
        found = targets(document, self.classification, claims)
        found = tuple(each for each in found if not is_in_passing(each.quote, each.references))
        done = {(each.deed.verb, name) for each in found for name in each.names}
        told = passives(document, self.classification.stage)
        self.targets = (*found, *(each for each in told if done.isdisjoint((each.deed.verb, n) for n in each.names)))
        deeds = self.classification.deeds
        moved = corroborate.moved(claims, self._told, deeds)
        moved = moved or corroborate.corrected(self._told, deeds, document.abstract or "")
        named = [claim for claim in self._told if claim.target and claim not in moved]
        named = [claim for claim in named if is_act(claim) or (claim.kind, claim.act) == ("set_applicability", "delay")]
        self.claims = [*claims, *moved, *named, *self._in_instructions()]
        self._proposed = self.classification.stage == "proposed"
        partial = partial_act(document.action or "") or partial_act(_own_part(document))
        own = [c for c in claims if c.kind == "set_effective" and not (c.target or c.scope or c.act == "recital")]
        self._dateless = not own
        self._begins = (own[0].when if len(own) == 1 else _UNKNOWN) if own else None
        self._ends_on = own[0].until if len(own) == 1 else None
        self.claims = corroborate.of_another(self.claims, deeds, document, dateless=self._dateless)
        self._half_read = {claim.sentence for claim in self.claims if claim.unread and claim.act != "recital"}
        self._as_of = next((claim.when for claim in own if self._is_earlier(claim.when)), None)
        self._flags = ("see_preamble",) if document.dates and refers_to_preamble(document.dates) else ()
        cfr = document.cfr or cfr_parts_in(document.dates or "")
        self._scopes = Scopes(
            self.claims, cfr, title_of(document.agencies),
            amended=bool(document.instructions), partial=partial is not None,
        )  # fmt: skip
        is_notice = self.classification.kind == "notice"
        self._parts = ActParts(document, self.claims, self._scopes, partial, is_notice=is_notice)

    def statements(self) -> Iterator[Statement]:
        """Yield what is said: dated statements first, then deeds that may have been told without a date."""
        is_notice, final = self.classification.kind == "notice", self.classification.stage == "final"
        over = forborne(self.document, self.classification)
        undoings = (
            list(undone(self.document, self._begins, self._ends_on)) if self.classification.stage != "proposed" else []
        )
        ended = {(each.quote, name.name) for each in undoings for name in each.target}
        published = list(licences(self.document))
        own = [] if published else self.claims  # what else is told of days is of licences that were replaced
        claims = [each for each in own if over is None or not self._is_told_by(over, each)]
        if ended:
            claims = [c for c in claims if not any((c.sentence, n.name) in ended for t in self._named(c) for n in t)]
        dated = [each for claim in claims for each in self._of_claim(claim)]
        dated = [doubt for each in dated for doubt in with_all_parts(each, dated, self._scopes, is_notice=is_notice)]
        yield from dated
        if over is not None and not any(_is_own_end(each) for each in dated):
            yield over
        yield from (attrs.evolve(each, flags=self._flags) for each in published)
        yield from undoings
        yield from self._rest(dated)
        for act in self._courts.acts:
            yield from self._of_court(act)
        by_courts: set[str | None] = {*self._courts.verbs}
        for target in self.targets:
            if any(name in {each.name for each in target.references} for _, name in ended):
                continue
            if target.deed.verb in _BY_OTHERS and target.deed.verb in by_courts:
                continue
            if target.deed.verb not in ENDINGS or not moves.DELAY_ENDED.search(f"{target.quote} {self.document.title}"):
                running = target.field in ("dates", "abstract") and not (target.deed.proposed or self._proposed)
                if running and not self._is_done(target):
                    yield Statement.unread(target.quote, target.references, _FORESEEN)
                elif target.deed.verb not in _PAUSING or not moves.DELAY_ENDED.search(target.quote):
                    said = list(self._of_deed(target))
                    yield from said[:1] if any(each.target for each in dated) else said
        yield from unread_correction(self.document, self.claims, self.targets)
        if final and self.document.published_on is not None:
            unread = unread_days(self._told, self.claims, self.document.published_on, self.targets)
            yield from (each for each in unread if over is None or each.target or each.quote != over.quote)
        if (
            not self.claims and over is None and _ENFORCEMENT.match(self.document.action or "")
        ):  # announced, and no word tells when
            yield Statement("set_effective", self.document.action, when=_UNKNOWN, modality=Modality.NAMED)
        done = by_courts | {each.deed.verb for each in self.targets}
        stage = self.classification.stage
        done |= {moves.verb_of(each, stage) for each in self.claims if any(map(_names, each.target))}
        for deed in self.classification.deeds:
            left = deed.verb not in done and not deed.proposed
            if left and "lasting" in DEEDS[deed.verb].traits and (over is None or deed.verb != "stay"):
                yield from self._of_deed(ActTarget((NAMELESS,), deed.quote, deed.field, deed))
        yield from self._recited()

    def _recited(self) -> Iterator[Statement]:
        """State what is told of older rules: since when they are in effect, or that they are."""
        day = self.document.published_on
        texts = filter(None, (self.document.dates, self.document.abstract))
        for recital in recitals("\n\n".join(texts), day) if day is not None else ():
            part = self._scopes.named(recital.part) if recital.part else None
            named = [each for each in find_references(recital.before) if each.kind is not ReferenceKind.CFR]
            known = named or recital.name is None or recital.name.casefold() in self.document.title.casefold()
            if (part is not None and (part.unread or not part.parts)) or not known:
                continue
            yield Statement(
                RECITED, recital.sentence, tuple(named),
                when=When.parse(recital.since) if recital.since is not None else None,
                parts=part.parts if part is not None else (), modality=Modality.RECITED,
                label=recital.of,
            )  # fmt: skip

    def _is_told_by(self, over: Statement, claim: DateClaim) -> bool:
        """Return whether a claim is of what the document lets be, and of nothing else: no deadline, nothing unread."""
        paused = claim.kind == "stay" and moves.is_of_enforcement(claim)
        told = claim.sentence == over.quote and (paused or is_other(claim) or claim.kind == "open_comment")
        return told and all(each == (NAMELESS,) for each in self._about(claim))

    def _rest(self, dated: list[Statement]) -> Iterator[Statement]:
        """State that nobody tells when the rest takes effect, where DATES tells it of one part and of nothing else."""
        alone = dated[0] if len(dated) == 1 and self.classification.stage == "final" else None
        if alone is None or alone.kind != "set_effective" or alone.target or alone.until or not alone.parts:
            return
        changed = {target for each in self.document.instructions for target in each.targets}
        if not changed or not all(target.startswith(alone.parts) for target in changed):
            yield attrs.evolve(alone, when=_UNKNOWN, parts=(), exclude=alone.parts, label="rest")

    @property
    def zone(self) -> str | None:
        """The clock of the place that the document is about, when its hours are told by another than the Register's."""
        if self._place is None and not any(claim.zone for claim in self.claims):
            return None
        timed = [each for each in self.claims if (each.kind in _OF_HOURS or is_other(each)) and is_timed(each)]
        zones = {claim.zone or self._place for claim in timed} - {None, "UTC", dates.FEDERAL_ZONE}
        return zones.pop() if len(zones) == 1 else None

    def _in_dates(self) -> list[DateClaim]:
        """Return what DATES says, and SUMMARY where DATES leaves it out."""
        bare, day = bare_kind(self.document), self.document.published_on
        occasion = kind_and_name(bare)[1] in OCCASIONS  # of which the title tells the day where DATES does not
        text = self.document.dates or (self.document.title if occasion else "")
        if day is None:
            return []
        stated = read_dates(text, published_on=day, bare=bare, zone=self._place or dates.FEDERAL_ZONE) if text else ()
        summary = self.document.abstract or ""
        return corroborate.completed(corroborate.until_return(stated, f"{text} {summary}"), self._told, summary, day)

    def _in_summary(self) -> list[DateClaim]:
        day, zone = self.document.published_on, self._place or dates.FEDERAL_ZONE
        return corroborate.summary_claims(self.document.abstract or "", day, zone) if day is not None else []

    def _in_instructions(self) -> list[DateClaim]:
        texts, day = [each.text for each in self.document.instructions], self.document.published_on
        if not texts or day is None:
            return []
        joined = "\n".join(texts)
        claims = read_instruction_dates(texts, published_on=day)
        return [attrs.evolve(claim, sentence=sentence_at(joined, claim.start, claim.end)) for claim in claims]

    def _opens_later(self, claim: DateClaim) -> bool:
        """Whether a window begins after publication and on another day than it ends."""
        published, begin = self.document.published_on, claim.when.text[:10]
        ahead = claim.when.dated and published is not None and begin > published.isoformat()
        return ahead and claim.until is not None and begin != claim.until.text[:10]

    def _is_earlier(self, when: When) -> bool:
        """Whether a day on which the document acts lies before its publication."""
        days = when.days(None) if when.exact else None
        return days is not None and self.document.published_on is not None and days[1] < self.document.published_on

    def _without_courts(self, claims: Sequence[DateClaim]) -> list[DateClaim]:
        """Return the claims that are not about the days of a court's act, which was read; nor the document's own."""
        told, days = {act.sentence for act in self._courts.acts}, self._courts.days
        return [
            each
            for each in claims
            if _is_own_day(each)
            or (sentence := each.sentence.strip()) not in told
            or not set(days_of(each)) <= days.get(sentence, set())
        ]

    def _of_court(self, act: CourtAct) -> Iterator[Statement]:
        """Yield what a court did: to all of a document, or to the part that the act names."""
        if act.kind is None:
            as_of = act.when if act.when is not None and act.when.exact else None
            yield attrs.evolve(Statement.unread(act.sentence, act.target, "what is left of a court's act"), as_of=as_of)
            return
        deed = Deed(act.kind, act.words, act.field)
        whole = act.whole or act.kind == "accelerate_effective"
        part = ClaimedPart() if whole else self._parts.of_deed(ActTarget(act.target, act.sentence, act.field, deed))
        if act.limit is not None:
            part = self._parts.named_or_unread(act.limit)
            if act.kind == "enjoin" and SCOPE_UNREAD in part.flags:
                part = ClaimedPart(parties=part_name(act.limit))
        if act.less and not (part.parts or part.exclude):
            yield from self._of_court(attrs.evolve(act, kind=None))
            return
        if act.kind == "vacate" and SCOPE_UNREAD in part.flags:
            found, unread = self._scopes.named(courts.taken_out(self.document))
            part = ClaimedPart(found, unread=unread) if found else part  # what is taken out for it
        when, told_on = act.when, self.document.published_on
        if when is None and act.kind in ("stay", "enjoin") and (first := act.target[0].published_on) and told_on:
            when = When.parse(f"{first}..{told_on}")
        dated = when is not None and act.target != (NAMELESS,)
        said = Statement(
            act.kind, act.sentence, act.target, when, act.until, part.parts, part.exclude, part.parties,
            flags=part.flags, modality=Modality.DONE if dated else Modality.NAMED,
            relation=DEEDS[act.kind].relation if act.kind in DEEDS else None, label=act.kind,
        )  # fmt: skip
        yield from self._with_rest(said, part)
        stayed = any((each.kind, each.target) == ("stay", act.target) for each in self._courts.acts)
        if act.kind == "enjoin" and not (part.parts or part.exclude or part.parties or stayed):
            yield from self._of_court(attrs.evolve(act, kind=None))  # nobody may be made to comply: is it in force?

    # --- claims -------------------------------------------------------------------------------------------------------

    def _of_claim(self, claim: DateClaim) -> Iterator[Statement]:
        if claim.act == "recital":
            return
        about = list(self._about(claim))
        classified = self.classification
        ended, lifted = (about and each.search(claim.sentence) for each in (moves.DELAY_ENDED, moves.DELAY_LIFTED))
        denied = corroborate.denial(claim, self.claims, classified.deeds, classified.stage)
        foreseen = not (self._proposed or claim.condition) and (
            not is_asserted(claim.sentence, claim.quote)
            if about
            else claim.kind == "set_effective" and is_expected(claim.sentence)
        )
        half_read = about and claim.kind in moves.OF_FORCE and claim.sentence in self._half_read
        if claim.unread or half_read or foreseen or (denied and not (ended or lifted)):
            for target in about or self._cited(claim) or [()]:
                reason = claim.unread or (_HALF_READ if half_read else _FORESEEN if foreseen else _DENIED)
                yield attrs.evolve(Statement.unread(claim.sentence, target, reason), against=denied)
            return
        subject = subject_of(claim)
        if subject is not None and not about and self._is_stay_of_provisions(claim, subject):
            yield from self._moved(attrs.evolve(claim, scope=None), Move(claim.kind))  # the document that stays them
            yield from self._moved(done_to(claim, subject), Move("stay"), (NAMELESS,))
            return
        subject = subject if about else None
        if subject is not None and subject.kind is None and not subject.inside:
            about = []  # "the exemption from the rule expires" leaves the rule as it is
        for target in about:
            claim = done_to(claim, subject) if subject is not None else claim
            if claim.scope_except and moves.STAYED.search(claim.sentence):
                stay = attrs.evolve(claim, kind="stay", act=None, scope=claim.scope_except, scope_except=None)
                yield from self._moved(stay, Move("stay"), target)
            move = self._move(claim, subject, target)
            if move is not None and ((ended and move.kind in _ENDS_IT) or (lifted and move.kind == "lift_stay")):
                yield from self._without_delay(claim, move, target)
            else:
                yield from self._moved(claim, move, target)
        extends = (claim.kind, claim.act) == ("set_expiry", "extend") and classified.kind in ("notice", "order")
        if about and not extends:  # what a notice extends is all that it is for: it ends with that
            return
        if is_other(claim):
            yield from self._deadline(claim)
        elif claim.kind == "set_applicability" and self._dateless and classified.kind in ("notice", "guidance"):
            yield from self._moved(claim, Move("set_effective"))
        elif claim.act in (None, "set", "confirm", "extend", "delay"):
            yield from self._moved(claim, moves.own(claim))

    def _move(self, claim: DateClaim, subject: DateSubject | None, target: tuple[Reference, ...]) -> Move | None:
        """Return what a claim does to another document."""
        if subject is not None and subject.kind is not None:
            if claim.kind == "set_expiry":
                return Move("lift_stay") if subject.kind == "stay" else None
            return Move(subject.kind) if subject.kind else None
        if claim.kind == "extend_comment" and _IN_PART.search(f"{self.document.action} {self.document.title}"):
            return Move("set_deadline", "comments on a part")
        if claim.kind == "stay" and claim.act is None and claim.until is not None and self._corrects():
            return Move("extend_stay")  # the end that it should have had, earlier or later
        ending = self._ends(target) if claim.kind == "set_effective" else None
        lifts = any(
            each.verb == "lift_stay" and each.field in ("action", "title") for each in self.classification.deeds
        )
        if ending is None and lifts and claim.scope and (claim.kind, claim.act) == ("set_effective", "set"):
            return Move("lift_stay")
        return Move(ending) if ending else moves.on_target(claim)

    def _is_stay_of_provisions(self, claim: DateClaim, subject: DateSubject) -> bool:
        """Whether a stay takes effect of provisions, and nothing is named that has them: "The stay to § 1.2 is"."""
        final = claim.kind == "set_effective" and claim.act is None and self.classification.stage == "final"
        return final and subject.kind == "stay" and bool(self._scopes.named(subject.done_to).parts)

    def _corrects(self) -> bool:
        return heads.CORRECTION.match((self.document.action or "").lower()) is not None

    def _without_delay(self, claim: DateClaim, move: Move, target: tuple[Reference, ...]) -> Iterator[Statement]:
        """State when a rule whose delay is ended takes effect; where the sentence does not tell, that is not read.

        A delay that is lifted ends with it; what is withdrawn leaves the date that the rule had before.
        """
        days = [each.when for each in self.claims if each.sentence == claim.sentence and each.when.dated]
        told = move.kind == "lift_stay" or moves.TAKES_EFFECT.search(claim.sentence)
        if not told or not claim.when.dated:
            yield Statement.unread(claim.sentence, target, "the end of a delay")
        elif claim.when == max(days, key=lambda when: when.text):
            yield from self._moved(claim, Move("accelerate_effective"), target)

    def _cited(self, claim: DateClaim) -> list[tuple[Reference, ...]]:
        """Return what a sentence that was not read cites, where it tells of force: it may be moved."""
        if is_other(claim) and not changes(claim.sentence, 0, len(claim.sentence)):
            return []
        names = acted_on(claim.sentence, 0, len(claim.sentence))
        return [all_names(self.targets, each) for name in names for each in find_references(name)]

    def _named(self, claim: DateClaim) -> Iterator[tuple[Reference, ...]]:
        """Yield what else a claim is about, or may be, if it was not read."""
        yield from self._about(claim)
        yield from self._cited(claim) if claim.unread else ()

    def _deadline(self, claim: DateClaim) -> Iterator[Statement]:
        """State what is neither effective nor about comments: a day to do something by, or a window."""
        if claim.act == "enforce" and self._dateless and not claim.of_summary:
            window = attrs.evolve(claim, scope=None)  # of which area it is, the document says
            if claim.until is None and is_day(claim.when):
                window = attrs.evolve(window, until=attrs.evolve(claim.when, inclusive=True))
            yield from self._moved(window, Move("set_effective"))
        if claim.act == "actual_notice":  # it binds those who have notice (5 U.S.C. 552(a)(1))
            if claim.until is not None:
                noticed = attrs.evolve(claim, kind="set_effective", scope=None, condition="with actual notice")
                yield from self._moved(noticed, Move("set_effective"))
        else:
            name = claim.name or "deadline"
            due = attrs.evolve(claim, scope=None, scope_except=None, hours=())
            binds = moves.BINDS.match(name) if claim.act in ("begin", "window") else None
            move = Move("set_applicability", binds["what"]) if binds else Move("set_deadline", name)
            yield from self._moved(due, move)
            if claim.act in ("window", "enforce") and not binds and self._opens_later(claim):
                opens = attrs.evolve(due, until=None, act=None)
                yield from self._moved(opens, Move("set_deadline", f"start of {name}"))

    def _about(self, claim: DateClaim) -> Iterator[tuple[Reference, ...]]:
        """Return what else a claim is about: the names of each document."""
        named = (reference for text in claim.target for reference in find_references(text))
        groups = [all_names(self.targets, each) for each in named if each.kind is not ReferenceKind.CFR]
        groups = [each for each in groups if claim.act == "confirm" or not is_in_passing(claim.sentence, each)]
        verbs = moves.ON_OTHERS.get(claim.kind) or moves.ON_OTHERS.get((claim.kind, claim.act), frozenset())
        if (claim.name, claim.act) == ("reply comments", "extend"):
            verbs = moves.OF_REPLIES
        confirmed = claim.act == "confirm" or (claim.act is None and moves.OF_THE_RULE.search(claim.sentence))
        if claim.kind == "set_effective" and confirmed:
            verbs = moves.CONFIRMED  # "The effective date of the DFR is D", in what confirms it
        if not groups and verbs:
            groups = [each.references for each in self.targets if each.deed.verb in verbs and not each.deed.proposed]
            done = any(deed.verb in verbs and not deed.proposed for deed in self.classification.deeds)
            done = done or (claim.kind, claim.act) in moves.OF_A_STAY
            groups = groups or ([(NAMELESS,)] if done and claim.kind in moves.BY_TITLE_ALONE else [])
        yield from dict.fromkeys(groups)

    def _ends(self, target: Sequence[Reference]) -> str | None:
        """Return the kind of event by which this document ends another one on the day of a claim, if it does."""
        names = {(each.kind, each.name) for each in target}
        for each in self.targets:
            same = not names.isdisjoint((name.kind, name.name) for name in each.references)
            if same and each.deed.verb in ENDINGS and not each.deed.proposed:
                return each.deed.verb
        return None

    def _moved(self, claim: DateClaim, move: Move | None, target: tuple[Reference, ...] = ()) -> Iterator[Statement]:
        if move is None or (self._proposed and move.kind not in moves.IN_PROPOSALS):
            return
        if claim.hours and move.kind in moves.SPANS and (found := windows(claim, self._place)):
            for window in found:
                yield from self._moved(window, move, target)
            return
        claim = with_last_day(claim, self.claims)
        part = self._parts.of_claim(claim, move, of_another=bool(target))
        begin, end = span(claim, move, self.document.published_on)
        if move.kind == "stay" and begin == _UNKNOWN and end is None:
            begin = self._begins  # what "is stayed" is so from when this takes effect, or is published
        ends = move.kind not in moves.DEADLINES and is_day(end) and end is not None and not end.inclusive
        ends = ends and claim.act != "actual_notice"  # from its end all are bound
        flags = (
            *(["derived_date"] if claim.derived else []),
            *(["end_ambiguous"] if ends or (move.kind in moves.DEADLINES and may_include(claim)) else []),
            *(["zone_assumed"] if claim.zone is None and self._place is None and is_timed(claim) else []),
            *(["weekday_differs"] if _misnamed(claim, begin, end) else []),
            *(["late_delay"] if move.kind in _EXTENDS and claim.prior and self._is_earlier(claim.prior[-1]) else []),
            *part.flags,
            *self._flags,
        )
        said = Statement(
            move.kind, claim.sentence, target, begin, end, part.parts, part.exclude, part.parties,
            as_of=self._holds_from(claim, move, target), condition=claim.condition, name=move.name, note=part.note,
            flags=flags, covered=part.covered if target else (),
        )  # fmt: skip
        yield from self._with_rest(said, part)
        if part.unread_exclude:
            yield Statement.unread(claim.sentence, target, "what is left out")

    def _holds_from(self, claim: DateClaim, move: Move, target: tuple[Reference, ...]) -> When | None:
        """Return the day from which an act on another document holds, if not from its publication."""
        issued = next((each.published_on for each in target if each.published_on is not None), None)
        told = f"{self.document.action} {self.document.title} {claim.sentence}"
        if issued and move.kind == "delay_effective" and _REACHES_BACK.search(told):
            return When.parse(issued)
        if move.kind in _EXTENDS and claim.prior and self._is_earlier(claim.prior[-1]):
            return claim.prior[-1]  # "is extended from August 7, through August 27", published on August 17
        return self._as_of if target else None

    def _of_deed(self, target: ActTarget) -> Iterator[Statement]:
        """Yield what it does to another, in case that no date has said it."""
        deed = target.deed
        row = DEEDS[deed.verb]
        kind = "note" if deed.proposed else row.kind or "note"
        relation = "proposes_change_to" if deed.proposed else row.relation
        what = deed.verb.replace("_", " ")
        part = self._parts.of_deed(target) if kind in moves.PARTIALLY else ClaimedPart()
        if part.unread:
            parts = (*part.parts, *map(part_name, part.unread))
            part = part._replace(parts=parts, flags=(*part.flags, SCOPE_UNREAD), unread=())
        flags = (*part.flags, *([UNREAD] if kind in moves.MOVES_FORCE and not deed.proposed else []))
        quote = None if deed.field == "number" else target.quote or deed.quote  # a number says it without words
        stated = Statement(
            kind, quote, target.references,
            when=_UNKNOWN if kind in moves.NEEDS_BEGIN else None,
            until=_UNKNOWN if kind in moves.NEEDS_END else None,
            parts=part.parts, exclude=part.exclude, flags=flags,
            modality=Modality.PROPOSED if deed.proposed else Modality.NAMED,
            as_of=self._as_of, relation=relation, label=deed.verb,
            mode="as_if_included" if deed.verb == "correct" and "as if" in target.quote else None,
            summary="" if kind != "note" else f"{'Proposed' if deed.proposed else 'Stated'}: {what}.",
        )  # fmt: skip
        yield from self._with_rest(stated, part)

    def _with_rest(self, stated: Statement, part: ClaimedPart) -> Iterator[Statement]:
        """Yield a statement, and what else it may be true of: items that were not read, or all the rest."""
        yield stated
        for others in filter(None, (part.unread, (_ALL_ELSE,) if part.rest else ())):
            flags = (*stated.flags, SCOPE_UNREAD)
            yield attrs.evolve(stated, parts=others, exclude=(), covered=(), flags=flags, modality=Modality.DONE)

    def _is_done(self, target: ActTarget) -> bool:
        """Return whether an act is done, and not only supposed: as the sentence says that names the document.

        Where ACTION names the act, another sentence may tell it: "EPA is withdrawing the rule. In the rule published at
        90 FR 1, we stated that if there were comments, it would be withdrawn".
        """
        return is_asserted(target.quote) or (
            target.deed.field == "action"
            and is_asserted(sentence := sentence_of(self.document, target))
            and sentence != target.quote
        )


def _is_own_end(said: Statement) -> bool:
    """Return whether a statement tells when the whole document ends."""
    own = not (said.target or said.parts or said.parties)
    return own and said.until is not None and said.kind in ("set_effective", "set_expiry")


def _is_own_day(claim: DateClaim) -> bool:
    """Return whether a claim tells when the document itself takes effect, whatever else its sentence tells."""
    return claim.kind == "set_effective" and claim.act is None and not (claim.target or claim.scope)


def _misnamed(claim: DateClaim, begin: When | None, end: When | None) -> bool:
    """Return whether a day of a claim is printed with the weekday of another."""
    return not misnamed(claim.sentence).isdisjoint(when.text[:10] for when in (begin, end) if when is not None)


def _names(text: str) -> bool:
    """Return whether words name a document, and no provision only."""
    return any(each.kind is not ReferenceKind.CFR for each in find_references(text))


def _own_part(document: RegisterDocument) -> str:
    """Return the title, if it may tell the document's own act.

    "Partial Withdrawals of Findings" is what a rule does, of which ACTION says that it is withdrawn.
    """
    title = document.title
    named = title.casefold().startswith("partial") and ";" not in title and _OWN_ACT.search(document.action or "")
    return "" if named else title
