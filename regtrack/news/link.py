"""The instrument that a claim is about, and what a claim and an instrument must have in common."""

from __future__ import annotations

from types import MappingProxyType

import attrs

from regtrack.news.claim import Claim

BY_ITS_WORDS = frozenset(("identifier", "name", "core", "alike"))
"""Rules by which the words of a claim themselves name its instrument."""
_PLACES = MappingProxyType({"GB": "uk"})
"""Jurisdictions whose name in ids is not their ISO code."""
_MEANS = MappingProxyType(
    {
        "rule": ("controls", "order", "permission", "list", "tariff", "notice"),
        "measure": ("rule", "controls", "order", "permission", "list", "tariff", "notice", "agreement", "pause"),
        "pause": ("rule", "controls", "order", "permission", "tariff"),
        "order": ("rule", "controls", "tariff", "list"),
        "controls": ("rule", "order", "permission", "list"),
        "permission": ("controls", "order", "agreement"),
        "tariff": ("order",),
        "notice": ("rule", "order"),
        "agreement": (),
        "release": ("agreement",),
        "list": (),
        "bill": (),
        "draft": (),
        "replacement": (),
        "guidance": (),
    }
)
"""Of which classes an instrument may be, beside its own, that words of a class mean: "the rule" may be a licence that a
rule grants, but "the licence" is no rule, and "the list" is a list."""


@attrs.frozen
class Link:
    """The instrument that a claim is about.

    Attributes:
        claim: the claim.
        id: id of the instrument; None if it could not be linked.
        rule: how it was found: ``identifier``, ``name``, ``core`` (the telling part of a name, and the same class),
            ``alike`` (nearly a name), ``context`` (named elsewhere in its sentence), ``day`` (the only one of which
            such an act is recorded on its day), ``carried`` (the one just spoken of), ``subject`` (the one the item is
            mostly about); empty if it was not.
        score: how sure, of 100.
        others: ids that came next, or between which it could not be told.
    """

    claim: Claim
    id: str | None
    rule: str = ""
    score: float = 0.0
    others: tuple[str, ...] = ()


def jurisdiction_of(code: str) -> str:
    """What a country is called in ids, by its ISO code."""
    return _PLACES.get(code, code.lower())


def country_of(id_: str) -> str:
    """The jurisdiction in the id of an instrument or a body."""
    return id_.partition("/")[0]


def issuer_of(id_: str) -> str:
    """The body that issued an instrument, by the id of that."""
    return "/".join(id_.split("/")[:2])


def in_place(claim: Claim, id_: str) -> bool:
    """Whether an instrument is of a country that acts in the claim or is named in its sentence, if any is."""
    places = {jurisdiction_of(code) for code in claim.places}
    if claim.actor:
        places.add(country_of(claim.actor))
    return not places or country_of(id_) in places


def may_mean(class_: str, other: str) -> bool:
    """Whether words of a class may mean an instrument of another; of those without one, anything may be meant."""
    return not class_ or not other or class_ == other or other in _MEANS[class_]


def may_mean_alike(class_: str, other: str) -> bool:
    """Whether words of two classes may mean one instrument, the one those of the other or the reverse."""
    return may_mean(class_, other) or may_mean(other, class_)
