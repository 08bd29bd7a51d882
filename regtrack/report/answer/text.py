"""The answer on one screen: a headline, the instruments that moved, and how many more there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import groupby
from types import MappingProxyType

from regtrack.report.answer.answer import Answer
from regtrack.report.answer.model import AnswerLine, CitedDocument, Weight
from regtrack.report.answer.moved import Moved
from regtrack.report.dates_in_words import day_month
from regtrack.report.language import capital, joined, mark, term, tr
from regtrack.report.layout import Paint, ansi, cells, cut, headed, plain, set_apart, shown, wrap

TITLES: Mapping[Weight, str] = MappingProxyType(
    {
        Weight.LAW: mark("Binding law"),
        Weight.GUIDANCE: mark("Guidance and lists"),
        Weight.BILLS: mark("Bills and proposals"),
        Weight.ANNOUNCED: mark("Announced, not enacted"),
        Weight.CONTEXT: mark("Context"),
    }
)
SCREEN = 25
"""Most lines, unless more are asked for."""
_QUOTA: Mapping[Weight, int] = MappingProxyType(
    {Weight.LAW: 8, Weight.GUIDANCE: 4, Weight.BILLS: 3, Weight.ANNOUNCED: 3, Weight.CONTEXT: 0}
)
"""Most instruments of each weight."""
_PLACES = {weight: place for place, weight in enumerate(Weight)}
_NAME = 29
_WITHOUT_YEAR, _WITH_YEAR = 6, 11
_ROOMY = 8
"""Up to this many instruments have more than a line each."""
_WORTHWHILE = 16
"""Fewest columns in which the record's words still say something."""
_INDENT = "  "


def to_text(
    answer: Answer, *, width: int = 80, colour: bool = False, limit: int | None = None, why: bool = False,
) -> str:  # fmt: skip
    """Return the answer in short, no line wider than ``width`` cells.

    Args:
        answer: what to show.
        width: of the terminal.
        colour: with colours.
        limit: how many instruments of each weight; None for as many as fit on a screen.
        why: all sources of each instrument.
    """
    paint = ansi if colour else plain
    about = tr("{window}: {counts}", window=answer.window, counts=answer.counts)
    head = headed(answer.notices, answer.headline, about, width, paint)
    foot = list(_foot(answer, width, paint, why=why))
    room = SCREEN - len(head) - len(foot)
    short = cache(partial(_short, year=answer.year, width=width, paint=paint))
    groups = {weight: list(group) for weight, group in groupby(answer.moved, key=lambda moved: moved.weight)}
    shown = {weight: min(_QUOTA[weight] if limit is None else limit, len(group)) for weight, group in groups.items()}

    @cache
    def block(weight: Weight, count: int) -> list[str]:
        return list(_block(answer, groups[weight], count, width, paint, short, why=why)) if count else []

    body = _body(groups, shown, block, width)
    while limit is None and not why and len(body) > room and any(shown.values()):
        shown[max(groups, key=lambda weight: (shown[weight], _PLACES[weight]))] -= 1
        body = _body(groups, shown, block, width)
    return "\n".join([*head, *body, *foot]) + "\n"


def in_brief(answer: Answer, since: str, *, width: int = 80) -> list[str]:
    """Return the answer in a few lines: what must be known, how many moved, and one line an instrument."""
    acts = [each for each in answer.moved if each.weight is not Weight.CONTEXT]
    lines = [line for notice in answer.notices for line in wrap(notice, width)]
    lines += wrap(tr("{label}: {text}", label=capital(since), text=answer.counts), width)
    names = _names(acts, width)
    texts = (_short(each, answer.year, width, plain) for each in acts)
    return [*lines, *(_INDENT + name + text for name, text in zip(names, texts, strict=True))]


def _body(
    groups: Mapping[Weight, list[Moved]], counts: Mapping[Weight, int], block: Callable[[Weight, int], list[str]],
    width: int,
) -> list[str]:  # fmt: skip
    """Return so many instruments of each weight, and how many there are of those with none."""
    rest = [
        tr("{label}: {text}", label=tr(TITLES[weight]), text=len(group))
        for weight, group in groups.items()
        if not counts[weight]
    ]
    lines = [line for weight in groups for line in block(weight, counts[weight])]
    return [*lines, *wrap(joined("   ", rest), width)] if rest else lines


def _block(
    answer: Answer, group: list[Moved], count: int, width: int, paint: Paint, short: Callable[[Moved], str], *,
    why: bool,
) -> Iterator[str]:  # fmt: skip
    """Yield the first instruments of a weight under its title."""
    title = tr(TITLES[group[0].weight])
    of_all = tr("{shown} of {count}", shown=count, count=len(group)) if count < len(group) else ""
    gap = " " * max(width - cells(title) - cells(of_all), 1) if of_all else ""
    yield paint(title.upper(), "section") + gap + of_all
    first = group[:count]
    for moved, name in zip(first, _names(first, width), strict=True):
        if len(answer.moved) > _ROOMY and not why:
            yield _INDENT + paint(name, "name") + short(moved)
        else:
            yield from _moved(moved, name, answer.year, width, paint, why=why)


def _names(moved: Iterable[Moved], width: int) -> list[str]:
    """Return names that fit their column, no two of which read alike, filled up to its width."""
    wide = _wide(width)
    return [name + " " * (wide - cells(name)) for name in set_apart([shown(each.name) for each in moved], wide)]


def _wide(width: int) -> int:
    return min(_NAME, width * 2 // 5)


def _short(moved: Moved, year: str, width: int, paint: Paint) -> str:
    """Return the text after a name in a long list: the last day, and the changes as far as they fit."""
    day = next((day for line in reversed(moved.lines) if (day := _day(line, year)).strip()), _day(None, year))
    text = joined("; ", (line.text for line in reversed(moved.lines)))
    return f"  {paint(day, 'dim')}  {cut(shown(text), width - _wide(width) - cells(day) - 6)}"


def _day(line: AnswerLine | None, year: str) -> str:
    """Return the day of a line in its column, which is as wide as days with or without their year."""
    day = day_month(line.on, year) if line is not None and line.on[:1].isdecimal() else ""
    return " " * ((_WITHOUT_YEAR if year else _WITH_YEAR) - cells(day)) + day


def _moved(moved: Moved, name: str, year: str, width: int, paint: Paint, *, why: bool) -> Iterator[str]:
    """Yield an instrument: a line a day; for law that changed on several days, first where it stands."""
    wide = cells(name)
    lead = f"{_INDENT}{paint(name, 'name')}  "
    space = " " * (wide + 4)
    first = True
    if moved.weight is Weight.LAW and moved.sentence and len(moved.lines) > 1:
        yield from column(lead, space, capital(moved.sentence), width, most=3)
        first = False
    for line in moved.lines:
        day = _day(line, year)
        used = wide + 6 + cells(day)
        start = lead if first else space
        text = line.text
        if len(moved.lines) == 1 and moved.about:
            text = _with_words(text, moved.about, width - used)
        yield from column(f"{start}{paint(day, 'dim')}  ", " " * used, text, width, used=used)
        first = False
    if why:
        for source in moved.sources:
            yield from cited_line(source, width, paint, " " * 6)
    elif moved.weight is Weight.LAW and (best := moved.best) is not None and best.standing in REACHED:
        label = f"{space}{term('standing', best.standing)}{term('form', ': ')}"
        yield paint(cut(f"{label}{shown(where(best, width - cells(label)))}", width), "dim")


def _with_words(text: str, about: str, room: int) -> str:
    """Return a short text with the beginning of the record's summary, where that fits on its line."""
    more = tr("{label}: {text}", label=text, text=shown(about))
    return cut(more, room) if cells(text) + _WORTHWHILE <= room else text


def column(
    lead: str, space: str, text: str, width: int, *, used: int | None = None, most: int = 2
) -> Iterator[str]:  # fmt: skip
    """Return a text beside a name, on a few lines at most."""
    room = width - (used or cells(space))
    lines = wrap(text, room)
    if len(lines) > most:
        lines[most - 1 :] = [cut(" ".join(lines[most - 1 :]), room)]
    yield lead + lines[0]
    yield from (space + line for line in lines[1:])


def cited_line(source: CitedDocument, width: int, paint: Paint, indent: str) -> Iterator[str]:
    """Return a source as text: its words, who published it, and its address."""
    if source.quote:
        yield from wrap(tr("“{text}”", text=source.quote), width, indent)
    yield from (paint(line, "dim") for line in wrap(source.named, width, indent))
    if source.url:
        yield from (paint(line, "dim") for line in wrap(source.url, width, indent + _INDENT))


def _foot(answer: Answer, width: int, paint: Paint, *, why: bool) -> Iterator[str]:
    if unsure := answer.unsure:
        yield from wrap(unsure, width)
    hint = tr("--full for details, --why for every source, -o page.html for the page.")
    if why:
        hint = tr("--full for details, -o page.html for the page.")
    yield from (paint(line, "dim") for line in wrap(hint, width))


REACHED = frozenset(("official", "copy"))
"""Standings of sources that have the act itself: a reader is led there."""


def where(source: CitedDocument, room: int) -> str:
    """Return the address of an act or its copy, if it has room; else who published it."""
    address = short_address(source.url) if source.standing in REACHED else ""
    return address if address and cells(address) <= room else source.publisher


def short_address(url: str | None) -> str:
    """Return an address without what every one begins with."""
    return (url or "").partition("://")[2].removeprefix("www.").rstrip("/")
