"""The house as CONTRIBUTING.md draws it: every room is on the map, and imports make no circle."""

from __future__ import annotations

import datetime as dt
import inspect
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import regtrack
from regtrack.sources.reports import SyncReport
from tests.conftest import NOW
from tests.rows import each_row
from tests.sources.feedserver import FeedServer, entry, feed_file, rss

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "regtrack"
NO_ROOMS = frozenset({"__init__.py", "__main__.py", "__pycache__", "py.typed"})


def rooms_on_the_map() -> set[str]:
    """Return the paths of the table "Where things go"; names that follow a path in a cell stand in its folder."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text.partition("## Where things go")[2].partition("\n## ")[0]
    rooms: set[str] = set()
    for line in table.splitlines():
        folder = ""
        for name in re.findall(r"`([^`]+)`", line.split("|")[1] if line.startswith("| `") else ""):
            folder = "regtrack/" if name.startswith("regtrack/") else folder
            rooms.add(name if "/" in name.rstrip("/") else folder + name)
    return rooms


def test_every_room_on_the_map_is_there() -> None:
    assert rooms_on_the_map()
    assert [room for room in sorted(rooms_on_the_map()) if not (ROOT / room).exists()] == []


def test_every_room_that_is_there_is_on_the_map() -> None:
    there = {
        f"regtrack/{each.name}{'/' if each.is_dir() else ''}"
        for each in PACKAGE.iterdir()
        if not each.is_dir() or any(each.rglob("*.py")) or each.name == "locale"  # a folder that git left empty is none
    }
    there -= {f"regtrack/{name}" for name in NO_ROOMS} | {"regtrack/__pycache__/"}
    assert sorted(there - rooms_on_the_map()) == []


def test_every_change_begins_in_a_file_that_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.findall(
        r"^\| ([a-z][^|]+) \| (.+) \|$", text.partition("## I want to")[2].partition("\n## ")[0], re.MULTILINE
    )
    begin = {change: re.findall(r"`([^`]*/[^`]*)`", where) for change, where in rows}
    assert len(begin) > 25
    assert [change for change, paths in begin.items() if not paths] == []
    assert [path for paths in begin.values() for path in paths if not (ROOT / path).exists()] == []


def test_every_path_that_contributing_names_is_there() -> None:
    """Names in backquotes that begin in a folder of the checkout."""
    named = re.findall(
        r"`((?:regtrack|tests|docs|feeds|templates|\.ci)/[\w./-]+)`", (ROOT / "CONTRIBUTING.md").read_text()
    )
    made_later = {"tests/fuzz/crashes/", "tests/fuzz/found/", "regtrack/locale/CODE/LC_MESSAGES/regtrack.po"}
    assert sorted({path for path in named if not (ROOT / path).exists()} - made_later) == []


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


# --- names ------------------------------------------------------------------------------------------------------------


def test_no_class_name_is_defined_twice() -> None:
    found: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in re.findall(r"^ *class (\w+)[:(]", text_of(path), re.MULTILINE):
            found.setdefault(name, []).append(str(path.relative_to(PACKAGE)))
    assert len(found) > 300
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


# --- circles ----------------------------------------------------------------------------------------------------------


IMPORT = re.compile(r"^ *from (regtrack[\w.]*) import (?:\(([^)]+)\)|(.+))", re.MULTILINE)


def modules() -> dict[str, Path]:
    names = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in PACKAGE.rglob("*.py")}
    return {name.removesuffix(".__init__"): path for path, name in names.items()}


def imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """Yield what a file imports of the package, at its top or later."""
    for module, *names in IMPORT.findall(text_of(path)):
        for name in re.findall(r"(\w+)(?: as \w+)?", re.sub("#.*", "", "".join(names))):
            yield f"{module}.{name}" if f"{module}.{name}" in known else module


def reachable(start: str, graph: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(graph[start])
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += graph[name]
    return found


def test_no_two_files_import_each_other_even_by_others() -> None:
    known = modules()
    graph = {name: (set(imported(path, known)) & known.keys()) - {name} for name, path in known.items()}
    assert sum(map(len, graph.values())) > 500
    assert [name for name in sorted(graph) if name in reachable(name, graph)] == []


@each_row("word", ["gc", "_sha2", "_imp"])
def test_only_the_command_line_touches_the_interpreter(word: str) -> None:
    """A library call leaves the process as it was, and imports nothing that is Python's own."""
    pattern = re.compile(rf"^\s*(?:import|from) {word}\b", re.MULTILINE)
    found = [path for path in PACKAGE.rglob("*.py") if pattern.search(text_of(path))]
    assert [path for path in found if path.parent.name != "cli" and path.name != "__main__.py"] == []


# --- the way of an item -----------------------------------------------------------------------------------------------


def entered(call: Callable[[], object]) -> list[str]:
    """The files of the package in which a function is called meanwhile, in the order in which they are entered."""
    found: dict[str, None] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_flags & inspect.CO_OPTIMIZED and code.co_filename.startswith(str(PACKAGE)):
            found[str(Path(code.co_filename).relative_to(PACKAGE))] = None

    before = sys.getprofile()
    threading.setprofile(note)
    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(before)
        threading.setprofile(None)
    return list(found)


def test_the_way_of_an_item_of_news_is_short(own_ledger: Path, tmp_path: Path) -> None:
    """From its feed to the ledger and the line of the report: an act with a date, of a rule that the ledger has.

    The feed was read before, so that nothing counts that is made once: catalogues, tables of languages.
    """
    published = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)
    words = "The Bureau of Industry and Security {} on November 23, 2026."
    first, second = (
        entry(title, number, published=published, body=f"<p>{words.format(act)}</p>")
        for number, (title, act) in enumerate(
            (
                ("BIS rescinds the AI Diffusion Rule", "rescinded the AI Diffusion Rule"),
                ("BIS delays the Foundry Due Diligence Rule", "delayed the Foundry Due Diligence Rule (90 FR 5298)"),
            )
        )
    )
    (tmp_path / "feeds").mkdir()
    with FeedServer({"/news.xml": rss([first])}) as server:
        (tmp_path / "feeds" / "news.toml").write_text(feed_file("news", server.url("/news.xml")), "utf-8")
        tracker = regtrack.open(own_ledger, clock=lambda: NOW)
        where: dict[str, Any] = {"feeds": tmp_path / "feeds", "allow_private": True, "cache": tmp_path / "cache"}
        tracker.sync("news", **where)
        server.put("/news.xml", rss([second, first]))
        reports: list[SyncReport] = []
        files = entered(lambda: reports.append(tracker.sync("news", **where)))
        tracker.close()
    (report,) = reports[0].feeds
    assert (report.new, report.problems) == (2, ())  # the document, and what it says of the rule
    own = [file for file in files if file.startswith(("sources/", "news/"))]
    print(f"{len(own)} files of sources and news, {len(files)} in all: {', '.join(files)}")
    assert len(own) <= 25
    assert len(files) <= 55


# --- the glossary -----------------------------------------------------------------------------------------------------


def test_the_glossary_names_files_that_are_there_and_each_noun_once() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    rows = re.findall(r"^\| (?!noun|---)([^|]+) \|.*\| `([^`]+)` \|$", text, re.MULTILINE)
    nouns = [noun for noun, _ in rows]
    assert len(nouns) > 30
    assert len(set(nouns)) == len(nouns)
    assert [path for _, path in rows if not (ROOT / path).is_file()] == []


# --- the bars of the benchmarks ---------------------------------------------------------------------------------------


def test_every_bar_is_in_one_table_and_is_measured_against() -> None:
    folder = ROOT / "tests" / "bench"
    names = re.findall(
        r"[A-Z][A-Z_0-9]+", " ".join(re.findall(r"^([A-Z_0-9, ]+) = ", text_of(folder / "bars.py"), re.MULTILINE))
    )
    others = {path.name: text_of(path) for path in folder.glob("*.py") if path.name != "bars.py"}
    assert len(names) > 20
    assert [name for name in names if not any(re.search(rf"\b{name}\b", text) for text in others.values())] == []
    assert [
        name for name, text in others.items() if re.search(r"^(?:TARGET|NEEDED|LEAST_\w+|MOST_\w+)", text, re.MULTILINE)
    ] == []


# --- words ------------------------------------------------------------------------------------------------------------


def test_what_users_read_has_none_of_the_house_s_own_idiom() -> None:
    """A fact is reported, a digest is sent and received; nobody "is told" it. Keys of JSON stand in backquotes."""
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "how-to").glob("*.md")]
    pages += [ROOT / "docs" / "reference" / f"{name}.md" for name in ("cli", "settings", "chain", "library", "json")]
    idiom = re.compile(r"\b(?:was|is|are|were|be|been) told\b|\brehearsal\b|\bnothing to tell\b")
    found = {path.name: idiom.findall(text_of(path)) for path in pages if path.name != "accuracy.md"}
    assert {name: words for name, words in found.items() if words} == {}
