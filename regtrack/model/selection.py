"""Which instruments a question is about, and which part of them."""

from __future__ import annotations

from typing import NamedTuple

import attrs

from regtrack.model.instrument import Instrument
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, covers, overlap, path_of
from regtrack.model.value_object import ValueObject


@attrs.frozen(repr=False, eq=False)
class Selection(ValueObject):
    """Filters; an instrument must pass every one that is given, and none of the ``not_`` ones.

    Attributes:
        topic, agency, kind: any of these.
        cfr: touches one of these parts or provisions, or contains or lies within it.
        instrument: ids, after names have been resolved.
        empty: values of these filters that are valid, but that nothing recorded carries.
    """

    topic: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    cfr: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    not_topic: tuple[str, ...] = ()
    not_agency: tuple[str, ...] = ()
    not_kind: tuple[str, ...] = ()
    not_cfr: tuple[str, ...] = ()
    not_instrument: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether it filters nothing."""
        return self == EVERYTHING

    def admits(self, instrument: Instrument) -> bool:
        """Whether an instrument passes."""
        has = {
            "topic": set(instrument.topics),
            "agency": {instrument.body, *instrument.agencies},
            "kind": {instrument.kind},
            "instrument": {instrument.id},
        }
        for name, values in has.items():
            wanted, unwanted = getattr(self, name), getattr(self, f"not_{name}")
            if (wanted and not values & set(wanted)) or values & set(unwanted):
                return False
        return not (self.cfr and not _touches(instrument, self.cfr)) and not _touches(instrument, self.not_cfr)


def _touches(instrument: Instrument, provisions: tuple[str, ...]) -> bool:
    touched = [path_of(text) for text in instrument.cfr]
    wanted = [path_of(text) for text in provisions]
    return any(covers(a, b) or covers(b, a) for a in touched for b in wanted)


EVERYTHING = Selection()


class AskedPart(NamedTuple):
    """A part of an instrument that was asked about.

    Attributes:
        path: which.
        recorded: whether some statement, or the instrument itself, mentions it.
        possible: whether the instrument may have it: not where only other provisions are recorded of it, nor what is
            neither a provision nor an instruction, which is no part unless a statement names it.
    """

    path: Path
    recorded: bool
    possible: bool = True

    def meets(self, posting: Posting) -> bool:
        """Whether an event is about the part, or about some of it."""
        return not posting.detail.parts or any(overlap(self.path, each) for each in posting.detail.parts)


WHOLE = AskedPart((), True)
"""An instrument, and not a part of it."""
