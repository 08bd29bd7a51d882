"""Real items are read at least as well as their targets ask for."""

import pytest

from tests import realdata
from tests.accuracy import news


@pytest.mark.skipif(not (realdata.DATA / news.REAL).is_dir(), reason=f"no news-real in {realdata.DATA}")
def test_no_target_is_missed_on_real_texts() -> None:
    lines = list(news.report(realdata.DATA, listed=False))
    assert [line for line in lines if "MISSED" in line] == []
    assert len([line for line in lines if "target" in line]) == 4 + len(news.TARGETS)
