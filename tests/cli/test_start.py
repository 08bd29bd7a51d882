"""The program as a process: how it starts, and what it does not load."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = (
    "babel", "cattrs", "difflib", "feedparser", "jinja2", "lxml", "platformdirs", "rich", "tomllib",
    "wcwidth",
)  # fmt: skip
SHOW = """
import json, sys
from regtrack.cli import run
status = run(json.loads(sys.argv[1]))
sys.stdout.flush()
print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)
"""


def python(*arguments, **environment):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("REGTRACK_")}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False, timeout=60,
        env={**kept, **environment},
    )  # fmt: skip


def loaded(*command):
    """The modules that a command has loaded when it is done."""
    done = python("-c", SHOW, json.dumps([str(each) for each in command]))
    status, modules = json.loads(done.stderr.splitlines()[-1])
    assert status == 0, done.stderr
    return set(modules)


@pytest.mark.parametrize(
    "command",
    [
        ("since", "2025-05-12", "--until", "2025-05-20", "--format", "json"),
        ("since", "2025-05-12", "--until", "2025-05-20"),
        ("state", "us/bis/affiliates-50", "--on", "2025-12-01", "--known", "2025-12-15", "--format", "json"),
        ("upcoming", "--after", "2025-11-15", "--format", "json"),
        ("upcoming", "--after", "2025-11-15", "--lang", "ja"),
    ],
    ids=lambda command: f"{command[0]}-{command[-1]}",
)
def test_an_answer_from_a_ledger_loads_nothing_heavy(ledger_file, command):
    """The command line answers from the ledger without templates, feed readers, file formats or table drawers."""
    text = command[-1] != "json"  # East Asian widths are looked up when text holds such characters
    modules = loaded(*command, "--store", ledger_file)
    assert sorted(set(HEAVY) & modules) == (["wcwidth"] if text and "wcwidth" in modules else [])
    assert not any(
        name.startswith(("regtrack.http", "regtrack.sources", "urllib.request", "http.client")) for name in modules
    )


def test_one_command_does_not_load_the_others(ledger_file):
    """What a command needs is imported when it runs."""
    modules = loaded("since", "2025-05-12", "--until", "2025-05-13", "--store", ledger_file)
    ours = {name for name in modules if name.startswith("regtrack.cli.")}
    assert ours == {"regtrack.cli.options", "regtrack.cli.since"}


def test_the_library_does_not_load_reports():
    """`import regtrack` loads neither templates nor the command line."""
    done = python("-c", "import json, sys, regtrack; print(json.dumps(sorted(sys.modules)))")
    modules = set(json.loads(done.stdout))
    assert not {"jinja2", "click", "regtrack.report", "regtrack.cli", "regtrack.http", "regtrack.sources"} & modules


def test_python_dash_m_runs_the_program():
    """`python -m regtrack` is the program, by its own name."""
    done = python("-m", "regtrack", "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("regtrack ")
    wrong = python("-m", "regtrack", "frobnicate")
    assert wrong.returncode == 2
    assert "Usage: regtrack " in wrong.stderr


def test_exit_statuses_reach_the_shell(ledger_file):
    """0, 1, 2 and 3 as the documentation says, from a real process."""
    store = ("--store", ledger_file)
    assert python("-m", "regtrack", "since", "2025-05-12", "--until", "2025-05-20", *store).returncode == 0
    assert python("-m", "regtrack", "state", "no such rule", *store).returncode == 1
    assert python("-m", "regtrack", "since", "some day", *store).returncode == 2
    changed = python("-m", "regtrack", "since", "2025-05-12", "--until", "2025-05-20", "--exit-code", *store)
    assert changed.returncode == 3


def test_the_first_use_makes_the_ledger(tmp_path):
    """One command on a new machine: the ledger is made from the bundled timelines, and the answer is there."""
    store = tmp_path / "new" / "folder" / "ledger.sqlite"
    done = python("-m", "regtrack", "since", "2025-05-12", "--until", "2025-05-20", "--store", store, "--create")
    assert (done.returncode, done.stderr) == (0, f"regtrack: made a new ledger at {store}\n")
    assert "GP10 guidance on Ascend chips" in done.stdout
    assert store.is_file()


def test_a_second_use_records_nothing(ledger_file):
    """Opening a ledger that has this release's timelines writes nothing to it."""
    dump = python("-m", "regtrack", "export", "--store", ledger_file).stdout
    assert python("-m", "regtrack", "export", "--store", ledger_file).stdout == dump
    assert dump
