"""The feeds that can be read: those that come with the release, and a user's own."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from regtrack._bundled import schema_address
from regtrack.errors import Fault, FeedFileError, InputError, in_words
from regtrack.http.terms import masked
from regtrack.records.validation import NotTomlError, nearest, parse_toml
from regtrack.sources.feed_file import KEYS, FeedFile, read_source

_KEY = re.compile(r"\s*([A-Za-z_\-]+)\s*=")


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
            path, table, content = said.get(id_) or tables[id_]
            whole = {**tables[id_][1], **table} if id_ in tables else table
            read = read_source(whole, str(path), {}, own=id_ in said)
            if isinstance(read, list):  # once more, with the places
                read = read_source(whole, str(path), _lines(content), own=id_ in said)
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

    def said(self, id_: str) -> dict[str, Any]:
        """Return what the user's file says of a feed; empty if there is none."""
        path = self.own / f"{id_}.toml"
        return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}

    def is_bundled(self, id_: str) -> bool:
        """Whether the release has it."""
        return id_ in self._bundled


_Read = tuple[Path, Mapping[str, Any], str]
"""A file, its table and its text."""


def _read_folder(folder: Path, only: Collection[str] | None, faults: dict[str, list[Fault]]) -> dict[str, _Read]:
    names = _names(folder)
    found: dict[str, _Read] = {}
    for name in sorted(names if only is None else names.intersection(only)):
        path = folder / f"{name}.toml"
        try:
            content, table = _parsed(path.read_bytes(), str(path))
        except NotTomlError as error:
            faults.setdefault(name, []).append(error.fault)
        except OSError as error:
            reason = in_words(error)
            faults.setdefault(name, []).append(Fault(str(path), None, "", reason, "a feed file that can be read"))
        else:
            if table.get("id") == name:
                found[name] = path, table, content
            else:
                stated, line = repr(table.get("id")), _lines(content).get("id")
                fault = Fault(str(path), line, "id", stated, f"the name of the file: {name!r}")
                faults.setdefault(name, []).append(fault)
    return found


@lru_cache(maxsize=1024)  # who watches feeds reads their files each time, and they are the same
def _parsed(data: bytes, name: str) -> tuple[str, Mapping[str, Any]]:
    return parse_toml(data, name, "docs/reference/feed-files.md")


def _names(folder: Path) -> set[str]:
    """Return the ids of the feeds that a folder has files of; it need not be there."""
    try:
        return {path.stem for path in folder.iterdir() if path.suffix == ".toml"}
    except OSError:
        return set()


def _lines(content: str) -> dict[str, int]:
    """Return the line of each key."""
    return {match[1]: n for n, line in enumerate(content.splitlines(), 1) if (match := _KEY.match(line))}


def to_toml(table: Mapping[str, Any]) -> str:
    """Return a flat table as TOML, whose texts are written as JSON's are."""
    ordered = [key for key in KEYS if key in table]
    return "".join(f"{key} = {json.dumps(table[key], ensure_ascii=False)}\n" for key in ordered)
