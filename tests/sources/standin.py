"""A stand-in for the Federal Register: an HTTP server on loopback that behaves like the official one, traps included.

    with StandIn([sample("2024-00001", "2024-01-02")]) as server:
        register = FederalRegister(fetcher, api=server.api)

What it holds can be edited between requests (``server.documents``, ``server.filings``), what it ignores can be chosen
(``server.ignore``), and any request can be answered otherwise by a *behaviour*: ``server.script[3] = status(503)`` for
the third request from now on, ``server.always = html_page()`` for all, ``server.when(matches, ...)`` for some. The
behaviours are in ``replies.py``, the shapes of documents in ``shapes.py``.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.sax.saxutils import escape

from tests.sources.replies import Asked, Behaviour, Reply, html_page
from tests.sources.shapes import TYPES, sample

# --- the server

_FIELDS = frozenset(sample("0", "2024-01-02"))


class StandIn:
    """The server; use it in a ``with`` statement."""

    def __init__(self, documents: Iterable[dict[str, Any]] = (), filings: Iterable[dict[str, Any]] = ()) -> None:
        self.documents = list(documents)
        self.filings = list(filings)
        self.texts: dict[str, bytes] = {}  # full text by document number, instead of a made-up one
        self.sends_to_itself = False  # for full texts, and not to the official server
        self.ignore: set[str] = set()  # of: publication_date type agencies cfr term fields per_page page available_on
        self.window = 10_000
        self.largest_page = 2000  # "OpenAPI max 1000, code accepts 2..2000"
        self.cached = True  # ETag, Last-Modified and 304
        self.zipped = False
        self.log: list[tuple[Asked, int]] = []
        self.script: dict[int, Behaviour] = {}
        self.always: Behaviour | None = None
        self.connections = 0
        self.peak = 0
        self._rules: list[tuple[Callable[[Asked], bool], Behaviour, list[int]]] = []
        self._busy = 0
        self._count = 0
        self._lock = threading.Lock()

    def __enter__(self) -> StandIn:
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=lambda: self._server.serve_forever(0.01), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def api(self) -> str:
        return f"{self.site}/api/v1"

    def when(self, matches: Callable[[Asked], bool], behaviour: Behaviour, times: int = 1_000_000) -> None:
        """Behave so for the next requests that match."""
        self._rules.append((matches, behaviour, [times]))

    def forget(self) -> None:
        """Begin counting and logging anew, and behave well again."""
        with self._lock:
            self.log, self.script, self.always, self._rules, self._count, self.peak = [], {}, None, [], 0, 0

    def edit(self, number: str, **fields: Any) -> None:
        """Change a document upstream."""
        for document in self.documents:
            if document["document_number"] == number:
                document.update(fields)

    @property
    def statuses(self) -> list[int]:
        return [code for _, code in self.log]

    def answer(self, asked: Asked) -> Reply:
        with self._lock:
            self._count += 1
            behaviours = [self.script.get(self._count), self.always]
            for matches, behaviour, left in self._rules:
                if left[0] > 0 and matches(asked):
                    left[0] -= 1
                    behaviours.append(behaviour)
        reply = self._true_answer(asked)
        for behaviour in behaviours:
            if behaviour is not None:
                return behaviour(reply)
        if self.zipped and "gzip" in asked.headers.get("accept-encoding", ""):
            reply.body = gzip.compress(reply.body)
            reply.headers["Content-Encoding"] = "gzip"
        if self.cached and reply.status == 200:
            tag = f'"{hashlib.sha1(reply.body).hexdigest()}" abgroup=1'  # as the official server writes them
            reply.headers |= {"ETag": tag, "Last-Modified": "Tue, 02 Jan 2024 13:45:00 GMT"}
            if asked.headers.get("if-none-match") == tag:
                return Reply(304, {"ETag": tag})
        return reply

    def _true_answer(self, asked: Asked) -> Reply:
        path = asked.path.removeprefix("/api/v1").removesuffix(".json")
        if path == "/documents":
            return self._search(asked)
        if path.startswith("/documents/full_text/xml/"):
            number = path.rpartition("/")[2].removesuffix(".xml")
            if number in self.texts:
                return Reply(200, {"Content-Type": "text/xml"}, self.texts[number])
            filed = dt.date(*map(int, path.split("/")[4:7])) - dt.timedelta(days=1)
            line = f"[FR Doc. {escape(number)} Filed {filed.month}-{filed.day}-{filed:%y}; 8:45 am]"
            agency = f"<PREAMB><AGENCY>{escape(number)}</AGENCY></PREAMB>"
            text = f'<?xml version="1.0"?>\n<RULE>{agency}<FRDOC>{line}</FRDOC></RULE>\n'
            return Reply(200, {"Content-Type": "text/xml"}, text.encode())
        if path.endswith((".rss", "/rss")):
            return Reply(200, {"Content-Type": "application/rss+xml; charset=utf-8"}, self._rss(asked))
        if path.startswith("/documents/"):
            return self._look_up(asked, path.removeprefix("/documents/"))
        if path in ("/public-inspection-documents", "/public-inspection-documents/current"):
            return self._inspection(asked, path.endswith("current"))
        return _json(404, {"status": 404, "message": "Record Not Found"})

    def _search(self, asked: Asked) -> Reply:
        fields = asked.all("fields[]")
        if not _FIELDS.issuperset(fields):
            return _json(400, {"status": 400, "message": "unknown field"})
        if any(kind not in TYPES for kind in asked.all("conditions[type][]") if kind):
            return _json(400, {"errors": {"type": "is not a valid type"}})
        day = asked.one("conditions[publication_date][is]")
        any_day = not _is_date(day) or "publication_date" in self.ignore
        rows = [row for row in self.documents if any_day or row["publication_date"] == day]
        found = [row for row in rows if self._matches(row, asked)]
        found.sort(key=lambda row: row["publication_date"])
        per_page = _whole(asked.one("per_page", "20"))
        per_page = per_page if 2 <= per_page <= self.largest_page and "per_page" not in self.ignore else 20
        page = _whole(asked.one("page", "1"))
        if not 1 <= page <= 50 or page * per_page > self.window or "page" in self.ignore:
            page = 1
        count = min(len(found), self.window)
        term = asked.one("conditions[term]")
        table: dict[str, Any] = {"count": count, "description": "All Documents"}
        if term and "term" not in self.ignore:
            table["description"] = f"Documents matching '{term}'"
        if found:
            pages = min(50, -(-count // per_page))
            table["total_pages"] = pages
            if page < pages:
                query = [pair for pair in asked.query if pair[0] != "page"] + [("page", str(page + 1))]
                table["next_page_url"] = f"https://www.federalregister.gov/api/v1/documents?{urlencode(query)}"
            table["results"] = [self._shown(row, fields) for row in found[(page - 1) * per_page : page * per_page]]
        return _json(200, table)

    def _matches(self, row: dict[str, Any], asked: Asked) -> bool:
        kinds = [TYPES[kind] for kind in asked.all("conditions[type][]") if kind]
        if kinds and "type" not in self.ignore and row["type"] not in kinds:
            return False
        slugs = [slug for slug in asked.all("conditions[agencies][]") if slug]
        if slugs and "agencies" not in self.ignore and not any(a.get("slug") in slugs for a in row["agencies"]):
            return False
        title, part = asked.one("conditions[cfr][title]"), asked.one("conditions[cfr][part]")
        if title and "cfr" not in self.ignore:
            first, _, last = part.partition("-")
            low, high = (int(first), int(last or first)) if first else (0, 10**6)
            if not any(c["title"] == int(title) and low <= c["part"] <= high for c in row["cfr_references"]):
                return False
        term = asked.one("conditions[term]").strip('"').lower()
        return not term or "term" in self.ignore or term in f"{row['title']} {row['abstract']}".lower()

    def _shown(self, row: dict[str, Any], fields: list[str]) -> dict[str, Any]:
        if not fields or "fields" in self.ignore:
            default = "title type abstract document_number html_url pdf_url public_inspection_pdf_url publication_date"
            fields = [*default.split(), "agencies", "excerpts"]
        shown = {name: row[name] for name in fields if name in row}
        if self.sends_to_itself and isinstance(address := shown.get("full_text_xml_url"), str):
            shown["full_text_xml_url"] = address.replace("https://www.federalregister.gov", self.site)
        return shown

    def _look_up(self, asked: Asked, number: str) -> Reply:
        day, fields = asked.one("publication_date"), asked.all("fields[]")
        for row in self.documents:
            if row["document_number"] == number and (not day or row["publication_date"] == day):
                return _json(200, self._shown(row, fields))
        if any(row["document_number"] == number for row in self.documents):
            return _json(404, {"status": 404, "message": "Record Not Found"})
        return html_page(404)(Reply())

    def _inspection(self, asked: Asked, current: bool) -> Reply:
        day = asked.one("conditions[available_on]")
        rows = self.filings
        if not current and _is_date(day) and "available_on" not in self.ignore:
            rows = [row for row in rows if row["filed_at"][:10] <= day and (row["publication_date"] or day) >= day]
        fields = asked.all("fields[]")
        table = {
            "count": len(rows),
            "results": [{name: row[name] for name in (fields or row) if name in row} for row in rows],
            "special_filings_updated_at": "2024-01-02T16:15:00.000-05:00",
            "regular_filings_updated_at": "2024-01-02T08:45:00.000-05:00",
        }
        return _json(200, table)

    def _rss(self, asked: Asked) -> bytes:
        newest = sorted(self.documents, key=lambda row: row["publication_date"], reverse=True)[:200]
        items = "".join(
            f"<item><title>{escape(row['title'])}</title><link>{escape(row['html_url'])}</link>"
            f"<description>{escape(row['abstract'] or '')}</description>"
            f"<pubDate>{_midnight(row['publication_date'])}</pubDate><guid>{escape(row['html_url'])}</guid>"
            f"<dc:creator>{escape(', '.join(row['agency_names']))}</dc:creator>"
            f"{''.join(f'<category>{escape(topic)}</category>' for topic in row['topics'])}</item>"
            for row in newest
        )
        head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        return f"{head}<channel><title>Documents</title><link>{self.site}</link>{items}</channel></rss>".encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """A client that went away is no news."""


def _handler(standin: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            with standin._lock:
                standin.connections += 1

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(parts.path, parse_qsl(parts.query, keep_blank_values=True), headers)
            with standin._lock:
                standin._busy += 1
                standin.peak = max(standin.peak, standin._busy)
            try:
                reply = standin.answer(asked)
                with standin._lock:
                    standin.log.append((asked, 0 if reply.drop else reply.status))
                self._send(reply)
            except (TimeoutError, ConnectionError):
                self.close_connection = True
            finally:
                with standin._lock:
                    standin._busy -= 1

        def _send(self, reply: Reply) -> None:
            if reply.drop:
                self.close_connection = True
                return
            if not reply.raw:
                self._send_head(reply)
            for piece in reply.pieces if reply.pieces is not None else [reply.body[: reply.cut]]:
                if reply.pause:
                    time.sleep(reply.pause)
                self.wfile.write(piece)
                self.wfile.flush()
            self.close_connection = self.close_connection or reply.raw

        def _send_head(self, reply: Reply) -> None:
            self.send_response_only(reply.status)  # with no Date: the clocks of tests stand where they like
            headers = dict(reply.headers)
            if reply.pieces is None and reply.status != 304:
                headers.setdefault("Content-Length", str(len(reply.body)))
            if reply.pieces is not None or reply.cut is not None:
                headers["Connection"] = "close"
                self.close_connection = True
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _json(code: int, table: object) -> Reply:
    return Reply(code, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(table).encode())


def _midnight(day: str) -> str:
    """Midnight in Washington, as the official feed writes it (in winter)."""
    return dt.datetime.fromisoformat(f"{day}T05:00:00+00:00").strftime("%a, %d %b %Y %H:%M:%S GMT")


def _whole(text: str) -> int:
    return int(text) if text.lstrip("-").isdigit() else 0


def _is_date(text: str) -> bool:
    try:
        time.strptime(text, "%Y-%m-%d")
    except ValueError:
        return False
    return True
