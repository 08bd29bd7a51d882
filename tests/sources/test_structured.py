"""Bills, lists and regulations.gov into the ledger, from a server on loopback and from files."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from regtrack import dates
from regtrack.errors import InputError
from regtrack.http.fetch import DiskCache, Fetcher, Limits
from regtrack.http.fetch import Means as HttpMeans
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.sources.bills.sync import Bills
from regtrack.sources.ecfr.sync import EcfrSource
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.lists.catalogue import ENTITY_LIST, SDN
from regtrack.sources.lists.sync import CSL, OFAC_SDN, Csl, OfacSdn, current
from regtrack.sources.regulations_gov.sync import RegulationsGov
from regtrack.sources.reports import FeedReport
from regtrack.sources.run import Run
from regtrack.sources.source import Asked, RunContext, Source
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests.helpers import e, events_of
from tests.sources.bills.shapes import INTRODUCED, TO_LAW, row, status_file
from tests.sources.feedserver import FeedServer
from tests.sources.lists import shapes
from tests.sources.lists.shapes import csl_entry, csl_file, sdn_file, sdn_row
from tests.sources.regulations_gov.shapes import Regulations, posted
from tests.sources.replies import html_page, status, truncated

FILE = "/list"


class Bench:
    """A server, a ledger, and a clock that the test sets."""

    def __init__(self, server: FeedServer, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.now = dt.datetime(2022, 4, 1, 12, tzinfo=dt.UTC)
        self.store = SqliteStore(":memory:")
        self.tracker = Tracker(self.store, lambda: self.now)

    def tick(self) -> int:
        return dates.tick_of(self.now)

    def source(self, id_: str, format_: str = "ofac-sdn", path: str = FILE) -> FeedFile:
        return FeedFile(id_, id_.upper(), self.server.url(path), format_, "Publisher", "America/New_York", every=86_400)

    def run(self, make: Callable[..., Source[Any, Any]], feed: FeedFile, **more: Any) -> FeedReport:
        """Run a source; what is asked of it may be among what it is made with."""
        calm = HttpMeans(now=lambda: 0.0, monotonic=lambda: 0.0, random=lambda: 0.5, sleep=lambda _: None)
        limits = Limits(attempts=2, silence=20, connect=20, whole=60)
        cache = DiskCache(self.folder / "cache")
        with Fetcher(cache=cache, limits=limits, means=calm, allow_private=True) as fetcher:
            dry_run, progress = more.pop("dry_run", False), more.pop("progress", None)
            asked = Asked(**{key: more.pop(key) for key in ("since", "again") if key in more})
            source = make(RunContext(self.store, fetcher, feed, self.tick, asked), **more)
            return Run(self.store, source, self.tick, dry_run=dry_run, progress=progress).go(fetcher)

    def later(self, **span: float) -> None:
        self.now += dt.timedelta(**span)

    def events(self, target: str) -> list[Event]:
        """What stands of an instrument, oldest record first."""
        _, postings = next(self.store.postings(self.store.numbers([target]).values()))
        keys = [each.key for each in sorted(postings, key=lambda each: each.seq)]
        return list(self.store.standing(dict.fromkeys(keys)).values())

    def status(self, id_: str) -> Any:
        return next(each for each in self.store.sources() if each.id == id_)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FeedServer() as server:
        yield Bench(server, tmp_path)


# --- lists

ROWS = [sdn_row(number, f"WIDGET {number}", programs="CUBA") for number in range(1, 13)]


def test_a_list_begins_without_news_and_goes_on_with_it(bench: Bench) -> None:
    bench.server.put(FILE, sdn_file(ROWS))
    source = bench.source(OFAC_SDN)
    report = bench.run(OfacSdn, source)
    assert (report.items, report.same, report.problems) == (12, False, ())
    assert [each.kind for each in bench.events(SDN.id)] == ["check"]
    bench.later(days=1)
    bench.server.put(FILE, sdn_file([*ROWS[1:-1], sdn_row(12, "WIDGET 12", programs="SDGT"), sdn_row(13, "NEW")]))
    report = bench.run(OfacSdn, source)
    assert (report.items, report.documents, report.problems) == (12, 3, ())
    assert [(each.kind, each.summary) for each in bench.events(SDN.id)][1:] == [
        ("add_entry", "Added: NEW (entity)."),
        ("change_entry", "Changed: WIDGET 12. programs: CUBA is now SDGT."),
        ("remove_entry", "Removed: WIDGET 1 (entity; CUBA)."),
    ]
    assert sorted(current(bench.store, OFAC_SDN, SDN), key=int) == [str(number) for number in range(2, 14)]
    assert current(bench.store, OFAC_SDN, SDN)["12"].get("programs") == "SDGT"
    told = bench.tracker.since("2022-04-01", "2022-04-03", known_by="record")
    changed = sorted(each.after or "" for each in told.changes if each.facet == "text")
    assert changed == ["entry added", "entry changed", "entry removed"]


def test_the_same_list_again_is_no_change(bench: Bench) -> None:
    bench.server.put(FILE, sdn_file(ROWS))
    source = bench.source(OFAC_SDN)
    bench.run(OfacSdn, source)
    bench.later(days=1)
    report = bench.run(OfacSdn, source)
    assert (report.same, report.new, report.revised, report.items) == (True, 0, 0, 12)
    assert bench.status(OFAC_SDN).checked_through == "2022-04-02"
    assert bench.server.statuses == [200, 304]


def test_an_entry_may_come_back(bench: Bench) -> None:
    source = bench.source(OFAC_SDN)
    for rows in (ROWS, ROWS[1:], ROWS, ROWS[1:]):
        bench.server.put(FILE, sdn_file(rows))
        bench.run(OfacSdn, source)
        bench.later(days=1)
    kinds = [each.kind for each in bench.events(SDN.id)]
    assert kinds == ["check", "remove_entry", "add_entry", "remove_entry"]
    assert "1" not in current(bench.store, OFAC_SDN, SDN)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (html_page(), "its end mark"),
        (truncated(), "expected"),
        (status(404), "404"),
        (lambda reply: type(reply)(200, reply.headers, sdn_file(ROWS)[:-1]), "its end mark"),
        (lambda reply: type(reply)(200, reply.headers, sdn_file(ROWS[:3])), "found 3 entries where there were 12"),
    ],
)
def test_what_is_no_whole_list_removes_nothing(bench: Bench, fault: Any, words: str) -> None:
    bench.server.put(FILE, sdn_file(ROWS))
    source = bench.source(OFAC_SDN)
    bench.run(OfacSdn, source)
    bench.later(days=1)
    bench.server.behave[FILE] = fault
    report = bench.run(OfacSdn, source)
    assert words in report.problems[0]
    assert report.problems[0].startswith("us-ofac-sdn")
    assert len(current(bench.store, OFAC_SDN, SDN)) == 12
    assert [each.kind for each in bench.events(SDN.id)] == ["check"]
    assert (bench.status(OFAC_SDN).checked_through, bench.status(OFAC_SDN).failures) == ("2022-04-01", 1)
    del bench.server.behave[FILE]
    bench.later(days=1)
    assert bench.run(OfacSdn, source).problems == ()


def test_a_row_that_cannot_be_read_is_not_removed(bench: Bench) -> None:
    bench.server.put(FILE, sdn_file(ROWS))
    source = bench.source(OFAC_SDN)
    bench.run(OfacSdn, source)
    bench.later(days=1)
    bench.server.put(FILE, sdn_file(["1,broken", *ROWS[1:], sdn_row(13, "NEW")]))
    report = bench.run(OfacSdn, source)
    assert "found '1,broken'" in report.problems[0]
    assert [each.kind for each in bench.events(SDN.id)] == ["check", "add_entry"]
    assert "1" in current(bench.store, OFAC_SDN, SDN)


def test_a_dry_run_records_nothing(bench: Bench) -> None:
    bench.server.put(FILE, sdn_file(ROWS))
    report = bench.run(OfacSdn, bench.source(OFAC_SDN), dry_run=True)
    assert report.new > 12
    assert bench.store.totals().events == 0


def test_the_screening_list_is_many_lists(bench: Bench) -> None:
    """An Entity List entry is tied to the supplement that prints it, and to the rule that added it."""
    rule = Instrument("us/bis/some-rule", "final_rule", "Some rule", citation=("90 FR 4544",), last_page=4550)
    bench.store.append(Batch("t", "T", [rule]), 0)
    source = bench.source(CSL, "csl")
    before = [csl_entry(f"Widget {number}", federal_register_notice="64 FR 28909") for number in range(9)]
    denied = [csl_entry("Roe, Jane", shapes.DENIED, end_date="2022-04-02")]
    bench.server.put(FILE, csl_file([*before, *denied]))
    assert bench.run(Csl, source).problems == ()
    bench.later(days=1)
    new = csl_entry("Gadget", federal_register_notice="64 FR 28909; 90 FR 4545", start_date="2022-04-01")
    bench.server.put(FILE, csl_file([new, *before]))
    assert bench.run(Csl, source).problems == ()
    _, added = bench.events(ENTITY_LIST.id)
    assert (added.parts, added.by) == (("supp. 4 to 15 CFR 744",), "us/bis/some-rule")
    assert (str(added.effect), str(added.available)) == ("2022-04-01", "2022-04-02T12:00:00Z")
    _, gone = bench.events("us/bis/denied-persons-list")
    assert (gone.kind, str(gone.effect)) == ("remove_entry", "2022-04-02")
    state = bench.tracker.state("Entity List", scope="supp. 4 to 15 CFR 744")
    assert state.instrument == ENTITY_LIST.id
    changes = bench.tracker.since("2022-03-31", "2022-04-03", cfr="15 CFR 744").changes
    (change,) = (each for each in changes if each.facet == "text")
    assert (change.on, change.after) == ("2022-04-01", "entry added")


def test_a_list_that_is_gone_from_the_file_is_a_problem(bench: Bench) -> None:
    source = bench.source(CSL, "csl")
    denied = [csl_entry(f"Roe {number}", shapes.DENIED) for number in range(9)]
    bench.server.put(FILE, csl_file([*denied, csl_entry("Widget")]))
    bench.run(Csl, source)
    bench.later(days=1)
    bench.server.put(FILE, csl_file([csl_entry("Widget"), csl_entry("Gadget")]))
    report = bench.run(Csl, source)
    assert report.problems == (
        "us-csl Denied Persons List: found no entries where there were 9; expected about as many",
    )
    assert [each.kind for each in bench.events(ENTITY_LIST.id)] == ["check", "add_entry"]


def test_a_list_with_a_file_of_its_own_is_taken_from_there(bench: Bench) -> None:
    bench.server.put(FILE, sdn_file(ROWS))
    bench.run(OfacSdn, bench.source(OFAC_SDN))
    bench.server.put("/csl", csl_file([csl_entry("WIDGET 1", shapes.SDN, entity_number=1), csl_entry("Widget")]))
    report = bench.run(Csl, bench.source(CSL, "csl", "/csl"))
    assert report.problems == ()
    assert current(bench.store, CSL, SDN) == {}
    assert list(current(bench.store, CSL, ENTITY_LIST)) == ["widget"]


# --- bills


def put_bill(bench: Bench, data: bytes, name: str = "117/hr/BILLSTATUS-117hr9001.xml") -> None:
    bench.server.put(f"/bulkdata/BILLSTATUS/{name}", data)


def test_a_bill_is_followed_from_when_the_ledger_has_it(bench: Bench) -> None:
    source = bench.source("us-billstatus", "billstatus", "/rss/billstatus-batch.xml")
    assert bench.run(Bills, source).documents == 0
    put_bill(bench, status_file(INTRODUCED))
    report = bench.run(Bills, source, bills=["117 H.R. 9001"])
    assert (report.documents, report.problems) == (1, ())
    assert bench.tracker.state("117 HR 9001").status == "in_committee"
    bench.later(days=1)
    put_bill(bench, status_file(TO_LAW, laws=[("Public Law", "117-999")]))
    report = bench.run(Bills, source)
    assert (report.documents, report.problems) == (1, ())
    assert bench.tracker.state("117 HR 9001").status == "law"
    assert bench.tracker.state("Pub. L. 117-999").instrument == "us/public-law/117-999"
    bench.later(days=1)
    report = bench.run(Bills, source)
    assert (report.new, report.revised, report.withdrawn) == (0, 0, 0)


def test_what_a_file_does_not_say_any_more_was_taken_back(bench: Bench) -> None:
    source = bench.source("us-billstatus", "billstatus")
    put_bill(bench, status_file([*INTRODUCED, row("2021-05-04", "8000", "Passed/agreed to in House: Passed.")]))
    bench.run(Bills, source, bills=["117 HR 9001"])
    bench.later(days=1)
    put_bill(bench, status_file([*INTRODUCED, row("2021-05-05", "8000", "Passed/agreed to in House: Passed.")]))
    report = bench.run(Bills, source)
    assert (report.new, report.withdrawn) == (1, 1)
    assert bench.tracker.state("117 HR 9001", on="2021-05-04").status == "in_committee"


def test_a_curated_bill_gets_the_steps_and_keeps_its_record(bench: Bench) -> None:
    own = Instrument("us/congress/widget-act", "bill", "Widget Act, as we call it", bill="117 HR 9001")
    bench.store.append(
        Batch("t", "T", [own, *events_of([{**e("introduce", published="2021-04-13"), "target": own.id}])]), 0
    )
    put_bill(bench, status_file(TO_LAW))
    assert bench.run(Bills, bench.source("us-billstatus", "billstatus")).problems == ()
    assert bench.tracker.state("us/congress/widget-act").status == "law"
    assert bench.store.numbers(["us/congress/117-hr-9001"]) == {}


def test_one_bill_that_cannot_be_read_stops_no_other(bench: Bench) -> None:
    source = bench.source("us-billstatus", "billstatus")
    put_bill(bench, status_file(INTRODUCED))
    put_bill(bench, status_file(INTRODUCED, number=9003), "117/hr/BILLSTATUS-117hr9004.xml")
    bench.server.behave["/bulkdata/BILLSTATUS/117/hr/BILLSTATUS-117hr9002.xml"] = html_page()
    report = bench.run(Bills, source, bills=["117 HR 9001", "117 HR 9002", "117 HR 9003", "117 HR 9004"])
    assert report.documents == 1
    assert [each.partition(":")[0] for each in report.problems] == [
        "us-billstatus 117 HR 9002", "us-billstatus 117 HR 9003", "us-billstatus 117 HR 9004",
    ]  # fmt: skip
    assert "found the file of 117 HR 9003; expected that of 117 HR 9004" in report.problems[2]


def test_a_bill_of_a_congress_long_ago_is_not_asked_for(bench: Bench) -> None:
    bench.store.append(Batch("t", "T", [Instrument("us/x/old", "bill", "Old", bill="110 HR 1")]), 0)
    report = bench.run(Bills, bench.source("us-billstatus", "billstatus"))
    assert (report.documents, report.problems, bench.server.log) == (0, (), [])
    with pytest.raises(InputError, match="bill: found 'HR 1'"):
        bench.run(Bills, bench.source("us-billstatus", "billstatus"), bills=["HR 1"])


# --- regulations.gov


@pytest.fixture
def regulations(tmp_path: Path) -> Iterator[Bench]:
    rows = [
        posted(f"EPA-{day}-0001", f"2022-040{day}", "2022-05-02", lastModifiedDate=f"2022-03-{day}T15:00:00Z")
        for day in range(10, 20)
    ]
    rows.append(posted("BIS-2022-0001-0001", "2022-04001", "2022-05-03"))
    with Regulations(rows) as server:
        yield Bench(server, tmp_path)


def regs(bench: Bench, **more: Any) -> FeedReport:
    source = bench.source("us-regulations-gov", "rss", "")
    return bench.run(RegulationsGov, source, **{"key": "secret", "since": dt.date(2022, 3, 1), **more})


def test_comment_periods_are_read_from_every_page(regulations: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regtrack.sources.regulations_gov.sync._PAGES", 3)
    server = regulations.server
    assert isinstance(server, Regulations)
    server.page_size, server.window = 2, 3
    report = regs(regulations)
    assert report.problems == ()
    assert report.documents >= 11
    periods = [each for each in regulations.store.instruments().values() if each.kind == "proposed_rule"]
    assert len(periods) == 11
    assert regulations.tracker.upcoming(60).upcoming != ()
    first = len(server.log)
    regulations.later(days=1)
    report = regs(regulations)
    assert (report.new, report.revised, report.withdrawn) == (0, 0, 0)
    assert len(server.log) > first


def test_only_some_agencies(regulations: Bench) -> None:
    assert regs(regulations, agencies=["BIS"]).documents == 1
    assert list(regulations.store.numbers(["us/fr/2022-4001"])) == ["us/fr/2022-4001"]


@pytest.mark.parametrize(("key", "words"), [(None, "found no key"), ("wrong", "403")])
def test_without_a_key_nothing_is_read(
    regulations: Bench, monkeypatch: pytest.MonkeyPatch, key: str | None, words: str
) -> None:
    monkeypatch.delenv("REGTRACK_REGULATIONS_GOV_KEY", raising=False)
    report = regs(regulations, key=key)
    assert words in report.problems[0]
    assert "wrong" not in report.problems[0]
    assert report.documents == 0


def test_it_is_asked_from_the_last_day_that_was_read(regulations: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGTRACK_REGULATIONS_GOV_KEY", "secret")
    assert regs(regulations, key=None, since=None).since == dt.date(2022, 3, 2)
    regulations.later(days=3)
    assert regs(regulations, key=None, since=None).since == dt.date(2022, 4, 1)


def test_a_period_differs_from_the_register(regulations: Bench) -> None:
    rule = Instrument("us/fr/2022-4001", "proposed_rule", "Widgets", document_number=("2022-04001",))
    notice = {**e("open_comment", "fr:comments", published="2022-03-01", through="2022-05-10"), "target": rule.id}
    regulations.store.append(Batch("t", "T", [rule, *events_of([notice])]), 0)
    regs(regulations, agencies=["BIS"])
    state = regulations.tracker.state("us/fr/2022-4001")
    assert state.conflicts == ("regulations-gov:2022-4001:comments:2022-05-03",)
    (deadline,) = regulations.tracker.upcoming(60, instrument="us/fr/2022-4001").upcoming
    assert deadline.on == "2022-05-10"


def test_what_stood_for_a_document_becomes_it(regulations: Bench) -> None:
    """Numbers of before 2016 are looked up only; the stand-in is joined when the ledger gets to know the document."""
    server = regulations.server
    assert isinstance(server, Regulations)
    server.documents = [posted("FAA-1-0002", "06-01877", "2022-05-02")]
    regs(regulations)
    assert [each.kind for each in regulations.events("us/regulations-gov/faa-1-0002")] == ["open_comment"]
    rule = Instrument("us/fr/06-1877-20060301", "proposed_rule", "Widgets", document_number=("06-1877",))
    regulations.store.append(Batch("t", "T", [rule]), 0)
    assert regs(regulations).problems == ()
    assert regulations.tracker.state("us/regulations-gov/faa-1-0002").instrument == rule.id
    assert [each.kind for each in regulations.events(rule.id)] == ["open_comment"]


# --- files


def test_files_are_told_by_what_is_in_them(bench: Bench) -> None:
    for name, data in (
        ("BILLSTATUS-117hr9001.xml", status_file(TO_LAW)),
        ("sdn-2022-03-01.csv", sdn_file(ROWS)),
        ("sdn-2022-03-15.csv.gz", gzip.compress(sdn_file(ROWS[1:]), mtime=0)),
        ("consolidated.json", csl_file([csl_entry("Widget")])),
    ):
        path = bench.folder / name
        path.write_bytes(data)
        assert bench.tracker.add(path).new > 0, name
    assert bench.tracker.state("117 HR 9001").status == "law"
    assert len(current(bench.store, OFAC_SDN, SDN)) == 11
    _, gone = bench.events(SDN.id)
    assert (str(gone.available), gone.note) == (
        "2022-03-15", "It happened between the downloads of 2022-03-01 and 2022-03-15.",
    )  # fmt: skip
    assert not bench.tracker.add(bench.folder / "sdn-2022-03-15.csv.gz").changed
    with pytest.raises(InputError, match="found a snapshot of 2022-03-01 after one of 2022-03-15"):
        bench.tracker.add(bench.folder / "sdn-2022-03-01.csv")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("bill.xml", status_file(INTRODUCED)[:-9], "no well-formed XML"),
        ("sdn.csv", sdn_file(ROWS)[:-1], "its end mark"),
        ("x.json", b'{"results": [', "JSON that is broken at line 1, column 14"),
        ("x.csv.gz", gzip.compress(sdn_file(ROWS), mtime=0)[:-30], "a file that can be read"),
        ("x.csv", b"a,b,c", "none of the files that regtrack reads"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_refused(bench: Bench, name: str, data: bytes, words: str) -> None:
    path = bench.folder / name
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        bench.tracker.add(path)
    assert words in str(error.value)
    assert str(path) in str(error.value)
    assert bench.store.totals().events == 0
    assert bench.store.sources() == []


@pytest.mark.parametrize(
    ("name", "data", "words", "events"),
    [
        ("bill.xml", status_file([*INTRODUCED, row("2021-02-30", "8000", "Passed House.")]), "a day that exists", 2),
        ("sdn.csv", sdn_file([*ROWS, "bad"]), "12 columns", 1),
    ],
)
def test_a_record_that_cannot_be_read_is_named_and_the_rest_is_recorded(
    bench: Bench, name: str, data: bytes, words: str, events: int
) -> None:
    path = bench.folder / name
    path.write_bytes(data)
    report = bench.tracker.add(path)
    (problem,) = report.problems
    assert words in problem
    assert str(path) in problem
    assert bench.store.totals().events == events
    assert bench.tracker.add(path).changed is False


def test_a_list_that_lost_its_entries_is_not_recorded(bench: Bench) -> None:
    for name, rows in (("2022-03-01.csv", ROWS), ("2022-03-02.csv", ROWS[:2])):
        (bench.folder / name).write_bytes(sdn_file(rows))
    bench.tracker.add(bench.folder / "2022-03-01.csv")
    with pytest.raises(InputError, match="us-ofac-sdn SDN List: found 2 entries where there were 12"):
        bench.tracker.add(bench.folder / "2022-03-02.csv")
    assert bench.status(OFAC_SDN).checked_through == "2022-03-01"


def test_a_ledger_with_lists_is_restored_from_its_export(bench: Bench) -> None:
    for name, rows in (("2022-03-01.csv", ROWS), ("2022-03-02.csv", ROWS[1:])):
        (bench.folder / name).write_bytes(sdn_file(rows))
        bench.tracker.add(bench.folder / name)
    (bench.folder / "dump.jsonl").write_text("\n".join(bench.tracker.export()), "utf-8")
    other = Bench(bench.server, bench.folder)
    other.tracker.add(bench.folder / "dump.jsonl")
    assert current(other.store, OFAC_SDN, SDN) == current(bench.store, OFAC_SDN, SDN)
    assert len(current(other.store, OFAC_SDN, SDN)) == 11


# --- politeness


@pytest.mark.parametrize(
    ("id_", "format_", "path", "read"),
    [
        ("us-billstatus", "billstatus", "/bulkdata/BILLSTATUS/117/hr/BILLSTATUS-117hr9001.xml",
         lambda bench, source: bench.run(Bills, source, bills=["117 HR 9001"])),
        ("us-regulations-gov", "regulations-gov", "/documents",
         lambda bench, source: bench.run(RegulationsGov, source, key="secret")),
        ("ofac-sdn", "ofac-sdn", FILE, lambda bench, source: bench.run(OfacSdn, source)),
        ("us-ecfr", "ecfr", "/api/versioner/v1/titles.json",
         lambda bench, source: bench.run(EcfrSource, attrs.evolve(source, cfr=("15 CFR 744",)))),
    ],
)  # fmt: skip
def test_a_server_that_asks_to_be_left_alone_is_in_later_runs(
    bench: Bench, id_: str, format_: str, path: str, read: Callable[[Bench, FeedFile], FeedReport]
) -> None:
    """For as long as it asks, if that is longer than the source waits anyway; at most a week."""
    source = bench.source(id_, format_, path if format_ == "ofac-sdn" else "/api/versioner/v1")
    if format_ in ("billstatus", "regulations-gov"):
        source = attrs.evolve(source, url=bench.server.url(""))
    for asked, days in (("300000", 300_000 / 86_400), ("60", 1), ("99999999", 7)):
        bench.server.behave[path] = status(503, asked)
        assert read(bench, source).problems
        due = bench.status(id_).next_poll_at - bench.tick()
        assert due / 86_400_000_000 == pytest.approx(days, abs=0.01), asked
        bench.later(days=8)
