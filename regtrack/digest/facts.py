"""Facts that a digest can report: each with a key for what it is about, so that the same is never reported twice."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import attrs

from regtrack.model.change import Change
from regtrack.store.messages import ReportedFact

GONE = "gone"
"""The print of a date that was reported and no longer stands."""
WHOLE = "whole"
"""The print of a source that is read whole again; only for those who received that it failed."""


class FactKind(StrEnum):
    """What sort of thing is reported."""

    CHANGE = "change"
    """Something is otherwise than it was: an act, a date that arrived, something learned, a correction."""
    DATE = "date"
    """A date ahead, reported once; again when it moves or falls away."""
    REMINDER = "reminder"
    """A reminder of a date that was reported."""
    CLAIM = "claim"
    """A statement that contradicts the record."""
    LATE = "late"
    """Something public long since, that the ledger learned now from a source it followed."""
    PROMISE = "promise"
    """Something promised without a date."""
    ENRICHED = "enriched"
    """More became known of a fact, and it means the same in law."""
    ADDED = "added"
    """Something old that a first load or a backfill brought into the ledger."""
    FEED = "feed"
    """A source that has failed for long, or that is read whole again."""
    STATE = "state"
    """What stands, as the first digest says of what is followed."""


SECTIONS = (
    "effect", "ended", "ahead", "reminders", "upcoming", "proposals", "corrections", "claims", "reported", "late",
    "undated", "noted", "enriched", "added", "feeds", "state",
)  # fmt: skip
"""The sections of a digest, in this order; those of a report keep their names."""


@attrs.frozen(eq=False, kw_only=True)
class Fact(ReportedFact):
    """One thing to report: how it is worded and stored, with what a digest makes of it.

    Attributes:
        section: where in a digest it stands.
        certainty: of the leading statement, as a filter names it.
        languages: in which it is recorded.
        words: the names of the instrument and the record's words, folded, for filters.
        days: days ahead that its sentence names, each with what happens on it; see :func:`day_named`.
        former: the keys that it had under the ids of what turned out to be the same instrument.
        brief: of a date or a source, the same in few words.
        entry: how a report shows it.
        change: of a change, what a report has of it.
        event: of a statement, the id of its event.
        beside: a remark beside it: from where a date moved, what confirmed it.
        because: ids of the events behind it, the most important first.
        flags: what a careful reader should be warned of.
        moved: of a date that is reported again, the day reported before and the day now; None for none.
        zone: of a date, whose clock an hour of it is of.
    """

    section: str
    certainty: str = "published"
    languages: frozenset[str] = frozenset()
    words: str = ""
    days: frozenset[tuple[str, ...]] = frozenset()
    former: tuple[str, ...] = ()
    brief: str = ""
    entry: Any = None
    change: Change | None = None
    event: str | None = None
    beside: str = ""
    because: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    moved: tuple[str | None, str | None] | None = None
    zone: str = ""


def reminder_key(fact: Fact) -> str:
    """Return the key that the reminders of a date share."""
    return f"reminder|{fact.key}|{fact.on}"


def day_named(facet: str, name: str | None, scope: str | None, day: str) -> tuple[str, ...]:
    """Return the key of what happens on a day, so that a date and a change that names it match.

    A status changes on the day; a move of the next date is about the same day, and a duty has one name only.
    """
    of = {"schedule": "status"}.get(facet, facet)
    return of, "" if of in ("status", "duty") else name or "", scope or "", day
