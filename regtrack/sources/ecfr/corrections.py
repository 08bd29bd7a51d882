"""``admin/v1/corrections.json``: what was printed wrongly, since when, and when that was put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from regtrack.dates import Date
from regtrack.http.terms import UnreadableError
from regtrack.model.scope import path_of
from regtrack.sources.answers import FieldReader, shown
from regtrack.sources.ecfr.fields import day, digest, text, whole
from regtrack.sources.ecfr.provisions import provision
from regtrack.sources.ecfr.provisions import whole as whole_part


@attrs.frozen
class Correction:
    """A correction of the eCFR.

    Attributes:
        id: number that the eCFR gave it.
        title: number of the title.
        provisions: what was printed wrongly: its part of the CFR (None: in none), and how a scope writes it.
        action: what was done about it, in the eCFR's words.
        occurred_on: the first day on which it was printed wrongly; None if that is not said.
        corrected_on: the day on which it was put right.
        citation: of the document in the Federal Register that was codified wrongly.
        sha256: digest of the row.
    """

    id: int
    title: int
    provisions: tuple[tuple[str | None, str], ...]
    action: str | None
    occurred_on: Date | None
    corrected_on: Date
    citation: str | None
    sha256: str


def read_corrections(table: Mapping[str, Any], title: int, reader: FieldReader) -> list[Correction]:
    """Read the corrections of a title, without those of others; raises UnreadableError for another answer."""
    rows = table.get("ecfr_corrections")
    if not isinstance(rows, list):
        raise UnreadableError(f"{shown(rows)} as ecfr_corrections", "a list of corrections")
    found = (_correction(row, title, reader) for row in rows)
    return [each for each in found if each is not None and each.title == title]


def _correction(row: Any, title: int, reader: FieldReader) -> Correction | None:
    id_ = whole(row, "id") if isinstance(row, Mapping) else None
    if id_ is None:
        reader.fault("ecfr_corrections", row, "a correction with an id")
        return None
    place = f"{id_}."
    corrected = day(row, "error_corrected", place, reader)
    occurred = day(row, "error_occurred", place, reader) if row.get("error_occurred") is not None else None
    if corrected is None:
        return None
    number = whole(row, "title") or title
    references = row.get("cfr_references")
    named = tuple(dict.fromkeys(_provisions(references if isinstance(references, list) else [], number)))
    if not named:
        reader.fault(f"{place}cfr_references", references, "references to provisions of the CFR")
        return None
    return Correction(
        id=id_, title=number, provisions=named, action=text(row, "corrective_action"), occurred_on=occurred,
        corrected_on=corrected, citation=text(row, "fr_citation"), sha256=digest(row),
    )  # fmt: skip


def _provisions(references: list[Any], title: int) -> Iterator[tuple[str | None, str]]:
    """Return what is named, by its place in the hierarchy, else as it is cited."""
    for each in references:
        place = each.get("hierarchy") if isinstance(each, Mapping) else None
        place = place if isinstance(place, Mapping) else {}
        part = text(place, "part")
        inner = text(place, "section") or text(place, "appendix")
        if inner is not None:
            yield part, provision(title, part, inner)
        elif part is not None:
            subpart = text(place, "subpart")
            outer = whole_part(title, part)
            yield part, f"subpart {subpart} to {outer}" if subpart else outer
        elif isinstance(each, Mapping) and (cited := text(each, "cfr_reference")) is not None:
            path = path_of(cited)
            if path[0] == f"{title} CFR" and len(path) > 1:
                yield path[1], cited
