"""What a ledger answers with whole records, wherever these lie: in one database, or in several that are joined."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from regtrack.dates import Tick
from regtrack.model.document import Document
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import INSTRUMENT_KINDS
from regtrack.records.canonical import load
from regtrack.store.values import InstrumentOutline, SearchHit

if TYPE_CHECKING:  # most questions read none of these
    from regtrack.model.provision_text import Amendatory, Edition, Passage

N = TypeVar("N", Document, "Amendatory", "Passage")
T = TypeVar("T", "Edition", "Amendatory")


class RecordReader(ABC):
    """Questions that are answered with records, by four ways to find them; see :class:`regtrack.store.base.Store`."""

    @abstractmethod
    def _targets(self, columns: str, targets: Iterable[int] | None) -> Iterable[tuple[Any, ...]]:
        """Return columns of the newest record of instruments (None: of all that are themselves), behind the number."""

    @abstractmethod
    def _newest(self, type_: str, keys: Iterable[str], cls: type[N]) -> dict[str, N]:
        """Return the newest records of a type, by their keys."""

    @abstractmethod
    def _newest_ids(self, type_: str, keys: Iterable[str]) -> dict[str, str]:
        """Return the ids of those entries."""

    @abstractmethod
    def _texts(self, table: str, type_: str, part: str, cls: type[T]) -> Iterator[tuple[T, Tick]]:
        """Return the newest records of a type that a table lists for a part, each with when it was first recorded."""

    def instruments(self, targets: Iterable[int] | None = None) -> dict[int, Instrument]:
        return {num: load(body, Instrument) for num, body in self._targets("entry.body", targets)}

    def outlines(self, targets: Iterable[int] | None = None) -> dict[int, InstrumentOutline]:
        rows = self._targets("target.id, target.kind, target.zone", targets)
        return {num: InstrumentOutline(id_, INSTRUMENT_KINDS[kind], zone) for num, id_, kind, zone in rows}

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        return self._newest("document", ids, Document)

    def instructions(self, keys: Iterable[str]) -> dict[str, Amendatory]:
        from regtrack.model.provision_text import Amendatory

        return self._newest("amendatory", keys, Amendatory)

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        from regtrack.model.provision_text import Passage

        return self._newest("passage", ids, Passage)

    def editions(self, part: str) -> list[tuple[Edition, Tick]]:
        from regtrack.model.provision_text import Edition

        return list(self._texts("edition", "edition", part, Edition))

    def amendatory(self, part: str) -> list[tuple[Amendatory, Tick]]:
        from regtrack.model.provision_text import Amendatory

        return list(self._texts("amended", "amendatory", part, Amendatory))

    def _current(self, hits: Iterable[SearchHit]) -> list[SearchHit]:
        """Return hits without those in instructions that were recorded anew since: their places are of the old ones."""
        hits = list(hits)
        newest = self._newest_ids("amendatory", {hit.id for hit in hits if hit.type == "amendatory"})
        return [hit for hit in hits if newest.get(hit.id, hit.entry) == hit.entry or hit.type != "amendatory"]
