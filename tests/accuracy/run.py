"""Print how well the reader does: ``python tests/accuracy/run.py [--list]``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def data_directory() -> Path:
    """``REGTRACK_DATA``, or ``../shared/data`` beside the checkout."""
    named = os.environ.get("REGTRACK_DATA")
    return Path(named) if named else ROOT.parent / "shared" / "data"


def main() -> int:
    from tests.accuracy import dates, feeds, full_text, instructions, links, news, news_made, rounds, texts
    from tests.news import generated

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="print every difference, with its verdict")
    options = parser.parse_args()
    data = data_directory()
    if not data.is_dir():
        print(f"skipped: no data at {data}; set REGTRACK_DATA to the directory that holds fr-api and fr-dates-gold")
        return 0
    parts = (
        part.report(data, listed=options.list)
        for part in (dates, rounds, full_text, links, news, generated, news_made, texts, instructions, feeds)
    )
    lines = [line for part in parts for line in (*part, "")][:-1]
    print("\n".join(lines))
    return 1 if any(line.endswith("MISSED") for line in lines) else 0


if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # in place of this folder, whose modules would hide others of the same name
    raise SystemExit(main())
