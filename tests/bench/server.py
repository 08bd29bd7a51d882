"""Mixed questions to a server, 200 a second, measured by wrk (Debian's package of that name).

``python tests/bench/server.py LEDGER`` prints the rows alone. Two of three questions are about one of 10,000 rules on a
day by chance, and hardly one is asked twice: they are answered anew. The others are reports, boards and calendars with
one of a few filters, as a firm's pages and calendars ask them all day: each is answered once, and from then on kept.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from tests.bench import bars

ROOT = Path(__file__).parents[2]
PORT, CONNECTIONS, A_SECOND, SECONDS = 8473, 40, 200, 20
_SCRIPT = """
local kept = { KEPT }
math.randomseed(7)
function delay() return DELAY end
function request()
  local place = math.random(0, COUNT - 1)
  local rule = string.format("%d-%06d", 2004 + place % 21, place)
  local day = string.format("20%02d-%02d-%02d", math.random(5, 25), math.random(1, 12), math.random(1, 28))
  local which = math.random(1, 12)
  if which <= 4 then return wrk.format("GET", "/v1/state?instrument=" .. rule .. "&on=" .. day) end
  if which <= 6 then return wrk.format("GET", "/v1/timeline?instrument=" .. rule) end
  if which <= 7 then return wrk.format("GET", "/v1/verify?citation=" .. rule .. "&on=" .. day .. "&known=" .. day) end
  if which <= 8 then return wrk.format("GET", "/v1/search?words=rule+" .. place) end
  return wrk.format("GET", kept[math.random(1, #kept)])
end
"""


def kept() -> list[str]:
    """What is asked again and again."""
    window = "since=2025-05-12&until=2025-08-12"
    parts = [f"{15 + n % 20}+CFR+{700 + n % 90}" for n in range(10)]
    return [
        f"/v1/since?{window}&limit=50",
        "/v1/upcoming?limit=50",
        "/v1/upcoming.ics?topic=chips",
        f"/v1/since.atom?{window}&topic=chips",
        *(f"/v1/since?{window}&cfr={part}" for part in parts),
        *(f"/v1/board?cfr={part}" for part in parts),
        *(f"/board?cfr={part}" for part in parts[:3]),
    ]


def rows(ledger: Path, count: int) -> list[tuple[Any, ...]]:
    """Return the rows of the table; none where there is no wrk."""
    if shutil.which("wrk") is None:
        print("serve: found no wrk; install it (Debian: apt-get install wrk) to measure the server", file=sys.stderr)
        return []
    command = [sys.executable, "-m", "regtrack", "serve", "--port", str(PORT), "--rate", "1000000", "--store", ledger]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as server:
        try:
            return measure(count, server.pid)
        finally:
            server.terminate()


def measure(count: int, pid: int) -> list[tuple[Any, ...]]:
    _wait()
    took = [_asked(path) for path in kept()]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "mixed.lua"
        quoted = ", ".join(f'"{path}"' for path in kept())
        delay = 1000 * CONNECTIONS // A_SECOND - 5  # less what an answer takes
        script.write_text(_SCRIPT.replace("KEPT", quoted).replace("COUNT", str(count)).replace("DELAY", str(delay)))
        command = [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{SECONDS}s",
            "--latency",
            "-s",
            script,
            f"http://127.0.0.1:{PORT}",
        ]
        before = _cpu(pid)
        out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    used = _cpu(pid) - before
    p99, p50 = (_milliseconds(out, part) for part in ("99%", "50%"))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])  # type: ignore[index]
    wrong = re.search(r"Non-2xx[^\n]*|Socket errors[^\n]*", out)
    holds = p99 <= bars.SERVED_MS and rate >= 0.95 * A_SECOND and wrong is None
    name = f"serve: {rate:.0f} mixed questions /s over {count * 10:,} events, p99"
    asked = int(re.search(r"(\d+) requests in", out)[1])  # type: ignore[index]
    against = wrong[0] if wrong else f"p50 {p50:.1f} ms, {used / asked * 1000:.2f} ms of CPU each"
    first = max(took) * 1000
    return [
        (name, f"{p99:.1f} ms", against, p99 / bars.SERVED_MS, f"<= {bars.SERVED_MS:g} ms", holds),
        (
            "  a report or board that was not asked before, slowest",
            f"{first:.0f} ms",
            f"of {len(took)}",
            1.0,
            "shown",
            True,
        ),
    ]


def _milliseconds(out: str, part: str) -> float:
    found = re.search(rf"{part}\s+([\d.]+)(us|ms|s)", out)
    assert found is not None, out
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]]


def _cpu(pid: int) -> float:
    """Return the seconds of CPU that a process has used; 0 where the system does not say."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.is_file():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _wait() -> None:
    for _ in range(300):
        try:
            _asked("/health")
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("serve: it did not answer")


def _asked(path: str) -> float:
    started = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}") as answer:
        answer.read()
    return time.perf_counter() - started


if __name__ == "__main__":
    for row in rows(Path(sys.argv[1]).resolve(), 10_000):
        print(*row, sep="  |  ")
