"""Tables of cases as one test: a test for each row costs more than most rows do, in each process that collects them."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., None]


def each_row(names: str | Iterable[str], table: Iterable[Any], ids: Any = None) -> Callable[[Test], Test]:
    """Run a test over all rows of a table, and name every row that fails: as ``pytest.mark.parametrize``, in one test.

    For tests that need no fixture of their own for each row.

    Args:
        names: the arguments that a row gives, in a sequence or with commas between them.
        table: the rows; of one argument, its values.
        ids: what to call each row; or a function that names a value. None: the row itself.
    """
    fields = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    rows = [(row,) if len(fields) == 1 else tuple(row) for row in table]
    called = [ids(*row) for row in rows] if callable(ids) and len(fields) == 1 else ids
    named = [repr(row)[:300] for row in rows] if called is None or callable(called) else list(called)
    assert rows, "found no row; expected one at least"

    def decorate(test: Test) -> Test:
        @wraps(test)
        def run(**fixtures: Any) -> None:
            failed = list[BaseException]()
            for name, row in zip(named, rows, strict=True):
                try:
                    test(**dict(zip(fields, row, strict=True)), **fixtures)
                except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001  the others are tried too
                    error.add_note(f"row {name}")
                    failed.append(error)
            if failed:
                raise BaseExceptionGroup(f"{len(failed)} of {len(rows)} rows", failed)

        signature = inspect.signature(test)
        left = [each for each in signature.parameters.values() if each.name not in fields]
        run.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return run

    return decorate
