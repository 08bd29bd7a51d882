"""Drafted amendments: ``python tests/accuracy/drafted.py [--count 1000] [--from 0] [--list VERDICT]``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    from tests.text.drafting.trial import EXACT, MISREAD, REFUSED, WRONG, run

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="documents")
    parser.add_argument("--from", type=int, default=0, dest="start", help="the first seed")
    parser.add_argument("--list", default="", help="print the outcomes of a verdict")
    options = parser.parse_args()
    found = [each for seed in range(options.start, options.start + options.count) for each in run(seed)]
    for each in found:
        if options.list and each.verdict == options.list:
            print(f"seed {each.seed}, {each.section}: {', '.join(each.acts)}\n  {each.instruction}")
            print("\n".join(f"    {line}" for line in (*each.reasons, *each.wrong)))
    count = Counter(each.verdict for each in found)
    said = ", ".join(f"{name} {count[name]}" for name in (EXACT, REFUSED, WRONG, MISREAD))
    print(f"drafted: {options.count} documents, {len(found)} sections: {said}")
    return 1 if count[WRONG] else 0


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    raise SystemExit(main())
