"""The sources and limits of an answer, and the notices that must be read before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from regtrack import dates
from regtrack.dates import Moment
from regtrack.model.horizon import Horizon, SourceHorizon
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.state import KnownBy
from regtrack.report import dates_in_words, labels
from regtrack.report.dates_in_words import date
from regtrack.report.language import instrument_name, joined, term, tr


def notices(horizon: Horizon, known: Moment) -> tuple[str, ...]:
    """Return what must be read before the answer: filters that match nothing, and days of which nothing was read."""
    lines = [] if horizon.sources else [tr("The ledger is empty.")]
    if horizon.empty:
        lines.append(tr("Nothing recorded matches {filters}.", filters=joined(", ", horizon.empty)))
    last = read_through(horizon)
    if last is not None and last < (known.day or dates.day_of(known.tick())):
        lines.append(tr("Nothing was read after {date}.", date=dates_in_words.day(last)))
    failing = [source.title for source in horizon.sources if source.problem is not None]
    if failing:
        lines.append(tr("Not fully read: {titles}.", titles=joined(", ", failing)))
    return tuple(lines)


def read_through(horizon: Horizon) -> dates.Date | None:
    """Return the last day of which any source was read; None for an empty ledger.

    A file that does not say how far its author looked counts only beside others like it: adding it reads no source.
    """
    read = [each for each in horizon.sources if each.checked_through is not None or each.due is not None]
    return max(map(_read_through, read or horizon.sources), default=None)


def _read_through(source: SourceHorizon) -> dates.Date:
    if source.checked_through is not None:
        return dates.parse_date(source.checked_through)
    return dates.day_of((source.last_whole or source.last_recorded).tick())


FEEDS_TOGETHER = 4
"""If this many feeds or more are in order, one line covers them all."""
NAMES_TOGETHER = 3
"""If more instruments than this were last read on the same day, they are counted rather than named."""


def horizon_lines(horizon: Horizon, *, each_feed: bool = False) -> tuple[str, ...]:
    """Return the sources and limits, a line each; with ``each_feed`` when each feed was read, not only the earliest."""
    public = horizon.known_by is KnownBy.PUBLIC
    damaged = (
        [
            tr(
                "This ledger was found damaged on {date}, and answers may be wrong: `regtrack check` shows what is "
                "damaged, and how to restore it.",
                date=date(str(horizon.damaged_at)[:10]),
            )
        ]
        if horizon.damaged_at is not None
        else []
    )
    lines = [
        tr("Based on what was public by the dates named.")
        if public
        else tr("Based on what this ledger had recorded by the dates named.")
    ]
    floor = term("certainty", horizon.threshold.label)
    counted = {
        Certainty.PUBLISHED: tr("Only published acts count."),
        Certainty.REPORTED: tr("Reports count too."),
    }
    surer = tr("Statements count if they are at least {certainty}.", certainty=floor)
    lines[0] = joined(" ", (lines[0], counted.get(horizon.threshold, surer)))
    feeds = [source for source in horizon.sources if source.due is not None and source.problem is None]
    failing = [source for source in horizon.sources if source.due is not None and source.problem is not None]
    apart = [group for group in (feeds, () if each_feed else failing) if len(group) >= FEEDS_TOGETHER]
    lines += [_source_line(source) for source in horizon.sources if not any(source in group for group in apart)]
    if feeds in apart:
        lines += _feeds_by_time(feeds) if each_feed else [_feeds_line(feeds)]
    if failing in apart:
        lines.append(_failing_line(failing))
    if not horizon.sources:
        lines.append(tr("The ledger is empty."))
    if horizon.instruments:
        lines.append(instruments_line(horizon.instruments))
    return (*damaged, *lines)


def instruments_line(instruments: Sequence[Instrument]) -> str:
    """Return how far the sources of the instruments of an answer were read, latest day first."""
    days: defaultdict[str, list[str]] = defaultdict(list)
    for instrument in instruments:
        days[instrument.checked_through or ""].append(instrument_name(instrument))
    read = [
        tr(
            "{date} ({names})",
            date=date(day),
            names=joined(", ", names) if len(names) <= NAMES_TOGETHER else tr("{count} instruments", count=len(names)),
        )
        for day, names in sorted(days.items(), reverse=True)
    ]
    return tr("Last source read, by instrument: {days}.", days=joined("; ", read))


def _feeds_line(feeds: Sequence[SourceHorizon]) -> str:
    """Return how far several feeds without problems were read: the one read longest ago, and the one due next."""
    return tr(
        "{count} feeds were fully read, the earliest {recorded}; the next is due {due}: {titles}.",
        count=len(feeds), recorded=moment(min((feed.last_recorded for feed in feeds), key=str)),
        due=moment(min((feed.due for feed in feeds if feed.due is not None), key=str)),
        titles=joined(", ", (feed.title for feed in feeds)),
    )  # fmt: skip


def _failing_line(feeds: Sequence[SourceHorizon]) -> str:
    return tr(
        "{count} feeds are INCOMPLETE: {titles}; `regtrack status` shows when each was last fully read, and why.",
        count=len(feeds), titles=joined(", ", (feed.title for feed in feeds)),
    )  # fmt: skip


def _feeds_by_time(feeds: Sequence[SourceHorizon]) -> Iterator[str]:
    """Yield when feeds without problems were read, and are due again: a line for those read in the same minute."""
    groups: defaultdict[tuple[str, str], list[SourceHorizon]] = defaultdict(list)
    for feed in feeds:
        groups[_minute(feed.last_recorded), _minute(feed.due)].append(feed)
    for (recorded, due), group in sorted(groups.items()):
        yield tr(
            "Feeds fully read {recorded}, due again {due}: {ids}.",
            recorded=date(recorded), due=date(due), ids=joined(", ", (feed.id for feed in group)),
        )  # fmt: skip


def _minute(moment: Moment | None) -> str:
    return f"{str(moment)[:16]}:00Z"


def _source_line(source: SourceHorizon) -> str:
    """Return how far one source was read, and when it is due again."""
    named = {"title": source.title, "id": source.id}
    recorded = moment(source.last_recorded)
    if source.problem is not None:
        return _problem_line(source, {**named, "tried": recorded, "problem": labels.problem(source.problem)})
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
    return tr(
        "{title} ({id}): through which day its sources were read is not stated (`checked_through` in a timeline, or "
        "`regtrack sync`, tells); recorded here {recorded}.",
        recorded=recorded, **named,
    )  # fmt: skip


def _problem_line(source: SourceHorizon, tried: Mapping[str, str]) -> str:
    whole = tr("never fully read yet")
    if source.last_whole is not None:
        whole = tr("last fully read {whole}", whole=moment(source.last_whole))
    last = tr("tried {tried}", **tried)
    if source.due is not None:
        again = moment(source.due)
        last = tr(
            "{tried}, failures in a row: {count}, tried again {due}", tried=last, count=source.failures, due=again
        )
    return tr("{title} ({id}): INCOMPLETE, {whole}; {last}: {problem}.", whole=whole, last=last, **tried)


def moment(moment: Moment) -> str:
    """Return a day or an instant in words."""
    if moment.day is not None:
        return dates_in_words.day(moment.day)
    return date(str(moment).partition(".")[0].removesuffix("Z") + "Z")
