"""Items labelled by hand are read at least as well as when they were first read."""

import pytest

from tests.accuracy import news


@pytest.mark.parametrize(("name", "what"), news.SETS)
def test_no_set_is_read_worse_than_at_first(name: str, what: str) -> None:
    lines = list(news.of_set(name, what, listed=False))
    assert not [line for line in lines if line.endswith("MISSED")]
    assert len([line for line in lines if line.split()[0] in ("act", "target", "date")]) == 3
