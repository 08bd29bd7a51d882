"""The published schemas of JSON Lines and of every command, against what the commands really write."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest

from regtrack.cli import COMMANDS
from regtrack.report import render, sync
from regtrack.report.table import LISTS
from regtrack.sources.reports import FeedReport, SyncReport
from regtrack.tracker import Tracker
from tests.docs.test_docs import QUESTIONS, ROOT, faults
from tests.hardcases import runner
from tests.rows import each_row

ASKED: dict[str, tuple[str, ...]] = {
    "since": ("2025-05-12", "--until", "2026-01-20", "--threshold", "announced"),
    "diff": ("2025-05-12", "2025-11-20"),
    "state": ("us/bis/advanced-computing-2023", "--threshold", "reported"),
    "board": (),
    "timeline": (),
    "upcoming": ("--on", "2025-11-15", "--within", "800"),
}
NO_ANSWER = set(
    "add check digest export feeds inbox mcp move schema search serve setup status sync team text users watch".split()
)
"""Commands that answer no question; those of them that write JSON have tests of their own here or beside the pages."""


@pytest.mark.parametrize("name", ASKED)
def test_every_command_writes_what_its_schemas_say(name: str, cli: Callable[..., Any]) -> None:
    """The whole way through the command line, in both forms."""
    whole = cli(name, *ASKED[name], "--format", "json")
    assert whole.status == 0
    assert not faults(name, json.loads(whole.out))
    lines = cli(name, *ASKED[name], "--format", "jsonl").out.splitlines()
    assert len(lines) > 1 or name == "state"
    for line in lines:
        assert not faults(f"{name}-line", json.loads(line))


def test_no_command_is_forgotten() -> None:
    """A new command that answers gets its schemas."""
    assert set(COMMANDS) == {*ASKED, *NO_ANSWER}
    assert set(LISTS) == set(ASKED)


@each_row(("name", "number"), [(name, i) for name in QUESTIONS for i in range(len(QUESTIONS[name]))])
def test_every_line_of_an_answer_fits(name: str, number: int, bundled: Tracker) -> None:
    """The first line is the head, no other is; a line is an item of one of the lists."""
    head, *items = map(json.loads, render(QUESTIONS[name][number](bundled), "jsonl").splitlines())
    assert head["type"] == "head"
    assert {item["type"] for item in items} <= set(LISTS[name])
    for line in (head, *items):
        assert not faults(f"{name}-line", line)


def test_lines_of_the_hard_cases_fit() -> None:
    """They hold what the bundled timelines do not."""
    for case in runner.load_cases(ROOT / "tests" / "hardcases"):
        answer = case.tracker.timeline()
        for line in render(answer, "jsonl").splitlines():
            assert not faults("timeline-line", json.loads(line)), case.id


def test_an_exported_ledger_fits(cli: Callable[..., Any]) -> None:
    """Sources, instruments, documents and events."""
    lines = [json.loads(line) for line in cli("export").out.splitlines()]
    assert {line["type"] for line in lines} == {"source", "instrument", "document", "event", "link"}
    for line in lines:
        assert not faults("export-line", line)


def test_what_came_of_reading_feeds_fits() -> None:
    """A feed that was read whole, and one that was not."""
    day = dt.date(2025, 5, 12)
    good = FeedReport("federal-register", "Federal Register", day, day, days_read=1, documents=3, filings=0, new=5)
    bad = FeedReport("federal-register/agency=bis", "Federal Register", day, day, problems=("page 2: not there",))
    table = json.loads(json.dumps(sync.to_table(SyncReport((good, bad)))))
    assert not faults("sync", table)
    assert table["schema"] == "regtrack/sync/1"


@each_row("name", ASKED)
def test_a_line_that_is_none_is_refused(name: str, bundled: Tracker) -> None:
    """A schema that accepts anything proves nothing."""
    answer = QUESTIONS[name][0](bundled) if name in QUESTIONS else bundled.why(bundled.state("us/bis/ai-diffusion"))
    lines = [json.loads(line) for line in render(answer, "jsonl").splitlines()]
    for line in (lines[0], lines[-1]):
        for spoiled in ({**line, "more": 1}, {**line, "type": "other"}, {k: v for k, v in line.items() if k != "type"}):
            assert faults(f"{name}-line", spoiled)
