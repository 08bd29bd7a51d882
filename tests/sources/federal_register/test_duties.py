"""What has to be done, may be done or is forbidden by a day or from one is told, by its name; or it is unread."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from regtrack.model.event import Event
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.events import compile_document
from tests.rows import each_row
from tests.sources.federal_register.test_events import Known

PUBLISHED = dt.date(2026, 6, 1)
OWN = "us/fr/2026-10500"


def events_of(dates: str, abstract: str = "", kind: str = "Rule", action: str = "Final rule.") -> list[Event]:
    document = RegisterDocument(
        number="2026-10500", type=DocumentType(kind), title="Widgets", published_on=PUBLISHED, action=action,
        dates=dates, abstract=abstract, origin=DocumentForm.METADATA,
    )  # fmt: skip
    return [item for item in compile_document(document, Known()) if isinstance(item, Event)]


def deadlines(found: list[Event]) -> list[tuple[str | None, str]]:
    return [(each.name, str(each.until)) for each in found if each.kind == "set_deadline"]


def binding(found: list[Event]) -> list[tuple[str | None, str]]:
    """Deadlines, and what binds: from when, or from when until when."""
    named = [each for each in found if each.kind in ("set_deadline", "set_applicability")]
    return [
        (each.name, str(each.until)) if each.kind == "set_deadline"
        else (f"from: {each.name}", str(each.effect) + (f"..{each.until}" if each.until else ""))
        for each in named
    ]  # fmt: skip


RULE = "This rule is effective July 31, 2026. "
BANS = [
    (
        "The manufacture of covered products is prohibited from January 1, 2027, their import from July 1, 2027, "
        "and their sale from January 1, 2028.",
        [
            ("from: prohibition: manufacture of covered products", "2027-01-01"),
            ("from: prohibition: import", "2027-07-01"),
            ("from: prohibition: sale", "2028-01-01"),
        ],
    ),
    ("No person may import asbestos after November 25, 2026.", [("import asbestos", "2026-11-25")]),
    ("After December 31, 2026, no person may sell bulk HFC-23.", [("sell bulk HFC-23", "2026-12-31")]),
    (
        "Effective January 1, 2027, no retailer may sell covered products.",
        [("from: prohibition: sell covered products", "2027-01-01")],
    ),
    (
        "On or after January 1, 2027, no retailer shall sell covered products.",
        [("from: prohibition: sell covered products", "2027-01-01")],
    ),
    (
        "Importers are prohibited from importing the substance beginning January 1, 2027.",
        [("from: prohibition: importing the substance", "2027-01-01")],
    ),
    (
        "Vessels may not fish in the area until October 1, 2026.",
        [("end of prohibition: fish in the area", "2026-10-01")],
    ),
    (
        "The prohibition on sale of such products begins January 1, 2028.",
        [("from: prohibition: sale of such products", "2028-01-01")],
    ),
    (
        "Beginning January 1, 2027, manufacturers must label each product.",
        [("from: requirement: label each product", "2027-01-01")],
    ),
    (
        "Starting October 1, 2026, filers are required to use Form X.",
        [("from: requirement: use Form X", "2026-10-01")],
    ),
    (
        "Carriers must install devices no later than December 18, 2027, and small operators by December 18, 2028.",
        [("install devices", "2027-12-18"), ("install devices (small operators)", "2028-12-18")],
    ),
    (
        "Sale of existing stocks is permitted through August 1, 2027, and use through August 1, 2028.",
        [("sale of existing stocks", "2027-08-01"), ("use", "2028-08-01")],
    ),
    ("The sell-through period ends January 1, 2028.", [("sell-through period", "2028-01-01")]),
    ("After December 31, 2026, carriers must file reports.", [("from: requirement: file reports", "2027-01-01")]),
    (
        "Beginning January 1, 2027, large carriers must file reports, and small carriers must file them beginning "
        "July 1, 2027.",
        [("from: requirement: file reports", "2027-01-01"), ("from: requirement: file them", "2027-07-01")],
    ),
    (
        "No person may sell covered products from January 1, 2027, through March 1, 2027.",
        [("from: prohibition: sell covered products", "2027-01-01..2027-03-01")],
    ),
    (
        "Starting January 1, 2027, no person may sell covered products until December 31, 2028.",
        [("from: prohibition: sell covered products", "2027-01-01..2028-12-31")],
    ),
    (
        "No person may sell covered products before January 1, 2027.",
        [("end of prohibition: sell covered products", "2027-01-01")],
    ),
]


@each_row(("text", "expected"), BANS)
def test_a_ban_and_a_duty_have_their_day_and_do_not_move_the_rule(text: str, expected: list[tuple[str, str]]) -> None:
    found = events_of(RULE + text)
    assert binding(found) == expected
    assert [str(each.effect) for each in found if each.kind == "set_effective"] == ["2026-07-31"]
    if not text.startswith("Effective"):  # whose effect that is, SUMMARY alone does not say
        assert binding(events_of(RULE, abstract=f"EPA amends its rules. {text}")) == expected


AFTER = [
    ("The increased penalties apply to penalties assessed after January 15, 2027.", "set_applicability", "2027-01-16"),
    ("Compliance is required after December 31, 2026.", "set_compliance", "2027-01-01"),
    ("Compliance is required on and after December 31, 2026.", "set_compliance", "2026-12-31"),
    ("Compliance is required from and after December 31, 2026.", "set_compliance", "2026-12-31"),
    ("On and after December 31, 2026, carriers must file reports.", "set_applicability", "2026-12-31"),
    ("The fees apply to petitions filed on, or after, December 31, 2026.", "set_applicability", "2026-12-31"),
    ("Carriers must comply before December 31, 2026.", "set_compliance", "2026-12-31"),
]


@each_row(("text", "kind", "day"), AFTER)
def test_what_holds_after_a_day_holds_from_the_next(text: str, kind: str, day: str) -> None:
    assert [str(each.effect) for each in events_of(RULE + text) if each.kind == kind] == [day]


def test_a_ban_that_is_only_proposed_binds_nobody() -> None:
    proposed = events_of(
        "Beginning January 1, 2027, no retailer may sell them.", kind="Proposed Rule", action="Proposed rule."
    )
    assert "set_applicability" not in {each.kind for each in proposed}


NOTICES = [
    ("Questions will be accepted until September 25, 2026.", [("questions", "2026-09-25")]),
    (
        "Petitions to stay must be filed by June 15, 2026 (at least seven days before the exemption becomes effective)",
        [("petitions to stay", "2026-06-15")],
    ),
    ("Registration for the workshop closes June 12, 2026.", [("registration for the workshop", "2026-06-12")]),
    (
        "Letters of intent are due June 20, 2026, and full proposals by July 31, 2026.",
        [("letters of intent", "2026-06-20"), ("full proposals", "2026-07-31")],
    ),
    (
        "Notices of intent to file must be received by June 10, 2026; trail use requests by June 12, 2026.",
        [("notices of intent to file", "2026-06-10"), ("trail use requests", "2026-06-12")],
    ),
    (
        "The application window opens July 1, 2026, and closes July 31, 2026.",
        [("start of application window", "2026-07-01"), ("application window", "2026-07-31")],
    ),
    ("Applications will be accepted beginning July 1, 2026.", [("start of applications", "2026-07-01")]),
    ("Repatriation may occur on or after July 1, 2026.", [("start of repatriation", "2026-07-01")]),
    ("The record will remain open until July 22, 2026.", [("record", "2026-07-22")]),
    ("To speak, notify the contact person by June 12, 2026.", [("notify the contact person", "2026-06-12")]),
    (
        "Petitions for reconsideration are due 30 days after publication.",
        [("petitions for reconsideration", "2026-07-01")],
    ),
]


@each_row(("text", "expected"), NOTICES)
def test_what_is_due_goes_by_its_own_name(text: str, expected: list[tuple[str, str]]) -> None:
    found = events_of(text, kind="Notice", action="Notice.")
    assert deadlines(found) == expected
    assert not [each for each in found if each.kind in ("set_effective", "open_comment")]


THINGS = (
    "petitions for reconsideration", "petitions for judicial review", "requests to speak", "requests for review",
    "nominations", "applications", "protests", "notices of appearance", "case briefs", "ballots", "sealed bids",
    "annual fees", "questions", "written statements", "letters of intent",
)  # fmt: skip
VERBS = (
    "must be filed",
    "must be received",
    "should be submitted",
    "must be postmarked",
    "are due",
    "will be accepted",
)
LEADS = ("by", "no later than", "on or before", "by 5 p.m. Eastern Time on", "by 11:59 p.m. EDT on")
OPENINGS = ("", "To be assured of consideration, ", "Written comments are due July 1, 2026. ")
days = st.dates(dt.date(2026, 7, 2), dt.date(2027, 6, 30))


def printed(on: dt.date) -> str:
    return f"{on:%B} {on.day}, {on.year}"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(THINGS), st.sampled_from(VERBS), st.sampled_from(LEADS), st.sampled_from(OPENINGS), days)
def test_every_deadline_is_told_by_its_name_and_no_other_day_is(
    thing: str, verb: str, lead: str, opening: str, on: dt.date
) -> None:
    text = f"{opening}{thing if opening.endswith(', ') else thing.capitalize()} {verb} {lead} {printed(on)}."
    found = events_of(text, kind="Notice", action="Notice.")
    ((name, until),) = deadlines(found)
    assert name == thing, text
    assert until.startswith(on.isoformat()), text
    assert not [each for each in found if each.kind in ("set_effective", "set_expiry", "set_compliance")], text


def test_actual_notice_binds_on_a_condition() -> None:
    found = events_of(
        "This rule is effective without actual notice from June 9, 2026, through July 7, 2026. For the purposes of "
        "enforcement, actual notice will be used from June 3, 2026, until June 9, 2026."
    )
    windows = [each for each in found if each.kind == "set_effective"]
    assert [(str(each.effect), each.condition, each.parties, each.flags) for each in windows] == [
        ("2026-06-09", None, None, ()), ("2026-06-03", "with actual notice", "those with actual notice", ()),
    ]  # fmt: skip
