"""What sentences claim: act, target, date, modality, with exact spans."""

# ruff: noqa: E501 (tables read best one row a line)

import sys

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from regtrack.model.kinds import KINDS
from regtrack.news.claims import read_claims, read_item
from regtrack.news.linking import Linker, link
from regtrack.news.names import NamesOf
from regtrack.news.tables import ASSERTED
from tests.news.helpers import EVERY, anchor, by_tables, claim, claims, item, spelled


@pytest.mark.parametrize(
    ("language", "text", "act", "target", "days", "modality"),
    [
        ("en", "The Commerce Department on Tuesday rescinded the AI Diffusion Rule.", "rescind", "AI Diffusion Rule", ["2025-05-13"], "has"),
        ("en", "Commerce said on Tuesday it will rescind the AI Diffusion Rule.", "rescind", "AI Diffusion Rule", [], "will"),
        ("en", "BIS plans to rescind the AI Diffusion Rule next month.", "rescind", "AI Diffusion Rule", ["2025-06"], "plans"),
        ("en", "Senators urged the department to rescind the AI Diffusion Rule.", "rescind", "AI Diffusion Rule", [], "calls_for"),
        ("en", "The department denied that it had rescinded the AI Diffusion Rule.", "rescind", "AI Diffusion Rule", [], "denies"),
        ("en", "The department has not rescinded the AI Diffusion Rule.", "rescind", "AI Diffusion Rule", [], "denies"),
        ("en", "The department may rescind the AI Diffusion Rule.", "rescind", "AI Diffusion Rule", [], "may"),
        ("en", "The AI Diffusion Rule was rescinded on May 13, people familiar with the matter said.", "rescind", "AI Diffusion Rule", ["2025-05-13"], "reportedly"),
        ("en", "The proposed fuel rule took effect on May 1.", "set_effective", "proposed fuel rule", ["2025-05-01"], "has"),
        ("en", "The agency announced the suspension of the fuel rule.", "stay", "fuel rule", [], "will"),
        ("en", "The court lifted its stay of the fuel rule on Monday.", "lift_stay", "fuel rule", ["2025-05-12"], "has"),
        ("en", "The agency extended the comment period for the fuel rule until June 2.", "extend_comment", "fuel rule", ["2025-06-02"], "has"),
        ("en", "The agency delayed the effective date of the fuel rule from May 20 to July 1, 2025.", "delay_effective", "fuel rule", ["2025-07-01"], "has"),
        ("ja", "米商務省は火曜日、AI拡散規則を撤回した。", "rescind", "AI拡散規則", ["2025-05-13"], "has"),
        ("ja", "米商務省は13日、AI拡散規則を撤回すると発表した。", "rescind", "AI拡散規則", [], "will"),
        ("ja", "商務省はAI拡散規則を撤回する方針だ。", "rescind", "AI拡散規則", [], "plans"),
        ("ja", "議員らはAI拡散規則を撤回するよう求めた。", "rescind", "AI拡散規則", [], "calls_for"),
        ("ja", "商務省はAI拡散規則を撤回するとの報道を否定した。", "rescind", "AI拡散規則", [], "denies"),
        ("ja", "商務省はAI拡散規則を撤回する可能性がある。", "rescind", "AI拡散規則", [], "may"),
        ("ja", "AI拡散規則は5 月 15 日に発効する予定だった。", "set_effective", "AI拡散規則", ["2025-05-15"], "plans"),
        ("zh", "美国商务部周二撤销了《人工智能扩散规则》。", "rescind", "人工智能扩散规则", ["2025-05-13"], "has"),
        ("zh", "美国商务部将撤销人工智能扩散规则。", "rescind", "人工智能扩散规则", [], "will"),
        ("zh", "議員要求撤銷人工智慧擴散規則。", "rescind", "人工智慧扩散规则", [], "calls_for"),
        ("zh", "商务部否认将撤销人工智能扩散规则。", "rescind", "人工智能扩散规则", [], "denies"),
        ("zh", "關聯企業規則自11月10日起暫停實施。", "stay", "关联企业规则", ["2025-11-10"], "has"),
    ],
)  # fmt: skip
def test_one_claim(language: str, text: str, act: str, target: str, days: list[str], modality: str) -> None:
    found = claim(text, language)
    assert (found.act, found.target, spelled(found.when), found.modality) == (act, target, days, modality)


def test_each_date_goes_to_its_own_act() -> None:
    effective, rescinded = claims("商務省は火曜日に、 5 月 15 日に発効する予定だった「 AI 拡散規則」を撤廃した。", "ja")
    assert (effective.act, spelled(effective.when)) == ("set_effective", ["2025-05-15"])
    assert (rescinded.act, spelled(rescinded.when)) == ("rescind", ["2025-05-13"])
    text = "Commerce on Tuesday rescinded the AI Diffusion Rule, which was due to take effect on May 15."
    rescinded, effective = claims(text)
    assert (spelled(rescinded.when), spelled(effective.when)) == (["2025-05-13"], ["2025-05-15"])
    rescinded, effective = claims("美国商务部周二撤销了人工智能扩散规则，该规则原定于5月15日生效。", "zh")
    assert (spelled(rescinded.when), spelled(effective.when)) == (["2025-05-13"], ["2025-05-15"])


def test_when_it_was_said_is_not_when_it_is_done() -> None:
    found = claim(
        "The White House said Saturday that it will suspend the Affiliates Rule from November 10.", day="2025-11-02"
    )
    assert (spelled(found.when), spelled(found.said)) == (["2025-11-10"], ["2025-11-01"])


def test_beginning_and_end_of_what_an_act_begins() -> None:
    found = claim("自2025年11月10日起至2026年11月9日止，暂停实施关联企业规则。", "zh")
    assert (spelled(found.when), spelled(found.until)) == (["2025-11-10"], ["2026-11-09"])
    assert found.until[0].when.inclusive


def test_the_date_of_an_end_is_the_date_of_an_act_that_sets_an_end() -> None:
    found = claim("The truce was extended until January 10, 2027.")
    assert (found.act, spelled(found.when), spelled(found.until)) == ("extend_expiry", ["2027-01-10"], [])


def test_a_date_in_a_name_is_no_date_of_an_act() -> None:
    found = claim("Commerce amended its October 7 rule on Monday.")
    assert (found.target, spelled(found.when)) == ("October 7 rule", ["2025-05-12"])


def test_every_candidate_tells_its_rule() -> None:
    found = claim("Senators introduced the Chip Security Act last Friday.", day="2025-05-17")
    assert [(each.when.text, each.rule) for each in found.when] == [
        ("2025-05-09", "weekday of last week"),
        ("2025-05-16", "weekday of last week: or the nearest, at a weekend"),
    ]


def test_numbers_are_found_and_spelled_canonically() -> None:
    found = claim("BIS rescinded the rule (90 FR 4544).")
    assert (found.numbers, found.cited) == (("90 FR 4544",), ("90 FR 4544",))
    assert claim("The House passed H.R. 3447 on Monday.").numbers == ("HR 3447",)
    assert claim("The Senate passed S. 1705.").numbers == ("S 1705",)
    assert claim("The Senate passed S.J.Res. 112.").numbers == ("SJRES 112",)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nvidia shares rose 3% on Tuesday."),
        ("en", "AMD introduced a new chip on Tuesday."),
        ("en", "The band passed through town and published an album."),
        ("ja", "AMDは新型半導体を発表した。"),
        ("zh", "公司发布了新产品。"),
        ("en", ""),
        ("ja", "。。。"),
    ],
)
def test_what_names_no_instrument_claims_nothing(language: str, text: str) -> None:
    assert [found for found in claims(text, language) if found.target] == []


def test_quotes_are_exact() -> None:
    text = "  米商務省は 13 日、\n\n AI 拡散規則 を撤回すると発表した。  終わり。"
    for found in claims(text, "ja"):
        assert text[found.start : found.end] == found.quote


def test_actors_are_known_by_their_ids() -> None:
    assert claim("BIS rescinded the fuel rule.").actor == "us/bis"
    assert claim("The fuel rule was rescinded by the Treasury Department.").actor == "us/treasury"
    assert claim("経済産業省は輸出規則を改正した。", "ja").actor == "jp/meti"
    assert claim("海关总署公布了稀土规则。", "zh").actor == "cn/customs"


def test_the_title_claims_what_the_text_does_not() -> None:
    found = read_item(item("Nothing here.", title="Commerce rescinds AI Diffusion Rule"))
    assert [(each.act, each.part, each.quote) for each in found] == [
        ("rescind", "title", "Commerce rescinds AI Diffusion Rule")
    ]
    found = read_item(item("Commerce rescinded the AI Diffusion Rule.", title="Commerce rescinds AI Diffusion Rule"))
    assert [each.part for each in found] == ["text"]


def test_a_dateline_is_no_part_of_the_first_sentence() -> None:
    found = claim("WASHINGTON, May 12 - Commerce will rescind the AI Diffusion Rule.")
    assert found.when == ()


@given(st.text(max_size=200), st.sampled_from(["en", "ja", "zh"]))
def test_any_text_is_read(text: str, language: str) -> None:
    for found in read_claims(text, language=language, anchor=anchor()):
        assert text[found.start : found.end] == found.quote
        assert found.act in KINDS


@given(
    st.lists(
        st.sampled_from(
            "規則 を 撤回 した 13日 、 発表 AI拡散規則 2025年 5月 。 は 停止 まで から H20 ( ) 90 FR 4544".split()
        ),
        max_size=25,
    )
)
def test_any_order_of_words_is_read(words: list[str]) -> None:
    text = "".join(words)
    for found in read_claims(text, language="ja", anchor=anchor()):
        assert text[found.start : found.end] == found.quote


def test_hostile_text() -> None:
    for text in ("\x00" * 100, "\ud800\udfff規則を撤回した。", "9" * 20000, "規則を撤回した。" * 500, "((((" * 1000):
        for language in ("en", "ja", "zh"):
            for found in read_claims(text, language=language, anchor=anchor()):
                assert text[found.start : found.end] == found.quote


def test_claims_are_values() -> None:
    found = claim("BIS rescinded the fuel rule.")
    assert found == claim("BIS rescinded the fuel rule.")
    with pytest.raises(FrozenInstanceError):
        found.act = "stay"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "act", "target", "days"),
    [
        ("The fuel rule will be issued, and take effect, on May 20.", ["publish", "set_effective"], "fuel rule", ["2025-05-20"]),
        ("The fuel rule takes effect on Friday.", ["set_effective"], "fuel rule", ["2025-05-16"]),
        ("Judges on Tuesday voted to bar the agency from enforcing the fuel rule.", ["enjoin"], "fuel rule", ["2025-05-13"]),
        ("The fuel tariff starts on June 1.", ["set_effective"], "fuel tariff", ["2025-06-01"]),
        ("Firms under the fuel tariff will see how sales start on June 1.", [], "", []),
        ("The agency will act unless Congress repeals the fuel rule.", [], "", []),
        ("Mills have to report on fuel by July 1 under the fuel rule.", ["set_deadline"], "fuel rule", ["2025-07-01"]),
        ("A fuel rule protecting small mills from the state levy takes effect on June 1.", ["set_effective"], "fuel rule", ["2025-06-01"]),
        ("The fuel levy went from 10% to 20% on Monday.", ["set_value"], "fuel levy", ["2025-05-12"]),
        ("The agency revised its Foreign End User List on Monday.", ["amend"], "Foreign End User List", ["2025-05-12"]),
        ("The agency delayed the fuel rule on Monday.", ["delay_effective"], "fuel rule", []),
        ("The fuel rule will not take effect until June 1.", ["set_effective"], "fuel rule", ["2025-06-01"]),
        ("The fuel rule helps firms to end waste by June 1.", [], "", []),
        ("The fuel levy, which the state scrapped on Monday, was high.", ["rescind"], "fuel levy", ["2025-05-12"]),
        ("The agency finalized the repeal of the fuel rule on Monday.", ["rescind"], "fuel rule", ["2025-05-12"]),
        ("Banks raised their fuel tariff estimates on Monday.", [], "", []),
        ("The board voted 2-1 on Monday to scrap fuel rules for mills.", ["rescind"], "fuel rules for mills", ["2025-05-12"]),
        ("The agency will bring its fuel rule into force on June 1.", ["set_effective"], "fuel rule", ["2025-06-01"]),
        ("The fuel rule takes effect once the agency says so.", [], "", []),
        ("Regulators hit pause on the fuel rule on Monday.", ["stay"], "fuel rule", ["2025-05-12"]),
        ("The fuel rule slipped to August 1, 2025.", ["delay_effective"], "fuel rule", ["2025-08-01"]),
        ("The mill asked a federal appeals court to vacate the fuel rule.", [], "", []),
        ("Shares rose after the statement, which was published on the website.", [], "", []),
    ],
)  # fmt: skip
def test_what_belongs_together(text: str, act: list[str], target: str, days: list[str]) -> None:
    found = claims(text)
    assert [each.act for each in found] == act
    assert all((each.target, spelled(each.when)) == (target, days) for each in found)


def test_it_is_what_was_spoken_of_before() -> None:
    (found,) = claims("Imposed under Section 122 of the Trade Act of 1974, it will lapse on July 23.")
    assert (found.act, found.target, spelled(found.when)) == ("set_expiry", "", ["2025-07-23"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "議員団は、チップの輸出規制を強化する「半導体監視法案」を10日に提出した。",
            [("introduce", "2025-05-10")],
        ),
        ("環境保護庁は9日、排ガス規則の撤廃を提案した。", [("rescind", "none")]),
        (
            "商務省は12日付の官報で新しい検査規則を公布した。同日発効し、意見は27年1月8日まで受け付ける。",
            [("publish", "2025-05-12"), ("set_effective", "2025-05-12"), ("open_comment", "2027-01-08")],
        ),
        ("裁判所は12日、手数料規則を、権限を逸脱しているとして無効とする判決を下した。", [("vacate", "2025-05-12")]),
        ("商務省は、昨年採択した検査規則を官報に掲載した。", [("adopt", "2024"), ("publish", "none")]),
        ("環境省は13日、冷媒規則の順守開始を2026年4月1日に遅らせた。", [("delay_compliance", "2026-04-01")]),
        ("控訴裁は12日、塗料規則の差し止めを一部解いた。", [("lift_injunction", "2025-05-12")]),
        ("委員会は、塗料規則の執行を90日間ストップした。", [("announce_nonenforcement", "none")]),
        ("財務省は13日、塗料関税の停止をさらに90日続けると発表した。", [("extend_stay", "none")]),
    ],
)
def test_how_the_japanese_press_says_it(text: str, expected: list[tuple[str, str]]) -> None:
    found = by_tables(text, language="ja", anchor=anchor("2025-05-14", "Asia/Tokyo"))
    assert [(each.act, *(spelled(each.when) or ["none"])) for each in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # bans and permissions told by a verb
        ("商務省は13日、冷媒の輸出を禁止すると発表した。同日から実施する。", [("announce", "冷媒の輸出を禁止", "2025-05-13"), ("set_effective", "冷媒の輸出を禁止", "2025-05-13")]),
        ("政府は13日、冷媒の輸入を6月1日から禁止することを決めた。", [("announce", "冷媒の輸入", "2025-05-13"), ("set_effective", "冷媒の輸入", "2025-06-01")]),
        ("商務省は冷媒の出荷を12日から停止するよう命じた。", [("set_effective", "冷媒の出荷", "2025-05-12")]),
        ("同社は冷媒の販売を拡大した。", []),
        # an amendment is made by announcing it
        ("環境省は13日、冷媒規則を強化すると発表した。", [("amend", "冷媒規則", "2025-05-13")]),
        # joined verbs share the day at the head of a sentence, and the tense of the last
        ("環境省は13日、冷媒規則の草案を公表し、意見公募を始めた。6月2日まで受け付ける。", [("propose", "冷媒規則の草案", "2025-05-13"), ("open_comment", "冷媒規則の草案", "2025-06-02")]),
        ("環境省は冷媒規則を6月に公布、9月の施行を見込む。", [("publish", "冷媒規則", "2025-06"), ("set_effective", "冷媒規則", "2025-09")]),
        ("総務省は13日、冷媒規則の改正案への意見募集を始めた。期間は6月2日まで。", [("open_comment", "冷媒規則の改正案", "2025-06-02")]),
        # a law by which something is done; a purpose; a topic; a condition of approval
        ("政府は13日、冷媒法に基づき検査規則を公布した。", [("publish", "検査規則", "2025-05-13")]),
        ("環境省は、検査を強化するため、冷媒規則を13日に公布した。", [("publish", "冷媒規則", "2025-05-13")]),
        ("冷媒規則の停止については、議論が続く。", []),
        ("同社は冷媒法違反を否定した。買収の承認条件も守るという。", []),
        # what only says which one is meant
        ("環境省は、対象を広げた冷媒規則を13日に撤回した。", [("rescind", "冷媒規則", "2025-05-13")]),
        ("環境省は13日、一昨年に導入した冷媒規則を撤回した。", [("rescind", "冷媒規則", "2025-05-13")]),
        ("本日、「冷媒政令」が公布されました。検査規制を見直すもので、6月1日から施行されます。", [("publish", "冷媒政令", "2025-05-14"), ("set_effective", "冷媒政令", "2025-06-01")]),
        # ends, starts, days
        ("商務省は12日、冷媒規則の適用を停止した。停止は2026年5月9日まで。", [("stay", "冷媒規則", "2025-05-12")]),
        ("商務省は12日、取引を6月1日まで認める一般許可を出した。", [("set_expiry", "一般許可", "2025-06-01"), ("publish", "一般許可", "2025-05-12")]),
        ("冷媒規則の全面施行を6月1日に控え、説明会が開かれた。", [("set_effective", "冷媒規則", "2025-06-01")]),
        ("冷媒規則が28日に発効して以降、輸出が減った。", [("set_effective", "冷媒規則", "2025-04-28")]),
        ("財務省は13日、冷媒関税の規則を公布した。規則は公布の日から施行する。", [("publish", "冷媒関税の規則", "2025-05-13"), ("set_effective", "冷媒関税の規則", "2025-05-13")]),
        ("大統領は12日、検査命令に署名した。一律10%を20日に、上乗せ分を25日に発動する。", [("sign", "検査命令", "2025-05-12"), ("set_effective", "一律10%", "2025-05-20"), ("set_effective", "上乗せ分", "2025-05-25")]),
        # bills that are given up, and what is only planned
        ("環境省は、冷媒法案の提出を断念した。", [("withdraw_proposal", "冷媒法案", "none")]),
        ("環境省は13日、冷媒規則の方針を発表した。", []),
    ],
)  # fmt: skip
def test_more_of_how_the_japanese_press_says_it(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = by_tables(text, language="ja", anchor=anchor("2025-05-14", "Asia/Tokyo"))
    last = ""
    told = []
    for each in found:
        last = each.target or last  # no words of its own: what was just spoken of
        told.append((each.act, last, *(spelled(each.when) or ["none"])))
    assert told == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # what is left out is what was just spoken of
            "環境省の指針は、冷媒の扱いを定めている。13日に公表された。",
            [("publish", "環境省の指針", "2025-05-13")],
        ),
        (  # but not where the verb has an object of its own
            "環境省は12日、冷媒規則を公布した。メーカーは生産を停止する。",
            [("publish", "冷媒規則", "2025-05-12")],
        ),
        (  # each day of a list
            "冷媒規則は昨年採択された。大企業は6月1日から、そのほかは7月1日から適用される。",
            [("adopt", "冷媒規則", "2024"), ("set_effective", "", "2025-06-01"), ("set_effective", "", "2025-07-01")],
        ),
        (  # an act named again, to give its day
            "財務省は、制裁リストに2社を追加した。追加は12日付。",
            [("amend", "制裁リスト", "2025-05-12")],
        ),
        (  # the date at the head is that of the first of two acts, where the second has its own
            "環境省は13日、冷媒規則の草案を公表し、6月30日まで意見を募る。",
            [("propose", "冷媒規則の草案", "2025-05-13"), ("open_comment", "冷媒規則の草案", "2025-06-30")],
        ),
        (  # an order, and not the law that it is about
            "大統領は13日、冷媒法の執行を6月30日まで猶予する大統領令に署名した。",
            [("announce_nonenforcement", "冷媒法", "none"), ("sign", "大統領令", "2025-05-13")],
        ),
        (  # the same noun
            "裁判所は冷媒規則を無効とした。同規則は6月1日に施行される予定だった。",
            [("vacate", "冷媒規則", "none"), ("set_effective", "冷媒規則", "2025-06-01")],
        ),
        ("議会が承認すれば、政府は冷媒規則を20日に公布する。", [("publish", "冷媒規則", "2025-05-20")]),
    ],
)
def test_what_the_japanese_press_leaves_out(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = by_tables(text, language="ja", anchor=anchor("2025-05-14", "Asia/Tokyo"))
    assert [(each.act, each.target, *(spelled(each.when) or ["none"])) for each in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("部长说，此前发布的燃料标准仍然有效。", []),
        ("法院12日下令，暂缓实施上月通过的检测规则。", [("stay", "检测规则", "2025-05-12"), ("adopt", "检测规则", "2025-04")]),
        ("總統依據《燃料法》簽署檢測命令。", [("sign", "检测命令", "none")]),
        ("財政部12日將甲公司列入檢測清單，同時發布檢測指引。", [("amend", "检测清单", "2025-05-12"), ("publish", "检测指引", "2025-05-12")]),
        ("环保署9日讨论了燃料标准。法院当天裁定该标准无效。", [("vacate", "该标准", "2025-05-09")]),
        ("歐盟12日提出「燃料綜合方案」，不涉及檢測規則。", [("propose", "燃料综合方案", "2025-05-12")]),
        ("部长在会上说：“我们不会撤销检测规则。”", [("rescind", "检测规则", "none")]),
        ("環境部今（14）日公告修正燃料標準，自115年1月1日起施行。", [("amend", "燃料标准", "2025-05-14"), ("set_effective", "燃料标准", "2026-01-01")]),
        ("经济部暂停检测规则，自5月20日起生效。", [("stay", "检测规则", "2025-05-20")]),
        ("检测规则的适用日，大厂延至2026年5月1日，小厂则延到6月1日。", [("delay_compliance", "检测规则", "2026-05-01"), ("delay_compliance", "检测规则", "2025-06-01")]),
        ("该局12日联合提出修订“水域”定义的规则草案。", [("propose", '修订"水域"定义的规则草案', "2025-05-12")]),
        ("检测规则6月起适用。", [("set_effective", "检测规则", "2025-06")]),
        ("财政部12日延长了通用许可证，新有效期至2026年6月30日。", [("extend_expiry", "通用许可证", "2026-06-30")]),
        ("新标准12日公布，厂商须加强客户培训。", [("publish", "新标准", "2025-05-12")]),
        ("金管局今日就检测规则展开公众咨询，咨询期至8月29日结束。", [("open_comment", "检测规则", "2025-08-29")]),
        ("行政院会12日通过《检测法》修正草案。", [("adopt", "检测法》修正草案", "2025-05-12")]),
        ("环保署12日提议废除燃料标准。", [("propose", "燃料标准", "2025-05-12")]),
        ("参议院5日通过燃料法案，众议院12日放行。", [("pass", "燃料法案", "2025-05-05"), ("pass", "燃料法案", "2025-05-12")]),
        ("该部12日将甲公司列入检测清单，另有乙公司被列入燃料清单。", [("amend", "检测清单", "2025-05-12"), ("amend", "燃料清单", "none")]),
        ("检测规则再延一年。", [("delay_effective", "检测规则", "none")]),
        ("检测指令往后挪两年。", [("delay_effective", "检测指令", "none")]),
        ("检测关税先停90天。", [("stay", "检测关税", "none")]),
        ("法院5月12日把检测规则发回重审，但未予撤销。", [("remand_without_vacatur", "检测规则", "2025-05-12")]),
        ("检测规则就此走入历史。", [("rescind", "检测规则", "none")]),
        ("公司力争在新标准生效前达成协议。", []),
        ("检测规则在5月20日生效之前，被该部撤销。", [("set_effective", "检测规则", "2025-05-20"), ("rescind", "检测规则", "none")]),
        ("若议会不延期，检测规则最晚须于5月31日起遵循；有意见者可于6月10日前送交该局。", [("set_compliance", "检测规则", "2025-05-31"), ("open_comment", "", "2025-06-10")]),
    ],
)  # fmt: skip
def test_how_the_chinese_press_says_it(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = by_tables(text, language="zh", anchor=anchor("2025-05-14", "Asia/Shanghai"))
    assert [(each.act, each.target, *(spelled(each.when) or ["none"])) for each in found] == expected


def test_what_is_announced_for_a_later_day_is_announced_and_binds_from_then() -> None:
    found = by_tables(
        "大統領は12日、6月1日から冷媒に30%の追加関税を課すと自身のSNSに投稿した。",
        language="ja",
        anchor=anchor("2025-05-14", "Asia/Tokyo"),
    )
    assert [(each.act, spelled(each.when)) for each in found] == [
        ("announce", ["2025-05-12"]),
        ("set_effective", ["2025-06-01"]),
    ]


@pytest.mark.parametrize("name", ["黄色い冷媒法", "冷媒・スキャン法"])
def test_a_name_in_quotation_marks_is_whole(name: str) -> None:
    found = by_tables(f"議会は12日、「{name}」を可決した。", language="ja", anchor=anchor("2025-05-14", "Asia/Tokyo"))
    assert [each.target for each in found] == [name]


def test_a_noun_for_an_act_that_is_only_spoken_of_is_no_claim() -> None:
    text = "市場では輸出規制の緩和は遠いとの見方が多い。審査基準の厳格化が重荷だ。"
    assert by_tables(text, language="ja", anchor=anchor("2025-05-14", "Asia/Tokyo")) == ()


def test_an_end_told_by_itself_is_that_of_the_pause_before() -> None:
    text = "商務省は12日、冷媒規則の適用を停止した。停止は2026年5月9日まで。"
    (found,) = by_tables(text, language="ja", anchor=anchor("2025-05-14", "Asia/Tokyo"))
    assert (found.act, spelled(found.when), spelled(found.until)) == ("stay", ["2025-05-12"], ["2026-05-09"])


LONG = {
    "en": "On Tuesday BIS delayed rule {0} on widgets. The rule takes effect on May {1}. Comments are due by June {1}. ",
    "ja": "商務省は火曜日、輸出規則第{0}号を撤廃した。同規則は6月{1}日に発効する。",
    "zh-Hans": "美国商务部周二撤销了部件出口规则第{0}号。该规则6月{1}日生效。",
}


@pytest.mark.parametrize("language", LONG)
def test_the_work_grows_with_the_length_of_an_item(language: str) -> None:
    """And not with its square: an item may be a book. The calls that reading and linking make are counted."""

    def calls(sentences: int) -> int:
        text = "".join(LONG[language].format(number, number % 28 + 1) for number in range(sentences))
        one, linker = item(text, language=language), Linker(NamesOf(EVERY))
        counted = 0

        def count(_frame: object, event: str, _what: object) -> None:
            nonlocal counted
            counted += event.endswith("call")

        sys.setprofile(count)
        try:
            found = read_item(one)
            link(found, linker, language=language, jurisdiction="us")
        finally:
            sys.setprofile(None)
        assert len(found) >= sentences
        return counted

    calls(10)  # what is made once is made now
    first, second, third = calls(25), calls(50), calls(100)
    assert third - second < 2.5 * (second - first)


@pytest.mark.parametrize(
    ("text", "language", "act"),
    [
        ("企業は13日、酒類規則の区分を緩めるよう財務省に訴えた。", "ja", "amend"),
        ("高官は13日、酒類規則の対象を広げる決定はしていないと記者団に述べた。", "ja", "amend"),
        ("财政部13日拒绝撤销酒类管理规则。", "zh", "rescind"),
    ],
)
def test_the_day_on_which_an_act_was_asked_for_or_denied_is_not_its_own(text: str, language: str, act: str) -> None:
    found = claim(text, language)
    assert (found.act, found.modality in ASSERTED, found.when) == (act, False, ())
