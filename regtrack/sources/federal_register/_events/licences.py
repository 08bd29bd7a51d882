"""Licences that a document publishes: each stands from its issue to its end, whenever it is printed.

"GL 7B was issued on D", "which expired at 12:01 a.m. on E", "GL 7B replaces GL 7A": DATES and SUMMARY tell them in
sentences of their own, and the days of a licence that was replaced are none of the one that replaces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from regtrack import dates
from regtrack.citations import Reference, ReferenceKind
from regtrack.dates_in_text.expressions import find_mentions
from regtrack.model.when import When
from regtrack.sources.federal_register._events.spans import is_day
from regtrack.sources.federal_register._events.undone import ENDED_EARLY
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.text import sentences
from regtrack.sources.federal_register.text.settle import PeriodCalendar, when_of
from regtrack.sources.federal_register.text.statement import Statement

_PUBLISHES = re.compile(r"\bpublication of (?:[\w-]+ ){0,8}?general licen[sc]es?\b", re.IGNORECASE)
_NUMBER = r"\d+[A-Z]{0,2}\b"
_NAMED = re.compile(rf"\b(?:General Licen[sc]es?|GLs?)(?: Nos?\.)? (?P<of>{_NUMBER}(?:(?:,? and|,) {_NUMBER})*)")
_CUE = re.compile(
    r"\b(?:(?P<issued>issued|dated)|(?P<end>expir(?:ed?|es|ing)|valid|authoriz(?:es|ed|ing)|effective|in effect)"
    r"|(?P<by>(?:replaced|superseded)(?: and (?:replaced|superseded))? by)"
    r"|(?P<old>replac(?:es|ed|ing)|supersed(?:es|ed|ing)))\b",
    re.IGNORECASE,
)
_A_LICENCE = r"(?: web)?(?: general)? licen[sc]e"
_MEANT = re.compile(
    rf"(?P<many>^(?:They|Both|Each)\b(?! of)|\b(?:(?:both|these|the)|each of the(?:se)?){_A_LICENCE}s\b)"
    rf"|^It\b|\b(?:the|this|that){_A_LICENCE}\b",
    re.IGNORECASE,
)
"""Means one that is named before it: "GL 7A was issued on D. It expires on E"."""
_ATTACHED = re.compile(r"[\s,(]*(?:(?:which|that) )?(?:was |were |is )?")
"""Between a licence and what is said of it alone: "GL 7A, which was issued on D"."""
_TO = re.compile(r"\b(?:(?P<last>through)|until|expir\w+)\b[^.;,]*$", re.IGNORECASE)


@attrs.define
class _Licence:
    """What is told of one licence."""

    issued: When | None = None
    ends: When | None = None
    by: str | None = None
    quote: str = ""


def licences(document: RegisterDocument) -> Iterator[Statement]:
    """State from when and until when the licences stand that a document publishes, those that another replaced apart.

    One licence is the document; of several each is a part of it.
    """
    day = document.published_on
    if day is None or not _PUBLISHES.search(f"{document.title}; {document.action or ''}"):
        return
    names = _names(document.title) or _names(document.abstract or "")
    found = {name: _Licence() for name in names}
    calendar, replaced, unread = PeriodCalendar(day, dates.FEDERAL_ZONE), dict[str, str](), list[str]()
    for text in (document.dates or "", document.abstract or ""):
        about: list[str] = []
        for each in sentences.split(text):
            sentence = text[each.start : each.end].strip()
            about, sure = _read(sentence, calendar, found, replaced, about or names)
            unread += [] if sure else [sentence]
    for old, new in replaced.items():
        if old in found and new in found:
            found[old].by = new
    standing = [name for name in names if found[name].by is None]
    for name in standing:
        licence, parts = found[name], () if len(standing) == 1 else (f"General License {name}",)
        if licence.issued is not None:
            yield Statement("set_effective", licence.quote, when=licence.issued, until=licence.ends, parts=parts)
        elif licence.ends is not None:
            yield Statement("set_expiry", licence.quote, until=licence.ends, parts=parts)
    if names:
        yield from (Statement.unread(each, (), "which licence ends") for each in unread)
    for old, new in replaced.items():
        if len(names) == 1 and new in found and old not in found and found[new].issued is not None:
            title = document.title.replace(f" {new}", f" {old}")
            other = Reference(ReferenceKind.PUBLICATION, title, title, 0, len(title))
            yield Statement(
                "supersede", found[new].quote, (other,), found[new].issued, relation="supersedes", label=ENDED_EARLY
            )  # fmt: skip


def _names(text: str) -> list[str]:
    found = (name for each in _NAMED.finditer(text) for name in re.findall(_NUMBER, each["of"]))
    return list(dict.fromkeys(found))


def _read(
    sentence: str, calendar: PeriodCalendar, found: dict[str, _Licence], replaced: dict[str, str], about: list[str]
) -> tuple[list[str], bool]:
    """Add what a sentence tells of licences.

    Returns:
        which ones it is about, if any, and whether it is known of which each end is that it tells.
    """
    text = _MEANT.sub(lambda said: _meant(said, about), sentence)
    named, cues = list(_NAMED.finditer(text)), list(_CUE.finditer(text))
    turned = [cue for cue in cues if cue["by"] or cue["old"]]
    objects = {each.start() for cue in turned for each in _next(named, cue.end())}
    old = {each.start() for cue in turned if cue["old"] for each in _next(named, cue.end())}
    mentions, sure = find_mentions(text, calendar.published_on), True
    for number, cue in enumerate(cues):
        before = [each for each in named if each.end() <= cue.start()]
        attached = before and _ATTACHED.fullmatch(text, before[-1].end(), cue.start())
        of = [each for each in before if attached or each.start() not in objects][-1:]
        subjects = [name for each in of for name in _names(each[0])]
        if cue.start() == 0 and len(about) == 1:  # "Expires May 1, 2024."
            subjects = about
        other = [name for each in _next(named, cue.end()) for name in _names(each[0])]
        if (cue["by"] or cue["old"]) and len(subjects) == len(other) == 1:
            was, new = (subjects[0], other[0]) if cue["by"] else (other[0], subjects[0])
            replaced[was] = new
        last = cues[number + 1].start() if number + 1 < len(cues) else len(text)
        told = [each for each in mentions if cue.end() <= each.start < last]
        to = _TO.search(text, cue.start(), told[-1].start) if told and cue["end"] else None
        sure = sure and (to is None or bool(subjects))
        for name in (other if cue["by"] else subjects) if told else ():
            licence = found.get(name, _Licence())
            licence.quote = sentence
            if cue["issued"] or cue["by"]:
                licence.issued = licence.issued or when_of(told[0].first, calendar)
            elif to is not None:
                end = when_of(told[-1].last or told[-1].first, calendar)
                last_day = is_day(end) and "expir" in cue[0].lower()
                licence.ends = attrs.evolve(end, inclusive=bool(to["last"]) or last_day)
    told_of = [name for each in named if each.start() not in old for name in _names(each[0])]
    return list(dict.fromkeys(told_of)), sure


def _meant(said: re.Match[str], about: list[str]) -> str:
    """Return the licences that words mean, by their names; the words where nobody can tell which."""
    if (len(about) > 1) != bool(said["many"]) or not about:
        return said[0]
    return f"General Licenses {' and '.join(about)}"


def _next(named: list[re.Match[str]], place: int) -> list[re.Match[str]]:
    """Return the licence that is named right after a place."""
    return [each for each in named if 0 <= each.start() - place <= 1]
