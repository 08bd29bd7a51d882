"""Who must comply with what, by which day: persons and provisions in every place where a sentence has them."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator

from regtrack.sources.federal_register.dates import read_dates
from regtrack.sources.federal_register.text.compliance import is_everybody
from tests.rows import each_row

PERSONS = (
    None, "large firms", "small businesses", "existing facilities", "firms with fewer than 500 employees",
    "Tier 2 institutions",
)  # fmt: skip
PROVISIONS = (None, "§ 700.2")
PAIRS = (("large firms", "small firms"), ("existing facilities", "new facilities"), ("domestic producers", "importers"))
FIRST, SECOND = "September 1, 2024", "March 1, 2025"
DAYS = {FIRST: "2024-09-01", SECOND: "2025-03-01"}
ONE = (
    "{Who} must comply with {what} by {day}.", "{Who} must be in compliance with {what} no later than {day}.",
    "Compliance with {what} is required for {who} by {day}.", "Compliance with {what} by {who} is required on {day}.",
    "Compliance with {what} is not required for {who} until {day}.",
    "{Who} are not required to comply with {what} until {day}.", "{Who} need not comply with {what} until {day}.",
    "{Who} have until {day}, to comply with {what}.",
    "{Who} are given until {day}, to come into compliance with {what}.",
    "For {who}, the compliance date for {what} is {day}.", "The compliance date for {what} is {day}, for {who}.",
    "The date by which {who} must comply with {what} is {day}.", "{Who} must begin complying with {what} on {day}.",
    "Beginning {day}, {who} must comply with {what}.", "On and after {day}, {who} must comply with {what}.",
    "{Who} may delay compliance with {what} until {day}.", "Mandatory compliance with {what} begins {day}, for {who}.",
    "{Who} have an additional year, until {day}, to comply with {what}.",
    "The agency requires {who} to comply with {what} by {day}.",
    "The agency will not require compliance with {what} by {who} until {day}.",
)  # fmt: skip
TWO_CLASSES = (
    "{W} must comply by {a}, and {v} must comply by {b}.", "{W} must comply by {a}, and {v} by {b}.",
    "{W} must comply by {a}; {v}, by {b}.", "Compliance is required by {a}, for {w} and by {b}, for {v}.",
    "Compliance is required by {a} for {w}, and {b} for {v}.", "The compliance date is {a}, for {w} and {b}, for {v}.",
    "The compliance date for {w} is {a}, and the compliance date for {v} is {b}.",
    "The compliance dates are {a}, for {w}; and {b}, for {v}.", "Compliance dates: {W}: {a}. {V}: {b}.",
    "The compliance date for {w} is {a}. The compliance date for {v} is {b}.",
    "For {w}, the compliance date is {a}; for {v}, it is {b}.",
    "{W} and {v} must comply by {a} and {b}, respectively.", "{W} have until {a}, and {v} have until {b}, to comply.",
)  # fmt: skip
ALL_BUT_A_CLASS = (
    "The compliance date is {a}, except that {v} must comply by {b}.",
    "Compliance is required by {a}, except for {v}, which must comply by {b}.",
)
TWO_PARTS = (
    "Covered persons must comply with {p} by {a}, and with {q} by {b}.",
    "Compliance with {p} is required by {a}, and compliance with {q} is required by {b}.",
    "The compliance date for {p} is {a}, and for {q} is {b}.",
    "The compliance date for {p} is {a}. The compliance date for {q} is {b}.",
    "Compliance with {p} and {q} is required by {a} and {b}, respectively.",
    "Covered persons must comply with {p} by {a} and {q} by {b}.",
    "Compliance with {p}: {a}; compliance with {q}: {b}.",
)  # fmt: skip
RULE = "the final rule published January 2, 2024 (89 FR 1000)"
MOVED = (
    "The compliance date for {who} for {what} is delayed until {day}.",
    "The compliance date for {what}, is extended for {who} from March 4, 2024, to {day}.",
    "The agency extends the compliance date for {what} for {who} from March 4, 2024, until {day}.",
    "The compliance date of {what} is extended to {day}, for {who}.",
    "The date by which {who} must comply with {what} is extended to {day}.",
    "{Who} must comply with {what} by {day}, instead of March 4, 2024.",
    "The agency is extending until {day}, the compliance date for {what} for {who}.",
    "Compliance with {what} is not required for {who} until {day}.",
    "The deadline for {who} to comply with {what} is extended from March 4, 2024, to {day}.",
    "The agency delays the date for compliance with {what} for {who} until {day}.",
    "For {who}, the compliance date for {what} is extended to {day}.",
)
Claims = set[tuple[str, str | None, str | None]]


def _cap(text: str) -> str:
    return text[0].upper() + text[1:]


def sentences() -> Iterator[tuple[str, Claims]]:
    """Yield sentences, with what they say: the day, the persons, the provisions."""
    for who, what, form in itertools.product(PERSONS, PROVISIONS, ONE):
        told = who or "covered persons"
        text = form.format(who=told, Who=_cap(told), what=what or "this rule", day=FIRST)
        yield text, {(FIRST, who, what)}
    for (w, v), form in itertools.product(PAIRS, TWO_CLASSES):
        yield form.format(w=w, v=v, W=_cap(w), V=_cap(v), a=FIRST, b=SECOND), {(FIRST, w, None), (SECOND, v, None)}
    for (_, v), form in itertools.product(PAIRS, ALL_BUT_A_CLASS):
        yield form.format(v=v, a=FIRST, b=SECOND), {(FIRST, None, None), (SECOND, v, None)}
    for who, what, form in itertools.product(PERSONS[1:], PROVISIONS, MOVED):
        of = f"{what} of {RULE}" if what else RULE
        yield form.format(who=who, Who=_cap(who or ""), what=of, day=FIRST), {(FIRST, who, what)}
    for form in TWO_PARTS:
        text = form.format(p="§ 700.1", q="§ 700.2", a=FIRST, b=SECOND)
        yield text, {(FIRST, None, "§ 700.1"), (SECOND, None, "§ 700.2")}


def test_days_that_cannot_be_shared_out_are_unread() -> None:
    text = f"Large firms, small firms and importers must comply by {FIRST} and {SECOND}, respectively."
    claims = read_dates(text, published_on=dt.date(2024, 1, 2))
    assert [claim.unread for claim in claims] == ["which of them has which day"] * 2


@each_row(("text", "said"), [(text, frozenset(said)) for text, said in sentences()])
def test_every_date_has_its_persons_and_its_provisions(
    text: str, said: frozenset[tuple[str, str | None, str | None]]
) -> None:
    claims = read_dates(f"This rule is effective March 4, 2024. {text}", published_on=dt.date(2024, 1, 2))
    dated = [claim for claim in claims if claim.kind == "set_compliance" and not claim.unread]
    found = {
        (
            claim.when.text,
            None if is_everybody(claim.parties or "persons", alone=len(dated) == 1) else claim.parties.casefold(),
            told[0] if (told := re.search(r"§ [\d.]+\d", claim.scope or "")) else claim.scope,
        )
        for claim in dated
    }
    assert found == {(DAYS[day], who and who.casefold(), what) for day, who, what in said}
