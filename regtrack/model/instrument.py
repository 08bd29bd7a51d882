"""Instruments: the legal works that are tracked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType

import attrs

from regtrack.dates import FEDERAL_ZONE
from regtrack.errors import characters
from regtrack.model.kinds import INSTRUMENT_KINDS, Family
from regtrack.model.scope import Path, path_of
from regtrack.model.value_object import ValueObject

ZONES = MappingProxyType(
    {
        "us": FEDERAL_ZONE,
        "eu": "Europe/Brussels",
        "nl": "Europe/Amsterdam",
        "uk": "Europe/London",
        "de": "Europe/Berlin",
        "jp": "Asia/Tokyo",
        "cn": "Asia/Shanghai",
        "kr": "Asia/Seoul",
        "tw": "Asia/Taipei",
        "sg": "Asia/Singapore",
    }
)
"""Legal time of a jurisdiction, by the first part of an instrument's id; any other counts as Federal time."""

_BILL_FORMS = MappingProxyType(
    {
        "HR": "H.R.",
        "S": "S.",
        "HJRES": "H.J.Res.",
        "SJRES": "S.J.Res.",
        "HCONRES": "H.Con.Res.",
        "SCONRES": "S.Con.Res.",
    }
)

RELATIONS = frozenset(
    "amends corrects delays accelerates stays lifts rescinds supersedes vacates disapproves commences extends "
    "implements proposes_change_to finalizes confirms reopens same_rulemaking cites".split()
)
"""How one instrument may be related to another."""


@attrs.frozen(repr=False, eq=False)
class Relation(ValueObject):
    """This instrument does something to, or stands in some relation to, another."""

    kind: str
    target: str


@attrs.frozen(repr=False, eq=False)
class Instrument(ValueObject):
    """A legal work: rule, guidance, bill, order, letter, list (FRBR Work, ELI LegalResource).

    Attributes:
        id: ``jurisdiction/body/name``, lower case; never changes.
        kind: one of :data:`~regtrack.model.kinds.INSTRUMENT_KINDS`.
        title: official title.
        short: the name people use.
        zone: IANA zone of its legal days; None for that of its jurisdiction.
        aliases: other names, by language.
        citation, document_number, rin, docket, bill: identifiers as printed; only a citation and a document number
            identify, a RIN or docket is shared by related documents.
        last_page: where the document ends that begins at the first citation, so that any page of it finds it.
        cfr: provisions it touches.
        topics: subjects for filtering.
        jurisdiction, agency: by default the first and the second part of the id.
        agencies: every body that issued it, by any of its names for filters, when that is more than ``agency`` says.
        instructions: amendatory instruction number -> provisions it changes, so that an event about "instruction 3"
            reaches the provision.
        relations: what it does to other instruments.
        checked_through: ISO day up to which its sources were read; None where only that of the file is known.
        same_as: id of the instrument that this one turned out to be; it then lends that one its names, and is no
            instrument of its own any more.
    """

    id: str
    kind: str
    title: str
    short: str | None = None
    zone: str | None = None
    aliases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    citation: tuple[str, ...] = ()
    last_page: int | None = None
    document_number: tuple[str, ...] = ()
    rin: tuple[str, ...] = ()
    docket: tuple[str, ...] = ()
    bill: str | None = None
    cfr: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    jurisdiction: str | None = None
    agency: str | None = None
    agencies: tuple[str, ...] = ()
    url: str | None = None
    note: str | None = None
    instructions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    relations: tuple[Relation, ...] = ()
    same_as: str | None = None
    checked_through: str | None = None

    @property
    def stays(self) -> tuple[str, ...]:
        """Ids of the instruments that it stays."""
        return tuple([each.target for each in self.relations if each.kind == "stays"])

    @property
    def name(self) -> str:
        """What a report calls it."""
        return self.short or self.title

    @property
    def label(self) -> str:
        """The name with the identifier that lawyers cite: ``AI Diffusion Rule (90 FR 4544)``."""
        cited = self.cited
        return self.name if cited is None or cited in self.name else f"{self.name} ({cited})"

    @property
    def cited(self) -> str | None:
        """The identifier that lawyers cite: the number of a bill, else the first citation."""
        congress, _, number = (self.bill or "").partition(" ")
        form, _, digits = number.partition(" ")
        bill = f"{_BILL_FORMS.get(form, form)} {digits}" if congress and digits else None
        return bill or (self.citation[0] if self.citation else None)

    def alias(self, language: str) -> str | None:
        """Return the first name that it goes by in a language."""
        return next((texts[0] for tag, texts in self.aliases if tag == language and texts), None)

    @property
    def family(self) -> Family:
        """Which vocabulary of statuses it uses."""
        return INSTRUMENT_KINDS[self.kind]

    @property
    def legal_zone(self) -> str:
        """IANA zone of its legal days."""
        return self.zone or zone_of(self.id)

    @property
    def publication_zone(self) -> str:
        """IANA zone in which its jurisdiction publishes: the Register's days are Washington's."""
        return zone_of(self.id)

    @property
    def body(self) -> str:
        """The agency or other body, by default the second part of the id."""
        return self.agency or [*self.id.split("/"), ""][1]

    @property
    def place(self) -> str:
        """The jurisdiction, by default the first part of the id."""
        return self.jurisdiction or self.id.partition("/")[0]

    def names(self) -> Iterator[str]:
        """Every name and identifier it goes by, normalised for look-up."""
        yield normalise(self.id)
        yield normalise(self.title)
        if self.short:
            yield normalise(self.short)
        for _, texts in self.aliases:
            yield from map(normalise, texts)
        for texts in (self.citation, self.document_number, self.rin, self.docket):
            yield from map(normalise, texts)
        if self.bill:
            congress, _, number = self.bill.partition(" ")
            yield normalise(self.bill)
            yield normalise(number)
            yield normalise(f"{number} ({congress})")

    def amendments(self) -> tuple[Path, ...]:
        """Return what each amendatory instruction changes, as paths that begin with the instruction."""
        return tuple(
            (*path_of(f"instruction {number}"), *path)
            for number, parts in self.instructions
            for path in (tuple(map(path_of, parts)) or ((),))
        )


@lru_cache(maxsize=4096)
def zone_of(instrument_id: str) -> str:
    """Legal time of an instrument by its id."""
    return ZONES.get(instrument_id.partition("/")[0], FEDERAL_ZONE)


_CITATION = re.compile(r"(\d{1,3}) (?:FR|Fed\. Reg\.) (\d{1,3}(?:,\d{3})?|\d{4,7})", re.ASCII)


def page_of(citation: str) -> tuple[int, int] | None:
    """Volume and page of a citation of the Federal Register; None for any other text."""
    match = _CITATION.fullmatch(citation.strip())
    return (int(match[1]), int(match[2].replace(",", ""))) if match else None


_MARKS = "._/,:()\"'"
_SEPARATORS = rf"[\s\-{_MARKS}‐-―・，、：（）「」『』“”‘’]+"
_IN_ASCII = dict.fromkeys(map(ord, f"{_MARKS}- \t\n\r\v\f\x1c\x1d\x1e\x1f"))


def normalise(name: str) -> str:
    """Return a name as it is looked up: width, case, dots, hyphens and spacing do not count."""
    if name.isascii():  # as nearly all are, and each instrument has some
        return name.casefold().translate(_IN_ASCII)
    return re.sub(_SEPARATORS, "", unicodedata.normalize("NFKC", characters(name)).casefold())
