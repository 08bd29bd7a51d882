"""Reads the gazette, a JSON file: ``{"format": "riverton-gazette", "notices": [...]}``."""

from __future__ import annotations

import json
from typing import Any

from regtrack.errors import InputError
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.instrument import Instrument
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.sources.source import FileContext, Parsed, Portion, Recordable, RunContext, Source

Notice = dict[str, Any]


class Gazette(Source[bytes, Notice]):
    """The newest issue, from its address."""

    single = True

    def __init__(self, context: RunContext) -> None:
        self.id, self.title, self.every = context.feed.id, context.feed.title, context.feed.every
        self.zone = context.feed.zone
        self._fetcher, self._url = context.fetcher, context.feed.url

    def fetch(self, portion: Portion) -> bytes:
        return self._fetcher.get(self._url).body

    def parse(self, portion: Portion, raw: bytes) -> Parsed[Notice]:
        try:
            notices = json.loads(raw)["notices"]
            return Parsed([(f"notice {each['number']}", each) for each in notices], count=len(notices))
        except (ValueError, LookupError, TypeError):
            raise InputError(f"{self.id}: found no issue of the gazette; expected a list of notices") from None

    def compile(self, notice: Notice) -> Recordable:
        number = notice["number"]
        ordinance, paper = f"us-riverton/council/{number}", f"riverton:{number}"
        seen = {"published": When.parse(notice["published"]), "evidence": (Evidence(paper),)}

        def event(kind: str, **more: Any) -> Event:
            return Event(f"riverton:{number}:{kind}", kind, ordinance, Certainty.PUBLISHED, **seen, **more)

        items: list[Any] = [
            Document(paper, "City of Riverton", notice["url"], rank=Rank.OFFICIAL),
            Instrument(ordinance, "city_ordinance", notice["title"], zone=self.zone, topics=("riverton",)),
            event("set_effective", effect=When.parse(notice["effective"])),
        ]
        if "audit_due" in notice:
            items.append(event("order_audit", until=When.parse(notice["audit_due"], inclusive=True)))
        return Recordable(items, [f"riverton:{number}:"])  # all that is said of it: a day may be changed, and back


class File(Gazette):
    """An issue that lies on the disk."""

    id, title, zone, is_file = "riverton-gazette", "Riverton gazette", "America/Chicago", True

    def __init__(self, context: FileContext) -> None:
        self._data = context.data

    def fetch(self, portion: Portion) -> bytes:
        return self._data
