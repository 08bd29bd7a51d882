"""Items and documents, from what a feed says and from what is known of it beforehand."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from regtrack import dates
from regtrack.dates import Tick
from regtrack.model.document import Document
from regtrack.model.when import When, WhenKind
from regtrack.news.item import NewsItem
from regtrack.sources.feed_file import FeedFile
from regtrack.sources.feeds import times
from regtrack.sources.feeds.entry import FeedEntry

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
    tick = times.published(stated, source.zone, now)
    if tick is None:
        tick = times.published(entry.updated, source.zone, now)
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
    """Return the language that a feed states, else the source's.

    And that of text in Latin letters, whatever it states.
    """
    stated = stated.strip().replace("_", "-")
    tag = stated if _TAG.fullmatch(stated) else usual
    western = (each for each in (tag, usual) if each.partition("-")[0].lower() not in _EASTERN)
    return tag, next(western, "en")
