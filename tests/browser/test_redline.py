"""The words that an amendment changed, on the page of a report in a browser."""

import pytest

import regtrack
from regtrack.report.rendering import render
from tests.conftest import NOW
from tests.sources.cfr_editions.shapes import ANNUAL, REVISE, rule, write


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("redline")
    with regtrack.open(folder / "ledger.sqlite", bundled=False, clock=lambda: NOW) as tracker:
        tracker.add(write(folder, "annual.xml", ANNUAL))
        tracker.add(write(folder, "2025-01-15-rule.xml", rule(REVISE)))
        return render(tracker.diff("2025-02-01", "2025-04-01", known="2025-06-01"), "html")


@pytest.mark.parametrize("width", [1280, 390])
def test_what_goes_and_comes_is_told_by_more_than_colour(show, page, width):
    shown = show(page, viewport={"width": width, "height": 900})
    gone, come = shown.locator(".redline del").first, shown.locator(".redline ins").first
    assert gone.is_visible()
    line = "each => getComputedStyle(each).textDecorationLine"
    assert (gone.evaluate(line), come.evaluate(line)) == ("line-through", "underline")
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
