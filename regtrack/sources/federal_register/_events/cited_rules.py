"""What a document tells of a rule that it cites: when it was published, when it was to begin, and its delays."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from regtrack.citations import Reference
from regtrack.model.event import Event
from regtrack.model.inbox import UNREAD
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import INSTRUMENT_KINDS, Dimension
from regtrack.model.when import When
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register._events import published, recited
from regtrack.sources.federal_register._events.gathered import GatheredEvents
from regtrack.sources.federal_register.deeds import ENDINGS
from regtrack.sources.federal_register.identity import cited_id
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.text.recitals import PLANNED, RECITED
from regtrack.sources.federal_register.text.sentences import sentence_at
from regtrack.sources.federal_register.text.statement import Statement
from regtrack.sources.federal_register.text.vocabulary import nouns, spelled

_PROPOSAL = re.compile(r"\bpropos|\b(?:AN|SN|N)?PRM\b|\badvance notice\b", re.IGNORECASE)
_OF_STAYS = frozenset(("lift_stay", "extend_stay"))
_PAUSED = re.compile(rf"\b{spelled('stay')}\b|\b{nouns('stay')}\b", re.IGNORECASE)
_ELSEWHERE = re.compile(r"ourt\b|\b(?:unlike|like|an?other|separate)\b", re.IGNORECASE)
"""Of a stay that is not the one at the page."""
_REPLACED = re.compile(r"\b(?:replac|supersed|rescind|repeal|withdr[ae]w|revok|nullif)\w*", re.IGNORECASE)
_RUN_ON = re.compile(r"\.\s+(?=[A-Z])")
"""A label of one sentence is none of the next."""
_LONG = dt.timedelta(days=366)
"""By then a rule has taken effect of whose day nothing is told."""
MOVES_A_RULE = moves.OF_FORCE | ENDINGS | {"lift_stay", "vacate"}


class CitedRules:
    """States of the rules that one document acts on what it recites of them."""

    def __init__(self, of: GatheredEvents) -> None:
        self._of, self._proposed = of, of.classification.stage == "proposed"

    def doubt_recited(self) -> None:
        """Doubt a rule of which DATES tells an earlier delay that is not recorded: it was not in force meanwhile."""
        acts = [e for e in self._of.events.values() if e.kind in MOVES_A_RULE and e.target != self._of.own]
        text, rule = self._of.document.dates or "", acts[0].target if acts else self._of.own
        if len({each.target for each in acts}) != 1:
            return
        last = self._state_last_delay(rule, text) if all(e.kind in ENDINGS and not e.parts for e in acts) else None
        self._state_first_delay(rule, acts)
        for each in recited.earlier_pauses(text) if rule not in self._of.stand_ins else ():
            if self._of.register.cited(each) != rule and not self._of.register.is_recorded(each) and each.name != last:
                self._of.add(
                    f"{UNREAD}:recited:{each.name}", "note", rule, sentence_at(text, each.start, each.end),
                    name=UNREAD, flags=(UNREAD,), summary=f"Not read: the delay at {each.name}, which is not recorded.",
                    as_of=When.parse(each.published_on) if each.published_on else None,
                )  # fmt: skip

    def _state_last_delay(self, rule: str, dates: str) -> str | None:
        """State until when a rule is delayed that is ended, as its end tells; return the page of that delay."""
        day = self._of.document.published_on
        told = recited.last_delay(dates, self._of.document.abstract or "", day) if day is not None else None
        if told is None or (told.page is not None and self._of.register.is_recorded(told.page)):
            return None
        since = When.parse(told.since) if told.since is not None else None
        if told.until is not None:
            until = When.parse(told.until)
            self._of.add("delay_effective:told", "delay_effective", rule, told.sentence, effect=until, as_of=since)
            return told.page.name if told.page is not None else None
        if told.page is None and not self._of.register.is_live(rule, "accelerate_effective", self._of.document):
            self._of.add(
                f"{UNREAD}:delayed", "note", rule, told.sentence, name=UNREAD, flags=(UNREAD,), as_of=since,
                summary="Not read: until when it was delayed.",
            )  # fmt: skip
        return None

    def _state_first_delay(self, rule: str, acts: Sequence[Event]) -> None:
        """State the earlier delay of a rule on record that is delayed further, where no document on record made it."""
        day, known = self._of.document.published_on, self._of.register.acts_on(rule, "delay_effective")
        further = len(acts) == 1 and acts[0].kind == "delay_effective" and not (acts[0].parts or acts[0].exclude)
        if (
            not further
            or day is None
            or not self._of.register.is_issued(rule)
            or any(e.by != self._of.own for e in known)
        ):
            return
        told = recited.first_delay(self._of.document.abstract or "")
        if told is not None and told.since is not None and told.until is not None and told.since < day:
            since, until = When.parse(told.since), When.parse(told.until)
            self._of.add("delay_effective:told", "delay_effective", rule, told.sentence, effect=until, as_of=since)

    def doubt_cited(self, said: Statement) -> None:
        """Doubt the one rule that SUMMARY cites where provisions are stayed and no words tell of which rule."""
        references = find_references(self._of.document.abstract or "") if said.parts else ()
        cited = {self._of.register.cited(each, final=True) for each in references}
        id_ = cited.pop() if len(cited) == 1 else None
        if id_ is not None and id_ != self._of.own:
            self._of.add(
                f"{UNREAD}:cited", "note", id_, said.quote, name=UNREAD, flags=(UNREAD,), parts=said.parts,
                as_of=said.when, summary="Not read: whether it is the rule of the provisions.",
            )  # fmt: skip

    def stayed_at(self, said: Statement, paper: str) -> str | None:
        """Return the one rule that a page stayed which is not on record, as what lifts or extends the stay tells it.

        It is cited in a sentence about a stay, and older than the page. It was stayed by the time that this is told.
        """
        page, day = next(iter(said.target), None), self._of.document.published_on
        if paper not in self._of.stand_ins or page is None or day is None or said.kind not in _OF_STAYS:
            return None
        since = page.published_on or day
        found: dict[str | None, list[Reference]] = {}
        for id_, text, each in self._cited_at_pages():
            sentence = _RUN_ON.split(sentence_at(text, each.start, each.end).partition(each.quote)[0])[-1]
            older = each.published_on
            told = (
                _PAUSED.search(sentence)
                and not _ELSEWHERE.search(sentence)
                and published.sort_of(text, each) in (None, "rule")
            )
            if told and each.consistent and older is not None and older < since:
                found.setdefault(id_, []).append(each)
        rules = [id_ for id_ in found if id_ not in (None, paper, self._of.own)]
        if len(rules) != 1:
            return None
        id_ = self._of.meant(found[rules[0]], final=True)[1]
        known = [*self._of.register.events_of(id_), *self._of.events.values()] if id_ is not None else []
        if id_ is not None and not any(e.target == id_ and e.kind in recited.PAUSING for e in known):
            begun = When.parse(f"{since}..{day}" if since < day else day)
            self._of.add("stay:told", "stay", id_, said.quote, effect=begun, until=said.until, parts=said.parts)
        return id_

    def _acts(self) -> dict[str, list[Event]]:
        """Return what the document does to others so far, by their ids."""
        acts: dict[str, list[Event]] = {}
        for each in self._of.events.values():
            if each.target != self._of.own:
                acts.setdefault(each.target, []).append(each)
        return acts

    def recite_of_cited(self) -> None:
        """Recite of what is only cited when it was published, and that it is in force by a day that an act tells."""
        acts = self._acts()
        text = "\n".join(filter(None, (self._of.document.dates, self._of.document.abstract)))
        open_ = any(e.kind == "set_effective" and e.effect and not e.effect.exact for e in self._of.events.values())
        for id_, events in acts.items():
            if self._of.register.is_issued(id_):
                continue
            named = [each for each in find_references(text) if self._is_named(each, id_)]
            plan = recited.old_day(events)
            if plan is not None and not any(each.kind == plan.kind for each in events):
                self._plan(plan, id_, events)
            issue = published.issue_of(text, named, events, self._of.document.published_on)
            self._recite_issue(id_, issue)
            if issue is None and self._proposed and all(each.kind in ("note", RECITED) for each in events):
                pages = dict(self._cited_pages()).get(id_, ())
                self._recite_issue(id_, published.told_of(pages, self._of.document.published_on))
            if not (self._proposed or open_):
                self._imply_begin(id_, events, named, text)
                self._presume_begin(id_, events, issue, named, text)

    def _recite_issue(self, id_: str, issue: published.Issue | None) -> None:
        """Recite when something was published, as what it is put down for; a rule is no notice."""
        if issue is None:
            return
        item = self._of.stand_ins.get(id_)
        if item is not None and INSTRUMENT_KINDS[item.kind] is not INSTRUMENT_KINDS[issue.instrument]:
            self._of.stand_ins[id_] = item = attrs.evolve(item, kind=issue.instrument)
        kind = item.kind if item is not None else self._of.register.sort_of(id_)
        if kind is not None and INSTRUMENT_KINDS[kind] is INSTRUMENT_KINDS[issue.instrument]:
            self._of.add(
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
        longer = last.kind == "extend_expiry"
        if not longer and moves.PUBLISHED_ACT.search(quote) and any(each.name in quote for each in named):
            return  # it is the document that stays something, and not what is stayed
        days = (each.published_on for each in named if each.published_on)
        printed = min(days, default=None) or self._of.register.recited_on(id_)
        if longer and printed is None:
            printed = (published.year_of(text, named, (None, "rule", "other")) or (None,))[0]
        if printed is not None:
            self._of.add(
                "recite_effective:implied", "recite_effective", id_, quote, issued=None,
                effect=When.parse(f"{printed}..{last.effect.text[:10]}"), available=None,
                parts=last.parts if longer or last.kind == "lift_stay" else (),
            )  # fmt: skip

    def _presume_begin(
        self, id_: str, events: Sequence[Event], issue: published.Issue | None, named: Sequence[Reference], text: str
    ) -> None:
        """Recite that a rule had begun a year after it was published, where what is done to it presupposes that.

        Of a page whose day is not told, a volume is a year.
        """
        if issue is not None and issue.instrument != "final_rule":
            return
        on = issue.on if issue is not None else self._of.register.recited_on(id_)
        first = last = on
        if on is None:
            first, last = published.year_of(text, named, (None, "rule")) or (None, None)
        recitals = (e for e in self._of.events.values() if e.target == id_ and e.kind == RECITED)
        told = any(not (e.parts or e.exclude) and (e.effect is None or e.effect.exact) for e in recitals)
        if first is not None and last is not None and not told and recited.has_begun(events, text):
            self._of.add(
                f"{RECITED}:presumed", RECITED, id_, events[0].evidence[0].quote, issued=None, available=None,
                effect=When.parse(f"{first}..{last + _LONG}"), flags=("derived_date",),
            )  # fmt: skip

    def _is_named(self, reference: Reference, id_: str) -> bool:
        """Return whether a reference names an instrument, or what is put down for it now."""
        return id_ in (self._of.register.cited(reference), cited_id(reference))

    def state_of_cited(self, id_: str, item: Instrument) -> None:
        """State that what is only cited is a proposal, where nothing but a deadline of it is moved."""
        events = [each for each in self._of.events.values() if each.target == id_]
        if item.kind != "proposed_rule" or any(each.row.dimension is not Dimension.DEADLINE for each in events):
            return
        for text in filter(None, (self._of.document.dates, self._of.document.abstract)):
            places = (text.find(name) for name in (*item.citation, *item.document_number))
            told = (sentence_at(text, place, place + 1) for place in places if place >= 0)
            if proposal := next((each for each in told if _PROPOSAL.search(each)), None):
                self._of.add("cited", "propose", id_, proposal)
                return

    def recite(self, said: Statement) -> None:
        """Record what is recited of a rule that the document acts on; of any other nobody asked."""
        done = self._acts()
        rule = recited.rule_of(said, done, self._of.named) or self._put_down(said, done)
        acts = done.get(rule, []) if rule is not None else []
        if said.mode == PLANNED:
            if rule is not None:
                self._plan(said, rule, acts)
            return
        extent = recited.extent_of(said, acts)
        if rule is not None and extent is not None:
            self._take_back(said)
            self._of.add(
                said.kind, said.kind, rule, said.quote, effect=said.when, parts=extent[0], exclude=extent[1],
                issued=None, available=None,
            )  # fmt: skip

    def _put_down(self, said: Statement, done: Mapping[str, Sequence[Event]]) -> str | None:
        """Put down the rule that something is recited of, and that nothing is done to; return it.

        The sentence cites it, or the document cites nothing else and does nothing to others.
        """
        names = {each.name for each in said.target}
        if _REPLACED.search(f"{self._of.document.dates} {self._of.document.abstract}"):
            return None
        if said.parts or said.label is not None or said.mode == PLANNED or (done and not names):
            return None
        found = [each for each in self._cited_pages() if not names or any(r.name in names for _, r in each[1])]
        id_, told = found[0] if len(found) == 1 else (None, [])
        issue = published.told_of(told, self._of.document.published_on) if id_ is not None else None
        begun = said.when.text if said.when is not None else None
        if id_ is None or issue is None or id_ in done or (begun is not None and begun < f"{issue.on}"):
            return None
        return self._recited(id_, issue, told)

    def _cited_pages(self) -> list[tuple[str, list[tuple[str, Reference]]]]:
        """Return what the document cites by its page, with each of its names and the text that has it."""
        found: dict[str, list[tuple[str, Reference]]] = {}
        for id_, text, each in self._cited_at_pages():
            if id_ is not None and id_ != self._of.own:
                found.setdefault(id_, []).append((text, each))
        return list(found.items())

    def _cited_at_pages(self) -> Iterator[tuple[str | None, str, Reference]]:
        """Yield each document that DATES or SUMMARY cites by its page, with the text that has it and its name there."""
        for text in filter(None, (self._of.document.dates, self._of.document.abstract)):
            for each in find_references(text):
                if each.volume is not None:
                    yield self._of.register.cited(each, final=True) or cited_id(each), text, each

    def _recited(self, id_: str, issue: published.Issue, told: Sequence[tuple[str, Reference]]) -> str | None:
        """Recite the publication of a rule that is not on record, and return it as it is put down."""
        if self._of.register.is_issued(id_):
            return None
        known = self._of.meant([each for _, each in told], final=True)[1]
        if known is not None:
            self._recite_issue(known, issue)
        return known

    def _plan(self, said: Statement, rule: str, acts: Sequence[Event]) -> None:
        """Recite for which day a rule was meant; until then it had not begun."""
        day = self._of.document.published_on
        plan = recited.planned(said, acts, day) if day is not None else None
        if plan is not None:
            self._take_back(said)
            self._of.add(
                f"{said.kind}:{PLANNED}", said.kind, rule, said.quote, issued=None, available=None, **plan
            )  # fmt: skip

    def _take_back(self, said: Statement) -> None:
        """Let a day be no own one that is told of the rule on which the document acts: "The rule was effective D"."""
        for key, each in list(self._of.events.items()):
            own = (each.target, each.kind, each.effect) == (self._of.own, "set_effective", said.when)
            if own and each.evidence[0].quote == said.quote:
                del self._of.events[key]
