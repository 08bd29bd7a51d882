"""The server's pages in a browser: by their policy the own script runs, and nothing is said on the console."""

from pathlib import Path

import attrs
import pytest

from regtrack import dates
from regtrack.server.accounts import Accounts
from regtrack.server.app import build
from regtrack.store import SqliteStore
from tests.browser.conftest import PATIENCE
from tests.conftest import NOW
from tests.server.conftest import RULES, Asked

ADDRESS = "https://rules.example.org"
testclient = pytest.importorskip("starlette.testclient")


@pytest.fixture
def token_and_page(browser, own_ledger: Path):
    """Somebody's token, and a page whose requests are answered in this process."""
    store = SqliteStore(own_ledger)
    token = Accounts(store, lambda: dates.tick_of(NOW)).add("ada")
    app = build(store, attrs.evolve(RULES, address=ADDRESS), lambda: dates.tick_of(NOW), seconds=lambda: 0.0)
    ask = Asked(testclient.TestClient(app, base_url=ADDRESS, client=("192.0.2.1", 5000)))

    def answer(route) -> None:
        asked = route.request
        answered = ask(asked.url, asked.method, headers=asked.all_headers(), content=asked.post_data)
        headers = {name: value for name, value in answered.headers.items() if name != "content-length"}
        route.fulfill(status=answered.status_code, headers=headers, body=answered.content)

    context, said = browser.new_context(viewport={"width": 1280, "height": 900}), []
    context.route("**/*", answer)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: message.text.startswith("[DOM]") or said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield token, page
    context.close()
    ask.close()
    store.close()
    assert said == []


def test_the_time_machine_runs_at_an_address(token_and_page) -> None:
    _, page = token_and_page
    for _ in range(2):  # the second time it is confirmed
        page.goto(f"{ADDRESS}/since?since=2025-05-12&until=2025-05-20")
        assert page.locator("#search").is_visible()  # the script shows it
    page.get_by_role("link", name="Board").click()
    assert page.locator("h1").inner_text()
    page.goto(f"{ADDRESS}/search?words=chips")
    assert page.locator("section.change").count() > 3


def test_somebody_signs_in_and_has_seen_a_change(token_and_page) -> None:
    token, page = token_and_page
    page.goto(f"{ADDRESS}/signin")
    page.fill("input[name=token]", token)
    page.get_by_role("button", name="Sign in").click()
    assert page.locator("nav .who").inner_text() == "ada"
    page.goto(f"{ADDRESS}/review?since=2025-05-12&until=2025-05-20")
    page.get_by_role("button", name="Seen").first.click()
    assert page.locator(".reviews li").first.inner_text().endswith("ada: seen")
    assert page.evaluate("document.cookie") == ""
