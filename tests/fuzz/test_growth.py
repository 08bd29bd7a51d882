"""Twice the input takes at most two and a half times as long: a few hard texts for each parser."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tests.fuzz.growth import PARSERS, QUICK, growth
from tests.rows import each_row

PIECES = (" ", "a ", "(", "“")
MORE = {
    "dates": "May 1, 2024, ", "dates, after words": "is stayed ", "amendments": "\t", "feed, broken": " b='c'",
    "html": "<b>", "cut": "é", "register: instructions": "§", "register: xml": "<b>",
}  # fmt: skip
"""What once took too long, beside them; `make soak` tries every piece with each parser, and longer texts."""


@each_row("name", PARSERS)
def test_time_grows_no_faster_than_the_input(name: str) -> None:
    words = () if name == "register: xml" else PIECES  # which are read in "register: instructions" as in it
    pieces = (*words, MORE[name]) if name in MORE else words
    assert {piece: grows for piece in pieces if (grows := growth(name, piece, QUICK)) is not None} == {}


@pytest.fixture
def spend(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Spends so many seconds of processor time, by the clock that measures it, and none of any processor."""
    spent = [0.0]
    monkeypatch.setattr("tests.fuzz.growth.time", SimpleNamespace(process_time=lambda: spent[0]))

    def call(seconds: float) -> None:
        spent[0] += seconds

    return call


@pytest.mark.parametrize("line", [0, 1e-6])
def test_a_square_is_found(line: float, spend: Callable[[float], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 12 s for 429 kB, as a feed's item once took, alone and beside what grows as the input."""
    square = {"square": lambda text: spend(line * len(text) + 6.5e-11 * len(text) ** 2)}
    monkeypatch.setattr("tests.fuzz.growth.PARSERS", square)
    assert growth("square", "x", QUICK) is not None


def test_what_grows_as_its_input_is_not(spend: Callable[[float], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.growth.PARSERS", {"line": lambda text: spend(2e-6 * len(text))})
    assert growth("line", "x", QUICK) is None
