"""Which days an answer is about stands in it, whoever reads it: text, page, mail, table, calendar."""

import io
import zipfile

import pytest

import regtrack
from regtrack.report import FORMATS, render
from regtrack.report.answer import limits

SINCE = "After 12 May 2025, through 20 May 2025 (local time of each rule), as known then"
ASKED = {
    SINCE: lambda t: t.since("2025-05-12", "2025-05-20"),
    "After 12 May 2025 (local time of each rule), up to 20 May 2025 at 13:00 UTC, as known then": lambda t: t.since(
        "2025-05-12", "2025-05-20T13:00Z"
    ),
    "After 12 May 2025, through 20 May 2025 (local time of each rule), both as known on 1 June 2025": lambda t: t.diff(
        "2025-05-12", "2025-05-20", known="2025-06-01"
    ),
    "Learned about 1 June 2025: after 12 May 2025, through 20 May 2025": lambda t: t.diff(
        "2025-05-12", "2025-05-20", by="knowledge", on="2025-06-01"
    ),
    "Back from the end of 20 May 2025 to the end of 12 May 2025, both as known on 1 June 2025": lambda t: t.diff(
        "2025-05-20", "2025-05-12", known="2025-06-01"
    ),
    "On 1 June 2025, as known then": lambda t: t.board("2025-06-01", "2025-06-01"),
    "The 90 days after 1 December 2025": lambda t: t.upcoming(on="2025-12-01"),
}


@pytest.mark.parametrize("window", ASKED)
def test_the_window_stands_in_the_answer(bundled, window):
    """A day in a question means its end: the answer says after which day, and through which, in every format."""
    answer = ASKED[window](bundled)
    for form in (each for each in FORMATS if each not in ("ics", "atom", "xlsx")):
        assert window in " ".join(render(answer, form).split()), form
    with zipfile.ZipFile(io.BytesIO(render(answer, "xlsx"))) as book:
        assert window.encode() in book.read("xl/sharedStrings.xml")


def test_a_feed_and_a_calendar_say_it_in_their_name(bundled):
    """Which is the same as long as the question is: what "now" was is no part of it."""
    for form in ("ics", "atom"):
        assert "changes after 12 May 2025" in render(bundled.since("2025-05-12"), form)


def test_a_day_beside_itself_is_no_question_of_knowledge(bundled):
    said = " ".join(render(bundled.diff("2025-05-12", "2025-05-12", known="2025-06-01"), "text").split())
    assert "After 12 May 2025, through 12 May 2025 (local time of each rule), both as known on 1 June 2025" in said


def test_a_file_without_a_day_of_reading_silences_no_notice(tmp_path):
    """Adding a file on widgets says nothing about how far the sources of other rules were read."""
    stated, unstated = (tmp_path / f"{name}.toml" for name in ("stated", "unstated"))
    stated.write_text('[timeline]\nid = "stated"\ntitle = "Stated"\nchecked_through = 2025-03-01\n', "utf-8")
    unstated.write_text('[timeline]\nid = "unstated"\ntitle = "Unstated"\n', "utf-8")
    with regtrack.open(":memory:", bundled=False) as tracker:
        tracker.add(stated)
        tracker.add(unstated)
        assert limits.notices(tracker.board().horizon, tracker.board().known) == (
            "Nothing was read after 1 March 2025.",
        )
