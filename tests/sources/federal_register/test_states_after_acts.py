"""What a rule is after an act on it, in words of several drafters: to an extent, or by its instructions."""

from __future__ import annotations

from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded
from tests.sources.federal_register.test_moved_rules import NOW, RULE, as_api

PAGE = "89 FR 15000"
DOUBTED = "doubted"


def _stand(act: tuple[str, ...], asked: str, *, rule: tuple[str, ...] = RULE, cite: str = PAGE) -> None:
    """Ask what a rule, or a section of it, is on days: "700.2 2024-06-03 no"; a state in doubt is as good as any."""
    on_code = {"cfr_references": [{"title": 40, "part": 700}]}
    tracker = recorded([as_api(rule) | on_code, as_api(("2024-90009", *act, "89 FR 30000")) | on_code], NOW)
    for each in asked.split("; "):
        *scope, day, force = each.split()
        state = tracker.state(cite, day, max(day, act[2]), scope=f"40 CFR {scope[0]}" if scope else None)
        doubted = state.force == "unknown" or not _DOUBTS.isdisjoint(each.split("=")[0] for each in state.flags)
        assert doubted if force == DOUBTED else (str(state.force) == force and not doubted), (each, state)


def _delay(dates: str, abstract: str = "", action: str = "Final rule; delay of effective date.") -> tuple[str, ...]:
    return "Widget Rules; Delay of Effective Date", action, "2024-04-15", dates, abstract


EXTENT = "The effective date of § 700.2, published at 89 FR 15000, is delayed until October 1, 2024, "

TO_AN_EXTENT = (
    (f"{EXTENT}to the extent that it requires makers to keep hourly records.", "700.2 2024-06-03 partial"),
    (f"{EXTENT}insofar as it applies to makers of wooden widgets. The remainder of that section takes effect on"
     " May 1, 2024.", "700.2 2024-06-03 partial; 700.2 2024-10-02 yes"),
    (f"{EXTENT}to the extent it applies to widgets made before June 3, 2019.", f"700.2 2024-06-03 {DOUBTED}"),
    ("Insofar as it applies to wooden widgets, the effective date of § 700.2, published at 89 FR 15000, is delayed"
     " until October 1, 2024.", "700.2 2024-06-03 partial"),
    ("To the extent permitted by 5 U.S.C. 705, the effective date of the rule published at 89 FR 15000 is delayed"
     " until October 1, 2024.", "2024-06-03 no"),
    ("The effective date of § 700.2, published at 89 FR 15000, is delayed until October 1, 2024. To the extent that 5"
     " U.S.C. 553 applies to this action, it is exempt from notice.", "700.2 2024-06-03 no"),
)  # fmt: skip


@each_row(("dates", "asked"), TO_AN_EXTENT)
def test_an_act_to_an_extent_is_one_on_a_part(dates: str, asked: str) -> None:
    _stand(_delay(dates), asked)


APART = (*RULE[:4], "This rule is effective April 25, 2024, except for instructions 4 and 5 amending §§ 700.2 and"
         " 700.3, which are effective on May 1, 2024, and the amendment to § 700.8 (instruction 7), which is effective"
         " on July 1, 2024.", *RULE[5:])  # fmt: skip
BY_INSTRUCTION = (
    ("The effective date of amendatory instructions 4 and 5 of the final rule published at 89 FR 15000, amending §§"
     " 700.2 and 700.3, is delayed until June 3, 2024.", "", "700.2 2024-05-15 no; 700.3 2024-06-03 yes"),
    ("The effective date of instructions 4 and 5 in the rule published at 89 FR 15000 is delayed until June 3, 2024.",
     "", "700.3 2024-05-15 no; 700.8 2024-05-15 no; 700.8 2024-07-01 yes"),
    ("The effective date of instruction 7 in the rule published at 89 FR 15000 is delayed indefinitely.",
     "", "700.8 2024-08-01 no; 700.2 2024-08-01 yes"),
    ("Effective April 15, 2024, amendatory instruction 3 in the rule published at 89 FR 15000 is delayed until"
     " June 3, 2024.", "The agency delays amendatory instruction 3, which adds 40 CFR 700.6(f), in its rule.",
     "700.6(f) 2024-05-15 no; 700.2 2024-05-15 yes"),
    ("The effective date of instruction 5 in the rule published at 89 FR 15000 is delayed until June 3, 2024.",
     "", f"700.3 2024-05-15 {DOUBTED}"),
)  # fmt: skip


@each_row(("dates", "abstract", "asked"), BY_INSTRUCTION)
def test_an_act_on_instructions_is_one_on_what_they_change(dates: str, abstract: str, asked: str) -> None:
    _stand(_delay(dates, abstract), asked, rule=APART)


OF_PAUSE = ("Widget Rules: Temporary Suspension", "Notification of temporary suspension; extension.", "2024-06-03")
LONGER = (
    ("The temporary suspension and modification announced at 89 FR 15000 (March 1, 2024), which were to expire on"
     " June 30, 2024, are extended until December 31, 2024.", "2024-07-01 yes; 2025-01-02 no"),
    ("The suspension granted in the notice at 89 FR 15000 is extended through December 31,"
     " 2024.", "2024-07-01 yes; 2025-01-02 no"),
    ("The stay of the rule published at 89 FR 15000 (March 1, 2024) is extended until December 31, 2024.",
     f"2024-07-01 {DOUBTED}"),
)  # fmt: skip


@each_row(("dates", "asked"), LONGER)
def test_a_pause_that_was_announced_is_extended_with_what_announced_it(dates: str, asked: str) -> None:
    tracker = recorded([as_api(("2024-90009", *OF_PAUSE, dates, "Widgets.", "89 FR 30000"))], NOW)
    for day, force in (each.split() for each in asked.split("; ")):
        state = tracker.state(PAGE, day, "2024-06-04")
        assert str(state.force) == force or (force == DOUBTED and not _DOUBTS.isdisjoint(state.flags)), state
    if DOUBTED not in asked:
        own = tracker.state("89 FR 30000", "2024-07-01", "2024-06-04")
        assert own.until is not None, "it is over with what it extends"


GIVEN = ("2024-90001", "Extension and Redesignation of Morland for Quiet Status", "Notice of extension.", "2024-03-01",
         "Extension of the designation of Morland begins on May 1, 2024, and will remain in effect for 18 months,"
         " through October 31, 2025.", "", PAGE)  # fmt: skip
ENDED = (
    (
        "Morland",
        "The designation of Morland is terminated, effective at 11:59 p.m., local time, on June 2, 2025.",
        "no",
    ),
    ("Morland", "The termination of the designation of Morland is effective June 2, 2025.", "no"),
    ("Morland", "The designation of Morland is terminated, effective March 2, 2026.", DOUBTED),
    ("Sedland", "The termination of the designation of Sedland is effective June 2, 2025.", "yes"),
)


@each_row(("place", "dates", "force"), ENDED)
def test_what_a_title_ends_is_what_another_title_extended(place: str, dates: str, force: str) -> None:
    title = f"Termination of the Designation of {place} for Quiet Status"
    ends = ("2025-90009", title, "Notice of termination.", "2025-03-03", dates, "", "90 FR 30000")
    rows = [as_api(each) | {"type": "Notice"} for each in (GIVEN, ends)]
    state = recorded(rows, NOW).state(PAGE, "2025-07-01", "2025-07-01")
    assert str(state.force) == force or (force == DOUBTED and not _DOUBTS.isdisjoint(state.flags)), state


THE_RULE = "the rule published at 89 FR 15000"
DENIED = (
    (f"The agency is not delaying the effective date of {THE_RULE}, except that the effective date of § 700.2 is"
     " delayed until October 1, 2024.", "700.2 2024-06-03 no; 2024-06-03 partial"),
    (f"The effective date of {THE_RULE} is not delayed, except for § 700.2, which is delayed until October 1, 2024.",
     "700.2 2024-06-03 no; 2024-06-03 partial"),
    (f"Although the agency is not withdrawing it, the effective date of {THE_RULE} is delayed until October 1, 2024,"
     " except for § 700.2.", "2024-06-03 partial; 700.2 2024-06-03 yes"),
    (f"While the compliance date is not delayed, the effective date of {THE_RULE} is delayed until October 1, 2024.",
     "2024-06-03 no; 2024-10-02 yes"),
    (f"The compliance date is unchanged, and the effective date of {THE_RULE} is delayed until October 1, 2024.",
     "2024-06-03 no"),
    (f"The effective date of {THE_RULE} is not delayed, but the compliance date is delayed until October 1, 2024.",
     "2024-06-03 yes"),
    (f"The effective and compliance dates of {THE_RULE} are delayed until October 1, 2024.", "2024-06-03 no"),
    (f"T{THE_RULE[1:]} will not take effect on May 1, 2024. A new effective date will be announced.", "2024-06-03 no"),
    (f"T{THE_RULE[1:]}, scheduled to take effect on May 1, 2024, will not take effect on that date.", "2024-06-03 no"),
    (f"The agency announces that {THE_RULE} will not become effective until further notice.", "2024-06-03 no"),
)  # fmt: skip


@each_row(("dates", "asked"), DENIED)
def test_what_is_denied_is_not_done(dates: str, asked: str) -> None:
    _stand(_delay(dates), asked)


UNTIL_LATER = (
    "May 20, 2024, or the date on which OMB approves the forms, whichever is later",
    "the later of May 20, 2024, or the date on which OMB approves the forms",
    "May 20, 2024, or such later date as the agency announces",
    "May 20, 2024, or, if later, the day on which the court rules",
)


@each_row("until", UNTIL_LATER)
def test_a_delay_may_last_longer_than_its_day(until: str) -> None:
    act = _delay(f"The effective date of {THE_RULE} is delayed until {until}.")
    tracker = recorded([as_api(RULE), as_api(("2024-90009", *act, "89 FR 30000"))], NOW)
    assert [str(tracker.state(PAGE, day, day).force) for day in ("2024-05-15", "2024-05-21")] == ["no", "unknown"]


def test_a_day_that_is_later_than_another_is_that_of_the_delay() -> None:
    dates = f"The effective date of {THE_RULE} is delayed until May 20, 2024, which is later than first announced."
    _stand(_delay(dates), "2024-05-15 no; 2024-05-21 yes")


BAN = ("2024-90001", "Ban on Widgets in the Lomar Region", "Final rule.", "2024-03-01",
       "This rule is effective March 1, 2024, through June 3, 2024.", "", PAGE)  # fmt: skip
LONGER_IN_SUMMARY = (
    ("This action extends to December 2, 2024, a special regulation (89 FR 15000, March 1, 2024) that bars certain"
     " widgets. It would otherwise expire on June 3, 2024.", "yes no"),
    ("The agency is extending until December 2, 2024, the ban on widgets published on March 1, 2024 (89 FR 15000).",
     "yes no"),
    ("This action extends for six months, until December 2, 2024, the ban published at 89 FR 15000.", "yes no"),
    ("This rule extends the ban published on March 1, 2024 (89 FR 15000) through December 2, 2024.", "yes no"),
    ("This action extends until December 2, 2024, the deadline for reports under the rule published at 89 FR 15000.",
     "no no"),
    ("This action extends until December 2, 2024, certain provisions of the ban published at 89 FR 15000.", "no no"),
    ("This action extends to gliders the ban published at 89 FR 15000, which expires on June 3, 2024.", "no no"),
)  # fmt: skip


@each_row(("abstract", "forces"), LONGER_IN_SUMMARY)
def test_what_summary_alone_extends_is_extended(abstract: str, forces: str) -> None:
    title, dates = (
        "Extension of the Ban on Widgets in the Lomar Region",
        "This final rule is effective on June 1, 2024.",
    )
    act = ("2024-90009", title, "Final rule.", "2024-05-15", dates, abstract, "89 FR 30000")
    tracker = recorded(map(as_api, (BAN, act)), NOW)
    found = [tracker.state(PAGE, day, "2024-06-02") for day in ("2024-07-01", "2024-12-10")]
    assert [str(each.force) for each in found] == forces.split()


STAYED = ("2024-90002", "Widget Rules; Stay", "Final rule; stay.", "2024-06-03",
          "As of June 3, 2024, the final rule published at 89 FR 15000 is stayed through July 31, 2024, except for the"
          " amendments to § 700.2.", "", "89 FR 28000")  # fmt: skip
OF_STAY = "Widget Rules; Extension of Stay", "Final rule; extension of stay.", "2024-07-15"
STAYED_LONGER = (
    ("The stay of the final rule published at 89 FR 15000, which was stayed through July 31, 2024, at 89 FR 28000, is"
     " extended through December 2, 2024.", "yes no"),
    ("The stay published at 89 FR 28000 on June 3, 2024, is extended through December 2, 2024.", "yes no"),
    ("The stay of the final rule published at 89 FR 15000 is extended through December 2, 2024, and now includes the"
     " amendments to § 700.2.", "no no"),
)  # fmt: skip


@each_row(("dates", "forces"), STAYED_LONGER)
def test_a_longer_stay_leaves_out_what_the_stay_did(dates: str, forces: str) -> None:
    on_code = {"cfr_references": [{"title": 40, "part": 700}]}
    acts = (RULE, STAYED, ("2024-90009", *OF_STAY, dates, "", "89 FR 30000"))
    tracker = recorded([as_api(each) | on_code for each in acts], NOW)
    scopes = ("40 CFR 700.2", "40 CFR 700.9")
    assert [str(tracker.state(PAGE, "2024-09-02", "2024-09-02", scope=each).force) for each in scopes] == forces.split()


@each_row(("dates", "effective", "forces"), [
    ("Effective August 1, 2024, the stay published at 89 FR 28000 is extended through December 2, 2024.", "2024-08-01",
     "no yes"),
    ("Effective August 1, 2024, § 700.9 of the rule published at 89 FR 15000 is stayed until December 2, 2024.", None,
     "no yes"),
    ("The stay published at 89 FR 28000 is extended through December 2, 2024.", None, "yes yes"),
    ("Effective June 31, 2024, § 700.9 of the rule published at 89 FR 15000 is stayed until December 2, 2024.", None,
     "yes yes"),
])  # fmt: skip
def test_what_only_stays_begins_with_its_stay(dates: str, effective: str | None, forces: str) -> None:
    last = as_api(("2024-90009", *OF_STAY, dates, "", "89 FR 30000")) | {"effective_on": effective}
    tracker = recorded([as_api(RULE), as_api(STAYED), last], NOW)
    found = [tracker.state("89 FR 30000", day, "2024-07-16").force for day in ("2024-07-16", "2024-08-02")]
    assert [str(each) for each in found] == forces.split()


LEFT_OUT = ("2024-90002", "Widget Rules; Delay", "Final rule; delay of effective date.", "2024-04-15",
            "The effective date of the final rule published at 89 FR 15000 is delayed until June 3, 2024, except for"
            " § 700.2.", "", "89 FR 28000")  # fmt: skip
ONE = (*LEFT_OUT[:4], "The effective date of § 700.2, published at 89 FR 15000, is delayed until June 3, 2024.", "",
       "89 FR 28000")  # fmt: skip
LATER_STILL = (
    (LEFT_OUT, "The effective date of the final rule published at 89 FR 15000, and delayed at 89 FR 28000 (April 15,"
     " 2024), is further delayed until October 1, 2024.", "yes no"),
    (ONE, "The delay of effective date published at 89 FR 28000 on April 15, 2024, is extended until October 1, 2024.",
     "no yes"),
    (ONE, "The effective date of the final rule published at 89 FR 15000 is delayed until October 1, 2024.", "no no"),
)  # fmt: skip


@each_row(("delay", "dates", "forces"), LATER_STILL)
def test_a_further_delay_is_of_what_is_delayed(delay: tuple[str, ...], dates: str, forces: str) -> None:
    on_code = {"cfr_references": [{"title": 40, "part": 700}]}
    last = ("2024-90009", "Widget Rules; Delay", "Final rule; further delay of effective date.", "2024-05-20", dates)
    tracker = recorded([as_api(each) | on_code for each in (RULE, delay, (*last, "", "89 FR 30000"))], NOW)
    scopes = ("40 CFR 700.2", "40 CFR 700.9")
    found = [tracker.state(PAGE, "2024-07-02", "2024-07-02", scope=each) for each in scopes]
    sure = [str(each.force) for each in found if each.force != "unknown"]
    assert sure == forces.split()[: len(sure)], found


PAPERS_ENDED = (
    "The extension of the temporary rule published at 89 FR 15000, announced at 89 FR 28000, is withdrawn.",
    "The April 15, 2024, extension (89 FR 28000) of the temporary rule at 89 FR 15000 is rescinded.",
    "The correction of the rule published at 89 FR 15000, which appeared at 89 FR 28000, is withdrawn.",
)


@each_row("dates", PAPERS_ENDED)
def test_what_extended_or_corrected_a_rule_is_not_that_rule(dates: str) -> None:
    title, action = "Widget Rules; Withdrawal of Extension", "Temporary rule; withdrawal of extension."
    act = ("2024-90009", title, action, "2024-05-20", dates, "", "89 FR 30000")
    state = recorded(map(as_api, (RULE, act)), NOW).state(PAGE, "2024-05-21", "2024-05-21")
    assert state.force == "yes" or not _DOUBTS.isdisjoint(state.flags)


OTHER_ACTS = (
    ("Final rule; partial withdrawal.", "The agency is not withdrawing the rule published at 89 FR 15000, except that"
     " § 700.2 is withdrawn as of April 15, 2024.", f"700.2 2024-06-03 {DOUBTED}"),
    ("Final rule; extension of compliance date.", "Rather than stay the rule published at 89 FR 15000, the agency"
     " extends its compliance date until October 1, 2024.", "2024-06-03 yes"),
    ("Final rule; partial stay and partial withdrawal.", "The agency stays § 700.2 of the rule published at 89 FR 15000"
     " until October 1, 2024, and withdraws § 700.3.", f"700.2 2024-10-02 yes; 700.3 2024-06-03 {DOUBTED}"),
)  # fmt: skip


@each_row(("action", "dates", "asked"), OTHER_ACTS)
def test_each_act_has_what_its_own_words_name(action: str, dates: str, asked: str) -> None:
    _stand(_delay(dates, action=action), asked)
