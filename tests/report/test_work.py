"""How much work an answer is: calls and modules, which no other work on the machine changes."""

from __future__ import annotations

import cProfile
import json
import pstats
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from regtrack import render
from regtrack.model import citing
from regtrack.queries import merging, redlines
from regtrack.report import plain
from tests.bench import pages
from tests.rows import each_row

FEW, MANY = 10, 30
MOST = {
    "text": 200, "md": 2050, "html": 7200, "json": 2700, "jsonl": 1200, "csv": 900, "atom": 3350, "ics": 3350,
}  # fmt: skip
"""Calls for each instrument more, of three changes: a third more than it takes. A small page holds all it answers."""


@pytest.fixture(scope="module")
def few() -> Any:
    return pages.report(FEW)


@pytest.fixture(scope="module")
def many() -> Any:
    return pages.report(MANY)


def calls(answer: Any, form: str) -> int:
    render(answer, form)  # what is kept between answers is there
    asked = pages.anew(answer)
    profile = cProfile.Profile()
    profile.runcall(render, asked, form)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


@each_row("form", MOST)
def test_a_format_does_so_much_for_each_instrument_and_no_more(few: Any, many: Any, form: str) -> None:
    """A source looked up per mention, a word put together per line or a walk over all changes would show."""
    each = (calls(many, form) - calls(few, form)) / (MANY - FEW)
    assert each <= MOST[form]


@pytest.mark.parametrize("form", ["text", "md", "html", "json", "csv", "atom"])
def test_sources_are_found_once_an_answer(monkeypatch: pytest.MonkeyPatch, few: Any, form: str) -> None:
    asked: Counter[tuple[str, ...]] = Counter()
    found = citing._citations

    def counted(events: Any, sources: Any) -> Any:
        asked[sources.known.tick(), *(event.key for event in events)] += 1  # type: ignore[index]
        return found(events, sources)

    monkeypatch.setattr(citing, "_citations", counted)
    render(pages.anew(few), form)
    twice = {key: times for key, times in asked.items() if times > 2}  # of the changes, and of where the rules stand
    assert bool(asked) is (form != "text")  # which shows none in short
    assert not twice


def test_an_event_is_put_into_a_table_once(monkeypatch: pytest.MonkeyPatch, few: Any) -> None:
    made: Counter[str] = Counter()
    record = plain.to_record

    def counted(item: Any) -> Any:
        made[getattr(item, "key", None) or type(item).__name__ + str(getattr(item, "id", ""))] += 1
        return record(item)

    monkeypatch.setattr(plain, "to_record", counted)
    render(few, "json")
    del made["Evidence"]
    assert set(made.values()) == {1}


def test_reports_are_joined_only_where_there_are_any(monkeypatch: pytest.MonkeyPatch, few: Any) -> None:
    monkeypatch.setattr(merging, "recorded_as", lambda _: pytest.fail("no feed said any of it"))
    assert merging.one_a_fact(few.changes, few.sources) == list(few.changes)


QUESTION = """
import json, sys
from collections import Counter
import attr._make as making
from regtrack.cli import run
made, build = Counter(), making._ClassBuilder.build_class
def counted(self):
    made[self._cls.__module__.partition(".")[0]] += 1
    return build(self)
making._ClassBuilder.build_class = counted
status = run(["since", "2025-05-12", "--store", sys.argv[1], "-o", sys.argv[2]])
print(json.dumps([status, made["regtrack"], sorted(name for name in sys.modules if name.startswith("regtrack."))]))
"""
UNASKED = (
    "regtrack.model.people", "regtrack.model.inbox", "regtrack.model.provision_text", "regtrack.model.listings",
    "regtrack.model.totals", "regtrack.store.writing", "regtrack.store.linking", "regtrack.store.batches",
    "regtrack.store.search_words", "regtrack.store.rebuilding", "regtrack.store.outbox", "regtrack.queries.parts",
    "regtrack.report.translatable", "regtrack.report.answer.details", "regtrack.sources", "regtrack.http",
    "regtrack.digest",
)  # fmt: skip
"""What the main question does not need."""


def test_the_main_question_imports_what_it_needs(tmp_path: Any) -> None:
    """Each class of attrs takes half a millisecond to make, each module a quarter; the question takes a hundred."""
    ledger, file = str(tmp_path / "ledger.sqlite"), str(tmp_path / "answer.txt")
    command = [sys.executable, "-c", QUESTION, ledger, file]
    subprocess.run(command, check=True, capture_output=True)  # makes the ledger
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    status, classes, modules = json.loads(done.stdout)
    assert status == 0
    assert [name for name in UNASKED if name in modules] == []
    assert classes <= 34
    assert len(modules) <= 87


def test_no_words_are_looked_for_where_no_text_is_held(bundled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What reads texts compiles a hundred patterns: a tenth of the time of a week's page."""
    monkeypatch.setattr(redlines, "amended_words", None)
    assert "<h1>" in render(bundled.since("2025-05-12", "2025-05-20"), "html")
