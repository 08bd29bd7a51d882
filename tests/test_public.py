"""What the library promises to those who import it."""

import inspect
import subprocess
import sys
from pathlib import Path

import regtrack
from regtrack.tracker import Tracker


def test_the_front_door() -> None:
    """Nothing is public beyond this; each name is there."""
    assert sorted(regtrack.__all__) == ["RegtrackError", "Tracker", "__version__", "open", "render"]
    for name in regtrack.__all__:
        assert getattr(regtrack, name) is not None


def test_the_facade_is_small() -> None:
    """Few public methods, each with a docstring."""
    methods = [name for name, _ in inspect.getmembers(Tracker, inspect.isfunction) if not name.startswith("_")]
    assert len(methods) <= 18
    assert {
        "since",
        "diff",
        "state",
        "states",
        "why",
        "timeline",
        "upcoming",
        "add",
        "export",
        "status",
        "close",
    } <= set(methods)
    assert all(getattr(Tracker, name).__doc__ for name in methods)


def test_it_is_typed() -> None:
    assert (Path(regtrack.__file__).parent / "py.typed").is_file()


def test_an_import_is_light() -> None:
    """Importing the library loads no HTTP client, feed parser, template engine or terminal library."""
    heavy = (
        "feedparser",
        "jinja2",
        "rich",
        "click",
        "psycopg",
        "lxml",
        "platformdirs",
        "httpx",
        "requests",
    )
    code = f"import sys, regtrack; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    assert done.stdout.strip() == "[]"


def test_one_version_and_one_release_everywhere() -> None:
    """What is released, cited and told of is the same."""
    root = Path(regtrack.__file__).parents[1]
    cited = dict(
        line.split(": ", 1) for line in (root / "CITATION.cff").read_text("utf-8").splitlines() if ": " in line
    )
    assert cited["version"] == regtrack.__version__
    heading = f"## [{regtrack.__version__}] - {cited['date-released']}"
    assert heading in (root / "CHANGELOG.md").read_text("utf-8").splitlines()
