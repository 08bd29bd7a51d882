"""The questions at their addresses: the same JSON as the commands, pages by pages, and nothing sent twice."""

import html
import json
import re
from collections.abc import Callable

import jsonschema
import pytest

from regtrack import dates
from regtrack._bundled import schemas
from regtrack.mcp_server import verifying
from regtrack.report import render
from regtrack.server import questions
from regtrack.store import Batch, SqliteStore
from regtrack.tracker import Tracker
from tests.helpers import e, events_of
from tests.server.conftest import ADDRESS, AT, Asked, ServerClock

NEWS = events_of([e("delay_effective", "t:delay", target="us/t/b", effect="2024-10-01", published="2024-05-31")])
QUESTIONS = {
    "since": "since=2024-01-01",
    "state": "instrument=us/t/a",
    "board": "",
    "upcoming": "",
    "timeline": "instrument=us/t/a",
    "search": "words=chips",
    "verify": "citation=us/t/a",
}


def tracker(store: SqliteStore) -> Tracker:
    return Tracker(store, lambda: dates.instant_of(AT))


@pytest.mark.parametrize("name", ["since", "state", "board", "upcoming", "timeline"])
def test_the_json_is_that_of_the_command(ask: Asked, store: SqliteStore, name: str) -> None:
    """Byte for byte, asked at the moment since which it is the answer."""
    sent = ask(f"/v1/{name}?{QUESTIONS[name]}")
    assert (sent.status_code, sent.headers["content-type"]) == (200, "application/json")
    asked = questions.QUESTIONS[name]
    given = asked.read([tuple(each.split("=")) for each in QUESTIONS[name].split("&") if each])  # type: ignore[misc]
    settled = dates.instant_of(max(store.latest(AT).at, dates.day_start(dates.day_of(AT))))
    assert sent.text == render(asked.ask(Tracker(store, lambda: settled), given), "json")


def test_a_citation_is_verified_as_for_assistants(ask: Asked, store: SqliteStore) -> None:
    sent = ask("/v1/verify?citation=us/t/a,+in+force+on+2024-04-01+as+known+on+2024-04-01").json()
    assert sent.pop("schema") == "regtrack/verify/1"
    own = verifying.verify(tracker(store), "us/t/a, in force on 2024-04-01 as known on 2024-04-01", None, None, None)
    assert sent == json.loads(json.dumps(own))
    assert ask("/v1/verify?citation=99+FR+1").json()["verdict"] == "unverified"


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_fits_its_schema(ask: Asked, name: str) -> None:
    schema = schemas()[name]
    jsonschema.validate(ask(f"/v1/{name}?{QUESTIONS[name]}").json(), schema)


def test_pages_of_lists_go_on_where_they_ended(ask: Asked) -> None:
    whole = ask("/v1/timeline").json()["events"]
    found, address = [], "/v1/timeline?limit=1"
    while address:
        sent = ask(address)
        found += sent.json()["events"]
        address = sent.headers.get("link", "").partition("<")[2].partition(">")[0]
    assert found == whole
    assert len(whole) == 3
    other = ask("/v1/timeline?limit=1").headers["link"].partition("<")[2].partition(">")[0].replace("timeline", "board")
    assert ask(other).json()["detail"].startswith("cursor: found one of another question")


def test_fields_leave_the_rest_out(ask: Asked) -> None:
    assert set(ask("/v1/board?fields=headline,rows").json()) == {"schema", "headline", "rows"}
    assert ask("/v1/board?fields=secret").status_code == 400


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/v1/since", "since: it is missing; give the day (its end)"),
        ("/v1/since?since=smarch", "since: found 'smarch'"),
        ("/v1/board?topics=x", "question: found 'topics'; expected one of on, "),
        ("/v1/board?topics=x", "(did you mean 'topic'?)"),
        ("/v1/board?on=2024-01-01&on=2024-01-02", "on: found it 2 times; expected it once"),
        ("/v1/upcoming?within=-1", "within: found '-1'; expected a number from 0 to"),
        ("/v1/board?known_by=me", "known_by: found 'me'; expected one of public, record"),
        ("/v1/board.pdf", "format: found 'pdf'; expected one of json, text"),
        ("/v1/board.csv?limit=1", "limit: found it with the format csv; expected it with json alone"),
        ("/v1/board?cursor=x", "cursor: found one of another question"),
        ("/v1/since?since=last", "since: found a mark"),
    ],
)
def test_what_is_not_understood_is_an_error_in_one_sentence(ask: Asked, address: str, words: str) -> None:
    sent = ask(address)
    assert sent.status_code in (400, 401)
    assert sent.headers["content-type"] == "application/problem+json"
    assert words in sent.json()["detail"]
    assert set(sent.json()) >= {"type", "title", "status", "detail"}


def test_an_unknown_name_is_not_found(ask: Asked) -> None:
    sent = ask("/v1/state?instrument=us/t/zzz")
    assert (sent.status_code, sent.json()["title"]) == (404, "Not Found")
    assert ask("/v1/nothing").status_code == ask("/elsewhere").status_code == 404


@pytest.mark.parametrize(
    ("address", "method", "takes"),
    [
        ("/v1/board", "DELETE", "GET, HEAD"),
        ("/v1/me/bookmarks/last", "GET", "PUT"),
        ("/v1/me", "POST", "GET, HEAD, PUT"),
        ("/signout", "GET", "POST"),
        ("/v1/board", "OPTIONS", "GET, HEAD"),
    ],
)
def test_another_method_is_told_those_that_an_address_takes(ask: Asked, address: str, method: str, takes: str) -> None:
    sent = ask(address, method)
    assert (sent.status_code, sent.headers["allow"]) == (405, takes)
    assert sent.json()["detail"] == f"{method}: this address does not take it; expected {takes}."


@pytest.mark.parametrize(
    "asked",
    ["state?instrument=us/t/a&", "board?", "upcoming?", "timeline?", "search?words=chips&", "verify?citation=us/t/a&"],
)
def test_what_will_be_known_later_is_no_question(ask: Asked, asked: str) -> None:
    """As in the command, at every address; a day that has begun anywhere is known."""
    sent = ask(f"/v1/{asked}known=2030-01-01")
    assert sent.status_code == 400
    assert sent.json()["detail"].startswith(
        "known: found 2030-01-01, which lies ahead; expected a day up to 2024-06-01"
    )
    for known in ("2024-06-01", "2024-06-02", "2024-06-01T15:59:00Z"):
        assert ask(f"/v1/{asked}known={known}").status_code == 200
    assert ask(f"/v1/{asked}known=2024-06-01T16:01:00Z").status_code == 400


def test_a_day_to_come_is_answered_as_known_now(ask: Asked) -> None:
    """A forecast, which says so; a page that asks what will be known says why it is none."""
    sent = ask("/v1/since?since=2024-01-01&until=2030-01-01").json()
    assert "as known now, on 1 June 2024" in sent["window"]
    page = ask("/board?known=2030-01-01")
    assert page.status_code == 400
    assert "which lies ahead" in page.text


# --- nothing is sent twice ------------------------------------------------------------


def test_an_answer_is_the_same_until_something_changes(ask: Asked, store: SqliteStore, clock: ServerClock) -> None:
    first = ask("/v1/upcoming?within=365")
    etag = {"if-none-match": first.headers["etag"]}
    clock.now += 3_600_000_000
    again = ask("/v1/upcoming?within=365", headers=etag)
    assert (again.status_code, again.content) == (304, b"")
    assert ask("/v1/upcoming?within=365").content == first.content
    assert (
        ask("/v1/upcoming?within=365", headers={"if-modified-since": first.headers["last-modified"]}).status_code == 304
    )
    store.append(Batch("t", "T", NEWS), clock.now)
    changed = ask("/v1/upcoming?within=365", headers=etag)
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]
    assert (
        ask("/v1/upcoming?within=365", headers={"if-modified-since": first.headers["last-modified"]}).status_code == 200
    )
    assert "2024-10-01" in changed.text


def test_a_day_and_a_date_that_comes_change_an_answer(ask: Asked, clock: ServerClock) -> None:
    address = "/v1/state?instrument=us/t/b&fields=status,on"
    first = ask(address)
    assert first.json()["status"] != "in_force"
    clock.now = dates.tick_of(dates.instant_of(AT).add(days=1))
    second = ask(address)
    assert second.headers["etag"] != first.headers["etag"]
    clock.now = dates.day_start(dates.parse_date("2024-09-01")) + 1
    assert ask(address).json()["status"] == "in_force"


def test_a_review_changes_no_answer_about_the_law(ask: Asked, ada: dict[str, str]) -> None:
    """Nobody can tell from an answer that somebody looked."""
    first = ask("/v1/since?since=2024-01-01")
    work = ask("/v1/review?since=2024-01-01", headers=ada).json()["changes"][0]
    body = {"about": work["id"], "events": work["events"], "action": "seen"}
    assert ask("/v1/review", "POST", json=body, headers=ada).status_code == 201
    second = ask("/v1/since?since=2024-01-01")
    assert (second.headers["etag"], second.content) == (first.headers["etag"], first.content)


# --- other formats and pages ------------------------------------------------------------


def test_calendars_and_feeds_take_any_filter(ask: Asked) -> None:
    calendar = ask("/v1/upcoming.ics?instrument=us/t/b&within=365&name=Ours")
    assert calendar.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "X-WR-CALNAME:Ours" in calendar.text
    assert "20240901" in calendar.text
    assert ask("/v1/upcoming.ics?instrument=us/t/a&within=365").text.count("BEGIN:VEVENT") == 0
    feed = ask("/v1/since.atom?since=2024-01-01")
    assert feed.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert f'href="{ADDRESS}/v1/since.atom?since=2024-01-01"' in feed.text


@pytest.mark.parametrize("name", ["since", "board", "upcoming", "timeline", "state"])
def test_a_page_runs_nothing_but_its_own_script(ask: Asked, name: str) -> None:
    sent = ask(f"/{name}?{QUESTIONS[name]}")
    policy = sent.headers["content-security-policy"]
    assert sent.status_code == 200
    assert sent.text.startswith("<!doctype html>")
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert '<nav class="mast" aria-label="Pages">' in sent.text
    again = ask(f"/{name}?{QUESTIONS[name]}", headers={"if-none-match": sent.headers["etag"]})
    assert again.status_code == 304
    assert "content-security-policy" not in again.headers  # a browser would take it for that of the page it keeps


@pytest.mark.parametrize("address", ["/", "/search", "/search?words=chips", "/text", "/signin"])
def test_the_other_pages_have_no_inline_script_or_style(ask: Asked, address: str) -> None:
    sent = ask(address)
    assert sent.status_code == 200
    assert "script-src" not in sent.headers["content-security-policy"]
    assert "<script" not in sent.text
    assert "style=" not in sent.text
    assert ask("/assets/page.css").headers["content-type"].startswith("text/css")


def test_a_browser_is_told_of_an_error_on_a_page(ask: Asked) -> None:
    sent = ask("/state?instrument=zzz", headers={"accept": "text/html"})
    assert sent.status_code == 404
    assert sent.headers["content-type"].startswith("text/html")
    assert "zzz" in sent.text


def test_the_api_is_described_by_the_same_tables(ask: Asked) -> None:
    described = ask("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for name, question in questions.QUESTIONS.items():
        operation = described["paths"][f"/v1/{name}"]["get"]
        assert {each["name"] for each in operation["parameters"]} >= {each.name for each in question.parameters}
        assert name in described["components"]["schemas"]
    board = schemas()["board"]
    assert described["components"]["schemas"]["board"]["properties"] == board["properties"]


def test_health_says_that_the_ledger_can_be_read(serve: Callable[..., Asked], store: SqliteStore) -> None:
    ask = serve()
    assert ask("/health").json() == {"status": "ok"}
    store.close()
    sent = ask("/health")
    assert sent.status_code == 503
    assert str(store.location) not in sent.text


def test_pages_call_instruments_by_name_and_link_to_other_formats(ask: Asked) -> None:
    """A reader sees names, never ids; above a page stand links to the same answer in other formats."""
    assert 'href="/state?instrument=us/t/a">Title of us/t/a</a>' in ask("/search?words=title").text
    page = ask("/board?on=2024-05-01").text
    assert '<a href="/v1/board.csv?on=2024-05-01">CSV</a>' in page
    addresses = re.findall(r'href="(/v1/[^"]+)"', page)
    assert len(addresses) >= 4
    assert {ask(html.unescape(address)).status_code for address in addresses} == {200}
