"""Find references in running text, with the days of publication that stand beside them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import attrs

from regtrack.citations import (
    DOCUMENT_NUMBER,
    FIRST_YEAR,
    IN_REGISTER,
    PAGE_CITATION,
    Reference,
    ReferenceKind,
    find_numbers,
    page_number,
    spaced,
)
from regtrack.dates import parse_date
from regtrack.dates_in_text.words import MONTH, WEEKDAY, month_number
from regtrack.errors import DateError
from regtrack.sources.federal_register.text.vocabulary import stems

DAY = rf"(?:{WEEKDAY},?\s+)?(?P<month>{MONTH})\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:\s*,?\s*(?P<year>\d{{4}})\b)?"
_DAYS = re.compile(rf"\b{DAY}")

_NOUN = (
    r"(?:(?:supplemental |advance |further ){0,3}notices? of (?:proposed rulemaking|intent|(?:data )?availability)"
    r"|(?:direct |immediate |interim |temporary |joint |proposed |correcting ){0,4}(?:final )?"
    r"(?:rules?|regulations?|orders?(?! \d)|determinations?|results?|actions?|amendments?(?! \d))"
    r"|rulemakings?|notifications?(?: of \w+(?: of \w+)?)?|notices?|(?:AN|SN)?PRM|S?N[OP]PR|A?NPRM|DFR|IFR|RF[CI]"
    r"|SORNs?|systems? of records|documents?|corrections?|guidance|guidelines?"
    r"|requests? for (?:\w+ ){0,2}(?:comments?|information)|polic(?:y|ies)(?: statements?)?|statements?|bulletins?"
    r"|interpretations?|proposals?|memorand(?:um|a)|proclamations?|directives?)"
)
_IS_PRINTED = r"(?:re)?(?:published|issued|appear(?:ed|s|ing)|promulgated|printed)"
_IN_ISSUE = r"(?:in|on|at|of|the|issues?|editions?|our|Federal|Register|dated|page|\d[\d,]*)"
_A_NOUN = spaced(rf"\b{_NOUN}\b", re.IGNORECASE)  # what a document calls another
_PRINTED = spaced(rf"\b{_IS_PRINTED}\b", re.IGNORECASE)  # words of publication
_PRINTED_ON = spaced(rf"\b{_IS_PRINTED}\b[\s,]*(?:(?:\d{{1,3}} FR|{_IN_ISSUE})[\s,]*)*[\s(]*$", re.IGNORECASE)
"""Ends right before the day of publication."""
_PRINTED_A = spaced(
    rf"\b{_IS_PRINTED} (?:an?|the|its|our|this) [^.;]{{0,80}}?\b{_NOUN}\b(?:\s*\([^)]*\))?"
    r"(?: in the Federal Register,?)? on $",
    re.IGNORECASE,
)
"""Ends right before the day: "BOEM published the RFI on D"."""
_REGISTER_OF = spaced(
    r"\bFederal Register\s*(?:\(FR\)\s*)?(?:(?:issues?|editions?|on|of|for|dated|published|the)[\s,]*)*[\s(]*$",
    re.IGNORECASE,
)
"""Ends right before the day of an issue."""
_NOT_PRINTED = spaced(
    r"\b(?:until|to|through|from|effective(?: date of)?|by|before|after|signed|executed|approved|beginning|since"
    r"|scheduled for)(?: an?| on| as of| [A-Z][a-z]+day,?)*[\s,]*$",
    re.IGNORECASE,
)
"""Before a day, this says that it is not one of publication ("delayed until D (90 FR 1)")."""
_PRINTS = spaced(
    r"[\s,]*(?:(?!\b(?:that|which|effective)\b)[\w&.'’()/-]+,?\s+){0,14}?"
    rf"\b(?:{_IS_PRINTED}|released|announced)(?: in the Federal Register,?)?(?: at \d{{1,3}} FR [\d,]+)?(?: as)?"
    r" (?:an?|the|its|our|two|this)\b(?:(?!\b(?:decision|intention|intent|plans?|that)\b)[^.;]){0,80}?"
    rf"(?P<noun>\b(?:{_NOUN}|availability|docket)\b)",
    re.IGNORECASE,
)
"""After a day that opens the sentence: "On D, EPA published a final rule"."""
_DAY_NOUN = spaced(
    r"(?:[\s,]|\bFederal Register\b|\bissue\b)*(?:(?:and [A-Z][a-z]+ \d{1,2}, \d{4},?)[\s,]*)*"
    rf"(?P<noun>{_NOUN})\b",
    re.IGNORECASE,
)
"""After a day: "the December 31, 2020 final rule"."""

_BETWEEN = (
    r"(?:edition|issue|in|of|at|as|the|on|from|see|Federal|Register|FR|Vol(?:ume)?\.?|page|beginning|starting|appearing"
    r"|publication|" + _NOUN + r")"
)
_TIGHT_BEFORE = spaced(
    rf"(?:[\s,;:]|\.(?=\s*[(\[]))*(?:{_BETWEEN}\b[\s,;:]*)*[\s(\[]*(?:see |at )?"
    rf"(?:FR Doc(?:ument)?s?\.?(?: Nos?\.)? {DOCUMENT_NUMBER}[\s,;)]*(?:at )?)?",
    re.IGNORECASE,
)
"""Between a day and the citation it belongs to: "D, at 66 FR 239", "D Federal Register (74 FR 1)"."""
_BESIDE = spaced(r"[\s,(\[]*(?:at )?\d{1,3} FR \d[\d,–-]*[\s,;)]*", re.IGNORECASE)
"""Between a day and a document number: the citation of the same document."""
_AFTER = spaced(  # after a citation, the day it belongs to: "65 FR 4103, January 26, 2000"
    r"(?:\s*\((?!\d+ FR)[^()\d]{0,20}[^()]{0,30}\))?[\s)\]]*[\s,;:\[(]*"
    r"(?:(?:appearing|beginning|starting|published|issued|which (?:was )?published|was published)[\s,]*)*"
    r"(?:(?:on )?pages? (?P<page>\d[\d,]*)(?:\s?[-–]\s?\d[\d,]*)?[\s,]*)?"
    r"(?:(?:and )?(?:published )?(?:in|on|of|the|issue|dated|Federal|Register|FR)[\s,]*)*[\s(\[]*"
    + DAY.replace(" ", r"\s")
)
_SENTENCE_END = re.compile(r"(?<![A-Z])\.\s+(?=[A-Z])")  # A rough end of a sentence: not after an initial, nor a number
_BREAK = spaced(
    rf"\b(?:effective|{stems('postpone extend')}\w*|until|deadline|comments?|clos\w+|expir\w+|comply|compliance"
    r"|applica\w+|scheduled|hearing|meeting|memorandum|pursuant|whereas|court|circuit|vacat\w+|enjoin\w+|set aside)\b",
    re.IGNORECASE,
)
"""Between a day and a citation, this says that they do not belong together."""


_SPACE = re.compile(r"\s+")
_FAR = 400  # no day is looked for further away from the citation it belongs to


_PUBLISHED_AT = spaced(r"\bpublished (?:at|in|as) $")
"""Before a citation: the day behind it is that of its publication, and one far before it of something else."""
_NEAR = 20


class PrintedDay(NamedTuple):
    """A printed day; ``on`` is None when the year is left out."""

    start: int
    end: int
    month: int
    day: int
    on: dt.date | None


@lru_cache(maxsize=16)  # a document's few sentences are asked about for each date and deed
def find_references(text: str) -> tuple[Reference, ...]:
    """Return every reference in a text, in order, with the day that the text gives it, misprints included."""
    found = find_numbers(text)
    if not found and not _A_NOUN.search(text):
        return ()
    days = days_in(text)
    if days:
        found, taken = _dated(text, found, days)
        found += _publications(text, [day for day in days if day.start not in taken])
    return tuple(sorted(found, key=lambda reference: (reference.start, reference.end)))


def days_in(text: str) -> list[PrintedDay]:
    """Return every day that a text prints, with or without its year."""
    found = []
    for match in _DAYS.finditer(text):
        month, day = month_number(match["month"]), int(match["day"])
        on = _date(int(match["year"]), month, day) if match["year"] else None
        if on is not None or not match["year"]:
            found.append(PrintedDay(match.start(), match.end(), month, day, on))
    return found


def day_in(text: str) -> dt.date | None:
    """Return the first day that a text prints; None if it lacks its year, or does not exist: "June 31, 2026"."""
    return next((each.on for each in days_in(text)), None)


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
            given = _day_before(text, reference, days, beside=True) or _day_after(text, reference, days, beside=True)
            if given is None and _PUBLISHED_AT.search(text, max(0, reference.start - _NEAR), reference.start):
                given = _day_after(text, reference, days)
            given = given or _day_before(text, reference, days) or _day_after(text, reference, days)
            if given is not None:
                day, dated[index] = given
                taken.add(day.start)
    return dated, taken


def _day_after(
    text: str, reference: Reference, days: list[PrintedDay], *, beside: bool = False
) -> tuple[PrintedDay, Reference] | None:
    """Return the day behind a citation; ``beside``: with nothing but a comma or a bracket between them."""
    match = _AFTER.match(text, reference.end)
    day = next((day for day in days if match and day.end == match.end()), None)
    if match is None or day is None or day.on is None:
        return None
    if beside and text[reference.end : day.start].strip(" ,([\n"):
        return None
    page = match["page"] if reference.kind is ReferenceKind.FR_DOCUMENT else None
    if page:
        volume = max(day.on.year - FIRST_YEAR, 0)
        return day, attrs.evolve(reference, published_on=day.on, page=page_number(page), volume=volume)
    return day, attrs.evolve(reference, published_on=day.on)


def _day_before(
    text: str, reference: Reference, days: list[PrintedDay], *, beside: bool = False
) -> tuple[PrintedDay, Reference] | None:
    """Return the day before a citation; ``beside``: with nothing between them that a sentence has to tell."""
    day = next((day for day in reversed(days) if day.end <= reference.start), None)
    if day is None or reference.start - day.end > _FAR:
        return None
    ahead = text[max(0, day.start - 60) : day.start]
    if _NOT_PRINTED.search(ahead) and not _PRINTED_ON.search(ahead):
        return None
    year = (reference.volume or 0) + FIRST_YEAR
    on = day.on or (_date(year, day.month, day.day) if reference.volume else None)
    if on is None:
        return None
    number = reference.kind is ReferenceKind.FR_DOCUMENT and _BESIDE.fullmatch(text, day.end, reference.start)
    if number or _TIGHT_BEFORE.fullmatch(text, day.end, reference.start):
        return day, attrs.evolve(reference, published_on=on)
    if not beside and day.on is not None and on.year == year and _told(text, day, reference.start, ahead):
        return day, attrs.evolve(reference, published_on=on)
    return None


def _told(text: str, day: PrintedDay, stop: int, ahead: str) -> bool:
    """Whether a sentence tells that what it cites was published on that day, with other words in between."""
    between = text[day.end : stop]
    if _SENTENCE_END.search(between) or PAGE_CITATION.search(between):
        return False
    opens = not ahead or ahead.endswith(("On ", "on "))
    if opens and _PRINTS.match(text, day.end, stop):  # "On D, EPA published a rule ... (CITE)"
        return True
    told = _PRINTED.search(between) or _PRINTED_ON.search(ahead) or _DAY_NOUN.match(between)
    return bool(told) and not _BREAK.search(between)


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


_PRESIDENTIAL = re.compile(r"\b(?:Executive Order|Proclamation) (?!\d|of the\b)[^.;,]*$")
"""Up to a noun in the name of what the President issued: "Executive Order on Federal Regulation"."""


def _named_before(text: str, day: PrintedDay) -> tuple[str, int, int] | None:
    """Return the noun, and the span to the day: "the final rule entitled X, published in the Federal Register on D"."""
    begin = max(0, day.start - _FAR)
    ahead = text[begin : day.start]
    printed = _PRINTED_ON.search(ahead) or _REGISTER_OF.search(ahead)
    if printed is None:
        introduced = _PRINTED_A.search(ahead)
        if introduced is None:
            return None
        noun = list(_A_NOUN.finditer(ahead, introduced.start()))[-1]
        return noun[0], begin + noun.start(), day.end
    stop = max((end.end() for end in _SENTENCE_END.finditer(ahead, 0, printed.start())), default=0)
    nouns = list(_A_NOUN.finditer(ahead, stop, printed.start()))
    if not nouns:
        return None
    noun = nouns[-1]
    presidential = _PRESIDENTIAL.search(ahead, stop, noun.end())
    return None if presidential and noun[0][0].isupper() else (noun[0], begin + noun.start(), day.end)


def _named_after(text: str, day: PrintedDay) -> tuple[str, int, int] | None:
    """Return the same, the day first: "On D, EPA published a final rule" and "the D final rule"."""
    named, ahead = _DAY_NOUN.match(text, day.end), text[max(0, day.start - 40) : day.start]
    other = _NOT_PRINTED.search(ahead)
    if named and (other is None or ahead.rstrip().lower().endswith("from")):  # "from the March 1, 2021 notice"
        return named["noun"], day.start, named.end("noun")
    told = _PRINTS.match(text, day.end) if other is None else None
    return (told["noun"], day.start, told.end("noun")) if told else None
