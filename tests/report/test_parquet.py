"""A ledger as Parquet files: every record once, in the year in which it could be read, and days only where known."""

import datetime as dt
from pathlib import Path

import pytest

import regtrack
from regtrack.errors import InputError
from regtrack.report import parquet
from tests.helpers import NOW, e, events_of, rule

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    events = events_of([
        e("publish", "t:a", published="2024-01-15", flags=["unread"]),
        e("set_effective", "t:b", effect="2025-05", published="2024-12-31"),
        e("delay_effective", "t:c", effect="unknown", published="2025-01-02"),
        e("stay", "t:d", effect="2025-03-01T00:01-05:00", published="2025-02-01"),
    ])  # fmt: skip
    with regtrack.open(":memory:", bundled=False, clock=lambda: NOW) as tracker:
        tracker.record(rule(topics=("trade", "chips")), *events)
        assert parquet.write_parquet(tracker.export(), tmp_path / "out") == 5
    return tmp_path / "out"


def test_events_lie_in_folders_by_year(folder: Path) -> None:
    asked = f"SELECT year, key, effect, effect_on, flags FROM '{folder}/events/*/*.parquet' ORDER BY key"
    assert duckdb.sql(asked).fetchall() == [
        (2024, "t:a", None, None, ["unread"]),
        (2024, "t:b", "2025-05", None, []),
        (2025, "t:c", "unknown", None, []),
        (2025, "t:d", "2025-03-01T00:01-05:00", dt.date(2025, 3, 1), []),
    ]
    assert duckdb.sql(f"SELECT topics FROM '{folder}/instruments/*.parquet'").fetchall() == [(["trade", "chips"],)]


def test_rows_say_when_and_from_where(folder: Path) -> None:
    (row,) = duckdb.sql(
        f"""SELECT source, epoch_us(recorded_at), certainty, json_extract_string(record, '$.published')
            FROM '{folder}/events/*/*.parquet' WHERE key = 't:a'"""
    ).fetchall()
    assert row == ("code", int(NOW.timestamp() * 1_000_000), "published", "2024-01-15")


def test_many_rows_are_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_ROWS", 3)
    monkeypatch.setattr(parquet, "_OPEN", 1)
    events = events_of(e("note", f"t:{n}", published=f"20{n % 20 + 10}-01-15") for n in range(50))
    with regtrack.open(":memory:", bundled=False, clock=lambda: NOW) as tracker:
        tracker.record(rule(), *events)
        parquet.write_parquet(tracker.export(), tmp_path / "out")
    asked = f"SELECT count(DISTINCT key), count(*), count(DISTINCT year) FROM '{tmp_path}/out/events/*/*.parquet'"
    assert duckdb.sql(asked).fetchall() == [(50, 50, 20)]


def test_a_folder_with_something_in_it_is_left_alone(folder: Path) -> None:
    with pytest.raises(InputError, match="in which something is; expected an empty folder"):
        parquet.write_parquet([], folder)
