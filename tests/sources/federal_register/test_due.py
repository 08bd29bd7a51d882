"""What is due on a day, whatever it is and however it is said: made from things and sentences."""

from __future__ import annotations

import datetime as dt

from regtrack.sources.federal_register.dates import read_dates
from tests.rows import each_row

PUBLISHED = dt.date(2026, 3, 10)
DAY = "May 11, 2026"
THINGS = (
    "comments", "nominations", "full applications", "pre-applications", "requests for a hearing", "concept papers",
    "petitions for reconsideration", "petitions to deny", "objections", "case briefs", "responses to the questionnaire",
    "annual reports", "certifications", "bids", "motions to intervene", "entries", "questions", "waiver requests",
    "data submissions", "pledges",
)  # fmt: skip


@each_row(
    "said",
    [
        "{N} must be received by {day}.",
        "{N} are due by 5 p.m. Eastern time on {day}.",
        "Submit {n} on or before {day}.",
        "The deadline for {n} is {day}.",
        "The due date for {n} is {day}.",
        "The Agency will accept {n} through {day}.",
        "{N} postmarked after {day}, will not be considered.",
        "No {n} will be accepted after {day}.",
        "{N}: {day}.",
        "Deadline for {n}: {day}.",
        "Interested parties may submit {n} until {day}.",
        "The period for {n} closes on {day}.",
        "{day}, is the last day on which {n} may be filed.",
        "{N} received by {day}, will be considered.",
        "The Agency must receive {n} not later than {day}.",
        "{day} is the deadline for {n}.",
        "New deadline date for {n}: {day}.",
        "{N} due date: {day}.",
        "The last day for {n} is {day}.",
        "The {n} date will be {day}.",
        "The first {n} date under the rule will be {day}.",
        "By {day}, {n} must be filed.",
        "Parties have to file {n} by {day}.",
        "{N} are to be lodged by {day}.",
        "Parties shall also file their {n} on {day}.",
    ],
)
def test_whatever_is_due_has_its_day(said: str) -> None:
    for thing in THINGS:
        text = said.format(n=thing, N=thing[0].upper() + thing[1:], day=DAY)
        claims = read_dates(text, published_on=PUBLISHED, bare="set_deadline")
        due = [each for each in claims if each.kind in ("set_deadline", "open_comment") and not each.unread]
        days = [(each.until or each.when).text[:10] for each in due]
        assert days == ["2026-05-11"], (text, days)
        assert not due[0].exclusive or "until" in said, text


def test_what_is_available_on_a_day_is_not_due_then() -> None:
    text = "Applications Available: March 23, 2026."
    claims = read_dates(text, published_on=PUBLISHED, bare="set_deadline")
    assert [each.act for each in claims if each.act == "due"] == []


@each_row(
    ("text", "kinds"),
    [
        ("Applicants must apply by May 11, 2026.", ["set_deadline"]),
        ("Effective April 1, 2026, except as to any provisions that may be stayed by the filing of proper objections;"
         " written objections must be filed by May 11, 2026.", ["set_effective", "set_deadline"]),
        ("The Board will accept bids from April 1, 2026, to May 11, 2026.", ["set_deadline"]),
        ("The correct date is May 11, 2026.", []),
    ],
)  # fmt: skip
def test_what_has_a_day_and_what_has_none(text: str, kinds: list[str]) -> None:
    claims = read_dates(text, published_on=PUBLISHED, bare="set_effective")
    assert [each.kind for each in claims if not each.unread and each.act != "recital"] == kinds
