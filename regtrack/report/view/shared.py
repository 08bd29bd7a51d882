"""Pieces that several views are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from regtrack import dates
from regtrack.dates import Moment
from regtrack.model.answers import Report
from regtrack.model.change import Change, Facet, Upcoming
from regtrack.model.citing import Citation, Sources, citations
from regtrack.model.document import OF_ITEMS
from regtrack.model.event import Event, Recorded
from regtrack.model.horizon import Horizon, InstrumentHorizon, SourceHorizon
from regtrack.model.kinds import Certainty, Operation
from regtrack.model.state import KnownBy
from regtrack.model.when import WhenKind
from regtrack.report import phrases
from regtrack.report.language import term, tr
from regtrack.report.phrases import date, joined, sentence, some_day
from regtrack.report.remarks import heard
from regtrack.report.view.confirmed import a_few, reported_by, told_together
from regtrack.report.view.model import CitedDocument, ViewEntry, ViewGroup, ViewPart
from regtrack.report.wording import coming, doubts_of, event_words

if TYPE_CHECKING:
    from regtrack.model.listings import UpcomingReport


def grouped(items: Sequence[Change]) -> list[tuple[tuple[str, str | None], list[Change]]]:
    """Items by instrument and provision, in the order in which each first comes."""
    found: dict[tuple[str, str | None], list[Change]] = {}
    for item in items:
        found.setdefault((item.instrument, item.scope), []).append(item)
    return list(found.items())


def group(id_: str, scope: str | None, entries: Iterable[ViewEntry], sources: Sources) -> ViewGroup:
    """Return the entries of one instrument under its name."""
    instrument = sources.instruments[id_]
    return ViewGroup(
        phrases.instrument_label(instrument), id_, scope, tuple(entries), instrument.topics,
        phrases.language_of(instrument),
    )  # fmt: skip


def words(event: Event | None, sources: Sources) -> dict[str, str]:
    """Return what the record says of an event, as fields of an entry."""
    if event is None:
        return {}
    event = heard(event, sources)
    certainty = "" if event.certainty is Certainty.PUBLISHED else event.certainty.label
    return {"text": event.summary, "note": event.note or "", "language": event.language, "certainty": certainty}


def on_record(event: Event, sources: Sources) -> str:
    """Return what the facts say that a feed's item contradicts, or other reports.

    Each in its own words and with its source.

    Whoever writes that a statement contradicts the record says what is so.
    """
    facts, reports = [], []
    for key in event.conflicts_with if event.key.startswith(OF_ITEMS) else ():
        recorded = sources.facts.get(key)
        if recorded is None:
            continue
        report = recorded.event.certainty is Certainty.REPORTED and key.startswith(OF_ITEMS)
        text, source = _best_words(recorded, sources)
        if not source:
            facts.append(tr("On record: {text}", text=text))
        elif report:
            reports.append(tr("Reported elsewhere: {text} (Source: {source})", text=text, source=source))
        else:
            facts.append(tr("On record: {text} (Source: {source})", text=text, source=source))
    return joined(" ", (*facts, a_few(reports)))


def _best_words(recorded: Recorded, sources: Sources) -> tuple[str, str]:
    """Return the best quote for an event, else what the record says of it; and where that is from, if a document is."""
    found = _ranked([recorded], sources)
    quoted = next((each for each in found if each.quote), None)
    best = quoted or next(iter(found), None)
    text = phrases.quoted(quoted.quote or "") if quoted is not None else recorded.event.summary
    if best is None:
        return text, ""
    title = phrases.quoted(best.title) if best.title else ""
    return text, joined(", ", (best.publisher, title, best.date, term("standing", best.standing), best.url or ""))


def sources_of(ids: Iterable[str], sources: Sources) -> tuple[CitedDocument, ...]:
    """Every document behind some events, once, best first; a later document only where no other was there by then."""
    return _ranked([sources.events[id_] for id_ in ids], sources)


def _ranked(recorded: Iterable[Recorded], sources: Sources) -> tuple[CitedDocument, ...]:
    return tuple(map(_source, citations(recorded, sources)))


def _source(cited: Citation) -> CitedDocument:
    day = date(cited.date.text) if cited.date else ""
    return CitedDocument(
        cited.publisher,
        tr("{date} (published later)", date=day) if cited.later else day,
        cited.url,
        cited.title,
        cited.quote,
        cited.language,
        cited.standing.value,
    )


def ahead_part(report: Report | UpcomingReport, sources: Sources) -> ViewPart:
    """Return the section of dates ahead."""
    groups = []
    for (id_, scope), own in groupby(report.upcoming, key=lambda item: (item.instrument, item.scope)):
        groups.append(group(id_, scope, _by_day(upcoming_entry(item, sources) for item in own), sources))
    return ViewPart("upcoming", phrases.section(phrases.COMING), tuple(groups))


def _by_day(entries: Iterable[ViewEntry]) -> list[ViewEntry]:
    """Dates, each day's together, and once what feeds report alike of it."""
    days: dict[str, list[ViewEntry]] = {}
    for entry in entries:
        days.setdefault(entry.date, []).append(entry)
    return [each for own in days.values() for each in told_together(own)]


def upcoming_entry(item: Upcoming, sources: Sources) -> ViewEntry:
    """One date ahead; of an end that was only said, with the last day before it."""
    words = joined("; ", (_through(item, sources), doubts_of(item)))
    surely = item.certainty >= Certainty.FILED
    if not surely and item.facet is not Facet.ENFORCEMENT:  # which an agency's announcement does set
        sure = phrases.certainty(item.certainty.label)
        words = tr("{what} ({certainty} only; no act has set this date)", what=words, certainty=sure)
    return ViewEntry(
        date(phrases.zoned(item.on, sources.instruments[item.instrument].legal_zone)),
        sentence(words),
        certainty="" if surely else item.certainty.label,
        sources=sources_of(item.because[:1], sources)[:1],
        kind=item.facet.value,
    )


def _through(item: Upcoming, sources: Sources) -> str:
    lead = sources.events[item.because[0]].event if item.because else None
    last = lead.until if lead is not None and lead.row.operation is Operation.REEND else None
    if item.facet is not Facet.ANNOUNCED or last is None or last.kind is not WhenKind.DATE or not last.inclusive:
        return coming(item)
    if last.text == item.on:
        return coming(item)
    return tr("{act} through {date}", act=coming(item), date=some_day(last.text))


def events_part(
    name: str,
    title: str,
    ids: Sequence[str],
    sources: Sources,
    entry: Callable[[str, Sources], ViewEntry] | None = None,
) -> ViewPart:
    """Return a section that lists events, grouped by instrument."""
    groups = []
    make = entry or event_entry
    for target, own in groupby(ids, key=lambda id_: sources.events[id_].event.target):
        groups.append(group(target, None, [make(id_, sources) for id_ in own], sources))
    return ViewPart(name, title, tuple(groups))


def promises(ids: Sequence[str], sources: Sources) -> ViewPart:
    """Return the section of what is promised without a date, by instrument, each promise once."""
    own: dict[str, list[ViewEntry]] = {}
    for id_ in ids:
        own.setdefault(sources.events[id_].event.target, []).append(event_entry(id_, sources))
    groups = (group(target, None, told_together(entries), sources) for target, entries in own.items())
    return ViewPart("undated", phrases.section(phrases.UNDATED), tuple(groups))


def event_entry(id_: str, sources: Sources) -> ViewEntry:
    """One event in a few words."""
    event = sources.events[id_].event
    scope = "" if event.scope.whole else f" [{event.scope}]"
    return ViewEntry(
        date=date(event.happened().text),
        sentence=sentence(f"{event_words(event)}{scope}"),
        **_with_record(words(event, sources), id_, sources),
        sources=sources_of([id_], sources),
        kind=event.row.dimension.value,
    )


def _with_record(fields: dict[str, str], id_: str, sources: Sources) -> dict[str, str]:
    """With what it contradicts, and who reported what it confirms."""
    record = on_record(sources.events[id_].event, sources)
    return {**fields, "note": joined(" ", (fields["note"], record, reported_by([id_], sources)))}


def claim_entry(id_: str, sources: Sources) -> ViewEntry:
    """One claim against the record: the record says in a sentence what is claimed and what is so."""
    event = heard(sources.events[id_].event, sources)
    entry = event_entry(id_, sources)
    return entry._replace(
        sentence=phrases.dates_in(event.summary) or entry.sentence,
        text="",
        change="",
        cause="",
        spoken=phrases.foreign(event.language),
    )


def notices(horizon: Horizon, known: Moment) -> tuple[str, ...]:
    """Return what must be read before the answer: filters that nothing carries, and days of which nothing was read."""
    lines = []
    if horizon.empty:
        lines.append(tr("Nothing recorded matches {filters}.", filters=joined(", ", horizon.empty)))
    last = read_through(horizon)
    if last is not None and last < (known.day or dates.day_of(known.tick())):
        lines.append(tr("Nothing was read after {date}.", date=phrases.day(last)))
    failing = [source.title for source in horizon.sources if source.problem is not None]
    if failing:
        lines.append(tr("Not read whole: {titles}.", titles=joined(", ", failing)))
    return tuple(lines)


def read_through(horizon: Horizon) -> dates.Date | None:
    """Return the last day of which any source was read; None for an empty ledger."""
    return max(map(_read_through, horizon.sources), default=None)


def _read_through(source: SourceHorizon) -> dates.Date:
    if source.checked_through is not None:
        return dates.parse_date(source.checked_through)
    return dates.day_of((source.last_whole or source.last_recorded).tick())


FEEDS_TOGETHER = 4
"""So many feeds that are well are told in one line."""
NAMES_TOGETHER = 3
"""More instruments whose sources were read to one day are counted, and not named."""


def horizon_lines(horizon: Horizon, *, each_feed: bool = False) -> tuple[str, ...]:
    """How far an answer can be trusted, a line each; with ``each_feed`` when each feed was read, and not the first."""
    public = horizon.known_by is KnownBy.PUBLIC
    damaged = (
        [
            tr(
                "This ledger was found damaged on {date}, and answers may be wrong: `regtrack check` says what is "
                "hurt, and how to restore it.",
                date=date(str(horizon.damaged_at)[:10]),
            )
        ]
        if horizon.damaged_at is not None
        else []
    )
    lines = [
        tr("What the public could read by the dates named.")
        if public
        else tr("What this ledger had recorded by the dates named.")
    ]
    floor = phrases.certainty(horizon.threshold.label)
    counted = {
        Certainty.PUBLISHED: tr("Only published acts count."),
        Certainty.REPORTED: tr("Reports count too."),
    }
    lines[0] += " " + counted.get(
        horizon.threshold, tr("Statements count that are {certainty} or surer.", certainty=floor)
    )
    feeds = [source for source in horizon.sources if source.due is not None and source.problem is None]
    together = len(feeds) >= FEEDS_TOGETHER
    lines += [_source_line(source) for source in horizon.sources if not (together and source in feeds)]
    if together:
        lines += _feeds_by_time(feeds) if each_feed else [_feeds_line(feeds)]
    if not horizon.sources:
        lines.append(tr("The ledger is empty."))
    if horizon.instruments:
        lines.append(instruments_line(horizon.instruments))
    return (*damaged, *lines)


def instruments_line(instruments: Sequence[InstrumentHorizon]) -> str:
    """Return how far the sources of the instruments of an answer were read, latest day first."""
    days: defaultdict[str, list[str]] = defaultdict(list)
    for each in instruments:
        days[each.checked_through].append(each.name)
    read = [
        tr(
            "{date} ({names})",
            date=date(day),
            names=phrases.joined(", ", names)
            if len(names) <= NAMES_TOGETHER
            else tr("{count} instruments", count=len(names)),
        )
        for day, names in sorted(days.items(), reverse=True)
    ]
    return tr("Last source read, by instrument: {days}.", days=phrases.joined("; ", read))


def _feeds_line(feeds: Sequence[SourceHorizon]) -> str:
    """How far several feeds were read that are all well: the one read longest ago, and the one due next."""
    return tr(
        "{count} feeds were read whole, the earliest {recorded}; the next is due {due}: {titles}.",
        count=len(feeds), recorded=moment(min((each.last_recorded for each in feeds), key=str)),
        due=moment(min((each.due for each in feeds if each.due is not None), key=str)),
        titles=phrases.joined(", ", (each.title for each in feeds)),
    )  # fmt: skip


def _feeds_by_time(feeds: Sequence[SourceHorizon]) -> Iterator[str]:
    """When feeds that are well were read, and are again: a line for those that were read in the same minute."""
    groups: defaultdict[tuple[str, str], list[SourceHorizon]] = defaultdict(list)
    for each in feeds:
        groups[_minute(each.last_recorded), _minute(each.due)].append(each)
    for (recorded, due), group in sorted(groups.items()):
        yield tr(
            "Feeds read whole {recorded}, due again {due}: {ids}.",
            recorded=date(recorded), due=date(due), ids=phrases.joined(", ", (each.id for each in group)),
        )  # fmt: skip


def _minute(moment: Moment | None) -> str:
    return f"{str(moment)[:16]}:00Z"


def _source_line(source: SourceHorizon) -> str:
    """How far one source was read, and when it is read again."""
    named = {"title": source.title, "id": source.id}
    recorded = moment(source.last_recorded)
    if source.problem is not None:
        return _problem_line(source, {**named, "tried": recorded, "problem": source.problem})
    if source.checked_through and source.due is not None:
        return tr(
            "{title} ({id}): read through {date}; recorded here {recorded}; due again {due}.",
            date=date(source.checked_through), recorded=recorded, due=moment(source.due), **named,
        )  # fmt: skip
    if source.checked_through:
        return tr(
            "{title} ({id}): its sources were read through {date}; recorded here {recorded}.",
            date=date(source.checked_through), recorded=recorded, **named,
        )  # fmt: skip
    return tr("{title} ({id}): reading date not stated; recorded here {recorded}.", recorded=recorded, **named)


def _problem_line(source: SourceHorizon, tried: Mapping[str, str]) -> str:
    whole = moment(source.last_whole) if source.last_whole else None
    if source.due is not None:
        again = {**tried, "count": source.failures, "due": moment(source.due)}
        if whole is not None:
            return tr(
                "{title} ({id}): INCOMPLETE, last read whole {whole}; tried {tried}, failures in a row: {count}, "
                "tried again {due}: {problem}.",
                whole=whole, **again,
            )  # fmt: skip
        return tr(
            "{title} ({id}): INCOMPLETE, never read whole yet; tried {tried}, failures in a row: {count}, "
            "tried again {due}: {problem}.",
            **again,
        )  # fmt: skip
    if whole is not None:
        return tr(
            "{title} ({id}): INCOMPLETE, last read whole {whole}; tried {tried}: {problem}.", whole=whole, **tried
        )
    return tr("{title} ({id}): INCOMPLETE, never read whole yet; tried {tried}: {problem}.", **tried)


def moment(moment: Moment) -> str:
    """Return a day or an instant in words."""
    if moment.day is not None:
        return phrases.day(moment.day)
    return date(str(moment).partition(".")[0].removesuffix("Z") + "Z")
