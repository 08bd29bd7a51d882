"""What a court did, to what and since when, as later documents tell it: vacated, stayed, enjoined, undone, refused."""

from __future__ import annotations

import datetime as dt

from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded
from tests.sources.federal_register.test_moved_rules import RULE, as_api

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
DELAY = ("2024-90002", "Widget Rules; Delay", "Final rule; delay of effective date.", "2024-04-01",
         "The effective date of the final rule published March 1, 2024 (89 FR 15000), is delayed indefinitely.", "",
         "89 FR 22000")  # fmt: skip
COURT = "the United States District Court for the District of Oregon"
CITED = "the final rule published March 1, 2024 (89 FR 15000)"
THE_RULE = f"The {CITED.removeprefix('the ')}"
D = "October 22, 2024"
DAYS = ("2024-10-21", "2024-10-23", "2025-03-01")
"""The days before and after the order, and one after the document that tells of it, which is of February 3, 2025."""
OWN = "This rule is effective February 3, 2025."
REFLECT = "This technical amendment removes the vacated text from the Code of Federal Regulations."
OVER, STAYED, ON = "in_force vacated vacated", "in_force stayed stayed", "in_force in_force in_force"


def states(*rows: tuple[str, ...], scope: str | None = None) -> list[tuple[str, bool]]:
    """Return the status of the rule on each day, as known last, and whether it is in doubt."""
    tracker = recorded((as_api(row) | {"cfr_references": [{"title": 40, "part": 700}]} for row in rows), NOW)
    found = [tracker.state("89 FR 15000", day, "2025-03-01", scope=scope) for day in DAYS]
    return [(each.status, not _DOUBTS.isdisjoint(each.flags) or each.force == "unknown") for each in found]


def stand(dates: str, summary: str, expected: str, *held: tuple[str, ...]) -> None:
    """Assert how the rule stands: a status with "?" may be in doubt, "?" alone must be, or be unknown."""
    summary = f"{summary[0].upper()}{summary[1:]}"
    for title, action in (
        ("Widget Rules; Technical Amendment", "Final rule; technical amendment."),
        ("Widget Rules; Court Decision", "Notification of court decision."),
    ):
        row = ("2025-90009", title, action, "2025-02-03", dates, summary, "90 FR 8800")
        for day, (status, doubt), wanted in zip(DAYS, states(*held, row), expected.split(), strict=True):
            right = status in wanted.rstrip("?").split("/") and not doubt
            assert right or ("?" in wanted and doubt), (title, day, status, doubt, wanted)


VACATED = (
    (OWN, f"The agency is amending its regulations to reflect that {CITED}, was vacated on {D}, by {COURT}. This action"
     " restores to the Code the text of the rule published in 2020."),
    (OWN, f"The agency is conforming the Code of Federal Regulations to the judgment of {COURT}, which on {D}, set"
     f" aside and vacated nationwide {CITED}. It restores the regulations as they read before May 1, 2024."),
    (f"{OWN} The court vacated the 2024 final rule on {D}.", f"This rule takes {CITED}, out of the Code. {REFLECT}"),
    (OWN, f"On March 1, 2024, the agency published a final rule on widgets (89 FR 15000). On {D}, {COURT} entered a"
     f" final judgment vacating that rule in its entirety. {REFLECT}"),
    (OWN, f"In a decision of {D}, the Ninth Circuit held {CITED}, unlawful and set it aside. {REFLECT}"),
    (OWN, f"By an order issued {D}, {COURT} vacated {CITED}. {REFLECT}"),
    (OWN, f"The agency amends the Code consistent with the order of {COURT} of {D}, which vacated {CITED}. {REFLECT}"),
    (OWN, f"{CITED} was set aside by a three-judge panel on {D}. {REFLECT}"),
    (f"{OWN} The vacatur of {CITED}, took effect on {D}.", REFLECT),
    (f"{OWN} The vacatur took effect on {D}.", f"On March 1, 2024, the agency published a final rule on widgets."
     f" {COURT.capitalize()} vacated that rule. The agency is removing the vacated provisions and restoring the text in"
     " effect before the rule, 89 FR 15000."),
    (OWN, f"This action implements the decision of {COURT} vacating the final rule titled “Widget Rules,” 89 FR 15000"
     f" (March 1, 2024). On {D}, the court set aside and vacated the rule nationwide. {REFLECT}"),
    (OWN, f"The agency is adopting amendments to reflect a court order vacating the 2024 rule published March 1, 2024,"
     f" at 89 FR 15000. On {D}, the Fifth Circuit issued an opinion vacating the widget rule effective as of that"
     " date."),
    (OWN, f"On September 3, 2024, the D.C. Circuit vacated {CITED}. The court's mandate issued on {D}. {REFLECT}"),
    (OWN, f"The Court of International Trade set aside {CITED}, by a judgment entered on {D}. {REFLECT}"),
    (OWN, f"On {D}, {COURT} vacated {CITED}; an appeal is pending. {REFLECT}"),
    (OWN, f"{CITED}, which {COURT} vacated on {D}, is removed from the Code of Federal Regulations."),
    (OWN, f"On June 3, 2024, {COURT} denied a motion to stay {CITED}. On {D}, it vacated the rule. {REFLECT}"),
    (OWN, f"Pursuant to the {D}, order of {COURT}, which vacated {CITED}, the agency is removing the text."),
    (OWN, f"On {D}, {COURT} declared {CITED}, unlawful and vacated it. {REFLECT}"),
    (OWN, f"On September 3, 2024, {COURT} vacated {CITED}, effective {D}. {REFLECT}"),
    (OWN, f"On {D}, {COURT} vacated the amendments to the widget regulations published March 1, 2024 (89 FR 15000)."),
    (OWN, f"On {D}, {COURT} vacated and remanded {CITED}, and the rule published June 3, 2024 (89 FR 40000)."),
    (OWN, f"Congress disapproved {CITED}, by a joint resolution that was signed into law on {D}."),
    (OWN, f"On {D}, a federal judge invalidated {CITED}, nationwide. {REFLECT}"),
    (OWN, f"The agency amends the Code of Federal Regulations to reflect the vacatur, by {COURT} on {D}, of the rules"
     " adopted in Release No. W-12 (89 FR 15000, March 1, 2024). The amendments remove rule 700.2, which was vacated in"
     " its entirety."),
    (OWN, f"This rule reflects the vacatur by the U.S. Court of Appeals for the D.C. Circuit, on {D}, of {CITED}."),
    (OWN, f"This rule follows the vacatur on {D}, by the Ninth Circuit, of the rule at 89 FR 15000 (March 1, 2024)."),
    (OWN, f"This rule follows the vacatur, ordered on {D}, of the rule published at 89 FR 15000 (March 1, 2024)."),
    (OWN, f"The agency removes part 700. On {D}, {COURT} set aside the rule published at 89 FR 15000 (March 1, 2024)"
     " and ordered that it shall not be enforced or otherwise take effect. The agency has dismissed its appeal."),
    (OWN, f"On {D}, {COURT} vacated the rule that was published at 89 FR 15000, March 1, 2024. {REFLECT}"),
    (OWN, f"On {D}, {COURT} struck down the rule issued as 89 FR 15000 (Mar. 1, 2024) and remanded it."),
)  # fmt: skip


@each_row(("dates", "summary"), VACATED)
def test_a_rule_is_vacated_from_the_day_of_the_order(dates: str, summary: str) -> None:
    expected = "nullified nullified nullified" if "Congress" in summary else OVER
    stand(dates, summary, expected, RULE)


LEFT = (
    f"On {D}, {COURT} declined to vacate {CITED}, and remanded it.",
    f"On {D}, {COURT} remanded {CITED}, without vacating it.",
    f"On {D}, {COURT} remanded {CITED}, without vacatur.",
    f"Plaintiffs asked {COURT} on {D}, to vacate {CITED}.",
    f"On {D}, a trade association petitioned the Ninth Circuit to set aside {CITED}.",
    f"If {COURT} vacates {CITED}, the earlier text will apply.",
    f"An order of {COURT} could have vacated {CITED}, on {D}.",
    f"On {D}, {COURT} denied a motion to stay {CITED}.",
    f"On {D}, {COURT} refused to enjoin {CITED}.",
    f"On {D}, {COURT} vacated another agency's rule on gears. {THE_RULE}, is not affected.",
    f"On {D}, {COURT} vacated the 2019 gear rule of the Department of Labor. {THE_RULE}, follows its method.",
    f"On {D}, {COURT} vacated the gear rule. {THE_RULE}, is another.",
    f"On {D}, {COURT} vacated the rule of the Department of Labor. {THE_RULE}, is another.",
    f"On {D}, {COURT} vacated the 2019 rule that {CITED}, had replaced.",
    f"On {D}, {COURT} vacated the interim rule published June 3, 2022 (87 FR 1200), which {CITED}, adopted as final.",
    f"A prior rule on widgets was vacated by {COURT} on {D}. {THE_RULE}, is another.",
    f"On {D}, the Administrator suspended enforcement of {CITED}, in light of a decision of the Ninth Circuit.",
    f"On {D}, {COURT} vacated the agency's denial of a petition to revise {CITED}.",
    f"On {D}, {COURT} set aside the agency's application of {CITED}, to one mill.",
    f"On {D}, {COURT} vacated the effective date of {CITED}.",
    f"On {D}, {COURT} suspended the trial about {CITED}.",
    f"A magistrate judge recommended on {D}, that {CITED}, be vacated.",
    f"On {D}, {COURT} did not vacate {CITED}, but ordered more explanation.",
    f"Unlike the rule that {COURT} vacated on {D}, {CITED}, rests on a full record.",
    f"On {D}, {COURT} upheld {CITED}, and rejected a request to set it aside.",
    f"On {D}, a trade association asked for vacatur, by {COURT}, of {CITED}.",
    f"On {D}, plaintiffs moved for vacatur by the Ninth Circuit of {CITED}.",
    f"On {D}, {COURT} denied vacatur of {CITED}.",
    f"On {D}, a panel told of the vacatur, by {COURT}, of the rules of another agency. {THE_RULE}, is another.",
)


@each_row("summary", LEFT)
def test_what_a_court_did_not_do_leaves_a_rule_alone(summary: str) -> None:
    stand(OWN, summary, "in_force? in_force? in_force?", RULE)


NO_DAY = (
    f"{COURT} vacated {CITED}. {REFLECT}",
    f"This rule reflects the vacatur, by {COURT}, of {CITED}.",
    f"{THE_RULE}, which the Ninth Circuit set aside, is removed from the Code of Federal Regulations.",
)


@each_row("summary", NO_DAY)
def test_a_vacatur_of_no_day_came_between_the_rule_and_what_tells_of_it(summary: str) -> None:
    stand(OWN, summary, "? ? vacated", RULE)


UNDONE = (
    f"On {D}, {COURT} vacated {CITED}; on January 6, 2025, the Ninth Circuit reversed that judgment.",
    f"On {D}, {COURT} vacated {CITED}. The Ninth Circuit stayed that order on January 6, 2025.",
    f"On {D}, {COURT} vacated {CITED}. That judgment was reversed on January 6, 2025.",
    f"On {D}, {COURT} stayed {CITED}. The Supreme Court held that the court lacked jurisdiction.",
    f"On {D}, {COURT} enjoined {CITED}. The Ninth Circuit stayed the injunction on January 6, 2025.",
    f"On January 6, 2025, the Ninth Circuit reversed the judgment of {D}, that had vacated {CITED}.",
    f"On {D}, {COURT} stayed its order vacating {CITED}.",
    f"On {D}, {COURT} stayed the vacatur of {CITED}, pending appeal.",
    f"The order of {COURT} vacating {CITED}, was itself stayed on {D}.",
    f"The Supreme Court vacated the injunction of {CITED}, on {D}.",
)


@each_row("summary", UNDONE)
def test_what_was_undone_is_not_done(summary: str) -> None:
    stand(OWN, summary, "in_force? in_force? in_force?", RULE)


PAUSED = (
    (OWN, f"On {D}, {COURT} stayed {CITED}, pending review.", STAYED),
    (f"The order enjoining the rule and staying its effective date was issued on {D}.",
     f"The agency gives notice that on {D}, {COURT} preliminarily enjoined implementation of {CITED}, and stayed its"
     " effectiveness nationwide pending further order.", STAYED),
    (f"The order was issued on {D}.", f"The agency announces that {CITED}, has been preliminarily enjoined nationwide"
     f" and its effective date stayed by {COURT} in its entirety.", STAYED),
    (f"The orders were issued on {D}, and October 23, 2024.", f"The effective date of {CITED}, has been stayed by"
     f" {COURT}.", "in_force stayed? stayed"),
    (OWN, f"By order of {D}, {COURT} suspended the effectiveness of {CITED}, until further order.", STAYED),
    (OWN, f"On {D}, {COURT} postponed the effective date of {CITED}, under 5 U.S.C. 705.", STAYED),
    ("The withdrawal is effective February 3, 2025.", f"The agency is withdrawing {CITED}. A court stayed the rule on"
     f" {D}.", "in_force stayed withdrawn"),
    ("The withdrawal is effective February 3, 2025.", "The agency is withdrawing the March 1, 2024, final rule, 89 FR"
     f" 15000, insofar as it is an enforceable temporary standard. On {D}, the Supreme Court stayed the rule.",
     "in_force stayed withdrawn"),
    ("The withdrawal is effective February 3, 2025.", "The agency is withdrawing the March 1, 2024, interim final rule"
     f" (the ETS), 89 FR 15000. On {D}, the Supreme Court stayed the ETS.", "in_force stayed withdrawn"),
    (OWN, f"On {D}, the Supreme Court granted an application for a stay of {CITED}.", STAYED),
    (OWN, f"{THE_RULE}, was stayed by {COURT}.", "in_force? ? stayed"),
    (OWN, f"On June 3, 2024, {COURT} stayed {CITED}; it lifted the stay on {D}.", "stayed in_force in_force"),
    (f"As of February 3, 2025, the effective date of {CITED}, which a court stayed on {D}, is delayed until"
     " May 1, 2025.", "The agency delays the rule.", "in_force? in_force? delayed?"),
    (OWN, f"On {D}, {COURT} stayed the compliance date of {CITED}.", "in_force in_force? in_force?"),
    (OWN, f"On {D}, {COURT} stayed {CITED}, as to the petitioners.", "in_force in_force? in_force?"),
    (OWN, f"On {D}, {COURT} stayed certain provisions of {CITED}.", "in_force in_force? in_force?"),
    (OWN, f"On {D}, {COURT} stayed proceedings about {CITED}.", "in_force? in_force? in_force?"),
    (OWN, f"On {D}, {COURT} stayed {CITED}, in the State of Ohio.", "in_force in_force? in_force?"),
)  # fmt: skip


@each_row(("dates", "summary", "expected"), PAUSED)
def test_a_court_stays_a_rule(dates: str, summary: str, expected: str) -> None:
    stand(dates, summary, expected, RULE)


ENJOINED = (
    f"On {D}, {COURT} preliminarily enjoined the agency from enforcing {CITED}, against the members of the plaintiffs.",
    f"On {D}, {COURT} enjoined {CITED}, in the States of Iowa and Ohio.",
    f"On {D}, {COURT} permanently enjoined implementation of {CITED}, as to the plaintiffs.",
    f"On {D}, {COURT} enjoined enforcement of 40 CFR 700.2 of {CITED}.",
    f"On {D}, {COURT} enjoined the agency from implementing {CITED}.",
    f"On {D}, {COURT} issued a nationwide injunction which enjoined the agency from enforcing {CITED}.",
)


@each_row("summary", ENJOINED)
def test_an_injunction_stops_enforcement_and_leaves_force_in_doubt_at_most(summary: str) -> None:
    stand(OWN, summary, "in_force in_force? in_force?", RULE)


BY_THE_DELAY = f"the rule published April 1, 2024, at 89 FR 22000, which had delayed the effective date of {CITED}"
BACK = "delayed_indefinitely/delayed in_force in_force"
DELAYS = (
    (f"{THE_RULE}, is in force as of {D}.", f"On {D}, the Second Circuit vacated {BY_THE_DELAY}.",
     BACK),
    (f"{THE_RULE}, has been in effect since {D}, the date of the court's order.",
     f"On {D}, the Second Circuit granted petitions and vacated the document that indefinitely delayed the effective"
     " date of the widget rule (89 FR 22000).", BACK),
    (f"{THE_RULE}, is in effect as of {D}.", f"On {D}, the Second Circuit vacated the delay published"
     " April 1, 2024 (89 FR 22000).", BACK),
    ("February 3, 2025.", f"A court vacated the delay published April 1, 2024 (89 FR 22000). Accordingly, {CITED}, took"
     f" effect on {D}.", BACK),
    ("February 3, 2025.", f"On {D}, {COURT} vacated {BY_THE_DELAY}.", "delayed_indefinitely? ? ?"),
    ("February 3, 2025.", f"On {D}, {COURT} enjoined {BY_THE_DELAY}.", "delayed_indefinitely? ? ?"),
    ("February 3, 2025.", f"On {D}, {COURT} declined to vacate {BY_THE_DELAY}.",
     "delayed_indefinitely? delayed_indefinitely? delayed_indefinitely?"),
)  # fmt: skip


@each_row(("dates", "summary", "expected"), DELAYS)
def test_a_vacated_delay_is_not_a_vacated_rule(dates: str, summary: str, expected: str) -> None:
    stand(dates, summary, expected, RULE, DELAY)


PARTS = (
    f"On {D}, {COURT} vacated 40 CFR 700.2, as adopted by {CITED}. {REFLECT}",
    f"On {D}, {COURT} vacated § 700.2 in {CITED}. {REFLECT}",
    f"On {D}, {COURT} vacated {CITED}, with respect to 40 CFR 700.2. {REFLECT}",
    f"On {D}, {COURT} vacated {CITED}, as it applies to hospitals. {REFLECT}",
    f"On {D}, {COURT} vacated {CITED}, in part. {REFLECT}",
    f"On {D}, {COURT} partially vacated {CITED}. {REFLECT}",
    f"On {D}, {COURT} vacated in part and remanded {CITED}. {REFLECT}",
    f"On {D}, {COURT} vacated the definition of widget in {CITED}. {REFLECT}",
    f"On {D}, {COURT} vacated portions of {CITED}. {REFLECT}",
    f"This rule reflects the vacatur, by {COURT} on {D}, of § 700.2 in {CITED}.",
    f"This rule reflects the vacatur, by {COURT} on {D}, of the definition of widget in {CITED}.",
    f"This rule reflects the vacatur, by {COURT} on {D}, of {CITED}, in part.",
)


@each_row("summary", PARTS)
def test_a_part_that_a_court_vacated_is_not_the_whole(summary: str) -> None:
    row = ("2025-90009", "Widget Rules; Court Decision", "Final rule.", "2025-02-03", OWN, summary, "90 FR 8800")
    for status, doubt in states(RULE, row, scope="40 CFR 700.9"):
        assert status != "vacated" or doubt


IN_PART = (
    f"On {D}, {COURT} stayed 40 CFR 700.2, published at 89 FR 15000 on March 1, 2024, which was effective May 1, 2024, "
    "pending appeal."
)
SOME = "A court has stayed certain provisions of the final rule on widgets, published on March 1, 2024."


@each_row(
    ("summary", "doubted"),
    [
        (f"{SOME} The agency will publish another document when the stay is dissolved.", False),
        (f"{SOME} It will not enforce them until the stay is lifted.", False),
        (SOME, False),
        (f"{SOME} The stay was dissolved on December 2, 2024.", True),
        (f"{SOME} In December, when the stay was dissolved, the agency moved for rehearing.", True),
    ],
)
def test_what_happens_when_a_stay_is_dissolved_undoes_none(summary: str, doubted: bool) -> None:
    row = ("2025-90009", "Widget Rules", "Notification of court order.", "2025-02-03", IN_PART, summary, "90 FR 8800")
    if doubted:
        assert any(doubt for _, doubt in states(RULE, row, scope="40 CFR 700.2"))
    else:
        assert states(RULE, row, scope="40 CFR 700.2") == [(each, False) for each in STAYED.split()]
        assert states(RULE, row, scope="40 CFR 700.9") == [(each, False) for each in ON.split()]
