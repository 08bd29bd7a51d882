"""Days and rules that the words of an act leave to other words: the sentence after, the place in print, "the same"."""

from __future__ import annotations

from typing import Any

from regtrack.sources.federal_register.metadata import read_metadata
from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text.statement import Modality
from tests.rows import each_row

RULE = "The effective date of the rule published at 95 FR 30000, May 3, 2030,"


def said(dates: str, *kinds: str, **fields: Any) -> list[str]:
    """What a document says of others with a day, as "delay_effective 95 FR 30000 2032-07-09"; "?" for a doubt."""
    record = {
        "document_number": "2031-90001", "publication_date": "2031-06-05", "type": "Rule", "citation": "96 FR 21000",
        "title": "Kilns; Delay", "action": "Final rule; delay of effective date.", "dates": dates, "abstract": None,
        "effective_on": None, "cfr_references": [{"title": 40, "part": 60}], **fields,
    }  # fmt: skip
    document = read_metadata(record).document
    assert document is not None
    found = dict[str, None]()
    for each in DocumentReading(document).statements():
        name = next((name.name for name in each.target if "FR" in name.name or "-" in name.name), "own")
        if each.modality is Modality.UNREAD:
            found["?"] = None
        elif each.kind in kinds and each.modality is Modality.DONE:
            found[" ".join((each.kind, name, each.when.text if each.when else "-", *each.parts))] = None
    return list(found)


DELAYED = "delay_effective 95 FR 30000 2032-07-09"
BEGUN = "set_effective 95 FR 30000 2032-07-09"
NEW_DAYS = (
    (f"{RULE} is delayed. The new effective date is July 9, 2032.", [DELAYED]),
    (f"{RULE} is delayed. The new effective date will be July 9, 2032.", [DELAYED]),
    (f"{RULE} has been delayed. The new effective date is July 9, 2032.", [DELAYED]),
    (f"{RULE} is postponed. The rule will now take effect on July 9, 2032.", [DELAYED]),
    (f"{RULE} is delayed. The rule will now become effective on July 9, 2032.", [DELAYED]),
    (f"{RULE} is further delayed; the new effective date is July 9, 2032.", [BEGUN]),
    (f"{RULE} is delayed. That rule has a new effective date of July 9, 2032.", [DELAYED]),
    (f"{RULE} is delayed, and the new effective date is July 9, 2032.", [BEGUN]),
    ("The effective date of the rule amending 40 CFR part 60 published at 95 FR 30000 is delayed. The new effective "
     "date is July 9, 2032.", [DELAYED]),
    ("The effective date of the rule published at 95 FR 30000 is being delayed. The new effective date is July 9, "
     "2032.",
     [DELAYED]),
    # what has no end goes on
    (f"{RULE} is delayed indefinitely.", ["delay_effective 95 FR 30000 indefinite"]),
    (f"{RULE} is delayed until further notice.", ["delay_effective 95 FR 30000 indefinite"]),
    (f"{RULE} is delayed.", ["delay_effective 95 FR 30000 indefinite"]),
    (f"{RULE} is delayed pending judicial review.", ["delay_effective 95 FR 30000 indefinite"]),
)  # fmt: skip


@each_row(("dates", "expected"), NEW_DAYS)
def test_the_sentence_after_tells_the_day_of_a_delay(dates: str, expected: list[str]) -> None:
    assert said(dates, "delay_effective", "set_effective") == expected


NEW_DUTIES = (
    ("The compliance date of the rule published at 95 FR 30000 is delayed. The new compliance date is July 9, 2032.",
     ["delay_compliance 95 FR 30000 2032-07-09"]),
    ("The compliance date for the rule published at 95 FR 30000 is extended. The new compliance date is July 9, 2032.",
     ["delay_compliance 95 FR 30000 2032-07-09"]),
    ("EPA is extending the compliance date of the rule published at 95 FR 30000. The new compliance date is July 9, "
     "2032.",
     ["delay_compliance 95 FR 30000 2032-07-09"]),
    ("The expiration date of the rule published at 95 FR 30000 is extended. The new expiration date is July 9, 2032.",
     ["extend_expiry 95 FR 30000 -"]),
    ("The compliance date of the rule published at 95 FR 30000 is delayed indefinitely. The compliance date of this "
     "rule is July 9, 2032.", ["delay_compliance 95 FR 30000 indefinite", "set_compliance own 2032-07-09"]),
    ("The expiration date of this rule is July 9, 2032. The expiration date of the rule published at 95 FR 30000 is "
     "extended to July 9, 2033.", ["set_expiry own -", "extend_expiry 95 FR 30000 -"]),
)  # fmt: skip


@each_row(("dates", "expected"), NEW_DUTIES)
def test_so_it_tells_the_day_of_a_duty_and_of_an_end(dates: str, expected: list[str]) -> None:
    fields = {"title": "Kilns; Delay of Compliance Date", "action": "Final rule; delay of compliance date."}
    if "xpiration" in dates:
        fields = {"title": "Kilns; Extension", "action": "Final rule; extension of expiration date."}
    kinds = ("delay_compliance", "set_compliance", "extend_expiry", "set_expiry")
    assert said(dates, *kinds, **fields) == expected


TRAPS = (
    f"{RULE} is delayed until litigation is resolved. Operators must follow the rules in effect before January 1, "
    "2032.",
    f"{RULE} is delayed indefinitely. A new effective date will be published by July 9, 2032.",
    f"{RULE} is delayed until further notice. This rule is effective July 9, 2032.",
)


@each_row("dates", TRAPS)
def test_another_day_ends_no_delay_without_end(dates: str) -> None:
    assert f"{DELAYED}" not in said(dates, "delay_effective")


NUMBER = "In FR Doc. 2030-80001, published May 3, 2030,"
CORRECTED = (
    f"{NUMBER} on the first page, in the third column, the effective date is corrected to read “December 5, 2032.”",
    f'{NUMBER} on page 30000, in the second column, the effective date is corrected to read "December 5, 2032."',
    f"{NUMBER} on page 30000, in the first column, lines 5-6, the effective date is corrected to December 5, 2032.",
    f"{NUMBER} on page 30000, first column, in the second full paragraph, the effective date is corrected to read "
    "“December 5, 2032.”",
    f"{NUMBER} the effective date is corrected to read “December 5, 2032.”",
    f"{NUMBER} the effective date is corrected to December 5, 2032.",
    f"{NUMBER} the effective date is corrected from November 7, 2032, to December 5, 2032.",
    f"{NUMBER} at page 30000, in the third column, the effective date is corrected to “December 5, 2032”.",
    f"{NUMBER} on the first page, the effective date is corrected to read December 5, 2032.",
    f"{NUMBER} on page 30,000, the effective date is corrected to read “December 5, 2032.”",
    "The effective date of FR Doc. 2030-80001, published May 3, 2030, is corrected to read “December 5, 2032.”",
    "The effective date in FR Doc. 2030-80001, published May 3, 2030, on page 30000, is corrected to December 5, 2032.",
)


@each_row("dates", CORRECTED)
def test_a_date_is_corrected_wherever_it_is_printed(dates: str) -> None:
    found = said(dates, "delay_effective", action="Final rule; correction.", title="Kilns; Correction")
    assert found == ["delay_effective 2030-80001 2032-12-05"]


def test_a_row_of_a_table_is_no_place_in_print() -> None:
    dates = f"{NUMBER} in Table 2 to § 60.41, third column, the effective date is corrected to December 5, 2032."
    assert "?" in said(dates, "delay_effective", action="Final rule; correction.", title="Kilns; Correction")


ADDED = "The addition of 47 CFR 64.41(e) published at 95 FR 30000, on May 3, 2030, is effective July 12, 2031."
SAME = (
    ("The compliance date for 47 CFR 64.44(b), published in the same document, is August 27, 2031.", True),
    ("The compliance date for 47 CFR 64.44(b), adopted in the same rule, is August 27, 2031.", True),
    ("The compliance date for 47 CFR 64.44(b), adopted in that order, is August 27, 2031.", True),
    ("The compliance date for 47 CFR 64.44(b), contained in the same final rule, is August 27, 2031.", True),
    ("The compliance date for 47 CFR 64.44(b), adopted in this document, is August 27, 2031.", False),
    ("The compliance date for 47 CFR 64.44(b) is August 27, 2031.", False),
    ("The compliance date for 47 CFR 64.44(b), adopted in another rule, is August 27, 2031.", False),
    ("The compliance date for 47 CFR 64.44(b), published in the Federal Register, is August 27, 2031.", False),
)


@each_row(("sentence", "same"), SAME)
def test_what_is_of_the_same_document_is_of_what_was_named(sentence: str, same: bool) -> None:
    fields = {"action": "Final rule; announcement of effective date.", "title": "Calls"}
    fields |= {"cfr_references": [{"title": 47, "part": 64}]}  # type: ignore[dict-item]
    found = said(f"{ADDED} {sentence}", "set_compliance", "delay_compliance", **fields)
    assert (found == ["delay_compliance 95 FR 30000 2031-08-27 47 CFR 64.44(b)"]) is same
    two = f"{ADDED} The rule published at 95 FR 41000 is effective July 12, 2031. {sentence}"
    assert not any("FR" in each.split(" 47")[0] for each in said(two, "set_compliance", "delay_compliance", **fields))
