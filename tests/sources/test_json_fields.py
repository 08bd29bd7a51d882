"""Answers of servers and files: bodies as objects, and values that are checked one by one."""

from __future__ import annotations

from typing import Any

import pytest

from regtrack.dates import parse_date
from regtrack.http.fetch import Fetched, UnreadableError
from regtrack.sources.json_fields import FieldReader, line_of, read_table
from tests.rows import each_row


@each_row(
    ("body", "words"),
    [
        (b"", "text that is not JSON ('')"),
        (b"<html><body>Sorry</body></html>", "an HTML page that is not JSON ("),
        (b'{"a": 1', "text that is not JSON ("),
        (b'{"a": NaN}', "text that is not JSON ("),
        (b"[" * 100_000, "text that is not JSON ("),
        (b"[1]", "JSON that is a list; expected an object"),
    ],
)
def test_a_body_that_is_no_object(body: bytes, words: str) -> None:
    """It is said in one line, however long the body is."""
    with pytest.raises(UnreadableError) as caught:
        read_table(Fetched("https://x.example", body, {}))
    assert words in str(caught.value)
    assert len(str(caught.value)) < 150


@each_row(("value", "found"), [(None, "nothing"), (5, "5"), ("soon", "'soon'"), (["x" * 500], f"['{'x' * 57}…")])
def test_a_value_that_cannot_be_read_is_a_fault_of_its_field(value: Any, found: str) -> None:
    reader = FieldReader("list 7")
    assert reader.parse("seen_on", value, parse_date, "a day") is None
    assert reader.parse("seen_on", "2024-02-29", parse_date, "a day") == parse_date("2024-02-29")
    assert [str(fault) for fault in reader.faults] == [f"list 7: seen_on: found {found}; expected a day"]


@each_row(("value", "line"), [("  two\n lines ", "two lines"), (" \n", None), (7, None), (None, None)])
def test_a_text_is_one_line_or_none(value: Any, line: str | None) -> None:
    assert line_of({"title": value}, "title") == line
