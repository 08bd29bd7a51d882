"""The rounds are facts that a scorer can read; what the reader says of them is the table of ``make accuracy``."""

import json

from tests.accuracy import rounds
from tests.rows import each_row

FILES = sorted(rounds.ROUNDS.glob("*.json"))


@each_row("file", FILES, ids=lambda file: file.stem)
def test_a_round_has_its_first_reading_and_no_text(file):
    told = json.loads(file.read_text("utf-8"))
    asked = sum(len(case["questions"]) for case in told["cases"])
    first = told["first_reading"]
    assert set(first) == set(rounds.COUNTS)
    assert first["right"] + first["wrong"] + first["abstained"] == asked
    assert first["found"] + first["missed"] == sum(len(case["deadlines"]) for case in told["cases"])
    ours = told["seed"] > 9000  # written for the round, and not taken from anywhere
    assert all(ours or len(row["dates"] or "") < 60 for case in told["cases"] for row in case["originals"])


def test_no_document_is_in_two_rounds():
    numbers = [n for f in FILES for case in json.loads(f.read_text("utf-8"))["cases"] for n in case["documents"]]
    assert len(numbers) == len(set(numbers))


def test_what_is_sure_of_something_else_than_the_law_is_wrong():
    question = {"force": "no", "status": ["pending"], "until_on": "2026-07-04"}
    answer = {"force": "no", "status": "pending", "flags": [], "until": "2026-07-04T20:00", "scheduled_next": None}
    cases = (
        ({}, "right"), ({"until": "2026-07-05"}, "wrong"), ({"until": None}, "abstained"), ({"force": "yes"}, "wrong"),
        ({"force": "yes", "flags": ["unread"]}, "abstained"), ({"force": "unknown", "status": "unknown"}, "abstained"),
        ({"status": "expired"}, "wrong"),
    )  # fmt: skip
    for change, verdict in cases:
        assert rounds._compared(question, answer | change) == verdict, change
