"""What the stand-in server is asked, what it answers, and the ways in which an answer goes wrong."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from typing import Any

import attrs


@attrs.frozen
class Asked:
    """A request as it arrived."""

    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.query if key == name]

    def one(self, name: str, default: str = "") -> str:
        return next(iter(self.all(name)), default)


@attrs.define
class Reply:
    """An answer; a behaviour makes another of it."""

    status: int = 200
    headers: dict[str, str] = attrs.field(factory=dict)
    body: bytes = b""
    pieces: Iterable[bytes] | None = None  # instead of the body: sent one by one, without a length
    cut: int | None = None  # bytes of the body after which the connection ends
    pause: float = 0  # seconds before each piece
    raw: bool = False  # the pieces are all that is sent: status line and headers are in them
    drop: bool = False  # close the connection without a word


Behaviour = Callable[[Reply], Reply]


# --- behaviours


def status(code: int, retry_after: str | None = None) -> Behaviour:
    headers = {"Content-Type": "text/plain"} | ({"Retry-After": retry_after} if retry_after is not None else {})
    return lambda reply: Reply(code, headers, b"busy")


def body(text: str | bytes, content_type: str = "application/json; charset=utf-8", code: int = 200) -> Behaviour:
    data = text if isinstance(text, bytes) else text.encode()
    return lambda reply: Reply(code, {"Content-Type": content_type, "ETag": '"unsound"'}, data)


def html_page(code: int = 200) -> Behaviour:
    return body("\n<!DOCTYPE html><html><h1>We'll be right back</h1></html>", "text/html; charset=utf-8", code)


def truncated(keep: float = 0.5) -> Behaviour:
    """Announces the whole length and closes the connection before it."""
    return lambda reply: attrs.evolve(reply, cut=int(len(reply.body) * keep))


def truncated_quietly(keep: float = 0.5) -> Behaviour:
    """Ends early in the way of old servers: no length is announced, so nothing but the text tells."""
    return lambda reply: attrs.evolve(reply, body=b"", pieces=[reply.body[: int(len(reply.body) * keep)]])


def slow(pause: float, size: int = 64) -> Behaviour:
    """A few bytes at a time."""

    def behave(reply: Reply) -> Reply:
        data = reply.body
        return attrs.evolve(reply, pieces=[data[at : at + size] for at in range(0, len(data), size)], pause=pause)

    return behave


def huge(total: int, *, announced: bool = False, zipped: bool = False) -> Behaviour:
    """A body of ``total`` bytes, streamed."""
    block = b"x" * 65536

    def behave(reply: Reply) -> Reply:
        if zipped:
            data = gzip.compress(b"x" * total, 1)
            return Reply(200, {"Content-Type": "application/json", "Content-Encoding": "gzip"}, data)
        headers = {"Content-Type": "application/json"} | ({"Content-Length": str(total)} if announced else {})
        return Reply(200, headers, pieces=(block for _ in range(-(-total // len(block)))))

    return behave


def redirect(location: str, code: int = 302) -> Behaviour:
    return lambda reply: Reply(code, {"Location": location}, b"moved")


def as_it_is(pieces: Iterable[bytes], *, pause: float = 0) -> Behaviour:
    """These bytes and no others."""
    return lambda reply: Reply(pieces=pieces, raw=True, pause=pause)


def dropped() -> Behaviour:
    return lambda reply: Reply(drop=True)


def edited(change: Callable[[dict[str, Any]], object]) -> Behaviour:
    """The JSON of the true answer, changed."""

    def behave(reply: Reply) -> Reply:
        table = json.loads(reply.body)
        change(table)
        return attrs.evolve(reply, headers={"Content-Type": "application/json"}, body=json.dumps(table).encode())

    return behave
