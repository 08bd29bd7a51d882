"""Dates in the words of each language, as semantics 7 says."""

# ruff: noqa: E501 (tables read best one row a line)

import datetime as dt

from regtrack import dates
from regtrack.dates import parse_instant
from regtrack.model.when import When
from regtrack.news.days import Anchor, Candidate, anchor_of, days_of, find_dates, in_zone, legal_days, resolve
from regtrack.news.folding import fold
from regtrack.news.language import language_of
from tests.news import helpers
from tests.rows import each_row

TOKYO, EASTERN = "Asia/Tokyo", "America/New_York"


def read(
    tag: str, text: str, day: str | None, tense: str = "past", orders: tuple[str, ...] | None = None
) -> list[list[str]]:
    """The candidates of each date of a text."""
    tables = language_of(tag)
    assert tables is not None
    folded = fold(text, tables).text
    anchor = Anchor(dates.parse_date(day) if day else None, EASTERN)
    found, previous = [], None
    for hit in find_dates(folded, 0, len(folded), tables, orders or tables.tables.language.numeric):
        candidates = resolve(hit, tables, anchor, tense, previous)
        spans = days_of(candidates)
        previous = spans[0][0] if spans else previous
        found.append([each.when.text for each in candidates])
    return found


@each_row(
    ("tag", "text", "day"),
    [
        ("ja", "2025年5月13日", "2025-05-13"),
        ("ja", "２０２５年５月１３日", "2025-05-13"),
        ("ja", "2025 年 5 月 13 日", "2025-05-13"),
        ("ja", "令和7年5月13日", "2025-05-13"),
        ("ja", "令和元年５月１日", "2019-05-01"),
        ("ja", "平成31年4月30日", "2019-04-30"),
        ("zh", "2025年5月13日", "2025-05-13"),
        ("zh", "二〇二五年五月十三日", "2025-05-13"),
        ("zh", "民國114年5月13日", "2025-05-13"),
        ("en", "on May 13, 2025", "2025-05-13"),
        ("en", "on 13 May 2025", "2025-05-13"),
        ("en", "on Tuesday, May 13, 2025", "2025-05-13"),
        ("en", "on the 13th of May, 2025", "2025-05-13"),
        ("en", "on 2025-05-13", "2025-05-13"),
        ("ja", "2025/5/13", "2025-05-13"),
        ("zh", "2025.5.13", "2025-05-13"),
    ],
)
def test_absolute_dates_need_no_anchor(tag: str, text: str, day: str) -> None:
    assert read(tag, text, None) == [[day]]


@each_row(
    ("tag", "text", "tense", "expected"),
    [
        # anchor: Wednesday 14 May 2025
        ("en", "on May 13", "past", ["2025-05-13"]),
        ("en", "on December 2", "past", ["2024-12-02"]),
        ("en", "on January 2", "future", ["2026-01-02"]),
        ("en", "on 15 May", "future", ["2025-05-15"]),
        ("ja", "5 月 15 日に", "future", ["2025-05-15"]),
        ("ja", "13日", "past", ["2025-05-13"]),
        ("ja", "30日", "past", ["2025-04-30"]),
        ("ja", "30日", "future", ["2025-05-30"]),
        ("ja", "１０日", "future", ["2025-06-10"]),
        ("zh", "五月十三日", "past", ["2025-05-13"]),
        ("zh", "本月15日", "past", ["2025-05-15"]),
        ("zh", "上月30日", "past", ["2025-04-30"]),
        ("ja", "来月1日", "past", ["2025-06-01"]),
        ("ja", "昨年12月2日", "past", ["2024-12-02"]),
        ("zh", "明年1月2日", "past", ["2026-01-02"]),
        ("en", "in October 2022", "past", ["2022-10"]),
        ("en", "in November", "past", ["2024-11"]),
        ("en", "in November", "future", ["2025-11"]),
        ("ja", "2026年11月", "past", ["2026-11"]),
        ("zh", "去年10月", "past", ["2024-10"]),
        ("en", "on Tuesday", "past", ["2025-05-13"]),
        ("en", "on Thursday", "past", ["2025-05-08"]),
        ("en", "on Thursday", "future", ["2025-05-15"]),
        ("en", "on Wednesday", "past", ["2025-05-14"]),
        ("en", "on Wednesday", "future", ["2025-05-14", "2025-05-21"]),
        ("en", "last Friday", "past", ["2025-05-09"]),
        ("en", "next Monday", "future", ["2025-05-19"]),
        ("en", "this Friday", "future", ["2025-05-16"]),
        ("ja", "火曜日に", "past", ["2025-05-13"]),
        ("ja", "先週の金曜日", "past", ["2025-05-09"]),
        ("ja", "今週の月曜日", "past", ["2025-05-12"]),
        ("ja", "来週の火曜日", "future", ["2025-05-20"]),
        ("zh", "周二", "past", ["2025-05-13"]),
        ("zh", "星期二", "past", ["2025-05-13"]),
        ("zh", "上周五", "past", ["2025-05-09"]),
        ("zh", "上个星期五", "past", ["2025-05-09"]),
        ("zh", "下周一", "future", ["2025-05-19"]),
        ("en", "yesterday", "past", ["2025-05-13"]),
        ("ja", "昨日", "past", ["2025-05-13"]),
        ("ja", "本日", "past", ["2025-05-14"]),
        ("zh", "昨天", "past", ["2025-05-13"]),
        ("zh", "前天", "past", ["2025-05-12"]),
        ("en", "three days ago", "past", ["2025-05-11"]),
        ("ja", "3日前", "past", ["2025-05-11"]),
        ("ja", "来週", "future", ["2025-05-19..2025-05-25"]),
        ("zh", "上周", "past", ["2025-05-05..2025-05-11"]),
        ("ja", "前週末", "past", ["2025-05-09..2025-05-11"]),
        ("en", "next month", "future", ["2025-06"]),
        ("ja", "先月", "past", ["2025-04"]),
        ("zh", "今年", "past", ["2025"]),
        ("en", "30 days after publication in the Federal Register", "future", ["publication + 30 days"]),
        ("ja", "官報掲載から120日後", "future", ["publication + 120 days"]),
        ("zh", "公布之日起30日", "future", ["publication + 30 days"]),
        ("en", "until further notice", "past", ["indefinite"]),
        ("ja", "無期限", "past", ["indefinite"]),
        ("zh", "即日起", "past", ["2025-05-14"]),
    ],
)  # fmt: skip
def test_relative_dates(tag: str, text: str, tense: str, expected: list[str]) -> None:
    assert read(tag, text, "2025-05-14", tense) == [expected]


@each_row(
    ("tag", "text", "today", "tense", "day"),
    [
        ("zh", "11月10日", "2026-10-05", "past", "2026-11-10"),  # last November would be "last year"
        ("en", "on December 20", "2026-01-08", "past", "2025-12-20"),
        ("en", "on March 1", "2026-10-05", "past", "2026-03-01"),
        ("ja", "9月30日", "2026-10-05", "future", "2026-09-30"),
        ("en", "on May 1", "2026-10-05", "future", "2027-05-01"),
    ],
)
def test_a_day_without_its_year_is_within_nine_months(tag: str, text: str, today: str, tense: str, day: str) -> None:
    assert read(tag, text, today, tense) == [[day]]


def test_last_friday_at_a_weekend_keeps_the_nearest_too() -> None:
    for day in ("2025-05-17", "2025-05-18"):
        assert read("en", "last Friday", day) == [["2025-05-09", "2025-05-16"]]
    assert read("ja", "先週の金曜日", "2025-05-17") == [["2025-05-09"]]
    assert read("en", "next Monday", "2025-05-17", "future") == [["2025-05-19"]]


def test_worked_examples_of_the_semantics() -> None:
    assert read("ja", "先週の金曜日", "2025-11-10") == [["2025-11-07"]]
    assert read("ja", "火曜日に停止する", "2025-11-10", "future") == [["2025-11-11"]]


def test_the_day_before_and_after_count_from_the_date_before() -> None:
    assert read("en", "on May 13, 2025 and the day after", "2025-06-01") == [["2025-05-13"], ["2025-05-14"]]
    assert read("ja", "5月13日に公布、翌日に発効", "2025-05-20") == [["2025-05-13"], ["2025-05-14"]]
    assert read("ja", "4月16日に公布され、翌17日に発効した", "2025-05-20") == [["2025-04-16"], ["2025-04-17"]]
    assert read("ja", "4月30日に公布され、翌1日に発効した", "2025-05-20") == [["2025-04-30"], ["2025-05-01"]]
    assert read("ja", "4月16日に公布され、同月20日に発効した", "2025-05-20") == [["2025-04-16"], ["2025-04-20"]]
    assert read("zh", "11月14日刊登，次日生效", "2025-11-20") == [["2025-11-14"], ["2025-11-15"]]


def test_numbers_alone_follow_the_order_of_the_place() -> None:
    assert read("en", "on 13/05/2025", None) == [["2025-05-13"]]
    assert read("en", "on 05/06/2025", None, orders=("dmy",)) == [["2025-06-05"]]
    assert read("en", "on 05/06/2025", None, orders=("mdy",)) == [["2025-05-06"]]
    assert read("en", "on 05/06/2025", None) == [["2025-05-06", "2025-06-05"]]


def test_days_that_do_not_exist_and_words_without_an_anchor_have_no_candidates() -> None:
    assert read("ja", "2025年2月30日", "2025-05-14") == [[]]
    assert read("ja", "13月40日", "2025-05-14") == [[]]
    assert read("en", "yesterday", None) == [[]]
    assert read("zh", "9999年12月31日及次日", None) == [["9999-12-31"], []]


def test_years_before_the_first_are_no_dates() -> None:
    assert read("ja", "0000年1月1日", "2025-05-14") == [[]]


def test_counts_are_no_days_of_the_month() -> None:
    assert read("ja", "120日間", "2025-05-14") == []
    assert read("ja", "30日以内", "2025-05-14") == []
    assert read("zh", "30日内", "2025-05-14") == []


def test_ends_and_beginnings() -> None:
    tables = language_of("ja")
    assert tables is not None
    text = "2025年11月10日から2026年11月9日まで"
    first, last = find_dates(text, 0, len(text), tables, ("ymd",))
    assert (first.role, last.role, last.inclusive) == ("from", "until", True)
    text = "2025/11/10~2026/11/9"
    assert [hit.role for hit in find_dates(text, 0, len(text), tables, ("ymd",))] == [
        "from",
        "until",
    ]


def test_an_hour_and_its_zone_make_an_instant() -> None:
    english, chinese = language_of("en"), language_of("zh")
    assert english is not None
    assert chinese is not None
    for tables, text in ((english, "at 12:01 a.m. Eastern time on January 15"), (chinese, "1月15日零时01分(美东时间)")):
        (hit,) = find_dates(text, 0, len(text), tables, ("ymd",))
        (candidate,) = resolve(hit, tables, Anchor(dates.parse_date("2026-01-16"), TOKYO), "past", None)
        assert candidate.when.text == "2026-01-15T00:01[America/New_York]"


@each_row(
    ("tag", "text", "expected"),
    [
        ("en", "on 5/13/25", [["2025-05-13"]]),
        ("en", "by the last day of May 2025", [["2025-05-31"]]),
        ("en", "until May 13,2025", [["2025-05-13"]]),
        ("en", "on May 13 and 14, 2025", [["2025-05-13"]]),
        ("en", "Docket 1 May 13, 2025", [["2025-05-13"]]),
        ("en", "5 p.m. Pacific time on May 13, 2025", [["2025-05-13T17:00[America/Los_Angeles]"]]),
        ("en", "from 9 a.m. to 1 p.m. on May 13, 2025", [["2025-05-13T09:00[America/New_York]"]]),
        ("en", "on May 13, 2025, in the Pacific", [["2025-05-13"]]),
        ("zh", "自一百十二年六月二日施行至一百二十二年六月一日止", [["2023-06-02"], ["2033-06-01"]]),
    ],
)
def test_days_hours_and_zones_are_those_of_documents_too(tag: str, text: str, expected: list[list[str]]) -> None:
    assert read(tag, text, "2025-05-14") == expected


# --- anchors ------------------------------------------------------------------------------------------------------


@each_row(
    ("tag", "text", "published", "zone", "day", "where", "rule"),
    [
        ("en", "WASHINGTON, May 13 (Reuters) - The rule", "2025-05-14T08:00[Asia/Tokyo]", TOKYO, "2025-05-13", EASTERN, "dateline"),
        ("en", "BEIJING, Oct 9 - China", "2025-10-09T01:00[America/New_York]", EASTERN, "2025-10-09", "Asia/Shanghai", "dateline"),
        ("en", "Salt Lake City, Utah (May 13, 2025) - The rule", "2025-05-14T08:00[Asia/Tokyo]", TOKYO, "2025-05-13", TOKYO, "dateline"),
        ("en", "The EPA spoke on Sunday, May 11, 2025 - a rare day", "2025-05-14T08:00[Asia/Tokyo]", TOKYO, "2025-05-14", TOKYO, "published"),
        ("ja", "[ワシントン 13日 ロイター] - 米商務省は", "2025-05-14T09:00[Asia/Tokyo]", TOKYO, "2025-05-13", EASTERN, "dateline"),
        ("zh", "新华社华盛顿5月13日电 美国商务部", "2025-05-14T12:00[Asia/Shanghai]", "Asia/Shanghai", "2025-05-13", EASTERN, "dateline"),
        ("zh", "新华社北京12月31日电", "2026-01-01T06:00[Asia/Shanghai]", "Asia/Shanghai", "2025-12-31", "Asia/Shanghai", "dateline"),
        ("en", "The rule was rescinded.", "2025-05-13T23:00[America/New_York]", TOKYO, "2025-05-14", TOKYO, "published"),
    ],
)  # fmt: skip
def test_the_anchor_is_the_dateline_else_the_day_of_the_outlet(
    tag: str, text: str, published: str, zone: str, day: str, where: str, rule: str
) -> None:
    language = language_of(tag)
    assert language is not None
    anchor = anchor_of(text, language=language, published_at=parse_instant(published), zone=zone)
    assert (str(anchor.on), anchor.zone, anchor.rule) == (day, where, rule)


def test_there_is_no_anchor_where_nothing_tells_one() -> None:
    english = language_of("en")
    assert english is not None
    assert anchor_of("The rule", language=english, published_at=None, zone=TOKYO).on is None


# --- zones --------------------------------------------------------------------------------------------------------


def candidate(day: str, zone: str, **fields: object) -> Candidate:
    return Candidate(When.parse(day), "rule", zone, **fields)  # type: ignore[arg-type]


def test_an_afternoon_in_washington_is_the_next_day_in_tokyo() -> None:
    (there,) = in_zone(candidate("2025-11-10", EASTERN, hours=(12, 18)), TOKYO)
    assert (there.when.text, there.zone) == ("2025-11-11", TOKYO)
    assert there.rule == "rule, as a day of Asia/Tokyo"


def test_a_day_alone_is_kept_as_stated_beside_what_it_may_be() -> None:
    assert [each.when.text for each in in_zone(candidate("2025-11-11", TOKYO), EASTERN)] == ["2025-11-11", "2025-11-10"]
    assert [each.when.text for each in in_zone(candidate("2025-11-11", TOKYO), TOKYO)] == ["2025-11-11"]
    assert [each.when.text for each in in_zone(candidate("2025-11", TOKYO), EASTERN)] == ["2025-11"]
    meant, besides = legal_days([candidate("2025-11-11", TOKYO)], EASTERN)
    assert ([each.when.text for each in meant], [each.when.text for each in besides]) == (
        ["2025-11-11"],
        ["2025-11-10"],
    )


def test_a_day_whose_zone_is_named_is_converted() -> None:
    meant, besides = legal_days([candidate("2025-11-11", TOKYO, zoned=True)], EASTERN)
    assert [each.when.text for each in meant] == ["2025-11-11", "2025-11-10"]
    assert besides == ()


def test_an_instant_is_the_day_that_it_is_in_its_zone() -> None:
    moment = Candidate(When.parse("2026-01-15T00:01[America/New_York]"), "rule", EASTERN)
    assert days_of([moment]) == ((dt.date(2026, 1, 15), dt.date(2026, 1, 15)),)


def test_days_that_count_from_another_cost_no_more_than_there_are_and_know_the_nearest() -> None:
    """An item of "the same day" fifty times, of which nothing tells the first, was read for ever."""
    text = (
        "The EPA wrote on the same day. " * 50 + "It withdrew the Fuel Rule on May 12, 2025. It wrote on the same day."
    )
    found = helpers.read(text).dates
    assert {each.when.text for date in found for each in date.candidates} == {"2025-05-12"}
    assert len(found) == 2
