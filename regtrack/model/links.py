"""Official addresses, made from the numbers by which acts are cited; nothing here opens them."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from regtrack.model.document import Document, Rank
from regtrack.model.instrument import Instrument, page_of


class LinkStanding(StrEnum):
    """Where a reader is led: to the publisher itself, to a copy of what it published, or to what others say of it."""

    OFFICIAL = "official"
    COPY = "copy"
    SECONDARY = "secondary"


class Link(NamedTuple):
    """An address with the name of what stands there."""

    publisher: str
    url: str


BILLS = MappingProxyType(
    {
        "HR": "house-bill",
        "S": "senate-bill",
        "HJRES": "house-joint-resolution",
        "SJRES": "senate-joint-resolution",
        "HCONRES": "house-concurrent-resolution",
        "SCONRES": "senate-concurrent-resolution",
        "HRES": "house-resolution",
        "SRES": "senate-resolution",
    }
)
"""What congress.gov calls each form of measure."""
PRINTERS = ("federalregister.gov", "govinfo.gov", "congress.gov", "ecfr.gov")
"""Where the official texts themselves stand."""
# These two are compiled by `re` when they are first needed: most questions need neither.
_REGISTER = r"(E[89]|C\d|R\d|Z\d|X\d\d)?-?\d{2,4}-\d{4,6}|E\d-\d{3,5}"
_SECTION = r"(\d{1,2}) CFR (?:part )?(\d{1,4})(\.\d+[a-z]?)?(?:\(.*)?"
_ORIGINALS = frozenset((Rank.OFFICIAL, Rank.METADATA, Rank.INSPECTION, Rank.AGENCY))
_OFFICIAL_HOST = re.compile(
    r"(?:.+\.)?(?:[a-z0-9-]+\.gov|[a-z0-9-]+\.mil|gov\.[a-z]{2}|go\.(?:jp|kr)|europa\.eu|gouv\.fr|bund\.de|admin\.ch"
    r"|overheid\.nl|rijksoverheid\.nl|government\.nl|[a-z0-9-]+\.gov\.[a-z]{2})"
)


def official_link(instrument: Instrument) -> Link | None:
    """Return the official address of an instrument's own text, or None where its numbers make none."""
    for number in instrument.document_number:
        if instrument.place == "us" and re.fullmatch(_REGISTER, number, re.ASCII):
            return Link("Federal Register", f"https://www.federalregister.gov/d/{number}")
    for text in instrument.citation:
        if (page := page_of(text)) is not None:
            return Link("Federal Register", f"https://www.federalregister.gov/citation/{page[0]}-FR-{page[1]}")
    return bill_link(instrument.bill or "")


def bill_link(bill: str) -> Link | None:
    """Return the page of a bill of the US Congress that is named like ``119 S 1705``."""
    congress, _, rest = bill.partition(" ")
    form, _, number = rest.partition(" ")
    if not (congress.isdecimal() and number.isdecimal() and form in BILLS):
        return None
    return Link(
        "Congress.gov", f"https://www.congress.gov/bill/{ordinal(int(congress))}-congress/{BILLS[form]}/{number}"
    )


def code_link(provision: str, on: str | None = None) -> Link | None:
    """Return the eCFR's page of a part or section, as it read on a day (ISO) or reads now."""
    match = re.fullmatch(_SECTION, provision, re.ASCII)
    if match is None:
        return None
    title, part, section = match.groups()
    place = f"section-{part}{section}" if section else f"part-{part}"
    return Link("eCFR", f"https://www.ecfr.gov/{f'on/{on}' if on else 'current'}/title-{title}/{place}")


def standing(document: Document) -> LinkStanding:
    """Return whether a document is the publisher's own, a copy of it, or somebody else's words."""
    if document.rank not in _ORIGINALS:
        return LinkStanding.SECONDARY
    return LinkStanding.OFFICIAL if _is_official(host(document.url)) else LinkStanding.COPY


@lru_cache(maxsize=4096)
def _is_official(host: str) -> bool:
    return _OFFICIAL_HOST.fullmatch(host) is not None


@lru_cache(maxsize=4096)
def host(url: str | None) -> str:
    """Return the name of the server in a web address; empty for anything else."""
    scheme, sign, rest = (url or "").partition("://")
    if not sign or scheme.lower() not in ("http", "https"):
        return ""
    return re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2].partition(":")[0].lower()


@lru_cache(maxsize=4096)
def is_home_page(url: str) -> bool:
    """Return whether an address names a site and nothing on it."""
    return not url.partition("://")[2].partition("/")[2].strip("/")


def ordinal(number: int) -> str:
    """Return a number as ``119th``."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
