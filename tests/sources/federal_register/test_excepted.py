"""Parts of a rule that take effect on another day than the rest, or on none that is known."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from pathlib import Path

import regtrack
from regtrack.sources.federal_register.dates import read_dates
from tests.accuracy.rounds import _DOUBTS
from tests.rows import each_row
from tests.sources.federal_register.recorded import recorded

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
FIRST, SECOND = "March 4, 2024", "September 1, 2024"
PARTS = (
    ("§ 700.2", "is", ("15 CFR 700.2",)), ("the amendments to § 700.2", "are", ("15 CFR 700.2",)),
    ("15 CFR 700.2 and 700.3", "are", ("15 CFR 700.2", "15 CFR 700.3")),
)  # fmt: skip
LATER = (
    "This rule is effective {a}, except for {p}, which {be} effective {b}.",
    "This rule is effective {a}, except that {p} {be} effective {b}.", "Effective {a}, except for {p}, effective {b}.",
    "This rule is effective {a}, with the exception of {p}, which {be} effective {b}.",
    "Except for {p}, which {be} effective {b}, this rule is effective {a}.",
    "This rule is effective {a}. {P} {be} effective {b}.", "This rule is effective {a}; {p} {be} effective {b}.",
    "{P} {be} effective {b}. The rest of the rule is effective {a}.",
    "{P} {be} effective {b}. All other provisions are effective {a}.",
    "Effective date: {a}, except {p}, which will become effective {b}.",
    "This rule is effective {a}. However, {p} will not be effective until {b}.",
    "The effective date of this rule is {a}, and the effective date of {p} is {b}.",
    "This rule is effective {a}, other than {p}, effective {b}.",
    "The provisions of this rule are effective {a}, except {p} {be} effective on {b}.",
    "This final rule becomes effective on {a}, excluding {p}, which become effective on {b}.",
)  # fmt: skip
WITHOUT_DAY = (
    "This rule is effective {a}, except for {p}, which {be} delayed indefinitely.",
    "This rule is effective {a}, except for {p}, which will become effective upon OMB approval.",
    "This rule is effective {a}, except that {p} {be} delayed until further notice.",
    "This rule is effective {a}. {P} {be} delayed indefinitely.",
    "Effective {a}, except {p}, which {be} not effective until the agency publishes a notice.",
)
ROWS = [
    (form.format(a=FIRST, b=SECOND, p=part, P=part[0].upper() + part[1:], be=be), names, form in LATER)
    for form, (part, be, names) in itertools.product((*LATER, *WITHOUT_DAY), PARTS)
]


@each_row(("text", "parts", "comes"), ROWS)
def test_each_part_is_in_force_from_its_own_day(tmp_path: Path, text: str, parts: tuple[str, ...], comes: bool) -> None:
    document = {
        "document_number": "2024-91000", "publication_date": "2024-01-02", "type": "Rule", "title": "Widget Reporting",
        "citation": "89 FR 1000", "action": "Final rule.", "dates": text, "abstract": None,
        "effective_on": "2024-03-04", "cfr_references": [{"title": 15, "part": 700}],
    }  # fmt: skip
    path = tmp_path / "1.json"
    path.write_text(json.dumps({"count": 1, "results": [document]}))
    tracker = regtrack.open(":memory:", bundled=False, clock=lambda: NOW)
    tracker.add(path)
    for section, day in itertools.product(("15 CFR 700.1", *parts), ("2024-02-01", "2024-04-01", "2024-10-01")):
        state = tracker.state("89 FR 1000", day, day, scope=section)
        begun = day > "2024-09-01" if comes else False
        right = "yes" if (begun if section in parts else day > "2024-03-04") else "no"
        doubt = section in parts and not comes and (state.force == "unknown" or not _DOUBTS.isdisjoint(state.flags))
        assert state.force == right or doubt, f"{section} on {day}: {state.force} {sorted(state.flags)}"


@each_row(
    ("text", "excepted"),
    [
        ("This rule is effective March 4, 2024, except as to any provisions that may be stayed by objections.", False),
        ("Effective March 4, 2024, except for any amendments which may be stayed by the filing of objections.", False),
        ("Effective March 4, 2024, except as to such provisions as might be stayed.", False),
        ("Effective March 4, 2024, except as to any provisions that are stayed by objections.", True),
        ("This rule is effective March 4, 2024, except for § 700.4, which may be stayed.", True),
    ],
)
def test_what_may_be_stayed_later_is_left_out_of_nothing(text: str, excepted: bool) -> None:
    claims = read_dates(text, published_on=dt.date(2024, 1, 2), bare="set_effective")
    assert [bool(each.scope_except) for each in claims] == [excepted]


UNTIL = "This rule is effective March 4, 2024, through March 3, 2026, except for § 700.2"
ENDS = (
    (f"{UNTIL}, which is delayed. The agency will publish a document announcing its effective date.", "expired"),
    (f"{UNTIL}, which is delayed indefinitely.", "expired"),
    (f"{UNTIL}, which is effective September 1, 2024.", "expired"),
    (f"{UNTIL.replace('through', 'and expires on')}, which is delayed indefinitely.", "expired"),
    (f"{UNTIL.replace('through', 'until')}, which is delayed indefinitely.", "expired"),
    # excepted for its end, or of a rule without one
    (f"{UNTIL}, which is effective September 1, 2024, and is permanent.", "in_force"),
    (f"{UNTIL}, which is effective March 4, 2024.", "in_force"),
    ("This rule is effective March 4, 2024, except for § 700.2, which is delayed indefinitely.", "in_force"),
)  # fmt: skip


@each_row(("dates", "status"), ENDS)
def test_what_begins_later_ends_with_its_rule(dates: str, status: str) -> None:
    """Though another document tells its day, and no end."""
    rule = {
        "document_number": "2024-91000", "publication_date": "2024-01-02", "type": "Rule", "title": "Widget Reporting",
        "citation": "89 FR 1000", "action": "Final rule.", "dates": dates,
        "cfr_references": [{"title": 15, "part": 700}],
    }  # fmt: skip
    begins = {
        **rule, "document_number": "2024-92000", "publication_date": "2024-08-01", "citation": "89 FR 9000",
        "title": "Widget Reporting; Effective Date", "action": "Final rule; effective date.",
        "dates": "The amendments to 15 CFR 700.2, published at 89 FR 1000 on January 2, 2024, are effective "
                 "September 1, 2024.",
    }  # fmt: skip
    tracker = recorded((rule, begins), NOW)
    for day, expected in (("2025-06-01", "in_force"), ("2026-03-04", status)):
        assert tracker.state("89 FR 1000", day, day, scope="15 CFR 700.2").status == expected
