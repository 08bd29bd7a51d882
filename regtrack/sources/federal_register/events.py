"""From a document to what the ledger records: the document, its instrument, and its events.

What a claim or a deed becomes is a row of a table (``moves.py``). A proposal says what may come and never
changes its target; a final document acts on itself and on what it cites. What it cites and the ledger does not hold is
recorded as well, under the citation, so that nothing waits unseen; it is joined to the document when that arrives.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from regtrack.citations import Reference
from regtrack.dates import iso_instant, tick_of
from regtrack.model.document import Document, Evidence
from regtrack.model.event import Event
from regtrack.model.inbox import UNREAD
from regtrack.model.instrument import Instrument, Relation
from regtrack.model.kinds import INSTRUMENT_KINDS, Certainty, Dimension
from regtrack.model.posting import TARGET_INFERRED
from regtrack.model.provision_text import Amendatory
from regtrack.model.when import When
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register._events import approvals, delayed, guards, published, recited, terms
from regtrack.sources.federal_register._events.api_dates import dated_by_api
from regtrack.sources.federal_register._events.courts import NAMELESS
from regtrack.sources.federal_register._events.ends import ENDED_EARLY, OPENED
from regtrack.sources.federal_register._events.instruments import (
    amendatory_of,
    instrument_of,
    kind_of,
    stand_in,
    with_parts,
)
from regtrack.sources.federal_register._events.meant import (
    all_given,
    borne_out,
    ends_a_thing,
    has_title,
    nameless,
    same_title,
    suspended,
)
from regtrack.sources.federal_register._events.papers import api_paper_of, paper_of
from regtrack.sources.federal_register._events.provisions import (
    LIVE,
    RulesOnProvision,
    by_rule,
    is_section,
)
from regtrack.sources.federal_register._events.spans import days_of
from regtrack.sources.federal_register._events.subject import subjects
from regtrack.sources.federal_register.acts import is_draft
from regtrack.sources.federal_register.deeds import DEEDS, ENDINGS, having
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.identity import cited_id, key_of, own_id
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.references.finder import days_in, find_references
from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text.recitals import PLANNED, RECITED
from regtrack.sources.federal_register.text.sentences import sentence_at
from regtrack.sources.federal_register.text.statement import Modality, Statement

Item = Document | Instrument | Event | Amendatory
_LASTING = having("lasting")
_RELATED = ("stay", "delay_effective", "delay_compliance", "extend_comment", "reopen_comment")
_RELATIONS = {kind: DEEDS[kind].relation for kind in _RELATED}
"""What may later be lifted, or is asked for, by the name of the document that did it."""
_BEGINS = frozenset(("set_effective", "accelerate_effective"))
_AGAIN = re.compile(r"(?<!not )\b(?:again\b|back in (?:force|effect)\b|resum(?:es?|ed|ing)\b)", re.IGNORECASE)
"""Of a rule that takes effect once more: nothing else tells that its stay is over."""
_SAID_OF = re.compile(r"Said of: (.+)\.")
"""The note of a statement about the whole, with the words that it is said of."""
_PROPOSAL = re.compile(r"\bpropos|\b(?:AN|SN|N)?PRM\b|\badvance notice\b", re.IGNORECASE)
_LONG = dt.timedelta(days=366)
"""By then a rule has taken effect of whose day nothing is told."""
_MOVES_A_RULE = moves.OF_FORCE | ENDINGS | {"lift_stay", "vacate"}
_ENDED = ENDINGS | having("elsewhere")


def compile_document(document: RegisterDocument, register: LedgerRegister) -> list[Item]:
    """Return what the ledger records of a document: it, its instrument, what it cites and is not there, and its events.

    The events' keys begin with :func:`~regtrack.sources.federal_register.identity.key_of` and a colon; together they
    are all that the document states, so that a key which is not said any more was taken back.
    """
    return _DocumentCompiler(document, register).items()


_BROUGHT_BACK = re.compile(
    r"\breinstat\w+ (?:the|its|that|our) (?:[\w-]+ ){0,4}?rules?\b(?:(?!\b(?:which|before|as (?:it|they))\b)[^.;])*?"
    r"\d FR \d[^.;]{0,24}?\b(?:which|that)\b[^.;]*?\bhad\b",
    re.IGNORECASE,
)
"""Of a rule that is in force again: what ended it is told of an earlier time."""


class _DocumentCompiler:
    """One document."""

    def __init__(self, document: RegisterDocument, register: LedgerRegister) -> None:
        self.document, self.register = document, register
        self.reading = DocumentReading(document)
        self.classification = self.reading.classification
        self.proposed = self.classification.stage == "proposed"
        self.own, self.key = register.own(document), key_of(document)
        self.announces = self.classification.stage == "final" and approvals.is_announced(document)
        self.published = When.parse(document.published_on) if document.published_on else None
        filed = document.filed_at or register.filed_at(document)
        self.filed = When.parse(iso_instant(tick_of(filed))) if filed is not None else None
        self.events: dict[str, Event] = {}
        self.stand_ins: dict[str, Instrument] = {}
        self.relations: dict[Relation, None] = {}
        self.named: dict[str, set[tuple[str, dt.date | None]]] = {}

    def items(self) -> list[Item]:
        """All of it, in the order in which it can be recorded."""
        self._state_issue()
        own: Statement | None = None
        for statement in self.reading.statements():
            self._state(statement)
            if statement.kind == "set_effective" and not (statement.target or statement.parts):
                own = statement
        if self.announces and own is not None:
            self._doubt_announced(own)
        self._doubt_suspended(own)
        self._state_term()
        recited.set_apart(self.events, self.own, self.document.published_on)
        for id_ in dict.fromkeys(subjects(self.document, self.events.values(), self.own, self.register)):
            summary = "Not read: what it does to the rule that it is about."
            self._add(
                f"{UNREAD}:{id_}", "note", id_, self.document.title, name=UNREAD, flags=(UNREAD,), summary=summary,
                as_of=self._first_day(),
            )  # fmt: skip
        for id_, item in self.stand_ins.items():
            self._state_of_cited(id_, item)
        self._doubt_recited()
        self._recite_of_cited()
        from_api = self._state_api_dates()
        if len(self.events) > 1:
            checked = guards.checked(self.events.values(), self.document.published_on)
            self.events = {each.key: each for each in checked}
        found: list[Item] = [
            paper_of(self.document, self.published),
            *([api_paper_of(self.document, self.published)] if from_api else []),
            *self.stand_ins.values(),
        ]
        if self.own == own_id(self.document):
            events = tuple(self.events.values())
            kind = kind_of(self.document, self.classification, events, self.own)
            document = with_parts(self.document, events, self.own)
            found.append(instrument_of(document, self.own, kind, tuple(self.relations), self.reading.zone))
        corrections = [each for each in self.events.values() if each.kind == "correct" and each.target != self.own]
        correction = corrections[0] if len(corrections) == 1 else None
        instructions = amendatory_of(self.document, self.own, self.key, correction)
        return [*found, *self.events.values(), *([instructions] if instructions is not None else [])]

    def _doubt_recited(self) -> None:
        """Doubt a rule of which DATES tells an earlier delay that is not recorded: it was not in force meanwhile."""
        acts = [e for e in self.events.values() if e.kind in _MOVES_A_RULE and e.target != self.own]
        text, rule = self.document.dates or "", acts[0].target if acts else self.own
        if len({each.target for each in acts}) != 1:
            return
        last = self._state_last_delay(rule, text) if all(e.kind in ENDINGS and not e.parts for e in acts) else None
        for each in recited.earlier_pauses(text) if rule not in self.stand_ins else ():
            if self.register.cited(each) != rule and not self.register.is_recorded(each) and each.name != last:
                self._add(
                    f"{UNREAD}:recited:{each.name}", "note", rule, sentence_at(text, each.start, each.end),
                    name=UNREAD, flags=(UNREAD,), summary=f"Not read: the delay at {each.name}, which is not recorded.",
                    as_of=When.parse(each.published_on) if each.published_on else None,
                )  # fmt: skip

    def _state_last_delay(self, rule: str, dates: str) -> str | None:
        """State until when a rule is delayed that is ended, as its end tells; return the page of that delay."""
        day = self.document.published_on
        told = recited.last_delay(dates, self.document.abstract or "", day) if day is not None else None
        if told is None or (told.page is not None and self.register.is_recorded(told.page)):
            return None
        since = When.parse(told.since) if told.since is not None else None
        if told.until is not None:
            until = When.parse(told.until)
            self._add("delay_effective:told", "delay_effective", rule, told.sentence, effect=until, as_of=since)
            return told.page.name if told.page is not None else None
        if told.page is None and not self.register.is_live(rule, "accelerate_effective", self.document):
            self._add(
                f"{UNREAD}:delayed", "note", rule, told.sentence, name=UNREAD, flags=(UNREAD,), as_of=since,
                summary="Not read: until when it was delayed.",
            )  # fmt: skip
        return None

    def _recite_of_cited(self) -> None:
        """Recite of what is only cited when it was published, and that it is in force by a day that an act tells."""
        acts: dict[str, list[Event]] = {}
        for each in self.events.values():
            if each.target != self.own:
                acts.setdefault(each.target, []).append(each)
        text = "\n".join(filter(None, (self.document.dates, self.document.abstract)))
        open_ = any(e.kind == "set_effective" and e.effect and not e.effect.exact for e in self.events.values())
        for id_, events in acts.items():
            if self.register.is_issued(id_):
                continue
            named = [each for each in find_references(text) if self._is_named(each, id_)]
            plan = recited.old_day(events)
            if plan is not None and not any(each.kind == plan.kind for each in events):
                self._plan(plan, id_, events)
            issue = published.issue_of(text, named, events, self.document.published_on)
            self._recite_issue(id_, issue)
            if not (self.proposed or open_):
                self._imply_begin(id_, events, named, text)
                self._presume_begin(id_, events, issue, text)

    def _recite_issue(self, id_: str, issue: published.Issue | None) -> None:
        """Recite when something was published, as what it is put down for; a rule is no notice."""
        if issue is None:
            return
        item = self.stand_ins.get(id_)
        if item is not None and INSTRUMENT_KINDS[item.kind] is not INSTRUMENT_KINDS[issue.instrument]:
            self.stand_ins[id_] = item = attrs.evolve(item, kind=issue.instrument)
        kind = item.kind if item is not None else self.register.sort_of(id_)
        if kind is not None and INSTRUMENT_KINDS[kind] is INSTRUMENT_KINDS[issue.instrument]:
            self._add(
                f"{issue.event}:{id_}", issue.event, id_, issue.quote, effect=When.parse(issue.on), issued=None,
                available=None,
            )  # fmt: skip

    def _imply_begin(self, id_: str, events: Sequence[Event], named: Sequence[Reference], text: str) -> None:
        """Recite that what is only cited is in force by the day on which it has to be met, or is stayed no more."""
        last = recited.implied(events)
        if (
            last is None
            or last.effect is None
            or (recited.PAUSING & {e.kind for e in events} and recited.may_wait(text))
        ):
            return
        quote = last.evidence[0].quote or ""
        if moves.PUBLISHED_ACT.search(quote) and any(each.name in quote for each in named):
            return  # it is the document that stays something, and not what is stayed
        days = (each.published_on for each in named if each.published_on)
        if (printed := min(days, default=None) or self.register.recited_on(id_)) is not None:
            self._add(
                "recite_effective:implied", "recite_effective", id_, quote, issued=None,
                effect=When.parse(f"{printed}..{last.effect.text[:10]}"), available=None,
                parts=last.parts if last.kind == "lift_stay" else (),
            )  # fmt: skip

    def _presume_begin(self, id_: str, events: Sequence[Event], issue: published.Issue | None, text: str) -> None:
        """Recite that a rule had begun a year after it was published, where what is done to it presupposes that."""
        if issue is not None and issue.instrument != "final_rule":
            return
        on = issue.on if issue is not None else self.register.recited_on(id_)
        recitals = (e for e in self.events.values() if e.target == id_ and e.kind == RECITED)
        told = any(not (e.parts or e.exclude) and (e.effect is None or e.effect.exact) for e in recitals)
        if on is not None and not told and recited.has_begun(events, text):
            self._add(
                f"{RECITED}:presumed", RECITED, id_, events[0].evidence[0].quote, issued=None, available=None,
                effect=When.parse(f"{on}..{on + _LONG}"), flags=("derived_date",),
            )  # fmt: skip

    def _is_named(self, reference: Reference, id_: str) -> bool:
        """Return whether a reference names an instrument, or what is put down for it now."""
        return id_ in (self.register.cited(reference), cited_id(reference))

    def _first_day(self) -> When | None:
        """Return the first day that the document prints before its own: what was not read may reach back to it."""
        text, published = f"{self.document.dates or ''} {self.document.abstract or ''}", self.document.published_on
        days = {each.on for each in days_in(text) if each.on is not None and published and each.on < published}
        if days:  # what was published on one of them is told of, and not acted on
            days -= {each.published_on for each in find_references(text)}
        return When.parse(min(days)) if days else None

    def _state_issue(self) -> None:
        document = self.document
        if (signed := self._signed()) is not None:
            self._add("sign", "sign", self.own, document.action, issued=signed, filed=None, published=None)
        proposed = self.classification.kind == "proposed_rule" or is_draft(document, self.classification.deeds)
        kind = "propose" if proposed else "publish"
        self._add("publish", kind, self.own, document.action)

    def _state_of_cited(self, id_: str, item: Instrument) -> None:
        """State that what is only cited is a proposal, where nothing but a deadline of it is moved."""
        events = [each for each in self.events.values() if each.target == id_]
        if item.kind != "proposed_rule" or any(each.row.dimension is not Dimension.DEADLINE for each in events):
            return
        for text in filter(None, (self.document.dates, self.document.abstract)):
            places = (text.find(name) for name in (*item.citation, *item.document_number))
            told = (sentence_at(text, place, place + 1) for place in places if place >= 0)
            if proposal := next((each for each in told if _PROPOSAL.search(each)), None):
                self._add("cited", "propose", id_, proposal)
                return

    def _signed(self) -> When | None:
        """Return the day from which a Presidential text counts, whoever prints it later (N10)."""
        signed = self.document.signed_on if self.document.type is DocumentType.PRESIDENTIAL else None
        return When.parse(signed) if signed is not None else None

    # --- statements ---------------------------------------------------------------------------------------------------

    def _state(self, said: Statement) -> None:
        """Record a statement, about itself or about the instrument that its target names."""
        if said.modality is Modality.RECITED:
            self._recite(said)
            return
        if said.label in (ENDED_EARLY, OPENED):
            self._undo(said)
            return
        if said.kind == "set_effective" and not said.target and self.announces and self._announce(said):
            return
        reference, id_ = self._meant(said.target, final=said.kind in moves.OF_FORCE)
        undated = said.modality in (Modality.NAMED, Modality.PROPOSED)
        if said.target and id_ is None and said.modality is Modality.UNREAD:
            said = attrs.evolve(said, target=())
        elif said.target and id_ is None:
            id_, inferred = self._same_title(said)
            said = attrs.evolve(said, flags=(*said.flags, TARGET_INFERRED)) if inferred else said
            left = said if id_ is not None else self._on_provisions(said)
            if left is None:
                return
            said = left
            same = (e for e in self.events.values() if moves.says_again(said.kind, e.kind))
            told = any((e.target == self.own) == (said.kind in moves.DEADLINES) for e in same)
            if id_ is None and undated and (told or said.label not in _LASTING):
                return
            if id_ is None and said.kind == "stay" and said.until is not None and said.until.dated and said.when:
                whole = attrs.evolve(said, kind="set_effective", target=(), parts=(), relation=None, flags=())
                self._state(whole)  # a suspension of what nobody can name: it lasts as long
            said = said if id_ is not None else nameless(said, self.published)
        elif id_ in self.stand_ins and (other := self._same_title(said, dated=True)[0]) is not None:
            id_ = self._mend(id_, other)
        elif not said.target and said.kind == "stay":
            self._doubt_on_provisions(said, self._rules_on_provisions(said))
        id_ = self._through(said, id_, undated=undated) if id_ is not None else None
        if said.target and id_ == self.own:
            return
        again = said.kind in _BEGINS and bool(said.target) and _AGAIN.search(said.quote or "") is not None
        if again and id_ is not None and self.register.is_live(id_, "lift_stay", self.document):
            said = attrs.evolve(said, kind="lift_stay")  # it had begun, and begins no second time
        if said.kind in _BEGINS and said.target and id_ is not None:
            said = delayed.of_page(said, id_, self.register)
        lifted = said.kind == "accelerate_effective" and moves.DELAY_LIFTED.search(said.quote or "") is not None
        if lifted and id_ is not None and self._is_stayed(id_):
            said = attrs.evolve(said, kind="lift_stay")  # "the postponement is lifted" of what is in force
        if said.kind == "withdraw_proposal" and id_ is not None and self.register.title_of(id_):
            said = attrs.evolve(said, kind="withdraw_final")  # a direct final rule, withdrawn among proposals
        said = all_given(said, id_, self.register) if id_ is not None and said.target else said
        ends = said.kind in ENDINGS and self._own_term() is None and any(map(ends_a_thing, self._of_own()))
        if undated and said.kind in _MOVES_A_RULE and (ends or self._is_to_come(said.target)):
            said = Statement.unread(said.quote, said.target, "on which day it acts")
        self._record(said, id_, reference, undated=undated)

    def _is_stayed(self, id_: str) -> bool:
        """Return whether something of a rule is stayed, and nothing of it waits."""
        stayed, waits = (self.register.is_live(id_, kind, self.document) for kind in ("lift_stay", "delay_effective"))
        return stayed and not waits

    def _is_to_come(self, target: Sequence[Reference]) -> bool:
        """Return whether an undated act may have a day to come: beside the citation, or in DATES, and not read.

        Nothing is cited that is not yet published: "withdraws the rule (89 FR 1) on D".
        """
        days = {each.published_on for each in target if each.consistent}  # of another year than its volume: a misprint
        if target == (NAMELESS,):
            read = {on for each in self.reading.claims for on in days_of(each)}
            days = {each.on for each in days_in(self.document.dates or "")} - read
        return any(each is not None and each > (self.document.published_on or each) for each in days)

    def _through(self, said: Statement, id_: str, *, undated: bool) -> str:
        """Return what a statement acts on that names the document which stays or delays it; else what it names."""
        named = delayed.is_named(said)
        whole = said.kind == "set_effective" and not (said.parts or said.covered or named)
        through = (said.kind in moves.THROUGH and not whole) or said.modality is Modality.UNREAD
        # SUMMARY of what extends a stay: "is staying"; or a stay that takes the place of another
        again = said.kind == "stay" and (undated or bool(said.parts))
        act = named or ((through or again) and moves.PUBLISHED_ACT.search(said.quote or "") is not None)
        if not (through or act):
            return id_
        passed = moves.THROUGH.get(said.kind) or [by for every in moves.THROUGH.values() for by in every]
        rule = next(filter(None, (self.register.moved_by(id_, each, is_the_act=act) for each in passed)), id_)
        if rule != id_ and not undated and said.kind in ("extend_stay", "lift_stay"):
            self._end_of_stay(said, id_)
        return rule

    def _announce(self, said: Statement) -> bool:
        """Record the provisions that a document makes effective in the rule that they are of; return whether it did.

        They are those of the rule that it cites, or that waits on them under its title. Where that is not clear, what
        waits is in doubt.
        """
        parts = said.parts or said.exclude if said.label == "rest" else said.parts
        text = f"{self.document.dates} {self.document.abstract}"
        amended = {target for each in self.document.instructions for target in each.targets}
        if not parts or any(target.startswith(parts) for target in amended):
            return False
        waits = self._waiting(parts)
        cited = {self.register.cited(each, final=True): each for each in find_references(text)}
        known = {id_ for id_ in cited if id_ is not None} - {self.own}
        headed = approvals.is_headed(self.document)
        alone = headed or all(has_title(each, self.document, self.register) for each in known)
        rules = {each.target for each in waits.values()} & known or (known if alone else set())
        if not known:
            rules = {each.target for each in waits.values() if has_title(each.target, self.document, self.register)}
        rule = rules.pop() if len(rules) == 1 else None
        if rule is None:
            self._doubt_on_provisions(said, waits)
        elif said.label != "rest":
            self._record(said, rule, cited.get(rule), undated=False)
        return rule is not None

    def _doubt_announced(self, own: Statement) -> None:
        """Doubt what waits on provisions that a document names, where it tells its own day alone."""
        if all(each.target == self.own for each in self.events.values()):
            named = self.reading.scopes.named(f"{self.document.dates} {self.document.abstract}").parts
            self._doubt_on_provisions(own, self._waiting(named))

    def _doubt_suspended(self, own: Statement | None) -> None:
        """Doubt provisions of which a use is suspended: nobody tells whether they are whole in force."""
        told = self.reading.ends.suspended_uses() if self.classification.stage != "proposed" else ()
        since = own.when if own is not None and own.when is not None and self.reading.is_earlier(own.when) else None
        for id_, part, sentence in suspended(told, self.document, self.reading.scopes, self.register, self.own):
            if any(e.target == id_ and part in e.parts and e.kind in moves.OF_FORCE for e in self.events.values()):
                continue  # it was read
            self._add(
                f"{UNREAD}:{id_}:{part}", "note", id_, sentence, name=UNREAD, flags=(UNREAD,), parts=(part,),
                as_of=since, summary="Not read: what is left of a provision of which a use is suspended.",
            )  # fmt: skip

    def _waiting(self, parts: Sequence[str]) -> dict[str, RulesOnProvision]:
        """Return the rules that wait on sections, by section."""
        kind = "accelerate_effective"
        return {each: self.register.on_provision(each, kind, self.document) for each in parts if is_section(each)}

    def _recite(self, said: Statement) -> None:
        """Record what is recited of a rule that the document acts on; of any other nobody asked."""
        done: dict[str, list[Event]] = {}
        for each in self.events.values():
            if each.target != self.own:
                done.setdefault(each.target, []).append(each)
        rule = recited.rule_of(said, done, self.named)
        acts = done.get(rule, []) if rule is not None else []
        if said.mode == PLANNED:
            if rule is not None:
                self._plan(said, rule, acts)
            return
        extent = recited.extent_of(said, acts)
        if rule is not None and extent is not None:
            self._take_back(said)
            self._add(
                said.kind, said.kind, rule, said.quote, effect=said.when, parts=extent[0], exclude=extent[1],
                issued=None, available=None,
            )  # fmt: skip

    def _plan(self, said: Statement, rule: str, acts: Sequence[Event]) -> None:
        """Recite for which day a rule was meant; until then it had not begun."""
        day = self.document.published_on
        plan = recited.planned(said, acts, day) if day is not None else None
        if plan is not None:
            self._take_back(said)
            self._add(
                f"{said.kind}:{PLANNED}", said.kind, rule, said.quote, issued=None, available=None, **plan
            )  # fmt: skip

    def _take_back(self, said: Statement) -> None:
        """Let a day be no own one that is told of the rule on which the document acts: "The rule was effective D"."""
        for key, each in list(self.events.items()):
            own = (each.target, each.kind, each.effect) == (self.own, "set_effective", said.when)
            if own and each.evidence[0].quote == said.quote:
                del self.events[key]

    def _undo(self, said: Statement) -> None:
        """Record that something temporary is over before its time, where the ledger bears out that it is meant."""
        reference, id_ = self._meant(said.target)
        if not said.target:
            id_ = self.register.closed_on(self.document, said.begun.text) if said.begun is not None else None
        if id_ is None or id_ == self.own:
            return
        said = borne_out(said, id_, self.document, self.register, unknown=id_ in self.stand_ins)
        self._record(said, id_, reference, undated=False)

    def _record(self, said: Statement, id_: str | None, reference: Reference | None, *, undated: bool) -> None:
        """Record a statement about an instrument; None for the document itself."""
        target = id_ or self.own
        self.named.setdefault(target, set()).update((each.name, each.published_on) for each in said.target)
        ended = any(e.target == target and e.kind in _ENDED for e in self.events.values())
        if said.kind == "reinstate" and ended and not _BROUGHT_BACK.search(said.quote or ""):
            return  # "repeals the rule and restores the regulations as they were" brings others back
        if said.kind == "set_expiry" and any(
            (e.kind, e.target, e.until) == (said.kind, target, said.until) for e in self.events.values()
        ):
            return
        relation = said.relation or (_RELATIONS.get(said.kind) if target != self.own else None)
        if relation is not None:
            self.relations[Relation(relation, target)] = None
        again = said.label if said.label == "move_deadline" else said.kind
        if undated and any(e.target == target and moves.says_again(again or "", e.kind) for e in self.events.values()):
            return
        when, until = said.when, said.until
        if undated and (own := self._own_term()) is not None:
            when = own.effect if said.kind in moves.WITH_OWN_DATE and when is None else when
            until = self._own_end(own) or until if said.kind in moves.WITH_OWN_END else until
        if said.kind == "extend_expiry" and id_ is not None and (words := _SAID_OF.fullmatch(said.note or "")):
            said = attrs.evolve(said, parts=self.register.part_named(id_, words[1]))
        others = set(self.register.cfr_of(target)) - set(said.covered) if said.covered and id_ is not None else ()
        parts = said.covered if others else said.parts
        named = (*parts[:2], f"and {len(parts) - 2} more") if len(parts) > 3 else (*parts, said.parties)
        what = (said.label or said.kind, None if undated else said.name, reference.name if reference else None)
        self._add(
            ":".join(filter(None, (*what, *(() if undated else named)))), said.kind, target, said.quote,
            effect=when, until=until, parts=parts, exclude=said.exclude, parties=said.parties, as_of=said.as_of,
            name=said.name, condition=said.condition, mode=said.mode, note=said.note, summary=said.summary,
            flags=said.flags,
            evidence=tuple(Evidence(self.key, quote or None) for quote in (said.quote, *filter(None, [said.against]))),
        )  # fmt: skip

    def _on_provisions(self, said: Statement) -> Statement | None:
        """Record what an act that names provisions alone does to the rules on them; return what is left of it."""
        found = self._rules_on_provisions(said)
        for id_, parts in by_rule(found.items()).items():
            done = attrs.evolve(said, parts=parts, flags=(*said.flags, TARGET_INFERRED))
            self._record(done, id_, None, undated=said.modality is Modality.NAMED)
        self._doubt_on_provisions(said, {part: rules for part, rules in found.items() if rules.target is None})
        left = tuple(part for part in said.parts if part not in found or found[part].target is None)
        return attrs.evolve(said, parts=left) if left or not found else None

    def _rules_on_provisions(self, said: Statement) -> dict[str, RulesOnProvision]:
        if said.kind not in LIVE or said.exclude:
            return {}
        return {
            part: self.register.on_provision(part, said.kind, self.document) for part in said.parts if is_section(part)
        }

    def _doubt_on_provisions(self, said: Statement, found: Mapping[str, RulesOnProvision]) -> None:
        """Doubt the rules that an act on provisions may be done to, each on those that it is on."""
        doubted: dict[str, list[str]] = {}
        for part, rules in found.items():
            for id_ in filter(None, (rules.target, *rules.doubted)):
                doubted.setdefault(id_, []).append(part)
        for id_, parts in doubted.items():
            if not any(e.target == id_ and UNREAD in e.flags and e.parts == tuple(parts) for e in self.events.values()):
                self._add(
                    f"{UNREAD}:{id_}", "note", id_, said.quote, name=UNREAD, flags=(UNREAD,), parts=tuple(parts),
                    as_of=said.as_of, summary="Not read: which rule on the provision it acts on.",
                )  # fmt: skip

    def _mend(self, stand_in: str, known: str) -> str:
        """Take a page for a misprint, in all that the document says of it: the ledger has that title of that day."""
        del self.stand_ins[stand_in]
        self.events = {
            key: attrs.evolve(each, target=known) if each.target == stand_in else each
            for key, each in self.events.items()
        }
        self.relations = {
            attrs.evolve(each, target=known) if each.target == stand_in else each: None for each in self.relations
        }
        return known

    def _same_title(self, said: Statement, *, dated: bool = False) -> tuple[str | None, bool]:
        return same_title(self.document, self.register, said, dated=dated)

    def _of_own(self) -> list[Event]:
        return [each for each in self.events.values() if each.target == self.own]

    def _own_term(self) -> Event | None:
        """Return the event by which the document itself takes effect, with its end if it has one."""
        own = (e for e in self.events.values() if e.kind == "set_effective" and e.target == self.own)
        return next((each for each in own if each.effect is not None and each.effect.dated), None)

    def _own_end(self, own: Event) -> When | None:
        """Return the end of the document itself, told with its beginning or by itself."""
        ends = (e.until for e in self.events.values() if e.kind == "set_expiry" and e.target == self.own)
        return own.until or next(ends, None)

    def _state_term(self) -> None:
        """State that a document which only stays something for a time is over with its stay."""
        ends = terms.of_stays(self.document, self.reading.classification, self.events.values(), self.own)
        if ends is None:
            return
        begin = ends.effect if ends.effect is not None and self.reading.is_earlier(ends.effect) else self.published
        own = next((key for key, e in self.events.items() if e.kind == "set_effective" and e.target == self.own), None)
        if own is not None:
            self.events[own] = attrs.evolve(self.events[own], until=ends.until)
        else:
            quote = ends.evidence[0].quote
            self._add(terms.TERM, "set_effective", self.own, quote, effect=begin, until=ends.until)

    def _end_of_stay(self, said: Statement, paper: str) -> None:
        """State when a document is over that stays something, where its stay is extended or lifted."""
        if not self.register.ends(paper) or (
            said.kind == "lift_stay" and not self.register.stays_only(paper, said.parts)
        ):
            return
        end = said.until if said.kind == "extend_stay" else said.when or self.published
        kind = "extend_expiry" if said.kind == "extend_stay" else "set_expiry"
        if end is not None and end.dated:
            self._add(f"{kind}:{paper}", kind, paper, said.quote, until=end)

    # --- what the API says beside the text ----------------------------------------------------------------------------

    def _state_api_dates(self) -> bool:
        """State what only the API dates; return whether it dates anything more."""
        found = list(dated_by_api(self.document, self.reading.claims, self.events, self.own, proposed=self.proposed))
        for kind, quote, fields in found:
            evidence = (Evidence(f"{self.key}:api", quote),)
            self._add(f"{kind}:api", kind, self.own, None, evidence=evidence, **fields)
        return bool(found)

    # --- parts of items -----------------------------------------------------------------------------------------------

    def _add(self, what: str, kind: str, target: str, quote: str | None, **fields: Any) -> None:
        key, number = f"{self.key}:{what}", 1
        while key in self.events:
            number += 1
            key = f"{self.key}:{what}#{number}"
        common = {
            "certainty": Certainty.PUBLISHED, "filed": self.filed, "published": self.published,
            "by": self.own if target != self.own else None,
            "evidence": (Evidence(self.key, quote or None),),
        }  # fmt: skip
        if kind not in ("sign", "publish") and (signed := self._signed()) is not None:
            common |= {"issued": signed, "available": signed}
        self.events[key] = Event(key=key, kind=kind, target=target, **{**common, **fields})

    def _meant(self, references: Sequence[Reference], *, final: bool = False) -> tuple[Reference | None, str | None]:
        """Return the instrument that these names of one document mean; the rule, and not its proposal, if ``final``.

        What the ledger does not hold is put down as cited.
        """
        for reference in references:
            known = self.register.cited(reference, final=final)
            if known is not None:
                return reference, known
        for reference in references:
            id_ = cited_id(reference)
            if id_ is not None:
                if id_ != self.own:
                    self.stand_ins.setdefault(id_, stand_in(id_, reference, references, self.classification))
                return reference, id_
        return None, None
