"""Doors for others' code: what is found, what is left out, and what a ledger says of a kind that is gone."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from regtrack import plugins
from regtrack.cli import DOOR as COMMANDS
from regtrack.digest.channels import DOOR as CHANNELS
from regtrack.errors import InputError
from regtrack.model import kinds
from regtrack.news.readers import DOOR as READERS
from regtrack.plugins import Door, UnfitError
from regtrack.records.reading import read_event
from regtrack.records.validation import Flaws
from regtrack.report import render
from regtrack.report.answer import board
from regtrack.report.rendering import DOOR as FORMATS
from regtrack.report.rendering import OutputFormat
from regtrack.report.status import to_text
from regtrack.sources.registry import DOOR as SOURCES
from regtrack.store import open_store
from regtrack.store.opening import STORES
from tests.helpers import RULE, e, track

Install = Callable[..., None]


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs plug-ins for one test: a group, and ``module:attribute`` by name."""
    shown: dict[str, tuple[tuple[str, str], ...]] = {}
    monkeypatch.setattr(plugins, "_installed", lambda group: shown.get(group, ()))
    plugins._warn.cache_clear()

    def call(group: str, /, **points: str) -> None:
        shown[group] = tuple(sorted(points.items()))

    yield call
    plugins._warn.cache_clear()


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    module = types.ModuleType("stranger")
    monkeypatch.setitem(sys.modules, "stranger", module)
    return module


def text(found: Any) -> str:
    if not isinstance(found, str):
        raise UnfitError("it is no text")
    return found


def test_others_come_after_our_own_and_only_when_asked_for(install: Install, stranger: types.ModuleType) -> None:
    install("regtrack.words", theirs="stranger:WORD")
    stranger.WORD = "theirs"  # type: ignore[attr-defined]
    door: Door[str] = Door("regtrack.words", {"ours": "regtrack:__version__"}, text)
    assert door.names() == ("ours", "theirs")
    assert (door.get("theirs"), door.get("nobody's")) == ("theirs", None)
    assert "theirs" in door
    assert "nobody's" not in door
    assert list(door.values())[1:] == ["theirs"]


def test_our_own_needs_no_look_at_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "_installed", lambda group: pytest.fail(f"looked for {group}"))
    door: Door[str] = Door("regtrack.words", {"ours": "regtrack:__version__"}, text)
    assert "ours" in door
    assert door.get("ours")


@pytest.mark.parametrize(
    ("name", "where", "reason"),
    [
        ("gone", "nowhere.at.all:X", "No module named 'nowhere'"),
        ("bare", "stranger:MISSING", "module 'stranger' has no attribute 'MISSING'"),
        ("wrong", "stranger:NUMBER", "it is no text"),
        ("ours", "stranger:WORD", "the name is taken"),
    ],
)
def test_a_broken_one_is_named_once_and_alone(
    install: Install, stranger: types.ModuleType, capsys: pytest.CaptureFixture[str], name: str, where: str, reason: str
) -> None:
    stranger.NUMBER, stranger.WORD = 1, "theirs"  # type: ignore[attr-defined]
    install("regtrack.words", **{name: where, "well": "stranger:WORD"})
    door: Door[str] = Door("regtrack.words", {"ours": "regtrack:__version__"}, text)
    assert len(list(door.values())) == len(list(door.values())) == 2
    assert door.get("well") == "theirs"
    assert capsys.readouterr().err == (
        f"regtrack: the plug-in {name!r} ({where}, regtrack.words) is left out: {reason}\n"
    )


@pytest.mark.parametrize("door", [SOURCES, CHANNELS, FORMATS, READERS, COMMANDS, STORES], ids=lambda door: door.group)
def test_what_regtrack_brings_goes_through_the_same_doors(install: Install, door: Door[Any]) -> None:
    assert door.built_in
    assert all(door.get(name) is not None for name in door.built_in)


@pytest.mark.parametrize("door", [SOURCES, CHANNELS, FORMATS, READERS, COMMANDS], ids=lambda door: door.group)
def test_each_door_tells_what_is_unfit(
    install: Install, stranger: types.ModuleType, capsys: pytest.CaptureFixture[str], door: Door[Any]
) -> None:
    stranger.WRONG = types.SimpleNamespace(FORMATS=(1,), open=None)  # type: ignore[attr-defined]
    install(door.group, odd="stranger:WRONG")
    assert door.get("odd") is None
    assert f"({'stranger:WRONG'}, {door.group}) is left out: " in capsys.readouterr().err


def test_a_format_that_gives_no_text_is_named(install: Install, stranger: types.ModuleType) -> None:
    exec("def write(answer, options):\n    return None", stranger.__dict__)
    stranger.NONE = OutputFormat(stranger.write)  # type: ignore[attr-defined]
    install("regtrack.formats", none="stranger:NONE")
    words = r"format: the plug-in that writes it \(stranger\) failed: it gave nothing, and no text or bytes"
    with pytest.raises(InputError, match=words):
        render(track([]).board(), "none")


def test_the_fault_of_a_plugin_is_not_called_one_of_regtrack(install: Install, stranger: types.ModuleType) -> None:
    exec("def parse(text):\n    return int(text)", stranger.__dict__)
    install("regtrack.sources", odd="stranger:parse")
    with pytest.raises(ValueError, match="invalid literal") as theirs:
        stranger.parse("x")
    assert plugins.in_words(theirs.value).startswith("a fault of the plug-in stranger: invalid literal")
    with pytest.raises(ValueError, match="invalid literal") as ours:
        plugins.load("builtins:int")("x")
    assert "the plug-in" not in plugins.in_words(ours.value)


# --- stores -----------------------------------------------------------------------------------------------------------


def test_an_address_means_the_store_of_its_name(install: Install, stranger: types.ModuleType) -> None:
    opened: list[str] = []
    stranger.open = lambda location: opened.append(location) or open_store(":memory:")  # type: ignore[attr-defined]
    install("regtrack.stores", shelf="stranger:open")
    open_store("shelf://here/ledger").close()
    assert opened == ["shelf://here/ledger"]
    with pytest.raises(InputError, match=r"begins with nowhere://; expected a path or .*shelf://"):
        open_store("nowhere://x")


# --- kinds ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def tables() -> Iterator[None]:
    """The tables of kinds, as they were when the test is done."""
    before = dict(kinds.KINDS), dict(kinds.INSTRUMENT_KINDS)
    ended = set(kinds.ENDED)
    yield
    kinds.ENDED.intersection_update(ended)
    for table, rows in zip((kinds.KINDS, kinds.INSTRUMENT_KINDS), before, strict=True):
        for name in set(table) - set(rows):
            del table[name]


def test_a_name_that_is_missing_is_looked_for_among_plugins_once(tables: None) -> None:
    calls: list[int] = []

    def look() -> None:
        calls.append(1)
        kinds.add(
            [kinds.Kind("audit", kinds.Dimension.DEADLINE, kinds.Operation.OPEN, "audit set")],
            {"memo": kinds.Family.RULE},
        )

    kinds.further(look)
    assert "adopt" in kinds.KINDS
    assert not calls
    assert "audit" in kinds.KINDS
    assert kinds.KINDS["audit"].place == len(kinds.KINDS) - 1
    assert kinds.INSTRUMENT_KINDS["memo"] is kinds.Family.RULE
    assert kinds.KINDS.get("nothing at all") is None
    assert calls == [1]


def test_files_may_name_a_kind_that_a_plugin_brings(tables: None) -> None:
    """And where it is not installed, that is an error which says what is."""
    table = {"key": "t:audit", "kind": "audit", "target": RULE, "published": "2024-03-01"}
    with pytest.raises(Flaws, match="an event kind"):
        read_event(dict(table))
    kinds.add([kinds.Kind("audit", kinds.Dimension.KNOWLEDGE, kinds.Operation.NOTE, "audited")])
    assert read_event(dict(table)).row.phrase == "audited"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (kinds.Kind("adopt", kinds.Dimension.STAGE, kinds.Operation.NOTE, "x"), "'adopt' is there already"),
        (kinds.Kind("undo", kinds.Dimension.FORCE, kinds.Operation.REVISE, "x"), "derive or revise"),
    ],
)
def test_no_row_takes_the_place_of_another(rows: kinds.Kind, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        kinds.add([rows])


def test_a_kind_that_is_gone_is_a_note_and_a_doubt(tables: None) -> None:
    """The ledger opens and answers; what the event moved is not known, and the state says so."""
    kinds.add([kinds.Kind("audit", kinds.Dimension.FORCE, kinds.Operation.SHUT, "audited away", status="rescinded")])
    tracker = track(
        [e("set_effective", published="2024-01-02", effect="2024-02-01"), e("audit", published="2024-03-01")]
    )
    assert tracker.state(RULE, "2024-04-01").status == "rescinded"
    del kinds.KINDS["audit"]
    state = tracker.state(RULE, "2024-04-01")
    assert (state.status, "kind_unknown" in state.flags) == ("in_force", True)
    assert "kind_unknown" not in tracker.state(RULE, "2024-02-15").flags
    assert "kind not installed here" in render(tracker.why(state))
    shown = " ".join(render(tracker.timeline(instrument=RULE)).split()).lower()
    assert kinds.UNKNOWN_PHRASE in shown
    changed = " ".join(render(tracker.since("2024-02-15", "2024-04-01")).split())
    assert "Nothing changed" not in changed
    assert "kind that is not installed" in changed
    assert tracker.status().unknown_kinds == ("audit",)
    assert "not installed here, and shown as notes: audit." in " ".join(to_text(tracker.status()).split())


def test_an_instrument_of_a_kind_that_is_gone_is_not_said_to_bind_no_one(tables: None) -> None:
    kinds.add((), {"memo": kinds.Family.RULE})
    tracker = track([e("set_effective", published="2024-01-02", effect="2024-02-01")], kind="memo")
    assert tracker.state(RULE, "2024-04-01").flags == ()
    del kinds.INSTRUMENT_KINDS["memo"]
    state = tracker.state(RULE, "2024-04-01")
    assert (state.status, state.flags) == ("in_force", ("kind_unknown",))
    assert "kind not installed here" in render(state)


@pytest.mark.parametrize("format_", ["text", "md", "html", "json", "csv", "ics", "atom"])
def test_what_a_new_kind_ends_is_over_everywhere(tables: None, format_: str) -> None:
    """A row of the table is enough: nobody must comply any more, and every format knows the status for an end."""
    kinds.add([kinds.Kind("lapse", kinds.Dimension.FORCE, kinds.Operation.SHUT, "lapsed", status="lapsed_by_law")])
    tracker = track(
        [
            e("set_effective", published="2024-01-02", effect="2024-02-01"),
            e("set_compliance", published="2024-01-02", effect="2024-03-01"),
            e("lapse", published="2024-05-01", effect="2024-06-01"),
        ]
    )
    state = tracker.state(RULE, "2024-07-01")
    assert (state.status, state.force.value, state.duty) == ("lapsed_by_law", "no", "no")
    assert render(tracker.why(state)).splitlines()[2] == "No longer: lapsed by law on 1 Jun 2024."
    shown = render(tracker.since("2024-05-15", "2024-07-01"), format_)
    assert ("lapsed_by_law" if format_ in ("json", "csv") else "lapsed by law") in shown
    assert [row.ended for row in board.of(tracker.board(on="2024-07-01")).rows] == [True]
