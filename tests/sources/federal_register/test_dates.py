"""The pieces of the DATES reader, and what holds for any text."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regtrack.dates_in_text import words
from regtrack.dates_in_text.expressions import TimeExpression, find_mentions
from regtrack.model.when import When
from regtrack.sources.federal_register.dates import DateClaim, read_dates, read_instruction_dates
from regtrack.sources.federal_register.text import citations, scopes, sentences
from regtrack.sources.federal_register.text.moving_verbs import changes
from regtrack.sources.federal_register.text.periods import REGISTER, PeriodStart
from tests.rows import each_row
from tests.sources.federal_register.spelling import spell

PUBLISHED = dt.date(2024, 2, 12)


def read(text: str) -> list[str]:
    return [spell(claim) for claim in read_dates(text, published_on=PUBLISHED)]


def mention(text: str) -> TimeExpression:
    (found,) = find_mentions(text, PUBLISHED, REGISTER)
    return found


# --- expressions of time ----------------------------------------------------------------------------------------------


@each_row(
    ("text", "day"),
    [
        ("January 5, 2024", "2024-01-05"),  # the month that a well-known parser forgets
        ("Jan. 5, 2024", "2024-01-05"),
        ("Sept 5 2024", "2024-09-05"),
        ("December 31st, 2024", "2024-12-31"),
        ("5 March 2024", "2024-03-05"),
        ("3/5/2024", "2024-03-05"),
        ("03/05/24", "2024-03-05"),
        ("2024-03-05", "2024-03-05"),
        ("Friday, May 6", "2024-05-06"),  # the year of publication, when no printed date lends another
    ],
)
def test_days(text: str, day: str) -> None:
    assert str(mention(text).first.day) == day


def test_a_day_without_a_year_takes_the_year_printed_nearest() -> None:
    first, second, last = find_mentions("on January 3, 2023; on February 5; and then on March 7, 2025", PUBLISHED)
    assert (first.first.day, second.first.day, last.first.day) == (
        dt.date(2023, 1, 3),
        dt.date(2023, 2, 5),
        dt.date(2025, 3, 7),
    )


def test_a_day_that_does_not_exist_is_broken_and_never_mended() -> None:
    assert mention("until April 31, 2024").first.broken
    assert read("This rule is effective April 31, 2024.") == ["effective unknown"]


def test_document_numbers_and_sections_are_no_dates() -> None:
    assert find_mentions("FR Doc. 2024-01667, 47 CFR 1.10-12, OMB No. 3060-0715, May a person object?", PUBLISHED) == []


@each_row(
    ("text", "hour"),
    [
        ("8 a.m. on May 1, 2024", "08:00"),
        ("12 a.m. on May 1, 2024", "00:00"),
        ("12 p.m. (noon) on May 1, 2024", "12:00"),
        ("noon, May 1, 2024", "12:00"),
        ("11:59:59 pm May 1, 2024", "23:59:59"),
        ("1200 hrs, May 1, 2024", "12:00"),
        ("0901 UTC, May 1, 2024", "09:01"),
        ("May 1, 2024, at 5:30 P.M.", "17:30"),
    ],
)
def test_hours(text: str, hour: str) -> None:
    assert mention(text).first.hour == dt.time.fromisoformat(hour)


@each_row(
    ("label", "zone"),
    [
        ("EST", "America/New_York"),  # in summer too: a label never fixes an offset
        ("(ET)", "America/New_York"),
        ("Eastern Daylight Time (EDT)", "America/New_York"),
        ("eastern", "America/New_York"),
        ("Central Time", "America/Chicago"),
        ("MST", "America/Denver"),
        ("Pacific standard time (PST)", "America/Los_Angeles"),
        ("Alaska local time (A.l.t.)", "America/Anchorage"),
        ("A.l.t.", "America/Anchorage"),
        ("Hawaii standard time", "Pacific/Honolulu"),
        ("AST", "America/Puerto_Rico"),
        ("UTC", "UTC"),
        ("local time", None),
    ],
)
def test_zones(label: str, zone: str | None) -> None:
    assert mention(f"5 p.m. {label} on May 6, 2024").first.zone == zone


def test_hours_without_a_zone_are_read_in_the_callers() -> None:
    (claim,) = read_dates(
        "This rule is effective from 8 a.m. to 9 a.m. on May 6, 2024.", published_on=PUBLISHED, zone="America/Chicago"
    )
    assert claim.when == When.parse("2024-05-06T08:00[America/Chicago]")
    assert claim.zone is None


def test_midnight_ends_a_day_and_2400_hours_too() -> None:
    assert read("The closure is effective May 1, 2024, through 2400 hours, local time, May 31, 2024.") == [
        "effective 2024-05-01..2024-06-01T00:00[America/New_York]"
    ]
    assert read("This rule is effective May 1, 2024, from 9 p.m. through midnight.") == [
        "effective 2024-05-01T21:00[America/New_York]..2024-05-02T00:00[America/New_York]"
    ]
    assert read("Entries are accepted from May 1, 2024 through midnight EST on May 31, 2024.")[0].startswith(
        "other 2024-05-01..2024-05-31 included"
    )


def test_until_leaves_its_day_out_and_through_takes_it_in() -> None:
    until, through = (
        read_dates(f"Effective May 1, 2024, {word} May 31, 2024.", published_on=PUBLISHED)[0].until
        for word in ("until", "through")
    )
    assert until == When.parse("2024-05-31")
    assert through == When.parse("2024-05-31", inclusive=True)


@each_row(
    ("text", "base", "count", "unit"),
    [
        ("30 days after publication in the Federal Register", PeriodStart.PUBLICATION, 30, "day"),
        ("thirty (30) days from the date of publication of this notice", PeriodStart.PUBLICATION, 30, "day"),
        ("within 60 calendar days of the publication date", PeriodStart.PUBLICATION, 60, "day"),
        ("[INSERT DATE 90 DAYS AFTER DATE OF PUBLICATION IN THE FEDERAL REGISTER]", PeriodStart.PUBLICATION, 90, "day"),
        ("[insert date of publication in the Federal Register]", PeriodStart.PUBLICATION, 0, "day"),
        ("upon publication", PeriodStart.PUBLICATION, 0, "day"),
        ("12 months from the effective date of this final rule", PeriodStart.EFFECTIVE, 12, "month"),
        ("at the close of the comment period", PeriodStart.COMMENTS, 0, "day"),
        ("the day following the end of the 30-day comment period", PeriodStart.COMMENTS, 1, "day"),
        ("60 days from July 30, 2024", PeriodStart.PRINTED, 60, "day"),
    ],
)
def test_periods(text: str, base: PeriodStart, count: int, unit: str) -> None:
    period = mention(text).first.period
    assert period is not None
    assert (period.base, period.count, period.unit) == (base, count, unit)


def test_a_minimum_is_a_floor_and_no_date() -> None:
    (claim,) = read_dates(
        "The matching program will commence no sooner than 30 days after publication.", published_on=PUBLISHED
    )
    assert (claim.when, claim.not_before) == (When.parse("unknown"), When.parse("2024-03-13"))


# --- sentences --------------------------------------------------------------------------------------------------------


@each_row(
    ("text", "parts"),
    [
        ("It closes at 5 p.m. The hearing follows.", ["It closes at 5 p.m.", "The hearing follows."]),
        ("It closes at 5 p.m. Eastern Time on May 1.", ["It closes at 5 p.m. Eastern Time on May 1."]),
        ("See Sec. 1.2 and No. 3 of U.S. Code.", ["See Sec. 1.2 and No. 3 of U.S. Code."]),
        ("published May 1. (66 FR 1), is delayed", ["published May 1. (66 FR 1), is delayed"]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[part.start : part.end].strip() for part in sentences.split(text)] == parts


@each_row(
    ("text", "labels"),
    [
        ("Effective date. This rule is effective May 1. It ends.", ["Effective date", "Effective date"]),
        ("Compliance date:Entities must comply. Comments: Send them.", ["Compliance date", "Comments"]),
        ("Comments are due: May 1, 2024.", [""]),
        ("Effective February 12, 2024, except for Sec. 1.2, which is delayed.", [""]),
    ],
)
def test_labels(text: str, labels: list[str]) -> None:
    assert [part.label for part in sentences.split(text)] == labels


def test_a_label_gives_its_kind_to_a_bare_date() -> None:
    assert read("Effective: May 1, 2024. Comments Due Date: June 1, 2024. Compliance date: July 1, 2024.") == [
        "effective 2024-05-01",
        "comment_close 2024-06-01",
        "compliance 2024-07-01",
    ]


def test_a_date_alone_means_what_the_caller_says() -> None:
    alone = "May 1, 2024."
    assert read(alone) == ["other 2024-05-01"]
    (claim,) = read_dates(alone, published_on=PUBLISHED, bare="set_effective")
    assert claim.kind == "set_effective"


# --- what is no claim -------------------------------------------------------------------------------------------------


@each_row(
    "text",
    [
        "",
        "See SUPPLEMENTARY INFORMATION for dates.",
        "This document was published in the Federal Register on May 1, 2024.",
        "The rule published at 88 FR 100 (January 3, 2023) lists them.",
        "The agency relies on Executive Order 14094 of April 6, 2023.",
        "Comments received after this date will be considered to the extent practicable.",
        "Submit comments at any time.",
        "This document lists rules that became effective between October 2023 and December 2023.",
    ],
)
def test_no_claim(text: str) -> None:
    assert read(text) == []


def test_comments_on_an_effective_date_are_comments() -> None:
    assert read("Comments on the effective date must be received by May 1, 2024.")[0].startswith(
        "comment_close 2024-05-01"
    )


# --- citations and scopes ---------------------------------------------------------------------------------------------


@each_row(
    ("text", "cited"),
    [
        ("published January 4, 2021, at 86 FR 4, and corrected at 86 FR 3747,", ("86 FR 4",)),
        ("published at 86 FR 4, and the accompanying correction published at 86 FR 3747,", ("86 FR 4", "86 FR 3747")),
        ("published at 90 FR 1, delayed at 90 FR 20, further delayed at 90 FR 300,", ("90 FR 1",)),
        ("published in the Federal Register on December 27 (FR 65 82154)", ("65 FR 82154",)),
        ("which was stayed until July 21, 2026, at 89 FR 48272,", ("89 FR 48272",)),
        ("(81 FR 3033-3038)", ("81 FR 3033",)),
        ("effectuated by Executive Order 14266", ("E.O. 14266",)),
        ("FR Doc. E8-28159, published", ("FR Doc. E8-28159",)),
        ("as required by Public Law 118-5", ("Pub. L. 118-5",)),
    ],
)
def test_what_is_acted_on(text: str, cited: tuple[str, ...]) -> None:
    assert citations.acted_on(text, 0, len(text)) == cited


@each_row(
    ("text", "part"),
    [
        ("This final rule ", None),
        (" and these airworthiness criteria ", None),
        ("The amendments to § 1.2 ", "The amendments to § 1.2"),
        (", except for paragraph (b), which ", "paragraph (b)"),
        ("If no comment is received, this order ", None),
    ],
)
def test_subjects(text: str, part: str | None) -> None:
    assert scopes.words(text) == part


def test_history_is_told_apart_from_what_is_done() -> None:
    text = "the rule, delayed until May 1, which was delayed until June 1, is further delayed until July 1"
    assert [change.history for change in changes(text, 0, len(text))] == [True, True, False]


def test_numbers_in_words() -> None:
    assert [words.count(text) for text in ("30", "thirty", "sixty (60)", "one hundred twenty")] == [30, 30, 60, 120]


# --- amendatory instructions ------------------------------------------------------------------------------------------


def test_instructions_with_dates_of_their_own() -> None:
    instructions = [
        "1. The authority citation continues to read as follows:",
        "2. Effective January 1, 2025, revise § 1.2 to read as follows:",
        "3. Delayed indefinitely, amend § 1.3 by revising paragraph (a).",
        "4. Section 1.4, as amended by the rule published at 78 FR 4726, effective June 1, 2013, is further amended",
        "5. Amend § 1.5 as follows:",
        "b. Effective March 1, 2025, revise paragraph (c).",
        "6. Effective July 1, 2025, § 1.6 is stayed until August 1, 2025.",
    ]
    claims = read_instruction_dates(instructions, published_on=PUBLISHED)
    assert [spell(claim) for claim in claims] == [
        "effective 2025-01-01; part instruction 2",
        "indefinitely_delayed indefinite; part instruction 3",
        "effective 2025-03-01; part instruction 5.b",
        "stay 2025-07-01..2025-08-01; part instruction 6",
    ]
    joined = "\n".join(instructions)
    assert all(joined[claim.start : claim.end] == claim.quote for claim in claims)


# --- whatever the text ------------------------------------------------------------------------------------------------

_SCRAPS = st.sampled_from(
    (
        "effective", "Effective date:", "is delayed", "which was delayed", "until", "through", "from", "to", "by", "on",
        "May 1, 2024", "June 31, 2024", "January 5", "May 1 and 2, 2024", "5/6/24", "9 a.m.", "midnight", "2400 hours",
        "1 to 3 p.m. EST", "30 days after publication", "[INSERT DATE 60 DAYS AFTER PUBLICATION]", "upon publication",
        "that date", "the close of the comment period", "indefinitely", "until further notice", "comments", "reply",
        "must be received", "the comment period for", "is extended", "reopening", "except for", "§ 1.2", "88 FR 100",
        "(88 FR 100-102)", "published", "compliance", "applicable to", "is stayed", "is lifted", "hearing", "meeting",
        "whichever is later", "or", "and", ",", ";", ".", "respectively", "If", "unless", "for a period of 18 months",
        "will end at 8 p.m.", "term of 12 months, beginning", "0000 hrs", "99/99/9999", "February 29, 2023", "(", ")",
    )
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_SCRAPS, max_size=40).map(" ".join))


def check(text: str, claims: tuple[DateClaim, ...]) -> None:
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.quote.strip()
        assert When.parse(claim.when.text, inclusive=claim.when.inclusive) == claim.when
        if claim.until is not None:
            assert When.parse(claim.until.text, inclusive=claim.until.inclusive) == claim.until


@settings(max_examples=100)
@given(_TEXTS, st.dates(dt.date(1936, 3, 14), dt.date(2100, 1, 1)))
def test_any_text_is_read_and_quoted_exactly(text: str, published_on: dt.date) -> None:
    claims = read_dates(text, published_on=published_on)
    check(text, claims)
    assert claims == read_dates(text, published_on=published_on)


@settings(max_examples=100)
@given(st.lists(_TEXTS, max_size=4))
def test_any_instructions_are_read_and_quoted_exactly(texts: list[str]) -> None:
    check("\n".join(texts), read_instruction_dates(texts, published_on=PUBLISHED))


@pytest.mark.parametrize("published_on", [dt.date.min, dt.date.max])
def test_the_ends_of_the_calendar(published_on: dt.date) -> None:
    text = (
        "Effective 30 days after publication. Comments are due by midnight on December 31, 9999. It lasts 9999 years."
    )
    check(text, read_dates(text, published_on=published_on))


def test_a_blank_of_a_phrase_is_any_white_space_and_a_blank_that_may_be_is_none():
    pattern = words.phrase(r"not ?(?:be )?effective until")
    assert all(
        pattern.fullmatch(text) for text in ("not effective until", "NOTeffective\nuntil", "not  be effective  until")
    )
    assert not pattern.fullmatch("not effectiveuntil")


def test_numbers_of_directives_and_tariffs_are_no_days() -> None:
    text = "superseding Airworthiness Directive (AD) 2021-04-16; AD 2016-09-01; subheading 2008.11.05; CAS 7631-99-4"
    assert find_mentions(text, dt.date(2026, 1, 1)) == []
    (found,) = find_mentions("dated 2021-04-16", dt.date(2026, 1, 1))
    assert found.first.day == dt.date(2021, 4, 16)
