"""Try targets with new inputs: python -m tests.fuzz.explore --seconds 60 [--totals build/fuzz.json] [target ...].

Each target has the same share of processor time, so that cheap ones take more inputs. With ``--totals`` a run goes on
where the last one with that file stopped; runs side by side take files of their own and a ``--start`` of their own.
All but one in 32 are given to ledgers that are used again; what is found there is tried again with one of its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import time
from pathlib import Path

from tests.fuzz.routes import SCRATCH
from tests.fuzz.targets import targets
from tests.fuzz.trial import Target, shrunk, trial

_SLICE = 2.0
"""Seconds of processor time for one target before it is the turn of the next."""
_OWN = 32
"""One of so many inputs has a ledger of its own."""
_MEMORY = 3_000_000_000
"""Bytes that the process may take: who asks for more, has an error, and that is a find."""
_NEW = 100_000
"""Numbers of inputs below this one are those of `make test`, and of what was found by them."""


def _find(target: Target, data: bytes, wrong: str, found: dict[str, str]) -> None:
    """Keep what went wrong, smaller, if it is the first of its kind."""
    if SCRATCH.reset:
        SCRATCH.forget()
        SCRATCH.reset = False
        wrong = trial(target, data) or f"only where a ledger is used again: {wrong}"
    if (kind := f"{target.name}: {wrong.split(' | ')[0]}") not in found:
        found[kind] = wrong
        path = target.keep(shrunk(target, data, wrong), wrong)
        print(f"{target.name}: {wrong}\n  {path}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, required=True, help="begin no new round after so many")
    parser.add_argument("--start", type=int, help="the number of the first input (default: by the clock)")
    parser.add_argument("--totals", type=Path, help="a file that keeps how many inputs were tried, from run to run")
    parser.add_argument("--each", type=int, help="leave a target alone once so many inputs of it were tried")
    parser.add_argument("names", nargs="*", help="targets (default: all)")
    arguments = parser.parse_args()
    chosen = [each for each in targets() if not arguments.names or each.name in arguments.names]
    kept = json.loads(arguments.totals.read_text()) if arguments.totals and arguments.totals.exists() else {}
    start = kept.get("start", arguments.start or (_NEW if arguments.totals else int(time.time()) * 1_000_000))
    tried: dict[str, int] = {each.name: 0 for each in chosen} | kept.get("tried", {})
    found: dict[str, str] = kept.get("found", {})
    slowest: dict[str, float] = kept.get("slowest", {})
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    gc.freeze()
    before, known, end = sum(tried.values()), len(found), time.monotonic() + arguments.seconds
    most = arguments.each or sys.maxsize
    while time.monotonic() < end and (chosen := [each for each in chosen if tried[each.name] < most]):
        for target in chosen:
            turn = time.process_time() + _SLICE
            while (began := time.process_time()) < turn and tried[target.name] < most:
                data = target.input(start + tried[target.name])
                tried[target.name] += 1
                SCRATCH.reset = tried[target.name] % _OWN != 0
                wrong = trial(target, data)
                slowest[target.name] = max(slowest.get(target.name, 0.0), round(time.process_time() - began, 3))
                if wrong is not None:
                    _find(target, data, wrong, found)
            if arguments.totals:
                kept = {"start": start, "tried": tried, "found": found, "slowest": slowest}
                arguments.totals.write_text(json.dumps(kept, indent=1))
            if time.monotonic() > end + 60:  # on a busy machine a round takes long
                break
    total = sum(tried.values())
    print(f"{total - before:,} inputs over {len(tried)} targets; {len(found) - known} went wrong; {total:,} in all")
    return len(found) > known


if __name__ == "__main__":
    sys.exit(main())
