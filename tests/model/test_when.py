"""A date in the form in which a source states it."""

# ruff: noqa: E501 (tables read best one row a line)

import datetime as dt

import pytest
from hypothesis import given

from regtrack import dates
from regtrack.dates import DAWN, NEVER
from regtrack.errors import DateError
from regtrack.model.when import When, WhenKind
from tests.rows import each_row
from tests.strategies import effect

NEW_YORK = "America/New_York"


@each_row(
    ("text", "kind", "first", "last"),
    [
        ("2025-05-15", WhenKind.DATE, "2025-05-15", "2025-05-15"),
        ("2025-10", WhenKind.MONTH, "2025-10-01", "2025-10-31"),
        ("2024-02", WhenKind.MONTH, "2024-02-01", "2024-02-29"),
        ("2026", WhenKind.YEAR, "2026-01-01", "2026-12-31"),
        ("2025-05-13..2025-05-16", WhenKind.RANGE, "2025-05-13", "2025-05-16"),
    ],
)
def test_a_date_is_as_exact_as_it_was_given(text: str, kind: WhenKind, first: str, last: str) -> None:
    """It resolves to the earliest and the latest moment at which the thing may begin."""
    when = When.parse(text)
    assert when.kind is kind
    span = when.start(NEW_YORK)
    assert (dates.spell(span.earliest), dates.spell(span.latest)) == (first, last)
    assert [day.isoformat() for day in when.days(None) or ()] == [first, last]
    assert when.exact == (first == last)


@each_row(
    ("text", "span"),
    [("indefinite", (NEVER, NEVER)), ("unknown", (DAWN, NEVER)), ("upon approval by OMB", (DAWN, NEVER))],
)
def test_no_date_stands_in_for_one_that_is_not_known(text: str, span: tuple[int, int]) -> None:
    """Put off is never; unknown is any time; neither is today."""
    assert When.parse(text).start(NEW_YORK) == span


@each_row(
    ("published", "text", "day"),
    [
        ("2019-03-01", "publication + 15 days", "2019-03-18"),  # Saturday the 16th to Monday
        ("2019-03-27", "publication + 60 days", "2019-05-28"),  # Sunday, then Memorial Day
        ("2018-12-07", "publication + 15 days", "2018-12-26"),  # E.O. 13854
        ("2024-02-12", "publication + 30 days", "2024-03-13"),
        ("2024-02-12", "publication + 60 days", "2024-04-12"),
        ("2016-04-15", "publication + 30 days", "2016-05-16"),  # Sunday
        ("2024-01-31", "publication + 1 months", "2024-02-29"),
        ("2024-02-12", "later of 2024-03-11, publication + 30 days", "2024-03-13"),
        ("2024-02-01", "later of 2024-03-11, publication + 30 days", "2024-03-11"),
    ],
)
def test_counted_from_publication(published: str, text: str, day: str) -> None:
    """1 CFR 18.17: the day after publication is day 1; a last day on a day of closure moves on. Months by calendar."""
    when = When.parse(text)
    assert when.computed
    assert not when.exact
    assert [each.isoformat() for each in when.days(dates.parse_date(published)) or ()] == [day, day]


@pytest.mark.parametrize("text", ["publication + 30 days", "later of 2024-03-11, publication + 30 days"])
def test_a_count_from_nothing_has_no_day(text: str) -> None:
    """Before publication a count is no date."""
    assert When.parse(text).days(None) is None


def test_the_later_of_a_day_and_an_unknown_one_is_not_before_that_day() -> None:
    span = When.parse("later of 2026-08-10, unknown").start("America/New_York")
    assert span == (When.parse("2026-08-10").start("America/New_York").earliest, dates.NEVER)


def test_a_printed_day_is_never_moved() -> None:
    """A date certain stands, on a Sunday too."""
    assert When.parse("2016-05-15").days(dt.date(2016, 4, 15)) == (dt.date(2016, 5, 15), dt.date(2016, 5, 15))


def test_ends_are_half_open() -> None:
    """ "Through D" ends when D is over, "until D" when D begins, and both are kept as stated."""
    until, through = When.parse("2026-11-09"), When.parse("2026-11-09", inclusive=True)
    assert dates.spell(until.end(NEW_YORK).earliest) == "2026-11-09"
    assert dates.spell(through.end(NEW_YORK).earliest) == "2026-11-10"
    assert until != through
    assert through.text == "2026-11-09"
    instant = When.parse("2024-02-10T11:35:00-08:00", inclusive=True)
    assert instant.end(NEW_YORK) == instant.start(NEW_YORK)


def test_a_day_is_a_day_of_its_zone() -> None:
    """The same day begins earlier in Tokyo than in Washington."""
    when = When.parse("2024-03-01")
    assert when.start("Asia/Tokyo").earliest < when.start(NEW_YORK).earliest


def test_public_at_the_close_of_a_day() -> None:
    """What was said on a day could be read by its close at the latest; in a month, by its end."""
    assert When.parse("2024-03-01").public(NEW_YORK) == dates.day_close(dt.date(2024, 3, 1))
    assert When.parse("2024-03").public(NEW_YORK) == dates.day_close(dt.date(2024, 3, 31))
    with pytest.raises(DateError, match="on which something could be read"):
        When.parse("unknown").public(NEW_YORK)


@each_row(
    "value",
    ["2024-02-30", "2024-13", "24", "soon", "", "2025-05-16..2025-05-13", "2025-05..2025-06", "publication + thirty days",
     "publication + 30 weeks", "later of 2024-03-11", "later of ", "upon ", "2024-02-10T08:45:00", "2024-02-10T08:45[Nowhere/Land]",
     "later of 2024-02-10T08:45:00Z, 2024-03-01", 20240101, 1.5, True, ["2024-01-01"]],
)  # fmt: skip
def test_other_forms_are_refused(value: object) -> None:
    """A date in no accepted form raises DateError, whatever it is, and nothing else."""
    with pytest.raises(DateError):
        When.parse(value)  # type: ignore[arg-type]


def test_expectations_list_the_forms() -> None:
    with pytest.raises(DateError) as caught:
        When.parse("mid-May")
    for form in (
        "2025-05-15",
        "2025-10",
        "2026",
        "2025-05-13..2025-05-16",
        "publication + 30 days",
        "later of",
        "upon",
        "indefinite",
        "unknown",
    ):
        assert form in str(caught.value)


@given(effect)
def test_texts_read_back(text: str) -> None:
    """The canonical text of a date is read back as the same date, and its span is in order."""
    when = When.parse(text)
    assert When.parse(when.text) == when == When.parse(str(when))
    span = when.start(NEW_YORK, dt.date(2024, 2, 12))
    assert span.earliest <= span.latest


@pytest.mark.parametrize(
    "value", [dt.datetime(2024, 2, 10, 8, 45, tzinfo=dt.timezone(dt.timedelta(hours=-5))), "2024-02-10T08:45:00-05:00"]
)
def test_instants_keep_their_moment(value: str | dt.datetime) -> None:
    """TOML instants and texts mean the same moment."""
    assert When.parse(value).start("Asia/Tokyo").earliest == dates.parse_instant("2024-02-10T13:45:00Z")
