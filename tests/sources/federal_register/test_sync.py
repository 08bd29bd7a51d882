"""From the Federal Register to the ledger, through the stand-in server: every date, whatever goes wrong on the way."""

# ruff: noqa: E501 (tables read best one row a line)

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from regtrack import dates
from regtrack.errors import InputError
from regtrack.http.fetch import Fetcher, Limits, Means
from regtrack.sources.reports import FeedReport
from regtrack.store import SqliteStore
from regtrack.tracker import Tracker
from tests.rows import each_row
from tests.sources import register as made
from tests.sources.replies import body, html_page, huge, status, truncated
from tests.sources.shapes import filing, sample
from tests.sources.standin import StandIn

NOW = dt.datetime(2024, 3, 4, 15, tzinfo=dt.UTC)
WHOLE = {"since": "2024-01-01", "until": "2024-03-04"}


class Interrupt(KeyboardInterrupt):
    """Somebody pressed Control-C."""


class Breaking(Fetcher):
    """A fetcher that is interrupted at one request."""

    def __init__(self, at: int | None = None) -> None:
        clock = [1_700_000_000.0]

        def sleep(seconds: float) -> None:
            clock[0] += seconds

        means = Means(now=lambda: clock[0], monotonic=lambda: clock[0], random=lambda: 0.5, sleep=sleep)
        super().__init__(
            limits=Limits(attempts=2, silence=5, connect=5, give_up_after=1000), means=means, allow_private=True
        )
        self.asked, self.at = 0, at

    def read(self, *args: Any, **options: Any) -> Any:
        self.asked += 1
        if self.asked == self.at:
            raise Interrupt
        return super().read(*args, **options)


@pytest.fixture
def server() -> Iterator[StandIn]:
    with StandIn(made.library()) as running:
        running.texts[made.RULE], running.sends_to_itself = made.RULE_TEXT, True
        yield running


def ledger(now: dt.datetime = NOW, of: Tracker | None = None) -> Tracker:
    """An empty ledger, or that of another tracker at another time."""
    return Tracker(SqliteStore(":memory:") if of is None else of._store, lambda: now)


def sync(tracker: Tracker, server: StandIn, at: int | None = None, **asked: Any) -> FeedReport:
    with Breaking(at) as fetcher:
        (feed,) = tracker.sync(api=server.api, fetcher=fetcher, **{**WHOLE, **asked}).feeds
    return feed


def facts(tracker: Tracker) -> list[tuple[str, str, str]]:
    """What the ledger holds, in the order in which it was recorded; not when."""
    lines = [json.loads(line) for line in tracker.export()]
    return [(line["type"], line["key"], json.dumps(line["record"])) for line in lines if "key" in line]


def status_of(tracker: Tracker, name: str, on: str, known: str, **asked: Any) -> str:
    return tracker.state(name, on=on, known=known, **asked).status


# --- what it says afterwards --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def read() -> Iterator[Tracker]:
    with StandIn(made.library()) as running:
        running.texts[made.RULE], running.sends_to_itself = made.RULE_TEXT, True
        tracker = ledger()
        report = sync(tracker, running)
        assert report.problems == ()
        assert report.documents == len(made.library())
        yield tracker


@each_row(
    ("name", "on", "known", "scope", "expected"),
    [
        # set, then delayed; part of it never had a date
        (made.RULE, "2024-02-01", "2024-02-01", "15 CFR 744.3", "pending"),
        (made.RULE, "2024-03-02", "2024-02-01", "15 CFR 744.3", "in_force"),
        (made.RULE, "2024-03-02", "2024-03-02", "15 CFR 744.3", "delayed"),
        (made.RULE, "2024-05-01", "2024-03-02", "15 CFR 744.3", "in_force"),
        (made.RULE, "2024-03-02", "2024-02-01", "15 CFR 744.21(h)", "delayed_indefinitely"),
        (made.RULE, "2024-03-02", "2024-02-01", None, "mixed"),
        ("89 FR 1007", "2024-01-05", "2024-01-05", "15 CFR 744.3", "pending"),
        # a proposal, and its longer comment period
        (made.PROPOSAL, "2024-02-01", "2024-02-01", None, "proposed"),
        (made.EXTENSION, "2024-02-01", "2024-02-01", None, "proposed"),
        # a direct final rule, withdrawn before it took effect
        (made.DIRECT, "2024-02-01", "2024-02-01", None, "pending"),
        (made.DIRECT, "2024-04-09", "2024-02-21", None, "withdrawn"),
        # signed before it was published
        ("E.O. 14999", "2024-01-05", "2024-01-05", None, "adopted"),
    ],
)  # fmt: skip
def test_the_state_of_what_was_read(
    read: Tracker, name: str, on: str, known: str, scope: str | None, expected: str
) -> None:
    assert status_of(read, name, on, known, scope=scope) == expected


def test_a_filing_is_known_from_the_line_at_its_end(read: Tracker) -> None:
    """ "Filed 1-4-24; 8:45 am" in the full text: known with certainty filed a day before it was published."""
    assert status_of(read, made.RULE, "2024-03-02", "2024-01-04", scope="15 CFR 744.3", threshold="filed") == "in_force"
    assert status_of(read, made.RULE, "2024-03-02", "2024-01-04", scope="15 CFR 744.3") in ("none", "unknown")


def test_deadlines_and_their_extension(read: Tracker) -> None:
    for known, day in (("2024-01-20", "2024-02-05"), ("2024-02-01", "2024-03-06")):
        (deadline,) = read.state(made.PROPOSAL, on="2024-02-01", known=known).deadlines
        assert (deadline.name, str(deadline.on)) == ("comments", day)
    (meeting,) = read.state(made.MEETING, on="2024-02-01", known="2024-02-01").deadlines
    assert (meeting.name, str(meeting.on)) == ("meeting", "2024-03-12")


def test_every_date_is_proved_by_its_sentence(read: Tracker) -> None:
    """``why`` gives the sentence of DATES."""
    state = read.state(made.RULE, on="2024-03-02", known="2024-03-02", scope="15 CFR 744.3")
    sources = read.why(state).sources
    quotes = {evidence.quote for recorded in sources.events.values() for evidence in recorded.event.evidence}
    assert (
        "As of February 21, 2024, the effective date of the final rule published at 89 FR 1000 on January 5, 2024, is "
        "delayed until May 1, 2024."
    ) in quotes


def test_what_acts_on_it_is_named(read: Tracker) -> None:
    events = {
        recorded.event.kind: recorded.event for recorded in read.timeline(instrument=made.RULE).sources.events.values()
    }
    assert events["delay_effective"].by == "us/fr/2024-301"
    assert events["correct"].by == "us/fr/c1-2024-101"
    instruments = {item.id: item for item in read.status(instruments=True).instruments}
    assert [(each.kind, each.target) for each in instruments["us/fr/2024-301"].relations] == [
        ("delays", "us/fr/2024-101")
    ]


def test_filters_know_agencies_by_every_name(read: Tracker) -> None:
    for name in ("bis", "industry-and-security-bureau", "commerce-department"):
        assert made.RULE in {
            n for item in read.status(instruments=True, agency=name).instruments for n in item.document_number
        }


# --- complete, idempotent, resumable ------------------------------------------------------------------------------------


def test_read_twice_nothing_is_appended(server: StandIn) -> None:
    tracker = ledger()
    first = sync(tracker, server)
    before = facts(tracker)
    again = sync(tracker, server, again=True)
    assert (again.new, again.revised, again.withdrawn) == (0, 0, 0)
    assert again.unchanged == first.new
    assert facts(tracker) == before


def test_interrupted_at_any_request_and_run_again(server: StandIn) -> None:
    """It ends in the same ledger as one that was not interrupted, and goes on where it stopped."""
    straight = ledger()
    with Breaking() as counting:
        straight.sync(api=server.api, fetcher=counting, **WHOLE)
    expected = facts(straight)
    for at in (*range(1, counting.asked, 7), counting.asked):
        tracker = ledger()
        with pytest.raises(KeyboardInterrupt):
            sync(tracker, server, at)
        report = sync(tracker, server)
        assert report.problems == ()
        assert report.days_read + report.days_skipped == 64
        assert facts(tracker) == expected, at
    assert report.days_skipped > 60  # the last interruption was near the end


@pytest.mark.parametrize("order", ["forward", "backward", "targets last"])
def test_the_order_in_which_days_come_does_not_matter(server: StandIn, order: str) -> None:
    """A delay that is read before the rule it delays waits under the citation, and is joined to the rule."""
    whole = [("2024-01-01", "2024-01-07"), ("2024-01-08", "2024-01-31"), ("2024-02-01", "2024-03-04")]
    weeks = {"forward": whole, "backward": whole[::-1], "targets last": [whole[1], whole[2], whole[0]]}[order]
    tracker = ledger()
    for since, until in weeks:
        assert sync(tracker, server, since=since, until=until).problems == ()
    assert status_of(tracker, "89 FR 1000", "2024-03-02", "2024-03-02", scope="15 CFR 744.3") == "delayed"
    assert sync(tracker, server).revised == 0
    straight = ledger()
    sync(straight, server)
    listed = {item.id: item for item in straight.status(instruments=True).instruments}
    assert {item.id: item for item in tracker.status(instruments=True).instruments} == listed


def test_what_is_cited_and_not_there_is_known_by_its_citation(server: StandIn) -> None:
    tracker = ledger()
    sync(tracker, server, since="2024-02-21", until="2024-02-21")
    state = tracker.state("89 FR 1000", on="2024-03-02", known="2024-03-02")
    assert state.instrument == "us/fr/89-fr-1000"
    assert state.status == "delayed"


def test_an_edit_upstream_is_one_correction(server: StandIn) -> None:
    """The old value stays reproducible for those who ask what was recorded then."""
    tracker = ledger()
    sync(tracker, server)
    edited = next(row for row in server.documents if row["document_number"] == made.EXTENSION)
    edited["dates"] = edited["dates"].replace("March 6, 2024", "March 7, 2024")
    edited["comments_close_on"] = "2024-03-07"
    later = ledger(NOW + dt.timedelta(hours=2), of=tracker)
    report = sync(later, server, again=True)
    assert (report.new, report.revised, report.withdrawn) == (0, 1, 0)
    history = [
        event
        for event in map(json.loads, later.export())
        if str(event.get("key")).endswith(":extend_comment:89 FR 1020")
    ]
    assert [event["record"]["through"] for event in history] == ["2024-03-06", "2024-03-07"]
    changes = later.since(NOW + dt.timedelta(hours=1), known_by="record", instrument=made.PROPOSAL).changes
    assert {change.cause for change in changes} == {"correction"}


def test_a_date_that_is_gone_upstream_is_taken_back(server: StandIn) -> None:
    tracker = ledger()
    sync(tracker, server)
    row = next(row for row in server.documents if row["document_number"] == made.MEETING)
    row["dates"] = "The meeting will be announced."
    assert sync(tracker, server, again=True).withdrawn == 1
    assert not tracker.state(made.MEETING, on="2024-02-01", known="2024-03-04").deadlines


def test_a_rehearsal_records_nothing(server: StandIn) -> None:
    tracker = ledger()
    report = sync(tracker, server, dry_run=True)
    assert report.new > 20
    assert facts(tracker) == []
    assert tracker.status().horizon.sources == ()


def test_days_read_long_after_are_not_read_again(server: StandIn) -> None:
    """Unless they are asked for; recent ones are read anew, since the Register corrects its data."""
    tracker = ledger()
    sync(tracker, server)
    report = sync(tracker, server)
    assert (report.days_skipped, report.days_read) == (33, 31)
    assert sync(tracker, server, again=True).days_skipped == 0


def test_by_default_it_reads_from_a_week_before_the_last_day(server: StandIn) -> None:
    tracker = ledger()
    first = sync(tracker, server, since=None, until=None)
    assert (str(first.since), str(first.until)) == ("2024-02-03", "2024-03-04")
    again = sync(tracker, server, since=None, until=None)
    assert str(again.since) == "2024-02-26"


# --- late or history ----------------------------------------------------------------------------------------------------


def test_a_backfill_is_no_news_and_a_late_document_is(server: StandIn) -> None:
    late = made.library()[-1]
    server.documents.remove(late)
    tracker = ledger(dt.datetime(2024, 2, 20, 12, tzinfo=dt.UTC))
    sync(tracker, server, since="2024-02-01", until="2024-02-20")
    server.documents.append(late)  # published the day after, and seen a fortnight later
    now = ledger(of=tracker)
    sync(now, server, since="2024-02-20", until=None)
    sync(now, server, since="2024-01-01", until="2024-01-31")  # asked for afterwards
    learned = now.since("2024-02-25").late
    newest = {line["key"]: line["id"] for line in map(json.loads, now.export()) if made_by(line, made.DELAY)}
    assert set(learned) == set(newest.values())
    assert len(newest) == 4


def made_by(line: dict[str, Any], number: str) -> bool:
    return line["type"] == "event" and f":{number.replace('-00', '-')}@" in line["key"]


# --- public inspection --------------------------------------------------------------------------------------------------


def test_what_is_filed_is_known_before_it_is_published(server: StandIn) -> None:
    """It joins the published document, whose number is padded otherwise; a filing may be taken back."""
    server.filings = [
        filing("2024-401", "2024-03-04T08:45:00-05:00", "2024-03-05", title="Cogs"),
        filing("2024-402", "2024-03-04T08:45:00-05:00", "2024-03-06", title="Wheels", filing_type="special"),
    ]
    tracker = ledger()
    assert sync(tracker, server, until=None).filings == 2
    assert status_of(tracker, "2024-401", "2024-03-04", "2024-03-05", threshold="filed") == "filed"
    assert status_of(tracker, "2024-401", "2024-03-04", "2024-03-05") in ("none", "unknown")
    server.filings = [filing("2024-402", "2024-03-04T08:45:00-05:00", None, title="Wheels")]
    server.documents.append(sample("2024-00401", "2024-03-05", title="Cogs", dates="Effective March 5, 2024."))
    later = ledger(NOW + dt.timedelta(days=2), of=tracker)
    sync(later, server, until=None)
    assert status_of(later, "2024-00401", "2024-03-05", "2024-03-05") == "in_force"
    assert status_of(later, "2024-401", "2024-03-05", "2024-03-04", threshold="filed") == "in_force"  # filed at 8:45
    assert status_of(later, "2024-402", "2024-03-06", "2024-03-07", threshold="filed") == "withdrawn"
    before = facts(later)
    much_later = ledger(NOW + dt.timedelta(days=3), of=tracker)
    sync(much_later, server, until=None)
    assert facts(much_later) == before


# --- when only the feed answers -----------------------------------------------------------------------------------------


def test_the_feed_wakes_and_the_api_tells(server: StandIn) -> None:
    tracker = ledger()
    report = sync(tracker, server, newest=True)
    assert report.problems == ()
    assert status_of(tracker, made.RULE, "2024-03-02", "2024-02-01", scope="15 CFR 744.21(h)") == "delayed_indefinitely"
    assert sync(tracker, server, newest=True).documents == 0


def test_the_feed_alone_will_do(server: StandIn) -> None:
    """What it has is recorded and said to be little; the API fills it in later."""
    server.when(lambda asked: ".rss" not in asked.path, status(503))
    tracker = ledger()
    report = sync(tracker, server, until=None)
    assert any("recorded as the feed has it" in problem for problem in report.problems)
    assert tracker.state(made.DELAY, on="2024-03-02", known="2024-03-02").status == "current"
    server.forget()
    assert sync(tracker, server, until=None).problems == ()
    assert status_of(tracker, "89 FR 1000", "2024-03-02", "2024-02-01") == "mixed"
    assert sync(tracker, server, newest=True).documents == 0


# --- what goes wrong ----------------------------------------------------------------------------------------------------

BOMB = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><RULE><PREAMB><SUBJECT>&b;</SUBJECT></PREAMB></RULE>'


@pytest.mark.parametrize(
    ("name", "wrong", "words"),
    [
        ("effective_on", 20240301, "effective_on"),
        ("effective_on", "2024-02-30", "2024-02-30"),
        ("dates", ["a list"], "dates"),
        ("title", 7, "title"),
        ("cfr_references", "15 CFR 744", "cfr_references"),
        ("start_page", "one thousand", "start_page"),
        ("agencies", {"name": "BIS"}, "agencies"),
        ("publication_date", "2024-13-45", "2024-13-45"),
        ("document_number", 7, "7"),
    ],
)  # fmt: skip
def test_a_field_of_the_wrong_type_is_told_and_the_rest_goes_on(
    server: StandIn, name: str, wrong: object, words: str
) -> None:
    server.documents[0] = copy.deepcopy(server.documents[0]) | {name: wrong}
    if name == "publication_date":
        server.ignore.add("publication_date")
    tracker = ledger()
    report = sync(tracker, server, since="2024-01-05", until="2024-01-05")
    assert any(words in problem for problem in report.problems)
    assert all("\n" not in problem and "Traceback" not in problem for problem in report.problems)
    assert status_of(tracker, made.PROPOSAL, "2024-02-01", "2024-02-01") == "proposed"


@pytest.mark.parametrize(
    ("text", "words"),
    [(BOMB, "XML"), (b"<RULE><PREAMB>", "breaks off"), (b"<RULE><PREAMB></RULE>", "XML"), (b"\x00\xff" * 50, "XML"), (b"<html><p>Sorry.</p></html>", "XML")],
)  # fmt: skip
def test_a_full_text_that_is_none_is_told_and_the_data_stand(server: StandIn, text: bytes, words: str) -> None:
    server.texts[made.RULE] = text
    tracker = ledger()
    report = sync(tracker, server)
    assert any(made.RULE in problem or words in problem for problem in report.problems)
    assert status_of(tracker, made.RULE, "2024-02-01", "2024-02-01") in ("pending", "mixed")
    server.texts[made.RULE] = made.RULE_TEXT
    assert sync(tracker, server).problems == ()
    assert status_of(tracker, made.RULE, "2024-03-02", "2024-02-01", scope="15 CFR 744.21(h)") == "delayed_indefinitely"


def test_a_server_that_asks_to_be_left_alone_is_in_later_runs(server: StandIn) -> None:
    """For as long as it asks; after an answer it is due as ever."""
    tracker = ledger()
    server.when(lambda asked: True, status(503, "300000"))
    assert sync(tracker, server).problems
    (source,) = tracker.status().horizon.sources
    assert source.due is not None
    assert source.due.tick() == dates.tick_of(NOW) + 300_000 * 1_000_000
    server.forget()
    assert sync(tracker, server).problems == ()
    (source,) = tracker.status().horizon.sources
    assert source.due is not None
    assert source.due.tick() == dates.tick_of(NOW) + 3600 * 1_000_000


def test_a_document_that_cannot_be_understood_keeps_its_day_from_being_whole(
    server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, the others are recorded, and the day is read again the next time."""
    from regtrack.sources.federal_register import sync as federal_register

    compile_all = federal_register.compile_document

    def fail(document: Any, register: Any) -> Any:
        if document.number == made.PROPOSAL:
            raise KeyError("something unforeseen")
        return compile_all(document, register)

    monkeypatch.setattr(federal_register, "compile_document", fail)
    tracker = ledger()
    report = sync(tracker, server)
    assert [problem for problem in report.problems if made.PROPOSAL in problem and "cannot be understood" in problem]
    assert status_of(tracker, made.DIRECT, "2024-02-01", "2024-02-01") == "pending"
    monkeypatch.undo()
    assert sync(tracker, server).problems == ()
    assert status_of(tracker, made.PROPOSAL, "2024-02-01", "2024-02-01") == "proposed"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("agencies", [{"name": "Bureau", "slug": "bureau", "id": 5, "parent_id": [1]}]),
        ("title", "Widgets \ud800 Rule"),
        ("abstract", "A lone \udfff surrogate"),
    ],
)  # fmt: skip
def test_a_document_that_no_code_foresaw_stops_nothing(server: StandIn, name: str, wrong: object) -> None:
    """Whatever it holds, it alone is named, and the other documents of its day are recorded, at every run."""
    server.documents[0] = copy.deepcopy(server.documents[0]) | {name: wrong}
    other = sample(
        "2024-00099", server.documents[0]["publication_date"], title="Sprockets", dates="Effective March 5, 2024."
    )
    server.documents.append(other)
    tracker = ledger()
    for _ in range(2):
        report = sync(tracker, server)
        assert all(made.RULE in problem for problem in report.problems)
        assert status_of(tracker, made.DIRECT, "2024-02-01", "2024-02-01") == "pending"
        assert status_of(tracker, "2024-00099", "2024-03-06", "2024-03-04") == "in_force"


def test_a_document_that_lacks_a_field_loses_no_other(server: StandIn) -> None:
    """It is named, and left as it was recorded; a missing key is no null."""
    tracker = ledger()
    sync(tracker, server)
    before = facts(tracker)
    lacking = next(each for each in server.documents if each["document_number"] == made.RULE)
    answer = {key: value for key, value in lacking.items() if key != "dates"}
    server.documents[server.documents.index(lacking)] = answer
    server.documents.append(
        sample("2024-00099", lacking["publication_date"], title="Sprockets", dates="Effective March 5, 2024.")
    )
    report = sync(tracker, server, again=True)
    assert any("documents without dates" in problem for problem in report.problems)
    assert [each for each in facts(tracker) if each in before] == before
    assert status_of(tracker, "2024-00099", "2024-03-06", "2024-03-04") == "in_force"


@pytest.mark.parametrize("how", ["broken", "gone", "not wanted"])
def test_what_a_full_text_said_is_not_lost_when_it_does_not_come_again(server: StandIn, how: str) -> None:
    """Neither the instructions nor when it was filed."""
    tracker = ledger()
    sync(tracker, server)
    before = facts(tracker)
    if how == "broken":
        server.texts[made.RULE] = b"<RULE><PREAMB>"
    elif how == "gone":
        server.when(lambda asked: asked.path.endswith(f"{made.RULE}.xml"), status(404))
    report = sync(tracker, server, again=True, full_text="none" if how == "not wanted" else "rules")
    assert (report.new, report.revised, report.withdrawn) == (0, 0, 0)
    assert report.whole is (how == "not wanted")
    assert facts(tracker) == before


@pytest.mark.parametrize("announced", [True, False])
def test_a_document_of_100_megabytes_is_told_and_the_rest_goes_on(server: StandIn, announced: bool) -> None:
    """Its full text is not taken; what the API says of it is."""
    server.when(lambda asked: asked.path.endswith(f"{made.RULE}.xml"), huge(100 * 2**20, announced=announced))
    tracker = ledger()
    report = sync(tracker, server, since="2024-01-05", until="2024-01-08")
    assert [problem for problem in report.problems if made.RULE in problem and "bytes" in problem]
    assert status_of(tracker, made.RULE, "2024-02-01", "2024-02-01") in ("pending", "mixed")
    assert status_of(tracker, made.DIRECT, "2024-02-01", "2024-02-01") == "pending"


@pytest.mark.parametrize("behaviour", [status(500), html_page(), truncated(), body("{"), body("[1, 2]"), body("null")])
def test_a_day_that_does_not_come_is_told_and_read_the_next_time(
    server: StandIn, behaviour: Callable[..., Any]
) -> None:
    server.when(lambda asked: asked.one("conditions[publication_date][is]") == "2024-01-05", behaviour)
    tracker = ledger()
    report = sync(tracker, server, since="2024-01-04", until="2024-01-09")
    assert any("2024-01-05" in problem for problem in report.problems)
    assert status_of(tracker, made.DIRECT, "2024-02-01", "2024-02-01") == "pending"
    (horizon,) = tracker.status().horizon.sources
    assert horizon.problem is not None
    assert horizon.last_whole is None
    server.forget()
    assert sync(tracker, server, since="2024-01-04", until="2024-01-09").problems == ()
    (horizon,) = tracker.status().horizon.sources
    assert horizon.problem is None


def test_two_documents_of_one_number_are_told(server: StandIn) -> None:
    server.documents.append(server.documents[0] | {"title": "Another one"})
    assert any(made.RULE in problem for problem in sync(ledger(), server).problems)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "2024-03-05", "until": "2024-03-04"}, "since"), ({"agency": "Bureau of"}, "agency"), ({"type": "RULES"}, "type"),
        ({"cfr": "99"}, "cfr"), ({"since": "yesterday"}, "since"), ({"full_text": "some"}, "full text"), ({"term": " "}, "term"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used(server: StandIn, asked: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=f"^{words}: found"):
        sync(ledger(), server, **asked)


def test_a_feed_that_there_is_none_of() -> None:
    with pytest.raises(InputError, match="federal-register"):
        ledger().sync("federal-registry")
