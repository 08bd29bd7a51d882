"""A server on loopback that gives feeds: what it holds can be changed between requests, and any answer replaced.

    with FeedServer({"/news.xml": rss([entry("A rule")])}) as server:
        server.url("/news.xml")

The behaviours of ``replies.py`` fit here too: ``server.behave["/news.xml"] = status(503)``.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from tests.sources.replies import Asked, Behaviour, Reply
from tests.sources.standin import _handler, _Server

DAY = dt.datetime(2025, 5, 13, 14, tzinfo=dt.UTC)


class FeedServer:
    """The server; use it in a ``with`` statement."""

    def __init__(self, feeds: Mapping[str, bytes | str] | None = None) -> None:
        self.feeds: dict[str, bytes] = {path: _bytes(body) for path, body in (feeds or {}).items()}
        self.behave: dict[str, Behaviour] = {}
        self.kinds: dict[str, str] = {}
        self.conditional = True
        self.zipped = False
        self.log: list[tuple[Asked, int]] = []
        self.connections = self.peak = self._busy = 0
        self._lock = threading.Lock()

    def __enter__(self) -> FeedServer:
        self._server = _Server(("127.0.0.1", 0), _handler(self))  # type: ignore[arg-type]
        threading.Thread(target=lambda: self._server.serve_forever(0.01), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def put(self, path: str, body: bytes | str) -> None:
        self.feeds[path] = _bytes(body)

    @property
    def statuses(self) -> list[int]:
        return [code for _, code in self.log]

    def answer(self, asked: Asked) -> Reply:
        body = self.feeds.get(asked.path)
        if body is None and asked.path not in self.behave:
            return Reply(404, {"Content-Type": "text/plain"}, b"not here")
        kind = self.kinds.get(asked.path, "application/rss+xml; charset=utf-8")
        reply = Reply(200, {"Content-Type": kind}, body or b"")
        if asked.path in self.behave:
            return self.behave[asked.path](reply)
        if self.conditional:
            tag = f'"{hashlib.sha1(reply.body).hexdigest()}"'
            reply.headers["ETag"] = tag
            if asked.headers.get("if-none-match") == tag:
                return Reply(304, {"ETag": tag})
        if self.zipped:
            reply.body, reply.headers["Content-Encoding"] = gzip.compress(reply.body), "gzip"
        return reply


def _bytes(body: bytes | str) -> bytes:
    return body if isinstance(body, bytes) else body.encode()


# --- shapes


def entry(title: str, number: int = 1, **fields: Any) -> dict[str, Any]:
    """An item of a made-up bureau; ``fields`` replace its own, None leaves one out."""
    made = {
        "title": title,
        "link": f"https://bureau.example/news/{number}",
        "guid": f"bureau-{number}",
        "published": DAY + dt.timedelta(hours=number),
        "body": f"<p>{escape(title)}. The bureau said so.</p>",
    }
    return {**made, **fields}


def rss(entries: Sequence[Mapping[str, Any]], *, title: str = "Bureau news", language: str = "en") -> str:
    """The entries as RSS 2.0."""
    items = "".join(
        "<item>"
        + "".join(
            f"<{tag}>{escape(text)}</{tag.partition(' ')[0]}>"
            for tag, text in (
                ("title", each["title"]),
                ("link", each["link"]),
                ('guid isPermaLink="false"', each["guid"]),
                ("pubDate", _mail_date(each["published"])),
                ("description", each["body"]),
            )
            if text
        )
        + "</item>\n"
        for each in entries
    )
    head = f"<title>{escape(title)}</title><link>https://bureau.example/</link><language>{language}</language>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>{head}\n{items}</channel></rss>'


def _mail_date(value: dt.datetime | str | None) -> str | None:
    return value.strftime("%a, %d %b %Y %H:%M:%S GMT") if isinstance(value, dt.datetime) else value


def feed_file(id_: str, url: str, **fields: Any) -> str:
    """A feed file; ``fields`` replace its own."""
    made = {
        "id": id_, "title": f"{id_} title", "url": url, "format": "rss", "publisher": "Bureau",
        "zone": "America/New_York", "language": "en", "jurisdiction": "us", "topics": ["testing"],
        "ceiling": "announced", "rank": "agency", "every": "1h", "follow": True,
    }  # fmt: skip
    return "".join(f"{key} = {_toml(value)}\n" for key, value in {**made, **fields}.items() if value is not None)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(_toml, value))}]"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
