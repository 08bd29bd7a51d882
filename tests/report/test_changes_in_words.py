"""Each kind of change in the words that a person would use; each word of the model has words for readers."""

from pathlib import Path

import attrs
import pytest

from regtrack.dates import Moment
from regtrack.model.change import Cause, Change, Facet, Section, Upcoming
from regtrack.model.citing import Sources
from regtrack.model.event import Recorded
from regtrack.model.kinds import KINDS, Certainty
from regtrack.report import answer as answers
from regtrack.report import changes_in_words, coming_in_words, dates_in_words, labels
from regtrack.report.answer.entries import upcoming_entry
from regtrack.report.dates_in_words import some_day, zoned
from regtrack.report.language import sentence
from tests.helpers import RULE, e, events_of, rule, track
from tests.report.test_language import catalogue
from tests.rows import each_row

NOTHING = Sources({RULE: rule()}, {}, {}, Moment.read("2025-06-01"))
BLANK = Change(
    RULE, None, Facet.STATUS, None, None, None, None, None, None, Cause.ACT, (), False, Section.EFFECT
)  # fmt: skip


def said(facet, /, event=None, **fields):
    """The sentence for a change, led by an event if there is one."""
    sources = NOTHING
    if event is not None:
        (made,) = events_of([event])
        sources = attrs.evolve(NOTHING, events={"x": Recorded(made, "x", 1, 0, "t")})
        fields["because"] = ("x",)
    change = attrs.evolve(BLANK, facet=Facet(facet), **fields)
    return sentence(
        changes_in_words.turned(change, sources, day=lambda text: some_day(zoned(text, "America/New_York")))
    )


DAY, END = "2025-05-13", "2026-11-10"
STATUS = {
    "in force": ({"after": "in_force", "on": DAY}, "Took effect."),
    "in force, with an end": (
        {"after": "in_force", "on": DAY, "until": END, "then": "expired"},
        "Took effect; expires on 10 November 2026.",
    ),
    "in force without a day": ({"after": "in_force"}, "Took effect."),
    "in force after a stay": ({"before": "stayed", "after": "in_force", "on": END}, "Stay ended; in force."),
    "guidance": ({"after": "current", "on": DAY}, "Issued."),
    "guidance without a day": ({"after": "current"}, "Issued."),
    "pending": ({"after": "pending", "on": DAY, "until": END}, "Published, not yet in effect."),
    "pending without a day": ({"after": "pending", "on": DAY}, "Published, not yet in effect."),
    "delayed": ({"after": "delayed", "on": DAY, "until": END}, "Delayed."),
    "delayed indefinitely": ({"after": "delayed_indefinitely", "on": DAY}, "Delayed, no date given."),
    "stayed": (
        {"after": "stayed", "on": DAY, "until": END, "then": "in_force"},
        "Stayed until 10 November 2026.",
    ),
    "stayed, then something else": (
        {"after": "stayed", "on": DAY, "until": END, "then": "expired"},
        "Stayed until 10 November 2026.",
    ),
    "stayed without an end": ({"after": "stayed", "on": DAY}, "Stayed, no end set."),
    "stayed without a day": ({"after": "stayed"}, "Stayed, no end set."),
    "rescinded": ({"after": "rescinded", "on": DAY}, "Rescinded."),
    "expired": ({"after": "expired", "on": DAY}, "Expired."),
    "superseded": ({"after": "superseded", "on": DAY}, "Superseded."),
    "vacated": ({"after": "vacated", "on": DAY}, "Vacated."),
    "nullified": ({"after": "nullified", "on": DAY}, "Nullified by Congress."),
    "withdrawn": ({"after": "withdrawn", "on": DAY}, "Withdrawn."),
    "introduced": ({"after": "introduced", "on": DAY}, "Introduced."),
    "in committee": ({"after": "in_committee", "on": DAY}, "In committee."),
    "passed": ({"after": "passed_one", "on": DAY}, "Passed one chamber."),
    "law": ({"after": "law", "on": DAY}, "Became law."),
    "proposed": ({"after": "proposed", "on": DAY}, "Proposed."),
    "filed": ({"after": "filed", "on": DAY}, "Filed for public inspection."),
    "at an hour": (
        {"after": "in_force", "on": "2026-01-15T00:01"},
        "Took effect.",
    ),
    "came and went": (
        {"after": "in_force", "on": DAY, "until": END, "came_and_went": True},
        "In force until 10 November 2026: began and ended in this window.",
    ),
    "mixed": ({"after": "mixed", "on": DAY}, "Parts now differ."),
}


@each_row(("fields", "words"), STATUS.values(), ids=STATUS.keys())
def test_status(fields, words):
    """A change of status, with the day it holds from, the day it ends and what follows, where these are known."""
    assert said("status", **fields) == words


@pytest.mark.parametrize("on", [None, DAY])
def test_every_status_makes_a_sentence(on):
    """No status leaves a hole: no doubled blank, no dangling preposition, no word of the model."""
    for words in (said("status", after=status, on=on) for status in sorted(labels.STATUSES)):
        assert words[0].isupper()
        assert words.endswith(".")
        assert "  " not in words
        assert not words.endswith((" since.", " on.", " from.", " until."))
        assert "_" not in words


OTHERS = {
    "schedule": (
        "schedule",
        {"before": "in_force on 2025-05-13", "after": "in_force on 2026-11-10"},
        None,
        "Next date moved from 13 May 2025 to 10 November 2026.",
    ),
    "schedule gone": (
        "schedule",
        {"before": "in_force on 2025-05-13"},
        None,
        "Next date moved from 13 May 2025 to no date.",
    ),
    "duty begun": (
        "duty",
        {"before": "no", "after": "yes from 2025-05-13", "on": DAY},
        None,
        "Compliance required.",
    ),
    "duty set": ("duty", {"after": "no until 2025-05-13", "on": DAY}, None, "Compliance required from 13 May 2025."),
    "duty moved": (
        "duty",
        {"before": "no until 2025-05-13", "after": "no until 2026-11-10", "on": END},
        None,
        "Compliance date moved from 13 May 2025 to 10 November 2026.",
    ),
    "ban set": (
        "duty",
        {"name": "prohibition: sell widgets", "after": "no from 2025-05-13", "on": DAY},
        e("set_applicability", name="prohibition: sell widgets", effect=DAY, published="2025-01-01"),
        "Prohibition: sell widgets (applies from 13 May 2025).",
    ),
    "ban begun": (
        "duty",
        {"name": "prohibition: sell widgets", "before": "no", "after": "yes from 2025-05-13", "on": DAY},
        e("set_applicability", name="prohibition: sell widgets", effect=DAY, published="2025-01-01"),
        "Prohibition: sell widgets (applies).",
    ),
    "duty ended": ("duty", {"before": "yes from 2025-05-13", "after": "no"}, None, "Compliance no longer required."),
    "non-enforcement": (
        "enforcement",
        {"before": "normal", "after": "discretion", "on": DAY},
        None,
        "Announced: it will not be enforced, no end date.",
    ),
    "enforced again": (
        "enforcement",
        {"before": "discretion", "after": "normal", "on": DAY},
        None,
        "Enforced again.",
    ),
    "deadline set": (
        "deadline",
        {"name": "comments", "after": "open until 2025-05-13", "on": DAY},
        None,
        "Comments close on 13 May 2025.",
    ),
    "deadline moved": (
        "deadline",
        {"name": "comments", "before": "open until 2025-05-13", "after": "open until 2026-11-10", "on": END},
        None,
        "Comments: moved from 13 May 2025 to 10 November 2026.",
    ),
    "deadline past": (
        "deadline",
        {"name": "comments", "before": "open until 2025-05-13", "after": "closed on 2025-05-13", "on": DAY},
        None,
        "Comments: closed on 13 May 2025.",
    ),
    "deadline gone": (
        "deadline",
        {"name": "comments", "before": "open until 2025-05-13"},
        None,
        "Comments: no longer a deadline.",
    ),
    "value set": ("value", {"name": "rate", "after": "25%", "on": DAY}, None, "Rate: 25%."),
    "value moved": (
        "value",
        {"name": "rate", "before": "25%", "after": "10%", "on": DAY},
        None,
        "Rate: 25% → 10%.",
    ),
    "value gone": ("value", {"name": "rate", "before": "25%"}, None, "Rate: 25% → no longer set."),
    "text": ("text", {"on": DAY}, e("correct", published=DAY), "Corrected."),
    "announced act": (
        "announced",
        {"after": "rescind"},
        e("rescind", effect="unknown", announced=DAY, certainty="announced"),
        "Announced: rescission, no date given.",
    ),
    "announced end": (
        "announced",
        {"after": "extend_stay", "on": "2027-01-10"},
        e("extend_stay", through="2027-01-10", announced=DAY, certainty="announced"),
        "Announced: extension of the stay through 10 January 2027.",
    ),
    "reported act": (
        "announced",
        {"after": "set_effective", "on": END},
        e("set_effective", effect=END, available=DAY, certainty="reported"),
        "Reported: start of effect for 10 November 2026.",
    ),
    "announced plan": (
        "announced",
        {"after": "announce"},
        e("announce", announced=DAY, certainty="announced"),
        "Announced; nothing published.",
    ),
    "announced value": (
        "announced",
        {"after": "set_value"},
        e("set_value", name="share", value="15%", announced=DAY, certainty="announced"),
        "Announced: share: 15%.",
    ),
    "a step that was reported": (
        "announced",
        {"after": "publish (reported)"},
        e("publish", effect="2025-05-12", available="2025-05-13T09:00:00Z", certainty="reported"),
        "Reported: publication, 12 May 2025.",
    ),
    "a step that was reported without its day": (
        "announced",
        {"after": "publish (reported)"},
        e("publish", available="2025-05-13T09:00:00Z", certainty="reported"),
        "Reported: publication.",
    ),
    "a step that was announced": (
        "announced",
        {"after": "pass_chamber (announced)"},
        e("propose", effect="2025-05-12", available="2025-05-13T20:55:00Z", certainty="announced"),
        "Announced: proposed.",
    ),
    "taken back": ("announced", {"before": "rescind"}, None, "No longer announced."),
    "record": ("record", {"after": "reported", "on": DAY}, e("report", available=DAY), "Reported."),
    "record of a moment": (
        "record",
        {"after": "reported", "on": "2025-05-13T20:00"},
        e("report", available="2025-05-14T00:00:00Z"),
        "Reported.",
    ),
    "said and overtaken": (
        "record",
        {"after": "stayed", "on": DAY},
        e("stay", effect=END, announced=DAY, certainty="announced"),
        "Announced: stay, effect 10 November 2026.",
    ),
    "own record": ("record", {"after": "our record corrected"}, None, "Our record corrected."),
}


@each_row(("facet", "fields", "event", "words"), OTHERS.values(), ids=OTHERS.keys())
def test_other_facets(facet, fields, event, words):
    """Every other facet: dates that moved, duties, enforcement, deadlines, values, announcements, our record."""
    assert said(facet, event, **fields) == words


def test_the_tables_leave_no_facet_out():
    """Each facet has a case above."""
    assert {facet for facet, *_ in OTHERS.values()} | {"status"} == {facet.value for facet in Facet}


UPCOMING = {
    "status": ({"facet": "status", "after": "in_force"}, "in force"),
    "duty": ({"facet": "duty", "name": "compliance", "after": "yes"}, "compliance required"),
    "ban": ({"facet": "duty", "name": "prohibition: sell widgets", "after": "yes"}, "prohibition: sell widgets"),
    "ban ends": (
        {"facet": "duty", "name": "prohibition: sell widgets", "after": "no longer required"},
        "end of prohibition: sell widgets",
    ),
    "deadline": ({"facet": "deadline", "name": "comments", "after": "closed"}, "last day for comments"),
    "deadline without a name": ({"facet": "deadline", "name": "", "after": "closed"}, "last day"),
    "value": ({"facet": "value", "name": "rate", "after": "10%"}, "rate: 10%"),
}


@each_row(("fields", "words"), UPCOMING.values(), ids=UPCOMING.keys())
def test_what_lies_ahead(fields, words):
    """A date ahead says what will be; one that no act has set says so."""
    base = {
        "instrument": RULE,
        "scope": None,
        "on": END,
        "sort": 0,
        "name": None,
        "certainty": Certainty.PUBLISHED,
        "because": (),
    }
    item = Upcoming(**{**base, **fields, "facet": Facet(fields["facet"])})
    assert coming_in_words.coming(item) == words
    doubtful = upcoming_entry(attrs.evolve(item, certainty=Certainty.ANNOUNCED), NOTHING)
    assert doubtful.sentence.endswith("(announced only; no act has set this date).")


DATES = {
    None: "",
    "2025-05-13": "13 May 2025",
    "2025-05": "May 2025",
    "2025": "2025",
    "2025-05-13..2025-05-16": "between 13 May 2025 and 16 May 2025",
    "2026-01-15T00:01": "15 January 2026 at 00:01",
    "2026-01-15T00:01[America/New_York]": "15 January 2026 at 00:01 New York time",
    "2025-11-10T08:45:00-05:00": "10 November 2025 at 08:45 UTC-05:00",
    "2026-11-24T12:00:00Z": "24 November 2026 at 12:00 UTC",
    "upon enactment": "upon enactment",
    "indefinite": "indefinite",
}


@each_row(("text", "words"), DATES.items())
def test_dates_in_words(text, words):
    """Dates are printed as dates, at the precision that is known."""
    assert dates_in_words.date(text) == words


def test_dates_within_a_text_in_words():
    """With the zone of a moment; numbers of documents stay."""
    text = "set, 2026-01-15T00:01[America/New_York], until 2026-11-09 (2025-00636)."
    words = "set, 15 January 2026 at 00:01 New York time, until 9 November 2026 (2025-00636)."
    assert dates_in_words.dates_in(text) == words


@each_row("certainty", list(Certainty))
def test_an_act_that_was_only_said_is_not_told_as_done(certainty):
    """An announced rescission is a "rescission", not "rescinded"; whatever was filed or published is told as done."""
    if certainty >= Certainty.FILED:
        assert {kind: labels.act(kind, certainty) for kind in KINDS} == {
            each.name: each.phrase for each in KINDS.values()
        }
    else:
        for kind in ("rescind", "stay", "extend_stay", "withdraw", "vacate", "supersede", "reinstate"):
            assert not labels.act(kind, certainty).endswith("ed"), kind


@each_row(("thing", "words"), [(True, "yes"), (False, "no"), (0, "0"), (1, "1"), (2.5, "2.5"), ("x", "x")])
def test_values_in_words(thing, words):
    """A value as a reader says it."""
    assert labels.value(thing) == words


def test_every_word_of_the_model_has_words_for_readers():
    """Sections, causes and statuses are all translated; an announced act of any kind has a name."""
    assert set(labels.SECTIONS) == set(Section)
    assert set(labels.CAUSES) == set(Cause)
    assert all("_" not in words for words in (*labels.STATUSES.values(), *labels.FLAGS.values()))
    for kind in KINDS:
        assert "_" not in labels.announced_act(kind)


@each_row(
    ("text", "words"),
    [("", ""), ("one", "One."), ("One.", "One."), ("one!", "One!"), ("規則である。", "規則である。"), (" x ", "X.")],
)
def test_sentence(text, words):
    """A large first letter and one full stop, also in Japanese."""
    assert sentence(text) == words


def test_a_stale_state_says_what_may_have_happened():
    """The flag stale_since names the day of the last source."""
    assert "4 October 2026; it may have been extended" in labels.flag("stale_since=2026-10-04")


IDIOM = (
    "as it was known on", "does not believe what", "a ledger that is thrown away", "whose address somebody saw",
    "(a date that was already known arrived)", "that no act has made", "ANNOUNCED, AND NOT DONE", "NO LONGER COUNTED",
    "nothing published. [", "stay extended / end date set", "rehearsal", "but not on which date it takes effect",
    "nothing goes by", "somebody saw", "(as it closed)", "at its close", "published up", "reported up",
    "count from certainty", "were not known of then",
    "What this rests on", "found nothing; expected at least one document", "names the faults of a file",
)  # fmt: skip
"""What stood once, and no native speaker would write."""


def test_what_readers_see_is_plain_english():
    root = Path(__file__).parents[2]
    texts = {path: path.read_text("utf-8") for path in (root / "README.md", *(root / "docs").rglob("*.md"))}
    texts["messages"] = " ".join(str(each.id) for each in catalogue("ja") if each.id)
    code = (*(root / "regtrack").rglob("*.py"), *(root / "templates").iterdir(), *(root / "feeds").rglob("*.toml"))
    texts |= {path: path.read_text("utf-8") for path in code}
    found = [(str(place), phrase) for place, text in texts.items() for phrase in IDIOM if phrase in text]
    assert found == []


def test_an_end_that_no_day_tells_is_not_printed_as_one() -> None:
    (event,) = events_of([e("set_effective", effect="2025-05-13", until="indefinite", published="2025-05-13")])
    assert changes_in_words.event_words(event, NOTHING) == "effective date set, effect 13 May 2025"


STAYED = e("stay", effect="2025-03-10", until="2025-06-01", issued="2025-03-10")
OPEN_END = e("stay", effect="2025-03-10", issued="2025-03-10")
LIFTED = e("lift_stay", effect="2025-06-01", issued="2025-06-01")


@pytest.mark.parametrize(
    ("effective", "stays", "words", "status"),
    [
        ("2025-03-01", [STAYED], "back in force, as scheduled and not confirmed", "back in force"),
        ("2025-04-01", [STAYED], "took effect when the stay ended, as scheduled and not confirmed", "in force"),
        ("2025-03-10", [STAYED], "took effect when the stay ended, as scheduled and not confirmed", "in force"),
        ("2025-03", [STAYED], "stay ended; in force, as scheduled and not confirmed", "in force"),
        ("2025-04-01", [OPEN_END, LIFTED], "stay ended; in force", "in force"),
    ],
)
def test_a_rule_is_back_in_force_only_if_it_had_been(effective, stays, words, status):
    """A stay that began before the effective date put off the first day in force."""
    tracker = track([e("set_effective", effect=effective, published="2025-02-01"), *stays])
    (moved,) = answers.of(tracker.since("2025-05-15", "2025-06-15")).moved
    assert [line.text for line in moved.lines] == [words]
    assert answers.of(tracker.board("2025-06-15", "2025-06-15")).rows[0].standing.status == status
