"""Reports of a day in some hours of which alone something binds: every format tells them."""

from __future__ import annotations

import json

from regtrack.mcp_server import verifying
from regtrack.report import render
from tests.helpers import RULE, e, rule, track

WINDOWS = [("2025-08-01", 20, 22), ("2025-08-02", 9, 10), ("2025-08-02", 20, 22)]
TRACKER = track([
    e("set_effective", f"zone-{day}-{begin}", effect=f"{day}T{begin:02}:00-04:00", until=f"{day}T{end:02}:00-04:00",
      published="2025-07-01")
    for day, begin, end in WINDOWS
])  # fmt: skip
WORDS = "only 09:00 to 10:00, 20:00 to 22:00 New York time on that day"


def test_every_format_tells_the_hours() -> None:
    report = TRACKER.why(TRACKER.state(RULE, "2025-08-02", "2025-07-30"))
    assert json.loads(render(report, "json"))["hours"] == [
        {"from": "2025-08-02T09:00", "until": "2025-08-02T10:00"},
        {"from": "2025-08-02T20:00", "until": "2025-08-02T22:00"},
    ]
    for form in ("text", "md", "html"):
        assert WORDS in " ".join(render(report, form).split()), form
    assert "2025-08-02T09:00/2025-08-02T10:00, 2025-08-02T20:00/2025-08-02T22:00" in render(report, "csv")
    assert WORDS in json.loads(render(TRACKER.board("2025-08-02", "2025-07-30"), "json"))["rows"][0]["sentence"]
    assert "この日は09:00～10:00、20:00～22:00（米東部時間）のみ" in render(report, "text", lang="ja").replace("\n", "")


def test_a_claim_of_that_day_is_neither_verified_nor_refuted() -> None:
    found = verifying.verify(TRACKER, RULE, "2025-08-01", "2025-07-30", None)
    assert found["verdict"] == "unverified"
    assert "it is in force for part of that day only, 20:00 to 22:00 New York time" in found["why_unverified"]


def test_two_turns_of_a_day_are_told_apart_by_their_hours_where_the_rule_applies() -> None:
    """Among dates ahead, and in a state; its sentence has them once. The first minute of a day is no hour."""
    zone = track(
        [e("set_effective", effect="2026-12-04T20:00+10:00", until="2026-12-04T22:00+10:00", published="2026-11-20"),
         e("set_effective", "day", effect="2026-12-06T00:01+10:00", until="2026-12-07", published="2026-11-20")],
        [rule(RULE, "temporary_rule", zone="Pacific/Guam", title="Guam zone")],
    )  # fmt: skip
    coming = render(zone.upcoming(30, on="2026-11-25"), "text")
    days = [line for line in coming.splitlines() if line[:1].isdecimal()]
    assert days[0].endswith("Guam zone: in force, 20:00 Guam time")
    assert "22:00 Guam time" in " ".join(coming.split())
    assert days[2].endswith("Guam zone: in force")
    stands = " ".join(render(zone.why(zone.state(RULE, "2026-12-04", "2026-11-25")), "text").split())
    assert "In force 4 Dec 2026 20:00 Guam time Next 4 Dec 2026 not yet in force, 22:00 Guam time" in stands
    assert "In part: in force since 4 Dec 2026, as scheduled at that time; only 20:00 to 22:00 Guam time" in stands
