"""The part of the accuracy table that is about news items."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.accuracy import news_labels as labels
from tests.accuracy import news_seed

FLOOR = 0.95
_HALVES = (("seen.toml", "used while the rules were written"), ("held.toml", "kept out until the rules were done"))


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table: the seed article, then the items of our own."""
    yield from news_seed.report(data, listed=listed)
    yield ""
    for name, what in _HALVES:
        yield from _half(name, what, listed, judged=name == "held.toml")
        yield ""


def _mark(good: bool) -> str:
    return "ok" if good else "MISSED"


def _half(name: str, what: str, listed: bool, *, judged: bool) -> Iterator[str]:
    cases = labels.read_cases(labels.ITEMS / name)
    yield f"news items, the half {what} ({len(cases)} items)"
    yield f"  {'':28}{'right':>6}{'labelled':>10}{'given':>7}{'precision':>11}{'recall':>8}  target"
    for part, tally in labels.tallies(cases).items():
        good = min(tally.precision, tally.recall) >= FLOOR
        target = f"{FLOOR:.2f} {_mark(good)}" if judged else "-"
        yield (
            f"  {part:28}{tally.right:>6}{tally.labelled:>10}{tally.given:>7}"
            f"{tally.precision:>11.3f}{tally.recall:>8.3f}  {target}"
        )
    if listed:
        for case in cases:
            yield from (f"    {case.id} {problem}" for problem in labels.problems(case))
