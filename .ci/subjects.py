"""Whether the subjects of commits are as CONTRIBUTING.md asks: ``area: what it does``, at most 72 characters.

    python .ci/subjects.py [FOLDER]

Only commits after ``SINCE`` count, and merges do not. Where git cannot tell which those are (a source archive, a
shallow clone, git not installed), it says so and passes.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

SINCE = "ed27bc4f5e7903443caa2f802586228c310a2327"
MOST = 72
AREAS = re.compile(r"[a-z][\w.-]*(, [a-z][\w.-]*)*: \S")


def faults(subjects: Iterable[str]) -> Iterator[str]:
    """Yield what is wrong with each subject that is not as it should be."""
    for subject in subjects:
        if len(subject) > MOST:
            yield f"{subject!r}: found {len(subject)} characters; expected at most {MOST}"
        elif not AREAS.match(subject):
            yield f"{subject!r}: found no area; expected one or more before a colon, as in 'store: say what is locked'"


def main(folder: Path, since: str = SINCE) -> int:
    """Print what is wrong; return 1 if anything is."""
    asked = ["git", "-C", str(folder), "log", "--no-merges", "--format=%s", f"{since}..HEAD"]
    try:
        subjects = subprocess.run(asked, capture_output=True, check=True, encoding="utf-8").stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        print(f"subjects of commits: not checked, since git has no commit {since[:12]} here")
        return 0
    found = list(faults(subjects))
    for line in found:
        print(f"commit {line}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parents[1]))
