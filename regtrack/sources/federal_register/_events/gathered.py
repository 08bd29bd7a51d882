"""What a document is found to say, event by event, before it is recorded."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from regtrack.citations import Reference
from regtrack.dates import iso_instant, tick_of
from regtrack.model.document import Evidence
from regtrack.model.event import Event
from regtrack.model.inbox import UNREAD
from regtrack.model.instrument import Instrument, Relation
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.sources.federal_register._events.instruments import stand_in
from regtrack.sources.federal_register._events.meant import stayed_alone
from regtrack.sources.federal_register._events.provisions import RulesOnProvision
from regtrack.sources.federal_register.acts import Classification
from regtrack.sources.federal_register.document import DocumentType, RegisterDocument
from regtrack.sources.federal_register.identity import cited_id, key_of
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.references.finder import days_in, find_references
from regtrack.sources.federal_register.text.statement import Statement
from regtrack.sources.federal_register.text.vocabulary import nouns

_AN_END = re.compile(rf"{nouns('withdraw rescind')}|termination|cancell?ation", re.IGNORECASE)
_VACATED = re.compile(r"\b(?:vacat|court|dissolv)", re.IGNORECASE)


class GatheredEvents:
    """The events of one document so far, with what it cites and is not on record."""

    def __init__(self, document: RegisterDocument, register: LedgerRegister, classification: Classification) -> None:
        self.document, self.register, self.classification = document, register, classification
        self.own, self.key = register.own(document), key_of(document)  # the ids of its instrument, and as evidence
        self.published = When.parse(document.published_on) if document.published_on else None  # its day of publication
        filed = document.filed_at or register.filed_at(document)
        self.filed = When.parse(iso_instant(tick_of(filed))) if filed is not None else None
        self.events: dict[str, Event] = {}  # by key, in the order in which they were found
        self.stand_ins: dict[str, Instrument] = {}  # what is put down for what it cites, by id
        self.relations: dict[Relation, None] = {}  # what it does to other instruments
        self.named: dict[str, set[tuple[str, dt.date | None]]] = {}  # how it calls what it acts on, by id

    def first_day(self) -> When | None:
        """Return the first day that the document prints before its own: what was not read may reach back to it."""
        text, published = f"{self.document.dates or ''} {self.document.abstract or ''}", self.document.published_on
        days = {each.on for each in days_in(text) if each.on is not None and published and each.on < published}
        if days:  # what was published on one of them is told of, and not acted on
            days -= {each.published_on for each in find_references(text)}
        return When.parse(min(days)) if days else None

    def signed(self) -> When | None:
        """Return the day from which a Presidential text counts, whoever prints it later (N10)."""
        signed = self.document.signed_on if self.document.type is DocumentType.PRESIDENTIAL else None
        return When.parse(signed) if signed is not None else None

    def mend(self, stand_in: str, known: str) -> str:
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

    def own_term(self) -> Event | None:
        """Return the event by which the document itself takes effect, with its end if it has one."""
        own = (e for e in self.events.values() if e.kind == "set_effective" and e.target == self.own)
        return next((each for each in own if each.effect is not None and each.effect.dated), None)

    def day_of_end(self) -> When | None:
        """Return the day of the end of others that is told beside its own: "The revocation is effective D"."""
        own = [e for e in self.events.values() if e.kind == "set_effective" and e.target == self.own and e.parts]
        days = [each.effect for each in own if _AN_END.fullmatch(" ".join(each.parts))]
        return days[0] if len(days) == 1 and days[0] is not None and days[0].dated else None

    def own_end(self, own: Event) -> When | None:
        """Return the end of the document itself, told with its beginning or by itself."""
        ends = (e.until for e in self.events.values() if e.kind == "set_expiry" and e.target == self.own)
        return own.until or next(ends, None)

    def add(self, what: str, kind: str, target: str, quote: str | None, **fields: Any) -> None:
        key, number = f"{self.key}:{what}", 1
        while key in self.events:
            number += 1
            key = f"{self.key}:{what}#{number}"
        common = {
            "certainty": Certainty.PUBLISHED, "filed": self.filed, "published": self.published,
            "by": self.own if target != self.own else None,
            "evidence": (Evidence(self.key, quote or None),),
        }  # fmt: skip
        if kind not in ("sign", "publish") and (signed := self.signed()) is not None:
            common |= {"issued": signed, "available": signed}
        self.events[key] = Event(key=key, kind=kind, target=target, **{**common, **fields})

    def meant(self, references: Sequence[Reference], *, final: bool = False) -> tuple[Reference | None, str | None]:
        """Return the instrument that names of one document mean, put down as cited if need be."""
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

    def end_of_stay(self, said: Statement, paper: str) -> None:
        """State when a document is over that stays something, where its stay is extended or lifted.

        With a stay that is lifted the documents are over that extended it; one that stays what nobody can name is over
        as its own statement tells.
        """
        alone, lifted = stayed_alone(paper, self.register), said.kind == "lift_stay"
        whole = not said.parts or (self.register.stays_only(paper, said.parts) and not (alone or set()) - {*said.parts})
        if not self.register.ends_on(paper) or (lifted and not whole):
            return
        end = said.when or self.published if lifted else said.until
        if end is None or not end.dated:
            return
        longer = {each.by for each in self.register.acts_on(paper, "extend_expiry") if each.by} if lifted else ()
        kind = "set_expiry" if lifted else "extend_expiry"
        past = lifted and self.published is not None and end.text[:10] < self.published.text
        if past and said.label == "lift_stay" and _VACATED.search(said.quote or ""):
            kind = "vacate"  # by a court, before this was published
        fields = {"effect": end} if kind == "vacate" else {"until": end}
        for id_ in [*([] if lifted and alone is not None else [paper]), *sorted(longer)]:
            self.add(f"{kind}:{id_}", kind, id_, said.quote, **fields, parts=() if whole else said.parts)

    def doubt_on_provisions(self, said: Statement, found: Mapping[str, RulesOnProvision]) -> None:
        """Doubt the rules that an act on provisions may be done to, each on those that it is on."""
        doubted: dict[str, list[str]] = {}
        for part, rules in found.items():
            for id_ in filter(None, (rules.target, *rules.doubted)):
                doubted.setdefault(id_, []).append(part)
        for id_, parts in doubted.items():
            if not any(e.target == id_ and UNREAD in e.flags and e.parts == tuple(parts) for e in self.events.values()):
                self.add(
                    f"{UNREAD}:{id_}", "note", id_, said.quote, name=UNREAD, flags=(UNREAD,), parts=tuple(parts),
                    as_of=said.as_of, summary="Not read: which rule on the provision it acts on.",
                )  # fmt: skip
