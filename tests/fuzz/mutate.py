"""Inputs made from good ones: JSON, TOML and XML by their structure, text by its words, anything by its bytes.

Each is drawn from a ``random.Random``, so that a number names an input for good.
"""

# ruff: noqa: E501 (tables read best one row a line)

from __future__ import annotations

import datetime as dt
import json
import pickle
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from functools import lru_cache
from random import Random
from typing import Any

STRANGE = (
    "", " ", "\x00", "\x1b[31m", "\r", "\t", "\u2028", "\u202e", "\u200b", "\ufeff", "\ufffe", "\x85", "\ud800", "\udfff",
    "é" * 40, "\U0001f600", "<", "&amp;", "&#0;", "]]>", "'", '"', "\\", "%s", "{}", "../", "#", "|", "-0-", "\x1a", "٣", "²",
    "9999-12-31", "0001-01-01", "2024-02-30", "2024-13-01", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00",
    "2016-12-31T23:59:60Z", "later of 2024-01-01, later of 2024-01-01, unknown", "publication + 9999 months", "1e999", "-1", "0",
    "99999999999999999999", "NaN", "null", "true", "http://[", "https://a:b@c/", "a" * 300, "us/x/rule", "x:y", "(" * 50,
)  # fmt: skip
"""Texts at which readers stumble."""
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 2**64, 10**400, 1e308, -0.0, 1.5, float("nan"), float("inf"), [], {},
    [1], [None], [[]], {"a": 1}, {"": None}, ["x", 2], dt.date(2026, 1, 1), dt.datetime(9999, 12, 31, 23, tzinfo=dt.UTC), dt.time(12), 2026,
)  # fmt: skip
"""Values of every other type."""
DEEP = 1500
"""Deeper than any reader follows."""
LONGEST = 64 * 1024
"""No input is longer; what makes them stays about as small at each step."""
Mutator = Callable[[bytes, Random, int], bytes]
"""Makes so many changes of what it is given."""
_WORDS = re.compile(r"\s+|[\w§]+|[^\w\s]")
_MARKUP = re.compile(r"<[^>]*>|[^<]+|<")


def mutated(seed: bytes, chance: Random, mutate: Mutator) -> bytes:
    """Return a seed after a few steps, some of them blind to what it is."""
    steps = chance.choice((1, 1, 1, 2, 2, 3, 5, 8))
    blind = sum(chance.random() >= 0.85 for _ in range(steps))
    data = seed
    if steps > blind:
        with suppress(RecursionError):  # nested too deeply to be written again
            data = mutate(seed, chance, steps - blind)
    return raw(data, chance, blind)[:LONGEST]


def raw(data: bytes, chance: Random, steps: int = 1) -> bytes:
    """Change bytes: overwrite, drop, repeat, insert, cut."""
    for _ in range(steps):
        data = _raw(data[:LONGEST], chance)
    return data


def _raw(data: bytes, chance: Random) -> bytes:
    at, size = chance.randrange(len(data) + 1), chance.choice((1, 1, 2, 4, 16, 200))
    odd = chance.choice(STRANGE).encode("utf-8", "surrogatepass") if chance.random() < 0.5 else chance.randbytes(size)
    ways = (
        lambda: data[:at] + odd + data[at + len(odd) :],
        lambda: data[:at] + data[at + size :],
        lambda: data[: at + size] + data[at:],
        lambda: data[:at] + odd + data[at:],
        lambda: data[:at],
        lambda: data[:at] + data[at : at + size] * chance.choice((2, 30)) + data[at + size :],
    )
    return chance.choice(ways)()


def text(data: bytes, chance: Random, steps: int = 1) -> bytes:
    """Change words: drop, repeat, exchange, take one from elsewhere, insert what is strange."""
    for _ in range(steps):
        parts = _WORDS.findall(_decoded(data))
        data = _shuffled(parts, chance, lambda part: part.swapcase()).encode("utf-8", "surrogatepass")
    return data


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def markup(data: bytes, chance: Random, steps: int = 1) -> bytes:
    """Change tags and what stands between them."""
    for _ in range(steps):
        data = _markup(data, chance)
    return data


def _markup(data: bytes, chance: Random) -> bytes:
    parts = _MARKUP.findall(data.decode("utf-8", "replace"))
    if chance.random() < 0.5 and parts:
        at = chance.randrange(len(parts))
        parts[at] = text(parts[at].encode("utf-8", "surrogatepass"), chance).decode("utf-8", "surrogatepass")
        return "".join(parts).encode("utf-8", "surrogatepass" if chance.random() < 0.1 else "replace")
    return _shuffled(parts, chance, lambda part: part.replace(">", f" {chance.choice(STRANGE)}='1'>")).encode(
        "utf-8", "replace"
    )


def _shuffled(parts: list[str], chance: Random, change: Callable[[str], str]) -> str:
    parts = parts or [""]
    at, to, size = chance.randrange(len(parts)), chance.randrange(len(parts)), chance.choice((1, 1, 2, 5, 30))
    piece = parts[at : at + size]
    way = chance.randrange(8)
    if way == 0:
        del parts[at : at + size]
    elif way == 1:
        parts[at:at] = piece * chance.choice((1, 1, 20))
    elif way == 2:
        parts[at], parts[to] = parts[to], parts[at]
    elif way == 3:
        parts[to:to] = piece
    elif way == 4:
        parts[at] = change(parts[at])
    elif way == 5:
        parts[at] = chance.choice(STRANGE)
    elif way == 6:
        parts.insert(at, chance.choice(STRANGE))
    else:
        parts[at] *= min(chance.choice((2, 3, DEEP)), LONGEST // (len(parts[at]) or 1) + 1)
    return "".join(parts)[:LONGEST]


def tree(value: Any, chance: Random) -> Any:
    """Change one value of nested tables and lists, wherever it stands."""
    places = list(_places(value))
    if not places:
        return deepcopy(chance.choice(ODD))
    holder, key = chance.choice(places)
    way = chance.randrange(9)
    if way == 0:
        del holder[key]
    elif way == 1:
        holder[key] = deepcopy(chance.choice(ODD))  # a later step may change it
    elif way == 2:
        holder[key] = chance.choice(STRANGE)
    elif way == 3:
        other, there = chance.choice(places)
        holder[key] = json.loads(json.dumps(other[there], default=str))
    elif way == 4:
        again = json.loads(json.dumps(holder[key], default=str))
        holder.insert(key, again) if isinstance(holder, list) else holder.update(
            {f"{key}{chance.choice(STRANGE)}": again}
        )
    elif way == 5:
        for _ in range(chance.choice((1, 1, 2, 400))):
            holder[key] = [holder[key]] if chance.random() < 0.5 else {"a": holder[key]}
    elif way == 6 and isinstance(holder, dict):
        other, there = chance.choice(places)
        holder[str(there)] = holder.pop(key)
    elif isinstance(holder[key], str):
        holder[key] = text(holder[key].encode("utf-8", "surrogatepass"), chance).decode("utf-8", "surrogatepass")
    elif isinstance(holder[key], int | float):
        holder[key] = holder[key] * chance.choice((-1, 10, 10**6, 0.5)) if abs(holder[key]) < 1e9 else str(holder[key])
    return value


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        for key in keys:
            yield holder, key
            waiting.append(holder[key])


def as_json(data: bytes, chance: Random, steps: int = 1) -> bytes:
    """Change values of a JSON text, or of lines of JSON Lines."""
    try:
        return _json(_changed(json.loads, data, chance, steps), chance)
    except ValueError:
        lines = data.splitlines()
    for _ in range(steps):
        at = chance.randrange(len(lines) or 1)
        try:
            lines[at] = _json(_changed(json.loads, lines[at], chance, 1), chance)
        except (ValueError, RecursionError, IndexError):
            return raw(data, chance)
        if chance.random() < 0.1:
            lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return b"\n".join(lines)


def _changed(read: Callable[[str], Any], data: bytes, chance: Random, steps: int) -> Any:
    value = pickle.loads(_read(read, data))
    for _ in range(steps):
        value = tree(value, chance)
    return value


@lru_cache(maxsize=512)
def _read(read: Callable[[str], Any], data: bytes) -> bytes:
    """What a text says, to be unpacked, since reading a good input again and again takes most of the time."""
    return pickle.dumps(read(data.decode("utf-8", "surrogatepass")))


def _json(value: Any, chance: Random) -> bytes:
    return json.dumps(value, ensure_ascii=chance.random() < 0.7, default=str).encode("utf-8", "surrogatepass")


def as_toml(data: bytes, chance: Random, steps: int = 1) -> bytes:
    """Change values of a TOML text."""
    try:
        table = _changed(tomllib.loads, data, chance, steps)
    except (ValueError, RecursionError):
        return text(data, chance, steps)
    if not isinstance(table, dict):
        return raw(data, chance)
    return toml(table)


def toml(table: dict[Any, Any]) -> bytes:
    """Write TOML, also of values that it cannot hold."""
    return "".join(_toml(table)).encode("utf-8", "surrogatepass")


def _toml(table: dict[Any, Any]) -> Iterator[str]:
    rows = {
        key: each
        for key, each in table.items()
        if isinstance(each, list) and each and all(isinstance(x, dict) for x in each)
    }
    inner = {key: each for key, each in table.items() if isinstance(each, dict)}
    yield from _pairs({key: each for key, each in table.items() if key not in rows and key not in inner})
    for key, each in inner.items():
        yield f"[{json.dumps(key)}]\n"
        yield from _pairs(each)
    for key, tables in rows.items():
        for each in tables:
            yield f"[[{json.dumps(key)}]]\n"
            yield from _pairs(each)


def _pairs(table: dict[Any, Any]) -> Iterator[str]:
    return (f"{json.dumps(str(key))} = {_value(each)}\n" for key, each in table.items() if each is not None)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(str(key))} = {_value(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value, ensure_ascii=not isinstance(value, str)) if value is not None else '"none"'
