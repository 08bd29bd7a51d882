from typing import Any

from tests.hardcases.runner import Case, answer, mismatches


def test_answer(case: Case, question: dict[str, Any]) -> None:
    """The law's answer is the library's answer."""
    wrong = mismatches(answer(case, question), question["expect"])
    asked = {key: str(value) for key, value in question.items() if key != "expect"}
    assert not wrong, f"{case.id} {case.title}\n  asked {asked}\n  " + "\n  ".join(wrong)
