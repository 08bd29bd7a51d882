"""What a codification prints, and the acts that it prints: one fact, shown on the act.

Found out when a question is asked, and not when a row is recorded, so that the order in which feeds are read does not
matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from regtrack.diff import Subject
from regtrack.fold import Question
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Dimension
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, covers, overlap, path_of, provision_of
from regtrack.model.selection import Selection
from regtrack.model.state import KnownBy
from regtrack.queries import lookup
from regtrack.store import Store

_ACTS = frozenset((Dimension.FORCE, Dimension.TEXT))
"""Dimensions of which an act may have changed the words of the CFR."""


def of_acts(store: Store, chosen: Selection, question: Question, printed: Iterable[Posting]) -> set[str]:
    """Return the ids of statements that only print what a known act did: on the same day, to the same provision.

    Args:
        store: the ledger.
        chosen: the filters of the question; an act that they exclude is none for this question.
        question: what counts as known.
        printed: statements of what is printed.
    """
    by_day: dict[int, list[Posting]] = defaultdict(list)
    for posting in printed:
        by_day[posting.begin0].append(posting)
    near = {day: store.touched(day - 1, day, KnownBy.PUBLIC) for day in by_day}
    subjects = dict(lookup.subjects(store, chosen, set().union(*near.values())))
    found: set[str] = set()
    for day, targets in near.items():
        for num in targets & subjects.keys():
            acts = _acts_on(subjects[num], question, day)
            if acts:
                instrument = store.instruments([num])[num]
                found |= {each.id for each in by_day[day] if any(_is_of(each, act, instrument) for act in acts)}
    return found


def _acts_on(subject: Subject, question: Question, day: int) -> list[Posting]:
    counted = subject.course(question).counted
    return [
        each.posting for each in counted if each.begin0 == day and each.row.dimension in _ACTS and not each.row.printed
    ]


def _is_of(printed: Posting, act: Posting, instrument: Instrument) -> bool:
    """Whether an act is about what is printed, as far as it and its instrument say."""
    excluded = act.detail.exclude
    about = act.detail.parts or _provisions(instrument)
    return any(
        overlap(provision_of(one), provision_of(other))
        for one in printed.detail.parts
        if not any(covers(each, one) for each in excluded)
        for other in about
    )


def _provisions(instrument: Instrument) -> list[Path]:
    """Return what an instrument changes by its instructions, else the parts of the CFR that it touches."""
    return list(instrument.amendments()) or [path_of(each) for each in instrument.cfr]
