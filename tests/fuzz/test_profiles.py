"""Property tests: the same every time, and what was once found is tried again for good."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase, ReadOnlyDatabase

from tests.fuzz.profiles import Cases

if settings.get_current_profile_name() == "fuzz":
    pytest.skip("fuzzing draws something new each time", allow_module_level=True)


def drawn() -> list[str]:
    """What one property draws."""
    texts = list[str]()

    @settings(max_examples=300)
    @given(st.text())
    def look(text: str) -> None:
        texts.append(text)

    look()
    return texts


def test_each_run_draws_the_same() -> None:
    assert drawn() == drawn()


def test_what_is_drawn_does_not_depend_on_the_modules_that_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = drawn()
    module = ModuleType("loaded_since")
    module.__file__ = str(tmp_path / "loaded_since.py")
    Path(module.__file__).write_text("\n".join(f"A{n} = 'the constant {n}'" for n in range(500)), encoding="utf-8")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    assert drawn() == before


def prop(limit: int, *, database: Cases | ReadOnlyDatabase, most: int) -> Callable[[], None]:
    """A property that fails for what is at least ``limit``; of so many examples the first are those that are kept."""

    @settings(database=database, max_examples=most, print_blob=False)
    @given(st.integers(0, 10_000))
    def holds(number: int) -> None:
        assert number < limit

    return holds


def test_what_was_found_is_tried_again_for_good(tmp_path: Path) -> None:
    """Shrunk, and also after it passed once."""
    found, reader = Cases(tmp_path), ReadOnlyDatabase(DirectoryBasedExampleDatabase(tmp_path))
    prop(7000, database=reader, most=1)()  # nothing is known yet
    with pytest.raises(AssertionError):
        prop(7000, database=found, most=500)()
    prop(7001, database=found, most=1)()  # it is mended: 7000, the smallest that failed, passes
    with pytest.raises(AssertionError):
        prop(7000, database=reader, most=1)()
    assert sum(each.is_file() for each in tmp_path.rglob("*")) == 2  # the case, and the name of what it belongs to
