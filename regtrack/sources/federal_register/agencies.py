"""Names of agencies: the Register's own, and the short ones that people use."""

from __future__ import annotations

from collections.abc import Sequence

from regtrack._bundled import agency_names
from regtrack.sources.federal_register.document import Agency


def slug_of(name: str) -> str:
    """The slug that a short name stands for; any other text is given back as it is."""
    wanted = name.strip().lower()
    return next((slug for slug, short in agency_names().items() if short == wanted), wanted)


def names_of(agencies: Sequence[Agency]) -> tuple[str | None, tuple[str, ...]]:
    """The agency that a document is filed under, and every name under which it can be asked for.

    A document of a bureau lists its department too; it is filed under the bureau.
    """
    short = agency_names()
    names = [(each.slug or _slug(each.name), each.parent) for each in agencies]
    if not names:
        return None, ()
    main = next((slug for slug, parent in names if not parent), names[0][0])
    every = dict.fromkeys(name for slug, _ in names for name in (short.get(slug, slug), slug))
    agency = short.get(main, main)
    every.pop(agency, None)
    return agency, tuple(every)


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
