"""Items, and a ledger of a few instruments that they are read against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from regtrack import dates
from regtrack.model.document import Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.news.item import Claim, ItemReading, NewsItem
from regtrack.news.language import Language, read_language
from regtrack.news.matching import Facts
from regtrack.news.names import Name, names_of
from regtrack.news.reading import ItemReader
from tests.helpers import e, events_of

FUEL, WATER = "us/epa/fuel-rule", "us/epa/water-rule"
INSTRUMENTS = (
    Instrument(
        FUEL, "final_rule", "Emission Standards for Fuel Additives in Passenger Cars", short="Fuel Rule",
        aliases=(("ja", ("燃料規則",)), ("zh", ("燃料规则",))), citation=("90 FR 1234",),
    ),
    Instrument(WATER, "final_rule", "Definition of Waters Within the Great Plains", short="Water Rule"),
    Instrument("us/congress/s12", "bill", "Fuel Choice Act (S. 12)", short="Fuel Choice Act", bill="119 S 12"),
    Instrument("us/congress/hr34", "bill", "Fuel Choice Act (H.R. 34)", short="Fuel Choice Act", bill="119 HR 34"),
)  # fmt: skip


def fact(kind: str, day: str, target: str = FUEL, **fields: Any) -> Event:
    """A fact on record, published on its day."""
    (event,) = events_of(
        [e(kind, f"record:{kind}:{day}", target=target, **{"effect": day, "published": day, **fields})]
    )
    return event


class Ledger:
    """These instruments and facts, as a ledger that items are read against."""

    def __init__(self, facts: Sequence[Event] = (), instruments: Iterable[Instrument] = INSTRUMENTS) -> None:
        self._instruments = {each.id: each for each in instruments}
        self._facts: dict[str, list[Event]] = defaultdict(list)
        for each in facts:
            self._facts[each.target].append(each)
        self._sorted: dict[str, Facts] = {}
        self._names = [name for each in self._instruments.values() for name in names_of(each)]

    def names(self) -> Iterable[Name]:
        return self._names

    def instrument(self, id: str) -> Instrument | None:
        return self._instruments.get(id)

    def facts(self, id: str) -> Facts:
        if id not in self._sorted:
            self._sorted[id] = Facts(self._facts[id])
        return self._sorted[id]


def item(text: str, **fields: Any) -> NewsItem:
    """An item of a wire, published on Wednesday 14 May 2025."""
    published = fields.pop("published", "2025-05-14T09:00[America/New_York]")
    given: dict[str, Any] = {
        "id": "item:1", "url": None, "title": "", "language": "en", "zone": "America/New_York", "source": "wire",
        "publisher": "A Wire", "rank": Rank.PRESS, "ceiling": Certainty.REPORTED, "jurisdiction": "us", "topics": (),
        "sha256": "0" * 64, "published_at": dates.parse_instant(published) if published else None,
    }  # fmt: skip
    return NewsItem(**{**given, "text": text, **fields})


def read(text: str, *facts: Event, **fields: Any) -> ItemReading:
    """What an item says, read against the instruments above."""
    return ItemReader(Ledger(facts)).read(item(text, **fields))


def told(claim: Claim) -> tuple[str, str, str, str]:
    """A claim in short: act, target or name, day, end."""
    when, until = (" or ".join(each.when.text for each in days) for days in (claim.when, claim.until))
    return claim.act, claim.target or claim.name, when, until


def says(text: str, *facts: Event, **fields: Any) -> list[tuple[str, str, str, str]]:
    """The sure claims of an item, in short."""
    return [told(claim) for claim in read(text, *facts, **fields).says]


def compiled(data: bytes, name: str) -> Language:
    """A language of which every pattern is compiled.

    Raises:
        SettingsError: one is none.
    """
    language = read_language(data, name=name)
    for act in language.acts:
        assert act.pattern
    assert language.guards
    for part in (name for name in dir(Language) if isinstance(getattr(Language, name), cached_property)):
        getattr(language, part)
    return language
