"""What cannot be true is held back, whatever read it."""

import datetime as dt
from typing import Any

import attrs

from regtrack.model.document import Evidence
from regtrack.model.event import Event
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.sources.federal_register._events.guards import checked
from regtrack.sources.federal_register.text.places import zone_of
from tests.rows import each_row

PUBLISHED = dt.date(2026, 3, 10)


def event(kind: str, effect: str | None = None, until: str | None = None, key: str = "k", **fields: Any) -> Event:
    return Event(
        key=key, kind=kind, target="us/fr/1", certainty=Certainty.PUBLISHED, published=When.parse(PUBLISHED),
        effect=When.parse(effect) if effect else None, until=When.parse(until) if until else None,
        evidence=(Evidence("d", "words"),), **fields,
    )  # fmt: skip


@each_row(
    ("stated", "kind", "effect", "flag"),
    [
        (event("delay_effective", "2026-03-01"), "delay_effective", "unknown", "unread"),
        (event("delay_effective", "2026-05-01"), "delay_effective", "2026-05-01", None),
        (event("delay_effective", "indefinite"), "delay_effective", "indefinite", None),
        (event("set_effective", "2026-05-01", "2026-04-01"), "note", None, "unread"),
        (event("set_effective", "2026-01-05", "2026-01-06"), "set_effective", "2026-01-05", None),  # over when printed
        (event("set_expiry", None, "2026-01-06"), "note", None, "unread"),
        (event("open_comment", "2026-03-10", "2025-04-09"), "note", None, "unread"),
        (event("set_effective", "2025-04-14"), "set_effective", "2025-04-14", "date_unread"),  # a misprint
        (event("set_effective", "2026-02-14"), "set_effective", "2026-02-14", None),
    ],
)  # fmt: skip
def test_an_event_that_cannot_be_true_moves_nothing(
    stated: Event, kind: str, effect: str | None, flag: str | None
) -> None:
    (found,) = checked([stated], PUBLISHED)
    assert (found.kind, found.effect.text if found.effect else None) == (kind, effect)
    assert found.flags == ((flag,) if flag else ())
    assert found.evidence == stated.evidence


def test_what_is_moved_to_a_day_before_publication_is_in_doubt_from_that_day() -> None:
    (found,) = checked([event("delay_effective", "2026-03-01")], PUBLISHED)
    assert found.as_of == When.parse("2026-03-01")


def test_an_effect_that_says_that_it_reaches_back_is_believed() -> None:
    stated = event("set_effective", "2024-01-01")
    said = attrs.evolve(stated, evidence=(Evidence("d", "effective retroactively on January 1, 2024"),))
    assert list(checked([said], PUBLISHED)) == [said]


def test_two_delays_of_one_scope_are_one_to_an_unknown_day() -> None:
    first = event("delay_effective", "2026-05-01", key="a")
    second = event("delay_effective", "2026-06-01", key="b")
    (found,) = checked([first, second], PUBLISHED)
    assert found.effect == When.parse("unknown")
    assert found.flags == ("unread",)


def test_delays_of_two_parts_are_two() -> None:
    first = event("delay_effective", "2026-05-01", key="a", parts=("10 CFR 1.1",))
    second = event("delay_effective", "2026-06-01", key="b", parts=("10 CFR 1.2",))
    assert list(checked([first, second], PUBLISHED)) == [first, second]


@each_row(
    ("title", "zone"),
    [
        ("Safety Zone; Ohio River, Henderson, KY", "America/Chicago"),  # a river is in no state by its name
        ("Safety Zone; Ohio River, Louisville, KY", "America/New_York"),
        ("Special Local Regulation; Apra Harbor, Guam", "Pacific/Guam"),
        ("Safety Zones; Annual Events in the Captain of the Port San Juan Zone", "America/Puerto_Rico"),
        ("Fisheries of the Exclusive Economic Zone Off Alaska", "America/Anchorage"),
        ("Bridges Between Oregon and Idaho", None),  # two clocks
        ("Civil Penalties", None),
    ],
)
def test_hours_are_those_of_the_place(title: str, zone: str | None) -> None:
    assert zone_of(title) == zone
