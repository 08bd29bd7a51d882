"""The dates of an instrument with their history: named, moved, given up, and never counted backwards."""

# ruff: noqa: E501 (tables read best one row a line)

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from regtrack import dates
from regtrack.diff import Subject, ahead
from regtrack.diff.date_history import dated, touching
from regtrack.model.change import Dated, Upcoming
from tests.helpers import Table, e, posted, question, rule, track
from tests.rows import each_row
from tests.strategies import DAYS, Ledger, ledgers, thorough

LATER = "2025-12-01"
SET = e("set_effective", effect="2024-03-01", published="2024-01-15")
DELAY = e("delay_effective", effect="2024-06-03", published="2024-02-15")
STAY = e("stay", effect="2024-04-01", until="2025-04-01", published="2024-03-20")


def subject(tables: list[Table], kind: str = "final_rule") -> Subject:
    instrument = rule(kind=kind)
    tracker = track(tables, [instrument])
    [(_, postings)] = tracker._store.postings([1])
    return Subject(instrument.id, instrument.family, instrument.legal_zone, postings)


def known(
    tables: list[Table],
    day: str = LATER,
    *,
    known_by: str = "public",
    threshold: str = "published",
    kind: str = "final_rule",
) -> dict[str, Dated]:
    """The dates by name, with the provision in front where there is one."""
    found = dated(subject(tables, kind), question(day, day, known_by, threshold))
    return {f"{each.item.scope}: {each.name}" if each.item.scope else each.name: each for each in found}


def brief(found: dict[str, Dated]) -> dict[str, tuple[Any, ...]]:
    return {name: (each.item.after, each.days[-1], each.sequence, each.gone) for name, each in found.items()}


STORIES = {
    "an effective date": ([SET], "2024-02-01", {"force/begin": ("in_force", "2024-03-01", 0, False)}),
    "before the delay is known": ([SET, DELAY], "2024-02-14", {"force/begin": ("in_force", "2024-03-01", 0, False)}),
    "a delayed date has moved": ([SET, DELAY], LATER, {"force/begin": ("in_force", "2024-06-03", 1, False)}),
    "a date brought forward": (
        [SET, e("accelerate_effective", effect="2024-02-20", published="2024-02-01")], LATER,
        {"force/begin": ("in_force", "2024-02-20", 1, False)}),
    "a date put off without a new one": (
        [SET, e("delay_effective", effect="indefinite", published="2024-02-15")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 1, True)}),
    "a date taken up again": (
        [SET, e("delay_effective", effect="indefinite", published="2024-02-15"),
         e("set_effective", "again", effect="2024-09-02", published="2024-08-01")], LATER,
        {"force/begin": ("in_force", "2024-09-02", 2, False)}),
    "a rule withdrawn before its date": (
        [SET, e("withdraw_final", effect="2024-02-20", published="2024-02-20")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 1, True), "withdraw_final": ("withdrawn", "2024-02-20", 0, False)}),
    "a rule rescinded after its date": (
        [SET, e("rescind", effect="2024-07-01", published="2024-06-01")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "rescind": ("rescinded", "2024-07-01", 0, False)}),
    "a rule nullified by Congress never had a date": (
        [SET, e("disapprove", published="2024-05-01")], LATER, {"force/begin": ("in_force", "2024-03-01", 1, True)}),
    "a rule that ends by itself": (
        [e("set_effective", effect="2024-03-01", through="2024-12-31", published="2024-01-15")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "force/end": ("expired", "2025-01-01", 0, False)}),
    "an end date that moves": (
        [SET, e("set_expiry", until="2024-12-01", published="2024-02-01"),
         e("extend_expiry", until="2025-06-01", published="2024-11-01")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "force/end": ("expired", "2025-06-01", 1, False)}),
    "a stay and its return": (
        [SET, STAY], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "stay/begin": ("stayed", "2024-04-01", 0, False),
         "stay/end": ("in_force", "2025-04-01", 0, False)}),
    "a return that moves": (
        [SET, STAY, e("extend_stay", of="stay", until="2026-04-01", published="2025-03-01")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "stay/begin": ("stayed", "2024-04-01", 0, False),
         "stay/end": ("in_force", "2026-04-01", 1, False)}),
    "a stay lifted early": (
        [SET, STAY, e("lift_stay", of="stay", effect="2024-08-01", published="2024-07-30")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "stay/begin": ("stayed", "2024-04-01", 0, False),
         "stay/end": ("in_force", "2024-08-01", 1, False)}),
    "stays that overlap return once": (
        [SET, STAY, e("stay", "second", effect="2025-03-01", until="2025-09-01", published="2025-02-01")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "stay/begin": ("stayed", "2024-04-01", 0, False),
         "stay/end": ("in_force", "2025-09-01", 1, False)}),
    "a stay over the effective date": (
        [SET, e("stay", effect="2024-02-01", until="2024-05-01", published="2024-02-01")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 1, True), "stay/begin": ("stayed", "2024-02-01", 0, False),
         "stay/end": ("in_force", "2024-05-01", 0, False)}),
    "a delay after the date had come: it took effect twice": (
        [SET, e("delay_effective", effect="2024-06-03", published="2024-03-10")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "delay_effective/begin": ("in_force", "2024-06-03", 0, False)}),
    "a compliance date that moves": (
        [SET, e("set_compliance", effect="2024-05-01", published="2024-01-15"),
         e("delay_compliance", effect="2024-07-01", published="2024-04-01")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "duty/compliance": ("compliance required", "2024-07-01", 1, False)}),
    "no compliance with a rule that is rescinded by then": (
        [SET, e("set_compliance", effect="2024-08-01", published="2024-01-15"), e("rescind", effect="2024-07-01", published="2024-06-01")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "rescind": ("rescinded", "2024-07-01", 0, False),
         "duty/compliance": ("compliance required", "2024-08-01", 1, True)}),
    "a comment deadline that moves": (
        [e("open_comment", through="2024-03-01", published="2024-02-01"),
         e("extend_comment", through="2024-04-01", published="2024-02-20")], LATER,
        {"deadline/comments": ("deadline", "2024-04-01", 1, False)}),
    "a deadline that is only announced, on a day that has passed": (
        [SET, e("set_deadline", name="report", through="2024-03-01", certainty="announced", announced="2024-02-01")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "deadline/report": ("set_deadline", "2024-03-01", 0, False)}),
    "a deadline taken back": (
        [e("set_deadline", name="report", through="2024-03-01", published="2024-02-01"),
         e("retract", of="set_deadline", published="2024-02-20")], LATER,
        {"deadline/report": ("deadline", "2024-03-01", 1, True)}),
    "a value that is to change": (
        [e("set_value", name="rate", value=25, effect="2024-05-01", published="2024-02-01")], LATER,
        {"set_value": ("25", "2024-05-01", 0, False)}),
    "words that change": (
        [e("amend", effect="2024-05-01", published="2024-02-01")], LATER, {"amend": ("amended", "2024-05-01", 0, False)}),
    "discretion with an end": (
        [e("announce_nonenforcement", effect="2024-02-05", until="2024-05-01", published="2024-02-01")], LATER,
        {"announce_nonenforcement/begin": ("discretion", "2024-02-05", 0, False),
         "announce_nonenforcement/end": ("normal", "2024-05-01", 0, False)}),
    "a date that is only said": (
        [SET, e("rescind", effect="2024-09-01", announced="2024-05-01", certainty="announced")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "rescind": ("rescind", "2024-09-01", 0, False)}),
    "a delay that is only said stands beside the date": (
        [SET, e("delay_effective", effect="2024-06-03", announced="2024-02-01", certainty="announced")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "delay_effective/said": ("delay_effective", "2024-06-03", 0, False)}),
    "what was only said is overtaken by the act": (
        [SET, e("rescind", "said", effect="2024-09-01", announced="2024-05-01", certainty="announced"),
         e("rescind", effect="2024-10-01", published="2024-08-01")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "said": ("rescind", "2024-09-01", 1, True),
         "rescind": ("rescinded", "2024-10-01", 0, False)}),
    "filed, then published: one date": (
        [e("set_effective", effect="2024-03-01", filed="2024-01-10", published="2024-01-15")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False)}),
    "an end filed, then published: told by its last day, then by the first without it, and no move": (
        [e("set_effective", effect="2024-03-01", filed="2024-01-10", published="2024-01-15"),
         e("set_expiry", through="2025-03-01", filed="2024-01-10", published="2024-01-15")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "force/end": ("expired", "2025-03-02", 0, False)}),
    "a month": (
        [e("set_effective", effect="2024-06", published="2024-01-15")], LATER,
        {"force/begin": ("in_force", "2024-06-01..2024-06-30", 0, False)}),
    "a report of a date moves nothing": (
        [SET, e("delay_effective", effect="2024-06-03", published="2024-02-01", certainty="reported")], LATER,
        {"force/begin": ("in_force", "2024-03-01", 0, False), "delay_effective/said": ("delay_effective", "2024-06-03", 0, False)}),
}  # fmt: skip


@each_row("story", STORIES.values(), ids=STORIES.keys())
def test_a_date_and_its_history(story: tuple[list[Table], str, dict[str, tuple[Any, ...]]]) -> None:
    """Which dates there are, what each is, the day it is known as, how often it moved, whether it is gone."""
    tables, day, expected = story
    found = brief(known(tables, day))
    waiting = {name: each for name, each in found.items() if each[0] == "pending"}
    assert {name: each for name, each in found.items() if name not in waiting} == expected


def test_the_days_a_date_was_known_as() -> None:
    """Every earlier day, in turn, once each."""
    again = e("delay_effective", "again", effect="2024-09-02", published="2024-05-15")
    assert known([SET, DELAY, again])["force/begin"].days == ("2024-03-01", "2024-06-03", "2024-09-02")
    assert known([SET, DELAY, again], "2024-03-01")["force/begin"].days == ("2024-03-01", "2024-06-03")


def test_one_provision_moves_and_the_rest_does_not() -> None:
    """The provision gets a date of its own; the date of the whole stays as it is, not moved."""
    found = brief(
        known([SET, e("delay_effective", effect="2024-06-03", published="2024-02-15", parts=["15 CFR 744.2"])])
    )
    assert found["force/begin"] == ("in_force", "2024-03-01", 0, False)
    assert found["15 CFR 744.2: force/begin"] == ("in_force", "2024-06-03", 0, False)


def test_when_it_became_known_and_when_it_changed() -> None:
    """By public knowledge: the close of the days of publication, whenever we recorded it."""
    found = known([{**SET, "recorded": "2024-12-01"}, {**DELAY, "recorded": "2024-12-01"}])["force/begin"]
    assert dates.iso_instant(found.known_at)[:19] == "2024-01-16T04:59:59"
    assert dates.iso_instant(found.changed_at)[:19] == "2024-02-16T04:59:59"


def test_by_record_it_is_known_when_it_was_recorded() -> None:
    """The same story as the ledger took it in: on one day, so nothing moved."""
    tables = [{**SET, "recorded": "2024-12-01"}, {**DELAY, "recorded": "2024-12-01"}]
    assert known(tables, "2024-11-30", known_by="record") == {}
    found = known(tables, known_by="record")["force/begin"]
    assert (found.days, found.sequence) == (("2024-06-03",), 0)
    tables[1]["recorded"] = "2024-12-05"
    assert known(tables, known_by="record")["force/begin"].sequence == 1


def test_the_acts_that_ended_it_and_all_that_moved_it() -> None:
    """A calendar says why an entry was cancelled, and finds the dates that a report's statements are about."""
    withdrawn = e("withdraw_final", effect="2024-02-20", published="2024-02-20")
    asked = subject([SET, withdrawn])
    ids = {p.key: p.id for p in asked.postings}
    [found] = [each for each in dated(asked, question(LATER, LATER)) if each.name == "force/begin"]
    assert found.ended_by == (ids["withdraw_final"],)
    assert found.statements == {ids["set_effective"], ids["withdraw_final"]}


# --- our own record ---------------------------------------------------------------------------------------------------


def test_a_correction_of_our_record_counts_as_a_move() -> None:
    """By public knowledge the wrong day was never said; an export made before the correction said it all the same."""
    wrong = {**SET, "recorded": "2024-02-01"}
    right = {**SET, "effect": "2024-03-11", "recorded": "2024-05-01"}
    before, after = known([wrong], "2024-04-01")["force/begin"], known([wrong, right], "2024-06-01")["force/begin"]
    assert (before.days, after.days) == (("2024-03-01",), ("2024-03-11",))
    assert after.sequence > before.sequence
    assert after.changed_at == dates.Moment.read("2024-05-01").tick() > before.changed_at


def test_what_our_record_takes_back_is_gone() -> None:
    """Even when public knowledge never held it."""
    tables = [
        {**e("set_deadline", name="report", through="2024-03-01", published="2024-02-01"), "recorded": "2024-02-02"},
        {**e("revise_record", of="set_deadline", published="2024-02-01"), "recorded": "2024-05-01"},
    ]
    assert known(tables[:1])["deadline/report"].sequence == 0
    found = known(tables)["deadline/report"]
    assert (found.gone, found.sequence, found.ended_by) == (True, 1, ())


def test_a_statement_that_arrives_late_never_lowers_the_count() -> None:
    """A move in between, recorded after a later one: what an earlier export counted stays counted."""
    first = {**SET, "recorded": "2024-01-16"}
    later = {**e("delay_effective", "later", effect="2024-09-02", published="2024-02-20"), "recorded": "2024-02-21"}
    between = {**DELAY, "recorded": "2024-07-01"}
    before, after = known([first, later])["force/begin"], known([first, later, between])["force/begin"]
    assert before.days == ("2024-03-01", "2024-09-02")
    assert after.days == ("2024-03-01", "2024-06-03", "2024-09-02")
    assert after.sequence > before.sequence


def test_a_statement_that_arrives_late_is_seen_at_a_date_that_has_gone() -> None:
    """A cancelled entry that has another source than in an earlier export is newer."""
    first = {**SET, "recorded": "2024-01-16"}
    end = {**e("disapprove", published="2024-02-10", effect="2024-02-10"), "recorded": "2024-02-11"}
    late = {**e("set_effective", "again", effect="2024-03-01", published="2024-01-20"), "recorded": "2024-07-01"}
    before, after = known([first, end])["force/begin"], known([first, end, late])["force/begin"]
    assert before.gone
    assert after.gone
    assert before.item != after.item
    assert after.changed_at > before.changed_at


# --- what must hold for every ledger ----------------------------------------------------------------------------------

Export = dict[tuple[str, str | None, str], Dated]


def export(ledger: Ledger, recorded: int, known_at: str, known_by: str) -> Export:
    """What an export says with the ledger as it stood at one moment, as known on a day."""
    found: Export = {}
    for one in subjects(ledger, recorded):
        for each in dated(one, question(known_at, known_at, known_by)):
            key = one.id, each.item.scope, each.name
            assert key not in found
            found[key] = each
    return found


def subjects(ledger: Ledger, recorded: int = dates.NEVER) -> Iterator[Subject]:
    for item in ledger.instruments:
        entries = [entry for entry in ledger.of(item) if entry.recorded <= recorded]
        postings = [posted(entry.event, item, seq, entry.recorded) for seq, entry in enumerate(entries)]
        yield Subject(item.id, item.family, item.legal_zone, postings)


@thorough
@given(
    ledgers(),
    st.lists(st.sampled_from(DAYS), min_size=2, max_size=5, unique=True),
    st.sampled_from(["public", "record"]),
)
def test_a_later_export_moves_the_entries_of_an_earlier_one(ledger: Ledger, days: list[str], known_by: str) -> None:
    """As knowledge grows no date is lost, no count goes down, and one with another day or fate has a higher count."""
    everything = max(entry.recorded for entry in ledger.entries)
    for earlier, later in pairwise(export(ledger, everything, day, known_by) for day in sorted(days)):
        check(earlier, later)


@thorough
@given(ledgers(), st.sampled_from(DAYS))
def test_so_does_one_made_after_more_was_recorded(ledger: Ledger, day: str) -> None:
    """Corrections, late arrivals and things taken back included."""
    moments = sorted({entry.recorded for entry in ledger.entries})
    for earlier, later in pairwise(export(ledger, moment, day, "public") for moment in moments):
        check(earlier, later)


def check(earlier: Export, later: Export) -> None:
    assert earlier.keys() <= later.keys()
    for key, before in earlier.items():
        after = later[key]
        assert after.sequence >= before.sequence
        if (after.item.on, after.gone) != (before.item.on, before.gone):
            assert after.sequence > before.sequence
        if after.item != before.item or after.gone != before.gone:
            assert after.changed_at > before.changed_at or after.sequence > before.sequence


@thorough
@given(ledgers(), st.sampled_from(DAYS), st.sampled_from(["public", "record"]))
def test_what_lies_ahead_is_among_the_dates(ledger: Ledger, day: str, known_by: str) -> None:
    """Every date that `upcoming` lists is one of them, on the same day and not gone; and it lists every one, unless an
    act that is known takes hold only later."""
    asked = question(day, day, known_by)
    last = dates.Moment.read("2026-01-01").tick()
    for one in subjects(ledger):
        first = asked.on.tick(one.zone)
        listed = {told(each) for each in ahead(one, asked, last) if each.after not in _WAITING}
        found = {
            told(each.item)
            for each in dated(one, asked)
            if not each.gone and any(touching([each._replace(days=())], first, last, one.zone))
        }
        assert listed <= found
        if all(p.hold <= first for p in one.postings):
            assert listed == found


_WAITING = ("none", "unknown", "delayed", "delayed_indefinitely")


def told(item: Upcoming) -> tuple[Any, ...]:
    return item.facet, item.after, item.on.rpartition("..")[2]
