"""The table of event kinds holds together."""

# ruff: noqa: E501 (tables read best one row a line)

import pytest

from regtrack.model.kinds import INSTRUMENT_KINDS, KINDS, Certainty, Dimension, Family, Operation
from tests.rows import each_row

SEMANTICS_1_4 = (
    "announce propose supplement extend_comment reopen_comment withdraw_proposal sign adopt file_for_inspection withdraw_filing "
    "publish confirm_direct_final withdraw_final set_effective delay_effective accelerate_effective set_compliance "
    "delay_compliance set_expiry extend_expiry enter_force apply stay extend_stay lift_stay enjoin lift_injunction vacate "
    "remand_without_vacatur rescind supersede reinstate disapprove expire announce_nonenforcement amend correct codify_error "
    "codify_fix report confirm retract revise_record introduce refer report_out pass present sign_law veto override "
    "law_without_signature pocket_veto fail die"
).split()
SEMANTICS_1_3 = (
    "statute bill joint_resolution cra_disapproval executive_order proclamation memorandum determination proposed_rule final_rule "
    "interim_final_rule direct_final_rule temporary_rule correction notice guidance order court_order list_entry press_release "
    "news_report"
).split()


def test_every_kind_of_the_law_is_there() -> None:
    """The verbs of semantics 1.4 and the instruments of 1.3, spelled so."""
    assert set(SEMANTICS_1_4) <= set(KINDS)
    assert set(SEMANTICS_1_3) <= set(INSTRUMENT_KINDS)


def test_every_row_is_complete() -> None:
    """A row says what its operation needs: a stage to reach, a status to leave behind, words for people."""
    for name, kind in KINDS.items():
        assert kind.name == name
        assert kind.phrase, name
        if kind.operation is Operation.REACH:
            assert kind.dimension is Dimension.STAGE, name
            assert kind.stage, name
        if kind.operation in (Operation.SHUT, Operation.VOID) and kind.dimension is Dimension.FORCE:
            assert kind.status, name
        if kind.dimension is Dimension.ENFORCEMENT:
            assert kind.status in ("discretion", "enjoined"), name


@each_row("dimension", [d for d in Dimension if d not in (Dimension.STAGE, Dimension.TEXT, Dimension.KNOWLEDGE)])
def test_every_term_can_be_opened(dimension: Dimension) -> None:
    """A dimension of terms has a kind that opens one."""
    assert any(kind.dimension is dimension and kind.operation is Operation.OPEN for kind in KINDS.values())


def test_the_clock_s_kinds_are_marked() -> None:
    """Entering into force, expiring and starting to apply are never recorded."""
    assert {kind.name for kind in KINDS.values() if kind.operation is Operation.DERIVE} == {
        "enter_force",
        "expire",
        "apply",
    }


def test_certainty_is_a_ladder() -> None:
    assert [each.label for each in sorted(Certainty)] == ["reported", "announced", "filed", "published"]


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        KINDS["new"] = KINDS["stay"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        KINDS["stay"].phrase = "other"  # type: ignore[misc]


def test_bills_have_words_of_their_own() -> None:
    assert INSTRUMENT_KINDS["bill"] is INSTRUMENT_KINDS["cra_disapproval"] is Family.BILL
    assert INSTRUMENT_KINDS["guidance"] is Family.GUIDANCE
    assert INSTRUMENT_KINDS["final_rule"] is Family.RULE
