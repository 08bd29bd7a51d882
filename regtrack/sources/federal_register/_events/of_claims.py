"""From what a document says of a date to its statements: of itself, and of each document that it acts on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from regtrack.citations import Reference, ReferenceKind
from regtrack.dates_in_text.weekdays import misnamed
from regtrack.dates_in_text.words import holds
from regtrack.model.inbox import UNREAD
from regtrack.model.when import When
from regtrack.sources.federal_register import corroborate, moves
from regtrack.sources.federal_register._events.act_parts import with_rest
from regtrack.sources.federal_register._events.asserted import NOT_THEN, is_asserted, is_expected, is_in_passing
from regtrack.sources.federal_register._events.courts import NAMELESS
from regtrack.sources.federal_register._events.fields import DocumentFields
from regtrack.sources.federal_register._events.limits import to_extent
from regtrack.sources.federal_register._events.objects import DateSubject, done_to, subject_of
from regtrack.sources.federal_register._events.spans import is_day, is_timed, may_include, span, windows, with_last_day
from regtrack.sources.federal_register.claims import DateClaim, is_other
from regtrack.sources.federal_register.deeds import ENDINGS
from regtrack.sources.federal_register.moves import Move
from regtrack.sources.federal_register.references.finder import days_in, find_references
from regtrack.sources.federal_register.references.targets import all_names
from regtrack.sources.federal_register.text import heads, sentences
from regtrack.sources.federal_register.text.citations import acted_on
from regtrack.sources.federal_register.text.moving_verbs import changes
from regtrack.sources.federal_register.text.statement import Modality, Statement
from regtrack.sources.federal_register.text.vocabulary import letters_of, nouns, spelled

_DENIED = "another field of the document denies it"
_HALF_READ = "the sentence tells more than was read"
_FORESEEN = "an act that is only proposed, requested or conditional"
_UNKNOWN, _INDEFINITE = When.parse("unknown"), When.parse("indefinite")
_IN_PART = re.compile(r"\bpartial (?:extension|reopening) of (?:the )?(?:public )?comment", re.IGNORECASE)
_ENDS_IT = ENDINGS | {"set_expiry", "vacate"}
_REACHES_BACK = re.compile(r"\bCongressional Review Act\b|\bCRA\b")
"""A date that is corrected for it never came: 5 U.S.C. 801 lets no rule take effect before it is reported."""
_EXTENDS = frozenset(("extend_expiry", "extend_stay"))
_THOSE = re.compile(
    r"(?:those|these|such|the delayed|the) (?:provisions|sections|paragraphs|amendments|requirements|regulations)",
    re.IGNORECASE,
)
_REST = re.compile(r"(?:the )?(?:remainder|rest|balance) of (?:that|the|this) (?:section|paragraph)", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|unless|provided that|in case)\b", re.IGNORECASE)  # "will be stayed until D, if it is filed"
_SUPPOSED = re.compile(r"\bwill be \w+ if\b", re.IGNORECASE)
_ENDS_PARTS = letters_of("withdraw rescind remove")
_PARTS_ENDED = re.compile(
    r"(?P<what>(?:\b(?:additions?|amendments?|revisions?|removals?|provisions?|sections?|paragraphs?)\b|§|\d+ CFR)"
    rf"(?:(?!\b(?:rules?|which|that)\b)[^;.]|\.\d)*?(?:§|\d+ CFR)? ?\d(?:[^;.]|\.\d)*?),? (?:is|are) (?:hereby )?"
    rf"{spelled('withdraw rescind remove', 'participle')}\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    rf"\b{nouns('postpone')} (?:of|published|announced)\b(?:[^.;]|\.\d){{1,160}}? (?:is|are|ha(?:s|ve) been)"
    rf" (?:hereby )?{spelled('lift end', 'participle')}\b",
    re.IGNORECASE,
)
_NEAR = 40
_POSTPONES = letters_of("postpone")  # no text without one of these tells of a delay
_HAD_EFFECT = re.compile(r"(?:became|was|were|took|went|ha[ds]|effective)\b", re.IGNORECASE)
_BESIDE = re.compile(r"[\s,();.]*(?:(?:which|that)\s(?:ha[ds]\s)?)?", re.IGNORECASE)
_REMAINS = re.compile(  # of the rule that is corrected, the day that it had
    r"\bThe effective date (?:of|for) (?!this\b)[^.;]{2,160}? (?:remains|is still|continues to be|is unchanged)\b"
)
_SHIFTS = frozenset(("delay_effective", "accelerate_effective"))  # of a period: "the dates are changed to D, through E"


class ClaimStatements:
    """The statements that the claims of one document come to."""

    def __init__(self, read: DocumentFields) -> None:
        self._read = read

    def of(self, claim: DateClaim) -> Iterator[Statement]:
        """Yield what a claim comes to, of its own document and of each that it is about."""
        if claim.act == "recital":
            return
        if (before := self._lifted_before(claim)) is not None:
            yield from self._in_effect_since(claim, before)
            return
        if claim.kind == "set_effective" and not claim.target and _REST.fullmatch(claim.scope or ""):
            claim = self._of_delayed(claim)
        claim = self._of_those(claim)
        about = list(self.about(claim))
        classified = self._read.classification
        ended, lifted = (about and each.search(claim.sentence) for each in (moves.DELAY_ENDED, moves.DELAY_LIFTED))
        denied = corroborate.denial(claim, self._read.claims, classified.deeds, classified.stage)
        foreseen = not (self._read.proposed or claim.condition) and (
            not is_asserted(claim.sentence, claim.quote)
            if about
            else claim.kind == "set_effective" and is_expected(claim.sentence)
        )
        supposed = (claim.kind, claim.act) == ("stay", "lift") and _SUPPOSED.search(claim.sentence)
        foreseen = foreseen or bool(supposed)
        half_read = about and claim.kind in moves.OF_FORCE and claim.sentence in self._read.half_read
        if claim.unread or half_read or foreseen or (denied and not (ended or lifted)):
            for target in about or self._cited(claim) or [()]:
                reason = claim.unread or (_HALF_READ if half_read else _FORESEEN if foreseen else _DENIED)
                yield attrs.evolve(Statement.unread(claim.sentence, target, reason), against=denied)
            return
        if about and claim.kind == "set_effective" and NOT_THEN.search(claim.sentence):
            put_off = attrs.evolve(claim, kind="delay_effective", when=_INDEFINITE, until=None, act=None)
            delays = any(each.verb == "delay_effective" and not each.proposed for each in classified.deeds)
            for target in about:
                unread = [Statement.unread(claim.sentence, target, "when it takes effect, if not then")]
                yield from self._moved(put_off, Move("delay_effective"), target) if delays else unread
            return
        subject = None if self._is_of_cited(claim) else subject_of(claim)
        if subject is not None and not about and self._is_stay_of_provisions(claim, subject):
            yield from self._moved(attrs.evolve(claim, scope=None), Move(claim.kind))  # the document that stays them
            yield from self._moved(done_to(claim, subject), Move("stay"), self._stayed())
            return
        if not about and (parts := self._ended_parts(claim)) is not None:
            words, deed, target = parts
            yield from self._moved(attrs.evolve(claim, scope=None), Move("set_effective"))  # what ends them
            yield from self._moved(attrs.evolve(claim, scope=words), Move(deed), target)
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
            if ended and move is not None and (claim.kind, move.kind) == ("set_effective", "stay"):
                yield Statement.unread(claim.sentence, target, "the end of a stay")
                continue
            if move is not None and ((ended and move.kind in _ENDS_IT) or (lifted and move.kind == "lift_stay")):
                yield from self._without_delay(claim, move, target)
            else:
                yield from self._moved(claim, move, target)
        extends = (claim.kind, claim.act) == ("set_expiry", "extend") and classified.kind in ("notice", "order")
        if about and not extends:  # what a notice extends is all that it is for: it ends with that
            return
        if is_other(claim):
            yield from self._deadline(claim)
        elif claim.kind == "set_applicability" and self._read.dateless and classified.kind in ("notice", "guidance"):
            yield from self._moved(claim, Move("set_effective"))
        elif claim.act in (None, "set", "confirm", "extend", "delay"):
            yield from self._moved(claim, moves.own(claim))

    def _of_delayed(self, claim: DateClaim) -> DateClaim:
        """Return the day of "the remainder of that section" as that of the section which is delayed to an extent."""
        some = [each for each in self._read.claims if each.target and each.scope and to_extent(each.sentence)]
        return attrs.evolve(claim, target=some[0].target, scope=some[0].scope) if len(some) == 1 else claim

    def _is_of_cited(self, claim: DateClaim) -> bool:
        """Return whether a past day is that of the rule right before it: "a stay under the rule at C, effective D"."""
        past = claim.kind == "set_effective" and claim.target and self._read.is_earlier(claim.when)
        if not past or _HAD_EFFECT.match(claim.quote) is None:
            return False
        before = claim.sentence[: claim.sentence.find(claim.quote)]
        cited = [each.end for each in find_references(before) if each.kind is not ReferenceKind.CFR]
        return bool(cited) and _BESIDE.fullmatch(before, cited[-1]) is not None

    def _lifted_before(self, claim: DateClaim) -> str | None:
        """Return the sentence before a claim, if it ends a delay: "The delay of § 1.1 is lifted. Those sections"."""
        if claim.kind != "set_effective" or claim.target or not _THOSE.fullmatch(claim.scope or ""):
            return None
        text = self._read.document.dates or ""
        before = [each for each in sentences.split(text) if each.end <= claim.start][-1:]
        lifted = "".join(text[each.start : each.end].strip() for each in before)
        return lifted if _is_lifted(lifted) else None

    def _of_those(self, claim: DateClaim) -> DateClaim:
        """Return the day of "that paragraph" as that of the provisions named before it, by their numbers."""
        text = (self._read.document.abstract if claim.of_summary else self._read.document.dates) or ""
        if claim.kind not in ("set_effective", "delay_effective") or claim.scope is None:
            return claim
        parts = self._read.scopes.pointed_to(text, max(claim.start - _NEAR, 0), claim.end)
        return attrs.evolve(claim, scope=", ".join(parts)) if parts else claim

    def _in_effect_since(self, claim: DateClaim, lifted: str) -> Iterator[Statement]:
        """State since when the provisions are in effect whose delay a sentence ends."""
        parts = self._read.scopes.named(lifted).parts
        for target in self._delayed(lifted):
            if parts:
                yield from self._moved(attrs.evolve(claim, scope=lifted), Move("accelerate_effective"), target)
            else:
                as_of = claim.when if self._read.is_earlier(claim.when) else None
                said = Statement.unread(lifted, target, "which provisions are delayed no more")
                yield attrs.evolve(said, as_of=as_of)

    def undated(self) -> Iterator[Statement]:
        """State that delays are over of which no day is told: "The delay of § 1.1 is lifted"."""
        text = self._read.document.dates or ""
        if not (self._read.dateless and text and holds(self._read.document.letters, _POSTPONES)):
            return
        told = set(filter(None, map(self._lifted_before, self._read.claims)))
        for each in sentences.split(text):
            lifted = text[each.start : each.end].strip()
            if lifted in told or days_in(lifted) or not _OVER.search(lifted) or not is_asserted(lifted):
                continue
            parts = self._read.scopes.named(lifted).parts
            for target in self._delayed(lifted):
                yield Statement(
                    "accelerate_effective", lifted, target, when=_UNKNOWN, parts=parts, flags=(UNREAD,),
                    modality=Modality.NAMED, label="accelerate_effective",
                )  # fmt: skip

    def _delayed(self, lifted: str) -> list[tuple[Reference, ...]]:
        """Return what the delay is of that a sentence ends, or which document it is."""
        names = (each for text in acted_on(lifted, 0, len(lifted)) for each in find_references(text))
        named = [all_names(self._read.targets, each) for each in names if each.kind is not ReferenceKind.CFR]
        return named[:1] or [(NAMELESS,)]

    def _move(self, claim: DateClaim, subject: DateSubject | None, target: tuple[Reference, ...]) -> Move | None:
        """Return what a claim does to another document."""
        if subject is not None and subject.kind is not None:
            if claim.kind == "set_expiry":
                return Move("lift_stay") if subject.kind == "stay" else None
            return Move(subject.kind) if subject.kind else None
        headed = f"{self._read.document.title} {self._read.document.action}"
        if claim.kind == "extend_comment" and _IN_PART.search(headed):
            return Move("set_deadline", "comments on a part")
        if claim.kind == "stay" and claim.act is None and claim.until is not None and self._corrects():
            return Move("extend_stay")  # the end that it should have had, earlier or later
        ending = self._ends(target) if claim.kind == "set_effective" else None
        deeds = self._read.classification.deeds
        lifts = any(each.verb == "lift_stay" and each.field in ("action", "title") for each in deeds)
        if ending is None and lifts and claim.scope and (claim.kind, claim.act) == ("set_effective", "set"):
            return Move("lift_stay")
        if moves.extends_notice(claim, headed):
            return Move("extend_expiry")
        return Move(ending) if ending else moves.on_target(claim)

    def _is_stay_of_provisions(self, claim: DateClaim, subject: DateSubject) -> bool:
        """Whether a stay takes effect of provisions, and nothing is named that has them: "The stay to § 1.2 is"."""
        final = claim.kind == "set_effective" and claim.act is None and self._read.classification.stage == "final"
        return final and subject.kind == "stay" and bool(self._read.scopes.named(subject.done_to).parts)

    def _ended_parts(self, claim: DateClaim) -> tuple[str, str, tuple[Reference, ...]] | None:
        """Return provisions that a sentence ends and names no rule of, the deed, and what another field names."""
        own = claim.kind == "set_effective" and claim.act is None and holds(claim.sentence.lower(), _ENDS_PARTS)
        told = _PARTS_ENDED.search(claim.sentence) if own else None
        if told is None or not self._read.scopes.named(told[0]).parts:
            return None
        named = {(each.deed.verb, each.references) for each in self._read.targets if each.deed.verb in ENDINGS}
        deeds = self._read.classification.deeds
        named = named or {(each.verb, (NAMELESS,)) for each in deeds if each.verb in ENDINGS and not each.proposed}
        return (told["what"], *named.pop()) if len(named) == 1 else None

    def _stayed(self) -> tuple[Reference, ...]:
        """Return the one document of which another field says that it, or something of it, is stayed."""
        stays = [each for each in self._read.targets if each.deed.verb == "stay" and not each.deed.proposed]
        groups = {each.references for each in stays if each.references}
        return groups.pop() if len(groups) == 1 else (NAMELESS,)

    def _corrects(self) -> bool:
        return heads.CORRECTION.match((self._read.document.action or "").lower()) is not None

    def _without_delay(self, claim: DateClaim, move: Move, target: tuple[Reference, ...]) -> Iterator[Statement]:
        """State when a rule takes effect whose delay is lifted or withdrawn, which leaves it its old day."""
        days = [each.when for each in self._read.claims if each.sentence == claim.sentence and each.when.dated]
        told = move.kind == "lift_stay" or moves.TAKES_EFFECT.search(claim.sentence)
        if not told or not claim.when.dated:
            yield Statement.unread(claim.sentence, target, "the end of a delay")
        elif claim.when == max(days, key=lambda when: when.text):
            yield from self._moved(claim, Move("accelerate_effective"), target)

    def named(self, claim: DateClaim) -> Iterator[tuple[Reference, ...]]:
        """Yield what else a claim is about, or may be, if it was not read."""
        yield from self.about(claim)
        yield from self._cited(claim) if claim.unread else ()

    def _cited(self, claim: DateClaim) -> list[tuple[Reference, ...]]:
        """Return what a sentence that was not read cites, where it tells of force: it may be moved."""
        if is_other(claim) and not changes(claim.sentence, 0, len(claim.sentence)):
            return []
        names = acted_on(claim.sentence, 0, len(claim.sentence))
        return [all_names(self._read.targets, each) for name in names for each in find_references(name)]

    def _deadline(self, claim: DateClaim) -> Iterator[Statement]:
        """State what is neither effective nor about comments: a day to do something by, or a window."""
        if claim.act == "enforce" and self._read.dateless and not claim.of_summary:
            window = attrs.evolve(claim, scope=None)  # of which area it is, the document says
            if claim.until is None and is_day(claim.when):
                window = attrs.evolve(window, until=attrs.evolve(claim.when, inclusive=True))
            yield from self._moved(window, Move("set_effective"))
        if claim.act == "actual_notice":  # it binds those who have notice (5 U.S.C. 552(a)(1))
            if claim.until is not None:
                noticed = attrs.evolve(claim, kind="set_effective", scope=None, condition="with actual notice")
                for said in self._moved(noticed, Move("set_effective")):
                    yield attrs.evolve(said, parties=_NOTICED)
        else:
            name = claim.name or "deadline"
            due = attrs.evolve(claim, scope=None, scope_except=None, hours=())
            binds = moves.BINDS.match(name) if claim.act in ("begin", "window") else None
            move = Move("set_applicability", binds["what"]) if binds else Move("set_deadline", name)
            yield from self._moved(due, move)
            if claim.act in ("window", "enforce") and not binds and self._opens_later(claim):
                opens = attrs.evolve(due, until=None, act=None)
                yield from self._moved(opens, Move("set_deadline", f"start of {name}"))

    def _opens_later(self, claim: DateClaim) -> bool:
        """Whether a window begins after publication and on another day than it ends."""
        published, begin = self._read.document.published_on, claim.when.text[:10]
        ahead = claim.when.dated and published is not None and begin > published.isoformat()
        return ahead and claim.until is not None and begin != claim.until.text[:10]

    def about(self, claim: DateClaim) -> Iterator[tuple[Reference, ...]]:
        """Return what else a claim is about: the names of each document."""
        named = (reference for text in claim.target for reference in find_references(text))
        groups = [all_names(self._read.targets, each) for each in named if each.kind is not ReferenceKind.CFR]
        groups = [each for each in groups if claim.act == "confirm" or not is_in_passing(claim.sentence, each)]
        verbs = moves.ON_OTHERS.get(claim.kind) or moves.ON_OTHERS.get((claim.kind, claim.act), frozenset())
        if (claim.name, claim.act) == ("reply comments", "extend"):
            verbs = moves.OF_REPLIES
        if claim.kind == "set_effective" and (
            claim.act == "confirm" or (claim.act is None and moves.OF_THE_RULE.search(claim.sentence))
        ):
            verbs = moves.CONFIRMED  # "The effective date of the DFR is D", in what confirms it
            verbs = verbs | {"correct"} if _REMAINS.search(claim.sentence) else verbs
        if not groups and verbs:
            groups = [
                each.references for each in self._read.targets if each.deed.verb in verbs and not each.deed.proposed
            ]
            done = any(deed.verb in verbs and not deed.proposed for deed in self._read.classification.deeds)
            done = done or (claim.kind, claim.act) in moves.OF_A_STAY
            done = done or moves.stays_throughout(claim, self._read.claims)
            groups = groups or ([(NAMELESS,)] if done and claim.kind in moves.BY_TITLE_ALONE else [])
        yield from dict.fromkeys(groups)

    def _ends(self, target: Sequence[Reference]) -> str | None:
        """Return the kind of event by which this document ends another one on the day of a claim, if it does."""
        names = {(each.kind, each.name) for each in target}
        for each in self._read.targets:
            same = not names.isdisjoint((name.kind, name.name) for name in each.references)
            if same and each.deed.verb in ENDINGS and not each.deed.proposed:
                return each.deed.verb
        return None

    def _moved(self, claim: DateClaim, move: Move | None, target: tuple[Reference, ...] = ()) -> Iterator[Statement]:
        if move is None or (self._read.proposed and move.kind not in moves.IN_PROPOSALS):
            return
        if claim.hours and move.kind in moves.SPANS and (found := windows(claim, self._read.place)):
            for window in found:
                yield from self._moved(window, move, target)
            return
        claim = with_last_day(claim, self._read.claims)
        part = self._read.parts.of_claim(claim, move, of_another=bool(target))
        begin, end = span(claim, move, self._read.document.published_on)
        if move.kind == "stay" and begin == _UNKNOWN and (end is None or not _IF.search(claim.sentence)):
            begin = self._read.begins  # what "is stayed" is so from when this takes effect, or is published
        ends = move.kind not in moves.DEADLINES and is_day(end) and end is not None and not end.inclusive
        ends = ends and claim.act != "actual_notice"  # from its end all are bound
        flags = (
            *(["derived_date"] if claim.derived else []),
            *(["end_ambiguous"] if ends or (move.kind in moves.DEADLINES and may_include(claim)) else []),
            *(["zone_assumed"] if claim.zone is None and self._read.place is None and is_timed(claim) else []),
            *(["weekday_differs"] if _misnamed(claim, begin, end) else []),
            *(
                ["late_delay"]
                if move.kind in _EXTENDS and claim.prior and self._read.is_earlier(claim.prior[-1])
                else []
            ),
            *part.flags,
            *self._read.flags,
        )
        said = Statement(
            move.kind, claim.sentence, target, begin, end, part.parts, part.exclude, part.parties,
            as_of=self._holds_from(claim, move, target), condition=claim.condition, name=move.name, note=part.note,
            flags=flags, covered=part.covered if target or move.kind == "set_expiry" else (),
        )  # fmt: skip
        yield from with_rest(said, part)
        if move.kind in _SHIFTS and target and claim.until is not None and claim.until.dated:
            yield attrs.evolve(said, kind="extend_expiry", when=None, until=claim.until, note=None)
        if part.unread_exclude:
            yield Statement.unread(claim.sentence, target, "what is left out")

    def _holds_from(self, claim: DateClaim, move: Move, target: tuple[Reference, ...]) -> When | None:
        """Return the day from which an act on another document holds, if not from its publication."""
        issued = next((each.published_on for each in target if each.published_on is not None), None)
        told = f"{self._read.document.action} {self._read.document.title} {claim.sentence}"
        if issued and move.kind == "delay_effective" and _REACHES_BACK.search(told):
            return When.parse(issued)
        if move.kind in _EXTENDS and claim.prior and self._read.is_earlier(claim.prior[-1]):
            return claim.prior[-1]  # "is extended from August 7, through August 27", published on August 17
        return self._read.as_of if target else None


def _is_lifted(sentence: str) -> bool:
    """Return whether a sentence says that a delay is over."""
    over = _OVER.search(sentence) or moves.DELAY_ENDED.search(sentence)
    return over is not None and is_asserted(sentence)


_NOTICED = "those with actual notice"


def _misnamed(claim: DateClaim, begin: When | None, end: When | None) -> bool:
    """Return whether a day of a claim is printed with the weekday of another."""
    days = misnamed(claim.sentence)
    return bool(days) and not days.isdisjoint(when.text[:10] for when in (begin, end) if when is not None)
