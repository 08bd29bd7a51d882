"""An act of DATES on provisions alone, and the one rule that SUMMARY says is meant."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Any

import regtrack
from regtrack.tracker import Tracker
from tests.rows import each_row

NOW = dt.datetime(2032, 11, 27, 12, tzinfo=dt.UTC)
STAYED = "40 CFR 60.41(b) and 60.44 are stayed from June 5, 2031, until September 3, 2031."
ALL = "Effective June 5, 2031, 40 CFR part 60 is stayed until September 3, 2031."
RULE = "On May 3, 2030 (95 FR 30000), EPA published a final rule that limits the dust of kilns."
CITED = "In the final rule, “Kiln Dust,” published on May 3, 2030 (95 FR 30000), EPA limited the dust of kilns."


def ledger(dates: str, summary: str, **fields: Any) -> Tracker:
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    row = {
        "document_number": "2031-90001", "publication_date": "2031-06-05", "type": "Rule", "citation": "96 FR 21000",
        "title": "Kilns; Stay", "action": "Final rule; stay.", "dates": dates, "abstract": summary,
        "effective_on": None, "cfr_references": [{"title": 40, "part": 60}], **fields,
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "1.json"
        path.write_text(json.dumps({"count": 1, "results": [row]}), "utf-8")
        tracker.add(path)
    return tracker


def status(tracker: Tracker, on: str, scope: str | None = "40 CFR 60.41(b)", rule: str = "95 FR 30000") -> str:
    """How the rule stands on a day; "none" where nothing of it is known."""
    try:
        return str(tracker.state(rule, on, "2031-06-06", **({"scope": scope} if scope else {})).status)
    except regtrack.RegtrackError:
        return "none"


POINTED = (
    f"{CITED} In this action, EPA is staying for three months these rule requirements pending reconsideration.",
    f"{RULE} EPA is staying certain requirements of that rule.",
    f"{RULE} As a result, EPA is staying the effectiveness of the named requirements for three months.",
    f"{RULE} This action stays those requirements for 90 days while the Agency considers them again.",
    f"{RULE} EPA stays the rule’s recordkeeping provisions.",
    f"{RULE} Certain provisions of that rule are stayed pending review.",
    f"{RULE} EPA is issuing this final rule to stay the final rule’s requirements until September 3, 2031.",
    f"{RULE} Owners asked for more time. The Agency agrees. It is therefore suspending those standards.",
    f"{RULE} EPA stayed the rule’s requirements on February 3, 2031, and that stay ends on June 5, 2031. EPA is "
    "issuing this rule to extend that stay until September 3, 2031.",
    f"{CITED} EPA is granting reconsideration of that rule and staying these provisions.",
    f"{RULE} By this action, the Agency is temporarily staying the effectiveness of certain sections of the 2030 rule.",
    "EPA published a final rule on kilns (FR Doc. 2030-80001) on May 3, 2030. EPA is staying parts of that rule.",
    f"{RULE} A notice of reconsideration was published at 96 FR 4000. EPA is staying these requirements of the rule.",
    f"{CITED} EPA is granting reconsideration of more requirements in that rule and is staying certain requirements.",
    f"{RULE} EPA is staying two paragraphs. The rest of the final rule, which EPA stands by, is unaffected.",
    f"{RULE} EPA is staying certain provisions. No other provision of that rule is stayed.",
    f"{RULE} The Agency is now staying, for 90 days, the effectiveness of these standards.",
    f"{RULE} EPA has decided to reconsider it and is staying the requirements of the rule for three months.",
    f"{RULE} EPA proposed this stay on March 3, 2031 (96 FR 5000). EPA is staying the requirements of that final rule.",
)


@each_row("summary", POINTED)
def test_the_rule_that_summary_points_to_is_the_target(summary: str) -> None:
    rule = "2030-80001" if "2030-80001" in summary else "95 FR 30000"
    for dates, scope in (
        (STAYED, "40 CFR 60.41(b)"),
        *([] if "other" in summary or "rest" in summary else [(ALL, None)]),
    ):
        tracker = ledger(dates, summary)
        assert status(tracker, "2031-07-01", scope, rule) == "stayed"
        assert status(tracker, "2031-10-01", scope, rule) == "in_force"
        assert status(tracker, "2031-05-01", scope, rule) == "unknown"
    tracker = ledger(STAYED, summary)
    assert status(tracker, "2031-07-01", "40 CFR 60.42", rule) in ("in_force", "unknown")  # the rest


OTHERWISE = (
    # two rules
    f"{RULE} Another final rule (95 FR 41000) limits smoke. EPA is staying these rule requirements.",
    "EPA published final rules on kilns (95 FR 30000, May 3, 2030, and 95 FR 41000, June 5, 2030). EPA is staying "
    "certain requirements of that rule.",
    # a proposal, guidance, a notice
    "On May 3, 2030 (95 FR 30000), EPA published a proposed rule that would limit dust. EPA is staying those "
    "requirements.",
    "EPA published guidance on kilns at 95 FR 30000 on May 3, 2030. EPA is staying those requirements.",
    "On May 3, 2030 (95 FR 30000), EPA published a notice on kilns. EPA is staying those provisions.",
    # nothing points to it
    RULE,
    f"{RULE} EPA is staying 40 CFR 60.41(b), which has been in effect since 1995.",
    f"{RULE} EPA is staying the requirements of the 1998 rule, consistent with that rule.",
    f"{RULE} EPA is staying requirements for smoke. That rule is not affected.",
    f"{RULE} Unlike that rule, this action stays the smoke requirements.",
    f"{RULE} EPA issues this rule to stay requirements for smoke under that rule’s waiver.",
    f"{RULE} EPA reviewed that rule last year. It is staying certain requirements for smoke.",
    f"{RULE} EPA is staying two paragraphs of the 1998 rule. The remainder of that rule is unaffected.",
    f"{RULE} EPA finds that rule sound. EPA is staying older requirements that those standards left in place.",
    f"{RULE} The court is staying the rule pending review.",
    f"{RULE} Industry is urging EPA, by staying those requirements, to relieve kilns.",
    f"{RULE} EPA is staying nothing in that rule.",
    f"{RULE} EPA is staying the Smoke Rule’s requirements.",
    # asked for, denied, past, only wanted
    f"{RULE} Owners asked EPA to stay the requirements of that rule. The Agency will respond later.",
    f"{RULE} EPA is not staying the requirements of that rule.",
    f"{RULE} EPA stayed those requirements in 2030, and let the stay end.",
    f"{RULE} EPA is considering staying the requirements of that rule.",
    f"{RULE} The effects of staying those requirements were discussed there.",
)


@each_row("summary", OTHERWISE)
def test_what_points_to_no_rule_stays_none(summary: str) -> None:
    for dates in (STAYED, ALL):
        tracker = ledger(dates, summary)
        for rule in ("95 FR 30000", "95 FR 41000"):
            assert status(tracker, "2031-07-01", "40 CFR 60.41(b)", rule) != "stayed"
            assert status(tracker, "2031-07-01", None, rule) != "stayed"


def test_a_rule_that_dates_names_beside_is_another() -> None:
    dates = f"The rule published at 95 FR 41000 is effective June 5, 2031. {STAYED}"
    tracker = ledger(dates, f"{RULE} EPA is staying certain requirements of that rule.")
    assert status(tracker, "2031-07-01") != "stayed"


ACTS = (
    ("Final rule; delay of effective date.", "The effective date of 40 CFR 60.41(b) is delayed until September 3, "
     "2031.",
     f"{RULE} EPA is delaying the effective date of these provisions.", "delayed"),
    ("Final rule; extension of stay.", "The stay of 40 CFR 60.41(b) is extended until September 3, 2031.",
     f"{RULE} EPA is extending the stay of those requirements.", "stayed"),
    ("Final rule; extension of stay.", "The stay of 40 CFR 60.41(b) is extended until September 3, 2031.",
     f"{RULE} EPA is issuing this final rule to extend the stay of that final rule’s requirements.", "stayed"),
    ("Final rule; postponement.", "The effective date of 40 CFR 60.41(b) is postponed until September 3, 2031.",
     f"{RULE} EPA is postponing certain requirements of the rule.", "delayed"),
)  # fmt: skip


@each_row(("action", "dates", "summary", "expected"), ACTS)
def test_so_it_is_with_delays_and_extensions(action: str, dates: str, summary: str, expected: str) -> None:
    tracker = ledger(dates, summary, action=action)
    assert status(tracker, "2031-07-01") == expected
