"""Names of agencies: the Register's own, and the short ones that people use."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from regtrack._bundled import agency_names
from regtrack.sources.federal_register.document import Agency


def slug_of(name: str) -> str:
    """Return the slug that a short name stands for; any other text is given back as it is."""
    wanted = name.strip().lower()
    return next((slug for slug, short in agency_names().items() if short == wanted), wanted)


@lru_cache(maxsize=1024)
def names_of(agencies: tuple[Agency, ...]) -> tuple[str | None, tuple[str, ...]]:
    """Return the agency that a document is filed under, and every name under which it can be asked for.

    A document of a bureau lists its department too; it is filed under the bureau. A name without a letter is none.
    """
    short = agency_names()
    names = [(slug, each.parent) for each in agencies if (slug := each.slug or slug_from(each.name))]
    if not names:
        return None, ()
    main = next((slug for slug, parent in names if not parent), names[0][0])
    every = dict.fromkeys(name for slug, _ in names for name in (short.get(slug, slug), slug))
    agency = short.get(main, main)
    every.pop(agency, None)
    return agency, tuple(every)


_TITLES = {
    "administrative-conference": 1, "agricultural-marketing-service": 7,
    "animal-and-plant-health-inspection-service": 7,
    "centers-for-medicare-medicaid-services": 42, "coast-guard": 33, "commodity-futures-trading-commission": 17,
    "consumer-financial-protection-bureau": 12, "copyright-office": 37, "copyright-office-library-of-congress": 37,
    "drug-enforcement-administration": 21, "energy-department": 10, "environmental-protection-agency": 40,
    "federal-aviation-administration": 14, "federal-communications-commission": 47,
    "federal-deposit-insurance-corporation": 12, "federal-energy-regulatory-commission": 18,
    "federal-motor-carrier-safety-administration": 49, "federal-railroad-administration": 49,
    "federal-reserve-system": 12, "fish-and-wildlife-service": 50, "food-and-drug-administration": 21,
    "foreign-assets-control-office": 31, "housing-and-urban-development-department": 24,
    "industry-and-security-bureau": 15, "internal-revenue-service": 26, "mine-safety-and-health-administration": 30,
    "national-credit-union-administration": 12, "national-highway-traffic-safety-administration": 49,
    "national-oceanic-and-atmospheric-administration": 50, "nuclear-regulatory-commission": 10,
    "occupational-safety-and-health-administration": 29, "patent-and-trademark-office": 37,
    "pipeline-and-hazardous-materials-safety-administration": 49, "postal-service": 39,
    "securities-and-exchange-commission": 17, "small-business-administration": 13,
    "social-security-administration": 20, "surface-transportation-board": 49, "veterans-affairs-department": 38,
}  # fmt: skip
"""Agencies whose rules stand in one title of the CFR, which a bare section of theirs is in."""


def title_of(agencies: Sequence[Agency]) -> str | None:
    """Return the title of the CFR that a document's bare sections are in; None where its agencies have several."""
    found = {_TITLES[slug] for each in agencies if (slug := each.slug or slug_from(each.name)) in _TITLES}
    return str(found.pop()) if len(found) == 1 else None


@lru_cache(maxsize=1024)
def slug_from(words: str) -> str:
    """Return words as filters take them: ``Hazardous substances`` is ``hazardous-substances``."""
    return "-".join("".join(c if c.isalnum() else " " for c in words.lower()).split())
