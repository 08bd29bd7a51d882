"""Small items, and a ledger of a few instruments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from regtrack import dates
from regtrack.model.document import Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.news.claim import Claim
from regtrack.news.claims import claims_by_tables, passage_of, sentences_of
from regtrack.news.competing import Competing
from regtrack.news.item import Item
from regtrack.news.language import Language
from regtrack.news.link import Link
from regtrack.news.linking import Linker, link
from regtrack.news.names import NamesOf
from regtrack.news.reconciling import Facts as Recorded
from regtrack.news.when import Anchor, Candidate

DIFFUSION = Instrument(
    "us/bis/ai-diffusion",
    "interim_final_rule",
    "Framework for Artificial Intelligence Diffusion",
    short="AI Diffusion Rule",
    citation=("90 FR 4544",),
    document_number=("2025-00636",),
    aliases=(("ja", ("AI拡散規則",)), ("zh", ("人工智能扩散规则",))),
)
REPLACEMENT = Instrument(
    "us/bis/ai-diffusion-replacement",
    "final_rule",
    "Promised replacement for the AI Diffusion Rule",
    short="AI Diffusion Rule replacement",
    aliases=(("ja", ("AI拡散規則の代替規則",)),),
)
SENATE = Instrument(
    "us/congress/chip-security-act-s1705", "bill", "Chip Security Act (S. 1705)", bill="119 S 1705",
    aliases=(("en", ("Chip Security Act",)), ("ja", ("チップセキュリティ法",))),
)  # fmt: skip
HOUSE = Instrument(
    "us/congress/chip-security-act-hr3447", "bill", "Chip Security Act (H.R. 3447)", bill="119 HR 3447",
    aliases=(("en", ("Chip Security Act",)), ("ja", ("チップセキュリティ法",))),
)  # fmt: skip
GUIDANCE = Instrument(
    "us/bis/gp10-ascend-guidance",
    "guidance",
    "Guidance on Application of General Prohibition 10 to Advanced-Computing Integrated Circuits",
    short="Ascend guidance",
)
DUTCH = Instrument(
    "nl/ministry/chip-tools",
    "final_rule",
    "Dutch chip-tool measure",
    aliases=(("en", ("Dutch chip equipment controls",)),),
)
JAPANESE = Instrument(
    "jp/meti/chip-tools", "final_rule", "Japan's chip-tool items", aliases=(("en", ("Japan chip equipment controls",)),)
)
EVERY = (DIFFUSION, REPLACEMENT, SENATE, HOUSE, GUIDANCE, DUTCH, JAPANESE)


def anchor(day: str = "2025-05-14", zone: str = "America/New_York") -> Anchor:
    return Anchor(dates.parse_date(day), zone)


def by_tables(text: str, *, language: str | Language, anchor: Anchor) -> tuple[Claim, ...]:
    """What the tables of a language read, before weights tell what is likely."""
    passage = passage_of(text, language=language, anchor=anchor)
    return () if passage is None else tuple(claims_by_tables(passage, sentences_of(passage)))


def claims(text: str, language: str = "en", day: str = "2025-05-14", zone: str = "America/New_York") -> list[Claim]:
    return list(by_tables(text, language=language, anchor=anchor(day, zone)))


def claim(text: str, language: str = "en", day: str = "2025-05-14", zone: str = "America/New_York") -> Claim:
    (only,) = claims(text, language, day, zone)
    return only


def spelled(candidates: Iterable[Candidate]) -> list[str]:
    return [each.when.text for each in candidates]


def links(text: str, language: str = "en", instruments: Sequence[Instrument] = EVERY, **where: str) -> list[Link]:
    return list(link(claims(text, language), Linker(NamesOf(instruments)), language=language, **where))


def linked(text: str, language: str = "en", instruments: Sequence[Instrument] = EVERY, **where: str) -> Link:
    (only,) = links(text, language, instruments, **where)
    return only


class Facts:
    """A ledger of these instruments and events."""

    def __init__(self, events: Sequence[Event] = (), instruments: Sequence[Instrument] = EVERY) -> None:
        self._events, self._instruments = events, {each.id: each for each in instruments}

    def instrument(self, id: str) -> Instrument | None:
        return self._instruments.get(id)

    def facts(self, id: str) -> Recorded:
        return Recorded(event for event in self._events if event.target == id)

    def others(self, id: str) -> Competing:
        found = Competing()
        for event in self._events:
            if event.target == id:
                found.add(event, self._instruments[id], "en")
        return found


def item(text: str, **fields: Any) -> Item:
    published = fields.pop("published", "2025-05-14T09:00[America/New_York]")
    given: dict[str, Any] = {
        "id": "item:1", "url": None, "title": "", "language": "en", "zone": "America/New_York", "source": "wire",
        "publisher": "A Wire", "rank": Rank.PRESS, "ceiling": Certainty.REPORTED, "jurisdiction": "us", "topics": (),
        "sha256": "0" * 64, "published_at": dates.parse_instant(published) if published else None,
    }  # fmt: skip
    return Item(**{**given, "text": text, **fields})


SEEN = dates.tick_of(dt.datetime(2025, 5, 20, tzinfo=dt.UTC))
