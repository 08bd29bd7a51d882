"""The documentation says what the code does: blocks are run, links lead somewhere, nothing generated is stale."""

import inspect
import json
import re
import sys
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import regtrack
from regtrack.cli import COMMANDS
from regtrack.model.kinds import INSTRUMENT_KINDS, KINDS
from regtrack.report import render
from regtrack.report.labels import FLAGS, STATUSES
from regtrack.sources.files.timeline import read_timeline
from regtrack.tracker import Tracker
from tests.hardcases import runner
from tests.rows import each_row

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

from tools import blocks, man, reference, schemas  # noqa: E402

RUNNABLE = re.compile(r"^ *```(console|sh|python|toml)", re.MULTILINE)
RUN_PAGES = [
    pytest.param(page, id=str(page.relative_to(ROOT)))
    for page in blocks.pages()
    if RUNNABLE.search(page.read_text("utf-8"))
]
HINT = "run `python docs/generate.py` and read what it changed"


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", RUN_PAGES)
def test_a_page_shows_what_its_commands_and_sessions_really_give(page: Path, ledger_file: Path, tmp_path: Path) -> None:
    """Every console, sh and python block is run, in order, with a clock that stands still."""
    assert blocks.refreshed(page, blocks.Desk(tmp_path, ledger_file)) == page.read_text("utf-8"), HINT


def test_no_command_is_shown_in_a_block_that_is_not_run() -> None:
    """A command in a block of another language, or one marked as not run, would slip through."""
    for page in blocks.pages():
        for block in blocks.blocks_of(page.read_text("utf-8")):
            assert "not run" not in block.directives
            if block.language not in ("console", "sh"):
                assert not re.search(r"^\$ ", block.text, re.MULTILINE), f"{page}:{block.first}"


def test_links_lead_to_pages_and_headings_that_exist() -> None:
    """Relative links only; the web is not asked."""
    for page in blocks.pages():
        text = re.sub(r"^ *```.*?^ *```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(<?([^)>\s]+)>?\)", text):
            if re.match(r"https?://", target):
                continue
            name, _, anchor = target.partition("#")
            found = (page.parent / name).resolve() if name else page
            assert found.exists(), f"{page}: {target}"
            if anchor:
                assert anchor in headings(found), f"{page}: {target}"


@cache
def headings(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


def test_a_timeline_that_is_shown_has_no_faults(bundled: Tracker) -> None:
    """A toml block with a [timeline] is a whole file, unless a command of the page is shown to refuse it."""
    shown = [
        (f"{page.name}:{block.first}", block.text)
        for page in blocks.pages()
        for block in blocks.blocks_of(page.read_text("utf-8"))
        if block.language == "toml" and "[timeline]" in block.lines and block.directives.get("file") != "broken.toml"
    ]
    assert shown
    for name, text in shown:
        assert read_timeline(text.encode(), name=name, known_instruments=bundled._has).events
        assert not faults("timeline-file", plain(tomllib.loads(text))), name


def test_the_hard_case_that_is_shown_passes(tmp_path: Path) -> None:
    """The complete example of the format is a case like any other."""
    text = (DOCS / "reference" / "hardcases-format.md").read_text("utf-8")
    example = next(b for b in blocks.blocks_of(text) if b.language == "toml" and "[case]" in b.lines)
    (tmp_path / "example.toml").write_text(example.text, "utf-8")
    [case] = runner.load_cases(tmp_path)
    for question in case.questions:
        assert not runner.mismatches(runner.answer(case, question), question["expect"])


# --- generated reference ----------------------------------------------------------------------------------------------


@each_row("name", ["cli", "event-kinds", "feed-files", "formats", "library"])
def test_generated_reference_is_not_stale(name: str) -> None:
    page = DOCS / "reference" / f"{name}.md"
    assert reference.filled(page.read_text("utf-8")) == page.read_text("utf-8"), HINT


def test_every_command_kind_and_public_name_is_in_the_reference() -> None:
    """Independent of how the pages are made."""
    cli, kinds, library = (
        (DOCS / "reference" / f"{name}.md").read_text("utf-8") for name in ("cli", "event-kinds", "library")
    )
    for command in COMMANDS:
        assert f"## regtrack {command}\n" in cli
    for word in (*KINDS, *INSTRUMENT_KINDS, *STATUSES, *FLAGS):
        assert f"| `{word}` |" in kinds
    for name in regtrack.__all__:
        assert name in library
    for name, member in inspect.getmembers(Tracker):
        if inspect.isfunction(member) and not name.startswith("_"):
            assert f"### tracker.{name}\n" in library


def test_every_decision_is_listed() -> None:
    listed = (DOCS / "decisions" / "README.md").read_text("utf-8")
    for note in (DOCS / "decisions").glob("0*.md"):
        assert f"]({note.name})" in listed


# --- schemas ----------------------------------------------------------------------------------------------------------


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((DOCS / "schemas" / f"{name}.schema.json").read_text("utf-8")))


def faults(name: str, data: Any) -> list[str]:
    """What is wrong with a value, in words that fit a test's failure."""
    found = validator(name).iter_errors(data)
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in found]


def plain(value: Any) -> Any:
    """TOML as JSON: dates as ISO text."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_the_man_page_is_not_stale() -> None:
    assert (DOCS / man.PAGE).read_text("utf-8") == man.page(), HINT


def test_published_schemas_are_not_stale() -> None:
    for path, text in schemas.files(DOCS / "schemas").items():
        assert path.read_text("utf-8") == text, HINT
        jsonschema.Draft202012Validator.check_schema(json.loads(text))
    assert {p.name for p in (DOCS / "schemas").iterdir()} == {p.name for p in schemas.files(DOCS / "schemas")}


QUESTIONS: dict[str, list[Callable[[Tracker], Any]]] = {
    "since": [
        lambda t: t.since("2025-05-12", "2025-05-20"),
        lambda t: t.since("2022-01-01"),
        lambda t: t.since("2025-05-12", "2025-05-20", threshold="reported", scope="15 CFR 742"),
        lambda t: t.since("2020-01-01", "2020-01-01"),
        lambda t: t.since("2025-09-01T12:00:00-04:00", "2025-12-01", known_by="record"),
    ],
    "diff": [
        lambda t: t.diff("2025-05-12", "2026-11-20"),
        lambda t: t.diff("2025-05-12", "2026-11-20", by="knowledge", on="2026-11-11", threshold="announced"),
        lambda t: t.diff("2026-11-20", "2025-05-12"),
    ],
    "board": [lambda t: t.board(), lambda t: t.board("2025-06-01", "2025-06-01", threshold="reported")],
    "timeline": [lambda t: t.timeline(), lambda t: t.timeline("2025-05-12", known="2025-05-20", threshold="published")],
    "upcoming": [lambda t: t.upcoming(), lambda t: t.upcoming(1000, on="2025-01-01", threshold="reported")],
}


@each_row(("name", "number"), [(name, i) for name in QUESTIONS for i in range(len(QUESTIONS[name]))])
def test_what_commands_write_fits_their_schema(name: str, number: int, bundled: Tracker) -> None:
    answer = json.loads(render(QUESTIONS[name][number](bundled), "json"))
    assert answer["schema"] == f"regtrack/{name}/1"
    assert not faults(name, answer)


@each_row("threshold", ["reported", "published"])
@each_row("day", ["2025-05-13", "2025-11-10T09:00:00-05:00", "2026-11-24"])
def test_every_state_fits_the_schema(day: str, threshold: str, bundled: Tracker) -> None:
    states = list(bundled.states(day, "2026-11-24", threshold=threshold))
    assert states
    for state in states:
        assert not faults("state", json.loads(render(bundled.why(state), "json")))


def test_states_of_the_hard_cases_fit_the_schema() -> None:
    """They hold what the bundled timelines do not: stays that overlap, deadlines counted, rules nullified."""
    for case in runner.load_cases(ROOT / "tests" / "hardcases"):
        for question in case.questions:
            if question["ask"] == "state" and not case.xfail:
                asked = {key: question[key] for key in ("scope", "known_by", "threshold") if key in question}
                state = case.tracker.state(question["instrument"], question["on"], question["known"], **asked)
                assert not faults("state", json.loads(render(case.tracker.why(state), "json"))), case.id


def test_status_fits_its_schema(cli: Callable[..., Any]) -> None:
    for arguments in ((), ("--instruments",), ("--instruments", "--topic", "AI chips")):
        done = cli("status", "--format", "json", *arguments)
        assert done.status == 0
        assert not faults("status", json.loads(done.out))


def test_schemas_refuse_what_is_not_an_answer(bundled: Tracker) -> None:
    """A schema that accepts anything proves nothing."""
    answer = json.loads(render(bundled.since("2025-05-12", "2025-05-20"), "json"))
    for spoil in (
        lambda a: a.pop("late"),
        lambda a: a.update(more=1),
        lambda a: a["changes"][0].update(cause="chance"),
        lambda a: a["changes"][0].pop("because"),
        lambda a: a["changes"][0]["because"][0].update(kind="no_such_kind"),
        lambda a: a["horizon"].update(threshold="sure"),
        lambda a: a.update(schema="regtrack/since/2"),
    ):
        spoiled = json.loads(json.dumps(answer))
        spoil(spoiled)
        assert faults("since", spoiled)


# --- the schema of timeline files -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((ROOT / "feeds" / "timelines").glob("*.toml")), ids=lambda p: p.name)
def test_bundled_timelines_fit_the_schema_for_editors(path: Path) -> None:
    """Of a timeline in parts the schema sees the whole."""
    whole = tomllib.loads(path.read_text("utf-8"))
    for part in whole["timeline"].get("parts", ()):
        for table, items in tomllib.loads((path.parent / part).read_text("utf-8")).items():
            whole.setdefault(table, []).extend(items)
    assert whole["event"]
    assert not faults("timeline-file", plain(whole))


WHOLE = """
[timeline]
id = "widgets"
checked_through = 2024-06-30

[[instrument]]
id = "us/cpsc/widget-guards"
kind = "final_rule"
title = "Widget guards"

[[document]]
id = "fr"
publisher = "Federal Register"

[[event]]
key = "delayed"
kind = "delay_effective"
target = "us/cpsc/widget-guards"
effect = 2024-06-03
published = 2024-02-15
evidence = ["fr"]
"""


def test_the_schema_for_editors_takes_a_small_timeline() -> None:
    assert not faults("timeline-file", plain(tomllib.loads(WHOLE)))


@each_row(
    ("found", "instead"),
    [
        ('id = "widgets"', ""),
        ('id = "widgets"', 'id = "My Widgets"'),
        ("checked_through = 2024-06-30", 'checked_through = "June"'),
        ('kind = "final_rule"', 'kind = "finale_rule"'),
        ('title = "Widget guards"', ""),
        ('title = "Widget guards"', 'title = "Widget guards"\nalias = ["Guards"]'),
        ('publisher = "Federal Register"', 'publisher = "Federal Register"\nrank = "best"'),
        ('kind = "delay_effective"', 'kind = "enter_force"'),
        ('target = "us/cpsc/widget-guards"\neffect', 'target = "Widget guards"\neffect'),
        ("effect = 2024-06-03", ""),
        ("effect = 2024-06-03", 'effect = "soon"'),
        ("effect = 2024-06-03", "effect = 2024-06-03\nuntil = 2024-07-01\nthrough = 2024-06-30"),
        ("published = 2024-02-15", ""),
        ('evidence = ["fr"]', "evidence = []"),
        ('evidence = ["fr"]', 'evidence = [{ quote = "words" }]'),
        ('kind = "delay_effective"', 'kind = "set_value"'),
        ('kind = "delay_effective"', 'kind = "open_comment"'),
        ('kind = "delay_effective"', 'kind = "retract"'),
        ("[[event]]", "[[events]]"),
    ],
)
def test_the_schema_for_editors_refuses_what_add_refuses(found: str, instead: str) -> None:
    """One mistake each, of those that a schema can see."""
    assert WHOLE.count(found) >= 1
    spoiled = WHOLE.replace(found, instead, 1)
    assert faults("timeline-file", plain(tomllib.loads(spoiled)))
    with pytest.raises(regtrack.RegtrackError):
        read_timeline(spoiled.encode(), name="widgets.toml")
