"""What can be read from the address of a document: that it leads nowhere, or a day and a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

_HOSTS = (
    (re.compile(r"(^|\.)(stage|staging|dev|test|preprod|preview|production)\."), "on a staging host"),
    (re.compile(r"\.(azurewebsites\.net|cloudfront\.net|herokuapp\.com|multimediasolutions\.com|netlify\.app|vercel\.app)$"),
     "on a host for tests or deliveries"),
)  # fmt: skip
_QUERIES = re.compile(r"(^|&)(BC|q|query|search|search_id|page_id|p)=")
_NUMBER = r"[A-Z]?\d*-?\d{4}-\d{4,6}|\d{2}-\d+"
_PRINTED = re.compile(
    rf"(?:federalregister\.gov/documents/|govinfo\.gov/content/pkg/FR-)(\d{{4}})[/-](\d\d)[/-](\d\d)/(?:\w+/)?({_NUMBER})"
)
_YEAR = re.compile(r"(?:[A-Z]\d+-)?(\d{4})-\d{4,6}")


def dead(url: str) -> Iterator[str]:
    """Yield what keeps an address from being that of a document, such as "a home page"."""
    parts = urlsplit(url)
    yield from (what for pattern, what in _HOSTS if pattern.search(parts.hostname or ""))
    if parts.path in ("", "/") and not parts.query:
        yield "a home page"
    if _QUERIES.search(parts.query):
        yield "a search or a short link"


def printed_in(url: str) -> tuple[str, str] | None:
    """Return the number of a Federal Register document and the day it was printed on, if its address has both."""
    match = _PRINTED.search(url)
    return None if match is None else (match[4], "-".join(match.groups()[:3]))


def assigned(number: str, year: int) -> bool:
    """Return whether a document printed in a year can have this number: it is assigned then or the year before."""
    match = _YEAR.fullmatch(number)
    return match is None or year - int(match[1]) in (0, 1)
