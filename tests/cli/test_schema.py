"""The published schemas, from the command line, and the first lines by which editors find them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from regtrack._bundled import schema_address, schemas

ROOT = Path(__file__).parents[2]


def test_all_are_listed_and_each_is_printed(cli: Callable[..., Any]) -> None:
    names = cli("schema", store=None).out.split()
    assert names == list(schemas())
    assert {"since", "timeline-file", "settings", "feed-file"} <= set(names)
    shown = json.loads(cli("schema", "since", store=None).out)
    assert shown["$id"] == schema_address("since") == "https://regtrack.github.io/regtrack/schemas/since.schema.json"


def test_another_name_is_met_with_a_suggestion(cli: Callable[..., Any], tmp_path: Path) -> None:
    done = cli("schema", "timeline-fil", store=None)
    assert (done.status, done.out) == (2, "")
    assert "did you mean 'timeline-file'?" in done.err


FILES = sorted((ROOT / "feeds").glob("*.toml")) + sorted((ROOT / "feeds" / "timelines").rglob("*.toml"))


def test_files_begin_with_a_line_that_editors_understand() -> None:
    """It leads from the file to a schema that is there, and that has every table of the file."""
    for path in FILES:
        text = path.read_text("utf-8")
        match = re.match(r"#:schema (\S+)\n", text)
        assert match is not None, path
        schema = json.loads((path.parent / match[1]).read_text("utf-8"))
        tables = re.findall(r"^\[+(\w+)", text, re.MULTILINE)
        assert set(tables) <= schema["properties"].keys(), path
