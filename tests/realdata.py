"""Where the real regulatory data lie, which the tests read when they are at hand and never need."""

import os
from pathlib import Path

import pytest

DATA = Path(os.environ.get("REGTRACK_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
"""The folder that $REGTRACK_DATA names, else ``shared/data`` beside the checkout; it may not exist."""


def needs(path: Path) -> pytest.MarkDecorator:
    """Return the mark that skips a test where a file or folder of the real data is absent."""
    return pytest.mark.skipif(not path.exists(), reason="needs ../shared/data or REGTRACK_DATA")
