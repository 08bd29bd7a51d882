"""A digest as a mail program shows it: in light and dark, on a telephone, readable for everyone."""

import pytest

from tests.digest.test_messages import html_of, told

WORDS = "Widgets, registered, labelled and reported. " * 6


@pytest.fixture(scope="module")
def page() -> str:
    return html_of(told(count=3, summary=WORDS).mail())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 700])
def test_a_digest_is_readable(show, page, scheme, width) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    shown = show(page, color_scheme=scheme, viewport={"width": width, "height": 800})
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(
        shown, options={"rules": {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}}}
    )
    assert found.response["violations"] == []


def test_the_dark_is_dark(show, page) -> None:
    sheets = [
        show(page, color_scheme=scheme).evaluate("getComputedStyle(document.querySelector('.sheet')).backgroundColor")
        for scheme in ("light", "dark")
    ]
    assert sheets == ["rgb(255, 255, 255)", "rgb(18, 22, 26)"]
