"""What all benchmarks share: a line of the table that ``run.py`` prints, and the memory of a process."""

from __future__ import annotations

import re
import resource
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """What was measured, against what, their ratio, the target, and whether it holds."""

    name: str
    measured: str
    against: str
    ratio: float
    target: str
    holds: bool


def peak_memory() -> int:
    """The most memory that this process has had, in bytes.

    ``getrusage`` counts what the process that started it had, too, so that Linux is asked another way.
    """
    status = Path("/proc/self/status")
    if status.is_file() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
