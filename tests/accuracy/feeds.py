"""Items of feeds against the expectations that feedparser's own tests state in their files, ours next to feedparser's.

A file counts when it says what an item's title, address, id, dates or text is. It agrees when all of that does: titles
and texts as plain text, dates as the moment they mean. Nothing of any feed of the data may raise anything but the one
line that says why it is none.
"""

from __future__ import annotations

import ast
import gzip
import html
import io
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from regtrack import dates
from regtrack.http.fetch import UnreadableError
from regtrack.sources.feeds import items, markup, reading, wellformed
from regtrack.sources.feeds.items import FeedEntry, ParsedFeed

_EXPECT = re.compile(r"Expect:\s*(.*?)(?:\n|-->|$)", re.DOTALL)
_HEADER = re.compile(r"^Header:\s*([^:\n]+):\s*(.+?)\s*$", re.MULTILINE)
_TEXTS = {"title": "title", "title_detail": "title"} | dict.fromkeys(
    ("description", "summary", "summary_detail", "content"), "text"
)
_STATED = {"published": "published", "updated": "updated", "created": "updated"}


class Expectation(NamedTuple):
    """What a file says of one item."""

    number: int
    field: str
    source: str
    value: Any


class Case(NamedTuple):
    """A file with expectations."""

    name: str
    body: bytes
    headers: dict[str, str]
    expected: list[Expectation]


def cases(folder: Path) -> Iterator[Case]:
    """The files that say something of what is compared."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        body = path.read_bytes()
        body = gzip.decompress(body) if path.suffix == ".gz" else body
        comment = _comment(body)
        found = _EXPECT.search(comment)
        expected = list(_expectations(found[1].strip())) if found else []
        headers = {name.lower(): value for name, value in _HEADER.findall(comment)}
        if expected:
            yield Case(path.relative_to(folder).as_posix(), body, headers, expected)


def _comment(body: bytes) -> str:
    """The first comment, in whatever encoding the file is."""
    for encoding in ("utf-8", "utf-16", "utf-32", "cp037"):
        try:
            text = body.decode(encoding)
        except (UnicodeError, ValueError):
            continue
        if "Expect:" in text:
            return text[: text.find("-->") + 3] if "-->" in text else text
    return body.decode("latin-1")


def _expectations(source: str) -> Iterator[Expectation]:
    try:
        tree = ast.parse(source, mode="eval")
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Eq):
            continue
        try:
            value = ast.literal_eval(node.comparators[0])
        except (ValueError, SyntaxError):
            continue
        if (steps := _steps(node.left)) and steps[0] == "entries" and len(steps) > 2:
            number, field, *rest = steps[1:]
            plain = not rest or rest[-1] == "value"
            known = field in {*_TEXTS, "link", "id", "guid", *_STATED, *(f"{name}_parsed" for name in _STATED)}
            if isinstance(number, int) and known and plain:
                yield Expectation(number, str(field), ast.unparse(node.left), value)


def _steps(node: ast.expr) -> list[str | int]:
    """``entries[0]['title']`` as a list."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        inner = _steps(node.value)
        return [*inner, node.slice.value] if inner else []  # type: ignore[list-item]
    if isinstance(node, ast.Attribute):
        inner = _steps(node.value)
        return [*inner, node.attr] if inner else []
    return []


def ours(case: Case) -> list[bool]:
    """Whether each expectation agrees with what we make of the file."""
    try:
        where = case.headers.get("content-location", "")
        entries = reading.read(case.body, where, case.headers.get("content-type")).entries
    except reading.BrokenOffError as error:
        entries = error.feed.entries
    except UnreadableError:
        entries = ()
    return [
        each.number < len(entries) and _agrees(entries[each.number], each.field, each.value) for each in case.expected
    ]


def _agrees(entry: FeedEntry, field: str, value: Any) -> bool:
    if field in _TEXTS:
        said = getattr(entry, _TEXTS[field])
        readings = (markup.plain(str(value)), markup.text(str(value)), markup.plain(html.unescape(str(value))))
        return " ".join(said.split()) in [" ".join(each.split()) for each in readings]
    if field in ("id", "guid"):
        return entry.guid == markup.line(str(value))
    if field == "link":
        return entry.link == value
    stated = getattr(entry, _STATED[field.removesuffix("_parsed")])
    if not field.endswith("_parsed"):
        return bool(stated == value)
    tick = items.moment(" ".join(stated.split()), "UTC")
    if value is None or tick is None:
        return tick is None and value is None
    moment = dates.local(tick + 1 if tick % 1_000_000 else tick, "UTC")
    return tuple(moment.utctimetuple()[:6]) == tuple(value[:6])


def feedparsers(case: Case) -> list[bool]:
    """Whether each expectation agrees with what feedparser gives, as its own test asks."""
    import feedparser

    parsed = feedparser.parse(io.BytesIO(case.body), response_headers=case.headers)
    found = []
    for each in case.expected:
        try:
            found.append(bool(eval(each.source, {}, parsed) == each.value))
        except (LookupError, AttributeError, TypeError, NameError):
            found.append(False)
    return found


def crashes(folder: Path) -> tuple[int, list[str]]:
    """How many feeds there are, and those that raise something else than the line that says why they are none."""
    count, wrong = 0, []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        body = path.read_bytes()
        body = gzip.decompress(body) if path.suffix == ".gz" else body
        for content_type in (None, "application/xml", "text/html; charset=iso-8859-1"):
            count += 1
            try:
                found = reading.read(body, "https://a.example/feed", content_type)
                json.dumps([each.title + each.text + each.link for each in found.entries]).encode()
            except UnreadableError:
                pass
            except Exception as error:  # noqa: BLE001  that is what is counted
                wrong.append(f"{path.name}: {type(error).__name__}: {error}")
    return count, wrong


def report(data: Path, *, listed: bool) -> Iterator[str]:
    """The lines of the table."""
    folder = data / "feeds"
    if not (folder / "feedparser").is_dir():
        yield f"skipped: feeds; no {folder / 'feedparser'}"
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield from _report(folder, listed)


def _report(folder: Path, listed: bool) -> Iterator[str]:
    found = list(cases(folder / "feedparser"))
    results = [(case, ours(case), feedparsers(case)) for case in found]
    yield f"feeds ({len(found)} files of feedparser's own tests that say what an item is)"
    yield f"  {'':13}{'ours agrees':>20}{'feedparser agrees':>22}"
    groups = {"title": ("title",), "text": ("text",), "link": ("link",), "id": ("id",), "dates": ("date",)}
    for name, kinds in groups.items():
        pairs = [
            (mine, theirs)
            for case, own, other in results
            for each, mine, theirs in zip(case.expected, own, other, strict=True)
            if _kind(each.field) in kinds
        ]
        if pairs:
            yield f"  {name:8}{len(pairs):>5}{_share(p[0] for p in pairs):>20}{_share(p[1] for p in pairs):>22}"
    whole = _share(all(own) for _, own, _ in results)
    theirs = _share(all(other) for _, _, other in results)
    yield f"  {'files':8}{len(found):>5}{whole:>20}{theirs:>22}"
    quick = sum(_is_quick(case) for case in found)
    yield f"  {quick} of them are read by the quick reader, which agrees with feedparser wherever it reads (tests)"
    count, wrong = crashes(folder)
    mark = "ok" if not wrong else "MISSED"
    yield f"  {count} readings of all feeds of the data, {len(wrong)} crashes      target 0 {mark}"
    if listed:
        yield from (f"    {line}" for line in wrong)
        for case, own, other in results:
            for each, mine, theirs in zip(case.expected, own, other, strict=True):
                if not mine:
                    both = "" if theirs else " (nor feedparser)"
                    yield f"    {case.name}: {each.source} == {each.value!r:.100}{both}"


def _kind(field: str) -> str:
    return _TEXTS.get(field) or ("id" if field in ("id", "guid") else "link" if field == "link" else "date")


def _share(values: Any) -> str:
    listed = list(values)
    return f"{sum(listed)} ({100 * sum(listed) / len(listed):.1f} %)"


def _is_quick(case: Case) -> bool:
    feed: ParsedFeed | None = wellformed.read(case.body.strip(), "", case.headers.get("content-type"))
    return feed is not None
