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
