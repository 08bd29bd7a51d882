"""Words that look like a part of a rule and are all of it, or all of several; and those that are a part."""

from __future__ import annotations

from typing import Any

from regtrack.sources.federal_register.metadata import read_metadata
from regtrack.sources.federal_register.statements import DocumentReading
from regtrack.sources.federal_register.text.statement import Modality
from regtrack.sources.federal_register.titles import is_same
from tests.rows import each_row

FREEZE = (
    "In accordance with the memorandum of January 20, 2031, this action delays until July 9, 2031, the effective date "
    "of the following regulations: The rule published at 95 FR 30000 on May 3, 2030; and the rule published at 95 FR "
    "41000 on June 3, 2030."
)
SUSPENDS = "In this final rule, EPA suspends for one year the interim final rule on kilns."


def parts(dates: str, abstract: str, **fields: Any) -> set[tuple[str, ...]]:
    """The parts that dated acts on others are done to; an empty one is the whole."""
    record = {
        "document_number": "2031-90001", "publication_date": "2031-06-05", "type": "Rule", "citation": "96 FR 21000",
        "title": "Kilns", "action": "Final rule; delay of effective dates.", "dates": dates, "abstract": abstract,
        "effective_on": None, "cfr_references": [{"title": 40, "part": 60}], **fields,
    }  # fmt: skip
    document = read_metadata(record).document
    assert document is not None
    statements = DocumentReading(document).statements()
    return {(*e.parts, *e.exclude) for e in statements if e.target and e.when and e.modality is Modality.DONE}


EVERY = (
    ("The effective date of each regulation listed in the SUMMARY of this document is delayed to July 9, 2031.", True),
    ("The effective date of each rule listed in the SUMMARY section is delayed to July 9, 2031.", True),
    ("The effective date of each of the rules listed in SUMMARY is delayed until July 9, 2031.", True),
    ("The effective dates of the rules identified in the SUMMARY are delayed until July 9, 2031.", True),
    ("The effective date of all of the following rules is delayed until July 9, 2031.", True),
    ("The effective date of both final rules is delayed until July 9, 2031.", True),
    ("The effective date of the two rules cited below is delayed until July 9, 2031.", True),
    ("The effective date of each regulation described in this document is delayed until July 9, 2031.", True),
    ("The effective date of certain provisions of each regulation listed in the SUMMARY is delayed until July 9, 2031.",
     False),
    ("The effective date of each amendment listed in the SUMMARY of this document is delayed to July 9, 2031.", False),
    ("The effective date of each section listed in the SUMMARY of this document is delayed to July 9, 2031.", False),
    ("The effective date of the requirements of each rule listed in the SUMMARY is delayed to July 9, 2031.", False),
    ("The effective date of 40 CFR 60.41 is delayed to July 9, 2031.", False),
)  # fmt: skip


@each_row(("dates", "whole"), EVERY)
def test_each_rule_that_is_listed_is_all_of_it(dates: str, whole: bool) -> None:
    assert (parts(dates, FREEZE) == {()}) is whole


STAYED = {"action": "Final rule; suspension."}
ALL = (
    ("The provisions of the interim final rule published on May 3, 2030, at 95 FR 30000, are suspended {}", True),
    ("The provisions of the interim final rule (95 FR 30000) are suspended {}", True),
    ("The requirements of the interim final rule published at 95 FR 30000 are suspended {}", True),
    ("All of the provisions of the interim final rule published at 95 FR 30000 are suspended {}", True),
    ("All provisions of the interim final rule published at 95 FR 30000 are stayed {}", True),
    ("The amendments in the interim final rule published at 95 FR 30000 are suspended {}", True),
    ("The interim final rule published at 95 FR 30000 is suspended {}", True),
    ("Certain provisions of the interim final rule published at 95 FR 30000 are suspended {}", False),
    ("The recordkeeping provisions of the interim final rule published at 95 FR 30000 are suspended {}", False),
    ("The provisions of the interim final rule that concern dust, published at 95 FR 30000, are suspended {}", False),
    ("The provisions at 40 CFR 60.41 of the interim final rule published at 95 FR 30000 are suspended {}", False),
    ("Some requirements of the interim final rule published at 95 FR 30000 are suspended {}", False),
)  # fmt: skip
SPAN = "from June 9, 2031, through June 8, 2032."


@each_row(("dates", "whole"), ALL)
def test_the_provisions_of_a_rule_are_all_of_it_where_summary_says_so(dates: str, whole: bool) -> None:
    assert (parts(dates.format(SPAN), SUSPENDS, **STAYED) == {()}) is whole
    in_part = "In this final rule, EPA suspends for one year certain provisions of the interim final rule on kilns."
    if "rovisions" in dates:
        assert parts(dates.format(SPAN), in_part, **STAYED) != {()}


OWN = (
    "This rule is effective from June 9, 2031, through June 8, 2032. The interim final rule published at 95 FR 30000 is"
)
TIMES = (
    ("stayed for that period.", True),
    ("stayed for this period.", True),
    ("stayed for such period.", True),
    ("stayed for the same period.", True),
    ("stayed for those periods.", True),
    ("suspended for that time.", True),
    ("suspended for this term.", True),
    ("stayed for the duration of that period.", True),
    ("stayed for one year.", True),
    ("stayed for small kilns.", False),
    ("stayed for that class of kilns.", False),
    ("stayed for that State.", False),
)


@each_row(("words", "whole"), TIMES)
def test_a_time_is_no_limit_of_what_is_stayed(words: str, whole: bool) -> None:
    record = {
        "document_number": "2031-90001", "publication_date": "2031-06-05", "type": "Rule", "citation": "96 FR 21000",
        "title": "Kilns", "action": "Final rule; stay.", "dates": f"{OWN} {words}", "abstract": None,
        "effective_on": None, "cfr_references": [{"title": 40, "part": 60}],
    }  # fmt: skip
    document = read_metadata(record).document
    assert document is not None
    stays = [each for each in DocumentReading(document).statements() if each.kind == "stay" and each.target]
    assert stays
    assert all(not (each.parts or each.exclude) for each in stays) is whole


CLOSED = "Fisheries of the Gulf; 2031 Commercial Closure for Gray Snapper in the South Gulf"
TITLES = (
    ("Fisheries of the Gulf; Reopening of the 2031 Commercial Sector for Gray Snapper in the South Gulf", True),
    ("Fisheries of the Gulf; Reopening of the Commercial Sector for Gray Snapper in the South Gulf", True),
    ("Fisheries of the Gulf; 2031 Commercial Reopening for Gray Snapper in the South Gulf", True),
    ("Fisheries of the Gulf; Reopening of the 2031 Recreational Sector for Gray Snapper in the South Gulf", False),
    ("Fisheries of the Gulf; Reopening of the 2031 Sector for Gray Snapper in the South Gulf", False),
    ("Fisheries of the Gulf; Reopening of the 2031 Commercial Sector for Red Snapper in the South Gulf", False),
    ("Fisheries of the Gulf; Reopening of the 2031 Commercial Sector for Gray Snapper in the North Gulf", False),
)


@each_row(("title", "same"), TITLES)
def test_the_word_sector_tells_no_titles_apart(title: str, same: bool) -> None:
    assert is_same(CLOSED, title) is same
