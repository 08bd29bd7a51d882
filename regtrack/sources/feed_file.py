"""What is known of a feed before it is read: the files in ``feeds/`` (docs/reference/feed-files.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import attrs

from regtrack.dates import parse_date
from regtrack.errors import DateError, Fault, InputError
from regtrack.http.terms import masked
from regtrack.model.document import Rank
from regtrack.model.kinds import Certainty
from regtrack.records.validation import WrongValueError, language, nearest, one_of, text, texts, zone
from regtrack.sources.ecfr.selection import EXPECTED, Choice
from regtrack.sources.registry import formats


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
        checked: ISO day on which somebody saw it answer at this address; None if nobody did.
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


_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_EVERY = re.compile(r"([1-9]\d{0,3}) ?([mhd])")
_SECONDS = {"m": 60, "h": 3600, "d": 86_400}
SHORTEST = 300
"""No feed is asked more often than every five minutes."""
_PARTS = f"a list of {EXPECTED}"


def interval(seconds: int) -> str:
    """Seconds as a feed file has them."""
    unit = next(unit for unit in "dhm" if seconds % _SECONDS[unit] == 0)
    return f"{seconds // _SECONDS[unit]}{unit}"


def _id(value: Any) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise WrongValueError("lower-case letters, digits and hyphens, such as us-bis-news")
    return value


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


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError("true or false")
    return value


def _certainty(value: Any) -> Certainty:
    return Certainty[one_of((each.label for each in Certainty), "a certainty")(value).upper()]


def _area(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z]{2}|", value):
        raise WrongValueError("two lower-case letters as in the ids of its instruments, such as us, or nothing")
    return value


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
    "id": _id,
    "title": text,
    "url": _url,
    "format": lambda value: one_of(formats(), "a format")(value),
    "publisher": text,
    "language": language,
    "zone": zone,
    "jurisdiction": _area,
    "topics": texts,
    "cfr": _cfr,
    "text": _flag,
    "ceiling": _certainty,
    "rank": lambda value: Rank(one_of(Rank, "a rank")(value)),
    "every": _every,
    "checked": _checked,
    "follow": _flag,
    "note": text,
}
KEYS = tuple(_READERS)
"""The keys of a feed file, in the order in which they are written."""
REQUIRED = ("id", "title", "url", "format", "publisher", "zone")
_SHOWN: Mapping[str, Callable[[Any], Any]] = {
    "ceiling": lambda value: value.label, "rank": str, "every": interval,
    "checked": lambda value: value or False, "topics": list, "cfr": list,
}  # fmt: skip


def read_source(table: Mapping[str, Any], name: str, lines: Mapping[str, int], *, own: bool) -> FeedFile | list[Fault]:
    """Return a feed from the table of its file, or everything that is wrong with it.

    Args:
        table: the table.
        name: of the file, for faults.
        lines: line of each key in it.
        own: it is the user's.
    """
    faults: list[Fault] = []
    fields: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _READERS:
            close = nearest(key, KEYS)
            hint = f" (did you mean {close!r}?)" if close else ""
            faults.append(Fault(name, lines.get(key), key, "an unknown key", f"one of {', '.join(KEYS)}{hint}"))
            continue
        try:
            fields[key] = _READERS[key](value)
        except WrongValueError as error:
            found = masked(repr(value))
            faults.append(Fault(name, lines.get(key), key, found, str(error)))
    faults += [Fault(name, None, key, "nothing", "a value: it is required") for key in REQUIRED if key not in table]
    needed = formats()[fields["format"]].needs if "format" in fields else ()
    for key in needed:
        if not table.get(key):
            found = repr(table[key]) if key in table else "nothing"
            expected = f"{_PARTS}: of format {fields['format']}, these are followed"
            faults.append(Fault(name, lines.get(key), key, found, expected))
    for each in formats().values():
        if "format" not in fields or each.name == fields["format"]:
            continue
        for key in sorted({*each.needs, *each.takes} & fields.keys() - set(needed)):
            faults.append(Fault(name, lines.get(key), key, repr(table[key]), f"nothing: it is for format {each.name}"))
    return faults or FeedFile(own=own, **fields)


def to_table(source: FeedFile) -> dict[str, Any]:
    """Return a feed as the table of its file, without what has its default."""
    table = {}
    for field in attrs.fields(FeedFile):
        value = getattr(source, field.name)
        if field.name in _READERS and (value != field.default or field.name in ("checked", "ceiling", "language")):
            table[field.name] = _SHOWN.get(field.name, lambda each: each)(value)
    return {key: table[key] for key in KEYS if table.get(key) is not None}
