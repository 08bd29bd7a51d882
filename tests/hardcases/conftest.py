"""Every question of every hard case is a test of its own (docs/reference/hardcases-format.md)."""

from pathlib import Path

import pytest

from tests.hardcases.runner import load_cases

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--cases", default=None, metavar="DIR", help="run every *.toml in DIR instead of the bundled cases"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "question" not in metafunc.fixturenames:
        return
    folder = Path(metafunc.config.getoption("--cases") or HERE)
    params = []
    for case in load_cases(folder):
        marks = [pytest.mark.xfail(strict=True, reason=case.xfail)] if case.xfail else []
        for number, question in enumerate(case.questions, 1):
            params.append(pytest.param(case, question, id=f"{case.id}-{number}-{question.get('ask')}", marks=marks))
    metafunc.parametrize(("case", "question"), params)
