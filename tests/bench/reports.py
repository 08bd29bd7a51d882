"""A large report in the formats that programs read, each against its answer: ``python tests/bench/reports.py``.

The page and the text are measured in :mod:`pages`, on the same report.
"""

from __future__ import annotations

import statistics
import time

import pages

import regtrack
from regtrack.report import answer as answers
from tests.bench import bars

MOST = {name: most for name, most in bars.REPORT.items() if name not in ("html", "text")}


def measure(times: int = 5) -> list[tuple[str, float, str, float, float]]:
    """Name, seconds, against what, its seconds, and the most it may take."""
    answer = pages.report()
    assert len(answer.changes) >= 5_000
    seconds: dict[str, list[float]] = {name: [] for name in (*MOST, "answer")}
    with pages.as_a_command():
        for _ in range(times + 1):
            for name, taken in seconds.items():
                asked = pages.anew(answer)
                started = time.process_time()
                answers.whole(asked) if name == "answer" else regtrack.render(asked, name)
                taken.append(time.process_time() - started)
    took = {name: statistics.median(taken[1:]) for name, taken in seconds.items()}
    named = f"report of {len(answer.changes):,} changes, {{}}"
    return [(named.format(name), took[name], "its answer", took["answer"], most) for name, most in MOST.items()]


if __name__ == "__main__":
    for name, took, against, other, most in measure():
        print(f"{name:35}{took * 1000:8.0f} ms  {against} {other * 1000:.0f} ms  {took / other:6.1f}x  <= {most:g} s")
