"""Dates ahead and timelines, the answer first: a sentence, and a line a date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

from regtrack.errors import InputError
from regtrack.model.change import Upcoming
from regtrack.model.citing import Sources
from regtrack.model.event import Event
from regtrack.model.kinds import Certainty, Dimension
from regtrack.model.listings import TimelineReport, UpcomingReport
from regtrack.report import agenda
from regtrack.report.answer.answer import Answer
from regtrack.report.answer.cited import sources_of
from regtrack.report.answer.confirmed import in_list
from regtrack.report.answer.entries import coming_through
from regtrack.report.answer.limits import moment, notices
from regtrack.report.answer.model import Weight
from regtrack.report.answer.parts import DateGroup, ListedDate
from regtrack.report.answer.text import SCREEN, cited_line, column
from regtrack.report.answer.weighing import weight_of
from regtrack.report.changes_in_words import event_words
from regtrack.report.coming_in_words import doubts_of
from regtrack.report.dates_in_words import brief, hour, zoned
from regtrack.report.language import (
    capital,
    counted,
    instrument_label,
    joined,
    mark,
    names_apart,
    sentence,
    term,
    tr,
)
from regtrack.report.layout import Paint, ansi, cells, cut, headed, plain, shown, wrap

_DAY = 13
_MOST_WORDS = 3
_FIRST = (Dimension.STAGE, Dimension.FORCE, Dimension.PAUSE, Dimension.DUTY, Dimension.ENFORCEMENT)
"""The most important come first on their day."""
_PICTURE = 8
"""A picture of more lines leaves no room for the dates."""


_WEIGHTS = {weight: place for place, weight in enumerate(Weight)}
SORTS: Mapping[str, Callable[[ListedDate], Any]] = MappingProxyType(
    {
        "date": lambda _: (),
        "weight": lambda date: _WEIGHTS[date.weight],
        "name": lambda date: date.name.casefold(),
    }
)
"""How the dates of a group can be ordered; those that are equal stay in the order of their days."""


def of(answer: UpcomingReport | TimelineReport, *, sort: str = "date") -> Answer:
    """Return dates ahead, or the events of a timeline.

    Raises:
        InputError: there is no such order.
    """
    if sort not in SORTS:
        raise InputError(f"sort: found {sort!r}; expected one of {', '.join(SORTS)}")
    found = _of_timeline(answer) if isinstance(answer, TimelineReport) else _of_upcoming(answer)
    groups = (group._replace(dates=tuple(sorted(_together(group.dates), key=SORTS[sort]))) for group in found.dates)
    return found._replace(dates=tuple(group for group in groups if group.dates))


def _together(dates: Iterable[ListedDate]) -> Iterator[ListedDate]:
    """Merge the dates of one instrument on one day."""
    for _, alike in groupby(dates, key=lambda each: (each.on, each.id)):
        first, *others = alike
        texts = dict.fromkeys((first.text, *(each.text for each in others)))
        sources = dict.fromkeys((*first.sources, *(source for each in others for source in each.sources)))
        yield first._replace(text=joined("; ", texts), sources=tuple(sources))


# --- what is ahead ------------------------------------------------------------------------------------------------


def _of_upcoming(answer: UpcomingReport) -> Answer:
    sources = answer.sources
    ids = dict.fromkeys((*(item.instrument for item in answer.upcoming), *_targets(answer.undated, sources)))
    names = names_apart([sources.instruments[id_] for id_ in ids])
    sure = [item for item in answer.upcoming if not agenda.tentative(item)]
    announced = [item for item in answer.upcoming if agenda.tentative(item)]
    groups = (
        DateGroup("set", tr("Set by an act"), tuple(_ahead(item, sources, names) for item in sure)),
        DateGroup("announced", tr("Announced, not enacted"), tuple(_ahead(item, sources, names) for item in announced)),
        DateGroup(
            "undated", tr("Promised without a date"), tuple(_promised(id_, sources, names) for id_ in answer.undated)
        ),
    )
    after, known = moment(answer.after), moment(sources.known)
    window = tr("The {days} days after {date}", days=answer.within, date=after)
    if after != known:
        window = tr("{days}, as known on {date}", days=window, date=known)
    return Answer(notices(answer.horizon, sources.known), _next(groups, answer.within), window, dates=groups)


def _ahead(item: Upcoming, sources: Sources, names: Mapping[str, str]) -> ListedDate:
    time = hour(item.on, sources.instruments[item.instrument].legal_zone)
    words = joined(", ", (coming_through(item, sources), time, doubts_of(item)))  # the group says how sure it is
    text = tr("{scope}: {text}", scope=item.scope, text=words) if item.scope else words
    return _listed(item.on, item.instrument, names, text, item.because, sources)


def _promised(id_: str, sources: Sources, names: Mapping[str, str]) -> ListedDate:
    event = sources.events[id_].event
    day = tr("{words} ({date})", words=event_words(event, sources), date=brief(event.happened().text))
    return _listed(None, event.target, names, day, (id_,), sources)


def _targets(ids: Iterable[str], sources: Sources) -> dict[str, None]:
    return dict.fromkeys(sources.events[id_].event.target for id_ in ids)


def _listed(
    on: str | None, instrument: str, names: Mapping[str, str], text: str, because: Iterable[str], sources: Sources
) -> ListedDate:
    item = sources.instruments[instrument]
    proofs = sources_of(because, sources)
    day = zoned(on, item.legal_zone)
    return ListedDate(day, instrument, names.get(instrument, ""), text, weight_of(item, None), proofs)


def _next(groups: Sequence[DateGroup], within: int) -> str:
    sure, announced, _ = groups
    first = sure.dates[0] if sure.dates else None
    if first is None and announced.dates:
        one = mark("No act sets a date in these {days} days; 1 is announced.")
        several = mark("No act sets a date in these {days} days; {count} are announced.")
        return counted(len(announced.dates), one, several, days=within)
    if first is None:
        return tr("No date falls in these {days} days.", days=within)
    what = tr("{name}: {what}", name=first.name, what=first.text)
    return sentence(tr("Next: {date}, {what}", date=brief(first.on), what=what))


# --- what happened ------------------------------------------------------------------------------------------------


def _of_timeline(answer: TimelineReport) -> Answer:
    sources = answer.sources
    every, _ = in_list(answer.events, sources)
    rows = {id_: sources.events[id_].event.row for id_ in every}
    acts = [id_ for id_, row in rows.items() if row.dimension is not Dimension.KNOWLEDGE or row.unknown]
    targets = _targets(every, sources)
    names = names_apart([sources.instruments[id_] for id_ in targets]) if len(targets) > 1 else {}  # of one: none
    ordered = sorted(acts or every, key=lambda id_: _place(sources.events[id_].event))
    dates = [_happened(id_, sources, names) for id_ in ordered]
    groups = tuple(
        DateGroup(f"year-{year}", year, tuple(of_year))
        for year, of_year in groupby(dates, key=lambda each: (each.on or "")[:4])
    )
    return Answer(
        notices(answer.horizon, sources.known),
        _headline(len(every), dates, targets, sources),
        _window(dates, sources),
        dates=groups,
        newest=True,
    )


def _place(event: Event) -> tuple[str, str, int]:
    """Return the sort key of an event: day, instrument, importance."""
    dimension = event.row.dimension
    return _day(event), event.target, _FIRST.index(dimension) if dimension in _FIRST else len(_FIRST)


def _day(event: Event) -> str:
    return event.happened().text.partition("..")[0][:10]


def _happened(id_: str, sources: Sources, names: Mapping[str, str]) -> ListedDate:
    event = sources.events[id_].event
    words = event_words(event, sources)
    if not event.scope.whole:
        words = f"{words} [{event.scope}]"
    if event.certainty is not Certainty.PUBLISHED:
        words = tr("{certainty}: {what}", certainty=term("certainty", event.certainty.label), what=words)
    return _listed(_day(event), event.target, names, words, (id_,), sources)


def _headline(count: int, dates: Sequence[ListedDate], targets: Iterable[str], sources: Sources) -> str:
    if not dates:
        return tr("No event is recorded for this question.")
    last, several = dates[-1], list(targets)
    about = (
        instrument_label(sources.instruments[several[0]])
        if len(several) == 1
        else tr("{count} instruments", count=len(several))
    )
    what = tr("{name}: {what}", name=last.name, what=last.text) if last.name else last.text
    many = counted(count, mark("1 event"), mark("{count} events"))
    return sentence(
        tr("{about}: {count}; most recent, {date}: {what}", about=about, count=many, date=brief(last.on), what=what)
    )


def _window(dates: Sequence[ListedDate], sources: Sources) -> str:
    known = moment(sources.known)
    if not dates:
        return tr("As known on {known}", known=known)
    first, last = brief(dates[0].on), brief(dates[-1].on)
    return tr("{first} to {last}, as known on {known}", first=first, last=last, known=known)


# --- as text ------------------------------------------------------------------------------------------------------


def to_text(
    listed: Answer,
    *,
    width: int = 80,
    colour: bool = False,
    limit: int | None = None,
    why: bool = False,
    picture: Sequence[str] = (),
) -> str:
    """Return a list in short, no line wider than ``width`` cells.

    Args:
        listed: what to show.
        width: of the terminal.
        colour: with colours.
        limit: how many dates of each group; None for as many as fit on a screen.
        why: all sources of each date.
        picture: lines to stand above the dates.
    """
    paint = ansi if colour else plain
    head = headed(listed.notices, listed.headline, listed.window, width, paint)
    if 0 < len(picture) <= _PICTURE:
        head += ["", *map(shown, picture), ""]
    hint = tr("--full for details, --why for every source, --format ics for a calendar.")
    foot = ["", *(paint(line, "dim") for line in wrap(hint, width))]
    count = max((len(group.dates) for group in listed.dates), default=0) if limit is None else limit
    body = _body(listed, count, width, paint, why=why)
    while limit is None and not why and count > 1 and len(head) + len(body) + len(foot) > SCREEN:
        count -= 1
        body = _body(listed, count, width, paint, why=why)
    if limit is None and not why and len(head) + len(body) + len(foot) > SCREEN:  # groups alone fill the screen
        body = [paint(line, "dim") for line in wrap(_counted(listed.dates), width)]
    return "\n".join([*head, *body, *foot]) + "\n"


def _body(listed: Answer, count: int, width: int, paint: Paint, *, why: bool) -> list[str]:
    lines: list[str] = []
    for group in listed.dates:
        size = len(group.dates)
        dates = group.dates[max(size - count, 0) :] if listed.newest else group.dates[:count]
        rest = tr("{shown} of {count}", shown=len(dates), count=size) if len(dates) < size else ""
        gap = " " * max(width - cells(group.title) - cells(rest), 1) if rest else ""
        lines.append(paint(group.title.upper(), "section") + gap + rest)
        for date in dates:
            lines += _date(date, width, paint, why=why)
    return lines


def _date(date: ListedDate, width: int, paint: Paint, *, why: bool) -> Iterator[str]:
    day = brief(date.on) if date.on else ""
    used = max(_DAY, cells(day) + 1)
    text = _named(date, date.name) if date.name else capital(date.text)
    if date.name and len(wrap(text, width - used)) > _MOST_WORDS:  # the name is cut, and not what happens
        text = _named(date, cut(shown(date.name), width - used - 1))
    lead = paint(day, "dim") + " " * (used - cells(day))
    yield from column(lead, " " * used, text, width, most=_MOST_WORDS)
    for source in date.sources if why else ():
        yield from cited_line(source, width, paint, " " * _DAY)


def _named(date: ListedDate, name: str) -> str:
    return tr("{name}: {what}", name=name, what=date.text)


def _counted(groups: Sequence[DateGroup]) -> str:
    return joined("; ", (tr("{label}: {text}", label=group.title, text=len(group.dates)) for group in groups))
