"""The line of time: days, instants, zones and edges of days."""

# ruff: noqa: E501 (tables read best one row a line)

import datetime as dt

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regtrack import dates
from regtrack.dates import DAWN, NEVER, Moment
from regtrack.errors import DateError, InputError, RegtrackError
from tests.rows import each_row

NEW_YORK = "America/New_York"


@each_row("text", ["2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "24-01-01", "2024/01/01", "20240101",
                                  "2024-1-1", "", "today", " 2024-01-01", "2024-01-01 ", "２０２４-01-01"])  # fmt: skip
def test_a_day_is_written_in_one_way_and_exists(text: str) -> None:
    """Anything but a day that exists, written YYYY-MM-DD, is refused with the words of what was expected."""
    with pytest.raises(DateError, match="expected a day that exists, written YYYY-MM-DD"):
        dates.parse_date(text)


def test_days_are_pendulum_dates() -> None:
    assert dates.parse_date("2024-02-29") == pendulum.Date(2024, 2, 29)
    assert isinstance(dates.to_date(dt.date(2024, 2, 29)), pendulum.Date)


@each_row(
    ("text", "utc"),
    [
        ("2024-02-10T08:45:00-05:00", "2024-02-10T13:45:00Z"),
        ("2024-02-10T08:45[America/New_York]", "2024-02-10T13:45:00Z"),
        ("2024-07-10T08:45[America/New_York]", "2024-07-10T12:45:00Z"),
        ("2025-08-01T00:01:00[America/New_York]", "2025-08-01T04:01:00Z"),
        ("2024-02-10T13:45:00Z", "2024-02-10T13:45:00Z"),
        ("2024-02-10 13:45:00+00:00", "2024-02-10T13:45:00Z"),
        ("2024-11-10T00:00[Asia/Tokyo]", "2024-11-09T15:00:00Z"),
    ],
)
def test_an_instant_has_a_zone(text: str, utc: str) -> None:
    """An offset or an IANA zone makes a local time an instant, summer time included."""
    assert dates.iso_instant(dates.parse_instant(text)) == utc


@each_row(
    ("text", "words"),
    [
        ("2024-02-10T08:45:00", "without an offset; expected one, such as 2024-02-10T08:45:00-05:00"),
        ("2024-02-10", "without an offset; expected one, such as 2025-05-13T08:45:00-04:00"),
        ("2024-02-10T25:00[America/New_York]", "a time of day from 00:00 to 23:59"),
        ("2024-02-30T08:45[America/New_York]", "a day that exists"),
        ("2024-02-10T08:45[Mars/Olympus]", "an IANA zone"),
        ("2024-02-10T08:45[../../etc/passwd]", "expected"),
        ("yesterday", "expected a day such as"),
    ],
)
def test_an_instant_without_a_zone_is_none(text: str, words: str) -> None:
    with pytest.raises(DateError) as caught:
        dates.parse_instant(text)
    assert words in str(caught.value)


def test_errors_are_one_tree() -> None:
    """Catching RegtrackError catches a wrong date."""
    assert issubclass(DateError, InputError)
    assert issubclass(InputError, RegtrackError)


def test_naive_datetimes_are_refused() -> None:
    """No zone is guessed."""
    with pytest.raises(DateError, match="without a zone"):
        dates.tick_of(dt.datetime(2024, 1, 1))  # noqa: DTZ001


@each_row(("day", "hours"), [("2024-03-10", 23), ("2024-11-03", 25), ("2024-06-01", 24)])
def test_a_day_is_as_long_as_its_zone_makes_it(day: str, hours: int) -> None:
    """Half-open [start, next start): 23 hours when summer time begins, 25 when it ends."""
    start, close = dates.day_start(dates.parse_date(day)), dates.day_close(dates.parse_date(day))
    assert close + 1 - start == hours * 3_600_000_000
    assert close + 1 == dates.day_start(dates.add_days(dates.parse_date(day), 1))


some_day = st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))
some_zone = st.sampled_from([NEW_YORK, "Asia/Tokyo", "Europe/Amsterdam", "Pacific/Apia", "America/Los_Angeles"])


@given(some_day, some_zone)
def test_edges_of_a_day_lie_in_it(day: dt.date, zone: str) -> None:
    """The first and the last tick of a day are of that day, the ticks beside them are not; spelling gives the day."""
    if (day.year, zone) == (2011, "Pacific/Apia"):
        return  # Samoa left out 30 December 2011
    start, close = dates.day_start(day, zone), dates.day_close(day, zone)
    assert dates.day_of(start, zone) == dates.day_of(close, zone) == day
    assert dates.day_of(start - 1, zone) != day != dates.day_of(close + 1, zone)
    assert dates.spell(start, zone) == dates.spell(close, zone) == day.isoformat()


@given(st.datetimes(dt.datetime(1980, 1, 1), dt.datetime(2090, 1, 1), timezones=st.just(dt.UTC)))  # noqa: DTZ001
def test_ticks_and_instants_are_the_same(moment: dt.datetime) -> None:
    """A tick keeps the microsecond, and its ISO text reads back."""
    tick = dates.tick_of(moment)
    assert dates.instant_of(tick) == moment
    assert dates.parse_instant(dates.iso_instant(tick)) == tick


def test_the_ends_of_time_have_names() -> None:
    assert dates.spell(NEVER) == "indefinite"
    assert dates.spell(DAWN) == "always"
    assert dates.day_close(dt.date.max) == NEVER


# --- questions --------------------------------------------------------------------------------------------------------


@each_row("value", ["2025-05-12", dt.date(2025, 5, 12), pendulum.Date(2025, 5, 12)])
def test_a_question_takes_days_in_any_form(value: str | dt.date) -> None:
    """A day means the day as it closes, in the zone of what is asked about."""
    moment = Moment.read(value)
    assert str(moment) == "2025-05-12"
    assert moment.tick("Asia/Tokyo") == dates.day_close(dt.date(2025, 5, 12), "Asia/Tokyo")
    assert moment == Moment.read("2025-05-12")


@each_row(
    "value",
    [
        "2025-05-13T08:45:00-04:00",
        "2025-05-13T08:45[America/New_York]",
        dt.datetime(2025, 5, 13, 12, 45, tzinfo=dt.UTC),
        pendulum.datetime(2025, 5, 13, 8, 45, tz=NEW_YORK),
    ],
)
def test_a_question_takes_instants_in_any_form(value: str | dt.datetime) -> None:
    """An instant means itself, in every zone."""
    moment = Moment.read(value)
    assert str(moment) == "2025-05-13T12:45:00Z"
    assert moment.tick("Asia/Tokyo") == moment.tick(NEW_YORK)


NAIVE = dt.datetime(2025, 5, 13)  # noqa: DTZ001


@each_row("value", ["2025-5-1", "tomorrow", "2025-05-13T08:45", 20250513, None, NAIVE])
def test_a_question_names_the_field_that_is_wrong(value: object) -> None:
    with pytest.raises(DateError, match=r"^known: found .*; expected a day such as"):
        Moment.read(value, "known")  # type: ignore[arg-type]


# --- days as people write them ----------------------------------------------------------------------------------------

TODAY = dt.date(2026, 11, 25)  # a Wednesday


@each_row(
    ("written", "expected"),
    [
        ("2025-05-12", "2025-05-12"),
        ("today", "2026-11-25"),
        ("Yesterday", "2026-11-24"),
        ("tomorrow", "2026-11-26"),
        ("7d", "2026-11-18"),
        ("2w", "2026-11-11"),
        ("2 weeks ago", "2026-11-11"),
        ("3 months ago", "2026-08-25"),
        ("1y", "2025-11-25"),
        ("monday", "2026-11-23"),
        ("wed", "2026-11-18"),
        ("last Thursday", "2026-11-19"),
        ("May 12, 2025", "2025-05-12"),
        ("12 May 2025", "2025-05-12"),
        ("Sept. 3rd, 2025", "2025-09-03"),
        ("24 Nov", "2026-11-24"),
        ("December 1", "2025-12-01"),
        ("2025-05", "2025-05-31"),
        ("2025", "2025-12-31"),
        ("2024-02", "2024-02-29"),
    ],
)
def test_a_day_as_people_write_it(written: str, expected: str) -> None:
    assert dates.read_day(written, TODAY).isoformat() == expected


@each_row(("written", "expected"), [("2025-05", "2025-04-30"), ("2025", "2024-12-31"), ("7d", "2026-11-18")])
def test_a_month_that_begins_a_window_is_in_it_whole(written: str, expected: str) -> None:
    """A window begins with the close of its first day, so that the month's own first day is news."""
    assert dates.read_day(written, TODAY, begins=True).isoformat() == expected


@each_row(
    "written", ["05/12/2025", "12.05.2025", "May 32, 2025", "Mayday", "d7", "next week", "", "20255", "2025-13", "d"]
)
def test_what_is_no_day_or_could_be_two_is_refused(written: str) -> None:
    with pytest.raises(DateError):
        dates.read_day(written, TODAY)


# --- the ends of the calendar, and seconds that clocks insert -----------------------------------------------------------


@each_row("text", ["2016-12-31T23:59:60Z", "2016-12-31T18:59:60-05:00", "2016-12-31T18:59:60[America/New_York]"])
def test_a_leap_second_is_the_second_after_it(text):
    assert dates.iso_instant(dates.parse_instant(text)) == "2017-01-01T00:00:00Z"


@each_row("text", ["2016-12-31T12:30:60Z", "2016-12-31T23:59:60-05:00", "2016-12-31T23:59:61Z"])
def test_sixty_seconds_elsewhere_are_no_time(text):
    with pytest.raises(DateError, match="instant: found"):
        dates.parse_instant(text)


@each_row("text", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:60Z"])
def test_an_instant_beyond_the_calendar_is_a_sentence(text):
    with pytest.raises(DateError, match=r"expected (one in the years 1 to 9999 in UTC|seconds up to 59)"):
        dates.parse_instant(text)


@each_row("zone", ["Asia/Tokyo", "America/New_York", "UTC"])
def test_the_first_and_the_last_day_have_edges_that_can_be_shown(zone):
    for day in (dt.date.min, dt.date.max):
        assert dates.day_of(dates.day_start(day, zone), zone) == day
        assert dates.iso_instant(dates.day_start(day, zone))
    assert dates.month_span(9999, 12)[1] == dt.date.max
    with pytest.raises(DateError, match="expected a day in the years 1 to 9999"):
        dates.add_months(dt.date.max, 1)


@each_row("days", [10**7, 10**11, -(10**25)])
def test_days_beyond_every_calendar_are_said_so(days: int) -> None:
    with pytest.raises(DateError, match="expected a day in the years 1 to 9999"):
        dates.add_days(dates.parse_date("2026-01-01"), days)
