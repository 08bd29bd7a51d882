"""The dates of an instrument with their history: what each is now, what it was known as before, and how often it moved.

A calendar that is exported twice needs to know that an entry is the one it has, and that it is newer. Both are found
out from the ledger alone, so that the same question gives the same file: knowledge is gone through step by step, and
each date is followed by its name (:mod:`regtrack.diff.slots`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import attrs

from regtrack import dates
from regtrack.dates import DAWN, NEVER, Tick
from regtrack.diff.readings import Subject
from regtrack.diff.upcoming import NamedDate, content_of, dates_of
from regtrack.fold import Cell, Course, Limit, Question
from regtrack.model.change import Dated, Facet, Upcoming
from regtrack.model.kinds import KINDS, Dimension
from regtrack.model.posting import Posting
from regtrack.model.scope import Path, covers, spell
from regtrack.model.state import KnownBy

_NO_DATE = frozenset(("none", "unknown", "delayed", "delayed_indefinitely"))
"""Statuses whose beginning is no date of its own: a delay is shown at the date that it moves."""


def dated(subject: Subject, question: Question) -> list[Dated]:
    """Every date of one instrument that is or was known, past ones too, in the order in which they fall.

    What is asked is known and threshold; the legal day does not matter.
    """
    tracks: dict[_Key, _Track] = {}
    for written, postings in _versions(subject.postings, question.limit):
        runs = _runs(subject, postings, question.limit)
        for key in runs.keys() | tracks.keys():
            tracks.setdefault(key, _Track()).rewrite(runs.get(key, []), written)
    listed = [track.dated(name) for (_, name), track in tracks.items()]
    return sorted(listed, key=lambda each: (each.item.sort, each.item.scope or "", each.name))


def standing_dates(subject: Subject, question: Question) -> list[tuple[str, Upcoming]]:
    """Every date of one instrument as it is known now, past ones too, under the name that it keeps while it moves.

    As in :func:`dated`, the legal day does not matter; the history of the dates is not looked at.
    """
    course = subject.course(question)
    cells = {
        path: list(dates_of(subject, Cell(course, path), path, NEVER, DAWN, NEVER - 1)) for path in ((), *course.paths)
    }
    named = _named(cells)
    return sorted(((name, item) for (_, name), (item, _) in named.items()), key=lambda each: (each[1].sort, each[0]))


def touching(listed: Iterable[Dated], first: Tick, last: Tick, zone: str) -> Iterator[Dated]:
    """Return dates that fall, or once were to fall, after one tick and by another."""
    low, high = dates.day_of(first, zone).isoformat(), dates.day_of(last, zone).isoformat()
    for each in listed:
        begin, _, end = each.item.on.partition("..")
        falls = low < begin <= high or low < end <= high if end else first < each.item.sort <= last
        if falls or any(low < day[:10] <= high for day in each.days[:-1]):
            yield each


_Key = tuple[str | None, str]
_Entry = tuple[Upcoming, tuple[str, ...]]
_Step = tuple[Tick, Upcoming | None, tuple[str, ...]]
"""When something became known, what the date is from then on (None: it went), and the statements that made it so."""


def _versions(postings: Sequence[Posting], limit: Limit) -> Iterator[tuple[Tick, list[Posting]]]:
    """Return the ledger as it stood before each time that it took in something out of turn, and as it stands.

    By public knowledge a correction of our record counts as though it had always been so; an export made before it
    differs. What is recorded in the order in which it became known only goes on from there.
    """
    ordered = sorted(postings, key=lambda p: p.seq)
    if limit.known_by is KnownBy.RECORD:
        yield DAWN, ordered
        return
    keys: set[str] = set()
    newest = written = DAWN
    for recorded, group in groupby(ordered, key=lambda p: p.recorded):
        batch = list(group)
        if keys and any(p.key in keys or _first_known(p) <= newest or p.kind == "revise_record" for p in batch):
            yield written, ordered[: ordered.index(batch[0])]
            written = recorded
        keys.update(p.key for p in batch)
        newest = max(newest, *(p.available for p in batch))
    yield written, ordered


def _first_known(p: Posting) -> Tick:
    return min((p.available, *(available for _, available, _ in p.detail.steps)))


def _runs(subject: Subject, postings: Sequence[Posting], limit: Limit) -> dict[_Key, list[_Step]]:
    """Return what each date was known as, step by step of knowledge."""
    runs: dict[_Key, list[_Step]] = {}
    current: dict[_Key, _Entry] = {}
    cells: dict[Path, list[NamedDate]] = {}
    keys: set[str] = set()
    for step, fresh in _steps(postings, limit):
        course = Course(postings, subject.family, Limit(step, limit.known_by, limit.threshold))
        moves_others = any(p.key in keys or _is_verdict(p) for p in fresh)
        keys.update(p.key for p in fresh)
        cells = {
            path: cells[path]
            if path in cells and not moves_others and not any(_reaches(p, path) for p in fresh)
            else list(dates_of(subject, Cell(course, path), path, NEVER, DAWN, NEVER - 1))
            for path in ((), *course.paths)
        }
        now = _named(cells)
        for key in now.keys() | current.keys():
            entry = now.get(key)
            if entry != current.get(key):
                item, by = entry or (None, tuple(p.id for p in fresh))
                runs.setdefault(key, []).append((step, item, by))
        current = now
    return runs


def _steps(postings: Sequence[Posting], limit: Limit) -> Iterator[tuple[Tick, list[Posting]]]:
    """Return the moments at which something became known, in order, with what did."""
    by_record = limit.known_by is KnownBy.RECORD
    found = []
    for p in postings:
        public = {p.available, *[known for _, known, _ in p.detail.steps]}
        # By record it is known from when we had it, and better from when more of it was public.
        moments = {max(known, p.recorded) for known in (DAWN, *public)} if by_record else public
        found += [(moment, p.seq, p) for moment in moments if moment <= limit.tick]
    found.sort()
    for step, group in groupby(found, key=lambda each: each[0]):
        yield step, [p for _, _, p in group]


def _is_verdict(p: Posting) -> bool:
    """Whether a statement is about another statement, and so about whatever that one is about."""
    return p.detail.of is not None and KINDS[p.kind].dimension is Dimension.KNOWLEDGE


def _reaches(p: Posting, path: Path) -> bool:
    return not p.detail.parts or any(covers(part, path) or covers(path, part) for part in p.detail.parts)


def _named(cells: dict[Path, list[NamedDate]]) -> dict[_Key, _Entry]:
    """Return the dates of all provisions, each once and by its name.

    An announcement takes no name from an act.
    """
    found: dict[_Key, _Entry] = {}
    seen: set[tuple[object, ...]] = set()
    for announced in (False, True):
        for path, listed in cells.items():
            for each in listed:
                item, content = each.item, content_of(each.item)
                waits = item.after in _NO_DATE and item.facet is Facet.STATUS
                if (each.announced is not None) is not announced or waits or content in seen:
                    continue
                seen.add(content)
                about = path if each.announced is None else each.announced[0] if len(each.announced) == 1 else ()
                scope = spell(about) if about else None
                for name in each.names:
                    if (scope, name) not in found:
                        named = item if item.scope == scope else attrs.evolve(item, scope=scope)
                        found[scope, name] = named, each.by or item.because
                        break
    return found


class _Track:
    """One date through knowledge, and through the versions of the ledger."""

    def __init__(self) -> None:
        self.run: list[_Step] = []
        self.shown: list[_Step] = []
        self.statements: set[str] = set()
        self.turns = 0
        self.changed_at: Tick = DAWN

    def rewrite(self, run: list[_Step], written: Tick) -> None:
        """Go on to the next version of the ledger; the days of earlier versions stay counted."""
        if run == self.run:
            return
        old, new = _days(self.run), _days(run)
        self.turns += len(new) - len(old) if new[: len(old)] == old else max(len(new), 1)
        if _shown(run) != _shown(self.run):
            # what is otherwise than in an earlier export is newer, if only by a tick
            steps = max(len(run) - 1, 0)  # with more known, later than with less, though both were written at once
            self.changed_at = max(written + steps, run[-1][0] if run else DAWN, self.changed_at + 1)
        self.run = run
        self.statements.update(id_ for _, _, by in run for id_ in by)
        self.shown = run or self.shown

    def dated(self, name: str) -> Dated:
        """Return the date with its history, as it finally stands."""
        items = [item for _, item, _ in self.shown if item is not None]
        days = [day for day in _days(self.shown) if day is not None]
        _, last, by = self.shown[-1]
        gone = not self.run or last is None
        return Dated(
            name=name,
            item=items[-1],
            gone=gone,
            ended_by=by if last is None else (),
            statements=frozenset(self.statements),
            days=tuple(day for day, _ in groupby(days)),
            sequence=self.turns - 1,
            known_at=self.shown[0][0],
            changed_at=self.changed_at,
        )


def _shown(run: list[_Step]) -> tuple[list[Upcoming], list[_Step]]:
    """Return what is finally shown of a date: the last that it was known as, even if it went, and how it stands."""
    return [item for _, item, _ in run if item is not None][-1:], run[-1:]


def _days(run: list[_Step]) -> list[str | None]:
    """Return the days that a date was known as, in turn; None where it was gone.

    An end is given by its last day while it is only announced, and by the first day without it once it is set: that is
    the same moment, and no move.
    """
    found: list[str | None] = []
    for key, items in groupby((item for _, item, _ in run), lambda item: item and _moment(item)):
        found.append(None if key is None else [item.on for item in items if item][-1])
    return found


def _moment(item: Upcoming) -> object:
    """Return what distinguishes a day from others: when it falls, or its words where it is not known to the day."""
    return item.on if ".." in item.on else item.sort
