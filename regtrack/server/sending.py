"""Reading requests, and building responses."""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from regtrack.dates import Tick
from regtrack.errors import InputError
from regtrack.report.rendering import MEDIA
from regtrack.report.untrusted import json_of
from regtrack.server import pages
from regtrack.server.guard import RefusedRequestError, problem, refusal


async def error_response(request: Request, error: Exception) -> Response:
    """Return what is sent of an error: a page to a browser, else JSON."""
    status = getattr(error, "status_code", None)
    if status == 404:
        error = RefusedRequestError(404, "There is nothing at this address.")
    elif status == 405:
        takes = ", ".join(sorted(error.headers["Allow"].split(", ")))  # type: ignore[attr-defined]
        wanted = f"{request.method}: this address does not take it; expected {takes}."
        error = RefusedRequestError(405, wanted, {"allow": takes})  # RFC 9110, 15.5.6
    refused = problem(error)
    if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/v1/"):
        return pages.page("site-error.html.j2", request, None, status=refused.status, error=refused)
    return refusal(refused)


def unsigned(detail: str) -> RefusedRequestError:
    """Return the refusal of somebody who is not signed in."""
    return RefusedRequestError(401, detail, {"www-authenticate": 'Bearer realm="regtrack"'})


def busy(detail: str) -> RefusedRequestError:
    """Return the refusal of what would take too long now."""
    return RefusedRequestError(503, detail, {"retry-after": "2"})


def is_fresh(request: Request, etag: str, modified_at: Tick) -> bool:
    """Return whether a client has the answer already (RFC 9110, 13.1)."""
    known = request.headers.get("if-none-match")
    if known is not None:
        return any(each.strip().removeprefix("W/") in ("*", f'"{etag}"') for each in known.split(","))
    since = request.headers.get("if-modified-since")
    try:
        return since is not None and modified_at // 1_000_000 <= parsedate_to_datetime(since).timestamp()
    except (ValueError, TypeError, OverflowError):
        return False


def sent(table: Any, status: int = 200) -> Response:
    """Return a table as it is sent."""
    return Response(json_of(table), status, {"content-type": MEDIA["json"]})


async def read_json(request: Request) -> Any:
    """Return the body of a request; raises InputError for one that is no JSON."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise RefusedRequestError(415, "Content-Type: expected application/json.")
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError):
        raise InputError("body: found no JSON; expected an object") from None


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form; raises InputError."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise RefusedRequestError(415, "Content-Type: expected application/x-www-form-urlencoded.")
    try:
        return dict(parse_qsl((await request.body()).decode(), max_num_fields=20))
    except ValueError:
        raise InputError("body: found no form; expected fields and values") from None
