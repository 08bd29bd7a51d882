"""What changed between two days: in the law, in what was known of it, or in both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Unpack

import attrs

from regtrack import dates
from regtrack.errors import InputError
from regtrack.fold import Question
from regtrack.model.answers import Report
from regtrack.queries import filters as filters_of
from regtrack.queries import lookup, names, reports
from regtrack.queries.merging import one_a_fact
from regtrack.queries.reports import Comparison
from regtrack.tracker.base import Filters, TrackerBase, When, check_order, one_ledger

UPCOMING_DAYS = 90
"""How far ahead a report looks for dates by default."""


class ComparingTracker(TrackerBase):
    """The questions that compare two days."""

    def since(
        self,
        since: When,
        until: When | None = None,
        *,
        known_by: str = "public",
        threshold: str = "published",
        scope: str | None = None,
        within: int | str = UPCOMING_DAYS,
        mark: str | None = None,
        reviews: bool = False,
        **filters: Unpack[Filters],
    ) -> Report:
        """Return what changed from the close of one day to the close of another.

        Compare the state on ``since``, as known then, with the state on ``until``, as known then.

        Args:
            since: the day (as it closes) or instant from which to compare; ``last`` or ``last:NAME``: the saved
                bookmark.
            until: the later day or instant; default now.
            known_by: ``public`` (what anyone could read by then) or ``record`` (what this ledger held by then).
            threshold: the lowest certainty that counts.
            scope: only what affects this provision, such as ``12 CFR 1026.36(d)``.
            within: how many days ahead of ``until`` to list dates: 60, ``60d`` or ``8w``.
            mark: save a bookmark of this name at the later moment, for ``last``.
            reviews: include what the users of a shared ledger did about each change.
            **filters: which instruments; see :class:`Tracker`.

        Raises:
            InputError: a value cannot be used, or a name is unknown or ambiguous.
        """
        first, last = self._read(since, "since", begins=True), self._moment(until, "until")
        check_order(first, last, now=until is None)
        if mark is not None and not mark.strip():
            raise InputError("mark: found an empty name; expected one, such as last")
        mode, floor = names.read_known_by(known_by), names.read_threshold(threshold)
        before, after = (Question(day, self._known_by_then(day), mode, floor) for day in (first, last))
        days = dates.read_days(within, "within")
        with self._store.snapshot():
            chosen = filters_of.selection(self._store, filters)
            answer = self._compared(Comparison("since", before, after, chosen, scope, days))
            answer = reports.reviewed(self._store, answer) if reviews else answer
        if mark is not None:
            self._store.bookmark(mark, after.known.tick())
        return answer

    @one_ledger
    def diff(
        self,
        first: When,
        second: When,
        *,
        by: str = "law",
        on: When | None = None,
        known: When | None = None,
        known_by: str = "public",
        threshold: str = "published",
        scope: str | None = None,
        text: bool = False,
        typographic: bool = False,
        **filters: Unpack[Filters],
    ) -> Any:
        """Compare two states that differ in one thing: the legal day, or the day of knowledge.

        With ``text``, of the words of rules.

        Args:
            first: the earlier day or instant.
            second: the later one.
            by: ``law`` compares two legal days as known on ``known``; ``knowledge`` compares what was known on two days
                about the legal day ``on``.
            on: with ``by="knowledge"``, the legal day; default now.
            known: with ``by="law"``, the day or instant up to which statements count; default now.
            known_by: whose knowledge counts, as in :meth:`since`.
            threshold: the lowest certainty that counts.
            scope: only what affects this provision.
            text: compare the words of ``scope``, or of the provisions in the filter ``cfr``.
            typographic: with ``text``: dashes, quotation marks and white space count as words do.
            **filters: which instruments; see :class:`Tracker`.

        Raises:
            InputError: a value cannot be used, or a name is unknown or ambiguous.
        """
        mode, floor = names.read_known_by(known_by), names.read_threshold(threshold)
        a, b = self._read(first, "first day", begins=True), self._read(second, "second day")
        if (over := {"law": on, "knowledge": known}.get(by)) is not None:
            field, goes = ("on", "knowledge") if by == "law" else ("known", "law")
            raise InputError(f"{field}: found {over} with by {by!r}; expected it with {goes!r}, or not at all")
        if typographic and not text:
            raise InputError("typographic: found it without text; expected both")
        if by == "law":
            same = self._known(known)
            before, after = Question(a, same, mode, floor), Question(b, same, mode, floor)
        elif by == "knowledge":
            a, b = self._known(a, "first day"), self._known(b, "second day")
            same = self._moment(on, "on")
            before, after = Question(same, a, mode, floor), Question(same, b, mode, floor)
        else:
            raise InputError(f"by: found {by!r}; expected law or knowledge")
        if text:
            from regtrack.queries.redlines import redlines

            cfr = filters.pop("cfr", None) or ()
            scopes = [scope] if scope else [cfr] if isinstance(cfr, str) else list(cfr)
            if not scopes or filters:
                found = min(filters) if filters else "nothing"
                raise InputError(f"text: found {found}; expected a provision as scope or cfr, such as '12 CFR 1024'")
            return redlines(self._store, scopes, before, after, typographic=typographic)
        chosen = filters_of.selection(self._store, filters)
        return self._compared(Comparison("diff", before, after, chosen, scope, None))

    def _compared(self, asked: Comparison) -> Report:
        report = reports.report(self._store, asked)
        assert report.history is not None

        def words(ids: Iterable[str]) -> Mapping[str, Any]:
            if not any(self._store.parts()):  # what reads texts has many patterns to compile
                return {}
            from regtrack.queries.redlines import amended_words

            return amended_words(self._store, ids, asked.before, asked.after)

        return attrs.evolve(
            report,
            changes=tuple(one_a_fact(report.changes, report.sources)),
            history=self._history(
                report,
                held=lambda: reports.held(self._store, asked),
                states=report.history.states,
                among=lambda: lookup.count(self._store, asked.chosen, asked.after),
                words=words,
            ),
        )
