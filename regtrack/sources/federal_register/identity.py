"""By which ids the ledger knows the documents of the Federal Register, and what it knows only from being cited.

A document is identified by its number and the day of its issue. Numbers are unique from 2016 on; before, some were
given twice, so that the day is part of the id. Executive orders and proclamations have numbers of their own, under
which they are cited long before anyone looks for the document. What is cited by page alone gets an id made of volume
and page, until the document that is printed there arrives.
"""

from __future__ import annotations

import datetime as dt

from regtrack.citations import Reference, ReferenceKind
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.query import normal_number

SOURCE = "federal-register"
_UNIQUE_SINCE = dt.date(2016, 1, 1)


def numbered_id(number: str, published_on: dt.date | None) -> str:
    """Return the id of the document with this number, issued on this day; None for a filing that is not issued yet."""
    name = normal_number(number).lower()
    if published_on is None or published_on >= _UNIQUE_SINCE:
        return f"us/fr/{name}"
    return f"us/fr/{name}-{published_on:%Y%m%d}"


def own_id(document: RegisterDocument) -> str:
    """Return the id of a document that nobody has given another one."""
    if document.executive_order:
        return f"us/eo/{document.executive_order.lower()}"
    if document.proclamation:
        return f"us/proclamation/{document.proclamation.lower()}"
    return numbered_id(document.number, document.published_on)


def cited_id(reference: Reference) -> str | None:
    """Return the id of what a reference names, when nothing in the ledger goes by that name; None for nothing."""
    kind = reference.kind
    if kind is ReferenceKind.EXECUTIVE_ORDER:
        return f"us/eo/{reference.name.split()[-1].lower()}"
    if kind is ReferenceKind.PROCLAMATION:
        return f"us/proclamation/{reference.name.split()[-1].lower()}"
    if kind is ReferenceKind.FR_DOCUMENT:
        year = reference.name[:4]
        recent = year.isdigit() and int(year) >= _UNIQUE_SINCE.year and reference.name[4:5] == "-"
        if recent or reference.published_on is not None:
            return numbered_id(reference.name, None if recent else reference.published_on)
        return None
    if kind is ReferenceKind.FR_CITATION and reference.volume and reference.page:
        return f"us/fr/{reference.volume}-fr-{reference.page}"
    return None


def is_citation(id_: str) -> bool:
    """Whether an id was made of a volume and a page, for want of anything better."""
    parts = id_.removeprefix("us/fr/").split("-")
    return id_.startswith("us/fr/") and len(parts) == 3 and parts[1] == "fr"


def key_of(document: RegisterDocument) -> str:
    """Return the beginning of the keys of all facts that a document states."""
    number = normal_number(document.number)
    return f"{SOURCE}:{number}@{document.published_on.isoformat() if document.published_on else 'filed'}"


def filing_key(number: str) -> str:
    """Return the beginning of the keys of what a filing states; its day of publication may change, and is left out."""
    return f"{SOURCE}:{normal_number(number)}@inspection"
