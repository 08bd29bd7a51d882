"""How long a list of 26,000 entries takes: ``python -m tests.bench.lists``.

A made-up list of the size of the Consolidated Screening List is read, compared with a later one in which a hundredth
was added, a hundredth removed and two hundredths changed, and recorded. Times are the best of three.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

from regtrack.model.when import When
from regtrack.sources.lists.catalogue import ENTITY_LIST
from regtrack.sources.lists.csl import read_csl
from regtrack.sources.lists.entry import align, difference
from regtrack.sources.lists.ofac import read_sdn
from regtrack.sources.lists.records import SnapshotOrigin
from regtrack.sources.lists.sync import CSL, TITLES, ScreeningList, current
from regtrack.sources.run import Run
from regtrack.store import SqliteStore
from tests.bench.bars import LIST_DIFFERENCE
from tests.sources.lists.shapes import address, apply, csl_entry, csl_file, sdn_file, sdn_row

ENTRIES = 26_000


def entity(number: int, policy: str = "Presumption of denial") -> dict[str, Any]:
    """An entry whose name some others share, as on the real list."""
    name = f"Widget Works No. {number - number % 40 if number % 40 < 2 else number}"
    notice = f"{80 + number % 10} FR {1000 + number}"
    return csl_entry(
        name, addresses=[address("CN", f"City {number % 97}")], federal_register_notice=notice,
        license_requirement="For all items subject to the EAR", license_policy=policy, alt_names=[f"WW {number}"],
    )  # fmt: skip


def two_lists(count: int = ENTRIES, seed: int = 7) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A list, and the same in another order after a hundred different things happened to it."""
    random_ = random.Random(seed)
    before = [entity(number) for number in range(count)]
    after = [entity(number, "Case by case" if number % 50 == 3 else "Presumption of denial") for number in range(count)]
    after = [each for number, each in enumerate(after) if number % 100 != 9]
    after += [entity(count + number) for number in range(count // 100)]
    random_.shuffle(after)
    return before, after


def best(run: Callable[[], object], times: int = 3) -> float:
    """The shortest of several runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return min(found)


def measure(count: int = ENTRIES) -> dict[str, float]:
    """Seconds by what was done; raises AssertionError if a difference does not replay."""
    files = [csl_file(each) for each in two_lists(count)]
    first, second = map(read_csl, files)
    before = align({}, first.lists[ENTITY_LIST])

    def compare() -> None:
        difference(before, align(before, second.lists[ENTITY_LIST]))

    after = align(before, second.lists[ENTITY_LIST])
    assert apply(before, difference(before, after)) == after
    sdn = sdn_file(sdn_row(number, f"WIDGET {number}", programs="X", remarks="y" * 150) for number in range(count))
    store, now = SqliteStore(":memory:"), 1_700_000_000_000_000
    origins = [SnapshotOrigin(CSL, *TITLES[CSL], When.parse(day)) for day in ("2024-01-29", "2024-01-30")]
    begin = time.perf_counter()
    Run(store, ScreeningList(store, origins[0], lambda: first), lambda: now).read_file()
    middle = time.perf_counter()
    Run(store, ScreeningList(store, origins[1], lambda: second), lambda: now).read_file()
    end = time.perf_counter()
    assert current(store, CSL, ENTITY_LIST) == after
    return {
        "read SDN.CSV": best(lambda: read_sdn(sdn)),
        "read the screening list": best(lambda: read_csl(files[1])),
        "difference": best(compare),
        "record the first": middle - begin,
        "record what changed": end - middle,
    }


def main() -> int:
    """Print the times; 1 if a difference takes longer than it may."""
    found = measure()
    for name, seconds in found.items():
        print(f"{name:26} {seconds:7.3f} s")
    print(f"{ENTRIES:,} entries; target for a difference: {LIST_DIFFERENCE} s")
    return int(found["difference"] > LIST_DIFFERENCE)


if __name__ == "__main__":
    raise SystemExit(main())
