"""Files on disk into the ledger: what they are is said by their content, and a bad record loses no other."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from regtrack.errors import InputError
from regtrack.sources.reports import FeedReport
from regtrack.store import SqliteStore
from regtrack.tracker import Tracker
from tests.realdata import DATA, needs
from tests.sources import register as made
from tests.sources.bills.shapes import TO_LAW, status_file
from tests.sources.lists.shapes import csl_entry, csl_file, sdn_file, sdn_row
from tests.sources.regulations_gov.shapes import posted
from tests.sources.shapes import filing

NOW = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
LIBRARY = made.library()
ISSUE = b"""<?xml version="1.0"?>
<FEDREG><VOL>89</VOL><NO>4</NO><DATE>Friday, January 5, 2024</DATE><RULES>%s</RULES></FEDREG>
"""
ROOT = made.RULE_TEXT.partition(b"?>")[2]


@pytest.fixture
def tracker() -> Tracker:
    return Tracker(SqliteStore(":memory:"), lambda: NOW)


def facts(tracker: Tracker) -> list[tuple[str, str, str]]:
    lines = [json.loads(line) for line in tracker.export()]
    return [(line["type"], line["key"], json.dumps(line["record"])) for line in lines if "key" in line]


def as_json(table: Any) -> bytes:
    return json.dumps(table).encode()


def as_lines(rows: Sequence[Any]) -> bytes:
    return b"\n".join(map(as_json, rows))


PAGE = {"data": [posted("EPA-1-0001", "2022-04001", "2022-05-02")], "meta": {"hasNextPage": False}}
API = [
    as_json({"count": len(LIBRARY), "description": "Documents", "total_pages": 1, "results": LIBRARY}),
    as_json({"count": len(LIBRARY), "results": LIBRARY}),
    as_json(LIBRARY),
    as_lines(LIBRARY),
]


@pytest.mark.parametrize(
    ("data", "source", "documents"),
    [
        (as_json(LIBRARY[0]), "federal-register", 1),
        *((data, "federal-register", len(LIBRARY)) for data in API),
        (ISSUE % ROOT, "federal-register", 1),
        (status_file(TO_LAW), "us-billstatus", 1),
        (sdn_file([sdn_row(1, "WIDGET"), sdn_row(2, "GADGET")]), "us-ofac-sdn", 2),
        (csl_file([csl_entry("Widget Works")]), "us-csl", 1),
        (as_json(PAGE), "us-regulations-gov", 1),
        (as_json([PAGE, PAGE]), "us-regulations-gov", 2),
    ],
    ids=["a document", "a page of a search", "several by number", "a list", "lines", "an issue", "a bill", "SDN", "CSL",
         "a page of regulations.gov", "pages"],
)  # fmt: skip
@pytest.mark.parametrize("zipped", [False, True])
def test_the_content_says_what_a_file_is(
    tracker: Tracker, tmp_path: Path, data: bytes, source: str, documents: int, zipped: bool
) -> None:
    """Whatever it is called; and adding it again changes nothing."""
    path = tmp_path / "download"
    path.write_bytes(gzip.compress(data) if zipped else data)
    report = tracker.add(path)
    assert (report.feed, report.documents, report.problems) == (source, documents, ())
    assert report.new > 0
    before = facts(tracker)
    again = tracker.add(path)
    assert (again.changed, again.problems) == (False, ())
    assert facts(tracker) == before


def test_what_is_added_is_what_a_sync_would_have_recorded(tracker: Tracker, tmp_path: Path) -> None:
    """In the order of days; a backfill is no news, and the Register does not count as polled."""
    path = tmp_path / "lines.jsonl"
    path.write_bytes(as_lines(list(reversed(LIBRARY))))
    report = tracker.add(path)
    assert (str(report.since), str(report.until)) == ("2024-01-05", max(each["publication_date"] for each in LIBRARY))
    assert tracker.state(made.RULE, on="2024-03-02", known="2024-01-10").force == "partial"
    assert tracker.state(made.DELAY, on="2024-03-02").instrument == "us/fr/2024-301"
    (source,) = tracker.status().horizon.sources
    assert (source.id, source.checked_through, source.due, source.problem) == ("federal-register", None, None, None)


def record(**fields: Any) -> dict[str, Any]:
    return {**LIBRARY[1], **fields}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([LIBRARY[0], 7, LIBRARY[2]], "document 2: found 7; expected a published document"),
        ([LIBRARY[0], filing("2024-9", "2024-01-05T08:45:00-05:00", None), LIBRARY[2]], "not published yet"),
        ([LIBRARY[0], record(publication_date="2024-13-45"), LIBRARY[2]], "2024-13-45"),
        ([LIBRARY[0], record(title="Lone \ud800"), LIBRARY[2]], "characters that cannot be"),
        ([LIBRARY[0], record(agencies=[{"name": "B", "id": 1, "parent_id": [1]}]), LIBRARY[2]], "number of an agency"),
    ],
    ids=["no document", "a filing", "no day", "no text", "no parent"],
)
def test_a_bad_record_loses_no_other(tracker: Tracker, tmp_path: Path, rows: list[Any], words: str) -> None:
    path = tmp_path / "documents.json"
    path.write_bytes(as_json(rows))
    report = tracker.add(path)
    (problem,) = report.problems
    assert words in problem
    for row in (LIBRARY[0], LIBRARY[2]):
        assert tracker.state(row["document_number"]).instrument


def test_a_broken_line_loses_no_other(tracker: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "documents.jsonl"
    path.write_bytes(as_lines(LIBRARY[:2]) + b'\n{"document_number": "2024-1\n' + as_lines(LIBRARY[2:]))
    report = tracker.add(path)
    assert report.documents == len(LIBRARY)
    (problem,) = report.problems
    assert "line 3" in problem


def test_a_record_without_a_field_takes_nothing_back(tracker: Tracker, tmp_path: Path) -> None:
    """A missing key is no null: a document that the ledger has stays as it is, a new one is recorded as it comes."""
    few = [{key: row[key] for key in row if key not in ("dates", "comments_close_on")} for row in LIBRARY]
    whole, poor = tmp_path / "whole.json", tmp_path / "poor.json"
    whole.write_bytes(as_json(LIBRARY))
    poor.write_bytes(as_json(few))
    tracker.add(whole)
    before = facts(tracker)
    assert tracker.add(poor).changed is False
    assert facts(tracker) == before
    other = Tracker(SqliteStore(":memory:"), lambda: NOW)
    assert other.add(poor).documents == len(LIBRARY)
    assert other.add(whole).changed


def test_the_text_of_a_document_needs_its_day(tracker: Tracker, tmp_path: Path) -> None:
    """The file does not say it: it is in its name, or the ledger knows the document. It is never guessed."""
    path = tmp_path / "rule.xml"
    path.write_bytes(made.RULE_TEXT)
    with pytest.raises(InputError, match="2024-00101: found no day of publication"):
        tracker.add(path)
    assert facts(tracker) == []
    dated = path.with_name("rule-2024-01-05.xml")
    dated.write_bytes(made.RULE_TEXT)
    assert tracker.add(dated).new > 0
    other = Tracker(SqliteStore(":memory:"), lambda: NOW)
    documents = tmp_path / "documents.json"
    documents.write_bytes(as_json(LIBRARY))
    other.add(documents)
    report = other.add(path)
    assert (report.withdrawn, report.problems) == (0, ())
    stayed = other.state(made.RULE, on="2024-03-02", known="2024-02-01", scope="15 CFR 744.21(h)")
    assert stayed.status == "delayed_indefinitely"


def test_a_list_that_cannot_be_read_leaves_no_trace(tracker: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(b'{"results": [{"source": "X", "name": ""}]}')
    with pytest.raises(InputError, match="expected an entry with a name and a source"):
        tracker.add(path)
    assert tracker.status().horizon.sources == ()


@pytest.mark.parametrize("data", [b'{"a": 1}', b"[{}]", b"<html></html>", b"<RULES/>"])
def test_a_file_of_no_kind_is_refused(tracker: Tracker, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(InputError, match="of no kind that is known; expected one of: "):
        tracker.add(path)


@pytest.mark.parametrize("data", [b'{"results": [\n {"a": ', b'[{"a": 1}, ', b'{"a": nought}'])
def test_a_file_that_breaks_off_says_where(tracker: Tracker, tmp_path: Path, data: bytes) -> None:
    """A download that was cut short is not called a kind that regtrack does not read."""
    path = tmp_path / "file.json"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"file\.json: found JSON that is broken at line \d, column \d+; expected"):
        tracker.add(path)


@pytest.mark.parametrize("name", ["notes.txt", "sheet.xlsx", "table.csv", "empty.csv"])
def test_a_file_that_is_nothing_regtrack_reads_says_what_it_reads(tracker: Tracker, tmp_path: Path, name: str) -> None:
    """It is no timeline with a slip of the pen."""
    data = {"notes.txt": b"call BIS\n", "sheet.xlsx": b"PK\x03\x04\n[A\0\x8f", "table.csv": b"a,b\n1,2\n"}.get(
        name, b""
    )
    (tmp_path / name).write_bytes(data)
    what = "an empty file" if name == "empty.csv" else "none of the files that regtrack reads"
    words = f"found {what}; expected a timeline \\(TOML\\), .*SDN.CSV"
    with pytest.raises(InputError, match=f"{name}: {words}"):
        tracker.add(tmp_path / name)


@pytest.mark.parametrize("name", ["chips.txt", "chips.toml"])
def test_a_timeline_with_a_slip_of_the_pen_is_still_one(tracker: Tracker, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"[timeline]\nid 'chips'\n")
    with pytest.raises(InputError, match=f"{name}:2: .*expected TOML"):
        tracker.add(tmp_path / name)


# --- real files -------------------------------------------------------------------------------------------------------


def add_all(tracker: Tracker, paths: Sequence[Path]) -> list[FeedReport]:
    assert paths
    return [tracker.add(path) for path in paths]


@needs(DATA / "bills")
def test_real_bills(tracker: Tracker) -> None:
    """Of both schemas, every one whole."""
    reports = add_all(tracker, sorted((DATA / "bills").rglob("*.xml*")))
    assert [report.problems for report in reports] == [()] * len(reports)
    assert all(report.documents == 1 for report in reports)


@needs(DATA / "lists")
def test_real_lists(tracker: Tracker) -> None:
    first, second = add_all(tracker, sorted((DATA / "lists").glob("ofac-sdn-*")))
    assert (first.items, second.items, first.problems, second.problems) == (9847, 13889, (), ())


@needs(DATA / "fr-api")
def test_real_answers_of_the_api(tracker: Tracker) -> None:
    """Every captured page; the indexes of other things beside them are refused."""
    folder = DATA / "fr-api" / "responses"
    reports = add_all(tracker, sorted([*folder.glob("search-*"), *folder.glob("document*.json")]))
    assert [report.problems for report in reports] == [()] * len(reports)
    for path in (folder / "agency.json", folder / "public_document.json"):
        with pytest.raises(InputError):
            tracker.add(path)


@needs(DATA / "fr-xml")
def test_a_real_issue(tracker: Tracker) -> None:
    report = tracker.add(DATA / "fr-xml" / "issues" / "2016-04-15.xml.gz")
    assert (report.documents, report.problems, str(report.since)) == (146, (), "2016-04-15")


@needs(DATA / "regs-gov")
def test_real_pages_of_regulations_gov(tracker: Tracker) -> None:
    """A day without documents is a page too; a number that is none and a period before its begin are left out."""
    reports = add_all(tracker, sorted((DATA / "regs-gov").glob("*.json")))
    assert sum(report.documents for report in reports) == 600
    assert sum(len(report.problems) for report in reports) == 2
