"""What a reference is."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

FIRST_YEAR = 1935
"""Volume 1 of the Federal Register is that of 1936: the year of a volume is this one plus its number."""


class ReferenceKind(StrEnum):
    """How something is referred to, in the order in which a reference identifies it best."""

    FR_DOCUMENT = "fr_document"
    FR_CITATION = "fr_citation"
    EXECUTIVE_ORDER = "executive_order"
    PROCLAMATION = "proclamation"
    AIRWORTHINESS_DIRECTIVE = "airworthiness_directive"
    PUBLIC_LAND_ORDER = "public_land_order"
    PUBLICATION = "publication"
    RIN = "rin"
    DOCKET = "docket"
    PUBLIC_LAW = "public_law"
    STATUTE = "statute"
    CFR = "cfr"


IN_REGISTER = frozenset((ReferenceKind.FR_DOCUMENT, ReferenceKind.FR_CITATION))
"""What names one document of the Register by itself."""


@attrs.frozen
class Reference:
    """Words that refer to a document, a law or a provision.

    Attributes:
        kind: how it is referred to. ``publication`` is a document named by nothing but its kind and its day: "the final
            rule published on April 24, 2026".
        name: the canonical text: ``89 FR 102568``, ``2023-24184``, ``E.O. 14110``, ``Proclamation 10371``,
            ``AD 2022-08-04``, ``PLO 7668``, ``Pub. L. 118-50``, ``5 U.S.C. 705``, ``15 CFR 744``, ``0910-AA74``,
            ``final rule of 2026-04-24``.
        quote: the exact words, ``text[start:end]``.
        start: offset of the first character of the quote.
        end: offset after its last character.
        volume, page: of the Federal Register, as printed; of a document number, when the text tells its page and day.
        last_page: where it ends, if the text prints a range of pages.
        published_on: the day of publication that the text gives for it; as printed, even if the volume says another
            year.
    """

    kind: ReferenceKind
    name: str
    quote: str
    start: int
    end: int
    volume: int | None = None
    page: int | None = None
    last_page: int | None = None
    published_on: dt.date | None = None

    @property
    def consistent(self) -> bool:
        """Whether volume and day of publication name the same year; one that does not is misprinted somewhere."""
        if self.volume is None or self.published_on is None:
            return True
        return self.volume + FIRST_YEAR == self.published_on.year
