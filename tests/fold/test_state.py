"""What a state says beside the status."""

from tests.helpers import RULE, Table, e, track


def test_a_report_goes_stale_when_nothing_confirms_it() -> None:
    issued = e("publish", published="2024-01-15")
    claim = e("rescind", "claim", effect="2024-05-01", available="2024-05-02", certainty="reported")
    confirmed = e("confirm", of="claim", available="2024-07-01", certainty="reported")
    promised = e("rescind", effect="unknown", announced="2024-05-02", certainty="announced")

    def stale(tables: list[Table], day: str) -> list[bool]:
        return [each.stale for each in track(tables).state(RULE, on=day, known=day).announced_changes]

    assert stale([issued, claim], "2024-05-31") == [False]
    assert stale([issued, claim], "2024-06-02") == [True]
    assert stale([issued, claim, confirmed], "2024-06-15") == [True]
    assert stale([issued, claim, confirmed], "2024-07-15") == []
    assert stale([issued, promised], "2025-05-31") == [False]


def test_a_later_act_says_when_what_had_no_more_than_a_first_day_began() -> None:
    """What begins "no earlier than March 1" had not begun before the day that a later document tells."""
    first = e("set_effective", effect="later of 2024-03-01, unknown", published="2024-01-15")
    told = e("set_effective", "told", effect="2024-06-04", published="2024-06-09")
    tracker = track([first, told])
    days = ("2024-02-01", "2024-05-01", "2024-06-04")
    assert [str(tracker.state("us/x/rule", day).force) for day in days] == ["no", "no", "yes"]
    assert str(tracker.state("us/x/rule", "2024-05-01", "2024-05-01").force) == "unknown"
