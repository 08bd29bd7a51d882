"""Names of agencies: the Register's own, and the short ones that people use."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from regtrack._bundled import agency_names, register_table
from regtrack.sources.federal_register.document import Agency


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
