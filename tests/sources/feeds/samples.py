"""Feeds of the shared data, and where they are."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def data() -> Path:
    """The folder of real feeds; a test that needs it is skipped where it is absent."""
    named = os.environ.get("REGTRACK_DATA")
    folder = (Path(named) if named else ROOT.parent / "shared" / "data") / "feeds"
    if not folder.is_dir():
        pytest.skip(f"no feeds at {folder}; set REGTRACK_DATA")
    return folder


def load(path: Path) -> bytes:
    body = path.read_bytes()
    return gzip.decompress(body) if path.suffix == ".gz" else body


def feeds(*parts: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every XML and JSON feed below a folder of the data."""
    folder = data()
    for path in sorted(folder.joinpath(*parts).rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name.removesuffix(".gz").endswith((".xml", ".json", ".rdf", ".atom")):
            yield name, load(path)
