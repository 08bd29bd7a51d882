"""Try targets with new inputs: python -m tests.fuzz.explore --seconds 60 --start 100000 [target ...]."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from tests.fuzz.targets import targets
from tests.fuzz.trial import shrunk, trial

_SLICE = 2.0
"""Seconds for one target before it is the turn of the next."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--start", type=int, default=0, help="the number of the first input (default: by the clock)")
    parser.add_argument("--tally", type=Path, help="a file to write how many inputs were tried to")
    parser.add_argument("names", nargs="*", help="targets (default: all)")
    arguments = parser.parse_args()
    start = arguments.start or int(time.time()) * 1_000_000
    chosen = [each for each in targets() if not arguments.names or each.name in arguments.names]
    end, tried, found = (
        time.monotonic() + arguments.seconds,
        dict.fromkeys((each.name for each in chosen), 0),
        dict[str, str](),
    )
    while time.monotonic() < end:
        for target in chosen:
            turn = time.monotonic() + _SLICE
            while time.monotonic() < turn:
                data = target.input(start + tried[target.name])
                tried[target.name] += 1
                wrong = trial(target, data)
                if wrong is not None and (kind := f"{target.name}: {wrong.split(' | ')[0]}") not in found:
                    found[kind] = wrong
                    path = target.keep(shrunk(target, data, wrong), wrong)
                    print(f"{target.name}: {wrong}\n  {path}", flush=True)
        if arguments.tally:
            arguments.tally.write_text(json.dumps({"tried": tried, "found": found}, indent=1))
    print(f"{sum(tried.values()):,} inputs over {len(chosen)} targets; {len(found)} went wrong")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
