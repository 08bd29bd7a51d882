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
statuses = [run(command) for command in json.loads(sys.argv[1])]
sys.stdout.flush()
print(json.dumps([statuses, sorted(sys.modules)]), file=sys.stderr)
"""


def python(*arguments, **environment):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("REGTRACK_")}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False, timeout=60,
        env={**kept, **environment},
    )  # fmt: skip


def loaded(*commands):
    """The modules that commands have loaded when they are done."""
    done = python("-c", SHOW, json.dumps([[str(each) for each in command] for command in commands]))
    statuses, modules = json.loads(done.stderr.splitlines()[-1])
    assert not any(statuses), done.stderr
    return set(modules)


@pytest.mark.parametrize(
    "commands",
    [
        (
            ("since", "2025-05-12", "--until", "2025-05-20", "--format", "json"),
            ("state", "us/bis/affiliates-50", "--on", "2025-12-01", "--known", "2025-12-15", "--format", "json"),
            ("upcoming", "--on", "2025-11-15", "--format", "json"),
        ),
        (
            ("since", "2025-05-12", "--until", "2025-05-20"),
            ("upcoming", "--on", "2025-11-15", "--lang", "ja"),
        ),
    ],
    ids=["json", "text"],
)
def test_an_answer_from_a_ledger_loads_nothing_heavy(ledger_file, commands):
    """The command line answers from the ledger without templates, feed readers, file formats or table drawers."""
    text = "json" not in commands[0]  # East Asian widths are looked up when text holds such characters
    modules = loaded(*((*command, "--store", ledger_file) for command in commands))
    assert sorted(set(HEAVY) & modules) == (["wcwidth"] if text and "wcwidth" in modules else [])
    assert not any(
        name.startswith(("regtrack.http", "regtrack.sources", "urllib.request", "http.client")) for name in modules
    )


def test_one_command_does_not_load_the_others(ledger_file):
    """What a command needs is imported when it runs."""
    modules = loaded(("since", "2025-05-12", "--until", "2025-05-13", "--store", ledger_file))
    ours = {name for name in modules if name.startswith("regtrack.cli.")}
    assert ours == {f"regtrack.cli.{name}" for name in ("completing", "options", "since", "writing")}


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


LATE = "threading.Thread(target=lambda: (threading.main_thread().join(), print('late'))).start();"


@pytest.mark.parametrize("work", ["", LATE], ids=["alone", "while a thread works"])
def test_what_runs_at_exit_runs(work):
    """A command ends at once, but not before what was registered to run then, nor while a thread works."""
    code = f"import atexit, threading; atexit.register(print, 'bye'); {work} from regtrack.cli import main; "
    done = python("-c", code + "main(['--version'])")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:] == [*(["late"] if work else []), "bye"]


def test_exit_statuses_reach_the_shell(ledger_file):
    """What the program returns, from a real process; which status means what is tested without one."""
    asked = ("since", "2025-05-12", "--until", "2025-05-20", "--exit-code", "--store", ledger_file)
    changed = python("-m", "regtrack", *asked)
    assert changed.returncode == 3


def test_the_first_use_makes_the_ledger(tmp_path):
    """One command on a new machine: the ledger is made from the bundled timelines, and the answer is there."""
    store = tmp_path / "new" / "folder" / "ledger.sqlite"
    done = python("-m", "regtrack", "since", "2025-05-12", "--until", "2025-05-20", "--store", store, "--create")
    assert (done.returncode, done.stderr) == (0, f"regtrack: made a new ledger at {store}\n")
    assert "GP10 guidance on Ascend chips" in done.stdout
    assert store.is_file()


def test_a_second_use_records_nothing(cli):
    """Opening a ledger that has this release's timelines writes nothing to it."""
    dump = cli("export").out
    assert cli("export").out == dump
    assert dump


def test_help_with_ten_plugins_loads_none_of_them_and_nothing_of_the_library(tmp_path):
    """It lists their commands from what is installed alone; what takes time to import is left for who needs it."""
    for number in range(10):
        folder = tmp_path / f"plugin_{number}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: plugin-{number}\nVersion: 1.0\n")
        groups = ("commands", "formats", "kinds", "sources")
        points = "".join(f"[regtrack.{each}]\nown-{number} = plugin_{number}.it:IT\n" for each in groups)
        (folder / "entry_points.txt").write_text(points)
        (tmp_path / f"plugin_{number}.py").write_text("raise AssertionError('a plug-in was imported')")
    done = python("-c", SHOW, json.dumps([["--help"]]), PYTHONPATH=str(tmp_path))
    assert [f"own-{number}" in done.stdout for number in range(10)] == [True] * 10
    statuses, modules = json.loads(done.stderr.splitlines()[-1])
    assert statuses == [0]
    ours = {name for name in modules if name.startswith("regtrack")}
    assert ours == {"regtrack", "regtrack.cli", "regtrack.plugins"}
    assert not {"attr", "pendulum", "sqlite3", *HEAVY} & set(modules) - {"importlib.metadata"}
