"""The plug-in holds what regtrack expects of a source and of a channel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from regtrack_riverton.folder import Folder

import regtrack
from regtrack.testing import ChannelContract, FrozenClock, SourceContract

ISSUE = {
    "format": "riverton-gazette",
    "notices": [
        {
            "number": "2025-14", "title": "Noise at night", "published": "2025-03-01", "effective": "2025-04-01",
            "audit_due": "2026-03-31", "url": "https://riverton.example/gazette/2025-14",
        },
        {
            "number": "2025-15", "title": "Bicycle racks", "published": "2025-03-01", "effective": "2025-03-15",
            "url": "https://riverton.example/gazette/2025-15",
        },
    ],
}  # fmt: skip
URL = "https://riverton.example/gazette.json"


class TestGazette(SourceContract):
    feed = {
        "id": "riverton", "title": "Riverton gazette", "url": URL, "format": "riverton-gazette",
        "publisher": "City of Riverton", "zone": "America/Chicago",
    }  # fmt: skip
    answers = {URL: json.dumps(ISSUE).encode()}


class TestFolder(ChannelContract):
    broken = "/nowhere/at/all"

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.address = str(tmp_path)

    def channel(self) -> Folder:
        return Folder()

    def arrived(self) -> list[str]:
        return [path.read_text() for path in sorted(Path(self.address).iterdir())]


def test_an_audit_is_a_date_ahead(tmp_path: Path) -> None:
    file: Any = tmp_path / "issue.json"
    file.write_text(json.dumps(ISSUE))
    with regtrack.open(":memory:", bundled=False, clock=FrozenClock("2026-01-01T12:00:00Z")) as tracker:
        assert tracker.add(file).problems == ()
        answer = tracker.upcoming(365)
        assert "audit" in regtrack.render(answer)
        assert regtrack.render(answer, "dates") == "2026-03-31 us-riverton/council/2025-14\n"


def test_a_day_may_be_changed_and_changed_back() -> None:
    with regtrack.open(":memory:", bundled=False, clock=FrozenClock("2026-01-01T12:00:00Z")) as tracker:
        for day in ("2025-04-01", "2025-06-01", "2025-04-01"):
            notices = [{**ISSUE["notices"][0], "effective": day}]  # type: ignore[dict-item]
            tracker.add(json.dumps({**ISSUE, "notices": notices}))
            state = tracker.state("us-riverton/council/2025-14")
            assert state.day(state.since_at) == day
