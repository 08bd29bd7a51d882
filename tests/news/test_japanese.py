"""Constructions of Japanese: what is said of what, and what only sounds like an act."""

import pytest

from regtrack.news.folding import fold
from regtrack.news.languages import language_of
from tests.news.helpers import claims, spelled


def told(text: str) -> list[tuple[str, str, list[str]]]:
    return [(each.act, each.target, spelled(each.when)) for each in claims(text, "ja", "2025-05-14", "Asia/Tokyo")]


def manners(text: str) -> list[tuple[str, str]]:
    return [(each.act, each.modality) for each in claims(text, "ja", "2025-05-14", "Asia/Tokyo")]


def test_a_wide_blank_parts_a_headline() -> None:
    japanese, chinese = language_of("ja"), language_of("zh")
    assert japanese is not None
    assert chinese is not None
    assert fold("酒税を撤廃　理由は示さず", japanese).text == "酒税を撤廃、理由は示さず"
    assert fold("酒税を 撤廃", japanese).text == "酒税を撤廃"
    assert fold("废止　规则", chinese).text == "废止规则"
    assert told("農水省、酒類の新規則を撤回　理由は示さず") == [("rescind", "酒類の新規則", [])]
    assert told("英政府、鉄鋼の輸出を禁止　企業は反発") == [("announce", "鉄鋼の輸出を禁止", [])]


@pytest.mark.parametrize(
    ("text", "act", "target"),
    [
        ("米当局は通信機器の輸出許可を出した。", "publish", "通信機器の輸出許可"),
        ("通信大手は輸出許可を得たと発表した。", "publish", "輸出許可"),
        ("財務省は酒類の輸入を承認したと発表した。", "announce", "酒類の輸入を承認"),
        ("中国商務部は酒類の輸入を全面的に禁止すると発表した。", "announce", "酒類の輸入を全面的に禁止"),
    ],
)
def test_leave_that_is_given(text: str, act: str, target: str) -> None:
    assert told(text) == [(act, target, [])]


@pytest.mark.parametrize(
    ("text", "act", "target", "day"),
    [
        ("酒類の新制度が6月1日、本格的に始まる。", "set_effective", "酒類の新制度", "2025-06-01"),
        ("酒類の輸入規制が5月1日から変わった。", "set_effective", "酒類の輸入規制", "2025-05-01"),
        ("酒類の関税は6月1日から。", "set_effective", "酒類の関税", "2025-06-01"),
        ("酒類の一般許可は6月1日まで。", "set_expiry", "酒類の一般許可", "2025-06-01"),
        ("酒類の表示義務が6月1日から適用される。", "set_compliance", "酒類の表示義務", "2025-06-01"),
        ("改正酒税法が12日、参院本会議で可決、成立した。", "pass", "改正酒税法", "2025-05-12"),
        ("来年度予算案が12日、国会を通過した。", "pass", "来年度予算案", "2025-05-12"),
        ("酒類規則は12日、官報の縦覧に供された。", "file_for_inspection", "酒類規則", "2025-05-12"),
        ("商務省は12日、酒類の輸入を当面認めないと公告した。", "publish", "酒類の輸入", "2025-05-12"),
        ("財務省は12日、酒類の輸入を禁じる通達を出した。", "publish", "通達", "2025-05-12"),
        ("高裁は12日、判決の効力を停止した。", "stay", "判決", "2025-05-12"),
        ("全人代常務委員会は12日、酒税法を可決した。", "pass", "酒税法", "2025-05-12"),
        ("酒類の法律(酒類管理法)が12日、参議院で可決された。", "pass", "酒類の法律(酒類管理法)", "2025-05-12"),
        ("財務省は12日、酒類規則を公示した。", "publish", "酒類規則", "2025-05-12"),
        ("財務省は12日、酒類の管理目録を公表した。", "publish", "酒類の管理目録", "2025-05-12"),
        ("財務省は12日、酒類の輸入を抑える措置を廃止した。", "rescind", "措置", "2025-05-12"),
    ],
)
def test_acts(text: str, act: str, target: str, day: str) -> None:
    assert told(text) == [(act, target, [day])]


def test_a_verb_leaves_the_comma_after_it_alone() -> None:
    acts = [act for act, _, _ in told("財務省は12日、焼酎を規制リストに載せ、酒類の輸入を禁じると発表した。")]
    assert acts == ["amend", "announce"]


def test_what_a_rule_does_to_what_it_names_is_done() -> None:
    added, published = told("財務省は13日、酒類の表示規則に焼酎を加える規則を公表した。")
    assert added[:2] == ("amend", "酒類の表示規則")
    assert published == ("publish", "規則", ["2025-05-13"])
    assert told("財務省は13日、焼酎を規制リストに加える規則を公表した。")[0][:2] == ("amend", "規制リスト")
    assert [act for act, _, _ in told("財務省は13日、輸出規制を広げる規則を公表した。")] == ["publish"]


def test_what_a_bill_does_that_is_signed_is_done() -> None:
    text = "知事は13日、酒類条例の施行を6月1日に遅らせる法案に署名した。"
    assert told(text)[0] == ("delay_effective", "酒類条例", ["2025-06-01"])
    assert manners(text)[0] == ("delay_effective", "has")
    assert [act for act, _ in manners("議員は13日、酒類条例の施行を遅らせる法案を提出した。")] == ["introduce"]


def test_a_resolution_may_undo_a_rule() -> None:
    assert manners("議員らは酒類規則を無効にする決議案を提出した。") == [("disapprove", "may"), ("introduce", "has")]
    assert manners("上院は酒類規則を無効にする決議案を否決した。")[0] == ("disapprove", "denies")


def test_the_day_right_before_a_verb_is_no_part_of_a_name() -> None:
    effective, published = told("5月1日発効の酒類規則について、財務省は官報に掲載した。")
    assert effective == ("set_effective", "酒類規則", ["2025-05-01"])
    assert published[0] == "publish"


def test_two_rules_named_together() -> None:
    found = sorted(told("財務省は12日、酒類規則と塩規則を廃止した。"))
    assert found == [("rescind", "塩規則", ["2025-05-12"]), ("rescind", "酒類規則", ["2025-05-12"])]


def test_an_object_left_out_is_that_of_the_act_before() -> None:
    _, extended = told("財務省は一般許可3号を改訂し、有効期限を6月1日まで延ばした。")
    assert extended == ("extend_expiry", "一般許可", ["2025-06-01"])


def test_the_day_of_a_noun() -> None:
    assert told("財務省は12日、酒類規則を公示した。正式な掲載は20日の予定。")[1][::2] == ("publish", ["2025-05-20"])


def test_what_comments_are_asked_on() -> None:
    (asked,) = told("総務省は6月1日まで、携帯端末の識別番号について意見を募集する。")
    assert asked == ("open_comment", "携帯端末の識別番号", ["2025-06-01"])


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("財務省は酒類規則の変更は検討していないと述べた。", "amend"),
        ("国会は酒類協定を批准していない。", "pass"),
        ("財務省は酒類の一般許可を更新しない方針だ。", "extend_expiry"),
    ],
)
def test_denied(text: str, act: str) -> None:
    assert manners(text) == [(act, "denies")]


def test_words_struck_out_of_a_release() -> None:
    assert ("correct", "報道発表", []) in told("米税関は報道発表を差し替え、「すべて」との記述を削除した。")


@pytest.mark.parametrize(
    "text",
    [
        "業界は酒類規則を歓迎する声明を出した。",
        "財務省の酒類規則の見直しによる影響は小さい。",
        "酒税をめぐる訴訟の提起が相次いでいる。",
        "酒類規則の公示がなければ業界は動かない。",
        "財務省は12日、酒類規則の解説資料を公表した。",
        "政府の酒類規制アジェンダには11月の公表予定が記された。",
        "酒造大手は12日、設備投資計画を発表した。",
    ],
)
def test_no_claim(text: str) -> None:
    assert told(text) == []


def test_a_day_counted_from_publication_publishes_nothing() -> None:
    assert [act for act, _, _ in told("財務省は酒類規則を採択した。公布から1年以内に施行する。")] == ["adopt"]


def test_what_is_only_a_detail_or_of_something_else_is_no_act() -> None:
    assert told("財務省、酒類規則案を撤回　理由は示さず") == [("withdraw_proposal", "酒類規則案", [])]
    assert told("財務省は酒類規則を公表した。協議は6月1日に始まる。") == [("publish", "酒類規則", [])]
    assert "amend" not in [act for act, _, _ in told("財務省は酒類規則を採択した。国会は警備の強化を約束した。")]


def test_a_stay_of_a_judgment_is_of_the_judgment() -> None:
    found = told("高裁は12日、酒税を差し止めた地裁の判決の効力を停止した。")
    assert ("stay", "地裁の判決", ["2025-05-12"]) in found


def test_what_is_to_replace_a_rule_is_published() -> None:
    assert told("財務省は12日、後継規則を公表すると約束した。")[0][:2] == ("publish", "後継規則")
