"""A date that is known to a month or to some days is said so: no day stands in for it (no stand-in dates)."""

import json
import re
from functools import partial

from regtrack.report import dates_in_words
from regtrack.report import render as rendered
from tests.helpers import RULE, e, track
from tests.rows import each_row

render = partial(rendered, full=True)
SET = e("set_effective", "set", effect="2024-01-15", published="2024-01-15")
STANDING_IN = re.compile(r"\b(?:1|30|31) (?:May|July) 2024")

MONTHS = {
    "effect": ([e("set_effective", effect="2024-07", published="2024-04-01")],
        "Published; in force from a day in July 2024.", "July 2024: In force.",
        "July 2024: Took effect."),
    "stay": ([SET, e("stay", effect="2024-04-02", published="2024-04-02", until="2024-07")],
        "Stayed until a day in July 2024; returns by itself unless extended.",
        "July 2024: In force, if the stay is not extended.",
        "July 2024: Back in force; as scheduled and not confirmed."),
    "duty": ([SET, e("set_compliance", effect="2024-07", published="2024-04-01")],
        "Compliance required from a day in July 2024.", "July 2024: Compliance required.",
        "July 2024: Compliance required."),
    "value": ([SET, e("set_value", name="rate", value=5, effect="2024-07", published="2024-04-01")],
        "1 April 2024: Rate: 5, effect July 2024.", "July 2024: Rate: 5.", "July 2024: Rate: 5."),
    "words": ([SET, e("amend", effect="2024-07-05..2024-07-09", published="2024-04-01")],
        "1 April 2024: Amended, effect between", "between 5 July 2024 and 9 July 2024: Amended.",
        "between 5 July 2024 and 9 July 2024: Amended."),
    "enforcement": ([SET, e("announce_nonenforcement", effect="2024-07", announced="2024-04-01")],
        "Non-enforcement announced, effect July 2024.", "July 2024: Non-enforcement announced.",
        "July 2024: Announced: X will not enforce it, no end date."),
    "said": ([SET, e("rescind", effect="2024-07", announced="2024-04-01", certainty="announced")],
        "Announced: rescission for a day in July 2024.",
        "July 2024: Rescission (announced only; no act has set this date).", None),
    "said end": ([SET, e("set_expiry", through="2024-07", announced="2024-04-01", certainty="announced")],
        "Announced: end date through a day in July 2024.",
        "July 2024: End date (announced only; no act has set this date).", None),
}  # fmt: skip


def words(text: str) -> str:
    """A report on one line, without its last part, which is about the clock."""
    return " ".join(text.partition("Sources and limits")[0].split()).replace("[announced] ", "")


@each_row("name", MONTHS)
def test_a_month_is_told_as_a_month(name: str) -> None:
    """When it became known, while it lies ahead, and when it has come."""
    tables, known, ahead, arrived = MONTHS[name]
    ledger = track(tables)
    first = words(render(ledger.since("2024-03-01", "2024-05-01", within=120)))
    assert known in first
    assert ahead in first
    assert ahead in words(render(ledger.upcoming(within=120, on="2024-05-01")))
    later = words(render(ledger.since("2024-05-01", "2024-09-01")))
    assert arrived is None or arrived in later
    for text in (
        first,
        later,
        *(words(render(ledger.why(ledger.state(RULE, on=f"2024-0{month}-10")))) for month in (6, 7, 8)),
    ):
        window = ("After 1 March 2024, through 1 May 2024", "After 1 May 2024, through 1 September 2024")
        assert not STANDING_IN.search(text.replace(window[0], "").replace(window[1], "")), text


def test_japanese() -> None:
    """Days in between, the words of an act that changes a text, and no date twice."""
    found = render(track(MONTHS["words"][0]).upcoming(within=120, on="2024-05-01"), lang="ja")
    assert "2024年7月5日から2024年7月9日までの間：改正。" in found
    tables = [SET, e("open_comment", through="2024-07-05..2024-07-09", published="2024-04-01")]
    found = render(track(tables).since("2024-03-01", "2024-05-01"), lang="ja", width=100)
    assert "意見募集は2024年7月5日から2024年7月9日までの間のいずれかの日締切。" in found


def test_a_month_lies_ahead_until_it_is_over() -> None:
    """In its midst nobody knows whether it has come."""
    for name in ("effect", "stay", "duty", "value", "words", "said", "said end"):
        tables, _, ahead, _ = MONTHS[name]
        assert ahead in words(render(track(tables).upcoming(within=30, on="2024-07-07"))), name
    ledger = track(MONTHS["effect"][0])
    standing = words(render(ledger.why(ledger.state(RULE, on="2024-07-10"))))
    assert "Not yet: not known, in force from July 2024." in standing or "Next July 2024; in force" in standing


def test_a_program_is_given_the_first_and_the_last_day() -> None:
    """As everywhere in data, in ISO."""
    ledger = track(MONTHS["effect"][0])
    found = json.loads(render(ledger.why(ledger.state(RULE, on="2024-08-10")), "json"))
    assert found["since"] == "2024-07-01..2024-07-31"


@each_row(
    ("text", "alone", "after_a_word"),
    [
        ("2024-05-13", "13 May 2024", "13 May 2024"),
        ("2024-05", "May 2024", "a day in May 2024"),
        ("2024-02-01..2024-02-29", "February 2024", "a day in February 2024"),
        ("2024-01-01..2024-12-31", "2024", "a day in 2024"),
        ("2024-05-01..2024-05-30", "between 1 May 2024 and 30 May 2024", "a day between 1 May 2024 and 30 May 2024"),
        ("2024-05-01..2025-05-31", "between 1 May 2024 and 31 May 2025", "a day between 1 May 2024 and 31 May 2025"),
    ],
)
def test_days_in_words(text: str, alone: str, after_a_word: str) -> None:
    assert (dates_in_words.date(text), dates_in_words.some_day(text)) == (alone, after_a_word)


def test_some_day_of_a_span_is_no_time_from_and_to():
    """ "In force since 1 to 15 April" would be read as in force until 15 April."""
    tracker = track(
        [
            {
                "key": "k",
                "kind": "set_effective",
                "target": RULE,
                "effect": "2024-04-01..2024-04-15",
                "published": "2024-03-01",
            }
        ]
    )
    assert "in force since a day between 1 Apr 2024 and 15 Apr 2024" in words(render(tracker.state(RULE)))
