"""What several items report of one instrument: values that compete, none of which is the record.

Comparing all reports with all would cost their square. They are kept by what they say, and a report is compared once
with each value of the same act: it then names the report that gave it first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from regtrack.model.event import Event
from regtrack.model.inbox import OF_ITEMS
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.news.reconciling import Days, Heard, heard_in

MOST_VALUES = 20
"""So many values of one act are kept: where outlets give more days than these, the days are of several acts."""
OF_EACH = 2
"""So many reports of each value are kept, of different items: an item is compared with all but itself."""
_NO_VALUE = frozenset(("report", "note", "confirm", "retract", "revise_record"))


def competes(kind: str, certainty: int, key: str) -> bool:
    """Whether a statement is a report of an item that claims an act."""
    return key.startswith(OF_ITEMS) and certainty <= Certainty.REPORTED and kind not in _NO_VALUE


class Competing:
    """Reports on one instrument by what they say.

    Args:
        order: the items that speak of it by their ids, in the order in which they were recorded first.
    """

    def __init__(self, order: Mapping[str, int] | None = None) -> None:
        self._order = dict(order or {})
        self._heard: dict[str, dict[Days, list[Heard]]] = {}
        self._of_key: dict[str, tuple[list[Heard], Heard]] = {}

    def add(self, report: Event, instrument: Instrument, language: str) -> None:
        """Keep a report, if it is one of the first that say this.

        Args:
            report: as it is recorded, after those that were recorded earlier.
            instrument: its target.
            language: of its quotes.
        """
        if not competes(report.kind, report.certainty, report.key) or not report.evidence:
            return
        document = report.evidence[0].document
        self._order.setdefault(document, len(self._order) + max(self._order.values(), default=0))
        if report.key in self._of_key:  # its item was changed
            kept, old = self._of_key.pop(report.key)
            kept.remove(old)
        heard = heard_in(report, instrument, language)
        values = self._heard.setdefault(report.kind, {})
        if not heard.days or (heard.days not in values and len(values) >= MOST_VALUES):
            return
        kept = values.setdefault(heard.days, [])
        if len(kept) < OF_EACH and all(each.document != document for each in kept):
            kept.append(heard)
            self._of_key[report.key] = kept, heard

    def before(self, document: str, act: str) -> Iterator[Heard]:
        """For each value of an act the report that gave it first, of those recorded before what an item says."""
        limit = self._order.get(document)
        for kept in self._heard.get(act, {}).values():
            for each in kept:
                if each.document != document and (limit is None or self._order[each.document] < limit):
                    yield each
                    break
