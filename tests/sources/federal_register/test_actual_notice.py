"""A rule that is enforced with actual notice binds those who have it, until it is published and binds all."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import regtrack
from tests.rows import each_row

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
NOTICE = "For the purposes of enforcement, actual notice will be used from {}, until June 9, 2026."
BOUND, ALL = ("in_force", "partial"), ("in_force", "yes")
ROWS = (
    ("This rule is effective without actual notice from June 9, 2026, through July 7, 2026. "
     + NOTICE.format("June 3, 2026"),
     {"2026-06-05": BOUND, "2026-06-10": ALL, "2026-07-08": ("expired", "no")}),
    ("This rule is effective without actual notice from June 9, 2026, until 6 p.m. on June 20, 2026. "
     + NOTICE.format("8 a.m. on June 3, 2026"),
     {"2026-06-05": BOUND, "2026-06-10": ALL}),
    ("This rule is effective without actual notice June 9, 2026. " + NOTICE.format("June 3, 2026"),
     {"2026-06-05": BOUND, "2027-06-10": ALL}),
    # another condition binds nobody before it is met, and no notice of anything else does
    ("This rule is effective July 9, 2026, unless adverse comment is received by June 20, 2026.",
     {"2026-06-25": ("pending", "no")}),
    ("This rule is effective July 9, 2026. Actual notice of the hearing will be given from June 10, 2026, until "
     "June 20, 2026.",
     {"2026-06-15": ("pending", "no")}),
)  # fmt: skip


@each_row(("dates", "states"), ROWS)
def test_who_has_actual_notice_is_bound(tmp_path: Path, dates: str, states: dict[str, tuple[str, str]]) -> None:
    document = {
        "document_number": "2026-10500", "publication_date": "2026-06-09", "type": "Rule", "citation": "91 FR 30500",
        "title": "Safety Zone; Elm River, Oak, OH", "action": "Temporary final rule.", "dates": dates,
        "abstract": "A zone keeps boats off.", "effective_on": None, "cfr_references": [{"title": 33, "part": 165}],
    }  # fmt: skip
    path = tmp_path / "1.json"
    path.write_text(json.dumps({"count": 1, "results": [document]}))
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    tracker.add(path)
    found = {day: tracker.state("91 FR 30500", day, "2026-06-20") for day in states}
    assert {day: (state.status, state.force) for day, state in found.items()} == states
