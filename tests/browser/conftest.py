"""A real browser, where there is one: the system's Chromium, driven headless; nothing is downloaded."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--disable-gpu-compositing")
"""Without a graphics card, of which software would do the work: a third of what the browser takes."""


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests of a process; skips where Playwright or a browser is missing."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = os.environ.get("REGTRACK_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no browser: found none of {', '.join(NAMES)} on the path, and $REGTRACK_CHROMIUM is not set")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield found
        found.close()


SCREEN = {"width": 1200, "height": 900}
PATIENCE = 600_000
"""Milliseconds: no test fails because the machine is busy."""


class Tabs:
    """Tabs that tests leave behind and others use again: to open one takes half a second of CPU."""

    def __init__(self, browser):
        self._browser = browser
        self._idle = {}
        self._busy = []
        self.said = []

    def take(self, viewport, color_scheme, settings):
        """A tab with these settings that nobody uses: any tab can have another size and scheme."""
        key = repr(sorted(settings.items()))
        tab = self._idle[key].pop() if self._idle.get(key) else self._open(settings)
        self._busy.append((key, tab))
        tab.set_viewport_size(viewport)
        tab.emulate_media(media="null", color_scheme=color_scheme)
        return tab

    def _open(self, settings):
        page = self._browser.new_context(**settings).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: request.url.startswith(("file:", "about:")) or self.said.append(request.url))
        return page

    def leave(self):
        """Put all tabs aside, empty; return what was said meanwhile."""
        said, self.said = self.said, []
        for key, tab in self._busy:
            tab.goto("about:blank")
            self._idle.setdefault(key, []).append(tab)
        self._busy = []
        return said


@pytest.fixture(scope="session")
def tabs(browser):
    return Tabs(browser)


@pytest.fixture
def show(tabs, tmp_path):
    """Opens a page from disk, as one that came by mail is opened; afterwards nothing may stand on its console."""
    count = 0

    def call(text, link="", *, unfold=True, again=None, viewport=SCREEN, color_scheme="light", **settings):
        nonlocal count
        count += 1
        tab = again or tabs.take(viewport, color_scheme, {"offline": True, **settings})
        file = tmp_path / f"page-{count}.html"
        file.write_text(text, "utf-8")
        tab.goto(f"{file.as_uri()}{link}")
        if unfold:
            folded = "document.querySelectorAll('.asks, .fold, details.group')"
            tab.evaluate(f"for (const each of {folded}) each.open = true")
        return tab

    yield call
    assert tabs.leave() == []
