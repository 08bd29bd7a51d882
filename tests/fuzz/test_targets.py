"""Each target takes its good inputs, some made of them, and every one that it once took badly."""

import json
from pathlib import Path
from random import Random

import pytest

from regtrack.errors import TimelineError
from regtrack.tracker import Tracker
from tests.fuzz import mutate
from tests.fuzz import trial as trials
from tests.fuzz.routes import _nothing
from tests.fuzz.scratch import Scratch
from tests.fuzz.targets import targets
from tests.fuzz.trial import Target, shrunk, trial
from tests.helpers import NOW
from tests.rows import each_row
from tests.sources.files.test_timeline import GOOD

TARGETS = {each.name: each for each in targets()}
STORED = [(each.name, path) for each in TARGETS.values() for path in each.stored()]
_TRIALS = 8
"""Inputs of each target; `make fuzz` goes on from there."""


@each_row("name", TARGETS)
def test_good_inputs_and_some_made_of_them(name: str) -> None:
    target = TARGETS[name]
    for seed in target.seeds[:10]:
        assert trial(target, seed) is None
    for number in range(_TRIALS):
        assert trial(target, target.input(number)) is None, number


@each_row(("name", "path"), STORED, ids=[f"{name}/{path.name}" for name, path in STORED])
def test_what_was_once_found(name: str, path: Path) -> None:
    assert trial(TARGETS[name], path.read_bytes()) is None


# --- the machinery itself ---------------------------------------------------------------------------------------------


def _stumbles(data: bytes) -> None:
    if b"\x1b" in data:
        raise KeyError(data)


TOY = Target(
    "toy", _stumbles, mutate.as_json, (json.dumps({"a": ["text", 1, None], "b": {"c": "more text"}}).encode(),)
)


def test_a_number_names_an_input() -> None:
    assert TOY.input(7) == TOY.input(7)
    assert len({TOY.input(number) for number in range(200)}) > 150


def test_what_goes_wrong_is_found_named_and_made_smaller() -> None:
    found = next(data for number in range(2000) if trial(TOY, data := TOY.input(number)))
    wrong = trial(TOY, found)
    assert wrong is not None
    assert wrong.startswith("KeyError tests")
    assert shrunk(TOY, found, wrong) == b"\x1b"


def test_an_input_that_takes_too_long_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "LIMIT", -1.0)
    assert (trial(TOY, b"x" * 100_000) or "").startswith("slow")


def test_no_input_is_long_and_no_two_steps_multiply() -> None:
    word = Target("word", _stumbles, mutate.text, (b"last",))
    assert max(len(word.input(number)) for number in range(20_000)) <= mutate.LONGEST


def test_a_ledger_that_is_used_again_holds_nothing_of_the_last_input() -> None:
    scratch, made = Scratch(), set[str]()
    scratch.reset = True
    for _ in range(3):
        tracker = Tracker(scratch.ledger(_nothing), clock=lambda: NOW)
        with pytest.raises(TimelineError):
            tracker.add("[timeline]\nid = 1\n")
        tracker.add(GOOD.encode())
        made.add("\n".join(tracker.export()))
        tracker.close()
    assert len(made) == 1


@each_row("way", [mutate.as_json, mutate.as_toml, mutate.markup, mutate.text, mutate.raw])
def test_any_bytes_can_be_mutated(way: mutate.Mutator) -> None:
    for number in range(300):
        chance = Random(number)
        assert len(mutate.mutated(chance.randbytes(chance.randrange(60)), chance, way)) <= mutate.LONGEST
