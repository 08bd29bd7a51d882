"""``make accuracy`` runs as anyone starts it: as a script, with and without the data."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.accuracy.run import data_directory

SCRIPT = Path(__file__).with_name("run.py")


def start(data: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "REGTRACK_DATA": str(data)}
    environment.pop("PYTHONPATH", None)
    command = [sys.executable, str(SCRIPT)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=300)


def test_without_data_it_says_so(tmp_path: Path) -> None:
    done = start(tmp_path / "none")
    assert (done.returncode, done.stderr) == (0, "")
    assert "set REGTRACK_DATA" in done.stdout


def test_with_data_every_part_reports_and_no_target_is_missed() -> None:
    data = data_directory()
    if not data.is_dir():
        pytest.skip("needs ../shared/data or REGTRACK_DATA")
    done = start(data)
    assert done.stderr == ""
    assert done.returncode == 0, [line for line in done.stdout.splitlines() if line.endswith("MISSED")]
    for part in (
        "effective_on against the API",
        "rounds of documents",
        "XML: issue",
        "instructions that were looked up",
        "links:",
        "seed article",
        "feedparser",
    ):
        assert part.lower() in done.stdout.lower()


def test_the_last_reading_of_redlines_can_be_scored_again() -> None:
    """Forty paragraphs, each as two redlines in an order that the reader did not know."""
    from tests.accuracy import redlines

    told = redlines.score(Path(redlines.__file__).with_name("redline_sheets"))
    assert told == "ours 19, equal 20, git 1: preferred or equal in 39 of 40"
