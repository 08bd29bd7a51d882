"""What a document recites of the publication of what it acts on: what it is, since when, and for which day."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import regtrack
from tests.rows import each_row

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
CITED, PUBLISHED = "89 FR 15000", "2024-06-20"


def told(
    folder: Path, dates: str, summary: str = "", action: str = "Final rule.", sort: str = "Rule"
) -> regtrack.Tracker:
    """Return a ledger with one document, which cites another that is not on record."""
    document = {
        "document_number": "2024-90009", "publication_date": PUBLISHED, "type": sort, "title": "Widget Rules",
        "citation": "89 FR 52000", "action": action, "dates": dates, "abstract": summary or None,
        "effective_on": None, "cfr_references": [{"title": 40, "part": 700}],
    }  # fmt: skip
    path = folder / "1.json"
    path.write_text(json.dumps({"count": 1, "results": [document]}))
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    tracker.add(path)
    return tracker


def states(tracker: regtrack.Tracker, *days: str, scope: str | None = None) -> list[str]:
    """Return how it stands on some days, as known at the end."""
    found = (tracker.state(CITED, day, "2026-01-01", scope=scope) for day in days)
    return [f"{each.status} {each.force}" for each in found]


BEFORE, AFTER, LATER = "2024-02-29", "2024-03-01", "2024-06-20"
NONE, PENDING, PROPOSED, UNKNOWN = "none no", "pending no", "proposed no", "unknown unknown"

ANNOUNCED = (  # the effective date of a rule is told later than it was published, and lies behind the document
    f"Effective date of final rule published in the Federal Register of March 1, 2024 ({CITED}) confirmed:"
    f" April 8, 2024.",
    f"The final rule published on March 1, 2024, at {CITED}, is effective April 8, 2024.",
    f"The effective date of the final rule published at {CITED}, March 1, 2024, is April 8, 2024.",
    f"The direct final rule published March 1, 2024 ({CITED}), is effective April 8, 2024.",
    f"The effective date for the interim final rule that published on March 1, 2024 ({CITED}), is April 8, 2024.",
)


@each_row("dates", ANNOUNCED)
def test_a_rule_whose_day_is_announced_was_pending_since_it_was_published(tmp_path: Path, dates: str) -> None:
    tracker = told(tmp_path, dates)
    assert states(tracker, BEFORE, AFTER, "2024-04-07", "2024-04-08") == [NONE, PENDING, PENDING, "in_force yes"]
    assert tracker.state(CITED, AFTER, "2024-06-19").status == "none"


PROVISIONS = (
    f"40 CFR 700.2(c) and 700.3, published at {CITED}, March 1, 2024, are effective on June 20, 2024.",
    f"The amendments to 40 CFR 700.2(c) and 700.3, published at {CITED}, March 1, 2024, are effective June 20, 2024.",
    f"The amendments to §§ 700.2(c) and 700.3, published March 1, 2024 ({CITED}), are effective July 8, 2024.",
)


@each_row("dates", PROVISIONS)
def test_provisions_that_become_effective_were_pending(tmp_path: Path, dates: str) -> None:
    tracker = told(tmp_path, dates, action="Final rule; announcement of effective date.")
    found = states(tracker, BEFORE, AFTER, "2024-06-01", "2024-07-08", scope="40 CFR 700.2(c)")
    assert found == [NONE, PENDING, PENDING, "in_force yes"]


WITHDRAWN = (
    f"The proposed rule published on March 1, 2024 ({CITED}), is withdrawn as of June 20, 2024.",
    f"As of June 20, 2024, the proposed rule, which was published in the Federal Register on March 1, 2024"
    f" ({CITED}), is"
    " withdrawn.",
    f"The notice of proposed rulemaking published in the Federal Register on March 1, 2024 ({CITED}), is"
    f" withdrawn as of"
    " June 20, 2024.",
    f"The NPRM published at {CITED}, March 1, 2024, is withdrawn on June 20, 2024.",
    f"The advance notice of proposed rulemaking that was published on March 1, 2024, at {CITED}, is withdrawn"
    f" as of June"
    " 20, 2024.",
    f"As of June 20, 2024, the proposed rule that appeared in the Federal Register on March 1, 2024 ({CITED}), is"
    " withdrawn.",
    f"As of June 20, 2024, the NPRM, published at {CITED} on March 1, 2024, is withdrawn.",
)


@each_row("dates", WITHDRAWN)
def test_a_proposal_is_one_until_it_is_withdrawn(tmp_path: Path, dates: str) -> None:
    tracker = told(tmp_path, dates, action="Proposed rule; withdrawal.", sort="Proposed Rule")
    found = states(tracker, BEFORE, AFTER, "2024-06-19", LATER)
    assert found == [NONE, PROPOSED, PROPOSED, "proposal_withdrawn no"]
    assert tracker.state(CITED, AFTER, "2024-06-19").status == "none"


RULE = f"the final rule published March 1, 2024 ({CITED}),"
DONE = (  # an act, and how the rule stands before its publication, from it on, and after the act
    (f"The effective date of {RULE} is delayed until October 1, 2024.", "delayed no"),
    (f"Effective June 20, 2024, {RULE} is stayed until October 1, 2025.", "stayed no"),
    (f"Effective June 20, 2024, {RULE} is withdrawn.", "withdrawn no"),
    (
        f"The interim final rule published at {CITED} (March 1, 2024) is withdrawn effective June 20, 2024.",
        "withdrawn no",
    ),
)


@each_row(("dates", "after"), DONE)
def test_before_its_publication_no_rule_bound(tmp_path: Path, dates: str, after: str) -> None:
    found = states(told(tmp_path, dates), BEFORE, AFTER, "2024-07-01")
    assert found == [NONE, UNKNOWN, after]


def test_the_day_of_a_correction_is_not_that_of_the_rule(tmp_path: Path) -> None:
    dates = f"The final rule published at {CITED} on March 1, 2024, is corrected effective June 20, 2024."
    found = states(told(tmp_path, dates, action="Final rule; correction."), AFTER, "2024-06-19")
    assert PENDING not in found


NOT_TOLD = (  # the day is not that of the publication of what is acted on, or nobody knows what that is
    f"The effective date of the final rule at {CITED}, delayed on March 1, 2024, is further delayed until"
    f" October 1, 2024.",
    f"The effective date of the final rule at {CITED} is delayed from May 1, 2024, until October 1, 2024.",
    f"The final rule (March 1, 2023, {CITED}) is withdrawn effective June 20, 2024.",
)


@each_row("dates", NOT_TOLD)
def test_no_other_day_is_taken_for_that_of_the_publication(tmp_path: Path, dates: str) -> None:
    tracker = told(tmp_path, dates)
    assert {each.split()[0] for each in states(tracker, BEFORE, "2024-04-01")} <= {"unknown"}


PLANS = (  # what is recited of the day for which the rule was meant
    (f"The effective date of {RULE} is delayed until October 1, 2024.", "The rule was to take effect on April"
     " 30, 2024."),
    (f"The effective date of {RULE} is delayed until October 1, 2024.",
     "The final rule was originally scheduled to take effect on April 30, 2024."),
    (f"The effective date of {RULE} which was to become effective April 30, 2024, is delayed until October 1,"
     f" 2024.", ""),
    (f"The effective date of {RULE} is delayed until October 1, 2024.",
     "The original effective date of the final rule was April 30, 2024."),
    (f"The effective date of {RULE} is delayed until October 1, 2024.",
     "The final regulations were to take effect on April 30, 2024."),
    (f"The effective date of {RULE} is delayed from April 30, 2024, until October 1, 2024.", ""),
    (f"The effective date of {RULE} is delayed until October 1, 2024.",
     "The rule had been scheduled to become effective April 30, 2024."),
)  # fmt: skip


@each_row(("dates", "summary"), PLANS)
def test_until_the_day_it_was_meant_for_a_rule_was_pending(tmp_path: Path, dates: str, summary: str) -> None:
    tracker = told(tmp_path, dates, summary, action="Final rule; delay of effective date.")
    found = states(tracker, BEFORE, AFTER, "2024-04-29", "2024-05-15", "2024-06-20", "2024-10-01")
    assert found == [NONE, PENDING, PENDING, UNKNOWN, "delayed no", "in_force yes"]
    assert tracker.state(CITED, AFTER, "2024-06-19").status == "none"


PLANNED_LATER = (
    (f"The effective date of {RULE} is delayed until October 1, 2024.", "The rule was to take effect on July 1, 2024."),
    (f"The effective date of {RULE} is delayed from July 1, 2024, until October 1, 2024.", ""),
)


@each_row(("dates", "summary"), PLANNED_LATER)
def test_a_rule_that_is_delayed_before_its_day_was_pending_all_the_time(
    tmp_path: Path, dates: str, summary: str
) -> None:
    tracker = told(tmp_path, dates, summary, action="Final rule; delay of effective date.")
    found = states(tracker, BEFORE, AFTER, "2024-06-19", "2024-06-20", "2024-07-01", "2024-10-01")
    assert found == [NONE, PENDING, PENDING, "delayed no", "delayed no", "in_force yes"]


FROM = (  # behind the words of a delay
    ", from April 30, 2024, to a new effective date of October 1, 2024",
    " for 60 days, from April 30, 2024, until October 1, 2024",
    " for 60 days, from the originally scheduled effective date of April 30, 2024, to a new effective date of October"
    " 1, 2024",
    " from the original April 30, 2024 effective date to October 1, 2024",
)


@each_row("words", FROM)
def test_a_delay_tells_the_day_that_it_moves(tmp_path: Path, words: str) -> None:
    tracker = told(tmp_path, f"The effective date of {RULE} is delayed{words}.")
    assert states(tracker, AFTER, "2024-04-29", "2024-06-20") == [PENDING, PENDING, "delayed no"]


NO_PLANS = (  # a day of something else, or of a later plan
    "The 2021 rule was to take effect on April 30, 2024.",
    "Comments were to be submitted by April 30, 2024.",
    "The compliance date was to be April 30, 2024.",
    "The proposed rule was to take effect on April 30, 2024.",
    "The rule had most recently been scheduled to take effect on April 30, 2024.",
    "The rule was most recently delayed until April 30, 2024.",
    "The statute was to take effect on April 30, 2024.",
    "The fee schedule of the rule was to take effect on April 30, 2024.",
    "This action is about the rule for provisions that were to take effect on April 30, 2024.",
    "Some provisions of the rule were to take effect on April 30, 2024.",
    "The Agency had planned to delay the rule, which was to take effect on May 6, 2024, or on April 30, 2024.",
)


@each_row("summary", NO_PLANS)
def test_no_other_day_is_a_plan_of_the_rule(tmp_path: Path, summary: str) -> None:
    dates = f"The effective date of {RULE} is delayed until October 1, 2024."
    tracker = told(tmp_path, dates, summary, action="Final rule; delay of effective date.")
    assert states(tracker, AFTER, "2024-06-20") == [UNKNOWN, "delayed no"]


OLD = f"the final rule published on March 1, 2022, at {CITED.replace('89', '87')},"
BOUND = (  # acts on a rule that is older than a year, and how it stands before and after them
    (f"Effective June 20, 2024, {OLD} is stayed until September 3, 2024.", None, ("in_force", "stayed", "in_force")),
    (f"Effective June 20, 2024, 40 CFR 700.2 of {OLD} is stayed until September 3, 2024.", "40 CFR 700.2",
     ("in_force", "stayed", "in_force")),
    ("Effective June 20, 2024, the Agency stays 40 CFR 700.2, which was published at 87 FR 15000 on March 1, 2022,"
     " until September 3, 2024.", "40 CFR 700.4", ("in_force", "in_force", "in_force")),
    (f"Effective June 20, 2024, 40 CFR 700.2 of {OLD} is stayed until September 3, 2024.", "40 CFR 700.4",
     ("in_force", "in_force", "in_force")),
    (f"The compliance date of {OLD} is delayed until March 3, 2025.", None, ("in_force", "in_force", "in_force")),
    (f"Effective June 20, 2024, {OLD} is rescinded.", None, ("in_force", "withdrawn", "withdrawn")),
    (f"Effective June 20, 2024, the stay of 40 CFR 700.2 of {OLD} is lifted.", "40 CFR 700.4",
     ("in_force", "in_force", "in_force")),
    # a rule that is, or was, delayed need not have begun
    (f"Effective June 20, 2024, {OLD} is delayed until September 3, 2024.", None, ("unknown", "delayed", "in_force")),
    (f"Effective June 20, 2024, {OLD} which was delayed at 88 FR 2, is stayed until September 3, 2024.", None,
     ("unknown", "stayed", "unknown")),
    (f"Effective June 20, 2024, {OLD} which has not yet taken effect, is stayed until September 3, 2024.", None,
     ("unknown", "stayed", "unknown")),
    (f"Effective June 20, 2024, {OLD} is withdrawn.", None, ("unknown", "withdrawn", "withdrawn")),
    (f"Effective June 20, 2024, {OLD} is stayed until September 3, 2024, before it takes effect.", None,
     ("unknown", "stayed", "unknown")),
    # nor one that is told to begin later, or to be over
    *(
        (f"Effective June 20, 2024, {OLD} is stayed until July 31, 2024. {more}", None,
         ("unknown", "stayed", "unknown"))
        for more in (
            "The final rule takes effect on January 1, 2025.", "The rule has an effective date of January 1, 2025.",
            "The rule expired on March 1, 2023.", "A court had vacated the rest of it.",
        )
    ),
    # of one that is younger than a year only the end of the stay tells anything
    (f"Effective June 20, 2024, {RULE} is stayed until September 3, 2024.", None, ("unknown", "stayed", "in_force")),
)  # fmt: skip


@each_row(("dates", "scope", "expected"), BOUND)
def test_what_is_stayed_a_year_after_its_publication_had_begun(
    tmp_path: Path, dates: str, scope: str | None, expected: tuple[str, str, str]
) -> None:
    tracker = told(tmp_path, dates)
    name = CITED if RULE in dates else "87 FR 15000"
    found = [tracker.state(name, day, scope=scope) for day in ("2024-05-01", "2024-07-01", "2024-10-01")]
    assert tuple(each.status for each in found) == expected


COMMENTS = (
    f"The comment period for the proposed rule published on March 1, 2024, at {CITED}, is extended to July 31, 2024.",
    f"The comment period for the notice of proposed rulemaking published March 1, 2024 ({CITED}), is reopened until"
    " July 31, 2024.",
    f"The comment period for the proposed rule that appeared at {CITED} (March 1, 2024) is extended. Comments are due"
    " by July 31, 2024.",
)


@each_row("dates", COMMENTS)
def test_a_proposal_of_which_the_comments_are_moved_is_one_since_its_publication(tmp_path: Path, dates: str) -> None:
    action = "Proposed rule; extension of comment period."
    found = states(told(tmp_path, dates, action=action, sort="Proposed Rule"), BEFORE, AFTER, LATER)
    assert found == [NONE, PROPOSED, PROPOSED]


ACTS = (  # acts on a rule that is only cited, told with something between the words that belong together
    (f"Effective June 20, 2024, the Agency stays 40 CFR 700.1(d) and 700.3, which were published at {CITED} on March 1,"
     " 2024, until September 3, 2024.", "40 CFR 700.3", ("stayed no", "in_force yes")),
    (f"Effective June 20, 2024, the Agency stays 40 CFR 700.1(d), which was originally published at {CITED} on March 1,"
     " 2024, through September 3, 2024.", "40 CFR 700.1(d)", ("stayed no", "in_force yes")),
    (f"Effective June 20, 2024, the Bureau postpones, pending judicial review, the effectiveness of 40 CFR 700.1(d) and"
     f" 700.3, published at {CITED} (March 1, 2024).", "40 CFR 700.3", ("stayed no", "stayed no")),
    (f"Effective June 20, 2024, the Bureau postpones, pending judicial review, the effectiveness of 40 CFR 700.1(d) and"
     f" 700.3, published at {CITED} (March 1, 2024), which were to take effect on July 2, 2024.", "40 CFR 700.3",
     ("stayed no", "stayed no")),
    (f"As of June 20, 2024, the final rule published March 1, 2024, at {CITED}, for which the effective date was"
     " delayed on May 1, 2024, at 89 FR 30000, until July 1, 2024, is withdrawn.", None,
     ("withdrawn no", "withdrawn no")),
    (f"The delay of the final rule published March 1, 2024, at {CITED}, published at 89 FR 30000 on May 1, 2024, was"
     " vacated by order of the U.S. Court of Appeals on June 3, 2024.", None, ("none unknown", "none unknown")),
)  # fmt: skip


@each_row(("dates", "scope", "expected"), ACTS)
def test_what_stands_between_leaves_the_act_whole(
    tmp_path: Path, dates: str, scope: str | None, expected: tuple[str, str]
) -> None:
    assert tuple(states(told(tmp_path, dates), "2024-07-10", "2024-10-01", scope=scope)) == expected


ACTIONS = ("Notice of proposed rulemaking (NPRM); withdrawal.", "Notice of proposed rulemaking; withdrawal.")


@each_row("action", ACTIONS)
def test_what_a_semicolon_parts_is_not_only_proposed(tmp_path: Path, action: str) -> None:
    found = states(told(tmp_path, WITHDRAWN[0], action=action, sort="Proposed Rule"), AFTER, LATER)
    assert found == [PROPOSED, "proposal_withdrawn no"]


PART = f"The effective date of 40 CFR 700.2 of {RULE} is delayed until October 1, 2024."
PAST = (  # what is told of the rest of a rule of which a part is delayed
    "All other provisions of the rule took effect on April 30, 2024.",
    "All other provisions took effect on April 30, 2024.",
    "The remaining sections, which took effect on April 30, 2024, are unaffected.",
    "The other provisions became effective April 30, 2024.",
    "The remaining amendments went into effect on April 30, 2024, as published.",
    "The remainder of the rule took effect on April 30, 2024.",
    "The rest of the rule, which became effective on April 30, 2024, is unaffected.",
    "The rules that did not contain information collection requirements took effect on April 30, 2024.",
    "The rules adopted in the 2024 Order that did not require approval took effect April 30, 2024.",
)


@each_row("summary", PAST)
def test_the_rest_is_in_effect_since_the_day_that_is_told(tmp_path: Path, summary: str) -> None:
    tracker = told(tmp_path, PART, summary, action="Final rule; delay of effective date.")
    found = states(tracker, AFTER, "2024-04-29", "2024-04-30", "2024-07-01", scope="40 CFR 700.4")
    assert found == [PENDING, PENDING, "in_force yes", "in_force yes"]
    assert states(tracker, "2024-07-01", scope="40 CFR 700.2") == ["delayed no"]


TO_COME = (
    "All other provisions take effect July 1, 2024, as scheduled.",
    "All of the remaining portions of the rule will go into effect on July 1, 2024.",
    "The other provisions of the rule will become effective on July 1, 2024.",
    "The rest of the rule takes effect on July 1, 2024, as published.",
    "The remaining sections are scheduled to take effect on July 1, 2024.",
)


@each_row("summary", TO_COME)
def test_the_rest_waits_for_the_day_that_is_told(tmp_path: Path, summary: str) -> None:
    tracker = told(tmp_path, PART, summary, action="Final rule; delay of effective date.")
    found = states(tracker, AFTER, "2024-06-30", "2024-07-01", scope="40 CFR 700.4")
    assert found == [PENDING, PENDING, "in_force yes"]
    assert states(tracker, "2024-07-01", scope="40 CFR 700.2") == ["delayed no"]


NOW_IN_EFFECT = (
    "The other provisions of the rule are in effect and are not delayed.",
    "The other provisions of the rule, including the prohibitions in 40 CFR 700.5, are in effect.",
    "All other provisions remain in effect.",
)


@each_row("summary", NOW_IN_EFFECT)
def test_the_rest_is_in_effect(tmp_path: Path, summary: str) -> None:
    tracker = told(tmp_path, PART, summary, action="Final rule; delay of effective date.")
    assert states(tracker, "2024-06-20", scope="40 CFR 700.4") == ["in_force yes"]


NOT_THE_REST = (
    "Other rules took effect on April 30, 2024.",
    "The remaining comments take effect July 1, 2024.",
    "Other provisions of the Act took effect on April 30, 2024.",
    "The other provisions would take effect on July 1, 2024.",
    "If the other provisions take effect July 1, 2024, the Agency will say so.",
    "The other provisions will not take effect on July 1, 2024.",
    "Certain other provisions took effect on April 30, 2024.",
    "The remaining sections of the 2021 rule took effect on April 30, 2024.",
    "Some of the remaining sections took effect on April 30, 2024.",
    "The rules that did contain information collection requirements took effect on April 30, 2024.",
)


@each_row("summary", NOT_THE_REST)
def test_what_is_not_the_rest_of_the_rule(tmp_path: Path, summary: str) -> None:
    tracker = told(tmp_path, PART, summary, action="Final rule; delay of effective date.")
    assert {each.split()[0] for each in states(tracker, "2024-07-01", scope="40 CFR 700.4")} <= {"unknown"}


def test_what_is_only_presumed_lies_ahead_of_nobody(tmp_path: Path) -> None:
    """That a rule had begun a year after its publication is inferred: no date that `upcoming` or `next` may tell."""
    duty = f"Compliance with 40 CFR 700.2 in the final rule published at {CITED} (March 1, 2024) is delayed until "
    tracker = told(tmp_path, f"{duty}June 1, 2026.")
    state = tracker.state(CITED, "2024-09-02")
    assert (state.scheduled_next, "recited" in state.flags) == (None, True)
    assert [each.facet.value for each in tracker.upcoming(900, on="2024-09-02").upcoming] == ["duty"]


def test_what_comes_after_a_presumed_day_is_told(tmp_path: Path) -> None:
    """A day that is presumed is passed over, and hides nothing that an act tells."""
    ends = f"Effective January 6, 2026, the final rule published at {CITED} (March 1, 2024) is rescinded."
    ahead = told(tmp_path, ends, action="Final rule; rescission.").state(CITED, "2024-09-02").scheduled_next
    assert ahead is not None
    assert (ahead.date, ahead.status) == ("2026-01-06", "rescinded")
