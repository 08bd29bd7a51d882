"""``regtrack add``."""

from __future__ import annotations

from pathlib import Path

import click

from regtrack.cli import options as opt


@click.command("add")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@opt.store
def command(files: tuple[str, ...], store: str | None) -> int:
    """Record files: timelines, exported ledgers, and everything that a source can parse.

    That is: answers of the Federal Register's API (JSON, JSON Lines), its full text (XML), BILLSTATUS files of GovInfo
    (XML), OFAC's SDN.CSV, the Consolidated Screening List (JSON), and answers of regulations.gov (JSON). The content
    of a file says which it is; it may be compressed (gzip). A day in the name of a list's file is the day on which it
    was downloaded.

    A record that cannot be read is named, the rest is recorded, and the exit status is 1. A timeline or an exported
    ledger with a fault is not recorded, and every fault of it is named. Adding the same again changes nothing. An
    exported ledger added to a new one restores it, with the times at which everything was first recorded.
    """
    from regtrack.sources.files.adding import read_file
    from regtrack.sources.files.dump import is_dump

    tracker = opt.tracker(store, bundled=not all(is_dump(read_file(Path(name))) for name in files))
    whole = True
    for name in files:
        done = tracker.add(name)
        parts = [
            (done.new, "new"),
            (done.revised, "revised"),
            (done.withdrawn, "withdrawn"),
            (done.unchanged, "unchanged"),
        ]
        click.echo(f"{name}: {', '.join(f'{number} {word}' for number, word in parts if number) or 'nothing'}")
        for problem in done.problems:
            click.echo(f"  {problem}", err=True)
        whole = whole and done.whole
    return 0 if whole else 1
