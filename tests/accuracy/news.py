"""The part of the accuracy table that is about news items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.accuracy import news_labels as labels
from tests.accuracy import news_seed

TARGET = 0.95
SETS = (
    ("seen.toml", "used while the rules were written"),
    ("held.toml", "kept out until the rules were first done"),
    ("further.toml", "written after that"),
    ("unseen.toml", "written after that"),
    ("independent-1.toml", "written without knowing the rules, then used to mend them"),
    ("independent-2.toml", "written with them, read once before it was used"),
    ("more-en.toml", "in English, three batches that were labelled, read once, then used to mend words and rules"),
    ("more-ja.toml", "in Japanese, written after that in four batches"),
    ("more-zh.toml", "in Chinese, four batches that were labelled, read once, then used to mend words and rules"),
    ("independent-3.toml", "written with them, kept out: nothing is mended for it"),
    ("wire-1.toml", "in the manner of the feeds of the catalogue, labelled twice, then used to mend"),
    ("wire-2.toml", "the other half, drawn by lot, kept out: nothing is mended for it"),
    ("doubt-en.toml", "of acts that are spoken of and mostly not asserted, in English"),
    ("doubt-ja.toml", "of acts that are spoken of and mostly not asserted, in Japanese"),
    ("doubt-zh.toml", "of acts that are spoken of and mostly not asserted, in Chinese"),
)
"""Items labelled by hand. What a set gave when it was first read is printed beside what it gives now: once read, its
faults were looked at, and words were mended for it."""
KEPT_OUT = frozenset(("independent-3.toml", "wire-2.toml"))
"""Sets that nobody who changes words or rules has read."""
HALVED = frozenset(("doubt-en.toml", "doubt-ja.toml", "doubt-zh.toml"))
"""Sets whose items of odd numbers were used to mend; the even ones are only scored, and not listed."""
FIRMLY_LABELLED = frozenset(("wire-1.toml", "wire-2.toml")) | HALVED
"""Sets whose labels say how firmly each act is claimed."""
_JUDGED = KEPT_OUT | {"held.toml"}
_FIGURES = re.compile(r"(act|target|date) ([\d.]+), ([\d.]+)")


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table: the seed article, then the items of our own."""
    yield from news_seed.report(data, listed=listed)
    yield ""
    for name, what in SETS:
        yield from of_set(name, what, listed)
        yield ""


def of_set(name: str, what: str, listed: bool) -> Iterator[str]:
    cases = labels.read_cases(labels.ITEMS / name)
    read = labels.first_read(labels.ITEMS / name)
    first = {part: _balanced(float(p), float(r)) for part, p, r in _FIGURES.findall(read[0])} if len(read) == 1 else {}
    yield f"news items {what} ({len(cases)})"
    yield f"  {'':28}{'right':>6}{'labelled':>10}{'given':>7}{'precision':>11}{'recall':>8}  target"
    for part, tally in labels.tallies(cases).items():
        now = round(tally.precision, 3), round(tally.recall, 3)
        worse = name not in KEPT_OUT and _balanced(*now) < first.get(part, 0)
        yield (
            f"  {part:28}{tally.right:>6}{tally.labelled:>10}{tally.given:>7}{now[0]:>11.3f}{now[1]:>8.3f}"
            f"  {_verdict(min(now)) if name in _JUDGED else '-'}{'  worse than at first: MISSED' if worse else ''}"
        )
    if name in FIRMLY_LABELLED:
        how = labels.manners(cases)
        yield f"  how firmly: right in {how.right} of the {how.given} claims whose act is right ({how.precision:.3f})"
    if name in HALVED:
        for half, meant in ((1, "odd items, used to mend"), (0, "even items, only scored")):
            yield f"  {meant}: {_asserted([case for case in cases if _number(case) % 2 == half])}"
    if (both := labels.agreement_of(labels.ITEMS / name)) is not None:
        yield (
            f"  claims in both labellings: {both.both}, of these with one act {both.act}, target {both.target}, date"
            f" {both.date}; in one alone: {both.alone}"
        )
    for line in read:
        yield f"  when first read (precision, recall): {line}"
    if listed and name not in KEPT_OUT:
        yield from (
            f"    {case.id} {problem}" for case in cases if _is_read(name, case) for problem in labels.problems(case)
        )


def _asserted(cases: Sequence[labels.Case]) -> str:
    """What is said to be done or to be so, and is not, is what misleads most."""
    said = labels.asserted(cases)
    return (
        f"asserted: {said.given}, right: {said.right} ({said.right / max(said.given, 1):.3f});"
        f" labelled so: {said.labelled}, found: {said.found}"
    )


def _number(case: labels.Case) -> int:
    return int(case.id[-3:])


def _is_read(name: str, case: labels.Case) -> bool:
    """Whether people who mend words may see what is wrong in an item."""
    return name not in HALVED or _number(case) % 2 == 1


def _balanced(precision: float, recall: float) -> float:
    """F1, the harmonic mean of both."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _verdict(reached: float) -> str:
    return f"{TARGET} {'ok' if reached >= TARGET else 'not reached'}"
