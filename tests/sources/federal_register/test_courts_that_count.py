"""What a court did, and the day from which it counts: mandates, stays of mandates, remands, parties and places."""

from __future__ import annotations

from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row
from tests.sources.federal_register.test_stays_of_provisions import RULE
from tests.sources.federal_register.test_terms_of_stays import ledger

F = "the final rule published May 3, 2030, at 95 FR 30000"
U, UPPER = "the U.S. Court of Appeals for the D.C. Circuit", "The U.S. Court of Appeals for the D.C. Circuit"
N = "the U.S. District Court for the District of Oregon"
E = "This action is effective June 5, 2031."

MANDATES = (
    f"On January 8, 2031, {U} vacated {F}. The court issued its mandate on March 20, 2031.",
    f"On January 8, 2031, {U} issued an opinion vacating {F}. The mandate was issued on March 20, 2031.",
    f"{UPPER} vacated {F}, in an opinion issued January 8, 2031 (mandate issued March 20, 2031).",
    f"This action removes {F}, which {U} vacated on January 8, 2031; its mandate issued on March 20, 2031.",
    f"In an opinion of January 8, 2031, {U} vacated {F}. The vacatur became effective upon issuance "
    "of the mandate on March 20, 2031.",
    f"On January 8, 2031, {U} vacated {F}. The court's mandate, which put the vacatur into effect, "
    "issued on March 20, 2031.",
    f"On January 8, 2031, {U} vacated {F}. The vacatur took effect on March 20, 2031, when the mandate issued.",
    f"{UPPER} vacated {F}. The mandate issued March 20, 2031.",
)

WITHHELD = (
    f"On January 8, 2031, {U} vacated {F}, and stayed its mandate pending rehearing.",
    f"On January 8, 2031, {U} vacated {F}. On February 1, 2031, the court stayed the mandate.",
    f"On January 8, 2031, {U} vacated {F}. The court has withheld its mandate.",
    f"On January 8, 2031, {U} vacated {F}. The mandate has not yet issued.",
    f"On January 8, 2031, {U} vacated {F}, but delayed the issuance of the mandate.",
    f"On January 8, 2031, {N} vacated {F}, but stayed the vacatur for 180 days.",
    f"On January 8, 2031, {N} vacated {F}, and stayed the effect of its order pending appeal.",
    f"On January 8, 2031, {N} vacated {F}. The order is stayed pending appeal.",
    f"On January 8, 2031, {N} ordered {F}, vacated, with the vacatur to take effect on September 8, 2031.",
    f"On January 8, 2031, {N} vacated {F}. The Supreme Court stayed the judgment on February 1, 2031.",
    f"On January 8, 2031, {N} vacated {F}, effective September 8, 2031.",
    f"On January 8, 2031, {N} set aside {F}, and administratively stayed its decision until September 8, 2031.",
    f"On January 8, 2031, {U} granted rehearing and withdrew its opinion of December 2, 2030, that vacated {F}.",
)

REMANDED = (
    f"On January 8, 2031, {U} remanded {F}, to EPA without vacating it.",
    f"On January 8, 2031, {U} remanded {F}, without vacatur, and EPA responds to the remand.",
    f"On January 8, 2031, {U} found {F}, arbitrary and remanded without vacatur.",
    f"On January 8, 2031, {U} declined to vacate {F}, and remanded it.",
    f"EPA responds to the remand of {F}, by {U} on January 8, 2031. The court left the rule in place.",
    f"On January 8, 2031, {U} granted EPA's motion for voluntary remand without vacatur of {F}.",
    f"On January 8, 2031, {U} upheld {F}.",
    f"On January 8, 2031, {U} denied petitions for review of {F}.",
    f"On January 8, 2031, {N} dismissed a challenge that sought vacatur of {F}.",
    f"On January 8, 2031, {U} remanded {F}, without vacatur; the petitioners had asked that it be vacated.",
    f"On January 8, 2031, {U} reversed the district court's vacatur of {F}.",
    f"On January 8, 2031, {U} vacated the judgment of the district court, which had vacated {F}.",
)

LIMITED = (
    f"On January 8, 2031, {N} enjoined EPA from enforcing {F}, against the plaintiffs.",
    f"On January 8, 2031, {N} enjoined {F}, in Texas, Idaho and Utah.",
    f"On January 8, 2031, {N} stayed {F}, as to the plaintiff States.",
    f"On January 8, 2031, {N} postponed the effective date of {F}, with respect to members of the "
    "National Kiln Association.",
    f"On January 8, 2031, {N} preliminarily enjoined {F}, within the State of Texas.",
    f"On January 8, 2031, {N} vacated {F}, as applied to Kiln Corp.",
    "The final rule published May 3, 2030, at 95 FR 30000, was preliminarily enjoined in 24 States "
    f"on January 8, 2031, by {N}.",
    f"On January 8, 2031, {N} issued an injunction barring implementation of {F}, in the plaintiff States.",
    f"On January 8, 2031, {N} stayed {F}, only for the named plaintiffs.",
    f"By order of January 8, 2031, {N} enjoined the agency from applying {F}, to small kilns.",
    f"On January 8, 2031, {N} stayed {F}, for the Southern District of Texas.",
    f"On January 8, 2031, {N} limited its injunction of {F}, to the parties before it.",
)


def stands(summary: str, on: str, dates: str = E, action: str = "Final rule; technical amendment.") -> str:
    """Return the status of the rule on a day, with a question mark where it is in doubt."""
    row = {"title": "Kilns; Court Decision", "action": action, "abstract": summary, "dates": dates}
    state = ledger(RULE, row).state("95 FR 30000", on, "2032-06-01")
    return f"{state.status}{'' if _DOUBTS.isdisjoint(state.flags) and state.force != 'unknown' else '?'}"


@each_row("summary", MANDATES)
def test_what_is_vacated_is_so_from_the_mandate(summary: str) -> None:
    before, after = stands(summary, "2031-02-15"), stands(summary, "2031-04-01")
    assert before == "in_force" or before.endswith("?")
    assert after == "vacated"


@each_row("summary", (*WITHHELD, *REMANDED))
def test_what_does_not_count_yet_or_ends_nothing_is_never_said_to_end_a_rule(summary: str) -> None:
    for day in ("2031-04-01", "2031-07-01"):
        found = stands(summary, day)
        assert found == "in_force" or found.endswith("?"), (day, found)


@each_row("summary", LIMITED)
def test_what_is_done_for_some_or_somewhere_is_never_done_to_the_whole(summary: str) -> None:
    for day in ("2031-04-01", "2031-07-01"):
        found = stands(summary, day)
        assert found in ("in_force", "mixed", "partially_stayed") or found.endswith("?"), (day, found)


AT = "published at 95 FR 30000 (May 3, 2030)"
MANDATE = "The court's mandate issued on March 20, 2031."
OF_PARTS = (  # what becomes of 40 CFR 60.44(f)
    *((f"EPA conforms its rules to a judgment of {U} {said}. {MANDATE}", "vacated") for said in (
        f"that vacated the large kiln rule, 40 CFR 60.44(f), as {AT}",
        f"that vacated 40 CFR 60.44(f), as {AT}",
        f"that vacated the large kiln rule, § 60.44(f), and § 60.46, {AT}",
        f"that set aside the revision of 40 CFR 60.44(f) {AT}",
        f"that vacated § 60.44(f) of the rule {AT}",
        f"that vacated the large kiln rule, 40 CFR 60.44(f), as {AT}. The other amendments of that rule were not "
        "before the court and remain in effect",
    )),
    (f"EPA removes the large kiln rule, 40 CFR 60.44(f), {AT}, which {U} vacated. {MANDATE}", "vacated"),
    *((f"EPA conforms its rules to a judgment of {U} {said}", "?") for said in (
        f"that vacated a fine under 40 CFR 60.44(f), as {AT}. {MANDATE}",
        f"that vacated the definition of a kiln in 40 CFR 60.44(f), as {AT}. {MANDATE}",
        f"that declined to vacate the large kiln rule, 40 CFR 60.44(f), as {AT}.",
        f"that vacated a delay of the large kiln rule, 40 CFR 60.44(f), as {AT}.",
        f"that vacated the large kiln rule, 40 CFR 60.44(f), as {AT}. The court has withheld its mandate.",
    )),
)  # fmt: skip


@each_row(
    ("done", "all_of_it"),
    [
        ("stayed the effectiveness of 40 CFR 60.44(f) and 60.46, as added at", False),
        ("stayed the effectiveness of §§ 60.44(f) and 60.46, as promulgated at", False),
        ("stayed the effective date of 40 CFR 60.44(f), as added at", False),
        ("stayed the implementation of 40 CFR 60.44(f), as revised at", False),
        ("stayed the operation of 40 CFR 60.44(f), published at", False),
        ("stayed the effectiveness of the rule, which had added 40 CFR 60.44(f), published at", True),
        ("stayed the effectiveness of 40 CFR part 60, as revised at", True),
    ],
)
def test_a_court_that_stays_the_effectiveness_of_provisions_stays_no_more(done: str, all_of_it: bool) -> None:
    told = f"Effective June 5, 2031. By order of May 20, 2031, {N} {done} 95 FR 30000 (May 3, 2030), pending review."
    row = {"title": "Kilns; Court Order", "action": "Notification of court order; stay.", "dates": told}
    tracker = ledger(RULE, {**row, "abstract": "EPA notifies operators of an order of a court."})
    found = [tracker.state("95 FR 30000", "2031-07-01", scope=f"40 CFR {part}") for part in ("60.44(f)", "60.45")]
    assert [each.status for each in found] == ["stayed", "stayed" if all_of_it else "in_force"]


@each_row(("summary", "expected"), OF_PARTS)
def test_what_is_printed_on_a_page_and_vacated_is_no_more_than_that(summary: str, expected: str) -> None:
    row = {"title": "Kilns; Court Decision", "action": "Final rule; removal of vacated provision.", "dates": E}
    tracker = ledger(RULE, {**row, "abstract": summary})
    for part, on in (("60.44(f)", "2031-03-19"), ("60.44(f)", "2031-07-01"), ("60.45", "2031-07-01")):
        found = tracker.state("95 FR 30000", on, "2032-06-01", scope=f"40 CFR {part}")
        acted_on = (part, on) == ("60.44(f)", "2031-07-01")
        if expected == "?":
            assert found.status == "in_force"
            assert not acted_on or not _DOUBTS.isdisjoint(found.flags)
        else:
            assert found.status == (expected if acted_on else "in_force")


R = F.removeprefix("the ")
STAYED = (
    (f"The {R}, was stayed and preliminarily enjoined nationwide on September 29, 2030, and on "
     "October 8, 2030, and remains enjoined until further notice.",
     "The orders were issued by the U.S. District Courts for the Northern District of California "
     "and the District of Columbia."),
    ("On September 29, 2030, the U.S. District Court for the Northern District of California "
     f"stayed and preliminarily enjoined the {R}.",
     "DHS informs the public."),
    (f"The {R}, was stayed by the U.S. Court of Appeals for the Fifth Circuit on September 29, "
     "2030, pending review.",
     "EPA informs the public."),
    (f"The {R}, was stayed on September 29, 2030.",
     f"The stay was entered by {N} under 5 U.S.C. 705."),
    (f"The orders that stayed and enjoined the {R}, were issued on September 29, 2030.",
     f"The orders were issued by {N}."),
)  # fmt: skip

ENJOINED = (
    (f"The {R}, was preliminarily enjoined on September 29, 2030, and remains enjoined.",
     "DHS informs the public of a preliminary injunction of the rule issued by the U.S. District "
     "Court for the Northern District of California."),
    (f"As of September 29, 2030, the {R}, is preliminarily enjoined by order of the U.S. District "
     "Court for the Northern District of California.",
     "DHS informs the public of the order."),
    (f"The {R}, was enjoined nationwide on September 29, 2030, by the U.S. District Court for the "
     "District of Columbia.",
     "DHS informs the public."),
    (f"The implementation of the {R}, was enjoined on September 29, 2030, by the U.S. District "
     "Court for the District of Oregon.",
     "DHS informs the public."),
    (f"The {R}, has been preliminarily enjoined nationwide since September 29, 2030.",
     f"The injunction was issued by {N}."),
    (f"The {R}, has been enjoined since September 29, 2030, and may not be implemented or enforced "
     "until further order of the court.",
     "The U.S. District Court for the District of Oregon enjoined the rule."),
)  # fmt: skip

NOT_STAYED = (
    (f"The {R}, was preliminarily enjoined on September 29, 2030, as to the plaintiffs only.",
     f"The order was issued by {N}."),
    (f"The {R}, was preliminarily enjoined on September 29, 2030, in the States of Texas and Idaho.",
     f"The order was issued by {N}."),
    (f"The {R}, was enjoined on September 29, 2030, with respect to the members of the National "
     "Kiln Association, and remains enjoined as to them.",
     f"The order was issued by {N}."),
    (f"Section 60.41 of the {R}, was stayed and preliminarily enjoined on September 29, 2030.",
     f"The order was issued by {N}."),
    (f"The {R}, was stayed and preliminarily enjoined on September 29, 2030; the injunction was "
     "vacated on November 4, 2030.",
     f"The order was issued by {N}."),
    (f"A motion to stay and preliminarily enjoin the {R}, was filed on September 29, 2030.",
     f"Plaintiffs moved in {N}."),
    (f"A request that the {R}, be enjoined was denied on September 29, 2030.",
     f"The order was issued by {N}."),
    (f"Plaintiffs asked that the {R}, be stayed or enjoined; on September 29, 2030, the court "
     "declined.",
     "The U.S. District Court for the District of Oregon denied the motion."),
)  # fmt: skip


@each_row(("dates", "summary"), STAYED)
def test_a_stay_in_the_passive_is_a_courts_where_it_also_enjoins_or_another_sentence_tells_so(
    dates: str, summary: str
) -> None:
    action = "Notification of preliminary injunction."
    assert stands(summary, "2031-03-02", dates, action) == "stayed"
    assert stands(summary, "2030-08-01", dates, action) == "in_force"


@each_row(("dates", "summary"), ENJOINED)
def test_what_is_only_enjoined_is_in_doubt(dates: str, summary: str) -> None:
    assert stands(summary, "2031-03-02", dates, "Notification of preliminary injunction.").endswith("?")


@each_row(("dates", "summary"), NOT_STAYED)
def test_what_a_court_did_for_some_or_refused_stays_nothing(dates: str, summary: str) -> None:
    found = stands(summary, "2031-03-02", dates, "Notification of preliminary injunction.")
    assert found in ("in_force", "mixed") or found.endswith("?")
