"""One thing that a feed brought, and what is read in it: mentions, claims and dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import attrs

from regtrack.dates import Tick
from regtrack.model.document import Rank
from regtrack.model.kinds import Certainty

if TYPE_CHECKING:
    from regtrack.news.days import Candidate
    from regtrack.news.tables import ClaimDetail


@attrs.frozen
class NewsItem:
    """What a publisher put into a feed, reduced to plain text, with what its source says of everything in it."""

    # the document in the ledger, the same in whatever feed and under whatever guid it comes; keys of events that are
    # made of it begin with it and a colon, so that a changed item takes back what it no longer says
    id: str
    url: str | None  # where it is to be read; None if the feed gives no http or https address
    title: str  # in plain text; empty if it has none
    text: str  # its body in plain text, paragraphs separated by line breaks; spans of quotes count from here
    language: str  # BCP 47 tag, of the item, else of the feed, else of the source
    published_at: (
        Tick | None
    )  # when its publisher says it was published (UTC); None if it does not say, or not readably
    zone: str  # IANA zone in which the publisher's words such as "Tuesday" are meant
    source: str  # id of the feed that brought it
    publisher: str  # who published it
    rank: Rank  # how much its words weigh against others'
    ceiling: Certainty  # the most certain that anything may become known from it
    jurisdiction: str  # whose law it is about, such as us or eu; empty if about no one
    topics: tuple[str, ...]  # what the source is about
    sha256: str  # digest of the bytes that the feed gave for it, as they came


@attrs.frozen
class Phrase:
    """A phrase that means an instrument."""

    start: int  # where it stands in the folded text
    end: int
    name: str  # what it calls the instrument
    class_: str = ""  # class of instrument by its noun; empty for a title without one
    ids: frozenset[str] = frozenset()  # instruments of the ledger that go by it
    rule: str = ""  # how these were found: identifier, name, core, title; empty if they were not
    proper: bool = False  # whether it is a name of its own
    points: bool = False  # whether it only points ("the rule")
    own: bool = False  # whether it means the document that the item is about ("this rule")
    several: bool = False  # whether it means all that were named before ("both rules")
    new: bool = False  # whether it tells of something for the first time, without a name ("a final rule")


@attrs.frozen
class Mention:
    """An instrument of the ledger that an item is about."""

    id: str  # its id
    # how it was found: identifier, name, core (the telling part of a name with a noun of its class), title, words
    # (the words of a name in any order), day (the record has its days), near (the words, shortly after an act),
    # deed (an act tells what did it), ground (an agreement that an act carries out), antecedent
    rule: str
    quotes: tuple[str, ...]  # the sentences that tell, as printed
    details: frozenset[ClaimDetail] = frozenset()  # details in them that can be compared with what else is known


@attrs.define
class Found:
    """How an instrument of the ledger was found in an item, and where; it grows while the item is read."""

    rule: str
    quotes: dict[str, None] = attrs.field(factory=dict)
    details: set[ClaimDetail] = attrs.field(factory=set)


@attrs.frozen
class Claim:
    """One act that an item surely says."""

    act: str  # kind of event
    target: str | None  # id of the instrument; None for one that the ledger does not know
    name: str  # what the item calls it
    class_: str  # class of instrument by its noun; empty if it has none
    when: tuple[Candidate, ...]  # the day that the act is done on or sets, each candidate with its rule
    until: tuple[Candidate, ...]  # the end of what it begins, in the same way
    ahead: bool  # whether it is told as lying ahead: without a day, as announced only
    rule: str  # how the instrument was found; see Mention, and own for the document that the item is about
    actor: str  # id of the body that acts; empty if none is named
    details: frozenset[ClaimDetail]  # details that can be compared with what else is known
    quote: str  # the sentence, exactly as printed
    reader: str = ""  # who read it; empty for the tables
    # the day on which it was announced, in the same way; none for what is told as done
    announced: tuple[Candidate, ...] = ()


@attrs.frozen
class ItemDate:
    """A date in an item, with its sentence."""

    candidates: tuple[Candidate, ...]
    sentence: str


@attrs.frozen
class ItemReading:
    """What an item says."""

    name: str = ""  # what an instrument is called that the ledger does not know and the item is about
    # the instruments of the ledger that it is about, in the order in which they are told
    mentions: tuple[Mention, ...] = ()
    says: tuple[Claim, ...] = ()  # its sure claims
    # whether it tells of law that is made or binds, and is about more than a meeting or an award
    concerns: bool = False
    lead: str = ""  # the sentence that stands for it where no other does
    _dates: Callable[[], Iterable[ItemDate]] = attrs.field(default=tuple, eq=False, repr=False)

    @property
    def dates(self) -> tuple[ItemDate, ...]:
        """The dates in it, each with its sentence; found when they are asked for."""
        return tuple(self._dates())
