"""Instructions that were looked up: none is taken for something else, and the labels are read as they are written."""

import json
from pathlib import Path

import pytest

from tests.accuracy import instructions
from tests.accuracy.instructions import judged, place_of, report
from tests.rows import each_row

SETS = sorted(instructions.SETS.glob("*.json"))


@each_row("path", SETS, ids=lambda path: path.stem)
def test_no_set_is_read_wrong(path: Path) -> None:
    cases = json.loads(path.read_text("utf-8"))["cases"]
    assert not {case["id"]: why for case in cases for verdict, why in (judged(case),) if verdict == "wrong"}


def test_each_set_has_a_row_in_the_table() -> None:
    lines = list(report(Path(), listed=False))
    assert [path.stem for path in SETS] == [line.split()[0] for line in lines[2:] if "first reading " in line]


@each_row(
    ("words", "cited"),
    [
        ("§ 9.1(b)(1), introductory text", "12 CFR 9.1(b)(1):intro"),
        ("§ 9.1, heading", "12 CFR 9.1:heading"),
        ("§ 9.1(b), sentences 5,6", "12 CFR 9.1(b):sentence(5,6)"),
        ("§ 9.1(a), definition of “Bank”, paragraph (1)(i)", "12 CFR 9.1(a), definition of “Bank”, paragraph (1)(i)"),
        ("appendix A", "app. A to 12 CFR 9"),
        ("13 CFR 10, § 10.1(b)", "13 CFR 10.1(b)"),
    ],
)
def test_places_are_read(words: str, cited: str) -> None:
    assert str(place_of(words, "12 CFR 9")) == cited


@pytest.mark.parametrize(
    ("law", "verdict"),
    [
        ([{"does": "remove", "to": "§ 9.1(b)"}], "right"),
        ([{"does": "remove", "to": "§ 9.1(c)"}], "wrong"),
        ([{"does": "remove", "to": "§ 9.1(b)"}, {"does": "remove", "to": "§ 9.1(c)"}], "wrong"),
        ("refuse", "wrong"),
    ],
)
def test_what_the_law_does_not_do_is_wrong(law: object, verdict: str) -> None:
    step = {"number": "3", "text": "3. In § 9.1, remove paragraph (b).", "law": law}
    assert judged({"id": "x", "part": "12 CFR 9", "steps": [step]})[0] == verdict
