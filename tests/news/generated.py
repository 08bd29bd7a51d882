"""News made from parts, whose right reading is known by construction: ``python tests/news/generated.py [--list]``.

An item is an act on an object: the whole of a rule, or something in it, about it or under it; told as done, announced,
planned, asked for, denied or supposed; beside other instruments and days. The words are of nobody's news. What an item
may claim follows from its parts: a claim of anything else is wrong, a mention of its instrument that leaves the claim
out abstains, and an item that is not linked to its instrument is missed.
"""

# ruff: noqa: E501 (tables read best so)

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:1] = [str(ROOT)] if __name__ == "__main__" else sys.path[:1]

from regtrack.model.instrument import Instrument  # noqa: E402
from regtrack.news.days import Candidate  # noqa: E402
from regtrack.news.item import NewsItem  # noqa: E402
from regtrack.news.reading import Claim, ItemReader  # noqa: E402
from regtrack.news.reports import reports  # noqa: E402
from tests.news import helpers  # noqa: E402

PUBLISHED = "2026-11-20T18:00"
ZONES = {"en": "America/New_York", "ja": "Asia/Tokyo", "zh": "Asia/Shanghai"}


class Case(NamedTuple):
    """An item with what it may claim.

    Attributes:
        group: what its parts vary, by which cases are counted.
        language: of its text.
        text: a sentence or two.
        about: id of the instrument that it is about.
        acts: kinds that it may be said to tell of this; none if it is a mention only.
        days: days that it may give one, by the part of the claim: ``when`` and ``until``.
        ahead: whether the act is only announced; None where its words may be read either way.
        others: claims that it may make besides, of an act and an instrument.
        title: whether the text stands as the headline of the item.
    """

    group: str
    language: str
    text: str
    about: str
    acts: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    ahead: bool | None = False
    others: frozenset[tuple[str, str]] = frozenset()
    title: bool = False


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


_NONE = frozenset[tuple[str, str]]()
ACT_DAY, NEW_DAY, OLD_DAY = "2026-11-18", "2027-05-03", "2025-01-15"
_AT, _NEW, _OLD = "November 18, 2026", "May 3, 2027", "January 15, 2025"


def _verb(kinds: str, forms: str, noun: str, actor: str = "BIS", tail: str = "", between: str = "") -> Act:
    """Return an act by its forms: base, s, past, participle, ing; ``between`` stands between verb and object."""
    base, s, past, done, ing = (f"{form} {between}{{o}}{{t}}" for form in forms.split("/"))
    return Act(kinds, base, s, past, f"{{o}} {{be}} {done.split(' ')[0]}{{t}}", ing, f"{noun} {{o}}{{t}}", actor, tail)


SUSPEND = _verb("stay", "suspend/suspends/suspended/suspended/suspending", "the suspension of", tail=f" until {_NEW}")
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
    _verb("stay", "pause/pauses/paused/paused/pausing", "a pause of", "the Commerce Department", f" until {_NEW}"),
    _verb("amend", "amend/amends/amended/amended/amending", "an amendment of"),
    _verb("amend", "revise/revises/revised/revised/revising", "a revision of"),
    _verb("publish", "publish/publishes/published/published/publishing", "the publication of"),
    Act(
        "delay_effective", "delay the effective date of {o}{t}", "delays the effective date of {o}{t}",
        "delayed the effective date of {o}{t}", "the effective date of {o} {be} delayed{t}",
        "delaying the effective date of {o}{t}", "a delay of the effective date of {o}{t}", tail=f" to {_NEW}",
    ),
    Act(
        "extend_stay", "extend the suspension of {o}{t}", "extends the suspension of {o}{t}",
        "extended the suspension of {o}{t}", "the suspension of {o} {be} extended{t}",
        "extending the suspension of {o}{t}", "an extension of the suspension of {o}{t}", tail=f" until {_NEW}",
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
        tail=f" to {_NEW}",
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

SECOND: tuple[tuple[str, str], ...] = (
    # {m}: another instrument, to which nothing happens
    ("{S} {past} on {at} but left {m} in place.", ""), ("{S} {past} on {at} while {m} remains in force.", ""),
    ("{S} {past} on {at}, as {m} had allowed.", ""), ("Unlike {m}, {d} {be} {participle_only} on {at}.", ""),
    ("On {at}, {S} {past}, which builds on {m}.", ""), ("{S} {past} on {at}, not {m}.", ""),
    ("Under {m}, {S} {past} on {at}.", ""), ("{S}, the author of {m}, {past} on {at}.", ""),
    ("Citing {m}, {S} {past} on {at}.", ""), ("As with {m}, {S} {past} on {at}.", ""),
    ("{S} {past} on {at}. {M} still applies.", ""), ("{M} is unchanged, but {S} {past} on {at}.", ""),
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
DATES: tuple[tuple[str, str], ...] = (
    # days of several roles, and what the sentence says besides of the rule
    ("{N}, published on {old}, was {participle_only} on {at}.", "publish"),
    ("On {at}, two months after lawmakers wrote on {old}, {S} {past}.", ""),
    ("{S} {past} on {at}; a hearing is set for January 7, 2027.", ""),
    ("{S} {past} on {at}, days before {n} was to take effect on November 30, 2026.", ""),
    ("{S} on {at} {past}, which took effect on {old}.", "set_effective"),
    ("{S}, which met on {old}, {past} on {at}.", ""),
    ("In a notice of {at}, {S} {past}. A report is due on January 7, 2027.", ""),
    ("{S} {past} on {at}. It had announced a review on {old}.", ""),
)


def _forms(act: Act, object_: str, tail: str) -> dict[str, str]:
    """Return the forms of an act on an object, by the names that sentences have for them."""

    def put(form: str, be: str = "was") -> str:
        return form.replace("{o}", object_).replace("{t}", tail).replace("{be}", be).format(old=_OLD)

    participle = act.past if act.kinds != "withdraw rescind" else act.past.replace("withdrew", "withdrawn")
    alone = act.done.rpartition("{be} ")[2].replace("{t}", "")
    done = put(act.done)
    return {
        "S": act.actor, "base": put(act.base), "s": put(act.s), "past": put(act.past), "participle": put(participle),
        "ing": put(act.ing), "noun": put(act.noun), "done": done, "Done": _capital(done), "o": object_.format(old=_OLD),
        "participle_alone": alone, "participle_only": alone + tail, "be": "was", "at": _AT, "old": _OLD,
    }  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _case(group: str, text: str, id_: str, act: Act, told: str, others: frozenset[tuple[str, str]] = _NONE) -> Case:
    """Return an item in English: ``told`` says whether its act is ``done``, ``promised``, or told as neither."""
    case = Case(group, "en", _capital(text), id_, others=others)
    if told == "no":
        return case
    days = frozenset({ACT_DAY, NEW_DAY} if act.tail else {ACT_DAY})
    kinds = "announce" if told == "promised" and act.kinds == "publish" else act.kinds
    ahead = None if kinds == "announce" else told == "promised"
    return case._replace(acts=frozenset(kinds.split()), days=days, ahead=ahead)


def english() -> Iterator[Case]:
    """Items in English."""
    for number, (act, object_) in enumerate(product(ACTS, (*WHOLES, *INSIDE, *LIMITS, *ABOUT))):
        told, group = ("done", "wholes") if object_ in WHOLES else ("no", "objects")
        for place, sentence in enumerate(("{S} {past} on {at}.", "{Done} on {at}.", "On {at}, {S} {past}.", "{S} {s}")):
            id_, name = _rule(number + place)
            words = _forms(act, object_.replace("{n}", name), act.tail if place % 2 == 0 else "")
            made = (act.kinds == "amend" and object_ not in ABOUT) or (act.kinds == "publish" and object_ in LIMITS)
            others = frozenset({(act.kinds, id_)}) if made else _NONE
            yield _case(group, sentence.format(**words), id_, act, told, others)._replace(title=place == 3)
    for number, (act, (told, sentence)) in enumerate(product(ACTS, MODALITIES)):
        for place, tail in enumerate((act.tail, "")):
            id_, name = _rule(number + place)
            yield _case(f"modality: {told}", sentence.format(**_forms(act, name, tail)), id_, act, told)
    for number, (act, (sentence, besides)) in enumerate(product(ACTS, (*SECOND, *DATES))):
        id_, name = _rule(number)
        group = "dates" if number % (len(SECOND) + len(DATES)) >= len(SECOND) else "second instrument"
        others = frozenset((kind, id_) for kind in besides.split())
        yield _case(group, sentence.format(**_with_other(act, name, id_, act.tail)), id_, act, "done", others)
    for number, (act, sentence) in enumerate(product(ACTS, HISTORY)):
        id_, name = _rule(number)
        words = _with_other(act, name, id_, "")
        others = frozenset((kind, _other(id_)[0]) for kind in act.kinds.split()) if "m}" in sentence else _NONE
        yield _case("history", sentence.format(**words), id_, act, "no", others)


def _rule(number: int) -> tuple[str, str]:
    """Return rules in turn, so that none meets the same sentences only."""
    return RULES[(number + number // len(RULES)) % len(RULES)]


def _other(id_: str) -> tuple[str, str]:
    return next(each for each in OTHERS if each[0] != id_)


def _with_other(act: Act, name: str, id_: str, tail: str) -> dict[str, str]:
    """Return the forms of an act beside another instrument; ``n`` is what is acted on: the rule, or its date."""
    done = _forms(act, name, "")["done"].partition(" was ")[0]
    other = _other(id_)[1]
    words = {"n": name, "Rule": _capital(name), "N": _capital(done), "d": done, "m": other, "M": _capital(other)}
    words |= {"past_it": _forms(act, "", "")["past"].strip(), "past_m": _forms(act, other, "")["past"]}
    return _forms(act, name, tail) | words


# --- Japanese and Chinese ---------------------------------------------------------------------------------------------


class WideAct(NamedTuple):
    """An act by its stem, where blanks part no words; ``{t}`` in sentences stands for its days, ``{v}`` for its stem."""

    kinds: str
    stem: str
    particle: str = ""
    tail: str = ""


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


def _wide(language: str) -> Iterator[Case]:
    """Items in Japanese or Chinese."""
    rules, acts, wholes, parts, modalities, history = {
        "ja": (JA_RULES, JA_ACTS, JA_WHOLES, JA_PARTS, JA_MODALITIES, JA_HISTORY),
        "zh": (ZH_RULES, ZH_ACTS, ZH_WHOLES, ZH_PARTS, ZH_MODALITIES, ZH_HISTORY),
    }[language]
    done = [sentence for told, sentence in modalities if told == "done"]
    made = product(acts, ((None, each) for each in (*wholes, *parts)), done)
    for number, (act, (_, object_), sentence) in enumerate(made):
        id_, name = rules[(number + number // len(rules)) % len(rules)]
        text = sentence.format(o=object_.format(n=name), v=act.stem)
        whole = object_ in wholes
        yield _wide_case("wholes" if whole else "objects", language, text, id_, act, "done" if whole else "no")
    for number, (act, (told, sentence)) in enumerate(product(acts, modalities)):
        id_, name = rules[(number + number // len(rules)) % len(rules)]
        text = sentence.format(o=name, v=act.stem)
        yield _wide_case(f"modality: {told}", language, text, id_, act, told)
    for number, (act, sentence) in enumerate(product(acts, history)):
        id_, name = rules[(number + number // len(rules)) % len(rules)]
        yield _wide_case("history", language, sentence.format(n=name, v=act.stem), id_, act, "no")


def _wide_case(group: str, language: str, text: str, id_: str, act: WideAct, told: str) -> Case:
    if told == "no":
        return Case(group, language, text, id_)
    ahead = {"done": False, "promised": True, "either": None}[told]
    return Case(group, language, text, id_, frozenset(act.kinds.split()), frozenset({ACT_DAY}), ahead)


# --- what is read -----------------------------------------------------------------------------------------------------


def item_of(case: Case) -> NewsItem:
    """The item of a case."""
    zone = ZONES[case.language]
    fields = {"title": case.text, "text": ""} if case.title else {"text": case.text}
    text = fields.pop("text")
    return helpers.item(
        text, language=case.language, zone=zone, published=f"{PUBLISHED}[{zone}]",
        publisher="A Wire", **fields,
    )  # fmt: skip


@lru_cache(maxsize=1)
def reader() -> ItemReader:
    """A reader of the bundled instruments, of which no act is on record: news comes before any."""
    from tests.accuracy.news_ledger import timelines

    instruments: list[Instrument] = [each for timeline in timelines() for each in timeline.instruments]
    return ItemReader(helpers.Ledger((), instruments))


def _days(candidates: Iterable[Candidate]) -> set[str]:
    return {each.when.text[:10] for each in candidates if each.when.dated}


def wrong_of(case: Case, claims: Iterable[Claim]) -> list[Claim]:
    """The claims that a case must not make."""
    return [each for each in claims if each.target is not None and not _is_right(case, each)]


def _is_right(case: Case, claim: Claim) -> bool:
    if (claim.act, claim.target) in case.others:
        return True
    ahead = claim.ahead and not claim.when
    given = _days((*claim.when, *claim.until, *claim.announced))
    return claim.target == case.about and claim.act in case.acts and given <= case.days and case.ahead in (None, ahead)


def judged(case: Case) -> tuple[str, list[Claim]]:
    """How an item is read: ``wrong``, ``abstained``, ``missed`` or ``right``, with what is wrong."""
    item = item_of(case)
    reading = reader().read(item)
    shown = {(each.kind, each.target) for each in reports(item, reading, reader().names, seen_at=0).events}  # type: ignore[arg-type]
    says = [each for each in reading.says if (each.act, each.target) in shown]
    wrong = wrong_of(case, says)
    if wrong:
        return "wrong", wrong
    if case.about not in {each.id for each in reading.mentions}:
        return "missed", []
    claimed = any(each.target == case.about and each.act in case.acts for each in says)
    dated = _AT in case.text or "11月18日" in case.text  # what is told without its day, by a wire, is a mention
    return ("abstained" if case.acts and dated and not claimed else "right"), []


def cases() -> Iterator[Case]:
    """Every case."""
    yield from english()
    yield from _wide("ja")
    yield from _wide("zh")


def report(*, listed: bool = False) -> Iterator[str]:
    """The lines of the table."""
    counts: dict[str, Counter[str]] = {}
    lines: list[str] = []
    for case in cases():
        verdict, wrong = judged(case)
        counts.setdefault(f"{case.language} {case.group}", Counter())[verdict] += 1
        if verdict != "right" and listed:
            found = "; ".join(f"{each.act} {each.target} {sorted(_days((*each.when, *each.until)))}" for each in wrong)
            lines.append(f"    {verdict}\t{case.language} {case.group}\t{case.text}\t{found}")
    yield "items of news made from parts: wrong, abstained, missed, of"
    for group, found in counts.items():
        yield f"  {group:28}{found['wrong']:>6}{found['abstained']:>6}{found['missed']:>6} of {found.total()}"
    all_ = sum(counts.values(), Counter[str]())
    yield f"  {'all':28}{all_['wrong']:>6}{all_['abstained']:>6}{all_['missed']:>6} of {all_.total()}"
    yield from lines


if __name__ == "__main__":
    print("\n".join(report(listed="--list" in sys.argv)))
