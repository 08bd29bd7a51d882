"""Fields of a document beside each other: agreement changes nothing, contradiction is not read and both are quoted."""

import datetime as dt

from regtrack.model.event import Event
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.events import compile_document
from tests.rows import each_row
from tests.sources.federal_register.test_events import Known

RULE = "the rule published at 82 FR 1052 on January 4, 2017"
DELAYED = f"The effective date of {RULE}, is delayed until May 1, 2017."


def events(dates: str, action: str, abstract: str = "") -> list[Event]:
    document = RegisterDocument(
        number="2017-00500", type=DocumentType.RULE, title="Test Procedures", published_on=dt.date(2017, 3, 1),
        action=action, dates=dates, abstract=abstract, origin=DocumentForm.METADATA,
    )  # fmt: skip
    return [item for item in compile_document(document, Known()) if isinstance(item, Event)]


@each_row(
    ("dates", "action", "abstract", "against"),
    [
        ("This rule expires on May 1, 2017.", "Final rule; delay of effective date.", "", "delay of effective date"),
        (DELAYED, "Withdrawal of final rule.", "", "Withdrawal of final rule"),
        (DELAYED, "Direct final rule; confirmation of effective date.", "", "confirmation of effective date"),
    ],
)  # fmt: skip
def test_what_another_field_denies_is_unread(dates: str, action: str, abstract: str, against: str) -> None:
    found = events(dates, action, abstract)
    assert [e.kind for e in found if (e.effect is not None and e.effect.dated) or e.until is not None] == []
    (unread,) = [event for event in found if "unread" in event.flags and len(event.evidence) == 2]
    assert [each.quote for each in unread.evidence] == [dates, against]


@each_row(
    ("dates", "action", "abstract", "kinds"),
    [
        (DELAYED, "Final rule; delay of effective date.", "DOE is delaying its effective date until May 1, 2017.",
         ["delay_effective"]),
        (DELAYED, "Final rule; delay of effective date.",
         "On February 1, 2017, DOE delayed the effective date of its rule until March 21, 2017.", ["delay_effective"]),
        (f"{DELAYED} The effective date of § 430.3 remains April 1, 2017.", "Final rule; delay of effective date.", "",
         ["delay_effective", "set_effective"]),
        ("This rule is effective March 5, 2017.", "Temporary rule.", "This rule is in effect through May 1, 2017.",
         ["set_effective", "set_expiry"]),
        ("This rule is effective March 5, 2017.", "Final rule.", "The existing rates expire on May 1, 2017.",
         ["set_effective"]),
    ],
)  # fmt: skip
def test_what_agrees_or_is_of_other_matter_changes_nothing(
    dates: str, action: str, abstract: str, kinds: list[str]
) -> None:
    found = [event for event in events(dates, action, abstract) if event.kind != "publish"]
    assert sorted(event.kind for event in found) == kinds


def test_a_corrected_comment_date_that_only_the_summary_tells_is_read() -> None:
    told = (
        "The notice originally stated that requests for public comment were due on Tuesday, June 1, 2017. The correct "
        "date for requests for public comment is Thursday, June 3, 2017."
    )
    found = [event for event in events("", "Notice; correction.", told) if event.kind == "open_comment"]
    assert [str(event.until) for event in found] == ["2017-06-03"]


def test_the_end_of_what_is_set_up_is_read_in_the_summary() -> None:
    found = events("This rule is effective June 3, 2025.", "Final rule.", "The quota expires on March 31, 2027.")
    assert [str(each.until) for each in found if each.kind == "set_expiry"] == ["2027-03-31"]


@each_row(
    ("summary", "effect"),
    [
        (
            "These amounts are effective beginning on April 15, 2017, and apply to penalties imposed after it.",
            "2017-04-15",
        ),
        ("This notice is effective April 15, 2017.", "2017-04-15"),
        ("The rule that it amends became effective February 15, 2017.", None),
        ("Until then, the prior amounts, effective April 15, 2017, apply.", None),
    ],
)
def test_without_dates_summary_tells_when_a_document_takes_effect(summary: str, effect: str | None) -> None:
    found = [each for each in events("", "Notice.", summary) if each.kind == "set_effective" and each.effect]
    assert [str(each.effect) for each in found] == ([effect] if effect else [])


@each_row(
    ("abstract", "kinds"),
    [
        ("This action keeps the bar, which will cease to be in force on May 1, 2018.", ["note", "set_effective"]),
        (
            "This action puts off until May 1, 2018, the day on which mills must file.",
            ["set_deadline", "set_effective"],
        ),
        ("The old bar would have ended on May 1, 2018.", ["set_effective"]),
        ("The reply to comments on D is in the docket, and the rule is effective on March 5, 2017.", ["set_effective"]),
        (
            "DOE is delaying the effective date of its rule on test procedures until June 1, 2017.",
            ["note", "set_effective"],
        ),
        ("It moves the expiration date of the bar from May 1, 2017, to May 1, 2018.", ["note", "set_effective"]),
    ],
)
def test_a_day_that_only_summary_tells_is_read_or_doubted(abstract: str, kinds: list[str]) -> None:
    found = events("This rule is effective March 5, 2017.", "Final rule.", abstract)[1:]
    assert sorted(event.kind for event in found) == kinds


def test_a_list_of_rules_that_are_over_is_not_in_force() -> None:
    dates = "This document lists rules that were in effect, mainly between July 2016 and September 2016."
    (_, own) = events(dates, "Notification of expired temporary rules issued.")
    assert own.kind == "set_effective"
    assert own.effect is not None
    assert own.effect.text == "unknown"
