"""An instrument that moved; what only some formats show is computed on demand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from regtrack.model.change import Change
from regtrack.model.citing import Sources
from regtrack.model.kinds import Dimension
from regtrack.model.state import State
from regtrack.report.answer.cited import sources_of
from regtrack.report.answer.lines import lines_of
from regtrack.report.answer.model import AnswerLine, CitedDocument, InstrumentStanding, Weight
from regtrack.report.answer.standing import sentence_of, standing
from regtrack.report.answer.weighing import only_said, telling, weight_of
from regtrack.report.language import instrument_label, spoken


class Moved:
    """One instrument that moved.

    Args:
        id_: of the instrument.
        name: what it is called.
        changes: of it, in the order of the report.
        promised: ids of what was promised of it without a date.
        sources: of the report.
        state: its state, and a function that returns its sources; None when the ledger cannot be asked any more.

    Attributes:
        id: of the instrument.
        name: what it is called.
        cited: its citation; empty where it has none.
        weight: how much it weighs.
        state: where it stands now; None when the ledger cannot be asked any more.
        rank: of its most important change.
    """

    def __init__(
        self, id_: str, name: str, changes: Sequence[Change], promised: Sequence[str], sources: Sources,
        state: tuple[State, Callable[[], Sources]] | None,
    ) -> None:  # fmt: skip
        acts = [change for change in changes if not only_said(change, sources)]
        instrument = sources.instruments[id_]
        weighed = weight_of(instrument, state[0] if state else None, changes)
        self.id = id_
        self.cited = instrument.cited or ""
        self.name = name
        self.weight = weighed if acts or promised else Weight.CONTEXT
        self.rank = min(map(telling, changes), default=8)
        self.state = state[0] if state else None
        self._rests_on = state[1] if state else None
        self._acts, self._promised, self._sources = acts or changes, promised, sources

    @cached_property
    def label(self) -> str:
        """The name with its citation."""
        return instrument_label(self._sources.instruments[self.id])

    @cached_property
    def lines(self) -> tuple[AnswerLine, ...]:
        """What changed, a line a day."""
        return lines_of(self._acts, self._promised, self._sources)

    @cached_property
    def about(self) -> str:
        """What the record says of the act that made it, or of the leading one; empty in another language."""
        from regtrack.report.remarks import heard  # a screen of many instruments has no room for words

        ids = [*(id_ for change in sorted(self._acts, key=telling) for id_ in change.because), *self._promised]
        events = [heard(self._sources.events[id_].event, self._sources) for id_ in ids]
        events = [event for event in events if event.summary and event.language == spoken()]
        made = next((event for event in events if event.row.dimension is Dimension.STAGE), None)
        return (made or events[0]).summary if events else ""

    @cached_property
    def standing(self) -> InstrumentStanding | None:
        """Where it stands now; None when the ledger cannot be asked any more."""
        return standing(self.state, self._rests_on()) if self.state and self._rests_on else None

    @property
    def sentence(self) -> str:
        """The same in a sentence; empty when the ledger cannot be asked any more."""
        return sentence_of(self.state, self._rests_on) if self.state and self._rests_on else ""

    @cached_property
    def sources(self) -> tuple[CitedDocument, ...]:
        """All that is cited for it, the best first."""
        ids = (*(id_ for change in self._acts for id_ in change.because), *self._promised)
        return sources_of(ids, self._sources)

    @property
    def best(self) -> CitedDocument | None:
        """The best source."""
        return self.sources[0] if self.sources else None

    @property
    def more(self) -> int:
        """How many other sources there are."""
        return max(len(self.sources) - 1, 0)
