"""Rules that are in force in some hours of several days: a window for each day, and none without an end."""

from __future__ import annotations

from typing import Any

from regtrack.sources.federal_register.metadata import read_metadata
from regtrack.sources.federal_register.statements import DocumentReading
from tests.rows import each_row

ZONE = "[America/New_York]"


def windows(when: str, **fields: Any) -> list[str]:
    """The windows of a rule, as "15T08:00-15T16:00", and "15-" for one without an end; marked where in doubt."""
    record = {
        "document_number": "2031-90001", "publication_date": "2031-06-05", "type": "Rule", "citation": "96 FR 21000",
        "title": "Special Local Regulation; Heron Bay Regatta; Solomons, MD", "action": "Temporary final rule.",
        "dates": f"This rule is effective {when}.", "abstract": None, "effective_on": None, "cfr_references": [],
        **fields,
    }  # fmt: skip
    document = read_metadata(record).document
    assert document is not None
    found = []
    for said in DocumentReading(document).statements():
        begin, end = (each.text.replace(ZONE, "")[8:] if each else "" for each in (said.when, said.until))
        doubt = "?" if "unread" in said.flags else ""
        inclusive = "=" if said.until is not None and said.until.inclusive else ""
        found.append(f"{doubt}{begin}-{end}{inclusive}")
    return found


TWO = ["15T08:00-15T16:00", "16T08:00-16T16:00"]
FOUR = ["15T08:00-15T09:00", "15T15:00-15T16:00", "16T08:00-16T09:00", "16T15:00-16T16:00"]
SHIFTS = [*FOUR[::2], *FOUR[1::2]]
THREE = [*TWO, "22T08:00-22T16:00"]
DAILY = [*TWO, "17T08:00-17T16:00"]
READ = (
    ("from 8 a.m. until 4 p.m. on August 15 and August 16, 2031", TWO),
    ("from 8 a.m. until 4 p.m. on August 15, 2031, and August 16, 2031", TWO),
    ("from 8 a.m. until 4 p.m. on August 15 and on August 16, 2031", TWO),
    ("from 8 a.m. until 4 p.m. on both August 15 and August 16, 2031", TWO),
    ("from 8 a.m. until 4 p.m. on both Friday, August 15, and Saturday, August 16, 2031", TWO),
    ("from 8 a.m. until 4 p.m. on Friday, August 15, and Saturday, August 16, 2031", TWO),
    ("from 8 a.m. until 4 p.m. each day on August 15 and August 16, 2031", TWO),
    ("between 8 a.m. and 4 p.m. on August 15 and August 16, 2031", TWO),
    ("between the hours of 8 a.m. and 4 p.m. on August 15 and August 16, 2031", TWO),
    ("8 a.m. to 4 p.m. on August 15, 2031; and August 16, 2031", TWO),
    ("on August 15 and August 16, 2031, from 8 a.m. until 4 p.m.", TWO),
    ("on August 15 and August 16, 2031, from 8 a.m. until 4 p.m. each day", TWO),
    ("on August 15, 2031, and August 16, 2031, between 8 a.m. and 4 p.m. daily", TWO),
    ("from 8 a.m. to 4 p.m. on August 15, August 16, and August 22, 2031", THREE),
    ("from 8 a.m. to 4 p.m. on August 15, 2031; August 16, 2031; and August 22, 2031", THREE),
    ("on August 15, August 16, and August 22, 2031, from 8 a.m. to 4 p.m.", THREE),
    ("from 8 a.m. to 4 p.m. on August 15 and 16, and on August 22, 2031", THREE),
    ("from 8 a.m. to 4 p.m. on each of the following days: August 15, August 16, and August 22, 2031", THREE),
    ("on each of the following dates, from 8 a.m. to 4 p.m.: August 15, August 16, and August 22, 2031", THREE),
    ("on each of the following days from 8 a.m. to 4 p.m.: August 15, August 16, and August 22, 2031", THREE),
    ("between August 15 and August 17, 2031, from 8 a.m. to 4 p.m. each day", DAILY),
    ("from 8 a.m. to 4 p.m. each day between August 15 and August 17, 2031", DAILY),
    ("from 8 a.m. to 4 p.m. daily from August 15 through August 17, 2031", DAILY),
    ("from August 15 through August 17, 2031, from 8 a.m. to 4 p.m. each day", DAILY),
    ("from August 15, 2031, through August 17, 2031, between 8 a.m. and 4 p.m. daily", DAILY),
    ("from 8 a.m. to 4 p.m. on August 15-17, 2031", DAILY),
    ("from 8 a.m. to 4 p.m. on December 31, 2031, and January 1, 2032", ["31T08:00-31T16:00", "01T08:00-01T16:00"]),
    ("from 8 a.m. to 9 a.m. and from 3 p.m. to 4 p.m. on August 15 and August 16, 2031", FOUR),
    ("from 8 a.m. to 9 a.m., and from 3 p.m. to 4 p.m., on August 15, 2031, and August 16, 2031", FOUR),
    ("on August 15 and August 16, 2031, from 8 a.m. to 9 a.m. and 3 p.m. to 4 p.m.", FOUR),
    ("from 8 a.m. to 9 a.m. and from 3 p.m. to 4 p.m. on August 15-16, 2031", FOUR),
    ("from 8 a.m. to 9 a.m. and from 3 p.m. to 4 p.m. on August 15, 2031", FOUR[:2]),
    ("on August 15, 2031, from 8 a.m. to 9 a.m. and from 3 p.m. to 4 p.m.", FOUR[:2]),
    ("from 8 a.m. to 9 a.m. and from 3 p.m. to 4 p.m. daily from August 15 through August 16, 2031", SHIFTS),
    ("from August 15 through August 16, 2031, from 8 a.m. to 9 a.m. and from 3 p.m. to 4 p.m. each day", SHIFTS),
    ("from 9 p.m. until 2 a.m. on August 15 and August 16, 2031", ["15T21:00-16T02:00", "16T21:00-17T02:00"]),
)  # fmt: skip


@each_row(("when", "expected"), READ)
def test_each_of_several_days_has_its_hours(when: str, expected: list[str]) -> None:
    assert windows(when) == expected


OTHERWISE = (
    # hours of its own for each day, and one span over two days, are no list
    ("from 8 a.m. to 4 p.m. on August 15, 2031, and from 9 a.m. to 5 p.m. on August 16, 2031",
     ["15T08:00-15T16:00", "16T09:00-16T17:00"]),
    ("on August 15 from 8 a.m. to 4 p.m. and from 9 a.m. to 5 p.m. on August 16, 2031",
     ["15T08:00-15T16:00", "16T09:00-16T17:00"]),
    ("on August 15 from 8 a.m. to 4 p.m. and on August 16, 2031, from 9 a.m. to 5 p.m.",
     ["15T08:00-15T16:00", "16T09:00-16T17:00"]),
    ("from 8 a.m. to noon on August 15, 2031, and August 16, 2031, from 1 p.m. to 4 p.m.",
     ["15T08:00-15T12:00", "16T13:00-16T16:00"]),
    ("from 8 a.m. on August 15 until 4 p.m. on August 16, 2031", ["15T08:00-16T16:00"]),
    ("from 9 p.m. on August 15 until 2 a.m. on August 16, 2031, and from 9 p.m. on August 16 until 2 a.m. on "
     "August 17, 2031", ["15T21:00-16T02:00", "16T21:00-17T02:00"]),
    # days without hours are whole days of a temporary rule
    ("on August 15 and August 16, 2031", ["15-15=", "16-16="]),
    ("on August 15 and 16, 2031", ["15-15=", "16-16="]),
    ("on August 15, August 16, and August 22, 2031", ["15-15=", "16-16=", "22-22="]),
    # one day is a beginning, with or without a temporary rule
    ("on August 15, 2031", ["15-"]),
    ("beginning August 15, 2031", ["15-"]),
    # a day of which nobody tells the hours is in doubt, and has no force without end
    ("from 8 a.m. to 4 p.m. on August 15 and, if needed, on August 16, 2031", ["15T08:00-15T16:00", "?-"]),
    ("from 8 a.m. to 4 p.m. on August 15, or in case of rain on August 16, 2031", ["15T08:00-15T16:00", "?-"]),
)  # fmt: skip


@each_row(("when", "expected"), OTHERWISE)
def test_what_is_no_list_of_days(when: str, expected: list[str]) -> None:
    assert windows(when) == expected


def test_two_days_of_a_lasting_rule_are_no_windows() -> None:
    when = "on August 15, 2031, and September 16, 2031"
    assert windows(when, action="Final rule.") == ["15-", "16-"]
