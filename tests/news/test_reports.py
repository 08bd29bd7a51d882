"""What is recorded of an item: reports, confirmations, contradictions, and entries of the inbox."""

from typing import Any

import attrs
import pytest

from regtrack import dates
from regtrack.model.document import Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.news import reconciling
from regtrack.news.claims import read_item
from regtrack.news.competing import MOST_VALUES, Competing
from regtrack.news.facets import Detail
from regtrack.news.link import Link
from regtrack.news.linking import Linker, link
from regtrack.news.names import NamesOf
from regtrack.news.reconciling import Facts as Recorded
from regtrack.news.reconciling import Heard
from regtrack.news.reports import Reported, reports, reviewed
from regtrack.records.reading import read_event
from tests.news.helpers import DIFFUSION, EVERY, SEEN, SENATE, Facts, item

AGENCY: dict[str, Any] = {
    "publisher": "Bureau of Industry and Security", "rank": Rank.AGENCY, "ceiling": Certainty.ANNOUNCED,
}  # fmt: skip


def fact(kind: str, target: str = DIFFUSION.id, **fields: Any) -> Event:
    given = {"key": f"t:{kind}", "kind": kind, "target": target, "summary": "What the record says.", **fields}
    return read_event(given)


def told(text: str, *facts: Event, **fields: Any) -> Reported:
    one = item(text, **fields)
    links = link(read_item(one), Linker(NamesOf(EVERY)), language=one.language, jurisdiction=one.jurisdiction)
    return reports(one, links, Facts(facts), seen_at=SEEN)


def event(text: str, *facts: Event, **fields: Any) -> Event:
    (only,) = told(text, *facts, **fields).events
    return only


def test_a_report_is_the_act_that_is_claimed_with_the_exact_words() -> None:
    text = "Good morning. The Commerce Department rescinded the AI Diffusion Rule on Tuesday."
    found = event(text)
    assert (found.key, found.kind, found.target) == (f"item:1:rescind:{DIFFUSION.id}", "rescind", DIFFUSION.id)
    assert (found.certainty, str(found.effect)) == (Certainty.REPORTED, "2025-05-13")
    assert str(found.available) == "2025-05-14T13:00:00Z"
    assert found.evidence == (
        Evidence("item:1", "The Commerce Department rescinded the AI Diffusion Rule on Tuesday."),
    )
    assert found.summary == "A Wire on AI Diffusion Rule: rescinded, 2025-05-13."
    assert found.note == "“Tuesday” is read as Tuesday 2025-05-13, the last one by the day of the item."


@pytest.mark.parametrize(
    ("text", "fields", "certainty"),
    [
        ("BIS will rescind the AI Diffusion Rule.", {}, Certainty.REPORTED),
        ("BIS will rescind the AI Diffusion Rule.", AGENCY, Certainty.ANNOUNCED),
        ("Commerce has rescinded the AI Diffusion Rule.", AGENCY, Certainty.ANNOUNCED),
        ("The AI Diffusion Rule has been rescinded.", AGENCY, Certainty.ANNOUNCED),
        ("A court vacated the AI Diffusion Rule.", AGENCY, Certainty.REPORTED),
        ("BIS may rescind the AI Diffusion Rule.", AGENCY, Certainty.REPORTED),
        ("BIS reportedly rescinded the AI Diffusion Rule.", AGENCY, Certainty.REPORTED),
        ("Lawmakers urged BIS to rescind the AI Diffusion Rule.", AGENCY, Certainty.REPORTED),
        ("BIS rescinded the AI Diffusion Rule.", {**AGENCY, "ceiling": Certainty.PUBLISHED}, Certainty.ANNOUNCED),
    ],
)
def test_certainty_is_what_the_source_may_give_of_its_own_acts(
    text: str, fields: dict[str, Any], certainty: Certainty
) -> None:
    assert event(text, **fields).certainty is certainty


@pytest.mark.parametrize("word", ["may rescind", "denied that it had rescinded", "was urged by senators to rescind"])
def test_what_is_not_asserted_is_a_report_that_moves_nothing(word: str) -> None:
    found = event(f"Commerce {word} the AI Diffusion Rule.")
    assert (found.kind, found.effect, found.until) == ("report", None, None)


def test_a_promise_without_a_date_has_none() -> None:
    assert str(event("Commerce will rescind the AI Diffusion Rule.").effect) == "unknown"
    assert event("Commerce rescinded the AI Diffusion Rule.").effect is None


def test_deadlines_and_ends_are_ends() -> None:
    found = event("Comments on the AI Diffusion Rule are due by May 20.")
    assert (found.kind, found.effect, str(found.until)) == ("open_comment", None, "2025-05-20")
    assert found.until is not None
    assert found.until.inclusive
    found = event("BIS suspended the AI Diffusion Rule from May 20 through June 3, 2025.")
    assert (str(found.effect), str(found.until), found.until and found.until.inclusive) == (
        "2025-05-20",
        "2025-06-03",
        True,
    )


def test_several_candidates_are_the_span_in_which_it_fell() -> None:
    found = event(
        "Senators introduced the Chip Security Act last Friday.", published="2025-05-17T09:00[America/New_York]"
    )
    assert str(found.effect) == "2025-05-09..2025-05-16"


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Commerce rescinded the AI Diffusion Rule on May 13, 2025.", None),
        ("BIS will delay the AI Diffusion Rule until next Friday.", "“next Friday” is read as Friday 2025-05-23."),
        ("BIS will rescind the AI Diffusion Rule next month.", "“next month” is read as 2025-06."),
        (
            "The AI Diffusion Rule takes effect on Friday.",
            "“Friday” is read as Friday 2025-05-16, the next one from the day of the item.",
        ),
    ],
)
def test_how_a_date_was_read_is_told_in_the_words_of_the_item(text: str, note: str | None) -> None:
    """But for one that they spell out."""
    assert event(text).note == note


def test_a_day_of_another_zone_and_a_second_reading_are_told() -> None:
    found = event("商務省は日本時間14日午前、AI拡散規則を撤回した。", language="ja", zone="Asia/Tokyo")
    assert (found.note or "").endswith("In the zone of the law that is 2025-05-13.")
    found = event(
        "Senators introduced the Chip Security Act last Friday.", published="2025-05-17T09:00[America/New_York]"
    )
    assert (found.note or "").split("\n")[1] == "“last Friday” may also mean Friday 2025-05-16."


def test_an_item_without_a_date_is_known_from_when_it_was_seen() -> None:
    found = event("Commerce rescinded the AI Diffusion Rule on Tuesday.", published=None)
    assert (found.effect, found.available and found.available.text) == (None, dates.iso_instant(SEEN))


def test_a_day_that_the_words_place_elsewhere_is_the_day_of_the_law() -> None:
    found = event("商務省は日本時間14日午前、AI拡散規則を撤回した。", language="ja", zone="Asia/Tokyo")
    assert str(found.effect) in ("2025-05-13", "2025-05-13..2025-05-14")


# --- against the record -------------------------------------------------------------------------------------------


def test_a_primary_fact_of_that_day_confirms() -> None:
    issued = fact(
        "publish", published="2025-01-15", announced="2025-01-13", certainty="published", evidence=["t:register"]
    )
    report, confirmed = told("BIS published the AI Diffusion Rule on January 15, 2025.", issued).events
    assert report.conflicts_with == ()
    assert (confirmed.kind, confirmed.of, confirmed.certainty) == ("confirm", report.key, Certainty.REPORTED)
    assert [each.document for each in confirmed.evidence] == ["t:register", "item:1"]
    assert confirmed.key == f"{report.key}:confirmed"
    assert str(confirmed.available) == str(report.available)  # the later of the two


def test_a_confirmation_is_known_on_a_day_where_its_fact_is() -> None:
    """The article is of the evening of the 13th in Washington, where the day of the fact had not closed yet."""
    done = fact("publish", published="2025-05-13")
    _, confirmed = told("BIS published the AI Diffusion Rule.", done, published="2025-05-14T09:00[Asia/Tokyo]").events
    assert str(confirmed.available) == "2025-05-13"


def test_any_step_of_the_making_of_a_document_is_its_day() -> None:
    issued = fact("publish", published="2025-01-15", announced="2025-01-13", filed="2025-01-10")
    for day in ("10", "13", "15"):
        assert len(told(f"BIS released the AI Diffusion Rule on January {day}, 2025.", issued).events) == 2


def test_an_act_without_a_day_is_confirmed_by_one_shortly_before() -> None:
    issued = fact("publish", published="2025-05-13")
    assert len(told("BIS published the AI Diffusion Rule.", issued).events) == 2
    assert len(told("BIS published the AI Diffusion Rule.", fact("publish", published="2024-05-13")).events) == 1


def test_another_date_contradicts() -> None:
    begins = fact("set_effective", effect="2025-01-13", published="2025-01-15")
    found = event("The AI Diffusion Rule takes effect on May 15.", begins)
    assert found.conflicts_with == ("t:set_effective",)
    assert (found.note or "").endswith("On record the date is 2025-01-13, not 2025-05-15.")


def test_the_date_of_another_thing_is_named_too() -> None:
    begins = fact("set_effective", effect="2025-01-13", published="2025-01-15")
    duty = fact("set_compliance", effect="2025-05-15", published="2025-01-15")
    found = event("The AI Diffusion Rule takes effect on May 15.", begins, duty)
    assert found.conflicts_with == ("t:set_effective", "t:set_compliance")
    assert (found.note or "").endswith("2025-05-15 is the compliance date on record, not the effective date.")


def test_done_contradicts_what_was_only_announced() -> None:
    announced = fact("rescind", effect="unknown", announced="2025-05-13", certainty="announced")
    assert event("Commerce rescinded the AI Diffusion Rule on Tuesday.", announced).conflicts_with == ("t:rescind",)
    assert event("Commerce will rescind the AI Diffusion Rule.", announced).conflicts_with == ()


def test_done_much_later_does_not_contradict_what_was_announced() -> None:
    announced = fact("rescind", effect="unknown", announced="2025-05-13", certainty="announced")
    found = event(
        "Commerce rescinded the AI Diffusion Rule on Tuesday.",
        announced,
        published="2026-02-11T09:00[America/New_York]",
    )
    assert found.conflicts_with == ()


def test_done_without_a_day_is_the_old_announcement_told_as_done() -> None:
    """“The rule, which was rescinded last year”: a new act has its day in the news of it."""
    announced = fact("rescind", effect="unknown", announced="2025-05-13", certainty="announced")
    text, later = "Commerce rescinded the AI Diffusion Rule.", {"published": "2026-02-11T09:00[America/New_York]"}
    assert event(text, announced, **later).conflicts_with == ("t:rescind",)
    assert event(text, attrs.evolve(announced, announced=When.parse("2026-09-13")), **later).conflicts_with == ()
    delayed = fact("delay_effective", effect="unknown", announced="2025-05-13", certainty="announced")
    assert event("Commerce delayed the AI Diffusion Rule.", delayed, **later).conflicts_with == ()


def test_what_a_feed_announced_without_a_day_is_of_the_day_on_which_it_said_so() -> None:
    """A word of 2026 is not what a headline of 2025 told otherwise."""
    announced = by_another("BIS will rescind the AI Diffusion Rule.", 2, **AGENCY, published="2026-08-19T12:00Z")
    assert announced.certainty is Certainty.ANNOUNCED
    text = "Commerce rescinded the AI Diffusion Rule on Tuesday."
    assert event(text, announced).conflicts_with == ()
    near = attrs.evolve(announced, available=When.parse("2025-05-12T12:00:00Z"))
    assert event(text, near).conflicts_with == (announced.key,)


def test_an_end_that_the_record_does_not_have_is_no_part_of_what_it_confirms() -> None:
    """The date belongs to another clause, and the rule would be told to have expired."""
    text = "The AI Diffusion Rule is effective from January 13, 2025 until May 15, 2025."
    assert str(event(text).until) == "2025-05-15"
    lasting = fact("set_effective", effect="2025-01-13", published="2025-01-15")
    ending = attrs.evolve(lasting, until=When.parse("2025-05-15"))
    for recorded, until in ((lasting, None), (ending, "2025-05-15")):
        report, _ = told(text, recorded).events
        assert (report.until and str(report.until)) == until
    revised, joined = after(event(text), lasting)
    assert (revised.until, str(revised.effect), joined.kind) == (None, "2025-01-13", "confirm")


def test_another_delay_of_the_same_rule_is_news_and_no_contradiction() -> None:
    first = fact("delay_effective", effect="2025-03-21", published="2025-01-28")
    assert event("BIS delayed the AI Diffusion Rule until November 17, 2025.", first).conflicts_with == ()
    near = event("BIS delayed the AI Diffusion Rule until April 1, 2025.", first)
    assert near.conflicts_with == ("t:delay_effective",)


def test_the_day_of_the_outlet_does_not_confirm_but_is_told() -> None:
    introduced = fact("introduce", SENATE.id, published="2025-05-08")
    text = "先週の金曜日、上院議員はチップセキュリティ法を提出した。"
    found = event(text, introduced, language="ja", zone="Asia/Tokyo")
    assert found.conflicts_with == ("t:introduce",)
    assert (found.note or "").split("\n") == [
        "“先週の金曜日” is read as Friday 2025-05-09.",
        "By the outlet's own day it is 2025-05-08.",
        "On record the date is 2025-05-08: the same day, if the outlet's own day is meant.",
    ]


def test_details_are_compared_across_languages() -> None:
    alone = fact("introduce", SENATE.id, published="2025-05-08", summary="The senator, alone, introduced the bill.")
    found = event("超党派の上院議員は8日、チップセキュリティ法を提出した。", alone, language="ja")
    assert found.conflicts_with == ("t:introduce",)
    assert "(sponsors): it says “several”, the record “one”" in (found.note or "")
    both = fact("introduce", SENATE.id, published="2025-05-08", summary="A bipartisan group introduced the bill.")
    assert len(told("超党派の上院議員は8日、チップセキュリティ法を提出した。", both, language="ja").events) == 2


def test_scope_is_a_detail_like_any_other() -> None:
    """H34: a halt for one country only, against a rule that stays every change."""
    stay = fact("stay", effect="2025-11-10", published="2025-11-12", summary="Every change made by the rule is stayed.")
    text = "AI拡散規則は11月10日から1年間、中国企業に限り停止される。"
    found = event(text, stay, language="ja", published="2025-11-01T09:00[Asia/Tokyo]", zone="Asia/Tokyo")
    assert found.conflicts_with == ("t:stay",)
    assert "reach" in (found.note or "")


def test_hearsay_neither_confirms_nor_contradicts() -> None:
    rumour = fact("report", effect="2025-05-01", available="2025-05-02", certainty="reported")
    contested = fact(
        "rescind", effect="2025-05-01", available="2025-05-02", certainty="reported", conflicts_with=["t:x"]
    )
    assert event("Commerce rescinded the AI Diffusion Rule on Tuesday.", rumour, contested).conflicts_with == ()


def test_an_item_is_not_compared_with_itself() -> None:
    text = "Commerce rescinded the AI Diffusion Rule on Tuesday."
    first = event(text)
    assert told(text, first).events == (first,)


def test_a_changed_item_is_not_compared_with_what_was_accepted_of_it() -> None:
    """Its old words stay under the key of the entry of the inbox until they are taken back."""
    accepted = fact("rescind", key=f"item:1?{DIFFUSION.id}/000", effect="2025-05-12", available="2025-05-14",
                    certainty="reported")  # fmt: skip
    found = event("Commerce rescinded the AI Diffusion Rule on Tuesday.", accepted)
    assert (found.conflicts_with, "record" in (found.note or "")) == ((), False)


def test_a_fact_that_arrives_later_confirms_a_report() -> None:
    report = event("BIS rescinded the AI Diffusion Rule on Tuesday.")
    later = fact("rescind", effect="2025-05-13", published="2025-05-20", certainty="published")
    (found,) = after(report, later)
    assert (found.kind, found.of, str(found.available)) == ("confirm", report.key, "2025-05-20")
    assert after(report, fact("stay", effect="2025-05-13", published="2025-05-20")) == []


def after(report: Event, *facts: Event, language: str = "en") -> list[Event]:
    """What follows for a report from what is recorded later."""
    return reviewed(report, Recorded(facts), DIFFUSION, language) or []


def test_a_fact_that_arrives_later_contradicts_a_report() -> None:
    """As it would have done, had it been there when the item was read; what was said before stays said."""
    text = "BIS rescinded the AI Diffusion Rule on Tuesday."
    later = fact("rescind", effect="2025-06-13", published="2025-06-20")
    (found,) = after(event(text), later)
    assert found == event(text, later)
    assert found.conflicts_with == ("t:rescind",)
    assert after(found, later) == []
    more = fact("rescind", key="t:more", effect="2025-06-14", published="2025-06-20")
    (again,) = after(found, later, more)
    assert again.conflicts_with == ("t:rescind", "t:more")
    assert (again.note or "").split("\n")[1:] == [
        "On record the date is 2025-06-13, not 2025-05-13.",
        "On record the date is 2025-06-14, not 2025-05-13.",
    ]


def test_what_was_only_announced_and_is_done_on_the_day_after_all_is_no_contradiction() -> None:
    announced = fact("rescind", effect="unknown", announced="2025-05-13", certainty="announced")
    report = event("Commerce rescinded the AI Diffusion Rule on Tuesday.", announced)
    assert report.conflicts_with == ("t:rescind",)
    done = fact("rescind", key="t:done", effect="2025-05-13", published="2025-05-20")
    restated, joined = after(report, announced, done)
    assert (restated.key, restated.conflicts_with, restated.note) == (
        report.key, (), event("Commerce rescinded the AI Diffusion Rule on Tuesday.").note,
    )  # fmt: skip
    assert joined.note == "Recorded as t:done."


def test_a_fact_that_arrives_later_differs_in_a_detail_of_the_quote() -> None:
    report = event("超党派の上院議員は8日、チップセキュリティ法を提出した。", language="ja")
    alone = fact("introduce", SENATE.id, published="2025-05-08", summary="The senator, alone, introduced the bill.")
    (found,) = reviewed(report, Recorded([alone]), SENATE, "ja") or []
    assert found.conflicts_with == ("t:introduce",)
    assert "(sponsors): it says “several”, the record “one”" in (found.note or "")


def test_what_is_promised_is_not_said_to_be_done() -> None:
    announced = fact("rescind", effect="unknown", announced="2025-05-13", certainty="announced")
    assert after(event("Commerce will rescind the AI Diffusion Rule."), announced) == []
    assert after(event("Commerce will rescind the AI Diffusion Rule on June 1."), announced) == []
    assert after(event("Commerce may rescind the AI Diffusion Rule."), announced) == []


def test_the_day_of_the_outlet_is_told_also_where_the_fact_comes_later() -> None:
    introduced = fact("introduce", SENATE.id, published="2025-05-08")
    text, fields = "先週の金曜日、上院議員はチップセキュリティ法を提出した。", {"language": "ja", "zone": "Asia/Tokyo"}
    report = event(text, **fields)
    assert reviewed(report, Recorded([introduced]), SENATE, "ja") == [event(text, introduced, **fields)]


def test_a_report_is_confirmed_no_longer_when_the_fact_is_another_one() -> None:
    """The fact was revised, and contradicts it now; or it was taken back, and nothing is recorded."""
    done = fact("rescind", effect="2025-05-13", published="2025-05-20")
    report, joined = told("BIS rescinded the AI Diffusion Rule on Tuesday.", done).events
    assert reviewed(report, Recorded([done]), DIFFUSION, "en", joined=joined) is None
    corrected = attrs.evolve(done, effect=fact("rescind", effect="2025-05-16", published="2025-05-20").effect)
    (found,) = reviewed(report, Recorded([corrected]), DIFFUSION, "en", joined=joined) or []
    assert (found.key, found.conflicts_with) == (report.key, ("t:rescind",))
    assert reviewed(report, Recorded([]), DIFFUSION, "en", joined=joined) == []


def by_another(text: str, number: int, **fields: Any) -> Event:
    """What another item reports."""
    return event(text, id=f"item:{number}", **fields)


def test_of_two_reports_neither_is_the_record() -> None:
    """The later one names the other. What the same document says is no other; what an agency announces is a fact."""
    text = "Commerce rescinded the AI Diffusion Rule on {}."
    other, mine = by_another(text.format("Monday"), 2), event(text.format("Tuesday"))
    found = event(text.format("Tuesday"), other)
    assert (found.conflicts_with, found.kind, found.effect) == ((other.key,), mine.kind, mine.effect)
    assert (found.note or "").split("\n")[-1] == "Another report gives 2025-05-12, not 2025-05-13."
    assert event(text.format("Monday"), other).conflicts_with == ()
    assert after(mine, other, attrs.evolve(mine, certainty=Certainty.ANNOUNCED)) == []
    announced = attrs.evolve(other, certainty=Certainty.ANNOUNCED)
    assert [each.conflicts_with for each in after(mine, announced)] == [(other.key,)]


def test_reports_are_compared_where_the_record_is_silent() -> None:
    """Whether it confirms or contradicts, it says what is so."""
    text = "Commerce rescinded the AI Diffusion Rule on {}."
    other = by_another(text.format("Monday"), 2)
    done = fact("rescind", effect="2025-05-13", published="2025-05-20")
    assert [each.conflicts_with for each in told(text.format("Tuesday"), other, done).events] == [(), ()]
    assert event(text.format("Sunday"), other, done).conflicts_with == ("t:rescind",)


def test_reports_of_one_day_differ_in_a_detail() -> None:
    text = "AI拡散規則は11月10日から1年間、{}停止される。"
    fields = {"language": "ja", "published": "2025-11-01T09:00[Asia/Tokyo]", "zone": "Asia/Tokyo"}
    competing = Competing()
    competing.add(by_another(text.format("全面的に"), 2, **fields), DIFFUSION, "ja")
    mine = event(text.format("中国企業に限り"), **fields)
    (found,) = reviewed(mine, Recorded(()), DIFFUSION, "ja", others=competing.before("item:1", "stay")) or []
    assert found.conflicts_with == (f"item:2:stay:{DIFFUSION.id}",)
    assert "differs from another report in a detail (reach)" in (found.note or "")


def test_what_an_item_said_before_it_was_changed_is_no_report() -> None:
    competing = Competing()
    for day in ("Monday", "Tuesday"):
        competing.add(by_another(f"Commerce rescinded the AI Diffusion Rule on {day}.", 2), DIFFUSION, "en")
    assert [str(each.report.effect) for each in competing.before("item:1", "rescind")] == ["2025-05-13"]


def test_reports_of_days_far_apart_are_of_two_acts_and_of_one_day_by_two_clocks_of_one() -> None:
    first = by_another("BIS delayed the AI Diffusion Rule until March 21, 2025.", 2)
    assert event("BIS delayed the AI Diffusion Rule until November 17, 2025.", first).conflicts_with == ()
    thursday = by_another("Senators introduced the Chip Security Act (S. 1705) on Thursday, May 8, 2025.", 2)
    text = "先週の金曜日、上院議員はチップセキュリティ法を提出した。"
    assert event(text, thursday, language="ja", zone="Asia/Tokyo").conflicts_with == ()


@pytest.mark.parametrize(("values", "most"), [(3, 3), (1000, MOST_VALUES)], ids=["few values", "all differ"])
def test_many_reports_are_compared_with_each_value_once(
    values: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each names one report of each other value; the cost does not grow with the number of reports of a value."""
    compared = 0

    def counting(said: Any, other: Heard) -> Any:
        nonlocal compared
        compared += 1
        return competes(said, other)

    competes = reconciling._competes
    monkeypatch.setattr(reconciling, "_competes", counting)
    competing, mine = Competing(), event("The AI Diffusion Rule takes effect on May 16, 2025.")
    for number in range(200):
        item_id, day = f"item:{number}", dates.add_days(dates.parse_date("2025-06-01"), number % values).isoformat()
        report = attrs.evolve(
            mine, key=f"{item_id}:set_effective:{DIFFUSION.id}", effect=When.parse(day),
            evidence=(Evidence(item_id, mine.evidence[0].quote),), note=None,
        )  # fmt: skip
        others = competing.before(item_id, report.kind)
        found = reviewed(report, Recorded(()), DIFFUSION, "en", others=others)
        named = found[0].conflicts_with if found else ()
        assert named == tuple(
            f"item:{n}:set_effective:{DIFFUSION.id}" for n in range(min(number, most)) if n != number % values
        )
        competing.add(report, DIFFUSION, "en")
    assert compared <= 200 * most


@pytest.mark.parametrize(
    ("details", "start", "kinds"),
    [
        ((), 0, ["rescind"]),
        ((), 90, ["rescind", "report"]),
        ((Detail("sponsors", "several"),), 0, ["rescind", "report"]),
    ],
    ids=["it adds nothing", "another sentence says it", "it contradicts more"],
)
def test_a_statement_in_the_sentence_of_an_act_is_told_only_if_it_adds_to_it(
    details: tuple[Detail, ...], start: int, kinds: list[str]
) -> None:
    one = item("On Tuesday the Commerce Department rescinded the AI Diffusion Rule.")
    (act,) = link(read_item(one), Linker(NamesOf(EVERY)), language="en", jurisdiction="us")
    claim = attrs.evolve(act.claim, act="note", when=(), details=frozenset(details), start=start)
    alone = fact("publish", published="2025-01-15", summary="The senator, alone, introduced it.")
    introduced = attrs.evolve(alone, kind="introduce")
    found = reports(one, [act, attrs.evolve(act, claim=claim)], Facts([introduced]), seen_at=SEEN)
    assert [each.kind for each in found.events] == kinds
    waiting = [attrs.evolve(each, id=None) for each in (act, attrs.evolve(act, claim=claim))]
    (entry,) = reports(one, waiting, Facts(), seen_at=SEEN).waiting
    assert [each.kind for each in entry.events] == (kinds if start else ["rescind"])


# --- the inbox ----------------------------------------------------------------------------------------------------


def test_what_cannot_be_linked_waits_with_its_words() -> None:
    found = told(
        "The Labor Department rescinded its overtime rule on Tuesday. It took effect on May 1.", topics=("labour",)
    )
    assert found.events == ()
    (entry,) = found.waiting
    assert (entry.name, entry.proposed.id, entry.proposed.kind) == (
        "overtime rule",
        "us/labor/overtime-rule",
        "final_rule",
    )
    assert entry.quotes == ("The Labor Department rescinded its overtime rule on Tuesday.", "It took effect on May 1.")
    assert [(each.kind, each.target) for each in entry.events] == [
        ("rescind", entry.proposed.id), ("set_effective", entry.proposed.id),
    ]  # fmt: skip
    assert entry.document == "item:1"
    assert entry.proposed.topics == ("labour",)


def test_what_has_no_name_waits_under_the_title_of_its_item() -> None:
    """A thing without a title could be neither shown nor restored from an export."""
    nameless = attrs.evolve(read_item(item("The Labor Department rescinded its overtime rule."))[0], target="")
    one = item("The Labor Department rescinded its overtime rule.", title="Overtime", language="ja")
    (entry,) = reports(one, [Link(nameless, None)], Facts(()), seen_at=SEEN).waiting
    assert (entry.name, entry.proposed.title, entry.proposed.aliases) == ("", "Overtime", ())


def test_what_may_be_one_of_several_is_suggested() -> None:
    (entry,) = told("Lawmakers introduced the Chip Security Act.").waiting
    assert entry.suggestions == ("us/congress/chip-security-act-hr3447", "us/congress/chip-security-act-s1705")
    assert entry.reason == "one of 2 instruments of that name"


def test_names_in_other_scripts_have_an_id_and_an_alias() -> None:
    (entry,) = told("裁判所は残業代規則を無効とした。", language="ja").waiting
    assert entry.proposed.aliases == (("ja", ("残業代規則",)),)
    assert entry.proposed.id.isascii()


def test_names_wait_in_the_letters_in_which_they_are_printed() -> None:
    """One id for both ways to write; what is read in simplified characters is not shown so."""
    traditional, simplified = "商務部週二撤銷《關鍵礦產進口管制條例》。", "商务部周二撤销《关键矿产进口管制条例》。"
    fields: dict[str, Any] = {"zone": "Asia/Taipei"}
    (first,) = told(traditional, language="zh-Hant", **fields).waiting
    (second,) = told(simplified, language="zh-Hans", **fields).waiting
    assert (first.name, second.name) == ("關鍵礦產進口管制條例", "关键矿产进口管制条例")
    assert first.proposed.id == second.proposed.id
    assert (first.proposed.title, first.proposed.aliases) == (first.name, (("zh-Hant", (first.name,)),))
    one = item(simplified, language="zh-Hans", **fields)
    (found,) = link(read_item(one), Linker(NamesOf([first.proposed])), language="zh-Hans", jurisdiction="us")
    assert found.id == first.proposed.id


def test_keys_are_told_apart_and_stay() -> None:
    text = "A court stayed the AI Diffusion Rule. Later another court stayed the AI Diffusion Rule."
    keys = [each.key for each in told(text).events]
    assert keys == [f"item:1:stay:{DIFFUSION.id}", f"item:1:stay:{DIFFUSION.id}:2"]
    assert [each.key for each in told(text).events] == keys


def test_of_facts_that_agree_the_surest_confirms() -> None:
    said = fact("stay", key="t:said", effect="2025-11-10", announced="2025-11-01", certainty="announced")
    done = fact("stay", key="t:done", effect="2025-11-10", published="2025-11-12", certainty="published")
    found = told(
        "BIS suspended the AI Diffusion Rule from November 10.",
        said,
        done,
        published="2025-11-13T09:00[America/New_York]",
    )
    assert found.events[1].note == "Recorded as t:done."
