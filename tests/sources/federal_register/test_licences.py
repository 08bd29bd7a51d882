"""Licences that a notice publishes: in force from their issue to their end, whenever they are published."""

from __future__ import annotations

import json
from typing import Any

from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row
from tests.sources.federal_register.test_what_is_over import force, ledger, notice


def licence(dates: str, summary: str, names: str = "Web General License 7B", **fields: Any) -> dict[str, Any]:
    return notice(
        dates, summary, publication_date="2024-05-08", title=f"Publication of Tarsian Sanctions Regulations {names}",
        action="Publication of web general license.", **fields,
    )  # fmt: skip


_PUBLISHED = "OFAC is publishing one general license (GL): GL 7B, which was made available on its website"
LICENCES = (  # DATES, SUMMARY, days and their force
    ("GL 7B was issued on January 10, 2024.", _PUBLISHED + " and which expired at 12:01 a.m. eastern standard time on "
     "March 19, 2024.", {"2024-01-05": "no", "2024-02-01": "yes", "2024-04-01": "no", "2024-06-01": "no"}),
    ("General License 7B was issued on April 29, 2024, and is valid through 12:01 a.m. eastern daylight time on June "
     "24, 2024. See SUPPLEMENTARY INFORMATION for additional relevant dates.", _PUBLISHED + ", and which supersedes GL "
     "7A, issued March 2, 2023.", {"2024-04-20": "no", "2024-06-06": "yes", "2024-07-05": "no"}),
    ("GL 7B was issued on April 28, 2024.", _PUBLISHED + ". GL 7B replaces GL 7A, dated January 27, 2023, and expires "
     "at 12:01 a.m. eastern daylight time, August 1, 2024.", {"2024-06-15": "yes", "2024-08-10": "no"}),
    ("GL 7B was issued on April 28, 2024, and authorizes transactions until 12:01 a.m. eastern time on August 1, 2024.",
     _PUBLISHED + ".", {"2024-06-15": "yes", "2024-08-10": "no"}),
    ("General License 7B was issued on April 28, 2024, and is effective from that date until 12:01 a.m. eastern time, "
     "August 1, 2024.", _PUBLISHED + ".", {"2024-04-20": "no", "2024-06-15": "yes", "2024-08-10": "no"}),
    ("GL 7B was issued on April 28, 2024. See SUPPLEMENTARY INFORMATION for additional relevant dates.",
     _PUBLISHED + ".", {"2024-04-20": "no", "2024-06-15": "yes", "2024-12-01": "yes"}),
    ("General License (GL) 7B was issued on April 28, 2024.", _PUBLISHED + ".",
     {"2024-04-20": "no", "2024-06-15": "yes", "2024-12-01": "yes"}),
    # days of what it is for, and not of the licence
    ("GL 7B was issued on April 28, 2024, and authorizes the unloading of cargoes loaded on or before June 3, 2024.",
     _PUBLISHED + ".", {"2024-05-15": "yes", "2024-06-15": "yes"}),
    ("GL 7B was issued on April 28, 2024, and authorizes transactions on or after June 3, 2024.", _PUBLISHED + ".",
     {"2024-06-15": "yes", "2024-12-01": "yes"}),
    ("GL 7B was issued on April 28, 2024. GL 7A, which expired on May 1, 2024, was issued on March 2, 2024.",
     _PUBLISHED + ".", {"2024-06-15": "yes", "2024-12-01": "yes"}),
    ("General License 7A was issued on February 8, 2024, and was superseded by General License 7B, issued on March "
     "27, 2024. General License 7B expires at 12:01 a.m. eastern standard time, November 28, 2024.",
     "OFAC is publishing two general licenses (GLs): GLs 7A and 7B.", {"2024-10-01": "yes", "2024-12-10": "no"}),
    # meant by a word for it, in a sentence of its own
    ("GL 7B was issued on April 28, 2024. It expires at 12:01 a.m. eastern daylight time, August 1, 2024.",
     _PUBLISHED + ".", {"2024-04-20": "no", "2024-07-31": "yes", "2024-08-01": "no"}),
    ("GL 7B was issued on April 28, 2024, and expires no later than July 31, 2024.", _PUBLISHED + ".",
     {"2024-04-20": "no", "2024-07-31": "yes", "2024-08-01": "no"}),
    ("GL 7B was issued on April 28, 2024. This general license is valid through July 31, 2024.", _PUBLISHED + ".",
     {"2024-04-20": "no", "2024-07-31": "yes", "2024-08-01": "no"}),
    ("GL 7B was issued on April 28, 2024, and replaces GL 7A. It expires on July 31, 2024.", _PUBLISHED + ".",
     {"2024-07-31": "yes", "2024-08-01": "no"}),
    ("GL 7B was issued on April 28, 2024. It replaces GL 7A, which expires on July 31, 2024.", _PUBLISHED + ".",
     {"2024-07-31": "yes", "2024-08-10": "yes"}),
    ("The license was issued on April 28, 2024. Expires July 31, 2024.", _PUBLISHED + ".",
     {"2024-04-20": "no", "2024-07-31": "yes", "2024-08-01": "no"}),
    ("GL 7B was issued on April 28, 2024.", _PUBLISHED + ". It authorizes transactions through 12:01 a.m. eastern "
     "daylight time on August 1, 2024.", {"2024-07-31": "yes", "2024-08-02": "no"}),
    ("GL 7B was issued on April 28, 2024. It authorizes the unloading of cargoes loaded on or before June 3, 2024.",
     _PUBLISHED + ".", {"2024-06-15": "yes", "2024-12-01": "yes"}),
)  # fmt: skip


@each_row(("dates", "summary", "days"), LICENCES)
def test_a_licence_stands_from_its_issue_to_its_end(dates: str, summary: str, days: dict[str, str]) -> None:
    tracker = ledger(licence(dates, summary))
    unsure = "see_preamble" if "SUPPLEMENTARY" in dates else ""
    for day, right in days.items():
        state = tracker.state("89 FR 25410", day, "2026-11-01")
        assert (day, str(state.force)) == (day, right)
        assert _DOUBTS.isdisjoint(set(state.flags) - {unsure})


THREE = licence(
    "General License 4 was issued on January 5, 2024, and was replaced by General License 4A on February 20, 2024. "
    "General License 4A expired at 12:01 a.m. eastern daylight time, April 1, 2024. General License 6 was issued on "
    "April 30, 2024, and authorizes transactions through 12:01 a.m. eastern standard time, October 30, 2024. See "
    "SUPPLEMENTARY INFORMATION for additional relevant dates.",
    "OFAC is publishing three general licenses (GLs): GLs 4, 4A, and 6.", "Web General Licenses 4, 4A, and 6",
)  # fmt: skip


def test_each_of_several_licences_has_its_own_end() -> None:
    tracker = ledger(THREE)
    for scope, on, right in (
        ("General License 6", "2024-06-01", "yes"), ("General License 6", "2024-12-02", "no"),
        ("General License 4A", "2024-06-01", "no"), ("General License 4A", "2024-03-01", "yes"),
    ):  # fmt: skip
        assert (scope, on, str(tracker.state("89 FR 25410", on, "2026-11-01", scope=scope).force)) == (scope, on, right)


def test_licences_of_one_day_have_it_both() -> None:
    both = licence("General Licenses 8 and 9 were issued on January 10, 2024. GL 9 expires on June 30, 2024.",
                   "OFAC is publishing two general licenses (GLs).", "Web General Licenses 8 and 9")  # fmt: skip
    tracker = ledger(both)
    found = {
        (name, on): str(tracker.state("89 FR 25410", on, "2026-11-01", scope=f"General License {name}").force)
        for name in "89" for on in ("2024-01-05", "2024-06-30", "2024-07-02")
    }  # fmt: skip
    assert list(found.values()) == ["no", "yes", "yes", "no", "yes", "no"]


def test_the_day_of_a_licence_that_was_replaced_is_no_act_of_the_new_one() -> None:
    for row in (THREE, licence(*LICENCES[1][:2])):
        told = [each for each in map(json.loads, ledger(row).export()) if each.get("type") == "event"]
        days = {str(each["record"].get(field))[:10] for each in told for field in ("effect", "until", "through")}
        assert days.isdisjoint({"2024-01-05", "2023-03-02"})


def test_a_licence_that_is_replaced_is_over() -> None:
    first = licence("GL 7A was issued on January 10, 2024.", "OFAC is publishing one general license (GL): GL 7A.",
                    "Web General License 7A")  # fmt: skip
    second = licence(*LICENCES[2][:2]) | {
        "document_number": "2024-90002", "publication_date": "2024-06-08", "citation": "89 FR 45000",
    }  # fmt: skip
    tracker = ledger(first, second)
    found = [force(tracker, "89 FR 25410", on) for on in ("2024-02-01", "2024-04-20", "2024-05-20")]
    assert found == ["yes", "yes", "no"]


@each_row(
    "dates",
    [
        "GL 7B was issued on April 28, 2024. Transactions are authorized until 12:01 a.m. on August 1, 2024.",
        "GL 7A was issued on January 5, 2024, and was replaced by GL 7B on April 28, 2024. It expires July 31, 2024.",
        "GL 7B was issued on April 28, 2024. Both licenses expire on July 31, 2024.",
    ],
)  # fmt: skip
def test_an_end_of_a_licence_that_nobody_can_name_leaves_doubt(dates: str) -> None:
    assert force(ledger(licence(dates, _PUBLISHED + ".")), "89 FR 25410", "2024-09-02") == "doubt"


def test_both_licences_end_where_both_are_meant() -> None:
    both = licence("General Licenses 8 and 9 were issued on January 10, 2024. They expire on June 30, 2024.",
                   "OFAC is publishing two general licenses (GLs).", "Web General Licenses 8 and 9")  # fmt: skip
    tracker = ledger(both)
    for name in "89":
        found = [
            force(tracker, "89 FR 25410", on, scope=f"General License {name}") for on in ("2024-06-30", "2024-07-02")
        ]
        assert found == ["yes", "no"]
