"""What is wrong is said in words."""

from __future__ import annotations

import re
from pathlib import Path

from regtrack.errors import InputError, in_words, json_kind
from tests.rows import each_row


@each_row(
    ("error", "words"),
    [
        (InputError("id: found 3; expected a text"), "id: found 3; expected a text"),
        (OSError(28, "No space left on device"), "no space left on device"),
        (OSError(), "it cannot be read"),
        (RecursionError("maximum depth"), "it is nested too deeply to be read"),
        (MemoryError(), "it takes more memory than there is"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"), "it holds characters that cannot be decoded"),
        (ValueError("found\n nothing"), "a fault of regtrack itself: found nothing"),
        (TypeError(), "a fault of regtrack itself"),
    ],
)
def test_an_error_is_told_in_words(error: Exception, words: str) -> None:
    assert in_words(error) == words


@each_row(
    ("value", "words"),
    [([], "a list"), ({}, "an object"), ("x", "a text"), (3, "a number"), (True, "true or false"), (None, "null")],
)
def test_a_value_is_told_in_words(value: object, words: str) -> None:
    assert json_kind(value) == words


def test_no_message_names_a_class() -> None:
    """In an f-string, that is: what a program reads may be keyed by it."""
    named = re.compile(r"\{type\([^{}]*\)\.__name__\}")
    code = Path(__file__).parents[1] / "regtrack"
    assert [str(path) for path in code.rglob("*.py") if named.search(path.read_text("utf-8"))] == []
