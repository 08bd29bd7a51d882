"""What a document recites of an older rule that it acts on: evidence of that rule's begin, and never an act."""

from __future__ import annotations

import datetime as dt
from typing import Any

from regtrack.model.event import Event
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.events import compile_document
from regtrack.sources.federal_register.text.recitals import recitals
from tests.rows import each_row
from tests.sources.federal_register.test_events import Known
from tests.sources.federal_register.test_statements import PROPOSAL, PUBLISHED, TARGET, told

CITED = "the final rule published on October 24, 2024 (92 FR 1052)"
LATER = f"The compliance date of {CITED} is delayed until May 3, 2028."
FIELDS = {"title": "Widgets; Delay of Compliance Date", "action": "Final rule; delay of compliance date."}
KIND = "recite_effective"


def recited(summary: str, dates: str = LATER, **fields: Any) -> list[str]:
    """What is recited by a document that delays a compliance date: days and parts."""
    lines = told(dates, **{**FIELDS, **fields, "abstract": summary})
    return [line.removeprefix(f"{KIND} {TARGET}").strip() for line in lines if line.startswith(KIND)]


@each_row(
    "sentence",
    [
        "The final rule became effective on January 24, 2025.",
        "The rule took effect January 24, 2025.",
        "The rule itself went into effect on January 24, 2025, and remains in effect.",
        "That rule has been in effect since January 24, 2025.",
        "The final rule was effective on January 24, 2025.",
        "The regulations came into force on January 24, 2025.",
        "The final rule published on October 24, 2024 (92 FR 1052), became effective on January 24, 2025.",
        "On October 24, 2024, the Agency published a final rule on widgets, which became effective January 24, 2025.",
        "The final rule was published on October 24, 2024 (92 FR 1052), and became effective on January 24, 2025.",
        "This action delays the compliance date of the final rule, which took effect on January 24, 2025.",
        "This action delays the compliance date of the final rule (92 FR 1052), effective January 24, 2025.",
        "The Agency asks for comments on the rule, the effective date of which was January 24, 2025.",
        "The effective date of the final rule was January 24, 2025.",
        "The effective date of the final rule remains January 24, 2025.",
        "This action does not change the effective date of January 24, 2025.",
        "This action does not affect the effective date of the final rule, which was January 24, 2025.",
        "The October 24, 2024, final rule took effect on January 24, 2025.",
        "As stated before, the 2024 final rule has already been in effect since January 24, 2025.",
    ],
)
def test_since_when_a_rule_is_in_effect(sentence: str) -> None:
    assert recited(f"The Agency is delaying a compliance date. {sentence}") == ["2025-01-24"]


@each_row(
    "sentence",
    [
        "The rule remains in effect.",
        "The final rule is currently in effect.",
        "The regulations continue in effect.",
        "The rule continues to be effective.",
        "Small entities must prepare to comply with the final rule, currently in effect.",
        "The rule has already taken effect.",
    ],
)
def test_a_rule_that_is_in_effect_without_a_day(sentence: str) -> None:
    assert recited(sentence) == [""]


PART = (
    "The compliance date of 15 CFR 744.21 in the final rule published on October 24, 2024 (92 FR 1052) is delayed "
    "until May 3, 2028."
)


@each_row(
    ("sentence", "expected"),
    [
        ("All other provisions of the rule remain in effect.", [""]),
        ("The remainder of the final rule has been in effect since January 24, 2025.", ["2025-01-24"]),
        ("The final rule otherwise took effect on January 24, 2025.", ["2025-01-24"]),
        ("15 CFR 744.21 has been in effect since January 24, 2025.", ["2025-01-24 15 CFR 744.21"]),
        ("Section 744.21, which took effect on January 24, 2025, is not changed.", ["2025-01-24 15 CFR 744.21"]),
        # what was stayed for a time is not told of, and the rest is
        (
            "The rule took effect on January 24, 2025. The labeling provision was stayed until March 3, 2025.",
            ["2025-01-24"],
        ),
        ("The provisions took effect on January 24, 2025, and continue in effect.", ["2025-01-24 15 CFR 744.21"]),
    ],
)
def test_parts_and_what_is_left_alone(sentence: str, expected: list[str]) -> None:
    assert recited(sentence, PART, cfr=("15 CFR 744",)) == expected


def test_a_rule_of_may_is_recited() -> None:
    sentence = "The final rule published May 24, 2024, at 89 FR 7700, took effect on July 1, 2024."
    assert [each.since for each in recitals(sentence, dt.date(2025, 3, 10))] == [dt.date(2024, 7, 1)]


@each_row(
    "summary",
    [
        "All other provisions of the rule remain in effect.",
        "The rule took effect on January 24, 2025. The labeling provision was stayed until March 3, 2025.",
    ],
)
def test_what_is_left_alone_leaves_out_what_is_acted_on(summary: str) -> None:
    """The part that a document delays is no part of "all other provisions"."""
    document = RegisterDocument(
        number="2027-00421", type=DocumentType.RULE, published_on=PUBLISHED, dates=PART, origin=DocumentForm.METADATA,
        **{**FIELDS, "abstract": summary, "cfr": ("15 CFR 744",)},
    )  # fmt: skip
    events = [each for each in compile_document(document, Known()) if isinstance(each, Event) and each.kind == KIND]
    assert [each.exclude for each in events] == [("15 CFR 744.21",)]


@each_row(
    "sentence",
    [
        # of something else than a rule
        "The proposed rule became effective on January 24, 2025.",
        "The comment period on the rule was in effect since January 24, 2025.",
        "The amendments to the Widget Code took effect on January 24, 2025.",
        "The amendment of the rule took effect on January 24, 2025.",
        "The court's order took effect on January 24, 2025.",
        "The Widget Safety Act became effective on January 24, 2025.",
        "The stay of the rule has been in effect since January 24, 2025.",
        "The stay remains in effect.",
        "The delay of the rule remains in effect.",
        "The injunction against the rule is currently in effect.",
        "The withdrawal of the rule took effect on January 24, 2025.",
        "We received requests for a stay of the rule, which took effect on January 24, 2025.",
        "The Gadget Standards Rule took effect on January 24, 2025.",
        "The Gadget Agency's rule took effect on January 24, 2025.",
        "This agrees with what the Gadget Agency did in its rule, effective January 24, 2025.",
        "Compliance with the rule became effective on January 24, 2025.",
        # an old plan, or what never came
        "The rule would have become effective on January 24, 2025.",
        "The rule was scheduled to take effect on January 24, 2025.",
        "The rule was to become effective on January 24, 2025.",
        "The rule never took effect.",
        "The rule is effective on January 24, 2028.",
        "The rule took effect on January 24, 2028.",
        "If the rule became effective on January 24, 2025, small firms would have to close.",
        "Before the rule took effect on January 24, 2025, small firms asked for time.",
        "The rule takes effect 60 days after publication.",
        "The rule was effective 60 days after publication in the Federal Register.",
        "The rule had not taken effect.",
        # what came, and did not last
        "The rule took effect on January 24, 2025, and was vacated on March 3, 2025.",
        "The rule became effective on January 24, 2025, but was withdrawn.",
        "The rule took effect on January 24, 2025. The rule was stayed on February 3, 2025.",
        "The rule took effect on January 24, 2025. A court has vacated the rule.",
        "The rule took effect on January 24, 2025. A court vacated the rule and its compliance dates.",
        "The rule took effect on January 24, 2025. A court stayed the final rule and its labeling requirements.",
        "The rule took effect on January 24, 2025. The rule amending § 744.21 was suspended in March 2025.",
        "The final rule, effective January 24, 2025, delayed on January 20, 2025, until further notice, binds nobody.",
        "The rule was published with an effective date of January 24, 2025, which was delayed indefinitely.",
        "The rule (92 FR 1052), effective January 24, 2025, delayed to March 3, 2025, at 92 FR 4100, binds nobody.",
        "The rule (92 FR 1052), with an effective date of January 24, 2025, has not yet taken effect.",
        "The rule (92 FR 1052), with an effective date of January 24, 2025, is reviewed before it takes effect.",
        "The rule (92 FR 1052) had an effective date of January 24, 2025, then postponed.",
        "The rule (92 FR 1052), effective January 24, 2025, is withdrawn.",
        "The rule, whose effective date was January 24, 2025 (and later deferred), is a burden.",
        "The rule was effective from January 24, 2025, until March 3, 2025.",
        "The rule was effective January 24, 2025, through March 3, 2025.",
        "The rule remains in effect until March 3, 2028.",
        "The rule remains in effect for all other persons.",
        "The rule remains in effect only in Ohio.",
        "The rule took effect on January 24, 2025, for large firms.",
        "The rule took effect on January 24, 2025, except for its labels.",
        # of two rules, or of nobody knows which
        "The rules published at 92 FR 1052 and 92 FR 4100 took effect on January 24, 2025, and March 3, 2025.",
        "The rule published at 92 FR 4100 took effect on January 24, 2025.",
        "The final rule published on March 3, 2024, took effect on January 24, 2025.",
        "This rule became effective on January 24, 2025.",
        "It became effective on January 24, 2025.",
    ],
)
def test_what_is_no_recital_of_the_rule(sentence: str) -> None:
    assert recited(sentence) == []
    assert recited(sentence, PART, cfr=("15 CFR 744",)) == []


def test_of_two_rules_in_one_sentence_the_one_that_is_acted_on() -> None:
    told_of_two = (
        "The rule published at 92 FR 1052 took effect on January 24, 2025, and the rule published at 92 FR 4100 took "
        "effect on March 3, 2025."
    )
    assert recited(told_of_two) == ["2025-01-24"]


@each_row(
    ("dates", "fields"),
    [
        (f"The effective date of {CITED} is delayed until May 3, 2028.",
         {"title": "Widgets; Delay of Effective Date", "action": "Final rule; delay of effective date."}),
        ("The comment period for the proposed rule published on October 24, 2024 (92 FR 1052), is extended until "
         "May 3, 2027.",
         {"title": "Widgets; Extension of Comment Period", "action": "Proposed rule; extension of comment period.",
          "type": PROPOSAL}),
        ("This rule is effective May 3, 2027.", {"title": "Widgets", "action": "Final rule."}),
    ],
)  # fmt: skip
def test_nothing_is_recited_of_a_rule_that_is_moved_itself_or_not_acted_on(dates: str, fields: dict[str, Any]) -> None:
    assert recited("The final rule took effect on January 24, 2025.", dates, **fields) == []


@each_row(
    ("dates", "fields"),
    [
        (f"Effective March 10, 2027, {CITED} is stayed until May 3, 2028.",
         {"title": "Widgets; Stay", "action": "Final rule; stay."}),
        (f"Effective March 10, 2027, {CITED} is rescinded.",
         {"title": "Widgets; Rescission", "action": "Final rule; rescission."}),
        (f"Enforcement of {CITED} is paused from March 10, 2027, until May 3, 2028.",
         {"title": "Widgets; Pause of Enforcement", "action": "Notification of enforcement pause."}),
        (f"The Agency proposes to stay {CITED}. Comments are due on May 3, 2027.",
         {"title": "Widgets; Proposed Stay", "action": "Proposed rule; stay.", "type": PROPOSAL}),
    ],
)  # fmt: skip
def test_beside_other_acts(dates: str, fields: dict[str, Any]) -> None:
    assert recited("The final rule took effect on January 24, 2025.", dates, **fields) == ["2025-01-24"]


@each_row(
    "dates",
    [
        f"T{CITED[1:]}, became effective on January 24, 2025. The compliance date of the final rule is delayed "
        "until May 3, 2028.",
        f"The effective date of {CITED} was January 24, 2025; its compliance date is delayed until May 3, 2028.",
        f"{LATER} The rule became effective on January 24, 2025.",
    ],
)
def test_a_day_that_dates_recites_is_no_act_either(dates: str) -> None:
    """Neither on the rule, nor of the document that prints it."""
    assert sorted(told(dates, **FIELDS)) == [f"delay_compliance {TARGET} 2028-05-03", f"{KIND} {TARGET} 2025-01-24"]


def test_what_a_document_announces_is_its_act() -> None:
    """Where it does nothing else to the rule, that it took effect is what the document is for."""
    dates = f"T{CITED[1:]}, took effect on January 24, 2025, by order of the court."
    assert told(dates, title="Widgets", action="Notice; announcement of effective date.") == [
        f"set_effective {TARGET} 2025-01-24"
    ]


RULES = [
    "The final rule", "That rule", "The 2024 final rule", "The interim final rule", "The rule itself",
    "The regulations", "The final rule published on October 24, 2024 (92 FR 1052)",
    "The final rule, “Widgets in Schools” (92 FR 1052),", "The final rule on small widgets",
    "The rule that was published on October 24, 2024, at 92 FR 1052,", "As the Agency explained, the final rule",
]  # fmt: skip
TRUE = [
    "took effect on January 24, 2025", "became effective January 24, 2025", "was effective as of January 24, 2025",
    "went into effect on January 24, 2025, as scheduled", "has been in effect since January 24, 2025",
    "came into effect on Friday, January 24, 2025", "already took effect on January 24, 2025", "remains in effect",
    "took effect on January 24, 2025, and is codified in the Code", "is currently in effect", "is in effect today",
]  # fmt: skip
OF_ELSE = [
    "The proposed rule", "The stay", "The stay of the rule", "The delay of the rule", "The comment period for the rule",
    "The court's order", "The Widget Act", "The law", "The amendments to Widget Bulletin 3", "An amendment of the rule",
    "The withdrawal of the rule", "The preliminary injunction against the rule", "The consent decree", "It",
    "This rule",
    "The memorandum", "The State's rule", "California's regulations", "The waiver", "The correction to the rule",
    "The proposal to amend the rule", "Executive Order 14000", "The statute that authorizes the rule", "The new fee",
    "The compliance date of the rule", "Enforcement of the rule", "The vacatur of the rule",
    "The rule of another agency",
]  # fmt: skip
FALSE = [
    "would take effect on January 24, 2025", "would have become effective on January 24, 2025", "never took effect",
    "was to take effect on January 24, 2025", "was scheduled to become effective on January 24, 2025",
    "may take effect",
    "did not take effect on January 24, 2025", "has not taken effect", "should have taken effect on January 24, 2025",
    "will take effect on January 24, 2025", "is not in effect", "is no longer in effect", "remains stayed",
    "took effect on January 24, 2025, and was vacated on March 3, 2025", "took effect on January 24, 2028",
    "took effect on January 24, 2025, but a court vacated it", "was in effect from January 24, 2025, to March 3, 2025",
    "became effective on January 24, 2025, and expired on March 3, 2025", "became effective upon publication",
    "took effect on January 24, 2025, until it was stayed", "became effective on January 24, 2025, in Ohio only",
    "took effect on January 24, 2025, for large firms", "was effective 60 days after publication",
    "remains in effect until further notice", "remains in effect pending review", "remains in effect in Ohio",
    "took effect on January 24, 2025, except for its labels", "took effect on January 24, 2025, only in part",
    "took effect on January 24, 2025, and lapsed", "took effect on January 24, 2025, but has since been replaced",
    "took effect on January 24, 2025, and was in effect until March 3, 2025", "is in effect if approved",
]  # fmt: skip


def read(sentence: str) -> bool:
    """Whether a sentence recites since when a rule without a name of its own is in effect, and not what was planned."""
    return any(
        each.name is None and not each.planned
        for each in recitals(f"A compliance date is delayed. {sentence}.", PUBLISHED)
    )


def test_every_subject_with_every_verb() -> None:
    """Of what is made from the same parts every third is tried."""
    every = [
        *((f"{rule} {verb}", True) for rule in RULES for verb in TRUE),
        *((f"{other} {verb}", False) for other in OF_ELSE for verb in TRUE),
        *((f"{rule} {verb}", False) for rule in RULES for verb in FALSE),
        *(
            (f"The Agency delays compliance with the final rule, which {verb}", verb in TRUE)
            for verb in (*TRUE, *FALSE)
        ),
    ]
    assert [sentence for sentence, recites in every[::3] if read(sentence) is not recites] == []


@each_row(
    ("sentence", "expected"),
    [
        ("The prohibitions at 40 CFR 60.41 are not affected and remain effective as of January 24, 2025.",
         [("40 CFR 60.41", "2025-01-24")]),
        ("The requirements in § 60.41 are unaffected and remain in effect.", [("§ 60.41", None)]),
        ("On May 1, 2026, a court stayed the amendments to 40 CFR 60.41(b), published at 92 FR 1052 on October 24, "
         "2024, which were effective January 24, 2025.", [("40 CFR 60.41(b)", "2025-01-24")]),
        ("This notice does not change the rule, which has been in effect since January 24, 2025, or any duty under it.",
         [(None, "2025-01-24")]),
        ("The rule remains in effect as of January 24, 2025.", []),  # since when, it does not tell
        ("The requirements in § 60.41 remain in effect until January 24, 2027.", []),
        ("The monitoring requirements in § 60.41 remain in effect.", []),  # of some of it
        ("The stay of § 60.41, which took effect January 24, 2025, is lifted.", []),
        ("A court vacated the fee in § 60.41, which became effective January 24, 2025.", []),
        ("The rule has been in effect since January 24, 2025, or May 4, 2025, for small mills.", []),
    ],
)  # fmt: skip
def test_sections_are_told_of_as_they_are_named(sentence: str, expected: list[tuple[str | None, str | None]]) -> None:
    found = recitals(sentence, dt.date(2026, 6, 1))
    assert [(each.part, str(each.since) if each.since else None) for each in found] == expected
