"""From rows of the eCFR to what the ledger records of the codified text (docs/decisions/0016-codified-text.md).

A row is a document. That a provision has other words since a day is an event of its part of the CFR, known since the
first issue that had them. Text that is issued again is an event only if the eCFR says that its words differ.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import attrs

from regtrack import dates
from regtrack.dates import Date
from regtrack.model.document import Document, Evidence, Rank
from regtrack.model.event import Event
from regtrack.model.kinds import Certainty
from regtrack.model.when import When
from regtrack.sources.ecfr.provisions import instrument, instrument_id, page, provision
from regtrack.sources.ecfr.tables import Correction, VersionRow
from regtrack.store import Item

SOURCE = "ecfr"
PUBLISHER = "Electronic Code of Federal Regulations"
BEGINS = dates.parse_date("2017-01-03")
"""The first working day of the year with which the eCFR's record of versions begins. Text of that day or an earlier one
was there before, mostly as of 2017-01-01; since when is not recorded."""
_LAG_DAYS = 30
"""So long after its day an amendment may be codified for the first time."""
_KEY = re.compile(rf"{SOURCE}:(?:correction:\d+:)?(\d+)/([^:]*):")


class Filed(NamedTuple):
    """What is recorded together with the day on which it came out, from which it is news or history."""

    on: Date
    items: tuple[Item, ...]


# --- text -------------------------------------------------------------------------------------------------------------


def prefix_of(title: int, part: str | None = "") -> str:
    """Return the beginning of the keys of all that is said of the text of a title, or of a part of it."""
    return f"{SOURCE}:{title}/{part.lower()}:" if part else f"{SOURCE}:{title}/"


def part_of(key: str) -> str | None:
    """Return the part of the CFR that an event is about, by its key; None for what is outside the parts."""
    match = _KEY.match(key)
    return (match[2] or None) if match is not None else None


def key_of(row: VersionRow) -> str:
    """Return the key of the fact that a provision has other words since a day."""
    return f"{SOURCE}:{row.title}/{(row.part or '').lower()}:{row.identifier}@{row.amended_on}"


def compile_rows(rows: Iterable[VersionRow], known: Mapping[str, Date]) -> list[Filed]:
    """Return what the ledger records of rows.

    Args:
        rows: every row that was issued since a day, of the provisions in question.
        known: of facts that the ledger has from issues before that day: key -> day of the first issue.
    """
    groups: dict[str, dict[str, VersionRow]] = defaultdict(dict)
    for row in rows:
        groups[key_of(row)][_paper_id(row)] = row
    filed = []
    for key, group in groups.items():
        issues = sorted(group.values(), key=lambda row: row.issued_on)
        first = known.get(key)
        for row in issues:
            again = first is not None or _was_there(row)
            items: list[Item] = [instrument(row.title, row.part), _paper(row)]
            if not again:
                items.append(_event(key, row))
                first = row.issued_on
            elif row.substantive and row.issued_on > BEGINS:
                items.append(_event(f"{key}/{row.issued_on}", row, again=True))
            filed.append(Filed(row.issued_on, tuple(items)))
    return filed


def _was_there(row: VersionRow) -> bool:
    """Whether the text was there before this issue, though nothing says since which one."""
    return row.amended_on <= BEGINS or (not row.substantive and (row.issued_on - row.amended_on).days > _LAG_DAYS)


def _event(key: str, row: VersionRow, *, again: bool = False) -> Event:
    written = provision(row.title, row.part, row.identifier)
    if row.removed:
        summary = f"{written} was removed from the codified text."
    elif again:
        summary = f"The codified text of {written} as of {row.amended_on} was issued with other words."
    else:
        summary = f"The codified text of {written} changed."
    return Event(
        key=key, kind="codify", target=instrument_id(row.title, row.part), certainty=Certainty.PUBLISHED,
        parts=(written,), effect=When.parse(row.amended_on), available=When.parse(row.issued_on), summary=summary,
        note=f"In the eCFR since its issue of {row.issued_on}." if row.issued_on > row.amended_on else None,
        evidence=(Evidence(_paper_id(row), row.heading),),
    )  # fmt: skip


def _paper_id(row: VersionRow) -> str:
    return f"{key_of(row)}/{row.issued_on}"


def _paper(row: VersionRow) -> Document:
    """Return a row as a document; its note has the eCFR's own marks, which say nothing of the law."""
    readable = max(row.amended_on, BEGINS)
    return Document(
        id=_paper_id(row), publisher=PUBLISHER, title=row.heading, date=When.parse(row.issued_on), rank=Rank.METADATA,
        url=page(row.title, row.part, None if row.removed else row.identifier, row.kind, readable), sha256=row.sha256,
        note=f"substantive: {str(row.substantive).lower()}; removed: {str(row.removed).lower()}",
    )  # fmt: skip


# --- corrections ------------------------------------------------------------------------------------------------------

CORRECTIONS = f"{SOURCE}:correction:"
"""The beginning of the keys of what was printed wrongly."""


def compile_correction(correction: Correction, parts: Sequence[str | None]) -> Filed:
    """Return what the ledger records of a correction: that it was printed wrongly, and that this was put right.

    Both are known since the day of the correction and hold since that of the error: the record of that time was wrong.

    Args:
        correction: as read.
        parts: the parts of the CFR about which it is recorded.
    """
    paper = Document(
        id=f"{CORRECTIONS}{correction.id}", publisher=PUBLISHER, title=f"Correction {correction.id}",
        url=f"https://www.ecfr.gov/api/admin/v1/corrections/title/{correction.title}.json",
        date=When.parse(correction.corrected_on), rank=Rank.METADATA, sha256=correction.sha256,
    )  # fmt: skip
    items: list[Item] = [paper]
    for part in parts:
        items += [instrument(correction.title, part), *_both(correction, part)]
    return Filed(correction.corrected_on, tuple(items))


def parts_of(correction: Correction) -> tuple[str | None, ...]:
    """Return the parts of the CFR that a correction is about."""
    return tuple(dict.fromkeys(each.part for each in correction.provisions))


def _both(correction: Correction, part: str | None) -> Iterator[Event]:
    key = f"{CORRECTIONS}{correction.id}:{correction.title}/{(part or '').lower()}:"
    written = tuple(each.written for each in correction.provisions if each.part == part)
    corrected = When.parse(correction.corrected_on)
    occurred = When.parse(correction.occurred_on or "unknown")
    named = ", ".join(written) + (f" ({correction.citation})" if correction.citation else "")
    since = f" since {correction.occurred_on}" if correction.occurred_on is not None else ""
    common = Event(
        key="", kind="", target=instrument_id(correction.title, part), certainty=Certainty.PUBLISHED, parts=written,
        effect=occurred, available=corrected, evidence=(Evidence(f"{CORRECTIONS}{correction.id}", correction.action),),
    )  # fmt: skip
    yield attrs.evolve(
        common, key=f"{key}error", kind="codify_error", issued=occurred if since else None,
        summary=f"The eCFR printed {named} wrongly{since}.", evidence=(Evidence(common.evidence[0].document),),
    )  # fmt: skip
    yield attrs.evolve(
        common, key=f"{key}fix", kind="codify_fix", of=f"{key}error", issued=corrected,
        summary=f"What the eCFR printed of {named}{since} was corrected on {correction.corrected_on}.",
    )  # fmt: skip
