"""The pages: answers as `--format html` writes them, below the addresses of the others, and the few beside them."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from regtrack._bundled import bundled
from regtrack.errors import InputError
from regtrack.model.people import Person
from regtrack.report.language import SOURCE, speaking
from regtrack.report.rendering import MEDIA
from regtrack.report.templating import fill
from regtrack.server.guard import RefusedRequestError
from regtrack.server.questions import QUESTIONS

ANSWERS = ("since", "board", "upcoming", "timeline", "state")
"""Questions whose answers are whole pages."""
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_META = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_BODY = b"<body>"
_PLACES = (
    ("/", "Home"),
    ("/since?since=7d", "What changed"),
    ("/board", "Board"),
    ("/upcoming", "Dates ahead"),
    ("/timeline", "Timeline"),
    ("/search", "Search"),
    ("/text", "Text"),
)
_FORMS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "md": "Markdown", "ics": "Calendar", "atom": "Atom"}
_ASSETS = {"page.css": "text/css; charset=utf-8", "site.css": "text/css; charset=utf-8"}


def framed(page: bytes, name: str, query: str) -> tuple[bytes, str]:
    """Return a page of a report below the addresses of the others, and of itself in other formats; and its policy."""
    found = _META.search(page)
    policy = html.unescape(found[1].decode()) if found is not None else "default-src 'none'"
    links = " ".join(
        f'<a href="{where}"{" aria-current=page" if where.partition("?")[0] == f"/{name}" else ""}>{words}</a>'
        for where, words in _PLACES
    )
    question = html.escape(f"?{query}" if query else "")
    forms = " ".join(
        f'<a href="/v1/{name}{"" if form == "json" else f".{form}"}{question}">{_FORMS[form]}</a>'
        for form in ("json", *QUESTIONS[name].formats) if form in _FORMS
    )  # fmt: skip
    head, body, rest = page.partition(_BODY)
    bar = (
        f'\n<nav class="mast" aria-label="Pages">{links}</nav>'
        f'\n<nav class="mast forms" aria-label="Formats">{forms}</nav>'
    ).encode()
    return head + body + bar + rest, f"{policy}; frame-ancestors 'none'"


def page(name: str, request: Request, person: Person | None, *, status: int = 200, **given: Any) -> Response:
    """Return a page of the server's own."""
    error = given.get("error")
    headers = dict(error.headers) if isinstance(error, RefusedRequestError) else {}
    shown = {"person": person, "places": _PLACES, "here": request.url.path, "asked": dict(request.query_params)}
    try:
        with speaking(SOURCE):
            text = fill(name, None, {**shown, **given}, escape=True)
    except InputError as fault:
        raise RuntimeError(name) from fault  # a template of the server's own: no fault of who asks
    headers |= {"content-type": MEDIA["html"], "content-security-policy": _POLICY, "cache-control": "no-store"}
    return Response(text, status, headers)


async def asset(request: Request) -> Response:
    """Return a style sheet."""
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise RefusedRequestError(404, "There is nothing at this address.")
    text = (bundled("templates") / name).read_bytes()
    return Response(text, headers={"content-type": _ASSETS[name], "cache-control": "public, max-age=3600"})


def query_of(text: str) -> str:
    """Return the query of the page to go back to, with nothing in it but a question."""
    known = QUESTIONS["since"].by_name
    return urlencode([(name, value) for name, value in parse_qsl(text[:2_000]) if name in known])
