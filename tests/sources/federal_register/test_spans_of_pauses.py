"""A notice that is for a pause, of which a sentence tells from when until when it lasts."""

from __future__ import annotations

from tests.rows import each_row
from tests.sources.federal_register.test_what_is_over import force, ledger, notice

HEADED = {"title": "Kiln Dust Monitoring; Pause in Enforcement", "action": "Notice of enforcement pause."}
SPANS = (  # DATES, fields: in force from May 6 to November 2, 2024, and no longer
    ("The enforcement pause begins May 6, 2024, and continues until November 3, 2024.", HEADED),
    ("The pause in enforcement starts on May 6, 2024 and lasts through November 2, 2024.", HEADED),
    ("The suspension of enforcement commences May 6, 2024, and will run until November 3, 2024.",
     {"title": "Suspension of Enforcement of Kiln Rules", "action": "Notice of suspension of enforcement."}),
    ("This moratorium on new kilns commences on May 6, 2024, and is to remain in place through November 2, 2024.",
     {"title": "Moratorium on New Kilns", "action": "Notice of moratorium."}),
    ("The temporary suspension of kiln fees will last from May 6, 2024 to November 3, 2024.",
     {"title": "Temporary Suspension of Kiln Fees", "action": "Notice."}),
    ("The closure starts May 6, 2024 and continues through November 2, 2024, unless lifted earlier.",
     {"title": "Closure of the Lake Road Border Crossing", "action": "Notice of closure."}),
    ("The hold is in effect from May 6, 2024, until November 3, 2024.",
     {"title": "Hold on Collection of Kiln Fees", "action": "Notice."}),
    ("The notice is effective May 6, 2024. The enforcement discretion described in this notice will continue through "
     "November 2, 2024.",
     {"title": "Enforcement Discretion Regarding Kiln Data", "action": "Notice of enforcement discretion."}),
    ("Dates: The waiver takes effect on May 6, 2024 and ends on November 3, 2024.",
     {"title": "Waiver of Labels for Kilns", "action": "Notice; temporary waiver."}),
)  # fmt: skip


@each_row(("dates", "fields"), SPANS)
def test_a_pause_lasts_from_the_day_it_begins_until_it_is_over(dates: str, fields: dict[str, str]) -> None:
    tracker = ledger(notice(dates, **fields))
    days = ("2024-05-05", "2024-05-06", "2024-11-02", "2024-11-03")
    assert [force(tracker, "89 FR 25410", on) for on in days] == ["no", "yes", "yes", "no"]


NO_SPANS = (  # the span is of something else, or nobody knows of what: the notice does not end with it
    ("The comment period begins May 6, 2024, and continues until November 3, 2024.",
     {**HEADED, "action": "Notice; request for comments."}),
    ("The registration period for waivers begins May 6, 2024, and runs through November 2, 2024.",
     {"title": "Registration for the Kiln Waiver", "action": "Notice."}),
    ("The pause of audits begins May 6, 2024, and continues until November 3, 2024.",
     {"title": "Retention of Records During the Pause of Audits", "action": "Notice."}),
    ("The waiver begins May 6, 2024, and runs through November 2, 2024.",
     {"title": "Kiln Rules; Petition for Waiver", "action": "Notice of petition."}),
    ("The first pause begins May 6, 2024, and runs through July 5, 2024. The pause on new kilns begins August 5, 2024, "
     "and runs through November 2, 2024. The pause on old kilns begins September 3, 2024, and runs through November 2, "
     "2024.", HEADED),
)  # fmt: skip


@each_row(("dates", "fields"), NO_SPANS)
def test_a_span_of_something_else_is_no_end(dates: str, fields: dict[str, str]) -> None:
    assert force(ledger(notice(dates, **fields)), "89 FR 25410", "2024-11-20") != "no"
