"""From a filing on public inspection to what the ledger records of it."""

from __future__ import annotations

from functools import partial

from regtrack.dates import iso_instant, tick_of
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.sources.federal_register._events.instruments import instrument_of
from regtrack.sources.federal_register.acts import classify
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.events import Item
from regtrack.sources.federal_register.identity import filing_key
from regtrack.sources.federal_register.ledger import LedgerRegister


def compile_filing(document: RegisterDocument, register: LedgerRegister, seen: When | None = None) -> list[Item]:
    """Return what the ledger records of a filing.

    Args:
        document: read from public inspection; without a day of publication, it was taken back.
        register: what the ledger knows already.
        seen: when it was first seen to be taken back; the Register does not say when it was.
    """
    if document.filed_at is None:
        return []
    key, own = filing_key(document.number), register.own(document)
    filed = When.parse(iso_instant(tick_of(document.filed_at)))
    paper = Document(
        id=key, publisher="Federal Register, public inspection", url=document.html_url, title=document.title or None,
        date=filed, rank=Rank.INSPECTION,
    )  # fmt: skip
    how = "special filing" if document.special else "regular filing"
    planned = f", to be published on {document.published_on}" if document.published_on else ""
    event = partial(Event, target=own, certainty=Certainty.FILED, evidence=(Evidence(key),))
    items: list[Item] = [paper, instrument_of(document, own, classify(document).kind)]
    items.append(event(f"{key}:filed", "file_for_inspection", filed=filed, note=f"A {how}{planned}."))
    if document.published_on is None and seen is not None:
        note = "Seen without a day of publication; the Federal Register does not say when it was taken back."
        items.append(event(f"{key}:withdrawn", "withdraw_filing", available=seen, note=note))
    return items
