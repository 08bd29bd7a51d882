"""A closure or a deviation that a later rule undoes: over from when that begins, and not another one."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_what_is_over import force, ledger, notice

_TITLE = "Fisheries of the Exclusive Economic Zone Off Alaska; "
_AREA = "Shortraker Rockfish in the Chirikof Area of the Gulf of Alaska"
CLOSURE = {
    "document_number": "2023-91001", "publication_date": "2023-09-07", "type": "Rule", "citation": "88 FR 61001",
    "title": _TITLE + _AREA, "action": "Temporary rule; closure.", "cfr_references": [{"title": 50, "part": 679}],
    "dates": "Effective 1200 hours, Alaska local time (A.l.t.), September 5, 2023, through 2400 hours, A.l.t., "
             "December 31, 2023.",
    "abstract": "NMFS is prohibiting directed fishing for shortraker rockfish in the Chirikof Area of the Gulf of "
                "Alaska (GOA). This action is necessary to prevent exceeding the 2023 total allowable catch.",
    "effective_on": "2023-09-05",
}  # fmt: skip
OPENS = (
    "Effective 1200 hours, A.l.t., October 10, 2023, through 2400 hours, A.l.t., December 31, 2023. Comments must be "
    "received no later than 4:30 p.m., A.l.t., October 26, 2023."
)
IS_OPENING = (
    "NMFS is opening directed fishing for shortraker rockfish in the Chirikof Area of the Gulf of Alaska (GOA). "
)


def later(summary: str, dates: str = OPENS, **fields: Any) -> dict[str, Any]:
    return {
        **CLOSURE, "document_number": "2023-91002", "publication_date": "2023-10-12", "citation": "88 FR 70001",
        "action": "Temporary rule; modification of a closure.", "dates": dates, "abstract": summary,
        "effective_on": None, **fields,
    }  # fmt: skip


OPENED = (  # SUMMARY, DATES, fields: the closure is over after the opening begins
    (IS_OPENING + "NMFS closed directed fishing on September 5, 2023 (88 FR 61001, September 7, 2023).", OPENS, {}),
    (IS_OPENING + "NMFS closed directed fishing for this species under the final harvest specifications on September "
     "5, 2023 (88 FR 61001, September 7, 2023). This action is necessary to use the total allowable catch.", OPENS, {}),
    ("NMFS is reopening directed fishing for shortraker rockfish in the Chirikof Area of the Gulf of Alaska (GOA), "
     "which was closed under the temporary rule published September 7, 2023 (88 FR 61001).", OPENS,
     {"action": "Temporary rule; reopening.",
      "title": _TITLE + "Reapportionment and Opening of Directed Fishing for " + _AREA}),
    ("NMFS announces the reopening of the fishery for shortraker rockfish in the Chirikof Area.",
     "Effective 1200 hours, A.l.t., October 10, 2023. The closure published September 7, 2023 (88 FR 61001), is "
     "terminated as of that time.", {"action": "Temporary rule; reopening."}),
    ("NMFS lifts the closure of the fishery for shortraker rockfish in the Chirikof Area.",
     "The closure published on September 7, 2023, at 88 FR 61001, is lifted effective 1200 hours, A.l.t., October 10, "
     "2023.", {"action": "Temporary rule; termination of closure."}),
    ("NMFS terminates the closure of the fishery for shortraker rockfish in the Chirikof Area that was published at 88 "
     "FR 61001 on September 7, 2023.", OPENS, {"action": "Temporary rule; termination of closure."}),
    (IS_OPENING + "NMFS closed directed fishing on September 5, 2023 (88 FR 61001, September 7, 2023); some 300 metric "
     "tons remain to be caught, and the season continues to the end of the year.", OPENS, {}),
    ("NMFS is allowing directed fishing for shortraker rockfish in the Chirikof Area of the Gulf of Alaska (GOA). NMFS "
     "closed directed fishing on September 5, 2023 (88 FR 61001).", OPENS, {}),
    ("NMFS issues this action to reopen directed fishing for shortraker rockfish in the Chirikof Area, which was "
     "closed on September 5, 2023 (88 FR 61001).", OPENS, {}),
    ("NMFS is rescinding the closure of directed fishing for shortraker rockfish that was published on September 7, "
     "2023 (88 FR 61001).", OPENS, {}),
    # identified by its day and its title
    ("The fishery for shortraker rockfish in the Chirikof Area will reopen on October 10, 2023. It was closed on "
     "September 5, 2023.", "Effective 1200 hours, A.l.t., October 10, 2023.", {}),
    (IS_OPENING + "NMFS closed directed fishing for shortraker rockfish in this area on September 5, 2023.", OPENS, {}),
)  # fmt: skip


@each_row(("summary", "dates", "fields"), OPENED)
def test_a_closure_is_over_when_what_it_closed_is_opened(summary: str, dates: str, fields: dict[str, Any]) -> None:
    tracker = ledger(CLOSURE, later(summary, dates, **fields))
    found = [force(tracker, "88 FR 61001", on) for on in ("2023-09-20", "2023-10-09", "2023-11-06")]
    assert found == ["yes", "yes", "no"]
    assert force(tracker, "88 FR 61001", "2023-11-06", "2023-10-01") == "yes"  # before it was known
    assert [force(tracker, "88 FR 61001", f"2023-10-10T{hour}:00-08:00") for hour in (11, 13)] == ["yes", "no"]


OTHERS = (  # SUMMARY, DATES, fields: the closure goes on, or is in doubt, and is not over
    # another species, area, sector or period
    ("NMFS is opening directed fishing for northern rockfish in the Chirikof Area of the Gulf of Alaska (GOA). NMFS "
     "closed directed fishing for shortraker rockfish on September 5, 2023 (88 FR 61001).", OPENS,
     {"title": _TITLE + "Northern Rockfish in the Chirikof Area of the Gulf of Alaska"}),
    ("NMFS is opening directed fishing for shortraker rockfish in the Shumagin Area of the Gulf of Alaska (GOA). NMFS "
     "closed directed fishing on September 5, 2023.", OPENS,
     {"title": _TITLE + "Shortraker Rockfish in the Shumagin Area of the Gulf of Alaska"}),
    ("NMFS is opening directed fishing for shortraker rockfish by catcher vessels using hook-and-line gear in the "
     "Chirikof Area of the Gulf of Alaska (GOA). NMFS closed directed fishing for shortraker rockfish on September 5, "
     "2023 (88 FR 61001).", OPENS,
     {"title": _TITLE + "Shortraker Rockfish by Catcher Vessels Using Hook-and-Line Gear in the Chirikof Area of the "
      "Gulf of Alaska"}),
    (IS_OPENING + "The closure of the Shumagin Area published September 7, 2023 (88 FR 61001), remains in effect.",
     OPENS, {}),
    (IS_OPENING + "This action does not affect the closure published at 88 FR 61001.", OPENS, {}),
    # of another year
    (IS_OPENING + "NMFS closed directed fishing on September 5, 2022.", OPENS, {}),
    # a part of it, or for a time that is not told
    ("NMFS lifts the closure for pot gear.", "The closure published September 7, 2023 (88 FR 61001), is lifted for "
     "vessels using pot gear effective October 10, 2023.", {"action": "Temporary rule; modification of closure."}),
    ("NMFS lifts a part of the closure.", "The closure published September 7, 2023 (88 FR 61001), is terminated in "
     "part effective October 10, 2023.", {"action": "Temporary rule; modification of closure."}),
    ("NMFS lifts the closure for some time.", "The closure published September 7, 2023 (88 FR 61001), is lifted until "
     "October 20, 2023.", {"action": "Temporary rule; modification of closure."}),
    ("NMFS terminates the closure of another fishery.", "Effective October 10, 2023, the closure published September "
     "12, 2023 (88 FR 62002), which follows the closure at 88 FR 61001, is terminated.", {}),
    # what only adjusts a quota, or is only asked for or foreseen
    ("NMFS adjusts the 2023 total allowable catch of shortraker rockfish in the Chirikof Area. NMFS closed directed "
     "fishing on September 5, 2023 (88 FR 61001).", OPENS, {"action": "Temporary rule; inseason adjustment."}),
    ("NMFS adjusts the 2023 quota. The fishery that was closed on September 5, 2023 (88 FR 61001), may reopen.", OPENS,
     {"action": "Temporary rule; inseason quota transfer."}),
    ("NMFS is not reopening directed fishing for shortraker rockfish in the Chirikof Area, which it closed on "
     "September 5, 2023 (88 FR 61001).", OPENS, {"action": "Temporary rule; quota transfer."}),
)  # fmt: skip


@each_row(("summary", "dates", "fields"), OTHERS)
def test_another_closure_goes_on(summary: str, dates: str, fields: dict[str, Any]) -> None:
    tracker = ledger(CLOSURE, later(summary, dates, **fields))
    assert force(tracker, "88 FR 61001", "2023-11-06") != "no"


def test_a_closure_that_is_modified_in_words_that_are_not_read_is_in_doubt() -> None:
    modified = later("NMFS closed directed fishing on September 5, 2023 (88 FR 61001). NMFS now makes fish available.")
    assert force(ledger(CLOSURE, modified), "88 FR 61001", "2023-11-06") == "doubt"


def test_a_closure_that_is_followed_by_another_goes_on() -> None:
    tighter = later(
        "NMFS is prohibiting retention of shortraker rockfish in the Chirikof Area. NMFS closed directed fishing on "
        "September 5, 2023 (88 FR 61001).", action="Temporary rule; closure.",
    )  # fmt: skip
    assert force(ledger(CLOSURE, tighter), "88 FR 61001", "2023-11-06") == "yes"


def test_an_opening_is_over_when_what_it_opened_is_closed() -> None:
    opening = {
        **CLOSURE, "action": "Temporary rule; opening.", "abstract": IS_OPENING, "document_number": "2023-91000",
        "publication_date": "2023-08-10", "citation": "88 FR 54001", "effective_on": None,
        "dates": "Effective 1200 hours, A.l.t., August 8, 2023, through 2400 hours, A.l.t., December 31, 2023.",
    }  # fmt: skip
    closed = {
        **CLOSURE, "abstract": "NMFS is prohibiting directed fishing for shortraker rockfish in the Chirikof Area. "
        "NMFS opened directed fishing on August 8, 2023 (88 FR 54001, August 10, 2023).",
    }  # fmt: skip
    tracker = ledger(opening, closed)
    assert [force(tracker, "88 FR 54001", on) for on in ("2023-08-20", "2023-09-20")] == ["yes", "no"]
    again = later("NMFS is closing the fishery for shortraker rockfish in the Chirikof Area. The fishery was opened on "
                  "August 8, 2023; it was closed on September 5, 2023 (88 FR 61001).")  # fmt: skip
    assert force(ledger(CLOSURE, again), "88 FR 61001", "2023-11-06") != "no"


def test_what_is_cited_and_is_no_closure_is_not_over() -> None:
    specifications = {
        **CLOSURE, "title": "Fisheries of the Exclusive Economic Zone Off Alaska; Gulf of Alaska; Final 2023 Harvest "
        "Specifications for Groundfish", "action": "Final rule; harvest specifications and closures.",
        "dates": "Effective 1200 hours, A.l.t., September 5, 2023, through 2400 hours, A.l.t., December 31, 2023.",
    }  # fmt: skip
    opening = later(
        IS_OPENING
        + "NMFS closed directed fishing for this species under the final harvest specifications (88 FR 61001,"
        " September 7, 2023)."
    )
    assert force(ledger(specifications, opening), "88 FR 61001", "2023-11-06") != "no"


def test_an_opening_until_a_day_has_two_turns() -> None:
    opening = later(
        IS_OPENING + "NMFS closed directed fishing on September 5, 2023 (88 FR 61001, September 7, 2023). Directed "
        "fishing will close again at 1200 hours, A.l.t., October 20, 2023.",
        "Effective 1200 hours, A.l.t., October 10, 2023, until 1200 hours, A.l.t., October 20, 2023.",
    )
    tracker = ledger(CLOSURE, opening)
    assert [force(tracker, "88 FR 61001", on) for on in ("2023-10-09", "2023-10-15")] == ["yes", "no"]
    assert force(tracker, "88 FR 61001", "2023-11-06") != "no"


def test_an_opening_that_is_over_before_the_closure_leaves_it_as_it_was() -> None:
    opening = later(
        IS_OPENING + "NMFS closed directed fishing on September 5, 2023 (88 FR 61001, September 7, 2023).",
        "Effective 1200 hours, A.l.t., October 10, 2023, until 1200 hours, A.l.t., October 20, 2023.",
    )
    tracker = ledger(CLOSURE, opening)
    assert [force(tracker, "88 FR 61001", on) for on in ("2023-10-15", "2023-11-06")] == ["no", "yes"]


def test_a_closure_may_be_lifted_for_a_time() -> None:
    lifted = later(
        "NMFS lifts the closure for ten days.",
        "The closure published September 7, 2023 (88 FR 61001), is lifted from October 10, 2023, through October 19, "
        "2023.", action="Temporary rule; modification of closure.",
    )  # fmt: skip
    tracker = ledger(CLOSURE, lifted)
    assert [force(tracker, "88 FR 61001", on) for on in ("2023-10-15", "2023-11-06")] == ["no", "yes"]


CANCELLED = (
    "The temporary deviation published on September 7, 2023, at 88 FR 61001, is cancelled as of October 10, 2023.",
    "The temporary safety zone published at 88 FR 61001 on September 7, 2023, is canceled effective October 10, 2023.",
    "Effective October 10, 2023, the temporary deviation published at 88 FR 61001 is cancelled.",
)


@each_row("dates", CANCELLED)
def test_a_deviation_that_is_cancelled_is_over(dates: str) -> None:
    begun = {
        **CLOSURE, "title": "Drawbridge Operation Regulation; Reed Bay, Cole Point, NY",
        "action": "Notice of deviation from drawbridge regulation.", "cfr_references": [{"title": 33, "part": 117}],
        "dates": "This deviation is effective from 7 a.m. on September 12, 2023 to 5 p.m. on November 24, 2023.",
        "effective_on": None,
    }  # fmt: skip
    end = {
        **begun, "document_number": "2023-91002", "publication_date": "2023-10-10", "citation": "88 FR 70001",
        "action": "Cancellation of temporary deviation from drawbridge regulation.", "dates": dates,
        "abstract": "The Coast Guard is cancelling the temporary deviation. The work was completed ahead of schedule.",
    }  # fmt: skip
    tracker = ledger(begun, end)
    assert [force(tracker, "88 FR 61001", on) for on in ("2023-09-20", "2023-10-20")] == ["yes", "no"]


def test_a_stay_of_enforcement_that_is_terminated_is_over() -> None:
    open_ended = notice("This stay of enforcement is effective immediately and will remain in effect until the Agency "
                        "publishes a notice that ends it.", action="Notice; stay of enforcement.")  # fmt: skip
    end = notice(
        "The stay of enforcement published April 10, 2024 (89 FR 25410), is terminated effective November 12, 2024.",
        document_number="2024-90002", publication_date="2024-10-21", citation="89 FR 84000",
        title="Kiln Dust Monitoring; Termination of Stay of Enforcement",
        action="Notice; termination of stay of enforcement.",
    )  # fmt: skip
    assert force(ledger(open_ended, end), "89 FR 25410", "2024-12-10") == "no"


OPENED_FOR_A_TIME = (  # how the closure is cited that is lifted from October 23 to November 2
    "Landings had not reached the limit by the September 5, 2023, closure date published at 88 FR 61001. NMFS is "
    "reopening the fishery for 10 days; it will again be closed from November 2, 2023.",
    "NMFS is reopening the fishery for 10 days. The closure of September 5, 2023, was published in 88 FR 61001.",
    "The fishery, which was closed on September 5, 2023, in a temporary rule published at 88 FR 61001, reopens for 10 "
    "days, and closes again on November 2, 2023.",
)


@each_row("summary", OPENED_FOR_A_TIME)
def test_a_closure_is_stayed_while_what_it_closed_is_opened(summary: str) -> None:
    dates = "Effective from 12:01 a.m., A.l.t., on October 23, 2023, until 12:01 a.m., A.l.t., on November 2, 2023."
    opening = later(
        f"NMFS announces the reopening of the fishery for shortraker rockfish. {summary}", dates,
        title=f"{_TITLE}Reopening of the 2023 Season for {_AREA}", action="Temporary rule; reopening.",
    )  # fmt: skip
    tracker = ledger(CLOSURE, opening)
    found = [force(tracker, "88 FR 61001", on) for on in ("2023-10-20", "2023-10-26", "2023-11-10", "2024-01-04")]
    assert found == ["yes", "no", "yes", "no"]


@each_row(
    "summary",
    [
        "It stays open until NMFS closes the fishery again.",
        "Vessels may resume landings.",
    ],
)
def test_a_closure_that_does_not_outlast_the_opening_is_over(summary: str) -> None:
    opens = (
        "NMFS is reopening the fishery for shortraker rockfish, which was closed on September 5, 2023 (88 FR 61001)."
    )
    tracker = ledger(CLOSURE, later(f"{opens} {summary}", action="Temporary rule; reopening."))
    assert tracker.state("88 FR 61001", "2023-11-06", "2023-11-06").status == "rescinded"


def test_a_waterway_that_is_opened_was_closed_before() -> None:
    closed = {**CLOSURE, "title": "Closure of Cole Creek", "action": "Temporary final rule.", "abstract": None}
    opened = later("The Coast Guard is reopening the Cole Creek waterway, which was closed on September 5, 2023 (88 FR "
                   "61001).", title="Reopening of Cole Creek", action="Temporary final rule.")  # fmt: skip
    assert force(ledger(closed, opened), "88 FR 61001", "2023-11-06") == "no"
