"""A stay of what nobody can name is in force itself, and over where it is lifted; of which rule it is, stays unread."""

from __future__ import annotations

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

STAY = {"title": "Kilns; Stay of Section", "abstract": "EPA is staying limits. Others are not affected."}
LIFT = {
    "document_number": "2031-95001", "publication_date": "2031-11-10", "citation": "96 FR 63444",
    "title": "Kilns; Lifting of Stay", "action": "Final rule; lifting of stay.", "abstract": "EPA is lifting a stay.",
}  # fmt: skip


def asked(stayed: str, lifted: str | None = None) -> tuple[str, str, bool]:
    """In force in July 2031, and in 2032; whether it is doubted."""
    tracker = ledger({**STAY, "dates": stayed}, *([{**LIFT, "dates": lifted}] if lifted else []))
    found = [tracker.state("96 FR 21000", on, "2032-06-01") for on in ("2031-07-01", "2032-02-01")]
    return str(found[0].force), str(found[1].force), "unread" in found[0].flags


@each_row(
    "stayed",
    [
        "Effective June 5, 2031, 40 CFR 60.41(b) is stayed until further notice.",
        "Effective June 5, 2031, 40 CFR 60.41(b) and 60.44 are suspended indefinitely.",
        "40 CFR 60.41(b) is stayed indefinitely as of June 5, 2031.",
    ],
)
def test_it_is_in_force_and_doubted(stayed: str) -> None:
    assert asked(stayed) == ("yes", "yes", True)


@each_row(
    ("dates", "july"),
    [
        ("This rule is effective June 20, 2031. 40 CFR 60.41(b) is stayed indefinitely as of August 1, 2031.", "yes"),
        (
            "This rule is effective August 1, 2031. Effective June 20, 2031, 40 CFR 60.41(b) is stayed indefinitely.",
            "no",
        ),
    ],
)
def test_a_day_of_its_own_goes_first(dates: str, july: str) -> None:
    assert asked(dates) == (july, "yes", True)


@each_row(
    "dates",
    [
        "Effective June 20, 2031, through January 31, 2032: 40 CFR 60.41 is suspended.",
        "Effective June 20, 2031, through January 31, 2032, § 60.41(b) is suspended.",
        "Effective June 20, 2031, until February 1, 2032, 40 CFR 60.41(b) and 60.44 are stayed.",
        "Effective June 20, 2031, through January 31, 2032: In 40 CFR 60.41, paragraph (b) is suspended.",
        "Effective June 20, 2031: 40 CFR 60.41(b) is suspended through January 31, 2032.",
    ],
)
def test_what_suspends_as_long_as_it_lasts_suspends_nothing_of_its_own(dates: str) -> None:
    titled = {"title": "Plums; Temporary Suspension of Labels", "action": "Final rule.", "effective_on": "2031-06-20"}
    summary = "This rule implements a recommendation to suspend labels."
    tracker = ledger({**titled, "abstract": summary, "dates": dates})
    found = [tracker.state("96 FR 21000", on) for on in ("2031-07-01", "2032-02-01")]
    assert [str(each.force) for each in found] == ["yes", "no"]
    assert "unread" in tracker.state("96 FR 21000", "2031-07-01", scope="40 CFR 60.41(b)").flags


@each_row(
    "dates",
    [
        "This rule is effective June 20, 2031, except § 60.41(b), which is stayed until February 1, 2032.",
        "This rule is effective June 20, 2031, through May 1, 2032, except § 60.41(b), which is stayed until February "
        "1, 2032.",
    ],
)
def test_what_it_leaves_out_of_its_own_day_is_its_own(dates: str) -> None:
    tracker = ledger({"title": "Kilns; Labels", "action": "Final rule.", "abstract": "Labels.", "dates": dates})
    found = [str(tracker.state("96 FR 21000", "2031-07-01", scope=each).force) for each in (None, "40 CFR 60.41(b)")]
    assert found == ["partial", "no"]


BOTH = "Effective June 5, 2031, 40 CFR 60.41(b) and 60.44 are stayed indefinitely."


@each_row(
    ("lifted", "after"),
    [
        ("The stay of 40 CFR 60.41(b) and 60.44, published June 5, 2031 (96 FR 21000), is lifted effective January 5, "
         "2032.", "no"),
        ("Effective January 5, 2032, the stay published at 96 FR 21000, June 5, 2031, is lifted.", "no"),
        ("Effective January 5, 2032, the stay of 40 CFR 60.44 published at 96 FR 21000 is lifted.", "partial"),
        ("EPA proposes to lift the stay published at 96 FR 21000 on January 5, 2032.", "yes"),  # nothing is done
        ("The stay published at 96 FR 21000 will be lifted if the State adopts limits by January 5, 2032.", "yes"),
    ],
)  # fmt: skip
def test_it_is_over_as_far_as_it_is_lifted(lifted: str, after: str) -> None:
    assert asked(BOTH, lifted)[:2] == ("yes", after)


def test_what_is_lifted_of_something_else_ends_nothing() -> None:
    other = "Effective January 5, 2032, the stay of 40 CFR 60.99 published at 96 FR 21000 is lifted."
    assert asked(BOTH, other)[1] == "yes"


@each_row(
    "still",
    [
        "The stay of 40 CFR 60.44 remains in effect.",
        "The stay of 40 CFR 60.44 is not lifted.",
        "EPA notes that the suspension of 40 CFR 60.44 continues.",
    ],
)
def test_what_is_stayed_still_is_doubted_of_what_lifts_the_rest(still: str) -> None:
    lifted = "Effective January 5, 2032, the stay of 40 CFR 60.41(b) published at 96 FR 21000 is lifted."
    tracker = ledger({**STAY, "dates": BOTH}, {**LIFT, "dates": f"{lifted} {still}"})
    found = [tracker.state("96 FR 63444", "2032-02-01", scope=each) for each in ("40 CFR 60.44", "40 CFR 60.41(b)")]
    assert ["unread" in each.flags for each in found] == [True, False]


ZONE = {
    "title": "Security Zone; Kiln Pier, Ohio; Suspension", "action": "Temporary final rule.", "abstract": "The Coast "
    "Guard is temporarily suspending the speed provision of the zone. The remaining provisions continue to apply.",
    "cfr_references": [{"title": 33, "part": 165}], "effective_on": "2031-06-05",
    "dates": "In 33 CFR 165.1322, paragraph (c)(2) is suspended from June 5, 2031, through September 30, 2031.",
}  # fmt: skip
LONGER = {
    **ZONE, "document_number": "2031-90005", "publication_date": "2031-09-25", "citation": "96 FR 48000",
    "title": "Security Zone; Kiln Pier, Ohio; Extension of Suspension", "effective_on": "2031-09-25",
    "action": "Temporary final rule; extension of effective period.", "abstract": "The repair takes longer.",
}  # fmt: skip


@each_row(
    ("dates", "action", "winter"),
    [
        ("Effective September 25, 2031, the suspension of 33 CFR 165.1322(c)(2), published June 5, 2031, at 96 FR "
         "21000, is extended through January 31, 2032.", LONGER["action"], ["yes", "yes"]),
        ("The suspension of 33 CFR 165.1322(c)(2), published at 96 FR 21000, is extended until February 1, 2032.",
         "Temporary final rule; extension of suspension.", ["yes", "yes"]),
        ("The suspension published at 96 FR 21000 is extended through January 31, 2032.",
         "Temporary final rule; extension.", ["yes", "yes"]),
        ("Effective September 25, 2031, the suspension of 33 CFR 165.1322(c)(1), published June 5, 2031, at 96 FR "
         "21000, is extended through January 31, 2032.", LONGER["action"], ["partial", "yes"]),  # of another one
    ],
)  # fmt: skip
def test_a_temporary_rule_that_only_suspends_is_longer_in_force(dates: str, action: str, winter: list[str]) -> None:
    tracker = ledger(ZONE, {**LONGER, "dates": dates, "action": action})
    for on, force in (("2031-12-01", winter), ("2032-03-01", ["no", "no"])):
        assert [str(tracker.state(page, on).force) for page in ("96 FR 21000", "96 FR 48000")] == force
