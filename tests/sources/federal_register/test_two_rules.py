"""Two rules in one sentence: each act is done to the rule of its own clause, and to no other."""

from __future__ import annotations

from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text.statement import Modality
from tests.rows import each_row
from tests.sources.federal_register.test_events import document

RULES = (
    ("the final rule published January 12, 2026 (91 FR 1100)",
     "the final rule published January 13, 2026 (91 FR 1300)"),
    ("the rule published at 91 FR 1100 on January 12, 2026",
     "the rule published at 91 FR 1300 on January 13, 2026"),
    ("the January 12, 2026, final rule (91 FR 1100)", "the January 13, 2026, final rule (91 FR 1300)"),
)  # fmt: skip
TO, TILL = "October 13, 2026", "July 10, 2026"


@each_row(
    ("words", "first", "second"),
    [
        ("The effective date of {a} is delayed until {to}, and the effective date of {b} is delayed until {till}.",
         "delay_effective 2026-10-13", "delay_effective 2026-07-10"),
        ("The effective dates of {a} and {b} are delayed until {to}.",
         "delay_effective 2026-10-13", "delay_effective 2026-10-13"),
        ("The effective date of {a}, which amended {b}, is delayed until {to}.", "delay_effective 2026-10-13", None),
        ("The effective date of {a}, which was amended by {b}, is delayed until {to}.",
         "delay_effective 2026-10-13", None),
        ("Because {b} is under review, the effective date of {a} is delayed until {to}.",
         "delay_effective 2026-10-13", None),
        ("Unlike {b}, {a} is delayed until {to}.", "delay_effective 2026-10-13", None),
        ("To align it with {b}, the agency delays the effective date of {a} until {to}.",
         "delay_effective 2026-10-13", None),
        ("{b} remains in effect, and the effective date of {a} is delayed until {to}.",
         "delay_effective 2026-10-13", None),
        ("The effective date of {a} is delayed until {to}; {b} is not affected.", "delay_effective 2026-10-13", None),
        ("The effective date of {a} is delayed until {to}; the effective date of {b}, until {till}.",
         "delay_effective 2026-10-13", "delay_effective 2026-07-10"),
        ("The effective dates of {a} and {b} are delayed until {to} and {till}, respectively.",
         "delay_effective 2026-10-13", "delay_effective 2026-07-10"),
        ("The agency is delaying the effective date of {a} until {to} and that of {b} until {till}.",
         "delay_effective 2026-10-13", "delay_effective 2026-07-10"),
    ],
)  # fmt: skip
def test_an_act_is_done_to_the_rule_of_its_clause(words: str, first: str, second: str | None) -> None:
    for a, b in RULES:
        text = words.format(a=a, b=b, to=TO, till=TILL)
        told = DocumentReading(document(dates=f"{text[0].upper()}{text[1:]}", abstract="", title="Two Rules"))
        done = {
            each.target[0].name: f"{each.kind} {each.when.text if each.when else None}"
            for each in told.statements()
            if each.target and each.modality is Modality.DONE
        }
        found = {name: done[name] for name in ("91 FR 1100", "91 FR 1300") if name in done}
        assert found == {"91 FR 1100": first, **({"91 FR 1300": second} if second else {})}, text


def test_days_of_parts_respectively_are_not_dealt_out() -> None:
    """Which of two sections has which day is told by their order, and no whole is moved by it."""
    words = (
        f"The effective dates of § 112.7 and § 112.8 in {RULES[0][0]} are delayed until {TO} and {TILL}, respectively."
    )
    said = DocumentReading(document(dates=words, abstract="", title="Two Rules")).statements()
    assert not [each for each in said if each.target and each.modality is Modality.DONE]
