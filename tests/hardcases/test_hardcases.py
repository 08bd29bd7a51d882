from tests.hardcases.runner import Case, answer, mismatches


def test_answer(case: Case) -> None:
    """The law's answers are the library's answers."""
    found = [
        f"question {number} { ({key: str(value) for key, value in question.items() if key != 'expect'}) }\n  {each}"
        for number, question in enumerate(case.questions, 1)
        for each in mismatches(answer(case, question), question["expect"])
    ]
    assert not found, "\n".join([f"{case.id} {case.title}", *found])
