"""Fixtures for tests of plug-ins: ``pytest_plugins = ["regtrack.testing.fixtures"]`` in a ``conftest.py``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import regtrack
from regtrack.testing.doubles import FrozenClock


@pytest.fixture
def clock() -> FrozenClock:
    """Return a clock at noon UTC on 1 January 2026, until it is moved."""
    return FrozenClock()


@pytest.fixture
def tracker(clock: FrozenClock) -> Iterator[regtrack.Tracker]:
    """Open an empty ledger in memory, by that clock."""
    with regtrack.open(":memory:", bundled=False, clock=clock) as opened:
        yield opened
