"""What goes into the ledger and what comes out of it whole: files, feeds, objects; checks, exports, its status."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Unpack

from regtrack import dates
from regtrack._bundled import timeline_bytes, timelines
from regtrack.errors import StoreError
from regtrack.model.document import OF_ITEMS, Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import INSTRUMENT_KINDS, KINDS, Certainty
from regtrack.model.state import KnownBy
from regtrack.queries import filters as filters_of
from regtrack.queries import lookup, names
from regtrack.store import CheckProgress, Damage, clock
from regtrack.store.clock import dated_ahead
from regtrack.store.faults import CLOSED, damage_words, damaged_at, remember_damage
from regtrack.tracker.base import Filters, TrackerBase, When, one_ledger

if TYPE_CHECKING:
    from regtrack.digest.digests import Digests
    from regtrack.inbox import Inbox
    from regtrack.model.totals import Status
    from regtrack.sources.files.adding import Addable
    from regtrack.sources.following import Following
    from regtrack.sources.reports import FeedReport, SyncProgress, SyncReport
    from regtrack.store import Appended


class RecordingTracker(TrackerBase):
    """The ways into the ledger and out of it."""

    def add(self, thing: Addable, *, on: When | None = None, accept_clock: bool = False) -> FeedReport:
        """Record a file by its path, a file object, its text or bytes, its tables as a dict, or model objects.

        The type of a file is recognised by its content; it may be compressed (gzip). It is a timeline (TOML), a ledger
        that :meth:`export` wrote (JSON Lines), or anything that a source can parse: answers of the Federal Register's
        API, its full text (XML), the status file of a bill (BILLSTATUS XML), OFAC's SDN list (CSV), the Consolidated
        Screening List, answers of regulations.gov (JSON), or an edition of the Code (XML).

        Adding the same file again changes nothing. A timeline is complete: whatever differs from an earlier version
        is a revision, and whatever is missing is withdrawn; earlier answers stay reproducible. Of a list, the changes
        are recorded; a date in the name of its file is the day of the download. News reports that the file confirms
        are attached to its events.

        Args:
            thing: what to record; a string of one line is a path.
            on: the day of an edition, an issue or a download, if neither the file nor its name gives it.
            accept_clock: trust the clock, although it is far from the last use of the ledger.

        Returns:
            What came of it. A record that cannot be read is one of its problems, and the rest is recorded.

        Raises:
            TimelineError: a timeline or an export has errors; all of them are listed, and nothing was recorded.
            FileError: nothing in the file can be recorded, such as a list older than the ledger's.
            ClockError: the clock cannot be right.
        """
        from regtrack.sources.files import adding

        began = self._tick()
        clock.believe(self._store, began, most=clock.FILES, accept=accept_clock)
        done = adding.add(self._store, thing, self._tick, on=None if on is None else dates.parse_date(str(on)[:10]))
        if self._store.targets_of(OF_ITEMS):
            from regtrack.news.recording import confirm  # reads languages: only where there are reports

            confirm(self._store, began, self._tick())
        return done

    def record(self, *things: Event | Instrument | Document, source: str = "code") -> Appended:
        """Record model objects; documents and instruments come before the events that name them.

        Recording the same object again changes nothing, even if it was revised since; an event with a recorded key is a
        revision.

        Raises:
            InputError: an event names an instrument or a document that is not recorded.
        """
        from regtrack.sources.files import adding

        return adding.record(self._store, things, source, self._tick())

    def instruments(self, **filters: Unpack[Filters]) -> list[Instrument]:
        """Return the instruments that the filters admit, by id."""
        chosen = filters_of.selection(self._store, filters)
        return sorted(filter(chosen.admits, self._store.instruments().values()), key=lambda item: item.id)

    def export(self, *, digests: bool = True) -> Iterator[str]:
        """Return the whole ledger as JSON Lines, from which :meth:`add` restores it; of several ledgers, the last.

        Args:
            digests: include digests, messages and bookmarks.

        Raises:
            StoreError: the ledger is damaged; see :meth:`check`.
        """
        lines = (line for line in self._store.dump() if digests or line["type"] != "table")
        return map(json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode, lines)

    def check(
        self, *heads: str, progress: Callable[[CheckProgress], object] | None = None
    ) -> Iterator[Damage]:  # fmt: skip
        """Verify the ledger: the file, the hash chain, ids, messages, checksums, and what is derived from entries.

        Args:
            *heads: hashes shown in mails or exports; a hash that the ledger does not have is damage.
            progress: called from time to time.

        Returns:
            What is damaged, as it is found, each with the way to restore it; nothing if the ledger is whole. From then
            on every answer says that something was found, until a check finds nothing.
        """
        found = False
        for damage in self._store.check(progress):
            found = True
            yield damage
        remember_damage(self._store, self._tick() if found else None)
        for head in heads:
            if not self._store.head(head).num:
                remedy = "restore the ledger from which the mail or the export was made"
                yield Damage(head, "it is not a hash of this ledger, which is another one or was changed", remedy)

    def sync(
        self,
        *feeds: str,
        since: When | None = None,
        until: When | None = None,
        agency: str | Sequence[str] = (),
        cfr: str | Sequence[str] = (),
        type: str | Sequence[str] = (),
        term: str | None = None,
        again: bool = False,
        full_text: str = "rules",
        newest: bool = False,
        dry_run: bool = False,
        progress: Callable[[SyncProgress], object] | None = None,
        **access: Any,
    ) -> SyncReport:
        """Read feeds into the ledger; what cannot be read is named in the report, and the rest is recorded.

        Each feed, and of the Federal Register each day, is recorded in one transaction. An interrupted run
        resumes where it stopped. A repeated run changes nothing, unless the source has changed: then the records are
        revised, and earlier answers stay reproducible.

        ``since``, ``until``, ``agency``, ``cfr``, ``type``, ``term`` and ``newest`` apply to the Federal Register;
        with any of them and no feed named, it alone is read. ``since`` also applies to the eCFR, if it is named.

        Args:
            *feeds: ids of feeds, read whether due or not; default: all that are followed and due, see :attr:`feeds`.
            since: the first day; default a week before the last day that was read, or 30 days ago.
            until: the last day; default today in Washington, with what is on public inspection.
            agency: slugs or short names of agencies, such as ``bis``.
            cfr: parts such as ``15:730-774``.
            type: ``RULE``, ``PRORULE``, ``NOTICE``, ``PRESDOCU``.
            term: words to search for.
            again: also re-read days that are final, and feeds that have not changed.
            full_text: which documents to read in full text as well: ``rules``, ``all`` or ``none``.
            newest: fetch only what the Register's RSS feed lists as new.
            dry_run: record nothing.
            progress: called after each feed, and after each day of the Federal Register.
            **access: how feeds are contacted; see :class:`regtrack.sources.syncing.Access`.

        Raises:
            InputError: a value cannot be used, there is no such feed, or feed files have errors.
            ClockError: servers contradict the clock of this machine.
            StoreError: the ledger cannot be written.
        """
        from regtrack.news.recording import ClaimReader, confirm  # with the readers and the HTTP client: only here
        from regtrack.sources import syncing

        began, way = self._tick(), syncing.Access(**access)
        named, what = syncing.asked(
            feeds, way, since=since, until=until, agency=agency, cfr=cfr, type=type, term=term, again=again,
            full_text=full_text, newest=newest, dry_run=dry_run,
        )  # fmt: skip
        if self._store.read_only and not dry_run:  # before it fetches
            raise StoreError(f"{self._store.totals().location}: {CLOSED}")
        reader = ClaimReader(self._store)
        report = syncing.sync(self._store, named, what, way, reader, clock=self._tick, progress=progress)
        if any(feed.changed for feed in report.feeds) and not dry_run:
            confirm(self._store, began, self._tick())
        return report

    @one_ledger
    def status(self, *, instruments: bool = False, **filters: Unpack[Filters]) -> Status:
        """Return what the ledger holds and how far it can be trusted; on request, with instruments."""
        from regtrack.model.totals import Status

        horizon = lookup.horizon(self._store, KnownBy.RECORD, Certainty.REPORTED)
        listed = self.instruments(**filters) if instruments else []
        unknown = sorted(
            kind for kind in self._store.carried("kind") if kind not in KINDS and kind not in INSTRUMENT_KINDS
        )
        ahead = dated_ahead(self._store, self._tick())
        return Status(self._store.totals(), horizon, tuple(listed), ahead, tuple(unknown))

    @property
    def damaged(self) -> str | None:
        """What the last :meth:`check` found and what to do; None if it found no damage."""
        at = damaged_at(self._store)
        return damage_words(at) if at is not None else None

    @property
    def digests(self) -> Digests:
        """The digests of this ledger: make them, send them, look up their history."""
        from regtrack.digest.digests import Digests

        return Digests(self._store, self._tick, self._settings)

    @property
    def inbox(self) -> Inbox:
        """What awaits a decision: claims about something that this ledger does not know."""
        from regtrack.inbox import Inbox

        return Inbox(self._store, self._tick, lambda name: names.resolve(self._store, name)[1].id)

    @property
    def feeds(self) -> Following:
        """The feeds that can be read, and their last results."""
        from regtrack.sources.following import Following

        return Following(self._store, self._tick)

    def _load_bundled(self) -> None:
        """Record the timelines of this release, unless they are what was recorded last."""
        read = {source.id: source.digest for source in self._store.sources()}
        for path in timelines():
            if read.get(path.stem) != sha256(timeline_bytes(path)).hexdigest():
                from regtrack.sources.files.adding import record_timeline
                from regtrack.sources.files.timeline import read_timeline_file

                timeline = read_timeline_file(path, known_instruments=self._has)
                record_timeline(self._store, timeline, self._tick())

    def _has(self, instrument_id: str) -> bool:
        return instrument_id in self._store.numbers([instrument_id])
