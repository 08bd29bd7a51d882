"""Changes, events and dates as a feed that readers follow (RFC 4287).

An entry's id names the fact (a ``tag:`` URI, RFC 4151); ``updated`` is when what is known of it last changed, never
when the feed was made: the same knowledge gives the same bytes, and readers see only real news as new.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

import attrs

from regtrack import dates
from regtrack.dates import DAWN, Tick
from regtrack.errors import printable
from regtrack.model.answers import History, Report, StateReport
from regtrack.model.change import Cause, Change, Facet
from regtrack.model.citing import Sources
from regtrack.model.instrument import Instrument
from regtrack.model.listings import AnyAnswer, Board, TimelineReport, UpcomingReport
from regtrack.model.state import KnownBy, State
from regtrack.report import agenda, dates_in_words, labels
from regtrack.report import answer as answers
from regtrack.report.answer.cited import sources_of
from regtrack.report.answer.details import change_entry
from regtrack.report.answer.entries import claim_entry, event_entry
from regtrack.report.answer.limits import horizon_lines
from regtrack.report.answer.lines import short
from regtrack.report.answer.model import CitedDocument
from regtrack.report.answer.parts import AnswerEntry
from regtrack.report.answer.standing import standing
from regtrack.report.language import SOURCE, instrument_label, joined, sentence, spoken, term, tr, unended
from regtrack.report.untrusted import web_address

_ATOM, _XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TAG = "tag:regtrack,2025:"
"""The beginning of our ids. Changing it would show every entry to every reader anew."""
_WHOLE = frozenset((Facet.VALUE, Facet.TEXT, Facet.ANNOUNCED, Facet.RECORD))
"""Facets whose changes are identified by their name and their act alone."""


@attrs.frozen
class _Item:
    """One entry: its id, when it was known first and last changed, its title, its words, and what it is about.

    A category is the term that programs know, and the same in the language spoken.
    """

    id: str
    known_at: Tick
    changed_at: Tick
    title: str
    entry: AnswerEntry
    categories: tuple[tuple[str, str], ...]


def to_atom(answer: AnyAnswer, history: History, *, name: str, url: str | None = None) -> str:
    """Return an answer as a feed: an entry a change.

    For a timeline an event, for dates ahead a date, for a state the state.

    Args:
        answer: what a tracker answered.
        history: the way back to its ledger.
        name: the feed's title.
        url: the address at which it will be published; it is the feed's id then. Give one when you publish several.

    Raises:
        StoreError: the ledger is closed.
    """
    items = _distinct(_items(answer, history))
    feed = ET.Element("feed", {"xmlns": _ATOM, _LANG: spoken()})
    _text(feed, "title", name)
    _text(feed, "subtitle", joined(" ", (_headline(answer), *horizon_lines(answer.horizon))))
    language = () if spoken() == SOURCE else (spoken(),)
    _text(feed, "id", url or _tag("feed", *_question(answer), *language))
    recorded = answer.horizon.recorded_until or answer.sources.known
    _text(feed, "updated", _time(max((each.changed_at for each in items), default=recorded.tick())))
    _text(ET.SubElement(feed, "author"), "name", "regtrack")
    _text(feed, "generator", "regtrack")
    if url:
        ET.SubElement(feed, "link", rel="self", href=url, type="application/atom+xml")
    for item in items:
        feed.append(_entry(item))
    ET.indent(feed, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _headline(answer: AnyAnswer) -> str:
    """Return the answer in one sentence, led by what must be read before it."""
    first = answers.of(answer)
    return joined(" ", (*first.notices, first.headline))


# --- what becomes an entry ----------------------------------------------------------------------------------------


def _items(answer: AnyAnswer, history: History) -> Iterator[_Item]:
    build = _ItemBuilder(answer, history)
    if isinstance(answer, Report):
        yield from map(build.change, answer.changes)
        yield from (build.event(id_, claim_entry) for id_ in answer.claims)
        yield from map(build.event, (*answer.late, *answer.undated))
    elif isinstance(answer, TimelineReport):
        yield from map(build.event, answer.events)
    elif isinstance(answer, UpcomingReport):
        yield from build.dates()
        yield from map(build.event, answer.undated)
    elif isinstance(answer, Board):
        yield from (build.standing(state) for state in answer.states if state.because or state.announced_changes)
    else:
        yield build.state(answer)


class _ItemBuilder:
    """A builder of the items of an answer, with the moments since which each is known."""

    def __init__(self, answer: AnyAnswer, history: History) -> None:
        self._sources, self._horizon, self._history = answer.sources, answer.horizon, history
        first: dict[str, int] = {}
        for p in sorted((p for postings in history.read().values() for p in postings), key=lambda p: p.seq):
            first.setdefault(p.key, p.seq)
        self._first = first

    def change(self, change: Change) -> _Item:
        """Return a change; its id is made of what changed and of the act that changed it, not of days."""
        lead = self._sources.events[change.because[0]].event.key if change.because else ""
        word = "" if change.facet in _WHOLE else (change.after or "none").partition(" ")[0]
        passed = "passed" if change.came_and_went else ""
        about = (change.instrument, change.scope or "", change.facet.value, change.name or "", word, passed, lead)
        known = [self._known(id_) for id_ in change.because] or [(DAWN, DAWN)]
        changed_at = max(last for _, last in known)
        if change.cause is Cause.CLOCK and change.on is not None:
            changed_at = max(changed_at, self._arrived(change.on, change.instrument))
        return _Item(
            _tag("change", *about),
            known[0][0],
            changed_at,
            self._title(change.instrument, change.scope, short(change, self._sources)),
            change_entry(change, self._sources)._replace(sources=agenda.proofs(change.because, self._sources)),
            _categories(
                self._instrument(change.instrument),
                _spoken(labels.SECTIONS[change.section], "section"),
                _spoken(change.facet.value, "facet", labels.FACETS[change.facet]),
            ),
        )

    def event(self, id_: str, entry_of: Callable[[str, Sources], AnswerEntry] = event_entry) -> _Item:
        """Return an event."""
        event = self._sources.events[id_].event
        entry = entry_of(id_, self._sources)
        return _Item(
            _tag("event", event.target, event.key),
            *self._known(id_),
            self._title(event.target, ", ".join(event.parts) or None, entry.sentence),
            entry,
            _categories(
                self._instrument(event.target),
                _spoken(event.row.phrase, "act"),
                _spoken(event.certainty.label, "certainty"),
            ),
        )

    def dates(self) -> Iterator[_Item]:
        """Yield the dates ahead, and those that no longer stand."""
        calendar = self._history.dates()
        for dated in calendar.dates:
            item = dated.item
            instrument = calendar.sources.instruments[item.instrument]
            title, entry = agenda.entry(dated, calendar.sources)
            yield _Item(
                _tag("date", item.instrument, item.scope or "", dated.name),
                dated.known_at,
                dated.changed_at,
                joined(", ", (title, dates_in_words.date(dates_in_words.zoned(item.on, instrument.legal_zone)))),
                entry,
                _categories(
                    instrument,
                    _spoken(item.facet.value, "facet", labels.FACETS[item.facet]),
                    _spoken(item.certainty.label, "certainty"),
                ),
            )

    def standing(self, state: State) -> _Item:
        """Return where one instrument of a board stands."""
        words = sentence(standing(state, self._sources).sentence)
        return self._state(
            state, AnswerEntry("", words, language=spoken(), sources=sources_of(state.because, self._sources))
        )

    def state(self, answer: StateReport) -> _Item:
        """Return a state: one entry, updated whenever its grounds are."""
        first = answers.of(answer)
        points = (tr("{label}: {text}", label=each.label, text=each.words) for each in first.points)
        proofs = sources_of(answer.states[0].because, self._sources)
        entry = AnswerEntry("", first.headline, text="\n".join(points), language=spoken(), sources=proofs)
        return self._state(answer.states[0], entry)

    def _state(self, state: State, entry: AnswerEntry) -> _Item:
        ids = state.because or tuple(each.event_id for each in state.announced_changes)
        known = [self._known(id_) for id_ in ids if id_ in self._sources.events] or [(DAWN, DAWN)]
        changes = [last for _, last in known]
        if state.since_at is not None and (since := dates.tick_of(state.since_at)) <= self._sources.known.tick():
            changes.append(since)
        return _Item(
            _tag("state", state.instrument, state.scope or ""),
            min(first for first, _ in known),
            max(changes),
            self._title(state.instrument, state.scope, labels.status(state.status)),
            entry,
            _categories(
                self._instrument(state.instrument),
                ("state", "state"),
                _spoken(state.status, "status", labels.status(state.status)),
            ),
        )

    def _known(self, id_: str) -> tuple[Tick, Tick]:
        """Return when a statement was first known, and when what is known of it last changed."""
        recorded = self._sources.events[id_]
        revised = self._first.get(recorded.event.key, recorded.seq) < recorded.seq
        if self._horizon.known_by is KnownBy.RECORD:
            return recorded.recorded, recorded.recorded
        zone = self._instrument(recorded.event.target).publication_zone
        steps = [known for _, known in recorded.event.steps(zone)]
        reached = [known for known in steps if known <= self._sources.known.tick()] or steps[:1]
        return min(reached), max(*reached, recorded.recorded if revised else DAWN)

    def _arrived(self, on: str, instrument: str) -> Tick:
        """Return when a date arrived, if it has; DAWN if not."""
        zone = self._instrument(instrument).legal_zone
        day = on.rpartition("..")[2]
        tick = dates.parse_instant(f"{day}[{zone}]") if "T" in day else dates.day_start(dates.parse_date(day), zone)
        return tick if tick <= self._sources.known.tick() else DAWN

    def _title(self, instrument: str, scope: str | None, words: str) -> str:
        about = joined(", ", (instrument_label(self._instrument(instrument)), scope or ""))
        return tr("{about}: {what}", about=about, what=unended(words))

    def _instrument(self, id_: str) -> Instrument:
        return self._sources.instruments[id_]


def _categories(instrument: Instrument, *words: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return terms with their labels, each term once."""
    found = dict(words)
    for code in (instrument.body, *instrument.topics):
        found.setdefault(code, code)
    return tuple(found.items())


def _spoken(code: str, context: str, word: str | None = None) -> tuple[str, str]:
    """Return a term with its label: in English the term says it."""
    return code, code if spoken() == SOURCE else term(context, word or code)


def _distinct(items: Iterable[_Item]) -> list[_Item]:
    """Return the newest first, as readers expect; no id twice."""
    seen: Counter[str] = Counter()
    found = []
    for item in items:
        seen[item.id] += 1
        found.append(item if seen[item.id] == 1 else attrs.evolve(item, id=f"{item.id}/{seen[item.id]}"))
    return sorted(found, key=lambda item: (-item.changed_at, item.id))


def _question(answer: AnyAnswer) -> tuple[str, ...]:
    """Return the parts of a question that stay the same each time it is asked."""
    if isinstance(answer, Report):
        first, last = (str(moment) for moment in answer.law)
        return ("since", first) if answer.command == "since" else ("diff", first, last)
    if isinstance(answer, StateReport):
        return "state", answer.states[0].instrument, answer.states[0].scope or ""
    if isinstance(answer, Board):
        return ("board",)
    if isinstance(answer, UpcomingReport):
        return ("upcoming",)
    targets = {answer.sources.events[id_].event.target for id_ in answer.events}
    return ("timeline", *(targets if len(targets) == 1 else ()))


# --- XML ----------------------------------------------------------------------------------------------------------


def _entry(item: _Item) -> ET.Element:
    entry = ET.Element("entry")
    _text(entry, "title", item.title)
    _text(entry, "id", item.id)
    _text(entry, "published", _time(item.known_at))
    _text(entry, "updated", _time(item.changed_at))
    links = dict.fromkeys(url for each in item.entry.sources if (url := web_address(each.url)))
    for number, address in enumerate(links):
        ET.SubElement(entry, "link", rel="via" if number else "alternate", href=address)
    for category in item.categories:
        code, label = map(printable, category)
        ET.SubElement(entry, "category", {"term": code, **({"label": label} if label != code else {})})
    _text(entry, "summary", item.entry.sentence)
    content = ET.SubElement(entry, "content", type="xhtml")
    _content(ET.SubElement(content, "div", xmlns=_XHTML), item.entry)
    return entry


def _content(div: ET.Element, entry: AnswerEntry) -> None:
    _text(div, "p", entry.sentence)
    extra = joined("; ", (entry.change, entry.cause, term("certainty", entry.certainty)))
    if extra:
        _text(div, "p", tr("({text})", text=extra))
    for line in entry.text.splitlines():
        _text(div, "p", line, lang=entry.language)
    if entry.note:
        _text(div, "p", tr("Note: {note}", note=entry.note), lang=entry.language)
    for source in entry.sources:
        _source(div, source)


def _source(div: ET.Element, source: CitedDocument) -> None:
    if source.quote:
        _text(ET.SubElement(div, "blockquote"), "p", source.quote, lang=source.language)
    words = _text(div, "p", tr("Source: {source}", source=source.named))
    if address := web_address(source.url):
        words.text = f"{words.text} "
        _text(words, "a", address, href=address)


def _text(parent: ET.Element, tag: str, text: str, *, lang: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, {**attributes, **({_LANG: lang} if lang else {})})
    element.text = printable(text)
    return element


def _tag(*parts: str) -> str:
    return _TAG + "/".join(quote(part, safe="/:@!$'()*,;=") or "-" for part in parts)


def _time(tick: Tick) -> str:
    return f"{dates.iso_instant(tick)[:19]}Z"
