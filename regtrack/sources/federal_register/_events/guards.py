"""What of a document cannot be true, and is held back, and what the API dates where the text does not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from regtrack import dates
from regtrack.model.event import Event
from regtrack.model.inbox import UNREAD
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register._events.spans import days_of
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.document import RegisterDocument

DOUBTFUL = "date_unread"
FAR_DAYS = 180  # A plain effective date this long before publication is a misprint or another document's

_UNKNOWN = When.parse("unknown")
_MOVES = frozenset({"delay_effective", "accelerate_effective", "delay_compliance"})
_ENDS = frozenset({"set_expiry", "extend_expiry", "extend_stay"})
_DEADLINES = frozenset({"open_comment", "extend_comment", "reopen_comment"})
_REACHES_BACK = re.compile(r"retroactive|applicab|apply|applies|as if|actual notice|enforce", re.IGNORECASE)


def held_back(event: Event, reason: str) -> Event:
    """Return the statement as one that was not read: recorded with its words, moving nothing."""
    return attrs.evolve(
        event, kind="note", name=UNREAD, effect=None, until=None, condition=None, conflicts_with=(),
        flags=(*event.flags, UNREAD), summary=f"Not read: {reason}.",
    )  # fmt: skip


def undated(event: Event, reason: str) -> Event:
    """Return an act that is sure and whose date is not: the date stays unknown."""
    return attrs.evolve(event, effect=_UNKNOWN, flags=(*event.flags, UNREAD), note=f"The date was not read: {reason}.")


def moved_back(event: Event) -> Event:
    """Return an act of which the day lies before its publication: what it moves is in doubt from that day on."""
    reason = "it lies before the publication of the document that moves it"
    return attrs.evolve(undated(event, reason), as_of=event.as_of or event.effect)


def checked(events: Iterable[Event], published_on: dt.date | None) -> Iterator[Event]:
    """Yield the events, those that cannot be true held back."""
    found = list(events)
    disputed = _disputed(found) if len(found) > 1 else {}
    for event in found:
        if event.key in disputed:
            if disputed[event.key]:
                yield undated(event, "the document gives two dates for it")
        elif published_on is None or (event.effect is None and event.until is None):
            yield event
        else:
            yield _mended(event, published_on)


def _mended(event: Event, published_on: dt.date) -> Event:
    for holds, change in _RULES:
        if holds(event, published_on):
            return change(event)
    return event


def _disputed(events: list[Event]) -> dict[str, bool]:
    """Keys of delays of one scope to different days: true for the one that is kept, with no day."""
    groups: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        if event.kind in _MOVES and event.effect is not None and event.effect.dated:
            key = (event.kind, event.target, event.scope, event.name, event.condition, event.as_of)
            groups.setdefault(key, []).append(event)
    several = [group for group in groups.values() if len({event.effect for event in group}) > 1]
    return {event.key: event is group[0] for group in several for event in group}


def _first(when: When | None) -> dt.date | None:
    if when is None or not when.exact:
        return None
    return dt.date.fromisoformat(when.text[:10])


def _is_past(when: When | None, published_on: dt.date) -> bool:
    day = _first(when)
    return day is not None and day < published_on


def _moved_back(event: Event, published_on: dt.date) -> bool:
    return event.kind in _MOVES and event.kind != "accelerate_effective" and _is_past(event.effect, published_on)


def _ends_first(event: Event, _: dt.date) -> bool:
    if event.effect is None or event.until is None or event.kind in _DEADLINES:
        return False
    begin, end = _first(event.effect), _first(event.until)
    return begin is not None and end is not None and end < begin


def _ended(event: Event, published_on: dt.date) -> bool:
    lasting = event.kind in _DEADLINES or (event.kind in _ENDS and event.effect is None)
    return lasting and _is_past(event.until, published_on)


def _far_back(event: Event, published_on: dt.date) -> bool:
    day = _first(event.effect) if event.kind == "set_effective" and event.by is None and event.until is None else None
    if day is None or published_on.toordinal() - day.toordinal() <= FAR_DAYS:
        return False
    return not any(_REACHES_BACK.search(each.quote or "") for each in event.evidence)


_RULES: tuple[tuple[Callable[[Event, dt.date], bool], Callable[[Event], Event]], ...] = (
    (_moved_back, moved_back),
    (_ends_first, lambda event: held_back(event, "its end lies before its beginning")),
    (_ended, lambda event: held_back(event, "the end that it sets had passed when it was published")),
    (_far_back, lambda event: attrs.evolve(event, flags=(*event.flags, DOUBTFUL))),
)


_FIELDS = (("effective_on", "set_effective", moves.OF_FORCE), ("comments_close_on", "open_comment", moves.DEADLINES))


def dated_by_api(
    document: RegisterDocument, claims: Iterable[DateClaim], events: Mapping[str, Event], own: str, *, proposed: bool
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the dates that the API has and the text leaves out: a kind of event, words of the data, and its fields."""
    if document.effective_on is None and document.comments_close_on is None:
        return
    mentioned = {day for claim in claims if not claim.unread for day in days_of(claim)}
    for field, kind, kinds in _FIELDS:
        value: dt.date | None = getattr(document, field)
        if value is None or value in mentioned or (proposed and kind == "set_effective"):
            continue
        stated = tuple(each.key for each in events.values() if each.kind in kinds)
        printed = f"{value:%B} {value.day}, {value.year}" in (document.dates or "")
        if stated and printed and all(events[key].target != own for key in stated):
            continue  # a document that only moves another one carries a date of that one
        more: dict[str, Any] = {"effect": When.parse(value)}
        if kind == "open_comment":
            opened = When.parse(document.published_on) if document.published_on else None
            more = {"effect": opened, "until": When.parse(value, inclusive=True)}
        elif value < dates.add_days(document.published_on or dt.date.min, -FAR_DAYS):
            more |= {"certainty": Certainty.REPORTED, "filed": None, "flags": (DOUBTFUL,)}
        if stated:
            note = f"The Federal Register's data have {field} {value}; the text of the document says otherwise."
            more |= {"certainty": Certainty.REPORTED, "filed": None, "conflicts_with": stated, "note": note}
        yield kind, f"{field}: {value}", more
