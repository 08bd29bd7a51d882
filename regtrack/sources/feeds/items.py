"""What a feed says, whatever its format: its entries in plain text, and the items and documents that are made of them.

A day without a time is that day in the publisher's zone, as it closes: nobody could be sure to have read it earlier. A
time without a zone is the publisher's too. (feedparser takes both for Greenwich's.) What names no day that exists, or
one before there was a web, or one that is still to come, is no moment of publication.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.errors import DateError
from regtrack.model.document import Document
from regtrack.model.when import When, WhenKind
from regtrack.news.item import NewsItem
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.feeds import markup

Item = TypeVar("Item")
_PLAIN = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.\-]*(?::\d{1,5})?(?:/[!-~]*)?")
"""Addresses that mean themselves wherever they stand: most of them."""
_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+.\-]*://)/*")


@attrs.frozen
class FeedEntry:
    """One item of a feed.

    Attributes:
        guid: what the feed calls it; empty if nothing.
        link: an http or https address; empty if the feed gives none.
        title: on one line.
        text: its body, or its summary if that says more.
        published: when it was published, as written; empty if not stated.
        updated: when it was changed last, as written.
        language: as written, of the item or else of the feed.
        sha256: of the bytes that the feed gave for it.
    """

    guid: str
    link: str
    title: str
    text: str
    published: str
    updated: str
    language: str
    sha256: str


@attrs.frozen
class ParsedFeed:
    """A feed, read.

    Attributes:
        format: rss, atom, rdf, cdf or jsonfeed.
        title: its name.
        language: as written.
        entries: its items, in its order.
        fault: why they are not all; None when they are.
    """

    format: str
    title: str
    language: str
    entries: tuple[FeedEntry, ...]
    fault: str | None = None


def absolute(base: str, address: str) -> str:
    """Return an address as the feed means it, if there is one and it is of the web; else an empty text."""
    if not address or (_PLAIN.fullmatch(address) and "/." not in address):
        return address
    try:
        found = urljoin(base, _SLASHES.sub(r"\1", address.strip()))
        scheme, host = urlsplit(found)[:2]
    except ValueError:
        return ""
    return markup.line(found) if scheme in ("http", "https") and host and " " not in found else ""


_ITEM_MARK = re.compile(rb"<(/?)(?:\w+:)?(item|entry)(?=[\s>])", re.IGNORECASE)


def digests(body: bytes, whole: Sequence[Item], spelled: Callable[[Item], bytes]) -> list[str]:
    """SHA-256 of the bytes of each item; where they cannot be told apart, of the item as it is spelled."""
    found = list(pieces(body))
    if len(found) != len(whole):
        found = [spelled(each) for each in whole]
    return [hashlib.sha256(piece).hexdigest() for piece in found]


def pieces(body: bytes) -> Iterator[bytes]:
    """Return the bytes from each beginning of an item to the next end of one."""
    begin: int | None = None
    for match in _ITEM_MARK.finditer(body):
        if not match[1]:
            begin = match.start() if begin is None else begin
        elif begin is not None:
            yield body[begin : match.end()]
            begin = None


# --- items and documents, and the moments that feeds state ------------------------------------------------------------

EARLIEST = dates.parse_instant("1990-01-01T00:00:00Z")
"""The web began in this year; what is dated earlier is a fault of the machine that dated it."""
AHEAD = 26 * 3_600_000_000
"""How far a moment may be ahead: today's close, in the zone where it is latest."""

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
_ZONE = r"(?P<zone>(?:GMT|UTC?)?[+-]\d{1,2}(?::?\d{2})?|(?:Etc/)?[A-Z]{1,5})(?:\s+\([A-Z ]+\))?"
_FORMS = tuple(
    re.compile(form + rf"(?:(?:T|\s+(?:at\s+|-\s+)?){_TIME})?(?:\s*{_ZONE})?", re.IGNORECASE | re.ASCII)
    for form in (
        # RFC 5322, with what people make of it: no weekday or a wrong one, whole names, years of two digits
        r"(?:[a-z]{3,9}\.?,?\s+)?(?P<day>\d{1,2})[\s\-]+(?P<name>[a-z]{3})[a-z]*\.?,?[\s\-]+(?P<year>\d{4}|\d{2})",
        # RFC 3339, and ISO 8601 without hyphens
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        # as Americans write: May 13, 2025 9:00 AM
        r"(?:[a-z]{3,9}\.?,?\s+)?(?P<name>[a-z]{3})[a-z]*\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
    )
)
_FEEDPARSERS = ("onblog", "nate", "greek", "hungarian", "perforce", "asctime")
"""The forms of other languages and older machines that feedparser knows, each a whole moment."""
_OFFSET = re.compile(r"(?:GMT|UTC?)?([+-])(\d{1,2}):?(\d{2})?", re.ASCII | re.IGNORECASE)
_ZONES = {
    "z": "+00:00", "ut": "+00:00", "utc": "+00:00", "gmt": "+00:00", "est": "-05:00", "edt": "-04:00", "cst": "-06:00",
    "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "bst": "+01:00",
    "wet": "+00:00", "west": "+01:00", "cet": "+01:00", "cest": "+02:00", "met": "+01:00", "mest": "+02:00",
    "eet": "+02:00", "eest": "+03:00", "jst": "+09:00", "kst": "+09:00", "hkt": "+08:00", "sgt": "+08:00",
}  # fmt: skip
"""Zones by the letters that stand for them; those of RFC 5322 are the American ones."""
_GREENWICH = frozenset(("z", "ut", "utc", "gmt"))


def publication_tick(stated: str, zone: str, now: Tick) -> Tick | None:
    """Return the moment that a feed states, as a tick; None if nothing can have been published then by now."""
    tick = moment(" ".join(stated.split()), zone)
    if tick is None or not EARLIEST <= tick <= now + AHEAD:
        return None
    return tick


@lru_cache(maxsize=4096)  # the items of a feed often share theirs, and each reading states them again
def moment(stated: str, zone: str) -> Tick | None:
    """Return the moment, whichever it is; None if it cannot be read."""
    if not stated or len(stated) > 100:
        return None
    try:
        for form in _FORMS:
            if match := form.fullmatch(stated):
                return _tick(match.groupdict(), zone)
        return _as_feedparser_reads(stated)
    except (DateError, ValueError, OverflowError):
        return None


def _tick(part: Mapping[str, str | None], zone: str) -> Tick:
    year, month = part["year"] or "", part.get("month") or _MONTHS.get((part.get("name") or "").lower(), 0)
    whole = int(year) + (0 if len(year) > 2 else 1900 if int(year) >= 90 else 2000)
    day = dates.parse_date(f"{whole:04d}-{int(month):02d}-{int(part['day'] or 0):02d}")
    if part["hour"] is None:
        return dates.day_close(day, zone)
    hour, minute = int(part["hour"]), int(part["minute"] or 0)
    second = min(int(part["second"] or 0), 59)  # 60 is a leap second
    if part["half"]:
        hour = hour % 12 + (12 if part["half"] in "Pp" else 0)
    if hour == 24 and minute == 0:
        return dates.day_close(day, zone)
    if hour > 23 or minute > 59:
        raise ValueError(hour, minute)
    where = (part["zone"] or "").lower().removeprefix("etc/")
    if where in _GREENWICH:  # wherever these are usual, they mean the same
        return dates.day_start(day, "UTC") + (hour * 3600 + minute * 60 + second) * 1_000_000
    local = f"{day.isoformat()}T{hour:02d}:{minute:02d}:{second:02d}"
    return dates.parse_instant(f"{local}{_offset(where, local, zone)}")


def _offset(letters: str, local: str, zone: str) -> str:
    """Return the offset that letters or digits stand for; letters that the publisher's zone uses mean that zone."""
    if not letters:
        return f"[{zone}]"
    if match := _OFFSET.fullmatch(letters):
        return f"{match[1]}{int(match[2]):02d}:{match[3] or '00'}"
    here = dates.local(dates.parse_instant(f"{local}[{zone}]"), zone).tzname() or ""
    if here.lower() == letters:
        return f"[{zone}]"
    return _ZONES.get(letters, f"[{zone}]")


def _as_feedparser_reads(stated: str) -> Tick | None:
    from feedparser import datetimes  # 50 ms, and few dates need it

    for name in _FEEDPARSERS:
        with suppress(KeyError, AttributeError, ValueError, OverflowError):
            read = getattr(datetimes, f"_parse_date_{name}")(stated)
            if read:
                return dates.parse_instant("{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}Z".format(*read))
    return None


_KANA = re.compile(r"[\u3041-\u30ff\uff66-\uff9d]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_EASTERN = frozenset(("ja", "zh", "ko"))
MOST_READ = 1_000_000
"""So many characters of an item are read for claims: a book of four hundred pages, some ten seconds."""
_ENDS = (". ", "。", "\n")
"""What sentences end with."""


def item_of(entry: FeedEntry, source: FeedFile, id_: str, published: Tick | None) -> NewsItem:
    """Return an item of a feed.

    Args:
        entry: what the feed says.
        source: the feed.
        id_: of the document that it is.
        published: when it was published; see :func:`published`.
    """
    return NewsItem(
        id_, entry.link or None, entry.title, part_read(entry.text), language_of(entry, source.language), published,
        source.zone, source.id, source.publisher, source.rank, source.ceiling, source.jurisdiction, source.topics,
        entry.sha256,
    )  # fmt: skip


def part_read(text: str) -> str:
    """Return what of the text of an item is read for claims: all, or as many whole sentences as there is time for."""
    if len(text) <= MOST_READ:
        return text
    last = max(text.rfind(end, 0, MOST_READ) for end in _ENDS)
    return text[: last + 1 or MOST_READ]


def _unread(text: str) -> str | None:
    """Return what a careful reader should know of the text of an item: that not all of it was read."""
    read = len(part_read(text))
    if read == len(text):
        return None
    return f"The first {read:,} of its {len(text):,} characters were read for claims; the rest was not read."


def published(entry: FeedEntry, source: FeedFile, now: Tick) -> tuple[Tick | None, When | None]:
    """When an item was published: as a moment that is not ahead of the clock, and as it was stated."""
    stated = entry.published
    tick = publication_tick(stated, source.zone, now)
    if tick is None:
        tick = publication_tick(entry.updated, source.zone, now)
    if tick is None:
        return None, None
    return min(tick, now), _stated(tick, source.zone)


@lru_cache(maxsize=4096)
def _stated(tick: Tick, zone: str) -> When:
    if tick % 60_000_000 == 59_999_999:  # a day, as it closes
        return When(WhenKind.DATE, dates.day_of(tick, zone).isoformat())
    return When(WhenKind.INSTANT, dates.iso_instant(tick))


def digest_of(entry: FeedEntry) -> str:
    """Digest of the words of an item."""
    return hashlib.sha256(entry.text.encode("utf-8", "replace")).hexdigest()


def document_of(entry: FeedEntry, source: FeedFile, id_: str, date: When | None, words: str) -> Document:
    """Return the document that an item of a feed is, of which ``words`` is the digest of its text."""
    return Document(
        id_, source.publisher, entry.link or None, entry.title or None, date, language_of(entry, source.language),
        source.rank, entry.sha256, words, _unread(entry.text),
    )  # fmt: skip


def language_of(entry: FeedEntry, usual: str) -> str:
    """Return the language of an item: as it or its feed says, unless its letters say otherwise; else the source's.

    Templates leave ``<language>en</language>`` in feeds of every tongue, so that letters count for more.
    """
    tag, western = _stated_language(entry.language, usual)
    sample = f"{entry.title} {entry.text[:500]}"
    if sample.isascii():
        return western
    found = "ja" if _KANA.search(sample) else "ko" if _HANGUL.search(sample) else ""
    fitting = {found} if found else _EASTERN  # Chinese characters alone may be a Japanese headline, too
    if not found and not _HAN.search(sample):
        return tag
    return next((each for each in (tag, usual) if each.partition("-")[0].lower() in fitting), found or "zh")


@lru_cache(maxsize=256)  # the items of a feed have the same one
def _stated_language(stated: str, usual: str) -> tuple[str, str]:
    """Return the language that a feed states, else the source's; and that of its text in Latin letters."""
    stated = stated.strip().replace("_", "-")
    primary, dash, rest = stated.partition("-")
    tag = f"{primary.lower()}{dash}{rest}" if _TAG.fullmatch(stated) else usual
    western = (each for each in (tag, usual) if each.partition("-")[0].lower() not in _EASTERN)
    return tag, next(western, "en")
