"""What every format shows: the sections in their order, and the horizon at the end."""

import json

import pytest

from regtrack.model.change import Section
from regtrack.model.document import Document, Rank
from regtrack.report import answer as answers
from regtrack.report import labels, render
from tests.helpers import RULE, e, rule, track

ALL = [
    e("set_effective", effect="2025-02-10", published="2025-02-01", summary="In force.", evidence=["d"]),
    e("set_effective", "later", target="us/x/later", effect="2025-12-01", published="2025-02-02", evidence=["d"]),
    e("stay", target="us/x/stayed", effect="2025-02-03", published="2025-02-03", evidence=["d"]),
    e("set_effective", "was", target="us/x/stayed", effect="2025-01-01", published="2024-12-01", evidence=["d"]),
    e("open_comment", target="us/x/proposal", through="2025-03-10", published="2025-02-04", evidence=["d"]),
    e("correct", target="us/x/stayed", effect="2025-02-05", published="2025-02-05", evidence=["d"]),
    e("report", available="2025-02-06", certainty="reported", evidence=["d"]),
    e("note", published="2025-02-07", evidence=["d"]),
    e("report", "claim", available="2025-02-08", certainty="reported", conflicts_with=["set_effective"], evidence=["d"],
      summary="A paper claims that it is void."),
    e("announce", target="us/x/promise", effect="unknown", announced="2025-02-09", certainty="announced",
      evidence=["d"]),
]  # fmt: skip
TARGETS = [RULE, "us/x/later", "us/x/stayed", "us/x/proposal", "us/x/promise"]


@pytest.fixture(scope="module")
def ledger():
    return track(
        ALL, [rule(id_) for id_ in TARGETS], documents=[Document("d", "The Register", url="https://example.org/d")]
    )


def test_sections_in_their_order(ledger):
    """Effect, ahead, ended, proposals, coming up, corrections, claims, reported, noted, late, undated: always so."""
    shown = answers.whole(ledger.since("2025-01-31", "2025-02-28", within=365))
    order = [*(section.value for section in Section), "late", "undated"]
    order.insert(order.index("proposals") + 1, "upcoming")
    order.insert(order.index("corrections") + 1, "claims")
    ids = [part.id for part in shown.details]
    assert ids == [id_ for id_ in order if id_ in ids]
    assert set(ids) >= {"effect", "ahead", "ended", "proposals", "upcoming", "corrections", "claims", "undated"}
    titles = {section.value: labels.SECTIONS[section] for section in Section}
    titles |= {"upcoming": labels.COMING, "claims": labels.CLAIMS, "late": labels.LATE, "undated": labels.UNDATED}
    assert [part.title for part in shown.details] == [titles[id_] for id_ in ids]


def test_each_fact_once(ledger):
    """Within a section an instrument is named once, and no entry stands twice."""
    shown = answers.whole(ledger.since("2025-01-31", "2025-02-28", within=365))
    for part in shown.details:
        groups = [(group.id, group.scope) for group in part.groups]
        assert len(groups) == len(set(groups)) or part.id in ("claims", "late", "undated", "upcoming")
        entries = [(group.id, group.scope, entry) for group in part.groups for entry in group.entries]
        assert len(entries) == len(set(entries))


def test_learned_late_has_its_own_section(ledger):
    """Public before the window, recorded in it, from a source that was followed: learned late."""
    tables = [
        e("set_effective", effect="2025-01-01", published="2024-12-01", recorded="2024-12-02", evidence=["d"]),
        e("note", published="2024-12-20", recorded="2025-02-10", summary="Seen late.", evidence=["d"]),
    ]
    late = track(tables, documents=[Document("d", "The Register")]).since("2025-02-01", "2025-02-28")
    parts = {part.id: part for part in answers.whole(late).details}
    (group,) = parts["late"].groups
    assert [entry.text for entry in group.entries] == ["Seen late."]


def test_a_quiet_window_says_so_and_still_ends_with_the_horizon(ledger):
    """Nothing changed is a sentence of its own, with what it rests on."""
    shown = answers.whole(ledger.since("2025-06-01", "2025-06-02", within=0))
    assert shown.details == ()
    assert shown.headline.startswith("Nothing changed")
    assert shown.horizon


def test_every_report_ends_with_its_horizon(bundled):
    """Threshold, mode of knowledge, each source with the day it was read through; in every format for people."""
    answers = [
        bundled.since("2025-05-12", "2025-05-20"), bundled.upcoming(on="2025-11-15"),
        bundled.timeline(instrument="us/bis/gp10-ascend-guidance"), bundled.diff("2025-05-12", "2025-05-16"),
        bundled.why(bundled.state("us/bis/ai-diffusion", "2025-06-01", "2025-06-01")),
    ]  # fmt: skip
    for answer in answers:
        for format_ in ("text", "md", "html") if answer is answers[-1] else ("text", "md"):
            end = " ".join(render(answer, format_, full=True).partition(labels.HORIZON)[2].split())
            assert "Based on what was public" in end
            assert all(f"read through {day} October 2026" in end for day in (4, 8))
            assert "24 November 2026 at 12:00 UTC" in end


def test_an_empty_ledger_says_so():
    """Without any source there is no horizon to trust."""
    empty = track([], [])
    shown = answers.whole(track([], []).since("2025-01-01", "2025-02-01"))
    assert shown.headline == "Nothing changed, as far as sources were read."
    assert empty.status().totals.events == 0


def test_later_documents_are_shown_only_for_want_of_earlier_ones():
    """A reader of an answer as of a day is sent to what could be read then, best rank first."""
    documents = [
        Document("early", "Press", date=_when("2025-02-02")), Document("late", "Register", date=_when("2026-01-01")),
    ]  # fmt: skip
    table = e("set_effective", effect="2025-02-10", published="2025-02-01", evidence=["late", "early"])
    tracker = track([table], documents=documents)
    shown = answers.whole(tracker.since("2025-01-31", "2025-02-28"))
    (entry,) = (entry for part in shown.details for group in part.groups for entry in group.entries)
    assert [source.publisher for source in entry.sources] == ["Press"]
    later = answers.whole(
        track([{**table, "evidence": ["late"]}], documents=documents).since("2025-01-31", "2025-02-28")
    )
    (entry,) = (entry for part in later.details for group in part.groups for entry in group.entries)
    assert [source.publisher for source in entry.sources] == ["Register"]


def _when(text):
    from regtrack.model.when import When

    return When.parse(text)


def test_a_state_shows_its_parts_in_order(bundled):
    """Facts first; then provisions, announcements, contradictions, reasons and what was overridden."""
    shown = answers.whole(bundled.why(bundled.state("us/bis/affiliates-50", "2026-11-24", "2026-11-24")))
    labels = [label for label, _ in shown.facts]
    assert labels[0] == "In force"
    order = ["scopes", "announced", "conflicts", "because", "overridden"]
    ids = [part.id for part in shown.details]
    assert ids == [id_ for id_ in order if id_ in ids]
    assert "because" in ids


def test_each_value_has_the_source_of_the_act_that_set_it():
    """Of several acts, and also where a part has a value of its own; the reasons of the status stay what they were."""
    documents = [Document(id=f"doc-{day}", url=f"https://www.federalregister.gov/d/2025-000{day}",
                          publisher=f"Register of day {day}", rank=Rank.OFFICIAL) for day in (14, 15, 16)]  # fmt: skip
    tracker = track([
        e("set_effective", effect="2025-01-14", published="2025-01-14", evidence=["doc-14"]),
        e("set_value", "whole", name="threshold", value="50%", effect="2025-01-15", published="2025-01-15",
          evidence=["doc-15"]),
        e("set_value", "part", name="group", value="A:1", effect="2025-01-16", published="2025-01-16",
          evidence=["doc-16"], parts=["15 CFR 744.11"]),
    ], documents=documents)  # fmt: skip
    report = tracker.why(tracker.state(RULE, "2025-06-01", "2025-06-01"))
    points = {point.label: [each.publisher for each in point.sources] for point in answers.of(report).points}
    assert points["Threshold"] == ["Register of day 15"]
    assert points["Group"] == ["Register of day 16"]
    assert points["In force"] == ["Register of day 14"]
    (because,) = (part for part in answers.whole(report).details if part.id == "because")
    assert len(because.groups[0].entries) == 3
    table = json.loads(render(report, "json"))
    assert [each["name"] for each in table["valued_by"]] == list(table["values"]) == ["threshold", "group"]
    assert [each["kind"] for each in table["because"]] == ["set_effective"]


def test_a_timeline_is_told_by_year(bundled):
    """Events in order, a section a year."""
    shown = answers.whole(bundled.timeline(instrument="us/bis/affiliates-50"))
    assert [part.title for part in shown.details] == ["2025", "2026"]
    assert f": {sum(len(g.entries) for p in shown.details for g in p.groups)} events; most recent" in shown.headline


def test_an_end_that_was_only_said_tells_its_last_day():
    """The date is the first day after it, as for any end."""
    tracker = track(
        [
            e("stay", effect="2024-02-01", until="2024-03-10", published="2024-01-20"),
            e("extend_stay", of="stay", through="2024-04-10", announced="2024-01-25", certainty="announced"),
        ]
    )
    shown = answers.whole(tracker.upcoming(90, on="2024-02-05"))
    told = [(each.date, each.sentence) for part in shown.details for group in part.groups for each in group.entries]
    day, sentence = told[-1]
    assert day == "11 April 2024"
    assert sentence.startswith("Extension of the stay through 10 April 2024 (announced only")


def test_feeds_that_report_one_date_are_told_together():
    """Also where the date of another report lies between theirs."""
    item = [
        e("extend_comment", f"item:{n}:x", through="2024-04-10", available=f"2024-01-2{n}", certainty="reported",
          evidence=[{"document": f"item:{n}", "quote": f"Words {n}."}])
        for n in (1, 2, 3)
    ]  # fmt: skip
    end = {**item[1], "kind": "set_expiry", "key": "item:4:x"}
    documents = [Document(f"item:{n}", f"Paper {n}") for n in (1, 2, 3)]
    shown = answers.whole(track([*item, end], documents=documents).upcoming(90, on="2024-02-05"))
    entries = [each for part in shown.details for group in part.groups for each in group.entries]
    assert [(each.date, len(each.sources)) for each in entries] == [("10 April 2024", 3), ("11 April 2024", 1)]


def test_the_act_that_ends_it_leads_and_says_how_sure_that_is():
    """Also where it began on the same day by a published act, which must not lend its certainty."""
    tracker = track(
        [
            e("set_effective", effect="2024-02-01", published="2024-02-01", summary="It begins."),
            e("rescind", effect="2024-02-01", available="2024-02-02", certainty="reported", summary="It ends."),
        ]
    )
    shown = answers.whole(tracker.since("2024-01-20", "2024-02-10", threshold="reported"))
    (entry,) = (each for part in shown.details for group in part.groups for each in group.entries)
    assert (entry.sentence, entry.certainty) == ("Rescinded.", "reported")
    assert entry.text.endswith("It ends.")


def test_a_rule_in_force_with_nothing_to_do_yet_says_from_when() -> None:
    """The answer to "must one comply": not yet, and from which day."""
    ledger = track([e("set_effective", effect="2024-01-15", published="2024-01-15"),
                    e("set_compliance", effect="2024-09-02", published="2024-01-15")])  # fmt: skip
    found = render(ledger.why(ledger.state(RULE, on="2024-03-02")))
    assert "Not yet: compliance required from 2 Sep 2024; in force since 15 Jan 2024." in found


def test_what_comes_next_a_part_and_an_open_deadline_have_their_sources():
    """A rule that waits rests on the act that set its day; a part and a deadline on the acts that are on them."""
    acts = [
        e("set_effective", effect="2025-06-01", published="2025-02-01", evidence=["rule"]),
        e("set_expiry", parts=["12 CFR 1.2"], until="2025-09-01", published="2025-02-01", evidence=["end"]),
        e("set_deadline", name="reports", through="2025-08-01", published="2025-02-01", evidence=["due"]),
        e("open_comment", through="2025-02-20", published="2025-02-01", evidence=["over"]),
    ]
    documents = [Document(id_, id_, url=f"https://example.org/{id_}") for id_ in ("rule", "end", "due", "over")]
    tracker = track(acts, documents=documents)
    waiting, begun = (tracker.why(tracker.state(RULE, day, "2025-03-01")) for day in ("2025-03-01", "2025-06-15"))
    cited = {
        point.label: [source.publisher for source in point.sources]
        for shown in (waiting, begun)
        for point in answers.of(shown).points
    }
    assert cited["Next"] == ["rule"]
    assert cited["12 CFR 1.2"] == ["end"]
    parts = {part.id: part for part in answers.whole(begun).details}
    (part,) = parts["scopes"].groups[0].entries
    assert [source.publisher for source in part.sources] == ["end"]
    because = parts["because"].groups[0].entries
    assert [source.publisher for entry in because for source in entry.sources] == ["rule", "end", "due"]
