"""The words of which items of news are made: acts, objects, ways of telling; two sets, by whom nobody was ever told.

The first set was written before anything was mended for it, the second once the first was read right.
"""

# ruff: noqa: E501 (tables read best so)

from __future__ import annotations

from typing import NamedTuple

NONE = frozenset[tuple[str, str]]()


class Words(NamedTuple):
    """One set of words in English."""

    name: str
    rules: tuple[tuple[str, str], ...]
    acts: tuple[Act, ...]
    wholes: tuple[str, ...]
    inside: tuple[str, ...]
    limits: tuple[str, ...]
    about: tuple[str, ...]
    modalities: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str, str], ...]
    history: tuple[str, ...]


class WideWords(NamedTuple):
    """One set of words in Japanese or Chinese."""

    name: str
    language: str
    rules: tuple[tuple[str, str], ...]
    acts: tuple[WideAct, ...]
    wholes: tuple[str, ...]
    parts: tuple[str, ...]
    modalities: tuple[tuple[str, str], ...]
    history: tuple[str, ...]


class Act(NamedTuple):
    """An act by its forms, each with ``{o}`` for the object and ``{t}`` for what the act says of days."""

    kinds: str
    base: str
    s: str
    past: str
    done: str
    ing: str
    noun: str
    actor: str = "BIS"
    tail: str = ""


ACT_DAY, NEW_DAY, OLD_DAY = "2026-11-18", "2027-05-03", "2025-01-15"
AT, NEW, OLD = "November 18, 2026", "May 3, 2027", "January 15, 2025"


def _verb(kinds: str, forms: str, noun: str, actor: str = "BIS", tail: str = "", between: str = "") -> Act:
    """Return an act by its forms: base, s, past, participle, ing; ``between`` stands between verb and object."""
    base, s, past, done, ing = (f"{form} {between}{{o}}{{t}}" for form in forms.split("/"))
    return Act(kinds, base, s, past, f"{{o}} {{be}} {done.split(' ')[0]}{{t}}", ing, f"{noun} {{o}}{{t}}", actor, tail)


SUSPEND = _verb("stay", "suspend/suspends/suspended/suspended/suspending", "the suspension of", tail=f" until {NEW}")
RESCIND = _verb("rescind", "rescind/rescinds/rescinded/rescinded/rescinding", "the rescission of")
ACTS = (
    SUSPEND,
    RESCIND,
    _verb("rescind", "revoke/revokes/revoked/revoked/revoking", "the revocation of"),
    _verb("rescind", "repeal/repeals/repealed/repealed/repealing", "the repeal of", "the Commerce Department"),
    _verb("withdraw rescind", "withdraw/withdraws/withdrew/withdrawn/withdrawing", "the withdrawal of"),
    _verb("vacate", "vacate/vacates/vacated/vacated/vacating", "the vacatur of", "a federal court in Texas"),
    _verb("enjoin", "block/blocks/blocked/blocked/blocking", "an order blocking", "a federal judge"),
    _verb("reinstate", "reinstate/reinstates/reinstated/reinstated/reinstating", "the reinstatement of"),
    _verb("stay", "pause/pauses/paused/paused/pausing", "a pause of", "the Commerce Department", f" until {NEW}"),
    _verb("amend", "amend/amends/amended/amended/amending", "an amendment of"),
    _verb("amend", "revise/revises/revised/revised/revising", "a revision of"),
    _verb("publish", "publish/publishes/published/published/publishing", "the publication of"),
    Act(
        "delay_effective", "delay the effective date of {o}{t}", "delays the effective date of {o}{t}",
        "delayed the effective date of {o}{t}", "the effective date of {o} {be} delayed{t}",
        "delaying the effective date of {o}{t}", "a delay of the effective date of {o}{t}", tail=f" to {NEW}",
    ),
    Act(
        "extend_stay", "extend the suspension of {o}{t}", "extends the suspension of {o}{t}",
        "extended the suspension of {o}{t}", "the suspension of {o} {be} extended{t}",
        "extending the suspension of {o}{t}", "an extension of the suspension of {o}{t}", tail=f" until {NEW}",
    ),
    Act(
        "lift_stay", "lift the suspension of {o}{t}", "lifts the suspension of {o}{t}",
        "lifted the suspension of {o}{t}", "the suspension of {o} {be} lifted{t}",
        "lifting the suspension of {o}{t}", "a lifting of the suspension of {o}{t}",
    ),
    Act(
        "delay_compliance", "postpone the compliance date of {o}{t}", "postpones the compliance date of {o}{t}",
        "postponed the compliance date of {o}{t}", "the compliance date of {o} {be} postponed{t}",
        "postponing the compliance date of {o}{t}", "a postponement of the compliance date of {o}{t}",
        tail=f" to {NEW}",
    ),
)  # fmt: skip

RULES = (
    ("us/bis/affiliates-50", "the Affiliates Rule"),
    ("us/bis/ai-diffusion", "the AI Diffusion Rule"),
    ("us/bis/foundry-due-diligence-2025", "the Foundry due-diligence rule"),
    ("us/bis/fdp-hbm-2024", "the FDP and HBM rule"),
    ("us/bis/h200-review-policy", "the H200 rule"),
    ("us/bis/advanced-technologies-2024", "the License Exception IEC rule"),
    ("us/bis/data-center-veu-2024", "the Data Center VEU rule"),
    ("us/bis/advanced-computing-2022", "the October 7 rule"),
    ("us/bis/ai-diffusion", "the interim final rule at 90 FR 4544"),
    ("us/bis/affiliates-50", "the rule titled “Expansion of End-User Controls To Cover Affiliates of Certain Listed Entities”"),
)  # fmt: skip
OTHERS = (
    ("us/bis/sme-2023", "the SME rule"),
    ("us/bis/advanced-computing-2023", "the AC/S rule"),
    ("us/bis/data-center-veu-2024", "the Data Center VEU rule"),
)

WHOLES = ("{n}", "all of {n}", "{n} in its entirety", "{n}, a Biden-era measure,", "{n}, published on {old},")
INSIDE = (
    "{n}'s foreign direct product provisions", "{n}'s licensing requirement for mass-market chips",
    "{n}'s country caps", "{n}'s footnote 5 entries", "{n}'s reporting form", "{n}'s definition of an affiliate",
    "{n} licensing requirements", "{n} FDP provisions", "a provision of {n}", "provisions of {n}", "parts of {n}", "part of {n}", "a part of {n}", "most of {n}",
    "some of {n}", "portions of {n}", "the portion of {n} that covers cloud providers", "two sections of {n}",
    "the second paragraph of {n}", "the Macau portion of {n}", "the licensing requirement for mass-market chips under {n}",
    "the reporting requirements in {n}", "the reporting requirements of {n}", "reporting obligations under {n}",
    "the due diligence duties imposed by {n}", "the license exception created by {n}", "the country caps set by {n}",
    "the model weight controls that {n} introduced", "the caps contained in {n}", "key elements of {n}",
    "application of {n} to Korean chipmakers",
)  # fmt: skip
"""What stands in a rule; who amends it amends the rule."""
LIMITS = (
    "{n} as it applies to cloud providers", "{n} as applied to cloud providers", "{n} insofar as it covers cloud providers",
    "{n} with respect to cloud providers", "{n} for Korean chipmakers", "{n} only for chips made in Korea",
    "{n} in part", "{n}, but only for Korean chipmakers,",
)  # fmt: skip
"""To whom, where and for what an act is limited; what is published is published for all."""
ABOUT = (
    "{n} guidance", "{n} FAQ", "guidance on {n}", "the FAQ on {n}", "frequently asked questions about {n}", "a fact sheet on {n}",
    "enforcement guidance for {n}", "a waiver under {n}", "licenses issued under {n}", "license applications under {n}",
    "shipments covered by {n}", "an exemption from {n}", "an amendment to {n}", "a correction to {n}",
    "the draft replacement for {n}", "a review of {n}", "a lawsuit over {n}", "its opposition to {n}",
    "a rule implementing {n}", "regulations under {n}", "a bill codifying {n}", "a committee on {n}", "an advisory on {n}",
)  # fmt: skip

MODALITIES: tuple[tuple[str, str], ...] = (
    # told as done
    ("done", "{S} {past} on {at}."), ("done", "On {at}, {S} {past}."), ("done", "{Done} by {S} on {at}."),
    ("done", "{S} has {participle}."), ("done", "{S} said on {at} that it has {participle}."),
    ("done", "In a notice dated {at}, {S} {past}."), ("done", "Citing national security, {S} {past} on {at}."),
    ("done", "{S}, which answers to Congress, {past} on {at}."), ("done", "Exporters cheered after {S} {past} on {at}."),
    # announced
    ("promised", "{S} announced on {at} that it will {base}."), ("promised", "{S} said on {at} it will {base}."),
    ("promised", "{S} announced plans to {base}."), ("promised", "{S} announced its intention to {base}."),
    # planned, expected, reported by people without a name
    ("no", "{S} plans to {base}."), ("no", "{S} is considering whether to {base}."), ("no", "{S} is weighing {noun}."),
    ("no", "{S} is expected to {base} on {at}."), ("no", "{S} may {base} soon."), ("no", "{S} could soon {base}."),
    ("no", "{S} {past} on {at}, according to two people familiar with the matter."),
    ("no", "{S} has {participle}, a person briefed on the matter said."), ("no", "{S} reportedly {past} on {at}."),
    ("no", "Sources said {S} {past} on {at}."), ("no", "{S} is preparing to {base}, officials said privately."),
    ("no", "A viral post claimed that {S} {past} on {at}."), ("no", "Rumors that {S} {past} on {at} moved shares."),
    ("no", "{S} was set to {base} on {at} but did not."), ("no", "{S} drew up an order to {base}."),
    ("no", "{S} is close to {ing}."), ("no", "{S} floated the idea of {ing}."), ("no", "{S} has yet to {base}."),
    # asked for
    ("no", "Industry groups asked {S} to {base}."), ("no", "Lawmakers urged {S} to {base} by {at}."),
    ("no", "The trade group called for {noun}."), ("no", "Critics want {o} {participle_alone}."),
    ("no", "Plaintiffs asked a federal court to {base}."), ("no", "Chipmakers demanded {noun}."),
    ("no", "Senators said {S} should {base}."), ("no", "Nvidia lobbied {S} to {base}."),
    ("no", "Nvidia wrote to {S} in support of {ing}."), ("no", "The think tank recommended {ing}."),
    ("no", "The petition seeks {noun}."), ("no", "Lawyers argued that {S} must {base}."),
    ("no", "Senator Smith said he would {base} if elected."),
    # a bill, a motion
    ("no", "A bill that would {base} was introduced on {at}."), ("no", "The proposed act would {base}."),
    ("no", "The Senate debated legislation to {base}."), ("no", "The motion to {base} was filed on {at}."),
    ("no", "A resolution {ing} failed on {at}."), ("no", "The House is to vote on a resolution {ing}."),
    # denied
    ("no", "{S} has not {participle}."), ("no", "{S} did not {base} on {at}."), ("no", "{S} denied that it {past}."),
    ("no", "{S} refused to {base}."), ("no", "{S} never {past}."), ("no", "{S} stopped short of {ing}."),
    ("no", "{S} decided against {ing}."), ("no", "{S} ruled out {ing}."), ("no", "{S} rejected {noun}."),
    ("no", "{S} dropped plans to {base}."), ("no", "It is false that {S} {past} on {at}."),
    ("no", "Nothing in the notice {s}."), ("no", "Contrary to reports, {S} has not {participle}."),
    ("no", "Neither court {past}."), ("no", "No agency has {participle}."), ("no", "{S} backed away from {ing}."),
    ("no", "{S} reversed its decision to {base}."), ("no", "{S} said it has no plans to {base}."),
    # supposed
    ("no", "If {S} {past} on {at}, exporters would cheer."), ("no", "Had {S} {participle}, exporters would have cheered."),
    ("no", "Exporters would cheer if {S} {past}."), ("no", "Unless {S} {past} on {at}, exporters must comply."),
    ("no", "{S} will {base} only if talks succeed."), ("no", "{S} would have {participle} had talks succeeded."),
    ("no", "Has {S} {participle}?"), ("no", "Did {S} {base} on {at}?"), ("no", "What if {S} {past} tomorrow?"),
    ("no", "It is unclear whether {S} {past} on {at}."), ("no", "Assuming {S} {past} on {at}, duties end."),
    ("no", "{S} threatened to {base}."), ("no", "{S} has power to {base}."), ("no", "{S} can {base} at any time."),
    ("no", "Suppose that {S} {past} on {at}."), ("no", "In a mock trial, {S} {past}."),
)  # fmt: skip

SECOND: tuple[tuple[str, str, str], ...] = (
    # {m}: another instrument, to which nothing happens
    ("second instrument", "{S} {past} on {at} but left {m} in place.", ""), ("second instrument", "{S} {past} on {at} while {m} remains in force.", ""),
    ("second instrument", "{S} {past} on {at}, as {m} had allowed.", ""), ("second instrument", "Unlike {m}, {d} {be} {participle_only} on {at}.", ""),
    ("second instrument", "On {at}, {S} {past}, which builds on {m}.", ""), ("second instrument", "{S} {past} on {at}, not {m}.", ""),
    ("second instrument", "Under {m}, {S} {past} on {at}.", ""), ("second instrument", "{S}, the author of {m}, {past} on {at}.", ""),
    ("second instrument", "Citing {m}, {S} {past} on {at}.", ""), ("second instrument", "As with {m}, {S} {past} on {at}.", ""),
    ("second instrument", "{S} {past} on {at}. {M} still applies.", ""), ("second instrument", "{M} is unchanged, but {S} {past} on {at}.", ""),
)  # fmt: skip
HISTORY: tuple[str, ...] = (
    "{Rule}, which replaced a rule that {S} {past_it} in 2024, has critics.",
    "{Rule} replaced an earlier rule that {S} {past_it} in 2024.",
    "{Rule} covers firms that had complained when {S} {past_m} in 2024.",
    "Like {m} before {S} {past_it} in 2024, {n} has critics.",
    "The author of {n} said a similar rule was {participle_only} in 2024.",
    "Exporters compare {n} with {m}, which was {participle_only} in 2024.",
    "{Rule} was written years before a court {past_m}.",
)
DATES: tuple[tuple[str, str, str], ...] = (
    # days of several roles, and what the sentence says besides of the rule
    ("dates", "{N}, published on {old}, was {participle_only} on {at}.", "publish"),
    ("dates", "On {at}, two months after lawmakers wrote on {old}, {S} {past}.", ""),
    ("dates", "{S} {past} on {at}; a hearing is set for January 7, 2027.", ""),
    ("dates", "{S} {past} on {at}, days before {n} was to take effect on November 30, 2026.", ""),
    ("dates", "{S} on {at} {past}, which took effect on {old}.", "set_effective"),
    ("dates", "{S}, which met on {old}, {past} on {at}.", ""),
    ("dates", "In a notice of {at}, {S} {past}. A report is due on January 7, 2027.", ""),
    ("dates", "{S} {past} on {at}. It had announced a review on {old}.", ""),
)


class WideAct(NamedTuple):
    """An act by its stem, where blanks part no words; ``{t}`` in sentences stands for its days, ``{v}`` for its stem."""

    kinds: str
    stem: str
    particle: str = ""
    tail: str = ""


# --- Japanese and Chinese ---------------------------------------------------------------------------------------------

JA_RULES = (
    ("us/bis/affiliates-50", "関連会社規則"),
    ("us/bis/ai-diffusion", "AI拡散規則"),
    ("us/bis/foundry-due-diligence-2025", "ファウンドリー・デューデリジェンス規則"),
    ("us/bis/fdp-hbm-2024", "HBM規則"),
    ("us/bis/h200-review-policy", "H200規則"),
)
JA_ACTS = (
    WideAct("stay", "停止"), WideAct("rescind", "撤回"), WideAct("rescind", "廃止"), WideAct("rescind", "撤廃"),
    WideAct("publish", "公表"), WideAct("amend", "改正"), WideAct("stay", "凍結"),
)  # fmt: skip
JA_WHOLES = ("{n}", "{n}の全体")
JA_PARTS = (
    "{n}の直接製品規定", "{n}の一部", "{n}の一部の規定", "{n}に基づく許可要件", "{n}のうちクラウド事業者に関する部分",
    "{n}のクラウド事業者への適用", "{n}の国別上限", "{n}に関するガイダンス", "{n}のFAQ", "{n}の猶予期間", "{n}をめぐる訴訟",
    "{n}の改正案", "{n}の後継案", "{n}で定めた報告義務", "{n}が設けた例外", "{n}に関する意見募集", "{n}に基づく許可",
    "{n}の対象リスト", "{n}の報告義務", "{n}の韓国企業への適用",
)  # fmt: skip
JA_MODALITIES: tuple[tuple[str, str], ...] = (
    ("done", "BISは11月18日、{o}を{v}した。"), ("done", "BISは11月18日に{o}を{v}した。"),
    ("done", "{o}は11月18日に{v}された。"), ("done", "BISは11月18日、{o}を{v}したと発表した。"),
    ("done", "米商務省は11月18日、安全保障上の理由で{o}を{v}した。"),
    ("promised", "BISは11月18日、{o}を{v}すると発表した。"), ("promised", "BISは{o}を{v}する方針を発表した。"),
    ("no", "BISは{o}を{v}する見通しだ。"), ("no", "BISは{o}の{v}を検討している。"), ("no", "業界はBISに{o}を{v}するよう求めた。"),
    ("no", "BISは{o}を{v}したとの報道を否定した。"), ("no", "BISは{o}を{v}していない。"), ("no", "BISは{o}を{v}しなかった。"),
    ("no", "もしBISが{o}を{v}すれば、輸出は増える。"), ("no", "BISは{o}を{v}したとみられる。"),
    ("no", "関係者によると、BISは11月18日、{o}を{v}した。"), ("no", "BISは{o}を{v}するかもしれない。"),
    ("no", "{o}を{v}する法案が提出された。"), ("no", "BISが{o}を{v}した場合、輸出は増える。"),
    ("no", "議員はBISが{o}を{v}すべきだと述べた。"), ("no", "BISが{o}を{v}したかどうかは不明だ。"),
    ("no", "BISが{o}を{v}したとのうわさが流れた。"), ("no", "BISは{o}の{v}を見送った。"), ("no", "BISが{o}を{v}したというのは誤りだ。"),
    ("no", "企業は裁判所に{o}の{v}を求めた。"), ("no", "BISには{o}を{v}する権限がある。"), ("no", "BISは{o}を{v}する可能性がある。"),
    ("no", "BISは{o}を{v}する計画を断念した。"), ("no", "BISは{o}を{v}したのか。"), ("no", "BISは{o}を{v}しないと発表した。"),
    ("no", "仮にBISが{o}を{v}したら、輸出は増える。"), ("no", "BISは{o}を{v}する予定だったが、しなかった。"),
    ("no", "BISは11月18日に{o}を{v}したと一部で報じられた。"), ("no", "BISは{o}を{v}できる。"), ("no", "BISは{o}を{v}せずにいる。"),
)  # fmt: skip
JA_HISTORY = (
    "{n}は、2024年に{v}された規則に代わるものだ。", "{n}は、BISが2024年に{v}した規則を引き継いだ。",
    "2024年に{v}された旧規則に比べ、{n}は厳しい。",
)  # fmt: skip
ZH_RULES = (
    ("us/bis/affiliates-50", "关联企业规则"),
    ("us/bis/ai-diffusion", "人工智能扩散规则"),
    ("us/bis/foundry-due-diligence-2025", "晶圆代工尽职调查规则"),
    ("us/bis/fdp-hbm-2024", "高带宽内存规则"),
    ("us/bis/h200-review-policy", "H200规则"),
)
ZH_ACTS = (
    WideAct("stay", "暂停"), WideAct("rescind", "撤销"), WideAct("rescind", "废除"), WideAct("rescind", "取消"),
    WideAct("publish", "发布"), WideAct("amend", "修订"),
)  # fmt: skip
ZH_WHOLES = ("{n}", "{n}全文")
ZH_PARTS = (
    "{n}的外国直接产品条款", "{n}的部分条款", "{n}部分内容", "{n}中针对云服务商的部分", "{n}下的许可要求", "{n}项下的许可证",
    "{n}对云服务商的适用", "关于{n}的指南", "{n}的常见问题", "{n}的国家上限", "{n}的过渡期", "依据{n}颁发的许可证",
    "{n}的替代草案", "{n}规定的报告义务", "{n}的实施细则", "{n}的征求意见稿", "针对{n}的豁免", "{n}中的报告要求",
)  # fmt: skip
ZH_MODALITIES: tuple[tuple[str, str], ...] = (
    ("done", "美国商务部11月18日{v}了{o}。"), ("done", "美国商务部于11月18日{v}{o}。"), ("done", "11月18日,美国商务部正式{v}{o}。"),
    ("either", "美国商务部11月18日宣布{v}{o}。"), ("done", "美国商务部11月18日以国家安全为由{v}了{o}。"),
    ("promised", "美国商务部11月18日表示将{v}{o}。"),
    ("no", "美国商务部可能{v}{o}。"), ("no", "美国商务部正考虑{v}{o}。"), ("no", "美国商务部没有{v}{o}。"),
    ("no", "美国商务部尚未{v}{o}。"), ("no", "美国商务部否认已{v}{o}。"), ("no", "业界要求美国商务部{v}{o}。"),
    ("no", "议员呼吁{v}{o}。"), ("no", "如果美国商务部{v}{o},出口将增加。"), ("no", "据知情人士透露,美国商务部11月18日{v}了{o}。"),
    ("no", "美国商务部拟{v}{o}。"), ("no", "该法案将{v}{o}。"), ("no", "美国商务部是否{v}了{o},尚不清楚。"),
    ("no", "美国商务部{v}{o}的传闻令股价上涨。"), ("no", "美国商务部无权{v}{o}。"), ("no", "美国商务部放弃{v}{o}。"),
    ("no", "美国商务部撤回了{v}{o}的决定。"), ("no", "假如美国商务部{v}了{o},出口将增加。"), ("no", "美国商务部原定11月18日{v}{o}。"),
    ("no", "企业请求法院{v}{o}。"), ("no", "有消息称美国商务部11月18日{v}了{o}。"), ("no", "美国商务部准备{v}{o}。"),
    ("no", "美国商务部有权{v}{o}。"), ("no", "美国商务部拒绝{v}{o}。"), ("no", "美国商务部不打算{v}{o}。"),
    ("no", "即使美国商务部{v}{o},影响也有限。"), ("no", "网传美国商务部{v}了{o}。"), ("no", "美国商务部应当{v}{o}。"),
    ("no", "有议员提出{v}{o}的法案。"), ("no", "美国商务部{v}了{o}吗?"), ("no", "专家认为美国商务部不应{v}{o}。"),
)  # fmt: skip
ZH_HISTORY = (
    "{n}取代了2024年被{v}的规则。", "{n}取代了美国商务部2024年{v}的旧规则。", "与2024年{v}的旧规则相比,{n}更严。",
)  # fmt: skip


# --- the second set -----------------------------------------------------------------------------------------------------

RULES_2 = (
    ("us/bis/affiliates-50", "the 50% rule"),
    ("us/bis/ai-diffusion", "the AI Diffusion Framework"),
    ("us/bis/foundry-due-diligence-2025", "the Foundry Due Diligence Rule"),
    ("us/bis/fdp-hbm-2024", "the FDP IFR"),
    ("us/bis/advanced-computing-2023", "the AC/S interim final rule"),
    ("us/bis/sme-2023", "the SME rule"),
    ("us/bis/affiliates-50", "its Affiliates Rule"),
    ("us/president/proclamation-11002", "Proclamation 11002"),
    ("us/bis/advanced-technologies-2024", "the final rule published at 89 FR 72926"),
)  # fmt: skip
ACTS_2 = (
    _verb("rescind", "scrap/scraps/scrapped/scrapped/scrapping", "the scrapping of", "the Trump administration"),
    _verb("rescind", "cancel/cancels/canceled/canceled/canceling", "the cancellation of", "the White House"),
    _verb("rescind", "terminate/terminates/terminated/terminated/terminating", "the termination of", "Commerce"),
    _verb("stay", "halt/halts/halted/halted/halting", "a halt of", "the agency", f" through {NEW}"),
    _verb("stay", "freeze/freezes/froze/frozen/freezing", "a freeze of", "Commerce", f" until {NEW}"),
    _verb("stay", "stay/stays/stayed/stayed/staying", "a stay of", "the Fifth Circuit"),
    _verb("vacate", "overturn/overturns/overturned/overturned/overturning", "a ruling overturning", "an appeals court"),
    _verb("vacate", "annul/annuls/annulled/annulled/annulling", "the annulment of", "a judge in Waco"),
    _verb("enjoin", "enjoin/enjoins/enjoined/enjoined/enjoining", "an injunction against", "a district court"),
    _verb("withdraw rescind", "pull/pulls/pulled/pulled/pulling", "the pulling of", "the bureau"),
    _verb("reinstate", "restore/restores/restored/restored/restoring", "the restoration of", "an appeals court"),
    _verb("amend", "modify/modifies/modified/modified/modifying", "a modification of", "the agency"),
    _verb("publish", "issue/issues/issued/issued/issuing", "the issuance of", "the agency"),
    Act(
        "delay_effective", "push back the effective date of {o}{t}", "pushes back the effective date of {o}{t}",
        "pushed back the effective date of {o}{t}", "the effective date of {o} {be} postponed{t}",
        "pushing back the effective date of {o}{t}", "a postponement of the effective date of {o}{t}", tail=f" to {NEW}",
    ),
    Act(
        "lift_stay", "end the pause on {o}{t}", "ends the pause on {o}{t}", "ended the pause on {o}{t}",
        "the pause on {o} {be} ended{t}", "ending the pause on {o}{t}", "an end to the pause on {o}{t}", "Commerce",
    ),
)  # fmt: skip
INSIDE_2 = (
    "what {n} says about subsidiaries", "{n}'s most contested section", "{n}'s ban on mass-market chips", "one of {n}'s exceptions",
    "a key piece of {n}", "the heart of {n}", "a chunk of {n}", "half of {n}", "Section 3 of {n}", "several clauses in {n}",
    "provisions within {n}", "the Part 740 changes made by {n}", "the ban in {n} on chips", "a license exception under {n}",
    "the thresholds that {n} set", "{n} record-keeping duties", "{n} exceptions", "the AI model controls introduced by {n}",
    "requirements found in {n}", "the country tiers laid down in {n}", "the end-use checks of {n}", "limits imposed through {n}",
    "only part of {n}", "a single provision of {n}", "those parts of {n} dealing with memory", "the memory rules in {n}",
)  # fmt: skip
LIMITS_2 = (
    "{n} to the extent it reaches Japan", "{n} as to Nvidia", "{n} where it concerns universities", "{n} against two plaintiffs",
    "{n} in Texas", "{n} outside China", "{n}, but not for Chinese firms,", "{n} solely for Samsung", "{n} for exports to Malaysia",
    "{n} as far as allies are concerned",
)  # fmt: skip
ABOUT_2 = (
    "enforcement actions under {n}", "penalties under {n}", "a webinar about {n}", "a report on {n}", "challenges to {n}",
    "its appeal of {n}", "an earlier version of {n}", "a draft of {n}", "a preview of {n}", "the preamble to {n}",
    "the successor to {n}", "talks on {n}", "{n} licenses", "{n} training", "a statement on {n}", "a policy on {n}", "a notice about {n}",
    "a license granted under {n}", "an order enforcing {n}", "a decision upholding {n}", "the injunction against {n}", "a ruling on {n}",
    "comments on {n}", "a rule based on {n}", "a proposal to replace {n}", "a plan to rescind {n}", "the order suspending {n}",
)  # fmt: skip
MODALITIES_2: tuple[tuple[str, str], ...] = (
    ("done", "{S} formally {past} on {at}."), ("done", "{Done} on {at}, {S} said."), ("done", "{S} announced on {at} that it has {participle}."),
    ("done", "In a move that stunned exporters, {S} {past} on {at}."), ("done", "Citing costs, {S} on {at} {past}."),
    ("done", "{S} {past} on {at}, ending a year of debate."), ("done", "“We {past} on {at},” a spokesman for {S} said."),
    ("promised", "{S} announced it will {base}."), ("promised", "{S} announced on {at} it intends to {base}."),
    ("no", "{S} had intended to {base}."), ("no", "{S} was reported to have {participle}."), ("no", "Word that {S} {past} on {at} proved wrong."),
    ("no", "Investors bet that {S} {past} on {at}."), ("no", "{S} has been pressed to {base}."), ("no", "Analysts think {S} {past} on {at}."),
    ("no", "Imagine {S} {past}."), ("no", "{S} would like to {base}."), ("no", "There is no sign that {S} {past}."),
    ("no", "It would take an act of Congress to {base}."), ("no", "{S} lacks authority to {base}."), ("no", "Only Congress can {base}."),
    ("no", "{S} is not {ing}."), ("no", "{S} isn't {ing}."), ("no", "{S} will not {base}."), ("no", "{S} won't {base}."),
    ("no", "A leaked memo says {S} {past} on {at}."), ("no", "Pressure on {S} to {base} grew."), ("no", "Whether {S} {past} on {at} is disputed."),
    ("no", "{S} came close to {ing} on {at}."), ("no", "The minister promised voters to {base}."), ("no", "{S} could {base} as soon as {at}."),
    ("no", "{S} {past} on {at}, a tabloid claimed."), ("no", "{S} {past} on {at}, or so the rumor went."),
    ("no", "The court heard arguments on a motion to {base}."), ("no", "Texas sued to {base}."), ("no", "House Republicans unveiled a bill {ing}."),
    ("no", "The advisory committee voted to recommend {ing}."), ("no", "A draft order seen by a newspaper {s}."), ("no", "The proposal {s}."),
    ("no", "The pending bill {s}."), ("no", "{S} has long wanted to {base}."), ("no", "{S} is under pressure to {base} by {at}."),
    ("no", "Talks on {ing} collapsed on {at}."), ("no", "There are no plans to {base}."), ("no", "{S} weighed {ing} but did not."),
    ("no", "{S} warned it might {base}."), ("no", "Congress could force {S} to {base}."), ("no", "Few expect {S} to {base}."),
    ("no", "{S} all but {past}."), ("no", "{S} nearly {past} on {at}."), ("no", "{S} almost {past} on {at}."), ("no", "{S} hardly {past}."),
    ("no", "When {S} {s}, exporters will cheer."), ("no", "Until {S} {s}, firms must comply."), ("no", "In case {S} {s}, firms should prepare."),
    ("no", "Provided that {S} {s}, duties end."), ("no", "Were {S} to {base}, duties would end."), ("no", "So far, {S} has declined to {base}."),
    ("no", "{S}, which never {past}, reported to Congress."), ("no", "Nobody at {S} {past}."), ("no", "Far from {ing}, {S} tightened checks."),
    ("no", "Instead of {ing}, {S} tightened checks."), ("no", "{S} tightened checks without {ing}."), ("no", "{S} rejected calls for {ing}."),
    ("no", "An unsigned order says {S} {past}."), ("no", "{S} is said to have {participle}."), ("no", "{S} appears to have {participle}."),
    ("no", "{S} apparently {past} on {at}."), ("no", "{S} supposedly {past} on {at}."), ("no", "{S} purportedly {past} on {at}."),
)  # fmt: skip
BESIDE_2: tuple[tuple[str, str, str], ...] = (
    ("second instrument", "{S} {past} on {at}, leaving {m} untouched.", ""), ("second instrument", "While {m} stays in force, {S} {past} on {at}.", ""),
    ("second instrument", "{S}, citing {m}, {past} on {at}.", ""), ("second instrument", "In line with {m}, {S} {past} on {at}.", ""),
    ("second instrument", "Along with a review of {m}, {S} {past} on {at}.", ""), ("second instrument", "{M} remains; on {at} {S} {past}.", ""),
    ("second instrument", "{S} {past} on {at}. It will review {m} next.", ""), ("second instrument", "Because {m} failed, {S} {past} on {at}.", ""),
    ("dates", "{S} {past} on {at}, more than a year after the rule of {old}.", ""), ("dates", "Hearings began on {old}; {S} {past} on {at}.", ""),
    ("dates", "{S} {past} on {at} and will report by January 7, 2027.", ""),
)  # fmt: skip
HISTORY_2 = (
    "{Rule} builds on {m}, which {S} had {participle_m} in 2024.", "Critics of {n} recall how {S} {past_m} in 2024.",
    "{Rule} took the place of rules {participle_only} in 2024.", "A predecessor of {n} was {participle_only} in 2024.",
)  # fmt: skip
JA_PARTS_2 = (
    "{n}の中核部分", "{n}の一部条項", "{n}が定める許可要件", "{n}による輸出制限", "{n}の下での免除", "{n}の例外規定", "{n}に違反した企業への制裁",
    "{n}を補う指針", "{n}に代わる規則", "{n}への意見", "{n}の適用範囲", "{n}の施行令", "{n}の罰則", "{n}の解説資料",
)  # fmt: skip
JA_MODALITIES_2: tuple[tuple[str, str], ...] = (
    ("done", "BISは11月18日付で{o}を{v}した。"), ("done", "BISは{o}を11月18日に{v}した。"), ("done", "商務省によると、BISは11月18日に{o}を{v}した。"),
    ("no", "BISは{o}を{v}する構えだ。"), ("no", "BISは{o}を{v}する意向を固めていない。"), ("no", "議会はBISに{o}の{v}を迫った。"),
    ("no", "BISが{o}を{v}したとの観測が広がった。"), ("no", "BISは{o}を{v}したと認めていない。"), ("no", "BISは{o}を{v}する考えはない。"),
    ("no", "BISが{o}を{v}する恐れがある。"), ("no", "BISは{o}を{v}する寸前だった。"), ("no", "BISは{o}を{v}しようとした。"),
    ("no", "BISは{o}を{v}したかった。"), ("no", "BISは11月18日に{o}を{v}したようだ。"), ("no", "BISは11月18日に{o}を{v}したらしい。"),
    ("no", "BISは{o}を{v}するとは限らない。"), ("no", "BISが{o}を{v}したら、輸出は増える。"), ("no", "BISが{o}を{v}しても、影響は小さい。"),
    ("no", "関係筋によれば、BISは11月18日に{o}を{v}した。"), ("no", "BISは{o}を{v}する必要があると議員は述べた。"), ("no", "BISは{o}を{v}するのを拒んだ。"),
    ("no", "BISが{o}を{v}したという事実はない。"), ("no", "裁判所は{o}の{v}を命じなかった。"), ("no", "BISは{o}を{v}する権限がない。"),
)  # fmt: skip
ZH_PARTS_2 = (
    "{n}核心条款", "{n}的核心部分", "{n}所定的许可要求", "{n}内的例外条款", "{n}引入的国家分级", "{n}配套指南", "{n}的罚则", "{n}适用范围",
    "违反{n}企业的制裁", "{n}的后续规则", "{n}修正案", "{n}解释文件", "{n}第三条", "根据{n}发放的许可",
)  # fmt: skip
ZH_MODALITIES_2: tuple[tuple[str, str], ...] = (
    ("done", "11月18日,美国商务部{v}{o}。"), ("done", "美国商务部已于11月18日{v}{o}。"), ("done", "美国商务部在11月18日的公告中{v}了{o}。"),
    ("no", "美国商务部有意{v}{o}。"), ("no", "美国商务部或{v}{o}。"), ("no", "美国商务部险些{v}{o}。"), ("no", "美国商务部几乎{v}了{o}。"),
    ("no", "国会敦促{v}{o}。"), ("no", "外界猜测美国商务部{v}了{o}。"), ("no", "美国商务部并未{v}{o}。"), ("no", "美国商务部从未{v}{o}。"),
    ("no", "美国商务部似乎{v}了{o}。"), ("no", "一旦美国商务部{v}{o},出口将增加。"), ("no", "除非美国商务部{v}{o},否则企业须合规。"),
    ("no", "美国商务部暂缓{v}{o}。"), ("no", "美国商务部推迟{v}{o}。"), ("no", "美国商务部需国会批准才能{v}{o}。"), ("no", "美国商务部被迫否认{v}{o}。"),
    ("no", "美国商务部反对{v}{o}。"), ("no", "传美国商务部{v}{o}。"), ("no", "据称美国商务部11月18日{v}了{o}。"), ("no", "美国商务部不再{v}{o}。"),
    ("no", "美国商务部停止{v}{o}。"), ("no", "所谓美国商务部{v}{o}一说不实。"), ("no", "美国商务部何时{v}{o}仍不清楚。"), ("no", "美国商务部能够{v}{o}。"),
)  # fmt: skip

# --- the third set ------------------------------------------------------------------------------------------------------

ACTS_3 = (
    _verb("rescind", "abolish/abolishes/abolished/abolished/abolishing", "the abolition of", "the Department of Commerce"),
    _verb("rescind", "revoke/revokes/revoked/revoked/revoking", "the revocation of", "Under Secretary Jeffrey Kessler"),
    _verb("stay", "pause/pauses/paused/paused/pausing", "a pause of", "the president", f" until {NEW}"),
    _verb("stay", "suspend/suspends/suspended/suspended/suspending", "a suspension of", "the D.C. Circuit"),
    _verb("vacate", "set aside/sets aside/set aside/set aside/setting aside", "an order setting aside", "Judge Ada Brown"),
    _verb("vacate", "invalidate/invalidates/invalidated/invalidated/invalidating", "the invalidation of", "the court"),
    _verb("withdraw rescind", "withdraw/withdraws/withdrew/withdrawn/withdrawing", "the withdrawal of", "the Bureau of Industry and Security"),
    _verb("reinstate", "revive/revives/revived/revived/reviving", "the revival of", "the appeals court"),
    _verb("amend", "update/updates/updated/updated/updating", "an update of", "BIS"),
    _verb("publish", "release/releases/released/released/releasing", "the release of", "BIS"),
    Act(
        "extend_stay", "extend the stay of {o}{t}", "extends the stay of {o}{t}", "extended the stay of {o}{t}",
        "the stay of {o} {be} extended{t}", "extending the stay of {o}{t}", "an extension of the stay of {o}{t}", "the court", f" to {NEW}",
    ),
)  # fmt: skip
RULES_3 = (
    ("us/bis/affiliates-50", "the BIS 50% rule"), ("us/bis/ai-diffusion", "the Diffusion Rule"), ("us/bis/ai-diffusion", "the Biden-era AI Diffusion Rule"),
    ("us/bis/foundry-due-diligence-2025", "the Foundry rule"), ("us/bis/fdp-hbm-2024", "the December 2024 FDP rule"), ("us/bis/h200-review-policy", "the January 2026 chip rule"),
    ("us/bis/advanced-technologies-2024", "the quantum and GAAFET rule"), ("us/bis/affiliates-50", "the interim final rule (90 FR 47201)"),
)  # fmt: skip
INSIDE_3 = (
    "the worldwide license requirement of {n}", "exporters' duties under {n}", "the bulk of {n}", "the final section of {n}", "a footnote in {n}",
    "{n}'s presumption of denial", "{n}'s 50% threshold", "{n} thresholds", "what remains of {n}", "the tier system {n} created", "the part of {n} about memory",
    "a handful of {n}'s exceptions", "enforcement of a clause of {n}", "the quarterly reports demanded by {n}", "certain controls set out in {n}", "either half of {n}",
    "the bits of {n} that allies disliked", "rules for data centers in {n}", "{n}'s rules for data centers", "the HBM prong of {n}", "Supplement No. 3 to {n}",
)  # fmt: skip
LIMITS_3 = (
    "{n} in respect of Japan", "{n} regarding exports to India", "{n} as regards small firms", "{n} vis-a-vis Samsung", "{n} for TSMC", "{n} on a limited basis",
    "{n} save for its reporting duties", "{n} so far as it touches gaming chips", "{n} among allies", "{n} at two plants",
)  # fmt: skip
ABOUT_3 = (
    "the website for {n}", "its plan for {n}", "its earlier criticism of {n}", "the lawsuit against {n}", "a fine for breaches of {n}", "a warning about {n}", "a list of firms hit by {n}",
    "its interpretation of {n}", "a template for {n} filings", "a hearing on {n}", "the deadline for comments on {n}", "a companion to {n}", "a measure similar to {n}", "a bill modeled on {n}",
    "an alternative to {n}", "its response to {n}", "a waiver from {n}", "export licenses that {n} requires", "the agreement behind {n}", "an executive order preceding {n}",
)  # fmt: skip
MODALITIES_3: tuple[tuple[str, str], ...] = (
    ("done", "{S} {past} on {at}, officials confirmed."), ("done", "On {at} {S} quietly {past}."), ("done", "The news came as {S} {past} on {at}."),
    ("done", "{S} {past} on {at}, the agency said in a statement."), ("promised", "{S} announced on {at} a decision to {base}."),
    ("no", "{S} mulls {ing}."), ("no", "{S} is in talks to {base}."), ("no", "{S} is inclined to {base}."), ("no", "{S} has been asked to {base}."), ("no", "{S} took no steps to {base}."),
    ("no", "The idea that {S} {past} on {at} is a myth."), ("no", "{S} {past} on {at}? Hardly."), ("no", "{S} stands ready to {base}."), ("no", "{S} would need to {base} first."),
    ("no", "Exporters hope {S} {s}."), ("no", "Exporters wish {S} {past}."), ("no", "Exporters acted as if {S} {past}."), ("no", "As though {S} {past}, exporters shipped chips."),
    ("no", "{S} said it had not {participle}."), ("no", "Asked whether it {past}, {S} did not answer."), ("no", "{S} disputes that it {past}."), ("no", "{S} rowed back from {ing}."),
    ("no", "{S} must {base} by {at}, a petition says."), ("no", "{S} is likelier to {base} than not."), ("no", "Markets priced in {ing} by {S}."), ("no", "The report wrongly said {S} {past} on {at}."),
    ("no", "The outlet retracted a story that {S} {past} on {at}."), ("no", "{S} {past} on {at}, the outlet wrote in error."), ("no", "A spoof site said {S} {past} on {at}."),
    ("no", "{S} had been due to {base} on {at}."), ("no", "{S} put off {ing}."), ("no", "{S} delayed {ing}."), ("no", "{S} postponed a vote on {ing}."), ("no", "{S} scrapped a plan to {base}."),
    ("no", "The senator’s amendment would {base}."), ("no", "The House passed a bill to {base} on {at}."), ("no", "The plaintiff seeks an order {ing}."), ("no", "The order {ing} was itself stayed on {at}."),
    ("no", "{S} ought to {base}."), ("no", "It is time to {base}, said the senator."), ("no", "“{S} has to {base},” said the senator."), ("no", "Nothing suggests {S} {past} on {at}."),
    ("no", "{S} neither {past} nor commented."), ("no", "In theory {S} {past} on {at}."), ("no", "Two officials said {S} {past} on {at}."), ("no", "{S} {past} on {at}, people with knowledge of the matter said."),
    ("no", "{S} tentatively {past} on {at}."), ("no", "{S} conditionally {past} on {at}, pending approval by Congress."),
)  # fmt: skip
BESIDE_3: tuple[tuple[str, str, str], ...] = (
    ("second instrument", "{S} {past} on {at}; {m} is not affected.", ""), ("second instrument", "Months after {m} took hold, {S} {past} on {at}.", ""),
    ("second instrument", "With {m} in court, {S} {past} on {at}.", ""), ("second instrument", "{S}, having defended {m}, {past} on {at}.", ""),
    ("dates", "{S}, in a notice of {at}, {past}.", ""), ("dates", "By {old} few had complied; on {at} {S} {past}.", ""),
)  # fmt: skip

ENGLISH = (
    Words("1", RULES, ACTS, WHOLES, INSIDE, LIMITS, ABOUT, MODALITIES, (*SECOND, *DATES), HISTORY),
    Words("2", RULES_2, ACTS_2, ("{n}",), INSIDE_2, LIMITS_2, ABOUT_2, MODALITIES_2, BESIDE_2, HISTORY_2),
    Words("3", RULES_3, ACTS_3, ("{n}",), INSIDE_3, LIMITS_3, ABOUT_3, MODALITIES_3, BESIDE_3, ()),
)
WIDE = (
    WideWords("1", "ja", JA_RULES, JA_ACTS, JA_WHOLES, JA_PARTS, JA_MODALITIES, JA_HISTORY),
    WideWords("1", "zh", ZH_RULES, ZH_ACTS, ZH_WHOLES, ZH_PARTS, ZH_MODALITIES, ZH_HISTORY),
    WideWords("2", "ja", JA_RULES, JA_ACTS, ("{n}",), JA_PARTS_2, JA_MODALITIES_2, ()),
    WideWords("2", "zh", ZH_RULES, ZH_ACTS, ("{n}",), ZH_PARTS_2, ZH_MODALITIES_2, ()),
)
SETS = tuple(dict.fromkeys(each.name for each in ENGLISH))
"""Names of the sets."""
