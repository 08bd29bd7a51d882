"""Every hard case is a test, which names each answer that is wrong (docs/reference/hardcases-format.md)."""

from pathlib import Path

import pytest

from tests.hardcases.runner import load_cases

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--cases", default=None, metavar="DIR", help="run every *.toml in DIR instead of the bundled cases"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" not in metafunc.fixturenames:
        return
    cases = load_cases(Path(metafunc.config.getoption("--cases") or HERE))
    marks = {case.id: [pytest.mark.xfail(strict=True, reason=case.xfail)] if case.xfail else [] for case in cases}
    metafunc.parametrize("case", [pytest.param(case, id=case.id, marks=marks[case.id]) for case in cases])
