"""Status files of bills: both schemas, each step once, and what a bill is on a day."""

import datetime as dt
import gzip
from pathlib import Path

import attrs
import pytest

from regtrack import dates
from regtrack.errors import InputError
from regtrack.model.document import Document
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.sources.bills.bill import BillNumber
from regtrack.sources.bills.events import Item, compile_bill
from regtrack.sources.bills.reading import read_bill_status
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests import realdata
from tests.helpers import NOW
from tests.rows import each_row
from tests.sources.bills.shapes import COMMITTEE, FLOOR, INTRODUCED, LOC, TO_LAW, row, status_file

DATA = realdata.DATA / "bills"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason=f"no captured bills in {DATA}")


def compiled(data: bytes, seen_on: dt.date | None = None) -> list[Item]:
    read = read_bill_status(data)
    assert read.bill is not None
    assert read.faults == ()
    return compile_bill(read.bill, seen_on=seen_on)


def steps(items: list[Item]) -> list[tuple[str, str, str]]:
    """Kind, chamber and date of each event."""
    return [(each.kind, each.name or "", str(each.published)) for each in items if isinstance(each, Event)]


def facts(items: list[Item]) -> list[Item]:
    """What is said of the world: a document's bytes and times are the file's own."""
    return [each for each in items if not isinstance(each, Document)]


def track(items: list[Item]) -> Tracker:
    store = SqliteStore(":memory:")
    store.append(Batch("t", "T", items), dates.tick_of(NOW))
    return Tracker(store, clock=lambda: NOW)


# --- steps


def test_each_step_is_told_once_though_two_systems_write_it() -> None:
    assert steps(compiled(status_file(TO_LAW, laws=[("Public Law", "117-999")]))) == [
        ("introduce", "", "2021-04-13"),
        ("refer", "", "2021-04-13"),
        ("report_out", "", "2021-05-03"),
        ("pass", "house", "2021-06-29T14:14:36[America/New_York]"),
        ("note", "", "2021-07-12"),
        ("note", "", "2022-01-13"),
        ("pass", "senate", "2022-01-13"),
        ("present", "", "2022-01-18"),
        ("sign_law", "", "2022-01-20"),
        ("adopt", "", "2022-01-20"),
        ("set_effective", "", "2022-01-20"),
    ]


def test_both_schemas_state_the_same() -> None:
    laws = [("Public Law", "117-999")]
    old, new = (compiled(status_file(TO_LAW, laws=laws, schema=schema)) for schema in ("old", "new"))
    assert facts(old) == facts(new)


def test_a_time_counts_only_from_the_floor_of_the_house() -> None:
    rows = [*INTRODUCED, row("2021-05-04", "8000", "Passed/agreed to in House: Passed by voice vote.", LOC, "09:10:11")]
    assert steps(compiled(status_file(rows)))[-1] == ("pass", "house", "2021-05-04")


def test_a_time_is_left_out_when_a_later_step_of_the_day_has_none() -> None:
    """Or the bill would seem to be presented before it passed."""
    rows = [
        *INTRODUCED,
        row("2021-05-04", "H37100", "On passage Passed by voice vote.", FLOOR, "15:00:00"),
        row("2021-05-04", "28000", "Presented to President."),
    ]
    tracker = track(compiled(status_file(rows)))
    assert tracker.state("117 HR 9001", on="2021-05-04").status == "presented"


@each_row(
    ("day", "status"),
    [
        ("2021-04-12", "none"),
        ("2021-04-13", "in_committee"),
        ("2021-05-03", "reported_out"),
        ("2021-06-29", "passed_one"),
        ("2021-07-12", "passed_one"),
        ("2022-01-13", "passed_both"),
        ("2022-01-18", "presented"),
        ("2022-01-20", "law"),
    ],
)
def test_stage_on_a_day(day: str, status: str) -> None:
    tracker = track(compiled(status_file(TO_LAW, laws=[("Public Law", "117-999")])))
    assert tracker.state("H.R. 9001", on=day, known=day).status == status


@each_row(
    ("code", "text", "kind"),
    [
        ("H37100", "On passage Failed by the Yeas and Nays: 1 - 2.", None),
        ("H41610", "On motion that the House agree to the Senate amendment Agreed to by voice vote.", "note"),
        ("9000", "Failed of passage/not agreed to in House: On passage Failed by voice vote.", "fail"),
        ("9000", "Failed in House: On motion to suspend the rules and pass the bill Failed.", "note"),
        ("H8D000", "DEBATE - The House proceeded with debate after the Senate Passed Senate.", None),
        ("H1L220", "Rule H. Res. 1 passed House.", None),
        ("31000", "Vetoed by President.", "veto"),
        ("E50000", "Pocket Vetoed by President.", "pocket_veto"),
        ("32000", "Passed House over veto: Passed by the Yeas and Nays.", "note"),
        ("38000", "Public Law unsigned by President.", "law_without_signature"),
    ],
)  # fmt: skip
def test_a_row_is_what_its_code_and_words_say(code: str, text: str, kind: str | None) -> None:
    found = steps(compiled(status_file([*INTRODUCED, row("2021-09-01", code, text)])))[2:]
    assert [each[0] for each in found] == ([kind] if kind else [])


def test_a_committee_of_the_house_that_orders_a_report_has_not_reported() -> None:
    rows = [*INTRODUCED, row("2021-04-21", "", "Ordered to be Reported by Voice Vote.", COMMITTEE),
            row("2021-04-22", "", "Referred to the Subcommittee on Gears.", COMMITTEE)]  # fmt: skip
    assert track(compiled(status_file(rows))).state("117 HR 9001").status == "in_committee"


def test_a_veto_is_overridden_when_both_chambers_have_voted_so() -> None:
    vetoed = [*TO_LAW[:-4], row("2022-01-20", "31000", "Vetoed by President.")]
    house = [*vetoed, row("2022-02-01", "32000", "Passed House over veto.")]
    both = [*house, row("2022-02-02", "34000", "Passed Senate over veto."),
            row("2022-02-02", "36000", "Became Public Law No: 117-999.")]  # fmt: skip
    assert [track(compiled(status_file(rows))).state("117 HR 9001").status for rows in (vetoed, house, both)] == [
        "vetoed", "vetoed", "law",
    ]  # fmt: skip
    assert [each[0] for each in steps(compiled(status_file(both)))][-3:] == ["veto", "note", "override"]


@pytest.mark.parametrize(("day", "kind"), [("2022-01-29", "sign_law"), ("2022-01-31", "law_without_signature")])
def test_a_law_of_which_no_signature_is_told_was_unsigned_only_if_the_days_had_run_out(day: str, kind: str) -> None:
    """Presented on Tuesday 18 January; the tenth day, Sundays excepted, was Saturday 29 January."""
    rows = [*TO_LAW[:-4], row(day, "36000", "Became Public Law No: 117-999.")]
    assert steps(compiled(status_file(rows)))[-1][0] == kind


# --- the law


def test_a_law_is_an_instrument_of_its_own_whose_date_of_effect_is_unknown() -> None:
    tracker = track(compiled(status_file(TO_LAW, laws=[("Public Law", "117-999")])))
    for name in ("Pub. L. 117-999", "Public Law 117-999", "P.L. 117-999"):
        state = tracker.state(name)
        assert (state.instrument, state.status) == ("us/public-law/117-999", "unknown")
    (law,) = (each for each in tracker.status(instruments=True).instruments if each.kind == "statute")
    assert [(each.kind, each.target) for each in law.relations] == [("finalizes", "us/congress/117-hr-9001")]


def test_the_day_of_the_record_is_no_act() -> None:
    items = compiled(status_file(TO_LAW, updated="2030-01-01T00:00:00Z"))
    assert not any("2030" in str(attrs.asdict(each)) for each in items if not isinstance(each, Document))


# --- kinds and names


def test_a_curated_bill_keeps_its_own_record() -> None:
    read = read_bill_status(status_file(INTRODUCED))
    assert read.bill is not None
    items = compile_bill(read.bill, "us/congress/widget-safety")
    assert not any(isinstance(each, Instrument) for each in items)
    assert {each.target for each in items if isinstance(each, Event)} == {"us/congress/widget-safety"}


def test_a_resolution_of_disapproval_is_one() -> None:
    title = (
        "Providing for congressional disapproval under chapter 8 of title 5, United States Code, of a rule on widgets."
    )
    item = next(
        each for each in compiled(status_file(INTRODUCED, type="SJRES", title=title)) if isinstance(each, Instrument)
    )
    assert (item.kind, item.bill, item.id) == ("cra_disapproval", "117 SJRES 9001", "us/congress/117-sjres-9001")


def test_what_a_congress_did_not_finish_died_with_it() -> None:
    data = status_file(INTRODUCED)
    assert steps(compiled(data, dt.date(2023, 1, 3)))[-1][0] == "refer"
    assert steps(compiled(data, dt.date(2023, 1, 4)))[-1] == ("die", "", "2023-01-03T12:00[America/New_York]")
    assert steps(compiled(status_file(TO_LAW), dt.date(2023, 1, 4)))[-1][0] == "sign_law"
    agreed = [*INTRODUCED, row("2021-05-01", "8000", "Passed/agreed to in House: Agreed to.")]
    assert steps(compiled(status_file(agreed, type="HRES"), dt.date(2023, 1, 4)))[-1][0] == "pass"


@each_row("text", ["119 S 1705", "119s1705", "119 S. 1705", "119-S-1705"])
def test_numbers_are_read_as_people_write_them(text: str) -> None:
    assert BillNumber.read(text).spelled == "119 S 1705"
    assert BillNumber.read(text).file_name == "119/s/BILLSTATUS-119s1705.xml"


@each_row("text", ["S 1705", "119 X 1", "", "119 S"])
def test_what_is_no_number_of_a_bill_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="bill: found"):
        BillNumber.read(text)


# --- broken files


@each_row(
    ("data", "found"),
    [
        (b"", "no well-formed XML"),
        (b"<!DOCTYPE html><html></html>", "begins with <html>"),
        (status_file(INTRODUCED)[:-20], "no well-formed XML"),
        (status_file(INTRODUCED).replace(b"<congress>117</congress>", b"<congress>x</congress>"), "found 'x'"),
        (status_file(INTRODUCED, type="QQ"), "found 'QQ'"),
    ],
)
def test_a_file_that_names_no_bill_is_one_fault(data: bytes, found: str) -> None:
    read = read_bill_status(data, "file.xml")
    assert read.bill is None
    assert found in str(read.faults[0])
    assert str(read.faults[0]).startswith("file.xml:")


def test_what_can_be_read_of_a_file_is_kept() -> None:
    rows = [
        *INTRODUCED,
        row("2021-13-45", "8000", "Passed."),
        row("2021-05-04", "H37100", "Passed.", FLOOR, "25:00:00"),
    ]
    read = read_bill_status(status_file(rows, laws=[("Public Law", "one")]))
    assert [fault.field for fault in read.faults] == ["actions[0].actionTime", "actions[1].actionDate", "laws.number"]
    assert read.bill is not None
    assert steps(compile_bill(read.bill))[-1] == ("pass", "house", "2021-05-04")


@each_row(
    ("stated", "time"),
    [("06:59PM", "18:59:00"), ("12:00AM", "00:00:00"), ("12:30 p.m.", "12:30:00"), ("6:05am", "06:05:00")],
)
def test_a_time_of_twelve_hours_is_one(stated: str, time: str) -> None:
    """As files of before 2017 have it."""
    read = read_bill_status(status_file([row("2021-05-04", "H37100", "Passed.", FLOOR, stated)]))
    assert read.faults == ()
    assert read.bill is not None
    assert [each.time for each in read.bill.actions] == [time]


def test_entities_are_left_alone(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    evil = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b "{"x" * 100}">]>'
    data = status_file(INTRODUCED).replace(b"<billStatus>", f"{evil}<billStatus>".encode())
    data = data.replace(b"Widget Safety Act", b"Act &a;")
    read = read_bill_status(data)
    assert "secret" not in repr(read)


# --- real files


def _files() -> list[Path]:
    return sorted(DATA.rglob("*.xml*")) if DATA.is_dir() else []


def _bytes(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


@needs_data
@pytest.mark.parametrize("name", ["117hr1.xml.gz", "117hr6658.xml", "117s35.xml"])
def test_real_bills_state_the_same_in_both_schemas(name: str) -> None:
    old, new = (compiled(_bytes(DATA / "formatChange" / each / f"BILLSTATUS-{name}")) for each in ("current", "future"))
    assert facts(old) == facts(new)
    assert len(facts(old)) >= 3


@needs_data
def test_every_real_file_is_read_and_no_step_is_told_twice() -> None:
    for path in _files():
        items = compiled(_bytes(path))
        told = [
            (each.kind, each.name, str(each.published)[:10], each.summary + str(each.evidence))
            for each in items
            if isinstance(each, Event)
        ]
        assert len(told) == len(set(told)) >= 2, path.name
        days = [each[2] for each in told if each[0] != "set_effective"]
        assert days == sorted(days), path.name


@needs_data
def test_a_real_law() -> None:
    """H.R. 2471 of the 117th Congress, the Consolidated Appropriations Act, 2022."""
    tracker = track(compiled(_bytes(DATA / "formatChange" / "future" / "BILLSTATUS-117hr2471.xml.gz")))
    asked = {
        day: tracker.state("117 HR 2471", on=day).status
        for day in ("2021-06-29", "2022-01-13", "2022-03-14", "2022-03-15")
    }
    assert list(asked.values()) == ["passed_one", "passed_both", "presented", "law"]
    assert tracker.state("Pub. L. 117-103", on="2022-04-01").status == "unknown"
