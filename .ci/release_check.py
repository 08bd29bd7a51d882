"""What has to hold before a release: the packages, and the wheel in every interpreter that is here.

``make release-check`` builds the wheel and the sdist, and holds them and the workflows against their checkers. Then it
installs the wheel in each interpreter, once with the lowest versions that ``pyproject.toml`` admits and once with the
newest, and asks it questions with every warning an error. ``make check-bounds`` does the lowest in one interpreter.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
FORMATS = ("text", "md", "html", "json", "jsonl", "csv", "ics", "atom", "xlsx")
COMMANDS = (
    "state us/bis/ai-diffusion", "diff 2025-05-12 2025-05-20", "board", "timeline us/bis/affiliates-50", "upcoming",
    "search chips", "status", "check", "feeds list", "inbox list", "export",
)  # fmt: skip
"""What is asked besides `since`."""
SMOKE = (
    "tests/test_dates.py",
    "tests/test_working_days.py",
    "tests/model",
    "tests/records",
    "tests/test_plugins.py",
    "tests/store/contract",
)
"""The part of the suite that runs on what is installed: dates, the model, files, the doors, ledgers."""
TESTERS = ("pytest", "hypothesis", "pytest-xdist")
MOST_BYTES = 1_560_000
"""Of the wheel. It may shrink, and grows only on purpose."""


class Line(NamedTuple):
    """One line of the table."""

    what: str
    good: bool
    detail: str
    seconds: float


def main() -> int:
    """Check, print the table, and give back 1 if anything does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bounds", action="store_true", help="only the lowest versions, in this interpreter")
    parser.add_argument("--python", action="append", help="only this interpreter, such as 3.13 or a path; repeatable")
    options = parser.parse_args()
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        wheel, sdist = build(work)
        steps = bounds(wheel, work) if options.bounds else everything(wheel, sdist, work, options.python)
        for line in steps:
            lines.append(line)
            print(f"{'ok ' if line.good else 'BAD'} {line.what:42} {line.seconds:6.1f} s  {line.detail}", flush=True)
    failed = [line.what for line in lines if not line.good]
    print(f"\n{len(lines) - len(failed)} of {len(lines)} hold" + (f"; not: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


def bounds(wheel: Path, work: Path) -> Iterator[Line]:
    """Yield what holds at the lowest versions in this interpreter."""
    yield from installed(wheel, work, Path(sys.executable), "lowest-direct")


def everything(wheel: Path, sdist: Path, work: Path, named: Sequence[str] | None) -> Iterator[Line]:
    """Yield what holds of the packages, the workflows and each interpreter."""
    yield from packages(wheel, sdist)
    yield from workflows()
    for version in named or VERSIONS:
        python = interpreter(version)
        if python is None:
            print(f"-   Python {version} is not here", flush=True)
            continue
        for resolution in ("lowest-direct", "highest"):
            yield from installed(wheel, work, python, resolution)


# --- packages ---------------------------------------------------------------------------------------------------------


def build(work: Path) -> tuple[Path, Path]:
    """Return the wheel and the sdist of this checkout."""
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", work / "dist", ROOT],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return next((work / "dist").glob("*.whl")), next((work / "dist").glob("*.tar.gz"))


def packages(wheel: Path, sdist: Path) -> Iterator[Line]:
    """Yield what the checkers of packages say."""
    size = wheel.stat().st_size
    yield Line(f"wheel of at most {MOST_BYTES // 1000} kB", size <= MOST_BYTES, f"{size / 1000:.0f} kB", 0)
    yield ran("twine check --strict", [BIN / "twine", "check", "--strict", wheel, sdist])
    yield ran("check-wheel-contents", [BIN / "check-wheel-contents", wheel])
    yield ran("pyroma 10/10", [BIN / "pyroma", "-n", "10", ROOT], last=True)


def workflows() -> Iterator[Line]:
    """Yield what the checkers of workflows say; actionlint is asked where it is installed."""
    files = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    yield ran(
        "workflows fit their schema", [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files]
    )
    forms = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
    yield ran(
        "issue forms fit their schema",
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms],
    )
    yield ran(
        "citation fits its schema",
        [BIN / "check-jsonschema", "--builtin-schema", "vendor.citation-file-format", ROOT / "CITATION.cff"],
    )
    linter = shutil.which("actionlint", path=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")
    if linter:
        yield ran("actionlint", [linter, *files])
    else:
        print("-   actionlint is not here; the workflow `test` runs it", flush=True)


# --- interpreters -----------------------------------------------------------------------------------------------------


def interpreter(version: str) -> Path | None:
    """Return an interpreter by its version or path; None if it is not here. Nothing is downloaded."""
    if os.sep in version:
        return Path(version)
    found = subprocess.run(
        [BIN / "uv", "python", "find", "--no-project", "--system", version],
        capture_output=True, text=True, check=False, env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"},
    )  # fmt: skip
    if found.returncode == 0:
        return Path(found.stdout.strip())
    homes = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    return next(iter(sorted(homes.glob(f"{version}.*/bin/python{version}"), reverse=True)), None)


def installed(wheel: Path, work: Path, python: Path, resolution: str) -> Iterator[Line]:
    """Yield what holds of the wheel in an interpreter, with the lowest or the newest versions that it admits."""
    about = subprocess.run([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True,
                           text=True, check=True)  # fmt: skip
    name = f"Python {about.stdout.strip()}, {resolution.removesuffix('-direct')}"
    home = work / re.sub(r"\W+", "-", name)
    yield ran(f"{name}: install", [BIN / "uv", "venv", "--quiet", "--python", python, home])
    own = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    put = [BIN / "uv", "pip", "install", "--quiet", "--python", own]
    line = ran(f"{name}: dependencies", [*put, "--resolution", resolution, f"{wheel}[office]"])
    yield line
    if not line.good:
        return
    yield questions(name, own, home)
    subprocess.run([*map(str, put), *TESTERS], check=True)
    yield smoke(name, own, home)


def questions(name: str, python: Path, home: Path) -> Line:
    """Return whether `since` answers in every format and language, and other commands do; every warning is an error."""
    began, ledger = time.monotonic(), ["--store", str(home / "ledger.sqlite")]
    since_ = ["since", "2025-05-12", "--until", "2025-05-20", *ledger]
    asked = [
        [*since_, "--lang", language, "--format", form, "-o", str(home / f"answer.{language}.{form}")]
        for language in ("en", "ja")
        for form in FORMATS
    ] + [[*command.split(), *ledger] for command in COMMANDS]
    for words in asked:
        command = [python, "-W", "error", "-m", "regtrack", *words]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=home)
        errors = [line for line in done.stderr.splitlines() if not line.startswith("regtrack: made a new ledger")]
        shown = Path(words[-1]).read_bytes() if "-o" in words else done.stdout
        if done.returncode or errors or not shown:
            what = f"{' '.join(words[:1])} {' '.join(words[-3:-2])}: {' '.join(errors[-2:])}"
            return Line(f"{name}: questions", False, what[:300], since(began))
    return Line(f"{name}: questions", True, f"{len(asked)} questions, -W error", since(began))


def smoke(name: str, python: Path, home: Path) -> Line:
    """Return whether the smoke part of the suite passes on what is installed, away from the checkout."""
    place = home / "suite"
    shutil.copytree(ROOT / "tests", place / "tests", ignore=shutil.ignore_patterns("__pycache__", "data"))
    (place / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\nmarkers = slow\n", "utf-8")
    command = [python, "-W", "error", "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", *SMOKE]
    return ran(f"{name}: smoke tests", command, cwd=place, last=True)


def ran(what: str, command: Sequence[str | Path], *, cwd: Path = ROOT, last: bool = False) -> Line:
    """Return whether a command ended well, with its last line if it did not, or if that is asked for."""
    began = time.monotonic()
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False, cwd=cwd,
                          env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"})  # fmt: skip
    said = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    shown = said[-1:] if last and not done.returncode else said[-4:] if done.returncode else []
    return Line(what, done.returncode == 0, " / ".join(shown)[:300], since(began))


def since(began: float) -> float:
    """Return the seconds since a moment."""
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
