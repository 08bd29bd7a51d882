"""The bundled timelines: what issue 2 says must hold of the real chip-control record.

The research they were made from is not part of the repository. Where it is at hand ($REGTRACK_DATA, or ../shared/data
beside the checkout) it is checked date by date.
"""

import datetime as dt
import hashlib
import json
import os
import re
import tomllib
from pathlib import Path

import pytest

import regtrack
from regtrack._bundled import timeline_bytes, timelines
from regtrack.errors import AmbiguousError
from regtrack.model.document import Rank
from regtrack.model.kinds import Certainty
from regtrack.records.canonical import to_record
from regtrack.report import render
from regtrack.report.rendering import plain_table
from regtrack.sources.files.timeline import read_timeline_file
from tests.conftest import NOW
from tests.rows import each_row

ROOT = Path(__file__).parents[1]
FILES = timelines()
TIMELINES = [read_timeline_file(path) for path in FILES]
INSTRUMENTS = {item.id: item for timeline in TIMELINES for item in timeline.instruments}
EVENTS = {event.key: event for timeline in TIMELINES for event in timeline.events}
DOCUMENTS = {document.id: document for timeline in TIMELINES for document in timeline.documents}
PRIMARY = {Rank.OFFICIAL, Rank.METADATA, Rank.INSPECTION, Rank.AGENCY}
BY_NAME = {key.partition(":")[2]: event for key, event in EVENTS.items()}


def table(answer):
    """An answer as the JSON that programs read."""
    return json.loads(json.dumps(plain_table(answer)))


def state(tracker, name, on, known, **options):
    return table(tracker.why(tracker.state(name, on, known, **options)))


def names(items):
    """Keys of events without the name of their file."""
    return {item["key"].partition(":")[2] for item in items}


def lists(report):
    """Every event of a report, wherever it stands."""
    for change in (*report.get("changes", ()), *report.get("upcoming", ())):
        yield from change["because"]
    for part in ("undated", "claims", "late", "events", "because", "overridden"):
        yield from report.get(part, ())


# --- the files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_named_after_its_timeline(path):
    """File stem and timeline id are one: opening a ledger compares digests by the stem without reading the file."""
    assert read_timeline_file(path).source == path.stem


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_timeline_names_every_part_in_its_folder(path):
    """In the order in which a ledger compares their digest; each is short enough to read."""
    parts = sorted(path.with_suffix("").glob("*.toml"))
    named = tomllib.loads(path.read_text("utf-8"))["timeline"]["parts"]
    assert [path.parent / name for name in named] == parts
    assert read_timeline_file(path).digest == hashlib.sha256(timeline_bytes(path)).hexdigest()
    for each in (path, *parts):
        assert len(each.read_text("utf-8").splitlines()) < 1200, each


def test_no_instrument_key_or_document_is_said_twice():
    """An instrument belongs to one file; keys of events and ids of documents are unique in theirs."""
    ids = [item.id for timeline in TIMELINES for item in timeline.instruments]
    assert len(ids) == len(set(ids))
    bare = [key.partition(":")[2] for key in EVENTS]
    assert len(bare) == len(set(bare)), "tests and notes name events without their file"


def test_every_timeline_says_how_far_its_author_looked():
    """The sources end early in October 2026; what came after is unknown, and the horizon says so."""
    read = {timeline.source: timeline.checked_through for timeline in TIMELINES}
    assert read == {"bis-chip-rules": "2026-10-04", "chip-context": "2026-10-08"}


def test_nothing_is_said_of_the_time_after_the_last_check():
    """No event claims to have become public after the author looked last."""
    for timeline in TIMELINES:
        end = f"{dt.date.fromisoformat(timeline.checked_through) + dt.timedelta(days=1)}T05:00:00Z"
        for event in timeline.events:
            public = event.available_at(INSTRUMENTS[event.target].publication_zone)
            assert public.isoformat() <= end, event.key


@each_row(
    "id_",
    [
        "us/bis/ai-diffusion", "us/bis/affiliates-50", "us/bis/gp10-ascend-guidance", "us/bis/advanced-computing-2022",
        "us/bis/advanced-computing-2023", "us/bis/h20-licence", "us/bis/h200-review-policy",
        "us/congress/chip-security-act-s1705",
    ],
)  # fmt: skip
def test_ids_that_links_and_documents_use(id_):
    """They stay as they are: links, exports and this documentation have them."""
    assert id_ in INSTRUMENTS


def test_ids_are_of_one_style():
    """jurisdiction/body/name."""
    for id_ in INSTRUMENTS:
        assert re.fullmatch(r"(us|cn|nl|jp|eu|kr)/[a-z]+/[a-z0-9][a-z0-9.\-]+", id_)


# --- evidence ---------------------------------------------------------------------------------------------------


def test_every_event_is_proven_by_a_publisher_with_an_address_or_a_reason():
    """Evidence is URL, publisher and date; a document without an address says why nobody is sent there."""
    bare = re.compile(r"third party|private|working notes|background|hawkinsight|digests", re.IGNORECASE)
    for event in EVENTS.values():
        assert event.evidence, event.key
        for each in event.evidence:
            document = DOCUMENTS[each.document]
            assert document.publisher.strip(), document.id
            if document.url is None:
                assert document.note or bare.search(document.publisher), document.id
            else:
                assert re.fullmatch(r"https?://\S+", document.url), document.id


def test_every_document_proves_something():
    """A document that no event points to is left over."""
    used = {each.document for event in EVENTS.values() for each in event.evidence}
    assert sorted(set(DOCUMENTS) - used) == []


def test_every_event_is_told_in_a_sentence():
    """Each event has a summary that stands alone: a sentence, not too long to read."""
    for event in EVENTS.values():
        assert event.summary.endswith((".", "。", "!", "?")), event.key
        assert len(event.summary) <= 600, event.key


def test_what_only_counsel_or_press_say_is_reported_or_announced():
    """An act counts as published only where the evidence names a document of the body that acted."""
    for event in EVENTS.values():
        if event.certainty is Certainty.PUBLISHED:
            assert {DOCUMENTS[each.document].rank for each in event.evidence} & PRIMARY, event.key


def test_press_releases_are_announcements():
    """Nothing that one body announced about another rule counts as done: no announced act of force is published."""
    announced = [event for event in EVENTS.values() if event.by == "us/bis/press-release-2025-05-13"]
    assert {event.kind for event in announced} >= {"rescind", "announce_nonenforcement", "announce"}
    assert {event.certainty for event in announced} == {Certainty.ANNOUNCED}


# --- names ------------------------------------------------------------------------------------------------------


def test_every_instrument_has_names_in_english_and_japanese():
    """Aliases in both languages; the Japanese ones are Japanese."""
    for id_, item in INSTRUMENTS.items():
        aliases = dict(item.aliases)
        assert aliases.get("en"), id_
        assert any(re.search(r"[\u3041-\u30ff\u4e00-\u9fff]", name) for name in aliases.get("ja", ())), id_


def test_every_name_finds_its_instrument(bundled):
    """Each id, title, alias and identifier resolves, or lists this instrument among the candidates."""
    for id_, item in INSTRUMENTS.items():
        check_names(bundled, id_, item)


def check_names(bundled, id_, item):
    said = [item.id, item.title, *(text for _, texts in item.aliases for text in texts), *item.rin, *item.docket]
    if item.short:
        said.append(item.short)
    for name in said:
        try:
            found = (bundled.state(name, "2026-01-01", "2026-01-01").instrument,)
        except AmbiguousError as error:
            found = error.candidates
        assert id_ in found, name
    for name in (*item.citation, *item.document_number, *([item.bill] if item.bill else ())):
        assert bundled.state(name, "2026-01-01", "2026-01-01").instrument == id_, "an identifier identifies"


@each_row(
    ("name", "id_"),
    [
        ("90 FR 4544", "us/bis/ai-diffusion"),
        ("90 fr 4544", "us/bis/ai-diffusion"),
        ("90FR4544", "us/bis/ai-diffusion"),
        ("９０ＦＲ４５４４", "us/bis/ai-diffusion"),
        ("2025-00636", "us/bis/ai-diffusion"),
        ("AI拡散規則", "us/bis/ai-diffusion"),
        ("ＡＩ拡散規則", "us/bis/ai-diffusion"),
        ("us/bis/ai-diffusion", "us/bis/ai-diffusion"),
        ("0694-AJ90", "us/bis/ai-diffusion"),
        ("250107-0007", "us/bis/ai-diffusion"),
        ("Framework for Artificial Intelligence Diffusion", "us/bis/ai-diffusion"),
        ("50% rule", "us/bis/affiliates-50"),
        ("50％ルール", "us/bis/affiliates-50"),
        ("S. 1705", "us/congress/chip-security-act-s1705"),
        ("S.1705", "us/congress/chip-security-act-s1705"),
        ("s1705", "us/congress/chip-security-act-s1705"),
        ("119 S 1705", "us/congress/chip-security-act-s1705"),
        ("S. 1705 (119)", "us/congress/chip-security-act-s1705"),
        ("H.R. 3447", "us/congress/chip-security-act-hr3447"),
        ("S.J.Res. 112", "us/congress/sjres112-affiliates-suspension"),
        ("E.O. 14320", "us/president/eo-14320"),
        ("大統領令14320号", "us/president/eo-14320"),
        ("B-337935", "us/gao/b-337935"),
        ("Regulation (EU) 2025/2003", "eu/commission/dual-use-2025-2003"),
        ("H20", "us/bis/h20-licence"),
        ("H20輸出規制", "us/bis/h20-licence"),
    ],
)
def test_identifiers_in_every_spelling(bundled, name, id_):
    """Case, width, dots, hyphens and blanks do not count."""
    assert bundled.state(name, "2026-01-01", "2026-01-01").instrument == id_


# --- the main job: 12 to 20 May 2025 ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def may(bundled):
    return table(bundled.since("2025-05-12", "2025-05-20"))


def change(report, instrument, facet, **wanted):
    """The one change of a facet of an instrument."""
    (found,) = (
        each
        for each in report["changes"]
        if (each["instrument"], each["facet"]) == (instrument, facet)
        and all(each[key] == value for key, value in wanted.items())
    )
    return found


def test_may_2025_rescission_announced_and_not_published(may):
    """The press release announced a rescission: the status of the rule did not change."""
    announced = change(may, "us/bis/ai-diffusion", "announced")
    assert names(announced["because"]) == {"dif-rescission-announced"}
    assert announced["because"][0]["certainty"] == "announced"
    assert announced["section"] == "ahead"
    assert not [c for c in may["changes"] if (c["instrument"], c["facet"]) == ("us/bis/ai-diffusion", "status")]


def test_may_2025_non_enforcement(may):
    """Non-enforcement is a change of enforcement, from 13 May 2025."""
    found = change(may, "us/bis/ai-diffusion", "enforcement")
    assert (found["after"], found["on"], found["cause"]) == ("discretion", "2025-05-13", "act")


def test_may_2025_compliance_date_arrived_by_the_clock(may):
    """15 May 2025 was the compliance date, known since January."""
    found = change(may, "us/bis/ai-diffusion", "duty")
    assert (found["on"], found["cause"]) == ("2025-05-15", "clock")


def test_may_2025_guidance_names_three_chips(may):
    """The Ascend guidance with 910B, 910C and 910D, as a dated value."""
    assert change(may, "us/bis/gp10-ascend-guidance", "status")["after"] == "current"
    value = change(may, "us/bis/gp10-ascend-guidance", "value")
    assert value["name"] == "named chips"
    assert all(chip in value["after"] for chip in ("910B", "910C", "910D"))


@pytest.mark.parametrize("id_", ["us/bis/diversion-red-flags", "us/bis/ai-training-policy-statement"])
def test_may_2025_other_guidance(may, id_):
    """The red flags and the training guidance of the same day."""
    found = change(may, id_, "status")
    assert (found["after"], found["on"]) == ("current", "2025-05-13")


def test_may_2025_reworded_press_release(may):
    """The silent change of the press release is a correction, not a new act."""
    found = change(may, "us/bis/press-release-2025-05-13", "text")
    assert (found["section"], found["cause"]) == ("corrections", "correction")
    assert names(found["because"]) == {"pr-reworded"}


def test_may_2025_house_bill_and_not_the_senate_bill(may):
    """H.R. 3447 was introduced on 15 May; S. 1705 on 8 May, before the window: it is no change."""
    found = change(may, "us/congress/chip-security-act-hr3447", "status")
    assert found["section"] == "proposals"
    assert "chip-security-act-hr3447-introduced" in names(found["because"])
    assert "us/congress/chip-security-act-s1705" not in {c["instrument"] for c in may["changes"]}


def test_may_2025_humain_as_context(may):
    """The deal is listed as announced, nothing published; it binds nobody."""
    found = [c for c in may["changes"] if c["instrument"] == "us/commerce/humain-arrangements"]
    assert "sa-humain-deals-announced" in {name for c in found for name in names(c["because"])}
    assert {c["section"] for c in found} <= {"ahead", "noted"}
    assert {e["certainty"] for c in found for e in c["because"]} == {"announced"}


def test_may_2025_promised_replacement_is_undated(may):
    """The replacement has no date and stands among the promises."""
    assert names(may["undated"]) == {"repl-promised"}


def test_may_2025_claims_of_the_article_stand_apart(may):
    """What the article says against the record is listed as claims, never as a change."""
    claimed = names(may["claims"])
    assert {"dif-article-rescinded", "chip-security-act-s1705-seed-date", "sa-humain-seed-british"} <= claimed
    assert not claimed & {name for c in may["changes"] for name in names(c["because"])}


def test_may_2025_every_line_has_its_source(bundled, may):
    """Every change in the report for people ends with who says so."""
    text = render(bundled.since("2025-05-12", "2025-05-20"), full=True)
    body = text.partition("Sources and limits")[0]
    entries = re.split(r"\n  - ", body)[1:]
    assert len(entries) >= len(may["changes"]) + len(may["claims"]) + len(may["undated"])
    assert all("Source: " in entry for entry in entries)


def test_may_2025_tells_nothing_that_was_learned_later(may):
    """Known then: nothing in the report became public after 20 May 2025."""
    for event in lists(may):
        assert event["available_at"] <= "2025-05-21T04:00:00Z", event["key"]


# --- states that must hold --------------------------------------------------------------------------------------


def test_ai_diffusion_on_1_june_2025(bundled):
    """In force, not enforced, rescission announced and not published; not "rescinded".

    Three paragraphs have to be met only from 15 January 2026.
    """
    found = state(bundled, "us/bis/ai-diffusion", "2025-06-01", "2025-06-01")
    assert (found["status"], found["force"], found["enforcement"]) == ("in_force", "yes", "discretion")
    assert (found["since"], found["duty"], found["duty_from"]) == ("2025-01-13", "partial", "2025-05-15")
    assert state(bundled, "us/bis/ai-diffusion", "2026-02-01", "2026-02-01")["duty"] == "yes"
    announced = {a["kind"]: a for a in found["announced_changes"]}
    assert announced["rescind"]["certainty"] == "announced"
    assert announced["rescind"]["date"] is None
    assert "announced_change" in found["flags"]


def test_ai_diffusion_was_never_rescinded(bundled):
    """To the end of the sources no act has rescinded it."""
    found = state(bundled, "us/bis/ai-diffusion", "2026-10-04", "2026-10-04")
    assert (found["status"], found["enforcement"]) == ("in_force", "discretion")
    checks = {name for name in BY_NAME if name.startswith("dif-check")}
    assert len(checks) >= 2


@each_row(
    ("on", "known", "status", "force"),
    [
        ("2025-09-28", "2025-09-28", None, "unknown"),
        ("2025-09-29", "2025-09-30", "in_force", "yes"),
        ("2025-11-09", "2025-11-15", "in_force", "yes"),
        ("2025-12-01", "2025-11-09", "in_force", "yes"),
        ("2025-11-10", "2025-11-15", "stayed", "no"),
        ("2025-12-01", "2025-12-15", "stayed", "no"),
        ("2026-11-09", "2025-12-15", "stayed", "no"),
        ("2026-11-10", "2025-12-15", "in_force", "yes"),
        ("2026-11-15", "2025-12-15", "in_force", "yes"),
        ("2026-11-24", "2026-11-24", "in_force", "yes"),
    ],
)
def test_affiliates_rule_day_by_day(bundled, on, known, status, force):
    """In force from 29 September 2025, stayed from 10 November 2025 through 9 November 2026, then back by itself."""
    found = state(bundled, "us/bis/affiliates-50", on, known)
    assert found["force"] == force
    if status:
        assert found["status"] == status


def test_affiliates_rule_is_stayed_until_10_november_2026(bundled):
    """`state --on 2025-12-01 --known 2025-12-15`: the end of the stay and what follows are known."""
    found = state(bundled, "us/bis/affiliates-50", "2025-12-01", "2025-12-15")
    assert (found["since"], found["until"]) == ("2025-11-10", "2026-11-10")
    assert found["scheduled_next"] == {"on": "2026-11-10", "status": "in_force"}
    assert found["underlying"] == "in_force"
    assert found["values"] == {"affiliate ownership threshold": "50% or more, alone or in aggregate"}


def test_affiliates_rule_forecast_says_that_it_is_one(bundled):
    """`--on 2026-11-15 --known 2025-12-15`: in force as scheduled."""
    found = state(bundled, "us/bis/affiliates-50", "2026-11-15", "2025-12-15")
    assert "as_scheduled" in found["flags"]


def test_affiliates_rule_after_the_sources_end_is_not_guessed(bundled):
    """On 24 November 2026: back by schedule, and no source is later than 4 October."""
    found = state(bundled, "us/bis/affiliates-50", "2026-11-24", "2026-11-24")
    assert (found["status"], found["since"]) == ("in_force", "2026-11-10")
    assert "stale_since=2026-10-04" in found["flags"]


@each_row("threshold", ["published", "announced"])
@each_row("id_", ["us/bis/affiliates-50", "cn/mofcom/rare-earth-2025-55-62"])
def test_a_longer_truce_is_no_longer_stay(bundled, id_, threshold):
    """What prolongs the truce names neither the Affiliates Rule nor the rare earths: no stay is moved by it."""
    found = state(bundled, id_, "2026-11-24", "2026-11-24", threshold=threshold)
    assert found["status"] != "stayed"
    assert not [said for said in found["announced_changes"] if said["kind"] == "extend_stay"]


def test_the_chinese_controls_that_applied_at_once(bundled):
    """No. 62 and paragraph 1(3) of No. 61 applied from 9 October 2025 until No. 70 suspended them."""
    for on, wanted in (("2025-10-20", "in_force"), ("2025-11-07", "stayed")):
        found = state(bundled, "cn/mofcom/rare-earth-2025-55-62", on, "2025-11-20")
        parts = {scope["scope"]: scope["status"] for scope in found["scopes"]}
        assert {parts["No. 62"], parts["No. 61 para. 1(3)"]} == {wanted}
        assert {parts["No. 57"], parts["No. 61 para. 1(1)"]} <= {"published", "pending", "stayed"}


@each_row(
    ("id_", "day"),
    [
        ("us/bis/affiliates-50", "2026-10-04"),
        ("us/bis/h20-licence", "2026-08-26"),
        ("us/congress/sjres112-affiliates-suspension", "2026-06-01"),
        ("cn/mofcom/announcement-2024-46", "2026-10-03"),
    ],
)
def test_an_answer_says_how_far_the_sources_of_its_own_rule_were_read(bundled, id_, day):
    """Not only those of the file: doubt about one rule does not hide behind another's date."""
    answer = bundled.why(bundled.state(id_, "2026-11-24", "2026-11-24"))
    (read,) = table(answer)["horizon"]["instruments"]
    assert (read["id"], read["checked_through"]) == (id_, day)
    year, month, number = day.split("-")
    said = f"{int(number)} {dt.date(int(year), int(month), 1):%B} {year}"
    assert f"Last source read, by instrument: {said} ({read['name']})" in " ".join(render(answer).split())


def test_a_list_groups_the_days_to_which_its_rules_were_read(bundled):
    """Latest first; many instruments of one day are counted."""
    end = " ".join(render(bundled.since("2025-05-12", "2025-05-20"), full=True).split())
    assert "(AC/S rule, AI Diffusion Rule, promised AI Diffusion replacement); 9 September 2026 (" in end
    assert "13 August 2026 (4 instruments)" in end


# --- nothing from the future ------------------------------------------------------------------------------------


def test_october_2025_shows_nothing_from_after_the_20th(bundled):
    """`since 2025-10-01 --until 2025-10-20`: no event that became public later, and no stay of the rule anywhere."""
    report = bundled.since("2025-10-01", "2025-10-20")
    found = table(report)
    assert found["changes"]
    for event in lists(found):
        assert event["available_at"] < "2025-10-21T04:00:00Z", event["key"]
        assert event["kind"] not in ("stay", "extend_stay")
        for step in ("announced", "filed", "published", "issued"):
            assert event.get(step, "")[:10] <= "2025-10-20"
    for format_ in ("text", "md", "html"):
        body = render(report, format_, full=True).partition("Sources and limits")[0].lower()
        if format_ == "html":  # the page can be moved to later knowledge; it opens without it
            _, _, body = body.partition('<div id="report"')
            body, _, picture = body.partition('<section class="wide" id="picture"')
            picture, _, rest = picture.partition("</figure>")
            body += rest
            assert 'class="bar' in picture
            assert "stayed" not in picture.partition("<figcaption>")[0]
        assert "stayed" not in body
        assert "suspen" not in body


@each_row("day", ["2025-01-14", "2025-05-14", "2025-10-20", "2025-11-11", "2026-01-14", "2026-05-01"])
def test_no_answer_holds_what_became_public_later(bundled, day):
    """Whatever is asked as known on a day shows no event that the public could not read by its close."""
    close = f"{dt.date.fromisoformat(day) + dt.timedelta(days=1)}T05:00:00Z"
    answers = [
        bundled.since("2022-01-01", day), bundled.upcoming(400, on=day), bundled.timeline(known=day),
        bundled.diff("2025-01-01", "2026-12-31", known=day), *(bundled.why(s) for s in bundled.states(day, day)),
    ]  # fmt: skip
    for answer in answers:
        for event in lists(table(answer)):
            steps = [event.get(step) for step in ("announced", "filed", "available") if event.get(step)]
            assert min([event["available_at"], *(step[:10] for step in steps)]) <= close, event["key"]


# --- the seed article, statement by statement -------------------------------------------------------------------

WRONG = "conflicts_with"
SEED = {
    # row: (instrument, the event with the correct fact, words it must hold, the article's claim if it errs)
    2: ("us/bis/gp10-ascend-guidance", "gp10-penalties", ("criminal", "administrative"), "gp10-article-criminal-only"),
    3: ("us/bis/gp10-ascend-guidance", "gp10-published", ("Ascend 910B, 910C and 910D",), None),
    4: ("us/bis/gp10-ascend-guidance", "gp10-named-chips", ("910B", "910C", "910D"), None),
    5: ("us/bis/gp10-ascend-guidance", "gp10-published", ("presumed to have been designed or made",), None),
    6: ("us/bis/gp10-ascend-guidance", "gp10-not-a-new-rule", ("no new rule",), None),
    7: ("us/bis/gp10-ascend-guidance", "gp10-published", ("General Prohibition 10",), None),
    10: ("us/bis/ai-diffusion", "dif-rescission-announced", ("will be rescinded",), "dif-article-rescinded"),
    11: ("us/bis/ai-diffusion", "dif-effective", ("13 January 2025",), "dif-article-effective-15-may"),
    12: (
        "us/bis/ai-diffusion",
        "dif-published",
        ("US-controlled chips", "towards countries like China"),
        "dif-article-purpose",
    ),
    13: ("us/bis/ai-diffusion-replacement", "repl-promised", ("bureaucratic", "replacement", "without a date"), None),
    14: ("us/commerce/humain-arrangements", "sa-humain-deals-announced", ("Trump", "Saudi Arabia"), None),
    15: (
        "us/commerce/humain-arrangements",
        "sa-humain-deals-announced",
        ("Saudi", "Public Investment Fund"),
        "sa-humain-seed-british",
    ),
    16: (
        "us/commerce/humain-arrangements",
        "sa-humain-nvidia-volume",
        ("several hundred thousand", "five years", "18,000"),
        "sa-humain-seed-volume",
    ),
    17: (
        "us/bis/advanced-computing-2023",
        "acs23-3a090-test",
        ("total processing performance",),
        "acs23-article-escalating-bans",
    ),
    18: ("us/bis/h20-licence", "h20-derived-from-h100", ("cut-down H100",), "h20-seed-origin"),
    19: (
        "us/congress/chip-security-act-s1705",
        "chip-security-act-s1705-introduced",
        ("Cotton, alone", "8 May 2025"),
        "chip-security-act-s1705-seed-date",
    ),
    20: ("us/congress/chip-security-act-s1705", "chip-security-act-s1705-location", ("location", "180 days"), None),
    21: ("us/congress/chip-security-act-s1705", "chip-security-act-s1705-introduced", ("smuggling", "China"), None),
    22: (
        "us/bis/gp10-ascend-guidance",
        "gp10-published",
        ("inside and outside the US", "uses"),
        "gp10-article-exports",
    ),
}
NOT_REGULATORY = {1: "tariff truce", 8: "Huawei's clusters", 9: "concern over Huawei and DeepSeek"}


def test_every_row_of_the_seed_article_has_an_answer_or_is_not_regulatory():
    """22 statements; three say nothing about regulation."""
    assert {*SEED, *NOT_REGULATORY} == set(range(1, 23))


@each_row("row", SEED)
def test_seed_statement(bundled, row):
    """Each regulatory statement is answerable from the ledger: the correct fact, and the article's error against it."""
    instrument, fact, words, claim = SEED[row]
    found = table(bundled.timeline(instrument=instrument))
    events = {event["key"].partition(":")[2]: event for event in found["events"]}
    said = " ".join((events[fact]["summary"], str(events[fact].get("value", ""))))
    for word in words:
        assert word in said
    assert events[fact]["evidence"]
    if claim is None:
        return
    wrong = events[claim]
    assert wrong["certainty"] == "reported"
    assert "claims" in wrong["summary"] or "presents" in wrong["summary"] or "concludes" in wrong["summary"]
    assert "in fact" in wrong["summary"].lower()
    assert wrong["conflicts_with"]
    assert all(key in EVENTS for key in wrong["conflicts_with"])
    assert "HawkInsight" in {each["document"]["publisher"][:11] for each in wrong["evidence"]}


@each_row(
    ("claim", "fact"),
    [
        ("dif-article-rescinded", "dif-rescission-announced"),
        ("dif-article-effective-15-may", "dif-effective"),
        ("dif-article-effective-15-may", "dif-compliance"),
        ("dif-article-purpose", "dif-published"),
        ("sa-humain-seed-british", "sa-humain-deals-announced"),
        ("sa-humain-seed-volume", "sa-humain-nvidia-volume"),
        ("sa-humain-seed-volume", "sa-humain-amd-volume"),
        ("h20-seed-origin", "h20-derived-from-h100"),
        ("h20-seed-omission", "h20-license-required"),
        ("chip-security-act-s1705-seed-date", "chip-security-act-s1705-introduced"),
        ("chip-security-act-s1705-seed-sponsors", "chip-security-act-s1705-introduced"),
        ("chip-security-act-s1705-seed-sponsors", "chip-security-act-hr3447-introduced"),
        ("gp10-article-criminal-only", "gp10-penalties"),
        ("gp10-article-exports", "gp10-published"),
        ("acs23-article-escalating-bans", "acs23-3a090-test"),
    ],
)
def test_errors_of_the_article_point_to_the_fact(claim, fact):
    """The article's errors are recorded as conflicting claims against the correct fact."""
    assert BY_NAME[fact].key in BY_NAME[claim].conflicts_with
    assert BY_NAME[claim].certainty is Certainty.REPORTED


def test_the_h20_needed_a_licence_when_the_article_was_written(bundled):
    """The seed omits it: in force since 9 April 2025, public since 15 April."""
    found = state(bundled, "H20", "2025-05-14", "2025-05-14")
    assert (found["status"], found["since"]) == ("in_force", "2025-04-09")
    assert found["values"]["duration"] == "indefinite"
    assert state(bundled, "H20", "2025-04-10", "2025-04-14")["status"] != "in_force"
    assert state(bundled, "H20", "2025-04-10", "2025-04-15")["status"] == "in_force"


def test_dated_values_fold(bundled):
    """A licence review policy is a value that changes on a day."""
    for on, value in (("2026-01-14", "presumption of denial"), ("2026-01-15", "case-by-case")):
        found = state(bundled, "us/bis/h200-review-policy", on, "2026-01-20")
        assert [v for k, v in found["values"].items() if k.startswith("licence review policy")] == [value]


# --- the research, date by date ---------------------------------------------------------------------------------

TARGETS = {
    "us-bis-is-informed-nvidia-amd-2022": "us/bis/nvidia-amd-2022-letters",
    "us-bis-ifr-2022-advanced-computing": "us/bis/advanced-computing-2022",
    "us-bis-2022-comment-extension": "us/bis/comment-extension-2022 us/bis/advanced-computing-2022",
    "us-bis-ifr-2023-macau-update": "us/bis/macau-2023",
    "nl-sme-national-measure": "nl/ministry/sme-national-measure",
    "jp-sme-23-items": "jp/meti/sme-23-items",
    "us-bis-ifr-2023-acs": "us/bis/advanced-computing-2023",
    "us-bis-el-2023-10-accelerators": "us/bis/entity-list-2023-10",
    "us-bis-letter-nvidia-2023-10": "us/bis/nvidia-2023-10-letter",
    "us-bis-ifr-2023-sme": "us/bis/sme-2023",
    "us-bis-guidance-2026-05-31-d5": "us/bis/d5-headquarters-guidance",
    "us-bis-2023-comment-extension": "us/bis/comment-extension-2023 us/bis/advanced-computing-2023 us/bis/sme-2023",
    "us-bis-ifr-2024-04-corrections": "us/bis/corrections-2024",
    "us-bis-ifr-2024-09-iec": "us/bis/advanced-technologies-2024",
    "us-bis-2024-10-dc-veu": "us/bis/data-center-veu-2024",
    "us-bis-is-informed-tsmc-2024": "us/bis/tsmc-2024-letter",
    "us-bis-el-2024-12": "us/bis/entity-list-2024-12",
    "us-bis-ifr-2024-12-fdp-hbm": "us/bis/fdp-hbm-2024",
    "us-bis-ifr-2025-ai-diffusion": "us/bis/ai-diffusion",
    "us-bis-el-2025-01": "us/bis/entity-list-2025-01-16-entities us/bis/entity-list-2025-01-11-entities",
    "us-bis-ifr-2025-foundry-due-diligence": "us/bis/foundry-due-diligence-2025 us/bis/fdp-hbm-2024",
    "us-bis-2025-02-fdd-correction": "us/bis/foundry-correction-2025",
    "us-bis-el-2025-03": "us/bis/entity-list-2025-03-12-entities us/bis/entity-list-2025-03-70-entities",
    "us-bis-is-informed-amd-mi308": "us/bis/amd-mi308-licence",
    "us-bis-is-informed-nvidia-h20": "us/bis/h20-licence",
    "us-bill-119-s1705": "us/congress/chip-security-act-s1705",
    "us-bis-policy-2025-ai-training": "us/bis/ai-training-policy-statement",
    "us-bis-pr-2025-05-13": "us/bis/press-release-2025-05-13 us/bis/ai-diffusion us/bis/ai-diffusion-replacement",
    "us-bis-guidance-2025-diversion": "us/bis/diversion-red-flags",
    "us-bis-guidance-2025-gp10": "us/bis/gp10-ascend-guidance",
    "us-sa-humain": "us/commerce/humain-arrangements",
    "us-bill-119-hr3447": "us/congress/chip-security-act-hr3447",
    "us-eo-14320": "us/president/eo-14320",
    "us-nvidia-amd-15pct": "us/commerce/nvidia-amd-15-percent",
    "us-bis-2025-veu-revocation": "us/bis/veu-revocation-2025",
    "us-bis-tsmc-nanjing-veu": "us/bis/tsmc-nanjing-veu",
    "us-bis-el-2025-09": "us/bis/entity-list-2025-09",
    "us-bis-ifr-2025-affiliates": "us/bis/affiliates-50 us/bis/affiliates-tgl",
    "nl-nexperia-order": "nl/ministry/nexperia-order",
    "cn-nexperia-export-restriction": "cn/mofcom/nexperia-export-restriction",
    "cn-mofcom-2025-55-58-61-62": "cn/mofcom/rare-earth-2025-55-62",
    "us-bill-119-gain-ai": "us/congress/gain-ai-act",
    "us-cn-kuala-lumpur-arrangement": "us/ustr/us-china-arrangement-2025",
    "cn-mofcom-2025-70": "cn/mofcom/announcement-2025-70 cn/mofcom/rare-earth-2025-55-62",
    "cn-mofcom-2024-46-p2": "cn/mofcom/announcement-2024-46",
    "us-bis-2025-affiliates-suspension": "us/bis/affiliates-suspension us/bis/affiliates-50",
    "eu-2025-2003-dual-use": "eu/commission/dual-use-2025-2003",
    "us-gao-b-337935": "us/gao/b-337935",
    "us-bill-119-hr6875": "us/congress/ai-overwatch-act-hr6875",
    "us-bis-2026-h200-license-policy": "us/bis/h200-review-policy",
    "us-bill-119-hr8170": "us/congress/match-act-hr8170",
    "us-bill-119-hr2683": "us/congress/remote-access-security-act-hr2683",
    "cn-customs-h200": "cn/customs/h200-block",
    "us-proclamation-11002-s232-semiconductors": "us/president/proclamation-11002",
    "us-bis-draft-ai-action-plan-implementation": "us/bis/ai-action-plan-draft",
    "us-bill-119-sjres112": "us/congress/sjres112-affiliates-suspension",
    "us-bis-2026-04-ic-designer-extension": "us/bis/ic-designer-extension-2026 us/bis/foundry-due-diligence-2025",
    "us-bis-2026-uae-favorable": "us/bis/uae-favorable-treatment-2026",
    "kr-strategic-items-2026": "kr/motie/strategic-items-2026",
}
"""Key of an instrument in the research -> the instruments that carry its events here."""

SETTLED = {
    ("2022-08-26", "nvidia-amd-a100-mi250-letter-2022"),
    ("2023-01-31", "acs22-comments-extended"),
    ("2024-03-29", "cor24-published"),
    ("2024-10-02", "dc-veu-effective-reported"),
    ("2024-10-02", "dc-veu-published"),
    ("2024-11-05", "sep24-compliance-quantum"),
    ("2025-11-08", "cn-2025-10-09-controls-start"),
    ("2026-01-15", "dif-compliance-2026-reported"),
}
"""Dates that the research left without a source, and the events that have one now."""

DATES = ("effect", "until", "through", "issued", "announced", "filed", "published", "available", "as_of")


def research():
    """(slug, instrument key, role, date, precision, basis) of the research; a small reader of its regular YAML."""
    folder = Path(os.environ.get("REGTRACK_DATA", ROOT.parent / "shared" / "data"))
    file = folder / "chip-controls" / "timeline.yaml"
    if not file.is_file():
        return []
    rows = []
    for block in file.read_text("utf-8").split("\n---\n")[1:]:
        slug = re.search(r"^slug: (\S+)$", block, re.MULTILINE)[1]
        key = re.search(r"^  key: (\S+)$", block, re.MULTILINE)[1]
        dates = re.search(r"^dates:\n((?:[- ] .*\n)+)", block, re.MULTILINE)[1]
        for item in re.split(r"^- ", dates, flags=re.MULTILINE)[1:]:
            fields = dict(re.findall(r"^\s*(role|date|precision|basis): '?([^'\n]+)'?$", item, re.MULTILINE))
            rows.append((slug, key, fields["role"], fields["date"], fields["precision"], fields["basis"]))
    return rows


RESEARCH = research()
need_research = pytest.mark.skipif(not RESEARCH, reason="the research is not at hand; set REGTRACK_DATA to its folder")


def carrying(key, date):
    """The events of the matching instruments that carry a date in one of their own date fields."""
    targets = TARGETS[key].split()
    for event in EVENTS.values():
        if event.target in targets:
            record = to_record(event)
            if any(date in str(record.get(field, "")) for field in DATES):
                yield event


@need_research
def test_the_research_is_read_whole():
    """110 events of 59 instruments, each date with its basis."""
    assert len({slug for slug, *_ in RESEARCH}) == 110
    assert {key for _, key, *_ in RESEARCH} == set(TARGETS)
    assert {basis for *_, basis in RESEARCH} == {"primary", "secondary", "unverified"}


@need_research
def test_every_supported_date_of_the_research_is_carried():
    """Each instrument is here, and each date with a source stands in an event of it."""
    assert {id_ for ids in TARGETS.values() for id_ in ids.split()} <= set(INSTRUMENTS)
    missing = [
        (slug, role, date)
        for slug, key, role, date, _, basis in RESEARCH
        if basis != "unverified" and not list(carrying(key, date))
    ]
    assert missing == []


@need_research
def test_unsupported_dates_are_reported_or_left_out():
    """A date without a source in the research is never above reported, unless a source was found since."""
    wrong = []
    for slug, key, role, date, _, basis in RESEARCH:
        supported = {d for _, k, _, d, _, b in RESEARCH if TARGETS[k] == TARGETS[key] and b != "unverified"}
        if basis != "unverified" or date in supported:
            continue
        for event in carrying(key, date):
            if event.certainty is Certainty.REPORTED or (date, event.key.partition(":")[2]) in SETTLED:
                continue
            wrong.append((slug, role, date, event.key, event.certainty.label))
    assert wrong == []


# --- a new release of a timeline --------------------------------------------------------------------------------


@pytest.fixture
def revised(tmp_path):
    """A ledger with a bundled file, and later an edited copy of it: one date corrected, one event gone, one new."""
    (path,) = (path for path in FILES if path.stem == "bis-chip-rules")
    text = timeline_bytes(path).decode()
    text = re.sub(r"^parts = \[\n(?:    .*\n)+\]\n", "", text, flags=re.MULTILINE)
    now = [NOW]
    tracker = regtrack.open(tmp_path / "ledger.sqlite", bundled=False, clock=lambda: now[0])
    first = tmp_path / path.name
    first.write_text(text, "utf-8")
    tracker.add(first)
    before = "\n".join(tracker.export())

    events = re.split(r"(?=^\[\[event\]\]$)", text, flags=re.MULTILINE)
    edited = []
    for event in events:
        if 'key = "dif-compliance"' in event:
            assert event.count("effect = 2025-05-15") == 1
            event = event.replace("effect = 2025-05-15", "effect = 2025-05-16")
        if 'key = "aff-threshold"' in event:
            continue
        edited.append(event)
    new = """
[[event]]
key = "aff-stay-extended-for-real"
kind = "extend_stay"
target = "us/bis/affiliates-50"
of = "aff-stay"
through = 2027-01-10
published = 2026-11-06
summary = "A made-up extension."
evidence = ["fr-2025-19001"]
"""
    first.write_text("".join(edited) + new, "utf-8")
    now[0] = NOW + dt.timedelta(days=7)
    done = tracker.add(first)
    now[0] = NOW + dt.timedelta(days=14)
    yield tracker, before, done
    tracker.close()


def test_a_revision_counts_what_is_new_corrected_and_gone(revised):
    """A newer release appends what is new, supersedes what was corrected, withdraws what is no longer said."""
    _, _, done = revised
    assert (done.new, done.revised, done.withdrawn) == (1, 1, 1)


def test_a_revision_gives_new_answers(revised):
    """By what is known now: the new extension, the corrected date, and not the withdrawn value."""
    tracker, _, _ = revised
    found = state(tracker, "us/bis/affiliates-50", "2026-11-24", "2026-11-24")
    assert (found["status"], found["until"]) == ("stayed", "2027-01-11")
    assert found["values"] == {}
    assert state(tracker, "us/bis/ai-diffusion", "2025-06-01", "2025-06-01")["duty_from"] == "2025-05-16"


def test_a_revision_keeps_old_answers_reproducible(revised):
    """By what this ledger had recorded before: the same answers as before, to the letter; nothing was removed."""
    tracker, before, _ = revised
    known = NOW + dt.timedelta(days=1)
    old = state(tracker, "us/bis/affiliates-50", "2026-11-24", known, known_by="record")
    assert old["status"] == "in_force"
    assert old["values"] == {"affiliate ownership threshold": "50% or more, alone or in aggregate"}
    ai = state(tracker, "us/bis/ai-diffusion", "2025-06-01", known, known_by="record")
    assert ai["duty_from"] == "2025-05-15"
    kept = {line for line in before.splitlines() if '"type": "source"' not in line}
    assert kept <= set(tracker.export())


def test_a_revision_is_reported_as_ours(revised):
    """since over the day of the revision, by record: the corrected date is told as a correction of our record."""
    tracker, _, _ = revised
    report = table(tracker.since(NOW + dt.timedelta(days=1), NOW + dt.timedelta(days=10), known_by="record"))
    told = {name for c in report["changes"] if c["cause"] == "correction" for name in names(c["because"])}
    assert "dif-compliance" in told
    assert "aff-stay-extended-for-real" in {name for c in report["changes"] for name in names(c["because"])}
