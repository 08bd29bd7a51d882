"""Dates ahead: what is listed beside changes of status, and what is not."""

from regtrack.model.change import Facet
from regtrack.report.coming_in_words import coming
from tests.helpers import e, track
from tests.rows import each_row

SET = e("set_effective", effect="2024-03-01", published="2024-01-15")
DUTY = e("set_compliance", effect="2024-08-01", published="2024-01-15")


def ahead(*tables, after="2024-02-01", **asked):
    answer = track(tables).upcoming(400, on=after, **asked)
    return [(item.on, item.facet.value, item.after) for item in answer.upcoming]


def test_an_amendment_ahead_is_listed():
    """Words of a rule that change on a later day; not those that have changed."""
    amend = e("amend", effect="2024-06-03", published="2024-01-20")
    assert ahead(amend) == [("2024-06-03", "text", "amended")]
    assert ahead(amend, after="2024-06-04") == []


def test_a_change_in_enforcement_ahead_is_listed():
    """The end of discretion, as well as its beginning; an announcement does set it."""
    promised = e(
        "announce_nonenforcement",
        effect="2024-03-01",
        until="2024-07-01",
        announced="2024-01-20",
        certainty="announced",
    )
    assert ahead(promised) == [("2024-03-01", "enforcement", "discretion"), ("2024-07-01", "enforcement", "normal")]
    answer = track([promised]).upcoming(400, on="2024-02-01")
    assert [coming(item) for item in answer.upcoming] == ["non-enforcement announced", "enforced normally"]


def test_discretion_that_goes_on_under_another_statement_has_no_end_between():
    """Two announcements that overlap end once."""
    first = e("announce_nonenforcement", "first", effect="2024-03-01", until="2024-07-01", published="2024-01-20")
    second = e("announce_nonenforcement", "second", effect="2024-06-01", until="2024-09-01", published="2024-01-20")
    assert ahead(first, second) == [
        ("2024-03-01", "enforcement", "discretion"),
        ("2024-09-01", "enforcement", "normal"),
    ]


@each_row(
    ("tables", "listed"),
    [
        ([SET, DUTY], True),
        ([SET, DUTY, e("rescind", effect="2024-07-01", published="2024-01-20")], False),
        ([SET, DUTY, e("stay", effect="2024-07-01", until="2024-10-01", published="2024-01-20")], False),
        ([SET, DUTY, e("stay", effect="2024-05-01", until="2024-07-01", published="2024-01-20")], True),
        ([SET, DUTY, e("rescind", effect="2024-09-01", published="2024-01-20")], True),
    ],
    ids=["in force", "rescinded by then", "stayed by then", "stayed before", "rescinded later"],
)
def test_compliance_is_required_of_a_rule_that_binds_on_that_day(tables, listed):
    """Not of one that is rescinded or stayed by then."""
    assert (("2024-08-01", "duty", "compliance required") in ahead(*tables)) is listed


def test_a_stay_over_the_effective_date_is_one_date():
    """What lies beneath the stay changes on the effective date; the status does not."""
    stay = e("stay", effect="2024-02-10", until="2024-05-01", published="2024-01-20")
    assert ahead(SET, stay) == [("2024-02-10", "status", "stayed"), ("2024-05-01", "status", "in_force")]


def test_a_value_known_to_the_month_is_a_span():
    """No stand-in day."""
    value = e("set_value", name="rate", value=25, effect="2024-06", published="2024-01-20")
    assert ahead(value) == [("2024-06-01..2024-06-30", "value", "25")]
    assert ahead({**value, "effect": "unknown"}) == []
    (item,) = track([value]).upcoming(400, on="2024-02-01").upcoming
    assert item.facet is Facet.VALUE


def test_a_deadline_that_was_only_said_is_on_its_last_day():
    """And has a date, though nothing begins: the same day as when an act has set it."""
    said = e("open_comment", through="2024-03-15", available="2024-01-20", certainty="reported")
    assert ahead(said) == [("2024-03-15", "announced", "open_comment")]
    (announced,) = track([said]).state("us/x/rule", on="2024-02-01", known="2024-02-01").announced_changes
    assert announced.date == "2024-03-15"
    (announced,) = track([{**said, "through": "unknown"}]).state("us/x/rule", on="2024-02-01").announced_changes
    assert announced.date is None


@each_row(
    ("after", "promised"),
    [("2024-02-01", ["omb", "promise"]), ("2024-06-02", ["omb"]), ("2024-09-02", [])],
)
def test_what_was_open_is_no_promise_once_an_act_has_done_it(after, promised):
    """A begin without a date until a notice sets one; an announced rescission until there is another act for it."""
    tracker = track(
        [
            e("set_effective", "omb", effect="upon approval by OMB", published="2024-01-15"),
            e("set_effective", "notice", effect="2024-09-01", published="2024-09-01"),
            e("rescind", "promise", effect="unknown", announced="2024-01-20"),
            e("rescind", "act", effect="2025-01-01", published="2024-06-01"),
        ]
    )
    answer = tracker.upcoming(90, on=after, known=after)
    events = tracker._store.events(answer.undated)
    assert sorted(events[id_].event.key for id_ in answer.undated) == promised
