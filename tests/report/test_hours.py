"""An hour is never told without its zone, in any format."""

import re

import pytest

from regtrack.model.when import When
from regtrack.report import FORMATS, dates_in_words, render

HOUR = re.compile(
    r"(?<![\d:+-])(?:[01]\d|2[0-3]):[0-5]\d(?::\d\d(?:\.\d+)?)?(?![\d:])"
    r"(?! UTC| [ap]\.m\.| \w+(?: \w+)? time|（[^）]+時間|（協定世界時|Z|\[|[+-]\d\d:\d\d)"
)
"""An hour and what follows it, where that names no zone."""
ZONED_BY_COLUMN = ("json", "jsonl", "csv")
QUESTIONS = {
    "an announced end": lambda t: t.why(t.state("us/ustr/us-china-arrangement-2025")),
    "that end ahead": lambda t: t.upcoming(365, on="2026-10-01"),
    "a proclamation of an hour": lambda t: t.why(t.state("us/president/proclamation-11002")),
    "its change": lambda t: t.since("2026-01-10", "2026-01-20"),
    "the board": lambda t: t.board(),
    "the timeline": lambda t: t.timeline(instrument="us/president/proclamation-11002"),
}


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_hour_has_its_zone(bundled, question, lang):
    """Text, Markdown, page, calendar and feed: what people read says whose clock an hour is of."""
    answer = QUESTIONS[question](bundled)
    for form in (each for each in FORMATS if each not in (*ZONED_BY_COLUMN, "xlsx")):
        for full in (False, True)[: 2 if form == "text" else 1]:
            shown = render(answer, form, lang=lang, full=full, why=full, width=400)
            shown = re.sub(r"\r\n[ \t]", "", shown)  # the folded lines of a calendar
            shown = re.sub(r"<(style|script)[^>]*>.+?</\1>", "", shown, flags=re.DOTALL)
            found = [shown[max(hit.start() - 50, 0) : hit.end() + 20] for hit in HOUR.finditer(shown)]
            assert not found, f"{form} tells an hour without its zone: {found[:3]}"


@pytest.mark.parametrize("form", ZONED_BY_COLUMN)
@pytest.mark.parametrize("question", ["an announced end", "that end ahead", "its change", "the board"])
def test_what_programs_read_names_the_zone_beside_the_hour(bundled, form, question):
    """A local minute stays as it was; the row that has it names its zone."""
    shown = render(QUESTIONS[question](bundled), form)
    if form == "csv":
        assert "zone" in shown.splitlines()[0].split(",")
    else:
        assert re.search(r'"zone": ?"America/New_York"', shown)


def test_words_for_an_instant_name_its_zone():
    """In whichever of the forms an instant is stated."""
    for text in ("2026-01-15T00:01[America/New_York]", "2026-01-15T00:01:00-05:00", "2026-01-15T05:01:00Z"):
        assert not HOUR.search(dates_in_words.date(When.parse(text).text)), text
