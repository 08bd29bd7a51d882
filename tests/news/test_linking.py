"""Which instrument a claim is about."""

# ruff: noqa: E501 (tables read best one row a line)

import pytest

from regtrack.model.instrument import Instrument
from regtrack.news.linking import Linker, link
from regtrack.news.names import NamesOf, names_of
from tests.news.helpers import (
    DIFFUSION,
    DUTCH,
    EVERY,
    GUIDANCE,
    HOUSE,
    REPLACEMENT,
    SENATE,
    claims,
    linked,
    links,
)


@pytest.mark.parametrize(
    ("language", "text", "id", "rule"),
    [
        ("en", "BIS rescinded the rule (90 FR 4544).", DIFFUSION.id, "identifier"),
        ("en", "The House passed H.R. 3447 on Monday.", HOUSE.id, "identifier"),
        ("en", "Commerce rescinded the AI Diffusion Rule.", DIFFUSION.id, "name"),
        ("en", "Commerce rescinded the ai-diffusion   rule.", DIFFUSION.id, "name"),
        ("ja", "商務省は「 AI 拡散規則」を撤回した。", DIFFUSION.id, "name"),
        ("zh", "商务部撤销了人工智能扩散规则。", DIFFUSION.id, "name"),
        ("zh", "商務部撤銷了人工智能擴散規則。", DIFFUSION.id, "name"),
        ("zh", "商務部撤銷了人工智慧擴散規則。", DIFFUSION.id, "name"),
        ("zh", "部长谈到人工智能扩散规则。该规则上周已被撤销。", DIFFUSION.id, "carried"),
        ("en", "Commerce rescinded the AI Difusion Rule.", DIFFUSION.id, "alike"),
        ("ja", "商務省はAscendに関するガイダンスを公表した。", GUIDANCE.id, "core"),
        ("en", "The restrictions take effect on May 15 under 90 FR 4544.", DIFFUSION.id, "context"),
        ("en", "Commerce will publish a replacement for the AI Diffusion Rule.", REPLACEMENT.id, "core"),
        ("en", "The Dutch government expanded its export controls on semiconductor tools.", DUTCH.id, "alike"),
    ],
)  # fmt: skip
def test_by_numbers_then_by_names(language: str, text: str, id: str, rule: str) -> None:
    found = linked(text, language)
    assert (found.id, found.rule) == (id, rule)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The court vacated the overtime rule."),
        ("ja", "裁判所は残業代規則を無効とした。"),
        ("zh", "法院撤销了加班费规则。"),
        ("en", "Commerce rescinded the Diffuse Income Rule."),
        ("en", "A tariff was rescinded under 90 FR 4544."),
        ("en", "Japan's trade ministry and others rescinded the Dutch dairy controls."),
    ],
)
def test_what_is_not_known_is_not_linked(language: str, text: str) -> None:
    found = linked(text, language)
    assert found.id is None
    assert found.claim.target


def test_bills_of_one_name_are_told_apart_by_their_chamber() -> None:
    assert linked("Senators introduced the Chip Security Act.").id == SENATE.id
    assert linked("上院議員のグループは「チップセキュリティ法」を提出した。", "ja").id == SENATE.id
    assert linked("下院議員らはチップセキュリティ法を提出した。", "ja").id == HOUSE.id
    found = linked("Lawmakers introduced the Chip Security Act.")
    assert (found.id, found.others) == (None, (HOUSE.id, SENATE.id))


def test_bills_of_one_name_are_told_apart_by_what_else_the_item_tells() -> None:
    """Its number stands beside another act."""
    found = links("The Chip Security Act was introduced on May 8. H.R. 3447 was referred to a committee on May 9.")
    assert [each.id for each in found] == [HOUSE.id, HOUSE.id]


def test_names_of_one_spelling_are_told_apart_by_jurisdiction() -> None:
    here = Instrument("us/epa/fuel", "final_rule", "Fuel rule")
    there = Instrument("uk/dft/fuel", "final_rule", "Fuel rule")
    text = "The fuel rule was rescinded."
    assert linked(text, instruments=(here, there), jurisdiction="uk").id == there.id
    assert linked(text, instruments=(here, there)).others == (there.id, here.id)


def test_what_was_just_spoken_of_is_meant_by_the_rule_and_by_nothing() -> None:
    first, second, third = links(
        "BIS published the AI Diffusion Rule. The rule took effect on May 1. Later it was rescinded."
    )
    assert (first.rule, second.rule) == ("name", "carried")
    assert {first.id, second.id, third.id} == {DIFFUSION.id}
    first, second = links("商務省はAI拡散規則を公表した。同規則は15日に発効する。", "ja")
    assert (second.id, second.rule) == (DIFFUSION.id, "name")


def test_what_was_spoken_of_and_is_not_known_is_carried_too() -> None:
    first, second = links("The court vacated the overtime rule. The rule took effect on May 1.")
    assert (first.id, second.id, second.claim.target) == (None, None, "overtime rule")


def test_words_of_another_noun_are_not_those_of_what_was_spoken_of() -> None:
    found = links("The governor vetoed the Ledger Act on Monday. He signed the bill on Friday.")
    assert [each.claim.target for each in found] == ["Ledger Act", "bill"]


def test_a_replacement_is_that_of_what_was_spoken_of() -> None:
    found = links("商務省はAI拡散規則を撤回した。将来的に代替を導入することを約束した。", "ja")
    assert [each.id for each in found] == [DIFFUSION.id, REPLACEMENT.id]


def test_another_rule_is_not_what_was_spoken_of() -> None:
    first, second = links("BIS published the AI Diffusion Rule. The court vacated the overtime rule.")
    assert (first.id, second.id) == (DIFFUSION.id, None)


def test_a_replacement_is_never_taken_for_what_it_replaces() -> None:
    found = linked("Commerce published a replacement for the overtime rule.")
    assert found.id is None


def test_a_word_within_a_word_is_no_name() -> None:
    chip = Instrument("us/bis/h20", "letter", "H20 licence requirement", aliases=(("en", ("H20",)),))
    assert linked("Commerce eased the H20 restrictions.", instruments=(chip,)).id == chip.id
    assert linked("Commerce eased the H200 restrictions.", instruments=(chip,)).id is None


def test_claims_that_name_nothing_and_follow_nothing_are_left_out() -> None:
    assert links("It took effect on May 1.") == []


def test_the_same_claims_give_the_same_links() -> None:
    text = "Senators introduced the Chip Security Act. BIS rescinded the AI Diffusion Rule."
    one = link(claims(text), Linker(NamesOf(EVERY)), language="en")
    other = link(claims(text), Linker(NamesOf(EVERY[::-1])), language="en")
    assert one == other


def test_names_of_an_instrument() -> None:
    assert {(name.text, name.language) for name in names_of(HOUSE)} == {
        ("Chip Security Act (H.R. 3447)", "en"), ("Chip Security Act", "en"), ("チップセキュリティ法", "ja"), ("HR 3447", None),
    }  # fmt: skip
    assert set(NamesOf(EVERY).find("h.r.3447")) == {HOUSE.id}


def test_words_that_only_point_mean_what_was_named_before_in_another_sentence() -> None:
    text = "The agency defends its ban on fuel exports. A court set the ban aside in May."
    (found,) = links(text)
    assert (found.claim.act, found.claim.target) == ("vacate", "ban on fuel exports")


def test_an_act_told_again_without_its_date_is_one_claim() -> None:
    text = "The agency has voted to scrap its fuel levy. It will scrap the levy on June 1."
    (found,) = [each for each in links(text) if each.claim.act == "rescind"]
    assert (found.claim.target, [each.when.text for each in found.claim.when]) == ("fuel levy", ["2025-06-01"])


def test_a_bill_named_after_what_happened_to_it() -> None:
    (found,) = links("The House passed a bill on Monday. The Chip Security Act now goes on.", instruments=[HOUSE])
    assert (found.id, found.rule) == (HOUSE.id, "subject")


def test_the_end_of_a_pause_is_told_later() -> None:
    text = "The agency suspended the fuel rule on Monday. The suspension runs until June 2."
    (found,) = links(text)
    assert (found.claim.act, [each.when.text for each in found.claim.until]) == ("stay", ["2025-06-02"])


def test_a_date_for_some_and_another_for_others() -> None:
    text = "The fuel rule takes effect on June 1 for large mills and on July 1 for all the others."
    assert [[each.when.text for each in found.claim.when] for found in links(text)] == [["2025-06-01"], ["2025-07-01"]]


def test_what_was_moved_has_the_day_that_is_set_later() -> None:
    (found,) = links("The agency delayed the fuel rule on Monday. The rule now takes effect on July 1.")
    assert (found.claim.act, [each.when.text for each in found.claim.when]) == ("delay_effective", ["2025-07-01"])


def test_what_is_new_is_not_what_was_changed_before() -> None:
    amended, effective = links("オランダは輸出規制を強化する。新規則は6月1日に発効する。", "ja")
    assert (effective.id, effective.claim.target) == (None, "新規則") != (amended.id, amended.claim.target)


def test_a_phrase_with_a_place_does_not_point_back() -> None:
    first, second = links("政府は冷媒関税を停止した。中国への関税は20%に引き上げた。", "ja")
    assert (first.claim.target, second.claim.target) == ("冷媒関税", "中国への関税")


def test_two_chinese_characters_are_enough_to_be_like_a_name() -> None:
    valves = Instrument("nl/ministry/valves", "order", "Valve order", aliases=(("zh", ("阀门设备行政令",)),))
    assert linked("荷兰暂停阀门的命令。", "zh", instruments=(valves,)).id == valves.id
    assert linked("荷兰暂停钢瓶的命令。", "zh", instruments=(valves,)).id is None


def test_a_regulation_of_the_eu_is_found_by_its_number_alone() -> None:
    known = Instrument("eu/commission/dual-use", "regulation", "Dual-use list", citation=("Regulation (EU) 2025/2003",))
    found = linked("Regulation 2025/2003 took effect on May 8.", instruments=(known,))
    assert (found.id, found.rule) == (known.id, "identifier")


def test_what_a_notice_says_happens_to_what_it_names() -> None:
    found = linked("A customs notice says that the additional 25% tariff on Indian goods applies from May 8.")
    assert found.claim.target == "additional 25% tariff on Indian goods"


def test_what_was_just_made_takes_effect() -> None:
    """It does, and not what it changes; but a new day is that of what was put off."""
    found = links("大統領は冷媒関税を停止する大統領令に署名した。6月1日から実施する。", "ja")
    assert (found[-1].claim.act, found[-1].claim.target) == ("set_effective", "大統領令")
    found = links("冷媒規則の適用を1年延期する改正規則が23日、官報に掲載された。2026年6月1日から適用する。", "ja")
    assert "改正規則" not in [each.claim.target for each in found if each.claim.act != "publish"]


def test_a_part_of_what_is_pointed_at_is_of_the_same() -> None:
    *_, last = links("商務省はAI拡散規則を公表した。同規則の順守期限は執行しないよう指示した。", "ja")
    assert (last.claim.act, last.id) == ("announce_nonenforcement", DIFFUSION.id)
