"""The reviewed differences between our dates and the API's."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

PATH = Path(__file__).with_name("verdicts.tsv")
UNREVIEWED = "ours wrong"


class Verdict(NamedTuple):
    """One reviewed difference: who is right, and why in a few words."""

    verdict: str
    reason: str


def load() -> dict[tuple[str, str, str, str], Verdict]:
    """By document, field, the API's date and ours: a verdict holds for the two dates reviewed, and no others."""
    with PATH.open(encoding="utf-8", newline="") as lines:
        return {
            (row["document"], row["field"], row["api"], row["ours"]): Verdict(row["verdict"], row["reason"])
            for row in csv.DictReader(lines, delimiter="\t")
        }
