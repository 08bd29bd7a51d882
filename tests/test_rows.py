"""A table as one test: every row is tried, and every row that fails is named."""

import pytest

from tests.rows import each_row


def test_every_row_that_fails_is_named() -> None:
    tried = []

    @each_row(("number", "least"), [(1, 2), (3, 2), (0, 2)], ids=["one", "three", "none"])
    def at_least(number: int, least: int) -> None:
        tried.append(number)
        assert number >= least

    with pytest.raises(BaseExceptionGroup, match="2 of 3 rows") as caught:
        at_least()
    assert tried == [1, 3, 0]
    assert [error.__notes__ for error in caught.value.exceptions] == [["row one"], ["row none"]]


def test_what_does_not_raise_fails_its_row() -> None:
    @each_row("text", ["1", "x"])
    def refused(text: str) -> None:
        with pytest.raises(ValueError, match="invalid"):
            int(text)

    with pytest.raises(BaseExceptionGroup) as caught:
        refused()
    assert [error.__notes__ for error in caught.value.exceptions] == [["row ('1',)"]]


@each_row("number", [1, 2])
def test_fixtures_reach_every_row(number: int, tmp_path) -> None:
    assert tmp_path.is_dir()
    assert number in (1, 2)
