"""The answer first: what leads, in which order, on one screen; the board; the workbook."""

import io
import json
import re
import zipfile
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from regtrack.errors import InputError
from regtrack.model.change import Cause, Facet
from regtrack.model.document import Document, Rank
from regtrack.model.when import When
from regtrack.report import answer as answers
from regtrack.report import dates_in_words, render
from regtrack.report.answer import board as boards
from regtrack.report.answer import letter, lines
from regtrack.report.answer import text as text_module
from regtrack.report.answer.model import Weight
from regtrack.report.answer.report import of
from regtrack.report.answer.state import of as of_state
from regtrack.report.answer.text import SCREEN
from regtrack.report.language import speaking
from regtrack.store import SqliteStore
from regtrack.tracker import Tracker
from tests.helpers import NOW, RULE, e, rule, track
from tests.rows import each_row

SHOWCASE = ("2025-05-12", "2025-05-20")


def many(count, kind="final_rule"):
    rules = [rule(f"us/x/r{n:03}", kind=kind, title=f"Rule number {n}") for n in range(count)]
    made = [
        e("set_effective", f"s{n}", target=each.id, effect="2025-05-15", published="2025-05-14")
        for n, each in enumerate(rules)
    ]
    return track(made, rules)


def test_a_foot_that_fills_the_screen_ends(monkeypatch):
    """Sources may take every line there is: the instruments become counts, and the answer comes."""
    monkeypatch.setattr(text_module, "_foot", lambda *_, **__: ["source"] * SCREEN)
    assert "BINDING" not in render(many(3).since("2025-05-12", "2025-05-20"), "text")


def test_what_the_clock_brought_is_listed_on_the_day_on_which_it_came(bundled):
    """A deadline that closed is not listed on the day of the act that set it."""
    days = ["2023-01-01", "2024-01-01", "2025-03-01", "2026-07-01", "2027-05-01"]
    found = Counter()
    for first, last in pairwise(days):
        report = bundled.since(first, last)
        for change in report.changes:
            if change.cause is Cause.CLOCK:
                assert first <= lines.listed_on(change, report.sources) <= last, change
                found[change.facet] += 1
    assert found[Facet.DEADLINE] > 5
    assert found[Facet.STATUS] > 5


# --- the headline -----------------------------------------------------------------------------------------------------


def test_the_showcase_week_on_one_screen(bundled):
    """The rule that binds leads, with who says what; nothing is cut from what one must know."""
    text = render(bundled.since(*SHOWCASE), "text")
    lines = text.splitlines()
    assert len(lines) <= SCREEN
    assert lines[0] == "AI Diffusion Rule: still in force, but BIS says it will not enforce it."
    assert "8 of 40 instruments moved." in " ".join(lines[1:3])
    assert "13 statements contradict the record; 2 reports are not confirmed." in lines
    assert all(len(line) <= 80 for line in lines)
    places = [
        lines.index(next(line for line in lines if line.startswith(head)))
        for head in ("BINDING", "GUIDANCE", "BILLS", "ANNOUNCED")
    ]
    assert places == sorted(places)


def test_a_doubt_stands_in_the_headline(bundled):
    """What only a schedule supports is never told flatly."""
    text = render(bundled.since("2026-11-01"), "text").splitlines()
    assert text[0] == "Nothing was read after 8 October 2026."
    assert text[1] == "Affiliates Rule: in force since 10 Nov 2026, as scheduled and not confirmed."


@each_row(
    ("acts", "said"),
    [
        ([e("set_effective", effect="2025-05-15", published="2025-05-14")], "in force since 15 May 2025"),
        (
            [e("set_effective", effect="2025-07-01", published="2025-05-14")],
            "published, in force from 1 Jul 2025",
        ),
        (
            [
                e("set_effective", effect="2025-01-15", published="2025-01-14"),
                e("stay", effect="2025-05-14", published="2025-05-14", until="2025-08-01"),
            ],
            "stayed until 1 Aug 2025, then in force unless extended",
        ),
        (
            [
                e("set_effective", effect="2025-01-15", published="2025-01-14"),
                e("rescind", effect="unknown", announced="2025-05-14", certainty="announced"),
            ],
            "still in force; announced: rescission, no date given",
        ),
        (
            [
                e("set_effective", effect="2025-01-15", published="2025-01-14"),
                e("rescind", effect="2025-05-15", published="2025-05-15"),
            ],
            "rescinded on 15 May 2025",
        ),
    ],
    ids=["took effect", "published", "stayed", "announced", "rescinded"],
)
def test_the_headline_says_what_became_of_the_rule(acts, said):
    answer = of(track(acts).since("2025-05-12", "2025-05-20"))
    assert answer.headline == f"Title of {RULE}: {said}."


@each_row(
    ("acts", "said"),
    [
        ([e("publish", published="2025-05-14")], "No, not in force then: the first act on record counts from 14 May"),
        ([e("propose", published="2025-05-14")], "No, not in force then: the first act on record counts from 14 May"),
        (
            [e("set_effective", effect="2025-07-01", published="2025-05-14"), e("rescind", published="2025-09-01")],
            "No, not in force then: the first act on record counts from 14 May",
        ),
        ([e("recite_publication", effect="2025-04-02", published="2025-05-14")],
         "No, not in force then: the first act on record counts from 2 Apr"),
        ([e("confirm_direct_final", published="2025-05-14")], "Whether it is in force is not known."),
        ([e("delay_effective", effect="2025-07-01", published="2025-05-14")], "Whether it is in force is not known."),
        ([e("stay", published="2025-05-14")], "Whether it is in force is not known."),
        ([e("rescind", effect="2025-05-14", published="2025-05-14")], "Whether it is in force is not known."),
        ([e("set_compliance", effect="2025-05-14", published="2025-05-14")], "Whether it is in force is not known."),
        ([e("amend", effect="2025-05-14", published="2025-05-14")], "Whether it is in force is not known."),
        (
            [e("set_effective", effect="2025-05-20", announced="2025-05-14", certainty="announced")],
            "Whether it is in force is not known.",
        ),
    ],
)  # fmt: skip
def test_before_the_first_act_the_answer_is_no_only_where_the_making_is_on_record(acts, said):
    """What begins with another act, or was only announced, may have been in force before."""
    tracker = track(acts)
    assert of_state(tracker.why(tracker.state(RULE, "2025-03-01", "2025-12-01"))).headline.startswith(said)


@each_row(
    ("url", "standing", "named"),
    [
        ("https://www.courtlistener.com/docket/5/1/a-v-b/", "copy", "courtlistener.com/docket/5/1/a-v-b"),
        ("https://www.courtlistener.com/docket/5/1/" + "a" * 60, "copy", "CourtListener"),
        ("https://www.federalregister.gov/d/2025-00001", "official", "federalregister.gov/d/2025-00001"),
    ],
)
def test_the_reader_is_led_to_an_act_and_to_its_copy(url, standing, named):
    """An order of a court is read at CourtListener; an address that is cut leads nowhere."""
    paper = Document(id="d", url=url, publisher="CourtListener", rank=Rank.OFFICIAL, date=When.parse("2025-05-14"))
    tracker = track(
        [e("set_effective", effect="2025-01-15", published="2025-01-14"),
         e("stay", effect="2025-05-14", published="2025-05-14", evidence=["d"])], documents=[paper],
    )  # fmt: skip
    assert f"{standing}: {named}\n" in render(tracker.since("2025-05-12", "2025-05-20"))
    assert f" {standing} {named}\n" in render(tracker.why(tracker.state(RULE, "2025-06-01", "2025-06-01")))


def test_that_nothing_was_ever_read_is_said_before_the_answer():
    """Of an empty ledger "nothing changed" would be heard as news."""
    empty = Tracker(SqliteStore(":memory:"), clock=lambda: NOW)
    for asked in (empty.since("7d"), empty.board(), empty.upcoming(), empty.timeline()):
        assert render(asked).startswith("The ledger is empty.\n"), asked
    assert "The ledger is empty." not in render(many(1).since("2025-05-12"))


def test_one_thing_is_one_and_a_report_is_called_one_once():
    """In English a single instrument has no plural; what a stay is followed by has the condition of its headline."""
    tracker = track([
        e("set_effective", effect="2025-01-15", published="2025-01-14"),
        e("stay", effect="2025-05-14", published="2025-05-14", until="2025-08-01"),
        e("set_expiry", effect="2025-01-15", until="2026-01-15", available="2025-05-14", certainty="reported"),
    ])  # fmt: skip
    assert tracker.board("2025-06-01", "2025-06-01").headline.startswith("1 instrument, 1 binding law; 1 with a date")
    assert "through 20 May 2025 (local time of each rule), as known then: 1 of 1 instrument moved." in " ".join(
        render(tracker.since("2025-05-12", "2025-05-20")).split()
    )
    points = {each.label: each.text for each in of_state(tracker.why(tracker.state(RULE, "2025-06-01"))).points}
    assert points["Next"] == "in force unless extended"
    assert points["Not known"] == "reported: end date through 14 January 2026"


def test_nothing_changed_is_not_said_of_what_was_published():
    """An act whose dates lie ahead and that changes no status yet has moved something."""
    made = [
        e("set_effective", effect="2025-01-15", published="2025-01-14"),
        e("amend", effect="2025-07-01", published="2025-05-14"),
    ]
    answer = of(track(made).since("2025-05-12", "2025-05-20"))
    assert [each.weight for each in answer.moved] == [Weight.LAW]
    assert "amended" in answer.headline


def test_what_was_only_said_is_context():
    made = [
        e("set_effective", effect="2025-01-15", published="2025-01-14"),
        e("report", available="2025-05-14", certainty="reported", summary="It is said to work."),
    ]
    answer = of(track(made).since("2025-05-12", "2025-05-20"))
    assert answer.headline == "Nothing changed, as far as sources were read."
    assert [each.weight for each in answer.moved] == [Weight.CONTEXT]
    assert answer.unsure == "1 report is not confirmed."


# --- how much is shown ------------------------------------------------------------------------------------------------


def test_many_instruments_are_folded_into_counts():
    report = many(40).since("2025-05-12", "2025-05-20")
    lines = render(report, "text").splitlines()
    assert len(lines) <= SCREEN
    assert any(re.search(r"BINDING LAW +8 of 40", line) for line in lines)
    assert sum("Rule number" in line for line in render(report, "text", limit=30).splitlines()[2:]) == 30
    full = render(report, "text", full=True)
    assert full.count("  Rule number") == 40


def test_orders(bundled):
    report = bundled.since("2025-10-01", "2025-11-15")
    names = [each.name for each in of(report, sort="name").moved if each.weight is Weight.LAW]
    assert names == sorted(names, key=str.casefold)
    days = [min(line.on for line in each.lines) for each in of(report, sort="date").moved if each.weight is Weight.LAW]
    assert days == sorted(days)
    with pytest.raises(InputError, match="sort: found 'size'; expected one of weight, date, name"):
        render(report, "text", sort="size")


def test_why_names_every_source(bundled):
    """No count of others without a way to see them."""
    report = bundled.since(*SHOWCASE)
    text = " ".join(render(report, "text", why=True).split())
    assert "more)" not in text
    for change in report.changes:
        if change.facet != "record":
            for id_ in change.because:
                for evidence in report.sources.events[id_].event.evidence:
                    assert report.sources.documents[evidence.document].publisher in text


def test_json_says_the_same(bundled):
    table = json.loads(render(bundled.since(*SHOWCASE), "json", lang="ja"))
    assert table["headline"] == "AI Diffusion Rule: still in force, but BIS says it will not enforce it."
    lead = table["moved"][0]
    assert (lead["instrument"], lead["weight"]) == ("us/bis/ai-diffusion", "law")
    assert lead["standing"]["enforced"] == "no, says BIS"
    assert "federalregister.gov" in lead["standing"]["url"]


def test_a_part_that_never_ceased_to_be_enforced_is_still_enforced(bundled):
    """BIS said in May 2026 that it had never given this part up: "since 13 May 2025" would read as a beginning."""
    text = render(bundled.state("us/bis/ai-diffusion", "2026-07-01", "2026-07-01"), "text")
    assert text.count("still enforced, says BIS") == 1
    assert "enforced since" not in text


# --- the board --------------------------------------------------------------------------------------------------------


def test_a_board_has_a_row_for_each_instrument_known_then(bundled):
    then, now = bundled.board("2025-06-01", "2025-06-01"), bundled.board()
    assert len(then.states) < len(now.states)
    rows = {row.id: row.standing for row in boards.of(then).rows}
    diffusion = rows["us/bis/ai-diffusion"]
    assert (diffusion.status, diffusion.since, diffusion.comply) == ("in force", "2025-01-13", "2025-05-15")
    assert (diffusion.next_on, diffusion.next) == (None, "none set; rescission announced")
    assert diffusion.enforced == "no, says BIS"
    assert "us/bis/affiliates-50" not in rows


def test_enforced_is_blank_where_nobody_said_anything(bundled):
    """Never yes by default."""
    said = {row.id: row.standing.enforced for row in boards.of(bundled.board("2025-06-01", "2025-06-01")).rows}
    assert {id_ for id_, words in said.items() if words} == {"us/bis/ai-diffusion"}


def test_a_board_on_one_screen_and_whole(bundled):
    board = bundled.board(agency="bis")
    short, full = (render(board, "text", full=full).splitlines() for full in (False, True))
    assert len(short) <= SCREEN
    assert all(len(line) <= 82 for line in short)
    listed = {row.name[:16] for row in boards.of(board).rows}
    assert all(any(name in line for line in full) for name in listed)


def test_rules_that_begin_alike_are_told_apart_in_a_board(bundled):
    """Cut to one column, two of January 2025 and two of October would read as one rule each."""
    lines = render(bundled.board(agency="bis"), "text", full=True).splitlines()
    names = [line[:25].rstrip() for line in lines if line.startswith("Entity List")]
    assert [name for name in names if names.count(name) > 1 and name.endswith("..")] == []
    assert {"  2025 (11 entities)", "  2025 (16 entities)", "  2023", "  2025"} <= set(lines)


def test_a_board_takes_the_filters_and_every_format(bundled):
    board = bundled.board("2025-06-01", agency="BIS", cfr="EAR")
    ids = {state.instrument for state in board.states}
    assert ids
    assert all(id_.startswith("us/") for id_ in ids)
    assert {row["instrument"] for row in json.loads(render(board, "json"))["rows"]} == ids
    assert render(board, "csv").count("\r\n") == len(ids) + 1
    assert render(board, "html").count("<tr class=") == len(ids)
    assert render(board, "atom").count("<entry>") == len(ids)
    assert render(board, "ics").startswith("BEGIN:VCALENDAR")


# --- workbooks --------------------------------------------------------------------------------------------------------

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@each_row("question", ["board", "since", "upcoming", "timeline"])
def test_every_answer_is_a_workbook(bundled, question):
    """A header that stays, a filter, links, and no formula, whatever a title says."""
    pytest.importorskip("xlsxwriter")
    asked = {"board": (), "since": SHOWCASE, "upcoming": (90,), "timeline": ("2025-05-01", "2025-06-01")}
    data = render(getattr(bundled, question)(*asked[question]), "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
        links = book.read("xl/worksheets/_rels/sheet1.xml.rels").decode() if question == "board" else ""
    assert sheet.find(f".//{SHEET}pane").get("state") == "frozen"
    assert sheet.find(f"{SHEET}autoFilter") is not None
    assert sheet.find(f".//{SHEET}f") is None
    assert question != "board" or "https://www.federalregister.gov/" in links


def test_a_board_as_a_workbook_has_the_words_of_the_page(bundled):
    """Not the names that programs know, which the CSV keeps."""
    pytest.importorskip("xlsxwriter")
    with zipfile.ZipFile(io.BytesIO(render(bundled.board(), "xlsx"))) as book:
        words = [each.text for each in ET.fromstring(book.read("xl/sharedStrings.xml")).iter(f"{SHEET}t")]
    shown = ["Id", "Rule", "Citation", "Group", "Ended?", "Status", "Since", "Comply from", "Next date"]
    assert words[: len(shown)] == shown
    assert {"Binding law", "Enforced?", "Doubt", "Best source"} <= set(words)
    assert not {"law", "weight", "cited", "doubts", "standing"} & set(words)


def test_a_title_is_no_formula():
    pytest.importorskip("xlsxwriter")
    hostile = rule(title="=cmd|' /C calc'!A0")
    data = render(track([e("publish", published="2025-01-02")], [hostile]).board(), "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


# --- marks ------------------------------------------------------------------------------------------------------------


def test_since_last_goes_on_from_the_mark():
    tracker = track([e("publish", published="2025-05-14")])
    with pytest.raises(InputError, match="found no mark 'last'"):
        tracker.since("last")
    assert tracker.since("2025-05-12", "2025-05-20", mark="last").changes
    assert not tracker.since("last").changes
    with pytest.raises(InputError, match="found no mark 'team'"):
        tracker.since("last:team")
    tracker.since("2025-05-12", "2025-05-13", mark="team")
    assert tracker.since("last:team").changes


def test_a_rule_of_which_only_a_deadline_is_recorded_leads_with_it():
    """That it is "still not known" would say that somebody looked; of its force nothing is recorded."""
    tracker = track([e("open_comment", through="2025-03-10", published="2025-02-04")], [rule(short="Widget rule")])
    headline = "Widget rule: comments close on 10 Mar 2025; whether it is in force is not recorded."
    assert of(tracker.since("2025-02-01", "2025-02-10")).headline == headline
    text = render(tracker.why(tracker.state(RULE, "2025-02-10", "2025-02-10")))
    assert "Comments close on 10 Mar 2025; whether it is in force is not recorded." in " ".join(text.split())


YEARLESS = re.compile(
    r"(?<![\d,])\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b(?! \d{4})"
    r"|(?<!年)\b\d{1,2}月\d{1,2}日"
)


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("count", [1, 12])
def test_a_day_has_its_year_where_the_days_compared_are_of_several(count, lang):
    """15 December is no day where the window ends in the next year; "1 to 3 December" neither."""
    rules = [rule(f"us/x/r{n:03}", title=f"Rule number {n}") for n in range(count)]
    made = [
        e("set_effective", f"{day}-{n}", target=each.id, effect=day, published=day)
        for n, each in enumerate(rules)
        for day in ("2025-12-15", "2025-12-18")
    ]
    report = track(made, rules).since("2025-11-20", "2026-01-20")
    forms = {form: render(report, form, lang=lang) for form in ("text", "md", "html", "atom", "ics")}
    with speaking(lang):
        blocks = letter.blocks_of(of(report), {}, {})
    forms["mail"] = " ".join(line for block in blocks for item in block.items for line in item.lines)
    axis = r'<text class="(?:month|day)".+?</text>'
    assert re.search("5 Jan 2026|2026年1月5日", " ".join(re.findall(axis, forms["html"])))
    for form, text in forms.items():
        text = re.sub(rf"<(style|script)[^>]*>.+?</\1>|{axis}", "", text, flags=re.DOTALL)
        shown = " ".join(text.replace("\r\n ", "").split())
        found = [shown[max(hit.start() - 60, 0) : hit.end() + 20] for hit in YEARLESS.finditer(shown)]
        assert not found, f"{form}: {found[:5]}"
        assert form == "ics" or re.search("15 Dec(ember)? 2025|2025年12月15日", shown), form


def test_a_day_is_short_where_all_days_compared_are_of_one_year(bundled):
    """The window names the year; a day of another keeps its own."""
    shown = render(bundled.since("2025-05-12", "2025-05-20"))
    assert "13 May  " in shown
    assert "After 12 May 2025, through 20 May 2025" in shown.replace("\n", " ")
    assert dates_in_words.day_month("2024-12-15", "2025") == "15 Dec 2024"
    assert dates_in_words.day_month("2025-12-15", "") == "15 Dec 2025"


# --- names ------------------------------------------------------------------------------------------------------------

ALIKE = [
    rule("us/x/cited", title="Air Plan Approval", citation=("91 FR 70000",)),
    rule("us/x/numbered", title="Air Plan Approval", document_number=("2026-20777",)),
    rule("us/x/bare", title="Air Plan Approval"),
    rule("us/x/other", title="Water Plan Approval", citation=("91 FR 80000",)),
]


@pytest.fixture(scope="module")
def alike():
    made = [
        e("set_effective", f"s{place}", target=each.id, effect="2025-06-01", published="2025-05-14")
        for place, each in enumerate(ALIKE)
    ]
    return track(made, ALIKE)


@pytest.mark.parametrize(
    "ask",
    [
        lambda t: t.since("2025-05-12", "2025-05-20"),
        lambda t: t.upcoming(on="2025-05-20"),
        lambda t: t.timeline(known="2025-05-20"),
        lambda t: t.board("2025-05-20", "2025-05-20"),
    ],
)
def test_instruments_called_alike_are_told_apart(alike, ask):
    """A rule and the proposal for it often have one title: a reader has to know which of them moved."""
    said = " ".join(render(ask(alike), "text").split())
    if "RULE" not in said and "BINDING" not in said:  # whose columns cut names
        for name in ("(91 FR 70000)", "(2026-20777)", "(us/x/bare)"):
            assert f"Air Plan Approval {name}" in said
    names = {each.id: each.name for each in of_any(ask(alike))}
    assert len(set(names.values())) == len(ALIKE)
    assert names["us/x/other"] == "Water Plan Approval"


def of_any(asked):
    answer = answers.of(asked)
    return (*answer.moved, *answer.rows, *(date for group in answer.dates for date in group.dates))


LONG = "Standards for Exposure to Respiratory Sensitizers in Construction and Shipyards; " * 4


def test_a_long_title_does_not_hide_what_happens():
    acts = [
        e("open_comment", through="2025-06-20", published="2025-05-14"),
        e("publish", "second", target="us/x/second", published="2025-05-14"),
    ]
    tracker = track(acts, [rule(title=LONG.strip("; ")), rule("us/x/second")])
    ahead = render(tracker.upcoming(on="2025-05-20"), "text").partition("SET BY AN ACT")[2]
    assert "last day for comments" in " ".join(ahead.split())
    past = render(tracker.timeline(known="2025-05-20"), "text").partition("\n2025\n")[2]
    assert "comments invited, through 20 June 2025" in " ".join(past.split())
