"""From an item to the answers: claims in three languages, the inbox, and reports that a primary source confirms."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from regtrack.errors import AmbiguousError, InputError, NotFoundError
from regtrack.model.change import Section
from regtrack.model.inbox import Verdict
from regtrack.news.recording import confirm
from regtrack.report.rendering import render
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests.helpers import e, events_of, rule
from tests.sources.feeds.test_sync import NEWS, Bench
from tests.sources.feedserver import FeedServer, entry, rss

RULE, DAY = "us/bis/widget-rule", dt.datetime(2025, 5, 14, 9, tzinfo=dt.UTC)
RESCINDED = "<p>On Tuesday the Commerce Department rescinded the Widget Export Rule.</p>"
UNKNOWN = "<p>On Tuesday the Commerce Department rescinded the Flange Reporting Rule.</p>"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with FeedServer() as server:
        made = Bench(server, tmp_path)
        made.follow("news", NEWS, publisher="Gazette", ceiling="reported", rank="press")
        known = rule(
            RULE, title="Widget Export Rule", aliases=(("ja", ("ウィジェット輸出規則",)), ("zh", ("部件出口规则",)))
        )
        facts = events_of([fact("set_effective", "2025-01-15")])
        made.store.append(Batch("curated", "Curated", [known, *facts]), made.tracker._tick())
        yield made


def fact(kind: str, day: str) -> dict[str, str]:
    return e(kind, f"curated:{kind}", target=RULE, effect=day, published=day)


def tell(bench: Bench, *texts: str, number: int = 1, language: str = "en") -> None:
    """Let the feed have these items, and read it."""
    items = [entry(f"Item {n}", n, body=text, published=DAY) for n, text in enumerate(texts, number)]
    bench.server.put(NEWS, rss(items, language=language))
    bench.later(hours=1)
    report = bench.one()
    assert report.problems == ()


def status(tracker: Tracker, threshold: str) -> str:
    return tracker.state(RULE, on="2025-06-01", threshold=threshold).status


# --- what an item claims


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", RESCINDED),
        ("ja", "<p>商務省は火曜日、ウィジェット輸出規則を撤廃した。</p>"),
        ("zh-Hans", "<p>美国商务部周二撤销了部件出口规则。</p>"),
    ],
)  # fmt: skip
def test_a_report_is_in_the_timeline_and_changes_no_law(bench: Bench, language: str, text: str) -> None:
    """With its words and its day; at thresholds above reported it is not there."""
    bench.follow("news", NEWS, publisher="Gazette", ceiling="reported", rank="press", language=language)
    tell(bench, text, language=language)
    events = [each.event for each in bench.tracker.timeline(instrument=RULE).sources.events.values()]
    (told,) = [event for event in events if event.key.startswith("item:")]
    assert (told.kind, told.target, told.certainty.label) == ("rescind", RULE, "reported")
    assert told.effect is not None
    assert told.effect.text == "2025-05-13"
    assert told.evidence[0].quote is not None
    assert told.evidence[0].quote in text
    assert [status(bench.tracker, each) for each in ("announced", "filed", "published")] == ["in_force"] * 3
    assert status(bench.tracker, "reported") == "rescinded"


def test_an_item_that_is_dated_anew_was_known_before(bench: Bench) -> None:
    """As long as its words are the same, the public could read them at the earlier moment; "Tuesday" is meant by it."""

    def reported() -> tuple[str, str]:
        standing = bench.store.standing([line["key"] for line in bench.lines("event")]).values()
        (told,) = [event for event in standing if event.key.startswith("item:")]
        return str(told.available), str(told.effect)

    def told_at(published: dt.datetime | None, text: str = RESCINDED) -> tuple[str, str]:
        bench.server.put(NEWS, rss([entry("Item 1", 1, body=text, published=published)]))
        bench.later(hours=1)
        bench.one(again=True)
        return reported()

    bench.now = DAY + dt.timedelta(days=20)
    week = dt.timedelta(days=7)
    first = told_at(DAY)
    assert first == ("2025-05-14T09:00:00Z", "2025-05-13")
    assert told_at(DAY + week) == told_at(None) == first
    assert told_at(DAY - week) == ("2025-05-07T09:00:00Z", "2025-05-06")
    assert told_at(DAY + week, RESCINDED.replace("On Tuesday", "Late on Tuesday"))[1] == "2025-05-20"


def test_what_an_item_no_longer_says_is_taken_back(bench: Bench) -> None:
    """And earlier answers stay reproducible."""
    tell(bench, RESCINDED)
    known = bench.now
    bench.later(hours=1)
    tell(bench, "<p>The Commerce Department said nothing about the Widget Export Rule.</p>")
    assert status(bench.tracker, "reported") == "in_force"
    old = bench.tracker.state(RULE, on="2025-06-01", known=known, known_by="record", threshold="reported")
    assert old.status == "rescinded"


def test_a_rule_that_is_hardly_named_is_known_by_the_days_that_are_recorded(bench: Bench) -> None:
    """Only where the ledger has acts on just these days, and its name has the words."""
    more = events_of([fact("set_compliance", "2025-05-15")])
    bench.store.append(Batch("more", "More", more), bench.tracker._tick())
    tell(
        bench,
        "<p>The widget curbs took effect on January 15, 2025. Exporters must comply with them by May 15, 2025.</p>",
        "<p>The widget curbs took effect on January 17, 2025. Exporters must comply with them by May 17, 2025.</p>",
    )
    events = [each.event for each in bench.tracker.timeline(instrument=RULE).sources.events.values()]
    told = [event for event in events if event.key.startswith("item:") and event.kind != "confirm"]
    assert {(event.kind, str(event.effect)) for event in told} == {
        ("set_effective", "2025-01-15"),
        ("set_compliance", "2025-05-15"),
    }


# --- the inbox


def test_what_cannot_be_linked_waits_with_its_words(bench: Bench) -> None:
    tell(bench, UNKNOWN)
    (waiting,) = bench.tracker.inbox.list()
    assert waiting.entry.name == "Flange Reporting Rule"
    assert waiting.entry.quotes == ("On Tuesday the Commerce Department rescinded the Flange Reporting Rule.",)
    assert [event.kind for event in waiting.entry.events] == ["rescind"]
    assert not [each for each in bench.store.instruments().values() if "flange" in each.id]


def test_accepting(bench: Bench) -> None:
    """It becomes an instrument, under an id of one's own choice, and what is said of it later is linked to it."""
    tell(bench, UNKNOWN)
    (waiting,) = bench.tracker.inbox.list()
    done = bench.tracker.inbox.accept(waiting.entry.key, id="us/bis/flange-rule", note="real")
    assert done.new >= 2
    assert bench.tracker.inbox.list() == ()
    state = bench.tracker.state("us/bis/flange-rule", on="2025-06-01", threshold="reported")
    assert state.because
    (decided,) = bench.tracker.inbox.list(decided=True)
    assert (decided.entry.verdict, decided.entry.note) == (Verdict.ACCEPTED, "real")
    tell(bench, "<p>On Wednesday the Commerce Department published the Flange Reporting Rule.</p>", number=7)
    assert bench.tracker.inbox.list() == ()
    kinds = {
        each.event.kind for each in bench.tracker.timeline(instrument="us/bis/flange-rule").sources.events.values()
    }
    assert {"rescind", "publish"} <= kinds


def test_linking_teaches_the_name(bench: Bench) -> None:
    """The claim counts for the instrument that it was linked to, and so does the next one under that name."""
    tell(bench, UNKNOWN)
    (waiting,) = bench.tracker.inbox.list()
    bench.tracker.inbox.link(waiting.entry.key, "Widget Export Rule")
    assert status(bench.tracker, "reported") == "rescinded"
    tell(bench, "<p>The Commerce Department delayed the Flange Reporting Rule until July 1, 2025.</p>", number=5)
    assert bench.tracker.inbox.list() == ()
    told = [each.event.kind for each in bench.tracker.timeline(instrument=RULE).sources.events.values()]
    assert "delay_effective" in told


def test_rejected_things_do_not_come_back(bench: Bench) -> None:
    """Neither with the item when it is changed, nor with another item about the same."""
    tell(bench, UNKNOWN)
    (waiting,) = bench.tracker.inbox.list()
    bench.tracker.inbox.reject(waiting.entry.key)
    tell(bench, UNKNOWN + "<p>It was a warm day.</p>")
    bench.later(days=1)
    tell(bench, UNKNOWN, number=8)
    assert bench.tracker.inbox.list() == ()
    verdicts = {each.entry.verdict for each in bench.tracker.inbox.list(decided=True)}
    assert verdicts == {Verdict.REJECTED}


def test_one_decision_for_all_that_say_the_same(bench: Bench) -> None:
    tell(bench, UNKNOWN, UNKNOWN.replace("On Tuesday", "This Tuesday"))
    first, second = bench.tracker.inbox.list()
    bench.tracker.inbox.link(first.entry.key, RULE)
    assert bench.tracker.inbox.list() == ()
    again = bench.tracker.inbox.entry(second.entry.key).entry
    assert (again.verdict, again.instrument) == (Verdict.LINKED, RULE)


def test_what_waits_is_gone_when_its_item_no_longer_says_it(bench: Bench) -> None:
    """And waits again when it does."""
    tell(bench, UNKNOWN)
    for text, waits in (("<p>All quiet.</p>", 0), (UNKNOWN, 1), ("<p>Still quiet.</p>", 0)):
        tell(bench, text)
        assert len(bench.tracker.inbox.list()) == waits
    assert [each.entry.verdict for each in bench.tracker.inbox.list(decided=True)] == [Verdict.GONE]


@pytest.mark.parametrize("linked", [True, False])
def test_what_was_accepted_is_said_once_and_taken_back_with_its_item(bench: Bench, linked: bool) -> None:
    """What the item says anew takes the place of what was accepted; a person's decision stays."""
    tell(bench, "<p>The Commerce Department on Tuesday delayed the Flange Reporting Rule until July 1, 2025.</p>")
    (waiting,) = bench.tracker.inbox.list()
    if linked:
        bench.tracker.inbox.link(waiting.entry.key, RULE)
    else:
        bench.tracker.inbox.accept(waiting.entry.key, id="us/bis/flange-rule")
    target = RULE if linked else "us/bis/flange-rule"

    def told() -> list[str]:
        keys = {each["key"] for each in bench.lines("event") if each["key"].startswith("item:")}
        standing = bench.store.standing(keys).values()
        return [str(each.effect) for each in standing if each.target == target and each.of is None]

    assert told() == ["2025-07-01"]
    tell(bench, "<p>The Commerce Department on Tuesday delayed the Flange Reporting Rule until August 1, 2025.</p>")
    assert told() == ["2025-08-01"]
    assert bench.tracker.inbox.list() == ()
    tell(bench, "<p>All quiet.</p>")
    assert told() == []
    decision = bench.tracker.inbox.entry(waiting.entry.key).entry
    assert decision.instrument == target


def test_one_decision_for_all_holds_under_an_id_of_ones_own(bench: Bench) -> None:
    """And makes one instrument."""
    tell(bench, UNKNOWN, UNKNOWN.replace("On Tuesday", "This Tuesday"))
    first, second = bench.tracker.inbox.list()
    bench.tracker.inbox.accept(first.entry.key, id="us/bis/flange-rule")
    assert bench.tracker.inbox.list() == ()
    assert bench.tracker.inbox.entry(second.entry.key).entry.instrument == "us/bis/flange-rule"
    made = [each.id for each in bench.store.instruments().values()]
    assert [id_ for id_ in made if "flange" in id_] == ["us/bis/flange-rule"]


@pytest.mark.parametrize("verdict", [Verdict.REJECTED, Verdict.ACCEPTED, Verdict.LINKED])
def test_what_an_item_only_calls_the_rule_is_not_that_of_another(bench: Bench, verdict: Verdict) -> None:
    """A decision on words that tell no instrument from another holds for their own item."""
    tell(bench, "<p>The ministry withdrew the final rule on Tuesday.</p>", "<p>A court vacated the final rule.</p>")
    first, second = bench.tracker.inbox.list()
    inbox = bench.tracker.inbox
    decide = {Verdict.REJECTED: inbox.reject, Verdict.ACCEPTED: inbox.accept}
    if verdict is Verdict.LINKED:
        inbox.link(first.entry.key, RULE)
    else:
        decide[verdict](first.entry.key)
    tell(bench, "<p>The agency rescinded the final rule on Monday.</p>", number=8)
    assert [each.entry.name for each in inbox.list()] == ["Item 2", "Item 8"]
    assert inbox.list()[0].entry.key == second.entry.key
    inbox.accept(second.entry.key)


def test_a_decision_can_be_decided_anew(bench: Bench) -> None:
    """What followed from the first is taken back; both are on record."""
    tell(bench, UNKNOWN)
    (waiting,) = bench.tracker.inbox.list()
    inbox = bench.tracker.inbox
    for decide in (inbox.link, inbox.reject, inbox.link, inbox.reject):
        bench.later(hours=1)
        if decide == inbox.link:
            inbox.link(waiting.entry.key, RULE)
            assert status(bench.tracker, "reported") == "rescinded"
        else:
            inbox.reject(waiting.entry.key)
            assert status(bench.tracker, "reported") == "in_force"
    assert len(bench.lines("inbox")) == 5


def test_decisions_are_replayed_from_an_export(bench: Bench, tmp_path: Path) -> None:
    """A ledger that is made of it answers the same, and hears no more of what was rejected."""
    tell(bench, UNKNOWN, UNKNOWN.replace("Flange", "Sprocket"))
    flange, sprocket = bench.tracker.inbox.list()
    bench.tracker.inbox.link(flange.entry.key, RULE)
    bench.tracker.inbox.reject(sprocket.entry.key)
    dump = tmp_path / "dump.jsonl"
    dump.write_text("\n".join(bench.tracker.export()), "utf-8")
    restored = Bench.__new__(Bench)
    restored.__dict__ |= bench.__dict__
    restored.store = SqliteStore(":memory:")
    restored.tracker = Tracker(restored.store, bench.clock)
    restored.tracker.add(dump)
    assert list(restored.tracker.export()) == list(bench.tracker.export())
    assert status(restored.tracker, "reported") == "rescinded"
    tell(restored, UNKNOWN.replace("Flange", "Sprocket"), number=9)
    assert restored.tracker.inbox.list() == ()


def test_keys_may_be_shortened(bench: Bench) -> None:
    tell(bench, UNKNOWN, UNKNOWN.replace("Flange", "Sprocket"))
    first, second = (each.entry.key for each in bench.tracker.inbox.list())
    assert bench.tracker.inbox.entry(first[:12]).entry.key == first
    assert bench.tracker.inbox.entry(second.removeprefix("item:")[:6]).entry.key == second
    with pytest.raises(AmbiguousError, match="2 entries"):
        bench.tracker.inbox.entry("item:")
    with pytest.raises(NotFoundError, match="found no entry 'nothing'"):
        bench.tracker.inbox.reject("nothing")
    with pytest.raises(NotFoundError):
        bench.tracker.inbox.reject("")
    with pytest.raises(NotFoundError):
        bench.tracker.inbox.link(first, "no such rule")


@pytest.mark.parametrize(("id_", "words"), [("Not An Id", "an id such as"), (RULE, "which an instrument has already")])
def test_ids_that_will_not_do(bench: Bench, id_: str, words: str) -> None:
    tell(bench, UNKNOWN)
    (waiting,) = bench.tracker.inbox.list()
    with pytest.raises(InputError, match=words):
        bench.tracker.inbox.accept(waiting.entry.key, id=id_)
    assert bench.tracker.inbox.list()


# --- reports and facts


@pytest.mark.parametrize("fact_first", [True, False])
def test_a_report_is_joined_to_what_confirms_it(bench: Bench, fact_first: bool) -> None:
    """Whichever of the two arrives first."""
    batch = Batch("curated", "Curated", events_of([fact("rescind", "2025-05-13")]))
    bench.server.put(NEWS, rss([]))
    if fact_first:
        bench.store.append(batch, bench.tracker._tick())
        tell(bench, RESCINDED)
    else:
        tell(bench, RESCINDED)
        bench.later(days=2)
        bench.store.append(batch, bench.tracker._tick())
        assert confirm(bench.store, bench.tracker._tick() - 10_000_000, bench.tracker._tick()) == 1
        assert confirm(bench.store, bench.tracker._tick() - 10_000_000, bench.tracker._tick()) == 0
    events = [each.event for each in bench.tracker.timeline(instrument=RULE).sources.events.values()]
    (joined,) = [event for event in events if event.kind == "confirm"]
    assert joined.of is not None
    assert joined.of.startswith("item:")
    assert len(joined.evidence) >= 1


CURATED = """
[timeline]
id = "made-up"
title = "Made up"
topics = []
checked_through = 2025-05-20

[[document]]
id = "fr"
publisher = "Federal Register"
date = 2025-05-16

[[event]]
key = "gone"
target = "us/bis/widget-rule"
kind = "rescind"
published = 2025-05-16
effect = 2025-05-13
certainty = "published"
evidence = [{ document = "fr" }]
"""


def confirmed(bench: Bench) -> list[str | None]:
    """The reports that a fact was joined to."""
    events = [each.event for each in bench.tracker.timeline(instrument=RULE).sources.events.values()]
    return [event.of for event in events if event.kind == "confirm"]


def test_a_file_that_is_added_confirms_reports(bench: Bench, tmp_path: Path) -> None:
    tell(bench, RESCINDED)
    path = tmp_path / "made-up.toml"
    path.write_text(CURATED, "utf-8")
    bench.later(days=4)
    bench.tracker.add(path)
    (of,) = confirmed(bench)
    assert str(of).startswith("item:")
    bench.tracker.add(path)
    assert len(confirmed(bench)) == 1


LATER = CURATED.replace("effect = 2025-05-13", "effect = 2025-05-16")


def contradictions(bench: Bench) -> list[tuple[str, ...]]:
    """What each report contradicts."""
    events = [each.event for each in bench.tracker.timeline(instrument=RULE).sources.events.values()]
    return [event.conflicts_with for event in events if event.key.startswith("item:")]


def test_a_file_that_is_added_contradicts_reports(bench: Bench, tmp_path: Path) -> None:
    """From when it is recorded: before, nobody could know better. Twice is once; nothing else is said anew."""
    tell(bench, RESCINDED, "<p>The Widget Export Rule took effect on January 15, 2025.</p>")
    known = bench.now
    path = tmp_path / "made-up.toml"
    path.write_text(LATER, "utf-8")
    bench.later(days=4)
    for _ in range(2):
        bench.tracker.add(path)
        assert sorted(contradictions(bench)) == [(), (), ("made-up:gone",)]
    told = [line["record"].get("conflicts_with") for line in bench.lines("event") if ":rescind:" in line["key"]]
    assert told == [None, ["made-up:gone"]]
    asked = {"on": "2025-06-01", "threshold": "reported"}
    assert bench.tracker.state(RULE, **asked, known=known, known_by="record").conflicts == ()
    assert bench.tracker.state(RULE, **asked, known="2025-05-15").conflicts == ()
    (lost,) = bench.tracker.state(RULE, **asked, known="2025-05-17").conflicts
    assert lost.startswith("item:")


def test_a_contradiction_is_told_when_the_record_comes(bench: Bench, tmp_path: Path) -> None:
    """Once, as a claim, and not as an error of our own; until then it is a report like any other."""
    tell(bench, RESCINDED)
    path = tmp_path / "made-up.toml"
    path.write_text(LATER, "utf-8")
    bench.later(days=4)
    bench.tracker.add(path)
    before = bench.tracker.since("2025-05-13", until="2025-05-15", threshold="reported")
    assert (before.claims, [change.after for change in before.changes]) == ((), ["rescinded"])
    after = bench.tracker.since("2025-05-15", until="2025-05-20", threshold="reported")
    (told,) = after.claims
    assert after.sources.events[told].event.conflicts_with == ("made-up:gone",)
    assert not [change for change in after.changes if change.section is Section.CORRECTIONS]


def test_a_claim_is_listed_as_a_claim_alone(bench: Bench) -> None:
    """Also where reports count: it moves no state at any threshold."""
    ahead = {**fact("rescind", "2025-06-20"), "published": "2025-05-12"}
    bench.store.append(Batch("curated", "Curated", events_of([ahead])), bench.tracker._tick())
    tell(bench, RESCINDED)
    for threshold in ("reported", "announced", "filed", "published"):
        assert bench.tracker.state(RULE, on="2025-05-19", threshold=threshold).status == "in_force"
        report = bench.tracker.since("2025-05-13", until="2025-05-19", threshold=threshold)
        (told,) = report.claims
        assert report.sources.events[told].event.conflicts_with == ("curated:rescind",)
        assert [change for change in report.changes if told in change.because] == []


MONDAY = RESCINDED.replace("Tuesday", "Monday")


def test_what_was_confirmed_is_compared_again_when_the_fact_is_corrected(bench: Bench, tmp_path: Path) -> None:
    """And is confirmed no longer; nor is it when the fact is taken back."""
    tell(bench, RESCINDED)
    path = tmp_path / "made-up.toml"
    for text, joined, against in (
        (CURATED, 1, []),
        (LATER, 0, [("made-up:gone",)]),
        (CURATED, 1, []),
        (CURATED.partition("[[event]]")[0], 0, []),
    ):
        path.write_text(text, "utf-8")
        bench.later(days=4)
        bench.tracker.add(path)
        assert len(confirmed(bench)) == joined, text
        assert [keys for keys in contradictions(bench) if keys] == against


def test_a_report_is_contradicted_by_a_source_that_is_synced(bench: Bench) -> None:
    """The same at each reading of feeds: an agency's own announcement outweighs a report."""
    tell(bench, RESCINDED)
    bench.follow("bis", "/bis.xml", publisher="Bureau of Industry and Security", ceiling="announced", rank="agency")
    said = "<p>BIS rescinded the Widget Export Rule on Friday, May 16, 2025.</p>"
    bench.server.put("/bis.xml", rss([entry("Release", 90, body=said, published=DAY + dt.timedelta(days=3))]))
    bench.later(days=4)
    bench.sync("bis")
    bench.later(days=1)
    bench.sync("bis")
    found = [keys for keys in contradictions(bench) if keys]
    assert len(found) == 1
    assert "rescind" in found[0][0]


def test_what_was_linked_by_hand_is_confirmed(bench: Bench) -> None:
    bench.store.append(Batch("curated", "Curated", events_of([fact("rescind", "2025-05-13")])), bench.tracker._tick())
    tell(bench, UNKNOWN)
    (waiting,) = bench.tracker.inbox.list()
    bench.tracker.inbox.link(waiting.entry.key, RULE)
    assert confirmed(bench) == [f"{waiting.entry.key}/000"]


def test_a_report_that_contradicts_the_record_says_with_which_fact(bench: Bench) -> None:
    batch = Batch("curated", "Curated", events_of([fact("rescind", "2025-05-20")]))
    bench.store.append(batch, bench.tracker._tick())
    tell(bench, RESCINDED)
    events = [each.event for each in bench.tracker.timeline(instrument=RULE).sources.events.values()]
    (told,) = [event for event in events if event.key.startswith("item:")]
    assert told.conflicts_with == ("curated:rescind",)


def test_a_contradiction_that_is_said_anew_is_listed_once(bench: Bench) -> None:
    """In its newest words, and nowhere else."""
    batch = Batch("curated", "Curated", events_of([fact("rescind", "2025-05-20")]))
    bench.store.append(batch, bench.tracker._tick())
    for day in ("Tuesday", "Monday"):
        tell(bench, RESCINDED.replace("Tuesday", day))
    bench.later(days=10)
    text = render(bench.tracker.why(bench.tracker.state(RULE)), "text", full=True)
    assert text.count("the Widget Export Rule.”") == 1
    assert "“On Monday the Commerce Department" in text


def test_what_an_item_says_of_a_delay_to_no_date_can_be_restored(bench: Bench) -> None:
    tell(bench, "<p>The Commerce Department delays the effective date of the Widget Export Rule.</p>")
    exported = list(bench.tracker.export())
    again = Tracker(SqliteStore(":memory:"), clock=bench.tracker._clock)
    again.add("\n".join(exported))
    assert list(again.export()) == exported


def test_what_reads_items_is_imported_with_the_first() -> None:
    """Most runs find every feed as it was."""
    code = "import sys, regtrack.sources.syncing; sys.exit('regtrack.news.reading' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
