"""Details that two statements about one thing can differ in: where a firm is from, what a chip derives from."""

from __future__ import annotations

import attrs

from regtrack.news.language import Language, groups_of


@attrs.frozen
class ClaimDetail:
    """A detail: what it is of, and its value (a country by its code, a designation, a word of the tables)."""

    name: str
    value: str


def find_details(text: str, act: str, language: Language) -> frozenset[ClaimDetail]:
    """Return the details that a folded sentence gives with an act of this kind."""
    found: set[ClaimDetail] = set()
    codes = language.places.ids
    for row, patterns in language.details:
        if row.acts and act not in row.acts:
            continue
        for pattern in patterns:
            for match in pattern.finditer(text):
                groups = groups_of(match)
                place = codes.get(groups.get("place", "").lower(), "")
                model = "".join(groups.get("model", "").replace("-", " ").split()).upper()
                found.add(ClaimDetail(row.name.replace("{place}", place), row.value or place or model))
    return frozenset(detail for detail in found if detail.value)
