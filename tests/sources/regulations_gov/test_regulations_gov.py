"""Comment periods of regulations.gov: the day in Washington, and what the Federal Register says."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import attrs
import pytest

from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.sources.regulations_gov.document import PostedDocument, ResultPage, read_page
from regtrack.sources.regulations_gov.events import compile_documents, grouped
from tests import realdata
from tests.helpers import e, events_of
from tests.rows import each_row
from tests.sources.regulations_gov.shapes import end_of, page, posted

DATA = realdata.DATA / "regs-gov"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"no captured documents in {DATA}")
TARGET = "us/fr/2022-4072"


@attrs.define
class Ledger:
    """What is known already."""

    known: str | None = TARGET
    recorded: list[Event] = attrs.Factory(list)

    def numbered(self, number: str) -> str | None:
        return self.known

    def deadlines(self, target: str) -> Sequence[Event]:
        return self.recorded


def documents(*rows: dict[str, Any]) -> list[PostedDocument]:
    read = read_page(page(rows))
    assert read.faults == ()
    return list(read.documents)


def said(register: Ledger, *rows: dict[str, Any]) -> list[Event]:
    return [item for item in compile_documents(documents(*rows), register) if isinstance(item, Event)]


def official(through: str, key: str = "fr", kind: str = "open_comment") -> Event:
    return events_of([e(kind, key, published="2022-03-01", through=through)])[0]


# --- days


@each_row(
    ("written", "through"),
    [
        ("2022-03-16T03:59:59Z", "2022-03-15"),
        ("2022-02-16T04:59:59Z", "2022-02-15"),
        ("2022-03-13T04:59:59Z", "2022-03-12"),
    ],
)
def test_a_period_ends_with_the_day_in_washington(written: str, through: str) -> None:
    (document,) = documents(posted("EPA-2022-0001-0001", "2022-04072", commentEndDate=written))
    assert str(document.comments_through) == through
    assert document.ends == written


def test_days_are_written_so_for_the_test() -> None:
    assert end_of("2022-03-15") == "2022-03-16T03:59:59Z"


# --- what becomes of it


def test_a_period_that_nothing_else_tells_stands() -> None:
    register = Ledger(None)
    items = compile_documents(documents(posted("EPA-2022-0001-0001", "2022-04072", "2022-05-02")), register)
    item = next(each for each in items if isinstance(each, Instrument))
    assert (item.id, item.kind, item.document_number, item.docket, item.agency) == (
        TARGET, "proposed_rule", ("2022-4072",), ("EPA-2022-0001",), "epa",
    )  # fmt: skip
    (event,) = (each for each in items if isinstance(each, Event))
    assert (event.kind, event.target, event.certainty) == ("open_comment", TARGET, Certainty.PUBLISHED)
    assert (str(event.effect), str(event.until), event.until and event.until.inclusive) == (
        "2022-03-01",
        "2022-05-02",
        True,
    )
    assert str(event.available) == "2022-03-01T15:00:00Z"


def test_the_same_day_as_in_the_register_adds_nothing() -> None:
    register = Ledger(recorded=[official("2022-05-02")])
    assert compile_documents(documents(posted("EPA-1-0001", "2022-04072", "2022-05-02")), register) == []


def test_another_day_than_in_the_register_is_a_contradicting_report() -> None:
    (event,) = said(Ledger(recorded=[official("2022-05-02")]), posted("EPA-1-0001", "2022-04072", "2022-05-16"))
    assert (event.certainty, event.conflicts_with) == (Certainty.REPORTED, ("fr",))
    assert str(event.until) == "2022-05-16"
    assert event.evidence[0].quote == "commentEndDate: 2022-05-17T03:59:59Z"
    words = "Comments are taken on regulations.gov until 2022-05-16; by the Federal Register until 2022-05-02"
    assert event.summary.startswith(words)


def test_the_latest_notice_counts() -> None:
    recorded = [official("2022-05-02"), official("2022-06-01", "later", "extend_comment")]
    (event,) = said(Ledger(recorded=recorded), posted("EPA-1-0001", "2022-04072", "2022-05-02"))
    assert event.conflicts_with == ("later",)
    assert said(Ledger(recorded=recorded), posted("EPA-1-0001", "2022-04072", "2022-06-01")) == []


@each_row("fields", [{"until": "2022-05-03"}, {"until": "2022-05-02T23:59:59-04:00"}, {"through": "2022-05-02"}])
def test_days_are_compared_however_they_are_stated(fields: dict[str, str]) -> None:
    register = Ledger(recorded=events_of([e("open_comment", published="2022-03-01", **fields)]))
    assert said(register, posted("EPA-1-0001", "2022-04072", "2022-05-02")) == []


def test_an_end_without_a_date_contradicts_none() -> None:
    register = Ledger(recorded=events_of([e("open_comment", published="2022-03-01", until="unknown")]))
    (event,) = said(register, posted("EPA-1-0001", "2022-04072", "2022-05-02"))
    assert (event.certainty, event.conflicts_with) == (Certainty.PUBLISHED, ())


def test_a_silent_extension_leaves_what_was_known_before() -> None:
    register = Ledger()
    first = said(register, posted("EPA-1-0001", "2022-04072", "2022-05-02"))
    register.recorded = first
    again = posted("EPA-1-0001", "2022-04072", "2022-05-02", lastModifiedDate="2022-03-09T00:00:00Z")
    assert said(register, again) == first
    moved = posted("EPA-1-0001", "2022-04072", "2022-05-16", lastModifiedDate="2022-04-20T15:00:00Z")
    both = said(register, moved)
    assert both[0] == first[0]
    assert (both[1].kind, str(both[1].until), str(both[1].available)) == (
        "extend_comment",
        "2022-05-16",
        "2022-04-20T15:00:00Z",
    )
    register.recorded = both
    back = posted("EPA-1-0001", "2022-04072", "2022-05-02", lastModifiedDate="2022-04-22T15:00:00Z")
    third = said(register, back)
    assert [str(each.until) for each in third] == ["2022-05-02", "2022-05-16", "2022-05-02"]
    assert len({each.key for each in third}) == 3


def test_a_contradiction_ends_when_the_register_agrees() -> None:
    register = Ledger(recorded=[official("2022-05-02")])
    moved = posted("EPA-1-0001", "2022-04072", "2022-05-16")
    register.recorded += said(register, moved)
    assert len(said(register, moved)) == 1
    register.recorded.append(official("2022-05-16", "notice", "extend_comment"))
    assert said(register, moved) == []


def test_a_document_posted_more_than_once_is_one() -> None:
    rows = [
        posted("EPA-1-0001", "2022-04072", "2022-05-02"),
        posted("EPA-2-0001", "2022-4072", "2022-05-02"),
        posted("EPA-3-0001", "2022-04072", "2022-05-16", openForComment=True),
    ]
    (group,) = grouped(documents(*rows)).values()
    first, other = said(Ledger(), *rows)
    assert len(group) == 3
    assert (str(first.until), first.certainty) == ("2022-05-16", Certainty.PUBLISHED)  # the one that is open
    assert (str(other.until), other.certainty, other.conflicts_with) == ("2022-05-02", Certainty.REPORTED, (first.key,))


def test_an_old_number_may_be_another_documents() -> None:
    items = compile_documents(documents(posted("FAA-2006-1-0002", "06-01877", "2006-05-02")), Ledger(None))
    assert [each.id for each in items if isinstance(each, Instrument)] == ["us/regulations-gov/faa-2006-1-0002"]


# --- withdrawals


def test_what_is_marked_as_withdrawn_moves_nothing_that_was_printed() -> None:
    """It is reported, as the act that it is for a document of its type; nothing that is only reported counts as law."""
    kinds = {"Proposed Rule": "withdraw_proposal", "Rule": "withdraw_final", "Notice": "withdraw", "Other": "withdraw"}
    for type_, kind in kinds.items():
        (printed,) = said(Ledger(), posted("EPA-1-0001", "2022-04072", withdrawn=True, documentType=type_))
        assert (printed.kind, printed.target, printed.certainty) == (kind, TARGET, Certainty.REPORTED)
    (never,) = said(Ledger(None), posted("EPA-1-0001", withdrawn=True))
    assert (never.kind, never.certainty) == ("withdraw_filing", Certainty.REPORTED)
    rows = [posted("EPA-1-0001", "2022-04072", withdrawn=True), posted("EPA-2-0001", "2022-04072")]
    assert said(Ledger(), *rows) == []


# --- reading


@each_row("table", [None, [], {}, {"data": None}, {"data": "x"}])
def test_what_is_no_page_is_one_fault(table: Any) -> None:
    read = read_page(table)
    assert (read.documents, len(read.faults)) == ((), 1)


def test_a_period_that_begins_after_its_end_has_no_begin_and_says_so() -> None:
    row = posted("BIS-2022-0001-0001", through="2022-06-01")
    row["attributes"]["commentStartDate"] = "9999-12-31T05:00:00Z"
    read = read_page(page([row]))
    assert [each.comments_from for each in read.documents] == [None]
    assert [str(each) for each in read.faults] == [
        "regulations.gov: BIS-2022-0001-0001.commentStartDate: found '9999-12-31T05:00:00Z'; "
        "expected a day up to commentEndDate (2022-06-01)"
    ]


def test_what_cannot_be_read_is_named_and_the_rest_is_kept() -> None:
    rows = [
        {"id": 3}, posted("A-1-1", "45"), posted("A-1-2", "2022-04072", "2022-05-02", commentEndDate="soon"),
        posted("A-1-3", lastModifiedDate=None), posted("A-1-4", "2022-04072", "2022-05-02"),
    ]  # fmt: skip
    read = read_page(page(rows, more=True))
    assert [each.id for each in read.documents] == ["A-1-1", "A-1-2", "A-1-4"]
    assert [each.number for each in read.documents] == [None, "2022-4072", "2022-4072"]
    assert [fault.field for fault in read.faults] == [
        "data",
        "A-1-1.frDocNum",
        "A-1-2.commentEndDate",
        "A-1-3.lastModifiedDate",
    ]
    assert read.more


# --- real documents


def real() -> list[ResultPage]:
    files = sorted(DATA.glob("*.json"))
    return [read_page(table, path.name) for path in files for table in json.loads(path.read_text("utf-8"))]


@needs_data
def test_real_documents() -> None:
    pages = real()
    found = [each for read in pages for each in read.documents]
    assert len(found) == 600
    assert [str(fault).partition(": found")[0].rpartition(" ")[2] for read in pages for fault in read.faults] == [
        "PHMSA-RSPA-1998-4868-0207.commentStartDate",
        "OSHA-2009-0044-0040.frDocNum",
    ]
    dated = [each for each in found if each.ends is not None]
    assert len(dated) == 291
    for each in dated:
        utc = dt.datetime.fromisoformat(each.ends or "").date()
        assert each.comments_through == utc - dt.timedelta(days=1)
    assert sum(each.withdrawn for each in found) == 3
    posted_twice = {number: group for number, group in grouped(found).items() if len(group) > 1}
    assert len(posted_twice) == 9
    assert len(posted_twice["2017-5704"]) == 6


@needs_data
def test_every_real_comment_period_becomes_an_event() -> None:
    for group in grouped([each for read in real() for each in read.documents]).values():
        events = [each for each in compile_documents(group, Ledger(None)) if isinstance(each, Event)]
        days = {str(each.comments_through) for each in group if each.comments_through is not None}
        assert {str(each.until) for each in events if each.until is not None} == days
