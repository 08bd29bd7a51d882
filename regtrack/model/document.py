"""Documents, and the words in them that prove something."""

from __future__ import annotations

from enum import StrEnum

import attrs

from regtrack.model.value_object import ValueObject
from regtrack.model.when import When

OF_ITEMS = "item:"
"""What the ids of items of feeds begin with, and the keys of the events that are made of them."""


class Rank(StrEnum):
    """Whose words win when sources disagree, best first; within a rank the latest available wins."""

    OFFICIAL = "official"
    METADATA = "metadata"
    INSPECTION = "inspection"
    AGENCY = "agency"
    COUNSEL = "counsel"
    PRESS = "press"


@attrs.frozen(repr=False)
class Document(ValueObject):
    """Something published that evidence points to.

    Attributes:
        id: names the document in the ledger (``timeline-id:document-id``).
        publisher: who published it.
        url: where it was read; None if it has no address worth citing.
        title: its title, in its own language.
        date: when it says it was published; None if it says nothing.
        language: BCP 47 tag.
        rank: how much its words weigh against others'.
        sha256: digest of the bytes, when they were fetched.
        text_sha256: digest of its words in plain text, from which the quotes are, when they came in a feed.
        note: anything a careful reader should know about it.
    """

    id: str
    publisher: str
    url: str | None = None
    title: str | None = None
    date: When | None = None
    language: str = "en"
    rank: Rank = Rank.PRESS
    sha256: str | None = None
    text_sha256: str | None = None
    note: str | None = None


@attrs.frozen(repr=False)
class Evidence(ValueObject):
    """A document, and where held the exact words in it, that prove an event.

    Attributes:
        document: id of the document.
        quote: the words, exactly as printed.
        note: how they prove it, if that is not plain.
    """

    document: str
    quote: str | None = None
    note: str | None = None
