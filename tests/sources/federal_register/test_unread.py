"""What could not be read is shown: in the inbox with its words, and as a doubt of the rule that it may move."""

import datetime as dt
import json
from pathlib import Path

import pytest

import regtrack
from regtrack.report import inbox as report
from regtrack.tracker import Tracker

RULE = {
    "document_number": "2017-00044", "publication_date": "2017-01-04", "type": "Rule", "title": "Widget Standards",
    "action": "Final rule.", "citation": "82 FR 1052", "dates": "This rule is effective March 21, 2017.",
}  # fmt: skip
SAID = "The effective date of the rule published at 82 FR 1052 on January 4, 2017, is mothballed until May 1, 2017."
ACT = {
    "document_number": "2017-00500", "publication_date": "2017-03-01", "type": "Rule", "title": "Widget Standards",
    "action": "Final rule.", "citation": "82 FR 9000", "dates": SAID,
}  # fmt: skip


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Tracker:
    path = tmp_path_factory.mktemp("unread") / "documents.json"
    found = regtrack.open(":memory:", bundled=False, clock=lambda: dt.datetime(2017, 4, 1, tzinfo=dt.UTC))
    for row in (RULE, ACT):
        path.write_text(json.dumps({"count": 1, "results": [row]}), "utf-8")
        found.add(path)
    return found


def test_the_inbox_shows_the_sentence_and_what_it_may_move(tracker: Tracker) -> None:
    (event,) = tracker.inbox.unread()
    assert (event.target, event.evidence[0].quote) == ("us/fr/2017-44", SAID)
    text = report.to_text((), {}, {}, (event,), tracker.inbox.titles([event.target]))
    assert "1 sentence could not be read" in text
    assert "Widget Standards" in text
    assert "mothballed until May 1" in " ".join(text.split())
    assert report.to_table((), {}, {}, (event,))["unread"][0]["target"] == "us/fr/2017-44"
    assert tracker.inbox.unread(["federal-register"]) == (event,)


def test_the_state_of_the_rule_says_so_from_that_day_on(tracker: Tracker) -> None:
    before, after = (tracker.state("82 FR 1052", on, on) for on in ("2017-02-28", "2017-03-02"))
    assert ("unread" in before.flags, "unread" in after.flags) == (False, True)
    assert (before.status, after.status) == ("pending", "pending")
    assert "could not be read" in regtrack.render(after, "text")


@pytest.mark.parametrize(("known", "corrected"), [([1], set()), ([1, 0], {"us/fr/2017-44"})])
def test_a_docket_means_the_document_of_the_day_that_is_told(
    known: list[int], corrected: set[str], tmp_path: Path
) -> None:
    """Several documents share a docket: a correction of the notice of 4 January is none of that of 1 March."""
    shared = {"docket_ids": ["A-1"], "type": "Notice", "action": "Notice."}
    notices = (RULE | shared, ACT | shared | {"title": "Gears", "dates": None})
    told = "On January 4, 2017, Commerce published a notice on widgets in the Federal Register. It had an error."
    correction = {"document_number": "2017-00900", "publication_date": "2017-06-01", "title": "Widgets; Correction"}
    acting = correction | shared | {"action": "Notice; correction.", "abstract": told}
    found = regtrack.open(":memory:", bundled=False, clock=lambda: dt.datetime(2017, 7, 1, tzinfo=dt.UTC))
    path = tmp_path / "documents.json"
    for row in (*(notices[number] for number in known), acting):
        path.write_text(json.dumps({"count": 1, "results": [row]}), "utf-8")
        found.add(path)
    events = (line["record"] for line in map(json.loads, found.export()) if line.get("type") == "event")
    assert {each["target"] for each in events if each["kind"] == "correct"} == corrected


@pytest.mark.parametrize(
    ("action", "dates"),
    [
        ("Final rule; delay of effective date.", "This document is effective March 1, 2017."),
        ("Final rule; extension of stay.", "This document is effective March 1, 2017."),
    ],
)
def test_a_day_that_moved_and_was_not_read_is_a_doubt(action: str, dates: str, tmp_path: Path) -> None:
    """The old day is certainly wrong, and the rule may not go on as if nothing had been published."""
    stay = {
        **ACT, "document_number": "2017-00400", "publication_date": "2017-02-01", "citation": "82 FR 8000",
        "action": "Final rule; stay.", "dates": "The rule published at 82 FR 1052 is stayed until April 3, 2017.",
    }  # fmt: skip
    moved = {**ACT, "action": action, "dates": dates, "abstract": f"This document is about 82 FR 1052. {action}"}
    found = regtrack.open(":memory:", bundled=False, clock=lambda: dt.datetime(2017, 5, 1, tzinfo=dt.UTC))
    for row in (RULE, *([stay] if "stay" in action else []), moved):
        (path := tmp_path / "documents.json").write_text(json.dumps({"count": 1, "results": [row]}), "utf-8")
        found.add(path)
    assert "unread" in found.state("82 FR 1052", "2017-04-20", "2017-04-20").flags
