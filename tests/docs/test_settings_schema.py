"""The schema of regtrack.toml for editors, against what reading the file takes; and those of what digests write."""

import json
import tomllib
from pathlib import Path

from regtrack.digest import showing
from tests.digest.office import Office, person
from tests.digest.test_settings_file import ROWS, WHOLE
from tests.docs.test_docs import faults
from tests.helpers import e, rule
from tests.rows import each_row


def test_the_whole_file_fits() -> None:
    assert not faults("settings", tomllib.loads(WHOLE))


SEEN = [row for row in ROWS if not row[2].startswith("subscriber lin.id") and "TOML" not in row[2]]
"""What a schema can see: not two subscribers of one name, nor what is no TOML at all."""


@each_row(("found", "instead", "fault"), SEEN, ids=[row[2][:40] for row in SEEN])
def test_the_schema_refuses_what_reading_refuses(found: str, instead: str, fault: str) -> None:
    start = WHOLE.rindex(found) if fault.startswith("subscriber kim") else WHOLE.index(found)
    spoiled = tomllib.loads(f"{WHOLE[:start]}{instead}{WHOLE[start + len(found) :]}")
    assert faults("settings", spoiled)


def test_the_settings_of_the_pages_fit() -> None:
    from tools import blocks

    shown = 0
    for page in blocks.pages():
        for block in blocks.blocks_of(page.read_text("utf-8")):
            if block.directives.get("file") == "regtrack.toml":
                shown += 1
                assert not faults("settings", tomllib.loads(block.text)), page
    assert shown >= 3


def test_what_digests_write_fits(tmp_path: Path) -> None:
    office = Office(person("ann"), person("bob"))
    office.follow(rule(), events=[e("publish", "p", published="2025-12-01")])
    report = office.run("2026-01-02")
    tables = {
        "digest-run": showing.run_table(report),
        "digest-outbox": showing.outbox_table(office.digests.outbox("sent")),
        "digest-history": json.loads(showing.HISTORY["json"](office.digests.history())),
    }
    for name, table in tables.items():
        table = json.loads(json.dumps(table))
        assert not faults(name, table), name
        assert table["schema"] == f"regtrack/{name}/1"
        assert faults(name, {**table, "more": 1})
        assert any(table[key] for key in ("made", "messages", "told") if key in table)
