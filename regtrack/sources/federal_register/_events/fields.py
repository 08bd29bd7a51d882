"""The fields of a document as they are read: DATES, instructions, SUMMARY, ACTION and title."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from regtrack import dates
from regtrack.dates_in_text.words import holds
from regtrack.model.when import When
from regtrack.sources.federal_register import corroborate
from regtrack.sources.federal_register._events import courts
from regtrack.sources.federal_register._events.act_parts import ActParts
from regtrack.sources.federal_register._events.asserted import is_in_passing
from regtrack.sources.federal_register._events.cited_parts import cfr_parts_in
from regtrack.sources.federal_register._events.courts import CourtReading
from regtrack.sources.federal_register._events.ends import EndReader
from regtrack.sources.federal_register._events.limits import PARTLY, partial_act
from regtrack.sources.federal_register._events.objects import is_act, with_begins
from regtrack.sources.federal_register._events.printed_anew import printed_anew
from regtrack.sources.federal_register._events.scoping import Scopes
from regtrack.sources.federal_register._events.spans import days_of, is_timed, with_days
from regtrack.sources.federal_register._events.whose import of_another
from regtrack.sources.federal_register.acts import bare_kind, classify, stage_of
from regtrack.sources.federal_register.claims import OCCASIONS, DateClaim, is_other, kind_and_name
from regtrack.sources.federal_register.dates import read_dates, read_instruction_dates, refers_to_preamble
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.references.given import given
from regtrack.sources.federal_register.references.targets import ActTarget, passives, targets
from regtrack.sources.federal_register.text.places import clock_of
from regtrack.sources.federal_register.text.sentences import sentence_at
from regtrack.sources.federal_register.text.vocabulary import nouns

_UNKNOWN = When.parse("unknown")
_OWN_ACT = re.compile(rf"[;,] {nouns('withdraw rescind stay postpone')}\.?$", re.IGNORECASE)
_EFFECTIVE = re.compile(r"\beffective (?:on |as of )?[A-Z][a-z]+ \d{1,2}, \d{4}\b", re.IGNORECASE)
_OF_HOURS = frozenset(("set_effective", "set_expiry"))


class DocumentFields:
    """What the fields of one document say, each read once."""

    def __init__(self, document: RegisterDocument) -> None:
        self.document = document  # as it was parsed
        self.place = clock_of(document.dates or "", document.title, document.abstract or "")
        stage = stage_of(document)
        self.courts = courts.read(document) if stage != "proposed" else CourtReading()  # what it tells of courts
        self.told = self._without_courts(self._in_summary())  # what SUMMARY says of dates
        self.ends = EndReader(document)  # what it tells of ends
        claims = self.ends.of_pause(self.ends.of_exemption(self._without_courts(self._in_dates(stage))))
        self.classification = classify(document, claims, stage)  # what it is and does
        if any(each.verb == "stay" and not each.proposed for each in self.classification.deeds):
            claims = with_begins(claims, document.published_on)
        self.targets = self._acted_on(claims)  # the documents that it acts on
        deeds = self.classification.deeds
        moved = corroborate.moved(claims, self.told, deeds)
        moved = moved or corroborate.corrected(self.told, deeds, document.abstract or "")
        zone = self.place or dates.FEDERAL_ZONE
        anew = printed_anew(document, self.targets, [*claims, *self.told], zone) if self.targets else None
        if anew is not None:
            claims = [each for each in anew.others if not each.of_summary]
            self.told = [each for each in anew.others if each.of_summary]
            moved = anew.claims
        if moved:
            again = {claim.sentence for claim in moved if claim.kind == "set_compliance"}
            claims = [claim for claim in claims if not (claim.name == "compliance" and claim.sentence in again)]
        named = [claim for claim in self.told if claim.target and claim not in moved]
        named = [claim for claim in named if is_act(claim) or (claim.kind, claim.act) == ("set_applicability", "delay")]
        self.claims = [*claims, *moved, *named, *self._in_instructions()]  # what it says of dates, in all fields
        self.proposed = self.classification.stage == "proposed"  # it does nothing yet
        partly = holds(document.heading, PARTLY)
        partial = partial_act(document.action or "") or partial_act(_own_part(document)) if partly else None
        own = [c for c in claims if c.kind == "set_effective" and not (c.target or c.scope or c.act == "recital")]
        self.dateless = not own  # it tells no effective date of its own
        self.begins = (own[0].when if len(own) == 1 else _UNKNOWN) if own else None  # its effective date
        self.ends_on = own[0].until if len(own) == 1 else None  # the end beside it
        self.claims = of_another(self.claims, deeds, document, dateless=self.dateless)
        if len(own) > 1:
            self.claims = with_days(self.claims, temporary=self.classification.kind == "temporary_rule")
        self.half_read = {claim.sentence for claim in self.claims if claim.unread and claim.act != "recital"}
        self.as_of = next((claim.when for claim in own if self.is_earlier(claim.when)), None)
        self.flags = ("see_preamble",) if document.dates and refers_to_preamble(document.dates) else ()
        cfr = document.cfr or cfr_parts_in(document.dates or "")
        self.scopes = Scopes(
            self.claims, cfr, document.agencies,
            amended=bool(document.instructions), partial=partial is not None,
        )  # fmt: skip
        is_notice = self.classification.kind == "notice"
        self.parts = ActParts(document, self.claims, self.scopes, partial, is_notice=is_notice)

    @property
    def zone(self) -> str | None:
        """The clock of the place that the document is about, when its hours are told by another than the Register's."""
        if self.place is None and not any(claim.zone for claim in self.claims):
            return None
        timed = [each for each in self.claims if (each.kind in _OF_HOURS or is_other(each)) and is_timed(each)]
        zones = {claim.zone or self.place for claim in timed} - {None, "UTC", dates.FEDERAL_ZONE}
        return zones.pop() if len(zones) == 1 else None

    def _acted_on(self, claims: Sequence[DateClaim]) -> tuple[ActTarget, ...]:
        """Return the documents that the deeds are done to, or that DATES or SUMMARY tells of; each of a deed once."""
        document, stage = self.document, self.classification.stage
        found = targets(document, self.classification, claims)
        found = tuple(each for each in found if not is_in_passing(each.quote, each.references))
        told = (*passives(document, stage), *given(document, stage))
        if not (found and told):
            return found or told
        done = {(each.deed.verb, name) for each in found for name in each.names}
        return (*found, *(each for each in told if done.isdisjoint((each.deed.verb, n) for n in each.names)))

    def _in_dates(self, stage: str) -> list[DateClaim]:
        """Return what DATES says, and SUMMARY where DATES leaves it out."""
        bare, day = bare_kind(self.document, stage), self.document.published_on
        occasion = kind_and_name(bare)[1] in OCCASIONS  # of which the title tells the day where DATES does not
        text = self.document.dates or (self.document.title if occasion else _begin_in(self.document.action or ""))
        if day is None or not (text or self.told):
            return []
        stated = read_dates(text, published_on=day, bare=bare, zone=self.place or dates.FEDERAL_ZONE) if text else ()
        summary = self.document.abstract or ""
        return corroborate.completed(corroborate.until_return(stated, f"{text} {summary}"), self.told, summary, day)

    def _in_summary(self) -> list[DateClaim]:
        day, zone = self.document.published_on, self.place or dates.FEDERAL_ZONE
        return corroborate.summary_claims(self.document.abstract or "", day, zone) if day is not None else []

    def _in_instructions(self) -> list[DateClaim]:
        day = self.document.published_on
        if not self.document.instructions or day is None:
            return []
        texts = [each.text for each in self.document.instructions]
        joined = "\n".join(texts)
        claims = read_instruction_dates(texts, published_on=day)
        return [attrs.evolve(claim, sentence=sentence_at(joined, claim.start, claim.end)) for claim in claims]

    def is_earlier(self, when: When) -> bool:
        """Whether a day on which the document acts lies before its publication."""
        days = when.days(None) if when.exact else None
        return days is not None and self.document.published_on is not None and days[1] < self.document.published_on

    def _without_courts(self, claims: Sequence[DateClaim]) -> list[DateClaim]:
        """Return the claims that are not about the days of a court's act, which was read; nor the document's own."""
        if not self.courts.acts:
            return list(claims)
        told, days = {act.sentence for act in self.courts.acts}, self.courts.days
        return [
            each
            for each in claims
            if _is_own_day(each)
            or (sentence := each.sentence.strip()) not in told
            or not set(days_of(each)) <= days.get(sentence, set())
        ]


def _is_own_day(claim: DateClaim) -> bool:
    """Return whether a claim tells when the document itself takes effect, whatever else its sentence tells."""
    return claim.kind == "set_effective" and claim.act is None and not (claim.target or claim.scope)


def _begin_in(action: str) -> str:
    effective = _EFFECTIVE.search(action)
    return effective[0] if effective else ""


_ACT_ALONE = re.compile(nouns("withdraw rescind lift"), re.IGNORECASE)


def _own_part(document: RegisterDocument) -> str:
    """Return the title, if it may tell the document's own act.

    "Partial Withdrawals of Findings" is what a rule does, of which ACTION says that it is withdrawn.
    """
    title, (_, _, last) = document.title, document.title.rpartition(";")
    if title.casefold().startswith("partial") and _ACT_ALONE.fullmatch(last.strip()):
        return last  # "Partial Withdrawals of Findings; Withdrawal"
    named = title.casefold().startswith("partial") and ";" not in title and _OWN_ACT.search(document.action or "")
    return "" if named else title
