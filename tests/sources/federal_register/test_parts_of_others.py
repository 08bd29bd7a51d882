"""In a document that moves another rule, what it tells of other provisions is told of that rule, and not of itself."""

from __future__ import annotations

from regtrack.model.event import Event
from regtrack.sources.federal_register.document import DocumentForm, DocumentType, RegisterDocument
from regtrack.sources.federal_register.events import compile_document
from tests.rows import each_row
from tests.sources.federal_register.test_events import Known
from tests.sources.federal_register.test_statements import PUBLISHED, TARGET, told

CITED = "published at 92 FR 1052 on January 8, 2027,"
DELAY = f"As of March 10, 2027, the effective date of the amendments to 40 CFR 60.13 and 60.16(b), {CITED} is delayed "
WHOLE = f"As of March 10, 2027, the effective date of the final rule {CITED} is delayed until June 1, 2028. "
RULE = "Final rule; delay of effective date."
MOVED = f"delay_effective {TARGET} 2028-06-01 40 CFR 60.13 40 CFR 60.16(b)"


def of(dates: str, summary: str | None = None, title: str = "Widgets; Delay") -> list[str]:
    return told(dates, action=RULE, title=title, abstract=summary, cfr=("40 CFR 60",))


@each_row(
    "said",
    [
        "The amendment to 40 CFR 60.14(i) is not delayed and will take effect July 1, 2027.",
        "The amendments to § 60.14(i) will take effect on July 1, 2027.",
        "Section 60.14(i) takes effect July 1, 2027, as scheduled.",
        "The addition of 40 CFR 60.14(i) is effective July 1, 2027.",
    ],
)
def test_other_provisions_have_the_day_that_is_told(said: str) -> None:
    found = of(f"{DELAY}until June 1, 2028. {said}")
    assert MOVED in found
    assert f"delay_effective {TARGET} 2027-07-01 40 CFR 60.14(i)" in found
    assert not any(line.startswith("set_effective") and "60.14" in line for line in found)


@each_row(
    "said",
    [
        "The amendments to 40 CFR 60.14(c) and (d) became effective March 5, 2027.",
        "Section 60.14(c) went into effect on March 5, 2027, and is not affected by this delay.",
        "Section 60.14(c), which took effect March 5, 2027, remains in effect.",
        "40 CFR 60.14(c) took effect on March 5, 2027.",
    ],
)
def test_what_took_effect_before_is_no_act_of_the_document(said: str) -> None:
    for dates in (f"{DELAY}until June 1, 2028. {said}", WHOLE + said):
        found = of(dates)
        assert not any("2027-03-05" in line and not line.startswith("recite") for line in found), found


@each_row(
    "said",
    [
        "This document's amendment to 40 CFR 60.14(i) is effective July 1, 2027.",
        "The amendment to 40 CFR 60.14(i) in this rule is effective July 1, 2027.",
    ],
)
def test_what_a_document_amends_itself_is_its_own(said: str) -> None:
    found = of(f"{DELAY}until June 1, 2028. {said}")
    assert not any(TARGET in line and "2027-07-01" in line for line in found)


@each_row(
    ("dates", "summary"),
    [
        ("Section 60.14 went into effect on March 5, 2027, and is not affected by this postponement.", None),
        ("Section 60.14, which took effect March 5, 2027, remains in effect.", None),
        ("40 CFR 60.14 is not delayed.", None),
        ("§ 60.14 remains effective.", "The delay does not apply to the portion of the rule already in effect."),
        ("Section 60.14 is not affected.",
         "The postponement does not apply to the portion of the rule that has already gone into effect."),
    ],
)  # fmt: skip
def test_what_stays_in_effect_is_left_out_of_a_delay(dates: str, summary: str | None) -> None:
    document = RegisterDocument(
        number="2027-00421", type=DocumentType("Rule"), published_on=PUBLISHED, dates=WHOLE + dates, abstract=summary,
        origin=DocumentForm.METADATA, title="Widgets; Delay", action=RULE, cfr=("40 CFR 60",),
    )  # fmt: skip
    delays = [e for e in compile_document(document, Known()) if isinstance(e, Event) and e.kind == "delay_effective"]
    assert [(e.parts, e.exclude, e.flags) for e in delays] == [((), ("40 CFR 60.14",), ())]


@each_row(
    "left_out",
    ["other than Sec. 60.14", "other than § 60.14(c)", "except for 40 CFR 60.14", "with the exception of § 60.14"],
)
def test_a_rule_is_named_behind_what_is_left_out_of_it(left_out: str) -> None:
    for amended in ("amendments 3 through 9 to 40 CFR part 60", "the amendments to 40 CFR part 60"):
        dates = f"The effective date for {amended}, {left_out}, {CITED} is delayed until June 1, 2028."
        assert any(line.startswith(f"delay_effective {TARGET} 2028-06-01") for line in of(dates, title="Widgets"))
