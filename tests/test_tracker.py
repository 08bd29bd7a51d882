"""The facade: names, filters, moments, files."""

# ruff: noqa: E501 (tables read best one row a line)

import datetime as dt
import gc
import json
import weakref
from pathlib import Path
from typing import Any

import attrs
import pendulum
import pytest

import regtrack
from regtrack import dates
from regtrack.errors import AmbiguousError, DateError, FileError, InputError, NotFoundError, StoreError, TimelineError
from regtrack.model.document import Document, Evidence
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.report import plain, render
from regtrack.store import SqliteStore
from regtrack.tracker import Tracker
from tests.fold.test_course import EARLY, SET
from tests.helpers import NOW, RULE, e, rule, track
from tests.rows import each_row

DIFFUSION = rule(
    "us/bis/ai-diffusion", "interim_final_rule", short="AI Diffusion Rule", citation=("90 FR 4544",), document_number=("2025-00636",),
    rin=("0694-AJ90",), aliases=(("ja", ("AI拡散規則",)),), cfr=("15 CFR 740", "15 CFR 742"), topics=("ai-chips", "exports"),
)  # fmt: skip
CHIPS = rule(
    "us/bis/advanced-computing-2023", "final_rule", rin=("0694-AJ90",), cfr=("15 CFR 744.21",), topics=("ai-chips",)
)
BILL = rule("us/congress/chip-security-act-s1705", "bill", bill="119 S 1705", topics=("ai-chips",))
TOKYO = rule("jp/meti/order", "order", agency="meti")


@pytest.fixture
def tracker() -> Tracker:
    items = (DIFFUSION, CHIPS, BILL, TOKYO)
    return track([{**EARLY, "key": item.id, "target": item.id} for item in items], items)


@pytest.mark.parametrize(
    "name",
    ["us/bis/ai-diffusion", "US/BIS/AI-Diffusion", "AI Diffusion Rule", "ai diffusion rule", "90 FR 4544", "90FR4544", "2025-00636",
     "AI拡散規則", "ＡＩ拡散規則", "Title of us/bis/ai-diffusion"],
)  # fmt: skip
def test_an_instrument_goes_by_all_its_names(tracker: Tracker, name: str) -> None:
    """Id, title, short name, alias in any language, citation, document number; width and case do not count."""
    assert tracker.state(name).instrument == DIFFUSION.id


@pytest.mark.parametrize("name", ["S. 1705", "S 1705", "119 S 1705", "S. 1705 (119)"])
def test_a_bill_goes_by_its_number(tracker: Tracker, name: str) -> None:
    assert tracker.state(name).instrument == BILL.id


def test_a_name_of_several_lists_them(tracker: Tracker) -> None:
    """A RIN that two rules share is ambiguous; the candidates are named."""
    with pytest.raises(AmbiguousError) as caught:
        tracker.state("0694-AJ90")
    assert caught.value.candidates == (CHIPS.id, DIFFUSION.id)
    assert "expected one of us/bis/advanced-computing-2023, us/bis/ai-diffusion" in str(caught.value)


def test_a_name_is_taken_as_it_is_printed() -> None:
    """Two rules of one title are told apart by their numbers, in brackets of any language; another's number is none."""
    rules = [rule(f"us/nrc/{n}", title="Tank Rule (Part 5)", document_number=[f"2026-2000{n}"]) for n in (1, 2)]
    rules.append(rule("us/nrc/3", title="Other rule", document_number=["2026-20003"]))
    ledger = track([e("set_effective", target="us/nrc/1", effect="2025-01-15", published="2025-01-14")], rules)
    for name in (
        "Tank Rule (Part 5) (2026-20001)",
        "tank rule (part 5)（2026-20001）",
        "Tank Rule (Part 5) (us/nrc/1)",
    ):
        assert ledger.state(name).instrument == "us/nrc/1", name
    with pytest.raises(AmbiguousError):
        ledger.state("Tank Rule (Part 5)")
    with pytest.raises(NotFoundError):
        ledger.state("Tank Rule (Part 5) (2026-20003)")


def test_an_unknown_name_gets_a_hint(tracker: Tracker, bundled: Tracker) -> None:
    with pytest.raises(NotFoundError, match=r"found 'us/bis/ai-difusion'.*did you mean us/bis/ai-diffusion\?"):
        tracker.state("us/bis/ai-difusion")
    both = r"found 'Nexperia'.*did you mean cn/mofcom/nexperia-export-restriction or nl/ministry/nexperia-order\?"
    with pytest.raises(NotFoundError, match=both):  # a part of their names, as a board cuts them
        bundled.state("Nexperia", "2026-01-01")
    with pytest.raises(NotFoundError, match=r"found 'chip'; .*--instruments` lists them"):  # in the names of many
        bundled.state("chip", "2026-01-01")
    with pytest.raises(NotFoundError, match=r"`regtrack board --cfr '15 CFR 744\.11'` lists those that touch"):
        tracker.state("15 CFR 744.11")
    with pytest.raises(NotFoundError, match="expected a name or identifier of a recorded instrument"):
        tracker.state("")


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({}, {DIFFUSION.id, CHIPS.id, BILL.id, TOKYO.id}),
        ({"topic": "ai-chips"}, {DIFFUSION.id, CHIPS.id, BILL.id}),
        ({"topic": ["exports", "EXPORTS"]}, {DIFFUSION.id}),
        ({"topic": "ai-chips", "not_kind": "bill"}, {DIFFUSION.id, CHIPS.id}),
        ({"agency": "bis"}, {DIFFUSION.id, CHIPS.id}),
        ({"agency": "meti"}, {TOKYO.id}),
        ({"kind": ("bill", "order")}, {BILL.id, TOKYO.id}),
        ({"cfr": "15 CFR 740"}, {DIFFUSION.id}),
        ({"cfr": "15 CFR 744"}, {CHIPS.id}),
        ({"cfr": "15 CFR 744.21(b)"}, {CHIPS.id}),
        ({"cfr": "15 CFR 744.2"}, set()),
        ({"not_cfr": "15 CFR 744.21"}, {DIFFUSION.id, BILL.id, TOKYO.id}),
        ({"instrument": "90 FR 4544"}, {DIFFUSION.id}),
        ({"not_instrument": "AI拡散規則", "agency": "bis"}, {CHIPS.id}),
    ],
)
def test_filters(tracker: Tracker, filters: dict[str, Any], ids: set[str]) -> None:
    """Every filter that is given must let an instrument pass, in every question alike."""
    assert {state.instrument for state in tracker.states("2024-06-01", **filters)} == ids
    assert {change.instrument for change in tracker.since("2024-01-14", "2024-01-16", **filters).changes} == ids
    events = tracker.timeline(**filters).sources.events.values()
    assert {recorded.event.target for recorded in events} == ids


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda t: t.since("2024-02-30"), "since: found '2024-02-30', but February 2024 has 29 days; expected a day such as"),
        (lambda t: t.board("2025-02-30"), "on: found '2025-02-30', but February 2025 has 28 days; expected a day"),
        (lambda t: t.board("Feb 30, 2025"), "on: found 'Feb 30, 2025', but February 2025 has 28 days; expected a day"),
        (lambda t: t.board("2025-04-31T08:00-04:00"), "', but April 2025 has 30 days; expected a day"),
        (lambda t: t.board("2025-13-30"), "on: found '2025-13-30'; expected a day such as"),
        (lambda t: t.board("soon"), "on: found 'soon'; expected a day such as"),
        (lambda t: t.since("2024-06-01", "2024-05-01"), "expected the earlier day first"),
        (lambda t: t.since("2024-06-01", known_by="me"), "known_by: found 'me'; expected public or record"),
        (lambda t: t.since("2024-06-01", threshold="sure"), "threshold: found 'sure'; expected one of reported, announced, filed, published"),
        (lambda t: t.since("2024-06-01", colour="red"), "filter: found 'colour'; expected one of agency, cfr"),
        (lambda t: t.since("2024-06-01", instrument="nothing"), "instrument: found 'nothing'"),
        (lambda t: t.diff("2024-06-01", "2024-06-02", by="mood"), "by: found 'mood'; expected law or knowledge"),
        (lambda t: t.state(RULE, "soon"), "expected"),
        (lambda t: t.since("2024-06-01", agencies="BIS"), "filter: found 'agencies'; did you mean 'agency'?"),
        (lambda t: t.since("2024-06-01", agency=3), "agency: found 3; expected a text or a list of texts"),
        (lambda t: t.board(not_topic=["ai", 3]), "not_topic: found ['ai', 3]; expected a text or a list of texts"),
        (lambda t: t.since("2024-06-01", within=-1), "within: found -1; expected a number of days from 0"),
        (lambda t: t.upcoming(within=-1), "within: found -1; expected a number of days from 0"),
        (lambda t: t.upcoming(within="sixty"), "within: found 'sixty'; expected a number of days from 0, such as 60, 60d"),
        (lambda t: t.upcoming(within=1.5), "within: found 1.5; expected a number of days from 0"),
        (lambda t: t.state(DIFFUSION.id, dt.datetime(2024, 1, 1)), "on: found"),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_wrong_questions(tracker: Tracker, call: Any, words: str) -> None:
    """A question that cannot be asked names its field, the value and what was expected."""
    with pytest.raises(InputError) as caught:
        call(tracker)
    assert words in str(caught.value)


AHEAD = "lies ahead; expected a day up to 2026-01-01, since nobody knows yet what will be known later"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda t: t.state(DIFFUSION.id, known="2030-01-01"), f"known: found 2030-01-01, which {AHEAD}"),
        (lambda t: t.board(known="2026-01-03"), f"known: found 2026-01-03, which {AHEAD}"),
        (lambda t: t.board(known="2026-01-01T12:00:01Z"), AHEAD),
        (lambda t: t.timeline(known="2030-01-01"), AHEAD),
        (lambda t: t.upcoming(known="2030-01-01"), AHEAD),
        (lambda t: t.search("chips", known="2030-01-01"), AHEAD),
        (lambda t: t.text("15 CFR 744", known="2030-01-01"), AHEAD),
        (lambda t: t.diff("2024-06-01", "2024-06-02", known="2030-01-01"), AHEAD),
        (lambda t: t.diff("2024-06-01", "2030-01-01", by="knowledge"), f"second day: found 2030-01-01, which {AHEAD}"),
        (lambda t: t.since("2030-01-01"), "since: found 2030-01-01, which lies ahead; expected a day that has ended"),
    ],
)
def test_what_will_be_known_later_is_no_question(tracker: Tracker, call: Any, words: str) -> None:
    """An answer as known on a day that has not come would be one of today, told as if it were of then."""
    tracker = Tracker(tracker._store, tracker._clock)
    tracker.live = True
    with pytest.raises(InputError) as caught:
        call(tracker)
    assert words in str(caught.value)


def test_today_is_known_as_far_as_it_has_come(tracker: Tracker) -> None:
    """A day counts that has begun anywhere; the legal day may lie ahead, as known now."""
    assert str(tracker.board(known="2026-01-01").known) == "2026-01-01"
    assert str(tracker.board(known="2026-01-02").known) == "2026-01-02"  # it is, on Kiritimati
    assert str(tracker.board("2030-01-01").known) == "2026-01-01T12:00:00Z"


def test_a_window_that_ends_ahead_is_answered_as_known_now() -> None:
    """What comes by then is a forecast, and the answer says of when it is; a mark is never set ahead."""
    tracker = track([{**SET, "effect": "2026-03-01"}])
    tracker.live = True
    report = tracker.since("2025-12-01", "2026-06-01", mark="weekly")
    assert [str(moment) for moment in report.knowledge] == ["2025-12-01", "2026-01-01T12:00:00Z"]
    assert "as_scheduled" in report.changes[0].flags
    assert "through 1 June 2026 (local time of each rule), as known now, on 1 January 2026 at 12:00 UTC" in " ".join(
        render(report).split()
    )
    assert tracker.since("last:weekly").law[0].tick() == dates.tick_of(NOW)
    ahead = " ".join(render(tracker.upcoming(on="2026-02-01")).split())
    assert "The 90 days after 1 February 2026, as known on 1 January 2026 at 12:00 UTC" in ahead


@pytest.mark.parametrize(("written", "days"), [(60, 60), ("60", 60), ("60d", 60), ("60 days", 60), ("8w", 56)])
def test_days_ahead_are_written_as_days_ago_are(tracker: Tracker, written: int | str, days: int) -> None:
    """A number, or a count of days or weeks."""
    assert tracker.upcoming(within=written).within == days


@each_row("day", ["2024-03-01", dt.date(2024, 3, 1), pendulum.date(2024, 3, 1)])
def test_days_in_any_form(day: Any) -> None:
    """Text, date and pendulum date are the same day."""
    tracker = track([SET])
    assert tracker.state(RULE, day, day).status == "in_force"
    assert [c.after for c in tracker.since("2024-02-29", day).changes] == ["in_force"]


def test_answers_are_pendulum() -> None:
    state = track([SET]).state(RULE, "2024-02-01")
    assert state.scheduled_next is not None
    assert isinstance(state.scheduled_next.at, pendulum.DateTime)
    assert type(state.scheduled_next.on) is pendulum.Date
    assert isinstance(state.until_at, pendulum.DateTime)


def test_now_is_the_clock() -> None:
    """What is not said is now, by the clock that was handed in."""
    early = track([SET], clock=dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC))
    late = track([SET], clock=dt.datetime(2024, 3, 1, 12, tzinfo=dt.UTC))
    assert (early.state(RULE).status, late.state(RULE).status) == ("pending", "in_force")
    assert str(late.state(RULE).on) == "2024-03-01T12:00:00Z"


def test_a_naive_clock_is_refused() -> None:
    tracker = track([SET], clock=dt.datetime(2024, 3, 1))  # noqa: DTZ001
    with pytest.raises(DateError):
        tracker.state(RULE)


def test_timeline_in_the_order_of_events() -> None:
    """By the day on which each took hold; bounded, and by certainty."""
    tracker = track([e("note", "third", issued="2024-03-01"), e("note", "first", issued="2024-01-01"),
                     e("note", "second", published="2024-02-01", certainty="reported")])  # fmt: skip

    def keys(**options: Any) -> list[str]:
        answer = tracker.timeline(**options)
        return [answer.sources.events[id_].event.key for id_ in answer.events]

    assert keys() == ["first", "second", "third"]
    assert keys(since="2024-01-01", until="2024-02-15") == ["second"]
    assert keys(threshold="published") == ["first", "third"]
    assert keys(known="2024-01-31") == ["first"]


def test_a_state_is_freed_when_it_is_let_go(tracker: Tracker) -> None:
    """It refers to its ledger and not to itself: else each waits for the garbage collector, with all that it holds."""
    state = tracker.state(DIFFUSION.id)
    assert state.to_dict()["schema"] == "regtrack/state/1"
    left = weakref.ref(state)
    gc.disable()
    try:
        del state
        assert left() is None
    finally:
        gc.enable()


def test_the_same_answer_twice(tracker: Tracker) -> None:
    """An answer depends on the question and the ledger only."""
    asked = [json.dumps(plain.report(tracker.since("2024-01-14", "2024-06-01"))) for _ in range(2)]
    assert asked[0] == asked[1]


# --- files ------------------------------------------------------------------------------------------------------------

FILE = """
[timeline]
id = "t"
title = "T"

[[instrument]]
id = "us/x/rule"
kind = "final_rule"
title = "A rule"

[[document]]
id = "fr"
publisher = "Federal Register"

[[event]]
key = "set"
kind = "set_effective"
target = "us/x/rule"
effect = 2024-03-01
published = 2024-01-15
evidence = ["fr"]
"""
STAY = """
[[event]]
key = "stay"
kind = "stay"
target = "us/x/rule"
issued = 2024-04-01
evidence = ["fr"]
"""


class Files:
    """A ledger and a file that is edited, with a clock that goes a day with each edit."""

    def __init__(self, folder: Path, location: str | Path = ":memory:") -> None:
        self.now = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
        self.path = folder / "t.toml"
        self.tracker = regtrack.open(location, bundled=False, clock=lambda: self.now)

    def write(self, text: str) -> Any:
        self.now += dt.timedelta(days=1)
        self.path.write_text(text, "utf-8")
        return self.tracker.add(self.path)

    def status(self, known: str, known_by: str = "record", on: str = "2024-05-01") -> str:
        return self.tracker.state(RULE, on, known, known_by=known_by).status


def test_a_revised_file_leaves_old_answers_reproducible(tmp_path: Path) -> None:
    """Each edit counts from when it was recorded; an answer of before can be had again."""
    files = Files(tmp_path)
    assert files.write(FILE).new == 3
    assert files.write(FILE + STAY).new == 1
    done = files.write(FILE.replace("effect = 2024-03-01", "effect = 2024-07-01"))
    assert (done.revised, done.withdrawn) == (1, 1)
    assert [files.status(f"2024-06-0{day}") for day in (1, 2, 3, 4)] == ["none", "in_force", "stayed", "pending"]
    assert {files.status(f"2024-06-0{day}", "public") for day in (1, 2, 3, 4)} == {"pending"}


def test_an_event_that_comes_back(tmp_path: Path) -> None:
    """Taken out of the file and put back: it holds again."""
    files = Files(tmp_path)
    for text in (FILE + STAY, FILE, FILE + STAY):
        files.write(text)
    assert [files.status(f"2024-06-0{day}") for day in (2, 3, 4)] == ["stayed", "in_force", "stayed"]
    assert not files.write(FILE + STAY).changed


def test_a_file_edited_there_and_back(tmp_path: Path) -> None:
    """Changed and changed back: the old words hold again, and adding them once more is no change."""
    files = Files(tmp_path)
    for text in (FILE, FILE.replace("effect = 2024-03-01", "effect = 2024-07-01"), FILE):
        files.write(text)
    assert [files.status(f"2024-06-0{day}") for day in (2, 3, 4)] == ["in_force", "pending", "in_force"]
    assert not files.write(FILE).changed


def test_an_export_of_edits_round_trips(tmp_path: Path) -> None:
    """The whole history goes along: answers by record are the same in the copy, and the export is byte-equal."""
    files = Files(tmp_path)
    for text in (FILE, FILE + STAY, FILE, FILE.replace("A rule", "A better title")):
        files.write(text)
    copy = tmp_path / "copy.jsonl"
    copy.write_text("".join(line + "\n" for line in files.tracker.export()), "utf-8")
    other = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    other.add(copy)
    assert list(other.export()) == list(files.tracker.export())
    for known in ("2024-06-02", "2024-06-03", "2024-06-04", "2024-06-05"):
        one, two = (
            plain.states(t.why(t.state(RULE, "2024-05-01", known, known_by="record"))) for t in (files.tracker, other)
        )
        assert json.dumps(one) == json.dumps(two)
    assert not other.add(copy).changed


def test_an_export_into_a_ledger_with_entries(tmp_path: Path) -> None:
    """What is new is appended, what is there is left."""
    files = Files(tmp_path)
    files.write(FILE)
    copy = tmp_path / "copy.jsonl"
    copy.write_text("".join(line + "\n" for line in files.tracker.export()), "utf-8")
    other = track([{**EARLY, "target": "us/x/other"}], [rule("us/x/other")], source="u")
    assert other.add(copy).new == 3
    assert not other.add(copy).changed
    assert other.state(RULE, "2024-05-01").status == "in_force"


def test_a_ledger_on_disk_is_found_again(tmp_path: Path) -> None:
    """What one process recorded, the next one reads."""
    location = tmp_path / "ledger.sqlite"
    files = Files(tmp_path, location)
    files.write(FILE)
    files.tracker.close()
    again = regtrack.open(location, bundled=False, clock=lambda: NOW)
    assert again.state(RULE, "2024-05-01").status == "in_force"
    found = again.status()
    totals, horizon = found.totals, found.horizon
    assert (totals.instruments, totals.documents, totals.events) == (1, 1, 1)
    assert [source.id for source in horizon.sources] == ["t"]
    again.close()


def test_the_bundled_timelines_are_loaded_once(tmp_path: Path) -> None:
    """First use fills the ledger; the next opening finds nothing to add."""
    location = tmp_path / "ledger.sqlite"
    first = regtrack.open(location, clock=lambda: NOW)
    before = list(first.export())
    first.close()
    second = regtrack.open(location, clock=lambda: NOW + dt.timedelta(days=1))
    assert list(second.export()) == before
    assert second.status().totals.events > 100
    second.close()


def test_a_reader_of_the_bundled_timelines(tmp_path: Path) -> None:
    """The issue's own questions: in force and not enforced, the rescission announced and not published."""
    tracker = regtrack.open(":memory:", clock=lambda: NOW)
    state = tracker.state("us/bis/ai-diffusion", on="2025-06-01", known="2025-06-01")
    assert (state.status, state.enforcement) == ("in_force", "discretion")
    assert ("rescind", "announced") in [(a.kind, a.certainty.label) for a in state.announced_changes]
    affiliates = tracker.state("us/bis/affiliates-50", on="2025-12-01", known="2025-12-15")
    assert (affiliates.status, affiliates.day(affiliates.until_at)) == ("stayed", "2026-11-10")
    assert tracker.state("us/bis/affiliates-50", on="2026-11-15", known="2025-12-15").status == "in_force"
    report = tracker.since("2025-10-01", "2025-10-20")
    zones = {id_: item.publication_zone for id_, item in report.sources.instruments.items()}
    for recorded in report.sources.events.values():
        assert recorded.event.available_at(zones[recorded.event.target]) <= pendulum.datetime(2025, 10, 21, 4)


def dumped(tracker: Tracker, folder: Path) -> Path:
    path = folder / "dump.jsonl"
    path.write_text("".join(line + "\n" for line in tracker.export()), "utf-8")
    return path


@pytest.fixture
def filled() -> Tracker:
    """A ledger that holds something already."""
    return track([{**EARLY, "target": "us/x/other"}], [rule("us/x/other")], source="u")


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\r"])
def test_an_export_is_one_line_an_entry(odd: str, tmp_path: Path) -> None:
    """Words with a line separator in them (scraped text has such) go through an export unharmed."""
    one = track([{**EARLY, "summary": f"before{odd}after"}])
    other = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    other.add(dumped(one, tmp_path))
    assert list(other.export()) == list(one.export())


@pytest.mark.parametrize("texts", [(FILE, FILE.replace("03-01", "07-01"), FILE), (FILE + STAY, FILE, FILE + STAY)])
def test_a_history_into_a_ledger_with_entries(texts: tuple[str, ...], tmp_path: Path, filled: Tracker) -> None:
    """Said, said otherwise (or taken back) and said again: the last word stands in the ledger it is added to, too."""
    files = Files(tmp_path)
    for text in texts:
        files.write(text)
    filled.add(dumped(files.tracker, tmp_path))
    for on in ("2024-03-15", "2024-05-01"):
        assert filled.state(RULE, on).status == files.tracker.state(RULE, on).status


def test_sources_that_refer_to_each_other_into_a_ledger_with_entries(tmp_path: Path, filled: Tracker) -> None:
    """An earlier source may have an event on a later one's instrument: an export of both can still be added."""
    files = Files(tmp_path)
    document = FILE[: FILE.index("[[instrument]]")] + FILE[FILE.index("[[document]]") : FILE.index("[[event]]")]
    files.write(document)
    files.write(FILE.replace('id = "t"', 'id = "second"'))
    files.write(document + STAY)
    filled.add(dumped(files.tracker, tmp_path))
    assert filled.state(RULE, "2024-05-01").status == files.tracker.state(RULE, "2024-05-01").status == "stayed"


def test_an_instruction_is_an_amendment_of_its_own() -> None:
    """A state and a difference read "instruction 3" alike, and what it changes is named with it."""
    instrument = rule(instructions=(("3", ("47 CFR 64.2011",)), ("4", ("47 CFR 64.5111", "47 CFR 64.5112"))))
    tracker = track(
        [
            e("set_effective", effect="2024-03-13", published="2024-02-12"),
            e("delay_effective", parts=["instruction 3"], effect="indefinite", published="2024-02-20"),
        ],
        [instrument],
    )
    asked = {"scope": "instruction 3", "instrument": RULE}
    assert tracker.state(RULE, "2024-03-14", "2024-03-14", scope="instruction 3").status == "delayed_indefinitely"
    (change,) = [c for c in tracker.since("2024-02-15", "2024-02-25", **asked).changes if c.facet == "status"]
    assert (change.scope, change.after) == ("47 CFR 64.2011 (instruction 3)", "delayed_indefinitely")
    assert tracker.state(RULE, "2024-03-14", "2024-03-14", scope="instruction 4").status == "in_force"


# --- the library beside it ----------------------------------------------------------------------------------------


def test_a_tracker_closes_itself_and_says_so(ledger_file: Path) -> None:
    with regtrack.open(ledger_file, bundled=False) as opened:
        assert opened.status(instruments=True, agency="BIS").instruments
    with pytest.raises(StoreError, match="ledger: found it closed; expected an open one"):
        opened.since("2025-05-12")
    opened.close()


def test_a_report_is_read_without_taking_texts_apart(bundled: Tracker) -> None:
    report = bundled.since("2025-05-12", "2025-05-20")
    assert report.headline == "AI Diffusion Rule: still in force, but BIS says it will not enforce it."
    assert len(report) == len(list(report)) == len(report.changes)
    duty = next(change for change in report if change.facet.value == "duty")
    assert (duty.title, duty.after) == ("AI Diffusion Rule", "yes from 2025-05-15")
    assert duty.summary
    assert duty.sources[0].standing == "official"
    assert "2025-00636" in (duty.sources[0].url or "")


def test_every_answer_is_a_table(bundled: Tracker, ledger_file: Path) -> None:
    """The table that JSON shows, from the library; once the ledger is closed, one clear error."""
    answers = [
        bundled.since("2025-05-12", "2025-05-20"),
        bundled.state("us/bis/ai-diffusion", "2025-06-01", "2025-06-01"),
        bundled.state("us/bis/ai-diffusion", "2025-06-01", "2025-06-01", scope="15 CFR 748"),
        bundled.board("2025-06-01"),
        bundled.timeline(instrument="us/bis/ai-diffusion"),
        bundled.upcoming(90, on="2025-06-01"),
    ]
    for answer in answers:
        assert answer.to_dict() == json.loads(regtrack.render(answer, "json"))
    with regtrack.open(ledger_file, bundled=False) as opened:
        closed = [opened.board(), opened.upcoming()]
    for each in closed:
        with pytest.raises(StoreError, match="history: found the ledger closed"):
            each.to_dict()


def test_a_state_is_rendered_as_it_is(bundled: Tracker) -> None:
    state = bundled.state("us/bis/ai-diffusion", "2025-06-01", "2025-06-01")
    assert regtrack.render(state) == regtrack.render(bundled.why(state))


def test_a_timeline_is_recorded_from_a_dict() -> None:
    """The tables of a timeline file, from JSON or from a program; their faults are told as a file's are."""
    tracker = Tracker(SqliteStore(":memory:"), clock=lambda: NOW)
    table: dict[str, Any] = {
        "timeline": {"id": "own", "title": "Our rules", "checked_through": dt.date(2025, 6, 1)},
        "instrument": [{"id": "us/x/rule", "kind": "final_rule", "title": "A rule"}],
        "document": [{"id": "d", "url": "https://example.org/d", "publisher": "X", "date": "2025-05-14"}],
        "event": [
            {"key": "e", "kind": "set_effective", "target": "us/x/rule", "certainty": "published",
             "published": "2025-05-14", "effect": "2025-05-20", "evidence": ["d"]},
        ],
    }  # fmt: skip
    assert tracker.add(table).new == 3
    assert tracker.add(table).new == 0
    assert tracker.state("us/x/rule", "2025-06-01").since == "2025-05-20"
    table["event"][0]["target"] = "us/x/nothing"
    with pytest.raises(TimelineError, match=r"table.*event.*us/x/nothing"):
        tracker.add(table)


def test_what_a_program_makes_is_recorded() -> None:
    tracker = Tracker(SqliteStore(":memory:"), clock=lambda: NOW)
    made = Event("k", "set_effective", "us/x/rule", Certainty.PUBLISHED, published=When.parse("2025-05-14"))
    with pytest.raises(InputError, match="found the target 'us/x/rule'"):
        tracker.record(made)
    done = tracker.record(Instrument("us/x/rule", "final_rule", "A rule"), made)
    assert done.new == 2
    assert tracker.record(made).new == 0
    assert tracker.state("us/x/rule", "2025-06-01").status == "in_force"


@each_row(
    ("made", "words"),
    [
        (
            {"kind": "open_comment", "effect": When.parse("2030-01-02"), "until": When.parse("2030-01-01")},
            r"event 'k': until: found '2030-01-01'; expected a day after effect \(2030-01-02\)",
        ),
        ({"kind": "delay_effective"}, "event 'k': effect: found nothing; expected the new date"),
        ({"kind": "set_deadline", "name": "x"}, "event 'k': through: found nothing; expected the deadline"),
        ({"kind": "stay", "parts": (1,)}, r"event 'k': parts: found \(1,\); expected tuple\[str, ...\]"),
        ({"kind": "stay", "effect": "2030-01-01"}, "event 'k': effect: found '2030-01-01'; expected .*When"),
        ({"kind": "stay", "evidence": ("d",)}, r"event 'k': evidence: found \('d',\); expected .*Evidence"),
    ],
)
def test_what_no_export_could_bring_back_is_refused(made: dict[str, Any], words: str) -> None:
    tracker = Tracker(SqliteStore(":memory:"), clock=lambda: NOW)
    tracker.record(Instrument("us/x/rule", "final_rule", "A rule"))
    kind = made.pop("kind")
    with pytest.raises(InputError, match=words):
        tracker.record(Event("k", kind, "us/x/rule", Certainty.PUBLISHED, published=When.parse("2025-05-14"), **made))


def test_anything_can_be_added(tmp_path) -> None:
    """A path, a file object, its text or bytes, and model objects; each says the same, so that it is there once."""
    text = (
        '[timeline]\nid = "made"\ntitle = "Made"\n\n[[instrument]]\nid = "us/x/made"\nkind = "final_rule"\n'
        'title = "Made"\n'
    )
    path = tmp_path / "made.toml"
    path.write_text(text, "utf-8")
    with regtrack.open(":memory:", bundled=False) as tracker:
        assert tracker.add(path).new == 1
        with path.open("rb") as file:
            again = [tracker.add(str(path)), tracker.add(text), tracker.add(text.encode()), tracker.add(file)]
        assert [each.new for each in again] == [0, 0, 0, 0]
        item = Instrument(id="us/x/other", kind="final_rule", title="Other")
        event = Event(
            key="e", kind="publish", target=item.id, published=When.parse("2025-01-02"), certainty=Certainty.PUBLISHED
        )
        assert tracker.add([item, event]).new == 2
        assert tracker.add(item).new == 0
        with pytest.raises(InputError, match=r"add: found .*; expected a path, a file"):
            tracker.add([item, "us/x/third"])
        with pytest.raises(FileError, match="JSON of no kind that is known"):
            tracker.add({"nothing": "known"})


@pytest.mark.parametrize("location", ["", " ", [""], ["a.sqlite", ""]])
def test_an_empty_path_is_no_ledger(location: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """SQLite takes it for a file that is gone when the ledger is closed, with all that was recorded."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="store: found an empty path; expected the path of a ledger"):
        regtrack.open(location)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"on": "2024-03-01"}, "on: found 2024-03-01 with by 'law'; expected it with 'knowledge', or not at all"),
        (
            {"by": "knowledge", "known": "2024-03-01"},
            "known: found 2024-03-01 with by 'knowledge'; expected it with 'law'",
        ),
        ({"typographic": True}, "typographic: found it without text; expected both"),
    ],
)
def test_a_comparison_leaves_nothing_out_that_was_asked(tracker: Tracker, asked: dict[str, Any], words: str) -> None:
    """Answered without it, the question would be another than was asked."""
    with pytest.raises(InputError, match=words):
        tracker.diff("2024-01-01", "2024-04-01", **asked)


LIVE = Instrument("us/x/a", "final_rule", "A")
CITING = Event(
    "x:p", "publish", "us/x/a", Certainty.PUBLISHED, published=When.parse("2024-01-15"), evidence=(Evidence("x:paper"),)
)
UNFIT: dict[str, tuple[tuple[Any, ...], dict[str, Any], str]] = {
    "a list": (([LIVE],), {}, "record: found a list; expected events, instruments and documents, each an argument"),
    "nothing": ((None,), {}, "record: found nothing; expected events"),
    "evidence of no document": ((LIVE, CITING), {}, "event 'x:p': found evidence from 'x:paper'; expected a document"),
    "a source without a name": ((LIVE,), {"source": ""}, "source: found ''; expected a name, such as code"),
    "a blank source": ((LIVE,), {"source": "  "}, "source: found '  '; expected a name, such as code"),
}


@each_row("name", UNFIT)
def test_what_could_not_be_cited_or_restored_is_not_recorded(name: str) -> None:
    """An event without its document has no source in any answer; a source without a name ends every restore."""
    things, named, words = UNFIT[name]
    with regtrack.open(":memory:", bundled=False) as tracker:
        with pytest.raises(InputError, match=words):
            tracker.record(*things, **named)
        assert tracker.status().totals.instruments == 0


def test_evidence_is_recorded_with_its_document_or_after_it() -> None:
    with regtrack.open(":memory:", bundled=False) as tracker:
        assert tracker.record(LIVE, Document("x:paper", "X"), CITING).new == 3
        assert tracker.record(attrs.evolve(CITING, key="x:q")).new == 1


def test_each_answer_has_a_headline(tracker: Tracker) -> None:
    state = tracker.state(CHIPS.id)
    for answer in (
        tracker.board(), tracker.timeline(), tracker.upcoming(), tracker.since("2024-01-01"), tracker.why(state),
        tracker.diff("2024-01-01", "2024-04-01"),
    ):  # fmt: skip
        assert answer.headline == answer.to_dict()["headline"] != ""
