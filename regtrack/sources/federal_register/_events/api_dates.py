"""What the API says beside the text: it keeps one date of each kind. Where the text has none that one stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regtrack import dates
from regtrack.model.event import Event
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register._events import guards
from regtrack.sources.federal_register._events.spans import days_of
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.document import RegisterDocument

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
        elif value < dates.add_days(document.published_on or dt.date.min, -guards.FAR_DAYS):
            more |= {"certainty": Certainty.REPORTED, "filed": None, "flags": (guards.DOUBTFUL,)}
        if stated:
            note = f"The Federal Register's data have {field} {value}; the text of the document says otherwise."
            more |= {"certainty": Certainty.REPORTED, "filed": None, "conflicts_with": stated, "note": note}
        yield kind, f"{field}: {value}", more
