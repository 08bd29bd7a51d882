"""The check of timelines: each rule finds its fault, and the bundled files keep what they promise."""

import re

import pytest

from regtrack._bundled import timelines
from regtrack.report import render
from regtrack.sources.files.checking import RULES, ReferableRecords, check, shares
from regtrack.sources.files.timeline import read_timeline, read_timeline_file
from tests.rows import each_row

GOOD = """
[timeline]
id = "made-up"
title = "Made up"
checked_through = 2025-02-01

[[instrument]]
id = "us/bis/sample-rule"
kind = "final_rule"
title = "Sample rule"
document_number = ["2025-01234"]

[[document]]
id = "fr"
url = "https://www.federalregister.gov/documents/2025/01/22/2025-01234/sample-rule"
publisher = "Federal Register"
date = 2025-01-22
rank = "official"

[[document]]
id = "firm"
url = "https://firm.example/alerts/sample-rule"
publisher = "A law firm"
rank = "counsel"

[[event]]
key = "published"
kind = "publish"
target = "us/bis/sample-rule"
published = 2025-01-22
summary = "Printed."
evidence = ["fr", "firm"]
"""


def findings(*edits):
    """What the check finds in the sample after these replacements, as (rule, place)."""
    text = GOOD
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    timeline = read_timeline(text.encode(), name="made-up.toml")
    return [(each.rule, each.place) for each in check(timeline, ReferableRecords.of([timeline]))]


def test_a_sound_timeline_has_no_findings():
    assert findings() == []


@each_row(
    "url",
    [
        "https://firm.example/",
        "https://firm.example",
        "https://stage.firm.example/alerts/sample-rule",
        "https://dev.firm.example/alerts/sample-rule",
        "https://firm-cd.azurewebsites.net/alerts/sample-rule",
        "https://abc.cloudfront.net/alerts/sample-rule",
        "https://firm.example/?p=2390",
        "https://firm.example/category/228?BC=x&p=3&search_id=51",
    ],
)
def test_an_address_that_leads_nowhere(url):
    assert findings(("https://firm.example/alerts/sample-rule", url)) == [("addresses that lead nowhere", "firm")]


@pytest.mark.parametrize(
    "url", ["https://bills.example/view?id=7", "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32025R2003"]
)
def test_a_page_named_by_its_query_is_a_page(url):
    assert findings(("https://firm.example/alerts/sample-rule", url)) == []


def test_a_document_without_address_says_why():
    address = 'url = "https://firm.example/alerts/sample-rule"\n'
    assert findings((address, "")) == [("addresses that lead nowhere", "firm")]
    assert findings((address, 'note = "On paper."\n')) == []


def test_a_published_act_needs_more_than_a_law_firm():
    found = findings(('evidence = ["fr", "firm"]', 'evidence = ["firm"]'))
    assert ("published by third parties alone", "published") in found
    assert ("more certain than the source", "published") in found
    assert ("no primary document", "published") in found


def test_a_press_release_only_announces_a_rule():
    agency = ('rank = "official"', 'rank = "agency"')
    assert findings(agency) == [("more certain than the source", "published")]
    assert findings(agency, ('kind = "final_rule"', 'kind = "guidance"')) == [], "guidance is printed nowhere else"


def test_a_quotation_carries_what_an_official_announced():
    said = 'announced = 2025-01-22\ncertainty = "announced"\nsummary'
    event = ("published = 2025-01-22\nsummary", said)
    assert ("more certain than the source", "published") in findings(event, ('["fr", "firm"]', '["firm"]'))
    quoted = '[{ document = "firm", note = "quotes the Secretary" }]'
    assert [rule for rule, _ in findings(event, ('["fr", "firm"]', quoted))] == ["no primary document"]


def test_days_that_disagree_with_the_number():
    rule = "days apart from the document number"
    assert findings(("\npublished = 2025-01-22", "\npublished = 2025-01-23")) == [(rule, "published")]
    assert findings(("date = 2025-01-22", "date = 2025-01-23")) == [(rule, "fr")]
    late = ("documents/2025/01/22/", "documents/2027/01/22/")
    days = (("\npublished = 2025-01-22", "\npublished = 2027-01-22"), ("date = 2025-01-22", "date = 2027-01-22"))
    assert findings(late, *days) == [(rule, "fr")], "a number of 2025 is not printed in 2027"


def test_nothing_became_public_after_the_last_reading():
    read = ('document_number = ["2025-01234"]', 'document_number = ["2025-01234"]\nchecked_through = 2025-01-21')
    assert findings(read) == [("later than the last reading", "published")]


def test_what_is_left_open():
    assert findings(("checked_through = 2025-02-01\n", "")) == [("no day of reading", "us/bis/sample-rule")]
    assert findings(('document_number = ["2025-01234"]\n', "")) == [
        ("instruments without identifier", "us/bis/sample-rule")
    ]
    assert findings(('summary = "Printed."', 'summary = "Printed."\nnote = "Its page was not seen."')) == [
        ("notes that leave something open", "published")
    ]


# --- the bundled timelines ---------------------------------------------------------------------------------------

BUNDLED = [read_timeline_file(path) for path in timelines()]
KNOWN = ReferableRecords.of(BUNDLED)


@pytest.mark.parametrize("timeline", BUNDLED, ids=lambda timeline: timeline.source)
def test_every_rule_that_must_hold_holds(timeline):
    must = {rule.name for rule in RULES if rule.must}
    assert [each for each in check(timeline, KNOWN) if each.rule in must] == []


def test_every_bundled_instrument_says_how_far_its_sources_were_read():
    """The day of an instrument, not of its file: doubt about one does not hide behind another's date."""
    for timeline in BUNDLED:
        assert [item.id for item in timeline.instruments if item.checked_through is None] == []
        assert max(item.checked_through for item in timeline.instruments) <= timeline.checked_through


def test_the_bundled_events_rest_on_primary_documents():
    """At least 85 % of the events; of the published US acts every one."""
    counted = [shares(timeline, KNOWN) for timeline in BUNDLED]
    assert sum(each.primary for each in counted) >= 0.85 * sum(each.events for each in counted)
    assert sum(each.acts for each in counted) >= 100
    assert all(each.acts_primary == each.acts for each in counted)


def test_a_page_of_all_events_links_to_the_federal_register(bundled):
    """Each event of a printed rule leads to the Register's own page."""
    page = render(bundled.timeline(), "html")
    assert len(re.findall(r'href="https://www\.federalregister\.gov/', page)) >= 60


@pytest.mark.parametrize("path", timelines(), ids=lambda path: path.stem)
def test_every_point_of_the_check_is_settled(path):
    """The changelog at the end of each file answers each point, with a change or with the reason why not."""
    changelog = path.read_text("utf-8").partition("= changelog")[2]
    assert changelog
    answered = {line.split()[1] for line in changelog.splitlines() if re.match(r"# [A-C]\d* ", line)}
    own = {"bis-chip-rules": "A3 A4 A5 A8 A9 A10 A11 B19 B20 B21 B22 B23 B28 C",
           "chip-context": "A1 A2 A3 A4 A6 A7 B12 B13 B14 B15 B16 B17 B18 B24 B25 B26 B27 B28 C"}  # fmt: skip
    assert answered == set(own[path.stem].split())
