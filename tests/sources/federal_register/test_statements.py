"""What a document states, case by case: each case is a rule of reading that once was broken."""

import datetime as dt
from typing import Any

from regtrack.model.event import Event
from regtrack.sources.federal_register.acts import classify
from regtrack.sources.federal_register.document import Agency, DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.events import compile_document
from tests.rows import each_row
from tests.sources.federal_register.test_events import Known

PUBLISHED = dt.date(2027, 3, 10)
RULE, NOTICE, PROPOSAL = DocumentType.RULE, DocumentType.NOTICE, DocumentType.PROPOSED_RULE
OWN, TARGET = "us/fr/2027-421", "us/fr/92-fr-1052"


def told(dates: str, type: DocumentType = RULE, known: Known | None = None, **fields: Any) -> list[str]:
    """The events of a document in a line each: kind, name, target, begin, end, part, flags."""
    made: dict[str, Any] = {"title": "Widgets", "action": "Final rule." if type is RULE else "Notice.", **fields}
    document = RegisterDocument(
        number="2027-00421", type=type, published_on=PUBLISHED, dates=dates, origin=DocumentForm.METADATA, **made
    )
    lines = []
    for each in compile_document(document, known or Known()):
        if isinstance(each, Event) and each.kind not in ("publish", "propose") and not each.key.endswith(":term"):
            until = each.until and f"{'through ' if each.until.inclusive else 'until '}{each.until}"
            about = "" if each.target == OWN else each.target
            words = (each.kind, each.name, about, str(each.effect or ""), until, *each.parts, *each.flags)
            lines.append(" ".join(filter(None, words)))
    return lines


CITED = "the final rule published at 92 FR 1052 on January 8, 2027,"


@each_row(
    ("dates", "expected"),
    [
        (  # what is put out for comment is not done
            f"The effective date of {CITED} is delayed until May 3, 2027. Comments on the delay to May 3, 2027, as "
            "well as on alternatively delaying it to October 1, 2027, must be submitted on or before April 9, 2027.",
            [f"delay_effective {TARGET} 2027-05-03", "open_comment 2027-03-10 through 2027-04-09"],
        ),
        (  # a stay that goes on is extended
            f"7 CFR 319.28(e), added by {CITED} continues to be stayed until May 26, 2027.",
            [f"extend_stay {TARGET} until 2027-05-26 7 CFR 319.28(e) end_ambiguous"],
        ),
        (  # a day of a citation and the new one are no span
            "This action delays the effective date of the amendments to 42 CFR 1001.2 published January 8, 2027, at "
            "92 FR 1052, and corrected at 92 FR 4100, February 2, 2027, until January 3, 2028.",
            [f"delay_effective {TARGET} 2028-01-03 42 CFR 1001.2"],
        ),
        (  # a part without a name is not the whole
            f"The effective date of certain provisions of {CITED} is delayed until May 3, 2027.",
            [f"delay_effective {TARGET} 2027-05-03 certain provisions of the final rule scope_unread"],
        ),
        (  # what a rule leaves out has its own day, of the same rule
            "The January 8, 2027, rule (92 FR 1052) is effective June 7, 2027, except for the amendments to 7 CFR "
            "319.28 and 319.30, which are effective May 3, 2027.",
            [f"set_effective {TARGET} 2027-06-07", f"set_effective {TARGET} 2027-05-03 7 CFR 319.28 7 CFR 319.30"],
        ),
        (  # a Tuesday
            "This rule is effective on Monday, May 4, 2027. Comments must be received by Tuesday, May 11, 2027.",
            ["set_effective 2027-05-04 weekday_differs", "open_comment 2027-03-10 through 2027-05-11"],
        ),
        (  # days on which Congress sits are on no calendar, and no more than all days
            "This regulation will be effective 30 days after publication in the Federal Register during which either "
            "or both Houses of Congress are in session.",
            ["set_effective later of 2027-04-09, unknown"],
        ),
        (  # a term that begins with an event has no day
            "This authorization is effective for 1 year from the date of notification by its holder.",
            ["set_effective unknown"],
        ),
        (  # no row has the verb
            f"The effective date of {CITED} is frozen until May 3, 2027.",
            [f"note unread {TARGET} unread"],
        ),
    ],
)
def test_rules_of_reading(dates: str, expected: list[str]) -> None:
    assert told(dates) == expected


def test_enforcement_of_a_standing_rule_has_its_windows_on_the_clock_of_the_place() -> None:
    found = told(
        "The regulations in 33 CFR 165.1123 will be enforced from 8 p.m. to 10 p.m. each day from July 3, 2027, "
        "through July 4, 2027.",
        title="Safety Zone; San Diego Bay, San Diego, CA", action="Notification of enforcement of regulation.",
    )  # fmt: skip
    zone = "[America/Los_Angeles]"
    assert found == [
        f"set_effective 2027-07-03T20:00{zone} until 2027-07-03T22:00{zone}",
        f"set_effective 2027-07-04T20:00{zone} until 2027-07-04T22:00{zone}",
        "set_deadline enforcement 2027-07-03 through 2027-07-04",
        "set_deadline start of enforcement 2027-03-10 through 2027-07-03",
    ]


def test_summary_tells_the_end_that_dates_leave_out() -> None:
    summary = "This Order was issued on March 8, 2027, and shall remain in effect through April 8, 2027."
    assert told("This action took effect March 8, 2027.", NOTICE, abstract=summary) == [
        "set_effective 2027-03-08",
        "set_expiry through 2027-04-08",
    ]


def test_a_bare_section_is_in_the_title_of_its_agency() -> None:
    agency = Agency(name="Federal Communications Commission", slug="federal-communications-commission")
    assert told(
        "The rules are effective May 3, 2027, except for § 25.147, which requires approval by OMB. The Commission will "
        "publish a document in the Federal Register announcing the effective date of that section.",
        agencies=(agency,),
    ) == ["set_effective 2027-05-03", "set_effective indefinite 47 CFR 25.147"]


def test_a_comment_period_is_found_by_the_title_of_the_proposal_and_a_withdrawal_is_not() -> None:
    known = Known({"Widgets": "us/fr/2027-100"})
    dates = "The comment period is extended. Comments must be received on or before May 3, 2027."
    extension = "Proposed rule; extension of comment period."
    assert told(dates, PROPOSAL, known, title="Widgets; Extension of Comment Period", action=extension) == [
        "extend_comment us/fr/2027-100 through 2027-05-03"
    ]
    assert told("", RULE, known, title="Widgets", action="Final rule; withdrawal.") == ["note unread unread"]


def test_what_is_enforced_on_a_day_is_over_after_it() -> None:
    found = told("The regulations in 33 CFR 165.929 will be enforced on July 4, 2027.")
    assert found[0] == "set_effective 2027-07-04 through 2027-07-04"


def test_a_window_has_two_days_that_a_reader_has_to_know() -> None:
    found = told("The referendum will be conducted from July 6 through August 3, 2027.", NOTICE)
    assert found == [
        "set_deadline referendum 2027-07-06 through 2027-08-03",
        "set_deadline start of referendum 2027-03-10 through 2027-07-06",
    ]


def test_summary_tells_the_days_of_enforcement_where_dates_prints_none() -> None:
    abstract = "The Coast Guard will enforce special local regulations on July 10, 2027, and September 6, 2027."
    dates = "The regulations in 33 CFR 100.911 will be enforced at the dates and times listed in the table below."
    days = ["2027-07-10", "2027-09-06"]
    assert told(dates, abstract=abstract) == [f"set_deadline enforcement 2027-03-10 through {day}" for day in days]
    assert told("Effective July 1, 2027.", abstract=abstract) == ["set_effective 2027-07-01"]


def test_all_times_are_told_in_one_zone() -> None:
    dates = "BOEM will hold the lease sale at 9 a.m. on August 12, 2027. All times in this document are Central time."
    assert told(dates, NOTICE) == ["set_deadline lease sales 2027-03-10 until 2027-08-12T09:00[America/Chicago]"]


def test_a_closure_printed_among_rules_is_one() -> None:
    fields = {"number": "2027-00421", "published_on": PUBLISHED, "type": RULE, "origin": DocumentForm.METADATA}
    assert classify(RegisterDocument(**fields, action="Closure.")).kind == "temporary_rule"


def test_a_minimum_is_a_day_before_which_it_does_not_begin() -> None:
    text = "The modified system of records will become effective a minimum of 30 days after date of publication."
    assert told(text, NOTICE) == ["set_effective later of 2027-04-09, unknown"]


@each_row(
    ("dates", "expected"),
    [
        ("Submissions will be accepted from March 12, 2027, through May 11, 2027.",
         ["set_deadline submissions 2027-03-12 through 2027-05-11",
          "set_deadline start of submissions 2027-03-10 through 2027-03-12"]),
        ("The date of July 21, 2027 has been established for the FIRM.",
         ["set_deadline established date 2027-03-10 through 2027-07-21"]),
        ("This action begins September 3, 2027.", ["set_effective 2027-09-03"]),
        ("The permit holder is responsible for submitting the fee to NMFS by July 31, 2027.",
         ["set_deadline permit holder 2027-03-10 through 2027-07-31"]),
    ],
)  # fmt: skip
def test_days_that_a_reader_has_to_know(dates: str, expected: list[str]) -> None:
    assert told(dates, NOTICE) == expected


def test_an_extension_whose_new_deadline_is_told_leaves_nothing_unread() -> None:
    said = "The comment period for the RFC published on January 28, 2027 is extended to April 26, 2027."
    assert told(said, NOTICE) == ["open_comment 2027-03-10 through 2027-04-26"]


def test_a_meeting_whose_day_only_the_title_tells_is_a_deadline() -> None:
    title = "Sunshine Act Meeting; Open Commission Meeting Wednesday, March 24, 2027"
    assert told("", NOTICE, title=title, action=None) == ["set_deadline meeting 2027-03-10 through 2027-03-24"]
    assert told("", NOTICE, title="Widgets; Rates for March 24, 2027", action=None) == []


def test_responses_by_a_day_are_a_deadline() -> None:
    said = "We must receive responses on the schedules listed in this notice by April 24, 2027."
    assert told(said, NOTICE) == ["set_deadline responses 2027-03-10 through 2027-04-24"]


def test_a_deviation_from_a_rule_is_in_force_for_a_time() -> None:
    document = RegisterDocument(
        number="2027-00421", type=RULE, title="Drawbridge Operation Regulation; Mill River", published_on=PUBLISHED,
        action="Notice of deviation from drawbridge regulation.", origin=DocumentForm.METADATA,
    )  # fmt: skip
    assert classify(document).kind == "temporary_rule"
