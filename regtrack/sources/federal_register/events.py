"""From a document to what the ledger records: the document, its instrument, and its events.

What a claim or a deed becomes is a row of a table (``_events/moves.py``). A proposal says what may come and never
changes its target; a final document acts on itself and on what it cites. What it cites and the ledger does not hold is
recorded as well, under the citation, so that nothing waits unseen; it is joined to the document when that arrives.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import attrs

from regtrack import dates
from regtrack.dates import Instant, iso_instant, tick_of
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument, Relation
from regtrack.model.kinds import Certainty
from regtrack.model.when import When, WhenKind
from regtrack.sources.federal_register._events import guards, moves
from regtrack.sources.federal_register._events.instruments import instrument_of, stand_in
from regtrack.sources.federal_register._events.moves import Move
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD, Scopes, partial_act
from regtrack.sources.federal_register.acts import Verb, bare_kind, classify
from regtrack.sources.federal_register.agencies import title_of
from regtrack.sources.federal_register.claims import ClaimKind, DateClaim
from regtrack.sources.federal_register.dates import read_dates, read_instruction_dates, refers_to_preamble
from regtrack.sources.federal_register.document import DocumentType, Origin, RegisterDocument
from regtrack.sources.federal_register.identity import cited_id, key_of, own_id
from regtrack.sources.federal_register.parts import cfr_parts_in
from regtrack.sources.federal_register.quoting import sentence_at
from regtrack.sources.federal_register.references import Reference, ReferenceKind, Target, find_references, targets
from regtrack.sources.federal_register.text.corroborate import corroborated
from regtrack.sources.federal_register.text.places import zone_of

Item = Document | Instrument | Event
_API = "https://www.federalregister.gov/api/v1/documents"
_UNKNOWN = When.parse("unknown")
_HOURS = re.compile(r"\d\s?[ap]\.?\s?m\b|\bnoon\b|\bmidnight\b|\b\d{4} hours", re.IGNORECASE)
_ENDING = re.compile(rf"\W*(?:The|This)?\s*({'|'.join(moves.ENDING_NOUNS)})\s+of\b", re.IGNORECASE)


class Register(Protocol):
    """What the ledger knows already of the Federal Register."""

    def own(self, document: RegisterDocument) -> str:
        """The id by which the ledger knows a document: a curated one, or its own."""
        ...

    def cited(self, reference: Reference) -> str | None:
        """The id of the instrument that a reference names; None when the ledger holds none, or cannot tell which."""
        ...

    def filed_at(self, document: RegisterDocument) -> Instant | None:
        """When the document was put on public inspection, as far as that was recorded."""
        ...


def compile_document(document: RegisterDocument, register: Register, *, text: str = "") -> list[Item]:
    """What the ledger records of a document: it, its instrument, what it cites and is not there, and its events.

    The events' keys begin with :func:`~regtrack.sources.federal_register.identity.key_of` and a colon; together they
    are all that the document states, so that a key which is not said any more was taken back.

    Args:
        document: as read from any of its forms but a filing, see :mod:`~regtrack.sources.federal_register.filings`.
        register: what the ledger knows already.
        text: further words of it, such as its preamble, to find what it acts on.
    """
    return _Compiler(document, register, text).items()


class _Said(NamedTuple):
    """A claim, and the sentence that proves it."""

    claim: DateClaim
    sentence: str


class _Compiler:
    """One document."""

    def __init__(self, document: RegisterDocument, register: Register, text: str) -> None:
        self.document, self.register = document, register
        timed = _HOURS.search(document.dates or "")  # to look a place up takes long
        self.place = zone_of(document.title, document.abstract or "") if timed else None
        dated = self._said_in_dates()
        claims = [said.claim for said in dated]
        self.classification = classify(document, claims=claims)
        self.proposed = self.classification.stage == "proposed"
        self.own, self.key = register.own(document), key_of(document)
        self.published = When.parse(document.published_on) if document.published_on else None
        filed = document.filed_at or register.filed_at(document)
        self.filed = When.parse(iso_instant(tick_of(filed))) if filed is not None else None
        self.targets = targets(document, self.classification, {"text": text} if text else {}, claims=claims)
        self.said = [*dated, *self._said_in_instructions()]
        own = [c for c in claims if c.kind is ClaimKind.EFFECTIVE and not (c.target or c.scope or c.act == "recital")]
        self.enforces = not own
        self.as_of = next((c.when for c in own if self._is_earlier(c.when)), None)
        self.partial = partial_act(document.action or "") or partial_act(document.title)
        self.applies = self.enforces and self.classification.kind in ("notice", "guidance")
        self.flags = ("see_preamble",) if document.dates and refers_to_preamble(document.dates) else ()
        self.events: dict[str, Event] = {}
        self.stand_ins: dict[str, Instrument] = {}
        self.relations: dict[Relation, None] = {}

    def items(self) -> list[Item]:
        """All of it, in the order in which it can be recorded."""
        self._state_issue()
        cfr = self.document.cfr or cfr_parts_in(self.document.dates or "")
        scopes = Scopes([said.claim for said in self.said], cfr, title_of(self.document.agencies))
        for said in self.said:
            self._state_claim(said, scopes)
        for target in self.targets:
            self._state_deed(target)
        from_api = self._state_api_dates()
        checked = {each.key: each for each in guards.checked(self.events.values(), self.document.published_on)}
        self.events = checked
        found: list[Item] = [self._paper(), *([self._api_paper()] if from_api else []), *self.stand_ins.values()]
        if self.own == own_id(self.document):
            relations = tuple(self.relations)
            found.append(instrument_of(self.document, self.own, self._kind(), relations, self._zone()))
        return [*found, *self.events.values()]

    def _state_issue(self) -> None:
        document = self.document
        if document.signed_on is not None and document.type is DocumentType.PRESIDENTIAL:
            issued = When.parse(document.signed_on)
            self._add("sign", "sign", self.own, document.action, issued=issued, filed=None, published=None)
        kind = "propose" if self.classification.kind == "proposed_rule" else "publish"
        self._add("publish", kind, self.own, document.action)

    def _is_earlier(self, when: When) -> bool:
        """Whether a day on which the document acts lies before its publication."""
        span = when.days(None) if when.exact else None
        return span is not None and self.document.published_on is not None and span[1] < self.document.published_on

    def _kind(self) -> str:
        """A rule that only moves others and has no date of its own is the notice of what it does to them."""
        kind = self.classification.kind
        own = [each for each in self.events.values() if each.target == self.own]
        only_issued = all(each.kind in ("publish", "sign") or each.certainty is Certainty.REPORTED for each in own)
        return "notice" if kind in moves.RULES and only_issued and len(own) < len(self.events) else kind

    # --- dates --------------------------------------------------------------------------------------------------------

    def _said_in_dates(self) -> list[_Said]:
        text, day = self.document.dates, self.document.published_on
        if not text or day is None:
            return []
        bare = bare_kind(self.document)
        zone, summary = self.place or dates.FEDERAL_ZONE, self.document.abstract or ""
        stated = read_dates(text, published_on=day, bare=bare, zone=zone)
        claims, ends = corroborated(stated, summary, day, zone)
        return [
            *(_Said(claim, sentence_at(text, claim.start, claim.end)) for claim in claims),
            *(_Said(claim, sentence_at(summary, claim.start, claim.end)) for claim in ends),
        ]

    def _said_in_instructions(self) -> list[_Said]:
        texts, day = [each.text for each in self.document.instructions], self.document.published_on
        if not texts or day is None:
            return []
        joined = "\n".join(texts)
        claims = read_instruction_dates(texts, published_on=day)
        return [_Said(claim, sentence_at(joined, claim.start, claim.end)) for claim in claims]

    def _state_claim(self, said: _Said, scopes: Scopes) -> None:
        claim = said.claim
        if claim.act == "recital":
            return
        if claim.unread:
            self._add("unread", "note", self.own, said.sentence, name=guards.UNREAD, flags=(guards.UNREAD,),
                      summary=f"Not read: {claim.unread}.")  # fmt: skip
            return
        about = self._about(said)
        for name, target in about.items():
            move = moves.ON_TARGET.get((claim.kind, claim.act))
            ending = self._ends(said, target) if claim.kind is ClaimKind.EFFECTIVE else None
            self._move(said, Move(ending, "effect") if ending else move, scopes, target, name)
        if not about and claim.kind is ClaimKind.OTHER:
            self._state_deadline(said, scopes)
        elif not about and claim.kind is ClaimKind.APPLICABILITY and self.applies:
            self._move(said, moves.OWN[ClaimKind.EFFECTIVE], scopes, self.own, "")
        elif not about and claim.act in (None, "set", "confirm", "extend"):
            self._move(said, moves.OWN.get(claim.kind), scopes, self.own, "")

    def _state_deadline(self, said: _Said, scopes: Scopes) -> None:
        """State what is neither effective nor about comments: a day to do something by, or a window."""
        claim = said.claim
        if claim.act == "enforce" and self.enforces:
            window = said._replace(claim=attrs.evolve(claim, scope=None))  # of which area it is, the document says
            self._move(window, moves.ENFORCED, scopes, self.own, "")
        if claim.name and claim.act != "actual_notice":
            due = attrs.evolve(claim, scope=None, scope_except=None, hours=())
            self._move(said._replace(claim=due), moves.OWN[claim.kind]._replace(name=claim.name), scopes, self.own, "")

    def _about(self, said: _Said) -> dict[str, str]:
        """What else a claim is about: each name as cited, with the id of its instrument."""
        claim = said.claim
        named = (reference for text in claim.target for reference in find_references(text))
        groups = [self._all_names(each) for each in named if each.kind is not ReferenceKind.CFR]
        if not groups and claim.kind in moves.ON_OTHERS:
            verbs = moves.ON_OTHERS[claim.kind]
            groups = [each.references for each in self.targets if each.deed.verb in verbs and not each.deed.proposed]
        found: dict[str, str] = {}
        for group in groups:
            meant, target = self._meant(group)
            if meant is not None and target is not None and target not in (self.own, *found.values()):
                found[meant.name] = target
        return found

    def _all_names(self, reference: Reference) -> Sequence[Reference]:
        """All names of the document that a reference means, as far as the document tells them; a misprint is mended."""
        for target in self.targets:
            if any(each.page == reference.page and each.kind is reference.kind for each in target.references):
                return target.references if reference.page is not None else (reference,)
        return (reference,)

    def _ends(self, said: _Said, target: str) -> str | None:
        """The kind of event by which this document ends another one on the day of a claim, if it does."""
        noun = _ENDING.match(said.sentence)
        if noun is not None:
            return moves.ENDING_NOUNS[noun[1].lower()]
        for each in self.targets:
            if each.deed.verb in moves.ENDINGS and not each.deed.proposed and self._meant(each.references)[1] == target:
                return moves.DEEDS[each.deed.verb].kind
        return None

    def _move(self, said: _Said, move: Move | None, scopes: Scopes, target: str, name: str) -> None:
        if move is None or (self.proposed and move.kind not in moves.IN_PROPOSALS):
            return
        claim = said.claim
        part = scopes.read(claim, of_another=target != self.own)
        if target != self.own and not (part.parts or part.exclude) and self.partial and move.kind in moves.PARTIALLY:
            part = part._replace(parts=(self.partial,), flags=(SCOPE_UNREAD,))
        parts = part.parts
        if claim.hours and move.date == "range" and (windows := _windows(claim, self.place)):
            for window in windows:
                self._move(said._replace(claim=window), move, scopes, target, name)
            return
        begin, end = _span(claim, move, self.published)
        until = move.kind in moves.DEADLINES and _until(claim)
        ambiguous = until or (
            move.kind not in moves.DEADLINES and _is_day(end) and end is not None and not end.inclusive
        )
        flags = [
            *(["derived_date"] if claim.derived else []),
            *(["end_ambiguous"] if ambiguous else []),
            *(["zone_assumed"] if claim.zone is None and self.place is None and _is_timed(claim) else []),
            *part.flags,
            *self.flags,
        ]
        named = (*parts[:2], f"and {len(parts) - 2} more") if len(parts) > 3 else parts
        self._add(
            ":".join(filter(None, (move.kind, move.name, name, *named))), move.kind, target, said.sentence,
            parts=parts, exclude=part.exclude, effect=begin, until=end, name=move.name, condition=claim.condition,
            note=part.note,
            flags=tuple(flags),
        )  # fmt: skip

    def _zone(self) -> str | None:
        """The clock of the place that the document is about, when its hours are told by another than the Register's."""
        kinds = (ClaimKind.EFFECTIVE, ClaimKind.EXPIRY, ClaimKind.OTHER)
        timed = [c for c in (said.claim for said in self.said) if c.kind in kinds and not c.target and _is_timed(c)]
        zones = {claim.zone or self.place for claim in timed} - {None, "UTC", dates.FEDERAL_ZONE}
        return zones.pop() if len(zones) == 1 else None

    # --- deeds --------------------------------------------------------------------------------------------------------

    def _state_deed(self, target: Target) -> None:
        """What it does to another, where no date has said it yet."""
        verb = target.deed.verb
        kind, relation = moves.PROPOSAL if target.deed.proposed else moves.DEEDS[verb]
        reference, id_ = self._meant(target.references)
        if reference is None or id_ is None or id_ == self.own:
            return
        self.relations[Relation(relation, id_)] = None
        if any(each.target == id_ and moves.says_again(kind, each.kind) for each in self.events.values()):
            return
        more: dict[str, Any] = {}
        if kind in moves.NEEDS_BEGIN:
            more["effect"] = _UNKNOWN
        elif kind in moves.NEEDS_END:
            more["until"] = _UNKNOWN
        elif kind in moves.WITH_OWN_DATE:
            more["effect"] = self._own_date()
        elif kind == "note":
            what = verb.replace("_", " ")
            more["summary"] = f"Proposed: {what}." if target.deed.proposed else f"Stated: {what}."
        elif verb is Verb.CORRECT and "as if" in target.quote:
            more["mode"] = "as_if_included"
        if (part := self.partial or partial_act(target.deed.quote)) and kind in moves.PARTIALLY:
            more |= {"parts": (part,), "flags": (SCOPE_UNREAD,)}
        by_number = target.deed.field == "number"  # says it without words
        quote = None if by_number else target.quote or target.deed.quote
        self._add(f"{verb}:{reference.name}", kind, id_, quote, **more)

    def _own_date(self) -> When | None:
        """The day on which the document itself takes effect, as it says."""
        own = (e.effect for e in self.events.values() if e.kind == "set_effective" and e.target == self.own)
        return next((effect for effect in own if effect is not None and effect.dated), None)

    # --- what the API says beside the text ----------------------------------------------------------------------------

    def _state_api_dates(self) -> bool:
        """The API keeps one date of each kind. Where the text has none it stands; where they differ both are kept."""
        mentioned = {day for said in self.said for day in _days_of(said.claim)}
        added, day = False, self.document.published_on or dt.date.min
        for field, kind in (("effective_on", "set_effective"), ("comments_close_on", "open_comment")):
            value: dt.date | None = getattr(self.document, field)
            if value is None or value in mentioned or (self.proposed and kind == "set_effective"):
                continue
            kinds = moves.OF_FORCE if kind == "set_effective" else moves.DEADLINES
            stated = tuple(each.key for each in self.events.values() if each.kind in kinds)
            if stated and all(self.events[key].target != self.own for key in stated) and self._prints(value):
                continue  # a document that only moves another one carries a date of that one
            evidence = (Evidence(f"{self.key}:api", f"{field}: {value}"),)
            more: dict[str, Any] = {"effect": When.parse(value)}
            if kind == "open_comment":
                more = {"effect": self.published, "until": When.parse(value, inclusive=True)}
            if kind == "set_effective" and value < dates.add_days(day, -guards.FAR_DAYS):
                more |= {"certainty": Certainty.REPORTED, "filed": None, "flags": (guards.DOUBTFUL,)}
            if stated:
                note = f"The Federal Register's data have {field} {value}; the text of the document says otherwise."
                more |= {"certainty": Certainty.REPORTED, "filed": None, "conflicts_with": stated, "note": note}
            self._add(f"{kind}:api", kind, self.own, None, evidence=evidence, **more)
            added = True
        return added

    def _prints(self, day: dt.date) -> bool:
        """Whether DATES has a day, in whatever role."""
        return f"{day:%B} {day.day}, {day.year}" in (self.document.dates or "")

    # --- parts of items -----------------------------------------------------------------------------------------------

    def _add(self, what: str, kind: str, target: str, quote: str | None, **fields: Any) -> None:
        key, number = f"{self.key}:{what}", 1
        while key in self.events:
            number += 1
            key = f"{self.key}:{what}#{number}"
        common = {
            "certainty": Certainty.PUBLISHED, "filed": self.filed, "published": self.published,
            "by": self.own if target != self.own else None, "as_of": self.as_of if target != self.own else None,
            "evidence": (Evidence(self.key, quote or None),),
        }  # fmt: skip
        self.events[key] = Event(key=key, kind=kind, target=target, **{**common, **fields})

    def _meant(self, references: Sequence[Reference]) -> tuple[Reference | None, str | None]:
        """The instrument that these names of one document mean; what the ledger does not hold is put down as cited."""
        for reference in references:
            known = self.register.cited(reference)
            if known is not None:
                return reference, known
        for reference in references:
            id_ = cited_id(reference)
            if id_ is not None:
                if id_ != self.own:
                    self.stand_ins.setdefault(id_, stand_in(id_, reference, self.classification))
                return reference, id_
        return None, None

    def _paper(self) -> Document:
        document = self.document
        return Document(
            id=self.key, publisher="Federal Register", url=document.html_url, title=document.title or None,
            date=self.published, rank=Rank.METADATA if document.origin is Origin.RSS else Rank.OFFICIAL,
            sha256=document.sha256,
        )  # fmt: skip

    def _api_paper(self) -> Document:
        number = self.document.number
        return Document(
            id=f"{self.key}:api", publisher="Federal Register API", url=f"{_API}/{number}.json",
            title=f"Data about document {number}", date=self.published, rank=Rank.METADATA,
        )  # fmt: skip


def _span(claim: DateClaim, move: Move, published: When | None) -> tuple[When | None, When | None]:
    """Begin and end of what a claim becomes."""
    if move.kind in moves.DEADLINES and claim.act == "window" and claim.until is not None:
        return claim.when, claim.until
    if move.kind in moves.DEADLINES:
        last = claim.when
        if _is_day(last) and (not claim.exclusive or _until(claim)):
            last = attrs.evolve(last, inclusive=True)
        return (None if move.kind == "extend_comment" else published), last
    if move.date == "until":
        moved = move.kind in ("extend_stay", "extend_expiry") and claim.until is not None
        return None, claim.until if moved else claim.when
    return claim.when, claim.until if move.date == "range" else None


def _is_timed(claim: DateClaim) -> bool:
    return any(when is not None and when.kind is WhenKind.INSTANT for when in (claim.when, claim.until))


_MOST_WINDOWS = 31
"""Daily hours over a longer span are told in words: a window for each day would fill the ledger."""


def _windows(claim: DateClaim, place: str | None) -> list[DateClaim]:
    """The hours of each day of a claim, as claims of their own; none when the span is long or has no end."""
    if claim.until is None or not (_is_day(claim.when) and _is_day(claim.until)):
        return []
    (first, _), (last, _) = claim.when.days(None) or (None, None), claim.until.days(None) or (None, None)
    if first is None or last is None or not 0 <= (last - first).days < _MOST_WINDOWS:
        return []
    zone = claim.zone or place or dates.FEDERAL_ZONE
    found = []
    for number in range((last - first).days + 1):
        day = dates.add_days(first, number)
        for opens, closes in claim.hours:
            ends = day if closes > opens else dates.add_days(day, 1)
            begin, end = (
                When.parse(f"{on}T{at.isoformat('minutes')}[{zone}]") for on, at in ((day, opens), (ends, closes))
            )
            found.append(attrs.evolve(claim, when=begin, until=end, hours=()))
    return found


def _is_day(when: When | None) -> bool:
    return when is not None and when.kind in (WhenKind.DATE, WhenKind.FORMULA)


def _until(claim: DateClaim) -> bool:
    """Whether a deadline is put as "until March 5": agencies take what comes on that day; the words leave it open."""
    return claim.exclusive and "until" in claim.quote.lower()


def _days_of(claim: DateClaim) -> Iterator[dt.date]:
    """The days that a claim names; a midnight ends the day before it."""
    for when in (claim.when, claim.until, claim.not_before, *claim.prior):
        if when is None:
            continue
        if when.kind is WhenKind.INSTANT:
            day = dt.date.fromisoformat(when.text[:10])
            yield day
            if "T00:00" in when.text:
                yield day - dt.timedelta(days=1)
        elif span := when.days(None):
            yield span[0]
