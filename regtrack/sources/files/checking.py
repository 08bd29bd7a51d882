"""What a lawyer would ask of a timeline before citing it: sources, addresses, certainty, days, identifiers.

The reader of timeline files refuses what cannot be read; this check judges what can. A rule that must hold says what is
wrong with a source; the other rules list work that is left, such as an event whose primary document nobody has found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import attrs

from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty, Dimension
from regtrack.sources.files.timeline import Timeline

_HOSTS = (
    (re.compile(r"(^|\.)(stage|staging|dev|test|preprod|preview|production)\."), "on a staging host"),
    (re.compile(r"\.(azurewebsites\.net|cloudfront\.net|herokuapp\.com|multimediasolutions\.com|netlify\.app|vercel\.app)$"),
     "on a host for tests or deliveries"),
)  # fmt: skip
_QUERIES = re.compile(r"(^|&)(BC|q|query|search|search_id|page_id|p)=")
_NUMBER = r"[A-Z]?\d*-?\d{4}-\d{4,6}|\d{2}-\d+"
_PRINTED = re.compile(
    rf"(?:federalregister\.gov/documents/|govinfo\.gov/content/pkg/FR-)(\d{{4}})[/-](\d\d)[/-](\d\d)/(?:\w+/)?({_NUMBER})"
)
_YEAR = re.compile(r"(?:[A-Z]\d+-)?(\d{4})-\d{4,6}")


def dead(url: str) -> Iterator[str]:
    """Yield what keeps an address from being that of a document, such as "a home page"."""
    parts = urlsplit(url)
    yield from (what for pattern, what in _HOSTS if pattern.search(parts.hostname or ""))
    if parts.path in ("", "/") and not parts.query:
        yield "a home page"
    if _QUERIES.search(parts.query):
        yield "a search or a short link"


def printed_in(url: str) -> tuple[str, str] | None:
    """Return the number of a Federal Register document and the day it was printed on, if its address has both."""
    match = _PRINTED.search(url)
    return None if match is None else (match[4], "-".join(match.groups()[:3]))


def assigned(number: str, year: int) -> bool:
    """Return whether a document printed in a year can have this number: it is assigned then or the year before."""
    match = _YEAR.fullmatch(number)
    return match is None or year - int(match[1]) in (0, 1)


PRIMARY = frozenset({Rank.OFFICIAL, Rank.METADATA, Rank.INSPECTION, Rank.AGENCY})
"""Ranks of documents by the body that acts, or by a party on its own affairs."""

_CEILING = {
    Rank.OFFICIAL: Certainty.PUBLISHED,
    Rank.METADATA: Certainty.PUBLISHED,
    Rank.INSPECTION: Certainty.FILED,
    Rank.AGENCY: Certainty.ANNOUNCED,
    Rank.COUNSEL: Certainty.REPORTED,
    Rank.PRESS: Certainty.REPORTED,
}
"""How certain an event may be on the word of one document."""

_ISSUED_BY_ITS_AUTHOR = frozenset({"agreement", "guidance", "letter", "order", "press_release"})
"""Instruments that no register prints: the release of the body that issued them, or a filing of the company that
received them, is their publication."""

_LEFT_OPEN = re.compile(
    r"not (seen|opened|checked|collected|read)|not found|no source|unverified|remains to be read|(is|are|left) open"
)


@attrs.frozen
class Finding:
    """Something that a rule found.

    Attributes:
        rule: name of the rule.
        place: the event, document or instrument, as the file names it.
        text: what was found.
    """

    rule: str
    place: str
    text: str


@attrs.frozen
class Shares:
    """How much of a timeline rests on primary documents.

    Attributes:
        events, primary: events, and those with a primary document.
        acts, acts_primary: published acts of the United States, and those with a primary document.
    """

    events: int
    primary: int
    acts: int
    acts_primary: int


@attrs.frozen
class ReferableRecords:
    """The documents and instruments that a timeline may refer to: its own and those of other files."""

    documents: Mapping[str, Document]
    instruments: Mapping[str, Instrument]

    @classmethod
    def of(cls, timelines: Collection[Timeline]) -> ReferableRecords:
        """Return what these timelines hold together."""
        return cls(
            {item.id: item for each in timelines for item in each.documents},
            {item.id: item for each in timelines for item in each.instruments},
        )

    def proof(self, event: Event) -> list[tuple[Evidence, Document]]:
        """Return the evidence of an event whose document is at hand."""
        return [(each, self.documents[each.document]) for each in event.evidence if each.document in self.documents]

    def ranks(self, event: Event) -> set[Rank]:
        """Return the ranks of the documents that prove an event."""
        return {document.rank for _, document in self.proof(event)}


_Find = Callable[[Timeline, ReferableRecords], Iterator[tuple[str, str]]]


def check(timeline: Timeline, known: ReferableRecords) -> list[Finding]:
    """Return everything that the rules find, rule by rule."""
    own = f"{timeline.source}:"
    return [
        Finding(rule.name, place.removeprefix(own), text)
        for rule in RULES
        for place, text in rule.find(timeline, known)
    ]


def shares(timeline: Timeline, known: ReferableRecords) -> Shares:
    """Count the events of a timeline that rest on primary documents."""
    acts = [event for event in timeline.events if _is_published_act(event) and event.target.startswith("us/")]
    return Shares(
        len(timeline.events),
        sum(bool(known.ranks(event) & PRIMARY) for event in timeline.events),
        len(acts),
        sum(bool(known.ranks(event) & PRIMARY) for event in acts),
    )


def _is_published_act(event: Event) -> bool:
    return event.certainty is Certainty.PUBLISHED and event.row.dimension is not Dimension.KNOWLEDGE


def _dead_addresses(timeline: Timeline, _: ReferableRecords) -> Iterator[tuple[str, str]]:
    for document in timeline.documents:
        if document.url is not None:
            for fault in dead(document.url):
                yield document.id, f"{document.url} is {fault}; expected the publisher's own page of the document"
        elif not document.note:
            yield document.id, "has no address, and no note that says why"


def _by_press_alone(timeline: Timeline, known: ReferableRecords) -> Iterator[tuple[str, str]]:
    for event in timeline.events:
        ranks = known.ranks(event)
        if ranks and not ranks & PRIMARY and event.certainty > Certainty.ANNOUNCED:
            yield event.key, f"is {event.certainty.label} on the word of third parties; expected a primary document"


def _above_source(timeline: Timeline, known: ReferableRecords) -> Iterator[tuple[str, str]]:
    for event in timeline.events:
        proof = known.proof(event)
        if not proof:
            continue
        kind = known.instruments[event.target].kind if event.target in known.instruments else ""
        ceiling = max(_ceiling(each, document, event, kind) for each, document in proof)
        if event.certainty > ceiling:
            yield event.key, f"is {event.certainty.label}; its sources give {ceiling.label} at most"


def _ceiling(evidence: Evidence, document: Document, event: Event, kind: str) -> Certainty:
    """How certain an event may be on one document; a quotation carries the official's own word."""
    if document.rank is Rank.AGENCY and (kind in _ISSUED_BY_ITS_AUTHOR or event.row.dimension is Dimension.KNOWLEDGE):
        return Certainty.PUBLISHED
    if document.rank not in PRIMARY and (evidence.quote or evidence.note):
        return Certainty.ANNOUNCED
    return _CEILING[document.rank]


def _days_apart(timeline: Timeline, known: ReferableRecords) -> Iterator[tuple[str, str]]:
    days: dict[str, str] = {}
    for document in known.documents.values():
        printed = printed_in(document.url or "")
        if printed is None:
            continue
        number, day = printed
        days[number] = day
        if document.id.startswith(f"{timeline.source}:"):
            if document.date is not None and str(document.date) != day:
                yield document.id, f"is dated {document.date}; its address says {day}"
            if not assigned(number, int(day[:4])):
                yield document.id, f"has number {number}, which was not assigned in {day[:4]}"
    for event in timeline.events:
        numbers = known.instruments[event.target].document_number if event.target in known.instruments else ()
        if event.kind == "publish" and event.published is not None:
            for number in numbers:
                if days.get(number, str(event.published)) != str(event.published):
                    yield event.key, f"says {event.published}; document {number} was printed on {days[number]}"


def _after_last_reading(timeline: Timeline, known: ReferableRecords) -> Iterator[tuple[str, str]]:
    for event in timeline.events:
        item = known.instruments.get(event.target)
        if item is None or item.checked_through is None:
            continue
        steps = (event.announced, event.filed, event.published, event.available)
        for day in (str(step)[:10] for step in steps if step is not None and step.exact):
            if day > item.checked_through:
                yield event.key, f"became public on {day}; the instrument was checked through {item.checked_through}"


def _no_primary(timeline: Timeline, known: ReferableRecords) -> Iterator[tuple[str, str]]:
    for event in timeline.events:
        if not known.ranks(event) & PRIMARY:
            yield event.key, f"has no primary document ({event.certainty.label})"


def _no_identifier(timeline: Timeline, _: ReferableRecords) -> Iterator[tuple[str, str]]:
    for item in timeline.instruments:
        if not (item.citation or item.document_number or item.rin or item.docket or item.bill or item.url):
            yield item.id, "has no citation, number, docket, bill or address"


def _no_reading_day(timeline: Timeline, _: ReferableRecords) -> Iterator[tuple[str, str]]:
    for item in timeline.instruments:
        if item.checked_through is None and timeline.checked_through is None:
            yield item.id, "has no checked_through, and neither has the file"


def _left_open(timeline: Timeline, _: ReferableRecords) -> Iterator[tuple[str, str]]:
    noted: Sequence[tuple[str, str | None]] = [
        *((item.id, item.note) for item in timeline.instruments),
        *((item.id, item.note) for item in timeline.documents),
        *((item.key, item.note) for item in timeline.events),
    ]
    for place, note in noted:
        if note and _LEFT_OPEN.search(note):
            yield place, note


@attrs.frozen
class TimelineCheck:
    """One question that is put to a timeline.

    Attributes:
        name: what the table calls it.
        must: whether a finding is a fault; otherwise it is work that is left.
        find: the places where it finds something, and what.
    """

    name: str
    must: bool
    find: _Find


RULES = (
    TimelineCheck("addresses that lead nowhere", True, _dead_addresses),
    TimelineCheck("published by third parties alone", True, _by_press_alone),
    TimelineCheck("more certain than the source", True, _above_source),
    TimelineCheck("days apart from the document number", True, _days_apart),
    TimelineCheck("later than the last reading", True, _after_last_reading),
    TimelineCheck("no primary document", False, _no_primary),
    TimelineCheck("instruments without identifier", False, _no_identifier),
    TimelineCheck("no day of reading", False, _no_reading_day),
    TimelineCheck("notes that leave something open", False, _left_open),
)
"""Every rule, those that must hold first."""
