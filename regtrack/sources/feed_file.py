"""Feed files (docs/reference/feed-files.md): one of them as what is known of a feed, and all as a catalogue."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import attrs

from regtrack._bundled import schema_address
from regtrack.dates import parse_date
from regtrack.errors import DateError, Fault, FeedFileError, InputError, in_words
from regtrack.http.terms import masked
from regtrack.model.document import Rank
from regtrack.model.kinds import Certainty
from regtrack.records.leaves import certainty, member
from regtrack.records.toml_files import NO_LINES, NotTomlError, TomlLines, parse_toml
from regtrack.records.validation import (
    WrongValueError,
    hint_of,
    language,
    matching,
    nearest,
    one_of,
    text,
    texts,
    yes_or_no,
    zone,
)
from regtrack.sources.ecfr.selection import EXPECTED, Choice
from regtrack.sources.registry import formats


class Catalogue:
    """Feeds by id.

    A file in the user's folder says all of a feed of the user's own, or only what is other than in the release's file
    of the same id: ``follow = false`` to leave it out, another ``url``.

    A file with faults stops no other: its feed is not among the others, and asking for it tells them.

    Args:
        bundled: folder with the release's files.
        own: folder with the user's; it need not be there.
        only: ids of the feeds whose files are read; None for all.

    Attributes:
        faults: everything that is wrong with the files that have faults, by the ids that are their names.
    """

    def __init__(self, bundled: Path, own: Path, only: Collection[str] | None = None) -> None:
        self.own = own
        self._folders = (bundled, own)
        faults: dict[str, list[Fault]] = {}
        tables, said = (_read_folder(folder, only, faults) for folder in self._folders)
        found: dict[str, FeedFile] = {}
        for id_ in {**tables, **said}.keys() - faults.keys():
            path, data, table, lines = said.get(id_) or tables[id_]
            if id_ in tables and id_ in said:
                read = read_source({**tables[id_].table, **table}, path, lines, own=True)
            else:
                read = _understood(data, path, tuple(formats()), own=id_ in said)
            if isinstance(read, FeedFile):
                found[id_] = read
            else:
                faults[id_] = read
        self.faults: Mapping[str, Sequence[Fault]] = dict(sorted(faults.items()))
        self._bundled = frozenset(tables)
        self._sources = dict(sorted(found.items()))

    def __iter__(self) -> Iterator[FeedFile]:
        return iter(self._sources.values())

    def __contains__(self, id_: object) -> bool:
        return id_ in self._sources or id_ in self.faults

    def source(self, id_: str) -> FeedFile:
        """Return the feed of that id.

        Raises FeedFileError if its file has faults, InputError that names the nearest.
        """
        if id_ in self.faults:
            raise FeedFileError(self.faults[id_])
        try:
            return self._sources[id_]
        except KeyError:
            close = nearest(id_, sorted(set().union(*map(_names, self._folders))))
            expected = f"{close} or another feed" if close else "the id of a feed"
            raise InputError(
                f"feed: found {masked(repr(id_))}; expected {expected} (`regtrack feeds list` shows them)"
            ) from None

    def put(self, id_: str, table: Mapping[str, Any]) -> Path:
        """Write what the user says of a feed, in place of what was said before."""
        path = self.own / f"{id_}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(f"#:schema {schema_address('feed-file')}\n{to_toml(table)}", "utf-8")
        part.replace(path)
        return path

    def drop(self, id_: str) -> Path:
        """Forget what the user says of a feed."""
        path = self.own / f"{id_}.toml"
        path.unlink()
        return path

    def own_table(self, id_: str) -> dict[str, Any]:
        """Return what the user's file says of a feed; empty if there is none."""
        path = self.own / f"{id_}.toml"
        return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}

    def is_bundled(self, id_: str) -> bool:
        """Whether the release has it."""
        return id_ in self._bundled


class _Read(NamedTuple):
    """A file: where it is, its bytes, its table and its lines."""

    path: str
    data: bytes
    table: Mapping[str, Any]
    lines: TomlLines


def _read_folder(folder: Path, only: Collection[str] | None, faults: dict[str, list[Fault]]) -> dict[str, _Read]:
    names = _names(folder)
    found: dict[str, _Read] = {}
    for name in sorted(names if only is None else names.intersection(only)):
        path = f"{folder}{os.sep}{name}.toml"  # a Path for each of a hundred takes longer than to read them
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                lines, table = _parsed(data := file.read(), path)
        except NotTomlError as error:
            faults.setdefault(name, []).append(error.fault)
        except OSError as error:
            reason = in_words(error)
            faults.setdefault(name, []).append(Fault(path, None, "", reason, "a feed file that can be read"))
        else:
            if table.get("id") == name:
                found[name] = _Read(path, data, table, lines)
            else:
                expected = f"the name of the file: {name!r}"
                fault = Fault(path, lines.of(("id",)), "id", repr(table.get("id")), expected)
                faults.setdefault(name, []).append(fault)
    return found


@lru_cache(maxsize=1024)  # who watches feeds reads their files each time, and they are the same
def _parsed(data: bytes, name: str) -> tuple[TomlLines, Mapping[str, Any]]:
    return parse_toml(data, name, "docs/reference/feed-files.md")


@lru_cache(maxsize=1024)
def _understood(data: bytes, name: str, formats: tuple[str, ...], *, own: bool) -> FeedFile | list[Fault]:  # noqa: ARG001
    """Return what a file says, where these are the formats that are known: a plug-in brings others."""
    lines, table = _parsed(data, name)
    return read_source(table, name, lines, own=own)


def _names(folder: Path) -> set[str]:
    """Return the ids of the feeds that a folder has files of; it need not be there."""
    try:
        return {name[:-5] for name in os.listdir(folder) if name.endswith(".toml")}  # noqa: PTH208
    except OSError:
        return set()


def to_toml(table: Mapping[str, Any]) -> str:
    """Return a flat table as TOML, whose texts are written as JSON's are."""
    ordered = [key for key in KEYS if key in table]
    return "".join(f"{key} = {json.dumps(table[key], ensure_ascii=False)}\n" for key in ordered)


@attrs.frozen
class FeedFile:
    """A feed.

    Attributes:
        id: names it in the ledger and on the command line.
        title: its name for people.
        url: its address.
        format: how it is read; rss stands for RDF too, and any of the three for any other that is found there.
        publisher: who publishes it.
        language: BCP 47 tag of its items, where they do not say otherwise.
        zone: IANA zone of its publisher's clocks.
        jurisdiction: whose law it is about; empty if about no one.
        topics: what it is about.
        ceiling: the most certain that anything may become known from it.
        rank: how much its words weigh.
        every: seconds from one reading to the next.
        checked: ISO day on which this address was last verified; None if it never was.
        follow: whether it is read without being named; None for: if its address was checked.
        note: anything its reader should know.
        own: it is the user's, or the user said something of it.
        cfr: the parts of the CFR that are followed, of the eCFR only.
        text: whether what they say is read too, of the eCFR only.
    """

    id: str
    title: str
    url: str
    format: str
    publisher: str
    zone: str
    language: str = "en"
    jurisdiction: str = ""
    topics: tuple[str, ...] = ()
    ceiling: Certainty = Certainty.REPORTED
    rank: Rank = Rank.PRESS
    every: int = 3600
    checked: str | None = None
    follow: bool | None = None
    note: str | None = None
    own: bool = False
    cfr: tuple[str, ...] = ()
    text: bool = False

    @property
    def followed(self) -> bool:
        """Whether it is read without being named."""
        return self.checked is not None if self.follow is None else self.follow


_EVERY = re.compile(r"([1-9]\d{0,3}) ?([mhd])")
_SECONDS = {"m": 60, "h": 3600, "d": 86_400}
SHORTEST = 300
"""No feed is asked more often than every five minutes."""
_PARTS = f"a list of {EXPECTED}"


def interval(seconds: int) -> str:
    """Seconds as a feed file has them."""
    unit = next(unit for unit in "dhm" if seconds % _SECONDS[unit] == 0)
    return f"{seconds // _SECONDS[unit]}{unit}"


def _url(value: Any) -> str:
    expected = "an http or https address"
    try:
        parts = urlsplit(text(value))
        if parts.scheme in ("http", "https") and parts.hostname and not re.search(r"\s", value):
            if "@" not in parts.netloc:
                return str(value)
            expected += " without a password"
    except ValueError:
        pass
    raise WrongValueError(expected)


def _every(value: Any) -> int:
    match = _EVERY.fullmatch(value) if isinstance(value, str) else None
    seconds = int(match[1]) * _SECONDS[match[2]] if match else 0
    if seconds < SHORTEST:
        raise WrongValueError("a time from 5m, such as 30m, 2h or 1d")
    return seconds


def _checked(value: Any) -> str | None:
    if value is False or value is None:
        return None
    try:
        return parse_date(str(value)).isoformat()
    except DateError:
        raise WrongValueError("a day such as 2026-09-10, or false") from None


def _cfr(value: Any) -> tuple[str, ...]:
    try:
        written = texts(value)
    except WrongValueError:
        raise WrongValueError(_PARTS) from None
    for each in written:
        try:
            Choice.read(each)
        except InputError:
            raise WrongValueError(f"{_PARTS}; {each!r} is none") from None
    return tuple(str(Choice.read(each)) for each in written)


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "id": matching(r"[a-z0-9]+(?:-[a-z0-9]+)*", "lower-case letters, digits and hyphens, such as us-bis-news"),
    "title": text,
    "url": _url,
    "format": lambda value: one_of(formats(), "a format")(value),
    "publisher": text,
    "language": language,
    "zone": zone,
    "jurisdiction": matching(
        r"[a-z]{2}|", "two lower-case letters as in the ids of its instruments, such as us, or nothing"
    ),
    "topics": texts,
    "cfr": _cfr,
    "text": yes_or_no,
    "ceiling": certainty,
    "rank": member(Rank, "a rank"),
    "every": _every,
    "checked": _checked,
    "follow": yes_or_no,
    "note": text,
}
KEYS = tuple(_READERS)
"""The keys of a feed file, in the order in which they are written."""
REQUIRED = ("id", "title", "url", "format", "publisher", "zone")
_SHOWN: Mapping[str, Callable[[Any], Any]] = {
    "ceiling": lambda value: value.label, "rank": str, "every": interval,
    "checked": lambda value: value or False, "topics": list, "cfr": list,
}  # fmt: skip


def read_source(
    table: Mapping[str, Any], name: str, lines: TomlLines = NO_LINES, *, own: bool
) -> FeedFile | list[Fault]:
    """Return a feed from the table of its file, or everything that is wrong with it.

    Args:
        table: the table.
        name: of the file, for faults.
        lines: where its keys are.
        own: it is the user's.
    """
    faults: list[Fault] = []
    fields: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _READERS:
            expected = f"one of {', '.join(KEYS)}{hint_of(key, KEYS)}"
            faults.append(Fault(name, lines.of((key,)), key, "an unknown key", expected))
            continue
        try:
            fields[key] = _READERS[key](value)
        except WrongValueError as error:
            found = masked(repr(value))
            faults.append(Fault(name, lines.of((key,)), key, found, str(error)))
    faults += [Fault(name, None, key, "nothing", "a value: it is required") for key in REQUIRED if key not in table]
    needed = formats()[fields["format"]].needs if "format" in fields else ()
    for key in needed:
        if not table.get(key):
            found = repr(table[key]) if key in table else "nothing"
            expected = f"{_PARTS}: of format {fields['format']}, these are followed"
            faults.append(Fault(name, lines.of((key,)), key, found, expected))
    for each in formats().values():
        if "format" not in fields or each.name == fields["format"]:
            continue
        for key in sorted({*each.needs, *each.takes} & fields.keys() - set(needed)):
            faults.append(
                Fault(name, lines.of((key,)), key, repr(table[key]), f"nothing: it is for format {each.name}")
            )
    return faults or FeedFile(own=own, **fields)


def to_table(source: FeedFile) -> dict[str, Any]:
    """Return a feed as the table of its file, without what has its default."""
    table = {}
    for field in attrs.fields(FeedFile):
        value = getattr(source, field.name)
        if field.name in _READERS and (value != field.default or field.name in ("checked", "ceiling", "language")):
            table[field.name] = _SHOWN.get(field.name, lambda each: each)(value)
    return {key: table[key] for key in KEYS if table.get(key) is not None}
