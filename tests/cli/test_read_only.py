"""Every question, `status`, `export` and `digest history` on a ledger that is only read; what writes says why not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

READS = (
    ("since", "2025-05-12"), ("diff", "2025-05-12", "2025-06-01"), ("state", "us/bis/ai-diffusion"), ("board",),
    ("timeline",), ("upcoming",), ("search", "chips"), ("status",), ("export",), ("digest", "history"), ("check",),
    ("digest", "outbox"),
)  # fmt: skip


@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_it_reads(words: tuple[str, ...], cli: Callable[..., Any], ledger_file: Path) -> None:
    before = ledger_file.read_bytes()
    done = cli(*words, "--read-only")
    assert (done.status, done.err) == (0, "")
    assert done.out == cli(*words).out
    assert ledger_file.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [("since", "2025-05-12", "--mark"), ("add", "feeds/timelines/bis-chip-rules.toml"), ("sync", "federal-register")],
)
def test_it_does_not_write(words: tuple[str, ...], cli: Callable[..., Any]) -> None:
    done = cli(*words, "--read-only")
    assert done.status == 1
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert "it cannot be written here; it can be read" in done.err
