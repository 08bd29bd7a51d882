"""A document of the Federal Register as read, whichever of its forms it was read from."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

import attrs

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
    """An agency that issued it.

    Attributes:
        name: as the Register's list of agencies has it, else as printed.
        slug: its name in addresses and filters; None for one that the list does not know.
        parent: another agency of the same document is the department to which this one belongs.
    """

    name: str
    slug: str | None = None
    parent: bool = False


@attrs.frozen
class RegisterDocument:
    """What one document of the Federal Register says about itself.

    Texts are None when this form of it does not carry them; an empty tuple means none were given.

    Attributes:
        number: its document number, with plain hyphens, padded as given.
        published_on: the day of its issue; None for a filing whose publication was called off.
        type: the section it is printed in.
        origin: which form was read.
        title, action, dates, abstract: SUBJECT, ACTION, DATES (or EFFDATE) and SUMMARY, white space squeezed.
        subtype: kind of presidential document, in the API's words ("Executive Order").
        volume, start_page, end_page: where it is printed.
        agencies: who issued it.
        cfr: the parts its heading names, such as ``15 CFR 744``.
        rins, dockets: identifiers that related documents share.
        topics: its subjects (LSTSUB).
        effective_on, comments_close_on, signed_on: the API's single dates; hints, see semantics of ``dates``.
        filed_at: when it was put on public inspection (FRDOC line or the inspection list).
        special: it was filed outside the regular schedule.
        correction_of: number of the document it corrects, when its own number says so (``C1-2013-16962``).
        executive_order, proclamation: number of the presidential document.
        html_url, xml_url: where it can be read, and where its full text is.
        instructions: the amendatory instructions, in printed order; from full text only.
        sha256: digest of the bytes it was read from.
        letters: DATES and SUMMARY in lower case, which are asked for letters before any pattern is tried.
        heading: title and ACTION in lower case.
    """

    number: str
    published_on: dt.date | None
    type: DocumentType
    origin: DocumentForm
    title: str = ""
    action: str | None = None
    dates: str | None = None
    abstract: str | None = None
    subtype: str | None = None
    volume: int | None = None
    start_page: int | None = None
    end_page: int | None = None
    agencies: tuple[Agency, ...] = ()
    cfr: tuple[str, ...] = ()
    rins: tuple[str, ...] = ()
    dockets: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    effective_on: dt.date | None = None
    comments_close_on: dt.date | None = None
    signed_on: dt.date | None = None
    filed_at: Instant | None = None
    special: bool = False
    correction_of: str | None = None
    executive_order: str | None = None
    proclamation: str | None = None
    html_url: str | None = None
    xml_url: str | None = None
    instructions: tuple[Instruction, ...] = ()
    sha256: str | None = None
    letters: str = attrs.field(init=False, eq=False, repr=False)
    heading: str = attrs.field(init=False, eq=False, repr=False)

    @letters.default
    def _letters(self) -> str:
        return f"{self.dates or ''} {self.abstract or ''}".lower()

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
    """What reading one document gave.

    Attributes:
        document: as far as it could be read; None when it cannot be told which document it is.
        faults: what could not be read, each with the document's number as its source.
    """

    document: RegisterDocument | None
    faults: tuple[Fault, ...] = ()


def corrected_number(number: str) -> str | None:
    """Return the number of the document that a printing correction corrects.

    ``C1-2013-16962`` corrects ``2013-16962``.
    """
    match = _CORRECTION.fullmatch(number)
    return match[1] if match else None
