"""From a document to what the ledger records: the document, its instrument, and its events.

What a claim or a deed becomes is a row of a table (``moves.py``). A proposal says what may come and never
changes its target; a final document acts on itself and on what it cites. What it cites and the ledger does not hold is
recorded as well, under the citation, so that nothing waits unseen; it is joined to the document when that arrives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from regtrack.citations import Reference
from regtrack.model.document import Document, Evidence
from regtrack.model.event import Event
from regtrack.model.inbox import UNREAD
from regtrack.model.instrument import Instrument, Relation
from regtrack.model.posting import TARGET_INFERRED
from regtrack.model.provision_text import Amendatory
from regtrack.model.scope import path_of
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register._events import guards, instruments, meant, provisions, recited, turns
from regtrack.sources.federal_register._events.cited_rules import MOVES_A_RULE, CitedRules
from regtrack.sources.federal_register._events.courts import NAMELESS
from regtrack.sources.federal_register._events.ends import ENDED_EARLY, OPENED
from regtrack.sources.federal_register._events.gathered import GatheredEvents
from regtrack.sources.federal_register._events.spans import days_of
from regtrack.sources.federal_register._events.subject import subjects
from regtrack.sources.federal_register.acts import is_draft
from regtrack.sources.federal_register.deeds import DEEDS, ENDINGS, having
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.identity import own_id
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.references.finder import days_in, find_references
from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text.statement import Modality, Statement

Item = Document | Instrument | Event | Amendatory
_LASTING = having("lasting")
_RELATED = ("stay", "delay_effective", "delay_compliance", "extend_comment", "reopen_comment")
_RELATIONS = {kind: DEEDS[kind].relation for kind in _RELATED}
"""What may later be lifted, or is asked for, by the name of the document that did it."""
_LIFTS = frozenset(("lift_stay", "accelerate_effective"))
_OF_EFFECT = re.compile(r"\beffective(?:ness\b| dates?\b)", re.IGNORECASE)
"""Of a rule that waits: its date may be "extended through D" by those who delay it."""
_SAID_OF = re.compile(r"Said of: (.+)\.")  # the note of a statement about the whole, with the words that it is said of
_ENDED = ENDINGS | having("elsewhere")


def compile_document(document: RegisterDocument, register: LedgerRegister) -> list[Item]:
    """Return what the ledger records of a document: it, its instrument, what it cites and is not there, and its events.

    The events' keys begin with :func:`~regtrack.sources.federal_register.identity.key_of` and a colon; together they
    are all that the document states, so that a key which is not said any more was taken back.
    """
    return _DocumentCompiler(document, register).items()


class _DocumentCompiler(GatheredEvents):
    """One document."""

    def __init__(self, document: RegisterDocument, register: LedgerRegister) -> None:
        self.reading = DocumentReading(document)
        super().__init__(document, register, self.reading.classification)
        self.proposed = self.classification.stage == "proposed"
        self.announces = self.classification.stage == "final" and provisions.is_announced(document)

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
        if self._acts_on_others():
            self._state_term()
            ends = turns.day_of_end(self.document, self.events.values(), self.own)
            if ends is not None and self.own_term() is None:
                self.add("set_effective", "set_effective", self.own, ends.evidence[0].quote, effect=ends.effect)
            recited.set_apart(self.events, self.own, self.document.published_on)
        for id_ in dict.fromkeys(subjects(self.document, self.events.values(), self.own, self.register)):
            over = meant.ended_whole(self.document, self.classification.deeds, id_, self.register, self.own_term())
            if over is not None:
                self._record(over, id_, None, undated=False)
                continue
            summary = "Not read: what it does to the rule that it is about."
            self.add(
                f"{UNREAD}:{id_}", "note", id_, self.document.title, name=UNREAD, flags=(UNREAD,), summary=summary,
                as_of=self.first_day(),
            )  # fmt: skip
        cited = CitedRules(self)  # not kept: a circle is garbage for the collector alone
        for id_, item in self.stand_ins.items():
            cited.state_of_cited(id_, item)
        if self._acts_on_others():
            cited.doubt_recited()
            cited.recite_of_cited()
            self._state_what_follows()
        from_api = self._state_api_dates()
        if len(self.events) > 1:
            checked = guards.checked(self.events.values(), self.document.published_on)
            self.events = {each.key: each for each in checked}
        found: list[Item] = [
            instruments.paper_of(self.document, self.published),
            *([instruments.api_paper_of(self.document, self.published)] if from_api else []),
            *self.stand_ins.values(),
        ]
        if self.own == own_id(self.document):
            events = tuple(self.events.values())
            kind = instruments.kind_of(self.document, self.classification, events, self.own)
            document = instruments.with_parts(self.document, events, self.own)
            found.append(instruments.instrument_of(document, self.own, kind, tuple(self.relations), self.reading.zone))
        corrections = [each for each in self.events.values() if each.kind == "correct" and each.target != self.own]
        correction = corrections[0] if len(corrections) == 1 else None
        instructions = instruments.amendatory_of(self.document, self.own, self.key, correction)
        return [*found, *self.events.values(), *([instructions] if instructions is not None else [])]

    def _acts_on_others(self) -> bool:
        return any(each.target != self.own for each in self.events.values())

    def _state_issue(self) -> None:
        document = self.document
        if (signed := self.signed()) is not None:
            self.add("sign", "sign", self.own, document.action, issued=signed, filed=None, published=None)
        proposed = self.classification.kind == "proposed_rule" or is_draft(document, self.classification.deeds)
        kind = "propose" if proposed else "publish"
        self.add("publish", kind, self.own, document.action)

    def _state_what_follows(self) -> None:
        """State what the acts on others come to that nobody tells."""
        for turn in list(turns.carried(self.events.values(), self.own, self.register)):
            self.add(f"{turn.kind}:carried:{turn.target}", turn.kind, turn.target, turn.quote, **turn.fields)
        for each, since in list(turns.untold_pauses(self.events.values(), self.own, self.register)):
            quote = each.evidence[0].quote
            self.add("stay:untold", "stay", each.target, quote, effect=since, until=each.until, parts=each.parts)

    # --- statements ---------------------------------------------------------------------------------------------------

    def _state(self, said: Statement) -> None:
        """Record a statement, about itself or about the instrument that its target names."""
        if said.modality is Modality.RECITED:
            CitedRules(self).recite(said)
            return
        if said.label in (ENDED_EARLY, OPENED):
            self._undo(said)
            return
        if said.kind == "set_effective" and not said.target and self.announces and self._announce(said):
            return
        reference, id_ = self.meant(said.target, final=said.kind in moves.OF_FORCE)
        undated = said.modality in (Modality.NAMED, Modality.PROPOSED)
        if said.target and id_ is None and said.modality is Modality.UNREAD:
            said = attrs.evolve(said, target=())
        elif said.target and id_ is None:
            id_, inferred = meant.same_title(self.document, self.register, said)
            if id_ is None and said.kind == "stay" and not undated:
                (reference, id_), inferred = self.meant(meant.otherwise_unchanged(self.reading.claims)), True
            said = attrs.evolve(said, flags=(*said.flags, TARGET_INFERRED)) if inferred and id_ is not None else said
            left = said if id_ is not None else self._on_provisions(said)
            if left is None:
                return
            said = left
            same = (e for e in self.events.values() if moves.says_again(said.kind, e.kind))
            told = any((e.target == self.own) == (said.kind in moves.DEADLINES) for e in same)
            if id_ is None and undated and (told or said.label not in _LASTING):
                return
            first = self.reading.dateless and self.own_term() is None
            if id_ is None and (whole := meant.stay_alone(said)) is not None and (first or whole.until):
                self._state(whole)  # a suspension of what nobody can name: it lasts as long
            if id_ is None and said.kind == "stay" and said.target == (NAMELESS,):
                CitedRules(self).doubt_cited(said)
            said = said if id_ is not None else meant.nameless(said, self.published)
        elif id_ in self.stand_ins and (other := meant.same_title(self.document, self.register, said, dated=True)[0]):
            id_ = self.mend(id_, other)
        elif not said.target and said.kind == "stay":
            self.doubt_on_provisions(said, self._rules_on_provisions(said))
        said = meant.of_whole(said, id_, self.register) if id_ is not None else said
        id_ = self._through(said, id_, undated=undated) if id_ is not None else None
        if said.target and id_ == self.own:
            return
        if id_ is not None:
            said = turns.after_wait(
                turns.no_more(said, id_, self.register, self.own), id_, self.register, self.document
            )
        if said.kind in turns.BEGINS and said.target and id_ is not None:
            lifts = any(each.verb in _LIFTS and not each.proposed for each in self.classification.deeds)
            said = turns.after_stay(said, id_, self.register, self.document, lifts=lifts)
            said = turns.of_page(said, id_, self.register)
        if said.kind == "withdraw_proposal" and id_ is not None and self.register.title_of(id_):
            said = attrs.evolve(said, kind="withdraw_final")  # a direct final rule, withdrawn among proposals
        said = meant.all_given(said, id_, self.register) if id_ is not None and said.target else said
        later = said.kind == "extend_expiry" and not undated and _OF_EFFECT.search(said.quote or "")
        waits = later and id_ is not None and self.register.is_live(id_, "delay_effective", self.document)
        if waits and id_ is not None and not self.register.ends_on(id_):
            said = Statement.unread(said.quote, said.target, "whether its first or its last day is moved")
        ends = said.kind in ENDINGS and any(
            e.target == self.own and meant.ends_a_thing(e) for e in self.events.values()
        )
        to_come = (ends and self.own_term() is None) or self._is_to_come(said.target)
        if undated and said.kind in MOVES_A_RULE and to_come:
            said = Statement.unread(said.quote, said.target, "on which day it acts")
        self._record(said, id_, reference, undated=undated)

    def _is_to_come(self, target: Sequence[Reference]) -> bool:
        """Return whether an undated act may have a day to come, not read: what is cited is published by now."""
        days = {each.published_on for each in target if each.consistent}  # of another year than its volume: a misprint
        if target == (NAMELESS,):
            read = {on for each in self.reading.claims for on in days_of(each)}
            days = {each.on for each in days_in(self.document.dates or "")} - read
        return any(each is not None and each > (self.document.published_on or each) for each in days)

    def _through(self, said: Statement, id_: str, *, undated: bool) -> str:
        """Return what a statement acts on that names the document which stays or delays it; else what it names."""
        named = turns.is_named(said)
        whole = said.kind == "set_effective" and not (said.parts or said.covered or named)
        through = (said.kind in moves.THROUGH and not whole) or said.modality is Modality.UNREAD
        # SUMMARY of what extends a stay: "is staying"; or a stay that takes the place of another
        again = said.kind == "stay" and (undated or bool(said.parts))
        act = named or ((through or again) and moves.PUBLISHED_ACT.search(said.quote or "") is not None)
        if not (through or act):
            return id_
        passed = moves.THROUGH.get(said.kind) or [by for every in moves.THROUGH.values() for by in every]
        rule = next(filter(None, (self.register.moved_by(id_, each, is_the_act=act) for each in passed)), None)
        rule = rule or (CitedRules(self).stayed_at(said, id_) if act else None) or id_
        moved = said.kind in ("extend_stay", "lift_stay") and not undated
        if (
            said.kind == "lift_stay"
            and rule == id_
            and (over := meant.lifted_alone(said, id_, self.register)) is not None
        ):
            self._record(over, id_, None, undated=False)
        if moved and (rule != id_ or (act and meant.is_stay(id_, self.register))):
            self.end_of_stay(said, id_)
        return rule

    def _announce(self, said: Statement) -> bool:
        """Record the provisions made effective in the rule that is cited, or waits under the title; else doubt it."""
        parts = said.parts or said.exclude if said.label == "rest" else said.parts
        text = f"{self.document.dates} {self.document.abstract}"
        amended = {target for each in self.document.instructions for target in each.targets}
        if not parts or any(target.startswith(parts) for target in amended):
            return False
        waits = self._waiting(parts)
        cited = {self.register.cited(each, final=True): each for each in find_references(text)}
        known = {id_ for id_ in cited if id_ is not None} - {self.own}
        headed = provisions.is_headed(self.document)
        alone = headed or all(meant.has_title(each, self.document, self.register) for each in known)
        rules = {each.target for each in waits.values()} & known or (known if alone else set())
        if not known:
            rules = {
                each.target for each in waits.values() if meant.has_title(each.target, self.document, self.register)
            }
        rule = rules.pop() if len(rules) == 1 else None
        if rule is None:
            self.doubt_on_provisions(said, waits)
        elif said.label != "rest":
            self._record(said, rule, cited.get(rule), undated=False)
        return rule is not None

    def _doubt_announced(self, own: Statement) -> None:
        """Doubt what waits on provisions that a document names, where it tells its own day alone."""
        read = {part for each in self.events.values() if each.target != self.own for part in each.parts}
        if read or all(each.target == self.own for each in self.events.values()):
            told = f"{self.document.dates} {self.document.abstract}"
            named = self.reading.scopes.named(provisions.told_begins(told) if read else told).parts
            self.doubt_on_provisions(own, self._waiting([each for each in named if each not in read]))

    def _doubt_suspended(self, own: Statement | None) -> None:
        """Doubt provisions of which a use is suspended: nobody tells whether they are whole in force."""
        told = list(self.reading.ends.suspended_uses()) if self.classification.stage != "proposed" else []
        since = own.when if told and own and own.when and self.reading.is_earlier(own.when) else None
        for id_, part, sentence in meant.suspended(told, self.document, self.reading.scopes, self.register, self.own):
            if any(e.target == id_ and part in e.parts and e.kind in moves.OF_FORCE for e in self.events.values()):
                continue  # it was read
            self.add(
                f"{UNREAD}:{id_}:{part}", "note", id_, sentence, name=UNREAD, flags=(UNREAD,), parts=(part,),
                as_of=since, summary="Not read: what is left of a provision of which a use is suspended.",
            )  # fmt: skip

    def _waiting(self, parts: Sequence[str]) -> dict[str, provisions.RulesOnProvision]:
        """Return the rules that wait on sections, by section."""
        kind = "accelerate_effective"
        return {
            each: self.register.on_provision(each, kind, self.document) for each in parts if provisions.is_section(each)
        }

    def _undo(self, said: Statement) -> None:
        """Record that something temporary is over before its time, where the ledger bears out that it is meant."""
        reference, id_ = self.meant(said.target)
        if not said.target:
            id_ = self.register.closed_on(self.document, said.begun.text) if said.begun is not None else None
        if id_ is None or id_ == self.own:
            return
        said = meant.borne_out(said, id_, self.document, self.register, unknown=id_ in self.stand_ins)
        self._record(said, id_, reference, undated=False)

    def _record(self, said: Statement, id_: str | None, reference: Reference | None, *, undated: bool) -> None:
        """Record a statement about an instrument; None for the document itself."""
        target = id_ or self.own
        self.named.setdefault(target, set()).update((each.name, each.published_on) for each in said.target)
        ended = any(e.target == target and e.kind in _ENDED for e in self.events.values())
        if said.kind == "reinstate" and ended and not moves.BROUGHT_BACK.search(said.quote or ""):
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
        if undated and (own := self.own_term()) is not None:
            day = (self.day_of_end() if said.kind in ENDINGS else None) or own.effect
            when = day if said.kind in moves.WITH_OWN_DATE and when is None else when
            until = self.own_end(own) or until if said.kind in moves.WITH_OWN_END else until
        if undated and said.kind == "stay" and until is None and moves.FOR_A_TERM.search(said.quote or ""):
            said = attrs.evolve(said, flags=(*said.flags, UNREAD))  # it ends, and nobody can tell when
        if said.kind == "extend_expiry" and id_ is not None and (words := _SAID_OF.fullmatch(said.note or "")):
            said = attrs.evolve(said, parts=self.register.part_named(id_, words[1]))
        instructed = bool(said.parts) and said.parts[0].startswith("instruction ")
        if instructed and id_ is not None and not self.register.has_instructions(id_):
            known, cfr = self.register.events_of(id_), self.register.cfr_of(id_)
            said, doubted = provisions.of_instructions(said, id_, self.document, known, cfr)
            self.doubt_on_provisions(said, doubted)
        others = set(self.register.cfr_of(target)) - set(said.covered) if said.covered and id_ is not None else ()
        within = {path_of(each)[:2] for each in said.covered if len(path_of(each)) > 2} if others else set()
        parts = tuple(each for each in said.covered if path_of(each) not in within) if others else said.parts
        named = (*parts[:2], f"and {len(parts) - 2} more") if len(parts) > 3 else (*parts, said.parties)
        what = (said.label or said.kind, None if undated else said.name, reference.name if reference else None)
        self.add(
            ":".join(filter(None, (*what, *(() if undated else named)))), said.kind, target, said.quote,
            effect=when, until=until, parts=parts, exclude=said.exclude, parties=said.parties, as_of=said.as_of,
            name=said.name, condition=said.condition, mode=said.mode, note=said.note, summary=said.summary,
            flags=said.flags,
            evidence=tuple(Evidence(self.key, quote or None) for quote in (said.quote, *filter(None, [said.against]))),
        )  # fmt: skip

    def _on_provisions(self, said: Statement) -> Statement | None:
        """Record what an act that names provisions alone does to the rules on them; return what is left of it."""
        found = self._rules_on_provisions(said)
        for id_, parts in provisions.by_rule(found.items()).items():
            done = attrs.evolve(said, parts=parts, flags=(*said.flags, TARGET_INFERRED))
            self._record(done, id_, None, undated=said.modality is Modality.NAMED)
        self.doubt_on_provisions(said, {part: rules for part, rules in found.items() if rules.target is None})
        left = tuple(part for part in said.parts if part not in found or found[part].target is None)
        return attrs.evolve(said, parts=left) if left or not found else None

    def _rules_on_provisions(self, said: Statement) -> dict[str, provisions.RulesOnProvision]:
        if said.kind not in provisions.LIVE or said.exclude:
            return {}
        return {
            part: self.register.on_provision(part, said.kind, self.document)
            for part in said.parts
            if provisions.is_section(part)
        }

    def _state_term(self) -> None:
        """State that a document which only stays something for a time is over with its stay."""
        ends = turns.of_stays(self.document, self.reading.classification, self.events.values(), self.own)
        turns.drop_of_stays(self.events, self.own, self.register)
        for each in turns.longer_stays_of_duty(self.events, self.own, self.register):
            quote, key = each.evidence[0].quote, f"extend_expiry:{each.target}"
            self.add(key, "extend_expiry", each.target, quote, until=each.until)
        if ends is None:
            return
        earlier = ends.effect is not None and self.reading.is_earlier(ends.effect)
        begin = ends.effect if earlier else turns.begin_of_stay(ends, self.document.published_on)
        until = ends.until or turns.INDEFINITE
        own = next((key for key, e in self.events.items() if e.kind == "set_effective" and e.target == self.own), None)
        if own is not None:
            self.events[own] = attrs.evolve(self.events[own], until=until)
        else:
            quote = ends.evidence[0].quote
            self.add(turns.TERM, "set_effective", self.own, quote, effect=begin, until=until)

    # --- what the API says beside the text ----------------------------------------------------------------------------

    def _state_api_dates(self) -> bool:
        """State what only the API dates; return whether it dates anything more."""
        claims = self.reading.claims
        found = list(guards.dated_by_api(self.document, claims, self.events, self.own, proposed=self.proposed))
        for kind, quote, fields in found:
            evidence = (Evidence(f"{self.key}:api", quote),)
            self.add(f"{kind}:api", kind, self.own, None, evidence=evidence, **fields)
        return bool(found)
