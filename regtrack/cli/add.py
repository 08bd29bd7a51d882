"""``regtrack add``."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regtrack._bundled import timelines
from regtrack.cli import options as opt
from regtrack.report.sync import recorded
from regtrack.sources.files import checking
from regtrack.sources.files.adding import read_file
from regtrack.sources.files.dump import is_dump
from regtrack.sources.files.timeline import read_timeline_file

if TYPE_CHECKING:
    from regtrack.sources.files.checking import Finding, Shares


@click.command("add")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Record nothing: judge the sources, certainty, days and identifiers of timelines. Exits 1 for a fault.",
)
@click.option(
    "--on", metavar="DAY", help="The day of an edition, an issue or a download, if neither FILE nor its name gives it."
)
@opt.accepted_clock
@opt.store
def command(
    files: tuple[str, ...], only_check: bool, on: str | None, accept_clock: bool, store: str | None
) -> int:  # fmt: skip
    """Record files: timelines, exported ledgers, and everything that a source can parse.

    These are: answers of the Federal Register's API (JSON, JSON Lines), its full text (XML), BILLSTATUS files of
    GovInfo (XML), OFAC's SDN.CSV, the Consolidated Screening List (JSON), answers of regulations.gov (JSON), and
    editions of the Code of Federal Regulations (XML of the annual edition or of the eCFR), from which `regtrack text`
    starts. The type of a file is recognised by its content; it may be compressed (gzip). A date in its name is the day
    on which it was downloaded or published, or the day of the edition.

    If a record cannot be read, it is named, the rest is recorded, and the exit status is 1. A timeline or an exported
    ledger with an error is not recorded, and every error in it is named. Adding the same file again changes nothing. An
    exported ledger added to a new one restores it, with the times at which everything was first recorded.
    """
    if only_check:
        return _check(files)
    tracker = opt.tracker(store, bundled=not all(is_dump(read_file(Path(name))) for name in files))
    whole = True
    for name in files:
        done = tracker.add(name, on=on, accept_clock=accept_clock)
        click.echo(f"{name}: {recorded(done)}")
        for problem in done.problems:
            click.echo(f"  {problem}", err=True)
        whole = whole and done.whole
    return 0 if whole else 1


def _check(files: tuple[str, ...]) -> int:
    """Print what a check of these timelines finds; return the exit code."""
    given = [Path(name).resolve() for name in files]
    beside = [path for path in timelines() if path.resolve() not in given]
    read = {path: read_timeline_file(path, known_instruments=lambda _: True) for path in (*given, *beside)}
    known = checking.ReferableRecords.of(read.values())
    failed = 0
    for name, path in zip(files, given, strict=True):
        found = checking.check(read[path], known)
        click.echo(f"{name}: {_summary(checking.shares(read[path], known))}")
        _print(found, [(rule.name, rule.must) for rule in checking.RULES])
        failed = failed or any(rule.must and rule.name == each.rule for each in found for rule in checking.RULES)
    return int(bool(failed))


def _summary(shares: Shares) -> str:
    part = f"{shares.primary / shares.events:.0%}" if shares.events else "none"
    acts = f"published US acts: {shares.acts_primary} of {shares.acts}" if shares.acts else "no published US acts"
    return f"{shares.primary} of {shares.events} events ({part}) have a primary document; {acts}"


def _print(found: list[Finding], rules: list[tuple[str, bool]]) -> None:
    """Print the findings rule by rule, and that a rule which must hold does."""
    groups = {rule: list(group) for rule, group in groupby(found, key=lambda each: each.rule)}
    for rule, must in rules:
        group = groups.get(rule, [])
        click.echo(f"  {'must hold' if must else 'left open'}: {rule}: {len(group) or 'none'}")
        for finding in group:
            click.echo(f"    {finding.place}: {finding.text}")
