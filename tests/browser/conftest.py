"""A real browser, where there is one: the system's Chromium, driven headless; nothing is downloaded."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests of a process; skips where Playwright or a browser is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = os.environ.get("REGTRACK_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no browser: found none of {', '.join(NAMES)} on the path, and $REGTRACK_CHROMIUM is not set")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def show(browser, tmp_path):
    """Opens a page from disk, as one that came by mail is opened; afterwards nothing may stand on its console."""
    contexts, said = [], []

    def call(text, link="", *, unfold=True, **settings):
        context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, "offline": True, **settings})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: request.url.startswith("file:") or said.append(request.url))
        file = tmp_path / f"page-{len(contexts)}.html"
        file.write_text(text, "utf-8")
        page.goto(f"{file.as_uri()}{link}")
        if unfold:
            folded = "document.querySelectorAll('.asks, .fold, details.group')"
            page.evaluate(f"for (const each of {folded}) each.open = true")
        return page

    yield call
    for context in contexts:
        context.close()
    assert said == []
