"""What the pages show of the server: each `http` block is asked, and the `json` block after it is the answer."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from regtrack import dates
from regtrack.server.accounts import Accounts
from regtrack.server.app import build
from regtrack.store import SqliteStore
from tests.conftest import NOW
from tests.server.conftest import ADDRESS, RULES, Asked

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))

from tools import blocks  # noqa: E402

PAGES = ("how-to/serve-a-team.md", "tutorial.md")


@pytest.fixture
def team(own_ledger: Path) -> Iterator[tuple[Asked, str]]:
    """A server of the bundled ledger, and the token of somebody."""
    store = SqliteStore(own_ledger)
    token = Accounts(store, lambda: dates.tick_of(NOW)).add("ada", auditor=True)
    app = build(store, RULES, lambda: dates.tick_of(NOW), seconds=lambda: 0.0)
    asked = Asked(TestClient(app, base_url=ADDRESS, client=("192.0.2.1", 5000)))
    yield asked, token
    asked.close()
    store.close()


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_is_answered(page: str, team: tuple[Asked, str]) -> None:
    ask, token = team
    found = blocks.blocks_of((ROOT / "docs" / page).read_text("utf-8"))
    shown = [(each, after) for each, after in zip(found, [*found[1:], None], strict=True) if each.language == "http"]
    assert shown
    for block, after in shown:
        head, _, body = block.text.replace("TOKEN", token).partition("\n\n")
        first, *lines = head.splitlines()
        method, address = first.split(" ")
        headers = dict(line.split(": ", 1) for line in lines)
        answer = ask(address, method, headers=headers, content=body.strip() or None)
        assert answer.status_code < 500
        if after is not None and after.language == "json":
            assert answer.json() == json.loads(after.text), f"{page}:{block.first}"
        else:
            assert answer.status_code in (200, 201), answer.text
