"""The tools for assistants, asked by the client of the SDK in this process."""

from __future__ import annotations

import asyncio
import json
import sys
import tomllib
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import regtrack
from regtrack.errors import InputError
from regtrack.mcp_server.server import BYTES, build
from regtrack.tracker import Tracker
from tests.conftest import NOW
from tests.rows import each_row
from tests.sources.cfr_editions.shapes import ANNUAL, REVISE, rule, write

ROOT = Path(__file__).parents[1]
RULE = "90 FR 4544"


def run_apart(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run it in a separate thread: a test of the page may have left a loop running in this one.

    The library of the protocol takes a second to import, so that only the worker that runs these tests loads it.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


class Reply(NamedTuple):
    """What a tool gave back, in the texts that an assistant reads."""

    wrong: bool
    text: str

    @property
    def table(self) -> dict[str, Any]:
        assert not self.wrong, self.text
        found: dict[str, Any] = json.loads(self.text)
        return found


def asked(tracker: Tracker, *calls: tuple[str, dict[str, Any]]) -> list[Reply]:
    async def ask() -> list[Reply]:
        from mcp import Client

        async with Client(build(tracker)) as client:
            results = [await client.call_tool(name, arguments) for name, arguments in calls]
        return [Reply(bool(each.is_error), "".join(part.text for part in each.content)) for each in results]

    return run_apart(ask())


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Tracker:
    folder = tmp_path_factory.mktemp("code")
    tracker = regtrack.open(folder / "ledger.sqlite", bundled=False, clock=lambda: NOW)
    tracker.add(write(folder, "annual.xml", ANNUAL))
    tracker.add(write(folder, "2025-01-15-rule.xml", rule(REVISE)))
    return tracker


QUESTIONS: dict[str, dict[str, Any]] = {
    "search": {"words": "diffusion"},
    "state": {"instrument": RULE, "on": "2025-05-14", "known": "2025-05-14"},
    "why": {"instrument": RULE},
    "since": {"since": "2025-05-01", "until": "2025-06-01"},
    "upcoming": {"within": 400},
    "timeline": {"topic": ["ai-chips"]},
    "board": {},
}


def fits(reply: Reply) -> None:
    table = reply.table
    assert len(reply.text.encode()) <= BYTES
    assert table["answer"]
    assert table["horizon"]["read_through"]
    assert table["items"]
    assert any(source["standing"] == "official" for item in table["items"] for source in item["sources"])


@each_row("name", QUESTIONS)
def test_each_tool_answers_in_short_with_sources_doubt_and_horizon(name: str, bundled: Tracker) -> None:
    for limit in (10, 100):  # a page fits, however much is asked for
        [reply] = asked(bundled, (name, {**QUESTIONS[name], "limit": limit}))
        fits(reply)
        assert "doubt" in reply.table or all("doubt" in item for item in reply.table["items"])


def test_the_words_of_a_provision(code: Tracker) -> None:
    [reply] = asked(code, ("text", {"scope": "12 CFR 9.1(b)", "on": "2025-03-01", "known": "2025-06-01"}))
    fits_words = [item["text"] for item in reply.table["items"]]
    assert "(1) Records. A lender must keep records of every loan." in fits_words
    assert reply.table["sources"][0]["url"].startswith("https://www.ecfr.gov/on/")
    assert reply.table["horizon"]["read_through"]
    assert len(reply.text.encode()) <= BYTES


def test_every_tool_only_reads(bundled: Tracker) -> None:
    async def tools() -> Any:
        from mcp import Client

        async with Client(build(bundled)) as client:
            return (await client.list_tools()).tools

    found = run_apart(tools())
    assert {each.name for each in found} == {*QUESTIONS, "text", "verify_citation"}
    assert all(each.annotations.read_only_hint for each in found)
    assert all(each.description for each in found)


@each_row("name", ["since", "timeline", "board", "why", "search"])
def test_a_cursor_walks_to_the_end_and_no_item_comes_twice(name: str, bundled: Tracker) -> None:
    question: dict[str, Any] = {**QUESTIONS[name], "limit": 30}
    items: list[str] = []
    for _ in range(40):
        [reply] = asked(bundled, (name, question))
        assert len(reply.text.encode()) <= BYTES
        assert reply.table["from"] == len(items)
        items += [json.dumps(item) for item in reply.table["items"]]
        if "next_cursor" not in reply.table:
            break
        question["cursor"] = reply.table["next_cursor"]
    assert len(items) == reply.table["total"]
    assert len(set(items)) == len(items)


WRONG = {
    "an unknown name": ("state", {"instrument": "nonsense zz"}, "instrument: found 'nonsense zz'; expected "),
    "no such day": ("since", {"since": "2025-02-30"}, "since: found '2025-02-30'"),
    "no such agency": ("board", {"agency": ["nobody-at-all"]}, "agency: "),
    "a limit": ("board", {"limit": 0}, "limit: found 0; expected a number from 1 to 100"),
    "a cursor": ("board", {"cursor": "abc"}, "cursor: found one of another question"),
    "an argument that it does not have": (
        "board",
        {"agencies": ["bis"]},
        "question: found 'agencies'; expected one of on, known, topic, agency, cfr, kind, limit, cursor (did you mean ",
    ),
    "another name of an argument": ("state", {"instrument": RULE, "as_of": "2024-01-01"}, "question: found 'as_of'; "),
    "an argument that is missing": ("state", {}, "instrument: it is missing"),
    "an argument of another type": (
        "timeline",
        {"topic": "ai-chips"},
        "topic: found 'ai-chips'; expected a valid list",
    ),
    "a number in words": ("upcoming", {"within": "soon"}, "within: found 'soon'; expected a valid integer"),
    "no edition": ("text", {"scope": "15 CFR 744.23"}, "scope: found 15 CFR 744"),
}


@each_row("name", WRONG)
def test_a_question_that_is_not_understood_is_an_error_in_a_sentence(name: str, bundled: Tracker) -> None:
    tool, arguments, begins = WRONG[name]
    [reply] = asked(bundled, (tool, arguments))
    assert reply.wrong
    assert reply.text.startswith(begins)
    assert "\n" not in reply.text


def test_a_cursor_fits_no_other_question(bundled: Tracker) -> None:
    [first] = asked(bundled, ("board", {"limit": 1}))
    [other] = asked(bundled, ("board", {"limit": 1, "on": "2025-05-01", "cursor": first.table["next_cursor"]}))
    assert other.wrong


VERDICTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "in force": ({"citation": RULE, "on": "2025-05-13", "known": "2025-05-13"}, "yes", "Yes: in force since 13 Jan"),
    "in one sentence": ({"citation": f"{RULE}, in force on 2025-05-13 as known on 2025-05-13"}, "yes", "Yes: "),
    "before it was": ({"citation": RULE, "on": "2025-01-12", "known": "2025-01-16"}, "no", "No: no published act"),
    "before anyone knew": ({"citation": RULE, "on": "2024-05-12", "known": "2024-05-12"}, "unverified", "Unverified: "),
    "not read so far": ({"citation": RULE, "on": "2026-11-20"}, "unverified", "Unverified: "),
    "what is only issued": (
        {"citation": "us/bis/ai-training-policy-statement", "on": "2025-06-01", "known": "2025-06-01"},
        "unverified",
        "Unverified: issued 13 May 2025",
    ),
    "never read": ({"citation": "12 FR 1", "on": "2025-05-13"}, "unverified", "Unverified: "),
}


@each_row("name", VERDICTS)
def test_a_citation_is_verified_refuted_or_left_open(name: str, bundled: Tracker) -> None:
    arguments, verdict, begins = VERDICTS[name]
    [reply] = asked(bundled, ("verify_citation", arguments))
    assert reply.table["verdict"] == verdict
    assert reply.table["answer"].startswith(begins)
    assert bool(reply.table["why_unverified"]) is (verdict == "unverified")
    assert {"sources", "doubt", "horizon"} <= reply.table.keys()
    assert len(reply.text.encode()) <= BYTES


# --- the command ------------------------------------------------------------------------------------------------------


def test_over_standard_input_and_output(own_ledger: Path) -> None:
    before = own_ledger.read_bytes()
    command = [sys.executable, "-m", "regtrack", "mcp", "--store", str(own_ledger)]

    async def ask() -> Any:
        from mcp import Client, StdioServerParameters, stdio_client

        async with Client(stdio_client(StdioServerParameters(command=command[0], args=command[1:]))) as client:
            return await client.call_tool("verify_citation", VERDICTS["in force"][0])

    assert json.loads(run_apart(ask()).content[0].text)["verdict"] == "yes"
    assert own_ledger.read_bytes() == before


def test_without_the_extra_it_says_what_to_install(bundled: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(InputError, match=r"pip install 'regtrack\[mcp\]'"):
        build(bundled)


def test_an_address_that_is_none(own_ledger: Path, cli: Callable[..., Any]) -> None:
    done = cli("mcp", "--store", str(own_ledger), "--http", "8000")
    assert done.status == 2
    assert done.err == "regtrack: http: found '8000'; expected a host and a port, such as 127.0.0.1:8000\n"


def test_the_manifest_is_of_this_release_and_names_a_command_that_is_there() -> None:
    manifest = json.loads((ROOT / "server.json").read_text("utf-8"))
    [package] = manifest["packages"]
    assert manifest["version"] == package["version"] == regtrack.__version__
    assert [each["value"] for each in package["packageArguments"]] == ["mcp"]
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert [each["value"] for each in package["runtimeArguments"]] == extras["mcp"]
    assert f"mcp-name: {manifest['name']} " in (ROOT / "README.md").read_text("utf-8")
    assert len(manifest["description"]) <= 100
