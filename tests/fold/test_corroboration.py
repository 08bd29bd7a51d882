"""News that tells of an act on record, each item alone: no answer gets worse at any threshold (N12)."""

# ruff: noqa: E501 (tables read best one row a line)

import datetime as dt
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import attrs

import regtrack
from regtrack import dates, diff
from regtrack.diff import Subject
from regtrack.fold import Question, state
from regtrack.model.change import Facet
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.posting import Posting
from regtrack.model.state import KnownBy
from regtrack.queries.reports import last_day
from tests.helpers import e, events_of, posted
from tests.rows import each_row

NOW = "2026-11-24"
THRESHOLDS = (Certainty.PUBLISHED, Certainty.ANNOUNCED, Certainty.REPORTED)


class Item(NamedTuple):
    """What an outlet says happened: the act that is claimed, with the day of the item and its words."""

    target: str
    kind: str
    said_on: str
    words: str
    language: str = "en"
    fields: dict[str, Any] = {}  # noqa: RUF012
    is_of_another_day: bool = False


def day(effect: str) -> dict[str, Any]:
    return {"effect": effect}


AFF, DIF, H200, VEU = (
    "us/bis/affiliates-50",
    "us/bis/ai-diffusion",
    "us/bis/h200-review-policy",
    "us/bis/tsmc-nanjing-veu",
)
ITEMS = (
    Item(AFF, "set_effective", "2025-10-01", "The 50% rule took effect Monday.", fields=day("2025-09-29")),
    Item(AFF, "set_effective", "2025-10-02", "The rule, published Tuesday, is in effect.", fields=day("2025-09-30")),
    Item(AFF, "set_effective", "2025-10-03", "関連事業者規則が施行された。", "ja"),
    Item(AFF, "stay", "2025-11-13", "Washington paused the rule for a year.", fields=day("2025-11-10")),
    Item(AFF, "stay", "2025-11-14", "商务部工业与安全局暂停实施“关联方规则”一年。", "zh", {"effect": "2025-11-10", "through": "2026-11-09"}),
    Item(AFF, "stay", "2025-11-13", "停止期間は2025年11月10日から2026年11月9日まで。", "ja", {"effect": "2025-11-10", "through": "2026-11-09"}),
    Item(AFF, "stay", "2025-11-12", "The suspension, through November 2026, was published.", fields={"effect": "2025-11-12", "until": "2026-11"}),
    Item(AFF, "stay", "2025-11-20", "Officials have suspended the affiliates rule.", fields=day("2025-11")),
    Item("us/bis/affiliates-suspension", "set_effective", "2025-11-13", "A final rule to that effect is in force.", fields=day("2025-11-12")),
    Item("us/bis/veu-samsung-skhynix-2023", "rescind", "2025-09-03", "The waivers end on Dec. 31.", fields=day("2025-12-31")),
    Item("us/bis/veu-samsung-skhynix-2023", "rescind", "2025-09-03", "撤销了对三星和SK海力士的授权。", "zh"),
    Item("us/bis/veu-samsung-skhynix-2023", "rescind", "2025-09-05", "The authorizations were revoked on Tuesday.", fields=day("2025-09-02"), is_of_another_day=True),
    Item("us/bis/veu-revocation-2025", "set_effective", "2025-09-02", "The revocation takes effect in 120 days.", fields=day("2025-12-30")),
    Item(DIF, "set_effective", "2025-01-16", "The AI Diffusion Rule is in effect since Monday.", fields=day("2025-01-13")),
    Item(DIF, "set_effective", "2025-05-12", "The rule was to take effect on May 15.", fields=day("2025-05-15"), is_of_another_day=True),
    Item(DIF, "set_compliance", "2025-01-17", "Firms have 120 days to comply.", fields=day("2025-05-15")),
    Item(H200, "set_effective", "2026-01-15", "H200の輸出審査規則が15日に発効した。", "ja", day("2026-01-15")),
    Item(H200, "set_effective", "2026-01-14", "Case-by-case review of H200 sales starts this week.", fields=day("2026-01-13..2026-01-16")),
    Item("us/bis/fdp-hbm-2024", "set_compliance", "2024-12-06", "HBM suppliers must comply by year-end.", fields=day("2024-12-31")),
    Item("us/bis/fdp-hbm-2024", "set_effective", "2024-12-06", "The memory rules took effect Monday.", fields=day("2024-12-02")),
    Item("us/bis/advanced-computing-2023", "set_effective", "2023-10-26", "The new rules begin Nov. 16.", fields=day("2023-11-16")),
    Item("us/bis/advanced-computing-2023", "set_effective", "2023-11-20", "新规于11月17日生效。", "zh", day("2023-11-17")),
    Item("us/bis/foundry-due-diligence-2025", "set_compliance", "2025-01-20", "Foundries have until Jan. 31.", fields=day("2025-01-31")),
    Item("cn/mofcom/announcement-2024-46", "stay", "2025-11-10", "商务部暂停实施对镓、锗的出口禁令。", "zh", {"effect": "2025-11-09", "until": "2026-11-27"}),
    Item("cn/mofcom/announcement-2024-46", "stay", "2025-11-10", "China lifted its gallium ban for now.", fields=day("2025-11-10")),
    Item("cn/mofcom/announcement-2025-70", "set_effective", "2025-11-08", "中国は輸出規制の停止を公告した。", "ja", day("2025-11-07")),
    Item("eu/commission/dual-use-2025-2003", "set_effective", "2025-11-16", "The EU list applies from Saturday.", fields=day("2025-11-15")),
    Item("us/congress/chip-security-act-hr3447", "introduce", "2025-05-16", "A House version was filed this week.", fields=day("2025-05-16")),
    Item("us/congress/sjres112-affiliates-suspension", "discharge", "2026-05-01", "The panel was discharged.", fields=day("2026-05-01")),
    Item("nl/ministry/nexperia-order", "stay", "2025-11-20", "The Dutch minister suspended the order.", fields=day("2025-11-19")),
)  # fmt: skip


@cache
def record() -> dict[str, tuple[Instrument, list[Posting]]]:
    with regtrack.open(":memory:", clock=lambda: dt.datetime(2026, 11, 24, tzinfo=dt.UTC)) as tracker:
        instruments = tracker._store.instruments()
        return {instruments[num].id: (instruments[num], postings) for num, postings in tracker._store.postings(None)}


def item_of(item: Item, certainty: str) -> Posting:
    """The item as an event that moves what it says, the worst that a reader may make of it."""
    said = {"announced": item.said_on} if certainty == "announced" else {"available": item.said_on}
    table = e(
        item.kind, "item:1", certainty=certainty, summary=item.words, language=item.language, **item.fields, **said
    )
    instrument, _ = record()[item.target]
    return posted(events_of([{**table, "target": item.target}])[0], instrument, 100_000, 0)


def asked(item: Item) -> Iterator[tuple[Question, Question]]:
    """Return the two questions of a comparison, for each threshold: the days around the item, and they and now."""
    said_on = dt.date.fromisoformat(item.said_on)
    before, after = (dates.Moment.read(said_on + dt.timedelta(days=days)) for days in (-2, 1))
    now = dates.Moment.read(NOW)
    for threshold, (on, known, later) in product(
        THRESHOLDS, ((before, before, after), (before, now, now), (before, before, now))
    ):
        yield Question(on, known, KnownBy.PUBLIC, threshold), Question(later, later, KnownBy.PUBLIC, threshold)


def about(instrument: Instrument) -> dict[str, Any]:
    return {"instrument": instrument.id, "family": instrument.family, "zone": instrument.legal_zone}


def answers(instrument: Instrument, postings: list[Posting], before: Question, after: Question) -> Iterator[Any]:
    """What state, board, since and upcoming say, without what a report says of itself."""
    for question in (before, after):
        yield attrs.asdict(state(postings, question=question, **about(instrument)))
    subject = Subject(instrument.id, instrument.family, instrument.legal_zone, postings)
    yield [c for c in diff.compare(subject, before, after) if (c.facet, c.name) != (Facet.RECORD, "item:1")]
    yield list(diff.ahead(subject, after, last_day(after, 400)))
    yield [p.key for p in diff.undated(subject, after)]
    yield diff.claims(subject, before, after)


def test_there_are_items_enough_in_three_languages() -> None:
    assert len(ITEMS) >= 22
    assert {item.language for item in ITEMS} == {"en", "ja", "zh"}
    assert len({item.target for item in ITEMS}) >= 12


CLAIMS = [
    (item, certainty)
    for item, certainty in product(ITEMS, ("reported", "announced"))
    if certainty == "reported" or not item.is_of_another_day  # an agency that gives another day says something new
]


@each_row(("item", "certainty"), CLAIMS, ids=lambda each: str(each[:3]))
def test_an_item_about_an_act_on_record_changes_no_answer(item: Item, certainty: str) -> None:
    instrument, postings = record()[item.target]
    with_item = [*postings, item_of(item, certainty)]
    for before, after in asked(item):
        for kept, found in zip(
            answers(instrument, postings, before, after), answers(instrument, with_item, before, after), strict=True
        ):
            assert found == kept, f"{item.words} at {before.threshold.label}"
