"""When a digest is due: zones, days on which clocks are changed, months of every length."""

import re

import pytest

from regtrack import dates
from regtrack.digest.schedule import FORMS, PATTERN, Schedule
from regtrack.records.validation import WrongValueError
from tests.rows import each_row

HOUR = 3_600_000_000


def tick(text: str) -> int:
    return dates.parse_instant(text)


def latest(words: str, now: str) -> str:
    return dates.iso_instant(Schedule.parse(words).latest(tick(now)))


def following(words: str, now: str) -> str:
    return dates.iso_instant(Schedule.parse(words).next(tick(now)))


@each_row(
    ("words", "now", "last", "then"),
    [
        # 24 November 2026 is a Tuesday.
        ("daily 07:00 UTC", "2026-11-24T12:00Z", "2026-11-24T07:00:00Z", "2026-11-25T07:00:00Z"),
        ("daily 07:00 UTC", "2026-11-24T07:00Z", "2026-11-24T07:00:00Z", "2026-11-25T07:00:00Z"),
        ("daily 07:00 UTC", "2026-11-24T06:59Z", "2026-11-23T07:00:00Z", "2026-11-24T07:00:00Z"),
        ("weekdays 07:00 Europe/Berlin", "2026-11-22T12:00Z", "2026-11-20T06:00:00Z", "2026-11-23T06:00:00Z"),
        ("weekdays 07:00 Europe/Berlin", "2026-11-23T06:00Z", "2026-11-23T06:00:00Z", "2026-11-24T06:00:00Z"),
        ("weekly mon 08:00 Asia/Tokyo", "2026-11-24T12:00Z", "2026-11-22T23:00:00Z", "2026-11-29T23:00:00Z"),
        ("weekly mon,thu 08:00 UTC", "2026-11-24T12:00Z", "2026-11-23T08:00:00Z", "2026-11-26T08:00:00Z"),
        ("monthly 1 08:00 America/New_York", "2026-11-24T12:00Z", "2026-11-01T13:00:00Z", "2026-12-01T13:00:00Z"),
        # The last day stands for a day that a month does not have; 2028 is a leap year.
        ("monthly 31 08:00 UTC", "2026-03-01T00:00Z", "2026-02-28T08:00:00Z", "2026-03-31T08:00:00Z"),
        ("monthly 29 08:00 UTC", "2027-03-01T00:00Z", "2027-02-28T08:00:00Z", "2027-03-29T08:00:00Z"),
        ("monthly 29 08:00 UTC", "2028-03-01T00:00Z", "2028-02-29T08:00:00Z", "2028-03-29T08:00:00Z"),
        ("daily 08:00 UTC", "2028-02-29T07:00Z", "2028-02-28T08:00:00Z", "2028-02-29T08:00:00Z"),
        # UTC+14: their day is almost over when ours begins.
        ("daily 07:00 Pacific/Kiritimati", "2026-11-24T12:00Z", "2026-11-23T17:00:00Z", "2026-11-24T17:00:00Z"),
        ("weekly mon 00:00 Pacific/Kiritimati", "2026-11-22T09:59Z", "2026-11-15T10:00:00Z", "2026-11-22T10:00:00Z"),
        # Clocks are put forward: 02:30 is not shown, and comes up when they show 03:30.
        ("daily 02:30 America/New_York", "2026-03-08T07:29Z", "2026-03-07T07:30:00Z", "2026-03-08T07:30:00Z"),
        ("daily 02:30 America/New_York", "2026-03-08T07:30Z", "2026-03-08T07:30:00Z", "2026-03-09T06:30:00Z"),
        ("daily 02:30 Europe/Berlin", "2026-03-29T12:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"),
        # Clocks are put back: 01:30 or 02:30 is shown twice, and comes up the first time only.
        ("daily 01:30 America/New_York", "2026-11-01T06:30Z", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"),
        ("daily 02:30 Europe/Berlin", "2026-10-25T00:30Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
        ("daily 02:30 Europe/Berlin", "2026-10-25T01:30Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
        # Half an hour of summer time, and a day that Samoa never had: 30 December 2011.
        ("daily 02:15 Australia/Lord_Howe", "2026-10-03T16:00Z", "2026-10-03T15:45:00Z", "2026-10-04T15:15:00Z"),
        ("daily 07:00 Pacific/Apia", "2011-12-30T12:00Z", "2011-12-29T17:00:00Z", "2011-12-30T17:00:00Z"),
    ],
)
def test_the_last_and_the_next_time(words: str, now: str, last: str, then: str) -> None:
    assert (latest(words, now), following(words, now)) == (last, then)


@each_row("words", ["daily 02:30 America/New_York", "daily 02:30 Europe/Berlin", "daily 00:00 UTC"])
def test_every_day_of_a_year_comes_up_once(words: str) -> None:
    """However often it is asked: as many times as the year has days, and never one twice."""
    schedule = Schedule.parse(words)
    seen = [schedule.latest(tick("2026-01-01T12:00Z") + n * HOUR) for n in range(24 * 365 + 1)]
    assert len(set(seen)) == 366
    assert seen == sorted(seen)


def test_asking_for_the_next_again_and_again_is_going_through_the_last_ones() -> None:
    for words in (
        "weekdays 07:00 Europe/Berlin",
        "monthly 31 02:30 America/New_York",
        "weekly sun,wed 23:59 Asia/Kolkata",
    ):
        schedule, now = Schedule.parse(words), tick("2027-12-31T23:00Z")
        for _ in range(60):
            then = schedule.next(now)
            assert schedule.latest(then) == then
            assert schedule.latest(then - 1) <= now
            now = then


def test_immediately_is_always_due() -> None:
    schedule = Schedule.parse("immediately Asia/Tokyo")
    assert (schedule.latest(5), schedule.next(5), schedule.zone) == (5, 6, "Asia/Tokyo")
    assert Schedule.parse("immediately").zone == "UTC"


@each_row(
    "words",
    ["", "hourly", "daily", "daily 7:00 UTC", "daily 24:00 UTC", "daily 07:60 UTC", "daily 07:00", "weekly 08:00 UTC",
     "weekly monday 08:00 UTC", "weekly mon, thu 08:00 UTC", "monthly 0 08:00 UTC", "monthly 32 08:00 UTC",
     "daily 07:00 Mars/Olympus", "immediately Mars/Olympus", "weekdays 07:00 Europe/Berlin please", 7, None],
)  # fmt: skip
def test_what_is_no_schedule_is_told_what_is(words: object) -> None:
    with pytest.raises(WrongValueError, match="IANA zone such as Europe/Berlin"):
        Schedule.parse(words)


def test_the_pattern_of_the_schema_is_the_same_rule() -> None:
    good = [form.replace("ZONE", "Europe/Berlin") for form in FORMS] + ["immediately", "weekly mon,sun 23:59 UTC"]
    bad = ["hourly", "daily 24:00 UTC", "weekly monday 08:00 UTC", "monthly 32 08:00 UTC", "daily 07:00"]
    for words in good:
        assert re.fullmatch(PATTERN, words), words
        Schedule.parse(words)
    assert not [words for words in bad if re.fullmatch(PATTERN, words)]
