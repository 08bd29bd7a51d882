"""From documents of regulations.gov to what the ledger records: comment periods and withdrawals.

The Federal Register says until when comments are taken; regulations.gov takes them. Where both say the same there is
nothing to add. Where they differ, the site's date is kept as a contradicting report: agencies extend a period without a
notice, and make mistakes (semantics 6). Where the ledger knows no date from elsewhere, the site's stands.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, iso_instant
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument, normalise
from regtrack.model.kinds import Certainty
from regtrack.model.when import When, WhenKind
from regtrack.sources.federal_register.identity import numbered_id
from regtrack.sources.regulations_gov.document import PostedDocument
from regtrack.store import Item, Store

SOURCE = "regulations-gov"
_OWN = f"us/{SOURCE}/"
_PADDED = 5
"""How many digits the number of a document has since 2010, with zeros in front."""
_KINDS = MappingProxyType({"Rule": "final_rule", "Proposed Rule": "proposed_rule", "Notice": "notice"})
"""What a document is, as far as its type says; the Register is more precise."""
DEADLINES = frozenset(("open_comment", "extend_comment", "reopen_comment"))
_UNIQUE_SINCE = 2016
_DIFFERS = "The Federal Register and regulations.gov give different last days for comments."
_TWO = "It is posted more than once on regulations.gov, with different last days for comments."


class LedgerRegulations:
    """What a ledger knows of documents of the Federal Register and of their comment periods."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def numbered(self, number: str) -> str | None:
        """Return the id of the document with this number; None if there is none, or more than one."""
        head, _, tail = number.rpartition("-")
        names = (number, f"{head}-{tail.zfill(_PADDED)}", numbered_id(number, None))
        found = self._store.find(*map(normalise, names)).values()
        fitting = [id_ for id_ in found if not id_.startswith(_OWN)]
        return fitting[0] if len(fitting) == 1 else None

    def deadlines(self, target: str) -> Sequence[Event]:
        """Return what was recorded of the comment periods of an instrument, in the order in which it could be known."""
        numbers = self._store.numbers([target]).values()
        keys = {posting.key for _, postings in self._store.postings(numbers) for posting in postings}
        found = [each for each in self._store.standing(keys).values() if each.kind in DEADLINES]
        return sorted(found, key=lambda each: (each.available_at(FEDERAL_ZONE), each.key))

    def joined(self, documents: Sequence[PostedDocument], items: Sequence[Item]) -> Iterator[Item]:
        """Return the stand-in of a document that the ledger got to know meanwhile, as the same as it."""
        stand_in = own_id(documents)
        targets = {each.target for each in items if isinstance(each, Event)}
        if stand_in.startswith(_OWN) and targets and stand_in not in targets:
            for item in self._store.instruments(self._store.numbers([stand_in]).values()).values():
                if item.same_as is None:
                    yield attrs.evolve(item, same_as=next(iter(targets)))


def grouped(documents: Iterable[PostedDocument]) -> dict[str, list[PostedDocument]]:
    """Documents by what they are: those with one number of the Register are one document, others stand alone."""
    found: dict[str, list[PostedDocument]] = defaultdict(list)
    for document in documents:
        found[document.number or document.id].append(document)
    return found


def prefix_of(documents: Sequence[PostedDocument]) -> str:
    """Return the beginning of the keys of all that the site says of one document."""
    return f"{SOURCE}:{documents[0].number or documents[0].id}:"


_WITHDRAWALS = MappingProxyType({"Proposed Rule": "withdraw_proposal", "Rule": "withdraw_final"})
"""What is reported by the flag of a document of a type that was printed; of any other type it is withdrawn."""


def compile_documents(documents: Sequence[PostedDocument], register: LedgerRegulations) -> list[Item]:
    """Return what the ledger records of one document, which may be posted more than once; nothing if it says nothing.

    Its events are all that the site says of it, what it said before included: a key that is not among them was taken
    back.

    Args:
        documents: those of one group, see :func:`grouped`.
        register: what the ledger knows already.
    """
    return _DocketCompiler(documents, register).items()


class _DocketCompiler:
    """One document."""

    def __init__(self, documents: Sequence[PostedDocument], register: LedgerRegulations) -> None:
        self.documents = sorted(documents, key=lambda each: (not each.open, -each.modified, each.id))
        self.prefix = prefix_of(documents)
        number = documents[0].number
        self.known = register.numbered(number) if number is not None else None
        self.target = self.known or own_id(documents)
        recorded = register.deadlines(self.target)
        self.said = [each for each in recorded if each.key.startswith(self.prefix)]
        self.official = [
            each for each in recorded if not each.key.startswith(f"{SOURCE}:") and each.certainty > Certainty.ANNOUNCED
        ]

    def items(self) -> list[Item]:
        events = [*self._periods(), *self._withdrawals()]
        if not events:
            return []
        cited = {evidence.document for event in events for evidence in event.evidence}
        papers = [_paper(each) for each in self.documents if _paper_id(each) in cited]
        instrument = [] if self.known else [_instrument(self.documents, self.target)]
        return [*papers, *instrument, *events]

    # --- comment periods ----------------------------------------------------------------------------------------------

    def _periods(self) -> Iterator[Event]:
        dated = [each for each in self.documents if each.comments_through is not None]
        if not dated:
            yield from self.said
            return
        first, official = dated[0], _latest(self.official)
        agreed = official is not None and _last_day(official) == first.comments_through
        yield from (each for each in self.said if not (agreed and each.conflicts_with))
        stands = official.key if official is not None else None
        if not agreed:
            before = _latest([each for each in self.said if ":also:" not in each.key])
            if before is None or _last_day(before) != first.comments_through:
                event = self._period(first, official, before)
                yield event
                before = event
            stands = stands or before.key
        told = {_last_day(each) for each in self.said} | {first.comments_through}
        for each in dated[1:]:
            if each.comments_through not in told and stands is not None:
                told.add(each.comments_through)
                yield self._event(
                    f"also:{each.id}:{each.comments_through}", "open_comment", each, certainty=Certainty.REPORTED,
                    effect=_when(each.comments_from), until=_when(each.comments_through, inclusive=True),
                    conflicts_with=(stands,), note=_TWO, summary=_other_day(each.comments_through),
                )  # fmt: skip

    def _period(self, document: PostedDocument, official: Event | None, before: Event | None) -> Event:
        """Return what the site says now of the period, after what it said before."""
        key = f"comments:{document.comments_through}"
        if any(each.key == self.prefix + key for each in self.said):
            key += f":{iso_instant(document.modified)}"  # it says again what it said once
        more: dict[str, Any] = {"until": _when(document.comments_through, inclusive=True)}
        undated = official is None or _last_day(official) is None
        if not undated:
            assert official is not None
            more |= {
                "certainty": Certainty.REPORTED, "conflicts_with": (official.key,), "note": _DIFFERS,
                "summary": _other_day(document.comments_through, _last_day(official), official),
            }  # fmt: skip
        if before is None or not undated:
            return self._event(key, "open_comment", document, effect=_when(document.comments_from), **more)
        return self._event(key, "extend_comment", document, **more)

    # --- withdrawals --------------------------------------------------------------------------------------------------

    def _withdrawals(self) -> Iterator[Event]:
        """Yield a report of a withdrawal: the site's flag is no act of law, and the Register has to confirm it."""
        gone = [each for each in self.documents if each.withdrawn]
        if gone and len(gone) == len(self.documents):
            kind = _WITHDRAWALS.get(gone[0].type, "withdraw") if gone[0].number is not None else "withdraw_filing"
            yield self._event(
                "withdrawn", kind, gone[0], quote="withdrawn: true", certainty=Certainty.REPORTED,
                summary="Marked as withdrawn on regulations.gov.",
                note="The site does not say why: it marks what was posted by mistake, and what an agency withdrew.",
            )  # fmt: skip

    def _event(self, what: str, kind: str, document: PostedDocument, quote: str | None = None, **fields: Any) -> Event:
        said = quote or f"commentEndDate: {document.ends}"
        common = {
            "certainty": Certainty.PUBLISHED, "available": When.parse(iso_instant(document.modified)),
            "evidence": (Evidence(_paper_id(document), said),),
        }  # fmt: skip
        return Event(key=f"{self.prefix}{what}", kind=kind, target=self.target, **{**common, **fields})


def _other_day(day: dt.date | None, known: dt.date | None = None, official: Event | None = None) -> str:
    """Return what the site says, what the Register says, and in which words."""
    quote = next((each.quote for each in official.evidence if each.quote), None) if official is not None else None
    words = f" (“{quote}”)" if quote else ""
    other = f"; by the Federal Register until {known}{words}" if known is not None else ""
    return f"Comments are taken on regulations.gov until {day}{other}."


def own_id(documents: Sequence[PostedDocument]) -> str:
    """Return the id of what the ledger does not hold. A number from before 2016 may be another document's as well."""
    number = documents[0].number
    if number is not None and number[:4].isdigit() and number[4:5] == "-" and int(number[:4]) >= _UNIQUE_SINCE:
        return numbered_id(number, None)
    return f"{_OWN}{min(each.id for each in documents).lower()}"


def _instrument(documents: Sequence[PostedDocument], id_: str) -> Instrument:
    first = documents[0]
    return Instrument(
        id=id_, kind=_KINDS.get(first.type, "notice"), title=first.title, url=first.url,
        document_number=(first.number,) if first.number else (), agency=first.agency.lower() if first.agency else None,
        docket=tuple(dict.fromkeys(each.docket for each in documents if each.docket)),
        agencies=tuple(dict.fromkeys(each.agency.lower() for each in documents if each.agency)),
    )  # fmt: skip


def _paper_id(document: PostedDocument) -> str:
    return f"{SOURCE}:{document.id}"


def _paper(document: PostedDocument) -> Document:
    return Document(
        id=_paper_id(document), publisher="Regulations.gov", url=document.url, title=document.title,
        rank=Rank.METADATA,
    )  # fmt: skip


def _latest(events: Sequence[Event]) -> Event | None:
    return events[-1] if events else None


def _last_day(event: Event) -> dt.date | None:
    """Return the last day of a period; None if it has no one day."""
    until = event.until
    if until is None or not until.dated:
        return None
    if until.kind is WhenKind.INSTANT:
        return dates.day_of(dates.parse_instant(until.text) - 1, event.zone or FEDERAL_ZONE)
    days = until.days(event.published_on)
    if days is None or days[0] != days[1]:
        return None
    return days[0] if until.inclusive else dates.add_days(days[0], -1)


def _when(day: dt.date | None, *, inclusive: bool = False) -> When | None:
    return When.parse(day, inclusive=inclusive) if day is not None else None
