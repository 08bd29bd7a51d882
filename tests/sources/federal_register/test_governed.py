"""What takes effect or ends on a day: the subject of the sentence decides, wherever in it a rule is named."""

from __future__ import annotations

from itertools import product

import pytest

from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text.statement import Modality, Statement
from tests.rows import each_row
from tests.sources.federal_register.test_events import document

RULES = (
    "the final rule published January 12, 2026 (91 FR 1100)",
    "the final rule published at 91 FR 1100 on January 12, 2026,",
)
ACTIONS = ("Notification.", "Final rule; technical amendments.")
STATED = "This document is effective March 10, 2026."
FORCE = {"set_effective", "set_expiry", "stay", "withdraw", "withdraw_final", "rescind", "lift_stay", "supersede"}


def moved(field: str, words: str, action: str) -> list[Statement]:
    """What a text says of the force of the document that it names."""
    fields = {"dates": STATED, "abstract": "", field: words.replace(",,", ",").replace(",.", ".")}
    reading = DocumentReading(document(title="Storage Tank Inspections; Notice", action=action, **fields))
    told = [each for each in reading.statements() if each.target and each.kind in FORCE]
    told = [each for each in told if each.modality is not Modality.UNREAD]
    return [each for each in told if each.when is None or each.when.dated]  # no undated one stands over a dated one


@each_row("field", ["dates", "abstract"])
@each_row(
    ("words", "kind", "begins", "ends", "parts"),
    [
        ("The stay of {} is effective April 1, 2026, through May 14, 2026.", "stay", "2026-04-01", "2026-05-14", ()),
        ("The suspension of compliance with 40 CFR 112.7(c) of {} is effective April 1, 2026, through May 14, 2026.",
         "stay", "2026-04-01", "2026-05-14", ("40 CFR 112.7(c)",)),
        ("The stay of the amendments to 40 CFR 112.7(c) made by {} is effective April 1, 2026, until May 14, 2026.",
         "stay", "2026-04-01", "2026-05-14", ("40 CFR 112.7(c)",)),
        ("The partial stay of {} is effective April 1, 2026, through May 14, 2026.",
         "stay", "2026-04-01", "2026-05-14", ("partial stay",)),
        ("The withdrawal of {} is effective June 1, 2026.", "withdraw", "2026-06-01", None, ()),
        ("The rescission of {} takes effect June 1, 2026.", "rescind", "2026-06-01", None, ()),
        ("The removal of 40 CFR 112.7(c), added by {}, is effective June 1, 2026.",
         "rescind", "2026-06-01", None, ("40 CFR 112.7(c)",)),
    ],
)  # fmt: skip
def test_an_act_is_done_on_the_day_that_its_noun_is_effective(
    field: str, words: str, kind: str, begins: str, ends: str | None, parts: tuple[str, ...]
) -> None:
    for rule, action in product(RULES, ACTIONS):
        found = [each for each in moved(field, words.format(rule), action) if each.modality is Modality.DONE]
        told = [(e.kind, e.when and e.when.text, e.until and e.until.text, e.parts) for e in found]
        assert (kind, begins, ends, parts) in told, (words, told)
        assert all(each[3] == parts and each[1] == begins for each in told), (words, told)


@each_row("field", ["dates", "abstract"])
@each_row(
    "words",
    [
        "The delay of the effective date of {} is effective March 10, 2026.",
        "The correction to {} is effective March 10, 2026, through May 14, 2026.",
        "The corrections to 40 CFR 112.7(c) of {} are effective March 10, 2026, through May 14, 2026.",
        "The amendments to {} are effective June 1, 2026.",
        "The amendment of 40 CFR 112.7(c), as added by {}, is effective June 1, 2026.",
        "The exemption from {} is effective March 10, 2026, through May 14, 2026.",
        "The fee schedule under {} is effective March 10, 2026, through May 14, 2026.",
        "The moratorium on inspections under {} is effective March 10, 2026, through May 14, 2026.",
        "The enforcement policy on {} expires May 14, 2026.",
        "The delegation of authority under {} expires May 14, 2026.",
        "The extension of the comment period on {} is effective until May 14, 2026.",
        "As provided in {}, the 2019 exemption expires May 14, 2026.",
        "Under {}, permits issued before 2020 expire May 14, 2026.",
        "This rule implements {} and rescinds the 2019 guidance.",
        "This rule supplements {} and withdraws the policy notice of June 1, 2019.",
    ],
)
def test_what_only_has_to_do_with_a_rule_leaves_it_alone(field: str, words: str) -> None:
    for rule, action in product(RULES, ACTIONS):
        assert not moved(field, words.format(rule), action), words


@pytest.mark.parametrize(
    "words",
    [
        "The temporary waiver of 40 CFR 112.7(c) of {} is effective March 10, 2026, through May 14, 2026.",
        "The interpretation of {} is effective March 10, 2026, until May 14, 2026.",
    ],
)
def test_what_ends_in_a_rule_is_a_part_of_it(words: str) -> None:
    for rule, action in product(RULES, ACTIONS):
        assert all(each.parts for each in moved("dates", words.format(rule), action)), words


def test_a_rule_whose_delay_ends_takes_effect() -> None:
    words = "The delay of the effective date of {} ends, and the rule becomes effective, on April 6, 2026."
    for rule, action in product(RULES, ACTIONS):
        told = [(each.kind, each.when and each.when.text) for each in moved("dates", words.format(rule), action)]
        assert told == [("set_effective", "2026-04-06")]
