"""The reports as they are: golden files of five questions in every format, and in Japanese where words are shown.

``pytest tests/report --update-golden`` writes them anew; read the difference before you commit it.
"""

import difflib
import re
from functools import cache
from pathlib import Path

import pytest

from regtrack.report import FORMATS, render

GOLDEN = Path(__file__).parent / "golden"
QUESTIONS = {
    "since-2025-05": lambda tracker: tracker.since("2025-05-12", "2025-05-20"),
    "since-2025-10": lambda tracker: tracker.since("2025-10-01", "2025-11-15"),
    "state-ai-diffusion": lambda tracker: tracker.why(tracker.state("us/bis/ai-diffusion", "2025-06-01", "2025-06-01")),
    "board-2025-06": lambda tracker: tracker.board("2025-06-01", "2025-06-01", agency="bis"),
    "timeline-affiliates": lambda tracker: tracker.timeline(instrument="us/bis/affiliates-50"),
    "upcoming-2025-11": lambda tracker: tracker.upcoming(365, on="2025-11-15"),
}
ENDINGS = {"text": "txt"}
FILES = {
    f"{name}{'' if lang == 'en' else f'.{lang}'}.{ENDINGS.get(format_, format_)}": (name, format_, lang)
    for name in QUESTIONS
    for lang, formats in (
        ("en", [each for each in FORMATS if each != "xlsx"]),
        ("ja", ("text", "md", "html", "ics", "atom")),
    )
    for format_ in formats
}


@pytest.fixture(scope="module")
def answer(bundled):
    """The answer to a question, asked once."""
    return cache(lambda name: QUESTIONS[name](bundled))


@pytest.mark.parametrize("file", FILES)
def test_a_report_is_what_it_was(answer, request, file):
    """Every change of what users read is seen and meant."""
    name, format_, lang = FILES[file]
    file = GOLDEN / file
    found = _without_code(render(answer(name), format_, lang=lang))
    if request.config.getoption("--update-golden"):
        file.write_bytes(found.encode())
        return
    assert file.is_file(), f"{file} is not there; make it with: pytest tests/report --update-golden"
    expected = file.read_bytes().decode()
    if found == expected:
        return
    difference = difflib.unified_diff(
        expected.splitlines(), found.splitlines(), f"golden/{file.name}", "this report", lineterm="", n=2
    )
    lines = list(difference) or ["only line ends differ"]
    more = f"\n... and {len(lines) - 60} lines more" if len(lines) > 60 else ""
    pytest.fail(
        "\n".join(
            [f"{file.name} is another one now (pytest tests/report --update-golden writes it anew):", *lines[:60]]
        )
        + more,
        pytrace=False,
    )


def _without_code(text):
    """A page without its style and script, which stand in templates/ and are the same for every page."""
    text = re.sub(r"(<style>|<script>).+?(</style>|</script>)", r"\1...\2", text, flags=re.DOTALL)
    return re.sub(r"'sha256-[^']+'|&#39;sha256-.+?&#39;", "'sha256-...'", text)


def test_no_golden_file_is_left_over():
    """Each file belongs to a question."""
    assert {file.name for file in GOLDEN.iterdir()} <= set(FILES)
