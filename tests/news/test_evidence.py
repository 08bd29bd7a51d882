"""What speaks against a link, and what must be alike for one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from regtrack import dates
from regtrack.model.instrument import Instrument
from regtrack.news.link import Link, may_mean
from regtrack.news.linking import Linker, link
from regtrack.news.names import NamesOf
from tests.helpers import e, events_of
from tests.news.helpers import claims

FUEL = Instrument("us/epa/fuel-rule", "final_rule", "Fuel Standards Rule", aliases=(("en", ("Fuel Rule",)),))
STAY = Instrument("us/epa/fuel-stay", "final_rule", "Stay of fuel standards", short="Fuel stay")
CHIPS = Instrument("us/bis/chip-2022", "final_rule", "Chip Computing Rule", aliases=(("ja", ("演算半導体規則",)),))
NEWER = Instrument("us/bis/chip-2023", "final_rule", "Chip Computing Rule")
GOODS = Instrument("nl/ministry/order", "order", "Goods Availability Act order")
TARIFF = Instrument("us/president/steel", "proclamation", "25% steel tariff")
TRUCE = Instrument("us/ustr/truce", "agreement", "U.S.-China trade truce")
LICENCE = Instrument("us/bis/licence", "letter", "Temporary General License")
EVERY = (FUEL, STAY, CHIPS, NEWER, GOODS, TARIFF, TRUCE, LICENCE)
FACTS = events_of(
    [
        e("publish", "t:fuel", target=FUEL.id, published="2025-09-30"),
        e("set_effective", "t:fuel-in", target=FUEL.id, published="2025-09-30", effect="2025-09-30"),
        e("set_effective", "t:chips-in", target=CHIPS.id, published="2022-10-07", effect="2022-10-21"),
        e("set_effective", "t:newer-in", target=NEWER.id, published="2023-10-25", effect="2023-11-17"),
        e("announce", "t:truce", target=TRUCE.id, announced="2025-11-01", published="2025-11-01"),
    ]
)


def linked(
    text: str, instruments: Sequence[Instrument] = EVERY, on: str = "2025-11-14", language: str = "en"
) -> list[Link]:
    known = Linker(NamesOf(instruments, FACTS))
    day: dt.date = dates.parse_date(on)
    return list(link(claims(text, language, day=on), known, language=language, on=day))


def ids(text: str, **given: str) -> set[str | None]:
    return {each.id for each in linked(text, **given)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "instrument", "may"),
    [
        ("rule", "permission", True),
        ("permission", "rule", False),
        ("list", "rule", False),
        ("tariff", "agreement", False),
        ("measure", "tariff", True),
        ("bill", "rule", False),
        ("", "rule", True),
        ("rule", "", True),
    ],
)
def test_general_words_may_mean_what_is_special_and_not_the_reverse(words: str, instrument: str, may: bool) -> None:
    assert may_mean(words, instrument) is may


def test_the_end_of_a_pause_is_no_end_of_the_rule() -> None:
    """The rule returns then, which is the contrary: what the words speak of waits for a person."""
    (found,) = linked("The suspension of the Fuel Rule will end on November 28.", (FUEL,))
    assert (found.claim.act, found.id, found.claim.target) == ("set_expiry", None, "suspension of the Fuel Rule")
    (found,) = linked("BIS said that the pause of the Fuel Rule expires this month.", (FUEL,))
    assert (found.claim.act, found.id, found.claim.target) == ("set_expiry", None, "pause of the Fuel Rule")
    affiliates = Instrument("us/bis/affiliates", "final_rule", "Affiliates", aliases=(("zh", ("关联企业规则",)),))
    chinese = linked("关联企业规则的暂停将于11月28日到期。", (affiliates,), language="zh")
    assert affiliates.id not in {each.id for each in chinese if each.claim.act == "set_expiry"}


def test_the_end_of_a_rule_beside_a_pause_is_its_end() -> None:
    found = linked("The pause ended in May; the Fuel Rule expires on November 28.", (FUEL,))
    assert [each.id for each in found if each.claim.act == "set_expiry"] == [FUEL.id]


def test_a_licence_beside_a_rule_is_not_the_rule() -> None:
    """It is the licence that runs out, and no word of its sentence names another."""
    found = linked("The general license in the Fuel Rule expires on November 28, 2025.", (FUEL,))
    assert FUEL.id not in {each.id for each in found if each.claim.act == "set_expiry"}


def test_a_number_must_be_one_of_its_names() -> None:
    assert ids("The president rescinded the 25% steel tariff.") == {TARIFF.id}
    assert ids("The president rescinded the 34% steel tariff.") == {None}


def test_what_was_published_long_before_is_not_what_is_published_now() -> None:
    """A rule that is published in November, and stands beside the name of one of September, is another rule."""
    (now,) = linked("A notice on fuel standards was published on November 12, 2025.", (FUEL,))
    assert now.id is None
    (then,) = linked("EPA's rule on fuel standards was published on September 30, 2025.", (FUEL,), on="2025-10-01")
    assert then.id == FUEL.id


def test_a_rule_that_does_something_to_another_is_not_the_other() -> None:
    found = linked("EPA published a rule that extends the stay of the Fuel Rule.", (FUEL,))
    assert {each.id for each in found if each.claim.act == "publish"} <= {None}


def test_a_wrong_day_of_what_is_named_is_no_other_instrument() -> None:
    """It has to be told as a contradiction."""
    assert ids("The Fuel Rule takes effect on December 30, 2025.") == {FUEL.id}
    assert ids("EPA explained the Fuel Rule. The rule takes effect on December 30, 2025.") == {FUEL.id}


def test_of_two_of_one_name_the_day_tells() -> None:
    assert ids("The Chip Computing Rule took effect on November 17, 2023.", on="2023-11-20") == {NEWER.id}
    assert ids("The Chip Computing Rule took effect on October 21, 2022.", on="2022-10-25") == {CHIPS.id}
    assert ids("BIS rescinded the Chip Computing Rule.", on="2023-11-20") == {None}


def test_nothing_is_done_to_what_does_not_exist_yet() -> None:
    told = "The truce between China and the United States was extended by 90 days."
    assert ids(told, on="2026-10-30") == {TRUCE.id}
    assert TRUCE.id not in ids(told, on="2025-08-12")


def test_a_country_alone_is_like_nothing_else() -> None:
    """Of the name of an agreement with China, "China" tells no tariff."""
    assert ids("The president extended the China tariff exclusions.") == {None}
    assert ids("China's extra tariff on US goods was rescinded.") == {None}


def test_another_noun_needs_the_whole_name() -> None:
    assert ids("The charge replaced the exemption for goods.") == {None}
    assert ids("The Dutch minister suspended the Goods Availability order.") == {GOODS.id}


def test_what_is_like_a_name_is_of_the_body_that_issues_it() -> None:
    assert ids("OFAC published the fuel standard rule.", on="2025-10-01") == {None}
    assert ids("EPA published the fuel standard rule.", on="2025-10-01") == {FUEL.id}


def test_who_disapproves_a_suspension_does_not_disapprove_the_rule() -> None:
    found = linked("Senators voted to disapprove the suspension of the Fuel Rule.")
    assert {each.id for each in found if each.claim.act == "disapprove"} == {None}
    assert ids("Senators voted to disapprove the Fuel Rule.") == {FUEL.id}


def test_the_very_day_of_another_with_words_of_the_phrase_speaks_against() -> None:
    """Of the two rules that the words may mean, the other one took effect then."""
    older = Instrument("us/bis/foundry", "final_rule", "Foundry Diligence Rule")
    newer = Instrument("us/bis/foundry-fix", "final_rule", "Foundry rule correction")
    facts = events_of(
        [
            e("set_effective", "t:older", target=older.id, published="2025-01-16", effect="2025-01-16"),
            e("set_effective", "t:newer", target=newer.id, published="2025-02-11", effect="2025-02-11"),
        ]
    )
    known = Linker(NamesOf((older, newer), facts))
    text = "BIS published a document about the Foundry Diligence Rule. The rule takes effect on {}."
    for day, id_ in (("February 11, 2025", None), ("February 12, 2025", older.id)):
        found = link(claims(text.format(day), day="2025-02-13"), known, language="en")
        assert [each.id for each in found if each.claim.act == "set_effective"] == [id_]
