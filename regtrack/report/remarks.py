"""Generated summaries and notes of feed items, in the language of a report.

They are recorded as sentences of a table (:mod:`regtrack.news.remarks`). Any other text is quoted from the record
and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from types import MappingProxyType

import attrs

from regtrack.model.citing import Sources
from regtrack.model.document import OF_ITEMS
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import KINDS
from regtrack.news.remarks import MANNERS, PLACES, REMARKS, STATEMENT, SUMMARY, is_difference, outlet_days, parsed
from regtrack.report.dates_in_words import date
from regtrack.report.language import instrument_name, joined, spoken, term, tr


def heard(event: Event, sources: Sources) -> Event:
    """Return a feed item's event worded in the language of the report; any other event as it is recorded.

    Contradictions are left out while the answer does not know the other fact.
    """
    if not event.key.startswith(OF_ITEMS):
        return event
    known = any(key in sources.facts for key in event.conflicts_with)
    lines = [
        _remark(line)
        for line in (event.note or "").split("\n")
        if line and not outlet_days(line) and (known or not is_difference(line))
    ]
    summary = _summary(event.summary, sources.instruments[event.target])
    return attrs.evolve(
        event, note=joined(" ", lines) or None, summary=event.summary if summary is None else summary,
        language=event.language if summary is None else spoken(),
    )  # fmt: skip


def _remark(line: str) -> str:
    found = parsed(line)
    if found is None:
        return line
    name, places = found
    values = {place: _VALUES.get(place, str)(value) for place, value in places.items()}
    return term("remark", REMARKS[name]).format(**values)


def _detail(words: str) -> str:
    """Return a detail as the language files call it, with countries by their names."""
    parts = []
    for word in words.split(", "):
        code = next((code for code in re.findall(r"\b[A-Z]{2}\b", word) if code in PLACES), None)
        if code is None:
            parts.append(term("detail", word))
            continue
        place = term("place", PLACES[code])
        parts.append(place if word == code else term("detail", word.replace(code, "{place}")).format(place=place))
    return joined(", ", parts)


def _known(words: str) -> str:
    return date(words) if words[:4].isdigit() else _detail(words)


_VALUES: MappingProxyType[str, Callable[[str], str]] = MappingProxyType(
    {
        "date": date,
        "weekday": lambda word: term("weekday", word),
        "detail": _detail,
        "told": _detail,
        "known": _known,
    }
)


def _summary(text: str, instrument: Instrument) -> str | None:
    """Return what an item says, with its act and dates; None if it is worded otherwise."""
    match = _pattern().fullmatch(text)
    if match is None:
        return None
    name = match["name"]
    return term("remark", SUMMARY).format(
        publisher=match["publisher"],
        name=instrument_name(instrument) if name == instrument.name else name,
        what=_what(match),
    )


def claimed(event: Event) -> str:
    """Return what an item says happened, in the language of a report.

    The act with how firmly it is claimed, and its dates.
    """
    match = _pattern().fullmatch(event.summary or "")
    return term("act", event.row.phrase) if match is None else _what(match)


def _what(match: re.Match[str]) -> str:
    manner = next((word for word, text in match.groupdict().items() if word in MANNERS and text), "has")
    act = term("act", match["act"]) if match["act"] != STATEMENT else term("remark", STATEMENT)
    return joined(
        ", ",
        (
            (MANNERS[manner] if manner == "has" else term("manner", MANNERS[manner])).format(act=act),
            joined(" or ", map(date, (match["when"] or "").split(" or "))),
            tr("until {day}", day=joined(" or ", map(date, match["until"].split(" or ")))) if match["until"] else "",
        ),
    )


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Return the pattern of a summary."""
    acts = sorted({kind.phrase for kind in KINDS.values()} | {STATEMENT}, key=len, reverse=True)
    manners = "|".join(
        f"(?P<{word}>{re.escape(form.removesuffix('{act}'))})" for word, form in MANNERS.items() if form != "{act}"
    )
    what = rf"(?:{manners})?(?P<act>{'|'.join(map(re.escape, acts))})"
    days = r"(?:, (?!until )(?P<when>.+?))?(?:, until (?P<until>.+))?"
    return re.compile(rf"(?P<publisher>.+?) on (?P<name>.+?): {what}{days}\.")
