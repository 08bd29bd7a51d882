"""The inbox: what waits for a person, and what persons decided. Decisions are records like any others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from regtrack.dates import FEDERAL_ZONE, Tick
from regtrack.errors import AmbiguousError, InputError, NotFoundError
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.inbox import SOURCE, UNREAD, InboxEntry, Silent, Verdict
from regtrack.model.instrument import Instrument
from regtrack.records.canonical import to_record
from regtrack.records.reading import read_record
from regtrack.records.validation import Flaws
from regtrack.store import Appended, Batch, Store, Waiting, in_order

Item = Instrument | Event | InboxEntry


def as_decided(entry: InboxEntry, known: InboxEntry | None) -> Iterator[Item]:
    """Return an entry as it is to be recorded: what was decided of it before holds for what its document says now.

    Args:
        entry: what a document says.
        known: what was decided of it; of another document that speaks of the same thing, if that was rejected.
    """
    if known is None or known.verdict in (None, Verdict.GONE):
        yield entry
        return
    yield from carried_out(_like(entry, known))


def no_longer_stated(entry: InboxEntry) -> InboxEntry | None:
    """Return an entry of a document that was changed and does not say it now, as it is to be recorded.

    None if it stays.

    What a person decided stays, as the name of a thing; the reports that followed from it are taken back by themselves.
    """
    return attrs.evolve(entry, verdict=Verdict.GONE, events=()) if entry.verdict is None else None


def carried_out(entry: InboxEntry) -> Iterator[Item]:
    """Return what a decided entry puts into the ledger, and the entry itself."""
    yield entry
    if entry.verdict is Verdict.ACCEPTED:
        yield entry.proposed
    if entry.verdict in (Verdict.ACCEPTED, Verdict.LINKED) and entry.instrument is not None:
        for number, event in enumerate(entry.events):
            yield attrs.evolve(event, key=f"{entry.key}/{number:03d}", target=entry.instrument)


class Inbox:
    """What waits for a person.

    Args:
        store: the ledger.
        clock: the present.
        resolve: the id of the instrument that goes by a name; raises NotFoundError or AmbiguousError.
    """

    def __init__(self, store: Store, clock: Callable[[], Tick], resolve: Callable[[str], str]) -> None:
        self._store, self._clock, self._resolve = store, clock, resolve

    def accept(
        self,
        key: str,
        *,
        id: str | None = None,
        title: str | None = None,
        kind: str | None = None,
        note: str | None = None,
    ) -> Appended:
        """Track the thing as an instrument of its own, with what the document says of it.

        What the document called it stays a name of it, so that later items about it are recognised.

        Args:
            key: the entry's number or key, or a beginning of it that no other has.
            id: the instrument's id, instead of the one that is proposed.
            title: its title, instead of what the document calls it.
            kind: its kind, one of :data:`~regtrack.model.kinds.INSTRUMENT_KINDS`.
            note: why.

        Raises:
            NotFoundError: there is no such entry.
            AmbiguousError: several begin so.
            InputError: the id, title or kind cannot be one, or the id is another instrument's.
        """
        entry = self.entry(key).entry
        changed = {"id": id, "title": title, "kind": kind}
        proposed = _changed(entry, {name: value for name, value in changed.items() if value is not None})
        taken = self._store.numbers([proposed.id])
        if taken and proposed.id != entry.instrument:
            raise InputError(
                f"id: found {proposed.id!r}, which an instrument has already; expected a new one, or `inbox link`"
            )
        accepted = attrs.evolve(entry, proposed=proposed, verdict=Verdict.ACCEPTED, instrument=proposed.id, note=note)
        return self._decide(accepted, entry.proposed.id)

    def accept_all(self, feed: str, *, note: str | None = None) -> tuple[InboxEntry, ...]:
        """Track everything that waits of a feed, each as an instrument of its own, under the name it has there.

        Args:
            feed: id of the feed.
            note: why.

        Returns:
            What was accepted, in the order in which it came.

        Raises:
            NotFoundError: the feed was never read, or nothing of it waits.
        """
        keys = [each.entry.key for each in self.list([feed])]
        if not keys:
            raise NotFoundError(f"inbox: nothing waits of {feed!r}; `regtrack inbox list` shows what does")
        for key in keys:
            if self.entry(key).entry.verdict is None:  # it may be decided with another of its name
                self.accept(key, note=note)
        return tuple(self.entry(key).entry for key in keys)

    def link(self, key: str, instrument: str, *, note: str | None = None) -> Appended:
        """Record what the document says as said of an instrument that the ledger knows.

        Args:
            key: the entry's number or key, or a beginning of it that no other has.
            instrument: its id, title, alias, citation, document number or other identifier.
            note: why.

        Raises:
            NotFoundError: there is no such entry or instrument.
            AmbiguousError: several go by that name.
        """
        entry = self.entry(key).entry
        found = self._resolve(instrument)
        linked = attrs.evolve(entry, verdict=Verdict.LINKED, instrument=found, note=note)
        return self._decide(linked, entry.proposed.id)

    def reject(self, key: str, *, note: str | None = None) -> Appended:
        """Record nothing of it; it does not come back.

        Args:
            key: the entry's number or key, or a beginning of it that no other has.
            note: why.

        Raises:
            NotFoundError: there is no such entry.
            AmbiguousError: several begin so.
        """
        entry = self.entry(key).entry
        rejected = attrs.evolve(entry, verdict=Verdict.REJECTED, instrument=None, note=note)
        return self._decide(rejected, entry.proposed.id)

    def entry(self, key: str) -> Waiting:
        """Return the entry of that number or key, or of a key that begins so, decided or not.

        Raises:
            NotFoundError: there is none.
            AmbiguousError: there are several.
        """
        every = self._store.inbox()
        if key.isdecimal() and 0 < int(key) <= len(every):
            return every[int(key) - 1]
        found = [each for each in every if each.entry.key == key]
        if not found and key:
            found = [each for each in every if each.entry.key.startswith((key, f"item:{key}"))]
        if not found:
            raise NotFoundError(f"inbox: found no entry {key!r}; `regtrack inbox list --all` shows them")
        if len(found) > 1:
            keys = [each.entry.key for each in found]
            raise AmbiguousError(f"inbox: found {len(keys)} entries that begin with {key!r}; expected one", keys)
        return found[0]

    def numbers(self) -> dict[str, int]:
        """Return the number of each entry by its key: it counts all that ever came, so that it stays what it is."""
        return {each.entry.key: number for number, each in enumerate(self._store.inbox(), 1)}

    def documents(self, entries: tuple[Waiting, ...]) -> dict[str, Document]:
        """Return the documents that entries are from, by id."""
        return self._store.documents(each.entry.document for each in entries)

    def silent(self, feeds: Sequence[str] = (), *, most: int = 50) -> tuple[int, tuple[Silent, ...]]:
        """Return the items of feeds from which nothing was read: how many there are, and the newest of them.

        Args:
            feeds: ids; none for all.
            most: how many to give at most.

        Raises:
            NotFoundError: a feed was never read.
        """
        self._read_once(feeds)
        waiting = {each.entry.document for each in self._store.inbox() if each.entry.verdict is not Verdict.GONE}
        ids = [id_ for id_ in self._store.silent(feeds) if id_ not in waiting]
        documents, sightings = self._store.documents(ids), self._store.sightings(ids)
        found = [
            Silent(documents[id_], tuple(sightings[id_]), min(sightings[id_].values()))
            for id_ in ids
            if id_ in documents
        ]
        found.sort(key=lambda each: (-_published(each), each.document.id))
        return len(found), tuple(found[:most])

    def _decide(self, entry: InboxEntry, thing: str) -> Appended:
        """Record a decision with what follows from it; what followed from an earlier one is taken back.

        What other documents say of the same ``thing``, by the id that was proposed for it, and waits, is decided with
        it.
        """
        alike = [
            _like(each, entry)
            for each, _ in self._store.inbox()
            if each.verdict is None and each.key != entry.key and each.proposed.id == thing
        ]
        decided = [entry, *alike]
        items = [item for each in decided for item in carried_out(each)]
        restated = [f"{each.key}/" for each in decided]
        batch = Batch(SOURCE, "Decisions on the inbox", in_order(items), restated=restated)
        began = self._clock()
        done = self._store.append(batch, began)
        if entry.verdict is Verdict.LINKED:
            from regtrack.news.recording import confirm  # reads languages

            confirm(self._store, began, self._clock())
        return done

    def list(self, feeds: Sequence[str] = (), *, decided: bool = False) -> tuple[Waiting, ...]:
        """Return what waits, in the order in which it came; with ``decided`` also what was decided.

        Args:
            feeds: ids of feeds that showed it; none for all.
            decided: also what waits no more.

        Raises:
            NotFoundError: a feed was never read.
        """
        found = [each for each in self._store.inbox() if decided or each.entry.verdict is None]
        if not feeds:
            return tuple(found)
        self._read_once(feeds)
        shown = self._store.sightings(each.entry.document for each in found)
        return tuple(each for each in found if not shown.get(each.entry.document, {}).keys().isdisjoint(feeds))

    def unread(self, feeds: Sequence[str] = ()) -> tuple[Event, ...]:
        """Return the statements of documents that could not be read, newest first: they may move what they name.

        Args:
            feeds: ids of the sources that they are from; none for all.

        Raises:
            NotFoundError: a feed was never read.
        """
        standing = self._store.standing(self._store.flagged(UNREAD))
        found = [event for event in standing.values() if UNREAD in event.flags]
        if feeds:
            self._read_once(feeds)
            sources = self._store.sources_of(event.key for event in found)
            found = [each for each in found if each.key in sources and sources[each.key][0] in feeds]
        return tuple(found)

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the titles of instruments, by id."""
        known = self._store.instruments(self._store.numbers(ids).values())
        return {each.id: each.title for each in known.values()}

    def _read_once(self, feeds: Sequence[str]) -> None:
        """Raise NotFoundError for a feed that was never read: of another, that nothing waits would be no answer."""
        known = {source.id for source in self._store.sources()}
        for feed in feeds:
            if feed not in known:
                raise NotFoundError(
                    f"feed: found {feed!r}, of which nothing was read; expected one that `regtrack status` names"
                )


def _published(item: Silent) -> Tick:
    """When an item was published, as far as that is known; else when it was seen."""
    date = item.document.date
    return date.start(FEDERAL_ZONE).earliest if date is not None else item.seen


def _like(entry: InboxEntry, known: InboxEntry) -> InboxEntry:
    """Return an entry, decided as another one is; an instrument that was accepted is the same one."""
    proposed = known.proposed if known.verdict is Verdict.ACCEPTED else entry.proposed
    return attrs.evolve(
        entry, proposed=proposed, verdict=known.verdict, instrument=known.instrument, note=known.note
    )  # fmt: skip


def _changed(entry: InboxEntry, changes: Mapping[str, str]) -> Instrument:
    """Return the proposed instrument as a person wants it; what the document calls it stays one of its names."""
    proposed = entry.proposed
    if not changes:
        return proposed
    tag = entry.language.partition("-")[0]
    if "title" in changes and entry.name and entry.name not in dict(proposed.aliases).get(tag, ()):
        others = dict(proposed.aliases)
        others[tag] = (*others.get(tag, ()), entry.name)
        proposed = attrs.evolve(proposed, aliases=tuple(others.items()))
    try:
        return read_record({**to_record(proposed), **changes}, Instrument)
    except Flaws as error:
        raise InputError(str(error)) from None
