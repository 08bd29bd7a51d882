"""A document of the Federal Register as read, whichever of its forms it was read from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

import attrs

from regtrack._bundled import agency_names, register_table
from regtrack.dates import Instant
from regtrack.errors import Fault
from regtrack.sources.federal_register.query import normal_number
from regtrack.text.instruction import Instruction

_CORRECTION = re.compile(r"[CR]\d-(.+)")


class DocumentType(StrEnum):
    """The section it is printed in, in the API's words."""

    RULE = "Rule"
    PROPOSED_RULE = "Proposed Rule"
    NOTICE = "Notice"
    PRESIDENTIAL = "Presidential Document"
    CORRECTION = "Correction"
    SUNSHINE = "Sunshine Act Document"
    UNCATEGORIZED = "Uncategorized Document"


class DocumentForm(StrEnum):
    """Which form of it was read, most telling first."""

    XML = "xml"
    METADATA = "metadata"
    INSPECTION = "inspection"
    RSS = "rss"


@attrs.frozen
class Agency:
    """An agency that issued it."""

    name: str  # as the Register's list of agencies has it, else as printed
    slug: str | None = None  # its name in addresses and filters; None for one that the list does not know
    parent: bool = False  # another agency of the same document is the department to which this one belongs


@attrs.define(unsafe_hash=True)  # made in a quarter of the time of a frozen one
class RegisterDocument:
    """What one document of the Federal Register says about itself.

    Texts are None when this form of it does not carry them; an empty tuple means none were given.
    """

    number: str  # its document number, with plain hyphens, padded as given
    published_on: dt.date | None  # the day of its issue; None for a filing whose publication was called off
    type: DocumentType  # the section it is printed in
    origin: DocumentForm  # which form was read
    # SUBJECT, ACTION, DATES (or EFFDATE) and SUMMARY, white space squeezed (title, action, dates, abstract)
    title: str = ""
    action: str | None = None
    dates: str | None = None
    abstract: str | None = None
    subtype: str | None = None  # kind of presidential document, in the API's words ("Executive Order")
    volume: int | None = None  # where it is printed (volume, start_page, end_page)
    start_page: int | None = None
    end_page: int | None = None
    agencies: tuple[Agency, ...] = ()  # who issued it
    cfr: tuple[str, ...] = ()  # the parts its heading names, such as ``15 CFR 744``
    rins: tuple[str, ...] = ()  # identifiers that related documents share (rins, dockets)
    dockets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()  # its subjects (LSTSUB)
    # the API's single dates; hints, see semantics of ``dates`` (effective_on, comments_close_on, signed_on)
    effective_on: dt.date | None = None
    comments_close_on: dt.date | None = None
    signed_on: dt.date | None = None
    filed_at: Instant | None = None  # when it was put on public inspection (FRDOC line or the inspection list)
    special: bool = False  # it was filed outside the regular schedule
    # number of the document it corrects, when its own number says so (``C1-2013-16962``)
    correction_of: str | None = None
    executive_order: str | None = None  # number of the presidential document (executive_order, proclamation)
    proclamation: str | None = None
    html_url: str | None = None  # where it can be read, and where its full text is (html_url, xml_url)
    xml_url: str | None = None
    instructions: tuple[Instruction, ...] = ()  # the amendatory instructions, in printed order; from full text only
    sha256: str | None = None  # digest of the bytes it was read from
    # DATES and SUMMARY in lower case, which are asked for letters before any pattern is tried
    letters: str = attrs.field(init=False, eq=False, repr=False)
    heading: str = attrs.field(init=False, eq=False, repr=False)  # title and ACTION in lower case

    @letters.default
    def _letters(self) -> str:
        return f"{self.dates or ''} {self.abstract or ''}".lower() if self.dates or self.abstract else ""

    @heading.default
    def _heading(self) -> str:
        return f"{self.title}; {self.action or ''}".lower()

    @property
    def identity(self) -> tuple[str, dt.date | None]:
        """What tells it from every other: the number without padding, and the day."""
        return normal_number(self.number), self.published_on

    @property
    def citation(self) -> str | None:
        """``90 FR 4544``; None when the page is not known."""
        return f"{self.volume} FR {self.start_page}" if self.volume and self.start_page else None


@attrs.frozen
class Read:
    """What reading one document gave."""

    document: RegisterDocument | None  # as far as it could be read; None when it cannot be told which document it is
    faults: tuple[Fault, ...] = ()  # what could not be read, each with the document's number as its source


def corrected_number(number: str) -> str | None:
    """Return the number of the document that a printing correction corrects: that of ``C1-2013-16962``."""
    match = _CORRECTION.fullmatch(number)
    return match[1] if match else None


def slug_of(name: str) -> str:
    """Return the slug that a short name stands for; any other text is given back as it is."""
    wanted = name.strip().lower()
    return next((slug for slug, short in agency_names().items() if short == wanted), wanted)


@lru_cache(maxsize=1024)
def names_of(agencies: tuple[Agency, ...]) -> tuple[str | None, tuple[str, ...]]:
    """Return the agency that a document is filed under, the bureau and not its department, and every name of it."""
    short = agency_names()
    names = [(slug, each.parent) for each in agencies if (slug := each.slug or slug_from(each.name))]
    if not names:
        return None, ()
    main = next((slug for slug, parent in names if not parent), names[0][0])
    every = dict.fromkeys(name for slug, _ in names for name in (short.get(slug, slug), slug))
    agency = short.get(main, main)
    every.pop(agency, None)
    return agency, tuple(every)


def title_of(agencies: Sequence[Agency]) -> str | None:
    """Return the title of the CFR that a document's bare sections are in; None where its agencies have several."""
    titles = register_table("titles")
    found = {titles[slug] for each in agencies if (slug := each.slug or slug_from(each.name)) in titles}
    return str(found.pop()) if len(found) == 1 else None


@lru_cache(maxsize=1024)
def slug_from(words: str) -> str:
    """Return words as filters take them: ``Hazardous substances`` is ``hazardous-substances``."""
    return "-".join("".join(c if c.isalnum() else " " for c in words.lower()).split())
