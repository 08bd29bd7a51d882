"""What is recorded of an item: mentions, reports, confirmations, contradictions, and entries of the inbox."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from regtrack import dates
from regtrack.model.document import Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.news.reading import ItemReader
from regtrack.news.reports import Reported, reports, reviewed
from tests.news.helpers import FUEL, INSTRUMENTS, Ledger, fact, item
from tests.rows import each_row

AGENCY: dict[str, Any] = {
    "publisher": "Environmental Protection Agency", "rank": Rank.AGENCY, "ceiling": Certainty.ANNOUNCED,
}  # fmt: skip
SEEN = dates.tick_of(dt.datetime(2025, 5, 20, tzinfo=dt.UTC))
RESCINDED = "The EPA rescinded the Fuel Rule on Tuesday."


def told(text: str, *facts: Event, **fields: Any) -> Reported:
    one, ledger = item(text, **fields), Ledger(facts)
    return reports(one, ItemReader(ledger).read(one), ledger, seen_at=SEEN)


def event(text: str, *facts: Event, **fields: Any) -> Event:
    (only,) = told(text, *facts, **fields).events
    return only


# --- what is recorded


def test_a_report_is_the_act_that_is_claimed_with_the_exact_words() -> None:
    found = event(f"Good morning. {RESCINDED}")
    assert (found.key, found.kind, found.target) == (f"item:1:rescind:{FUEL}", "rescind", FUEL)
    assert (found.certainty, str(found.effect)) == (Certainty.REPORTED, "2025-05-13")
    assert str(found.available) == "2025-05-14T13:00:00Z"
    assert found.evidence == (Evidence("item:1", RESCINDED),)
    assert found.summary == "A Wire on Fuel Rule: rescinded, 2025-05-13."
    assert found.note == "“Tuesday” is read as Tuesday 2025-05-13, the last one by the day of the item."


def test_an_item_that_only_speaks_of_an_instrument_is_a_mention_that_moves_nothing() -> None:
    found = event("Refiners may sue over the Fuel Rule. The Fuel Rule is old.")
    assert (found.kind, found.effect, found.until, found.certainty) == ("report", None, None, Certainty.REPORTED)
    assert [each.quote for each in found.evidence] == ["Refiners may sue over the Fuel Rule.", "The Fuel Rule is old."]
    assert found.summary == "A Wire on Fuel Rule: a statement."


@each_row(
    ("text", "fields", "certainty"),
    [
        (RESCINDED, {}, Certainty.REPORTED),
        (RESCINDED, AGENCY, Certainty.ANNOUNCED),
        ("A court vacated the Fuel Rule on Tuesday.", AGENCY, Certainty.REPORTED),
        (RESCINDED, {**AGENCY, "ceiling": Certainty.PUBLISHED}, Certainty.ANNOUNCED),
        ("The EPA may rescind the Fuel Rule.", AGENCY, Certainty.REPORTED),
    ],
)
def test_certainty_is_what_the_source_may_give_of_its_own_acts(
    text: str, fields: dict[str, Any], certainty: Certainty
) -> None:
    assert event(text, **fields).certainty is certainty


def test_deadlines_and_ends_are_ends() -> None:
    found = event("Comments on the Fuel Rule are due by May 20.")
    assert (found.kind, found.effect, str(found.until)) == ("open_comment", None, "2025-05-20")
    found = event("The EPA suspended the Fuel Rule from May 20 through June 3, 2025.")
    assert (str(found.effect), str(found.until), found.until and found.until.inclusive) == (
        "2025-05-20",
        "2025-06-03",
        True,
    )


def test_several_candidates_are_the_span_in_which_it_fell() -> None:
    found = event("The EPA rescinded the Fuel Rule last Friday.", published="2025-05-17T09:00[America/New_York]")
    assert str(found.effect) == "2025-05-09..2025-05-16"
    assert (found.note or "").split("\n")[1] == "“last Friday” may also mean Friday 2025-05-16."


def test_a_day_of_another_zone_is_moved_to_that_of_the_law() -> None:
    found = event("環境保護庁は日本時間14日午前、燃料規則を撤回した。", language="ja", zone="Asia/Tokyo")
    assert (found.note or "").endswith("In the zone of the law that is 2025-05-13.")


def test_an_item_without_a_date_is_known_from_when_it_was_seen() -> None:
    found = event(RESCINDED, published=None)
    assert (found.kind, found.available and found.available.text) == ("report", dates.iso_instant(SEEN))


# --- against the record


def test_a_fact_of_that_day_confirms() -> None:
    report, joined = told(RESCINDED, fact("rescind", "2025-05-13")).events
    assert (joined.kind, joined.of, joined.certainty) == ("confirm", report.key, Certainty.REPORTED)
    assert joined.key == f"{report.key}:confirmed"


def test_another_day_than_on_record_is_a_mention_that_says_both() -> None:
    """It moves nothing, whatever the threshold; the record's day and its own stand beside the quote."""
    found = event(RESCINDED, fact("rescind", "2025-05-20"))
    assert (found.kind, found.effect, found.conflicts_with) == ("report", None, ("record:rescind:2025-05-20",))
    assert "On record the date is 2025-05-20, not 2025-05-13." in (found.note or "")
    assert found.evidence[0].quote == RESCINDED


def test_what_is_told_as_done_and_is_only_announced_on_record() -> None:
    announced = fact("rescind", "unknown", published=None, announced="2025-05-13", certainty="announced")
    found = event(RESCINDED, announced)
    assert (found.kind, found.conflicts_with) == ("report", (announced.key,))
    assert "only announced" in (found.note or "")


def test_a_detail_that_differs_is_a_contradiction_of_a_mention() -> None:
    on_record = fact("publish", "2025-03-03", summary="It limits exports to China.")
    found = event("The Fuel Rule limits chips made in China.", on_record)
    assert (found.kind, found.conflicts_with) == ("report", (on_record.key,))
    assert "It differs from the record in a detail" in (found.note or "")


def test_what_is_unsure_contradicts_nothing() -> None:
    assert event("The EPA may rescind the Fuel Rule on Friday.", fact("rescind", "2025-05-13")).conflicts_with == ()


def test_a_report_is_compared_again_when_the_record_grows() -> None:
    report = event(RESCINDED)
    ledger = Ledger([fact("rescind", "2025-05-13")])
    (joined,) = reviewed(report, ledger.facts(FUEL), INSTRUMENTS[0], "en") or []
    assert (joined.kind, joined.of) == ("confirm", report.key)
    (changed,) = reviewed(report, Ledger([fact("rescind", "2025-05-20")]).facts(FUEL), INSTRUMENTS[0], "en") or []
    assert changed.conflicts_with == ("record:rescind:2025-05-20",)
    assert reviewed(report, Ledger().facts(FUEL), INSTRUMENTS[0], "en") is None


# --- what waits


def test_what_the_ledger_does_not_know_waits_in_one_row_with_what_is_surely_said() -> None:
    found = told("The EPA on Tuesday withdrew the Clean Creek Rule.", title="Creeks", **AGENCY)
    (entry,) = found.waiting
    assert (found.events, entry.name, entry.proposed.id) == ((), "Clean Creek Rule", "us/epa/clean-creek-rule")
    assert [(each.kind, str(each.effect)) for each in entry.events] == [("withdraw", "2025-05-13")]


def test_what_only_concerns_the_law_waits_in_one_row_under_its_headline() -> None:
    (entry,) = told("The ministry is seeking views on its proposals.", title="Clean creeks: consultation").waiting
    assert (entry.name, [each.kind for each in entry.events]) == ("Clean creeks: consultation", ["report"])
    assert entry.quotes == ("Clean creeks: consultation",)
    assert told("Nothing happened.", title="A warm day") == Reported()


def test_an_item_about_a_known_instrument_waits_for_nobody() -> None:
    found = told("The EPA on Tuesday withdrew the Clean Creek Rule, unlike the Fuel Rule.")
    assert ([each.target for each in found.events], found.waiting) == ([FUEL], ())


def test_ids_are_made_of_names_whatever_their_letters() -> None:
    ids = []
    for name in ("Clean Creek Rule", "Règle", "!!!"):
        (entry,) = told("The ministry is seeking views on a rule.", title=name).waiting
        ids.append(entry.proposed.id)
    assert ids[0] == "us/news/clean-creek-rule"
    assert [len(each.removeprefix("us/news/")) for each in ids[1:]] == [12, 12]


# --- what nothing confirms


def test_what_a_wire_tells_without_its_day_and_nothing_confirms_is_a_mention() -> None:
    """The agency's own release is dated by its own day."""
    undated = "The EPA has rescinded the Fuel Rule."
    assert event(undated).kind == "report"
    assert event(undated, **AGENCY).kind == "rescind"
    assert event(RESCINDED).kind == "rescind"


def test_a_record_that_was_read_up_to_a_later_day_speaks_against_what_it_does_not_have() -> None:
    def kinds(through: str, *facts: Event) -> list[str]:
        known = [attrs.evolve(each, checked_through=through) for each in INSTRUMENTS]
        one, ledger = item(RESCINDED), Ledger(facts, known)
        return [each.kind for each in reports(one, ItemReader(ledger).read(one), ledger, seen_at=SEEN).events]

    assert kinds("2025-05-20") == ["report"]
    assert kinds("2025-05-13") == ["rescind"]
    assert kinds("2025-05-20", fact("rescind", "2025-05-13")) == ["rescind", "confirm"]


# --- what is only announced


@each_row(
    ("text", "language"),
    [
        ("On May 13, 2025, the EPA announced its plan to rescind the Fuel Rule.", "en"),
        ("The EPA said on Tuesday it will soon rescind the agency's controversial Fuel Rule.", "en"),
        ("The EPA has begun the process of repeal of the Fuel Rule.", "en"),
        ("環境保護庁は13日、燃料規則を撤回すると発表した。", "ja"),
        ("环境保护局5月13日宣布启动撤销燃料规则。", "zh"),
    ],
)
def test_an_act_that_is_announced_is_no_act(text: str, language: str) -> None:
    """It has no day of its own, and moves nothing: an announced rescission leaves the text as it stands."""
    announced = fact("rescind", "unknown", published=None, announced="2025-05-13", certainty="announced")
    report, joined = told(text, announced, language=language).events
    assert (report.kind, str(report.effect), report.certainty) == ("rescind", "unknown", Certainty.REPORTED)
    assert (joined.kind, report.conflicts_with) == ("confirm", ())


def test_an_announcement_is_sure_of_its_own_body_only_and_never_where_it_is_denied() -> None:
    """A day that is told is that of the announcement, and another than on record confirms nothing."""
    found = event("On May 13, 2025, the EPA announced its plan to rescind the Fuel Rule.")
    assert (found.kind, str(found.effect), str(found.announced)) == ("rescind", "unknown", "2025-05-13")
    for text in (
        "On May 13, 2025, a senator announced a plan to rescind the Fuel Rule.",
        "The EPA said it may rescind the Fuel Rule.",
        "The EPA said it will not rescind the Fuel Rule.",
        "The EPA announced a study of whether to rescind the Fuel Rule.",
    ):
        assert event(text).kind == "report", text
    elsewhere = fact("rescind", "unknown", published=None, announced="2025-04-13", certainty="announced")
    assert event("On May 12, 2025, firms said the EPA will rescind the Fuel Rule.", elsewhere).kind == "report"


def test_a_document_of_the_register_is_announced_on_by_its_agencies() -> None:
    """Its id has no body: those on record speak of their own."""
    mowers = Instrument("us/fr/2025-01234", "final_rule", "Lawn Mower Noise Rule", agency="epa")
    ledger = Ledger((), [mowers])
    for body, kind in (("EPA", "rescind"), ("FTC", "report")):
        about = item(f"The {body} said on May 13 that it will rescind the Lawn Mower Noise Rule.", jurisdiction="us")
        found = reports(about, ItemReader(ledger).read(about), ledger, seen_at=0)
        assert [each.kind for each in found.events] == [kind]


def test_what_was_announced_and_then_done_is_told_once() -> None:
    text = f"The EPA announced the rescission of the Fuel Rule. {RESCINDED}"
    assert [each.kind for each in told(text, fact("rescind", "2025-05-13")).events] == ["rescind", "confirm"]


def test_the_month_of_may_makes_nothing_unsure() -> None:
    assert event("On May 13, 2025, the EPA rescinded the Fuel Rule.").kind == "rescind"
    assert event("On May 13, 2025, the EPA may have rescinded the Fuel Rule.").kind == "report"


def test_a_chamber_that_passed_a_bill_is_no_second_one_for_a_report_of_it() -> None:
    passed = fact("pass", "2025-05-13", target="us/congress/s12", name="senate")
    report, joined = told("The Senate passed the Fuel Choice Act on Tuesday.", passed).events
    assert (report.kind, report.name, joined.kind) == ("pass", "senate", "confirm")
    committee = told("A Senate committee passed the Fuel Choice Act on Tuesday.", passed).events
    assert [each.kind for each in committee] == ["report_out"]


def test_what_only_comes_later_is_not_what_words_describe() -> None:
    later = fact("publish", "2025-09-01")
    text = "The EPA may change what passenger cars emit and which additives fuel has, under its emission standards."
    assert told(text).events
    assert not told(text, later).events
