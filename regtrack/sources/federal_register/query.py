"""What is asked of the Federal Register's API, and how to tell that an answer belongs to the question."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import attrs

from regtrack.errors import InputError

TYPES = {"RULE": "Rule", "PRORULE": "Proposed Rule", "NOTICE": "Notice", "PRESDOCU": "Presidential Document"}
"""Types as they are asked for, and as documents carry them."""

FIELDS = tuple(
    """abstract action agencies cfr_references citation comments_close_on correction_of corrections dates
    disposition_notes docket_ids document_number effective_on end_page executive_order_number full_text_xml_url
    html_url json_url mods_url page_length pdf_url presidential_document_number president proclamation_number
    public_inspection_pdf_url publication_date raw_text_url regulation_id_numbers significant signing_date start_page
    subtype title toc_doc toc_subject topics type volume""".split()
)
"""Every field that is read. What is not asked for does not come: by default neither ``dates`` nor ``effective_on``."""

FILING_FIELDS = tuple(  # the same of what is on public inspection
    """agencies docket_numbers document_number filed_at filing_type html_url publication_date subject_1 subject_2
    subject_3 title toc_doc type""".split()
)

NEEDED = frozenset("action comments_close_on dates document_number effective_on publication_date title type".split())
"""Fields that every document has, if only as null. One without them came from a server that ignored FIELDS."""

_NUMBER = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+){1,3}")
_CFR = re.compile(r"(\d{1,2})(?::(\d{1,5})(?:-(\d{1,5}))?)?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def document_number(text: str) -> str:
    """Return a document number as the API takes it: ``E9-22958`` of ``E9–22958``; raises InputError."""
    number = re.sub(r"[\u2010-\u2015\u2212]", "-", text.strip()).upper()
    if not _NUMBER.fullmatch(number) or "FR" in number:  # the API reads an id with FR in it as a citation
        raise InputError(f"document number: found {text!r}; expected one such as 2024-02705 or C1-2013-16962")
    return number


@lru_cache(maxsize=4096)  # asked ten times for each document
def normal_number(number: str) -> str:
    """One form for a number that is padded with zeros in one place and not in another: 2024-02705 and 2024-2705."""
    head, dash, tail = re.sub(r"[\u2010-\u2015\u2212]", "-", number.strip()).upper().rpartition("-")
    return f"{head}{dash}{tail.lstrip('0') or '0'}" if tail.isdigit() else f"{head}{dash}{tail}"


@attrs.frozen
class Parts:
    """Parts of a title of the CFR, ``first`` to ``last``; all of them when there is no ``first``."""

    title: int
    first: int | None
    last: int | None

    @classmethod
    def read(cls, text: str) -> Parts:
        """Read ``15``, ``15:744`` or ``15:730-774``."""
        match = _CFR.fullmatch(text.strip())
        if match and 1 <= int(match[1]) <= 50:
            first = int(match[2]) if match[2] else None
            last = int(match[3]) if match[3] else first
            if first is None or last is None or first <= last:
                return cls(int(match[1]), first, last)
        raise InputError(
            f"cfr: found {text!r}; expected a title from 1 to 50 with its parts, such as 15:744 or 15:730-774"
        )

    def __str__(self) -> str:
        if self.first is None:
            return str(self.title)
        return f"{self.title}:{self.first}" + (f"-{self.last}" if self.last != self.first else "")

    def hold(self, reference: object) -> bool:
        """Whether an entry of ``cfr_references`` is in them, or may be: not every one says its part."""
        if not isinstance(reference, Mapping):
            return True
        title, part = str(reference.get("title")), str(reference.get("part"))
        if title.isdigit() and int(title) != self.title:
            return False
        return self.first is None or self.last is None or not part.isdigit() or self.first <= int(part) <= self.last


@attrs.frozen
class Query:
    """Filters of the API, checked: it ignores what it does not understand, and answers with everything."""

    agencies: tuple[str, ...] = ()
    cfr: Parts | None = None
    types: tuple[str, ...] = ()
    term: str | None = None

    def partition(self, day: dt.date) -> str:
        """Return the name of a day under these filters, the same in every run."""
        named = (
            ("types", ",".join(self.types)),
            ("agencies", ",".join(self.agencies)),
            ("cfr", self.cfr),
            ("term", self.term),
        )
        return " ".join([day.isoformat(), *(f"{name}={value}" for name, value in named if value)])

    def address(self, base: str, day: dt.date, page: int, per_page: int) -> str:
        """Return the address of a page of a day's documents."""
        asked: list[tuple[str, str | int]] = [("conditions[publication_date][is]", day.isoformat())]
        asked += self._conditions()
        asked += [("fields[]", name) for name in FIELDS]
        asked += [("per_page", per_page), ("page", page), ("order", "oldest")]
        return f"{base}/documents.json?{urlencode(asked)}"

    def feed_address(self, base: str) -> str:
        """Return the address of the RSS feed of the newest documents."""
        asked = urlencode(self._conditions())
        return f"{base}/documents.rss" + (f"?{asked}" if asked else "")

    def _conditions(self) -> list[tuple[str, str | int]]:
        asked: list[tuple[str, str | int]] = [("conditions[type][]", value) for value in self.types]
        asked += [("conditions[agencies][]", slug) for slug in self.agencies]
        if self.cfr is not None:
            asked.append(("conditions[cfr][title]", self.cfr.title))
            if self.cfr.first is not None:
                asked.append(("conditions[cfr][part]", str(self.cfr).partition(":")[2]))
        if self.term is not None:
            asked.append(("conditions[term]", self.term))
        return asked

    def stranger(self, row: Mapping[str, Any], day: dt.date) -> tuple[str, str] | None:
        """Return what is foreign to the question in a document, and what was asked; None for one that belongs."""
        if row.get("publication_date") != day.isoformat():
            return f"one of {row.get('publication_date')!r}", f"those of {day.isoformat()}"
        kind = row.get("type")
        if self.types and kind in TYPES.values() and kind not in {TYPES[name] for name in self.types}:
            return f"one of type {kind!r}", f"those of type {' or '.join(self.types)}"
        if self.agencies and not _of_agencies(row.get("agencies"), self.agencies):
            return "one of another agency", f"those of {' or '.join(self.agencies)}"
        references = row.get("cfr_references")
        if self.cfr is not None and isinstance(references, list) and not any(map(self.cfr.hold, references)):
            return "one for other parts of the CFR", f"those for {self.cfr}"
        return None


def read_queries(
    agencies: Collection[str], cfr: Collection[str | Parts], types: Collection[str], term: str | None
) -> tuple[Query, ...]:
    """Build checked filters: one query for each CFR range, since the API takes one at a time."""
    for name, given in (("agencies", agencies), ("cfr", cfr), ("types", types)):
        if isinstance(given, str):
            raise InputError(f"{name}: found the text {given!r}; expected a list or tuple of such texts")
    for slug in agencies:
        if not _SLUG.fullmatch(slug):
            raise InputError(f"agency: found {slug!r}; expected a slug such as industry-and-security-bureau")
    if term is not None and not term.strip():
        raise InputError("term: found an empty text; expected words to search for")
    kinds = tuple(sorted({_type(text) for text in types}))
    slugs = tuple(sorted(set(agencies)))
    words = " ".join(term.split()) if term is not None else None
    ranges = sorted({part if isinstance(part, Parts) else Parts.read(part) for part in cfr}, key=str)
    if not ranges:
        return (Query(slugs, None, kinds, words),)
    return tuple(Query(slugs, part, kinds, words) for part in ranges)


def days(since: dt.date, until: dt.date) -> Iterator[dt.date]:
    """Every day, weekends included: special issues exist."""
    for ordinal in range(since.toordinal(), until.toordinal() + 1):
        yield dt.date.fromordinal(ordinal)


def _type(text: str) -> str:
    wanted = text.strip().casefold().replace("-", " ")
    for name, spelled in TYPES.items():
        if wanted in (name.casefold(), spelled.casefold()):
            return name
    raise InputError(f"type: found {text!r}; expected {', '.join(TYPES)}")


def _of_agencies(agencies: object, slugs: Collection[str]) -> bool:
    """Whether one of the agencies was asked for, or may be: a parent that is not listed, or a name without a slug."""
    if not isinstance(agencies, list):
        return True
    tables = [agency for agency in agencies if isinstance(agency, Mapping)]
    ids = [agency.get("id") for agency in tables]
    return not tables or any(
        agency.get("slug") in slugs
        or not isinstance(agency.get("slug"), str)
        or (agency.get("parent_id") is not None and agency.get("parent_id") not in ids)
        for agency in tables
    )
