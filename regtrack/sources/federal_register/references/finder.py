"""Find references in running text, with the days of publication that stand beside them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

import attrs

from regtrack.citations import (
    FIRST_YEAR,
    IN_REGISTER,
    PAGE_CITATION,
    Reference,
    ReferenceKind,
    find_numbers,
    page_number,
)
from regtrack.dates import parse_date
from regtrack.dates_in_text.words import month_number
from regtrack.errors import DateError
from regtrack.sources.federal_register.references import patterns

_SPACE = re.compile(r"\s+")
_FAR = 400
"""No day is looked for further away from the citation it belongs to."""


class PrintedDay(NamedTuple):
    """A printed day; ``on`` is None when the year is left out."""

    start: int
    end: int
    month: int
    day: int
    on: dt.date | None


def find_references(text: str) -> tuple[Reference, ...]:
    """Every reference in a text, in order, with the day of publication that the text gives for it.

    Nothing is resolved here: the citation and the day are the text's, misprints included.
    """
    found = find_numbers(text)
    if not found and not patterns.NOUN.search(text):
        return ()
    days = days_in(text)
    if days:
        found, taken = _dated(text, found, days)
        found += _publications(text, [day for day in days if day.start not in taken])
    return tuple(sorted(found, key=lambda reference: (reference.start, reference.end)))


def days_in(text: str) -> list[PrintedDay]:
    """Return every day that a text prints, with or without its year."""
    found = []
    for match in patterns.DAYS.finditer(text):
        month, day = month_number(match["month"]), int(match["day"])
        on = _date(int(match["year"]), month, day) if match["year"] else None
        if on is not None or not match["year"]:
            found.append(PrintedDay(match.start(), match.end(), month, day, on))
    return found


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return parse_date(f"{year:04d}-{month:02d}-{day:02d}")
    except DateError:
        return None


def _dated(text: str, found: list[Reference], days: list[PrintedDay]) -> tuple[list[Reference], set[int]]:
    """Return the references with their days, and where the days stand that were given to them."""
    dated, taken = list(found), set[int]()
    for index, reference in enumerate(found):
        if reference.kind in IN_REGISTER:
            given = _day_before(text, reference, days) or _day_after(text, reference, days)
            if given is not None:
                day, dated[index] = given
                taken.add(day.start)
    return dated, taken


def _day_after(text: str, reference: Reference, days: list[PrintedDay]) -> tuple[PrintedDay, Reference] | None:
    match = patterns.AFTER.match(text, reference.end)
    day = next((day for day in days if match and day.end == match.end()), None)
    if match is None or day is None or day.on is None:
        return None
    page = match["page"] if reference.kind is ReferenceKind.FR_DOCUMENT else None
    if page:
        volume = max(day.on.year - FIRST_YEAR, 0)
        return day, attrs.evolve(reference, published_on=day.on, page=page_number(page), volume=volume)
    return day, attrs.evolve(reference, published_on=day.on)


def _day_before(text: str, reference: Reference, days: list[PrintedDay]) -> tuple[PrintedDay, Reference] | None:
    day = next((day for day in reversed(days) if day.end <= reference.start), None)
    if day is None or reference.start - day.end > _FAR:
        return None
    ahead = text[max(0, day.start - 60) : day.start]
    if patterns.NOT_PRINTED.search(ahead) and not patterns.PRINTED_ON.search(ahead):
        return None
    year = (reference.volume or 0) + FIRST_YEAR
    on = day.on or (_date(year, day.month, day.day) if reference.volume else None)
    if on is None:
        return None
    beside = reference.kind is ReferenceKind.FR_DOCUMENT and patterns.BESIDE.fullmatch(text, day.end, reference.start)
    if beside or patterns.TIGHT_BEFORE.fullmatch(text, day.end, reference.start):
        return day, attrs.evolve(reference, published_on=on)
    if day.on is not None and on.year == year and _told(text, day, reference.start, ahead):
        return day, attrs.evolve(reference, published_on=on)
    return None


def _told(text: str, day: PrintedDay, stop: int, ahead: str) -> bool:
    """Whether a sentence tells that what it cites was published on that day, with other words in between."""
    between = text[day.end : stop]
    if patterns.SENTENCE_END.search(between) or PAGE_CITATION.search(between):
        return False
    opens = not ahead or ahead.endswith(("On ", "on "))
    if opens and patterns.PRINTS.match(text, day.end, stop):  # "On D, EPA published a rule ... (CITE)"
        return True
    told = patterns.PRINTED.search(between) or patterns.PRINTED_ON.search(ahead) or patterns.DAY_NOUN.match(between)
    return bool(told) and not patterns.BREAK.search(between)


def _publications(text: str, days: list[PrintedDay]) -> Iterator[Reference]:
    """Documents that are named by their day alone."""
    for day in days:
        named = (_named_before(text, day) or _named_after(text, day)) if day.on else None
        if named is not None and day.on is not None:
            noun, start, end = named
            name = f"{noun if noun.isupper() else _SPACE.sub(' ', noun).lower()} of {day.on.isoformat()}"
            yield Reference(
                ReferenceKind.PUBLICATION, name, text[start:end], start, end,
                volume=max(day.on.year - FIRST_YEAR, 0), published_on=day.on,
            )  # fmt: skip


def _named_before(text: str, day: PrintedDay) -> tuple[str, int, int] | None:
    """Return the noun, and the span to the day: "the final rule entitled X, published in the Federal Register on D"."""
    begin = max(0, day.start - _FAR)
    ahead = text[begin : day.start]
    printed = patterns.PRINTED_ON.search(ahead) or patterns.REGISTER_OF.search(ahead)
    if printed is None:
        introduced = patterns.PRINTED_A.search(ahead)
        if introduced is None:
            return None
        noun = list(patterns.NOUN.finditer(ahead, introduced.start()))[-1]
        return noun[0], begin + noun.start(), day.end
    stop = max((end.end() for end in patterns.SENTENCE_END.finditer(ahead, 0, printed.start())), default=0)
    nouns = list(patterns.NOUN.finditer(ahead, stop, printed.start()))
    if not nouns:
        return None
    noun = nouns[-1]
    return noun[0], begin + noun.start(), day.end


def _named_after(text: str, day: PrintedDay) -> tuple[str, int, int] | None:
    """Return the same, the day first: "On D, EPA published a final rule" and "the D final rule"."""
    named, ahead = patterns.DAY_NOUN.match(text, day.end), text[max(0, day.start - 40) : day.start]
    other = patterns.NOT_PRINTED.search(ahead)
    if named and (other is None or ahead.rstrip().lower().endswith("from")):  # "from the March 1, 2021 notice"
        return named["noun"], day.start, named.end("noun")
    told = patterns.PRINTS.match(text, day.end) if other is None else None
    return (told["noun"], day.start, told.end("noun")) if told else None
