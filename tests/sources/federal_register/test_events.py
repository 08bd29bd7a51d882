"""What documents become: which events, on what, with which dates, and what is said when sources disagree."""

# ruff: noqa: E501 (tables read best one row a line)

from __future__ import annotations

import datetime as dt
from typing import Any, Self

import attrs

from regtrack.citations import Reference
from regtrack.dates import Instant, instant_of, parse_instant
from regtrack.model.document import Document, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.sources.federal_register._events.cited_parts import cfr_parts_in, parts_in
from regtrack.sources.federal_register._events.provisions import RulesOnProvision
from regtrack.sources.federal_register.document import Agency, DocumentForm, DocumentType, Instruction, RegisterDocument
from regtrack.sources.federal_register.events import compile_document
from regtrack.sources.federal_register.identity import own_id
from regtrack.sources.federal_register.sync import compile_filing
from regtrack.sources.federal_register.titles import acted_on
from tests.rows import each_row

RULE, PROPOSAL, NOTICE = DocumentType.RULE, DocumentType.PROPOSED_RULE, DocumentType.NOTICE
OWN, CITED = "us/fr/2024-500", "us/fr/89-fr-1000"


@attrs.define
class Known:
    """A ledger that holds what it is told."""

    names: dict[str, str] = attrs.Factory(dict)
    filed: Instant | None = None
    titles: dict[str, str] = attrs.Factory(dict)
    cfr: tuple[str, ...] = ()

    def is_recorded(self, reference: Reference) -> bool:
        return True

    def cfr_of(self, id_: str) -> tuple[str, ...]:
        return self.cfr

    def has_instructions(self, id_: str) -> bool:
        return False

    def part_named(self, id_: str, words: str) -> tuple[str, ...]:
        return ()

    def title_of(self, id_: str) -> str | None:
        return self.titles.get(id_)

    def own(self, document: RegisterDocument) -> str:
        return self.names.get(document.number, own_id(document))

    def cited(self, reference: Reference, *, final: bool = False) -> str | None:
        return self.names.get(reference.name)

    def is_issued(self, id_: str) -> bool:
        return True

    def is_live(self, id_: str, kind: str, document: RegisterDocument) -> bool:
        return False

    def acts_on(self, rule: str, kind: str) -> list[Event]:
        return []

    def ends_on(self, id_: str) -> str | None:
        return None

    def acts_by(self, id_: str) -> tuple[Event, ...]:
        return ()

    def events_of(self, id_: str) -> tuple[Event, ...]:
        return ()

    def is_temporary(self, id_: str, *, or_notice: bool = False) -> bool:
        return False

    def moved_by(self, id_: str, relation: str, *, is_the_act: bool = False) -> str | None:
        return None

    @property
    def by_title(self) -> Self:
        return self

    def begun_by(self, document: RegisterDocument, *, or_headed: bool = False) -> str | None:
        return None

    def of_title(self, document: RegisterDocument, published_on: dt.date | None) -> tuple[str | None, str | None]:
        return next(filter(None, map(self.names.get, acted_on(document.title))), None), None

    def otherwise_of(self, document: RegisterDocument) -> tuple[str, ...]:
        return ()

    def on_provision(self, part: str, kind: str, document: RegisterDocument) -> RulesOnProvision:
        return RulesOnProvision()

    def titled(self, title: str, published_on: dt.date | None) -> str | None:
        return self.names.get(title)

    def filed_at(self, document: RegisterDocument) -> Instant | None:
        return self.filed


def document(type: DocumentType = RULE, dates: str | None = None, **fields: Any) -> RegisterDocument:
    actions = {RULE: "Final rule.", PROPOSAL: "Proposed rule.", NOTICE: "Notice."}
    made = RegisterDocument(
        number="2024-00500", published_on=dt.date(2024, 2, 1), type=type, origin=DocumentForm.METADATA,
        title="Widgets", action=actions.get(type), dates=dates, volume=89, start_page=5000, end_page=5009,
        cfr=("15 CFR 744",),
    )  # fmt: skip
    return attrs.evolve(made, **fields)


def events(item: RegisterDocument, known: Known | None = None) -> dict[str, Event]:
    """By what follows the document in their keys."""
    found = compile_document(item, known or Known())
    start = "federal-register:2024-500@2024-02-01:"
    assert all(event.key.startswith(start) for event in found if isinstance(event, Event))
    return {event.key.removeprefix(start): event for event in found if isinstance(event, Event)}


def told(event: Event) -> tuple[object, ...]:
    """What a reader of the law looks at."""
    until = f"through {event.until}" if event.until and event.until.inclusive else str(event.until or "")
    return event.kind, event.target, " ".join(event.parts), " ".join(event.exclude), str(event.effect or ""), until


# --- a document about itself --------------------------------------------------------------------------------------------


@each_row(
    ("type", "dates", "expected"),
    [
        (RULE, "This rule is effective March 4, 2024.", [("set_effective", OWN, "", "", "2024-03-04", "")]),
        (RULE, "March 4, 2024.", [("set_effective", OWN, "", "", "2024-03-04", "")]),
        (NOTICE, "March 4, 2024.", [("note", OWN, "", "", "", "")]),
        (PROPOSAL, "This rule would be effective March 4, 2024.", []),
        (PROPOSAL, "Comments must be received on or before March 4, 2024.", [("open_comment", OWN, "", "", "2024-02-01", "through 2024-03-04")]),
        (PROPOSAL, "Comments must be received before March 4, 2024.", [("open_comment", OWN, "", "", "2024-02-01", "2024-03-04")]),
        (
            RULE, "Effective March 4, 2024, except for the amendments to § 744.21(h), which are delayed indefinitely.",
            [("set_effective", OWN, "", "15 CFR 744.21(h)", "2024-03-04", ""), ("set_effective", OWN, "15 CFR 744.21(h)", "", "indefinite", "")],
        ),
        (
            RULE, "This rule is effective March 4, 2024. Compliance with § 744.3 is required as of June 3, 2024.",
            [("set_effective", OWN, "", "", "2024-03-04", ""), ("set_compliance", OWN, "15 CFR 744.3", "", "2024-06-03", "")],
        ),
        (RULE, "This rule is effective from March 4, 2024, through June 3, 2024.", [("set_effective", OWN, "", "", "2024-03-04", "through 2024-06-03")]),
        (RULE, "The classification is effective March 4, 2024.", [("set_effective", OWN, "", "", "2024-03-04", "")]),
        (NOTICE, "The meeting will be held on March 4, 2024.", [("set_deadline", OWN, "", "", "2024-02-01", "through 2024-03-04")]),
        (NOTICE, "The order expires on March 4, 2024.", [("set_expiry", OWN, "", "", "", "through 2024-03-04")]),
    ],
)  # fmt: skip
def test_what_a_document_says_of_itself(type: DocumentType, dates: str, expected: list[tuple[str, ...]]) -> None:
    found = [told(event) for name, event in events(document(type, dates)).items() if name != "publish"]
    assert found == expected


def test_that_it_was_issued() -> None:
    assert events(document())["publish"].kind == "publish"
    assert events(document(PROPOSAL))["publish"].kind == "propose"
    order = events(
        document(
            DocumentType.PRESIDENTIAL,
            subtype="Executive Order",
            executive_order="14999",
            signed_on=dt.date(2024, 1, 30),
            action=None,
        )
    )
    assert order["sign"].target == "us/eo/14999"
    assert str(order["sign"].issued) == "2024-01-30"
    assert order["sign"].published is None
    assert "set_effective" not in order  # nothing says when it binds


def test_what_the_president_signed_counts_from_its_signature() -> None:
    """Issue and publication are one fact, known in two steps (N10)."""
    signed = {"subtype": "Executive Order", "executive_order": "14999", "signed_on": dt.date(2024, 1, 30)}
    found = events(document(DocumentType.PRESIDENTIAL, "Effective February 5, 2024.", action=None, **signed))
    assert str(found["set_effective"].available) == str(found["set_effective"].issued) == "2024-01-30"
    assert found["publish"].available is None


def test_words_that_name_no_provision_are_a_part_beside_others_only() -> None:
    found = events(
        document(RULE, "This rule is effective March 4, 2024. The order on remand is effective April 1, 2024.")
    )
    assert told(found["set_effective:order on remand"]) == (
        "set_effective",
        OWN,
        "order on remand",
        "",
        "2024-04-01",
        "",
    )
    assert (
        events(document(RULE, "The order on remand is effective April 1, 2024."))["set_effective"].note
        == "Said of: order on remand."
    )


def test_dates_of_single_instructions_join_the_others() -> None:
    instructions = (
        Instruction("2", "2. Revise § 744.3.", ("15 CFR 744.3",)),
        Instruction("12", "12. Amend § 744.5:", ("15 CFR 744.5",)),
        Instruction("12.b", "b. Effective June 3, 2024, revise § 744.5.", ("15 CFR 744.5",)),
    )
    item = document(RULE, "This rule is effective March 4, 2024.", instructions=instructions)
    found = events(item)
    dated = [event for event in found.values() if str(event.effect) == "2024-06-03"]
    assert [event.parts for event in dated] == [("instruction 12.b",)]
    (instrument,) = [each for each in compile_document(item, Known()) if isinstance(each, Instrument)]
    assert dict(instrument.instructions) == {"2": ("15 CFR 744.3",), "12": ("15 CFR 744.5",), "12.b": ("15 CFR 744.5",)}


def test_flags_say_what_is_not_printed_so() -> None:
    assert "derived_date" in events(document(RULE, "This rule is effective upon publication."))["set_effective"].flags
    stay = events(document(RULE, "Effective February 1, 2024, § 744.3 is stayed until June 3, 2024."))
    assert [event.flags for event in stay.values() if event.kind == "stay"] == [("end_ambiguous",)]
    comments = events(document(PROPOSAL, "Comments will be accepted until March 4, 2024."))["open_comment"]
    assert (comments.flags, comments.until) == (("end_ambiguous",), When.parse("2024-03-04", inclusive=True))
    preamble = events(
        document(RULE, "This rule is effective March 4, 2024. For compliance dates see SUPPLEMENTARY INFORMATION.")
    )
    assert "see_preamble" in preamble["set_effective"].flags


def test_every_event_is_proved_by_its_sentence() -> None:
    text = "This rule is effective March 4, 2024. Comments must be received by April 1, 2024."
    found = events(document(RULE, text))
    assert found["set_effective"].evidence[0].quote == "This rule is effective March 4, 2024."
    assert found["open_comment"].evidence[0].quote == "Comments must be received by April 1, 2024."
    assert found["publish"].evidence[0].quote == "Final rule."


def test_when_it_was_known() -> None:
    filed = instant_of(parse_instant("2024-01-31T08:45:00-05:00"))
    for item, known in (
        (document(RULE, "Effective March 4, 2024.", filed_at=filed), Known()),
        (document(RULE, "Effective March 4, 2024."), Known(filed=filed)),
    ):
        steps = dict(events(item, known)["set_effective"].steps("America/New_York"))
        assert sorted(steps) == [Certainty.FILED, Certainty.PUBLISHED]
        assert steps[Certainty.FILED] == parse_instant("2024-01-31T08:45:00-05:00")


# --- a document about others --------------------------------------------------------------------------------------------

AT = "published on January 5, 2024, at 89 FR 1000"


@each_row(
    ("type", "fields", "dates", "expected"),
    [
        (
            RULE, {"action": "Final rule; delay of effective date."}, f"The effective date of the final rule {AT}, is delayed until May 1, 2024.",
            [("delay_effective", CITED, "", "", "2024-05-01", "")],
        ),
        (
            RULE, {"action": "Final rule; delay of effective date."}, f"As of February 1, 2024, the effective date of the final rule {AT}, is delayed indefinitely.",
            [("set_effective", OWN, "", "", "2024-02-01", ""), ("delay_effective", CITED, "", "", "indefinite", "")],
        ),
        (
            RULE, {"action": "Final rule; stay."}, f"Effective February 1, 2024, the final rule {AT}, is stayed until May 1, 2024.",
            [("stay", CITED, "", "", "2024-02-01", "2024-05-01"), ("set_effective", OWN, "", "", "2024-02-01", "2024-05-01")],
        ),
        (
            RULE, {"action": "Final rule; delay of compliance date."}, f"The compliance date for the rule {AT}, is delayed to May 1, 2024.",
            [("delay_compliance", CITED, "", "", "2024-05-01", "")],
        ),
        (
            RULE, {"action": "Final rule; announcement of effective date."}, f"The amendments to § 744.21(h) {AT}, are effective May 1, 2024.",
            [("set_effective", CITED, "15 CFR 744.21(h)", "", "2024-05-01", "")],
        ),
        (
            RULE, {"action": "Withdrawal of direct final rule."}, f"Effective February 1, 2024, the direct final rule {AT}, is withdrawn.",
            [("withdraw_final", CITED, "", "", "2024-02-01", "")],
        ),
        (
            PROPOSAL, {"action": "Proposed rule; withdrawal."}, f"The proposed rule {AT}, is withdrawn as of February 1, 2024.",
            [("withdraw_proposal", CITED, "", "", "2024-02-01", "")],
        ),
        (
            PROPOSAL, {"action": "Proposed rule; extension of comment period."}, f"The comment period for the proposed rule {AT}, is extended to April 1, 2024.",
            [("extend_comment", CITED, "", "", "", "through 2024-04-01"), ("propose", CITED, "", "", "", "")],
        ),
        (
            PROPOSAL, {"action": "Proposed rule; reopening of comment period."}, f"The comment period for the proposed rule {AT}, is reopened. Comments must be received by April 1, 2024.",
            [("reopen_comment", CITED, "", "", "2024-02-01", "through 2024-04-01"), ("propose", CITED, "", "", "", "")],
        ),
        (
            NOTICE, {"action": "Notice of rescission."}, f"The rescission of the notice {AT}, is effective March 4, 2024.",
            [("rescind", CITED, "", "", "2024-03-04", "")],
        ),
    ],
)  # fmt: skip
def test_what_a_document_does_to_another(
    type: DocumentType, fields: dict[str, Any], dates: str, expected: list[tuple[str, ...]]
) -> None:
    found = [told(event) for name, event in events(document(type, dates, **fields)).items() if name != "publish"]
    assert found == expected


def test_a_deed_without_a_date_is_recorded_as_such() -> None:
    """The title says delay, the summary of which rule; until when is not known."""
    item = document(
        RULE,
        None,
        action="Final rule; delay of effective date.",
        abstract=f"The Bureau delays the effective date of the final rule {AT}.",
    )
    found = events(item)
    (delay,) = [event for event in found.values() if event.target == CITED]
    assert (delay.kind, str(delay.effect)) == ("delay_effective", "unknown")


def test_a_correction_by_number() -> None:
    item = document(DocumentType.CORRECTION, None, number="C1-2024-00400", correction_of="2024-00400", action=None)
    found = [event for event in compile_document(item, Known()) if isinstance(event, Event)]
    assert [(event.kind, event.target, event.by) for event in found if event.kind == "correct"] == [
        ("correct", "us/fr/2024-400", "us/fr/c1-2024-400")
    ]


def test_a_correction_as_if_it_had_been_included() -> None:
    text = f"The corrections are effective as if they had been included in the final rule {AT}."
    item = document(
        RULE,
        "These corrections are effective March 4, 2024.",
        action="Final rule; correction.",
        abstract=f"This document corrects the final rule {AT}.",
    )
    assert [event.mode for event in events(item).values() if event.kind == "correct"] == [None]
    reaching = [
        event
        for event in compile_document(attrs.evolve(item, dates=text), Known())
        if isinstance(event, Event) and event.kind == "correct"
    ]
    assert [event.target for event in reaching] == [CITED]


def test_a_proposal_never_changes_its_target() -> None:
    item = document(
        PROPOSAL,
        f"The Bureau proposes to delay the effective date of the final rule {AT}, until May 1, 2024.",
        action="Proposed rule; delay of effective date.",
    )
    for event in events(item).values():
        assert event.target == OWN or event.kind in ("note", "extend_comment", "reopen_comment", "withdraw_proposal")


def test_what_is_cited_and_known_is_meant_and_nothing_is_put_down_for_it() -> None:
    item = document(
        RULE,
        f"The effective date of the final rule {AT}, is delayed until May 1, 2024.",
        action="Final rule; delay of effective date.",
    )
    for known, instruments in ((Known(), {OWN, CITED}), (Known({"89 FR 1000": "us/bis/widgets"}), {OWN})):
        found = compile_document(item, known)
        assert {each.id for each in found if isinstance(each, Instrument)} == instruments
        target = known.names.get("89 FR 1000", CITED)
        assert [event.target for event in found if isinstance(event, Event) and event.kind == "delay_effective"] == [
            target
        ]
        (own,) = [each for each in found if isinstance(each, Instrument) and each.id == OWN]
        assert [(each.kind, each.target) for each in own.relations] == [("delays", target)]


def test_a_rule_that_only_moves_another_is_the_notice_of_it() -> None:
    """It has no date of effect of its own, and nobody waits for one."""
    moved = f"The effective date of the final rule {AT}, is delayed until May 1, 2024."
    for text, kind in ((moved, "notice"), (f"This rule is effective February 1, 2024. {moved}", "final_rule")):
        item = document(RULE, text, action="Final rule; delay of effective date.")
        assert [
            each.kind for each in compile_document(item, Known()) if isinstance(each, Instrument) and each.id == OWN
        ] == [kind]


def test_a_curated_instrument_is_not_overwritten() -> None:
    found = compile_document(document(RULE, "Effective March 4, 2024."), Known({"2024-00500": "us/bis/widgets"}))
    assert not [each for each in found if isinstance(each, Instrument)]
    assert {event.target for event in found if isinstance(event, Event)} == {"us/bis/widgets"}


# --- the API beside the text --------------------------------------------------------------------------------------------


def test_a_date_of_the_api_that_the_text_has_adds_nothing() -> None:
    item = document(RULE, "This rule is effective March 4, 2024.", effective_on=dt.date(2024, 3, 4))
    assert "set_effective:api" not in events(item)


def test_a_date_of_the_api_stands_where_the_text_has_none() -> None:
    found = events(document(RULE, None, effective_on=dt.date(2024, 3, 4)))
    assert told(found["set_effective:api"]) == ("set_effective", OWN, "", "", "2024-03-04", "")
    assert found["set_effective:api"].certainty is Certainty.PUBLISHED
    papers = [
        each
        for each in compile_document(document(RULE, None, effective_on=dt.date(2024, 3, 4)), Known())
        if isinstance(each, Document)
    ]
    assert [paper.rank for paper in papers] == [Rank.OFFICIAL, Rank.METADATA]


def test_where_they_differ_both_are_kept_and_the_text_stands() -> None:
    found = events(document(RULE, "This rule is effective March 4, 2024.", effective_on=dt.date(2024, 3, 14)))
    other = found["set_effective:api"]
    assert other.certainty is Certainty.REPORTED
    assert other.conflicts_with == ("federal-register:2024-500@2024-02-01:set_effective",)
    assert "2024-03-14" in (other.note or "")


def test_a_document_that_moves_another_carries_a_date_of_that_one() -> None:
    text = f"The effective date of the final rule {AT}, is delayed until May 1, 2024."
    item = document(RULE, text, action="Final rule; delay of effective date.", effective_on=dt.date(2024, 1, 5))
    assert "set_effective:api" not in events(item)


def test_midnight_ends_the_day_that_the_api_names() -> None:
    item = document(
        PROPOSAL,
        "Comments must be received by midnight Eastern Time on March 4, 2024.",
        comments_close_on=dt.date(2024, 3, 4),
    )
    assert "open_comment:api" not in events(item)


# --- the instrument -----------------------------------------------------------------------------------------------------


def test_the_instrument_of_a_document() -> None:
    agencies = (
        Agency("Commerce Department", "commerce-department", parent=True),
        Agency("Industry and Security Bureau", "industry-and-security-bureau"),
    )
    item = document(RULE, None, agencies=agencies, rins=("0694-AJ00",), topics=("Exports", "Hazardous substances"))
    (made,) = [each for each in compile_document(item, Known()) if isinstance(each, Instrument)]
    assert (made.id, made.kind, made.citation, made.last_page) == (OWN, "final_rule", ("89 FR 5000",), 5009)
    assert (made.agency, made.topics, made.rin) == ("bis", ("exports", "hazardous-substances"), ("0694-AJ00",))
    assert set(made.agencies) == {"industry-and-security-bureau", "commerce-department", "doc"}


@each_row(
    ("number", "day", "expected"),
    [
        ("2024-00500", dt.date(2024, 2, 1), "us/fr/2024-500"),
        ("2012-128", dt.date(2012, 2, 7), "us/fr/2012-128-20120207"),
        ("E9-22958", dt.date(2009, 9, 25), "us/fr/e9-22958-20090925"),
        ("C1-2024-00500", dt.date(2024, 3, 1), "us/fr/c1-2024-500"),
    ],
)
def test_ids(number: str, day: dt.date, expected: str) -> None:
    """Numbers were given twice before 2016, so that the day is part of the id."""
    assert own_id(document(number=number, published_on=day)) == expected


# --- public inspection --------------------------------------------------------------------------------------------------


def test_a_filing_and_its_withdrawal() -> None:
    filed = instant_of(parse_instant("2024-01-31T08:45:00-05:00"))
    item = document(RULE, origin=DocumentForm.INSPECTION, filed_at=filed, special=True)
    (event,) = [each for each in compile_filing(item, Known()) if isinstance(each, Event)]
    assert (event.kind, event.certainty, event.target) == ("file_for_inspection", Certainty.FILED, OWN)
    assert event.note == "A special filing, to be published on 2024-02-01."
    seen = When.parse("2024-01-31T15:00:00-05:00")
    gone = [
        each for each in compile_filing(attrs.evolve(item, published_on=None), Known(), seen) if isinstance(each, Event)
    ]
    assert [(each.kind, each.available) for each in gone] == [("file_for_inspection", None), ("withdraw_filing", seen)]


# --- words for parts ----------------------------------------------------------------------------------------------------


@each_row(
    ("words", "cfr", "expected"),
    [
        ("the amendments to Sec. Sec. 61.66 (amendatory instruction no. 15), 91.175 (amendatory instruction no. 18), and 91.9", ("14 CFR 61", "14 CFR 91"), ("14 CFR 61.66", "14 CFR 91.175", "14 CFR 91.9")),
        ("amendatory instruction 3 (47 CFR 4.18)", ("47 CFR 4",), ("47 CFR 4.18",)),
        ("amendatory instructions 3 and 4, which", ("47 CFR 64",), ("instruction 3", "instruction 4")),
        ("instructions 2 through 5", (), ("instruction 2", "instruction 3", "instruction 4", "instruction 5")),
        ("instructions 4 (Sec. 1.4), 5 (Sec. 1.5), and 8 (Sec. 1.70(u), (w)(2))", (), ("instruction 4", "instruction 5", "instruction 8")),
        ("§ 1026.35(e)", ("12 CFR 1026",), ("12 CFR 1026.35(e)",)),
        ("42 CFR 1001.952(h)(6) through (8), (cc), and (dd)", (), ("42 CFR 1001.952(h)(6)", "42 CFR 1001.952(h)(7)", "42 CFR 1001.952(h)(8)", "42 CFR 1001.952(cc)", "42 CFR 1001.952(dd)")),
        ("19 CFR part 361", (), ("19 CFR 361",)),
        ("Supplement No. 4 to part 744", ("15 CFR 744",), ("supp. 4 to 15 CFR 744",)),
        ("the classification", ("15 CFR 744",), ()),
    ],
)  # fmt: skip
def test_parts_that_words_name(words: str, cfr: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert parts_in(words, cfr) == expected


@each_row(
    ("words", "expected"),
    [
        ("the amendments to § 1003.2 in amendatory instruction 3", ("12 CFR 1003.2 (instruction 3)",)),
        ("§ 1003.2 (instruction 3), § 1003.4(a) (amendatory instruction no. 5), and § 1003.6",
         ("12 CFR 1003.2 (instruction 3)", "12 CFR 1003.4(a) (instruction 5)", "12 CFR 1003.6")),
        ("§§ 1003.2 and 1003.4 in instructions 3 and 4", ("12 CFR 1003.2", "12 CFR 1003.4")),
        ("the amendments in instructions 3 and 5", ("instruction 3", "instruction 5")),
    ],
)  # fmt: skip
def test_what_one_instruction_does_to_a_provision(words: str, expected: tuple[str, ...]) -> None:
    """Two instructions may change one provision on two days: where they are known, each is told from the other."""
    assert parts_in(words, ("12 CFR 1003",), amended=True) == expected


def test_parts_of_the_cfr_that_a_text_names() -> None:
    assert cfr_parts_in("the rule amending 14 CFR parts 1, 23, and 25 published at 81 FR 90126") == (
        "14 CFR 1",
        "14 CFR 23",
        "14 CFR 25",
    )
