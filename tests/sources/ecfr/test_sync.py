"""The eCFR into the ledger, from a server on loopback that answers as its API does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from regtrack.model.change import Section
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.state import Force
from regtrack.news.recording import ClaimReader
from regtrack.sources.ecfr.sync import EcfrSource
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.references.finder import find_references
from regtrack.sources.lists.catalogue import ENTITY_LIST
from regtrack.sources.reports import FeedReport, SyncProgress
from regtrack.store import Batch
from tests.helpers import e, events_of
from tests.news.helpers import item
from tests.sources.ecfr.shapes import Code, correction, title, version
from tests.sources.replies import Behaviour, Reply, body, dropped, edited, html_page, status, truncated
from tests.sources.test_structured import Bench

PART, ID = "us/cfr/15-744", "us-ecfr"
VERSIONS = "/versioner/v1/versions/title-{}.json"
ROWS = [
    version("744.3", "2017-01-01"),
    version("744.11", "2017-01-01"),
    version("744.11", "2026-11-09"),
    version("744.21", "2026-11-16", removed=True),
    version("799.1", "2026-11-16"),
]


class Desk(Bench):
    """A ledger that follows parts of the CFR."""

    def __init__(self, server: Code, folder: Path) -> None:
        super().__init__(server, folder)
        self.code = server
        self.cfr: tuple[str, ...] = ("15 CFR 730-774",)
        self.now = dt.datetime(2026, 11, 21, 15, tzinfo=dt.UTC)

    def sync(self, **more: Any) -> FeedReport:
        source = self.source(ID, "ecfr", "/versioner/v1")
        return self.run(EcfrSource, attrs.evolve(source, cfr=self.cfr), **more)

    def told(self, since: str, **more: Any) -> list[tuple[str, str | None, str | None]]:
        """Section, provision and words of each change."""
        report = self.tracker.since(since, **more)
        return [(each.section, each.scope, each.after) for each in report.changes]

    def add(self, *items: Any) -> None:
        self.store.append(Batch("t", "T", items), self.tick())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Code(ROWS) as server:
        yield Desk(server, tmp_path)


def keys(events: list[Event]) -> list[str]:
    return sorted(each.key.partition(":")[2] for each in events if not each.key.endswith("#withdrawn"))


# --- reading


def test_a_first_reading_is_of_thirty_days_and_no_news(desk: Desk) -> None:
    report = desk.sync()
    assert report.problems == ()
    assert (str(report.since), str(report.until), report.documents) == ("2026-10-21", "2026-11-20", 2)
    assert desk.code.asked == ["titles.json", "title-15.json", "corrections.json"]
    assert keys(desk.events(PART)) == ["15/744:744.11@2026-11-09", "15/744:744.21@2026-11-16"]
    assert "us/cfr/15-799" not in desk.store.numbers(["us/cfr/15-799"])
    assert (desk.status(ID).checked_through, desk.status(ID).problem) == ("2026-11-20", None)
    assert desk.tracker.since("2026-11-19", known_by="record").late == ()


def test_since_finds_the_changes(desk: Desk) -> None:
    desk.sync()
    report = desk.tracker.since("2026-11-10", cfr="15 CFR 744")
    (change,) = report.changes
    assert (change.instrument, change.scope, change.section, change.on) == (
        PART, "15 CFR 744.21", Section.NOTED, "2026-11-16",
    )  # fmt: skip
    assert report.sources.events[change.because[0]].event.summary == "15 CFR 744.21 was removed from the codified text."
    assert desk.told("2026-11-01", cfr="15 CFR 744.11") == [
        ("noted", "15 CFR 744.11", "codified text changed"), ("noted", "15 CFR 744.21", "codified text changed"),
    ]  # fmt: skip
    assert desk.told("2026-11-01", cfr="15 CFR 745") == []
    assert desk.told("2026-11-01", until="2026-11-08") == []


def test_what_is_printed_has_no_force(desk: Desk) -> None:
    desk.sync()
    for name in ("15 CFR 744", "15 CFR part 744", PART):
        state = desk.tracker.state(name)
        assert (state.instrument, state.status, state.force) == (PART, "none", Force.UNKNOWN)
    assert desk.tracker.state(PART, scope="15 CFR 744.11").force is Force.UNKNOWN


def test_again_it_is_read_from_a_week_before(desk: Desk) -> None:
    desk.sync()
    before = list(desk.tracker.export())
    desk.later(days=3)
    desk.code.titles = [title(15, "2026-11-23")]
    report = desk.sync()
    assert (str(report.since), report.new, report.revised, report.withdrawn) == ("2026-11-13", 0, 0, 0)
    kept = [line for line in desk.tracker.export() if '"type": "source"' not in line]
    assert kept == [line for line in before if '"type": "source"' not in line]
    desk.code.rows.append(version("744.11", "2026-11-23"))
    desk.later(hours=6)
    assert desk.sync().new == 2  # a document and an event
    assert desk.told("2026-11-20") == [("noted", "15 CFR 744.11", "codified text changed")]


def test_what_is_issued_before_it_is_read_is_learned_late(desk: Desk) -> None:
    """The eCFR lags by a day or two. What was issued before the parts were followed is not late."""
    desk.sync()
    desk.later(days=3)
    desk.code.titles = [title(15, "2026-11-23")]
    desk.code.rows += [version("744.3", "2026-11-23"), version("744.4", "2026-11-20")]
    desk.sync()
    report = desk.tracker.since("2026-11-23")
    assert [report.sources.events[id_].event.parts for id_ in report.late] == [("15 CFR 744.3",)]


def test_a_backfill_that_is_asked_for(desk: Desk) -> None:
    """What was there before the record begins is a document; nothing of it is late."""
    desk.sync()
    desk.later(hours=1)
    desk.code.rows += [version("744.3", "2021-01-15"), version("744.3", "2021-01-15", "2022-01-03", substantive=False)]
    report = desk.sync(since=dt.date(2017, 1, 1))
    assert (report.problems, report.documents, str(report.since)) == ((), 6, "2017-01-01")
    assert "15/744:744.3@2021-01-15" in keys(desk.events(PART))
    assert len(desk.events(PART)) == 3
    assert desk.tracker.since("2026-11-20", known_by="record").late == ()
    desk.later(hours=1)
    assert str(desk.sync().since) == "2026-11-13"


def test_a_gap_is_read_next_time(desk: Desk) -> None:
    """A later day that is asked for does not count as having read what lies before it."""
    desk.sync()
    desk.later(days=60)
    desk.code.titles = [title(15, "2027-01-19")]
    desk.sync(since=dt.date(2027, 1, 15))
    assert str(desk.sync().since) == "2026-11-13"
    assert str(desk.sync().since) == "2027-01-12"


def test_no_day_beyond_the_last_issue_is_asked_for(desk: Desk) -> None:
    report = desk.sync(since=dt.date(2027, 1, 1))
    assert (str(report.since), report.problems) == ("2026-11-20", ())
    desk.code.titles = [title(15, "2026-11-13")]
    desk.code.rows = [version("744.3", "2026-11-13"), version("744.3", "2026-11-16")]
    desk.later(days=1)
    assert desk.sync(since=dt.date(2026, 11, 1)).documents == 1


def test_every_page_is_read(desk: Desk) -> None:
    desk.code.per_page = 2
    report = desk.sync(since=dt.date(2017, 1, 1))
    assert (report.problems, report.documents) == ((), 4)
    assert desk.code.asked[1:4] == ["title-15.json", "title-15.json 2", "title-15.json 3"]


def test_single_parts_are_asked_for_by_themselves(desk: Desk) -> None:
    desk.cfr = ("15 CFR 744", "15 CFR 799", "22 CFR 120-130")
    report = desk.sync()
    assert (report.problems, report.documents) == ((), 3)
    assert desk.code.asked == [
        "titles.json", "title-15.json 744", "title-15.json 799", "corrections.json", "title-22.json",
        "corrections.json",
    ]  # fmt: skip


def test_a_new_choice_is_read_anew(desk: Desk) -> None:
    desk.sync()
    desk.later(days=1)
    desk.cfr = ("15 CFR 730-799",)
    report = desk.sync()
    assert (str(report.since), report.documents, report.withdrawn) == ("2026-10-21", 3, 0)
    assert desk.tracker.since("2026-11-21", known_by="record").late == ()


# --- what changes there


def test_a_changed_row_is_a_revision(desk: Desk) -> None:
    desk.sync()
    desk.later(days=1)
    desk.code.rows[3] = {**desk.code.rows[3], "removed": False}
    report = desk.sync()
    assert (report.new, report.revised, report.withdrawn) == (0, 2, 0)
    (event,) = (each for each in desk.events(PART) if "744.21" in each.key)
    assert event.summary == "The codified text of 15 CFR 744.21 changed."
    desk.later(days=1)
    desk.code.rows[3] = {**desk.code.rows[3], "removed": True}
    assert desk.sync().revised == 2  # it says again what it said first
    assert "removed" in next(each.summary for each in desk.events(PART) if "744.21" in each.key)


def test_a_row_that_is_gone_was_taken_back(desk: Desk) -> None:
    desk.sync()
    desk.later(days=1)
    gone = desk.code.rows.pop(3)
    report = desk.sync()
    assert (report.new, report.withdrawn, report.problems) == (0, 1, ())
    assert keys(desk.events(PART)) == ["15/744:744.11@2026-11-09"]
    desk.later(days=1)
    assert desk.sync().withdrawn == 0
    desk.code.rows.append(gone)
    desk.sync()
    assert len(keys(desk.events(PART))) == 2


def test_what_is_issued_again_is_no_change(desk: Desk) -> None:
    """With the same words; with others it is one, and the first stays known since its own issue."""
    desk.sync()
    desk.later(days=3)
    desk.code.titles = [title(15, "2026-11-23")]
    desk.code.rows.append(version("744.11", "2026-11-09", "2026-11-23", substantive=False))
    report = desk.sync()
    assert (report.new, report.revised) == (1, 0)
    assert desk.told("2026-11-22") == []
    desk.code.rows.append(version("744.11", "2026-11-09", "2026-11-23", name="§ 744.11   Gadgets."))
    desk.later(hours=1)
    desk.sync()
    found = [each for each in desk.events(PART) if "744.11@" in each.key]
    assert [str(each.available) for each in found] == ["2026-11-09", "2026-11-23"]


def test_many_that_are_gone_at_once_were_lost(desk: Desk) -> None:
    desk.code.rows = [version(f"744.{number}", "2026-11-16") for number in range(1, 13)]
    desk.sync()
    desk.later(days=1)
    rows, desk.code.rows = desk.code.rows, desk.code.rows[:3]
    report = desk.sync()
    assert report.problems == (
        "us-ecfr 15 CFR 730-774: found 3 of 12 changes that were there before; expected about as many",
    )
    assert (report.withdrawn, len(desk.events(PART))) == (0, 12)
    desk.code.rows = rows
    assert desk.sync().problems == ()


# --- the acts that are printed


def rule(**more: Any) -> Instrument:
    return Instrument("us/fr/2026-1", "final_rule", "Widget rule", **{"cfr": ("15 CFR 744",), **more})


EFFECTIVE = {**e("set_effective", published="2026-11-02", effect="2026-11-09"), "target": "us/fr/2026-1"}


@pytest.mark.parametrize(
    ("instrument", "act", "told"),
    [
        (rule(), {}, False),
        (rule(cfr=("15 CFR 746",)), {}, True),
        (rule(instructions=(("2", ("15 CFR 744.11(a)",)),)), {}, False),
        (rule(instructions=(("2", ("15 CFR 744.3",)),)), {}, True),
        (rule(), {"parts": ["15 CFR 744.11(c)"]}, False),
        (rule(), {"parts": ["15 CFR 744.3"]}, True),
        (rule(), {"exclude": ["15 CFR 744.11"]}, True),
        (rule(), {"effect": "2026-11-10"}, True),
        (rule(), {"certainty": "reported"}, True),
    ],
)
def test_one_fact_is_one_line(desk: Desk, instrument: Instrument, act: dict[str, Any], told: bool) -> None:
    """The act tells it, whichever of the two was read first; what no act explains is told as printed."""
    for later in (False, True):
        fresh = Desk(desk.code, desk.folder)
        if later:
            fresh.sync()
        fresh.add(instrument, *events_of([{**EFFECTIVE, **act}]))
        if not later:
            fresh.sync()
        lines = fresh.told("2026-11-01")
        assert (("noted", "15 CFR 744.11", "codified text changed") in lines) is told
        assert ("noted", "15 CFR 744.21", "codified text changed") in lines
        assert len(fresh.tracker.timeline(instrument=PART).events) == 2


def test_it_stays_so_when_the_act_was_told_before(desk: Desk) -> None:
    """The eCFR prints it a week later: no news, nor late news, in a window in which nothing was done."""
    desk.code.rows = [version("744.11", "2026-11-09", "2026-11-16")]
    desk.sync()
    assert desk.told("2026-11-13") == [("noted", "15 CFR 744.11", "codified text changed")]
    desk.add(rule(), *events_of([EFFECTIVE]))
    assert desk.told("2026-11-13") == []
    desk.later(days=3)
    desk.code.titles = [title(15, "2026-11-23")]
    desk.code.rows.append(version("744.11", "2026-11-17", "2026-11-23"))
    desk.sync()
    assert late(desk) == ["codify"]
    desk.add(*events_of([{**EFFECTIVE, "key": "amend", "kind": "amend", "effect": "2026-11-17"}]))
    assert late(desk) == ["amend"]


def late(desk: Desk) -> list[str]:
    report = desk.tracker.since("2026-11-23")
    return [report.sources.events[id_].event.kind for id_ in report.late]


def test_who_asks_for_the_text_alone_sees_it(desk: Desk) -> None:
    desk.sync()
    desk.add(rule(), *events_of([EFFECTIVE]))
    assert len(desk.told("2026-11-01", instrument=PART)) == 2
    assert len(desk.told("2026-11-01", kind="codification")) == 2


def test_the_list_in_a_supplement_tells_its_entries(desk: Desk) -> None:
    desk.code.rows = [version("Supplement No. 4 to Part 744", "2026-11-09")]
    desk.sync()
    assert desk.told("2026-11-01") == [("noted", "supp. 4 to 15 CFR 744", "codified text changed")]
    entity_list = Instrument(ENTITY_LIST.id, "list", "Entity List", cfr=ENTITY_LIST.cfr)
    added = e("add_entry", effect="2026-11-09", published="2026-11-09", parts=[ENTITY_LIST.part])
    desk.add(entity_list, *events_of([{**added, "target": ENTITY_LIST.id}]))
    assert desk.told("2026-11-01") == [("effect", "supp. 4 to 15 CFR 744", "entry added")]


def test_no_row_moves_the_rule_that_it_prints(desk: Desk) -> None:
    """Nor one that is stayed, whose text stays printed (H25), or indefinitely delayed, whose text is not (H6)."""
    stay = {**e("stay", published="2026-11-04", effect="2026-11-09", parts=["15 CFR 744.11"]),
            "target": "us/fr/2026-1"}  # fmt: skip
    delayed = {**e("delay_effective", published="2026-11-04", effect="indefinite", parts=["15 CFR 744.21"]),
               "target": "us/fr/2026-1"}  # fmt: skip
    desk.add(rule(), *events_of([EFFECTIVE, stay, delayed]))
    before = [desk.tracker.state("us/fr/2026-1", scope=scope) for scope in ("15 CFR 744.11", "15 CFR 744.21")]
    desk.sync()
    after = [desk.tracker.state("us/fr/2026-1", scope=scope) for scope in ("15 CFR 744.11", "15 CFR 744.21")]
    assert [(each.status, each.force, each.texts) for each in before] == [
        (each.status, each.force, each.texts) for each in after
    ]
    assert [each.status for each in after] == ["stayed", "delayed_indefinitely"]


def test_what_is_done_to_a_provision_is_not_done_to_its_print(desk: Desk) -> None:
    """A document that stays 15 CFR 744, and news of it, mean rules; the part would get a force that it has not."""
    desk.sync()
    (reference,) = find_references("the amendments to 15 CFR part 744")
    assert desk.store.find("15cfr744")
    assert LedgerRegister(desk.store).cited(reference) is None
    words = "On Monday the Commerce Department suspended the 15 CFR part 744 rule."
    found = ClaimReader(desk.store).understand(item(words), desk.tick())
    assert found.events or found.waiting
    assert PART not in {event.target for event in found.events}


# --- corrections (H29)


def test_a_correction_reaches_back(desk: Desk) -> None:
    """Printed wrongly from 1 to 9 January: nobody could know on the 6th, everybody on the 10th."""
    desk.cfr = ("50 CFR 660",)
    desk.code.titles = [title(50, "2023-01-20")]
    desk.code.corrections = [correction(3858, "660.71", occurred="2023-01-01", corrected="2023-01-09", title=50)]
    desk.now = dt.datetime(2023, 1, 21, 12, tzinfo=dt.UTC)
    report = desk.sync()
    assert (report.problems, report.documents) == ((), 1)
    name, scope = "50 CFR 660", "50 CFR 660.71"

    def texts(on: str, known: str) -> list[str]:
        state = desk.tracker.state(name, on=on, known=known, scope=scope)
        return sorted(each.event.kind for each in desk.store.events(state.texts).values())

    assert texts("2023-01-05", "2023-01-06") == []
    assert texts("2023-01-05", "2023-01-10") == ["codify_error", "codify_fix"]
    assert texts("2022-12-31", "2023-01-10") == []
    learned = desk.tracker.diff("2023-01-06", "2023-01-10", by="knowledge", on="2023-01-05")
    assert {(each.section, each.cause, each.after) for each in learned.changes} == {
        ("corrections", "correction", "codification corrected"), ("corrections", "correction", "codified wrongly"),
    }  # fmt: skip
    assert desk.tracker.diff("2023-01-02", "2023-01-08", known="2023-01-20").changes == ()
    assert {each[0] for each in desk.told("2023-01-06", until="2023-01-10")} == {"corrections"}
    assert desk.told("2022-12-30", until="2023-01-05") == []


def test_corrections_of_parts_that_are_followed_since_a_day(desk: Desk) -> None:
    desk.code.corrections = [
        correction(1, "744.3", occurred="2020-01-01", corrected="2020-02-01"),
        correction(2, "744.3", "799.1", occurred="2020-01-01", corrected="2026-11-12"),
        correction(3, "799.1", occurred="2020-01-01", corrected="2026-11-12"),
    ]
    assert desk.sync().documents == 3
    assert keys([each for each in desk.events(PART) if "correction" in each.key]) == [
        "correction:2:15/744:error", "correction:2:15/744:fix",
    ]  # fmt: skip
    desk.later(days=1)
    desk.code.titles = [title(15, "2026-12-20")]
    desk.code.corrections[1] = {**desk.code.corrections[1], "corrective_action": "Paragraph (b) corrected"}
    desk.sync()
    desk.later(days=1)
    report = desk.sync()  # of a day long ago by now
    assert (report.new, report.revised) == (0, 0)
    assert [each.evidence[0].quote for each in desk.events(PART) if each.kind == "codify_fix"] == [
        "Paragraph (b) corrected"
    ]
    desk.later(days=1)
    del desk.code.corrections[1]
    assert desk.sync().withdrawn == 2


# --- faults


def busy(reply: Reply) -> Reply:
    return Reply(503, {"Content-Type": "text/plain"}, b"Title 15 currently unavailable")


def row_with(**fields: str) -> Behaviour:
    return edited(lambda table: table["content_versions"][0].update(fields))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (busy, "found status 503 in 2 attempts; expected 200: the eCFR may be taking in a new issue; try again later"),
        (status(404), "found status 404; expected 200 (does `cfr` of the feed name parts that the CFR has?)"),
        (body('{"error": "no"}', code=400), 'found status 400 ({"error": "no"}); expected 200 (does `cfr`'),
        (html_page(), "found an HTML page that is not JSON"),
        (truncated(), "expected"),
        (dropped(), "found no answer"),
        (body("[]"), "found JSON that is a list"),
        (body("{}"), "found nothing as content_versions in 2 attempts; expected a list of versions"),
        (edited(lambda table: table["meta"].update(result_count="7")), "found 1 versions; expected 7, the eCFR's own"),
        (row_with(issue_date="soon"), "744.11.issue_date: found 'soon'; expected a day"),
        (row_with(title="16"), "found 16; expected title 15"),
    ],
)  # fmt: skip
def test_one_title_that_fails_stops_no_other(desk: Desk, fault: Behaviour, words: str) -> None:
    desk.cfr = ("15 CFR 730-774", "22 CFR 120-130")
    desk.code.rows = [version("744.11", "2026-11-09"), version("120.1", "2026-11-10", title="22")]
    desk.code.behave[VERSIONS.format(15)] = fault
    report = desk.sync()
    assert words in report.problems[0]
    assert all(each.startswith("us-ecfr 15 CFR 730-774: ") for each in report.problems)
    assert keys(desk.events("us/cfr/22-120")) == ["22/120:120.1@2026-11-10"]
    assert (desk.status(ID).failures, desk.status(ID).checked_through) == (1, None)
    assert desk.status(ID).problem
    del desk.code.behave[VERSIONS.format(15)]
    desk.later(days=1)
    report = desk.sync()
    assert (report.problems, str(report.since)) == ((), "2026-10-21")
    assert "15/744:744.11@2026-11-09" in keys(desk.events(PART))


def test_what_is_no_whole_answer_takes_nothing_back(desk: Desk) -> None:
    desk.sync()
    desk.later(days=1)
    desk.code.behave[VERSIONS.format(15)] = edited(lambda table: table.update(content_versions=[]))
    report = desk.sync()
    assert report.problems == ("us-ecfr 15 CFR 730-774: found 0 versions; expected 2, the eCFR's own count",)
    assert (report.withdrawn, len(desk.events(PART))) == (0, 2)


def test_pages_that_change_while_they_are_read(desk: Desk) -> None:
    """What came is recorded; it does not count as whole."""
    desk.code.per_page = 1

    def same(reply: Reply) -> Reply:
        change = edited(lambda table: table.update(content_versions=[ROWS[2]]))
        return change(reply)

    desk.code.behave[VERSIONS.format(15)] = same
    report = desk.sync()
    assert report.problems == (
        "us-ecfr 15 CFR 730-774: found other pages than before on page 2; expected 3 different ones",
    )
    assert keys(desk.events(PART)) == ["15/744:744.11@2026-11-09"]
    del desk.code.behave[VERSIONS.format(15)]
    assert desk.sync().problems == ()


def test_corrections_that_fail(desk: Desk) -> None:
    """They are asked for from the same day again; the versions count as read."""
    desk.sync()
    desk.later(days=3)
    desk.code.titles = [title(15, "2026-11-23")]
    desk.code.corrections = [correction(2, "744.3", occurred="2020-01-01", corrected="2026-11-16")]
    desk.code.behave["/admin/v1/corrections.json"] = status(500)
    report = desk.sync()
    assert report.problems[0].startswith("us-ecfr corrections of 15 CFR 730-774: found status 500")
    del desk.code.behave["/admin/v1/corrections.json"]
    desk.later(days=20)
    desk.code.titles = [title(15, "2026-12-10")]
    assert desk.sync().problems == ()
    assert len(desk.events(PART)) == 4
    assert [value for asked, _ in desk.code.log for key, value in asked.query if key == "issue_date[gte]"] == [
        "2026-10-21", "2026-11-13", "2026-11-16",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "change", "problem"),
    [
        (35, {}, "35 CFR: found a title that is reserved; expected one that has text"),
        (40, {}, "40 CFR: found no such title; expected one of those that the eCFR lists"),
        (
            15,
            {"processing_in_progress": True},
            "15 CFR: found a new issue being taken in; expected none: try again later",
        ),
        (15, {"up_to_date_as_of": "soon"}, "15 CFR: found no day up to which its text is known; expected one"),
    ],
)
def test_a_title_that_cannot_be_asked_now(desk: Desk, number: int, change: dict[str, Any], problem: str) -> None:
    """That is a problem, and not the same as no change."""
    desk.cfr = (f"{number} CFR", "22 CFR 120-130")
    desk.code.titles = [{**each, **change} if each["number"] == number else each for each in desk.code.titles]
    report = desk.sync()
    assert report.problems == (f"us-ecfr {problem}",)
    assert desk.code.asked == ["titles.json", "title-22.json", "corrections.json"]
    assert desk.status(ID).checked_through is None


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (None, "us-ecfr titles: found a new issue being taken in; expected none: try again later"),
        (busy, "us-ecfr titles: found status 503 in 2 attempts; expected 200: the eCFR may be"),
        (status(404), "us-ecfr titles: found status 404; expected 200"),
        (body('{"titles": []}'), "us-ecfr titles: found [] as titles in 2 attempts; expected a list of titles"),
    ],
)
def test_without_titles_nothing_is_asked(desk: Desk, fault: Behaviour | None, words: str) -> None:
    desk.code.importing = fault is None
    if fault is not None:
        desk.code.behave["/versioner/v1/titles.json"] = fault
    report = desk.sync()
    assert report.problems[0].startswith(words)
    assert "cfr" not in report.problems[0].removeprefix(ID)
    assert (report.since, report.documents, set(desk.code.asked)) == (None, 0, {"titles.json"})
    due = desk.status(ID).next_poll_at
    assert due is not None
    assert due > desk.tick()


# --- runs


def test_a_dry_run_records_nothing(desk: Desk) -> None:
    report = desk.sync(dry_run=True)
    assert (report.new, report.documents, report.dry_run) == (5, 2, True)
    assert desk.store.totals().events == 0
    assert desk.store.portions(ID) == {}
    assert str(desk.sync().since) == "2026-10-21"


def test_a_run_that_was_interrupted_goes_on(desk: Desk) -> None:
    """With what it had not read, if it is asked for the same days; the rest is not asked for again."""
    desk.cfr = ("15 CFR 730-774", "22 CFR 120-130")

    def interrupt(progress: SyncProgress) -> None:
        if progress.part == "corrections of 15 CFR 730-774":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.sync(progress=interrupt)
    assert len(desk.events(PART)) == 2
    first = len(desk.code.asked)
    desk.later(hours=1)
    assert desk.sync().problems == ()
    assert desk.code.asked[first:] == ["titles.json", "title-22.json", "corrections.json"]
    second = len(desk.code.asked)
    desk.later(hours=1)
    desk.sync()
    assert "title-15.json" in desk.code.asked[second:]


def test_progress(desk: Desk) -> None:
    desk.cfr = ("15 CFR 730-774", "22 CFR 120-130")
    told: list[SyncProgress] = []
    desk.sync(progress=told.append)
    assert [(each.feed, each.done, each.total, each.part, each.documents) for each in told] == [
        (ID, 1, 4, "15 CFR 730-774", 2), (ID, 2, 4, "corrections of 15 CFR 730-774", 2),
        (ID, 3, 4, "22 CFR 120-130", 2), (ID, 4, 4, "corrections of 22 CFR 120-130", 2),
    ]  # fmt: skip


def test_an_answer_that_still_holds_is_not_sent_again(desk: Desk) -> None:
    desk.code.conditional = True
    desk.sync()
    desk.sync(since=dt.date(2026, 10, 21))
    assert desk.code.statuses.count(304) == 3
