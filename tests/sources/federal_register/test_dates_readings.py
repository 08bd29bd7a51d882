"""The forty-five readings of DATES that the semantics reference works out, as it quotes them from the Federal Register.

Each row: the number of the reading, the day of publication, the text, and every claim in the spelling of
:func:`tests.sources.federal_register.spelling.spell`.
"""

# ruff: noqa: E501 (tables read best one claim a line)

import datetime as dt

from regtrack.sources.federal_register.dates import read_dates, read_instruction_dates, refers_to_preamble
from tests.rows import each_row
from tests.sources.federal_register.spelling import spell

READINGS = [
    (
        1,
        "2011-07-22",
        "This interim final rule is effective July 22, 2011. Mandatory compliance date: Compliance with § 1004.4 of this interim final rule is optional until July 22, 2012 for federal housing creditors. On July 22, 2012, compliance with § 1004.4 is mandatory for all creditors, except as provided in § 1004.4(d).",
        [
            "effective 2011-07-22",
            "compliance 2012-07-22; part § 1004.4",
        ],
    ),
    (
        2,
        "2013-01-22",
        "Effective date: The rule is effective June 1, 2013. Applicability date: Its requirements apply to transactions for which creditors receive applications on or after that date.",
        [
            "effective 2013-06-01",
            "applicability 2013-06-01 (derived); part transactions for which creditors receive applications on or after that date",
        ],
    ),
    (
        3,
        "2013-01-30",
        "The amendments to § 1026.36(h) and (i) are effective on June 1, 2013. All other provisions of the rule are effective on January 10, 2014.",
        [
            "effective 2013-06-01; part The amendments to § 1026.36(h) and (i)",
            "effective 2014-01-10",
        ],
    ),
    (
        4,
        "2013-05-07",
        "The effective date of the rules published February 7, 2012 (77 FR 6194), July 10, 2012 (77 FR 40459), and August 20, 2012 (77 FR 50244), which were delayed on January 29, 2013 (78 FR 6025), is October 28, 2013.",
        [
            "effective 2013-10-28; act set; on 77 FR 6194, 77 FR 40459, 77 FR 50244",
        ],
    ),
    (
        5,
        "2013-05-23",
        "This rule is effective on June 1, 2013, except for the addition of § 1026.35(e), which will be effective from June 1, 2013 through January 9, 2014.",
        [
            "effective 2013-06-01; except the addition of § 1026.35(e)",
            "effective 2013-06-01..2014-01-09 included; part the addition of § 1026.35(e)",
        ],
    ),
    (
        6,
        "2013-10-01",
        "This rule changes the effective date from January 10, 2014, to January 1, 2014, for the amendments to §§ 1026.25(c)(2), 1026.35, and 1026.36(a).",
        [
            "accelerated_effective 2014-01-01; part the amendments to §§ 1026.25(c)(2), 1026.35, and 1026.36(a); was 2014-01-10",
        ],
    ),
    (
        7,
        "2015-10-28",
        "This rule is effective on January 1, 2018, except that the amendment to § 1003.2 in amendatory instruction 3 is effective on January 1, 2017; the amendments in amendatory instruction 8, 10, 12 and 16 are effective on January 1, 2019; and the amendments to § 1003.5 in amendatory instruction 9 are effective on January 1, 2020.",
        [
            "effective 2018-01-01; except the amendment to § 1003.2 in amendatory instruction 3 is effective on January 1, 2017; the amendments in amendatory instruction 8, 10, 12 and 16 are effective on January 1, 2019; and the amendments to § 1003.5 in amendatory instruction 9",
            "effective 2017-01-01; part the amendment to § 1003.2 in amendatory instruction 3",
            "effective 2019-01-01; part the amendments in amendatory instruction 8, 10, 12 and 16",
            "effective 2020-01-01; part the amendments to § 1003.5 in amendatory instruction 9",
        ],
    ),
    (
        8,
        "2015-07-24",
        "The effective date of 78 FR 79730, 79 FR 65299, and 80 FR 8767 has been delayed until October 3, 2015.",
        [
            "delayed_effective 2015-10-03; on 78 FR 79730, 79 FR 65299, 80 FR 8767",
        ],
    ),
    (
        9,
        "2013-07-24",
        "Effective July 24, 2013. See part V, Effective Date, in SUPPLEMENTARY INFORMATION.",
        [
            "effective 2013-07-24",
        ],
    ),
    (
        10,
        "2014-10-23",
        "This bulletin is effective October 23, 2014 and applicable beginning August 19, 2014.",
        [
            "effective 2014-10-23",
            "applicability 2014-08-19",
        ],
    ),
    (
        11,
        "2013-11-21",
        "Effective November 21, 2013. The effective date or dates of each final rule listed herein is provided in the related final rule",
        [
            "effective 2013-11-21",
        ],
    ),
    (
        12,
        "2015-06-09",
        "This final rule will become effective on August 10, 2015. Federally regulated AMCs must comply with the minimum requirements no later than 12 months from the effective date of this final rule. The participating State or States will establish the compliance deadline for State-regulated AMCs.",
        [
            "effective 2015-08-10",
            "compliance 2016-08-10 (derived); for Federally regulated AMCs",
            "compliance unknown; part State-regulated AMCs; if set by The participating State",
        ],
    ),
    (
        13,
        "2013-08-09",
        "The clarificatory amendment and technical correction to the 2013 Final Rule are effective on October 28, 2013.",
        [
            "effective 2013-10-28; part The clarificatory amendment and technical correction to the 2013 Final Rule",
        ],
    ),
    (
        14,
        "2024-02-12",
        "This rule is effective March 13, 2024, except for the amendments codified at 47 CFR 64.2011 and 64.5111, instructions 3 and 4, respectively, which are delayed indefinitely. The Commission will publish a document in the Federal Register announcing the effective dates.",
        [
            "effective 2024-03-13; except the amendments codified at 47 CFR 64.2011 and 64.5111, instructions 3 and 4, respectively",
            "indefinitely_delayed indefinite; part the amendments codified at 47 CFR 64.2011 and 64.5111, instructions 3 and 4, respectively; if later_document",
        ],
    ),
    (
        15,
        "2024-02-12",
        "This rule is effective from 10:30 a.m. until 11:35 a.m. on February 10, 2024.",
        [
            "effective 2024-02-10T10:30[America/New_York]..2024-02-10T11:35[America/New_York]",
        ],
    ),
    (
        16,
        "2024-02-12",
        "Effective February 9, 2024, through December 31, 2024.",
        [
            "effective 2024-02-09..2024-12-31 included",
        ],
    ),
    (
        17,
        "2024-02-12",
        "This correcting document is effective February 12, 2024 and is applicable beginning January 1, 2024.",
        [
            "effective 2024-02-12",
            "applicability 2024-01-01",
        ],
    ),
    (
        18,
        "2024-02-12",
        "This AD is effective February 12, 2024. The FAA must receive comments on this AD by March 28, 2024.",
        [
            "effective 2024-02-12",
            "comment_close 2024-03-28",
        ],
    ),
    (
        19,
        "2024-02-12",
        "Effective April 12, 2024. Information Collection Requirements: If you wish to comment on the information collection requirements in this rule, please note that comments should be submitted to OMB by March 13, 2024.",
        [
            "effective 2024-04-12",
            "comment_close 2024-03-13; part the information collection requirements in this rule",
        ],
    ),
    (
        20,
        "2024-02-12",
        "This regulation is effective February 12, 2024. Objections and requests for hearings must be received on or before April 12, 2024",
        [
            "effective 2024-02-12",
            "objection 2024-04-12",
        ],
    ),
    (
        21,
        "2024-02-12",
        "Comments must be received on or before [insert date 60 days after date of publication in the Federal Register].",
        [
            "comment_close 2024-04-12 (derived)",
        ],
    ),
    (
        22,
        "2024-02-12",
        "FDA is extending the comment period on the document published on December 13, 2023 (88 FR 86333). Submit either electronic or written comments by March 13, 2024.",
        [
            "comment_extended 2024-03-13; on 88 FR 86333",
        ],
    ),
    (
        23,
        "2024-02-12",
        "Applicable February 12, 2024.",
        [
            "applicability 2024-02-12",
        ],
    ),
    (
        24,
        "2024-02-12",
        "The matching program will be applicable on March 11, 2024, or once a minimum of 30 days after publication of this notice has elapsed, whichever is later. The matching program will be in effect for a period of 18 months.",
        [
            "applicability 2024-03-13 (derived); if whichever is later",
            "expiry 2025-09-13 (derived)",
        ],
    ),
    (
        25,
        "2024-02-12",
        "If no public comment is received during the period allowed for comment, the new system of records will become effective a minimum of 30 days after date of publication in the Federal Register.",
        [
            "effective unknown; if If no public comment is received during the period allowed for comment; not before 2024-03-13",
        ],
    ),
    (
        26,
        "2024-02-12",
        "The test commenced on December 19, 2022, and will continue through February 23, 2027, subject to any extension, modification, or early termination.",
        [
            "effective 2022-12-19..2027-02-23 included; if subject to any extension, modification, or early termination",
        ],
    ),
    (
        27,
        "2016-04-15",
        "The effective date of the interim final rule published March 1, 2016 (81 FR 10477) is delayed from April 15, 2016 to May 16, 2016.",
        [
            "delayed_effective 2016-05-16; on 81 FR 10477; was 2016-04-15",
        ],
    ),
    (
        28,
        "2016-04-15",
        "This rule is effective from 7:30 a.m. until 3 p.m. on April 30, 2016. For the purposes of enforcement, actual notice will be used on April 30, 2016.",
        [
            "effective 2016-04-30T07:30[America/New_York]..2016-04-30T15:00[America/New_York]",
            "other 2016-04-30; act actual_notice",
        ],
    ),
    (
        29,
        "2016-04-15",
        "This deviation is effective from 5 a.m. on April 30, 2016 to 5 a.m. on June 11, 2016.",
        [
            "effective 2016-04-30T05:00[America/New_York]..2016-06-11T05:00[America/New_York]",
        ],
    ),
    (
        30,
        "2016-04-15",
        "Submit either electronic or written comments on FDA guidances at any time.",
        [],
    ),
    (
        31,
        "2016-04-15",
        "The comment period for the proposed rule published on January 20, 2016 (81 FR 3033-3038) is reopened. Comments must be received on or before May 5, 2016.",
        [
            "comment_reopened 2016-05-05; on 81 FR 3033",
        ],
    ),
    (
        32,
        "2016-04-15",
        "Comments must be received on or before: 5/15/2016.",
        [
            "comment_close 2016-05-15",
        ],
    ),
    (
        33,
        "2016-04-15",
        "This action will become effective on May 25, 2016 without further notice unless comments necessitate otherwise.",
        [
            "effective 2016-05-25; if unless comments necessitate otherwise",
        ],
    ),
    (
        34,
        "2016-04-15",
        "The effective date of this matching program shall begin May 16, 2016, or at least 40 days from the date copies are sent to OMB and Congress, whichever is later, provided that no comments that would result in a contrary determination are received.",
        [
            "effective 2016-05-16; if whichever is later, provided that no comments that would result in a contrary determination are received",
        ],
    ),
    (
        35,
        "2016-04-15",
        "This action shall become effective immediately upon publication of this notice April 15, 2016.",
        [
            "effective 2016-04-15 (derived)",
        ],
    ),
    (
        36,
        "2016-04-15",
        "Effective Date: March 22, 2016.",
        [
            "effective 2016-03-22",
        ],
    ),
    (
        37,
        "2016-04-15",
        "Applications date is extended thru April 29, 2016.",
        [
            "other 2016-04-29; act extend",
        ],
    ),
    (
        38,
        "2016-04-15",
        "Proposals must be received no later than 4:00:00 p.m. Eastern Time.",
        [],
    ),
    (
        39,
        "2016-04-15",
        "Comments must be received by 5:00 p.m. Eastern Daylight Time (EDT) on Friday, May 6, 2016; RSVP by 5 p.m. EST on Friday, May 6.",
        [
            "comment_close 2016-05-06T17:00[America/New_York]",
            "other 2016-05-06T17:00[America/New_York]; act due",
        ],
    ),
    (
        40,
        "2012-07-16",
        "Effective July 16, 2012. 40 CFR 52.1628 is stayed until October 15, 2012.",
        [
            "effective 2012-07-16",
            "stay 2012-07-16..2012-10-15; on 40 CFR 52.1628; part 40 CFR 52.1628",
        ],
    ),
    (
        41,
        "2008-09-26",
        "Effective September 26, 2008, in 40 CFR part 60, subpart Ja, § 60.100a(c), the definition of “flare” in § 60.101a, and §§ 60.102a(g), 60.107a(d), and 60.107a(e) are stayed until December 25, 2008.",
        [
            "stay 2008-09-26..2008-12-25; on 40 CFR part 60; part 40 CFR part 60, subpart Ja, § 60.100a(c), the definition of “flare” in § 60.101a, and §§ 60.102a(g), 60.107a(d), and 60.107a(e)",
        ],
    ),
    (
        42,
        "2025-01-28",
        "As of January 28, 2025, the effective date of the rules published at 89 FR 102568, December 17, 2024, 89 FR 95034, December 2, 2024, 89 FR 106357, and 89 FR 107012, are delayed to a new effective date of March 21, 2025.",
        [
            "effective 2025-01-28",
            "delayed_effective 2025-03-21; on 89 FR 102568, 89 FR 95034, 89 FR 106357, 89 FR 107012",
        ],
    ),
    (
        43,
        "2020-03-16",
        "Effective April 20, 2020. The final rule amending 47 CFR 4.1, published August 8, 2016, at 81 FR 52362, is effective April 20, 2020. Compliance will not be required for 47 CFR 4.15 until the Commission publishes a document.",
        [
            "effective 2020-04-20",
            "effective 2020-04-20; act set; on 81 FR 52362",
            "compliance unknown; part 47 CFR 4.15; if the Commission publishes a document",
        ],
    ),
    (
        44,
        "2009-09-25",
        "This correction is effective October 1, 2009. It is effective as if they were included in the final rule published on August 11, 2009.",
        [
            "effective 2009-10-01",
        ],
    ),
    (
        45,
        "2025-07-10",
        "I determine that it is necessary to extend the suspension effectuated by Executive Order 14266 until 12:01 a.m. eastern daylight time on August 1, 2025.",
        [
            "stay unknown..2025-08-01T00:01[America/New_York]; act extend; on E.O. 14266",
        ],
    ),
]


@each_row(("number", "published", "text", "claims"), READINGS, ids=[str(row[0]) for row in READINGS])
def test_reading(number: int, published: str, text: str, claims: list[str]) -> None:
    read = read_dates(text, published_on=dt.date.fromisoformat(published))
    assert [spell(claim) for claim in read] == claims
    assert all(text[claim.start : claim.end] == claim.quote for claim in read)


def test_all_readings_are_here() -> None:
    assert [row[0] for row in READINGS] == list(range(1, 46))


def test_reading_9_sends_on_to_the_preamble() -> None:
    assert refers_to_preamble(READINGS[8][2])
    assert not refers_to_preamble(READINGS[15][2])


def test_reading_7_agrees_with_the_instructions_of_its_document() -> None:
    instructions = [
        "3. Effective January 1, 2017, § 1003.2 is amended by revising paragraph (1)(iii)",
        "9. Effective January 1, 2020, § 1003.5 is amended",
        "12. Effective January 1, 2019, Appendix A to Part 1003 is removed and reserved.",
    ]
    read = read_instruction_dates(instructions, published_on=dt.date(2015, 10, 28))
    assert [spell(claim) for claim in read] == [
        "effective 2017-01-01; part instruction 3",
        "effective 2020-01-01; part instruction 9",
        "effective 2019-01-01; part instruction 12",
    ]


def test_a_count_from_publication_moves_off_days_of_closure_and_a_printed_date_does_not() -> None:
    """The examples of the arithmetic, 1 CFR 18.17(b)."""
    for published, days, expected in (
        ("2019-03-01", 15, "2019-03-18"),
        ("2019-03-27", 60, "2019-05-28"),
        ("2018-12-07", 15, "2018-12-26"),
        ("2024-02-12", 30, "2024-03-13"),
        ("2024-02-12", 60, "2024-04-12"),
        ("2016-04-15", 30, "2016-05-16"),
    ):
        (claim,) = read_dates(
            f"Comments are due {days} days after publication.", published_on=dt.date.fromisoformat(published)
        )
        assert (claim.when.text, claim.derived) == (expected, True)
    (sunday,) = read_dates("Comments are due May 15, 2016.", published_on=dt.date(2016, 4, 15))
    assert (sunday.when.text, sunday.derived) == ("2016-05-15", False)


@each_row(
    ("text", "told"),
    [
        (  # what a rule is applied to lies behind it
            "Effective June 5, 2026. It applies to refunds paid after July 6, 2026, from sales before May 7, 2020.",
            [("set_effective", "2026-06-05"), ("set_applicability", "2026-07-06")],
        ),
        (
            "The waivers published May 1, 2026 (91 FR 1000), which were due to expire on June 30, 2026, are extended"
            " through August 31, 2026.",
            [("set_expiry", "2026-08-31..")],
        ),
        (
            "Dealers may ship old labels until they run out, but not after August 31, 2026.",
            [("set_deadline", "2026-08-31")],
        ),
    ],
)
def test_dates_beside_others_have_their_own_role(text: str, told: list[tuple[str, str]]) -> None:
    found = [each for each in read_dates(text, published_on=dt.date(2026, 6, 1)) if each.act != "recital"]
    assert [(each.kind, f"{each.when.text}{'..' * each.when.inclusive}") for each in found] == told
    assert not any(each.unread for each in found)
