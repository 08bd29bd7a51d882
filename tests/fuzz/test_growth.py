"""Twice the input takes at most two and a half times as long: what once did not, and a hard text for each parser."""

import pytest

from tests.fuzz.growth import growth

CASES = {
    "dates": " ", "dates, after words": "May 1 ", "register: instructions": "§", "register: xml": "“",
    "amendments": "\t", "feed": "<a b='c' ", "feed, broken": " b='c'",
    "html": "<b>", "news": "May 1, 2024, ", "code": "(a)", "timeline": "[",
    "search": "a ", "wrap": "字", "cut": "é", "markdown": "*",
}  # fmt: skip
"""For each parser the piece that its text is made of; `make soak` tries every piece with each."""


@pytest.mark.parametrize("name", CASES)
def test_time_grows_no_faster_than_the_input(name: str) -> None:
    assert growth(name, CASES[name]) is None


def test_the_square_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "tests.fuzz.growth.PARSERS", {"square": lambda text: [text[at:] for at in range(0, len(text), 2)]}
    )
    assert growth("square", "x") is not None
