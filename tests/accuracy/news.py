"""The part of the accuracy table that is about news items."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.accuracy import news_labels as labels
from tests.accuracy import news_seed

FLOOR = 0.95
_SETS = (
    ("seen.toml", "used while the rules were written"),
    ("held.toml", "kept out until the rules were first done"),
    ("further.toml", "written after that"),
    ("unseen.toml", "written last"),
)
"""Items labelled by hand. What a set gave when it was first read is printed beside what it gives now: once read, its
faults were looked at, and words were mended for it."""


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table: the seed article, then the items of our own."""
    yield from news_seed.report(data, listed=listed)
    yield ""
    for name, what in _SETS:
        yield from _set(name, what, listed, judged=name == "held.toml")
        yield ""


def _mark(good: bool) -> str:
    return "ok" if good else "MISSED"


def _set(name: str, what: str, listed: bool, *, judged: bool) -> Iterator[str]:
    cases = labels.read_cases(labels.ITEMS / name)
    yield f"news items {what} ({len(cases)})"
    yield f"  {'':28}{'right':>6}{'labelled':>10}{'given':>7}{'precision':>11}{'recall':>8}  target"
    for part, tally in labels.tallies(cases).items():
        good = min(tally.precision, tally.recall) >= FLOOR
        target = f"{FLOOR:.2f} {_mark(good)}" if judged else "-"
        yield (
            f"  {part:28}{tally.right:>6}{tally.labelled:>10}{tally.given:>7}"
            f"{tally.precision:>11.3f}{tally.recall:>8.3f}  {target}"
        )
    for line in labels.first_read(labels.ITEMS / name):
        yield f"  when first read (precision, recall): {line}"
    if listed:
        for case in cases:
            yield from (f"    {case.id} {problem}" for problem in labels.problems(case))
