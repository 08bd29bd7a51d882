"""An answer as bare dates, one a line, for a shell script."""

from __future__ import annotations

from typing import Any

from regtrack.report import Options, OutputFormat, plain_table


def to_dates(answer: Any, options: Options) -> str:
    """Return the dates ahead of an answer, each with the instrument that it is about."""
    rows = plain_table(answer).get("upcoming", ())
    return "".join(f"{each['on']} {each['instrument']}\n" for each in rows)


DATES = OutputFormat(to_dates, (".dates",))
