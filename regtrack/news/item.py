"""One thing that a feed brought."""

from __future__ import annotations

import attrs

from regtrack.dates import Tick
from regtrack.model.document import Rank
from regtrack.model.kinds import Certainty


@attrs.frozen
class NewsItem:
    """What a publisher put into a feed, reduced to plain text, with what its source says of everything in it.

    Attributes:
        id: names the document in the ledger, the same in whatever feed and under whatever guid it comes; keys of events
            that are made of it begin with it and a colon, so that a changed item takes back what it no longer says.
        url: where it is to be read; None if the feed gives no http or https address.
        title: in plain text; empty if it has none.
        text: its body in plain text, paragraphs separated by line breaks; spans of quotes count from here.
        language: BCP 47 tag, of the item, else of the feed, else of the source.
        published_at: when its publisher says that it was published (UTC); None if it does not say, or not readably.
        zone: IANA zone in which the publisher's words such as "Tuesday" are meant.
        source: id of the feed that brought it.
        publisher: who published it.
        rank: how much its words weigh against others'.
        ceiling: the most certain that anything may become known from it.
        jurisdiction: whose law it is about, such as ``us`` or ``eu``; empty if about no one.
        topics: what the source is about.
        sha256: digest of the bytes that the feed gave for it, as they came.
    """

    id: str
    url: str | None
    title: str
    text: str
    language: str
    published_at: Tick | None
    zone: str
    source: str
    publisher: str
    rank: Rank
    ceiling: Certainty
    jurisdiction: str
    topics: tuple[str, ...]
    sha256: str
