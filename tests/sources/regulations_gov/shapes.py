"""Made-up documents of regulations.gov, and a server that pages through them as its API does."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from tests.sources.feedserver import FeedServer
from tests.sources.replies import Asked, Reply

EASTERN = ZoneInfo("America/New_York")


def end_of(day: str) -> str:
    """The last second of a day in Washington, as the API writes it."""
    local = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(23, 59, 59), EASTERN)
    return local.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def start_of(day: str) -> str:
    local = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(0), EASTERN)
    return local.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def posted(id_: str, number: str | None = None, through: str | None = None, **told: Any) -> dict[str, Any]:
    """A document with every attribute of a search result."""
    agency = id_.partition("-")[0]
    attributes = {
        "documentType": "Proposed Rule", "lastModifiedDate": "2022-03-01T15:00:00Z", "highlightedContent": "",
        "frDocNum": number, "withdrawn": False, "agencyId": agency, "title": f"Widgets of {id_}",
        "commentEndDate": end_of(through) if through else None, "postedDate": start_of("2022-03-01"),
        "docketId": id_.rpartition("-")[0], "subtype": None, "openForComment": False,
        "commentStartDate": start_of(min("2022-03-01", through)) if through else None, "objectId": "0900006480147226",
    }  # fmt: skip
    links = {"self": f"https://api.regulations.gov/v4/documents/{id_}"}
    return {"id": id_, "type": "documents", "attributes": attributes | told, "links": links}


def page(documents: Iterable[dict[str, Any]], *, more: bool = False) -> dict[str, Any]:
    rows = list(documents)
    return {"data": rows, "meta": {"hasNextPage": more, "numberOfElements": len(rows), "pageSize": 250}}


class Regulations(FeedServer):
    """Gives documents changed since a moment, told in Washington's time, in pages, and only so many."""

    def __init__(self, documents: Iterable[dict[str, Any]]) -> None:
        super().__init__()
        self.documents = list(documents)
        self.window = 20
        self.page_size: int | None = None
        self.key = "secret"

    def answer(self, asked: Asked) -> Reply:
        if asked.path in self.behave or asked.path != "/documents":
            return super().answer(asked)
        if asked.headers.get("x-api-key") != self.key:
            return _json({"error": {"code": "API_KEY_INVALID"}}, 403)
        since = dt.datetime.fromisoformat(asked.one("filter[lastModifiedDate][ge]")).replace(tzinfo=EASTERN)
        number, size = int(asked.one("page[number]")), self.page_size or int(asked.one("page[size]"))
        if number > self.window:
            return _json({"errors": [{"status": "400"}]}, 400)
        agencies = [each for each in asked.one("filter[agencyId]").split(",") if each]
        found = [
            each for each in self.documents
            if dt.datetime.fromisoformat(each["attributes"]["lastModifiedDate"]) >= since
            and (not agencies or each["attributes"]["agencyId"] in agencies)
        ]  # fmt: skip
        found.sort(key=lambda each: each["attributes"]["lastModifiedDate"])
        rows = found[(number - 1) * size : number * size]
        return _json(page(rows, more=number * size < len(found)), 200)


def _json(table: dict[str, Any], code: int) -> Reply:
    return Reply(code, {"Content-Type": "application/vnd.api+json"}, json.dumps(table).encode())
