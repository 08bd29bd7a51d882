"""The client of the Federal Register, through the stand-in server only: all of it, or a line for what is missing."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regtrack.dates import FEDERAL_ZONE
from regtrack.errors import InputError, NotFoundError
from regtrack.http.fetch import DiskCache, Fetched, Fetcher, FetchError, Limits, Means
from regtrack.sources.federal_register import partition
from regtrack.sources.federal_register.client import FederalRegister
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.metadata import read_filing
from regtrack.sources.federal_register.partition import read_envelope
from regtrack.sources.federal_register.query import (
    FIELDS,
    Parts,
    Query,
    document_number,
    normal_number,
    read_queries,
)
from regtrack.sources.federal_register.sync import RegisterSource
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.json_fields import Got
from regtrack.sources.reports import SyncProgress
from regtrack.sources.run import Run
from regtrack.sources.source import Asked, Parsed, Portion, RunContext
from regtrack.store import SqliteStore
from tests import realdata
from tests.rows import each_row
from tests.sources.replies import Asked as Request
from tests.sources.replies import (
    body,
    dropped,
    edited,
    html_page,
    huge,
    redirect,
    slow,
    status,
    truncated,
    truncated_quietly,
)
from tests.sources.shapes import filing, sample
from tests.sources.standin import StandIn

KINDS = ("Rule", "Proposed Rule", "Notice", "Presidential Document")
DAYS = ("2024-01-02", "2024-01-03", "2024-01-05")
SINCE, UNTIL = "2024-01-01", "2024-01-06"
LATER = 1_800_000_000_000_000
Made = tuple[FederalRegister, StandIn]


def library(per_day: int = 7) -> list[dict[str, Any]]:
    return [
        sample(f"2024-{day[-2:]}{number:03}", day, KINDS[number % 4])
        for day in DAYS
        for number in range(1, per_day + 1)
    ]


def quick(attempts: int = 2, **options: Any) -> Fetcher:
    time = [1_700_000_000.0]

    def sleep(seconds: float) -> None:
        time[0] += seconds

    means = Means(now=lambda: time[0], monotonic=lambda: time[0], random=lambda: 0.5, sleep=sleep)
    limits = Limits(attempts=attempts, silence=5, connect=5, give_up_after=options.pop("give_up_after", 1000))
    return Fetcher(limits=limits, means=means, allow_private=True, **options)


def names(tables: Any) -> list[tuple[str, str]]:
    return [(table["document_number"], table["publication_date"]) for table in tables]


def days_asked(server: StandIn) -> list[str]:
    return [asked.one("conditions[publication_date][is]") for asked, _ in server.log]


def on_day(day: str) -> Callable[[Request], bool]:
    return lambda asked: asked.one("conditions[publication_date][is]") == day


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(library()) as running:
        yield running


@pytest.fixture
def register(server: StandIn) -> Iterator[FederalRegister]:
    with quick() as fetcher:
        yield FederalRegister(fetcher, api=server.api)


class Days(RegisterSource):
    """The source of documents, stopped before it reads them: their tables, and what is missing of them."""

    def __init__(self, client: FederalRegister, store: SqliteStore, asked: Asked) -> None:
        feed = FeedFile("federal-register", "Federal Register", client.api, "federal-register", "OFR", FEDERAL_ZONE)
        super().__init__(RunContext(store, client.fetcher, feed, lambda: LATER, asked))
        self._client, self.concurrency = client, client.concurrency
        self.tables: list[dict[str, Any]] = []
        self.missing: list[str] = []

    def parse(self, portion: Portion, raw: Got[dict[str, Any]]) -> Parsed[RegisterDocument]:
        self.tables += self._fresh(portion, raw.rows)
        self.missing += [f"{self.id.partition(' ')[0]} {each}" for each in raw.problems]
        return Parsed(problems=raw.problems, whole=not raw.problems)


def collect(
    register: FederalRegister, since: str = SINCE, until: str = UNTIL, *, store: SqliteStore | None = None,
    progress: Callable[[SyncProgress], object] | None = None, **asked: Any,
) -> tuple[list[dict[str, Any]], list[str]]:  # fmt: skip
    """Run over some days long ago; what a ledger has read of them is not asked for again."""
    kept = store or SqliteStore(":memory:")
    days = Days(
        register, kept, Asked(dt.date.fromisoformat(since), dt.date.fromisoformat(until), full_text="none", **asked)
    )
    Run(kept, days, lambda: LATER, progress=progress).go(register.fetcher)
    return days.tables, days.missing


# --- everything


def test_every_document_of_every_day_once_and_in_order(server: StandIn, register: FederalRegister) -> None:
    tables, missing = collect(register)
    assert names(tables) == names(server.documents)
    assert missing == []
    assert set(days_asked(server)) == {f"2024-01-0{day}" for day in range(1, 7)}


def test_tables_are_as_the_api_gives_them_with_every_field(server: StandIn, register: FederalRegister) -> None:
    tables, _ = collect(register)
    assert tables[0] == {name: server.documents[0][name] for name in sorted(FIELDS)}
    assert {"dates", "effective_on", "comments_close_on", "correction_of", "signing_date", "proclamation_number"} < set(
        tables[0]
    )


@pytest.mark.parametrize("per_page", [2, 3, 7, 8, 1000])
def test_pages_are_followed(server: StandIn, per_page: int) -> None:
    with quick() as fetcher:
        tables, missing = collect(FederalRegister(fetcher, api=server.api, per_page=per_page))
    assert (names(tables), missing) == (names(server.documents), [])
    assert len(server.log) == 3 + 3 * -(-7 // per_page)


def test_a_day_without_documents_is_whole(server: StandIn, register: FederalRegister) -> None:
    assert collect(register, "2024-01-06", "2024-01-07") == ([], [])


# --- filters


def test_filters_narrow(server: StandIn, register: FederalRegister) -> None:
    tables, missing = collect(
        register,
        agencies=["industry-and-security-bureau"],
        types=["PRORULE", "notice"],
        term="widgets",
        cfr=["15:730-774"],
    )
    assert {table["type"] for table in tables} == {"Proposed Rule"}  # notices of the library name no part
    assert missing == []
    asked = server.log[0][0]
    assert asked.all("conditions[type][]") == ["NOTICE", "PRORULE"]
    assert asked.all("conditions[agencies][]") == ["industry-and-security-bureau"]
    assert (asked.one("conditions[cfr][title]"), asked.one("conditions[cfr][part]")) == ("15", "730-774")


def test_two_ranges_of_the_cfr_give_each_document_once(server: StandIn, register: FederalRegister) -> None:
    server.documents[0]["cfr_references"].append({"title": 22, "part": 121, "chapter": None, "citation_url": None})
    tables, missing = collect(register, cfr=["15:744", "22"])
    assert missing == []
    assert len(tables) == len(set(names(tables))) == sum(bool(row["cfr_references"]) for row in server.documents)


@each_row(
    ("asked", "words"),
    [
        ({"agencies": [""]}, "agency: found ''; expected a slug"),
        ({"agencies": "epa"}, "agencies: found the text 'epa'; expected a list"),
        ({"types": ["RULES"]}, "type: found 'RULES'; expected RULE, PRORULE, NOTICE, PRESDOCU"),
        ({"cfr": ["51:1"]}, "cfr: found '51:1'; expected a title from 1 to 50"),
        ({"cfr": ["15:9-3"]}, "cfr: found '15:9-3'"),
        ({"term": "  "}, "term: found an empty text"),
    ],
)
def test_a_filter_that_the_api_would_drop_is_refused(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_queries(**{"agencies": (), "cfr": (), "types": (), "term": None, **asked})
    assert words in str(caught.value)


@each_row("per_page", [0, 1, 1001, 2001])
def test_a_page_size_that_the_api_would_reset_is_refused(per_page: int) -> None:
    with quick() as fetcher, pytest.raises(InputError, match="per_page: found"):
        FederalRegister(fetcher, per_page=per_page)


# --- the traps, each one seen


@pytest.mark.parametrize(
    ("ignored", "asked", "words"),
    [
        ("publication_date", {}, "documents that were not asked for, one of '2024-01-03'"),
        ("type", {"types": ["RULE"]}, "documents that were not asked for, one of type 'Notice'"),
        ("agencies", {"agencies": ["state-department"]}, "one of another agency"),
        ("cfr", {"cfr": ["22:120-130"]}, "one for other parts of the CFR"),
        ("term", {"term": "gadgets"}, "documents described as 'All Documents'; expected those matching 'gadgets'"),
        ("fields", {}, "documents without action, comments_close_on, dates, effective_on; expected every field"),
    ],
)
def test_an_ignored_filter_is_seen(
    server: StandIn, register: FederalRegister, ignored: str, asked: dict[str, Any], words: str
) -> None:
    server.ignore.add(ignored)
    tables, missing = collect(register, "2024-01-02", "2024-01-02", **asked)
    assert any(words in line for line in missing), missing
    assert all(line.startswith("federal-register 2024-01-02") for line in missing)
    assert all(table["publication_date"] == "2024-01-02" for table in tables)
    assert len(server.log) == 1  # and not all pages of everything


def test_a_page_size_set_by_the_server_is_followed(server: StandIn, register: FederalRegister) -> None:
    server.documents = [sample(f"2024-{number:05}", "2024-01-02") for number in range(45)]
    server.ignore.add("per_page")  # 20 whatever is asked
    tables, missing = collect(register, "2024-01-02", "2024-01-02")
    assert (len(tables), missing) == (45, [])


def test_a_page_size_set_by_the_server_that_hides_documents(
    server: StandIn, register: FederalRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partition, "LAST_PAGE", 5)
    server.documents = [sample(f"2024-{number:05}", "2024-01-02") for number in range(121)]
    server.ignore.add("per_page")  # five pages of 20 end before them
    tables, missing = collect(register, "2024-01-02", "2024-01-02")
    assert len(tables) == 100
    assert missing == [
        "federal-register 2024-01-02: found 100 documents, in pages of 20 where 1000 were asked for; "
        "expected 121, the server's own count"
    ]


def test_a_page_number_that_is_reset_is_seen(server: StandIn) -> None:
    server.ignore.add("page")
    with quick() as fetcher:
        tables, missing = collect(FederalRegister(fetcher, api=server.api, per_page=3), "2024-01-02", "2024-01-02")
    assert names(tables) == names(server.documents[:3])
    assert missing == [
        "federal-register 2024-01-02: found the first document again on page 2; expected documents after the first 3"
    ]


def test_a_shortfall_is_seen_and_read_once_more(server: StandIn, register: FederalRegister) -> None:
    server.when(on_day("2024-01-03"), edited(lambda table: table.update(results=table["results"][:6])))
    tables, missing = collect(register)
    assert missing == ["federal-register 2024-01-03: found 6 documents; expected 7, the server's own count"]
    assert len(tables) == 20
    assert days_asked(server).count("2024-01-03") == 4  # twice: the page, and a second one that is empty


def test_a_shortfall_that_passes_is_none(server: StandIn, register: FederalRegister) -> None:
    server.when(on_day("2024-01-03"), edited(lambda table: table.update(count=6)), times=1)
    tables, missing = collect(register)
    assert (len(tables), missing) == (21, [])


def test_results_are_missing_although_there_are_some(server: StandIn, register: FederalRegister) -> None:
    server.when(on_day("2024-01-03"), edited(lambda table: table.pop("results")))
    _, missing = collect(register)
    assert missing == ["federal-register 2024-01-03: found 0 documents; expected 7, the server's own count"]


def test_a_count_that_moves_between_pages_is_read_anew(server: StandIn) -> None:
    late = sample("2024-99999", "2024-01-02")
    server.script = {2: lambda reply: server.documents.append(late) or reply}  # after this page
    with quick() as fetcher:
        register = FederalRegister(fetcher, api=server.api, per_page=3, concurrency=1)
        tables, missing = collect(register, "2024-01-02", "2024-01-02")
    assert (len(tables), missing) == (8, [])


def test_a_document_twice_is_given_once_and_said(server: StandIn, register: FederalRegister) -> None:
    server.documents.insert(1, dict(server.documents[0]))
    tables, missing = collect(register, "2024-01-02", "2024-01-02")
    assert len(tables) == len(set(names(tables))) == 7
    assert missing == [
        "federal-register 2024-01-02: found 7 documents, 1 of them twice; expected 8, the server's own count"
    ]


def test_two_documents_of_one_name_are_both_given_and_said(server: StandIn, register: FederalRegister) -> None:
    server.documents.insert(1, server.documents[0] | {"title": "Another"})
    tables, missing = collect(register, "2024-01-02", "2024-01-02")
    assert len(tables) == 8
    assert missing == ["federal-register 2024-01-02: found 2 different documents named 2024-02001; expected one"]


def test_entries_of_wrong_types_are_said_and_the_rest_comes(server: StandIn, register: FederalRegister) -> None:
    def spoil(table: dict[str, Any]) -> None:
        table["results"][1] = "text"
        table["results"][3]["document_number"] = 7
        table["results"][5]["publication_date"] = None

    server.when(on_day("2024-01-03"), edited(spoil))
    tables, missing = collect(register)
    assert len(tables) == 18
    place = "federal-register 2024-01-03: found"
    assert missing == [
        f"{place} an entry that is a text; expected a document with its number and date",
        f"{place} a document with the document_number 7; expected a document with its number and date",
        f"{place} a document with the publication_date None; expected a document with its number and date",
    ]


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (status(503), "status 503 in 2 attempts for page 1; expected 200"),
        (dropped(), "no answer ("),
        (truncated(), "a body that is incomplete"),
        (truncated_quietly(), "text that is not JSON ("),
        (html_page(), "an HTML page that is not JSON ("),
        (body("{} {}"), "text that is not JSON ('{} {}') in 2 attempts for page 1; expected JSON"),
        (body(b"\xff\xfe\x00"), "text that is not JSON"),
        (body("[" * 100_000), "text that is not JSON"),
        (body('{"count": NaN}'), "text that is not JSON"),
        (body('{"count": ' + "9" * 5000 + "}"), "text that is not JSON"),
        (body("[]"), "JSON that is a list in 2 attempts for page 1; expected an object"),
        (body('{"errors": {"x": "y"}}'), "a count of None in 2 attempts for page 1; expected a number"),
        (body('{"count": "7", "results": []}'), "a count of '7'"),
        (body('{"count": true}'), "a count of True"),
        (body('{"count": 1, "results": {"a": 1}}'), "results that are an object"),
        (body('{"errors": {"type": "is not a valid type"}}', code=400), "status 400 ("),
        (huge(100_000_000), "a body of more than 67108864 bytes for page 1; expected at most"),
        (redirect(""), "more than 5 redirects"),
        (redirect("file:///etc/passwd"), "a redirect to 'file:///etc/passwd' for page 1; expected an http or https"),
    ],
)
def test_a_day_that_does_not_come_is_said_and_the_others_go_on(
    server: StandIn, register: FederalRegister, behaviour: Any, words: str
) -> None:
    server.when(on_day("2024-01-03"), behaviour)
    tables, missing = collect(register)
    assert names(tables) == [name for name in names(server.documents) if name[1] != "2024-01-03"]
    assert len(missing) == 1
    assert missing[0].startswith("federal-register 2024-01-03: found ")
    assert words in missing[0]
    assert "\n" not in missing[0]
    assert len(missing[0]) < 400


def test_slow_answers_are_waited_for(server: StandIn, register: FederalRegister) -> None:
    server.when(on_day("2024-01-03"), slow(0.005, size=1000))
    tables, missing = collect(register)
    assert (len(tables), missing) == (21, [])


# --- interruption, resumption, repetition


def test_a_day_that_was_read_is_not_asked_for(server: StandIn, register: FederalRegister) -> None:
    """And one that did not come whole is."""
    server.when(on_day("2024-01-03"), status(500))
    store = SqliteStore(":memory:")
    collect(register, store=store)
    server.forget()
    tables, missing = collect(register, store=store)
    assert ({name[1] for name in names(tables)}, missing) == ({"2024-01-03"}, [])
    assert set(days_asked(server)) == {"2024-01-03"}


def test_what_was_read_is_a_matter_of_the_filters_too(server: StandIn, register: FederalRegister) -> None:
    store = SqliteStore(":memory:")
    collect(register, store=store, types=["NOTICE"])
    assert "2024-01-02 types=NOTICE" in store.portions("federal-register types=NOTICE")
    tables, _ = collect(register, store=store)
    assert len(tables) == 21


@settings(max_examples=10)
@given(before=st.integers(0, 16), per_page=st.sampled_from([2, 3, 1000]), concurrency=st.integers(1, 3))
def test_cut_off_at_any_request_and_run_again_it_is_whole(before: int, per_page: int, concurrency: int) -> None:
    with StandIn(library()) as server:
        server.script = dict.fromkeys(range(before + 1, 100), dropped())
        store = SqliteStore(":memory:")
        with quick() as fetcher:
            register = FederalRegister(fetcher, api=server.api, per_page=per_page, concurrency=concurrency)
            first, missing = collect(register, store=store)
        assert missing or set(names(first)) == set(names(server.documents))
        finished = set(store.portions("federal-register"))
        server.forget()
        with quick() as fetcher:
            register = FederalRegister(fetcher, api=server.api, per_page=per_page, concurrency=concurrency)
            second, missing = collect(register, store=store)
        assert missing == []
        assert set(names(first)) | set(names(second)) == set(names(server.documents))
        assert not finished & set(days_asked(server))
        assert len(store.portions("federal-register")) == 6


def test_run_twice_nothing_is_sent_twice(server: StandIn, tmp_path: Path) -> None:
    runs = []
    for _ in range(2):
        with quick(cache=DiskCache(tmp_path)) as fetcher:
            runs.append(collect(FederalRegister(fetcher, api=server.api, per_page=3)))
    assert runs[0] == runs[1]
    half = len(server.log) // 2
    assert (set(server.statuses[:half]), set(server.statuses[half:])) == ({200}, {304})
    server.edit("2024-03002", effective_on="2024-09-09")
    server.forget()
    with quick(cache=DiskCache(tmp_path)) as fetcher:
        tables, _ = collect(FederalRegister(fetcher, api=server.api, per_page=3))
    assert [table for table in tables if table not in runs[0][0]] == [
        {name: row[name] for name in FIELDS} for row in server.documents if row["document_number"] == "2024-03002"
    ]
    assert server.statuses.count(200) == 1


def test_an_unsound_page_is_not_kept(server: StandIn, tmp_path: Path) -> None:
    with quick(cache=DiskCache(tmp_path)) as fetcher:
        register = FederalRegister(fetcher, api=server.api)
        server.always = html_page()
        assert collect(register, "2024-01-02", "2024-01-02")[0] == []
        server.forget()
        tables, missing = collect(register, "2024-01-02", "2024-01-02")
        assert (len(tables), missing, server.statuses) == (7, [], [200])


# --- politeness


@pytest.mark.parametrize("concurrency", [1, 2, 8])
def test_never_more_requests_at_a_time_than_connections(server: StandIn, concurrency: int) -> None:
    server.always = slow(0.003, size=3000)
    with quick() as fetcher:
        collect(FederalRegister(fetcher, api=server.api, per_page=2, concurrency=concurrency))
    assert server.peak <= min(concurrency, Limits().connections)


def test_a_dead_server_is_not_asked_for_every_day(server: StandIn) -> None:
    server.always = status(503)
    with quick(give_up_after=3) as fetcher:
        _, missing = collect(FederalRegister(fetcher, api=server.api, concurrency=1), "2020-01-01", "2020-12-31")
    assert len(server.log) == 3 * 2
    assert len(missing) == 366  # and still every day is accounted for


def test_reading_ahead_is_bounded(server: StandIn, register: FederalRegister) -> None:
    def leave(_: SyncProgress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect(register, "2024-01-02", "2024-12-31", progress=leave)
    assert len(server.log) <= 4


# --- one document, its text, public inspection, RSS


def test_a_document_by_its_identity(server: StandIn, register: FederalRegister) -> None:
    server.documents.append(sample("2024-02001", "2011-05-05", title="An older one of the same number"))
    for day in (dt.date(2024, 1, 2), dt.date(2011, 5, 5)):
        table = register.document("2024-02001", day)
        assert (table["document_number"], table["publication_date"]) == ("2024-02001", str(day))
        assert set(table) == set(FIELDS)


@pytest.mark.parametrize(("number", "day"), [("2024-77777", "2024-01-02"), ("2024-02001", "2024-01-03")])
def test_a_document_that_is_not_there(register: FederalRegister, number: str, day: str) -> None:
    with pytest.raises(NotFoundError, match=f"found no document {number} of {day}; expected it at "):
        register.document(number, dt.date.fromisoformat(day))


@pytest.mark.parametrize("number", ["", "2024", "89 FR 9968", "2024-1,2024-2", "../agencies", "2024-1/x", "2024-1?x=1"])
def test_a_number_that_would_ask_for_something_else(server: StandIn, register: FederalRegister, number: str) -> None:
    with pytest.raises(InputError, match="document number: found"):
        register.document(number, dt.date(2024, 1, 2))
    assert server.log == []


def test_another_document_than_the_one_asked_for(server: StandIn, register: FederalRegister) -> None:
    server.always = edited(lambda table: table.update(publication_date="1999-01-01"))
    with pytest.raises(
        FetchError, match="found document '2024-02001' of '1999-01-01'; expected document 2024-02001 of"
    ):
        register.document("2024-02001", dt.date(2024, 1, 2))


def test_numbers_have_one_form() -> None:
    assert normal_number("2024-02705") == normal_number("2024-2705") == "2024-2705"
    assert normal_number("C1-2013-16962") == "C1-2013-16962"
    assert document_number(" e9–22958 ") == "E9-22958"


def test_the_text_of_a_document(server: StandIn, register: FederalRegister) -> None:
    url = f"{server.site}/documents/full_text/xml/2024/01/02/2024-02001.xml"
    assert b"<AGENCY>2024-02001</AGENCY>" in register.full_text_xml(url)


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (html_page(), "found text that is not XML"),
        (body("", "text/xml"), "found text that is not XML"),
        (truncated_quietly(0.8), "found XML that breaks off"),
        (truncated(), "found a body that is incomplete"),
        (huge(100_000_000), "found a body of more than 67108864 bytes"),
        (status(404), "found status 404"),
    ],
)
def test_a_text_that_is_none(server: StandIn, register: FederalRegister, behaviour: Any, words: str) -> None:
    server.always = behaviour
    with pytest.raises(FetchError) as caught:
        register.full_text_xml(f"{server.site}/documents/full_text/xml/2024/01/02/2024-02001.xml")
    assert words in str(caught.value)


def test_public_inspection(server: StandIn, register: FederalRegister) -> None:
    server.filings = [
        filing("2024-2705", "2024-01-02T08:45:00.000-05:00", "2024-01-04"),
        filing("2024-2706", "2024-01-03T16:15:00.000-05:00", "2024-01-09", filing_type="special"),
        filing("2024-2707", "2024-01-02T08:45:00.000-05:00", None, editorial_note="Withdrawn at the agency's request."),
    ]
    now = register.public_inspection()
    assert [row["document_number"] for row in now.rows] == ["2024-2705", "2024-2706", "2024-2707"]
    assert now.rows[2]["publication_date"] is None
    assert now.problems == []
    assert server.log[0][0].path.endswith("/public-inspection-documents/current.json")


def test_public_inspection_says_what_is_missing(server: StandIn, register: FederalRegister) -> None:
    server.filings = [filing(f"2024-{n}", "2024-01-02T08:45:00.000-05:00", "2024-01-04") for n in range(3)]
    server.always = edited(lambda table: table["results"].pop())
    (short,) = register.public_inspection().problems
    assert short == "public inspection: found 2 documents; expected 3, the server's own count"
    server.always = edited(lambda table: table["results"].__setitem__(0, 5))
    inspection = register.public_inspection()
    assert len(inspection.rows) == 2
    assert "an entry that is a number" in inspection.problems[0]
    server.always = html_page()
    with pytest.raises(FetchError, match="an HTML page"):
        register.public_inspection()


@each_row(
    ("change", "fault"),
    [
        ({"document_number": 7}, "filing: document_number: found 7; expected a document number such as 2024-02705"),
        ({"filed_at": "noon"}, "filing 2024-2705: filed_at: found 'noon'; expected an instant with its offset"),
        ({"publication_date": 5}, "filing 2024-2705: publication_date: found 5; expected a day, or null for a filing"),
        ({"publication_date": ...}, "filing 2024-2705: publication_date: found ''; expected a day, or null"),
    ],
)
def test_a_filing_that_cannot_be_read(change: dict[str, Any], fault: str) -> None:
    """A missing day is no null: a filing is not taken back because a field did not come."""
    table = {**filing("2024-2705", "2024-01-02T08:45:00.000-05:00", "2024-01-04"), **change}
    read = read_filing({name: value for name, value in table.items() if value is not ...})
    assert read.document is None
    assert str(read.faults[0]).startswith(fault)


def test_rss_gives_number_and_day(server: StandIn, register: FederalRegister) -> None:
    feed = register.newest(Query())
    assert {(each.number, str(each.published_on)) for each in feed.rows} == set(names(server.documents))
    found = next(each for each in feed.rows if each.number == "2024-02001")
    assert (found.title, found.abstract) == ("Sample 2024-02001; Licensing of Widgets", "Sample 2024-02001.")
    assert feed.problems == []


def test_rss_with_items_that_name_no_document(server: StandIn, register: FederalRegister) -> None:
    for index, link in enumerate(
        ("https://example.org/x", "/documents/2024/02/30/2024-1/x", "/documents/2024/01/02/a,b/x")
    ):
        server.documents[index]["html_url"] = link
    feed = register.newest(Query())
    assert len(feed.rows) == 18
    assert len(feed.problems) == 3
    for link in ("https://example.org/x'", "/documents/2024/02/30/2024-1/x'", "/documents/2024/01/02/a,b/x'"):
        assert any("found an item with the link" in line and link in line for line in feed.problems)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "'
    + "ha" * 100
    + '">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(12))
    + "]><rss version='2.0'><channel><title>&m;</title></channel></rss>"
)


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (html_page(), "found an HTML page"),
        (body('{"count": 0}'), "found JSON that is no feed"),
        (body("", "text/xml"), "found an empty body"),
        (status(502), "found status 502"),
    ],
)
def test_rss_that_is_none(server: StandIn, register: FederalRegister, behaviour: Any, words: str) -> None:
    server.always = behaviour
    with pytest.raises(FetchError) as caught:
        register.newest(Query())
    assert words in str(caught.value)


def test_rss_that_breaks_off_is_said(server: StandIn, register: FederalRegister) -> None:
    server.always = truncated_quietly()
    feed = register.newest(Query())
    assert 0 < len(feed.rows) < 21
    assert "found a feed that breaks off after" in feed.problems[0]


@pytest.mark.parametrize("data", [BOMB, BOMB.encode("utf-16")], ids=["utf-8", "utf-16"])
def test_an_entity_bomb_in_a_feed_does_not_go_off(server: StandIn, register: FederalRegister, data: Any) -> None:
    server.always = body(data, "application/rss+xml")
    assert register.newest(Query()).rows == []


# --- real shapes

DATA = realdata.DATA / "fr-api"
real = pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data or REGTRACK_DATA")


def stored(name: str) -> Any:
    data = (DATA / name).read_bytes()
    return gzip.decompress(data) if name.endswith(".gz") else data


@real
def test_the_fields_asked_for_are_fields_of_the_api() -> None:
    page = json.loads(stored("responses/search-2024-all-fields-page1.first20.json"))
    assert all(set(FIELDS) <= row.keys() for row in page["results"])


@real
@each_row(
    "name",
    """search-2024-all-fields-page1.first20.json search-all-documents-page1.json search-presidential.first20.json
    search-artificial-intelligence-page1.json search-bears-ears-page1.json public_documents_search.json.gz
    public_documents_current.json.gz documents.json public_documents.json""".split(),
)
def test_real_pages_are_read(name: str) -> None:
    fetched = Fetched("https://x", stored(f"responses/{name}"), {})
    envelope = read_envelope(fetched)
    assert envelope.count >= len(envelope.results) > 0


@real
def test_real_documents_belong_to_what_was_asked() -> None:
    rows = [json.loads(line) for line in stored("documents.jsonl.gz").splitlines()]
    checked = 0
    for row in rows:
        agencies = [agency["slug"] for agency in row.get("agencies") or () if agency.get("slug")]
        types = tuple(name for name, spelled in {"RULE": "Rule", "NOTICE": "Notice"}.items() if spelled == row["type"])
        references = [c for c in row.get("cfr_references") or () if isinstance(c.get("part"), int)]
        for cfr in [None, *(Parts.read(f"{c['title']}:{c['part']}") for c in references)]:
            day = dt.date.fromisoformat(row["publication_date"])
            assert Query(tuple(agencies[:1]), cfr, types).stranger(row, day) is None
            checked += 1
        assert document_number(row["document_number"])
    assert checked > 3000


@real
def test_a_real_month_comes_whole(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in stored("documents.jsonl.gz").splitlines()]
    month = [row for row in rows if row["publication_date"].startswith("2024-01") and set(FIELDS) <= row.keys()]
    assert len(month) > 400
    with StandIn(month) as server, quick() as fetcher:
        register = FederalRegister(fetcher, api=server.api, per_page=20)
        tables, missing = collect(register, "2024-01-01", "2024-01-31")
        assert missing == []
        assert sorted(names(tables)) == sorted(names(month))
        rules, missing = collect(register, "2024-01-01", "2024-01-31", types=["RULE"], cfr=["40"])
        assert missing == []
        assert names(rules) == [
            name
            for row, name in zip(tables, names(tables), strict=True)
            if row["type"] == "Rule" and any(c["title"] == 40 for c in row["cfr_references"])
        ]


@real
def test_a_real_inspection_is_whole() -> None:
    with StandIn() as server, quick() as fetcher:
        server.always = body(stored("responses/public_documents_current.json.gz"))
        inspection = FederalRegister(fetcher, api=server.api).public_inspection()
    assert (len(inspection.rows) > 90, inspection.problems) == (True, [])
    assert [fault for row in inspection.rows for fault in read_filing(row).faults] == []


@real
def test_recorded_answers() -> None:
    yaml = pytest.importorskip("yaml")
    seen = set()
    for path in sorted((DATA / "recorded-http").iterdir()):
        for exchange in yaml.safe_load(stored(f"recorded-http/{path.name}"))["http_interactions"]:
            code = exchange["response"]["status"]["code"]
            kind = exchange["response"]["headers"]["content-type"][0]
            text = exchange["response"]["body"]["string"]
            seen.add(code)
            with StandIn() as server, quick() as fetcher:
                server.always = body(text, kind, code)
                register = FederalRegister(fetcher, api=server.api)
                if code == 404:
                    with pytest.raises(NotFoundError):
                        register.document("2017-27513", dt.date(2017, 12, 21))
                elif '"results"' in text and "document_number" in text and "2017-27513" in text:
                    assert register.document("2017-27513", dt.date(2017, 12, 21))["document_number"] == "2017-27513"
                elif "html" in kind:
                    with pytest.raises(FetchError, match="not JSON"):
                        register.document("2017-27513", dt.date(2017, 12, 21))
    assert {200, 404} <= seen
