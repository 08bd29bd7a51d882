"""What an answer cites: official texts first, made from numbers; nothing later than it knows."""

import json

from regtrack.model.citing import citations
from regtrack.model.document import Document, Rank
from regtrack.model.instrument import Instrument
from regtrack.model.links import LinkStanding, bill_link, code_link, official_link, standing
from regtrack.model.when import When
from regtrack.report import render
from tests.helpers import RULE, e, rule, track
from tests.rows import each_row

EARLY = Document("firm", "Firm", "https://firm.example/alert", date=When.parse("2025-05-16"), rank=Rank.COUNSEL)
LATE = Document("gao", "GAO", "https://www.gao.gov/b-1", date=When.parse("2026-05-12"), rank=Rank.OFFICIAL)
SAID = e(
    "announce_nonenforcement", announced="2025-05-13", certainty="announced",
    evidence=[{"document": "firm"}, {"document": "gao", "quote": "not enforced"}],
)  # fmt: skip
MADE = e("publish", published="2025-01-15", certainty="published")
NUMBERED = rule(document_number=("2025-00636",), citation=("90 FR 4544",))


def test_a_later_document_is_cited_by_no_format() -> None:
    """Better ranked, with a quote, and not there by then."""
    tracker = track([MADE, SAID], documents=(EARLY, LATE))
    answer = tracker.since("2025-05-12", "2025-05-20")
    assert set(answer.sources.documents) == {"firm"}
    for form in ("text", "md", "html", "json", "jsonl", "csv", "atom"):
        assert "gao" not in render(answer, form).lower(), form
    now = tracker.since("2025-05-12", "2026-06-01")
    assert [each["publisher"] for each in json.loads(render(now, "json"))["changes"][0]["sources"]] == ["GAO", "Firm"]


def test_a_later_document_is_cited_where_there_is_no_other_and_says_so() -> None:
    alone = {**SAID, "evidence": [{"document": "gao"}]}
    answer = track([MADE, alone], documents=(LATE,)).since("2025-05-12", "2025-05-20")
    (cited,) = json.loads(render(answer, "json"))["changes"][0]["sources"]
    assert cited["later"]
    assert "GAO, 12 May 2026 (published later)" in render(answer, "text", full=True)


def test_who_did_it_says_so_before_an_official_text_about_it() -> None:
    release = Document("bis", "BIS", "https://www.bis.gov/release", date=When.parse("2025-05-13"), rank=Rank.AGENCY)
    said = {
        **SAID,
        "evidence": [{"document": "gao", "quote": "not enforced"}, {"document": "bis"}, {"document": "firm"}],
    }
    answer = track([MADE, said], documents=(EARLY, LATE, release)).since("2025-05-12", "2026-06-01")
    (change, *_) = json.loads(render(answer, "json"))["changes"]
    assert [each["publisher"] for each in change["sources"]] == ["BIS", "GAO", "Firm"]


def test_the_number_of_an_act_leads_to_its_official_text() -> None:
    copied = Document("copy", "Copy", "https://copy.example/fr/2025-00636", rank=Rank.OFFICIAL)
    made = {**MADE, "evidence": [{"document": "copy", "quote": "effective January 13"}]}
    answer = track([made], [NUMBERED], documents=(copied,)).since("2025-01-01", "2025-02-01")
    recorded = next(iter(answer.sources.events.values()))
    found = citations([recorded], answer.sources)
    assert [(each.url, each.standing) for each in found] == [
        ("https://www.federalregister.gov/d/2025-00636", LinkStanding.OFFICIAL),
        ("https://copy.example/fr/2025-00636", LinkStanding.COPY),
    ]


@each_row(
    "said",
    [
        e("delay_effective", published="2025-03-01", effect="2025-06-01", certainty="published"),
        e("stay", published="2025-03-01", certainty="published"),
        e("set_compliance", published="2023-03-01", effect="2028-06-01", certainty="published"),
        e("set_compliance", available="2025-01-15", effect="2025-06-01", certainty="reported"),
    ],
    ids=["another act moves it", "another act pauses it", "another year", "only reported"],
)
def test_what_the_act_itself_does_not_say_is_not_cited_to_it(said) -> None:
    """A link to a text that does not say so is worse than none."""
    answer = track([MADE, said], [NUMBERED]).timeline()
    recorded = next(each for each in answer.sources.events.values() if each.event.kind == said["kind"])
    assert citations([recorded], answer.sources) == ()


def test_another_act_is_cited_by_its_own_number() -> None:
    other = rule("us/x/other", document_number=("2025-19846",))
    stayed = e("stay", published="2025-11-12", certainty="published", by="us/x/other")
    answer = track([MADE, stayed], [rule(RULE, document_number=("2025-00636",)), other]).since("2025-11-01")
    recorded = next(each for each in answer.sources.events.values() if each.event.kind == "stay")
    assert citations([recorded], answer.sources)[0].url == "https://www.federalregister.gov/d/2025-19846"


def test_a_text_that_is_not_printed_yet_is_not_cited() -> None:
    ahead = e("publish", filed="2025-01-10", published="2025-01-15", certainty="published")
    answer = track([ahead], [NUMBERED]).since("2025-01-01", "2025-01-12", threshold="filed")
    recorded = next(iter(answer.sources.events.values()))
    assert citations([recorded], answer.sources) == ()


def test_addresses_are_made_from_every_kind_of_number() -> None:
    links = [
        official_link(NUMBERED),
        official_link(Instrument("us/x/y", "final_rule", "Y", citation=("90 FR 4,544",))),
        bill_link("119 SJRES 112"),
        code_link("15 CFR 744.21(a)", "2025-06-01"),
        code_link("15 CFR part 744"),
    ]
    assert [each and each.url for each in links] == [
        "https://www.federalregister.gov/d/2025-00636",
        "https://www.federalregister.gov/citation/90-FR-4544",
        "https://www.congress.gov/bill/119th-congress/senate-joint-resolution/112",
        "https://www.ecfr.gov/on/2025-06-01/title-15/section-744.21",
        "https://www.ecfr.gov/current/title-15/part-744",
    ]
    assert official_link(Instrument("cn/mofcom/x", "order", "X", document_number=("2025-61",))) is None
    assert bill_link("S 1705") is None


@each_row(
    ("url", "rank", "expected"),
    [
        ("https://www.govinfo.gov/content/x", Rank.OFFICIAL, "official"),
        ("https://english.mofcom.gov.cn/x", Rank.AGENCY, "official"),
        ("https://www.bis.gov.example.com/x", Rank.OFFICIAL, "copy"),
        ("https://evil.example/?https://bis.gov/", Rank.OFFICIAL, "copy"),
        (None, Rank.METADATA, "copy"),
        ("https://www.sec.gov/filing", Rank.COUNSEL, "secondary"),
    ],
)
def test_a_host_makes_no_secondary_source_official(url, rank, expected) -> None:
    assert standing(Document("d", "P", url, rank=rank)) == expected
