"""What a text refers to, and which of it a document acts on."""

from __future__ import annotations

import datetime as dt

import pytest

from regtrack.citations import ReferenceKind
from regtrack.model.when import When
from regtrack.sources.federal_register.acts import classify
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.federal_register.references.targets import ActTarget, targets
from regtrack.sources.federal_register.statements import DocumentReading
from tests.rows import each_row

RULE, PROPOSAL, NOTICE = DocumentType.RULE, DocumentType.PROPOSED_RULE, DocumentType.NOTICE


def names(text: str) -> list[str]:
    return [reference.name for reference in find_references(text)]


def dated(text: str) -> dict[str, str | None]:
    return {each.name: each.published_on.isoformat() if each.published_on else None for each in find_references(text)}


@each_row(
    ("text", "expected"),
    [
        ("published at 89 FR 102568", ["89 FR 102568"]),
        ("see 89 Fed. Reg. 9,968", ["89 FR 9968"]),
        ("see 89 FR at 9968", ["89 FR 9968"]),
        ("printed as (FR 65 82154)", ["65 FR 82154"]),
        ("(76 FR 1, 2 and 77 FR 3)", ["76 FR 1", "76 FR 2", "77 FR 3"]),
        ("at 78 FR 79730, 79 FR 65299, and 80 FR 8767", ["78 FR 79730", "79 FR 65299", "80 FR 8767"]),
        ("at 66 FR 1883, 43 CFR part 3100", ["66 FR 1883", "43 CFR 3100"]),
        ("at 66 FR 1883, 120 days later", ["66 FR 1883"]),
        ("FR Doc. 2012-128", ["2012-128"]),
        ("FR Doc. E9–22958 and FR Docs. 01-2125, 01-2411", ["E9-22958", "01-2125", "01-2411"]),
        ("(FR Doc. 2023- 27904, 88 FR 88057)", ["2023-27904", "88 FR 88057"]),
        ("In FR document 2026-14299", ["2026-14299"]),
        ("FR Doc. No. C1-2023-28382", ["C1-2023-28382"]),
        ("Executive Order 14110", ["E.O. 14110"]),
        ("E.O. 14168 and EO 12866", ["E.O. 14168", "E.O. 12866"]),
        ("Executive Orders 13513, 13522, and 13805", ["E.O. 13513", "E.O. 13522", "E.O. 13805"]),
        ("Proclamations 9704 and 9705", ["Proclamation 9704", "Proclamation 9705"]),
        ("Public Law 118–50; Pub. L. 104-121", ["Pub. L. 118-50", "Pub. L. 104-121"]),
        ("5 U.S.C. 705 and 801(f); 110 Stat. 871", ["5 U.S.C. 705", "5 U.S.C. 801(f)", "110 Stat. 871"]),
        ("15 CFR parts 730, 744 and 774", ["15 CFR 730", "15 CFR 744", "15 CFR 774"]),
        ("47 CFR 64.2011(a)(1)", ["47 CFR 64.2011(a)(1)"]),
        ("RIN 0910-AA74", ["0910-AA74"]),
        ("Docket No. FAA-2025-5244", ["FAA-2025-5244"]),
        ("Airworthiness Directive (AD) 2020-23- 02", ["AD 2020-23-02"]),
        ("extension of Public Land Order No. 7668", ["PLO 7668"]),
        ("nothing is cited here, on May 1, 2024", []),
        ("", []),
    ],
)
def test_found(text: str, expected: list[str]) -> None:
    """Every form of citation has one canonical name."""
    assert names(text) == expected


@each_row(
    ("text", "expected"),
    [
        ("published February 7, 2012 (77 FR 6194)", {"77 FR 6194": "2012-02-07"}),
        ("published at 89 FR 1234, January 5, 2024, is", {"89 FR 1234": "2024-01-05"}),
        ("at 85 FR 83804 (Dec. 23, 2020), is", {"85 FR 83804": "2020-12-23"}),
        ("at 87 FR 75496 on December 9, 2022", {"87 FR 75496": "2022-12-09"}),
        ("of Monday, January 3, 2001, at 66 FR 239", {"66 FR 239": "2001-01-03"}),
        ("in the January 16, 2009 Federal Register (74 FR 2873)", {"74 FR 2873": "2009-01-16"}),
        ("the May 2, 2023 final rule entitled “Widgets; Gears” (88 FR 27000)", {"88 FR 27000": "2023-05-02"}),
        ("On May 2, 2023, EPA published a rule on compliance with limits (88 FR 27000)", {"88 FR 27000": "2023-05-02"}),
        ("on December 27 (65 FR 82154)", {"65 FR 82154": "2000-12-27"}),
        (
            "FR Doc. 2023-24184 of November 16, 2023 (88 FR 78818)",
            {"2023-24184": "2023-11-16", "88 FR 78818": "2023-11-16"},
        ),
        ("published on May 8, 2026 (91 FR 25106; FR Doc. 2026-09181)",
         {"91 FR 25106": "2026-05-08", "2026-09181": "2026-05-08"}),
        (
            "published May 1, 2012 (77 FR 1), and June 2, 2012 (77 FR 2), which was delayed on June 9, 2012 (77 FR 3)",
            {"77 FR 1": "2012-05-01", "77 FR 2": "2012-06-02", "77 FR 3": "2012-06-09"},
        ),
        ("On May 2, 2023, a court vacated the rule published at 88 FR 9 (February 3, 2023)", {"88 FR 9": "2023-02-03"}),
        ("On May 2, 2023, EPA published a rule at 88 FR 9, and on June 3, 2023, it", {"88 FR 9": "2023-05-02"}),
        # a day that is none of publication
        ("delayed until September 12, 2025 (90 FR 31140)", {"90 FR 31140": None}),
        ("(66 FR 7259), is delayed to February 21, 2001", {"66 FR 7259": None}),
        ("at 78 FR 4726, effective June 1, 2013", {"78 FR 4726": None}),
        ("It took effect on May 1, 2023. See 88 FR 27000.", {"88 FR 27000": None}),
        ("published on February 30, 2023 (88 FR 27000)", {"88 FR 27000": None}),
    ],
)  # fmt: skip
def test_day_of_publication(text: str, expected: dict[str, str | None]) -> None:
    """A citation has the day that the text gives for it, and no other day of the text."""
    assert dated(text) == expected


def test_pages_and_places() -> None:
    (cited,) = find_references("(81 FR 3033–3038)")
    assert (cited.volume, cited.page, cited.last_page) == (81, 3033, 3038)
    (short,) = find_references("(66 FR 1892-93)")
    assert (short.page, short.last_page) == (1892, 1893)
    (through,) = find_references("(82 FR 37 through 40)")
    assert (through.page, through.last_page) == (37, 40)
    (numbered,) = find_references(
        "FR Doc. 2023-10849, beginning on page 32,556 in the issue of Thursday, June 1, 2023,"
    )
    assert (numbered.volume, numbered.page, numbered.published_on) == (88, 32556, dt.date(2023, 6, 1))


def test_misprints_are_kept_and_seen() -> None:
    """A volume of another year than the day is inconsistent; nothing is corrected."""
    (cited,) = find_references("published on January 22, 2001 (62 FR 7259)")
    assert (cited.name, cited.published_on, cited.consistent) == ("62 FR 7259", dt.date(2001, 1, 22), False)


@each_row(
    ("text", "name"),
    [
        ("a final rule that published in the Federal Register on April 24, 2023.", "final rule of 2023-04-24"),
        ("a DFR titled “Pipes—Standards,” which published on April 24, 2023", "DFR of 2023-04-24"),
        ("On April 24, 2023, the Bureau of Widgets (Bureau) published a notice", "notice of 2023-04-24"),
        ("its April 24, 2023, final rule", "final rule of 2023-04-24"),
        ("published a document in the Federal Register of April 24, 2023", "document of 2023-04-24"),
        ("BOEM published the RFI on April 24, 2023, and", "RFI of 2023-04-24"),
        ("regulations (T.D. 1-24), which were published on Monday, April 24, 2023", "regulations of 2023-04-24"),
        (
            "the memorandum of April 20, 2023, entitled “Review,” published on April 24, 2023",
            "memorandum of 2023-04-24",
        ),
    ],
)
def test_documents_named_by_their_day(text: str, name: str) -> None:
    """A document that is not cited is known by its kind and its day."""
    (found,) = [each for each in find_references(text) if each.kind is ReferenceKind.PUBLICATION]
    assert (found.name, found.published_on) == (name, dt.date(2023, 4, 24))


@each_row("text", ["effective April 24, 2023", "until April 24, 2023, the rule", "comments by May 1, 2023"])
def test_other_days_name_no_document(text: str) -> None:
    assert find_references(text) == ()


TEXTS = [
    "On  May 1, 2023,\n EPA published a\tfinal rule (88 FR 27000, 27001; FR Doc. 2023–09999); see E.O.\n12866.",
    "§ 1.1, İzmir: 15 CFR parts 730,\n744 and 774, RIN 0910-AA74, Pub. L. 118–50, “89 FR 1–9”",
]


@pytest.mark.parametrize("text", TEXTS)
def test_quotes_are_exact(text: str) -> None:
    found = find_references(text)
    assert found
    assert all(text[each.start : each.end] == each.quote for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)


@each_row(
    "unit",
    [
        "of the ",
        "direct ",
        "(",
        "1 FR 1, ",
        "FR Doc. 2024-1 and ",
        "5 U.S.C. 1, 2, ",
        "published in the Federal Register ",
    ],
)
def test_repetition_does_no_harm(unit: str) -> None:
    """Time grows with the text, not with its square: this would not end in a day if it did not."""
    text = unit * (100_000 // len(unit))
    assert all(text[each.start : each.end] == each.quote for each in find_references(text))


# --- targets ----------------------------------------------------------------------------------------------------------


def acting(
    action: str | None,
    *,
    type_: DocumentType = RULE,
    title: str = "Widgets",
    dates: str | None = None,
    abstract: str | None = None,
    number: str = "2024-01234",
    cfr: tuple[str, ...] = (),
    rins: tuple[str, ...] = (),
    dockets: tuple[str, ...] = (),
) -> RegisterDocument:
    return RegisterDocument(
        number=number, published_on=dt.date(2024, 2, 1), type=type_, origin=DocumentForm.METADATA,
        title=title, action=action, dates=dates, abstract=abstract, cfr=cfr, rins=rins, dockets=dockets,
    )  # fmt: skip


def found(document: RegisterDocument) -> list[ActTarget]:
    return list(DocumentReading(document).targets)


def acted_on(document: RegisterDocument) -> list[tuple[str, str]]:
    return [(target.deed.verb, target.references[0].name) for target in found(document)]


def test_dates_come_first() -> None:
    """The rule delayed, and not the memorandum that asked for the delay."""
    document = acting(
        "Final rule; delay of effective date.",
        dates="The effective date of the rule published on January 3, 2024, at 89 FR 239, is delayed to May 1, 2024.",
        abstract="In accordance with the memorandum of January 20, 2024, published on January 24, 2024 (89 FR 7702), "
        "this action delays the effective date of the rule published on January 3, 2024 (89 FR 239).",
    )
    (target,) = found(document)
    assert target.deed.verb == "delay_effective"
    assert [reference.name for reference in target.references] == ["89 FR 239"]
    assert (target.field, target.quote) == ("dates", document.dates)


def test_summary_where_dates_are_silent() -> None:
    document = acting(
        "Final rule; delay of effective date.",
        abstract="In accordance with the memorandum of January 20, 2024, published on January 24, 2024 (89 FR 7702), "
        "this action delays the effective date of the rule published on January 3, 2024 (89 FR 239).",
    )
    assert acted_on(document) == [("delay_effective", "89 FR 239")]


def test_memorandum_that_asks_for_delays_is_no_target() -> None:
    """Not even where nothing else is cited, as when the rules delayed stand in a table."""
    document = acting(
        "Final rule; delay of effective dates.",
        dates="The effective date of each regulation listed in the table below is delayed to May 1, 2024.",
        abstract="A memorandum entitled “Freeze,” published on January 24, 2024 (89 FR 8346), asked to postpone rules.",
    )
    assert acted_on(document) == []


def test_one_target_for_each_document() -> None:
    document = acting(
        "Final rule; delay of effective date.",
        dates="The effective date of the rules published at 78 FR 79730, 79 FR 65299, and 80 FR 8767 is delayed until "
        "May 3, 2024.",
    )
    assert [name for _, name in acted_on(document)] == ["78 FR 79730", "79 FR 65299", "80 FR 8767"]


def test_history_is_not_acted_on() -> None:
    document = acting(
        "Final rule; further delay of effective date.",
        dates="The effective date of the rule published at 88 FR 2193 on January 9, 2023, delayed at 88 FR 9501 on "
        "February 7, 2023, is further delayed until March 19, 2024.",
    )
    assert acted_on(document) == [("delay_effective", "88 FR 2193")]


def test_names_of_one_document_are_together_best_first() -> None:
    document = acting(
        "Final rule; delay of effective date.",
        dates="The effective date of FR Doc. 2023-28159, published in the Federal Register on December 5, 2023 "
        "(88 FR 74236), is delayed to April 4, 2024.",
        abstract="The Bureau is delaying the effective date of the final rule published on December 5, 2023.",
    )
    (target,) = found(document)
    assert [reference.name for reference in target.references] == [
        "2023-28159",
        "88 FR 74236",
        "final rule of 2023-12-05",
    ]


def test_misprint_comes_after_the_citation_that_agrees() -> None:
    document = acting(
        "Final rule; delay of effective date.",
        dates="The effective date of the rule published on January 22, 2024, (85 FR 7259), is delayed to May 1, 2024.",
        abstract="This document delays the effective date of the rule published on January 22, 2024 (89 FR 7259).",
    )
    (target,) = found(document)
    assert [reference.name for reference in target.references] == ["89 FR 7259", "85 FR 7259"]


def test_each_deed_has_its_own_target() -> None:
    document = acting(
        "Final rule; delay of effective date and correction.",
        dates="The effective date of the rule published at 88 FR 1894 is delayed until June 9, 2024.",
        abstract="This document corrects the notice that appeared in the Federal Register at 88 FR 8372.",
    )
    assert acted_on(document) == [("delay_effective", "88 FR 1894"), ("correct", "88 FR 8372")]


@each_row(
    ("action", "type_", "dates", "verb", "name"),
    [
        ("Proposed rule; extension of comment period.", PROPOSAL,
         "For the NPRM published November 9, 2023 (88 FR 77420), the comment deadline is extended from "
         "January 8, 2024, to February 7, 2024.", "extend_comment", "88 FR 77420"),
        ("Proposed rule; reopening of comment period.", PROPOSAL,
         "The comment period for the proposed rule published on January 20, 2023 (88 FR 3033-3038) is reopened. "
         "Comments are due on or before May 5, 2024.", "reopen_comment", "88 FR 3033"),
        ("Withdrawal of direct final rule.", RULE,
         "Effective July 9, 2024, the Bureau withdraws the direct final rule published at 89 FR 31869 on May 29, 2024.",
         "withdraw_final", "89 FR 31869"),
        ("Proposed rule; withdrawal.", PROPOSAL,
         "The proposed rule published April 7, 2023 (88 FR 17616) is withdrawn as of July 21, 2024.",
         "withdraw_proposal", "88 FR 17616"),
        ("Direct final rule; confirmation of effective date.", RULE,
         "The effective date of July 13, 2024, for the direct final rule published on April 14, 2024, (89 FR 19057) is "
         "confirmed.", "confirm_direct_final", "89 FR 19057"),
        ("Final rule; announcement of effective date.", RULE,
         "The amendments to 47 CFR 1.767, published at 81 FR 52354 on August 8, 2016, are effective May 10, 2024.",
         "set_effective", "81 FR 52354"),
        ("Final rule; delay of compliance.", RULE,
         "The compliance date for the final rule published on July 26, 2023, at 88 FR 36390, is delayed to "
         "July 1, 2024.",
         "delay_compliance", "88 FR 36390"),
    ],
)  # fmt: skip
def test_deeds_that_dates_tell(action: str, type_: DocumentType, dates: str, verb: str, name: str) -> None:
    assert acted_on(acting(action, type_=type_, dates=dates)) == [(verb, name)]


def test_stay_of_provisions_and_of_their_rule() -> None:
    document = acting(
        "Final rule; stay.",
        dates="Effective February 5, 2024, 49 CFR part 611 is stayed until April 6, 2024.",
        abstract="This action stays 49 CFR part 611, Widgets, which was published on December 7, 2023, at 88 FR 76864.",
        cfr=("49 CFR 611",),
    )
    assert acted_on(document) == [("stay", "88 FR 76864")]


def test_correction_by_number() -> None:
    (target,) = found(acting(None, type_=NOTICE, number="C1-2023-28382"))
    assert [(reference.kind, reference.name) for reference in target.references] == [
        (ReferenceKind.FR_DOCUMENT, "2023-28382")
    ]


def test_correcting_amendment_targets_its_rule() -> None:
    document = acting(
        "Correcting amendment.",
        abstract="On May 2, 2023, the Bureau published a final rule on widgets. That rule contained an error.",
        cfr=("38 CFR 17",),
        rins=("2900-AR01",),
    )
    (rule,) = found(document)
    assert [reference.name for reference in rule.references] == ["final rule of 2023-05-02", "2900-AR01"]
    assert {reference.published_on for reference in rule.references} == {dt.date(2023, 5, 2)}


def test_related_identifiers_where_nothing_is_named() -> None:
    document = acting("Withdrawing direct final rule.", rins=("1140-AA01",), dockets=("ATF-2024-0009",))
    (target,) = found(document)
    assert [(reference.kind, reference.name, reference.quote) for reference in target.references] == [
        (ReferenceKind.RIN, "1140-AA01", ""),
        (ReferenceKind.DOCKET, "ATF-2024-0009", ""),
    ]
    assert found(acting("Withdrawing direct final rule.")) == []


def test_withdrawal_is_not_pinned_on_a_rule_that_is_only_named() -> None:
    """A grave deed needs a sentence of its own: this document delays 88 FR 4314, and withdraws something else."""
    document = acting(
        "Final rule; delay of effective date; withdrawal.",
        dates="The effective date of the rule published at 88 FR 4314 (January 15, 2023) is delayed to April 6, 2024.",
    )
    assert acted_on(document) == [("delay_effective", "88 FR 4314")]


def test_final_deeds_are_not_done_to_proposals() -> None:
    def target(abstract: str) -> list[tuple[str, str]]:
        title, action = "Widgets; Rescission", "Final rule; rescission of regulations."
        return acted_on(acting(action, title=title, abstract=abstract))

    assert target("The Bureau is rescinding its rule. The NPRM was published on May 2, 2023 (88 FR 27000).") == []
    text = "The Bureau is rescinding the widget rule published on May 2, 2021 (86 FR 27000)."
    assert target(text) == [("rescind", "86 FR 27000")]


def test_presidential_titles() -> None:
    order = acting(None, type_=DocumentType.PRESIDENTIAL, title="Further Amending Executive Order 13999")
    assert acted_on(order) == [("amend", "E.O. 13999")]
    notice = acting(
        None, type_=DocumentType.PRESIDENTIAL, title="Continuation of the National Emergency With Respect to Freedonia"
    )
    assert acted_on(notice) == []


def test_orders_an_agency_carries_out_are_no_targets() -> None:
    document = acting("Final rule.", title="Rescinding Widget Regulations To Implement Executive Order 13999")
    assert acted_on(document) == []


def test_directives_and_land_orders() -> None:
    document = acting("Final rule.", abstract="The FAA is superseding Airworthiness Directive (AD) 2019-05-06.")
    assert acted_on(document) == [("supersede", "AD 2019-05-06")]
    title = "Public Land Order No. 7999; Extension of Public Land Order No. 7111"
    assert acted_on(acting("Public land order.", type_=NOTICE, title=title)) == [("extend_expiry", "PLO 7111")]


def test_claims_are_taken_as_handed_in() -> None:
    dates = "The effective date of 88 FR 1 and of 88 FR 2 is delayed until May 1, 2024."
    document = acting("Final rule; delay of effective date.", dates=dates)
    claim = DateClaim(
        "delay_effective",
        When.parse("2024-05-01"),
        "is delayed until May 1, 2024",
        43,
        71,
        target=("88 FR 2",),
    )
    (target,) = targets(document, classify(document, [claim]), [claim])
    assert [reference.name for reference in target.references] == ["88 FR 2"]


def test_own_names_are_no_targets() -> None:
    document = acting(
        "Final rule; correction.", abstract="This rule (89 FR 500) corrects the rule published at 88 FR 1."
    )
    own = RegisterDocument(
        document.number, document.published_on, RULE, DocumentForm.METADATA, title="Widgets", action=document.action,
        abstract=document.abstract, volume=89, start_page=500,
    )  # fmt: skip
    assert acted_on(own) == [("correct", "88 FR 1")]


def test_no_deed_no_target() -> None:
    assert found(acting("Final rule.", abstract="See 88 FR 1.", rins=("1140-AA01",))) == []


def test_a_sentence_that_is_asked_about_again_is_not_read_again() -> None:
    text = "The rule published on May 1, 2024, at 89 FR 1, is delayed."
    assert find_references(text) is find_references(text)
