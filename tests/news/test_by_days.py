"""What is recorded on the days that an item gives tells which instrument is meant by words that name none."""

from __future__ import annotations

from collections.abc import Sequence

from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.news.link import Link
from regtrack.news.linking import Linker, link
from regtrack.news.names import NamesOf
from tests.helpers import e, events_of
from tests.news.helpers import anchor, by_tables, claims

CHIPS = Instrument("us/bis/chip-rule", "final_rule", "Foundry Diligence Rule")
FUEL = Instrument("us/epa/fuel-rule", "final_rule", "Fuel Standards Rule")
DUTCH = Instrument("nl/ministry/tools", "final_rule", "Dutch tool measure")


def fact(target: Instrument, kind: str, day: str) -> dict[str, str]:
    ends = {"open_comment": "until"}
    return e(kind, f"t:{target.id}:{kind}", target=target.id, published="2025-01-16", **{ends.get(kind, "effect"): day})


FACTS = events_of(
    [
        fact(CHIPS, "set_effective", "2025-01-16"),
        fact(CHIPS, "set_compliance", "2025-01-31"),
        fact(CHIPS, "open_comment", "2025-03-14"),
        fact(FUEL, "set_effective", "2025-01-16"),
        fact(DUTCH, "set_effective", "2025-04-01"),
    ]
)


def linked(text: str, facts: Sequence[Event] = FACTS, language: str = "en") -> list[Link]:
    known = Linker(NamesOf((CHIPS, FUEL, DUTCH), facts))
    return list(link(claims(text, language, day="2025-01-17"), known, language=language))


def test_most_of_the_days_tell() -> None:
    """Two rules took effect on one day; only one of them has the other date as well."""
    found = linked("The rule takes effect on January 16, 2025. Companies must comply with it by January 31, 2025.")
    assert {(each.id, each.rule) for each in found} == {(CHIPS.id, "day")}


def test_one_day_tells_for_the_body_that_acts() -> None:
    (found,) = linked("EPA said that the rule took effect on January 16, 2025.")
    assert (found.id, found.rule) == (FUEL.id, "day")
    (found,) = linked("Commerce said that the rule took effect on January 16, 2025.")
    assert (found.id, found.rule) == (CHIPS.id, "day"), "BIS is a part of Commerce"
    (lonely,) = linked("The rule took effect on January 16, 2025.")
    assert lonely.id is None


def test_one_day_tells_where_a_language_leaves_out_who_acts() -> None:
    (found,) = linked("新规则2025年4月1日生效。", language="zh")
    assert (found.id, found.rule) == (DUTCH.id, "day")
    (issued,) = linked("2025年4月1日公布新规则。", language="zh")
    assert issued.id is None, "anyone may publish anything on a day"


def test_a_word_that_marks_it_tells_where_no_body_acts() -> None:
    """The country that is named may be the one that a rule of another is about."""
    (found,) = linked("A foundry in Malaysia is hit: the rule took effect on January 16, 2025.")
    assert (found.id, found.rule) == (CHIPS.id, "day")


def test_one_day_does_not_tell_for_other_words() -> None:
    (other,) = linked("The overtime rule took effect on January 16, 2025.")
    assert (other.id, other.claim.target) == (None, "overtime rule")


def test_what_is_named_comes_first() -> None:
    """A wrong day in a report must not turn it into a report of something else."""
    found = linked("The Fuel Standards Rule was published. It takes effect on January 31, 2025.")
    assert {each.id for each in found} == {FUEL.id}


def test_another_country_or_another_day_tells_nothing() -> None:
    assert linked("The rule of the United States takes effect on April 1, 2025.")[0].id is None
    assert linked("BIS said that the rule takes effect on January 18, 2025.")[0].id is None


def test_without_facts_nothing_is_told() -> None:
    found = linked("The rule takes effect on January 16, 2025. Companies must comply with it by January 31, 2025.", ())
    assert {each.id for each in found} == {None}


NAMED = Instrument("us/bis/cloud-rule", "final_rule", "Cloud Rule", aliases=(("ja", ("量子計算装置規則",)),))
DAYS = events_of(
    [
        e("publish", "t:cloud", target=NAMED.id, published="2020-06-01"),
        e("publish", "t:chips", target=CHIPS.id, published="2025-01-15"),
        fact(CHIPS, "set_effective", "2025-01-16"),
        fact(CHIPS, "set_compliance", "2025-01-31"),
        e("stay", "t:dutch", target=DUTCH.id, effect="2025-04-01", published="2025-04-01"),
        fact(DUTCH, "set_effective", "2025-03-01"),
    ]
)


def linked_in_japanese(text: str) -> list[Link]:
    known = Linker(NamesOf((CHIPS, NAMED, DUTCH), DAYS))
    return list(link(by_tables(text, language="ja", anchor=anchor("2025-01-17", "Asia/Tokyo")), known, language="ja"))


def test_days_tell_more_than_a_likeness() -> None:
    """The words are like the name of a rule of another year; two days are those of one that has no name in them."""
    found = linked_in_japanese("商務省は15日、量子計算用装置規則を公布した。16日に発効し、31日から順守を義務付ける。")
    assert {each.id for each in found} == {CHIPS.id}
    (lonely,) = linked_in_japanese("商務省は2020年6月1日、量子計算用装置規則を公布した。")
    assert (lonely.id, lonely.rule) == (NAMED.id, "alike")


def test_the_body_of_the_sentence_before_acts() -> None:
    found = linked_in_japanese("オランダ政府は15日、省令を公表した。3月1日に施行する。")
    assert {(each.id, each.rule) for each in found} == {(DUTCH.id, "day")}


def test_what_is_issued_far_from_all_its_days_is_something_else() -> None:
    (other,) = linked_in_japanese("商務省は15日、量子計算装置の扱いを定めた規則を公布した。")
    assert other.id == CHIPS.id, "and not the one of 2020 that the sentence is like"
    (none,) = linked_in_japanese("商務省は10日、量子計算装置規則に代わる規則を公布した。")
    assert none.id is None


SERIES = (
    Instrument("cn/mofcom/46", "order", "Announcement No. 46 of 2024", aliases=(("zh", ("商务部公告2024年第46号",)),)),
    Instrument("cn/mofcom/70", "order", "Announcement No. 70 of 2025", aliases=(("zh", ("商务部公告2025年第70号",)),)),
)
SERIES_DAYS = events_of([e("publish", "t:70", target=SERIES[1].id, published="2025-11-07")])


def test_a_number_in_a_series_and_its_day_tell() -> None:
    """The year, without which it names nothing, is left out by those who write in that year."""
    known = Linker(NamesOf(SERIES, SERIES_DAYS))
    (found,) = link(claims("两部门7日发布第70号公告。", "zh", day="2025-11-08"), known, language="zh")
    assert (found.id, found.rule) == (SERIES[1].id, "day")
    (other,) = link(claims("两部门7日发布第71号公告。", "zh", day="2025-11-08"), known, language="zh")
    assert other.id is None


def test_the_one_body_that_acts_in_an_item_acts_in_all_of_it() -> None:
    """The sentence with the day does not say again whose rule it is."""
    found = linked("EPA proposed a fee for mills. The rule took effect on January 16, 2025.")
    assert [each.id for each in found if each.claim.act == "set_effective"] == [FUEL.id]
    found = linked(
        "EPA and BIS disagreed. EPA proposed a fee. BIS proposed a list. The rule took effect on January 16, 2025."
    )
    assert [each.id for each in found if each.claim.act == "set_effective"] == [None]


def test_what_adds_to_a_list_is_known_by_its_own_day() -> None:
    listed = Instrument("us/bis/listed-2025-09", "final_rule", "Additions to the Entity List")
    known = Linker(NamesOf((listed,), events_of([e("publish", "t:listed", target=listed.id, published="2025-09-16")])))
    (found,) = link(claims("BIS added 32 firms to the Entity List on Tuesday.", day="2025-09-17"), known, language="en")
    assert (found.claim.act, found.id, found.rule) == ("amend", listed.id, "day")
    (other,) = link(claims("BIS added 32 firms to the Entity List on Monday.", day="2025-09-17"), known, language="en")
    assert other.id is None


def test_the_same_words_with_a_day_on_which_it_was_not_made_mean_another() -> None:
    facts = events_of(
        [
            fact(CHIPS, "set_effective", "2025-01-16"),
            e("publish", "t:chips-out", target=CHIPS.id, published="2025-01-16"),
        ]
    )
    told = "BIS said that the rule took effect on January 16, 2025. {} rule was published on {}."
    assert [each.id for each in linked(told.format("A", "November 12, 2025"), facts)] == [CHIPS.id, None]
    assert {each.id for each in linked(told.format("The", "January 16, 2025"), facts)} == {CHIPS.id}


def test_a_day_tells_more_than_a_part_of_a_name() -> None:
    """Two rules on one matter: what tells of one may mean the other, which has the day."""
    old = Instrument("us/bis/foundry-2022", "final_rule", "Foundry Diligence Rule")
    new = Instrument("us/bis/foundry-2025", "final_rule", "Foundry Diligence Standards for Designers of Chips")
    facts = events_of([fact(old, "set_effective", "2025-01-16"), fact(new, "open_comment", "2025-03-14")])
    known = Linker(NamesOf((old, new), facts))
    text = "Comments on the BIS rule on foundry diligence are due by March 14, 2025."
    (found,) = link(claims(text, day="2025-01-17"), known, language="en")
    assert (found.id, found.rule) == (new.id, "day")


def test_the_same_words_are_the_same_instrument() -> None:
    told, other = linked(
        "The foundry requirements take effect on January 16, 2025. BIS will accept comments on the foundry "
        "requirements until April 20, 2025."
    )
    assert (told.id, told.rule) == (CHIPS.id, "day")
    assert other.id == CHIPS.id
