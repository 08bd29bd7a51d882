"""A stay of what must be met by a day leaves the rule in force: the old day stands between the duty and the verb."""

from __future__ import annotations

import datetime as dt

from regtrack.sources.federal_register.dates import read_dates
from tests.rows import each_row

AT = "in the final rule published at 95 FR 30000 (May 3, 2030)"


def told(text: str) -> list[tuple[str, str, tuple[str, ...], str | None]]:
    claims = read_dates(text, published_on=dt.date(2031, 4, 8), bare="set_effective")
    return [(each.kind, each.when.text, each.target, each.act) for each in claims]


@each_row("text", (
    f"As of April 8, 2031, compliance with 30 CFR 75.17 and 75.18, required of coal mine operators by April "
    f"14, 2031, {AT}, is stayed until August 18, 2031.",
    f"Compliance with § 75.17, which operators had to meet by April 14, 2031, {AT}, is stayed until August 18, 2031.",
    f"Effective April 8, 2031, compliance with the standards of part 75, due April 14, 2031, {AT}, is "
    "suspended until August 18, 2031.",
    f"Compliance with 30 CFR 75.17, required by April 14, 2031, {AT}, is paused until August 18, 2031.",
))  # fmt: skip
def test_what_has_to_be_met_is_paused_and_not_the_rule(text: str) -> None:
    found = told(text)
    assert ("set_compliance", "2031-08-18", ("95 FR 30000",), "delay") in found
    assert not {kind for kind, *_ in found} & {"stay", "delay_effective"}


@each_row("text", (
    "The final rule, with which operators must comply by April 14, 2031, published at 95 FR 30000 (May 3, 2030), is "
    "stayed until August 18, 2031.",
    f"30 CFR 75.17, with which compliance is required by April 14, 2031, {AT}, is stayed until August 18, 2031.",
    "Compliance with § 75.17 is required by April 14, 2031. The final rule published at 95 FR 30000 (May 3, 2030) is "
    "stayed until August 18, 2031.",
    "Compliance with § 75.17 is required by April 14, 2031, and the final rule published at 95 FR 30000 (May 3, 2030) "
    "is stayed until August 18, 2031.",
))  # fmt: skip
def test_a_rule_that_is_stayed_beside_a_duty_is_stayed(text: str) -> None:
    assert "stay" in {kind for kind, *_ in told(text)}


@each_row("text", (
    "This rule is effective July 5, 2031. Applications filed before August 29, 2031, will be processed in accordance "
    "with 20 CFR part 655, subpart B, in effect as of July 4, 2031.",
    "This rule is effective July 5, 2031. Claims are decided under § 404.10 as in effect on July 4, 2031.",
    "This rule is effective July 5, 2031. Orders placed before that are governed by part 10 in force on July 4, 2031.",
))  # fmt: skip
def test_the_law_of_a_day_takes_no_effect_on_it(text: str) -> None:
    assert [when for kind, when, _, act in told(text) if kind == "set_effective" and act is None] == ["2031-07-05"]
