"""How firmly an act is claimed in Japanese, where what governs it stands behind it, and often far."""

import pytest

from tests.news.helpers import claims


def manners(text: str) -> list[tuple[str, str]]:
    return [(each.act, each.modality) for each in claims(text, "ja")]


@pytest.mark.parametrize(
    "text",
    [
        # not done
        "商務省はAI規則を取り消さないと述べた。",
        "商務省はAI規則をまだ取り消しておらず、業界は困惑している。",
        "AI規則は取り消されていません。",
        "商務省はAI規則の撤回には踏み切らなかった。",
        "商務省はAI規則を撤回するに至らず、審議は来週に持ち越された。",
        "AI規則の撤回の時期は決めていない。",
        "AI規則を撤回する考えはないと述べた。",
        "AI規則を撤回したわけではない。",
        "AI規則を撤回したとの発表はなされていない。",
        "AI規則の撤回は実現していない。",
        "AI規則、撤回せず。",
        # refused, dropped, put off
        "商務省はAI規則の撤回を拒否した。",
        "商務省はAI規則の撤回を断念した。",
        "商務省はAI規則の撤回要求を退けた。",
        "AI規則の撤回は頓挫した。",
        # told wrongly
        "AI規則を撤回したとの報道を否定した。",
        "AI規則を撤回したとの一部報道は誤りだと説明した。",
        "「AI規則を撤回した」との情報は事実ではない。",
        "AI規則を撤回したという事実はないと述べた。",
        "AI規則が撤回されたと一部で報じられたが、商務省は否定した。",
    ],
)
def test_denied(text: str) -> None:
    assert manners(text) == [("rescind", "denies")]


def test_a_document_that_is_not_there_does_nothing() -> None:
    assert manners("AI規則の適用を停止する文書は連邦官報に掲載されていない。") == [("stay", "denies")]


@pytest.mark.parametrize(
    "text",
    [
        "業界はAI規則を撤回するよう商務省に迫った。",
        "業界はAI規則の適用を停止し、撤回するよう商務省に迫った。",
        "AI規則の撤回を、産業界は以前から強く求めている。",
        "AI規則の撤回や緩和を商務省に求めた。",
        "業界団体は「AI規則を撤回すべきだ」と訴えた。",
        "AI規則を撤回する必要があると述べた。",
        "商務省はAI規則の撤回を迫られている。",
        "業界、AI規則撤回要求。",
    ],
)
def test_asked_for(text: str) -> None:
    found = manners(text)
    assert ("rescind", "calls_for") in found
    assert {how for _, how in found} == {"calls_for"}


@pytest.mark.parametrize(
    "text",
    [
        # a question
        "AI規則を撤回するかどうかを決めていない。",
        "AI規則を撤回するかは不透明だ。",
        "AI規則を撤回するか検討している。",
        "AI規則を撤回したのかについては答えなかった。",
        # possible, expected, feared
        "AI規則を撤回する可能性がある。",
        "AI規則を撤回するのではないかとの観測がある。",
        "AI規則が撤回されるとの見方が広がる。",
        "AI規則が撤回されるとみられる。",
        "AI規則の撤回が期待される。",
        # considered, discussed, open
        "AI規則の撤回も視野に入れる。",
        "AI規則の撤回を巡る協議は続いている。",
        "AI規則の撤回は見通せない。",
        "AI規則の撤回に慎重な姿勢を示した。",
        # on a condition
        "AI規則が撤回されたとしても、企業の義務は残る。",
        "AI規則の撤回が実現すれば、企業の負担は減る。",
        "AI規則を撤回することが、合意の条件となっている。",
        "協議がまとまれば、商務省はAI規則を撤回する。",
        # the content of a plan
        "AI規則を撤回する案が浮上している。",
        "AI規則の撤回を含む提案が示された。",
        "AI規則を撤回するといった臆測を呼んだ。",
        "AI規則を撤回する理由はない。",
    ],
)
def test_possible(text: str) -> None:
    assert [how for act, how in manners(text) if act == "rescind"] == ["may"]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("商務省はAI規則の撤回を約束した。", "plans"),
        ("商務省はAI規則を撤回したい考えだ。", "plans"),
        ("商務省はAI規則を取り消すはずだった。", "plans"),
        ("商務省はAI規則を取り消すと表明した。", "will"),
    ],
)
def test_promised(text: str, how: str) -> None:
    assert [found for act, found in manners(text) if act == "rescind"] == [how]


@pytest.mark.parametrize(
    "text",
    [
        "商務省は13日、AI規則を撤回した。代替規則の時期は未定だ。",
        "商務省は13日、AI規則を撤回したが、業界が求めた補償には応じなかった。",
        "商務省は13日、AI規則を撤回したものの、全面的な見直しは見送った。",
        "反対意見が多かったものの、商務省はAI規則を撤回した。",
        "見送られるとの予想を覆し、商務省は13日、AI規則を撤回した。",
        "商務省が13日にAI規則を撤回したことで、輸入が増える可能性がある。",
        "商務省が13日に撤回したAI規則について、議会は検討していない。",
        "商務省は検討の末、AI規則を撤回した。",
        "商務省は13日、AI規則を撤回したばかりで、追加の措置は予定していない。",
    ],
)
def test_done_whatever_else_is_open(text: str) -> None:
    assert ("rescind", "has") in manners(text)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("ロイター通信は、商務省がAI規則を撤回したと報じた。同省はこれを否定した。", "denies"),
        ("AI規則が撤回されるとの観測が広がった。ホワイトハウスは否定した。", "denies"),
        ("商務省は13日、AI規則を撤回した。業界の見方を同省は否定した。", "has"),
    ],
)
def test_a_report_is_denied_in_the_next_sentence(text: str, how: str) -> None:
    assert manners(text) == [("rescind", how)]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("大統領は関税を撤廃する大統領令に署名した。", "has"),
        ("大統領は関税を撤廃する大統領令に署名する意向だ。", "plans"),
        ("大統領は関税を撤廃する大統領令に署名していない。", "denies"),
        ("大統領は関税を撤廃する大統領令に署名する可能性がある。", "may"),
    ],
)
def test_what_an_instrument_does_is_as_firm_as_what_is_done_to_it(text: str, how: str) -> None:
    assert manners(text) == [("rescind", how), ("sign", how)]


def test_a_stay_is_no_act_of_its_own_where_it_is_extended() -> None:
    assert manners("商務省はAI規則の停止の延長を検討している。") == [("extend_stay", "may")]


def test_a_vote_put_off_is_no_failure_of_a_bill() -> None:
    assert manners("半導体法案は採決が見送られ、継続審議となる。") == []


def test_to_protest_is_not_to_issue() -> None:
    assert manners("規則案の公布に業界は反発した。") == []


def test_what_is_put_off_is_the_act_that_is_named() -> None:
    assert manners("AI規則の撤回は先送りとなった。") == [("rescind", "denies")]
