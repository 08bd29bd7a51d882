"""Restrictions that "will remain in effect through D" are extended, and what only extends them is over with them."""

from __future__ import annotations

from typing import Any

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

CFR = [{"title": 19, "part": 12}]
RULE = {
    "document_number": "2026-80001", "publication_date": "2026-06-05", "citation": "91 FR 30000",
    "action": "Final rule.", "title": "Imposition of Import Restrictions on Coins of Arden",
    "dates": "Effective June 5, 2026.",
    "effective_on": "2026-06-05", "cfr_references": CFR, "abstract": "This document imposes import restrictions. The "
    "restrictions are in effect through June 4, 2031, unless extended.",
}  # fmt: skip
EXTENSION = {
    "document_number": "2031-80002", "publication_date": "2031-06-04", "citation": "96 FR 19451",
    "action": "Final rule.", "title": "Extension of Import Restrictions on Coins of Arden",
    "dates": "Effective June 4, 2031.",
    "effective_on": "2031-06-04", "cfr_references": CFR,
}  # fmt: skip


def asked(abstract: str, **fields: Any) -> list[str]:
    """In force in September 2031 and 2036: the rule, and what extends it; with a mark where it is doubted."""
    tracker = ledger(RULE, {**EXTENSION, "abstract": abstract, **fields})
    days = ("2031-09-01", "2036-09-01")
    states = [tracker.state(each, on, "2032-05-01") for each in ("91 FR 30000", "96 FR 19451") for on in days]
    return [f"{each.force}{'?' if 'unread' in each.flags else ''}" for each in states]


@each_row(
    ("abstract", "title"),
    [
        ("The restrictions, which were last imposed by CBP Dec. 26-09 (91 FR 30000) and were due to expire on June 4, "
         "2031, unless extended, will remain in effect through June 4, 2036.", EXTENSION["title"]),
        ("CBP extends the restrictions. The import restrictions, which were originally imposed by CBP Dec. 26-09 (91 "
         "FR 30000), will continue through June 4, 2036.", EXTENSION["title"]),
        ("The import restrictions, originally published at 91 FR 30000, are extended through June 4, 2036.",
         EXTENSION["title"]),
        ("The restrictions imposed at 91 FR 30000 will remain in effect until June 5, 2036.", EXTENSION["title"]),
        ("The prohibition that was published at 91 FR 30000 will remain in effect through June 4, 2036.",
         "Extension of Prohibition on Coins of Arden"),
    ],
)  # fmt: skip
def test_what_remains_until_a_day_is_extended(abstract: str, title: str) -> None:
    assert asked(abstract, title=title) == ["yes", "no", "yes", "no"]


@each_row(
    "abstract",
    [
        "The import restrictions were published at 91 FR 30000 and were extended last year through August 4, 2031.",
        "The restrictions on bronze coins, published at 91 FR 30000, will remain in effect through June 4, 2036.",
        "The restrictions published at 91 FR 30000 were to expire on June 4, 2031. They will continue through "
        "June 4, 2036.",
    ],
)
def test_until_when_is_in_doubt_where_nobody_tells(abstract: str) -> None:
    assert asked(abstract)[0] == "no?"


def test_an_extension_of_time_for_comments_extends_no_restrictions() -> None:
    abstract = (
        "CBP extends the comment period on the import restrictions published at 91 FR 30000 through August 4, 2031."
    )
    fields = {"title": "Import Restrictions on Coins; Extension of Comment Period", "action": "Interim final rule."}
    assert asked(abstract, **fields) == ["no", "no", "yes", "yes"]


@each_row(
    "abstract",
    [
        "The waiver that was granted at 91 FR 30000 is extended until June 5, 2036.",
        "EPA extends the waiver which was published at 91 FR 30000 until June 5, 2036.",
    ],
)
def test_what_was_granted_before_is_extended_now(abstract: str) -> None:
    granted = {
        "type": "Notice",
        "action": "Notice of waiver.",
        "title": "Waiver of Kiln Rules",
        "abstract": "A waiver.",
    }
    rule = {**RULE, **granted, "dates": "The waiver is in effect from June 5, 2026, until June 5, 2031."}
    more = {**EXTENSION, **granted, "title": "Waiver of Kiln Rules; Extension", "dates": "", "effective_on": None}
    more |= {"action": "Notice; extension of waiver.", "abstract": abstract}
    states = [ledger(rule, more).state("91 FR 30000", on, "2032-05-01") for on in ("2031-09-01", "2036-09-01")]
    assert [str(each.force) for each in states] == ["yes", "no"]
