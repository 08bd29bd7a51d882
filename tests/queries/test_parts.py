"""A part of an instrument as people write it."""

import pytest

import regtrack
from regtrack.errors import InputError
from regtrack.mcp_server import verifying
from regtrack.model.scope import path_of
from regtrack.queries.parts import find
from regtrack.report import answer as answers
from tests.helpers import e, events_of, posted, question, rule, track
from tests.rows import each_row

RULE = rule(
    cfr=("12 CFR 1003", "40 CFR 60"),
    instructions=(
        ("3", ("12 CFR 1003.2",)),
        ("4", ("supp. I to 12 CFR 1003", "subpart D of 40 CFR 60", "def:flare@40 CFR 60.101a")),
    ),
)
TABLES = [
    e("set_effective", effect="2024-03-01", published="2024-01-15", exclude=["New Routine Uses", "instruction 3"])
]
ASKED = question("2024-06-01", "2024-06-01")


@each_row(
    ("written", "path", "recorded"),
    [
        ("instruction 3", "instruction 3", True),
        ("Instr. 4", "instruction 4", True),
        ("amendatory instruction 3", "instruction 3", True),
        ("instruction 9", "instruction 9", False),
        ("12 CFR 1003.2(g)", "12 CFR 1003.2(g)", True),
        ("§ 1003.2", "12 CFR 1003.2", True),
        ("section 60.101a(b)", "40 CFR 60.101a(b)", True),
        ("paragraph (d)(6) of § 1003.2", "12 CFR 1003.2(d)(6)", True),
        ("part 60", "40 CFR 60", True),
        ("supplement I", "supp. I to 12 CFR 1003", True),
        ("Supplement I to part 1003", "supp. I to 12 CFR 1003", True),
        ("subpart D", "subpart D of 40 CFR 60", True),
        ("40 CFR part 60, subpart D", "subpart D of 40 CFR 60", True),
        ("40 CFR 60 subpart E", "subpart E of 40 CFR 60", True),
        ("part 1003, supplement I", "supp. I to 12 CFR 1003", True),
        ("the definition of flare in § 60.101a", "def:flare@40 CFR 60.101a", True),
        ("definition of “flare”", "def:flare@40 CFR 60.101a", True),
        ("the new routine uses", "New Routine Uses", True),
        ("12 CFR 1026.36", "12 CFR 1026.36", False),
        ("xyzzy", "xyzzy", False),
    ],
)
def test_a_part_is_what_people_write(written: str, path: str, recorded: bool) -> None:
    postings = [posted(event, RULE, seq, 0) for seq, event in enumerate(events_of(TABLES), 1)]
    found = find(written, RULE, postings)
    assert (found.path, found.recorded) == (path_of(path), recorded)


def test_changes_of_a_part_are_those_of_the_rules_that_have_it() -> None:
    """Words that nothing recorded carries are an error; rules that have no such part stay out of the answer."""
    with regtrack.open(":memory:") as tracker:
        with pytest.raises(InputError, match=r"scope: found 'xyzzy', which nothing recorded carries; expected a part"):
            tracker.since("2025-05-12", "2025-05-20", scope="xyzzy")
        with pytest.raises(InputError, match=r"did you mean 'instruction 5'\?"):
            tracker.diff("2025-12-30", "2026-01-02", scope="instructoin 5")
        whole = tracker.since("2025-05-12", "2025-05-20")
        part = tracker.since("2025-05-12", "2025-05-20", scope="15 CFR 748")
        unknown = tracker.since("2025-05-12", "2025-05-20", scope="47 CFR 64.2011")
    assert {change.instrument for change in part.changes} == {"us/bis/ai-diffusion"}
    assert {change.instrument for change in part.changes} < {change.instrument for change in whole.changes}
    assert {item.instrument for item in part.upcoming} <= {"us/bis/ai-diffusion"}
    page = regtrack.render(part, "html")
    assert "<script" not in page, "a page's time machine answers for whole rules"
    assert (unknown.changes, unknown.upcoming, unknown.horizon.empty) == ((), (), ("47 CFR 64.2011",))


def test_a_part_that_becomes_known_later_is_no_error_before() -> None:
    """What a part is called does not depend on what is known on the days asked about."""
    tracker = track([e("set_effective", effect="2024-03-01", published="2024-01-15"),
                     e("stay", effect="2024-06-01", published="2024-05-15", parts=["annex"])])  # fmt: skip
    assert [c.scope for c in tracker.since("2024-02-28", "2024-03-02", scope="annex").changes] == ["annex"]
    assert [c.after for c in tracker.since("2024-05-31", "2024-06-02", scope="annex").changes] == ["stayed"]


STAYED = [
    e("set_effective", effect="2024-03-01", published="2024-01-15"),
    e("stay", effect="2024-06-01", published="2024-05-15", parts=["43 CFR 3179.7", "43 CFR 3179.101(b)"]),
]


@each_row(
    ("scope", "force", "flags"),
    [
        ("43 CFR 3179.7", "no", ()),
        ("43 CFR 3179.101(b)(2)", "no", ()),
        ("43 CFR 3179.101(c)", "yes", ()),
        ("43 CFR 3179.4", "yes", ("scope_unnamed",)),
        ("43 CFR 3179", "partial", ()),
        ("43 CFR 3162.1", "yes", ("scope_unnamed",)),  # of part 3160, by its number
        ("43 CFR 3181.4", "unknown", ("scope_unrecorded",)),
        ("40 CFR 3179.4", "unknown", ("scope_unrecorded",)),
    ],
)
def test_a_rule_is_about_the_parts_of_the_code_that_acts_name(scope: str, force: str, flags: tuple[str, ...]) -> None:
    """The Register names other parts of the CFR (the first of a range): what no act names is what the rest is."""
    tracker = track(STAYED, [rule(cfr=["43 CFR 3160", "43 CFR 3170"])])
    state = tracker.state("us/x/rule", "2024-07-01", scope=scope)
    assert (str(state.force), tuple(flag for flag in state.flags if flag.startswith("scope"))) == (force, flags)


@each_row(
    ("scope", "force", "hidden"),
    [
        ("43 CFR 3179.7", "unknown", True),
        ("43 CFR 3179.9", "yes", False),
        ("43 CFR 3179.9(b)", "yes", False),
        ("instruction 3", "no", False),
    ],
)
def test_which_instruction_amends_a_provision_is_not_guessed(scope: str, force: str, hidden: bool) -> None:
    """A delay of "instructions 3 through 9" reaches provisions; without the instructions, nobody knows which."""
    acts = [
        e("set_effective", effect="2024-03-01", published="2024-01-15", exclude=["43 CFR 3179.9"]),
        e("set_effective", "part", effect="2024-02-01", published="2024-01-15", parts=["43 CFR 3179.9"]),
        e("delay_effective", effect="2025-03-01", published="2024-02-15", parts=["instruction 3", "instruction 4"]),
    ]
    state = track(acts, [rule(cfr=["43 CFR 3179"])]).state("us/x/rule", "2024-07-01", scope=scope)
    assert (str(state.force), "scope_unrecorded" in state.flags) == (force, hidden)


@pytest.mark.parametrize(
    ("scope", "changes", "flags", "empty"),
    [
        ("15 CFR 744.21", ["in_force"], ("scope_unrecorded",), ("15 CFR 744.21",)),
        ("instruction 7", ["in_force"], ("scope_unrecorded",), ("instruction 7",)),
    ],
)
def test_a_rule_asked_for_by_name_answers_for_any_provision_that_it_may_have(
    scope: str, changes: list[str], flags: tuple[str, ...], empty: tuple[str, ...]
) -> None:
    """As the state of such a part does: what is known of the rule as a whole, with a warning."""
    tracker = track([e("set_effective", effect="2024-03-01", published="2024-01-15")], [rule(cfr=[])])
    report = tracker.since("2024-02-28", "2024-03-02", scope=scope, instrument="us/x/rule")
    assert [c.after for c in report.changes] == changes
    assert {c.flags for c in report.changes} == {flags}
    assert report.horizon.empty == empty
    assert tracker.since("2024-02-28", "2024-03-02", scope=scope).changes == ()
    assert "scope_unrecorded" in tracker.state("us/x/rule", "2024-03-02", scope=scope).flags


@pytest.mark.parametrize(
    ("scope", "cfr", "flags"),
    [
        ("43 CFR 3179.4", "43 CFR 3170", False),
        ("43 CFR 4110.1(b)", "43 CFR 4100", False),
        ("43 CFR 3180.4", "43 CFR 3170", True),
        ("43 CFR 44.4", "43 CFR 40", True),
        ("40 CFR 3179.4", "40 CFR 3170", True),
    ],
)
def test_sections_of_public_lands_have_the_number_of_their_subpart(scope: str, cfr: str, flags: bool) -> None:
    """A rule on part 3170 of 43 CFR is on § 3179.4: its subparts are 3171 to 3179."""
    tracker = track(
        [e("set_effective", effect="2024-03-01", published="2024-01-15"),
         e("stay", effect="2024-02-01", published="2024-02-01", parts=["43 CFR 3179.7"])], [rule(cfr=[cfr])],
    )  # fmt: skip
    state = tracker.state("us/x/rule", "2024-03-02", scope=scope)
    assert ("scope_unrecorded" in state.flags) is flags
    assert state.status == ("unknown" if flags else "in_force")


@each_row(
    ("scope", "unnamed"),
    [
        (None, False),
        ("15 CFR 744", False),
        ("15 CFR 744.99", True),
        ("supplement 9 to 15 CFR 744", True),
        ("15 CFR 744.11", False),
        ("15 CFR 744.11(b)(2)", False),
        ("15 CFR 746.5", False),
        ("15 CFR 746.8", True),
        ("15 CFR 744.11(e)", False),
    ],
)
def test_an_answer_about_a_provision_that_nothing_names_says_on_what_it_rests(scope: str | None, unnamed: bool) -> None:
    """A rule on all of part 744 says nothing of whether there is a § 744.99; assistants are told not to rely on it."""
    tracker = track(
        [e("set_effective", effect="2024-03-01", published="2024-01-15"),
         e("amend", effect="2024-03-01", published="2024-01-15", parts=["15 CFR 744.11(b)"]),
         e("correct", effect="2024-03-01", published="2024-01-16", parts=["15 CFR 746.5"])],
        [rule(cfr=["15 CFR 744", "15 CFR 746"])],
    )  # fmt: skip
    state = tracker.state("us/x/rule", "2024-07-01", scope=scope)
    assert ("scope_unnamed" in state.flags) is unnamed
    headline = answers.of(tracker.why(state)).headline
    words = "The record names the whole part of the Code, and not this provision of it."
    assert headline == (
        "Yes: in force since 1 Mar 2024." if not unnamed else f"Yes: in force since 1 Mar 2024. {words}"
    )
    reasons = verifying.verify(tracker, "us/x/rule", "2024-07-01", None, scope)["why_unverified"]
    assert (words[4:-1] in str(reasons)) is unnamed
