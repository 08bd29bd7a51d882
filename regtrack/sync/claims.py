"""What the items of feeds claim: events on instruments that the ledger knows, and entries of the inbox for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.ingest.federal_register.references import find_references
from regtrack.ingest.feeds.item import Item
from regtrack.model.document import Evidence
from regtrack.model.event import Event
from regtrack.model.inbox import InboxEntry
from regtrack.model.when import When, WhenKind
from regtrack.store import Store
from regtrack.sync.register import LedgerRegister

_SENTENCE = re.compile(r"[^.!?。\n]*(?:[.!?](?!\s|$)[^.!?。\n]*)*[.!?。]?")


@attrs.frozen
class Understood:
    """What one item claims.

    Attributes:
        events: on instruments that the ledger knows.
        waiting: what a person has to look at.
    """

    events: tuple[Event, ...] = ()
    waiting: tuple[InboxEntry, ...] = ()


class ClaimReader:
    """Reads items against a ledger.

    Args:
        store: the ledger.
    """

    def __init__(self, store: Store) -> None:
        self._register = LedgerRegister(store)

    def understand(self, item: Item, now: Tick) -> Understood:
        """What an item claims; ``now`` is when it was read, for one that does not say when it was published."""
        return Understood(tuple(self._reports(item, now)))

    def _reports(self, item: Item, now: Tick) -> Iterator[Event]:
        text = f"{item.title}\n{item.text}"
        told: set[str] = set()
        for reference in find_references(text):
            target = self._register.cited(reference)
            if target is None or target in told:
                continue
            told.add(target)
            at = item.published_at if item.published_at is not None else now
            yield Event(
                f"{item.id}:report:{target}", "report", target, item.ceiling,
                available=When(WhenKind.INSTANT, dates.iso_instant(at)), zone=item.zone, summary=item.title,
                language=item.language, evidence=(Evidence(item.id, _quote(text, reference.start, reference.end)),),
            )  # fmt: skip


def _quote(text: str, start: int, end: int) -> str:
    """The sentence in which a reference stands."""
    for match in _SENTENCE.finditer(text):
        if match.start() <= start and end <= match.end():
            return match[0].strip()
    return text[start:end]
