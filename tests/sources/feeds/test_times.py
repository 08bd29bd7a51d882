"""The moments that feeds state."""

from __future__ import annotations

from regtrack import dates
from regtrack.sources.feeds import items
from tests.rows import each_row

NOW = dates.parse_instant("2025-05-14T01:00:00Z")


@each_row(
    ("stated", "zone", "instant"),
    [
        ("Tue, 13 May 2025 08:00:00 GMT", "Asia/Tokyo", "2025-05-13T08:00:00Z"),
        ("Tue, 13 May 2025 08:00:00 EDT", "Asia/Tokyo", "2025-05-13T12:00:00Z"),
        ("13 May 2025 08:00 -0400", "UTC", "2025-05-13T12:00:00Z"),
        ("Tue, 13 May 2025 08:00:00", "America/New_York", "2025-05-13T12:00:00Z"),
        ("Mon, 12 May 2025 09:00 CST", "Asia/Shanghai", "2025-05-12T01:00:00Z"),
        ("Mon, 12 May 2025 09:00 CST", "UTC", "2025-05-12T15:00:00Z"),
        ("Mon, 12 May 2025 09:00 XYZ", "Asia/Tokyo", "2025-05-12T00:00:00Z"),
        ("2025-05-13T09:00:00+09:00", "UTC", "2025-05-13T00:00:00Z"),
        ("2025-05-13T09:00:00.123Z", "UTC", "2025-05-13T09:00:00Z"),
        ("2025-05-13 09:00:00", "Asia/Tokyo", "2025-05-13T00:00:00Z"),
        ("Thu, 5 Sep 2002 00:00:01 +0000 (UTC)", "UTC", "2002-09-05T00:00:01Z"),
        ("Thu, 1 Jan 04 19:48:21 GMT", "UTC", "2004-01-01T19:48:21Z"),
        ("May 13, 2025 9:30 PM", "America/New_York", "2025-05-14T01:30:00Z"),
        ("Tuesday, May 13, 2025 - 09:30", "America/New_York", "2025-05-13T13:30:00Z"),
        ("Tue, 13 May 2025 08:00:60 GMT", "UTC", "2025-05-13T08:00:59Z"),
        ("2004년 05월 28일 01:31:15", "UTC", "2004-05-27T16:31:15Z"),
    ],
)  # fmt: skip
def test_moments(stated: str, zone: str, instant: str) -> None:
    """A time without a zone, and letters that are usual there, are meant in the publisher's."""
    tick = items.moment(stated, zone)
    assert tick is not None
    assert dates.iso_instant(tick) == instant


@each_row(("stated", "zone"), [("2025-05-13", "Asia/Tokyo"), ("20250513", "Asia/Tokyo"), ("13 May 2025", "Asia/Tokyo")])
def test_a_day_is_that_day_where_it_is_published(stated: str, zone: str) -> None:
    """Not in Greenwich; and it counts from its close."""
    tick = items.moment(stated, zone)
    assert tick is not None
    assert dates.spell(tick, zone) == "2025-05-13"
    assert dates.iso_instant(tick + 1) == "2025-05-13T15:00:00Z"


@each_row(
    "stated",
    [
        "", "soon", "2025", "2025-05", "13/05/2025", "Sat, 01 Jan 0000 00:00:00 GMT", "2025-02-30",
        "2025-05-13T25:00:00Z", "20250513T090000", "-1-01-01", "9" * 200, "Tue, 99 May 2025 08:00:00 GMT", "2025년 5월",
    ],
)  # fmt: skip
def test_no_moment_is_made_up(stated: str) -> None:
    """Not even the first of a month or a year that is named alone, as feedparser does."""
    assert items.moment(stated, "UTC") is None


@each_row(
    ("stated", "known"),
    [
        ("Tue, 13 May 2025 08:00:00 GMT", True), ("1989-12-31T00:00:00Z", False), ("2025-05-20T00:00:00Z", False),
        ("9999-12-31T23:59:59Z", False), ("2025-05-14", True), ("0001-01-01T00:00:00Z", False),
    ],
)  # fmt: skip
def test_what_can_have_been_published(stated: str, known: bool) -> None:
    """Not before the web, nor later than today anywhere."""
    assert (items.publication_tick(stated, "Asia/Tokyo", NOW) is not None) is known
