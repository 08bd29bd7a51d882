"""Dates as agencies word them: invented sentences in the shapes that the FCC, FAA, IRS, EPA and others use.

Each row: a DATES text published on 12 February 2024, and every claim in the spelling of
:func:`tests.sources.federal_register.spelling.spell`.
"""

# ruff: noqa: E501 (tables read best one claim a line)

import datetime as dt

from regtrack.sources.federal_register.dates import read_dates
from tests.rows import each_row
from tests.sources.federal_register.spelling import spell

PUBLISHED = dt.date(2024, 2, 12)
PHRASINGS = [
    (
        "Commenters should be aware that the electronic system will not accept comments after Midnight Eastern Time on the last day of the comment period. Comments must be received by June 25, 2014.",
        [
            "comment_close 2014-06-26T00:00[America/New_York] (derived)",
            "comment_close 2014-06-25",
        ],
    ),
    (
        "Effective March 1, 2024. Compliance with the amendments to 47 CFR 64.1200(a)(9) is required by September 1, 2024.",
        [
            "effective 2024-03-01",
            "compliance 2024-09-01; part amendments to 47 CFR 64.1200(a)(9)",
        ],
    ),
    (
        "This rule is effective May 1, 2024. The compliance date is May 1, 2025, except that small entities must comply by May 1, 2026.",
        [
            "effective 2024-05-01",
            "compliance 2025-05-01; except small entities",
            "compliance 2026-05-01; for small entities",
        ],
    ),
    (
        "Effective date: This final rule is effective June 3, 2024. Compliance dates: Covered entities must comply with this rule by December 1, 2025; smaller entities have until June 1, 2026.",
        [
            "effective 2024-06-03",
            "compliance 2025-12-01; for Covered entities",
            "compliance 2026-06-01; for smaller entities",
        ],
    ),
    (
        "Effective Dates: May 6, 2024. Applicability Dates: For dates of applicability, see §§ 1.45X-1(j) and 1.6418-1(r).",
        [
            "effective 2024-05-06",
        ],
    ),
    (
        "These regulations are effective on March 11, 2024. Applicability date: For dates of applicability, see § 1.401(k)-1(f).",
        [
            "effective 2024-03-11",
        ],
    ),
    (
        "This temporary rule expires on June 30, 2024.",
        [
            "expiry 2024-06-30",
        ],
    ),
    (
        "The provisions of this interim rule will expire on December 31, 2025, unless extended.",
        [
            "expiry 2025-12-31; if unless extended",
        ],
    ),
    (
        "The stay of 40 CFR 63.1 is lifted effective July 1, 2024.",
        [
            "stay 2024-07-01; act lift; on 40 CFR 63.1; part 40 CFR 63.1",
        ],
    ),
    (
        "The comment period for the NPRM published February 9, 2024 (89 FR 100), scheduled to close on April 10, 2024, is extended until May 10, 2024.",
        ["comment_extended 2024-05-10 (day not included); on 89 FR 100; was 2024-04-10"],
    ),
    (
        "The compliance date for the final rule published at 88 FR 12345 on March 1, 2023 is extended from May 1, 2024, until May 1, 2025.",
        [
            "compliance 2025-05-01; act delay; on 88 FR 12345; was 2024-05-01",
        ],
    ),
    (
        "The effective date for the final rule published at 89 FR 1000, January 5, 2024, is delayed indefinitely.",
        [
            "indefinitely_delayed indefinite; on 89 FR 1000",
        ],
    ),
    (
        "The suspension of 21 CFR 1308.11 published at 85 FR 100 is extended through June 30, 2025.",
        [
            "stay unknown..2025-06-30 included; act extend; on 85 FR 100; part 21 CFR 1308.11",
        ],
    ),
    (
        "Amendatory instruction 4 is effective March 4, 2024. All other amendments are effective January 3, 2024.",
        [
            "effective 2024-03-04; part Amendatory instruction 4",
            "effective 2024-01-03",
        ],
    ),
    (
        "This rule is effective on March 1, 2024, except for § 240.15c3-1, which is effective on September 1, 2024.",
        [
            "effective 2024-03-01; except § 240.15c3-1",
            "effective 2024-09-01; part § 240.15c3-1",
        ],
    ),
    (
        "The effective date is March 1, 2024. The incorporation by reference of certain publications listed in the rule is approved by the Director of the Federal Register as of March 1, 2024. The incorporation by reference of certain other material listed in the rule was approved by the Director as of April 5, 2019 (84 FR 1234).",
        [
            "effective 2024-03-01",
            "incorporation_by_reference 2024-03-01; part certain publications listed in the rule",
            "incorporation_by_reference 2019-04-05; part certain other material listed in the rule",
        ],
    ),
    (
        "This AD is effective March 25, 2024. The Director of the Federal Register approved the incorporation by reference of a certain publication listed in this AD as of March 25, 2024.",
        [
            "effective 2024-03-25",
            "incorporation_by_reference 2024-03-25; part a certain publication listed in this AD",
        ],
    ),
    (
        "This final rule is effective 60 days after publication in the Federal Register.",
        [
            "effective 2024-04-12 (derived)",
        ],
    ),
    (
        "Effective thirty (30) days from the date of publication in the Federal Register.",
        [
            "effective 2024-03-13 (derived)",
        ],
    ),
    (
        "This rule becomes effective on the 30th day after publication.",
        [
            "effective 2024-03-13 (derived)",
        ],
    ),
    (
        "This document is effective upon signature.",
        [
            "effective unknown; if upon signature",
        ],
    ),
    (
        "This notice is effective on February 20, 2024 and shall expire on February 20, 2026, unless revoked.",
        [
            "effective 2024-02-20; if unless revoked",
            "expiry 2026-02-20; if unless revoked",
        ],
    ),
    (
        "The public hearing will be held on March 4-6, 2024, from 9 a.m. to 5 p.m. Eastern Time. Comments must be received by April 1, 2024.",
        [
            "hearing 2024-03-04T09:00[America/New_York]..2024-03-06T17:00[America/New_York] included",
            "comment_close 2024-04-01",
        ],
    ),
    (
        "Comments must be received on or before April 1, 2024. If requested by February 20, 2024, a public hearing will be held on March 1, 2024.",
        [
            "comment_close 2024-04-01",
            "other 2024-02-20",
            "hearing 2024-03-01",
        ],
    ),
    (
        "Public comments are due by April 1, 2024, and reply comments are due by May 1, 2024.",
        [
            "comment_close 2024-04-01",
            "reply_comment 2024-05-01",
        ],
    ),
    (
        "Comments must be received by 11:59 p.m. EST on March 11, 2024.",
        [
            "comment_close 2024-03-11T23:59[America/New_York]",
        ],
    ),
    (
        "Written comments must be received by the close of business on March 11, 2024.",
        [
            "comment_close 2024-03-11",
        ],
    ),
    (
        "Send your comments to reach us no later than COB March 11, 2024.",
        [
            "comment_close 2024-03-11",
        ],
    ),
    (
        "Submit electronic comments by 5 p.m. (Eastern time) on March 11, 2024.",
        [
            "comment_close 2024-03-11T17:00[America/New_York]",
        ],
    ),
    (
        "The comment period for the proposed rule published on November 1, 2023 at 88 FR 75000, which closed on January 2, 2024, is reopened until March 11, 2024.",
        [
            "comment_reopened 2024-03-11 (day not included); on 88 FR 75000; was 2024-01-02",
        ],
    ),
    (
        "The comment period for the notice of proposed rulemaking published December 1, 2023 (88 FR 83800), originally scheduled to close on January 30, 2024, has been extended by 30 days. Comments must be received by February 29, 2024.",
        [
            "comment_extended 2024-02-29; on 88 FR 83800",
        ],
    ),
    (
        "The Commission is extending the deadline for reply comments to March 25, 2024.",
        [
            "reply_comment 2024-03-25; act extend",
        ],
    ),
    (
        "The safety zone is effective from 8 a.m. to 6 p.m. on June 1, 2024, and from 8 a.m. to 6 p.m. on June 2, 2024.",
        [
            "effective 2024-06-01T08:00[America/New_York]..2024-06-01T18:00[America/New_York]; part The safety zone",
            "effective 2024-06-02T08:00[America/New_York]..2024-06-02T18:00[America/New_York]",
        ],
    ),
    (
        "This rule is effective from 8 p.m. on July 4, 2024, through 12:30 a.m. on July 5, 2024.",
        [
            "effective 2024-07-04T20:00[America/New_York]..2024-07-05T00:30[America/New_York] included",
        ],
    ),
    (
        "The regulations in 33 CFR 100.1101 will be enforced each day from 7 a.m. until 7 p.m., May 3 through May 5, 2024.",
        [
            "other 2024-05-03..2024-05-05 included; act enforce; on 33 CFR 100.1101; part The regulations in 33 CFR 100.1101",
        ],
    ),
    (
        "This rule is effective without actual notice from March 1, 2024, until April 1, 2024.",
        [
            "effective 2024-03-01..2024-04-01",
        ],
    ),
    (
        "The closure is effective 12:01 a.m., eastern daylight time (EDT), April 4, 2024, through 11:59 p.m., EDT, December 31, 2024.",
        [
            "effective 2024-04-04T00:01[America/New_York]..2024-12-31T23:59[America/New_York] included",
        ],
    ),
    (
        "Effective from 1200 hours local time on May 1, 2024, until 2400 hours local time on September 30, 2024.",
        [
            "effective 2024-05-01T12:00[America/New_York]..2024-10-01T00:00[America/New_York]",
        ],
    ),
    (
        "Effective 0901 UTC, May 16, 2024. The Director of the Federal Register approves this incorporation by reference action under Title 1 Code of Federal Regulations part 51.",
        [
            "effective 2024-05-16T09:01[UTC]",
        ],
    ),
    (
        "The effective date of this rule is 0901 UTC on May 16, 2024.",
        [
            "effective 2024-05-16T09:01[UTC]",
        ],
    ),
    (
        "The direct final rule published at 89 FR 100 on January 2, 2024, is withdrawn effective March 1, 2024.",
        [
            "effective 2024-03-01; act withdraw; on 89 FR 100",
        ],
    ),
    (
        "As of March 1, 2024, the proposed rule published at 60 FR 12345 is withdrawn.",
        [
            "effective 2024-03-01; act withdraw; on 60 FR 12345",
        ],
    ),
    (
        "The final rule published on January 5, 2024 (89 FR 700) becomes effective as scheduled on March 5, 2024.",
        [
            "effective 2024-03-05; act set; on 89 FR 700",
        ],
    ),
    (
        "DOE confirms the effective date of May 1, 2024 for the direct final rule published at 89 FR 100.",
        [
            "effective 2024-05-01; act confirm; on 89 FR 100",
        ],
    ),
    (
        "The amendments to 47 CFR 1.80, published at 88 FR 900 on January 6, 2023, are effective March 1, 2024.",
        [
            "effective 2024-03-01; act set; on 88 FR 900; part The amendments to 47 CFR 1.80",
        ],
    ),
    (
        "The information collection requirements in 47 CFR 54.400, published at 87 FR 100, are effective March 1, 2024.",
        [
            "effective 2024-03-01; act set; on 87 FR 100; part The information collection requirements in 47 CFR 54.400",
        ],
    ),
    (
        "Voluntary compliance may begin April 1, 2024. Mandatory compliance: January 1, 2026.",
        [
            "other 2024-04-01; act begin",
            "compliance 2026-01-01",
        ],
    ),
    (
        "The additional duty shall apply with respect to goods entered for consumption on or after 12:01 a.m. eastern daylight time on April 9, 2025.",
        [
            "applicability 2025-04-09T00:01[America/New_York]; part goods entered for consumption on or after 12:01 a.m. eastern daylight time on April 9, 2025",
        ],
    ),
    (
        "Penalties assessed on or after January 15, 2024 are subject to the new maximum.",
        [
            "applicability 2024-01-15; part Penalties assessed on or after January 15, 2024; if subject to the new maximum",
        ],
    ),
    (
        "This rule applies to taxable years beginning after December 31, 2023.",
        [
            "applicability 2023-12-31 (day not included); part taxable years beginning after December 31, 2023",
        ],
    ),
    (
        "Applicable to discharges on or after October 1, 2024. Effective Date: October 1, 2024.",
        [
            "applicability 2024-10-01; part discharges on or after October 1, 2024",
            "effective 2024-10-01",
        ],
    ),
    (
        "Effective October 1, 2024, through September 30, 2025.",
        [
            "effective 2024-10-01..2025-09-30 included",
        ],
    ),
    (
        "The meeting will be held on Tuesday, March 12, 2024, from 9:00 a.m. until 4:00 p.m., and Wednesday, March 13, 2024, from 9:00 a.m. until noon EST.",
        [
            "meeting 2024-03-12T09:00[America/New_York]..2024-03-12T16:00[America/New_York]",
            "meeting 2024-03-13T09:00[America/New_York]..2024-03-13T12:00[America/New_York]",
        ],
    ),
    (
        "Nominations must be received by March 1, 2024. The meeting is scheduled for April 2, 2024.",
        [
            "other 2024-03-01",
            "meeting 2024-04-02",
        ],
    ),
    (
        "Registration is due by March 1, 2024 to attend the workshop on March 8, 2024.",
        [
            "other 2024-03-01",
            "meeting 2024-03-08",
        ],
    ),
    (
        "Requests to present oral testimony must be received by March 1, 2024. Post-hearing comments are due April 1, 2024.",
        [
            "other 2024-03-01",
            "comment_close 2024-04-01",
        ],
    ),
    (
        "The order takes effect at 12:01 a.m. on March 1, 2024 and terminates at 11:59 p.m. on August 31, 2024.",
        [
            "effective 2024-03-01T00:01[America/New_York]",
            "expiry 2024-08-31T23:59[America/New_York]",
        ],
    ),
    (
        "This determination is effective immediately.",
        [
            "effective 2024-02-12 (derived)",
        ],
    ),
    (
        "The rule published at 88 FR 100 is stayed from March 1, 2024, until further notice.",
        [
            "stay 2024-03-01; on 88 FR 100; part The rule published at 88 FR 100",
        ],
    ),
    (
        "Effective April 1, 2024, the stay of § 63.100(k), published at 85 FR 100, is extended until January 1, 2025.",
        [
            "stay 2024-04-01..2025-01-01; act extend; on 85 FR 100; part § 63.100(k)",
        ],
    ),
    (
        "Effective on March 1, 2024, § 1.1 is suspended until December 31, 2024.",
        [
            "stay 2024-03-01..2024-12-31; part § 1.1",
        ],
    ),
    (
        "This interim final rule is effective February 12, 2024. Comments are due on or before April 12, 2024. The interim rule will remain in effect until February 12, 2025.",
        [
            "effective 2024-02-12",
            "comment_close 2024-04-12",
            "expiry 2025-02-12",
        ],
    ),
    (
        "The effective date of the amendments in instructions 3 and 5 is delayed until further notice.",
        [
            "indefinitely_delayed indefinite; part the amendments in instructions 3 and 5",
        ],
    ),
    (
        "Effective date: July 1, 2024; comments due: May 1, 2024.",
        [
            "effective 2024-07-01",
            "comment_close 2024-05-01",
        ],
    ),
    (
        "This rule is effective [INSERT DATE 30 DAYS AFTER DATE OF PUBLICATION IN THE FEDERAL REGISTER].",
        [
            "effective 2024-03-13 (derived)",
        ],
    ),
    (
        "This rule is effective [DATE 60 DAYS AFTER DATE OF PUBLICATION IN THE FEDERAL REGISTER].",
        [
            "effective 2024-04-12 (derived)",
        ],
    ),
    (
        "Initial comments may be filed by February 12, 2024, rebuttal comments by March 12, 2024.",
        [
            "comment_close 2024-02-12",
            "reply_comment 2024-03-12",
        ],
    ),
    (
        "Effective Date: The changes to 10 CFR part 50 are effective on March 1, 2024. Compliance Date: The compliance date is March 1, 2025.",
        [
            "effective 2024-03-01; part The changes to 10 CFR part 50",
            "compliance 2025-03-01",
        ],
    ),
    (
        "The termination date of the temporary final rule published March 1, 2023 (88 FR 12000) is extended from March 1, 2024, to March 1, 2025.",
        [
            "expiry 2025-03-01; act extend; on 88 FR 12000; was 2024-03-01",
        ],
    ),
    (
        "The expiration date of the interim rule at 88 FR 12000 is extended to March 1, 2025.",
        [
            "expiry 2025-03-01; act extend; on 88 FR 12000",
        ],
    ),
    (
        "Unless we receive adverse comment by March 13, 2024, this direct final rule is effective April 12, 2024.",
        [
            "comment_close 2024-03-13",
            "effective 2024-04-12; if no_adverse_comment by 2024-03-13",
        ],
    ),
    (
        "This direct final rule is effective April 12, 2024 without further notice, unless the Agency receives relevant adverse written comment by March 13, 2024.",
        [
            "effective 2024-04-12; if no_adverse_comment by 2024-03-13",
            "comment_close 2024-03-13",
        ],
    ),
    (
        "This order is effective as of 12:00 a.m. on January 20, 2025.",
        [
            "effective 2025-01-20T00:00[America/New_York]",
        ],
    ),
    (
        "Interested persons may file written comments, or request a hearing, within 30 days of publication of this notice.",
        [
            "comment_close 2024-03-13 (derived)",
        ],
    ),
    (
        "Comments must be received within 60 calendar days of the publication date.",
        [
            "comment_close 2024-04-12 (derived)",
        ],
    ),
    (
        "Effective September 30, 2009, and applicable to grants made after that date.",
        [
            "effective 2009-09-30",
            "applicability 2009-09-30 (day not included) (derived); part grants made after that date",
        ],
    ),
    (
        "The requirements of § 101.9 are effective January 1, 2026, for manufacturers with annual food sales of $10 million or more; January 1, 2027, for all others.",
        [
            "effective 2026-01-01; part The requirements of § 101.9",
            "effective 2027-01-01",
        ],
    ),
    (
        "This rule is effective March 1, 2024. The effective date of the rule published at 88 FR 500 remains February 1, 2024.",
        [
            "effective 2024-03-01",
            "effective 2024-02-01; act confirm; on 88 FR 500",
        ],
    ),
    (
        "The amendments made by this rule are effective retroactively to January 1, 2024.",
        [
            "effective 2024-01-01",
        ],
    ),
    (
        "Due date of applications is extended to May 1, 2024.",
        [
            "other 2024-05-01; act extend",
        ],
    ),
    (
        "Effective September 1, 2026, except for amendatory instruction 3, which is effective upon announcement by the Commission, and amendatory instruction 4, which is effective January 1, 2027.",
        [
            "effective 2026-09-01; except amendatory instruction 3, which is effective upon announcement by the Commission, and amendatory instruction 4",
            "effective unknown; part amendatory instruction 3; if upon announcement by the Commission",
            "effective 2027-01-01; part amendatory instruction 4",
        ],
    ),
    (
        "This final rule is effective on January 1, 2025. The incorporation by reference of certain publications listed in this rule is approved by the Director of the Federal Register beginning January 1, 2025.",
        [
            "effective 2025-01-01",
            "incorporation_by_reference 2025-01-01; part certain publications listed in this rule",
        ],
    ),
    (
        "Effective Date: This final rule is effective April 1, 2025, with the exception of 42 CFR 422.100, which is effective January 1, 2026. Applicability Date: The provisions are applicable to coverage beginning January 1, 2026, except as otherwise noted.",
        [
            "effective 2025-04-01; except 42 CFR 422.100",
            "effective 2026-01-01; part 42 CFR 422.100",
            "applicability 2026-01-01; part coverage beginning January 1, 2026; except as otherwise noted",
        ],
    ),
    (
        "Effective Date: These regulations are effective on August 9, 2024. Applicability Date: These regulations apply to estates of decedents dying on or after August 9, 2024.",
        [
            "effective 2024-08-09",
            "applicability 2024-08-09; part estates of decedents dying on or after August 9, 2024",
        ],
    ),
    (
        "These final regulations are effective on and apply beginning on July 1, 2024.",
        [
            "effective 2024-07-01",
            "applicability 2024-07-01",
        ],
    ),
    (
        "This rule is effective on February 5, 2024, except for § 1.1, which is delayed until further notice. FDA will publish a document announcing the effective date.",
        [
            "effective 2024-02-05; except § 1.1",
            "indefinitely_delayed indefinite; part § 1.1; if later_document",
        ],
    ),
    (
        "Effective February 5, 2024, the amendments to 47 CFR 1.1 published at 88 FR 100 (January 5, 2023) are effective.",
        [
            "effective 2024-02-05; act set; on 88 FR 100; part the amendments to 47 CFR 1.1",
        ],
    ),
    (
        "The Commission announces that OMB has approved the information collection. The amendments to § 54.4 (89 FR 100, January 2, 2024) are effective March 1, 2024.",
        [
            "effective 2024-03-01; act set; on 89 FR 100; part The amendments to § 54.4",
        ],
    ),
    (
        "Comments are due on or before February 12, 2024, and reply comments are due on or before March 12, 2024. Written comments on the Paperwork Reduction Act proposed information collection requirements must be submitted on or before April 12, 2024.",
        [
            "comment_close 2024-02-12",
            "reply_comment 2024-03-12",
            "comment_close 2024-04-12; part the Paperwork Reduction Act proposed information collection requirements",
        ],
    ),
    (
        "The final rule is effective May 28, 2024. Compliance date: See Section II.H for compliance dates.",
        [
            "effective 2024-05-28",
        ],
    ),
    (
        "The amendments are effective April 5, 2024. The compliance date for the amendments to Rule 605 is December 14, 2025.",
        [
            "effective 2024-04-05",
            "compliance 2025-12-14; part amendments to Rule 605",
        ],
    ),
    (
        "The compliance date is: (1) December 1, 2024, for large entities; and (2) June 1, 2025, for small entities.",
        [
            "compliance 2024-12-01; for large entities",
            "compliance 2025-06-01; for small entities",
        ],
    ),
    (
        "This rule is effective July 1, 2024. Until July 1, 2025, compliance with § 5.1 is voluntary.",
        [
            "effective 2024-07-01",
            "compliance 2025-07-01; part § 5.1",
        ],
    ),
    (
        "The proposed rule published on January 3, 2024, at 89 FR 300, is withdrawn as of February 12, 2024.",
        [
            "effective 2024-02-12; act withdraw; on 89 FR 300",
        ],
    ),
    (
        "The comment period for the document published at 88 FR 90000 on December 29, 2023, is extended from February 12, 2024, to March 13, 2024.",
        [
            "comment_extended 2024-03-13; on 88 FR 90000; was 2024-02-12",
        ],
    ),
    (
        "The due date for comments on the NPRM published December 5, 2023, at 88 FR 84000, is extended to March 5, 2024. The due date for reply comments is extended to April 5, 2024.",
        [
            "comment_extended 2024-03-05; on 88 FR 84000",
            "reply_comment 2024-04-05; act extend",
        ],
    ),
    (
        "The comment period for the proposed rule published December 5, 2023, at 88 FR 84000, is extended. Comments should be received on or before March 5, 2024. Reply comments should be received by April 5, 2024.",
        [
            "comment_extended 2024-03-05; on 88 FR 84000",
            "reply_comment 2024-04-05; act extend; on 88 FR 84000",
        ],
    ),
    (
        "The deadlines for comments and reply comments are extended to March 1, 2024 and April 1, 2024, respectively.",
        [
            "comment_extended 2024-03-01",
            "reply_comment 2024-04-01; act extend",
        ],
    ),
    (
        "The effective dates of the final rules published at 89 FR 1 and 89 FR 20 are delayed from February 1, 2024, and March 1, 2024, respectively, to April 1, 2024.",
        [
            "delayed_effective 2024-04-01; on 89 FR 1, 89 FR 20; was 2024-02-01, 2024-03-01",
        ],
    ),
    (
        "The effective date of the final rule published December 1, 2023, at 88 FR 83000, is postponed until March 1, 2024, and the compliance date is postponed until June 1, 2024.",
        [
            "delayed_effective 2024-03-01; on 88 FR 83000",
            "compliance 2024-06-01; act delay; on 88 FR 83000",
        ],
    ),
    (
        "The effective date for the final rule that appeared at 89 FR 100, January 2, 2024, is corrected to read March 4, 2024.",
        [
            "delayed_effective 2024-03-04; on 89 FR 100",
        ],
    ),
    (
        "The effective date of the rule published on January 3, 2024 (89 FR 400) is corrected from February 1, 2024, to March 1, 2024.",
        [
            "delayed_effective 2024-03-01; on 89 FR 400; was 2024-02-01",
        ],
    ),
    (
        "This correction is effective February 12, 2024, and applicable as of January 1, 2024.",
        [
            "effective 2024-02-12",
            "applicability 2024-01-01",
        ],
    ),
    (
        "Effective February 12, 2024, the temporary suspension of § 1.1 is lifted.",
        [
            "stay 2024-02-12; act lift; part § 1.1",
        ],
    ),
    (
        "The Fishery Resource Disaster closure is in effect from 0001 hours, local time, February 12, 2024, until 2359 hours, local time, April 30, 2024.",
        [
            "effective 2024-02-12T00:01[America/New_York]..2024-04-30T23:59[America/New_York]; part The Fishery Resource Disaster closure",
        ],
    ),
    (
        "The rule is effective March 1, 2024, through February 28, 2025, unless NMFS publishes a superseding document in the Federal Register.",
        [
            "effective 2024-03-01..2025-02-28 included; if unless NMFS publishes a superseding document in the Federal Register",
        ],
    ),
    (
        "Effective 12:01 a.m. EST, January 1, 2024, to 12:01 a.m. EST, January 1, 2025.",
        [
            "effective 2024-01-01T00:01[America/New_York]..2025-01-01T00:01[America/New_York]",
        ],
    ),
    (
        "This AD becomes effective March 18, 2024. The Director of the Federal Register approved the incorporation by reference of certain publications listed in this AD as of March 18, 2024. The Director of the Federal Register approved the incorporation by reference of a certain other publication listed in this AD as of June 1, 2020 (85 FR 24000, April 30, 2020). The FAA must receive any comments on this AD by April 15, 2024.",
        [
            "effective 2024-03-18",
            "incorporation_by_reference 2024-03-18; part certain publications listed in this AD",
            "incorporation_by_reference 2020-06-01; part a certain other publication listed in this AD",
            "comment_close 2024-04-15",
        ],
    ),
    (
        "Submit either electronic or written comments on the draft guidance by April 12, 2024 to ensure that we consider your comment on this draft guidance before we begin work on the final version of the guidance.",
        [
            "comment_close 2024-04-12",
        ],
    ),
    (
        "The public meeting will be held on March 5, 2024, from 9 a.m. to 12 p.m. ET. Either electronic or written comments on this public meeting must be submitted by April 5, 2024. See the SUPPLEMENTARY INFORMATION section for registration date.",
        [
            "meeting 2024-03-05T09:00[America/New_York]..2024-03-05T12:00[America/New_York]",
            "comment_close 2024-04-05",
        ],
    ),
    (
        "This ruling is effective as of February 12, 2024, for entries made on or after March 12, 2024.",
        [
            "effective 2024-02-12; part This ruling",
            "applicability 2024-03-12; part entries made on or after March 12, 2024",
        ],
    ),
    (
        "These amended import restrictions are effective February 12, 2024, and expire on February 12, 2029.",
        [
            "effective 2024-02-12; part These amended import restrictions",
            "expiry 2029-02-12",
        ],
    ),
    (
        "Written objections to this petition must be received by March 13, 2024. The petition was filed on January 2, 2024.",
        [
            "objection 2024-03-13",
            "other 2024-01-02; act recital; part The petition",
        ],
    ),
    (
        "Any person may file a petition for judicial review by April 12, 2024.",
        [
            "other 2024-04-12",
        ],
    ),
    (
        "The order is effective February 12, 2024. Requests for a hearing must be received by March 13, 2024, or the order becomes final.",
        [
            "effective 2024-02-12",
            "other 2024-03-13",
        ],
    ),
    (
        "Applications will be accepted beginning March 1, 2024, and must be received by 11:59 p.m. Eastern Time on April 30, 2024.",
        [
            "other 2024-03-01; act begin",
            "other 2024-04-30T23:59[America/New_York]; act due",
        ],
    ),
    (
        "Effective Date: February 12, 2024. Applicable Date: The changes apply to applications filed on or after February 12, 2024.",
        [
            "effective 2024-02-12",
            "applicability 2024-02-12; part applications filed on or after February 12, 2024",
        ],
    ),
    (
        "This action is effective sixty days after publication in the Federal Register, unless notice is given by April 1, 2024.",
        [
            "effective 2024-04-12 (derived); if unless notice is given by April 1, 2024",
            "other 2024-04-01",
        ],
    ),
    (
        "This Executive order shall take effect at 12:01 a.m. eastern standard time on February 1, 2025.",
        [
            "effective 2025-02-01T00:01[America/New_York]; part This Executive order",
        ],
    ),
    (
        "The rates are effective for the period October 1, 2023 through September 30, 2024.",
        [
            "effective 2023-10-01..2024-09-30 included; part The rates",
        ],
    ),
    (
        "Interim final rule effective February 12, 2024; comments must be received on or before April 12, 2024.",
        [
            "effective 2024-02-12",
            "comment_close 2024-04-12",
        ],
    ),
    (
        "DATES: This rule is effective February 12, 2024.",
        [
            "effective 2024-02-12",
        ],
    ),
    (
        "Effective date: This rule is effective as of 11:59 p.m. on February 12, 2024.",
        [
            "effective 2024-02-12T23:59[America/New_York]",
        ],
    ),
    (
        "These regulations are effective July 1, 2024. Implementation date: For the implementation date of these regulatory provisions, see the Implementation Date section.",
        [
            "effective 2024-07-01",
        ],
    ),
    (
        "The effective date of the stay at 40 CFR 60.1 is extended from March 1, 2024, to June 1, 2024.",
        [
            "stay unknown..2024-06-01; act extend; was 2024-03-01",
        ],
    ),
    (
        "As of February 12, 2024, the stay of the effective date of 40 CFR 68.1, published March 16, 2023, at 88 FR 16000, is lifted.",
        [
            "stay 2024-02-12; act lift; on 88 FR 16000; part 40 CFR 68.1, published March 16, 2023, at 88 FR 16000",
        ],
    ),
    (
        "The interim final rule published November 3, 2023, at 88 FR 75000, is adopted as final without change, effective March 13, 2024.",
        [
            "effective 2024-03-13; act set; on 88 FR 75000",
        ],
    ),
    (
        "The interim rule became effective on November 3, 2023. Comments must be received by March 13, 2024.",
        [
            "effective 2023-11-03",
            "comment_close 2024-03-13",
        ],
    ),
    (
        "The final rule published at 86 FR 100 on January 4, 2021, withdrawn at 86 FR 9000 on February 10, 2021, is reinstated effective March 1, 2024.",
        [
            "effective 2024-03-01; act reinstate; on 86 FR 100",
        ],
    ),
    (
        "Comments on the information collection requirements of this rule must be received by OMB by March 13, 2024.",
        [
            "comment_close 2024-03-13; part the information collection requirements of this rule",
        ],
    ),
    (
        "Effective on March 13, 2024 and applicable retroactively beginning January 1, 2023.",
        [
            "effective 2024-03-13",
            "applicability 2023-01-01",
        ],
    ),
    (
        "This regulation is effective March 13, 2024; however, compliance with § 9.3 is not mandatory until March 13, 2026.",
        [
            "effective 2024-03-13",
            "compliance 2026-03-13; part § 9.3",
        ],
    ),
    (
        "No comments will be accepted after March 13, 2024.",
        [
            "comment_close 2024-03-13",
        ],
    ),
    (
        "Comments must be postmarked or submitted by email no later than April 12, 2024 (60 days after publication).",
        [
            "comment_close 2024-04-12",
        ],
    ),
    (
        "The workshop will be held on March 19 and 20, 2024. Requests to speak must be submitted by March 1, 2024.",
        [
            "meeting 2024-03-19",
            "meeting 2024-03-20",
            "other 2024-03-01",
        ],
    ),
    (
        "Hearing: A virtual hearing will be held on March 4, 2024, if requested by February 20, 2024.",
        [
            "hearing 2024-03-04",
            "other 2024-02-20",
        ],
    ),
    (
        "Effective: Upon the date of publication in the Federal Register.",
        [
            "effective 2024-02-12 (derived)",
        ],
    ),
    (
        "The modified system of records will be effective on the date of publication, except the routine uses, which are effective March 13, 2024.",
        [
            "effective 2024-02-12 (derived); except the routine uses",
            "effective 2024-03-13; part the routine uses",
        ],
    ),
    (
        "The computer matching program will be effective on March 20, 2024, or 30 days after publication, whichever is later, and will expire on September 20, 2025.",
        [
            "effective 2024-03-20 (derived); part The computer matching program; if whichever is later, and will expire on September 20, 2025",
            "expiry 2025-09-20",
        ],
    ),
    (
        "The agreement will be in effect from April 1, 2024 to September 30, 2025.",
        [
            "effective 2024-04-01..2025-09-30; part The agreement",
        ],
    ),
    (
        "This rule will be effective in 30 days.",
        [],
    ),
    (
        "This license is valid from March 1, 2024 until February 28, 2029.",
        [
            "effective 2024-03-01..2029-02-28; part This license",
        ],
    ),
    (
        "The removal of § 1.5 is effective at midnight on June 30, 2024.",
        [
            "effective 2024-07-01T00:00[America/New_York]; part The removal of § 1.5",
        ],
    ),
    (
        "Effective March 1, 2024 (except § 2.1, effective April 1, 2024).",
        [
            "effective 2024-03-01",
            "effective 2024-04-01; part § 2.1",
        ],
    ),
]


@each_row(("text", "claims"), PHRASINGS, ids=[text[:60] for text, _ in PHRASINGS])
def test_phrasing(text: str, claims: list[str]) -> None:
    read = read_dates(text, published_on=PUBLISHED)
    assert [spell(claim) for claim in read] == claims
    assert all(text[claim.start : claim.end] == claim.quote for claim in read)
