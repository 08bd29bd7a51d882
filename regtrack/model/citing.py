"""Sources that an answer cites: only those public by then, official texts first.

Every format and the library take their sources from :func:`citations`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from regtrack.dates import FEDERAL_ZONE, Moment, Tick
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event, Recorded
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty, Dimension, Operation
from regtrack.model.links import PRINTERS, Link, LinkStanding, code_link, host, is_home_page, official_link, standing
from regtrack.model.value_object import ValueObject
from regtrack.model.when import When

if TYPE_CHECKING:
    from regtrack.model.people import Review


@attrs.frozen(repr=False, eq=False)
class Sources(ValueObject):
    """The things that an answer refers to by id.

    Attributes:
        instruments: by id.
        events: by event id.
        documents: by document id.
        known: up to when the answer knows; a reader of it is shown later documents only for want of earlier ones.
        facts: by their keys, the events that those of :attr:`events` contradict or are confirmed by.
        reviews: by the ids of changes, what people did about them; None unless it was asked for.
    """

    instruments: Mapping[str, Instrument]
    events: Mapping[str, Recorded]
    documents: Mapping[str, Document]
    known: Moment
    facts: Mapping[str, Recorded] = attrs.field(factory=dict)
    reviews: Mapping[str, tuple[Review, ...]] | None = None
    _cited: dict[tuple[str, ...], tuple[Citation, ...]] = attrs.field(factory=dict, init=False, eq=False, repr=False)


@attrs.frozen(repr=False, eq=False)
class Citation(ValueObject):
    """A source as an answer names it.

    Attributes:
        publisher: who published it.
        url: its address; None where there is none, or only that of a whole site.
        title: its title, in its own language.
        date: when it was published.
        standing: official, a copy, or secondary.
        quote: the words that prove it, where they are held.
        language: BCP 47 tag of the title and the quote.
        document: id of the document in the ledger; None for an address that was made from the act's number.
        later: it was published after what the answer knows, and nothing of that time is on record.
    """

    publisher: str
    url: str | None
    title: str | None
    date: When | None
    standing: LinkStanding
    quote: str | None = None
    language: str = "en"
    document: str | None = None
    later: bool = False


_STANDINGS = {each: place for place, each in enumerate(LinkStanding)}
_RANKS = {rank: place for place, rank in enumerate(Rank)}


def citations(recorded: Iterable[Recorded], sources: Sources) -> tuple[Citation, ...]:
    """Return what an answer cites for some of its events, the most important event first: the best source first."""
    recorded = tuple(recorded)
    asked = tuple([each.id for each in recorded])
    found = sources._cited.get(asked)
    if found is None:
        found = sources._cited[asked] = tuple(_citations([each.event for each in recorded], sources))
    return found


def _citations(events: Sequence[Event], sources: Sources) -> list[Citation]:
    known = sources.known.tick()
    evidence = cited([each for event in events for each in event.evidence], sources.documents, known, events)
    found = [_citation(each, sources.documents[each.document], known) for each in evidence]
    if _printed(found) and not any(each.later for each in found):
        return found
    made = {link.url: link for event in events if (link := _made(event, sources)) is not None}
    if made:
        found = [each for each in found if not each.later]
    return found if _printed(found) else [*made.values(), *found]


def _printed(found: Iterable[Citation]) -> bool:
    """Whether an official text itself is among some sources."""
    return any(each.standing is LinkStanding.OFFICIAL and host(each.url).endswith(PRINTERS) for each in found)


def cited(
    evidence: Iterable[Evidence], documents: Mapping[str, Document], known: Tick, events: Iterable[Event] = ()
) -> tuple[Evidence, ...]:
    """Return the evidence an answer cites, each document once, the best source first.

    A document dated after the answer's knowledge is cited only where there is no other; see :func:`is_later`.

    Args:
        evidence: all that is on record for some statements, the most important statement's first.
        documents: those it points to, by id; evidence from any other is left out.
        known: up to when the answer knows.
        events: the statements: of official sources those of the days on which these were made come first.
    """
    evidence = tuple(evidence)
    if len(evidence) == 1 and evidence[0].document in documents:  # most often
        return evidence
    found: dict[str, Evidence] = {}
    for each in evidence:
        held = found.get(each.document)
        if each.document in documents and (held is None or (held.quote is None and each.quote is not None)):
            found[each.document] = each
    of_its_time = [each for each in found.values() if not is_later(documents[each.document], known)]
    shown = of_its_time or list(found.values())
    if len(shown) > 1:
        stated = (when for each in events for when in (each.issued, each.announced, each.filed, each.published))
        days = {when.text[:10] for when in stated if when}
        shown.sort(key=lambda each: _worth(documents[each.document], days))
    return tuple(shown)


def is_later(document: Document, known: Tick) -> bool:
    """Return whether a document was published after what an answer knows."""
    return document.date is not None and document.date.start(FEDERAL_ZONE).earliest > known


def _worth(document: Document, days: Collection[str]) -> tuple[int, bool, int, bool]:
    """Return the place of a source: who did it says so before an official text about it of a later year."""
    of_the_day = document.date is not None and document.date.text[:10] in days
    return (
        _STANDINGS[standing(document)],
        not of_the_day,
        _RANKS[document.rank],
        (document.url is None or is_home_page(document.url)),
    )


def _citation(evidence: Evidence, document: Document, known: Tick) -> Citation:
    return Citation(
        document.publisher,
        None if document.url is None or is_home_page(document.url) else document.url,
        document.title,
        document.date,
        standing(document),
        evidence.quote,
        document.language,
        document.id,
        is_later(document, known),
    )


_BY_ITSELF = frozenset((Operation.REACH, Operation.OPEN))
_OF_ITSELF = frozenset((Dimension.STAGE, Dimension.FORCE, Dimension.DUTY, Dimension.DEADLINE, Dimension.VALUE))
"""What an act's own text sets: a pause or a forbearance comes from another."""


def _made(event: Event, sources: Sources) -> Citation | None:
    """Return the official text of the act behind an event, by its number.

    An event without ``by`` is taken for the target's own act only where it opens something or reaches a stage, was
    published, and the number of the act is of that year: what moves a date is another document.
    """
    if event.certainty < Certainty.PUBLISHED:
        return None
    published = event.published
    link: Link | None = None
    if event.row.printed:
        published = event.effect or published
        day = published.text if published is not None and published.dated else None
        link = next((made for part in event.parts if (made := code_link(part, day)) is not None), None)
    elif published is not None and published.dated and published.start(FEDERAL_ZONE).earliest <= sources.known.tick():
        actor = sources.instruments.get(event.by or event.target)
        link = official_link(actor) if actor is not None and (event.by or _is_own(event, actor)) else None
    return Citation(link.publisher, link.url, None, published, LinkStanding.OFFICIAL) if link is not None else None


def _is_own(event: Event, instrument: Instrument) -> bool:
    if event.row.operation not in _BY_ITSELF or event.row.dimension not in _OF_ITSELF:
        return False
    year = int(event.published.text[:4]) if event.published is not None else 0
    numbers = [number[:4] for number in instrument.document_number if number[:4].isdecimal()]
    return not numbers or any(int(number) in (year, year - 1) for number in numbers)
