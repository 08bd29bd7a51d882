"""Constructions of Chinese: what is said of what, and what only sounds like an act."""

# ruff: noqa: E501 (tables read best one row a line)

import pytest

from tests.news.helpers import claims, links, spelled


def told(text: str) -> list[tuple[str, str, list[str]]]:
    return [(each.act, each.target, spelled(each.when)) for each in claims(text, "zh")]


@pytest.mark.parametrize(
    "text",
    [
        "公司应在合同中补充出口管制合规条款。",
        "一家被列入实体清单的中国激光雷达公司提起上诉。",
        "这类芯片被列为自主管制物项。",
        "管制也加快了国产设备替代。",
        "监管机构附条件批准其收购迈络思的关税交易。",
        "该法案明确建立贸易调整援助制度。",
        "两国因与美国达成协议而不受影响。",
        "产品输往南非须先申请许可。",
    ],
)
def test_no_claim(text: str) -> None:
    assert told(text) == []


def test_approval_that_is_only_the_ground_is_no_act() -> None:
    assert told("经批准，决定自即日起暂停实施出口管制措施。") == [("stay", "出口管制措施", ["2025-05-14"])]


def test_what_a_new_instrument_covers_is_no_act_of_its_own() -> None:
    assert [act for act, _, _ in told("欧盟5月13日通过第19轮制裁，首次将液化天然气纳入进口禁令。")] == ["adopt"]
    assert [act for act, _, _ in told("商务部5月13日宣布，将7家企业列入不可靠实体清单。")] == ["amend"]


def test_a_body_that_announces_is_no_announcement() -> None:
    found = [each for each in told("财政部公告，自5月15日起对钢材课征临时反倾销税。") if each[0] == "set_effective"]
    assert found == [("set_effective", "临时反倾销税", ["2025-05-15"])]


def test_a_subject_left_out_is_what_the_act_before_was_done_to() -> None:
    _, effective = told("环境部13日公告碳费费率，大户适用50元的优惠费率，自7月1日生效。")
    assert effective == ("set_effective", "碳费费率", ["2025-07-01"])
    assert told("政府13日公布监管指引，为本周五实施的《稳定币条例》作准备。")[1][:2] == ("set_effective", "稳定币条例")


def test_what_is_done_to_two_is_done_to_each() -> None:
    found = told("法院5月13日裁定，“对等关税”和“芬太尼关税”因此不合法。")
    assert sorted(found) == [("vacate", "对等关税", ["2025-05-13"]), ("vacate", "芬太尼关税", ["2025-05-13"])]


def test_an_act_that_is_announced_by_a_notice_has_its_day() -> None:
    (amended,) = [each for each in told("商务部13日发布公告，决定将7家企业列入不可靠实体清单。") if each[0] == "amend"]
    assert amended == ("amend", "不可靠实体清单", ["2025-05-13"])


def test_a_value_has_the_day_from_which_it_takes_effect() -> None:
    assert told("美国把钢铝关税由25%调高到50%，6月4日生效。") == [("set_value", "钢铝关税", ["2025-06-04"])]


def test_a_day_of_the_year_that_has_a_name() -> None:
    assert told("碳边境调整机制（CBAM）元旦起进入正式阶段。") == [
        ("set_effective", "碳边境调整机制(CBAM)", ["2025-01-01"])
    ]


def test_what_will_be_issued_is_announced() -> None:
    assert told("商务部今后将推出替代规则。") == [("announce", "替代规则", [])]
    assert told("该决定16日刊登联邦公报。信息已公开。") == []
    assert told("商务部12日宣布修订实体清单，13日刊登联邦公报。")[-1] == ("publish", "实体清单", ["2025-05-13"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总统14日签署行政令，撤销2023年10月签署的人工智能安全行政令。", [("sign", "行政令", ["2025-05-14"]), ("rescind", "人工智能安全行政令", ["2025-05-14"]), ("sign", "人工智能安全行政令", ["2023-10"])]),
        ("巴西将依《经济互惠法》采取对等措施。", [("announce", "对等措施", [])]),
        ("通函自签署之日起45天后生效。", []),
        ("劳动部公告，明年元旦起基本工资调升至每月29500元。", [("publish", "公告", []), ("set_value", "基本工资", ["2026-01-01"])]),
        ("金管会延长管理办法过渡期至明年6月30日。", [("extend_expiry", "管理办法过渡期", ["2026-06-30"])]),
        ("法院13日裁定，暂缓执行撤销关税的裁决。", [("stay", "关税的裁决", ["2025-05-13"]), ("vacate", "关税的裁决", [])]),
    ],
)  # fmt: skip
def test_one_sentence(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert sorted(told(text)) == sorted(expected)


def test_a_phrase_that_only_tells_more_is_the_one_just_spoken_of() -> None:
    (found,) = links("总统14日签署《稳定币法案》，这部里程碑式的法律正式成为法律。", "zh")
    assert (found.claim.act, found.claim.target) == ("sign_law", "稳定币法案")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("商务部暂停执行50%规则一年，自2025年11月10日起至2026年11月9日止。", [("stay", "50%规则", ["2025-11-10"])]),
        ("交通部10日宣布，关税新规三天后生效。", [("set_effective", "关税新规", ["2025-05-13"])]),
        ("总统12日签署行政令和投资备忘录。", [("sign", "投资备忘录", ["2025-05-12"]), ("sign", "行政令", ["2025-05-12"])]),
        ("财政部13日取消企业申报受益人信息的要求。", [("rescind", "企业申报受益人信息的要求", ["2025-05-13"])]),
        ("欧盟将推迟实施反毁林法规，推迟期限为一年。", [("delay_effective", "反毁林法规", [])]),
        ("就业服务法修法说明会13日在台南登场。", []),
        ("《稳定币条例》将于年内生效。", [("set_effective", "稳定币条例", ["2025"])]),
    ],
)  # fmt: skip
def test_another_sentence(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert sorted(told(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总统12日签署关于“对等关税”的行政令。", [("sign", "对等关税\"的行政令", ["2025-05-12"])]),
        ("总统12日签署公告，自6月1日起对卡车课征25%关税。", [("set_effective", "25%关税", ["2025-06-01"]), ("sign", "公告", ["2025-05-12"])]),
        ("欧盟12日宣布反制措施。", [("announce", "反制措施", ["2025-05-12"])]),
        ("总统12日致信各国，称自6月1日起征收25%的关税，同时签署行政令。", [("set_effective", "25%的关税", ["2025-06-01"]), ("sign", "行政令", ["2025-05-12"])]),
        ("委员会13日决定，在90天内暂停实施24%的关税。", [("stay", "24%的关税", ["2025-05-13"])]),
        ("欧盟推迟“对等关税”暂缓期。", [("extend_stay", "对等关税", [])]),
    ],
)  # fmt: skip
def test_a_third_sentence(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert sorted(told(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("委员会13日公布《2026年关税调整方案》。", [("publish", "2026年关税调整方案", ["2025-05-13"])]),
        ("总统13日指示司法部在75天内不执行TikTok禁令。", [("announce_nonenforcement", "TikTok禁令", ["2025-05-13"])]),
        ("欧盟13日就修订税收条例达成临时协议。", [("sign", "临时协议", ["2025-05-13"])]),
        ("大豆仍面临13%的关税。", []),
        ("环保署拟议取消排放限制，草案已送审。", [("propose", "排放限制", [])]),
    ],
)  # fmt: skip
def test_a_fourth_sentence(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert sorted(told(text)) == sorted(expected)


def manners(text: str) -> list[tuple[str, str]]:
    return [(each.act, each.modality) for each in claims(text, "zh")]


@pytest.mark.parametrize(
    "text",
    [
        # not done
        "美国商务部尚未在《联邦公报》上撤销人工智能扩散规则。",
        "美国商务部没有正式撤销人工智能扩散规则。",
        "美國商務部迄今未宣布撤銷人工智慧擴散規則。",
        "美国商务部暂不撤销人工智能扩散规则。",
        "美国商务部并非要撤销人工智能扩散规则。",
        "撤销人工智能扩散规则的文件尚未公布。",
        # refused
        "美国商务部拒绝在年内撤销人工智能扩散规则。",
        "美國商務部無意撤銷人工智慧擴散規則。",
        "美国商务部未能如期撤销人工智能扩散规则。",
        "撤销人工智能扩散规则的动议遭否决。",
        # told wrongly
        "美国商务部否认将于月底撤销人工智能扩散规则。",
        "有关商务部已撤销人工智能扩散规则的消息不实。",
        "网传“商务部撤销人工智能扩散规则”，与事实不符。",
        "外電誤傳美國已撤銷人工智慧擴散規則。",
    ],
)
def test_denied(text: str) -> None:
    assert [how for act, how in manners(text) if act == "rescind"] == ["denies"]


@pytest.mark.parametrize(
    "text",
    [
        "企业希望商务部在年内撤销人工智能扩散规则。",
        "議員促請商務部早日撤銷人工智慧擴散規則。",
        "协会建议商务部放宽豁免条件，并撤销人工智能扩散规则。",
        "有议员主张商务部撤销人工智能扩散规则。",
    ],
)
def test_asked_for(text: str) -> None:
    assert [how for act, how in manners(text) if act == "rescind"] == ["calls_for"]


@pytest.mark.parametrize(
    "text",
    [
        # a question
        "商务部是否会在年内撤销人工智能扩散规则尚不清楚。",
        "商務部權衡是否放寬豁免，抑或撤銷人工智慧擴散規則。",
        "撤销人工智能扩散规则与否，商务部尚未表态。",
        # possible, expected
        "商务部或于年内撤销人工智能扩散规则。",
        "业内人士预计，商务部将在年内撤销人工智能扩散规则。",
        "市場擔心商務部年內撤銷人工智慧擴散規則。",
        "商务部撤销人工智能扩散规则的可能性不大。",
        "商务部撤销人工智能扩散规则的消息尚未得到官方证实。",
        # considered, open, on a condition
        "商务部正在权衡年内撤销人工智能扩散规则。",
        "撤销人工智能扩散规则言之过早。",
        "撤销人工智能扩散规则须经国会批准。",
        "要等国会批准后才能撤销人工智能扩散规则。",
        "若谈判破裂，商务部将撤销人工智能扩散规则。",
        "此举旨在最终撤销人工智能扩散规则。",
    ],
)
def test_possible(text: str) -> None:
    assert [how for act, how in manners(text) if act == "rescind"] == ["may"]


@pytest.mark.parametrize("word", ["扬言", "威胁要", "倾向于", "本应"])
def test_threatened_or_planned(word: str) -> None:
    assert manners(f"美国商务部{word}撤销人工智能扩散规则。") == [("rescind", "plans")]


@pytest.mark.parametrize(
    "text",
    [
        "商务部13日撤销人工智能扩散规则，替代规则尚未公布。",
        "商务部13日撤销人工智能扩散规则，但未说明理由。",
        "尽管企业多次要求保留，商务部13日撤销人工智能扩散规则。",
        "未等国会表态，商务部13日撤销人工智能扩散规则。",
        "商务部没有放宽豁免，而是撤销人工智能扩散规则。",
        "外界一度担心难以如期出台的人工智能扩散规则13日撤销。",
        "商务部13日撤销人工智能扩散规则，这可能影响市场。",
        "商务部13日应业界请求撤销人工智能扩散规则。",
        "此前否认有此计划的商务部13日撤销人工智能扩散规则。",
    ],
)
def test_done_whatever_else_is_open(text: str) -> None:
    assert ("rescind", "has") in manners(text)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("有媒体报道称美国已撤销人工智能扩散规则。商务部对此予以否认。", "denies"),
        ("據報導，美國將撤銷人工智慧擴散規則。白宮否認了這一報導。", "denies"),
        ("商务部13日撤销人工智能扩散规则。商务部否认有关传闻。", "has"),
        ("据知情人士透露，美国已撤销人工智能扩散规则。该公司否认不当行为。", "reportedly"),
    ],
)
def test_a_report_is_denied_in_the_next_sentence(text: str, how: str) -> None:
    assert manners(text) == [("rescind", how)]


def test_a_word_for_asking_is_not_in_a_name() -> None:
    assert manners("《民营经济促进法》13日获全国人大常委会表决通过。") == [("pass", "has")]
    assert manners("《数据出境安全评估申报指南》自5月15日起启用。") == [("set_effective", "has")]


def test_votes_against_are_no_opposition_to_what_is_passed() -> None:
    assert ("pass", "has") in manners("众议院13日以60票赞成、40票反对通过芯片安全法案。")


def test_a_request_that_is_dismissed_leaves_the_rule() -> None:
    assert manners("法院驳回了暂停人工智能扩散规则的请求。") == [("stay", "denies")]


@pytest.mark.parametrize(
    ("text", "zone", "body"),
    [
        ("商务部13日公布出口管制新规。", "Asia/Shanghai", "cn/mofcom"),
        ("商务部13日公布出口管制新规。", "America/New_York", "us/commerce"),
        ("商務部13日公布出口管制新規。", "Asia/Taipei", "us/commerce"),
        ("美国收紧芯片出口。商务部13日公布出口管制新规。", "Asia/Shanghai", "us/commerce"),
        ("对美国出口的限制又多一项。商务部13日公布出口管制新规。", "Asia/Shanghai", "cn/mofcom"),
        ("荷兰暂停命令后，商务部13日公布出口管制新规。", "Asia/Shanghai", "cn/mofcom"),
        ("財政部13日公布關稅新規。", "Asia/Taipei", "tw/mof"),
    ],
)
def test_a_name_of_several_bodies_is_that_of_the_country_spoken_of(text: str, zone: str, body: str) -> None:
    assert [each.actor for each in claims(text, "zh", zone=zone) if each.act == "publish"] == [body]


def test_one_chamber_passed_it_and_the_other_has_not() -> None:
    found = [(each.act, each.modality) for each in claims("参议院13日通过《检测法案》，众议院尚未审议。", "zh")]
    assert found == [("pass", "has"), ("pass", "denies")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("检测厅13日公告：自6月1日起暂停实施燃料规定。", [("publish", "公告", ["2025-05-13"]), ("stay", "燃料规定", ["2025-06-01"])]),
        ("检测规则6月1日刊宪生效。", [("publish", "检测规则", ["2025-06-01"]), ("set_effective", "检测规则", ["2025-06-01"])]),
        ("检测部13日公布燃料规则，6月1日刊登。", [("publish", "燃料规则", ["2025-05-13"]), ("publish", "燃料规则", ["2025-06-01"])]),
        ("检测规则13日公布，意见征集至6月30日。", [("publish", "检测规则", ["2025-05-13"]), ("open_comment", "检测规则", ["2025-06-30"])]),
        ("检测规则收紧，自6月1日起，钢瓶出口须事先申请许可。", [("set_effective", "检测规则", ["2025-06-01"]), ("amend", "检测规则", [])]),
        ("检测规则的实施日期由6月1日调整为9月1日。", [("delay_effective", "检测规则", ["2025-09-01"])]),
        ("委员会13日将检测法案报请全院审议。", [("report_out", "检测法案", ["2025-05-13"])]),
        ("检测法案13日付委。", [("refer", "检测法案", ["2025-05-13"])]),
        ("检测规则将于6月1日起强制合规。", [("set_compliance", "检测规则", ["2025-06-01"])]),
        ("财政部13日宣布钢材关税税率为15%。", [("set_value", "钢材关税", ["2025-05-13"])]),
        ("检测厅作出技术性修正，更正检测规则。", [("correct", "检测规则", [])]),
    ],
)  # fmt: skip
def test_a_fifth_sentence(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert sorted(told(text)) == sorted(expected)


def test_what_is_in_a_decision_that_is_overturned_is_no_act_of_its_own() -> None:
    assert "stay" not in [each.act for each in claims("国会13日推翻检测局暂停燃料规则的决定。", "zh")]


def test_what_a_country_did_on_a_day_is_told_by_its_clause() -> None:
    (found,) = links("美国13日批准向海湾国家出口钢瓶。", "zh")
    assert (found.id, found.claim.act, found.claim.target) == (None, "adopt", "美国13日批准向海湾国家出口钢瓶")


def test_officers_of_the_law_are_no_court() -> None:
    found = [(each.act, each.modality) for each in claims("检测局13日宣布废止燃料规则，并告知执法官员不予执行。", "zh")]
    assert found == [("rescind", "has"), ("announce_nonenforcement", "has")]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("检测局的钢瓶出口许可要求6月1日生效。", "检测局的钢瓶出口许可要求"),
        ("《燃料规则》中的临时通用许可证6月1日生效。", "临时通用许可证"),
        ("检测局13日公布燃料规则，尽管钢瓶规则仍将于6月1日生效。", "钢瓶规则"),
    ],
)
def test_words_of_the_target_are_cut_where_it_begins_and_ends(text: str, target: str) -> None:
    assert claims(text, "zh")[-1].target == target


def test_a_plant_that_was_spoken_of_is_not_its_licence() -> None:
    first, second = links("检测局13日核发钢瓶出口许可。该厂原有检测资格6月1日失效。", "zh")
    assert (first.claim.target, second.claim.target) == ("钢瓶出口许可", "该厂原有检测资格")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("检测局将钢瓶列入管制清单。决定自6月1日起施行。", "决定"),
        ("法院13日暂缓执行钢瓶关税裁决。", "钢瓶关税裁决"),
        ("检测局宣布废止4件规范性文件。", "4件规范性文件"),
    ],
)
def test_a_decision_is_what_is_meant_and_not_what_it_is_about(text: str, target: str) -> None:
    assert links(text, "zh")[-1].claim.target == target


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("检测局13日公布燃料规则的修订文本。", [("publish", "燃料规则的修订文本", ["2025-05-13"])]),
        ("检测局发布「公开发行公司年报准则」。", [("publish", "公开发行公司年报准则", [])]),
        ("检测局13日延长钢瓶关税排除措施。", [("extend_expiry", "钢瓶关税排除措施", [])]),
    ],
)
def test_words_within_the_name_of_a_text_are_no_acts(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert told(text) == expected
