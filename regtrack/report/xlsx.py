"""Answers as a spreadsheet: the rows of the CSV with links, real dates, a header that stays, and a filter."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from regtrack import dates
from regtrack.errors import DateError, InputError
from regtrack.report.table import command_of, rows_of
from regtrack.report.untrusted import web_address

_WIDTHS = {
    "title": 48,
    "summary": 60,
    "sentence": 60,
    "doubts": 40,
    "url": 40,
    "instrument": 32,
    "name": 34,
    "next": 28,
    "window": 40,
}
_BOARD_HEADS = {
    "instrument": "Id",
    "name": "Rule",
    "cited": "Citation",
    "weight": "Group",
    "ended": "Ended?",
    "status": "Status",
    "since": "Since",
    "comply": "Comply from",
    "next_on": "Next date",
    "next": "What comes next",
    "next_by": "How sure",
    "enforced": "Enforced?",
    "doubts": "Doubt",
    "sentence": "In one sentence",
    "publisher": "Best source",
    "url": "Link",
    "standing": "Source type",
    "zone": "Time zone",
    "window": "As of",
}
"""Heads of a board's columns, as on the page; the CSV keeps the names that programs know."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 32_767
"""Characters that a cell can hold."""


def to_xlsx(table: Mapping[str, Any]) -> bytes:
    """Return the table of an answer as an Excel workbook.

    Raises:
        InputError: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise InputError(
            "format: found xlsx, for which XlsxWriter is missing; expected it: pip install 'regtrack[office]'"
        ) from error
    from regtrack.report.answer.text import TITLES

    columns, rows = rows_of(table)
    kind = command_of(table)
    heads = _BOARD_HEADS if kind == "board" else {}
    groups = {weight.value: title for weight, title in TITLES.items()}
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(kind)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    last = 0
    for place, name in enumerate(columns):
        sheet.write_string(0, place, heads.get(name) or name.replace("_", " "), head)
        sheet.set_column(place, place, _WIDTHS.get(name, 14))
    for last, row in enumerate(rows, 1):
        for place, name in enumerate(columns):
            value = groups.get(row[name], row[name]) if name == "weight" else row.get(name)
            date = _date(value)
            if value is None or value == "":
                continue
            if date is not None:
                sheet.write_datetime(last, place, date, day)
            elif name == "url" and (address := web_address(str(value))) and len(address) < 2_000:
                sheet.write_url(last, place, address, string=str(value)[:_LONGEST])
            elif isinstance(value, bool):
                sheet.write_boolean(last, place, value, body)
            else:
                text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
                sheet.write_string(last, place, text[:_LONGEST], body)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    book.close()
    return out.getvalue()


def _date(value: object) -> dates.Date | None:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        found = dates.parse_date(value)
    except DateError:
        return None
    return found if found.year >= 1900 else None  # the first year that a spreadsheet knows
