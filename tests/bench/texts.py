"""Texts of rules: redlines beside others, what a day's text, a search and the words in a ledger cost.

``python tests/bench/texts.py`` prints the table. It reads the real data that the accuracy table reads, and without
them measures nothing. All times are of CPU, by the median; what is compared takes turns.
"""

from __future__ import annotations

import datetime as dt
import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
from measuring import Row  # noqa: E402

import regtrack  # noqa: E402
from regtrack.sources.cfr_editions.recording import edition_items  # noqa: E402
from regtrack.store import Batch, SqliteStore  # noqa: E402
from regtrack.tracker import Tracker  # noqa: E402
from tests.accuracy import redlines  # noqa: E402
from tests.accuracy.run import data_directory  # noqa: E402
from tests.accuracy.version_trees import provisions  # noqa: E402
from tests.bench import bars  # noqa: E402

NOW = dt.datetime(2025, 9, 1, tzinfo=dt.UTC)
WORDS = "loss mitigation"
DOCUMENTS = {
    "2013-00740": "2013-02-14", "2013-01248": "2013-02-14", "2013-16962.part2": "2013-07-24",
    "2013-22752.part2": "2013-10-01", "2013-24521": "2013-10-23",
}  # fmt: skip
"""Five documents in a row on 12 CFR 1024, and when they were published."""


class Question(NamedTuple):
    """What is asked, in milliseconds at most."""

    name: str
    most: float
    ask: Callable[[Tracker], object]


QUESTIONS = (
    Question(
        "section as of a day, with the fold", bars.SECTION_MS, lambda t: t.text("12 CFR 1024.41", on="2014-06-01")
    ),
    Question("part as of a day, with the fold", bars.PART_MS, lambda t: t.text("12 CFR 1024", on="2014-06-01")),
    Question(f"search for {WORDS!r}", bars.SEARCH_MS, lambda t: t.search(WORDS)),
)


def cpu() -> float:
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def in_turn(jobs: Mapping[str, Callable[[], object]], times: int) -> dict[str, tuple[float, object]]:
    """Return the median CPU time of each job and what it gave, after one turn that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    gave: dict[str, object] = {}
    for _ in range(times + 1):
        for name, job in jobs.items():
            began = cpu()
            gave[name] = job()
            taken[name].append(cpu() - began)
    return {name: (median(taken[name][1:]), gave[name]) for name in jobs}


def compared(data: Path, times: int) -> Iterator[Row]:
    """Redlines of two versions of 12 CFR 1024, ours beside others on the same paragraphs."""
    for between, most in zip(redlines.BETWEEN, bars.REDLINE_MS, strict=True):
        old, new = redlines.sides(data, *between)
        yield from _redlines(" to ".join(between), old, new, times, most)
    old, new = ([p for p in side if not p.provision[-1].startswith("supp.")]
                for side in redlines.sides(data, *redlines.BETWEEN[0]))  # fmt: skip
    yield from _redlines("without interpretations", old, new, min(times, 3), bars.REDLINE_MS[0], slow=True)


def _redlines(
    name: str, old: list[redlines.Placed], new: list[redlines.Placed], times: int, most: float, *, slow: bool = False
) -> Iterator[Row]:
    ways = {"regtrack": redlines.ours, "git": redlines.gits} | ({"difflib": redlines.difflibs} if slow else {})
    jobs = {each: (lambda way=way: way(old, new)) for each, way in ways.items()}
    (took, (runs, islands)), *others = in_turn(jobs, times).values()  # type: ignore[misc]
    for (other, (theirs, islets)), beside in zip(others, list(ways)[1:], strict=True):  # type: ignore[misc]
        yield Row(
            f"redline {name}: {runs} runs, {islands} islands", f"{took * 1000:.1f} ms",
            f"{beside} {other * 1000:.1f} ms: {theirs} runs, {islets} islands", took / other, f"<= {most:g} ms",
            took * 1000 <= most,
        )  # fmt: skip


def stored(data: Path, folder: Path) -> Row:
    """What versions of parts take in a ledger, with their index."""
    path = folder / "versions.sqlite"
    store, count, words = SqliteStore(path), 0, 0
    for each in sorted((data / "cfr").glob("*-cfr-*/regulation")):
        title, _, part = each.parent.name.partition("-cfr-")
        for number, file in enumerate(sorted(each.iterdir())):
            day = dt.date(2010, 1, 1) + dt.timedelta(days=30 * number)
            items = list(edition_items(f"{part}@{day}", f"{title} CFR {part}", day,
                                       (tree := provisions(file, title)).values(), whole=True))  # fmt: skip
            store.append(Batch("us-cfr", "Code", items), 1_700_000_000_000_000 + count)
            count += 1
            words += sum(len(one.text) for provision in tree.values() for one in provision.paragraphs)
    store.close()
    size, most = path.stat().st_size / 1e6, 10 * count / bars.VERSIONS_IN_10_MB
    return Row(
        f"{count} versions of parts with their index", f"{size:.2f} MB", f"their words {words / 1e6:.1f} MB",
        size * 1e6 / words, f"<= {most:.2f} MB ({bars.VERSIONS_IN_10_MB} in 10)", size <= most,
    )  # fmt: skip


def asked(data: Path, folder: Path, times: int) -> Iterator[Row]:
    """Questions about 12 CFR 1024, which five documents changed one after another, beside the words alone."""
    path = folder / "ledger.sqlite"
    with regtrack.open(path, bundled=False, clock=lambda: NOW) as tracker:
        tree = provisions(data / "cfr" / "12-cfr-1024" / "regulation" / "2011-31722.json.gz", "12")
        items = list(edition_items("1024@2012", "12 CFR 1024", dt.date(2012, 1, 1), tree.values(), whole=True))
        tracker._store.append(Batch("us-cfr", "Code", items), int(NOW.timestamp() * 1e6) - 1)
        for name, day in DOCUMENTS.items():
            (folder / f"{day}-{name}.xml").write_bytes(
                gzip.decompress((data / "fr-xml" / "documents" / f"{name}.xml.gz").read_bytes())
            )
            tracker.add(folder / f"{day}-{name}.xml")
    with regtrack.open(path, bundled=False, clock=lambda: NOW) as tracker:
        passages = [id_ for edition, _ in tracker._store.editions("12 CFR 1024") for _, id_ in edition.provisions]
        jobs: dict[str, Callable[[], object]] = {"the words alone": lambda: tracker._store.passages(passages)}
        jobs |= {each.name: (lambda each=each: each.ask(tracker)) for each in QUESTIONS}
        found = in_turn(jobs, times)
    alone = found["the words alone"][0]
    for each in QUESTIONS:
        took = found[each.name][0]
        yield Row(
            each.name, f"{took * 1000:.2f} ms", f"all passages of the part {alone * 1000:.2f} ms", took / alone,
            f"<= {each.most:g} ms", took * 1000 <= each.most,
        )  # fmt: skip
    yield from _processes(path, times)


def _processes(path: Path, times: int) -> Iterator[Row]:
    """A process of `regtrack text` beside one of `regtrack state`, both from compiled modules."""
    ask = [sys.executable, "-m", "regtrack", "text", "12 CFR 1024.41", "--on", "2014-06-01", "--store", str(path)]
    state = [*ask[:3], "state", "2013-24521", *ask[5:]]
    compiled = {**os.environ, "PYTHONPYCACHEPREFIX": str(path.with_name("pycache"))}
    compiled.pop("PYTHONDONTWRITEBYTECODE", None)
    jobs = {each[3]: (lambda each=each: subprocess.run(each, check=True, capture_output=True, cwd=ROOT, env=compiled))
            for each in (ask, state)}  # fmt: skip
    took, other = (each[0] for each in in_turn(jobs, times).values())
    yield Row(
        "regtrack text, a process", f"{took * 1000:.0f} ms", f"regtrack state {other * 1000:.0f} ms", took / other,
        f"<= {bars.TEXT_PROCESS * 1000:.0f} ms more", took - other <= bars.TEXT_PROCESS,
    )  # fmt: skip


def rows(times: int = 5) -> list[Row]:
    """Every line; none where there are no data."""
    data = data_directory()
    if not (data / "cfr" / "12-cfr-1024").is_dir():
        return []
    with tempfile.TemporaryDirectory() as folder:
        return [*compared(data, times), stored(data, Path(folder)), *asked(data, Path(folder), times)]


if __name__ == "__main__":
    for row in rows():
        verdict = "ok" if row.holds else "MISSED"
        print(f"{row.name:72} {row.measured:>10}  {row.against:46} {row.ratio:7.2f}  {row.target:24} {verdict}")
